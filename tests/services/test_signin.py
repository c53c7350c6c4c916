"""Accounts of this computer and sessions that a web application shares."""

from datetime import timedelta

import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.services.signin import SESSION_LIFE, SignInService

ENTRY = "session:/home/robin"


@pytest.fixture
def signin(db, keyring, passwords, clock):
    return SignInService(db, keyring, "/home/robin", passwords, clock)


def _create(signin, keep=True):
    return signin.create_local("Ada L.", " Ada@Rep.example", "long enough", keep=keep)


def test_a_local_account_is_signed_in_at_once_and_remembered(signin, db, keyring, clock):
    signed = _create(signin)
    assert (signed.user.email, signed.user.name) == ("ada@rep.example", "Ada L.")
    assert len(signed.token) == 32 and signed.token.isalnum()
    assert signed.expires_at == clock.now + SESSION_LIFE
    assert keyring.held == {ENTRY: signed.token}
    assert signin.current() == signed
    assert [person.email for person in signin.people()] == ["ada@rep.example"]
    assert db.value("SELECT password FROM account") != "long enough"


def test_for_this_run_only_nothing_is_kept(signin, keyring):
    _create(signin, keep=False)
    assert keyring.held == {}


@pytest.mark.parametrize(
    ("name", "email", "password", "title"),
    [
        ("A", "no address", "long enough", "not an e-mail address"),
        ("A", "a@b.example", "short", "8 characters"),
        ("A", "ada@rep.example", "long enough", "already"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(signin, db, name, email, password, title):
    _create(signin)
    with pytest.raises(KnownError, match=title):
        signin.create_local(name, email, password, keep=True)
    assert db.value('SELECT count(*) FROM "user"') == 1
    assert db.value("SELECT count(*) FROM session") == 1


def test_signing_in(signin, keyring):
    first = _create(signin)
    again = signin.sign_in("ADA@rep.example ", "long enough", keep=True)
    assert again.token != first.token
    assert signin.current() == again
    signin.sign_out()
    assert signin.current() is None
    assert keyring.held == {}
    signin.sign_out()


def test_a_wrong_word_and_a_stranger_sound_and_cost_the_same(signin, passwords):
    _create(signin)
    told = []
    for email, password in (("ada@rep.example", "wrong word"), ("x@y.example", "long enough")):
        with pytest.raises(KnownError) as caught:
            signin.sign_in(email, password, keep=True)
        told.append((caught.value.title, caught.value.advice))
    assert told[0] == told[1]
    assert passwords.looks == ["one", "nothing"]
    assert "wrong word" not in str(told)


def test_a_session_lives_seven_days_and_is_renewed_when_used(signin, clock):
    _create(signin)
    clock.forward(hours=23)
    assert signin.current().expires_at == clock.now - timedelta(hours=23) + SESSION_LIFE
    clock.forward(hours=2)
    assert signin.current().expires_at == clock.now + SESSION_LIFE
    clock.forward(days=8)
    assert signin.current() is None


def test_an_ended_session_leaves_nothing_behind(signin, db, keyring, clock):
    _create(signin)
    clock.forward(days=7)
    assert signin.current() is None
    assert keyring.held == {}
    assert db.value("SELECT count(*) FROM session") == 0


def test_a_session_ended_on_the_web_is_ended_here(signin, db, keyring):
    _create(signin)
    db.run("DELETE FROM session")
    assert signin.current() is None
    assert keyring.held == {}


def test_a_new_password_replaces_the_old(signin):
    _create(signin)
    signin.set_password("ada@rep.example", "another one")
    assert signin.sign_in("ada@rep.example", "another one", keep=False)
    with pytest.raises(KnownError):
        signin.sign_in("ada@rep.example", "long enough", keep=False)
    with pytest.raises(KnownError, match="Nobody"):
        signin.set_password("x@y.example", "another one")


def test_two_workspaces_keep_their_sessions_apart(signin, db, keyring, passwords, clock):
    signed = _create(signin)
    other = SignInService(db, keyring, "/home/other", passwords, clock)
    assert other.current() is None
    assert signin.current() == signed


def test_without_a_keyring_the_reason_is_said(signin, keyring):
    assert signin.secrets_note == ""
    keyring.persistent, keyring.why = False, "There is no keyring here."
    assert signin.secrets_note == "There is no keyring here."
