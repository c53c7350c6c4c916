"""What the panel of a lead reads in the background, and the pages of its tabs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop_app.domain.actions import Action
from desktop_app.domain.language import plural, tr
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_timeline import LeadTimeline, TimelineEntry, TimelineKind
from desktop_app.domain.leads import Lead
from desktop_app.domain.sequences import Enrolment

if TYPE_CHECKING:
    from desktop_app.domain.inbox import ConversationRow

PAGE = 14
"""Entries of a tab at first; "Show earlier" reads three times as many."""
_ALIKE = 100  # others at most that are counted


class PanelTab(IntEnum):
    """The tabs of the panel, in their order."""

    TIMELINE = 0
    EMAILS = 1
    ACTIONS = 2
    INSIGHTS = 3


TAB_TITLES: dict[PanelTab, str] = {
    PanelTab.TIMELINE: tr("Timeline"),
    PanelTab.EMAILS: tr("Emails"),
    PanelTab.ACTIONS: tr("Actions"),
    PanelTab.INSIGHTS: tr("Insights"),
}

KINDS: dict[PanelTab, tuple[TimelineKind, ...]] = {
    PanelTab.TIMELINE: tuple(TimelineKind),
    PanelTab.ACTIONS: (TimelineKind.ACTION,),
    PanelTab.INSIGHTS: (TimelineKind.INSIGHT,),
}
EMPTY = {
    PanelTab.TIMELINE: tr("Nothing happened yet"),
    PanelTab.EMAILS: tr("No mail yet"),
    PanelTab.ACTIONS: tr("No actions yet"),
    PanelTab.INSIGHTS: tr("No insights yet"),
}


@dataclass(frozen=True, slots=True)
class TabPage:
    """What a tab shows so far."""

    entries: tuple[TimelineEntry, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class PanelData:
    """A lead and all that its panel shows of it.

    Args:
        alike: how many other leads may be one with it.
        failing: its addresses that mail cannot reach, and the server's words.
        sequences: those at work for it.
        tab: the page of the tab that is open.
    """

    lead: Lead
    fields: LeadFields
    alike: int
    failing: Mapping[str, str]
    actions: tuple[Action, ...]
    sequences: tuple[Enrolment, ...]
    figures: LeadTimeline
    tab: TabPage


def read_panel(services: Any, lead_id: UUID, tab: PanelTab, count: int) -> PanelData | None:
    """Everything of a lead, or None when it is gone; in the background."""
    lead = services.leads.lead(lead_id)
    if lead is None:
        return None
    if lead.suggestion and services.insights.is_hidden(lead_id, lead.suggestion):
        lead = replace(lead, suggestion="")
    figures, page = _first(services, lead_id, tab, count)
    return PanelData(
        lead,
        services.custom_fields.list(),
        len(services.duplicates.of_lead(lead_id, _ALIKE)),
        services.conversations.failing(lead_id),
        services.actions.open_of_lead(lead_id),
        services.sequences.open_of_lead(lead_id),
        figures,
        page,
    )


def read_tab(services: Any, lead_id: UUID, tab: PanelTab, count: int) -> TabPage:
    """A tab's entries from the newest on; in the background."""
    return _first(services, lead_id, tab, count)[1]


def read_earlier(services: Any, lead_id: UUID, tab: PanelTab, shown: TabPage) -> TabPage:
    """A tab's entries with those before the ones shown; in the background."""
    count = len(shown.entries) + 3 * PAGE
    if tab is PanelTab.EMAILS or not shown.entries:
        return read_tab(services, lead_id, tab, count)
    last = shown.entries[-1]
    page = services.leads.timeline(lead_id, 3 * PAGE, (last.at, last.id), KINDS[tab])
    return TabPage((*shown.entries, *page.entries), page.more)


def _first(services: Any, lead_id: UUID, tab: PanelTab, count: int) -> tuple[LeadTimeline, TabPage]:
    if tab is not PanelTab.EMAILS:
        found = services.leads.timeline(lead_id, count, None, KINDS[tab])
        return replace(found, entries=()), TabPage(found.entries, found.more)
    figures = services.leads.timeline(lead_id, 1, None, KINDS[PanelTab.INSIGHTS])
    rows = services.leads.conversations(lead_id, count + 1)
    entries = tuple(map(_as_entry, rows[:count]))
    return replace(figures, entries=()), TabPage(entries, len(rows) > count)


def _as_entry(row: ConversationRow) -> TimelineEntry:
    """A conversation as a row of the tab Emails."""
    kind = TimelineKind.SENT if row.last_outbound else TimelineKind.RECEIVED
    messages = plural("{n} messages", "{n} message", row.message_count)
    subject = row.subject or tr("No subject")
    return TimelineEntry(
        row.id, kind, row.last_at, subject, messages, row.snippet, conversation_id=row.id
    )
