"""Reading a file of leads for its plan: how it was read, and what each of its rows comes to.

The beginning is told at once, so that people can look at the columns while the rest is read. A
plan that is asked for in another way meanwhile (another round) ends this run; one that was
killed begins anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop_app.data.custom_fields import CustomFieldRepository
from desktop_app.data.database import Database
from desktop_app.data.import_judge import RawRow, RowJudge
from desktop_app.data.import_plans import ImportPlanRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.column_kinds import kind_of_column
from desktop_app.domain.errors import KnownError
from desktop_app.domain.import_plan import ColumnView, FileView, ImportPlan, PlanState
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.lead_columns import LeadField
from desktop_app.domain.lead_import import RowPlanner
from desktop_app.domain.lead_mapping import LeadMapping, guess_columns, header_score
from desktop_app.engine.jobs import Cancelled, JobContext
from desktop_app.wire.lead_files import open_leads_file
from desktop_app.wire.table import Row, Table

_BATCH_ROWS = 2_000
_BATCH_CHARACTERS = 8 << 20
_SHOWN_ROWS = 50
_SHOWN_CHARACTERS = 200  # of a cell of the preview


def plan_import(job: JobContext) -> Mapping[str, Any]:
    """Read the file of the plan ``params["plan"]`` in its round ``params["round"]``.

    Answers ``{"rows": how many were judged}``.

    Raises:
        KnownError: the file cannot be read; the plan says so too.
        Cancelled, Interrupted: between batches.
    """
    plans = ImportPlanRepository(job.db)
    plan_id, this_round = UUID(str(job.params["plan"])), int(job.params["round"])
    with job.db.transaction():
        plan = plans.plan(job.user_id, plan_id, groups=False)
        if plan is None or plan.round != this_round:
            return {"rows": 0}
        plans.clear_rows(plan_id)
    try:
        rows = _Planning(job, plans, plan).run()
    except KnownError as error:
        if not error.retryable:
            with job.db.transaction():
                plans.change(plan_id, state=str(PlanState.FAILED), error=str(error))
                job.db.tell(Kind.JOBS, user_id=job.user_id, job_id=job.job_id)
        raise
    return {"rows": rows}


class _Planning:
    """One run over one file."""

    def __init__(self, job: JobContext, plans: ImportPlanRepository, plan: ImportPlan) -> None:
        self._job = job
        self._db: Database = job.db
        self._plans = plans
        self._plan = plan

    def run(self) -> int:
        options = self._plan.options
        custom = CustomFieldRepository(self._db).fields(self._job.user_id)
        with (
            open_leads_file(
                Path(self._plan.path),
                header_score=header_score,
                encoding=options.encoding,
                delimiter=options.delimiter,
                sheet=options.sheet,
            ) as table,
            self._db.connection(),
        ):
            mapping = guess_columns(table.header, table.sample, options.mapping, custom)
            self._show(table, mapping, None)
            total = table.count_rows()
            if not mapping.has_addresses:
                self._show(table, mapping, total, PlanState.UNMAPPED)
                return 0
            judge = RowJudge(self._db, self._job.user_id, RowPlanner(mapping, custom, table.sample))
            done = 0
            for batch in _batches(table.rows):
                self._job.check_cancelled()
                with self._db.transaction():
                    self._check_round()
                    self._plans.add_rows(self._plan.id, judge.judge(batch))
                done += len(batch)
                total = max(total, done)
                self._job.report(
                    done,
                    total,
                    tr(
                        "{done} of {total} rows looked at", done=numeral(done), total=numeral(total)
                    ),
                )
            with self._db.transaction():
                self._check_round()
                self._plans.mark_doubles(self._plan.id)
                self._show(table, mapping, done, PlanState.READY)
        return done

    def _check_round(self) -> None:
        plan = self._plans.hold(self._job.user_id, self._plan.id)
        if plan is None or plan.round != self._plan.round:
            raise Cancelled

    def _show(
        self,
        table: Table,
        mapping: LeadMapping,
        rows: int | None,
        state: PlanState = PlanState.READING,
    ) -> None:
        view = view_of(table, mapping, rows)
        with self._db.transaction():
            self._check_round()
            self._plans.change(self._plan.id, state=str(state), file=view.as_document(), error="")
            self._db.tell(Kind.JOBS, user_id=self._job.user_id, job_id=self._job.job_id)


def view_of(table: Table, mapping: LeadMapping, rows: int | None) -> FileView:
    """The file as people are shown it."""
    words = mapping.as_words()
    columns = tuple(
        ColumnView(
            name,
            words.get(name, str(LeadField.KEEP)),
            kind_of_column(row[index] for row in table.sample),
        )
        for index, name in enumerate(table.header)
    )
    sample = tuple(
        tuple(cell[:_SHOWN_CHARACTERS].replace("\x00", "") for cell in row)
        for row in table.sample[:_SHOWN_ROWS]
    )
    return FileView(
        kind=table.kind,
        encoding=table.encoding,
        delimiter=table.delimiter,
        sheet=table.sheet,
        sheets=table.sheets,
        columns=columns,
        sample=sample,
        rows=rows,
        notes=tuple(table.notes),
    )


def _batches(rows: Iterator[Row]) -> Iterator[Sequence[RawRow]]:
    batch: list[RawRow] = []
    size = 0
    for row in rows:
        batch.append(RawRow(row.line_no, row.cells, row.problem))
        size += sum(map(len, row.cells))
        if len(batch) >= _BATCH_ROWS or size >= _BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
