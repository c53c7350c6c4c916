"""What stands behind a figure as a virtual list: the model and the painting of its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop_app.domain.ids import IdList
from desktop_app.domain.metrics import Evidence, EvidenceKind, EvidenceQuery
from desktop_app.ui.metrics import why
from desktop_app.ui.ops import Operations
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.virtual_model import VirtualListModel
from desktop_app.ui.widgets.virtual_table import RowDelegate, VirtualTable

_PAGE = 50
_LEFT, _RIGHT = 16, 16
_GLYPH = 16
_TEXT = _LEFT + _GLYPH + 10
_GLYPHS = {
    EvidenceKind.MESSAGE: "ph.envelope-simple",
    EvidenceKind.LEAD: "ph.user",
    EvidenceKind.ACTION: "ph.check-circle",
}


@dataclass(frozen=True, slots=True)
class Place:
    """One row and its number from the newest; the number is its id here, since the same message
    can stand in a figure more than once."""

    number: int
    found: Evidence


def ids_of(count: int) -> IdList:
    """The ids of so many rows; off the window's thread where there are many."""
    return IdList(b"".join(number.to_bytes(16, "big") for number in range(count)))


class AuditModel(VirtualListModel[Place]):
    """Pages of evidence by their place."""

    def __init__(
        self,
        ops: Operations,
        fetch: Callable[[EvidenceQuery, int, int], Sequence[Evidence]],
        local: Callable[[datetime], datetime],
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            ops, self._read, lambda row: UUID(int=row.number), page_size=_PAGE, parent=parent
        )
        self._evidence = fetch
        self.local = local
        self.today = today
        self.query: EvidenceQuery | None = None

    def show(self, query: EvidenceQuery, ids: IdList) -> None:
        """Another figure, or the same anew."""
        same = query == self.query
        self.query = query
        if not same:
            self.set_ids(IdList(), keep_place=False)
            self._earlier = {}
        self.set_ids(ids, keep_place=same)

    def _read(self, ids: Sequence[UUID]) -> list[Place]:
        """In the background: the page that begins with the first of them."""
        query = self.query
        if query is None or not ids:
            return []
        first = ids[0].int
        found = self._evidence(query, first, len(ids))
        return [Place(first + at, each) for at, each in enumerate(found)]

    def text_of(self, row: Place, column: int) -> str:
        return row.found.title or why.untitled(row.found)

    def accessible_text(self, row: Place) -> str:
        return why.spoken(row.found, self.local, self.today())


class AuditPainter(RowDelegate):
    """Title and when; who; why."""

    def __init__(self, themes: Themes, view: VirtualTable, model: AuditModel) -> None:
        super().__init__(themes, view)
        self._model = model

    def paint_cell(
        self, painter: QPainter, rect: QRect, column: int, row: object, number: int
    ) -> None:
        if not isinstance(row, Place):
            return
        theme, found = self.themes.now, row.found
        body, small = theme.line("body"), theme.line("small")
        top = rect.top() + (rect.height() - body - small) // 2
        right = rect.right() - _RIGHT
        middle = top + body // 2
        ink = theme.text.secondary
        side = _GLYPH
        glyph = _GLYPHS[found.kind]
        self.themes.draw_glyph(painter, rect.left() + _LEFT, middle - side // 2, side, glyph, ink)
        left = rect.left() + _TEXT
        said = why.when(self._model.local(found.at), self._model.today())
        font = theme.font("small", tabular=True)
        wide = paint.text_width(said, font)
        line = QRect(right - wide, top, wide + 1, body)
        paint.text(painter, line, said, font, theme.text.tertiary, right=True)
        title = QRect(left, top, right - wide - 12 - left, body)
        names = theme.font("bodyStrong")
        shown = self._model.text_of(row, 0)
        used = paint.text(painter, title, shown, names, theme.text.primary)
        if found.who and found.who != shown:
            rest = QRect(left + used + 8, top, title.right() - left - used - 8, body)
            if rest.width() > 30:
                paint.text(painter, rest, found.who, theme.font(), theme.text.secondary)
        line = QRect(left, top + body, right - left, small)
        reason = why.reason(found, self._model.local, self._model.today())
        paint.text(painter, line, reason, theme.font("small"), theme.text.secondary)
