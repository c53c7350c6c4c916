"""What is to be done, as words that become a field where they stand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.fields import repolish
from desktop_app.ui.widgets.focus import ring_on_focus
from desktop_app.ui.widgets.labels import Paragraph, label

_LEAST, _MOST = 2, 10  # lines of the field
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class _Words(Paragraph):
    """The words; pressing them or Enter edits."""

    pressed = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__(themes, font="title")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setToolTip(tr("Change the text"))
        ring_on_focus(self, themes, 4)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


class ActionText(QWidget):
    """The text of an action. Enter saves, Shift+Enter begins a line, Esc leaves without saving;
    leaving in any other way saves, so that nothing typed is lost.

    Args:
        text: what stands there.
        empty: what is shown in its place where it is "".

    Signals:
        saved: what was typed, where it differs from what stood there.
        ended: words are shown again.
    """

    saved = Signal(str)
    ended = Signal()

    def __init__(self, themes: Themes, text: str, empty: str) -> None:
        super().__init__()
        self._themes, self._text = themes, text
        self.edit: QPlainTextEdit | None = None
        self.words = _Words(themes)
        self.words.set_text(text.strip() or empty)
        self.words.setAccessibleName(tr("{value}, edit", value=text.strip() or empty))
        self.words.pressed.connect(self.begin)
        self._wrong = label("", "error", wrap=True)
        self._wrong.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.words)
        self._column.addWidget(self._wrong)

    @property
    def editing(self) -> bool:
        return self.edit is not None

    @property
    def error(self) -> str:
        return self._wrong.text()

    def begin(self, typed: str | None = None, error: str = "", *, take_focus: bool = True) -> None:
        """Open the field, with what stands there or with what could not be saved, and why."""
        if self.edit is None:
            self.edit = self._make_edit()
            self._column.insertWidget(0, self.edit)
        edit = self.edit
        edit.setPlainText(self._text if typed is None else typed)
        self._say_wrong(error)
        self._fit()
        self.words.hide()
        edit.show()
        if take_focus:
            edit.setFocus(Qt.FocusReason.OtherFocusReason)
            edit.moveCursor(QTextCursor.MoveOperation.End)

    def commit(self) -> None:
        """Save what was typed, if it is something else, and show words again."""
        if self.edit is None:
            return
        typed = self.edit.toPlainText()
        changed = typed.strip() != self._text.strip()
        if changed:
            self.words.set_text(typed.strip() or self.words.text)
        self._end()
        self.ended.emit()
        if changed:
            self.saved.emit(typed)

    def give_up(self) -> None:
        """Show what stands there, whatever was typed."""
        if self.edit is not None:
            self._end()
            self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        # The screen's letters are no commands while the field has the focus; Esc is the field's.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        elif (
            event.type() == QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and event.reason() != Qt.FocusReason.PopupFocusReason
        ):
            self.commit()
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        key, shift = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift:
            self._focus_words()
            self.commit()
        elif key == Qt.Key.Key_Escape:
            self._focus_words()
            self.give_up()
        else:
            return False
        return True

    def _focus_words(self) -> None:
        """The words take the focus before the field goes, or the window would give it to
        somebody else."""
        if self.edit is not None:
            self.edit.removeEventFilter(self)
        self.words.show()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self) -> None:
        edit, self.edit = self.edit, None
        self._say_wrong("")
        self.words.show()
        if edit is not None:
            edit.removeEventFilter(self)
            edit.hide()
            edit.deleteLater()

    def _say_wrong(self, words: str) -> None:
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))
        if self.edit is not None:
            self.edit.setProperty("wrong", bool(words))
            self.edit.setAccessibleDescription(words)
            repolish(self.edit)
            announce(self.edit, words)

    def _make_edit(self) -> QPlainTextEdit:
        edit = QPlainTextEdit(self)
        edit.setProperty("field", True)
        edit.setAccessibleName(tr("What is to be done"))
        edit.setTabChangesFocus(True)
        edit.textChanged.connect(self._fit)
        edit.installEventFilter(self)
        return edit

    def _fit(self) -> None:
        """As high as its lines, up to some."""
        if self.edit is not None:
            lines = max(_LEAST, min(_MOST, int(self.edit.document().size().height())))
            self.edit.setFixedHeight(lines * self.edit.fontMetrics().lineSpacing() + 18)
