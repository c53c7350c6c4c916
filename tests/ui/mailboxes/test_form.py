"""Connecting a mailbox, from the address to the first look at its inbox."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.mailbox_settings import Source
from desktop_app.domain.mailboxes import Auth, MailboxState, Security, Server
from desktop_app.domain.requests import RequestState
from desktop_app.ui.mailboxes.dialogs import AddMailbox
from tests.ui.mailboxes.conftest import FINE, FOUND, ME, trouble

Key, Mouse = Qt.Key, Qt.MouseButton


@pytest.fixture
def dialog(qtbot, ctx, host, show_active):
    host.resize(1000, 800)
    show_active(host)
    made = AddMailbox(ctx, host)
    made.opened_pages = []
    made.form.flow._open_url = lambda url: not made.opened_pages.append(url)
    made.open()
    return made


@pytest.fixture
def form(dialog):
    return dialog.form


def fill(qtbot, form, address=ME, password="s3cret"):
    form.address.edit.selectAll()
    qtbot.keyClicks(form.address.edit, address)
    qtbot.keyClicks(form.password.edit, password)
    qtbot.keyClick(form.password.edit, Key.Key_Return)


def test_found_tried_and_added(qtbot, ctx, form, dialog, setup, mailboxes):
    fill(qtbot, form)
    assert setup.asked == [("find", ME)]
    assert not form.address.isEnabled() and not dialog.yes.isEnabled()
    ctx.bus.tell(setup.move(state=RequestState.WORKING, doing="Looking here and there"))
    assert form.told.words == "Looking here and there …"
    ctx.bus.tell(setup.end(settings=FOUND))
    kind, draft, password = setup.asked[-1]
    assert (kind, draft.settings, password) == ("check", FOUND, "s3cret")
    assert mailboxes.list() == ()
    ctx.bus.tell(setup.end(report=FINE))
    assert [each.address for each in mailboxes.list()] == [ME]
    assert form.told.words == "Connected. The last 90 days are 1,284 messages, about 96 MB."
    assert dialog.yes.words == "Done" and not dialog.cancel.isVisible()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.yes, Mouse.LeftButton)
    assert {*setup.held.values()} == {"s3cret"}


def test_the_name_that_the_servers_took_is_kept(qtbot, ctx, form, setup, mailboxes):
    fill(qtbot, form)
    ctx.bus.tell(setup.end(settings=replace(FOUND, source=Source.DNS)))
    ctx.bus.tell(setup.end(report=replace(FINE, imap_user="mara")))
    (mailbox,) = mailboxes.list()
    assert (mailbox.imap.user, mailbox.smtp.user) == ("mara", ME)


def test_what_is_missing_is_said_at_the_field(qtbot, form, setup):
    fill(qtbot, form, "nobody", "")
    assert "no e-mail address" in form.address.error
    fill(qtbot, form, ME, "")
    assert form.password.error == "The password is needed."
    assert setup.asked == []


def test_a_refused_password_is_asked_for_again_and_the_servers_are_kept(
    qtbot, ctx, form, setup, mailboxes
):
    fill(qtbot, form)
    ctx.bus.tell(setup.end(settings=FOUND))
    ctx.bus.tell(setup.end(report=trouble()))
    assert form.told.words == "The server did not accept it. Check it."
    assert form.password.isEnabled() and form.password.edit.hasFocus()
    assert form.password.text == ""
    form.submit()
    assert form.password.error == "The password is needed."
    qtbot.keyClicks(form.password.edit, "better")
    form.submit()
    ctx.bus.tell(setup.end(settings=FOUND))
    assert setup.asked[-1][2] == "better"
    ctx.bus.tell(setup.end(report=FINE))
    assert len(mailboxes.list()) == 1


def test_without_a_network_it_can_be_added_all_the_same(qtbot, ctx, form, setup, mailboxes):
    fill(qtbot, form)
    ctx.bus.tell(setup.end(settings=FOUND))
    ctx.bus.tell(setup.end(report=trouble(MailboxState.UNREACHABLE, "It does not answer.")))
    assert form.told.act.isVisible() and form.told.act.words == "Add it anyway"
    qtbot.mouseClick(form.told.act, Mouse.LeftButton)
    assert len(mailboxes.list()) == 1


def test_servers_by_hand(qtbot, ctx, form, setup, mailboxes):
    qtbot.keyClicks(form.address.edit, ME)
    qtbot.keyClicks(form.password.edit, "s3cret")
    form.show_servers()
    imap, smtp = form.servers.imap, form.servers.smtp
    assert (imap.host.text, smtp.host.text) == (
        "imap.fieldline.example",
        "smtp.fieldline.example",
    )
    for each in (imap, smtp):
        each.host.edit.clear()
    qtbot.keyClicks(imap.host.edit, "mail.fieldline.example")
    imap.way._on_picked(Security.STARTTLS)
    assert imap.port.text == "143"
    qtbot.keyClicks(smtp.host.edit, "mail.fieldline.example")
    qtbot.keyClicks(smtp.user.edit, "mara")
    form.submit()
    _, draft, _ = setup.asked[-1]
    assert draft.settings.source is Source.HAND
    assert draft.settings.imap == Server("mail.fieldline.example", 143, Security.STARTTLS, ME)
    assert draft.settings.smtp == Server("mail.fieldline.example", 465, Security.TLS, "mara")
    ctx.bus.tell(setup.end(report=FINE))
    assert len(mailboxes.list()) == 1


def test_what_cannot_be_a_server_is_said_at_its_field(qtbot, form, setup):
    qtbot.keyClicks(form.address.edit, ME)
    qtbot.keyClicks(form.password.edit, "s3cret")
    form.show_servers()
    imap = form.servers.imap
    imap.host.edit.clear()
    qtbot.keyClicks(imap.host.edit, "mail.fieldline.example")
    imap.way._on_picked(Security.NONE)
    form.submit()
    assert "over TLS" in imap.host.error
    assert setup.asked == [] and not form.busy


def test_nothing_found_opens_the_servers(qtbot, ctx, form, setup):
    fill(qtbot, form)
    ctx.bus.tell(
        setup.end(title="Not found.", advice="As your provider says them.", field="servers")
    )
    assert form.told.words.startswith("Not found.")
    assert form.servers.isVisible()


def test_servers_that_nobody_vouches_for_are_asked_about(qtbot, ctx, form, setup):
    fill(qtbot, form)
    other = replace(FOUND, source=Source.DNS, trusted=False)
    ctx.bus.tell(setup.end(settings=other))
    assert "imap.fieldline.example and smtp.fieldline.example" in form.told.words
    assert [each[0] for each in setup.asked] == ["find"]
    qtbot.mouseClick(form.told.act, Mouse.LeftButton)
    assert [each[0] for each in setup.asked] == ["find", "check"]


def test_an_authority_of_ones_own(qtbot, ctx, form, setup):
    form.show_servers()
    form.servers.authority_chosen.emit(Path("/somewhere/our-ca.pem"))
    assert form.servers.authority.text == "Trusts the authority of our-ca.pem"
    fill(qtbot, form)
    ctx.bus.tell(setup.end(settings=FOUND))
    assert setup.asked[-1][1].ca_pem == "PEM of our-ca.pem"


def test_hints_come_while_one_types(qtbot, form, setup):
    setup.offered = ("google",)
    form._on_providers(setup.providers())
    qtbot.keyClicks(form.address.edit, "mara@gmail.com")
    assert form.password._title.text() == "App password"
    assert "apppasswords" in form.password._below.text()
    assert form.browser.isVisible()
    form.address.edit.selectAll()
    qtbot.keyClicks(form.address.edit, ME)
    assert form.password._title.text() == "Password" and not form.browser.isVisible()


GOOGLE = replace(FOUND, title="Google", provider="google")


def test_signing_in_by_the_browser(qtbot, ctx, form, dialog, setup, mailboxes):
    setup.offered = ("google",)
    form._on_providers(setup.providers())
    qtbot.keyClicks(form.address.edit, "mara@gmail.com")
    form.browser.activated.emit()
    ctx.bus.tell(setup.end(settings=GOOGLE))
    assert setup.asked[-1] == ("signin", "mara@gmail.com", "google")
    ctx.bus.tell(setup.move(state=RequestState.WAITING, authorize_url="https://accounts.example/"))
    assert dialog.opened_pages == ["https://accounts.example/"]
    ctx.bus.tell(setup.end())
    assert setup.asked[-1][1].oauth
    ctx.bus.tell(setup.end(report=FINE))
    (made,) = mailboxes.list()
    assert (made.auth, made.provider) == (Auth.OAUTH2, "google")


def test_an_address_that_is_no_web_page_is_not_opened(qtbot, ctx, form, dialog, setup):
    setup.offered = ("google",)
    form._on_providers(setup.providers())
    qtbot.keyClicks(form.address.edit, "mara@gmail.com")
    form.browser.activated.emit()
    ctx.bus.tell(setup.end(settings=GOOGLE))
    ctx.bus.tell(setup.move(state=RequestState.WAITING, authorize_url="file:///etc/hostname"))
    assert dialog.opened_pages == [] and "not a web page" in form.told.words


def test_who_takes_no_passwords_says_what_is_missing(qtbot, ctx, form, setup):
    fill(qtbot, form)
    only = replace(FOUND, title="Microsoft 365", provider="microsoft", passwords=False)
    ctx.bus.tell(setup.end(settings=only))
    assert "oauth.microsoft.client_id" in form.told.words


def test_giving_up_forgets_the_password(qtbot, ctx, form, dialog, setup):
    fill(qtbot, form)
    assert setup.held
    dialog.reject()
    assert setup.held == {}
    assert all(each.state is RequestState.CANCELLED for each in setup.requests.values())


def test_a_known_address_is_said_at_once(qtbot, form, mailboxes):
    mailboxes.put(ME)
    fill(qtbot, form)
    assert "connected already" in form.told.words and not form.busy


def test_no_keyring_is_said(qtbot, ctx, form, setup):
    setup.secrets_note = "There is no keyring here."
    fill(qtbot, form)
    ctx.bus.tell(setup.end(settings=FOUND))
    ctx.bus.tell(setup.end(report=FINE))
    assert form.told.words.endswith("There is no keyring here.")
