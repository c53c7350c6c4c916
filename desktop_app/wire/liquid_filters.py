"""The filters that a template can use: harmless ones, each with a bound on what it makes.

They get text, numbers, lists of text, or :class:`Missing`. A filter over a field without a value
has none either, so that nothing is written out in its place; only ``default`` ends that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import wraps
from typing import Any, Final

from liquid.exceptions import FilterArgumentError
from liquid.undefined import Undefined

from desktop_app.domain.language import tr

MAX_TEXT: Final = 100_000  # characters, of whatever a filter makes
_MOST: Final = Decimal(10) ** 15
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,10})?\Z")
_DAYS: Final = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class Missing(Undefined):
    """A known field that has no value."""

    __slots__ = ()
    force_liquid_default = True


class BadFilter(FilterArgumentError):
    """A filter cannot do what it is asked for; its text is a sentence for the writer."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, token=None)


def text_of(value: Any) -> str:
    """A value as it is written out."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "".join(map(text_of, value))
    if isinstance(value, range):
        raise BadFilter(tr("A range of numbers is no text."))
    return str(value)


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise BadFilter(tr("A number was expected here."))
    text = str(value).strip().replace("\u00a0", "").replace(",", "")
    if not _NUMBER.match(text):
        raise BadFilter(tr("“{text}” is no number that can be reckoned with.", text=text[:40]))
    return Decimal(text)


def _whole(value: Any) -> int:
    return int(_number(value))


def _counted(value: Decimal) -> int | Decimal:
    if abs(value) > _MOST:
        raise BadFilter(tr("The number gets too large."))
    if value == value.to_integral_value():
        return int(value)
    return value.quantize(Decimal("0.000001")).normalize()


def _bounded(value: Any) -> Any:
    if isinstance(value, str) and len(value) > MAX_TEXT:
        raise BadFilter(tr("The text gets too long."))
    return value


def _kept(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter to which nothing stays nothing."""

    @wraps(function)
    def filtered(value: Any, *given: Any) -> Any:
        for each in (value, *given):
            if isinstance(each, Missing):
                return each
        try:
            return _bounded(function(value, *given))
        except (InvalidOperation, ZeroDivisionError, OverflowError) as error:
            raise BadFilter(tr("This cannot be reckoned.")) from error

    return filtered


def default(value: Any, instead: Any = "", *, allow_false: bool = False) -> Any:
    """What a field without a value has instead."""
    if isinstance(value, Undefined) or value is None or value == "" or value == []:
        return instead
    if value is False and not allow_false:
        return instead
    if isinstance(value, str) and not value.strip():
        return instead
    return value


def _append(value: Any, more: Any) -> str:
    return text_of(value) + text_of(more)


def _prepend(value: Any, more: Any) -> str:
    return text_of(more) + text_of(value)


def _replace(value: Any, old: Any, new: Any = "") -> str:
    text, sought, put = text_of(value), text_of(old), text_of(new)
    if len(text) + text.count(sought) * len(put) > 2 * MAX_TEXT:
        raise BadFilter(tr("The text gets too long."))
    return text.replace(sought, put)


def _replace_first(value: Any, old: Any, new: Any = "") -> str:
    return text_of(value).replace(text_of(old), text_of(new), 1)


def _remove(value: Any, old: Any) -> str:
    return text_of(value).replace(text_of(old), "")


def _truncate(value: Any, length: Any = 50, end: Any = "…") -> str:
    text, most, tail = text_of(value), _whole(length), text_of(end)
    return text if len(text) <= most else text[: max(most - len(tail), 0)] + tail


def _truncatewords(value: Any, count: Any = 15, end: Any = "…") -> str:
    text, most = text_of(value), max(_whole(count), 1)
    words = text.split()
    return text if len(words) <= most else " ".join(words[:most]) + text_of(end)


def _slice(value: Any, start: Any, length: Any = 1) -> str:
    text, first, most = text_of(value), _whole(start), max(_whole(length), 0)
    first = max(len(text) + first, 0) if first < 0 else first
    return text[first : first + most]


def _split(value: Any, by: Any = " ") -> list[str]:
    text, mark = text_of(value), text_of(by)
    if not mark:
        return list(text)
    return text.split() if mark == " " else text.split(mark)


