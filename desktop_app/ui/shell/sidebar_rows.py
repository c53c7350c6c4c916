"""What stands in the sidebar: rows with their figures, the way to the search, the user's face."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QSizePolicy,
    QWidget,
)

from desktop_app.domain.language import numeral, tr
from desktop_app.ui.actions import caps_of
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import draw_words, painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.focus import ring_on_focus
from desktop_app.ui.widgets.taught import TaughtTip


class NavRow(QAbstractButton):
    """One row: icon, words, count. In the rail only the icon, with a tooltip.

    Signals:
        menu_wanted: where on the screen its menu is wanted, where it has one.
        move_wanted: Alt+Up or Alt+Down, as -1 or 1, or being dragged over other rows.
    """

    menu_wanted = Signal(object)
    move_wanted = Signal(int)

    def __init__(
        self,
        themes: Themes,
        words: str,
        icon: str,
        *,
        ink: str = "text.secondary",
        filled: bool = False,
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._glyph = icon
        self._ink = ink
        self._fills = filled
        self._key = key
        self._count: int | None = None
        self._rail = False
        self.setText(words)
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ring_on_focus(self, themes, themes.now.radius.nav_row)
        if key:
            themes.keys_taught.connect(self._name)
        self._name()

    def set_look(self, words: str, icon: str, ink: str) -> None:
        """Other words, another icon."""
        self._glyph, self._ink = icon, ink
        self.setText(words)
        self._name()
        self.update()

    @property
    def count(self) -> int | None:
        return self._count

    def set_count(self, count: int | None) -> None:
        self._count = count
        self._name()
        self.update()

    def set_rail(self, rail: bool) -> None:
        self._rail = rail
        self._name()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(28, self._themes.now.size.nav_row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # Dropped on another row: it goes there instead of being chosen.
        rows = round((event.position().y() - self.height() / 2) / (self.height() + 1))
        within = 0 <= event.position().x() < self.width()
        if rows and within and not self.isDown() and event.button() == Qt.MouseButton.LeftButton:
            self.move_wanted.emit(rows)
        super().mouseReleaseEvent(event)

    def nextCheckState(self) -> None:
        """Being chosen is the sidebar's decision, not the click's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
        ):
            self.move_wanted.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        chosen = self.isChecked()
        if chosen or self.isDown():
            paint.ground(painter, theme, self.rect(), theme.radius.nav_row, theme.bg.pressed)
        elif self.underMouse():
            paint.ground(painter, theme, self.rect(), theme.radius.nav_row, theme.bg.inset)
        middle = self.height() // 2
        glyph, ink = self._glyph, theme.color(self._ink)
        if chosen and self._fills:
            glyph, ink = f"{glyph}-fill", theme.accent.text
        left = (self.width() - 16) // 2 if self._rail else 8
        if glyph:
            self._themes.draw_glyph(painter, left, middle - 8, 16, glyph, ink)
        else:
            paint.rounded(painter, QRectF(left + 4, middle - 4, 8, 8), 4, ink)
        if self._rail:
            return
        right = self.width() - 9
        if self._count is not None:
            font = theme.font("small", 500 if chosen else 400, tabular=True)
            words = numeral(self._count)
            width = paint.text_width(words, font)
            rect = QRect(right - width, 0, width + 1, self.height())
            color = theme.text.primary if chosen else theme.text.secondary
            paint.text(painter, rect, words, font, color, elide=False)
            right -= width + 8
        font = theme.font("body", 500 if chosen else 400)
        color = theme.text.primary if chosen else theme.text.secondary
        paint.text(painter, QRect(33, 0, right - 33, self.height()), self.text(), font, color)

    def _name(self) -> None:
        count = "" if self._count is None else f", {numeral(self._count)}"
        self.setAccessibleName(self.text() + count)
        key = self._themes.taught(self._key)
        tip = f"{self.text()}  {key}".rstrip() if self._rail or self._key else ""
        self.setToolTip(tip)


class SearchButton(QAbstractButton):
    """Looks like a field; pressing it opens the palette."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._rail = False
        self.setText(tr("Search or jump to"))
        self.setAccessibleName(tr("Search or jump to"))
        TaughtTip(themes, self, tr("Search or jump to"), "Ctrl+K")
        themes.keys_taught.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ring_on_focus(self, themes, themes.now.radius.control)

    def set_rail(self, rail: bool) -> None:
        self._rail = rail
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(28, self._themes.now.size.search)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        ground = theme.bg.hover if self.underMouse() else theme.bg.canvas
        box = QRectF(self.rect())
        paint.outlined(painter, box, theme.radius.control, ground, theme.border.default)
        middle = self.height() // 2
        left = (self.width() - 14) // 2 if self._rail else 9
        ink = theme.text.secondary
        self._themes.draw_glyph(painter, left, middle - 7, 14, "ph.magnifying-glass", ink)
        if self._rail:
            return
        right = self.width() - 6
        taught = self._themes.taught("Ctrl+K")
        for key in reversed(caps_of(taught) if taught else ()):
            wide = max(18, paint.text_width(key, theme.font("keycap")) + 9)
            cap = QRectF(right - wide, middle - 9, wide, 18)
            right -= wide + 4
            paint.outlined(painter, cap, theme.radius.keycap, theme.bg.subtle, theme.border.default)
            painter.setFont(theme.font("keycap"))
            painter.setPen(theme.text.secondary)
            draw_words(painter, cap, int(Qt.AlignmentFlag.AlignCenter), key)
        rect = QRect(30, 0, right - 34, self.height())
        said = self.text()
        if paint.text_width(said, theme.font()) > rect.width():
            said = tr("Search")  # rather whole and less
        paint.text(painter, rect, said, theme.font(), theme.text.tertiary)


class UserFace(QAbstractButton):
    """The user's avatar; opens the menu, which in the rail has no button of its own."""

    def __init__(self, themes: Themes, name: str) -> None:
        super().__init__()
        self._themes = themes
        self._picture: QImage | None = None
        self.setFixedSize(24, 24)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        ring_on_focus(self, themes, 12)
        self.show_person(name)

    def show_person(self, name: str, picture: QImage | None = None) -> None:
        self._name, self._picture = name, picture
        self.setToolTip(name)
        self.setAccessibleName(tr("{name}, menu", name=name))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.avatar(painter_on(self), self._themes, self.rect(), self._name, self._picture)
