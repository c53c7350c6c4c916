"""The Inbox as one uses it: list, thread, card and the keys between them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QKeySequence, QPainter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QMenu, QStyleOptionViewItem

from desktop_app.domain.actions import Action, ActionStatus, Priority
from desktop_app.domain.changes import Changes, Kind, Notice
from desktop_app.domain.errors import KnownError
from desktop_app.domain.inbox import (
    ConversationQuery,
    ConversationState,
    InboxBox,
    InboxTab,
)
from desktop_app.domain.insights import Insight
from desktop_app.domain.leads import LeadStatus
from desktop_app.domain.learning import Verdict
from desktop_app.ui.inbox.body_text import BodyText
from desktop_app.ui.inbox.card_insights import CardInsights, InsightLine, SuggestionBox
from desktop_app.ui.inbox.plain_rows import FoldedRow, HeadRow, QuotedPill, RecipientsLine
from desktop_app.ui.inbox.screen import InboxScreen
from desktop_app.ui.inbox.why_popover import WhyPopover
from desktop_app.ui.mailboxes.dialogs import AddMailbox
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.labels import ElidedLabel, Paragraph
from desktop_app.ui.widgets.states import EmptyState
from tests.ui.fake_mailboxes import FakeSetup
from tests.ui.inbox.conftest import NOW, fixed_id


@pytest.fixture
def make_screen(qtbot, ctx, host):
    def make() -> InboxScreen:
        screen = InboxScreen(ctx)
        host.layout().addWidget(screen)
        ctx.actions.set_context("inbox")
        host.show()
        qtbot.waitExposed(host)
        screen.shown()
        screen.focus_list()
        return screen

    return make


@pytest.fixture
def screen(qtbot, make_screen, services):
    made = make_screen()
    qtbot.waitUntil(lambda: made.list.model.row_at(0) is not None)
    yield made
    if made.thread.reader.web is not None:
        shiboken6.delete(made.thread.reader.web)


def ids(services) -> list:
    return list(services.conversations.rows_by_id)


def press(host, key: str) -> None:
    QTest.keySequence(host.focusWidget() or host, QKeySequence(key))


def shown_id(screen):
    conversation = screen.thread.conversation
    return conversation.row.id if conversation else None


def visible(reader, kind) -> list:
    return [each for each in reader.findChildren(kind) if each.isVisible()]


def state_title(pane) -> str:
    state = pane.findChild(EmptyState)
    return state.accessibleName() if state is not None else ""


# The list


def test_the_model_keeps_qts_rules(qtbot, ctx, screen):
    model = screen.list.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    screen.list.load(ConversationQuery(tab=InboxTab.UNREAD))
    screen.list.load(ConversationQuery())
    qtbot.waitUntil(lambda: model.row_at(3) is not None)
    tester.deleteLater()


def test_a_row_says_everything_to_a_screen_reader(screen):
    model = screen.list.model
    said = model.data(model.index(4, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == (
        "Hana Ishimori, Greywater Robotics, unread, Security questionnaire, 7 messages, "
        "has attachments, hot, Sun"
    )


def test_rows_are_as_high_as_the_design_says(screen, themes, light_again):
    view = screen.list.view
    assert view.row_height == 76
    assert view.rowHeight(0) == 76
    themes.set_text_size(16)
    assert view.row_height == themes.now.size.row_conversation > 76


@pytest.mark.parametrize("dark", [False, True])
def test_the_delegate_paints_every_kind_of_row(screen, themes, light_again, dark):
    """Dot and status icon stand where the design has them; nothing is painted outside."""
    themes.set_appearance("dark" if dark else "light")
    theme = themes.now
    view = screen.list.view
    view.go_to(3)
    image = QImage(340, 76 * 2, QImage.Format.Format_ARGB32)
    image.fill(theme.bg.canvas)
    painter = QPainter(image)
    option = QStyleOptionViewItem()
    option.rect = view.rect().adjusted(0, 0, 0, 0)
    option.rect.setRect(0, 0, 340, 76)
    view.itemDelegate().paint(painter, option, view.model().index(1, 0))
    painter.end()
    assert image.pixelColor(13, 26) == theme.accent.solid, "the dot of an unread row"
    assert image.pixelColor(20, 75) == theme.border.subtle, "the line below"
    assert image.pixelColor(5, 40) == theme.bg.canvas
    status = {image.pixelColor(x, y).name() for x in range(308, 326) for y in range(48, 70)}
    assert theme.status["warm"].solid.name() in status
    assert all(
        image.pixelColor(x, y) == theme.bg.canvas for x in range(340) for y in range(76, 152)
    )


def test_j_k_home_end_and_enter(qtbot, screen, services, host):
    every = ids(services)
    assert shown_id(screen) == every[0]
    press(host, "J")
    assert screen.list.current_id == every[1]
    press(host, "J")
    press(host, "K")
    assert screen.list.current_id == every[1]
    press(host, "End")
    assert screen.list.current_id == every[-1]
    press(host, "Home")
    assert screen.list.current_id == every[0]
    qtbot.waitUntil(lambda: shown_id(screen) == every[0])
    press(host, "Return")
    assert screen.thread.isAncestorOf(host.focusWidget())


def test_running_through_the_list_reads_only_where_it_ends(qtbot, screen, services, host):
    before = len(services.conversations.asked("open"))
    for _ in range(8):
        press(host, "J")
    qtbot.waitUntil(lambda: shown_id(screen) == ids(services)[8])
    assert len(services.conversations.asked("open")) - before <= 2


def test_tabs_ask_another_question(qtbot, screen, services):
    assert screen.list.tabs.tab("unread").count == 3
    screen.list.tabs.tab("unread").click()
    assert screen.list.query == ConversationQuery(tab=InboxTab.UNREAD)
    assert list(screen.list.model.ids) == [ids(services)[each] for each in (1, 2, 4)]
    screen.list.tabs.tab("hot").click()
    qtbot.waitUntil(lambda: screen.list.model.row_at(0) is not None)
    statuses = {
        screen.list.model.row_at(row).lead_status for row in range(len(screen.list.model.ids))
    }
    assert statuses == {LeadStatus.HOT}


def test_the_list_stands_in_another_order(qtbot, screen, services, ctx):
    """Chosen from the button in the list's head, and kept for every box."""
    every = ids(services)
    assert list(screen.list.model.ids) == every
    assert ctx.actions.run("inbox.order_oldest")
    assert list(screen.list.model.ids) == every[::-1]
    assert screen.list.current_id == every[-1]
    screen.list.order.click()
    menu = screen.list.findChild(QMenu)
    words = [(each.text().replace("&", ""), each.isChecked()) for each in menu.actions()]
    assert words == [("Newest first", False), ("Oldest first", True), ("Unread first", False)]
    menu.close()
    screen.side.chosen.emit("snoozed")
    assert screen.list.order.isHidden(), "what is snoozed has an order of its own"
    screen.side.chosen.emit("all")
    assert not screen.list.order.isHidden()
    assert list(screen.list.model.ids) == every[::-1]


