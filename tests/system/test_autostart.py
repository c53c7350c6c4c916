"""The engine's entry among what starts with the user's session."""

from __future__ import annotations

import configparser
import os
import plistlib
import re
import shlex
import sys
import types
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop_app.domain.about import SessionStart
from desktop_app.domain.errors import KnownError
from desktop_app.system import autostart
from desktop_app.system.autostart import Autostart

COMMAND = ["/opt/out post/100%/$x/outpost", "--home", "/home/robin/d\\e`f", "engine"]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def registry(monkeypatch):
    """The part of Windows' registry that is asked, as its values by their key."""
    values: dict[str, dict[str, object]] = {}

    @contextmanager
    def open_key(root, place, reserved=0, access=0):
        if place not in values:
            raise FileNotFoundError(place)
        yield place

    @contextmanager
    def create_key(root, place):
        values.setdefault(place, {})
        yield place

    def query(key, name):
        if name not in values[key]:
            raise FileNotFoundError(name)
        return values[key][name], 1

    def delete(key, name):
        if values[key].pop(name, None) is None:
            raise FileNotFoundError(name)

    made = types.SimpleNamespace(
        HKEY_CURRENT_USER=1,
        REG_SZ=1,
        KEY_SET_VALUE=2,
        OpenKey=open_key,
        CreateKey=create_key,
        QueryValueEx=query,
        SetValueEx=lambda key, name, reserved, kind, value: values[key].update({name: value}),
        DeleteValue=delete,
    )
    monkeypatch.setitem(sys.modules, "winreg", made)
    return values


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_on_and_off(platform, registry):
    one = Autostart(["/opt/outpost/outpost", "engine"], platform)
    assert one.look() is SessionStart.OFF
    one.turn_on()
    assert one.look() is SessionStart.ON
    other = Autostart(["/opt/outpost/outpost", "--home", "/b", "engine"], platform)
    assert other.look() is SessionStart.OTHER
    other.turn_on()
    assert (one.look(), other.look()) == (SessionStart.OTHER, SessionStart.ON)
    one.turn_off()
    one.turn_off()
    assert one.look() is other.look() is SessionStart.OFF


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_it_is_one_file_in_the_users_own_folder(platform, home):
    one = Autostart(COMMAND, platform)
    one.turn_on()
    one.turn_on()
    file = Path(one.where)
    assert file.is_relative_to(home)
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def _text(command: list[str], platform: str) -> str:
    one = Autostart(command, platform)
    one.turn_on()
    return Path(one.where).read_text("utf-8")


def test_a_desktop_reads_the_command_as_it_is_meant():
    text = _text(COMMAND, "linux")
    parser = configparser.RawConfigParser()
    parser.optionxform = str
    parser.read_string(text)
    said = parser["Desktop Entry"]["Exec"]
    # As the specification has it: escapes of strings, then quotes as a shell's, then codes.
    words = shlex.split(said.replace("\\\\", "\\"))
    meant = [re.sub(r"\\([`$])", r"\1", word).replace("%%", "%") for word in words]
    assert meant == COMMAND
    assert Autostart(COMMAND, "linux").look() is SessionStart.ON


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Terminal=false", "Hidden=true", SessionStart.OFF),
        ("enabled=true", "enabled=false", SessionStart.OFF),
        ("Terminal=false", "Hidden=false", SessionStart.ON),
        ("[Desktop Entry]", "no entry at all", SessionStart.OTHER),
        ("[Desktop Entry]", "[Another]", SessionStart.OTHER),
    ],
)
def test_what_a_desktop_switches_off_is_off(old, new, found):
    text = _text(COMMAND, "linux")
    assert old in text
    Path(Autostart(COMMAND, "linux").where).write_text(text.replace(old, new))
    assert Autostart(COMMAND, "linux").look() is found


