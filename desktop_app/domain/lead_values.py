"""What may stand in a field of a lead, and how what a person typed becomes it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from desktop_app.domain.custom_field_rules import one_line
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import comma_is_decimal, numeral, tr
from desktop_app.domain.lead_fields import Field, ValueKind

Stored = str | int | float | None
"""What is kept: text, choices and dates (``YYYY-MM-DD``) as strings, numbers as numbers; None
where nothing is."""

Typed = str | int | float | Decimal | date | None
"""What comes from a keyboard, a spreadsheet or a file."""

LONGEST_TEXT = 2000

# JSON's numbers are doubles to many of its readers: beyond this they are not whole any more.
LARGEST = 10**15

_MONEY = "$€£¥₹₽₩₪฿¤"
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([ '’.,])\d{3})(?:\1\d{3})*")
_SPACES = "[\u00a0\u2007\u2009\u202f ]"


def check_value(
    field: Field, typed: Typed, *, today: date | None = None, month_first: bool = False
) -> Stored:
    """What was typed, as it is kept in a lead; None clears the field.

    Args:
        today: the user's day, so that "tomorrow" and dates without a year are understood.
        month_first: how this user means 3/5/2026.

    Raises:
        KnownError: it cannot stand in this field; title and advice say why and what could.
    """
    if not field.editable:
        raise KnownError(
            tr("“{title}” follows from other things.", title=field.title), tr("It cannot be typed.")
        )
    if typed is None or (isinstance(typed, str) and not one_line(typed)):
        return _nothing(field)
    if field.key == "email":
        return _address(str(typed))
    if field.kind is ValueKind.NUMBER:
        return read_number(typed)
    if field.kind is ValueKind.DATE:
        return _day(typed, today, month_first)
    if field.kind is ValueKind.CHOICE:
        return _choice(field, _as_text(typed))
    return _text(field, _as_text(typed))


def check_values(
    fields: Mapping[str, Field],
    typed: Mapping[str, Typed],
    *,
    today: date | None = None,
    month_first: bool = False,
) -> dict[str, Stored]:
    """:func:`check_value` of several fields by their keys.

    Raises:
        KnownError: there is no such field, or a value cannot stand in it.
    """
    checked: dict[str, Stored] = {}
    for key, value in typed.items():
        field = fields.get(key)
        if field is None:
            raise KnownError(
                tr("Leads have no field “{key}”.", key=key), tr("Perhaps it was removed.")
            )
        checked[key] = check_value(field, value, today=today, month_first=month_first)
    return checked


def read_number(typed: Typed) -> int | float:
    """A number as people write it: ``1,234.5``, ``1.234,5``, ``1 234,5``, ``€ 1'234``, ``-3``.
    What could be either, ``1.234``, is what the user's language writes so.

    Where one mark alone stands before three digits it groups thousands if it is a comma, and is
    the decimal point if it is a point: that is how the two are read where both are possible.

    Raises:
        KnownError: it is no number, or too large to be kept exactly.
    """
    if isinstance(typed, (bool, date)):
        raise _no_number(str(typed))
    if isinstance(typed, (int, float, Decimal)):
        return _kept_number(typed, str(typed))
    words = one_line(str(typed))
    bare = re.sub(r"^([+-]?)\s*", r"\1", words.replace("\u2212", "-").strip(_MONEY + " "))
    bare = re.sub(r"^([+-]?)[" + re.escape(_MONEY) + r"]\s*", r"\1", bare)
    bare = re.sub(_SPACES, " ", bare)
    plain = _plain_number(bare)
    if plain is None:
        raise _no_number(words)
    try:
        return _kept_number(Decimal(plain), words)
    except InvalidOperation:
        raise _no_number(words) from None


def show_number(value: int | float) -> str:
    """A number for a field, as :func:`read_number` reads it in the same language: no exponent, no
    zeroes that say nothing, no grouping."""
    words = plain_number(value)
    return words.replace(".", ",") if comma_is_decimal() else words


def plain_number(value: int | float) -> str:
    """The same with a point in every language, for programs."""
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    words = format(Decimal(repr(value)), "f")
    return words.rstrip("0").rstrip(".") if "." in words else words


def show_value(kind: ValueKind, value: object) -> str:
    """A stored value as one would type it; what another program put there as its JSON says it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return show_number(value)
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        return ", ".join(show_value(kind, each) for each in value)
    return str(value)


