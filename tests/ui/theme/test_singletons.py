"""None outlives any number of calls into Qt."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QWidget

from desktop_app.ui.singletons import keep_singletons


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_many_calls_do_not_use_up_none(qtbot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(20_000):
        widget.update()
    lost = before - sys.getrefcount(None)
    assert sys.getrefcount(None) > 20_000
    if lost > 10_000:  # this binding gives references away, so the reserve must be there
        assert keep_singletons()
        assert sys.getrefcount(None) > 1 << 50


def test_asking_twice_changes_nothing() -> None:
    keep_singletons()
    before = sys.getrefcount(None)
    keep_singletons()
    assert abs(sys.getrefcount(None) - before) < 1_000
