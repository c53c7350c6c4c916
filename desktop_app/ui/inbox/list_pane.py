"""The left pane: title or search field, tabs, the list, and what stands there when it is empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop_app.domain.ids import IdList
from desktop_app.domain.inbox import (
    ConversationQuery,
    InboxBox,
    InboxCounts,
    InboxOrder,
    InboxTab,
)
from desktop_app.domain.language import tr
from desktop_app.ui.inbox.boxes import BOX_TITLES
from desktop_app.ui.inbox.list_model import (
    Clockwork,
    ConversationDelegate,
    ConversationListModel,
)
from desktop_app.ui.inbox.list_view import ConversationView
from desktop_app.ui.inbox.pieces import Header
from desktop_app.ui.inbox.tabs import Tabs
from desktop_app.ui.mailboxes.watch import MailboxBands
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.mirror import popup_below
from desktop_app.ui.widgets.buttons import icon_button
from desktop_app.ui.widgets.fields import SearchField
from desktop_app.ui.widgets.labels import ElidedLabel
from desktop_app.ui.widgets.pages import Pages
from desktop_app.ui.widgets.states import EmptyState, Skeleton, fault_page

TABS = (
    (InboxTab.ALL.value, tr("All")),
    (InboxTab.UNREAD.value, tr("Unread")),
    (InboxTab.NEEDS_REPLY.value, tr("Needs reply")),
    (InboxTab.HOT.value, tr("Hot")),
)
ORDERS = (
    (InboxOrder.NEWEST, tr("&Newest first")),
    (InboxOrder.OLDEST, tr("&Oldest first")),
    (InboxOrder.UNREAD, tr("&Unread first")),
)
_ORDER = "inbox.order"
_QUICK = 40  # ms; a list read in less can be read as often as there is news
_NOTHING = {
    InboxBox.ALL: ("ph.tray", tr("Nothing here"), tr("No conversation in this view.")),
    InboxBox.WAITING: (
        "ph.hourglass-medium",
        tr("Nobody owes you an answer"),
        tr("Conversations in which you wrote last stand here."),
    ),
    InboxBox.SNOOZED: (
        "ph.clock",
        tr("Nothing snoozed"),
        tr("Press H on a conversation, and it comes back when you want it."),
    ),
    InboxBox.SENT: (
        "ph.paper-plane-tilt",
        tr("Nothing sent yet"),
        tr("What you write stands here."),
    ),
    InboxBox.ARCHIVE: (
        "ph.archive-box",
        tr("Nothing archived"),
        tr("Press E on a conversation that is done, and it goes here."),
    ),
}


class ListPane(QWidget):
    """The list of conversations of a box and tab, searched by words.

    Args:
        is_writing: whether the current conversation is being answered.

    Signals:
        current_changed: the id of the current conversation, or None.
        opened: Enter or a double click: the reading pane wants the focus.
        query_changed: the new :class:`ConversationQuery`.
    """

    current_changed = Signal(object)
    opened = Signal(object)
    query_changed = Signal(object)

    def __init__(self, ctx: Context, is_writing: Callable[[], bool] = lambda: False) -> None:
        super().__init__()
        self._ctx = ctx
        self._is_writing = is_writing
        self._service = ctx.services.conversations
        self._wanted: UUID | None = None  # to become current once the list has it
        self._apart = False  # something is shown that is not in the list: no row is current
        self._quiet = False
        self._told: UUID | None = None
        self._gone: set[UUID] = set()
        self._asked = QElapsedTimer()
        self._stale = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._on_rested)
        self.query = ConversationQuery()
        self.titles: dict[UUID | None, str] = {}  # of mailboxes
        self.clockwork = Clockwork(ctx.clock, ctx.zone)
        self.setProperty("ground", "canvas")
        self._title = ElidedLabel(ctx.theme, BOX_TITLES[InboxBox.ALL], font="title")
        self._search = SearchField(ctx.theme, tr("Search mail"), pause=120)
        self._search.hide()
        self._search.searched.connect(self._on_searched)
        self._search.left_down.connect(self._on_left_search)
        self._magnifier = icon_button(ctx.theme, "ph.magnifying-glass", tr("Search mail"), key="/")
        self._magnifier.clicked.connect(self.toggle_search)
        self.order = icon_button(ctx.theme, "ph.sort-ascending", tr("Sort"))
        self.order.clicked.connect(self._on_order_menu)
        self.tabs = Tabs(ctx.theme, TABS)
        self.tabs.chosen.connect(self._on_tab)
        self.model = ConversationListModel(ctx.ops, self._service.rows, self.clockwork, parent=self)
        self.view = ConversationView(ctx.theme, ctx.theme.now.size.row_conversation)
        self.view.setAccessibleName(tr("Conversations"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(ConversationDelegate(ctx.theme, self.view, self.clockwork))
        self.view.current_changed.connect(self._on_view_current)
        self.view.opened.connect(self.opened)
        self.model.fetch_failed.connect(ctx.notices.error)
        self._skeleton = Skeleton(ctx.theme, ctx.theme.now.size.row_conversation, circle=True)
        self._pages = Pages(self._skeleton, self.view)
        self.answered = self._pages.answered
        self._lay_out()
        self._day = QTimer(self)
        self._day.setInterval(60_000)
        self._day.timeout.connect(self.view.viewport().update)
        self._day.start()
        ctx.theme.changed.connect(self._on_theme)

    # What the screen asks

    @property
    def current_id(self) -> UUID | None:
        return self.view.current_id

    def load(self, query: ConversationQuery) -> None:
        """Show another list from its top."""
        self._wanted, self._apart = None, False
        self._start(query)

    def go_to_id(self, wanted: UUID) -> bool:
        """Make a conversation current; tells whether it is in the list as it is now."""
        self._apart = False
        return self.view.go_to_id(wanted)

    def look_apart(self, wanted: UUID) -> None:
        """Somebody shows a conversation that is not in this list. No row is current, until
        the user chooses one, or the list of everything turns out to have it."""
        self._apart, self._wanted, self._told = True, wanted, None
        self._start(ConversationQuery())

    def reload(self) -> None:
        """Read the same list anew; the current row and the place stay."""
        query = self.query
        self._asked.start()
        self._ctx.ops.run_query(
            self,
            lambda: self._service.all_ids(query),
            lambda ids: self._on_all(query, ids),
            self._on_failed,
            key="list",
        )

    def reload_gently(self) -> None:
        """The same when something changed elsewhere. News of an import come many times a
        second: a list that takes long to read is read a fifth of the time at most."""
        if self._rest.isActive():
            self._stale = True
        else:
            self.reload()

    def take_out(self, conversations: Sequence[UUID], *, then: str = "next") -> None:
        """Let rows go at once, ahead of the database. They do not come back before
        :meth:`settled` is called.

        Args:
            then: which row becomes current where the current one goes: the ``next``, the
                ``previous``, or none (``list``).
        """
        if not conversations:
            return
        before = self.view.current_row
        goes = self.view.current_id in conversations
        places = [self.model.row_of(each) for each in conversations]
        row = before - sum(0 <= place < before for place in places)  # of what comes after it
        self._gone.update(conversations)
        self._quiet = goes
        self.model.set_ids(self._without_gone(self.model.ids))
        if goes and then in ("next", "previous"):
            self.view.go_to(max(0, row - (then == "previous")))
        elif goes:
            self._apart = True
            self.view.selectionModel().clear()
        self._quiet = False
        self._tell(self.view.current_id)
        if not len(self.model.ids):
            self._show_list()

    def settled(self, conversations: Sequence[UUID]) -> None:
        """The database knows about them by now, or refused."""
        self._gone.difference_update(conversations)

    def set_counts(self, counts: InboxCounts) -> None:
        """The figures of the tabs; they are those of the box All inboxes."""
        here = self.query.box is InboxBox.ALL and self.query.mailbox is None
        for tab, count in (
            (InboxTab.UNREAD, counts.unread),
            (InboxTab.NEEDS_REPLY, counts.needs_reply),
            (InboxTab.HOT, counts.hot),
        ):
            self.tabs.tab(tab.value).set_count(count if here else 0)

    def focus_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_search(self) -> None:
        """Put the search field in the title's place and the cursor into it."""
        self._title.hide()
        self._search.show()
        self._search.setFocus()
        self._search.selectAll()

    def toggle_search(self) -> None:
        if self._search.isHidden():
            self.show_search()
        else:
            self.close_search()

    def close_search(self) -> bool:
        """Put the title back and forget the words; whether there was anything to close."""
        if self._search.isHidden():
            return False
        self._search.hide()
        self._title.show()
        self.focus_list()
        if self.query.text:
            self.load(replace(self.query, text=""))
        return True

    @property
    def searching(self) -> bool:
        return not self._search.isHidden()

    # Inside

    def _lay_out(self) -> None:
        header = Header(self._ctx)
        header.row.addWidget(self._title, 1)
        header.row.addWidget(self._search, 1)
        header.row.addSpacing(4)
        header.row.addWidget(self._magnifier)
        header.row.addWidget(self.order)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(MailboxBands(self._ctx))
        column.addWidget(self.tabs)
        column.addWidget(self._pages, 1)

    @property
    def kept_order(self) -> InboxOrder:
        """In which order lists stand, as it was chosen last."""
        kept = self._ctx.state.text(_ORDER, InboxOrder.NEWEST.value)
        return InboxOrder(kept) if kept in {*InboxOrder} else InboxOrder.NEWEST

    def set_order(self, order: InboxOrder) -> None:
        """Let every list stand in another order, from now on."""
        self._ctx.state.put(_ORDER, order.value)
        self._ctx.actions.refresh()
        self.load(self.query)

    def _on_order_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(tr("Sort"))
        for order, _words in ORDERS:
            menu.addAction(self._ctx.actions.qaction(f"inbox.order_{order.value}"))
        button = self.order
        popup_below(menu, button, 2, end=True)

    def _start(self, query: ConversationQuery) -> None:
        query = replace(query, order=self.kept_order)
        self.query = query
        # What is snoozed stands by when it comes back, and by nothing else.
        self.order.setVisible(query.box is not InboxBox.SNOOZED)
        self._title.set_text(self.titles.get(query.mailbox) or BOX_TITLES[query.box])
        self.tabs.set_quietly(query.tab.value)
        self._search.set_quietly(query.text)
        if not len(self.model.ids):
            self._pages.show_page(self._skeleton)
        self.query_changed.emit(query)
        self._ctx.ops.run_query(
            self,
            lambda: self._service.first_ids(query),
            lambda ids: self._on_first(query, ids),
            self._on_failed,
            key="list",
        )

    def _on_first(self, query: ConversationQuery, ids: IdList) -> None:
        if query != self.query:
            return
        self._put(ids, top=True)
        if len(ids):
            self.reload()

    def _on_all(self, query: ConversationQuery, ids: IdList) -> None:
        took = self._asked.elapsed() if self._asked.isValid() else 0
        if took > _QUICK:
            self._rest.start(4 * took)
        if query == self.query:
            self._put(self._with_held(ids), top=False)

    def _on_rested(self) -> None:
        if self._stale:
            self._stale = False
            self.reload()

    def _put(self, ids: IdList, *, top: bool) -> None:
        """Show a list; whatever becomes current by it is told once, at the end."""
        self._quiet = True
        bar = self.view.verticalScrollBar()
        at_top = bar.value() == bar.minimum()
        self.model.set_ids(self._without_gone(ids), keep_place=not top)
        if at_top:
            # Who looks at the newest mail sees what comes; elsewhere nothing moves.
            self.view.scrollToTop()
        if self._wanted is not None and self.view.go_to_id(self._wanted):
            self._wanted, self._apart = None, False
        elif self._apart:
            self.view.selectionModel().clear()
        elif top and len(ids):
            self.view.go_to(0)
        self._quiet = False
        self._show_list()
        self._tell(self.view.current_id)

    def _on_view_current(self, conversation: UUID | None) -> None:
        if not self._quiet:
            self._apart, self._wanted = False, None
            self._tell(conversation)

    def _tell(self, conversation: UUID | None) -> None:
        if conversation != self._told:
            self._told = conversation
            self.current_changed.emit(conversation)

    def _with_held(self, ids: IdList) -> IdList:
        """Keep the current conversation in the list although it no longer belongs there:
        one that is being read does not vanish from Unread under one's eyes, and one that is
        being answered vanishes from nowhere; it goes when one has moved on. What was taken out
        on purpose goes at once."""
        held = self.view.current_id
        if held is not None and self.query.order is InboxOrder.UNREAD:
            ids = self._where_it_was(ids, held)
        if held is None or (self.query.tab is InboxTab.ALL and not self._is_writing()):
            return ids
        row = self.model.row_of(held)
        if row < 0 or ids.row_of(held) >= 0:
            return ids
        cut = min(row, len(ids)) * 16
        return IdList(ids.packed[:cut] + held.bytes + ids.packed[cut:])

    def _where_it_was(self, ids: IdList, held: UUID) -> IdList:
        """Where the unread stand first, the one that is being read does not go down to the
        others: it stays before the one that it stood before."""
        row, now = self.model.row_of(held), ids.row_of(held)
        following = self.model.id_at(row + 1)
        place = ids.row_of(following) if following is not None else -1
        if now <= row or not 0 <= place < now:
            return ids
        packed = ids.packed
        without = packed[: now * 16] + packed[now * 16 + 16 :]
        return IdList(without[: place * 16] + held.bytes + without[place * 16 :])

    def _without_gone(self, ids: IdList) -> IdList:
        for each in self._gone:
            row = ids.row_of(each)
            if row >= 0:
                ids = IdList(ids.packed[: row * 16] + ids.packed[row * 16 + 16 :])
        return ids

    def _on_failed(self, error: Exception) -> None:
        if len(self.model.ids):
            self._ctx.notices.error(error)
        else:
            query = self.query
            page = fault_page(self._ctx.theme, Fault.of(error), lambda: self.load(query))
            self._pages.show_passing(page)

    def _on_tab(self, key: str) -> None:
        self.load(replace(self.query, tab=InboxTab(key)))

    def _on_searched(self, text: str) -> None:
        if text.strip() != self.query.text:
            self.load(replace(self.query, text=text.strip()))

    def _on_left_search(self) -> None:
        if self._search.text():
            self.focus_list()
        else:
            self.close_search()

    def _on_theme(self) -> None:
        self.view.set_row_height(self._ctx.theme.now.size.row_conversation)

    def _show_list(self) -> None:
        if len(self.model.ids):
            self._pages.show_page(self.view)
        else:
            self._pages.show_passing(self._empty_state())

    def _on_connect(self) -> None:
        from desktop_app.ui.mailboxes.dialogs import AddMailbox

        AddMailbox(self._ctx, self.window()).open()

    def _empty_state(self) -> EmptyState:
        query, theme = self.query, self._ctx.theme
        if query.text:
            clear: tuple[str, str, bool, Callable[[], None]]
            clear = (tr("Clear search"), "", False, lambda: self._search.clear())
            sentence = tr("No mail has “{text}”.", text=query.text[:60])
            return EmptyState(theme, "ph.magnifying-glass", tr("Nothing found"), sentence, [clear])
        if query == ConversationQuery(order=query.order):
            actions: list[tuple[str, str, bool, Callable[[], None]]]
            actions = [(tr("Import mail"), "ph.download-simple", False, self._ctx.import_files)]
            sentence = tr("It shows here as it comes in.")
            if not self.titles:
                actions.insert(0, (tr("Connect a mailbox"), "ph.plus", True, self._on_connect))
                sentence = tr("Connect a mailbox, or import an mbox, a Maildir or .eml files.")
            return EmptyState(theme, "ph.tray", tr("No mail yet"), sentence, actions)
        icon, title, sentence = _NOTHING[query.box]
        if query.tab is InboxTab.UNREAD:
            icon, title, sentence = (
                "ph.check-circle",
                tr("All read"),
                tr("New mail stands here first."),
            )
        elif query.tab is InboxTab.NEEDS_REPLY:
            icon, title, sentence = (
                "ph.check-circle",
                tr("All answered"),
                tr("Nobody waits for you."),
            )
        elif query.tab is InboxTab.HOT:
            icon, title, sentence = (
                "ph.fire-simple",
                tr("Nothing hot"),
                tr("No mail of a hot lead here."),
            )
        return EmptyState(theme, icon, title, sentence)
