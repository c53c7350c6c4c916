"""The search box of leads: words, and conditions in a language that it helps to write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from desktop_app.domain.language import tr
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_groups import Parsed
from desktop_app.ui.theme import Themes
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets.fields import SearchField, repolish

if TYPE_CHECKING:
    from PySide6.QtWidgets import QCompleter

    from desktop_app.domain.lead_completion import Completion
    from desktop_app.domain.lead_language import LanguageError

_HINT = tr("Search, or status:hot")
_PATIENCE = 700  # ms after the last key until something is called wrong
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class QueryField(SearchField):
    """Understands what is typed, as it is typed.

    Signals:
        understood: ``parsed`` is another.
        complained: a LanguageError to be shown, or None when there is none any more.
        chips_wanted: Enter, where there are conditions in the text.
        room_wanted: it has the focus, or has it no more.
    """

    understood = Signal()
    complained = Signal(object)
    chips_wanted = Signal()
    room_wanted = Signal()

    def __init__(self, themes: Themes, today: Callable[[], date]) -> None:
        super().__init__(themes, _HINT)
        self._today = today
        self.fields = LeadFields()
        self.error: LanguageError | None = None
        self._parsed = self._given = Parsed()
        self._read_text = ""
        self._told: LanguageError | None = None
        self._offered: tuple[Completion, ...] = ()
        self._patience = single_shot(self, _PATIENCE, self._complain_if_wrong)
        self.searched.connect(lambda _text: self._read())
        self._offers = False
        self.textEdited.connect(lambda _text: self._offer())

    @cached_property
    def _completer(self) -> QCompleter:
        """Made when there is something to offer first, not with the window."""
        from PySide6.QtCore import QStringListModel
        from PySide6.QtWidgets import QCompleter

        made = QCompleter(QStringListModel([], self), self)
        made.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        made.setWidget(self)
        made.popup().setProperty("popup", True)
        made.activated[str].connect(self._complete)
        self._offers = True
        return made

    @property
    def offering(self) -> bool:
        """Whether something is offered below it now."""
        return self._offers and self._completer.popup().isVisible()

    @property
    def parsed(self) -> Parsed:
        """What was understood; while something is wrong, what was understood before."""
        self._understand()
        return self._parsed

    def put(self, text: str) -> None:
        """Set the text and understand it, without telling."""
        self.set_quietly(text)
        self.setCursorPosition(0)
        self._wait.stop()
        self._patience.stop()
        self._parsed, self._read_text = Parsed(), "\0"
        self._given = self.parsed
        self._tell(None)

    def settle(self) -> bool:
        """Understand what is there now, not later; whether that was possible."""
        self._wait.stop()
        self._read()
        self._tell(self.error)
        return self.error is None

    def take_suggestion(self) -> None:
        """Put what was probably meant in the place of what is wrong."""
        error = self.error
        if error is not None and error.suggestion:
            text = self.text()
            end = error.position + error.length
            self.setText(text[: error.position] + error.suggestion + text[end:])
            self.setCursorPosition(error.position + len(error.suggestion))
            self.settle()
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.offering:
            popup = self._completer.popup()
            if event.key() in (*_ENTER, Qt.Key.Key_Tab) and popup.currentIndex().isValid():
                event.ignore()  # the completer takes it
                return
            if event.key() == Qt.Key.Key_Tab:
                self._take(self._offered[0])
                return
            if event.key() == Qt.Key.Key_Escape:
                popup.hide()
                return
            if event.key() in _ENTER:
                popup.hide()
        if event.key() in _ENTER and self.text():
            if self.settle():
                (self.chips_wanted if self.parsed.where else self.left_down).emit()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab
            and self.offering
        ):
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.room_wanted.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.room_wanted.emit()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._tell(self.error)

    # Understanding

    def _read(self) -> None:
        self._understand()
        self._tell(None)
        if self.error is None:
            self._patience.stop()
        else:
            self._patience.start()
        if self._parsed != self._given:
            self._given = self._parsed
            self.understood.emit()

    def _understand(self) -> None:
        if self._read_text == self.text():
            return
        self._read_text = self.text()
        if not self._read_text:  # as every start has it: the language is for who writes in it
            self._parsed, self.error = Parsed(), None
            return
        from desktop_app.domain.lead_language import LanguageError, parse

        try:
            self._parsed, self.error = parse(self._read_text, self.fields, self._today()), None
        except LanguageError as error:
            self.error = error

    def _complain_if_wrong(self) -> None:
        if self.error is not None and not self.error.unfinished:
            self._tell(self.error)

    def _tell(self, error: LanguageError | None) -> None:
        if error is self._told:
            return
        self._told = error
        self.setProperty("wrong", error is not None)
        repolish(self)
        self.setAccessibleDescription("" if error is None else str(error))
        self._mark(error)
        self.complained.emit(error)

    def _mark(self, error: LanguageError | None) -> None:
        """Underline what is wrong, the way an input method underlines what it composes."""
        from PySide6.QtGui import QInputMethodEvent, QTextCharFormat
        from PySide6.QtWidgets import QApplication

        marks = []
        if error is not None:
            look = QTextCharFormat()
            danger = self._themes.now.semantic.danger
            look.setForeground(danger.fg)
            look.setBackground(danger.bg)
            marks.append(
                QInputMethodEvent.Attribute(
                    QInputMethodEvent.AttributeType.TextFormat,
                    error.position - self.cursorPosition(),
                    error.length,
                    look,
                )
            )
        self.blockSignals(True)
        QApplication.sendEvent(self, QInputMethodEvent("", marks))
        self.blockSignals(False)

    # Completing

    def _offer(self) -> None:
        from PySide6.QtCore import QModelIndex, QStringListModel

        from desktop_app.domain.lead_completion import completions

        cursor = self.cursorPosition()
        self._offered = completions(self.text(), cursor, self.fields)
        begun = self._offered[0].length if self._offered else 0
        colon = self.text()[:cursor].endswith((":", ","))
        names = bool(self._offered) and self._offered[0].text.endswith(":")
        if not self._offered or (names and begun < 2 and not colon) or not self.hasFocus():
            if self.offering:
                self._completer.popup().hide()
            return
        words = [_line(each) for each in self._offered]
        self._completer.setModel(QStringListModel(words, self._completer))
        place = self.cursorRect()
        place.setLeft(max(0, place.left() - 24))
        place.setWidth(300)
        self._completer.complete(place)
        # Enter means what is typed, until a row was gone to.
        self._completer.popup().setCurrentIndex(QModelIndex())

    def _complete(self, words: str) -> None:
        found = next((each for each in self._offered if _line(each) == words), None)
        if found is not None:
            self._take(found)

    def _take(self, chosen: Completion) -> None:
        text = self.text()
        behind = text[chosen.at + chosen.length :]
        ends = chosen.text.endswith((":", "="))
        put = chosen.text if ends or behind.startswith(" ") else f"{chosen.text} "
        self.setText(text[: chosen.at] + put + behind)
        self.setCursorPosition(chosen.at + len(put))
        self._completer.popup().hide()
        if ends:
            self._offer()


def _line(offered: Completion) -> str:
    return f"{offered.text}   {offered.hint}"
