"""Copying leads to a spreadsheet and pasting cells from one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app.domain.ids import IdList
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.lead_cells import plain_text
from desktop_app.domain.lead_fields import Field
from desktop_app.domain.leads import LeadRow
from desktop_app.domain.table_paste import PastePlan, Place, plan_paste
from desktop_app.domain.table_text import (
    guarded,
    guarded_html,
    read_clipboard,
    write_html,
    write_tsv,
)
from desktop_app.ui.leads.columns import TableColumns
from desktop_app.ui.leads.edits import CellEdits
from desktop_app.ui.leads.model import LeadTableModel
from desktop_app.ui.leads.paste_question import PasteQuestion
from desktop_app.ui.leads.table import LeadTable
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.mirror import sides
from desktop_app.ui.widgets.buttons import Button, Look
from desktop_app.ui.widgets.floating import DarkBar, inverse_label

MOST = 200_000
"""Leads that a clipboard is given at most; an export takes any number."""
_STEP = 2_000
_SHOW_PROGRESS_FROM = 4_000
_HTML_AT_MOST = 20_000  # rows; beyond, the text alone is what programs can take
_CSV_TYPE = "text/csv"


@dataclass(frozen=True, slots=True)
class Copied:
    """What goes on the clipboard, ready made."""

    rows: int
    text: str
    html: str


class Clipboard(QObject):
    """Copy and paste of the table.

    Copied is, as spreadsheets do: the checked leads where any are; else the current cell where
    one is; else the current row. Leads come with the titles of the shown columns, a cell alone.

    Args:
        whole_list: what gives all ids of the list, off the window's thread.
    """

    def __init__(
        self,
        ctx: Context,
        table: LeadTable,
        columns: TableColumns,
        edits: CellEdits,
        whole_list: Callable[[], Callable[[], IdList]],
        host: QWidget,
    ) -> None:
        super().__init__(table)
        self._ctx = ctx
        self._table = table
        self._model: LeadTableModel = table.model()
        self._columns = columns
        self._edits = edits
        self._whole_list = whole_list
        self._host = host
        self._copy: _Copy | None = None

    # Copying

    def copy(self) -> None:
        """Ctrl+C."""
        if self._copy is not None:
            self._copy.cancel()
        field, row = self._table.current_field, self._model.row_at(self._table.current_row)
        selection = self._model.checked.selection
        if not selection.nothing:
            ids = self._whole_list()
            self._ctx.ops.run_query(self, lambda: selection.resolve(ids()), self._copy_leads)
        elif row is not None and field is not None:
            # For a line of text as well as for a sheet: what would be computed is disarmed, and
            # nothing else touched.
            words = plain_text(row, field, self._ctx.local)
            QGuiApplication.clipboard().setText(guarded_html(words))
            self._ctx.notices.say(tr("{title} copied", title=field.title))
        elif self._table.current_id is not None:
            self._copy_leads(IdList.of([self._table.current_id]))

    def _copy_leads(self, ids: IdList) -> None:
        if len(ids) > MOST:
            self._ctx.notices.warn(
                tr("{count} leads are too many for the clipboard.", count=numeral(len(ids))),
                tr("Copy up to {most}, or export them to a file.", most=numeral(MOST)),
            )
            return
        fields = [
            field
            for at, field in enumerate(self._model.fields, 1)
            if not self._table.isColumnHidden(at)
        ]
        self._copy = _Copy(self._ctx, ids, fields, self._host, self._on_copied, self._on_stopped)
        self._copy.start()

    def _on_copied(self, copied: Copied) -> None:
        self._on_stopped()
        data = QMimeData()
        data.setText(copied.text)
        if copied.html:
            data.setHtml(copied.html)
        QGuiApplication.clipboard().setMimeData(data)
        many = copied.rows != 1
        self._ctx.notices.say(
            tr("{rows} leads copied", rows=numeral(copied.rows)) if many else tr("Lead copied")
        )

    def _on_stopped(self) -> None:
        self._copy = None

    # Pasting

    def paste(self) -> None:
        """Ctrl+V: cells go from the current one down the rows of the list and to the right."""
        data = QGuiApplication.clipboard().mimeData()
        text, html_text = data.text(), data.html()
        csv_text = bytes(data.data(_CSV_TYPE).data()).decode("utf-8", "replace")
        current = self._table.current_id
        if current is None or not (text or html_text or csv_text):
            return
        columns, fields = self._reached(), self._columns.fields
        ids = self._whole_list()
        today, month_first = self._edits.today, self._edits.month_first

        def plan() -> PastePlan:
            titles = [field.title for field in fields.all]
            block = read_clipboard(text, html_text, csv_text, titles)
            whole = ids()
            place = Place(max(0, whole.row_of(current)), columns)
            return plan_paste(block, whole, place, fields, today=today, month_first=month_first)

        self._ctx.ops.run_query(self, plan, self._on_planned, key="paste")

    def _reached(self) -> tuple[Field, ...]:
        """The shown columns from the current cell to the right."""
        shown = [
            field
            for at, field in enumerate(self._model.fields, 1)
            if not self._table.isColumnHidden(at)
        ]
        current = self._table.current_field
        return tuple(shown[shown.index(current) if current in shown else 0 :])

    def _on_planned(self, plan: PastePlan) -> None:
        if plan.plain:
            self._edits.save_many(plan.edits)
        elif plan == PastePlan():
            self._ctx.notices.say(tr("Nothing to paste"))
        else:
            question = PasteQuestion(self._host, self._ctx.theme, plan)
            question.accepted.connect(lambda: self._edits.save_many(plan.edits))
            question.open()


class _Copy(QObject):
    """One copy: rows are read some thousands at a time, so that it can be watched and stopped."""

    def __init__(
        self,
        ctx: Context,
        ids: IdList,
        fields: Sequence[Field],
        host: QWidget,
        done: Callable[[Copied], None],
        stopped: Callable[[], None],
    ) -> None:
        super().__init__(host)
        self._ctx = ctx
        self._ids = ids
        self._fields = tuple(fields)
        self._done = done
        self._stopped = stopped
        self._at = 0
        self._rows = 0
        self._texts: list[str] = [write_tsv([[field.title for field in fields]])]
        self._cells: list[list[str]] = [[field.title for field in fields]]
        self._cancelled = False
        self._bar: CopyBar | None = None
        if len(ids) >= _SHOW_PROGRESS_FROM:
            self._bar = CopyBar(ctx, host, self.cancel)
            self._bar.show_progress(0, len(ids))

    def start(self) -> None:
        self._read()

    def cancel(self) -> None:
        self._cancelled = True
        self._end()
        self._stopped()

    def _read(self) -> None:
        ids = self._ids.page(self._at, _STEP)
        leads, fields, local = self._ctx.services.leads, self._fields, self._ctx.local
        self._ctx.ops.run_query(
            self,
            lambda: _cells(leads.rows, ids, fields, local),
            self._on_cells,
            self._on_failed,
        )

    def _on_cells(self, found: tuple[list[list[str]], str]) -> None:
        if self._cancelled:
            return
        cells, text = found
        self._rows += len(cells)
        self._at += _STEP
        self._texts.append(text)
        if len(self._ids) <= _HTML_AT_MOST:
            self._cells += cells
        if self._bar is not None:
            self._bar.show_progress(min(self._at, len(self._ids)), len(self._ids))
        if self._at < len(self._ids):
            self._read()
            return
        texts, every, rows = self._texts, self._cells, self._rows
        with_html = len(self._ids) <= _HTML_AT_MOST
        self._ctx.ops.run_query(
            self,
            lambda: Copied(
                rows, "".join(texts), write_html(every, header=True) if with_html else ""
            ),
            self._on_made,
            self._on_failed,
        )

    def _on_made(self, copied: Copied) -> None:
        if not self._cancelled:
            self._end()
            self._done(copied)

    def _on_failed(self, error: Exception) -> None:
        if not self._cancelled:
            self.cancel()
            self._ctx.notices.error(error)

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.hide()
            self._bar.deleteLater()
            self._bar = None
        self.deleteLater()


def _cells(
    read: Callable[[Sequence[UUID]], Sequence[LeadRow]],
    ids: Sequence[UUID],
    fields: Sequence[Field],
    local: Callable[[datetime], datetime],
) -> tuple[list[list[str]], str]:
    rows = [[plain_text(row, field, local) for field in fields] for row in read(ids)]
    return rows, write_tsv([[guarded(cell) for cell in row] for row in rows])


class CopyBar(DarkBar):
    """How far a long copy is, with a way to stop it."""

    def __init__(self, ctx: Context, host: QWidget, cancel: Callable[[], None]) -> None:
        theme = ctx.theme
        super().__init__(theme, host, corner=theme.now.radius.bulk_bar, above=72)
        self.row.setContentsMargins(*sides(14, 8, 8, 8))
        self.row.setSpacing(10)
        self._words = inverse_label()
        self.row.addWidget(self._words)
        self.stop = Button(theme, tr("Cancel"), look=Look.INVERSE)
        self.stop.clicked.connect(lambda: cancel())
        self.row.addWidget(self.stop)

    @property
    def words(self) -> str:
        return self._words.text()

    def show_progress(self, done: int, total: int) -> None:
        self._words.setText(
            tr("Copying {done} of {total} leads", done=numeral(done), total=numeral(total))
        )
        self.show()
        self.place()
