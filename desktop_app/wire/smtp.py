"""One mail over SMTP (RFC 5321), step by step, so that it is always known how far it came.

Beneath is the standard library's ``smtplib``: it spells the commands and reads what the server
offers. Its own way to send says everything at once, and to an answer that was lost it has nothing
but an exception; here the mail goes out without its end, whoever sends is asked whether to say it,
and what became of it is a value (:mod:`desktop_app.domain.delivery`).

A mail goes to all its recipients or to none: where one is refused for good, nothing is sent and
the rep is told who; where one is put off, all are tried again later. Otherwise the rep would have
to know which half of a mail went out. Where there are more than the server takes in one mail, the
same would be said later: the rep is told how many it takes.
"""

from __future__ import annotations

import base64
import contextlib
import ipaddress
import re
import smtplib
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from desktop_app.domain.delivery import (
    BrokenBefore,
    Delivered,
    Envelope,
    Outcome,
    RefusedForGood,
    RefusedForNow,
    TurnedAway,
    Unclear,
)
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import numeral, plural, tr
from desktop_app.domain.mailboxes import Auth, Credential, MailboxState, Security, Server
from desktop_app.wire.echoes import without_secret
from desktop_app.wire.mail_tls import tls_context

_CHUNK: Final = 64 << 10
_MAX_LINE: Final = 4096  # bytes; RFC 5321 has 512
_MAX_LINES: Final = 128
_MAX_WORDS: Final = 400
_LINE_END = re.compile(rb"\r\n|\r|\n")
_CODE = re.compile(rb"[2-5][0-9]{2}\Z")
_STATUS = re.compile(r"[245]\.[0-9]{1,3}\.[0-9]{1,3}\b")
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)
_SIGN_IN_FIRST: Final = frozenset({530, 534, 535, 538})  # RFC 4954


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds. What waits for the end is long on purpose: a server that has taken the mail may
    take its time to say so (RFC 5321, 4.5.3.2.6), and whoever hangs up first does not know."""

    connect: float = 20
    reply: float = 120
    ending: float = 600
    quit: float = 5


def send_mail(
    server: Server,
    credential: Credential,
    envelope: Envelope,
    raw: bytes,
    about_to_end: Callable[[], bool],
    *,
    ca_pem: str = "",
    timeouts: Timeouts = Timeouts(),
) -> Outcome:
    """Send one mail.

    Args:
        credential: without a secret nobody signs in, nor where the server offers no way to.
        raw: the mail; its line ends may be any.
        about_to_end: called when all but the end was taken. Whoever keeps book notes there,
            durably, that from now on nobody can know; False, or a fault of the world, stops it:
            nothing is delivered then.
        ca_pem: a certificate authority to trust for this server, PEM.

    Raises:
        KnownError: ``ca_pem`` is no certificate.
    """
    try:
        with _connected(server, ca_pem, timeouts) as line:
            _sign_in(line, server, credential)
            body = _as_sent(raw)
            _offer(line, envelope, raw, len(body))
            return _deliver(line, body, about_to_end, timeouts)
    except _Ended as ended:
        return ended.outcome


def try_sign_in(
    server: Server,
    credential: Credential,
    *,
    ca_pem: str = "",
    timeouts: Timeouts = Timeouts(),
) -> Outcome | None:
    """Go as far as signing in; None when that went well, else what is in the way."""
    try:
        with _connected(server, ca_pem, timeouts) as line:
            _sign_in(line, server, credential)
            line.leave()
    except _Ended as ended:
        return ended.outcome
    return None


class _Ended(Exception):
    """It ends here, with this outcome."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


