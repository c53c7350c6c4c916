"""Fields for text: a labelled one, and the one that searches."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.ui.theme import Themes
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.labels import label, set_role


class SearchField(QLineEdit):
    """Filters as one types.

    Signals:
        searched: the text, when it changed; at most one in ``pause`` milliseconds.
        left_down: the user pressed Down, Enter or Esc: the list wants the focus.
    """

    searched = Signal(str)
    left_down = Signal()

    def __init__(
        self, themes: Themes, hint: str, *, pause: int = 15, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setProperty("quiet", True)
        self.setClearButtonEnabled(False)
        self.addAction(
            themes.icon("ph.magnifying-glass", "text.tertiary"),
            QLineEdit.ActionPosition.LeadingPosition,
        )
        self._clear = self.addAction(
            themes.icon("ph.x", "text.tertiary"), QLineEdit.ActionPosition.TrailingPosition
        )
        self._clear.setToolTip(tr("Clear"))
        self._clear.triggered.connect(self.clear)
        self._clear.setVisible(False)
        self._wait = single_shot(self, pause, lambda: self.searched.emit(self.text()))
        self.textChanged.connect(self._on_text)
        self._renew()
        themes.changed.connect(self._renew)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_down.emit()
        else:
            super().keyPressEvent(event)

    def set_quietly(self, text: str) -> None:
        """Set the text without telling."""
        self.blockSignals(True)
        self.setText(text)
        self.blockSignals(False)
        self._clear.setVisible(bool(text))

    def _on_text(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._wait.start()

    def _renew(self) -> None:
        self.setFixedHeight(self._themes.now.size.control)


class Field(QWidget):
    """A label, a line to type in, and a line below that hints or says what is wrong.

    ``edit`` is the QLineEdit, ``aside`` an empty label at the right of the title.
    """

    def __init__(
        self,
        themes: Themes,
        title: str,
        *,
        hint: str = "",
        placeholder: str = "",
        secret: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._hint = hint
        self._eye: QAction | None = None
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(title)
        self.edit.setFixedHeight(themes.now.size.field)
        self.aside = label("", "small")
        self._title = label(title, "field")
        self._title.setBuddy(self.edit)
        self._below = label(hint, "small")
        self._below.setWordWrap(True)
        self._top = top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self._title)
        top.addStretch()
        top.addWidget(self.aside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addLayout(top)
        column.addWidget(self.edit)
        column.addWidget(self._below)
        self._below.setVisible(bool(hint))
        self.setFocusProxy(self.edit)
        if secret:
            self._add_eye()
        self.edit.textEdited.connect(lambda _text: self.set_error(""))
        themes.changed.connect(self._renew)

    @property
    def text(self) -> str:
        return self.edit.text()

    def take(self) -> str:
        """Hand the text over and forget it, its undo steps too: for secrets."""
        text = self.edit.text()
        if self._eye is not None:
            self._eye.setChecked(False)
        self.edit.setText("")
        return text

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self.edit.setAccessibleName(title)

    def set_aside(self, widget: QWidget) -> None:
        """Something to press at the right of the title; reached after the field, not before."""
        self._top.addWidget(widget)
        self.setTabOrder(self.edit, widget)

    def set_hint(self, words: str) -> None:
        self._hint = words
        self.set_error("")

    @property
    def error(self) -> str:
        return self._below.text() if self.edit.property("wrong") else ""

    def set_error(self, words: str) -> None:
        """Say what is wrong below the field, or "" to go back to the hint."""
        self.edit.setProperty("wrong", bool(words))
        repolish(self.edit)
        set_role(self._below, "error" if words else "small")
        self._below.setText(words or self._hint)
        self._below.setVisible(bool(words or self._hint))
        self.edit.setAccessibleDescription(words or self._hint)
        announce(self.edit, words)

    def _renew(self) -> None:
        self.edit.setFixedHeight(self._themes.now.size.field)

    def _add_eye(self) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        icon = self._themes.icon("ph.eye", "text.secondary", on="ph.eye-slash")
        eye = self.edit.addAction(icon, QLineEdit.ActionPosition.TrailingPosition)
        eye.setCheckable(True)
        eye.setToolTip(tr("Show the password"))

        def show(on: bool) -> None:
            modes = QLineEdit.EchoMode
            self.edit.setEchoMode(modes.Normal if on else modes.Password)
            eye.setToolTip(tr("Hide the password") if on else tr("Show the password"))

        eye.toggled.connect(show)
        self._eye = eye


def repolish(widget: QWidget) -> None:
    """Let the style sheet see a property that changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


class SubmitOnEnter(QObject):
    """Calls back on Enter in any of the fields it watches."""

    submitted = Signal()

    def watch(self, *edits: QLineEdit) -> None:
        for edit in edits:
            edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.submitted.emit()
            return True
        return False
