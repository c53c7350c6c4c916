"""The sidebar of the settings: back, find, sections."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.ui.shell.sidebar_rows import NavRow
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on, sides
from desktop_app.ui.widgets.buttons import icon_button
from desktop_app.ui.widgets.fields import SearchField
from desktop_app.ui.widgets.labels import label

ALL = "all"
_MARGIN = 12


class SettingsSide(QWidget):
    """The sidebar; a rail of icons where the window is narrow.

    Args:
        sections: key, words and icon of each.

    Signals:
        chosen: the key of a section, or ``ALL``.
        back_wanted: leave the settings.
        searched: what is looked for.
    """

    chosen = Signal(str)
    back_wanted = Signal()
    searched = Signal(str)

    find: SearchField

    def __init__(self, themes: Themes, sections: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self._themes = themes
        column = QVBoxLayout(self)
        column.setContentsMargins(*sides(0, 0, 1, 0))
        column.setSpacing(0)
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        row.setSpacing(8)
        self.back = icon_button(themes, "ph.arrow-left", tr("Back"), key="Esc")
        self.back.clicked.connect(self.back_wanted)
        row.addWidget(self.back)
        self._title = label(tr("Settings"), "brand")
        row.addWidget(self._title)
        row.addStretch()
        column.addWidget(self._head)
        self._find_box = QWidget()
        find = QVBoxLayout(self._find_box)
        find.setContentsMargins(_MARGIN, 0, _MARGIN, _MARGIN)
        self.find = SearchField(themes, tr("Find a setting"))
        self.find.searched.connect(self.searched)
        find.addWidget(self.find)
        column.addWidget(self._find_box)
        rows = QVBoxLayout()
        rows.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        rows.setSpacing(1)
        self.rows: dict[str, NavRow] = {}
        for key, words, icon in ((ALL, tr("All settings"), "ph.gear-six"), *sections):
            made = NavRow(themes, words, icon, filled=True)
            made.clicked.connect(lambda _on=False, each=key: self.chosen.emit(each))
            self.rows[key] = made
            rows.addWidget(made)
        column.addLayout(rows)
        column.addStretch()
        self.set_rail(False)
        themes.changed.connect(self._renew)
        self._renew()

    def mark(self, key: str) -> None:
        """Show which section stands beside."""
        for each, row in self.rows.items():
            row.setChecked(each == key)

    def set_rail(self, rail: bool) -> None:
        layout = self._themes.now.layout
        self.setFixedWidth(layout.rail if rail else layout.sidebar)
        self._title.setVisible(not rail)
        self._find_box.setVisible(not rail)
        for row in self.rows.values():
            row.set_rail(rail)

    def focus_current(self) -> None:
        row = next((each for each in self.rows.values() if each.isChecked()), None)
        if row is not None:
            row.setFocus(Qt.FocusReason.TabFocusReason)

    def _renew(self) -> None:
        self._head.setFixedHeight(self._themes.now.size.header)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        painter.fillRect(self.rect(), theme.bg.window)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.border.default)
