"""What the program says, in the user's language.

Texts stand in the code in English and are looked up where they are said; a text that a catalog
lacks stays English. The window brings a catalog (Qt Linguist's), the command line never does: its
words are an interface.

A text with figures or names in it is one text, ``tr("{name} of {whole}", name=…, whole=…)``: other
languages have another order of words. What is counted has as many forms as a language has.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol

from desktop_app.domain import day_names


class Catalog(Protocol):
    """The texts of one language."""

    @property
    def name(self) -> str:
        """Its code (ISO 639-1): ``de``."""

    def text(self, source: str) -> str:
        """The text; the source itself where there is none."""

    def plural(self, many: str, one: str, count: int) -> str:
        """The form for so many, with its ``{n}`` still in it; of the English ones without any."""

    def numeral(self, number: float) -> str:
        """A number with the language's own sign between thousands."""

    def months(self) -> tuple[str, ...]:
        """January to December."""

    def days(self) -> tuple[str, ...]:
        """Monday to Sunday."""

    def short_days(self) -> tuple[str, ...]:
        """The same, short."""


class _English:
    name = "en"

    def text(self, source: str) -> str:
        return source

    def plural(self, many: str, one: str, count: int) -> str:
        return one if count == 1 else many

    def numeral(self, number: float) -> str:
        return f"{number:,}"

    def months(self) -> tuple[str, ...]:
        return day_names.MONTHS

    def days(self) -> tuple[str, ...]:
        return day_names.DAYS

    def short_days(self) -> tuple[str, ...]:
        return day_names.SHORT_DAYS


_catalog: Catalog = _English()


def speak(catalog: Catalog | None) -> None:
    """Say all that follows in the language of ``catalog``; in English without one. To be called
    before the modules that speak are imported: their constants are looked up once."""
    global _catalog
    _catalog = catalog or _English()


def spoken() -> str:
    """The code of the language that is spoken (ISO 639-1)."""
    return _catalog.name


def tr(source: str, /, **values: object) -> str:
    """``source`` in the user's language.

    Args:
        values: what its ``{names}`` stand for; without any, braces are signs like others.
    """
    text = _catalog.text(source) if source else source
    return text.format(**values) if values else text


def mark(source: str, /) -> str:
    """``source`` as it is: a text that is kept in English, in a row for instance, and said by
    ``tr(kept)`` later. Has the catalogs know it."""
    return source


def plural(many: str, one: str, count: int, /, **values: object) -> str:
    """``plural("{n} leads", "{n} lead", 3)``: the form for ``count``, with it as ``{n}``."""
    return _catalog.plural(many, one, count).format(n=_catalog.numeral(count), **values)


def numeral(number: float) -> str:
    """``1,200``, as the user's language writes it."""
    return _catalog.numeral(number)


def months() -> tuple[str, ...]:
    """January to December in the user's language."""
    return _catalog.months()


def days() -> tuple[str, ...]:
    """Monday to Sunday in the user's language."""
    return _catalog.days()


def short_days() -> tuple[str, ...]:
    """The same, short."""
    return _catalog.short_days()


def dated(day: date, *, year: bool = False, weekday: str = "") -> str:
    """ "17 June", "17 June 2026", "Wed 17 June": a day as the language writes it."""
    month = months()[day.month - 1]
    said = tr("{day} {month}", day=day.day, month=month)
    if year:
        said = tr("{day} {month} {year}", day=day.day, month=month, year=day.year)
    return tr("{weekday} {date}", weekday=weekday, date=said) if weekday else said
