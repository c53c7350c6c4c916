"""The running server seen from outside: is it there, is it ours, make it stop.

Light on imports on purpose: the keeper (``postgres_keeper``) lives as long as the server does,
and every command of the program passes here.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

# How long a fast stop may take before the server is told to stop at once (and to recover at the
# next start). Long, because a fast stop writes what is still in memory to the disk.
STOP_PATIENCE = 60.0
_POLL = 0.005

# What this process started to outlive it: the kernel keeps a dead child's pid until it is
# waited for.
_children: set[int] = set()


@dataclass(frozen=True)
class PidFile:
    """What ``postmaster.pid`` says (PostgreSQL, src/include/utils/pidfile.h).

    A server that is starting fills it line by line, so everything but the pid may be missing.
    """

    pid: int
    single_user: bool
    port: int | None
    socket_dir: str
    host: str
    status: str  # '', 'starting', 'stopping', 'ready', 'standby'

    @property
    def ready(self) -> bool:
        return self.status == "ready"


def read_pid_file(data: Path) -> PidFile | None:
    """The pid file of the cluster in ``data``; None if there is none or it makes no sense."""
    try:
        text = os.fsdecode((data / "postmaster.pid").read_bytes())
    except OSError:
        return None
    lines = [line.strip() for line in text.split("\n")]
    lines += [""] * (8 - len(lines))
    try:
        pid = int(lines[0])
    except ValueError:
        return None
    if abs(pid) < 2:
        return None
    return PidFile(
        pid=abs(pid),
        single_user=pid < 0,
        port=int(lines[3]) if lines[3].isdigit() else None,
        socket_dir=lines[4],
        host=lines[5],
        status=lines[7],
    )


def adopt_child(process: subprocess.Popen[bytes]) -> int:
    """Take a process out of subprocess's hands: it is meant to outlive this program."""
    _children.add(process.pid)
    process.returncode = 0  # no warning when the object goes; `_reap_children` waits for it instead
    return process.pid


def _reap_children() -> None:
    for pid in list(_children) if os.name == "posix" else ():
        with contextlib.suppress(ChildProcessError):
            if os.waitpid(pid, os.WNOHANG)[0] == 0:
                continue
        _children.discard(pid)


def is_alive(pid: int) -> bool:
    """Whether the process runs. A dead one that nobody waited for does not."""
    _reap_children()
    if sys.platform == "linux":
        try:
            stat = Path(f"/proc/{pid}/stat").read_bytes()
        except OSError:
            return False
        return stat.rpartition(b")")[2].split()[0] not in (b"Z", b"X")
    import psutil

    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def is_server_of(pid: int, data: Path) -> bool:
    """Whether the process runs, is a Postgres, and works in this very folder.

    A pid alone proves nothing: after a crash or a restart of the computer it may belong to any
    program.
    """
    if not is_alive(pid):
        return False
    if sys.platform == "linux":
        return _is_server_linux(pid, data)
    import psutil

    try:
        process = psutil.Process(pid)
        if not process.name().lower().startswith("postgres"):
            return False
        try:
            return Path(process.cwd()).samefile(data)
        except (psutil.AccessDenied, OSError):
            return str(data) in process.cmdline()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False


def _is_server_linux(pid: int, data: Path) -> bool:
    proc = Path(f"/proc/{pid}")
    try:
        program = os.readlink(proc / "exe")  # noqa: PTH115 (a deleted program's name ends oddly)
        return os.path.basename(program).startswith("postgres") and os.path.samestat(  # noqa: PTH119
            os.stat(proc / "cwd"),  # noqa: PTH116
            data.stat(),
        )
    except PermissionError:
        # Another user's process: its command line can still be read.
        try:
            words = (proc / "cmdline").read_bytes().split(b"\0")
        except OSError:
            return False
        return words[0].endswith(b"postgres") and os.fsencode(data) in words
    except OSError:
        return False


def leftovers_of(data: Path) -> list[int]:
    """Postgres processes at work in ``data`` or started on that path. Looks at every process."""
    import psutil

    found = []
    for process in psutil.process_iter(["pid", "name"]):
        if not (process.info["name"] or "").lower().startswith("postgres"):
            continue
        with contextlib.suppress(psutil.Error, OSError):
            if process.status() == psutil.STATUS_ZOMBIE:
                continue
            if is_server_of(process.pid, data) or ["-D", str(data)] == process.cmdline()[1:3]:
                found.append(process.pid)
    return found


def signal_quietly(pid: int, number: int) -> None:
    """Send a signal; a process that is gone already is what was wanted."""
    # Windows has one way to say that it is gone, and many other reasons under the same name.
    with contextlib.suppress(OSError if sys.platform == "win32" else ProcessLookupError):
        os.kill(pid, number)


def wait_until_gone(pid: int, seconds: float | None = None) -> bool:
    """Wait until the process is dead; False if it still runs after ``seconds``."""
    end = None if seconds is None else time.monotonic() + seconds
    while is_alive(pid):
        if end is not None and time.monotonic() > end:
            return False
        time.sleep(_POLL)
    return True


def stop_server(pid: int, data: Path, binaries: Path, *, patience: float = STOP_PATIENCE) -> bool:
    """Stop the server and wait: fast first, at once when it takes longer than ``patience``.

    The caller holds the start lock. Nothing committed is lost either way.

    Returns:
        whether it is gone.

    Raises:
        PermissionError: the server belongs to another user.
    """
    if not is_server_of(pid, data):
        return True
    if sys.platform == "win32":
        _pg_ctl_stop(data, binaries, "fast", patience)
        if not is_server_of(pid, data):
            return True
        _pg_ctl_stop(data, binaries, "immediate", 5)
        return not is_server_of(pid, data)
    signal_quietly(pid, signal.SIGINT)
    if wait_until_gone(pid, patience):
        return True
    if is_server_of(pid, data):
        signal_quietly(pid, signal.SIGQUIT)
    return wait_until_gone(pid, 10)


def _pg_ctl_stop(data: Path, binaries: Path, mode: str, seconds: float) -> None:
    """Windows has no signals: pg_ctl knows the pipe that stands for them."""
    subprocess.run(
        [
            str(binaries / "pg_ctl.exe"), "stop", "-w", "-D", str(data), "-m", mode,
            "-t", str(int(seconds)),
        ],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        check=False, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )  # fmt: skip
