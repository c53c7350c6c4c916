"""Dates in words, as the table and the panel of leads say them."""

from __future__ import annotations

from datetime import date, datetime

from desktop_app.domain.language import clocked, numeral, plural, tr
from desktop_app.ui.day_names import DAYS, MONTHS, SHORT_DAYS


def last_contact(moment: datetime | None, now: datetime) -> str:
    """Days since the last contact: "Today", "Yesterday", "5 days", "Never".

    Both moments on the user's clock, for a day begins at the user's midnight.
    """
    if moment is None:
        return tr("Never")
    days = (now.date() - moment.date()).days
    if days <= 0:
        return tr("Today")
    return tr("Yesterday") if days == 1 else tr("{days} days", days=numeral(days))


def last_contact_at(moment: datetime | None, now: datetime) -> str:
    """The last contact in full: "Today at 09:10", "12 June at 15:38", "3 May 2024"."""
    if moment is None:
        return tr("Never")
    days = (now.date() - moment.date()).days
    at = clocked(moment)
    if days <= 0:
        return tr("Today at {at}", at=at)
    if days == 1:
        return tr("Yesterday at {at}", at=at)
    if moment.year == now.year:
        return tr("{day_and_month} at {at}", day_and_month=day_and_month(moment.date()), at=at)
    return f"{day_and_month(moment.date())} {moment.year}"


def day_heading(day: date, today: date) -> str:
    """The heading of a day: "Today", "Yesterday", "Friday 12 June", "3 May 2024"."""
    days = (today - day).days
    if days == 0:
        return tr("Today")
    if days == 1:
        return tr("Yesterday")
    if day.year == today.year:
        return f"{DAYS[day.weekday()]} {day_and_month(day)}"
    return f"{day_and_month(day)} {day.year}"


def day_and_month(day: date) -> str:
    return tr("{day} {month}", day=day.day, month=MONTHS[day.month - 1])


def leads_words(count: int) -> str:
    """So many leads: "1 lead", "3 leads"."""
    return plural("{n} leads", "{n} lead", count)


def count_of(shown: int | None, total: int | None) -> str:
    """The figure beside the title: "62 of 248", "248", "" while nobody knows."""
    if shown is None:
        return "" if total is None else numeral(total)
    if total is None or shown == total:
        return numeral(shown)
    return tr("{shown} of {total}", shown=numeral(shown), total=numeral(total))


def typed_day(stored: str) -> str:
    """A day as it is kept, ``2026-06-17``, as one reads it: "17 June 2026"."""
    try:
        day = date.fromisoformat(stored)
    except ValueError:
        return stored
    return f"{day_and_month(day)} {day.year}"


def moment_briefly(moment: datetime, now: datetime) -> str:
    """A moment to come, with its weekday: "Thu 18 June 09:00", "Mon 3 May 2027 09:00"; both on the
    user's clock."""
    day = moment.date()
    year = "" if day.year == now.year else f" {day.year}"
    return f"{SHORT_DAYS[day.weekday()]} {day_and_month(day)}{year} {clocked(moment)}"
