"""Whom the preview is for: a button that names the lead, and a list to choose another from."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.domain.ids import IdList
from desktop_app.domain.language import tr
from desktop_app.domain.leads import Lead, LeadQuery, LeadRow
from desktop_app.ui.leads.dropdown import Dropdown
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on, turned_rows
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.fields import SearchField
from desktop_app.ui.widgets.focus import ring_on_focus
from desktop_app.ui.widgets.found_model import FoundModel, FoundRole
from desktop_app.ui.widgets.hover import follow_mouse
from desktop_app.ui.widgets.labels import label

_Index = QModelIndex | QPersistentModelIndex
_FACE = 20
_ROWS = 9
_WIDTH = 340


class LeadButton(QAbstractButton):
    """Company and contact of the lead; pressed, it asks for another one."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._lead: Lead | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        ring_on_focus(self, themes, themes.now.radius.control)
        self.show_lead(None)

    def show_lead(self, lead: Lead | None) -> None:
        self._lead = lead
        who = f"{lead.company}, {lead.contact_name}" if lead is not None else tr("no lead")
        self.setAccessibleName(tr("Preview for {who}", who=who))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, self._themes.now.size.field)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._themes.now.size.field)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        ground = theme.bg.hover if self.underMouse() else theme.bg.canvas
        box = QRectF(self.rect())
        paint.outlined(painter, box, theme.radius.control, ground, theme.border.control)
        middle, right = self.height() // 2, self.width() - 10
        caret = theme.text.tertiary
        self._themes.draw_glyph(painter, right - 12, middle - 6, 12, "ph.caret-down", caret)
        room = QRect(10, 0, right - 28, self.height())
        if self._lead is None:
            paint.text(painter, room, tr("Choose a lead"), theme.font(), theme.text.tertiary)
            return
        lead = self._lead
        face = QRect(9, middle - _FACE // 2, _FACE, _FACE)
        paint.monogram(painter, self._themes, face, lead.company or lead.contact_name)
        room.setLeft(face.right() + 9)
        name = lead.company or lead.contact_name
        used = paint.text(painter, room, name, theme.font("bodyStrong"), theme.text.primary)
        room.setLeft(room.left() + used + 8)
        if lead.company and room.width() > 24:
            paint.text(painter, room, lead.contact_name, theme.font(), theme.text.secondary)


def lead_model() -> FoundModel[LeadRow]:
    """Leads that were found."""
    return FoundModel(
        lambda each: each.company or each.contact_name,
        lambda each: (each.company, each.contact_name),
    )


class _Painter(QStyledItemDelegate):
    def __init__(self, themes: Themes, view: QListView) -> None:
        super().__init__(view)
        self._themes = themes
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, self._themes.now.size.menu_row + 4)

    @turned_rows
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, each, box = self._themes.now, index.data(FoundRole), option.rect
        painter.save()
        if index == self._view.currentIndex():
            paint.ground(painter, theme, box, theme.radius.control, theme.bg.selected)
        name = each.company or each.contact_name
        face = QRect(box.left() + 7, box.center().y() - _FACE // 2 + 1, _FACE, _FACE)
        paint.monogram(painter, self._themes, face, name)
        room = QRect(face.right() + 9, box.top(), box.right() - face.right() - 16, box.height())
        used = paint.text(painter, room, name, theme.font("body", 500), theme.text.primary)
        room.setLeft(room.left() + used + 8)
        if each.company and room.width() > 24:
            paint.text(painter, room, each.contact_name, theme.font("small"), theme.text.tertiary)
        painter.restore()


class LeadPicker(Dropdown):
    """A line to search in above the leads that have its words.

    Signals:
        chosen: the id of a lead.
    """

    chosen = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        super().__init__(ctx.theme, parent, width=_WIDTH)
        self._ctx = ctx
        self.column.setContentsMargins(7, 7, 7, 7)
        self.column.setSpacing(6)
        self.search = SearchField(ctx.theme, tr("Search leads"), pause=80)
        self.search.searched.connect(lambda _text: self.find())
        self.search.installEventFilter(self)
        self.column.addWidget(self.search)
        self.model = lead_model()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Painter(ctx.theme, self.list))
        self.list.setAccessibleName(tr("Leads"))
        self.list.setProperty("popup", True)
        self.list.setProperty("inside", True)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(_ROWS * (ctx.theme.now.size.menu_row + 4))
        follow_mouse(self.list)
        self.list.clicked.connect(self._pick)
        self.column.addWidget(self.list)
        self._nobody = label(tr("No lead has these words."), "small")
        self._nobody.hide()
        self.column.addWidget(self._nobody)
        self.setFocusProxy(self.search)
        self.find()

    def find(self) -> None:
        """Look for leads that have the words."""
        leads, query = self._ctx.services.leads, LeadQuery(self.search.text())
        self._ctx.ops.run_query(
            self, lambda: leads.first_page(query), self._on_found, self._ctx.notices.error,
            key="find",
        )  # fmt: skip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self.list.currentIndex())
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True

    def _on_found(self, found: tuple[IdList, Sequence[LeadRow]]) -> None:
        self.model.put(found[1])
        self.list.setCurrentIndex(self.model.index(0, 0))
        self._nobody.setVisible(not found[1])

    def _step(self, by: int) -> None:
        if count := self.model.rowCount():
            at = (self.list.currentIndex().row() + by) % count
            self.list.setCurrentIndex(self.model.index(at, 0))
            said = self.model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole)
            announce(self.list, str(said))

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid():
            lead_id: UUID = index.data(FoundRole).id
            self.close()
            self.chosen.emit(lead_id)
