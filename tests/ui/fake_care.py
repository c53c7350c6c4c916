"""The workspace's caretaker, over plain values."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from desktop_app.domain.about import About, FaultReport, Place, Problem, SessionStart
from desktop_app.domain.backups import BackupFile, BackupState
from desktop_app.domain.errors import KnownError
from desktop_app.domain.jobs import Job, JobKind

HOME = "/home/mara/.local/share/Outpost"


def backup(now, days=1, **more) -> BackupFile:
    """A backup of some days ago."""
    made = now - timedelta(days=days)
    path = f"{HOME}/backups/outpost-{made:%Y%m%dT%H%M%SZ}.backup"
    return replace(BackupFile(path, made, 4_210_000, False, made), **more)


class FakeCare:
    """``state``, ``problems``, ``texts`` and ``where`` are what is found; the rest notes."""

    def __init__(self, jobs) -> None:
        self.jobs = jobs
        self.state = BackupState(f"{HOME}/backups", home=HOME)
        self.passphrase = ""
        self.problems: tuple[Problem, ...] = ()
        self.looks = 0
        self.where = Place()
        self.found: list[FaultReport] = []
        self.texts: dict[str, str] = {}
        self.start = SessionStart.OFF
        self.refused: KnownError | None = None

    def backups(self) -> BackupState:
        return self.state

    def back_up(self) -> Job:
        return self.jobs.add(JobKind.MAKE_BACKUP, "Backing up")

    def verify(self, path: str) -> Job:
        self.tried = path
        return self.jobs.add(JobKind.TRY_BACKUP, "Trying a backup")

    def keep_passphrase(self, text: str) -> None:
        if self.state.keyring:
            raise KnownError("The passphrase cannot be kept.", self.state.keyring)
        self.passphrase = text
        self.state = replace(self.state, passphrase=True)

    def forget_passphrase(self) -> None:
        self.passphrase = ""
        self.state = replace(self.state, passphrase=False)

    def about(self) -> About:
        return About("0.1.0", "3.12.4", "18.1", "Linux-6.8", HOME, f"{HOME}/logs",
                     f"{HOME}/reports")  # fmt: skip

    def check_up(self) -> tuple[Problem, ...]:
        self.looks += 1
        return self.problems

    def reports(self) -> tuple[FaultReport, ...]:
        return tuple(self.found)

    def report(self, name: str) -> str:
        return self.texts[name]

    def session_start(self) -> SessionStart:
        return self.start

    def start_with_session(self, on: bool) -> SessionStart:
        if self.refused:
            raise self.refused
        self.start = SessionStart.ON if on else SessionStart.OFF
        return self.start

    def place(self) -> Place:
        return self.where
