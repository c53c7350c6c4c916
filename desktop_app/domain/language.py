"""What the program says, in the user's language.

Texts stand in the code in English and are looked up where they are said; a text that a catalog
lacks stays English. The window brings a catalog (Qt Linguist's), the command line never does: its
words are an interface.

A text with figures or names in it is one text, ``tr("{name} of {whole}", name=…, whole=…)``: other
languages have another order of words. What is counted has as many forms as a language has.

What ``tr`` and its siblings give is a text that knows what it was made of (:class:`Told`). Where it
goes into a row it goes as that (``kept_words.py``), so that whoever reads the row says it in a
language of his own: the engine, which has none, writes for a window that has one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, Protocol

from desktop_app.domain import day_names


class Catalog(Protocol):
    """The texts of one language."""

    @property
    def name(self) -> str:
        """Its code (ISO 639-1): ``de``."""

    def text(self, source: str, meaning: str = "") -> str:
        """The text, of this meaning; the source itself where there is none."""

    def plural(self, many: str, one: str, count: int) -> str:
        """The form for so many, with its ``{n}`` still in it; of the English ones without any."""

    def numeral(self, number: float) -> str:
        """A number with the language's own sign between thousands."""

    def decimal(self, number: float, places: int) -> str:
        """The same, with so many decimals."""

    def months(self) -> tuple[str, ...]:
        """January to December."""

    def days(self) -> tuple[str, ...]:
        """Monday to Sunday."""

    def short_days(self) -> tuple[str, ...]:
        """The same, short."""


class _English:
    name = "en"

    def text(self, source: str, meaning: str = "") -> str:
        return source

    def plural(self, many: str, one: str, count: int) -> str:
        return one if count == 1 else many

    def numeral(self, number: float) -> str:
        return f"{number:,}"

    def decimal(self, number: float, places: int) -> str:
        return f"{number:,.{places}f}"

    def months(self) -> tuple[str, ...]:
        return day_names.MONTHS

    def days(self) -> tuple[str, ...]:
        return day_names.DAYS

    def short_days(self) -> tuple[str, ...]:
        return day_names.SHORT_DAYS


_catalog: Catalog = _English()
_halves: tuple[str, str] | None = None


def speak(catalog: Catalog | None) -> None:
    """Say all that follows in the language of ``catalog``; in English without one. To be called
    before the modules that speak are imported: their constants are looked up once."""
    global _catalog
    _catalog = catalog or _English()


def keep_clock(halves: tuple[str, str] | None) -> None:
    """How times are said from now on: on a clock of 24 hours, or of twice 12 with these words for
    the halves of a day ("AM", "PM")."""
    global _halves
    _halves = halves


def spoken() -> str:
    """The code of the language that is spoken (ISO 639-1)."""
    return _catalog.name


class Told(str):
    """A text that knows what it was made of: a text for all else.

    Args:
        words: how it is said here.
        made: the name of what says it ("tr", "plural", …) and what that was given.
    """

    __slots__ = ("made",)
    made: tuple[Any, ...]

    def __new__(cls, words: str, made: tuple[Any, ...]) -> Told:
        told = super().__new__(cls, words)
        told.made = made
        return told

    def __reduce__(self) -> tuple[Any, ...]:
        """Whole across processes."""
        return (Told, (str(self), self.made))


def tr(source: str, meaning: str = "", /, **values: object) -> str:
    """``source`` in the user's language.

    Args:
        meaning: which of several, where one English text is two things ("Archive": to do, or the
            place where it ends up) and other languages have a word for each.
        values: what its ``{names}`` stand for; without any, braces are signs like others.
    """
    if not source:
        return source
    text = _catalog.text(source, meaning)
    return Told(text.format(**values) if values else text, ("tr", source, meaning, values))


def mark(source: str, meaning: str = "", /) -> str:
    """``source`` as it is: a text that is kept in English, in a row for instance, and said by
    ``tr(kept)`` later, with the same meaning. Has the catalogs know it."""
    return source


