"""A session with an IMAP server: what servers say, and what none should be able to do."""

from __future__ import annotations

import base64
import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from desktop_app.domain.mail_faults import (
    ConnectionNotSafe,
    MailFault,
    MailServerBusy,
    MailServerRefused,
    MailServerUnreachable,
    SignInRefused,
)
from desktop_app.domain.mailboxes import (
    Auth,
    Credential,
    FolderRole,
    MailboxState,
    Security,
    Server,
)
from desktop_app.wire.imap import ImapSession
from desktop_app.wire.imap_answers import SpooledBody, internal_date, ranges_of, uid_set
from desktop_app.wire.imap_folders import folders_of
from desktop_app.wire.imap_line import Interrupted, Line
from tests.imap_script import CAPABILITIES, Peer, scripted
from tests.mailservers.authority import Authority

PASSWORD = Credential("robin", "a secret of robin's")
SELECTED = (
    b"* FLAGS (\\Seen)\r\n* 3 EXISTS\r\n* 0 RECENT\r\n"
    b"* OK [UIDVALIDITY 7] \r\n* OK [UIDNEXT 9] \r\n* OK [HIGHESTMODSEQ 5] \r\n"
)
BODY = b"Subject: Hello\r\n\r\nText {99}\r\n)"


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


def session(server: Server, credential: Credential = PASSWORD, **given: object) -> ImapSession:
    return ImapSession(server, credential, **{"silence": 5.0, **given})  # type: ignore[arg-type]


def answering(*lines: bytes, capabilities: bytes = CAPABILITIES) -> Callable[[Peer], None]:
    """Signed in and a folder open; then these words for a FETCH or whatever comes."""

    def script(peer: Peer) -> None:
        peer.sign_in(capabilities)
        answers = {b"SELECT": SELECTED}
        for name in (b"UID FETCH", b"UID SEARCH", b"UID STORE", b"NOOP", b"LIST", b"STATUS"):
            answers[name] = b"".join(lines)
        peer.answer(answers)

    return script


def open_folder(server: Server, **given: object) -> ImapSession:
    made = session(server, **given)
    made.select("INBOX")
    return made


# -- A safe line -------------------------------------------------------------------------------


def test_tls_is_checked_against_name_and_authority(authority: Authority) -> None:
    for certificate, ca_pem in (
        (authority.for_another_host(), authority.pem),
        (authority.expired(), authority.pem),
        (authority.of_nobody(), authority.pem),
        (authority.good(), ""),
    ):

        def script(peer: Peer, certificate: object = certificate) -> None:
            peer.secure(certificate)  # type: ignore[arg-type]
            peer.sign_in()

        with scripted(script) as server, pytest.raises(ConnectionNotSafe):
            session(server.server(Security.TLS), ca_pem=ca_pem)


def test_over_tls_and_after_starttls_one_signs_in(authority: Authority) -> None:
    certificate = authority.good()

    def tls(peer: Peer) -> None:
        peer.secure(certificate)
        peer.sign_in()
        peer.answer({})

    def starttls(peer: Peer) -> None:
        peer.say(b"* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\r\n")
        assert peer.line() == b"T1 STARTTLS"
        peer.say(b"* OK a moment\r\nT1 OK go ahead\r\n")
        peer.secure(certificate)
        peer.answer({})

    for script, security in ((tls, Security.TLS), (starttls, Security.STARTTLS)):
        with scripted(script) as server:
            session(server.server(security), ca_pem=authority.pem).close()


@pytest.mark.parametrize(
    ("greeting", "answer"),
    [
        (b"* OK ready\r\n", b"T1 BAD what?\r\n"),
        (b"* OK ready\r\n", b"T1 NO not now\r\n"),
        (b"* PREAUTH welcome\r\n", b"T1 OK\r\n"),
        # Words before TLS that would count as the server's afterwards.
        (b"* OK ready\r\n", b"T1 OK go\r\n* CAPABILITY IMAP4rev1\r\n"),
    ],
)
def test_starttls_cannot_be_talked_away(greeting: bytes, answer: bytes) -> None:
    said: list[bytes] = []

    def script(peer: Peer) -> None:
        peer.say(greeting)
        said.append(peer.line())
        peer.say(answer)
        said.append(peer.line())

    with scripted(script) as server, pytest.raises(ConnectionNotSafe):
        session(server.server(Security.STARTTLS))
    assert all(PASSWORD.secret.encode() not in line for line in said)


