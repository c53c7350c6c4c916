"""Scroll bars that float over the content instead of taking room from it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QScrollBar, QWidget

from desktop_app.ui.theme.mirror import as_painted
from desktop_app.ui.timers import single_shot

_WIDTH = 10
_LINGER = 900  # ms that the bar stays after the last movement


class _Floating(QObject):
    """Mirrors the hidden vertical bar of an area in one that floats at its right edge.

    It shows while the content moves and while the pointer is over the area.
    """

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._real = area.verticalScrollBar()
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.bar = QScrollBar(Qt.Orientation.Vertical, area)
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar.setCursor(Qt.CursorShape.ArrowCursor)
        self.bar.hide()
        self.bar.valueChanged.connect(self._real.setValue)
        self._real.valueChanged.connect(self._on_value)
        self._real.rangeChanged.connect(self._on_range)
        self._linger = single_shot(self, _LINGER, self._fade)
        self._settled = single_shot(self, 0, self._place)
        area.installEventFilter(self)
        self._on_range(self._real.minimum(), self._real.maximum())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Enter:
            self._show()
        elif kind == QEvent.Type.Leave:
            self._linger.start()
        elif kind == QEvent.Type.Resize:
            self._place()
            self._settled.start()  # the area lays out its viewport only now
        return False

    def _on_range(self, low: int, high: int) -> None:
        self.bar.blockSignals(True)
        self.bar.setRange(low, high)
        self.bar.setPageStep(self._real.pageStep())
        self.bar.setSingleStep(self._real.singleStep())
        self.bar.setValue(self._real.value())
        self.bar.blockSignals(False)
        self._place()
        if high <= low:
            self.bar.hide()
        elif self._area.underMouse():
            self._show()

    def _on_value(self, value: int) -> None:
        if self.bar.value() != value:
            self.bar.blockSignals(True)
            self.bar.setValue(value)
            self.bar.blockSignals(False)
        self._show()
        if not self._area.underMouse():
            self._linger.start()

    def _show(self) -> None:
        self._linger.stop()
        if self._real.maximum() > self._real.minimum():
            self._place()
            self.bar.show()
            self.bar.raise_()

    def _fade(self) -> None:
        if not self.bar.isSliderDown() and not self._area.underMouse():
            self.bar.hide()

    def _place(self) -> None:
        view = self._area.viewport().geometry()
        place = QRect(view.right() + 1 - _WIDTH, view.top(), _WIDTH, view.height())
        self.bar.setGeometry(as_painted(self._area, place, view))


def float_scroll_bar(area: QAbstractScrollArea) -> None:
    """Give an area a vertical bar that floats."""
    _Floating(area)


def give_viewport(area: QAbstractScrollArea) -> None:
    """Make an area's viewport here.

    Of one that Qt made itself the binding does not know the class, and would, at the first
    start of every program, build every class of Qt's widgets to find out: 18 ms.
    """
    area.setViewport(QWidget())


def scrolling(content: QWidget) -> QScrollArea:
    """A column that scrolls upright, without a ground of its own and with a floating bar."""
    area = QScrollArea()
    give_viewport(area)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    # A scroll area fills its content's ground by itself; the pane behind has the right one.
    content.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    float_scroll_bar(area)
    return area
