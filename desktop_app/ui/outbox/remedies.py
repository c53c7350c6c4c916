"""What can be done about a mail of the outbox, done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.domain.changes import Changes
from desktop_app.domain.language import tr
from desktop_app.domain.outbox_rules import remedies
from desktop_app.domain.outgoing import Outgoing, Sending
from desktop_app.ui.composer.actions import open_draft
from desktop_app.ui.outbox.words import whom
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.dialogs import ask_first


class Remedies(QObject):
    """Runs remedies by their names (:func:`desktop_app.domain.outbox_rules.remedies`).

    Args:
        window: over which questions open.
    """

    def __init__(self, ctx: Context, window: QWidget) -> None:
        super().__init__(window)
        self._ctx = ctx
        self._window = window

    def run(self, remedy: str, mail: Outgoing, anchor: QWidget | None = None) -> None:
        """Do it, after a question where it could do harm.

        Args:
            anchor: a button at which to ask for a time.
        """
        if remedy not in remedies(mail):
            return
        outbox = self._ctx.services.outbox
        match remedy:
            case "send_now":
                self._do(lambda: outbox.send_now(mail.id))
            case "let_go":
                self._do(lambda: outbox.let_go(mail.id))
            case "arrived":
                self._ask_arrived(mail)
            case "again":
                self._ask_again(mail)
            case "recall":
                self._do(lambda: outbox.recall(mail.id), lambda _done: self._reopen(mail))
            case "draft":
                self._do(
                    lambda: outbox.resolve_unknown(mail.id, "draft"),
                    lambda _done: self._reopen(mail),
                )
            case "edit":
                self._reopen(mail)
            case "reschedule":
                self._ask_when(mail, anchor)
            case "stop_merge":
                self._ask_stop(mail)

    def reschedule(self, mail: Outgoing, at: datetime) -> None:
        """Let it go out at another moment (aware); Undo gives it back the one it had."""
        outbox, zone = self._ctx.services.outbox, self._ctx.services.user.timezone
        before = mail.wanted_at if mail.state is Sending.QUEUED else None

        def offer_undo(done: Changes) -> None:
            if before is not None and before > self._ctx.clock():
                self._ctx.notices.say(
                    done.said,
                    lambda: self._do(lambda: outbox.reschedule(mail.id, before, mail.zone)),
                )

        self._ctx.ops.run_command(self, lambda: outbox.reschedule(mail.id, at, zone), offer_undo)

    def _do(
        self, command: Callable[[], Changes], then: Callable[[object], None] | None = None
    ) -> None:
        self._ctx.ops.run_command(self, command, then)

    def _reopen(self, mail: Outgoing) -> None:
        if mail.draft_id is not None:
            open_draft(self._ctx, mail.draft_id)

    def _ask_arrived(self, mail: Outgoing) -> None:
        outbox = self._ctx.services.outbox
        ask_first(
            self._window.window(),
            self._ctx.theme,
            tr("Note it as delivered?"),
            tr(
                "Outpost then does not look for it any longer. If {whom} never got it, nobody "
                "will notice.",
                whom=whom(mail),
            ),
            tr("Note as delivered"),
            lambda: self._do(lambda: outbox.resolve_unknown(mail.id, "arrived")),
        )

    def _ask_again(self, mail: Outgoing) -> None:
        outbox = self._ctx.services.outbox
        ask_first(
            self._window.window(),
            self._ctx.theme,
            tr("Send it once more?"),
            tr(
                "{whom} may have it already, and would then get it twice. It keeps its "
                "Message-ID, so that most mail programs show it once.",
                whom=whom(mail),
            ),
            tr("Send again"),
            lambda: self._do(lambda: outbox.resolve_unknown(mail.id, "again")),
        )

    def _ask_stop(self, mail: Outgoing) -> None:
        merges, merge_id = self._ctx.services.mail_merges, mail.merge_id
        if merge_id is None:
            return
        ask_first(
            self._window.window(),
            self._ctx.theme,
            tr("Stop the mail merge?"),
            tr("What has not left goes to nobody. What has left cannot be taken back."),
            tr("Stop"),
            lambda: self._do(lambda: merges.stop(merge_id)),
        )

    def _ask_when(self, mail: Outgoing, anchor: QWidget | None) -> None:
        from PySide6.QtCore import Qt

        from desktop_app.ui.composer.send_later import SendLater

        popup = SendLater(self._ctx, self._window)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.chosen.connect(lambda at: self.reschedule(mail, at))
        popup.show_below(anchor or self._window)
        popup.line.setFocus()
