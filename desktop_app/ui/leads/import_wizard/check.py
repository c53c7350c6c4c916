"""What the import would do, row by row; refused rows are mended where they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.ids import IdList
from desktop_app.domain.import_plan import (
    CHOICE_WORDS,
    Choice,
    Choices,
    MatchKind,
    Outcome,
    PlanRow,
)
from desktop_app.domain.language import numeral, tr
from desktop_app.ui.inbox.tabs import Tabs
from desktop_app.ui.leads.import_wizard.session import ImportSession
from desktop_app.ui.leads.import_wizard.words import IGNORE, KEEP, MATCHES, TABS, forecast_words
from desktop_app.ui.ops import Fault, Operations
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button, Check
from desktop_app.ui.widgets.labels import label
from desktop_app.ui.widgets.scroll import give_viewport
from desktop_app.ui.widgets.virtual_model import VirtualListModel
from desktop_app.ui.widgets.virtual_table import RowDelegate, VirtualTable

_SHOWN = 5  # columns of the file beside line and reason


class PlanRowModel(VirtualListModel[PlanRow]):
    """Rows of one outcome: line, what speaks for or against them, and their cells.

    Lines stand for ids, so that a million rows cost what is on the screen.

    Signals:
        edited: row, column of the file and the new text.
    """

    edited = Signal(object, int, str)

    def __init__(
        self,
        ops: Operations,
        fetch: Callable[[Sequence[int]], Sequence[PlanRow]],
        parent: QWidget,
    ) -> None:
        super().__init__(
            ops,
            lambda ids: fetch([each.int for each in ids]),
            lambda row: UUID(int=row.line),
            columns=2 + _SHOWN,
            parent=parent,
        )
        self.file_columns: tuple[int, ...] = ()
        self.names: tuple[str, ...] = ()
        self.editable = False

    def set_file(self, names: Sequence[str], fields: Sequence[str]) -> None:
        """Which columns of the file are shown: those that feed something, the address first."""
        places = sorted(
            range(len(names)),
            key=lambda at: (fields[at] != "email", fields[at] in (KEEP, IGNORE), at),
        )
        self.file_columns = tuple(places[:_SHOWN])
        self.names = tuple(names[at] for at in self.file_columns)

    def set_lines(self, lines: Sequence[int]) -> None:
        self.set_ids(IdList(b"".join(line.to_bytes(16, "big") for line in lines)))

    def text_of(self, row: PlanRow, column: int) -> str:
        if column == 0:
            return numeral(row.line)
        if column == 1:
            return why_of(row)
        at = column - 2
        if at >= len(self.file_columns) or self.file_columns[at] >= len(row.cells):
            return ""
        return " ".join(row.cells[self.file_columns[at]].split())

    def accessible_text(self, row: PlanRow) -> str:
        return tr("Line {accessible_text}", accessible_text=super().accessible_text(row))

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            titles = (tr("Line"), tr("Why"), *self.names)
            return titles[section] if section < len(titles) else ""
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        at = index.column() - 2
        if self.editable and 0 <= at < len(self.file_columns):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.EditRole and index.isValid():
            row = self.row_at(index.row())
            return "" if row is None else self.text_of(row, index.column())
        return super().data(index, role)

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row_at(index.row()) if index.isValid() else None
        if role != Qt.ItemDataRole.EditRole or row is None or index.column() < 2:
            return False
        if str(value) != self.text_of(row, index.column()):
            self.edited.emit(row, self.file_columns[index.column() - 2], str(value))
        return False  # the row is shown as it is judged then


def why_of(row: PlanRow) -> str:
    """Why a row is where it is, in a few words."""
    if row.reason:
        return row.reason
    if row.match is None:
        return tr("Mended") if row.repaired else ""
    words = MATCHES[row.match]
    return f"{words}: {row.lead_name}" if row.lead_name else words


class _Delegate(RowDelegate):
    def paint_cell(
        self, painter: QPainter, rect: QRect, column: int, row: Any, number: int
    ) -> None:
        theme = self.themes.now
        inner = rect.adjusted(12 if column == 0 else 8, 0, -8, 0)
        text = self.view.model().text_of(row, column)
        ink = theme.text.primary if column > 1 else theme.text.secondary
        font = theme.font("small", tabular=True) if column == 0 else theme.font()
        if column == 1 and row.outcome is Outcome.REFUSED:
            ink = theme.semantic.danger.fg
        paint.text(painter, inner, text, font, ink)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex
    ) -> QWidget:
        edit = QLineEdit(parent)
        title = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        edit.setAccessibleName(str(title))
        return edit

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        editor.setGeometry(option.rect.adjusted(2, 2, -2, -3))


class _Header(QHeaderView):
    """The names of the columns."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._themes = themes
        give_viewport(self)
        self.setHighlightSections(False)
        self.setStretchLastSection(True)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._themes.now.size.table_header)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme = self._themes.now
        painter.fillRect(rect, theme.bg.subtle)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.border.subtle)
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        inner = rect.adjusted(12 if section == 0 else 8, 0, -8, 0)
        paint.text(painter, inner, words, theme.font("small"), theme.text.secondary)


