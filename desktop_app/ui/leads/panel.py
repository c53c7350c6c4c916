"""The panel of a lead: identity, facts, suggestion, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.changes import Kind
from desktop_app.domain.leads import (
    Lead,
    LeadStatus,
    LeadTimeline,
    TimelineEntry,
    TimelineKind,
)
from desktop_app.ui.leads.links import bare_address, link_of
from desktop_app.ui.leads.panel_parts import StatusButton, SuggestionCard, Tab, Underlined
from desktop_app.ui.leads.status_menu import show_status_menu
from desktop_app.ui.leads.timeline import Timeline
from desktop_app.ui.leads.words import last_contact_at
from desktop_app.ui.ops import Fault, Freshness
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import icon_button
from desktop_app.ui.widgets.labels import ElidedLabel, Face, Link, label
from desktop_app.ui.widgets.scroll import scrolling
from desktop_app.ui.widgets.states import EmptyState, fault_page

if TYPE_CHECKING:
    from desktop_app.domain.inbox import ConversationRow

_PAGE = 14
_FACTS = (
    ("Email", "email"),
    ("Phone", "phone"),
    ("Website", "website"),
    ("Industry", "industry"),
    ("Company size", "company_size"),
)


class LeadPanel(QWidget):
    """Follows the current row of the table.

    Signals:
        previous_wanted, next_wanted, close_wanted: the buttons at the top.
    """

    previous_wanted = Signal()
    next_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._themes = ctx.theme
        self._id: UUID | None = None
        self._lead: Lead | None = None
        self._timeline = LeadTimeline((), 0, 0, 0, False)
        self._entries: tuple[TimelineEntry, ...] = ()
        self._mail: tuple[ConversationRow, ...] = ()
        self._note: EmptyState | None = None
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Lead")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._make_head())
        self._area = scrolling(self._make_body())
        outer.addWidget(self._area, 1)
        self._place = outer
        self.show_lead(None)
        Freshness(
            self,
            ctx.bus,
            Kind.LEADS | Kind.MESSAGES | Kind.CONVERSATIONS | Kind.ACTIONS | Kind.INSIGHTS,
            self.refresh,
        )

    @property
    def lead(self) -> Lead | None:
        """What is shown, once it has been read."""
        return self._lead

    def show_position(self, row: int, count: int) -> None:
        """The words "1 of 62" and whether there is a previous and a next one."""
        self.position.setText(f"{row + 1:,} of {count:,}" if row >= 0 and count else "")
        self._previous.setEnabled(row > 0)
        self._next.setEnabled(0 <= row < count - 1)

    def show_lead(self, wanted: UUID | None) -> None:
        """Show a lead, reading it in the background; None shows nothing."""
        if wanted == self._id and wanted is not None:
            return
        self._id = wanted
        self._area.verticalScrollBar().setValue(0)
        self._tabs.button(0).setChecked(True)
        if wanted is None:
            self._lead = None
            self._area.hide()
            return
        self.refresh()

    def refresh(self) -> None:
        """Read the lead that is shown anew."""
        wanted = self._id
        if wanted is None:
            return
        leads = self._ctx.services.leads
        count = max(_PAGE, len(self._entries) if self._lead and self._lead.id == wanted else 0)

        def read() -> tuple[Lead | None, LeadTimeline, tuple[ConversationRow, ...]]:
            lead = leads.lead(wanted)
            if lead is None:
                return None, LeadTimeline((), 0, 0, 0, False), ()
            return lead, leads.timeline(wanted, count, None), tuple(leads.conversations(wanted))

        self._ctx.ops.run_query(self, read, self._on_read, self._on_failed, key="lead")

    def choose_status(self) -> None:
        """S: open the menu of statuses."""
        if self._lead is None:
            return
        corner = self.status.mapToGlobal(QPoint(0, self.status.height() + 2))
        show_status_menu(self, self._themes, corner, self._set_status, current=self._lead.status)

    # Making

    def _make_head(self) -> QWidget:
        head = QWidget()
        head.setProperty("line", "bottom")
        head.setFixedHeight(self._themes.now.size.header)
        row = QHBoxLayout(head)
        row.setContentsMargins(13, 0, 12, 0)
        row.setSpacing(2)
        self._previous = icon_button(self._themes, "ph.caret-up", "Previous lead", key="K")
        self._previous.clicked.connect(self.previous_wanted)
        self._next = icon_button(self._themes, "ph.caret-down", "Next lead", key="J")
        self._next.clicked.connect(self.next_wanted)
        row.addWidget(self._previous)
        row.addWidget(self._next)
        row.addSpacing(8)
        self.position = label("", "small")
        row.addWidget(self.position)
        row.addStretch()
        close = icon_button(self._themes, "ph.x", "Close", key="Esc")
        close.clicked.connect(self.close_wanted)
        row.addWidget(close)
        return Underlined(self._themes, head)

    def _make_body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        pad = self._themes.now.size.page_padding
        column.setContentsMargins(0, 16, 0, 16)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(pad, 0, pad, 0)
        top.setSpacing(0)
        top.addLayout(self._make_identity())
        top.addSpacing(14)
        top.addLayout(self._make_facts())
        top.addSpacing(12)
        self._suggestion = SuggestionCard(self._themes)
        top.addWidget(self._suggestion)
        column.addLayout(top)
        column.addSpacing(12)
        column.addWidget(self._make_tabs())
        history = QVBoxLayout()
        history.setContentsMargins(pad, 0, pad, 0)
        self.timeline = Timeline(self._themes, self._ctx.local)
        self.timeline.opened.connect(self._ctx.open_conversation)
        self.timeline.more_wanted.connect(self._read_earlier)
        history.addWidget(self.timeline)
        column.addLayout(history)
        column.addStretch()
        return body

    def _make_identity(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self._face = Face(self._themes, 40)
        row.addWidget(self._face)
        names = QVBoxLayout()
        names.setSpacing(0)
        self.company = ElidedLabel(self._themes, font="title")
        self.contact = ElidedLabel(self._themes, ink="text.secondary")
        names.addWidget(self.company)
        names.addWidget(self.contact)
        row.addLayout(names, 1)
        self.status = StatusButton(self._themes)
        self.status.clicked.connect(self.choose_status)
        row.addWidget(self.status)
        return row

    def _make_facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(7)
        grid.setColumnMinimumWidth(0, 104 + 8 * (self._themes.now.text_size - 13))
        grid.setColumnStretch(1, 1)
        self.facts: dict[str, Link | QLabel] = {}
        self._fact_titles: dict[str, QLabel] = {}
        for row, (title, name) in enumerate((*_FACTS, ("Last contact", "last_contact"))):
            words = label(title, "small")
            words.setFixedHeight(20)
            value: Link | QLabel
            if name in ("email", "website"):
                value = Link(self._themes)
                value.activated.connect(lambda each=name: self._open_link(each))
            else:
                value = label("")
                value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(words, row, 0)
            beside = QHBoxLayout()
            beside.addWidget(value)
            beside.addStretch()
            grid.addLayout(beside, row, 1)
            self.facts[name] = value
            self._fact_titles[name] = words
        return grid

    def _make_tabs(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        pad = self._themes.now.size.page_padding
        row.setContentsMargins(pad, 0, pad, 0)
        row.setSpacing(18)
        self._tabs = QButtonGroup(self)
        for number, words in enumerate(("Timeline", "Emails", "Actions", "Insights")):
            tab = Tab(self._themes, words)
            self._tabs.addButton(tab, number)
            row.addWidget(tab)
        row.addStretch()
        self._tabs.button(0).setChecked(True)
        self._tabs.idClicked.connect(lambda _at: self._show_tab())
        return Underlined(self._themes, holder)

    # Showing

    def _on_read(
        self, found: tuple[Lead | None, LeadTimeline, tuple[ConversationRow, ...]]
    ) -> None:
        lead, timeline, mail = found
        self._drop_note()
        if lead is None or lead.id != self._id:
            if lead is None:
                self._lead = None
                self._area.hide()
            return
        self._lead, self._timeline, self._mail = lead, timeline, mail
        self._entries = timeline.entries
        self._show_identity(lead)
        for number, count in enumerate(
            (None, timeline.emails, timeline.actions, timeline.insights)
        ):
            self._tabs.button(number).show_count(count)
        self._show_tab()
        self._area.show()

    def _on_failed(self, error: Exception) -> None:
        self._drop_note()
        self._area.hide()
        self._note = fault_page(self._themes, Fault.of(error), self.refresh)
        self._place.addWidget(self._note, 1)

    def _drop_note(self) -> None:
        if self._note is not None:
            self._note.hide()
            self._note.deleteLater()
            self._note = None

    def _show_identity(self, lead: Lead) -> None:
        self._face.set_name(lead.company or lead.contact_name)
        self.company.set_text(lead.company or lead.contact_name)
        self.contact.set_text(lead.contact_name if lead.company else "")
        self.status.show_status(lead.status)
        for _title, name in _FACTS:
            words = getattr(lead, name)
            self._show_fact(name, bare_address(words) if name == "website" else words)
        moment = lead.last_contact_at
        words = last_contact_at(
            None if moment is None else self._ctx.local(moment), self._ctx.now()
        )
        self._show_fact("last_contact", words)
        self._suggestion.setVisible(bool(lead.suggestion.strip()))
        self._suggestion.words.set_text(lead.suggestion)

    def _show_fact(self, name: str, words: str) -> None:
        fact = self.facts[name]
        if isinstance(fact, Link):
            fact.set_text(words)
        else:
            fact.setText(words)
        fact.setVisible(bool(words))
        self._fact_titles[name].setVisible(bool(words))

    def _show_tab(self) -> None:
        tab = self._tabs.checkedId()
        today = self._ctx.now().date()
        if tab == 1:
            entries: Sequence[TimelineEntry] = [self._as_entry(row) for row in self._mail]
            self.timeline.show_entries(entries, today, more=False, empty="No mail yet")
            return
        kinds = {
            2: (TimelineKind.ACTION, "No actions yet"),
            3: (TimelineKind.INSIGHT, "No insights yet"),
        }
        if tab in kinds:
            kind, empty = kinds[tab]
            entries = [entry for entry in self._entries if entry.kind is kind]
            total = (self._timeline.actions, self._timeline.insights)[tab - 2]
            more = self._timeline.more and len(entries) < total
            if more and not entries:
                empty = ""
        else:
            entries, more, empty = self._entries, self._timeline.more, "Nothing happened yet"
        self.timeline.show_entries(entries, today, more=more, empty=empty)

    def _as_entry(self, row: ConversationRow) -> TimelineEntry:
        """A conversation as a row of the tab Emails."""
        kind = TimelineKind.SENT if row.last_outbound else TimelineKind.RECEIVED
        messages = "1 message" if row.message_count == 1 else f"{row.message_count:,} messages"
        subject = row.subject or "No subject"
        return TimelineEntry(
            row.id, kind, row.last_at, subject, messages, row.snippet, conversation_id=row.id
        )

    def _read_earlier(self) -> None:
        wanted, entries = self._id, self._entries
        if wanted is None or not entries:
            return
        leads, before = self._ctx.services.leads, entries[-1].at

        def read() -> LeadTimeline:
            return leads.timeline(wanted, 3 * _PAGE, before)

        def put(page: LeadTimeline) -> None:
            if wanted != self._id:
                return
            self._entries = (*entries, *page.entries)
            self._timeline = LeadTimeline(
                self._entries,
                self._timeline.emails,
                self._timeline.actions,
                self._timeline.insights,
                page.more,
            )
            self._show_tab()

        self._ctx.ops.run_query(self, read, put, key="earlier")

    def _set_status(self, status: LeadStatus) -> None:
        lead = self._lead
        if lead is not None and lead.status is not status:
            leads = self._ctx.services.leads
            self._ctx.ops.run_command(self, lambda: leads.set_status((lead.id,), status))

    def _open_link(self, name: str) -> None:
        if self._lead is None:
            return
        url = link_of(name, getattr(self._lead, name))
        if url is not None:
            QDesktopServices.openUrl(url)
