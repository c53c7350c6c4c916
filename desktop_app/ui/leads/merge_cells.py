"""The cells of the comparison of leads: heads, values to choose of, values that are the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop_app.domain.language import plural, tr
from desktop_app.domain.lead_merge import MergeField, MergeSide
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import along, painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.focus import ring_on_focus

COLUMN = 236
"""Width of a lead's column in pixels, with the gap to the next."""

Shown = Callable[[Any], str]
"""What a value looks like in words."""


class MergeCell(QAbstractButton):
    """One of a row of which one is chosen.

    Signals:
        arrow: an arrow key was pressed: rows down, columns to the right.
        focused: the keyboard came here.
    """

    arrow = Signal(int, int)
    focused = Signal()

    def __init__(self, themes: Themes, key: str, spoken: str) -> None:
        super().__init__()
        self._themes = themes
        self.key = key
        self.setCheckable(True)
        self.setAccessibleName(spoken)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ring_on_focus(self, themes, themes.now.radius.control)
        themes.changed.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        return QSize(72, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        steps = {
            keys.Key_Up: (-1, 0), keys.Key_Down: (1, 0),
            keys.Key_Left: (0, along(self, keys.Key_Left)),
            keys.Key_Right: (0, along(self, keys.Key_Right)),
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self.arrow.emit(*step)
        elif event.key() in (keys.Key_Return, keys.Key_Enter):
            event.ignore()  # the dialog's
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        box = QRectF(self.rect())
        if self.isChecked():
            ground, edge, width = theme.accent.soft, theme.accent.solid, 1.5
        else:
            hot = self.isEnabled() and self.underMouse()
            ground, edge, width = (
                theme.bg.hover if hot else theme.bg.canvas, theme.border.default, 1.0,
            )  # fmt: skip
        paint.outlined(painter, box, theme.radius.control, ground, edge, width)
        inner = self.rect().adjusted(10, 0, -10, 0)
        if self.isChecked():
            side = 14
            at = inner.right() + 1 - side
            middle = self.height() // 2 - side // 2
            self._themes.draw_glyph(painter, at, middle, side, "ph.check-bold", theme.accent.solid)
            inner.setRight(inner.right() - side - 6)
        self.paint_words(painter, inner)

    def paint_words(self, painter: QPainter, rect: QRect) -> None:
        raise NotImplementedError


class HeadCell(MergeCell):
    """A lead: the one that is chosen stays, and the others go into it."""

    def __init__(self, themes: Themes, side: MergeSide) -> None:
        lead = side.lead
        self._name = lead.company or lead.contact_name
        self._detail = _counted(side)
        super().__init__(
            themes, "", tr("Keep {name}, {detail}", name=self._name, detail=self._detail)
        )
        self.setToolTip(tr("Keep {name}, with all that it has", name=self._name))

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        return QSize(COLUMN - 16, theme.line("body") + theme.line("small") + 14)

    def paint_words(self, painter: QPainter, rect: QRect) -> None:
        theme = self._themes.now
        face = QRect(rect.left(), rect.center().y() - 10, 22, 22)
        paint.monogram(painter, self._themes, face, self._name)
        body, small = theme.line("body"), theme.line("small")
        top = (self.height() - body - small) // 2
        words = rect.adjusted(30, 0, 0, 0)
        upper = QRect(words.left(), top, words.width(), body)
        lower = QRect(words.left(), top + body, words.width(), small)
        paint.text(painter, upper, self._name, theme.font("bodyStrong"), theme.text.primary)
        paint.text(painter, lower, self._detail, theme.font("small"), theme.text.secondary)


class ValueCell(MergeCell):
    """A field's value in one of the leads; one that is not there cannot be chosen."""

    def __init__(self, themes: Themes, field: MergeField, side: int, shown: Shown) -> None:
        value = field.values[side]
        self._status = field.key == "status"
        self._words = "" if value is None else shown(value)
        said = self._words or tr("none")
        super().__init__(themes, field.key, f"{field.title}: {said}")
        self.setEnabled(value is not None)
        self.setToolTip(self._words)

    def sizeHint(self) -> QSize:
        return QSize(COLUMN - 16, self._themes.now.line("body") + 10)

    def paint_words(self, painter: QPainter, rect: QRect) -> None:
        theme = self._themes.now
        if self._status:
            middle = self.height() // 2
            paint.status_pill(painter, self._themes, rect.left(), middle, self._words)
            return
        ink = theme.text.primary if self.isChecked() else theme.text.secondary
        words = self._words or "—"
        paint.text(painter, rect, words, theme.font(), ink if self._words else theme.text.tertiary)


class SameCell(QWidget):
    """A field that all of them have alike: nothing to choose."""

    def __init__(self, themes: Themes, field: MergeField, shown: Shown) -> None:
        super().__init__()
        self._themes = themes
        self._status = field.key == "status"
        self._words = shown(field.values[0])
        self.setAccessibleName(
            tr("{title}: {words}, the same in all", title=field.title, words=self._words)
        )
        themes.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(COLUMN, self._themes.now.line("body") + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        rect = self.rect().adjusted(10, 0, -10, 0)
        if self._status:
            middle = self.height() // 2
            paint.status_pill(painter, self._themes, rect.left(), middle, self._words)
        else:
            paint.text(painter, rect, self._words, theme.font(), theme.text.secondary)


def _counted(side: MergeSide) -> str:
    parts = [
        said
        for count, said in (
            (side.messages, plural("{n} messages", "{n} message", side.messages)),
            (side.actions, plural("{n} actions", "{n} action", side.actions)),
            (side.insights, plural("{n} insights", "{n} insight", side.insights)),
        )
        if count
    ]  # fmt: skip
    return ", ".join(parts) or tr("no mail yet")
