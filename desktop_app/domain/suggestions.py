"""The next step with a lead, from what its newest message says and what was done since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from desktop_app.domain.day_names import MONTHS
from desktop_app.domain.language import dated, mark, tr
from desktop_app.domain.reading import Finding, FindingKind, Intent, Reading, Sentiment, Urgency

_LONG = timedelta(days=2)  # that somebody waits for us


class Step(StrEnum):
    """What can be suggested; kept as the suggestion's label, by which dismissals are counted."""

    STOP = "stop"
    RIGHT_PERSON = "right_person"
    MEETING = "meeting"
    PRICE = "price"
    LATER = "later"
    OBJECTION = "objection"
    COMPLAINT = "complaint"
    THANKS = "thanks"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to do next.

    Args:
        confidence: that of the finding it comes from.
        due: the day for it, None for as soon as can be.
        because: the finding that it comes from.
    """

    step: Step
    text: str
    confidence: float
    due: date | None
    because: Finding


_AGAIN = mark("Write again on {day}")
_TODAY = mark("{what} today")
_UNTIL = mark("{what}, until {day}")
_MORE = (
    mark("Answer the complaint today"),
    mark("Answer today"),
    mark("Answer: they have waited for days"),
    mark("Answer their message"),
)

# What the author wants first, where one message says several things.
_OF_INTENT: Mapping[Intent, tuple[Step, str]] = {
    Intent.UNSUBSCRIBE: (Step.STOP, mark("Write no more, and confirm it")),
    Intent.WRONG_PERSON: (
        Step.RIGHT_PERSON,
        mark("Write to the person they name, or ask who it is"),
    ),
    Intent.MEETING: (Step.MEETING, mark("Agree on a time to meet")),
    Intent.PRICE: (Step.PRICE, mark("Send the price")),
    Intent.DEFERRAL: (Step.LATER, mark("Ask when to write again")),
    Intent.OBJECTION: (Step.OBJECTION, mark("Answer what speaks against it")),
    Intent.THANKS: (Step.THANKS, mark("Use the good moment for the next question")),
}


def suggest(reading: Reading, waits_since: datetime, now: datetime) -> Suggestion | None:
    """The next step after a message that nobody has answered yet; None where nothing is to be
    done, or where the message could not be read.

    Args:
        waits_since: when the message came.
    """
    intents = {str(each.label): each for each in reading.of(FindingKind.INTENT)}
    for intent, (step, words) in _OF_INTENT.items():
        finding = intents.get(intent)
        if finding is None or (intent is Intent.THANKS and len(intents) > 1):
            continue
        if intent is Intent.DEFERRAL and finding.until is not None:
            words = _AGAIN.format(day=_day(finding.until))
            return Suggestion(step, words, finding.confidence, finding.until, finding)
        if intent is Intent.THANKS and _urgency(reading) is not Urgency.LOW:
            break
        return Suggestion(step, _soon(words, reading), finding.confidence, None, finding)
    return _of_tone(reading, waits_since, now)


def _of_tone(reading: Reading, waits_since: datetime, now: datetime) -> Suggestion | None:
    urgency = next(iter(reading.of(FindingKind.URGENCY)), None)
    sentiment = next(iter(reading.of(FindingKind.SENTIMENT)), None)
    if urgency is None or sentiment is None:
        return None
    if sentiment.label == Sentiment.NEGATIVE and urgency.label == Urgency.HIGH:
        return Suggestion(Step.COMPLAINT, _MORE[0], sentiment.confidence, None, sentiment)
    if urgency.label == Urgency.HIGH:
        return Suggestion(Step.ANSWER, _MORE[1], urgency.confidence, None, urgency)
    if urgency.label == Urgency.NORMAL:
        late = now - waits_since > _LONG
        words = _MORE[2] if late else _MORE[3]
        return Suggestion(Step.ANSWER, words, urgency.confidence, None, urgency)
    return None


def _urgency(reading: Reading) -> Urgency | None:
    found = next(iter(reading.of(FindingKind.URGENCY)), None)
    return Urgency(found.label) if found is not None else None


def _soon(words: str, reading: Reading) -> str:
    return _TODAY.format(what=words) if _urgency(reading) is Urgency.HIGH else words


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


CONTENT: Mapping[tuple[FindingKind, str], str] = {
    (FindingKind.SENTIMENT, Sentiment.POSITIVE): mark("Positive"),
    (FindingKind.SENTIMENT, Sentiment.NEUTRAL): mark("Neutral"),
    (FindingKind.SENTIMENT, Sentiment.NEGATIVE): mark("Negative"),
    (FindingKind.URGENCY, Urgency.HIGH): mark("High"),
    (FindingKind.URGENCY, Urgency.NORMAL): mark("Normal"),
    (FindingKind.URGENCY, Urgency.LOW): mark("Low"),
    (FindingKind.INTENT, Intent.MEETING): mark("Wants to meet"),
    (FindingKind.INTENT, Intent.PRICE): mark("Asks for the price"),
    (FindingKind.INTENT, Intent.OBJECTION): mark("Has an objection"),
    (FindingKind.INTENT, Intent.DEFERRAL): mark("Not now"),
    (FindingKind.INTENT, Intent.WRONG_PERSON): mark("Wrong person"),
    (FindingKind.INTENT, Intent.UNSUBSCRIBE): mark("Wants no more mail"),
    (FindingKind.INTENT, Intent.THANKS): mark("Thanks you"),
}
"""What a finding says as the ``content`` of an insight."""


def content_of(finding: Finding) -> str:
    """A finding in words."""
    words = CONTENT[finding.kind, finding.label]
    return _UNTIL.format(what=words, day=_day(finding.until)) if finding.until else words


_KNOWN = frozenset((*CONTENT.values(), *(words for _, words in _OF_INTENT.values()), *_MORE))


def content_words(content: str) -> str:
    """The content of an insight in the user's language: what a reader of ours wrote, which stands
    in the row in English. Anything else, such as what the user made of it, is as it is."""
    if content in _KNOWN:
        return tr(content)
    from desktop_app.domain.typed_dates import read_date  # the list of leads needs it for few

    day = read_date(content.removeprefix(_AGAIN.format(day="")))
    if day is not None and content == _AGAIN.format(day=_day(day)):
        return tr(_AGAIN, day=dated(day, year=True))
    what, _, words = content.partition(_UNTIL.format(what="", day=""))
    day = read_date(words)
    if day is not None and what in _KNOWN:
        return tr(_UNTIL, what=tr(what), day=dated(day, year=True))
    what = content.removesuffix(_TODAY.format(what=""))
    return tr(_TODAY, what=tr(what)) if what != content and what in _KNOWN else content
