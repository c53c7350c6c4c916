"""The one place where views hear that something changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.changes import Changes, Kind, Notice
from desktop_app.ui.timers import single_shot


class ChangeBus(QObject):
    """Carries :class:`Changes` of our own commands and :class:`Notice` from elsewhere.

    ``changed`` has one argument with an attribute ``kinds``. Send on the window's thread.
    """

    changed = Signal(object)

    def tell(self, news: Changes | Notice) -> None:
        if news.kinds:
            self.changed.emit(news)


class Freshness(QObject):
    """Keeps a view true: refreshes it when its kinds change, but only while it is visible.

    A hidden view is marked stale and refreshed when shown. A burst of changes (an import
    tells many a second) costs one refresh at once and at most one per ``pause`` after it.

    Args:
        view: the widget; also the owner of this object.
        refresh: called on the window's thread, never before the first change.
        pause: milliseconds between two refreshes of a burst.
    """

    def __init__(
        self,
        view: QWidget,
        bus: ChangeBus,
        kinds: Kind,
        refresh: Callable[[], None],
        *,
        pause: int = 400,
    ) -> None:
        super().__init__(view)
        self._view = view
        self._kinds = kinds
        self._refresh = refresh
        self.stale = False
        self._rest = single_shot(self, pause, self._catch_up)
        bus.changed.connect(self._on_changed)
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            QTimer.singleShot(0, self, self._catch_up)
        return False

    def _on_changed(self, news: Changes | Notice) -> None:
        if news.kinds & self._kinds:
            self.stale = True
            self._catch_up()

    def _catch_up(self) -> None:
        if self.stale and self._view.isVisible() and not self._rest.isActive():
            self.stale = False
            self._rest.start()
            self._refresh()
