"""A line that finds a lead by what people call it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from desktop_app.domain.address_completion import Candidate
from desktop_app.domain.language import tr
from desktop_app.ui.composer.suggestions import Suggestions
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.fields import Field

_HINT = tr("A name, a company or an address; may stay empty.")


class LeadField(Field):
    """Leads are offered below the line while somebody types; one that was chosen stays meant as
    long as its words stand there."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx.theme, tr("Lead"), hint=_HINT, placeholder=tr("Ines Caldaro"))
        self._ctx = ctx
        self._chosen: Candidate | None = None
        self.suggestions = Suggestions(ctx.theme, self)
        self.suggestions.chosen.connect(self._on_chosen)
        self.edit.textEdited.connect(self._on_typed)
        self.edit.installEventFilter(self)

    @property
    def lead_id(self) -> UUID | None:
        """The lead that was chosen from the list; None where words were typed, or nothing."""
        return self._chosen.lead_id if self._chosen is not None else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.suggestions.hide()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event.key())
        return super().eventFilter(watched, event)

    def _on_key(self, key: int) -> bool:
        if not self.suggestions.isVisible():
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.suggestions.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.suggestions.hide()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.suggestions.take()
        elif key == Qt.Key.Key_Tab:
            self.suggestions.take()
            return False  # and on to the next field
        else:
            return False
        return True

    def _on_typed(self, typed: str) -> None:
        self._chosen = None
        wanted, addresses = typed.strip(), self._ctx.services.addresses
        if not wanted:
            self.suggestions.hide()
            self.set_hint(_HINT)
            return
        self._ctx.ops.run_query(
            self,
            lambda: addresses.complete_leads(wanted),
            lambda found: self._on_found(wanted, found),
            lambda _error: self.suggestions.hide(),
            key="complete",
        )

    def _on_found(self, wanted: str, found: Sequence[Candidate]) -> None:
        if self.edit.text().strip() != wanted or not self.edit.hasFocus():
            return
        self.suggestions.offer(found, self.edit)
        self.set_hint(_HINT if found else tr("No lead is called so."))

    def _on_chosen(self, candidate: Candidate) -> None:
        self.suggestions.hide()
        self._chosen = candidate
        self.edit.setText(candidate.title)
        self.set_hint(candidate.detail or _HINT)
        announce(self, tr("{title} chosen", title=candidate.title))
