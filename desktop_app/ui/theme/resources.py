"""Where the files of ``resources/`` lie: beside the sources, or bundled in the package."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[2]


@cache
def resource_path(name: str) -> Path:
    """The path of a resource such as ``"tokens.json"``.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for folder in (_PACKAGE / "_bundled" / "resources", _PACKAGE.parent / "resources"):
        path = folder / name
        if path.exists():
            return path
    raise FileNotFoundError(f"resources/{name}")
