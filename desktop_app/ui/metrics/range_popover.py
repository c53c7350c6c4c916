"""Asks for days of one's own: the first and the last."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.metrics import Period
from desktop_app.domain.typed_dates import month_comes_first, read_date
from desktop_app.ui.metrics import words
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.fields import Field, SubmitOnEnter
from desktop_app.ui.widgets.floating import Popover

_HINT = tr("17.6.2026, 17 June, yesterday")


class RangePopover(Popover):
    """Two fields and a button; says below a field what is wrong with it.

    Signals:
        chosen: a :class:`Period` that can be measured.
    """

    chosen = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget, shown: Period) -> None:
        super().__init__(ctx.theme, parent, width=320)
        self._ctx = ctx
        self.column.setContentsMargins(14, 14, 14, 14)
        self.column.setSpacing(12)
        self.first = Field(ctx.theme, tr("First day"), hint=_HINT)
        self.last = Field(ctx.theme, tr("Last day"))
        for box, day in ((self.first, shown.first), (self.last, shown.last)):
            box.edit.setText(f"{day.day}.{day.month}.{day.year}")
            self.column.addWidget(box)
        row = QHBoxLayout()
        row.addStretch()
        self.go = Button(ctx.theme, tr("Show"), look=Look.PRIMARY, size=Size.FIELD)
        self.go.clicked.connect(self._take)
        row.addWidget(self.go)
        self.column.addLayout(row)
        enter = SubmitOnEnter(self)
        enter.watch(self.first.edit, self.last.edit)
        enter.submitted.connect(self._take)

    def begin(self) -> None:
        """Give the keyboard to the first day."""
        self.first.edit.setFocus()
        self.first.edit.selectAll()

    def _take(self) -> None:
        first, last = self._read(self.first), self._read(self.last)
        if first is None or last is None:
            self.adjustSize()
            return
        period = Period(first, last)
        if period.problem is not None:
            self.last.set_error(words.PROBLEMS[period.problem])
        elif first > self._ctx.now().date():
            self.first.set_error(tr("That day is still to come: there is nothing to measure yet."))
        else:
            self.close()
            self.chosen.emit(period)
            return
        self.adjustSize()

    def _read(self, box: Field) -> date | None:
        today = self._ctx.now().date()
        american = month_comes_first(self._ctx.services.user.timezone)
        found = read_date(box.text, today=today, month_first=american)
        box.set_error("" if found else tr("This is no day. Write it like 17.6.2026 or 17 June."))
        return found
