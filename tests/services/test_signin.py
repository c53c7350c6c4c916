"""Accounts of this computer and sessions that a web application shares."""

import threading
from datetime import timedelta

import pytest

from desktop_app.data.sessions import SessionRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.sign_in_rules import SESSION_LIFE, recovery_value
from desktop_app.domain.users import SessionState

PASSWORD = "long enough"
ADA = "ada@rep.example"


@pytest.fixture
def signin(services):
    return services.signin


def _create(signin, email=" Ada@Rep.example", keep=True):
    return signin.create_local("Ada L.", email, PASSWORD, keep=keep)


def _people(db):
    return db.value('SELECT count(*) FROM "user"'), db.value("SELECT count(*) FROM session")


# -- making an account -----------------------------------------------------------------------------


def test_a_local_account_is_signed_in_at_once_and_remembered(signin, db, keyring, clock):
    signed = _create(signin)
    assert (signed.user.email, signed.user.name) == (ADA, "Ada L.")
    assert len(signed.token) == 32 and signed.token.isalnum()
    assert signed.expires_at == clock.now + SESSION_LIFE
    ada = signed.user.auth_id
    assert keyring.held == {f"session:{ada}": signed.token, "session": ada}
    assert signin.current().token == signed.token
    assert [person.email for person in signin.people()] == [ADA]


def test_rows_are_what_better_auth_writes(signin, db, clock):
    signed = _create(signin)
    ada = signed.user.auth_id
    columns = '"accountId", "providerId", "userId", "createdAt", password LIKE \'$2b$12$%%\''
    assert db.rows(f"SELECT {columns} FROM account") == [(ada, "credential", ada, clock.now, True)]
    columns = 'token, "userId", "expiresAt", "createdAt", "updatedAt", "ipAddress", "userAgent"'
    assert db.rows(f"SELECT {columns} FROM session") == [
        (signed.token, ada, clock.now + SESSION_LIFE, clock.now, clock.now, "", "Outpost/1 (Test)"),
    ]  # fmt: skip
    assert db.rows('SELECT email, "emailVerified", "createdAt" FROM "user"') == [
        (ADA, False, clock.now),
    ]  # fmt: skip


def test_a_new_account_has_a_recovery_code_that_is_nowhere_but_in_the_answer(signin, db):
    signed = _create(signin)
    rows = db.rows("SELECT identifier, value FROM verification")
    assert rows == [
        (f"outpost-recovery:{signed.user.auth_id}", recovery_value(signed.recovery_code)),
    ]  # fmt: skip
    assert signed.recovery_code not in repr(signed)
    assert signed.token not in repr(signed)
    assert signin.current().recovery_code == ""


@pytest.mark.parametrize(
    ("given", "kept"),
    [("europe/berlin", "Europe/Berlin"), ("", "UTC"), ("Mars/Olympus", "UTC"), ("\0", "UTC")],
)
def test_the_zone_of_a_new_account_is_nothing_that_could_be_undone(
    signin, services, db, given, kept
):
    signed = signin.create_local("Ada", ADA, PASSWORD, keep=True, timezone=given)
    assert signed.user.timezone == kept
    assert signin.current().user.timezone == kept
    assert db.value("SELECT count(*) FROM outpost.journal") == 0


def test_for_this_run_only_nothing_is_kept(signin, start, keyring):
    signed = _create(signin, keep=False)
    assert keyring.held == {}
    assert signin.current().token == signed.token
    assert start().signin.current() is None


def test_signing_in_without_keeping_it_forgets_what_was_kept(signin, start, keyring):
    _create(signin)
    signin.sign_in(ADA, PASSWORD, keep=False)
    assert keyring.held == {}


