"""How mail is, at the foot of the window and above the inbox."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.changes import Kind
from desktop_app.domain.language import tr
from desktop_app.domain.mailboxes import FolderHealth, Mailbox, MailboxState
from desktop_app.ui.mailboxes.dialogs import SignInAgain
from desktop_app.ui.mailboxes.words import TROUBLE, band_title, status_words
from desktop_app.ui.ops import Freshness
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.status_bar import Word
from desktop_app.ui.widgets.focus import ring_on_focus
from desktop_app.ui.widgets.layouts import clear
from desktop_app.ui.widgets.states import NoticeBand, copy_text

_SAFE = tr("Mail you already have is safe.")


class MailWord(Word):
    """ "Mail up to date", or what needs a look; pressing it opens the settings of mailboxes.

    Signals:
        activated: it was pressed.
    """

    activated = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx.theme)
        self._ctx = ctx
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        ring_on_focus(self, ctx.theme, 4)
        ctx.bus.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Read how mailboxes are, in the background."""
        service = self._ctx.services.mailboxes
        self._ctx.ops.run_query(
            self,
            lambda: (service.list(), service.health()),
            lambda found: self.show_mail(*found),
            lambda _error: None,  # the foot also tells that the database is away
            key="mail",
        )

    def show_mail(self, mailboxes: Sequence[Mailbox], health: Sequence[FolderHealth]) -> None:
        words, strong = status_words(mailboxes, health)
        glyph = "ph.warning-fill" if strong else "ph.envelope-simple"
        self.say(glyph, words, strong=strong, tip=tr("Mailboxes, in the settings"))
        self.setVisible(bool(words))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.activated.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.activated.emit()
        else:
            super().keyPressEvent(event)

    def _on_changed(self, news: object) -> None:
        if getattr(news, "kinds", Kind.NONE) & Kind.MAILBOXES:
            self.refresh()


class MailboxBands(QWidget):
    """A band for each mailbox in trouble, above the list of the inbox. One that is closed stays
    away until something else is the matter with its mailbox."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._closed: set[tuple[object, MailboxState, str]] = set()
        self._shown: tuple[Mailbox, ...] = ()
        self.bands: list[NoticeBand] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._read = False
        self._fresh = Freshness(self, ctx.bus, Kind.MAILBOXES, self.refresh)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and not self._read:
            self._read = True
            self._ctx.ops.when_quiet(self, self.refresh)
        return super().event(event)

    def refresh(self) -> None:
        """Read how mailboxes are, in the background."""
        service = self._ctx.services.mailboxes
        self._ctx.ops.run_query(
            self, service.list, self.show_mailboxes, lambda _error: None, key="bands"
        )

    def show_mailboxes(self, mailboxes: Sequence[Mailbox]) -> None:
        troubled = tuple(
            each
            for each in mailboxes
            # Without a network none can be reached, which is no trouble of the mailbox's.
            if each.state in TROUBLE - {MailboxState.UNREACHABLE} and not each.paused
        )
        standing = {_what(each) for each in troubled}
        self._closed &= standing
        wanted = tuple(each for each in troubled if _what(each) not in self._closed)
        if [_what(each) for each in wanted] == [_what(each) for each in self._shown]:
            return
        self._shown = wanted
        clear(self._column)
        self.bands = [self._band(each) for each in wanted]
        for band in self.bands:
            self._column.addWidget(band)

    def _band(self, mailbox: Mailbox) -> NoticeBand:
        ctx = self._ctx
        actions = []
        if mailbox.state is MailboxState.SIGNIN:
            actions.append(
                (
                    tr("Sign in again"),
                    "",
                    lambda: SignInAgain(ctx, self.window(), mailbox).open(),
                )
            )
        details = f"{mailbox.address}: {mailbox.state}. {mailbox.said}"
        actions.append((tr("Copy details"), "ph.copy", lambda: copy_text(details)))
        said = tr(mailbox.said)
        sentence = said if "stay" in mailbox.said else f"{said} {_SAFE}".strip()
        band = NoticeBand(ctx.theme, "danger", band_title(mailbox), sentence, actions)
        # In a narrow pane its words wrap, and it may be as high as that takes.
        band.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        band.closed.connect(lambda: self._close(mailbox))
        return band

    def _close(self, mailbox: Mailbox) -> None:
        self._closed.add(_what(mailbox))
        self.show_mailboxes(self._shown)


def _what(mailbox: Mailbox) -> tuple[object, MailboxState, str]:
    return mailbox.id, mailbox.state, mailbox.said
