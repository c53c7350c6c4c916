"""Signing in through the system's browser: asking, waiting, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.changes import Kind
from desktop_app.domain.users import OAuthProgress, OAuthState, Provider, SignIn, User
from desktop_app.ui.ops import ChangeBus, Fault, Operations
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.labels import Paragraph, label
from desktop_app.ui.widgets.states import IconTile, copy_text

_POLL = 1_000
_ICONS = {
    "google": "ph.google-logo",
    "microsoft": "ph.windows-logo",
    "github": "ph.github-logo",
}


def provider_icon(provider_id: str) -> str:
    return _ICONS.get(provider_id, "ph.globe")


def open_in_browser(url: str) -> bool:
    """Hand an address to the system's browser; tells whether there was one."""
    return QDesktopServices.openUrl(QUrl(url))


class BrowserFlow(QObject):
    """One request at a time, followed from the asking to its end.

    Args:
        open_url: opens a page in the browser; tells whether there was one.
        unwanted: called in the background with a :class:`SignIn` that came after the user had
            given up.

    Signals:
        waiting: the address is known; carries whether a browser was opened.
        done: the :class:`SignIn`, or None when an account was linked.
        failed: a :class:`Fault`.
    """

    waiting = Signal(bool)
    done = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        ops: Operations,
        bus: ChangeBus,
        oauth: Any,
        *,
        unwanted: Callable[[SignIn], None],
        open_url: Callable[[str], bool] = open_in_browser,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ops = ops
        self._oauth = oauth
        self._open_url = open_url
        self._unwanted = unwanted
        self._request: UUID | None = None
        self._turn = 0
        self._keep: bool | None = True
        self.url = ""
        # Progress is told by notices; the timer only covers a notice lost on the way.
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL)
        self._poll.timeout.connect(self._look)
        bus.changed.connect(self._on_changed)

    def start(
        self,
        provider: Provider,
        *,
        keep: bool | None,
        link_to: User | None = None,
        only_for: User | None = None,
    ) -> None:
        """Ask for a sign-in; an earlier one of this flow is given up."""
        self.cancel()
        self._keep = keep
        turn, oauth = self._turn, self._oauth
        self._ops.run_query(
            self,
            lambda: oauth.begin(provider.id, link_to=link_to, only_for=only_for),
            lambda request: self._on_begun(turn, request),
            lambda error: self._fail(turn, Fault.of(error)),
        )

    def open_again(self) -> None:
        if self.url:
            self.waiting.emit(self._open_url(self.url))

    def cancel(self) -> None:
        """Give up; nothing more is told of this request."""
        request = self._end()
        if request is not None:
            self._drop(request)

    def _drop(self, request: UUID) -> None:
        oauth = self._oauth
        self._ops.run_query(
            self, lambda: oauth.cancel(request), lambda _none: None, lambda _error: None
        )

    def _end(self) -> UUID | None:
        self._turn += 1
        self._poll.stop()
        self.url = ""
        request, self._request = self._request, None
        return request

    def _on_begun(self, turn: int, request: UUID) -> None:
        if turn != self._turn:  # given up meanwhile
            self._drop(request)
            return
        self._request = request
        self._poll.start()
        self._look()

    def _on_changed(self, news: Any) -> None:
        if news.kinds & Kind.USERS:
            self._look()

    def _look(self) -> None:
        request, turn, oauth = self._request, self._turn, self._oauth
        if request is None:
            return
        self._ops.run_query(
            self,
            lambda: oauth.progress(request),
            lambda progress: self._on_progress(turn, progress),
            lambda error: self._fail(turn, Fault.of(error)),
            key="progress",
        )

    def _on_progress(self, turn: int, progress: OAuthProgress) -> None:
        if turn != self._turn:
            return
        if progress.state is OAuthState.WAITING and not self.url:
            self._on_address(turn, progress.authorize_url)
        elif progress.state is OAuthState.DONE:
            self._finish(progress.id)
        elif progress.state is OAuthState.FAILED:
            self._fail(turn, Fault(progress.title, progress.advice))
        elif progress.state is OAuthState.CANCELLED:
            self._fail(turn, Fault("The sign-in was given up.", "Nothing was changed."))

    def _on_address(self, turn: int, url: str) -> None:
        # What is handed to the system came from a row of the database: a web page and no more.
        if QUrl(url).scheme() not in ("https", "http"):
            self._fail(turn, Fault("The address to sign in at is not a web page."))
            return
        self.url = url
        self.waiting.emit(self._open_url(url))

    def _finish(self, request: UUID) -> None:
        self._end()  # it is taken over now: whoever looked for it would not find it
        turn, keep, oauth = self._turn, self._keep, self._oauth
        self._ops.run_query(
            self,
            lambda: oauth.finish(request, keep=keep),
            lambda signed: self._on_finished(turn, signed),
            lambda error: self._fail(turn, Fault.of(error)),
            key="finish",
        )

    def _on_finished(self, turn: int, signed: SignIn | None) -> None:
        if turn == self._turn:
            self.done.emit(signed)
        elif signed is not None:
            self._ops.run_query(self, lambda: self._unwanted(signed), lambda _none: None)

    def _fail(self, turn: int, fault: Fault) -> None:
        if turn == self._turn:
            self._end()
            self.failed.emit(fault)


