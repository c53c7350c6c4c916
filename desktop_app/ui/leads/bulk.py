"""What is done to the checked leads: asked here, done at once or by the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from desktop_app.domain.ids import IdList
from desktop_app.domain.jobs import Job
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.lead_changes import AT_ONCE, DeleteLeads, LeadChange, SetField
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.leads import LeadStatus
from desktop_app.ui.leads.status_menu import show_status_menu
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.dialogs import ask_first


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which leads a command is for, so that another thread can tell.

    Args:
        resolve: gives their ids; off the window's thread.
        count: how many they are.
    """

    resolve: Callable[[], IdList]
    count: int

    @classmethod
    def one(cls, lead_id: UUID) -> Chosen:
        """A single lead."""
        return cls(lambda: IdList.of([lead_id]), 1)


class BulkCommands(QObject):
    """The commands of the bar and of the menu Lead, on whatever is chosen when they are given.

    Args:
        host: over which menus and dialogs open.
        chosen: what is checked, or else the current lead; None where there is neither.
        taken: called once a command is on its way: what was checked needs it no more.
    """

    def __init__(
        self,
        ctx: Context,
        host: QWidget,
        chosen: Callable[[], Chosen | None],
        taken: Callable[[], None],
    ) -> None:
        super().__init__(host)
        self._ctx = ctx
        self._host = host
        self._chosen = chosen
        self._taken = taken

    def choose_status(self, at: QPoint) -> None:
        """Open the menu of statuses above a place."""
        chosen = self._chosen()
        if chosen is None:
            return

        def choose(status: LeadStatus) -> None:
            self.change(SetField("status", tr("Status"), status.value), chosen)

        show_status_menu(self._host, self._ctx.theme, at, choose, above=True)

    def set_field(self, fields: LeadFields) -> None:
        """Ask for a field and its value."""
        from desktop_app.ui.leads.bulk_field import BulkFieldDialog

        if (chosen := self._chosen()) is not None:
            dialog = BulkFieldDialog(self._ctx, self._host.window(), fields, chosen.count)
            dialog.decided.connect(lambda change: self.change(change, chosen))
            dialog.open()

    def add_action(self) -> None:
        """Ask for an action, and plan it with each."""
        from desktop_app.ui.leads.bulk_action import BulkActionDialog

        if (chosen := self._chosen()) is not None:
            dialog = BulkActionDialog(self._ctx, self._host.window(), chosen.count)
            dialog.decided.connect(lambda change: self.change(change, chosen))
            dialog.open()

    def delete(self) -> None:
        """Delete them; where they are very many, after asking. Undo brings them back."""
        chosen = self._chosen()
        if chosen is None:
            return
        if chosen.count <= AT_ONCE:
            self.change(DeleteLeads(), chosen)
            return
        ask_first(
            self._host.window(),
            self._ctx.theme,
            tr("Delete {count} leads?", count=numeral(chosen.count)),
            tr(
                "Their actions, insights and conversations go with them; the mail itself stays. "
                "Edit > Undo brings all of it back."
            ),
            tr("Delete"),
            lambda: self.change(DeleteLeads(), chosen),
        )

    def change(self, change: LeadChange, chosen: Chosen) -> None:
        """Have one change done to all that is chosen."""
        services = self._ctx.services

        def work() -> Any:
            return services.lead_bulk.change(chosen.resolve(), change)

        def done(result: Any) -> None:
            if isinstance(result, Job):
                self._ctx.expect_jobs((result,))

        self._ctx.ops.run_command(self, work, done)
        self._taken()