def test_macos_reads_it_too():
    document = plistlib.loads(_text(COMMAND, "darwin").encode())
    assert document["ProgramArguments"] == COMMAND
    assert document["RunAtLoad"] is True


# As `launchctl print-disabled gui/501` prints it, by macOS 14 and by macOS 12.
_DISABLED = """\
disabled services = {
\t"com.apple.ManagedClientAgent.enrollagent" => disabled
\t"app.outpost.engine" => disabled
\t"com.apple.Siri.agent" => enabled
}
login item associations = {
}
"""
_DISABLED_12 = """\
disabled services = {
\t"com.apple.Siri.agent" => false
\t"app.outpost.engine" => true
}
"""


class Launchd:
    """Answers as launchctl does, and keeps what it was asked."""

    def __init__(self, disabled: str) -> None:
        self.disabled = disabled
        self.asked: list[list[str]] = []

    def __call__(self, command):
        self.asked.append(list(command))
        return self.disabled if command[1] == "print-disabled" else ""


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (_DISABLED, SessionStart.OFF),
        (_DISABLED_12, SessionStart.OFF),
        (_DISABLED.replace('engine" => disabled', 'engine" => enabled'), SessionStart.ON),
        (_DISABLED_12.replace('engine" => true', 'engine" => false'), SessionStart.ON),
        (_DISABLED.replace("app.outpost.engine", "app.outpost.engine.other"), SessionStart.ON),
        ("", SessionStart.ON),
    ],
)
def test_what_the_settings_of_macos_switch_off_is_off(said, found):
    _text(COMMAND, "darwin")
    launchd = Launchd(said)
    assert Autostart(COMMAND, "darwin", run=launchd).look() is found
    assert launchd.asked == [["launchctl", "print-disabled", f"gui/{os.getuid()}"]]


def test_what_is_turned_on_is_enabled_in_macos_again():
    launchd = Launchd(_DISABLED)
    Autostart(COMMAND, "darwin", run=launchd).turn_on()
    enable = ["launchctl", "enable", f"gui/{os.getuid()}/app.outpost.engine"]
    assert launchd.asked[-1] == enable
    enabled = Launchd("")
    Autostart(COMMAND, "darwin", run=enabled).turn_on()
    assert enable not in enabled.asked


def test_an_engine_that_needs_a_secret_is_not_noted():
    one = Autostart(COMMAND, "linux", secret=True)
    with pytest.raises(KnownError, match="password"):
        one.turn_on()
    assert not Path(one.where).exists()
    Autostart(COMMAND, "linux").turn_on()  # without it, the same engine
    assert one.look() is SessionStart.ON
    one.turn_off()
    assert one.look() is SessionStart.OFF


def test_windows_starts_the_program_without_a_console(registry):
    folder = r"C:\Program Files\Outpost"
    one = Autostart([rf"{folder}\outpost-cli.exe", "--home", "C:\\a", "engine"], "win32")
    one.turn_on()
    (run,) = registry.values()
    assert run == {"Outpost engine": rf'"{folder}\outpost.exe" --home C:\a engine'}
    assert Autostart([rf"{folder}\outpost.exe", "--home", "C:\\a", "engine"], "win32").look() is (
        SessionStart.ON
    )


def test_what_the_task_manager_switches_off_is_off(registry):
    one = Autostart(["outpost.exe", "engine"], "win32")
    one.turn_on()
    approved = registry.setdefault(autostart._APPROVED, {})
    for first, found in ((2, SessionStart.ON), (3, SessionStart.OFF)):
        approved["Outpost engine"] = bytes([first, *[0] * 11])
        assert one.look() is found
    one.turn_on()
    assert one.look() is SessionStart.ON


def test_a_name_that_no_entry_can_hold():
    one = Autostart(['/opt/a"b', "engine"], "linux")
    with pytest.raises(KnownError, match="quotation mark"):
        one.turn_on()
    assert not Path(one.where).exists()
    assert one.look() is SessionStart.OFF
