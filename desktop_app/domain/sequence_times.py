"""When a step is due, and what events do to an enrolment: pure functions of time and facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop_app.domain.sequences import WHY_WORDS, Unit, Whose, Why, Window
from desktop_app.domain.zones import zone_named

AWAY_FOR: Final = timedelta(days=7)
"""How long somebody is taken to be away who does not say until when."""
UNSENT_PAUSE: Final = timedelta(hours=1)
"""How long a step waits for the mail of an earlier one to leave, before that is looked at again."""
_LONGEST_SEARCH: Final = 400  # days; every window opens within a week, but for leaps of a calendar
_DAY: Final = timedelta(days=1)


def zone_of(whose: Whose, lead_zone: str, rep_zone: str) -> ZoneInfo:
    """The clock of a window: the lead's where that is known, else the rep's, else UTC."""
    own = zone_named(lead_zone.strip()) if whose is Whose.LEAD else None
    return own or zone_named(rep_zone.strip()) or ZoneInfo("UTC")


def next_due(since: datetime, delay: int, unit: Unit, window: Window, zone: ZoneInfo) -> datetime:
    """When a step is due whose predecessor ended at ``since``, UTC.

    Days are counted on the clock of ``zone``; on the day the step is due as soon as its window
    opens, without a delay at once where it is open. A window that is over is that of a later day.
    """
    day = _plus(since.astimezone(zone).date(), delay, unit)
    return opening(max(since, _midnight(day, zone)), window, zone)


def opening(not_before: datetime, window: Window, zone: ZoneInfo) -> datetime:
    """The first moment from then on at which a window is open, UTC.

    A time that the clocks leap over is as much later as they leap; of one that comes twice the
    first is meant. A window that lies within a leap does not open that day.
    """
    day = not_before.astimezone(zone).date()
    for _ in range(_LONGEST_SEARCH):
        if day.weekday() in window.weekdays:
            begins, ends = _bounds(day, window, zone)
            moment = max(begins, not_before.astimezone(UTC))
            # A zone may leap over a whole day.
            if moment < ends and begins.astimezone(zone).date() == day:
                return moment
        day += _DAY
    raise ValueError("a window that never opens")


def is_open(moment: datetime, window: Window, zone: ZoneInfo) -> bool:
    """Whether a step may happen at this moment."""
    return opening(moment, window, zone) == moment.astimezone(UTC)


def _bounds(day: date, window: Window, zone: ZoneInfo) -> tuple[datetime, datetime]:
    closing = day + _DAY if window.closes == time(0) else day
    return (
        datetime.combine(day, window.opens, zone).astimezone(UTC),
        datetime.combine(closing, window.closes, zone).astimezone(UTC),
    )


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), zone).astimezone(UTC)


def _plus(day: date, delay: int, unit: Unit) -> date:
    if unit is Unit.DAYS:
        return day + delay * _DAY
    while day.weekday() > 4 and not delay:
        day += _DAY
    for _ in range(delay):
        day += _DAY
        while day.weekday() > 4:
            day += _DAY
    return day


# -- what happened -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a lead since it was enrolled, as far as its sequence depends on it.

    Args:
        bounced: a server's words on why mail does not reach them; None where it does.
        failed: why the mail of a step did not leave; None where none failed.
        unsent: the mail of an earlier step is still on its way.
        absence: ``emails.id`` of the newest word that they are away, unless it was heeded.
        absent_since: when that came.
        returns_on: the day they are back, where it says so.
    """

    lead_gone: bool = False
    opted_out: bool = False
    replied: bool = False
    meeting: bool = False
    bounced: str | None = None
    failed: str | None = None
    manual_mail: bool = False
    cold: bool = False
    unsent: bool = False
    absence: UUID | None = None
    absent_since: datetime | None = None
    returns_on: date | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """It ends here."""

    why: Why
    said: str


@dataclass(frozen=True, slots=True)
class Pause:
    """It goes on when they are back."""

    until: datetime
    due: datetime


@dataclass(frozen=True, slots=True)
class Move:
    """The step is due at another time."""

    due: datetime


@dataclass(frozen=True, slots=True)
class Take:
    """The step happens now."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Nothing changes."""


Verdict = Stop | Pause | Move | Take | Stay


@dataclass(frozen=True, slots=True)
class Waiting:
    """The present step of an enrolment, as far as what becomes of it depends on it.

    Args:
        since: when the step before ended.
        due: when it is due; None where it has no time.
        planned: when it was due before somebody gave it another time.
        by_hand: it is for the rep to do, or waits for the rep.
        paused: by the rep, who alone ends that.
        paused_until: the end of an absence that was heeded.
        replan: the clock, or the step, is another one than when it was planned.
    """

    since: datetime
    due: datetime | None
    planned: datetime | None
    delay: int
    unit: Unit
    window: Window
    lead_zone: str
    rep_zone: str
    by_hand: bool = False
    paused: bool = False
    paused_until: datetime | None = None
    replan: bool = False

    @property
    def zone(self) -> ZoneInfo:
        return zone_of(self.window.whose, self.lead_zone, self.rep_zone)

    def plan(self, not_before: datetime | None = None) -> datetime:
        """When it is due by its delay, but not before then, nor before they are back."""
        due = next_due(self.since, self.delay, self.unit, self.window, self.zone)
        later = [each for each in (not_before, self.paused_until) if each is not None]
        return opening(max([due, *later]), self.window, self.zone)


def stop_of(facts: Facts) -> Stop | None:
    """Why an enrolment stops by itself, the weightiest reason first; None: it does not."""
    for happened, why in (
        (facts.lead_gone, Why.LEAD_GONE),
        (facts.opted_out, Why.OPT_OUT),
        (facts.replied, Why.REPLY),
        (facts.meeting, Why.MEETING),
        (facts.bounced is not None, Why.BOUNCE),
        (facts.failed is not None, Why.BOUNCE),
        (facts.manual_mail, Why.MANUAL_MAIL),
        (facts.cold, Why.COLD),
    ):
        if happened:
            words = (facts.bounced or facts.failed) if why is Why.BOUNCE else ""
            return Stop(why, words or WHY_WORDS[why])
    return None


def back_at(facts: Facts, zone: ZoneInfo) -> datetime | None:
    """When somebody who is away can be written to again, UTC; None: nobody said to be away."""
    if facts.absence is None or facts.absent_since is None:
        return None
    if facts.returns_on is not None:
        return _midnight(facts.returns_on, zone)
    return facts.absent_since.astimezone(UTC) + AWAY_FOR


def judge(facts: Facts, waiting: Waiting, now: datetime) -> Verdict:
    """What becomes of an enrolment now."""
    if stop := stop_of(facts):
        return stop
    back = back_at(facts, zone_of(Whose.LEAD, waiting.lead_zone, waiting.rep_zone))
    if back is not None and back > now and not waiting.paused:
        due = waiting.due or waiting.plan()
        return Pause(back, opening(max(due, back), waiting.window, waiting.zone))
    own_time = waiting.due != waiting.planned
    if waiting.replan and not own_time and not waiting.paused:
        due = waiting.plan()
        if due != waiting.due:
            return Move(due)
    if waiting.due is None or waiting.due > now or waiting.by_hand or waiting.paused:
        return Stay()
    if facts.unsent:
        return Move(opening(now + UNSENT_PAUSE, waiting.window, waiting.zone))
    if not is_open(now, waiting.window, waiting.zone):
        return Move(opening(now, waiting.window, waiting.zone))
    return Take()
