"""A lead beside what one is at: laid over the right of any screen, which stays as it is."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.ui.leads.panel import LeadPanel
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.floating import Drawer


class Beside(QWidget):
    """Holds the panel of one lead; made when it is first wanted.

    Args:
        over: what it is laid over.
    """

    def __init__(self, ctx: Context, over: QWidget) -> None:
        super().__init__()
        self._over = over
        self._before: QWidget | None = None
        self.panel = LeadPanel(ctx)
        self.panel.stand_alone()
        self.panel.close_wanted.connect(self.shut)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        self.drawer = Drawer(ctx.theme, over, ctx.theme.now.layout.lead_panel)
        self.drawer.hold(self)

    @property
    def is_open(self) -> bool:
        return self.drawer.isVisible()

    def show_lead(self, lead_id: UUID) -> None:
        """Show a lead, with the keyboard in it."""
        if not self.is_open:
            self._before = self._over.window().focusWidget()
        self.panel.show_lead(lead_id)
        self.drawer.open()
        self.drawer.raise_()
        self.panel.focus_first(Qt.FocusReason.OtherFocusReason)

    def shut(self) -> None:
        """Go; what was typed is kept, and the keyboard is where it was."""
        if not self.is_open:
            return
        self.panel.remember()
        self.drawer.shut()
        before = self._before
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def remember(self) -> None:
        """The window goes: nothing typed is lost."""
        self.panel.remember()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)
