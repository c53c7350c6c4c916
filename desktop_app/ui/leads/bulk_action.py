"""The dialog that plans an action with each of many leads."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.actions import Priority, check_text, check_type
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.lead_changes import AddAction
from desktop_app.ui.leads.action_dialog import ActionDialog
from desktop_app.ui.leads.words import leads_words
from desktop_app.ui.shell.context import Context

_NOBODY = UUID(int=0)


class BulkActionDialog(ActionDialog):
    """The same questions as for one lead.

    Signals:
        decided: the :class:`AddAction`.

    Args:
        count: how many leads are chosen.
    """

    decided = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget, count: int) -> None:
        super().__init__(
            ctx,
            parent,
            _NOBODY,
            tr("With each of {leads_words}, as one step", leads_words=leads_words(count)),
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def _send(self, kind: str, due: datetime | None, priority: Priority, text: str) -> None:
        try:
            change = AddAction(check_type(kind), due, priority.value, check_text(text))
        except KnownError as error:
            self._on_error(error)
            return
        self.decided.emit(change)
        self.accept()
