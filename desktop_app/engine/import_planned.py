"""Carrying out a plan: its rows become leads in batches, as the user chose for each group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop_app.data.custom_fields import CustomFieldRepository
from desktop_app.data.import_journal import begin_entry, close_entry
from desktop_app.data.import_plans import ImportPlanRepository
from desktop_app.data.lead_import import Arrival, LeadImportRepository
from desktop_app.data.lead_matches import LeadMatcher
from desktop_app.data.leads import LeadRepository
from desktop_app.data.mail import MailRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.import_plan import (
    Choice,
    FileView,
    ImportPlan,
    MatchKind,
    PlanRow,
    PlanState,
)
from desktop_app.domain.language import tr
from desktop_app.domain.lead_import import (
    LeadImportResult,
    PlannedLead,
    Refusal,
    RowPlanner,
    fold_in,
)
from desktop_app.domain.lead_mapping import guess_columns
from desktop_app.engine.import_leads import MANY, Tally, closing_entry, kind_of, report_on
from desktop_app.engine.jobs import JobContext

_BATCH = 2_000


def import_planned(job: JobContext) -> Mapping[str, Any]:
    """Bring in what the plan ``params["plan"]`` says.

    Answers :class:`LeadImportResult` as a document, with the plan's id.

    Raises:
        KnownError: the plan is gone, or was not read to its end.
        Cancelled, Interrupted: between batches; what was committed stays.
    """
    plan = ImportPlanRepository(job.db).plan(job.user_id, UUID(str(job.params["plan"])))
    if plan is not None and plan.state is PlanState.DONE and plan.job_id == job.job_id:
        return plan.result  # it had ended when this job was taken up again
    if plan is None or plan.file is None or plan.state is not PlanState.IMPORTING:
        raise KnownError(tr("The plan of this import is gone."), tr("Open the file again."))
    with job.db.connection():
        return _Carrying(job, plan, plan.file).run()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A row with what is to be done with it, and the rows that repeat it."""

    row: PlanRow
    planned: PlannedLead


