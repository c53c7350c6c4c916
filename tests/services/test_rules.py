"""The table of what was measured of Better Auth, held against Outpost."""

from __future__ import annotations

from datetime import datetime

import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.domain.sign_in_rules import SESSION_LIFE
from desktop_app.domain.users import SessionState
from tests.better_auth_rules import (
    CODES,
    LETTERS,
    RESETS,
    SESSIONS,
    SIGN_INS,
    CodeRule,
    ResetRule,
    SessionRule,
    SignInRule,
)

ADA, PASSWORD, NEW = "ada@rep.example", "long enough", "another one"


def _said(rule):
    return rule.said


@pytest.fixture
def ada(services):
    return services.signin.create_local("Ada", ADA, PASSWORD, keep=True)


@pytest.fixture
def given(db, ada, clock):
    """Makes a state of the tables."""

    def make(sql: str) -> None:
        if sql:
            db.run(sql, {"id": ada.user.auth_id, "email": ADA, "now": clock.now})

    return make


def _opens(services, password: str) -> bool:
    try:
        services.signin.sign_in(ADA, password, keep=False)
    except KnownError:
        return False
    return True


@pytest.mark.parametrize("rule", SIGN_INS, ids=_said)
def test_who_may_sign_in(services, given, rule: SignInRule) -> None:
    given(rule.given)
    assert _opens(services, PASSWORD) is rule.here


@pytest.mark.parametrize("rule", SESSIONS, ids=_said)
def test_what_reading_a_session_does(services, given, db, clock, ada, rule: SessionRule) -> None:
    given(rule.given)
    before = db.row('SELECT "expiresAt", "createdAt" FROM session')
    found = services.signin.current()
    after = db.row('SELECT "expiresAt", "createdAt" FROM session')
    assert (found is not None) is rule.lives
    if not rule.lives:
        assert after is None
        return
    assert found is not None and found.expires_at == after[0]
    assert after[0] == (clock.now + SESSION_LIFE if rule.moved else before[0])
    # A renewal leaves the beginning alone: the web takes a session for fresh by it.
    assert after[1] == before[1]
    # Whatever the web thinks of its freshness, the list is shown here.
    (listed,) = services.for_user(ada.user).profile.sessions()
    assert (listed.is_this, listed.created_at) == (True, before[1])


def test_every_session_begun_here_is_fresh_on_the_web(services, ada, db, clock) -> None:
    """Its beginning is written, by whichever way it was begun."""
    clock.forward(days=2)
    services.signin.sign_in(ADA, PASSWORD, keep=True)
    assert db.rows('SELECT DISTINCT "createdAt" FROM session') == [(clock.now,)]
    services.for_user(ada.user).profile.change_password(PASSWORD, NEW, sign_out_others=True)
    begun: list[tuple[datetime]] = db.rows('SELECT "createdAt" FROM session')
    assert begun == [(clock.now,)]


@pytest.mark.parametrize("rule", RESETS, ids=_said)
def test_links_for_a_new_password(services, db, clock, ada, rule: ResetRule) -> None:
    for letters in (LETTERS, "another" + LETTERS[7:]):
        db.run(
            "INSERT INTO verification VALUES (%s, %s, %s, %s)",
            (letters, f"reset-password:{letters}", rule.value or ada.user.auth_id,
             clock.now + rule.left),
        )  # fmt: skip
    for _ in range(rule.used):
        services.recovery.reset_with_token(LETTERS, "a third one")
    if rule.good:
        services.recovery.reset_with_token(LETTERS, NEW)
        # Another one that is outstanding stays, and so does the session.
        assert db.value("SELECT count(*) FROM verification WHERE identifier ~ '^reset'") == 1
        assert services.signin.session_state() is SessionState.LIVES
    else:
        with pytest.raises(KnownError, match="not right or has run out"):
            services.recovery.reset_with_token(LETTERS, NEW)
    assert _opens(services, NEW) is rule.good


@pytest.mark.parametrize("rule", CODES, ids=_said)
def test_codes_for_a_new_password(services, db, clock, ada, rule: CodeRule) -> None:
    db.run(
        "INSERT INTO verification VALUES ('code', %s, %s, %s)",
        (rule.kind + ADA, rule.value, clock.now + rule.left),
    )
    if rule.good:
        services.recovery.reset_with_code(ADA, rule.typed, NEW)
    else:
        with pytest.raises(KnownError, match="not right or has run out"):
            services.recovery.reset_with_code(ADA, rule.typed, NEW)
    assert _opens(services, NEW) is rule.good
    assert db.value("SELECT value FROM verification WHERE id = 'code'") == rule.after
    # A code that was mailed proves the address.
    assert db.value('SELECT "emailVerified" FROM "user"') is rule.good


def test_after_the_trap_of_the_magic_link_the_recovery_code_opens(services, db, ada, make_lead):
    """A magic link of the web proves an address, and takes the ways in of whoever had not: the
    work stays, and its owner comes back in."""
    make_lead("mail@norvane.example", of=ada.user)
    db.run("DELETE FROM account")
    db.run("DELETE FROM session")
    db.run('UPDATE "user" SET "emailVerified" = true')
    assert services.signin.current() is None
    with pytest.raises(KnownError, match="do not go together"):
        services.signin.sign_in(ADA, PASSWORD, keep=True)
    services.recovery.reset_with_recovery_code(ADA, ada.recovery_code, NEW)
    again = services.signin.sign_in(ADA, NEW, keep=True).user
    assert again.id == ada.user.id
    assert db.value("SELECT count(*) FROM leads WHERE user_id = %s", (again.id,)) == 1
