"""Signing in through the system's browser."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.changes import Kind, Notice
from desktop_app.domain.errors import KnownError
from desktop_app.domain.requests import RequestState
from desktop_app.ui import request_flow
from desktop_app.ui.signin.first_run import FirstRun

Mouse, Key = Qt.MouseButton, Qt.Key
ADDRESS = "mara@fieldline.example"


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    """What was handed to the browser."""
    urls: list[str] = []
    monkeypatch.setattr(
        request_flow.QDesktopServices, "openUrl", lambda url: urls.append(url.toString()) or True
    )
    return urls


@pytest.fixture
def waiting(qtbot, open_page, bundle, make_people, opened) -> FirstRun:
    make_people(1)
    bundle.oauth.offer("google", "openid")
    page = open_page()
    qtbot.mouseClick(page.who.provider_buttons[0], Mouse.LeftButton)
    return page


def tell(bus) -> None:
    bus.tell(Notice(Kind.USERS))


def test_no_provider_no_button(open_page, make_people) -> None:
    make_people(1)
    page = open_page()
    assert page.who.provider_buttons == []
    assert not page.who._providers.isVisible()


def test_a_third_provider_is_as_wide_as_the_two_above(open_page, bundle, make_people) -> None:
    make_people(1)
    bundle.oauth.offer("google", "microsoft", "github")
    first, second, third = open_page().who.provider_buttons
    assert first.y() == second.y() < third.y()
    assert third.x() == first.x()
    assert third.geometry().right() == second.geometry().right()


def test_providers_that_cannot_be_asked_leave_the_form(open_page, bundle, make_people) -> None:
    make_people(1)

    def away():
        raise KnownError("The database is away.")

    bundle.oauth.providers = away
    assert open_page().who.password.isVisible()


def test_the_browser_opens_and_the_window_goes_on_by_itself(
    qtbot, waiting, bundle, bus, opened
) -> None:
    page = waiting
    assert [each.words for each in page.who.provider_buttons] == [
        "Continue with Google",
        "Continue with Fieldline",
    ]
    assert page.page is page.browser
    assert page.browser.sentence.text == "Asking Google …"
    bundle.oauth.wait()
    tell(bus)
    assert opened == ["https://accounts.example/authorize?state=x"]
    tell(bus)
    assert len(opened) == 1, "opened once"
    qtbot.mouseClick(page.browser.again, Mouse.LeftButton)
    assert len(opened) == 2
    bundle.oauth.succeed(ADDRESS)
    with qtbot.waitSignal(page.finished) as told:
        tell(bus)
    assert told.args[0].user.email == ADDRESS


def test_a_notice_lost_on_the_way_is_made_up_for(qtbot, waiting, bundle, opened) -> None:
    bundle.oauth.wait()
    qtbot.waitUntil(lambda: len(opened) == 1, timeout=5_000)


def test_what_failed_is_said_and_can_be_tried_again(qtbot, waiting, bundle, bus) -> None:
    bundle.oauth.fail("Google did not let you in.", "You said no there. Nothing was changed.")
    tell(bus)
    page = waiting.browser
    assert page.title.text() == "Google did not let you in."
    assert page.sentence.text == "You said no there. Nothing was changed."
    assert page.again.hasFocus()
    qtbot.keyClick(page.again, Key.Key_Return)
    assert len(bundle.oauth.requests) == 2
    assert page.sentence.text == "Asking Google …"


def test_escape_gives_up_and_nothing_more_comes_of_it(qtbot, waiting, bundle, bus) -> None:
    qtbot.keyClick(waiting.browser.cancel, Key.Key_Escape)
    assert waiting.page is waiting.who
    (request,) = bundle.oauth.requests.values()
    assert request.state is RequestState.CANCELLED
    bundle.oauth.succeed(ADDRESS)
    with qtbot.assertNotEmitted(waiting.finished):
        tell(bus)


@pytest.fixture
def meanwhile(bundle, monkeypatch):
    """Does something while the session is being taken over."""

    def do(what) -> None:
        real = bundle.oauth.finish

        def finish(request_id, *, keep):
            signed = real(request_id, keep=keep)
            what()
            return signed

        monkeypatch.setattr(bundle.oauth, "finish", finish)

    return do


def test_news_of_people_while_the_session_is_taken_over_end_nothing(
    qtbot, waiting, bundle, bus, meanwhile
) -> None:
    meanwhile(lambda: tell(bus))
    bundle.oauth.succeed(ADDRESS)
    with qtbot.waitSignal(waiting.finished) as told:
        tell(bus)
    assert told.args[0].user.email == ADDRESS
    assert waiting.browser.title.text() == "Continue in your browser"


def test_who_gives_up_while_the_session_is_taken_over_is_not_signed_in(
    qtbot, waiting, bundle, bus, meanwhile
) -> None:
    meanwhile(lambda: qtbot.keyClick(waiting.browser.cancel, Key.Key_Escape))
    bundle.oauth.succeed(ADDRESS)
    with qtbot.assertNotEmitted(waiting.finished):
        tell(bus)
    assert waiting.page is waiting.who
    assert bundle.signin.given_back == [ADDRESS]
    assert bundle.signin.session is None


def test_who_is_new_keeps_the_hours_of_this_computer_and_chooses_what_to_start_with(
    qtbot, waiting, bundle, bus, monkeypatch
) -> None:
    monkeypatch.setattr("desktop_app.ui.signin.first_run.own_zone", lambda: "Asia/Tokyo")
    new = "ines@fieldline.example"
    bundle.oauth.succeed(new)
    with qtbot.assertNotEmitted(waiting.finished):
        tell(bus)
    assert waiting.step == 2
    assert bundle.people.rows.accounts[new][0].timezone == "Asia/Tokyo"
    assert bundle.made.journal.can_undo() is None
    qtbot.mouseClick(waiting._back, Mouse.LeftButton)
    assert waiting.page is waiting.who
    qtbot.mouseClick(waiting.who.button, Mouse.LeftButton)
    assert waiting.step == 2
    with qtbot.waitSignal(waiting.finished) as told:
        qtbot.mouseClick(waiting._skip, Mouse.LeftButton)
    assert told.args[0].user.email == new


def test_who_has_been_here_before_keeps_their_hours(qtbot, waiting, bundle, bus, monkeypatch):
    monkeypatch.setattr("desktop_app.ui.signin.first_run.own_zone", lambda: "Asia/Tokyo")
    bundle.oauth.succeed(ADDRESS)
    with qtbot.waitSignal(waiting.finished):
        tell(bus)
    assert bundle.people.rows.accounts[ADDRESS][0].timezone == "UTC"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "outpost:run", "javascript:alert(1)", ""])
def test_only_web_pages_are_handed_to_the_system(waiting, bundle, bus, opened, url) -> None:
    bundle.oauth.requests[bundle.oauth.newest] = bundle.oauth.progress(bundle.oauth.newest)
    bundle.oauth._move(bundle.oauth.newest, RequestState.WAITING, url=url)
    tell(bus)
    assert opened == []
    assert "no" in waiting.browser.title.text()


def test_without_a_browser_the_address_can_be_copied(
    qtbot, waiting, bundle, bus, monkeypatch
) -> None:
    monkeypatch.setattr(request_flow.QDesktopServices, "openUrl", lambda _url: False)
    bundle.oauth.wait()
    tell(bus)
    page = waiting.browser
    assert page.copy.isVisible()
    assert "Copy the address" in page.sentence.text
