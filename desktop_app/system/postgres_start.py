"""Starting the server of a workspace, whatever an earlier one left behind.

All of it is done by whoever holds the start lock and has seen that no server runs.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.system.locks import FileLock
from desktop_app.system.postgres_cluster import Cluster
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
    remove_socket_folder,
)
from desktop_app.system.postgres_process import (
    PidFile,
    adopt_child,
    is_alive,
    leftovers_of,
    read_pid_file,
    signal_quietly,
)
from desktop_app.system.postgres_secret import ServerPassword
from desktop_app.system.postgres_wait import Wait

_LOG_LIMIT = 5 * 2**20  # bytes; a longer log is put aside at the next start
_LOG_TAIL = 16 * 2**10
_SEARCH_AFTER = 1.0  # seconds that processes of a killed server get to end by themselves
_INSIST_AFTER = 5.0  # seconds between asking them to end, and insisting
_GIVE_UP_AFTER = 10.0  # seconds to wait for processes that cannot be seen
_PORT_TRIES = 5
_PID_FILE_PATIENCE = 60.0  # seconds; a server writes it first of all

_ENDING = tr("Waiting for parts of a stopped database to end…")
RECOVERING = tr("Recovering after an unclean stop. Nothing is lost; this can take a while…")


class ServerStart:
    """One start of the server of ``cluster``.

    Args:
        transport: how it is to listen.
        password: gives the cluster's password; asked for TCP alone.
        new_wait: begins a wait that is told when it takes long.
        tell: told in a sentence what is done.
    """

    def __init__(
        self,
        cluster: Cluster,
        transport: Transport,
        password: Callable[[], ServerPassword],
        new_wait: Callable[[], Wait],
        tell: Callable[[str], None],
    ) -> None:
        self._cluster = cluster
        self._transport = transport
        self._password = password
        self._new_wait = new_wait
        self._tell = tell

    def start(self) -> tuple[PidFile, str | None]:
        """Start it, and wait until it takes connections, however long its recovery lasts.

        Returns:
            where it is, and its password if it listens on TCP.

        Raises:
            KnownError: it cannot run; the text says why and what to do.
        """
        cluster = self._cluster
        self._bring_over()
        fresh = not cluster.exists()
        cluster.open_the_way()
        if fresh:
            self._tell(tr("Making the database…"))
            self._end_leftovers()
            cluster.create()
        cluster.remove_leftovers()
        unclean = self._clear_pid_file()
        secret = self._prepare_password() if self._transport == "tcp" else None
        why = RECOVERING if unclean else tr("The database takes long to start…")
        tries = 0
        while True:
            places, socket_folder = self._choose_place()
            cluster.write_configuration(places, transport=self._transport)
            watch_over(cluster.folder, cluster.binaries)
            pid, log, begin = self._launch()
            if wait_until_ready(cluster.data, pid, self._new_wait(), why):
                break
            said = _read_tail(log, begin)
            if socket_folder is not None:
                remove_socket_folder(socket_folder, cluster.folder)
            tries += 1
            if "shared memory block" in said and "still in use" in said:
                self._end_leftovers()
            elif "Address already in use" not in said or tries >= _PORT_TRIES:
                raise cluster.explain(said, doing="started")
        found = read_pid_file(cluster.data)
        if found is None:
            raise cluster.explain(_read_tail(log, begin), doing="started")
        for name in (START_LOCK, USERS_LOCK, ALARM_LOCK, KEEPER_LOCK, SERVER_LOCK):
            cluster.give_to_owner(cluster.folder / name)
        return found, secret

    def _bring_over(self) -> None:
        """Let the cluster be of our version."""
        cluster = self._cluster
        major = cluster.other_major()
        if major or not cluster.data.exists():
            # Seldom: not on the way of every start.
            from desktop_app.system.postgres_major import MajorUpgrade, end_killed

            end_killed(cluster)
            if major:
                self._end_leftovers()
                MajorUpgrade(cluster, major, self._tell).run()

    def _choose_place(self) -> tuple[list[str], Path | None]:
        if self._transport == "tcp":
            return listen_on_port(free_port()), None
        user = self._cluster.server_user
        folder = make_socket_folder(self._cluster.folder, (user.uid, user.gid) if user else None)
        clear_sockets(folder)
        return listen_on_socket(folder), folder

    def _clear_pid_file(self) -> bool:
        """Remove a pid file whose server is gone; True if there was one (an unclean stop).

        The caller has seen that no server runs here. Postgres would look at the pid alone, and
        refuse to start when that number now belongs to another program, or when the file holds
        no number at all. Should processes of the dead server still be there, Postgres finds them
        by their shared memory.
        """
        path = self._cluster.data / "postmaster.pid"
        try:
            path.unlink()
        except FileNotFoundError:
            return False
        return True

    def _launch(self) -> tuple[int, Path, int]:
        """Start the server program; returns its pid, its log and where in it this start begins."""
        cluster, log = self._cluster, self._cluster.log
        if log.exists() and log.stat().st_size > _LOG_LIMIT:
            log.replace(log.with_name("log.1"))
        if sys.platform == "win32":
            return self._launch_by_pg_ctl()
        with self._server_lock() as lock, _open_log(log) as output:
            cluster.give_to_owner(log)
            begin = output.seek(0, os.SEEK_END)
            server = subprocess.Popen(
                [cluster.program("postgres"), "-D", str(cluster.data)],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=cluster.folder.anchor,
                pass_fds=[lock.descriptor], **cluster.process_options(),
            )  # fmt: skip
        return adopt_child(server), log, begin

    def _launch_by_pg_ctl(self) -> tuple[int, Path, int]:
        """On Windows Postgres refuses an administrator; pg_ctl gives those rights up for it."""
        cluster, log = self._cluster, self._cluster.log
        begin = log.stat().st_size if log.exists() else 0
        done = subprocess.run(
            [
                cluster.program("pg_ctl"), "start", "-W", "-s", "-D", str(cluster.data),
                "-l", str(log),
            ],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            check=False, **cluster.process_options(),
        )  # fmt: skip
        wait = self._new_wait()
        while done.returncode == 0:
            found = read_pid_file(cluster.data)
            if found is not None:
                return found.pid, log, begin
            if "FATAL" in _read_tail(log, begin) or wait.passed > _PID_FILE_PATIENCE:
                break
            wait.a_moment(tr("The database takes long to start…"))
        raise cluster.explain(_read_tail(log, begin), doing="started")

    def _end_leftovers(self) -> None:
        """End the processes of a server that was killed, or whose folder was taken away.

        Nobody can reach them any more, and no new server may run beside them. They are asked
        politely first; a statement that runs is taken back, as it would be by the recovery.
        """
        data = self._cluster.data
        wait = self._new_wait()
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
        lock = FileLock(self._cluster.folder / SERVER_LOCK)
        if sys.platform == "win32":
            yield lock
            return
        wait = self._new_wait()
        while not lock.acquire(blocking=False):
            # Most end within a moment by themselves, seeing that their server is gone.
            wait.a_moment(_ENDING)
            if wait.passed > _SEARCH_AFTER and leftovers_of(self._cluster.data):
                self._end_leftovers()
                wait = self._new_wait()
            elif wait.passed > _GIVE_UP_AFTER:
                raise KnownError(
                    tr("Another Outpost that cannot be seen from here uses this database."),
                    tr("It may run in another container. Close it, then try again."),
                    retryable=True,
                )
        try:
            yield lock
        finally:
            lock.hand_over()

    def _prepare_password(self) -> str:
        """The cluster's password; a new one where the old one is not known."""
        keeper = self._password()
        password = keeper.read()
        if password is None:
            password, verifier, ident = keeper.renew()
            self._cluster.write_configuration([], transport="tcp")
            self._cluster.run_alone(f"ALTER ROLE postgres PASSWORD '{verifier}'")
            self._cluster.write(keeper.id_file, ident)
        return password


def wait_until_ready(data: Path, pid: int, wait: Wait, why: str) -> bool:
    """Wait as long as the server lives; False if it ended before it was ready."""
    while True:
        found = read_pid_file(data)
        if found is not None and found.pid == pid and found.ready:
            return True
        if not is_alive(pid):
            return False
        wait.a_moment(why)


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
