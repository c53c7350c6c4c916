"""The panel of a lead: its head, and below it the lead."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop_app.domain.language import numeral, tr
from desktop_app.domain.leads import Lead
from desktop_app.ui.leads.panel_parts import Underlined
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.mirror import popup_below, sides
from desktop_app.ui.widgets.buttons import icon_button
from desktop_app.ui.widgets.labels import label
from desktop_app.ui.widgets.states import copy_text

if TYPE_CHECKING:
    from desktop_app.ui.leads.panel_body import PanelBody


class LeadPanel(QWidget):
    """Follows the current row of the table.

    Signals:
        previous_wanted, next_wanted, close_wanted: the buttons at the top.
    """

    previous_wanted = Signal()
    next_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._themes = ctx.theme
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Lead"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._make_head())
        outer.addStretch()
        self._place = outer

    @cached_property
    def body(self) -> PanelBody:
        """What shows a lead; made for the first one, behind the rows that are on screen by then."""
        from desktop_app.ui.leads.panel_body import PanelBody

        made = PanelBody(self._ctx, self)
        self._place.insertWidget(1, made, 1)
        return made

    @property
    def lead(self) -> Lead | None:
        """What is shown, once it has been read."""
        return self.body.lead if self._has_body else None

    def show_position(self, row: int, count: int) -> None:
        """The words "1 of 62" and whether there is a previous and a next one."""
        self.position.setText(
            tr("{value} of {count}", value=numeral(row + 1), count=numeral(count))
            if row >= 0 and count
            else ""
        )
        self._previous.setEnabled(row > 0)
        self._next.setEnabled(0 <= row < count - 1)

    def stand_alone(self) -> None:
        """No list stands beside it: there is no lead before this one, and none behind."""
        self._previous.hide()
        self._next.hide()

    def show_lead(self, wanted: UUID | None) -> None:
        """Show a lead, reading it in the background; None shows nothing. What is being typed
        for the one before is saved."""
        if wanted is not None or self._has_body:
            self.body.show_lead(wanted)

    def remember(self) -> None:
        """The window closes: nothing typed is lost."""
        if self._has_body:
            self.body.remember()

    # What the user does

    def focus_first(self, reason: Qt.FocusReason) -> None:
        """Give the keyboard to the first thing of the lead."""
        self.body.status.setFocus(reason)

    def choose_status(self) -> None:
        """S: open the menu of statuses."""
        self.body.choose_status()

    def manage_fields(self) -> None:
        """Change, move and remove the user's own fields."""
        self.body.manage_fields()

    def open_menu(self) -> QMenu:
        """What else can be done with the lead."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(tr("Lead"))
        lead = self.lead
        if lead is not None:
            menu.addAction(tr("&Copy address")).triggered.connect(lambda: copy_text(lead.email))
            menu.addAction(tr("&History…")).triggered.connect(lambda: self._show_history(lead.id))
            menu.addSeparator()
            menu.addAction(tr("&Add a field…")).triggered.connect(self.body.add_field)
            menu.addAction(tr("&Manage fields…")).triggered.connect(self.body.manage_fields)
            menu.addSeparator()
            menu.addAction(tr("&Delete lead")).triggered.connect(lambda: self._delete(lead.id))
        popup_below(menu, self.more, 2)
        return menu

    def _show_history(self, lead_id: UUID) -> None:
        from desktop_app.ui.leads.history import show_history

        show_history(self._ctx, self, lead_id)

    def _delete(self, lead_id: UUID) -> None:
        leads = self._ctx.services.leads
        self._ctx.ops.run_command(self, lambda: leads.delete((lead_id,)))

    # Making

    @property
    def _has_body(self) -> bool:
        return "body" in self.__dict__

    def _make_head(self) -> QWidget:
        head = QWidget()
        head.setProperty("line", "bottom")
        head.setFixedHeight(self._themes.now.size.header)
        row = QHBoxLayout(head)
        row.setContentsMargins(*sides(13, 0, 12, 0))
        row.setSpacing(2)
        self._previous = icon_button(self._themes, "ph.caret-up", tr("Previous lead"), key="K")
        self._previous.clicked.connect(self.previous_wanted)
        self._next = icon_button(self._themes, "ph.caret-down", tr("Next lead"), key="J")
        self._next.clicked.connect(self.next_wanted)
        row.addWidget(self._previous)
        row.addWidget(self._next)
        row.addSpacing(8)
        self.position = label("", "small")
        row.addWidget(self.position)
        row.addStretch()
        self.more = icon_button(self._themes, "ph.dots-three", tr("More for this lead"))
        self.more.clicked.connect(self.open_menu)
        row.addWidget(self.more)
        close = icon_button(self._themes, "ph.x", tr("Close"), key="Esc")
        close.clicked.connect(self.close_wanted)
        row.addWidget(close)
        return Underlined(self._themes, head)
