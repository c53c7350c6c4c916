"""What doctor asks the database: versions, counts, and whether derived rows say the truth."""

from __future__ import annotations

from typing import Any

from desktop_app.data.contract import CONTRACT
from desktop_app.data.database import Database
from desktop_app.data.migrations import check_contract

# Each counts rows that should not be; the sentence says what is wrong with them.
_CHECKS: tuple[tuple[str, str], ...] = (
    (
        "messages without text or conversation",
        "SELECT count(*) FROM public.emails e "
        "JOIN outpost.message m ON m.email_id = e.id "
        "LEFT JOIN outpost.message_text t ON t.email_id = e.id WHERE t.email_id IS NULL",
    ),
    (
        "conversations whose counts disagree with their messages",
        "SELECT count(*) FROM outpost.conversation c LEFT JOIN ("
        "  SELECT m.conversation_id, count(*) AS messages, "
        "    count(*) FILTER (WHERE e.status = 'unread') AS unread "
        "  FROM outpost.message m JOIN public.emails e ON e.id = m.email_id "
        "  GROUP BY m.conversation_id) s ON s.conversation_id = c.id "
        "WHERE (c.message_count, c.unread_count) IS DISTINCT FROM (s.messages, s.unread)",
    ),
    (
        "messages whose thread is not that of their conversation",
        "SELECT count(*) FROM outpost.message m "
        "JOIN outpost.conversation c ON c.id = m.conversation_id "
        "JOIN public.emails e ON e.id = m.email_id "
        "WHERE c.thread_id IS NOT NULL AND e.thread_id IS DISTINCT FROM c.thread_id",
    ),
    (
        "leads that lists do not find",
        "SELECT count(*) FROM public.leads l LEFT JOIN outpost.lead_index i ON i.lead_id = l.id "
        "WHERE i.lead_id IS NULL OR i.company_key <> outpost.sort_key(l.company) "
        "OR i.last_contact_at IS DISTINCT FROM l.last_contact_at",
    ),
    (
        "conversations whose state is not that of their thread",
        "SELECT count(*) FROM outpost.conversation c "
        "JOIN public.email_threads t ON t.id = c.thread_id WHERE t.status <> c.state",
    ),
)

_INVALID_INDEXES = """
SELECT indexrelid::regclass::text FROM pg_index
JOIN pg_class ON pg_class.oid = indexrelid
WHERE NOT indisvalid AND relnamespace IN ('public'::regnamespace, 'outpost'::regnamespace)
"""


def examine(db: Database) -> dict[str, Any]:
    """Look at the whole database, which takes seconds where there is much.

    Returns ``postgres`` (version), ``size`` (bytes), ``counts`` (rows of each table of the
    contract, and of conversations and broken messages) and ``problems`` (sentences; none when
    all is well).
    """
    with db.connection():
        counts = {
            table.name: db.value(f'SELECT count(*) FROM public."{table.name}"')  # noqa: S608
            for table in CONTRACT
        }
        counts["conversations"] = db.value("SELECT count(*) FROM outpost.conversation")
        counts["broken_messages"] = db.value("SELECT count(*) FROM outpost.broken_message")
        problems = [str(mismatch) for mismatch in check_contract(db)]
        problems += [f"the index {name} is not valid" for (name,) in db.rows(_INVALID_INDEXES)]
        for words, sql in _CHECKS:
            if found := db.value(sql):
                problems.append(f"{found:,} {words}")
        return {
            "postgres": db.value("SHOW server_version"),
            "size": db.value("SELECT pg_database_size(current_database())"),
            "counts": counts,
            "problems": problems,
        }
