"""Connecting a mailbox: address and password, and everything else is found, tried and told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.mailbox_checks import CheckReport
from desktop_app.domain.mailbox_providers import by_domain
from desktop_app.domain.mailbox_requests import SetupProgress
from desktop_app.domain.mailbox_settings import (
    MailboxDraft,
    MailSettings,
    Source,
    check_address,
    guesses,
)
from desktop_app.domain.mailboxes import Mailbox, MailboxState
from desktop_app.domain.users import Provider
from desktop_app.ui.mailboxes.flow import MailboxFlow
from desktop_app.ui.mailboxes.servers import ServersForm
from desktop_app.ui.mailboxes.words import inbox_words
from desktop_app.ui.ops import ChangeBus, Fault, Operations
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.buttons import Button, Size
from desktop_app.ui.widgets.fields import Field, SubmitOnEnter
from desktop_app.ui.widgets.labels import Glyph, Link, Paragraph

_KEPT = tr("kept in the keyring")


class Told(QWidget):
    """What is going on, or how it ended: an icon, a sentence, and perhaps one thing to do."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        self._glyph = Glyph(themes, "ph.info")
        row.addWidget(self._glyph, alignment=top)
        column = QVBoxLayout()
        column.setSpacing(6)
        self._line = Paragraph(themes, "", font="small")
        column.addWidget(self._line)
        self.act = Button(themes, "", size=Size.SMALL, name=tr("Go on"))
        self.act.hide()
        self.act.clicked.connect(lambda: self._do())
        column.addWidget(self.act)
        row.addLayout(column, 1)
        self._do: Callable[[], None] = lambda: None
        self.hide()

    @property
    def words(self) -> str:
        return self._line.text

    def say(
        self,
        kind: str,
        words: str,
        action: str = "",
        do: Callable[[], None] = lambda: None,
    ) -> None:
        """Say it; ``kind`` is ``busy``, ``done``, ``wrong`` or ``ask``."""
        icon, ink = {
            "busy": ("ph.hourglass-medium", "text.secondary"),
            "done": ("ph.check-circle-fill", "semantic.success.solid"),
            "wrong": ("ph.warning-circle-fill", "semantic.danger.solid"),
            "ask": ("ph.warning-fill", "semantic.warning.solid"),
        }[kind]
        self._glyph.set_glyph(icon, ink)
        self._line.set_text(words)
        self._do = do
        self.act.set_words(action)
        self.act.setAccessibleName(action)
        self.act.setToolTip("")
        self.act.setVisible(bool(action))
        self.setVisible(bool(words))
        announce(self, words)

    def clear(self) -> None:
        self.say("busy", "")

    def set_width(self, width: int) -> None:
        """Take this much, so that a window around it knows how high the sentence is."""
        self._line.setFixedWidth(width - self._glyph.sizeHint().width() - 8)


