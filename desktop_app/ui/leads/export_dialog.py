"""Asks how leads are written to a file, and has it done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.leads import LeadQuery
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button, Look, Segmented, Size
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import Paragraph, label

_FORMATS = (("csv", "CSV", ""), ("xlsx", tr("Excel"), ""), ("vcf", "vCard", ""))
_FILTERS = {
    "csv": tr("CSV files (*.csv *.tsv)"),
    "xlsx": tr("Excel workbooks (*.xlsx)"),
    "vcf": tr("vCards (*.vcf)"),
}
_WORDS = {
    "csv": tr("For spreadsheets and other programs. Opens in Excel without running any formula."),
    "xlsx": tr("A workbook with typed numbers and dates."),
    "vcf": tr("For address books: Outlook, Google Contacts, Apple Contacts."),
}
_SUFFIXES = {"csv": (".csv", ".tsv"), "xlsx": (".xlsx",), "vcf": (".vcf", ".vcard")}


class ExportDialog(Dialog):
    """Format and columns; the place of the file is asked for by the system's own dialog.

    Args:
        query: which leads, in which order.
        ids: gives these leads instead, off the window's thread.
        count: how many leads that are, None where nobody knows yet.
        shown: the keys of the columns that the table shows.
    """

    def __init__(
        self,
        ctx: Context,
        parent: QWidget,
        query: LeadQuery,
        ids: Callable[[], IdList] | None = None,
        *,
        count: int | None = None,
        shown: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._query = query
        self._ids = ids
        self._shown = tuple(shown)
        themes = ctx.theme
        self.setWindowTitle(tr("Export leads"))
        self.setModal(True)
        self.setFixedWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(label(_heading(count), "title"))
        column.addSpacing(6)
        column.addWidget(label(tr("Format"), "field"))
        self.format = Segmented(themes, _FORMATS, tall=True)
        self.format.setAccessibleName(tr("Format"))
        column.addWidget(self.format)
        self._about = Paragraph(themes, _WORDS["csv"], ink="text.secondary", width=412)
        column.addWidget(self._about)
        column.addSpacing(6)
        column.addWidget(label(tr("Columns"), "field"))
        self.columns = Segmented(
            themes, (("all", tr("All"), ""), ("shown", tr("Those shown"), "")), tall=True
        )
        self.columns.setAccessibleName(tr("Columns"))
        self.columns.setEnabled(bool(self._shown))
        column.addWidget(self.columns)
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        column.addWidget(self.trouble)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        cancel = Button(themes, tr("Cancel"), size=Size.FIELD)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        self.go = Button(themes, tr("Choose file…"), look=Look.PRIMARY, size=Size.FIELD)
        self.go.setDefault(True)
        self.go.clicked.connect(self._choose_file)
        row.addWidget(self.go)
        column.addLayout(row)
        self.format.chosen.connect(self._say)
        if (last := ctx.state.text("export_format")) in _WORDS:
            self.format.choose(last)

    def start(self, path: Path) -> None:
        """Have the leads written there."""
        kind = self.format.value
        if path.suffix.lower() not in _SUFFIXES[kind]:
            path = path.with_name(f"{path.name}.{kind}")
        self._ctx.state.put("export_folder", str(path.parent))
        self._ctx.state.put("export_format", kind)
        exports = self._ctx.services.exports
        query, ids = self._query, self._ids
        columns = self._shown if self.columns.value == "shown" else ()
        self.go.setEnabled(False)
        self._ctx.ops.run_query(
            self,
            lambda: exports.start(path, query, ids() if ids else None, columns),
            lambda job: self._on_started(job),
            self._on_error,
        )

    def _say(self, kind: str) -> None:
        """What the format is for."""
        self._about.set_text(_WORDS[kind])

    def _on_started(self, job: object) -> None:
        self.accept()
        self._ctx.expect_jobs([job])

    def _on_error(self, error: Exception) -> None:
        self.go.setEnabled(True)
        if isinstance(error, KnownError):
            self.trouble.setText(f"{error.title} {error.advice}".strip())
            self.trouble.show()
            return
        self.reject()
        self._ctx.notices.error(Fault.of(error))

    def _choose_file(self) -> None:
        kind = self.format.value
        folder = self._ctx.state.text("export_folder") or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Export leads"), str(Path(folder) / f"leads.{kind}"), _FILTERS[kind]
        )
        if name:
            self.start(Path(name))


def export_selection(
    ctx: Context,
    parent: QWidget,
    query: LeadQuery,
    ids: Callable[[], IdList] | None = None,
    *,
    count: int | None = None,
    shown: Sequence[str] = (),
) -> ExportDialog:
    """Ask how to export these leads, or all of the query, and do it."""
    dialog = ExportDialog(ctx, parent, query, ids, count=count, shown=shown)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def _heading(count: int | None) -> str:
    if count is None:
        return tr("Export leads")
    return tr("Export 1 lead") if count == 1 else tr("Export {count} leads", count=numeral(count))
