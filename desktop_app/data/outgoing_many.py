"""Many mails put into the outbox at once, each with the draft that it can become again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.data.outgoing import TABLE, NewOutgoing
from desktop_app.domain.drafting import content_record
from desktop_app.domain.outgoing import DraftContent, How, Quote


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A mail that is queued, and what its draft says."""

    mail: NewOutgoing
    content: DraftContent
    how: How = How.NEW
    in_reply_to: str = ""
    references: tuple[str, ...] = ()


class ManyOutgoing:
    """Writes letters by COPY, in the caller's transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def insert(
        self, user_id: UUID, letters: Sequence[NewLetter], merge_id: UUID | None = None
    ) -> None:
        """Add letters, whose ids nobody has yet."""
        self._copy(
            "outpost.draft (id, user_id, mailbox_id, how, answers, conversation_id, lead_id, "
            "in_reply_to, refs, began, ended, created_at, ended_at)",
            "uuid uuid uuid text uuid uuid uuid text text[] jsonb text timestamptz timestamptz",
            (
                (
                    mail.draft_id, user_id, mail.mailbox_id, str(each.how), mail.answers,
                    mail.conversation_id, mail.lead_id, each.in_reply_to, list(each.references),
                    Jsonb(content_record(each.content, Quote())), "queued", mail.queued_at,
                    mail.queued_at,
                )
                for each in letters
                for mail in (each.mail,)
            ),
        )  # fmt: skip
        self._copy(
            f"{TABLE} (id, user_id, mailbox_id, draft_id, answers, conversation_id, lead_id, "
            "message_id, raw_url, size, envelope_from, envelope_to, subject, due_at, wanted_at, "
            "zone, guard, queued_at, merge_id)",
            "uuid uuid uuid uuid uuid uuid uuid text text int8 text text[] text timestamptz "
            "timestamptz text jsonb timestamptz uuid",
            (
                (
                    mail.id, user_id, mail.mailbox_id, mail.draft_id, mail.answers,
                    mail.conversation_id, mail.lead_id, mail.message_id, mail.raw_url, mail.size,
                    mail.envelope_from, list(mail.envelope_to), mail.subject, mail.due_at,
                    mail.wanted_at, mail.zone, Jsonb(asdict(mail.guard)), mail.queued_at, merge_id,
                )
                for each in letters
                for mail in (each.mail,)
            ),
        )  # fmt: skip

    def _copy(self, target: str, types: str, rows: Iterable[tuple[Any, ...]]) -> None:
        with (
            self._db.raw().cursor() as cursor,
            cursor.copy(f"COPY {target} FROM STDIN (FORMAT BINARY)") as copy,
        ):
            copy.set_types(types.split())
            for row in rows:
                copy.write_row(row)
