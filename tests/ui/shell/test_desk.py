"""The window's life: boot, sign-in, workspace, imports, close."""

from __future__ import annotations

import threading
from datetime import time
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import MagicMock
from uuid import uuid4

import PySide6
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QWidget

from desktop_app.domain.changes import Kind, Notice
from desktop_app.domain.drafting import Start, Unsaved, unsaved_text
from desktop_app.domain.errors import KnownError, PasswordWanted
from desktop_app.domain.jobs import JobKind, JobState, Progress
from desktop_app.domain.language import clocked, keep_clock
from desktop_app.domain.leads import LeadDraft, LeadQuery
from desktop_app.domain.outgoing import DraftContent
from desktop_app.domain.saved_views import BUILT_IN
from desktop_app.domain.users import SessionState
from desktop_app.ui.leads.screen import LeadsScreen
from desktop_app.ui.ops import Freshness
from desktop_app.ui.settings.screen import SettingsScreen
from desktop_app.ui.shell.desk import Desk
from desktop_app.ui.shell.preferences import Preferences
from desktop_app.ui.signin.first_run import FirstRun
from desktop_app.ui.widgets.labels import Paragraph
from tests.ui.shell.conftest import Elsewhere, workspace

Key, Button, Modifier = Qt.Key, Qt.MouseButton, Qt.KeyboardModifier


def shown_words(page) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


# Starting and ending


def test_the_window_shows_before_the_database_does(qtbot, open_desk, world) -> None:
    world.gate = threading.Event()
    desk = open_desk(world)
    assert desk.window.isVisible()
    assert desk.window.page is desk.window.boot_page
    assert desk.window.boot_page.sentence.text() == ""
    qtbot.waitUntil(
        lambda: desk.window.boot_page.sentence.text() == "Starting the database", timeout=2_000
    )
    world.gate.set()
    workspace(qtbot, desk)
    qtbot.waitUntil(lambda: world.calls == ["engine started"])


def test_settings_that_the_start_brought_are_put_on_and_not_kept_again(
    qtbot, open_desk, world
) -> None:
    kept = []
    world.settings = {"appearance.theme": "dark", "lock.after_minutes": 15, "keys.go.leads": "F8"}
    desk = open_desk(world, preferences=Preferences({"appearance.theme": "light"}, kept.append))
    workspace(qtbot, desk)
    assert desk.themes.now.dark
    assert desk.choices.keymap.of("go.leads") == ("F8",)
    assert kept == []


def test_a_start_that_fails_says_why_and_tries_again(qtbot, open_desk, world) -> None:
    world.faults.append(KnownError("The disk is full.", "Free some space, then try again."))
    desk = open_desk(world)
    qtbot.waitUntil(lambda: hasattr(desk.window.boot_page, "retry"))
    qtbot.mouseClick(desk.window.boot_page.retry, Button.LeftButton)
    workspace(qtbot, desk)


def test_why_a_start_failed_is_read_to_its_last_line(qtbot, open_desk, world) -> None:
    world.faults.append(KnownError("It failed.", "Every word of this matters to the reader. " * 8))
    page = open_desk(world).window.boot_page
    qtbot.waitUntil(lambda: hasattr(page, "retry") and page.retry.isVisible())
    for words in page.findChildren(Paragraph):
        assert words.height() == words.heightForWidth(words.width())
    assert max(words.height() for words in page.findChildren(Paragraph)) > 60


def test_a_database_that_wants_a_password_is_given_one_and_tried_again(
    qtbot, open_desk, world
) -> None:
    given = []
    world.faults += [PasswordWanted("The database wants a password.")] * 2
    world.faults.append(PasswordWanted("It did not accept it.", unkept="There is no keyring."))
    desk = open_desk(world, give_password=lambda *both: given.append(both))
    page = desk.window.boot_page
    for keep in (True, False):
        qtbot.waitUntil(lambda: hasattr(page, "password") and page.password.isVisible())
        form = page.password
        # What is typed goes there; without a screen Qt may not call the window's first focus one.
        assert desk.window.focusWidget() is form.edit
        assert form.edit.echoMode() == form.edit.EchoMode.Password
        qtbot.keyClick(form.edit, Key.Key_Return)
        assert form.error == "A password is needed."
        page.keep.setChecked(keep)
        qtbot.keyClicks(form.edit, "hunter2")
        qtbot.keyClick(form.edit, Key.Key_Return)
        qtbot.waitUntil(lambda: page.password is not form)  # noqa: B023 (waited for here)
    assert not page.keep.isVisible()
    qtbot.keyClicks(page.password.edit, "hunter3")
    qtbot.mouseClick(page.connect_button, Button.LeftButton)
    workspace(qtbot, desk)
    assert given == [("hunter2", True), ("hunter2", False), ("hunter3", False)]


def test_closing_leaves_in_order(qtbot, desk, space, world) -> None:
    qtbot.waitUntil(lambda: world.notice is not None)
    qtbot.waitUntil(lambda: "engine started" in world.calls)
    qtbot.waitUntil(lambda: not desk.ops.busy)
    desk.window.close()
    assert world.calls == ["engine started", "listening ended", "stopped", "quit"]
    assert not desk.window.isVisible()


