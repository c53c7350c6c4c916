"""One command and its keys: pressed, it takes the next keys that are pressed as its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop_app.domain.language import tr
from desktop_app.domain.shortcuts import Shortcut
from desktop_app.ui.actions import caps_of, shown_key
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import draw_words, painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.focus import ring_on_focus

_PAD = 16
_MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta,
              Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock)  # fmt: skip
_Mod = Qt.KeyboardModifier


class KeyCell(QAbstractButton):
    """Title at the left, keys at the right.

    Signals:
        begun: it listens for new keys now.
        pressed_keys: a key with what was held, as Qt spells it everywhere.
        cleared: the command is to have no key.
        left_off: nothing is to be changed.
        menu_wanted: where on the screen its menu is wanted.
    """

    begun = Signal()
    pressed_keys = Signal(str)
    cleared = Signal()
    left_off = Signal()
    menu_wanted = Signal(object)

    shortcut: Shortcut

    def __init__(self, themes: Themes, shortcut: Shortcut) -> None:
        super().__init__()
        self._themes = themes
        self.shortcut = shortcut
        self._keys: tuple[str, ...] = ()
        self._changed = False
        self._held = ""
        self.listens = False
        self.setText(shortcut.title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        fixed = shortcut.fixed
        focus = Qt.FocusPolicy
        self.setFocusPolicy(focus.NoFocus if fixed else focus.StrongFocus)
        if not fixed:
            ring_on_focus(self, themes, 2)
            self.clicked.connect(self.listen)
        self.show_keys((), changed=False)

    @property
    def keys(self) -> tuple[str, ...]:
        return self._keys

    @property
    def is_changed(self) -> bool:
        return self._changed

    def show_keys(self, keys: tuple[str, ...], *, changed: bool) -> None:
        """Show the keys that the command has; ``changed``: they are not those it had first."""
        self._keys, self._changed = keys, changed
        said = tr(" or ").join(map(shown_key, keys)) or tr("no key")
        self.setAccessibleName(f"{self.shortcut.title}, {self.shortcut.where}, {said}")
        if self.shortcut.fixed:
            self.setToolTip(tr("This key belongs to the list itself, and stays."))
        elif changed:
            first = tr(" or ").join(map(shown_key, self.shortcut.keys)) or tr("no key")
            self.setToolTip(tr("Changed. By itself: {first}", first=first))
        else:
            self.setToolTip("")
        self.setAccessibleDescription(self.toolTip() or tr("Press Enter to change it"))
        self.update()

    def listen(self) -> None:
        """Take the next keys."""
        self.listens, self._held = True, ""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()
        self.begun.emit()

    def stop(self) -> None:
        """Listen no more."""
        self.listens = False
        self.update()

    def event(self, event: QEvent) -> bool:
        if self.listens and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # what has this key now does not act
            return True
        if self.listens and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._on_key(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def _on_key(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~_Mod.KeypadModifier
        if key in _MODIFIERS:
            self._held = _held_words(held)
            self.update()
        elif event.isAutoRepeat():
            return
        elif key == Qt.Key.Key_Escape and not held:
            self.left_off.emit()
        elif key == Qt.Key.Key_Backspace and not held:
            self.cleared.emit()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.left_off.emit()
            self.focusNextPrevChild(key == Qt.Key.Key_Tab)
        elif key != Qt.Key.Key_unknown:
            self.pressed_keys.emit(key_of(event))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if self.listens:
            self._held = _held_words(event.modifiers())
            self.update()
            return  # letting go of a key presses no button
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        reasons = Qt.FocusReason
        if self.listens and event.reason() in (reasons.TabFocusReason, reasons.BacktabFocusReason):
            self.left_off.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.shortcut.fixed:
            self.menu_wanted.emit(event.globalPos())

    def sizeHint(self) -> QSize:
        return QSize(240, self._themes.now.size.setting_row - 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        if self.underMouse() and not self.shortcut.fixed:
            paint.ground(painter, theme, self.rect(), 0, theme.bg.hover)
        painter.fillRect(0, 0, self.width(), 1, theme.border.subtle)
        right = self.width() - _PAD
        if self.listens:
            right = self._paint_listening(painter, right)
        else:
            for number, key in enumerate(reversed(self._keys)):
                right = self._paint_key(painter, right - (10 if number else 0), key)
        if self._changed:
            paint.rounded(painter, QRectF(6, self.height() / 2 - 2, 4, 4), 2, theme.accent.solid)
        ink = theme.text.secondary if self.shortcut.fixed else theme.text.primary
        room = QRect(_PAD, 0, right - _PAD - 8, self.height())
        paint.text(painter, room, self.text(), theme.font("body"), ink)

    def _paint_key(self, painter: QPainter, right: int, key: str) -> int:
        """The caps of a key, ending at ``right``; where they begin."""
        theme = self._themes.now
        font, height = theme.font("keycap"), theme.size.keycap
        for cap in reversed(caps_of(key)):
            width = max(height, paint.text_width(cap, font) + 9)
            box = QRect(right - width, (self.height() - height) // 2, width, height)
            ground = None if self.shortcut.fixed else theme.bg.subtle
            edge = theme.border.subtle if self.shortcut.fixed else theme.border.default
            paint.outlined(painter, QRectF(box), theme.radius.keycap, ground, edge)
            painter.setFont(font)
            painter.setPen(theme.text.tertiary if self.shortcut.fixed else theme.text.secondary)
            draw_words(painter, box, int(Qt.AlignmentFlag.AlignCenter), cap)
            right -= width + 3
        return right + 3

    def _paint_listening(self, painter: QPainter, right: int) -> int:
        theme = self._themes.now
        font, height = theme.font("keycap"), theme.size.keycap
        words = f"{self._held}…"
        width = max(28, paint.text_width(words, font) + 12)
        box = QRect(right - width, (self.height() - height) // 2, width, height)
        paint.outlined(
            painter, QRectF(box), theme.radius.keycap, theme.bg.canvas, theme.accent.solid, 2
        )
        painter.setFont(font)
        painter.setPen(theme.text.secondary)
        draw_words(painter, box, int(Qt.AlignmentFlag.AlignCenter), words)
        said, bold = tr("Press new keys"), theme.font("small", 500)
        length = paint.text_width(said, bold)
        left = box.left() - 10 - length
        rect = QRect(left, 0, length + 1, self.height())
        paint.text(painter, rect, said, bold, theme.accent.text, elide=False)
        return left


def key_of(event: QKeyEvent) -> str:
    """What was pressed, as Qt spells it everywhere. A sign that needs Shift is the sign alone: it
    is elsewhere on other keyboards."""
    held = event.modifiers() & ~(_Mod.KeypadModifier | _Mod.GroupSwitchModifier)
    key = Qt.Key(event.key())
    text = event.text()
    if held & _Mod.ShiftModifier and text.isprintable() and text and not text.isalpha():
        held &= ~_Mod.ShiftModifier
    if key == Qt.Key.Key_Enter:
        key = Qt.Key.Key_Return
    sequence = QKeySequence(held.value | key.value)
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


def _held_words(held: Qt.KeyboardModifier) -> str:
    names = ((_Mod.ControlModifier, "Ctrl"), (_Mod.AltModifier, "Alt"),
             (_Mod.ShiftModifier, "Shift"), (_Mod.MetaModifier, "Meta"))  # fmt: skip
    return "".join(f"{name}+" for modifier, name in names if held & modifier)
