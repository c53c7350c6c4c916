"""Buttons, check boxes and the segmented control, painted to the design's states."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import along, painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.focus import ring_on_focus


class Look(StrEnum):
    """What a button looks like: how loudly it asks to be pressed."""

    PRIMARY = "primary"
    DEFAULT = "default"
    GHOST = "ghost"  # no edge, a ground on hover
    LINK = "link"  # words in the link's colour
    AI = "ai"  # ghost in the AI's colour
    INVERSE = "inverse"  # on the dark ground of toast and bulk bar


class Size(StrEnum):
    SMALL = "small"  # 24
    NORMAL = "normal"  # 28
    FIELD = "field"  # 32, beside a field
    LARGE = "large"  # 36


class Button(QPushButton):
    """A push button with an optional icon before and key hint after its words.

    Args:
        words: the label; "" makes a square icon button, which then needs ``name``.
        icon: a Phosphor name.
        key: the key that it has by itself ("C"); the one that it has now is shown behind the
            words.
        name: accessible name and tooltip where the words do not say it all; the key is
            added to the tooltip.
    """

    def __init__(
        self,
        themes: Themes,
        words: str = "",
        *,
        icon: str = "",
        look: Look = Look.DEFAULT,
        size: Size = Size.NORMAL,
        key: str = "",
        name: str = "",
        icon_token: str = "",
        trailing_icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        self._themes = themes
        self._words = words
        self._glyph = icon
        self._trailing = trailing_icon
        self._look = look
        self._size = size
        self._key_by_itself = key
        self._key = themes.taught(key)
        self._tip = name
        self._icon_token = icon_token
        self._joined = (False, False)
        if name or not words:
            self.setAccessibleName(name)
            self._show_tip()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        ring_on_focus(self, themes, self._corner())
        themes.changed.connect(self.updateGeometry)
        if key:
            themes.keys_taught.connect(self._renew_key)

    @property
    def key(self) -> str:
        """The key that is shown; "" for none."""
        return self._key

    @property
    def words(self) -> str:
        return self._words

    def set_words(self, words: str) -> None:
        self._words = words
        self.setText(words.replace("&", "&&"))
        self.updateGeometry()
        self.update()

    def set_joined(self, *, left: bool = False, right: bool = False) -> None:
        """Stand close beside another button: square on that side, as two halves of one."""
        self._joined = (left, right)
        self.update()

    def set_glyph(self, icon: str, token: str = "") -> None:
        """Another icon, in the colour of a token where one is given."""
        self._glyph, self._icon_token = icon, token or self._icon_token
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def height_for_look(self) -> int:
        sizes = self._themes.now.size
        return {
            Size.SMALL: sizes.control_small,
            Size.NORMAL: sizes.control,
            Size.FIELD: sizes.field,
            Size.LARGE: sizes.large,
        }[self._size]

    def sizeHint(self) -> QSize:
        height = self.height_for_look()
        if not self._words:
            return QSize(height, height)
        return QSize(self._content_width() + self._left() + self._right(), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        ground, edge, ink = self._colors()
        box = QRectF(self.rect())
        corner = self._corner()
        left, right = self._joined
        # What lies outside is not painted, and with it the round corners of that side.
        box.adjust(-corner if left else 0, 0, corner if right else 0, 0)
        if edge is not None:
            paint.outlined(painter, box, corner, ground, edge)
        elif ground is not None:
            paint.ground(painter, theme, box, corner, ground)
        side = 12 if self._size is Size.SMALL and self._words else 16
        if self._words and self._size is Size.SMALL:
            side = 14
        icon_ink = theme.color(self._icon_token) if self._icon_token else self._icon_ink(ink)
        middle = self.height() // 2
        if not self._words:
            if self._glyph:
                left = (self.width() - side) // 2
                self._themes.draw_glyph(
                    painter, left, middle - side // 2, side, self._glyph, icon_ink
                )
            return
        spare = self.width() - self._content_width() - self._left() - self._right()
        x = self._left() + max(0, spare // 2)
        if self._glyph:
            self._themes.draw_glyph(painter, x, middle - side // 2, side, self._glyph, icon_ink)
            x += side + self._gap()
        font = self._font()
        room = self.width() - x
        rect = QRect(x, 0, room, self.height())
        begin = x
        x += paint.text(painter, rect, self._words, font, ink, elide=False)
        if theme.contrast and self._look is Look.LINK:
            painter.drawLine(begin, middle + 8, x, middle + 8)
        if self._trailing:
            self._themes.draw_glyph(painter, x + 4, middle - 5, 10, self._trailing, icon_ink)
        if self._key:
            rect = QRect(x + 8, 0, self.width() - x - 8, self.height())
            faint = QColor(ink)
            faint.setAlphaF(1 if theme.contrast else 0.92)
            pressed = self.isDown() or self.isChecked()
            quiet = theme.text.secondary if pressed else theme.text.tertiary
            key_ink = faint if self._look is Look.PRIMARY else quiet
            paint.text(painter, rect, self._key, theme.font("keycap"), key_ink, elide=False)

    def _renew_key(self) -> None:
        """The command behind it has another key, or another screen is shown."""
        if not self.isVisible():  # which screen's it is shows when it is shown
            return
        key = self._themes.taught(self._key_by_itself)
        if key == self._key:
            return
        self._key = key
        if self._tip or not self._words:
            self._show_tip()
        self.updateGeometry()
        self.update()

    def teach(self, name: str, key: str) -> None:
        """Another name for tooltip and screen reader, and the key that this has by itself."""
        self._tip, self._key_by_itself = name, key
        self._key = self._themes.taught(key)
        self.setAccessibleName(name)
        self._show_tip()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._key_by_itself:
            self._renew_key()

    def _show_tip(self) -> None:
        self.setToolTip(f"{self._tip}  {self._key}" if self._key else self._tip)

    def _font(self) -> QFont:
        role = "small" if self._size is Size.SMALL else "body"
        return self._themes.now.font(role, 500)

    def _left(self) -> int:
        """Room before the content; an icon brings some of its own."""
        if self._look is Look.LINK:
            return 0
        small = self._size is Size.SMALL
        if self._glyph:
            return 6 if small else 9
        return 9 if small else 11

    def _right(self) -> int:
        if self._look is Look.LINK:
            return 0
        if self._key:
            return 10
        return 9 if self._size is Size.SMALL else 11

    def _gap(self) -> int:
        return 6

    def _corner(self) -> int:
        radius = self._themes.now.radius
        return radius.large_button if self._size is Size.LARGE else radius.control

    def _content_width(self) -> int:
        width = paint.text_width(self._words, self._font())
        if self._glyph:
            width += (14 if self._size is Size.SMALL else 16) + self._gap()
        if self._trailing:
            width += 14
        if self._key:
            width += 8 + paint.text_width(self._key, self._themes.now.font("keycap"))
        return width

    def _icon_ink(self, ink: QColor) -> QColor:
        theme = self._themes.now
        if self.isEnabled() and self._look in (Look.DEFAULT, Look.GHOST):
            return theme.text.secondary
        if self.isEnabled() and self._look is Look.INVERSE:
            return theme.text.on_inverse_muted
        return ink

    def _colors(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Ground, edge and ink of the state the button is in."""
        theme = self._themes.now
        hot, down = self.underMouse() and self.isEnabled(), self.isDown() or self.isChecked()
        if not self.isEnabled():
            if self._look is Look.PRIMARY:
                return theme.bg.inset, None, theme.text.disabled
            if self._look is Look.DEFAULT:
                return theme.bg.subtle, theme.border.subtle, theme.text.disabled
            return None, None, theme.text.disabled
        if self._look is Look.PRIMARY:
            fill = theme.accent
            ground = fill.fill_pressed if down else fill.fill_hover if hot else fill.fill
            return ground, None, theme.text.on_accent
        if self._look is Look.DEFAULT:
            ground = theme.bg.pressed if down else theme.bg.hover if hot else theme.bg.canvas
            return ground, theme.border.default, theme.text.primary
        if self._look is Look.INVERSE:
            lit = theme.bg.inverse_hover if hot or down else None
            return lit, None, theme.text.on_inverse
        if self._look is Look.LINK:
            return None, None, theme.text.link if not hot else theme.accent.solid
        ground = theme.bg.pressed if down else theme.bg.hover if hot else None
        if self._look is Look.AI:
            return ground, None, theme.semantic.ai.fg
        return ground, None, theme.text.secondary


