"""What the settings are made of: cards with a title, rows, and a button that picks one of few."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.setting_kinds import Setting
from desktop_app.domain.setting_table import BY_NAME
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on, popup_below
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button, Size
from desktop_app.ui.widgets.labels import Paragraph, label

PAD = 16

_P = TypeVar("_P", bound="Part")


def fits(wanted: Sequence[str], words: str) -> bool:
    """Whether all that is looked for stands in words."""
    return all(word in words for word in wanted)


def words_of(setting: Setting) -> str:
    """All by which a setting is found."""
    said = " ".join(words for _value, words in setting.said)
    return " ".join((setting.name, setting.title, setting.help, setting.words, said))


class Card(QWidget):
    """A section: its title, perhaps a button beside it, and rows below.

    Args:
        key: the section's name in the sidebar.
        words: further words by which it is found.
    """

    def __init__(self, themes: Themes, key: str, title: str, words: str = "") -> None:
        super().__init__()
        self._themes = themes
        self.key = key
        self.title = title
        self.found_by = f"{title} {words}".casefold()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._head = QWidget()
        self._head.setFixedHeight(themes.now.size.setting_row)
        self.head = QHBoxLayout(self._head)
        self.head.setContentsMargins(PAD - 1, 0, PAD - 1, 0)
        self.head.setSpacing(8)
        self.head.addWidget(label(title, "heading"))
        self.head.addStretch()
        self._column.addWidget(self._head)
        self.rows: list[Part] = []
        themes.changed.connect(self._renew)

    def add(self, part: _P) -> _P:
        """Put a row below the others."""
        self.rows.append(part)
        self._column.addWidget(part)
        return part

    def close_up(self) -> None:
        """End the card: some room below rows that have none of their own."""
        self._column.addSpacing(4)

    def find(self, text: str) -> bool:
        """Show what has all of the words, and mark what has them of itself; tells whether anything
        has."""
        wanted = text.casefold().split()
        whole = fits(wanted, self.found_by)
        found = False
        for part in self.rows:
            has = part.find(wanted, self.found_by) or whole
            part.set_found(has)
            found = found or has
        return found or whole

    def reveal(self, name: str) -> QWidget | None:
        """Mark the row of a setting and bring the keyboard to it; None where there is none."""
        for part in self.rows:
            if name in part.settings and part.is_wanted:
                part.set_marked(True)
                control = part.first_control()
                if control is not None:
                    control.setFocus(Qt.FocusReason.TabFocusReason)
                return part
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        box = QRectF(self.rect())
        edge = theme.border.default
        paint.outlined(painter_on(self), box, theme.radius.card, theme.bg.canvas, edge)

    def _renew(self) -> None:
        self._head.setFixedHeight(self._themes.now.size.setting_row)


class Part(QWidget):
    """Anything that stands in a card, with a hairline above it.

    ``wanted`` says whether it shows at all, besides being found.

    Args:
        setting: the names of settings that it shows, with spaces between them: it is found by what
            the table says of them, too.
    """

    def __init__(
        self, themes: Themes, words: str, *, padded: bool = True, setting: str = ""
    ) -> None:
        super().__init__()
        self._themes = themes
        self.settings = tuple(setting.split())
        told = " ".join(words_of(BY_NAME[name]) for name in self.settings)
        self.words = f" {words} {told}".casefold()
        self._marked = False
        self._found = True
        self._wanted = True
        if padded:
            self.column = QVBoxLayout(self)
            self.column.setContentsMargins(PAD - 1, 12, PAD - 1, 14)
            self.column.setSpacing(0)

    def find(self, wanted: Sequence[str], more: str) -> bool:
        """Whether it has all of the words, its card's (``more``) included; it is marked where it
        has one of its own."""
        has = fits(wanted, more + self.words)
        self.set_marked(bool(wanted) and has and any(word in self.words for word in wanted))
        return has

    def set_marked(self, marked: bool) -> None:
        """Stand out, as what was looked for."""
        self._marked = marked
        self.update()

    @property
    def is_marked(self) -> bool:
        return self._marked

    def first_control(self) -> QWidget | None:
        """What takes the keyboard in it first."""
        for each in self.findChildren(QWidget):
            takes = each.focusPolicy() != Qt.FocusPolicy.NoFocus
            if takes and each.isEnabled() and not each.isHidden():
                return each
        return None

    @property
    def is_wanted(self) -> bool:
        return self._wanted

    def set_found(self, found: bool) -> None:
        self._found = found
        self.setVisible(self._found and self._wanted)

    def set_wanted(self, wanted: bool) -> None:
        self._wanted = wanted
        self.setVisible(self._found and self._wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = painter_on(self), self._themes.now
        if self._marked:
            paint.ground(painter, theme, self.rect(), 0, theme.accent.soft)
        painter.fillRect(0, 0, self.width(), 1, theme.border.subtle)


class SettingRow(Part):
    """Words at the left, a control at the right; a sentence below the words where needed."""

    def __init__(
        self,
        themes: Themes,
        words: str,
        *controls: QWidget,
        sentence: str = "",
        also: str = "",
        setting: str = "",
    ) -> None:
        super().__init__(themes, f"{words} {sentence} {also}", padded=False, setting=setting)
        row = QHBoxLayout(self)
        row.setContentsMargins(PAD - 1, 7, PAD - 1, 7)
        row.setSpacing(8)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(label(words))
        self.sentence = Paragraph(themes, sentence, font="small", ink="text.tertiary")
        if not sentence:
            self.sentence.hide()
        said.addWidget(self.sentence)
        row.addLayout(said, 1)
        for control in controls:
            row.addWidget(control)
        themes.changed.connect(self._renew)
        self._renew()

    def say(self, sentence: str) -> None:
        self.sentence.set_text(sentence)
        self.sentence.setVisible(bool(sentence))

    def _renew(self) -> None:
        self.setMinimumHeight(self._themes.now.size.setting_row)


class Pick(Button):
    """A button that shows the choice and opens the others.

    Signals:
        picked: the key of another choice.
    """

    picked = Signal(object)

    def __init__(
        self,
        themes: Themes,
        name: str,
        items: Sequence[tuple[object, str]],
        *,
        size: Size = Size.NORMAL,
    ) -> None:
        super().__init__(themes, items[0][1], size=size, trailing_icon="ph.caret-down")
        self._name = name
        self._items = list(items)
        self.value = items[0][0]
        self.clicked.connect(self.open_menu)
        self.show_value(self.value)

    @property
    def items(self) -> tuple[tuple[object, str], ...]:
        return tuple(self._items)

    def offer(self, items: Sequence[tuple[object, str]], value: object) -> None:
        """Other choices, and which of them it is, without telling."""
        self._items = list(items)
        self.show_value(value)

    def show_value(self, value: object) -> None:
        """Show a choice without telling."""
        self.value = value
        words = dict(self._items)[value]
        self.set_words(words)
        self.setAccessibleName(f"{self._name}, {words}")

    def open_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for value, words in self._items:
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setChecked(value == self.value)
            action.triggered.connect(lambda _on=False, each=value: self._on_picked(each))
            group.addAction(action)
            menu.addAction(action)
            if value == self.value:
                menu.setActiveAction(action)
        popup_below(menu, self, 2)
        return menu

    def _on_picked(self, value: object) -> None:
        if value != self.value:
            self.show_value(value)
            self.picked.emit(value)
