"""Why something counts in a figure or was left out of it, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from desktop_app.domain.language import clocked, tr
from desktop_app.domain.metrics import Evidence, EvidenceKind, Why
from desktop_app.ui.day_names import MONTHS
from desktop_app.ui.metrics import words

_PLAIN = {
    Why.SENT: tr("You sent it"),
    Why.HUMAN_REPLY: tr("A person’s reply"),
    Why.HUMAN_MESSAGE: tr("A person wrote to you"),
    Why.ANSWERED: tr("Answered within 14 days"),
    Why.NOT_ANSWERED: tr("Not answered within 14 days"),
    Why.ANSWERED_LATER: tr("Not answered before you wrote again, to which an answer came"),
    Why.STILL_OPEN: tr("Not answered yet; the 14 days are not over"),
    Why.RESPONDED: tr("You answered"),
    Why.CONTACTED: tr("You wrote to this lead"),
    Why.MADE: tr("Made in these days, and not cancelled"),
    Why.AUTO_REPLY: tr("Left out: an automatic answer, such as an absence"),
    Why.BOUNCE: tr("Left out: it tells that a mail could not be delivered"),
    Why.LIST_MAIL: tr("Left out: it went to a mailing list"),
    Why.OWN_ALIAS: tr("Left out: from an address of your own"),
    Why.NO_LEAD: tr("Left out: with nobody among the leads"),
    Why.FOLLOWS_SOON: tr("Left out: somebody wrote here within the week before"),
    Why.AUTOMATIC_OUT: tr("Left out: sent by a program, not by you"),
    Why.CANCELLED: tr("Left out: it was cancelled"),
    Why.HAD_STATUS: tr("It has come to this status by then, and had it at the end of these days"),
    Why.MOVED_ON: tr("Left out: it went on to another status"),
    Why.LEAD_DELETED: tr("Left out: it was deleted"),
    Why.NO_QUESTION: tr("Left out: nothing of theirs waited for an answer"),
}


def reason(found: Evidence, local: Callable[[datetime], datetime], today: date) -> str:
    """One line: "You answered after 1 h 15 min what came at 15:45".

    Args:
        local: a moment on the user's clock.
    """
    other = (
        "" if found.related_at is None else _beside(local(found.related_at), found, local, today)
    )
    if found.why is Why.RESPONDED and found.minutes is not None:
        after = tr("You answered after {duration}", duration=words.duration(found.minutes))
        return tr("{after} what came {other}", after=after, other=other) if other else after
    if found.why is Why.ANSWERED and other:
        return tr("Answered {other}", other=other)
    return _PLAIN[found.why]


def _beside(
    at: datetime, found: Evidence, local: Callable[[datetime], datetime], today: date
) -> str:
    """Another moment in a row that says its own: "at 15:45", "on 12 June, 15:45"."""
    if at.date() == local(found.at).date():
        return tr("at {at}", at=clocked(at))
    return tr("on {when}", when=when(at, today))


def when(at: datetime, today: date) -> str:
    """When it was, on the user's clock: "16 June, 17:00"."""
    year = "" if at.year == today.year else f" {at.year}"
    return tr(
        "{day} {month}{year}, {at}",
        day=at.day,
        month=MONTHS[at.month - 1],
        year=year,
        at=clocked(at),
    )


def spoken(found: Evidence, local: Callable[[datetime], datetime], today: date) -> str:
    """A row as a screen reader says it."""
    parts = (
        found.title or untitled(found),
        found.who,
        when(local(found.at), today),
        reason(found, local, today),
    )
    return ", ".join(filter(None, parts))


def untitled(found: Evidence) -> str:
    """What stands where there is no subject or name."""
    return {
        EvidenceKind.MESSAGE: tr("No subject"),
        EvidenceKind.LEAD: tr("A lead without a name"),
        EvidenceKind.ACTION: tr("An action without words"),
    }[found.kind]
