"""The mail servers of the tests do what tests of mail rely on."""

from __future__ import annotations

import imaplib
import smtplib
import socket
import ssl
import uuid
from datetime import UTC, datetime

import pytest

from desktop_app.domain.mailboxes import Server
from desktop_app.wire.mail_tls import tls_context
from tests.mailservers.authority import Authority
from tests.mailservers.people import MailServer, MailUser
from tests.mailservers.real import RealMailServer

LETTER = b"Message-ID: <1@lead.example>\r\nSubject: Line 3\r\n\r\nWhen can you start?\r\n"


def _letter(message_id: str) -> bytes:
    return f"Message-ID: {message_id}\r\nSubject: Line 3\r\n\r\nIn June.\r\n".encode()


def _lines(raw: bytes) -> bytes:
    """pymap ends lines as the operating system does."""
    return raw.replace(b"\r\n", b"\n")


def _fresh_id() -> str:
    return f"<{uuid.uuid4().hex}@rep.example>"


def _smtp(server: MailServer, user: MailUser) -> smtplib.SMTP:
    session = smtplib.SMTP_SSL(
        server.smtp.host, server.smtp.port, context=tls_context(server.ca_pem), timeout=30
    )
    session.login(user.address, user.password)
    return session


def test_what_is_delivered_is_read_over_imap(any_mail_server: MailServer) -> None:
    server = any_mail_server
    robin, sam = server.user("robin"), server.user("sam")
    server.deliver(robin, LETTER)
    server.deliver(robin, LETTER.replace(b"1@", b"2@"), "Archive", flags=["\\Seen", "\\Flagged"])
    (inbox,), (archived,) = server.folder(robin), server.folder(robin, "Archive")
    assert (inbox.flags, _lines(inbox.raw)) == (frozenset(), _lines(LETTER))
    assert archived.flags == {"\\Seen", "\\Flagged"}
    assert server.folder(sam) == server.folder(robin, "No such folder") == []


def test_a_wrong_password_is_refused(any_mail_server: MailServer) -> None:
    server = any_mail_server
    robin = server.user("robin")
    wrong = MailUser(robin.address, "another password")
    with pytest.raises(imaplib.IMAP4.error), server.connect(wrong):
        pass
    with pytest.raises(smtplib.SMTPAuthenticationError):
        _smtp(server, wrong)


def test_what_is_sent_arrives_and_is_in_the_log_once(any_mail_server: MailServer) -> None:
    server = any_mail_server
    robin, sam, message_id = server.user("robin"), server.user("sam"), _fresh_id()
    with _smtp(server, robin) as session:
        refused = session.sendmail(
            robin.address,
            [sam.address, "kim@lead.example", "reject@lead.example", "tempfail@lead.example"],
            _letter(message_id),
        )
    assert {address: code for address, (code, _) in refused.items()} == {
        "reject@lead.example": 550, "tempfail@lead.example": 451,
    }  # fmt: skip
    (entry,) = [one for one in server.delivered() if one.message_id == message_id]
    assert sorted(entry.recipients) == ["kim@lead.example", sam.address]
    assert server.deliveries(message_id) == 1
    (arrived,) = server.folder(sam)
    assert _lines(arrived.raw).endswith(_lines(_letter(message_id)))
    with _smtp(server, robin) as session:
        session.sendmail(robin.address, [sam.address], _letter(message_id))
    assert server.deliveries(message_id) == 2, "the log hides what came twice"


@pytest.mark.parametrize(
    ("at", "code"), [("sender", 451), ("sender", 550), ("rcpt", 452), ("data", 451), ("data", 554)]
)
def test_refusals_can_be_asked_for(any_mail_server: MailServer, at: str, code: int) -> None:
    server = any_mail_server
    robin, message_id = server.user("robin"), _fresh_id()
    to = f"{uuid.uuid4().hex}@lead.example"
    refused = robin.address if at == "sender" else to
    server.answer(refused, f"{code} {code // 100}.3.2 In words", at=at)
    with _smtp(server, robin) as session, pytest.raises(smtplib.SMTPException) as caught:
        session.sendmail(robin.address, [to], _letter(message_id))
    assert f"({code}, b'{code // 100}.3.2 In words'" in str(caught.value)
    assert server.deliveries(message_id) == 0
    server.answer(refused, None, at=at)
    with _smtp(server, robin) as session:
        session.sendmail(robin.address, [to], _letter(message_id))
    assert server.deliveries(message_id) == 1


def test_too_much_is_refused(any_mail_server: MailServer) -> None:
    server = any_mail_server
    robin, message_id = server.user("robin"), _fresh_id()
    with _smtp(server, robin) as session, pytest.raises(smtplib.SMTPException) as caught:
        session.sendmail(
            robin.address, ["kim@lead.example"], _letter(message_id) + b"x" * 76 * 200_000
        )
    assert "552" in str(caught.value)
    assert server.deliveries(message_id) == 0


def test_certificates_are_of_the_tests_authority_alone(any_mail_server: MailServer) -> None:
    server = any_mail_server
    for place in (server.imap, server.smtp):
        with pytest.raises(ssl.SSLCertVerificationError):
            _shake_hands(place, "")
        _shake_hands(place, server.ca_pem)


