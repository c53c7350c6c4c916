"""The page before the workspace: who is it, and with what shall we begin."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.users import SignIn, User
from desktop_app.ui.ops import Fault, Operations
from desktop_app.ui.shell.state import UiState
from desktop_app.ui.signin.start_with import StartWith
from desktop_app.ui.signin.who import Who
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button, Look
from desktop_app.ui.widgets.labels import Glyph, label
from desktop_app.ui.widgets.scroll import scrolling

_CARD = (638, 786)
_FOOT = 60
_RING = 4
SAMPLE_LEADS = 62
SAMPLE_MESSAGES = 600


class _Steps(QWidget):
    """Two short bars: how far one is."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.step = 1
        self.setFixedSize(54, 4)
        self.setAccessibleName("Step 1 of 2")

    def show_step(self, step: int) -> None:
        self.step = step
        self.setAccessibleName(f"Step {step} of 2")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = QPainter(self)
        for number in (0, 1):
            done = number < self.step
            color = theme.accent.solid if done else theme.border.default
            paint.rounded(painter, QRectF(number * 30, 0, 24, 4), 2, color)


class FirstRun(QWidget):
    """A card in the middle of the window with two steps.

    Signals:
        finished: the :class:`SignIn`; the workspace can open.
    """

    finished = Signal(object)

    def __init__(
        self,
        themes: Themes,
        ops: Operations,
        services: Any,
        people: Sequence[User],
        state: UiState,
    ) -> None:
        super().__init__()
        self._themes = themes
        self._ops = ops
        self._services = services
        self._state = state
        self._session: SignIn | None = None
        self.card = _Card(themes, self)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._pages = QStackedWidget()
        self.who = Who(themes, ops, services.signin, people)
        self.who.entered.connect(self._on_entered)
        self.who.choice.chosen.connect(lambda _choice: self._show_step(self.step))
        self.who.onward.connect(lambda: self._show_step(2))
        self._pages.addWidget(_centred(self.who, 398))
        self.start_with = StartWith(themes)
        self._pages.addWidget(_centred(self.start_with, 526))
        column.addWidget(self._pages, 1)
        column.addWidget(self._make_foot())
        self._show_step(1)

    def begin(self) -> None:
        self.who.begin()

    @property
    def step(self) -> int:
        return self._pages.currentIndex() + 1

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Files dropped on the window; taken once there is somebody to take them for."""
        self.start_with.add_paths(paths)

    def open_outpost(self) -> None:
        """Ask for what was chosen, then go in."""
        session = self._session
        if session is None:
            return
        jobs = self._services.for_user(session.user).jobs
        paths = tuple(self.start_with.paths) if self.start_with.files.chosen else ()
        samples = self.start_with.samples.chosen

        def run() -> None:
            if paths:
                jobs.ask_import(paths)
            if samples:
                jobs.ask_samples(SAMPLE_LEADS, SAMPLE_MESSAGES)

        self._open.setEnabled(False)
        self._ops.run_query(self, run, lambda _none: self.finished.emit(session), self._on_error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.step == 2 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_outpost()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = min(_CARD[0], self.width() - 32)
        height = min(_CARD[1], self.height() - 32)
        self.card.setGeometry(
            (self.width() - width) // 2, (self.height() - height) // 2, width, height
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.bg.inset if not theme.dark else theme.bg.window)
        box = QRectF(self.card.geometry())
        paint.shadow(painter, self._themes, box, theme.radius.dialog, 48, 16)

    def _make_foot(self) -> QWidget:
        foot = _Foot(self._themes)
        row = QHBoxLayout(foot)
        row.setContentsMargins(25, 1, 23, 0)
        row.setSpacing(8)
        self._lock = Glyph(self._themes, "ph.lock-key")
        self._promise = label("Nothing leaves this computer until you connect something.", "small")
        row.addWidget(self._lock)
        row.addWidget(self._promise)
        self._back = Button(self._themes, "Back", look=Look.GHOST)
        self._back.clicked.connect(lambda: self._show_step(1))
        row.addWidget(self._back)
        row.addStretch()
        self.steps = _Steps(self._themes)
        row.addWidget(self.steps)
        self._skip = Button(self._themes, "Skip")
        self._skip.clicked.connect(self._on_skip)
        row.addSpacing(4)
        row.addWidget(self._skip)
        self._open = Button(self._themes, "Open Outpost", look=Look.PRIMARY, key="Enter")
        self._open.clicked.connect(self.open_outpost)
        row.addWidget(self._open)
        return foot

    def _show_step(self, step: int) -> None:
        self._pages.setCurrentIndex(step - 1)
        self.steps.show_step(step)
        first = step == 1
        # Signing in has no second step.
        self.steps.setVisible(not (first and self.who.signing_in))
        for widget in (self._lock, self._promise):
            widget.setVisible(first)
        for widget in (self._back, self._skip, self._open):
            widget.setVisible(not first)
        if not first:
            self.start_with.files.box.setFocus()

    def _on_entered(self, session: SignIn, made: bool) -> None:
        self._session = session
        if made:
            self._show_step(2)
        else:
            self.finished.emit(session)

    def _on_skip(self) -> None:
        if self._session is not None:
            self.finished.emit(self._session)

    def _on_error(self, error: Exception) -> None:
        self._open.setEnabled(True)
        fault = Fault.of(error)
        self._promise.setText(f"{fault.title} {fault.advice}".strip())
        self._promise.setVisible(True)


class _Card(QWidget):
    """The raised sheet."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        box = QRectF(self.rect())
        paint.outlined(
            QPainter(self), box, theme.radius.dialog, theme.bg.canvas, theme.border.default
        )


class _Foot(QWidget):
    """The foot of the card: subtle ground, hairline above, round lower corners."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.setFixedHeight(_FOOT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = QPainter(self)
        corner = theme.radius.dialog - 1
        paint.rounded(painter, QRectF(self.rect()), corner, theme.bg.subtle)
        painter.fillRect(0, 0, self.width(), corner, theme.bg.subtle)
        painter.fillRect(0, 0, self.width(), 1, theme.border.subtle)


def _centred(inner: QWidget, width: int) -> QWidget:
    """A column of a width in the middle, that scrolls where the window is low."""
    # Focus rings stand out of what they mark; they need room within the column.
    inner.setMaximumWidth(width + 2 * _RING)
    inner.layout().setContentsMargins(_RING, 0, _RING, 0)
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(24, 16, 24, 16)
    row.addStretch(1)
    row.addWidget(inner, 1000)
    row.addStretch(1)
    return scrolling(holder)
