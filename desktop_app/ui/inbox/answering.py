"""Answering the conversation that the list is at, also while its text is still on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop_app.domain.inbox import Conversation
from desktop_app.domain.outgoing import How

if TYPE_CHECKING:
    from desktop_app.ui.inbox.screen import InboxScreen

_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


@dataclass(slots=True)
class _Waiting:
    conversation: UUID
    how: How
    typed: str = ""
    drafted: bool = False


class Answering(QObject):
    """Opens replies and forwards.

    The list is often ahead of the text by a moment. Who presses R in that moment means the
    conversation of the list, and what they type next belongs into the answer: it is no command.
    """

    def __init__(self, screen: InboxScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._waiting: _Waiting | None = None

    @property
    def is_possible(self) -> bool:
        """Whether there is, or will be in a moment, something to answer."""
        screen = self._screen
        wanted = screen.target_id
        if wanted is None:
            return False
        shown = screen.conversation
        return shown is None or shown.row.id != wanted or bool(shown.messages)

    @property
    def is_waiting(self) -> bool:
        """Whether an answer waits for its conversation."""
        return self._waiting is not None

    def draft_answer(self) -> None:
        """Ctrl+J: answer it with what is written for the user; what is being written below it is
        gone on with."""
        writing, wanted = self._screen.composers.docked, self._screen.target_id
        if writing is not None and writing.conversation_id == wanted:
            writing.ai.ask()
        else:
            self.answer(How.REPLY, drafted=True)

    def answer(self, how: How, *, drafted: bool = False) -> None:
        """Answer the conversation that commands act on, as soon as it is shown.

        Args:
            drafted: with what is written for the user.
        """
        wanted = self._screen.target_id
        if wanted is None:
            return
        shown = self._screen.conversation
        if shown is not None and shown.row.id == wanted:
            self._open(shown, how, drafted=drafted)
            return
        self._wait_for(_Waiting(wanted, how, drafted=drafted))
        self._screen.read_current_now()

    def moved(self, to: UUID | None) -> None:
        """The list went on: who walks away does not answer."""
        if self._waiting is not None and to != self._waiting.conversation:
            self.forget()

    def arrived(self, conversation: Conversation | None) -> None:
        """A conversation is shown, or could not be."""
        waiting = self._waiting
        if waiting is None:
            return
        if conversation is None:
            self.forget()
        elif conversation.row.id == waiting.conversation:
            self.forget()
            self._open(conversation, waiting.how, waiting.typed, drafted=waiting.drafted)

    def forget(self) -> None:
        """Wait no longer."""
        if self._waiting is not None:
            self._waiting = None
            QCoreApplication.instance().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        if (
            self._waiting is None
            or not isinstance(event, QKeyEvent)
            or not self._is_ours(watched)
            or not self._belongs_to_the_answer(event)
        ):
            return False
        # The first of the two, taken, keeps the key from being a command; the second types.
        event.accept()
        if kind == QEvent.Type.KeyPress:
            self._type(event)
        return True

    def _wait_for(self, waiting: _Waiting) -> None:
        if self._waiting is None:
            QCoreApplication.instance().installEventFilter(self)
        self._waiting = waiting

    def _open(
        self, shown: Conversation, how: How, typed: str = "", *, drafted: bool = False
    ) -> None:
        if not shown.messages:
            return
        inbound = [head for head in shown.messages if not head.outbound]
        # Where the rep alone wrote, that is passed on or followed up.
        about = (inbound or shown.messages)[-1]
        composer = self._screen.composers.answer(shown.row.id, about.id, how)
        if typed and composer is not None:
            composer.editor.insertPlainText(typed)
        if drafted and composer is not None:
            composer.ai.ask()

    def _is_ours(self, watched: QObject) -> bool:
        window = self._screen.window()
        if isinstance(watched, QWidget):
            return watched.window() is window
        return watched is window.windowHandle()

    def _belongs_to_the_answer(self, event: QKeyEvent) -> bool:
        if event.modifiers() & _COMMANDS:
            return False
        keys = (Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return event.key() in keys or (event.text().isprintable() and bool(event.text()))

    def _type(self, event: QKeyEvent) -> None:
        waiting = self._waiting
        if waiting is None:
            return
        if event.key() == Qt.Key.Key_Escape:
            self.forget()
        elif event.key() == Qt.Key.Key_Backspace:
            waiting.typed = waiting.typed[:-1]
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            waiting.typed += "\n"
        else:
            waiting.typed += event.text()
