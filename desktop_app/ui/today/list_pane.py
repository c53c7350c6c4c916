"""The left pane: the day, its progress, the queue, and what stands there when it is empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop_app.domain.action_rules import ActionRule
from desktop_app.domain.actions import COMMON_TYPES, type_words
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.today import Box, Queue, QueueFigures, QueueQuery, QueueRow
from desktop_app.ui.inbox.pieces import Header
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.mirror import painter_on, popup_below
from desktop_app.ui.today import words
from desktop_app.ui.today.list_model import QueueModel
from desktop_app.ui.today.list_view import QueueDelegate, QueueView
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button, Look
from desktop_app.ui.widgets.labels import ElidedLabel
from desktop_app.ui.widgets.pages import Pages
from desktop_app.ui.widgets.states import EmptyState, Skeleton, fault_page

_NOTHING = {
    Box.QUEUE: (
        "ph.sun-horizon",
        tr("Nothing to do"),
        tr("What you plan with your leads stands here."),
    ),
    Box.REPLIES: ("ph.arrow-bend-up-left", tr("Nobody waits for an answer"), ""),
    Box.FOLLOW_UPS: ("ph.clock-clockwise", tr("Nothing to follow up"), ""),
    Box.MEETINGS: ("ph.users", tr("No meetings"), ""),
    Box.COMPLETED: (
        "ph.check-circle",
        tr("Nothing done yet"),
        tr("What you complete stands here."),
    ),
}


class Progress(QWidget):
    """A thin bar and its words: "5 of 12 done"."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._theme = ctx.theme
        self._done = self._total = 0
        self.setFixedHeight(20)
        self.show_done(0, 0)

    @property
    def words(self) -> str:
        return (
            tr("{done} of {total} done", done=numeral(self._done), total=numeral(self._total))
            if self._total
            else ""
        )

    def show_done(self, done: int, total: int) -> None:
        self._done, self._total = done, total
        self.setAccessibleName(self.words)
        font = self._theme.now.font("small", tabular=True)
        self.setFixedWidth(72 + paint.text_width(self.words, font) + 2)
        self.setVisible(bool(total))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = painter_on(self), self._theme.now
        middle = self.height() // 2
        fraction = self._done / self._total if self._total else 0
        paint.progress_bar(painter, self._theme, QRect(0, middle - 2, 64, 4), fraction)
        room = QRect(72, 0, self.width() - 72, self.height())
        font = theme.font("small", tabular=True)
        paint.text(painter, room, self.words, font, theme.text.secondary, elide=False)


