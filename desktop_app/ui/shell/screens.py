"""Screens as data: one entry each."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.changes import Kind
from desktop_app.ui.shell.context import Context

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SideRow:
    """A row of the sidebar's lower part, such as a saved view.

    Args:
        icon: "" for a dot.
        ink: the icon's colour.
        count: shown at the right; None for none.
    """

    key: str
    text: str
    icon: str
    count: int | None = None
    ink: str = "text.secondary"


@dataclass(frozen=True, slots=True)
class SideSection:
    """A titled group of the sidebar.

    Args:
        add: what the "+" beside the title is called; "" for none.
    """

    title: str
    rows: tuple[SideRow, ...]
    add: str = ""


class SideModel(QObject):
    """What the sidebar shows for one screen. The screen owns it and calls ``set``.

    Signals:
        changed: sections, choice or the screen's own count changed.
        chosen: the key of a row the user picked.
        add_wanted: the "+" beside a title was pressed; the widget.
        menu_wanted: the key of a row whose menu is wanted, and where on the screen.
        move_wanted: the key of a row that is to go so many places down (negative: up).
    """

    changed = Signal()
    chosen = Signal(str)
    add_wanted = Signal(object)
    menu_wanted = Signal(str, object)
    move_wanted = Signal(str, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sections: tuple[SideSection, ...] = ()
        self.current = ""
        self.count: int | None = None

    def set(
        self,
        sections: Sequence[SideSection] | None = None,
        *,
        current: str | None = None,
        count: int | None = None,
    ) -> None:
        """Change what is given; None leaves it as it is."""
        if sections is not None:
            self.sections = tuple(sections)
        if current is not None:
            self.current = current
        if count is not None:
            self.count = count or None
        self.changed.emit()


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen of the window.

    A screen's widget may have: ``side`` (:class:`SideModel`), ``focus_search()``,
    ``focus_list()``, ``next_pane()`` → bool (False at the last pane), ``go_back()`` → bool
    (whether Esc had something to close), ``open(id)`` (shows a lead or a conversation),
    ``create()`` with ``creates`` (what that makes, and its key: the pencil's; without it the
    pencil makes a lead) and ``shown()`` (called when it becomes the current screen).

    Args:
        key: its name and the context of its actions.
        make: builds the widget, when it is first shown.
        load: imports what ``make`` needs; called by itself where there is time to use.
        count: the figure beside its name, asked in the background with the user's services;
            asked again when one of ``count_kinds`` changes.
        apart: has a sidebar of its own, and no row in that of the others.
    """

    key: str
    title: str
    icon: str
    shortcut: str
    make: Callable[[Context], QWidget]
    load: Callable[[], object] = lambda: None
    count: Callable[[Any], int | None] | None = None
    count_kinds: Kind = Kind.NONE
    apart: bool = False


def ask(widget: Any, name: str, *args: Any) -> Any:
    """Call an optional method of a screen; None when it has none."""
    method = getattr(widget, name, None)
    return method(*args) if callable(method) else None


def remember_all(each: Iterable[Any]) -> None:
    """Have each remember what was typed in it, where it can: somebody leaves. What one of them
    cannot keeps neither the others from it, nor anybody here."""
    for one in each:
        try:
            ask(one, "remember")
        except Exception:
            log.exception("not everything could be put away")  # which writes a report
