"""What a look at a mailbox's servers came to, step by step, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.mailboxes import MailboxState


class Step(StrEnum):
    """What is tried, one after the other, with each of both servers."""

    REACH = "reach"
    SECURE = "secure"
    SIGNIN = "signin"


STEPS: Final = tuple((protocol, step) for protocol in ("imap", "smtp") for step in Step)

_DOING: Final = {
    Step.REACH: tr("Connecting to the server for {}"),
    Step.SECURE: tr("Checking the certificate for {}"),
    Step.SIGNIN: tr("Signing in for {}"),
}
_FOR: Final = {"imap": tr("reading mail"), "smtp": tr("sending mail")}


@dataclass(frozen=True, slots=True)
class CheckStep:
    """One step that was taken.

    Args:
        protocol: ``imap`` or ``smtp``.
        said: what went wrong in one sentence, or what was found.
        advice: what to do about it.
    """

    protocol: str
    step: Step
    ok: bool
    said: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All steps, up to the first of each server that went wrong.

    Args:
        recent, recent_bytes: how much mail of the last 90 days the inbox has; None when nobody
            could know.
        state: what it makes of the mailbox.
        imap_user, smtp_user: the name that was taken, where it is not the one that was given.
    """

    steps: tuple[CheckStep, ...]
    state: MailboxState
    recent: int | None = None
    recent_bytes: int | None = None
    imap_user: str = ""
    smtp_user: str = ""

    @property
    def ok(self) -> bool:
        return self.state is MailboxState.OK

    @property
    def failure(self) -> CheckStep | None:
        """The first step that went wrong."""
        return next((each for each in self.steps if not each.ok), None)

    @property
    def said(self) -> str:
        """What went wrong, for the mailbox's row; "" when nothing did."""
        return self.failure.said if self.failure else ""

    def error(self) -> KnownError | None:
        """What went wrong, as an error."""
        failed = self.failure
        if failed is None:
            return None
        later = self.state is MailboxState.UNREACHABLE
        return KnownError(failed.said, failed.advice, retryable=later)


def doing(protocol: str, step: Step) -> str:
    """What is being done ("Signing in for sending mail")."""
    return _DOING[step].format(_FOR[protocol])


def report_document(report: CheckReport) -> dict[str, Any]:
    """A report as JSON; :func:`report_of` reads it."""
    return asdict(report)


def report_of(document: Mapping[str, Any]) -> CheckReport:
    """The inverse of :func:`report_document`."""
    return CheckReport(
        steps=tuple(
            CheckStep(
                each["protocol"], Step(each["step"]), each["ok"], each["said"], each["advice"]
            )
            for each in document["steps"]
        ),
        state=MailboxState(document["state"]),
        recent=document["recent"],
        recent_bytes=document["recent_bytes"],
        imap_user=document["imap_user"],
        smtp_user=document["smtp_user"],
    )
