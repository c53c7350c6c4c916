"""The timeline of a lead: entries by day along a rail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import groupby

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.language import clocked, percent, tr
from desktop_app.domain.lead_timeline import TimelineEntry, TimelineKind
from desktop_app.ui.leads.words import day_heading
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.theme.theme import tokens
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.focus import ring_on_focus
from desktop_app.ui.widgets.labels import label

_HEIGHT = 52
_TEXT_LEFT = 34


def entry_icon(entry: TimelineEntry) -> str:
    """The glyph of an entry, by what it tells of."""
    every = tokens()
    if entry.kind is TimelineKind.RECEIVED:
        return "ph.arrow-down-left"
    if entry.kind is TimelineKind.SENT:
        return "ph.arrow-up-right"
    if entry.kind is TimelineKind.INSIGHT:
        return every["insightType"].get(entry.subtype, every["icon"]["ai"])
    if entry.kind is TimelineKind.EDIT:
        return "ph.pencil-simple"
    return every["actionType"].get(entry.subtype, "ph.calendar-check")


class TimelineRow(QAbstractButton):
    """One entry; pressing it opens the mail behind it, where there is one."""

    def __init__(self, themes: Themes, entry: TimelineEntry, at: str, *, last_of_day: bool) -> None:
        super().__init__()
        self._themes = themes
        self.entry = entry
        self._at = at
        self._last = last_of_day
        self._opens = entry.conversation_id is not None
        self.setText(entry.title)
        words = (entry.title, entry.detail, entry.text, at)
        self.setAccessibleName(", ".join(filter(None, words)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if self._opens:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            ring_on_focus(self, themes, 6)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        return QSize(200, _HEIGHT + 2 * (theme.line("body") - 20))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        entry = self.entry
        self._paint_icon(painter)
        if not self._last:
            painter.fillRect(12, 31, 1, self.height() - 34, theme.border.default)
        first = QRect(_TEXT_LEFT, 4, self.width() - _TEXT_LEFT, theme.line("body"))
        small = theme.font("small", tabular=True)
        right_width = paint.text_width(self._at, small)
        paint.text(painter, first, self._at, small, theme.text.tertiary, right=True)
        room = first.adjusted(0, 0, -right_width - 10, 0)
        strong = theme.font("bodyStrong")
        title_ink = theme.text.primary
        if self._opens and self.underMouse():
            title_ink = theme.text.link
        parts = [(entry.title, strong, title_ink)]
        if entry.detail and paint.text_width(entry.title, strong) < room.width() - 40:
            parts.append((f" · {entry.detail}", theme.font(), theme.text.secondary))
        paint.text_parts(painter, room, parts)
        second = QRect(
            _TEXT_LEFT, first.bottom() + 1, self.width() - _TEXT_LEFT, theme.line("small")
        )
        second.setRight(self.width() - min(right_width, 44) - 4)
        paint.text(painter, second, entry.text, theme.font("small"), theme.text.secondary)

    def _paint_icon(self, painter: QPainter) -> None:
        ground, edge, ink = self._colors()
        circle = QRectF(0, 3, 24, 24)
        paint.outlined(painter, circle, 12, ground, edge)
        self._themes.draw_glyph(painter, 5, 8, 14, entry_icon(self.entry), ink)

    def _colors(self) -> tuple[QColor, QColor, QColor]:
        theme = self._themes.now
        if self.entry.kind is TimelineKind.INSIGHT:
            ai = theme.semantic.ai
            return ai.bg, ai.border, ai.solid
        if self.entry.kind is TimelineKind.RECEIVED:
            return theme.accent.soft, theme.accent.soft_border, theme.accent.text
        return theme.bg.canvas, theme.border.default, theme.text.secondary


class Timeline(QWidget):
    """Entries, newest first, under headings of their days.

    Signals:
        opened: the conversation id of an entry.
        more_wanted: the user asked for earlier entries.
    """

    opened = Signal(object)
    more_wanted = Signal()

    def __init__(self, themes: Themes, local: Callable[[datetime], datetime]) -> None:
        super().__init__()
        self._themes = themes
        self._local = local
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.rows: list[TimelineRow] = []
        self.headings: list[str] = []

    def show_entries(
        self, entries: Sequence[TimelineEntry], today: date, *, more: bool, empty: str
    ) -> None:
        """Show these; ``empty`` is said when there are none."""
        self._clear()
        if not entries:
            self._column.addSpacing(14)
            self._column.addWidget(label(empty, "secondary"))
        for day, members in groupby(entries, key=lambda entry: self._local(entry.at).date()):
            self._add_day(day_heading(day, today), list(members))
        if more:
            earlier = Button(self._themes, tr("Show earlier"), look=Look.LINK, size=Size.SMALL)
            earlier.clicked.connect(self.more_wanted)
            self._column.addWidget(earlier)
        self._column.addStretch()

    def _add_day(self, heading: str, entries: list[TimelineEntry]) -> None:
        # Space of the column, not margins of the words: a low line of a style sheet counts those
        # into its height and cuts the letters.
        self._column.addSpacing(8 if self.headings else 12)
        self._column.addWidget(label(heading, "caption"))
        self._column.addSpacing(4)
        self.headings.append(heading)
        for number, entry in enumerate(entries):
            last = number == len(entries) - 1
            row = TimelineRow(self._themes, entry, self._at(entry), last_of_day=last)
            if entry.conversation_id is not None:
                row.clicked.connect(
                    lambda _on=False, each=entry.conversation_id: self.opened.emit(each)
                )
            self.rows.append(row)
            self._column.addWidget(row)

    def _at(self, entry: TimelineEntry) -> str:
        if entry.confidence is not None:
            return percent(entry.confidence * 100)
        return clocked(self._local(entry.at))

    def _clear(self) -> None:
        self.rows = []
        self.headings = []
        while self._column.count():
            widget = self._column.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
