"""Rows of ``outpost.draft`` and their revisions, of which none is ever changed."""

# SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.data.journal import RowChange
from desktop_app.domain.drafting import content_of, content_record
from desktop_app.domain.mail import Address
from desktop_app.domain.outgoing import (
    Draft,
    DraftContent,
    DraftRevision,
    DraftRow,
    How,
    Quote,
    snippet_of,
)
from desktop_app.domain.replying import Original

TABLE = "outpost.draft"

# What a list shows of a draft. Its own words stand before a quote that went on as it was begun;
# of long ones no more is read than is shown.
_ROW = """
SELECT draft.id, draft.how, draft.conversation_id, draft.lead_id, shown.content -> 'to',
       shown.content -> 'cc', shown.content -> 'bcc', shown.content ->> 'subject',
       left(shown.content ->> 'plain', 800),
       (SELECT count(*) FROM jsonb_array_elements(coalesce(shown.content -> 'files', '[]')) AS file
        WHERE file ->> 'content_id' IS NULL),
       coalesce(newest.at, draft.created_at)
FROM outpost.draft AS draft LEFT JOIN LATERAL (
    SELECT n, at, content FROM outpost.draft_revision AS revision
    WHERE revision.draft_id = draft.id ORDER BY n DESC LIMIT 1) AS newest ON true
CROSS JOIN LATERAL (SELECT coalesce(newest.content, draft.began) AS content) AS shown
"""

_ONE = """
SELECT draft.id, draft.how, draft.mailbox_id, draft.answers, draft.conversation_id, draft.lead_id,
       draft.in_reply_to, draft.refs, draft.quote_html, draft.quote_plain, draft.ended,
       coalesce(newest.content, draft.began), coalesce(newest.n, 0),
       coalesce(newest.at, draft.created_at)
FROM outpost.draft AS draft LEFT JOIN LATERAL (
    SELECT n, at, content FROM outpost.draft_revision AS revision
    WHERE revision.draft_id = draft.id ORDER BY n DESC LIMIT 1) AS newest ON true
"""

# One that was begun and never written in is nobody's work: it is in no list. One that came back
# (from the outbox, by an undo) is.
_SEEN = "draft.ended = '' AND (newest.n IS NOT NULL OR draft.ended_at IS NOT NULL)"

_ORIGINAL = """
SELECT message.email_id, message.conversation_id, email.lead_id, message.identity,
       message.in_reply_to, message.refs, message.from_name, message.from_email,
       message.recipients, email.subject, message.at, message.outbound, message.raw_url,
       email.body, message.is_html, coalesce(texts.plain, ''), message.reply_to,
       ARRAY(SELECT DISTINCT folder.mailbox_id FROM outpost.mailbox_message AS place
             JOIN outpost.mailbox_folder AS folder ON folder.id = place.folder_id
             WHERE place.email_id = message.email_id)
FROM outpost.message AS message JOIN public.emails AS email ON email.id = message.email_id
LEFT JOIN outpost.message_text AS texts ON texts.email_id = message.email_id
WHERE message.email_id = %s AND message.user_id = %s
"""


