"""How far reading is, at the foot of the window: shown while there is something to read."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QMenu

from desktop_app.domain.changes import Kind
from desktop_app.domain.insights import ReadingState
from desktop_app.domain.language import percent, plural, tr
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.status_bar import Word
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.focus import ring_on_focus

_PATIENCE = 1_000  # ms: what is read sooner is not worth a word
_BAR = 64
_GAP = 8


class ReadingWord(Word):
    """ "Reading 240 messages" and a bar; nothing where nothing waits, or where reading is off.
    Pressing it pauses reading, goes on with it, or switches it off.

    Signals:
        settings_wanted: the settings of reading.
    """

    settings_wanted = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx.theme)
        self._ctx = ctx
        self._state = ReadingState(0, 0, 0, True)
        self._most = 0  # that waited since nothing did
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        ring_on_focus(self, ctx.theme, 4)
        self._patience = single_shot(self, _PATIENCE, self.refresh)
        ctx.bus.changed.connect(self._on_changed)

    @property
    def fraction(self) -> float:
        """How much of what waited is read, from 0 to 1."""
        return 1 - self._state.waiting / self._most if self._most else 0.0

    def refresh(self) -> None:
        """Read how far it is, in the background."""
        self._ctx.ops.run_query(
            self,
            self._ctx.services.insights.state,
            self.show_state,
            lambda _error: None,  # the foot also tells that the database is away
            key="reading",
        )

    def show_state(self, state: ReadingState) -> None:
        """Show how far it is: the first time a moment later, if it still waits then."""
        first = self._most == 0 and state.waiting > 0
        self._state = state
        self._most = max(self._most, state.waiting) if state.waiting else 0
        count = plural("{n} messages", "{n} message", state.waiting)
        words = (
            tr("Reading paused, {count} left", count=count)
            if state.is_paused
            else tr("Reading {count}", count=count)
        )
        glyph = "ph.pause" if state.is_paused else "ph.sparkle"
        self.say(glyph, words, strong=False, tip=tr("Pause reading, or switch it off"))
        self.setAccessibleName(
            tr("{words}, {share} done", words=words, share=percent(self.fraction * 100))
        )
        if first and not state.is_paused:
            self._patience.start()
        else:
            self.setVisible(state.is_on and state.waiting > 0)

    def menu(self) -> QMenu:
        """What can be done about it."""
        insights, ops = self._ctx.services.insights, self._ctx.ops
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        paused = self._state.is_paused
        menu.addAction(
            tr("Go on reading") if paused else tr("Pause reading"),
            lambda: ops.run_command(self, lambda: insights.set_paused(not paused)),
        )
        menu.addAction(
            tr("Read no mail any more"),
            lambda: ops.run_command(self, lambda: insights.set_on(False)),
        )
        menu.addSeparator()
        menu.addAction(tr("Settings…"), self.settings_wanted.emit)
        return menu

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + _GAP + _BAR, hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        bar = QRect(self.width() - _BAR, self.height() // 2 - 2, _BAR, 4)
        tint = self._themes.now.semantic.ai.solid
        paint.progress_bar(painter_on(self), self._themes, bar, self.fraction, tint)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._open_menu()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open_menu()
        else:
            super().keyPressEvent(event)

    def _open_menu(self) -> None:
        menu = self.menu()
        corner = self.mapToGlobal(QPoint(0, 0))
        menu.popup(QPoint(corner.x(), corner.y() - menu.sizeHint().height() - 4))

    def _on_changed(self, news: object) -> None:
        if getattr(news, "kinds", Kind.NONE) & (Kind.INSIGHTS | Kind.MESSAGES):
            self.refresh()
