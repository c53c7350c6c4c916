"""The triggers on the contract's tables: profiles follow sign-ins, updated_at follows changes."""

from datetime import UTC, datetime

import pytest

from desktop_app.data.identity import user_uuid

OLD = datetime(2020, 1, 1, tzinfo=UTC)
CHOSEN = datetime(2021, 6, 1, tzinfo=UTC)
WEB_ID = "kLr8sT2vQ9wXyZ3bN5mP7dF1gH4jK6aC"


@pytest.fixture
def ada(db):
    db.run(
        "INSERT INTO \"user\" (id, name, email, image) VALUES (%s, 'Ada', 'ada@web.example', 'a')",
        (WEB_ID,),
    )
    return user_uuid(WEB_ID)


def _profile(db, profile):
    return db.row(
        "SELECT email, full_name, avatar_url, timezone FROM users WHERE id = %s", (profile,)
    )


def test_a_sign_up_makes_a_profile(db, ada):
    assert _profile(db, ada) == ("ada@web.example", "Ada", "a", "UTC")


def test_a_canonical_uuid_is_taken_as_it_is(db):
    same = "3f2b8c1e-9a4d-4e5f-8b6a-7c8d9e0f1a2b"
    db.run("INSERT INTO \"user\" (id, email) VALUES (%s, 'u@web.example')", (same,))
    assert str(db.value("SELECT id FROM users")) == same


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("name = 'Ada L.'", ("ada@web.example", "Ada L.", "a", "UTC")),
        ("email = 'new@web.example'", ("new@web.example", "Mine", "a", "UTC")),
        ("image = 'b'", ("ada@web.example", "Mine", "b", "UTC")),
        ('"emailVerified" = true', ("ada@web.example", "Mine", "a", "UTC")),
        ("name = name, email = email, image = 'c'", ("ada@web.example", "Mine", "c", "UTC")),
        ("name = NULL", ("ada@web.example", None, "a", "UTC")),
    ],
)
def test_each_column_follows_its_own_change_alone(db, ada, change, expected):
    db.run("UPDATE users SET full_name = 'Mine' WHERE id = %s", (ada,))
    db.run(f'UPDATE "user" SET {change} WHERE id = %s', (WEB_ID,))
    assert _profile(db, ada) == expected


def test_a_profile_that_was_there_first_keeps_its_name(db):
    db.run(
        "INSERT INTO users (id, email, full_name) VALUES (%s, 'old@web.example', 'Kept')",
        (user_uuid(WEB_ID),),
    )
    db.run("INSERT INTO \"user\" (id, name, email) VALUES (%s, 'X', 'x@web.example')", (WEB_ID,))
    assert _profile(db, user_uuid(WEB_ID)) == ("x@web.example", "Kept", None, "UTC")


def test_a_profile_that_was_lost_comes_back_with_the_next_change(db, ada):
    db.run("DELETE FROM users WHERE id = %s", (ada,))
    db.run("UPDATE \"user\" SET name = 'Ada B.' WHERE id = %s", (WEB_ID,))
    assert _profile(db, ada) == ("ada@web.example", "Ada B.", "a", "UTC")


def test_two_people_may_share_a_profiles_address(db):
    db.run("INSERT INTO users (id, email) VALUES (gen_random_uuid(), 'two@web.example')")
    db.run("INSERT INTO \"user\" (id, email) VALUES ('two', 'two@web.example')")
    assert db.value("SELECT count(*) FROM users WHERE email = 'two@web.example'") == 2


def test_who_signs_out_for_good_leaves_the_work_standing(db, user):
    db.run(
        "INSERT INTO leads (user_id, company, contact_name, email) VALUES (%s, 'A', 'B', 'c')",
        (user.id,),
    )
    db.run('INSERT INTO session VALUES (%s, now(), %s, now(), now(), NULL, NULL, %s)',
           ("s", "t", user.auth_id))  # fmt: skip
    db.run('DELETE FROM "user" WHERE id = %s', (user.auth_id,))
    assert db.value("SELECT count(*) FROM session") == 0
    assert db.value("SELECT count(*) FROM leads") == 1
    db.run("DELETE FROM users WHERE id = %s", (user.id,))
    assert db.value("SELECT count(*) FROM leads") == 0


