"""The lock: what it hides, what opens it, when it falls."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
import threading
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QCompleter,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QWidget,
)

from desktop_app.domain.changes import Kind, Notice
from desktop_app.domain.users import SessionState, User
from desktop_app.ui.shell.drafts import Drafts
from desktop_app.ui.shell.floating import dialogs_of
from desktop_app.ui.shell.presence import seconds_asleep
from desktop_app.ui.shell.session_watch import SessionWatch
from desktop_app.ui.shell.state import UiState
from desktop_app.ui.shell.workspace import Workspace
from desktop_app.ui.signin.first_run import FirstRun
from tests.ui.shell.conftest import workspace

Key, Mouse, Modifier = Qt.Key, Qt.MouseButton, Qt.KeyboardModifier
PASSWORD = "four words"


class Clock:
    """Seconds that go when a test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept = 50.0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(open_desk, world, clock):
    return open_desk(world, now=lambda: clock.now, asleep=lambda: clock.slept)


def press(desk, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
    """A key as the system sends it: to the window, not to a widget."""
    QTest.keyClick(desk.window.windowHandle(), key, modifier)


def locked(qtbot, desk):
    press(desk, Key.Key_L, Modifier.ControlModifier)
    page = desk.guard.page
    assert page is not None
    assert desk.window.page is page
    qtbot.waitUntil(lambda: not desk.ops.busy)
    return page


def unlock(qtbot, desk, password: str = PASSWORD) -> None:
    page = desk.guard.page
    QTest.keyClicks(page.password.edit, password)
    QTest.keyClick(page.password.edit, Key.Key_Return)
    qtbot.waitUntil(lambda: not desk.ops.busy)


def words_on_screen() -> str:
    """All that any visible widget says, to eyes or to a screen reader."""
    said = []
    for each in QApplication.allWidgets():
        if each.isVisible():
            said += [each.accessibleName(), each.accessibleDescription(), each.toolTip()]
            said += (
                [each.windowTitle(), getattr(each, "text", lambda: "")() or ""]
                if isinstance(each, QLabel | QLineEdit)
                else [each.windowTitle()]
            )
    return "\n".join(said)


def test_the_lock_hides_everything(qtbot, desk, space, bundle) -> None:
    company = bundle.made.leads.lead(space.screen("leads").pane.model.ids[0]).company
    qtbot.waitUntil(lambda: company in words_on_screen())
    page = locked(qtbot, desk)
    assert company not in words_on_screen()
    assert not space.isVisible()
    assert desk.window.windowTitle() == "Outpost"
    assert page.name.text == "Mara Ostrander"
    assert page.password.edit.hasFocus()
    full = desk.window.grab().toImage()
    for lead in list(bundle.made.leads.store):
        del bundle.made.leads.store[lead]
    bundle.made.leads.journal.entries.clear()
    desk.bus.tell(Notice(Kind.LEADS))
    qtbot.waitUntil(lambda: not desk.ops.busy)
    assert desk.window.grab().toImage() == full, "not a pixel depends on what is below"


def test_keys_and_menus_are_dead(qtbot, desk, space) -> None:
    before = space.current
    locked(qtbot, desk)
    bar = desk.window.menuBar()
    assert not bar.isVisible()
    assert bar.actions() == []
    press(desk, Key.Key_2, Modifier.ControlModifier)
    press(desk, Key.Key_Z, Modifier.ControlModifier)
    press(desk, Key.Key_Escape)
    press(desk, Key.Key_F, Modifier.AltModifier)
    press(desk, Key.Key_F10)
    assert space.current == before
    assert not any(space.ctx.actions.run(action.id) for action in space.ctx.actions.all())
    assert QApplication.activeModalWidget() is None
    assert QApplication.activePopupWidget() is None
    assert not bar.isVisible()


def test_what_floats_is_put_away(qtbot, desk, space) -> None:
    menu = QMenu(space)
    menu.addAction("Norvane Optics")
    menu.popup(desk.window.mapToGlobal(QPoint(50, 50)))
    popover = space.status_bar.popover if space.status_bar.popover else None
    space.notices.say("Norvane Optics archived")
    assert menu.isVisible()
    completer = QCompleter(["Norvane Optics"], space)
    field = QLineEdit(space)
    field.setCompleter(completer)
    field.show()
    desk.guard.lock()
    assert not menu.isVisible()
    assert popover is None or not popover.isVisible()
    assert not space.notices.toast.isVisible()
    assert "Norvane" not in words_on_screen()
    visible = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    assert visible == [desk.window]


def test_what_was_typed_in_a_dialog_is_there_again(qtbot, desk, space) -> None:
    press(desk, Key.Key_C)
    dialog = QApplication.activeModalWidget()
    qtbot.keyClicks(dialog.company.edit, "Norvane Opt")
    desk.guard.lock()
    assert not dialog.isVisible()
    assert QApplication.activeModalWidget() is None
    unlock(qtbot, desk)
    assert dialog.isVisible()
    assert QApplication.activeModalWidget() is dialog
    assert dialog.company.text == "Norvane Opt"
    dialog.reject()


def test_what_stood_beside_the_window_stands_beside_it_again(qtbot, desk, space) -> None:
    """A window such as that of a composer is not modal before the lock, nor after it."""
    beside = QDialog(desk.window, Qt.WindowType.Window)
    beside.setProperty("ownWindow", True)
    beside.show()
    desk.guard.lock()
    assert not beside.isVisible()
    unlock(qtbot, desk)
    assert beside.isVisible() and not beside.isModal()
    assert QApplication.activeModalWidget() is None
    beside.close()


def test_the_key_locks_from_a_menu(qtbot, desk, space) -> None:
    menu = QMenu(space)
    menu.addAction("Norvane Optics")
    menu.popup(desk.window.mapToGlobal(QPoint(50, 50)))
    press_where_the_keyboard_is(qtbot, menu)
    assert desk.guard.locked
    assert not menu.isVisible()


def test_the_key_locks_from_a_list_that_drops_down(qtbot, desk, space) -> None:
    box = QComboBox(space)
    box.addItems(["Norvane Optics", "Kitewell Energy"])
    box.show()
    box.showPopup()
    press_where_the_keyboard_is(qtbot, box.view())
    assert desk.guard.locked
    assert not box.view().isVisible()


def test_the_key_locks_from_a_dialog_and_from_a_menu_over_it(qtbot, desk, space) -> None:
    press(desk, Key.Key_C)
    dialog = QApplication.activeModalWidget()
    qtbot.keyClicks(dialog.company.edit, "Norvane Opt")
    press_where_the_keyboard_is(qtbot, dialog)
    assert desk.guard.locked
    assert not dialog.isVisible()
    unlock(qtbot, desk)
    assert dialog.company.text == "Norvane Opt"
    menu = QMenu(dialog)
    menu.addAction("Paste")
    menu.popup(desk.window.mapToGlobal(QPoint(50, 50)))
    press_where_the_keyboard_is(qtbot, menu)
    assert desk.guard.locked
    assert not menu.isVisible()
    assert not dialog.isVisible()


def press_where_the_keyboard_is(qtbot, widget: QWidget) -> None:
    window = widget.window()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is window.windowHandle())
    QTest.keyClick(QGuiApplication.focusWindow(), Key.Key_L, Modifier.ControlModifier)


