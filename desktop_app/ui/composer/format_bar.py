"""The looks of the text as buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.rich_text import is_link
from desktop_app.ui.composer.editor import LOOKS, Editor
from desktop_app.ui.leads.dropdown import Dropdown
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.buttons import Button, Size, icon_button
from desktop_app.ui.widgets.fields import Field, SubmitOnEnter


class FormatBar(QWidget):
    """Buttons that do what the editor's keys do, and show what holds at its cursor.

    Args:
        only: names of the looks that are offered; none for all.
    """

    def __init__(self, themes: Themes, editor: Editor, only: Sequence[str] = ()) -> None:
        super().__init__()
        self._editor = editor
        self.buttons: dict[str, Button] = {}
        self.row = row = QHBoxLayout(self)
        row.setContentsMargins(9, 2, 9, 2)
        row.setSpacing(2)
        for name, key, words, icon in LOOKS:
            if only and name not in only:
                continue
            shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
            button = icon_button(themes, icon, words, size=Size.SMALL)
            button.setToolTip(f"{words}  {shown}")
            button.setCheckable(name not in ("link", "clear"))
            button.clicked.connect(lambda _on=False, each=name: editor.run(each))
            self.buttons[name] = button
            row.addWidget(button)
        row.addStretch()
        editor.look_changed.connect(self.renew)
        self.setAccessibleName(tr("Format"))

    def renew(self) -> None:
        """Show what holds at the cursor."""
        if not self.isVisible():
            return
        for name, button in self.buttons.items():
            if button.isCheckable():
                button.setChecked(self._editor.has_look(name))

    def showEvent(self, event: object) -> None:
        super().showEvent(event)
        self.renew()


class LinkPopup(Dropdown):
    """Words and where they lead.

    Signals:
        chosen: the words and the address, "" to take the link away.
    """

    chosen = Signal(str, str)

    def __init__(self, themes: Themes, parent: QWidget, words: str, address: str) -> None:
        super().__init__(themes, parent, width=340)
        self.column.setContentsMargins(14, 12, 14, 12)
        self.column.setSpacing(10)
        self.words = Field(themes, tr("Words"))
        self.words.edit.setText(words)
        self.address = Field(themes, tr("Address"), placeholder="https://")
        self.address.edit.setText(address)
        for each in (self.words, self.address):
            self.column.addWidget(each)
        row = QHBoxLayout()
        row.setSpacing(8)
        if address:
            remove = Button(themes, tr("Remove link"))
            remove.clicked.connect(lambda: self._send(""))
            row.addWidget(remove)
        row.addStretch()
        done = Button(themes, tr("Done"), key="Enter")
        done.clicked.connect(self.submit)
        row.addWidget(done)
        self.column.addLayout(row)
        self._enter = SubmitOnEnter(self)
        self._enter.watch(self.words.edit, self.address.edit)
        self._enter.submitted.connect(self.submit)
        (self.address if words else self.words).edit.setFocus()

    def submit(self) -> None:
        """Make the link, if it leads somewhere."""
        address = self.address.text.strip()
        if address and "://" not in address and not address.lower().startswith("mailto:"):
            address = f"mailto:{address}" if "@" in address else f"https://{address}"
        if not is_link(address) or len(address) < 9:
            self.address.set_error(
                tr("Write where it leads, like {address}", address="https://www.norvane.example")
            )
            return
        self._send(address)

    def _send(self, address: str) -> None:
        self.close()
        self.chosen.emit(self.words.text.strip(), address)
