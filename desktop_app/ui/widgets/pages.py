"""A stack of pages with room for one that passes."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget


class Pages(QStackedWidget):
    """Pages that stay, and at most one that is there until another is shown: why there is
    nothing to see, or what failed."""

    def __init__(self, *staying: QWidget) -> None:
        super().__init__()
        self._passing: QWidget | None = None
        for page in staying:
            self.addWidget(page)

    def show_page(self, page: QWidget) -> None:
        """Show one of those that stay."""
        self.setCurrentWidget(page)
        self._drop_passing()

    def show_passing(self, page: QWidget) -> None:
        """Show a page that goes when another one is shown."""
        self.addWidget(page)
        self.setCurrentWidget(page)
        self._drop_passing()
        self._passing = page

    def _drop_passing(self) -> None:
        if self._passing is not None:
            self.removeWidget(self._passing)
            self._passing.deleteLater()
            self._passing = None
