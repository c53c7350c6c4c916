"""How each field looks in the table: its words, ink, width and painter; by kind of value, with
a few of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from desktop_app.domain.language import numeral, tr
from desktop_app.domain.lead_cells import typed_text, value_of
from desktop_app.domain.lead_fields import Field, ValueKind
from desktop_app.domain.lead_values import plain_number, show_value
from desktop_app.domain.leads import LeadRow, LeadStatus
from desktop_app.domain.suggestions import content_words
from desktop_app.ui.leads.words import day_and_month, day_heading, last_contact
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets import paint

_DRAFT_MARGIN = 26
_FACE = 22
_GAP = 10  # between the words of a cell and the next column


@dataclass(frozen=True)
class Calendar:
    """The user's clock, which says what "Yesterday" is.

    Args:
        now: the present.
        local: turns a moment of the database to it.
    """

    now: Callable[[], datetime]
    local: Callable[[datetime], datetime]


Words = Callable[[LeadRow, Field, Calendar], str]
PaintCell = Callable[[QPainter, Themes, QRect, LeadRow, str], None]
Breadth = Callable[[Themes, LeadRow, str], int]


def _usual_words(row: LeadRow, field: Field, _calendar: Calendar) -> str:
    return typed_text(row, field)


def _days_since(row: LeadRow, field: Field, calendar: Calendar) -> str:
    moment = value_of(row, field)
    return last_contact(None if moment is None else calendar.local(moment), calendar.now())


def _day_of_moment(row: LeadRow, field: Field, calendar: Calendar) -> str:
    moment = value_of(row, field)
    if moment is None:
        return ""
    return _day_words(calendar.local(moment).date(), calendar.now().date())


def _stored(row: LeadRow, field: Field, calendar: Calendar) -> str:
    return stored_words(field.kind, value_of(row, field), calendar.now().date())


def stored_words(kind: ValueKind, value: object, today: date) -> str:
    """A value as it is kept in a lead, in words: days by the user's calendar, numbers grouped."""
    if kind is ValueKind.DATE:
        try:
            return _day_words(date.fromisoformat(str(value or "")), today)
        except ValueError:  # another program put something else there
            pass
    elif kind is ValueKind.NUMBER and type(value) in (int, float):
        bare = plain_number(value)
        return numeral(Decimal(bare)) if bare else ""
    return value if type(value) is str else show_value(kind, value)


def _day_words(day: date, today: date) -> str:
    """ "Today", "Yesterday", "12 June", "3 May 2024"."""
    if day.year == today.year and not 0 <= (today - day).days <= 1:
        return day_and_month(day)
    return day_heading(day, today)


def _choice(row: LeadRow, field: Field, _calendar: Calendar) -> str:
    value = value_of(row, field)
    return value.words if isinstance(value, LeadStatus) else typed_text(row, field)


def _suggested(row: LeadRow, field: Field, _calendar: Calendar) -> str:
    return content_words(typed_text(row, field))


def _paint_words(painter: QPainter, themes: Themes, rect: QRect, _row: LeadRow, words: str) -> None:
    theme = themes.now
    paint.text(painter, rect.adjusted(0, 0, -_GAP, 0), words, theme.font(), theme.text.secondary)


def _paint_number(
    painter: QPainter, themes: Themes, rect: QRect, _row: LeadRow, words: str
) -> None:
    theme = themes.now
    inner = rect.adjusted(0, 0, -2 * _GAP, 0)
    font = theme.font(tabular=True)
    paint.text(painter, inner, words, font, theme.text.secondary, right=True)


