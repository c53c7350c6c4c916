"""Starting the engine when the user signs in to the computer, where they want that: mail comes and
goes, and backups are made, also while no window is open.

The desktop keeps it, and nobody else: what is asked here is read from there each time, as the user
may have changed it in the settings of the desktop.
"""

from __future__ import annotations

import configparser
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Protocol
from xml.sax.saxutils import escape

from desktop_app.domain.about import SessionStart
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.system.os_faults import told_calmly

_NAME: Final = "app.outpost.engine"
_DESKTOP: Final = """\
[Desktop Entry]
Type=Application
Name=Outpost engine
Comment=Fetches and sends mail, and makes backups, while no window is open
Exec={command}
Icon=outpost
Terminal=false
NoDisplay=true
X-GNOME-Autostart-enabled=true
"""
_AGENT: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>Label</key><string>{name}</string>
<key>RunAtLoad</key><true/>
<key>ProgramArguments</key><array>{arguments}</array>
</dict></plist>
"""
_RUN: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
_APPROVED: Final = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
_VALUE: Final = "Outpost engine"
_PATIENCE: Final = 5  # seconds for launchd to answer

Run = Callable[[Sequence[str]], str]
"""Runs a program of the system and answers what it printed; "" where it cannot be run."""


class Autostart:
    """The engine of one workspace among what starts with the user's session.

    Args:
        command: what to start, the program first, by its whole path.
        platform: as ``sys.platform`` names it.
        secret: what it would start needs a secret that was given for this run alone, and so
            cannot be noted.
        run: how the system's programs are asked.
    """

    def __init__(
        self,
        command: list[str],
        platform: str = sys.platform,
        *,
        secret: bool = False,
        run: Run | None = None,
    ) -> None:
        self._command = command
        self._secret = secret
        self._kept: _Kept = _kept_on(platform, run or _run)

    @property
    def where(self) -> str:
        """Where the desktop keeps it: a file, or a place of the registry."""
        return self._kept.where

    def look(self) -> SessionStart:
        """What the desktop would do at the next sign-in.

        Raises:
            KnownError: that cannot be read.
        """
        found = self._kept.read()
        if found is None:
            return SessionStart.OFF
        with suppress(KnownError):  # what cannot be written was not written by us
            if found == self._kept.text_of(self._command):
                return SessionStart.ON
        return SessionStart.OTHER

    def turn_on(self) -> None:
        """Have this engine started, in place of what was started so far.

        Raises:
            KnownError: it cannot be noted there.
        """
        if self._secret:
            raise KnownError(
                tr("The address of the database has a password in it, which no file is told."),
                tr(
                    "Nothing was changed. Start Outpost with the address alone: it asks for the "
                    "password, and the keyring keeps it for the engine, too."
                ),
            )
        self._kept.write(self._kept.text_of(self._command))

    def turn_off(self) -> None:
        """No longer; harmless where it was off.

        Raises:
            KnownError: it cannot be taken away.
        """
        self._kept.remove()


class _Kept(Protocol):
    """How one system keeps what it starts."""

    @property
    def where(self) -> str: ...
    def text_of(self, command: list[str]) -> str: ...
    def read(self) -> str | None:
        """What is started, as :meth:`text_of` has it; None where nothing is, or it is disabled."""

    def write(self, text: str) -> None: ...
    def remove(self) -> None: ...


def _kept_on(platform: str, run: Run) -> _Kept:
    if platform == "win32":
        return _RunKey()
    return _Agent(run) if platform == "darwin" else _DesktopEntry()


class _DesktopEntry:
    """A desktop entry on Linux (XDG Autostart)."""

    @property
    def file(self) -> Path:
        config = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
        return Path(config) / "autostart" / "outpost-engine.desktop"

    @property
    def where(self) -> str:
        return str(self.file)

    def text_of(self, command: list[str]) -> str:
        _require_plain(command)
        return " ".join(map(_of_desktop, command))

    def read(self) -> str | None:
        text = _text_of(self.file)
        return None if text is None else _started_by(text)

    def write(self, text: str) -> None:
        _write_whole(self.file, _DESKTOP.format(command=text))

    def remove(self) -> None:
        with told_calmly(self.file):
            self.file.unlink(missing_ok=True)


class _Agent:
    """A LaunchAgent on macOS. The settings of the system disable one in launchd, which is asked
    for it; the file stays as it is."""

    def __init__(self, run: Run) -> None:
        self._run = run

    @property
    def file(self) -> Path:
        return Path.home() / "Library/LaunchAgents" / f"{_NAME}.plist"

    @property
    def where(self) -> str:
        return str(self.file)

    def text_of(self, command: list[str]) -> str:
        _require_plain(command)
        arguments = "".join(f"<string>{escape(part)}</string>" for part in command)
        return _AGENT.format(name=_NAME, arguments=arguments)

    def read(self) -> str | None:
        text = _text_of(self.file)
        return None if text is None or self._is_disabled() else text

    def write(self, text: str) -> None:
        _write_whole(self.file, text)
        if self._is_disabled():
            self._run(["launchctl", "enable", f"{self._domain}/{_NAME}"])

    def remove(self) -> None:
        with told_calmly(self.file):
            self.file.unlink(missing_ok=True)

    @property
    def _domain(self) -> str:
        return f"gui/{os.getuid()}"

    def _is_disabled(self) -> bool:
        said = self._run(["launchctl", "print-disabled", self._domain])
        # Up to macOS 12 it says "true" for disabled.
        return bool(re.search(rf'"{re.escape(_NAME)}"\s*=>\s*(disabled|true)\b', said))


def _run(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=_PATIENCE
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout


def _text_of(file: Path) -> str | None:
    with told_calmly(file):
        try:
            return file.read_text("utf-8", "replace")
        except (FileNotFoundError, NotADirectoryError):
            return None


def _write_whole(file: Path, text: str) -> None:
    with told_calmly(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_name(f".{file.name}.new")
        new.write_text(text, encoding="utf-8")
        new.replace(file)


class _RunKey:
    """A value of the user's key ``Run`` in the registry of Windows. The task manager disables such
    a value by another one, whose first byte is odd then."""

    where = f"HKEY_CURRENT_USER\\{_RUN}\\{_VALUE}"

    def text_of(self, command: list[str]) -> str:
        _require_plain(command)
        program, *arguments = command
        # Of the two programs the one that opens no console.
        program = program.replace("outpost-cli.exe", "outpost.exe")
        return subprocess.list2cmdline([program, *arguments])

    def read(self) -> str | None:
        with told_calmly(Path(self.where)):
            found = _value(_RUN)
            approved = _value(_APPROVED)
        if found is None or (isinstance(approved, bytes) and approved[:1] and approved[0] % 2):
            return None
        return str(found)

    def write(self, text: str) -> None:
        winreg = _registry()
        with told_calmly(Path(self.where)):
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
                winreg.SetValueEx(key, _VALUE, 0, winreg.REG_SZ, text)
            _forget(_APPROVED)

    def remove(self) -> None:
        with told_calmly(Path(self.where)):
            _forget(_RUN)


def _registry() -> Any:
    import winreg  # of Windows alone

    return winreg


def _value(place: str) -> object:
    winreg = _registry()
    with suppress(FileNotFoundError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, place) as key:
        return winreg.QueryValueEx(key, _VALUE)[0]
    return None


def _forget(place: str) -> None:
    winreg = _registry()
    access = winreg.KEY_SET_VALUE
    with (
        suppress(FileNotFoundError),
        winreg.OpenKey(winreg.HKEY_CURRENT_USER, place, 0, access) as key,
    ):
        winreg.DeleteValue(key, _VALUE)


def _require_plain(command: list[str]) -> None:
    if any(character in part for part in command for character in '\n\r"'):
        raise KnownError(
            tr(
                "The name of a folder on the way to Outpost holds a quotation mark or a line break."
            ),
            tr("Nothing was changed. Install it elsewhere."),
        )


def _started_by(text: str) -> str | None:
    """The command of a desktop entry; None where it is switched off in it, as desktops do."""
    entry = configparser.RawConfigParser(strict=False, delimiters=("=",), comment_prefixes=("#",))
    try:
        entry.read_string(text)
    except configparser.Error:
        return ""  # there is something, and not of ours
    if not entry.has_section("Desktop Entry"):
        return ""
    said = entry["Desktop Entry"]  # its keys are found in any case of letters
    hidden = said.get("Hidden", "false").lower() == "true"
    disabled = said.get("X-GNOME-Autostart-enabled", "true").lower() == "false"
    return None if hidden or disabled else said.get("Exec", "")


def _of_desktop(part: str) -> str:
    """An argument as the Desktop Entry Specification quotes it."""
    part = part.replace("%", "%%")
    if shlex.quote(part) == part:
        return part
    for special in ("\\", "`", "$"):
        part = part.replace(special, "\\" + special)
    return '"' + part.replace("\\", "\\\\") + '"'
