"""The sequences that a lead is in, above its timeline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop_app.domain.actions import due_words
from desktop_app.domain.changes import Changes
from desktop_app.domain.language import tr
from desktop_app.domain.sequences import Enrolment, EnrolmentState
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.mirror import popup_below
from desktop_app.ui.widgets.buttons import Button, Look, Size, icon_button
from desktop_app.ui.widgets.labels import ElidedLabel, Glyph, label
from desktop_app.ui.widgets.layouts import clear


def standing_words(row: Enrolment, due: str) -> str:
    """What comes next: "Ring, tomorrow 9:00", "Ring, paused", "Ring, waits for you".

    Args:
        due: when the step is due, in words; "" where nobody knows.
    """
    if row.waits:
        how = tr("waits for you")
    elif row.state is EnrolmentState.PAUSED:
        how = (
            tr("paused, goes on {due}", due=due)
            if row.paused_until is not None and due
            else tr("paused")
        )
    else:
        how = due
    return ", ".join(filter(None, (row.step, how)))


class InSequences(QWidget):
    """A line for each sequence at work for the lead; pressing its name shows the sequence."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self.rows: list[SequenceLine] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(tr("Sequences"), "caption"))
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        column.addLayout(self._column)
        self.hide()

    def show_rows(self, rows: Sequence[Enrolment]) -> None:
        """Show these; without any there is nothing to see."""
        had = [line.row.id for line in self.rows if line.more.hasFocus()]
        clear(self._column)
        self.rows = [SequenceLine(self._ctx, row) for row in rows]
        for line in self.rows:
            line.name.clicked.connect(lambda _on=False, row=line.row: self._open(row.sequence_id))
            self._column.addWidget(line)
            if line.row.id in had:
                line.more.setFocus()
        self.setVisible(bool(rows))

    def _open(self, sequence_id: UUID) -> None:
        self._ctx.open_sequence(sequence_id)


class SequenceLine(QWidget):
    """One sequence: its name, the next step and when that comes, and what can be done."""

    def __init__(self, ctx: Context, row: Enrolment) -> None:
        super().__init__()
        self._ctx = ctx
        self.row = row
        due = due_words(ctx.local(row.due), ctx.now()) if row.due is not None else ""
        self.words = standing_words(row, due)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(Glyph(ctx.theme, "ph.path", "text.secondary"))
        self.name = Button(
            ctx.theme, row.sequence, look=Look.LINK, size=Size.SMALL,
            name=f"{row.sequence}: {self.words}",
        )  # fmt: skip
        self.name.setToolTip(tr("Show the sequence"))
        line.addWidget(self.name)
        said = ElidedLabel(ctx.theme, self.words, font="small", ink="text.secondary")
        said.setToolTip(row.said)
        line.addWidget(said, 1)
        self.more = icon_button(
            ctx.theme, "ph.dots-three", tr("Lead this lead: {sequence}", sequence=row.sequence)
        )
        self.more.clicked.connect(self.open_menu)
        line.addWidget(self.more)

    def open_menu(self) -> QMenu:
        """Pause or resume, skip the step, stop."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setAccessibleName(self.row.sequence)
        service = self._ctx.services.sequences
        rests = self.row.state is EnrolmentState.PAUSED or self.row.waits
        if rests:
            self._add(menu, tr("&Resume"), service.resume)
        if self.row.state is EnrolmentState.ACTIVE:
            self._add(menu, tr("&Pause"), service.pause)
        self._add(menu, tr("S&kip this step"), service.skip)
        menu.addSeparator()
        self._add(menu, tr("&Stop"), service.stop)
        popup_below(menu, self.more, 2)
        return menu

    def _add(self, menu: QMenu, words: str, do: Callable[[Sequence[UUID]], Changes]) -> None:
        ids, ops, owner = (self.row.id,), self._ctx.ops, self._ctx.notices
        # The line may be another one by the time that the command is done.
        menu.addAction(words).triggered.connect(lambda: ops.run_command(owner, lambda: do(ids)))
