"""How a mail leaves its composer: looked at, asked about once, queued; or thrown away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu

from desktop_app.domain.changes import Changes
from desktop_app.domain.language import tr
from desktop_app.domain.outgoing import Outgoing
from desktop_app.domain.proposals import unseen
from desktop_app.domain.rich_text import tidy
from desktop_app.domain.send_checks import missing
from desktop_app.ui.composer.send_later import SendLater
from desktop_app.ui.ops import Fault
from desktop_app.ui.outbox.telling import teller_of
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.dialogs import ask_first

if TYPE_CHECKING:
    from desktop_app.ui.composer.composer import Composer


class Sender(QObject):
    """Sends the mail of a composer, now or later, when all is there that belongs to it."""

    def __init__(self, ctx: Context, composer: Composer) -> None:
        super().__init__(composer)
        self._ctx = ctx
        self._composer = composer
        self.is_busy = False

    def send(self, at: datetime | None = None, *, then: Callable[[], None] | None = None) -> None:
        """Check, ask once where something is missing, and put it into the outbox.

        Args:
            at: when it is to go, aware; None: now.
            then: called when it is on its way.
        """
        if self.is_busy:
            return
        if self._composer.ai.is_writing:  # nobody has read it yet
            self._composer.say(tr("The answer is still being written. Read it, then send."))
            return
        for field in self._composer.head.people_fields:
            field.commit()
        self._when_whole(lambda: self._check(at, then))

    def ask_later(self) -> None:
        """Ask when it is to go."""
        popup = SendLater(self._ctx, self._composer)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.chosen.connect(lambda at: self.send(at))
        popup.show_above(self._composer.footer.later, right=False)
        popup.line.setFocus()

    def send_and_archive(self) -> None:
        """Send, and have its conversation out of the way."""
        draft, services = self._composer.draft, self._ctx.services
        if draft is None or draft.conversation_id is None:
            return
        talk, window = draft.conversation_id, self._composer.window()

        def archive() -> Changes:
            # Its words would take the place of those about the mail, and of their Undo.
            return replace(services.conversations.archive([talk]), said="")

        self.send(then=lambda: self._ctx.ops.run_command(window, archive))

    def show_menu(self, more: Sequence[tuple[str, Callable[[], None]]] = ()) -> None:
        """The ways to send, above the arrow beside Send; then what else there is."""
        composer = self._composer
        menu = QMenu(composer)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Send now"), lambda: self.send())
        draft = composer.draft
        if draft is not None and draft.conversation_id is not None:
            menu.addAction(tr("Send and archive"), self.send_and_archive)
        menu.addAction(tr("Send later…"), self.ask_later)
        menu.addSeparator()
        for words, do in more:
            menu.addAction(words, do)
        arrow = composer.footer.more
        corner = arrow.mapToGlobal(arrow.rect().topLeft())
        corner.setY(corner.y() - menu.sizeHint().height() - 4)
        menu.popup(corner)

    def discard(self) -> None:
        """Throw the draft away; undo brings it back."""
        composer = self._composer
        if self.is_busy:
            return
        composer.ai.stop()
        if composer.draft is None and composer.is_idle:
            composer.finish()
            return
        # What is undone must be what was typed last.
        self._when_whole(lambda: composer.keeper.flush(self._throw, self._on_refused))

    def _throw(self) -> None:
        draft_id, services = self._composer.draft_id, self._ctx.services

        def discard() -> Changes:
            services.proposals.dismiss(draft_id)
            changes: Changes = services.drafts.discard(draft_id)
            return changes

        self._ctx.ops.run_command(self._ctx.notices, discard)
        self._composer.finish()

    def _when_whole(self, then: Callable[[], None]) -> None:
        """Go on with sending once all is there that belongs to the mail."""
        composer = self._composer
        self.is_busy = True
        composer.footer.set_busy(True)
        composer.say(composer.awaited.words)
        composer.awaited.when_all_came(then, self._on_refused)

    def _check(self, at: datetime | None, then: Callable[[], None] | None) -> None:
        composer, head = self._composer, self._composer.head
        wrong = next((field for field in head.people_fields if field.wrong), None)
        if wrong is not None:
            self._refuse(tr("“{wrong}” is no address.", wrong=wrong.wrong[:60]))
            head.show_field(wrong)
            return
        if not any(field.people for field in head.people_fields):
            self._refuse(tr("Write whom it is for."))
            head.show_field(head.to)
            return
        written, quote = composer.written(), composer.held_quote
        flagged = (*composer.ai.flagged, *composer.rewriting.flagged)

        def asked(questions: Sequence[str]) -> None:
            if not questions:
                self._queue(at, then)
                return
            self._refuse("")
            ask_first(
                composer.window(),
                self._ctx.theme,
                tr("Send it as it is?"),
                " ".join(questions),
                tr("Send") if at is None else tr("Send later"),
                lambda: self._when_whole(lambda: self._queue(at, then)),
            )

        def look() -> Sequence[str]:
            lines = tidy(written.lines)
            return (*missing(written.content(quote), lines), *unseen(flagged, lines))

        self._ctx.ops.run_query(self, look, asked, self._on_refused)

    def _queue(self, at: datetime | None, then: Callable[[], None] | None) -> None:
        self._composer.say("")
        self._composer.keeper.flush(lambda: self._queue_saved(at, then), self._on_refused)

    def _queue_saved(self, at: datetime | None, then: Callable[[], None] | None) -> None:
        draft_id, services = self._composer.draft_id, self._ctx.services
        zone = services.user.timezone if at is not None else ""

        def queue() -> tuple[Outgoing | None, Changes]:
            services.proposals.sent(draft_id)
            changes = services.outbox.queue(draft_id, at=at, zone=zone)
            # The toast says it, with the seconds that are left.
            return services.outbox.of_draft(draft_id), replace(changes, said="")

        def done(queued: tuple[Outgoing | None, Changes]) -> None:
            if queued[0] is not None:
                teller_of(self._ctx).queued(queued[0])
            if then is not None:
                then()
            self._composer.finish()

        self._ctx.ops.run_command(self, queue, done, self._on_refused)

    def _on_refused(self, error: Exception) -> None:
        fault = Fault.of(error)
        self._refuse(f"{fault.title} {fault.advice}".strip())

    def _refuse(self, words: str) -> None:
        """It is not sent now; somebody has to see why."""
        self.is_busy = False
        self._composer.footer.set_busy(False)
        self._composer.say(words)
        if self._composer.is_away:
            self._composer.wanted.emit()
