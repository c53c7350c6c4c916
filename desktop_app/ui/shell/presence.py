"""Is anybody at the window? When nobody was for a while, or the computer slept, it is told."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

_INPUT = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
        QEvent.Type.DragMove,
    )
)
_HEARTBEAT = 30_000
_NAP = 5.0  # seconds; clocks that are set a little are no sleep
_LATER = 2_000


def seconds_asleep() -> float:
    """How long this computer has slept since it started, from an arbitrary zero.

    Two clocks of the system differ by just that: one stops in sleep. Where there is no such pair,
    the clock on the wall against the one that only goes forward.
    """
    boot, up = getattr(time, "CLOCK_BOOTTIME", None), getattr(time, "CLOCK_UPTIME_RAW", None)
    if boot is not None:
        return time.clock_gettime(boot) - time.clock_gettime(time.CLOCK_MONOTONIC)
    if up is not None:
        return time.clock_gettime(time.CLOCK_MONOTONIC) - time.clock_gettime(up)
    return time.time() - time.monotonic()


class Presence(QObject):
    """Watches keys and mouse of the program's windows.

    Filters sit on the windows of the system, not on the application: a filter there would see
    every event of every widget. Nothing ticks while nobody is away: one timer waits for the moment
    at which it would have been long enough, and then looks whether it was.

    Signals:
        away: nobody touched anything for as long as was set.
        slept: the computer is about to sleep, or did.

    Args:
        now: seconds of a clock that only goes forward.
        asleep: seconds slept so far.
    """

    away = Signal()
    slept = Signal()

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        asleep: Callable[[], float] = seconds_asleep,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._asleep = asleep
        self._after = 0.0
        self._last = now()
        self._slept_before = asleep()
        self._watching = False
        self._logind: object | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)
        self._heart = QTimer(self)
        self._heart.setInterval(_HEARTBEAT)
        self._heart.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._heart.timeout.connect(self._feel)
        QGuiApplication.instance().focusWindowChanged.connect(self._on_window)

    @property
    def after(self) -> float:
        return self._after

    def set_after(self, seconds: float) -> None:
        """How long is long enough; 0 for never."""
        self._after = seconds
        self._plan()

    def start(self) -> None:
        """Begin to watch; whoever asks is here now."""
        self._watching = True
        self._last = self._now()
        self._slept_before = self._asleep()
        self._on_window(QGuiApplication.focusWindow())
        self._heart.start()
        self._plan()
        QTimer.singleShot(_LATER, self, self._listen_to_logind)

    def stop(self) -> None:
        self._watching = False
        self._timer.stop()
        self._heart.stop()

    def look(self) -> None:
        """Tell when it has been long enough, else wait for the rest."""
        if self._after and self._now() - self._last >= self._after:
            self.away.emit()
        else:
            self._plan()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT and self._watching:
            self._feel()
            self._last = self._now()
        return False

    def _plan(self) -> None:
        self._timer.stop()
        if self._watching and self._after:
            left = self._after - (self._now() - self._last)
            self._timer.start(max(50, round(left * 1000)))

    def _feel(self) -> None:
        """Whether the computer slept since we last felt for it."""
        asleep = self._asleep()
        if asleep - self._slept_before > _NAP and self._watching:
            self._slept_before = asleep
            self.slept.emit()

    def _on_sleep(self) -> None:
        if self._watching:
            self.slept.emit()

    def _on_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def _listen_to_logind(self) -> None:
        if self._logind is None and sys.platform.startswith("linux"):
            self._logind = listen_to_logind(self._on_sleep, self)


class Logind(QObject):
    """Hears from the system's login manager that the computer is about to sleep."""

    def __init__(self, on_sleep: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_sleep = on_sleep

    @Slot(bool)
    def on_prepare(self, going: bool) -> None:
        if going:
            self._on_sleep()


def listen_to_logind(
    on_sleep: Callable[[], None], parent: QObject | None = None, bus: Any = None
) -> Logind | None:
    """Call back before the computer sleeps; None where there is no such service to hear it from.

    Args:
        bus: a QDBusConnection instead of the system's.
    """
    try:
        # Loaded late and only where it may be: nobody's start waits for it.
        from PySide6.QtDBus import QDBusConnection
    except ImportError:
        return None
    bus = bus or QDBusConnection.systemBus()
    if not bus.isConnected():
        return None
    made = Logind(on_sleep, parent)
    heard = bus.connect(
        "org.freedesktop.login1",
        "/org/freedesktop/login1",
        "org.freedesktop.login1.Manager",
        "PrepareForSleep",
        made,
        SLOT("on_prepare(bool)"),
    )
    return made if heard else None
