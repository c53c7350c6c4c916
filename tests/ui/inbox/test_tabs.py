"""The tabs above the list give way where words are long."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.ui.inbox.tabs import Tabs

_LONG = (("all", "Alle"), ("unread", "Ungelesen"), ("reply", "Antwort nötig"), ("hot", "Heiß"))


@pytest.fixture
def tabs(qtbot, themes):
    host = QWidget()  # a window would not be narrower than its parts
    qtbot.addWidget(host)
    made = Tabs(themes, _LONG)
    made.setParent(host)
    made.host = host
    host.show()
    for at, (key, _) in enumerate(_LONG):
        made.tab(key).set_count(at * 1_234)
    return made


def shown(tabs, width: int):
    tabs.resize(width, tabs.height())
    tabs.layout().activate()
    return [tabs.tab(key) for key, _ in _LONG]


@pytest.mark.parametrize("width", [700, 400, 340, 300, 260, 200])
@pytest.mark.parametrize("size", [12, 13, 16])
def test_all_tabs_lie_within_at_any_width(tabs, themes, light_again, width, size) -> None:
    themes.set_text_size(size)
    found = shown(tabs, width)
    places = [tab.geometry() for tab in found]
    assert all(each.left() >= 0 and each.right() < width for each in places), places
    for one, next_one in pairwise(places):
        assert one.right() < next_one.left()


def test_with_room_all_is_as_designed(tabs) -> None:
    found = shown(tabs, 700)
    assert [tab.width() for tab in found] == [tab.sizeHint().width() for tab in found]
    assert not any(tab.toolTip() for tab in found)


def test_figures_that_have_no_room_are_told(tabs) -> None:
    shown(tabs, 300)
    assert "Antwort nötig" in tabs.tab("reply").toolTip()
    assert "2468" in tabs.tab("reply").toolTip().replace(",", "")


def test_in_a_mirrored_window_too(tabs) -> None:
    tabs.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    found = shown(tabs, 260)
    assert found[0].x() > found[-1].x()
    assert all(tab.x() >= 0 and tab.geometry().right() < 260 for tab in found)
