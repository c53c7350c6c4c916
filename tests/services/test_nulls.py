"""NULL in every column of the sign-in's tables that may be NULL: a person all the same."""

from __future__ import annotations

import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.domain.users import SessionState
from tests.nulls import empty, nullable

ADA, PASSWORD, NEW = "ada@rep.example", "long enough", "another one"
TABLES = ("user", "session", "account", "verification", "users")


@pytest.fixture
def ada(services, db, clock):
    """Somebody with a password, a provider, a picture and all that can be written of them."""
    made = services.signin.create_local("Ada", ADA, PASSWORD, keep=True)
    services.for_user(made.user).profile.update(
        image="https://pictures.example/ada", signature="Best,\nAda", timezone="Asia/Tokyo"
    )
    db.run(
        "INSERT INTO account VALUES ('a', 'ada-there', 'openid', %(ada)s, 'access', 'refresh', "
        "'identity', %(now)s, %(now)s, 'openid email', NULL, %(now)s, %(now)s)",
        {"ada": made.user.auth_id, "now": clock.now},
    )
    return made


def _goes_through_a_day(start, ada, courier, *, has_password: bool) -> None:
    """All that reads or writes these tables; nothing may end in anything but a clear answer."""
    services = start()
    signed = services.signin.current()
    assert signed is not None and signed.user.id == ada.user.id
    assert services.signin.session_state() is SessionState.LIVES
    assert [person.id for person in services.signin.people()] == [ada.user.id]
    me = services.for_user(signed.user)
    found = me.profile.get()
    assert found.email == ADA
    assert all(isinstance(each, str) for each in (found.name, found.image, found.signature))
    assert found.timezone in ("Asia/Tokyo", "UTC")
    (session,) = me.profile.sessions()
    assert session.is_this and isinstance(session.device + session.address, str)
    ways = [way.provider for way in me.profile.accounts()]
    assert ways == ["credential", "openid"] if has_password else ways == ["openid"]
    assert me.profile.has_recovery_code()
    me.profile.update(name="Ada of today", image="", signature="x", timezone="Europe/Berlin")
    assert me.profile.get().name == "Ada of today"
    assert me.journal.undo() is not None
    services.recovery.send_verification_code(ADA)
    services.recovery.verify(ADA, courier.code())
    assert me.profile.get().verified
    if has_password:
        services.signin.lock()
        services.signin.unlock(PASSWORD)
        assert start().signin.sign_in(ADA, PASSWORD, keep=False).user.id == ada.user.id
        me.profile.change_password(PASSWORD, NEW, sign_out_others=False)
    else:
        with pytest.raises(KnownError, match="do not go together"):
            start().signin.sign_in(ADA, PASSWORD, keep=False)
    code = services.recovery.reset_with_recovery_code(ADA, ada.recovery_code, PASSWORD)
    assert start().signin.sign_in(ADA, PASSWORD, keep=False)
    assert code != ada.recovery_code


def test_all_at_once(start, db, ada, courier):
    for table in TABLES:
        columns = nullable(db, table)
        assert columns, table
        empty(db, table, *columns)
    _goes_through_a_day(start, ada, courier, has_password=False)


@pytest.mark.parametrize("table", TABLES)
def test_all_of_one_table(start, db, ada, courier, table):
    empty(db, table, *(each for each in nullable(db, table) if each != "password"))
    _goes_through_a_day(start, ada, courier, has_password=True)


def test_a_list_of_people_in_any_state_is_shown(services, db, ada, make_user):
    """Who chooses their name from a list sees everybody, one column being NULL or another."""
    for table in ("user", "users"):
        for number, column in enumerate(nullable(db, table)):
            person = make_user(f"{table}{number}@rep.example")
            whose = person.auth_id if table == "user" else person.id
            db.run(f'UPDATE "{table}" SET {column} = NULL WHERE id = %s', (whose,))
    people = services.signin.people()
    assert len(people) == db.value('SELECT count(*) FROM "user"') > 10
    assert all(person.email and person.timezone for person in people)
