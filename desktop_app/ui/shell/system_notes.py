"""Messages on the desktop, outside of the window: by its tray where there is one, else on Linux by
its portal, else not at all."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from desktop_app.ui.timers import single_shot

log = logging.getLogger(__name__)

_SHOWN_FOR = 10_000  # ms
_SERVICE, _PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
_INTERFACE = "org.freedesktop.portal.Notification"
_ANSWERS_WITHIN = 3_000  # ms


class SystemNotes(QObject):
    """Shows messages outside of the window, never waiting for anybody.

    The portal is asked, and not ``org.freedesktop.Notifications`` itself: that wants an unsigned
    number, which Qt for Python cannot write, and reads text as markup where the portal does not.

    Args:
        bus: a QDBusConnection instead of the session's.
        tray: whether the desktop's tray is used where there is one.
    """

    def __init__(
        self, parent: QObject | None = None, *, bus: Any = None, tray: bool = True
    ) -> None:
        super().__init__(parent)
        self._bus = bus
        self._tray: QSystemTrayIcon | None = None
        self._use_tray = tray
        self._pressed: Callable[[], None] = lambda: None

    def show(
        self, title: str, text: str, pressed: Callable[[], None], otherwise: Callable[[], None]
    ) -> None:
        """Show a message.

        Args:
            pressed: called when somebody presses it, where the desktop tells.
            otherwise: called, perhaps later, where the desktop shows none.
        """
        if not (self._by_tray(title, text, pressed) or self._by_portal(title, text, otherwise)):
            otherwise()

    def _by_tray(self, title: str, text: str, pressed: Callable[[], None]) -> bool:
        if not (
            self._use_tray
            and QSystemTrayIcon.isSystemTrayAvailable()
            and QSystemTrayIcon.supportsMessages()
        ):
            return False
        if self._tray is None:
            icon = QApplication.windowIcon()
            self._tray = QSystemTrayIcon(icon if not icon.isNull() else QIcon(), self)
            self._tray.messageClicked.connect(lambda: self._pressed())
            self._gone = single_shot(self, 2 * _SHOWN_FOR, self._tray.hide)
        # A message belongs to an icon; without one to tell there is none in the tray.
        self._pressed = pressed
        self._tray.show()
        self._tray.showMessage(title, text, QSystemTrayIcon.MessageIcon.Information, _SHOWN_FOR)
        self._gone.start()
        return True

    def _by_portal(self, title: str, text: str, otherwise: Callable[[], None]) -> bool:
        try:
            from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher
        except ImportError:
            return False
        bus = self._bus or QDBusConnection.sessionBus()
        if not bus.isConnected():
            return False
        message = QDBusMessage.createMethodCall(_SERVICE, _PATH, _INTERFACE, "AddNotification")
        message.setArguments([uuid4().hex, {"title": title, "body": text}])
        watcher = QDBusPendingCallWatcher(bus.asyncCall(message, _ANSWERS_WITHIN), self)

        def ended() -> None:
            if watcher.isError():
                log.info("the desktop shows no messages: %s", watcher.error().name())
                otherwise()
            watcher.deleteLater()

        watcher.finished.connect(ended)
        return True
