"""The contract to the letter, on the program's own Postgres and on the distribution's."""

import random
import uuid

import pytest

from desktop_app.data.contract import CONTRACT, normal_default
from desktop_app.data.database import Database
from desktop_app.data.identity import user_uuid
from desktop_app.data.migrations import applied, check_contract, schema_version, upgrade
from desktop_app.data.models import MODELS

# table: column, type, nullable, default — as the shared schema's page has them.
PUBLISHED = {
    "user": """
        id TEXT NO -
        name TEXT YES NULL
        email TEXT NO -
        emailVerified BOOLEAN YES FALSE
        image TEXT YES NULL
        createdAt TIMESTAMPTZ YES NOW()
        updatedAt TIMESTAMPTZ YES NOW()
    """,
    "session": """
        id TEXT NO -
        expiresAt TIMESTAMPTZ NO -
        token TEXT NO -
        createdAt TIMESTAMPTZ YES NOW()
        updatedAt TIMESTAMPTZ YES NOW()
        ipAddress TEXT YES NULL
        userAgent TEXT YES NULL
        userId TEXT NO -
    """,
    "account": """
        id TEXT NO -
        accountId TEXT NO -
        providerId TEXT NO -
        userId TEXT NO -
        accessToken TEXT YES NULL
        refreshToken TEXT YES NULL
        idToken TEXT YES NULL
        accessTokenExpiresAt TIMESTAMPTZ YES NULL
        refreshTokenExpiresAt TIMESTAMPTZ YES NULL
        scope TEXT YES NULL
        password TEXT YES NULL
        createdAt TIMESTAMPTZ YES NOW()
        updatedAt TIMESTAMPTZ YES NOW()
    """,
    "verification": """
        id TEXT NO -
        identifier TEXT NO -
        value TEXT NO -
        expiresAt TIMESTAMPTZ NO -
        createdAt TIMESTAMPTZ YES NOW()
        updatedAt TIMESTAMPTZ YES NOW()
    """,
    "users": """
        id UUID NO -
        email TEXT NO -
        full_name TEXT YES NULL
        avatar_url TEXT YES NULL
        timezone TEXT YES 'UTC'
        email_signature TEXT YES NULL
        created_at TIMESTAMPTZ YES NOW()
        updated_at TIMESTAMPTZ YES NOW()
    """,
    "leads": """
        id UUID NO uuid_generate_v4()
        user_id UUID NO -
        company TEXT NO -
        contact_name TEXT NO -
        email TEXT NO -
        phone TEXT YES NULL
        website TEXT YES NULL
        industry TEXT YES NULL
        company_size TEXT YES NULL
        status TEXT NO 'warm'
        last_message TEXT YES NULL
        last_contact_at TIMESTAMPTZ YES NULL
        days_since_contact INTEGER YES 0
        ai_suggestion TEXT YES NULL
        has_ai_draft BOOLEAN YES FALSE
        metadata JSONB YES '{}'
        created_at TIMESTAMPTZ YES NOW()
        updated_at TIMESTAMPTZ YES NOW()
    """,
    "email_threads": """
        id UUID NO uuid_generate_v4()
        user_id UUID NO -
        lead_id UUID NO -
        subject TEXT NO -
        thread_identifier TEXT YES NULL
        status TEXT NO 'active'
        created_at TIMESTAMPTZ YES NOW()
        updated_at TIMESTAMPTZ YES NOW()
    """,
    "emails": """
        id UUID NO uuid_generate_v4()
        user_id UUID NO -
        thread_id UUID YES NULL
        lead_id UUID YES NULL
        message_id TEXT YES NULL
        from_email TEXT NO -
        to_email TEXT NO -
        cc TEXT[] YES NULL
        bcc TEXT[] YES NULL
        subject TEXT NO -
        body TEXT NO -
        direction TEXT NO -
        status TEXT NO 'unread'
        sent_at TIMESTAMPTZ YES NULL
        received_at TIMESTAMPTZ YES NULL
        created_at TIMESTAMPTZ YES NOW()
        updated_at TIMESTAMPTZ YES NOW()
    """,
    "actions": """
        id UUID NO uuid_generate_v4()
        user_id UUID NO -
        lead_id UUID YES NULL
        email_id UUID YES NULL
        type TEXT NO -
        status TEXT NO 'pending'
        priority TEXT NO 'medium'
        due_date TIMESTAMPTZ YES NULL
        description TEXT YES NULL
        metadata JSONB YES '{}'
        created_at TIMESTAMPTZ YES NOW()
        updated_at TIMESTAMPTZ YES NOW()
    """,
    "ai_insights": """
        id UUID NO uuid_generate_v4()
        user_id UUID NO -
        lead_id UUID YES NULL
        email_id UUID YES NULL
        insight_type TEXT NO -
        content TEXT NO -
        confidence DECIMAL YES NULL
        metadata JSONB YES '{}'
        created_at TIMESTAMPTZ YES NOW()
        updated_at TIMESTAMPTZ YES NOW()
    """,
    "performance_metrics": """
        id UUID NO uuid_generate_v4()
        user_id UUID NO -
        metric_date DATE NO -
        emails_sent INTEGER YES 0
        emails_received INTEGER YES 0
        reply_rate DECIMAL YES NULL
        avg_response_time INTEGER YES NULL
        leads_contacted INTEGER YES 0
        meetings_scheduled INTEGER YES 0
        created_at TIMESTAMPTZ YES NOW()
        updated_at TIMESTAMPTZ YES NOW()
    """,
    "email_templates": """
        id UUID NO uuid_generate_v4()
        user_id UUID NO -
        name TEXT NO -
        subject TEXT NO -
        body TEXT NO -
        tone TEXT NO 'professional'
        category TEXT YES NULL
        is_default BOOLEAN YES FALSE
        created_at TIMESTAMPTZ YES NOW()
        updated_at TIMESTAMPTZ YES NOW()
    """,
    "email_attachments": """
        id UUID NO uuid_generate_v4()
        email_id UUID NO -
        filename TEXT NO -
        file_size INTEGER YES NULL
        content_type TEXT YES NULL
        storage_url TEXT YES NULL
        created_at TIMESTAMPTZ YES NOW()
    """,
}
UNIQUE = {
    ("user", ("email",)),
    ("session", ("token",)),
    ("account", ("providerId", "accountId")),
    ("leads", ("user_id", "email")),
    ("performance_metrics", ("user_id", "metric_date")),
}
# (table, column): (the table named, what a delete there does)
FOREIGN_KEYS = {
    ("session", "userId"): ("user", "CASCADE"),
    ("account", "userId"): ("user", "CASCADE"),
    ("leads", "user_id"): ("users", "CASCADE"),
    ("email_threads", "user_id"): ("users", "CASCADE"),
    ("email_threads", "lead_id"): ("leads", "CASCADE"),
    ("emails", "user_id"): ("users", "CASCADE"),
    ("emails", "thread_id"): ("email_threads", "SET NULL"),
    ("emails", "lead_id"): ("leads", "SET NULL"),
    ("actions", "user_id"): ("users", "CASCADE"),
    ("actions", "lead_id"): ("leads", "CASCADE"),
    ("actions", "email_id"): ("emails", "SET NULL"),
    ("ai_insights", "user_id"): ("users", "CASCADE"),
    ("ai_insights", "lead_id"): ("leads", "CASCADE"),
    ("ai_insights", "email_id"): ("emails", "CASCADE"),
    ("performance_metrics", "user_id"): ("users", "CASCADE"),
    ("email_templates", "user_id"): ("users", "CASCADE"),
    ("email_attachments", "email_id"): ("emails", "CASCADE"),
}
_TYPES = {
    "text": "TEXT",
    "uuid": "UUID",
    "boolean": "BOOLEAN",
    "integer": "INTEGER",
    "numeric": "DECIMAL",
    "jsonb": "JSONB",
    "date": "DATE",
    "text[]": "TEXT[]",
    "timestamp with time zone": "TIMESTAMPTZ",
}
_DEFAULTS = {
    "now()": "NOW()",
    "false": "FALSE",
    "uuid_generate_v4()": "uuid_generate_v4()",
    "0": "0",
}


