"""What is behind a figure: the messages, leads or actions in it, and those left out, with why."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.ids import IdList
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.metrics import (
    Evidence,
    EvidenceCounts,
    EvidenceKind,
    EvidenceQuery,
    Measure,
    OfFunnel,
    OfHour,
    OfStatus,
    OfStep,
    OfTemplate,
)
from desktop_app.ui.inbox.pieces import Header
from desktop_app.ui.metrics import words
from desktop_app.ui.metrics.audit_list import AuditModel, AuditPainter, Place, ids_of
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.buttons import Segmented, icon_button
from desktop_app.ui.widgets.labels import ElidedLabel, Paragraph, hairline, label
from desktop_app.ui.widgets.pages import Pages
from desktop_app.ui.widgets.states import EmptyState, Skeleton, fault_page
from desktop_app.ui.widgets.virtual_table import VirtualTable

_EXPLAINED = {
    Measure.SENT: tr(
        "Mail from you, to leads and to others, also what was sent elsewhere and found in Sent."
    ),
    Measure.RECEIVED: tr("Mail that a person wrote to you, in conversations with leads."),
    Measure.REPLY_RATE: tr(
        "Of the mail that starts a conversation or follows a week of silence, the "
        "part that was answered within 14 days. A late answer changes the day of the mail."
    ),
    Measure.RESPONSE_TIME: tr(
        "How long a person’s mail waited for your answer, on the day of the answer."
    ),
    Measure.LEADS_CONTACTED: tr("Leads that you wrote to, each once."),
    Measure.MEETINGS: tr(
        "Actions of the kind meeting that were made in these days and not cancelled."
    ),
}
_EXPLAINED_ROWS: dict[type, str] = {
    OfTemplate: tr(
        "Mail written with this template. An answer within 14 days counts for the mail "
        "that it came after, not for those before."
    ),
    OfStep: tr(
        "Mail of this step. An answer within 14 days counts for the mail that it came after, "
        "not for those before."
    ),
    OfHour: tr(
        "Mail sent in this hour of the week that wanted an answer, and whether one came within "
        "14 days."
    ),
    OfFunnel: tr(
        "Leads that had this status at the end of these days. Left out are those that lost "
        "it in them."
    ),
    OfStatus: tr("How long mail of leads that have this status now waited for your answer."),
}
_LEFT_OUT = "left"
_COUNTED = "counted"


class AuditPanel(QWidget):
    """The side panel of a figure or of one point of a chart.

    Signals:
        closed: the user wants it away.
        opened: an :class:`Evidence` whose place is wanted.
    """

    closed = Signal()
    opened = Signal(object)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        theme = ctx.theme
        self.query: EvidenceQuery | None = None
        self.counts: EvidenceCounts | None = None
        self._name = ""
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        service = ctx.services.metrics
        self.model = AuditModel(
            ctx.ops, service.evidence, ctx.local, lambda: ctx.now().date(), self
        )
        self.view = VirtualTable(theme, theme.now.size.row_action)
        self.view.setModel(self.model)
        self.view.setItemDelegate(AuditPainter(theme, self.view, self.model))
        self.view.opened.connect(self._on_opened)
        self.view.clicked_at.connect(lambda found, _column, _held: self._on_opened(found))
        self.model.fetch_failed.connect(self._on_failed)
        self._title = label("", "title")
        self._value = ElidedLabel(theme, "", ink="text.secondary")
        self._days = ElidedLabel(theme, "", font="small", ink="text.secondary")
        self._about = Paragraph(theme, "", font="small", ink="text.tertiary")
        close = icon_button(theme, "ph.x", tr("Close"), key="Esc")
        close.clicked.connect(self.closed)
        self._tab_row = QHBoxLayout()
        self.tabs = self._make_tabs(tr("Counted"), tr("Left out"))
        self._lay_out(close)
        theme.changed.connect(self._renew)

    def show_figure(self, query: EvidenceQuery, name: str = "") -> None:
        """Look behind a figure.

        Args:
            name: of the row of a report that it is of.
        """
        if self.query is None or replace(query, counted=self.query.counted) != self.query:
            self.counts = None
            self._pages.show_page(self._skeleton)
        self.query = query
        today = self._ctx.now().date()
        title = _title(query)
        days = words.days(query.period, today)
        self._name = name
        self._title.setText(title)
        self._days.set_text(f"{name}, {days}" if name else days)
        self._about.set_text(_explained(query))
        self.setAccessibleName(tr("Behind {title}, {text}", title=title, text=self._days.text))
        self.tabs.show_choice(_COUNTED if query.counted else _LEFT_OUT)
        self.reload()

    def reload(self) -> None:
        """Read it anew."""
        query, service = self.query, self._ctx.services.metrics
        if query is None:
            return

        def read() -> tuple[EvidenceCounts, IdList]:
            counts = service.evidence_counts(query)
            return counts, ids_of(counts.counted if query.counted else counts.left_out)

        self._ctx.ops.run_query(
            self, read, lambda found: self._on_read(query, *found), self._on_failed, key="counts"
        )

    def focus_list(self) -> None:
        """Give the list the keyboard, or the tabs where it is empty."""
        wanted = self.view if len(self.model.ids) else self.tabs
        wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Inside

    def _on_read(self, query: EvidenceQuery, counts: EvidenceCounts, ids: IdList) -> None:
        if query != self.query:
            return
        first = self.counts is None
        self.counts = counts
        unit = words.unit_of(query.measure)
        self._value.set_text(words.value(counts.value, unit))
        self._say_counts(counts)
        self.model.show(query, ids)
        if len(ids):
            self._pages.show_page(self.view)
            if first:
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
                self.view.go_to(0)
        else:
            self._pages.show_passing(self._nothing(query))
        if first:
            said = tr(
                "{accessibleName}: {counted} counted",
                accessibleName=self.accessibleName(),
                counted=numeral(counts.counted),
            )
            announce(
                self,
                tr("{said}, {left_out} left out", said=said, left_out=numeral(counts.left_out)),
            )

    def _nothing(self, query: EvidenceQuery) -> EmptyState:
        title = tr("Nothing counted") if query.counted else tr("Nothing left out")
        sentence = (
            tr("There is nothing of the kind in these days.")
            if query.counted
            else tr("Everything of the kind in these days is in the figure.")
        )
        return EmptyState(self._ctx.theme, "ph.tray", title, sentence)

    def _on_failed(self, error: Exception) -> None:
        self._pages.show_passing(fault_page(self._ctx.theme, Fault.of(error), self.reload))

    def _on_opened(self, found: UUID | None) -> None:
        row = self.model.known(found) if found is not None else None
        if isinstance(row, Place):
            self.opened.emit(row.found)

    def _on_tab(self, key: str) -> None:
        if self.query is not None:
            self.show_figure(replace(self.query, counted=key == _COUNTED), self._name)

    def _say_counts(self, counts: EvidenceCounts) -> None:
        """The tabs say how many there are; made anew, for their width follows."""
        chosen, had = self.tabs.value, self.tabs.isAncestorOf(self.focusWidget() or self)
        old = self.tabs
        self.tabs = self._make_tabs(
            tr("Counted {counted}", counted=numeral(counts.counted)),
            tr("Left out {left_out}", left_out=numeral(counts.left_out)),
        )
        self.tabs.show_choice(chosen)
        self._tab_row.replaceWidget(old, self.tabs)
        old.hide()
        old.deleteLater()
        if had:
            self.tabs.setFocus(Qt.FocusReason.TabFocusReason)

    def _make_tabs(self, counted: str, left_out: str) -> Segmented:
        items = [(_COUNTED, counted, ""), (_LEFT_OUT, left_out, "")]
        tabs = Segmented(self._ctx.theme, items)
        tabs.setAccessibleName(tr("Counted or left out"))
        tabs.chosen.connect(self._on_tab)
        return tabs

    def _lay_out(self, close: QWidget) -> None:
        head = Header(self._ctx, left=16, right=12)
        head.row.setSpacing(8)
        head.row.addWidget(self._title)
        head.row.addWidget(self._value, 1)
        head.row.addWidget(close)
        top = QVBoxLayout()
        top.setContentsMargins(16, 10, 16, 12)
        top.setSpacing(2)
        top.addWidget(self._days)
        top.addWidget(self._about)
        self._tab_row.setContentsMargins(0, 8, 0, 0)
        self._tab_row.addWidget(self.tabs)
        self._tab_row.addStretch()
        top.addLayout(self._tab_row)
        self._skeleton = Skeleton(self._ctx.theme, self._ctx.theme.now.size.row_action)
        self._pages = Pages(self._skeleton, self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(top)
        column.addWidget(hairline())
        column.addWidget(self._pages, 1)

    def _renew(self) -> None:
        self.view.set_row_height(self._ctx.theme.now.size.row_action)


def _title(query: EvidenceQuery) -> str:
    by_status = isinstance(query.narrowing, OfFunnel)
    return tr("Leads by status") if by_status else words.TITLES[query.measure]


def _explained(query: EvidenceQuery) -> str:
    of = query.narrowing
    return _EXPLAINED[query.measure] if of is None else _EXPLAINED_ROWS[type(of)]


def go_to(ctx: Context, found: Evidence) -> bool:
    """Show where something is: its conversation, else its lead, else Today; whether it is
    anywhere."""
    if found.kind is EvidenceKind.LEAD:
        ctx.open_lead(found.lead_id or found.id)
    elif found.conversation_id is not None:
        ctx.open_conversation(found.conversation_id)
    elif found.lead_id is not None:
        ctx.open_lead(found.lead_id)
    elif found.kind is EvidenceKind.ACTION:
        ctx.show_screen("today")
    else:
        return False
    return True
