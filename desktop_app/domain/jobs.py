"""Long work asked for by rows: imports, sample data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class JobKind(StrEnum):
    """What the engine can be asked for."""

    IMPORT_MAIL = "import_mail"
    IMPORT_LEADS = "import_leads"
    CHANGE_LEADS = "change_leads"
    EXPORT_LEADS = "export_leads"
    PLAN_IMPORT = "plan_import"
    SAMPLE_DATA = "sample_data"
    REMOVE_SAMPLES = "remove_samples"
    FIND_DUPLICATES = "find_duplicates"
    MAIL_MERGE = "mail_merge"
    CHECK_UPDATES = "check_updates"
    FETCH_UPDATE = "fetch_update"
    MAKE_BACKUP = "make_backup"
    TRY_BACKUP = "try_backup"


PROMPT_KINDS = frozenset({JobKind.PLAN_IMPORT, JobKind.CHECK_UPDATES})
"""Work that somebody looks at while it is done: it does not queue behind other jobs."""


CARE_KINDS = frozenset({JobKind.MAKE_BACKUP, JobKind.TRY_BACKUP})
"""Work of what looks after the workspace: it takes minutes, and keeps no import waiting."""


class JobState(StrEnum):
    """Where a job stands; ``cancelling`` is a wish the engine has not yet seen."""

    QUEUED = "queued"
    RUNNING = "running"
    CANCELLING = "cancelling"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        return self in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is. ``total`` is None while nobody can know; units are the job's own
    (rows, messages); ``note`` is a short sentence ("154 of 248 rows, 2 skipped")."""

    done: int = 0
    total: int | None = None
    note: str = ""

    @property
    def fraction(self) -> float | None:
        return min(1.0, self.done / self.total) if self.total else None


@dataclass(frozen=True, slots=True)
class Job:
    """A row of ``outpost.job``."""

    id: UUID
    user_id: UUID
    kind: JobKind
    title: str
    state: JobState
    progress: Progress
    created_at: datetime
    finished_at: datetime | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    result: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""