class _Line(smtplib.SMTP):
    """``smtplib`` with replies that are bounded in time and size."""

    def __init__(self, sock: socket.socket, timeouts: Timeouts) -> None:
        super().__init__(local_hostname=_literal(sock))
        self.sock: socket.socket = sock
        self.timeouts = timeouts
        self.waits: float = timeouts.reply
        self.heard = False
        self.shown = ""  # the secret that the server was shown, which it is not to say back
        self._held = bytearray()

    # smtplib asks for each reply here.
    def getreply(self) -> tuple[int, bytes]:  # Any fault ends in OSError.
        until = time.monotonic() + self.waits
        texts: list[bytes] = []
        first = b""
        while len(texts) < _MAX_LINES:
            line = self._line(until)
            code = line[:3]
            if not (_CODE.match(code) and line[3:4] in b" -" and code == (first or code)):
                raise _NoSmtpError
            first = code
            texts.append(line[4:].strip())
            if line[3:4] != b"-":
                self.heard = True
                return int(code), self._without_echo(b"\n".join(texts))
        raise _NoSmtpError

    def _without_echo(self, text: bytes) -> bytes:
        if not self.shown:
            return text
        return without_secret(text.decode("utf-8", "replace"), self.shown).encode()

    def _line(self, until: float) -> bytes:
        while b"\n" not in self._held:
            if len(self._held) > _MAX_LINE:
                raise _NoSmtpError
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self.sock.settimeout(left)
            self._take(self.sock.recv(_MAX_LINE))
        line, _, rest = bytes(self._held).partition(b"\n")
        self._held[:] = rest
        return line.rstrip(b"\r")

    def _take(self, more: bytes) -> None:
        if not more:
            raise ConnectionResetError
        self._held += more

    def say(self, command: str) -> tuple[int, str]:
        """A command, and the answer to it."""
        if self.sock is None:  # smtplib closes where it cannot write
            raise ConnectionResetError
        self.sock.settimeout(self.timeouts.reply)
        self.putcmd(command)
        code, text = self.getreply()
        return code, _words(text)

    def interrupts(self) -> bool:
        """Whether the server says something, or is gone, while it should listen."""
        if self._held:
            return True
        self.sock.settimeout(0)
        try:
            self._take(self.sock.recv(_MAX_LINE))
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            return False
        finally:
            self.sock.settimeout(self.timeouts.reply)
        return True

    def secure(self, context: ssl.SSLContext, host: str) -> None:
        """From here on by TLS; what was said before it counts for nothing (RFC 3207)."""
        if self._held:
            # Put in by somebody on the way, to be taken for said inside.
            raise _Ended(
                TurnedAway(
                    MailboxState.INSECURE,
                    tr("Somebody on the way to the mail server put words in."),
                )
            )
        self.sock = context.wrap_socket(self.sock, server_hostname=host)
        self.helo_resp = self.ehlo_resp = None
        self.esmtp_features = {}
        self.does_esmtp = False

    def hello(self) -> None:
        """What the server offers."""
        self.sock.settimeout(self.timeouts.reply)
        code, text = self.ehlo()
        if code != 250:
            raise _Ended(RefusedForNow(code, _words(text)))

    def leave(self) -> None:
        """Say goodbye; whether it is heard does not matter."""
        with contextlib.suppress(OSError):
            self.waits = self.timeouts.quit
            self.say("QUIT")

    def part(self) -> None:
        """Say goodbye and do not wait for the answer (RFC 5321, 4.1.1.10, would have one wait):
        until the mail's outcome is noted, whoever dies leaves a mail of which nobody knows."""
        with contextlib.suppress(OSError):
            self.sock.settimeout(self.timeouts.quit)
            self.putcmd("QUIT")


class _NoSmtpError(OSError):
    """What was answered is no SMTP."""


@contextmanager
def _connected(server: Server, ca_pem: str, timeouts: Timeouts) -> Iterator[_Line]:
    """A line on which the server has said what it offers, safe from being read or changed.

    Whatever breaks it before the end of a mail was said ends it as broken.
    """
    # Reading this computer's authorities takes a while.
    context = None if server.security is Security.NONE else tls_context(ca_pem)
    line: _Line | None = None
    sock: socket.socket | None = None
    try:
        sock = socket.create_connection((server.host, server.port), timeouts.connect)
        if context is None and not _is_here(sock):
            raise _Ended(
                TurnedAway(
                    MailboxState.INSECURE,
                    tr(
                        "Without TLS mail is sent to a server on this computer alone, and {host} "
                        "is another one.",
                        host=server.host,
                    ),
                )
            )
        if context is not None and server.security is Security.TLS:
            sock = context.wrap_socket(sock, server_hostname=server.host)
        line = _Line(sock, timeouts)
        code, text = line.getreply()
        if code != 220:
            raise _Ended(RefusedForNow(code, _words(text)))
        line.hello()
        if context is not None and server.security is Security.STARTTLS:
            _start_tls(line, context, server)
        yield line
    except ssl.SSLCertVerificationError as error:
        raise _Ended(
            TurnedAway(
                MailboxState.INSECURE,
                tr(
                    "The certificate of {host} is not to be trusted: {verify_message}.",
                    host=server.host,
                    verify_message=error.verify_message,
                ),
            )
        ) from None
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError):
        raise _Ended(BrokenBefore(_broken(server, line), _heard(line))) from None
    except ssl.SSLError:
        raise _Ended(
            TurnedAway(
                MailboxState.INSECURE,
                tr("{host} does not speak TLS at this port.", host=server.host),
            )
            if not _heard(line)
            else BrokenBefore(_broken(server, line), True)
        ) from None
    except _NoSmtpError:
        raise _Ended(
            BrokenBefore(
                tr("{host} answered something that is no mail protocol.", host=server.host), True
            )
        ) from None
    except (OSError, UnicodeError) as error:
        silent = isinstance(error, TimeoutError)
        raise _Ended(BrokenBefore(_broken(server, line), _heard(line), silent)) from None
    finally:
        if line is not None:
            sock = line.sock
        if sock is not None:
            sock.close()


