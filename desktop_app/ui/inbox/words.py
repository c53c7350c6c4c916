"""Times, sizes and people in words, as the Inbox says them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, tzinfo

from desktop_app.domain.language import clocked, dated, decimal, numeral, plural, tr
from desktop_app.domain.mail import Address
from desktop_app.ui.day_names import MONTHS, SHORT_DAYS

_MOST_NAMED = 500  # of a list of recipients; there are mails to thousands


def list_time(at: datetime, now: datetime, zone: tzinfo) -> str:
    """``"09:10"`` today, ``"Mon"`` within the week, ``"9 June"``, ``"9 Jun 2023"``.

    Args:
        at, now: aware datetimes in any zone.
        zone: the rep's own, which decides what today is.
    """
    here, today = at.astimezone(zone), now.astimezone(zone)
    days = (today.date() - here.date()).days
    if days == 0:
        return clocked(here)
    if 0 < days < 7:
        return SHORT_DAYS[here.weekday()]
    if here.year == today.year:
        return tr("{day} {month}", day=here.day, month=MONTHS[here.month - 1])
    return tr(
        "{day} {month} {year}", day=here.day, month=MONTHS[here.month - 1][:3], year=here.year
    )


def day_words(at: datetime, now: datetime, zone: tzinfo) -> str:
    """The day of a message in a thread: ``"Today"``, ``"Fri 12 June"``, ``"12 June 2023"``."""
    here, today = at.astimezone(zone), now.astimezone(zone)
    days = (today.date() - here.date()).days
    if days == 0:
        return tr("Today")
    if days == 1:
        return tr("Yesterday")
    if here.year == today.year:
        return dated(here, weekday=SHORT_DAYS[here.weekday()])
    return dated(here, year=True)


def moment_words(at: datetime, now: datetime, zone: tzinfo) -> str:
    """Day and time: ``"Today 09:10"``."""
    return f"{day_words(at, now, zone)} {clocked(at.astimezone(zone))}"


def since_words(at: datetime, now: datetime, zone: tzinfo) -> str:
    """``"since 9 June"``, with the year when it is another one."""
    here, today = at.astimezone(zone), now.astimezone(zone)
    year = "" if here.year == today.year else f" {here.year}"
    return tr("since {day} {month}{year}", day=here.day, month=MONTHS[here.month - 1], year=year)


def month_words(at: datetime, now: datetime, zone: tzinfo) -> str:
    """``"May"``, or ``"Sep 2023"``; within the last week as in the list."""
    here, today = at.astimezone(zone), now.astimezone(zone)
    if 0 <= (today.date() - here.date()).days < 7:
        return list_time(at, now, zone)
    month = MONTHS[here.month - 1]
    return month if here.year == today.year else f"{month[:3]} {here.year}"


def size_words(size: int) -> str:
    """Bytes as ``"84 KB"``, ``"1.2 MB"``; a KB is 1,000 bytes."""
    if size < 1000:
        return plural("{n} bytes", "{n} byte", size)
    amount = float(size)
    for unit in ("KB", "MB", "GB"):
        amount /= 1000
        if amount < 999.5 or unit == "GB":
            places = 1 if amount < 9.95 and unit != "KB" else 0
            return tr("{amount} {unit}", amount=decimal(amount, places), unit=unit)
    raise AssertionError


def person_name(person: Address, own: Collection[str]) -> str:
    """``"you"`` for one of the rep's own addresses, else the name, else the address.

    Args:
        own: the rep's addresses in lower case.
    """
    if person.email and person.email.lower() in own:
        return tr("you")
    return person.name or person.email


def recipients_words(
    to: Sequence[Address], cc: Sequence[Address], own: Collection[str], *, most: int = 3
) -> str:
    """``"to you, cc Pieter Aldewijn"``; long lists end in ``"and 12 others"``."""
    parts = []
    if to:
        parts.append(tr("to {names}", names=_names(to, own, most)))
    if cc:
        parts.append(tr("cc {names}", names=_names(cc, own, most)))
    return ", ".join(parts)


def recipients_rows(to: Sequence[Address], cc: Sequence[Address]) -> tuple[tuple[str, str], ...]:
    """Everybody with name and address: a label and the people behind it."""
    lists = ((tr("to"), to), (tr("cc"), cc))
    return tuple((label, _everybody(people)) for label, people in lists if people)


def _everybody(people: Sequence[Address]) -> str:
    named = ", ".join(map(str, people[:_MOST_NAMED]))
    more = len(people) - _MOST_NAMED
    return tr("{named} and {more} others", named=named, more=numeral(more)) if more > 0 else named


def _names(people: Sequence[Address], own: Collection[str], most: int) -> str:
    # Two people of one name are two.
    different = {(each.email or each.name).lower(): each for each in reversed(people)}
    names = [person_name(each, own) for each in reversed(different.values())]
    others = [name for name in names if name != tr("you")]
    names = [tr("you")] * (
        len(others) < len(names)
    ) + others  # the rep first, the rest in their order
    if len(names) <= most + 1:
        return ", ".join(names)
    return tr("{names} and {value} others", names=", ".join(names[:most]), value=len(names) - most)


_EVERYBODYS = frozenset(
    [
        *("gmail", "googlemail", "outlook", "hotmail", "live", "yahoo", "icloud", "me", "aol"),
        *("gmx", "web", "proton", "protonmail", "mail", "msn", "yandex", "qq", "163", "fastmail"),
    ]
)
_SECOND_LEVEL = frozenset(["co", "com", "org", "net", "ac", "gov", "edu"])


def company_of(address: str) -> str:
    """A first guess at the company behind an address: ``"ines@norvane.example"`` is
    ``"Norvane"``; "" for the addresses that everybody can have."""
    labels = address.rpartition("@")[2].lower().split(".")[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    name = labels[-1] if labels else ""
    return "" if name in _EVERYBODYS else " ".join(map(str.capitalize, name.split("-")))
