"""Rows of a list that are checked, and the bar that floats over it while some are: the same for
conversations, actions and the leads of a sequence."""

from __future__ import annotations

from typing import ClassVar, Protocol
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from desktop_app.domain.ids import IdList
from desktop_app.domain.language import numeral, tr
from desktop_app.ui.leads.checked import Checked
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import as_painted
from desktop_app.ui.widgets.buttons import Button, Look
from desktop_app.ui.widgets.floating import DarkBar, InverseLine, inverse_label
from desktop_app.ui.widgets.virtual_table import VirtualTable

_ROOM = 60  # px that the list scrolls further while the bar floats over it


class CheckedTable(VirtualTable):
    """Rows with a face at the left: a click on it checks, as Ctrl does anywhere; Shift extends.

    Signals:
        check_wanted: the row, and whether everything from the current one to it is meant.
        extend_wanted: +1 or -1: check the current row and the one below or above it.
    """

    face_ends: ClassVar[int] = 0
    """px from the left: before that a click checks."""

    check_wanted = Signal(int, bool)
    extend_wanted = Signal(int)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place, held = self._logical(event), event.modifiers()
        row = self.rowAt(place.y())
        extends = bool(held & Qt.KeyboardModifier.ShiftModifier)
        checks = bool(held & Qt.KeyboardModifier.ControlModifier) or place.x() < self.face_ends
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton and (extends or checks):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.check_wanted.emit(row, extends)
            event.accept()
            return
        super().mousePressEvent(event)

    def _logical(self, event: QMouseEvent) -> QPoint:
        return as_painted(self.viewport(), event.position().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._logical(event).x() >= self.face_ends:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(event.key())
        if step is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.extend_wanted.emit(step)
        else:
            super().keyPressEvent(event)


class CheckedBar(DarkBar):
    """How many are checked, and what can be done with them.

    Args:
        narrow: for a pane with little room; the number stands for itself there.
    """

    def __init__(self, themes: Themes, parent: QWidget, *, narrow: bool = False) -> None:
        super().__init__(themes, parent, corner=themes.now.radius.bulk_bar, above=16)
        self._themes = themes
        self._narrow = narrow
        self.row.setContentsMargins(*((12, 8, 6, 8) if narrow else (14, 8, 8, 8)))
        self.row.setSpacing(2 if narrow else 4)
        self._count = inverse_label()
        self.row.addWidget(self._count)
        if narrow:
            self.row.addSpacing(4)
        self.row.addWidget(InverseLine(themes))

    @property
    def words(self) -> str:
        return self._count.text()

    def show_count(self, count: int) -> None:
        """Say how many; none hides the bar."""
        self._count.setText(
            numeral(count) if self._narrow else tr("{count} selected", count=numeral(count))
        )
        self._count.setAccessibleName(tr("{count} selected", count=numeral(count)))
        self.setVisible(count > 0)
        if count:
            self.place()

    def add(self, words: str = "", *, icon: str = "", name: str = "", key: str = "") -> Button:
        """One more thing that can be done."""
        look = Look.INVERSE
        button = Button(self._themes, words, icon=icon, look=look, name=name, key=key)
        self.row.addWidget(button)
        return button

    def add_close(self) -> None:
        """At the end, what unchecks all: ``close_button``."""
        self.row.addWidget(InverseLine(self._themes))
        self.close_button = self.add(icon="ph.x", name=tr("Uncheck all"))


class _Model(Protocol):
    """A list whose rows can be checked."""

    checked: Checked
    ids: IdList
    ids_changed: SignalInstance

    def id_at(self, row: int) -> UUID | None: ...

    def is_checked(self, row: int) -> bool: ...


class _View(Protocol):
    """Its view."""

    check_wanted: SignalInstance
    extend_wanted: SignalInstance
    current_id: UUID | None
    current_row: int

    def move_by(self, step: int) -> None: ...

    def go_to(self, row: int) -> None: ...

    def set_room_below(self, room: int) -> None: ...

    def viewport(self) -> QWidget: ...


class ListChecking(QObject):
    """Checks rows of a list.

    Signals:
        changed: others are checked.
    """

    changed = Signal()

    def __init__(self, owner: QWidget, view: _View, model: _Model, bar: CheckedBar) -> None:
        super().__init__(owner)
        self._checked_view, self._checked_model, self._bar = view, model, bar
        bar.close_button.clicked.connect(self.clear)
        view.check_wanted.connect(self._on_check)
        view.extend_wanted.connect(self.extend)
        model.checked.changed.connect(self._show)
        model.ids_changed.connect(self._on_ids)

    @property
    def count(self) -> int:
        return self._checked_model.checked.count(self._total())

    def toggle_current(self) -> None:
        """X."""
        if (current := self._checked_view.current_id) is not None:
            self._checked_model.checked.toggle(current)

    def toggle_all(self) -> None:
        """Ctrl+A: everything, or where everything is, nothing."""
        if self.count == self._total():
            self.clear()
        else:
            self._checked_model.checked.check_all()

    def extend(self, step: int) -> None:
        """Shift+J and Shift+K: the current row and the next one are checked."""
        view = self._checked_view
        here = view.current_id
        view.move_by(step)
        both = [each for each in (here, view.current_id) if each is not None]
        self._checked_model.checked.put(both, True)

    def clear(self) -> None:
        self._checked_model.checked.clear()

    # What a list with other rows between them has otherwise

    def _total(self) -> int:
        """How many rows can be checked."""
        return len(self._checked_model.ids)

    def _listed(self) -> IdList:
        """Those that can be, in their order."""
        return self._checked_model.ids

    def _rows(self, low: int, high: int) -> tuple[IdList, int, int]:
        """Rows of the view as rows of a list of ids: that, the first and the last one."""
        return self._checked_model.ids, low, high

    # Inside

    def _on_check(self, row: int, extend: bool) -> None:
        view, model = self._checked_view, self._checked_model
        here, anchor = model.id_at(row), view.current_row
        if here is None:
            return
        if extend and anchor >= 0:
            low, high = sorted((anchor, row))
            model.checked.put_rows(*self._rows(low, high), not model.is_checked(row))
            return
        model.checked.toggle(here)
        if anchor < 0:
            view.go_to(row)

    def _on_ids(self) -> None:
        if not self._checked_model.checked.nothing:
            self._checked_model.checked.keep_only(self._listed())
            self._show()

    def _show(self) -> None:
        count = self.count
        self._bar.show_count(count)
        self._checked_view.set_room_below(_ROOM if count else 0)
        self._checked_view.viewport().update()
        self.changed.emit()
