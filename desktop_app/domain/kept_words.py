"""Texts in rows: kept as what they were made of, and told in the language of whoever reads them.

A text of :mod:`desktop_app.domain.language` is kept as a small JSON document: the English source
and its values, which may be such texts themselves. Any other text (a server's own words, a row of
an earlier version) is kept as it is. What is read may come from anybody who can write into the
row, and a server's words stand in many: a value is put in for its name alone, nothing is looked up
in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any, Final

from desktop_app.domain.language import (
    Told,
    clocked,
    dated,
    decimal,
    joined,
    numeral,
    plural,
    tr,
    weekday,
)

_BEGINS: Final = '{"say": '
_FIELD: Final = re.compile(r"\{(\w*)(:[^{}]*)?\}")
_DEEPEST: Final = 8


def kept(text: str, longest: int | None = None) -> str:
    """A text as it goes into a row; :func:`told` reads it.

    Args:
        longest: of plain texts, such as what a server said, so many characters are kept.
    """
    if isinstance(text, Told):
        document = _BEGINS + json.dumps(_document(text), ensure_ascii=False) + "}"
        if told(document) == text:
            return document
    plain = str(text)[:longest]
    return _BEGINS + json.dumps(plain, ensure_ascii=False) + "}" if _is_kept(plain) else plain


def told(row: str) -> str:
    """A text of a row in the language that is spoken here; as it is where it is a plain one."""
    if not _is_kept(row):
        return row
    try:
        said = _said(json.loads(row)["say"], 0)
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError):
        return row
    return said if isinstance(said, str) else row


def kept_all(value: Any) -> Any:
    """:func:`kept` for every text in a document."""
    return _each(value, kept)


def told_all(value: Any) -> Any:
    """:func:`told` for every text in a document."""
    return _each(value, told)


def _each(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _each(each, change) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_each(each, change) for each in value]
    return value


def _is_kept(text: str) -> bool:
    return text.startswith(_BEGINS)


def _document(value: object) -> Any:
    if isinstance(value, Told):
        return [_document(each) for each in value.made]
    if isinstance(value, Mapping):
        return {str(key): _document(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_document(each) for each in value]
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _said(document: Any, depth: int) -> Any:
    """What a document says; a value that is none stays one.

    Raises:
        ValueError, TypeError, LookupError, AttributeError, OverflowError: this is no document of
            ours.
    """
    if not isinstance(document, list):
        return document
    if depth > _DEEPEST:
        raise ValueError("too deep")
    name, *given = document
    return _WAYS[name](given, depth + 1)


def _tr(given: Sequence[Any], depth: int) -> str:
    source, meaning, values = given
    return tr(_harmless(source), str(meaning), **_values(values, depth))


def _plural(given: Sequence[Any], depth: int) -> str:
    many, one, count, values = given
    return plural(_harmless(many), _harmless(one), int(count), **_values(values, depth))


def _joined(given: Sequence[Any], depth: int) -> str:
    between, parts = given
    said = [_said(each, depth) for each in parts]
    return joined(str(between), [each if isinstance(each, str) else str(each) for each in said])


def _dated(given: Sequence[Any], depth: int) -> str:
    year, month, number, with_year, named = given
    day = date(year, month, number)
    name = weekday(day, short=named == "short") if named else ""
    return dated(day, year=bool(with_year), weekday=name)


def _weekday(given: Sequence[Any], depth: int) -> str:
    number, short = given
    return weekday(date(2024, 1, 1) + timedelta(days=int(number)), short=bool(short))


def _clocked(given: Sequence[Any], depth: int) -> str:
    hour, minute, second, seconds = given
    return clocked(time(hour, minute, second), seconds=bool(seconds))


def _numeral(given: Sequence[Any], depth: int) -> str:
    (number,) = given
    return numeral(_number(number))


def _decimal(given: Sequence[Any], depth: int) -> str:
    number, places = given
    return decimal(_number(number), min(int(places), 9))


def _values(values: Mapping[str, Any], depth: int) -> dict[str, Any]:
    return {name: _said(each, depth) for name, each in values.items()}


def _number(number: Any) -> float:
    if not isinstance(number, int | float):
        raise TypeError("not a number")
    return number


def _harmless(source: Any) -> str:
    """A source with names alone between its braces."""
    if re.search(r"[{}]", _FIELD.sub("", source)):
        raise ValueError("not a source of ours")
    if any(len(found[2] or "") > len(":,.1f") for found in _FIELD.finditer(source)):
        raise ValueError("not a source of ours")
    return str(source)


_WAYS: Final[Mapping[str, Callable[[Sequence[Any], int], str]]] = {
    "tr": _tr,
    "plural": _plural,
    "joined": _joined,
    "dated": _dated,
    "weekday": _weekday,
    "clocked": _clocked,
    "numeral": _numeral,
    "decimal": _decimal,
}
