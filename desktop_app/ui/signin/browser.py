"""Signing in through the system's browser: asking, waiting, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.changes import Kind
from desktop_app.domain.language import tr
from desktop_app.domain.users import OAuthProgress, Provider, SignIn, User
from desktop_app.ui.ops import ChangeBus, Fault, Operations
from desktop_app.ui.request_flow import RequestFlow, open_in_browser
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.labels import Paragraph, label
from desktop_app.ui.widgets.states import IconTile, copy_text

_ICONS = {
    "google": "ph.google-logo",
    "microsoft": "ph.windows-logo",
    "github": "ph.github-logo",
}


def provider_icon(provider_id: str) -> str:
    return _ICONS.get(provider_id, "ph.globe")


class BrowserFlow(RequestFlow):
    """A sign-in; ``done`` carries the :class:`SignIn`, or None when an account was linked.

    Args:
        unwanted: called in the background with a :class:`SignIn` that came after the user had
            given up.
    """

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
        super().__init__(
            ops,
            bus,
            oauth,
            told_by=Kind.USERS,
            given_up=tr("The sign-in was given up."),
            open_url=open_url,
            parent=parent,
        )
        self._unwanted = unwanted
        self._keep: bool | None = True

    def start(
        self,
        provider: Provider,
        *,
        keep: bool | None,
        link_to: User | None = None,
        only_for: User | None = None,
    ) -> None:
        """Ask for a sign-in; an earlier one of this flow is given up."""
        self._keep = keep
        oauth = self._asked
        self.follow(lambda: oauth.begin(provider.id, link_to=link_to, only_for=only_for))

    def _on_done(self, turn: int, progress: OAuthProgress) -> None:
        keep, oauth = self._keep, self._asked
        self._ops.run_query(
            self,
            lambda: oauth.finish(progress.id, keep=keep),
            lambda signed: self._on_finished(turn, signed),
            lambda error: self._fail(turn, Fault.of(error)),
            key="finish",
        )

    def _on_finished(self, turn: int, signed: SignIn | None) -> None:
        if turn == self._turn:
            self.done.emit(signed)
        elif signed is not None:
            self._ops.run_query(self, lambda: self._unwanted(signed), lambda _none: None)


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
        self.title = label(tr("Continue in your browser"), "display", wrap=True)
        self.title.setAlignment(center)
        column.addWidget(self.title)
        column.addSpacing(6)
        self.sentence = Paragraph(themes, "", ink="text.secondary", width=360, centred=True)
        column.addWidget(self.sentence, alignment=center)
        column.addSpacing(18)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        self.again = Button(themes, tr("Open again"), icon="ph.arrow-square-out", size=Size.FIELD)
        self.again.clicked.connect(self._on_again)
        self.copy = Button(themes, tr("Copy address"), icon="ph.copy", size=Size.FIELD)
        self.copy.clicked.connect(lambda: copy_text(self.flow.url))
        self.cancel = Button(themes, tr("Cancel"), look=Look.GHOST, size=Size.FIELD)
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
        self._say(tr("Continue in your browser"), tr("Asking {title} …", title=provider.title))
        self.again.hide()
        self.copy.hide()
        self.cancel.set_words(tr("Cancel"))
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
        words = tr(
            "Sign in to {provider} there. This window goes on by itself.", provider=self._provider
        )
        if not opened:
            words = tr("No browser could be opened. Copy the address and open it in one yourself.")
        self._say(tr("Continue in your browser"), words)
        self.again.set_words(tr("Open again"))
        self.again.set_glyph("ph.arrow-square-out")
        self.again.show()
        self.copy.setVisible(not opened)

    def _on_failed(self, fault: Fault) -> None:
        self._say(fault.title, fault.advice)
        self.again.set_words(tr("Try again"))
        self.again.set_glyph("ph.arrow-clockwise")
        self.again.show()
        self.copy.hide()
        self.cancel.set_words(tr("Back"))
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
