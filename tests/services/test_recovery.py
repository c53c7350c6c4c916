"""Getting back in, and proving an address."""

import threading
from datetime import timedelta

import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import speak
from desktop_app.engine.sweep import Sweep
from tests.pseudo import Pseudo

PASSWORD, NEW = "long enough", "another one"
ADA = "ada@rep.example"


@pytest.fixture
def ada(services):
    """Somebody with an account, and the recovery code that was shown."""
    return services.signin.create_local("Ada", ADA, PASSWORD, keep=False)


@pytest.fixture
def recovery(services, ada):
    return services.recovery


def _opens(services, password):
    try:
        services.signin.sign_in(ADA, password, keep=False)
    except KnownError:
        return False
    return True


def _wrong(code):
    return f"{(int(code) + 1) % 10**6:06}"


# -- codes by mail ---------------------------------------------------------------------------------


def test_a_mailed_code_gives_a_new_password_once(services, recovery, courier, db, clock):
    recovery.send_reset_code(" Ada@rep.example ")
    ((to, subject, _),) = courier.sent
    assert (to, subject) == (ADA, "Your code for a new password")
    code = courier.code()
    rows = db.rows(
        'SELECT value, "expiresAt", "createdAt" FROM verification '
        "WHERE identifier = 'forget-password-otp-ada@rep.example'"
    )
    assert rows == [(f"{code}:0", clock.now + timedelta(minutes=5), clock.now)]
    recovery.reset_with_code(ADA, code, NEW)
    assert _opens(services, NEW) and not _opens(services, PASSWORD)
    # The code came by mail: the address is the person's.
    assert services.signin.people()[0].verified
    with pytest.raises(KnownError, match="not right or has run out"):
        recovery.reset_with_code(ADA, code, "yet another")


def test_a_mailed_code_speaks_the_language_of_the_window(recovery, courier):
    speak(Pseudo())
    try:
        recovery.send_reset_code(ADA)
        recovery.send_verification_code(ADA)
    finally:
        speak(None)
    for _, subject, text in courier.sent:
        assert subject.startswith("[")
        assert all(line.startswith("[") for line in text.splitlines() if line)


def test_three_tries_and_a_code_is_dead(recovery, courier):
    recovery.send_reset_code(ADA)
    for _ in range(3):
        with pytest.raises(KnownError, match="not right"):
            recovery.reset_with_code(ADA, _wrong(courier.code()), NEW)
    with pytest.raises(KnownError, match="not right"):
        recovery.reset_with_code(ADA, courier.code(), NEW)


def test_two_tries_and_then_the_right_one(services, recovery, courier):
    recovery.send_verification_code(ADA)
    for _ in range(2):
        with pytest.raises(KnownError, match="not right"):
            recovery.verify(ADA, _wrong(courier.code()))
    recovery.verify("ADA@rep.example", f" {courier.code()} ")
    assert services.signin.people()[0].verified


@pytest.mark.parametrize(("minutes", "good"), [(5, True), (5.01, False)])
def test_a_code_is_good_for_five_minutes(services, recovery, courier, clock, minutes, good):
    recovery.send_reset_code(ADA)
    clock.forward(minutes=minutes)
    if good:
        recovery.reset_with_code(ADA, courier.code(), NEW)
    else:
        with pytest.raises(KnownError, match="run out"):
            recovery.reset_with_code(ADA, courier.code(), NEW)
    assert _opens(services, NEW) is good


def test_the_newest_code_counts(recovery, courier):
    recovery.send_verification_code(ADA)
    first = courier.code()
    recovery.send_verification_code(ADA)
    if first != courier.code():
        with pytest.raises(KnownError):
            recovery.verify(ADA, first)
    recovery.verify(ADA, courier.code())


def test_of_several_rows_of_the_web_the_newest_counts(recovery, db, clock):
    for age, code in ((30, "111111"), (10, "333333"), (20, "222222")):
        db.run(
            'INSERT INTO verification (id, identifier, value, "expiresAt", "createdAt") '
            "VALUES (%s, 'email-verification-otp-ada@rep.example', %s, %s, %s)",
            (code, f"{code}:0", clock.now + timedelta(minutes=4),
             clock.now - timedelta(seconds=age)),
        )  # fmt: skip
    db.run(
        'INSERT INTO verification (id, identifier, value, "expiresAt", "createdAt") '
        "VALUES ('n', 'email-verification-otp-ada@rep.example', '444444:0', %s, NULL)",
        (clock.now + timedelta(minutes=4),),
    )
    with pytest.raises(KnownError):
        recovery.verify(ADA, "222222")
    recovery.verify(ADA, "333333")
    for spent in ("111111", "222222", "333333", "444444"):
        with pytest.raises(KnownError):
            recovery.verify(ADA, spent)


