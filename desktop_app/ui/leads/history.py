"""What was done to a lead, entry by entry; each can be taken back."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.changes import Kind
from desktop_app.domain.journal import History, HistoryEntry, RowHistory
from desktop_app.domain.language import clocked, numeral, tr
from desktop_app.ui.leads.words import day_heading
from desktop_app.ui.ops import Fault, Freshness
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.undo import UndoRedo
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.field_changes import FieldChanges
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import Paragraph, label
from desktop_app.ui.widgets.scroll import scrolling

_PAGE = 20


def show_history(ctx: Context, parent: QWidget, lead_id: UUID) -> LeadHistory:
    """Open the history of a lead."""
    dialog = LeadHistory(ctx, parent, lead_id)
    dialog.open()
    return dialog


class LeadHistory(Dialog):
    """The commands that touched a lead, newest first, under headings of their days."""

    def __init__(self, ctx: Context, parent: QWidget, lead_id: UUID) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._lead_id = lead_id
        self._undo = UndoRedo(ctx, self)
        self._limit = _PAGE
        self.entries: tuple[HistoryEntry, ...] = ()
        self.undo_buttons: dict[int, Button] = {}
        self.setWindowTitle(tr("History"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 560)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 16)
        outer.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(24, 20, 24, 8)
        head.setSpacing(2)
        head.addWidget(label(tr("History"), "title"))
        self.whose = label("", "secondary")
        head.addWidget(self.whose)
        outer.addLayout(head)
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(24, 0, 24, 16)
        self._column.setSpacing(0)
        self._area = scrolling(self._holder)
        outer.addWidget(self._area, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 12, 24, 0)
        foot.addStretch()
        close = Button(ctx.theme, tr("Close"), size=Size.FIELD)
        close.clicked.connect(self.reject)
        foot.addWidget(close)
        outer.addLayout(foot)
        kinds = Kind.LEADS | Kind.CONVERSATIONS | Kind.MESSAGES | Kind.ACTIONS | Kind.INSIGHTS
        self._fresh = Freshness(self, ctx.bus, kinds, self.read)
        self.read()

    def read(self) -> None:
        """Ask for what is shown, anew."""
        services, lead_id, limit = self._ctx.services, self._lead_id, self._limit

        def ask() -> tuple[str, History]:
            lead = services.leads.lead(lead_id)
            name = ", ".join(filter(None, (lead.contact_name, lead.company))) if lead else ""
            return name, services.journal.history(lead_id, limit)

        self._ctx.ops.run_query(self, ask, self._on_read, self._on_failed, key="history")

    def _read_more(self) -> None:
        last = self.entries[-1]
        before = (last.at, last.id)
        services, lead_id = self._ctx.services, self._lead_id
        self._ctx.ops.run_query(
            self,
            lambda: services.journal.history(lead_id, _PAGE, before),
            self._on_more,
            self._on_failed,
            key="history",
        )

    def _on_read(self, found: tuple[str, History]) -> None:
        name, history = found
        self.whose.setText(name)
        self.whose.setVisible(bool(name))
        self._show(history.entries, more=history.more)

    def _on_more(self, history: History) -> None:
        self._limit += len(history.entries)
        self._show((*self.entries, *history.entries), more=history.more)

    def _on_failed(self, error: Exception) -> None:
        fault = Fault.of(error)
        self._clear()
        self._column.addWidget(
            Paragraph(self._ctx.theme, f"{fault.title} {fault.advice}", ink="text.secondary")
        )
        self._column.addStretch()

    # Showing

    def _show(self, entries: tuple[HistoryEntry, ...], *, more: bool) -> None:
        self._clear()
        self.entries = entries
        if not entries:
            words = tr("Nothing was done to this lead yet. What you change is listed here.")
            self._column.addSpacing(8)
            self._column.addWidget(Paragraph(self._ctx.theme, words, ink="text.secondary"))
        today = self._ctx.now().date()
        for day, members in groupby(entries, key=lambda entry: self._local(entry.at).date()):
            self._column.addSpacing(12)
            self._column.addWidget(label(day_heading(day, today), "caption"))
            for entry in members:
                self._add(entry)
        if more:
            self._column.addSpacing(8)
            earlier = Button(self._ctx.theme, tr("Show earlier"), look=Look.LINK, size=Size.SMALL)
            earlier.clicked.connect(self._read_more)
            self._column.addWidget(earlier)
        self._column.addStretch()

    def _add(self, entry: HistoryEntry) -> None:
        themes = self._ctx.theme
        self._column.addSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Paragraph(themes, entry.said, font="bodyStrong"))
        state = tr(", undone") if entry.undone else tr(", still going on") if entry.open else ""
        at = clocked(self._local(entry.at))
        who = entry.who or tr("You")
        words.addWidget(label(f"{who}, {at}{state}", "small"))
        for each in entry.rows:
            self._add_row(words, each)
        if entry.more:
            words.addWidget(label(tr("and {more} more", more=numeral(entry.more)), "small"))
        row.addLayout(words, 1)
        if not entry.undone and not entry.open:
            button = Button(
                themes, tr("Undo"), size=Size.SMALL, name=tr("Undo: {said}", said=entry.said)
            )
            button.clicked.connect(lambda _on=False, each=entry.id: self._undo.undo(each))
            self.undo_buttons[entry.id] = button
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)

    def _add_row(self, column: QVBoxLayout, row: RowHistory) -> None:
        themes = self._ctx.theme
        if row.what:
            said = {
                "made": tr("{what}, added", what=row.what),
                "deleted": tr("{what}, deleted", what=row.what),
            }.get(row.did, tr("{what}, changed", what=row.what))
            column.addWidget(Paragraph(themes, said, ink="text.secondary"))
        if row.fields and (not row.what or row.did == "changed"):
            column.addWidget(FieldChanges(themes, row.fields, made=row.did != "changed"))

    def _local(self, moment: datetime) -> datetime:
        return self._ctx.local(moment)

    def _clear(self) -> None:
        self.undo_buttons = {}
        _empty(self._column)


def _empty(column: QVBoxLayout | QHBoxLayout) -> None:
    while column.count():
        item = column.takeAt(0)
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QVBoxLayout | QHBoxLayout):
            _empty(inner)