def test_a_toast_said_meanwhile_does_not_stay_for_good(qtbot, desk, space) -> None:
    locked(qtbot, desk)
    toast = space.notices.toast
    toast._clock.setInterval(30)
    space.notices.say("62 sample leads are ready")
    assert not toast.isVisible()
    qtbot.waitUntil(toast.isHidden)
    unlock(qtbot, desk)
    assert not toast.isVisible()


def test_two_lines_of_trouble_stand_whole_below_the_field(qtbot, desk, space) -> None:
    page = locked(qtbot, desk)
    page.password.set_error("That password is not right. Check it, and try it once more, please.")
    below = page.password._below
    qtbot.waitUntil(lambda: below.height() >= 2 * desk.themes.now.line("small") - 8)
    assert below.mapTo(page, below.rect().topLeft()).y() >= (
        page.password.edit.mapTo(page, page.password.edit.rect().bottomLeft()).y()
    )


def test_everything_is_where_it_was(qtbot, desk, space) -> None:
    leads = space.screen("leads")
    leads.pane.filter_bar.search.setFocus()
    qtbot.keyClicks(leads.pane.filter_bar.search, "n")
    qtbot.waitUntil(lambda: len(leads.pane.model.ids) < 19)
    leads.pane.table.go_to(2)
    chosen, shown = leads.pane.table.current_id, list(leads.pane.model.ids)
    locked(qtbot, desk)
    unlock(qtbot, desk)
    assert desk.window.page is space
    assert leads.pane.table.current_id == chosen
    assert list(leads.pane.model.ids) == shown
    assert leads.pane.filter_bar.search.text() == "n"
    assert leads.pane.filter_bar.search.hasFocus()
    press(desk, Key.Key_2, Modifier.ControlModifier)
    assert space.current == "inbox", "keys act again"
    assert desk.window.menuBar().actions()


