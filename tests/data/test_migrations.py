"""Bringing databases of every kind to this version, or refusing them in words."""

import threading
import uuid

import psycopg
import pytest

from desktop_app.data.database import Database
from desktop_app.data.identity import user_uuid
from desktop_app.data.migrations import applied, check_contract, schema_version, upgrade
from desktop_app.domain.errors import KnownError

# As a web application makes its four tables; spelled otherwise than ours, meaning the same.
BETTER_AUTH = """
CREATE TABLE "user" ("id" text NOT NULL PRIMARY KEY, "name" text, "email" text NOT NULL UNIQUE,
    "emailVerified" boolean DEFAULT FALSE, "image" text,
    "createdAt" timestamptz DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" timestamptz DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE "session" ("id" text NOT NULL PRIMARY KEY, "expiresAt" timestamptz NOT NULL,
    "token" text NOT NULL UNIQUE, "createdAt" timestamptz DEFAULT now(),
    "updatedAt" timestamptz DEFAULT now(), "ipAddress" text, "userAgent" text,
    "userId" text NOT NULL REFERENCES "user" ("id"));
CREATE TABLE "account" ("id" text NOT NULL PRIMARY KEY, "accountId" text NOT NULL,
    "providerId" text NOT NULL, "userId" text NOT NULL REFERENCES "user" ("id"),
    "accessToken" text, "refreshToken" text, "idToken" text,
    "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, "scope" text,
    "password" text, "createdAt" timestamptz DEFAULT now(),
    "updatedAt" timestamptz DEFAULT now());
CREATE UNIQUE INDEX account_provider ON account ("providerId", "accountId");
CREATE TABLE "verification" ("id" text NOT NULL PRIMARY KEY, "identifier" text NOT NULL,
    "value" text NOT NULL, "expiresAt" timestamptz NOT NULL,
    "createdAt" timestamptz DEFAULT now(), "updatedAt" timestamptz DEFAULT now());
"""
WEB_ID = "kLr8sT2vQ9wXyZ3bN5mP7dF1gH4jK6aC"


@pytest.fixture
def empty(empty_url):
    database = Database(empty_url)
    yield database
    database.close()


def _everything(db):
    """What stands in the database, as far as an upgrade could change it."""
    return db.rows(
        "SELECT n.nspname, c.relname, c.relkind, a.attname, format_type(a.atttypid, a.atttypmod), "
        "a.attnotnull, pg_get_expr(d.adbin, d.adrelid) FROM pg_class c "
        "JOIN pg_namespace n ON n.oid = c.relnamespace "
        "LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 "
        "LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum "
        "WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' "
        "ORDER BY 1, 2, a.attnum"
    ) + db.rows("SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' ORDER BY 1")


def test_a_web_applications_tables_are_joined_and_left_as_they_are(empty):
    empty.run(BETTER_AUTH)
    empty.run(
        "INSERT INTO \"user\" (id, name, email) VALUES (%s, 'Ada', 'ada@web.example')", (WEB_ID,)
    )
    before = [row for row in _everything(empty) if len(row) > 1 and row[2] == "r"]
    upgrade(empty)
    after = [row for row in _everything(empty) if len(row) > 1 and row[2] == "r"]
    assert [row for row in after if row[1] in ("user", "session", "account", "verification")] == (
        before
    )
    assert check_contract(empty) == []
    # Who was there before the trigger has a profile now.
    assert empty.rows("SELECT id, email, full_name FROM users") == [
        (user_uuid(WEB_ID), "ada@web.example", "Ada")
    ]
    # And who comes afterwards gets one.
    empty.run("INSERT INTO \"user\" (id, name, email) VALUES ('x', 'Bea', 'bea@web.example')")
    assert empty.value("SELECT full_name FROM users WHERE id = %s", (user_uuid("x"),)) == "Bea"


@pytest.mark.parametrize(
    ("change", "table", "column"),
    [
        ('ALTER TABLE "user" DROP COLUMN image', "user", "image"),
        ('ALTER TABLE "user" ALTER COLUMN name SET NOT NULL', "user", "name"),
        ('ALTER TABLE "user" ALTER COLUMN name TYPE varchar(255)', "user", "name"),
        ('ALTER TABLE "user" ALTER COLUMN "emailVerified" DROP DEFAULT', "user", "emailVerified"),
        ('ALTER TABLE "user" ALTER COLUMN "emailVerified" SET DEFAULT true', "user",
         "emailVerified"),
        ('ALTER TABLE session ALTER COLUMN "expiresAt" TYPE timestamp', "session", "expiresAt"),
        ('ALTER TABLE session DROP CONSTRAINT session_token_key', "session", "token"),
        ("DROP INDEX account_provider", "account", "providerId, accountId"),
        ('ALTER TABLE account DROP CONSTRAINT account_pkey', "account", "id"),
        ("ALTER TABLE verification ADD COLUMN tenant text NOT NULL", "verification", "tenant"),
        ("DROP TABLE verification; CREATE VIEW verification AS SELECT 1 AS id", "verification", ""),
    ],
)  # fmt: skip
def test_a_standing_table_that_differs_is_named_and_nothing_changes(empty, change, table, column):
    empty.run(BETTER_AUTH)
    empty.run(change)
    before = _everything(empty)
    with pytest.raises(KnownError) as caught:
        upgrade(empty)
    assert f"public.{table}" in caught.value.title
    assert column in caught.value.title
    assert _everything(empty) == before


