"""Working time: a ruler of minutes on which nights and weekends do not exist.

Letters are laid on the ruler, and so are written when people write: Monday to Friday, 8 to 18
o'clock in the rep's time zone.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

YEAR_DAYS: Final = 365
_OPENS: Final = 8
_DAY_MINUTES: Final = 600


class WorkingTime:
    """The year that ends with the evening before ``today``, in a time zone.

    Nothing on the ruler is later than the local midnight with which ``today`` begins: sample
    mail never lies in the future, at whatever hour of the day it is made.
    """

    def __init__(self, today: date, zone: tzinfo) -> None:
        self.today = today
        self.zone = zone
        days = (today - timedelta(days=n) for n in range(YEAR_DAYS, 0, -1))
        self._days = [day for day in days if day.weekday() < 5]
        # One conversion of zones per day; clocks never change in working hours.
        self._openings = [self._utc(day, _OPENS) for day in self._days]
        self.minutes = len(self._days) * _DAY_MINUTES

    def at(self, minute: int, second: int = 0) -> datetime:
        """The instant (UTC) of a minute of the ruler, 0 to ``minutes - 1``."""
        day, rest = divmod(minute, _DAY_MINUTES)
        return self._openings[day] + timedelta(minutes=rest, seconds=second)

    def first_minute(self, days_ago: int) -> int:
        """The first minute of the last working day that is at least so many days before today."""
        place = bisect_right(self._days, self.today - timedelta(days=max(1, days_ago))) - 1
        return max(0, place) * _DAY_MINUTES

    def due(self, days_ahead: int, hour: int) -> datetime:
        """An hour of the day so many days from today; a weekend counts as its Monday."""
        day = self.today + timedelta(days=days_ahead)
        if day.weekday() >= 5:
            day += timedelta(days=7 - day.weekday())
        return self._utc(day, hour)

    def local_date(self, at: datetime) -> date:
        """The local day of an instant."""
        return at.astimezone(self.zone).date()

    @property
    def begin(self) -> datetime:
        """The first instant of the year (UTC)."""
        return self._utc(self.today - timedelta(days=YEAR_DAYS), 0)

    @property
    def end(self) -> datetime:
        """The local midnight with which today begins (UTC); all sample mail is earlier."""
        return self._utc(self.today, 0)

    def _utc(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour), tzinfo=self.zone).astimezone(UTC)
