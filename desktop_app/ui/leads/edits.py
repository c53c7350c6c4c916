"""Values on their way from the table to the database: shown at once, turned back if refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject

from desktop_app.domain.changes import Changes
from desktop_app.domain.lead_fields import Field
from desktop_app.domain.lead_values import Stored, check_value
from desktop_app.ui.leads.columns import TableColumns
from desktop_app.ui.leads.model import LeadTableModel
from desktop_app.ui.shell.context import Context

_PROMISED = 2_000  # leads at most whose values are shown before they are stored


class CellEdits(QObject):
    """Saves what was typed or pasted, each time as one command with one undo."""

    def __init__(self, ctx: Context, model: LeadTableModel, columns: TableColumns) -> None:
        super().__init__(model)
        self._ctx = ctx
        self._model = model
        self._columns = columns

    @property
    def today(self) -> date:
        """The user's day."""
        return self._ctx.now().date()

    @property
    def month_first(self) -> bool:
        """How the user means 3/5/2026."""
        from desktop_app.domain.typed_dates import month_comes_first

        return month_comes_first(self._ctx.services.user.timezone)

    def check(self, field: Field, typed: str) -> Stored:
        """What a cell would hold.

        Raises:
            KnownError: it cannot stand there.
        """
        return check_value(field, typed, today=self.today, month_first=self.month_first)

    def save(self, lead_id: UUID, field: Field, typed: str) -> None:
        """Save one cell."""
        leads = self._ctx.services.leads
        edits = [(lead_id, {field.key: typed})]
        self._run(edits, lambda: leads.update(lead_id, {field.key: typed}))

    def save_many(self, edits: Sequence[tuple[UUID, Mapping[str, str]]]) -> None:
        """Save a paste, whose values were checked."""
        leads = self._ctx.services.leads
        self._run(edits, lambda: leads.update_many(edits))

    def _run(
        self,
        edits: Sequence[tuple[UUID, Mapping[str, str]]],
        command: Callable[[], Changes],
    ) -> None:
        promised: dict[UUID, dict[Field, Stored]] = {}
        for lead_id, values in edits[:_PROMISED]:
            known = [(self._columns.fields.get(key), typed) for key, typed in values.items()]
            promised[lead_id] = {
                field: self.check(field, typed) for field, typed in known if field is not None
            }
        ids = tuple(promised)
        self._model.promise(promised)

        def done(_changes: Changes) -> None:
            self._model.settle_promise(ids, kept=True)

        def refused(error: Exception) -> None:
            self._model.settle_promise(ids, kept=False)
            self._ctx.notices.error(error)

        self._ctx.ops.run_command(self, command, done, refused)
