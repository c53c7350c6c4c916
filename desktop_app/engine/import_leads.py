"""Bringing a list of leads in: a CSV file, a workbook or vCards, streamed, each address once.

Every batch is one transaction with the position it reaches, so that a run which is killed goes
on where it stopped, and a run from the start changes nothing that is there already.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop_app.data.custom_fields import CustomFieldRepository
from desktop_app.data.database import Database
from desktop_app.data.import_journal import begin_entry, close_entry
from desktop_app.data.lead_import import LeadImportRepository
from desktop_app.data.leads import LeadRepository
from desktop_app.data.mail import MailRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.lead_import import LeadImportResult, PlannedLead, Refusal, RowPlanner
from desktop_app.domain.lead_mapping import (
    REPORT_LINE,
    REPORT_REASON,
    LeadMapping,
    header_score,
    map_columns,
)
from desktop_app.engine.jobs import Interrupted, JobContext
from desktop_app.wire.csv_report import ReportFile
from desktop_app.wire.lead_files import open_leads_file
from desktop_app.wire.table import Row, Table

_BATCH_ROWS = 2_000
_BATCH_CHARACTERS = 8 << 20
MANY = 1_000  # new leads after which the planner's statistics are made anew

Position = Mapping[str, Any]
ProgressTold = Callable[[int, int | None, str], None]


def import_leads(job: JobContext) -> Mapping[str, Any]:
    """Bring the file ``params["path"]`` in for the job's user, or what was planned of it.

    ``params["map"]`` is column name to field name, ``params["update"]`` and
    ``params["dry_run"]`` are flags; ``params["plan"]`` is the id of a plan instead of all these.
    Answers :class:`LeadImportResult` as a document.

    Raises:
        KnownError: the file holds no leads, or cannot be read to its end.
        Cancelled, Interrupted: between batches; what was committed stays.
    """
    if "plan" in job.params:
        from desktop_app.engine.import_planned import import_planned

        return import_planned(job)
    result = run_import(
        job.db,
        job.user_id,
        Path(str(job.params["path"])),
        job.folders.reports,
        mapping=job.params.get("map"),
        dry_run=bool(job.params.get("dry_run")),
        update=bool(job.params.get("update")),
        progress=job.report,
        check_cancelled=job.check_cancelled,
        position=job.position,
        save_position=job.save_position,
    )
    return asdict(result)


def run_import(
    db: Database,
    user_id: UUID,
    path: Path,
    reports_dir: Path,
    mapping: Mapping[str, str] | None = None,
    dry_run: bool = False,
    update: bool = False,
    progress: ProgressTold = lambda done, total, note: None,
    check_cancelled: Callable[[], None] = lambda: None,
    position: Position | None = None,
    save_position: Callable[[Position], None] = lambda position: None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> LeadImportResult:
    """Bring a file of leads in, with or without a job's row.

    Args:
        mapping: what the user says about columns, name or number from 1 to field name.
        dry_run: count what would happen; nothing is written, no report either.
        update: change leads that are there where the file gives another value.
        progress: told rows done, rows in all (None when unknown), and a short note.
        check_cancelled: raises to stop between batches.
        position: where an earlier run of the same import stopped.
        save_position: keeps where to go on, inside the batch's transaction.
        clock: names the report.

    Raises:
        KnownError: the file holds no leads, or cannot be read to its end.
    """
    custom = CustomFieldRepository(db).fields(user_id)
    with open_leads_file(path, header_score=header_score) as table, db.connection():
        columns = map_columns(table.header, table.sample, mapping, custom)
        start = Tally.at(position or {}, path, table)
        run = _Import(
            db,
            user_id,
            RowPlanner(columns, custom, table.sample),
            report_on(path, reports_dir, table.header, table.delimiter, start, clock),
            start,
            name=path.name,
            dry_run=dry_run,
            update=update,
        )
        run.begin(save_position)
        with closing_entry(run.close):
            total = table.count_rows()
            progress(start.rows, total, "")
            for batch in _batches(table, run):
                check_cancelled()
                run.bring(batch, save_position)
                total = max(total, run.tally.rows)
                progress(run.tally.rows, total, run.tally.note(total))
            progress(run.tally.rows, run.tally.rows, run.tally.note(run.tally.rows))
            run.finish()
        return run.tally.result(table, columns, run.report, dry_run=dry_run)


@contextmanager
def closing_entry(close: Callable[[], None]) -> Iterator[None]:
    """However an import ends, what it wrote becomes one step to undo; an import that goes on
    later leaves its entry open."""
    try:
        yield
    except Interrupted:
        raise
    except KnownError as error:
        if not error.retryable:
            close()
        raise
    except Exception:
        close()
        raise
    close()


@dataclass(slots=True)
class Tally:
    """The counts so far; a restart takes them up with the position."""

    fingerprint: str
    rows: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    doubled: int = 0
    refused: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    report: str = ""
    report_size: int = 0
    journal: int = 0

    @classmethod
    def at(cls, position: Position, path: Path, table: Table) -> Tally:
        """The counts of an earlier run; fresh ones when it was another file, or its report has
        gone."""
        stat = path.stat()
        # Read differently, the same file has its rows elsewhere.
        fingerprint = f"{stat.st_size}:{stat.st_mtime_ns}:{table.encoding}:{table.delimiter}"
        # What an earlier run of the same import wrote is undone with it.
        fresh = cls(fingerprint, journal=position.get("journal", 0))
        if position.get("fingerprint") != fingerprint:
            return fresh
        earlier = cls(**{**position, "reasons": Counter(position["reasons"])})
        there = Path(earlier.report)
        lost = earlier.report_size and (
            not there.is_file() or there.stat().st_size < earlier.report_size
        )
        return fresh if lost else earlier

    def as_position(self) -> Position:
        return {**asdict(self), "reasons": dict(self.reasons)}

    def note(self, total: int) -> str:
        """``154 of 248 rows, 2 skipped``."""
        skipped = self.doubled + self.refused
        done, whole = numeral(self.rows), numeral(total)
        if not skipped:
            return tr("{rows} of {total} rows", rows=done, total=whole)
        return tr(
            "{rows} of {total} rows, {skipped} skipped",
            rows=done,
            total=whole,
            skipped=numeral(skipped),
        )

    def result(
        self, table: Table, columns: LeadMapping, report: ReportFile, *, dry_run: bool
    ) -> LeadImportResult:
        return LeadImportResult(
            rows=self.rows,
            new=self.new,
            updated=self.updated,
            unchanged=self.unchanged,
            doubled=self.doubled,
            refused=self.refused,
            report=str(report.path) if report.size else None,
            encoding=table.encoding,
            delimiter=table.delimiter,
            mapping=columns.as_words(),
            reasons=dict(self.reasons.most_common(50)),
            notes=tuple(table.notes),
            dry_run=dry_run,
        )


@dataclass(slots=True)
class _Batch:
    """Rows planned together: leads to bring, and rows for the report."""

    planned: list[PlannedLead] = field(default_factory=list)
    left_out: list[tuple[Row, str]] = field(default_factory=list)
    doubled: int = 0
    rows: int = 0
    characters: int = 0

    @property
    def full(self) -> bool:
        return self.rows >= _BATCH_ROWS or self.characters >= _BATCH_CHARACTERS


class _Import:
    """One run: plans rows, writes batches, keeps count."""

    def __init__(
        self,
        db: Database,
        user_id: UUID,
        planner: RowPlanner,
        report: ReportFile,
        tally: Tally,
        *,
        name: str,
        dry_run: bool,
        update: bool,
    ) -> None:
        self._name = name
        self.report = report
        self.tally = tally
        self._db = db
        self._user_id = user_id
        self._planner = planner
        self._dry_run = dry_run
        self._update = update
        self._leads = LeadImportRepository(db)
        # Of each address the hash and the line that had it first: a hundred bytes per row.
        self._lines: dict[int, int] = {}

    def begin(self, save_position: Callable[[Position], None]) -> None:
        """Settle where the report goes, so that a run killed early does not leave two."""
        if not self._dry_run:
            self.tally.report = str(self.report.path)
            with self._db.transaction():
                if not self.tally.journal:
                    self.tally.journal = begin_entry(self._db, self._user_id, self._name)
                save_position(self.tally.as_position())

    def pass_over(self, row: Row) -> None:
        """A row that an earlier run has dealt with; its address counts as seen."""
        if not row.problem and (address := self._planner.address(row.cells)):
            self._lines.setdefault(hash(address), row.line_no)

    def plan(self, row: Row, batch: _Batch) -> None:
        """Add a row to the batch, as a lead or as one left out."""
        batch.rows += 1
        batch.characters += sum(map(len, row.cells))
        outcome = Refusal(row.problem) if row.problem else self._planner.plan_row(row.cells)
        if isinstance(outcome, Refusal):
            batch.left_out.append((row, outcome.reason))
            return
        first = self._lines.setdefault(hash(outcome.draft.email), row.line_no)
        if first != row.line_no:
            batch.doubled += 1
            batch.left_out.append(
                (row, tr("the address of line {first} again", first=numeral(first)))
            )
            return
        batch.planned.append(outcome)

    def bring(self, batch: _Batch, save_position: Callable[[Position], None]) -> None:
        """Write a batch and the position behind it, all or nothing."""
        tally = self.tally
        tally.rows += batch.rows
        tally.doubled += batch.doubled
        tally.refused += len(batch.left_out) - batch.doubled
        tally.reasons.update(kind_of(reason) for _, reason in batch.left_out)
        if batch.left_out and not self._dry_run:
            self.report.add((str(row.line_no), why, *row.cells) for row, why in batch.left_out)
            tally.report_size = self.report.size
        with self._db.transaction():
            # First of all, as a batch of mail has it, whose messages and these leads would
            # otherwise not know of each other.
            MailRepository(self._db).lock(self._user_id)
            if self._dry_run:
                brought = self._leads.preview(self._user_id, batch.planned, update=self._update)
            else:
                brought = self._leads.bring(
                    self._user_id, batch.planned, tally.journal, update=self._update
                )
            tally.new += brought.new
            tally.updated += brought.updated
            tally.unchanged += brought.unchanged
            if self._dry_run:
                return
            changed = Kind.LEADS if brought.new or brought.updated else Kind.NONE
            if brought.with_mail:
                LeadRepository(self._db).claim_mail(self._user_id, brought.with_mail)
                changed |= Kind.CONVERSATIONS | Kind.MESSAGES
            save_position(tally.as_position())
            self._db.tell(changed, user_id=self._user_id)

    def close(self) -> None:
        if not self._dry_run:
            tally = self.tally
            close_entry(self._db, tally.journal, self._name, tally.new, tally.updated)

    def finish(self) -> None:
        if not self._dry_run and self.tally.new >= MANY:
            self._leads.refresh_statistics()


def _batches(table: Table, run: _Import) -> Iterator[_Batch]:
    """The rows behind the position, planned, in batches."""
    behind = run.tally.rows
    batch = _Batch()
    for number, row in enumerate(table.rows):
        if number < behind:
            run.pass_over(row)
            continue
        run.plan(row, batch)
        if batch.full:
            yield batch
            batch = _Batch()
    if batch.rows:
        yield batch


def report_on(
    path: Path,
    folder: Path,
    header: Sequence[str],
    delimiter: str,
    tally: Tally,
    clock: Callable[[], datetime],
) -> ReportFile:
    """The report of the earlier run, or one named after the file and the moment."""
    names = (REPORT_LINE, REPORT_REASON, *header)
    if tally.report:
        return ReportFile(Path(tally.report), names, delimiter, size=tally.report_size)
    # Bytes are what a file name may not have too many of.
    stem = os.fsencode(path.stem)[:150].decode("utf-8", "ignore")
    name = f"{stem}-{clock():%Y%m%d-%H%M%S}"
    target, times = folder / f"{name}.csv", 1
    while target.exists():
        times += 1
        target = folder / f"{name}-{times}.csv"
    return ReportFile(target, names, delimiter)


def kind_of(reason: str) -> str:
    """A reason without what is the row's own, to be counted."""
    if reason.endswith("is not an e-mail address"):
        return tr("not an e-mail address")
    if reason.endswith(" again"):
        return tr("the address of an earlier line again")
    return reason