def test_a_code_of_one_purpose_opens_no_other(recovery, courier):
    recovery.send_verification_code(ADA)
    with pytest.raises(KnownError):
        recovery.reset_with_code(ADA, courier.code(), NEW)


def test_a_password_that_cannot_be_leaves_the_code_good(recovery, courier):
    recovery.send_reset_code(ADA)
    with pytest.raises(KnownError, match="8 characters"):
        recovery.reset_with_code(ADA, courier.code(), "short")
    recovery.reset_with_code(ADA, courier.code(), NEW)


@pytest.mark.parametrize("how", ["code", "recovery", "token"])
def test_two_at_once_use_a_code_once(start, services, ada, db, clock, courier, how):
    if how == "code":
        services.recovery.send_reset_code(ADA)
    db.run("INSERT INTO verification VALUES ('t', 'reset-password:kLr8sT2vQ9wXyZ3bN5mP7dF1', "
           "%s, %s)", (ada.user.auth_id, clock.now + timedelta(hours=1)))  # fmt: skip
    done = []

    def use(recovery):
        try:
            if how == "code":
                recovery.reset_with_code(ADA, courier.code(), NEW)
            elif how == "recovery":
                recovery.reset_with_recovery_code(ADA, ada.recovery_code, NEW)
            else:
                recovery.reset_with_token("kLr8sT2vQ9wXyZ3bN5mP7dF1", NEW)
            done.append(True)
        except KnownError:
            done.append(False)

    threads = [threading.Thread(target=use, args=(start().recovery,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [False] * 5 + [True]


def test_wrong_tries_at_once_are_all_counted(start, services, ada, courier, db):
    services.recovery.send_reset_code(ADA)

    def use(recovery):
        with pytest.raises(KnownError):
            recovery.reset_with_code(ADA, _wrong(courier.code()), NEW)

    threads = [threading.Thread(target=use, args=(start().recovery,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert db.value("SELECT value FROM verification WHERE identifier LIKE 'forget%'") == (
        f"{courier.code()}:3"
    )


def test_an_address_that_nobody_has_sounds_the_same_and_gets_nothing(recovery, courier, db):
    for stranger in ("nobody@rep.example", "a\0b@c.example", "\ud800", "", "x" * 10_000):
        recovery.send_reset_code(stranger)
        with pytest.raises(KnownError, match="not right or has run out"):
            recovery.reset_with_code(stranger, "123456", NEW)
        with pytest.raises(KnownError, match="not right or has run out"):
            recovery.verify(stranger, "123456")
    assert courier.sent == []
    assert db.value("SELECT count(*) FROM verification") == 1  # the recovery code


def test_codes_cannot_be_asked_for_without_end(recovery, courier, clock):
    for _ in range(6):
        recovery.send_verification_code(ADA)
    with pytest.raises(KnownError, match=r"Too many tries\. Try again in 2 seconds"):
        recovery.send_reset_code(ADA)
    clock.forward(seconds=2)
    recovery.send_verification_code(ADA)
    recovery.verify(ADA, courier.code())
    recovery.send_verification_code(ADA)


def test_a_code_that_fits_ends_the_waiting(recovery, courier):
    for _ in range(6):
        recovery.send_reset_code(ADA)
    recovery.reset_with_code(ADA, courier.code(), NEW)
    for _ in range(6):
        recovery.send_reset_code(ADA)


def test_without_a_mailbox_the_way_is_the_recovery_code(start, recovery, courier):
    assert recovery.can_mail
    courier.ready = False
    alone = start(courier=None).recovery
    for each in (recovery, alone):
        assert not each.can_mail
        with pytest.raises(KnownError, match="recovery code"):
            each.send_reset_code(ADA)
        with pytest.raises(KnownError, match="No mailbox"):
            each.send_verification_code(ADA)


def test_a_letter_that_cannot_be_sent_leaves_no_code(services, ada, courier, db):
    def broken(*_):
        raise KnownError("The mailbox is gone.")

    courier.send = broken
    with pytest.raises(KnownError, match="gone"):
        services.recovery.send_reset_code(ADA)
    assert db.value("SELECT count(*) FROM verification WHERE identifier LIKE 'forget%'") == 0


# -- the recovery code -----------------------------------------------------------------------------


def test_a_recovery_code_works_without_a_network_once_and_hands_out_the_next(
    services, recovery, ada, db
):
    for _ in range(7):
        _opens(services, "wrong word")
    following = recovery.reset_with_recovery_code(ADA, ada.recovery_code.lower(), NEW)
    assert _opens(services, NEW)  # and what was guessed is forgotten
    assert following != ada.recovery_code
    with pytest.raises(KnownError, match="not right"):
        recovery.reset_with_recovery_code(ADA, ada.recovery_code, PASSWORD)
    recovery.reset_with_recovery_code(ADA, following, PASSWORD)
    assert _opens(services, PASSWORD)
    assert db.value("SELECT count(*) FROM verification") == 1
    assert not services.signin.people()[0].verified


def test_a_recovery_code_outlives_everything_else(services, recovery, ada, clock, db):
    clock.forward(days=20 * 365)
    Sweep(db, clock).when_due()
    recovery.reset_with_recovery_code(ADA, ada.recovery_code, NEW)


def test_a_recovery_code_is_one_persons(services, recovery, ada):
    services.signin.create_local("Bob", "bob@rep.example", PASSWORD, keep=False)
    for email in ("bob@rep.example", "x@y.example"):
        with pytest.raises(KnownError, match="not right"):
            recovery.reset_with_recovery_code(email, ada.recovery_code, NEW)
    with pytest.raises(KnownError, match="8 characters"):
        recovery.reset_with_recovery_code(ADA, ada.recovery_code, "short")
    for typed in ("", "x" * 25, "\0", "\ud800" * 25):
        with pytest.raises(KnownError, match="not right"):
            recovery.reset_with_recovery_code(ADA, typed, NEW)
    assert recovery.reset_with_recovery_code(ADA, ada.recovery_code, NEW)


# -- links of the web ------------------------------------------------------------------------------

TOKENS = ("kLr8sT2vQ9wXyZ3bN5mP7dF1", "aaaaaaaaaaaaaaaaaaaaaaa2")


@pytest.fixture
def links(db, ada, clock):
    for token in TOKENS:
        db.run(
            'INSERT INTO verification (id, identifier, value, "expiresAt") VALUES (%s, %s, %s, %s)',
            (token, f"reset-password:{token}", ada.user.auth_id, clock.now + timedelta(hours=1)),
        )


@pytest.mark.usefixtures("links")
def test_links_of_the_web_are_good_for_an_hour_and_once(services, recovery, clock, db):
    clock.forward(hours=1)
    recovery.reset_with_token(f"https://app.example/reset?token={TOKENS[0]}", NEW)
    assert _opens(services, NEW)
    with pytest.raises(KnownError, match="link is not right"):
        recovery.reset_with_token(TOKENS[0], PASSWORD)
    clock.forward(seconds=1)
    with pytest.raises(KnownError, match="run out"):
        recovery.reset_with_token(TOKENS[1], PASSWORD)
    for nonsense in ("", "\0", "x" * 24, "outpost-recovery:" + "x" * 20):
        with pytest.raises(KnownError, match="link is not right"):
            recovery.reset_with_token(nonsense, PASSWORD)


@pytest.mark.usefixtures("links")
def test_a_reset_makes_the_password_where_there_was_none(services, recovery, ada, db):
    db.run("DELETE FROM account")
    recovery.reset_with_token(TOKENS[0], NEW)
    assert _opens(services, NEW)
    columns = '"accountId", "providerId", "userId"'
    assert db.rows(f"SELECT {columns} FROM account") == [
        (ada.user.auth_id, "credential", ada.user.auth_id),
    ]  # fmt: skip


@pytest.mark.usefixtures("links")
def test_a_reset_is_in_the_format_of_the_web_and_old_sessions_live_on(services, recovery, ada, db):
    db.run("INSERT INTO outpost.setting VALUES (NULL, 'auth.password_format', '\"scrypt\"')")
    recovery.reset_with_token(TOKENS[0], NEW)
    assert ":" in db.value("SELECT password FROM account")
    assert db.rows("SELECT token FROM session") == [(ada.token,)]


@pytest.mark.usefixtures("links")
def test_a_token_of_somebody_who_is_gone_is_no_token(recovery, db):
    db.run("UPDATE verification SET value = 'nobody' WHERE id = %s", (TOKENS[0],))
    with pytest.raises(KnownError, match="link is not right"):
        recovery.reset_with_token(TOKENS[0], NEW)
    assert db.value("SELECT count(*) FROM account") == 1


def test_rows_that_contradict_each_other_are_told(services, recovery, ada, db):
    db.run("INSERT INTO \"user\" (id, email) VALUES ('o', 'o@web.example')")
    db.run("UPDATE account SET \"userId\" = 'o'")
    with pytest.raises(KnownError, match="somebody else's"):
        recovery.reset_with_recovery_code(ADA, ada.recovery_code, NEW)
    # Nothing half-written: the code is still good.
    db.run("DELETE FROM account")
    recovery.reset_with_recovery_code(ADA, ada.recovery_code, NEW)