def test_a_wrong_password_opens_nothing_and_slows_down(qtbot, desk, space, bundle) -> None:
    page = locked(qtbot, desk)
    unlock(qtbot, desk, "something else")
    assert page.password.error == "That password is not right."
    assert page.password.text == ""
    assert desk.guard.locked
    bundle.people.rows.wait = 8
    unlock(qtbot, desk)
    assert page.button.words == "Try again in 8 s"
    assert not page.button.isEnabled()
    assert bundle.signin.locked
    page.submit()
    bundle.people.rows.wait = 0
    page.countdown._until = 0.001
    page.countdown.tick()
    unlock(qtbot, desk)
    assert not desk.guard.locked
    assert not bundle.signin.locked


def test_signing_out_instead(qtbot, desk, space, bundle) -> None:
    page = locked(qtbot, desk)
    qtbot.mouseClick(page.sign_out, Mouse.LeftButton)
    qtbot.waitUntil(lambda: isinstance(desk.window.page, FirstRun))
    assert bundle.signin.session is None
    assert not desk.guard.locked
    desk.guard.lock()
    assert not desk.guard.locked, "nobody is here to lock out"


def test_a_killed_program_comes_up_locked(qtbot, open_desk, world, bundle) -> None:
    first = open_desk(world)
    workspace(qtbot, first)
    first.guard.lock()
    qtbot.waitUntil(lambda: bundle.signin.locked)
    second = open_desk(world)
    qtbot.waitUntil(lambda: second.guard.locked)
    assert second.window.workspace is None, "nothing is read before the password"
    assert "Norvane" not in words_on_screen()
    unlock(qtbot, second)
    workspace(qtbot, second)


def test_files_cannot_be_dropped_on_a_locked_window(qtbot, desk, space) -> None:
    locked(qtbot, desk)
    assert desk.window._taker() is None


# Idle and asleep


def test_it_locks_when_nobody_was_there_for_as_long_as_was_set(qtbot, desk, space, clock) -> None:
    desk.choices.put("lock.after_minutes", 10)
    presence = desk.guard.presence
    clock.now += 9 * 60
    press(desk, Key.Key_Down)
    clock.now += 9 * 60
    QTest.mouseMove(desk.window.windowHandle(), QPoint(40, 40))
    clock.now += 9.9 * 60
    presence.look()
    assert not desk.guard.locked
    assert presence._timer.remainingTime() <= 7_000, "it waits for the right moment"
    clock.now += 0.2 * 60
    presence.look()
    assert desk.guard.locked


