"""Where the panel of a lead stands: beside the table, or as a drawer over it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.floating import Drawer
from desktop_app.ui.widgets.splitter import Splitter

_WIDTHS = "leads.panes"


class PanelPlace:
    """Moves the panel between splitter and drawer as the window's width asks.

    Args:
        host: the screen, over which the drawer lies.
        splitter: holds the table's pane already.
    """

    def __init__(self, ctx: Context, host: QWidget, splitter: Splitter, panel: QWidget) -> None:
        self._ctx = ctx
        self._host = host
        self._splitter = splitter
        self._panel = panel
        self._closed = False
        self._closed_over: dict[bool, bool] = {}
        self.over = False
        layout = ctx.theme.now.layout
        panel.setMinimumWidth(layout.lead_panel_min)
        panel.setMaximumWidth(layout.lead_panel_max)
        panel.hide()
        splitter.addWidget(panel)
        self.drawer = Drawer(ctx.theme, host, layout.lead_panel)
        self._restore()

    def switch(self, board: bool) -> None:
        """Another list stands beside the panel now; each has it open or closed by itself, the
        board closed at first."""
        self._closed_over[not board] = self._closed
        self._closed = self._closed_over.get(board, board)
        if self.over:
            self.drawer.shut()

    def place(self, *, has_rows: bool) -> None:
        """Put the panel where the window has room for it; without rows it is not shown."""
        over = self._host.window().width() < self._ctx.theme.now.layout.drawer_below
        if over != self.over:
            self.over = over
            if over:
                self.drawer.hold(self._panel)
            else:
                self.drawer.release()
                self._splitter.addWidget(self._panel)
                self._restore()
        if not over:
            self._panel.setVisible(has_rows and not self._closed)

    def open(self, *, has_rows: bool) -> None:
        """Show the panel, also after the user had closed it."""
        self._closed = False
        self.place(has_rows=has_rows)
        if self.over and has_rows:
            self.drawer.open()

    def close(self) -> None:
        if self.over:
            self.drawer.shut()
        else:
            self._closed = True
            self._panel.hide()

    def remember(self) -> None:
        """Put the widths away."""
        if not self.over and self._panel.isVisible():
            self._ctx.state.put(_WIDTHS, self._splitter.sizes())

    def _restore(self) -> None:
        layout = self._ctx.theme.now.layout
        sizes = self._ctx.state.numbers(_WIDTHS)
        wanted = sizes[1] if len(sizes) == 2 else layout.lead_panel
        wanted = max(layout.lead_panel_min, min(layout.lead_panel_max, wanted))
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._splitter.setSizes([max(1, self._host.width() - wanted - 1), wanted])
