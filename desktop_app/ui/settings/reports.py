"""Reports of faults of the program: what each holds, to the letter, before it goes anywhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.about import FaultReport
from desktop_app.domain.language import tr
from desktop_app.ui.leads.words import last_contact_at
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button, Size
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import Paragraph, label
from desktop_app.ui.widgets.row_list import Row, RowList
from desktop_app.ui.writing.asking import exact_text


class ReportsDialog(Dialog):
    """A list of reports, and the text of the chosen one. Nothing is sent: it is copied, for whoever
    the user wants to have it."""

    def __init__(self, ctx: Context, parent: QWidget, reports: Sequence[FaultReport]) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.setWindowTitle(tr("Fault reports"))
        self.setModal(True)
        self.resize(820, 520)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(tr("Fault reports"), "title"))
        column.addWidget(
            Paragraph(
                ctx.theme,
                tr("Outpost sends none of them. This is all that one holds: where in the program, "
                "and of what kind. Nothing of your mail or leads is in it."),
                ink="text.secondary", width=772,
            )
        )  # fmt: skip
        self.list = RowList(ctx.theme, tr("Fault reports"), most=8)
        self.list.setFixedWidth(290)
        self.text = exact_text("", tr("Report"))
        panes = QHBoxLayout()
        panes.setSpacing(16)
        panes.addWidget(self.list, 0, Qt.AlignmentFlag.AlignTop)
        panes.addWidget(self.text, 1)
        column.addLayout(panes, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        self.copy = Button(ctx.theme, tr("Copy the report"), size=Size.FIELD)
        self.copy.clicked.connect(self._on_copy)
        row.addWidget(self.copy)
        close = Button(ctx.theme, tr("Close"), size=Size.FIELD)
        close.clicked.connect(self.reject)
        row.addWidget(close)
        column.addLayout(row)
        self.list.selectionModel().currentChanged.connect(lambda _now, _was: self._look())
        self.list.put([self._row(each) for each in reports])
        self._look()

    def _row(self, report: FaultReport) -> Row:
        at = last_contact_at(self._ctx.local(report.at), self._ctx.now())
        return Row(report.name, at, report.what)

    def _look(self) -> None:
        name = self.list.current_key
        if not name:
            return
        care = self._ctx.services.care
        self._ctx.ops.run_query(
            self, lambda: care.report(name), self.text.setPlainText, self._ctx.notices.error,
            key="report",
        )  # fmt: skip

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._ctx.notices.say(tr("The report is on the clipboard"))
