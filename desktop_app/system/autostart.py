"""Starting the engine when the user signs in to the computer, where they want that: mail comes and
goes, and backups are made, also while no window is open."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

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


def entry(platform: str = sys.platform) -> Path:
    """The file by which the desktop knows what to start."""
    if platform == "darwin":
        return Path.home() / "Library/LaunchAgents" / f"{_NAME}.plist"
    if platform == "win32":
        roaming = os.environ.get("APPDATA") or str(Path.home() / "AppData/Roaming")
        return Path(roaming) / "Microsoft/Windows/Start Menu/Programs/Startup/Outpost engine.vbs"
    config = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(config) / "autostart" / "outpost-engine.desktop"


def is_on(platform: str = sys.platform) -> bool:
    """Whether the engine starts with the user's session."""
    return entry(platform).exists()


def turn_on(command: list[str], platform: str = sys.platform) -> Path:
    """Have the engine started with the user's session; where that is noted.

    Args:
        command: what to start, the program first, by its whole path.

    Raises:
        KnownError: it cannot be noted there.
    """
    file = entry(platform)
    with told_calmly(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_name(f".{file.name}.new")
        new.write_text(_text(command, platform), encoding="utf-8")
        new.replace(file)
    return file


def turn_off(platform: str = sys.platform) -> None:
    """No longer; harmless where it was off."""
    with told_calmly(entry(platform)):
        entry(platform).unlink(missing_ok=True)


def _text(command: list[str], platform: str) -> str:
    if any(character in part for part in command for character in '\n\r"'):
        raise KnownError(
            tr(
                "The name of a folder on the way to Outpost holds a quotation mark or a line break."
            ),
            tr("Nothing was changed. Install it elsewhere."),
        )
    if platform == "darwin":
        arguments = "".join(f"<string>{escape(part)}</string>" for part in command)
        return _AGENT.format(name=_NAME, arguments=arguments)
    if platform == "win32":
        # A script of the shell: a shortcut would open a console.
        line = " ".join(f'""{part}""' for part in command)
        return f'CreateObject("WScript.Shell").Run "{line}", 0, False\n'
    return _DESKTOP.format(command=" ".join(map(_of_desktop, command)))


def _of_desktop(part: str) -> str:
    """An argument as the Desktop Entry Specification quotes it."""
    part = part.replace("%", "%%")
    if shlex.quote(part) == part:
        return part
    for special in ("\\", "`", "$"):
        part = part.replace(special, "\\" + special)
    return '"' + part.replace("\\", "\\\\") + '"'
