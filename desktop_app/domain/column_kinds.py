"""What the cells of a column are, and numbers and dates as people write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum

from desktop_app.domain.addresses import normalise_address


class ColumnKind(StrEnum):
    """What most cells of a column look like."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    EMAIL = "e-mail"
    PHONE = "phone"
    WEBSITE = "website"
    YES_NO = "yes/no"


_SHARE = 0.7  # of the cells that are not empty
_CURRENCY = re.compile(r"^(?:[A-Z]{3}|[$€£¥₹])\s*|\s*(?:[A-Z]{3}|[$€£¥₹%])$")
_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_DAYS = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4}|\d{2})(?:,? \d{1,2}:\d{2}.*)?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_NAMED = re.compile(r"(\d{1,2})\.?[ -]([^\W\d]{3,12})\.?,?[ -](\d{4})")
_NAMED_FIRST = re.compile(r"([^\W\d]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januar january janvier enero gennaio januari",
            "feb februar february fevrier febrero febbraio februari",
            "mar marz march mars marzo maart mrz",
            "apr april avril abril aprile",
            "may mai mayo maggio mei maj",
            "jun juni june juin junio giugno",
            "jul juli july juillet julio luglio",
            "aug august aout agosto augustus",
            "sep sept september septembre septiembre settembre",
            "oct okt oktober october octobre octubre ottobre",
            "nov november novembre noviembre",
            "dec dez dezember december decembre diciembre dicembre",
        ),
        1,
    )
    for name in names.split()
}
_WEBSITE = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}(?:/\S*)?", re.I)
_PHONE = re.compile(r"\+?[\d\s().,/-]{5,30}(?:\s*(?:x|ext)\.?\s*\d+)?", re.I)
_YES_NO = frozenset(
    ["yes", "no", "true", "false", "y", "n", "ja", "nein", "oui", "non", "si", "sí", "0", "1", "x"]
)


def kind_of_column(cells: Iterable[str]) -> ColumnKind:
    """What a column holds, by a sample of its cells."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled:
        return ColumnKind.EMPTY
    looks: tuple[tuple[ColumnKind, Callable[[str], bool]], ...] = (
        (ColumnKind.EMAIL, lambda cell: "@" in cell and normalise_address(cell) is not None),
        (ColumnKind.DATE, _is_date),
        (ColumnKind.YES_NO, lambda cell: cell.lower() in _YES_NO),
        (ColumnKind.PHONE, _is_phone),
        (ColumnKind.NUMBER, lambda cell: parse_number(cell) is not None),
        (ColumnKind.WEBSITE, lambda cell: bool(_WEBSITE.fullmatch(cell))),
    )
    for kind, fits in looks:
        if sum(map(fits, filled)) >= _SHARE * len(filled):
            return kind
    return ColumnKind.TEXT


def parse_number(text: str) -> float | int | None:
    """A number in the spelling of any country; None when it is none.

    A lone comma before three digits separates thousands, a lone point is decimal.
    """
    bare = unicodedata.normalize("NFKC", text).strip().replace("\u2212", "-")
    bare = _CURRENCY.sub("", _CURRENCY.sub("", bare)).strip()
    bare = re.sub(r"(?<=\d)[\s'’](?=\d{3}(?!\d))", "", bare)
    if not re.fullmatch(r"[+-]?(?:\d[\d.,]*|[.,]\d+)(?:[eE][+-]?\d{1,2})?", bare):
        return None
    comma, point = bare.rfind(","), bare.rfind(".")
    if comma >= 0 and point >= 0:
        decimal = "," if comma > point else "."
        bare = bare.replace("." if decimal == "," else ",", "").replace(decimal, ".")
    elif comma >= 0:
        thousands = re.fullmatch(r"[+-]?\d{1,3}(?:,\d{3})+", bare)
        bare = bare.replace(",", "" if thousands else ".")
    elif bare.count(".") > 1:
        bare = bare.replace(".", "") if re.fullmatch(r"[+-]?\d{1,3}(?:\.\d{3})+", bare) else bare
    try:
        number = float(bare)
    except ValueError:
        return None
    if abs(number) > 1e15:
        return None
    return int(number) if number.is_integer() else number


def parse_date(text: str, *, day_first: bool = True) -> date | None:
    """A day as people write it; None when it is none.

    Args:
        day_first: how ``03/04/2024`` is read; a point always separates day from month.
    """
    bare = text.strip()
    if found := _ISO.fullmatch(bare) or _COMPACT.fullmatch(bare):
        return _day(*map(int, found.groups()))
    if found := _DAYS.fullmatch(bare):
        first, mark, second, year = found.groups()
        day, month = int(first), int(second)
        if (mark == "/" and not day_first and day <= 12) or month > 12:
            day, month = month, day
        return _day(_full_year(year), month, day)
    if found := _NAMED.fullmatch(bare):
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    if found := _NAMED_FIRST.fullmatch(bare):
        return _day(int(found[3]), _month(found[1]), int(found[2]))
    return None


def is_day_first(cells: Iterable[str]) -> bool:
    """Whether a column writes the day before the month, as far as it shows."""
    firsts: list[int] = []
    seconds: list[int] = []
    for cell in cells:
        if found := _DAYS.fullmatch(cell.strip()):
            firsts.append(int(found[1]))
            seconds.append(int(found[3]))
    if any(first > 12 for first in firsts):
        return True
    return not any(second > 12 for second in seconds)


def _is_date(cell: str) -> bool:
    return any(char.isdigit() for char in cell) and parse_date(cell) is not None


def _is_phone(cell: str) -> bool:
    """Digits with marks between, or a plus before: bare digits are a number."""
    if not _PHONE.fullmatch(cell) or parse_date(cell) is not None:
        return False
    digits = sum(char.isdigit() for char in cell)
    written = cell.startswith(("+", "0", "(")) or any(char in cell for char in " /-()")
    return (5 if cell.startswith("+") else 6) <= digits <= 17 and written


def _month(name: str) -> int:
    folded = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    return _MONTHS.get(plain, _MONTHS.get(plain[:3], 0))


def _full_year(year: str) -> int:
    number = int(year)
    return number if len(year) == 4 else number + (1900 if number >= 50 else 2000)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