def test_typing_in_a_dialog_is_being_there(qtbot, desk, space, clock) -> None:
    desk.choices.put("lock.after_minutes", 10)
    press(desk, Key.Key_C)
    dialog = QApplication.activeModalWidget()
    qtbot.waitUntil(lambda: dialog.activateWindow() or dialog.isActiveWindow())
    clock.now += 9 * 60
    QTest.keyClick(dialog.windowHandle(), Key.Key_A)
    clock.now += 9 * 60
    desk.guard.presence.look()
    assert not desk.guard.locked
    dialog.reject()


def test_the_timer_finds_out_by_itself(qtbot, desk, space, clock) -> None:
    desk.choices.put("lock.after_minutes", 10)
    clock.now += 600 - 0.06
    desk.guard.presence.look()
    clock.now += 1
    qtbot.waitUntil(lambda: desk.guard.locked)


def test_never_is_never(qtbot, desk, space, clock) -> None:
    desk.choices.put("lock.after_minutes", 0)
    clock.now += 1e6
    desk.guard.presence.look()
    assert not desk.guard.locked
    assert not desk.guard.presence._timer.isActive()


def test_what_was_set_before_is_minded(qtbot, open_desk, world, clock) -> None:
    from desktop_app.ui.shell.preferences import Preferences

    preferences = Preferences(
        {
            "appearance.theme": "light",
            "lock.after_minutes": 3,
            "appearance.reduce_motion": True,
        }
    )
    desk = open_desk(world, preferences=preferences, now=lambda: clock.now)
    workspace(qtbot, desk)
    clock.now += 181
    desk.guard.presence.look()
    assert desk.guard.locked


def test_it_locks_when_the_computer_slept(qtbot, desk, space, clock) -> None:
    desk.choices.put("lock.after_minutes", 0)
    clock.slept += 2
    desk.guard.presence._heart.timeout.emit()
    assert not desk.guard.locked, "a clock that is set a little is no sleep"
    clock.slept += 3_600
    QTest.mouseMove(desk.window.windowHandle(), QPoint(60, 60))
    assert desk.guard.locked
    unlock(qtbot, desk)
    desk.guard.presence._heart.timeout.emit()
    assert not desk.guard.locked, "one sleep locks once"


def test_a_window_that_is_closed_is_not_locked_any_more(qtbot, desk, space, clock) -> None:
    desk.end()
    clock.slept += 3_600.0
    clock.now += 86_400.0
    desk.guard.presence._heart.timeout.emit()
    desk.guard.presence._on_sleep()
    assert not desk.guard.locked


def test_this_computer_has_not_slept_during_the_test() -> None:
    before = seconds_asleep()
    assert abs(seconds_asleep() - before) < 1


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon")
def test_it_hears_that_the_computer_is_about_to_sleep(tmp_path: Path) -> None:
    """Against a real bus, with a login manager of our own on it."""
    program = tmp_path / "listen.py"
    program.write_text(
        textwrap.dedent(
            """
            import os, sys
            from PySide6.QtCore import QCoreApplication, QTimer
            from PySide6.QtDBus import QDBusConnection, QDBusMessage
            from desktop_app.ui.shell.presence import listen_to_logind

            app = QCoreApplication([])
            address = os.environ["DBUS_SESSION_BUS_ADDRESS"]
            logind = QDBusConnection.connectToBus(address, "logind")
            assert logind.registerService("org.freedesktop.login1")
            heard = []
            own = QDBusConnection.connectToBus(address, "own")
            assert listen_to_logind(lambda: heard.append(1), app, own) is not None

            def send(going):
                message = QDBusMessage.createSignal(
                    "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep"
                )
                message.setArguments([going])
                assert logind.send(message)

            send(True)
            send(False)
            poll = QTimer()
            poll.timeout.connect(lambda: heard and app.quit())
            poll.start(10)
            QTimer.singleShot(10_000, app.quit)
            app.exec()
            print("heard", len(heard))
            """
        )
    )
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, str(program)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        timeout=60,
        check=False,
    )
    assert done.stdout == "heard 1\n", done.stderr


# Somebody without a password


