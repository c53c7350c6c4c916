"""How the mails of a merge are spread: some time between two of them, within working hours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any, Final
from zoneinfo import ZoneInfo

from desktop_app.domain.zones import zone_named, zone_or_utc

_LONGEST_GAP: Final = 24 * 3600  # seconds
_MIDNIGHT: Final = time(0)
_DAYS_AHEAD: Final = 8


@dataclass(frozen=True, slots=True)
class Pace:
    """How quickly mails follow one another, and when.

    Args:
        gap: between two mails, in seconds.
        opens, closes: on the clocks of ``zone``; both midnight: the whole day. A mail goes out
            from ``opens`` on and before ``closes``.
        days: of the week, Monday is 0; none: all of them.
        per_day: at most so many on one day; 0: as many as fit.
        zone: a time zone's name.
    """

    gap: int = 60
    opens: time = time(8)
    closes: time = time(18)
    days: frozenset[int] = frozenset(range(5))
    per_day: int = 0
    zone: str = "UTC"


def next_open(pace: Pace, moment: datetime) -> datetime:
    """The first moment from ``moment`` on at which mail may go out; UTC.

    What the clocks leap over in spring is as much later as they leap.

    Args:
        moment: aware.
    """
    zone = zone_or_utc(pace.zone)
    here = moment.astimezone(zone)
    for ahead in range(_DAYS_AHEAD):
        day = here.date() + timedelta(days=ahead)
        if pace.days and day.weekday() not in pace.days:
            continue
        opens = _on(day, pace.opens, zone)
        closes = _on(day + timedelta(days=1), _MIDNIGHT, zone)
        if pace.closes != _MIDNIGHT:
            closes = _on(day, pace.closes, zone)
        found = max(opens, moment.astimezone(UTC))
        if found < closes:
            return found
    return moment.astimezone(UTC)  # a window that is empty keeps nobody for ever


def planned(pace: Pace, start: datetime) -> Iterator[datetime]:
    """When one mail after the other goes out, from ``start`` on; UTC, without end."""
    zone = zone_or_utc(pace.zone)
    moment = next_open(pace, start)
    day, count = moment.astimezone(zone).date(), 0
    while True:
        today = moment.astimezone(zone).date()
        day, count = (today, count) if today == day else (today, 0)
        if pace.per_day and count >= pace.per_day:
            moment = next_open(pace, _on(today + timedelta(days=1), _MIDNIGHT, zone))
            continue
        yield moment
        count += 1
        moment = next_open(pace, moment + timedelta(seconds=pace.gap))


def plan(pace: Pace, start: datetime, count: int) -> list[datetime]:
    """The first ``count`` of :func:`planned`."""
    return list(islice(planned(pace, start), count))


def _on(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)


def pace_document(pace: Pace) -> dict[str, Any]:
    """A pace, JSON-ready; :func:`pace_of` reads it back."""
    return {
        "gap": pace.gap,
        "opens": f"{pace.opens:%H:%M}",
        "closes": f"{pace.closes:%H:%M}",
        "days": sorted(pace.days),
        "per_day": pace.per_day,
        "zone": pace.zone,
    }


def pace_of(document: Mapping[str, Any]) -> Pace:
    """A pace as its column holds it; what is missing or senseless there is as usual."""
    usual = Pace()

    def clock(name: str, fallback: time) -> time:
        try:
            return time.fromisoformat(str(document[name]))
        except (KeyError, ValueError):
            return fallback

    def number(name: str, fallback: int, most: int) -> int:
        value = document.get(name, fallback)
        return max(0, min(value, most)) if isinstance(value, int) else fallback

    days = document.get("days", sorted(usual.days))
    zone = str(document.get("zone", usual.zone))
    if zone_named(zone) is None:
        zone = usual.zone
    return Pace(
        gap=number("gap", usual.gap, _LONGEST_GAP),
        opens=clock("opens", usual.opens),
        closes=clock("closes", usual.closes),
        days=frozenset(each for each in days if each in range(7)),
        per_day=number("per_day", 0, 1_000_000),
        zone=zone,
    )
