"""Whether the session of this program still stands: it may be ended on the web or elsewhere."""

from __future__ import annotations

import logging
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.ui.ops import Operations

log = logging.getLogger(__name__)

_SECOND_LOOK = 500  # ms


class SessionWatch(QObject):
    """Asks in the background when told to; nothing ticks.

    Signals:
        ended: the session is gone.
    """

    ended = Signal()

    def __init__(self, ops: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ops = ops
        self._signin: Any = None
        self.in_doubt = False

    def attend(self, signin: Any) -> None:
        """Somebody has come in."""
        self._signin = signin
        self.in_doubt = False

    def dismiss(self) -> None:
        """Nobody is signed in."""
        self._signin = None

    def look(self) -> None:
        """Ask whether the session's row still stands."""
        if self._signin is not None:
            lives = self._signin.session_lives
            self._ops.run_query(self, lives, self._on_answer, self._on_not_known, key="session")

    def _on_answer(self, lives: bool) -> None:
        if lives or self._signin is None:
            self.in_doubt = False
        elif not self.in_doubt:
            # A new password changes the token of this session, too: the rows may be a moment
            # ahead of what this program holds. Who is really out is still out in a moment.
            self.in_doubt = True
            QTimer.singleShot(_SECOND_LOOK, self, self.look)
        else:
            self.ended.emit()

    def _on_not_known(self, error: Exception) -> None:
        """The database is away: nothing is known, so nothing is done. It will be asked again."""
        log.info("whether the session stands is not known: %s", type(error).__name__)
