"""One term of the language of the search box: what stands behind ``field:``."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import comma_is_decimal, tr
from desktop_app.domain.lead_fields import Field, LeadFields, ValueKind
from desktop_app.domain.lead_filters import TAKES, Condition, Group, Op, Takes, Value
from desktop_app.domain.lead_values import LARGEST, read_number, show_number

MOST_DAYS = 4_000_000
_UNITS = {
    **dict.fromkeys(("d", "day", "days"), 1),
    **dict.fromkeys(("w", "week", "weeks"), 7),
    **dict.fromkeys(("m", "mo", "month", "months"), 30),
    **dict.fromkeys(("y", "year", "years"), 365),
}
_SIGNS = ("<=", ">=", "<", ">", "=")
_DAYS = re.compile(r"([0-9]{1,9}) ?([a-z]+)")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_EITHER = re.compile(r"[+-]?\d{1,3}(,\d{3})+|[+-]?[1-9]\d{0,2}\.\d{3}")
_NUMBER = re.compile(r"-?(?:[0-9]{1,30}|[0-9]{1,30}\.[0-9]{1,30}|[0-9.]{1,20}e[+-]?[0-9]{1,3})")
_SPAN = re.compile(r"([0-9.]{1,20})[-–]([0-9.]{1,20})")  # "201–500"
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?")
_NAMED_DAYS = {"yesterday": -1, "tomorrow": 1}
NEVER, EVER = ("none", "never", "empty"), ("any", "ever")


class LanguageError(KnownError):
    """A part of a query that cannot be understood.

    Args:
        position, length: which part of the text, in characters.
        message: what is wrong, one sentence.
        suggestion: words to put in its place; "" where nothing is near.
        unfinished: it is the end of the text, and may become right as one types on.
    """

    def __init__(
        self,
        position: int,
        length: int,
        message: str,
        suggestion: str = "",
        *,
        advice: str = "",
        unfinished: bool = False,
    ) -> None:
        if suggestion and not advice:
            advice = tr("Did you mean {suggestion}?", suggestion=suggestion)
        super().__init__(message, advice)
        self.position = position
        self.length = length
        self.message = message
        self.suggestion = suggestion
        self.unfinished = unfinished


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a term, between commas.

    Args:
        sign: ``<``, ``>=`` …, or "".
        text: what it says, without its quotes.
        quoted: whether it had quotes, and so is no word of the language.
        begins: whether a star follows: what begins with it.
        at, length: where it stands in the query.
        last: whether the query ends with it.
    """

    sign: str
    text: str
    quoted: bool
    begins: bool
    at: int
    length: int
    last: bool

    def wrong(self, message: str, suggestion: str = "", *, advice: str = "") -> LanguageError:
        """What is wrong with it."""
        return LanguageError(self.at, self.length, message, suggestion, advice=advice)


Part = Condition | Group


def part_of(field: Field, items: Sequence[Item], today: date) -> Part:
    """What a field and its values ask: any of them.

    A range is a group of two conditions, which both must hold.

    Raises:
        LanguageError: a value is none of the field's kind.
    """
    if field.kind is ValueKind.CHOICE:
        return _choices(field, items)
    return any_of([_value(field, item, today) for item in items])


def read_value(op: Op, text: str, today: date) -> str | int | float | date:
    """What somebody typed into a chip as the value that its operator takes. It is a field, and no
    text that travels: numbers are read as the user's language writes them.

    Raises:
        LanguageError: it is none.
    """
    item = Item("", text.strip(), False, False, 0, max(len(text), 1), True)
    takes = TAKES[op]
    if takes is Takes.TEXT and item.text:
        return item.text
    if takes is Takes.NUMBER:
        return _typed_number(item)
    if takes is Takes.DAYS:
        return _days(item, item.text, bare=True)
    if takes is Takes.DATE:
        return _days_of(item, item.text.casefold(), today)[0]
    raise item.wrong(tr("Write what to look for."))


def show_typed(value: Value) -> str:
    """The value of a condition as :func:`read_value` takes it back."""
    if isinstance(value, (int, float)):
        return show_number(value) if abs(value) < LARGEST else str(value)
    return value.isoformat() if isinstance(value, date) else str("" if value is None else value)


def _typed_number(item: Item) -> int | float:
    try:
        return read_number(item.text)
    except KnownError:
        return _figure(item, item.text)  # which knows 1e30, too


def any_of(parts: Sequence[Part]) -> Part:
    """One part, or a group of several."""
    return parts[0] if len(parts) == 1 else Group(tuple(parts), any=True)


