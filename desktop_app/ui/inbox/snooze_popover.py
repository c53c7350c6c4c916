"""Until when a conversation is away."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.snoozes import is_in_reach, moment_words, read_until, usual_times
from desktop_app.ui.moment_popover import MomentPopover
from desktop_app.ui.shell.context import Context


class SnoozePopover(MomentPopover):
    """Asks until when.

    Signals:
        back_wanted: bring it back now.

    Args:
        away: it is away already, and can be brought back.
    """

    back_wanted = Signal()

    def __init__(self, ctx: Context, parent: QWidget, *, away: bool = False) -> None:
        now = ctx.now()
        super().__init__(
            ctx,
            parent,
            tr("Snooze until"),
            tr("tomorrow 9, next week, 19 June"),
            [(words, moment_words(moment, now), moment) for words, moment in usual_times(now)],
            read=read_until,
            refuse=_why_not,
            more=[("now", tr("Bring back now"))] if away else (),
        )
        self.more_chosen.connect(lambda _key: self.back_wanted.emit())


def _why_not(moment: datetime, now: datetime) -> str:
    return "" if is_in_reach(moment, now) else tr("That has passed already, or is years away.")
