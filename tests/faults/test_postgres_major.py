"""A cluster of an older Postgres is brought to ours; killed on the way, nothing is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.system import postgres_major
from desktop_app.system.paths import Workspace
from desktop_app.system.postgres import EmbeddedPostgres
from desktop_app.system.postgres_cluster import MAJOR, Cluster, find_binaries
from desktop_app.system.postgres_listen import DATABASE, ROLE
from desktop_app.system.postgres_major import READY, MajorUpgrade, older_binaries
from tests.faults.conftest import program_environment

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="there, it is done by hand"),
]

ALL = bool(os.environ.get("OUTPOST_FAULTS"))
OLDER = next((major for major in (17, 16, 15, 14) if older_binaries(major)), None)
_ROWS = "CREATE TABLE kept AS SELECT n, 'row ' || n AS said FROM generate_series(1, 5000) AS n"


@pytest.fixture(scope="module")
def older() -> Iterator[tuple[int, Path]]:
    if OLDER is None:
        pytest.skip("no older Postgres on this computer")
    yield OLDER, older_binaries(OLDER)


@pytest.fixture
def make_old(place: Path, older: tuple[int, Path]) -> Callable[[str], Workspace]:
    """Makes workspaces with a cluster of the older Postgres, and rows in it."""
    made: list[Path] = []

    def make(name: str = "home") -> Workspace:
        workspace = Workspace(place / name).ensure()
        cluster = Cluster(workspace.postgres, older[1])
        if made:
            subprocess.run(["cp", "-a", made[0], workspace.pgdata], check=True)
            return workspace
        cluster.open_the_way()
        workspace.pgdata.mkdir(mode=0o700)
        cluster.give_to_server(workspace.pgdata)
        cluster._run(
            "initdb", "--pgdata", str(workspace.pgdata), "--username", ROLE, "--auth=reject",
            "--encoding=UTF8", "--locale=C", "--no-instructions",
        )  # fmt: skip
        with (workspace.pgdata / "postgresql.conf").open("a") as file:
            file.write("\ninclude = 'outpost.conf'\n")
        cluster.write_configuration([], transport="socket")
        cluster.run_alone(f"CREATE DATABASE {DATABASE}")
        cluster._run(
            "postgres", "--single", "-D", str(workspace.pgdata), DATABASE, stdin=_ROWS + ";\n"
        )
        made.append(place / "old-cluster")
        subprocess.run(["cp", "-a", workspace.pgdata, made[0]], check=True)
        return workspace

    return make


def rows_of(workspace: Workspace) -> tuple[int, int]:
    """The version of the server that answers, and how many rows it has."""
    import psycopg

    with EmbeddedPostgres(workspace) as address, psycopg.connect(address.url) as connection:
        count = connection.execute("SELECT count(*), min(said) FROM kept").fetchone()
        assert count[1] == "row 1"
        return connection.info.server_version // 10000, count[0]


def version_of(workspace: Workspace) -> str:
    return (workspace.pgdata / "PG_VERSION").read_text().strip()


def test_it_is_brought_over_with_words(
    make_old: Callable[[str], Workspace], older: tuple[int, Path]
) -> None:
    workspace, told = make_old("home"), []
    import psycopg

    with (
        EmbeddedPostgres(workspace, on_progress=told.append) as address,
        psycopg.connect(address.url) as connection,
    ):
        assert connection.info.server_version // 10000 == MAJOR
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (5000,)
    assert told[0] == f"Bringing the database from Postgres {older[0]} to {MAJOR}…"
    assert "Copying the database into the new Postgres…" in told
    names = {path.name for path in workspace.postgres.iterdir()}
    assert f"data-{older[0]}" in names
    assert not {name for name in names if name.startswith((".data", ".major"))}
    assert rows_of(workspace) == (MAJOR, 5000)


def test_a_newer_one_is_refused(workspace: Workspace) -> None:
    (workspace.pgdata / "PG_VERSION").write_text("19\n")
    with pytest.raises(KnownError, match=r"Postgres 19, made by a newer Outpost.*Nothing was"):
        EmbeddedPostgres(workspace).acquire()
    assert version_of(workspace) == "19"


def test_without_the_programs_of_the_old_one(
    make_old: Callable[[str], Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = make_old("home")
    monkeypatch.setattr(postgres_major.MajorUpgrade.__init__, "__defaults__", (lambda major: None,))
    with pytest.raises(KnownError, match="brings it over by itself"):
        EmbeddedPostgres(workspace).acquire()
    monkeypatch.undo()
    assert rows_of(workspace) == (MAJOR, 5000)


def test_what_cannot_be_read_stays_as_it_was(
    make_old: Callable[[str], Workspace], older: tuple[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = make_old("home")
    counts = iter([b"kept|5000\n", b"kept|4999\n"])
    monkeypatch.setattr(MajorUpgrade, "_count", lambda self, sockets, port: next(counts))
    with pytest.raises(KnownError, match=r"could not be brought from.*It is as it was"):
        EmbeddedPostgres(workspace).acquire()
    monkeypatch.undo()
    assert version_of(workspace) == str(older[0])
    assert rows_of(workspace) == (MAJOR, 5000)


def test_a_cluster_that_says_another_version_than_it_is(
    workspace: Workspace, older: tuple[int, Path]
) -> None:
    (workspace.pgdata / "PG_VERSION").write_text(f"{older[0]}\n")
    with pytest.raises(KnownError):
        EmbeddedPostgres(workspace).acquire()
    (workspace.pgdata / "PG_VERSION").write_text(f"{MAJOR}\n")
    with EmbeddedPostgres(workspace):
        pass


_KILLED = """
import os, signal, sys
from pathlib import Path
from desktop_app.system.paths import Workspace
from desktop_app.system.postgres import EmbeddedPostgres

last, lines = int(sys.argv[2]), 0

def on_line(frame, event, argument):
    global lines
    if event == "line":
        lines += 1
        if lines == last:
            os.kill(os.getpid(), signal.SIGKILL)
    return on_line

sys.settrace(
    lambda frame, event, argument:
    on_line if frame.f_code.co_filename.endswith("postgres_major.py") else None
)
with EmbeddedPostgres(Workspace(Path(sys.argv[1]))):
    sys.settrace(None)
print(lines)
"""


def test_killed_at_any_line_nothing_is_lost(make_old: Callable[[str], Workspace]) -> None:
    def start(workspace: Workspace, last: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", _KILLED, str(workspace.home), str(last)],
            capture_output=True, text=True, check=False, env=program_environment(),
        )  # fmt: skip

    done = start(make_old("counted"), 0)
    assert done.returncode == 0, done.stderr
    lines = int(done.stdout)
    seed = random.randrange(1 << 30)
    print("seed", seed)
    rest = range(1, lines + 1)
    chosen = rest if ALL else [*random.Random(seed).sample(rest, 3), lines - 8, lines - 7]
    for last in sorted(chosen):
        workspace = make_old(f"killed{last}")
        killed = start(workspace, last)
        assert killed.returncode in (0, -signal.SIGKILL), killed.stderr
        assert rows_of(workspace) == (MAJOR, 5000), last
        assert not (workspace.postgres / READY).exists()


def test_our_own_programs_are_no_older_ones() -> None:
    assert older_binaries(MAJOR) == find_binaries()
    assert older_binaries(9) is None
