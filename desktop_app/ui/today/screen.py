"""Today: the queue, and the action that is current beside it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.changes import Kind
from desktop_app.domain.language import tr
from desktop_app.domain.today import (
    ActionDetail,
    Box,
    DayBounds,
    QueueFigures,
    QueueQuery,
    QueueRow,
)
from desktop_app.ui.ops import Freshness
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.screens import SideModel
from desktop_app.ui.timers import single_shot
from desktop_app.ui.today import words
from desktop_app.ui.today.actions import today_actions
from desktop_app.ui.today.checking import Checking
from desktop_app.ui.today.list_pane import TodayList
from desktop_app.ui.today.panel import ActionPanel
from desktop_app.ui.today.work import Work
from desktop_app.ui.widgets.floating import Drawer
from desktop_app.ui.widgets.splitter import Splitter

_WIDTHS = "today.widths"
_PANEL, _PANEL_MIN, _PANEL_MAX = 440, 380, 520  # the design's action panel
_LOOK_EVERY = 60_000  # ms: a computer that slept through midnight is told within a minute
_KINDS = Kind.ACTIONS | Kind.LEADS | Kind.DRAFTS | Kind.INSIGHTS


class TodayScreen(QWidget):
    """What the user has to do."""

    creates = (tr("New action"), "A")

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._loaded = False
        self._narrow = False
        self._panel_wanted = True
        self.detail: ActionDetail | None = None
        self.side = SideModel(self)
        self.side.set(words.sections(None), current=Box.QUEUE.value)
        self.list = TodayList(ctx)
        self.answered = self.list.answered
        self.panel = ActionPanel(ctx)
        self.checking = Checking(ctx, self.list)
        self.work = Work(ctx, self)
        self._lay_out()
        self._connect()
        ctx.actions.add(today_actions(self))
        Freshness(self, ctx.bus, _KINDS, self.refresh)
        Freshness(self, ctx.bus, Kind.MESSAGES | Kind.CONVERSATIONS, self._read_detail)
        self._day: DayBounds | None = None
        self._clock = single_shot(self, _LOOK_EVERY, self.look_at_clock)
        self.look_at_clock()

    # What the shell asks

    def shown(self) -> None:
        """Read the queue at the first visit."""
        if not self._loaded:
            self._loaded = True
            self.list.load(QueueQuery())
            self._recount()
        teach = (("J", "K"),)
        self._ctx.hint(tr("Move"), teach)

    def focus_list(self) -> None:
        self.list.focus_list()

    def create(self) -> None:
        self.work.new()

    def next_pane(self) -> bool:
        if self.panel.isVisible() and not self.panel.isAncestorOf(
            self.window().focusWidget() or self
        ):
            self.panel.more.setFocus()
            return True
        return False

    def go_back(self) -> bool:
        """Esc: the drawer, then what is checked."""
        if self._narrow and self._drawer.isVisible():
            self._drawer.shut()
            return True
        if self.checking.count:
            self.checking.clear()
            return True
        return False

    def remember(self) -> None:
        self.panel.finish_typing()
        self._ctx.state.put(_WIDTHS, self._splitter.sizes())

    # What the actions ask

    @property
    def row(self) -> QueueRow | None:
        """The current action, as far as it is known."""
        current = self.list.view.current_id
        if current is None:
            return None
        if self.detail is not None and self.detail.row.id == current:
            return self.detail.row
        found = self.list.model.known(current)
        return found if isinstance(found, QueueRow) else None

    def toggle_panel(self) -> None:
        """I: show or hide the action, as a drawer where the window is narrow."""
        if self._narrow:
            if self._drawer.isVisible():
                self._drawer.shut()
            else:
                self._drawer.open()
        else:
            self._panel_wanted = not self._panel_wanted
            self.panel.setVisible(self._panel_wanted)

    def refresh(self) -> None:
        """Something changed, here or in another program."""
        if self._loaded:
            self.list.reload()
            self._read_detail()
            self._recount()

    def look_at_clock(self) -> None:
        """Another day has begun: what is due today is something else."""
        now = self._ctx.now()
        day = DayBounds.of(now)
        if self._day is not None and day != self._day:
            self.list.show_day()
            self.refresh()
        self._day = day
        self.list.view.viewport().update()  # what is late by now is red
        left = (day.end - self._ctx.clock()) / timedelta(milliseconds=1)
        self._clock.start(max(50, min(_LOOK_EVERY, int(left) + 50)))

    # Inside

    def _lay_out(self) -> None:
        theme = self._ctx.theme
        self._splitter = Splitter(theme)
        self._splitter.addWidget(self.list)
        self.panel.setMinimumWidth(_PANEL_MIN)
        self.panel.setMaximumWidth(_PANEL_MAX)
        self._splitter.addWidget(self.panel)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        kept = self._ctx.state.numbers(_WIDTHS)
        self._splitter.setSizes(kept if len(kept) == 2 else [10_000, _PANEL])
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._splitter)
        self._drawer = Drawer(theme, self, _PANEL)

    def _connect(self) -> None:
        view, panel, work = self.list.view, self.panel, self.work
        self.side.chosen.connect(lambda key: self._load(QueueQuery(Box(key))))
        self.list.query_changed.connect(lambda query: self.side.set(current=query.box.value))
        self.list.new_wanted.connect(self.create)
        self.list.current_changed.connect(self._on_current)
        self.list.model.ids_changed.connect(self._show_place)
        view.done_wanted.connect(work.complete_row)
        view.opened.connect(lambda _id: self._on_opened())
        panel.step_wanted.connect(view.move_by)
        panel.closed.connect(self.toggle_panel)
        panel.asked.connect(self._ctx.actions.run)
        panel.lead_pressed.connect(self._ctx.open_lead)
        panel.type_wanted.connect(work.ask_type)
        panel.text_typed.connect(work.save_text)
        panel.meeting_wanted.connect(work.add_meeting)
        panel.undo_wanted.connect(self._ctx.notices.take_back)
        panel.due_wanted.connect(work.ask_due)
        panel.priority_wanted.connect(work.ask_priority)
        panel.more_wanted.connect(work.more)
        bar = self.checking.bar
        bar.complete.clicked.connect(work.complete)
        bar.snooze.clicked.connect(lambda: work.snooze())
        bar.cancel.clicked.connect(work.cancel)
        self.checking.changed.connect(self._ctx.actions.refresh)

    def _load(self, query: QueueQuery) -> None:
        self._loaded = True
        self.list.load(query)
        self._recount()

    def _on_opened(self) -> None:
        """Enter: the action, where it is hidden; else its conversation."""
        if self._narrow and not self._drawer.isVisible():
            self._drawer.open()
        elif not self._narrow and not self._panel_wanted:
            self.toggle_panel()
        else:
            self.work.open_conversation()

    def _on_current(self, _current: UUID | None) -> None:
        self._show_place()
        self._read_detail()

    def _show_place(self) -> None:
        row = self.list.view.current_row
        if self.list.view.current_id is None or row < 0:
            self.panel.show_place(0, 0)
        else:
            self.panel.show_place(*self.list.model.place_of(row))

    def _read_detail(self) -> None:
        current, service = self.list.view.current_id, self._ctx.services.today
        if current is None:
            self._show_detail(None, None)
            return
        self._ctx.ops.run_query(
            self,
            lambda: service.detail(current),
            lambda found: self._show_detail(current, found),
            self._ctx.notices.error,
            key="detail",
        )

    def _show_detail(self, asked: UUID | None, found: ActionDetail | None) -> None:
        if asked != self.list.view.current_id:
            return
        changed = found != self.detail
        self.detail = found
        if changed or found is None:
            self.panel.show_detail(found)
        self._show_place()
        self._ctx.actions.refresh()

    def _recount(self) -> None:
        service = self._ctx.services.today
        self._ctx.ops.run_query(
            self, service.figures, self._on_figures, lambda _error: None, key="figures"
        )

    def _on_figures(self, figures: QueueFigures) -> None:
        self.side.set(words.sections(figures))
        self.list.show_figures(figures)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.window().width() < self._ctx.theme.now.layout.drawer_below
        if narrow != self._narrow:
            self._narrow = narrow
            self._place_panel()

    def _place_panel(self) -> None:
        """Beside the list in a wide window, in the drawer in a narrow one."""
        self._drawer.release()
        if self._narrow:
            self.panel.setMinimumWidth(0)
            self.panel.setMaximumWidth(16_777_215)
            self._drawer.hold(self.panel)
        else:
            self.panel.setMinimumWidth(_PANEL_MIN)
            self.panel.setMaximumWidth(_PANEL_MAX)
            self._splitter.addWidget(self.panel)
            self._splitter.setStretchFactor(0, 1)
            self.panel.setVisible(self._panel_wanted)
