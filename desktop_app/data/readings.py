"""Messages that wait for a reader, and what it found: findings, and the next step of each lead."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.domain.insights import ReadingState
from desktop_app.domain.reading import Finding, FindingKind, Reading, Span, Unread
from desktop_app.domain.suggestions import Suggestion, content_of

_TAKE = """
SELECT wanted.email_id, email.lead_id, message.at, body.plain
FROM outpost.reading_wanted AS wanted
JOIN outpost.message AS message ON message.email_id = wanted.email_id
JOIN outpost.message_text AS body ON body.email_id = wanted.email_id
JOIN public.emails AS email ON email.id = wanted.email_id
WHERE wanted.user_id = %s AND (%s::uuid IS NULL OR email.lead_id = %s)
ORDER BY wanted.at DESC, wanted.email_id LIMIT %s
FOR UPDATE OF wanted SKIP LOCKED
"""

# The newest human message of a lead, where nothing was written to them since; and whether anybody
# said anything at all.
_NEWEST = """
SELECT lead.id, newest.email_id, newest.at, newest.at IS NOT NULL AND NOT EXISTS (
    SELECT FROM public.emails AS answer
    JOIN outpost.message AS sent ON sent.email_id = answer.id
    WHERE answer.lead_id = lead.id AND sent.outbound AND sent.at > newest.at)
FROM public.leads AS lead
LEFT JOIN LATERAL (
    SELECT message.email_id, message.at
    FROM public.emails AS email JOIN outpost.message AS message ON message.email_id = email.id
    WHERE email.lead_id = lead.id AND message.kind = 'human' AND NOT message.outbound
    ORDER BY message.at DESC, message.email_id DESC LIMIT 1) AS newest ON true
WHERE lead.user_id = %s AND lead.id = ANY(%s)
"""

_FINDINGS = """
SELECT insight_type, confidence::float8, metadata FROM public.ai_insights
WHERE user_id = %(user)s AND email_id = %(email)s AND insight_type = ANY(%(kinds)s)
  AND %(engine)s IN (metadata ->> 'engine', metadata ->> 'replaces')
ORDER BY id
"""

# What a model found in place of this reader's findings stays in their place.
_REPLACED = """
DELETE FROM public.ai_insights AS own USING public.ai_insights AS theirs
WHERE own.user_id = %(user)s AND own.email_id = ANY(%(ids)s)
  AND own.metadata ->> 'engine' = %(engine)s AND own.insight_type = ANY(%(kinds)s)
  AND theirs.email_id = own.email_id AND theirs.user_id = own.user_id
  AND theirs.insight_type = own.insight_type AND theirs.metadata ->> 'replaces' = %(engine)s