def _start_tls(line: _Line, context: ssl.SSLContext, server: Server) -> None:
    code, words = (0, "")
    if line.has_extn("starttls"):
        code, words = line.say("STARTTLS")
    if 400 <= code < 500:
        raise _Ended(RefusedForNow(code, words))
    if code != 220:
        # Whoever sits on the way can take the offer out; so it is never gone on without.
        raise _Ended(
            TurnedAway(
                MailboxState.INSECURE, tr("{host} offers no safe connection.", host=server.host)
            )
        )
    line.secure(context, server.host)
    line.hello()


# -- signing in --------------------------------------------------------------------------------


def _sign_in(line: _Line, server: Server, credential: Credential) -> None:
    if not credential.secret:
        return
    if not line.has_extn("auth"):
        # It knows its own by where they are, as a server of an office may; the line is safe, so
        # that nobody on the way took the offer out. One that wants it all the same says so (530).
        return
    offered = line.esmtp_features["auth"].upper().split()
    way = next((each for each in _WAYS[credential.auth] if each in offered), None)
    if way is None:
        raise _Ended(
            TurnedAway(
                MailboxState.REFUSED,
                f"{server.host} offers no way to sign in that Outpost knows"
                f"{': ' + ', '.join(offered) if offered else ''}.",
            )
        )
    line.shown = credential.secret
    code, words = _STEPS[way](line, server, credential)
    if 200 <= code < 300 or code == 503:  # 503: the connection is signed in already
        return
    if 400 <= code < 500:
        raise _Ended(RefusedForNow(code, words))
    raise _Ended(TurnedAway(MailboxState.SIGNIN, words))


def _plain(line: _Line, server: Server, who: Credential) -> tuple[int, str]:
    """RFC 4616."""
    return line.say(f"AUTH PLAIN {_base64(f'{chr(0)}{who.user}{chr(0)}{who.secret}')}")


def _login(line: _Line, server: Server, who: Credential) -> tuple[int, str]:
    code, words = line.say("AUTH LOGIN")
    for each in (who.user, who.secret):
        if code != 334:
            return code, words
        code, words = line.say(_base64(each))
    return code, words


def _xoauth2(line: _Line, server: Server, who: Credential) -> tuple[int, str]:
    """https://developers.google.com/workspace/gmail/imap/xoauth2-protocol"""
    given = f"user={who.user}\x01auth=Bearer {who.secret}\x01\x01"
    return _bearer(line, "XOAUTH2", given, "")


def _oauthbearer(line: _Line, server: Server, who: Credential) -> tuple[int, str]:
    """RFC 7628."""
    user = who.user.replace("=", "=3D").replace(",", "=2C")
    place = f"host={server.host}\x01port={server.port}"
    given = f"n,a={user},\x01{place}\x01auth=Bearer {who.secret}\x01\x01"
    return _bearer(line, "OAUTHBEARER", given, _base64("\x01"))


def _bearer(line: _Line, name: str, given: str, give_up: str) -> tuple[int, str]:
    code, words = line.say(f"AUTH {name} {_base64(given)}")
    if code != 334:
        return code, words
    # A challenge here tells what is wrong; the answer that ends it brings the 535.
    return line.say(give_up)


_WAYS: Final = {
    Auth.PASSWORD: ("PLAIN", "LOGIN"),
    Auth.OAUTH2: ("OAUTHBEARER", "XOAUTH2"),
}
_STEPS: Final = {
    "PLAIN": _plain,
    "LOGIN": _login,
    "XOAUTH2": _xoauth2,
    "OAUTHBEARER": _oauthbearer,
}


def _base64(text: str) -> str:
    # No exception of encoding may show what was to be encoded.
    return base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")


