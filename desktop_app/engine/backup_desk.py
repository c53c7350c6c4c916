"""Backups as the window asks for them: how they are, one more, a try, and the passphrase."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from desktop_app.domain.backups import BackupState
from desktop_app.domain.errors import KnownError
from desktop_app.domain.jobs import JobKind
from desktop_app.domain.language import tr
from desktop_app.engine.backup_schedule import ENTRY, SEALED, BackupSchedule
from desktop_app.engine.jobs import JobContext
from desktop_app.engine.worker import JobRunner
from desktop_app.system.paths import Workspace
from desktop_app.system.secrets import SecretStore
from desktop_app.system.settings import Settings


def backup_runners(schedule: BackupSchedule) -> Mapping[JobKind, JobRunner]:
    """What does the jobs about backups."""

    def make(job: JobContext) -> Mapping[str, Any]:
        path = schedule.make_now(_Teller(job))
        return {"path": str(path), "size": path.stat().st_size}

    def verify(job: JobContext) -> Mapping[str, Any]:
        name = str(job.params["name"])
        schedule.verify(name, _Teller(job))
        return {"name": name}

    return {JobKind.MAKE_BACKUP: make, JobKind.TRY_BACKUP: verify}


class _Teller:
    """Passes sentences on as a job's progress; ends the work there when it is not wanted any
    more."""

    def __init__(self, job: JobContext) -> None:
        self._job = job

    def __call__(self, sentence: str) -> None:
        self._job.check_cancelled()
        self._job.report(0, None, sentence)


class BackupDesk:
    """Reads how the backups of a workspace are, and keeps their passphrase.

    Args:
        remote: the database is another server's.
    """

    def __init__(
        self,
        schedule: BackupSchedule,
        workspace: Workspace,
        settings: Settings,
        secrets: SecretStore,
        *,
        remote: bool = False,
    ) -> None:
        self._schedule = schedule
        self._workspace = workspace
        self._settings = settings
        self._secrets = secrets
        self._remote = remote

    def state(self) -> BackupState:
        """How they are now; looks at files and asks the keyring."""
        return BackupState(
            folder=str(self._schedule.folder),
            files=self._schedule.files(),
            due=self._schedule.next_due(),
            passphrase=self._secrets.get(ENTRY) is not None,
            keyring=self._secrets.why,
            remote=self._remote,
            home=os.fspath(self._workspace.home),
        )

    def keep_passphrase(self, text: str) -> None:
        """As :func:`keep_passphrase`."""
        keep_passphrase(self._settings, self._secrets, text)

    def forget_passphrase(self) -> None:
        """As :func:`forget_passphrase`."""
        forget_passphrase(self._settings, self._secrets)


def keep_passphrase(settings: Settings, secrets: SecretStore, text: str) -> None:
    """Seal the backups to come.

    Raises:
        KnownError: it is empty, or there is no keyring that keeps it; nothing is changed then.
    """
    if not text:
        raise KnownError(tr("The passphrase is empty."), tr("Nothing was changed."))
    if secrets.persistent:
        secrets.set(ENTRY, text)
    if not secrets.persistent:
        secrets.delete(ENTRY)
        raise KnownError(
            tr("The passphrase cannot be kept: there is no keyring here that Outpost can use."),
            tr(
                "Backups made by themselves stay unsealed; for one: outpost db backup --passphrase."
            ),
        )
    settings.set(SEALED, True)


def forget_passphrase(settings: Settings, secrets: SecretStore) -> None:
    """Seal no more of them; those that are sealed stay so."""
    settings.reset(SEALED)
    secrets.delete(ENTRY)
