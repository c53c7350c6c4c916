"""Opens a workspace, or its server alone, and says where it is."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from desktop_app.bootstrap.late import step_back
from desktop_app.bootstrap.opened import Opened
from desktop_app.data import migrations
from desktop_app.data.careful_upgrade import careful_upgrade
from desktop_app.data.database import Database
from desktop_app.domain.errors import KnownError
from desktop_app.remote import GivenPassword, RemoteDatabase, given_alone, remote_url
from desktop_app.system.paths import Workspace
from desktop_app.system.postgres import EmbeddedPostgres, ServerAddress
from desktop_app.system.postgres_cluster import find_binaries
from desktop_app.system.postgres_listen import chosen_transport
from desktop_app.system.postgres_process import wait_until_gone
from desktop_app.system.secrets import workspace_secrets
from desktop_app.system.settings import Settings

log = logging.getLogger(__name__)

_DEATHS = 4  # of the server while a workspace opens, before that is told as a fault
_DYING = 1.0  # seconds that a killed server may take to be gone


@contextmanager
def open_workspace(
    home: Path,
    database_url: str | None = None,
    *,
    given: GivenPassword | None = None,
    on_progress: Callable[[str], None] | None = None,
    application_name: str = "outpost",
    gives_way: bool = False,
) -> Iterator[Opened]:
    """Start or join the database of a workspace, and leave it again.

    Args:
        home: the workspace's folder; made when absent.
        database_url: another Postgres (14 or newer) instead of the embedded one; may hold a
            password, which is kept out of everything this hands out as text.
        given: the password for it, as the user typed it now; kept, if that is wished, once the
            database took it.
        on_progress: told short sentences while something takes long.
        gives_way: long work, which lets others have the processor first: this process, and what
            the embedded server does for it.

    Raises:
        PasswordWanted: the database that is not ours asks for one, or for another.
        KnownError: no rights, no space, another Postgres version, no connection, a schema that
            is not ours.
    """
    workspace = Workspace(home).ensure()
    settings = Settings(workspace.settings_file)
    secrets = workspace_secrets(home)
    if gives_way:
        step_back(os.getpid())
    with ExitStack() as stack:
        remote = remote_url(settings, database_url)
        if remote:
            place = RemoteDatabase(remote, secrets)
            db = place.connect(application_name, given)
            stack.callback(db.close)
            with place.asking():
                applied = migrations.upgrade(db)
            if given is not None and given.keep:
                place.keep(given.text)
            revive = db.forget_connections
        else:
            server = EmbeddedPostgres(
                workspace,
                secrets=secrets,
                transport=chosen_transport(settings.get("postgres.transport")),
                on_progress=on_progress,
            )
            address = server.acquire()
            stack.callback(server.release)
            db = Database(
                address.url,
                password=address.password,
                application_name=application_name,
                greet=step_back if gives_way else lambda pid: None,
            )
            stack.callback(db.close)
            _end_killed_restore(db, workspace)
            applied = _upgrade_on_ours(db, server, address, workspace, on_progress)

            def revive() -> None:
                address = server.ensure_running()
                db.move_to(address.url, address.password)

        opened = Opened(
            workspace,
            settings,
            secrets,
            db,
            not remote,
            tuple(applied),
            revive,
            given=given_alone(settings, database_url),
        )
        _settle_settings(opened)
        yield opened


@contextmanager
def open_server(
    home: Path, database_url: str | None, *, on_progress: Callable[[str], None] | None = None
) -> Iterator[tuple[Workspace, Database]]:
    """The embedded server with its database as it is: of any schema, also a broken one.

    Raises:
        KnownError: the workspace works in another database; the server cannot run.
    """
    workspace = Workspace(home).ensure()
    settings = Settings(workspace.settings_file)
    if remote_url(settings, database_url):
        raise KnownError(
            "This workspace works in another database, which is not Outpost's to replace.",
            "Nothing was changed. Restore into another folder: outpost --home DIR db restore FILE",
        )
    server = EmbeddedPostgres(
        workspace,
        secrets=workspace_secrets(home),
        transport=chosen_transport(settings.get("postgres.transport")),
        on_progress=on_progress,
    )
    with server as address:
        db = Database(address.url, password=address.password)
        try:
            _end_killed_restore(db, workspace)
            yield workspace, db
        finally:
            db.close()


def _end_killed_restore(db: Database, workspace: Workspace) -> None:
    """What a restore that was killed left is ended before anybody works here."""
    if workspace.restoring.exists():
        from desktop_app.engine.backup_restore import tidy_restore

        tidy_restore(db, workspace)


def _settle_settings(opened: Opened) -> None:
    """What a program left that was killed while it took up settings is brought to an end."""
    if opened.workspace.settings_note.exists():
        from desktop_app.services.settings_together import SettingsTogether

        try:
            SettingsTogether(opened.db, opened.settings_note()).settle()
        except KnownError as error:  # no reason not to open: it is tried at the next start
            log.warning("the settings are as they were left: %s", error)


def _upgrade_on_ours(
    db: Database,
    server: EmbeddedPostgres,
    address: ServerAddress,
    workspace: Workspace,
    on_progress: Callable[[str], None] | None,
) -> list[str]:
    """Bring the schema up to date on the embedded server, also where that dies under our hands.

    Who joins a server that was killed a moment ago may find it still looking alive, and then
    nobody there.
    """
    tell = on_progress or (lambda sentence: None)
    for _ in range(_DEATHS):
        try:
            return careful_upgrade(db, workspace, tell=tell)
        except KnownError as error:
            if not error.retryable or not wait_until_gone(address.pid, _DYING):
                raise
            log.info("the server died before it was used; starting it again")
            address = server.ensure_running()
            db.move_to(address.url, address.password)
    return careful_upgrade(db, workspace, tell=tell)


def running_url(home: Path, database_url: str | None) -> str:
    """The URL, without a secret, of the database that is up.

    Raises:
        KnownError: nothing runs there.
    """
    workspace = Workspace(home)
    if remote := remote_url(Settings(workspace.settings_file), database_url):
        return Database.split_password(remote)[0]
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
    environment = {**opened.db.environment(), "DATABASE_URL": opened.db.url}
    if opened.embedded:
        folders = (str(find_binaries()), os.environ.get("PATH", os.defpath))
        environment["PATH"] = os.pathsep.join(folders)
    if opened.db.password is not None:
        environment["PGPASSWORD"] = opened.db.password
    return environment
