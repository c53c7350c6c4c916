"""Charts as plain values, and where their axes have marks."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.metrics import Compared, Grouping, MetricsQuery, Period
from desktop_app.ui.metrics.charts import (
    Chart,
    Kind,
    Series,
    groupings_for,
    meetings_chart,
    overview_charts,
)
from desktop_app.ui.metrics.choices import OWN, Choices, kept_choices
from desktop_app.ui.metrics.page import with_choices
from desktop_app.ui.metrics.ticks import marks_of, scale_of, tick_words, words_left
from desktop_app.ui.metrics.words import Unit
from desktop_app.ui.shell.state import UiState
from tests.ui.metrics.fake_metrics import FakeMetrics

TODAY = date(2026, 6, 16)


def overview(days=30, grouping=Grouping.DAY, compared=Compared.PREVIOUS, first=date(2020, 1, 1)):
    query = MetricsQuery(Period.until(TODAY, days), grouping, compared)
    return FakeMetrics(first).overview(query)


def chart(*values, unit=Unit.COUNT, from_zero=True, kind=Kind.LINE):
    parts = Period.until(TODAY, len(values)).parts(Grouping.DAY)
    return Chart("c", "C", parts, (Series("a", "A", kind, "s1", values),), unit, from_zero)


def test_the_four_charts_say_what_was_found():
    found = overview()
    mail, replies, responses, leads = overview_charts(found)
    assert [each.figures.sent for each in found.points] == list(mail.series[0].values)
    assert [each.figures.received for each in found.points] == list(mail.series[1].values)
    assert [each.name for each in replies.series] == ["This period", "Previous 30 days"]
    assert responses.series[2].level == found.before.response_mean
    assert responses.series[2].name == "Previous average, 2 h 1 min"
    assert len(leads.parts) == 5 and leads.title.endswith("by week")


def test_what_is_not_there_is_a_gap_and_never_a_zero():
    found = overview()
    _mail, replies, responses, _leads = overview_charts(found)
    weekend = [at for at, part in enumerate(replies.parts) if part.first.weekday() >= 5]
    assert weekend
    for at in weekend:
        assert replies.series[0].values[at] is None
        assert responses.series[0].values[at] is None
        assert replies.sheet()[at + 1][2] == "", "a file has an empty cell there"
    assert "none" in replies.spoken(weekend[0], TODAY)


def test_nothing_is_held_against_nothing():
    _mail, replies, responses, _leads = overview_charts(overview(compared=Compared.NOTHING))
    assert [each.key for each in replies.series] == ["now"]
    assert [each.key for each in responses.series] == ["mean", "median"]


def test_by_month_the_leads_are_by_month_too():
    found = overview(3650, Grouping.MONTH)
    assert overview_charts(found)[3].title.endswith("by month")
    assert meetings_chart(found).title == "Meetings scheduled, by month"
    assert len(meetings_chart(found).parts) == len(found.points)


def test_what_is_compared_may_be_cut_otherwise():
    found = overview(365, Grouping.WEEK, Compared.YEAR_BEFORE)
    short = replace(found, points_before=found.points_before[:-3])
    replies = overview_charts(short)[1]
    assert len(replies.series[1].values) == len(found.points)
    assert replies.series[1].values[-3:] == (None, None, None)


def test_a_file_has_bare_numbers_and_iso_days():
    responses = overview_charts(overview())[2]
    head, first, *rest = responses.sheet()
    assert head == ["First day", "Last day", "Average (minutes)", "Median (minutes)"]
    assert first[:2] == ["2026-05-18", "2026-05-18"]
    assert float(first[2]) == pytest.approx(responses.series[0].values[0], abs=0.01)
    assert len(rest) == 29


def test_toggled_series_are_remembered_by_chart():
    responses = overview_charts(overview())[2]
    assert [each.shown for each in responses.series] == [True, True, True]
    toggled = Choices(toggled=frozenset({"responses.median", "responses.mean", "mail.sent"}))
    assert [each.shown for each in with_choices(responses, toggled).series] == [False, False, True]


@pytest.mark.parametrize(("highest", "top"), [(8, 10), (8.5, 10), (4, 5)])
def test_the_number_above_the_highest_bar_has_room(highest, top):
    bare = chart(highest, 2)
    assert scale_of(replace(bare, numbers=True)).high == top
    assert scale_of(chart(8, 2)).high == 8, "a line may touch the top"


@given(st.lists(st.floats(0, 1e6) | st.none(), min_size=1, max_size=60),
       st.sampled_from(list(Unit)), st.booleans())  # fmt: skip
def test_an_axis_holds_all_values_with_few_round_marks(values, unit, from_zero):
    from_zero = from_zero or unit is not Unit.PERCENT  # as charts are: times and counts begin there
    if unit is Unit.PERCENT:
        values = [None if each is None else min(100.0, each) for each in values]
    scale = scale_of(chart(*values, unit=unit, from_zero=from_zero))
    there = [each for each in values if each is not None]
    assert 2 <= len(scale.ticks) <= 9
    assert scale.low < scale.high
    for each in there:
        assert scale.low - 1e-6 <= each <= scale.high + 1e-6
    if from_zero:
        assert scale.low == 0
    said = [tick_words(each, unit, scale.high) for each in scale.ticks]
    assert len(set(said)) == len(said), f"two marks with the same words: {said}"


@given(st.dates(date(2001, 1, 1), date(2039, 1, 1)), st.integers(1, 3660),
       st.integers(240, 1400), st.booleans())  # fmt: skip
def test_marks_of_days_never_run_into_each_other(first, count, width, by_span):
    period = Period(first, first + timedelta(count - 1))
    for grouping in groupings_for(period):
        parts = period.parts(grouping)
        room = width / len(parts)
        marks = marks_of(
            parts, width, lambda at, room=room: (at + 0.5) * room, wide, by_span=by_span
        )
        assert marks, "at least one"
        ends = -10.0
        for one, other in pairwise(marks):
            assert one.words != other.words
        for mark in marks:
            left = words_left((mark.at + 0.5) * room, wide(mark.words), width)
            assert ends + 10 <= left and left + wide(mark.words) <= width + 1e-6
            ends = left + wide(mark.words)


def wide(said):
    return 6.5 * len(said)


def test_what_is_chosen_comes_back():
    state = UiState(None)
    assert kept_choices(state) == Choices()
    chosen = Choices(
        OWN, Period(date(2026, 2, 1), date(2026, 3, 4)), Compared.YEAR_BEFORE, Grouping.WEEK, True,
        frozenset({"mail.sent"}),
    )  # fmt: skip
    chosen.keep(state)
    assert kept_choices(state) == chosen


@pytest.mark.parametrize("own", ["", "x/y", "2026-03-01/2026-02-01", "1000-01-01/2026-01-01"])
def test_what_cannot_be_read_is_as_at_first(own):
    state = UiState(None)
    Choices(OWN, Period(TODAY, TODAY)).keep(state)
    state.put("metrics.own", own)
    state.put("metrics.compared", "never")
    assert kept_choices(state) == Choices()


def test_twelve_months_end_today():
    period = Choices("year").period(TODAY)
    assert (period.first, period.last) == (date(2025, 6, 17), TODAY)
    assert Choices("year", grouping=Grouping.DAY).query(TODAY).grouping is Grouping.DAY
    ten = Choices(OWN, Period.until(TODAY, 3650), grouping=Grouping.DAY)
    assert ten.query(TODAY).grouping is Grouping.MONTH, "days of ten years are no picture"


def test_what_draws_is_loaded_with_the_first_chart_and_not_before():
    found = subprocess.run(
        [
            sys.executable, "-c",
            "import sys\n"
            "import desktop_app.ui.shell.app, desktop_app.ui.metrics.screen\n"
            "import desktop_app.ui.metrics.email_page, desktop_app.ui.metrics.meetings_page\n"
            "print([each for each in ('pyqtgraph', 'numpy') if each in sys.modules])",
        ],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert found.stdout.strip() == "[]"