def test_without_tls_only_this_computer_is_spoken_to() -> None:
    with pytest.raises(ConnectionNotSafe):
        session(Server("mail.customer.example", 143, Security.NONE, "robin"))


def test_where_nobody_listens_and_where_no_tls_is_spoken() -> None:
    with scripted(lambda peer: None) as server:
        port = server.port
    with pytest.raises(MailServerUnreachable):
        session(Server("127.0.0.1", port, Security.TLS, "robin"))
    with scripted(lambda peer: peer.say(b"* OK ready\r\n")) as server, pytest.raises(MailFault):
        session(server.server(Security.TLS))


# -- Signing in --------------------------------------------------------------------------------


def sign_in_script(
    heard: list[bytes], answer: bytes, capabilities: bytes = CAPABILITIES
) -> Callable[[Peer], None]:
    def script(peer: Peer) -> None:
        peer.say(b"* OK ready\r\n")
        while (line := peer.line()) != b"":
            tag, _, command = line.partition(b" ")
            if command.startswith(b"CAPABILITY"):
                peer.say(b"* CAPABILITY " + capabilities + b"\r\n" + tag + b" OK\r\n")
                continue
            heard.append(command)
            if command.startswith(b"AUTHENTICATE"):
                peer.say(b"+ \r\n")
                heard.append(base64.b64decode(peer.line()))
                if answer.startswith(b"+"):
                    peer.say(answer + b"\r\n")
                    heard.append(base64.b64decode(peer.line()))
                    peer.say(tag + b" NO [AUTHENTICATIONFAILED] no\r\n")
                    continue
            peer.say(tag + b" " + answer + b"\r\n")

    return script


def test_a_password_of_any_letters_goes_by_plain() -> None:
    heard: list[bytes] = []
    with scripted(sign_in_script(heard, b"OK welcome")) as server:
        session(server.server(), Credential("robin", 'pässwörd "\\')).close()
    assert heard[:2] == [b"AUTHENTICATE PLAIN", '\0robin\0pässwörd "\\'.encode()]


def test_a_server_without_plain_is_told_by_login() -> None:
    heard: list[bytes] = []
    with scripted(sign_in_script(heard, b"OK welcome", b"IMAP4rev1")) as server:
        session(server.server(), Credential("robin", 'a "quoted" \\ one')).close()
    assert heard[0] == b'LOGIN robin "a \\"quoted\\" \\\\ one"'


@pytest.mark.parametrize(
    ("offered", "name", "words"),
    [
        (b"AUTH=XOAUTH2", b"XOAUTH2", b"user=robin\1auth=Bearer token\1\1"),
        (b"AUTH=OAUTHBEARER", b"OAUTHBEARER", b"n,a=robin,\1auth=Bearer token\1\1"),
    ],
)
def test_a_token_goes_by_what_the_server_knows(offered: bytes, name: bytes, words: bytes) -> None:
    heard: list[bytes] = []
    token = Credential("robin", "token", Auth.OAUTH2)
    with scripted(sign_in_script(heard, b"OK", b"IMAP4rev1 AUTH=PLAIN " + offered)) as server:
        session(server.server(), token).close()
    assert heard[:2] == [b"AUTHENTICATE " + name, words]
    heard.clear()
    why = b"+ " + base64.b64encode(b'{"status":"401"}')
    with (
        scripted(sign_in_script(heard, why, b"IMAP4rev1 " + offered)) as server,
        pytest.raises(SignInRefused),
    ):
        session(server.server(), token)
    assert heard[2] in (b"", b"\1")


@pytest.mark.parametrize("way", [CAPABILITIES, b"IMAP4rev1"])
def test_a_refusal_is_told_from_a_server_that_cannot_say(way: bytes) -> None:
    heard: list[bytes] = []
    refused = b"NO [AUTHENTICATIONFAILED] Authentication failed for a secret of robin's."
    with (
        scripted(sign_in_script(heard, refused, way)) as server,
        pytest.raises(SignInRefused) as caught,
    ):
        session(server.server())
    assert caught.value.__cause__ is None
    assert caught.value.said == "Authentication failed for …."
    with (
        scripted(sign_in_script(heard, b"NO [UNAVAILABLE] Try later.", way)) as server,
        pytest.raises(MailServerRefused) as busy,
    ):
        session(server.server())
    assert busy.value.said == "Try later."
    assert busy.value.retryable
    with (
        scripted(sign_in_script(heard, b"OK", b"IMAP4rev1 LOGINDISABLED")) as server,
        pytest.raises(ConnectionNotSafe),
    ):
        session(server.server())


