"""Where words that could not be saved wait, and how they get back: files of this computer, by
person."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.ui.shell.context import Context
from desktop_app.ui.timers import single_shot

log = logging.getLogger(__name__)

_AGAIN = 5_000  # ms

T = TypeVar("T")


@dataclass(frozen=True)
class Shelved(Generic[T]):
    """One sort of words.

    Args:
        noun: of the sort, also in the names of its files.
        id_of: of the thing that the words belong to.
        write: the words as a text.
        read: the inverse; raises ValueError where that is impossible.
    """

    noun: str
    id_of: Callable[[T], UUID]
    write: Callable[[T], str]
    read: Callable[[str], T]


class Shelf(Generic[T]):
    """What one person wrote and is not saved yet. From any thread but the window's."""

    def __init__(self, ctx: Context, sort: Shelved[T]) -> None:
        self._precious = ctx.state.precious
        self._sort = sort
        # A user's id is a UUID: fit for the name of a file.
        self._mine = f"{sort.noun}.{ctx.services.user.id}."

    def put(self, unsaved: T) -> None:
        """Keep it until it is dropped; a disk that takes nothing is only noted: whoever calls has
        the words still."""
        try:
            self._precious.put(self._name(self._sort.id_of(unsaved)), self._sort.write(unsaved))
        except OSError:
            log.exception("a %s that is not saved could not be put by either", self._sort.noun)

    def drop(self, id: UUID) -> None:
        """It is saved."""
        self._precious.drop(self._name(id))

    def all(self) -> list[T]:
        """What is here, from this run of the program or an earlier one."""
        found = []
        for name, text in self._precious.all(self._mine).items():
            try:
                found.append(self._sort.read(text))
            except ValueError:
                log.warning("what was put by as %s is no %s", name, self._sort.noun)
        return found

    def drop_of(self, unsaved: T) -> None:
        """These words are saved."""
        self.drop(self._sort.id_of(unsaved))

    def _name(self, id: UUID) -> str:
        return f"{self._mine}{id}"


class TakingUp(QObject):
    """Saves what an earlier run of the program could not, as soon as that can be done.

    Args:
        save: saves words, or raises.
        kinds, said: what is told once some are.
    """

    def __init__(
        self, ctx: Context, sort: Shelved[T], save: Callable[[T], object], kinds: Kind, said: str
    ) -> None:
        super().__init__(ctx.notices)
        self._ctx = ctx
        self._noun = sort.noun
        self._shelf: Shelf[T] = Shelf(ctx, sort)
        self._save = save
        self._kinds, self._said = kinds, said
        self._waiting: list[T] | None = None  # what an editor puts by later is its own
        self._retry = single_shot(self, _AGAIN, self.begin)

    def begin(self) -> None:
        """Look for it, and save it."""
        shelf, save, waiting = self._shelf, self._save, self._waiting

        def take_up() -> tuple[int, list[T], Exception | None]:
            found = shelf.all() if waiting is None else waiting
            left, why = [], None
            for unsaved in found:
                try:
                    save(unsaved)
                    shelf.drop_of(unsaved)
                except Exception as error:
                    left.append(unsaved)
                    why = error
            return len(found) - len(left), left, why

        self._ctx.ops.run_keeping(self, take_up, self._on_tried, self._ctx.notices.error)

    def _on_tried(self, tried: tuple[int, list[T], Exception | None]) -> None:
        count, self._waiting, why = tried
        if count:
            self._ctx.bus.tell(Changes(self._kinds))
            self._ctx.notices.say(self._said)
        if why is None:
            return
        if isinstance(why, KnownError) and why.retryable:
            self._retry.start()
        else:
            log.error("a %s that was put by cannot be saved", self._noun, exc_info=why)
