"""What the world does to the database's files and folders: each ends in a clear error, or heals."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.system.paths import Workspace
from desktop_app.system.postgres import EmbeddedPostgres, ServerAddress
from desktop_app.system.postgres_cluster import find_binaries
from desktop_app.system.postgres_process import is_alive, read_pid_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights and mounts of POSIX")

ROOT = sys.platform != "win32" and os.geteuid() == 0
AS_ROOT = pytest.mark.skipif(not ROOT, reason="only root can be another user")

Start = Callable[..., Any]
Mount = Callable[[int], Path]


def query(address: ServerAddress, sql: str) -> str:
    with psycopg.connect(address.url, autocommit=True) as connection:
        cursor = connection.execute(sql)
        return str(cursor.fetchone()[0]) if cursor.description else ""


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file with its time and content."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


# -- a pid file that lies -------------------------------------------------------------------------


@pytest.fixture
def stranger(workspace: Workspace) -> Iterator[subprocess.Popen[bytes]]:
    """A program that is no Postgres, run by the server's user, at work in its very folder."""
    owner = workspace.pgdata.stat().st_uid
    options = {"user": owner} if ROOT else {}
    process = subprocess.Popen(
        ["/bin/sleep", "1000"], cwd=workspace.pgdata, start_new_session=True, **options
    )
    yield process
    process.kill()
    process.wait()


def dead_pid() -> int:
    process = subprocess.Popen(["/bin/true"])
    process.wait()
    return process.pid


def pid_file(pid: int, workspace: Workspace) -> str:
    """As a server leaves it that was killed when it was ready (PostgreSQL 18)."""
    return (
        f"{pid}\n{workspace.pgdata}\n1790000000\n5432\n{workspace.postgres / 'run'}\n\n"
        "  2162786        10\nready   \n"
    )


def lie(workspace: Workspace, text: str) -> None:
    path = workspace.pgdata / "postmaster.pid"
    path.write_text(text)
    owner = workspace.pgdata.stat()
    os.chown(path, owner.st_uid, owner.st_gid)


def starts_well(workspace: Workspace) -> None:
    with EmbeddedPostgres(workspace) as address:
        assert query(address, "SELECT 1") == "1"
        assert EmbeddedPostgres(workspace).address_if_running() == address


@pytest.mark.parametrize(
    "text",
    ["", "\n", "no number\n", "0\n", "1\n", "-1\n", "\0\0\0\0", "99999999999999999999\n", "½\n"],
)
def test_a_pid_file_of_no_sense_is_removed(workspace: Workspace, text: str) -> None:
    lie(workspace, text)
    assert EmbeddedPostgres(workspace).address_if_running() is None
    starts_well(workspace)


def test_a_pid_file_of_a_dead_process_is_removed(workspace: Workspace) -> None:
    lie(workspace, pid_file(dead_pid(), workspace))
    assert EmbeddedPostgres(workspace).address_if_running() is None
    starts_well(workspace)


@pytest.mark.parametrize("lines", range(1, 8))
def test_a_pid_file_cut_off_anywhere_is_removed(workspace: Workspace, lines: int) -> None:
    whole = pid_file(dead_pid(), workspace)
    lie(workspace, "\n".join(whole.split("\n")[:lines]))
    starts_well(workspace)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_pid_that_now_belongs_to_another_program_is_not_believed(
    workspace: Workspace, stranger: subprocess.Popen[bytes], sign: int
) -> None:
    lie(workspace, pid_file(sign * stranger.pid, workspace))
    assert EmbeddedPostgres(workspace).address_if_running() is None
    starts_well(workspace)
    assert stranger.poll() is None


def test_a_pid_that_is_our_own_is_not_believed(workspace: Workspace) -> None:
    lie(workspace, pid_file(os.getpid(), workspace))
    starts_well(workspace)


def test_a_pid_that_now_belongs_to_another_server_is_not_believed(
    make_workspace: Callable[[str], Workspace],
) -> None:
    one, two = make_workspace("one"), make_workspace("two")
    with EmbeddedPostgres(one) as other:
        lie(two, pid_file(other.pid, two))
        with EmbeddedPostgres(two) as address:
            assert address.pid != other.pid
            assert query(address, "SHOW data_directory") == str(two.pgdata)
        assert is_alive(other.pid)
        assert query(other, "SELECT 1") == "1"


def test_a_stale_socket_lock_of_another_program_is_removed(
    workspace: Workspace, stranger: subprocess.Popen[bytes]
) -> None:
    run = workspace.postgres / "run"
    run.mkdir()
    (run / ".s.PGSQL.5432.lock").write_text(f"{stranger.pid}\n{workspace.pgdata}\n1\n5432\n")
    starts_well(workspace)
    assert stranger.poll() is None


# -- a full disk ----------------------------------------------------------------------------------


