"""How this computer calls itself in a list of sessions."""

from __future__ import annotations

import platform

from desktop_app import __version__

_LONGEST = 64


def this_device() -> str:
    """``Outpost/0.1.0 (Linux 6.1.0; robins-laptop)``: two laptops are told apart by their name."""
    name = "".join(c for c in platform.node() if c.isprintable() and c not in "();")[:_LONGEST]
    system = f"{platform.system()} {platform.release()}".strip()
    return f"Outpost/{__version__} ({'; '.join(part for part in (system, name) if part)})"
