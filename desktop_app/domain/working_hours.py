"""When a rep works, by the clock on the wall."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

_DAY = 86_400
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?:\s*([ap])\.?m\.?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The hours of a working day and the days of a working week.

    Args:
        opens, closes: a closing time of 00:00 is the end of the day.
        weekdays: 0 is Monday.
    """

    opens: time = time(9)
    closes: time = time(17)
    weekdays: frozenset[int] = frozenset(range(5))

    @property
    def bounds(self) -> tuple[int, int]:
        """Seconds of the day at which it begins and ends; the same where there is no time."""
        opens, closes = _seconds(self.opens), _seconds(self.closes) or _DAY
        return opens, max(opens, closes)

    @property
    def week_seconds(self) -> int:
        """How much working time a week has."""
        return sum(self.lengths)

    @property
    def lengths(self) -> tuple[int, ...]:
        """Seconds of working time of each weekday, from Monday on."""
        opens, closes = self.bounds
        return tuple((closes - opens) * (day in self.weekdays) for day in range(7))

    def between(self, begin: datetime, end: datetime) -> int:
        """Seconds of working time between two moments of the same wall's clock, both naive.

        A night in which the clock is changed is as long as the wall says.
        """
        opens, closes = self.bounds
        total, day = 0, begin.date()
        while day <= end.date():
            if day.weekday() in self.weekdays:
                midnight = datetime.combine(day, time(0))
                first = max(begin, midnight + timedelta(seconds=opens))
                last = min(end, midnight + timedelta(seconds=closes))
                total += max(0, int((last - first).total_seconds()))
            day += timedelta(1)
        return total

    def as_json(self) -> dict[str, Any]:
        """As it is kept in a setting; :meth:`read` reads it."""
        return {
            "opens": self.opens.strftime("%H:%M"),
            "closes": self.closes.strftime("%H:%M"),
            "weekdays": sorted(self.weekdays),
        }

    @classmethod
    def read(cls, value: Any) -> WorkingHours:
        """What :meth:`as_json` wrote; the usual hours where it makes no sense."""
        usual = cls()
        if not isinstance(value, Mapping):
            return usual
        try:
            found = cls(
                time.fromisoformat(str(value["opens"])),
                time.fromisoformat(str(value["closes"])),
                frozenset(int(day) for day in value["weekdays"] if 0 <= int(day) <= 6),
            )
        except (KeyError, TypeError, ValueError):
            return usual
        return found if found.week_seconds else usual


def read_clock(text: str) -> time | None:
    """A time of day as people write it: "9", "17:30", "5.30 pm", "noon"; 24:00 is midnight, which
    ends a day. None where it is no time."""
    words = " ".join(text.split()).casefold()
    if words in ("noon", "midday"):
        return time(12)
    if words == "midnight":
        return time(0)
    found = _CLOCK.fullmatch(words)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if half := found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * half.startswith("p")
    if (hour, minute) == (24, 0):
        return time(0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _seconds(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second
