"""The dialog that sets one field of many leads."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.lead_changes import SetField
from desktop_app.domain.lead_fields import Field as LeadField
from desktop_app.domain.lead_fields import LeadFields, ValueKind
from desktop_app.domain.lead_values import check_value
from desktop_app.domain.leads import status_label
from desktop_app.domain.typed_dates import month_comes_first
from desktop_app.ui.leads.words import leads_words
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.fields import Field, SubmitOnEnter
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import label

_ALONE = frozenset({"email", "company", "contact_name"})
"""What no two leads share by being set at once."""

_HINTS = {
    ValueKind.NUMBER: tr("A number, for example 1,200. Empty takes it away."),
    ValueKind.DATE: tr("A date, for example 17 June 2026. Empty takes it away."),
}


class BulkFieldDialog(Dialog):
    """Which field, and what it is to be; stays open, with the reason, if it cannot.

    Signals:
        decided: the :class:`SetField`.

    Args:
        count: how many leads are chosen.
    """

    decided = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget, fields: LeadFields, count: int) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._fields = [field for field in fields.all if field.editable and field.key not in _ALONE]
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Change a field"))
        self.setModal(True)
        self.setFixedWidth(420)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(label(tr("Change a field"), "title"))
        column.addWidget(
            label(tr("Of {leads_words}, as one step", leads_words=leads_words(count)), "secondary")
        )
        self.which = Choice(ctx.theme, tr("Field"))
        self.which.addItems([field.title for field in self._fields])
        self.which.currentIndexChanged.connect(self._on_field)
        column.addWidget(self.which)
        self.value = Field(ctx.theme, tr("New value"))
        column.addWidget(self.value)
        self.choice = Choice(ctx.theme, tr("New value"))
        column.addWidget(self.choice)
        column.addLayout(self._make_buttons())
        self._enter = SubmitOnEnter(self)
        self._enter.watch(self.value.edit)
        self._enter.submitted.connect(self.submit)
        self._on_field(0)

    @property
    def field(self) -> LeadField:
        """The field that is chosen."""
        return self._fields[self.which.currentIndex()]

    def submit(self) -> None:
        """Hand it over if the value can stand in the field."""
        field = self.field
        typed = self.choice.currentData() if field.choices else self.value.text
        try:
            value = check_value(
                field,
                typed,
                today=self._ctx.now().date(),
                month_first=month_comes_first(self._ctx.services.user.timezone),
            )
        except KnownError as error:
            self.value.set_error(f"{error.title} {error.advice}".strip())
            self.value.edit.setFocus()
            return
        self.decided.emit(SetField(field.key, field.title, value))
        self.accept()

    def _on_field(self, _at: int) -> None:
        field = self.field
        self.value.setVisible(not field.choices)
        self.value.set_error("")
        self.value.edit.setPlaceholderText(_HINTS.get(field.kind, tr("Empty takes it away")))
        self.choice.setVisible(bool(field.choices))
        self.choice.clear()
        for choice in field.choices:
            self.choice.addItem(status_label(choice) if field.key == "status" else choice, choice)
        if field.choices and field.key != "status":
            self.choice.addItem("(empty)", "")

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        cancel = Button(self._ctx.theme, tr("Cancel"), size=Size.FIELD)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        go = Button(self._ctx.theme, tr("Change"), look=Look.PRIMARY, size=Size.FIELD)
        go.clicked.connect(self.submit)
        row.addWidget(go)
        return row
