"""Asks in the background what is to be said about a text, again and again while it changes."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.leads import LeadQuery
from desktop_app.domain.templates import Lacking, TemplateText
from desktop_app.ui.shell.context import Context
from desktop_app.ui.templates.looking import Seen, look
from desktop_app.ui.templates.written import Written
from desktop_app.ui.timers import single_shot

_LOOK = 120  # ms without typing before a text is looked at
_COUNT = 600  # ms before all leads are asked about it


class Inquiry(QObject):
    """What is found out about an older text than the one that stands there is dropped.

    Args:
        asked: the text as it is to be looked at, and whom for; None while there is none.

    Signals:
        seen: a :class:`Seen` of the text as it stands.
        counted: a :class:`Lacking` of the same.
        failed: the exception for which nothing is known.
    """

    seen = Signal(object)
    counted = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        ctx: Context,
        asked: Callable[[], tuple[Written, UUID | None] | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._asked = asked
        self._stamp = 0
        self._counted: TemplateText | None = None
        self._soon = single_shot(self, _LOOK, self.look)
        self._count_soon = single_shot(self, _COUNT, self._count)

    @property
    def is_waiting(self) -> bool:
        """Whether a text that changed is still to be looked at."""
        return self._soon.isActive()

    def changed(self) -> None:
        """Another text stands there; it is looked at when the typing rests."""
        self._stamp += 1
        self._soon.start()

    def finished(self) -> None:
        """The same text, in which nothing is being typed any more."""
        self._soon.start()

    def begin(self) -> None:
        """Another template, or none: look at once."""
        self._stamp += 1
        self.ask_anew()

    def ask_anew(self) -> None:
        """Leads or fields are others now: everything is asked again."""
        self._counted = None
        self._soon.stop()
        self.look()

    def look(self) -> None:
        """Look at the text as it stands."""
        asked, services, stamp = self._asked(), self._ctx.services, self._stamp
        if asked is None:
            return
        self._ctx.ops.run_query(
            self, lambda: look(services, *asked, stamp), self.take, self.failed.emit, key="look"
        )

    def take(self, seen: Seen) -> None:
        """What was found out, unless it is about an older text."""
        if seen.stamp != self._stamp:
            return
        self.seen.emit(seen)
        if seen.text != self._counted:
            self._counted = seen.text
            self._count_soon.start()

    def _count(self) -> None:
        """How many of all leads it would fail for."""
        text, templates = self._counted, self._ctx.services.templates
        if text is None:
            return

        def found(lacking: Lacking) -> None:
            if text == self._counted:
                self.counted.emit(lacking)

        self._ctx.ops.run_query(
            self,
            lambda: templates.lacking(text, LeadQuery()),
            found,
            lambda _error: None,
            key="lacking",
        )
