"""The one file that joins the layers: opens a workspace and hands out what works on it."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.data import migrations
from desktop_app.data.database import Database
from desktop_app.domain.errors import KnownError
from desktop_app.services.bundle import Services
from desktop_app.system import passwords
from desktop_app.system.paths import Workspace
from desktop_app.system.postgres import EmbeddedPostgres
from desktop_app.system.postgres_cluster import find_binaries
from desktop_app.system.postgres_listen import chosen_transport
from desktop_app.system.secrets import SecretStore, workspace_secrets
from desktop_app.system.settings import Settings

if TYPE_CHECKING:
    from desktop_app.domain.changes import Notice
    from desktop_app.engine.jobs import Folders
    from desktop_app.wire.content_store import ContentStore
    from desktop_app.wire.html_clean import CleanHtml

log = logging.getLogger(__name__)

DATABASE_VARIABLE = "OUTPOST_DATABASE_URL"


@dataclass(frozen=True, slots=True)
class Opened:
    """A workspace with its database up and its schema current.

    ``url`` has no secret in it; ``password`` is None where none is needed. ``revive`` starts the
    embedded server again when it was killed, and forgets the connections that died with it.
    """

    workspace: Workspace
    settings: Settings
    secrets: SecretStore
    db: Database
    url: str
    password: str | None = field(repr=False)
    embedded: bool
    revive: Callable[[], None]

    @property
    def folders(self) -> Folders:
        from desktop_app.engine.jobs import Folders

        return Folders(self.workspace.files, self.workspace.raw, self.workspace.reports)

    def services(self) -> Services:
        return Services.on(
            self.db,
            secrets=self.secrets,
            workspace_name=str(self.workspace.home),
            passwords=passwords,
            store=_LateStore(self.workspace),
            show=_show_body,
        )


class _LateStore:
    """The content store, made when the first file is asked for: a start does not wait for it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def get(self, url: str) -> bytes:
        return self._store.get(url)

    def get_raw(self, url: str) -> bytes:
        return self._store.get_raw(url)

    @cached_property
    def _store(self) -> ContentStore:
        from desktop_app.wire.content_store import ContentStore

        return ContentStore(self._workspace.files, raw=self._workspace.raw)


def _show_body(
    body: str, is_html: bool, allow_remote: bool, raw: Callable[[], bytes | None]
) -> CleanHtml:
    from desktop_app.wire.mail_body import show_body

    return show_body(body, is_html, allow_remote, raw)


@contextmanager
def open_workspace(
    home: Path,
    database_url: str | None = None,
    *,
    on_progress: Callable[[str], None] | None = None,
    upgrade: bool = True,
    application_name: str = "outpost",
) -> Iterator[Opened]:
    """Start or join the database of a workspace, and leave it again.

    Args:
        home: the workspace's folder; made when absent.
        database_url: another Postgres (14 or newer) instead of the embedded one; may hold a
            password, which is kept out of everything this hands out as text.
        on_progress: told short sentences while something takes long.
        upgrade: bring the schema up to date first.

    Raises:
        KnownError: no rights, no space, another Postgres version, no connection, a schema that
            is not ours.
    """
    workspace = Workspace(home).ensure()
    settings = Settings(workspace.settings_file)
    secrets = workspace_secrets(home)
    with ExitStack() as stack:
        remote = database_url or str(settings.get("database.url") or "")
        server: EmbeddedPostgres | None = None
        if remote:
            url, password = Database.split_password(remote)
            password = password or secrets.get(f"database:{url}")
        else:
            server = EmbeddedPostgres(
                workspace,
                secrets=secrets,
                transport=chosen_transport(settings.get("postgres.transport")),
                on_progress=on_progress,
            )
            address = server.acquire()
            stack.callback(server.release)
            url, password = address.url, address.password
        db = Database(url, password=password, application_name=application_name)
        stack.callback(db.close)
        if upgrade:
            migrations.upgrade(db)

        def revive() -> None:
            if server is not None:
                server.ensure_running()
            db.forget_connections()

        yield Opened(workspace, settings, secrets, db, url, password, server is not None, revive)


def listen(
    opened: Opened, on_notice: Callable[[Notice], None], on_lost: Callable[[bool], None]
) -> Callable[[], None]:
    """Tell ``on_notice`` what other connections change, from a thread; returns how to stop.

    When the connection is lost, the embedded server is brought back before the next try.
    """

    def lost(is_lost: bool) -> None:
        on_lost(is_lost)
        if is_lost:
            try:
                opened.revive()
            except KnownError as error:
                log.warning("the database stays away: %s", error)

    from desktop_app.data.listen import Listener

    listener = Listener(opened.url, opened.password, on_notice, lost, own=opened.db.token)
    thread = threading.Thread(target=listener.run, name="listener", daemon=True)
    thread.start()

    def stop() -> None:
        listener.stop()
        thread.join(timeout=5)

    return stop


def running_url(home: Path, database_url: str | None) -> str:
    """The URL, without a secret, of the database that is up.

    Raises:
        KnownError: nothing runs there.
    """
    if database_url:
        return Database.split_password(database_url)[0]
    workspace = Workspace(home)
    if remote := str(Settings(workspace.settings_file).get("database.url") or ""):
        return remote
    address = EmbeddedPostgres(workspace, secrets=workspace_secrets(home)).address_if_running()
    if address is None:
        raise KnownError(
            "No database is running in this workspace.",
            "It runs while the window, the engine or a command is open; "
            "to run a program beside it: outpost db run COMMAND",
        )
    return address.url


def database_environment(opened: Opened) -> dict[str, str]:
    """What a child program needs to reach the database; the password travels apart.

    ``DATABASE_URL``, and libpq's own variables, so that ``psql`` and ``pg_dump`` need no argument.
    For the embedded server its own such programs are found first: they are of its version, which
    ``pg_dump`` insists on, and there without anything installed.
    """
    environment = {**opened.db.environment(), "DATABASE_URL": opened.url}
    if opened.embedded:
        folders = (str(find_binaries()), os.environ.get("PATH", os.defpath))
        environment["PATH"] = os.pathsep.join(folders)
    if opened.password is not None:
        environment["PGPASSWORD"] = opened.password
    return environment


def engine_command(home: Path) -> list[str]:
    """How this installation starts its engine; a database URL travels in the environment."""
    program = (
        [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop_app"]
    )
    return [*program, "--home", str(home), "engine"]


class EngineProcess:
    """The engine as the window keeps it: started beside it, started again when it dies."""

    def __init__(self, home: Path, database_url: str | None) -> None:
        self._command = [*engine_command(home), "--beside", str(os.getpid())]
        self._environment = dict(os.environ)
        if database_url:
            self._environment[DATABASE_VARIABLE] = database_url
        self._process: subprocess.Popen[bytes] | None = None
        self._leaving = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="engine-watch", daemon=True)

    def start(self) -> None:
        self._watcher.start()

    def _watch(self) -> None:
        pause = 1.0
        while not self._leaving.is_set():
            self._process = subprocess.Popen(
                self._command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=os.name == "posix",
            )
            code = self._process.wait()
            if self._leaving.is_set():
                return
            log.warning("the engine ended with %s; starting it again in %.0f s", code, pause)
            self._leaving.wait(pause)
            pause = min(pause * 2, 60)

    def stop(self) -> None:
        """Ask it to end; a running job goes back to the queue and resumes next time."""
        self._leaving.set()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                log.warning("the engine takes long to end; it will end by itself")
