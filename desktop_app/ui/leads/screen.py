"""The screen of leads: what is asked, what is shown, and which row is current."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop_app.domain.changes import Kind
from desktop_app.domain.language import tr
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_filters import SortKey
from desktop_app.domain.leads import LeadQuery, LeadStatus
from desktop_app.ui.composer.actions import lead_actions as writing_actions
from desktop_app.ui.leads.actions import lead_actions
from desktop_app.ui.leads.asking import Asking
from desktop_app.ui.leads.board_screen import BOARD
from desktop_app.ui.leads.checking import Checking
from desktop_app.ui.leads.empty import no_leads, nobody_in_view, nothing_found, view_unreadable
from desktop_app.ui.leads.list_pane import ListPane
from desktop_app.ui.leads.panel import LeadPanel
from desktop_app.ui.leads.panes import PanelPlace
from desktop_app.ui.leads.query import Asked
from desktop_app.ui.leads.saved_views import SavedViews
from desktop_app.ui.leads.table_actions import table_actions
from desktop_app.ui.leads.words import count_of
from desktop_app.ui.ops import Fault, Freshness
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.mirror import popup_below
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets.splitter import Splitter
from desktop_app.ui.widgets.states import fault_page

if TYPE_CHECKING:
    from desktop_app.ui.leads.clipboard import Clipboard

# Dialogs, menus and whatever else waits for a key is loaded behind it: the first rows do not
# wait for that.


class LeadsScreen(QWidget):
    """The list of leads and the panel of the current one.

    Attributes:
        pane: the list; ``asking`` fills it, ``checking`` knows what is checked in it.
    """

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._themes = ctx.theme
        self._shown_first = False
        self.views = SavedViews(ctx, self)
        self.views.changed.connect(self._on_views)
        self.views.wanted.connect(self.show_view)
        self.views.save_wanted.connect(self.save_as_view)
        self.side = self.views.side
        self.side.chosen.connect(self.show_view)
        self.pane = ListPane(ctx)
        self.asking = Asking(ctx, self.pane)
        self.checking = Checking(ctx, self.pane, self.asking)
        self.panel = LeadPanel(ctx)
        self.splitter = Splitter(self._themes)
        self.splitter.addWidget(self.pane)
        self.place = PanelPlace(ctx, self, self.splitter, self.panel)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.splitter)
        self._follow = single_shot(self, 30, self._show_current)
        self._connect()
        ctx.actions.add(lead_actions(self))
        ctx.actions.add(writing_actions(ctx, lambda: self.pane.current_id))
        ctx.actions.add(table_actions(self))
        kinds = Kind.LEADS | Kind.INSIGHTS | Kind.CONVERSATIONS | Kind.ACTIONS
        if self.pane.boards.on:
            self.place.switch(True)
        self._fresh = Freshness(self, ctx.bus, kinds, self.refresh, pause=1_000)
        self.asking.ask()
        self._fresh_views = Freshness(self, ctx.bus, Kind.VIEWS, self.views.read)
        ctx.ops.when_quiet(self, self._read_aside)

    @cached_property
    def clipboard(self) -> Clipboard:
        """Copies and pastes; made when that is asked for first."""
        from desktop_app.ui.leads.clipboard import Clipboard

        pane = self.pane
        return Clipboard(
            self._ctx, pane.table, pane.columns, pane.edits, self.asking.whole_list, pane
        )

    # What the shell asks

    def focus_search(self) -> None:
        self.pane.filter_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.pane.filter_bar.search.selectAll()

    def shown(self) -> None:
        self.pane.boards.hint()

    @property
    def answered(self) -> SignalInstance:
        """Emitted when rows, or why there are none, were first painted."""
        return self.pane.pages.answered

    def focus_list(self) -> None:
        self.pane.focus_list()

    def next_pane(self) -> bool:
        """List, then panel; False where the last pane has the focus."""
        focus = self.window().focusWidget()
        if self.panel.isVisible() and not self.panel.isAncestorOf(focus or self):
            self.panel.focus_first(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def go_back(self) -> bool:
        """Esc: uncheck, close the drawer or panel."""
        if self.checking.count:
            self.checking.clear()
            return True
        table, drawer = self.pane.table, self.place.drawer
        if table.hasFocus() and table.leave_cell():
            return True
        if drawer.isVisible():
            drawer.shut()
            return True
        if self.panel.isVisible() and self.panel.isAncestorOf(self.window().focusWidget() or self):
            self.focus_list()
            return True
        return False

    def open(self, wanted: UUID) -> None:
        """Show one lead: make it current, in the view of all if it is in no other."""
        if not self.asking.go_to(wanted) and self.asking.complete:
            self.pane.filter_bar.clear_quietly()
            self.show_view("all")
        self._open_panel()

    def create(self, status: LeadStatus | None = None) -> None:
        """C: add a lead by hand; ``status`` is chosen in the form, where it is given."""
        from desktop_app.ui.leads.new_lead import NewLead

        dialog = NewLead(self._ctx, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.created.connect(self.open)
        dialog.take_up()
        if status is not None:
            dialog.status.choose(status.value)
        dialog.open()

    def find_duplicates(self) -> None:
        """Show the leads that may be one."""
        from desktop_app.ui.leads.duplicates import show_duplicates

        show_duplicates(self._ctx, self)

    def merge_checked(self) -> None:
        """Put the checked leads side by side, to make them one."""
        from desktop_app.ui.leads.merge import show_merge

        show_merge(self._ctx, self, self.checking.ids)

    def remember(self) -> None:
        """Put away the widths of panes and columns, and what is being typed."""
        self.place.remember()
        self.pane.columns.remember()
        self.panel.remember()

    # What actions do

    def show_board(self, on: bool) -> None:
        """Show the leads as cards in columns, or in the table again."""
        if on == self.pane.boards.on:
            return
        self.checking.clear()
        self.asking.follow(self.pane.current_id)
        self.pane.switch(on)
        self.place.switch(on)
        self.asking.ask()
        self.focus_list()

    def choose_columns(self) -> None:
        """Show and hide columns, set the height of rows."""
        from desktop_app.ui.leads.columns_menu import ColumnsPanel

        panel = ColumnsPanel(self._themes, self.pane.columns, self)
        panel.show_below(self.pane.header.display_button)

    @property
    def edited(self) -> bool:
        """Whether something else is asked than what the view asks, or its table is another."""
        return self.asking.asked.edited or self.pane.columns.edited

    def choose_status(self) -> None:
        """S: the status of the checked leads, or else of the current one."""
        if self.checking.count:
            self.checking.choose_status()
        elif self.panel.isVisible():
            self.panel.choose_status()
        else:
            self.pane.choose_status()

    def export(self) -> None:
        """Ctrl+Shift+E: write the checked leads, or else the whole view, to a file."""
        from desktop_app.ui.leads.export_dialog import export_selection

        shown = self.pane.columns.layout.keys
        checked, count = None, self.pane.count if self.asking.complete else None
        if self.checking.count:
            chosen = self.checking.checked()
            checked, count = chosen.resolve, chosen.count
        query = self.asking.asked.query
        export_selection(self._ctx, self, query, checked, count=count, shown=shown)

    def show_history(self) -> None:
        """What was done to the current lead."""
        from desktop_app.ui.leads.history import show_history

        if self.pane.current_id is not None:
            show_history(self._ctx, self, self.pane.current_id)

    def add_action(self, kind: str = "follow_up") -> None:
        """A, M: something to do with the current lead."""
        from desktop_app.ui.leads.action_dialog import ask_action

        row = self.pane.current
        if row is not None:
            name = " · ".join(filter(None, (row.company, row.contact_name)))
            ask_action(self._ctx, self, row.id, name, kind)

    def show_view(self, key: str) -> None:
        """Show a view of the sidebar."""
        view = self.views.choose(key)
        if view is None:
            return
        asked = Asked.of(view.query, self.asking.asked.sort if view.built_in else None)
        self.asking.asked = asked
        self.pane.columns.wear(view.table)
        self.pane.filter_bar.show_query(asked.query)
        self.checking.clear()
        if view.fault and not view.query.where and not view.query.text:
            self.pane.say_sort(asked.sort)
            self.pane.pages.show_passing(view_unreadable(self._themes, view))
            self._renew_words()
        else:
            self.asking.ask()

    def show_query(self, query: LeadQuery) -> None:
        """Show the leads that a query asks for, as if it had been asked for in the view of all."""
        self.show_view("all")
        bar = self.pane.filter_bar
        self.asking.asked = replace(self.asking.asked, text=query.text, where=query.where)
        bar.show_query(self.asking.asked.query)
        self.asking.ask()
        self._renew_words()

    def reset_view(self) -> None:
        """Back to what the view asks."""
        self.show_view(self.views.current)

    def save_view(self, anchor: QWidget | None = None) -> None:
        """Keep what is asked: in the view, where it is the user's own, or as a new one."""
        anchor = anchor or self.pane.filter_bar.save
        if self.views.view.built_in or not self.edited:
            self.save_as_view(anchor)
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(
            tr("Save into “{title}”", title=self.views.title),
            lambda: self.views.update(self.asking.asked.query, self.pane.columns.layout),
        )
        menu.addAction(tr("Save as a new view…"), lambda: self.save_as_view(anchor))
        popup_below(menu, anchor)

    def save_as_view(self, anchor: QWidget | None = None) -> None:
        """Keep what is asked as a new view."""
        if self.pane.filter_bar.search.settle():
            self._on_filter()
            query, anchor = self.asking.asked.query, anchor or self.pane.header.title
            self.views.save(query, anchor, self.pane.columns.layout)

    def refresh(self) -> None:
        """Look again, without leaving the place."""
        self._read_aside()
        self.asking.refresh()

    def _read_aside(self) -> None:
        """What the rows do not wait for: fields, views, and how many leads each has."""
        leads = self._ctx.services.leads
        self._ctx.ops.run_query(self, leads.fields, self._on_fields, key="fields")
        self.views.read()
        self.views.renew_counts()

    def _on_fields(self, fields: LeadFields) -> None:
        self.pane.filter_bar.set_fields(fields)

    def _on_views(self) -> None:
        view = self.views.view
        if view.key != self.views.current:  # it is not there any more
            self.show_view(view.key)
        elif view.query != self.asking.asked.view:
            # Saved, here or elsewhere: what was not changed on top of it follows.
            asked = self.asking.asked
            if asked.edited and asked.query != view.query:
                self.asking.asked = replace(asked, view=view.query)
            else:
                self.show_view(view.key)
        self.pane.columns.follow(self.views.view.table)
        self._renew_words()
        if self.asking.complete:
            self._show_rows()

    # Showing

    def _show_rows(self) -> None:
        """Rows, or why there are none."""
        pages, asked, count = self.pane.pages, self.asking.asked, self.pane.count
        if count or (self.pane.boards.on and not self.asking.complete):
            self.pane.show_list()
        elif asked.narrowed:
            pages.show_passing(nothing_found(self._themes, self.reset_view))
        elif self.views.narrows or asked.where:
            pages.show_passing(nobody_in_view(self._themes))
        elif self.asking.complete:
            pages.show_passing(no_leads(self._themes, self._ctx.import_files, self.create))
        self.pane.filter_bar.setVisible(
            bool(count or asked.narrowed or asked.where or self.views.total)
        )
        self._renew_words()
        self._place_panel()

    def _on_failed(self, error: Exception) -> None:
        page = fault_page(self._themes, Fault.of(error), self.asking.ask)
        self.pane.pages.show_passing(page)

    def _renew_words(self) -> None:
        asked, header = self.asking.asked, self.pane.header
        header.title.setText(self.views.title)
        self.pane.filter_bar.show_edited(self.edited)
        shown = self.pane.count if self.asking.complete else None
        if shown is not None or not (asked.narrowed or asked.where):
            header.counts.setText(count_of(shown, self.views.total))
        self.checking.show()
        self.panel.show_position(*self.pane.position)

    def _on_current(self, current: UUID | None) -> None:
        self.panel.show_position(*self.pane.position)
        if self._shown_first:
            # While a key is held down only the row one stops at is read.
            self._follow.start()
        else:
            # The first rows are painted before anything else is read.
            self._shown_first = True
            self._ctx.ops.when_quiet(self, self._show_current)

    def _show_current(self) -> None:
        # Beside the board the panel is mostly closed: nothing is read for it then.
        if self.panel.isVisible() or not self.pane.boards.on:
            self.panel.show_lead(self.pane.current_id)

    # What the user does

    def _on_filter(self) -> None:
        bar = self.pane.filter_bar
        asked = replace(self.asking.asked, text=bar.text, where=bar.where)
        if asked != self.asking.asked:
            self.asking.asked = asked
            self.checking.clear()
            self.asking.ask()

    def _on_sort(self, name: str, also: bool = False) -> None:
        self._sort_by(self.asking.asked.sorted_by(name, self.pane.columns.fields, also=also).sort)

    def _sort_by(self, sort: tuple[SortKey, ...]) -> None:
        self.asking.asked = replace(self.asking.asked, sort=sort)
        self.pane.filter_bar.show_edited(self.edited)
        self.asking.ask()

    def _on_column_menu(self, key: str, at: QPoint) -> None:
        from desktop_app.ui.leads.columns_menu import show_column_menu

        show_column_menu(
            self.pane.table,
            self._themes,
            key,
            at,
            sort=self.asking.asked.sort,
            sort_by=self._sort_by,
            choose_columns=self.choose_columns,
        )

    def _on_opened(self, _wanted: UUID) -> None:
        self._open_panel()
        if self.place.over:
            self.panel.focus_first(Qt.FocusReason.OtherFocusReason)

    # Panes

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_panel()

    def _open_panel(self) -> None:
        self.place.open(has_rows=self.pane.count > 0)
        self._show_current()

    def _close_panel(self) -> None:
        self.place.close()
        self.focus_list()

    def _place_panel(self) -> None:
        narrow = self.window().width() < self._themes.now.layout.rail_below
        self.pane.table.set_narrow(narrow)
        self.place.place(has_rows=self.pane.count > 0)

    def _connect(self) -> None:
        self.asking.told.connect(self._show_rows)
        self.asking.failed.connect(self._on_failed)
        self.checking.changed.connect(self._renew_words)
        self.checking.bar.merge_wanted.connect(self.merge_checked)
        self.checking.bar.export_wanted.connect(self.export)
        header, bar = self.pane.header, self.pane.filter_bar
        header.import_wanted.connect(lambda: self._ctx.import_files())
        header.new_wanted.connect(self.create)
        header.display_wanted.connect(self.choose_columns)
        header.layout_chosen.connect(lambda name: self.show_board(name == BOARD))
        bar.save_wanted.connect(self.save_view)
        bar.reset_wanted.connect(self.reset_view)
        bar.changed.connect(self._on_filter)
        for shown in (self.pane.table, self.pane.boards):
            shown.current_changed.connect(self._on_current)
            shown.opened.connect(self._on_opened)
        self.pane.columns.changed.connect(lambda: bar.show_edited(self.edited))
        self.pane.table.copy_wanted.connect(lambda: self.clipboard.copy())
        self.pane.table.paste_wanted.connect(lambda: self.clipboard.paste())
        self.pane.table.header.sort_wanted.connect(self._on_sort)
        self.pane.table.header.menu_wanted.connect(self._on_column_menu)
        self.pane.boards.sort_wanted.connect(self._on_sort)
        self.pane.boards.new_wanted.connect(self.create)
        self.panel.previous_wanted.connect(lambda: self.pane.move_by(-1))
        self.panel.next_wanted.connect(lambda: self.pane.move_by(1))
        self.panel.close_wanted.connect(self._close_panel)
        self.place.drawer.closed.connect(self.focus_list)
