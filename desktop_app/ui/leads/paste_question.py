"""The question before a paste: what would change, and what of the block would not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.language import numeral, plural, tr
from desktop_app.domain.table_paste import PastePlan
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import sides
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import Paragraph, label
from desktop_app.ui.widgets.scroll import scrolling

_WIDTH = 460
_LISTED = 100


class PasteQuestion(Dialog):
    """Asks before a paste that touches more than one lead or leaves something out."""

    def __init__(self, parent: QWidget, themes: Themes, plan: PastePlan) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.title = title_of(plan)
        self.notes = notes_of(plan)
        self.setWindowTitle(self.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(6)
        column.addWidget(label(self.title, "title"))
        for note in self.notes:
            column.addWidget(Paragraph(themes, note, ink="text.secondary", width=_WIDTH))
        if plan.refused:
            column.addSpacing(6)
            column.addWidget(self._list(themes, plan))
        column.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        self.no = Button(themes, tr("Cancel") if plan.edits else tr("Close"), size=Size.FIELD)
        self.no.clicked.connect(self.reject)
        row.addWidget(self.no)
        self.yes = Button(themes, words_of(plan), look=Look.PRIMARY, size=Size.FIELD)
        self.yes.clicked.connect(self.accept)
        row.addWidget(self.yes)
        column.addLayout(row)
        if not plan.edits:
            self.yes.hide()
        self.no.setFocus()

    def _list(self, themes: Themes, plan: PastePlan) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(*sides(0, 0, 12, 0))
        column.setSpacing(4)
        for each in plan.refused[:_LISTED]:
            words = tr(
                "Row {row}, {title}: {why}", row=numeral(each.row), title=each.title, why=each.why
            )
            column.addWidget(Paragraph(themes, words, ink="semantic.danger.fg", width=_WIDTH - 16))
        more = len(plan.refused) - _LISTED
        if more > 0:
            column.addWidget(label(tr("And {more} more", more=numeral(more)), "small"))
        column.addStretch()
        area = scrolling(content)
        area.setFixedHeight(min(180, 46 * len(plan.refused)))
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return area


def title_of(plan: PastePlan) -> str:
    """ "Change 12 cells of 4 leads?" """
    if not plan.edits:
        return tr("Nothing of this can be pasted here")
    return tr(
        "Change {count} of {count_2}?",
        count=plural("{n} cells", "{n} cell", plan.cells),
        count_2=plural("{n} leads", "{n} lead", len(plan.edits)),
    )


def words_of(plan: PastePlan) -> str:
    """What the button says."""
    return (
        tr("Paste the {cells} that fit", cells=numeral(plan.cells)) if plan.refused else tr("Paste")
    )


def notes_of(plan: PastePlan) -> list[str]:
    """What is left out of the block, in sentences."""
    notes = []
    if plan.titles:
        notes.append(tr("The first row holds titles: they say which columns are meant."))
    if plan.fixed:
        names = tr(" and ").join(f"“{each}”" for each in plan.fixed)
        notes.append(tr("{names} cannot be typed into; nothing is pasted there.", names=names))
    if plan.rows_beyond:
        notes.append(
            plural(
                "{n} rows do not fit: the list ends before.",
                "{n} row does not fit: the list ends before.",
                plan.rows_beyond,
            )
        )
    if plan.columns_beyond:
        notes.append(
            plural(
                "{n} columns do not fit: the table has none further right.",
                "{n} column does not fit: the table has none further right.",
                plan.columns_beyond,
            )
        )
    if plan.refused:
        notes.append(plural("{n} values do not fit:", "{n} value does not fit:", len(plan.refused)))
    return notes
