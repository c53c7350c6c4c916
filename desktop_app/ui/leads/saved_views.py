"""The saved views of leads: what they ask, how many they hold, and their rows at the side."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.leads import LeadView
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.screens import SideModel, SideRow, SideSection

_ALL = "all"
_LOOKS = {
    _ALL: ("ph.stack", "accent.text"),
    "hot": ("ph.fire", "status.hot.solid"),
    "drafts": ("ph.sparkle", "semantic.ai.solid"),
    "quiet": ("ph.moon", "text.secondary"),
}


class SavedViews(QObject):
    """Reads the views, and shows them in the sidebar.

    Signals:
        changed: they have been read.
    """

    changed = Signal()

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._views: dict[str, LeadView] = {}
        self.side = SideModel(self)
        self.current = _ALL

    def choose(self, key: str) -> LeadView | None:
        """Make a view the current one; None where there is no such view."""
        view = self._views.get(key)
        if view is not None:
            self.current = key
            self.side.set(current=key)
        return view

    @property
    def title(self) -> str:
        view = self._views.get(self.current)
        return view.name if view else "All leads"

    @property
    def total(self) -> int | None:
        """How many leads there are in all; None until that is known."""
        view = self._views.get(_ALL)
        return None if view is None else view.count

    @property
    def narrows(self) -> bool:
        """Whether the current view leaves leads out, where there are any."""
        return self.current != _ALL and bool(self.total)

    def read(self) -> None:
        """Ask for the views and their counts."""
        leads = self._ctx.services.leads
        self._ctx.ops.run_query(self, lambda: tuple(leads.views()), self._on_views, key="views")

    def _on_views(self, views: tuple[LeadView, ...]) -> None:
        self._views = {view.key: view for view in views}
        rows = []
        for view in views:
            icon, ink = _LOOKS.get(view.key, ("ph.funnel-simple", "text.secondary"))
            rows.append(SideRow(view.key, view.name, icon, view.count, ink))
        self.side.set([SideSection("Saved views", tuple(rows))], current=self.current)
        self.changed.emit()
