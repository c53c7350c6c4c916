"""Rows of ``outpost.writing``, and the insights that drafts and summaries are kept as."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.domain.kept_words import kept, told
from desktop_app.domain.writing import Purpose, Rewrite, State, Tone, Trouble, Writing

_TRIES: Final = 2  # of one that was broken off by the end of its program
_LOCK: Final = "hashtextextended('outpost writing ' || %s::text, 0)"
_COLUMNS: Final = (
    "id, purpose, state, text, subject, tone, engine, is_model, error_title, error_advice, "
    "insight_id, email_id, conversation_id, coalesce(lead_id, (SELECT emails.lead_id "
    "FROM public.emails WHERE emails.id = writing.email_id)), flagged, asked_at"
)
# By the messages of the conversation, and by its lead: never through all drafts of a user.
_STANDING: Final = """
SELECT insight.id, insight.content, insight.metadata, insight.email_id, insight.lead_id,
       standing.at
FROM outpost.conversation AS talk
CROSS JOIN LATERAL (
    SELECT made.id FROM outpost.message AS message
    JOIN public.ai_insights AS made ON made.email_id = message.email_id
    WHERE message.conversation_id = talk.id AND made.insight_type = 'draft'
    UNION ALL
    SELECT made.id FROM public.ai_insights AS made
    WHERE made.lead_id = talk.lead_id AND made.insight_type = 'draft' AND made.email_id IS NULL
) AS found
JOIN outpost.standing_draft AS standing ON standing.id = found.id
JOIN public.ai_insights AS insight ON insight.id = found.id
WHERE talk.id = %(talk)s AND talk.user_id = %(user)s AND standing.user_id = %(user)s
ORDER BY standing.conversation_id IS NULL, standing.at DESC NULLS LAST, standing.id LIMIT 1
"""
_WRITE_INSIGHT: Final = """
INSERT INTO public.ai_insights
    (id, user_id, lead_id, email_id, insight_type, content, metadata, created_at, updated_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (id) DO UPDATE SET content = excluded.content, metadata = excluded.metadata,
    lead_id = excluded.lead_id, created_at = excluded.created_at, updated_at = excluded.updated_at
WHERE ai_insights.user_id = excluded.user_id
"""


@dataclass(frozen=True, slots=True)
class Task:
    """A writing as whoever does it sees it.

    Args:
        lead_id: whose message it is about, or to whom a new mail is.
        claim: by which its doer may write in its row.
        attempts: how often it was begun, this time among them.
    """

    id: UUID
    user_id: UUID
    purpose: Purpose
    tone: Tone
    how: Rewrite
    words: str
    conversation_id: UUID | None
    email_id: UUID | None
    lead_id: UUID | None
    claim: UUID
    attempts: int

    @property
    def is_first(self) -> bool:
        """Whether it is a new mail, which answers nothing."""
        return self.purpose is Purpose.DRAFT and self.conversation_id is None

    @property
    def is_worn_out(self) -> bool:
        """Whether it was broken off so often that it is not tried again."""
        return self.attempts > _TRIES


class WritingRepository:
    """What is asked for, being written, and written. Methods of the doer change a row as long as
    it is theirs: one that was cancelled, or taken up by another, is not touched any more."""

    def __init__(self, db: Database) -> None:
        self._db = db

    # -- for who asks ------------------------------------------------------------------------

    def add(
        self, user_id: UUID, wanted: Writing, now: datetime, *, words: str = "",
        how: Rewrite = Rewrite.SHORTER, unasked: bool = False,
    ) -> bool:  # fmt: skip
        """Ask for something; False where it was asked for already, which stays as it is."""
        return bool(
            self._db.run(
                "INSERT INTO outpost.writing (id, user_id, purpose, tone, how, words, "
                "conversation_id, email_id, lead_id, asked_at, unasked) "
                "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (id) DO NOTHING",
                (
                    wanted.id, user_id, str(wanted.purpose), str(wanted.tone), str(how), words,
                    wanted.thread_id, wanted.email_id,
                    wanted.lead_id if wanted.email_id is None else None, now, unasked,
                ),
            )
        )  # fmt: skip

    def ask_again(self, user_id: UUID, writing_id: UUID, now: datetime) -> bool:
        """Have one that failed or was cancelled begun anew; whether it was such a one."""
        return bool(
            self._db.run(
                "UPDATE outpost.writing SET state = 'waiting', text = '', subject = '', "
                "error_title = '', error_advice = '', flagged = '{}', attempts = 0, claim = NULL, "
                "unasked = false, ended_at = NULL, asked_at = %s "
                "WHERE id = %s AND user_id = %s AND state IN ('failed', 'cancelled')",
                (now, writing_id, user_id),
            )
        )

    def count(self, user_id: UUID, email_id: UUID, purpose: Purpose, tone: Tone) -> int:
        """How often something was asked for about a message."""
        return int(
            self._db.value(
                "SELECT count(*) FROM outpost.writing WHERE user_id = %s AND email_id = %s "
                "AND purpose = %s AND (purpose <> 'draft' OR tone = %s)",
                (user_id, email_id, str(purpose), str(tone)),
            )
        )

    def lock(self, user_id: UUID) -> None:
        """One at a time asks for this user, until the transaction ends."""
        self._db.run(
            "SELECT pg_advisory_xact_lock(hashtextextended('outpost asks ' || %s::text, 0))",
            (user_id,),
        )

    def get(self, user_id: UUID, writing_id: UUID) -> Writing | None:
        """One of them; None where it is gone."""
        row = self._db.row(
            f"SELECT {_COLUMNS} FROM outpost.writing WHERE id = %s AND user_id = %s",
            (writing_id, user_id),
        )
        return _writing(row) if row is not None else None

    def newest_about(
        self, user_id: UUID, email_id: UUID, purpose: Purpose, states: Collection[State]
    ) -> Writing | None:
        """The newest about a message that is in one of these states."""
        row = self._db.row(
            f"SELECT {_COLUMNS} FROM outpost.writing WHERE user_id = %s AND email_id = %s "
            "AND purpose = %s AND state = ANY(%s) ORDER BY asked_at DESC, id LIMIT 1",
            (user_id, email_id, str(purpose), [str(state) for state in states]),
        )
        return _writing(row) if row is not None else None

    def standing_draft(self, user_id: UUID, conversation_id: UUID) -> Writing | None:
        """The newest draft of a conversation that nobody judged or overtook, whoever wrote it."""
        row = self._db.row(_STANDING, {"user": user_id, "talk": conversation_id})
        return replace(_kept(row), thread_id=conversation_id) if row is not None else None

    def cancel(self, user_id: UUID, writing_id: UUID, now: datetime) -> bool:
        """Have nothing more of it written; whether it was not over yet."""
        return bool(
            self._db.run(
                "UPDATE outpost.writing SET state = 'cancelled', ended_at = %s, claim = NULL "
                "WHERE id = %s AND user_id = %s AND state IN ('waiting', 'running')",
                (now, writing_id, user_id),
            )
        )

    def open_count(self, user_id: UUID) -> int:
        """How many are not over."""
        return int(
            self._db.value(
                "SELECT count(*) FROM outpost.writing "
                "WHERE user_id = %s AND state IN ('waiting', 'running')",
                (user_id,),
            )
        )

    # -- for who writes ----------------------------------------------------------------------

    def waiting(self, most: int, user_id: UUID | None = None) -> Sequence[UUID]:
        """Those that wait, or whose program may be gone, the oldest first; of all users, or of
        one."""
        rows = self._db.rows(
            "SELECT id FROM outpost.writing WHERE state IN ('waiting', 'running') "
            "AND (%s::uuid IS NULL OR user_id = %s) ORDER BY unasked, asked_at, id LIMIT %s",
            (user_id, user_id, most),
        )
        return [row[0] for row in rows]

    @contextmanager
    def claimed(self, writing_id: UUID) -> Iterator[Task | None]:
        """One to be written; None where another does, or nothing is to be done any more.

        The claim is an advisory lock of this thread's connection, which is held as long as the
        block lasts: it goes when the program is killed, and whoever looks next takes it up.
        """
        with self._db.connection():
            locked = self._db.value(f"SELECT pg_try_advisory_lock({_LOCK})", (writing_id,))
            if not locked:
                yield None
                return
            try:
                yield self._begin(writing_id)
            finally:
                if not self._db.raw().closed:
                    self._db.value(f"SELECT pg_advisory_unlock({_LOCK})", (writing_id,))

    def _begin(self, writing_id: UUID) -> Task | None:
        claim = uuid4()
        row = self._db.row(
            "UPDATE outpost.writing SET state = 'running', claim = %s, attempts = attempts + 1, "
            "text = '' WHERE id = %s AND state IN ('waiting', 'running') "
            "RETURNING user_id, purpose, tone, how, words, conversation_id, email_id, "
            "coalesce(lead_id, (SELECT emails.lead_id FROM public.emails "
            "WHERE emails.id = writing.email_id)), attempts",
            (claim, writing_id),
        )
        if row is None:
            return None
        user_id, purpose, tone, how, words, talk, email_id, lead_id, attempts = row
        return Task(
            writing_id, user_id, Purpose(purpose), Tone(tone),
            Rewrite(how) if how else Rewrite.SHORTER, words, talk, email_id, lead_id, claim,
            attempts,
        )  # fmt: skip

    def wait_again(self, task: Task) -> None:
        """Put it back: its program ends, and another one takes it up."""
        self._db.run(
            "UPDATE outpost.writing SET state = 'waiting', text = '', attempts = attempts - 1, "
            "claim = NULL WHERE id = %s AND claim = %s AND state = 'running'",
            (task.id, task.claim),
        )

    def is_mine(self, task: Task) -> bool:
        """Whether it is still to be written, and by this doer."""
        return bool(
            self._db.value(
                "SELECT state = 'running' AND claim = %s FROM outpost.writing WHERE id = %s",
                (task.claim, task.id),
            )
        )

    def show(self, task: Task, text: str, engine: str, is_model: bool) -> bool:
        """What there is so far; False where it is no longer wanted."""
        return bool(
            self._db.run(
                "UPDATE outpost.writing SET text = %s, engine = %s, is_model = %s "
                "WHERE id = %s AND claim = %s AND state = 'running'",
                (text, engine, is_model, task.id, task.claim),
            )
        )

    def end(self, task: Task, ended: Writing, now: datetime, version: str = "") -> bool:
        """Write the end, and of a draft or a summary the insight that it is kept as; False, and
        nothing written, where it is no longer wanted. To be called in a transaction.

        Args:
            ended: as it is to stand.
            version: of the engine, "" for none.
        """
        error = ended.error or Trouble("")
        done = self._db.run(
            "UPDATE outpost.writing SET state = %s, text = %s, subject = %s, engine = %s, "
            "is_model = %s, error_title = %s, error_advice = %s, flagged = %s, insight_id = %s, "
            "ended_at = %s, claim = NULL WHERE id = %s AND claim = %s AND state = 'running'",
            (
                str(ended.state), ended.text, ended.subject, ended.engine, ended.is_model,
                kept(error.title), kept(error.advice), list(ended.flagged),
                ended.insight_id, now, task.id,
                task.claim,
            ),
        )  # fmt: skip
        if done and ended.state is State.DONE:
            self.keep(task.user_id, ended, now, version)
        return bool(done)

    def keep(self, user_id: UUID, done: Writing, now: datetime, version: str = "") -> None:
        """Keep a draft or a summary as its insight, in place of what that said and of what the
        user said of it."""
        if done.insight_id is None or done.email_id is None:
            return
        self._db.run(
            _WRITE_INSIGHT,
            (
                done.insight_id, user_id, done.lead_id, done.email_id, str(done.purpose), done.text,
                Jsonb(_metadata(done, version)), now, now,
            ),
        )  # fmt: skip

    def verdict(self, user_id: UUID, insight_id: UUID) -> str | None:
        """What the user said of an insight: "" for nothing yet, None where it is gone."""
        found = self._db.row(
            "SELECT coalesce(metadata ->> 'verdict', '') FROM public.ai_insights "
            "WHERE id = %s AND user_id = %s",
            (insight_id, user_id),
        )
        return str(found[0]) if found is not None else None

    def kept_writing(self, user_id: UUID, insight_id: UUID) -> UUID | None:
        """Which writing an insight was last written by."""
        found = self._db.value(
            "SELECT metadata ->> 'writing' FROM public.ai_insights WHERE id = %s AND user_id = %s",
            (insight_id, user_id),
        )
        try:
            return UUID(str(found))
        except ValueError:
            return None

    def forget_old(self, words: datetime, others: datetime) -> int:
        """Forget what was over before: other words and subjects, and all else; the insights that
        drafts and summaries are kept as stay. How many there were."""
        return self._db.run(
            "DELETE FROM outpost.writing WHERE ended_at < CASE "
            "WHEN purpose IN ('rewrite', 'subject') THEN %s::timestamptz ELSE %s END",
            (words, others),
        )

    def hot_and_unanswered(
        self, user_id: UUID, since: datetime, most: int
    ) -> Sequence[tuple[UUID, UUID, UUID]]:
        """New mail from hot leads for which no draft was ever asked: conversation, message, lead.

        It waits until it was read, so that it is known what it wants.

        Args:
            since: what came before is not new.
        """
        rows = self._db.rows(
            "SELECT message.conversation_id, message.email_id, lead.id "
            "FROM public.leads AS lead JOIN public.emails AS email ON email.lead_id = lead.id "
            "JOIN outpost.message AS message ON message.email_id = email.id "
            "JOIN outpost.message_reading AS read ON read.email_id = email.id "
            "WHERE lead.user_id = %(user)s AND lead.status = 'hot' "
            "AND message.kind = 'human' AND NOT message.outbound AND message.origin <> 'sample' "
            "AND message.at > %(since)s "
            "AND NOT EXISTS (SELECT FROM outpost.message AS later "
            "  WHERE later.conversation_id = message.conversation_id AND later.at > message.at "
            "  AND (later.kind = 'human' OR later.outbound AND later.kind <> 'auto_reply')) "
            "AND NOT EXISTS (SELECT FROM outpost.writing AS asked "
            "  WHERE asked.email_id = message.email_id AND asked.purpose = 'draft') "
            "AND NOT EXISTS (SELECT FROM public.ai_insights AS there "
            "  WHERE there.email_id = message.email_id AND there.insight_type = 'draft') "
            "ORDER BY message.at DESC, message.email_id LIMIT %(most)s",
            {"user": user_id, "since": since, "most": most},
        )
        return [(row[0], row[1], row[2]) for row in rows]


def _metadata(done: Writing, version: str) -> Mapping[str, Any]:
    return {
        "engine": done.engine,
        "version": version,
        "model": done.is_model,
        "tone": str(done.tone),
        "subject": done.subject,
        "flagged": list(done.flagged),
        "writing": str(done.id),
    }


def _writing(row: tuple[Any, ...]) -> Writing:
    (id_, purpose, state, text, subject, tone, engine, is_model, title, advice, insight_id,
     email_id, talk, lead_id, flagged, asked_at) = row  # fmt: skip
    return Writing(
        id_, Purpose(purpose), State(state), text, subject, Tone(tone), engine, is_model,
        Trouble(told(title), told(advice)) if title else None, insight_id, email_id, talk, lead_id,
        tuple(flagged), asked_at,
    )  # fmt: skip


def _kept(row: tuple[Any, ...]) -> Writing:
    """A draft by its insight alone, whoever wrote that."""
    id_, content, metadata, email_id, lead_id, at = row
    said: Mapping[str, Any] = metadata if isinstance(metadata, dict) else {}
    flagged = said.get("flagged")
    tone = said.get("tone")
    return Writing(
        id=id_,
        purpose=Purpose.DRAFT,
        state=State.DONE,
        text=content.strip(),
        subject=str(said.get("subject") or "")[:200],
        tone=Tone(tone) if tone in set(Tone) else Tone.PROFESSIONAL,
        engine=str(said.get("engine") or ""),
        # Of a draft that nobody says more of, another program is taken to have asked a model.
        is_model=said.get("model") is not False,
        insight_id=id_,
        email_id=email_id,
        lead_id=lead_id,
        flagged=tuple(map(str, flagged)) if isinstance(flagged, list) else (),
        asked_at=at,
    )
