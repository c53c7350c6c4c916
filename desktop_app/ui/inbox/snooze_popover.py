"""Until when a conversation is away: a few usual moments, or one that is typed."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.snoozes import is_in_reach, moment_words, read_until, usual_times
from desktop_app.domain.typed_dates import month_comes_first
from desktop_app.ui.leads.dropdown import PickList
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.fields import Field, SubmitOnEnter
from desktop_app.ui.widgets.floating import Popover

_HINT = "tomorrow 9, next week, 19 June"
_NOW = "now"


class SnoozePopover(Popover):
    """Asks until when.

    Signals:
        chosen: the moment, aware UTC.
        back_wanted: bring it back now.

    Args:
        away: it is away already, and can be brought back.
    """

    chosen = Signal(object)
    back_wanted = Signal()

    def __init__(self, ctx: Context, parent: QWidget, *, away: bool = False) -> None:
        super().__init__(ctx.theme, parent, width=300)
        self._ctx = ctx
        now = ctx.now()
        self._moments = dict(usual_times(now))
        self.column.setContentsMargins(8, 12, 8, 8)
        self.column.setSpacing(6)
        self.field = Field(ctx.theme, "Snooze until", hint=_HINT)
        self.field.setContentsMargins(6, 0, 6, 0)
        self.line = self.field.edit
        self.line.textEdited.connect(self._on_typed)
        self.column.addWidget(self.field)
        items = [
            (words, f"{words}   {moment_words(moment, now)}")
            for words, moment in self._moments.items()
        ]
        if away:
            items.append((_NOW, "Bring back now"))
        self.list = PickList(ctx.theme, "Usual times", items)
        self.list.picked.connect(self._on_picked)
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
        elif not is_in_reach(moment, self._ctx.now()):
            self.field.set_error("That has passed already, or is years away.")
        else:
            self._choose(moment)

    def _read(self, typed: str) -> datetime | None:
        zone = self._ctx.services.user.timezone
        return read_until(typed, self._ctx.now(), month_first=month_comes_first(zone))

    def _on_typed(self, typed: str) -> None:
        moment = self._read(typed)
        self.field.set_hint(f"{moment:%A %d %B %Y, %H:%M}" if moment else _HINT)

    def _on_picked(self, words: str) -> None:
        if words == _NOW:
            self.close()
            self.back_wanted.emit()
        else:
            self._choose(self._moments[words])

    def _choose(self, moment: datetime) -> None:
        self.close()
        self.chosen.emit(moment.astimezone(UTC))
