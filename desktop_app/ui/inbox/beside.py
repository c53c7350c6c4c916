"""A conversation beside what one is at: to be read, while the screen stays as it is.

It stays unread, and is answered in the inbox, where a button leads to: two places to write in one
conversation would be two drafts.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QWidget

from desktop_app.domain.changes import Kind
from desktop_app.domain.inbox import Conversation
from desktop_app.domain.language import plural, tr
from desktop_app.ui.inbox.files import FileDesk
from desktop_app.ui.inbox.following import follow_link
from desktop_app.ui.inbox.pieces import CountTag, Header
from desktop_app.ui.inbox.thread_pane import ThreadPane
from desktop_app.ui.inbox.why_popover import say_why
from desktop_app.ui.ops import Freshness
from desktop_app.ui.shell.beside import Beside
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button, icon_button
from desktop_app.ui.widgets.labels import ElidedLabel

_WIDTH: Final = 600
_NEWS: Final = Kind.CONVERSATIONS | Kind.MESSAGES | Kind.INSIGHTS


class ConversationBeside(Beside):
    """Subject and messages of one conversation."""

    def __init__(self, ctx: Context, over: QWidget) -> None:
        super().__init__(ctx, over, _WIDTH)
        self._ctx = ctx
        self.head = Header(ctx, left=20, right=12)
        self._subject = ElidedLabel(ctx.theme, font="title")
        self._count = CountTag(ctx.theme)
        self.open = Button(ctx.theme, tr("Open in Inbox"), icon="ph.tray")
        self.open.clicked.connect(self._on_open)
        self.close_button = icon_button(ctx.theme, "ph.x", tr("Close"), key="Esc")
        self.close_button.clicked.connect(self.shut)
        self.head.row.setSpacing(8)
        self.head.row.addWidget(self._subject)
        self.head.row.addWidget(self._count)
        self.head.row.addStretch(1)
        self.head.row.addWidget(self.open)
        self.head.row.addWidget(self.close_button)
        self.pane = ThreadPane(ctx, tools=False)
        self.files = FileDesk(ctx, self)
        self.pane.shown.connect(self._on_shown)
        self.pane.link_pressed.connect(lambda address, said: follow_link(ctx, self, address, said))
        self.pane.file_wanted.connect(
            lambda file, save: self.files.save(file) if save else self.files.open(file)
        )
        self.pane.why_wanted.connect(lambda insight, place: say_why(ctx, self.pane, insight, place))
        self.column.addWidget(self.head)
        self.column.addWidget(self.pane, 1)
        self._on_shown(None)
        Freshness(self, ctx.bus, _NEWS, self.pane.reload)

    def show_conversation(self, wanted: UUID) -> None:
        """Show a conversation, with the keyboard in its text."""
        self.pane.show_conversation(wanted)
        self.bring()

    def take_keyboard(self) -> None:
        self.pane.focus_reader()

    def _on_shown(self, conversation: Conversation | None) -> None:
        there = conversation is not None
        self._subject.setVisible(there)
        self._count.setVisible(there)
        if conversation is not None:
            row = conversation.row
            self._subject.set_text(row.subject or tr("(no subject)"))
            self._count.set_words(plural("{n} messages", "{n} message", row.message_count))

    def _on_open(self) -> None:
        wanted = self.pane.wanted
        if wanted is not None:
            self.shut()
            self._ctx.open_conversation(wanted)
