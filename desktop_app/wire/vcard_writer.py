r"""Leads as vCards, version 3.0 (RFC 2426).

Not 4.0: Outlook reads 2.1 and 3.0 alone, Google Contacts and Apple's Contacts read 3.0 and write
it themselves. N is required there and what address books sort by; FN is the name as it is.

What a card has no property for, and what its property could not hold to the letter, stands in
``X-OUTPOST-FIELD:Company size;201–500;``, a column's name and its cell, by which the import puts
it back; other programs pass over it. The status is a category, so that it shows everywhere.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from desktop_app.domain.lead_export import Cell
from desktop_app.domain.text_marks import is_literal, unmarked
from desktop_app.wire.csv_writer import plain
from desktop_app.wire.lead_writer import sync

OWN = "X-OUTPOST-FIELD"
_PRODID = "-//Outpost//Leads//EN"
_OCTETS = 75  # of a line, its end not counted (RFC 2426, 2.6)
_FURTHER = re.compile(r"Email \d+")
_UNEVEN = re.compile(r"^\s|\s$|^tel:", re.IGNORECASE)
# The columns that a property holds; those of an address book come first.
_PROPERTIES = {"Phone": "TEL;TYPE=WORK,VOICE", "Website": "URL", "Industry": "X-INDUSTRY"}


class CardWriter:
    """A file of cards, one for each lead."""

    def __init__(self, path: Path, titles: Sequence[str]) -> None:
        self.notes: list[str] = []
        self._titles = titles
        self._stream = path.open("w", encoding="utf-8", errors="replace", newline="")

    def write(self, rows: Iterable[Sequence[Cell]]) -> None:
        self._stream.write("".join(self._card(row) for row in rows))

    def finish(self) -> None:
        self._stream.flush()
        sync(self._stream.fileno())
        self._stream.close()

    def give_up(self) -> None:
        with contextlib.suppress(OSError):  # what is not yet written may find no room
            self._stream.close()

    def _card(self, row: Sequence[Cell]) -> str:
        said = {title: plain(cell) for title, cell in zip(self._titles, row, strict=True)}
        lines = ["BEGIN:VCARD", "VERSION:3.0", f"PRODID:{_PRODID}"]
        own: list[str] = []
        name = said.pop("Contact", "")
        company = said.pop("Company", "")
        email = said.pop("Email", "")
        shown = _shown(name) or _shown(company) or _shown(email)
        lines += [f"FN:{_escaped(shown)}", _name_parts(_shown(name))]
        own += _unless_even("Contact", name)
        if company:
            lines.append(f"ORG:{_escaped(_shown(company))}")
            own += _unless_even("Company", company)
        if email:
            lines.append(f"EMAIL;TYPE=INTERNET,PREF:{_escaped(_shown(email))}")
            own += _unless_even("Email", email)
        for title, cell in said.items():
            if not cell:
                continue
            if _FURTHER.fullmatch(title) and not is_literal(cell):
                lines += [f"EMAIL;TYPE=INTERNET:{each.strip()}" for each in cell.split(", ")]
            elif title in _PROPERTIES:
                lines.append(f"{_PROPERTIES[title]}:{_escaped(_shown(cell))}")
                own += _unless_even(title, cell)
            else:
                if title == "Status":
                    lines.append(f"CATEGORIES:{_escaped(cell)}")
                own.append(_own(title, cell))
        if not own:
            own.append(_own("Contact", name))  # by which the import knows a card of ours
        return "".join(map(_folded, [*lines, *own, "END:VCARD"]))


def _name_parts(name: str) -> str:
    """Family, given: the last word is the family's, as nothing better is known."""
    given, _, family = name.rpartition(" ")
    return f"N:{_escaped(family)};{_escaped(given)};;;"


def _shown(cell: str) -> str:
    text = unmarked(cell) if is_literal(cell) else cell
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unless_even(title: str, cell: str) -> list[str]:
    """The cell once more where a property would not hold it to the letter."""
    uneven = not cell.isprintable() or _UNEVEN.search(cell) or (title == "Phone" and ";" in cell)
    return [_own(title, cell)] if is_literal(cell) or uneven else []


def _own(title: str, cell: str) -> str:
    return f"{OWN}:{_escaped(title)};{_escaped(cell)};"


def _escaped(text: str) -> str:
    r"""Text of a value: ``\n`` for a line end, and ``\r`` for a lone return, which only our own
    fields can have."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n").replace("\r", "\\r")


def _folded(line: str) -> str:
    """A line in pieces of 75 octets, none of which cuts a letter in two."""
    if len(line) * 4 <= _OCTETS or (line.isascii() and len(line) <= _OCTETS):
        return line + "\r\n"
    pieces: list[str] = []
    now: list[str] = []
    room = _OCTETS
    for char in line:
        size = 1 if char < "\x80" else len(char.encode("utf-8", "replace"))
        if size > room:
            pieces.append("".join(now))
            now, room = [], _OCTETS - 1
        now.append(char)
        room -= size
    pieces.append("".join(now))
    return "\r\n ".join(pieces) + "\r\n"
