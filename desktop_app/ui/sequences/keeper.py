"""Keeps sequences safe while somebody edits them: a second after the last change they are saved.

What cannot be saved is held, with the reason, until it can: it is shown again when one comes back
to its sequence, and a fault that passes is tried again by itself. The very work that failed puts
it by on this computer (:mod:`.shelf`), from where the next run of the program takes it up.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import clocked, tr
from desktop_app.domain.sequences import SequenceText
from desktop_app.ui.ops import Fault
from desktop_app.ui.sequences.shelf import Unsaved, renewed, save, sequence_shelf
from desktop_app.ui.shell.context import Context
from desktop_app.ui.timers import single_shot

_PAUSE = 1_000  # ms after the last change
_AGAIN = 2_000  # ms until what could not be saved for a passing reason is tried again


@dataclass(slots=True)
class _Unsaved:
    text: SequenceText
    fault: str = ""


class SequenceKeeper(QObject):
    """Saves what is edited.

    Signals:
        state_changed: of a sequence, how it stands in words, and what is wrong ("" for nothing).
        saved: of a sequence, the text that is saved.
        rescued: a sequence was deleted elsewhere; its words are in another one now (both ids).
    """

    state_changed = Signal(object, str, str)
    saved = Signal(object, object)
    rescued = Signal(object, object)

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._work = _Saving(ctx)
        self._unsaved: dict[UUID, _Unsaved] = {}
        self._rescued: set[UUID] = set()
        self.saves = 0  # whoever read before the last one has read what is old
        self._soon = single_shot(self, _PAUSE, self.flush)
        self._retry = single_shot(self, _AGAIN, self.flush)

    def note(self, sequence_id: UUID, text: SequenceText) -> None:
        """Something was edited: all that the sequence is now."""
        self._unsaved[sequence_id] = _Unsaved(text)
        self._soon.start()

    def unsaved_of(self, sequence_id: UUID) -> SequenceText | None:
        """What of a sequence is not saved yet."""
        held = self._unsaved.get(sequence_id)
        return held.text if held is not None else None

    def fault_of(self, sequence_id: UUID) -> str:
        """Why it could not be saved; "" where nothing is wrong."""
        held = self._unsaved.get(sequence_id)
        return held.fault if held is not None else ""

    def flush(self, then: Callable[[Changes], None] | None = None) -> None:
        """Save now what is not saved.

        Args:
            then: given what became of each that is saved.
        """
        self._soon.stop()
        self._retry.stop()
        for sequence_id, held in list(self._unsaved.items()):
            self._save(sequence_id, held, then)

    def forget(self, sequence_id: UUID) -> None:
        """It is to be deleted: what waited for it is saved no more."""
        self._unsaved.pop(sequence_id, None)
        work = self._work
        self._ctx.ops.run_keeping(
            self, lambda: work.drop(sequence_id), lambda _none: None, self._ctx.notices.error
        )

    def _save(
        self, sequence_id: UUID, held: _Unsaved, then: Callable[[Changes], None] | None
    ) -> None:
        work, text, ticket = self._work, held.text, self._work.ticket()

        def done(kept: tuple[UUID, Changes]) -> None:
            kept_in, changes = kept
            self.saves += 1
            if kept_in != sequence_id:
                self._move(sequence_id, kept_in)
            if self._unsaved.get(sequence_id) is held:
                del self._unsaved[sequence_id]
                # First: whoever reads it anew knows then that these are its own words.
                self.saved.emit(sequence_id, text)
                self.state_changed.emit(
                    sequence_id, tr("Saved {now}", now=clocked(self._ctx.now())), ""
                )
            self._ctx.bus.tell(changes)
            if then is not None:
                then(changes)

        self._ctx.ops.run_keeping(
            self,
            lambda: work.save(sequence_id, text, ticket),
            done,
            lambda error: self._on_failed(sequence_id, held, error),
        )

    def _move(self, gone: UUID, kept_in: UUID) -> None:
        """A sequence was deleted elsewhere while somebody wrote here."""
        if gone in self._rescued:
            return
        self._rescued.add(gone)
        self.rescued.emit(gone, kept_in)
        self._ctx.notices.say(tr("The sequence was deleted elsewhere: your words are a new one"))

    def _on_failed(self, sequence_id: UUID, held: _Unsaved, error: Exception) -> None:
        if self._unsaved.get(sequence_id) is not held:
            return  # something newer is on its way, or it is to be deleted
        fault = Fault.of(error)
        held.fault = f"{fault.title} {fault.advice}".strip()
        self.state_changed.emit(sequence_id, tr("Not saved"), held.fault)
        if not isinstance(error, KnownError):
            self._ctx.notices.error(fault)
        elif error.retryable:
            self._retry.start()


class _Saving:
    """What a keeper does in the background. Of two saves of a sequence, the one that was asked
    for first never comes behind the other."""

    def __init__(self, ctx: Context) -> None:
        self._sequences = ctx.services.sequences
        self._shelf = sequence_shelf(ctx)
        self._shelved: set[UUID] = set()
        self._anew: dict[UUID, UUID] = {}  # ids of the steps of those that were rescued
        self._moved: dict[UUID, UUID] = {}  # where the words of a sequence that is gone are
        self._one_at_a_time = threading.Lock()
        self._asked = 0
        self._done: dict[UUID, int] = {}

    def ticket(self) -> int:
        self._asked += 1
        return self._asked

    def save(self, sequence_id: UUID, text: SequenceText, ticket: int) -> tuple[UUID, Changes]:
        with self._one_at_a_time:
            kept_in = self._moved.get(sequence_id, sequence_id)
            if ticket < self._done.get(sequence_id, 0):
                return kept_in, Changes()
            try:
                # One that was rescued has steps of its own; newer words may name the old ones.
                words = renewed(text, self._anew) if kept_in != sequence_id else text
                kept_in, changes = save(self._sequences, Unsaved(kept_in, words), self._anew)
            except Exception:
                self._shelf.put(Unsaved(sequence_id, text))
                self._shelved.add(sequence_id)
                raise
            self._done[sequence_id] = ticket
            if kept_in != sequence_id:
                self._moved[sequence_id] = kept_in
            self._drop(sequence_id)
            return kept_in, changes

    def drop(self, sequence_id: UUID) -> None:
        with self._one_at_a_time:
            self._drop(sequence_id)

    def _drop(self, sequence_id: UUID) -> None:
        if sequence_id in self._shelved:
            self._shelf.drop(sequence_id)
            self._shelved.discard(sequence_id)
