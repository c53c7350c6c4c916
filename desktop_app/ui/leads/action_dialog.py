"""The dialog that adds an action to a lead, or changes one."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.actions import COMMON_TYPES, Action, Priority, type_words
from desktop_app.domain.errors import KnownError
from desktop_app.domain.typed_dates import month_comes_first
from desktop_app.domain.typed_times import read_moment, write_moment
from desktop_app.ui.leads.words import moment_in_full
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.drafts import Drafts
from desktop_app.ui.widgets.buttons import Button, Look, Segmented, Size
from desktop_app.ui.widgets.fields import Field, SubmitOnEnter
from desktop_app.ui.widgets.labels import label

_FORM = "new_action"
_DUE_HINT = "For example thu 2pm, in 3 working days, 17 June 14:30. Empty is any time."


class ActionDialog(QDialog):
    """What, when, and how pressing; stays open, with the reason at the field, if it cannot.

    Args:
        lead_id, lead: whom it is about, and what that lead is called; without one, a field asks
            for the address of a lead, which may stay empty.
        kind: the type that is chosen at first.
        action: one that is to be changed; None makes a new one.
        after: the action that is done, and which the new one follows.
    """

    def __init__(
        self,
        ctx: Context,
        parent: QWidget,
        lead_id: UUID | None,
        lead: str,
        kind: str = COMMON_TYPES[0],
        action: Action | None = None,
        after: UUID | None = None,
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._lead_id = lead_id
        self._action = action
        self._after = after
        self._drafts = Drafts(ctx.state, ctx.services.user)
        self._over = False
        themes = ctx.theme
        title = "New action" if action is None else "Change the action"
        title = "Done, and what is next?" if after is not None else title
        self.setWindowTitle(title)
        self.setModal(True)
        self.setFixedWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(label(title, "title"))
        if lead:
            column.addWidget(label(lead, "secondary", wrap=True))
        kinds = list(COMMON_TYPES)
        if action is not None and action.type not in kinds:
            kinds.append(action.type)
        self.kind = Segmented(themes, [(each, type_words(each), "") for each in kinds], tall=True)
        self.kind.choose(action.type if action is not None else kind)
        column.addWidget(self.kind)
        self.text = Field(themes, "What is to be done", placeholder="Send volume pricing")
        column.addWidget(self.text)
        self.due = Field(themes, "When", hint=_DUE_HINT, placeholder="tomorrow 9:00")
        self.due.edit.textEdited.connect(self._on_due)
        column.addWidget(self.due)
        self.lead = Field(
            themes,
            "Lead",
            hint="The address of a lead; may stay empty.",
            placeholder="ines@norvane.example",
        )
        column.addWidget(self.lead)
        self.lead.setVisible(lead_id is None and action is None and after is None)
        column.addWidget(label("Priority", "field"))
        column.insertSpacing(column.count(), -10)
        priorities = [(each.value, each.value.capitalize(), "") for each in Priority]
        self.priority = Segmented(themes, priorities, tall=True)
        self.priority.choose(action.priority if action is not None else Priority.MEDIUM)
        column.addWidget(self.priority)
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        column.addWidget(self.trouble)
        column.addLayout(self._make_buttons())
        if action is not None:
            self._fill(action)
        self._enter = SubmitOnEnter(self)
        self._enter.watch(self.text.edit, self.due.edit, self.lead.edit)
        self._enter.submitted.connect(self.submit)
        self.text.edit.setFocus()

    def take_up(self) -> None:
        """Go on with what was typed when an earlier one had to close."""
        words = self._drafts.take(_FORM)
        if words.get("lead") != str(self._lead_id):
            return
        self.text.edit.setText(words.get("text", ""))
        self.due.edit.setText(words.get("due", ""))
        if words.get("kind") in COMMON_TYPES:
            self.kind.choose(words["kind"])
        if words.get("priority") in list(Priority):
            self.priority.choose(words["priority"])

    def remember(self) -> None:
        """Put by what was typed, unless the user has closed the dialog."""
        if self._over or self._action or self._after or not (self.text.text or self.due.text):
            return
        self._drafts.keep(
            _FORM,
            {
                "lead": str(self._lead_id),
                "text": self.text.text,
                "due": self.due.text,
                "kind": self.kind.value,
                "priority": self.priority.value,
            },
        )

    def done(self, result: int) -> None:
        self._over = True
        super().done(result)

    def submit(self) -> None:
        """Add or change it, if what was typed can be one."""
        typed = self.due.text.strip()
        due = self._read_due()
        if typed and due is None:
            self.due.set_error(f"“{typed[:40]}” is no time. {_DUE_HINT}")
            self.due.edit.setFocus()
            return
        self._send(self.kind.value, due, Priority(self.priority.value), self.text.text)

    def _send(self, kind: str, due: datetime | None, priority: Priority, text: str) -> None:
        actions, lead_id, action = self._ctx.services.actions, self._lead_id, self._action
        after, address = self._after, self.lead.text.strip()
        self._add.setEnabled(False)

        def command() -> object:
            if after is not None:
                return actions.complete_with_next(after, kind, due, priority, text)
            if action is None:
                lead = actions.lead_of(address) if address and lead_id is None else lead_id
                return actions.add(kind, lead, due, priority, text)
            return actions.edit(action.id, type_=kind, due=due, priority=priority, text=text)

        self._ctx.ops.run_command(self, command, lambda _done: self.accept(), self._on_error)

    def _on_error(self, error: Exception) -> None:
        self._add.setEnabled(True)
        if isinstance(error, KnownError):
            self.trouble.setText(f"{error.title} {error.advice}".strip())
            self.trouble.show()
        else:
            self._ctx.notices.error(Fault.of(error))

    def _read_due(self) -> datetime | None:
        if (
            self._action is not None
            and self._action.due is not None
            and (self.due.text.strip() == self._due_words(self._action.due))
        ):
            return self._action.due
        zone = self._ctx.services.user.timezone
        found = read_moment(self.due.text, self._ctx.now(), month_first=month_comes_first(zone))
        return found.astimezone(UTC) if found is not None else None

    def _on_due(self, typed: str) -> None:
        """Say how what is being typed is understood."""
        due = self._read_due()
        self.due.set_hint(
            moment_in_full(self._ctx.local(due)) if typed.strip() and due else _DUE_HINT
        )

    def _fill(self, action: Action) -> None:
        self.text.edit.setText(" ".join(action.text.split()))
        if action.due is not None:
            self.due.edit.setText(self._due_words(action.due))
            self._on_due(self.due.text)

    def _due_words(self, due: datetime) -> str:
        return write_moment(self._ctx.local(due), self._ctx.now())

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        cancel = Button(self._ctx.theme, "Cancel", size=Size.FIELD)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        words = "Add action" if self._action is None else "Save"
        self._add = Button(self._ctx.theme, words, look=Look.PRIMARY, size=Size.FIELD, key="Enter")
        self._add.clicked.connect(self.submit)
        row.addWidget(self._add)
        return row


def ask_action(
    ctx: Context,
    parent: QWidget,
    lead_id: UUID | None,
    lead: str,
    kind: str = COMMON_TYPES[0],
    action: Action | None = None,
    after: UUID | None = None,
) -> ActionDialog:
    """Open the dialog over the window."""
    dialog = ActionDialog(ctx, parent, lead_id, lead, kind, action, after)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if action is None and after is None:
        dialog.take_up()
    dialog.open()
    return dialog
