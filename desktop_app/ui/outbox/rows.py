"""The list of mails of the outbox: the model, and the delegate that paints its rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPainter

from desktop_app.domain.language import tr
from desktop_app.domain.outgoing import Outgoing
from desktop_app.ui.ops import Operations
from desktop_app.ui.outbox import words
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Theme, Tint
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.virtual_model import VirtualListModel
from desktop_app.ui.widgets.virtual_table import RowDelegate, VirtualTable

_LEFT = 68  # where names, subjects and states begin
_RIGHT = 16
_FACE = 32


def tint_of(theme: Theme, name: str) -> Tint:
    """A semantic colour by its name; "" is the quiet one."""
    if name:
        found: Tint = getattr(theme.semantic, name)
        return found
    return Tint(
        fg=theme.text.secondary,
        bg=theme.bg.inset,
        border=theme.border.default,
        solid=theme.text.tertiary,
    )


class OutboxModel(VirtualListModel[Outgoing]):
    """Mails by id, rows fetched when looked at."""

    def __init__(
        self,
        ops: Operations,
        fetch: Callable[..., tuple[Outgoing, ...]],
        clock: Callable[[], datetime],
        zone: Callable[[], tzinfo],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(ops, fetch, lambda row: row.id, page_size=40, parent=parent)
        self._clock = clock
        self._zone = zone

    def text_of(self, row: Outgoing, column: int) -> str:
        subject = row.subject or tr("(no subject)")
        return f"{words.whom(row)}: {subject}"

    def accessible_text(self, row: Outgoing) -> str:
        return words.spoken(row, self._clock(), self._zone())


class OutboxDelegate(RowDelegate):
    """Paints a mail as three lines beside the face of whom it is for: name and time, subject,
    and where it is."""

    def __init__(self, ctx: Context, view: VirtualTable) -> None:
        super().__init__(ctx.theme, view)
        self._ctx = ctx

    def paint_cell(
        self, painter: QPainter, rect: QRect, column: int, row: object, number: int
    ) -> None:
        if not isinstance(row, Outgoing):
            return
        theme = self.themes.now
        now, zone = self._ctx.clock(), self._ctx.zone
        body, small = theme.line("body"), theme.line("small")
        top = rect.top() + (rect.height() - 2 * body - small) // 2 + 1
        face = QRect(28, rect.top() + 10, _FACE, _FACE)
        name = words.whom(row)
        paint.avatar(painter, self.themes, face, row.people[0].name or name if row.people else name)
        room = rect.right() - _RIGHT - _LEFT + 1
        self._name_line(painter, QRect(_LEFT, top, room, body), row, now, zone)
        self._subject_line(painter, QRect(_LEFT, top + body, room, body), row)
        line = QRect(_LEFT, top + 2 * body, room, small)
        self._state_line(painter, line, words.state_words(row, now, zone))

    def paint_skeleton(self, painter: QPainter, rect: QRect, column: int, number: int) -> None:
        top = rect.top()
        paint.skeleton(painter, self.themes, QRect(28, top + 10, _FACE, _FACE), _FACE / 2)
        room = rect.width() - _LEFT - _RIGHT
        for line, (height, part) in enumerate(((16, 0.42), (36, 0.3), (54, 0.6))):
            width = int(room * (part - 0.06 * ((number + line) % 3)))
            paint.skeleton(painter, self.themes, QRect(_LEFT, top + height, width, 9))

    def _name_line(
        self, painter: QPainter, line: QRect, row: Outgoing, now: datetime, zone: tzinfo
    ) -> None:
        theme = self.themes.now
        when = words.time_words(row, now, zone)
        font = theme.font("small", tabular=True)
        width = paint.text_width(when, font)
        rect = QRect(line.right() - width + 1, line.top(), width, line.height())
        paint.text(painter, rect, when, font, theme.text.tertiary, elide=False)
        line = line.adjusted(0, 0, -width - 8, 0)
        name = words.whom(row)
        used = paint.text(painter, line, name, theme.font("bodyStrong"), theme.text.primary)
        rest = line.adjusted(used + 7, 0, 0, 0)
        if row.company and row.company != name and rest.width() > 24:
            paint.text(painter, rest, row.company, theme.font("small"), theme.text.tertiary)

    def _subject_line(self, painter: QPainter, line: QRect, row: Outgoing) -> None:
        theme = self.themes.now
        if row.files:
            y = line.center().y() - 6
            ink = theme.text.tertiary
            self.themes.draw_glyph(painter, line.right() - 13, y, 14, "ph.paperclip", ink)
            line = line.adjusted(0, 0, -20, 0)
        subject = row.subject or tr("(no subject)")
        paint.text(painter, line, subject, theme.font(), theme.text.primary)

    def _state_line(self, painter: QPainter, line: QRect, state: words.StateWords) -> None:
        theme = self.themes.now
        tint = tint_of(theme, state.tint)
        y = line.center().y() - 5
        self.themes.draw_glyph(painter, line.left(), y, 12, state.icon, tint.solid)
        strong = theme.font("small", 500)
        ink = tint.fg if state.tint else theme.text.secondary
        used = 17 + paint.text(painter, line.adjusted(17, 0, 0, 0), state.tag, strong, ink)
        rest = line.adjusted(used + 6, 0, 0, 0)
        if rest.width() > 24:
            paint.text(painter, rest, state.line, theme.font("small"), theme.text.secondary)