def _shake_hands(place: Server, ca_pem: str) -> None:
    with (
        socket.create_connection((place.host, place.port), timeout=30) as line,
        tls_context(ca_pem).wrap_socket(line, server_hostname=place.host),
    ):
        pass


def test_bad_certificates_are_bad_in_one_way_only(mail_authority: Authority) -> None:
    makers = (mail_authority.for_another_host, mail_authority.expired, mail_authority.of_nobody)
    assert len({maker().certificate for maker in makers}) == 3
    assert "BEGIN CERTIFICATE" in mail_authority.good().certificate


# -- what only the real servers can do --------------------------------------------------------


def test_dovecot_offers_what_the_fetch_uses(mail_server: RealMailServer) -> None:
    robin = mail_server.user("robin")
    with mail_server.connect(robin) as session:
        offered = set(session.capability()[1][0].decode().split())
        _, folders = session.list()
    assert {"CONDSTORE", "QRESYNC", "IDLE", "MOVE", "UIDPLUS", "SPECIAL-USE"} <= offered
    roles = {
        name: line.decode()
        for line in folders
        for name in ("Sent", "Drafts", "Trash", "Junk", "Archive")
        if isinstance(line, bytes) and line.endswith(name.encode())
    }
    assert all(f"\\{name}" in line for name, line in roles.items()) and len(roles) == 5


def test_folders_with_any_letters(mail_server: RealMailServer) -> None:
    robin = mail_server.user("robin")
    mail_server.deliver(robin, LETTER, "Käufer & Co/日本", flags=["\\Answered"])
    (letter,) = mail_server.folder(robin, "Käufer & Co/日本")
    assert letter.flags == {"\\Answered"}
    assert "K&AOQ-ufer &- Co/&ZeVnLA-" in mail_server.folders(robin)


def test_the_time_of_arrival_is_kept(mail_server: RealMailServer) -> None:
    robin = mail_server.user("robin")
    mail_server.deliver(robin, LETTER, at=datetime(2026, 3, 2, 8, 15, tzinfo=UTC))
    with mail_server.connect(robin) as session:
        session.select("INBOX")
        _, (line,) = session.fetch("1", "(INTERNALDATE)")
    assert b"02-Mar-2026 08:15:00 +0000" in line


def test_a_full_mailbox_takes_nothing_more(mail_server: RealMailServer) -> None:
    robin = mail_server.user("robin", quota_kib=10)
    with mail_server.connect(robin) as session:
        said = [session.append("INBOX", "", "", LETTER + b"x\r\n" * 1500) for _ in range(3)]
        assert [answer for answer, _ in said] == ["OK", "OK", "NO"]
        assert b"OVERQUOTA" in said[-1][1][0]
        mail_server.admit(robin, quota_kib=None)
    with mail_server.connect(robin) as session:
        assert session.append("INBOX", "", "", LETTER)[0] == "OK"


def test_a_folder_can_lose_its_uids(mail_server: RealMailServer) -> None:
    robin = mail_server.user("robin")
    for _ in range(3):
        mail_server.deliver(robin, LETTER)

    def validity() -> bytes:
        with mail_server.connect(robin) as session:
            session.select("INBOX")
            return session.response("UIDVALIDITY")[1][0]

    before = validity()
    mail_server.new_uid_validity(robin)
    assert validity() != before
    assert len(mail_server.folder(robin)) == 3


def test_both_servers_take_tokens(mail_server: RealMailServer) -> None:
    robin = mail_server.user("robin")
    token = mail_server.token(robin)
    for mechanism, said in (
        ("XOAUTH2", f"user={robin.address}\1auth=Bearer {token}\1\1"),
        ("OAUTHBEARER", f"n,a={robin.address},\1host=h\1port=1\1auth=Bearer {token}\1\1"),
    ):
        tls = tls_context(mail_server.ca_pem)
        with imaplib.IMAP4_SSL(mail_server.imap.host, mail_server.imap.port, ssl_context=tls) as i:
            assert i.authenticate(mechanism, lambda _, said=said: said.encode())[0] == "OK"
        with smtplib.SMTP_SSL(mail_server.smtp.host, mail_server.smtp.port, context=tls) as s:
            s.ehlo()
            assert s.auth(mechanism, lambda challenge=None, said=said: said)[0] == 235
    over = f"user={robin.address}\1auth=Bearer {mail_server.token(robin, seconds=-5)}\1\1"
    with (
        imaplib.IMAP4_SSL(mail_server.imap.host, mail_server.imap.port, ssl_context=tls) as i,
        pytest.raises(imaplib.IMAP4.error),
    ):
        i.authenticate("XOAUTH2", lambda _: over.encode())


def test_a_server_that_files_what_it_sends(mail_server: RealMailServer) -> None:
    robin, message_id = mail_server.user("robin"), _fresh_id()
    mail_server.file_sent(robin)
    with _smtp(mail_server, robin) as session:
        session.sendmail(
            robin.address, ["kim@lead.example", "lee@lead.example"], _letter(message_id)
        )
    assert mail_server.deliveries(message_id) == 1
    (filed,) = mail_server.folder(robin, "Sent")
    assert filed.raw.endswith(_letter(message_id))
    (left,) = [raw for raw in mail_server.outside() if message_id.encode() in raw]
    assert left.count(message_id.encode()) == 1
