"""Programs that serve for the length of a test run, and never longer."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop_app.system.postgres_cluster import Cluster, find_binaries
from desktop_app.system.postgres_listen import free_port

_TIMES = 3  # a port that was free may be taken by the time a server wants it
_PATIENCE = 20.0  # seconds
# Ends the servers when the run is gone, however it went: then this one's input ends.
_WATCH = 'read -r _; kill -TERM -- "-$0"'


def program(*names: str) -> str | None:
    """The first of these programs that is installed, also where only root looks."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    return next((found for name in names if (found := shutil.which(name, path=path))), None)


class Household:
    """A folder of servers that nobody else has, and the user they run as.

    That is whoever runs the tests, or where that is root, the user who also runs Postgres then.
    """

    def __init__(self, prefix: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=prefix))
        self._rights = Cluster(self.folder, find_binaries())
        self._rights.open_the_way()
        self.give(self.folder)
        self._running: list[tuple[subprocess.Popen[bytes], subprocess.Popen[bytes]]] = []

    @property
    def user(self) -> str:
        """The name of the user the servers run as."""
        import pwd

        other = self._rights.server_user
        return other.name if other else pwd.getpwuid(os.geteuid()).pw_name

    @property
    def group(self) -> str:
        import grp

        other = self._rights.server_user
        return grp.getgrgid(other.gid if other else os.getegid()).gr_name

    def give(self, path: Path) -> None:
        """Let the servers own a file or folder."""
        self._rights.give_to_server(path)

    def make(self, name: str) -> Path:
        """A folder of the servers' own."""
        path = self.folder / name
        path.mkdir(exist_ok=True)
        self.give(path)
        return path

    def write(self, name: str, text: str) -> Path:
        """Put a file in its place, whole: who reads it sees the old one or the new one."""
        path = self.folder / name
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(text, encoding="utf-8")
        beside.chmod(0o600)
        self.give(beside)
        return beside.replace(path)

    def start(
        self, command: Callable[[Sequence[int]], Sequence[str]], ports: int, log: str
    ) -> tuple[int, ...]:
        """Start a server that stays in the foreground, and wait until it listens.

        Args:
            command: is given the ports (after writing them into its configuration, if need be)
                and answers the command line.
            log: the file in the folder that gets what it prints.

        Returns:
            The ports it listens on.
        """
        for _ in range(_TIMES):
            chosen = tuple(free_port() for _ in range(ports))
            if self._try(command(chosen), chosen, log):
                return chosen
        raise RuntimeError(f"did not start:\n{(self.folder / log).read_text(errors='replace')}")

    def _try(self, command: Sequence[str], ports: Sequence[int], log: str) -> bool:
        options = self._rights.process_options()
        with (self.folder / log).open("ab") as output:
            server = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                cwd=self.folder, **options,
            )  # fmt: skip
        watch = subprocess.Popen(
            ["sh", "-c", _WATCH, str(server.pid)],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        self._running.append((server, watch))
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            if server.poll() is not None:
                break
            if all(_listens(port) for port in ports):
                return True
            time.sleep(0.01)
        self._end(*self._running.pop())
        return False

    def stop(self) -> None:
        """End what was started here, and forget the folder."""
        while self._running:
            self._end(*self._running.pop())
        shutil.rmtree(self.folder, ignore_errors=True)

    def _end(self, server: subprocess.Popen[bytes], watch: subprocess.Popen[bytes]) -> None:
        # Signals to the whole group: Dovecot is a dozen processes, and Exim one for each guest.
        for signal_ in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(server.pid, signal_)
                server.wait(5)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
        server.wait()
        watch.kill()
        watch.communicate()


def _listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False
