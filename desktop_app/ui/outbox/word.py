"""The outbox at the foot of the window: what is on its way, waits, or needs a look."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from desktop_app.domain.changes import Kind
from desktop_app.domain.outgoing import OutboxCounts
from desktop_app.ui.outbox.words import foot_words
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.status_bar import Word
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets.focus import ring_on_focus

_MINUTE = 60_000


class OutboxWord(Word):
    """ "Sending 1, 2 scheduled"; nothing where nothing is on its way. Pressing it opens the outbox.

    Signals:
        activated: it was pressed.
    """

    activated = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx.theme)
        self._ctx = ctx
        self._counts = OutboxCounts()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        ring_on_focus(self, ctx.theme, 4)
        # What is scheduled goes, and what nobody comes for waits, by the clock alone.
        self._later = single_shot(self, _MINUTE, self.refresh)
        ctx.bus.changed.connect(self._on_changed)
        if ctx.network is not None:
            ctx.network.changed.connect(self._show)

    def refresh(self) -> None:
        """Count, in the background."""
        self._ctx.ops.run_query(
            self,
            self._ctx.services.outbox.figures,
            self.show_counts,
            lambda _error: None,  # the foot also tells that the database is away
            key="outbox",
        )

    def show_counts(self, counts: OutboxCounts) -> None:
        self._counts = counts
        self._show()
        if counts != OutboxCounts():
            self._later.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.activated.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.activated.emit()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        offline = self._ctx.network is not None and self._ctx.network.offline
        words, tip, strong = foot_words(self._counts, offline=offline)
        glyph = "ph.warning-fill" if self._counts.look else "ph.paper-plane-tilt"
        self.say(glyph, words, strong=strong, tip=tip)
        self.setVisible(bool(words))

    def _on_changed(self, news: object) -> None:
        if getattr(news, "kinds", Kind.NONE) & (Kind.OUTBOX | Kind.DRAFTS):
            self.refresh()
