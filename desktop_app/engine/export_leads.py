"""Writing leads to a file: a view or a selection, as of one moment, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from desktop_app.data.custom_fields import CustomFieldRepository
from desktop_app.data.database import Database
from desktop_app.data.jobs import JobRepository
from desktop_app.data.lead_export import LeadSnapshot, lead_snapshot
from desktop_app.data.selections import SelectionRepository
from desktop_app.domain.ids import IdList
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.lead_export import Contents, ExportFormat, columns_of
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.leads import query_of
from desktop_app.domain.zones import zone_or_utc
from desktop_app.engine.jobs import JobContext
from desktop_app.wire.lead_writer import clear_part, open_writer, parts_beside, whole_file


@dataclass(frozen=True, slots=True)
class LeadExportResult:
    """What an export wrote.

    Args:
        leads: how many.
        columns: their headers.
        notes: what the format could not hold, in sentences.
    """

    leads: int
    path: str
    format: str
    size: int
    columns: tuple[str, ...]
    notes: tuple[str, ...] = ()


def export_leads(job: JobContext) -> Mapping[str, Any]:
    """Write leads of the job's user to ``params["path"]``, whose suffix says the format.

    ``params["query"]`` is a :func:`~desktop_app.domain.leads.query_document`; with
    ``params["chosen"]`` the leads of the job's selection are meant instead, in their order;
    ``params["columns"]`` are keys of fields, all
    columns without it; ``params["mark"]`` false leaves out the mark before UTF-8. Answers
    :class:`LeadExportResult` as a document. A run that was stopped begins anew.

    Raises:
        KnownError: it cannot be written there, or the query cannot be asked any more.
        Cancelled, Interrupted: between batches; nothing is left of it.
    """
    target = Path(str(job.params["path"]))
    format_ = ExportFormat.of(target)
    _clear_stale(job.db, target)
    token = str(job.job_id or uuid4())
    with whole_file(target, token) as part, lead_snapshot(job.db, job.user_id) as leads:
        custom = CustomFieldRepository(job.db).fields(job.user_id)
        ids = ids_of(job, leads)
        wanted = tuple(map(str, job.params.get("columns") or ()))
        contents = Contents(custom)
        if not wanted:
            _look_through(leads, ids, contents, job)
        columns = columns_of(
            LeadFields(custom), _zone(job.db, job.user_id), wanted=wanted, contents=contents
        )
        writer = open_writer(format_, part, columns, mark=bool(job.params.get("mark", True)))
        cells = [column.cell for column in columns]
        count = 0
        try:
            for batch in leads.records(ids):
                job.check_cancelled()
                writer.write([cell(lead) for cell in cells] for lead in batch)
                count += len(batch)
                job.report(
                    count,
                    len(ids),
                    tr(
                        "{done} of {count} leads",
                        done=numeral(count),
                        count=numeral(len(ids)),
                    ),
                )
            job.check_cancelled()
            writer.finish()
        except BaseException:
            writer.give_up()
            raise
        result = LeadExportResult(
            count,
            str(target),
            str(format_),
            part.stat().st_size,
            tuple(column.title for column in columns),
            tuple(writer.notes),
        )
    job.report(count, count, tr("{count} leads in {name}", count=numeral(count), name=target.name))
    return asdict(result)


def ids_of(job: JobContext, leads: LeadSnapshot) -> IdList:
    """Which leads a job is about, in their order.

    Raises:
        KnownError: the query cannot be asked any more.
    """
    if job.params.get("chosen") and job.job_id is not None:
        return SelectionRepository(job.db).ids(job.job_id)
    return leads.ids_of(query_of(job.params["query"]))


def _look_through(leads: LeadSnapshot, ids: IdList, contents: Contents, job: JobContext) -> None:
    job.report(0, None, tr("Looking which columns there are"))
    for batch in leads.metadata(ids):
        job.check_cancelled()
        for email, metadata in batch:
            contents.add(email, metadata)


def _clear_stale(db: Database, target: Path) -> None:
    """What exports to this file left behind that were killed, and will not go on."""
    jobs = JobRepository(db)
    for token, part in parts_beside(target).items():
        try:
            job = jobs.job(UUID(token.removesuffix(".d")))
        except ValueError:
            continue
        if job is not None and job.state.over:
            clear_part(part)


def _zone(db: Database, user_id: UUID) -> ZoneInfo:
    name = db.value("SELECT timezone FROM public.users WHERE id = %s", (user_id,))
    return zone_or_utc(name)
