"""The mailboxes in the settings: each with how it is, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.mailboxes import FolderHealth, Mailbox, MailboxState
from desktop_app.ui.mailboxes.dialogs import AddMailbox, EditMailbox, MailboxHealth, SignInAgain
from desktop_app.ui.mailboxes.flow import MailboxFlow
from desktop_app.ui.mailboxes.words import TROUBLE, Pill, health_words, state_pill
from desktop_app.ui.settings.cards import PAD, Card, Part
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button, icon_button
from desktop_app.ui.widgets.dialogs import ask_first
from desktop_app.ui.widgets.labels import ElidedLabel, Paragraph

_MINUTE = 60_000


class StateTag(QWidget):
    """A state as a small tag."""

    def __init__(self, themes: Themes, pill: Pill) -> None:
        super().__init__()
        self._themes = themes
        self.pill = pill
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(pill)

    def say(self, pill: Pill) -> None:
        self.pill = pill
        self.setAccessibleName(pill.words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = paint.tag_width(self._themes, self.pill.words, icon=self.pill.icon)
        return QSize(width, self._themes.now.size.tag)

    def paintEvent(self, event: QPaintEvent) -> None:
        tint = getattr(self._themes.now.semantic, self.pill.tint)
        middle = self.height() // 2
        paint.tag(
            painter_on(self), self._themes, 0, middle, self.pill.words, tint, icon=self.pill.icon
        )


class _Dot(QWidget):
    """The dot before a mailbox: green where all is well."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.ink = "semantic.success.solid"
        self.setFixedSize(8, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        color = self._themes.now.color(self.ink)
        paint.rounded(painter_on(self), QRectF(self.rect()), 4, color)


class MailboxRow(Part):
    """One mailbox.

    Args:
        menu: makes what the three dots open.
    """

    def __init__(self, ctx: Context, mailbox: Mailbox, menu: Callable[[Mailbox], QMenu]) -> None:
        words = f"{mailbox.address} {mailbox.name} {' '.join(mailbox.aliases)}"
        super().__init__(ctx.theme, words, padded=False)
        self._ctx = ctx
        self.mailbox = mailbox
        row = QHBoxLayout(self)
        row.setContentsMargins(PAD - 1, 9, PAD - 1, 9)
        row.setSpacing(8)
        self._dot = _Dot(ctx.theme)
        row.addWidget(self._dot)
        said = QVBoxLayout()
        said.setSpacing(0)
        self._title = ElidedLabel(ctx.theme, "", weight=500)
        self._detail = ElidedLabel(ctx.theme, "", font="small", ink="text.secondary")
        said.addWidget(self._title)
        said.addWidget(self._detail)
        row.addLayout(said, 1)
        self.state = StateTag(ctx.theme, state_pill(mailbox, ctx.clock()))
        row.addWidget(self.state)
        self.sign_in = Button(
            ctx.theme, tr("Sign in"), name=tr("Sign in to {address} again", address=mailbox.address)
        )
        row.addWidget(self.sign_in)
        self.more = icon_button(
            ctx.theme, "ph.dots-three", tr("More about {address}", address=mailbox.address)
        )
        self.more.clicked.connect(
            lambda: menu(self.mailbox).popup(
                self.more.mapToGlobal(QPoint(0, self.more.height() + 2))
            )
        )
        row.addWidget(self.more)

    def renew(self, mailbox: Mailbox, folders: Sequence[FolderHealth]) -> None:
        """Show a mailbox as it is now."""
        self.mailbox = mailbox
        self._title.set_text(mailbox.name or mailbox.address)
        here = health_words(folders)
        parts = [mailbox.address if mailbox.name else "", here]
        if mailbox.state in TROUBLE:
            parts = [mailbox.address if mailbox.name else "", tr(mailbox.said) or here]
        self._detail.set_text(", ".join(filter(None, parts)))
        self._detail.setVisible(any(parts))
        self.tell_time()
        troubled = mailbox.state in TROUBLE
        self._dot.ink = (
            "semantic.warning.solid"
            if mailbox.paused
            else "semantic.danger.solid"
            if troubled
            else "semantic.success.solid"
        )
        self._dot.update()
        self.sign_in.setVisible(mailbox.state is MailboxState.SIGNIN and not mailbox.paused)
        self.setToolTip(tr(mailbox.said))
        self.setAccessibleName(f"{mailbox.address}, {self.state.pill.words}, {here}")

    def tell_time(self) -> None:
        """The state's words, which grow older."""
        self.state.say(state_pill(self.mailbox, self._ctx.clock()))


class MailboxesCard(Card):
    """All mailboxes of the user."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(
            ctx.theme, "mailboxes", tr("Mailboxes"), tr("mail imap smtp account address")
        )
        self._ctx = ctx
        self._folders: tuple[FolderHealth, ...] = ()
        self._mailboxes: tuple[Mailbox, ...] = ()
        self.mail_rows: list[MailboxRow] = []
        self.add_button = Button(ctx.theme, tr("Add mailbox"), icon="ph.plus")
        self.add_button.clicked.connect(self.add_mailbox)
        self.head.addWidget(self.add_button)
        self._none = Part(ctx.theme, tr("connect add"))
        self._none.column.addWidget(
            Paragraph(
                ctx.theme,
                tr(
                    "Connect a mailbox, and its mail is here, also without a network. Any IMAP and "
                    "SMTP mailbox will do."
                ),
                ink="text.secondary",
            )
        )
        self.add(self._none)
        self.close_up()
        self._flow = MailboxFlow(ctx.ops, ctx.bus, ctx.services.mailbox_setup, parent=self)
        self._flow.failed.connect(
            lambda fault: ctx.notices.say(f"{fault.title} {fault.advice}".strip())
        )
        self._flow.done.connect(lambda progress: self._on_checked(progress))
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE)
        self._minute.timeout.connect(lambda: [row.tell_time() for row in self.mail_rows])
        self._minute.start()

    def show_mailboxes(self, mailboxes: Sequence[Mailbox], folders: Sequence[FolderHealth]) -> None:
        """Show them as they are now; rows that stand are kept."""
        self._mailboxes, self._folders = tuple(mailboxes), tuple(folders)
        if [row.mailbox.id for row in self.mail_rows] != [each.id for each in mailboxes]:
            self._make_rows()
        for row, mailbox in zip(self.mail_rows, mailboxes, strict=True):
            row.renew(mailbox, self._of(mailbox))
        self._none.set_wanted(not mailboxes)

    def add_mailbox(self) -> None:
        AddMailbox(self._ctx, self.window()).open()

    def menu_of(self, mailbox: Mailbox) -> QMenu:
        """What can be done with a mailbox."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        service = self._ctx.services.mailboxes
        do = self._command
        again = tr("Sign in again…")
        for words, run in (
            (tr("Settings…"), lambda: EditMailbox(self._ctx, self.window(), mailbox).open()),
            (tr("Folders…"), lambda: self._show_folders(mailbox)),
            (tr("Check now"), lambda: self._check(mailbox)),
            (again, lambda: SignInAgain(self._ctx, self.window(), mailbox).open()),
            (
                tr("Fetch and send again") if mailbox.paused else tr("Pause"),
                lambda: do(lambda: service.pause(mailbox.id, not mailbox.paused)),
            ),
            (tr("Write new mail from it"), lambda: do(lambda: service.reorder([mailbox.id]))),
            (tr("Remove…"), lambda: self._ask_remove(mailbox)),
        ):
            if words == tr("Write new mail from it") and self._mailboxes[0].id == mailbox.id:
                continue
            if words == tr("Remove…"):
                menu.addSeparator()
            action = QAction(words, menu)
            action.triggered.connect(lambda _on=False, each=run: each())
            menu.addAction(action)
        return menu

    def _make_rows(self) -> None:
        for old in self.mail_rows:
            self.rows.remove(old)
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.mail_rows = []
        for at, mailbox in enumerate(self._mailboxes):
            row = MailboxRow(self._ctx, mailbox, self.menu_of)
            row.sign_in.clicked.connect(
                lambda _on=False, each=row: SignInAgain(
                    self._ctx, self.window(), each.mailbox
                ).open()
            )
            self.mail_rows.append(row)
            self.rows.insert(at, row)
            self._column.insertWidget(1 + at, row)

    def _of(self, mailbox: Mailbox) -> tuple[FolderHealth, ...]:
        return tuple(each for each in self._folders if each.mailbox_id == mailbox.id)

    def _show_folders(self, mailbox: Mailbox) -> None:
        MailboxHealth(self._ctx, self.window(), mailbox, self._of(mailbox)).open()

    def _check(self, mailbox: Mailbox) -> None:
        setup = self._ctx.services.mailbox_setup
        self._flow.follow(lambda: setup.check_again(mailbox.id))

    def _on_checked(self, progress: object) -> None:
        report = getattr(progress, "report", None)
        if report is None:
            return
        failed = report.failure
        words = f"{failed.said} {failed.advice}".strip() if failed else tr("Both servers let us in")
        self._ctx.notices.say(words)

    def _ask_remove(self, mailbox: Mailbox) -> None:
        service = self._ctx.services.mailboxes
        ask_first(
            self,
            self._ctx.theme,
            tr("Remove {address}?", address=mailbox.address),
            tr(
                "Its mail stays here and on the server; nothing is fetched or sent any more. Its "
                "password is forgotten: after an undo it is asked for again."
            ),
            tr("Remove"),
            lambda: self._command(lambda: service.remove(mailbox.id)),
        )

    def _command(self, run: Callable[[], object]) -> None:
        self._ctx.ops.run_command(self, run)
