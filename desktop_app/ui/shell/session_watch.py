"""Whether the session of this program still stands: it may be ended on the web or elsewhere, and
runs out unless somebody looks."""

from __future__ import annotations

import logging
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.users import SessionState
from desktop_app.ui.ops import Operations

log = logging.getLogger(__name__)

_SECOND_LOOK = 500  # ms
_LOOK_EVERY = 60 * 60 * 1000  # ms: a session is renewed by a look, and needs one a day


class SessionWatch(QObject):
    """Asks in the background when told to, and every hour.

    Args:
        every: milliseconds between looks that nobody asked for.

    Signals:
        ended: the :class:`SessionState` of the session that lives no longer.
    """

    ended = Signal(object)

    def __init__(
        self, ops: Operations, parent: QObject | None = None, *, every: int = _LOOK_EVERY
    ) -> None:
        super().__init__(parent)
        self._ops = ops
        self._signin: Any = None
        self.in_doubt = False
        self._hourly = QTimer(self)
        self._hourly.setInterval(every)
        self._hourly.timeout.connect(self.look)

    def attend(self, signin: Any) -> None:
        """Somebody has come in."""
        self._signin = signin
        self.in_doubt = False
        self._hourly.start()

    def dismiss(self) -> None:
        """Nobody is signed in."""
        self._signin = None
        self._hourly.stop()

    def look(self) -> None:
        """Ask whether the session still stands, which keeps it alive."""
        if self._signin is not None:
            state = self._signin.session_state
            self._ops.run_query(self, state, self._on_answer, self._on_not_known, key="session")

    def _on_answer(self, state: SessionState) -> None:
        if state is SessionState.LIVES or self._signin is None:
            self.in_doubt = False
        elif not self.in_doubt:
            # A new password changes the token of this session, too: the rows may be a moment
            # ahead of what this program holds. Who is really out is still out in a moment.
            self.in_doubt = True
            QTimer.singleShot(_SECOND_LOOK, self, self.look)
        else:
            self.ended.emit(state)

    def _on_not_known(self, error: Exception) -> None:
        """The database is away: nothing is known, so nothing is done. It will be asked again."""
        log.info("whether the session stands is not known: %s", type(error).__name__)