BUSY = (
    b"NO [ALERT] Too many simultaneous connections. (Failure)",
    b"NO [OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)",
    b"NO [THROTTLED] Too many requests",
    b"NO [LIMIT] LOGIN Rate limit hit.",
    b"NO [INUSE] Mailbox in use",
    b"NO [UNAVAILABLE] Temporary authentication failure. [mail:2026-06-17]",
    b"NO Maximum number of connections from user+IP exceeded",
)
NOT_BUSY = (
    b"NO [ALERT] Please log in via your web browser (Failure)",
    b"NO [ALERT] Too many login failures, try again later",
    b"NO [AUTHENTICATIONFAILED] Too many connections, or a wrong password",
    b"NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)",
    b"NO LOGIN failed.",
    b"NO",
)


@pytest.mark.parametrize("way", [CAPABILITIES, b"IMAP4rev1"])
@pytest.mark.parametrize("answer", BUSY)
def test_a_server_that_is_busy_refuses_nobodys_password(way: bytes, answer: bytes) -> None:
    with (
        scripted(sign_in_script([], answer, way)) as server,
        pytest.raises(MailServerBusy) as caught,
    ):
        session(server.server())
    assert caught.value.retryable
    assert caught.value.state is MailboxState.UNREACHABLE
    assert "is busy" in str(caught.value)
    assert "[" not in caught.value.said.partition(" [mail")[0]


@pytest.mark.parametrize("answer", NOT_BUSY)
def test_what_a_password_is_refused_with_is_not_busy(answer: bytes) -> None:
    with scripted(sign_in_script([], answer)) as server, pytest.raises(SignInRefused):
        session(server.server())


@pytest.mark.parametrize("way", [CAPABILITIES, b"IMAP4rev1"])
@pytest.mark.parametrize("answer", [b"NO", b"BAD"])
def test_a_server_that_repeats_what_it_heard_tells_nothing(way: bytes, answer: bytes) -> None:
    sent = base64.b64encode(f"\0robin\0{PASSWORD.secret}".encode())
    echo = answer + b' what is "' + sent + b'"?'
    with scripted(sign_in_script([], echo, way)) as server, pytest.raises(MailFault) as caught:
        session(server.server())
    assert "what is" in str(caught.value)
    assert sent.decode() not in f"{caught.value} {caught.value!r}"


# -- Answers -----------------------------------------------------------------------------------


def test_bodies_come_whole_whatever_is_in_them(tmp_path: Path) -> None:
    large = bytes(range(256)) * 5000
    lines = (
        b"* 4 EXISTS\r\n",
        b'* 1 FETCH (UID 5 FLAGS (\\Seen $Label) INTERNALDATE "17-Jul-2026 02:44:25 -0700" '
        b"RFC822.SIZE %d MODSEQ (12) BODY[] {%d}\r\n%b)\r\n" % (len(BODY), len(BODY), BODY),
        b"* 2 FETCH (BODY[] {%d}\r\n%b UID 6 FLAGS ())\r\n" % (len(large), large),
        b'* 3 FETCH (UID 7 BODY[] "short \\"quoted\\"" FLAGS ())\r\n',
        b"* 2 EXPUNGE\r\n",
        b"* 3 FETCH (UID 8 FLAGS () BODY[] NIL)\r\n",
        b'* 3 FETCH (UID 9 X-GM-LABELS ("\\\\Inbox" "Fr&APw-h" {3}\r\nabc) BODY[] {0}\r\n)\r\n',
        b"* 9 FETCH (FLAGS (\\Seen))\r\n",
    )
    with scripted(answering(*lines)) as server:
        made = open_folder(server.server(), spool=tmp_path)
        found = {each.uid: each for each in made.fetch([5, 6, 7, 8, 9])}
        assert made.heard.exists == 4
        assert made.heard.gone
        made.close()
    first = found[5]
    assert first.body == BODY
    assert first.flags == {"seen", "$label"}
    assert first.received_at == datetime(2026, 7, 17, 9, 44, 25, tzinfo=UTC)
    assert (first.size, first.modseq) == (len(BODY), 12)
    spooled = found[6].body
    assert isinstance(spooled, SpooledBody)
    assert spooled.path.read_bytes() == large
    assert found[7].body == b'short "quoted"'
    assert found[8].body is None
    assert found[9].labels == ("\\Inbox", "Früh", "abc")
    assert found[9].body == b""
    assert set(found) == {5, 6, 7, 8, 9}


