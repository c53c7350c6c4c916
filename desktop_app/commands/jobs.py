"""Long work of a command: asked for by a row, as the window does, and done here and now."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from desktop_app.commands.call import Invocation, Outcome, readable
from desktop_app.domain.errors import KnownError

if TYPE_CHECKING:
    from desktop_app.bootstrap.opened import Opened
    from desktop_app.domain.jobs import JobKind, Progress
    from desktop_app.domain.users import User


def run_job(
    call: Invocation,
    opened: Opened,
    user: User,
    kind: JobKind,
    title: str,
    params: dict[str, Any],
) -> Outcome:
    """Ask for a job by a row, as the window does, and do it here and now."""
    from desktop_app.domain.jobs import JobState
    from desktop_app.engine.worker import JobWaits, run_here

    with _stopped_by_ctrl_c() as stopped:
        try:
            job = run_here(
                opened.db,
                opened.folders,
                user.id,
                kind,
                title,
                params,
                listener=_progress_line(call),
                should_stop=stopped.is_set,
                may_wait=not params.get("dry_run"),
            )
        except JobWaits as waits:
            later = (
                f"“{title}” goes on by itself when Outpost runs next; to do it now: "
                "outpost engine --once"
            )
            raise KnownError(waits.title, f"{waits.advice} {later}".lstrip()) from waits
    if job.state is JobState.DONE:
        return Outcome(dict(job.result), readable(job.result))
    if job.state is JobState.CANCELLED:
        raise KnownError(f"“{title}” was cancelled.", "What was committed is kept.")
    raise KnownError(job.error)


@contextmanager
def _stopped_by_ctrl_c() -> Iterator[threading.Event]:
    """Ctrl+C asks for an orderly end, which comes within a moment; pressed again, it insists."""
    stopped = threading.Event()
    usual = signal.getsignal(signal.SIGINT)
    if usual in (None, signal.SIG_IGN):  # started to be left alone, as `nohup` does
        yield stopped
        return

    def ask(number: int, frame: object) -> None:
        stopped.set()
        signal.signal(signal.SIGINT, usual)

    signal.signal(signal.SIGINT, ask)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, usual)


def _progress_line(call: Invocation) -> Callable[[Progress], None] | None:
    if not sys.stderr.isatty() or call.arguments.json:
        return None

    def show(progress: Progress) -> None:
        end = "\n" if progress.fraction == 1 else ""
        print(f"\r{progress.note:<60}", end=end, file=sys.stderr, flush=True)

    return show
