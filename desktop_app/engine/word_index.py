"""The index of words, kept quick while many messages come in."""

from __future__ import annotations

import logging
import threading
from typing import Final

from desktop_app.data.database import Database
from desktop_app.data.mail import MailRepository
from desktop_app.domain.errors import KnownError

log = logging.getLogger(__name__)

SORT_EVERY: Final = 6_000
"""Messages whose words are sorted in together: fewer cost more each, more make searches slow."""

_THREAD: Final = "word-index"


class WordIndex:
    """Sorts the words that wait into their index, beside whoever writes more.

    On a connection of its own: sorted in by the writer they would hold up the messages behind
    them, and at the end alone they keep one core busy for a tenth of the whole pull.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._waiting = 0
        self._sorting: threading.Thread | None = None

    def note(self, messages: int) -> None:
        """So many messages more were committed."""
        self._waiting += messages
        if self._waiting < SORT_EVERY or (self._sorting and self._sorting.is_alive()):
            return
        self._waiting = 0
        self._sorting = threading.Thread(target=self._sort_calmly, name=_THREAD, daemon=True)
        self._sorting.start()

    def finish(self) -> None:
        """All of them; searches are quick, and what was committed is safe on the disk."""
        if self._sorting is not None:
            self._sorting.join()
        self._sort()

    def _sort(self) -> None:
        with self._db.transaction():
            MailRepository(self._db).finish_many()

    def _sort_calmly(self) -> None:
        try:
            self._sort()
        except KnownError as error:
            log.info("words could not be sorted in yet: %s", error)
        except Exception as error:  # the end sorts them in, and says what is wrong
            log.warning("words could not be sorted in yet", exc_info=error)
