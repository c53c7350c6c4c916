"""Metrics in plain Python: each definition the slow and obvious way, one message at a time.

Nothing of the program is used here. For every message all others of its conversation are looked at
again; days are those of the zone, asked of each instant.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

REPLY = timedelta(days=14)
SILENCE = timedelta(days=7)


@dataclass(frozen=True)
class PlainMessage:
    """``lead``: whom the message belongs to; ``talk_lead``: whom its conversation belongs to."""

    id: object
    talk: object
    at: object
    outbound: bool
    kind: str
    sender: str
    lead: object
    talk_lead: object


@dataclass(frozen=True)
class PlainAction:
    id: object
    type: str
    status: str
    made: object


@dataclass
class PlainDay:
    sent: int = 0
    received: int = 0
    asked: int = 0
    answered: int = 0
    responses: list = field(default_factory=list)
    working: list = field(default_factory=list)
    leads: set = field(default_factory=set)
    meetings: int = 0

    def row(self):
        """As ``performance_metrics`` has it."""
        rate = round(100 * self.answered / self.asked, 2) if self.asked else None
        mean = None
        if self.responses:  # half up
            mean = int(sum(self.responses) / 60 / len(self.responses) + 0.5)
        return (self.sent, self.received, rate, mean, len(self.leads), self.meetings)


@dataclass
class Plain:
    """What counts, by day, and why: ``whys[measure][message id]``.

    ``credits`` says of each mail of the rep's whether an answer is its own; ``hours`` has, by
    weekday and hour, the mails that wanted an answer.
    """

    days: dict
    whys: dict
    minutes: dict
    related: dict
    credits: dict
    hours: dict


def plain_metrics(messages, actions, zone, own, hours=(9, 17), weekdays=(0, 1, 2, 3, 4)):
    """All days of a history.

    Args:
        own: the rep's addresses, lower case.
        hours: of a working day.
    """
    clock = ZoneInfo(zone)
    found = Plain(defaultdict(PlainDay), defaultdict(dict), {}, {}, {}, defaultdict(set))
    talks = defaultdict(list)
    for message in messages:
        talks[message.talk].append(message)
    for message in messages:
        day = found.days[message.at.astimezone(clock).date()]
        talk = sorted(talks[message.talk], key=lambda each: (each.at, each.id))
        spoken = [each for each in talk if is_spoken(each, own)]
        before = spoken[: spoken.index(message)] if message in spoken else []
        after = spoken[spoken.index(message) + 1 :] if message in spoken else []
        if message.outbound:
            _count_sent(found, day, message, before, after, clock, hours, weekdays)
        else:
            _count_received(found, day, message, before, own)
    for action in actions:
        if action.type.lower() == "meeting":
            made = action.status != "cancelled"
            found.days[action.made.astimezone(clock).date()].meetings += made
            found.whys["meetings"][action.id] = "made" if made else "cancelled"
    return found


def is_spoken(message, own):
    """Whether a person wrote it."""
    if message.outbound:
        return message.kind in ("human", "own")
    return message.kind == "human" and message.sender.lower() not in own


def _count_received(found, day, message, before, own):
    if message.kind == "own" or message.sender.lower() in own:
        why = "own_alias"
    elif message.kind != "human":
        why = {"auto_reply": "auto_reply", "bounce": "bounce", "list": "list_mail"}[message.kind]
    elif message.talk_lead is None:
        why = "no_lead"
    else:
        day.received += 1
        why = "human_reply" if any(each.outbound for each in before) else "human_message"
    found.whys["received"][message.id] = why


def _count_sent(found, day, message, before, after, clock, hours, weekdays):
    if message.kind not in ("human", "own"):
        for measure in ("sent", "reply", "response"):
            found.whys[measure][message.id] = "automatic_out"
        return
    found.whys["sent"][message.id] = "sent"
    day.sent += 1
    if message.lead is not None:
        day.leads.add(message.lead)
    found.credits[message.id] = _credit(message, after)
    # A reply is wanted where nobody had written for a week.
    if before and message.at - before[-1].at < SILENCE:
        found.whys["reply"][message.id] = "follows_soon"
    else:
        day.asked += 1
        wall = message.at.astimezone(clock)
        found.hours[wall.weekday(), wall.hour].add(message.id)
        replies = [each for each in after if not each.outbound]
        answered = bool(replies) and replies[0].at - message.at <= REPLY
        day.answered += answered
        found.whys["reply"][message.id] = "answered" if answered else "not_answered"
        if answered:
            found.related[message.id] = replies[0].at
    # What waits: all that they wrote since the rep wrote last.
    waiting = []
    for each in reversed(before):
        if each.outbound:
            break
        waiting.append(each)
    if not waiting:
        found.whys["response"][message.id] = "no_question"
    elif message.talk_lead is None:
        found.whys["response"][message.id] = "no_lead"
    else:
        question = waiting[-1]
        found.whys["response"][message.id] = "responded"
        spent = int((message.at - question.at).total_seconds())
        day.responses.append(spent)
        worked = working_seconds(question.at, message.at, clock, hours, weekdays)
        day.working.append(worked)
        found.minutes[message.id] = (spent / 60, worked / 60)


def _credit(message, after):
    """Whether it was answered before the rep wrote again."""
    answers = [each.at for each in after if not each.outbound and each.at - message.at <= REPLY]
    if not answers:
        return "not_answered"
    again = [each.at for each in after if each.outbound and each.at <= answers[0]]
    return "answered_later" if again else "answered"


def working_seconds(begin, end, clock, hours, weekdays):
    """Of the wall's clock, hour by hour."""
    begin = begin.astimezone(clock).replace(tzinfo=None, fold=0)
    end = end.astimezone(clock).replace(tzinfo=None, fold=0)
    if end < begin:  # the clock was put back in between
        return -working_seconds_between(end, begin, hours, weekdays)
    return working_seconds_between(begin, end, hours, weekdays)


def working_seconds_between(begin, end, hours, weekdays):
    total, at = 0, begin
    while at < end:
        next_hour = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        until = min(next_hour, end)
        if at.weekday() in weekdays and hours[0] <= at.hour < hours[1]:
            total += int((until - at).total_seconds())
        at = until
    return total
