"""The doctor finds what is not well, and says what to do about it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.data.upkeep import UpkeepRepository
from desktop_app.domain.language import speak
from desktop_app.domain.mailboxes import MailboxState
from desktop_app.engine import checkup
from desktop_app.engine.backup_schedule import BackupSchedule
from desktop_app.system.crash_reports import CrashReporter
from desktop_app.system.disk import Room
from desktop_app.system.paths import Workspace
from desktop_app.system.settings import Settings
from tests.mailboxes import a_mailbox
from tests.pseudo import Pseudo

GB = 1 << 30


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "home").ensure()


@pytest.fixture
def found():
    return checkup.Checkup()


@pytest.fixture
def now():
    return datetime.now(UTC)


def said(found):
    return [str(each) for each in found.problems]


def test_a_database_that_is_well(found, db, now):
    checkup.check_database(found, db)
    checkup.check_clock(found, db, now)
    checkup.check_mailboxes(found, db, now)
    checkup.check_notices(found, db)
    assert found.problems == []
    assert found.facts["counts"]["leads"] == 0
    assert found.facts["schema"] > "0030"


def test_what_is_derived_and_not_true(found, db, make_lead):
    make_lead("ines@norvane.example")
    db.run("DELETE FROM outpost.lead_index")
    checkup.check_database(found, db)
    (problem,) = said(found)
    assert "1 lead missing in the index" in problem
    assert "outpost db restore" in problem


@pytest.mark.parametrize(("free", "word"), [(2 * GB, "filling up"), (GB // 4, "nearly full")])
def test_a_disk_that_fills_up(found, workspace, free, word):
    checkup.check_disk(found, workspace, lambda folder: Room(free, 500 * GB))
    (problem,) = said(found)
    assert word in problem
    assert "free some space" in problem


def test_a_disk_that_is_gone(found, workspace):
    def gone(folder):
        raise OSError(5, "Input/output error")

    checkup.check_disk(found, workspace, gone)
    assert said(found) == ["the disk does not answer (Input/output error): check its cable"]


def test_clocks_that_disagree(found, db, now, user):
    checkup.check_clock(found, db, now + timedelta(hours=2))
    (problem,) = said(found)
    assert "120 minutes apart" in problem


def test_a_clock_that_was_put_back(found, db, now, user):
    db.run(
        "INSERT INTO outpost.job (id, user_id, kind, title, created_at) "
        "VALUES (gen_random_uuid(), %s, 'k', 't', %s)",
        (user.id, now + timedelta(days=3)),
    )
    checkup.check_clock(found, db, now)
    (problem,) = said(found)
    assert "still to come" in problem


def test_mailboxes_in_trouble(found, db, now, user):
    repository = MailboxRepository(db)
    for state in MailboxState:
        mailbox = a_mailbox(user, f"{state}@company.example")
        repository.add(mailbox)
        repository.set_state(mailbox.id, state, "", now)
    checkup.check_mailboxes(found, db, now)
    assert len(found.facts["mailboxes"]) == len(MailboxState)
    told = said(found)
    assert len(told) == 4
    assert any("outpost mailbox check" in each for each in told)
    assert any("certificate" in each for each in told)


def test_backups_that_are_late(found, db, workspace, now):
    schedule = BackupSchedule(db, workspace, Settings(workspace.settings_file), {}.get)
    checkup.check_backups(found, schedule, workspace, now)
    assert found.problems == []
    checkup.check_backups(found, schedule, workspace, now + timedelta(days=9))
    (problem,) = said(found)
    assert "there is none" in problem
    assert "outpost db backup" in problem


def test_what_the_engine_noticed(found, db, now):
    UpkeepRepository(db).note("backup", "The backup could not be made", "The disk is full.", now)
    checkup.check_notices(found, db)
    assert said(found) == ["The backup could not be made: The disk is full."]


def test_reports_of_the_last_week(found, workspace, now):
    CrashReporter(workspace.reports, "engine", now=lambda: now).write(ValueError(), "x")
    checkup.check_reports(found, workspace, now + timedelta(days=1))
    (problem,) = said(found)
    assert "1 fault was met" in problem
    later = checkup.Checkup()
    checkup.check_reports(later, workspace, now + timedelta(days=9))
    assert later.problems == []
    assert later.facts["reports"]["count"] == 1


def test_what_is_found_is_said_in_the_window_s_language(found, db, workspace, now, make_lead):
    make_lead("ines@norvane.example")
    db.run("DELETE FROM outpost.lead_index")
    speak(Pseudo())
    try:
        checkup.check_database(found, db)
        checkup.check_disk(found, workspace, lambda folder: Room(GB // 4, 500 * GB))
    finally:
        speak(None)
    assert len(found.problems) == 2
    for problem in found.problems:
        assert problem.what.startswith("[") and problem.advice.startswith("["), problem
    assert set(found.facts) >= {"postgres", "counts", "disk"}