def plural(many: str, one: str, count: int, /, **values: object) -> str:
    """``plural("{n} leads", "{n} lead", 3)``: the form for ``count``, with it as ``{n}``."""
    form = _catalog.plural(many, one, count)
    words = form.format(n=_catalog.numeral(count), **values)
    return Told(words, ("plural", many, one, count, values))


def numeral(number: float) -> str:
    """``1,200``, as the user's language writes it."""
    return Told(_catalog.numeral(number), ("numeral", number))


def decimal(number: float, places: int = 1) -> str:
    """``1,234.5``: so many decimals, as the user's language writes them."""
    return Told(_catalog.decimal(number, places), ("decimal", number, places))


def comma_is_decimal() -> bool:
    """Whether the user's language writes one and a half as 1,5: then 1.234 is over a thousand."""
    return "," in _catalog.decimal(0.5, 1)


def short_number(number: float) -> str:
    """``2``, ``2.5``: no more decimals than it needs, six at most; what is less than those can say
    is written with an exponent."""
    if 0 < abs(number) < 1e-4:
        return f"{number:g}"
    return decimal(number, len(f"{number:.6f}".rstrip("0").partition(".")[2]))


def percent(number: float, places: int = 0) -> str:
    """``38%`` of 38: as the user's language writes it (German has a space in it)."""
    return tr("{number}%", number=decimal(number, places))


def sentences(*texts: str) -> str:
    """Texts one after the other, a space between; what is empty is left out."""
    return joined(" ", texts)


def within(words: str) -> str:
    """A label within a sentence: English begins it small, where it is no name in capitals; a
    language that writes its nouns with a capital leaves it."""
    small = spoken() == _English.name and words[1:] == words[1:].lower()
    return words[:1].lower() + words[1:] if small else words


def joined(between: str, texts: Iterable[str]) -> str:
    """``between.join(texts)`` of those that are not empty, as a text that knows of them."""
    parts = tuple(each for each in texts if each)
    if len(parts) == 1:
        return parts[0]
    return Told(between.join(parts), ("joined", between, parts))


def months() -> tuple[str, ...]:
    """January to December in the user's language."""
    return _catalog.months()


def days() -> tuple[str, ...]:
    """Monday to Sunday in the user's language."""
    return _catalog.days()


def short_days() -> tuple[str, ...]:
    """The same, short."""
    return _catalog.short_days()


def stamped(moment: datetime, *, year: bool = False, seconds: bool = False) -> str:
    """ "Tue 9 June, 14:05": a moment on the clock that it is on."""
    day = dated(moment, year=year, weekday=weekday(moment, short=True))
    return tr("{day}, {time}", day=day, time=clocked(moment, seconds=seconds))


def clocked(at: time | datetime, *, seconds: bool = False) -> str:
    """ "14:05", or "2:05 PM" where the clock is one of twelve hours; what is between is no place
    to break a line."""
    exact = f"{at:%M:%S}" if seconds else f"{at:%M}"
    if _halves is None:
        said = f"{at.hour:02}:{exact}"
    else:
        said = f"{at.hour % 12 or 12}:{exact}\u00a0{_halves[at.hour // 12]}"
    return Told(said, ("clocked", at.hour, at.minute, at.second, seconds))


def weekday(day: date, *, short: bool = False) -> str:
    """Monday to Sunday, or its short form, in the user's language."""
    number = day.weekday()
    return Told((short_days() if short else days())[number], ("weekday", number, short))


def dated(day: date, *, year: bool = False, weekday: str = "") -> str:
    """ "17 June", "17 June 2026", "Wed 17 June": a day as the language writes it."""
    month = months()[day.month - 1]
    said = tr("{day} {month}", day=day.day, month=month)
    if year:
        said = tr("{day} {month} {year}", day=day.day, month=month, year=day.year)
    if weekday:
        said = tr("{weekday} {date}", weekday=weekday, date=said)
    named = weekday and ("long" if weekday == days()[day.weekday()] else "short")
    return Told(said, ("dated", day.year, day.month, day.day, year, str(named)))
