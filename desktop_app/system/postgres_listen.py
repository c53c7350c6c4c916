"""Where the embedded Postgres listens: a private socket folder, or a port of this computer."""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
import stat
import tempfile
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.system.os_faults import told_calmly

DATABASE = "outpost"
ROLE = "postgres"
SOCKET_PORT = 5432  # only a part of the socket's file name

# The kernel's limit for a socket's path is 104 bytes on macOS and 108 on Linux.
_SOCKET_PATH_LIMIT = 100

Transport = Literal["socket", "tcp"]


def chosen_transport(setting: object) -> Transport:
    """The transport that a setting names; anything else means the socket."""
    return "tcp" if setting == "tcp" else "socket"


def make_socket_folder(folder: Path, server: tuple[int, int] | None) -> Path:
    """A folder for the socket that nobody but the server (and root) can enter.

    In the workspace; where that path is too long for a socket, in the user's runtime or
    temporary folder. A folder that somebody else made there is never used.

    Args:
        folder: the Postgres folder of the workspace.
        server: user and group number of who runs the server, if it is not the caller.

    Raises:
        KnownError: no rights, no space, or every path is too long.
    """
    preferred = folder / "run"
    if _fits(preferred):
        with told_calmly(preferred):
            preferred.mkdir(mode=0o700, exist_ok=True)
            preferred.chmod(0o700)
            _give(preferred, server)
        return preferred
    place = hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:12]
    for parent in _short_parents(server):
        wanted = parent / f"outpost-{place}"
        if not _fits(wanted):
            continue
        with contextlib.suppress(OSError):
            if not _make_own(wanted, server):
                wanted = Path(tempfile.mkdtemp(prefix="outpost-", dir=parent))
                _give(wanted, server)
            return wanted
    raise KnownError(
        tr("There is no place for the database's socket."),
        tr(
            "The workspace's path is too long for one, and so is the temporary folder's. "
            "Choose a shorter folder with --home."
        ),
    )


def clear_sockets(folder: Path) -> None:
    """Remove what a killed server left: the lock beside a socket knows only a pid."""
    for left in folder.glob(".s.PGSQL.*"):
        with contextlib.suppress(OSError):
            left.unlink()


def remove_socket_folder(used: Path, folder: Path) -> None:
    """Remove a socket folder outside of the workspace, once its server has ended."""
    if used.parent != folder and used.name.startswith("outpost-"):
        with contextlib.suppress(OSError):
            used.rmdir()


def _short_parents(server: tuple[int, int] | None) -> list[Path]:
    parents = [Path(tempfile.gettempdir()), Path("/tmp")]  # noqa: S108 (checked, private)
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    # The runtime folder of root lets no other user in, and so not the server either.
    if runtime and server is None:
        parents.insert(0, Path(runtime))
    return [parent for parent in dict.fromkeys(parents) if parent.is_dir()]


def _make_own(folder: Path, server: tuple[int, int] | None) -> bool:
    """Make ``folder`` for the server alone; False if something not ours is there."""
    expected = server[0] if server else os.geteuid()
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        private = stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077
        return private and found.st_uid == expected
    _give(folder, server)
    return True


def _give(folder: Path, server: tuple[int, int] | None) -> None:
    if server is not None:
        os.chown(folder, *server)


def listen_on_socket(folder: Path) -> list[str]:
    """The configuration for a Unix socket in ``folder`` and nothing else."""
    inner = str(folder).replace('"', '""')
    quoted = f'"{inner}"'.replace("\\", "\\\\").replace("'", "''")
    return [
        "listen_addresses = ''",
        f"unix_socket_directories = '{quoted}'",
        "unix_socket_permissions = 0700",
        f"port = {SOCKET_PORT}",
    ]


def listen_on_port(port: int) -> list[str]:
    """The configuration for a TCP port that this computer alone can reach."""
    return [
        "listen_addresses = '127.0.0.1'",
        "unix_socket_directories = ''",
        f"port = {port}",
    ]


def free_port() -> int:
    """A TCP port of this computer that is free now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def socket_url(folder: str) -> str:
    """A libpq URL for the socket in ``folder``."""
    host = quote(os.fsencode(folder), safe="")
    return f"postgresql://{ROLE}@/{DATABASE}?host={host}&port={SOCKET_PORT}"


def port_url(port: int) -> str:
    """A libpq URL for the port, without the password.

    ``require_auth``: a program that took the port of a dead server cannot ask for the password
    in clear text.
    """
    return f"postgresql://{ROLE}@127.0.0.1:{port}/{DATABASE}?require_auth=scram-sha-256"


def _fits(folder: Path) -> bool:
    """Whether a socket can stand there, and libpq can be told so (it splits hosts at commas)."""
    path = os.fsencode(folder / f".s.PGSQL.{SOCKET_PORT}")
    return len(path) <= _SOCKET_PATH_LIMIT and b"," not in path and b"\n" not in path
