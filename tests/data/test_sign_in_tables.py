"""Databases that others began: half of the tables, and sessions that end elsewhere."""

import json
import uuid
from datetime import UTC, datetime, timedelta
from itertools import combinations

import psycopg
import pytest

from desktop_app.data.credentials import CredentialRepository
from desktop_app.data.database import Database
from desktop_app.data.identity import user_uuid
from desktop_app.data.listen import read_notice
from desktop_app.data.migrations import check_contract, upgrade
from desktop_app.data.sessions import SessionRepository
from desktop_app.data.settings import SettingRepository
from desktop_app.data.sign_in_attempts import SignInAttemptRepository
from desktop_app.data.users import UserRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError

NOW = datetime(2026, 6, 17, 9, 30, tzinfo=UTC)

# As somebody began them, without foreign keys: what they would lead to may be missing.
TABLES = {
    "user": """CREATE TABLE "user" (id text PRIMARY KEY, name text, email text NOT NULL UNIQUE,
        "emailVerified" boolean DEFAULT false, image text, "createdAt" timestamptz DEFAULT now(),
        "updatedAt" timestamptz DEFAULT now())""",
    "session": """CREATE TABLE session (id text PRIMARY KEY, "expiresAt" timestamptz NOT NULL,
        token text NOT NULL UNIQUE, "createdAt" timestamptz DEFAULT now(),
        "updatedAt" timestamptz DEFAULT now(), "ipAddress" text, "userAgent" text,
        "userId" text NOT NULL)""",
    "account": """CREATE TABLE account (id text PRIMARY KEY, "accountId" text NOT NULL,
        "providerId" text NOT NULL, "userId" text NOT NULL, "accessToken" text,
        "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz,
        "refreshTokenExpiresAt" timestamptz, scope text, password text,
        "createdAt" timestamptz DEFAULT now(), "updatedAt" timestamptz DEFAULT now(),
        UNIQUE ("providerId", "accountId"))""",
    "verification": """CREATE TABLE verification (id text PRIMARY KEY, identifier text NOT NULL,
        value text NOT NULL, "expiresAt" timestamptz NOT NULL,
        "createdAt" timestamptz DEFAULT now(), "updatedAt" timestamptz DEFAULT now())""",
    "users": """CREATE TABLE users (id uuid PRIMARY KEY, email text NOT NULL, full_name text,
        avatar_url text, timezone text DEFAULT 'UTC', email_signature text,
        created_at timestamptz DEFAULT now(), updated_at timestamptz DEFAULT now())""",
}
HALVES = [some for count in range(1, 5) for some in combinations(TABLES, count)]


