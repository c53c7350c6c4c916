"""Every release's database is opened by the newest code, and everything is still in it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import desktop_app
from desktop_app.bootstrap.opening import open_server, open_workspace
from desktop_app.data import dumps
from desktop_app.data.backups import data_in
from desktop_app.data.careful_upgrade import careful_upgrade, put_back
from desktop_app.data.health import examine
from desktop_app.data.migrations import applied, schema_version
from desktop_app.data.old_copies import KEPT, copies, copy_before
from desktop_app.domain.errors import KnownError
from desktop_app.system.paths import Workspace, sql_dir
from tests.faults.conftest import made_once, make_workspace, place, workspace

__all__ = ["made_once", "make_workspace", "place", "workspace"]

RELEASES = sorted(Path(__file__).parent.glob("*.dump"))


@pytest.fixture
def released(workspace: Workspace) -> Workspace:
    """A workspace as the newest release left it."""
    with open_server(workspace.home, None) as (_, db):
        dumps.restore(db, RELEASES[-1])
    return workspace


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """The folder of the schema files, where a test adds its own."""
    return Path(shutil.copytree(sql_dir(), tmp_path / "sql"))


def test_each_release_has_its_database():
    log = (Path(desktop_app.__file__).parents[1] / "CHANGELOG.md").read_text("utf-8")
    versions = re.findall(r"^## (\d+\.\d+\.\d+)", log, re.MULTILINE)
    assert sorted(path.stem for path in RELEASES) == sorted(versions)


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.stem)
def test_a_released_database_is_opened_by_this_version(release, workspace):
    with open_server(workspace.home, None) as (_, db):
        dumps.restore(db, release)
        before = data_in(db)
    assert min(before) > 0
    with open_workspace(workspace.home) as opened:
        assert data_in(opened.db) == before
        assert examine(opened.db).well


def test_a_copy_is_kept_before_a_step(released, steps):
    (steps / "9990_more.sql").write_text("ALTER TABLE outpost.job ADD COLUMN more text;")
    told = []
    with open_workspace(released.home) as opened:
        before = data_in(opened.db)
        first = len(copies(released, "upgrade"))
        assert careful_upgrade(opened.db, released, directory=steps, tell=told.append) == [
            "9990_more"
        ]
        assert len(copies(released, "upgrade")) == first + 1
        assert told[0] == "Keeping a copy of the database…"
        assert careful_upgrade(opened.db, released, directory=steps) == []
        assert data_in(opened.db) == before
        kept = copies(released, "upgrade")[0]
        put_back(opened.db, kept)
        assert "9990_more" not in applied(opened.db)
        assert data_in(opened.db) == before
    assert not (released.home / "upgrading").exists()


def test_an_empty_database_needs_no_copy(workspace):
    with open_workspace(workspace.home):
        assert copies(workspace) == []


def test_a_step_that_fails_leaves_all_as_it_was(released, steps, caplog):
    (steps / "9990_good.sql").write_text("CREATE TABLE outpost.good (id int);")
    (steps / "9991_bad.sql").write_text("INSERT INTO outpost.no_such_table VALUES (1);")
    with open_workspace(released.home) as opened:
        before, version = data_in(opened.db), schema_version(opened.db)
        with pytest.raises(KnownError, match="No step of it was kept, and nothing is lost"):
            careful_upgrade(opened.db, released, directory=steps)
        assert (data_in(opened.db), schema_version(opened.db)) == (before, version)
        assert opened.db.value("SELECT to_regclass('outpost.good')") is None
    assert "a step of the schema failed" in caplog.text
    assert not (released.home / "upgrading").exists()


def test_a_database_that_is_wrong_behind_the_steps_is_replaced_by_the_copy(released, steps, caplog):
    (steps / "9990_wrong.sql").write_text("ALTER TABLE public.leads DROP COLUMN phone CASCADE;")
    with open_workspace(released.home) as opened:
        before, version = data_in(opened.db), schema_version(opened.db)
        with pytest.raises(KnownError, match=r"The copy from before took its place"):
            careful_upgrade(opened.db, released, directory=steps)
        assert (data_in(opened.db), schema_version(opened.db)) == (before, version)
    assert "behind the upgrade" in caplog.text
    with open_workspace(released.home) as opened:
        assert examine(opened.db).well


def test_killed_before_it_looked_behind_the_steps_it_looks_at_the_next_start(
    released, steps, monkeypatch, caplog
):
    (steps / "9990_wrong.sql").write_text("ALTER TABLE public.leads DROP COLUMN phone CASCADE;")

    class Killed(BaseException):
        pass

    def die(*arguments):
        raise Killed

    with open_workspace(released.home) as opened:
        before = data_in(opened.db)
        monkeypatch.setattr("desktop_app.data.careful_upgrade._look_behind", die)
        with pytest.raises(Killed):
            careful_upgrade(opened.db, released, directory=steps)
        monkeypatch.undo()
        with pytest.raises(KnownError, match="The copy from before took its place"):
            careful_upgrade(opened.db, released, directory=steps)
        assert data_in(opened.db) == before


def test_without_room_for_the_copy_nothing_is_changed(released, steps, monkeypatch):
    (steps / "9990_more.sql").write_text("ALTER TABLE outpost.job ADD COLUMN more text;")

    def full(*arguments, **more):
        raise KnownError("The disk is full.", "Free some space.", retryable=True)

    with open_workspace(released.home) as opened:
        monkeypatch.setattr("desktop_app.data.dumps.dump", full)
        with pytest.raises(KnownError, match=r"copy .* could not be made: The disk is full.*"):
            careful_upgrade(opened.db, released, directory=steps)
        assert "9990_more" not in applied(opened.db)


def test_a_few_copies_are_kept(released):
    with open_workspace(released.home) as opened:
        made = [copy_before(opened.db, released, "upgrade") for _ in range(KEPT + 2)]
        other = copy_before(opened.db, released, "restore")
    assert copies(released, "upgrade") == made[::-1][:KEPT]
    assert copies(released, "restore") == [other]
