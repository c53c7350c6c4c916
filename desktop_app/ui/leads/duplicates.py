"""The list of leads that may be one: looked at, said to be none, or merged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.ids import IdList
from desktop_app.domain.language import plural, tr
from desktop_app.domain.lead_duplicates import DuplicateLead, DuplicatePair
from desktop_app.ui.leads.merge import show_merge
from desktop_app.ui.ops import Fault, Freshness, Operations
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.floating import Toast
from desktop_app.ui.widgets.labels import label
from desktop_app.ui.widgets.pages import Pages
from desktop_app.ui.widgets.states import EmptyState, Skeleton, fault_page
from desktop_app.ui.widgets.virtual_model import VirtualListModel
from desktop_app.ui.widgets.virtual_table import RowDelegate, VirtualTable

_WIDTH, _HEIGHT = 900, 560
_WORTH_TELLING = 1_000  # leads; fewer are compared before one has read it
_PAD = 20
_GAP = 16


def show_duplicates(ctx: Context, parent: QWidget) -> DuplicatesDialog:
    """Open the list over ``parent``."""
    dialog = DuplicatesDialog(ctx, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


class PairListModel(VirtualListModel[DuplicatePair]):
    """Pairs by id, rows fetched when looked at."""

    def __init__(
        self,
        ops: Operations,
        fetch: Callable[[Sequence[UUID]], Sequence[DuplicatePair]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(ops, fetch, lambda pair: pair.id, parent=parent)

    def text_of(self, row: DuplicatePair, column: int) -> str:
        return tr("{named} and {named_2}", named=_named(row.one), named_2=_named(row.other))

    def accessible_text(self, row: DuplicatePair) -> str:
        return f"{self.text_of(row, 0)}: {row.reason_words}, {row.score_words.lower()}"


class DuplicatesDialog(Dialog):
    """Pairs, the surest first. Enter compares one, Del says that it is none."""

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._themes = ctx.theme
        self._left = 0
        self.setWindowTitle(tr("Possible duplicates"))
        self.setModal(True)
        room = parent.window().size()
        self.resize(min(_WIDTH, room.width() - 80), min(_HEIGHT, room.height() - 60))
        self.model = PairListModel(ctx.ops, lambda ids: ctx.services.duplicates.rows(ids), self)
        self._build()
        self.model.fetch_failed.connect(ctx.notices.error)
        self._fresh = Freshness(
            self, ctx.bus, Kind.DUPLICATES | Kind.LEADS, self.refresh, pause=1_000
        )
        self.refresh()

    def refresh(self) -> None:
        """Read the list again, without leaving the place."""
        duplicates = self._ctx.services.duplicates
        self._ctx.ops.run_query(
            self,
            lambda: (duplicates.all_ids(), duplicates.left()),
            lambda found: self._on_read(*found),
            self._on_failed,
            key="pairs",
        )

    def compare(self) -> None:
        """Put the leads of the current pair side by side, with all that hang together with it."""
        pair = self._current()
        if pair is None:
            return
        duplicates = self._ctx.services.duplicates
        both = (pair.one.id, pair.other.id)

        def show(ids: Sequence[UUID]) -> None:
            show_merge(self._ctx, self, ids, self._on_done)

        self._ctx.ops.run_query(self, lambda: duplicates.group(both), show, key="group")

    def dismiss(self) -> None:
        """Say that the current pair is none."""
        wanted = self.table.current_id
        if wanted is None:
            return
        duplicates = self._ctx.services.duplicates
        self._ctx.ops.run_command(self, lambda: duplicates.dismiss([wanted]), self._on_done)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.dismiss()
        elif event.key() in (Qt.Key.Key_J, Qt.Key.Key_K):
            self.table.move_by(1 if event.key() == Qt.Key.Key_J else -1)
        else:
            super().keyPressEvent(event)

    def _current(self) -> DuplicatePair | None:
        row = self.table.current_row
        return self.model.row_at(row) if row >= 0 else None

    def _on_read(self, ids: IdList, left: int) -> None:
        self._left = left if left >= _WORTH_TELLING else 0
        self.model.set_ids(ids)
        if len(ids):
            if self.table.current_row < 0:
                self.table.go_to(0)
            self.pages.show_page(self.table)
        else:
            self.pages.show_passing(self._nothing())
        self.count.setText(self._words())
        for button in (self.compare_button, self.dismiss_button):
            button.setEnabled(bool(len(ids)))

    def _on_failed(self, error: Exception) -> None:
        self.pages.show_passing(fault_page(self._themes, Fault.of(error), self.refresh))

    def _words(self) -> str:
        pairs = len(self.model.ids)
        found = "" if not pairs else plural("{n} pairs", "{n} pair", pairs)
        more = tr("{leads} still to compare", leads=_leads(self._left)) if self._left else ""
        return ", ".join(filter(None, (found, more)))

    def _nothing(self) -> EmptyState:
        if self._left:
            return EmptyState(
                self._themes,
                "ph.users",
                tr("Still comparing"),
                tr(
                    "New and changed leads are compared in the background. "
                    "What is found comes here."
                ),
            )
        return EmptyState(
            self._themes,
            "ph.users",
            tr("No duplicates"),
            tr("Every lead stands for somebody else, as far as addresses, numbers and names tell."),
        )

    def _on_done(self, changes: object) -> None:
        """The toast stands here: the window's lies below, where nobody could press it."""
        if not isinstance(changes, Changes):
            return
        undo = None
        if changes.journal_id is not None:
            journal, entry = self._ctx.services.journal, changes.journal_id

            def undo() -> None:
                self._ctx.ops.run_command(self, lambda: journal.undo(entry), self._on_done)

        self.toast.say(changes.said, undo)

    def _look_again(self) -> None:
        duplicates = self._ctx.services.duplicates
        self.again_button.setEnabled(False)
        self._ctx.ops.run_query(
            self,
            duplicates.look_again,
            lambda _job: self.toast.say(tr("Comparing all leads again")),
        )

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setContentsMargins(_PAD, 0, _PAD, 0)
        head.setSpacing(10)
        head.addWidget(label(tr("Possible duplicates"), "title"))
        self.count = label("", "count")
        head.addWidget(self.count)
        head.addStretch()
        column.addLayout(head)
        self.table = VirtualTable(self._themes, self._themes.now.size.setting_row_two_line)
        self.table.setModel(self.model)
        self.table.setItemDelegate(PairDelegate(self._themes, self.table))
        self.table.setAccessibleName(tr("Possible duplicates"))
        self.table.opened.connect(lambda _id: self.compare())
        self._themes.changed.connect(self._renew)
        self._skeleton = Skeleton(self._themes, self._themes.now.size.setting_row_two_line)
        self.pages = Pages(self._skeleton, self.table)
        middle = QWidget()
        around = QVBoxLayout(middle)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.pages)
        column.addWidget(middle, 1)
        column.addLayout(self._make_buttons())
        self.toast = Toast(self._themes, middle)
        self.table.setFocus()

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(_PAD, 0, _PAD, 0)
        row.setSpacing(8)
        self.again_button = Button(
            self._themes, tr("Look again"), icon="ph.arrow-clockwise", look=Look.GHOST,
            size=Size.FIELD, name=tr("Compare all leads again"),
        )  # fmt: skip
        self.again_button.clicked.connect(self._look_again)
        row.addWidget(self.again_button)
        row.addStretch()
        close = Button(self._themes, tr("Close"), size=Size.FIELD)
        close.clicked.connect(self.reject)
        row.addWidget(close)
        self.dismiss_button = Button(self._themes, tr("Not duplicates"), size=Size.FIELD, key="Del")
        self.dismiss_button.clicked.connect(self.dismiss)
        row.addWidget(self.dismiss_button)
        self.compare_button = Button(
            self._themes, tr("Compare…"), look=Look.PRIMARY, size=Size.FIELD, key="Enter"
        )
        self.compare_button.clicked.connect(self.compare)
        row.addWidget(self.compare_button)
        for button in (self.again_button, close, self.dismiss_button, self.compare_button):
            button.setAutoDefault(False)
        return row

    def _renew(self) -> None:
        self.table.set_row_height(self._themes.now.size.setting_row_two_line)


