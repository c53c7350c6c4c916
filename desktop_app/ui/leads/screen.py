"""The screen of leads: what is asked, what is shown, and which row is current."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop_app.domain.changes import Kind
from desktop_app.domain.ids import IdList
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_filters import SortKey
from desktop_app.domain.lead_selection import LeadSelection
from desktop_app.domain.leads import LeadRow, LeadStatus
from desktop_app.ui.composer.actions import lead_actions as writing_actions
from desktop_app.ui.leads.action_dialog import ask_action
from desktop_app.ui.leads.actions import lead_actions
from desktop_app.ui.leads.board_screen import BOARD, TABLE, BoardPlace
from desktop_app.ui.leads.bulk import BulkCommands, Chosen
from desktop_app.ui.leads.bulk_bar import BulkBar
from desktop_app.ui.leads.cell_editors import CellEditing
from desktop_app.ui.leads.clipboard import Clipboard
from desktop_app.ui.leads.columns import TableColumns
from desktop_app.ui.leads.columns_menu import ColumnsPanel, show_column_menu
from desktop_app.ui.leads.edits import CellEdits
from desktop_app.ui.leads.empty import no_leads, nobody_in_view, nothing_found, view_unreadable
from desktop_app.ui.leads.filter_bar import FilterBar
from desktop_app.ui.leads.header import LeadsHeader
from desktop_app.ui.leads.model import LeadTableModel
from desktop_app.ui.leads.panel import LeadPanel
from desktop_app.ui.leads.panes import PanelPlace
from desktop_app.ui.leads.query import Asked
from desktop_app.ui.leads.saved_views import SavedViews
from desktop_app.ui.leads.status_menu import show_status_menu
from desktop_app.ui.leads.table import LeadTable
from desktop_app.ui.leads.table_actions import table_actions
from desktop_app.ui.leads.words import count_of
from desktop_app.ui.ops import Fault, Freshness
from desktop_app.ui.shell.context import Context
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets.pages import Pages
from desktop_app.ui.widgets.splitter import Splitter
from desktop_app.ui.widgets.states import Skeleton, fault_page

_FIRST = 60  # rows of the quick answer
_REST_AFTER = 120  # ms without typing before the whole list is asked for


class LeadsScreen(QWidget):
    """Table, filter bar and panel.

    A question is answered twice: the first rows at once, and then the ids of all, from which
    the scroll bar and every jump come.
    """

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._themes = ctx.theme
        self._asked = Asked()
        self._complete = False
        self._shown_first = False
        self._wanted: UUID | None = None
        self.views = SavedViews(ctx, self)
        self.views.changed.connect(self._on_views)
        self.views.wanted.connect(self.show_view)
        self.views.save_wanted.connect(self.save_as_view)
        self.side = self.views.side
        self.side.chosen.connect(self.show_view)
        services = ctx.services
        self.model = LeadTableModel(
            ctx.ops, lambda ids: services.leads.rows(ids), ctx.now, ctx.local, self
        )
        self.columns = TableColumns(ctx, self.model, self)
        self._build()
        self._rest = single_shot(self, _REST_AFTER, self._ask_all)
        ctx.actions.add(lead_actions(self))
        ctx.actions.add(writing_actions(ctx, lambda: self.current_id))
        ctx.actions.add(table_actions(self))
        kinds = Kind.LEADS | Kind.INSIGHTS | Kind.CONVERSATIONS | Kind.ACTIONS
        if self.boards.on:
            self.place.switch(True)
        self._fresh = Freshness(self, ctx.bus, kinds, self.refresh, pause=1_000)
        self._ask()
        self._fresh_views = Freshness(self, ctx.bus, Kind.VIEWS, self.views.read)
        ctx.ops.when_quiet(self, self._read_aside)

    # What the shell asks

    def focus_search(self) -> None:
        self.filter_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_bar.search.selectAll()

    def shown(self) -> None:
        self.boards.hint()

    @property
    def answered(self) -> SignalInstance:
        """Emitted when rows, or why there are none, were first painted."""
        return self._pages.answered

    def focus_list(self) -> None:
        if self.boards.on:
            self.boards.board.focus()
            return
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_pane(self) -> bool:
        """List, then panel; False where the last pane has the focus."""
        focus = self.window().focusWidget()
        if self.panel.isVisible() and not self.panel.isAncestorOf(focus or self):
            self.panel.status.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def go_back(self) -> bool:
        """Esc: uncheck, close the drawer or panel."""
        if self.checked_count:
            self.uncheck_all()
            return True
        if self.table.hasFocus() and self.table.leave_cell():
            return True
        if self.drawer.isVisible():
            self.drawer.shut()
            return True
        if self.panel.isVisible() and self.panel.isAncestorOf(self.window().focusWidget() or self):
            self.focus_list()
            return True
        return False

    def open(self, wanted: UUID) -> None:
        """Show one lead: make it current, in the view of all if it is in no other."""
        self._wanted = wanted
        if not self._go_to_wanted() and self._complete:
            self.filter_bar.clear_quietly()
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

        show_merge(self._ctx, self, self.checked_ids())

    def remember(self) -> None:
        """Put away the widths of panes and columns, and what is being typed."""
        self.place.remember()
        self.columns.remember()
        self.panel.remember()

    # What actions do

    @property
    def current_id(self) -> UUID | None:
        """The current lead of table or board."""
        return self.boards.board.current_id if self.boards.on else self.table.current_id

    @property
    def count(self) -> int:
        """How many leads are shown, as far as that is known."""
        return self.boards.board.count if self.boards.on else len(self.model.ids)

    def show_board(self, on: bool) -> None:
        """Show the leads as cards in columns, or in the table again."""
        if on == self.boards.on:
            return
        self.uncheck_all()
        self._wanted = self.current_id
        self.boards.switch(on)
        self.place.switch(on)
        self.header.layout_choice.choose(BOARD if on else TABLE)
        self._ask()
        self.focus_list()

    def move_by(self, step: int) -> None:
        (self.boards.board if self.boards.on else self.table).move_by(step)

    def check_current(self) -> None:
        if self.boards.on:
            self.boards.board.check_current()
        elif self.table.current_id is not None:
            self.model.checked.toggle(self.table.current_id)

    def check_all(self) -> None:
        if self.boards.on:
            self.boards.board.check_all()
            return
        self.model.checked.check_all()

    def uncheck_all(self) -> None:
        if self.boards.on:
            self.boards.board.uncheck_all()
            return
        self.model.checked.clear()

    @property
    def checked_count(self) -> int:
        if self.boards.on:
            return self.boards.board.checked_count
        return self.model.checked.count(len(self.model.ids))

    def selection(self) -> LeadSelection:
        """What is checked: a value to be resolved in the background, over :meth:`whole_list`."""
        return self.model.checked.selection

    def whole_list(self) -> Callable[[], IdList]:
        """What gives the ids of the whole list, off the window's thread: they may be on their
        way still."""
        if self._complete:
            ids = self.model.ids
            return lambda: ids
        leads, query = self._ctx.services.leads, self._asked.query
        return lambda: leads.all_ids(query)

    def choose_columns(self) -> None:
        """Show and hide columns, set the height of rows."""
        panel = ColumnsPanel(self._themes, self.columns, self)
        panel.show_below(self.header.display_button)

    @property
    def edited(self) -> bool:
        """Whether something else is asked than what the view asks."""
        return self._asked.edited

    def checked_ids(self) -> tuple[UUID, ...]:
        """The checked leads in their order; for few of them."""
        if self.boards.on:
            return tuple(self.boards.board.chosen().resolve())
        return tuple(self.selection().resolve(self.model.ids))

    def choose_status(self) -> None:
        """S: the status of the checked leads, or else of the current one."""
        if self.checked_count:
            self._choose_bulk_status(self.bulk_bar.mapToGlobal(QPoint(40, 0)))
        elif self.panel.isVisible():
            self.panel.choose_status()
        elif self.boards.on:
            self._choose_status_on_board()
        elif self.table.current_id is not None:
            row = self.table.current_row
            at = QPoint(300, self.table.rowViewportPosition(row) + self.table.row_height)
            current = self.table.current_id
            show_status_menu(
                self,
                self._themes,
                self.table.viewport().mapToGlobal(at),
                lambda status: self._set_status((current,), status),
            )

    def export(self) -> None:
        """Ctrl+Shift+E: write the checked leads, or else the whole view, to a file."""
        from desktop_app.ui.leads.export_dialog import export_selection

        shown = [column.key for column in self.columns.layout.columns]
        checked, count = None, self.count if self._complete else None
        if self.checked_count:
            chosen = self._checked()
            checked, count = chosen.resolve, chosen.count
        export_selection(self._ctx, self, self._asked.query, checked, count=count, shown=shown)

    def show_history(self) -> None:
        """What was done to the current lead."""
        from desktop_app.ui.leads.history import show_history

        if self.current_id is not None:
            show_history(self._ctx, self, self.current_id)

    def add_action(self, kind: str = "follow_up") -> None:
        """A, M: something to do with the current lead."""
        row = self.model.row_at(self.table.current_row)
        if row is not None:
            name = " · ".join(filter(None, (row.company, row.contact_name)))
            ask_action(self._ctx, self, row.id, name, kind)

    def show_view(self, key: str) -> None:
        """Show a view of the sidebar."""
        view = self.views.choose(key)
        if view is None:
            return
        self._asked = Asked.of(view.query, self._asked.sort if view.built_in else None)
        self.filter_bar.show_query(self._asked.query)
        self._show_sort()
        self.uncheck_all()
        if view.fault and not view.query.where and not view.query.text:
            self._pages.show_passing(view_unreadable(self._themes, view))
            self._renew_words()
        else:
            self._ask()

    def reset_view(self) -> None:
        """Back to what the view asks."""
        self.show_view(self.views.current)

    def save_view(self, anchor: QWidget | None = None) -> None:
        """Keep what is asked: in the view, where it is the user's own, or as a new one."""
        anchor = anchor or self.filter_bar.save
        if self.views.view.built_in or not self._asked.edited:
            self.save_as_view(anchor)
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(
            f"Save into “{self.views.title}”",
            lambda: self.views.update(self._asked.query, self._layout()),
        )
        menu.addAction("Save as a new view…", lambda: self.save_as_view(anchor))
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height() + 4)))

    def save_as_view(self, anchor: QWidget | None = None) -> None:
        """Keep what is asked as a new view."""
        if self.filter_bar.search.settle():
            self._on_filter()
            self.views.save(self._asked.query, anchor or self.header.title, self._layout())

    def _layout(self) -> dict[str, Any]:
        """How the table looks, for a view to remember."""
        return {}

    def refresh(self) -> None:
        """Look again, without leaving the place."""
        self._read_aside()
        if self.boards.on:
            self.boards.board.refresh()
        elif self._complete and len(self.model.ids) > _FIRST:
            self._ask_all()
        else:
            self._ask(keep_place=True)

    def _read_aside(self) -> None:
        """What the rows do not wait for: fields, views, and how many leads each has."""
        leads = self._ctx.services.leads
        self._ctx.ops.run_query(self, leads.fields, self._on_fields, key="fields")
        self.views.read()
        self.views.renew_counts()

    def _on_fields(self, fields: LeadFields) -> None:
        self.filter_bar.set_fields(fields)

    # Asking

    def _ask(self, *, keep_place: bool = False) -> None:
        """Ask for the first rows; all ids follow when the typing rests."""
        self._complete = False
        self._rest.stop()
        self.boards.say_sort(self._asked.sort, self.columns.fields)
        if self.boards.on:
            self._show_table()
            self.boards.ask(self._asked, self.columns.fields, keep_place=keep_place)
            return
        query = self._asked.query
        leads = self._ctx.services.leads
        if not len(self.model.ids) and self._pages.currentWidget() is not self.table_page:
            self._pages.setCurrentWidget(self._skeleton)
        self._ctx.ops.run_query(
            self,
            self.columns.with_layout(lambda: leads.first_page(query)),
            lambda found: self._on_first(*found, keep_place),
            self._on_failed,
            key="first",
        )

    def _ask_all(self) -> None:
        query = self._asked.query
        if self.boards.on:
            return
        leads = self._ctx.services.leads
        self._ctx.ops.run_query(
            self,
            self.columns.with_layout(lambda: leads.all_ids(query)),
            lambda found: self._on_all_ids(*found, query),
            self._on_failed,
            key="all",
        )

    def _on_first(
        self, loaded: object, found: tuple[IdList, Sequence[LeadRow]], keep_place: bool
    ) -> None:
        self.columns.take(loaded)
        if self.boards.on:
            return
        ids, rows = found
        self.model.set_ids(ids, rows=rows, keep_place=keep_place)
        if len(ids) < _FIRST:
            self._on_all(ids, self._asked.query, rows)
            return
        self._show_table()
        self._rest.start()

    def _on_all_ids(self, loaded: object, ids: IdList, query: object) -> None:
        self.columns.take(loaded)
        self._on_all(ids, query)

    def _on_all(self, ids: IdList, query: object, rows: Sequence[LeadRow] = ()) -> None:
        if query != self._asked.query or self.boards.on:
            return
        self._complete = True
        self.model.set_ids(ids, rows=rows)
        self.model.checked.keep_only(ids)
        self._show_table()
        if self._wanted is not None and not self._go_to_wanted():
            self._wanted = None

    def _on_board(self) -> None:
        """The board knows more, or shows others."""
        if not self.boards.on:
            return
        self._complete = self.boards.board.complete
        self._show_table()
        if self._wanted is not None and not self._go_to_wanted() and self._complete:
            self._wanted = None

    def _on_failed(self, error: Exception) -> None:
        self._pages.show_passing(fault_page(self._themes, Fault.of(error), self._ask))

    def _on_views(self) -> None:
        view = self.views.view
        if view.key != self.views.current:  # it is not there any more
            self.show_view(view.key)
        elif view.query != self._asked.view:
            # Saved, here or elsewhere: what was not changed on top of it follows.
            if self._asked.edited and self._asked.query != view.query:
                self._asked = replace(self._asked, view=view.query)
            else:
                self.show_view(view.key)
        self._renew_words()
        if self._complete:
            self._show_table()

    # Showing

    def _show_table(self) -> None:
        """Rows, or why there are none."""
        if self.boards.on and (self.count or not self._complete):
            self._pages.show_page(self.boards.board)
        elif self.count:
            self._pages.show_page(self.table_page)
        elif self._asked.narrowed:
            self._pages.show_passing(nothing_found(self._themes, self.reset_view))
        elif self.views.narrows or self._asked.where:
            self._pages.show_passing(nobody_in_view(self._themes))
        elif self._complete:
            self._pages.show_passing(no_leads(self._themes, self._ctx.import_files, self.create))
        self.filter_bar.setVisible(
            bool(self.count or self._asked.narrowed or self._asked.where or self.views.total)
        )
        self._renew_words()
        self._place_panel()

    def _renew_words(self) -> None:
        self.header.title.setText(self.views.title)
        self.filter_bar.show_edited(self._asked.edited)
        shown = self.count if self._complete else None
        total = self.views.total
        if shown is not None or not (self._asked.narrowed or self._asked.where):
            self.header.counts.setText(count_of(shown, total))
        count = self.checked_count
        self.bulk_bar.show_count(count, can_merge=2 <= count <= 4)
        self.table.set_room_below(60 if count else 0)
        self.table.header.show_check(self.model.checked.state(len(self.model.ids)))
        if self.boards.on:
            self.boards.board.set_room_below(60 if count else 0)
        self._show_position()

    def _show_position(self) -> None:
        if self.boards.on:
            self.panel.show_position(*self.boards.board.position)
        else:
            self.panel.show_position(self.table.current_row, len(self.model.ids))

    def _on_checked(self) -> None:
        self._renew_words()
        self.table.viewport().update()

    def _on_current(self, current: UUID | None) -> None:
        self._show_position()
        if self._shown_first:
            # While a key is held down only the row one stops at is read.
            self._follow.start()
        else:
            # The first rows are painted before anything else is read.
            self._shown_first = True
            self._ctx.ops.when_quiet(self, self._show_current)

    def _show_current(self) -> None:
        # Beside the board the panel is mostly closed: nothing is read for it then.
        if self.panel.isVisible() or not self.boards.on:
            self.panel.show_lead(self.current_id)

    def _go_to_wanted(self) -> bool:
        shown = self.boards.board if self.boards.on else self.table
        if self._wanted is None or not shown.go_to_id(self._wanted):
            return False
        self._wanted = None
        return True

    # What the user does

    def _on_filter(self) -> None:
        asked = replace(self._asked, text=self.filter_bar.text, where=self.filter_bar.where)
        if asked == self._asked:
            return
        self._asked = asked
        self.uncheck_all()
        self._ask()

    def _on_sort(self, name: str, also: bool = False) -> None:
        self._sort_by(self._asked.sorted_by(name, self.columns.fields, also=also).sort)

    def _sort_by(self, sort: tuple[SortKey, ...]) -> None:
        self._asked = replace(self._asked, sort=sort)
        self._show_sort()
        self.filter_bar.show_edited(self._asked.edited)
        self._ask()

    def _show_sort(self) -> None:
        self.table.header.show_sort(self._asked.sort, self.columns.fields)

    def _on_column_menu(self, key: str, at: QPoint) -> None:
        show_column_menu(
            self.table,
            self._themes,
            key,
            at,
            sort=self._asked.sort,
            sort_by=self._sort_by,
            choose_columns=self.choose_columns,
        )

    def _on_check(self, row: int, extend: bool) -> None:
        here = self.model.id_at(row)
        if here is None:
            return
        anchor = self.table.current_row
        if extend and anchor >= 0:
            low, high = sorted((anchor, row))
            on = not self.model.checked.has_row(self.model.ids, row)
            self.model.checked.put_rows(self.model.ids, low, high, on)
        else:
            self.model.checked.toggle(here)
        self.table.go_to(row)

    def _on_extend(self, step: int) -> None:
        here = self.table.current_id
        self.table.move_by(step)
        both = [each for each in (here, self.table.current_id) if each is not None]
        self.model.checked.put(both, True)

    def _on_check_all(self) -> None:
        (self.uncheck_all if self.checked_count else self.check_all)()

    def _chosen(self) -> Chosen | None:
        """What is checked, or else the current lead."""
        if self.checked_count:
            return self._checked()
        current = self.current_id
        return None if current is None else Chosen.one(current)

    def _checked(self) -> Chosen:
        if self.boards.on:
            return self.boards.board.chosen()
        selection, whole = self.selection(), self.whole_list()
        return Chosen(lambda: selection.resolve(whole()), self.checked_count)

    def _choose_bulk_status(self, at: QPoint) -> None:
        if self.boards.on:
            # The cards are shown in their new column at once.
            move = self.boards.board.move_checked
            show_status_menu(self, self._themes, at, move, above=True)
        else:
            self.bulk.choose_status(at)

    def _choose_status_on_board(self) -> None:
        board, current = self.boards.board, self.boards.board.current_id
        if current is not None:
            beside, at = board.current_rect()
            show_status_menu(
                self,
                self._themes,
                beside.mapToGlobal(at),
                lambda status: board.move_leads((current,), status),
            )

    def _set_status(self, ids: tuple[UUID, ...], status: LeadStatus) -> None:
        leads = self._ctx.services.leads
        self._ctx.ops.run_command(self, lambda: leads.set_status(ids, status))

    def _on_opened(self, _wanted: UUID) -> None:
        self._open_panel()
        if self.place.over:
            self.panel.status.setFocus(Qt.FocusReason.OtherFocusReason)

    # Panes

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_panel()

    def _open_panel(self) -> None:
        self.place.open(has_rows=self.count > 0)
        self._show_current()

    def _close_panel(self) -> None:
        self.place.close()
        self.focus_list()

    def _place_panel(self) -> None:
        narrow = self.window().width() < self._themes.now.layout.rail_below
        self.table.set_narrow(narrow)
        self.place.place(has_rows=self.count > 0)

    # Building

    def _build(self) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.splitter = Splitter(self._themes)
        outer.addWidget(self.splitter)
        self.main = QWidget()
        self.main.setProperty("ground", "canvas")
        self.main.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self.main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = LeadsHeader(self._themes)
        self.header.import_wanted.connect(lambda: self._ctx.import_files())
        self.header.new_wanted.connect(self.create)
        self.header.display_wanted.connect(self.choose_columns)
        column.addWidget(self.header)
        self.filter_bar = FilterBar(self._themes, lambda: self._ctx.now().date())
        self.filter_bar.save_wanted.connect(self.save_view)
        self.filter_bar.reset_wanted.connect(self.reset_view)
        self.filter_bar.changed.connect(self._on_filter)
        self.filter_bar.left_down.connect(self.focus_list)
        column.addWidget(self.filter_bar)
        self.table = LeadTable(self._themes, self.model, self.columns)
        self.table_page = self.table
        self.table.current_changed.connect(self._on_current)
        self.table.opened.connect(self._on_opened)
        self.table.check_wanted.connect(self._on_check)
        self.table.extend_wanted.connect(self._on_extend)
        self.table.header.sort_wanted.connect(self._on_sort)
        self.table.header.all_wanted.connect(self._on_check_all)
        self.table.header.menu_wanted.connect(self._on_column_menu)
        self.table.header.show_sort(self._asked.sort, self.columns.fields)
        edits = CellEdits(self._ctx, self.model, self.columns)
        self.editing = CellEditing(self._themes, self.table, edits)
        self.editing.on_refused(self._ctx.notices.say)
        self.clipboard = Clipboard(
            self._ctx, self.table, self.columns, edits, self.whole_list, self.main
        )
        self._skeleton = Skeleton(self._themes, self._themes.now.size.row_table)
        self._pages = Pages(self._skeleton, self.table)
        column.addWidget(self._pages, 1)
        self._add_board()
        self.splitter.addWidget(self.main)
        self.panel = LeadPanel(self._ctx)
        self.panel.previous_wanted.connect(lambda: self.move_by(-1))
        self.panel.next_wanted.connect(lambda: self.move_by(1))
        self.panel.close_wanted.connect(self._close_panel)
        self.place = PanelPlace(self._ctx, self, self.splitter, self.panel)
        self.drawer = self.place.drawer
        self.drawer.closed.connect(self.focus_list)
        self.bulk_bar = BulkBar(self._themes, self.main)
        self.bulk = BulkCommands(self._ctx, self, self._chosen, self.uncheck_all)
        self.bulk_bar.status_wanted.connect(self._choose_bulk_status)
        self.bulk_bar.field_wanted.connect(lambda: self.bulk.set_field(self.columns.fields))
        self.bulk_bar.action_wanted.connect(self.bulk.add_action)
        self.bulk_bar.merge_wanted.connect(self.merge_checked)
        self.bulk_bar.delete_wanted.connect(self.bulk.delete)
        self.bulk_bar.export_wanted.connect(self.export)
        self.bulk_bar.clear_wanted.connect(self.uncheck_all)
        self.model.checked.changed.connect(self._on_checked)
        self.model.fetch_failed.connect(self._ctx.notices.error)
        self._follow = single_shot(self, 30, self._show_current)

    def _add_board(self) -> None:
        boards = self.boards = BoardPlace(self._ctx, self._pages, self)
        self.filter_bar.place_at_end(boards.sort_words)
        boards.current_changed.connect(self._on_current)
        boards.opened.connect(self._on_opened)
        boards.checked_changed.connect(self._renew_words)
        boards.counted.connect(self._on_board)
        boards.failed.connect(self._on_failed)
        boards.new_wanted.connect(self.create)
        boards.sort_wanted.connect(self._on_sort)
        self.header.layout_choice.choose(BOARD if boards.on else TABLE)
        self.header.layout_chosen.connect(lambda name: self.show_board(name == BOARD))
