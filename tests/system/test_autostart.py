"""The engine's entry among what starts with the user's session."""

from __future__ import annotations

import configparser
import plistlib
import re
import shlex
from pathlib import Path

import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.system import autostart

COMMAND = ["/opt/out post/100%/$x/outpost", "--home", "/home/robin/d\\e`f", "engine"]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_on_and_off(platform, home):
    assert not autostart.is_on(platform)
    file = autostart.turn_on(["/opt/outpost/outpost", "engine"], platform)
    assert file.is_relative_to(home)
    assert autostart.is_on(platform)
    autostart.turn_on(["/opt/outpost/outpost", "engine"], platform)
    assert [each.name for each in file.parent.iterdir()] == [file.name]
    autostart.turn_off(platform)
    autostart.turn_off(platform)
    assert not autostart.is_on(platform)


def test_a_desktop_reads_the_command_as_it_is_meant():
    text = autostart.turn_on(COMMAND, "linux").read_text()
    parser = configparser.RawConfigParser()
    parser.optionxform = str
    parser.read_string(text)
    said = parser["Desktop Entry"]["Exec"]
    # As the specification has it: escapes of strings, then quotes as a shell's, then codes.
    words = shlex.split(said.replace("\\\\", "\\"))
    meant = [re.sub(r"\\([`$])", r"\1", word).replace("%%", "%") for word in words]
    assert meant == COMMAND


def test_macos_reads_it_too():
    document = plistlib.loads(autostart.turn_on(COMMAND, "darwin").read_bytes())
    assert document["ProgramArguments"] == COMMAND
    assert document["RunAtLoad"] is True


def test_windows_reads_it_too():
    text = autostart.turn_on([r"C:\Program Files\Outpost\outpost.exe", "engine"], "win32")
    assert text.read_text() == (
        'CreateObject("WScript.Shell").Run '
        '"""C:\\Program Files\\Outpost\\outpost.exe"" ""engine""", 0, False\n'
    )


def test_a_name_that_no_entry_can_hold():
    with pytest.raises(KnownError, match="quotation mark"):
        autostart.turn_on(['/opt/a"b', "engine"], "linux")
    assert not Path(autostart.entry("linux")).exists()
