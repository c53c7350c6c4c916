"""Why something counts in a figure or was left out of it, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from desktop_app.domain.day_names import MONTHS
from desktop_app.domain.metrics import Evidence, EvidenceKind, Why
from desktop_app.ui.metrics import words

_PLAIN = {
    Why.SENT: "You sent it",
    Why.HUMAN_REPLY: "A person’s reply",
    Why.HUMAN_MESSAGE: "A person wrote to you",
    Why.ANSWERED: "Answered within 14 days",
    Why.NOT_ANSWERED: "Not answered within 14 days",
    Why.ANSWERED_LATER: "Not answered before you wrote again, to which an answer came",
    Why.STILL_OPEN: "Not answered yet; the 14 days are not over",
    Why.RESPONDED: "You answered",
    Why.CONTACTED: "You wrote to this lead",
    Why.MADE: "Made in these days, and not cancelled",
    Why.AUTO_REPLY: "Left out: an automatic answer, such as an absence",
    Why.BOUNCE: "Left out: it tells that a mail could not be delivered",
    Why.LIST_MAIL: "Left out: it went to a mailing list",
    Why.OWN_ALIAS: "Left out: from an address of your own",
    Why.NO_LEAD: "Left out: with nobody among the leads",
    Why.FOLLOWS_SOON: "Left out: somebody wrote here within the week before",
    Why.AUTOMATIC_OUT: "Left out: sent by a program, not by you",
    Why.CANCELLED: "Left out: it was cancelled",
    Why.HAD_STATUS: "It has come to this status by then, and had it at the end of these days",
    Why.MOVED_ON: "Left out: it went on to another status",
    Why.LEAD_DELETED: "Left out: it was deleted",
    Why.NO_QUESTION: "Left out: nothing of theirs waited for an answer",
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
        after = f"You answered after {words.duration(found.minutes)}"
        return f"{after} what came {other}" if other else after
    if found.why is Why.ANSWERED and other:
        return f"Answered {other}"
    return _PLAIN[found.why]


def _beside(
    at: datetime, found: Evidence, local: Callable[[datetime], datetime], today: date
) -> str:
    """Another moment in a row that says its own: "at 15:45", "on 12 June, 15:45"."""
    if at.date() == local(found.at).date():
        return f"at {at:%H:%M}"
    return f"on {when(at, today)}"


def when(at: datetime, today: date) -> str:
    """When it was, on the user's clock: "16 June, 17:00"."""
    year = "" if at.year == today.year else f" {at.year}"
    return f"{at.day} {MONTHS[at.month - 1]}{year}, {at:%H:%M}"


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
        EvidenceKind.MESSAGE: "No subject",
        EvidenceKind.LEAD: "A lead without a name",
        EvidenceKind.ACTION: "An action without words",
    }[found.kind]