def icon_button(
    themes: Themes, icon: str, name: str, *, key: str = "", size: Size = Size.NORMAL
) -> Button:
    """A square ghost button with a name for tooltip and screen reader."""
    return Button(themes, icon=icon, name=name, key=key, look=Look.GHOST, size=size)


class Check(QCheckBox):
    """The design's check box; its words stand 8 px behind the box."""

    def __init__(self, themes: Themes, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._themes = themes
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        ring_on_focus(self, themes, themes.now.radius.checkbox)

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        side = theme.size.checkbox
        if not self.text():
            return QSize(side, side)
        return QSize(side + 10 + paint.text_width(self.text(), theme.font()), theme.line("body"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        side = theme.size.checkbox
        top = (self.height() - side) // 2
        paint.check_box(
            painter,
            self._themes,
            0,
            top,
            self.checkState(),
            enabled=self.isEnabled(),
            hover=self.underMouse(),
        )
        if self.text():
            rect = QRect(side + 8, 0, self.width() - side - 8, self.height())
            ink = theme.text.primary if self.isEnabled() else theme.text.disabled
            paint.text(painter, rect, self.text(), theme.font(), ink)


class _Segment(QAbstractButton):
    def __init__(self, themes: Themes, words: str, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self._glyph = icon
        self.setText(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        ring_on_focus(self, themes, 5)

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        icon = 20 if self._glyph else 0
        words = paint.text_width(self.text(), self._font())
        return QSize(words + icon + 22, theme.size.control - 4)

    def _font(self) -> QFont:
        tall = self.height() > self._themes.now.size.control - 2
        return self._themes.now.font("body" if tall else "small", 500)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        if self.isChecked():
            edge, width = theme.edge(theme.bg.selected) or (theme.border.default, 1)
            paint.outlined(painter, QRectF(self.rect()), 5, theme.bg.raised, edge, width)
        ink = theme.text.primary if self.isChecked() else theme.text.secondary
        font = self._font()
        width = paint.text_width(self.text(), font) + (20 if self._glyph else 0)
        x = (self.width() - width) // 2
        if self._glyph:
            y = self.height() // 2 - 7
            self._themes.draw_glyph(painter, x, y, 14, self._glyph, ink)
            x += 20
        rect = QRect(x, 0, self.width() - x, self.height())
        paint.text(painter, rect, self.text(), font, ink, elide=False)


class Segmented(QWidget):
    """A choice of one among few, side by side; arrows move it.

    Args:
        items: (key, words, icon or "") of each.
        tall: the height of a field instead of a button's, filling its width.
    """

    chosen = Signal(str)

    def __init__(
        self,
        themes: Themes,
        items: Sequence[tuple[str, str, str]],
        *,
        tall: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._tall = tall
        self._keys = [key for key, _, _ in items]
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        for at, (_key, words, icon) in enumerate(items):
            segment = _Segment(themes, words, icon, self)
            segment.setSizePolicy(
                QSizePolicy.Policy.Expanding if tall else QSizePolicy.Policy.Fixed,
                QSizePolicy.Policy.Expanding,
            )
            self._group.addButton(segment, at)
            row.addWidget(segment)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(lambda at: self.chosen.emit(self._keys[at]))
        self._renew()
        themes.changed.connect(self._renew)

    @property
    def value(self) -> str:
        at = self._group.checkedId()
        return self._keys[at] if at >= 0 else ""

    def choose(self, key: str) -> None:
        """Set the choice and tell it."""
        button = self._group.button(self._keys.index(key))
        if not button.isChecked():
            button.setChecked(True)
            self.chosen.emit(key)

    def show_choice(self, key: str) -> None:
        """Set the choice without telling it; "" for none of them."""
        self._group.setExclusive(bool(key))
        for at, each in enumerate(self._keys):
            self._group.button(at).setChecked(each == key)
        self._group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = along(self, event.key())
        if not step:
            super().keyPressEvent(event)
            return
        at = (self._group.checkedId() + step) % len(self._keys)
        self.choose(self._keys[at])
        self._group.button(at).setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        paint.ground(painter, theme, self.rect(), theme.radius.control + 1, theme.bg.inset)

    def _renew(self) -> None:
        sizes = self._themes.now.size
        self.setFixedHeight(sizes.field if self._tall else sizes.control)