@pytest.mark.parametrize(
    ("name", "email", "password", "title"),
    [
        ("A", "no address", PASSWORD, "cannot be used to sign in"),
        ("A", "a&b@rep.example", PASSWORD, "cannot be used to sign in"),
        ("A", "user@localhost", PASSWORD, "cannot be used to sign in"),
        ("A", "jürgen@rep.example", PASSWORD, "cannot be used to sign in"),
        ("A", "a\0@rep.example", PASSWORD, "cannot be used to sign in"),
        ("A", "\u202eada@rep.example", PASSWORD, "cannot be used to sign in"),
        ("A", "x" * 10_000 + "@rep.example", PASSWORD, "cannot be used to sign in"),
        ("A", '\'; DROP TABLE "user"; --@x.example', PASSWORD, "cannot be used to sign in"),
        ("A", "<script>@x.example", PASSWORD, "cannot be used to sign in"),
        ("A" * 10_000, "b@rep.example", PASSWORD, "name is too long"),
        ("A", "b@rep.example", "short", "8 characters"),
        ("A", ADA, PASSWORD, "already"),
        ("A", "ADA@REP.EXAMPLE", PASSWORD, "already"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(signin, db, name, email, password, title):
    _create(signin)
    with pytest.raises(KnownError, match=title):
        signin.create_local(name, email, password, keep=True)
    assert _people(db) == (1, 1)
    assert db.value("SELECT count(*) FROM verification") == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [("", "b"), ("\0\x07", "b"), ("\u202eAda\ud800", "Ada"), ("<b>A</b>", "<b>A</b>"),
     ("'; DROP TABLE users;--", "'; DROP TABLE users;--")],
)  # fmt: skip
def test_hostile_names_become_one_plain_line(signin, name, shown):
    assert signin.create_local(name, "b@rep.example", PASSWORD, keep=False).user.name == shown


@pytest.mark.parametrize("password", ["with\0nul inside", "half \ud83d of a pair", "p" * 128])
def test_odd_passwords_are_passwords(signin, password):
    signin.create_local("", ADA, password, keep=False)
    assert signin.sign_in(ADA, password, keep=False)


def test_of_several_at_once_one_gets_the_address(start, db):
    answers = []

    def make(services):
        try:
            answers.append(_create(services.signin, keep=False))
        except KnownError as error:
            answers.append(error.title)

    threads = [threading.Thread(target=make, args=(start(),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(each, str) and "already" in each for each in answers) == 3
    assert _people(db) == (1, 1)


# -- signing in ------------------------------------------------------------------------------------


def test_signing_in(signin, start, keyring, db):
    first = _create(signin)
    again = signin.sign_in("ADA@rep.example ", PASSWORD, keep=True)
    assert again.token != first.token
    assert signin.current() == again
    # The first one was this program's own: nobody holds it any more.
    assert db.rows("SELECT token FROM session") == [(again.token,)]
    assert start().signin.current() == again
    signin.sign_out()
    assert signin.current() is None
    assert start().signin.current() is None
    assert keyring.held == {}
    signin.sign_out()


def test_a_wrong_word_and_a_stranger_sound_and_cost_the_same(signin, passwords, db):
    _create(signin)
    db.run("INSERT INTO \"user\" (id, email) VALUES ('o', 'oauth@web.example')")
    db.run("INSERT INTO account (id, \"accountId\", \"providerId\", \"userId\") "
           "VALUES ('1', 'o', 'credential', 'o')")  # fmt: skip
    told = []
    for email in (ADA, "x@y.example", "oauth@web.example", "a\0b", "\ud800", "x" * 10_000, "",
                  "' OR 1=1 --"):  # fmt: skip
        with pytest.raises(KnownError) as caught:
            signin.sign_in(email, "wrong word", keep=True)
        told.append((caught.value.title, caught.value.advice))
    assert len(set(told)) == 1
    assert told[0][0] == "That address and password do not go together."
    assert len(passwords.looks) == 8 and passwords.looks[0] and not any(passwords.looks[1:])
    assert set(passwords.schemes) == {frozenset({"bcrypt"})}
    assert "wrong word" not in str(told)


@pytest.mark.parametrize("hashed", ["", "garbage", "$2b$12$short", "abc:def"])
def test_no_password_and_a_broken_hash_let_nobody_in(signin, db, hashed):
    _create(signin)
    db.run("UPDATE account SET password = %s", (hashed,))
    for password in ("", hashed, PASSWORD):
        with pytest.raises(KnownError, match="do not go together"):
            signin.sign_in(ADA, password, keep=False)


def test_an_account_under_another_id_is_no_password_as_on_the_web(signin, db):
    _create(signin)
    db.run('UPDATE account SET "accountId" = %s', (ADA,))
    with pytest.raises(KnownError, match="do not go together"):
        signin.sign_in(ADA, PASSWORD, keep=False)


def test_somebody_who_stands_in_mixed_case_can_sign_in_and_the_web_finds_them_then(signin, db):
    _create(signin)
    db.run("UPDATE \"user\" SET email = 'Ada@Rep.example'")
    assert signin.sign_in("ada@rep.example", PASSWORD, keep=False).user.email == ADA
    assert db.rows('SELECT email FROM "user"') == [(ADA,)]
    assert db.rows("SELECT email FROM users") == [(ADA,)]


def test_a_person_whose_profile_was_deleted_gets_a_new_one(signin, db):
    ada = _create(signin).user
    db.run("DELETE FROM users")
    assert signin.current() is None
    assert signin.sign_in(ADA, PASSWORD, keep=False).user == ada


# -- formats ---------------------------------------------------------------------------------------


def _hash(db):
    return db.value("SELECT password FROM account WHERE \"userId\" = %s", ("web",)) or db.value(
        "SELECT password FROM account"
    )  # fmt: skip


def _web_person(db, passwords, scheme):
    db.run("INSERT INTO \"user\" (id, email) VALUES ('web', 'wim@web.example')")
    db.run(
        'INSERT INTO account (id, "accountId", "providerId", "userId", password) '
        "VALUES ('w', 'web', 'credential', 'web', %s)",
        (passwords.hash_password(PASSWORD, scheme=scheme),),
    )


def test_the_format_of_the_web_application_is_written(signin, db, passwords):
    _web_person(db, passwords, "scrypt")
    signed = _create(signin)
    mine = db.value('SELECT password FROM account WHERE "userId" = %s', (signed.user.auth_id,))
    assert ":" in mine
    with pytest.raises(KnownError):
        signin.sign_in("x@y.example", PASSWORD, keep=False)
    assert passwords.schemes[-1] == {"scrypt"}


def test_the_setting_decides_where_it_is_set_and_old_hashes_are_renewed(signin, db, passwords):
    _web_person(db, passwords, "scrypt")
    db.run("INSERT INTO outpost.setting VALUES (NULL, 'auth.password_format', '\"bcrypt\"')")
    signin.sign_in("wim@web.example", PASSWORD, keep=False)
    assert passwords.schemes[-1] == {"scrypt", "bcrypt"}
    assert _hash(db).startswith("$2b$12$")
    signin.sign_in("wim@web.example", PASSWORD, keep=False)
    assert passwords.schemes[-1] == {"bcrypt"}
    db.run("UPDATE outpost.setting SET value = '\"scrypt\"'")
    signin.sign_in("wim@web.example", PASSWORD, keep=False)
    assert ":" in _hash(db)


def test_a_setting_of_no_sense_is_as_none(signin, db, passwords):
    db.run("INSERT INTO outpost.setting VALUES (NULL, 'auth.password_format', '{\"a\": 1}')")
    _create(signin)
    assert _hash(db).startswith("$2b$12$")


def _more_rows(db, passwords, count, scheme):
    for number in range(count):
        db.run("INSERT INTO \"user\" (id, email) VALUES (%s, %s)",
               (f"m{number}", f"m{number}@web.example"))  # fmt: skip
        db.run(
            'INSERT INTO account (id, "accountId", "providerId", "userId", password) '
            "VALUES (%(id)s, %(id)s, 'credential', %(id)s, %(hash)s)",
            {"id": f"m{number}", "hash": passwords.hash_password(PASSWORD, scheme=scheme)},
        )


@pytest.mark.parametrize(("written", "old"), [("bcrypt", "scrypt"), ("scrypt", "bcrypt")])
def test_a_hash_left_from_another_time_changes_nobody_elses(signin, db, passwords, written, old):
    _more_rows(db, passwords, 3, written)
    _web_person(db, passwords, old)
    before = db.value("SELECT password FROM account WHERE id = 'm0'")
    signin.sign_in("m0@web.example", PASSWORD, keep=False)
    assert db.value("SELECT password FROM account WHERE id = 'm0'") == before
    signin.sign_in("wim@web.example", PASSWORD, keep=False)
    assert passwords.scheme_of(_hash(db)) == written  # it is what follows


@pytest.mark.parametrize(("first", "second"), [("bcrypt", "scrypt"), ("scrypt", "bcrypt")])
def test_where_the_format_is_not_clear_every_hash_keeps_its_own(
    signin, db, passwords, first, second
):
    _more_rows(db, passwords, 1, first)
    _web_person(db, passwords, second)
    before = db.rows("SELECT id, password FROM account ORDER BY id")
    signin.sign_in("m0@web.example", PASSWORD, keep=False)
    signin.sign_in("wim@web.example", PASSWORD, keep=False)
    assert db.rows("SELECT id, password FROM account ORDER BY id") == before


def test_every_check_takes_as_long_as_the_dearest_hash(signin, db, passwords):
    _create(signin)
    _more_rows(db, passwords, 3, "bcrypt")
    for number, cost in enumerate(("14", "17", "03")):  # the last two are taken for no hash
        db.run("UPDATE account SET password = '$2b$' || %s || substr(password, 7) WHERE id = %s",
               (cost, f"m{number}"))  # fmt: skip
    with pytest.raises(KnownError):
        signin.sign_in("x@y.example", PASSWORD, keep=False)
    assert passwords.costs[-1] == 14


def test_a_password_changed_while_it_was_checked_is_not_put_back(signin, db, passwords):
    _web_person(db, passwords, "scrypt")
    db.run("INSERT INTO outpost.setting VALUES (NULL, 'auth.password_format', '\"bcrypt\"')")
    passwords.while_looking = lambda: db.run("UPDATE account SET password = 'changed elsewhere'")
    signin.sign_in("wim@web.example", PASSWORD, keep=False)
    assert _hash(db) == "changed elsewhere"


# -- guesses ---------------------------------------------------------------------------------------


def _fail(signin, email=ADA, times=1):
    told = ""
    for _ in range(times):
        with pytest.raises(KnownError) as caught:
            signin.sign_in(email, "wrong word", keep=False)
        told = str(caught.value)
    return told


@pytest.mark.parametrize("email", [ADA, "nobody@rep.example"])
def test_guesses_slow_down_and_never_lock_out(signin, start, clock, email):
    _create(signin)
    assert "do not go together" in _fail(signin, email, 6)
    assert _fail(signin, email) == "Too many tries. Try again in 2 seconds."
    assert _fail(start().signin, email.upper(), 3) == "Too many tries. Try again in 2 seconds."
    clock.forward(seconds=1.5)
    assert _fail(signin, email) == "Too many tries. Try again in 1 second."
    clock.forward(seconds=0.5)
    for wait in (4, 8, 16, 32, 64, 128, 256, 300, 300):
        assert "do not go together" in _fail(signin, email)
        assert _fail(signin, email) == f"Too many tries. Try again in {wait} seconds."
        clock.forward(seconds=wait)
    if email == ADA:
        assert signin.sign_in(ADA, PASSWORD, keep=False)
        assert "do not go together" in _fail(signin, email, 6)


def test_the_right_password_has_to_wait_too(signin, passwords):
    _create(signin)
    _fail(signin, times=6)
    looked = len(passwords.looks)
    with pytest.raises(KnownError, match="Too many tries") as caught:
        signin.sign_in(ADA, PASSWORD, keep=False)
    assert caught.value.retryable and caught.value.retry_after == 2
    assert len(passwords.looks) == looked


def test_a_try_is_counted_before_it_is_answered(signin, db, passwords):
    """A kill in the middle, or guesses in parallel, get none for free."""
    _create(signin)

    def killed():
        assert db.value("SELECT failures FROM outpost.sign_in_attempt") == 1
        raise SystemExit

    passwords.while_looking = killed
    with pytest.raises(SystemExit):
        signin.sign_in(ADA, "wrong word", keep=False)
    assert db.value("SELECT failures FROM outpost.sign_in_attempt") == 1


def test_guesses_in_parallel_queue(start, passwords):
    _create(start().signin)
    told = []

    def guess(signin):
        try:
            signin.sign_in(ADA, "wrong word", keep=False)
        except KnownError as error:
            told.append(error.title)

    threads = [threading.Thread(target=guess, args=(start().signin,)) for _ in range(14)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 14
    assert told.count("Too many tries.") == 8
    assert len(passwords.looks) == 6


def test_a_clock_that_was_set_back_locks_nobody_out(signin, clock):
    _create(signin)
    _fail(signin, times=6)
    clock.forward(days=-400)
    assert _fail(signin) == "Too many tries. Try again in 2 seconds."
    clock.forward(seconds=2)
    assert signin.sign_in(ADA, PASSWORD, keep=False)


def test_a_day_later_all_is_forgotten(signin, db, clock):
    _create(signin)
    _fail(signin, times=6)
    _fail(signin, "nobody@rep.example")
    clock.forward(hours=24)
    assert "do not go together" in _fail(signin, times=6)
    assert db.rows("SELECT address, failures FROM outpost.sign_in_attempt") == [(ADA, 6)]


# -- a session's life ------------------------------------------------------------------------------


def test_a_session_lives_seven_days_and_is_renewed_when_used(signin, db, clock):
    _create(signin)
    begun = clock.now
    clock.forward(hours=23)
    assert signin.current().expires_at == begun + SESSION_LIFE
    clock.forward(hours=1)
    assert signin.current().expires_at == clock.now + SESSION_LIFE
    assert db.row('SELECT "updatedAt", "createdAt" FROM session') == (clock.now, begun)
    clock.forward(days=6, hours=23)
    assert signin.current().expires_at == clock.now + SESSION_LIFE
    clock.forward(days=8)
    assert signin.session_state() is not SessionState.LIVES
    assert signin.current() is None


def test_a_look_renews_as_a_start_does(signin, db, clock):
    _create(signin)
    begun = clock.now
    clock.forward(hours=23)
    assert signin.session_state() is SessionState.LIVES
    assert db.row('SELECT "expiresAt", "updatedAt" FROM session') == (begun + SESSION_LIFE, begun)
    for _ in range(20):
        clock.forward(hours=24)
        assert signin.session_state() is SessionState.LIVES
    assert db.row('SELECT "expiresAt", "updatedAt" FROM session') == (
        clock.now + SESSION_LIFE, clock.now,
    )  # fmt: skip


@pytest.mark.parametrize("swept", [False, True])
def test_a_session_that_ran_out_is_told_from_one_that_was_ended(signin, db, clock, swept):
    _create(signin)
    db.run("DELETE FROM session")
    assert signin.session_state() is SessionState.ENDED
    signin.sign_in(ADA, PASSWORD, keep=True)
    clock.forward(days=7)
    if swept:  # the web deletes an expired row that it reads
        db.run("DELETE FROM session")
    assert signin.session_state() is SessionState.RAN_OUT


def test_unlocking_renews_a_session_and_refuses_one_that_ran_out(signin, db, clock):
    _create(signin)
    signin.lock()
    clock.forward(days=6, hours=23)
    signin.unlock(PASSWORD)
    assert db.value('SELECT "expiresAt" FROM session') == clock.now + SESSION_LIFE
    signin.lock()
    clock.forward(days=7)
    with pytest.raises(KnownError, match="run out"):
        signin.unlock(PASSWORD)
    assert signin.is_locked()


def test_an_ended_session_leaves_nothing_behind(signin, db, keyring, clock):
    _create(signin)
    clock.forward(days=7)
    assert signin.current() is None
    assert keyring.held == {}
    assert db.value("SELECT count(*) FROM session") == 0


def test_a_session_ended_on_the_web_is_ended_here(signin, db, keyring):
    _create(signin)
    assert signin.session_state() is SessionState.LIVES
    db.run("DELETE FROM session")
    assert signin.session_state() is not SessionState.LIVES
    assert signin.current() is None
    assert keyring.held == {}


def test_a_token_of_somebody_else_is_no_session(signin, start, keyring, db):
    ada = _create(signin).user.auth_id
    bob = start().signin.create_local("Bob", "bob@rep.example", PASSWORD, keep=False)
    keyring.held[f"session:{ada}"] = bob.token
    assert start().signin.current() is None


def test_without_a_keyring_the_session_is_held_for_this_run(signin, keyring):
    assert signin.secrets_note == ""
    keyring.persistent, keyring.why = False, "There is no keyring here."
    _create(signin)
    assert signin.secrets_note == "There is no keyring here."
    assert signin.current() is not None


# -- several people on one computer ----------------------------------------------------------------


def test_people_take_turns(signin, start, keyring):
    ada = _create(signin)
    bob = signin.create_local("Bob", "bob@rep.example", PASSWORD, keep=True)
    assert signin.current().user == bob.user
    assert keyring.held == {
        f"session:{ada.user.auth_id}": ada.token,
        f"session:{bob.user.auth_id}": bob.token,
        "session": bob.user.auth_id,
    }
    assert start().signin.current().user == bob.user
    signin.sign_out()
    assert keyring.held == {f"session:{ada.user.auth_id}": ada.token}
    # Ada did not sign out, and yet has to say who she is: Bob sits there.
    assert signin.current() is None
    assert start().signin.current() is None


def test_somebody_who_signs_in_elsewhere_does_not_take_an_open_window_over(signin, start):
    ada = _create(signin)
    start().signin.create_local("Bob", "bob@rep.example", PASSWORD, keep=True)
    assert signin.current().user == ada.user
    signin.sign_out()
    assert start().signin.current().user.email == "bob@rep.example"


def test_a_look_at_another_database_forgets_nobody(signin, start, keyring):
    ada = _create(signin)
    crm, other = "postgresql://robin@db.rep.example/crm", "postgresql://robin@db.rep.example/other"
    assert start(database=crm).signin.current() is None
    bob = start(database=crm).signin.create_local("Bob", "bob@rep.example", PASSWORD, keep=True)
    assert start(database=other).signin.current() is None
    assert start(database=crm).signin.current().user == bob.user
    assert start().signin.current().user == ada.user
    start(database=crm).signin.sign_out()
    assert start().signin.current().user == ada.user
    assert keyring.held == {f"session:{ada.user.auth_id}": ada.token, "session": ada.user.auth_id}


def test_signing_in_again_elsewhere_leaves_an_open_window_signed_in(signin, start):
    _create(signin)
    start().signin.sign_in(ADA, PASSWORD, keep=True)
    assert signin.session_state() is SessionState.LIVES


# -- sessions that the engine began ----------------------------------------------------------------


def test_a_session_of_the_engine_is_taken_up(signin, start, keyring, db, clock, user):
    db.run(
        'INSERT INTO session (id, "userId", token, "expiresAt") VALUES (\'s\', %s, %s, %s)',
        (user.auth_id, "t" * 32, clock.now + timedelta(days=7)),
    )
    assert signin.adopt("s", keep=True).user == user
    assert start().signin.current().token == "t" * 32
    with pytest.raises(KnownError, match="ended already"):
        signin.adopt("another", keep=True)
    clock.forward(days=7)
    with pytest.raises(KnownError, match="ended already"):
        signin.adopt("s", keep=True)


@pytest.fixture
def brought(db, clock):
    """Makes a session as the engine does."""

    def bring(auth_id, name):
        db.run(
            'INSERT INTO session (id, "userId", token, "expiresAt") VALUES (%s, %s, %s, %s)',
            (name, auth_id, name * 32, clock.now + timedelta(days=7)),
        )
        return name

    return bring


@pytest.mark.parametrize("keep", [True, False])
def test_unlocking_through_a_provider_keeps_the_earlier_choice(
    signin, start, keyring, brought, keep
):
    ada = _create(signin, keep=keep).user.auth_id
    signin.adopt(brought(ada, "a"), keep=None)
    signin.adopt(brought(ada, "b"), keep=None)
    assert keyring.held == ({f"session:{ada}": "b" * 32, "session": ada} if keep else {})
    if keep:  # a start takes it up, and what it takes up was kept
        again = start().signin
        assert again.current().token == "b" * 32
        again.adopt(brought(ada, "c"), keep=None)
        assert keyring.held[f"session:{ada}"] == "c" * 32


@pytest.mark.parametrize("keep", [True, False])
def test_somebody_else_who_unlocks_is_kept_as_they_chose_themselves(signin, keyring, brought, keep):
    bob = signin.create_local("Bob", "bob@rep.example", PASSWORD, keep=keep).user.auth_id
    ada = _create(signin, keep=not keep).user.auth_id
    signin.adopt(brought(bob, "b"), keep=None)
    assert keyring.held.get(f"session:{bob}") == ("b" * 32 if keep else None)
    assert (f"session:{ada}" in keyring.held) is not keep


def test_whoever_was_made_just_now_is_told_apart(signin, clock):
    assert _create(signin).made
    clock.forward(minutes=1)
    assert not signin.sign_in(ADA, PASSWORD, keep=True).made


def test_a_session_that_nobody_wants_is_given_back_and_the_one_here_stays(start, db):
    window, other = start(), start()
    mine = _create(window.signin)
    unwanted = other.signin.sign_in(ADA, PASSWORD, keep=False)
    window.signin.give_back(unwanted)
    assert window.signin.current().token == mine.token
    assert other.signin.current() is None
    assert db.value("SELECT count(*) FROM session") == 1
    window.signin.give_back(mine)
    assert window.signin.current() is None
    assert start().signin.current() is None, "the keyring has nothing of it"


# -- the lock --------------------------------------------------------------------------------------


def test_a_lock_survives_a_restart(signin, start):
    _create(signin)
    assert not signin.is_locked()
    signin.lock()
    signin.lock()
    again = start().signin
    assert again.is_locked()
    with pytest.raises(KnownError, match="not right"):
        again.unlock("wrong word")
    assert again.is_locked()
    again.unlock(PASSWORD)
    assert not signin.is_locked()


def test_the_lock_is_slowed_down_as_the_sign_in_is(signin):
    _create(signin)
    signin.lock()
    _fail(signin, times=3)
    for _ in range(3):
        with pytest.raises(KnownError, match="not right"):
            signin.unlock("wrong word")
    with pytest.raises(KnownError, match=r"Too many tries\. Try again in 2 seconds"):
        signin.unlock(PASSWORD)
    with pytest.raises(KnownError, match="Too many tries"):
        signin.sign_in(ADA, PASSWORD, keep=False)


def test_a_lock_is_one_sessions_and_goes_with_it(signin, start, db):
    _create(signin)
    signin.lock()
    other = start()
    other.signin.sign_in(ADA, PASSWORD, keep=True)
    assert not other.signin.is_locked()
    assert signin.is_locked()
    signin.sign_out()
    assert not signin.is_locked()
    other.signin.lock()
    assert db.value("SELECT count(*) FROM outpost.setting") == 1
    other.signin.sign_out()
    with pytest.raises(KnownError, match="signed out"):
        other.signin.unlock(PASSWORD)
    other.signin.lock()
    assert not other.signin.is_locked()


def test_a_lock_of_somebody_without_a_password_says_so(signin, db):
    _create(signin)
    db.run("UPDATE account SET password = NULL")
    signin.lock()
    with pytest.raises(KnownError, match="no password"):
        signin.unlock("")


# -- leaving ---------------------------------------------------------------------------------------


def test_signing_out_everywhere(signin, start, db, keyring):
    _create(signin)
    other = start()
    other.signin.sign_in(ADA, PASSWORD, keep=False)
    assert signin.sign_out_everywhere() == 2
    assert other.signin.current() is None
    assert keyring.held == {}
    assert signin.sign_out_everywhere() == 0


def test_signing_out_without_a_database_forgets_the_session_here(start, keyring, monkeypatch):
    signin = start().signin
    _create(signin)

    def away(*_):
        raise KnownError("The database cannot be reached.")

    monkeypatch.setattr(SessionRepository, "delete_token", away)
    with pytest.raises(KnownError, match="reached"):
        signin.sign_out()
    assert keyring.held == {}
    assert signin.current() is None


def test_a_new_password_replaces_the_old(signin):
    _create(signin)
    signin.set_password("Ada@rep.example", "another one")
    assert signin.sign_in(ADA, "another one", keep=False)
    with pytest.raises(KnownError):
        signin.sign_in(ADA, PASSWORD, keep=False)
    for stranger in ("x@y.example", "\0", "\ud800"):
        with pytest.raises(KnownError, match="Nobody"):
            signin.set_password(stranger, "another one")
