"""Settings of this computer and rows of the database, changed together: both or neither."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import TYPE_CHECKING, Final, Protocol
from uuid import uuid4

from desktop_app.data.settings import SettingRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.setting_kinds import Value

if TYPE_CHECKING:
    from desktop_app.data.database import Database

_MARK: Final = "settings.taken_up."


class ComputerSettings(Protocol):
    """This computer's settings, with a note of how they were before a change that is under way."""

    def begin(self, *, wait: bool = True) -> bool:
        """Be the only one who changes settings so; False where another one is."""
        ...

    def end(self) -> None:
        """Let others."""
        ...

    def change(self, values: Mapping[str, Value | None], mark: str) -> None:
        """Note how they are, and change them; None: as it is by itself."""
        ...

    def mark(self) -> str | None:
        """The mark of a change that did not end in order."""
        ...

    def put_back(self) -> None:
        """Have them as they were noted, and forget the note."""
        ...

    def forget(self) -> None:
        """Forget the note."""
        ...


class SettingsTogether:
    """Changes both, and settles what a program left that was killed amid it.

    The transaction that changes the rows leaves one more, its mark, and just before it ends the
    computer's settings are changed, with a note of how they were. Then mark and note go. Whoever
    finds a note and no mark puts the settings back; with the mark, they stand.

    Args:
        transaction: opens one.
    """

    def __init__(
        self,
        db: Database,
        computer: ComputerSettings,
        transaction: Callable[[], AbstractContextManager[None]] | None = None,
    ) -> None:
        self._computer = computer
        self._marks = SettingRepository(db)
        self._transaction = transaction or db.transaction

    @contextmanager
    def changing(self, values: Mapping[str, Value | None]) -> Iterator[None]:
        """A transaction, at whose end the computer's settings are these, too; None: as one is by
        itself.

        Raises:
            KnownError: a value is not possible or cannot be kept, or the transaction cannot end;
                nothing was changed.
        """
        self._computer.begin()
        try:
            self._settle()
            mark = uuid4().hex
            try:
                with self._transaction():
                    yield
                    self._marks.set(_MARK + mark, True)
                    self._computer.change(values, mark)
            except BaseException:
                # Where the database does not answer, the note stays for who opens it next.
                with suppress(KnownError):
                    self._settle()
                raise
            with suppress(KnownError):  # it is done; what stays, the next one takes away
                self._leave(mark)
        finally:
            self._computer.end()

    def settle(self) -> None:
        """Bring to an end what a killed program left; nothing where somebody is at work.

        Raises:
            KnownError: the settings or the database cannot be reached.
        """
        if self._computer.begin(wait=False):
            try:
                self._settle()
            finally:
                self._computer.end()

    def _settle(self) -> None:
        mark = self._computer.mark()
        if mark is None:
            return
        if self._marks.get(_MARK + mark) is None:
            self._computer.put_back()
        else:
            self._leave(mark)

    def _leave(self, mark: str) -> None:
        self._computer.forget()
        # Killed here, a row stays that nobody asks for again.
        self._marks.delete(_MARK + mark)