# -- the mail ----------------------------------------------------------------------------------


def _offer(line: _Line, envelope: Envelope, raw: bytes, size: int) -> None:
    """Say from whom and to whom, until the server wants to hear the mail."""
    sender = _spelled(envelope.sender)
    recipients = {each: _spelled(each) for each in envelope.recipients}
    code, words = line.say(
        f"MAIL FROM:<{sender}>{_options(line, [sender, *recipients.values()], raw, size)}"
    )
    _expect(code, words)
    answers: list[_Answer] = []
    for each, spelled in recipients.items():
        code, words = line.say(f"RCPT TO:<{spelled}>")
        if code in _SIGN_IN_FIRST:
            raise _Ended(TurnedAway(MailboxState.SIGNIN, words))
        if code == 421:  # it hangs up
            raise _Ended(RefusedForNow(code, words))
        answers.append(_Answer(each, code, words))
    if not all(each.is_yes for each in answers):
        _refuse(line, answers)
    code, words = line.say("DATA")
    if code != 354:
        _expect(code, words)
        raise _NoSmtpError  # a 2xx: whatever comes next, it does not listen


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the server said of one recipient."""

    recipient: str
    code: int
    words: str

    @property
    def is_yes(self) -> bool:
        return 200 <= self.code < 300

    @property
    def is_of_too_many(self) -> bool:
        """452 for one more than it takes (RFC 5321, 4.5.3.1.10), which it is also for a full
        disk or a full mailbox; the status code tells which, where there is one (RFC 3463)."""
        status = _STATUS.match(self.words)
        return self.code == 452 and (status is None or status[0] == "4.5.3")


def _refuse(line: _Line, answers: list[_Answer]) -> NoReturn:
    """Give up a mail of which not every recipient was taken."""
    refused = [each for each in answers if not each.is_yes]
    for_good = [each for each in refused if each.code >= 500]
    chosen = for_good or refused
    first = chosen[0]
    taken = _most_it_takes(answers)
    outcome: Outcome
    if taken and not for_good:
        outcome = RefusedForGood(first.code, _too_many(taken, len(answers), first.words))
    else:
        refusal = RefusedForGood if for_good else RefusedForNow
        outcome = refusal(first.code, first.words, tuple(each.recipient for each in chosen))
    ended = _Ended(outcome)
    with contextlib.suppress(OSError):
        line.waits = line.timeouts.quit
        line.say("RSET")
        line.leave()
    raise ended


def _most_it_takes(answers: list[_Answer]) -> int:
    """How many recipients of one mail the server takes; 0 where its answers say nothing of that:
    all up to one were taken, and none from there on, as they are too many."""
    taken = next((at for at, each in enumerate(answers) if not each.is_yes), 0)
    return taken if all(each.is_of_too_many for each in answers[taken:]) else 0


def _too_many(taken: int, wanted: int, words: str) -> str:
    return plural(
        "The server takes {n} recipients in one mail, and this one has {wanted}: {words}",
        "The server takes {n} recipient in one mail, and this one has {wanted}: {words}",
        taken,
        wanted=numeral(wanted),
        words=words or tr("no words"),
    )


def _expect(code: int, words: str) -> None:
    """Go on after a 2xx."""
    if 200 <= code < 400:
        return
    if code in _SIGN_IN_FIRST:
        raise _Ended(TurnedAway(MailboxState.SIGNIN, words))
    raise _Ended(RefusedForGood(code, words) if code >= 500 else RefusedForNow(code, words))


def _options(line: _Line, addresses: list[str], raw: bytes, size: int) -> str:
    """What MAIL says of the mail (RFC 1870, 6152, 6531), as far as the server offers it."""
    options = ""
    if line.has_extn("size"):
        limit = line.esmtp_features["size"].strip()
        if limit.isdigit() and 0 < int(limit) < size:
            raise _Ended(
                RefusedForGood(
                    552,
                    tr(
                        "The server takes mails of {limit} at most, and this one has {size}.",
                        limit=_megabytes(int(limit)),
                        size=_megabytes(size),
                    ),
                )
            )
        options += f" SIZE={size}"
    if not raw.isascii():
        if line.has_extn("8bitmime"):
            options += " BODY=8BITMIME"
        elif not line.has_extn("smtputf8"):
            raise _Ended(RefusedForGood(554, tr("The server takes mails in plain ASCII alone.")))
    head = _head(raw)
    if not (head.isascii() and all(each.isascii() for each in addresses)):
        if not line.has_extn("smtputf8"):
            raise _Ended(
                RefusedForGood(
                    553,
                    tr("The server takes no addresses with letters beyond ASCII."),
                    tuple(each for each in addresses[1:] if not each.isascii()),
                )
            )
        line.command_encoding = "utf-8"
        options += " SMTPUTF8"
    return options


def _deliver(
    line: _Line, body: bytes, about_to_end: Callable[[], bool], timeouts: Timeouts
) -> Outcome:
    try:
        for start in range(0, len(body), _CHUNK):
            line.sock.settimeout(timeouts.reply)
            line.sock.sendall(body[start : start + _CHUNK])
        interrupted = line.interrupts()
    except OSError:
        _hear_why(line)
        raise
    if interrupted:
        _hear_why(line)
        raise _NoSmtpError
    try:
        goes_on = about_to_end()
    except KnownError as error:
        return BrokenBefore(error.title, reached=True)
    if not goes_on:
        return BrokenBefore(tr("It was stopped before its end."), reached=True)
    # From here on nobody but the server knows.
    try:
        line.sock.settimeout(timeouts.reply)
        line.sock.sendall(b".\r\n")
        line.waits = timeouts.ending
        code, text = line.getreply()
    except OSError as error:
        return Unclear(
            tr("The server's answer could not be read.")
            if isinstance(error, _NoSmtpError)
            else tr("The connection broke while the server took the mail."),
            silent=isinstance(error, TimeoutError),
        )
    words = _words(text)
    if code >= 500:
        return RefusedForGood(code, words)
    if code >= 400:
        return RefusedForNow(code, words)
    if code != 250:
        # Not what a server says that has taken a mail, nor what it says that has not.
        return Unclear(tr("The server answered {code}, which says neither yes nor no.", code=code))
    line.part()
    return Delivered(words)


def _hear_why(line: _Line) -> None:
    """A server that hung up amidst a mail has often said why."""
    with contextlib.suppress(OSError):
        line.waits = line.timeouts.quit
        code, text = line.getreply()
        _expect(code, _words(text))


def _as_sent(raw: bytes) -> bytes:
    """The mail as it goes out, without its end: RFC 5321, 2.3.8 and 4.5.2. A lone CR or LF is a
    line end: what different servers make of one is how mails are smuggled."""
    body = _LINE_END.sub(b"\r\n", raw)
    if not body.endswith(b"\r\n"):
        body += b"\r\n"
    return _LEADING_DOT.sub(b"..", body)


def _head(raw: bytes) -> bytes:
    return re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]


def _spelled(address: str) -> str:
    """An address as a command has it; a domain of other letters in their ASCII spelling, where
    that is all there is beyond ASCII.

    Raises:
        _Ended: it would be more than an address.
    """
    if any(each in address for each in "\r\n<> \t\0") or address.count("@") < 1:
        shown = "".join(each if each.isprintable() else "?" for each in address)
        raise _Ended(RefusedForGood(553, tr("“{shown}” is no address.", shown=shown), (address,)))
    local, _, domain = address.rpartition("@")
    if local.isascii() and not domain.isascii():
        with contextlib.suppress(UnicodeError):
            return f"{local}@{domain.encode('idna').decode('ascii')}"
    return address


# -- words -------------------------------------------------------------------------------------


def _words(text: Any) -> str:
    """What the server said, on one line that is safe to show and to keep."""
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    line = " ".join(said.split())
    line = "".join(each if each.isprintable() else "\ufffd" for each in line)
    return line if len(line) <= _MAX_WORDS else line[: _MAX_WORDS - 1] + "…"


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"


def _heard(line: _Line | None) -> bool:
    return line is not None and line.heard


def _broken(server: Server, line: _Line | None) -> str:
    if _heard(line):
        return tr("The connection to {host} broke.", host=server.host)
    return tr("{host} cannot be reached.", host=server.host)


def _is_here(sock: socket.socket) -> bool:
    return ipaddress.ip_address(sock.getpeername()[0].partition("%")[0]).is_loopback


def _literal(sock: socket.socket) -> str:
    """How this computer calls itself (RFC 5321, 4.1.3): asking for its name could take long, and
    would tell more."""
    try:
        here = ipaddress.ip_address(sock.getsockname()[0].partition("%")[0])
    except (OSError, ValueError):
        return "localhost"
    return f"[IPv6:{here}]" if here.version == 6 else f"[{here}]"
