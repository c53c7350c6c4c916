"""What stands at the foot of the window besides jobs and hints: the network, mail, the outbox, what
is read, what is due, a newer version. All of it is loaded behind the first screen, which shows
nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.status_bar import StatusBar, read_network

if TYPE_CHECKING:
    from desktop_app.ui.shell.bell import Bell, BellTeller
    from desktop_app.ui.shell.update_word import UpdateWord


class Foot:
    """Brings the words to the status bar once nothing else is to be done.

    Args:
        owner: the workspace, with which all of it goes.
        show_outbox, show_settings: where a word leads to.
    """

    bell: Bell
    teller: BellTeller
    update_word: UpdateWord

    def __init__(
        self,
        ctx: Context,
        owner: QWidget,
        bar: StatusBar,
        *,
        show_outbox: Callable[[UUID | None], None],
        show_settings: Callable[[str], None],
    ) -> None:
        self._ctx = ctx
        self._owner = owner
        self._bar = bar
        self._show_outbox = show_outbox
        self._show_settings = show_settings

    def watch_network(self) -> None:
        """What tells of it may lie on a slow disk."""
        begin = self._bar.network.begin
        self._ctx.ops.run_query(self._owner, read_network, lambda _none: begin())

    def watch_mail(self) -> None:
        """The outbox, the mailboxes, and what is read of them."""
        from desktop_app.ui.mailboxes.watch import MailWord
        from desktop_app.ui.outbox.telling import teller_of
        from desktop_app.ui.outbox.word import OutboxWord

        outbox = OutboxWord(self._ctx)
        outbox.activated.connect(lambda: self._show_outbox(None))
        self._bar.add_word(outbox)
        outbox.refresh()
        teller_of(self._ctx).watch()
        word = MailWord(self._ctx)
        word.activated.connect(lambda: self._show_settings("mailboxes"))
        self._bar.add_word(word)
        word.refresh()
        self._watch_reading()

    def watch_due(self) -> None:
        """The bell, and a newer version."""
        from desktop_app.ui.shell.bell import Bell, BellTeller

        self.bell = Bell(self._ctx)
        self._bar.add_at_end(self.bell)
        self.bell.refresh()
        self.teller = BellTeller(self._ctx, self._owner)
        self.teller.look()
        self._watch_updates()

    def _watch_reading(self) -> None:
        from desktop_app.ui.shell.reading_word import ReadingWord

        reading = ReadingWord(self._ctx)
        reading.settings_wanted.connect(lambda: self._show_settings("model"))
        self._bar.add_word(reading)
        reading.refresh()

    def _watch_updates(self) -> None:
        from desktop_app.ui.shell.update_word import UpdateWord

        self.update_word = UpdateWord(self._ctx)
        self._bar.add_word(self.update_word)
        self.update_word.refresh()
