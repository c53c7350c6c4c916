"""Figures as a table that can be copied: what a chart shows, or a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop_app.domain.table_text import guarded, write_html, write_tsv
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.scroll import float_scroll_bar, give_viewport

_Index = QModelIndex | QPersistentModelIndex
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table by its rows, which are asked for one by one.

    Args:
        words: how many columns at the left are words; the others are figures, at the right.
    """

    titles: tuple[str, ...]
    count: int
    row: Callable[[int], Sequence[str]]
    words: int = 1

    def rows(self) -> list[list[str]]:
        """All of it with the titles, as other programs read it."""
        return [list(self.titles), *(list(self.row(at)) for at in range(self.count))]


class SheetModel(QAbstractTableModel):
    """Makes of a sheet the cells that are looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = Sheet((), 0, lambda _at: ())
        self._last: tuple[int, Sequence[str]] = (-1, ())

    def put(self, sheet: Sheet) -> None:
        self.beginResetModel()
        self.sheet, self._last = sheet, (-1, ())
        self.endResetModel()

    def row(self, at: int) -> Sequence[str]:
        """The cells of a row; the last one asked for is kept, for a view asks cell by cell."""
        if self._last[0] != at:
            self._last = (at, self.sheet.row(at))
        return self._last[1]

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.sheet.count

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.sheet.titles)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.row(index.row())[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.sheet.titles[index.column()]}: {self.row(index.row())[index.column()]}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical or section >= len(self.sheet.titles):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.sheet.titles[section]
        return self._side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _side(self, column: int) -> int:
        return _LEFT if column < self.sheet.words else _RIGHT


class DataTable(QTableView):
    """Shows a sheet; Ctrl+C copies the chosen rows, or all where none is.

    Signals:
        opened: row and column of a cell: Enter, or a double click.
    """

    opened = Signal(int, int)

    def __init__(self, themes: Themes, name: str = "") -> None:
        super().__init__()
        give_viewport(self)
        self._themes = themes
        self.figures = SheetModel()
        self.setModel(self.figures)
        self.setAccessibleName(name)
        self.setProperty("figures", True)
        self.setProperty("ground", "canvas")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setMinimumSectionSize(56)
        self.doubleClicked.connect(self._open)
        float_scroll_bar(self)
        self._renew()
        themes.changed.connect(self._renew)

    def put(self, sheet: Sheet) -> None:
        """Show another sheet."""
        self.figures.put(sheet)

    def copy(self) -> None:
        """Put the chosen rows (or all) with their titles on the clipboard."""
        chosen = sorted({index.row() for index in self.selectionModel().selectedRows()})
        sheet = self.figures.sheet
        those = chosen or range(sheet.count)
        rows = [list(sheet.titles), *(list(sheet.row(at)) for at in those)]
        copy_rows(rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.text().isprintable() and event.text():
            event.ignore()  # letters are actions here
        else:
            super().keyPressEvent(event)

    def _open(self, cell: QModelIndex) -> None:
        if cell.isValid():
            self.opened.emit(cell.row(), cell.column())

    def _renew(self) -> None:
        theme = self._themes.now
        self.verticalHeader().setDefaultSectionSize(theme.line("body") + 6)
        self.horizontalHeader().setFixedHeight(theme.size.control)


def copy_rows(rows: Sequence[Sequence[str]]) -> None:
    """Put a table on the clipboard, as text and for spreadsheets."""
    mime = QMimeData()
    mime.setText(write_tsv([[guarded(cell) for cell in row] for row in rows]))
    mime.setHtml(write_html(rows, header=True))
    QGuiApplication.clipboard().setMimeData(mime)
