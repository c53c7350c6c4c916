"""When a mail is to go."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from desktop_app.domain.language import stamped, tr
from desktop_app.domain.outbox_rules import usual_moments
from desktop_app.domain.typed_times import read_moment
from desktop_app.ui.moment_popover import MomentPopover
from desktop_app.ui.shell.context import Context


class SendLater(MomentPopover):
    """Asks for the moment at which a mail is to go."""

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        usual = usual_moments(ctx.now())
        super().__init__(
            ctx,
            parent,
            tr("Send later"),
            tr("tomorrow 9:00, friday, in 2 hours"),
            [(words, stamped(moment), moment) for words, moment in usual],
            read=read_moment,
            refuse=_why_not,
        )


def _why_not(moment: datetime, now: datetime) -> str:
    return "" if moment > now else tr("That has passed already.")
