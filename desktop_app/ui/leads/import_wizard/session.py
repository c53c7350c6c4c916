"""One plan as the wizard follows it: what the engine has found so far, and what the user says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.import_plan import Choices, ImportPlan, PlanOptions, PlanRow, PlanState
from desktop_app.domain.jobs import Job
from desktop_app.ui.shell.context import Context

_POLL = 1_500  # ms: a notice that was lost costs no more


class ImportSession(QObject):
    """Asks for a plan of a file and keeps it fresh.

    Signals:
        changed: ``plan`` or ``job`` is another.
        failed: the exception of something that was asked for.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, ctx: Context, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._imports = ctx.services.imports
        self.path = path
        self.plan: ImportPlan | None = None
        self.job: Job | None = None
        self.own_fields: dict[str, str] = {}
        self._id: UUID | None = None
        self._over = False
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL)
        self._poll.timeout.connect(self.refresh)
        ctx.bus.changed.connect(self._on_changed)

    # -- asking ------------------------------------------------------------------------------

    def open(self) -> None:
        """Have the file read."""
        imports, path = self._imports, self.path
        self._ctx.ops.run_query(
            self,
            lambda: (imports.open(path)[0], imports.fields()),
            self._on_opened,
            self.failed.emit,
        )

    def refresh(self) -> None:
        """Look at the plan, and at the job that works on it."""
        if self._id is None:
            return
        imports, jobs, plan_id = self._imports, self._ctx.services.jobs, self._id

        def read() -> tuple[ImportPlan, Job | None]:
            plan = imports.plan(plan_id)
            return plan, jobs.job(plan.job_id) if plan.job_id is not None else None

        self._ctx.ops.run_query(self, read, self._on_read, self.failed.emit, key="plan")

    # -- saying ------------------------------------------------------------------------------

    def map_column(self, column: str, field: str) -> None:
        """Say what a column feeds; the file is looked at anew."""
        if self.plan is None or self.plan.file is None:
            return
        mapping = {each.name: each.field for each in self.plan.file.columns}
        mapping[column] = field
        self.read_again(replace(self.plan.options, mapping=mapping))

    def map_new_field(self, column: str, make: Callable[[], str]) -> None:
        """Make a field of the user's own (``make`` answers its word), and map a column to it."""
        imports = self._imports

        def work() -> tuple[str, tuple[tuple[str, str], ...]]:
            return make(), imports.fields()

        def made(found: tuple[str, tuple[tuple[str, str], ...]]) -> None:
            self.own_fields = dict(found[1])
            self.map_column(column, found[0])

        self._ctx.ops.run_query(self, work, made, self.failed.emit)

    def read_again(self, options: PlanOptions) -> None:
        """Have the file read in another way."""
        if self._id is None:
            return
        imports, plan_id = self._imports, self._id
        self._poll.start()
        self._ctx.ops.run_query(
            self,
            lambda: imports.read_again(plan_id, options),
            lambda _job: self.refresh(),
            self.failed.emit,
        )

    def choose(self, choices: Choices) -> None:
        """Settle what is done with rows that have a lead."""
        if self.plan is None:
            return
        imports, plan_id = self._imports, self.plan.id
        self.plan = replace(self.plan, choices=choices)
        self.changed.emit()
        self._ctx.ops.run_command(
            self, lambda: imports.choose(plan_id, choices), None, self.failed.emit
        )

    def repair(self, line: int, cells: Mapping[int, str], done: Callable[[PlanRow], None]) -> None:
        """Change cells of a row; ``done`` gets the row as it is judged then."""
        if self.plan is None:
            return
        imports, plan_id = self._imports, self.plan.id

        def mended(found: tuple[PlanRow, object]) -> None:
            done(found[0])
            self.refresh()

        self._ctx.ops.run_command(
            self, lambda: imports.repair(plan_id, line, cells), mended, self.failed.emit
        )

    def start(self) -> None:
        """Carry the plan out."""
        if self.plan is None:
            return
        imports, plan_id = self._imports, self.plan.id
        self._poll.start()
        self._ctx.ops.run_command(
            self,
            lambda: imports.start(plan_id),
            lambda _found: self.refresh(),
            self.failed.emit,
        )

    def leave(self) -> None:
        """Nobody looks any more: a plan that does not run is forgotten."""
        self._over = True
        self._poll.stop()
        if self._id is not None:
            imports, plan_id = self._imports, self._id
            # Owned by what outlives the wizard.
            self._ctx.ops.run_command(self._ctx.ops, lambda: imports.forget(plan_id))

    # ----------------------------------------------------------------------------------------

    def _on_opened(self, found: tuple[UUID, tuple[tuple[str, str], ...]]) -> None:
        self._id, fields = found
        self.own_fields = dict(fields)
        if self._over:
            self.leave()
            return
        self._poll.start()
        self.refresh()

    def _on_read(self, found: tuple[ImportPlan, Job | None]) -> None:
        if self._over:
            return
        before = (self.plan, self.job)
        self.plan, self.job = found
        if self.plan.state not in (PlanState.READING, PlanState.IMPORTING):
            self._poll.stop()
        if before != (self.plan, self.job):
            self.changed.emit()

    def _on_changed(self, news: Changes) -> None:
        if news.kinds & Kind.JOBS and not self._over:
            self.refresh()
