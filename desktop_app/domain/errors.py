"""Errors that the world can cause, told calmly."""

from __future__ import annotations

from typing import Any, Self

from desktop_app.domain.language import sentences, tr


class KnownError(Exception):
    """A fault of the world (a full disk, a wrong password, a broken file), not a bug.

    The window shows ``title`` and ``advice``; the command line prints both on one line of
    stderr and ends with exit code 1. Neither may hold a secret.

    Args:
        title: what failed, one short sentence.
        advice: what is safe and what to do about it.
        retryable: whether the same call may succeed later without a change by the user.
        retry_after: seconds until then, where they are known.
        field: what of that which was given it is about, by its name where it was given
            ("password", "new_password", "host"); "" where it is about all of it or something else.
            A form shows the error there.
    """

    def __init__(
        self,
        title: str,
        advice: str = "",
        *,
        retryable: bool = False,
        retry_after: int | None = None,
        field: str = "",
    ) -> None:
        super().__init__(sentences(title, advice))
        self.title = title
        self.advice = advice
        self.retryable = retryable
        self.retry_after = retry_after
        self.field = field

    def __str__(self) -> str:
        """Title and advice, as a text that knows what it was made of."""
        return sentences(self.title, self.advice)

    def about(self, field: str) -> Self:
        """The same error, about this field."""
        self.field = field
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Whole across processes: an exception is rebuilt from its arguments alone."""
        return (_again, (type(self), self.args, self.__dict__))


class PasswordWanted(KnownError):
    """A database asks for a password, and got none or another one.

    Args:
        unkept: why no keyring can keep one; "" when one can.
    """

    def __init__(self, title: str, advice: str = "", *, unkept: str = "") -> None:
        super().__init__(title, advice)
        self.unkept = unkept


class DraftGone(KnownError):
    """A draft that nobody ever wrote in was swept away, or its row was deleted."""

    def __init__(self) -> None:
        super().__init__(tr("This draft is not there any more."), tr("The list shows the rest."))


def _again(kind: type[KnownError], args: tuple[Any, ...], attributes: dict[str, Any]) -> KnownError:
    made = kind.__new__(kind, *args)
    made.__dict__.update(attributes)
    return made
