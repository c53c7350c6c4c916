"""All commands and their keys, by where they act; each key is changed where it stands."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.shortcuts import (
    SHORTCUTS,
    SINGLE_LETTERS,
    Shortcut,
    Taken,
    keys_of,
    replaced,
    spelled,
    why_not,
)
from desktop_app.ui.actions import shown_key
from desktop_app.ui.settings.cards import PAD, Card, Part, fits
from desktop_app.ui.settings.key_cell import KeyCell
from desktop_app.ui.settings.typed_rows import TypedRow
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.dialogs import ask_first
from desktop_app.ui.widgets.labels import Paragraph, label

_TELL = tr("Backspace takes the key away, Esc leaves it as it is.")


class _Line(QWidget):
    """Below the row that is being changed: what can be done, or who has the key."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        row = QHBoxLayout(self)
        row.setContentsMargins(PAD, 6, PAD, 6)
        row.setSpacing(8)
        self.words = Paragraph(themes, "", font="small", ink="text.secondary")
        row.addWidget(self.words, 1)
        self.replace = Button(themes, tr("Replace"), size=Size.SMALL)
        self.keep = Button(themes, tr("Keep"), size=Size.SMALL)
        self.reset = Button(themes, tr("Reset"), size=Size.SMALL, look=Look.GHOST)
        for each in (self.reset, self.replace, self.keep):
            row.addWidget(each)

    def tell(self, words: str, *, choice: bool, reset: str = "") -> None:
        """Say something; with a choice between replacing and keeping, or with a way back."""
        self.words.set_text(words)
        self.replace.setVisible(choice)
        self.keep.setVisible(choice)
        self.reset.setVisible(bool(reset))
        self.reset.set_words(reset)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter_on(self).fillRect(self.rect(), self._themes.now.bg.subtle)


