"""Trying the servers of a mailbox: is it there, is it safe, does it let us in. Nothing is changed
there, and nothing is sent."""

from __future__ import annotations

import base64
import imaplib
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import sentences, tr
from desktop_app.domain.mail_faults import one_line
from desktop_app.domain.mailbox_checks import Step
from desktop_app.domain.mailbox_providers import by_host
from desktop_app.domain.mailboxes import Auth, Credential, MailboxState, Security, Server
from desktop_app.wire.echoes import without_secret
from desktop_app.wire.imap_answers import is_busy
from desktop_app.wire.mail_tls import tls_context

_WITHIN: Final = 15.0  # seconds for each answer
_MOST_SIZES = 20_000  # messages whose sizes are asked for
_CODE: Final = re.compile(r"^\[[A-Z-]+\]\s*")
_PROTOCOL: Final = {"imap": "IMAP", "smtp": "SMTP"}

Tell = Callable[[Step, str], None]
"""Told a step that went well, and what was found."""


class StepFailed(Exception):
    """A step went wrong.

    Args:
        state: what that makes of the mailbox.
        said: what went wrong, one sentence; the server's own words in quotes.
    """

    def __init__(self, step: Step, state: MailboxState, said: str, advice: str = "") -> None:
        super().__init__(said)
        self.step = step
        self.state = state
        self.said = said
        self.advice = advice


@dataclass(frozen=True, slots=True)
class InboxLook:
    """How much mail the inbox has since a day: messages and their bytes, None when unknown."""

    recent: int | None
    recent_bytes: int | None


def try_imap(
    server: Server, credential: Credential, ca_pem: str, since: date, tell: Tell
) -> InboxLook:
    """Sign in to IMAP and look at the inbox without touching it.

    Raises:
        StepFailed: what went wrong.
    """
    context = _context(ca_pem)
    with _calmly(server, "imap"):
        sock = _reach(server, tell)
        if server.security is Security.TLS:
            sock = _secured(sock, context, server)
        client = _Imap(sock, server)
    try:
        with _calmly(server, "imap"):
            if server.security is Security.STARTTLS:
                if "STARTTLS" not in client.capabilities:
                    raise _no_starttls(server, "imap")
                client.starttls(context)
            _tell_secure(server, tell)
        with _calmly(server, "imap", Step.SIGNIN):
            _imap_sign_in(client, server, credential)
        tell(Step.SIGNIN, tr("Signed in as {user}.", user=server.user))
        return _look(client, since)
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            client.logout()


def try_smtp(server: Server, credential: Credential, ca_pem: str, tell: Tell) -> None:
    """Sign in to SMTP.

    Raises:
        StepFailed: what went wrong.
    """
    context = _context(ca_pem)
    client = smtplib.SMTP(local_hostname=_own_name(), timeout=_WITHIN)
    try:
        with _calmly(server, "smtp"):
            client.sock = _reach(server, tell)
            vars(client)["_host"] = server.host  # whose certificate STARTTLS has to show
            if server.security is Security.TLS:
                client.sock = _secured(client.sock, context, server)
            client.file = None  # made anew for this connection
            code, said = client.getreply()
            if code != 220:
                raise StepFailed(
                    Step.REACH,
                    MailboxState.REFUSED,
                    tr(
                        "{host} turned us away, and said “{said}”.",
                        host=server.host,
                        said=_words(said),
                    ),
                    tr("Try again later, or ask who runs that server."),
                )
            client.ehlo_or_helo_if_needed()
            if server.security is Security.STARTTLS:
                if not client.has_extn("starttls"):
                    raise _no_starttls(server, "smtp")
                client.starttls(context=context)
                client.ehlo()
            _tell_secure(server, tell)
        if not client.has_extn("auth"):
            # It knows its own by where they are, as a server of an office may.
            tell(Step.SIGNIN, tr("{host} takes mail without a sign-in.", host=server.host))
            return
        with _calmly(server, "smtp", Step.SIGNIN):
            _smtp_sign_in(client, server, credential)
        tell(Step.SIGNIN, tr("Signed in as {user}.", user=server.user))
    finally:
        with suppress(OSError, smtplib.SMTPException):
            client.docmd("QUIT")
        client.close()