def test_what_is_being_written_is_remembered_before_the_end_and_at_a_sign_out(
    qtbot, desk, space, world
) -> None:
    def remember() -> None:
        ran = "kept while " + ("closed" if desk.ops._closed else "open")
        desk.ops.run_keeping(
            desk, lambda: world.calls.append(ran), lambda _none: None, lambda _error: None
        )

    qtbot.waitUntil(lambda: "engine started" in world.calls)
    qtbot.waitUntil(lambda: not desk.ops.busy)
    space.ctx.composing = SimpleNamespace(remember=remember)
    space.ctx.actions.run("file.sign_out")
    qtbot.waitUntil(lambda: isinstance(desk.window.page, FirstRun))
    assert world.calls.count("kept while open") == 1
    desk.window.page.who.password.edit.setText("four words")
    desk.window.page.who.submit()
    workspace(qtbot, desk).ctx.composing = SimpleNamespace(remember=remember)
    desk.window.close()
    assert world.calls.count("kept while open") == 2
    assert world.calls.index("stopped") > 2


@pytest.mark.parametrize("way", ["closing", "signing out"])
def test_what_cannot_be_put_away_keeps_nobody_here_and_is_reported(
    qtbot, desk, space, world, caplog, way
) -> None:
    broken, kept = ZeroDivisionError(), []

    def fail() -> None:
        raise broken

    space.screen(space.current).remember = fail
    space.ctx.composing = SimpleNamespace(remember=lambda: kept.append("mail"))
    if way == "closing":
        desk.window.close()
        assert not desk.window.isVisible()
        assert world.calls[-1] == "quit"
    else:
        space.ctx.actions.run("file.sign_out")
        qtbot.waitUntil(lambda: isinstance(desk.window.page, FirstRun))
    assert kept == ["mail"]
    assert broken in [each.exc_info[1] for each in caplog.records if each.exc_info]


def test_mail_that_was_put_by_is_taken_up_when_its_person_is_here(
    qtbot, open_desk, world, bundle, fakes
) -> None:
    taken = []
    unsaved = Unsaved(Start(uuid4()), None, DraftContent(subject="Pilot", plain="Half a"))
    services = bundle.for_user(bundle.signin.current().user)
    services.drafts = SimpleNamespace(take_up=taken.append)
    bundle.for_user = lambda _user: services
    desk = open_desk(world)
    whose = bundle.signin.current().user.id
    desk.state.precious.put(f"mail.{whose}.{unsaved.start.id}", unsaved_text(unsaved))
    desk.state.precious.put("mail.another.1", unsaved_text(unsaved))
    workspace(qtbot, desk)
    qtbot.waitUntil(lambda: taken == [unsaved])
    qtbot.waitUntil(lambda: list(desk.state.precious.all("")) == ["mail.another.1"])


def test_templates_that_were_put_by_are_taken_up_too(qtbot, desk, space) -> None:
    from desktop_app.domain.changes import Changes
    from desktop_app.ui.templates import written

    saved = []
    space.ctx.services.templates = SimpleNamespace(
        save=lambda wanted, **more: saved.append((wanted, more["name"])) or Changes()
    )
    space.ctx.services.drafts = SimpleNamespace(take_up=lambda _unsaved: None)
    space._screens["templates"] = space._screens["inbox"]
    unsaved = written.Unsaved(uuid4(), uuid4(), written.Written("Fair", subject="Hi"))
    whose = space.ctx.services.user.id
    name = f"template.{whose}.{unsaved.template_id}"
    desk.state.precious.put(name, written.unsaved_text(unsaved))
    space._take_up_mail()
    qtbot.waitUntil(lambda: saved == [(unsaved.template_id, "Fair")])
    qtbot.waitUntil(lambda: desk.state.precious.all("template.") == {})


def test_closing_while_starting_leaves_nothing_running(qtbot, open_desk, world) -> None:
    world.gate = threading.Event()
    desk = open_desk(world)
    threading.Timer(0.05, world.gate.set).start()
    desk.window.close()
    assert world.calls == ["stopped", "quit"]


def test_nobody_signed_in_is_asked_who_it_is(qtbot, open_desk, world) -> None:
    world.bundle.signin.sign_out()
    desk = open_desk(world)
    qtbot.waitUntil(lambda: isinstance(desk.window.page, FirstRun))
    page = desk.window.page
    page.who.password.edit.setText("four words")
    page.who.submit()
    space = workspace(qtbot, desk)
    assert space.ctx.services.user.name == "Mara Ostrander"


def test_signing_out_asks_again_and_back_in_works(qtbot, desk, space, world) -> None:
    space.ctx.actions.run("file.sign_out")
    qtbot.waitUntil(lambda: isinstance(desk.window.page, FirstRun))
    assert world.bundle.signin.session is None
    desk.window.page.who.password.edit.setText("four words")
    desk.window.page.who.submit()
    again = workspace(qtbot, desk)
    assert again is not space
    qtbot.keyClick(desk.window, Key.Key_2, Modifier.ControlModifier)
    assert again.current == "inbox"


@pytest.fixture
def broken(monkeypatch) -> list[Exception]:
    """What the building of the first screen raises, as long as there is something."""
    faults: list[Exception] = []
    build = LeadsScreen.__init__

    def may_fail(self, *arguments, **more) -> None:
        if faults:
            raise faults[0]
        build(self, *arguments, **more)

    monkeypatch.setattr(LeadsScreen, "__init__", may_fail)
    return faults


def told(page) -> str:
    return "\n".join(str(each.text) for each in page.findChildren(Paragraph) if each.isVisible())


