"""Errors that the world can cause, told calmly."""

from __future__ import annotations

from typing import Any


class KnownError(Exception):
    """A fault of the world (a full disk, a wrong password, a broken file), not a bug.

    The window shows ``title`` and ``advice``; the command line prints both on one line of
    stderr and ends with exit code 1. Neither may hold a secret.

    Args:
        title: what failed, one short sentence.
        advice: what is safe and what to do about it.
        retryable: whether the same call may succeed later without a change by the user.
    """

    def __init__(self, title: str, advice: str = "", *, retryable: bool = False) -> None:
        super().__init__(f"{title} {advice}".strip())
        self.title = title
        self.advice = advice
        self.retryable = retryable

    def __reduce__(self) -> tuple[Any, ...]:
        """Whole across processes: an exception is rebuilt from its arguments alone."""
        return (_known, (self.title, self.advice, self.retryable))


def _known(title: str, advice: str, retryable: bool) -> KnownError:
    return KnownError(title, advice, retryable=retryable)
