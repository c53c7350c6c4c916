"""The bad line is bad in the way it was asked to be, and in no other."""

from __future__ import annotations

import smtplib
import socket
import ssl
import time
import uuid
from collections.abc import Callable, Iterator

import pytest

from desktop_app.wire.mail_tls import tls_context
from tests.mailservers.authority import Authority
from tests.mailservers.people import MailUser
from tests.mailservers.proxy import (
    Cut,
    CutAtTurn,
    CutAtWords,
    Fault,
    Fine,
    Garbage,
    HalfOpen,
    Proxy,
    Slow,
    SwallowAnswer,
    Then,
)
from tests.mailservers.real import RealMailServer


class _Sender:
    """Sends a letter through a proxy, over TLS."""

    def __init__(self, server: RealMailServer, user: MailUser) -> None:
        self._server, self._user = server, user

    def __call__(self, proxy: Proxy, *, patience: float = 20) -> str:
        message_id = f"<{uuid.uuid4().hex}@rep.example>"
        letter = f"Message-ID: {message_id}\r\nSubject: Line 3\r\n\r\nIn June.\r\n"
        with smtplib.SMTP_SSL(
            proxy.server.host,
            proxy.server.port,
            context=tls_context(self._server.ca_pem),
            timeout=patience,
        ) as session:
            session.login(self._user.address, self._user.password)
            session.sendmail(self._user.address, ["kim@lead.example"], letter)
        return message_id


@pytest.fixture
def send(mail_server: RealMailServer) -> _Sender:
    return _Sender(mail_server, mail_server.user("robin"))


@pytest.fixture
def line(mail_server: RealMailServer) -> Iterator[Callable[..., Proxy]]:
    """Makes lines to the SMTP server that see nothing but bytes."""
    made: list[Proxy] = []

    def make(*faults: Fault) -> Proxy:
        made.append(Proxy(mail_server.smtp, faults))
        return made[-1]

    yield make
    for proxy in made:
        proxy.stop()


@pytest.fixture
def listening_line(mail_server: RealMailServer) -> Iterator[Callable[..., Proxy]]:
    """Makes lines to the SMTP server that understand what is said."""
    made: list[Proxy] = []

    def make(*faults: Fault) -> Proxy:
        proxy = Proxy(
            mail_server.smtp, faults,
            certificate=mail_server.authority.good(), ca_pem=mail_server.ca_pem,
        )  # fmt: skip
        made.append(proxy)
        return proxy

    yield make
    for proxy in made:
        proxy.stop()


_BROKEN = (OSError, smtplib.SMTPException)


def _count(server: RealMailServer) -> int:
    return len(server.delivered())


def test_a_fine_line_changes_nothing(
    mail_server: RealMailServer, line: Callable[..., Proxy], send: _Sender
) -> None:
    proxy = line()
    assert mail_server.deliveries(send(proxy)) == 1
    assert proxy.seen.connections == 1
    assert proxy.seen.up > 500 and proxy.seen.down > 500
    assert proxy.seen.said == []


@pytest.mark.parametrize("then", [Then.CLOSE, Then.RESET])
@pytest.mark.parametrize("way", ["up", "down"])
def test_a_cut_comes_after_so_many_bytes(
    line: Callable[..., Proxy], send: _Sender, way: str, then: Then
) -> None:
    proxy = line(Cut(400, way, then))
    with pytest.raises(_BROKEN):
        send(proxy)
    assert send(proxy), "the next connection is fine again"


def test_bytes_are_counted_to_the_last(mail_server: RealMailServer) -> None:
    with Proxy(mail_server.imap_starttls, [Cut(17, "down", Then.CLOSE)]) as proxy:
        with socket.create_connection((proxy.server.host, proxy.server.port), 20) as plain:
            got = b"".join(iter(lambda: plain.recv(100), b""))
        with socket.create_connection((proxy.server.host, proxy.server.port), 20) as plain:
            assert plain.recv(1000).startswith(got)
    assert len(got) == 17


def test_an_answer_can_be_lost_while_the_mail_is_delivered(
    mail_server: RealMailServer, listening_line: Callable[..., Proxy], send: _Sender
) -> None:
    before = _count(mail_server)
    proxy = listening_line(SwallowAnswer())
    with pytest.raises(_BROKEN):
        send(proxy)
    assert _count(mail_server) == before + 1


def test_a_dot_that_never_arrives_delivers_nothing(
    mail_server: RealMailServer, listening_line: Callable[..., Proxy], send: _Sender
) -> None:
    before = _count(mail_server)
    proxy = listening_line(CutAtWords(rb"\r\n\.\r\n", "up", heard=False))
    with pytest.raises(_BROKEN):
        send(proxy)
    assert _count(mail_server) == before


def test_every_turn_of_a_session_can_be_its_last(
    mail_server: RealMailServer, listening_line: Callable[..., Proxy], send: _Sender
) -> None:
    whole = listening_line()
    send(whole)
    turns = whole.seen.turns
    assert turns > 10 and any(b"MAIL FROM" in said.upper() for _, said in whole.seen.said)
    proxy = listening_line(*(CutAtTurn(n, heard=False) for n in range(1, turns - 2)))
    for _ in range(1, turns - 2):
        with pytest.raises(_BROKEN):
            send(proxy)
    assert send(proxy)


def test_a_slow_line_takes_its_time(line: Callable[..., Proxy], send: _Sender) -> None:
    began = time.monotonic()
    proxy = line(Slow(8_000))
    send(proxy)
    assert time.monotonic() - began >= proxy.seen.down / 8_000 * 0.8


def test_silence_is_a_time_out(line: Callable[..., Proxy], send: _Sender) -> None:
    proxy = line(HalfOpen(), Cut(900, "down", Then.SILENCE), Fine())
    for _ in range(2):
        with pytest.raises(_BROKEN, match="timed out"):
            send(proxy, patience=0.4)
    assert send(proxy)


def test_noise_breaks_tls_or_the_protocol(
    line: Callable[..., Proxy], listening_line: Callable[..., Proxy], send: _Sender
) -> None:
    for proxy in (line(Garbage(900, seed=1)), listening_line(Garbage(60, seed=1))):
        with pytest.raises((*_BROKEN, ValueError)):
            send(proxy)
        assert send(proxy)


def test_a_bad_certificate_is_refused(
    mail_server: RealMailServer, mail_authority: Authority, send: _Sender
) -> None:
    for bad in (
        mail_authority.for_another_host(), mail_authority.expired(), mail_authority.of_nobody(),
    ):  # fmt: skip
        with (
            Proxy(mail_server.smtp, certificate=bad, ca_pem=mail_server.ca_pem) as proxy,
            pytest.raises(ssl.SSLCertVerificationError),
        ):
            send(proxy)
