"""The screen as a rep uses it."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from uuid import uuid5

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.metrics import (
    Compared,
    EvidenceQuery,
    Grouping,
    Measure,
    OfFunnel,
    OfHour,
    OfStatus,
    OfStep,
    OfTemplate,
    Period,
)
from desktop_app.ui.metrics.choices import kept_choices
from desktop_app.ui.widgets.states import EmptyState
from tests.ui.metrics.fake_metrics import SPACE, TODAY, FakeMetrics

KEYS = Qt.Key


def test_the_first_visit_shows_figures_charts_and_until_when(open_desk):
    desk = open_desk()
    figures = desk.screen.page.figures.figures
    assert figures[Measure.SENT].value == "736"
    assert figures[Measure.SENT].accessibleName() == "Emails sent 736, up 9.0 percent, better"
    assert desk.hints[-1] == "Figures up to 10:42"
    assert desk.screen.header.dates.text == "18 May to 16 June"
    assert [card.chart.key for card in desk.screen.page.cards] == [
        "mail", "replies", "responses", "leads",
    ]  # fmt: skip
    for card in desk.screen.page.cards:
        assert card.plot.accessibleName().startswith(card.chart.title)
        assert "Left and Right" in card.plot.accessibleDescription()


def test_no_question_is_asked_on_the_windows_thread(open_desk, metrics):
    desk = open_desk()
    desk.screen.look_behind(EvidenceQuery(Measure.SENT, Period.until(TODAY, 30)))
    for report in ("email", "leads", "meetings", "overview"):
        desk.screen.show_report(report)
        desk.settle()
    assert threading.current_thread().name not in metrics.threads
    assert metrics.threads


def test_other_days_are_asked_for_and_remembered(open_desk, metrics):
    desk = open_desk()
    desk.screen.header.spans.choose("90")
    desk.settle()
    assert metrics.asked[-1].period == Period.until(TODAY, 90)
    assert desk.screen.header.dates.text == "19 March to 16 June"
    desk.run("by_week")
    desk.run("hours")
    desk.settle()
    assert metrics.asked[-1].grouping is Grouping.WEEK and metrics.asked[-1].working_hours
    assert desk.card("responses").chart.title == "Average response time, working hours"
    assert kept_choices(desk.ctx.state) == desk.screen.choices, "as the next start finds them"


def test_what_was_loaded_is_looked_behind_not_what_is_on_its_way(open_desk, metrics):
    desk = open_desk(1500)
    desk.run("hours")
    desk.settle()
    metrics.hold = threading.Event()
    later = desk.ctx.clock().replace(day=17)
    desk.ctx.clock = lambda: later
    desk.screen.choose(replace(desk.screen.choices, span="7", working_hours=False))
    desk.screen.page.figures.figures[Measure.RESPONSE_TIME].click()
    query = desk.screen.audit.query
    assert query.period == Period.until(TODAY, 30), "of the figure that was pressed"
    assert query.working_hours
    plot = desk.card("mail").plot
    desk.press(plot, KEYS.Key_End)
    desk.press(plot, KEYS.Key_Return)
    assert desk.screen.audit.query.period == Period(TODAY, TODAY)
    assert desk.screen.audit.query.working_hours
    metrics.hold.set()
    desk.settle()


def test_what_is_held_against_can_be_chosen(open_desk, metrics):
    desk = open_desk()
    desk.screen.choose(replace(desk.screen.choices, compared=Compared.NOTHING))
    desk.settle()
    assert desk.screen.page.figures.figures[Measure.SENT].change.words == ""
    assert [e.series.key for e in desk.card("replies").legend.entries] == ["now"]
    assert desk.screen.header.against.words == "No comparison"


def test_earlier_and_later_days(open_desk, metrics):
    desk = open_desk()
    desk.run("earlier")
    desk.settle()
    assert metrics.asked[-1].period == Period(date(2026, 4, 18), date(2026, 5, 17))
    assert desk.screen.header.spans.value == "" and desk.screen.header.own.isChecked()
    desk.run("later")
    desk.run("later")
    desk.settle()
    assert metrics.asked[-1].period == Period.until(TODAY, 30), "never days to come"


def test_days_of_ones_own(open_desk, metrics, qtbot):
    desk = open_desk()
    desk.run("own")
    popover = desk.screen.header.popover
    popover.first.edit.setText("1.3.2026")
    popover.last.edit.setText("1 Feb 2026")
    qtbot.keyClick(popover.last.edit, KEYS.Key_Return)
    assert popover.last.error == "The last day is before the first one."
    popover.last.edit.setText("what")
    qtbot.keyClick(popover.last.edit, KEYS.Key_Return)
    assert popover.last.error.startswith("This is no day.")
    popover.first.edit.setText("1.3.2001")
    popover.last.edit.setText("1.3.2026")
    qtbot.keyClick(popover.last.edit, KEYS.Key_Return)
    assert popover.last.error == "That is more than ten years. Choose fewer days."
    popover.first.edit.setText("1.3.2026")
    popover.last.edit.setText("14.3.2026")
    qtbot.keyClick(popover.last.edit, KEYS.Key_Return)
    desk.settle()
    assert metrics.asked[-1].period == Period(date(2026, 3, 1), date(2026, 3, 14))
    assert desk.screen.header.dates.text == "1 March to 14 March"


# Charts


def test_the_crosshair_goes_by_keyboard(open_desk):
    desk = open_desk()
    card = desk.card("mail")
    desk.press(card.plot, KEYS.Key_Home)
    assert card.plot.at == 0 and card.tip.heading == "Monday 18 May"
    desk.press(card.plot, KEYS.Key_End)
    assert card.plot.at == 29
    desk.press(card.plot, KEYS.Key_Left)
    assert card.plot.at == 28 and card.tip.isVisible()
    assert [row.series.name for row in card.tip.rows] == ["Sent", "Received"]
    assert card.tip.rows[0].value == f"{card.chart.series[0].values[28]:.0f}"
    desk.press(card.plot, KEYS.Key_Escape)
    assert card.plot.at == -1 and not card.tip.isVisible()


def test_the_crosshair_goes_by_mouse_and_a_click_opens_what_is_behind(open_desk, qtbot):
    desk = open_desk()
    card = desk.card("mail")
    plot = card.plot
    place = QPoint(round(plot.x_of(23)), round(plot.y_of(card.chart.series[1].values[23])))
    qtbot.mouseMove(plot.viewport(), place)
    qtbot.waitUntil(lambda: plot.at == 23)
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place)
    audit = desk.screen.audit
    assert audit.isVisible()
    assert audit.query.measure is Measure.RECEIVED, "the nearest line"
    assert audit.query.period == card.chart.parts[23]
    desk.settle()


def test_enter_opens_what_is_behind_the_series_that_was_chosen(open_desk):
    desk = open_desk()
    plot = desk.card("leads").plot
    desk.press(plot, KEYS.Key_Home)
    desk.press(plot, KEYS.Key_Down)
    desk.press(plot, KEYS.Key_Return)
    assert desk.screen.audit.query.measure is Measure.MEETINGS
    assert desk.screen.audit.query.period.days == 7
    desk.settle()


def test_the_bar_below_the_pointer_is_meant(open_desk):
    desk = open_desk()
    plot = desk.card("leads").plot
    right = QPointF(plot.x_of(1.2), plot.plot_rect.center().y())
    left = QPointF(plot.x_of(0.8), plot.plot_rect.center().y())
    assert plot._nearest(left) == "leads"
    assert plot._nearest(right) == "meetings"


def test_legend_entries_hide_and_show_and_that_is_remembered(open_desk):
    desk = open_desk()
    card = desk.card("mail")
    high = card.plot.scale_y.high
    card.legend.entries[0].click()
    desk.settle()
    assert [each.shown for each in card.plot.chart.series] == [False, True]
    assert card.plot.scale_y.high < high, "the axis follows what is shown"
    assert not card.legend.entries[0].isChecked()
    assert "mail.sent" in desk.screen.choices.toggled
    card.legend.entries[0].click()
    desk.settle()
    assert card.plot.scale_y.high == high


def test_a_series_hidden_while_days_are_on_their_way_is_hidden_in_them(open_desk, metrics):
    desk = open_desk()
    metrics.hold = threading.Event()
    desk.screen.header.spans.choose("7")
    desk.card("mail").legend.entries[0].click()
    metrics.hold.set()
    desk.qtbot.waitUntil(lambda: len(desk.card("mail").chart.parts) == 7)
    desk.settle()
    assert [each.shown for each in desk.card("mail").chart.series] == [False, True]


def test_what_was_hidden_stays_hidden_when_the_head_asks_for_other_days(open_desk):
    desk = open_desk()
    desk.card("mail").legend.entries[0].click()
    desk.screen.header.spans.choose("7")
    desk.settle()
    assert [each.shown for each in desk.card("mail").chart.series] == [False, True]


def test_a_legend_pressed_while_another_report_comes_is_that_of_its_own_page(open_desk, metrics):
    desk = open_desk()
    overview, card = desk.screen.page, desk.card("mail")
    metrics.hold = threading.Event()
    desk.screen.show_report("email")
    assert card.legend.isVisible(), "the overview is seen until the answer comes"
    card.legend.entries[0].click()
    metrics.hold.set()
    desk.settle()
    assert desk.screen.page is not overview and desk.screen.page.isVisible()
    desk.screen.show_report("overview")
    desk.settle()
    assert [each.shown for each in desk.card("mail").chart.series] == [False, True]


def test_a_gap_has_no_line_through_it(open_desk):
    import numpy as np

    desk = open_desk()
    plot = desk.card("replies").plot
    (line,) = [i for i in plot._items if getattr(i, "opts", {}).get("connect") == "finite"][-1:]
    places, heights = line.getData()
    weekend = [at for at, part in enumerate(plot.chart.parts) if part.first.weekday() >= 5]
    assert np.isnan(heights[weekend]).all()
    bars = desk.card("responses").plot._items[0]
    assert len(bars.opts["height"]) == 22, "no bar where there is no value"
    assert len(places) == 30


def test_coming_nearer_pulling_and_all_again(open_desk, qtbot):
    desk = open_desk()
    plot = desk.card("mail").plot
    whole = plot.span
    plot.zoom(0.3, 15)
    assert plot.zoomed
    middle = plot.plot_rect.center().toPoint()
    low = plot.span[0]
    qtbot.mousePress(plot.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(plot.viewport(), middle + QPoint(60, 0))
    qtbot.mouseMove(plot.viewport(), middle + QPoint(80, 0))
    qtbot.mouseRelease(plot.viewport(), Qt.MouseButton.LeftButton, pos=middle + QPoint(80, 0))
    assert plot.span[0] < low
    assert not desk.screen.audit.isVisible(), "a pull is no click"
    desk.press(plot, KEYS.Key_End)
    assert plot.span[0] <= 29 <= plot.span[1], "the crosshair is brought into view"
    desk.press(plot, KEYS.Key_0)
    assert plot.span == whole


def test_a_chart_becomes_its_table_and_is_copied(open_desk, qtbot):
    desk = open_desk()
    card = desk.card("replies")
    card.set_as_table(True)
    QAbstractItemModelTester(card.table.figures)
    assert card.table.figures.rowCount() == 30
    saturday = next(at for at, p in enumerate(card.chart.parts) if p.first.weekday() == 5)
    assert card.table.figures.index(saturday, 1).data() == "–"
    qtbot.keyClick(card.table, KEYS.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Days\tThis period\tPrevious 30 days"
    assert len(lines) == 31
    desk.screen.header.spans.choose("7")
    desk.settle()
    assert card.as_table and card.table.figures.rowCount() == 7, "it stays a table"
    desk.run("table")
    assert not card.as_table, "the one with the keyboard"
    assert card.plot.isVisible()


# States


def test_no_mail_yet_is_one_sentence_and_one_thing_to_do(open_desk, metrics):
    metrics.first_day = None
    desk = open_desk(wait=False)
    desk.qtbot.waitUntil(lambda: bool(desk.screen.findChildren(EmptyState)))
    (page,) = desk.screen.findChildren(EmptyState)
    assert page.accessibleName().startswith("No mail yet")
    assert [button.words for button in page.buttons] == ["Add a mailbox"]
    metrics.first_day = TODAY
    desk.ctx.bus.tell(Changes(Kind.METRICS))
    desk.settle()
    assert desk.screen.page.isVisible()


def test_one_day_of_data(open_desk, metrics):
    metrics.first_day = TODAY
    desk = open_desk()
    desk.screen.choose(replace(desk.screen.choices, span="own", own=Period(TODAY, TODAY)))
    desk.settle()
    for card in desk.screen.page.cards:
        assert len(card.chart.parts) == 1
        desk.press(card.plot, KEYS.Key_Right)
        assert card.plot.at == 0
        assert not card.grab().isNull()
    figure = desk.screen.page.figures.figures[Measure.REPLY_RATE]
    assert figure.accessibleName().endswith("none before")


def test_ten_years_by_month(open_desk, metrics):
    metrics.first_day = date(2010, 1, 1)
    desk = open_desk()
    desk.screen.choose(replace(desk.screen.choices, span="own", own=Period.until(TODAY, 3650)))
    desk.settle()
    assert metrics.asked[-1].grouping is Grouping.MONTH
    assert len(desk.card("mail").chart.parts) == 121
    assert not desk.screen.grab().isNull()


def test_days_without_anything_say_so(open_desk, metrics):
    metrics.first_day = date(2026, 6, 1)
    desk = open_desk()
    desk.screen.choose(
        replace(desk.screen.choices, span="own", own=Period(date(2025, 1, 5), date(2025, 1, 9)))
    )
    desk.settle()
    card = desk.card("replies")
    assert not card.plot.isVisible()
    assert any(e.isVisible() and "Nothing" in e.text() for e in card.findChildren(QLabel))


def test_a_fault_is_a_page_with_a_way_out(open_desk, metrics):
    metrics.fault = KnownError("The database is away.", "What was saved is safe.")
    desk = open_desk(wait=False)
    desk.qtbot.waitUntil(lambda: bool(desk.screen.findChildren(EmptyState)))
    (page,) = desk.screen.findChildren(EmptyState)
    assert "The database is away." in page.accessibleName()
    metrics.fault = None
    page.buttons[0].click()
    desk.settle()
    assert desk.screen.page.isVisible()


def test_a_slow_answer_shows_grey_bars_meanwhile(open_desk, metrics, qtbot):
    desk = open_desk()
    metrics.hold = threading.Event()
    desk.screen.header.spans.choose("7")
    qtbot.waitUntil(desk.screen._skeleton.isVisible)
    assert not desk.screen._skeleton.grab().isNull()
    metrics.hold.set()
    desk.settle()
    assert desk.screen.page.isVisible() and not desk.screen._skeleton.isVisible()


def test_the_latest_question_wins(open_desk, metrics):
    desk = open_desk()
    metrics.hold = threading.Event()
    desk.screen.header.spans.choose("7")
    desk.screen.header.spans.choose("90")
    metrics.hold.set()
    desk.settle()
    assert len(desk.card("mail").chart.parts) == 90


def test_news_refresh_what_is_seen(open_desk, metrics):
    desk = open_desk()
    before = len(metrics.asked)
    desk.ctx.bus.tell(Changes(Kind.METRICS))
    desk.qtbot.waitUntil(lambda: len(metrics.asked) > before)
    desk.settle()
    assert not desk.screen._skeleton.isVisible()


def test_another_day_has_begun(open_desk, metrics):
    desk = open_desk()
    later = desk.ctx.clock().replace(day=17)
    desk.ctx.clock = lambda: later
    desk.screen.shown()
    desk.settle()
    assert metrics.asked[-1].period.last == date(2026, 6, 17)


# What is behind a figure


def test_a_figure_opens_what_is_behind_it(open_desk):
    desk = open_desk(1500)
    desk.screen.page.figures.figures[Measure.RECEIVED].click()
    audit = desk.screen.audit
    desk.qtbot.waitUntil(lambda: len(audit.model.ids) == 431)
    QAbstractItemModelTester(audit.model)
    assert audit.isVisible() and audit._value.text == "431"
    desk.qtbot.waitUntil(lambda: audit.model.row_at(0) is not None)
    said = audit.model.accessible_text(audit.model.row_at(0))
    assert said == "Pilot for line 0, Ines Caldaro, 16 June, 17:00, A person wrote to you"
    audit.view.go_to(430)
    desk.qtbot.waitUntil(lambda: audit.model.row_at(430) is not None)
    assert audit.model.row_at(430).found.title == "Pilot for line 430"
    assert desk.screen.go_back() and not audit.isVisible()


def test_the_keyboard_goes_back_to_what_was_pressed(open_desk, show_active):
    desk = open_desk(1500)
    show_active(desk.host)
    plot = desk.card("leads").plot
    plot.setFocus()
    desk.press(plot, KEYS.Key_End)
    desk.press(plot, KEYS.Key_Return)
    audit = desk.screen.audit
    desk.qtbot.waitUntil(lambda: audit.view.hasFocus())
    assert desk.screen.go_back()
    assert plot.hasFocus()
    figure = desk.screen.page.figures.figures[Measure.SENT]
    figure.setFocus(Qt.FocusReason.TabFocusReason)
    desk.press(figure, KEYS.Key_Return)
    desk.qtbot.waitUntil(lambda: audit.view.hasFocus())
    audit.closed.emit()
    assert figure.hasFocus()


def test_what_was_left_out_says_why(open_desk):
    desk = open_desk(1500)
    desk.screen.look_behind(EvidenceQuery(Measure.REPLY_RATE, Period.until(TODAY, 30)))
    audit = desk.screen.audit
    desk.qtbot.waitUntil(lambda: audit.counts is not None)
    audit.tabs.choose("left")
    desk.qtbot.waitUntil(lambda: len(audit.model.ids) == 3 and audit.model.row_at(1) is not None)
    assert not audit.query.counted
    said = audit.model.accessible_text(audit.model.row_at(1))
    assert "could not be delivered" in said
    assert audit.tabs.value == "left"


@pytest.mark.parametrize(
    ("measure", "kind", "name"),
    [(Measure.SENT, "conversation", "conversation 2"), (Measure.LEADS_CONTACTED, "lead", "lead 2")],
)
def test_enter_goes_to_the_place(open_desk, measure, kind, name):
    desk = open_desk(1500)
    desk.screen.look_behind(EvidenceQuery(measure, Period.until(TODAY, 30)))
    view, model = desk.screen.audit.view, desk.screen.audit.model
    desk.qtbot.waitUntil(lambda: len(model.ids) > 2 and model.row_at(2) is not None)
    view.go_to(2)
    desk.press(view, KEYS.Key_Return)
    assert desk.went == [(kind, uuid5(SPACE, name))]


def test_an_empty_place_says_so(open_desk, metrics):
    metrics.first_day = TODAY
    desk = open_desk(1500)
    desk.screen.look_behind(EvidenceQuery(Measure.SENT, Period(date(2025, 1, 1), date(2025, 1, 2))))
    desk.qtbot.waitUntil(lambda: bool(desk.screen.audit.findChildren(EmptyState)))
    (page,) = desk.screen.audit.findChildren(EmptyState)
    assert page.accessibleName().startswith("Nothing counted")


def test_in_a_narrow_window_it_is_a_drawer_and_the_figures_are_three_by_two(open_desk):
    desk = open_desk(1024, 640)
    figures = list(desk.screen.page.figures.figures.values())
    assert figures[3].y() > figures[0].y()
    cards = desk.screen.page.cards
    assert cards[1].y() > cards[0].y(), "one column"
    desk.screen.look_behind(EvidenceQuery(Measure.SENT, Period.until(TODAY, 30)))
    assert desk.screen.audit.isVisible()
    assert desk.screen._drawer.isVisible()
    desk.settle()
    desk.host.resize(1500, 800)
    desk.qtbot.waitUntil(lambda: not desk.screen._drawer.isVisible())
    assert desk.screen.audit.isVisible(), "it goes on beside the charts"
    assert desk.screen.go_back() and not desk.screen.audit.isVisible()


# Reports


def test_the_sidebar_names_the_reports(open_desk):
    desk = open_desk()
    (section,) = desk.screen.side.sections
    assert section.title == "Reports"
    assert [row.text for row in section.rows] == ["Overview", "Email", "Leads", "Meetings"]


def test_email_shows_templates_with_their_intervals_and_the_best_hours(open_desk):
    desk = open_desk()
    desk.screen.show_report("email")
    desk.settle()
    page = desk.screen.page
    assert [row.title for row in page.bars.rows] == ["Introduction", "After a call", "Price list"]
    assert [row.few for row in page.bars.rows] == [False, False, True]
    low, high = page.bars.rows[0].interval
    assert low < page.bars.rows[0].length < high
    assert page.bars.rows[2].spoken.endswith("of few: below 20")
    assert page.hours.about.text.startswith("Best: ")
    assert page.templates.table.figures.rowCount() == 3
    page.templates.set_as_table(True)
    assert page.templates.as_table
    page.templates.set_as_table(False)
    page.setFocus()
    desk.run("table")
    assert [each.as_table for each in page.reports] == [True, True], "by its key, too"
    page.hours.table.setFocus()
    desk.run("table")
    assert [each.as_table for each in page.reports] == [True, False], "the one with the keyboard"
    desk.press(page.heat, KEYS.Key_Right)
    assert not page.grab().isNull()


@pytest.mark.parametrize("by", ["click", "Enter"])
@pytest.mark.parametrize(
    ("report", "narrowing", "name", "said"),
    [
        ("email", OfTemplate(uuid5(SPACE, "After a call")), "After a call", "with this template"),
        ("leads", OfStatus("warm"), "Warm", "this status now"),
        ("meetings", OfStep(uuid5(SPACE, "Reminder")), "After the fair, step 2", "of this step"),
    ],
)
def test_a_row_of_a_report_opens_what_is_behind_it(
    open_desk, qtbot, by, report, narrowing, name, said
):
    desk = open_desk(1500)
    desk.screen.show_report(report)
    desk.settle()
    bars = desk.screen.page.bars
    if by == "click":
        place = QPoint(20, bars.row_height + 9)
        qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=place)
    else:
        bars.setFocus()
        bars.at = 0
        desk.press(bars, KEYS.Key_Down)
        desk.press(bars, KEYS.Key_Return)
    audit = desk.screen.audit
    assert audit.isVisible() and audit.query.narrowing == narrowing
    assert audit._days.text == f"{name}, 18 May to 16 June"
    assert said in audit._about.text
    qtbot.waitUntil(lambda: len(audit.model.ids) == 5)
    audit.tabs.choose("left")
    qtbot.waitUntil(lambda: len(audit.model.ids) == 1)
    assert audit.query.narrowing == narrowing and audit._days.text.startswith(name)
    assert desk.screen.go_back() and not audit.isVisible()


def test_an_hour_opens_what_was_sent_in_it(open_desk, qtbot):
    desk = open_desk(1500)
    desk.screen.show_report("email")
    desk.settle()
    heat, audit = desk.screen.page.heat, desk.screen.audit
    qtbot.mouseClick(heat, Qt.MouseButton.LeftButton, pos=heat.rect_of(1, 10).center())
    assert audit.query.narrowing == OfHour(1, 10)
    assert audit._days.text.startswith("Tuesday 10:00 to 11:00, ")
    audit.closed.emit()
    qtbot.mouseClick(heat, Qt.MouseButton.LeftButton, pos=heat.rect_of(6, 10).center())
    assert not audit.isVisible(), "nothing was sent then"
    heat.at = (2, 9)
    desk.press(heat, KEYS.Key_Right)
    desk.press(heat, KEYS.Key_Return)
    assert audit.query.narrowing == OfHour(2, 10)
    desk.settle()


def test_the_median_stands_beside_the_mean(open_desk):
    desk = open_desk()
    shown = {each.key for each in desk.card("responses").chart.series if each.shown}
    assert {"mean", "median"} <= shown
    figure = desk.screen.page.figures.figures[Measure.RESPONSE_TIME]
    assert figure.toolTip().startswith("Median 1 h 27 min, from ")
    assert figure.accessibleDescription().endswith("half of your answers were quicker")


def test_leads_shows_the_funnel_waits_and_who_is_quiet(open_desk):
    desk = open_desk()
    desk.screen.show_report("leads")
    desk.settle()
    page = desk.screen.page
    assert [s.name for s in page.funnel.chart.series] == ["Cold", "Warm", "Hot"]
    total = sum(series.values[0] for series in page.funnel.chart.series)
    assert page.funnel.plot.scale_y.high >= total, "they lie upon each other"
    assert [row.words for row in page.bars.rows] == ["1 h 2 min", "1 h 58 min", "–"]
    page.quiet_list.setFocus()
    desk.press(page.quiet_list, KEYS.Key_Return)
    assert desk.went == [("lead", uuid5(SPACE, "quiet 0"))]


def test_a_point_of_the_funnel_opens_its_leads(open_desk, qtbot):
    desk = open_desk()
    desk.screen.show_report("leads")
    desk.settle()
    page, audit = desk.screen.page, desk.screen.audit
    plot, (cold, warm, hot) = page.funnel.plot, page.funnel.chart.series
    inside = cold.values[4] + warm.values[4] / 2
    place = QPoint(round(plot.x_of(4)), round(plot.y_of(inside)))
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert audit.query.narrowing == OfFunnel("warm"), "the area below the pointer"
    assert audit.query.period == page.funnel.chart.parts[4]
    assert audit._title.text() == "Leads by status"
    assert audit._days.text.startswith("Warm, ")
    desk.settle()
    audit.closed.emit()
    above = QPoint(place.x(), round(plot.y_of(cold.values[4] + warm.values[4] + hot.values[4])) - 4)
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=above)
    assert audit.query.narrowing == OfFunnel("hot")
    desk.settle()


def test_a_cell_of_a_table_opens_what_is_behind_it(open_desk, qtbot):
    desk = open_desk()
    card, audit = desk.card("mail"), desk.screen.audit
    card.set_as_table(True)
    card.table.setCurrentIndex(card.table.figures.index(3, 2))
    desk.press(card.table, KEYS.Key_Return)
    assert audit.query.measure is Measure.RECEIVED
    assert audit.query.period == card.chart.parts[3]
    desk.settle()
    cell = card.table.visualRect(card.table.figures.index(2, 0)).center()
    qtbot.mouseClick(card.table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    qtbot.mouseDClick(card.table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert (audit.query.measure, audit.query.period) == (Measure.SENT, card.chart.parts[2])
    desk.settle()


@pytest.mark.parametrize(
    ("report", "table", "narrowing"),
    [
        ("email", "templates", OfTemplate(uuid5(SPACE, "After a call"))),
        ("email", "hours", OfHour(0, 9)),
        ("leads", "responses", OfStatus("warm")),
        ("meetings", "steps", OfStep(uuid5(SPACE, "Reminder"))),
    ],
)
def test_a_row_of_a_table_opens_what_its_bar_opens(open_desk, report, table, narrowing):
    desk = open_desk()
    desk.screen.show_report(report)
    desk.settle()
    card = getattr(desk.screen.page, table)
    card.set_as_table(True)
    card.table.setCurrentIndex(card.table.figures.index(1, 0))
    desk.press(card.table, KEYS.Key_Return)
    assert desk.screen.audit.query.narrowing == narrowing
    desk.settle()


def test_meetings_shows_weeks_and_steps(open_desk):
    desk = open_desk()
    desk.screen.show_report("meetings")
    desk.settle()
    page = desk.screen.page
    assert len(page.meetings.chart.parts) == 5
    assert [row.few for row in page.bars.rows] == [False, False, True]


@pytest.mark.parametrize("report", ["email", "leads", "meetings"])
def test_a_report_without_anything_says_so(open_desk, metrics, report):
    desk = open_desk()
    metrics.first_day = None
    desk.screen.show_report(report)
    desk.settle()
    said = [card.nothing for card in _report_cards(desk.screen.page)]
    assert said and all(each.isVisible() for each in said)


def _report_cards(page):
    from desktop_app.ui.metrics.report_card import ReportCard

    return page.findChildren(ReportCard)


# Looks


@pytest.mark.parametrize("report", ["overview", "email", "leads", "meetings"])
def test_dark_and_large_text_are_put_on_at_once(open_desk, themes, light_again, report):
    desk = open_desk()
    desk.screen.show_report(report)
    desk.settle()
    light = desk.screen.grab().toImage()
    themes.set_appearance("dark")
    dark = desk.screen.grab().toImage()
    themes.set_text_size(16)
    large = desk.screen.grab().toImage()
    assert light != dark != large
    ground = themes.now.bg.canvas
    assert dark.pixelColor(4, dark.height() - 4) == ground
    if report == "overview":
        plot = desk.card("mail").plot
        middle = plot.grab().toImage().pixelColor(2, 2)
        assert middle.lightness() < 60, "the chart is dark too"


def test_the_fake_counts_as_it_says():
    """What the tests above hold on to: figures and evidence of the stand-in agree."""
    fake = FakeMetrics()
    query = EvidenceQuery(Measure.SENT, Period.until(TODAY, 30))
    counts = fake.evidence_counts(query)
    assert len(fake.evidence(query, 0, 10_000)) == counts.counted == counts.value
