"""psycopg, loaded without asyncio.

Half of psycopg is asynchronous, and importing it imports asyncio, some thirty modules: a sixth of
what the driver takes to load, at every start and in every command. Outpost uses the other half
alone. While psycopg is imported a stand-in has asyncio's place; whoever imports asyncio
afterwards gets the real one. Where a later psycopg does not put up with that, it is loaded as
usual.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _NoAsyncio(ModuleType):
    """Has any name: psycopg derives from some, and lists one among exceptions to catch."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = type(name, (BaseException,), {"__class_getitem__": lambda cls, _: cls})
        setattr(self, name, made)
        return made


def load_psycopg() -> None:
    """Import psycopg, unless it or asyncio is there already."""
    if "psycopg" in sys.modules or "asyncio" in sys.modules:
        return
    before = set(sys.modules)
    stand_in = sys.modules["asyncio"] = _NoAsyncio("asyncio")
    try:
        import psycopg  # noqa: F401
    except Exception:
        for name in set(sys.modules) - before:
            if name.partition(".")[0] in ("psycopg", "psycopg_binary"):
                del sys.modules[name]
    finally:
        if sys.modules.get("asyncio") is stand_in:
            del sys.modules["asyncio"]
