"""Connections, transactions, and the faults of the world told calmly."""

import pickle
import threading
import traceback

import peewee
import psycopg
import pytest

from desktop_app.data.database import Database
from desktop_app.data.faults import known_fault, refused_connection
from desktop_app.domain.errors import KnownError, PasswordWanted


def test_nested_connections_are_one(db):
    with db.connection():
        outer = db.raw()
        with db.connection():
            assert db.raw() is outer
        assert not outer.closed
        assert db.raw() is outer
    with pytest.raises(peewee.InterfaceError):
        db.raw()


def test_the_servers_process_of_each_new_connection_is_told(db_url):
    greeted = []
    db = Database(db_url, greet=greeted.append)
    pids = [db.value("SELECT pg_backend_pid()") for _ in range(2)]
    db.close()
    assert greeted == pids[:1] == pids[1:]


def test_each_thread_has_its_own(db):
    found = {}

    def work(name):
        with db.connection():
            found[name] = db.value("SELECT pg_backend_pid()")

    with db.connection():
        found["main"] = db.value("SELECT pg_backend_pid()")
        thread = threading.Thread(target=work, args=("other",))
        thread.start()
        thread.join()
    assert found["main"] != found["other"]


def test_a_transaction_is_all_or_nothing_and_nested_ones_are_savepoints(db):
    db.run("CREATE TABLE word (text text)")
    with db.transaction():
        db.run("INSERT INTO word VALUES ('kept')")
        with pytest.raises(ZeroDivisionError), db.transaction():
            db.run("INSERT INTO word VALUES ('inner')")
            raise ZeroDivisionError
    with pytest.raises(ZeroDivisionError), db.transaction():
        db.run("INSERT INTO word VALUES ('lost')")
        raise ZeroDivisionError
    assert db.rows("SELECT text FROM word") == [("kept",)]


def test_only_a_transaction_of_its_own_need_not_last(db):
    waits = "SHOW synchronous_commit"
    with db.connection():
        db.run("SET synchronous_commit = on")
        with db.transaction(lasting=False):
            assert db.value(waits) == "off"
        assert db.value(waits) == "on"
        with db.transaction():
            with db.transaction(lasting=False):
                assert db.value(waits) == "on"
            assert db.value(waits) == "on"


def test_a_connection_that_the_server_ended_is_replaced(db):
    pid = db.value("SELECT pg_backend_pid()")
    other = Database(db.url)
    other.run("SELECT pg_terminate_backend(%s)", (pid,))
    other.close()
    assert db.value("SELECT 1") == 1


def test_a_connection_that_ends_in_use_is_a_calm_fault_and_the_next_works(db):
    with pytest.raises(KnownError, match="cannot be reached") as caught, db.connection():
        pid = db.value("SELECT pg_backend_pid()")
        other = Database(db.url)
        other.run("SELECT pg_terminate_backend(%s)", (pid,))
        other.close()
        db.value("SELECT 1")
    assert caught.value.retryable
    assert db.value("SELECT 2") == 2


def test_a_server_that_is_not_there_is_a_calm_fault():
    nowhere = Database("postgresql://robin:hunter2@127.0.0.1:1/none?connect_timeout=2")
    with pytest.raises(KnownError, match="cannot be reached") as caught, nowhere.connection():
        pass
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("said", "told", "again"),
    [
        ('FATAL:  password authentication failed for user "robin"', "did not accept", False),
        ("fe_sendauth: no password supplied", "db.example:5432 wants a password", False),
        ('FATAL:  role "robin" does not exist', "did not accept", False),
        ('FATAL:  database "none" does not exist', "no database of this name", False),
        ("FATAL:  sorry, too many clients already", "no connection to spare", True),
        ("failed to resolve host 'db.example': unknown", "db.example:5432", True),
        ("FATAL:  the database system is starting up", "cannot be reached", True),
    ],
)
def test_a_refused_connection_says_what_to_mend(said, told, again):
    known = refused_connection(psycopg.OperationalError(said), "db.example:5432")
    assert told in str(known)
    assert known.retryable is again


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ('FATAL:  password authentication failed for user "robin"', True),
        ("fe_sendauth: no password supplied", True),
        ('FATAL:  LDAP authentication failed for user "robin"', True),
        ('FATAL:  Peer authentication failed for user "robin"', False),
        ('FATAL:  no pg_hba.conf entry for host "10.0.0.7"', False),
    ],
)
def test_a_password_is_asked_for_only_where_one_would_help(said, asks):
    known = refused_connection(psycopg.OperationalError(said), "")
    assert isinstance(known, PasswordWanted) is asks


