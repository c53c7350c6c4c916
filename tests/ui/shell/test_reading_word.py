"""How far reading is, at the foot of the window."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.insights import ReadingState
from desktop_app.ui.shell.reading_word import ReadingWord


class Reading:
    """Holds a state, and notes what it was told."""

    def __init__(self) -> None:
        self.now = ReadingState(0, 100, 0, True)
        self.told: list[tuple[str, bool]] = []

    def state(self) -> ReadingState:
        return self.now

    def set_paused(self, paused: bool) -> Changes:
        self.told.append(("paused", paused))
        return Changes(Kind.INSIGHTS)

    def set_on(self, on: bool) -> Changes:
        self.told.append(("on", on))
        return Changes(Kind.INSIGHTS)


@pytest.fixture
def reading():
    return Reading()


@pytest.fixture
def word(make_context, reading, host, qtbot):
    made = ReadingWord(make_context(SimpleNamespace(insights=reading)))
    made.setParent(host)
    host.show()
    return made


def said(word) -> str:
    return word.words if not word.isHidden() else ""


def test_it_is_silent_where_nothing_waits_and_where_reading_is_off(word, reading):
    word.refresh()
    assert said(word) == ""
    reading.now = ReadingState(500, 0, 0, False)
    word.refresh()
    word.refresh()
    assert said(word) == ""


def test_it_tells_how_many_are_left_and_how_far_that_is(word, reading, bus, qtbot):
    reading.now = ReadingState(240, 0, 0, True)
    word.refresh()
    assert said(word) == ""  # what is read in a moment is not worth a word
    qtbot.waitUntil(lambda: said(word) == "Reading 240 messages")
    assert word.fraction == 0
    reading.now = ReadingState(60, 180, 0, True)
    bus.tell(Changes(Kind.INSIGHTS))
    assert said(word) == "Reading 60 messages"
    assert word.fraction == 0.75
    assert word.accessibleName() == "Reading 60 messages, 75% done"
    reading.now = ReadingState(0, 240, 0, True)
    bus.tell(Changes(Kind.INSIGHTS))
    assert said(word) == ""


def test_it_pauses_goes_on_and_switches_off(word, reading, bus):
    reading.now = ReadingState(5, 0, 0, True, is_paused=True)
    word.refresh()
    assert said(word) == "Reading paused, 5 messages left"
    go_on, off, _line, settings = word.menu().actions()
    go_on.trigger()
    off.trigger()
    assert reading.told == [("paused", False), ("on", False)]
    asked = []
    word.settings_wanted.connect(lambda: asked.append(1))
    settings.trigger()
    assert asked == [1]
