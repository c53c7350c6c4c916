"""What the doctor says of a database: versions, counts, and whether the derived rows are true."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.data.contract import CONTRACT
from desktop_app.data.database import Database
from desktop_app.data.migrations import Mismatch, check_contract, schema_version
from desktop_app.domain.language import plural

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

# Each asks how many rows are not as they should be, and says it.
_CHECKS: Sequence[tuple[Callable[[int], str], str]] = (
    (
        lambda n: plural(
            "{n} messages without their text",
            "{n} message without its text", n,
        ),
        """
        SELECT count(*) FROM outpost.message AS message WHERE NOT EXISTS (
            SELECT FROM outpost.message_text AS held WHERE held.email_id = message.email_id)""",
    ),
    (
        lambda n: plural(
            "{n} conversations without a message",
            "{n} conversation without a message", n,
        ),
        """
        SELECT count(*) FROM outpost.conversation AS talk WHERE NOT EXISTS (
            SELECT FROM outpost.message AS message WHERE message.conversation_id = talk.id)""",
    ),
    (
        lambda n: plural(
            "{n} conversations whose counts disagree with their messages",
            "{n} conversation whose counts disagree with its messages", n,
        ),
        """
        SELECT count(*) FROM outpost.conversation AS talk JOIN (
            SELECT message.conversation_id AS id, count(*) AS messages,
                   count(*) FILTER (WHERE email.status = 'unread') AS unread,
                   sum(message.attachment_count) AS attachments
            FROM outpost.message AS message
            JOIN public.emails AS email ON email.id = message.email_id
            GROUP BY message.conversation_id) AS counted USING (id)
        WHERE (talk.message_count, talk.unread_count, talk.attachment_count)
            IS DISTINCT FROM (counted.messages, counted.unread, counted.attachments)""",
    ),
    (
        lambda n: plural(
            "{n} conversations that disagree with their thread",
            "{n} conversation that disagrees with its thread", n,
        ),
        """
        SELECT count(*) FROM outpost.conversation AS talk
        JOIN public.email_threads AS thread ON thread.id = talk.thread_id
        WHERE (talk.state, talk.lead_id) IS DISTINCT FROM (thread.status, thread.lead_id)""",
    ),
    (
        lambda n: plural(
            "{n} leads missing in the index of leads",
            "{n} lead missing in the index of leads", n,
        ),
        """
        SELECT count(*) FROM public.leads AS lead WHERE NOT EXISTS (
            SELECT FROM outpost.lead_index AS held WHERE held.lead_id = lead.id)""",
    ),
    (
        lambda n: plural(
            "{n} leads whose index disagrees",
            "{n} lead whose index disagrees", n,
        ),
        """
        SELECT count(*) FROM public.leads AS lead
        JOIN outpost.lead_index AS held ON held.lead_id = lead.id
        WHERE (held.user_id, held.status_rank, held.has_draft, held.last_contact_at)
            IS DISTINCT FROM (lead.user_id, outpost.status_rank(lead.status),
                              coalesce(lead.has_ai_draft, false), lead.last_contact_at)""",
    ),
    (
        lambda n: plural(
            "{n} people without a profile",
            "{n} person without a profile", n,
        ),
        """
        SELECT count(*) FROM public."user" AS auth WHERE NOT EXISTS (
            SELECT FROM public.users AS profile
            WHERE profile.id = outpost.user_uuid(auth.id))""",
    ),
)  # fmt: skip


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
        faults: what is wrong, and in how many rows, in words; empty when all is well.
    """

    server_version: str
    schema_version: str
    size: int
    counts: Mapping[str, int]
    invalid_indexes: tuple[str, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()
    faults: tuple[str, ...] = ()

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
        faults = [(said, int(db.value(query))) for said, query in _CHECKS]
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
            faults=tuple(said(count) for said, count in faults if count),
        )