@pytest.fixture
def fresh(empty_url):
    """A database that this version has just made, on both kinds of server."""
    database = Database(empty_url)
    upgrade(database)
    yield database
    database.close()


def _published():
    for table, lines in PUBLISHED.items():
        for line in lines.strip().splitlines():
            name, type_, nullable, default = line.split()
            yield table, name, type_, nullable, default


def test_every_column_is_as_published(fresh):
    rows = fresh.rows(
        """
        SELECT t.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
               pg_get_expr(d.adbin, d.adrelid)
        FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
        WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r' AND a.attnum > 0
          AND NOT a.attisdropped
        ORDER BY t.relname, a.attnum
        """
    )
    found = []
    for table, column, type_, not_null, default in rows:
        nullable = "NO" if not_null else "YES"
        shown = normal_default(default)
        shown = _DEFAULTS.get(shown, shown) if shown else ("NULL" if nullable == "YES" else "-")
        found.append((table, column, _TYPES[type_], nullable, shown))
    # In the published order too: by table, then as the columns stand.
    assert found == sorted(_published(), key=lambda each: each[0])


def test_every_key_and_check_is_there(fresh):
    rows = fresh.rows(
        """
        SELECT t.relname, c.contype, ARRAY(SELECT a.attname::text FROM unnest(c.conkey)
                   WITH ORDINALITY AS k (num, at) JOIN pg_attribute a
                   ON a.attrelid = t.oid AND a.attnum = k.num ORDER BY k.at),
               f.relname, c.confdeltype
        FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
        LEFT JOIN pg_class f ON f.oid = c.confrelid
        WHERE t.relnamespace = 'public'::regnamespace AND c.contype IN ('p', 'u', 'f')
        """
    )
    primary = {row[0]: row[2] for row in rows if row[1] == "p"}
    assert primary == {table: ["id"] for table in PUBLISHED}
    assert {(row[0], tuple(row[2])) for row in rows if row[1] == "u"} == UNIQUE
    acts = {"c": "CASCADE", "n": "SET NULL"}
    foreign = {(row[0], row[2][0]): (row[3], acts[row[4]]) for row in rows if row[1] == "f"}
    assert foreign == FOREIGN_KEYS