class MailboxForm(QWidget):
    """Address and password, or the servers by hand; ends with a mailbox that works.

    Args:
        setup: the user's ``MailboxSetupService``.
        beside: address and password side by side, where there is room.

    Signals:
        connected: the :class:`Mailbox`.
        busy_changed: whether something is going on.
        grown: it needs more or less room than before.
    """

    connected = Signal(object)
    busy_changed = Signal(bool)
    grown = Signal()

    def __init__(
        self,
        themes: Themes,
        ops: Operations,
        bus: ChangeBus,
        setup: Any,
        *,
        beside: bool = False,
        flow: MailboxFlow | None = None,
    ) -> None:
        super().__init__()
        self._ops = ops
        self._setup = setup
        self._id: UUID = setup.new_id()
        self._settings: MailSettings | None = None
        self._allowed = False  # servers that nobody vouches for were looked at
        self._kept = False  # the keyring has a password for this address
        self._oauth = False
        self._finding = False
        self._worked_in: QWidget | None = None
        self._ca_pem = ""
        self._providers: tuple[Provider, ...] = ()
        self._then: Callable[[SetupProgress], None] = lambda _progress: None
        self.busy = False
        self.mailbox: Mailbox | None = None
        self.flow = flow or MailboxFlow(ops, bus, setup, parent=self)
        self.flow.said.connect(lambda words: self.told.say("busy", f"{words} …"))
        self.flow.waiting.connect(self._on_waiting)
        self.flow.done.connect(lambda progress: self._then(progress))
        self.flow.failed.connect(self._on_failed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.address = Field(themes, tr("Email address"), placeholder="name@company.example")
        self.address.edit.textEdited.connect(lambda _text: self._on_address_typed())
        self.password = Field(themes, tr("Password"), secret=True)
        self.browser = Link(themes, tr("Use browser sign-in"), font="small")
        self.browser.activated.connect(self.sign_in_by_browser)
        self.password.set_aside(self.browser)
        self.browser.hide()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        fields = QBoxLayout(way)
        fields.setSpacing(10 if beside else 14)
        top = Qt.AlignmentFlag.AlignTop if beside else Qt.AlignmentFlag(0)
        fields.addWidget(self.address, 1, top)
        fields.addWidget(self.password, 1, top)
        column.addLayout(fields)
        self.servers = ServersForm(themes, beside=not beside)
        self.servers.hide()
        self.servers.authority_chosen.connect(self._on_authority)
        column.addWidget(self.servers)
        self.by_hand = Link(themes, tr("Enter the servers by hand"), font="small")
        self.by_hand.activated.connect(self.show_servers)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.by_hand)
        row.addStretch()
        self.go = Button(themes, tr("Connect"), size=Size.SMALL)
        self.go.clicked.connect(self.submit)
        row.addWidget(self.go)
        if not beside:
            self.go.hide()  # a dialog has a button of its own
        column.addLayout(row)
        self.told = Told(themes)
        column.addWidget(self.told)
        column.addStretch()
        self._enter = SubmitOnEnter(self)
        self._enter.watch(self.address.edit, self.password.edit)
        for each in (self.servers.imap, self.servers.smtp):
            self._enter.watch(each.host.edit, each.port.edit, each.user.edit)
        self._enter.submitted.connect(self.submit)
        ops.run_query(self, setup.providers, self._on_providers, lambda _error: None)

    # What a dialog asks

    @property
    def touched(self) -> bool:
        """Whether somebody has begun to fill it in."""
        return bool(self.address.text.strip() or self.password.text)

    def submit(self) -> None:
        """Find, try and add; every step says what it does."""
        if self.busy or self.mailbox is not None:
            return
        address = self._address()
        if address is None:
            return
        if not (self.password.text or self._kept or self._oauth):
            self.password.set_error(tr("The password is needed."))
            self.password.edit.setFocus()
            return
        self._oauth = self._oauth and not self.password.text
        self._begin(address)

    def sign_in_by_browser(self) -> None:
        """Have the provider's page shown instead of asking for a password."""
        if self.busy or self.mailbox is not None or (address := self._address()) is None:
            return
        self._oauth = True
        self._begin(address)

    def give_up(self) -> None:
        """Wait for nothing more, and forget the password of what was not added."""
        self.flow.cancel()
        self.password.take()
        if self.mailbox is None:
            setup, mailbox_id = self._setup, self._id
            self._ops.run_query(
                self, lambda: setup.give_up(mailbox_id), lambda _none: None, lambda _error: None
            )

    def focus_first(self) -> None:
        """Put the cursor where something is still to be filled in."""
        field = self.password if self.address.text.strip() else self.address
        field.edit.setFocus()

    def show_servers(self) -> None:
        """Show the fields for the servers, with what is known of them; who looks for them in
        vain or for long is waited for no more."""
        if self._finding:
            self.flow.cancel()
            self._set_busy(False)
            self.told.clear()
        domain = self.address.text.strip().lower().rpartition("@")[2]
        if self.servers.empty and self._settings is not None:
            self.servers.show_settings(self._settings)
        elif self.servers.empty and domain:
            # The usual names: right more often than not, and quickly mended.
            imap, smtp = guesses(domain, "")
            self.servers.show_settings(MailSettings(imap[0], smtp[0], Source.HAND))
        self.by_hand.hide()
        self.servers.show()
        self.grown.emit()
        self.servers.imap.host.edit.setFocus()

    # Step by step

    def _begin(self, address: str) -> None:
        settings = None
        if self.servers.isVisibleTo(self) and not self.servers.empty:
            try:
                settings = self.servers.settings(address)
            except KnownError:
                return  # the field says so
            known = by_domain(address.rpartition("@")[2])
            if known is not None and known.oauth:
                settings = replace(settings, provider=known.id)
        self._set_busy(True)
        self.told.say("busy", tr("Keeping the password in the keyring …"))
        password = self.password.take()
        setup, mailbox_id = self._setup, self._id

        def keep() -> None:
            if password:
                setup.keep_password(mailbox_id, password)

        def onward() -> None:
            self._kept = self._kept or bool(password)
            self.password.edit.setPlaceholderText(_KEPT if self._kept else "")
            if settings is not None:
                self._on_settings(address, settings)
            else:
                self._find(address)

        self._ops.run_query(self, keep, lambda _none: onward(), self._on_error)

    def _find(self, address: str) -> None:
        setup, mailbox_id = self._setup, self._id
        self.told.say("busy", tr("Looking for the servers …"))
        self._finding = True
        self._then = lambda progress: self._on_settings(address, progress.settings)
        self.flow.follow(lambda: setup.find(mailbox_id, address))

    def _on_settings(self, address: str, settings: MailSettings | None) -> None:
        self._finding = False
        if settings is None:
            self._on_failed(
                Fault(tr("Nothing was found."), tr("Enter the servers by hand."), field="servers")
            )
            return
        self._settings = settings
        if not settings.trusted and not self._allowed:
            self._ask_about(address, settings)
        elif self._oauth or not settings.passwords:
            self._sign_in(address, settings)
        else:
            self._check(address, settings)

    def _ask_about(self, address: str, settings: MailSettings) -> None:
        def allow() -> None:
            self._allowed = True
            self._set_busy(True)
            self._on_settings(address, settings)

        hosts = tr(" and ").join(dict.fromkeys((settings.imap.host, settings.smtp.host)))
        self._set_busy(False)
        self.told.say(
            "ask",
            tr(
                "This mailbox seems to be at {hosts}. Nothing vouches for that but the network "
                "you are in. Is that your provider?",
                hosts=hosts,
            ),
            tr("Yes, use these servers"),
            allow,
        )

    def _sign_in(self, address: str, settings: MailSettings) -> None:
        provider = settings.provider
        if provider not in (each.id for each in self._providers):
            title = settings.title or tr("This provider")
            self._on_failed(
                Fault(
                    tr(
                        "{title} wants a sign-in by the browser, which is not set up here.",
                        title=title,
                    ),
                    tr(
                        "It needs a client id in the settings: oauth.{value}.client_id.",
                        value=provider or "google",
                    ),
                )
            )
            return
        self._oauth = True
        setup, mailbox_id = self._setup, self._id
        self.told.say("busy", tr("Asking for the sign-in page …"))
        self._then = lambda _progress: self._check(address, settings)
        self.flow.follow(lambda: setup.sign_in(mailbox_id, address, provider))

    def _check(self, address: str, settings: MailSettings) -> None:
        draft = self._draft(address, settings)
        setup, mailbox_id = self._setup, self._id
        self.told.say("busy", tr("Signing in …"))
        self._then = lambda progress: self._on_report(draft, progress.report)
        self.flow.follow(lambda: setup.check(mailbox_id, draft))

    def _on_report(self, draft: MailboxDraft, report: CheckReport | None) -> None:
        if report is not None and report.ok:
            taken = draft.settings.as_taken(report.imap_user, report.smtp_user)
            self._add(replace(draft, settings=taken), inbox_words(report))
            return
        failed = report.failure if report is not None else None
        words = f"{failed.said} {failed.advice}".strip() if failed else tr("It could not be tried.")
        self._set_busy(False)
        if report is not None and report.state is MailboxState.UNREACHABLE:
            self.told.say("wrong", words, tr("Add it anyway"), lambda: self._add_anyway(draft))
        else:
            self.told.say("wrong", words)
        if report is not None and report.state is MailboxState.SIGNIN and not draft.oauth:
            self._kept = False
            self.password.edit.setPlaceholderText("")
            self.password.edit.setFocus()
        self.grown.emit()

    def _add_anyway(self, draft: MailboxDraft) -> None:
        self._set_busy(True)
        self._add(draft, tr("It is tried again when the network is there."))

    def _add(self, draft: MailboxDraft, found: str) -> None:
        setup, mailbox_id = self._setup, self._id
        made: list[Any] = []

        def run() -> Changes:
            mailbox, changes = setup.add(mailbox_id, draft)
            made.extend((mailbox, setup.secrets_note))
            return changes

        def added(_changes: Changes) -> None:
            mailbox, note = made
            self.mailbox = mailbox
            self._set_busy(False)
            self.told.say("done", " ".join(filter(None, (tr("Connected."), found, note))))
            for each in (self.address, self.password, self.by_hand, self.servers, self.go):
                each.setEnabled(False)
            self.connected.emit(mailbox)

        self._ops.run_command(self, run, added, self._on_error)

    # What comes between

    def _draft(self, address: str, settings: MailSettings) -> MailboxDraft:
        return MailboxDraft(address, settings, ca_pem=self._ca_pem, oauth=self._oauth)

    def _address(self) -> str | None:
        try:
            return check_address(self.address.text)
        except KnownError as error:
            self.address.set_error(f"{error.title} {error.advice}".strip())
            self.address.edit.setFocus()
            return None

    def _on_address_typed(self) -> None:
        """Another address is another mailbox: nothing of the first one is kept."""
        domain = self.address.text.strip().lower().rpartition("@")[2]
        known = by_domain(domain)
        offered = {each.id for each in self._providers}
        self.browser.setVisible(known is not None and known.oauth and known.id in offered)
        self.password.set_hint(known.hint if known is not None else "")
        self.password.set_title(
            tr("App password") if known and known.app_passwords else tr("Password")
        )
        if self._settings is not None and self._settings.source is not Source.HAND:
            self._settings, self._allowed = None, False
        self.grown.emit()

    def _on_providers(self, found: tuple[Provider, ...]) -> None:
        self._providers = found
        self._on_address_typed()

    def _on_waiting(self, opened: bool) -> None:
        if opened:
            words = tr("Sign in there. This window goes on by itself.")
            self.told.say("busy", words, tr("Open the browser again"), self.flow.open_again)
        else:
            words = tr("No browser could be opened. Open this address in one yourself: ")
            self.told.say("ask", words + self.flow.url)
        self.grown.emit()

    def _on_authority(self, path: Path) -> None:
        setup = self._setup

        def taken(pem: str) -> None:
            self._ca_pem = pem
            self.servers.show_authority(path.name)

        self._ops.run_query(self, lambda: setup.read_authority(path), taken, self._on_error)

    def _on_error(self, error: Exception) -> None:
        self._on_failed(Fault.of(error))

    def _on_failed(self, fault: Fault) -> None:
        self._set_busy(False)
        self.told.say("wrong", f"{fault.title} {fault.advice}".strip())
        if fault.field == "servers":
            self.show_servers()
        self.grown.emit()

    def _set_busy(self, busy: bool) -> None:
        inside = self.focusWidget()
        if busy and inside is not None and inside.hasFocus():
            self._worked_in = inside  # what is disabled loses the focus, and gets it back
        self.busy = busy
        self._finding = self._finding and busy
        self.address.setEnabled(not busy)
        self.password.setEnabled(not busy)
        self.servers.setEnabled(not busy)
        self.go.setEnabled(not busy)
        self.busy_changed.emit(busy)
        if not busy and self._worked_in is not None:
            worked_in, self._worked_in = self._worked_in, None
            if QApplication.focusWidget() is None and worked_in.isVisible():
                worked_in.setFocus()
        self.grown.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.grown.emit()
