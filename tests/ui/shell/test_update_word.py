"""A newer version is told at the foot of the window, and whether to look is asked once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from desktop_app.domain.changes import Changes, Kind, Notice
from desktop_app.domain.jobs import JobKind, JobState
from desktop_app.domain.updates import Release, UpdatePolicy, UpdateView
from tests.ui.shell.conftest import workspace

NEWS = UpdateView(
    "0.1.0",
    UpdatePolicy(True, "https://mirror.example"),
    news=Release("0.2.0", ("Sequences pause on holidays.",), "https://outpost.example/0.2.0"),
    package="outpost_0.2.0_amd64.deb",
)


@pytest.fixture
def space(qtbot, desk):
    space = workspace(qtbot, desk)
    qtbot.waitUntil(lambda: hasattr(space.foot, "update_word"))
    return space


@pytest.fixture
def updates(bundle):
    return bundle.made.updates


def tell(space, updates, view):
    updates.shown = view
    space.ctx.bus.tell(Changes(Kind.NOTIFICATIONS))


def button(band, words):
    (found,) = [each for each in band.findChildren(QAbstractButton) if each.text() == words]
    return found


def opened(qtbot, space, updates, view=NEWS):
    tell(space, updates, view)
    word = space.foot.update_word
    qtbot.waitUntil(word.isVisible)
    QTest.mouseClick(word, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: word.popover is not None and word.popover.isVisible())
    word.popover.grab()
    return word.popover


def test_nothing_is_said_where_nothing_is_newer(qtbot, space, updates):
    tell(space, updates, replace(NEWS, news=None))
    qtbot.waitUntil(lambda: space.foot.update_word.view == updates.shown)
    assert not space.foot.update_word.isVisible()
    assert space.notices.bands == ()


def test_a_newer_version_is_told_and_fetched_when_asked(qtbot, space, updates, tmp_path):
    popover = opened(qtbot, space, updates)
    assert space.foot.update_word.words == "Outpost 0.2.0 is out"
    popover.get.click()
    qtbot.waitUntil(lambda: updates.did == [("download", "0.2.0")])
    qtbot.waitUntil(lambda: bool(space.jobs.running))
    jobs = space.ctx.services.jobs
    (job,) = jobs.running()
    file = str(tmp_path / "outpost_0.2.0_amd64.deb")
    progress = replace(job.progress, note=f"outpost_0.2.0_amd64.deb is in {tmp_path}")
    jobs.move(job, state=JobState.DONE, progress=progress, result={"path": file})
    space.ctx.bus.tell(Notice(Kind.JOBS))
    qtbot.waitUntil(lambda: bool(space.notices.bands))
    (band,) = space.notices.bands
    assert band.title == f"outpost_0.2.0_amd64.deb is in {tmp_path}"
    assert "as its makers signed it" in band.sentence
    assert button(band, "Show in folder")


def test_it_opens_by_keyboard_and_escape_closes_it(qtbot, space, updates):
    tell(space, updates, NEWS)
    word = space.foot.update_word
    qtbot.waitUntil(word.isVisible)
    QTest.keyClick(word, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: word.popover is not None and word.popover.isVisible())
    popover, gone = word.popover, []
    popover.destroyed.connect(lambda: gone.append(True))
    QTest.keyClick(popover, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(gone))
    assert updates.did == []


def test_a_version_can_be_skipped(qtbot, space, updates):
    opened(qtbot, space, updates).skip.click()
    qtbot.waitUntil(lambda: updates.did == [("skip", "0.2.0")])
    qtbot.waitUntil(lambda: not space.foot.update_word.isVisible())


def test_without_a_package_for_this_computer_its_page_is_shown(qtbot, space, updates, monkeypatch):
    shown = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toString()))
    popover = opened(qtbot, space, updates, replace(NEWS, package=""))
    assert popover.get.text() == "Where it is"
    popover.get.click()
    assert shown == ["https://outpost.example/0.2.0"]
    assert updates.did == []


@pytest.mark.parametrize(("answer", "looks"), [("Look once a day", True), ("No", False)])
def test_whether_to_look_is_asked_once(qtbot, space, updates, answer, looks):
    tell(space, updates, UpdateView("0.1.0", UpdatePolicy(), asks=True))
    qtbot.waitUntil(lambda: updates.did == [("answered",)])
    (band,) = space.notices.bands
    assert space.ctx.preferred("updates.check") is False
    button(band, answer).click()
    assert space.ctx.preferred("updates.check") is looks
    assert space.notices.bands == ()
    space.ctx.bus.tell(Changes(Kind.NOTIFICATIONS))
    qtbot.waitUntil(lambda: space.foot.update_word.view == updates.shown)
    assert space.notices.bands == ()


@pytest.mark.parametrize(
    ("result", "said"),
    [
        ({"newer": True, "version": "0.2.0"}, "Outpost 0.2.0 is out: see the foot of the window"),
        ({"newer": False, "current": "0.1.0"}, "Outpost 0.1.0 is the newest version"),
    ],
)
def test_looking_now_tells_how_it_ended(qtbot, space, updates, result, said):
    space.ctx.actions.qaction("help.update").trigger()
    qtbot.waitUntil(lambda: updates.did == [("check",)])
    jobs = space.ctx.services.jobs
    qtbot.waitUntil(lambda: bool(space.jobs.running))
    (job,) = [each for each in jobs.running() if each.kind is JobKind.CHECK_UPDATES]
    jobs.move(job, state=JobState.DONE, result=result)
    space.ctx.bus.tell(Notice(Kind.JOBS))
    qtbot.waitUntil(lambda: space.notices.toast.words == said)
    assert space.notices.bands == ()


def test_what_a_release_says_of_itself_is_no_markup(qtbot, space, updates):
    odd = Release("0.2.0", ("<b>Look</b> <img src='http://x.example/y'>",))
    popover = opened(qtbot, space, updates, replace(NEWS, news=odd))
    words = [each.accessibleName() for each in popover.findChildren(object)
             if hasattr(each, "accessibleName")]  # fmt: skip
    assert odd.notes[0] in words
