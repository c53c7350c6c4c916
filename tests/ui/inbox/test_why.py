"""What was read in a message, at the message: chips, why, and the words marked."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.insights import Insight
from desktop_app.domain.learning import Verdict
from desktop_app.domain.reading import Span
from desktop_app.ui.inbox.body_text import BodyText
from desktop_app.ui.inbox.card_insights import CardInsights, InsightLine
from desktop_app.ui.inbox.document import thread_document
from desktop_app.ui.inbox.insight_chips import InsightChip
from desktop_app.ui.inbox.insight_words import chips_of, percent
from desktop_app.ui.inbox.marked import OPENS
from desktop_app.ui.inbox.screen import InboxScreen
from desktop_app.ui.inbox.why_popover import WhyPopover, reasons
from tests.ui.inbox.conftest import NOW, fixed_id

TALK = fixed_id("conversation 0")
EVIL = '"><img src=x onerror=alert(1)>'


def newest_inbound(services, talk=TALK):
    messages = services.conversations.conversations[talk].messages
    return next(head.id for head in reversed(messages) if not head.outbound)


@pytest.fixture
def read(services):
    """What was read in the newest inbound message of the first conversation."""
    email = newest_inbound(services)
    made = (
        Insight(fixed_id("mood"), "sentiment", "Positive", 0.91, NOW, email, label="positive",
                quotes=("likes the two-phase plan",), spans=(Span(30, 54),)),
        Insight(fixed_id("press"), "urgency", "High", 0.84, NOW, email, label="high"),
        Insight(fixed_id("wish"), "intent", "Asks for the price", 0.7, NOW, email, label="price"),
        Insight(fixed_id("next"), "suggestion", "Send the price", 0.7, NOW, email),
    )  # fmt: skip
    services.insights.insights = made
    return made


@pytest.fixture
def screen(ctx, host, services, read, qtbot):
    made = InboxScreen(ctx)
    host.layout().addWidget(made)
    host.show()
    made.shown()
    made.open(TALK)
    qtbot.waitUntil(lambda: made.conversation is not None)
    yield made
    if made.thread.reader.web is not None:
        shiboken6.delete(made.thread.reader.web)


def chips(screen) -> list[InsightChip]:
    return [each for each in screen.thread.findChildren(InsightChip) if each.isVisible()]


def highlighted(widget: QWidget) -> list[str]:
    """The words with a ground of their own in the texts that are shown."""
    found = []
    for text in widget.findChildren(BodyText):
        block = text.document().begin()
        while block.isValid() and text.isVisible():
            each = block.begin()
            while not each.atEnd():
                if each.fragment().charFormat().background().style() != Qt.BrushStyle.NoBrush:
                    found.append(each.fragment().text())
                each += 1
            block = block.next()
    return found


def popovers(screen) -> list[WhyPopover]:
    return [each for each in screen.findChildren(WhyPopover) if each.isVisible()]


def test_chips_stand_at_the_newest_message_of_theirs(screen, read):
    assert [each.words for each in chips(screen)] == [
        "Positive", "High urgency", "Asks for the price",
    ]  # fmt: skip
    assert chips(screen)[0].accessibleName() == "Sentiment Positive, 91% sure. Why"
    assert highlighted(screen.thread) == []


def test_of_two_readers_the_surer_one_speaks():
    """How a message sounds and presses is said once; what it wants may be several things."""
    made = [
        Insight(fixed_id(str(at)), kind, content, sure, NOW)
        for at, (kind, content, sure) in enumerate((
            ("sentiment", "Positive", 0.9), ("urgency", "High", 0.8), ("urgency", "Low", 0.7),
            ("intent", "Wants to meet", 0.9), ("intent", "Asks for the price", 0.8),
            ("intent", "Wants to meet", 0.7), ("suggestion", "Meet", 0.9),
        ))
    ]  # fmt: skip
    assert [each.content for each in chips_of(tuple(made))] == [
        "Positive", "High", "Wants to meet", "Asks for the price",
    ]  # fmt: skip


def test_while_one_looks_why_the_words_are_marked_in_the_message(screen, qtbot):
    qtbot.mouseClick(chips(screen)[0], Qt.MouseButton.LeftButton)
    (popover,) = popovers(screen)
    qtbot.waitUntil(lambda: highlighted(screen.thread) == ["likes the two-phase plan"])
    popover.close()
    qtbot.waitUntil(lambda: highlighted(screen.thread) == [])


def test_the_marked_words_are_not_covered(screen, host, qtbot):
    host.resize(1300, 700)
    qtbot.mouseClick(chips(screen)[0], Qt.MouseButton.LeftButton)
    (popover,) = popovers(screen)
    thread = screen.thread
    pane = QRect(thread.mapToGlobal(thread.rect().topLeft()), thread.size())
    assert not popover.geometry().intersects(pane)
    assert host.geometry().contains(popover.geometry())
    popover.close()


def test_what_is_nearly_certain_is_not_called_certain(read):
    sure = replace(read[0], confidence=0.998)
    assert percent(sure) == "99%"
    assert "99% sure: nearly all such findings are right." in reasons(sure)
    assert percent(replace(sure, confidence=1.0)) == "100%"


def test_what_is_not_right_is_dismissed_at_the_message(screen, services, read, qtbot):
    judged = []
    services.insights.judge = lambda *asked: judged.append(asked) or Changes(Kind.INSIGHTS)
    qtbot.keyClick(chips(screen)[1], Qt.Key.Key_Return)
    popovers(screen)[0].dismiss.click()
    assert judged == [(read[1].id, Verdict.DISMISSED)]
    services.insights.insights = (read[0],)
    screen._ctx.bus.tell(Changes(Kind.INSIGHTS))
    qtbot.waitUntil(lambda: [each.words for each in chips(screen)] == ["Positive"])


def test_the_card_marks_words_in_the_message_too(screen, qtbot):
    line = screen.card.findChildren(CardInsights)[0].findChildren(InsightLine)[0]
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: highlighted(screen.thread) == ["likes the two-phase plan"])
    popovers(screen)[0].close()
    qtbot.waitUntil(lambda: highlighted(screen.thread) == [])


def test_the_document_has_them_escaped_and_marked(make_thread, look, reading):
    thread = make_thread(["<p>We like <b>the plan</b>.</p>"])
    email = thread.newest_inbound
    insight = Insight(fixed_id("x"), "intent", EVIL, 0.8, NOW, email, label="price",
                      quotes=("like the plan",))  # fmt: skip
    shown = replace(thread, insights=(insight,))
    plain = thread_document(shown, look, reading, "token")
    assert EVIL not in plain
    assert f'id="why-{insight.id}"' in plain
    assert OPENS not in plain
    marked = thread_document(replace(shown, why=insight), look, reading, "token")
    assert f"We {OPENS}like </span><b>{OPENS}the plan</span></b>." in marked


@pytest.mark.web_engine
def test_the_web_reader_says_where_a_chip_stands_and_marks(screen, services, read, qtbot):
    services.conversations.set_html(TALK, "<p>The team likes the two-phase plan.</p>")
    screen.open(fixed_id("conversation 1"))
    qtbot.waitUntil(lambda: screen.conversation.row.id != TALK)
    screen.open(TALK)
    reader = screen.thread.reader
    qtbot.waitUntil(lambda: reader.web is not None and reader.currentWidget() is reader.web,
                    timeout=20_000)  # fmt: skip
    qtbot.waitUntil(lambda: screen.conversation.row.id == TALK)
    places = []

    def ask() -> bool:
        reader.web.place_of_chip(read[0].id, places.append)
        return any(not each.isEmpty() for each in places)

    qtbot.waitUntil(ask, timeout=20_000)
    place = next(each for each in places if not each.isEmpty())
    here = reader.web.view.mapFromGlobal(place.topLeft())
    assert reader.web.view.rect().contains(here)
    screen.thread.mark(read[0])
    told = []

    def marked() -> bool:
        reader.web.page.runJavaScript(
            "JSON.stringify([...document.querySelectorAll('.body')].map(each => each.shadowRoot)"
            ".flatMap(each => [...each.querySelectorAll('.why')]).map(each => each.textContent))",
            1, told.append,
        )  # fmt: skip
        return bool(told) and json.loads(told[-1]) == ["likes the two-phase plan"]

    qtbot.waitUntil(marked, timeout=20_000)