class DraftRepository:
    """Drafts of users. What changes is answered with what the journal notes."""

    def __init__(self, db: Database) -> None:
        self._db = db

    # -- questions ---------------------------------------------------------------------------

    def get(self, user_id: UUID, draft_id: UUID) -> Draft | None:
        """A draft with its newest revision, whether it is open or ended; None when it is gone."""
        row = self._db.row(
            f"{_ONE} WHERE draft.id = %s AND draft.user_id = %s", (draft_id, user_id)
        )
        return _draft(row) if row else None

    def open_rows(self, user_id: UUID, limit: int = 1_000) -> tuple[DraftRow, ...]:
        """The drafts somebody wrote in, the one changed last at the beginning."""
        rows = self._db.rows(
            f"{_ROW} WHERE draft.user_id = %s AND {_SEEN} "
            "ORDER BY coalesce(newest.at, draft.created_at) DESC, draft.id LIMIT %s",
            (user_id, limit),
        )
        return tuple(map(_row, rows))

    def count(self, user_id: UUID) -> int:
        """How many :meth:`open_rows` there are."""
        return int(
            self._db.value(
                "SELECT count(*) FROM outpost.draft AS draft WHERE user_id = %s AND ended = '' "
                "AND (ended_at IS NOT NULL OR EXISTS (SELECT FROM outpost.draft_revision "
                "WHERE draft_id = draft.id))",
                (user_id,),
            )
        )

    def of_conversation(self, user_id: UUID, conversation_id: UUID) -> DraftRow | None:
        """The open draft of a conversation that was changed last, or None."""
        row = self._db.row(
            f"{_ROW} WHERE draft.user_id = %s AND draft.conversation_id = %s AND {_SEEN} "
            "ORDER BY coalesce(newest.at, draft.created_at) DESC, draft.id LIMIT 1",
            (user_id, conversation_id),
        )
        return _row(row) if row else None

    def answering(self, user_id: UUID, email_id: UUID, how: How) -> Draft | None:
        """The open draft that answers a message, or passes it on, changed last; or None."""
        row = self._db.row(
            f"{_ONE} WHERE draft.user_id = %s AND draft.answers = %s AND draft.how = %s "
            f"AND {_SEEN} ORDER BY coalesce(newest.at, draft.created_at) DESC, draft.id LIMIT 1",
            (user_id, email_id, str(how)),
        )
        return _draft(row) if row else None

    def revisions(self, user_id: UUID, draft_id: UUID, limit: int) -> tuple[DraftRevision, ...]:
        """The revisions that stand, the newest at the beginning; an hour of writing leaves
        thousands."""
        rows = self._db.rows(
            "SELECT revision.n, revision.at, coalesce(left(revision.content->>'plain', 200), '') "
            "FROM outpost.draft_revision AS revision JOIN outpost.draft AS draft "
            "ON draft.id = revision.draft_id "
            "WHERE draft.id = %s AND draft.user_id = %s ORDER BY revision.n DESC LIMIT %s",
            (draft_id, user_id, limit),
        )
        return tuple(DraftRevision(*row) for row in rows)

    def revision(self, user_id: UUID, draft_id: UUID, n: int) -> DraftContent | None:
        """A draft as it was at a revision; None when that is gone."""
        row = self._db.row(
            "SELECT revision.content, draft.quote_html, draft.quote_plain "
            "FROM outpost.draft_revision AS revision JOIN outpost.draft AS draft "
            "ON draft.id = revision.draft_id "
            "WHERE draft.id = %s AND draft.user_id = %s AND revision.n = %s",
            (draft_id, user_id, n),
        )
        return content_of(row[0], Quote(row[1], row[2])) if row else None

    def original(
        self, user_id: UUID, email_id: UUID
    ) -> tuple[Original, str | None, str, bool, str, tuple[str, ...]] | None:
        """A message to be answered: what its row says, where its raw bytes are, its body and
        whether that is HTML, its text, and its Reply-To; None when it is gone."""
        row = self._db.row(_ORIGINAL, (email_id, user_id))
        if row is None:
            return None

        def named(role: str) -> tuple[Address, ...]:
            return tuple(
                Address(each.get("name") or "", each.get("email") or "")
                for each in row[8]
                if each.get("role") == role
            )

        original = Original(
            id=row[0],
            conversation_id=row[1],
            lead_id=row[2],
            message_id=row[3] if row[3].startswith("<") else None,
            in_reply_to=tuple(row[4]),
            references=tuple(row[5]),
            from_=Address(row[6], row[7]),
            to=named("to"),
            cc=named("cc"),
            bcc=named("bcc"),
            subject=row[9] or "",
            at=row[10],
            outbound=row[11],
            lies_in=tuple(row[17]),
        )
        return original, row[12], row[13] or "", row[14], row[15], tuple(row[16])

    def lead(self, user_id: UUID, lead_id: UUID) -> Address | None:
        """Who a lead is as somebody to write to; None when it is gone."""
        row = self._db.row(
            "SELECT contact_name, lower(email) FROM public.leads WHERE id = %s AND user_id = %s",
            (lead_id, user_id),
        )
        return Address(row[0] or "", row[1] or "") if row else None

    # -- writing -----------------------------------------------------------------------------

    def insert(self, user_id: UUID, draft: Draft) -> None:
        """Begin a draft, unless it was already: its content is what stands in it before anything
        is written. What it belongs to may be gone."""
        self._db.run(
            "INSERT INTO outpost.draft (id, user_id, mailbox_id, how, answers, conversation_id, "
            "lead_id, in_reply_to, refs, began, quote_html, quote_plain, created_at) "
            "SELECT %s, %s, (SELECT id FROM outpost.mailbox WHERE id = %s), %s, %s, "
            "(SELECT id FROM outpost.conversation WHERE id = %s AND user_id = %s), "
            "(SELECT id FROM public.leads WHERE id = %s AND user_id = %s), "
            "%s, %s, %s, %s, %s, %s "
            "ON CONFLICT (id) DO NOTHING",
            (
                draft.id, user_id, draft.mailbox_id, str(draft.how), draft.answers,
                draft.conversation_id, user_id, draft.lead_id, user_id, draft.in_reply_to or "",
                list(draft.references), Jsonb(content_record(draft.content, draft.quote)),
                draft.quote.html, draft.quote.plain, draft.changed_at,
            ),
        )  # fmt: skip

    def lock(self, user_id: UUID, draft_id: UUID) -> Draft | None:
        """As :meth:`get`, and nobody else writes to it until the transaction ends."""
        if not self._db.row(
            "SELECT 1 FROM outpost.draft WHERE id = %s AND user_id = %s FOR UPDATE",
            (draft_id, user_id),
        ):
            return None
        return self.get(user_id, draft_id)

    def append(self, user_id: UUID, draft: Draft, content: DraftContent, at: datetime) -> int:
        """Add a revision to a draft that is locked; its number."""
        self._db.run(
            "INSERT INTO outpost.draft_revision (draft_id, n, at, content) "
            "SELECT id, %s, %s, %s FROM outpost.draft WHERE id = %s AND user_id = %s",
            (
                draft.revision + 1,
                at,
                Jsonb(content_record(content, draft.quote)),
                draft.id,
                user_id,
            ),
        )
        if content.from_address and content.from_address != draft.content.from_address:
            self._db.run(
                "UPDATE outpost.draft SET mailbox_id = coalesce((SELECT id FROM outpost.mailbox "
                "WHERE user_id = %(user)s AND (address = %(from)s OR %(from)s = ANY(aliases)) "
                "ORDER BY position, created_at LIMIT 1), mailbox_id) "
                "WHERE id = %(draft)s AND user_id = %(user)s",
                {"user": user_id, "from": content.from_address, "draft": draft.id},
            )
        return draft.revision + 1

    def end(self, user_id: UUID, draft_id: UUID, how: str, at: datetime) -> RowChange | None:
        """Say that a draft is "queued" or "discarded", or open again (""); None when that is
        what it was, or it is gone."""
        row = self._db.row(
            "WITH standing AS (SELECT id, ended FROM outpost.draft WHERE id = %(draft)s "
            "AND user_id = %(user)s AND ended <> %(how)s FOR UPDATE) "
            "UPDATE outpost.draft AS draft SET ended = %(how)s, ended_at = %(at)s FROM standing "
            "WHERE draft.id = standing.id RETURNING standing.ended",
            {"draft": draft_id, "user": user_id, "how": how, "at": at},
        )
        if row is None:
            return None
        return RowChange(TABLE, draft_id, {"ended": row[0]}, {"ended": how})

    def forget(self, user_id: UUID, draft_id: UUID) -> bool:
        """Take away a draft that was begun and never written in; whether it was one."""
        return bool(
            self._db.run(
                "DELETE FROM outpost.draft AS draft WHERE id = %s AND user_id = %s "
                "AND ended = '' AND ended_at IS NULL AND NOT EXISTS "
                "(SELECT FROM outpost.draft_revision WHERE draft_id = draft.id)",
                (draft_id, user_id),
            )
        )

    # -- tidying -----------------------------------------------------------------------------

    def thin(self, before: datetime) -> int:
        """Of drafts that ended before, keep the newest revision and the last one of every ten
        minutes; what was begun before and never written in goes. How many rows went."""
        with self._db.transaction():
            thinned = self._db.run(
                "DELETE FROM outpost.draft_revision AS old USING outpost.draft AS draft "
                "WHERE draft.id = old.draft_id AND draft.ended <> '' AND draft.ended_at < %s "
                "AND EXISTS (SELECT FROM outpost.draft_revision AS newer "
                "  WHERE newer.draft_id = old.draft_id AND newer.n > old.n "
                "  AND floor(extract(epoch FROM newer.at) / 600) "
                "    = floor(extract(epoch FROM old.at) / 600))",
                (before,),
            )
            return thinned + self._db.run(
                "DELETE FROM outpost.draft AS draft WHERE ended = '' AND ended_at IS NULL "
                "AND created_at < %s AND NOT EXISTS "
                "(SELECT FROM outpost.draft_revision WHERE draft_id = draft.id)",
                (before,),
            )


def _draft(row: tuple[Any, ...]) -> Draft:
    quote = Quote(row[8], row[9])
    return Draft(
        id=row[0],
        how=How(row[1]),
        mailbox_id=row[2],
        answers=row[3],
        conversation_id=row[4],
        lead_id=row[5],
        in_reply_to=row[6] or None,
        references=tuple(row[7]),
        quote=quote,
        ended=row[10],
        content=content_of(row[11], quote),
        revision=row[12],
        changed_at=row[13],
    )


def _row(row: tuple[Any, ...]) -> DraftRow:
    people = (*(row[4] or ()), *(row[5] or ()), *(row[6] or ()))
    return DraftRow(
        id=row[0],
        how=How(row[1]),
        conversation_id=row[2],
        lead_id=row[3],
        to=tuple(each["name"] or each["email"] for each in people),
        subject=row[7] or "",
        snippet=snippet_of(row[8] or ""),
        files=row[9],
        changed_at=row[10],
    )