@pytest.mark.parametrize(
    "answer",
    [
        b"garbage\r\n",
        b"* 1 FETCH (UID 5 BODY[] {10}\r\nshort",
        b"* 1 FETCH (UID 5 FLAGS {999999999}\r\n",
        b"* 1 FETCH (UID 5 BODY[] {99999999999}\r\n",
        b"* 1 FETCH (UID five)\r\n",
        b"* 1 FETCH (UID 5 FLAGS\r\n",
        b"* 1 FETCH " + b"(" * 5000 + b"\r\n",
        b"* 1 FETCH (UID 5 BODY[] \x00 {3}\r\nabc)\r\n",
        b"* " + b"x" * (2 << 20) + b"\r\n",
        b"* BYE shutting down\r\n",
        b"Y9 OK somebody else's answer\r\n",
        b"* OK more\r\n" * 200_000,
    ],
    ids=range(12),
)
def test_nonsense_ends_the_session_in_a_sentence(
    answer: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.wire.imap_line.LARGEST_ANSWER", 2 << 20)

    def script(peer: Peer) -> None:
        peer.sign_in()
        peer.answer({b"SELECT": SELECTED}, b"SELECT")
        peer.line()
        peer.say(answer)

    with scripted(script) as server:
        made = open_folder(server.server(), spool=tmp_path)
        with pytest.raises(MailServerUnreachable) as caught:
            list(made.fetch([5]))
        made.close()
    assert caught.value.retryable
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "answer",
    [
        b'* LIST (((((((((( "/" x\r\n',
        b"* LIST\r\n",
        b"* LIST () NIL {9999999999}\r\n",
        b"* STATUS INBOX (MESSAGES many UIDNEXT)\r\n",
        b"* SEARCH one two\r\n* ESEARCH UID ALL 1:99999999999\r\n",
    ],
)
def test_nonsense_where_the_library_reads_is_a_fault_or_nothing(answer: bytes) -> None:
    with scripted(answering(answer)) as server:
        for ask in (
            lambda made: made.folders(),
            lambda made: made.status("INBOX"),
            lambda made: made.uids(),
            lambda made: made.find("<1@mail.example>"),
        ):
            made = open_folder(server.server())
            try:
                ask(made)
            except MailFault as fault:
                assert "Traceback" not in str(fault)
            finally:
                made.close()


def test_a_line_cut_anywhere_is_a_fault(tmp_path: Path) -> None:
    answer = b"* 1 FETCH (UID 5 FLAGS (\\Seen) BODY[] {%d}\r\n%b)\r\nX1 OK done\r\n" % (
        len(BODY),
        BODY,
    )
    for cut in range(len(answer)):

        def script(peer: Peer, cut: int = cut) -> None:
            peer.sign_in()
            peer.answer({b"SELECT": SELECTED}, b"SELECT")
            peer.line()
            peer.say(answer[:cut])

        with scripted(script) as server:
            made = open_folder(server.server(), spool=tmp_path)
            with pytest.raises(MailServerUnreachable):
                list(made.fetch([5]))
            made.close()


def test_every_byte_by_itself_is_the_same(tmp_path: Path) -> None:
    answer = b"* 1 FETCH (UID 5 FLAGS (\\Seen) BODY[] {%d}\r\n%b)\r\n" % (len(BODY), BODY)

    def script(peer: Peer) -> None:
        peer.sign_in()
        peer.answer({b"SELECT": SELECTED}, b"SELECT")
        tag = peer.line().partition(b" ")[0]
        for byte in answer + tag + b" OK done\r\n":
            peer.say(bytes([byte]))

    with scripted(script) as server:
        made = open_folder(server.server(), spool=tmp_path)
        (found,) = made.fetch([5])
        assert found.body == BODY
        made.close()


def test_silence_is_a_fault_and_a_wait_can_be_ended() -> None:
    quiet = threading.Event()

    def script(peer: Peer) -> None:
        peer.sign_in()
        peer.answer({b"SELECT": SELECTED}, b"SELECT")
        peer.line()
        quiet.wait(10)

    with scripted(script) as server:
        made = open_folder(server.server(), silence=0.3)
        began = time.monotonic()
        with pytest.raises(MailServerUnreachable):
            made.look()
        assert time.monotonic() - began < 3
        made.close()
        quiet.set()
    quiet.clear()
    with scripted(script) as server:
        made = open_folder(server.server(), silence=30.0)
        threading.Timer(0.2, made.interrupt).start()
        began = time.monotonic()
        with pytest.raises(Interrupted):
            made.look()
        assert time.monotonic() - began < 5
        made.close()
        quiet.set()


