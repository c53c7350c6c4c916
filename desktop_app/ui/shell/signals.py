"""Ctrl+C in the terminal and a polite kill close the window as a click would."""

from __future__ import annotations

import contextlib
import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier


class PoliteEnd(QObject):
    """Calls back on SIGINT and SIGTERM, although the interpreter sleeps in Qt's loop."""

    def __init__(self, on_end: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._on_end = on_end
        self._read, self._write = socket.socketpair()
        self._read.setblocking(False)
        self._write.setblocking(False)
        self._before_fd = signal.set_wakeup_fd(self._write.fileno())
        self._before = {
            each: signal.signal(each, lambda *_: None) for each in (signal.SIGINT, signal.SIGTERM)
        }
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    def stop(self) -> None:
        """Put everything back as it was."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before_fd)
        for each, before in self._before.items():
            signal.signal(each, before)
        self._read.close()
        self._write.close()

    def _on_signal(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._read.recv(16)
        self._on_end()