"""

WRITE_INSIGHT = """
INSERT INTO public.ai_insights
    (id, user_id, lead_id, email_id, insight_type, content, confidence, metadata,
     created_at, updated_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (id) DO UPDATE SET
    lead_id = excluded.lead_id, content = excluded.content, confidence = excluded.confidence,
    metadata = excluded.metadata || CASE WHEN ai_insights.metadata ? 'verdict'
        THEN jsonb_build_object('verdict', ai_insights.metadata -> 'verdict') ELSE '{}' END,
    updated_at = excluded.updated_at
"""

_SUGGEST = """
UPDATE public.leads SET ai_suggestion = %s
WHERE id = %s AND user_id = %s AND ai_suggestion IS DISTINCT FROM %s
"""


@dataclass(frozen=True, slots=True)
class ToRead:
    """A message that waits: its plain text, and when it was written (aware)."""

    email_id: UUID
    lead_id: UUID | None
    at: datetime
    plain: str


@dataclass(frozen=True, slots=True)
class Newest:
    """What was last said by a lead.

    Args:
        email_id, at: the newest human message, None without any.
        waits: nobody has written to them since.
    """

    lead_id: UUID
    email_id: UUID | None
    at: datetime | None
    waits: bool


@dataclass(frozen=True, slots=True)
class Engine:
    """Which reader it was, and of which version."""

    name: str
    version: str


class ReadingRepository:
    """Rows of ``outpost.reading_wanted``, ``message_reading`` and ``suggestion_wanted``, and the
    insights that readers write."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def wanted(self, user_id: UUID) -> int:
        """How many messages wait."""
        return int(
            self._db.value(
                "SELECT count(*) FROM outpost.reading_wanted WHERE user_id = %s", (user_id,)
            )
        )

    def state(self, user_id: UUID, is_on: bool) -> ReadingState:
        """How far reading is."""
        row = self._db.row(
            "SELECT (SELECT count(*) FROM outpost.reading_wanted WHERE user_id = %(user)s), "
            "count(*), count(*) FILTER (WHERE unread = 'language') "
            "FROM outpost.message_reading WHERE user_id = %(user)s",
            {"user": user_id},
        )
        waiting, read, unread = row if row is not None else (0, 0, 0)
        return ReadingState(waiting, read, unread, is_on)

    def take(self, user_id: UUID, most: int, lead_id: UUID | None = None) -> tuple[ToRead, ...]:
        """The newest messages that wait, held until the transaction ends."""
        rows = self._db.rows(_TAKE, (user_id, lead_id, lead_id, most))
        return tuple(ToRead(*row) for row in rows)

    def drop_gone(self, user_id: UUID) -> None:
        """Forget what waits and has no text any more."""
        self._db.run(
            "DELETE FROM outpost.reading_wanted AS wanted WHERE user_id = %s AND NOT EXISTS "
            "(SELECT FROM outpost.message_text AS body WHERE body.email_id = wanted.email_id)",
            (user_id,),
        )

    def read_again(self, user_id: UUID, engine: Engine) -> int:
        """Have everything read anew that another version of this reader read; how much that is."""
        return self._db.run(
            "INSERT INTO outpost.reading_wanted (email_id, user_id, at) "
            "SELECT message.email_id, message.user_id, message.at "
            "FROM outpost.message_reading AS read "
            "JOIN outpost.message AS message ON message.email_id = read.email_id "
            "WHERE read.user_id = %s AND read.engine = %s AND read.version <> %s "
            "ON CONFLICT DO NOTHING",
            (user_id, engine.name, engine.version),
        )

    def want_lead(self, user_id: UUID, lead_id: UUID) -> None:
        """Have the human mail of a lead read, again where it was read already."""
        self._db.run(
            "INSERT INTO outpost.reading_wanted (email_id, user_id, at) "
            "SELECT message.email_id, message.user_id, message.at FROM public.emails AS email "
            "JOIN outpost.message AS message ON message.email_id = email.id "
            "WHERE email.user_id = %s AND email.lead_id = %s AND message.kind = 'human' "
            "AND NOT message.outbound ON CONFLICT DO NOTHING",
            (user_id, lead_id),
        )

    def write(
        self,
        user_id: UUID,
        read: Iterable[tuple[ToRead, Reading]],
        engine: Engine,
        now: datetime,
    ) -> None:
        """Keep what was made of messages in place of what the same reader made of them before, and
        have the next step of their leads looked at."""
        pairs = tuple(read)
        ids = [message.email_id for message, _ in pairs]
        kinds = [str(kind) for kind in FindingKind]
        kept = [
            finding_id(message.email_id, finding, engine)
            for message, reading in pairs
            for finding in reading.findings
        ]
        self._db.run(
            "DELETE FROM public.ai_insights WHERE user_id = %s AND email_id = ANY(%s) "
            "AND metadata ->> 'engine' = %s AND insight_type = ANY(%s) AND id <> ALL(%s)",
            (user_id, ids, engine.name, kinds, kept),
        )
        many(
            self._db,
            WRITE_INSIGHT,
            [
                (
                    finding_id(message.email_id, finding, engine), user_id, message.lead_id,
                    message.email_id, str(finding.kind), content_of(finding),
                    round(finding.confidence, 4),
                    Jsonb(finding_metadata(finding, message.plain, reading.language, engine)),
                    now, now,
                )
                for message, reading in pairs
                for finding in reading.findings
            ],
        )  # fmt: skip
        many(
            self._db,
            "INSERT INTO outpost.message_reading "
            "(email_id, user_id, engine, version, language, unread, read_at) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (email_id) DO UPDATE SET "
            "engine = excluded.engine, version = excluded.version, language = excluded.language, "
            "unread = excluded.unread, read_at = excluded.read_at",
            [
                (
                    message.email_id, user_id, engine.name, engine.version, reading.language,
                    str(reading.unread) if reading.unread is not None else None, now,
                )
                for message, reading in pairs
            ],
        )  # fmt: skip
        self._db.run(
            _REPLACED, {"user": user_id, "ids": ids, "engine": engine.name, "kinds": kinds}
        )
        self._db.run("DELETE FROM outpost.reading_wanted WHERE email_id = ANY(%s)", (ids,))
        leads = {message.lead_id for message, _ in pairs if message.lead_id is not None}
        self._db.run(
            "INSERT INTO outpost.suggestion_wanted (lead_id, user_id) "
            "SELECT unnest(%s::uuid[]), %s ON CONFLICT DO NOTHING",
            (list(leads), user_id),
        )

    # The next step

    def take_leads(self, user_id: UUID, most: int) -> tuple[UUID, ...]:
        """Leads whose next step is to be looked at, taken off the list."""
        rows = self._db.rows(
            "DELETE FROM outpost.suggestion_wanted WHERE lead_id IN (SELECT lead_id "
            "FROM outpost.suggestion_wanted WHERE user_id = %s LIMIT %s FOR UPDATE SKIP LOCKED) "
            "RETURNING lead_id",
            (user_id, most),
        )
        return tuple(row[0] for row in rows)

    def newest_of(self, user_id: UUID, leads: Collection[UUID]) -> tuple[Newest, ...]:
        """What these leads said last."""
        return tuple(Newest(*row) for row in self._db.rows(_NEWEST, (user_id, list(leads))))

    def reading_of(self, user_id: UUID, email_id: UUID, engine: Engine) -> Reading | None:
        """What was made of a message; None where it was not read yet."""
        found = self._db.rows(
            "SELECT language, unread FROM outpost.message_reading WHERE email_id = %s "
            "AND user_id = %s AND engine = %s",
            (email_id, user_id, engine.name),
        )
        if not found:
            return None
        language, unread = found[0]
        kinds = [str(kind) for kind in FindingKind]
        rows = self._db.rows(
            _FINDINGS, {"user": user_id, "email": email_id, "engine": engine.name, "kinds": kinds}
        )
        findings = tuple(_finding(*row) for row in rows)
        return Reading(language, findings, Unread(unread) if unread else None)

    def put_suggestion(
        self,
        user_id: UUID,
        newest: Newest,
        suggestion: Suggestion | None,
        engine: Engine,
        now: datetime,
    ) -> None:
        """Keep the next step with a lead in place of the one before; what the user said of one
        stays with it."""
        made = uuid5(newest.lead_id, f"{engine.name}/{newest.email_id}/{_step(suggestion)}")
        self._db.run(
            "DELETE FROM public.ai_insights WHERE user_id = %s AND lead_id = %s "
            "AND insight_type = 'suggestion' AND metadata ->> 'engine' = %s AND id <> %s "
            "AND NOT metadata ? 'verdict'",
            (user_id, newest.lead_id, engine.name, made),
        )
        words = None
        if suggestion is not None:
            words = suggestion.text
            metadata = _suggested(suggestion, engine, self._spans_of(newest, suggestion, engine))
            self._db.run(
                WRITE_INSIGHT,
                (
                    made, user_id, newest.lead_id, newest.email_id, "suggestion", words,
                    round(suggestion.confidence, 4), Jsonb(metadata), now, now,
                ),
            )  # fmt: skip
            if self._is_dismissed(made):
                words = None
        # It follows from mail, and is no edit of the lead: updated_at stays.
        self._db.run("SELECT set_config('outpost.derived', 'on', true)")
        self._db.run(_SUGGEST, (words, newest.lead_id, user_id, words))
        self._db.run("SELECT set_config('outpost.derived', '', true)")

    def _spans_of(self, newest: Newest, suggestion: Suggestion, engine: Engine) -> Any:
        """The words that led to the finding a suggestion comes from, as they are kept with it."""
        if newest.email_id is None:
            return []
        because = suggestion.because
        return self._db.value(
            "SELECT metadata -> 'spans' FROM public.ai_insights WHERE email_id = %s "
            "AND insight_type = %s AND metadata ->> 'label' = %s "
            "AND %s IN (metadata ->> 'engine', metadata ->> 'replaces') LIMIT 1",
            (newest.email_id, str(because.kind), str(because.label), engine.name),
        )

    def _is_dismissed(self, insight_id: UUID) -> bool:
        return bool(
            self._db.value(
                "SELECT metadata ->> 'verdict' = 'dismissed' FROM public.ai_insights WHERE id = %s",
                (insight_id,),
            )
        )

    def verdicts(self, user_id: UUID, most: int = 200) -> Sequence[tuple[str, str]]:
        """What the user said of the newest suggestions: step and verdict, the newest first."""
        return [
            (row[0], row[1])
            for row in self._db.rows(
                "SELECT metadata ->> 'label', metadata ->> 'verdict' FROM public.ai_insights "
                "WHERE user_id = %s AND insight_type = 'suggestion' AND metadata ? 'verdict' "
                "ORDER BY updated_at DESC, id LIMIT %s",
                (user_id, most),
            )
        ]


def many(db: Database, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Execute a statement for each of the rows."""
    with db.connection(), db.raw().cursor() as cursor:
        cursor.executemany(statement, rows)


def _step(suggestion: Suggestion | None) -> str:
    return str(suggestion.step) if suggestion is not None else ""


def finding_id(email_id: UUID, finding: Finding, engine: Engine) -> UUID:
    """The same for the same message, kind and reader: read twice, it is written once. Of a choice
    there is one row; of intents one each."""
    label = finding.label if finding.kind is FindingKind.INTENT else ""
    return uuid5(email_id, f"{engine.name}/{finding.kind}/{label}")


def finding_metadata(
    finding: Finding, plain: str, language: str, engine: Engine
) -> Mapping[str, Any]:
    """What is kept beside a finding: whose it is, its label, and the words that led to it."""
    made: dict[str, Any] = {
        "engine": engine.name,
        "version": engine.version,
        "label": str(finding.label),
        "language": language,
        "spans": [
            {"start": span.start, "end": span.end, "text": plain[span.start : span.end]}
            for span in finding.spans
        ],
    }
    if finding.until is not None:
        made["until"] = finding.until.isoformat()
    return made


def _suggested(suggestion: Suggestion, engine: Engine, spans: Any) -> Mapping[str, Any]:
    because = suggestion.because
    made: dict[str, Any] = {
        "engine": engine.name,
        "version": engine.version,
        "label": str(suggestion.step),
        "because": {"kind": str(because.kind), "label": str(because.label)},
        "spans": spans or [],
    }
    if suggestion.due is not None:
        made["due"] = suggestion.due.isoformat()
    return made


def _finding(kind: str, confidence: float | None, metadata: Mapping[str, Any]) -> Finding:
    until = metadata.get("until")
    return Finding(
        FindingKind(kind),
        str(metadata.get("label", "")),
        confidence or 0.0,
        tuple(Span(int(each["start"]), int(each["end"])) for each in metadata.get("spans", ())),
        date.fromisoformat(until) if until else None,
    )
