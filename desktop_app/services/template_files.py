"""Templates brought in from a folder, and written into one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.template_files import (
    LARGEST,
    SUFFIXES,
    BadTemplateFile,
    TemplateFile,
    read_template,
    write_template,
)
from desktop_app.services.file_names import safe_file_name

_MOST: Final = 2_000  # files of one folder

Fault = tuple[str, str]
"""The name of a file, and why it is no template."""


def read_folder(folder: Path) -> tuple[list[tuple[str, TemplateFile]], list[Fault]]:
    """The templates in the files of a folder by the files' names, and what is wrong with others.

    Raises:
        KnownError: there is no such folder, or it cannot be read.
    """
    try:
        paths = sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() in SUFFIXES and not path.name.startswith(".") and path.is_file()
        )
    except OSError as error:
        raise KnownError(
            tr("The folder {folder} cannot be read.", folder=folder),
            tr("Check its name and your rights."),
        ) from error
    if not paths:
        raise KnownError(
            tr("There are no templates in {folder}.", folder=folder),
            tr("They are .txt or .html files."),
        )
    found: list[tuple[str, TemplateFile]] = []
    faults: list[Fault] = []
    for at, path in enumerate(paths):
        try:
            if at >= _MOST:
                raise BadTemplateFile(
                    tr("{most} files are the most at a time.", most=numeral(_MOST))
                )
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
            found.append((path.name, read_template(content, path.stem)))
        except BadTemplateFile as bad:
            faults.append((path.name, str(bad)))
        except OSError:
            faults.append((path.name, tr("It cannot be read.")))
    return found, faults


def write_folder(
    folder: Path,
    templates: Sequence[TemplateFile],
    on_written: Callable[[str], None] = lambda name: None,
) -> int:
    """Write each template into a file of its own; how many. Files of the same names are replaced.

    Raises:
        KnownError: the folder cannot be made or written in.
    """
    taken: set[str] = set()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for template in templates:
            name = _free_name(template, taken)
            partial = folder / f".{name}.part"
            try:
                partial.write_text(write_template(template), encoding="utf-8", newline="\n")
                partial.replace(folder / name)
            finally:
                with suppress(OSError):
                    partial.unlink(missing_ok=True)
            on_written(name)
    except OSError as error:
        raise KnownError(
            tr("The templates could not be written to {folder}.", folder=folder),
            tr("Check that there is room and that you may write there."),
        ) from error
    return len(templates)


def _free_name(template: TemplateFile, taken: set[str]) -> str:
    whole = " - ".join(part for part in (template.category, template.name) if part)
    stem = safe_file_name(whole.replace("/", "_").replace("\\", "_"), "template")[:100].rstrip(". ")
    number, name = 1, f"{stem}.txt"
    while name.casefold() in taken:
        number += 1
        name = f"{stem} {number}.txt"
    taken.add(name.casefold())
    return name
