"""Backups on the page of the settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop_app.domain.jobs import JobKind, JobState, Progress
from desktop_app.ui.settings.backups import PassphraseDialog, RestoreDialog, restore_command
from desktop_app.ui.widgets.dialogs import Question
from tests.ui.conftest import NOW
from tests.ui.fake_care import HOME, backup

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def care(services):
    return services.care


@pytest.fixture
def put(qtbot, screen, care):
    """Shows a state."""

    def put_(**more) -> None:
        care.state = replace(care.state, **more)
        screen.data.refresh()
        qtbot.waitUntil(lambda: screen.data._state is care.state)

    return put_


def test_where_none_was_made_it_says_so(screen, put) -> None:
    put(due=NOW + timedelta(hours=2))
    assert screen.data.folder.sentence.text == f"{HOME}/backups. Another disk is safer."
    assert screen.data.last.state.pill.words == "None yet"
    assert screen.data.last.sentence.text.startswith("None was made yet. The next: today at ")
    assert not screen.data.made.isVisible()
    assert not screen.data.restore_row.isVisible()


def test_the_last_one_says_when_it_was_made_and_that_it_was_tried(screen, put) -> None:
    put(files=(backup(NOW, 1), backup(NOW, 2, sealed=True)), due=NOW + timedelta(days=1))
    assert screen.data.last.state.pill.words == "Verified"
    assert screen.data.last.sentence.text.startswith("Yesterday at ")
    assert "4.2 MB. The next: tomorrow at " in screen.data.last.sentence.text
    first, second = screen.data.made.list.rows
    assert first.detail.startswith("4.2 MB, not sealed, verified yesterday at ")
    assert "4.2 MB, sealed" in second.detail
    assert screen.data.restore_row.isVisible()


def test_a_damaged_one_is_told_as_such(screen, put) -> None:
    put(files=(backup(NOW, 1, fault="This backup is damaged."),))
    assert screen.data.last.state.pill.words == "Damaged"
    assert "This backup is damaged. Make another one." in screen.data.last.sentence.text


def test_a_backup_is_asked_for_watched_and_cancelled(qtbot, screen, ctx, put, services) -> None:
    put()
    watched = []
    ctx.expect_jobs = watched.extend
    qtbot.mouseClick(screen.data.last.button, LEFT)
    qtbot.waitUntil(lambda: bool(watched))
    (job,) = services.jobs.running()
    assert job.kind is JobKind.MAKE_BACKUP
    assert screen.data.last.button.words == "Cancel"
    services.jobs.move(
        job, state=JobState.RUNNING, progress=Progress(0, None, "Copying the database…")
    )
    screen.data.refresh()
    qtbot.waitUntil(lambda: screen.data.last.sentence.text == "Copying the database…")
    qtbot.mouseClick(screen.data.last.button, LEFT)
    qtbot.waitUntil(lambda: services.jobs.jobs[job.id].state is JobState.CANCELLING)
    services.jobs.move(job, state=JobState.CANCELLED)
    screen.data.refresh()
    qtbot.waitUntil(lambda: screen.data.last.button.words == "Back up now")


def test_any_of_them_is_tried_when_asked(qtbot, screen, put, care, services) -> None:
    put(files=(backup(NOW, 1), backup(NOW, 2)))
    screen.data.made.list.acted.emit(care.state.files[1].path)
    qtbot.waitUntil(lambda: len(services.jobs.running()) == 1)
    assert care.tried == care.state.files[1].path
    screen.data.refresh()
    # One at a time: nothing else is offered meanwhile.
    qtbot.waitUntil(lambda: {each.action for each in screen.data.made.list.rows} == {""})
    assert screen.data.last.button.words == "Cancel"


def test_a_passphrase_is_typed_twice_and_warned_of(qtbot, screen, put, care, host) -> None:
    put()
    assert "whoever has the file can read it" in screen.data.passphrase.sentence.text
    assert not screen.data.passphrase.forget.isVisible()
    qtbot.mouseClick(screen.data.passphrase.set, LEFT)
    dialog = host.window().findChild(PassphraseDialog)
    assert "of no use to anybody" in dialog.sentence.text
    dialog.new.edit.setText("short")
    dialog.submit()
    assert dialog.new.error
    dialog.new.edit.setText("correct horse")
    dialog.again.edit.setText("correct hors")
    dialog.submit()
    assert dialog.again.error == "The two are not the same."
    assert care.passphrase == ""
    dialog.again.edit.setText("correct horse")
    dialog.submit()
    qtbot.waitUntil(lambda: screen.data.passphrase.forget.isVisible())
    assert care.passphrase == "correct horse"
    assert screen.data.passphrase.set.words == "Change"


def test_it_is_forgotten_only_after_a_question(qtbot, screen, put, care, host) -> None:
    care.passphrase = "correct horse"
    put(passphrase=True)
    qtbot.mouseClick(screen.data.passphrase.forget, LEFT)
    host.window().findChild(Question).accept()
    qtbot.waitUntil(lambda: not screen.data.passphrase.forget.isVisible())
    assert care.passphrase == ""


def test_without_a_keyring_none_can_be_set(screen, put) -> None:
    put(keyring="There is no desktop session with a keyring here.")
    assert not screen.data.passphrase.set.isEnabled()
    assert "no desktop session" in screen.data.passphrase.sentence.text


def test_how_one_is_brought_back_is_a_command_to_copy(qtbot, screen, put, care, host) -> None:
    put(files=(backup(NOW, 1, sealed=True),))
    qtbot.mouseClick(screen.data.restore, LEFT)
    dialog = host.window().findChild(RestoreDialog)
    path = care.state.files[0].path
    assert dialog.text.toPlainText() == (
        f"outpost --home {HOME} db restore {path} --replace --passphrase"
    )
    dialog.submit()
    assert QGuiApplication.clipboard().text() == dialog.command


def test_paths_are_one_word_each_in_that_command() -> None:
    said = restore_command("/home/a b", "/media/it's/x.backup", sealed=False)
    assert said == "outpost --home '/home/a b' db restore '/media/it'\"'\"'s/x.backup' --replace"
    said = restore_command(r"C:\Users\A B", r"D:\x.backup", sealed=False)
    assert said == r'outpost --home "C:\Users\A B" db restore "D:\x.backup" --replace'


def test_a_database_of_others_has_no_backups_here(screen, put) -> None:
    put(remote=True, files=(backup(NOW),))
    assert "backs it up" in screen.data.last.sentence.text
    assert "“For administrators”" in screen.data.last.sentence.text
    assert not screen.data.last.button.isVisible()
    assert not screen.data.made.isVisible()
    assert not screen.data.restore_row.isVisible()
    assert not screen.data.folder.isVisible() and not screen.data.passphrase.isVisible()
    screen.show_section("data")
    screen.focus_list()
    assert screen.data.updates.control.hasFocus()
