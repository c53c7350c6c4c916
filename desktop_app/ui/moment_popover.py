"""Asks for a moment to come: a few usual ones, or one that is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.language import stamped, tr
from desktop_app.domain.typed_dates import month_comes_first
from desktop_app.ui.leads.dropdown import PickList
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.fields import Field, SubmitOnEnter
from desktop_app.ui.widgets.floating import Popover

_WIDTH = 300
_BESIDE = 60  # px at both sides of the words of a row


class MomentPopover(Popover):
    """A field above a list; Enter takes what was typed.

    Args:
        title: what is asked for.
        hint: what may be typed.
        moments: the usual ones on the user's clock, each as it is called and as the list shows it.
        read: what typed words mean on the user's clock, None where they mean no moment.
        refuse: why a moment will not do, "" where it does.
        more: further rows of the list, by their keys.

    Signals:
        chosen: the moment, aware UTC.
        more_chosen: the key of one of the further rows.
    """

    chosen = Signal(object)
    more_chosen = Signal(str)

    def __init__(
        self,
        ctx: Context,
        parent: QWidget,
        title: str,
        hint: str,
        moments: Sequence[tuple[str, str, datetime]],
        *,
        read: Callable[..., datetime | None],
        refuse: Callable[[datetime, datetime], str],
        more: Sequence[tuple[str, str]] = (),
    ) -> None:
        rows = [f"{words}   {shown}" for words, shown, _ in moments]
        font = ctx.theme.now.font("body")
        widest = max(paint.text_width(row, font) for row in rows)
        super().__init__(ctx.theme, parent, width=max(_WIDTH, widest + _BESIDE))
        self._ctx = ctx
        self._hint, self._reader, self._refuse = hint, read, refuse
        self._moments = {words: moment for words, _, moment in moments}
        self.column.setContentsMargins(8, 12, 8, 8)
        self.column.setSpacing(6)
        self.field = Field(ctx.theme, title, hint=hint)
        self.field.setContentsMargins(6, 0, 6, 0)
        self.line = self.field.edit
        self.line.textEdited.connect(self._on_typed)
        self.column.addWidget(self.field)
        items = [(words, row) for (words, *_), row in zip(moments, rows, strict=True)]
        self.list = PickList(ctx.theme, tr("Usual times"), [*items, *more])
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
            words = tr("“{typed}” is no time.", typed=typed[:40]) if typed else tr("Write a time.")
            self.field.set_error(f"{words} {self._hint}")
        elif why := self._refuse(moment, self._ctx.now()):
            self.field.set_error(why)
        else:
            self._choose(moment)

    def _read(self, typed: str) -> datetime | None:
        zone = self._ctx.services.user.timezone
        return self._reader(typed, self._ctx.now(), month_first=month_comes_first(zone))

    def _on_typed(self, typed: str) -> None:
        moment = self._read(typed)
        self.field.set_hint(stamped(moment, year=True) if moment else self._hint)

    def _on_picked(self, key: str) -> None:
        if key in self._moments:
            self._choose(self._moments[key])
        else:
            self.close()
            self.more_chosen.emit(key)

    def _choose(self, moment: datetime) -> None:
        self.close()
        self.chosen.emit(moment.astimezone(UTC))
