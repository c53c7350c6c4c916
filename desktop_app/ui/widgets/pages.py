"""A stack of pages with room for one that passes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QStackedWidget, QWidget

from desktop_app.ui.timers import single_shot


class Pages(QStackedWidget):
    """Pages that stay, and at most one that is there until another is shown: why there is
    nothing to see, or what failed.

    Args:
        staying: the first of them is shown while there is nothing to tell yet.

    Signals:
        answered: another page than that was painted for the first time.
    """

    answered = Signal()

    def __init__(self, *staying: QWidget) -> None:
        super().__init__()
        self._passing: QWidget | None = None
        self._watched: QWidget | None = None
        self._once = single_shot(self, 0, self.answered.emit)
        for page in staying:
            self.addWidget(page)
        self.currentChanged.connect(self._watch)

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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and watched is self._watched:
            self._unwatch()
            self.currentChanged.disconnect(self._watch)
            self._once.start()  # which comes round after the painting
        return super().eventFilter(watched, event)

    def _watch(self, index: int) -> None:
        self._unwatch()
        if index > 0:
            page = self.widget(index)
            self._watched = page.viewport() if isinstance(page, QAbstractScrollArea) else page
            self._watched.installEventFilter(self)

    def _unwatch(self) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None

    def _drop_passing(self) -> None:
        if self._passing is not None:
            self.removeWidget(self._passing)
            self._passing.deleteLater()
            self._passing = None
