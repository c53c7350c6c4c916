"""Keeps templates safe while somebody types: a second after the last change they are saved.

What cannot be saved is put by on this computer (:mod:`.shelf`) by the very work that failed, and
tried again for as long as the window is open; when the program ends it is put by first, and then
saved. Words that wait are those of any number of templates: one can go on to the next while the
database is away.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import clocked, tr
from desktop_app.ui.shell.context import Context
from desktop_app.ui.templates.shelf import save, template_shelf
from desktop_app.ui.templates.written import Unsaved
from desktop_app.ui.timers import single_shot

log = logging.getLogger(__name__)

_PAUSE = 1_000  # ms after the last change
_LONGEST = 4.0  # seconds that are at risk at most while somebody never pauses
_AGAIN = 2_000  # ms until what could not be saved is tried again
_MUCH_LATER = 30_000  # ms, where trying again is only a hope

Then = Callable[[], None]


@dataclass(slots=True)
class _Waiting:
    """One template's words on their way."""

    unsaved: Unsaved
    is_running: bool = False
    then: list[Then] = field(default_factory=list)


class TemplateKeeper(QObject):
    """Saves what is written in templates.

    Signals:
        state_changed: of a template, how it stands in words, and whether something is wrong.
        saved: of a template, its :class:`Unsaved` that is saved.
        rescued: a template was gone; its words are in another one now (both ids).
    """

    state_changed = Signal(object, str, bool)
    saved = Signal(object)
    rescued = Signal(object, object)

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._work = _Keeping(ctx)
        self._waiting: dict[UUID, _Waiting] = {}
        self._first = 0.0  # when the oldest of them was noted
        self._soon = single_shot(self, _PAUSE, self.flush)
        self._retry = single_shot(self, _AGAIN, self.flush)

    def note(self, unsaved: Unsaved) -> None:
        """Something was written: all that stands in the template now."""
        held = self._waiting.get(unsaved.template_id)
        if held is None:
            if not self._waiting:
                self._first = time.monotonic()
            self._waiting[unsaved.template_id] = _Waiting(unsaved)
        else:
            held.unsaved = unsaved
        if not self._soon.isActive() or time.monotonic() - self._first < _LONGEST:
            self._soon.start()

    def unsaved_of(self, template_id: UUID) -> Unsaved | None:
        """What of a template is not saved yet."""
        held = self._waiting.get(template_id)
        return held.unsaved if held is not None else None

    def flush(self, template_id: UUID | None = None, then: Then | None = None) -> None:
        """Save now what is not saved.

        Args:
            then: called when all of ``template_id`` is saved, also where it was already; never
                where that is impossible, which is told.
        """
        self._soon.stop()
        self._first = time.monotonic()
        if then is not None:
            held = self._waiting.get(template_id) if template_id is not None else None
            if held is None:
                then()
            else:
                held.then.append(then)
        for each in list(self._waiting.values()):
            if not each.is_running:
                self._save(each)

    def forget(self, template_id: UUID) -> None:
        """It is deleted: what waited for it is saved no more."""
        self._waiting.pop(template_id, None)
        work = self._work
        self._ctx.ops.run_keeping(
            self, lambda: work.drop(template_id), lambda _none: None, self._ctx.notices.error
        )

    def put_by(self) -> None:
        """The program ends, or its person signs out: put what is not saved by on this computer,
        then try to save it; in the background, which the end waits for."""
        self._soon.stop()
        self._retry.stop()
        work = self._work
        for each in self._waiting.values():
            unsaved, ticket = each.unsaved, work.ticket()
            self._ctx.ops.run_keeping(
                self,
                lambda unsaved=unsaved, ticket=ticket: work.put_by(unsaved, ticket),
                lambda _none: None,
                self._ctx.notices.error,
            )
        if self._waiting:
            self._retry.start(_MUCH_LATER)  # where the end does not come after all

    def _save(self, held: _Waiting) -> None:
        unsaved, work, ticket = held.unsaved, self._work, self._work.ticket()
        held.is_running = True
        self._ctx.ops.run_keeping(
            self,
            lambda: work.save(unsaved, ticket),
            lambda done: self._on_saved(held, unsaved, *done),
            lambda error: self._on_failed(held, error),
        )

    def _on_saved(self, held: _Waiting, unsaved: Unsaved, kept_in: UUID, changes: Changes) -> None:
        held.is_running = False
        template_id = unsaved.template_id
        is_last = held.unsaved == unsaved
        if is_last and self._waiting.get(template_id) is held:
            del self._waiting[template_id]
        if kept_in != template_id:
            self._waiting.pop(template_id, None)
            if not is_last:  # more was written into what is another template now
                moved = Unsaved(kept_in, unsaved.sitting, held.unsaved.written)
                self._waiting[kept_in] = _Waiting(moved)
                self._soon.start()
            self.rescued.emit(template_id, kept_in)
            self._ctx.notices.say(
                tr("The template was deleted elsewhere: your words are a new one")
            )
        self.saved.emit(unsaved)  # first: whoever reads it anew knows then whose words these are
        self._ctx.bus.tell(changes)
        if is_last:
            at = clocked(self._ctx.now())
            self.state_changed.emit(kept_in, tr("Saved {at}", at=at), False)
            then, held.then = held.then, []
            for each in then:
                each()
        elif not self._soon.isActive():
            if held.then:
                self.flush()
            else:
                self._soon.start()

    def _on_failed(self, held: _Waiting, error: Exception) -> None:
        held.is_running = False
        template_id = held.unsaved.template_id
        if self._waiting.get(template_id) is not held:
            return
        passing = isinstance(error, KnownError) and error.retryable
        self.state_changed.emit(template_id, tr("Not saved"), True)
        if not passing and not self._retry.isActive():
            self._ctx.notices.error(error)
        if not passing:
            held.then.clear()
        self._retry.start(_AGAIN if passing else _MUCH_LATER)


