"""The line that says that a lead may be the same as others."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from desktop_app.domain.language import plural, tr
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button, Look, Size


class AlikeLine(Button):
    """ "Possibly the same as 2 others": pressed, it puts them side by side. Hidden where there
    are none."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(
            ctx.theme, "-", icon="ph.intersect", look=Look.LINK, size=Size.SMALL,
            name=tr("Compare them, to merge them or to say that they are not the same"),
        )  # fmt: skip
        self._ctx = ctx
        self._lead_id: UUID | None = None
        self.clicked.connect(self._compare)
        self.hide()

    def show_for(self, lead_id: UUID, others: int) -> None:
        """Say of a lead with how many others it may be one."""
        self._lead_id = lead_id
        words = plural("Possibly the same as {n} others", "Possibly the same as {n} other", others)
        self.set_words(words)
        self.setAccessibleName(words)
        self.setVisible(others > 0)

    def _compare(self) -> None:
        """Put the lead side by side with all that hang together with it."""
        wanted = self._lead_id
        if wanted is None:
            return
        from desktop_app.ui.leads.merge import show_merge

        duplicates = self._ctx.services.duplicates

        def show(ids: Sequence[UUID]) -> None:
            show_merge(self._ctx, self, ids)

        self._ctx.ops.run_query(self, lambda: duplicates.group((wanted,)), show, key="group")