def test_what_is_being_read_does_not_jump_from_among_the_unread(screen, services, ctx):
    every = ids(services)
    assert ctx.actions.run("inbox.order_unread")
    assert list(screen.list.model.ids)[:4] == [every[1], every[2], every[4], every[0]]
    services.conversations.set_read([every[1]], True)
    screen.list.reload()
    assert screen.list.current_id == screen.list.model.ids[0] == every[1]
    screen.list.view.go_to(1)
    screen.list.reload()
    assert list(screen.list.model.ids)[:4] == [every[2], every[4], every[0], every[1]]


def test_boxes_stand_in_the_sidebar(screen, services):
    section, own = screen.side.sections
    assert (own.title, own.rows, own.add) == ("Mailboxes", (), "Add mailbox")
    assert [(row.text, row.count) for row in section.rows] == [
        ("All inboxes", 3),
        ("Waiting on them", 1),
        ("Snoozed", None),
        ("Scheduled", None),
        ("Drafts", None),
        ("Outbox", None),
        ("Sent", None),
        ("Archive", None),
    ]
    screen.side.chosen.emit("waiting")
    assert screen.list.query.box is InboxBox.WAITING
    assert screen.side.current == "waiting"
    assert list(screen.list.model.ids) == [ids(services)[7]]
    assert screen.list.tabs.tab("unread").count == 0, "figures are those of All inboxes"


def test_search_opens_types_and_closes(qtbot, screen, services, host):
    screen.focus_search()
    assert screen.list.searching
    QTest.keyClicks(host.focusWidget(), "trailers")
    qtbot.waitUntil(lambda: screen.list.query.text == "trailers")
    assert list(screen.list.model.ids) == [ids(services)[7]]
    QTest.keyClicks(host.focusWidget(), "zz")
    qtbot.waitUntil(lambda: len(screen.list.model.ids) == 0)
    assert "Nothing found" in state_title(screen.list)
    assert screen.go_back()
    assert not screen.list.searching
    assert len(screen.list.model.ids) == 11
    assert not screen.go_back()


