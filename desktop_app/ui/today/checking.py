"""Which actions are checked, and the bar that floats while some are."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.ids import IdList
from desktop_app.ui.leads.bulk import Chosen
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.today.list_pane import TodayList
from desktop_app.ui.widgets.buttons import Button, Look
from desktop_app.ui.widgets.floating import DarkBar, InverseLine, inverse_label

_ROOM = 60  # px that the list scrolls further while the bar floats over it


class CheckedBar(DarkBar):
    """How many actions are checked, and what can be done with them."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(themes, parent, corner=themes.now.radius.bulk_bar, above=16)
        self._themes = themes
        self.row.setContentsMargins(14, 8, 8, 8)
        self.row.setSpacing(4)
        self._count = inverse_label()
        self.row.addWidget(self._count)
        self.row.addWidget(InverseLine(themes))
        self.complete = self._button("Complete", "ph.check", "D")
        self.snooze = self._button("Snooze", "ph.clock", "H")
        self.cancel = self._button("Cancel", "ph.x-circle", "")
        self.row.addWidget(InverseLine(themes))
        self.close_button = Button(themes, icon="ph.x", look=Look.INVERSE, name="Uncheck all")
        self.row.addWidget(self.close_button)

    def show_count(self, count: int) -> None:
        """Say how many; none hides the bar."""
        self._count.setText(f"{count:,} selected")
        self.setVisible(count > 0)
        if count:
            self.place()

    def _button(self, said: str, icon: str, key: str) -> Button:
        button = Button(self._themes, said, icon=icon, look=Look.INVERSE, key=key)
        self.row.addWidget(button)
        return button


class Checking(QObject):
    """Checks actions of the list.

    Signals:
        changed: others are checked.
    """

    changed = Signal()

    def __init__(self, ctx: Context, pane: TodayList) -> None:
        super().__init__(pane)
        self._service = ctx.services.today
        self._pane = pane
        self._view, self._model = pane.view, pane.model
        self.bar = CheckedBar(ctx.theme, pane)
        ctx.notices.stand_above(self.bar)
        self.bar.close_button.clicked.connect(self.clear)
        self._view.check_wanted.connect(self._on_check)
        self._view.extend_wanted.connect(self.extend)
        self._model.checked.changed.connect(self._show)
        self._model.ids_changed.connect(self._on_ids)
        pane.query_changed.connect(lambda _query: self.clear())

    @property
    def count(self) -> int:
        return self._model.checked.count(self._model.action_count)

    def chosen(self) -> Chosen | None:
        """What is checked, to be resolved in the background; all means what the list shows, also
        what it has not read yet. None where nothing is."""
        count = self.count
        if not count:
            return None
        selection, listed, query = (
            self._model.checked.selection,
            self._model.actions,
            self._pane.query,
        )
        if self._model.queue is not None and self._model.queue.whole:
            return Chosen(lambda: selection.resolve(listed), count)
        folded, service = self._model.foldable and self._model.folded, self._service

        def resolve() -> IdList:
            found = service.whole(query).sections
            shown = (each for each in found if not (folded and each.group == "done"))
            return selection.resolve(IdList(b"".join(each.ids.packed for each in shown)))

        return Chosen(resolve, count)

    def toggle_current(self) -> None:
        """X."""
        if self._view.current_id is not None:
            self._model.checked.toggle(self._view.current_id)

    def toggle_all(self) -> None:
        """Ctrl+A: everything, or where everything is, nothing."""
        if self.count == self._model.action_count:
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
            on = not self._model.is_checked(row)
            whole = self._model.ids.page(low, high - low + 1)
            listed = [each for each in whole if each not in self._model.headings]
            self._model.checked.put_rows(IdList.of(listed), 0, len(listed) - 1, on)
        else:
            self._model.checked.toggle(here)

    def _on_ids(self) -> None:
        if not self._model.checked.nothing:
            self._model.checked.keep_only(self._model.actions)
            self._show()

    def _show(self) -> None:
        count = self.count
        self.bar.show_count(count)
        self._view.set_room_below(_ROOM if count else 0)
        self._view.viewport().update()
        self.changed.emit()