class _Carrying:
    """One run over one plan."""

    def __init__(self, job: JobContext, plan: ImportPlan, file: FileView) -> None:
        self._job = job
        self._db = job.db
        self._plan = plan
        self._file = file
        self._plans = ImportPlanRepository(job.db)
        self._leads = LeadImportRepository(job.db)
        self._matcher = LeadMatcher(job.db, job.user_id)
        self._planner = _planner(job, file)
        position = dict(job.position)
        self._after = int(position.pop("after", 0))
        self._skipped = int(position.pop("skipped", 0))
        self._tally = (
            Tally(**{**position, "reasons": Counter(position.get("reasons", {}))})
            if position
            else Tally(f"plan:{plan.id}")
        )

    def run(self) -> Mapping[str, Any]:
        job, tally = self._job, self._tally
        if not tally.journal:
            with self._db.transaction():
                tally.journal = begin_entry(self._db, job.user_id, self._plan.name)
                self._save()
        total = self._plan.forecast().rows
        with closing_entry(self._close):
            while True:
                job.check_cancelled()
                batch = self._plans.batch(self._plan.id, self._after, _BATCH)
                if not batch:
                    break
                self._bring(batch)
                job.report(tally.rows, total, tally.note(total))
            self._report_refused(lambda: datetime.now(UTC))
            if tally.new >= MANY:
                self._leads.refresh_statistics()
        job.report(total, total, tally.note(total))
        return self._result()

    def _bring(self, batch: Sequence[PlanRow]) -> None:
        doubles = self._plans.doubles_of(self._plan.id, [row.line for row in batch])
        wanted = self._folded(batch, doubles)
        with self._db.transaction():
            # First of all, as a batch of mail has it (see import_leads).
            MailRepository(self._db).lock(self._job.user_id)
            arrivals, skipped = self._arrivals(wanted)
            brought = self._leads.write(self._job.user_id, arrivals, self._tally.journal)
            tally = self._tally
            tally.rows += len(batch) + len(doubles)
            tally.doubled += len(doubles)
            tally.new += brought.new
            tally.updated += brought.updated
            tally.unchanged += len(batch) - skipped - brought.new - brought.updated
            self._skipped += skipped
            self._after = batch[-1].line
            changed = Kind.LEADS if brought.new or brought.updated else Kind.NONE
            if brought.with_mail:
                LeadRepository(self._db).claim_mail(self._job.user_id, brought.with_mail)
                changed |= Kind.CONVERSATIONS | Kind.MESSAGES
            self._save()
            self._db.tell(changed, user_id=self._job.user_id)

    def _folded(self, batch: Sequence[PlanRow], doubles: Sequence[PlanRow]) -> list[_Wanted]:
        """The rows as leads, with what the rows that repeat them add."""
        planned = {row.line: self._planner.plan_row(row.cells) for row in batch}
        if self._plan.choices.merge_doubled:
            for double in doubles:
                first = planned[double.first_line or 0]
                again = self._planner.plan_row(double.cells)
                if isinstance(first, PlannedLead) and isinstance(again, PlannedLead):
                    planned[double.first_line or 0] = fold_in(first, again)
        wanted = []
        for row in batch:
            plan = planned[row.line]
            if isinstance(plan, Refusal):  # a field of the user's was taken away meanwhile
                self._tally.reasons[kind_of(plan.reason)] += 1
                continue
            wanted.append(_Wanted(row, plan))
        return wanted

    def _arrivals(self, wanted: Sequence[_Wanted]) -> tuple[list[Arrival], int]:
        """What is written of a batch, by what stands in the database now; and how many rows are
        left out as the user chose."""
        choices = self._plan.choices
        there = self._matcher.at_addresses([each.planned.draft.email for each in wanted])
        standing = self._matcher.standing([e.row.lead_id for e in wanted if e.row.lead_id])
        fresh: dict[str, Arrival] = {}
        known: dict[UUID, Arrival] = {}
        skipped = 0
        for each in wanted:
            planned, match = each.planned, each.row.match
            lead_id = each.row.lead_id if each.row.lead_id in standing else None
            if (now := there.get(planned.draft.email)) is not None:
                lead_id, match = now, MatchKind.ADDRESS
            choice = choices.of(match) if lead_id is not None else Choice.NEW
            if choice is Choice.SKIP:
                skipped += 1
            elif choice is Choice.NEW or lead_id is None:
                held = fresh.get(planned.draft.email)
                one = fold_in(held.planned, planned) if held else planned
                fresh[planned.draft.email] = Arrival(one)
            else:
                held = known.get(lead_id)
                one = fold_in(held.planned, planned) if held else planned
                known[lead_id] = Arrival(one, lead_id, choice)
        return [*known.values(), *fresh.values()], skipped

    def _report_refused(self, now: Callable[[], datetime]) -> None:
        """The rows that could not go in, as a file; written at the end, whole."""
        file, tally = self._file, self._tally
        tally.report_size = 0
        report = report_on(
            Path(self._plan.name),
            self._job.folders.reports,
            [column.name for column in file.columns],
            file.delimiter,
            tally,
            now,
        )
        tally.refused, after = 0, 0
        while rows := self._plans.failed(self._plan.id, after, _BATCH):
            report.add((str(row.line), row.reason, *row.cells) for row in rows)
            tally.refused += len(rows)
            tally.reasons.update(kind_of(row.reason) for row in rows)
            after = rows[-1].line
        tally.rows += tally.refused
        tally.report = str(report.path) if tally.refused else ""

    def _save(self) -> None:
        self._job.save_position(
            {**self._tally.as_position(), "after": self._after, "skipped": self._skipped}
        )

    def _close(self) -> None:
        tally = self._tally
        with self._db.transaction():
            close_entry(self._db, tally.journal, self._plan.name, tally.new, tally.updated)
            noted = self._plans.has_entry(tally.journal)  # one without any change is taken away
            self._plans.change(
                self._plan.id,
                state=str(PlanState.DONE),
                journal_id=tally.journal if noted else None,
                result=self._result(),
            )

    def _result(self) -> Mapping[str, Any]:
        tally, file = self._tally, self._file
        result = LeadImportResult(
            rows=tally.rows,
            new=tally.new,
            updated=tally.updated,
            unchanged=tally.unchanged,
            doubled=tally.doubled,
            refused=tally.refused,
            report=tally.report or None,
            encoding=file.encoding,
            delimiter=file.delimiter,
            mapping={column.name: column.field for column in file.columns},
            reasons=dict(tally.reasons.most_common(50)),
            notes=file.notes,
        )
        return {**asdict(result), "skipped": self._skipped, "plan": str(self._plan.id)}


def _planner(job: JobContext, file: FileView) -> RowPlanner:
    """The rows are read as they were when they were judged."""
    header = [column.name for column in file.columns]
    words = {column.name: column.field for column in file.columns}
    custom = CustomFieldRepository(job.db).fields(job.user_id)
    return RowPlanner(guess_columns(header, file.sample, words, custom), custom, file.sample)
