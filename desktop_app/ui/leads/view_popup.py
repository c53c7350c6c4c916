"""Asks for a view's name and icon."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.saved_views import ICONS, check_name
from desktop_app.ui.leads.dropdown import Dropdown
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.buttons import Button, Look, icon_button
from desktop_app.ui.widgets.fields import Field
from desktop_app.ui.widgets.labels import label

_COLUMNS = 8


class ViewPopup(Dropdown):
    """A name, a row of icons, and one button.

    Args:
        save: called with name and icon; the popup stays until :meth:`close`, or says what
            :meth:`refuse` is told.
    """

    def __init__(
        self,
        themes: Themes,
        parent: QWidget,
        title: str,
        save: Callable[[str, str], None],
        *,
        name: str = "",
        icon: str = ICONS[0],
    ) -> None:
        super().__init__(themes, parent, width=300)
        self._save = save
        self.icon = icon
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        box = QVBoxLayout()
        box.setContentsMargins(14, 12, 14, 14)
        box.setSpacing(10)
        self.name = Field(themes, tr("Name of the view"), placeholder=tr("Hot in photonics"))
        self.name.edit.setText(name)
        self.name.edit.selectAll()
        box.addWidget(self.name)
        box.addWidget(label(tr("Icon"), "field"))
        grid = QGridLayout()
        grid.setSpacing(4)
        self.icons: dict[str, Button] = {}
        for at, each in enumerate(dict.fromkeys([*ICONS, icon])):
            button = icon_button(themes, each, tr("Icon {number}", number=at + 1))
            button.clicked.connect(lambda _on=False, chosen=each: self._choose(chosen))
            grid.addWidget(button, at // _COLUMNS, at % _COLUMNS)
            self.icons[each] = button
        box.addLayout(grid)
        row = QHBoxLayout()
        row.addStretch()
        self.done = Button(themes, title, look=Look.PRIMARY, key="Enter")
        self.done.clicked.connect(self._finish)
        row.addWidget(self.done)
        box.addLayout(row)
        self.column.addLayout(box)
        self._choose(icon)
        self.setFocusProxy(self.name.edit)
        self.name.edit.setFocus()

    def refuse(self, error: Exception) -> None:
        """Say at the name why it cannot be so."""
        self.name.set_error(str(error))
        self.adjustSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish()
        else:
            super().keyPressEvent(event)

    def _choose(self, icon: str) -> None:
        self.icon = icon
        for each, button in self.icons.items():
            chosen = each == icon
            button.set_glyph(
                f"{each}-fill" if chosen else each, "accent.text" if chosen else "text.secondary"
            )
            button.setAccessibleDescription(tr("chosen") if chosen else "")

    def _finish(self) -> None:
        try:
            name = check_name(self.name.text)
        except KnownError as error:
            self.refuse(error)
            return
        self._save(name, self.icon)
