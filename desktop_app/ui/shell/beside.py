"""Something beside what one is at: laid over the right of any screen, which stays as it is."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.ui.leads.panel import LeadPanel
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.floating import Drawer


class Beside(QWidget):
    """Comes from the right with the keyboard, and gives it back when it goes.

    Args:
        over: what it is laid over.
        width: in logical pixels; less where there is less.
    """

    def __init__(self, ctx: Context, over: QWidget, width: int) -> None:
        super().__init__()
        self._over = over
        self._before: QWidget | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.drawer = Drawer(ctx.theme, over, width)
        self.drawer.hold(self)

    @property
    def is_open(self) -> bool:
        return self.drawer.isVisible()

    def bring(self) -> None:
        """Come, or come to the front."""
        if not self.is_open:
            self._before = self._over.window().focusWidget()
        self.drawer.open()
        self.drawer.raise_()
        self.take_keyboard()

    def shut(self) -> None:
        """Go; what was typed is kept, and the keyboard is where it was."""
        if not self.is_open:
            return
        self.remember()
        self.drawer.shut()
        before = self._before
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_keyboard(self) -> None:
        """Bring the keyboard to what it holds."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def remember(self) -> None:
        """The window goes: nothing typed is lost."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)


class LeadBeside(Beside):
    """The panel of one lead."""

    def __init__(self, ctx: Context, over: QWidget) -> None:
        super().__init__(ctx, over, ctx.theme.now.layout.lead_panel)
        self.panel = LeadPanel(ctx)
        self.panel.stand_alone()
        self.panel.close_wanted.connect(self.shut)
        self.column.addWidget(self.panel)

    def show_lead(self, lead_id: UUID) -> None:
        """Show a lead, with the keyboard in it."""
        self.panel.show_lead(lead_id)
        self.bring()

    def take_keyboard(self) -> None:
        self.panel.focus_first(Qt.FocusReason.OtherFocusReason)

    def remember(self) -> None:
        self.panel.remember()
