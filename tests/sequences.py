"""What tests of sequences share: a mailer that keeps book, and mail as it comes and goes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.engine.sequences import CannotQueue, Queued


class FakeMailer:
    """Queues mails as rows of the outbox; the same key never twice.

    ``refuses`` are leads whose mail cannot be written, with the reason; ``fails`` what is raised.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self.refuses: dict[UUID, str] = {}
        self.fails: dict[UUID, Exception] = {}
        self.asked: list[tuple[UUID, UUID, str, datetime, UUID | None]] = []

    def queue(self, user_id, lead_id, template_id, *, key, at, conversation):
        self.asked.append((lead_id, template_id, key, at, conversation))
        if lead_id in self.fails:
            raise self.fails[lead_id]
        if lead_id in self.refuses:
            return CannotQueue(self.refuses[lead_id])
        made = uuid4()
        self._db.run(
            "INSERT INTO outpost.outgoing (id, user_id, conversation_id, lead_id, message_id, "
            "raw_url, size, envelope_from, envelope_to, subject, due_at, queued_at) "
            "VALUES (%s, %s, %s, %s, %s, '', 1, 'robin@rep.example', '{}', %s, %s, %s)",
            (made, user_id, conversation, lead_id, f"<{key}@rep.example>", key, at, at),
        )
        return Queued(made)


def keys(db: Database, *states: str) -> list[str]:
    """The keys of mails in the outbox, in the order of their queueing."""
    rows = db.rows(
        "SELECT subject FROM outpost.outgoing WHERE state = ANY(%s) OR %s "
        "ORDER BY queued_at, subject",
        (list(states), not states),
    )
    return [row[0] for row in rows]


def arrive(
    db: Database,
    user_id: UUID,
    lead_id: UUID,
    at: datetime,
    *,
    kind: str = "human",
    outbound: bool = False,
    signal: dict | None = None,
    message_id: str = "",
    answers: str = "",
    address: str = "",
    known: bool = True,
) -> UUID:
    """A message of a lead as the rows that it becomes; quick enough for thousands."""
    made, talk = uuid4(), uuid4()
    identity = message_id or f"<{made}@lead.example>"
    with db.transaction():
        db.run(
            "INSERT INTO outpost.conversation (id, user_id, root_message_id, subject, subject_key, "
            "first_at, last_at, message_count, unread_count, attachment_count, with_name, "
            "with_email, snippet, last_outbound) "
            "VALUES (%s, %s, %s, '', '', %s, %s, 1, 0, 0, '', '', '', false)",
            (talk, user_id, identity, at, at),
        )
        db.run(
            "INSERT INTO public.emails (id, user_id, lead_id, message_id, from_email, to_email, "
            "subject, body, direction, status, sent_at, received_at) "
            "VALUES (%s, %s, %s, %s, '', '', '', '', %s, 'read', %s, %s)",
            (made, user_id, lead_id if known else None, identity,
             "outbound" if outbound else "inbound", at, None if outbound else at),
        )  # fmt: skip
        db.run(
            "INSERT INTO outpost.message (email_id, user_id, conversation_id, identity, at, "
            "outbound, kind, from_name, from_email, in_reply_to, root_candidate, subject_key, "
            "orphan_reply, is_html, snippet, content_hash, origin) VALUES (%s, %s, %s, %s, %s, %s, "
            "%s, '', %s, %s, %s, '', false, false, '', '', 'mailbox')",
            (made, user_id, talk, identity, at, outbound, kind,
             "" if outbound else address, [answers] if answers else [],
             identity),
        )  # fmt: skip
        if address:
            db.run(
                "INSERT INTO outpost.message_address (user_id, address, email_id, role) "
                "VALUES (%s, %s, %s, %s)",
                (user_id, address, made, "to" if outbound else "from"),
            )
        if signal is not None:
            db.run(
                "INSERT INTO outpost.message_signal (email_id, user_id, signal, returns_on, "
                "failed, permanent, method, accepted) "
                "SELECT %s, %s, given.signal, given.returns_on, "
                "coalesce(given.failed, '{}'), given.permanent, given.method, "
                "coalesce(given.accepted, '{}') "
                "FROM jsonb_populate_record(NULL::outpost.message_signal, %s) AS given",
                (made, user_id, Jsonb(signal)),
            )
    return made


_DELIVER = """
WITH gone AS (
    SELECT mail.id, mail.lead_id, mail.message_id, gen_random_uuid() AS email,
        gen_random_uuid() AS talk, lower(lead.email) AS address, %(user)s::uuid AS owner
    FROM outpost.outgoing AS mail LEFT JOIN public.leads AS lead ON lead.id = mail.lead_id
    WHERE mail.state = 'sending' AND mail.user_id = %(user)s),
talks AS (
    INSERT INTO outpost.conversation (id, user_id, root_message_id, subject, subject_key, first_at,
        last_at, message_count, unread_count, attachment_count, with_name, with_email, snippet,
        last_outbound)
    SELECT talk, owner, message_id, '', '', %(now)s, %(now)s, 1, 0, 0, '', '', '', true FROM gone),
letters AS (
    INSERT INTO public.emails (id, user_id, lead_id, message_id, from_email, to_email, subject,
        body, direction, status, sent_at)
    SELECT email, owner, lead_id, message_id, '', '', '', '', 'outbound', 'read', %(now)s
    FROM gone),
messages AS (
    INSERT INTO outpost.message (email_id, user_id, conversation_id, identity, at, outbound, kind,
        from_name, from_email, root_candidate, subject_key, orphan_reply, is_html, snippet,
        content_hash, origin)
    SELECT email, owner, talk, message_id, %(now)s, true, 'human', '', '', message_id, '', false,
        false, '', '', 'composed' FROM gone),
addresses AS (
    INSERT INTO outpost.message_address (user_id, address, email_id, role)
    SELECT owner, address, email, 'to' FROM gone WHERE address IS NOT NULL)
UPDATE outpost.outgoing AS mail SET state = 'delivered', delivered_at = %(now)s,
    email_id = gone.email FROM gone WHERE gone.id = mail.id
"""


def deliver_all(db: Database, user_id: UUID, now: datetime) -> int:
    """The outbox does its work: what is queued leaves, and becomes messages of the leads."""
    with db.transaction():
        db.run(
            "UPDATE outpost.outgoing SET state = 'sending' WHERE state = 'queued' AND user_id = %s",
            (user_id,),
        )
        return db.run(_DELIVER, {"user": user_id, "now": now})
