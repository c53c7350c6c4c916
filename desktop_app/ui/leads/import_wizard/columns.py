"""The columns of the file: the first rows, and above each column what it feeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.column_kinds import ColumnKind
from desktop_app.domain.custom_fields import CustomKind
from desktop_app.domain.import_plan import ColumnView, FileView
from desktop_app.domain.language import tr
from desktop_app.ui.leads.import_wizard.session import ImportSession
from desktop_app.ui.leads.import_wizard.words import (
    COLUMN_KINDS,
    DELIMITERS,
    ENCODINGS,
    FIELDS,
    IGNORE,
    KEEP,
    delimiter_title,
    field_title,
    file_words,
)
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import turned_rows
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.labels import Paragraph, label
from desktop_app.ui.widgets.scroll import give_viewport

_WIDEST = 260
_NARROWEST = 128
_CUSTOM = {ColumnKind.NUMBER: CustomKind.NUMBER, ColumnKind.DATE: CustomKind.DATE}


class PreviewModel(QAbstractTableModel):
    """The first rows of the file as they came."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: tuple[ColumnView, ...] = ()
        self._rows: tuple[tuple[str, ...], ...] = ()
        self.titles: tuple[str, ...] = ()

    def show(self, view: FileView, own: dict[str, str]) -> None:
        self.beginResetModel()
        self.columns, self._rows = view.columns, view.sample
        self.titles = tuple(field_title(column.field, own) for column in view.columns)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and index.isValid():
            row = self._rows[index.row()]
            text = row[index.column()] if index.column() < len(row) else ""
            return " ".join(text.split())
        return None

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if way != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return tr(
                "{name}: {titles}, looks like {kind}",
                name=column.name,
                titles=self.titles[section],
                kind=COLUMN_KINDS[column.kind],
            )
        return None


class FieldHeader(QHeaderView):
    """Name, field and kind of each column; a click asks what the column feeds.

    Signals:
        asked: the column, and where a menu may open.
    """

    asked = Signal(int, QPoint)

    def __init__(self, themes: Themes, model: PreviewModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._themes = themes
        self._columns = model
        give_viewport(self)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(_NARROWEST)
        self.setAccessibleName(tr("Columns of the file"))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 3 * self._themes.now.size.control_small + 12)

    def place_of(self, section: int) -> QPoint:
        """Below the field of a column."""
        at = QPoint(self.sectionViewportPosition(section), self.height())
        return self.viewport().mapToGlobal(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        section = self.logicalIndexAt(event.position().toPoint())
        resizing = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        if section >= 0 and event.button() == Qt.MouseButton.LeftButton and not resizing:
            self.asked.emit(section, self.place_of(section))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if section >= len(self._columns.columns):
            return
        theme, column = self._themes.now, self._columns.columns[section]
        painter.fillRect(rect, theme.bg.subtle)
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), theme.border.subtle)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.border.default)
        line = theme.size.control_small
        inner = rect.adjusted(10, 4, -8, 0)
        inner.setHeight(line)
        paint.text(painter, inner, column.name, theme.font("small"), theme.text.secondary)
        inner.translate(0, line)
        mapped = column.field not in (KEEP, IGNORE)
        title = self._columns.titles[section]
        ink = theme.text.primary if mapped else theme.text.tertiary
        field = inner.adjusted(0, 0, -18, 0)
        paint.text(painter, field, title, theme.font("body", 600 if mapped else 400), ink)
        glyph_y = inner.center().y() - 5
        self._themes.draw_glyph(
            painter, inner.right() - 12, glyph_y, 12, "ph.caret-down", theme.text.secondary
        )
        inner.translate(0, line)
        paint.text(
            painter, inner, COLUMN_KINDS[column.kind], theme.font("small"), theme.text.tertiary
        )


class _CellPainter(QStyledItemDelegate):
    """Cells below the words of their header; the current column is tinted."""

    def __init__(self, themes: Themes, view: QTableView) -> None:
        super().__init__(view)
        self._themes = themes
        self._view = view

    @turned_rows
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, rect = self._themes.now, option.rect
        if index.column() == self._view.currentIndex().column() and self._view.hasFocus():
            paint.ground(painter, theme, rect, 0, theme.bg.selected)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.border.subtle)
        words = str(index.data() or "")
        paint.text(painter, rect.adjusted(10, 0, -8, 0), words, theme.font(), theme.text.primary)


