"""Bringing leads in with a look before: a plan is made, mended, and carried out."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from desktop_app.data.custom_fields import CustomFieldRepository
from desktop_app.data.database import Database
from desktop_app.data.import_judge import RawRow, RowJudge
from desktop_app.data.import_plans import ImportPlanRepository
from desktop_app.data.jobs import JobRepository
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.import_plan import (
    Choices,
    ImportPlan,
    MatchKind,
    Outcome,
    PlanOptions,
    PlanRow,
    PlanState,
)
from desktop_app.domain.jobs import Job, JobKind
from desktop_app.domain.language import tr
from desktop_app.domain.lead_import import RowPlanner
from desktop_app.domain.lead_mapping import guess_columns


class ImportService:
    """Plans of one user. The file itself is read by the engine.

    Raises (all methods):
        KnownError: the database cannot be reached, or its disk is full; and where a plan is
            asked for by its id: there is none.
    """

    def __init__(self, db: Database, user_id: UUID) -> None:
        self._db = db
        self._user_id = user_id
        self._plans = ImportPlanRepository(db)
        self._jobs = JobRepository(db)

    # -- questions ---------------------------------------------------------------------------

    def plan(self, plan_id: UUID) -> ImportPlan:
        """A plan as it stands."""
        plan = self._plans.plan(self._user_id, plan_id)
        if plan is None:
            raise _gone()
        return plan

    def lines(
        self, plan_id: UUID, outcome: Outcome, match: MatchKind | None = None
    ) -> tuple[int, ...]:
        """The lines of all rows that come to this (and have this in common with a lead)."""
        return self._plans.lines(self._user_id, plan_id, outcome, match)

    def rows(self, plan_id: UUID, lines: Sequence[int]) -> tuple[PlanRow, ...]:
        """Rows by their lines; those that are not there are left out."""
        return self._plans.rows(self._user_id, plan_id, lines)

    def fields(self) -> tuple[tuple[str, str], ...]:
        """The user's own fields that a column can feed: word and title."""
        custom = CustomFieldRepository(self._db).fields(self._user_id)
        return tuple((f"custom.{each.key}", each.title) for each in custom)

    def export_failed(self, plan_id: UUID, target: Path) -> int:
        """Copy the rows that an import refused, each with its line and reason, to a file that can
        be mended and imported again; how many there are.

        Raises:
            KnownError: the import has not ended, its report is gone, or the file cannot be
                written.
        """
        result = self.plan(plan_id).result
        report = result.get("report")
        if not report:
            raise KnownError(tr("No row was refused."), tr("There is nothing to export."))
        try:
            shutil.copyfile(str(report), target)
        except OSError as error:
            raise KnownError(
                tr(
                    "The rows could not be saved as {name} ({value}).",
                    name=target.name,
                    value=error.strerror or error,
                ),
                tr("Choose another folder."),
            ) from error
        return int(result.get("refused", 0))

    # -- commands ----------------------------------------------------------------------------

    def open(self, path: str | Path) -> tuple[UUID, Job]:
        """Have a file read for a plan; nothing is written into leads.

        Raises:
            KnownError: there is no such file.
        """
        file = Path(path).expanduser().absolute()
        if not file.is_file():
            raise KnownError(
                tr("{name} is not there any more.", name=file.name), tr("Nothing was imported.")
            )
        with self._db.transaction():
            plan_id = self._plans.add(self._user_id, str(file), file.name)
            job = self._ask_to_read(plan_id, 0, file.name)
        return plan_id, job

    def read_again(self, plan_id: UUID, options: PlanOptions) -> Job:
        """Have the file read in another way: other fields for its columns, another encoding.

        What was repaired by hand is read anew, too.

        Raises:
            KnownError: it is being imported.
        """
        with self._db.transaction():
            plan = self._held(plan_id)
            if plan.job_id is not None:
                self._jobs.cancel(self._user_id, plan.job_id)
            self._plans.change(
                plan_id,
                round=plan.round + 1,
                state=str(PlanState.READING),
                options=options.as_document(),
                error="",
            )
            return self._ask_to_read(plan_id, plan.round + 1, plan.name)

    def choose(self, plan_id: UUID, choices: Choices) -> Changes:
        """Settle what is done with the rows that have a lead."""
        with self._db.transaction():
            self._held(plan_id)
            self._plans.change(plan_id, choices=choices.as_document())
        return Changes()

    def repair(self, plan_id: UUID, line: int, cells: Mapping[int, str]) -> tuple[PlanRow, Changes]:
        """Change cells of a row, and judge it anew; the row as it stands then.

        Args:
            cells: column, from 0, to text.

        Raises:
            KnownError: there is no such row, or the plan is not ready.
        """
        with self._db.transaction():
            plan = self._held(plan_id)
            found = self._plans.rows(self._user_id, plan_id, [line])
            if plan.state is not PlanState.READY or plan.file is None or not found:
                raise KnownError(
                    tr("This row cannot be changed now."), tr("The file is still being read.")
                )
            width = len(plan.file.columns)
            mended = list(as_wide(found[0].cells, width, plan.file.delimiter))
            for column, text in cells.items():
                if not 0 <= column < width:
                    raise KnownError(tr("There is no such column."), tr("Nothing was changed."))
                mended[column] = text
            judge = RowJudge(self._db, self._user_id, self._planner(plan))
            # Rows that repeated this one may be the first of their kind now.
            rows = [RawRow(line, tuple(mended))]
            rows += [RawRow(each, row) for each, row in self._plans.followers(plan_id, line)]
            for judged in judge.judge(rows):
                self._plans.put_row(plan_id, judged)
            self._plans.mark_doubles(plan_id)
            return self._plans.rows(self._user_id, plan_id, [line])[0], Changes()

    def start(self, plan_id: UUID) -> tuple[Job, Changes]:
        """Have a plan carried out.

        Raises:
            KnownError: it was not read to its end, or runs already.
        """
        with self._db.transaction():
            plan = self._held(plan_id)
            if plan.state is not PlanState.READY:
                raise KnownError(
                    tr("This file was not read to its end."), tr("Nothing was imported.")
                )
            params = {"path": plan.path, "plan": str(plan_id)}
            job = self._jobs.add(
                self._user_id, JobKind.IMPORT_LEADS, tr("Importing {name}", name=plan.name), params
            )
            self._plans.change(plan_id, state=str(PlanState.IMPORTING), job_id=job.id)
            self._db.tell(Kind.JOBS, user_id=self._user_id, job_id=job.id)
        return job, Changes(Kind.JOBS)

    def forget(self, plan_id: UUID) -> Changes:
        """Take a plan away that nobody will carry out; one that runs or has run stays."""
        with self._db.transaction():
            plan = self._plans.hold(self._user_id, plan_id)
            if plan is None or plan.state in (PlanState.IMPORTING, PlanState.DONE):
                return Changes()
            if plan.job_id is not None:
                self._jobs.cancel(self._user_id, plan.job_id)
            self._plans.delete(self._user_id, plan_id)
            self._db.tell(Kind.JOBS, user_id=self._user_id)
        return Changes(Kind.JOBS)

    # ----------------------------------------------------------------------------------------

    def _held(self, plan_id: UUID) -> ImportPlan:
        """The plan, to be changed by nobody else meanwhile."""
        plan = self._plans.hold(self._user_id, plan_id)
        if plan is None:
            raise _gone()
        if plan.state in (PlanState.IMPORTING, PlanState.DONE):
            raise KnownError(
                tr("This file is being imported."), tr("Open it again to change anything.")
            )
        return plan

    def _ask_to_read(self, plan_id: UUID, this_round: int, name: str) -> Job:
        job = self._jobs.add(
            self._user_id,
            JobKind.PLAN_IMPORT,
            tr("Reading {name}", name=name),
            {"plan": str(plan_id), "round": this_round},
        )
        self._plans.change(plan_id, job_id=job.id)
        self._db.tell(Kind.JOBS, user_id=self._user_id, job_id=job.id)
        return job

    def _planner(self, plan: ImportPlan) -> RowPlanner:
        assert plan.file is not None  # noqa: S101 - a plan that is ready was read
        header = [column.name for column in plan.file.columns]
        words = {column.name: column.field for column in plan.file.columns}
        custom = CustomFieldRepository(self._db).fields(self._user_id)
        mapping = guess_columns(header, plan.file.sample, words, custom)
        return RowPlanner(mapping, custom, plan.file.sample)


def as_wide(cells: Sequence[str], width: int, delimiter: str) -> tuple[str, ...]:
    """A row with as many cells as there are columns; what is beyond them joins the last one, so
    that nothing of it is lost."""
    if len(cells) <= width:
        return (*cells, *[""] * (width - len(cells)))
    return (*cells[: width - 1], (delimiter or ",").join(cells[width - 1 :]))


def _gone() -> KnownError:
    return KnownError(tr("This import is not there any more."), tr("Open the file again."))
