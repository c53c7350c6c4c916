"""How this computer calls itself: in a list of sessions, and to its own programs."""

from __future__ import annotations

import platform
import secrets

from desktop_app import __version__
from desktop_app.system.locks import FileLock
from desktop_app.system.os_faults import told_calmly
from desktop_app.system.paths import Workspace

_LONGEST = 64


def this_device() -> str:
    """``Outpost/0.1.0 (Linux 6.1.0; robins-laptop)``: two laptops are told apart by their name."""
    name = "".join(c for c in platform.node() if c.isprintable() and c not in "();")[:_LONGEST]
    system = f"{platform.system()} {platform.release()}".strip()
    return f"Outpost/{__version__} ({'; '.join(part for part in (system, name) if part)})"


def computer_id(workspace: Workspace) -> str:
    """A random name of this workspace on this computer, the same for all its programs.

    Names of computers repeat, and change with the network; this one does neither.

    Raises:
        KnownError: the workspace's folder cannot be written.
    """
    file = workspace.home / "computer-id"
    with told_calmly(file):
        lock = FileLock(file.with_name(file.name + ".lock"))
        lock.acquire()
        try:
            if not file.exists():
                file.write_text(secrets.token_hex(16), encoding="ascii")
            return file.read_text(encoding="ascii").strip()
        finally:
            lock.release()
