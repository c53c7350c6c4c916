"""The dark bar for the checked rows."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.buttons import Button, Look
from desktop_app.ui.widgets.floating import DarkBar, InverseLine, inverse_label


class BulkBar(DarkBar):
    """How many rows are checked, and what can be done with them.

    Signals:
        status_wanted: where to open the menu of statuses.
        export_wanted: write them to a file.
        clear_wanted: uncheck all.
    """

    status_wanted = Signal(QPoint)
    export_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(themes, parent, corner=themes.now.radius.bulk_bar, above=16)
        self.row.setContentsMargins(14, 8, 8, 8)
        self.row.setSpacing(6)
        self._count = inverse_label()
        self.row.addWidget(self._count)
        self.row.addSpacing(4)
        self.row.addWidget(InverseLine(themes))
        self.status = Button(
            themes, "Status", icon="ph.circle-half", look=Look.INVERSE, name="Change the status"
        )
        self.status.clicked.connect(self._on_status)
        self.row.addWidget(self.status)
        self.export = Button(
            themes, "Export", icon="ph.export", look=Look.INVERSE, name="Export to a file"
        )
        self.export.clicked.connect(self.export_wanted)
        self.row.addWidget(self.export)
        self.row.addWidget(InverseLine(themes))
        self.close_button = Button(themes, icon="ph.x", name="Uncheck all", look=Look.INVERSE)
        self.close_button.clicked.connect(self.clear_wanted)
        self.row.addWidget(self.close_button)

    @property
    def words(self) -> str:
        return self._count.text()

    def show_count(self, count: int) -> None:
        """Say how many; none hides the bar."""
        self._count.setText(f"{count:,} selected")
        self.setVisible(count > 0)
        if count:
            self.place()

    def _on_status(self) -> None:
        self.status_wanted.emit(self.status.mapToGlobal(QPoint(0, -8)))
