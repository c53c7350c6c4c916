"""A request about a mailbox, followed from the asking to its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.changes import Kind
from desktop_app.domain.language import tr
from desktop_app.domain.mailbox_requests import SetupProgress
from desktop_app.ui.ops import ChangeBus, Fault, Operations
from desktop_app.ui.request_flow import RequestFlow, open_in_browser


class MailboxFlow(RequestFlow):
    """Asks the user's ``MailboxSetupService``; ``done`` carries the :class:`SetupProgress`.

    Signals:
        said: what is being done, in a few words.
    """

    said = Signal(str)

    def __init__(
        self,
        ops: Operations,
        bus: ChangeBus,
        setup: Any,
        *,
        open_url: Callable[[str], bool] = open_in_browser,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(
            ops,
            bus,
            setup,
            told_by=Kind.MAILBOXES,
            given_up=tr("This was given up."),
            open_url=open_url,
            parent=parent,
        )
        self._words = ""

    def _on_working(self, progress: SetupProgress) -> None:
        if progress.doing and progress.doing != self._words:
            self._words = progress.doing
            self.said.emit(progress.doing)

    def _end(self) -> UUID | None:
        self._words = ""
        return super()._end()

    def _fault(self, progress: SetupProgress) -> Fault:
        return Fault(progress.title, progress.advice, field=progress.field)
