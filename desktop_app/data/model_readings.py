"""Messages that a model reads, and what it found (``outpost.model_reading``)."""

# SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.data.readings import (
    WRITE_INSIGHT,
    Engine,
    ToRead,
    finding_id,
    finding_metadata,
    many,
)
from desktop_app.domain.kept_words import kept
from desktop_app.domain.reading import Finding, FindingKind
from desktop_app.domain.suggestions import content_of

TRIES: Final = 2

# Mail that the built-in reader has seen, of leads, not older than a month: the first time that a
# model is set up must not send ten years of mail to it.
_DUE: Final = """
SELECT message.email_id, email.lead_id, message.at, body.plain
FROM outpost.message_reading AS read
JOIN outpost.message AS message ON message.email_id = read.email_id
JOIN outpost.message_text AS body ON body.email_id = message.email_id
JOIN public.emails AS email ON email.id = message.email_id
LEFT JOIN outpost.model_reading AS done ON done.email_id = message.email_id
WHERE read.user_id = %(user)s AND message.user_id = %(user)s AND email.lead_id IS NOT NULL
  AND read.unread IS DISTINCT FROM 'empty' AND message.at > %(since)s
  AND (done.email_id IS NULL OR NOT done.done AND done.attempts < %(tries)s)
ORDER BY message.at DESC, message.email_id LIMIT 1
"""


class ModelReadingRepository:
    """What a model reads of a user's mail."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def next_due(self, user_id: UUID, since: datetime) -> ToRead | None:
        """The newest message that it is to read still; None where there is none.

        Args:
            since: older ones are left alone.
        """
        row = self._db.row(_DUE, {"user": user_id, "since": since, "tries": TRIES})
        return ToRead(*row) if row is not None else None

    def note_failure(
        self, user_id: UUID, email_id: UUID, engine: Engine, attempts: int, said: str, now: datetime
    ) -> None:
        """It could not read one; after two tries it is not asked again, and what the built-in
        reader found stands."""
        self._db.run(
            "INSERT INTO outpost.model_reading "
            "(email_id, user_id, engine, done, attempts, said, at) "
            "VALUES (%s, %s, %s, false, %s, %s, %s) ON CONFLICT (email_id) DO UPDATE SET "
            "attempts = model_reading.attempts + excluded.attempts, said = excluded.said, "
            "engine = excluded.engine, at = excluded.at",
            (email_id, user_id, engine.version, attempts, kept(said, 300), now),
        )

    def write(
        self,
        user_id: UUID,
        message: ToRead,
        findings: Sequence[Finding],
        language: str,
        engine: Engine,
        kinds: Collection[FindingKind],
        now: datetime,
        *,
        replaced: str = "",
    ) -> None:
        """Keep what a model found, in place of what a model found before; once, for the ids follow
        from the message. To be called in a transaction.

        Args:
            kinds: of findings; others are left alone.
            replaced: whose findings of these kinds these are in place of; "" for nobody's.
        """
        taken = [each for each in findings if each.kind in kinds]
        kept = [finding_id(message.email_id, each, engine) for each in taken]
        names = [str(kind) for kind in kinds]
        self._db.run(
            "DELETE FROM public.ai_insights WHERE user_id = %s AND email_id = %s "
            "AND insight_type = ANY(%s) AND id <> ALL(%s) AND metadata ->> 'engine' = ANY(%s)",
            (user_id, message.email_id, names, kept, [engine.name, replaced]),
        )
        many(
            self._db,
            WRITE_INSIGHT,
            [
                (
                    id_, user_id, message.lead_id, message.email_id, str(each.kind),
                    content_of(each), round(each.confidence, 4),
                    Jsonb(
                        {
                            **finding_metadata(each, message.plain, language, engine),
                            "model": True,
                            **({"replaces": replaced} if replaced else {}),
                        }
                    ),
                    now, now,
                )
                for id_, each in zip(kept, taken, strict=True)
            ],
        )  # fmt: skip
        self._db.run(
            "INSERT INTO outpost.model_reading (email_id, user_id, engine, done, at) "
            "VALUES (%s, %s, %s, true, %s) ON CONFLICT (email_id) DO UPDATE SET "
            "engine = excluded.engine, done = true, said = '', at = excluded.at",
            (message.email_id, user_id, engine.version, now),
        )
        self._db.run(
            "INSERT INTO outpost.suggestion_wanted (lead_id, user_id) "
            "SELECT %s, %s WHERE %s::uuid IS NOT NULL ON CONFLICT DO NOTHING",
            (message.lead_id, user_id, message.lead_id),
        )
