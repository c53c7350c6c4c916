"""The menu bar, made from the registry and hidden until Alt; and the list of keys."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QMenuBar,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.language import tr
from desktop_app.ui.actions import GLOBAL, Action, Actions, caps_of, shown_key
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import KeyCap, label
from desktop_app.ui.widgets.layouts import within
from desktop_app.ui.widgets.scroll import scrolling

_ORDER = (
    tr("&File"),
    tr("&Edit"),
    tr("&View"),
    tr("&Go"),
    tr("&Lead"),
    tr("&Conversation"),
    tr("&Help"),
)


class AltMenuBar(QMenuBar):
    """Takes no room until Alt (or F10) brings the keyboard to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = self.isNativeMenuBar()
        self._fold(not self._open)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._fold(False)
        # The first menu is chosen by its place, so the bar must have one by now.
        window = self.parentWidget()
        if window is not None and window.layout() is not None:
            window.layout().activate()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # A menu that drops down takes the focus as well; then the bar has to stay.
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._fold(True)

    @property
    def folded(self) -> bool:
        return not self._open

    def sizeHint(self) -> QSize:
        return super().sizeHint() if self._open else QSize(0, 0)

    def _fold(self, fold: bool) -> None:
        if self.isNativeMenuBar():
            return
        self._open = not fold
        self.setMaximumHeight(0 if fold else 16_777_215)
        self.updateGeometry()


def fill_menu_bar(bar: QMenuBar, actions: Actions) -> None:
    """Build the menus from the actions that name one, anew after each change of context."""
    bar.clear()
    named = [action for action in actions.all() if action.menu and actions.lives(action)]
    titles = sorted({action.menu for action in named}, key=_place)
    for title in titles:
        menu = bar.addMenu(title)
        menu.aboutToShow.connect(lambda each=menu, of=title: _ask(each, actions, of))
        _fill(menu, actions, [action for action in named if action.menu == title])


def _place(title: str) -> tuple[int, str]:
    return (_ORDER.index(title) if title in _ORDER else len(_ORDER) - 1, title)


def _fill(menu: QMenu, actions: Actions, those: list[Action]) -> None:
    those = sorted(those, key=lambda action: action.group)
    for number, (_group, members) in enumerate(groupby(those, key=lambda action: action.group)):
        if number:
            menu.addSeparator()
        for action in members:
            menu.addAction(actions.qaction(action.id))


def _ask(menu: QMenu, actions: Actions, title: str) -> None:
    """Before a menu opens its entries learn whether they can act; keys stay alive."""
    for action in actions.all():
        if action.menu == title and actions.lives(action):
            actions.qaction(action.id).setEnabled(action.enabled_when())
    menu.aboutToHide.connect(actions.refresh, Qt.ConnectionType.UniqueConnection)


def show_user_menu(actions: Actions, owner: QWidget, anchor: QWidget) -> None:
    """The menu of the person, above their name: looks, settings, lock and sign-out."""
    menu = QMenu(owner)
    actions.refresh()
    for name in ("view.system", "view.light", "view.dark", "view.contrast"):
        menu.addAction(actions.qaction(name))
    sizes = menu.addMenu(tr("Text size"))
    for action in actions.all():
        if action.id.startswith("view.text_"):
            sizes.addAction(actions.qaction(action.id))
    menu.addSeparator()
    if any(action.id == "go.settings" for action in actions.all()):
        menu.addAction(actions.qaction("go.settings"))
    menu.addAction(actions.qaction("help.keys"))
    menu.addSeparator()
    menu.addAction(actions.qaction("file.lock"))
    menu.addAction(actions.qaction("file.sign_out"))
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    corner = anchor.mapToGlobal(QPoint(0, 0))
    menu.popup(QPoint(corner.x(), corner.y() - menu.sizeHint().height() - 6))


class KeysDialog(Dialog):
    """Every key, by where it acts."""

    def __init__(
        self, themes: Themes, actions: Actions, names: dict[str, str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys"))
        self.resize(560, 520)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(8)
        self.lines: list[tuple[str, str]] = []
        for context, name in names.items():
            those = [
                each for each in actions.all() if each.context == context and actions.keys(each.id)
            ]
            if not those:
                continue
            title = label(tr("Everywhere") if context == GLOBAL else name, "caption")
            column.addLayout(within(title, 0, 8, 0, 2))
            grid = QGridLayout()
            grid.setVerticalSpacing(4)
            grid.setColumnStretch(0, 1)
            for row, action in enumerate(those):
                grid.addWidget(label(action.plain_text.rstrip("…")), row, 0)
                grid.addLayout(self._keys(themes, action, actions.keys(action.id)), row, 1)
            column.addLayout(grid)
        column.addStretch()
        outer.addWidget(scrolling(holder))

    def _keys(self, themes: Themes, action: Action, keys: Sequence[str]) -> QHBoxLayout:
        box = QHBoxLayout()
        box.setSpacing(4)
        box.addStretch()
        for number, key in enumerate(keys):
            self.lines.append((action.plain_text, shown_key(key)))
            if number:
                box.addWidget(label(tr("or", "between keys"), "small"))
            for part in caps_of(key):
                box.addWidget(KeyCap(themes, part))
        return box
