"""A table out of a vCard file: a row per card, a column per thing that any of its cards says."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.wire.csv_encoding import Encoding, detect_encoding, unreadable
from desktop_app.wire.table import Record, Source, Table
from desktop_app.wire.vcard_cards import Card, Property, plain_value, read_cards, split_value

_MOST = 8  # columns for one kind of thing; further values share the last
_MOST_OTHERS = 40  # columns for properties that have no name here

# What is about the card rather than the person, or would be no cell.
_PASSED = frozenset(
    (
        "BEGIN", "END", "VERSION", "PRODID", "REV", "UID", "CLASS", "KIND", "MAILER", "PROFILE",
        "SORT-STRING", "SOURCE", "NAME", "AGENT", "CLIENTPIDMAP", "XML", "LABEL", "X-ABLABEL",
        "X-ABADR", "X-ABUID", "X-ABSHOWAS", "X-ADDRESSBOOKSERVER-KIND", "X-IMAGEHASH",
        "X-IMAGETYPE", "X-SHARED-PHOTO-DISPLAY-PREF", "PHOTO", "LOGO", "SOUND", "KEY", "CAP",
        "X-MS-CARDPICTURE", "X-MS-OL-DESIGN", "X-MS-OL-DEFAULT-POSTAL-ADDRESS", "FBURL", "CALURI",
        "CALADRURI", "X-EVOLUTION-FILE-AS", "X-COUCHDB-APPLICATION-ANNOTATIONS",
    )
)  # fmt: skip
_COLUMNS: dict[str, str] = {
    "FN": "Full name",
    "N": "Last name",
    "ORG": "Company",
    "TITLE": "Job title",
    "ROLE": "Role",
    "EMAIL": "Email",
    "TEL": "Phone",
    "URL": "Website",
    "ADR": "Address",
    "BDAY": "Birthday",
    "ANNIVERSARY": "Anniversary",
    "NICKNAME": "Nickname",
    "NOTE": "Note",
    "CATEGORIES": "Categories",
    "IMPP": "Messenger",
    "GENDER": "Gender",
    "LANG": "Language",
    "TZ": "Time zone",
    "GEO": "Location",
    "RELATED": "Related",
    "INDUSTRY": "Industry",
}
_FAX, _DEPARTMENT, _FIRST, _MIDDLE = "Fax", "Department", "First name", "Middle name"
# A column of a card that Outpost wrote, as ``title;cell;``: such a card says in N and CATEGORIES
# only again what it says elsewhere.
_OWN = "X-OUTPOST-FIELD"
_OWN_TITLES = {"Contact": _COLUMNS["FN"]}
_AGAIN = frozenset(("N", "CATEGORIES"))
_NAMES = (_COLUMNS["FN"], _FIRST, _MIDDLE, _COLUMNS["N"])


def open_cards(path: Path, *, encoding: str | None = None) -> Table:
    """Open a vCard file.

    The file is gone through twice: which columns there are is known when all cards were seen.

    Raises:
        KnownError: it holds no card, is no text, or cannot be read.
    """
    found = detect_encoding(path) if encoding is None else Encoding(encoding)
    stream = _open(path, found)
    try:
        columns, count = _survey(path, stream)
        stream.seek(0)
    except UnicodeError as error:
        stream.close()
        raise KnownError(
            tr("“{name}” is not a text file.", name=path.name), tr("Nothing was imported.")
        ) from error
    except OSError as error:
        stream.close()
        raise unreadable(path, error) from error
    except BaseException:
        stream.close()
        raise
    source = Source(
        path.name,
        "vcard",
        lambda: count + 1,
        stream.close,
        encoding=found.name.removesuffix("-sig"),
        header=columns,
    )
    return Table(source, _CardRecords(path, stream, columns, found.name), list(found.notes))


class _CardRecords:
    """Cards as records under the columns that the file has."""

    def __init__(self, path: Path, stream: TextIO, columns: Sequence[str], encoding: str) -> None:
        self.width = len(columns)
        self._path = path
        self._places = {name: index for index, name in enumerate(columns)}
        self._encoding = encoding
        self._cards = read_cards(stream)

    def __iter__(self) -> Iterator[Record]:
        return self

    def __next__(self) -> Record:
        try:
            card = next(self._cards)
        except OSError as error:
            raise unreadable(self._path, error) from error
        if card.problem:
            return Record(card.line_no, tuple(card.lines), "", card.problem)
        said = list(card.properties(self._encoding))
        cells = [""] * self.width
        own = _own_cells(card)
        if own:
            said = [each for each in said if each.name not in _AGAIN and each.name != _OWN]
        for name, values in _cells(said).items():
            for times, value in enumerate(_fitted(values)):
                if (place := self._places.get(_numbered(name, times))) is not None:
                    cells[place] = value
        for name, value in own.items():
            if (place := self._places.get(name)) is not None:
                cells[place] = value
        problem = ""
        if _is_group(said):
            problem = tr("it is a group of addresses, not a person")
        elif not any(cells):
            problem = tr("the card is empty")
        return Record(card.line_no, tuple(cells), "", problem)


def _open(path: Path, encoding: Encoding) -> TextIO:
    try:
        return path.open(encoding=encoding.name, errors=encoding.errors)
    except LookupError as error:
        raise KnownError(
            tr("There is no encoding “{name}”.", name=encoding.name), tr("Nothing was imported.")
        ) from error
    except OSError as error:
        raise unreadable(path, error) from error


def _survey(path: Path, stream: TextIO) -> tuple[tuple[str, ...], int]:
    """The columns that the cards need, in a lasting order, and how many cards there are."""
    most: Counter[str] = Counter()
    count = 0
    own: dict[str, None] = {}
    for card in read_cards(stream):
        count += 1
        own.update(dict.fromkeys(_own_cells(card)))
        for name, times in _counted(card).items():
            most[name] = max(most[name], times)
    if not count:
        raise KnownError(
            tr("“{name}” holds no vCards.", name=path.name), tr("Nothing was imported.")
        )
    known = [
        *_NAMES, "Company", _DEPARTMENT, *(n for n in _COLUMNS.values() if n not in _NAMES), _FAX,
    ]  # fmt: skip
    others = sorted(name for name in most if name not in known)[:_MOST_OTHERS]
    columns: list[str] = []
    for name in [*dict.fromkeys(known), *others]:
        columns += [_numbered(name, times) for times in range(min(most[name], _MOST))]
    columns += [name for name in own if name not in columns]
    return tuple(columns) or (_COLUMNS["FN"],), count


def _counted(card: Card) -> Counter[str]:
    counts: Counter[str] = Counter()
    for name, line in card.names():
        if name in _PASSED or name == _OWN:
            continue
        if name == "N":
            counts.update(dict.fromkeys((_FIRST, _MIDDLE, _COLUMNS["N"]), 1))
        elif name == "ORG":
            counts["Company"] += 1
            counts[_DEPARTMENT] += ";" in line
        elif name == "TEL" and "fax" in line.partition(":")[0].lower():
            counts[_FAX] += 1
        else:
            counts[_title(name)] += 1
    return counts


def _own_cells(card: Card) -> dict[str, str]:
    """What a card of our own says to the letter, by column."""
    cells: dict[str, str] = {}
    for name, line in card.names():
        if name == _OWN:
            title, cell, *_ = [*_split_exactly(line.partition(":")[2]), "", ""]
            cells[_OWN_TITLES.get(title, title)] = cell
    return {name: cell for name, cell in cells.items() if name and cell}


def _split_exactly(value: str) -> list[str]:
    """The parts of a structured value, with the space around them."""
    parts: list[str] = [""]
    for piece in re.findall(r"\\.|[^\\;]+|;|\\$", value, re.DOTALL):
        if piece == ";":
            parts.append("")
        elif piece[0] == "\\":
            parts[-1] += {"n": "\n", "N": "\n", "r": "\r"}.get(piece[1:], piece[1:])
        else:
            parts[-1] += piece
    return parts


def _cells(said: Sequence[Property]) -> dict[str, list[str]]:
    """What a card says under each column; the preferred first, then work, then private."""
    cells: defaultdict[str, list[str]] = defaultdict(list)
    for each in sorted(said, key=_precedence):
        if each.name in _PASSED or not each.value:
            continue
        if each.name == "N":
            family, given, middle, *_ = [*split_value(each.value), "", "", ""]
            for name, value in ((_COLUMNS["N"], family), (_FIRST, given), (_MIDDLE, middle)):
                if value and not cells[name]:
                    cells[name].append(value)
        elif each.name == "ORG":
            company, *units = split_value(each.value)
            cells["Company"].append(company)
            cells[_DEPARTMENT] += [", ".join(filter(None, units))]
        elif each.name == "ADR":
            cells["Address"].append(", ".join(filter(None, split_value(each.value))))
        elif each.name == "TEL":
            cells[_FAX if "fax" in each.types else "Phone"].append(_telephone(each.value))
        elif each.name == "EMAIL":
            cells["Email"].append(plain_value(each.value).removeprefix("mailto:"))
        else:
            cells[_title(each.name)].append(plain_value(each.value))
    return {name: list(dict.fromkeys(filter(None, values))) for name, values in cells.items()}


def _fitted(values: list[str]) -> list[str]:
    """No more values than there can be columns."""
    if len(values) <= _MOST:
        return values
    return [*values[: _MOST - 1], ", ".join(values[_MOST - 1 :])]


def _precedence(each: Property) -> tuple[int, int]:
    place = 1
    if "work" in each.types:
        place = 0
    elif "home" in each.types:
        place = 2
    return each.rank, place


def _telephone(value: str) -> str:
    number, _, rest = plain_value(value).removeprefix("tel:").partition(";")
    extension = rest.partition("ext=")[2].partition(";")[0]
    return f"{number} ext. {extension}" if extension else number


def _is_group(said: Sequence[Property]) -> bool:
    return any(
        each.name in ("KIND", "X-ADDRESSBOOKSERVER-KIND") and each.value.lower() == "group"
        for each in said
    )


def _title(name: str) -> str:
    """``X-SKYPE-USERNAME`` as ``Skype username``."""
    known = _COLUMNS.get(name)
    return known or name.removeprefix("X-").replace("-", " ").replace("_", " ").capitalize()


def _numbered(name: str, times: int) -> str:
    return f"{name} {times + 1}" if times else name
