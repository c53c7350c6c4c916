"""The settings of one user by their names, and what a file brings: all of it or nothing."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.services.account_settings import AccountSettings
from desktop_app.system.settings import Settings

BROUGHT = {"mail.undo_seconds": 30, "notifications.shown": False, "insights.reading": False}
COLUMNS = {"columns": [{"key": "company", "width": 300}], "density": "roomy"}


@pytest.fixture
def account(mine):
    return mine.account_settings


@pytest.fixture
def computer(tmp_path):
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def keep(computer):
    """Keeps another look on this computer, and can take it back."""

    def keep_():
        before = computer.put({"appearance.theme": "dark", "lock.after_minutes": None})
        return lambda: computer.put(before)

    return keep_


def test_what_a_file_brings_is_taken_up(account, computer, keep) -> None:
    changes = account.take_up(BROUGHT, COLUMNS, keep)
    assert {name: account.get(name) for name in BROUGHT} == BROUGHT
    assert account.table() == COLUMNS
    assert computer.get("appearance.theme") == "dark"
    assert Kind.NOTIFICATIONS in changes.kinds


def test_what_is_refused_amid_it_leaves_all_as_it_was(account, computer, keep) -> None:
    before = account.all()
    with pytest.raises(KnownError):
        account.take_up({**BROUGHT, "profile.timezone": "Mars/Olympus"}, COLUMNS, keep)
    assert account.all() == before
    assert account.table() is None
    assert computer.get("appearance.theme") == "system"


def test_a_computer_that_cannot_keep_its_part_leaves_the_account_too(account) -> None:
    before = account.all()

    def full():
        raise KnownError("The disk is full.")

    with pytest.raises(KnownError, match="disk is full"):
        account.take_up(BROUGHT, COLUMNS, full)
    assert account.all() == before
    assert account.table() is None


def test_a_transaction_that_cannot_end_takes_the_computers_part_back(
    mine, db, account, computer, keep
) -> None:
    computer.put({"appearance.theme": "light", "lock.after_minutes": 60})
    before = account.all()

    @contextmanager
    def lost():
        with db.transaction():
            yield
            raise KnownError("The database went away.", retryable=True)

    with pytest.raises(KnownError, match="went away"):
        AccountSettings(mine, lost).take_up(BROUGHT, COLUMNS, keep)
    assert account.all() == before
    assert computer.get("appearance.theme") == "light"
    assert computer.get("lock.after_minutes") == 60


def test_one_goes_back_to_what_it_is_by_itself(account) -> None:
    account.set("mail.undo_seconds", 60)
    assert account.reset("mail.undo_seconds") == 10
    assert account.get("mail.undo_seconds") == 10
    with pytest.raises(KnownError, match="nothing by itself"):
        account.reset("profile.name")


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("notifications.shown", False, Kind.NOTIFICATIONS),
        ("profile.timezone", "Europe/Brussels", Kind.USERS),
        ("insights.reading", False, Kind.INSIGHTS),
    ],
)
def test_a_change_says_what_is_to_be_read_again(account, name, value, kind) -> None:
    stored, changes = account.change(name, value)
    assert stored == value == account.get(name)
    assert kind in changes.kinds
