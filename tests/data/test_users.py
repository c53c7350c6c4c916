"""People, ways to sign in, sessions: as Better Auth writes them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from desktop_app.data.identity import user_uuid
from desktop_app.data.users import UserRepository
from desktop_app.domain.errors import KnownError

NOW = datetime(2026, 6, 17, 9, 30, tzinfo=UTC)


@pytest.fixture
def users(db):
    return UserRepository(db)


def test_a_person_is_what_better_auth_reads(users, db):
    ada = users.create(" Ada@Rep.example ", "Ada L.", "salt:key")
    assert ada.id == UUID(ada.auth_id) == user_uuid(ada.auth_id)
    assert (ada.email, ada.name, ada.timezone) == ("ada@rep.example", "Ada L.", "UTC")
    assert db.row('SELECT id, email, "emailVerified" FROM "user"') == (
        ada.auth_id, "ada@rep.example", False,
    )  # fmt: skip
    assert db.row('SELECT "accountId", "providerId", "userId", password FROM account') == (
        ada.auth_id, "credential", ada.auth_id, "salt:key",
    )  # fmt: skip
    assert users.by_email("ADA@rep.example") == users.by_id(ada.id) == ada
    assert users.password_hash("Ada@rep.example") == "salt:key"


def test_an_address_is_one_persons(users, db):
    users.create("ada@rep.example", "Ada", "h")
    with pytest.raises(KnownError, match="already"):
        users.create("Ada@rep.example", "Other", "h")
    assert db.value('SELECT count(*) FROM "user"') == 1
    assert db.value("SELECT count(*) FROM account") == 1


def test_people_of_the_web_are_people_here(users, db):
    db.run(
        'INSERT INTO "user" (id, name, email) VALUES '
        "('kLr8sT2vQ9wXyZ3bN5mP7dF1gH4jK6aC', 'Wim', 'wim@web.example')"
    )
    wim = users.by_email("wim@web.example")
    assert wim.id == user_uuid("kLr8sT2vQ9wXyZ3bN5mP7dF1gH4jK6aC")
    assert users.password_hash("wim@web.example") is None
    users.set_password(wim.auth_id, "first")
    users.set_password(wim.auth_id, "second")
    assert users.password_hash("wim@web.example") == "second"
    assert db.value("SELECT count(*) FROM account") == 1
    users.set_verified(wim.auth_id)
    assert db.value('SELECT "emailVerified" FROM "user"') is True
    assert users.list_users() == (wim,)


def test_nobody_is_nobody(users):
    assert users.by_email("x@y.example") is None
    assert users.by_id(UUID(int=1)) is None
    assert users.password_hash("x@y.example") is None
    assert users.session("t") is None
    assert users.list_users() == ()


def test_an_empty_hash_is_no_password(users, db):
    ada = users.create("ada@rep.example", "", "")
    assert users.password_hash(ada.email) is None
    users.set_password(ada.auth_id, "")
    assert users.password_hash(ada.email) is None


def test_sessions(users, db, user):
    signed = users.create_session(user, "t" * 32, NOW + timedelta(days=7), "Outpost")
    assert users.session("t" * 32) == signed
    assert "t" * 32 not in repr(signed)
    assert db.row('SELECT "userId", "userAgent", "ipAddress" FROM session') == (
        user.auth_id, "Outpost", "",
    )  # fmt: skip
    users.extend_session("t" * 32, NOW + timedelta(days=9), NOW)
    assert users.session("t" * 32).expires_at == NOW + timedelta(days=9)
    assert db.value('SELECT "updatedAt" FROM session') == NOW
    users.delete_session("t" * 32)
    assert users.session("t" * 32) is None


def test_own_addresses(users, user, other_user):
    users.add_own_address(user.id, " Sales@Rep.example")
    users.add_own_address(user.id, "sales@rep.example")
    assert users.own_addresses(user.id) == {"robin@rep.example", "sales@rep.example"}
    assert users.own_addresses(other_user.id) == {"sam@rep.example"}