class BrowserPage(QWidget):
    """What stands in the window while the browser has the word.

    Signals:
        done: as of the flow.
        left: the user gave up, or goes back after a failure.
    """

    done = Signal(object)
    left = Signal()

    def __init__(self, themes: Themes, flow: BrowserFlow) -> None:
        super().__init__()
        self.flow = flow
        self._again: Callable[[], None] = lambda: None
        self._provider = ""
        center = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch()
        column.addWidget(IconTile(themes, "ph.browser"), alignment=center)
        column.addSpacing(14)
        self.title = label("Continue in your browser", "display", wrap=True)
        self.title.setAlignment(center)
        column.addWidget(self.title)
        column.addSpacing(6)
        self.sentence = Paragraph(themes, "", ink="text.secondary", width=360, centred=True)
        column.addWidget(self.sentence, alignment=center)
        column.addSpacing(18)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        self.again = Button(themes, "Open again", icon="ph.arrow-square-out", size=Size.FIELD)
        self.again.clicked.connect(self._on_again)
        self.copy = Button(themes, "Copy address", icon="ph.copy", size=Size.FIELD)
        self.copy.clicked.connect(lambda: copy_text(self.flow.url))
        self.cancel = Button(themes, "Cancel", look=Look.GHOST, size=Size.FIELD)
        self.cancel.clicked.connect(self.leave)
        for button in (self.again, self.copy, self.cancel):
            row.addWidget(button)
        row.addStretch()
        column.addLayout(row)
        column.addStretch()
        flow.waiting.connect(self._on_waiting)
        flow.done.connect(self.done)
        flow.failed.connect(self._on_failed)

    def start(
        self,
        provider: Provider,
        *,
        keep: bool | None,
        link_to: User | None = None,
        only_for: User | None = None,
    ) -> None:
        """Ask the provider, and say so."""
        self._provider = provider.title
        self._again = lambda: self.start(provider, keep=keep, link_to=link_to, only_for=only_for)
        self._say("Continue in your browser", f"Asking {provider.title} …")
        self.again.hide()
        self.copy.hide()
        self.cancel.set_words("Cancel")
        self.cancel.setFocus()
        self.flow.start(provider, keep=keep, link_to=link_to, only_for=only_for)

    def leave(self) -> None:
        self.flow.cancel()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _on_waiting(self, opened: bool) -> None:
        words = f"Sign in to {self._provider} there. This window goes on by itself."
        if not opened:
            words = "No browser could be opened. Copy the address and open it in one yourself."
        self._say("Continue in your browser", words)
        self.again.set_words("Open again")
        self.again.set_glyph("ph.arrow-square-out")
        self.again.show()
        self.copy.setVisible(not opened)

    def _on_failed(self, fault: Fault) -> None:
        self._say(fault.title, fault.advice)
        self.again.set_words("Try again")
        self.again.set_glyph("ph.arrow-clockwise")
        self.again.show()
        self.copy.hide()
        self.cancel.set_words("Back")
        self.again.setFocus()

    def _say(self, title: str, sentence: str) -> None:
        self.title.setText(title)
        self.sentence.set_text(sentence)
        announce(self, f"{title} {sentence}".strip())

    def _on_again(self) -> None:
        if self.flow.url:
            self.flow.open_again()
        else:
            self._again()
