"""What a conversation comes to, in a fold above it; written when one opens it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.language import tr
from desktop_app.domain.writing import Purpose, State, Writing
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.focus import ring_on_focus
from desktop_app.ui.widgets.labels import ElidedLabel, Paragraph
from desktop_app.ui.widgets.scroll import scrolling
from desktop_app.ui.writing.asking import ask_for
from desktop_app.ui.writing.follow import Follow

_LEAST = 3  # messages: fewer are read as quickly
_MOST = 180  # px; a longer one scrolls


class SummaryFold(QWidget):
    """A line that opens; below it the summary as it comes."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._talk: UUID | None = None
        self._messages: tuple[UUID, ...] = ()
        self._follow = Follow(ctx, self)
        self._follow.changed.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 0, 20, 0)
        column.setSpacing(0)
        self.line = _Line(ctx.theme)
        self.line.toggled.connect(self._on_toggled)
        column.addWidget(self.line)
        self.text = Paragraph(ctx.theme, "")
        self._place = scrolling(self._inside())
        self._place.setMaximumHeight(_MOST)
        self._place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column.addWidget(self._place)
        self._foot = self._make_foot()
        column.addWidget(self._foot)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._open(False)
        self.hide()

    def show_for(self, talk: UUID | None, messages: tuple[UUID, ...]) -> None:
        """The summary of another conversation, folded; of one that went on, anew."""
        if (talk, messages) == (self._talk, self._messages):
            return
        same, self._talk, self._messages = talk == self._talk, talk, messages
        self._follow.stop()
        self.setVisible(talk is not None and len(messages) >= _LEAST)
        was_open = same and self.line.isChecked()
        self.line.setChecked(False)
        self._say("")
        if was_open and not self.isHidden():
            self.line.setChecked(True)

    # Inside

    def _on_toggled(self, on: bool) -> None:
        self._open(on)
        if on and not self._follow.is_on:
            self._look()

    def _look(self) -> None:
        """What there is already; else it is asked for."""
        talk, writing = self._talk, self._ctx.services.writing
        if talk is None:
            return
        self._say(tr("Reading the conversation …"))

        def found(there: Writing | None) -> None:
            if talk != self._talk:
                return
            if there is not None and there.state is State.DONE:
                self._show(there)
            else:
                self._ask(talk)

        self._ctx.ops.run_query(self, lambda: writing.summary_of(talk), found, self._refused)

    def _ask(self, talk: UUID) -> None:
        writing = self._ctx.services.writing

        def begun(writing_id: UUID) -> None:
            if talk == self._talk:
                self._follow.begin(writing_id)

        ask_for(
            self._ctx,
            self,
            lambda: writing.leaving(Purpose.SUMMARY, thread_id=talk),
            lambda: writing.summary(talk),
            begun,
            self._refused,
            lambda: self.line.setChecked(False),
        )

    def _show(self, now: Writing) -> None:
        if now.state is State.FAILED and not now.text:
            error = now.error
            self._say(f"{error.title} {error.advice}" if error else tr("It could not be written."))
            self.again.show()
        elif now.text:
            by = (
                tr("Written by {engine}.", engine=now.engine)
                if now.is_model and now.engine
                else tr("Put together here.")
            )
            by = "" if not now.state.over else by
            self._say(now.text, by)
        elif now.state.over:
            self._say(tr("There is nothing to summarise."))

    def _refused(self, error: Exception) -> None:
        fault = Fault.of(error)
        self._say(f"{fault.title} {fault.advice}".strip())
        self.again.show()

    def _say(self, text: str, by: str = "") -> None:
        self.text.set_text(text)
        self.by.set_text(tr("{by} Read the mail before you rely on it.", by=by) if by else "")
        self.again.hide()
        self._foot.setVisible(self.line.isChecked())
        self._place.setFixedHeight(min(_MOST, self._height_of_text()))

    def _height_of_text(self) -> int:
        width = max(200, self.width() - 40)
        return max(self.text.heightForWidth(width), self._ctx.theme.now.line("body")) + 8

    def _open(self, on: bool) -> None:
        self._place.setVisible(on)
        self._foot.setVisible(on)

    def _inside(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 2, 0, 6)
        column.addWidget(self.text)
        column.addStretch()
        return holder

    def _make_foot(self) -> QWidget:
        themes = self._ctx.theme
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 8)
        row.setSpacing(8)
        self.by = ElidedLabel(themes, "", font="small", ink="text.tertiary")
        row.addWidget(self.by, 1)
        self.again = Button(themes, tr("Try again"), look=Look.AI, size=Size.SMALL)
        self.again.clicked.connect(lambda: self._talk is not None and self._ask(self._talk))
        self.again.hide()
        row.addWidget(self.again)
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ctx.theme.now
        painter = painter_on(self)
        if self.line.isChecked():
            painter.fillRect(self.rect(), theme.semantic.ai.bg)
        edge = theme.semantic.ai.border if self.line.isChecked() else theme.border.subtle
        painter.fillRect(0, self.height() - 1, self.width(), 1, edge)


class _Line(QAbstractButton):
    """The line that opens it."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.setCheckable(True)
        self.setText(tr("Summary"))
        self.setAccessibleName(tr("Summary of this conversation"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ring_on_focus(self, themes, 4)

    def sizeHint(self) -> QSize:
        return QSize(120, self._themes.now.line("small") + 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        ink = theme.semantic.ai.fg
        middle = self.height() // 2
        self._themes.draw_glyph(painter, 0, middle - 7, 14, "ph.sparkle", ink)
        font = theme.font("small", 500)
        width = paint.text_width(self.text(), font)
        rect = QRect(20, 0, width, self.height())
        paint.text(painter, rect, self.text(), font, ink, elide=False)
        caret = "ph.caret-up" if self.isChecked() else "ph.caret-down"
        self._themes.draw_glyph(painter, 20 + width + 6, middle - 5, 10, caret, ink)
