"""The leads in a sequence as a virtual list: the model and the painting of its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.sequences import Enrolment, EnrolmentState, Why
from desktop_app.ui.leads.checked import Checked
from desktop_app.ui.leads.due import is_late
from desktop_app.ui.list_checking import CheckedTable
from desktop_app.ui.ops import Operations
from desktop_app.ui.sequences import words
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.virtual_model import VirtualListModel
from desktop_app.ui.widgets.virtual_table import RowDelegate

_LEFT, _RIGHT = 16, 16
_FACE = 22
_TEXT = _LEFT + _FACE + 12
_SIDE = 108  # px for how it stands and when


class EnrolledModel(VirtualListModel[Enrolment]):
    """Enrolments by id, with what is checked among them."""

    def __init__(
        self,
        ops: Operations,
        fetch: Callable[[Sequence[UUID]], Sequence[Enrolment]],
        local: Callable[[datetime], datetime],
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ops, fetch, lambda row: row.id, page_size=40, parent=parent)
        self._local, self.now = local, now
        self.checked = Checked(ops, self)

    def is_checked(self, row: int) -> bool:
        return not self.checked.nothing and self.checked.has_row(self.ids, row)

    def moment_of(self, row: Enrolment) -> datetime | None:
        """When it ended, or else is due, on the user's clock."""
        moment = row.ended_at or row.due or row.paused_until
        return self._local(moment) if moment is not None else None

    def text_of(self, row: Enrolment, column: int) -> str:
        return row.lead or tr("A lead that is gone")

    def accessible_text(self, row: Enrolment) -> str:
        return words.spoken(row, self.moment_of(row), self.now())


class EnrolledView(CheckedTable):
    """Leads in a sequence."""

    face_ends = _TEXT - 4


class EnrolledDelegate(RowDelegate):
    """Paints a lead, its step below, and at the right how it stands and when."""

    def __init__(self, themes: Themes, view: EnrolledView) -> None:
        super().__init__(themes, view)

    def is_checked(self, number: int) -> bool:
        return bool(self.view.model().is_checked(number))

    def paint_cell(
        self, painter: QPainter, rect: QRect, column: int, row: object, number: int
    ) -> None:
        if not isinstance(row, Enrolment):
            return
        theme, model = self.themes.now, self.view.model()
        middle = rect.center().y()
        if self.is_checked(number) or not model.checked.nothing or number == self.view.hover_row:
            state = Qt.CheckState.Checked if self.is_checked(number) else Qt.CheckState.Unchecked
            side = theme.size.checkbox
            at = _LEFT + (_FACE - side) // 2
            paint.check_box(painter, self.themes, at, middle - side // 2, state)
        else:
            face = QRect(_LEFT, middle - _FACE // 2, _FACE, _FACE)
            paint.monogram(painter, self.themes, face, row.company or row.lead or "?")
        body, small = theme.line("body"), theme.line("small")
        top = rect.top() + (rect.height() - body - small) // 2
        side = rect.right() - _RIGHT - _SIDE
        width = side - 10 - _TEXT
        line = QRect(_TEXT, top, width, body)
        name = model.text_of(row, 0)
        used = paint.text(painter, line, name, theme.font("bodyStrong"), theme.text.primary)
        rest = line.adjusted(used + 8, 0, 0, 0)
        if row.company and row.company != row.lead and rest.width() > 24:
            paint.text(painter, rest, row.company, theme.font(), theme.text.secondary)
        # Where it ended or waits, the reason says more than the step.
        said = "  ·  ".join(filter(None, (row.step, row.said)))
        line = QRect(_TEXT, top + body, width, small)
        paint.text(painter, line, said, theme.font("small"), theme.text.secondary)
        self._side(painter, QRect(side, top, _SIDE, body), row)
        self._moment(painter, QRect(side, top + body, _SIDE, small), row)

    def _side(self, painter: QPainter, room: QRect, row: Enrolment) -> None:
        theme, said = self.themes.now, words.state_words(row)
        tint = None
        if row.waits:
            tint = theme.semantic.warning
        elif row.state is EnrolmentState.STOPPED and row.why is Why.REPLY:
            tint = theme.semantic.success
        if tint is not None:
            width = paint.tag_width(self.themes, said)
            at = room.right() + 1 - width
            paint.tag(painter, self.themes, at, room.center().y(), said, tint)
            return
        is_active = row.state is EnrolmentState.ACTIVE
        ink = theme.text.primary if is_active else theme.text.secondary
        paint.text(painter, room, said, theme.font("small", 500), ink, right=True)

    def _moment(self, painter: QPainter, room: QRect, row: Enrolment) -> None:
        theme, model = self.themes.now, self.view.model()
        moment, now = model.moment_of(row), model.now()
        late = moment is not None and row.ended_at is None and is_late(moment, now)
        ink = theme.semantic.danger.fg if late and not row.waits else theme.text.tertiary
        font = theme.font("small", tabular=True)
        paint.text(painter, room, words.row_moment(row, moment, now), font, ink, right=True)