def unbuilt(qtbot, open_desk, world, broken):
    """A window whose first screen cannot be built, once it says so."""
    broken.append(ZeroDivisionError("of a bug"))
    desk = open_desk(world)
    page = desk.window.boot_page
    qtbot.waitUntil(lambda: "/reports" in told(page))
    return desk, page


def test_a_window_that_cannot_be_built_says_so_and_is_tried_again(
    qtbot, open_desk, world, broken, caplog
) -> None:
    desk, page = unbuilt(qtbot, open_desk, world, broken)
    assert desk.window.page is page
    words = shown_words(page)
    assert "Outpost could not open the window" in words
    assert "Nothing that was saved is lost." in told(page)
    assert "of a bug" not in words + told(page)
    assert desk.window.focusWidget() is page.retry
    logged = [each for each in caplog.records if each.exc_info and each.exc_info[1] is broken[0]]
    assert [each.levelname for each in logged] == ["ERROR"]  # of which reports are made
    first = page.retry
    qtbot.mouseClick(first, Button.LeftButton)
    qtbot.waitUntil(lambda: page.retry is not first and "/reports" in told(page))
    broken.clear()
    qtbot.mouseClick(page.retry, Button.LeftButton)
    space = workspace(qtbot, desk)
    assert desk.window.page is space
    space.ctx.actions.run("go.settings")  # the actions of the first try are in nobody's way
    assert space.current == "settings"


def test_who_has_a_window_that_cannot_be_built_can_sign_out(
    qtbot, open_desk, world, broken
) -> None:
    desk, page = unbuilt(qtbot, open_desk, world, broken)
    qtbot.mouseClick(page.sign_out, Button.LeftButton)
    qtbot.waitUntil(lambda: isinstance(desk.window.page, FirstRun))
    assert world.bundle.signin.current() is None


def test_who_has_a_window_that_cannot_be_built_can_quit(qtbot, open_desk, world, broken) -> None:
    desk, page = unbuilt(qtbot, open_desk, world, broken)
    qtbot.mouseClick(page.close_button, Button.LeftButton)
    qtbot.waitUntil(lambda: "quit" in world.calls)
    assert not desk.window.isVisible()


@pytest.fixture
def broken_later(monkeypatch) -> list[Exception]:
    """What the building of the settings raises in its middle, as long as there is something."""
    faults: list[Exception] = []
    show = SettingsScreen.show_section

    def may_fail(self, *arguments, **more) -> None:
        if faults:
            raise faults[0]
        show(self, *arguments, **more)

    monkeypatch.setattr(SettingsScreen, "show_section", may_fail)
    return faults


def test_a_screen_that_cannot_be_built_later_says_so_and_the_others_go_on(
    qtbot, desk, space, broken_later, caplog
) -> None:
    broken_later.append(ZeroDivisionError("of a bug"))
    keys = {action.id for action in space.ctx.actions.all()}
    space.ctx.actions.run("go.settings")
    qtbot.waitUntil(lambda: "/reports" in told(space))
    assert "This screen could not be opened" in shown_words(space)
    assert "of a bug" not in shown_words(space) + told(space)
    logged = [each for each in caplog.records if each.exc_info and each.exc_info[1] in broken_later]
    assert [each.levelname for each in logged] == ["ERROR"]  # of which reports are made
    assert space.screen("settings") is None
    assert {action.id for action in space.ctx.actions.all()} == keys, "of the half that was built"
    assert desk.window.focusWidget().text() == "Try again"
    assert space.sidebar.isVisible(), "by which one gets away"
    qtbot.keyClick(desk.window, Key.Key_2, Modifier.ControlModifier)
    assert space.current == "inbox"
    space.ctx.actions.run("go.settings")
    assert "This screen could not be opened" in shown_words(space), "tried once more"
    broken_later.clear()
    qtbot.mouseClick(desk.window.focusWidget(), Button.LeftButton)
    assert isinstance(space.screen("settings"), SettingsScreen)
    assert "This screen could not be opened" not in shown_words(space)


def test_a_screen_that_is_broken_is_not_the_first_one_of_the_next_start(
    qtbot, open_desk, world, tmp_path: Path, monkeypatch
) -> None:
    state = tmp_path / "window.ini"
    desk = open_desk(world, state_file=state)
    space = workspace(qtbot, desk)

    def fail(self, ctx) -> None:
        raise ZeroDivisionError("of a bug")

    monkeypatch.setattr(Elsewhere, "__init__", fail)
    space.show_screen("inbox")
    assert space.current == "inbox" and space.screen("inbox") is None
    assert space.ctx.state.text("screen", "leads") == "leads"


@pytest.mark.parametrize("which", ["sign_out", "people"])
def test_signing_out_while_the_database_is_away_says_so_and_goes_on(
    qtbot, desk, space, bundle, monkeypatch, which
) -> None:
    def away():
        raise KnownError("The database cannot be reached.", "It is tried again.", retryable=True)

    monkeypatch.setattr(bundle.signin, which, away)
    space.ctx.actions.run("file.sign_out")
    page = desk.window.boot_page
    qtbot.waitUntil(lambda: "The database cannot be reached." in shown_words(page))
    assert desk.window.page is page
    assert page.retry.hasFocus()
    monkeypatch.setattr(bundle.signin, "people", away)
    failed = page.retry
    qtbot.mouseClick(failed, Button.LeftButton)
    # Between the two the page says that it tries.
    qtbot.waitUntil(
        lambda: page.retry is not failed and "The database cannot be reached." in shown_words(page)
    )
    monkeypatch.undo()
    qtbot.mouseClick(page.retry, Button.LeftButton)
    qtbot.waitUntil(lambda: isinstance(desk.window.page, FirstRun))
    assert desk.window.page.who.address == "mara@fieldline.example"