class KeyGroup(Part):
    """The commands of one place, in columns that are read downwards."""

    def __init__(self, themes: Themes, shortcuts: tuple[Shortcut, ...]) -> None:
        super().__init__(themes, "", padded=False)
        self.cells = [KeyCell(themes, each) for each in shortcuts]
        self._shown: list[KeyCell] = list(self.cells)
        self._columns = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 0)
        column.setSpacing(0)
        caption = label(shortcuts[0].where, "caption")
        caption.setContentsMargins(PAD - 1, 10, PAD - 1, 6)
        column.addWidget(caption)
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        column.addLayout(self._grid)

    def choose(self, cells: list[KeyCell], columns: int) -> None:
        """Show these, in so many columns."""
        if cells == self._shown and columns == self._columns:
            return
        for each in self.cells:
            self._grid.removeWidget(each)
        self._shown, self._columns = cells, columns
        rows = -(-len(cells) // columns) if cells else 0
        for number, each in enumerate(cells):
            self._grid.addWidget(each, 2 * (number % rows), number // rows)
        for each in self.cells:
            each.setVisible(each in cells)
        for at in range(3):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        self.set_wanted(bool(cells))

    def put_below(self, line: QWidget, cell: KeyCell) -> None:
        """Let something stand below the row of a cell."""
        row, _column, _, _ = self._grid.getItemPosition(self._grid.indexOf(cell))
        self._grid.addWidget(line, row + 1, 0, 1, self._columns)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = painter_on(self)
        edge = self._themes.now.border.subtle
        top = self._grid.geometry().top()
        painter.fillRect(0, top, self.width(), 1, edge)
        for at in range(1, self._columns):
            x = self.width() * at // self._columns
            painter.fillRect(x, top, 1, self.height() - top, edge)


class ShortcutsCard(Card):
    """Each key that is pressed holds at once."""

    def __init__(self, ctx: Context) -> None:
        themes = ctx.theme
        super().__init__(themes, "shortcuts", tr("Shortcuts"), tr("keys keyboard hotkeys"))
        self._ctx = ctx
        self._keymap = ctx.choices.keymap
        self._columns = 3
        self._wanted: list[str] = []
        self._cell: KeyCell | None = None
        self._asked = ""  # the key that another command has
        self.head.insertWidget(1, label(tr("Click a key to change it"), "small"))
        self.every = Button(themes, tr("Show commands without a key"), look=Look.GHOST)
        self.every.setCheckable(True)
        self.every.toggled.connect(self._on_every)
        self.head.addWidget(self.every)
        self.reset_all = Button(themes, tr("Reset all"), look=Look.GHOST)
        self.reset_all.clicked.connect(self._on_reset_all)
        self.head.addWidget(self.reset_all)
        self.letters = TypedRow(ctx, SINGLE_LETTERS)
        self.add(self.letters)
        self.groups: list[KeyGroup] = []
        for _context, members in groupby(SHORTCUTS, key=lambda each: each.context):
            group = KeyGroup(themes, tuple(members))
            self.groups.append(group)
            self.add(group)
            for cell in group.cells:
                self._listen_to(cell)
        self.line = _Line(themes)
        self.line.hide()
        self.line.replace.clicked.connect(self._on_replace)
        self.line.keep.clicked.connect(self._leave)
        self.line.reset.clicked.connect(lambda: self._reset(self._cell))
        self.close_up()
        self._keymap.changed.connect(self._show)
        self._show()

    def cell(self, action_id: str) -> KeyCell:
        """The place of a command.

        Raises:
            KeyError: it has none.
        """
        for group in self.groups:
            for each in group.cells:
                if each.shortcut.id == action_id:
                    return each
        raise KeyError(action_id)

    def set_columns(self, columns: int) -> None:
        """Three where there is room, else two."""
        if columns != self._columns:
            self._leave()
            self._columns = columns
            self._choose()

    def find(self, text: str) -> bool:
        """Commands are found one by one, by name, place, setting and key."""
        self._wanted = text.casefold().split()
        self._choose()
        whole = not self._wanted or fits(self._wanted, self.found_by)
        letters = self.letters.find(self._wanted, self.found_by) or whole
        self.letters.set_found(letters)
        return letters or any(not each.isHidden() for each in self.groups)

    def reveal(self, name: str) -> QWidget | None:
        for group in self.groups:
            for cell in group.cells:
                if cell.shortcut.setting == name:
                    if cell.isHidden():
                        self.every.setChecked(True)
                    cell.setFocus(Qt.FocusReason.TabFocusReason)
                    return cell
        return super().reveal(name)

    # What is shown

    def _show(self) -> None:
        changed = self._keymap.changed_keys
        for group in self.groups:
            for cell in group.cells:
                shortcut = cell.shortcut
                cell.show_keys(keys_of(shortcut, changed), changed=shortcut.id in changed)
        self.reset_all.setEnabled(bool(changed))
        self._choose()

    def _choose(self) -> None:
        every = self.every.isChecked()
        for group in self.groups:
            cells = [each for each in group.cells if self._is_chosen(each, every=every)]
            group.choose(cells, self._columns)

    def _is_chosen(self, cell: KeyCell, *, every: bool) -> bool:
        shortcut = cell.shortcut
        if not self._wanted or fits(self._wanted, self.found_by):
            return every or bool(cell.keys or shortcut.keys) or cell is self._cell
        keys = " ".join(map(shown_key, cell.keys))
        said = f"{shortcut.title} {shortcut.where} {shortcut.setting} {keys}"
        return fits(self._wanted, f"{said} {said.replace('+', ' ')}".casefold())

    # What the user does

    def _listen_to(self, cell: KeyCell) -> None:
        cell.begun.connect(lambda: self._on_begun(cell))
        cell.pressed_keys.connect(lambda key: self._on_keys(cell, key))
        cell.cleared.connect(lambda: self._give(cell, {cell.shortcut.id: ()}))
        cell.left_off.connect(self._leave)
        cell.menu_wanted.connect(lambda at: self._show_menu(cell, at))

    def _on_begun(self, cell: KeyCell) -> None:
        if self._cell is not None and self._cell is not cell:
            self._cell.stop()
        self._cell, self._asked = cell, ""
        self._group_of(cell).put_below(self.line, cell)
        self._tell(_TELL)
        announce(
            cell, tr("Press new keys for {title}. {tell}", title=cell.shortcut.title, tell=_TELL)
        )

    def _on_keys(self, cell: KeyCell, key: str) -> None:
        changed = self._keymap.changed_keys
        try:
            wanted = spelled(key)
            if keys_of(cell.shortcut, changed) == (wanted,):
                self._leave()
                return
            taken = why_not(cell.shortcut, wanted, changed)
        except KnownError as error:
            self._tell(f"{error.title} {_TELL}")
            return
        if taken is None:
            self._give(cell, {cell.shortcut.id: (wanted,)})
        else:
            self._ask(cell, wanted, taken)

    def _ask(self, cell: KeyCell, key: str, taken: Taken) -> None:
        """Another command has it: who shall?"""
        words = taken.words.replace(key, shown_key(key), 1)
        announce(cell, words)
        if taken.by is None:
            self._tell(tr("{words} Press other keys. {tell}", words=words, tell=_TELL))
            return
        self._asked = key
        self._tell(words, choice=True)
        cell.stop()
        self.line.keep.setFocus(Qt.FocusReason.TabFocusReason)

    def _tell(self, words: str, *, choice: bool = False) -> None:
        cell = self._cell
        reset = ""
        if cell is not None and cell.is_changed and not choice:
            first = tr(" or ").join(map(shown_key, cell.shortcut.keys)) or tr("no key")
            reset = tr("Reset to {first}", first=first)
        self.line.tell(words, choice=choice, reset=reset)
        self.line.show()

    def _on_replace(self) -> None:
        cell = self._cell
        if cell is None or not self._asked:
            return
        changed = self._keymap.changed_keys
        given = replaced(cell.shortcut, self._asked, changed)
        others = [each for each in SHORTCUTS if each.id in given and each is not cell.shortcut]
        self._give(cell, given)
        bare = [f"“{each.title}”" for each in others if not given[each.id]]
        if bare:
            self._ctx.notices.say(tr("{bare} has no key now", bare=tr(" and ").join(bare)))

    def _give(self, cell: KeyCell, keys: dict[str, tuple[str, ...]]) -> None:
        self._leave()
        self._ctx.choices.put_keys(keys)
        said = tr(" or ").join(map(shown_key, cell.keys)) or tr("no key")
        announce(cell, f"{cell.shortcut.title}: {said}")

    def _reset(self, cell: KeyCell | None) -> None:
        """Back to the keys it had first; where another has one of them meanwhile, that is asked."""
        if cell is None:
            return
        changed = self._keymap.changed_keys
        for key in cell.shortcut.keys:
            taken = why_not(cell.shortcut, key, changed)
            if taken is not None:
                cell.listen()
                self._ask(cell, spelled(key), taken)
                return
        self._give(cell, {cell.shortcut.id: cell.shortcut.keys})

    def _leave(self) -> None:
        cell, self._cell, self._asked = self._cell, None, ""
        inside = self.line.isAncestorOf(self.window().focusWidget() or self)
        if cell is not None:
            cell.stop()
            if inside:  # before what has the keyboard goes, which would give it to anything
                cell.setFocus(Qt.FocusReason.TabFocusReason)
        self.line.hide()

    def leave(self) -> bool:
        """Esc amid a choice; tells whether there was one."""
        was = self._cell is not None
        self._leave()
        return was

    def _show_menu(self, cell: KeyCell, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Change keys"), cell.listen)
        none = menu.addAction(tr("No key"), lambda: self._give(cell, {cell.shortcut.id: ()}))
        none.setEnabled(bool(cell.keys))
        menu.addAction(tr("Reset"), lambda: self._reset(cell)).setEnabled(cell.is_changed)
        menu.popup(at)

    def _on_every(self, _on: bool) -> None:
        words = tr("Hide commands without a key") if self.every.isChecked() else ""
        self.every.set_words(words or tr("Show commands without a key"))
        self._choose()

    def _on_reset_all(self) -> None:
        count = len(self._keymap.changed_keys)
        what = (
            tr("One command has")
            if count == 1
            else tr("{count} commands have", count=numeral(count))
        )
        ask_first(
            self, self._ctx.theme, tr("Reset all keys?"),
            tr("{what} other keys than at first. They get those back.", what=what), tr("Reset all"),
            self._reset_every,
        )  # fmt: skip

    def _reset_every(self) -> None:
        changed = self._keymap.changed_keys
        self._leave()
        self._ctx.choices.put_keys({each.id: each.keys for each in SHORTCUTS if each.id in changed})

    def _group_of(self, cell: KeyCell) -> KeyGroup:
        return next(each for each in self.groups if cell in each.cells)
