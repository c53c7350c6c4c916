"""Mailboxes in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.mailbox_checks import CheckReport
from desktop_app.domain.mailboxes import FolderHealth, Mailbox, MailboxState
from desktop_app.ui.settings.words import used_words

TROUBLE = frozenset(
    {
        MailboxState.SIGNIN,
        MailboxState.UNREACHABLE,
        MailboxState.REFUSED,
        MailboxState.INSECURE,
    }
)

_SHORT = {
    MailboxState.SIGNIN: "Sign in again",
    MailboxState.UNREACHABLE: "Not reached",
    MailboxState.REFUSED: "Refused",
    MailboxState.INSECURE: "Not safe",
}
_BANDS = {
    MailboxState.SIGNIN: "{} can’t sign in",
    MailboxState.UNREACHABLE: "{} can’t be reached",
    MailboxState.REFUSED: "{} is refused by its server",
    MailboxState.INSECURE: "The connection of {} is not safe",
}


@dataclass(frozen=True, slots=True)
class Pill:
    """A state as a tag: its words, icon and the name of its tint."""

    words: str
    icon: str
    tint: str


def state_pill(mailbox: Mailbox, now: datetime) -> Pill:
    """How a mailbox is; ``now`` in UTC."""
    if mailbox.paused:
        return Pill("Paused", "ph.pause-fill", "warning")
    if mailbox.state in TROUBLE:
        return Pill(_SHORT[mailbox.state], "ph.warning-circle-fill", "danger")
    if mailbox.state is MailboxState.NEW or mailbox.looked_at is None:
        return Pill("Not looked at yet", "ph.clock", "info")
    used = used_words(mailbox.looked_at, now).removeprefix("used ")
    return Pill(f"Checked {used}", "ph.check-circle-fill", "success")


def band_title(mailbox: Mailbox) -> str:
    return _BANDS[mailbox.state].format(mailbox.address)


def health_words(folders: Sequence[FolderHealth]) -> str:
    """What is here of a mailbox: "1,284 messages here, 3 missing"; "" while nobody knows."""
    followed = [each for each in folders if each.followed and each.local_count is not None]
    if not followed:
        return ""
    here = sum(each.local_count or 0 for each in followed)
    missing = sum(each.missing for each in followed)
    words = f"{count_words(here, 'message')} here"
    if missing:
        return f"{words}, {missing:,} missing"
    return words if all(each.complete for each in followed) else f"{words}, older ones follow"


def folder_words(folder: FolderHealth, now: datetime) -> str:
    """A folder's counts and when they were so: "1,284 on the server, 1,281 here, checked just
    now"; ``now`` in UTC."""
    if not folder.followed:
        return "Not fetched"
    if folder.server_count is None:
        return "Not looked at yet"
    counts = f"{folder.server_count:,} on the server, {folder.local_count or 0:,} here"
    if folder.looked_at is None:
        return counts
    return f"{counts}, checked {used_words(folder.looked_at, now).removeprefix('used ')}"


def inbox_words(report: CheckReport) -> str:
    """What a look at the inbox showed: "The last 90 days are 1,284 messages, about 96 MB."""
    if report.recent is None:
        return ""
    if not report.recent:
        return "There is no mail of the last 90 days."
    size = (
        f", about {(report.recent_bytes or 0) / 1e6:,.0f} MB"
        if (report.recent_bytes or 0) >= 500_000
        else ""
    )
    verb = "is" if report.recent == 1 else "are"
    return f"The last 90 days {verb} {count_words(report.recent, 'message')}{size}."


def status_words(mailboxes: Sequence[Mailbox], health: Sequence[FolderHealth]) -> tuple[str, bool]:
    """Mail at the foot of the window: words ("" without a mailbox), and whether they are strong."""
    if not mailboxes:
        return "", False
    troubled = sum(each.state in TROUBLE and not each.paused for each in mailboxes)
    if troubled:
        one = troubled == 1
        return f"{count_words(troubled, 'mailbox')} need{'s' if one else ''} a look", True
    if all(each.paused for each in mailboxes):
        return "Mail is paused", False
    missing = sum(each.missing for each in health if each.followed)
    if missing:
        return f"Fetching mail, {missing:,} to go", False
    if any(each.state is MailboxState.NEW and not each.paused for each in mailboxes):
        return "Looking for mail", False
    return "Mail up to date", False


def horizon_words(days: int | None) -> str:
    """How long mail is kept: "90 days", "2 years", "Everything"."""
    if days is None:
        return "Everything"
    if days % 365 == 0:
        return "1 year" if days == 365 else f"{days // 365} years"
    return "1 day" if days == 1 else f"{days:,} days"


def count_words(count: int, noun: str) -> str:
    plural = f"{noun}es" if noun.endswith("x") else f"{noun}s"
    return f"{count:,} {noun if count == 1 else plural}"
