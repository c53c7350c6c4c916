"""Timers that wait for a pause: each new reason to wait begins the wait anew."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def single_shot(owner: QObject, milliseconds: int, then: Callable[[], object]) -> QTimer:
    """A timer of ``owner`` that, started, calls ``then`` once; started again, it waits anew."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(then)
    return timer
