"""The sidebar of the templates: the library, with its figures."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.domain.language import tr
from desktop_app.domain.templates import TemplateCounts, TemplateScope
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.screens import SideModel, SideRow, SideSection
from desktop_app.ui.templates.words import SCOPES


class TemplateSide(SideModel):
    """The rows of the library."""

    def __init__(self, ctx: Context, owner: QObject) -> None:
        super().__init__(owner)
        self._ctx = ctx
        self._show(None)
        self.set(current=TemplateScope.ALL.value)

    def recount(self) -> None:
        """Read the figures anew, in the background."""
        templates = self._ctx.services.templates
        self._ctx.ops.run_query(
            self, templates.counts, self._show, lambda _error: None, key="counts"
        )

    def _show(self, counts: TemplateCounts | None) -> None:
        rows = tuple(
            SideRow(
                scope.value,
                title,
                icon,
                getattr(counts, scope.value) if counts is not None else None,
            )
            for scope, title, icon in SCOPES
        )
        self.set((SideSection(tr("Library"), rows),))