def _insert(db, user, table):
    lead = "INSERT INTO leads (user_id, company, contact_name, email) VALUES (%(user)s, 'A', 'B', "
    db.run(lead + "'c@d.example') ON CONFLICT DO NOTHING", {"user": user.id})
    params = {
        "user": user.id,
        "auth": user.auth_id,
        "lead": db.value("SELECT id FROM leads"),
    }
    statements = {
        "users": "SELECT 1",
        "user": "SELECT 1",
        "leads": "SELECT 1",
        "session": 'INSERT INTO session (id, "expiresAt", token, "userId") '
        "VALUES ('i', now(), 't', %(auth)s)",
        "account": 'INSERT INTO account (id, "accountId", "providerId", "userId") '
        "VALUES ('i', 'a', 'p', %(auth)s)",
        "verification": 'INSERT INTO verification (id, identifier, value, "expiresAt") '
        "VALUES ('i', 'x', 'v', now())",
        "email_threads": "INSERT INTO email_threads (user_id, lead_id, subject) "
        "VALUES (%(user)s, %(lead)s, 's')",
        "emails": "INSERT INTO emails (user_id, from_email, to_email, subject, body, direction) "
        "VALUES (%(user)s, 'f', 't', 's', 'b', 'inbound')",
        "actions": "INSERT INTO actions (user_id, type) VALUES (%(user)s, 'reply')",
        "ai_insights": "INSERT INTO ai_insights (user_id, insight_type, content) "
        "VALUES (%(user)s, 'sentiment', 'c')",
        "performance_metrics": "INSERT INTO performance_metrics (user_id, metric_date) "
        "VALUES (%(user)s, '2026-06-17')",
        "email_templates": "INSERT INTO email_templates (user_id, name, subject, body) "
        "VALUES (%(user)s, 'n', 's', 'b')",
    }
    db.run(statements[table], params)


@pytest.mark.parametrize(
    ("table", "column", "change", "same"),
    [
        ("user", "updatedAt", "name = 'N'", "id = id"),
        ("session", "updatedAt", "\"userAgent\" = 'N'", "token = token"),
        ("account", "updatedAt", "scope = 'N'", "id = id"),
        ("verification", "updatedAt", "value = 'N'", "value = value"),
        ("users", "updated_at", "full_name = 'N'", "email = email"),
        ("leads", "updated_at", "company = 'N'", "status = status"),
        ("email_threads", "updated_at", "status = 'closed'", "subject = subject"),
        ("emails", "updated_at", "status = 'read'", "body = body"),
        ("emails", "updated_at", "body = 'another'", "status = status"),
        ("actions", "updated_at", "status = 'completed'", "type = type"),
        ("ai_insights", "updated_at", "content = 'N'", "content = content"),
        ("performance_metrics", "updated_at", "emails_sent = 4", "emails_sent = emails_sent"),
        ("email_templates", "updated_at", "tone = 'casual'", "tone = tone"),
    ],
)
def test_updated_at_moves_with_real_changes_and_never_against_the_writer(
    db, user, table, column, change, same
):
    _insert(db, user, table)
    db.run(f'UPDATE public."{table}" SET "{column}" = %s', (OLD,))

    def stamp():
        return db.value(f'SELECT "{column}" FROM public."{table}"')

    assert stamp() == OLD
    db.run(f'UPDATE public."{table}" SET {same}')
    assert stamp() == OLD
    db.run(f'UPDATE public."{table}" SET {change}, "{column}" = %s', (CHOSEN,))
    assert stamp() == CHOSEN
    db.run(f'UPDATE public."{table}" SET "{column}" = %s', (OLD,))
    with db.transaction():
        now = db.value("SELECT now()")
        db.run(f'UPDATE public."{table}" SET {change}')
        again = change.replace("'N'", "'M'").replace("another", "third").replace("4", "5")
        again = again.replace("'closed'", "'active'").replace("'read'", "'replied'")
        again = again.replace("'completed'", "'pending'").replace("'casual'", "'formal'")
        db.run(f'UPDATE public."{table}" SET {again}')
    assert stamp() == now


def test_deleting_a_lead_leaves_its_mail_as_mail_of_nobody_known(db, user):
    _insert(db, user, "email_threads")
    db.run(
        "INSERT INTO emails (user_id, thread_id, lead_id, from_email, to_email, subject, body, "
        "direction) SELECT user_id, id, lead_id, 'f', 't', 's', 'b', 'inbound' FROM email_threads"
    )
    db.run("INSERT INTO actions (user_id, lead_id, type) SELECT user_id, id, 'x' FROM leads")
    db.run(
        "INSERT INTO ai_insights (user_id, lead_id, insight_type, content) "
        "SELECT user_id, id, 'x', 'y' FROM leads"
    )
    db.run("DELETE FROM leads")
    assert db.rows("SELECT lead_id, thread_id FROM emails") == [(None, None)]
    for table in ("email_threads", "actions", "ai_insights"):
        assert db.value(f"SELECT count(*) FROM {table}") == 0
