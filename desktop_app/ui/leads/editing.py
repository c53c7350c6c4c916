"""Saving what is typed into the fields of a lead, and keeping it where it cannot be saved."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_values import check_value
from desktop_app.domain.leads import Lead
from desktop_app.ui.leads.in_place import Choice, InPlace
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.drafts import Drafts

NEW_ADDRESS = "emails.new"
"""Stands for a further address among the keys of fields."""

_FORM = "lead_fields"


class Editing(QObject):
    """Knows the fields of the lead that is shown and sends what was typed to the services.

    What cannot be saved stays in its field with the reason below. Where the lead is not shown any
    more by then it is kept, said, and there again when the lead is; also after the program ended.

    Signals:
        stands: nothing was changed, since it stood there already in other words.
    """

    stands = Signal()

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._panel = parent
        self._drafts = Drafts(ctx.state, ctx.services.user)
        self._lead_id: UUID | None = None
        self._leaving = False
        self._editors: dict[str, InPlace | Choice] = {}
        self._titles: dict[str, str] = {}
        self._sent: dict[tuple[UUID, str], str] = {}
        self._unsaved: dict[tuple[UUID, str], tuple[str, str]] = {}
        self._take_up()

    def watch(self, key: str, title: str, editor: InPlace | Choice) -> None:
        """Save what is typed into a field; the order of calls is that of Tab."""
        self._editors[key] = editor
        self._titles[key] = title
        editor.saved.connect(lambda typed: self._save(key, typed))
        if isinstance(editor, InPlace):
            editor.passed_on.connect(lambda forward: self._pass_on(key, forward))

    def forget(self, key: str) -> None:
        """A field that is not there any more."""
        self._editors.pop(key, None)

    def turn_to(self, lead_id: UUID | None) -> None:
        """Another lead is shown from now on; what is open for the one before is saved."""
        if lead_id != self._lead_id:
            self.leave()
            self._lead_id = lead_id

    def leave(self) -> None:
        """Save all that is open; what cannot be saved is kept for the next look at the lead."""
        self._leaving = True
        for editor in tuple(self._editors.values()):
            if isinstance(editor, InPlace):
                editor.commit()
        self._leaving = False

    def remember(self) -> None:
        """The window closes: what is open is saved, and kept in case there is no time for it."""
        self.leave()
        waiting = {**self._sent, **{key: typed for key, (typed, _why) in self._unsaved.items()}}
        if waiting:
            words = {f"{lead_id} {key}": typed for (lead_id, key), typed in waiting.items()}
            self._drafts.keep(_FORM, words)

    def show_unsaved(self, lead: Lead, fields: LeadFields) -> None:
        """Open the fields of which something typed could not be saved."""
        for (lead_id, key), (typed, why) in tuple(self._unsaved.items()):
            editor = self._editors.get(key)
            if lead_id != lead.id or editor is None:
                continue
            del self._unsaved[lead_id, key]
            if not self._stands(lead, fields, key, typed):
                self._show_again(editor, typed, why or tr("This was not saved yet."))

    def _save(self, key: str, typed: str) -> None:
        lead_id = self._lead_id
        if lead_id is None:
            return
        leads = self._ctx.services.leads
        self._sent[lead_id, key] = typed
        self._editors[key].shown.show_words("" if key == NEW_ADDRESS else typed)

        def command() -> Changes:
            if key == NEW_ADDRESS:
                done: Changes = leads.add_address(lead_id, typed)
            else:
                done = leads.update(lead_id, {key: typed})
            return done

        def saved(changes: Changes) -> None:
            self._sent.pop((lead_id, key), None)
            if changes.kinds is Kind.NONE:
                self.stands.emit()

        self._ctx.ops.run_command(
            self, command, saved, lambda error: self._on_failed(lead_id, key, typed, error)
        )

    def _on_failed(self, lead_id: UUID, key: str, typed: str, error: Exception) -> None:
        self._sent.pop((lead_id, key), None)
        fault = Fault.of(error)
        if not isinstance(error, KnownError):
            self._ctx.notices.error(fault)
        why = f"{fault.title} {fault.advice}".strip()
        editor = self._editors.get(key)
        shown = lead_id == self._lead_id and self._panel.isVisible() and not self._leaving
        if shown and editor is not None:
            self._show_again(editor, typed, why)
            return
        self._unsaved[lead_id, key] = (typed, why)
        self._ctx.notices.warn(
            tr("{get} was not saved.", get=self._titles.get(key, tr("A field"))),
            tr("{why} What you typed is kept: it is there when you open the lead again.", why=why),
        )

    def _show_again(self, editor: InPlace | Choice, typed: str, why: str) -> None:
        if isinstance(editor, Choice):
            editor.say_wrong(why)
            return
        # Whoever types elsewhere by now is not to be interrupted.
        focus = self._panel.window().focusWidget()
        mine = focus is None or focus is editor.shown
        editor.show()
        editor.begin(typed, why, take_focus=mine)

    def _pass_on(self, key: str, forward: bool) -> None:
        """Tab: the next field is opened at once."""
        keys = [each for each in self._editors if each == key or self._editors[each].isVisible()]
        at = keys.index(key) + (1 if forward else -1)
        if not 0 <= at < len(keys):
            self._editors[key].shown.setFocus()
            return
        following = self._editors[keys[at]]
        if isinstance(following, InPlace):
            following.begin()
        else:
            following.shown.setFocus()

    def _stands(self, lead: Lead, fields: LeadFields, key: str, typed: str) -> bool:
        """Whether what was typed is what the lead has by now."""
        field = fields.get(key)
        try:
            if field is None:
                held = lead.metadata.get("emails")
                return typed.strip().lower() in (held if isinstance(held, list) else ())
            kept = check_value(field, typed, today=self._ctx.now().date())
        except KnownError:
            return False
        standing = (
            getattr(lead, key) if field.custom_key is None else lead.metadata.get(field.custom_key)
        )
        return (standing or None) == kept

    def _take_up(self) -> None:
        while words := self._drafts.take(_FORM):
            for name, typed in words.items():
                lead_id, _, key = name.partition(" ")
                try:
                    self._unsaved[UUID(lead_id), key] = (typed, "")
                except ValueError:
                    continue
