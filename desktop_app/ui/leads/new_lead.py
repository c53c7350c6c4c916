"""The dialog that adds one lead by hand."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.leads import LeadDraft, LeadStatus
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.drafts import Drafts
from desktop_app.ui.widgets.buttons import Button, Look, Segmented, Size
from desktop_app.ui.widgets.fields import Field, SubmitOnEnter
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import label

_FORM = "new_lead"
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


class NewLead(Dialog):
    """Asks for a lead and makes it; stays open, with the reason at the field, if it cannot.

    Signals:
        created: the id of the new lead.
    """

    created = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._drafts = Drafts(ctx.state, ctx.services.user)
        self._over = False
        themes = ctx.theme
        self.setWindowTitle(tr("New lead"))
        self.setModal(True)
        self.setFixedWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(label(tr("New lead"), "title"))
        self.company = Field(themes, tr("Company"))
        self.contact = Field(themes, tr("Contact"))
        self.email = Field(themes, tr("Email"))
        self.phone = Field(themes, tr("Phone"))
        self.website = Field(themes, tr("Website"))
        self.industry = Field(themes, tr("Industry"))
        self.company_size = Field(themes, tr("Company size"), placeholder="51–200")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(14)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.company, 0, 0, top)
        grid.addWidget(self.contact, 0, 1, top)
        grid.addWidget(self.email, 1, 0, 1, 2, top)
        grid.addWidget(self.phone, 2, 0, top)
        grid.addWidget(self.website, 2, 1, top)
        grid.addWidget(self.industry, 3, 0, top)
        grid.addWidget(self.company_size, 3, 1, top)
        column.addLayout(grid)
        column.addWidget(label(tr("Status"), "field"))
        items = [(status.value, themes.now.status_label[status.value], "") for status in LeadStatus]
        self.status = Segmented(themes, items, tall=True)
        self.status.choose(LeadStatus.WARM.value)
        column.insertSpacing(column.count(), -10)
        column.addWidget(self.status)
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        column.addWidget(self.trouble)
        column.addSpacing(4)
        column.addLayout(self._make_buttons())
        self._enter = SubmitOnEnter(self)
        self._enter.watch(*(field.edit for field in self._fields().values()))
        self._enter.submitted.connect(self.submit)
        self.company.edit.setFocus()

    def take_up(self) -> None:
        """Go on with what was typed when an earlier one had to close."""
        words = self._drafts.take(_FORM)
        for name, field in self._fields().items():
            field.edit.setText(words.get(name, ""))
        if words.get("status") in list(LeadStatus):
            self.status.choose(words["status"])

    def remember(self) -> None:
        """Put by what was typed, unless the user has closed the dialog."""
        words = {name: field.text for name, field in self._fields().items()}
        if not self._over and any(words.values()):
            self._drafts.keep(_FORM, {**words, "status": self.status.value})

    def done(self, result: int) -> None:
        self._over = True
        super().done(result)

    def submit(self) -> None:
        """Make the lead, if what was typed can be one."""
        draft = LeadDraft(
            company=self.company.text.strip(),
            contact_name=self.contact.text.strip(),
            email=self.email.text.strip(),
            phone=self.phone.text.strip(),
            website=self.website.text.strip(),
            industry=self.industry.text.strip(),
            company_size=self.company_size.text.strip(),
            status=LeadStatus(self.status.value),
        )
        if not self._check(draft):
            return
        self._add.setEnabled(False)
        leads = self._ctx.services.leads
        self._ctx.ops.run_command(
            self, lambda: leads.create(draft), self._on_created, self._on_error
        )

    def _check(self, draft: LeadDraft) -> bool:
        wrong = {
            self.company: "" if draft.company else tr("Which company is it?"),
            self.contact: "" if draft.contact_name else tr("Whom do you write to?"),
            self.email: address_fault(draft.email),
        }
        for field, words in wrong.items():
            field.set_error(words)
        for field, words in wrong.items():
            if words:
                field.edit.setFocus()
                return False
        return True

    def _on_created(self, made: object) -> None:
        row_id = made[0] if isinstance(made, tuple) else made
        self.accept()
        self.created.emit(row_id)

    def _on_error(self, error: Exception) -> None:
        self._add.setEnabled(True)
        if isinstance(error, KnownError):
            words = f"{error.title} {error.advice}".strip()
        elif isinstance(error, ValueError):
            words = str(error)
        else:
            self.reject()
            self._ctx.notices.error(Fault.of(error))
            return
        if isinstance(error, KnownError) and error.field == "email":
            self.email.set_error(words)
            self.email.edit.setFocus()
        else:
            self.trouble.setText(words)
            self.trouble.show()

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        cancel = Button(self._ctx.theme, tr("Cancel"), size=Size.FIELD)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        self._add = Button(
            self._ctx.theme, tr("Add lead"), look=Look.PRIMARY, size=Size.FIELD, key="Enter"
        )
        self._add.clicked.connect(self.submit)
        row.addWidget(self._add)
        return row

    def _fields(self) -> dict[str, Field]:
        return {
            "company": self.company,
            "contact": self.contact,
            "email": self.email,
            "phone": self.phone,
            "website": self.website,
            "industry": self.industry,
            "company_size": self.company_size,
        }


def address_fault(address: str) -> str:
    """What is wrong with an address at first sight, "" if nothing is."""
    if not address:
        return tr("An address to write to is needed.")
    if "@" not in address:
        return tr("This address has no @.")
    if not _ADDRESS.fullmatch(address):
        return tr("This address has no domain ending.")
    return ""
