"""The middle pane: the name of a sequence, and its steps in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.actions import COMMON_TYPES
from desktop_app.domain.language import tr
from desktop_app.domain.sequences import SequenceText, Step, checked
from desktop_app.ui.sequences.step_card import StepCard
from desktop_app.ui.sequences.step_form import StepForm
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.mirror import popup_below
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.fields import Field
from desktop_app.ui.widgets.labels import label
from desktop_app.ui.widgets.scroll import scrolling


class SequenceEditor(QWidget):
    """Edits one sequence.

    Signals:
        edited: the id, and the :class:`SequenceText` that it is now.
        step_deleted: the name of a step that was taken out; ``edited`` came before.
        current_changed: another step is the current one, or none.
    """

    edited = Signal(object, object)
    step_deleted = Signal(str)
    current_changed = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self.sequence_id: UUID | None = None
        self.text = SequenceText("")
        self._stored = self.text  # as the database has it, as far as is known here
        self._templates: Mapping[UUID, str] | None = None
        self._cards: list[StepCard] = []
        self._current = -1
        self.setProperty("ground", "canvas")
        self._build()

    # What is shown

    def show_text(
        self, sequence_id: UUID, stored: SequenceText, unsaved: SequenceText | None = None
    ) -> None:
        """Show a sequence; where it is shown already, only what somebody else changed.

        Args:
            unsaved: what was written here and is not saved: that is shown instead.
        """
        same = sequence_id == self.sequence_id
        if same and (unsaved is not None or stored == self._stored):
            return
        was = self.text.steps[self._current].id if same and self.has_step else None
        self.sequence_id, self._stored = sequence_id, stored
        self.text = unsaved or stored
        if self.name.text != self.text.name:
            self.name.edit.setText(self.text.name)
        ids = [step.id for step in self.text.steps]
        self._lay_steps(ids.index(was) if was in ids else -1)

    def clear(self) -> None:
        """There is no sequence."""
        self.sequence_id, self.text, self._stored = None, SequenceText(""), SequenceText("")
        self._lay_steps(-1)

    def note_saved(self, sequence_id: UUID, text: SequenceText) -> None:
        """What was written is in the database now."""
        if sequence_id == self.sequence_id:
            self._stored = checked(text)

    def show_templates(self, templates: Mapping[UUID, str]) -> None:
        """The templates there are: names by id."""
        self._templates = dict(templates)
        self.form.show_templates(self._templates)
        self._say_steps()

    def say_fault(self, words: str) -> None:
        """Say why it cannot be saved; "" for nothing."""
        if words != self._trouble.text():
            self._trouble.setText(words)
            self._trouble.setVisible(bool(words))
            announce(self._trouble, words)

    @property
    def fault(self) -> str:
        return self._trouble.text()

    @property
    def has_step(self) -> bool:
        """Whether there is a current step."""
        return 0 <= self._current < len(self.text.steps)

    @property
    def current(self) -> int:
        """Which step is the current one, from 0; -1 for none."""
        return self._current

    @property
    def cards(self) -> tuple[StepCard, ...]:
        return tuple(self._cards)

    def focus_name(self) -> None:
        self.name.edit.setFocus()
        self.name.edit.selectAll()

    # What is done

    def open_step(self, number: int) -> None:
        """Make a step the current one; again: fold it."""
        wanted = -1 if number == self._current else number
        self._put_form(wanted)
        if self.has_step:
            self.form.name.edit.setFocus()
            # The form has its place once the column was laid out.
            QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.form))

    def can_move(self, by: int) -> bool:
        return self.has_step and 0 <= self._current + by < len(self.text.steps)

    def move_step(self, by: int) -> None:
        """The current step changes places with the one above (-1) or below (+1)."""
        if not self.can_move(by):
            return
        steps, here = list(self.text.steps), self._current
        steps[here], steps[here + by] = steps[here + by], steps[here]
        focused = self.window().focusWidget()
        self._put_steps(steps, here + by)
        if focused is not None and self.form.isAncestorOf(focused) and focused.isEnabled():
            focused.setFocus()  # the form went along, which took the keyboard from it

    def delete_step(self) -> None:
        """Take the current step out."""
        if not self.has_step:
            return
        steps = list(self.text.steps)
        gone = steps.pop(self._current)
        self._put_steps(steps, -1)
        self.step_deleted.emit(gone.name)

    def add_mail(self) -> None:
        """Ask for a template; its mail is the last step."""
        if self.sequence_id is None:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setAccessibleName(tr("Templates"))
        for each, name in (self._templates or {}).items():
            menu.addAction(
                name.replace("&", "&&"), lambda each=each, name=name: self.add_mail_of(each, name)
            )
        if not self._templates:
            menu.addAction(tr("There is no template yet")).setEnabled(False)
        popup_below(menu, self.mail_button)

    def add_mail_of(self, template_id: UUID, name: str) -> None:
        """A mail from a template is the last step."""
        self._add(Step(name, template_id=template_id))

    def add_action(self) -> None:
        """An action is the last step."""
        if self.sequence_id is not None:
            self._add(Step(tr("Follow up"), action_type=COMMON_TYPES[0]))

    # Inside

    def _add(self, step: Step) -> None:
        steps = [*self.text.steps, replace(step, delay=3 if self.text.steps else 0)]
        self._put_steps(steps, len(steps) - 1)
        self.form.name.edit.setFocus()
        self.form.name.edit.selectAll()
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.add_action_button))

    def _put_steps(self, steps: list[Step], current: int) -> None:
        self.text = replace(self.text, steps=tuple(steps))
        self._lay_steps(current)
        self._tell()

    def _on_name(self, name: str) -> None:
        self.text = replace(self.text, name=name)
        self._tell()

    def _on_step(self, step: Step) -> None:
        steps, here = list(self.text.steps), self._current
        steps[here] = step
        self.text = replace(self.text, steps=tuple(steps))
        self._cards[here].show_step(step, here + 1, self._templates)
        self._tell()

    def _tell(self) -> None:
        if self.sequence_id is not None:
            self.edited.emit(self.sequence_id, self.text)

    def _lay_steps(self, current: int) -> None:
        """As many cards as there are steps; those that stand are used again."""
        self._put_form(-1, quietly=True)
        while len(self._cards) > len(self.text.steps):
            card = self._cards.pop()
            self._steps.removeWidget(card)
            card.hide()
            card.deleteLater()
        while len(self._cards) < len(self.text.steps):
            card = StepCard(self._ctx.theme, self._content)
            card.pressed.connect(lambda card=card: self.open_step(self._cards.index(card)))
            self._cards.append(card)
            self._steps.addWidget(card)
        self._say_steps()
        self._nothing.setVisible(not self._cards)
        self._put_form(current)

    def _say_steps(self) -> None:
        for number, (card, step) in enumerate(zip(self._cards, self.text.steps, strict=True), 1):
            card.show_step(step, number, self._templates)

    def _put_form(self, current: int, *, quietly: bool = False) -> None:
        if 0 <= self._current < len(self._cards):
            self._cards[self._current].set_open(False)
            self._steps.removeWidget(self.form)
            self.form.hide()
        self._current = current
        if self.has_step:
            steps = self.text.steps
            self.form.show_templates(self._templates)
            self.form.show_step(steps[current], number=current + 1, of=len(steps))
            self._cards[current].set_open(True)
            # Beside the card, not in it: with another parent all of it would be styled anew.
            self._steps.insertWidget(current + 1, self.form)
            self.form.show()
        if not quietly:
            self.current_changed.emit()

    def _build(self) -> None:
        themes = self._ctx.theme
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(8)
        self._trouble = label("", "error", wrap=True)
        self._trouble.setContentsMargins(20, 10, 20, 0)
        self._trouble.hide()
        self.name = Field(themes, tr("Name"))
        self.name.edit.textEdited.connect(self._on_name)
        column.addWidget(self.name)
        column.addSpacing(6)
        column.addWidget(label(tr("Steps"), "field"))
        self._nothing = label(
            tr("No step yet. A sequence begins with a mail or an action."), "secondary", wrap=True
        )
        column.addWidget(self._nothing)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(0)  # the cards have their gap in them
        column.addLayout(self._steps)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.mail_button = Button(
            themes, tr("Add mail"), icon="ph.envelope-simple", trailing_icon="ph.caret-down",
            name=tr("Add a mail step"),
        )  # fmt: skip
        self.mail_button.clicked.connect(self.add_mail)
        row.addWidget(self.mail_button)
        self.add_action_button = Button(
            themes, tr("Add action"), icon="ph.check-square", name=tr("Add an action step")
        )
        self.add_action_button.clicked.connect(self.add_action)
        row.addWidget(self.add_action_button)
        row.addStretch()
        column.addSpacing(4)
        column.addLayout(row)
        column.addStretch()
        self.form = StepForm(themes, self._content)
        self.form.changed.connect(self._on_step)
        self.form.move_wanted.connect(self.move_step)
        self.form.delete_wanted.connect(self.delete_step)
        self._area: QScrollArea = scrolling(self._content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._trouble)
        outer.addWidget(self._area, 1)