# -- reaching, safely ------------------------------------------------------------------------------


def _context(ca_pem: str) -> ssl.SSLContext:
    try:
        return tls_context(ca_pem)
    except KnownError as error:
        raise StepFailed(Step.SECURE, MailboxState.INSECURE, error.title, error.advice) from error


def _reach(server: Server, tell: Tell) -> socket.socket:
    sock = socket.create_connection((server.host, server.port), timeout=_WITHIN)
    tell(Step.REACH, tr("{host} answers at port {port}.", host=server.host, port=server.port))
    return sock


def _secured(sock: socket.socket, context: ssl.SSLContext, server: Server) -> ssl.SSLSocket:
    try:
        return context.wrap_socket(sock, server_hostname=server.host)
    except BaseException:
        sock.close()
        raise


def _tell_secure(server: Server, tell: Tell) -> None:
    if server.security is Security.NONE:
        tell(
            Step.SECURE, tr("{host} is this computer, so that no TLS is needed.", host=server.host)
        )
    else:
        tell(Step.SECURE, tr("The certificate of {host} holds.", host=server.host))


class _Imap(imaplib.IMAP4):
    """IMAP over a connection that stands already."""

    def __init__(self, sock: socket.socket, server: Server) -> None:
        self._given = sock
        super().__init__(server.host, server.port, timeout=_WITHIN)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return self._given


def _imap_sign_in(client: imaplib.IMAP4, server: Server, credential: Credential) -> None:
    offered = {each.upper() for each in client.capabilities}
    try:
        if credential.auth is Auth.OAUTH2:
            way = _oauth_way({each.removeprefix("AUTH=") for each in offered}, server, "imap")
            client.authenticate(way, _once(_bearer(way, server, credential)))
        elif "AUTH=PLAIN" in offered:
            client.authenticate("PLAIN", _once(_plain(credential)))
        elif "LOGINDISABLED" in offered or not credential.secret.isascii():
            raise _takes_no_password(server, "imap")
        else:
            client.login(credential.user, credential.secret)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        said = _without_command(str(error), credential.secret)
        if is_busy(said):
            raise _busy(server, said) from None
        raise _refused(server, credential, said) from None


def _smtp_sign_in(client: smtplib.SMTP, server: Server, credential: Credential) -> None:
    offered = {each.upper() for each in client.esmtp_features.get("auth", "").split()}
    if credential.auth is Auth.OAUTH2:
        way = _oauth_way(offered, server, "smtp")
        code, said = client.docmd("AUTH", f"{way} {_base64(_bearer(way, server, credential))}")
        if code == 334:  # why, in JSON; it says no once we have heard that
            code, said = client.docmd("" if way == "XOAUTH2" else _base64(b"\x01"))
    elif "PLAIN" in offered:
        code, said = client.docmd("AUTH", f"PLAIN {_base64(_plain(credential))}")
    elif "LOGIN" in offered:
        code, said = client.docmd("AUTH", f"LOGIN {_base64(credential.user.encode())}")
        if code == 334:
            code, said = client.docmd(_base64(credential.secret.encode()))
    else:
        raise _takes_no_password(server, "smtp")
    if code in (235, 503):
        return
    words = _words(said, credential.secret)
    if 400 <= code < 500:
        raise _busy(server, words)
    raise _refused(server, credential, words)


def _look(client: imaplib.IMAP4, since: date) -> InboxLook:
    """What is in the inbox since a day; that nobody can say so is no reason to fail."""
    try:
        if client.select("INBOX", readonly=True)[0] != "OK":
            return InboxLook(None, None)
        _, found = client.uid(
            "SEARCH", "SINCE", f"{since.day}-{_MONTHS[since.month - 1]}-{since.year}"
        )
        numbers = (found[0] or b"").split()
        if not numbers:
            return InboxLook(0, 0)
        if len(numbers) > _MOST_SIZES:
            return InboxLook(len(numbers), None)
        wanted = f"{int(min(numbers, key=int))}:{int(max(numbers, key=int))}"
        _, lines = client.uid("FETCH", wanted, "(RFC822.SIZE)")
        sizes = _SIZE.findall(b" ".join(each for each in lines if isinstance(each, bytes)))
        return InboxLook(len(numbers), sum(map(int, sizes)))
    except (OSError, imaplib.IMAP4.error, ValueError):
        return InboxLook(None, None)


