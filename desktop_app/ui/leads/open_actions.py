"""What is still to be done with a lead: above its timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.actions import Action, Priority, due_words, type_words
from desktop_app.domain.language import numeral, tr
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.focus import ring_on_focus
from desktop_app.ui.widgets.labels import label
from desktop_app.ui.widgets.layouts import clear

_AT_FIRST = 4


class OpenActions(QWidget):
    """The open actions of a lead, the one that is due first at the top.

    Args:
        caption: above them; "" where somebody else says it.
        stacked: when each is due stands below it, where there is little room beside.

    Signals:
        done_wanted: an action's circle was pressed.
        edit_wanted: an action's words were pressed.
    """

    done_wanted = Signal(object)
    edit_wanted = Signal(object)

    def __init__(self, ctx: Context, caption: str = tr("To do"), *, stacked: bool = False) -> None:
        super().__init__()
        self._ctx = ctx
        self._stacked = stacked
        self._every = False
        self._actions: tuple[Action, ...] = ()
        self.rows: list[ActionRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if caption:
            column.addWidget(label(caption, "caption"))
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        column.addLayout(self._column)

    def show_actions(self, actions: Sequence[Action], *, anew: bool = False) -> None:
        """Show these; without any there is nothing to see.

        Args:
            anew: of another lead, so that what had been unfolded is folded again.
        """
        self._every = self._every and not anew
        self._actions = tuple(actions)
        self._fill()

    def _fill(self) -> None:
        had = [row.action.id for row in self.rows if row.hasFocus() or row.circle.hasFocus()]
        clear(self._column)
        self.rows = []
        shown = self._actions if self._every else self._actions[:_AT_FIRST]
        now = self._ctx.now()
        for action in shown:
            row = ActionRow(
                self._ctx.theme, action, self._local(action.due), now, stacked=self._stacked
            )
            row.circle.clicked.connect(lambda _on=False, each=action: self.done_wanted.emit(each))
            row.words.clicked.connect(lambda _on=False, each=action: self.edit_wanted.emit(each))
            self.rows.append(row)
            self._column.addWidget(row)
        left = len(self._actions) - len(shown)
        if left:
            more = Button(
                self._ctx.theme,
                tr("Show {left} more", left=numeral(left)),
                look=Look.LINK,
                size=Size.SMALL,
            )
            more.clicked.connect(self._unfold)
            self._column.addWidget(more)
        self.setVisible(bool(self._actions))
        for row in self.rows:
            if row.action.id in had:
                row.circle.setFocus()

    def _unfold(self) -> None:
        self._every = True
        self._fill()

    def _local(self, due: datetime | None) -> datetime | None:
        return None if due is None else self._ctx.local(due)


class ActionRow(QWidget):
    """A circle that completes, and words that open the action."""

    def __init__(
        self,
        themes: Themes,
        action: Action,
        due: datetime | None,
        now: datetime,
        *,
        stacked: bool = False,
    ) -> None:
        super().__init__()
        self.action = action
        self.due = due_words(due, now)
        self.overdue = due is not None and due < now
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.circle = DoneCircle(themes, action)
        row.addWidget(self.circle, 0, Qt.AlignmentFlag.AlignTop)
        self.words = ActionWords(
            themes, action, self.due, overdue=self.overdue, stacked=stacked and bool(self.due)
        )
        row.addWidget(self.words, 1)


class DoneCircle(QAbstractButton):
    """An open circle; half filled when the action was begun."""

    def __init__(self, themes: Themes, action: Action) -> None:
        super().__init__()
        self._themes = themes
        self._begun = action.status == "in_progress"
        name = action.text or type_words(action.type)
        self.setAccessibleName(tr("Done: {name}", name=name))
        self.setToolTip(tr("Mark as done"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedSize(24, 24)
        ring_on_focus(self, themes, 12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        if self.underMouse() or self.isDown():
            self._themes.draw_glyph(painter, 3, 3, 18, "ph.check-circle-fill", theme.accent.solid)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.border.control), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(4.75, 4.75, 14.5, 14.5)
        painter.drawEllipse(box)
        if self._begun:
            painter.setBrush(QColor(theme.accent.solid))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPie(box, 90 * 16, 180 * 16)


class ActionWords(QAbstractButton):
    """What is to be done, how pressing it is where it is high, and when."""

    def __init__(
        self, themes: Themes, action: Action, due: str, *, overdue: bool, stacked: bool = False
    ) -> None:
        super().__init__()
        self._themes = themes
        self._action = action
        self._due = due
        self._overdue = overdue
        self._stacked = stacked
        kind = type_words(action.type)
        self._title = " ".join(action.text.split()) or kind
        self._kind = kind if action.text else ""
        self.setText(self._title)
        urgent = tr("high priority") if action.priority is Priority.HIGH else ""
        self.setAccessibleName(", ".join(filter(None, (self._title, self._kind, urgent, due))))
        self.setToolTip(action.text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ring_on_focus(self, themes, 4)

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        below = theme.line("small") if self._stacked else 0
        return QSize(120, max(28, theme.line("body") + below + 8))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        small = theme.font("small", tabular=True)
        ink = theme.semantic.danger.fg if self._overdue else theme.text.tertiary
        room = self.rect()
        if self._stacked:
            room.setHeight(theme.line("body") + 6)
            below = QRect(0, room.bottom(), self.width(), theme.line("small"))
            paint.text(painter, below, self._due, small, ink)
        else:
            right = paint.text_width(self._due, small)
            paint.text(painter, room, self._due, small, ink, right=True)
            room = room.adjusted(0, 0, -right - 10, 0)
        if self._action.priority is Priority.HIGH:
            self._themes.draw_glyph(
                painter, 0, room.center().y() - 6, 14, "ph.caret-double-up", theme.priority.high
            )
            room = room.adjusted(18, 0, 0, 0)
        words_ink = theme.text.link if self.underMouse() else theme.text.primary
        used = paint.text(painter, room, self._title, theme.font("bodyStrong"), words_ink)
        rest = room.adjusted(used + 4, 0, 0, 0)
        if self._kind and rest.width() > 40:
            paint.text(painter, rest, f"· {self._kind}", theme.font(), theme.text.secondary)