@pytest.mark.parametrize(
    "change",
    [
        'ALTER TABLE "user" ADD COLUMN role text',
        'ALTER TABLE "user" ADD COLUMN banned boolean NOT NULL DEFAULT false',
        "ALTER TABLE session ADD COLUMN place bigint GENERATED ALWAYS AS IDENTITY",
        'CREATE INDEX ON session ("expiresAt")',
    ],
)
def test_what_another_program_adds_without_harm_is_let_be(empty, change):
    empty.run(BETTER_AUTH)
    empty.run(change)
    assert upgrade(empty)


def test_a_table_that_changed_since_is_told_at_the_next_start(empty):
    upgrade(empty)
    empty.run("ALTER TABLE leads ALTER COLUMN company DROP NOT NULL")
    with pytest.raises(KnownError, match=r"public\.leads, column company"):
        upgrade(empty)


def test_a_database_of_a_newer_version_is_refused(empty):
    upgrade(empty)
    empty.run("INSERT INTO outpost.migration (name, applied) VALUES ('9999_future', now())")
    before = _everything(empty)
    with pytest.raises(KnownError, match="newer Outpost"):
        upgrade(empty)
    assert _everything(empty) == before


@pytest.mark.parametrize("taken", ["migration", "job"])
def test_a_schema_of_that_name_of_another_program_is_let_be(empty, taken):
    empty.run(f"CREATE SCHEMA outpost; CREATE TABLE outpost.{taken} (mine integer)")
    before = _everything(empty)
    with pytest.raises(KnownError, match="did not make"):
        upgrade(empty)
    assert _everything(empty) == before


def test_a_file_that_fails_leaves_the_database_as_it_was(empty, tmp_path):
    (tmp_path / "0001_good.sql").write_text("CREATE TABLE public.good (n integer);")
    (tmp_path / "0002_bad.sql").write_text("CREATE TABLE public.worse (n integer); SELECT 1/0;")
    before = _everything(empty)
    with pytest.raises(psycopg.errors.DivisionByZero):
        upgrade(empty, tmp_path)
    assert _everything(empty) == before


def test_files_are_applied_in_order_and_later_ones_later(empty, tmp_path):
    (tmp_path / "0002_second.sql").write_text("INSERT INTO public.told VALUES ('100 % sure');")
    (tmp_path / "0001_first.sql").write_text("CREATE TABLE public.told (word text);")
    assert upgrade(empty, tmp_path) == ["0001_first", "0002_second"]
    (tmp_path / "0003_third.sql").write_text("INSERT INTO public.told VALUES ('more');")
    assert upgrade(empty, tmp_path) == ["0003_third"]
    assert schema_version(empty) == "0003_third"
    assert empty.rows("SELECT word FROM told") == [("100 % sure",), ("more",)]