def test_a_session_ended_elsewhere_while_the_database_goes_says_so(
    qtbot, desk, space, bundle, monkeypatch
) -> None:
    def away():
        raise KnownError("The database cannot be reached.", "It is tried again.", retryable=True)

    monkeypatch.setattr(bundle.signin, "people", away)
    desk.session.ended.emit(SessionState.ENDED)
    page = desk.window.boot_page
    qtbot.waitUntil(lambda: "The database cannot be reached." in shown_words(page))
    monkeypatch.undo()
    qtbot.mouseClick(page.retry, Button.LeftButton)
    qtbot.waitUntil(lambda: isinstance(desk.window.page, FirstRun))
    assert "Everything you wrote is kept." in desk.window.page.who.told.words


def test_place_and_screen_are_remembered(qtbot, open_desk, world, tmp_path: Path) -> None:
    file = tmp_path / "räume" / "window.ini"
    file.parent.mkdir()
    first = open_desk(world, state_file=file)
    space = workspace(qtbot, first)
    first.window.resize(1333, 777)
    space.screen("leads").splitter.setSizes([700, 444])
    qtbot.wait(10)
    width = space.screen("leads").panel.width()
    geometry = first.window.saveGeometry()
    space.show_screen("inbox")
    space.show_screen("leads")
    first.window.close()
    second = open_desk(world, state_file=file)
    space = workspace(qtbot, second)
    # Offscreen there is no screen large enough to come back to this size by itself.
    assert second.state.blob("window.geometry") == geometry
    second.window.resize(1333, 777)
    assert space.screen("leads").panel.width() == width


# Keys


def test_keys_switch_screens(qtbot, desk, space) -> None:
    qtbot.keyClick(desk.window, Key.Key_2, Modifier.ControlModifier)
    assert space.current == "inbox"
    assert space.sidebar.rows["inbox"].isChecked()
    qtbot.keyClick(desk.window, Key.Key_3, Modifier.ControlModifier)
    assert space.current == "leads"


@pytest.mark.parametrize(("connected", "said"), [(2, "Looking for new mail"), (0, "No mailbox")])
def test_f5_has_all_mailboxes_looked_at(qtbot, desk, space, connected, said) -> None:
    asked = []

    class Mailboxes:
        def look_now(self) -> int:
            asked.append(True)
            return connected

    space.ctx.services.mailboxes = Mailboxes()
    heard = []
    space.ctx.notices.say = heard.append
    qtbot.keyClick(desk.window, Key.Key_F5)
    qtbot.waitUntil(lambda: bool(heard))
    assert asked == [True] and heard[0].startswith(said)


def test_slash_searches_c_creates_and_escape_goes_back(qtbot, desk, space) -> None:
    leads = space.screen("leads")
    qtbot.keyClick(desk.window, Key.Key_Slash)
    assert leads.pane.filter_bar.search.hasFocus()
    qtbot.keyClick(leads.pane.filter_bar.search, Key.Key_Escape)
    assert leads.pane.table.hasFocus()
    space.show_screen("inbox")
    qtbot.keyClick(desk.window, Key.Key_C)
    assert space.current == "leads"
    dialog = QApplication.activeModalWidget()
    assert dialog.windowTitle() == "New lead"
    qtbot.keyClick(dialog, Key.Key_Escape)
    space.show_screen("inbox")
    qtbot.keyClick(space.screen("inbox"), Key.Key_Escape)
    assert space.screen("inbox").backs == 1


def test_c_makes_what_the_screen_makes_and_the_menu_a_lead(qtbot, desk, space) -> None:
    space.show_screen("inbox")
    inbox = space.screen("inbox")
    inbox.creates = ("New template", "C")
    qtbot.keyClick(desk.window, Key.Key_C)
    qtbot.waitUntil(lambda: inbox.created == 1)
    assert space.current == "inbox"
    space.ctx.actions.run("file.new_lead")
    assert space.current == "leads"
    dialog = QApplication.activeModalWidget()
    assert dialog.windowTitle() == "New lead"
    dialog.reject()


def test_a_screen_can_show_the_leads_that_a_query_asks_for(qtbot, desk, space) -> None:
    from desktop_app.domain.lead_filters import Condition, Group, Op
    from desktop_app.domain.leads import LeadQuery

    space.show_screen("inbox")
    where = Group((Condition("status", Op.ANY_OF, ("hot",)),))
    space.ctx.show_leads(LeadQuery(where=where))
    screen = space.screen("leads")
    assert space.current == "leads"
    qtbot.waitUntil(lambda: screen.asking.complete and screen.pane.count == 5)
    assert screen.asking.asked.where == where
    assert len(screen.pane.filter_bar.chips) == 1
    assert screen.views.current == "all"


def test_the_pencil_makes_what_the_screen_is_about(qtbot, desk, space) -> None:
    pencil = space.sidebar._create
    space.show_screen("inbox")
    assert (pencil.accessibleName(), pencil.toolTip()) == ("New mail", "New mail  Ctrl+N")
    pencil.click()
    assert space.screen("inbox").created == 1 and space.current == "inbox"
    space.show_screen("leads")
    assert (pencil.accessibleName(), pencil.toolTip()) == ("New lead", "New lead  C")
    pencil.click()
    dialog = QApplication.activeModalWidget()
    assert dialog.windowTitle() == "New lead"
    dialog.reject()


