"""Figures, changes and days as the screen says them, and as a screen reader does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desktop_app.domain.language import decimal, numeral, percent, plural, short_number, tr
from desktop_app.domain.metrics import (
    Compared,
    Grouping,
    Measure,
    Overview,
    Period,
    ProblemOfPeriod,
)
from desktop_app.ui.day_names import DAYS, MONTHS

TITLES = {
    Measure.SENT: tr("Emails sent"),
    Measure.RECEIVED: tr("Emails received"),
    Measure.REPLY_RATE: tr("Reply rate"),
    Measure.RESPONSE_TIME: tr("Response time"),
    Measure.LEADS_CONTACTED: tr("Leads contacted"),
    Measure.MEETINGS: tr("Meetings"),
}
GROUPINGS = {Grouping.DAY: tr("Day"), Grouping.WEEK: tr("Week"), Grouping.MONTH: tr("Month")}
BY = {Grouping.DAY: tr("By day"), Grouping.WEEK: tr("By week"), Grouping.MONTH: tr("By month")}
NOTHING = "–"
_COUNTED = (Measure.SENT, Measure.RECEIVED, Measure.LEADS_CONTACTED, Measure.MEETINGS)


class Unit(StrEnum):
    """What a number of a chart or figure is."""

    COUNT = "count"
    PERCENT = "percent"
    MINUTES = "minutes"


def unit_of(measure: Measure) -> Unit:
    if measure is Measure.REPLY_RATE:
        return Unit.PERCENT
    return Unit.MINUTES if measure is Measure.RESPONSE_TIME else Unit.COUNT


def duration(minutes: float) -> str:
    """Minutes as one writes them: "45 min", "1 h 52 min", "3 d 4 h"."""
    whole = round(minutes)
    if whole < 60:
        return tr("{whole} min", whole=whole)
    if whole < 48 * 60:
        hours, left = divmod(whole, 60)
        return tr("{hours} h {left} min", hours=hours, left=left) if left else hours_words(hours)
    days, left = divmod(round(minutes / 60), 24)
    return tr("{days} d {hours} h", days=days, hours=left) if left else days_words(days)


def hours_words(hours: float) -> str:
    """ "2 h": on an axis, too."""
    return tr("{hours} h", hours=short_number(hours))


def days_words(days: float) -> str:
    """ "3 d": on an axis, too."""
    return tr("{days} d", days=short_number(days))


def _duration_spoken(minutes: float) -> str:
    whole = round(minutes)
    if whole < 60:
        return plural("{n} minutes", "{n} minute", whole)
    if whole < 48 * 60:
        hours, left = divmod(whole, 60)
        return " ".join(
            filter(
                None,
                (
                    plural("{n} hours", "{n} hour", hours),
                    left and plural("{n} minutes", "{n} minute", left),
                ),
            )
        )
    days, left = divmod(round(minutes / 60), 24)
    return " ".join(
        filter(
            None,
            (plural("{n} days", "{n} day", days), left and plural("{n} hours", "{n} hour", left)),
        )
    )


def value(number: float | None, unit: Unit) -> str:
    """A figure: "687", "38.2%", "1 h 52 min"; a dash where there is none."""
    if number is None:
        return NOTHING
    if unit is Unit.PERCENT:
        return percent(number, 1)
    return duration(number) if unit is Unit.MINUTES else numeral(round(number))


def spoken(number: float | None, unit: Unit) -> str:
    """A figure in words: "38.2 percent", "1 hour 52 minutes", "none"."""
    if number is None:
        return tr("none")
    if unit is Unit.PERCENT:
        return tr("{number} percent", number=decimal(number))
    return _duration_spoken(number) if unit is Unit.MINUTES else numeral(round(number))


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure moved.

    Args:
        direction: 1 up, -1 down, 0 not at all.
        better: whether that is good; None where it is neither.
        words: "12.4%", "3.1 pts", "24 min"; "" where nothing can be held against it.
        before: "from 611"; or why there is nothing.
        spoken: "24 minutes shorter, better".
    """

    direction: int = 0
    better: bool | None = None
    words: str = ""
    before: str = ""
    spoken: str = ""


def change(measure: Measure, now: float | None, before: float | None) -> Change:
    """What became of a figure; shorter is better of response times alone."""
    unit = unit_of(measure)
    if before is None:
        return Change(before=tr("None before"), spoken=tr("none before"))
    was = tr("from {short}", short=_short(before, unit))
    if now is None:
        return Change(before=was, spoken=tr("{spoken} before", spoken=spoken(before, unit)))
    moved = now - before
    if unit is Unit.PERCENT:
        moved = round(now, 1) - round(before, 1)  # of what is shown: never "0.0 pts"
    if value(now, unit) == value(before, unit):
        return Change(0, None, tr("No change"), was, tr("no change"))
    direction = 1 if moved > 0 else -1
    better = (moved < 0) if measure is Measure.RESPONSE_TIME else (moved > 0)
    words, said = _moved(measure, abs(moved), before, direction)
    said = tr("{said}, better", said=said) if better else tr("{said}, worse", said=said)
    return Change(direction, better, words, was, said)


