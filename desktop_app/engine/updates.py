"""Newer versions: looked for once a day where that was agreed to, fetched when the user asks.

Nothing is installed from here. The packages belong to the system's own installer, which asks for an
administrator where one is needed, knows what depends on what, and can be told to go back; a program
that replaces itself while its engine and its database run can do none of that well.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from desktop_app.data.database import Database
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import decimal, tr
from desktop_app.domain.updates import Release, is_newer, nowhere_to_look
from desktop_app.engine.jobs import Interrupted, JobContext
from desktop_app.engine.sweep import utc_now
from desktop_app.system.paths import Workspace
from desktop_app.system.settings import Settings
from desktop_app.system.updates import UpdateRules, UpdatesHere, downloads_folder

if TYPE_CHECKING:
    from desktop_app.wire.update_fetch import Patience
    from desktop_app.wire.updates import UpdateSource

log = logging.getLogger(__name__)

_MEGABYTE: Final = 1_000_000


def updates_of(workspace: Workspace) -> UpdatesHere:
    """Updates as a workspace has them."""
    return UpdatesHere(workspace.updates, UpdateRules(Settings(workspace.settings_file)))


class UpdateDesk:
    """Asks for newer versions, and fetches one.

    Args:
        here: what this computer knows and decides.
        now: the time, UTC.
        jitter: 0 to 1, so that not everybody asks at the same time.
        patience: how long the server is waited for.
    """

    def __init__(
        self,
        here: UpdatesHere,
        *,
        now: Callable[[], datetime] = utc_now,
        jitter: Callable[[], float] = random.random,
        patience: Patience | None = None,
    ) -> None:
        self.here = here
        self._now = now
        self._jitter = jitter
        self._patience = patience

    def check(self, should_stop: Callable[[], bool] = lambda: False) -> Release:
        """Ask now, and keep the answer; the newest release, which may be the one that runs.

        Raises:
            KnownError: it is turned off for this computer; nobody can be asked; the answer
                cannot be trusted. What went wrong with the asking is kept, too.
            GivenUp: it is wanted no longer.
        """
        with self._alone(should_stop) as source:
            try:
                release = source.latest()
            except KnownError as error:
                fault = str(error)
                self.here.change(
                    lambda state: state.after_fault(self._now(), fault, self._jitter())
                )
                raise
        self.here.change(lambda state: state.after_look(self._now(), release, self._jitter()))
        return release

    def fetch(
        self,
        folder: Path,
        on_bytes: Callable[[int, int], None] = lambda done, total: None,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> tuple[Release, Path]:
        """Fetch the newest release's package for this computer, verified; where it is.

        Raises:
            KnownError: as :meth:`check`; there is nothing newer, or no package for this computer;
                the folder cannot be written to.
            GivenUp: it is wanted no longer; nothing is left of it.
        """
        release = self.check(should_stop)
        if not is_newer(release.version, self.here.current):
            raise KnownError(
                tr("Outpost {current} is the newest version.", current=self.here.current)
            )
        name = release.files.get(self.here.kind)
        if name is None:
            raise KnownError(
                tr(
                    "Outpost {version} has no package for this computer ({kind}).",
                    version=release.version,
                    kind=self.here.kind,
                ),
                tr("What there is: {page}", page=release.page) if release.page else "",
            )
        with self._alone(should_stop) as source:
            begins = self.here.file.note_part
            try:
                return release, source.fetch(name, folder, release.version, on_bytes, begins)
            finally:
                self.here.file.sweep()

    def sweep(self) -> None:
        """Take away what a fetch left that was killed.

        Raises:
            KnownError: the folder of updates cannot be read or written.
        """
        file = self.here.file
        if not file.has_part():
            return
        lock = file.alone()
        if lock.acquire(blocking=False):
            try:
                file.sweep()
            finally:
                lock.release()

    @contextmanager
    def _alone(self, should_stop: Callable[[], bool]) -> Iterator[UpdateSource]:
        """The source, for one program of this workspace at a time."""
        # Loaded when first asked for: most starts ask nobody.
        from desktop_app.wire.updates import UpdateSource

        policy = self.here.rules.policy()
        if policy.forced and not policy.check:
            raise KnownError(
                tr("Looking for newer versions is turned off for this computer."),
                tr("Whoever looks after it brings newer versions."),
            )
        if not policy.url:
            raise nowhere_to_look()
        lock = self.here.file.alone()
        if not lock.acquire(blocking=False):
            raise KnownError(
                tr("Another part of Outpost is asking for newer versions right now."),
                tr("Try again in a minute."),
                retryable=True,
            )
        try:
            self.here.file.sweep()
            yield UpdateSource(
                policy.url,
                self.here.file.folder / "metadata",
                self.here.rules.root(),
                now=self._now,
                patience=self._patience,
                should_stop=should_stop,
            )
        finally:
            lock.release()


class UpdateWatch:
    """Looks once a day, where somebody agreed to that.

    Args:
        desk: what asks.
        tell: called when there is news for the window.
        now: the time, UTC.
    """

    def __init__(
        self,
        desk: UpdateDesk,
        tell: Callable[[], None],
        *,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._desk = desk
        self._tell = tell
        self._now = now
        self._leaving = threading.Event()

    def look(self) -> bool:
        """Ask, if it is time; whether somebody was asked. A fault is kept, and tried again hours
        later: it is no news for the window."""
        from desktop_app.wire.update_fetch import GivenUp

        self._desk.sweep()
        here, now = self._desk.here, self._now()
        policy = here.rules.policy()
        if not policy.url:
            return False
        state = here.file.read()
        if state.begun is None or (policy.check and not state.asked):
            # Who decided by the settings is not asked again.
            begun, asked = state.begun or now, state.asked or bool(policy.check)
            here.change(lambda each: replace(each, begun=begun, asked=asked))
        if not policy.check or not state.is_due(now):
            return False
        before = here.view(now).news
        try:
            self._desk.check(self._leaving.is_set)
        except KnownError as error:
            log.info("newer versions: %s", error)
            return True
        except GivenUp:
            return True
        if here.view(now).news != before:
            self._tell()
        return True

    def leave(self) -> None:
        """Give up what is under way."""
        self._leaving.set()


def update_watch(db: Database, workspace: Workspace) -> UpdateWatch:
    """The watch of a workspace, which tells its windows."""

    def tell() -> None:
        with db.transaction():
            db.tell(Kind.NOTIFICATIONS)

    return UpdateWatch(UpdateDesk(updates_of(workspace)), tell)


def check_updates(job: JobContext, desk: UpdateDesk | None = None) -> Mapping[str, Any]:
    """Ask for newer versions because the user wishes it. Answers ``{"version", "newer"}``.

    Raises:
        KnownError: as `UpdateDesk.check`.
        Cancelled, Interrupted: it is wanted no longer.
    """
    from desktop_app.wire.update_fetch import GivenUp

    desk = desk or _desk_of(job)
    try:
        release = desk.check(job.should_stop)
    except GivenUp:
        raise Interrupted from None
    news = desk.here.file.read().news(desk.here.current)
    with job.db.transaction():
        job.db.tell(Kind.NOTIFICATIONS)
    return {"version": release.version, "newer": news is not None, "current": desk.here.current}


def fetch_update(job: JobContext, desk: UpdateDesk | None = None) -> Mapping[str, Any]:
    """Fetch the newest version's package into ``params["folder"]``, by default the user's
    downloads. Answers ``{"version", "path"}``.

    Raises:
        KnownError: as `UpdateDesk.fetch`.
        Cancelled, Interrupted: between pieces; nothing is left of it.
    """
    from desktop_app.wire.update_fetch import GivenUp

    desk = desk or _desk_of(job)
    folder = Path(str(job.params.get("folder") or downloads_folder())).expanduser()

    def on_bytes(done: int, total: int) -> None:
        job.report(
            done,
            total,
            tr(
                "{done} of {total} MB fetched",
                done=decimal(done / _MEGABYTE, 0),
                total=decimal(total / _MEGABYTE, 0),
            ),
        )

    gone: list[BaseException] = []

    def unwanted() -> bool:
        try:
            job.check_cancelled()
        except Exception as ended:
            gone.append(ended)
            return True
        return False

    try:
        release, path = desk.fetch(folder, on_bytes, unwanted)
    except GivenUp:
        raise gone[0] if gone else Interrupted from None
    size = path.stat().st_size
    job.report(
        size,
        size,
        tr("{name} is in {folder}", name=path.name, folder=path.parent.name or path.parent),
    )
    return {"version": release.version, "path": str(path)}


def _desk_of(job: JobContext) -> UpdateDesk:
    if job.folders.home is None:
        raise nowhere_to_look()
    return UpdateDesk(updates_of(Workspace(job.folders.home)))