def test_f6_goes_around_the_panes(qtbot, desk, space) -> None:
    leads = space.screen("leads")
    qtbot.waitUntil(lambda: leads.panel.lead is not None)
    leads.focus_list()
    qtbot.keyClick(desk.window, Key.Key_F6)
    assert leads.panel.isAncestorOf(desk.window.focusWidget())
    qtbot.keyClick(desk.window, Key.Key_F6)
    assert space.sidebar.isAncestorOf(desk.window.focusWidget())
    qtbot.keyClick(desk.window, Key.Key_F6)
    assert leads.pane.table.hasFocus()


def test_question_mark_shows_the_keys(qtbot, desk, space) -> None:
    qtbot.keyClick(desk.window, Key.Key_Question)
    dialog = QApplication.activeModalWidget()
    assert dialog.windowTitle() == "Keys"
    assert ("New lead…", "C") in dialog.lines
    assert ("Next lead", "J") in dialog.lines
    dialog.close()


def test_ctrl_z_undoes(qtbot, desk, space) -> None:
    services = space.ctx.services
    lead = space.screen("leads").pane.model.ids[0]
    from desktop_app.domain.leads import LeadStatus

    services.leads.set_status((lead,), LeadStatus.COLD)
    qtbot.keyClick(desk.window, Key.Key_Z, Modifier.ControlModifier)
    qtbot.waitUntil(lambda: services.leads.lead(lead).status is LeadStatus.HOT)


def test_ctrl_k_and_the_sidebar_open_the_palette_once(qtbot, desk, space) -> None:
    from desktop_app.ui.palette.palette import Palette

    def shown():
        return [each for each in space.findChildren(Palette) if each.isVisible()]

    qtbot.keyClick(desk.window, Key.Key_K, Modifier.ControlModifier)
    (palette,) = shown()
    space.open_palette()
    assert shown() == [palette]
    qtbot.keyClicks(palette.line, "settings")
    qtbot.keyClick(palette.line, Key.Key_Return)
    qtbot.waitUntil(lambda: space.current == "settings")
    assert not shown()
    space.show_screen("leads")
    qtbot.mouseClick(space.sidebar._search, Button.LeftButton)
    (palette,) = shown()
    qtbot.keyClick(palette.line, Key.Key_Escape)
    assert not shown()


def test_a_lead_stands_beside_any_screen_and_goes_by_escape(qtbot, desk, space, world) -> None:
    space.show_screen("settings")
    space.search()
    before = desk.window.focusWidget()
    (lead,) = space.ctx.services.leads.first_page(LeadQuery(), 1)[1]
    space.ctx.lead_beside(lead.id)
    panel = space.besides._lead.panel
    qtbot.waitUntil(lambda: panel.lead is not None and panel.lead.id == lead.id)
    assert space.current == "settings"
    assert panel.isVisible()
    qtbot.waitUntil(lambda: panel.mapTo(space, panel.rect().topRight()).x() >= space.width() - 2)
    assert panel.isAncestorOf(desk.window.focusWidget())
    qtbot.keyClick(desk.window.focusWidget(), Key.Key_Escape)
    qtbot.waitUntil(lambda: not space.besides._lead.is_open)
    assert desk.window.focusWidget() is before
    assert space.current == "settings"
    space.ctx.lead_beside(lead.id)
    space.go_back()
    assert not space.besides._lead.is_open


def test_nothing_to_undo_is_told_calmly(qtbot, desk, space) -> None:
    space.undo()
    qtbot.waitUntil(lambda: len(space.notices.bands) == 1)
    assert space.notices.bands[0].title == "There is nothing to undo."


def test_the_menu_bar_takes_no_room_until_alt(qtbot, desk, space) -> None:
    bar = desk.window.menuBar()
    assert bar.height() == 0
    titles = [action.text() for action in bar.actions()]
    assert titles == ["&File", "&Edit", "&View", "&Go", "&Lead", "&Help"]
    bar.setFocus(Qt.FocusReason.MenuBarFocusReason)
    qtbot.waitUntil(lambda: bar.height() > 16)
    space.screen("leads").pane.table.setFocus()
    qtbot.waitUntil(lambda: bar.height() == 0)


def test_every_real_action_has_its_own_id_and_key(qtbot, desk, space) -> None:
    """The registry refuses duplicates; this builds it with all screens that exist."""
    from desktop_app.ui.inbox.actions import inbox_actions

    actions = space.ctx.actions
    actions.add(inbox_actions(MagicMock()))
    assert len({action.id for action in actions.all()}) == len(actions.all()) > 25


# Sidebar and size


def test_counts_and_views_stand_in_the_sidebar(qtbot, desk, space) -> None:
    side = space.sidebar
    qtbot.waitUntil(lambda: side.rows["inbox"].count == 12)
    assert side.rows["leads"].count is None
    views = [view.key for view in BUILT_IN]
    qtbot.waitUntil(lambda: list(side.side_rows) == views)
    leads = space.screen("leads")
    qtbot.waitUntil(lambda: side.side_rows["drafts"].count is not None)
    qtbot.mouseClick(side.side_rows["drafts"], Button.LeftButton)
    qtbot.waitUntil(lambda: len(leads.pane.model.ids) == side.side_rows["drafts"].count)
    assert side.side_rows["drafts"].isChecked()
    qtbot.mouseClick(side.rows["inbox"], Button.LeftButton)
    assert space.current == "inbox"
    assert side.side_rows == {}


