"""Mailboxes in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.language import decimal, numeral, plural, tr
from desktop_app.domain.mailbox_checks import CheckReport
from desktop_app.domain.mailboxes import FolderHealth, Mailbox, MailboxState
from desktop_app.ui.settings.words import ago_words

TROUBLE = frozenset(
    {
        MailboxState.SIGNIN,
        MailboxState.UNREACHABLE,
        MailboxState.REFUSED,
        MailboxState.INSECURE,
    }
)

_SHORT = {
    MailboxState.SIGNIN: tr("Sign in again"),
    MailboxState.UNREACHABLE: tr("Not reached"),
    MailboxState.REFUSED: tr("Refused"),
    MailboxState.INSECURE: tr("Not safe"),
}
_BANDS = {
    MailboxState.SIGNIN: tr("{} can’t sign in"),
    MailboxState.UNREACHABLE: tr("{} can’t be reached"),
    MailboxState.REFUSED: tr("{} is refused by its server"),
    MailboxState.INSECURE: tr("The connection of {} is not safe"),
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
        return Pill(tr("Paused"), "ph.pause-fill", "warning")
    if mailbox.state in TROUBLE:
        return Pill(_SHORT[mailbox.state], "ph.warning-circle-fill", "danger")
    if mailbox.state is MailboxState.NEW or mailbox.looked_at is None:
        return Pill(tr("Not looked at yet"), "ph.clock", "info")
    return Pill(
        tr("Checked {when}", when=ago_words(mailbox.looked_at, now)),
        "ph.check-circle-fill",
        "success",
    )


def band_title(mailbox: Mailbox) -> str:
    return _BANDS[mailbox.state].format(mailbox.address)


def health_words(folders: Sequence[FolderHealth]) -> str:
    """What is here of a mailbox: "1,284 messages here, 3 missing"; "" while nobody knows."""
    followed = [each for each in folders if each.followed and each.local_count is not None]
    if not followed:
        return ""
    here = sum(each.local_count or 0 for each in followed)
    missing = sum(each.missing for each in followed)
    words = plural("{n} messages here", "{n} message here", here)
    if missing:
        return tr("{words}, {missing} missing", words=words, missing=numeral(missing))
    return (
        words
        if all(each.complete for each in followed)
        else tr("{words}, older ones follow", words=words)
    )


def folder_words(folder: FolderHealth, now: datetime) -> str:
    """A folder's counts and when they were so: "1,284 on the server, 1,281 here, checked just
    now"; ``now`` in UTC."""
    if not folder.followed:
        return tr("Not fetched")
    if folder.server_count is None:
        return tr("Not looked at yet")
    counts = tr(
        "{server_count} on the server, {value} here",
        server_count=numeral(folder.server_count),
        value=numeral(folder.local_count or 0),
    )
    if folder.looked_at is None:
        return counts
    return tr(
        "{counts}, checked {when}",
        counts=counts,
        when=ago_words(folder.looked_at, now),
    )


def inbox_words(report: CheckReport) -> str:
    """What a look at the inbox showed: "The last 90 days are 1,284 messages, about 96 MB."""
    if report.recent is None:
        return ""
    if not report.recent:
        return tr("There is no mail of the last 90 days.")
    size = (
        tr(", about {value} MB", value=decimal((report.recent_bytes or 0) / 1e6, 0))
        if (report.recent_bytes or 0) >= 500_000
        else ""
    )
    return plural(
        "The last 90 days are {n} messages{size}.",
        "The last 90 days is {n} message{size}.",
        report.recent,
        size=size,
    )


def status_words(mailboxes: Sequence[Mailbox], health: Sequence[FolderHealth]) -> tuple[str, bool]:
    """Mail at the foot of the window: words ("" without a mailbox), and whether they are strong."""
    if not mailboxes:
        return "", False
    troubled = sum(each.state in TROUBLE and not each.paused for each in mailboxes)
    if troubled:
        return plural("{n} mailboxes need a look", "{n} mailbox needs a look", troubled), True
    if all(each.paused for each in mailboxes):
        return tr("Mail is paused"), False
    missing = sum(each.missing for each in health if each.followed)
    if missing:
        return tr("Fetching mail, {missing} to go", missing=numeral(missing)), False
    if any(each.state is MailboxState.NEW and not each.paused for each in mailboxes):
        return tr("Looking for mail"), False
    return tr("Mail up to date"), False


def horizon_words(days: int | None) -> str:
    """How long mail is kept: "90 days", "2 years", "Everything"."""
    if days is None:
        return tr("Everything")
    if days % 365 == 0:
        return plural("{n} years", "{n} year", days // 365)
    return plural("{n} days", "{n} day", days)