def fill(folder: Path) -> Path:
    """Take all space that is left."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (2**20, 2**12, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue
    return filler


def test_no_space_for_a_new_cluster(small_disk: Mount) -> None:
    disk = small_disk(12)
    workspace = Workspace(disk / "home")
    with pytest.raises(KnownError, match="is full") as refused:
        EmbeddedPostgres(workspace).acquire()
    assert refused.value.retryable
    assert not workspace.pgdata.exists()
    assert not list(workspace.postgres.glob(".data-new-*"))


def test_no_space_for_the_folders(small_disk: Mount) -> None:
    disk = small_disk(1)
    subprocess.run(["mount", "-o", "remount,nr_inodes=2", disk], check=True)
    with pytest.raises(KnownError, match="is full"):
        Workspace(disk / "home").ensure()


def test_the_disk_fills_up_and_is_freed_again(small_disk: Mount, made_once: Path) -> None:
    disk = small_disk(130)
    workspace = Workspace(disk / "home").ensure()
    subprocess.run(["cp", "-a", Workspace(made_once).pgdata, workspace.pgdata], check=True)
    postgres = EmbeddedPostgres(workspace)
    address = postgres.acquire()
    query(address, "CREATE TABLE kept (n int, filling text)")
    query(address, "INSERT INTO kept SELECT n, repeat('x', 500) FROM generate_series(1, 1000) n")
    filler = fill(disk)
    written = 1000
    with pytest.raises(psycopg.Error):
        while True:
            query(
                address,
                "INSERT INTO kept SELECT n, repeat(md5(n::text), 60) "
                f"FROM generate_series({written + 1}, {written + 1000}) n",
            )
            written += 1000
    postgres.release()
    assert not is_alive(address.pid)

    fill(disk)
    with pytest.raises(KnownError, match="is full") as refused:
        EmbeddedPostgres(workspace).acquire()
    assert "safe" in refused.value.advice
    assert refused.value.retryable

    filler.unlink()
    with EmbeddedPostgres(workspace) as address:
        assert query(address, "SELECT count(*) FROM kept") == str(written)


# -- folders without rights -----------------------------------------------------------------------


def test_a_folder_that_this_user_may_not_write(
    place: Path, start_program: Start, ordinary: dict[str, Any]
) -> None:
    place.chmod(0o755)
    locked = place / "locked"
    locked.mkdir(mode=0o555)
    said = start_program(Workspace(locked / "home"), **ordinary).address()
    assert said["title"] == f"There are no rights to write in {locked / 'home' / 'postgres'}."
    assert "--home" in said["advice"]


def test_an_ordinary_user_s_database_and_another_s_workspace(
    workspace: Workspace, place: Path, start_program: Start, ordinary: dict[str, Any]
) -> None:
    """An ordinary user gets a database of his own, and not that of somebody else."""
    place.chmod(0o755)
    own = place / "own"
    own.mkdir()
    if ROOT:
        os.chown(own, pwd.getpwnam("nobody").pw_uid, -1)
        said = start_program(workspace, **ordinary).address()
        assert said["title"].startswith("There are no rights"), said
    program = start_program(Workspace(own / "home"), **ordinary)
    assert "url" in program.address()
    program.leave()


@AS_ROOT
def test_root_runs_a_user_s_workspace_as_that_user(
    place: Path, start_program: Start, ordinary: dict[str, Any]
) -> None:
    """… and leaves nothing in it that the user could not use afterwards."""
    place.chmod(0o755)
    nobody = pwd.getpwnam("nobody").pw_uid
    own = place / "own"
    own.mkdir()
    os.chown(own, nobody, -1)
    workspace = Workspace(own / "home")
    program = start_program(workspace, **ordinary)
    program.address()
    program.leave()
    with EmbeddedPostgres(workspace) as address:
        assert query(address, "SELECT current_user") == "postgres"
        assert Path(f"/proc/{address.pid}").stat().st_uid == nobody
        joined = start_program(workspace, **ordinary)
        assert joined.address()["pid"] == address.pid
    joined.leave()
    again = start_program(workspace, **ordinary)
    assert "url" in again.address()
    again.leave()
    owners = {path.lstat().st_uid for path in (own / "home").rglob("*")}
    assert owners == {nobody}


def test_a_disk_that_can_only_be_read(small_disk: Mount) -> None:
    disk = small_disk(1)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    with pytest.raises(KnownError, match="can only be read"):
        EmbeddedPostgres(Workspace(disk / "home")).acquire()


@pytest.mark.parametrize("name", ["home", "home/postgres", "home/postgres/data"])
def test_a_file_in_the_way(place: Path, name: str) -> None:
    path = place / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")
    with pytest.raises(KnownError, match="Something else stands"):
        EmbeddedPostgres(Workspace(place / "home")).acquire()
    assert path.read_text() == "mine"


# -- a cluster that is not ours -------------------------------------------------------------------


@pytest.mark.parametrize("version", ["12", "9.6", "", "eighteen"])
def test_a_cluster_of_another_version_is_refused_and_left_alone(
    workspace: Workspace, version: str
) -> None:
    (workspace.pgdata / "PG_VERSION").write_text(f"{version}\n")
    before = tree(workspace.pgdata)
    with pytest.raises(KnownError) as refused:
        EmbeddedPostgres(workspace).acquire()
    assert version in refused.value.title
    assert "Postgres 18" in refused.value.title
    for word in ("Nothing was changed", "outpost db backup", "outpost db restore"):
        assert word in refused.value.advice
    assert tree(workspace.pgdata) == before


def test_a_folder_that_holds_something_else_is_left_alone(place: Path) -> None:
    workspace = Workspace(place / "home").ensure()
    workspace.pgdata.mkdir()
    (workspace.pgdata / "letter.txt").write_text("mine")
    before = tree(workspace.pgdata)
    with pytest.raises(KnownError, match="not a database"):
        EmbeddedPostgres(workspace).acquire()
    assert tree(workspace.pgdata) == before


def test_an_empty_data_folder_is_filled(place: Path) -> None:
    workspace = Workspace(place / "home").ensure()
    workspace.pgdata.mkdir()
    starts_well(workspace)


def test_a_damaged_cluster_is_told_and_left_alone(workspace: Workspace) -> None:
    control = workspace.pgdata / "global" / "pg_control"
    content = control.read_bytes()
    control.write_bytes(bytes(len(content)))
    with pytest.raises(KnownError, match="could not be started") as refused:
        EmbeddedPostgres(workspace).acquire()
    assert str(workspace.postgres / "log") in refused.value.advice
    assert not refused.value.retryable
    assert read_pid_file(workspace.pgdata) is None
    control.write_bytes(content)
    starts_well(workspace)


def test_the_program_of_the_database_is_missing(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(KnownError, match="missing"):
        EmbeddedPostgres(workspace).acquire()


# -- other users of the machine -------------------------------------------------------------------


def psql_as(user: str, url: str) -> str:
    """Why psql, run by another user of the machine, does not get in."""
    psql = find_binaries() / "psql"
    environment = {"PATH": os.environ["PATH"], "HOME": "/"}
    usable = subprocess.run(
        [psql, "--version"], cwd="/", check=False, capture_output=True,
        user=user, extra_groups=[], env=environment,
    )  # fmt: skip
    if usable.returncode != 0:
        pytest.skip("the other user cannot run psql here")
    done = subprocess.run(
        [psql, url, "-Atc", "SELECT 'in'"], cwd="/", check=False, capture_output=True, text=True,
        user=user, extra_groups=[], env=environment,
    )  # fmt: skip
    assert done.returncode != 0, done.stdout
    return done.stderr


@AS_ROOT
def test_another_user_cannot_even_reach_the_socket(workspace: Workspace) -> None:
    with EmbeddedPostgres(workspace) as address:
        assert "Permission denied" in psql_as("nobody", address.url)


@AS_ROOT
def test_another_user_is_refused_also_where_the_folders_are_open(
    workspace: Workspace, place: Path
) -> None:
    with EmbeddedPostgres(workspace) as address:
        run = workspace.postgres / "run"
        for path in (run, workspace.postgres, workspace.home, place):
            path.chmod(0o755)
        (run / ".s.PGSQL.5432").chmod(0o777)
        assert "Peer authentication failed" in psql_as("nobody", address.url)
        # Not even the user that runs the server is let in.
        assert "Peer authentication failed" in psql_as("pgserver", address.url)
        template = address.url.replace("/outpost", "/template1")
        assert "Peer authentication failed" in psql_as("nobody", template)


def test_the_owner_gets_in_as_the_owner_only(workspace: Workspace) -> None:
    with EmbeddedPostgres(workspace) as address:
        query(address, "CREATE ROLE guest LOGIN")
        with pytest.raises(psycopg.OperationalError, match="reject"):
            psycopg.connect(address.url.replace("postgres@", "guest@")).close()


def test_rules_that_somebody_loosened_are_tightened_at_the_next_start(
    workspace: Workspace,
) -> None:
    with EmbeddedPostgres(workspace):
        pass
    rules = workspace.pgdata / "pg_hba.conf"
    strict = rules.read_text()
    rules.write_text("local all all trust\nhost all all all trust\n")
    with EmbeddedPostgres(workspace) as address:
        assert (
            query(address, "SELECT count(*) FROM pg_hba_file_rules WHERE auth_method = 'trust'")
            == "0"
        )
    assert rules.read_text() == strict


def test_a_workspace_copied_elsewhere_works_there(workspace: Workspace, place: Path) -> None:
    with EmbeddedPostgres(workspace) as address:
        query(address, "CREATE TABLE kept AS SELECT 1 AS n")
    copy = Workspace(place / "elsewhere")
    subprocess.run(["cp", "-a", workspace.home, copy.home], check=True)
    shutil.rmtree(workspace.home)
    with EmbeddedPostgres(copy) as address:
        assert query(address, "SELECT n FROM kept") == "1"
