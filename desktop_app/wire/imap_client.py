"""IMAPClient over our own line: its commands and its parsing, our bounds and our sentences."""

from __future__ import annotations

import ast
import contextlib
import imaplib
import re
from collections.abc import Iterator, Sequence
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError
from imapclient.imap_utf7 import decode as decode_utf7
from imapclient.response_parser import parse_response

from desktop_app.domain.language import tr
from desktop_app.domain.mail_faults import (
    ConnectionNotSafe,
    MailFault,
    MailServerBusy,
    MailServerUnreachable,
    SignInRefused,
)
from desktop_app.domain.mailboxes import Auth, Credential
from desktop_app.wire.echoes import without_secret
from desktop_app.wire.imap_answers import is_busy, refusal
from desktop_app.wire.imap_line import Interrupted, Line

_FAILED = re.compile(r"[\w ]{1,30} failed: (.*)", re.DOTALL)
_BARE = re.compile(rb"\S{1,20} (?:OK|NO|BAD)\r\n\Z")
_SAID = re.compile(r"""(b'(?:[^'\\]|\\.)*'|b"(?:[^"\\]|\\.)*")""")


class _Protocol(imaplib.IMAP4):
    """``imaplib`` reading from and writing to a :class:`Line`; it keeps no log of its own, for
    a sign-in would be in it."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._greeting: bytes | None = line.greeting
        super().__init__(line.host)

    def open(self, host: str = "", port: int = 0, timeout: float | None = None) -> None:
        self.host, self.port = host, port

    def read(self, size: int) -> bytes:
        return self._line.read(size)

    def readline(self) -> bytes:
        if self._greeting is not None:
            greeting, self._greeting = self._greeting, None
            return greeting
        line = self._line.readline()
        # A bare "OK" is against the grammar, of no harm, and too much for the library.
        return line[:-2] + b" \r\n" if _BARE.match(line) else line

    def send(self, data: Any) -> None:
        self._line.new_answer()
        self._line.send(bytes(data))

    def shutdown(self) -> None:
        self._line.close()

    def _log(self, line: str) -> None:
        """Nothing is kept."""

    def _mesg(self, s: str, secs: float | None = None) -> None:
        """Nothing is told."""


class Client(IMAPClient):  # type: ignore[misc]  # it has no types
    """IMAPClient on a line that is open already."""

    def __init__(self, line: Line) -> None:
        self._line = line
        super().__init__(line.host)
        self.normalise_times = False
        # The library logs every word for its own tests; formatting that is most of its time.
        self._imap.debug = 0
        self._imap._mesg = lambda *words: None

    def _create_IMAP4(self) -> _Protocol:  # noqa: N802
        return _Protocol(self._line)

    def _set_read_timeout(self) -> None:
        """The line has its own."""

    def list_with_status(self, items: Sequence[str]) -> tuple[list[Any], dict[str, dict[Any, Any]]]:
        """Every folder, and how those stand that can be opened, in one answer (RFC 5819).

        Returns:
            folders as ``list_folders`` gives them; STATUS by path, keys as the server spells them.
        """
        asked = f"STATUS ({' '.join(items)})"
        if b"SPECIAL-USE" in self.capabilities():
            asked = f"SPECIAL-USE {asked}"
        self.forget_untagged()
        said, data = self._imap._simple_command("LIST", '""', '"*"', "RETURN", f"({asked})")
        self._checkok("LIST", said, data)
        answers = self._imap.untagged_responses
        folders = self._proc_folder_list(answers.pop("LIST", []))
        found = parse_response([each for each in answers.pop("STATUS", []) if each])
        status = {}
        for path, values in zip(found[::2], found[1::2], strict=True):
            name = decode_utf7(path) if isinstance(path, bytes) else str(path)
            status[name] = {
                key.upper(): value
                for key, value in zip(values[::2], values[1::2], strict=True)
                if isinstance(key, bytes)
            }
        return folders, status

    def pop_untagged(self, name: str) -> list[bytes]:
        """Untagged answers of a kind that nobody asked for yet, taken away."""
        found: list[Any] = self._imap.untagged_responses.pop(name, [])
        return [each for each in found if isinstance(each, bytes)]

    def forget_untagged(self) -> None:
        """Whatever was said so far is dealt with."""
        self._imap.untagged_responses.clear()


@contextlib.contextmanager
def calm(host: str) -> Iterator[None]:
    """What the library raises as a fault of the mail server.

    A server may answer anything, and not all of it was thought of by whoever wrote the parser:
    what it stumbles over is an answer that makes no sense.
    """
    try:
        yield
    except (MailFault, Interrupted):
        raise
    except IMAPClientAbortError as error:
        raise MailServerUnreachable(host, _why(error)) from None
    except IMAPClientError as error:
        raise refusal(host, _said(error)) from None
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        ArithmeticError,
        AssertionError,
        RecursionError,
        OSError,
    ) as error:
        raise MailServerUnreachable(host, tr("its answer makes no sense")) from error


def sign_in(client: Client, host: str, credential: Credential) -> None:
    """Prove who we are, by the best way the server knows.

    A password goes by SASL PLAIN (RFC 4616) where that is offered, since LOGIN cannot carry
    letters beyond ASCII; a token by OAUTHBEARER (RFC 7628), else XOAUTH2. An initial response is
    not sent along: every server takes it when asked for it.

    Raises:
        SignInRefused: the server does not take it.
        MailServerBusy: it lets nobody in just now.
        MailServerRefused: it cannot say just now.
        ConnectionNotSafe: it wants no password on this line.
    """
    if any(char in credential.user + credential.secret for char in "\r\n\x00"):
        raise SignInRefused(host, "")
    with calm(host):
        offered = {each.decode("ascii", "replace") for each in client.capabilities()}
    if client._imap.state == "AUTH":
        return  # PREAUTH on a safe line
    if credential.auth is Auth.OAUTH2:
        bearer = "AUTH=OAUTHBEARER" in offered and "AUTH=XOAUTH2" not in offered
        ways = [_oauthbearer if bearer else _xoauth2]
    elif "AUTH=PLAIN" in offered:
        ways = [_plain]
    elif "LOGINDISABLED" in offered:
        raise ConnectionNotSafe(host, tr("it takes no password on this line"))
    else:
        ways = [_login]
    try:
        for way in ways:
            way(client, credential)
    except IMAPClientAbortError as error:
        why = without_secret(_why(error), credential.secret)
        raise MailServerUnreachable(host, why) from None
    except IMAPClientError as error:
        # Whoever refuses a secret has no need to repeat it.
        words = without_secret(_said(error) or str(error), credential.secret)
        said = refusal(host, words)
        if is_busy(words):
            raise MailServerBusy(host, said.said) from None
        if said.retryable:
            raise said from None
        raise SignInRefused(host, said.said) from None
    except (ValueError, TypeError, LookupError, AttributeError):
        # Nothing of the cause: it may hold what was sent.
        raise SignInRefused(host, "") from None
    client._cached_capabilities = None


def _login(client: Client, credential: Credential) -> None:
    if not (credential.user + credential.secret).isascii():
        raise ValueError("not ASCII")
    client.login(credential.user, credential.secret)


def _plain(client: Client, credential: Credential) -> None:
    words = f"\0{credential.user}\0{credential.secret}".encode()
    client.sasl_login("PLAIN", lambda challenge: words)


def _xoauth2(client: Client, credential: Credential) -> None:
    words = f"user={credential.user}\1auth=Bearer {credential.secret}\1\1".encode()
    client.sasl_login("XOAUTH2", _once(words, b""))


def _oauthbearer(client: Client, credential: Credential) -> None:
    user = credential.user.replace("=", "=3D").replace(",", "=2C")
    words = f"n,a={user},\1auth=Bearer {credential.secret}\1\1".encode()
    client.sasl_login("OAUTHBEARER", _once(words, b"\1"))


def _once(words: bytes, then: bytes) -> Any:
    """Answers the first challenge with ``words``, a later one (the server says why not) with
    what ends the attempt (RFC 7628, 3.2.3)."""
    answers = iter((words,))
    return lambda challenge: next(answers, then)


def _why(error: BaseException) -> str:
    """Why a session ended, in the server's words; noise is nobody's words."""
    said = _said(error)
    return (
        said
        if said and "\N{REPLACEMENT CHARACTER}" not in said
        else tr("its answer makes no sense")
    )


def _said(error: BaseException) -> str:
    """The server's words out of the library's exception, which holds them as Python's bytes."""
    text = str(error)
    found = _SAID.findall(text)
    if not found:
        failed = _FAILED.match(text)
        return failed[1] if failed else ""
    try:
        return b" ".join(ast.literal_eval(each) for each in found[-1:]).decode("utf-8", "replace")
    except (ValueError, SyntaxError):
        return ""
