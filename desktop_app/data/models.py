"""peewee models of the contract's 13 tables; ``sql/0001_contract.sql`` is what makes them.

The models are bound to no server: queries name theirs (``query.execute(db.peewee)``), since a
process may hold several databases. Times are timezone-aware, UTC.
"""

from __future__ import annotations

from typing import Any

import peewee
from peewee import (
    BooleanField,
    DateField,
    DecimalField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
    UUIDField,
)
from playhouse.postgres_ext import (
    ArrayField,
    BinaryJSONField,
    DateTimeTZField,
    PooledPsycopg3Database,
)

# Speaks psycopg 3's dialect and never connects.
dialect = PooledPsycopg3Database(None, autoconnect=False, prefer_psycopg3=True)


def _default(sql: str) -> list[Any]:
    return [peewee.SQL(f"DEFAULT {sql}")]


class Numeric(DecimalField):
    """DECIMAL without bounds, as the contract has it."""

    def get_modifiers(self) -> Any:
        return None

    def db_value(self, value: Any) -> Any:
        return value


def _time(column: str | None = None, *, null: bool = True, default: bool = False) -> Any:
    return DateTimeTZField(
        column_name=column, null=null, constraints=_default("now()") if default else None
    )


def _metadata() -> Any:
    return BinaryJSONField(null=True, index=False, constraints=_default("'{}'"))


def _key(model: Any, column: str, *, null: bool = False, on_delete: str = "CASCADE") -> Any:
    return ForeignKeyField(
        model, column_name=column, null=null, on_delete=on_delete, backref="+", index=False
    )


class _Table(Model):
    class Meta:
        database = dialect
        schema = "public"
        legacy_table_names = False


class _Own(_Table):
    """A table of the work: UUID key by default, times of making and changing."""

    id = UUIDField(primary_key=True, constraints=_default("public.uuid_generate_v4()"))


class AuthUser(_Table):
    """Who may sign in (Better Auth)."""

    id = TextField(primary_key=True)
    name = TextField(null=True)
    email = TextField(unique=True)
    email_verified = BooleanField(
        column_name="emailVerified", null=True, constraints=_default("false")
    )
    image = TextField(null=True)
    created_at = _time("createdAt", default=True)
    updated_at = _time("updatedAt", default=True)

    class Meta:
        table_name = "user"


class Session(_Table):
    """A living sign-in."""

    id = TextField(primary_key=True)
    expires_at = _time("expiresAt", null=False)
    token = TextField(unique=True)
    created_at = _time("createdAt", default=True)
    updated_at = _time("updatedAt", default=True)
    ip_address = TextField(column_name="ipAddress", null=True)
    user_agent = TextField(column_name="userAgent", null=True)
    user = _key(AuthUser, "userId")

    class Meta:
        table_name = "session"


class Account(_Table):
    """A way to sign in: a password, or a provider."""

    id = TextField(primary_key=True)
    account_id = TextField(column_name="accountId")
    provider_id = TextField(column_name="providerId")
    user = _key(AuthUser, "userId")
    access_token = TextField(column_name="accessToken", null=True)
    refresh_token = TextField(column_name="refreshToken", null=True)
    id_token = TextField(column_name="idToken", null=True)
    access_token_expires_at = _time("accessTokenExpiresAt")
    refresh_token_expires_at = _time("refreshTokenExpiresAt")
    scope = TextField(null=True)
    password = TextField(null=True)
    created_at = _time("createdAt", default=True)
    updated_at = _time("updatedAt", default=True)

    class Meta:
        table_name = "account"
        indexes = ((("provider_id", "account_id"), True),)


class Verification(_Table):
    """A code that proves an address."""

    id = TextField(primary_key=True)
    identifier = TextField()
    value = TextField()
    expires_at = _time("expiresAt", null=False)
    created_at = _time("createdAt", default=True)
    updated_at = _time("updatedAt", default=True)

    class Meta:
        table_name = "verification"


class UserProfile(_Table):
    """A rep (``users``); a trigger makes it from :class:`AuthUser`."""

    id = UUIDField(primary_key=True)
    email = TextField()
    full_name = TextField(null=True)
    avatar_url = TextField(null=True)
    timezone = TextField(null=True, constraints=_default("'UTC'"))
    email_signature = TextField(null=True)
    created_at = _time(default=True)
    updated_at = _time(default=True)

    class Meta:
        table_name = "users"


