"""The dark bar for the checked rows."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.language import numeral, tr
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import sides
from desktop_app.ui.widgets.buttons import Button, Look
from desktop_app.ui.widgets.floating import DarkBar, InverseLine, inverse_label


class BulkBar(DarkBar):
    """How many rows are checked, and what can be done with them.

    Signals:
        status_wanted: where to open the menu of statuses.
        mail_wanted, sequence_wanted, field_wanted, action_wanted, export_wanted, merge_wanted,
            delete_wanted: do that with what is checked.
        clear_wanted: uncheck all.
    """

    status_wanted = Signal(QPoint)
    mail_wanted = Signal()
    sequence_wanted = Signal()
    field_wanted = Signal()
    action_wanted = Signal()
    export_wanted = Signal()
    merge_wanted = Signal()
    delete_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(themes, parent, corner=themes.now.radius.bulk_bar, above=16)
        self._themes = themes
        self._built = False
        self._said: dict[Button, str] = {}

    @property
    def words(self) -> str:
        return self._count.text() if self._built else ""

    def show_count(self, count: int, *, can_merge: bool = False) -> None:
        """Say how many; none hides the bar. Its buttons are made for the first."""
        if not self._built:
            if not count:
                return
            self._build()
        self._count.setText(tr("{count} selected", count=numeral(count)))
        self.merge.setVisible(can_merge)
        self.setVisible(count > 0)
        if count:
            self.place()

    def place(self) -> None:
        """Where the pane is too narrow for all words, the last buttons are icons alone."""
        for button, words in self._said.items():
            if button.words != words:
                button.set_words(words)
        for button in reversed(self._said):
            self.row.invalidate()  # the words changed in a layout within the bar's own
            if self.sizeHint().width() <= self.parentWidget().width():
                break
            button.set_words("")
        self.row.invalidate()
        super().place()

    def _build(self) -> None:
        themes = self._themes
        self._built = True
        self.row.setContentsMargins(*sides(14, 8, 8, 8))
        self.row.setSpacing(6)
        self._count = inverse_label()
        self.row.addWidget(self._count)
        self.row.addSpacing(4)
        self.row.addWidget(InverseLine(themes))
        self.status = self._button(tr("Status"), "ph.circle-half", tr("Change the status"))
        self.status.clicked.connect(self._on_status)
        self.mail = self._button(
            tr("Write"), "ph.paper-plane-tilt", tr("Write to each, from a template")
        )
        self.mail.clicked.connect(self.mail_wanted)
        self.sequence = self._button(tr("Sequence"), "ph.path", tr("Add them to a sequence"))
        self.sequence.clicked.connect(self.sequence_wanted)
        self.field = self._button(tr("Field"), "ph.pencil-simple", tr("Change a field"))
        self.field.clicked.connect(self.field_wanted)
        self.action = self._button(tr("Action"), "ph.calendar-plus", tr("Plan an action with each"))
        self.action.clicked.connect(self.action_wanted)
        self.export = self._button(tr("Export"), "ph.export", tr("Export to a file"))
        self.export.clicked.connect(self.export_wanted)
        self.merge = self._button(tr("Merge"), "ph.intersect", tr("Make one lead of them"))
        self.merge.clicked.connect(self.merge_wanted)
        self.delete = self._button(tr("Delete"), "ph.trash", tr("Delete them"))
        self.delete.clicked.connect(self.delete_wanted)
        self.row.addWidget(InverseLine(themes))
        self.close_button = Button(themes, icon="ph.x", name=tr("Uncheck all"), look=Look.INVERSE)
        self.close_button.clicked.connect(self.clear_wanted)
        self.row.addWidget(self.close_button)

    def _button(self, words: str, icon: str, name: str) -> Button:
        button = Button(self._themes, words, icon=icon, look=Look.INVERSE, name=name)
        self.row.addWidget(button)
        self._said[button] = words
        return button

    def _on_status(self) -> None:
        self.status_wanted.emit(self.status.mapToGlobal(QPoint(0, -8)))
