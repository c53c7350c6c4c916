"""The question before something that cannot be taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import Paragraph, label


class Question(Dialog):
    """A title, what would happen, and two buttons of which the harmless one has the focus."""

    def __init__(
        self, parent: QWidget, themes: Themes, title: str, sentence: str, yes: str
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(6)
        column.addWidget(label(title, "title"))
        column.addWidget(Paragraph(themes, sentence, ink="text.secondary", width=380))
        column.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        self.no = Button(themes, tr("Cancel"), size=Size.FIELD)
        self.no.clicked.connect(self.reject)
        row.addWidget(self.no)
        self.yes = Button(themes, yes, look=Look.PRIMARY, size=Size.FIELD)
        self.yes.clicked.connect(self.accept)
        row.addWidget(self.yes)
        column.addLayout(row)
        self.no.setFocus()


def ask_first(
    parent: QWidget,
    themes: Themes,
    title: str,
    sentence: str,
    yes: str,
    do: Callable[[], None],
) -> Question:
    """Ask, and do it only on "yes"."""
    question = Question(parent, themes, title, sentence, yes)
    question.accepted.connect(do)
    question.open()
    return question
