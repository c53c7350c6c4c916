"""Lines of what a field was and what it is: "Status   Warm → Hot"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop_app.domain.journal import FieldChange
from desktop_app.domain.language import numeral, tr
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.labels import Paragraph, label

_NOTHING = tr("nothing")


class FieldChanges(QWidget):
    """A few fields, one line each, which wraps; the rest as a number.

    Args:
        at_most: how many lines.
        made: the rows had nothing before (or have nothing after): only the value is said.
    """

    def __init__(
        self,
        themes: Themes,
        fields: Sequence[FieldChange],
        *,
        at_most: int = 6,
        made: bool = False,
    ) -> None:
        super().__init__()
        self.lines = [(each.title, _words(each, made=made)) for each in fields[:at_most]]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, (title, words) in enumerate(self.lines):
            name = label(title, "secondary")
            name.setMinimumWidth(110)
            grid.addWidget(name, row, 0)
            grid.addWidget(Paragraph(themes, words), row, 1)
        column.addLayout(grid)
        if len(fields) > at_most:
            column.addWidget(
                label(tr("and {value} more", value=numeral(len(fields) - at_most)), "small")
            )


def _words(change: FieldChange, *, made: bool) -> str:
    if made:
        return change.after or change.before
    return f"{change.before or _NOTHING} → {change.after or _NOTHING}"
