"""The head of the screen: which view, how many, and how to bring more."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on, sides
from desktop_app.ui.widgets.buttons import Button, Look, Segmented
from desktop_app.ui.widgets.labels import label
from desktop_app.ui.widgets.taught import TaughtTip

LAYOUT_KEY = "Ctrl+B"
"""Switches between table and board."""


class LeadsHeader(QWidget):
    """``title`` and ``counts`` are labels for the screen to fill.

    Signals:
        layout_chosen: "table" or "board".
        import_wanted, new_wanted: the buttons.
        display_wanted: the button of what is shown and how.
    """

    layout_chosen = Signal(str)
    import_wanted = Signal()
    new_wanted = Signal()
    display_wanted = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        row = QHBoxLayout(self)
        row.setContentsMargins(*sides(themes.now.size.page_padding, 0, 16, 0))
        row.setSpacing(8)
        self.title = label(tr("All leads"), "title")
        row.addWidget(self.title)
        row.addSpacing(2)
        self.counts = label("", "count")
        row.addWidget(self.counts)
        row.addStretch()
        self.layout_choice = Segmented(
            themes, [("table", tr("Table"), "ph.rows"), ("board", tr("Board"), "ph.columns")]
        )
        TaughtTip(themes, self.layout_choice, tr("Table or board"), LAYOUT_KEY)
        self.layout_choice.chosen.connect(self.layout_chosen)
        row.addWidget(self.layout_choice)
        self.display_button = Button(themes, icon="ph.sliders-horizontal", name=tr("Columns"))
        self.display_button.clicked.connect(self.display_wanted)
        row.addWidget(self.display_button)
        self.import_button = Button(themes, tr("Import"), icon="ph.download-simple")
        self.import_button.clicked.connect(self.import_wanted)
        row.addWidget(self.import_button)
        self.new_button = Button(themes, tr("New lead"), icon="ph.plus", look=Look.PRIMARY, key="C")
        self.new_button.clicked.connect(self.new_wanted)
        row.addWidget(self.new_button)
        self._renew()
        themes.changed.connect(self._renew)

    def paintEvent(self, event: QPaintEvent) -> None:
        bottom = self.height() - 1
        painter_on(self).fillRect(0, bottom, self.width(), 1, self._themes.now.border.subtle)

    def _renew(self) -> None:
        self.setFixedHeight(self._themes.now.size.header)
