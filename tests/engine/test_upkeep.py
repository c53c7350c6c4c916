"""The program looks after itself: backups on time, a word before the disk is full."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from desktop_app.data.upkeep import UpkeepRepository
from desktop_app.domain.errors import KnownError
from desktop_app.engine.backup_schedule import KIND, BackupSchedule
from desktop_app.engine.upkeep import DISK, DiskWatch, Upkeep
from desktop_app.services.notifications import NotificationService
from desktop_app.system import sealed
from desktop_app.system.disk import Room
from desktop_app.system.paths import Workspace
from desktop_app.system.settings import Settings
from tests.conftest import Clock

GB = 1 << 30


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "home").ensure()


@pytest.fixture
def clock():
    return Clock(datetime.now(UTC).replace(microsecond=0))


@pytest.fixture
def settings(workspace):
    return Settings(workspace.settings_file)


@pytest.fixture
def secrets():
    return {}


@pytest.fixture
def schedule(db, workspace, settings, secrets, clock):
    return BackupSchedule(db, workspace, settings, secrets.get, now=clock)


@pytest.fixture
def told(db, clock):
    service = NotificationService(db, uuid4(), clock)
    return lambda: [(each.title, each.stays) for each in service.claim()]


def test_a_backup_every_day_and_the_older_ones_go(schedule, settings, clock, workspace):
    assert schedule.look() is None  # the workspace is of today
    settings.set("backup.keep_daily", 2)
    settings.set("backup.keep_weekly", 0)
    made = []
    for _ in range(4):
        clock.forward(days=1, minutes=1)
        made.append(schedule.look())
        assert schedule.look() is None
    assert sorted(workspace.backups.iterdir()) == made[-2:]
    assert not list(workspace.home.glob(".*"))


def test_off_is_off(schedule, settings, clock):
    settings.set("backup.every", "off")
    clock.forward(days=400)
    assert schedule.look() is None


def test_backups_are_sealed_where_there_is_a_passphrase(schedule, secrets, clock, monkeypatch):
    monkeypatch.setattr(sealed, "_SCRYPT", {"n": 2, "r": 8, "p": 1})
    secrets["backup:passphrase"] = "correct horse"
    clock.forward(days=2)
    with schedule.look().open("rb") as file, pytest.raises(sealed.WrongPassphrase):
        sealed.SealedReader(file)


def test_a_backup_that_fails_is_told_once_and_tried_again(
    schedule, settings, clock, tmp_path, told
):
    settings.set("backup.folder", str(tmp_path / "stick" / "backups"))
    clock.forward(days=2)
    assert schedule.look() is None
    assert told() == [("The backup could not be made", True)]
    assert schedule.look() is None
    assert schedule.next_due() == clock() + timedelta(hours=1)
    (tmp_path / "stick").mkdir()
    clock.forward(hours=1)
    assert schedule.look().parent == tmp_path / "stick" / "backups"
    assert told() == []


def test_a_backup_that_cannot_be_brought_back_is_none(
    schedule, clock, workspace, told, monkeypatch
):
    def refuse(*arguments, **more):
        raise KnownError("The restored database is not what the backup says it is.")

    monkeypatch.setattr("desktop_app.engine.backup_schedule.try_backup", refuse)
    clock.forward(days=2)
    assert schedule.look() is None
    assert list(workspace.backups.iterdir()) == []
    assert told() == [("The backup could not be made", True)]


def test_a_backup_does_not_fill_the_disk(schedule, clock, monkeypatch, told):
    clock.forward(days=2)
    monkeypatch.setattr(
        "desktop_app.engine.backup_schedule.shutil.disk_usage", lambda folder: Room(1 << 20, 9)
    )
    assert schedule.look() is None
    assert told() == [("The backup could not be made", True)]


def test_the_disk_is_told_before_it_is_full(db, clock, tmp_path, told):
    room = Room(200 * GB, 500 * GB)
    watch = DiskWatch(db, tmp_path, room=lambda folder: room, now=clock)
    watch.look()
    assert told() == []
    room = Room(2 * GB, 500 * GB)
    watch.look()
    assert told() == [("The disk is filling up", True)]
    watch.look()
    assert told() == []  # once
    clock.forward(days=1, minutes=1)
    watch.look()
    assert told() == [("The disk is filling up", True)]  # and again the next day
    room = Room(GB // 4, 500 * GB)
    watch.look()
    assert told() == [("The disk is nearly full", True)]
    assert [each.kind for each in UpkeepRepository(db).list()] == [DISK]
    room = Room(200 * GB, 500 * GB)
    watch.look()
    assert UpkeepRepository(db).list() == ()


def test_a_small_disk_is_not_low_for_its_size(db, clock, tmp_path, told):
    DiskWatch(db, tmp_path, room=lambda folder: Room(2 * GB, 8 * GB), now=clock).look()
    assert told() == []


def test_one_fault_does_not_stop_the_other(db, clock, schedule, tmp_path, caplog):
    def broken(folder):
        raise RuntimeError("no disk")

    clock.forward(days=2)
    Upkeep(DiskWatch(db, tmp_path, room=broken, now=clock), schedule).look()
    assert "no disk" in caplog.text
    assert len(schedule.made()) == 1
    assert [each.kind for each in UpkeepRepository(db).list() if each.kind == KIND] == []


def test_the_free_space_is_the_disks_own(tmp_path):
    from desktop_app.system.disk import room_at

    found = room_at(tmp_path / "not" / "made")
    assert abs(found.free - shutil.disk_usage(tmp_path).free) < GB
    assert found.total == shutil.disk_usage(tmp_path).total