def test_who_has_no_password_unlocks_where_they_signed_in(qtbot, desk, space, bundle) -> None:
    address = "mara@fieldline.example"
    bundle.people.rows.linked[address] = ["google"]
    bundle.oauth.offer("google", "github")
    page = locked(qtbot, desk)
    qtbot.waitUntil(lambda: len(page.provider_buttons) == 1)
    assert not page.password.isVisible()
    assert page.provider_buttons[0].words == "Unlock with Google"
    assert page.provider_buttons[0].hasFocus()
    qtbot.mouseClick(page.provider_buttons[0], Mouse.LeftButton)
    qtbot.waitUntil(lambda: bundle.oauth.requests != {})
    qtbot.waitUntil(lambda: not desk.ops.busy)
    bundle.oauth.succeed(address)
    desk.bus.tell(Notice(Kind.USERS))
    qtbot.waitUntil(lambda: not desk.guard.locked)
    assert desk.window.page is space


@pytest.mark.parametrize("known", [True, False])
def test_the_account_of_somebody_else_opens_nothing_and_makes_nobody(
    qtbot, desk, space, bundle, known
) -> None:
    other = "ines@fieldline.example"
    session, here = bundle.signin.session, bundle.signin.here
    if known:
        bundle.signin.create_local("Ines Caldaro", other, "more words", keep=True)
        bundle.signin.session, bundle.signin.here = session, here
    people = bundle.signin.people()
    page = asked_in_the_browser(qtbot, desk, bundle)
    bundle.oauth.succeed(other)
    desk.bus.tell(Notice(Kind.USERS))
    qtbot.waitUntil(lambda: "Mara Ostrander" in page.browser.title.text())
    assert page.browser.sentence.text == "Outpost stays locked."
    assert desk.guard.locked
    assert bundle.signin.people() == people
    assert bundle.signin.session is session
    qtbot.mouseClick(page.browser.cancel, Mouse.LeftButton)
    assert page.sign_out.isVisible(), "and to come in as them is asked for there"


def test_giving_up_while_the_lock_opens_leaves_it_shut(
    qtbot, desk, space, bundle, monkeypatch
) -> None:
    page = asked_in_the_browser(qtbot, desk, bundle)
    real, gate = bundle.oauth.finish, threading.Event()

    def finish(request_id, *, keep):
        signed = real(request_id, keep=keep)
        gate.wait(5)
        return signed

    monkeypatch.setattr(bundle.oauth, "finish", finish)
    bundle.oauth.succeed("mara@fieldline.example")
    desk.bus.tell(Notice(Kind.USERS))
    qtbot.waitUntil(lambda: bundle.oauth.taken != set())
    qtbot.keyClick(page.browser.cancel, Key.Key_Escape)
    gate.set()
    qtbot.waitUntil(lambda: bundle.signin.locked)
    qtbot.waitUntil(lambda: not desk.ops.busy)
    assert desk.guard.locked


def test_unlocking_in_the_browser_keeps_the_session_as_it_was_kept(
    qtbot, desk, space, bundle
) -> None:
    asked_in_the_browser(qtbot, desk, bundle)
    bundle.oauth.succeed("mara@fieldline.example")
    desk.bus.tell(Notice(Kind.USERS))
    qtbot.waitUntil(lambda: not desk.guard.locked)
    assert bundle.signin.asked_to_keep[-1] is None


def asked_in_the_browser(qtbot, desk, bundle):
    """The lock, whose person also has an account with Google, while the browser has the word."""
    bundle.people.rows.linked["mara@fieldline.example"].append("google")
    bundle.oauth.offer("google")
    page = locked(qtbot, desk)
    qtbot.waitUntil(lambda: len(page.provider_buttons) == 1)
    assert page.password.isVisible()
    qtbot.mouseClick(page.provider_buttons[0], Mouse.LeftButton)
    qtbot.waitUntil(lambda: bundle.oauth.requests != {})
    qtbot.waitUntil(lambda: not desk.ops.busy)
    return page


# Ended elsewhere


