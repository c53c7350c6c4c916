"""The list of conversations: the model, and the delegate that paints its rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from desktop_app.domain.inbox import ConversationRow
from desktop_app.domain.language import numeral, plural, tr
from desktop_app.ui.inbox import words
from desktop_app.ui.leads.checked import Checked
from desktop_app.ui.ops import Operations
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.virtual_model import VirtualListModel
from desktop_app.ui.widgets.virtual_table import RowDelegate, VirtualTable

_LEFT = 68  # where names, subjects and snippets begin
_RIGHT = 16
_FACE = 32


class Clockwork:
    """Says when something was, on the rep's clock."""

    def __init__(self, clock: Callable[[], datetime], zone: tzinfo) -> None:
        self._clock = clock
        self.zone = zone

    def now(self) -> datetime:
        return self._clock()

    def __call__(self, at: datetime) -> str:
        return words.list_time(at, self._clock(), self.zone)


class ConversationListModel(VirtualListModel[ConversationRow]):
    """Conversations by id, rows fetched when looked at."""

    def __init__(
        self,
        ops: Operations,
        fetch: Callable[..., tuple[ConversationRow, ...]],
        when: Clockwork,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(ops, fetch, lambda row: row.id, page_size=40, parent=parent)
        self._when = when
        self._now = when.now
        self.checked = Checked(ops, self)

    def is_checked(self, row: int) -> bool:
        return not self.checked.nothing and self.checked.has_row(self.ids, row)

    def text_of(self, row: ConversationRow, column: int) -> str:
        return f"{row.with_name or row.with_email}: {row.subject}"

    def is_away(self, row: ConversationRow) -> bool:
        """Whether a conversation is away now, rather than back."""
        return row.snoozed_until is not None and row.snoozed_until > self._now()

    def accessible_text(self, row: ConversationRow) -> str:
        said = [
            row.with_name or row.with_email,
            row.company,
            tr("unread") if row.unread_count else "",
            tr("flagged") if row.flagged else "",
            row.subject,
            plural("{n} messages", "{n} message", row.message_count),
            tr("has attachments") if row.attachment_count else "",
            row.lead_status.value if row.lead_status else "",
            tr("snoozed until {when}", when=self._when(row.snoozed_until))
            if self.is_away(row)
            else "",
            self._when(row.last_at),
        ]
        return ", ".join(filter(None, said))


class ConversationDelegate(RowDelegate):
    """Paints a conversation as three lines beside the sender's face."""

    def __init__(self, themes: Themes, view: VirtualTable, when: Clockwork) -> None:
        super().__init__(themes, view)
        self._when = when

    def is_checked(self, number: int) -> bool:
        return bool(self.view.model().is_checked(number))

    def paint_cell(
        self, painter: QPainter, rect: QRect, column: int, row: object, number: int
    ) -> None:
        if not isinstance(row, ConversationRow):
            return
        theme = self.themes.now
        body, small = theme.line("body"), theme.line("small")
        top = rect.top() + (rect.height() - 2 * body - small) // 2 + 2
        self._face(painter, rect, row, checked=self.is_checked(number))
        self._name_line(painter, QRect(_LEFT, top, rect.right() - _RIGHT - _LEFT + 1, body), row)
        line = QRect(_LEFT, top + body, rect.right() - _RIGHT - _LEFT + 1, body)
        self._subject_line(painter, line, row)
        line = QRect(_LEFT, top + 2 * body - 1, rect.right() - _RIGHT - _LEFT + 1, small)
        self._snippet_line(painter, line, row)

    def paint_skeleton(self, painter: QPainter, rect: QRect, column: int, number: int) -> None:
        top = rect.top()
        paint.skeleton(painter, self.themes, QRect(28, top + 10, _FACE, _FACE), _FACE / 2)
        room = rect.width() - _LEFT - _RIGHT
        for line, (height, part) in enumerate(((16, 0.42), (36, 0.3), (54, 0.8))):
            width = int(room * (part - 0.06 * ((number + line) % 3)))
            paint.skeleton(painter, self.themes, QRect(_LEFT, top + height, width, 9))

    def _face(self, painter: QPainter, rect: QRect, row: ConversationRow, *, checked: bool) -> None:
        theme = self.themes.now
        face = QRect(28, rect.top() + 10, _FACE, _FACE)
        if checked:
            paint.rounded(painter, QRectF(face), _FACE / 2, theme.accent.fill)
            ink = theme.text.on_accent
            self.themes.draw_glyph(
                painter, face.left() + 9, face.top() + 9, 14, "ph.check-bold", ink
            )
        else:
            paint.avatar(painter, self.themes, face, row.with_name or row.with_email)
        if row.unread_count:
            side = theme.size.unread_dot
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent.solid)
            painter.drawEllipse(13 - side // 2, face.center().y() - side // 2 + 1, side, side)

    def _name_line(self, painter: QPainter, line: QRect, row: ConversationRow) -> None:
        theme = self.themes.now
        unread = row.unread_count > 0
        away = self.view.model().is_away(row)
        when = self._when(row.snoozed_until if away else row.last_at)
        font = theme.font("small", 500 if unread else None, tabular=True)
        width = paint.text_width(when, font)
        color = theme.accent.text if unread else theme.text.tertiary
        rect = QRect(line.right() - width + 1, line.top(), width, line.height())
        paint.text(painter, rect, when, font, color, elide=False)
        if row.snoozed_until is not None:
            # Away: when it comes back; back: that it was away.
            ink = theme.text.tertiary if away else theme.accent.text
            y = line.center().y() - 6
            self.themes.draw_glyph(painter, rect.left() - 18, y, 14, "ph.clock", ink)
            width += 18
        line = line.adjusted(0, 0, -width - 8, 0)
        name = row.with_name or row.with_email
        used = paint.text(painter, line, name, self._strong(unread), theme.text.primary)
        if row.company and row.company != name:
            rest = line.adjusted(used + 7, 0, 0, 0)
            if rest.width() > 24:
                ink = theme.text.tertiary
                paint.text(painter, rest, row.company, theme.font("small"), ink)

    def _subject_line(self, painter: QPainter, line: QRect, row: ConversationRow) -> None:
        theme = self.themes.now
        middle = line.center().y() + 1
        right = line.right() + 1
        if row.message_count > 1:
            right -= (
                paint.badge(painter, self.themes, right, middle, numeral(row.message_count)) + 5
            )
        if row.has_draft:
            width = paint.tag_width(self.themes, tr("Draft"))
            right -= width
            paint.tag(painter, self.themes, right, middle, tr("Draft"), theme.semantic.info)
            right -= 6
        if row.flagged:
            right -= 14
            ink = theme.semantic.warning.solid
            self.themes.draw_glyph(painter, right, middle - 7, 14, "ph.star-fill", ink)
            right -= 6
        if row.attachment_count:
            right -= 14
            ink = theme.text.tertiary
            self.themes.draw_glyph(painter, right, middle - 7, 14, "ph.paperclip", ink)
            right -= 6
        unread = row.unread_count > 0
        font = self._strong(unread) if unread else theme.font()
        subject = row.subject or tr("(no subject)")
        line.setRight(right - 4)
        paint.text(painter, line, subject, font, theme.text.primary)

    def _snippet_line(self, painter: QPainter, line: QRect, row: ConversationRow) -> None:
        theme = self.themes.now
        if row.lead_status is not None:
            status = row.lead_status.value
            glyph, ink = theme.status_icon[status], theme.status[status].solid
            y = line.center().y() - 5
            self.themes.draw_glyph(painter, line.right() - 12, y, 12, glyph, ink)
            line = line.adjusted(0, 0, -22, 0)
        snippet = tr("You: {snippet}", snippet=row.snippet) if row.last_outbound else row.snippet
        paint.text(painter, line, snippet, theme.font("small"), theme.text.secondary)

    def _strong(self, unread: bool) -> QFont:
        return self.themes.now.font("bodyStrong", 600 if unread else None)
