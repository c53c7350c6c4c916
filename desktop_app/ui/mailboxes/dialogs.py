"""What is asked about a mailbox: a new one, signing in again, its settings, its folders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.language import numeral, tr
from desktop_app.domain.mailbox_requests import SetupProgress
from desktop_app.domain.mailbox_settings import (
    HORIZONS,
    LARGEST_CAP,
    MailboxDraft,
    MailSettings,
    Source,
)
from desktop_app.domain.mailboxes import Auth, FolderHealth, Mailbox
from desktop_app.ui.mailboxes.flow import MailboxFlow
from desktop_app.ui.mailboxes.form import MailboxForm, Told
from desktop_app.ui.mailboxes.words import folder_words, horizon_words
from desktop_app.ui.ops import Fault
from desktop_app.ui.settings.cards import Pick
from desktop_app.ui.settings.dialogs import FormDialog
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.fields import Field
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import Paragraph, label
from desktop_app.ui.widgets.row_list import Row, RowList

_WIDTH = 440
_WIDE = 720  # with both servers side by side


class AddMailbox(FormDialog):
    """The form in a dialog of its own."""

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        sentence = tr("Any IMAP and SMTP mailbox. Settings are found from your address.")
        super().__init__(ctx, parent, tr("Add mailbox"), sentence, tr("Connect"))
        self.form = MailboxForm(ctx.theme, ctx.ops, ctx.bus, ctx.services.mailbox_setup)
        self.body.addWidget(self.form)
        self.form.busy_changed.connect(self._on_busy)
        self.form.grown.connect(self._fit)
        self.form.connected.connect(lambda _mailbox: self._on_connected())
        self.form.address.edit.setFocus()

    def submit(self) -> None:
        if self.form.mailbox is not None:
            self.accept()
        else:
            self.form.submit()

    def done(self, result: int) -> None:
        self.form.give_up()
        super().done(result)

    def _on_busy(self, busy: bool) -> None:
        self.yes.setEnabled(not busy)

    def _on_connected(self) -> None:
        self.cancel.hide()
        self.yes.set_words(tr("Done"))
        self.yes.setFocus()

    def _fit(self) -> None:
        """As much room as it needs, and all of it in sight."""
        width = _WIDE if self.form.servers.isVisibleTo(self) else _WIDTH
        self.setFixedWidth(width)
        self.form.told.set_width(width - 48)
        if self.sentence is not None:
            self.sentence.setFixedWidth(width - 48)
        self.adjustSize()
        if not self.isVisible():
            return
        over = self.parentWidget().window().frameGeometry()
        frame = self.frameGeometry()
        frame.moveCenter(over.center())
        room = self.screen().availableGeometry()
        self.move(
            max(room.left(), min(frame.left(), room.right() - frame.width())),
            max(room.top(), min(frame.top(), room.bottom() - frame.height())),
        )


class SignInAgain(FormDialog):
    """A new password, tried before it takes the old one's place; or the provider's page."""

    def __init__(self, ctx: Context, parent: QWidget, mailbox: Mailbox) -> None:
        by_page = mailbox.auth is Auth.OAUTH2
        sentence = tr(mailbox.said) or tr("Mail that is here stays, whatever happens.")
        yes = tr("Open the sign-in page") if by_page else tr("Sign in")
        super().__init__(
            ctx, parent, tr("Sign in to {address}", address=mailbox.address), sentence, yes
        )
        self._mailbox = mailbox
        self._setup = ctx.services.mailbox_setup
        self._tried: UUID = self._setup.new_id()
        self._ended = False
        self.password: Field | None = None
        if not by_page:
            self.password = self.add(Field(ctx.theme, tr("Password"), secret=True))
            self.password.edit.setFocus()
        self.told = Told(ctx.theme)
        self.told.set_width(_WIDTH - 48)
        self.body.addWidget(self.told)
        self.flow = MailboxFlow(ctx.ops, ctx.bus, self._setup, parent=self)
        self.flow.said.connect(lambda words: self._tell("busy", f"{words} …"))
        self.flow.waiting.connect(self._on_waiting)
        self.flow.done.connect(self._on_done)
        self.flow.failed.connect(self._on_failed)

    def submit(self) -> None:
        if not self.yes.isEnabled():
            return
        mailbox, setup, tried = self._mailbox, self._setup, self._tried
        if self.password is None:
            self._wait(tr("Asking for the sign-in page …"))
            self.flow.follow(lambda: setup.sign_in(mailbox.id, mailbox.address, mailbox.provider))
            return
        if not self.password.text:
            self.password.set_error(tr("The password is needed."))
            self.password.edit.setFocus()
            return
        password = self.password.take()
        draft = MailboxDraft(
            mailbox.address,
            MailSettings(mailbox.imap, mailbox.smtp, Source.HAND),
            ca_pem=mailbox.ca_pem,
        )

        def ask() -> UUID:
            setup.keep_password(tried, password)
            return UUID(str(setup.check(tried, draft)))

        self._wait(tr("Signing in …"))
        self.flow.follow(ask)

    def done(self, result: int) -> None:
        self.flow.cancel()
        if not self._ended:
            setup, tried = self._setup, self._tried
            self._ctx.ops.run_query(
                self, lambda: setup.give_up(tried), lambda _none: None, lambda _error: None
            )
        super().done(result)

    def _wait(self, words: str) -> None:
        self.yes.setEnabled(False)
        self._tell("busy", words)

    def _tell(self, kind: str, words: str) -> None:
        self.told.say(kind, words)
        self.adjustSize()

    def _on_waiting(self, opened: bool) -> None:
        words = tr("Sign in there. This window goes on by itself.")
        if not opened:
            words = tr(
                "No browser could be opened. Open this address in one yourself: {url}",
                url=self.flow.url,
            )
        self._tell("busy", words)

    def _on_done(self, progress: SetupProgress) -> None:
        report = progress.report
        if report is not None and not report.ok:
            failed = report.failure
            words = f"{failed.said} {failed.advice}".strip() if failed else ""
            self._on_failed(Fault(words or tr("It could not be tried.")))
            return
        setup, mailbox_id = self._setup, self._mailbox.id
        tried = None if self.password is None else self._tried

        def renewed(_changes: object) -> None:
            self._ended = True
            self.accept()

        self._ctx.ops.run_command(
            self, lambda: setup.renew(mailbox_id, tried), renewed, self._on_error
        )

    def _on_error(self, error: Exception) -> None:
        self._on_failed(Fault.of(error))

    def _on_failed(self, fault: Fault) -> None:
        self.yes.setEnabled(True)
        self._tell("wrong", f"{fault.title} {fault.advice}".strip())
        if self.password is not None:
            self.password.edit.setFocus()


class EditMailbox(FormDialog):
    """Name, aliases, how much is kept, and how many mails a day."""

    def __init__(self, ctx: Context, parent: QWidget, mailbox: Mailbox) -> None:
        super().__init__(
            ctx, parent, tr("Settings of {address}", address=mailbox.address), "", tr("Save")
        )
        self._mailbox = mailbox
        theme = ctx.theme
        self.name = self.add(
            Field(theme, tr("Name"), hint=tr("As it stands in From; empty: your own."))
        )
        self.name.edit.setText(mailbox.name)
        self.aliases = self.add(
            Field(
                theme,
                tr("Aliases"),
                hint=tr("Further addresses of this mailbox, separated by commas."),
                placeholder="sales@company.example",
            )
        )
        self.aliases.edit.setText(", ".join(mailbox.aliases))
        kept = [*HORIZONS]
        if mailbox.horizon_days not in kept:
            kept.insert(0, mailbox.horizon_days)
        self.keep = Pick(
            theme, tr("Keep mail on this computer"), [(each, horizon_words(each)) for each in kept]
        )
        self.keep.show_value(mailbox.horizon_days)
        row = QHBoxLayout()
        row.addWidget(label(tr("Keep mail on this computer")))
        row.addStretch()
        row.addWidget(self.keep)
        self.body.addLayout(row)
        self.cap = self.add(
            Field(theme, tr("Mails a day at most"), hint=tr("More wait for the next day."))
        )
        self.cap.edit.setValidator(QIntValidator(1, LARGEST_CAP, self))
        self.cap.edit.setText(str(mailbox.daily_cap))
        self.name.edit.setFocus()

    def submit(self) -> None:
        if not self.yes.isEnabled():
            return
        if not self.cap.edit.hasAcceptableInput():
            self.cap.set_error(
                tr("A number from 1 to {largest_cap}.", largest_cap=numeral(LARGEST_CAP))
            )
            self.cap.edit.setFocus()
            return
        service, mailbox_id = self._ctx.services.mailboxes, self._mailbox.id
        name, aliases = self.name.text, tuple(self.aliases.text.replace(";", ",").split(","))
        days, cap = self.keep.value, int(self.cap.text)
        horizon = None if days is None else int(str(days))
        self.ask(
            lambda: service.edit(
                mailbox_id, name=name, aliases=aliases, horizon_days=horizon, daily_cap=cap
            ),
            lambda _changes: self.accept(),
        )

    def field_for(self, name: str) -> Field | None:
        return {"address": self.aliases, "name": self.name, "cap": self.cap}.get(name)


class MailboxHealth(Dialog):
    """Every folder on the server against what is here."""

    def __init__(
        self, ctx: Context, parent: QWidget, mailbox: Mailbox, folders: Sequence[FolderHealth]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Folders of {address}", address=mailbox.address))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(tr("Folders of {address}", address=mailbox.address), "title"))
        if mailbox.said:
            column.addWidget(
                Paragraph(ctx.theme, tr(mailbox.said), ink="semantic.danger.fg", width=_WIDTH - 48)
            )
        self.list = RowList(ctx.theme, tr("Folders"), most=8)
        now = ctx.clock()
        self.list.put([_folder_row(each, now) for each in folders])
        if folders:
            column.addWidget(self.list)
        else:
            sentence = tr("Nobody has looked at them yet. They show here once mail was fetched.")
            column.addWidget(
                Paragraph(ctx.theme, sentence, ink="text.secondary", width=_WIDTH - 48)
            )
        row = QHBoxLayout()
        row.addStretch()
        self.close_button = Button(ctx.theme, tr("Close"), look=Look.PRIMARY, size=Size.FIELD)
        self.close_button.clicked.connect(self.accept)
        row.addWidget(self.close_button)
        column.addLayout(row)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.adjustSize()


def _folder_row(folder: FolderHealth, now: datetime) -> Row:
    detail = folder_words(folder, now)
    if folder.said:
        detail = f"{detail}. {folder.said}"
    elif not folder.complete and folder.followed and folder.server_count is not None:
        detail = tr("{detail}, older ones follow", detail=detail)
    tag = tr("{missing} missing", missing=numeral(folder.missing)) if folder.missing else ""
    glyph = {
        "inbox": "ph.tray",
        "sent": "ph.paper-plane-tilt",
        "archive": "ph.archive-box",
        "trash": "ph.trash",
    }.get(str(folder.role), "ph.folder-simple")
    return Row(folder.path, folder.path, detail, glyph=glyph, tag=tag)
