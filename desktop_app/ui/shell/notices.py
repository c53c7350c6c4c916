"""The one door for messages to the user: toasts that pass, bands that stay."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.changes import Changes
from desktop_app.domain.language import tr
from desktop_app.ui.ops import Fault
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.floating import Toast
from desktop_app.ui.widgets.states import NoticeBand, copy_text

_BANDS_AT_MOST = 3
_PLACED = (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Move, QEvent.Type.Resize)


class Notices(QObject):
    """Shows toasts over ``host`` and bands in ``place`` (a widget above the content).

    Args:
        undo: what the Undo of a toast does with the entry of the journal.
    """

    def __init__(
        self,
        themes: Themes,
        host: QWidget,
        place: QWidget,
        undo: Callable[[int], None] | None = None,
    ) -> None:
        super().__init__(host)
        self._themes = themes
        self._undo = undo
        self._host = host
        self._below: list[QWidget] = []
        self.toast = Toast(themes, host, self._taken)
        self._column = QVBoxLayout(place)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._bands: list[NoticeBand] = []
        self._passing: list[NoticeBand] = []

    @property
    def bands(self) -> tuple[NoticeBand, ...]:
        """The bands that stand now, oldest first."""
        return tuple(self._bands)

    def stand_above(self, widget: QWidget) -> None:
        """Let toasts stand above this widget wherever it is shown: a bar or a composer at the
        foot of a screen."""
        self._below.append(widget)
        widget.installEventFilter(self)
        widget.destroyed.connect(lambda: self._below.remove(widget))

    def say(self, words: str, undo: Callable[[], None] | None = None) -> None:
        """A toast; ``undo`` gives it the button."""
        if words:
            self.toast.say(words, undo)

    def did(self, changes: Changes) -> None:
        """The toast of a command, with Undo where the journal can take it back."""
        take_back, entry = self._undo, changes.journal_id
        if take_back is None or entry is None:
            self.say(changes.said)
        else:
            self.say(changes.said, lambda: take_back(entry))

    def take_back(self, entry: int) -> None:
        """Take back what an entry of the journal tells of, as the button of its toast would."""
        if self._undo is not None:
            self._undo(entry)

    def error(self, error: BaseException | Fault) -> None:
        """A band that says what failed. The same fault is not shown twice at once."""
        fault = error if isinstance(error, Fault) else Fault.of(error)
        actions: list[tuple[str, str, Callable[[], None]]] = []
        if fault.details:
            actions.append((tr("Copy details"), "ph.copy", lambda: copy_text(fault.details)))
        band = self.band("danger", fault.title, fault.advice, actions)
        if fault.retryable:
            self._passing.append(band)

    def recovered(self) -> None:
        """What failed for want of a database works again: those bands have had their time."""
        for band in self._passing[:]:
            self._drop(band)

    def warn(self, title: str, sentence: str = "") -> None:
        self.band("warning", title, sentence)

    def band(
        self,
        kind: str,
        title: str,
        sentence: str = "",
        actions: Sequence[tuple[str, str, Callable[[], None]]] = (),
    ) -> NoticeBand:
        """Add a band (``danger``, ``warning``, ``info``); at most three stand at once."""
        for band in self._bands:
            if (band.title, band.sentence) == (title, sentence):
                return band
        band = NoticeBand(self._themes, kind, title, sentence, actions)
        band.closed.connect(lambda: self._drop(band))
        self._bands.append(band)
        self._column.addWidget(band)
        band.show()
        if len(self._bands) > _BANDS_AT_MOST:
            self._drop(self._bands[0])
        return band

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _PLACED and self.toast.isVisible():
            self.toast.place()
        return False

    def _taken(self, left: int, right: int) -> int:
        """How much of the host's foot is taken between two places."""
        tops = [self._host.height()]
        for each in self._below:
            if each.isVisibleTo(self._host) and self._host.isAncestorOf(each):
                box = each.contentsRect()
                box.moveTopLeft(each.mapTo(self._host, box.topLeft()))
                if box.left() < right and box.right() > left:
                    tops.append(box.top())
        return self._host.height() - min(tops)

    def _drop(self, band: NoticeBand) -> None:
        if band in self._bands:
            self._bands.remove(band)
            if band in self._passing:
                self._passing.remove(band)
            band.hide()
            band.deleteLater()
