"""The foot of a composer: send, later, attach, looks, how the draft stands, and the bin."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.buttons import Button, Look, icon_button
from desktop_app.ui.widgets.labels import label, set_role
from desktop_app.ui.widgets.taught import TaughtTip


class Footer(QWidget):
    """The buttons; a composer connects them.

    Signals:
        menu_wanted: the arrow beside Send.
    """

    menu_wanted = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.send = Button(
            themes, tr("Send"), look=Look.PRIMARY, name=tr("Send"),
            key="", icon="",
        )  # fmt: skip
        TaughtTip(themes, self.send, tr("Send"), "inbox.send")
        self.more = Button(
            themes, look=Look.PRIMARY, icon="ph.caret-down", name=tr("More ways to send")
        )
        self.later = Button(themes, tr("Send later"), icon="ph.clock")
        TaughtTip(themes, self.later, tr("Send later"), "inbox.send_later")
        self.ai = Button(themes, tr("AI draft"), look=Look.GHOST)
        self.ai.set_glyph("ph.sparkle", "semantic.ai.fg")
        self.ai.setAccessibleName(tr("AI draft"))
        TaughtTip(themes, self.ai, tr("AI draft"), "inbox.ai_draft")
        self.attach = icon_button(themes, "ph.paperclip", tr("Attach files"))
        self.template = Button(themes, tr("Template"), icon="ph.article", look=Look.GHOST)
        self.template.setAccessibleName(tr("Insert a template"))
        TaughtTip(themes, self.template, tr("Insert a template"), "inbox.template")
        self.looks = icon_button(themes, "ph.text-aa", tr("Format"))
        self.looks.setCheckable(True)
        self.state = label("", "small")
        self.discard = icon_button(themes, "ph.trash", tr("Discard draft"))
        line = QFrame()
        line.setProperty("line", "left")
        line.setFixedSize(1, 20)
        self._worded = ((self.ai, tr("AI draft")), (self.template, tr("Template")))
        self._spared = 0  # px that their words would take
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(9, 6, 9, 8)
        row.setSpacing(4)
        self.send.set_joined(right=True)
        self.more.set_joined(left=True)
        halves = QHBoxLayout()
        halves.setSpacing(1)
        halves.addWidget(self.send)
        halves.addWidget(self.more)
        row.addLayout(halves)
        row.addWidget(self.later)
        row.addSpacing(5)
        row.addWidget(line)
        row.addSpacing(1)
        row.addWidget(self.ai)
        row.addWidget(self.template)
        row.addWidget(self.attach)
        row.addWidget(self.looks)
        row.addStretch()
        row.addWidget(self.state)
        row.addSpacing(4)
        row.addWidget(self.discard)
        self.more.clicked.connect(self.menu_wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Other words, or buttons that come and go, want other room."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        """Where there is little room, two buttons say what they do by their icons alone. Words that
        are set ask for room anew: those that are there already would do so for ever."""
        if self.width() >= self._row.sizeHint().width() + self._spared:
            if self._spared:
                for button, words in self._worded:
                    button.set_words(words)
            self._spared = 0
        elif not self._spared:
            wanted = self._row.sizeHint().width()
            for button, _words in self._worded:
                button.set_words("")
            self._spared = wanted - self._row.sizeHint().width()

    def say(self, words: str, wrong: bool) -> None:
        """How the draft stands."""
        set_role(self.state, "bad" if wrong else "small")
        self.state.setText(words)

    def set_busy(self, busy: bool) -> None:
        for button in (self.send, self.more, self.later, self.discard):
            button.setEnabled(not busy)