def _nothing(field: Field) -> Stored:
    if field.key == "email":
        raise KnownError(
            tr("A lead needs an e-mail address."), tr("It looks like name@company.example.")
        )
    if field.key == "status":
        raise KnownError(
            tr("A lead has a status."), tr("It is one of {either}.", either=_either(field.choices))
        )
    return None


def _as_text(typed: Typed) -> str:
    if isinstance(typed, bool):
        return "yes" if typed else "no"
    if isinstance(typed, (int, float)):
        return show_number(typed)
    return typed.isoformat() if isinstance(typed, date) else str(typed)


def _text(field: Field, typed: str) -> str | None:
    tidy = one_line(typed)
    if len(tidy) > LONGEST_TEXT:
        raise KnownError(
            tr("This is too long for “{title}”.", title=field.title),
            tr(
                "It has {count} characters; there is room for {longest_text}.",
                count=numeral(len(tidy)),
                longest_text=numeral(LONGEST_TEXT),
            ),
        )
    return tidy or None


def _address(typed: str) -> str:
    from desktop_app.domain.addresses import normalise_address  # as the reader of days below

    address = normalise_address(typed)
    if address is None:
        raise KnownError(
            tr("“{short}” is not an e-mail address.", short=_short(typed)),
            tr("It looks like name@company.example."),
        )
    return address


def _choice(field: Field, typed: str) -> str:
    wanted = one_line(typed)
    if wanted in field.choices:
        return wanted
    for choice in field.choices:
        if choice.casefold() == wanted.casefold():
            return choice
    raise KnownError(
        tr(
            "“{short}” is none of the choices of “{title}”.",
            short=_short(wanted),
            title=field.title,
        ),
        tr("It can be {either}.", either=_either(field.choices)),
    )


def _day(typed: Typed, today: date | None, month_first: bool) -> str:
    if isinstance(typed, datetime):
        return typed.date().isoformat()
    if isinstance(typed, date):
        return typed.isoformat()
    from desktop_app.domain.typed_dates import read_date  # the list shows days, and reads none

    found = read_date(str(typed), today=today, month_first=month_first)
    if found is None:
        raise KnownError(
            tr("“{short}” is no date.", short=_short(str(typed))),
            tr("Write it like 2026-06-17 or 17 June 2026."),
        )
    return found.isoformat()


def _plain_number(bare: str) -> str | None:
    """``-1,234.5`` as ``-1234.5``, or None if the marks make no sense."""
    if re.fullmatch(r"[+-]?\d+", bare):
        return bare
    if comma_is_decimal() and re.fullmatch(r"[+-]?[1-9]\d{0,2}\.\d{3}", bare):
        return _digits(bare)
    if re.fullmatch(r"[+-]?\d*\.\d+|[+-]?\d+\.", bare):
        return bare  # one point alone
    if re.fullmatch(r"[+-]?\d*,\d+", bare):
        whole, _, rest = bare.partition(",")
        groups = not comma_is_decimal() and len(rest) == 3 and 1 <= len(whole.lstrip("+-")) <= 3
        if groups and whole.lstrip("+-").strip("0"):
            return whole + rest
        return f"{whole}.{rest}"
    for decimal in (".", ","):
        whole, mark, rest = bare.rpartition(decimal)
        if mark and rest.isdigit() and decimal not in whole:
            grouped = _GROUPED.fullmatch(whole)
            if grouped:
                return f"{_digits(whole)}.{rest}"
    return _digits(bare) if _GROUPED.fullmatch(bare) else None


def _digits(grouped: str) -> str:
    return re.sub(r"[^0-9+-]", "", grouped)


def _kept_number(given: int | float | Decimal, words: str) -> int | float:
    number = Decimal(given) if isinstance(given, int) else Decimal(str(given))
    if not number.is_finite():
        raise _no_number(words)
    if abs(number) >= LARGEST:
        raise KnownError(
            tr("“{short}” is too large.", short=_short(words)),
            tr("There is room for fifteen digits."),
        )
    return int(number) if number == number.to_integral_value() else float(number)


def _no_number(words: str) -> KnownError:
    return KnownError(
        tr("“{short}” is no number.", short=_short(words)), tr("Write it like 1,234.5.")
    )


def _either(choices: Sequence[str]) -> str:
    """ "hot, warm or cold"; of many the first few."""
    if len(choices) > 8:
        return ", ".join(choices[:8]) + tr(" and others")
    return tr(" or ").join(filter(None, (", ".join(choices[:-1]), *choices[-1:])))


def _short(words: str) -> str:
    tidy = one_line(words)
    return tidy if len(tidy) <= 40 else tidy[:39] + "…"
