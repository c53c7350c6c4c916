"""The legend of a chart: what each line is, and a press that hides or shows it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from desktop_app.domain.language import tr
from desktop_app.ui.metrics.charts import Chart, Kind, Series
from desktop_app.ui.metrics.marks import PREVIOUS, dashes_of, filling_of, series_ink
from desktop_app.ui.theme import Theme, Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.focus import ring_on_focus

_SWATCH, _SQUARE, _GAP = 14, 9, 6
_EDGE = 3  # px before the swatch and behind the words


def paint_swatch(
    painter: QPainter,
    theme: Theme,
    x: float,
    middle: float,
    series: Series,
    *,
    square: bool = False,
) -> None:
    """A short line, dashes, or a square, as the series is drawn; or a square in any case."""
    ink = series_ink(theme, series)
    if series.kind in (Kind.BARS, Kind.STACK) or (square and not theme.contrast):
        box = QRectF(x, middle - 4.5, _SQUARE, _SQUARE)
        if theme.contrast:
            painter.setPen(QPen(ink, 1))
            painter.setBrush(filling_of(theme, series))
            painter.drawRect(box)
        else:
            paint.rounded(painter, box, 2, ink)
        return
    dashes = dashes_of(theme, series)
    pen = QPen(ink, 1.5 if dashes == PREVIOUS else 2)
    if dashes:
        pen.setDashPattern(list(dashes))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(round(x), round(middle), round(x) + _SWATCH, round(middle))


def swatch_width(series: Series) -> int:
    """How wide :func:`paint_swatch` draws."""
    return _SQUARE if series.kind in (Kind.BARS, Kind.STACK) else _SWATCH


class LegendEntry(QAbstractButton):
    """One series; not pressed in when it is hidden."""

    def __init__(self, themes: Themes, series: Series, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self.series = series
        self.setCheckable(True)
        self.setChecked(series.shown)
        self.setText(series.name)
        self.setAccessibleName(series.name)
        self.setToolTip(
            tr("Hide {what}", what=series.name)
            if series.shown
            else tr("Show {what}", what=series.name)
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        ring_on_focus(self, themes, 4)

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        wide = paint.text_width(self.text(), theme.font("small"))
        return QSize(self._left + wide + _EDGE, theme.size.control_small)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._left + 24, self.sizeHint().height())

    @property
    def _left(self) -> int:
        """Where the words begin."""
        return _EDGE + swatch_width(self.series) + _GAP

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        if self.underMouse():
            paint.ground(painter, theme, self.rect(), 4, theme.bg.hover)
        if not self.series.shown:
            painter.setOpacity(0.45)
        paint_swatch(painter, theme, _EDGE, self.height() / 2, self.series)
        painter.setOpacity(1)
        left = self._left
        rect = QRect(left, 0, self.width() - left, self.height())
        font = theme.font("small")
        ink = theme.text.secondary if self.series.shown else theme.text.tertiary
        wide = paint.text(painter, rect, self.text(), font, ink)
        if not self.series.shown:
            painter.fillRect(left, self.height() // 2, wide, 1, ink)


class Legend(QWidget):
    """The entries of a chart side by side.

    Signals:
        toggled: the key of a series.
    """

    toggled = Signal(str)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self.entries: list[LegendEntry] = []

    def show_chart(self, chart: Chart) -> None:
        """Show its series; entries that stay the same stay where the keyboard is."""
        if [each.series for each in self.entries] == list(chart.series):
            return
        focused = next((e.series.key for e in self.entries if e.hasFocus()), "")
        for each in self.entries:
            self._row.removeWidget(each)
            each.hide()
            each.deleteLater()
        self.entries = [LegendEntry(self._themes, each, self) for each in chart.series]
        for each in self.entries:
            each.clicked.connect(lambda _on=False, of=each: self.toggled.emit(of.series.key))
            self._row.addWidget(each)
            each.show()
            if each.series.key == focused:
                each.setFocus(Qt.FocusReason.TabFocusReason)
