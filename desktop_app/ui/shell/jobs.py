"""Long work as the window sees it: what runs, and how what ran has ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.jobs import Job, JobKind, JobState
from desktop_app.domain.language import decimal, numeral, plural, tr
from desktop_app.domain.language import percent as _percent
from desktop_app.ui.shell.context import Context

_POLL = 2_000


class JobsWatch(QObject):
    """Follows the jobs of the user.

    Signals:
        changed: ``running`` holds other jobs, or they are further.
        ended: a :class:`Job` that ran while we looked is over.
    """

    changed = Signal()
    ended = Signal(object)

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.running: tuple[Job, ...] = ()
        self._seen: set[UUID] = set()
        # Progress is told by notices; the timer only covers a notice lost on the way.
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL)
        self._poll.timeout.connect(self.refresh)
        ctx.bus.changed.connect(self._on_changed)

    def expect(self, jobs: Iterable[Job]) -> None:
        """Watch jobs just asked for, so that even a short one is told when it ends."""
        self._seen.update(job.id for job in jobs)
        self.refresh()

    def refresh(self) -> None:
        """Read what runs, and of those that ran before what became of them."""
        jobs = self._ctx.services.jobs
        seen = bool(self._seen)

        def read() -> tuple[tuple[Job, ...], tuple[Job, ...]]:
            return tuple(jobs.running()), tuple(jobs.recent()) if seen else ()

        self._ctx.ops.run_query(self, read, self._on_read, key="jobs")

    def cancel(self, job: Job) -> None:
        self._ctx.ops.run_command(self, lambda: self._ctx.services.jobs.cancel(job.id))

    @property
    def fraction(self) -> float | None:
        """The mean progress of all that runs, None when nothing can be said."""
        known = [job.progress.fraction for job in self.running]
        parts = [each for each in known if each is not None]
        return sum(parts) / len(known) if parts else None

    def _on_changed(self, news: Changes) -> None:
        if news.kinds & Kind.JOBS:
            self.refresh()

    def _on_read(self, found: tuple[tuple[Job, ...], tuple[Job, ...]]) -> None:
        running, recent = found
        over = [job for job in recent if job.state.over and job.id in self._seen]
        self.running = tuple(job for job in running if not job.state.over)
        self._seen |= {job.id for job in self.running}
        self._seen -= {job.id for job in over}
        if self._seen:
            self._poll.start()
        else:
            self._poll.stop()
        self.changed.emit()
        for job in over:
            self.ended.emit(job)


def ending_words(job: Job) -> str:
    """How a job ended, in one sentence."""
    if job.state is JobState.CANCELLED and job.kind is JobKind.TRY_BACKUP:
        return tr("{title}: cancelled.", title=job.title)
    writes = job.kind in (JobKind.EXPORT_LEADS, JobKind.MAKE_BACKUP, JobKind.FETCH_UPDATE)
    if job.state is JobState.CANCELLED and writes:
        return tr("{title}: cancelled. Nothing was written.", title=job.title)
    if job.state is JobState.CANCELLED:
        return tr("{title}: cancelled. What was done stays.", title=job.title)
    words = _ENDINGS.get(job.kind, lambda _result: "")(job.result)
    return words or job.progress.note or tr("{title}: done", title=job.title)


def refused_rows(job: Job) -> tuple[int, str]:
    """How many rows an import of leads could not take, and the file that says why."""
    if job.kind is not JobKind.IMPORT_LEADS:
        return 0, ""
    return _number(job.result, "refused"), str(job.result.get("report") or "")


def kept_aside(job: Job) -> int:
    """How many messages an import of mail could not read."""
    return _number(job.result, "broken") if job.kind is JobKind.IMPORT_MAIL else 0


def _leads_ending(result: Mapping[str, Any]) -> str:
    same = _number(result, "unchanged") + _number(result, "doubled")
    return _joined(
        _counted(
            _number(result, "new"), lambda count: plural("{n} leads added", "{n} lead added", count)
        ),
        _counted(
            _number(result, "updated"),
            lambda count: plural("{n} leads updated", "{n} lead updated", count),
        ),
        tr("{same} known already", same=numeral(same)) if same else "",
        tr("{number} not taken", number=numeral(_number(result, "refused")))
        if _number(result, "refused")
        else "",
        nothing=tr("The file holds no leads"),
    )


def _mail_ending(result: Mapping[str, Any]) -> str:
    return _joined(
        _counted(
            _number(result, "new"),
            lambda count: plural("{n} messages added", "{n} message added", count),
        ),
        tr("{number} known already", number=numeral(_number(result, "known")))
        if _number(result, "known")
        else "",
        tr("{number} kept aside", number=numeral(_number(result, "broken")))
        if _number(result, "broken")
        else "",
        nothing=tr("No mail was found there"),
    )


def _export_ending(result: Mapping[str, Any]) -> str:
    name = str(result.get("path") or "").replace("\\", "/").rpartition("/")[2]
    return tr(
        "{value} to {name}",
        value=_counted(
            _number(result, "leads"),
            lambda count: plural("{n} leads written", "{n} lead written", count),
        )
        or tr("No leads"),
        name=name,
    )


def exported_file(job: Job) -> str:
    """The file that an export or a fetched version has written, "" for any other job."""
    writes = job.kind in (JobKind.EXPORT_LEADS, JobKind.FETCH_UPDATE)
    done = writes and job.state is JobState.DONE
    return str(job.result.get("path") or "") if done else ""


def _samples_ending(result: Mapping[str, Any]) -> str:
    leads, messages = _number(result, "leads"), _number(result, "messages")
    return (
        tr(
            "{leads} sample leads with {messages} messages are ready",
            leads=numeral(leads),
            messages=numeral(messages),
        )
        if leads
        else ""
    )


def _update_ending(result: Mapping[str, Any]) -> str:
    if result.get("newer") is True:
        return tr("Outpost {get} is out: see the foot of the window", get=result.get("version"))
    return tr("Outpost {get} is the newest version", get=result.get("current"))


def _duplicates_ending(pairs: int) -> str:
    if not pairs:
        return tr("No duplicates found")
    return plural("{n} possible duplicates", "{n} possible duplicate", pairs)


def _backup_ending(result: Mapping[str, Any]) -> str:
    return tr(
        "The backup is made, and was restored for a try: {value} MB",
        value=decimal(_number(result, "size") / 1e6),
    )


_ENDINGS: dict[JobKind, Callable[[Mapping[str, Any]], str]] = {
    JobKind.IMPORT_LEADS: _leads_ending,
    JobKind.EXPORT_LEADS: _export_ending,
    JobKind.IMPORT_MAIL: _mail_ending,
    JobKind.SAMPLE_DATA: _samples_ending,
    JobKind.REMOVE_SAMPLES: lambda _result: tr("The sample data is gone"),
    JobKind.MAKE_BACKUP: _backup_ending,
    JobKind.TRY_BACKUP: lambda _result: tr("The backup is whole: it was restored for a try"),
    JobKind.FIND_DUPLICATES: lambda result: _duplicates_ending(_number(result, "pairs")),
    JobKind.CHECK_UPDATES: _update_ending,
}


def _number(result: Mapping[str, Any], name: str) -> int:
    value = result.get(name, 0)
    return value if isinstance(value, int) else 0


def _counted(count: int, said: Callable[[int], str]) -> str:
    return said(count) if count else ""


def _joined(*parts: str, nothing: str) -> str:
    return ", ".join(part for part in parts if part) or nothing


def percent(fraction: float | None) -> str:
    return "" if fraction is None else _percent(int(fraction * 100))
