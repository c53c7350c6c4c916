"""When the mails of a merge go out: how quickly, within which hours, from when on."""

from __future__ import annotations

from datetime import datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.pace import Pace
from desktop_app.domain.snoozes import moment_words
from desktop_app.ui.composer.send_later import SendLater
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button, Segmented
from desktop_app.ui.widgets.labels import Paragraph, label

_GAPS = (
    ("10", "10 s", ""),
    ("60", tr("1 min"), ""),
    ("300", tr("5 min"), ""),
    ("900", tr("15 min"), ""),
)
_HOURS = (("work", tr("Working hours"), ""), ("any", tr("Any time"), ""))
_MIDNIGHT = time(0)


class PaceForm(QWidget):
    """A few choices, and when the last mail leaves by them.

    Signals:
        changed: another pace, or another beginning, was chosen.
    """

    changed = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self.starts: datetime | None = None
        themes = ctx.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(tr("One mail every"), "field"))
        self.gap = Segmented(themes, _GAPS, tall=True)
        self.gap.setAccessibleName(tr("One mail every"))
        self.gap.choose("60")
        self.gap.chosen.connect(lambda _key: self.changed.emit())
        column.addWidget(self.gap)
        column.addSpacing(8)
        column.addWidget(label(tr("Within"), "field"))
        self.hours = Segmented(themes, _HOURS, tall=True)
        self.hours.setAccessibleName(tr("Within"))
        self.hours.chosen.connect(lambda _key: self.changed.emit())
        column.addWidget(self.hours)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.later = Button(themes, tr("Starts now"), icon="ph.clock", name=tr("When it starts"))
        self.later.clicked.connect(self._ask)
        row.addWidget(self.later)
        self.now = Button(themes, tr("Start now instead"))
        self.now.clicked.connect(lambda: self.set_start(None))
        self.now.hide()
        row.addWidget(self.now)
        row.addStretch()
        column.addLayout(row)
        self._end = Paragraph(themes, "", ink="text.secondary", width=300)
        column.addWidget(self._end)

    def pace(self) -> Pace:
        """What is chosen, on the user's clock."""
        zone = self._ctx.services.user.timezone or "UTC"
        gap = int(self.gap.value)
        if self.hours.value == "work":
            return Pace(gap=gap, zone=zone)
        return Pace(gap=gap, opens=_MIDNIGHT, closes=_MIDNIGHT, days=frozenset(), zone=zone)

    def set_start(self, moment: datetime | None) -> None:
        """Begin then; None: at once."""
        self.starts = moment
        now = self._ctx.now()
        words = tr("Starts now")
        if moment is not None:
            words = tr(
                "Starts {moment_words}", moment_words=moment_words(self._ctx.local(moment), now)
            )
        self.later.setText(words)
        self.now.setVisible(moment is not None)
        self.changed.emit()

    def say_end(self, end: datetime | None) -> None:
        """Say when the last mail leaves; None: nobody knows yet."""
        words = ""
        if end is not None:
            words = tr(
                "The last one leaves {moment_words}.",
                moment_words=moment_words(self._ctx.local(end), self._ctx.now()),
            )
        self._end.set_text(words)

    @property
    def end_words(self) -> str:
        return self._end.text

    def _ask(self) -> None:
        popover = SendLater(self._ctx, self)
        popover.chosen.connect(self.set_start)
        popover.show_below(self.later, right=False)
