"""A numpy that fits: `python packaging/lean_numpy.py FOLDER` builds it there, once.

The wheels bring OpenBLAS for large matrices, and most loops three times over for kinds of
processors: 43 MB. Charts of some hundred points and the language of a text want neither. Without a
library of linear algebra numpy takes its own, the reference written in C, and is 7 MB.

It is built from the source that pip fetches, of the very version that is installed here, which
takes a C++ compiler and some minutes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

OPTIONS = (
    "setup-args=-Dblas=none", "setup-args=-Dlapack=none", "setup-args=-Dallow-noblas=true",
    "setup-args=-Dcpu-dispatch=none",
)  # fmt: skip


def build(folder: Path) -> Path:
    """Build it, unless it is there; the folder that is to precede the other packages.

    Raises:
        subprocess.CalledProcessError: it cannot be fetched, or there is no compiler.
    """
    place = folder / f"numpy-{version('numpy')}-{sys.implementation.cache_tag}"
    if not place.exists():
        unfinished = folder / f"{place.name}.unfinished"
        subprocess.run(
            [
                sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--upgrade",
                "--no-binary", "numpy", f"numpy=={version('numpy')}", "--target", str(unfinished),
                # Kept: pip asks for it twice, first what it is and then to have it.
                f"--config-settings=build-dir={folder.absolute() / 'numpy'}",
                *(f"--config-settings={option}" for option in OPTIONS),
            ],
            check=True,
        )  # fmt: skip
        unfinished.rename(place)
    return place


def before_others(place: Path) -> dict[str, str]:
    """The environment of a Python that finds what is in the place first."""
    paths = [str(place), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


if __name__ == "__main__":
    print(build(Path(sys.argv[1])))
