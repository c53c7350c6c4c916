"""What floats over the window: menus, tips and dialogs, when it locks or its workspace closes."""

from __future__ import annotations

from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QToolTip, QWidget

_POPUPS = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)


def dialogs_of(window: QWidget) -> list[QDialog]:
    """The dialogs over a window, those that a lock has hidden too."""
    return [
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, QDialog) and _belongs_to(each, window)
    ]


@dataclass(frozen=True, slots=True)
class Hidden:
    """A dialog that was hidden, and whether it kept the window below from being used."""

    dialog: QDialog
    was_modal: bool

    def come_back(self) -> None:
        """Show it as it was, unless it is gone."""
        if not shiboken6.isValid(self.dialog):
            return
        if self.was_modal:
            self.dialog.open()
        else:
            self.dialog.show()


def put_floating_away(window: QWidget) -> list[Hidden]:
    """Close menus, completers, tips and pickers of files; hide the dialogs over a window.

    Returns:
        the dialogs, which can come back as they were.
    """
    _close_popups()
    dialogs = []
    for each in QApplication.topLevelWidgets():
        if each is window or not each.isVisible():
            continue
        if each.windowType() in _POPUPS:
            each.hide()
        elif not _belongs_to(each, window):
            continue
        elif isinstance(each, QFileDialog) or not isinstance(each, QDialog):
            each.close()
        else:
            # Asked before: what was opened modal for once is not any more when it is hidden.
            dialogs.append(Hidden(each, each.isModal()))
            each.hide()
    return dialogs


def close_floating(window: QWidget) -> None:
    """Close everything over a window for good, also what would rather be answered first."""
    _close_popups()
    for dialog in dialogs_of(window):
        dialog.done(QDialog.DialogCode.Rejected)
        dialog.deleteLater()


def _close_popups() -> None:
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
        if popup.isVisible():
            popup.hide()
    QToolTip.hideText()


def _belongs_to(widget: QWidget, window: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        parent = parent.parentWidget()
    return parent is window
