"""``python -m tests.translations``: brings the catalogs in ``resources/languages`` up to the texts
of the code (lupdate) and compiles them (lrelease).

What is new stands in the ``.ts`` as unfinished; Qt Linguist, or an editor, is where it is written.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import PySide6

ROOT = Path(__file__).parents[1]
LANGUAGES = ROOT / "resources" / "languages"
_TOOLS = Path(PySide6.__file__).parent


def updated(catalog: Path, folder: Path) -> Path:
    """A copy of a ``.ts`` in ``folder`` that has the texts of the code."""
    copy = folder / catalog.name
    shutil.copyfile(catalog, copy)
    files = sorted(
        str(each.relative_to(ROOT))
        for each in (ROOT / "desktop_app").rglob("*.py")
        if "commands" not in each.parts
    )
    listed = folder / "files.lst"
    listed.write_text("\n".join(files))
    _run(
        "lupdate", "-tr-function-alias", "tr+=plural,tr+=mark", "-locations", "none",
        "-no-obsolete", f"@{listed}", "-ts", str(copy),
    )  # fmt: skip
    return copy


def compiled(catalog: Path, folder: Path) -> Path:
    """The ``.qm`` of a ``.ts``, in ``folder``."""
    made = folder / f"{catalog.stem}.qm"
    _run("lrelease", "-silent", str(catalog), "-qm", str(made))
    return made


def _run(tool: str, *arguments: str) -> None:
    name = next(each for each in (_TOOLS / tool, _TOOLS / f"{tool}.exe") if each.exists())
    subprocess.run([name, *arguments], cwd=ROOT, check=True, capture_output=True)


def main() -> None:
    for catalog in sorted(LANGUAGES.glob("*.ts")):
        with tempfile.TemporaryDirectory() as name:
            shutil.copyfile(updated(catalog, Path(name)), catalog)
        compiled(catalog, LANGUAGES)
        print(catalog.name)


if __name__ == "__main__":
    sys.exit(main())
