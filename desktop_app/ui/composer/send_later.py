"""When a mail is to go: a few usual moments, or one that is typed."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.typed_dates import month_comes_first
from desktop_app.domain.typed_times import read_moment
from desktop_app.ui.leads.dropdown import PickList
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.fields import Field, SubmitOnEnter
from desktop_app.ui.widgets.floating import Popover

_HINT = "tomorrow 9:00, friday, in 2 hours"
_MORNING = time(8)


def usual_moments(now: datetime) -> list[tuple[str, datetime]]:
    """Moments that reps choose, on the clock that ``now`` is on, soonest first."""

    def at(day: int, when: time) -> datetime:
        return datetime.combine(now.date() + timedelta(days=day), when, now.tzinfo)

    monday = 7 - now.weekday()
    found = [
        ("This afternoon", at(0, time(14))),
        ("This evening", at(0, time(18))),
        ("Tomorrow morning", at(1, _MORNING)),
        ("Tomorrow afternoon", at(1, time(14))),
        ("Monday morning", at(monday, _MORNING)),
    ]
    soon = [each for each in found if each[1] > now + timedelta(minutes=30)]
    return [each for each in soon if each[0] != "Monday morning" or monday > 1]


class SendLater(Popover):
    """Asks for a moment.

    Signals:
        chosen: it, aware UTC.
    """

    chosen = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        super().__init__(ctx.theme, parent, width=300)
        self._ctx = ctx
        now = ctx.now()
        self._moments = dict(usual_moments(now))
        self.column.setContentsMargins(8, 12, 8, 8)
        self.column.setSpacing(6)
        self.field = Field(ctx.theme, "Send later", hint=_HINT)
        self.field.setContentsMargins(6, 0, 6, 0)
        self.line = self.field.edit
        self.line.textEdited.connect(self._on_typed)
        self.column.addWidget(self.field)
        items = [
            (words, f"{words}   {moment:%a %d %b, %H:%M}")
            for words, moment in self._moments.items()
        ]
        self.list = PickList(ctx.theme, "Usual times", items)
        self.list.picked.connect(lambda words: self._send(self._moments[words]))
        self.column.addWidget(self.list)
        self._enter = SubmitOnEnter(self)
        self._enter.watch(self.line)
        self._enter.submitted.connect(self.submit)

    def submit(self) -> None:
        """Take what was typed, if it is a moment to come."""
        typed = self.line.text().strip()
        moment = self._read(typed)
        if moment is None:
            words = f"“{typed[:40]}” is no time." if typed else "Write a time."
            self.field.set_error(f"{words} {_HINT}")
        elif moment <= self._ctx.now():
            self.field.set_error("That has passed already.")
        else:
            self._send(moment)

    def _read(self, typed: str) -> datetime | None:
        zone = self._ctx.services.user.timezone
        return read_moment(typed, self._ctx.now(), month_first=month_comes_first(zone))

    def _on_typed(self, typed: str) -> None:
        moment = self._read(typed)
        self.field.set_hint(f"{moment:%A %d %B %Y, %H:%M}" if moment else _HINT)

    def _send(self, moment: datetime) -> None:
        self.close()
        self.chosen.emit(moment.astimezone(UTC))
