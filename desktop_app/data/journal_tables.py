"""What the journal can undo: the tables, and what it has to know of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop_app.data.database import Database
from desktop_app.domain.changes import Kind
from desktop_app.domain.lead_fields import CUSTOM
from desktop_app.domain.zones import zone_or_utc


@dataclass(frozen=True, slots=True)
class Journalled:
    """A table whose rows have a column ``id`` (uuid).

    Args:
        kind: what views are told when its rows change.
        noun: what people call one row; its plural ends in "s".
        called: SQL for what people call a row, over ``standing``.
        owner: the column that says whose a row is.
        lead: the column that says which lead it belongs to, or None.
        hangs: rows go when their lead goes, and come back with it.
        derived: columns that follow from other rows: what stands in them is nobody's decision,
            so that a difference is no reason to ask.
        slight: a remark about other rows: that it cannot come back, because one of them is gone,
            is no reason to ask either.
    """

    kind: Kind
    noun: str
    called: str
    owner: str = "user_id"
    lead: str | None = None
    hangs: bool = False
    derived: frozenset[str] = frozenset()
    slight: bool = False


_FOLLOWS_MAIL = frozenset(
    {"last_message", "last_contact_at", "days_since_contact", "has_ai_draft", "ai_suggestion"}
)

TABLES: Mapping[str, Journalled] = {
    "public.leads": Journalled(
        Kind.LEADS | Kind.CONVERSATIONS,  # a conversation shows how warm its lead is
        "lead",
        "concat_ws(', ', standing.contact_name, standing.company)",
        lead="id",
        derived=_FOLLOWS_MAIL,
    ),
    "public.ai_insights": Journalled(
        Kind.INSIGHTS | Kind.WRITING | Kind.LEADS,  # a draft is one, and its lead says so
        "insight",
        "standing.content",
        lead="lead_id",
        hangs=True,
    ),
    "public.actions": Journalled(
        Kind.ACTIONS | Kind.LEADS | Kind.CONVERSATIONS,  # a lead has open ones; one may be a snooze
        "action",
        "coalesce(nullif(standing.description, ''), standing.type)",
        lead="lead_id",
        hangs=True,
    ),
    # Behind the actions, which are its steps: they go with the lead, and come back, as they are.
    "outpost.enrolment_step": Journalled(
        Kind.SEQUENCES, "step", "standing.name", lead="lead_id", hangs=True, slight=True
    ),
    "outpost.enrolment": Journalled(
        Kind.SEQUENCES,
        "enrolment",
        "(SELECT name FROM outpost.sequence AS held WHERE held.id = standing.sequence_id)",
        lead="lead_id",
        hangs=True,
        derived=frozenset({"clock", "revision", "absence", "meetings"}),
    ),
    "public.email_threads": Journalled(
        Kind.CONVERSATIONS,
        "conversation",
        "standing.subject",
        lead="lead_id",
        hangs=True,
        derived=frozenset({"lead_id", "subject", "thread_identifier"}),
    ),
    "public.emails": Journalled(
        Kind.MESSAGES | Kind.CONVERSATIONS,
        "message",
        "standing.subject",
        lead="lead_id",
        derived=frozenset({"thread_id"}),
    ),
    "public.email_templates": Journalled(Kind.TEMPLATES, "template", "standing.name"),
    "outpost.shared_template": Journalled(Kind.TEMPLATES, "share", "'Shared with the team'"),
    "public.users": Journalled(Kind.USERS, "profile", "'Your profile'", owner="id"),
    "outpost.custom_field": Journalled(Kind.LEADS, "field", "standing.title"),
    "outpost.lead_duplicate": Journalled(
        Kind.DUPLICATES,
        "pair",
        "'Possible duplicates'",
        derived=frozenset({"score", "reason"}),
        slight=True,
    ),
    "outpost.message_flag": Journalled(Kind.MESSAGES | Kind.CONVERSATIONS, "flag", "'A flag'"),
    "outpost.picture_sender": Journalled(Kind.MESSAGES, "sender", "standing.address"),
    "outpost.draft": Journalled(
        Kind.DRAFTS | Kind.CONVERSATIONS, "draft", "'Draft'", lead="lead_id"
    ),
    "outpost.action_rule": Journalled(Kind.ACTIONS, "rule", "standing.name"),
    "outpost.setting": Journalled(Kind.METRICS, "setting", "'Your working hours'"),  # they alone
    "outpost.saved_view": Journalled(Kind.VIEWS, "view", "standing.name"),
    "outpost.mailbox": Journalled(
        Kind.MAILBOXES,
        "mailbox",
        "standing.address",
        derived=frozenset({"files_sent", "state", "said", "looked_at", "wanted_at"}),
    ),
    "outpost.conversation": Journalled(
        Kind.CONVERSATIONS,
        "conversation",
        "standing.subject",
        lead="lead_id",
        derived=frozenset({"lead_id", "thread_id"}),
    ),
    "outpost.sequence": Journalled(Kind.SEQUENCES, "sequence", "standing.name"),
    "outpost.sequence_step": Journalled(
        Kind.SEQUENCES, "step", "standing.name", derived=frozenset({"revision"})
    ),
    "outpost.outgoing": Journalled(Kind.OUTBOX, "mail", "standing.subject", lead="lead_id"),
}
"""By ``schema.table``. Tables that hang on a lead stand in the order in which their rows go."""


def journalled(table: str) -> Journalled:
    """A table's facts.

    Raises:
        ValueError: the journal cannot undo changes of it.
    """
    found = TABLES.get(table)
    if found is None:
        raise ValueError(f"the journal cannot undo changes of {table}")
    return found


def zone_of(db: Database, user_id: UUID) -> ZoneInfo:
    """A user's time zone, on whose clock they read moments; UTC where its name means nothing."""
    return zone_or_utc(db.value("SELECT timezone FROM public.users WHERE id = %s", (user_id,)))


def custom_titles(db: Database, user_id: UUID) -> dict[str, str]:
    """What a user's custom fields are called, by ``custom.<key>``."""
    rows = db.rows("SELECT key, title FROM outpost.custom_field WHERE user_id = %s", (user_id,))
    return {CUSTOM + key: title for key, title in rows}