class Lead(_Own):
    """A company's contact."""

    user = _key(UserProfile, "user_id")
    company = TextField()
    contact_name = TextField()
    email = TextField()
    phone = TextField(null=True)
    website = TextField(null=True)
    industry = TextField(null=True)
    company_size = TextField(null=True)
    status = TextField(constraints=_default("'warm'"))
    last_message = TextField(null=True)
    last_contact_at = _time()
    days_since_contact = IntegerField(null=True, constraints=_default("0"))
    ai_suggestion = TextField(null=True)
    has_ai_draft = BooleanField(null=True, constraints=_default("false"))
    metadata = _metadata()
    created_at = _time(default=True)
    updated_at = _time(default=True)

    class Meta:
        table_name = "leads"
        indexes = ((("user", "email"), True),)


class EmailThread(_Own):
    """A conversation with a lead."""

    user = _key(UserProfile, "user_id")
    lead = _key(Lead, "lead_id")
    subject = TextField()
    thread_identifier = TextField(null=True)
    status = TextField(constraints=_default("'active'"))
    created_at = _time(default=True)
    updated_at = _time(default=True)

    class Meta:
        table_name = "email_threads"


class Email(_Own):
    """A message."""

    user = _key(UserProfile, "user_id")
    thread = _key(EmailThread, "thread_id", null=True, on_delete="SET NULL")
    lead = _key(Lead, "lead_id", null=True, on_delete="SET NULL")
    message_id = TextField(null=True)
    from_email = TextField()
    to_email = TextField()
    cc = ArrayField(TextField, null=True, index=False)
    bcc = ArrayField(TextField, null=True, index=False)
    subject = TextField()
    body = TextField()
    direction = TextField()
    status = TextField(constraints=_default("'unread'"))
    sent_at = _time()
    received_at = _time()
    created_at = _time(default=True)
    updated_at = _time(default=True)

    class Meta:
        table_name = "emails"


class Action(_Own):
    """Something to do."""

    user = _key(UserProfile, "user_id")
    lead = _key(Lead, "lead_id", null=True)
    email = _key(Email, "email_id", null=True, on_delete="SET NULL")
    type = TextField()
    status = TextField(constraints=_default("'pending'"))
    priority = TextField(constraints=_default("'medium'"))
    due_date = _time()
    description = TextField(null=True)
    metadata = _metadata()
    created_at = _time(default=True)
    updated_at = _time(default=True)

    class Meta:
        table_name = "actions"


class Insight(_Own):
    """What a model or a rule found out."""

    user = _key(UserProfile, "user_id")
    lead = _key(Lead, "lead_id", null=True)
    email = _key(Email, "email_id", null=True)
    insight_type = TextField()
    content = TextField()
    confidence = Numeric(null=True)
    metadata = _metadata()
    created_at = _time(default=True)
    updated_at = _time(default=True)

    class Meta:
        table_name = "ai_insights"


class PerformanceMetric(_Own):
    """A rep's local day in figures."""

    user = _key(UserProfile, "user_id")
    metric_date = DateField()
    emails_sent = IntegerField(null=True, constraints=_default("0"))
    emails_received = IntegerField(null=True, constraints=_default("0"))
    reply_rate = Numeric(null=True)
    avg_response_time = IntegerField(null=True)
    leads_contacted = IntegerField(null=True, constraints=_default("0"))
    meetings_scheduled = IntegerField(null=True, constraints=_default("0"))
    created_at = _time(default=True)
    updated_at = _time(default=True)

    class Meta:
        table_name = "performance_metrics"
        indexes = ((("user", "metric_date"), True),)


class EmailTemplate(_Own):
    """A text to start from."""

    user = _key(UserProfile, "user_id")
    name = TextField()
    subject = TextField()
    body = TextField()
    tone = TextField(constraints=_default("'professional'"))
    category = TextField(null=True)
    is_default = BooleanField(null=True, constraints=_default("false"))
    created_at = _time(default=True)
    updated_at = _time(default=True)

    class Meta:
        table_name = "email_templates"


class EmailAttachment(_Own):
    """A file of a message."""

    email = _key(Email, "email_id")
    filename = TextField()
    file_size = IntegerField(null=True)
    content_type = TextField(null=True)
    storage_url = TextField(null=True)
    created_at = _time(default=True)

    class Meta:
        table_name = "email_attachments"


MODELS: tuple[type[_Table], ...] = (
    AuthUser,
    Session,
    Account,
    Verification,
    UserProfile,
    Lead,
    EmailThread,
    Email,
    Action,
    Insight,
    PerformanceMetric,
    EmailTemplate,
    EmailAttachment,
)
