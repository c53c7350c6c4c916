"""The whole way: mail in a database, the figure it makes, what stands behind it, and its place."""

from __future__ import annotations

import csv
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.metrics import EvidenceQuery, Measure, Why
from desktop_app.ui.metrics.export import table_of
from desktop_app.ui.widgets.states import EmptyState

ME, THEM = "robin@rep.example", "ines@norvane.example"


@pytest.fixture
def history(db, deliver, make_lead, clock):
    """Two questions, one answered after an hour and a half, an absence, and an answer of mine."""
    lead = make_lead(THEM, company="Norvane Optics", contact_name="Ines Caldaro")
    noon = clock().replace(hour=8, minute=0) - timedelta(days=3)  # Sunday
    monday = noon + timedelta(days=1)
    db.run(
        "UPDATE public.leads SET created_at = %(at)s, updated_at = %(at)s WHERE id = %(id)s",
        {"at": monday - timedelta(days=2), "id": lead},
    )
    asked = deliver(ME, THEM, at=monday, kind="own")
    reply = deliver(THEM, ME, at=monday + timedelta(minutes=30), answers=asked)
    deliver(ME, THEM, at=monday + timedelta(minutes=120), answers=reply, kind="own")
    away = deliver(THEM, ME, at=monday + timedelta(minutes=121), answers=asked, kind="auto_reply")
    other = deliver(ME, THEM, at=monday + timedelta(days=1), kind="own", subject="Prices")
    return {"lead": lead, "asked": asked, "reply": reply, "away": away, "other": other}


def test_mail_becomes_figures_and_each_leads_back_to_its_conversation(
    open_real_desk, history, deliver
):
    desk = open_real_desk()
    desk.settle()
    figures = desk.screen.page.figures.figures
    assert {each.value: figures[each].value for each in Measure} == {
        "emails_sent": "3", "emails_received": "1", "reply_rate": "50.0%",
        "avg_response_time": "1 h 30 min", "leads_contacted": "1", "meetings_scheduled": "0",
    }  # fmt: skip
    assert desk.hints[-1] == "Figures up to 09:30"
    replies = desk.card("replies").chart.series[0]
    assert [each for each in replies.values if each is not None] == [100.0, 0.0]

    figures[Measure.RESPONSE_TIME].click()
    audit = desk.screen.audit
    desk.qtbot.waitUntil(lambda: len(audit.model.ids) == 1 and audit.model.row_at(0) is not None)
    found = audit.model.row_at(0).found
    assert found.why is Why.RESPONDED and found.minutes == 90
    assert audit._value.text == "1 h 30 min"
    desk.press(audit.view, Qt.Key.Key_Return)
    assert desk.went == [("conversation", deliver.talk_of(history["asked"]))]

    desk.screen.look_behind(EvidenceQuery(Measure.RECEIVED, desk.screen.page.query.period))
    desk.qtbot.waitUntil(lambda: len(audit.model.ids) == 1)
    audit.tabs.choose("left")
    desk.qtbot.waitUntil(
        lambda: (
            audit.model.row_at(0) is not None and audit.model.row_at(0).found.id == history["away"]
        )
    )
    assert audit.model.row_at(0).found.why is Why.AUTO_REPLY


def test_a_lead_is_opened_from_those_contacted(open_real_desk, history):
    desk = open_real_desk()
    desk.settle()
    desk.screen.page.figures.figures[Measure.LEADS_CONTACTED].click()
    model = desk.screen.audit.model
    desk.qtbot.waitUntil(lambda: len(model.ids) == 1 and model.row_at(0) is not None)
    desk.press(desk.screen.audit.view, Qt.Key.Key_Return)
    assert desk.went == [("lead", history["lead"])]


def test_new_mail_changes_what_is_seen(open_real_desk, history, deliver, clock):
    desk = open_real_desk()
    desk.settle()
    deliver(ME, THEM, at=clock() - timedelta(minutes=5), answers=history["reply"], kind="own")
    desk.ctx.bus.tell(Changes(Kind.METRICS))
    figure = desk.screen.page.figures.figures[Measure.SENT]
    desk.qtbot.waitUntil(lambda: figure.value == "4")


def test_without_any_mail_there_is_one_thing_to_do(open_real_desk):
    desk = open_real_desk()
    desk.qtbot.waitUntil(lambda: bool(desk.screen.findChildren(EmptyState)))
    assert desk.screen.findChildren(EmptyState)[0].buttons[0].words == "Add a mailbox"


@pytest.mark.parametrize("report", ["email", "leads", "meetings"])
def test_every_report_reads_its_own(open_real_desk, history, report):
    desk = open_real_desk()
    desk.settle()
    desk.screen.show_report(report)
    desk.settle()
    page = desk.screen.page
    assert page.isVisible()
    if report == "email":
        assert [cell.replies.whole for cell in page.heat.cells.values()] == [1, 1]
    elif report == "leads":
        assert sum(series.values[-1] for series in page.funnel.chart.series) == 1
        assert sum(row.length is not None for row in page.bars.rows) == 1


def test_the_table_of_a_file_adds_up_to_the_figure(open_real_desk, history, tmp_path):
    desk = open_real_desk()
    desk.settle()
    path = tmp_path / "metrics.csv"
    desk.screen.export.write_table(path, table_of(desk.screen.answer))
    desk.qtbot.waitUntil(path.exists)
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    assert sum(int(row[2]) for row in rows[1:]) == 3
    assert len(rows) == 31