@pytest.mark.parametrize(
    ("table", "column", "allowed"),
    [
        ("leads", "status", ["hot", "warm", "cold"]),
        ("email_threads", "status", ["active", "archived", "closed"]),
        ("emails", "direction", ["inbound", "outbound"]),
        ("emails", "status", ["unread", "read", "replied", "archived"]),
        ("actions", "status", ["pending", "in_progress", "completed", "cancelled"]),
        ("actions", "priority", ["low", "medium", "high"]),
        ("email_templates", "tone", ["professional", "friendly", "casual", "formal"]),
    ],
)
def test_closed_lists_hold_what_is_listed_and_nothing_else(db, table, column, allowed):
    check = db.value(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE conrelid = %s::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE %s",
        (f"public.{table}", f"%({column} = ANY%"),
    )
    assert check is not None
    for word in allowed:
        assert f"'{word}'::text" in check
    assert check.count("::text,") + 1 == len(allowed)


def test_the_contract_as_data_is_what_the_files_make(fresh):
    assert check_contract(fresh) == []
    assert {table.name for table in CONTRACT} == set(PUBLISHED)


def test_models_are_what_the_live_schema_is(fresh):
    live = {
        (row[0], row[1]): (row[2], row[3])
        for row in fresh.rows(
            "SELECT t.relname, a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull "
            "FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid "
            "WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r' "
            "AND a.attnum > 0 AND NOT a.attisdropped"
        )
    }
    spelled = {"TIMESTAMPTZ": "timestamp with time zone", "NUMERIC": "numeric"}
    modelled = {}
    for model in MODELS:
        meta = model._meta
        for model_field in meta.sorted_fields:
            context = fresh.peewee.get_sql_context()
            sql, _ = context.sql(model_field.ddl_datatype(context)).query()
            modelled[(meta.table_name, model_field.column_name)] = (
                spelled.get(sql, sql.lower()),
                model_field.null,
            )
    assert modelled == live
    keys = {
        (model._meta.table_name, each.column_name): (
            each.rel_model._meta.table_name,
            each.on_delete,
        )
        for model in MODELS
        for each in model._meta.sorted_fields
        if hasattr(each, "rel_model")
    }
    assert keys == FOREIGN_KEYS


