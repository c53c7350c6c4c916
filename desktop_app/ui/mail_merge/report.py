"""Who of a merge can be written to, and what keeps the others."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.language import numeral, tr
from desktop_app.domain.mail_merge import MergeGap, MergeReport
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.labels import ElidedLabel, Link, label
from desktop_app.ui.widgets.layouts import clear

_MOST = 12  # reasons; faults of a template may have many


class ReportList(QWidget):
    """A line for each reason; pressing one shows the leads that it keeps, one after the other.

    Signals:
        wanted: ``leads.id`` of the lead to be shown.
    """

    wanted = Signal(object)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._next: dict[str, int] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.summary = label("", "field")
        column.addWidget(self.summary)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        column.addLayout(self._rows)
        self.show_report(None)

    def show_report(self, report: MergeReport | None) -> None:
        """Show one; None: it is still being found out."""
        clear(self._rows)
        if report is None:
            self.summary.setText(tr("Looking at each lead …"))
            return
        if report.ready == report.total:
            self.summary.setText(
                tr("It can be written to") if report.total == 1 else tr("All can be written to")
            )
        else:
            self.summary.setText(
                tr(
                    "{ready} of {total} can be written to",
                    ready=numeral(report.ready),
                    total=numeral(report.total),
                )
            )
        for gap in report.gaps[:_MOST]:
            self._rows.addWidget(self._row(gap))

    def _row(self, gap: MergeGap) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(ElidedLabel(self._themes, gap.reason, ink="text.secondary"), 1)
        link = Link(
            self._themes,
            tr("Show {leads}", leads=numeral(gap.leads)) if gap.leads > 1 else tr("Show"),
        )
        link.setAccessibleName(tr("Show who: {reason}", reason=gap.reason))
        link.activated.connect(lambda: self._show(gap))
        row.addWidget(link)
        return line

    def _show(self, gap: MergeGap) -> None:
        at = self._next.get(gap.reason, 0) % len(gap.first)
        self._next[gap.reason] = at + 1
        self.wanted.emit(gap.first[at])
