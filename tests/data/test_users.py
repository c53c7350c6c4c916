"""People, ways to sign in, sessions: as Better Auth writes them."""

from uuid import UUID

import pytest

from desktop_app.data.identity import user_uuid
from desktop_app.data.users import UserRepository
from desktop_app.domain.errors import KnownError
from tests.nulls import empty, nullable


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


def test_an_address_is_one_persons(users, db):
    users.create("ada@rep.example", "Ada", "h")
    with pytest.raises(KnownError, match="already"):
        users.create("Ada@rep.example", "Other", "h")
    assert db.value('SELECT count(*) FROM "user"') == 1
    assert db.value("SELECT count(*) FROM account") == 1


def test_an_address_in_mixed_case_is_the_same_persons(users, db):
    """The web cannot see such a row, and would make a duplicate."""
    db.run("INSERT INTO \"user\" (id, name, email) VALUES ('one', 'Wim', 'Wim@Web.example')")
    with pytest.raises(KnownError, match="already"):
        users.create("wim@web.example", "Other", "h")
    assert users.by_email("wim@WEB.example").auth_id == "one"
    users.lower_address("one")
    assert db.value('SELECT email FROM "user"') == "wim@web.example"
    assert db.value("SELECT email FROM users") == "wim@web.example"


def test_of_two_rows_that_differ_by_case_the_webs_comes_first_and_both_stay(users, db):
    db.run(
        'INSERT INTO "user" (id, email, "createdAt") VALUES '
        "('old', 'Wim@web.example', '2020-01-01Z'), ('new', 'wim@web.example', '2026-01-01Z')"
    )
    assert users.by_email("WIM@web.example").auth_id == "new"
    users.lower_address("old")
    assert db.rows('SELECT id, email FROM "user" ORDER BY id') == [
        ("new", "wim@web.example"), ("old", "Wim@web.example"),
    ]  # fmt: skip


def test_people_of_the_web_are_people_here(users, db):
    db.run(
        'INSERT INTO "user" (id, name, email) VALUES '
        "('kLr8sT2vQ9wXyZ3bN5mP7dF1gH4jK6aC', 'Wim', 'wim@web.example')"
    )
    wim = users.by_email("wim@web.example")
    assert wim.id == user_uuid("kLr8sT2vQ9wXyZ3bN5mP7dF1gH4jK6aC")
    assert users.by_id(wim.id) == users.by_auth_id(wim.auth_id) == wim
    assert not wim.verified
    users.set_verified(wim.auth_id)
    assert users.by_auth_id(wim.auth_id).verified
    assert [person.email for person in users.list_users()] == ["wim@web.example"]


def test_a_list_of_people_keeps_their_signatures_to_themselves(users, db):
    ada = users.create("ada@rep.example", "Ada", "h")
    db.run("UPDATE users SET email_signature = 'private'")
    assert users.by_id(ada.id).signature == "private"
    assert users.list_users()[0].signature == ""


def test_nobody_is_nobody(users):
    assert users.by_email("x@y.example") is None
    assert users.by_id(UUID(int=1)) is None
    assert users.by_auth_id("x") is None
    assert users.list_users() == ()


def test_null_in_every_nullable_column_is_a_person_all_the_same(users, db):
    db.run("INSERT INTO \"user\" (id, email) VALUES ('n', 'null@web.example')")
    for table in ("user", "users"):
        empty(db, table, *nullable(db, table))
    found = users.by_email("null@web.example")
    assert (found.name, found.timezone, found.signature, found.image) == ("", "UTC", "", "")
    assert found.verified is False
    assert users.list_users() == (found,)
    assert users.own_addresses(found.id) == {"null@web.example"}


def test_a_profile_that_was_deleted_comes_back_with_its_person(users, db):
    ada = users.create("ada@rep.example", "Ada", "h")
    db.run("DELETE FROM users")
    assert users.by_email("ada@rep.example") is None
    users.ensure_profile(ada.auth_id)
    assert users.by_email("ada@rep.example") == ada


def test_own_addresses(users, user, other_user):
    users.add_own_address(user.id, " Sales@Rep.example")
    users.add_own_address(user.id, "sales@rep.example")
    assert users.own_addresses(user.id) == {"robin@rep.example", "sales@rep.example"}
    assert users.own_addresses(other_user.id) == {"sam@rep.example"}
