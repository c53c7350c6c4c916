"""The fields of a lead in its panel: each is edited where it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.lead_fields import Field, LeadFields, ValueKind
from desktop_app.domain.lead_values import show_value
from desktop_app.domain.leads import Lead
from desktop_app.ui.leads.editing import NEW_ADDRESS, Editing
from desktop_app.ui.leads.in_place import PAD, Choice, InPlace
from desktop_app.ui.leads.links import bare_address
from desktop_app.ui.leads.words import last_contact_at, typed_day
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import popup_below, sides
from desktop_app.ui.widgets.buttons import Button, Look, Size, icon_button
from desktop_app.ui.widgets.labels import ElidedLabel, label
from desktop_app.ui.widgets.layouts import clear
from desktop_app.ui.widgets.states import copy_text

_SHOWN = ("email", "phone", "website", "industry", "company_size")
_LINKS = {"email": ("ph.envelope-simple", tr("Write to this address")),
          "website": ("ph.arrow-square-out", tr("Open the website"))}  # fmt: skip


class Facts(QWidget):
    """Built-in fields, further addresses, and the user's own fields below them.

    ``company`` and ``contact`` are made here, too, and placed by the panel.

    Signals:
        link_pressed: the key of a field that leads somewhere (email, website).
        add_field_wanted: a field is to be defined.
    """

    link_pressed = Signal(str)
    add_field_wanted = Signal()

    def __init__(self, ctx: Context, editing: Editing) -> None:
        super().__init__()
        self._ctx = ctx
        self._themes = ctx.theme
        self._editing = editing
        self._lead: Lead | None = None
        self._fields = LeadFields()
        self.values: dict[str, InPlace | Choice] = {}
        self._links: dict[str, Button] = {}
        self.company = InPlace(self._themes, tr("Company"), font="title")
        self.contact = InPlace(self._themes, tr("Contact"), ink="text.secondary")
        for key, editor in (("company", self.company), ("contact_name", self.contact)):
            self.values[key] = editor
            editing.watch(key, key.partition("_")[0].capitalize(), editor)
        self._build()

    def show_lead(self, lead: Lead, fields: LeadFields) -> None:
        """Show what stands in a lead; what is being typed stays."""
        self._lead = lead
        if fields.custom != self._fields.custom:
            self._fields = fields
            self._build_custom()
        self.company.show_value(lead.company)
        self.contact.show_value(lead.contact_name)
        for key in _SHOWN:
            value = getattr(lead, key)
            words = bare_address(value) if key == "website" else value
            self.values[key].show_value(value, words)
            if key in self._links:
                self._links[key].setVisible(bool(value))
        moment = lead.last_contact_at
        self.last_contact.setText(
            last_contact_at(None if moment is None else self._ctx.local(moment), self._ctx.now())
        )
        self._show_addresses(lead)
        for custom in fields.all:
            if custom.custom_key is not None:
                self._show_custom(lead, custom)

    # Building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._grid = self._make_grid()
        for row, key in enumerate(_SHOWN):
            field = self._fields.get(key)
            if field is not None:
                self._add_row(self._grid, row, field)
        self._grid.addWidget(self._title(tr("Last contact")), len(_SHOWN), 0)
        self.last_contact = label("")
        self.last_contact.setContentsMargins(PAD, 2, PAD, 2)
        self.last_contact.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(self.last_contact, len(_SHOWN), 1)
        self._grid.setRowMinimumHeight(len(_SHOWN), max(24, self._themes.now.line("body") + 4))
        column.addLayout(self._grid)
        self._custom_grid = self._make_grid()
        column.addSpacing(2)
        column.addLayout(self._custom_grid)
        more = QHBoxLayout()
        more.setContentsMargins(0, 2, 0, 0)
        self.add_field = Button(
            self._themes, tr("Add a field…"), icon="ph.plus", look=Look.LINK, size=Size.SMALL
        )
        self.add_field.clicked.connect(self.add_field_wanted)
        more.addWidget(self.add_field)
        more.addStretch()
        column.addLayout(more)

    def _make_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(2)
        grid.setColumnMinimumWidth(0, 104 - PAD + 8 * (self._themes.now.text_size - 13))
        grid.setColumnStretch(1, 1)
        return grid

    def _title(self, words: str) -> QWidget:
        made = ElidedLabel(self._themes, words, font="small", ink="text.tertiary")
        made.setFixedWidth(self._grid_left() - 8)
        holder = QWidget()
        place = QVBoxLayout(holder)
        line = self._themes.now.line
        place.setContentsMargins(0, max(0, (line("body") + 4 - line("small")) // 2), 0, 0)
        place.addWidget(made)
        place.addStretch()
        return holder

    def _grid_left(self) -> int:
        return 104 - PAD + 8 * (self._themes.now.text_size - 13)

    def _add_row(self, grid: QGridLayout, row: int, field: Field) -> None:
        editor = self._make_editor(field)
        self.values[field.key] = editor
        self._editing.watch(field.key, field.title, editor)
        grid.addWidget(self._title(field.title), row, 0)
        beside = QHBoxLayout()
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(2)
        beside.addWidget(editor, 1)
        if field.key in _LINKS:
            icon, name = _LINKS[field.key]
            link = icon_button(self._themes, icon, name, size=Size.SMALL)
            link.clicked.connect(lambda _on=False, key=field.key: self.link_pressed.emit(key))
            self._links[field.key] = link
            beside.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        if field.key != "email":
            grid.addLayout(beside, row, 1)
            return
        self.add_address = icon_button(
            self._themes, "ph.plus", tr("Add a further address"), size=Size.SMALL
        )
        beside.addWidget(self.add_address, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(beside)
        self._addresses = QVBoxLayout()
        self._addresses.setContentsMargins(*sides(PAD, 0, 0, 0))
        self._addresses.setSpacing(0)
        column.addLayout(self._addresses)
        column.addWidget(self._make_new_address())
        grid.addLayout(column, row, 1)

    def _make_new_address(self) -> InPlace:
        self.new_address = InPlace(self._themes, tr("Further address"), hint="name@company.example")
        self.new_address.hide()
        self._editing.watch(NEW_ADDRESS, tr("The address"), self.new_address)
        self.new_address.ended.connect(self.new_address.hide)
        self.add_address.clicked.connect(self._on_add_address)
        return self.new_address

    def _on_add_address(self) -> None:
        self.new_address.show()
        self.new_address.begin()

    def _make_editor(self, field: Field) -> InPlace | Choice:
        if field.kind is ValueKind.CHOICE:
            return Choice(self._themes, field.title, field.choices)
        hints = {
            ValueKind.DATE: tr("2026-06-17, 17 June, friday"),
            ValueKind.NUMBER: "1,234.5",
            ValueKind.SIZE: "51–200",
        }
        return InPlace(
            self._themes,
            field.title,
            ink="text.link" if field.key in _LINKS else "text.primary",
            hint=hints.get(field.kind, ""),
            calendar=field.kind is ValueKind.DATE,
        )

    def _build_custom(self) -> None:
        """Other fields are defined now."""
        self._editing.leave()
        for key in [key for key in self.values if key.startswith("custom.")]:
            self._editing.forget(key)
            del self.values[key]
        clear(self._custom_grid)
        custom = [field for field in self._fields.all if field.custom_key is not None]
        for row, field in enumerate(custom):
            self._add_row(self._custom_grid, row, field)

    # Showing

    def _show_custom(self, lead: Lead, field: Field) -> None:
        value = lead.metadata.get(field.custom_key or "")
        typed = show_value(field.kind, value)
        words = typed_day(typed) if field.kind is ValueKind.DATE else typed
        self.values[field.key].show_value(typed, words)

    def _show_addresses(self, lead: Lead) -> None:
        clear(self._addresses)
        held = lead.metadata.get("emails")
        for address in held if isinstance(held, list) else ():
            if isinstance(address, str) and address.strip():
                self._addresses.addWidget(
                    AddressRow(self._themes, self._ctx, lead, address.strip())
                )


class AddressRow(QWidget):
    """A further address and what can be done with it."""

    def __init__(self, themes: Themes, ctx: Context, lead: Lead, address: str) -> None:
        super().__init__()
        self._ctx = ctx
        self._lead_id = lead.id
        self.address = address
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(ElidedLabel(themes, address, ink="text.secondary"), 1)
        self.more = icon_button(
            themes,
            "ph.dots-three",
            tr("What to do with {address}", address=address),
            size=Size.SMALL,
        )
        self.more.clicked.connect(self.open_menu)
        row.addWidget(self.more)

    def open_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        leads, ops = self._ctx.services.leads, self._ctx.ops
        lead_id, address, panel = self._lead_id, self.address, self.parentWidget()
        menu.addAction(tr("&Make it the first address")).triggered.connect(
            lambda: ops.run_command(panel, lambda: leads.make_primary(lead_id, address))
        )
        menu.addAction(tr("&Copy")).triggered.connect(lambda: copy_text(address))
        menu.addAction(tr("&Remove")).triggered.connect(
            lambda: ops.run_command(panel, lambda: leads.remove_address(lead_id, address))
        )
        popup_below(menu, self.more, 2)
        return menu


def caption(words: str) -> QLabel:
    """The heading of a part of the panel."""
    return label(words, "caption")
