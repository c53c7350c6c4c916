"""The menu that changes a status, for one lead or for all checked ones."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.leads import LeadStatus
from desktop_app.ui.theme import Themes


def show_status_menu(
    parent: QWidget,
    themes: Themes,
    at: QPoint,
    choose: Callable[[LeadStatus], None],
    *,
    current: LeadStatus | None = None,
    above: bool = False,
) -> QMenu:
    """Open the menu at a global place; letters H, W and C choose."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(tr("Status"))
    theme = themes.now
    for status in LeadStatus:
        icon = themes.icon(theme.status_icon[status.value], f"status.{status.value}.solid")
        action = menu.addAction(icon, f"&{theme.status_label[status.value]}")
        action.triggered.connect(lambda _on=False, each=status: choose(each))
        if status is current:
            menu.setActiveAction(action)
    if above:
        at = QPoint(at.x(), at.y() - menu.sizeHint().height())
    menu.popup(at)
    return menu
