"""The program looks after itself: backups on time and when asked for, a word before the disk is
full. One file, as databases beside the one in use are leftovers to whoever has another workspace on
the same server."""

from __future__ import annotations

import shutil
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from desktop_app.data.upkeep import UpkeepRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.jobs import CARE_KINDS, JobKind, JobState
from desktop_app.engine.backup_desk import BackupDesk, backup_runners
from desktop_app.engine.backup_schedule import KIND, BackupSchedule
from desktop_app.engine.jobs import Folders
from desktop_app.engine.upkeep import DISK, DiskWatch, Upkeep
from desktop_app.engine.worker import Worker
from desktop_app.services.care import CareService
from desktop_app.services.notifications import NotificationService
from desktop_app.system import sealed
from desktop_app.system.disk import Room
from desktop_app.system.paths import Workspace
from desktop_app.system.settings import Settings
from tests.conftest import Clock

GB = 1 << 30


class Keyring:
    """What a keyring holds; ``why`` is what keeps it from holding anything."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}
        self.why = ""
        self.refuses = False

    @property
    def persistent(self) -> bool:
        return not self.why

    def get(self, name: str) -> str | None:
        return None if self.why else self.held.get(name)

    def set(self, name: str, value: str) -> None:
        if self.refuses:
            self.why = "It is locked."
            return
        self.held[name] = value

    def delete(self, name: str) -> None:
        self.held.pop(name, None)


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
def keyring():
    return Keyring()


@pytest.fixture
def schedule(db, workspace, settings, keyring, clock):
    return BackupSchedule(db, workspace, settings, keyring.get, now=clock)


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


def test_backups_are_sealed_where_there_is_a_passphrase(schedule, keyring, clock, monkeypatch):
    monkeypatch.setattr(sealed, "_SCRYPT", {"n": 2, "r": 8, "p": 1})
    keyring.held["backup:passphrase"] = "correct horse"
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


# What somebody asks for


@pytest.fixture
def desk(schedule, workspace, settings, keyring):
    return BackupDesk(schedule, workspace, settings, keyring)


@pytest.fixture
def care(db, user, desk):
    desk.backups = desk.state  # the part of a caretaker that these tests need
    return CareService(db, user.id, desk)


@pytest.fixture
def work(db, workspace, schedule):
    """Does one job as the engine's upkeep does."""
    folders = Folders(workspace.files, workspace.raw, workspace.reports)
    runners = backup_runners(schedule)

    def do_one(should_stop=lambda: False):
        worker = Worker(db, folders, should_stop=should_stop, kinds=CARE_KINDS, runners=runners)
        return worker.run_next()

    return do_one


def test_a_backup_is_made_when_asked_for_and_says_of_itself(care, work, desk, clock) -> None:
    job = care.back_up()
    assert job.kind is JobKind.MAKE_BACKUP
    assert care.back_up().id == job.id  # asked for twice, made once
    done = work()
    assert (done.state, done.error) == (JobState.DONE, "")
    (file,) = desk.state().files
    assert file.path == done.result["path"]
    assert file.size == done.result["size"] == Path(file.path).stat().st_size
    assert (file.made, file.tried, file.fault, file.sealed) == (clock(), clock(), "", False)
    assert desk.state().due == clock() + timedelta(days=1)
    assert work() is None


def test_imports_do_not_wait_for_backups_nor_take_them(db, care, workspace) -> None:
    care.back_up()
    folders = Folders(workspace.files, workspace.raw, workspace.reports)
    assert Worker(db, folders).run_next() is None