class _TalksFirst:
    """A socket that has one piece of TLS on it: no word to us, but to be answered."""

    def __init__(self, plain: socket.socket) -> None:
        self._plain = plain
        self._said = False

    def recv_into(self, buffer: memoryview) -> int:
        got = self._plain.recv_into(buffer)
        if self._said:
            return got
        self._said = True
        self._plain.send(b"TLS says so\r\n")
        raise ssl.SSLWantWriteError

    def __getattr__(self, name: str) -> Any:
        return getattr(self._plain, name)


class _IsFull(_TalksFirst):
    """The same, where the line takes nothing."""

    def recv_into(self, _buffer: memoryview) -> int:
        with contextlib.suppress(BlockingIOError):
            while True:
                self._plain.send(bytes(1 << 16))
        raise ssl.SSLWantWriteError


def test_what_tls_has_to_say_first_is_no_silence_of_the_server() -> None:
    def script(peer: Peer) -> None:
        peer.say(b"* OK ready\r\n")
        assert peer.line() == b"go on"
        peer.say(b"TLS")
        assert peer.line() == b"TLS says so"
        assert peer.line() == b"go on"
        peer.say(b"* 4 EXISTS\r\n")

    with scripted(script) as server:
        line = Line(server.server(), silence=0.3)
        line._socket = _TalksFirst(cast("socket.socket", line._socket))
        line.send(b"go on\r\n")
        assert not line.wait(0.5)
        line.send(b"go on\r\n")
        assert line.wait(5) and line.readline() == b"* 4 EXISTS\r\n"
        line.close()


@pytest.mark.parametrize(("silence", "fault"), [(0.3, MailServerUnreachable), (30.0, Interrupted)])
def test_a_line_that_takes_nothing_is_left(silence: float, fault: type[Exception]) -> None:
    quiet = threading.Event()

    def script(peer: Peer) -> None:
        peer.say(b"* OK ready\r\n")
        quiet.wait(10)

    with scripted(script) as server:
        line = Line(server.server(), silence=silence)
        line._socket = _IsFull(cast("socket.socket", line._socket))
        threading.Timer(1.0, line.interrupt).start()
        began = time.monotonic()
        with pytest.raises(fault):
            line.readline()
        assert time.monotonic() - began < 5
        line.close()
        quiet.set()


def test_a_refused_command_is_told_in_the_servers_words() -> None:
    with scripted(answering(b"%s NO [OVERQUOTA] The mailbox\x1b[31m is full\r\n")) as server:
        made = open_folder(server.server())
        with pytest.raises(MailServerRefused) as caught:
            made.store([1], add=["\\Seen"])
        assert caught.value.said == "The mailbox [31m is full"
        assert not caught.value.retryable
        made.close()


def test_searching_by_either_way_of_answering() -> None:
    plain, compressed = b"* SEARCH 3 1 7\r\n", b'* ESEARCH (TAG "X1") UID ALL 1,3:4,7\r\n'
    with scripted(answering(plain)) as server:
        made = open_folder(server.server())
        assert list(made.uids(since=date(2026, 6, 7))) == [1, 3, 7]
        assert list(made.uids(first=4)) == [
            7
        ]  # n:* names the last message also where it is below n
        assert list(made.uids(deleted=True)) == [1, 3, 7]
        made.close()
        assert any(
            line.partition(b" ")[2] == b"UID SEARCH UID 1:*" for line in server.peers[0].heard
        )
        assert any(b"UID 1:* UNDELETED SINCE 7-Jun-2026" in line for line in server.peers[0].heard)
    with scripted(answering(compressed, capabilities=b"IMAP4rev1 AUTH=PLAIN ESEARCH")) as server:
        made = open_folder(server.server())
        assert list(made.uids()) == [1, 3, 4, 7]
        made.close()
    with scripted(answering(b"* ESEARCH UID\r\n")) as server:
        made = open_folder(server.server())
        assert list(made.uids()) == []
        made.close()