def test_a_session_ended_elsewhere_signs_out_here(qtbot, desk, space, world, bundle) -> None:
    qtbot.waitUntil(lambda: world.notice is not None)
    world.notice(Notice(Kind.USERS))
    qtbot.waitUntil(lambda: not desk.ops.busy)
    assert desk.window.page is space
    bundle.people.rows.sessions.clear()
    world.notice(Notice(Kind.USERS))
    qtbot.waitUntil(lambda: isinstance(desk.window.page, FirstRun), timeout=5_000)
    assert desk.window.page.who.told.words == (
        "You were signed out on another device. Everything you wrote is kept."
    )
    assert bundle.signin.session is None
    assert desk.window.menuBar().actions() == []


def test_a_session_that_ran_out_is_not_told_as_ended_by_somebody(
    qtbot, desk, space, world, bundle
) -> None:
    qtbot.waitUntil(lambda: world.notice is not None)
    bundle.signin.ran_out = True
    world.notice(Notice(Kind.USERS))
    qtbot.waitUntil(lambda: isinstance(desk.window.page, FirstRun), timeout=5_000)
    assert desk.window.page.who.told.words == (
        "Your sign-in ran out after a week. Everything you wrote is kept."
    )


def test_an_open_window_looks_by_itself_while_somebody_is_signed_in(qtbot, desk, space, bundle):
    looks = []

    class Asked:
        def session_state(self):
            looks.append(1)
            return SessionState.LIVES

    watch = SessionWatch(desk.ops, every=1)
    watch.attend(Asked())
    qtbot.waitUntil(lambda: len(looks) > 1)
    watch.dismiss()
    qtbot.waitUntil(lambda: not desk.ops.busy)
    assert not watch.findChild(QTimer).isActive()
    # The window's own does so more than once a day, which renewing needs.
    assert 0 < desk.session.findChild(QTimer).interval() <= 12 * 60 * 60 * 1000
    assert desk.session.findChild(QTimer).isActive()


def end_elsewhere(qtbot, desk, world, bundle) -> None:
    qtbot.waitUntil(lambda: world.notice is not None)
    bundle.people.rows.sessions.clear()
    world.notice(Notice(Kind.USERS))
    qtbot.waitUntil(lambda: isinstance(desk.window.page, FirstRun), timeout=5_000)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def come_back(qtbot, desk) -> Workspace:
    who = desk.window.page.who
    QTest.keyClicks(who.password.edit, PASSWORD)
    QTest.keyClick(who.password.edit, Key.Key_Return)
    return workspace(qtbot, desk)


@pytest.mark.parametrize("name", ["change", "new_code"])
def test_no_dialog_of_the_settings_survives_its_session(
    qtbot, desk, space, world, bundle, name
) -> None:
    space.show_screen("settings")
    qtbot.waitUntil(lambda: not desk.ops.busy)
    getattr(space.screen("settings").security, name).click()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    if name == "new_code":  # which asks to be kept before it can be closed
        dialog.password.edit.setText(PASSWORD)
        dialog.submit()
        qtbot.waitUntil(lambda: dialog.keep is not None)
    end_elsewhere(qtbot, desk, world, bundle)
    assert QApplication.activeModalWidget() is None
    assert dialogs_of(desk.window) == []
    QTest.keyClicks(desk.window.page.who.password.edit, "here")
    assert desk.window.page.who.password.text == "here"


def test_a_locked_dialog_does_not_survive_its_session(qtbot, desk, space, world, bundle) -> None:
    space.show_screen("settings")
    qtbot.waitUntil(lambda: not desk.ops.busy)
    space.screen("settings").security.change.click()
    desk.guard.lock()
    assert dialogs_of(desk.window) != []
    end_elsewhere(qtbot, desk, world, bundle)
    assert dialogs_of(desk.window) == []


