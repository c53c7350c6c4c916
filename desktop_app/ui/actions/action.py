"""A command of the window as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

GLOBAL = "global"


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """One command.

    Args:
        id: unique, ``"leads.new"``.
        text: as the menu says it, with an ampersand before the mnemonic where wanted.
        run: what it does.
        keys: shortcuts by itself, in Qt's portable spelling ("Ctrl+1", "C", "Shift+R"); the user
            may have given it others (:class:`~desktop_app.ui.actions.keymap.Keymap`). The first
            one is shown. A key with neither Ctrl nor Alt never acts while text is typed.
        icon: a Phosphor name or "".
        menu: the title of the menu it stands in; "" for none.
        context: ``GLOBAL`` or the key of the screen in which it lives.
        enabled_when: asked before the menu opens and before it runs.
        keys_by_view: the view with the focus handles the keys by itself (Enter, arrows);
            they are only shown, never bound.
        checkable, checked_when: for choices such as Light and Dark.
        group: actions of one group stand together, lines between groups.
        words: further words for finding it.
    """

    id: str
    text: str
    run: Callable[[], None]
    keys: tuple[str, ...] = ()
    icon: str = ""
    menu: str = ""
    context: str = GLOBAL
    enabled_when: Callable[[], bool] = _always
    keys_by_view: bool = False
    checkable: bool = False
    checked_when: Callable[[], bool] = _always
    group: int = 0
    words: tuple[str, ...] = field(default=())

    @property
    def plain_text(self) -> str:
        """The text without its mnemonic mark."""
        return self.text.replace("&&", "\0").replace("&", "").replace("\0", "&")