def test_news_refresh_the_list_and_keep_row_and_place(qtbot, ctx, screen, services, host):
    screen.list.view.go_to(6)
    bar = screen.list.view.verticalScrollBar()
    bar.setValue(150)
    current = screen.list.current_id
    at = screen.list.view.rowViewportPosition(6)
    store = services.conversations
    newest = replace(store.rows_by_id[ids(services)[3]], id=ids(services)[3])
    del store.rows_by_id[newest.id]
    store.rows_by_id = {newest.id: newest, **store.rows_by_id}  # it has moved to the top
    ctx.bus.tell(Notice(Kind.MESSAGES))
    qtbot.waitUntil(lambda: screen.list.model.ids[0] == newest.id)
    assert screen.list.current_id == current
    assert screen.list.view.rowViewportPosition(screen.list.model.row_of(current)) == at
    assert store.asked("all_ids")


def test_who_looks_at_the_newest_mail_sees_what_comes(qtbot, ctx, screen, services):
    bar = screen.list.view.verticalScrollBar()
    assert bar.value() == 0
    current = screen.list.current_id
    store = services.conversations
    newest = replace(store.rows_by_id[ids(services)[3]], id=ids(services)[3])
    del store.rows_by_id[newest.id]
    store.rows_by_id = {newest.id: newest, **store.rows_by_id}
    ctx.bus.tell(Notice(Kind.MESSAGES))
    qtbot.waitUntil(lambda: screen.list.model.ids[0] == newest.id)
    assert screen.list.current_id == current
    assert bar.value() == 0
    assert screen.list.view.rowViewportPosition(0) == 0


# The thread


def test_the_newest_message_is_unfolded_earlier_ones_hide(qtbot, screen):
    """Four messages: two behind the pill, one line, one whole, as in the design."""
    reader = screen.thread.reader.plain
    texts = reader.findChildren(BodyText)
    assert len(texts) == 1
    assert len(reader.findChildren(HeadRow)) == 1
    assert len(reader.findChildren(FoldedRow)) == 1
    pill = reader._rows.itemAt(0).widget()
    assert pill.words == "Show 2 earlier messages"
    pill.pressed.emit()
    qtbot.waitUntil(lambda: len(visible(reader, FoldedRow)) == 3)
    assert reader._rows.itemAt(0).widget().words == "Hide 2 earlier messages"


def test_a_folded_message_unfolds_by_key(qtbot, screen):
    reader = screen.thread.reader.plain
    line = reader.findChildren(FoldedRow)[0]
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(visible(reader, BodyText)) == 2)


def test_the_recipients_line_shows_everybody_with_their_address(screen):
    """ "to you, cc Pieter Aldewijn": a press tells who they are, and does not fold it."""
    reader = screen.thread.reader.plain
    line = visible(reader, RecipientsLine)[0]
    assert line.words == "to you, cc Pieter Aldewijn"
    everybody = (
        "to Mara Ostrander <mara@fjord.example>\ncc Pieter Aldewijn <pieter@norvane.example>"
    )
    assert everybody not in [each.text() for each in visible(reader, QLabel)]
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert everybody in [each.text() for each in visible(reader, QLabel)]
    assert visible(reader, BodyText)


def test_head_and_count(screen):
    assert screen.head.findChild(ElidedLabel).text == "Pilot for line 3"
    assert screen.head._count.words == "4 messages"
    assert screen.head.archive.words == "Archive"