def test_a_narrow_window_has_a_rail(qtbot, desk, space) -> None:
    desk.window.resize(1200, 700)
    assert space.sidebar.width() == 224
    desk.window.resize(1024, 640)
    assert space.sidebar.width() == 52
    assert "Leads" in space.sidebar.rows["leads"].toolTip()
    desk.window.resize(1440, 900)
    assert space.sidebar.width() == 224


def test_the_window_is_never_smaller_than_the_design_allows(desk) -> None:
    assert desk.window.minimumWidth() == 1024
    assert desk.window.minimumHeight() == 640


def test_light_and_dark_are_chosen_in_the_menu_and_kept(qtbot, open_desk, world) -> None:
    kept = []
    preferences = Preferences({"appearance.theme": "light"}, kept.append)
    desk = open_desk(world, preferences=preferences)
    space = workspace(qtbot, desk)
    space.ctx.actions.run("view.dark")
    assert desk.themes.now.dark
    assert space.ctx.actions.qaction("view.dark").isChecked() or not space.ctx.actions.refresh()
    space.ctx.actions.run("view.text_16")
    assert desk.themes.now.text_size == 16
    assert desk.window.isVisible()
    qtbot.waitUntil(lambda: len(kept) == 2)
    assert kept == [{"appearance.theme": "dark"}, {"appearance.text_size": 16}]
    space.ctx.actions.run("view.light")
    space.ctx.actions.run("view.text_13")


class Clock(QWidget):
    """Says a time in a text that it reads, and in one that it paints."""

    def __init__(self, ctx, parent: QWidget) -> None:
        super().__init__(parent)
        self.resize(40, 40)
        self.text = self.painted = ""
        Freshness(self, ctx.bus, Kind.CONVERSATIONS, self.read)

    def read(self) -> None:
        self.text = clocked(time(14, 5))

    def paintEvent(self, event) -> None:
        self.painted = clocked(time(14, 5))


def test_another_clock_holds_at_once_in_what_is_shown(qtbot, desk, space) -> None:
    shown = Clock(space.ctx, space)
    shown.show()
    shown.read()
    qtbot.waitUntil(lambda: shown.painted == "14:05")
    measured = []
    desk.themes.changed.connect(lambda: measured.append(clocked(time(14, 5))))
    try:
        space.ctx.prefer("appearance.clock", "12")
        qtbot.waitUntil(lambda: shown.painted == shown.text == "2:05\u00a0PM")
        assert measured == ["2:05\u00a0PM"]
        space.ctx.prefer("appearance.clock", "24")
        qtbot.waitUntil(lambda: shown.painted == shown.text == "14:05")
    finally:
        keep_clock(None)


# News


def test_notices_of_others_refresh_and_those_for_others_do_not(
    qtbot, desk, space, world, bundle
) -> None:
    from uuid import uuid4

    qtbot.waitUntil(lambda: world.notice is not None)
    model = space.screen("leads").pane.model
    draft = LeadDraft("Zephyr Mills", "Ode Lindqvist", "ode@zephyr.example")
    bundle.made.leads.create(draft)
    world.notice(Notice(Kind.LEADS, user_id=uuid4()))
    qtbot.wait(50)
    assert len(model.ids) == 19
    sender = threading.Thread(target=world.notice, args=(Notice(Kind.LEADS),))
    sender.start()
    sender.join()
    qtbot.waitUntil(lambda: len(model.ids) == 20)


def test_after_a_lost_connection_everything_is_looked_at_again(
    qtbot, desk, space, world, bundle
) -> None:

    qtbot.waitUntil(lambda: world.lost is not None)
    bundle.made.leads.create(LeadDraft("Zephyr Mills", "Ode", "ode@zephyr.example"))
    away = KnownError("The database cannot be reached.", "What was saved is safe.", retryable=True)
    world.lost(True)
    space.notices.error(away)
    space.notices.error(KnownError("The file cannot be read.", "Choose another."))
    world.lost(False)
    qtbot.waitUntil(lambda: len(space.screen("leads").pane.model.ids) == 20)
    # What the lost connection was the reason of is over; the rest waits to be read.
    assert [band.title for band in space.notices.bands] == ["The file cannot be read."]


def test_the_window_fits_the_screen_there_is(open_desk, world) -> None:
    window = open_desk(world, roomy=False).window
    room = window.screen().availableGeometry()
    assert room.height() < 900
    assert window.minimumHeight() <= window.height() < room.height()
    assert window.width() == max(min(room.width(), 1440), window.minimumWidth())


# The user


def test_the_user_menu_has_settings_lock_and_sign_out(qtbot, desk, space) -> None:
    space.sidebar.menu_wanted.emit(space.sidebar._face)
    menu = QApplication.activePopupWidget()
    words = [action.text() for action in menu.actions()]
    assert words[-3:] == ["", "&Lock", "&Sign out"]
    assert "&Settings" in words
    menu.close()


