"""The left pane of the outbox: title, tabs, the band of being offline, and the mails."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.ids import IdList
from desktop_app.domain.language import tr
from desktop_app.domain.outgoing import OutboxBox, OutboxCounts
from desktop_app.ui.inbox.pieces import Header
from desktop_app.ui.inbox.tabs import Tabs
from desktop_app.ui.ops import Fault
from desktop_app.ui.outbox.rows import OutboxDelegate, OutboxModel
from desktop_app.ui.outbox.words import offline_words
from desktop_app.ui.shell.context import Context
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets.labels import ElidedLabel
from desktop_app.ui.widgets.layouts import clear
from desktop_app.ui.widgets.pages import Pages
from desktop_app.ui.widgets.states import EmptyState, NoticeBand, Skeleton, fault_page
from desktop_app.ui.widgets.virtual_table import VirtualTable

TABS = (
    (OutboxBox.OPEN.value, tr("Open", "state")),
    (OutboxBox.LOOK.value, tr("Needs a look")),
    (OutboxBox.ENDED.value, tr("Gone out")),
)
_NOTHING = {
    OutboxBox.OPEN: (
        "ph.paper-plane-tilt",
        tr("Nothing waits"),
        tr("What you send stands here until it has arrived."),
    ),
    OutboxBox.LOOK: (
        "ph.check-circle",
        tr("Nothing needs a look"),
        tr("Mail that was refused, or that something changed about, stands here."),
    ),
    OutboxBox.SCHEDULED: (
        "ph.clock",
        tr("Nothing scheduled"),
        tr("Choose Send later in a mail, and it waits here for its time."),
    ),
    OutboxBox.ENDED: (
        "ph.check-circle",
        tr("Nothing sent yet"),
        tr("What has gone out stands here."),
    ),
}
_SECOND = 1_000  # ms
_MINUTE = 60_000


class OutboxList(QWidget):
    """Lists the mails of a box.

    Signals:
        current_changed: the id of the current mail, or None.
        opened: Enter or a double click on one.
    """

    current_changed = Signal(object)
    opened = Signal(object)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._service = ctx.services.outbox
        self.box = OutboxBox.OPEN
        self._wanted: UUID | None = None
        self._counts = OutboxCounts()
        self.setProperty("ground", "canvas")
        self._title = ElidedLabel(ctx.theme, tr("Outbox"), font="title")
        self.tabs = Tabs(ctx.theme, TABS)
        self.tabs.chosen.connect(lambda key: self.load(OutboxBox(key)))
        self.model = OutboxModel(
            ctx.ops, self._service.rows, ctx.clock, lambda: ctx.zone, parent=self
        )
        self.model.fetch_failed.connect(ctx.notices.error)
        self.view = VirtualTable(ctx.theme, ctx.theme.now.size.row_conversation)
        self.view.setAccessibleName(tr("Mails"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(OutboxDelegate(ctx, self.view))
        self.view.current_changed.connect(self.current_changed)
        self.view.opened.connect(self.opened)
        self._skeleton = Skeleton(ctx.theme, ctx.theme.now.size.row_conversation, circle=True)
        self._pages = Pages(self._skeleton, self.view)
        self.band: NoticeBand | None = None
        self._lay_out()
        # A time that passes changes what a row says, and after a minute where it belongs.
        self._tick = QTimer(self)
        self._tick.setInterval(_SECOND * 10)
        self._tick.timeout.connect(self.view.viewport().update)
        self._tick.start()
        self._due = single_shot(self, _MINUTE, self.reload)
        ctx.theme.changed.connect(self._on_theme)
        if ctx.network is not None:
            ctx.network.changed.connect(self._on_network)
        self._on_network()

    @property
    def current_id(self) -> UUID | None:
        return self.view.current_id

    def load(self, box: OutboxBox, wanted: UUID | None = None) -> None:
        """Show a box from its top, or at one mail."""
        self.box, self._wanted = box, wanted
        self._title.set_text(tr("Scheduled") if box is OutboxBox.SCHEDULED else tr("Outbox"))
        self.tabs.setVisible(box is not OutboxBox.SCHEDULED)
        if box is not OutboxBox.SCHEDULED:
            self.tabs.set_quietly(box.value)
        if not len(self.model.ids):
            self._pages.show_page(self._skeleton)
        self._read(top=True)

    def reload(self) -> None:
        """Read the same box anew; the current row and the place stay."""
        self._read(top=False)

    def go_to_id(self, wanted: UUID) -> None:
        """Make a mail current wherever it is: here, or among those that are over."""
        self._wanted = wanted
        self.reload()

    def set_counts(self, counts: OutboxCounts) -> None:
        """The figures of the tabs and of the band."""
        self._counts = counts
        self.tabs.tab(OutboxBox.OPEN.value).set_count(
            counts.going + counts.waiting + counts.scheduled + counts.look
        )
        self.tabs.tab(OutboxBox.LOOK.value).set_count(counts.look)
        self._on_network()

    def focus_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Inside

    def _lay_out(self) -> None:
        head = Header(self._ctx)
        head.row.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._band_place = QVBoxLayout()
        column.addWidget(head)
        column.addWidget(self.tabs)
        column.addLayout(self._band_place)
        column.addWidget(self._pages, 1)

    def _read(self, *, top: bool) -> None:
        box = self.box
        self._ctx.ops.run_query(
            self,
            lambda: self._service.all_ids(box),
            lambda ids: self._on_ids(box, ids, top=top),
            self._on_failed,
            key="list",
        )

    def _on_ids(self, box: OutboxBox, ids: IdList, *, top: bool) -> None:
        if box is not self.box:
            return
        wanted, self._wanted = self._wanted, None
        if wanted is not None and ids.row_of(wanted) < 0 and box is not OutboxBox.ENDED:
            self.load(OutboxBox.ENDED, wanted)  # it is over by now
            return
        self.model.set_ids(ids, keep_place=not top)
        if wanted is not None and self.view.go_to_id(wanted):
            pass
        elif len(ids) and (top or self.view.current_row < 0):
            self.view.go_to(0)
        if len(ids):
            self._pages.show_page(self.view)
            self._due.start()
        else:
            icon, title, sentence = _NOTHING[box]
            self._pages.show_passing(EmptyState(self._ctx.theme, icon, title, sentence))
            self.current_changed.emit(None)

    def _on_failed(self, error: Exception) -> None:
        if len(self.model.ids):
            self._ctx.notices.error(error)
            return
        box = self.box
        page = fault_page(self._ctx.theme, Fault.of(error), lambda: self.load(box))
        self._pages.show_passing(page)

    def _on_network(self) -> None:
        """Say above the list that there is no network, and what that means."""
        offline = self._ctx.network is not None and self._ctx.network.offline
        sentence = offline_words(self._counts) if offline else ""
        if sentence == (self.band.sentence if self.band is not None else ""):
            return
        clear(self._band_place)
        self.band = None
        if offline:
            self.band = NoticeBand(
                self._ctx.theme, "warning", tr("You are offline"), sentence,
                icon="ph.wifi-slash", closable=False,
            )  # fmt: skip
            self._band_place.addWidget(self.band)

    def _on_theme(self) -> None:
        self.view.set_row_height(self._ctx.theme.now.size.row_conversation)
