"""Changes a group of conditions of which all must hold, or any."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_filters import Condition, Group
from desktop_app.ui.leads.condition_popup import ConditionPopup
from desktop_app.ui.leads.dropdown import Dropdown
from desktop_app.ui.leads.filter_chip import FilterChip, Segment
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.buttons import Button, Check, Look, Segmented, Size
from desktop_app.ui.widgets.labels import label
from desktop_app.ui.widgets.layouts import clear


class GroupPopup(Dropdown):
    """The conditions of a group, one below the other.

    A group inside it is one of its rows, which a panel of its own changes. What is inside that
    one is changed as text.

    Signals:
        applied: the group; empty when nothing is left of it.
        text_wanted: something of it can only be changed as text.
    """

    applied = Signal(object)
    text_wanted = Signal()

    def __init__(
        self,
        themes: Themes,
        parent: QWidget,
        fields: LeadFields,
        today: date,
        group: Group,
        *,
        inner: bool = False,
    ) -> None:
        super().__init__(themes, parent, width=420)
        self._fields = fields
        self._today = today
        self._inner = inner
        self.group = group
        self.popup: Dropdown | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(tr("Several conditions"))
        box = QVBoxLayout()
        box.setContentsMargins(12, 10, 12, 12)
        box.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(tr("Leads of which"), "field"))
        self.match = Segmented(themes, [("any", tr("any"), ""), ("all", tr("all"), "")])
        self.match.choose("any" if group.any else "all")
        self.match.chosen.connect(self._on_match)
        head.addWidget(self.match)
        head.addWidget(label(tr("of these hold"), "field"))
        head.addStretch()
        box.addLayout(head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        box.addLayout(self._rows)
        self.negated = Check(themes, tr("Leave these leads out instead"))
        self.negated.setChecked(group.negated)
        self.negated.toggled.connect(self._on_negated)
        box.addWidget(self.negated)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.add = Button(themes, tr("Condition"), icon="ph.plus", look=Look.GHOST, size=Size.SMALL)
        self.add.clicked.connect(self._on_add)
        foot.addWidget(self.add)
        self.add_group = Button(
            themes, tr("Group"), icon="ph.plus", look=Look.GHOST, size=Size.SMALL
        )
        self.add_group.clicked.connect(self._on_add_group)
        foot.addWidget(self.add_group)
        foot.addStretch()
        self.apply = Button(themes, tr("Apply"), look=Look.PRIMARY, key="Enter")
        self.apply.clicked.connect(self._finish)
        foot.addWidget(self.apply)
        box.addLayout(foot)
        self.column.addLayout(box)
        self.add_group.setVisible(not inner)
        self.chips: list[FilterChip] = []
        self._renew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish()
        else:
            super().keyPressEvent(event)

    def _renew(self) -> None:
        clear(self._rows)
        self.chips = []
        for part in self.group.parts:
            chip = FilterChip(self._themes, part, self._fields)
            chip.edit_wanted.connect(lambda segment, each=chip: self._on_edit(each, segment))
            chip.remove_wanted.connect(lambda each=chip: self._put(each.part, None))
            row = QHBoxLayout()
            row.addWidget(chip)
            row.addStretch()
            self._rows.addLayout(row)
            self.chips.append(chip)
        if self.isVisible():
            self.adjustSize()
        (self.chips[-1] if self.chips else self.add).setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_match(self, key: str) -> None:
        self.group = replace(self.group, any=key == "any")

    def _on_negated(self, on: bool) -> None:
        self.group = replace(self.group, negated=on)

    def _on_edit(self, chip: FilterChip, segment: int) -> None:
        part = chip.part
        if isinstance(part, Condition):
            popup = ConditionPopup(self._themes, self, self._fields, self._today, part)
            popup.applied.connect(lambda new: self._put(part, new))
            popup.begin(segment)
            self._open(popup, chip, Segment(segment))
        elif self._inner or any(isinstance(each, Group) for each in part.parts):
            self.close()
            self.text_wanted.emit()
        else:
            self._open_group(part, chip)

    def _open_group(self, part: Group, anchor: QWidget) -> None:
        inner = GroupPopup(self._themes, self, self._fields, self._today, part, inner=True)
        inner.applied.connect(lambda new: self._put(part, new or None))
        inner.text_wanted.connect(self.text_wanted)
        self._open(inner, anchor)

    def _on_add(self) -> None:
        popup = ConditionPopup(self._themes, self, self._fields, self._today)
        popup.applied.connect(lambda new: self._put(None, new))
        popup.begin(Segment.FIELD)
        self._open(popup, self.add)

    def _on_add_group(self) -> None:
        self._open_group(Group(any=not self.group.any), self.add_group)

    def _open(self, popup: Dropdown, anchor: QWidget, segment: Segment | None = None) -> None:
        self.popup = popup
        if isinstance(anchor, FilterChip) and segment is not None:
            popup.show_below(anchor.anchor(segment))
        else:
            popup.show_below_widget(anchor)

    def _put(self, old: Condition | Group | None, new: Condition | Group | None) -> None:
        """Put a part in the place of another, or behind all; None takes it away."""
        parts = list(self.group.parts)
        at = next((at for at, each in enumerate(parts) if each is old), None)
        if at is not None:
            parts[at : at + 1] = [] if new is None else [new]
        elif new is not None:
            parts.append(new)
        self.group = replace(self.group, parts=tuple(parts))
        self._renew()

    def _finish(self) -> None:
        self.close()
        self.applied.emit(self.group)
