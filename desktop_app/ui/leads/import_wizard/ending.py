"""The import while it runs, and what it came to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.import_plan import PlanState
from desktop_app.domain.jobs import JobState
from desktop_app.domain.language import numeral, percent, plural, tr
from desktop_app.ui.leads.import_wizard.session import ImportSession
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.labels import label
from desktop_app.ui.widgets.states import IconTile


class _Bar(QWidget):
    """How far it is."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.fraction: float | None = None
        self.setFixedSize(320, 6)

    def show_fraction(self, fraction: float | None) -> None:
        self.fraction = fraction
        self.setAccessibleName("" if fraction is None else percent(fraction * 100))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._themes.now, painter_on(self)
        paint.ground(painter, theme, self.rect(), 3, theme.bg.inset)
        done = QRectF(0, 0, self.width() * (self.fraction or 0), self.height())
        if done.width() >= 1:
            paint.rounded(painter, done, 3, theme.accent.solid)


class EndingPage(QWidget):
    """Progress first, then counts, "Export failed rows" and Undo.

    Signals:
        undone: the import was taken back.
    """

    undone = Signal()

    def __init__(self, ctx: Context, session: ImportSession) -> None:
        super().__init__()
        self._ctx = ctx
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch()
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconTile(ctx.theme, "ph.download-simple"), 0, middle)
        self.title = label("", "title")
        self.title.setAlignment(middle)
        column.addWidget(self.title)
        self.words = label("", "secondary", wrap=True)
        self.words.setAlignment(middle)
        column.addWidget(self.words)
        self.bar = _Bar(ctx.theme)
        column.addWidget(self.bar, 0, middle)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        self.export = Button(ctx.theme, tr("Export failed rows…"), icon="ph.export")
        self.export.clicked.connect(self.choose_file)
        self.undo = Button(ctx.theme, tr("Undo the import"), icon="ph.arrow-counter-clockwise")
        self.undo.clicked.connect(self._undo)
        for button in (self.export, self.undo):
            button.hide()
            row.addWidget(button)
        row.addStretch()
        column.addLayout(row)
        column.addStretch()
        session.changed.connect(self.renew)

    def renew(self) -> None:
        plan, job = self._session.plan, self._session.job
        if plan is None or plan.state not in (PlanState.IMPORTING, PlanState.DONE):
            return
        running = plan.state is PlanState.IMPORTING
        failed = job is not None and job.state is JobState.FAILED
        self.bar.setVisible(running and not failed)
        if running and failed:
            self.title.setText(tr("The import did not finish"))
            self.words.setText(tr(job.error))
        elif running:
            self.title.setText(tr("Importing {name}", name=plan.name))
            self.words.setText(
                (job.progress.note + ". " if job and job.progress.note else "")
                + tr("It goes on when you close this.")
            )
            self.bar.show_fraction(job.progress.fraction if job else None)
        else:
            self.title.setText(
                tr("Imported") if plan.journal_id else tr("Nothing had to be changed")
            )
            self.words.setText(result_words(plan.result))
        self.export.setVisible(not running and bool(plan.result.get("refused")))
        self.undo.setVisible(not running and plan.journal_id is not None)

    def choose_file(self) -> None:
        """Ask where the refused rows go."""
        stem = Path(self._session.path).stem
        folder = self._session.path.parent
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Export failed rows"), str(folder / f"{stem}-failed.csv"), tr("CSV (*.csv)")
        )
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Copy the refused rows, each with its reason, to a file."""
        ctx, plan = self._ctx, self._session.plan
        imports = ctx.services.imports
        ctx.ops.run_query(
            self,
            lambda: imports.export_failed(plan.id, path),
            lambda count: ctx.notices.say(
                tr("{count} rows saved in {name}", count=numeral(count), name=path.name)
            ),
            lambda error: ctx.notices.error(Fault.of(error)),
        )

    def _undo(self) -> None:
        plan = self._session.plan
        take_back: Callable[[int], Any] = self._ctx.services.journal.undo
        self.undo.setEnabled(False)

        def failed(error: Exception) -> None:
            self.undo.setEnabled(True)
            self._ctx.ops.failed.emit(Fault.of(error))

        self._ctx.ops.run_command(
            self, lambda: take_back(plan.journal_id), lambda _done: self.undone.emit(), failed
        )


def result_words(result: Mapping[str, Any]) -> str:
    """What an import came to, in one sentence."""
    new, updated = result.get("new", 0), result.get("updated", 0)
    left = result.get("unchanged", 0) + result.get("doubled", 0) + result.get("skipped", 0)
    parts = [
        plural("{n} leads added", "{n} lead added", new),
        tr("{updated} updated", updated=numeral(updated)) if updated else "",
        tr("{left} known already", left=numeral(left)) if left else "",
        tr("{result} refused", result=numeral(result["refused"])) if result.get("refused") else "",
    ]
    return ", ".join(part for part in parts if part) + "."
