"""Putting things into layouts, and taking them out again."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from desktop_app.ui.theme.mirror import sides


def within(content: QWidget, begin: int, top: int, end: int, bottom: int) -> QVBoxLayout:
    """A widget with room around it. The style sheet gives labels a least height, of which margins
    of their own would take away: where room is short their words would be cut in half."""
    layout = QVBoxLayout()
    layout.setContentsMargins(*sides(begin, top, end, bottom))
    layout.addWidget(content)
    return layout


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, inner ones too."""
    while layout.count():
        item = layout.takeAt(0)
        if item.widget() is not None:
            item.widget().hide()
            item.widget().deleteLater()
        elif item.layout() is not None:
            clear(item.layout())