@pytest.mark.parametrize("hidden", [False, True])
def test_what_was_typed_is_kept_for_who_typed_it(qtbot, desk, space, world, bundle, hidden) -> None:
    press(desk, Key.Key_C)
    dialog = QApplication.activeModalWidget()
    dialog.company.edit.setText("Norvane, “Optics”; 100 % = ü")
    qtbot.keyClicks(dialog.phone.edit, "+32 555 0142")
    dialog.status.choose("hot")
    if hidden:
        desk.guard.lock()
    end_elsewhere(qtbot, desk, world, bundle)
    space = come_back(qtbot, desk)
    press(desk, Key.Key_C)
    again = QApplication.activeModalWidget()
    assert again.company.text == "Norvane, “Optics”; 100 % = ü"
    assert again.phone.text == "+32 555 0142"
    assert again.status.value == "hot"
    again.reject()
    space.create()
    assert QApplication.activeModalWidget().company.text == "", "given up is given up"
    QApplication.activeModalWidget().reject()


def test_what_was_typed_outlasts_the_program_and_is_nobody_elses(tmp_path: Path) -> None:
    mara, ines = (User(uuid4(), name, f"{name}@fieldline.example", name) for name in ("m", "i"))
    state = UiState(tmp_path / "window.ini")
    Drafts(state, mara).keep("new_lead", {"company": "A, b; c=“d”\nü"})
    Drafts(state, mara).keep("new_lead", {"company": "second"})
    state.save()
    later = UiState(tmp_path / "window.ini")
    assert Drafts(later, ines).take("new_lead") == {}
    assert Drafts(later, mara).take("new_lead") == {"company": "second"}
    assert Drafts(later, mara).take("new_lead") == {"company": "A, b; c=“d”\nü"}
    assert Drafts(later, mara).take("new_lead") == {}
    later.put("draft.new_lead.m", "not what was written")
    assert Drafts(later, mara).take("new_lead") == {}


def test_it_is_found_when_the_connection_comes_back_locked_or_not(
    qtbot, desk, space, world, bundle
) -> None:
    qtbot.waitUntil(lambda: world.lost is not None)
    locked(qtbot, desk)
    bundle.people.rows.sessions.clear()
    world.lost(True)
    world.lost(False)
    qtbot.waitUntil(lambda: isinstance(desk.window.page, FirstRun), timeout=5_000)
    assert not desk.guard.locked


def test_a_moment_of_doubt_signs_nobody_out(qtbot, desk, space, world, bundle) -> None:
    """A new password gives this session another token: for a moment the old one looks dead."""
    qtbot.waitUntil(lambda: world.notice is not None)
    kept = dict(bundle.people.rows.sessions)
    bundle.people.rows.sessions.clear()
    world.notice(Notice(Kind.USERS))
    qtbot.waitUntil(lambda: desk.session.in_doubt)
    bundle.people.rows.sessions.update(kept)
    qtbot.waitUntil(lambda: not desk.session.in_doubt, timeout=5_000)
    assert desk.window.page is space


def test_a_database_that_is_away_signs_nobody_out(qtbot, desk, space, world, bundle) -> None:
    from desktop_app.domain.errors import KnownError

    def away() -> SessionState:
        raise KnownError("The database is away.")

    qtbot.waitUntil(lambda: world.notice is not None)
    bundle.signin.session_state = away
    world.notice(Notice(Kind.USERS))
    qtbot.waitUntil(lambda: not desk.ops.busy)
    assert desk.window.page is space
    assert space.notices.bands == ()


def test_the_window_title_and_what_is_remembered_hold_nothing_secret(
    qtbot, open_desk, world, tmp_path: Path
) -> None:
    file = tmp_path / "window.ini"
    desk = open_desk(world, state_file=file)
    workspace(qtbot, desk)
    locked(qtbot, desk)
    unlock(qtbot, desk)
    desk.window.close()
    assert PASSWORD not in file.read_text("utf-8", errors="replace")
    assert "t" * 32 not in file.read_text("utf-8", errors="replace")


def test_nothing_is_visible_twice(desk, space) -> None:
    """The helper of these tests does see what there is to see."""
    assert isinstance(space, QWidget)
    assert "Outpost" in words_on_screen()