@pytest.fixture
def empty(cluster):
    name = f"half_{uuid.uuid4().hex[:12]}"
    cluster.admin(f"CREATE DATABASE {name} TEMPLATE template0")
    database = Database(cluster.url(name))
    yield database
    database.close()
    cluster.admin(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize("standing", HALVES, ids="+".join)
def test_half_of_the_tables_are_completed(empty, standing):
    for table in standing:
        empty.run(TABLES[table])
    if "user" in standing:
        empty.run("INSERT INTO \"user\" (id, email) VALUES ('w', 'wim@web.example')")
    upgrade(empty)
    assert check_contract(empty) == []
    users = UserRepository(empty)
    ada = users.create("ada@rep.example", "Ada", "hash", NOW)
    assert CredentialRepository(empty).hash_of(ada.auth_id) == "hash"
    token = SessionRepository(empty).begin(ada.auth_id, NOW, "Test").token
    assert SessionRepository(empty).by_token(token) is not None
    assert len(users.list_users()) == 1 + ("user" in standing)


@pytest.mark.parametrize("table", TABLES)
def test_half_of_a_table_is_told_and_nothing_is_written(empty, table):
    columns = TABLES[table].replace("id text PRIMARY", "id varchar(36) PRIMARY")
    columns = columns.replace("id uuid PRIMARY", "id text PRIMARY")
    empty.run(columns)
    before = empty.rows("SELECT oid FROM pg_class ORDER BY oid")
    with pytest.raises(KnownError, match=rf"public\.{table}, column id"):
        upgrade(empty)
    assert empty.rows("SELECT oid FROM pg_class ORDER BY oid") == before


def _heard(listening, statement, *params):
    with listening.cursor() as cursor:
        cursor.execute(statement, params)
    return [
        (notice.kinds, notice.user_id, sender)
        for note in listening.notifies(timeout=0)
        for notice, sender in [read_notice(note.payload)]
    ]


def test_whoever_ends_a_session_its_person_hears_of_it(db, db_url, user, other_user):
    sessions = SessionRepository(db)
    for each in (user, user, other_user):
        sessions.begin(each.auth_id, NOW, "Test")
    db.run("INSERT INTO \"user\" (id, email) VALUES ('w', 'wim@web.example')")
    sessions.begin("w", NOW, "Test")
    with psycopg.connect(db_url, autocommit=True) as listening:
        listening.execute("LISTEN outpost")
        mine = 'DELETE FROM session WHERE "userId" = %s'
        assert _heard(listening, mine, user.auth_id) == [(Kind.USERS, user.id, None)]
        assert _heard(listening, mine, user.auth_id) == []
        # Also where the whole person goes.
        assert _heard(listening, "DELETE FROM \"user\" WHERE id = 'w'") == [
            (Kind.USERS, user_uuid("w"), None)
        ]
        listening.execute('UPDATE session SET "expiresAt" = now()')
        assert list(listening.notifies(timeout=0)) == []


def test_a_sweep_of_many_sessions_is_told_once_for_everybody(db, db_url):
    db.run(
        "INSERT INTO \"user\" (id, email) SELECT n::text, n || '@web.example' "
        "FROM generate_series(1, 30) AS n"
    )
    db.run(
        'INSERT INTO session (id, token, "userId", "expiresAt") '
        "SELECT n::text, n::text, n::text, now() FROM generate_series(1, 30) AS n"
    )
    with psycopg.connect(db_url, autocommit=True) as listening:
        listening.execute("LISTEN outpost")
        assert _heard(listening, "DELETE FROM session") == [(Kind.USERS, None, None)]


def test_a_role_of_the_web_that_sees_nothing_of_ours_can_sign_people_out(db, db_url, user):
    SessionRepository(db).begin(user.auth_id, NOW, "Test")
    db.run("DROP ROLE IF EXISTS outpost_test_web")
    db.run("CREATE ROLE outpost_test_web")
    db.run("GRANT SELECT, DELETE ON session TO outpost_test_web")
    try:
        with psycopg.connect(db_url, autocommit=True) as web:
            web.execute("LISTEN outpost")
            web.execute("SET ROLE outpost_test_web")
            assert _heard(web, "DELETE FROM session") == [(Kind.USERS, user.id, None)]
    finally:
        db.run("DROP OWNED BY outpost_test_web; DROP ROLE outpost_test_web")


def test_settings_are_the_workspaces_or_somebodys(db, user, other_user):
    settings = SettingRepository(db)
    assert settings.get("a") is None
    for whose, value in ((None, "all"), (user.id, {"n": 1}), (other_user.id, False)):
        settings.set("a", "before", whose)
        settings.set("a", value, whose)
    assert [settings.get("a", who) for who in (None, user.id, other_user.id)] == [
        "all", {"n": 1}, False,
    ]  # fmt: skip
    settings.delete("a", user.id)
    settings.delete("a", user.id)
    assert [settings.get("a", who) for who in (None, user.id, other_user.id)] == [
        "all", None, False,
    ]  # fmt: skip
    assert json.loads(json.dumps(settings.get("a"))) == "all"


def test_a_try_that_a_rollback_would_forget_is_a_bug(db):
    with pytest.raises(AssertionError), db.transaction():
        SignInAttemptRepository(db).claim("password", "a@b.example", NOW)


def test_a_session_that_was_ended_meanwhile_is_not_brought_back(db, user):
    sessions = SessionRepository(db)
    token = sessions.begin(user.auth_id, NOW, "Test").token
    assert token not in repr(sessions.by_token(token))
    assert sessions.extend(token, NOW + timedelta(days=7), NOW)
    assert sessions.delete_token(token)
    assert not sessions.extend(token, NOW + timedelta(days=7), NOW)
    assert sessions.change_token(token, NOW) is None
    assert not sessions.delete_token(token)
    assert sessions.by_token(token) is None