def test_a_fault_is_the_same_in_another_process():
    wanted = PasswordWanted("It wants a password.", "Give it.", unkept="No keyring.")
    full = KnownError("The disk is full.", "Free some space.", retryable=True)
    for fault in (wanted, full):
        again = pickle.loads(pickle.dumps(fault))
        assert type(again) is type(fault)
        assert (str(again), vars(again)) == (str(fault), vars(fault))


def test_a_database_that_is_not_there_is_named_as_such(db):
    nowhere = Database(db.url.replace("/" + db.value("SELECT current_database()"), "/nowhere"))
    with pytest.raises(KnownError, match="no database of this name"), nowhere.connection():
        pass


def test_more_users_than_connections_wait_and_are_told(db, monkeypatch):
    monkeypatch.setattr(db.peewee, "_max_connections", 1)
    monkeypatch.setattr(db.peewee, "_wait_timeout", 0.05)
    raised = []

    def work():
        try:
            db.value("SELECT 1")
        except KnownError as error:
            raised.append(error)

    with db.connection():
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert "in use" in raised[0].title


def test_our_own_mistakes_are_no_calm_faults(db):
    with pytest.raises(psycopg.errors.UndefinedTable):
        db.run("SELECT * FROM no_such_table")
    with pytest.raises(psycopg.errors.SyntaxError):
        db.rows("SELEC")


@pytest.mark.parametrize(
    ("error", "title"),
    [
        (psycopg.errors.DiskFull("x"), "The disk is full."),
        (psycopg.errors.ReadOnlySqlTransaction("x"), "takes no changes"),
        (psycopg.errors.InvalidPassword("x"), "did not accept"),
        (psycopg.errors.TooManyConnections("x"), "no connection to spare"),
        (psycopg.errors.LockNotAvailable("x"), "busy"),
        (psycopg.errors.AdminShutdown("x"), "cannot be reached"),
        (psycopg.errors.CannotConnectNow("x"), "cannot be reached"),
        (psycopg.errors.IoError("x"), "cannot be reached"),
        (psycopg.OperationalError("no server: password=hunter2"), "cannot be reached"),
    ],
)
def test_faults_of_the_world_are_calm(error, title):
    known = known_fault(error)
    assert title in known.title
    assert "hunter2" not in str(known)


@pytest.mark.parametrize("error", [psycopg.errors.UniqueViolation("x"), ZeroDivisionError()])
def test_other_errors_are_not(error):
    assert known_fault(error) is None


def test_the_disks_fault_of_a_statement_is_calm(db):
    with pytest.raises(KnownError, match="disk is full"), db.connection():
        db.run("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100'; END $$")


@pytest.mark.parametrize(
    ("given", "url", "password"),
    [
        ("postgresql://a:b%40c@h:5433/d", "postgresql://a@h:5433/d", "b@c"),
        ("postgres://a@h/d?sslmode=require", "postgresql://a@h/d?sslmode=require", None),
        ("postgresql://h/d?password=x", "postgresql://h/d", "x"),
        ("host=h user='a b' dbname=d password=p", "postgresql://a%20b@h/d", "p"),
        ("postgresql://a@/d?host=/tmp/x%20y", "postgresql://a@/d?host=%2Ftmp%2Fx%20y", None),
        ("postgresql://a:@[::1]:5/d", "postgresql://a@[::1]:5/d", None),
        ("host=h1,h2 password=p dbname=d", "host=h1,h2 dbname=d", "p"),
    ],
)
def test_a_password_is_taken_out_of_a_url(given, url, password):
    clean, secret = Database.split_password(given)
    assert secret == password
    assert psycopg.conninfo.conninfo_to_dict(clean) == psycopg.conninfo.conninfo_to_dict(url)
    assert Database.split_password(clean) == (clean, None)


@pytest.mark.parametrize("given", ["postgresql://a:hunter2@h:port/d", "hunter2", "host='hunter2"])
def test_no_url_is_told_without_repeating_it(given):
    with pytest.raises(KnownError) as caught:
        Database(given)
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_a_password_is_used_and_never_shown(db_url):
    database = Database(db_url, password="hunter2")
    try:
        assert database.value("SELECT 1") == 1
        assert "hunter2" not in f"{database.url} {database!r}"
    finally:
        database.close()


def test_sessions_speak_utc(db):
    assert db.value("SHOW timezone") == "UTC"
    assert db.value("SELECT now()").tzinfo is not None
