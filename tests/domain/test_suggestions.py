"""The next step after a message."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desktop_app.domain.learning import Verdict, quiet_kinds
from desktop_app.domain.reading import (
    Finding,
    FindingKind,
    Intent,
    Reading,
    Sentiment,
    Unread,
    Urgency,
)  # fmt: skip
from desktop_app.domain.suggestions import CONTENT, Step, content_of, suggest

NOW = datetime(2026, 6, 17, 9, tzinfo=UTC)


def reading(
    *intents: Intent,
    urgency: Urgency = Urgency.NORMAL,
    sentiment: Sentiment = Sentiment.NEUTRAL,
    until: date | None = None,
) -> Reading:
    found = [
        Finding(FindingKind.SENTIMENT, sentiment, 0.7),
        Finding(FindingKind.URGENCY, urgency, 0.6),
    ]
    found += [
        Finding(FindingKind.INTENT, each, 0.9, (), until if each is Intent.DEFERRAL else None)
        for each in intents
    ]
    return Reading("en", tuple(found))


@pytest.mark.parametrize(
    ("made", "step"),
    [
        (reading(Intent.MEETING), Step.MEETING),
        (reading(Intent.PRICE, Intent.THANKS), Step.PRICE),
        (reading(Intent.OBJECTION, Intent.DEFERRAL), Step.LATER),
        (reading(Intent.UNSUBSCRIBE, Intent.OBJECTION), Step.STOP),
        (reading(Intent.WRONG_PERSON), Step.RIGHT_PERSON),
        (reading(Intent.THANKS, urgency=Urgency.LOW), Step.THANKS),
        (reading(Intent.THANKS), Step.ANSWER),
        (reading(), Step.ANSWER),
        (reading(urgency=Urgency.HIGH, sentiment=Sentiment.NEGATIVE), Step.COMPLAINT),
        (reading(urgency=Urgency.LOW), None),
        (Reading("de", unread=Unread.LANGUAGE), None),
    ],
)
def test_what_they_want_says_what_comes_next(made, step):
    found = suggest(made, NOW, NOW)
    assert (found.step if found else None) == step


def test_a_deferral_with_a_day_is_for_that_day():
    found = suggest(reading(Intent.DEFERRAL, until=date(2026, 9, 1)), NOW, NOW)
    assert found is not None
    assert (found.text, found.due) == ("Write again on 1 September 2026", date(2026, 9, 1))
    assert found.confidence == 0.9


def test_what_presses_is_for_today_and_what_waited_says_so():
    urgent = suggest(reading(Intent.PRICE, urgency=Urgency.HIGH), NOW, NOW)
    late = suggest(reading(), NOW - timedelta(days=3), NOW)
    assert urgent is not None and late is not None
    assert urgent.text == "Send the price today"
    assert late.text == "Answer: they have waited for days"


def test_every_finding_has_words():
    for kind, labels in (
        (FindingKind.SENTIMENT, Sentiment), (FindingKind.URGENCY, Urgency),
        (FindingKind.INTENT, Intent),
    ):  # fmt: skip
        for label in labels:
            assert content_of(Finding(kind, label, 0.5)) == CONTENT[kind, label]


def test_what_is_dismissed_again_and_again_goes_quiet_until_it_is_wanted():
    away = ("price", Verdict.DISMISSED)
    assert quiet_kinds([away] * 3) == frozenset()
    assert quiet_kinds([away] * 4) == {"price"}
    assert quiet_kinds([away, ("meeting", Verdict.ACCEPTED), *[away] * 3]) == {"price"}
    assert quiet_kinds([("price", Verdict.ACCEPTED), *[away] * 9]) == frozenset()
    assert quiet_kinds([away, ("price", Verdict.EDITED), *[away] * 9]) == {"price"}
    assert quiet_kinds([away, *[("price", Verdict.EDITED)] * 2, *[away] * 9]) == frozenset()
