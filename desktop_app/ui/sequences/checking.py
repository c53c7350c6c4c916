"""Which leads of a sequence are checked, and the bar that floats while some are."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.ui.leads.bulk import Chosen
from desktop_app.ui.sequences.enrolled_list import EnrolledModel, EnrolledView
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.buttons import Button, Look
from desktop_app.ui.widgets.floating import DarkBar, InverseLine, inverse_label

_ROOM = 60  # px that the list scrolls further while the bar floats over it


class CheckedBar(DarkBar):
    """How many are checked, and what can be done with them; narrow, for a narrow pane."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(themes, parent, corner=themes.now.radius.bulk_bar, above=16)
        self._themes = themes
        self.row.setContentsMargins(12, 8, 6, 8)
        self.row.setSpacing(2)
        self._count = inverse_label()
        self.row.addWidget(self._count)
        self.row.addSpacing(4)
        self.row.addWidget(InverseLine(themes))
        self.pause = self._button("Pause")
        self.resume = self._button("Resume")
        self.skip = self._button("Skip")
        self.stop = self._button("Stop")
        self.row.addWidget(InverseLine(themes))
        self.close_button = Button(themes, icon="ph.x", look=Look.INVERSE, name="Uncheck all")
        self.row.addWidget(self.close_button)

    def show_count(self, count: int) -> None:
        """Say how many; none hides the bar."""
        self._count.setText(f"{count:,}")
        self._count.setAccessibleName(f"{count:,} selected")
        self.setVisible(count > 0)
        if count:
            self.place()

    def _button(self, said: str) -> Button:
        button = Button(self._themes, said, look=Look.INVERSE)
        self.row.addWidget(button)
        return button


class Checking(QObject):
    """Checks leads of the list.

    Signals:
        changed: others are checked.
    """

    changed = Signal()

    def __init__(
        self, ctx: Context, pane: QWidget, view: EnrolledView, model: EnrolledModel
    ) -> None:
        super().__init__(pane)
        self._view, self._model = view, model
        self.bar = CheckedBar(ctx.theme, pane)
        ctx.notices.stand_above(self.bar)
        self.bar.close_button.clicked.connect(self.clear)
        view.check_wanted.connect(self._on_check)
        view.extend_wanted.connect(self.extend)
        model.checked.changed.connect(self._show)
        model.ids_changed.connect(self._on_ids)

    @property
    def count(self) -> int:
        return self._model.checked.count(len(self._model.ids))

    def chosen(self) -> Chosen | None:
        """What is checked, to be resolved in the background, or else the current one."""
        count = self.count
        if not count:
            current = self._view.current_id
            return Chosen.one(current) if current is not None else None
        selection, listed = self._model.checked.selection, self._model.ids
        return Chosen(lambda: selection.resolve(listed), count)

    def toggle_current(self) -> None:
        """X."""
        if self._view.current_id is not None:
            self._model.checked.toggle(self._view.current_id)

    def toggle_all(self) -> None:
        """Ctrl+A: everything, or where everything is, nothing."""
        if self.count == len(self._model.ids):
            self.clear()
        else:
            self._model.checked.check_all()

    def extend(self, step: int) -> None:
        """Shift+J and Shift+K: the current row and the next one are checked."""
        here = self._view.current_id
        self._view.move_by(step)
        both = [each for each in (here, self._view.current_id) if each is not None]
        self._model.checked.put(both, True)

    def clear(self) -> None:
        self._model.checked.clear()

    def _on_check(self, row: int, extend: bool) -> None:
        here = self._model.id_at(row)
        if here is None:
            return
        anchor = self._view.current_row
        if extend and anchor >= 0:
            low, high = sorted((anchor, row))
            on = not self._model.checked.has_row(self._model.ids, row)
            self._model.checked.put_rows(self._model.ids, low, high, on)
        else:
            self._model.checked.toggle(here)

    def _on_ids(self) -> None:
        if not self._model.checked.nothing:
            self._model.checked.keep_only(self._model.ids)
            self._show()

    def _show(self) -> None:
        count = self.count
        self.bar.show_count(count)
        self._view.set_room_below(_ROOM if count else 0)
        self._view.viewport().update()
        self.changed.emit()