class _Keeping:
    """What a keeper does in the background. Of two saves of a template that were asked for after
    each other, the first never comes behind the second."""

    def __init__(self, ctx: Context) -> None:
        self._templates = ctx.services.templates
        self._shelf = template_shelf(ctx)
        self._one_at_a_time = threading.Lock()
        self._asked = 0
        self._done: dict[UUID, int] = {}
        self._moved: dict[UUID, UUID] = {}  # where the words of a template that is gone are
        self._shelved: set[UUID] = set()

    def ticket(self) -> int:
        self._asked += 1
        return self._asked

    def save(self, unsaved: Unsaved, ticket: int) -> tuple[UUID, Changes]:
        with self._one_at_a_time:
            asked = unsaved.template_id
            if ticket < self._done.get(asked, 0):
                return self._moved.get(asked, asked), Changes()
            try:
                kept_in, changes = save(self._templates, self._where(unsaved))
            except Exception:
                self._put(unsaved)
                raise
            self._done[asked] = ticket
            if kept_in != asked:
                self._moved[asked] = kept_in
            self._drop(asked)
            return kept_in, changes

    def put_by(self, unsaved: Unsaved, ticket: int) -> None:
        with self._one_at_a_time:
            asked = unsaved.template_id
            if ticket < self._done.get(asked, 0):
                return
            self._put(unsaved)
            try:
                save(self._templates, self._where(unsaved))
            except KnownError as error:
                log.warning("a template is put by: %s", error)
                return
            self._done[asked] = ticket
            self._drop(asked)

    def drop(self, template_id: UUID) -> None:
        with self._one_at_a_time:
            self._drop(template_id)

    def _where(self, unsaved: Unsaved) -> Unsaved:
        moved = self._moved.get(unsaved.template_id)
        if moved is None:
            return unsaved
        return Unsaved(moved, unsaved.sitting, unsaved.written)

    def _put(self, unsaved: Unsaved) -> None:
        self._shelf.put(unsaved)
        self._shelved.add(unsaved.template_id)

    def _drop(self, template_id: UUID) -> None:
        if template_id in self._shelved:
            self._shelf.drop(template_id)
            self._shelved.discard(template_id)
