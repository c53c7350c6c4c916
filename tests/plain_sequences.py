"""Sequences in plain Python: what should have become of every lead, look by look.

Nothing of the program is used here. Time is walked in quarters of an hour instead of being
computed, and each enrolment is looked at alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

QUARTER = timedelta(minutes=15)


@dataclass(frozen=True)
class PlainStep:
    """``hours``: from and until, of the clock of ``whose`` ("lead", "rep"); ``mail`` or not."""

    name: str
    mail: bool
    delay: int
    working: bool = False
    hours: tuple[int, int] = (9, 17)
    days: frozenset[int] = frozenset(range(5))
    whose: str = "lead"


@cache
def zone(name):
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def clock_of(step, lead_zone, rep_zone):
    return (zone(lead_zone) if step.whose == "lead" else None) or zone(rep_zone)


def inside(moment, step, where):
    here = moment.astimezone(where)
    return here.weekday() in step.days and step.hours[0] <= here.hour < step.hours[1]


@cache
def first_inside(moment, step, where):
    """The first moment in the window: now, or at a full quarter of an hour."""
    if inside(moment, step, where):
        return moment
    moment = moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
    while True:
        moment += QUARTER
        if inside(moment, step, where):
            return moment


@cache
def due_after(since, step, where):
    day = since.astimezone(where).date()
    left = step.delay
    while left or (step.working and day.weekday() > 4):
        day += timedelta(days=1)
        if left and (not step.working or day.weekday() < 5):
            left -= 1
    moment = since
    while moment.astimezone(where).date() < day:
        moment = moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0) + QUARTER
    return first_inside(moment, step, where)


@dataclass
class PlainLead:
    number: int
    zone: str = ""
    gone: bool = False
    opted_out: bool = False
    cold: bool = False
    replies: list[datetime] = field(default_factory=list)
    bounces: list[datetime] = field(default_factory=list)
    manual: list[datetime] = field(default_factory=list)
    meetings: list[tuple[int, bool]] = field(default_factory=list)  # when in the order of things
    absences: list[tuple[datetime, object]] = field(default_factory=list)
    unwritable: bool = False


@dataclass
class PlainEnrolment:
    lead: PlainLead
    steps: tuple[PlainStep, ...]
    started: datetime
    order: int
    since: datetime
    rep_zone: str
    at: int = 0
    state: str = "active"
    why: str = ""
    due: datetime | None = None
    planned_on: tuple[str, str] = ("", "")
    until: datetime | None = None
    heeded: datetime | None = None
    waits: bool = False
    unsent: bool = False
    action: str = "pending"
    done: list[tuple[str, str, datetime]] = field(default_factory=list)
    hot: bool = True

    def __post_init__(self):
        self.plan(self.since)

    @property
    def step(self):
        return self.steps[self.at]

    @property
    def open(self):
        return self.state in ("active", "paused")

    @property
    def by_rep(self):
        return self.state == "paused" and self.until is None

    @property
    def where(self):
        return clock_of(self.step, self.lead.zone, self.rep_zone)

    @property
    def zones(self):
        return (self.lead.zone, self.rep_zone)

    def planned(self):
        due = due_after(self.since, self.step, self.where)
        return first_inside(max(due, self.until or due), self.step, self.where)

    def plan(self, since):
        self.since, self.action, self.waits = since, "pending", False
        self.planned_on = self.zones
        self.due = None if self.by_rep else self.planned()

    def ended(self, outcome, now):
        self.done.append((self.step.name, outcome, now))
        self.go_on(now)

    def go_on(self, now):
        if self.at + 1 == len(self.steps):
            self.state, self.why, self.due, self.until = "finished", "", None, None
            self.waits = False
        else:
            self.at += 1
            self.plan(now)

    def stop(self, why):
        self.state, self.why, self.due, self.until, self.waits = "stopped", why, None, None, False
        if self.unsent:
            # Its mail has not left: it is taken back.
            self.unsent = False
            number = max(n for n, each in enumerate(self.done) if each[1] == "sent")
            name, _, at = self.done[number]
            self.done[number] = (name, "recalled", at)

    def reason(self):
        lead = self.lead
        if lead.gone:
            return "lead_gone"
        if lead.opted_out:
            return "opt_out"
        if any(each > self.started for each in lead.replies):
            return "reply"
        if any(order > self.order and stands for order, stands in lead.meetings):
            return "meeting"
        if any(each > self.started for each in lead.bounces):
            return "bounce"
        if any(each > self.started for each in lead.manual):
            return "manual_mail"
        return "cold" if lead.cold else ""

    # -- the rep -----

    def pause(self):
        self.state, self.why, self.until, self.due = "paused", "rep", None, None

    def resume(self, now):
        self.state, self.why, self.until, self.waits = "active", "", None, False
        due = due_after(self.since, self.step, self.where)
        self.due = first_inside(max(due, now), self.step, self.where)

    # -- the engine -----

    def look(self, now):
        """What one look of the engine should make of it; True where a mail goes out."""
        self.hot = False
        if self.action in ("completed", "cancelled"):
            outcome = "done" if self.action == "completed" else "skipped"
            if why := self.reason():
                self.done.append((self.step.name, outcome, now))
                self.stop(why)
                return False
            self.ended(outcome, now)
        while self.open:
            if why := self.reason():
                self.stop(why)
                return False
            fresh = [each for each in self.lead.absences if each[0] > self.started]
            newest = max(fresh, default=None, key=lambda each: each[0])
            if newest is not None and newest[0] != self.heeded:
                self.heeded = newest[0]
                back = self.back(*newest)
                if back > now and not self.by_rep:
                    self.state, self.why, self.until = "paused", "absence", back
                    self.planned_on = self.zones
                    self.due = first_inside(max(self.due, back), self.step, self.where)
                    continue
            if self.planned_on != self.zones:
                self.planned_on = self.zones
                if not self.by_rep:
                    self.due = self.planned()
                    continue
            if self.state == "paused" and self.until and self.until <= now:
                self.state, self.why, self.until = "active", "", None
            if self.due is None or self.due > now or self.waits or not self.step.mail:
                return False
            if self.state == "paused":
                return False
            if self.unsent:
                self.due = first_inside(now + timedelta(hours=1), self.step, self.where)
            elif not inside(now, self.step, self.where):
                self.due = first_inside(now, self.step, self.where)
            elif self.lead.unwritable:
                self.waits = True
            else:
                self.unsent = True
                self.ended("sent", now)
                return True
        return False

    def back(self, at, day):
        if day is None:
            return at + timedelta(days=7)
        where = zone(self.lead.zone) or zone(self.rep_zone)
        return datetime(day.year, day.month, day.day, tzinfo=where).astimezone(UTC)