def existence(fields: LeadFields, items: Sequence[Item], *, there: bool) -> Part:
    """``has:phone``, ``no:draft``: whether something is there.

    Raises:
        LanguageError: there is no such field, or it is always there.
    """
    parts: list[Part] = []
    for item in items:
        field = fields.named(item.text)
        if field is None:
            near = nearest(item.text, names_of(fields))
            error = item.wrong(tr("There is no field “{text}”.", text=item.text), near)
            error.unfinished = item.last and _begins(item.text, names_of(fields))
            raise error
        if item.sign or item.begins:
            raise item.wrong(tr("Here stands the name of a field alone, as in has:phone."))
        if field.kind is ValueKind.FLAG:
            parts.append(Condition(field.key, Op.YES if there else Op.NO))
        elif field.kind is ValueKind.DAYS:
            raise item.wrong(
                tr("“{title}” is asked with a number of days.", title=field.title),
                f"{item.text}:14d",
                advice="",
            )
        else:
            parts.append(Condition(field.key, Op.FILLED if there else Op.EMPTY))
    return any_of(parts)


def names_of(fields: LeadFields) -> list[str]:
    """Every name under which a field can be asked, as one writes it."""
    names: list[str] = []
    for field in fields.all:
        names += [field.key.removeprefix("custom."), *field.words]
        names.append(field.title.casefold().replace(" ", "_"))
    return list(dict.fromkeys(names))


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or ""."""
    from difflib import get_close_matches  # for who mistyped something

    folded = {each.casefold(): each for each in known}
    found = get_close_matches(word.casefold(), folded, 1, 0.65)
    return folded[found[0]] if found else ""


def _begins(word: str, known: Iterable[str]) -> bool:
    return any(each.casefold().startswith(word.casefold()) for each in known)


# Kinds ------------------------------------------------------------------------------------------


def _choices(field: Field, items: Sequence[Item]) -> Part:
    spelled = {choice.casefold(): choice for choice in field.choices}
    chosen: list[str] = []
    parts: list[Part] = []
    for item in items:
        if item.sign not in ("", "=") or item.begins:
            raise item.wrong(
                tr("“{title}” is one of a few words.", title=field.title),
                advice=tr(
                    "Write one of {choices} without a sign.", choices=", ".join(field.choices)
                ),
            )
        word = item.text.casefold()
        if word in spelled:
            chosen.append(spelled[word])
        elif not item.quoted and (nothing := _nothing(field, item)):
            parts.append(nothing)
        else:
            near = nearest(item.text, field.choices)
            advice = "" if near else tr("It is one of {choices}.", choices=", ".join(field.choices))
            error = item.wrong(
                tr("“{title}” is never “{text}”.", title=field.title, text=item.text),
                near,
                advice=advice,
            )
            error.unfinished = item.last and _begins(item.text, field.choices)
            raise error
    if chosen:
        parts.insert(0, Condition(field.key, Op.ANY_OF, tuple(dict.fromkeys(chosen))))
    return any_of(parts)


def _value(field: Field, item: Item, today: date) -> Part:
    if not item.quoted and not item.sign and (nothing := _nothing(field, item)):
        return nothing
    if field.kind is ValueKind.TEXT:
        return _text(field, item)
    if item.begins:
        raise item.wrong(tr("A star stands behind text alone, as in company:north*."))
    if field.kind in (ValueKind.NUMBER, ValueKind.SIZE):
        return _number(field, item)
    if field.kind in (ValueKind.DATE, ValueKind.MOMENT):
        return _date(field, item, today)
    if field.kind is ValueKind.FLAG:
        if item.sign or item.text.casefold() not in ("yes", "no"):
            raise item.wrong(
                tr("“{title}” is yes or no.", title=field.title), nearest(item.text, ("yes", "no"))
            )
        return Condition(field.key, Op.YES if item.text.casefold() == "yes" else Op.NO)
    if item.sign in ("<", "<="):
        raise item.wrong(tr("“{title}” counts from so many days on.", title=field.title), item.text)
    return Condition(field.key, Op.FOR_DAYS, _days(item, item.text, bare=True))


def _nothing(field: Field, item: Item) -> Condition | None:
    """``phone:none``, ``contacted:never``, ``phone:any``."""
    word = item.text.casefold()
    if item.begins or field.kind is ValueKind.DAYS:
        return None
    flag = field.kind is ValueKind.FLAG
    if word in NEVER[: None if field.kind is not ValueKind.TEXT else 1]:
        return Condition(field.key, Op.NO if flag else Op.EMPTY)
    if word in EVER[: None if field.kind is not ValueKind.TEXT else 1]:
        return Condition(field.key, Op.YES if flag else Op.FILLED)
    return None


def _text(field: Field, item: Item) -> Part:
    if item.sign in ("<", ">", "<=", ">="):
        raise item.wrong(
            tr("“{title}” is text, and not more or less than something.", title=field.title),
            advice=tr(
                'Quotes look for the sign itself: "{sign}{text}".', sign=item.sign, text=item.text
            ),
        )
    if item.begins:
        return Condition(field.key, Op.BEGINS, item.text)
    return Condition(field.key, Op.IS if item.sign == "=" else Op.CONTAINS, item.text)


def _number(field: Field, item: Item) -> Part:
    text = item.text.strip()
    if not item.sign:
        low, dots, high = text.partition("..")
        if not dots and (span := _SPAN.fullmatch(text)):
            low, dots, high = span[1], "..", span[2]
        if dots:
            return _span(
                field,
                item,
                Condition(field.key, Op.AT_LEAST, _figure(item, low)) if low else None,
                Condition(field.key, Op.AT_MOST, _figure(item, high)) if high else None,
            )
    number = _figure(item, text)
    ops = {">=": Op.AT_LEAST, "<=": Op.AT_MOST, ">": Op.MORE, "<": Op.LESS}
    if item.sign in ops:
        return Condition(field.key, ops[item.sign], number)
    return Group(
        (Condition(field.key, Op.AT_LEAST, number), Condition(field.key, Op.AT_MOST, number))
    )


def _figure(item: Item, text: str) -> int | float:
    """A number with a point before its decimals, as programs write it: filters are kept and sent
    on. One that the user's language may mean otherwise is refused, never taken for another."""
    plain = text.strip().casefold()
    if comma_is_decimal() and _EITHER.fullmatch(plain):
        raise item.wrong(
            tr("“{text}” can be read in two ways.", text=text),
            advice=tr("Write thousands without a mark, and a point before decimals: 1234.5."),
        )
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if _NUMBER.fullmatch(plain):
        try:
            number = float(plain) if "." in plain or "e" in plain else int(plain)
        except ValueError:
            number = math.inf
        if math.isfinite(number):
            return number
    raise item.wrong(
        tr("“{text}” is not a number.", text=text), advice=tr("Write it as in >=51 or 51..200.")
    )


