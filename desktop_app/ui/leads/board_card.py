"""A column's leads as a model, and a lead painted as a card."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter, QPixmap, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop_app.domain.actions import type_words
from desktop_app.domain.language import tr, within
from desktop_app.domain.lead_board import LeadCard, NextAction
from desktop_app.domain.leads import status_words
from desktop_app.ui.leads.checked import Checked
from desktop_app.ui.leads.due import due_words, is_late, spoken_due
from desktop_app.ui.leads.words import last_contact
from desktop_app.ui.ops import Operations
from desktop_app.ui.theme import Theme, Themes
from desktop_app.ui.theme.mirror import turn, turned_rows, upright
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.virtual_model import VirtualListModel
from desktop_app.ui.widgets.virtual_table import RowDelegate

if TYPE_CHECKING:
    from desktop_app.ui.leads.board_column import CardList

PAGE = 30
"""Cards that are read together; also how many a column begins with."""

SIDE = 8  # between a card and the edge of its column
GAP = 8  # between cards
_PAD = 13
_TOP, _BELOW_NAME, _BELOW_TALK = 12, 7, 9
_FACE = 22
_KEPT = 40  # painted cards of a column: some screens of them


class CardModel(VirtualListModel[LeadCard]):
    """The leads of one column, by id.

    Args:
        local_now: the present on the user's clock.
        local: turns a moment of the database to the user's clock.
    """

    def __init__(
        self,
        ops: Operations,
        fetch: Callable[[Sequence[UUID]], Sequence[LeadCard]],
        local_now: Callable[[], datetime],
        local: Callable[[datetime], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(ops, fetch, lambda card: card.id, page_size=PAGE, parent=parent)
        self.now = local_now
        self.local = local
        self.checked = Checked(ops, self)

    def contact_words(self, card: LeadCard) -> str:
        """The last contact in words."""
        moment = card.last_contact_at
        return last_contact(None if moment is None else self.local(moment), self.now())

    def due(self, action: NextAction) -> tuple[str, bool]:
        """When an action is due in words ("" for no date), and whether it is late."""
        if action.due is None:
            return "", False
        due, now = self.local(action.due), self.now()
        return due_words(due, now), is_late(due, now)

    def text_of(self, row: LeadCard, column: int) -> str:
        return row.company or row.contact_name

    def accessible_text(self, row: LeadCard) -> str:
        words = [row.company, row.contact_name, status_words(row.status)]
        words.append(
            tr("last contact {contact_words}", contact_words=self.contact_words(row).lower())
        )
        if row.next_action is not None:
            words.append(self._spoken(row.next_action))
        if row.has_draft:
            words.append(tr("draft ready"))
        if row.id in self.checked:
            words.append(tr("checked"))
        return ", ".join(filter(None, words))

    def _spoken(self, action: NextAction) -> str:
        """ "send volume pricing due today 17:00", "follow up 2 days late"."""
        what = action_words(action)
        what = within(what)
        if action.due is None:
            return what
        return f"{what} {spoken_due(self.local(action.due), self.now())}"


def action_words(action: NextAction) -> str:
    """What is to be done: its own words, else what its type is called."""
    words = action.text.strip() or type_words(action.type)
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class _Looks:
    """All that a painted card depends on, but for the theme.

    Args:
        contact, due: what the card says of moments, which changes as the day goes on.
    """

    card: LeadCard | None
    size: tuple[int, int]
    ratio: float
    checked: bool
    current: bool
    over: bool
    over_face: bool
    contact: str
    due: tuple[str, bool]


class CardDelegate(RowDelegate):
    """Paints a lead as the design has it."""

    view: CardList

    def is_checked(self, number: int) -> bool:
        checked = self.view.cards.checked
        row_id = None if checked.nothing else self.view.cards.id_at(number)
        return row_id is not None and row_id in checked

    def __init__(self, themes: Themes, view: CardList) -> None:
        super().__init__(themes, view)
        self._pictures: OrderedDict[_Looks, QPixmap] = OrderedDict()
        themes.changed.connect(self._pictures.clear)

    @turned_rows
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        number = index.row()
        box = card_rect(option.rect, self.themes.now)
        # Over what the style paints of a selected row.
        painter.fillRect(option.rect, self.themes.now.bg.window)
        card = self.view.cards.row_at(number)
        lifted = self.view.is_lifted(number)
        if lifted:
            painter.setOpacity(0.4)
        if card is not None:
            with upright(painter, box):
                picture = self._picture(painter, box.size(), card, number)
                painter.drawPixmap(box.topLeft(), picture)
        else:
            painter.save()
            self._paint_ground(painter, box, self._looks(None, box.size(), 1, number))
            if self.view.cards.is_loading(number):
                paint_bones(painter, self.themes, box, number)
            painter.restore()
        if lifted:
            painter.setOpacity(1)

    def _picture(self, painter: QPainter, size: QSize, card: LeadCard, number: int) -> QPixmap:
        """A card as it was painted before, for as long as it looks like that: three columns are
        a hundred pieces of text, too many for each frame of scrolling or dragging."""
        ratio = painter.device().devicePixelRatio()
        looks = self._looks(card, size, ratio, number)
        found = self._pictures.get(looks)
        if found is not None:
            self._pictures.move_to_end(looks)
            return found
        made = QPixmap(size * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(self.themes.now.bg.window)
        own = QPainter(made)
        box = QRect(QPoint(), size)
        if self.view.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            turn(own, box)
        self._paint_ground(own, box, looks)
        self._paint_card(own, box, looks, card)
        own.end()
        self._pictures[looks] = made
        if len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        return made

    def _looks(self, card: LeadCard | None, size: QSize, ratio: float, number: int) -> _Looks:
        view = self.view
        over = number == view.hover_row
        action = card.next_action if card is not None else None
        return _Looks(
            card=card,
            size=(size.width(), size.height()),
            ratio=ratio,
            checked=self.is_checked(number),
            current=view.active and number == view.current_row,
            over=over,
            over_face=over and view.over_face,
            contact=view.cards.contact_words(card) if card is not None else "",
            due=view.cards.due(action) if action is not None else ("", False),
        )

    def _paint_ground(self, painter: QPainter, box: QRect, looks: _Looks) -> None:
        theme = self.themes.now
        ground = theme.bg.checked if looks.checked else theme.bg.canvas
        edge = theme.border.control if looks.over else theme.border.default
        if looks.current:
            edge = theme.accent.solid
        width = 2 if looks.current else 1
        paint.outlined(painter, QRectF(box), theme.radius.card, ground, edge, width)

    def _paint_card(self, painter: QPainter, box: QRect, looks: _Looks, card: LeadCard) -> None:
        theme = self.themes.now
        left, width = box.left() + _PAD, box.width() - 2 * _PAD
        name_height = max(_FACE, theme.line("body"))
        line = QRect(left, box.top() + _TOP, width, name_height)
        self._paint_name(painter, line, looks, card)
        small = theme.line("small")
        top = line.bottom() + 1 + _BELOW_NAME
        talk = tr("You: {said}", said=card.said) if card.said and card.said_by_rep else card.said
        font = theme.font("small")
        for at, words in enumerate(two_lines(talk, font, width)):
            rect = QRect(left, top + at * small, width, small)
            paint.text(painter, rect, words, font, theme.text.secondary)
        top += 2 * small + _BELOW_TALK
        self._paint_foot(painter, QRect(left, top, width, theme.size.tag), looks, card)

    def _paint_name(self, painter: QPainter, line: QRect, looks: _Looks, card: LeadCard) -> None:
        theme, middle = self.themes.now, line.center().y() + 1
        face = QRect(line.left(), middle - _FACE // 2, _FACE, _FACE)
        if looks.checked or looks.over_face:
            state = Qt.CheckState.Checked if looks.checked else Qt.CheckState.Unchecked
            paint.check_box(painter, self.themes, face.left() + 3, face.top() + 3, state)
        else:
            paint.monogram(painter, self.themes, face, card.company or card.contact_name)
        small = theme.font("small", tabular=True)
        when = looks.contact
        paint.text(painter, line, when, small, theme.text.tertiary, right=True)
        room = line.adjusted(_FACE + 8, 0, -paint.text_width(when, small) - 12, 0)
        strong = theme.font("bodyStrong", 600)
        used = paint.text(painter, room, card.company, strong, theme.text.primary)
        rest = room.adjusted(used + 8 if card.company else 0, 0, 0, 0)
        if rest.width() > 20:
            paint.text(painter, rest, card.contact_name, theme.font("small"), theme.text.tertiary)

    def _paint_foot(self, painter: QPainter, line: QRect, looks: _Looks, card: LeadCard) -> None:
        theme, middle = self.themes.now, line.top() + line.height() // 2
        right = line.right() + 1
        if card.has_draft:
            icon = "ph.sparkle-fill"
            right -= paint.tag_width(self.themes, tr("Draft"), icon=icon)
            tint = theme.semantic.ai
            paint.tag(painter, self.themes, right, middle, tr("Draft"), tint, icon=icon)
            right -= 8
        font = theme.font("small")
        action = card.next_action
        room = QRect(line.left(), line.top(), right - line.left(), line.height())
        if action is None:
            paint.text(painter, room, tr("No action planned"), font, theme.text.tertiary)
            return
        paint.priority_bars(painter, self.themes, line.left(), middle + 6, action.priority)
        room.setLeft(line.left() + paint.PRIORITY_WIDTH + 6)
        due, late = looks.due
        tail = paint.text_width("  ·  ", font) + paint.text_width(due, font) if due else 0
        # The day counts for more than the end of a long description.
        first = QRect(room.left(), room.top(), max(24, room.width() - tail), room.height())
        used = paint.text(painter, first, action_words(action), font, theme.text.secondary)
        if not due:
            return
        room.setLeft(room.left() + used)
        room.setLeft(room.left() + paint.text(painter, room, "  ·  ", font, theme.text.secondary))
        ink = theme.semantic.danger.fg if late else theme.text.secondary
        paint.text(painter, room, due, font, ink)


def card_rect(row: QRect, theme: Theme) -> QRect:
    """Where the card lies in its row."""
    return QRect(row.left() + SIDE, row.top(), row.width() - 2 * SIDE, theme.size.board_card)


def face_rect(row: QRect, theme: Theme) -> QRect:
    """Where the monogram lies, which is the box to check once the pointer is over it."""
    card = card_rect(row, theme)
    height = max(_FACE, theme.line("body"))
    return QRect(card.left() + _PAD - 3, card.top() + _TOP - 3, _FACE + 6, height + 6)


def paint_bones(painter: QPainter, themes: Themes, box: QRect, number: int) -> None:
    """Grey bars in the place of a card's words."""
    left, width = box.left() + _PAD, box.width() - 2 * _PAD
    top = box.top() + _TOP
    paint.skeleton(painter, themes, QRect(left, top, _FACE, _FACE), 5)
    part = (0.4, 0.3, 0.36)[number % 3]
    paint.skeleton(painter, themes, QRect(left + 30, top + 6, int(width * part), 9))
    paint.skeleton(painter, themes, QRect(left, top + 35, int(width * 0.9), 9))
    paint.skeleton(painter, themes, QRect(left, top + 53, int(width * (part + 0.2)), 9))
    paint.skeleton(painter, themes, QRect(left, box.bottom() - 24, int(width * part), 9))


_kept: dict[tuple[str, int, int], tuple[QFont, tuple[str, ...]]] = {}


def two_lines(words: str, font: QFont, width: int) -> tuple[str, ...]:
    """Words broken into at most two lines, the second one elided where they do not fit."""
    # Only so much of a long beginning can ever be seen.
    flat = " ".join(words[: 2 * max(16, width)].split())
    if not flat:
        return ()
    key = (flat, id(font), width)
    found = _kept.get(key)
    if found is None:
        if len(_kept) > 2_000:
            _kept.clear()
        # It holds its font, so that an id stays its own.
        found = _kept[key] = (font, _broken(flat, font, width))
    return found[1]


def _broken(flat: str, font: QFont, width: int) -> tuple[str, ...]:
    layout = QTextLayout(flat, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(1, width))
    first = line.textLength()
    layout.endLayout()
    if first >= len(flat):
        return (flat,)
    return flat[:first].rstrip(), paint.elided(flat[first:].strip(), font, width)
