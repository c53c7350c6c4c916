"""The settings of one user by their names, and what a file brings: all of it or nothing."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.services.account_settings import AccountSettings
from desktop_app.services.settings_together import SettingsTogether
from desktop_app.system.settings import Settings
from desktop_app.system.settings_note import SettingsNote

BROUGHT = {"mail.undo_seconds": 30, "notifications.shown": False, "insights.reading": False}
HERE = {"appearance.theme": "dark", "lock.after_minutes": None}
COLUMNS = {"columns": [{"key": "company", "width": 300}], "density": "roomy"}


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def note(tmp_path, settings):
    return SettingsNote(tmp_path / "settings.before", settings, "")


@pytest.fixture
def account(mine, db, note):
    return AccountSettings(mine, db.transaction, SettingsTogether(db, note))


def check_nothing_is_left(db, tmp_path) -> None:
    assert not (tmp_path / "settings.before").exists()
    assert db.value("SELECT count(*) FROM outpost.setting WHERE name LIKE 'settings.taken%%'") == 0


def test_what_a_file_brings_is_taken_up(account, settings, db, tmp_path) -> None:
    changes = account.take_up(BROUGHT, COLUMNS, HERE)
    assert {name: account.get(name) for name in BROUGHT} == BROUGHT
    assert account.table() == COLUMNS
    assert settings.get("appearance.theme") == "dark"
    assert Kind.NOTIFICATIONS in changes.kinds
    check_nothing_is_left(db, tmp_path)
    account.take_up(BROUGHT, COLUMNS, HERE)  # nothing to change
    check_nothing_is_left(db, tmp_path)


def test_what_is_refused_amid_it_leaves_all_as_it_was(account, settings, db, tmp_path) -> None:
    before = account.all()
    with pytest.raises(KnownError):
        account.take_up({**BROUGHT, "profile.timezone": "Mars/Olympus"}, COLUMNS, HERE)
    assert account.all() == before
    assert account.table() is None
    assert settings.get("appearance.theme") == "system"
    check_nothing_is_left(db, tmp_path)


def test_a_computer_that_cannot_keep_its_part_leaves_the_account_too(account, db, tmp_path) -> None:
    before = account.all()
    two_with_one_key = {"keys.inbox.archive": "G", "keys.inbox.snooze": "G"}
    with pytest.raises(KnownError, match="G"):
        account.take_up(BROUGHT, COLUMNS, {**HERE, **two_with_one_key})
    assert account.all() == before
    assert account.table() is None
    check_nothing_is_left(db, tmp_path)


def test_a_transaction_that_cannot_end_takes_the_computers_part_back(
    mine, db, note, settings, tmp_path
) -> None:
    settings.put({"appearance.theme": "light", "lock.after_minutes": 60})

    @contextmanager
    def lost():
        with db.transaction():
            yield
            raise KnownError("The database went away.", retryable=True)

    account = AccountSettings(mine, db.transaction, SettingsTogether(db, note, lost))
    before = account.all()
    with pytest.raises(KnownError, match="went away"):
        account.take_up(BROUGHT, COLUMNS, HERE)
    assert account.all() == before
    assert settings.get("appearance.theme") == "light"
    assert settings.get("lock.after_minutes") == 60
    check_nothing_is_left(db, tmp_path)


def test_an_end_that_was_not_heard_of_counts_as_the_database_says(
    mine, db, note, settings, tmp_path
) -> None:
    """The connection was lost when the server had ended the transaction already."""

    @contextmanager
    def unheard():
        with db.transaction():
            yield
        raise KnownError("The database went away.", retryable=True)

    account = AccountSettings(mine, db.transaction, SettingsTogether(db, note, unheard))
    with pytest.raises(KnownError, match="went away"):
        account.take_up(BROUGHT, COLUMNS, HERE)
    assert account.get("mail.undo_seconds") == 30
    assert settings.get("appearance.theme") == "dark"
    check_nothing_is_left(db, tmp_path)


def test_a_note_of_another_database_waits_for_it(db, settings, note, tmp_path) -> None:
    elsewhere = SettingsNote(tmp_path / "settings.before", settings, "postgresql://team/outpost")
    elsewhere.change({"appearance.theme": "dark"}, "a mark of theirs")
    SettingsTogether(db, note).settle()
    assert settings.get("appearance.theme") == "dark"
    SettingsTogether(db, elsewhere).settle()
    assert settings.get("appearance.theme") == "system"
    check_nothing_is_left(db, tmp_path)


def test_who_is_at_work_is_left_alone(db, settings, note, tmp_path) -> None:
    assert note.begin()
    note.change({"appearance.theme": "dark"}, "a mark")
    other = SettingsNote(tmp_path / "settings.before", settings, "")
    SettingsTogether(db, other).settle()
    assert settings.get("appearance.theme") == "dark"
    note.end()
    SettingsTogether(db, other).settle()
    assert settings.get("appearance.theme") == "system"


def test_a_note_that_says_nothing_goes(db, settings, note, tmp_path) -> None:
    settings.set("appearance.theme", "dark")
    (tmp_path / "settings.before").write_text("{")
    SettingsTogether(db, note).settle()
    assert settings.get("appearance.theme") == "dark"
    check_nothing_is_left(db, tmp_path)


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
