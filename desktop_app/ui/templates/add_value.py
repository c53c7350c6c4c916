"""A value for a field of the lead that the preview is for, written where it is missed."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.lead_fields import LeadFields, ValueKind
from desktop_app.ui.leads.dropdown import Dropdown
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button, Look
from desktop_app.ui.widgets.fields import Field, SubmitOnEnter

_HINTS = {
    ValueKind.DATE: tr("2026-06-17, 17 June, friday"),
    ValueKind.NUMBER: "1,234.5",
    ValueKind.SIZE: "51–200",
}


class AddValue(Dropdown):
    """A field and a button; the value goes into the lead.

    Args:
        key: of the field of the lead (``custom.event_name``, ``phone``).

    Signals:
        done: it stands in the lead.
    """

    done = Signal()

    def __init__(
        self, ctx: Context, parent: QWidget, lead_id: UUID, key: str, title: str, whose: str
    ) -> None:
        super().__init__(ctx.theme, parent, width=320)
        self._ctx = ctx
        self._lead_id = lead_id
        self._key = key
        self.column.setContentsMargins(14, 12, 14, 12)
        self.column.setSpacing(10)
        self.field = Field(ctx.theme, tr("{title} of {whose}", title=title, whose=whose))
        self.column.addWidget(self.field)
        row = QHBoxLayout()
        row.addStretch()
        self.save = Button(ctx.theme, tr("Save"), look=Look.PRIMARY, key="Enter")
        self.save.clicked.connect(self.submit)
        row.addWidget(self.save)
        self.column.addLayout(row)
        self._enter = SubmitOnEnter(self)
        self._enter.watch(self.field.edit)
        self._enter.submitted.connect(self.submit)
        self.setFocusProxy(self.field.edit)
        leads = ctx.services.leads
        ctx.ops.run_query(self, leads.fields, self._on_fields, lambda _error: None)

    def submit(self) -> None:
        """Save it, where it is one."""
        typed = self.field.text.strip()
        if not typed:
            self.field.set_error(tr("Write the value."))
            return
        leads, lead_id, key = self._ctx.services.leads, self._lead_id, self._key
        self.save.setEnabled(False)
        self._ctx.ops.run_command(
            self, lambda: leads.update(lead_id, {key: typed}), self._on_saved, self._on_refused
        )

    def _on_fields(self, fields: LeadFields) -> None:
        field = fields.get(self._key)
        if field is None:
            return
        if field.kind is ValueKind.CHOICE and field.choices:
            self.field.set_hint(tr("One of: {choices}", choices=", ".join(field.choices)))
        elif field.kind in _HINTS:
            self.field.edit.setPlaceholderText(_HINTS[field.kind])

    def _on_saved(self, _done: object) -> None:
        self.close()
        self.done.emit()

    def _on_refused(self, error: Exception) -> None:
        fault = Fault.of(error)
        self.save.setEnabled(True)
        self.field.set_error(f"{fault.title} {fault.advice}".strip())
