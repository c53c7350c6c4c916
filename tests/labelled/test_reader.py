"""The built-in reader on mail that it was not fitted to: better than a majority vote, and as sure
as it is right."""

from __future__ import annotations

from collections import Counter

import pytest
from rapidfuzz import fuzz

from desktop_app.domain.reading import Intent, Unread
from desktop_app.wire.built_in_reader import BuiltInReader
from tests.labelled.fit import fitted_weights
from tests.labelled.mail_set import DEVELOP, HELD_OUT, labelled
from tests.labelled.measure import Measured, days_right, everything


@pytest.fixture(scope="module")
def held_out():
    return everything(HELD_OUT)


@pytest.fixture(scope="module")
def kinds(held_out) -> dict[str, Measured]:
    return {each.kind: each for each in held_out[1]}


def test_the_set_is_as_large_and_as_mixed_as_it_says():
    messages = list(labelled())
    english = [each for each in messages if each.language == "en"]
    assert len(english) >= 400
    assert len({each.id for each in messages}) == len(messages)
    for part in (DEVELOP, HELD_OUT):
        half = [each for each in english if each.part == part]
        intents = Counter(name for each in half for name in each.intents)
        assert set(intents) == set(Intent) and min(intents.values()) >= 15
        assert min(Counter(each.sentiment for each in half).values()) >= 40
        assert min(Counter(each.urgency for each in half).values()) >= 40


def test_no_message_of_one_half_is_nearly_one_of_the_other():
    halves = [[each.text for each in labelled(part)] for part in (DEVELOP, HELD_OUT)]
    for text in halves[0]:
        assert max(fuzz.ratio(text, other) for other in halves[1] if len(other) > 20) < 85, text


def test_it_reads_better_than_a_majority_vote(kinds):
    assert kinds["sentiment"].accuracy > kinds["sentiment"].floor + 0.2
    assert kinds["urgency"].accuracy > kinds["urgency"].floor + 0.3
    assert kinds["intent"].accuracy > kinds["intent"].floor + 0.04


def test_what_it_says_is_mostly_right(kinds):
    for score in kinds["intent"].scores:
        assert score.precision >= 0.6, score
        assert score.found >= 5, score
    assert sum(each.right for each in kinds["intent"].scores) >= 0.8 * sum(
        each.found for each in kinds["intent"].scores
    )


def test_it_is_as_sure_as_it_is_right(kinds):
    for measured in kinds.values():
        assert measured.calibration < 0.1, measured


def test_most_days_of_deferrals_are_right(held_out):
    right, all_ = days_right(held_out[0])
    assert all_ >= 5 and right >= 0.7 * all_


def test_mail_in_other_languages_is_left_alone():
    reader = BuiltInReader()
    others = [each for each in labelled() if each.language != "en"]
    assert len(others) >= 50
    for each in others:
        made = reader.read(each.text, each.at.date())
        assert made.unread is Unread.LANGUAGE and made.findings == (), each.id


def test_english_is_nearly_always_known(held_out):
    unread = [made for _, made in held_out[0] if made.unread is not None]
    assert len(unread) <= 0.04 * len(held_out[0])


def test_the_weights_are_those_of_the_set_as_it_stands():
    from desktop_app.domain.reader_weights import WEIGHTS

    for label, weights in fitted_weights().items():
        assert WEIGHTS[label] == pytest.approx(weights, abs=0.02), label
