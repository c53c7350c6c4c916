"""Sweeps away what has expired, once a day."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from desktop_app.data.database import Database
from desktop_app.data.drafts import DraftRepository
from desktop_app.data.mail_merges import MailMergeRepository
from desktop_app.data.model_calls import ModelCallRepository
from desktop_app.data.sessions import SessionRepository
from desktop_app.data.sign_in_attempts import SignInAttemptRepository
from desktop_app.data.templates import TemplateRepository
from desktop_app.data.verifications import VerificationRepository
from desktop_app.data.writings import WritingRepository

log = logging.getLogger(__name__)

_EVERY: Final = timedelta(days=1)
_ENDED_FOR: Final = timedelta(days=1)
"""Until then whoever holds a session finds its row, and can say that it ran out."""
_DRAFT_ENDED_FOR: Final = timedelta(days=7)
_MERGE_BEGUN_FOR: Final = timedelta(days=7)
_TEMPLATE_GONE_FOR: Final = timedelta(days=90)
"""Until then an Undo brings a deleted template back with all that it ever said."""

_WORDS_FOR: Final = timedelta(days=7)
_WRITINGS_FOR: Final = timedelta(days=90)
_CALLS_FOR: Final = timedelta(days=400)


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class Sweep:
    """Deletes sessions that ended long ago, expired codes and tokens of the kinds that this
    program reads, tries to sign in that are too old to count, most of the revisions of drafts that
    ended long ago, mail merges that were begun and never sent, versions of templates that were
    deleted long ago, and what was written, or left for a model, long ago.

    Rows of other kinds in ``verification`` (magic links, codes to sign in with) are the web
    application's.

    Args:
        db: the database.
        clock: the time, UTC.
    """

    def __init__(self, db: Database, clock: Callable[[], datetime] = utc_now) -> None:
        self._db = db
        self._clock = clock
        self._last: datetime | None = None

    def when_due(self) -> int:
        """Sweep unless that was done within a day; how many rows went."""
        now = self._clock()
        # A clock that was set back must not put it off for as long.
        if self._last is not None and abs(now - self._last) < _EVERY:
            return 0
        with self._db.transaction():
            count = (
                SessionRepository(self._db).purge(now - _ENDED_FOR)
                + VerificationRepository(self._db).purge(now)
                + SignInAttemptRepository(self._db).purge(now)
                + DraftRepository(self._db).thin(now - _DRAFT_ENDED_FOR)
                + MailMergeRepository(self._db).forget_begun(now - _MERGE_BEGUN_FOR)
                + TemplateRepository(self._db).forget_deleted(now - _TEMPLATE_GONE_FOR)
                + WritingRepository(self._db).forget_old(now - _WORDS_FOR, now - _WRITINGS_FOR)
                + ModelCallRepository(self._db).forget_old(now - _CALLS_FOR)
            )
        self._last = now
        if count:
            log.info("swept %d expired rows", count)
        return count
