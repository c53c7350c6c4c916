"""A value that becomes a field where it stands, and goes back to words when it is left."""

from __future__ import annotations

from PySide6.QtCore import QDate, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCalendarWidget,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from desktop_app.domain.language import tr, within
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on, popup_below, sides
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.fields import repolish
from desktop_app.ui.widgets.focus import ring_on_focus
from desktop_app.ui.widgets.labels import label

PAD = 6
"""How far the words stand from the edge of what can be pressed."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class Shown(QAbstractButton):
    """The value as words, or quietly what could be added; pressing it or Enter edits."""

    def __init__(self, themes: Themes, title: str, *, font: str, ink: str) -> None:
        super().__init__()
        self._themes = themes
        self._title = title
        self._role = font
        self._ink = ink
        self._empty = tr("Add {value}", value=within(title))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ring_on_focus(self, themes, 4)
        themes.changed.connect(self.updateGeometry)
        self.show_words("")

    def show_words(self, words: str) -> None:
        self.setText(words)
        self.setToolTip(words)
        spoken = (
            tr("{title}, {words}, edit", title=self._title, words=words) if words else self._empty
        )
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        width = paint.text_width(self.text() or self._empty, theme.font(self._role))
        return QSize(width + 2 * PAD + 1, max(24, theme.line(self._role) + 4))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        if self.underMouse():
            paint.ground(painter, theme, self.rect(), 4, theme.bg.hover)
        room = self.rect().adjusted(PAD, 0, -PAD, 0)
        ink = theme.color(self._ink) if self.text() else theme.text.tertiary
        paint.text(painter, room, self.text() or self._empty, theme.font(self._role), ink)


class InPlace(QWidget):
    """Words, or the field they are typed into.

    Enter saves and gives the focus back to the words, Tab saves and goes on, Esc leaves without
    saving, and so that nothing typed is lost, leaving in any other way saves.

    Args:
        title: what it is, for those who hear it and for "Add phone".
        calendar: the field has a calendar beside the typing.

    Signals:
        saved: what was typed, where it differs from what stood there.
        passed_on: Tab was pressed (True: forward), after saving.
        ended: words are shown again.
    """

    saved = Signal(str)
    passed_on = Signal(bool)
    ended = Signal()

    def __init__(
        self,
        themes: Themes,
        title: str,
        *,
        font: str = "body",
        ink: str = "text.primary",
        hint: str = "",
        calendar: bool = False,
    ) -> None:
        super().__init__()
        self._themes = themes
        self._title = title
        self._hint = hint
        self._calendar = calendar
        self._value = ""
        self._began_with = ""
        self._over = False
        self.edit: QLineEdit | None = None
        self.shown = Shown(themes, title, font=font, ink=ink)
        self.shown.clicked.connect(self.begin)
        self._wrong = label("", "error", wrap=True)
        self._wrong.setContentsMargins(*sides(PAD, 0, 0, 2))
        self._wrong.hide()
        self.setFocusProxy(self.shown)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.shown)
        self._column.addWidget(self._wrong)

    @property
    def text(self) -> str:
        """The words shown."""
        return self.shown.text()

    @property
    def editing(self) -> bool:
        return self.edit is not None

    @property
    def error(self) -> str:
        return self._wrong.text()

    @property
    def typed(self) -> str:
        """What stands in the field, "" where there is none."""
        return self.edit.text() if self.edit is not None else ""

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.edit is not None and self.edit.text() != self._value

    def show_value(self, value: str, words: str | None = None) -> None:
        """What stands in the lead. A field that is open keeps what is being typed.

        Args:
            words: how it reads, where that differs from what one would type.
        """
        if self.edit is not None and self.edit.text() == self._value:
            self.edit.setText(value)
        self._value = value
        self.shown.show_words(value if words is None else words)

    def begin(self, typed: str | None = None, error: str = "", *, take_focus: bool = True) -> None:
        """Open the field, with what stands there or with what was typed before."""
        words = typed if isinstance(typed, str) else self._value
        edit = self.edit
        if edit is None:
            edit = self.edit = self._make_edit()
            self._column.insertWidget(0, edit)
        self._over = False
        self._began_with = self._value
        edit.setText(words)
        self.shown.hide()
        edit.show()
        self.setFocusProxy(edit)
        self.say_wrong(error)
        if take_focus:
            edit.setFocus(Qt.FocusReason.OtherFocusReason)
            edit.selectAll()

    def say_wrong(self, words: str) -> None:
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))
        if self.edit is not None:
            self.edit.setProperty("wrong", bool(words))
            self.edit.setAccessibleDescription(words)
            repolish(self.edit)
            announce(self.edit, words)

    def commit(self) -> None:
        """Save what was typed, if it is something else, and show words again."""
        if self.edit is None or self._over:
            return
        typed = self.edit.text().strip()
        self._end()
        if typed != self._value.strip():
            self.saved.emit(typed)

    def give_up(self) -> None:
        """Show what stands there, whatever was typed."""
        if self.edit is not None:
            self._end()

    def _end(self) -> None:
        edit, self.edit = self.edit, None
        self._over = True
        self.say_wrong("")
        self.shown.show()
        self.setFocusProxy(self.shown)
        if edit is not None:
            edit.removeEventFilter(self)
            edit.hide()
            edit.deleteLater()
            self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        # The screen's letters are no commands while a field has the focus; Esc is the field's.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        # A menu of the field itself (its calendar, cut and paste) is no leaving.
        elif (
            event.type() == QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and event.reason() != Qt.FocusReason.PopupFocusReason
        ):
            self.commit()
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._leave_by_key()
            self.commit()
        elif key == Qt.Key.Key_Escape:
            self._leave_by_key()
            self.give_up()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.commit()
            self.passed_on.emit(key == Qt.Key.Key_Tab)
        else:
            return False
        return True

    def _leave_by_key(self) -> None:
        """The words take the focus before the field goes, or the window would give it to
        somebody else."""
        if self.edit is not None:
            self.edit.removeEventFilter(self)
        self.shown.show()
        self.shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_edit(self) -> QLineEdit:
        edit = QLineEdit(self)
        edit.setProperty("quiet", True)
        edit.setPlaceholderText(self._hint)
        edit.setAccessibleName(self._title)
        edit.setFixedHeight(max(26, self.shown.sizeHint().height()))
        edit.textEdited.connect(lambda _words: self.say_wrong(""))
        edit.installEventFilter(self)
        if self._calendar:
            icon = self._themes.icon("ph.calendar-blank", "text.secondary")
            action = edit.addAction(icon, QLineEdit.ActionPosition.TrailingPosition)
            action.setToolTip(tr("Choose a day"))
            action.triggered.connect(self._open_calendar)
        return edit

    def _open_calendar(self) -> None:
        edit = self.edit
        if edit is None:
            return
        menu = QMenu(edit)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        days = QCalendarWidget(menu)
        days.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        standing = QDate.fromString(edit.text(), Qt.DateFormat.ISODate)
        if standing.isValid():
            days.setSelectedDate(standing)

        def choose(day: QDate) -> None:
            menu.close()
            if self.edit is not None:
                self.edit.setText(day.toString(Qt.DateFormat.ISODate))
                self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

        days.clicked.connect(choose)
        days.activated.connect(choose)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(days)
        menu.addAction(holder)
        popup_below(menu, edit, 2)


class Choice(QWidget):
    """A value that is chosen from a menu where it stands; looks like :class:`InPlace`.

    Signals:
        saved: what was chosen, "" for nothing.
    """

    saved = Signal(str)

    def __init__(self, themes: Themes, title: str, choices: tuple[str, ...]) -> None:
        super().__init__()
        self._themes = themes
        self._title = title
        self._choices = choices
        self._value = ""
        self.shown = Shown(themes, title, font="body", ink="text.primary")
        self.shown.setCursor(Qt.CursorShape.ArrowCursor)
        self.shown.clicked.connect(self.open)
        self.setFocusProxy(self.shown)
        self._wrong = label("", "error", wrap=True)
        self._wrong.setContentsMargins(*sides(PAD, 0, 0, 2))
        self._wrong.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.shown)
        column.addWidget(self._wrong)

    @property
    def text(self) -> str:
        return self.shown.text()

    def show_value(self, value: str, words: str | None = None) -> None:
        self._value = value
        self.shown.show_words(value if words is None else words)
        self.say_wrong("")

    def say_wrong(self, words: str) -> None:
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))

    def open(self) -> QMenu:
        """The choices, the present one marked, and nothing."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self._title)
        # What another program put there, or a choice that is gone, can be seen and kept.
        kept = (self._value,) if self._value and self._value not in self._choices else ()
        for choice in (*kept, *self._choices):
            action = menu.addAction(choice.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(choice == self._value)
            action.triggered.connect(lambda _on=False, each=choice: self._choose(each))
            if choice == self._value:
                menu.setActiveAction(action)
        if self._value:
            menu.addSeparator()
            menu.addAction(tr("Clear")).triggered.connect(lambda: self._choose(""))
        popup_below(menu, self.shown, 2)
        return menu

    def _choose(self, value: str) -> None:
        if value != self._value:
            self.saved.emit(value)
