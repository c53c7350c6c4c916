"""Where mail that could not be saved waits: files of this computer, by person."""

from __future__ import annotations

import logging
from uuid import UUID

from PySide6.QtCore import QObject

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.drafting import Unsaved, unsaved_of, unsaved_text
from desktop_app.domain.errors import KnownError
from desktop_app.ui.shell.context import Context
from desktop_app.ui.timers import single_shot

log = logging.getLogger(__name__)

_AGAIN = 5_000  # ms


class Shelf:
    """What one person wrote and no revision has yet. From any thread but the window's."""

    def __init__(self, ctx: Context) -> None:
        self._precious = ctx.state.precious
        self._mine = f"mail.{ctx.services.user.id}."  # a UUID: fit for the name of a file

    def put(self, unsaved: Unsaved) -> None:
        """Keep it until it is dropped; a disk that takes nothing is only noted: whoever calls has
        the words still."""
        try:
            self._precious.put(self._name(unsaved.start.id), unsaved_text(unsaved))
        except OSError:
            log.exception("mail that is not saved could not be put by either")

    def drop(self, start_id: UUID) -> None:
        """It is saved."""
        self._precious.drop(self._name(start_id))

    def all(self) -> list[Unsaved]:
        """What is here, from this run of the program or an earlier one."""
        found = []
        for name, text in self._precious.all(self._mine).items():
            try:
                found.append(unsaved_of(text))
            except ValueError:
                log.warning("what was put by as %s is no mail", name)
        return found

    def _name(self, start_id: UUID) -> str:
        return f"{self._mine}{start_id}"


class TakingUp(QObject):
    """Saves what an earlier run of the program could not, as soon as that can be done."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx.notices)
        self._ctx = ctx
        self._shelf = Shelf(ctx)
        self._waiting: list[Unsaved] | None = None  # what composers put by later is theirs
        self._retry = single_shot(self, _AGAIN, self.begin)

    def begin(self) -> None:
        """Look for it, and save it."""
        shelf, services, waiting = self._shelf, self._ctx.services, self._waiting

        def take_up() -> tuple[int, list[Unsaved], Exception | None]:
            found = shelf.all() if waiting is None else waiting
            left, why = [], None
            for unsaved in found:
                try:
                    services.drafts.take_up(unsaved)
                    shelf.drop(unsaved.start.id)
                except Exception as error:
                    left.append(unsaved)
                    why = error
            return len(found) - len(left), left, why

        self._ctx.ops.run_keeping(self, take_up, self._on_tried, self._ctx.notices.error)

    def _on_tried(self, tried: tuple[int, list[Unsaved], Exception | None]) -> None:
        count, self._waiting, why = tried
        if count:
            self._ctx.bus.tell(Changes(Kind.DRAFTS))
            self._ctx.notices.say("What was not saved when Outpost ended is in your drafts")
        if why is None:
            return
        if isinstance(why, KnownError) and why.retryable:
            self._retry.start()
        else:
            log.error("mail that was put by cannot be saved", exc_info=why)
