"""Lists in which the row below a moving mouse is the current one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QStringListModel, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QListView, QVBoxLayout

from desktop_app.ui.widgets.hover import follow_mouse

ROWS = [f"row {number}" for number in range(60)]


@pytest.fixture
def view(qtbot, host, show_active) -> QListView:
    made = QListView()
    made.setModel(QStringListModel(ROWS, made))
    made.setCurrentIndex(made.model().index(0, 0))
    follow_mouse(made)
    host.resize(300, 200)
    QVBoxLayout(host).addWidget(made)
    QCursor.setPos(host.mapToGlobal(QPoint(100, 60)))
    show_active(host)
    return made


def _row(view: QListView) -> int:
    return view.currentIndex().row()


def test_a_mouse_that_rests_chooses_nothing(qtbot, view) -> None:
    assert view.viewport().rect().contains(view.viewport().mapFromGlobal(QCursor.pos()))
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert _row(view) == 59
    assert view.verticalScrollBar().value() > 0
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert _row(view) == 0
    qtbot.mouseMove(view.viewport(), view.viewport().mapFromGlobal(QCursor.pos()))
    assert _row(view) == 0


def test_a_mouse_that_moves_chooses(qtbot, view) -> None:
    fourth = view.visualRect(view.model().index(3, 0)).center()
    qtbot.mouseMove(view.viewport(), fourth)
    qtbot.waitUntil(lambda: _row(view) == 3)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.mouseMove(view.viewport(), fourth)
    assert _row(view) == 4
