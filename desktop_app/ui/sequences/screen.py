"""Sequences: which there are, the steps of one, and the leads in it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.sequences import LeadSequence, SequenceText
from desktop_app.ui.inbox.pieces import Header
from desktop_app.ui.ops import Freshness
from desktop_app.ui.sequences.actions import sequence_actions
from desktop_app.ui.sequences.editor import SequenceEditor
from desktop_app.ui.sequences.enrolled_pane import EnrolledPane
from desktop_app.ui.sequences.keeper import SequenceKeeper
from desktop_app.ui.sequences.list_pane import SequenceList
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Segmented, icon_button
from desktop_app.ui.widgets.labels import ElidedLabel
from desktop_app.ui.widgets.pages import Pages
from desktop_app.ui.widgets.splitter import Splitter
from desktop_app.ui.widgets.states import EmptyState

_WIDTHS = "sequences.widths"
_LIST, _LIST_MIN, _LIST_MAX = 280, 220, 380
_LEADS, _LEADS_MIN, _LEADS_MAX = 420, 360, 560
_STEPS_MIN = 440
_NEW = tr("New sequence")


class SequencesScreen(QWidget):
    """The sequences of the user."""

    creates = (_NEW, "C")

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._service = ctx.services.sequences
        self._loaded = False
        self._narrow = False
        self._wanted: UUID | None = None  # made just now, to be shown once it is in the list
        self.keeper = SequenceKeeper(ctx, self)
        self.list = SequenceList(ctx)
        self.editor = SequenceEditor(ctx)
        self.leads = EnrolledPane(ctx)
        self._lay_out()
        self.answered = self._whole.answered
        self._connect()
        ctx.actions.add(sequence_actions(self))
        Freshness(self, ctx.bus, Kind.SEQUENCES, self.refresh)
        Freshness(self, ctx.bus, Kind.TEMPLATES, self._read_templates)
        Freshness(self.leads, ctx.bus, Kind.SEQUENCES | Kind.LEADS | Kind.ACTIONS,
                  self.leads.reload)  # fmt: skip

    # What the shell asks

    def shown(self) -> None:
        """Read the sequences at the first visit."""
        if not self._loaded:
            self._loaded = True
            self.refresh()
            self._read_templates()
        self._ctx.hint(tr("Move"), (("J", "K"),))

    def focus_list(self) -> None:
        from PySide6.QtCore import Qt

        self.list.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def next_pane(self) -> bool:
        """F6: the list, the steps, the leads."""
        here = self.window().focusWidget() or self
        if self.list.isAncestorOf(here) and self.editor.isVisible():
            self.editor.name.edit.setFocus()
            return True
        if not self.leads.isAncestorOf(here) and self.leads.isVisible():
            self.leads.focus_list()
            return True
        return False

    def go_back(self) -> bool:
        """Esc: what is checked, then the open step."""
        if self.leads.checking.count:
            self.leads.checking.clear()
            return True
        if self.editor.has_step:
            self.editor.open_step(self.editor.current)
            return True
        return False

    def create(self) -> None:
        """C: a new sequence, whose name one can type at once."""
        self.keeper.flush()
        service = self._service

        def done(result: tuple[UUID, Changes]) -> None:
            self._wanted = result[0]
            self.refresh()

        self._ctx.ops.run_command(self, lambda: service.make(SequenceText(_NEW)), done)

    def open(self, sequence_id: UUID) -> None:
        """Show one sequence."""
        self._loaded = True
        self._wanted = sequence_id
        self.refresh()
        self._read_templates()

    def remember(self) -> None:
        """Put away the widths, and save what is being written."""
        self.keeper.flush()
        if not self._narrow:
            self._ctx.state.put(_WIDTHS, self._splitter.sizes())

    # What actions do

    def move_by(self, step: int) -> None:
        """J and K: in the list that has the keyboard."""
        here = self.window().focusWidget() or self
        in_leads = self.leads.isVisible() and self.leads.isAncestorOf(here)
        (self.leads.view if in_leads else self.list.view).move_by(step)

    def rename(self) -> None:
        self._show_tab("steps")
        self.editor.focus_name()

    def add_mail(self) -> None:
        self._show_tab("steps")
        self.editor.add_mail()

    def add_action(self) -> None:
        self._show_tab("steps")
        self.editor.add_action()

    def delete(self) -> None:
        """Delete the sequence that is shown; Undo brings it back with what was just written."""
        sequence_id, service = self.editor.sequence_id, self._service
        if sequence_id is None:
            return
        unsaved = self.keeper.unsaved_of(sequence_id)
        self.keeper.forget(sequence_id)

        def delete() -> Changes:
            if unsaved is not None:
                with suppress(KnownError):  # what cannot be saved cannot be brought back either
                    service.edit(sequence_id, unsaved)
            return service.delete(sequence_id)

        def failed(error: Exception) -> None:
            if unsaved is not None and self.keeper.unsaved_of(sequence_id) is None:
                self.keeper.note(sequence_id, unsaved)
            self._ctx.notices.error(error)

        self._ctx.ops.run_command(self, delete, None, failed)

    def refresh(self) -> None:
        """Something changed, here or in another program."""
        if not self._loaded:
            return
        service, saves = self._service, self.keeper.saves
        self._ctx.ops.run_query(
            self,
            service.list,
            lambda found: self._on_list(found, saves),
            self._on_failed,
            key="sequences",
        )

    # Inside

    def _on_list(self, found: Sequence[LeadSequence], saves: int) -> None:
        self.list.put(found)
        if not found:
            self.editor.clear()
            self.leads.load(None)
            self._show_nothing()
            return
        self._whole.show_page(self._splitter)
        if self._wanted is not None and self.list.view.go_to_id(self._wanted):
            self._wanted = None
            self._show_current()
            self.rename()
        elif self.list.view.current_id is None:
            self.list.view.go_to(0)
        # What was read before the last save was done is older than what is shown.
        if saves == self.keeper.saves:
            self._show_current()

    def _on_failed(self, error: Exception) -> None:
        self._whole.show_page(self._splitter)
        self.list.show_fault(error)

    def _on_current(self, current: UUID | None) -> None:
        if current != self.editor.sequence_id:
            self.keeper.flush()
            self._show_current()

    def _show_current(self) -> None:
        sequence = self.list.model.sequence(self.list.view.current_id)
        if sequence is None:
            return
        another = sequence.id != self.editor.sequence_id
        unsaved = self.keeper.unsaved_of(sequence.id)
        self.editor.show_text(sequence.id, sequence.text, unsaved)
        self._title.set_text(self.editor.text.name)
        self.middle.show()
        if another:
            fault = self.keeper.fault_of(sequence.id)
            self._show_state(sequence.id, tr("Not saved") if fault else "", fault)
            self.leads.load(sequence.id)
        self._ctx.actions.refresh()

    def _on_rescued(self, gone: UUID, kept_in: UUID) -> None:
        """What was written in one that was deleted elsewhere is a new one: it is gone on with."""
        if self.editor.sequence_id in (gone, None):
            self._wanted = kept_in
        self.refresh()

    def _on_edited(self, sequence_id: UUID, text: SequenceText) -> None:
        self._title.set_text(text.name)
        self.keeper.note(sequence_id, text)

    def _on_step_deleted(self, name: str) -> None:
        """Saved at once, so that it can be taken back at once."""

        def done(changes: Changes) -> None:
            if changes.journal_id is not None:
                self._ctx.notices.did(replace(changes, said=f"Step “{name}” deleted"))

        self.keeper.flush(done)

    def _show_state(self, sequence_id: UUID, words: str, fault: str) -> None:
        if sequence_id == self.editor.sequence_id:
            self._saved.set_text(words)
            self.editor.say_fault(fault)

    def _read_templates(self) -> None:
        if not self._loaded:
            return
        service = self._ctx.services.templates

        def show(found: Sequence[Any]) -> None:
            by_name = sorted(found, key=lambda each: each.name.casefold())
            self.editor.show_templates({each.id: each.name for each in by_name})

        self._ctx.ops.run_query(self, service.list, show, key="templates")

    def _show_nothing(self) -> None:
        adds = [(_NEW, "ph.plus", True, self.create)]
        self._whole.show_passing(
            EmptyState(
                self._ctx.theme,
                "ph.path",
                tr("No sequence yet"),
                tr(
                    "A sequence leads from a first mail to an answer: mails and actions, one after "
                    "the other, until they reply."
                ),
                adds,
                foot=tr("Press [C]"),
            )
        )

    # Panes

    def _lay_out(self) -> None:
        theme = self._ctx.theme
        self.middle = QWidget()
        self.middle.setProperty("ground", "canvas")
        header = Header(self._ctx, left=20, right=12)
        self._title = ElidedLabel(theme, "", font="title")
        self._saved = ElidedLabel(theme, "", font="small", ink="text.secondary")
        self.tabs = Segmented(theme, [("steps", tr("Steps"), ""), ("leads", tr("Leads"), "")])
        self.tabs.setAccessibleName(tr("Steps or leads"))
        self.tabs.chosen.connect(self._on_tab)
        self.tabs.hide()
        trash = icon_button(theme, "ph.trash", tr("Delete sequence"))
        trash.clicked.connect(self.delete)
        header.row.addWidget(self._title, 1)
        header.row.addWidget(self._saved)
        header.row.addSpacing(8)
        header.row.addWidget(self.tabs)
        header.row.addWidget(trash)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.editor)
        column = QVBoxLayout(self.middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self._stack, 1)
        self._splitter = Splitter(theme)
        self.list.setMinimumWidth(_LIST_MIN)
        self.list.setMaximumWidth(_LIST_MAX)
        self.middle.setMinimumWidth(_STEPS_MIN)
        for at, pane in enumerate((self.list, self.middle)):
            self._splitter.addWidget(pane)
            self._splitter.setStretchFactor(at, at)
        self._put_beside()
        kept = self._ctx.state.numbers(_WIDTHS)
        self._splitter.setSizes(kept if len(kept) == 3 else [_LIST, 10_000, _LEADS])
        blank = QWidget()
        self._whole = Pages(blank, self._splitter)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._whole)

    def _connect(self) -> None:
        self.list.current_changed.connect(self._on_current)
        self.list.new_wanted.connect(self.create)
        self.list.again_wanted.connect(self.refresh)
        self.list.view.opened.connect(lambda _id: self.rename())
        self.editor.edited.connect(self._on_edited)
        self.editor.step_deleted.connect(self._on_step_deleted)
        self.editor.current_changed.connect(self._ctx.actions.refresh)
        self.keeper.state_changed.connect(self._show_state)
        self.keeper.saved.connect(self.editor.note_saved)
        self.keeper.rescued.connect(self._on_rescued)
        self.leads.current_changed.connect(lambda _id: self._ctx.actions.refresh())
        self.leads.checking.changed.connect(self._ctx.actions.refresh)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.window().width() < self._ctx.theme.now.layout.drawer_below
        if narrow != self._narrow:
            self._narrow = narrow
            self._place_leads()

    def _place_leads(self) -> None:
        """Beside the steps in a wide window, a tab of theirs in a narrow one."""
        self.tabs.setVisible(self._narrow)
        if self._narrow:
            self.leads.setMinimumWidth(0)
            self.leads.setMaximumWidth(16_777_215)
            self._stack.addWidget(self.leads)
            self._on_tab(self.tabs.value)
        else:
            self._stack.setCurrentWidget(self.editor)
            self._put_beside()
            self._splitter.setSizes([self.list.width(), 10_000, _LEADS])

    def _put_beside(self) -> None:
        self.leads.setMinimumWidth(_LEADS_MIN)
        self.leads.setMaximumWidth(_LEADS_MAX)
        self._splitter.addWidget(self.leads)
        self._splitter.setStretchFactor(2, 0)
        self.leads.setVisible(True)

    def _show_tab(self, key: str) -> None:
        if self._narrow:
            self.tabs.choose(key)

    def _on_tab(self, key: str) -> None:
        if self._narrow:
            self._stack.setCurrentWidget(self.leads if key == "leads" else self.editor)