class PlanTable(VirtualTable):
    """The rows; Enter or F2 mends the current one, a double click the cell that it meets."""

    def __init__(self, themes: Themes, model: PlanRowModel) -> None:
        super().__init__(themes, themes.now.size.control + 8)
        self.setModel(model)
        self.setItemDelegate(_Delegate(themes, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        header = _Header(themes, self)
        self.setHorizontalHeader(header)
        header.show()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        for column, width in enumerate((64, 250, 190, 150, 150, 130)):
            self.setColumnWidth(column, width)
        self.setAccessibleName(tr("Rows"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
        if self.state() is QAbstractItemView.State.EditingState:
            return  # the editor takes what it needs of Enter, and passes it on
        index = self.currentIndex()
        if event.key() in keys and index.isValid() and self.model().editable:
            self.edit(self.model().index(index.row(), max(2, index.column())))
            return
        super().keyPressEvent(event)


class CheckPage(QWidget):
    """Tabs by outcome, the choice for each kind of match, and the rows."""

    def __init__(self, ctx: Context, session: ImportSession) -> None:
        super().__init__()
        self._ctx = ctx
        self._session = session
        self._asked: tuple[object, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setContentsMargins(24, 0, 24, 0)
        self.summary = label("", "secondary")
        top.addWidget(self.summary)
        top.addStretch()
        column.addLayout(top)
        self.tabs = Tabs(ctx.theme, [(str(key), words) for key, words in TABS])
        self.tabs.chosen.connect(lambda _key: self.renew())
        column.addWidget(self.tabs)
        self._choices = QHBoxLayout()
        self._choices.setContentsMargins(24, 0, 24, 0)
        self._choices.setSpacing(8)
        self._say = label("", "secondary")
        self._choices.addWidget(self._say)
        self.buttons = {kind: self._choice_button(kind) for kind in MatchKind}
        self.merge = Check(ctx.theme, tr("Add what they say to the first row"))
        self.merge.toggled.connect(self._on_merge)
        self._choices.addWidget(self.merge)
        self._choices.addStretch()
        column.addLayout(self._choices)
        imports = ctx.services.imports
        self.model = PlanRowModel(
            ctx.ops,
            lambda lines: imports.rows(session.plan.id, lines) if session.plan else (),
            self,
        )
        self.model.edited.connect(self._on_edited)
        self.table = PlanTable(ctx.theme, self.model)
        column.addWidget(self.table, 1)
        self.model.fetch_failed.connect(lambda error: ctx.notices.error(Fault.of(error)))
        session.changed.connect(self.renew)

    @property
    def outcome(self) -> Outcome:
        return Outcome(self.tabs.value)

    def first_look(self) -> None:
        """Where something is wrong, that is shown first."""
        plan = self._session.plan
        if plan is not None and plan.forecast().refused:
            self.tabs.set_quietly(str(Outcome.REFUSED))
        self.renew()

    def renew(self) -> None:
        plan = self._session.plan
        if plan is None or plan.file is None:
            return
        counts = dict.fromkeys(Outcome, 0)
        matches = dict.fromkeys(MatchKind, 0)
        for group in plan.groups:
            counts[group.outcome] += group.count
            if group.match is not None and group.outcome is self.outcome:
                matches[group.match] += group.count
        for outcome, count in counts.items():
            self.tabs.tab(str(outcome)).set_count(count)
        self.summary.setText(forecast_words(plan.forecast()))
        self._show_choices(plan.choices, matches)
        names = [each.name for each in plan.file.columns]
        self.model.set_file(names, [each.field for each in plan.file.columns])
        self.model.editable = self.outcome is Outcome.REFUSED
        last = self.model.columnCount() - 1
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        asked = (plan.id, plan.round, plan.state, plan.groups, self.outcome)
        if asked != self._asked:
            self._asked = asked
            self._read()

    def _read(self) -> None:
        imports, plan_id, outcome = self._ctx.services.imports, self._session.plan.id, self.outcome
        self._ctx.ops.run_query(
            self,
            lambda: imports.lines(plan_id, outcome),
            self.model.set_lines,
            lambda error: self._ctx.notices.error(Fault.of(error)),
            key="lines",
        )

    def _on_edited(self, row: PlanRow, column: int, text: str) -> None:
        self._session.repair(row.line, {column: text}, lambda _row: self.model.refresh_rows())

    # -- choices -----------------------------------------------------------------------------

    def _show_choices(self, choices: Choices, matches: dict[MatchKind, int]) -> None:
        about_leads = self.outcome in (Outcome.NEW, Outcome.UPDATE)
        for kind, button in self.buttons.items():
            button.setVisible(about_leads and matches[kind] > 0)
            words = CHOICE_WORDS[choices.of(kind)]
            button.set_words(f"{MATCHES[kind]} ({numeral(matches[kind])}): {words}")
        self.merge.setVisible(self.outcome is Outcome.DOUBLED)
        self.merge.blockSignals(True)
        self.merge.setChecked(choices.merge_doubled)
        self.merge.blockSignals(False)
        hints = {
            Outcome.SAME: tr("These rows say nothing that their leads do not have."),
            Outcome.REFUSED: tr("Mend a cell (Enter or a double click), or import the others."),
        }
        self._say.setText(hints.get(self.outcome, ""))
        self._say.setVisible(self.outcome in hints)

    def menu_for(self, kind: MatchKind) -> QMenu:
        """What can be done with the rows of one kind of match."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(MATCHES[kind])
        now = self._session.plan.choices
        for choice in Choice:
            if choice is Choice.NEW and kind is MatchKind.ADDRESS:
                continue  # an address has one lead
            action = menu.addAction(CHOICE_WORDS[choice])
            action.setCheckable(True)
            action.setChecked(now.of(kind) is choice)
            action.triggered.connect(
                lambda _on=False, each=choice: self._session.choose(
                    replace(self._session.plan.choices, **{kind.value: each})
                )
            )
        return menu

    def _choice_button(self, kind: MatchKind) -> Button:
        button = Button(self._ctx.theme, "…", icon="ph.caret-down")
        button.clicked.connect(
            lambda: self.menu_for(kind).popup(button.mapToGlobal(QPoint(0, button.height())))
        )
        button.hide()
        self._choices.addWidget(button)
        return button

    def _on_merge(self, on: bool) -> None:
        if self._session.plan is not None:
            self._session.choose(replace(self._session.plan.choices, merge_doubled=on))
