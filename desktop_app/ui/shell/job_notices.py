"""What is told of long work once it is over."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.jobs import PROMPT_KINDS, Job, JobKind, JobState
from desktop_app.domain.language import plural, tr
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.jobs import (
    JobsWatch,
    ending_words,
    exported_file,
    kept_aside,
    refused_rows,
)

_HOW_TO_INSTALL = tr(
    "It is as its makers signed it. Close Outpost, then install it as this one was."
)
_BROUGHT = Kind.LEADS | Kind.CONVERSATIONS | Kind.MESSAGES | Kind.ACTIONS | Kind.INSIGHTS


class JobNotices:
    """Says how the jobs that are watched have ended, and what of them is left to look at."""

    def __init__(self, ctx: Context, jobs: JobsWatch, window: QWidget) -> None:
        self._ctx = ctx
        self._window = window
        jobs.ended.connect(self._on_ended)

    def _on_ended(self, job: Job) -> None:
        if job.kind in PROMPT_KINDS and job.kind is not JobKind.CHECK_UPDATES:
            return  # whoever asked is looking
        if job.state is JobState.FAILED:
            self._ctx.notices.error(
                Fault(tr("{title} did not finish", title=job.title), tr(job.error))
            )
        else:
            self._ctx.notices.say(ending_words(job))
            self._tell_exported(job)
            self._tell_refused(job)
            self._tell_kept_aside(job)
        # What an import brought may have been told while nobody could listen.
        self._ctx.bus.tell(Changes(_BROUGHT))

    def _tell_exported(self, job: Job) -> None:
        """Where the file is, and what of the leads it could not hold."""
        if not (path := exported_file(job)):
            return
        folder = QUrl.fromLocalFile(str(Path(path).parent))
        self._ctx.notices.band(
            "info",
            _where(job, Path(path)),
            _HOW_TO_INSTALL
            if job.kind is JobKind.FETCH_UPDATE
            else " ".join(map(str, job.result.get("notes") or ())),
            [(tr("Show in folder"), "", lambda: QDesktopServices.openUrl(folder))],
        )

    def _tell_refused(self, job: Job) -> None:
        """Rows that could not be taken stay in a file; say so, and where it is."""
        count, report = refused_rows(job)
        if not count:
            return
        rows = plural("{n} rows were", "{n} row was", count)
        actions = []
        if report:
            url = QUrl.fromLocalFile(report)
            actions.append((tr("Show the rows"), "", lambda: QDesktopServices.openUrl(url)))
        self._ctx.notices.band(
            "warning",
            tr("{title}: {rows} not taken", title=job.title, rows=rows),
            tr("They are kept in a file of their own, each with its reason. All others are in."),
            actions,
        )

    def _tell_kept_aside(self, job: Job) -> None:
        """Mail that could not be read stays as it came; say so, and how to get at it."""
        count = kept_aside(job)
        if not count:
            return
        messages = plural("{n} messages were", "{n} message was", count)
        self._ctx.notices.band(
            "warning",
            tr("{title}: {messages} kept aside", title=job.title, messages=messages),
            tr("They cannot be read as mail. “outpost import broken” lists them with the reasons."),
            [(tr("Save as files…"), "", self._save_kept_aside)],
        )

    def _save_kept_aside(self) -> None:
        """Ask for a folder, and copy there what imports could not read."""
        name = QFileDialog.getExistingDirectory(self._window, tr("Save what was kept aside"))
        if not name:
            return
        ctx, folder = self._ctx, Path(name)
        service = ctx.services.broken_mail

        def done(saved: dict[str, Path]) -> None:
            files = plural("{n} files", "{n} file", len(saved))
            ctx.notices.say(tr("{files} saved in {name}", files=files, name=folder.name))

        ctx.ops.run_query(self._window, lambda: service.save(folder), done, ctx.notices.error)


def _where(job: Job, path: Path) -> str:
    if job.kind is JobKind.FETCH_UPDATE:
        return ending_words(job)
    return tr(
        "{ending_words} in {value}",
        ending_words=ending_words(job),
        value=path.parent.name or tr("the folder"),
    )