def test_plain_text_needs_no_web_engine(tmp_path):
    """Only an HTML message brings it; asked of a process that has shown nothing else."""
    program = (
        "import sys\n"
        "import desktop_app.ui.inbox.screen\n"
        "print(sorted(each for each in sys.modules if 'WebEngine' in each))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.web_engine
def test_an_html_message_brings_the_web_engine_then(qtbot, screen, services, host):
    assert screen.thread.reader.web is None
    services.conversations.set_html(ids(services)[5], "<p>Hello <b>Mara</b></p>", blocked=2)
    screen.list.view.go_to(5)
    qtbot.waitUntil(lambda: screen.thread.reader.web is not None, timeout=20_000)
    web = screen.thread.reader.web
    qtbot.waitUntil(lambda: web.page.title() == "Shortlist", timeout=20_000)
    screen.list.view.go_to(6)
    qtbot.waitUntil(
        lambda: screen.thread.reader.currentWidget() is screen.thread.reader.plain, timeout=20_000
    )


@pytest.mark.web_engine
def test_load_once_asks_for_that_message_alone(qtbot, screen, services):
    from desktop_app.ui.inbox.reader_scheme import Verb, request_url

    key = ids(services)[5]
    services.conversations.set_html(key, "<p>Hello</p>", blocked=2)
    screen.list.view.go_to(5)
    reader = screen.thread.reader
    qtbot.waitUntil(lambda: reader.web is not None and bool(reader._token), timeout=20_000)
    with qtbot.waitSignal(reader.web.shown, timeout=20_000):
        pass
    message = services.conversations.conversations[key].messages[-1].id
    assert not reader.web._may_fetch
    with qtbot.waitSignal(reader.web.shown, timeout=20_000):
        reader.web.link_pressed.emit(request_url(reader._token, Verb.LOAD_REMOTE, message))
    assert reader.web._may_fetch
    remote = [call for call in services.conversations.asked("body") if call[2]]
    assert [call[1] for call in remote] == [message]
    screen.list.view.go_to(6)
    qtbot.waitUntil(lambda: reader.currentWidget() is reader.plain, timeout=20_000)
    assert not reader.web._may_fetch


@pytest.mark.web_engine
def test_a_mail_that_ends_the_engine_is_shown_simply_and_the_next_one_well(
    qtbot, screen, services, caplog
):
    services.conversations.set_html(ids(services)[5], "<p>Hello <b>Mara</b></p>")
    services.conversations.set_html(ids(services)[6], "<p>The next one</p>")
    reader = screen.thread.reader
    screen.list.view.go_to(5)
    qtbot.waitUntil(
        lambda: reader.web is not None and reader.web.page.title() == "Shortlist", timeout=20_000
    )
    os.kill(reader.web.page.renderProcessPid(), signal.SIGKILL)
    qtbot.waitUntil(lambda: reader.currentWidget() is reader.plain, timeout=20_000)
    assert any("Hello Mara" in text.toPlainText() for text in reader.findChildren(BodyText))
    screen.list.view.go_to(6)
    qtbot.waitUntil(lambda: reader.web.page.title() == "Sample kit", timeout=20_000)
    assert reader.currentWidget() is reader.web


def test_where_the_engine_cannot_start_html_is_shown_simply(
    qtbot, screen, services, monkeypatch, caplog
):
    monkeypatch.setattr("desktop_app.ui.inbox.reader.obstacle", lambda: "no sandbox")
    services.conversations.set_html(ids(services)[5], "<p>Hello <b>Mara</b></p>")
    screen.list.view.go_to(5)
    reader = screen.thread.reader
    qtbot.waitUntil(lambda: "no sandbox" in caplog.text)
    texts = [text.toPlainText() for text in reader.plain.findChildren(BodyText)]
    assert any("Hello Mara" in text for text in texts)


def test_a_conversation_that_cannot_be_read_says_so_and_can_be_tried_again(qtbot, screen, services):
    services.conversations.fail = KnownError("The database is away.", "Your mail is safe.")
    screen.list.view.go_to(5)
    qtbot.waitUntil(lambda: "The database is away" in state_title(screen.thread))
    services.conversations.fail = None
    again = next(each for each in visible(screen.thread, Button) if each.words == "Try again")
    again.click()
    assert shown_id(screen) == ids(services)[5]


def test_a_conversation_that_could_not_be_read_comes_by_itself_with_the_next_news(
    qtbot, ctx, screen, services
):
    services.conversations.fail = KnownError("The database is away.", "Your mail is safe.")
    screen.list.view.go_to(5)
    qtbot.waitUntil(lambda: "The database is away" in state_title(screen.thread))
    services.conversations.fail = None
    ctx.bus.tell(Changes(Kind.MESSAGES | Kind.CONVERSATIONS))
    qtbot.waitUntil(lambda: shown_id(screen) == ids(services)[5])


def test_a_new_message_comes_without_losing_what_is_unfolded(qtbot, ctx, screen, services):
    key = ids(services)[0]
    store = services.conversations
    old = store.conversations[key]
    reader = screen.thread.reader.plain
    reader.findChildren(FoldedRow)[0].pressed.emit()
    fresh = replace(old.messages[-1], id=ids(services)[9], snippet="And one more thing")
    store.bodies[fresh.id] = replace(store.bodies[old.messages[-1].id], id=fresh.id)
    store.conversations[key] = replace(old, messages=(*old.messages, fresh))
    ctx.bus.tell(Notice(Kind.MESSAGES))
    qtbot.waitUntil(lambda: len(screen.thread.conversation.messages) == 5)
    assert {old.messages[-2].id, old.messages[-1].id, fresh.id} <= screen.thread.thread.unfolded


# Reading, archiving


def test_looking_at_a_conversation_marks_it_read(qtbot, screen, services, monkeypatch):
    monkeypatch.setattr(screen.marker, "_seen", lambda: True)
    key = ids(services)[1]
    screen.list.view.go_to(1)
    qtbot.waitUntil(lambda: shown_id(screen) == key)
    assert screen.marker.timer.isActive()
    assert services.conversations.asked("set_read") == []
    screen.marker.timer.timeout.emit()  # the moment is over
    assert services.conversations.asked("set_read") == [("set_read", (key,), True)]
    qtbot.waitUntil(lambda: screen.list.model.row_at(1).unread_count == 0)


def test_marking_read_shows_no_toast(qtbot, ctx, screen, services, monkeypatch):
    monkeypatch.setattr(screen.marker, "_seen", lambda: True)
    screen.list.view.go_to(1)
    qtbot.waitUntil(lambda: screen.marker.timer.isActive())
    screen.marker.timer.timeout.emit()
    assert services.conversations.asked("set_read")
    assert not ctx.notices.toast.isVisible()


def test_nobody_looking_marks_nothing(qtbot, screen, services, monkeypatch):
    monkeypatch.setattr(screen.marker, "_seen", lambda: False)
    screen.list.view.go_to(1)
    qtbot.waitUntil(lambda: screen.marker.timer.isActive())
    screen.marker.timer.timeout.emit()
    assert services.conversations.asked("set_read") == []
    assert screen.marker.timer.isActive(), "it waits on"


def test_moving_on_in_time_marks_nothing(qtbot, screen, services, monkeypatch):
    monkeypatch.setattr(screen.marker, "_seen", lambda: True)
    screen.list.view.go_to(1)
    qtbot.waitUntil(lambda: screen.marker.timer.isActive())
    screen.list.view.go_to(3)
    qtbot.waitUntil(lambda: shown_id(screen) == ids(services)[3])
    assert not screen.marker.timer.isActive()


def test_a_read_conversation_stays_under_unread_until_one_moves_on(
    qtbot, ctx, screen, services, monkeypatch
):
    """Otherwise the next would move up and be marked read, and so on to the last."""
    monkeypatch.setattr(screen.marker, "_seen", lambda: True)
    screen.list.tabs.tab("unread").click()
    first, second, third = (ids(services)[each] for each in (1, 2, 4))
    qtbot.waitUntil(lambda: shown_id(screen) == first)
    screen.marker.timer.timeout.emit()
    assert services.conversations.rows_by_id[first].unread_count == 0
    qtbot.wait(450)  # the pause between two refreshes of a burst
    assert list(screen.list.model.ids) == [first, second, third]
    assert screen.list.current_id == first
    screen.list.view.go_to(1)
    ctx.bus.tell(Changes(Kind.CONVERSATIONS))
    qtbot.waitUntil(lambda: list(screen.list.model.ids) == [second, third])


def test_u_puts_back_to_unread_and_it_stays(qtbot, screen, services, host, monkeypatch):
    monkeypatch.setattr(screen.marker, "_seen", lambda: True)
    key = ids(services)[0]
    press(host, "U")
    assert services.conversations.asked("set_read") == [("set_read", (key,), False)]
    qtbot.waitUntil(lambda: screen.thread.conversation.row.unread_count == 1)
    assert not screen.marker.timer.isActive()
    assert screen.head.read.accessibleName() == "Mark as read"


def test_e_archives_moves_on_and_offers_undo(qtbot, ctx, screen, services, host):
    first, second = ids(services)[:2]
    press(host, "E")
    assert services.conversations.asked("archive") == [("archive", (first,))]
    assert screen.list.current_id == second
    assert screen.list.model.row_of(first) == -1
    qtbot.waitUntil(lambda: shown_id(screen) == second)
    assert ctx.notices.toast.words == "Conversation archived"
    assert ctx.notices.toast.undo_button.isVisibleTo(ctx.notices.toast)


def test_e_in_the_archive_brings_back(qtbot, screen, services, host):
    key = ids(services)[3]
    services.conversations.archive([key])
    screen.side.chosen.emit("archive")
    qtbot.waitUntil(lambda: shown_id(screen) == key)
    assert screen.head.archive.words == "Move to inbox"
    screen.focus_list()
    press(host, "E")
    assert services.conversations.rows_by_id[key].state is ConversationState.ACTIVE
    assert "Nothing archived" in state_title(screen.list)


def test_an_archive_that_fails_brings_the_row_back(qtbot, ctx, screen, services, host, monkeypatch):
    first = ids(services)[0]

    def refuse(_ids):
        raise KnownError("Not now.", "Nothing was changed.")

    monkeypatch.setattr(services.conversations, "archive", refuse)
    press(host, "E")
    assert screen.list.model.row_of(first) == 0
    assert ctx.notices.bands[0].title == "Not now."


def test_letters_do_nothing_while_one_types(screen, services, host):
    screen.focus_search()
    QTest.keyClicks(host.focusWidget(), "je u")
    assert services.conversations.asked("archive") == []
    assert services.conversations.asked("set_read") == []


# Mailboxes


def test_a_mailbox_in_the_sidebar_shows_what_lies_in_it(qtbot, screen, services):
    talks = ids(services)
    work = services.mailboxes.put("mara@fjord.example")
    sales = services.mailboxes.put("sales@fjord.example")
    services.conversations.in_mailbox = {work.id: set(talks), sales.id: {talks[3]}}
    screen._ctx.bus.tell(Changes(Kind.MAILBOXES))
    qtbot.waitUntil(lambda: len(screen.side.sections[-1].rows) == 2)
    rows = screen.side.sections[-1].rows
    assert [(row.text, row.count) for row in rows] == [
        ("mara@fjord.example", services.conversations.unread_by_mailbox()[work.id]),
        ("sales@fjord.example", services.conversations.unread_by_mailbox()[sales.id]),
    ]
    screen.side.chosen.emit(str(sales.id))
    assert list(screen.list.model.ids) == [talks[3]]
    assert screen.side.current == str(sales.id)
    assert screen.list._title.text == "sales@fjord.example"
    del services.mailboxes.mailboxes[sales.id]
    screen._ctx.bus.tell(Changes(Kind.MAILBOXES))
    qtbot.waitUntil(lambda: screen.list.query == ConversationQuery())
    assert screen.side.current == "all"


def test_a_mailbox_is_added_from_the_sidebar(screen, services):
    services.mailbox_setup = FakeSetup(services.mailboxes)
    screen.side.add_wanted.emit(screen)
    (dialog,) = screen.window().findChildren(AddMailbox)
    assert dialog.isVisible()
    dialog.reject()


# The card


def test_the_card_shows_the_lead(screen):
    card = screen.card.widget()
    names = {
        each.accessibleName()
        for each in card.findChildren(object)
        if hasattr(each, "accessibleName")
    }
    assert {"Norvane Optics", "Ines Caldaro", "Industry Photonics"} <= names
    assert screen.card.status.accessibleName() == "Status hot, change"
    assert {"Size 201–500", "Phone +32 555 0142", "Last contact Today"} <= names
    assert "Introductions after the fair, May" in names


def test_the_card_shows_what_was_read_out_of_mail(qtbot, screen, services):
    services.insights.insights = (
        Insight(fixed_id("mood"), "sentiment", "Positive", 0.914, NOW),
        Insight(fixed_id("next"), "suggestion", "Offer a call.", 0.78, NOW),
        Insight(fixed_id("text"), "draft", "Good morning", None, NOW),
    )
    screen._ctx.bus.tell(Changes(Kind.INSIGHTS))
    shown = screen.card.findChildren(CardInsights)[0]
    assert [each.accessibleName() for each in shown.findChildren(InsightLine)] == [
        "Sentiment Positive, 91% sure"
    ]
    assert len(shown.findChildren(SuggestionBox)) == 1
    services.insights.insights = ()
    screen._ctx.bus.tell(Changes(Kind.INSIGHTS))
    qtbot.waitUntil(lambda: screen.card.findChildren(CardInsights)[0].isHidden())


@pytest.mark.parametrize(("width", "bars"), [(230, 2), (180, 0)])
def test_the_bar_makes_room_for_words(themes, monkeypatch, width, bars):
    """Beside it they would be cut; the number says how sure it is, too."""
    from desktop_app.ui.inbox import card_insights
    from desktop_app.ui.widgets import paint

    drawn = []
    monkeypatch.setattr(card_insights.paint, "ground", lambda *_args: drawn.append("track"))
    monkeypatch.setattr(card_insights.paint, "rounded", lambda *_args: drawn.append("bar"))
    words = []

    def text(_painter, rect, said, font, *_args, **_kw):
        words.append((said, rect.width() >= paint.text_width(said, font)))

    monkeypatch.setattr(card_insights.paint, "text", text)
    line = InsightLine(themes, Insight(fixed_id("mood"), "sentiment", "Positive", 0.9, NOW))
    line.resize(width, line.sizeHint().height())
    line.grab()
    assert len(drawn) == bars
    assert dict(words) == {"Sentiment": True, "Positive": True, "90%": True}


def test_why_something_was_read_is_said_and_it_can_be_dismissed(qtbot, screen, services):
    judged = []
    services.insights.judge = lambda *asked: judged.append(asked) or Changes(Kind.INSIGHTS)
    next_step = Insight(
        fixed_id("next"), "suggestion", "Send the price", 0.78, NOW, engine="built-in 1",
        quotes=("How much", "a quote"),
    )  # fmt: skip
    services.insights.insights = (
        Insight(fixed_id("mood"), "sentiment", "Neutral", 0.6, NOW, engine="a model 2"),
        next_step,
    )
    screen._ctx.bus.tell(Changes(Kind.INSIGHTS))
    shown = screen.card.findChildren(CardInsights)[0]
    line, box = shown.findChildren(InsightLine)[0], shown.findChildren(SuggestionBox)[0]
    assert box.accessibleName() == "Suggestion: Send the price"
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    popover = screen.card.findChildren(WhyPopover)[0]
    words = [each.text for each in popover.findChildren(Paragraph)]
    assert words == [
        "No single words led to it: it is what the rest of the mail sounds like.",
        "60% sure: about 6 of 10 such findings are right.",
        "Read by a model 2.",
    ]
    popover.close()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    popover = screen.card.findChildren(WhyPopover)[-1]
    words = [each.text for each in popover.findChildren(Paragraph)]
    assert words[:2] == ["“How much”", "“a quote”"]
    assert words[-1] == "Read on this computer by Outpost itself; nothing was sent anywhere."
    popover.dismiss.click()
    assert judged == [(next_step.id, Verdict.DISMISSED)]


def test_open_actions_are_done_on_the_card(qtbot, screen, services):
    action = Action(
        fixed_id("action"), "reply", ActionStatus.PENDING, Priority.HIGH, NOW, "Send the prices"
    )
    services.actions.open = (action,)
    screen._ctx.bus.tell(Changes(Kind.ACTIONS))
    (row,) = screen.card.open_actions.rows
    row.circle.click()
    assert services.actions.completed == [action.id]
    qtbot.waitUntil(lambda: not screen.card.open_actions.rows)


def test_the_status_is_changed_on_the_card(screen, services):
    lead_id = screen.row.lead_id
    asked = []
    services.leads.set_status = lambda leads, status: asked.append((leads, status)) or Changes()
    screen.card.status.click()
    (menu,) = screen.card.findChildren(QMenu)
    (warm,) = (each for each in menu.actions() if each.text() == "&Warm")
    warm.trigger()
    assert asked == [((lead_id,), LeadStatus.WARM)]


def test_another_conversation_opens_from_the_card(qtbot, screen, services):
    screen.card.conversation_pressed.emit(ids(services)[5])
    assert screen.list.current_id == ids(services)[5]


def test_mail_of_nobody_known_offers_to_make_a_lead(qtbot, screen, services, host):
    from desktop_app.ui.leads.new_lead import NewLead

    screen.list.view.go_to(10)
    qtbot.waitUntil(lambda: shown_id(screen) == ids(services)[10])
    make = next(
        each for each in screen.card.widget().findChildren(Button) if each.words == "Make a lead"
    )
    make.click()
    dialog = screen.findChild(NewLead)
    assert dialog.contact.edit.text() == "Someone Unknown"
    assert dialog.email.edit.text() == "someone@post.example"
    assert dialog.company.edit.text() == "Post"
    dialog.reject()


def test_a_narrow_window_puts_the_card_into_a_drawer(qtbot, screen, host):
    host.resize(1100, 640)
    qtbot.waitUntil(lambda: not screen.card.isVisible())
    press(host, "I")
    assert screen.card.isVisible()
    assert screen.go_back()
    assert not screen.card.isVisible()
    host.resize(1440, 840)
    qtbot.waitUntil(lambda: screen.card.isVisible())
    press(host, "I")
    assert not screen.card.isVisible()


# Coming from elsewhere, and nothing to show


def test_open_from_elsewhere_goes_to_the_row(qtbot, screen, services):
    screen.open(ids(services)[8])
    assert screen.list.current_id == ids(services)[8]
    qtbot.waitUntil(lambda: shown_id(screen) == ids(services)[8])


def test_open_of_an_archived_one_shows_it_apart(qtbot, ctx, screen, services, host):
    key = ids(services)[8]
    services.conversations.archive([key])
    ctx.bus.tell(Changes(Kind.CONVERSATIONS))
    qtbot.waitUntil(lambda: screen.list.model.row_of(key) == -1)
    screen.open(key)
    qtbot.waitUntil(lambda: shown_id(screen) == key)
    assert screen.list.current_id is None
    ctx.bus.tell(Changes(Kind.CONVERSATIONS))
    qtbot.wait(450)
    assert shown_id(screen) == key, "news do not take it away"
    press(host, "J")
    assert screen.list.current_id == ids(services)[0]
    qtbot.waitUntil(lambda: shown_id(screen) == ids(services)[0])


def test_open_before_anything_was_loaded(qtbot, ctx, host, services):
    screen = InboxScreen(ctx)
    host.layout().addWidget(screen)
    host.show()
    screen.open(ids(services)[8])
    screen.shown()
    qtbot.waitUntil(lambda: screen.list.current_id == ids(services)[8])
    assert shown_id(screen) == ids(services)[8]


def test_no_mail_yet_asks_for_a_mailbox_or_an_import(qtbot, make_screen, services, ctx):
    services.conversations.rows_by_id.clear()
    asked = []
    ctx.import_files = lambda: asked.append(1)
    services.mailbox_setup = FakeSetup(services.mailboxes)
    screen = make_screen()
    assert "No mail yet" in state_title(screen.list)
    connect, bring = screen.list.findChild(EmptyState).buttons
    bring.click()
    assert asked == [1]
    connect.click()
    dialog = screen.window().findChild(AddMailbox)
    assert dialog is not None and dialog.isVisible()
    dialog.reject()
    assert not screen.card.isVisible()


def test_a_list_that_cannot_be_read_says_so(qtbot, make_screen, services):
    services.conversations.fail = KnownError("The database is away.", "Your mail is safe.")
    screen = make_screen()
    assert "The database is away" in state_title(screen.list)
    services.conversations.fail = None
    screen.list.findChild(EmptyState).buttons[0].click()
    assert len(screen.list.model.ids) == 11


def test_no_two_actions_share_a_key(ctx, screen):
    keys = [key for action in ctx.actions.all() for key in action.keys]
    assert len(keys) == len(set(keys))
    assert {"J", "K", "E", "U", "I"} <= set(keys)


def test_pressing_a_row_with_the_mouse(qtbot, screen, services):
    viewport = screen.list.view.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(100, 76 * 2 + 20))
    assert screen.list.current_id == ids(services)[2]