def test_moving_without_move_takes_nobody_elses_deleted_mail_along() -> None:
    for capabilities, last in (
        (b"IMAP4rev1 AUTH=PLAIN UIDPLUS", b"UID EXPUNGE 5:6"),
        (b"IMAP4rev1 AUTH=PLAIN", b"UID STORE 5:6 +FLAGS.SILENT (\\Deleted)"),
    ):

        def script(peer: Peer, capabilities: bytes = capabilities) -> None:
            peer.sign_in(capabilities)
            copied = b"%s OK [COPYUID 7 5:6 21:22] done\r\n"
            peer.answer({b"SELECT": SELECTED, b"UID COPY": copied})

        with scripted(script) as server:
            made = open_folder(server.server())
            assert made.move([5, 6], "Archive") == {5: 21, 6: 22}
            made.close()
            time.sleep(0)
            said = [line.partition(b" ")[2] for line in server.peers[0].heard]
        assert last in said
        assert b"EXPUNGE" not in said


def test_idle_hears_at_once_and_ends_in_time() -> None:
    def script(peer: Peer) -> None:
        peer.sign_in(b"IMAP4rev1 AUTH=PLAIN IDLE")
        peer.answer({b"SELECT": SELECTED}, b"SELECT")
        for news in (b"* 4 EXISTS\r\n* OK still here\r\n", b"", b"* 1 FETCH (FLAGS ())\r\n"):
            tag = peer.line().partition(b" ")[0]
            peer.say(b"+ idling\r\n" + news)
            assert peer.line() == b"DONE"
            peer.say(tag + b" OK done\r\n")

    with scripted(script) as server:
        made = open_folder(server.server())
        began = time.monotonic()
        assert made.idle(20).exists == 4
        assert time.monotonic() - began < 5
        made.idle(0.1)
        assert made.idle(20).flags
        assert time.monotonic() - began < 5
        made.close()


# -- Small readers -----------------------------------------------------------------------------


def test_numbers_of_messages_as_servers_write_them() -> None:
    assert uid_set([5, 3, 4, 9, 9]) == b"3:5,9"
    assert uid_set([]) == b""
    assert ranges_of(b"1:3,5,9:7,x,,4:y") == ((1, 3), (5, 5), (7, 9))


def test_dates_as_servers_write_them() -> None:
    assert internal_date(b" 1-Feb-2026 00:00:00 +0130") == datetime(2026, 1, 31, 22, 30, tzinfo=UTC)
    for broken in (b"", b"yesterday", b"31-Feb-2026 00:00:00 +0000", b"01-Foo-2026 00:00:00 +0000"):
        assert internal_date(broken) is None
    assert internal_date(b"01-Jan-0001 00:00:00 +1400") is None


def test_roles_of_folders_by_what_is_said_and_by_name() -> None:
    listed: list[tuple[tuple[bytes, ...], bytes | None, object]] = [
        ((), b"/", "inbox"),
        ((b"\\Sent",), b"/", "Gesendet"),
        ((), b"/", "Sent"),
        ((), b".", "INBOX.Papierkorb"),
        ((b"\\Noselect",), b"/", "[Gmail]"),
        ((b"\\All", b"\\HasNoChildren"), b"/", "[Gmail]/All Mail"),
        ((), b"/", "Projects/Archive"),
        ((), None, 2024),
        ((), b"/", "bad\x00name"),
    ]
    roles = {each.path: each.role for each in folders_of(listed)}
    assert roles == {
        "inbox": FolderRole.INBOX,
        "Gesendet": FolderRole.SENT,
        "Sent": FolderRole.NONE,
        "INBOX.Papierkorb": FolderRole.TRASH,
        "[Gmail]/All Mail": FolderRole.ALL,
        "Projects/Archive": FolderRole.NONE,
        "2024": FolderRole.NONE,
    }


def test_a_folder_that_is_listed_twice_is_one() -> None:
    listed: list[tuple[tuple[bytes, ...], bytes | None, object]] = [
        ((b"\\Noselect",), b"/", "Sent"),
        ((), b"/", "INBOX"),
        ((b"\\Sent",), b"/", "Sent"),
        ((), b"/", "Inbox"),
        ((b"\\Sent",), b"/", "Sent"),
        ((), b"/", "sent"),  # another one: only INBOX is one in whatever letters
    ]
    assert [(each.path, each.role) for each in folders_of(listed)] == [
        ("INBOX", FolderRole.INBOX),
        ("Sent", FolderRole.SENT),
        ("sent", FolderRole.NONE),
    ]
