"""The button that has a setting as it is by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractButton

from desktop_app.domain.language import tr
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.buttons import Size, icon_button


def way_back(themes: Themes, by_itself: str, reset: Callable[[], object]) -> QAbstractButton:
    """Shown where there is something to take back. What stands beside it stays in its place when
    it goes.

    Args:
        by_itself: what it goes back to, in words.
    """
    words = tr("Back to “{words}”", words=by_itself)
    back = icon_button(themes, "ph.arrow-counter-clockwise", words, size=Size.SMALL)
    back.clicked.connect(lambda: reset())
    policy = back.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    back.setSizePolicy(policy)
    back.hide()
    return back
