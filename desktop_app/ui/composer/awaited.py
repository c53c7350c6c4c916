"""What is on its way into a composer: its mail is neither sent nor put away without it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.domain.outgoing import DraftFile


@dataclass(slots=True, eq=False)
class Coming:
    """Something that comes.

    Args:
        words: what is being done, for who waits for it.
        keep: what keeps a file in the background, where it is one.
    """

    words: str
    keep: Callable[[], DraftFile] | None = None


class Awaited:
    """Files, pictures, pastes, long texts and the draft itself, as long as they are not there."""

    def __init__(self) -> None:
        self._coming: list[Coming] = []
        self._waiting: list[tuple[Callable[[], None], Callable[[Exception], None]]] = []

    @property
    def words(self) -> str:
        """What is being done; "" when all is there."""
        return self._coming[0].words if self._coming else ""

    @property
    def files(self) -> tuple[Callable[[], DraftFile], ...]:
        """What keeps the files that are on their way, for who cannot wait for them."""
        return tuple(each.keep for each in self._coming if each.keep is not None)

    def is_only(self, coming: Coming) -> bool:
        """Whether nothing else is on its way."""
        return self._coming == [coming]

    def expect(self, words: str, keep: Callable[[], DraftFile] | None = None) -> Coming:
        """Something comes; say :meth:`came` or :meth:`failed` of what is returned."""
        coming = Coming(words, keep)
        self._coming.append(coming)
        return coming

    def came(self, coming: Coming) -> None:
        """It is there."""
        if coming in self._coming:
            self._coming.remove(coming)
        self._look()

    def failed(self, coming: Coming, error: Exception) -> None:
        """It will not come: who waits for all of it is told, and waits no longer."""
        if coming in self._coming:
            self._coming.remove(coming)
        waiting, self._waiting = self._waiting, []
        for _then, failed in waiting:
            failed(error)
        self._look()

    def when_all_came(self, then: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Call ``then`` once nothing is on its way any more, or ``failed`` with why some of it
        will not come."""
        self._waiting.append((then, failed))
        self._look()

    def _look(self) -> None:
        while self._waiting and not self._coming:
            then, _failed = self._waiting.pop(0)
            then()