def test_two_upgrades_at_the_same_moment_are_one(empty_url):
    databases = [Database(empty_url) for _ in range(3)]
    start = threading.Barrier(len(databases))
    outcomes: list[object] = []

    def run(database):
        start.wait()
        try:
            outcomes.append(upgrade(database))
        except Exception as error:
            outcomes.append(error)

    threads = [threading.Thread(target=run, args=(each,)) for each in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    names = applied(databases[0])
    for database in databases:
        database.close()
    assert sorted(outcomes, key=len) == [[], [], names]


def test_the_owner_of_a_database_needs_no_more_rights(any_cluster):
    name, role = f"t_{uuid.uuid4().hex[:12]}", f"r_{uuid.uuid4().hex[:12]}"
    any_cluster.admin(f"CREATE ROLE {role} LOGIN")
    any_cluster.admin(f"CREATE DATABASE {name} TEMPLATE template0 OWNER {role}")
    database = Database(any_cluster.url(name, role))
    try:
        upgrade(database)
        assert check_contract(database) == []
        database.run("INSERT INTO \"user\" (id, email) VALUES ('a', 'a@rep.example')")
        assert database.value("SELECT email FROM users") == "a@rep.example"
    finally:
        database.close()
        any_cluster.admin(f"DROP DATABASE {name} WITH (FORCE)")
        any_cluster.admin(f"DROP ROLE {role}")


def test_a_role_that_may_not_is_told_so(any_cluster):
    name, role = f"t_{uuid.uuid4().hex[:12]}", f"r_{uuid.uuid4().hex[:12]}"
    any_cluster.admin(f"CREATE ROLE {role} LOGIN")
    any_cluster.admin(f"CREATE DATABASE {name} TEMPLATE template0")
    database = Database(any_cluster.url(name, role))
    try:
        with pytest.raises(KnownError, match="does not allow"):
            upgrade(database)
    finally:
        database.close()
        any_cluster.admin(f"DROP DATABASE {name} WITH (FORCE)")
        any_cluster.admin(f"DROP ROLE {role}")


def test_the_web_applications_own_role_may_sign_people_up(any_cluster):
    name, role = f"t_{uuid.uuid4().hex[:12]}", f"r_{uuid.uuid4().hex[:12]}"
    any_cluster.admin(f"CREATE ROLE {role} LOGIN")
    any_cluster.admin(f"CREATE DATABASE {name} TEMPLATE template_outpost")
    owner, web = Database(any_cluster.url(name)), Database(any_cluster.url(name, role))
    try:
        owner.run(f'GRANT SELECT, INSERT, UPDATE ON public."user" TO {role}')
        web.run("INSERT INTO \"user\" (id, name, email) VALUES ('w', 'Wim', 'wim@web.example')")
        web.run("UPDATE \"user\" SET name = 'Willem' WHERE id = 'w'")
        assert owner.rows("SELECT id, full_name FROM users") == [(user_uuid("w"), "Willem")]
    finally:
        owner.close()
        web.close()
        any_cluster.admin(f"DROP DATABASE {name} WITH (FORCE)")
        any_cluster.admin(f"DROP ROLE {role}")


def test_a_database_that_is_not_utf8_is_refused(any_cluster):
    name = f"t_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(any_cluster.url()) as connection:
        provider = "LOCALE_PROVIDER libc" if connection.info.server_version >= 150000 else ""
    any_cluster.admin(
        f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'SQL_ASCII' {provider} LOCALE 'C'"
    )
    database = Database(any_cluster.url(name))
    try:
        with pytest.raises(KnownError, match="SQL_ASCII"):
            upgrade(database)
    finally:
        database.close()
        any_cluster.admin(f"DROP DATABASE {name} WITH (FORCE)")


def test_uuids_come_from_the_extension_where_there_is_one(any_db):
    available = any_db.value(
        "SELECT count(*) FROM pg_available_extensions WHERE name = 'uuid-ossp'"
    )
    installed = any_db.value("SELECT count(*) FROM pg_extension WHERE extname = 'uuid-ossp'")
    source = any_db.value("SELECT prosrc FROM pg_proc WHERE proname = 'uuid_generate_v4'")
    assert installed == available
    assert (source == "SELECT pg_catalog.gen_random_uuid()") is (not installed)


def test_the_journals_documents_of_before_become_rows(empty, tmp_path):
    """An entry written before changes were rows can still be undone, and is no newer one's."""
    import shutil

    from desktop_app.data.journal import JournalRepository
    from desktop_app.system.paths import sql_dir

    for path in sql_dir().glob("*.sql"):
        if path.name < "0007":
            shutil.copy(path, tmp_path)
    upgrade(empty, tmp_path)
    user, lead = uuid.uuid4(), uuid.uuid4()
    empty.run("INSERT INTO users (id, email) VALUES (%s, 'a@rep.example')", (user,))
    empty.run(
        "INSERT INTO leads (id, user_id, company, contact_name, email, status) "
        "VALUES (%s, %s, 'A', 'B', 'a@x.example', 'hot')",
        (lead, user),
    )
    document = [
        {"table": "public.leads", "id": str(lead), "before": None, "after": {"company": "A"}},
        {"table": "public.leads", "id": str(lead), "before": {"status": "cold"},
         "after": {"status": "hot"}},
    ]  # fmt: skip
    for changes, undone in ((document[:1], False), (document[1:], False), (document[1:], True)):
        empty.run(
            "INSERT INTO outpost.journal (user_id, command, said, changes, undone_at) "
            "VALUES (%s, 'c', 'Something', %s, CASE WHEN %s THEN now() END)",
            (user, psycopg.types.json.Jsonb(changes), undone),
        )
    upgrade(empty)
    journal = JournalRepository(empty)
    assert journal.last_redoable(user) is None
    entry, _said = journal.last_undoable(user)
    assert entry == 2
    journal.undo(user, entry)
    assert empty.value("SELECT status FROM leads") == "cold"
    journal.undo(user, journal.last_undoable(user)[0])
    assert empty.value("SELECT count(*) FROM leads") == 0
    assert journal.last_undoable(user) is None
    with pytest.raises(KnownError):
        journal.undo(user, 3)
    rows = "SELECT count(*) FROM outpost.journal_change WHERE lead_id = %s"
    assert empty.value(rows, (lead,)) == 3
    empty.run("DELETE FROM users")
    assert empty.value("SELECT count(*) FROM outpost.journal_change") == 0
