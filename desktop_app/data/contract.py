"""The contract as data: the 13 tables that other programs read and write too.

``sql/0001_contract.sql`` makes them where they are absent; this is what standing ones are held
against, column by column. Types are spelled as Postgres' ``format_type`` spells them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

NOW = "now()"
NEW_UUID = "uuid_generate_v4()"


@dataclass(frozen=True, slots=True)
class Column:
    """``default`` is in the normal form of :func:`normal_default`, None without one."""

    name: str
    type: str
    nullable: bool = True
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the contract; ``unique`` without the primary key, which is always ``id``."""

    name: str
    columns: tuple[Column, ...]
    unique: tuple[tuple[str, ...], ...] = field(default=())


def _text(name: str, default: str | None = None) -> Column:
    return Column(name, "text", default=default)


def _needed(name: str, type_: str = "text", default: str | None = None) -> Column:
    return Column(name, type_, nullable=False, default=default)


def _time(name: str, default: str | None = None) -> Column:
    return Column(name, "timestamp with time zone", default=default)


def _number(name: str, default: str | None = None) -> Column:
    return Column(name, "integer", default=default)


_MADE = (_time("created_at", NOW), _time("updated_at", NOW))
_MADE_CAMEL = (_time("createdAt", NOW), _time("updatedAt", NOW))
_ID = _needed("id", "uuid", NEW_UUID)
_OWNER = _needed("user_id", "uuid")
_EXPIRES = _needed("expiresAt", "timestamp with time zone")
_METADATA = Column("metadata", "jsonb", default="'{}'")

CONTRACT: tuple[Table, ...] = (
    Table(
        "user",
        (
            _needed("id"),
            _text("name"),
            _needed("email"),
            Column("emailVerified", "boolean", default="false"),
            _text("image"),
            *_MADE_CAMEL,
        ),
        (("email",),),
    ),
    Table(
        "session",
        (
            _needed("id"),
            _EXPIRES,
            _needed("token"),
            *_MADE_CAMEL,
            _text("ipAddress"),
            _text("userAgent"),
            _needed("userId"),
        ),
        (("token",),),
    ),
    Table(
        "account",
        (
            _needed("id"),
            _needed("accountId"),
            _needed("providerId"),
            _needed("userId"),
            _text("accessToken"),
            _text("refreshToken"),
            _text("idToken"),
            _time("accessTokenExpiresAt"),
            _time("refreshTokenExpiresAt"),
            _text("scope"),
            _text("password"),
            *_MADE_CAMEL,
        ),
        (("providerId", "accountId"),),
    ),
    Table(
        "verification",
        (_needed("id"), _needed("identifier"), _needed("value"), _EXPIRES, *_MADE_CAMEL),
    ),
    Table(
        "users",
        (
            _needed("id", "uuid"),
            _needed("email"),
            _text("full_name"),
            _text("avatar_url"),
            _text("timezone", "'UTC'"),
            _text("email_signature"),
            *_MADE,
        ),
    ),
    Table(
        "leads",
        (
            _ID,
            _OWNER,
            _needed("company"),
            _needed("contact_name"),
            _needed("email"),
            _text("phone"),
            _text("website"),
            _text("industry"),
            _text("company_size"),
            _needed("status", default="'warm'"),
            _text("last_message"),
            _time("last_contact_at"),
            _number("days_since_contact", "0"),
            _text("ai_suggestion"),
            Column("has_ai_draft", "boolean", default="false"),
            _METADATA,
            *_MADE,
        ),
        (("user_id", "email"),),
    ),
    Table(
        "email_threads",
        (
            _ID,
            _OWNER,
            _needed("lead_id", "uuid"),
            _needed("subject"),
            _text("thread_identifier"),
            _needed("status", default="'active'"),
            *_MADE,
        ),
    ),
    Table(
        "emails",
        (
            _ID,
            _OWNER,
            Column("thread_id", "uuid"),
            Column("lead_id", "uuid"),
            _text("message_id"),
            _needed("from_email"),
            _needed("to_email"),
            Column("cc", "text[]"),
            Column("bcc", "text[]"),
            _needed("subject"),
            _needed("body"),
            _needed("direction"),
            _needed("status", default="'unread'"),
            _time("sent_at"),
            _time("received_at"),
            *_MADE,
        ),
    ),
    Table(
        "actions",
        (
            _ID,
            _OWNER,
            Column("lead_id", "uuid"),
            Column("email_id", "uuid"),
            _needed("type"),
            _needed("status", default="'pending'"),
            _needed("priority", default="'medium'"),
            _time("due_date"),
            _text("description"),
            _METADATA,
            *_MADE,
        ),
    ),
    Table(
        "ai_insights",
        (
            _ID,
            _OWNER,
            Column("lead_id", "uuid"),
            Column("email_id", "uuid"),
            _needed("insight_type"),
            _needed("content"),
            Column("confidence", "numeric"),
            _METADATA,
            *_MADE,
        ),
    ),
    Table(
        "performance_metrics",
        (
            _ID,
            _OWNER,
            _needed("metric_date", "date"),
            _number("emails_sent", "0"),
            _number("emails_received", "0"),
            Column("reply_rate", "numeric"),
            _number("avg_response_time"),
            _number("leads_contacted", "0"),
            _number("meetings_scheduled", "0"),
            *_MADE,
        ),
        (("user_id", "metric_date"),),
    ),
    Table(
        "email_templates",
        (
            _ID,
            _OWNER,
            _needed("name"),
            _needed("subject"),
            _needed("body"),
            _needed("tone", default="'professional'"),
            _text("category"),
            Column("is_default", "boolean", default="false"),
            *_MADE,
        ),
    ),
    Table(
        "email_attachments",
        (
            _ID,
            _needed("email_id", "uuid"),
            _needed("filename"),
            _number("file_size"),
            _text("content_type"),
            _text("storage_url"),
            _time("created_at", NOW),
        ),
    ),
)

_SAME_AS = {
    "current_timestamp": NOW,
    "transaction_timestamp()": NOW,
    "gen_random_uuid()": NEW_UUID,
    "null": None,
}


def normal_default(expression: str | None) -> str | None:
    """A column's default as Postgres prints it, in one spelling for what means the same.

    Casts and the schema of a function are left out; ``CURRENT_TIMESTAMP`` is ``now()``, and
    ``gen_random_uuid()`` (which draws the same version 4 UUIDs) ``uuid_generate_v4()``.
    """
    if expression is None:
        return None
    text = expression.strip().strip("()") if expression.startswith("(") else expression.strip()
    literal, cast, _ = text.rpartition("::")
    if cast and not literal.endswith("("):
        text = literal
    if text.endswith(")") and not text.startswith("'"):
        text = text.rpartition(".")[2]
    if text.startswith("'"):
        return text
    text = text.lower()
    return _SAME_AS.get(text, text)
