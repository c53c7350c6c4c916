"""The screen of leads: what is asked, what is shown, and which row is current."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.changes import Kind
from desktop_app.domain.ids import IdList
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.leads import LeadRow, LeadStatus
from desktop_app.ui.leads.action_dialog import ask_action
from desktop_app.ui.leads.actions import lead_actions
from desktop_app.ui.leads.bulk_bar import BulkBar
from desktop_app.ui.leads.empty import no_leads, nobody_in_view, nothing_found
from desktop_app.ui.leads.filter_bar import FilterBar
from desktop_app.ui.leads.header import LeadsHeader
from desktop_app.ui.leads.model import LeadTableModel
from desktop_app.ui.leads.panel import LeadPanel
from desktop_app.ui.leads.panes import PanelPlace
from desktop_app.ui.leads.query import Asked, arrow_up
from desktop_app.ui.leads.saved_views import SavedViews
from desktop_app.ui.leads.status_menu import show_status_menu
from desktop_app.ui.leads.table import LeadTable
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
        self._fields = LeadFields()
        self._complete = False
        self._wanted: UUID | None = None
        self.views = SavedViews(ctx, self)
        self.views.changed.connect(self._on_views)
        self.side = self.views.side
        self.side.chosen.connect(self.show_view)
        services = ctx.services
        self.model = LeadTableModel(
            ctx.ops, lambda ids: services.leads.rows(ids), ctx.now, ctx.local, self
        )
        self._build()
        self._rest = single_shot(self, _REST_AFTER, self._ask_all)
        ctx.actions.add(lead_actions(self))
        kinds = Kind.LEADS | Kind.INSIGHTS | Kind.CONVERSATIONS
        self._fresh = Freshness(self, ctx.bus, kinds, self.refresh, pause=1_000)
        self._ask()
        ctx.ops.when_quiet(self, self.views.read)

    # What the shell asks

    def focus_search(self) -> None:
        self.filter_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_bar.search.selectAll()

    def focus_list(self) -> None:
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

    def create(self) -> None:
        """C: add a lead by hand."""
        from desktop_app.ui.leads.new_lead import NewLead

        dialog = NewLead(self._ctx, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.created.connect(self.open)
        dialog.take_up()
        dialog.open()

    def find_duplicates(self) -> None:
        """Show the leads that may be one."""
        from desktop_app.ui.leads.duplicates import show_duplicates

        show_duplicates(self._ctx, self)

    def merge_checked(self) -> None:
        """Put the checked leads side by side, to make them one."""
        from desktop_app.ui.leads.merge import show_merge

        show_merge(self._ctx, self, self.model.checked.among(self.model.ids))

    def remember(self) -> None:
        """Put away the widths of the panes, and what is being typed."""
        self.place.remember()
        self.panel.remember()

    # What actions do

    def move_by(self, step: int) -> None:
        self.table.move_by(step)

    def check_current(self) -> None:
        if self.table.current_id is not None:
            self.model.checked.toggle(self.table.current_id)

    def check_all(self) -> None:
        self.model.checked.check_all()

    def uncheck_all(self) -> None:
        self.model.checked.clear()

    @property
    def checked_count(self) -> int:
        return self.model.checked.count(len(self.model.ids))

    def choose_status(self) -> None:
        """S: the status of the checked leads, or else of the current one."""
        if self.checked_count:
            self._choose_bulk_status(self.bulk_bar.mapToGlobal(QPoint(40, 0)))
        elif self.panel.isVisible():
            self.panel.choose_status()
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

    def show_history(self) -> None:
        """What was done to the current lead."""
        from desktop_app.ui.leads.history import show_history

        if self.table.current_id is not None:
            show_history(self._ctx, self, self.table.current_id)

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
        self.filter_bar.clear_quietly()
        self.filter_bar.offer_statuses(
            all(each.field != "status" for each in view.query.where.conditions())
        )
        self._asked = Asked(view=view.query.where, sort=self._asked.sort)
        self.uncheck_all()
        self._ask()

    def refresh(self) -> None:
        """Look again, without leaving the place."""
        self.views.read()
        if self._complete and len(self.model.ids) > _FIRST:
            self._ask_all()
        else:
            self._ask(keep_place=True)

    # Asking

    def _ask(self, *, keep_place: bool = False) -> None:
        """Ask for the first rows; all ids follow when the typing rests."""
        self._complete = False
        self._rest.stop()
        query = self._asked.query
        leads = self._ctx.services.leads
        if not len(self.model.ids) and self._pages.currentWidget() is not self.table_page:
            self._pages.setCurrentWidget(self._skeleton)
        self._ctx.ops.run_query(
            self,
            lambda: leads.first_page(query),
            lambda found: self._on_first(*found, keep_place),
            self._on_failed,
            key="first",
        )

    def _ask_all(self) -> None:
        query = self._asked.query
        leads = self._ctx.services.leads
        self._ctx.ops.run_query(
            self,
            lambda: leads.all_ids(query),
            lambda ids: self._on_all(ids, query),
            self._on_failed,
            key="all",
        )

    def _on_first(self, ids: IdList, rows: Sequence[LeadRow], keep_place: bool) -> None:
        self.model.set_ids(ids, rows=rows, keep_place=keep_place)
        if len(ids) < _FIRST:
            self._on_all(ids, self._asked.query, rows)
            return
        self._show_table()
        self._rest.start()

    def _on_all(self, ids: IdList, query: object, rows: Sequence[LeadRow] = ()) -> None:
        if query != self._asked.query:
            return
        self._complete = True
        self.model.set_ids(ids, rows=rows)
        self.model.checked.keep_only(self.model.row_of)
        self._show_table()
        if self._wanted is not None and not self._go_to_wanted():
            self._wanted = None

    def _on_failed(self, error: Exception) -> None:
        self._pages.show_passing(fault_page(self._themes, Fault.of(error), self._ask))

    def _on_views(self) -> None:
        self._renew_words()
        if self._complete:
            self._show_table()

    # Showing

    def _show_table(self) -> None:
        """Rows, or why there are none."""
        if len(self.model.ids):
            self._pages.show_page(self.table_page)
        elif self._asked.narrowed:
            self._pages.show_passing(nothing_found(self._themes, self.filter_bar.clear))
        elif self.views.narrows:
            self._pages.show_passing(nobody_in_view(self._themes))
        elif self._complete:
            self._pages.show_passing(no_leads(self._themes, self._ctx.import_files, self.create))
        self.filter_bar.setVisible(
            bool(len(self.model.ids) or self._asked.narrowed or self.views.total)
        )
        self._renew_words()
        self._place_panel()

    def _renew_words(self) -> None:
        self.header.title.setText(self.views.title)
        shown = len(self.model.ids) if self._complete else None
        total = self.views.total
        if shown is not None or not self._asked.narrowed:
            self.header.counts.setText(count_of(shown, total))
        count = self.checked_count
        self.bulk_bar.show_count(count)
        self.table.set_room_below(60 if count else 0)
        self.table.header.show_check(self.model.checked.state(len(self.model.ids)))
        self.panel.show_position(self.table.current_row, len(self.model.ids))

    def _on_checked(self) -> None:
        self._renew_words()
        self.table.viewport().update()

    def _on_current(self, current: UUID | None) -> None:
        self.panel.show_position(self.table.current_row, len(self.model.ids))
        # While a key is held down only the row one stops at is read.
        self._follow.start()

    def _show_current(self) -> None:
        self.panel.show_lead(self.table.current_id)

    def _go_to_wanted(self) -> bool:
        if self._wanted is None or not self.table.go_to_id(self._wanted):
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

    def _on_sort(self, name: str) -> None:
        self._asked = self._asked.sorted_by(name, self._fields)
        first = self._asked.sort[0]
        self.table.header.show_sort(first.field, arrow_up(first, self._fields))
        self._ask()

    def _on_check(self, row: int, extend: bool) -> None:
        here = self.model.id_at(row)
        if here is None:
            return
        anchor = self.table.current_row
        if extend and anchor >= 0:
            low, high = sorted((anchor, row))
            on = here not in self.model.checked
            self.model.checked.put(self.model.ids.page(low, high - low + 1), on)
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

    def _choose_bulk_status(self, at: QPoint) -> None:
        ids = self.model.checked.among(self.model.ids)

        def choose(status: LeadStatus) -> None:
            self._set_status(ids, status)
            self.uncheck_all()

        show_status_menu(self, self._themes, at, choose, above=True)

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
        self.place.open(has_rows=bool(len(self.model.ids)))

    def _close_panel(self) -> None:
        self.place.close()
        self.focus_list()

    def _place_panel(self) -> None:
        narrow = self.window().width() < self._themes.now.layout.rail_below
        self.table.set_narrow(narrow)
        self.place.place(has_rows=bool(len(self.model.ids)))

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
        column.addWidget(self.header)
        self.filter_bar = FilterBar(self._themes)
        self.filter_bar.changed.connect(self._on_filter)
        self.filter_bar.left_down.connect(self.focus_list)
        column.addWidget(self.filter_bar)
        self.table = LeadTable(self._themes, self.model)
        self.table_page = self.table
        self.table.current_changed.connect(self._on_current)
        self.table.opened.connect(self._on_opened)
        self.table.check_wanted.connect(self._on_check)
        self.table.extend_wanted.connect(self._on_extend)
        self.table.header.sort_wanted.connect(self._on_sort)
        self.table.header.all_wanted.connect(self._on_check_all)
        self._skeleton = Skeleton(self._themes, self._themes.now.size.row_table)
        self._pages = Pages(self._skeleton, self.table)
        column.addWidget(self._pages, 1)
        self.splitter.addWidget(self.main)
        self.panel = LeadPanel(self._ctx)
        self.panel.previous_wanted.connect(lambda: self.table.move_by(-1))
        self.panel.next_wanted.connect(lambda: self.table.move_by(1))
        self.panel.close_wanted.connect(self._close_panel)
        self.place = PanelPlace(self._ctx, self, self.splitter, self.panel)
        self.drawer = self.place.drawer
        self.drawer.closed.connect(self.focus_list)
        self.bulk_bar = BulkBar(self._themes, self.main)
        self.bulk_bar.status_wanted.connect(self._choose_bulk_status)
        self.bulk_bar.clear_wanted.connect(self.uncheck_all)
        self.model.checked.changed.connect(self._on_checked)
        self.model.fetch_failed.connect(self._ctx.notices.error)
        self._follow = single_shot(self, 30, self._show_current)
