"""Meetings in Today: what mail proposes is added, and a lead is invited."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.actions import ActionQuery
from desktop_app.domain.meetings import Word
from desktop_app.domain.signal_types import Method, Signal, SignalKind
from desktop_app.engine.meetings import FollowedMeetings
from desktop_app.ui.widgets.labels import Paragraph
from desktop_app.wire.mail_calendar import read_invitation
from tests.conftest import Deliver

INES = "ines@norvane.example"


@pytest.fixture
def lead(db, person):
    id_ = uuid.uuid4()
    with db.transaction():
        db.run(
            "INSERT INTO leads (id, user_id, email, contact_name, company, status) "
            "VALUES (%s, %s, %s, 'Ines Caldaro', 'Norvane', 'warm')",
            (id_, person.id, INES),
        )
    return id_


def test_what_mail_proposes_is_added_from_the_panel(open_desk, offered, db, person, lead, clock):
    begins = clock() + timedelta(hours=4)
    signal = Signal(SignalKind.INVITATION, said="Pilot review", starts_at=begins,
                    ends_at=begins + timedelta(hours=1), method=Method.REQUEST)  # fmt: skip
    deliver = Deliver(db, person)
    message = deliver(INES, person.email, "Pilot", "Shall we?", signals=[signal])
    offered.actions.add("reply", due=clock(), text="Answer Ines", email_id=message)
    desk = open_desk()
    desk.soon(lambda: desk.screen.detail is not None and desk.screen.detail.invitation is not None)
    desk.qtbot.mouseClick(desk.screen.panel.add_meeting, Qt.MouseButton.LeftButton)
    desk.soon(lambda: "Pilot review" in desk.lines())
    assert desk.ctx.notices.toast.words == "Meeting added"
    desk.soon(lambda: desk.screen.detail.invitation is None)
    desk.ctx.ops.run_command(desk.host, offered.journal.undo)
    desk.soon(lambda: desk.screen.detail.invitation is not None)


def test_a_lead_is_invited_with_a_calendar_file(
    open_desk, offered, lead, person, clock, monkeypatch
):
    opened = []
    monkeypatch.setattr(
        "desktop_app.ui.today.work.desk_of", lambda ctx: SimpleNamespace(open_draft=opened.append)
    )
    begins = clock() + timedelta(hours=4)
    one = offered.actions.add("meeting", lead, begins, text="Product demo")[0]
    desk = open_desk()
    desk.soon(lambda: desk.screen.detail is not None)
    desk.run("invite")
    desk.soon(lambda: len(opened) == 1)
    content = offered.drafts.get(opened[0]).content
    assert content.subject == "Invitation: Product demo"
    assert [each.email for each in content.to] == [INES]
    (file,) = content.files
    assert (file.filename, file.content_type) == ("Product demo.ics", "text/calendar")
    written = offered.drafts.file_content(file.url)
    found = read_invitation(written)
    assert (found.method, found.starts_at) == (Method.REQUEST, begins.replace(microsecond=0))
    assert found.uid == f"{one}@outpost"
    assert f"ORGANIZER:mailto:{person.email}".encode() in written


def test_only_a_meeting_with_a_time_and_a_lead_is_an_invitation(open_desk, offered, lead, clock):
    for add in (("call", lead, clock()), ("meeting", lead, None), ("meeting", None, clock())):
        offered.actions.add(*add)
    desk = open_desk()
    for _ in range(3):
        current = desk.view.current_id
        desk.soon(lambda at=current: desk.screen.detail and desk.screen.detail.row.id == at)
        assert not desk.ctx.actions.get("today.invite").enabled_when()
        desk.run("next")


def test_what_became_of_a_meeting_is_said_and_taken_back(
    open_desk, offered, db, person, lead, clock
):
    begins = clock() + timedelta(hours=4)
    signal = Signal(SignalKind.INVITATION, said="Pilot review", starts_at=begins,
                    method=Method.REQUEST, uid="one")  # fmt: skip
    deliver = Deliver(db, person)
    message = deliver(INES, person.email, "Pilot", "Shall we?", signals=[signal])
    offered.actions.add_meeting(message)
    moved = replace(signal, starts_at=begins + timedelta(hours=1), sequence=1)
    again = deliver(INES, person.email, "Pilot", "Later?", signals=[moved])
    word = Word(again, INES, lead, False, "Ines", clock(), moved)
    with db.transaction():
        assert FollowedMeetings(db, person.id, clock).note([word]) == 1
    desk = open_desk()
    desk.soon(lambda: desk.screen.detail is not None)
    assert desk.screen.row.due == begins + timedelta(hours=1)
    assert "Ines moved this meeting from" in " ".join(
        each.text for each in desk.screen.panel.findChildren(Paragraph)
    )
    desk.screen.panel.take_back.activated.emit()
    desk.soon(lambda: offered.actions.find(ActionQuery())[0].due == begins)
