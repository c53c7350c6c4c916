"""What the doctor says of a database: versions, counts, and whether the derived rows are true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.data.contract import CONTRACT
from desktop_app.data.database import Database
from desktop_app.data.migrations import Mismatch, check_contract, schema_version
from desktop_app.domain.language import mark

_OUTPOST_COUNTED = (
    "conversation",
    "message",
    "message_text",
    "message_signal",
    "lead_index",
    "lead_address",
    "broken_message",
    "job",
    "journal",
    "journal_change",
)

# Each answers how many rows are not as they should be; the words say what that means.
_CHECKS: Mapping[str, str] = {
    mark("messages without their text"): """
        SELECT count(*) FROM outpost.message AS message WHERE NOT EXISTS (
            SELECT FROM outpost.message_text AS held WHERE held.email_id = message.email_id)""",
    mark("conversations without a message"): """
        SELECT count(*) FROM outpost.conversation AS talk WHERE NOT EXISTS (
            SELECT FROM outpost.message AS message WHERE message.conversation_id = talk.id)""",
    mark("conversations whose counts disagree with their messages"): """
        SELECT count(*) FROM outpost.conversation AS talk JOIN (
            SELECT message.conversation_id AS id, count(*) AS messages,
                   count(*) FILTER (WHERE email.status = 'unread') AS unread,
                   sum(message.attachment_count) AS attachments
            FROM outpost.message AS message
            JOIN public.emails AS email ON email.id = message.email_id
            GROUP BY message.conversation_id) AS counted USING (id)
        WHERE (talk.message_count, talk.unread_count, talk.attachment_count)
            IS DISTINCT FROM (counted.messages, counted.unread, counted.attachments)""",
    mark("conversations that disagree with their thread"): """
        SELECT count(*) FROM outpost.conversation AS talk
        JOIN public.email_threads AS thread ON thread.id = talk.thread_id
        WHERE (talk.state, talk.lead_id) IS DISTINCT FROM (thread.status, thread.lead_id)""",
    mark("leads missing in the index of leads"): """
        SELECT count(*) FROM public.leads AS lead WHERE NOT EXISTS (
            SELECT FROM outpost.lead_index AS held WHERE held.lead_id = lead.id)""",
    mark("leads whose index disagrees"): """
        SELECT count(*) FROM public.leads AS lead
        JOIN outpost.lead_index AS held ON held.lead_id = lead.id
        WHERE (held.user_id, held.status_rank, held.has_draft, held.last_contact_at)
            IS DISTINCT FROM (lead.user_id, outpost.status_rank(lead.status),
                              coalesce(lead.has_ai_draft, false), lead.last_contact_at)""",
    mark("people without a profile"): """
        SELECT count(*) FROM public."user" AS auth WHERE NOT EXISTS (
            SELECT FROM public.users AS profile
            WHERE profile.id = outpost.user_uuid(auth.id))""",
}


@dataclass(frozen=True, slots=True)
class Health:
    """The state of a database.

    Args:
        server_version: as the server says it ("18.4").
        schema_version: the newest schema file applied.
        size: of the database, in bytes.
        counts: rows by table ("public.leads").
        invalid_indexes: names of indexes that an interrupted build left useless.
        mismatches: where standing tables differ from the contract.
        faults: what is wrong, and in how many rows; empty when all is well.
    """

    server_version: str
    schema_version: str
    size: int
    counts: Mapping[str, int]
    invalid_indexes: tuple[str, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()
    faults: Mapping[str, int] = field(default_factory=dict)

    @property
    def well(self) -> bool:
        return not (self.invalid_indexes or self.mismatches or self.faults)


def examine(db: Database) -> Health:
    """Look at everything; reads every table once, so it takes seconds on a large database."""
    names = [f'public."{table.name}"' for table in CONTRACT]
    names += [f"outpost.{name}" for name in _OUTPOST_COUNTED]
    # One snapshot: an import that runs meanwhile must not look like a fault.
    with db.connection(), db.peewee.transaction("REPEATABLE READ"):
        counts = {
            name.replace('"', ""): int(db.value(f"SELECT count(*) FROM {name}"))  # noqa: S608
            for name in names
        }
        faults = {said: int(db.value(query)) for said, query in _CHECKS.items()}
        return Health(
            server_version=str(db.value("SHOW server_version")),
            schema_version=schema_version(db),
            size=int(db.value("SELECT pg_database_size(current_database())")),
            counts=counts,
            invalid_indexes=tuple(
                row[0]
                for row in db.rows(
                    "SELECT indexrelid::regclass::text FROM pg_index "
                    "WHERE NOT (indisvalid AND indisready) ORDER BY 1"
                )
            ),
            mismatches=tuple(check_contract(db)),
            faults={said: count for said, count in faults.items() if count},
        )
