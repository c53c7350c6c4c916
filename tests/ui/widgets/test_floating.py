"""Toasts, bands, scroll bars and drawers."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.notices import Notices
from desktop_app.ui.widgets.floating import DarkBar, Drawer, Toast
from desktop_app.ui.widgets.scroll import scrolling


@pytest.fixture
def toast(host, themes):
    made = Toast(themes, host)
    host.show()
    return made


def test_a_toast_offers_undo_once(qtbot, toast) -> None:
    undone = []
    toast.say("3 leads set to warm", lambda: undone.append(1))
    assert toast.words == "3 leads set to warm"
    assert toast.undo_button.isVisible()
    qtbot.mouseClick(toast.undo_button, Qt.MouseButton.LeftButton)
    assert undone == [1]
    assert not toast.isVisible()


def test_a_toast_without_undo_has_no_button(toast) -> None:
    toast.say("Saved")
    assert not toast.undo_button.isVisible()


def test_a_toast_lives_six_seconds_and_waits_under_the_pointer(qtbot, toast) -> None:
    assert toast._clock.interval() == 6_000
    toast._clock.setInterval(40)
    toast.say("Saved")
    toast.enterEvent(QEvent(QEvent.Type.Enter))
    qtbot.wait(80)
    assert toast.isVisible()
    toast.leaveEvent(QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_a_toast_stays_centred_over_the_foot(qtbot, host, toast) -> None:
    toast.say("Saved")
    for width, height in ((1216, 800), (900, 600)):
        host.resize(width, height)
        middle = toast.geometry().center()
        assert abs(middle.x() - width // 2) <= 1
        # The shadow reaches 20 below the bar, which floats 16 above the foot.
        assert toast.geometry().bottom() + 1 == height - 16 + 20


@pytest.fixture
def notices(host, themes):
    place = QWidget()
    column = QVBoxLayout(host)
    column.addWidget(place)
    column.addStretch()
    host.show()
    return Notices(themes, host, place, lambda: None)


def test_a_command_that_can_be_undone_says_so(notices) -> None:
    notices.did(Changes(Kind.LEADS, "Lead added", 7))
    assert notices.toast.undo_button.isVisible()
    notices.did(Changes(Kind.LEADS, "Read", None))
    assert not notices.toast.undo_button.isVisible()
    notices.toast.dismiss()
    notices.did(Changes(Kind.LEADS))
    assert not notices.toast.isVisible(), "nothing to say"


def test_errors_become_bands_each_once(qtbot, notices) -> None:
    error = KnownError("The disk is full.", "Free some space.")
    notices.error(error)
    notices.error(error)
    assert [(band.title, band.sentence) for band in notices.bands] == [
        ("The disk is full.", "Free some space.")
    ]
    notices.bands[0].closed.emit()
    assert notices.bands == ()


def test_a_bug_can_be_copied(qtbot, notices) -> None:
    try:
        raise RuntimeError("torn")
    except RuntimeError as error:
        notices.error(Fault.of(error))
    (band,) = notices.bands
    assert band.title == "Something went wrong"
    copy = next(
        each for each in band.findChildren(QWidget) if getattr(each, "words", "") == "Copy details"
    )
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "RuntimeError: torn" in QGuiApplication.clipboard().text()


def test_at_most_three_bands_stand(notices) -> None:
    for number in range(5):
        notices.warn(f"Warning {number}")
    assert [band.title for band in notices.bands] == ["Warning 2", "Warning 3", "Warning 4"]


def test_the_scroll_bar_takes_no_room(qtbot, themes) -> None:
    tall = QLabel("\n".join(map(str, range(200))))
    area = scrolling(tall)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    assert area.viewport().width() == 300
    floating = next(
        each
        for each in area.findChildren(QWidget)
        if each.parent() is area and each.inherits("QScrollBar")
    )
    assert not floating.isVisible()
    area.verticalScrollBar().setValue(120)
    assert floating.isVisible()
    assert floating.value() == 120
    floating.setValue(300)
    assert area.verticalScrollBar().value() == 300


def test_the_scroll_bar_follows_the_edge_of_an_area_that_grows(qtbot, themes) -> None:
    area = scrolling(QLabel("\n".join(map(str, range(200)))))
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    area.verticalScrollBar().setValue(120)
    floating = next(
        each
        for each in area.findChildren(QWidget)
        if each.parent() is area and each.inherits("QScrollBar")
    )
    area.resize(500, 200)
    qtbot.waitUntil(lambda: floating.geometry().right() == area.viewport().geometry().right())
    assert area.viewport().width() == 500


def test_a_drawer_lies_at_the_right_edge_and_gives_its_content_back(qtbot, host, themes) -> None:
    drawer, pane = Drawer(themes, host, 400), QLabel("pane")
    host.show()
    drawer.hold(pane)
    drawer.open()
    assert drawer.geometry().right() + 1 == host.width()
    assert pane.width() == 400
    host.resize(1024, 640)
    assert drawer.geometry().right() + 1 == 1024
    with qtbot.waitSignal(drawer.closed):
        drawer.shut()
    drawer.release()
    assert drawer.layout().count() == 0


def test_a_drawer_finds_the_edge_of_a_pane_that_is_laid_out_anew_with_it(
    qtbot, host, themes
) -> None:
    row = QHBoxLayout(host)
    row.setContentsMargins(0, 0, 0, 0)
    side, body = QLabel("side"), QWidget()
    side.setFixedWidth(200)
    row.addWidget(side)
    row.addWidget(body, 1)
    QVBoxLayout(body)
    host.show()
    drawer = Drawer(themes, body, 300)
    drawer.hold(QLabel("pane"))
    side.hide()  # the layout is done when something asks for it: in the drawer's show()
    drawer.open()
    qtbot.waitUntil(lambda: body.width() == host.width())
    qtbot.waitUntil(lambda: drawer.geometry().right() + 1 == body.width())


@pytest.fixture
def over_a_bar(host, themes):
    """Notices over a screen with a bar at its foot, and that bar; the window is shown."""
    notices = Notices(themes, host, QWidget(host))
    screens = QStackedWidget()
    QVBoxLayout(host).addWidget(screens)
    host.layout().setContentsMargins(0, 0, 0, 0)
    screen = QWidget()
    screens.addWidget(screen)
    screens.addWidget(QWidget())
    bar = DarkBar(themes, screen, corner=8, above=16)
    bar.row.addWidget(QLabel("3 selected, and what can be done with them"))
    notices.stand_above(bar)
    host.show()
    return notices, bar, screens


def _dark(bar: DarkBar) -> QRect:
    """What is dark of a bar, in the window."""
    box = bar.contentsRect()
    box.moveTopLeft(bar.mapTo(bar.window(), box.topLeft()))
    return box


def test_a_toast_stands_above_the_bar_at_the_foot(host, over_a_bar) -> None:
    notices, bar, screens = over_a_bar
    alone = host.height() - 16
    notices.say("Saved", lambda: None)
    assert _dark(notices.toast).bottom() + 1 == alone
    bar.show()
    bar.place()
    assert _dark(bar).bottom() + 1 == alone
    assert _dark(notices.toast).bottom() + 1 == _dark(bar).top() - 8
    host.resize(900, 640)
    assert _dark(notices.toast).bottom() + 1 == _dark(bar).top() - 8
    screens.setCurrentIndex(1)
    assert _dark(notices.toast).bottom() + 1 == host.height() - 16, "it is not to be seen there"
    screens.setCurrentIndex(0)
    notices.say("Saved again")
    assert _dark(notices.toast).bottom() + 1 == _dark(bar).top() - 8
    bar.hide()
    assert _dark(notices.toast).bottom() + 1 == host.height() - 16


def test_a_toast_is_not_moved_by_what_stands_beside_it(host, over_a_bar) -> None:
    notices, _bar, _ = over_a_bar
    beside = QWidget(host)
    beside.setGeometry(0, host.height() - 200, 100, 200)
    beside.show()
    notices.stand_above(beside)
    notices.say("Saved")
    assert _dark(notices.toast).bottom() + 1 == host.height() - 16
    beside.resize(host.width(), 200)
    assert _dark(notices.toast).bottom() + 1 == host.height() - 200 - 8
    shiboken6.delete(beside)
    notices.say("Saved")
    assert _dark(notices.toast).bottom() + 1 == host.height() - 16


def test_a_toast_counts_down_and_goes(qtbot, toast) -> None:
    undone, seen = [], []
    toast.count_down(lambda n: seen.append(n) or f"Sending in {n} s", 2, lambda: undone.append(1))
    assert toast.words == "Sending in 2 s"
    spoken = toast.accessibleName()
    toast.enterEvent(QEvent(QEvent.Type.Enter))  # what counts does not wait
    toast.leaveEvent(QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: toast.words == "Sending in 1 s", timeout=2000)
    assert toast.accessibleName() == spoken  # it is announced once
    qtbot.waitUntil(lambda: not toast.isVisible(), timeout=2000)
    assert seen == [2, 1]
    assert undone == []
    assert not toast.counting


def test_undo_ends_the_count(qtbot, toast) -> None:
    undone = []
    toast.count_down(lambda n: f"{n}", 9, lambda: undone.append(1))
    toast.undo_button.click()
    assert undone == [1]
    assert not toast.isVisible() and not toast.counting


def test_another_toast_covers_one_that_counts_which_comes_back(qtbot, toast) -> None:
    undone = []
    toast.count_down(lambda n: f"First in {n}", 60, lambda: undone.append("first"), key=1)
    toast.count_down(lambda n: f"Second in {n}", 90, lambda: undone.append("second"), key=2)
    toast.say("Saved")
    assert toast.words == "Saved" and not toast.counting
    assert toast._clock.isActive()
    toast._clock.setInterval(10)
    toast._clock.start()
    qtbot.waitUntil(lambda: toast.counting)
    assert toast.words.startswith("Second in ") and toast.isVisible()
    toast.undo_button.click()
    assert undone == ["second"]
    assert toast.words.startswith("First in ") and toast.counting
    toast.dismiss()
    assert not toast.isVisible()


def test_a_count_to_what_will_not_come_ends(toast) -> None:
    toast.count_down(lambda n: f"First in {n}", 60, lambda: None, key=1)
    toast.count_down(lambda n: f"Second in {n}", 60, lambda: None, key=2)
    toast.end_countdown(1)
    assert toast.words.startswith("Second in ")
    toast.end_countdown(2)
    assert not toast.isVisible() and not toast.counting
    toast.count_down(lambda n: f"Third in {n}", 60, lambda: None, key=3)
    toast.say("Saved")
    toast.end_countdown(3)
    assert toast.words == "Saved"
    toast.dismiss()
    assert not toast.isVisible()
