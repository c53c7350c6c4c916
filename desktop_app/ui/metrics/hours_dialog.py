"""Asks when a rep works: the days of the week, from when until when."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop_app.domain.language import clocked, tr
from desktop_app.domain.working_hours import WorkingHours, read_clock
from desktop_app.ui.day_names import DAYS
from desktop_app.ui.settings.dialogs import FormDialog
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Check
from desktop_app.ui.widgets.fields import Field
from desktop_app.ui.widgets.labels import label

_ACROSS = 4  # days in a row
_NO_TIME = tr("This is no time. Write it like 9:00 or 17:30.")


class HoursDialog(FormDialog):
    """The hours as they are, to be changed."""

    def __init__(self, ctx: Context, parent: QWidget, hours: WorkingHours) -> None:
        super().__init__(
            ctx,
            parent,
            tr("Working hours"),
            tr(
                "Response times in working hours count the minutes within these alone. Days that "
                "are past are counted anew."
            ),
            tr("Save"),
        )
        self.days = [Check(ctx.theme, name) for name in DAYS]
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for number, check in enumerate(self.days):
            check.setChecked(number in hours.weekdays)
            check.toggled.connect(lambda _on: self.no_day.hide())
            grid.addWidget(check, number // _ACROSS, number % _ACROSS)
        self.body.addLayout(grid)
        self.no_day = label(tr("Choose a day at least."), "error")
        self.no_day.hide()
        self.body.addWidget(self.no_day)
        self.opens = Field(ctx.theme, tr("From"))
        self.closes = Field(ctx.theme, tr("To", "a time of day"))
        row = QHBoxLayout()
        row.setSpacing(12)
        for field, at in ((self.opens, clocked(hours.opens)), (self.closes, _said(hours.closes))):
            field.edit.setText(at)
            self._enter.watch(field.edit)
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.opens.edit.setFocus()
        self.opens.edit.selectAll()

    def submit(self) -> None:
        hours = self._read()
        if hours is None or not self.yes.isEnabled():
            return
        metrics = self._ctx.services.metrics
        self.ask(lambda: metrics.set_working_hours(hours), lambda _changes: self.accept())

    def _read(self) -> WorkingHours | None:
        """What is written, or None where something is wrong, which is said beside it."""
        opens, closes = read_clock(self.opens.text), read_clock(self.closes.text)
        days = frozenset(number for number, check in enumerate(self.days) if check.isChecked())
        self.opens.set_error("" if opens is not None else _NO_TIME)
        self.closes.set_error("" if closes is not None else _NO_TIME)
        self.no_day.setVisible(not days)
        if opens is None or closes is None or not days:
            return None
        hours = WorkingHours(opens, closes, days)
        if not hours.week_seconds:
            self.closes.set_error(tr("It ends before it begins."))
            return None
        return hours


def _said(closes: time) -> str:
    return clocked(closes) if closes != time(0) else "24:00"
