"""Which conversations are checked, and the bar that floats while some are."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.inbox import ConversationRow
from desktop_app.ui.inbox.list_pane import ListPane
from desktop_app.ui.leads.bulk import Chosen
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.buttons import Button, Look
from desktop_app.ui.widgets.floating import DarkBar, InverseLine, inverse_label

_LOOKED_AT = 2_000
_ROOM = 60  # px that the list scrolls further while the bar floats over it


class CheckedBar(DarkBar):
    """How many conversations are checked, and what can be done with them; in a list of 300 px
    the buttons are icons with names."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(themes, parent, corner=themes.now.radius.bulk_bar, above=16)
        self._themes = themes
        self.row.setContentsMargins(14, 8, 8, 8)
        self.row.setSpacing(4)
        self._count = inverse_label()
        self.row.addWidget(self._count)
        self.row.addWidget(InverseLine(themes))
        self.archive = self._button("ph.archive-box", "Archive them", "E")
        self.snooze = self._button("ph.clock", "Snooze them", "H")
        self.read = self._button("ph.envelope-open", "Mark them as read or unread", "U")
        self.row.addWidget(InverseLine(themes))
        self.close_button = self._button("ph.x", "Uncheck all")

    @property
    def words(self) -> str:
        return self._count.text()

    def show_count(self, count: int) -> None:
        """Say how many; none hides the bar."""
        self._count.setText(f"{count:,} selected")
        self.setVisible(count > 0)
        if count:
            self.place()

    def _button(self, icon: str, name: str, key: str = "") -> Button:
        button = Button(self._themes, icon=icon, look=Look.INVERSE, name=name, key=key)
        self.row.addWidget(button)
        return button


class Checking(QObject):
    """Checks conversations of the list.

    Signals:
        changed: others are checked.
    """

    changed = Signal()

    def __init__(self, ctx: Context, pane: ListPane) -> None:
        super().__init__(pane)
        self._service = ctx.services.conversations
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
        return self._model.checked.count(len(self._model.ids))

    def chosen(self) -> Chosen | None:
        """What is checked, to be resolved in the background; all means the whole result, also
        what the list has not read yet. None where nothing is."""
        count = self.count
        if not count:
            return None
        selection, ids = self._model.checked.selection, self._model.ids
        query, service = self._pane.query, self._service
        return Chosen(
            lambda: selection.resolve(service.all_ids(query) if selection.all else ids), count
        )

    def listed(self) -> tuple[UUID, ...]:
        """Those that are checked and stand in the list as it is now; ask it of a few."""
        return tuple(self._model.checked.selection.resolve(self._model.ids))

    def rows_known(self) -> list[ConversationRow]:
        """Those that are checked and have been read already."""
        model = self._model
        places = range(min(len(model.ids), _LOOKED_AT))
        here = (at for at in places if model.is_checked(at) and not model.is_loading(at))
        return [row for row in map(model.row_at, here) if row is not None]

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
            on = not self._model.is_checked(row)
            self._model.checked.put_rows(self._model.ids, low, high, on)
        else:
            self._model.checked.toggle(here)
            if self._view.current_row < 0:
                self._view.go_to(row)

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
