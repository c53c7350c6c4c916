"""The right pane: what the template comes to for a lead, and whom of all it would fail for."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.ids import IdList
from desktop_app.domain.language import plural, tr
from desktop_app.domain.leads import LeadQuery
from desktop_app.domain.merge_fields import FieldGroup, MergeField
from desktop_app.domain.templates import Lacking
from desktop_app.ui.inbox.pieces import Header
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.templates.add_value import AddValue
from desktop_app.ui.templates.gap_note import GapNote
from desktop_app.ui.templates.lead_chooser import LeadButton, LeadPicker
from desktop_app.ui.templates.looking import Seen
from desktop_app.ui.templates.preview_card import PreviewCard
from desktop_app.ui.templates.words import lead_key
from desktop_app.ui.widgets.buttons import Button, Segmented, Size
from desktop_app.ui.widgets.labels import ElidedLabel, Glyph, Link, label
from desktop_app.ui.widgets.pages import Pages
from desktop_app.ui.widgets.states import EmptyState, fault_page

_LEAD = "templates.lead"
MESSAGE, PLAIN = "message", "plain"


class PreviewPane(QWidget):
    """Shows what was found out about a text for a lead.

    Signals:
        lead_changed: another lead is to be previewed.
        fallback_wanted: the name of a field.
        retry_wanted: what could not be read is to be read again.
    """

    lead_changed = Signal()
    fallback_wanted = Signal(str)
    retry_wanted = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._seen: Seen | None = None
        self._mine = False
        self._gap: str = ""  # the field of the foot
        self.lead_id = _remembered(ctx)
        themes = ctx.theme
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "subtle")
        self.looks = Segmented(
            themes, ((MESSAGE, tr("Message"), ""), (PLAIN, tr("Plain text"), ""))
        )
        self.lead = LeadButton(themes)
        self.previous = Button(
            themes, icon="ph.caret-left", name=tr("Previous lead"), size=Size.FIELD
        )
        self.next = Button(themes, icon="ph.caret-right", name=tr("Next lead"), size=Size.FIELD)
        self.note = GapNote(themes)
        self.card = PreviewCard(themes)
        self._foot_glyph = Glyph(themes, "ph.users-three", "text.tertiary")
        self.lacking = ElidedLabel(themes, "", font="small", ink="text.secondary")
        self.show_them = Link(themes, tr("Show them"), font="small")
        self._lay_out()
        self._connect()
        self.say_lacking(None)

    # What the screen tells

    def show_seen(self, seen: Seen, *, mine: bool) -> None:
        """Show what was found out. Without a lead that is there, another one is looked for."""
        self._seen, self._mine = seen, mine
        self.lead.show_lead(seen.lead)
        if seen.lead is None:
            self.note.hide()
            self._find_lead()
            return
        self._pages.show_page(self._body)
        if seen.preview is not None:
            self.card.show_preview(seen.lead, seen.preview)
        self.card.setVisible(seen.preview is not None)
        if seen.fault is not None:
            self.note.say_fault(seen.fault.reason)
        elif seen.missing:
            who = seen.lead.contact_name or seen.lead.company or seen.lead.email
            self.note.say_missing(seen.missing, who, mine=mine)
        else:
            self.note.hide()

    def show_failed(self, error: Exception) -> None:
        """It could not be read."""
        page = fault_page(self._ctx.theme, Fault.of(error), self.retry_wanted.emit)
        self._pages.show_passing(page)

    def show_nothing(self) -> None:
        """No template is current."""
        self._seen = None
        self.note.hide()
        self.card.hide()
        self.say_lacking(None)

    def say_lacking(self, found: Lacking | None) -> None:
        """For how many leads of all it would fail, at its worst field."""
        gaps = [gap for gap in found.fields if self._key_of(gap.field)] if found else []
        worst = max(gaps, key=lambda gap: gap.leads, default=None)
        self._gap = worst.field if worst is not None else ""
        if found is not None and worst is not None:
            self.lacking.set_text(
                plural(
                    "{n} of {leads} in All leads have no {field}.",
                    "{n} of {leads} in All leads has no {field}.",
                    worst.leads,
                    leads=plural("{n} leads", "{n} lead", found.total),
                    field=worst.field,
                )
            )
        for each in (self._foot_glyph, self.lacking):
            each.setVisible(worst is not None)
        self.show_them.setVisible(worst is not None)

    def set_headless(self, on: bool) -> None:
        """Be a tab of another pane: without a head of its own."""
        self.head.setVisible(not on)
        (self._chooser if on else self.head.row).addWidget(self.looks)

    # What is done in it

    def choose_lead(self) -> None:
        """Search for another lead."""
        picker = LeadPicker(self._ctx, self)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.chosen.connect(self.set_lead)
        picker.show_below_widget(self.lead)
        picker.search.setFocus()

    def set_lead(self, lead_id: UUID) -> None:
        """Preview for another lead."""
        self.lead_id = lead_id
        self._ctx.state.put(_LEAD, str(lead_id))
        self.lead_changed.emit()

    def step(self, by: int) -> None:
        """The next lead of all, or the one before."""
        leads, now = self._ctx.services.leads, self.lead_id

        def find() -> UUID | None:
            ids: IdList = leads.all_ids(LeadQuery())
            if not len(ids):
                return None
            at = ids.row_of(now) if now is not None else -1
            return ids[(at + by) % len(ids)] if at >= 0 else ids[0]

        def found(lead_id: UUID | None) -> None:
            if lead_id is not None:
                self.set_lead(lead_id)

        self._ctx.ops.run_query(self, find, found, self._ctx.notices.error, key="step")

    def add_value(self) -> None:
        """Write the value of the first field that has none."""
        seen = self._seen
        if seen is None or seen.lead is None or not seen.missing:
            return
        field = self._field(seen.missing[0])
        if field is None:
            return
        key = lead_key(field)
        if not key:
            self._ctx.show_screen("settings")
            self._ctx.notices.say(
                tr("{title} is yours: it stands in your profile", title=field.title)
            )
            return
        title = tr("Contact") if key == "contact_name" else field.title
        whose = seen.lead.contact_name or seen.lead.company
        popup = AddValue(self._ctx, self, seen.lead.id, key, title, whose)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.show_below_widget(self.note.value)
        popup.field.edit.setFocus()

    def _set_fallback(self) -> None:
        if self._seen is not None and self._seen.missing:
            self.fallback_wanted.emit(self._seen.missing[0])

    def _show_them(self) -> None:
        from desktop_app.domain.lead_filters import Condition, Group, Op

        key = self._key_of(self._gap)
        if key:
            self._ctx.show_leads(LeadQuery(where=Group((Condition(key, Op.EMPTY),))))

    def _field(self, name: str) -> MergeField | None:
        fields = self._seen.fields if self._seen is not None else ()
        return next((each for each in fields if each.name == name), None)

    def _key_of(self, name: str) -> str:
        field = self._field(name)
        if field is None or field.group in (FieldGroup.USER, FieldGroup.DATE):
            return ""
        return lead_key(field)

    def _find_lead(self) -> None:
        """The first lead, where none was chosen or the chosen one is gone."""
        leads, gone = self._ctx.services.leads, self.lead_id

        def found(first: tuple[IdList, object]) -> None:
            ids = first[0]
            if len(ids) and ids[0] != gone:
                self.lead_id = ids[0]
                self.lead_changed.emit()
            else:
                self.card.hide()
                self._pages.show_passing(
                    EmptyState(
                        self._ctx.theme, "ph.users-three", tr("No leads yet"),
                        tr("With a lead, you see here what a template comes to."),
                    )
                )  # fmt: skip

        self._ctx.ops.run_query(
            self, lambda: leads.first_page(LeadQuery(), 1), found, self.show_failed, key="first"
        )

    def _connect(self) -> None:
        self.looks.chosen.connect(lambda key: self.card.show_plain(key == PLAIN))
        self.lead.clicked.connect(self.choose_lead)
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.note.value_wanted.connect(self.add_value)
        self.note.fallback_wanted.connect(self._set_fallback)
        self.show_them.activated.connect(self._show_them)

    def _lay_out(self) -> None:
        head = Header(self._ctx, left=16, right=16)
        head.row.addWidget(label(tr("Preview"), "title"))
        head.row.addStretch()
        head.row.addWidget(self.looks)
        self.head = head
        self._chooser = chooser = QHBoxLayout()
        chooser.setSpacing(6)
        chooser.addWidget(self.lead, 1)
        chooser.addWidget(self.previous)
        chooser.addWidget(self.next)
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        body.addWidget(self.note)
        body.addWidget(self.card, 1)
        body.addStretch(0)
        self._pages = Pages(self._body)
        self._pages.show_page(self._body)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._foot_glyph)
        foot.addWidget(self.lacking, 1)
        foot.addWidget(self.show_them)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 14, 16, 14)
        inner.setSpacing(12)
        inner.addLayout(chooser)
        inner.addWidget(self._pages, 1)
        inner.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(inner, 1)


def _remembered(ctx: Context) -> UUID | None:
    try:
        return UUID(ctx.state.text(_LEAD))
    except ValueError:
        return None
