"""What can go wrong between this computer and a mail server, in sentences.

What a server said is shown as it said it, cut to a line: it is somebody else's text.
"""

from __future__ import annotations

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import Told, tr
from desktop_app.domain.mailboxes import MailboxState

_LONGEST = 300


class MailFault(KnownError):
    """A mail server could not do what it was asked for; ``state`` is what that makes of its
    mailbox."""

    state: MailboxState = MailboxState.REFUSED


class MailServerUnreachable(MailFault):
    """Nobody answers, the line was cut, or the answer makes no sense: later it may."""

    state = MailboxState.UNREACHABLE

    def __init__(self, host: str, why: str = "") -> None:
        because = tr(" ({why})", why=_line(why)) if why else ""
        super().__init__(
            tr("The mail server {host} cannot be reached{because}.", host=host, because=because),
            tr("Mail that is here stays; it is tried again by itself."),
            retryable=True,
        )


class UidsBeganAnew(MailFault):
    """What a server said is of UIDs that mean nothing any more: somebody else found them anew
    meanwhile. Nothing of it is taken in; the next look asks for it again."""

    state = MailboxState.UNREACHABLE

    def __init__(self, path: str) -> None:
        super().__init__(
            tr("The server has numbered the messages of {path} anew.", path=path),
            tr("They are matched again by itself; mail that is here stays."),
            retryable=True,
        )


class MailServerRefused(MailFault):
    """The server said no.

    Args:
        said: its own words.
        retryable: it called the fault a passing one.
    """

    state = MailboxState.REFUSED

    def __init__(self, host: str, said: str, *, retryable: bool = False) -> None:
        self.said = one_line(said)
        words = tr("“{said}”", said=_bare(self.said)) if self.said else tr("nothing more")
        super().__init__(
            tr("The mail server {host} refused, and said {words}.", host=host, words=words),
            tr("It is tried again by itself.") if retryable else "",
            retryable=retryable,
        )


class MailServerBusy(MailServerRefused):
    """The server lets nobody in just now, whatever is shown to it: too many connections, or more
    fetched than it allows in a day. Password and token are as good as before."""

    state = MailboxState.UNREACHABLE

    def __init__(self, host: str, said: str) -> None:
        self.said = one_line(said)
        words = tr("“{said}”", said=_bare(self.said)) if self.said else tr("nothing more")
        MailFault.__init__(
            self,
            tr("The mail server {host} is busy, and said {words}.", host=host, words=words),
            tr("Mail that is here stays; it is tried again by itself."),
            retryable=True,
        )


class SignInRefused(MailFault):
    """Password or token are not taken (any more)."""

    state = MailboxState.SIGNIN

    def __init__(self, host: str, said: str = "") -> None:
        self.said = one_line(said)
        words = tr(" It said “{bare}”.", bare=_bare(self.said)) if self.said else ""
        super().__init__(
            tr(
                "The mail server {host} does not accept this sign-in.{words}",
                host=host,
                words=words,
            ),
            tr("Sign in to the mailbox again; what is here stays."),
        )


class ConnectionNotSafe(MailFault):
    """No TLS where TLS is wanted, or a certificate that is not to be trusted."""

    state = MailboxState.INSECURE

    def __init__(self, host: str, why: str) -> None:
        super().__init__(
            tr(
                "The connection to the mail server {host} would not be safe: {why}.",
                host=host,
                why=_line(why),
            ),
            tr("Nothing was sent, no password either."),
        )


def one_line(text: str) -> str:
    """A server's words as one line without control characters, of a length that can be shown."""
    words = "".join(char if char.isprintable() else " " for char in text).split()
    line = " ".join(words)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _line(why: str) -> str:
    """A reason of ours as it is, which a reader of another language says in his; else one line."""
    return why if isinstance(why, Told) else one_line(why)


def _bare(said: str) -> str:
    """Words to be quoted in a sentence, which has a full stop of its own."""
    return said.rstrip(". ")
