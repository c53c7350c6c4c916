"""Views look again when something changed, and only while somebody sees them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from desktop_app.domain.changes import Changes, Kind, Notice
from desktop_app.ui.ops import Freshness


@pytest.fixture
def view(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def refreshed():
    return []


def fresh(view, bus, refreshed, pause: int = 60) -> Freshness:
    kinds = Kind.LEADS | Kind.INSIGHTS
    return Freshness(view, bus, kinds, lambda: refreshed.append(1), pause=pause)


def test_a_visible_view_refreshes_at_once(view, bus, refreshed) -> None:
    fresh(view, bus, refreshed)
    view.show()
    bus.tell(Changes(Kind.LEADS))
    assert refreshed == [1]


def test_other_kinds_do_not_matter(view, bus, refreshed) -> None:
    fresh(view, bus, refreshed)
    view.show()
    bus.tell(Notice(Kind.JOBS))
    bus.tell(Changes())
    assert refreshed == []


def test_a_hidden_view_waits_until_it_is_shown(qtbot, view, bus, refreshed) -> None:
    keeper = fresh(view, bus, refreshed)
    bus.tell(Notice(Kind.INSIGHTS))
    assert keeper.stale
    assert refreshed == []
    view.show()
    qtbot.waitUntil(lambda: refreshed == [1])
    assert not keeper.stale


def test_a_burst_costs_two_looks(qtbot, view, bus, refreshed) -> None:
    fresh(view, bus, refreshed)
    view.show()
    for _ in range(50):
        bus.tell(Notice(Kind.LEADS))
    assert refreshed == [1]
    qtbot.waitUntil(lambda: len(refreshed) == 2)
    qtbot.wait(150)
    assert len(refreshed) == 2
