"""What became due, and how it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from desktop_app.domain.actions import type_words
from desktop_app.domain.language import numeral, tr

OLD_AFTER: Final = timedelta(days=1)
"""What was due longer ago is counted, and not told one by one."""
_ONE_BY_ONE: Final = 3
_SHOWN: Final = 4


@dataclass(frozen=True, slots=True)
class Notification:
    """An action that became due.

    Args:
        due_at: UTC.
        lead_name, company: of its lead; "" without one.
        open: it is still to be done.
        seen_at: when the rep saw it in the list.
    """

    id: UUID
    action_id: UUID
    due_at: datetime
    type: str
    text: str
    lead_id: UUID | None
    lead_name: str
    company: str
    open: bool
    seen_at: datetime | None

    @property
    def title(self) -> str:
        """ "Call Ines Caldaro"."""
        who = self.lead_name or self.company
        return f"{type_words(self.type)}: {who}" if who else type_words(self.type)


@dataclass(frozen=True, slots=True)
class Told:
    """One message on the screen; ``action_id`` where it is about one action alone, ``stays``
    where it is there until somebody closes it."""

    title: str
    text: str
    action_id: UUID | None = None
    lead_id: UUID | None = None
    stays: bool = False


def in_words(news: Sequence[Notification], now: datetime) -> tuple[Told, ...]:
    """What is shown of what became due: a few one by one; many, as after sleep, together; what
    is older than a day as a number."""
    fresh = [each for each in news if now - each.due_at <= OLD_AFTER]
    old = len(news) - len(fresh)
    if len(fresh) <= _ONE_BY_ONE:
        told = [
            Told(each.title, _first_line(each.text), each.action_id, each.lead_id) for each in fresh
        ]
    else:
        titles = [each.title for each in fresh[:_SHOWN]]
        more = len(fresh) - len(titles)
        lines = [*titles, *([tr("and {more} more", more=numeral(more))] if more else [])]
        told = [Told(tr("{count} actions are due", count=numeral(len(fresh))), "\n".join(lines))]
    if old:
        noun = tr("action has") if old == 1 else tr("actions have")
        told.append(
            Told(
                tr("Overdue"),
                tr("{old} {noun} been due for more than a day.", old=numeral(old), noun=noun),
            )
        )
    return tuple(told)


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0][:200]
