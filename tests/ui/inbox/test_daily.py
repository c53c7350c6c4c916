"""The daily work of the Inbox: put away, put aside, checked, answered, trusted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QAbstractItemModelTester, QTest

from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.inbox import Attachment, ConversationQuery, ConversationState, InboxBox
from desktop_app.domain.signal_types import Method, Signal, SignalKind
from desktop_app.ui.inbox.bands import bands_of, when_words
from desktop_app.ui.inbox.document import thread_document
from desktop_app.ui.inbox.original import OriginalView
from desktop_app.ui.inbox.plain_rows import BandRow
from desktop_app.ui.inbox.reader_scheme import Verb
from desktop_app.ui.inbox.screen import InboxScreen
from tests.ui.inbox.conftest import NOW, fixed_id, make_head


@pytest.fixture
def screen(qtbot, ctx, host, services):
    made = InboxScreen(ctx)
    host.layout().addWidget(made)
    ctx.actions.set_context("inbox")
    host.show()
    qtbot.waitExposed(host)
    made.shown()
    made.focus_list()
    qtbot.waitUntil(lambda: made.list.model.row_at(0) is not None)
    yield made
    if made.thread.reader.web is not None:
        shiboken6.delete(made.thread.reader.web)


def ids(services) -> list:
    return list(services.conversations.rows_by_id)


def press(host, key: str) -> None:
    QTest.keySequence(host.focusWidget() or host, QKeySequence(key))


# Put away


@pytest.mark.parametrize(("then", "row"), [("next", 3), ("previous", 1)])
def test_e_moves_on_as_it_was_set(qtbot, screen, services, host, then, row):
    every = ids(services)
    screen.daily.set_after(then)
    screen.list.view.go_to(2)
    press(host, "E")
    assert services.conversations.asked("archive") == [("archive", (every[2],))]
    assert screen.list.current_id == every[row]
    qtbot.waitUntil(lambda: screen.thread.conversation.row.id == every[row])


def test_after_the_last_comes_the_one_before(screen, services, host):
    every = ids(services)
    screen.list.view.go_to(len(every) - 1)
    press(host, "E")
    assert screen.list.current_id == every[-2]


def test_or_back_to_the_list_alone(screen, services, host, ctx):
    screen.daily.set_after("list")
    press(host, "E")
    assert screen.list.current_id is None and screen.thread.conversation is None
    assert ctx.actions.get("inbox.after_list").checked_when()
    press(host, "J")
    assert screen.list.current_id == ids(services)[1]


def test_what_failed_comes_back(screen, services, host):
    services.conversations.fail = KnownError("The disk is full.")
    press(host, "E")
    services.conversations.fail = None
    screen.list.reload()
    assert screen.list.model.row_of(ids(services)[0]) == 0


# Put aside


def test_h_asks_until_when_and_moves_on(screen, services, host):
    every = ids(services)
    press(host, "H")
    popover = screen.daily.popover
    popover.line.setText("whenever")
    popover.submit()
    assert "no time" in popover.field.error
    popover.line.setText("tomorrow 9")
    popover.line.textEdited.emit("tomorrow 9")
    popover.submit()
    ((_, chosen, until),) = services.conversations.asked("snooze")
    assert chosen == (every[0],)
    assert until.tzinfo is UTC and until.astimezone(screen._ctx.zone).hour == 9
    assert screen.list.current_id == every[1]
    assert screen.list.model.row_of(every[0]) == -1


def test_a_usual_time_is_one_press(screen, services, host):
    press(host, "H")
    screen.daily.popover.list.picked.emit("Tomorrow")
    ((_, _, until),) = services.conversations.asked("snooze")
    assert until > NOW


def test_what_was_chosen_when_it_was_asked_is_snoozed(screen, services, host):
    """The phone archives it meanwhile, and another row becomes current below the question."""
    every = ids(services)
    press(host, "H")
    store = services.conversations
    store.rows_by_id[every[0]] = replace(
        store.rows_by_id[every[0]], state=ConversationState.ARCHIVED
    )
    screen.list.reload()
    assert screen.list.current_id == every[1]
    screen.daily.popover.list.picked.emit("Tomorrow")
    ((_, chosen, _),) = store.asked("snooze")
    assert chosen == (every[0],)
    assert screen.list.current_id == every[1], "what is read now stays"


def test_mail_that_comes_while_it_is_asked_is_not_snoozed(screen, services, host):
    every = ids(services)
    store = services.conversations
    late = store.rows_by_id.pop(every[3])
    screen.list.reload()
    press(host, "Ctrl+A")
    press(host, "H")
    store.rows_by_id[late.id] = late
    screen.list.reload()
    screen.daily.popover.list.picked.emit("Tomorrow")
    ((_, chosen, _),) = store.asked("snooze")
    assert set(chosen) == set(every) - {late.id}
    assert screen.checking.count == 0


def test_bring_back_is_for_what_was_asked_about(screen, services, host):
    every = ids(services)
    store = services.conversations
    for each in every[:2]:
        store.rows_by_id[each] = replace(
            store.rows_by_id[each], snoozed_until=NOW + timedelta(days=1)
        )
    screen.list.load(ConversationQuery(InboxBox.SNOOZED))
    press(host, "H")
    screen.list.view.go_to(1)
    screen.daily.popover.back_wanted.emit()
    assert store.asked("bring_back") == [("bring_back", (every[0],))]


def test_it_comes_back_when_its_time_has_come(qtbot, screen, services, host, ctx):
    one = ids(services)[0]
    moment = [NOW]
    ctx.clock = lambda: moment[0]
    services.conversations.now = lambda: moment[0]
    screen.daily.snooze_until(NOW + timedelta(milliseconds=80))
    screen.refresh()
    assert screen.list.model.row_of(one) == -1
    moment[0] += timedelta(seconds=1)
    qtbot.waitUntil(lambda: screen.list.model.row_of(one) >= 0)


def test_snoozed_ones_have_their_box_and_are_brought_back(qtbot, screen, services, host):
    one = ids(services)[0]
    screen.daily.snooze_until(NOW + timedelta(days=1))
    screen.list.load(ConversationQuery(InboxBox.SNOOZED))
    assert list(screen.list.model.ids) == [one]
    qtbot.waitUntil(lambda: screen.list.model.row_at(0) is not None)
    row = screen.list.model.row_at(0)
    assert "snoozed until" in screen.list.model.accessible_text(row)
    press(host, "H")
    screen.daily.popover.list.picked.emit("now")
    assert services.conversations.asked("bring_back") == [("bring_back", (one,))]


# Checked


def test_x_and_shift_check_and_the_bar_says_how_many(screen, services, host):
    every = ids(services)
    press(host, "X")
    press(host, "Shift+J")
    press(host, "Shift+J")
    assert screen.checking.bar.isVisible()
    assert screen.checking.bar.words == "3 selected"
    press(host, "E")
    assert services.conversations.asked("archive") == [("archive", tuple(every[:3]))]
    assert screen.checking.count == 0 and not screen.checking.bar.isVisible()
    assert screen.list.current_id == every[3]


def test_ctrl_a_means_the_whole_result(screen, services, host):
    press(host, "Ctrl+A")
    assert screen.checking.count == len(ids(services))
    press(host, "U")
    ((_, chosen, read),) = services.conversations.asked("set_read")
    assert set(chosen) == set(ids(services)) and read is True
    press(host, "Ctrl+A")
    press(host, "X")
    assert screen.checking.count == len(ids(services)) - 1
    assert screen.go_back()
    assert screen.checking.count == 0


def test_a_click_on_a_face_checks_and_shift_extends(screen, services):
    view = screen.list.view
    view.go_to(1)
    at = QPoint(40, view.rowViewportPosition(1) + 20)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert screen.checking.count == 1
    at = QPoint(200, view.rowViewportPosition(4) + 20)
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, shift, at)
    assert screen.checking.count == 4
    assert screen.list.current_id == ids(services)[1]


def test_another_list_has_nothing_checked(screen, host):
    press(host, "X")
    screen.list.load(ConversationQuery(InboxBox.ARCHIVE))
    assert screen.checking.count == 0


def test_checking_keeps_qts_rules(screen, host):
    model = screen.list.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for key in ("X", "Shift+J", "Ctrl+A", "X", "E"):
        press(host, key)
    tester.deleteLater()


def test_flag_is_a_star_of_the_row(screen, services, ctx):
    assert ctx.actions.run("inbox.flag")
    assert services.conversations.asked("set_flagged")[0][2] is True
    row = services.conversations.rows_by_id[ids(services)[0]]
    assert "flagged" in screen.list.model.accessible_text(row)


def test_of_what_is_checked_one_without_the_flag_is_enough_to_put_it(
    qtbot, screen, services, ctx, host
):
    one, other, *_ = ids(services)
    view, model = screen.list.view, screen.list.model

    def flag_both() -> None:
        view.go_to(0)
        press(host, "X")
        press(host, "Shift+J")
        view.go_to(0)  # the one that has it
        ctx.actions.run("inbox.flag")

    ctx.actions.run("inbox.flag")
    flag_both()
    qtbot.waitUntil(lambda: model.row_at(0).flagged and model.row_at(1).flagged)
    flag_both()
    assert services.conversations.asked("set_flagged") == [
        ("set_flagged", (one,), True),
        ("set_flagged", (one, other), True),
        ("set_flagged", (one, other), False),
    ]


# What a message tells


OOO = Signal(SignalKind.OUT_OF_OFFICE, returns_on=date(2026, 7, 12))
BOUNCE = Signal(SignalKind.BOUNCE, failed=("ines@norvane.example",), permanent=True,
                said="550 5.1.1 <b>User unknown</b>")  # fmt: skip
MEETING = Signal(SignalKind.INVITATION, said="Pilot review", method=Method.REQUEST,
                 starts_at=datetime(2026, 6, 19, 7, tzinfo=UTC),
                 ends_at=datetime(2026, 6, 19, 8, tzinfo=UTC), place="Room 3")  # fmt: skip


def _told(thread, *signals):
    heads = thread.conversation.messages
    told = replace(heads[-1], signals=signals)
    return replace(thread, conversation=replace(thread.conversation, messages=(*heads[:-1], told)))


def test_bands_say_what_a_message_tells(make_thread, reading):
    thread = _told(make_thread(["<p>x</p>"], blocked=2), OOO, BOUNCE, MEETING)
    head, body = thread.conversation.messages[-1], next(iter(thread.bodies.values()))
    away, failed, meeting, pictures = bands_of(head, body, reading, remote=False)
    assert away.words == "Out of office until 12 July"
    assert away.links == (("Snooze until then", Verb.SNOOZE_UNTIL_BACK),)
    assert failed.words == "Could not be delivered to ines@norvane.example"
    assert meeting.more == "Fri 19 June 07:00–08:00, Room 3"
    assert [verb for _, verb in pictures.links] == [Verb.LOAD_REMOTE, Verb.TRUST_SENDER]
    assert len(bands_of(head, body, reading, remote=True)) == 3


def test_bands_of_other_kinds(reading):
    def of(signal, **more):
        head = make_head(1, 1, signals=(signal,), **more)
        from desktop_app.domain.inbox import MessageBody

        (band,) = bands_of(head, MessageBody(head.id, "", False, 0, ()), reading, remote=False)
        return band

    assert of(replace(OOO, returns_on=None)).links[0][1] is Verb.SNOOZE
    assert of(replace(OOO, returns_on=date(2026, 6, 1))).links == ()
    waits = replace(BOUNCE, permanent=False)
    assert of(waits).words.endswith(" yet")
    over = of(replace(waits, ends_at=datetime(2026, 6, 1, tzinfo=UTC)))  # a full mailbox
    assert over.words == "Could not be delivered to ines@norvane.example"
    assert of(replace(BOUNCE, failed=())).words == "Could not be delivered"
    assert of(replace(MEETING, method=Method.CANCEL)).words == "Cancelled: Pilot review"
    assert of(replace(MEETING, method=Method.CANCEL)).links == ()
    assert of(replace(MEETING, starts_at=None)).links == ()
    assert of(MEETING).links == (("Add to Today", Verb.ADD_MEETING),)
    planned = of(replace(MEETING, is_planned=True))
    assert planned.links == () and planned.more.endswith(", in Today")
    assert of(MEETING, outbound=True).links == ()  # the rep's own is an action already
    day = replace(MEETING, all_day=True, starts_at=datetime(2026, 6, 19, tzinfo=UTC))
    assert when_words(day, reading.now, reading.zone) == "Fri 19 June"


def test_what_strangers_say_is_no_markup_in_the_document(make_thread, look, reading):
    thread = _told(make_thread(["<p>x</p>"]), BOUNCE)
    html = thread_document(thread, look, reading, "t" * 32)
    assert "&lt;b&gt;User unknown&lt;/b&gt;" in html


def _tell(services, *signals, number=0):
    talks = services.conversations
    key = ids(services)[number]
    talk = talks.conversations[key]
    head = replace(talk.messages[-1], signals=signals, has_raw=True)
    talks.conversations[key] = replace(talk, messages=(*talk.messages[:-1], head))
    return key, head


def test_the_plain_reader_shows_bands_and_asks(qtbot, screen, services):
    key, _head = _tell(services, OOO, number=1)
    screen.list.go_to_id(key)

    def bands() -> list[BandRow]:
        return [each for each in screen.thread.findChildren(BandRow) if each.isVisible()]

    qtbot.waitUntil(lambda: len(bands()) == 1)
    (band,) = bands()
    assert band.accessibleName() == "Out of office until 12 July"
    band.links[0].activated.emit()
    ((_, chosen, until),) = services.conversations.asked("snooze")
    assert chosen == (key,)
    assert until.astimezone(screen._ctx.zone).replace(tzinfo=None) == datetime(2026, 7, 12, 9)


def test_a_proposed_meeting_becomes_an_action(screen, services):
    added = []

    class Actions:
        def add_meeting(self, email_id):
            from desktop_app.domain.changes import Changes

            added.append(email_id)
            return None, Changes(Kind.ACTIONS, "Meeting added", 3)

    services.actions = Actions()
    _key, head = _tell(services, MEETING)
    screen.daily.on_asked(Verb.ADD_MEETING, head)
    assert added == [head.id]


def test_always_from_this_sender(screen, services):
    key = ids(services)[0]
    head = services.conversations.conversations[key].messages[-1]
    services.conversations.bodies[head.id] = replace(
        services.conversations.bodies[head.id], blocked_remote=2
    )
    screen.daily.on_asked(Verb.TRUST_SENDER, head)
    assert services.conversations.asked("trust_pictures") == [
        ("trust_pictures", head.from_email, True)]  # fmt: skip
    assert screen.thread.shows_remote(head.id)
    screen.daily.trust_pictures(head.from_email, False)
    assert not screen.thread.shows_remote(head.id)


# Files and originals


def test_all_attachments_are_saved_beside_what_is_there(screen, services, tmp_path, qtbot):
    folder, files = tmp_path / "to", []
    folder.mkdir()
    (folder / "plan.pdf").write_bytes(b"mine")
    for number in range(2):
        key = fixed_id(f"saved {number}")
        source = tmp_path / str(number) / "plan.pdf"
        source.parent.mkdir()
        source.write_bytes(b"%d" % number)
        services.conversations.files[key] = str(source)
        files.append(Attachment(key, "plan.pdf", 1, "application/pdf", ""))
    screen.files._ask_folder = lambda _window, then: then(folder)
    screen.files.save_all(files)
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == {
        "plan.pdf": b"mine", "plan (2).pdf": b"0", "plan (3).pdf": b"1"}  # fmt: skip


def test_a_folder_that_takes_nothing_is_told(screen, services, tmp_path, ctx):
    told = []
    ctx.notices.error = told.append
    key = fixed_id("saved")
    source = tmp_path / "plan.pdf"
    source.write_bytes(b"x")
    services.conversations.files[key] = str(source)
    screen.files._ask_folder = lambda _window, then: then(tmp_path / "missing")
    screen.files.save_all([Attachment(key, "plan.pdf", 1, "application/pdf", "")])
    assert isinstance(told[0], KnownError) and "plan.pdf" in told[0].title


def test_the_original_is_text_and_can_be_saved(qtbot, screen, services, ctx, tmp_path):
    key, head = _tell(services)
    screen.list.go_to_id(ids(services)[1])
    qtbot.waitUntil(lambda: screen.thread.conversation.row.id != key)
    screen.list.go_to_id(key)
    qtbot.waitUntil(lambda: screen.newest_shown() == head.id)
    assert ctx.actions.run("inbox.original")
    view = screen.findChild(OriginalView)
    assert view.text.toPlainText() == "Subject: Pilot\n\nHi" and view.text.isReadOnly()
    source = tmp_path / "Pilot.eml"
    source.write_bytes(b"raw")
    services.conversations.files[head.id] = str(source)
    target = tmp_path / "saved.eml"
    screen.files._ask_where = lambda _window, name, then: then(target)
    view.save.click()
    assert target.read_bytes() == b"raw"
    view.close()


def test_the_menus_have_what_can_be_done(screen, services):
    _key, head = _tell(services)
    words = [each.text().replace("&", "") for each in screen.daily.message_menu(head).actions()]
    for wanted in ("Reply", "Reply to all", "Forward", "Show original…", "Save message as…"):
        assert wanted in words
    menu = screen.daily.conversation_menu()
    words = [each.text().replace("&", "") for each in menu.actions()]
    assert "Flag or unflag" in words and "Reply" in words
    assert "Bring back" not in words


def test_addresses_that_fail_stand_in_the_card(screen, services):
    services.conversations.failed = {"ines@norvane.example": "550 5.1.1"}
    screen.card.reload()
    from desktop_app.ui.widgets.note import Note

    assert [each.words for each in screen.card.findChildren(Note) if each.words] == [
        "Mail does not reach ines@norvane.example"]  # fmt: skip


def test_every_key_of_the_design_works_here(ctx, screen):
    keys = {key for each in ctx.actions.all() if each.context == "inbox" for key in each.keys}
    assert {"J", "K", "X", "E", "H", "U", "R", "Shift+R", "F", "I", "Return", "Ctrl+A"} <= keys


def test_the_archive_gives_back(screen, services, host):
    one = ids(services)[0]
    services.conversations.rows_by_id[one] = replace(
        services.conversations.rows_by_id[one], state=ConversationState.ARCHIVED
    )
    screen.list.load(ConversationQuery(InboxBox.ARCHIVE))
    press(host, "X")
    press(host, "E")
    assert services.conversations.asked("restore") == [("restore", (one,))]
