"""The bar above the table: words as typed, and statuses as chips."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from desktop_app.domain.lead_filters import Condition, Group, Op
from desktop_app.domain.leads import LeadStatus
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.fields import SearchField
from desktop_app.ui.widgets.focus import ring_on_focus


class StatusChip(QAbstractButton):
    """A status that can be asked for."""

    def __init__(self, themes: Themes, status: LeadStatus) -> None:
        super().__init__()
        self._themes = themes
        self.status = status
        self.setText(themes.now.status_label[status.value])
        self.setAccessibleName(f"Only {status.value} leads")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ring_on_focus(self, themes, themes.now.radius.control)

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        words = paint.text_width(self.text(), theme.font("small", 500))
        return QSize(words + 33, theme.size.control_small)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = QPainter(self)
        tint = theme.status[self.status.value]
        box = QRectF(self.rect())
        corner = theme.radius.control
        if self.isChecked():
            paint.outlined(painter, box, corner, tint.bg, tint.border)
            ink = glyph_ink = tint.fg
        else:
            ground = theme.bg.hover if self.underMouse() else theme.bg.canvas
            paint.outlined(painter, box, corner, ground, theme.border.default)
            ink, glyph_ink = theme.text.secondary, tint.solid
        middle = self.height() // 2
        icon = theme.status_icon[self.status.value]
        self._themes.draw_glyph(painter, 8, middle - 6, 12, icon, glyph_ink)
        rect = QRect(24, 0, self.width() - 24, self.height())
        paint.text(painter, rect, self.text(), theme.font("small", 500), ink, elide=False)


class FilterBar(QWidget):
    """Search field and chips.

    Signals:
        changed: words or statuses are others.
        left_down: the keyboard wants to go to the list.
    """

    changed = Signal()
    left_down = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 1)
        row.setSpacing(6)
        self.search = SearchField(themes, "Filter by name, address, industry")
        self.search.setMinimumWidth(160)
        self.search.setMaximumWidth(272)
        self.search.searched.connect(lambda _text: self._tell())
        self.search.left_down.connect(self.left_down)
        row.addWidget(self.search, 1)
        row.addSpacing(4)
        self.chips = {status: StatusChip(themes, status) for status in LeadStatus}
        for chip in self.chips.values():
            chip.toggled.connect(lambda _on: self._tell())
            row.addWidget(chip)
        self._clear = Button(themes, "Clear", look=Look.GHOST, size=Size.SMALL, icon="ph.x")
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        row.addWidget(self._clear)
        row.addStretch(1)
        self._renew()
        themes.changed.connect(self._renew)

    @property
    def text(self) -> str:
        return self.search.text()

    @property
    def statuses(self) -> frozenset[LeadStatus]:
        return frozenset(status for status, chip in self.chips.items() if chip.isChecked())

    @property
    def where(self) -> Group:
        """What the chips ask for."""
        wanted = tuple(status.value for status in LeadStatus if status in self.statuses)
        return Group((Condition("status", Op.ANY_OF, wanted),)) if wanted else Group()

    def offer_statuses(self, offered: bool) -> None:
        """Show the chips, or hide them where the view settles the status already."""
        for chip in self.chips.values():
            chip.setVisible(offered)

    def clear(self) -> None:
        """Ask for everything again."""
        if self._reset():
            self._tell()

    def clear_quietly(self) -> None:
        """The same without telling, before another view is asked for."""
        self._reset()
        self._clear.hide()

    def _reset(self) -> bool:
        changed = bool(self.text or self.statuses)
        self.search.set_quietly("")
        for chip in self.chips.values():
            chip.blockSignals(True)
            chip.setChecked(False)
            chip.blockSignals(False)
            chip.update()
        return changed

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.border.subtle)

    def _tell(self) -> None:
        self._clear.setVisible(bool(self.text or self.statuses))
        self.changed.emit()

    def _renew(self) -> None:
        self.setFixedHeight(self._themes.now.size.filter_bar)