def test_news_in_a_flood_do_not_read_a_slow_list_all_the_time(qtbot, screen, services):
    pane = screen.list
    pane._rest.start(200)  # as after a list that took 50 ms
    before = len(services.conversations.asked("all_ids"))
    for _ in range(20):
        pane.reload_gently()
    assert len(services.conversations.asked("all_ids")) == before
    qtbot.waitUntil(lambda: len(services.conversations.asked("all_ids")) == before + 1)


def test_letters_act_while_the_text_has_the_focus(screen, services):
    reader = screen.thread.reader.plain
    text = reader.findChildren(BodyText)[0]
    text.setFocus()
    QTest.keyClick(text, Qt.Key.Key_J)
    assert screen.list.current_id == ids(services)[1]


def test_a_link_in_plain_text_is_told(qtbot, screen, monkeypatch, ctx):
    opened = []
    monkeypatch.setattr(
        "desktop_app.ui.inbox.links.QDesktopServices.openUrl",
        lambda url: bool(opened.append(url.toString())) or True,
    )
    screen.thread.link_pressed.emit("https://norvane.example/", "")
    assert opened == ["https://norvane.example/"]
    screen.thread.link_pressed.emit("file:///etc/passwd", "")
    assert opened == ["https://norvane.example/"]
    assert "not opened" in ctx.notices.toast.words


def test_quoted_text_unfolds(qtbot, screen, services):
    key = ids(services)[1]
    head = services.conversations.conversations[key].messages[-1]
    body = services.conversations.bodies[head.id]
    html = '<p>Mine</p><details class="quoted"><summary>…</summary><p>Theirs</p></details>'
    services.conversations.bodies[head.id] = replace(body, html=html)
    screen.list.view.go_to(1)
    reader = screen.thread.reader.plain
    qtbot.waitUntil(lambda: bool(visible(reader, QuotedPill)))
    assert [text.toPlainText() for text in visible(reader, BodyText)] == ["Mine"]
    visible(reader, QuotedPill)[0].click()
    qtbot.waitUntil(lambda: len(visible(reader, BodyText)) == 2)
    assert visible(reader, BodyText)[1].toPlainText() == "Theirs"