_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
_SIZE = re.compile(rb"RFC822\.SIZE (\d{1,12})")


# -- what is shown to a server ---------------------------------------------------------------------


def _plain(credential: Credential) -> bytes:
    """RFC 4616."""
    return f"\0{credential.user}\0{credential.secret}".encode()


def _oauth_way(offered: set[str], server: Server, protocol: str) -> str:
    for way in ("XOAUTH2", "OAUTHBEARER"):
        if way in offered:
            return way
    raise StepFailed(
        Step.SIGNIN,
        MailboxState.REFUSED,
        tr(
            "{host} takes no sign-in by the browser for {protocol}.",
            host=server.host,
            protocol=_PROTOCOL[protocol],
        ),
        tr("Use a password for this mailbox."),
    )


def _bearer(way: str, server: Server, credential: Credential) -> bytes:
    """Google's and Microsoft's XOAUTH2, or RFC 7628."""
    if way == "XOAUTH2":
        return f"user={credential.user}\x01auth=Bearer {credential.secret}\x01\x01".encode()
    user = credential.user.replace("=", "=3D").replace(",", "=2C")
    return (
        f"n,a={user},\x01host={server.host}\x01port={server.port}\x01"
        f"auth=Bearer {credential.secret}\x01\x01"
    ).encode()


def _once(shown: bytes) -> Callable[[bytes], bytes]:
    """Shows this, and nothing to any further question: that is why it was refused, told before
    the refusal."""
    left = [shown]
    return lambda _question: left.pop() if left else b""


def _base64(shown: bytes) -> str:
    return base64.b64encode(shown).decode("ascii")


def _own_name() -> str:
    """The name that EHLO wants; the computer's own says more than a server has to know."""
    return "localhost"


# -- what went wrong -------------------------------------------------------------------------------


@contextmanager
def _calmly(server: Server, protocol: str, step: Step = Step.REACH) -> Iterator[None]:
    """The faults of sockets, TLS and protocols as steps that failed. Nothing of what was shown
    to the server is in them."""
    host, port, name = server.host, server.port, _PROTOCOL[protocol]
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise StepFailed(
            Step.SECURE,
            MailboxState.INSECURE,
            tr(
                "The certificate of {host} is not to be trusted: {error}.",
                host=host,
                error=_why_not(error),
            ),
            tr(
                "Nothing was sent to it, no password either. Check the server's name; for a "
                "server of your own, add the certificate of its authority."
            ),
        ) from None
    except ssl.SSLError as error:
        plain = error.reason in ("WRONG_VERSION_NUMBER", "UNEXPECTED_EOF_WHILE_READING")
        raise StepFailed(
            Step.SECURE,
            MailboxState.INSECURE,
            tr("{host} does not speak TLS at port {port}.", host=host, port=port)
            if plain
            else tr(
                "No safe connection to {host} came about ({reason}).",
                host=host,
                reason=one_line(error.reason or "TLS"),
            ),
            tr("Nothing was sent to it, no password either. Perhaps that port is for STARTTLS.")
            if plain
            else tr("Nothing was sent to it, no password either."),
        ) from None
    except socket.gaierror as error:
        later = error.errno == socket.EAI_AGAIN
        raise StepFailed(
            Step.REACH,
            MailboxState.UNREACHABLE,
            tr("The name {host} cannot be looked up just now.", host=host)
            if later
            else tr("There is no server of the name {host}.", host=host),
            tr("Check the connection of this computer, or try again later.")
            if later
            else tr("Check its spelling."),
        ) from None
    except TimeoutError:
        raise StepFailed(
            step,
            MailboxState.UNREACHABLE,
            tr("{host} does not answer at port {port}.", host=host, port=port),
            tr(
                "Check the port, and whether a firewall forbids it. Without a network it can "
                "be tried again later."
            ),
        ) from None
    except ConnectionRefusedError:
        raise StepFailed(
            step,
            MailboxState.UNREACHABLE,
            tr("{host} takes no connections at port {port}.", host=host, port=port),
            tr(
                "Check the port: {name} is usually at {port}.",
                name=name,
                port=_usual(protocol),
            ),
        ) from None
    except (OSError, EOFError, imaplib.IMAP4.abort, smtplib.SMTPServerDisconnected):
        raise StepFailed(
            step,
            MailboxState.UNREACHABLE,
            tr("The connection to {host} broke.", host=host),
            tr("Try again. If it stays so, check the port and the kind of TLS."),
        ) from None
    except (imaplib.IMAP4.error, smtplib.SMTPException, ValueError):
        raise StepFailed(
            step,
            MailboxState.REFUSED,
            tr(
                "What answers at {host}, port {port}, does not speak {name}.",
                host=host,
                port=port,
                name=name,
            ),
            tr(
                "Check the server and its port: {name} is usually at {port}.",
                name=name,
                port=_usual(protocol),
            ),
        ) from None


