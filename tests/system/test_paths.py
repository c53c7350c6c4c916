"""Where things are, and what stands in the way of making them."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.system import paths
from desktop_app.system.os_faults import known_os_error
from desktop_app.system.paths import Workspace, default_home, given_path, resource_path, sql_dir

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")


def test_everything_is_inside_the_home_folder(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "home")
    places = [
        workspace.postgres, workspace.pgdata, workspace.files, workspace.raw, workspace.reports,
        workspace.logs, workspace.settings_file,
    ]  # fmt: skip
    assert len(set(places)) == len(places)
    assert all(workspace.home in place.parents for place in places)
    assert not workspace.home.exists()  # asking makes nothing


@POSIX
def test_folders_are_made_for_their_owner_alone(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "new" / "deep" / "home")
    before = os.umask(0)
    try:
        assert workspace.ensure() is workspace
    finally:
        os.umask(before)
    made = [tmp_path / "new", tmp_path / "new" / "deep", *workspace.home.rglob("*")]
    for folder in [*made, workspace.home]:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700, folder
    workspace.ensure()  # a second time changes nothing


@POSIX
def test_an_open_folder_is_closed_but_can_still_be_passed_through(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "home").ensure()
    workspace.files.chmod(0o777)
    workspace.ensure()
    assert stat.S_IMODE(workspace.files.stat().st_mode) == 0o711


@POSIX
def test_a_name_that_is_no_text_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    home = tmp_path / "caf\udce9"
    with pytest.raises(KnownError, match="no text"):
        Workspace(home).ensure()
    assert not list(tmp_path.iterdir())


@POSIX
@pytest.mark.parametrize("name", ["home\n", "ho\nme", "home\x1b[2J", "home\x7f"])
def test_a_name_that_would_break_a_line_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(KnownError, match="control character") as refused:
        Workspace(tmp_path / name).ensure()
    assert str(refused.value).isprintable()
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="a place where nobody can make anything")
@pytest.mark.parametrize("name", ["/proc/outpost", "/proc/outpost/deep/home"])
def test_a_place_where_nothing_can_be_made_is_told(name: str) -> None:
    with pytest.raises(KnownError, match="cannot be made"):
        Workspace(Path(name)).ensure()


@POSIX
@pytest.mark.parametrize("target", ["nowhere", "link"])
@pytest.mark.parametrize("below", ["", "deep/home"])
def test_a_link_that_leads_nowhere_is_told_and_kept(
    tmp_path: Path, target: str, below: str
) -> None:
    (tmp_path / "link").symlink_to(tmp_path / target)
    with pytest.raises(KnownError, match="Something else stands"):
        Workspace(tmp_path / "link" / below).ensure()
    assert [path.name for path in tmp_path.iterdir()] == ["link"]


def test_a_path_is_what_the_user_means(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("USERPROFILE" if os.name == "nt" else "HOME", str(tmp_path / "me"))
    assert given_path("~/x") == tmp_path / "me" / "x"
    assert given_path("x") == Path.cwd() / "x"


@POSIX
def test_a_path_of_nobody_or_from_nowhere_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(KnownError, match="~nobody-at-all is nobody's home"):
        given_path("~nobody-at-all/x")
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(KnownError, match="is gone"):
        given_path("x")


@pytest.mark.parametrize("name", ["home", "home/postgres", "home/raw"])
def test_a_file_in_the_way_is_told_and_kept(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")
    with pytest.raises(KnownError, match="Something else stands"):
        Workspace(tmp_path / "home").ensure()
    assert path.read_text() == "mine"


def test_a_path_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="too long"):
        Workspace(tmp_path / ("x" * 300)).ensure()


@POSIX
@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() == 0, reason="root may do all")
def test_no_rights_are_told(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    with pytest.raises(KnownError, match="no rights"):
        Workspace(locked / "home").ensure()


def test_what_is_no_fault_of_the_world_stays_a_bug() -> None:
    assert known_os_error(OSError(9, "bad file descriptor"), Path("x")) is None


def test_the_default_home_is_one_folder_of_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform == "linux":
        monkeypatch.setenv("XDG_DATA_HOME", "/somewhere/data")
        assert default_home() == Path("/somewhere/data/outpost")
    assert default_home().name == "outpost"


def test_what_is_shipped_is_found_in_a_checkout() -> None:
    root = Path(paths.__file__).parents[2]
    assert sql_dir() == root / "sql"


def test_what_is_shipped_is_found_in_an_installed_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "desktop_app"
    (package / "_bundled" / "sql").mkdir(parents=True)
    (package / "_bundled" / "resources").mkdir()
    (package / "_bundled" / "resources" / "theme.json").write_text("{}")
    monkeypatch.setattr(paths, "_PACKAGE", package)
    assert sql_dir() == package / "_bundled" / "sql"
    assert resource_path("theme.json").read_text() == "{}"


def test_a_missing_part_of_the_installation_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "desktop_app")
    with pytest.raises(KnownError, match="missing"):
        resource_path("theme.json")
    with pytest.raises(KnownError, match="Install Outpost again"):
        sql_dir()