def test_every_foreign_key_has_an_index(fresh):
    unindexed = fresh.rows(
        """
        SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'f' AND NOT EXISTS (
            SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1])
          -- a few rows per user, never joined by it
          AND c.conrelid NOT IN ('outpost.setting'::regclass, 'outpost.job'::regclass)
        """
    )
    assert unindexed == []


def test_ids_come_by_themselves_and_are_version_4(fresh):
    made = fresh.value("SELECT public.uuid_generate_v4()")
    assert made.version == 4
    assert made != fresh.value("SELECT public.uuid_generate_v4()")


def test_a_second_upgrade_does_nothing(fresh):
    names = applied(fresh)
    assert names == sorted(names) and len(names) >= 3
    assert schema_version(fresh) == names[-1]
    assert upgrade(fresh) == []
    assert applied(fresh) == names


@pytest.mark.parametrize(
    "auth_id",
    [
        "",
        "a",
        "x" * 32,
        "kLr8sT2vQ9wXyZ3bN5mP7dF1gH4jK6aC",
        "0d1f3f5e-6a0b-4f0e-9c43-7f6a1c52b8d4",
        "0D1F3F5E-6A0B-4F0E-9C43-7F6A1C52B8D4",
        "0d1f3f5e6a0b4f0e9c437f6a1c52b8d4",
        "0d1f3f5e-6a0b-4f0e-9c43-7f6a1c52b8d4\n",
        "{0d1f3f5e-6a0b-4f0e-9c43-7f6a1c52b8d4}",
        "Zoë 世界 🙂",
        "y" * 39,  # with the namespace 55, 56 and 64 bytes: where SHA-1's padding turns
        "y" * 40,
        "y" * 48,
        "y" * 1000,
    ],
)
def test_ids_of_users_map_alike_in_sql_and_python(fresh, auth_id):
    assert fresh.value("SELECT outpost.user_uuid(%s)", (auth_id,)) == user_uuid(auth_id)


def test_ids_of_users_map_alike_whatever_they_are(fresh):
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    dice = random.Random(seed)
    ids = [
        "".join(chr(dice.choice((45, 48, 97, 233, 0x4E16, 0x1F642))) for _ in range(length))
        for length in range(130)
    ]
    ids += [str(uuid.UUID(int=dice.getrandbits(128))) for _ in range(20)]
    rows = fresh.rows(
        "SELECT id, outpost.user_uuid(id) FROM unnest(%s::text[]) AS given (id)", (ids,)
    )
    assert {row[0]: row[1] for row in rows} == {each: user_uuid(each) for each in ids}


def test_a_mapping_that_others_rely_on_stays():
    assert user_uuid("kLr8sT2vQ9wXyZ3bN5mP7dF1gH4jK6aC") == uuid.UUID(
        "2106f204-4a75-5a28-a8f9-da8d139262e5"
    )


def test_bodies_are_stored_as_they_are(db):
    """Compressing them was a tenth of what taking a message in costs."""
    stored = db.value(
        "SELECT attstorage FROM pg_attribute "
        "WHERE attrelid = 'public.emails'::regclass AND attname = 'body'"
    )
    assert stored == "e"