def _usual(protocol: str) -> str:
    return "993" if protocol == "imap" else "465 or 587"


_CERTIFICATE_FAULTS: Final = {
    9: tr("it is not valid yet (is the clock of this computer right?)"),
    10: tr("it has run out"),
    18: tr("it vouches for itself"),
    19: tr("its authority is not known to this computer"),
    20: tr("its authority is not known to this computer"),
    21: tr("its authority is not known to this computer"),
    23: tr("it was revoked"),
    62: tr("it is for another name"),
    64: tr("it is for another address"),
}


def _why_not(error: ssl.SSLCertVerificationError) -> str:
    return _CERTIFICATE_FAULTS.get(error.verify_code, one_line(error.verify_message))


def _no_starttls(server: Server, protocol: str) -> StepFailed:
    return StepFailed(
        Step.SECURE,
        MailboxState.INSECURE,
        tr("{host} does not offer STARTTLS at port {port}.", host=server.host, port=server.port),
        "Nothing was sent to it, no password either. Try TLS at port "
        f"{'993' if protocol == 'imap' else '465'}.",
    )


def _takes_no_password(server: Server, protocol: str) -> StepFailed:
    return StepFailed(
        Step.SIGNIN,
        MailboxState.REFUSED,
        tr(
            "{host} takes no password for {protocol}.",
            host=server.host,
            protocol=_PROTOCOL[protocol],
        ),
        tr("Sign in by the browser, if your provider offers that."),
    )


def _busy(server: Server, said: str) -> StepFailed:
    return StepFailed(
        Step.SIGNIN,
        MailboxState.UNREACHABLE,
        tr(
            "{host} cannot check the sign-in just now, and said “{words}”.",
            host=server.host,
            words=_CODE.sub("", said).rstrip(". "),
        ),
        tr("Try again in a few minutes."),
    )


def _refused(server: Server, credential: Credential, said: str) -> StepFailed:
    known = by_host(server.host)
    said = _CODE.sub("", said).rstrip(". ")
    words = tr(" It said “{said}”.", said=said) if said else ""
    if credential.auth is Auth.OAUTH2:
        return StepFailed(
            Step.SIGNIN,
            MailboxState.SIGNIN,
            tr(
                "{host} did not accept the sign-in of {user}.{words}",
                host=server.host,
                user=server.user,
                words=words,
            ),
            tr(
                "Sign in again by the browser, as the person of this mailbox; IMAP and SMTP "
                "may have to be allowed for it by whoever runs it."
            ),
        )
    return StepFailed(
        Step.SIGNIN,
        MailboxState.SIGNIN,
        tr("{host} did not accept name and password.{words}", host=server.host, words=words),
        sentences(
            known.hint if known and known.hint else tr("Check the password, and the user name."),
            "" if known else tr("With two-step sign-in, many providers want an app password."),
        ),
    )


def _words(said: bytes, secret: str = "") -> str:
    return one_line(without_secret(said.decode("utf-8", "replace"), secret))


def _without_command(said: str, secret: str) -> str:
    """imaplib's text of an error, as the server said it, without the secret that it was shown."""
    if said.startswith(("b'", 'b"')):
        said = said[2:-1]
    said = said.removeprefix("AUTHENTICATE command error: ")
    return one_line(without_secret(said, secret))
