"""The screens of the workspace, each built when it is first visited."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.about import About
from desktop_app.domain.language import tr
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.screens import Screen, SideModel, ask
from desktop_app.ui.widgets.states import fault_page

log = logging.getLogger(__name__)


class BrokenScreen(QWidget):
    """In place of a screen that could not be built: what happened, where it is written, and
    another try. The others go on.

    Signals:
        retry_wanted: the user asked to try again.
    """

    retry_wanted = Signal()

    def __init__(self, ctx: Context, fault: Fault) -> None:
        super().__init__()
        told = fault
        if not fault.known:
            told = replace(
                fault,
                title=tr("This screen could not be opened"),
                advice=tr(
                    "The other screens still work. A report of what happened was written on "
                    "this computer."
                ),
                known=True,
            )
        self.page = fault_page(ctx.theme, told, self.retry_wanted.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        if not fault.known:
            care = ctx.services.care
            ctx.ops.run_query(self, care.about, self._say_where, lambda _error: None)

    def focus_list(self) -> None:
        """The keyboard is at what can be done."""
        self.page.buttons[0].setFocus()

    def _say_where(self, about: About) -> None:
        self.page.say(
            tr(
                "The other screens still work. A report of what happened is in {folder}.",
                folder=about.reports,
            )
        )


class ScreenStack(QStackedWidget):
    """Holds the screens that were visited, and shows one.

    Attributes:
        current: the key of the screen that is shown; "" before the first one is.

    Signals:
        wanted: the key of a screen that is to be shown.
    """

    wanted = Signal(str)

    def __init__(self, ctx: Context, screens: Sequence[Screen]) -> None:
        super().__init__()
        self._ctx = ctx
        self._screens = {screen.key: screen for screen in screens}
        self._built: dict[str, QWidget] = {}
        self.current = ""

    @property
    def now(self) -> QWidget:
        """The widget of the screen that is shown."""
        return self._built[self.current]

    @property
    def built(self) -> tuple[QWidget, ...]:
        """All that were visited."""
        return tuple(self._built.values())

    def screen(self, key: str) -> QWidget | None:
        """A screen's widget if it has been built."""
        widget = self._built.get(key)
        return None if isinstance(widget, BrokenScreen) else widget

    def ask(self, method: str, *args: Any) -> Any:
        """Call an optional method of the screen that is shown; None where it has none."""
        return ask(self.now, method, *args)

    def go(self, key: str) -> QWidget:
        """Show a screen, building it at its first visit, or once more where it could not be.

        Raises:
            Exception: the first screen of all cannot be built; nothing works then.
        """
        widget = self.screen(key)
        if widget is None:
            self._drop(key)
            widget = self._built[key] = self._build(self._screens[key])
            self.addWidget(widget)
        self.current = key
        self.setCurrentWidget(widget)
        return widget

    def _build(self, screen: Screen) -> QWidget:
        try:
            with self._ctx.actions.all_or_none():
                widget = screen.make(self._ctx)
        except Exception as error:
            if not self.current:
                raise
            log.exception("the screen %s could not be built", screen.key)  # which writes a report
            broken = BrokenScreen(self._ctx, Fault.of(error))
            broken.retry_wanted.connect(lambda: self.wanted.emit(screen.key))
            return broken
        side = getattr(widget, "side", None)
        if isinstance(side, SideModel):
            side.chosen.connect(lambda _row: self.wanted.emit(screen.key))
        return widget

    def _drop(self, key: str) -> None:
        """What stood in the place of a screen."""
        if (stood := self._built.pop(key, None)) is not None:
            self.removeWidget(stood)
            stood.deleteLater()
