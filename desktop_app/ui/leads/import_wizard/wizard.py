"""The dialog: which step it is, what comes next, and what is told where nothing can."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.errors import KnownError
from desktop_app.domain.import_plan import PlanState
from desktop_app.domain.language import plural, tr
from desktop_app.ui.leads.import_wizard.check import CheckPage
from desktop_app.ui.leads.import_wizard.columns import ColumnsPage
from desktop_app.ui.leads.import_wizard.ending import EndingPage
from desktop_app.ui.leads.import_wizard.session import ImportSession
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import ElidedLabel, label
from desktop_app.ui.widgets.pages import Pages
from desktop_app.ui.widgets.states import EmptyState, Skeleton

STEPS = (tr("Columns"), tr("Check", "whether all is well"), tr("Import"))
_SIZE = (1040, 680)
_MARGIN = 40


class Steps(QWidget):
    """Where one is: the steps in a row, the present one in words that stand out."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.at = 0
        self._renew()
        themes.changed.connect(self._renew)

    def show_step(self, at: int) -> None:
        self.at = at
        self.setAccessibleName(
            tr("Step {value} of {count}: {steps}", value=at + 1, count=len(STEPS), steps=STEPS[at])
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, x = self._themes.now, painter_on(self), 0
        for at, words in enumerate(STEPS):
            now = at == self.at
            font = theme.font("small", 600 if now else 400)
            ink = theme.text.primary if now else theme.text.tertiary
            width = paint.text_width(words, font)
            rect = self.rect().adjusted(x, 0, 0, 0)
            paint.text(painter, rect, words, font, ink, elide=False)
            x += width + 8
            if at < len(STEPS) - 1:
                self._themes.draw_glyph(
                    painter, x, self.height() // 2 - 5, 10, "ph.caret-right", theme.text.tertiary
                )
                x += 18

    def _renew(self) -> None:
        theme = self._themes.now
        words = sum(paint.text_width(each, theme.font("small", 600)) + 26 for each in STEPS)
        self.setFixedSize(words, theme.size.control)


class ImportWizard(Dialog):
    """Columns, Check, Import. Closing it asks nothing: before the last step nothing was written,
    and after it the import goes on."""

    def __init__(self, ctx: Context, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        themes = ctx.theme
        self.setWindowTitle(tr("Import {name}", name=path.name))
        self.setModal(True)
        self.session = ImportSession(ctx, path, self)
        self.columns = ColumnsPage(ctx, self.session)
        self.check = CheckPage(ctx, self.session)
        self.ending = EndingPage(ctx, self.session)
        self._waiting = Skeleton(themes, themes.now.size.control_small + 4)
        self.pages = Pages(self._waiting, self.columns, self.check, self.ending)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 20, 0, 16)
        column.setSpacing(14)
        column.addLayout(self._make_head(path))
        column.addWidget(self.pages, 1)
        column.addLayout(self._make_foot())
        self.session.changed.connect(self._on_changed)
        self.session.failed.connect(self._on_failed)
        self.ending.undone.connect(self.accept)
        room = parent.window().size()
        self.resize(
            min(_SIZE[0], max(640, room.width() - _MARGIN)),
            min(_SIZE[1], max(420, room.height() - _MARGIN)),
        )
        self._go_to(0)

    def begin(self) -> None:
        """Have the file read, and show."""
        self.session.open()
        self.open()

    def done(self, result: int) -> None:
        self.session.leave()
        super().done(result)

    # -- steps -------------------------------------------------------------------------------

    def go_on(self) -> None:
        """The next step."""
        if not self.next.isEnabled():
            return
        if self._step == 0:
            self._go_to(1)
            self.check.first_look()
            self.check.table.setFocus()
        elif self._step == 1:
            self.next.setEnabled(False)
            self.session.start()
        else:
            self.accept()

    def go_back(self) -> None:
        """The step before, as long as nothing was written."""
        if self._step == 1:
            self._go_to(0)

    def _go_to(self, step: int) -> None:
        self._step = step
        self.steps.show_step(step)
        self._on_changed()

    def _on_changed(self) -> None:
        plan = self.session.plan
        if plan is not None and plan.state in (PlanState.IMPORTING, PlanState.DONE):
            self._step = 2
            self.steps.show_step(2)
        self.back.setVisible(self._step == 1)
        self.cancel.setVisible(self._step < 2)
        self._renew_next()
        if plan is not None and plan.state is PlanState.FAILED:
            self._show_fault(plan.error)
        elif plan is None or plan.file is None:
            self.pages.show_page(self._waiting)
        else:
            self.pages.show_page((self.columns, self.check, self.ending)[self._step])

    def _renew_next(self) -> None:
        plan = self.session.plan
        state = plan.state if plan is not None else PlanState.READING
        if self._step == 0:
            ready = plan is not None and plan.file is not None and plan.file.has_addresses
            self.next.set_words(tr("Check", "whether all is well"))
            self.next.setEnabled(ready and state is not PlanState.FAILED)
        elif self._step == 1:
            forecast = plan.forecast()
            count = forecast.new + forecast.updated
            if state is PlanState.READING:
                self.next.set_words(tr("Looking at the rows…"))
            else:
                self.next.set_words(plural("Import {n} rows", "Import {n} row", count))
            self.next.setEnabled(state is PlanState.READY and count > 0)
        else:
            self.next.set_words(tr("Close"))
            self.next.setEnabled(True)
        job = self.session.job
        note = job.progress.note if job is not None and state is PlanState.READING else ""
        self.note.setText(note)

    def _on_failed(self, error: Exception) -> None:
        if self.session.plan is None:
            fault = Fault.of(error)
            self._show_fault(f"{fault.title} {fault.advice}".strip())
            return
        self._renew_next()
        if isinstance(error, KnownError):
            self.note.setText(f"{error.title} {error.advice}".strip())
        else:
            self._ctx.notices.error(Fault.of(error))

    def _show_fault(self, words: str) -> None:
        self.next.setEnabled(False)
        self.pages.show_passing(
            EmptyState(
                self._ctx.theme,
                "ph.warning",
                tr("This file cannot be imported"),
                words,
                [(tr("Close"), "", True, self.reject)],
            )
        )

    # -- building ----------------------------------------------------------------------------

    def _make_head(self, path: Path) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(16)
        title = ElidedLabel(
            self._ctx.theme, tr("Import {name}", name=path.name), font="title", weight=600
        )
        row.addWidget(title, 1)
        self.steps = Steps(self._ctx.theme)
        row.addWidget(self.steps)
        return row

    def _make_foot(self) -> QHBoxLayout:
        themes = self._ctx.theme
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(8)
        self.note = label("", "secondary")
        row.addWidget(self.note)
        row.addStretch()
        self.cancel = Button(themes, tr("Cancel"), size=Size.FIELD)
        self.cancel.clicked.connect(self.reject)
        self.back = Button(themes, tr("Back"), icon="ph.arrow-left", size=Size.FIELD)
        self.back.clicked.connect(self.go_back)
        self.next = Button(
            themes, tr("Check", "whether all is well"), look=Look.PRIMARY, size=Size.FIELD
        )
        self.next.setShortcut("Ctrl+Return")
        self.next.clicked.connect(self.go_on)
        for button in (self.cancel, self.back, self.next):
            button.setAutoDefault(False)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row
