"""How Today says things."""

from __future__ import annotations

from datetime import datetime

from desktop_app.domain.actions import ActionStatus, priority_label, type_words
from desktop_app.domain.language import clocked, tr
from desktop_app.domain.leads import status_words
from desktop_app.domain.today import Box, Group, QueueFigures, QueueRow
from desktop_app.ui.day_names import DAYS, MONTHS
from desktop_app.ui.leads.due import due_words, spoken_due
from desktop_app.ui.shell.screens import SideRow, SideSection

GROUP_TITLES = {
    Group.OVERDUE: tr("Overdue"),
    Group.TODAY: tr("Today"),
    Group.UPCOMING: tr("Upcoming"),
    Group.DONE: tr("Done today"),
    Group.EARLIER: tr("Earlier"),
}
BOX_TITLES = {
    Box.QUEUE: tr("My queue"),
    Box.REPLIES: tr("Replies"),
    Box.FOLLOW_UPS: tr("Follow-ups"),
    Box.MEETINGS: tr("Meetings"),
    Box.COMPLETED: tr("Completed"),
}
_BOX_ICONS = {
    Box.QUEUE: "ph.list-bullets",
    Box.REPLIES: "ph.arrow-bend-up-left",
    Box.FOLLOW_UPS: "ph.clock-clockwise",
    Box.MEETINGS: "ph.users",
    Box.COMPLETED: "ph.check-circle",
}
_TYPE_ICONS = {
    "reply": "ph.arrow-bend-up-left",
    "follow_up": "ph.clock-clockwise",
    "meeting": "ph.users",
    "call": "ph.phone",
}


def type_icon(row: QueueRow) -> str:
    """The icon of an action; the list of types is open."""
    return "ph.clock" if row.is_snooze else _TYPE_ICONS.get(row.type.lower(), "ph.check-square")


def sections(figures: QueueFigures | None) -> tuple[SideSection, ...]:
    """The sidebar's rows with their figures, as far as they are known."""

    def count(box: Box) -> int | None:
        if figures is None or box is Box.COMPLETED:
            return None
        return (figures.by_type.get(box.type, 0) if box.type else figures.pressing) or None

    rows = tuple(
        SideRow(box.value, title, _BOX_ICONS[box], count(box)) for box, title in BOX_TITLES.items()
    )
    return (SideSection(tr("Actions"), rows),)


def date_words(now: datetime) -> str:
    """ "Tuesday 16 June"."""
    return tr(
        "{weekday} {day} {month}",
        weekday=DAYS[now.weekday()],
        day=now.day,
        month=MONTHS[now.month - 1],
    )


def row_due(due: datetime, group: Group | None, now: datetime) -> str:
    """When a row is due; both on the user's clock. Below the heading Today the day is said."""
    days = (due.date() - now.date()).days
    if days == -1:
        return tr("1 day late")
    if group is Group.TODAY and days == 0:
        return clocked(due)
    return due_words(due, now)


def spoken(row: QueueRow, due: datetime | None, now: datetime) -> str:
    """A row in words, for a screen reader; ``due`` on the user's clock."""
    when = tr("at any time")
    if due is not None:
        when = _spoken_due(due, now, is_open=row.is_open)
    words = (
        row.title,
        tr("snoozed conversation") if row.is_snooze else type_words(row.type),
        row.company,
        row.contact,
        status_words(row.lead_status) if row.lead_status else "",
        tr("started") if row.status is ActionStatus.IN_PROGRESS else "",
        tr("done") if row.status is ActionStatus.COMPLETED else "",
        tr("draft ready") if row.has_draft else "",
        priority_label(row.priority).lower(),
        when,
    )
    return ", ".join(filter(None, words))


def _spoken_due(due: datetime, now: datetime, *, is_open: bool) -> str:
    """What :func:`row_due` shows, within a sentence."""
    is_yesterday = (due.date() - now.date()).days == -1
    return (
        row_due(due, None, now)
        if is_open and is_yesterday
        else spoken_due(due, now, is_open=is_open)
    )
