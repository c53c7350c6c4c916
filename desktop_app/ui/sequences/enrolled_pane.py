"""The right pane: the leads in a sequence, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop_app.domain.changes import Changes
from desktop_app.domain.ids import IdList
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.sequences import Enrolment, EnrolmentState
from desktop_app.ui.inbox.pieces import Header
from desktop_app.ui.ops import Fault
from desktop_app.ui.sequences import words
from desktop_app.ui.sequences.checking import Checking
from desktop_app.ui.sequences.enrolled_list import (
    EnrolledDelegate,
    EnrolledModel,
    EnrolledView,
)
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.mirror import popup_below
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.labels import ElidedLabel
from desktop_app.ui.widgets.pages import Pages
from desktop_app.ui.widgets.states import EmptyState, Skeleton, fault_page

_Command = Callable[[Sequence[UUID]], Changes]


class EnrolledPane(QWidget):
    """The leads in a sequence, all or those of one state.

    Signals:
        current_changed: the id of the current enrolment, or None.
    """

    current_changed = Signal(object)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._service = ctx.services.sequences
        self.sequence_id: UUID | None = None
        self.state: EnrolmentState | None = None
        self.setProperty("ground", "canvas")
        theme = ctx.theme
        self.model = EnrolledModel(ctx.ops, self._service.rows, ctx.local, ctx.now, self)
        self.view = EnrolledView(theme, theme.now.size.row_action)
        self.view.setAccessibleName(tr("Leads in this sequence"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(EnrolledDelegate(theme, self.view))
        self.view.current_changed.connect(self.current_changed)
        self.view.opened.connect(lambda _id: self.open_lead())
        self.model.fetch_failed.connect(ctx.notices.error)
        self.checking = Checking(ctx, self, self.view, self.model)
        bar = self.checking.bar
        bar.pause.clicked.connect(self.pause)
        bar.resume.clicked.connect(self.resume)
        bar.skip.clicked.connect(self.skip)
        bar.stop.clicked.connect(self.stop)
        self._skeleton = Skeleton(theme, theme.now.size.row_action)
        self.pages = Pages(self._skeleton, self.view)
        self._lay_out()
        bar.raise_()
        theme.changed.connect(self._on_theme)

    # What is shown

    def load(self, sequence_id: UUID | None, state: EnrolmentState | None = None) -> None:
        """Show the leads of a sequence from the top."""
        self.sequence_id, self.state = sequence_id, state
        self.checking.clear()
        self._filter.set_words(tr("All states") if state is None else words.STATE_WORDS[state])
        self.model.set_ids(IdList(), keep_place=False)
        self._count.set_text("")
        if sequence_id is not None:
            self.pages.show_page(self._skeleton)
            self.reload()

    def reload(self) -> None:
        """Read the same leads anew; the current row and the place stay."""
        asked = (self.sequence_id, self.state)
        sequence_id, state = asked
        if sequence_id is None:
            return
        service, states = self._service, () if state is None else (state,)
        self._ctx.ops.run_query(
            self,
            lambda: service.enrolments(sequence_id, states),
            lambda found: self._on_found(asked, found),
            lambda error: self._on_failed(asked, error),
            key="enrolments",
        )

    @property
    def row(self) -> Enrolment | None:
        """The current enrolment, as far as it is known."""
        current = self.view.current_id
        return self.model.known(current) if current is not None else None

    @property
    def some(self) -> bool:
        return bool(self.checking.count) or self.view.current_id is not None

    def focus_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_state(self, state: EnrolmentState | None) -> None:
        """Only those of a state; None: all."""
        self.load(self.sequence_id, state)

    # What is done with those that are checked, or else with the current one

    def pause(self) -> None:
        self._do(self._service.pause, tr("Nothing of this can be paused"))

    def resume(self) -> None:
        self._do(self._service.resume, tr("Nothing of this is paused or waits"))

    def skip(self) -> None:
        self._do(self._service.skip, tr("Nothing of this has a step to skip"))

    def stop(self) -> None:
        self._do(self._service.stop, tr("Nothing of this is at work"))

    def open_lead(self) -> None:
        """Show the current lead where leads are."""
        row = self.row
        if row is not None and row.lead_id is not None:
            self._ctx.open_lead(row.lead_id)

    def choose_state(self) -> None:
        """Ask for the state of those that are shown."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setAccessibleName(tr("States"))
        choices: list[tuple[EnrolmentState | None, str]] = [(None, tr("All states"))]
        choices += words.STATE_WORDS.items()
        for state, said in choices:
            action = menu.addAction(said)
            action.setCheckable(True)
            action.setChecked(state == self.state)
            action.triggered.connect(lambda _on=False, state=state: self.show_state(state))
        popup_below(menu, self._filter)

    # Inside

    def _do(self, command: _Command, nothing: str) -> None:
        chosen = self.checking.chosen()
        if chosen is None:
            return
        # Asked once: what comes into the list later was not chosen.
        ids = cache(chosen.resolve)
        self.checking.clear()

        def done(changes: Changes) -> None:
            if not changes.said:
                self._ctx.notices.say(nothing)

        self._ctx.ops.run_command(self, lambda: command(list(ids())), done)

    def _on_found(self, asked: tuple[UUID | None, EnrolmentState | None], found: IdList) -> None:
        if asked != (self.sequence_id, self.state):
            return
        self.model.set_ids(found)
        self._count.set_text(numeral(len(found)) if found else "")
        if len(found):
            self.pages.show_page(self.view)
            if self.view.current_id is None:
                self.view.go_to(0)
        elif self.state is not None:
            page = EmptyState(
                self._ctx.theme, "ph.funnel-simple", tr("None of this state"), "",
                [(tr("All states"), "", False, lambda: self.show_state(None))],
            )  # fmt: skip
            self.pages.show_passing(page)
        else:
            page = EmptyState(
                self._ctx.theme, "ph.users-three", tr("No lead in it yet"),
                tr("Check leads where leads are, and press Sequence."),
                [(tr("Choose leads"), "ph.users-three", False,
                  lambda: self._ctx.show_screen("leads"))],
            )  # fmt: skip
            self.pages.show_passing(page)
        self._ctx.actions.refresh()

    def _on_failed(
        self, asked: tuple[UUID | None, EnrolmentState | None], error: Exception
    ) -> None:
        if asked != (self.sequence_id, self.state):
            return
        if len(self.model.ids):
            self._ctx.notices.error(Fault.of(error))
        else:
            self.pages.show_passing(fault_page(self._ctx.theme, Fault.of(error), self.reload))

    def _lay_out(self) -> None:
        theme = self._ctx.theme
        self.header = Header(self._ctx, left=16, right=12)
        self._title = ElidedLabel(theme, tr("Leads"), font="title")
        self._count = ElidedLabel(theme, "", ink="text.secondary")
        self._filter = Button(
            theme, tr("All states"), icon="ph.funnel-simple", trailing_icon="ph.caret-down",
            name=tr("States of leads"),
        )  # fmt: skip
        self._filter.clicked.connect(self.choose_state)
        self.header.row.addWidget(self._title)
        self.header.row.addSpacing(6)
        self.header.row.addWidget(self._count, 1)
        self.header.row.addWidget(self._filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.pages, 1)

    def _on_theme(self) -> None:
        self.view.set_row_height(self._ctx.theme.now.size.row_action)
        self.model.refresh_rows()
