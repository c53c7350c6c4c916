"""What a lead's panel shows: identity, fields, what to do, and what happened."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices, QHideEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.actions import Action
from desktop_app.domain.changes import Kind
from desktop_app.domain.language import tr
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.leads import Lead, LeadStatus
from desktop_app.domain.suggestions import content_words
from desktop_app.ui.leads.alike import AlikeLine
from desktop_app.ui.leads.editing import Editing
from desktop_app.ui.leads.facts import Facts
from desktop_app.ui.leads.in_place import PAD
from desktop_app.ui.leads.in_sequences import InSequences
from desktop_app.ui.leads.links import link_of
from desktop_app.ui.leads.open_actions import OpenActions
from desktop_app.ui.leads.panel_parts import StatusButton, SuggestionCard, Tab, Underlined
from desktop_app.ui.leads.panel_read import (
    EMPTY,
    PAGE,
    TAB_TITLES,
    PanelData,
    PanelTab,
    TabPage,
    read_earlier,
    read_panel,
    read_tab,
)
from desktop_app.ui.leads.status_menu import show_status_menu
from desktop_app.ui.leads.timeline import Timeline
from desktop_app.ui.ops import Fault, Freshness
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button, Look
from desktop_app.ui.widgets.labels import Face
from desktop_app.ui.widgets.note import Note
from desktop_app.ui.widgets.scroll import scrolling
from desktop_app.ui.widgets.states import EmptyState, fault_page

_SHOWN_KINDS = (
    Kind.LEADS
    | Kind.MESSAGES
    | Kind.CONVERSATIONS
    | Kind.ACTIONS
    | Kind.INSIGHTS
    | Kind.DUPLICATES
    | Kind.SEQUENCES
)


class PanelBody(QWidget):
    """Reads a lead and shows it; empty while there is none."""

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._themes = ctx.theme
        self._id: UUID | None = None
        self._lead: Lead | None = None
        self._fields = LeadFields()
        self._pages: dict[PanelTab, TabPage] = {}
        self._note: EmptyState | None = None
        self.editing = Editing(ctx, self)
        self.editing.stands.connect(self.refresh)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._area = scrolling(self._make_content())
        self._area.hide()
        outer.addWidget(self._area, 1)
        self._place = outer
        Freshness(self, ctx.bus, _SHOWN_KINDS, self.refresh)

    @property
    def lead(self) -> Lead | None:
        """What is shown, once it has been read."""
        return self._lead

    @property
    def facts(self) -> dict[str, QWidget]:
        """The fields by their keys."""
        return {**self.facts_pane.values, "last_contact": self.facts_pane.last_contact}

    def show_lead(self, wanted: UUID | None) -> None:
        """Show a lead, reading it in the background; None shows nothing. What is being typed
        for the one before is saved."""
        if wanted == self._id and wanted is not None:
            return
        self.editing.turn_to(wanted)
        self._id = wanted
        self._pages = {}
        self._area.verticalScrollBar().setValue(0)
        self.tabs.button(0).setChecked(True)
        if wanted is None:
            self._lead = None
            self._area.hide()
            return
        self.refresh()

    def refresh(self) -> None:
        """Read the lead that is shown anew."""
        wanted, tab = self._id, self._tab
        if wanted is None:
            return
        services = self._ctx.services
        count = max(PAGE, len(self._pages.get(tab, TabPage()).entries))
        self._ctx.ops.run_query(
            self,
            lambda: read_panel(services, wanted, tab, count),
            lambda found: self._on_read(wanted, tab, found),
            self._on_failed,
            key="lead",
        )

    def remember(self) -> None:
        """The window closes: nothing typed is lost."""
        self.editing.remember()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.editing.leave()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._lead is not None:
            self.editing.show_unsaved(self._lead, self._fields)

    # What the user does

    def choose_status(self) -> None:
        """S: open the menu of statuses."""
        if self._lead is None:
            return
        corner = self.status.mapToGlobal(QPoint(0, self.status.height() + 2))
        show_status_menu(self, self._themes, corner, self._set_status, current=self._lead.status)

    def add_action(self, kind: str = "follow_up", action: Action | None = None) -> None:
        """A and M: what is to be done with this lead; ``action`` changes one."""
        lead = self._lead
        if lead is not None:
            from desktop_app.ui.leads.action_dialog import ask_action

            name = " · ".join(filter(None, (lead.company, lead.contact_name)))
            ask_action(self._ctx, self, lead.id, name, kind, action)

    def add_field(self) -> None:
        """Define a field that every lead gets."""
        from desktop_app.ui.leads.field_dialogs import ask_field

        ask_field(self._ctx, self)

    def manage_fields(self) -> None:
        """Change, move and remove the user's own fields."""
        from desktop_app.ui.leads.field_dialogs import manage_fields

        manage_fields(self._ctx, self)

    def _complete(self, action: Action) -> None:
        actions = self._ctx.services.actions
        self._ctx.ops.run_command(self, lambda: actions.complete((action.id,)))

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

    # Making

    def _make_content(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        pad = self._themes.now.size.page_padding
        column.setContentsMargins(0, 16, 0, 16)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(pad, 0, pad, 0)
        top.setSpacing(0)
        self.facts_pane = Facts(self._ctx, self.editing)
        self.facts_pane.link_pressed.connect(self._open_link)
        self.facts_pane.add_field_wanted.connect(self.add_field)
        self.alike = AlikeLine(self._ctx)
        top.addLayout(self._make_identity())
        top.addSpacing(4)
        top.addWidget(self.alike)
        self.failing = Note(self._themes, icon="ph.warning-circle")
        top.addWidget(self.failing)
        top.addSpacing(8)
        top.addLayout(self._make_buttons())
        top.addSpacing(10)
        top.addWidget(self.facts_pane)
        top.addSpacing(10)
        self._suggestion = SuggestionCard(self._themes)
        top.addWidget(self._suggestion)
        self.open_actions = OpenActions(self._ctx)
        self.open_actions.setContentsMargins(0, 12, 0, 0)
        self.open_actions.done_wanted.connect(self._complete)
        self.open_actions.edit_wanted.connect(lambda each: self.add_action(action=each))
        top.addWidget(self.open_actions)
        self.in_sequences = InSequences(self._ctx)
        top.addWidget(self.in_sequences)
        column.addLayout(top)
        column.addSpacing(8)
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
        row.setSpacing(12 - PAD)
        self._face = Face(self._themes, 40)
        row.addWidget(self._face, 0, Qt.AlignmentFlag.AlignTop)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.facts_pane.company)
        names.addWidget(self.facts_pane.contact)
        row.addLayout(names, 1)
        self.status = StatusButton(self._themes)
        self.status.clicked.connect(self.choose_status)
        row.addWidget(self.status)
        return row

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.email = Button(
            self._themes, tr("Email"), look=Look.PRIMARY, icon="ph.envelope-simple", key="R"
        )
        self.email.clicked.connect(lambda: self._ctx.actions.run("leads.email"))
        row.addWidget(self.email)
        for words, icon, key, kind in (
            (tr("Action"), "ph.calendar-plus", "A", "follow_up"),
            (tr("Meeting"), "ph.users", "M", "meeting"),
        ):
            button = Button(self._themes, words, icon=icon, key=key)
            button.clicked.connect(lambda _on=False, each=kind: self.add_action(each))
            row.addWidget(button)
        row.addStretch()
        return row

    def _make_tabs(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        pad = self._themes.now.size.page_padding
        row.setContentsMargins(pad, 0, pad, 0)
        row.setSpacing(18)
        self.tabs = QButtonGroup(self)
        for tab in PanelTab:
            button = Tab(self._themes, TAB_TITLES[tab])
            self.tabs.addButton(button, tab.value)
            row.addWidget(button)
        row.addStretch()
        self.tabs.button(0).setChecked(True)
        self.tabs.idClicked.connect(lambda _at: self._open_tab())
        return Underlined(self._themes, holder)

    # Showing

    @property
    def _tab(self) -> PanelTab:
        return PanelTab(self.tabs.checkedId())

    def _on_read(self, wanted: UUID, tab: PanelTab, found: PanelData | None) -> None:
        if wanted != self._id:
            return
        self._drop_note()
        if found is None:
            self._lead = None
            self._area.hide()
            return
        anew = self._lead is None or self._lead.id != wanted
        self._lead, self._fields = found.lead, found.fields
        # Other tabs are read again when they are opened.
        self._pages = {tab: found.tab}
        self._show_identity(found.lead)
        self.alike.show_for(found.lead.id, found.alike)
        addresses = tr(" and ").join(found.failing)
        self.failing.say(
            tr("Mail does not reach {addresses}", addresses=addresses) if addresses else ""
        )
        self.failing.setToolTip("\n".join(found.failing.values()))
        self.open_actions.show_actions(found.actions, anew=anew)
        self.in_sequences.show_rows(found.sequences)
        figures = found.figures
        for number, count in enumerate((None, figures.emails, figures.actions, figures.insights)):
            button = self.tabs.button(number)
            if isinstance(button, Tab):
                button.show_count(count)
        if tab is self._tab:
            self._show_tab()
        else:
            self._open_tab()
        self._area.show()
        self.editing.show_unsaved(found.lead, found.fields)

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
        self.status.show_status(lead.status)
        self.facts_pane.show_lead(lead, self._fields)
        self._suggestion.setVisible(bool(lead.suggestion.strip()))
        self._suggestion.words.set_text(content_words(lead.suggestion))

    def _open_tab(self) -> None:
        """Show a tab; its own entries are read where nobody has yet."""
        wanted, tab = self._id, self._tab
        if tab in self._pages or wanted is None:
            self._show_tab()
            return
        services = self._ctx.services

        def put(page: TabPage) -> None:
            if wanted == self._id:
                self._pages[tab] = page
                if tab is self._tab:
                    self._show_tab()

        self._ctx.ops.run_query(
            self, lambda: read_tab(services, wanted, tab, PAGE), put, key=f"tab {tab}"
        )

    def _show_tab(self) -> None:
        page = self._pages.get(self._tab, TabPage())
        self.timeline.show_entries(
            page.entries, self._ctx.now().date(), more=page.more, empty=EMPTY[self._tab]
        )

    def _read_earlier(self) -> None:
        wanted, tab = self._id, self._tab
        shown = self._pages.get(tab)
        if wanted is None or shown is None:
            return
        services = self._ctx.services

        def put(page: TabPage) -> None:
            # A refresh in between begins anew; what it shows stays.
            if wanted == self._id and self._pages.get(tab) is shown:
                self._pages[tab] = page
                if tab is self._tab:
                    self._show_tab()

        self._ctx.ops.run_query(
            self, lambda: read_earlier(services, wanted, tab, shown), put, key="earlier"
        )