class TodayList(QWidget):
    """The queue of a box.

    Signals:
        current_changed: the id of the current action, or None.
        new_wanted: a new action is wanted.
        query_changed: another question is shown.
    """

    current_changed = Signal(object)
    new_wanted = Signal()
    query_changed = Signal(object)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._service = ctx.services.today
        self.query = QueueQuery()
        self._types: Sequence[str] = ()
        self.setProperty("ground", "canvas")
        self.model = QueueModel(ctx.ops, self._service.rows, ctx.local, ctx.now, parent=self)
        self.view = QueueView(ctx.theme, ctx.theme.now.size.row_action)
        self.view.setAccessibleName(tr("Actions"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(QueueDelegate(ctx.theme, self.view))
        self.view.current_changed.connect(self.current_changed)
        self.view.fold_wanted.connect(self.toggle_done)
        self.model.fetch_failed.connect(ctx.notices.error)
        self._skeleton = Skeleton(ctx.theme, ctx.theme.now.size.row_action)
        self._pages = Pages(self._skeleton, self.view)
        self.answered = self._pages.answered
        self._lay_out()
        ctx.theme.changed.connect(self._on_theme)

    def load(self, query: QueueQuery, *, top: bool = True) -> None:
        """Show a question from its top: the first rows at once, the rest behind them."""
        self.query = query
        self.model.foldable = query.box is not Box.COMPLETED
        self._title.set_text(tr("Today") if query.box is Box.QUEUE else words.BOX_TITLES[query.box])
        self._filter.setVisible(not query.box.type)
        self._filter.set_words(type_words(query.type) if query.type else tr("All types"))
        if not len(self.model.ids):
            self._pages.show_page(self._skeleton)
        self.query_changed.emit(query)
        self._ask(lambda: self._service.first(query), lambda found: self._on_first(query, *found))

    def reload(self) -> None:
        """Read the same question anew; the current row and the place stay."""
        query = self.query
        # Apart from the first rows of another question, which wait for no long list.
        self._ask(
            lambda: self._service.whole(query),
            lambda queue: self._on_whole(query, queue),
            key="whole",
        )

    def show_figures(self, figures: QueueFigures) -> None:
        self._progress.show_done(figures.done, figures.of_the_day)

    def show_day(self) -> None:
        """Say which day it is."""
        self._date.set_text(words.date_words(self._ctx.now()))
        self.view.viewport().update()

    def toggle_done(self) -> None:
        self.model.toggle_done()
        self._ctx.actions.refresh()

    def focus_list(self) -> None:
        from PySide6.QtCore import Qt

        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Inside

    def _ask(
        self, ask: Callable[[], object], show: Callable[..., None], *, key: str = "first"
    ) -> None:
        self._ctx.ops.run_query(self, ask, show, self._on_failed, key=key)

    def _on_first(self, query: QueueQuery, queue: Queue, rows: Sequence[QueueRow]) -> None:
        if query == self.query:
            self._put(queue, rows, keep=False)
            if self.view.current_id is None:
                self.view.go_to(0)
            if not queue.whole:
                self.reload()

    def _on_whole(self, query: QueueQuery, queue: Queue) -> None:
        if query == self.query:
            self._put(queue, (), keep=True)

    def _put(self, queue: Queue, rows: Sequence[QueueRow], *, keep: bool) -> None:
        self.model.show(queue, rows, keep_place=keep)
        if queue.sections:
            self._pages.show_page(self.view)
        else:
            icon, title, sentence = _NOTHING[self.query.box]
            if self.query.type:
                sentence = tr("None of this type.")
            adds = [(tr("New action"), "ph.plus", True, self.new_wanted.emit)]
            self._pages.show_passing(
                EmptyState(self._ctx.theme, icon, title, sentence, adds, foot=tr("Press [A]"))
            )

    def _on_failed(self, error: Exception) -> None:
        if len(self.model.ids):
            self._ctx.notices.error(Fault.of(error))
        else:
            page = fault_page(self._ctx.theme, Fault.of(error), lambda: self.load(self.query))
            self._pages.show_passing(page)

    def _on_theme(self) -> None:
        self.view.set_row_height(self._ctx.theme.now.size.row_action)
        self.model.refresh_rows()

    def _lay_out(self) -> None:
        theme = self._ctx.theme
        header = Header(self._ctx, left=20, right=20)
        self._title = ElidedLabel(theme, tr("Today"), font="title")
        self._date = ElidedLabel(theme, "", ink="text.secondary")
        self._progress = Progress(self._ctx)
        self._filter = Button(
            theme, tr("All types"), icon="ph.funnel-simple", trailing_icon="ph.caret-down",
            name=tr("Types of actions"),
        )  # fmt: skip
        self._filter.clicked.connect(self._on_filter)
        self.new = Button(theme, tr("New action"), icon="ph.plus", look=Look.PRIMARY, key="A")
        self.new.clicked.connect(self.new_wanted)
        header.row.addWidget(self._title)
        header.row.addSpacing(8)
        header.row.addWidget(self._date, 1)
        header.row.addWidget(self._progress)
        header.row.addSpacing(10)
        header.row.addWidget(self._filter)
        header.row.addSpacing(4)
        header.row.addWidget(self.new)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self._pages, 1)
        self.show_day()

    def _on_filter(self) -> None:
        rules = self._ctx.services.action_rules
        self._ctx.ops.run_query(
            self,
            lambda: (self._service.types(), rules.list()),
            lambda found: self._show_types(*found),
            key="types",
        )

    def _show_types(self, types: Sequence[str], rules: Sequence[ActionRule]) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setAccessibleName(tr("Types of actions"))
        for each in ("", *dict.fromkeys((*COMMON_TYPES, *types))):
            action = menu.addAction(type_words(each) if each else tr("All types"))
            action.setCheckable(True)
            action.setChecked(each == self.query.type)
            action.triggered.connect(
                lambda _on=False, kind=each: self.load(QueueQuery(self.query.box, kind))
            )
        menu.addSection(tr("Actions are added for"))
        for rule in rules:
            action = menu.addAction(rule.sentence)
            action.setCheckable(True)
            action.setChecked(rule.active)
            action.triggered.connect(lambda on, name=rule.name: self._set_rule(name, on))
        popup_below(menu, self._filter)

    def _set_rule(self, name: str, on: bool) -> None:
        rules = self._ctx.services.action_rules
        self._ctx.ops.run_command(self, lambda: rules.set_active(name, on))