def _moved(measure: Measure, by: float, before: float, direction: int) -> tuple[str, str]:
    up = direction > 0
    if measure is Measure.RESPONSE_TIME:
        by_words = _duration_spoken(by)
        return duration(by), (
            tr("{duration} longer", duration=by_words)
            if up
            else tr("{duration} shorter", duration=by_words)
        )
    count = numeral(round(by))
    counted = tr("up {count}", count=count) if up else tr("down {count}", count=count)
    if measure is Measure.REPLY_RATE:
        points = decimal(by)
        said = tr("up {by} points", by=points) if up else tr("down {by} points", by=points)
        return tr("{by} pts", by=points), said
    # Of few a percentage says nothing: one meeting more would be "100%".
    if measure is Measure.MEETINGS or not before:
        return count, counted
    share = 100 * by / before
    if share >= 1000:
        return count, counted
    said = decimal(share)
    return percent(share, 1), (
        tr("up {share} percent", share=said) if up else tr("down {share} percent", share=said)
    )


def _short(number: float, unit: Unit) -> str:
    """A figure where room is little: "2 h 16"."""
    said = value(number, unit)
    hours, left = divmod(round(number), 60)
    if unit is Unit.MINUTES and left and 1 <= hours < 48:
        return tr("{hours} h {left}", hours=hours, left=left)
    return said


def figure_spoken(measure: Measure, now: float | None, moved: Change) -> str:
    """ "Response time 1 hour 52 minutes, 24 minutes shorter, better"."""
    head = f"{TITLES[measure]} {spoken(now, unit_of(measure))}"
    return f"{head}, {moved.spoken}" if moved.spoken else head


def median_said(found: Overview) -> str:
    """ "Median 1 h 5 min, from 1 h 20 min": half of the answers were quicker."""
    now = found.figures.response_median
    if now is None:
        return ""
    before = found.before.response_median if found.before is not None else None
    was = tr(", from {duration}", duration=duration(before)) if before is not None else ""
    return tr(
        "Median {duration}{was}: half of your answers were quicker", duration=duration(now), was=was
    )


# Days


def day(each: date, today: date) -> str:
    """ "18 May", with its year where that is not this one."""
    year = "" if each.year == today.year else f" {each.year}"
    return tr("{day} {month}{year}", day=each.day, month=MONTHS[each.month - 1], year=year)


def days(period: Period, today: date) -> str:
    """ "18 May to 16 June", "16 June"; years where they are needed."""
    if period.first == period.last:
        return day(period.first, today)
    if period.first.year != period.last.year or period.last.year != today.year:
        return tr("{dated} to {dated_2}", dated=dated(period.first), dated_2=dated(period.last))
    return tr("{day} to {day_2}", day=day(period.first, today), day_2=day(period.last, today))


def dated(each: date) -> str:
    """ "18 May 2026"; long months are cut, for two such days stand side by side."""
    name = MONTHS[each.month - 1]
    short = name if len(name) < 5 else name[:3]
    return tr("{day} {month} {year}", day=each.day, month=short, year=each.year)


def part(period: Period, today: date) -> str:
    """A point of a chart: "Wednesday 10 June", "8–14 June", "June 2026"."""
    first, last = period.first, period.last
    if first == last:
        return tr("{weekday} {date}", weekday=DAYS[first.weekday()], date=day(first, today))
    if _is_month(period):
        return tr("{month} {year}", month=MONTHS[first.month - 1], year=first.year)
    year = "" if last.year == today.year else f" {last.year}"
    return f"{span(period)}{year}"


def span(period: Period, *, short: bool = False) -> str:
    """ "18–24 May", "29 June–5 July", without a year; ``short`` with "Jun" and "Jul"."""
    first, last = period.first, period.last
    if first == last:
        return tr("{day} {month}", day=first.day, month=month_name(first, short=short))
    if first.month == last.month:
        return tr(
            "{first}–{day} {month}",
            first=first.day,
            day=last.day,
            month=month_name(last, short=short),
        )
    begins = tr("{day} {month}", day=first.day, month=month_name(first, short=short))
    ends = tr("{day} {month}", day=last.day, month=month_name(last, short=short))
    return f"{begins}–{ends}"


def month_name(each: date, *, short: bool) -> str:
    name = MONTHS[each.month - 1]
    return name[:3] if short else name


def _is_month(period: Period) -> bool:
    whole = period.parts(Grouping.MONTH)
    return len(whole) == 1 and period.first.day == 1 and period.days > 27


def compared(with_: Compared, period: Period) -> str:
    """What is held against, as the chooser and the legend say it: "Previous 30 days"."""
    if with_ is Compared.NOTHING:
        return tr("No comparison")
    if with_ is Compared.YEAR_BEFORE:
        return tr("A year before")
    count = period.days
    if Period(period.last, period.last).year_before.last == period.first - timedelta(1):
        return tr("Previous 12 months")
    return tr("Previous day") if count == 1 else tr("Previous {count} days", count=numeral(count))


PROBLEMS = {
    ProblemOfPeriod.BACKWARDS: tr("The last day is before the first one."),
    ProblemOfPeriod.TOO_LONG: tr("That is more than ten years. Choose fewer days."),
}


def figures_up_to(hour: str) -> str:
    """The word at the foot."""
    return tr("Figures up to {hour}", hour=hour)
