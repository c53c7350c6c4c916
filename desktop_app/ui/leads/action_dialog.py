"""The dialog that adds an action to a lead, or changes one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import Enum
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.actions import COMMON_TYPES, Action, Priority, type_words
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.typed_times import write_moment
from desktop_app.ui.leads.lead_field import LeadField
from desktop_app.ui.leads.words import moment_briefly
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.drafts import Drafts
from desktop_app.ui.widgets.buttons import Button, Look, Segmented, Size
from desktop_app.ui.widgets.fields import Field, SubmitOnEnter
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import label

_FORM = "new_action"
_DUE_HINT = tr("For example thu 2pm, in 3 working days, 17 June 14:30. Empty is any time.")


class _Wrong(Enum):
    DUE = "due"
    LEAD = "lead"


class _Misread(KnownError):
    """What one of the fields says cannot be understood."""

    def __init__(self, at: _Wrong, why: KnownError) -> None:
        super().__init__(why.title, why.advice)
        self.at = at


@contextmanager
def _at_field(at: _Wrong) -> Iterator[None]:
    """A fault in here is the fault of one field, unless the database is away."""
    try:
        yield
    except KnownError as error:
        if error.retryable:
            raise
        raise _Misread(at, error) from error


class ActionDialog(Dialog):
    """What, when, and how pressing; stays open, with the reason at the field, if it cannot.

    Args:
        lead_id, lead: whom it is about, and what that lead is called; without one, a field finds
            a lead by its name, company or address, and may stay empty.
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
        title = tr("New action") if action is None else tr("Change the action")
        title = tr("Done, and what is next?") if after is not None else title
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
        self.text = Field(themes, tr("What is to be done"), placeholder=tr("Send volume pricing"))
        column.addWidget(self.text)
        self.due = Field(themes, tr("When"), hint=_DUE_HINT, placeholder=tr("tomorrow 9:00"))
        self.due.edit.textEdited.connect(self._on_due)
        column.addWidget(self.due)
        self.lead = LeadField(ctx)
        column.addWidget(self.lead)
        self.lead.setVisible(lead_id is None and action is None and after is None)
        column.addWidget(label(tr("Priority"), "field"))
        column.insertSpacing(column.count(), -10)
        priorities = [(each.value, each.words, "") for each in Priority]
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
        # What filters last is asked first: Enter takes the lead that is offered, then it submits.
        self.lead.edit.installEventFilter(self.lead)
        self._enter.submitted.connect(self.submit)
        self.text.edit.setFocus()

    def take_up(self) -> None:
        """Go on with what was typed when an earlier one had to close."""
        words = self._drafts.take(_FORM)
        if words.get("lead") != str(self._lead_id):
            return
        self.text.edit.setText(words.get("text", ""))
        self.due.edit.setText(words.get("due", ""))
        self._on_due(self.due.text)
        self.lead.edit.setText(words.get("whom", ""))
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
                "whom": self.lead.text,
                "kind": self.kind.value,
                "priority": self.priority.value,
            },
        )

    def done(self, result: int) -> None:
        self._over = True
        super().done(result)

    def submit(self) -> None:
        """Add or change it, if what was typed can be one."""
        if not self._add.isEnabled():
            return
        self._add.setEnabled(False)
        self._ctx.ops.run_command(
            self, self._command(), lambda _done: self.accept(), self._on_error
        )

    def _command(self) -> Callable[[], object]:
        """What was typed, as a command: reading it is the background's work as well."""
        services, actions = self._ctx.services, self._ctx.services.actions
        action, after, lead_id = self._action, self._after, self._lead_id or self.lead.lead_id
        kind, priority, text = self.kind.value, Priority(self.priority.value), self.text.text
        read_due, whom = self._due_reader(), self.lead.text.strip()

        def command() -> object:
            with _at_field(_Wrong.DUE):
                due = read_due()
            if after is not None:
                return actions.complete_with_next(after, kind, due, priority, text)
            if action is not None:
                return actions.edit(action.id, type_=kind, due=due, priority=priority, text=text)
            with _at_field(_Wrong.LEAD):
                lead = services.addresses.lead_meant(whom) if whom and not lead_id else lead_id
            return actions.add(kind, lead, due, priority, text)

        return command

    def _on_error(self, error: Exception) -> None:
        self._add.setEnabled(True)
        if isinstance(error, _Misread):
            field = self.due if error.at is _Wrong.DUE else self.lead
            field.set_error(str(error))
            field.edit.setFocus()
        elif isinstance(error, KnownError):
            self.trouble.setText(f"{error.title} {error.advice}".strip())
            self.trouble.show()
        else:
            self._ctx.notices.error(Fault.of(error))

    def _due_reader(self) -> Callable[[], datetime | None]:
        """Reads what is typed now; one that was not touched stays as it is, to the second."""
        typed, action, actions = self.due.text, self._action, self._ctx.services.actions
        if action is not None and action.due and typed.strip() == self._due_words(action.due):
            kept = action.due
            return lambda: kept
        return lambda: actions.read_due(typed)

    def _on_due(self, typed: str) -> None:
        """Say how what is being typed is understood."""

        def show(due: datetime | None) -> None:
            if self.due.text != typed:
                return
            now = self._ctx.now()
            self.due.set_hint(moment_briefly(self._ctx.local(due), now) if due else _DUE_HINT)

        self._ctx.ops.run_query(
            self, self._due_reader(), show, lambda _no_time_yet: show(None), key="due"
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
        cancel = Button(self._ctx.theme, tr("Cancel"), size=Size.FIELD)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        words = tr("Add action") if self._action is None else tr("Save")
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