def test_settings_have_a_sidebar_of_their_own_and_escape_leads_back(qtbot, desk, space) -> None:
    qtbot.keyClick(desk.window, Key.Key_2, Modifier.ControlModifier)
    qtbot.keyClick(desk.window, Key.Key_Comma, Modifier.ControlModifier)
    assert space.current == "settings"
    assert not space.sidebar.isVisible()
    assert "settings" not in space.sidebar.rows
    settings = space.screen("settings")
    qtbot.keyClick(settings, Key.Key_Escape)
    assert space.current == "inbox"
    assert space.sidebar.isVisible()
    assert desk.state.text("screen") == "inbox", "a start does not begin in the settings"


def test_what_the_web_changes_of_a_profile_shows_here(qtbot, desk, space, world, bundle) -> None:
    qtbot.waitUntil(lambda: world.notice is not None)
    told = []
    desk.bus.changed.connect(lambda news: told.append(news.kinds))
    profile = space.ctx.services.profile
    profile.update(name="Mara van Ostrander", timezone="Asia/Tokyo")
    world.notice(Notice(Kind.USERS))
    qtbot.waitUntil(lambda: space.sidebar._user_name.text == "Mara van Ostrander")
    assert space.sidebar._face.accessibleName() == "Mara van Ostrander, menu"
    assert str(space.ctx.zone) == "Asia/Tokyo"
    assert any(kinds & Kind.LEADS for kinds in told), "times on screen are read anew"


def test_what_is_typed_in_the_settings_is_kept_when_one_signs_out(
    qtbot, desk, space, bundle
) -> None:
    space.show_screen("settings")
    profile = space.screen("settings").profile
    profile.name.edit.setText("Mara van Ostrander")
    space.ctx.actions.run("file.sign_out")
    qtbot.waitUntil(lambda: isinstance(desk.window.page, FirstRun))
    assert bundle.signin.people()[0].name == "Mara van Ostrander"


# Imports


def mime(*paths: str) -> QMimeData:
    made = QMimeData()
    made.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return made


def drag(desk: Desk, data: QMimeData) -> QDragEnterEvent:
    event = QDragEnterEvent(
        # 6.12 asks for the exact place, as a drop always did.
        QPointF(400, 300) if PySide6.__version_info__ >= (6, 12) else QPoint(400, 300),
        Qt.DropAction.CopyAction,
        data,
        Button.LeftButton,
        Modifier.NoModifier,
    )
    QApplication.sendEvent(desk.window, event)
    return event


def drop(desk: Desk, data: QMimeData) -> None:
    event = QDropEvent(
        QPointF(400, 300),
        Qt.DropAction.CopyAction,
        data,
        Button.LeftButton,
        Modifier.NoModifier,
    )
    QApplication.sendEvent(desk.window, event)


def test_a_dropped_file_is_imported(qtbot, desk, space, bundle) -> None:
    data = mime("/data/trade fair ü.csv")
    assert drag(desk, data).isAccepted()
    assert desk.window._overlay.isVisible()
    assert desk.window._overlay.words == "Drop to import trade fair ü.csv"
    drop(desk, data)
    assert not desk.window._overlay.isVisible()
    jobs = bundle.made.jobs
    qtbot.waitUntil(lambda: jobs.imported == [(Path("/data/trade fair ü.csv"),)])
    qtbot.waitUntil(lambda: space.status_bar.jobs.isVisible())
    assert space.status_bar.jobs.text() == "Importing trade fair ü.csv"


def test_other_things_cannot_be_dropped(desk, space) -> None:
    data = QMimeData()
    data.setText("just words")
    assert not drag(desk, data).isAccepted()
    assert not desk.window._overlay.isVisible()
    data.setUrls([QUrl("https://norvane.example/a.csv")])
    assert not drag(desk, data).isAccepted()


def test_progress_cancel_and_the_end_are_told(qtbot, desk, space, bundle, world) -> None:
    jobs = bundle.made.jobs
    space.import_paths([Path("fair.csv"), Path("archive.mbox")])
    qtbot.waitUntil(lambda: len(space.jobs.running) == 2)
    assert space.status_bar.jobs.text() == "2 running"
    one, two = jobs.running()
    jobs.move(one, state=JobState.RUNNING, progress=Progress(154, 248, "154 of 248 rows"))
    world.notice(Notice(Kind.JOBS))
    qtbot.waitUntil(lambda: space.jobs.fraction is not None)
    qtbot.mouseClick(space.status_bar.jobs, Button.LeftButton)
    popover = space.status_bar.popover
    assert popover.isVisible()
    card = popover.cards[one.id]
    assert card._percent.text() == "62%"
    assert card._note.text == "154 of 248 rows"
    qtbot.mouseClick(popover.cards[two.id].cancel, Button.LeftButton)
    qtbot.waitUntil(lambda: jobs.jobs[two.id].state is JobState.CANCELLING)
    jobs.move(two, state=JobState.CANCELLED)
    world.notice(Notice(Kind.JOBS))
    qtbot.waitUntil(lambda: "cancelled" in space.notices.toast.words)
    jobs.move(one, state=JobState.DONE, result={"new": 246, "refused": 2, "report": "rows.csv"})
    world.notice(Notice(Kind.JOBS))
    qtbot.waitUntil(lambda: space.notices.toast.words == "246 leads added, 2 not taken")
    (band,) = space.notices.bands
    assert band.title == "Importing fair.csv: 2 rows were not taken"
    assert not popover.isVisible()
    assert not space.status_bar.jobs.isVisible()


