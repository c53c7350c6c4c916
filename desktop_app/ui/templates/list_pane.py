"""The left pane: title and count, the search field, the templates by category."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from desktop_app.domain.language import numeral, tr
from desktop_app.domain.templates import Template, TemplateScope
from desktop_app.ui.inbox.pieces import Header
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.templates.list_model import (
    Heading,
    RowRole,
    TemplateDelegate,
    TemplateListModel,
)
from desktop_app.ui.templates.words import TITLES
from desktop_app.ui.widgets.buttons import Button, Look
from desktop_app.ui.widgets.fields import SearchField
from desktop_app.ui.widgets.labels import ElidedLabel, hairline, label
from desktop_app.ui.widgets.pages import Pages
from desktop_app.ui.widgets.scroll import float_scroll_bar
from desktop_app.ui.widgets.states import EmptyState, Skeleton, fault_page

_BATCH = 100  # rows that are measured at a time


class TemplateView(QListView):
    """The list: the arrows, Home and End go from template to template.

    Signals:
        current_changed: the id of the current template, or None.
        opened: Enter, or a double click: the editor wants the focus.
        menu_wanted: where on the screen, over the current template.
    """

    current_changed = Signal(object)
    opened = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Templates"))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.setProperty("ground", "canvas")
        self.setMouseTracking(True)
        self.setProperty("hovered", -1)
        self.setProperty("byKeyboard", False)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(
            lambda place: self.menu_wanted.emit(self.viewport().mapToGlobal(place))
        )
        float_scroll_bar(self)
        self._told: UUID | None = None

    @property
    def current(self) -> Template | None:
        row = self.currentIndex().data(RowRole) if self.currentIndex().isValid() else None
        return row if isinstance(row, Template) else None

    def go_to(self, row: int) -> None:
        """Make a row current, and tell it."""
        model = self.model()
        index = model.index(row, 0)
        if index.isValid() and not isinstance(index.data(RowRole), Heading):
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self.tell()

    def move_by(self, step: int) -> None:
        """On to the next template, over headings."""
        row, count = self.currentIndex().row() + step, self.model().rowCount()
        while 0 <= row < count:
            if not isinstance(self.model().index(row, 0).data(RowRole), Heading):
                self.go_to(row)
                return
            row += step

    def tell(self) -> None:
        """Tell which template is current, where that is another one."""
        now = self.current.id if self.current is not None else None
        if now != self._told:
            self._told = now
            self.current_changed.emit(now)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        step = {keys.Key_Down: 1, keys.Key_Up: -1}.get(event.key())
        self.setProperty("byKeyboard", True)
        if step is not None:
            self.move_by(step)
        elif event.key() == keys.Key_Home:
            self._go_first()
        elif event.key() == keys.Key_End:
            self.go_to(self.model().rowCount() - 1)
        elif event.key() in (keys.Key_Return, keys.Key_Enter):
            self.opened.emit()
        else:
            event.ignore()

    def _go_first(self) -> None:
        self.verticalScrollBar().setValue(0)
        self.go_to(1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setProperty("byKeyboard", False)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not isinstance(index.data(RowRole), Heading):
            self.go_to(index.row())
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _hover(self, row: int) -> None:
        if row != self.property("hovered"):
            self.setProperty("hovered", row)
            self.viewport().update()


class ListPane(QWidget):
    """The templates of a scope, searched by words.

    Signals:
        current_changed: the id of the current template, or None.
        opened: the editor wants the focus.
        new_wanted: a new template is wanted.
        listed: the list was read.
        menu_wanted: where on the screen.
    """

    current_changed = Signal(object)
    opened = Signal()
    new_wanted = Signal()
    listed = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self.scope = TemplateScope.ALL
        self._wanted: UUID | None = None  # to become current once the list has it
        self.setProperty("ground", "canvas")
        self._title = ElidedLabel(ctx.theme, TITLES[self.scope], font="title")
        self._count = label("", "count")
        self.new = Button(ctx.theme, tr("New"), icon="ph.plus", look=Look.PRIMARY, key="C")
        self.new.setAccessibleName(tr("New template"))
        self.new.clicked.connect(self.new_wanted)
        self.search = SearchField(ctx.theme, tr("Search names and text"), pause=120)
        self.search.searched.connect(lambda _text: self.load())
        self.search.left_down.connect(self._focus)
        self.model = TemplateListModel()
        self.view = TemplateView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(TemplateDelegate(ctx.theme, self.view))
        self.view.current_changed.connect(self.current_changed)
        self.view.opened.connect(self.opened)
        self.view.menu_wanted.connect(self.menu_wanted)
        self._skeleton = Skeleton(ctx.theme, ctx.theme.now.size.template_row)
        self._pages = Pages(self._skeleton, self.view)
        self.answered = self._pages.answered
        self._lay_out()
        ctx.theme.changed.connect(self.view.doItemsLayout)

    @property
    def current_id(self) -> UUID | None:
        return self.view.current.id if self.view.current is not None else None

    def show_scope(self, scope: TemplateScope) -> None:
        """Show another list from its top."""
        self.scope = scope
        self._title.set_text(TITLES[scope])
        self.load()

    def load(self, wanted: UUID | None = None) -> None:
        """Read the list; the current template stays current while it is there.

        Args:
            wanted: to become current; another list is shown where it is not in this one.
        """
        self._wanted = wanted or self._wanted
        templates, text, scope = self._ctx.services.templates, self.search.text(), self.scope
        self._ctx.ops.run_query(
            self,
            lambda: templates.list(text, scope),
            self._on_listed,
            self._on_failed,
            key="list",
        )

    def show_everything(self, wanted: UUID) -> None:
        """Have a template in the list whatever was asked."""
        self.search.set_quietly("")
        self.scope = TemplateScope.ALL
        self._title.set_text(TITLES[self.scope])
        self.load(wanted)

    def _on_listed(self, found: Sequence[Template]) -> None:
        held, row = self.current_id, self.view.currentIndex().row()
        reset = self.model.put(found)
        self._count.setText(numeral(len(found)) if found else "")
        if not found:
            self._pages.show_passing(self._nothing())
        else:
            self._pages.show_page(self.view)
        wanted = self._wanted if self._wanted is not None else held
        at = self.model.row_of(wanted)
        if at >= 0:
            self._wanted = None
        elif self._wanted is not None and found:
            at = self.model.row_of(held)
        if reset or at >= 0 or held is None:
            self._go_near(at, row)
        self.listed.emit()

    def _go_near(self, at: int, row: int) -> None:
        """The row at ``at``; without one, the template that stands where the current one stood."""
        if at < 0:
            rows = range(len(self.model.rows))
            later = [each for each in rows if not isinstance(self.model.rows[each], Heading)]
            at = next((each for each in later if each >= row), later[-1] if later else -1)
        if at >= 0 and at != self.view.currentIndex().row():
            self.view.go_to(at)
        else:
            self.view.tell()

    def _nothing(self) -> EmptyState:
        themes = self._ctx.theme
        if self.search.text().strip():
            actions = [(tr("Clear the search"), "ph.x", False, self._clear_search)]
            return EmptyState(
                themes, "ph.magnifying-glass", tr("Nothing found"),
                tr("No template has all of these words."), actions,
            )  # fmt: skip
        if self.scope is TemplateScope.TEAM:
            return EmptyState(
                themes, "ph.users", tr("Nothing shared"),
                tr("Templates that others share with the team stand here."),
            )  # fmt: skip
        if self.scope is TemplateScope.DEFAULT:
            return EmptyState(
                themes, "ph.star", tr("No defaults yet"),
                tr("The star makes a template the one that its category begins with."),
            )  # fmt: skip
        actions_of: list[tuple[str, str, bool, Callable[[], None]]] = [
            (tr("New template"), "ph.plus", True, self.new_wanted.emit)
        ]
        return EmptyState(
            themes, "ph.article", tr("No templates yet"),
            tr("Write what you write often once, with fields that fill themselves in."), actions_of,
        )  # fmt: skip

    def _clear_search(self) -> None:
        self.search.clear()
        self._focus()

    def _on_failed(self, error: Exception) -> None:
        self._pages.show_passing(fault_page(self._ctx.theme, Fault.of(error), self.load))
        self.listed.emit()

    def _focus(self) -> None:
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def sizeHint(self) -> QSize:
        return QSize(self._ctx.theme.now.layout.template_list, 400)

    def _lay_out(self) -> None:
        head = Header(self._ctx, left=16, right=12)
        head.row.addWidget(self._title)
        head.row.addSpacing(4)
        head.row.addWidget(self._count)
        head.row.addStretch()
        head.row.addWidget(self.new)
        field = QVBoxLayout()
        field.setContentsMargins(12, 8, 12, 8)
        field.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(field)
        column.addWidget(hairline())
        column.addWidget(self._pages, 1)