def _paint_company(
    painter: QPainter, themes: Themes, rect: QRect, row: LeadRow, words: str
) -> None:
    theme = themes.now
    middle = rect.top() + rect.height() // 2
    face = QRect(rect.left(), middle - _FACE // 2, _FACE, _FACE)
    paint.monogram(painter, themes, face, words or row.contact_name)
    inner = rect.adjusted(_FACE + 8, 0, -_GAP, 0)
    paint.text(painter, inner, words, theme.font("bodyStrong"), theme.text.primary)


def _paint_status(
    painter: QPainter, themes: Themes, rect: QRect, row: LeadRow, _words: str
) -> None:
    middle = rect.top() + rect.height() // 2
    paint.status_pill(painter, themes, rect.left(), middle, row.status.value)


def _paint_suggestion(
    painter: QPainter, themes: Themes, rect: QRect, row: LeadRow, words: str
) -> None:
    theme = themes.now
    middle = rect.top() + rect.height() // 2
    right = rect.right() + 1 - _DRAFT_MARGIN
    if row.has_draft:
        icon = "ph.sparkle-fill"
        width = paint.tag_width(themes, tr("Draft"), icon=icon)
        tint = theme.semantic.ai
        paint.tag(painter, themes, right - width, middle, tr("Draft"), tint, icon=icon)
        right -= width + 8
    inner = QRect(rect.left(), rect.top(), max(0, right - rect.left()), rect.height())
    paint.text(painter, inner, words, theme.font(), theme.text.secondary)


def _words_breadth(themes: Themes, _row: LeadRow, words: str) -> int:
    return paint.text_width(words[:200], themes.now.font()) + _GAP


def _company_breadth(themes: Themes, _row: LeadRow, words: str) -> int:
    return paint.text_width(words[:200], themes.now.font("bodyStrong")) + _FACE + 8 + _GAP


def _status_breadth(themes: Themes, row: LeadRow, _words: str) -> int:
    return paint.status_pill_width(themes, row.status.value) + _GAP


def _suggestion_breadth(themes: Themes, row: LeadRow, words: str) -> int:
    tag = paint.tag_width(themes, tr("Draft"), icon="ph.sparkle-fill") + 8 if row.has_draft else 0
    return paint.text_width(words[:200], themes.now.font()) + tag + _DRAFT_MARGIN


@dataclass(frozen=True)
class Look:
    """How a column looks and how wide it is until the user says otherwise.

    Args:
        share: its part of the room that columns of a fixed width leave, or
        fixed: its width at 13 px text; ``grows`` by so much for each px of text size more.
        least: below this it does not shrink; the table scrolls sideways instead.
        right: whether its words end at the right.
        breadth: how wide a cell wants to be.
    """

    words: Words = _usual_words
    paint: PaintCell = _paint_words
    breadth: Breadth = _words_breadth
    share: float = 0.0
    fixed: int = 0
    grows: int = 0
    least: int = 72
    right: bool = False


_OF_KIND: Mapping[ValueKind, Look] = {
    ValueKind.TEXT: Look(share=0.22, least=128),
    ValueKind.SIZE: Look(fixed=112, grows=8),
    ValueKind.NUMBER: Look(_stored, _paint_number, fixed=100, grows=8, right=True),
    ValueKind.DATE: Look(_stored, fixed=120, grows=9),
    ValueKind.MOMENT: Look(_day_of_moment, fixed=120, grows=9),
    ValueKind.CHOICE: Look(_choice, fixed=112, grows=8),
}

# The shares are the design's 190, 132 and the rest at its 816; wider windows share what they have.
_OWN: Mapping[str, Look] = {
    "company": Look(paint=_paint_company, breadth=_company_breadth, share=0.318, least=90),
    "contact_name": Look(share=0.2205, least=64),
    "status": Look(_choice, _paint_status, _status_breadth, fixed=74, grows=4),
    "last_contact": Look(_days_since, fixed=100, grows=8),
    "suggestion": Look(
        _suggested, _paint_suggestion, breadth=_suggestion_breadth, share=0.4615, least=80
    ),
}


def look_of(field: Field) -> Look:
    """How a field looks in the table."""
    return _OWN.get(field.key) or _OF_KIND.get(field.kind) or _OF_KIND[ValueKind.TEXT]
