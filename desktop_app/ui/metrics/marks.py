"""How a series is told from the others: by its colour, and in high contrast by strokes as well.

The series of one chart never share both dashes and strokes, so that colour says nothing alone.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor

from desktop_app.ui.metrics.charts import Kind, Series
from desktop_app.ui.theme import Theme

_Style = Qt.BrushStyle
PREVIOUS = (4 / 1.5, 4 / 1.5)
"""Dashes of what a series is held against, in widths of the line."""
_DASHES = {"s2": (6.0, 2.0), "s3": (1.0, 2.0), "s4": (6.0, 2.0, 1.0, 2.0)}
_STROKES = {
    "s2": _Style.BDiagPattern,
    "s4": _Style.BDiagPattern,
    "status.hot.solid": _Style.BDiagPattern,
    "status.warm.solid": _Style.Dense5Pattern,
    "status.cold.solid": _Style.HorPattern,
}


def series_ink(theme: Theme, series: Series) -> QColor:
    """The colour of a series."""
    return theme.color(series.ink if "." in series.ink else f"chart.{series.ink}")


def dashes_of(theme: Theme, series: Series) -> tuple[float, ...]:
    """The dashes and gaps of its line, in widths of the line; none: it is drawn through."""
    if series.kind in (Kind.DASHED, Kind.LEVEL):
        return PREVIOUS
    if theme.contrast and series.kind is Kind.LINE:
        return _DASHES.get(series.ink, ())
    return ()


def filling_of(theme: Theme, series: Series, ground: QColor | None = None) -> QBrush:
    """What its bars, its square and its area are filled with.

    Args:
        ground: the colour of an area, which is lighter than its line.
    """
    ink = series_ink(theme, series)
    if theme.contrast:
        return QBrush(ink, _STROKES.get(series.ink, _Style.SolidPattern))
    return QBrush(ink if ground is None else ground)
