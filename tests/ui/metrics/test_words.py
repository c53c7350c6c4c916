"""Figures, changes and days in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.metrics import Compared, EvidenceKind, Grouping, Measure, Period, Why
from desktop_app.ui.metrics import why, words
from desktop_app.ui.metrics.words import Unit
from tests.ui.metrics.fake_metrics import FakeMetrics

TODAY = date(2026, 6, 16)


@pytest.mark.parametrize(
    ("measure", "now", "before", "shown", "better", "said"),
    [
        (Measure.SENT, 687, 611, "12.4%", True, "up 12.4 percent, better"),
        (Measure.LEADS_CONTACTED, 143, 151, "5.3%", False, "down 5.3 percent, worse"),
        (Measure.REPLY_RATE, 38.2, 35.1, "3.1 pts", True, "up 3.1 points, better"),
        (Measure.RESPONSE_TIME, 112, 136, "24 min", True, "24 minutes shorter, better"),
        (Measure.RESPONSE_TIME, 136, 112, "24 min", False, "24 minutes longer, worse"),
        (Measure.MEETINGS, 26, 22, "4", True, "up 4, better"),
        (Measure.SENT, 5, 0, "5", True, "up 5, better"),
        (Measure.SENT, 0, 5, "100.0%", False, "down 100.0 percent, worse"),
        (Measure.REPLY_RATE, 38.21, 38.19, "No change", None, "no change"),
        (Measure.REPLY_RATE, 36.04, 36.06, "0.1 pts", False, "down 0.1 points, worse"),
        (Measure.REPLY_RATE, None, 35.1, "", None, "35.1 percent before"),
        (Measure.RESPONSE_TIME, 12, None, "", None, "none before"),
    ],
)
def test_a_change_says_how_far_which_way_and_whether_that_is_good(
    measure, now, before, shown, better, said
):
    moved = words.change(measure, now, before)
    assert (moved.words, moved.better, moved.spoken) == (shown, better, said)


def test_figures_read_as_the_design_has_them():
    assert words.value(112, Unit.MINUTES) == "1 h 52 min"
    assert words.change(Measure.RESPONSE_TIME, 112, 136).before == "from 2 h 16"
    assert words.value(38.2, Unit.PERCENT) == "38.2%"
    assert words.value(None, Unit.PERCENT) == "–"
    assert words.value(3 * 1440 + 240, Unit.MINUTES) == "3 d 4 h"
    moved = words.change(Measure.RESPONSE_TIME, 112, 136)
    assert words.figure_spoken(Measure.RESPONSE_TIME, 112, moved) == (
        "Response time 1 hour 52 minutes, 24 minutes shorter, better"
    )


def test_days_read_as_the_design_has_them():
    period = Period.until(TODAY, 30)
    assert words.days(period, TODAY) == "18 May to 16 June"
    assert words.days(Period.until(TODAY, 365), TODAY) == "17 June 2025 to 16 June 2026"
    assert words.compared(Compared.PREVIOUS, period) == "Previous 30 days"
    assert words.part(Period(date(2026, 6, 10), date(2026, 6, 10)), TODAY) == "Wednesday 10 June"
    assert words.part(Period(date(2026, 6, 8), date(2026, 6, 14)), TODAY) == "8–14 June"
    assert words.part(Period(date(2026, 6, 29), date(2026, 7, 5)), TODAY) == "29 June–5 July"
    whole = Period(date(2025, 2, 1), date(2025, 2, 28))
    assert words.part(whole, TODAY) == "February 2025"


@given(
    st.sampled_from(list(Measure)),
    st.floats(0, 1e7) | st.none(),
    st.floats(0, 1e7) | st.none(),
)
def test_whatever_is_measured_can_be_said(measure, now, before):
    moved = words.change(measure, now, before)
    said = words.figure_spoken(measure, now, moved)
    assert said.startswith(words.TITLES[measure])
    assert "nan" not in said and "None" not in said
    assert (moved.better is None) == (moved.direction == 0)
    if moved.direction and now is not None and before is not None:
        assert (now > before) == (moved.direction > 0)
        assert moved.better == ((now < before) == (measure is Measure.RESPONSE_TIME))


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(1, 3660),
       st.sampled_from(list(Grouping)))  # fmt: skip
def test_every_part_of_a_period_has_a_name_of_its_own(first, count, grouping):
    period = Period(first, first + timedelta(count - 1))
    names = [words.part(each, TODAY) for each in period.parts(grouping)]
    assert len(set(names)) == len(names)


def test_there_are_words_for_every_reason_and_kind():
    found = FakeMetrics().evidence(_query(), 0, 1)[0]
    for each in Why:
        said = why.reason(_with(found, why=each), _utc, TODAY)
        assert said and "_" not in said
        left_out = said.startswith("Left out")
        counted = each in (
            Why.SENT, Why.HUMAN_REPLY, Why.HUMAN_MESSAGE, Why.ANSWERED, Why.NOT_ANSWERED,
            Why.STILL_OPEN, Why.RESPONDED, Why.CONTACTED, Why.MADE, Why.ANSWERED_LATER,
            Why.HAD_STATUS,
        )  # fmt: skip
        assert left_out is not counted
    for kind in EvidenceKind:
        assert why.untitled(_with(found, kind=kind, title=""))


def test_a_reason_says_when_it_was_answered_or_what_it_answered():
    found = FakeMetrics().evidence(_query(), 0, 1)[0]
    assert found.at == datetime(2026, 6, 16, 17, tzinfo=UTC)
    noon = datetime(2026, 6, 16, 12, 5, tzinfo=UTC)

    def reason(**changed):
        return why.reason(_with(found, **changed), _utc, TODAY)

    answered = {"why": Why.RESPONDED, "minutes": 295.0}
    assert reason(**answered, related_at=noon) == "You answered after 4 h 55 min what came at 12:05"
    assert reason(**answered, related_at=noon - timedelta(days=2)) == (
        "You answered after 4 h 55 min what came on 14 June, 12:05"
    )
    later = noon + timedelta(days=3)
    assert reason(why=Why.ANSWERED, related_at=later) == "Answered on 19 June, 12:05"
    assert reason(why=Why.ANSWERED, related_at=None) == "Answered within 14 days"
    assert reason(why=Why.NOT_ANSWERED, related_at=None) == "Not answered within 14 days"
    assert reason(why=Why.SENT) == "You sent it", "with a lead or not"
    assert reason(why=Why.FOLLOWS_SOON).endswith("somebody wrote here within the week before")


def _utc(at):
    return at


def _query():
    from desktop_app.domain.metrics import EvidenceQuery

    return EvidenceQuery(Measure.SENT, Period.until(TODAY, 7))


def _with(found, **changed):
    from dataclasses import replace

    return replace(found, **changed)