def test_a_backup_is_tried_anew_and_what_that_found_stays(care, work, desk, clock) -> None:
    care.back_up()
    work()
    clock.forward(hours=5)
    (file,) = desk.state().files
    care.verify(file.path)
    assert work().state is JobState.DONE
    assert desk.state().files[0].tried == clock()
    content = bytearray(Path(file.path).read_bytes())
    content[len(content) // 2] ^= 1
    Path(file.path).write_bytes(content)
    clock.forward(hours=1)
    care.verify(file.path)
    failed = work()
    assert failed.state is JobState.FAILED
    found = desk.state().files[0]
    assert found.fault and found.fault in failed.error
    assert found.tried == clock()


def test_what_is_no_backup_of_the_folder_is_not_tried(care, work, tmp_path) -> None:
    care.verify(str(tmp_path / "elsewhere" / "outpost-20260101T000000Z.backup"))
    assert "not there any more" in work().error
    care.verify("../../etc/passwd")
    assert "not there any more" in work().error


def test_a_passphrase_seals_what_comes_and_no_backup_is_made_without_it(
    care, work, desk, keyring, monkeypatch
) -> None:
    monkeypatch.setattr(sealed, "_SCRYPT", {"n": 2, "r": 8, "p": 1})
    care.keep_passphrase("correct horse")
    assert desk.state().passphrase
    care.back_up()
    work()
    (file,) = desk.state().files
    assert file.sealed
    care.verify(file.path)
    assert work().state is JobState.DONE
    keyring.why = "It is locked."
    care.back_up()
    refused = work()
    assert refused.state is JobState.FAILED
    assert "passphrase" in refused.error
    assert len(desk.state().files) == 1  # none that everybody could read
    keyring.why = ""
    care.forget_passphrase()
    assert not desk.state().passphrase
    care.back_up()
    assert work().state is JobState.DONE


def test_another_passphrase_is_not_a_damage(care, work, desk, monkeypatch) -> None:
    monkeypatch.setattr(sealed, "_SCRYPT", {"n": 2, "r": 8, "p": 1})
    care.keep_passphrase("correct horse")
    care.back_up()
    work()
    care.keep_passphrase("battery staple")
    (file,) = desk.state().files
    care.verify(file.path)
    assert "another passphrase" in work().error
    assert desk.state().files[0].fault == ""


@pytest.mark.parametrize("late", [False, True])
def test_without_a_keyring_no_passphrase_is_taken(care, desk, settings, keyring, late) -> None:
    keyring.refuses = late
    keyring.why = "" if late else "There is none."
    with pytest.raises(KnownError, match="cannot be kept"):
        care.keep_passphrase("correct horse")
    assert settings.get("backup.sealed") is False
    assert keyring.held == {}
    assert desk.state().keyring == keyring.why


def test_an_empty_passphrase_is_none(care, settings) -> None:
    with pytest.raises(KnownError, match="empty"):
        care.keep_passphrase("")
    assert settings.get("backup.sealed") is False


def test_a_backup_that_nobody_wants_any_more_leaves_nothing(
    db, care, work, desk, workspace, monkeypatch
) -> None:
    from desktop_app.data.jobs import JobRepository
    from desktop_app.engine import backup_schedule

    job = care.back_up()
    make = backup_schedule.make_backup

    def make_and_cancel(*arguments, tell, **more):
        JobRepository(db).cancel(job.user_id, job.id)
        return make(*arguments, tell=tell, **more)

    monkeypatch.setattr(backup_schedule, "make_backup", make_and_cancel)
    assert work().state is JobState.CANCELLED
    assert desk.state().files == ()
    assert list(workspace.backups.iterdir()) == []


def test_what_the_engine_was_at_when_it_ended_is_made_next_time(care, work, desk) -> None:
    care.back_up()
    assert work(lambda: True).state is JobState.QUEUED
    assert desk.state().files == ()
    assert work().state is JobState.DONE
    assert len(desk.state().files) == 1


def test_a_database_of_others_is_not_backed_up_from_here(db, user, schedule, workspace,
                                                         settings, keyring) -> None:  # fmt: skip
    desk = BackupDesk(schedule, workspace, settings, keyring, remote=True)
    desk.backups = desk.state
    service = CareService(db, user.id, desk)
    with pytest.raises(KnownError, match="others back up"):
        service.back_up()
    with pytest.raises(KnownError, match="others back up"):
        service.verify("outpost-20260101T000000Z.backup")


def test_who_asks_is_not_kept_waiting_by_the_minute_of_the_looks(db, schedule, tmp_path) -> None:
    done = threading.Event()
    asked = []

    def do_one(should_stop):
        if asked:
            asked.pop()
            done.set()
            return object()
        return None

    upkeep = Upkeep(DiskWatch(db, tmp_path), schedule, asked=do_one)
    upkeep.start()
    try:
        asked.append(1)
        upkeep.wake()
        assert done.wait(20)
    finally:
        upkeep.stop()