def test_a_job_that_fails_leaves_a_band(qtbot, desk, space, bundle, world) -> None:
    job = bundle.made.jobs.add(JobKind.IMPORT_MAIL, "Importing archive.mbox", 5, 10)
    space.jobs.refresh()
    qtbot.waitUntil(lambda: len(space.jobs.running) == 1)
    bundle.made.jobs.move(job, state=JobState.FAILED, error="The file ends in the middle.")
    space.jobs.refresh()
    qtbot.waitUntil(lambda: len(space.notices.bands) == 1)
    band = space.notices.bands[0]
    assert band.title == "Importing archive.mbox did not finish"
    assert band.sentence == "The file ends in the middle."


def test_a_job_so_short_that_nobody_saw_it_run_is_told_too(qtbot, desk, space, bundle) -> None:
    jobs = bundle.made.jobs
    usual = jobs.ask_import

    def at_once(paths):
        return tuple(jobs.move(job, state=JobState.DONE, result={"new": 1}) for job in usual(paths))

    jobs.ask_import = at_once
    space.import_paths([Path("one.csv")])
    qtbot.waitUntil(lambda: space.notices.toast.words == "1 lead added")


def test_samples_are_removed_only_after_asking(qtbot, desk, space, bundle) -> None:
    jobs = bundle.made.jobs
    jobs.ask_remove_samples = lambda: jobs.add(JobKind.REMOVE_SAMPLES, "Removing sample data")
    space.ctx.actions.run("file.remove_samples")
    question = QApplication.activeModalWidget()
    assert question.windowTitle() == "Remove the sample data?"
    qtbot.mouseClick(question.no, Button.LeftButton)
    assert jobs.jobs == {}
    space.ctx.actions.run("file.remove_samples")
    qtbot.mouseClick(QApplication.activeModalWidget().yes, Button.LeftButton)
    qtbot.waitUntil(lambda: len(space.jobs.running) == 1)


def test_the_fault_of_an_import_is_told(qtbot, desk, space, bundle) -> None:
    def gone(paths):
        raise KnownError("fair.csv is not there any more.", "Nothing was imported.")

    bundle.made.jobs.ask_import = gone
    space.import_paths([Path("fair.csv")])
    qtbot.waitUntil(lambda: len(space.notices.bands) == 1)


def test_opening_a_conversation_from_a_lead_goes_to_the_inbox(qtbot, desk, space) -> None:
    from uuid import uuid4

    wanted = uuid4()
    space.ctx.open_conversation(wanted)
    assert space.current == "inbox"
    assert space.screen("inbox").opened == [wanted]


def test_mail_kept_aside_is_told_and_can_be_saved(
    qtbot, space, fakes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    saved = {"a" * 64: tmp_path / "a.eml"}
    space.ctx.services.broken_mail.save = lambda folder: asked.append(folder) or saved
    jobs = space.ctx.services.jobs
    one = jobs.add(JobKind.IMPORT_MAIL, "Importing old.mbox")
    space.jobs.expect([one])
    jobs.move(one, state=JobState.DONE, result={"new": 40, "broken": 1})
    space.ctx.bus.tell(Notice(Kind.JOBS))
    qtbot.waitUntil(lambda: space.notices.toast.words == "40 messages added, 1 kept aside")
    (band,) = space.notices.bands
    assert band.title == "Importing old.mbox: 1 message was kept aside"
    assert "outpost import broken" in band.sentence
    for answer in ("", str(tmp_path)):
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, a=answer: a)
        (button,) = [each for each in band.findChildren(QAbstractButton) if "Save" in each.text()]
        button.click()
    qtbot.waitUntil(lambda: space.notices.toast.words == f"1 file saved in {tmp_path.name}")
    assert asked == [tmp_path]


def test_a_database_that_went_away_is_told_until_it_is_back(qtbot, desk, space, world) -> None:
    qtbot.waitUntil(lambda: world.lost is not None)
    word = space.status_bar.database
    assert not word.isVisible()
    world.lost(True)
    qtbot.waitUntil(word.isVisible)
    assert "database is away" in word.words
    assert not word.grab().isNull()
    space.notices.error(KnownError("The database cannot be reached.", retryable=True))
    space.notices.error(KnownError("The file is damaged."))
    world.lost(False)
    qtbot.waitUntil(lambda: not word.isVisible())
    assert [band.title for band in space.notices.bands] == ["The file is damaged."]


def test_who_signs_in_while_the_database_is_away_is_told_too(qtbot, desk, space, world) -> None:
    qtbot.waitUntil(lambda: world.lost is not None)
    desk.sign_out()
    world.lost(True)
    qtbot.waitUntil(lambda: isinstance(desk.window.page, FirstRun))
    desk.window.page.who.password.edit.setText("four words")
    desk.window.page.who.submit()
    again = workspace(qtbot, desk)
    assert again.status_bar.database.isVisible()


def test_who_cannot_listen_at_first_says_so_tries_again_and_then_has_an_engine(
    qtbot, open_desk, world
) -> None:
    away = KnownError("The database cannot be reached.", "It is tried again.", retryable=True)
    world.deafness = [away, away]
    desk = open_desk(world)
    qtbot.waitUntil(lambda: desk.hearing.is_lost)
    assert "engine started" not in world.calls
    qtbot.waitUntil(lambda: world.notice is not None, timeout=20_000)
    qtbot.waitUntil(lambda: not desk.hearing.is_lost)
    qtbot.waitUntil(lambda: "engine started" in world.calls)
