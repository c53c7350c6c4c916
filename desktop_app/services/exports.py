"""Writing leads to files: asked for here, done by the engine."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop_app.data.custom_fields import CustomFieldRepository
from desktop_app.data.database import Database
from desktop_app.data.jobs import JobRepository
from desktop_app.data.selections import SelectionRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.jobs import Job, JobKind
from desktop_app.domain.language import tr
from desktop_app.domain.lead_export import ExportFormat
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.leads import LeadQuery, query_document


class ExportService:
    """Exports of one user."""

    def __init__(self, db: Database, user_id: UUID) -> None:
        self._db = db
        self._user_id = user_id
        self._jobs = JobRepository(db)

    def start(
        self,
        path: str | Path,
        query: LeadQuery,
        ids: IdList | None = None,
        columns: Sequence[str] = (),
    ) -> Job:
        """Have leads written to a file, whose suffix says the format.

        Args:
            query: which leads, in which order.
            ids: these leads instead, in this order.
            columns: the keys of fields; all that there is of a lead when none are named.

        Raises:
            KnownError: the suffix says nothing, there is no such column, or no folder to write in.
        """
        params = export_params(path, query, columns)
        fields = LeadFields(CustomFieldRepository(self._db).fields(self._user_id))
        for key in columns:
            known = fields.get(key)
            if known is None or not known.column:
                raise KnownError(
                    tr("Leads have no column “{key}”.", key=key), tr("Nothing was written.")
                )
        title = tr("Exporting {name}", name=Path(params["path"]).name)
        with self._db.transaction():
            job = self._jobs.add(
                self._user_id, JobKind.EXPORT_LEADS, title, params | {"chosen": ids is not None}
            )
            if ids is not None:
                SelectionRepository(self._db).keep(job.id, ids)
            self._db.tell(Kind.JOBS, user_id=self._user_id, job_id=job.id)
        return job


def export_params(
    path: str | Path, query: LeadQuery, columns: Sequence[str] = ()
) -> dict[str, Any]:
    """What a job that exports leads is given.

    Raises:
        KnownError: the suffix says nothing, or there is no such folder to write in.
    """
    target = Path(path).expanduser().absolute()
    ExportFormat.of(target)
    if not target.parent.is_dir():
        raise KnownError(
            tr("There is no folder “{parent}”.", parent=target.parent),
            tr("Make it, or choose another."),
        )
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise KnownError(
            tr("There are no rights to write in “{parent}”.", parent=target.parent),
            tr("Choose another folder."),
        )
    if target.is_dir():
        raise KnownError(
            tr("“{name}” is a folder.", name=target.name), tr("Choose a name for the file.")
        )
    return {"path": str(target), "columns": list(columns), "query": query_document(query)}