class Preview(QTableView):
    """The grid; Enter asks what the current column feeds."""

    def __init__(self, themes: Themes, model: PreviewModel) -> None:
        super().__init__()
        give_viewport(self)
        self.setModel(model)
        self.header = FieldHeader(themes, model, self)
        self.setHorizontalHeader(self.header)
        self.setItemDelegate(_CellPainter(themes, self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(themes.now.size.control_small + 4)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectColumns)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(tr("First rows of the file"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F4)
        if event.key() in keys and self.currentIndex().isValid():
            column = self.currentIndex().column()
            self.header.asked.emit(column, self.header.place_of(column))
            return
        super().keyPressEvent(event)


class ColumnsPage(QWidget):
    """How the file was read, and what its columns feed."""

    def __init__(self, ctx: Context, session: ImportSession) -> None:
        super().__init__()
        self._ctx = ctx
        self._session = session
        self._shown: FileView | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(8)
        self.about = label("", "secondary")
        row.addWidget(self.about)
        row.addStretch()
        self.sheet = self._button(tr("Sheet"), self._choose_sheet)
        self.encoding = self._button(tr("Encoding"), self._choose_encoding)
        self.delimiter = self._button(tr("Delimiter"), self._choose_delimiter)
        for button in (self.sheet, self.encoding, self.delimiter):
            row.addWidget(button)
        column.addLayout(row)
        self.model = PreviewModel()
        self.preview = Preview(ctx.theme, self.model)
        self.preview.header.asked.connect(self._ask_field)
        column.addWidget(self.preview, 1)
        notes = QVBoxLayout()
        notes.setContentsMargins(24, 0, 24, 0)
        self.notes = Paragraph(ctx.theme, "", ink="text.secondary")
        notes.addWidget(self.notes)
        column.addLayout(notes)
        session.changed.connect(self.renew)

    def renew(self) -> None:
        plan = self._session.plan
        if plan is None or plan.file is None:
            return
        view = plan.file
        self.about.setText(file_words(view))
        self.sheet.setVisible(len(view.sheets) > 1)
        self.sheet.set_words(view.sheet)
        self.encoding.setVisible(view.kind != "xlsx")
        self.encoding.set_words(view.encoding)
        self.delimiter.setVisible(view.kind == "csv")
        self.delimiter.set_words(delimiter_title(view.delimiter))
        words = list(view.notes)
        if not view.has_addresses:
            words.insert(0, tr("Which column holds the e-mail addresses? Choose “Email” above it."))
        self.notes.set_text(" ".join(words))
        if self._shown is None or (view.columns, view.sample) != (
            self._shown.columns,
            self._shown.sample,
        ):
            self._show(view)
        self._shown = view

    def menu_for(self, section: int) -> QMenu:
        """The choices for a column."""
        column = self.model.columns[section]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(tr("What “{name}” feeds", name=column.name))
        own = self._session.own_fields
        rest = ((KEEP, tr("Keep with the lead")), (IGNORE, tr("Leave out")))
        for fields in (FIELDS, tuple(own.items()), rest):
            for field, title in fields:
                self._add(menu, title, field == column.field, self._mapper(column.name, field))
            if fields:
                menu.addSeparator()
        self._add(
            menu,
            tr("New field “{name}”", name=column.name),
            False,
            lambda: self._make_field(column),
        )
        return menu

    def _mapper(self, column: str, field: str) -> Callable[[], None]:
        return lambda: self._session.map_column(column, field)

    def _ask_field(self, section: int, at: QPoint) -> None:
        self.menu_for(section).popup(at)

    def _make_field(self, column: ColumnView) -> None:
        fields = self._ctx.services.custom_fields
        kind = _CUSTOM.get(column.kind, CustomKind.TEXT)
        title = column.name[:60]
        self._session.map_new_field(column.name, lambda: f"custom.{fields.add(title, kind)[0].key}")

    def _show(self, view: FileView) -> None:
        current = self.preview.currentIndex().column()
        self.model.show(view, self._session.own_fields)
        theme = self._ctx.theme.now
        for section, column in enumerate(view.columns):
            cells = [row[section] for row in view.sample[:12] if section < len(row)]
            longest = max([column.name, self.model.titles[section], *cells], key=len)[:40]
            width = paint.text_width(longest, theme.font()) + 40
            self.preview.setColumnWidth(section, max(_NARROWEST, min(_WIDEST, width)))
        if view.sample:
            self.preview.setCurrentIndex(self.model.index(0, max(0, current)))

    def _choose_sheet(self) -> None:
        view = self._session.plan.file
        self._choose(self.sheet, [(each, each) for each in view.sheets], view.sheet, "sheet")

    def _choose_encoding(self) -> None:
        now = self._session.plan.file.encoding
        names = dict.fromkeys((now, *ENCODINGS))
        self._choose(self.encoding, [(each, each) for each in names], now, "encoding")

    def _choose_delimiter(self) -> None:
        now = self._session.plan.file.delimiter
        items = [*DELIMITERS]
        if now not in dict(items):
            items.append((now, delimiter_title(now)))
        self._choose(self.delimiter, items, now, "delimiter")

    def _choose(self, button: Button, items: list[tuple[str, str]], now: str, what: str) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def reader(value: str) -> Callable[[], None]:
            # Another way to read the file has other columns: what was said of them goes.
            options = replace(self._session.plan.options, mapping={}, **{what: value})
            return lambda: self._session.read_again(options)

        for value, title in items:
            self._add(menu, title, value == now, reader(value))
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    @staticmethod
    def _add(menu: QMenu, title: str, checked: bool, do: Callable[[], None]) -> None:
        action = menu.addAction(title.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(checked)
        action.triggered.connect(lambda _on=False: do())

    def _button(self, name: str, do: Callable[[], None]) -> Button:
        button = Button(self._ctx.theme, "…", icon="ph.caret-down", name=name)
        button.clicked.connect(do)
        button.hide()
        return button