class PairDelegate(RowDelegate):
    """Paints both leads side by side, and why they may be one."""

    def paint_cell(
        self, painter: QPainter, rect: QRect, column: int, row: object, number: int
    ) -> None:
        if not isinstance(row, DuplicatePair):
            return
        theme = self.themes.now
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        why = round(inner.width() * 0.26)
        side = (inner.width() - why - 2 * _GAP) // 2
        self._lead(painter, QRect(inner.left(), inner.top(), side, inner.height()), row.one)
        left = inner.left() + side + _GAP
        self._lead(painter, QRect(left, inner.top(), side, inner.height()), row.other)
        left += side + _GAP
        upper, lower = self._lines(QRect(left, inner.top(), why, inner.height()))
        paint.text(painter, upper, row.score_words, theme.font("bodyStrong"), theme.text.primary)
        paint.text(painter, lower, row.reason_words, theme.font("small"), theme.text.secondary)

    def _lead(self, painter: QPainter, rect: QRect, lead: DuplicateLead) -> None:
        theme = self.themes.now
        face = QRect(rect.left(), rect.center().y() - 10, 22, 22)
        paint.monogram(painter, self.themes, face, lead.company or lead.contact_name)
        upper, lower = self._lines(rect.adjusted(32, 0, 0, 0))
        paint.text(painter, upper, lead.company, theme.font("bodyStrong"), theme.text.primary)
        words = " · ".join(filter(None, (lead.contact_name, lead.email)))
        paint.text(painter, lower, words, theme.font("small"), theme.text.secondary)

    def _lines(self, rect: QRect) -> tuple[QRect, QRect]:
        theme = self.themes.now
        body, small = theme.line("body"), theme.line("small")
        top = rect.top() + (rect.height() - body - small) // 2
        return (
            QRect(rect.left(), top, rect.width(), body),
            QRect(rect.left(), top + body, rect.width(), small),
        )


def _named(lead: DuplicateLead) -> str:
    return ", ".join(filter(None, (lead.company, lead.contact_name)))


def _leads(count: int) -> str:
    if count > 100_000:
        return tr("over 100,000 leads")
    return plural("{n} leads", "{n} lead", count)