def _join(value: Any, by: Any = " ") -> str:
    if not isinstance(value, list | tuple):
        return text_of(value)
    words, mark = [text_of(each) for each in value], text_of(by)
    if sum(map(len, words)) + len(words) * len(mark) > 2 * MAX_TEXT:
        raise BadFilter(tr("The text gets too long."))
    return mark.join(words)


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list | tuple) and value else text_of(value)[:1]


def _last(value: Any) -> Any:
    return value[-1] if isinstance(value, list | tuple) and value else text_of(value)[-1:]


def _size(value: Any) -> int:
    return len(value) if isinstance(value, list | tuple | str) else len(text_of(value))


def _divided_by(value: Any, by: Any) -> int | Decimal:
    one, two = _number(value), _number(by)
    whole = one == one.to_integral_value() and two == two.to_integral_value()
    return _counted((one / two).__floor__() * Decimal(1) if whole else one / two)


def _round(value: Any, places: Any = 0) -> int | Decimal:
    return _counted(round(_number(value), min(max(_whole(places), 0), 6)))


def _date(value: Any, form: Any) -> str:
    when = _moment(text_of(value).strip())
    if when is None:
        raise BadFilter(
            tr("“{value}” is no date that can be written another way.", value=text_of(value)[:40])
        )
    hour = when.hour % 12 or 12
    words = {
        "a": _DAYS[when.weekday()][:3], "A": _DAYS[when.weekday()],
        "b": _MONTHS[when.month - 1][:3], "B": _MONTHS[when.month - 1],
        "d": f"{when.day:02}", "-d": str(when.day), "e": str(when.day), "m": f"{when.month:02}",
        "-m": str(when.month), "y": f"{when.year % 100:02}", "Y": str(when.year),
        "H": f"{when.hour:02}", "I": f"{hour:02}", "-I": str(hour), "l": str(hour),
        "M": f"{when.minute:02}", "p": "AM" if when.hour < 12 else "PM", "%": "%",
    }  # fmt: skip

    def written(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise BadFilter(
                tr("“{match}” is no part of a date. Known are %A %B %d %-d %m %Y.", match=match[0])
            )
        return words[match[1]]

    return re.sub(r"%(-?[^-]|-?\Z)", written, text_of(form)[:500])


_IN_WORDS: Final = re.compile(r"(?:[A-Za-z]+,? )?(\d{1,2}) ([A-Za-z]{3,9}) (\d{4})\Z")


def _moment(text: str) -> datetime | None:
    if match := _IN_WORDS.match(text):
        months = {name[:3].lower(): at for at, name in enumerate(_MONTHS, 1)}
        month = months.get(match[2][:3].lower())
        try:
            return datetime.combine(date(int(match[3]), month or 0, int(match[1])), time())
        except ValueError:
            return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _same(value: Any) -> Any:
    """Values are text whatever they hold, and their lines are lines: there is nothing to do."""
    return value


_KEPT: Final[Mapping[str, Callable[..., Any]]] = {
    "upcase": lambda value: text_of(value).upper(),
    "downcase": lambda value: text_of(value).lower(),
    "capitalize": lambda value: text_of(value)[:1].upper() + text_of(value)[1:],
    "strip": lambda value: text_of(value).strip(),
    "lstrip": lambda value: text_of(value).lstrip(),
    "rstrip": lambda value: text_of(value).rstrip(),
    "squish": lambda value: " ".join(text_of(value).split()),
    "strip_newlines": lambda value: re.sub(r"[\r\n]+", "", text_of(value)),
    "append": _append,
    "prepend": _prepend,
    "replace": _replace,
    "replace_first": _replace_first,
    "remove": _remove,
    "truncate": _truncate,
    "truncatewords": _truncatewords,
    "slice": _slice,
    "split": _split,
    "join": _join,
    "first": _first,
    "last": _last,
    "size": _size,
    "escape": _same,
    "newline_to_br": _same,
    "date": _date,
    "plus": lambda value, more: _counted(_number(value) + _number(more)),
    "minus": lambda value, less: _counted(_number(value) - _number(less)),
    "times": lambda value, by: _counted(_number(value) * _number(by)),
    "divided_by": _divided_by,
    "modulo": lambda value, by: _counted(_number(value) % _number(by)),
    "round": _round,
    "ceil": lambda value: _counted(Decimal(_number(value).__ceil__())),
    "floor": lambda value: _counted(Decimal(_number(value).__floor__())),
    "abs": lambda value: _counted(abs(_number(value))),
}
FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "default": default,
    **{name: _kept(function) for name, function in _KEPT.items()},
}
"""By name, as Liquid calls them."""
