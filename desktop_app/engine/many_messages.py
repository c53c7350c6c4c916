"""The database kept quick while many messages come in."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Final

from desktop_app.data.database import Database
from desktop_app.data.mail import MailRepository
from desktop_app.domain.errors import KnownError

log = logging.getLogger(__name__)

SORT_EVERY: Final = 6_000
"""Messages whose words are sorted in together: fewer cost more each, more make searches slow."""

_THREAD: Final = "word-index"


class ManyMessages:
    """Sorts words into their index, and tells the planner how much there is.

    Words are sorted in beside whoever writes more, on a connection of its own: the writer would
    hold up the messages behind them, and at the end alone they keep one core busy for a tenth of
    the whole pull. Nothing here keeps a message out: what cannot be done now is left to the end,
    or to Postgres itself.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._mail = MailRepository(db)
        self._count = 0
        self._stock_at = 1
        self._waiting = 0
        self._sorting: threading.Thread | None = None

    def note(self, messages: int) -> None:
        """So many messages more were committed; outside of every transaction."""
        self._count += messages
        if self._count >= self._stock_at:
            self._stock_at = 4 * self._count
            self._calmly(self._take_stock)
        self._waiting += messages
        if self._waiting >= SORT_EVERY and not (self._sorting and self._sorting.is_alive()):
            self._waiting = 0
            self._sorting = threading.Thread(
                target=self._calmly, args=(self._sort,), name=_THREAD, daemon=True
            )
            self._sorting.start()

    def finish(self) -> None:
        """All words are in their index."""
        if self._sorting is not None:
            self._sorting.join()
        self._sort()

    def _take_stock(self) -> None:
        with self._db.transaction():
            self._mail.take_stock(self._count)

    def _sort(self) -> None:
        with self._db.transaction():
            self._mail.finish_many()

    def _calmly(self, work: Callable[[], None]) -> None:
        try:
            work()
        except KnownError as error:
            log.info("left for later: %s", error)
        except Exception as error:
            log.warning("left for later", exc_info=error)
