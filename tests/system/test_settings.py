"""The settings file: typed, never half written, never lost."""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path

import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.system.settings import SETTINGS, Setting, Settings, check


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "home" / "settings.json"


def test_without_a_file_there_are_the_defaults(file: Path) -> None:
    settings = Settings(file)
    assert settings.get("appearance.theme") == "system"
    assert settings.get("appearance.text_size") == 13
    assert settings.get("database.url") == ""
    assert all(each.is_default for each in settings.list())
    assert not file.parent.exists()


def test_every_setting_has_its_own_name_a_help_and_a_possible_default() -> None:
    names = [setting.name for setting in SETTINGS]
    assert len(set(names)) == len(names)
    for setting in SETTINGS:
        assert setting.help.endswith(".")
        assert check(setting, setting.default) == setting.default


def test_what_is_set_is_seen_by_other_programs(file: Path) -> None:
    one, two = Settings(file), Settings(file)
    assert one.set("appearance.text_size", " 16 ") == 16
    assert two.get("appearance.text_size") == 16
    two.set("appearance.theme", "dark")
    assert one.get("appearance.theme") == "dark"
    assert json.loads(file.read_text()) == {
        "appearance.text_size": 16,
        "appearance.theme": "dark",
    }
    one.reset("appearance.theme")
    assert two.get("appearance.theme") == "system"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("appearance.theme", "purple", "system, light, dark"),
        ("appearance.text_size", "15", "12, 13, 14, 16"),
        ("appearance.text_size", "large", "12, 13"),
        ("appearance.text_size", True, "12, 13"),
        ("appearance.density", 3, "compact"),
        ("lock.after_minutes", -1, "0, 1, 2"),
        ("appearance.colour", "red", "settings list"),
        ("database.url", "mysql://host/db", "postgresql://"),
        ("database.url", "host=db", "postgresql://"),
        ("database.url", "postgresql://[::1/db", "postgresql://"),
    ],
)
def test_the_impossible_is_refused_with_what_is_possible(
    file: Path, name: str, value: str, says: str
) -> None:
    settings = Settings(file)
    with pytest.raises(KnownError) as refused:
        settings.set(name, value)
    assert says in str(refused.value)
    assert not file.exists()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://rep:hunter2@db.example/sales",
        "postgresql://rep:@db.example/sales",
        "postgresql://db.example/sales?user=rep&password=hunter2",
        "postgresql://db.example/sales?sslpassword=hunter2",
        "mysql://rep:hunter2@db.example/sales",
    ],
)
def test_a_password_never_reaches_the_file_nor_the_error(file: Path, url: str) -> None:
    with pytest.raises(KnownError) as refused:
        Settings(file).set("database.url", url)
    assert "hunter2" not in str(refused.value)
    assert not file.exists()


@pytest.mark.parametrize(
    "url", ["", "postgresql://rep@db.example:5433/sales?sslmode=require", "postgres:///sales"]
)
def test_an_address_without_a_password_is_kept(file: Path, url: str) -> None:
    assert Settings(file).set("database.url", url) == url


@pytest.mark.parametrize("content", [b"{", b"", b"[1]", b"\xff\xfe", b"[" * 100_000, b"null"])
def test_a_broken_file_is_put_aside_and_told(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    settings = Settings(file)
    assert settings.get("appearance.theme") == "system"
    aside = file.with_name("settings.json.broken")
    assert aside.read_bytes() == content
    assert settings.notice is not None
    assert "settings.json.broken" in settings.notice
    settings.set("appearance.theme", "dark")
    assert Settings(file).get("appearance.theme") == "dark"
    assert Settings(file).notice is None


def test_a_second_broken_file_does_not_replace_the_first(file: Path) -> None:
    file.parent.mkdir()
    for content in ("{one", "{two"):
        file.write_text(content)
        Settings(file).list()
    asides = sorted(path.read_text() for path in file.parent.glob("*.broken*"))
    assert asides == ["{one", "{two"]


@pytest.mark.parametrize("value", ['"purple"', "15", "[1]", "null", '{"a": 1}', "true"])
def test_an_impossible_value_in_the_file_counts_as_the_default(file: Path, value: str) -> None:
    file.parent.mkdir()
    file.write_text(f'{{"appearance.text_size": {value}, "appearance.theme": "dark"}}')
    settings = Settings(file)
    assert settings.get("appearance.text_size") == 13
    assert settings.get("appearance.theme") == "dark"


def test_what_another_version_wrote_is_kept(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('{"from.the.future": {"deep": [1, 2]}}')
    Settings(file).set("appearance.theme", "light")
    assert json.loads(file.read_text())["from.the.future"] == {"deep": [1, 2]}


def test_many_writers_at_once_lose_nothing(file: Path) -> None:
    table = tuple(Setting(f"number.{n}", "number", 0, "One of many.") for n in range(12))

    def write(name: str) -> None:
        for value in range(1, 6):
            Settings(file, table).set(name, value)

    threads = [threading.Thread(target=write, args=(each.name,)) for each in table]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [each.value for each in Settings(file, table).list()] == [5] * 12
    left = {path.name for path in file.parent.iterdir()}
    assert left == {"settings.json", "settings.json.lock"}


def test_being_stopped_while_writing_keeps_the_old_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Settings(file).set("appearance.theme", "dark")

    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KnownError, match="is full"):
        Settings(file).set("appearance.theme", "light")
    assert Settings(file).get("appearance.theme") == "dark"
    assert len(list(file.parent.iterdir())) == 2


def test_switches_read_like_words() -> None:
    switch = Setting("a.b", "switch", False, "On or off.")
    assert [check(switch, word) for word in ("on", "Yes", "true", True)] == [True] * 4
    assert [check(switch, word) for word in ("off", "no", "FALSE", False)] == [False] * 4
    with pytest.raises(KnownError, match="on, off"):
        check(switch, "perhaps")


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_the_file_is_the_owner_s_alone(file: Path) -> None:
    Settings(file).set("appearance.theme", "dark")
    assert file.stat().st_mode & 0o077 == 0