def _date(field: Field, item: Item, today: date) -> Part:
    text = item.text.strip().casefold()
    key, sign = field.key, item.sign
    if _DAYS.fullmatch(text):
        days = _days(item, text)
        if sign in ("<", "<="):
            return Condition(key, Op.WITHIN, days)
        if sign == ">":
            return Condition(key, Op.BEYOND, days)
        if sign == ">=":
            return Condition(key, Op.BEYOND, days - 1) if days else Condition(key, Op.FILLED)
        raise item.wrong(
            tr("“{text}” does not say which side of it.", text=item.text),
            f"<{item.text}",
            advice=tr("Write <{text} for within, >{text} for longer ago.", text=item.text),
        )
    if text == "today" and sign in ("", "="):
        # Of every day that the view is looked at.
        return Condition(key, Op.WITHIN, 0)
    if not sign and ".." in text:
        low, _, high = text.partition("..")
        return _span(
            field,
            item,
            Condition(key, Op.SINCE, _days_of(item, low, today)[0]) if low else None,
            Condition(key, Op.BEFORE, _days_of(item, high, today)[1]) if high else None,
        )
    first, after = _days_of(item, text, today)
    if sign == "<":
        return Condition(key, Op.BEFORE, first)
    if sign == "<=":
        return Condition(key, Op.BEFORE, after)
    if sign == ">":
        return Condition(key, Op.SINCE, after)
    if sign == ">=":
        return Condition(key, Op.SINCE, first)
    if after - first == timedelta(days=1):
        return Condition(key, Op.ON, first)
    return Group((Condition(key, Op.SINCE, first), Condition(key, Op.BEFORE, after)))


def _span(field: Field, item: Item, low: Condition | None, high: Condition | None) -> Part:
    both = tuple(each for each in (low, high) if each is not None)
    if not both:
        raise item.wrong(
            tr("Between what should “{title}” be?", title=field.title),
            advice=tr("Write it as 51..200."),
        )
    return both[0] if len(both) == 1 else Group(both)


def _days(item: Item, text: str, *, bare: bool = False) -> int:
    """A number of days from "30d", "2 weeks"; of "30", where nothing else can be meant."""
    found = _DAYS.fullmatch(text.strip().casefold())
    if bare and re.fullmatch("[0-9]{1,9}", text.strip()):
        number, unit = int(text), 1
    elif found and found[2] in _UNITS:
        number, unit = int(found[1]), _UNITS[found[2]]
    else:
        near = f"{found[1]}d" if found else ""
        raise item.wrong(
            tr("“{text}” is not a number of days.", text=item.text),
            near,
            advice=tr("Write it as 30d, 2w, 3m or 1y."),
        )
    if number * unit > MOST_DAYS:
        raise item.wrong(tr("“{text}” are more days than can be counted.", text=item.text))
    return number * unit


def _days_of(item: Item, text: str, today: date) -> tuple[date, date]:
    """The first day that a date, month or year means, and the first one after it."""
    found = _DATE.fullmatch(text)
    try:
        if text == "today":
            first = today
        elif text in _NAMED_DAYS:
            first = today + timedelta(days=_NAMED_DAYS[text])
        elif found and 1000 <= int(found[1]) < 9999:
            year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
            first = date(year, month, day)
            if not found[2]:
                return first, date(year + 1, 1, 1)
            if not found[3]:
                return first, date(year + month // 12, month % 12 + 1, 1)
        else:
            raise ValueError(text)
    except (ValueError, OverflowError):
        near = nearest(text, ("today", *_NAMED_DAYS))
        advice = tr("Write it as 2026-01-31, 2026-01, today, or a number of days as <30d.")
        raise item.wrong(
            tr("“{text}” is not a day.", text=item.text), near, advice="" if near else advice
        ) from None
    return first, first + timedelta(days=1)
