"""The outbox in the Inbox: its list at the left, one mail at the right."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject

from desktop_app.domain.changes import Kind
from desktop_app.domain.outgoing import OutboxBox
from desktop_app.ui.composer.actions import new_mail_action
from desktop_app.ui.ops import Freshness
from desktop_app.ui.outbox.actions import CONTEXT, outbox_actions
from desktop_app.ui.outbox.detail import OutboxDetail
from desktop_app.ui.outbox.list import OutboxList
from desktop_app.ui.outbox.telling import teller_of
from desktop_app.ui.shell.context import Context


class OutboxView(QObject):
    """Both panes, and what goes on between them; whoever shows it places them."""

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.list = OutboxList(ctx)
        self.detail = OutboxDetail(ctx)
        self.list.current_changed.connect(self.detail.show_mail)
        self.list.opened.connect(lambda _id: self.detail.focus_reader())
        self.detail.shown.connect(lambda _mail: ctx.actions.refresh())
        ctx.actions.add((*outbox_actions(self), new_mail_action(ctx, CONTEXT)))
        self._teller = teller_of(ctx)
        self._teller.quiet_while(self._is_looked_at)
        Freshness(self.list, ctx.bus, Kind.OUTBOX | Kind.DRAFTS, self.refresh)
        Freshness(self.list, ctx.bus, Kind.LEADS, self.list.model.refresh_rows)

    def show(self, box: OutboxBox, wanted: UUID | None = None) -> None:
        """Show a box, at a mail where one is wanted."""
        self.list.load(box, wanted)
        if box is not OutboxBox.SCHEDULED:
            self._teller.looked()

    def refresh(self) -> None:
        """Something changed: read anew what is shown."""
        self.list.reload()
        self.detail.reload()

    def _is_looked_at(self) -> bool:
        window = self.list.window()
        return (
            self.list.isVisible()
            and window.isActiveWindow()
            and self.list.box is not OutboxBox.SCHEDULED
        )

    def next_pane(self, *, in_list: bool) -> bool:
        """From the list to the text, the card, then out."""
        focus = self.detail.window().focusWidget()
        if in_list:
            self.detail.focus_reader()
            return True
        if self.detail.reader.isAncestorOf(focus) and self.detail.card.isVisible():
            self.detail.card.setFocus()
            return True
        return False
