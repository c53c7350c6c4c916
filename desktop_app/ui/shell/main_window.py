"""The window: boot page, sign-in, workspace, and files dropped on it."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QStyle, QWidget

from desktop_app.ui.shell.boot_page import BootPage
from desktop_app.ui.shell.drop import DropOverlay, drop_words, dropped_paths
from desktop_app.ui.shell.floating import close_floating
from desktop_app.ui.shell.menus import AltMenuBar, fill_menu_bar
from desktop_app.ui.shell.state import UiState
from desktop_app.ui.shell.workspace import Workspace
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.theme import tokens


class MainWindow(QMainWindow):
    """Shows one page at a time: starting, signing in, or the workspace.

    Signals:
        closing: the user closed the window; it is hidden already.
    """

    closing = Signal()

    def __init__(self, themes: Themes, state: UiState) -> None:
        super().__init__()
        self._themes = themes
        self._state = state
        self.setWindowTitle("Outpost")
        sizes = tokens()["layout"]["window"]
        self.setMinimumSize(QSize(*sizes["min"]))
        self.resize(fitting(self, QSize(*sizes["design"])))
        geometry = state.blob("window.geometry")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
        self._pages = QStackedWidget()
        self.setCentralWidget(self._pages)
        self.boot_page = BootPage(themes)
        self._pages.addWidget(self.boot_page)
        self.workspace: Workspace | None = None
        self._bar: AltMenuBar | None = None
        self._cover: QWidget | None = None
        self._below: QWidget | None = None
        self._focused: QWidget | None = None
        self.setAcceptDrops(True)
        self._overlay = DropOverlay(themes, self)

    @property
    def page(self) -> QWidget:
        """The page that shows now."""
        return self._pages.currentWidget()

    def show_boot(self) -> None:
        self._pages.setCurrentWidget(self.boot_page)

    def show_page(self, page: QWidget) -> None:
        """Put up a page (sign-in), in the place of any earlier one."""
        self._put(page)

    def show_workspace(self, workspace: Workspace) -> None:
        """Put up the workspace with its menu bar."""
        self.workspace = workspace
        self._put(workspace)
        self._bar = AltMenuBar(self)
        self.setMenuBar(self._bar)
        actions = workspace.ctx.actions
        actions.changed.connect(self._fill_menus)
        self._fill_menus()

    def close_workspace(self) -> None:
        """Take the workspace down (sign-out), with every dialog over it; typed words are kept."""
        if self.workspace is None:
            return
        workspace, self.workspace = self.workspace, None
        workspace.remember()
        close_floating(self)
        workspace.ctx.actions.changed.disconnect(self._fill_menus)
        self._bar = None
        self.setMenuBar(None)
        self.show_boot()
        self._pages.removeWidget(workspace)
        workspace.deleteLater()

    def cover(self, page: QWidget) -> None:
        """Put a page over everything; what is below stays as it is, hidden and deaf to keys."""
        self._below, self._focused = self.page, self.focusWidget()
        self._cover = page
        self._overlay.hide()
        if self.workspace is not None:
            self.workspace.ctx.actions.suspend(True)
        if self._bar is not None:
            self._bar.hide()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)

    def uncover(self) -> None:
        """Take the cover away; everything is where it was."""
        page, self._cover = self._cover, None
        if page is None:
            return
        if self._below is not None:
            self._pages.setCurrentWidget(self._below)
        self._pages.removeWidget(page)
        page.hide()
        page.deleteLater()
        if self._bar is not None:
            self._bar.show()
        if self.workspace is not None:
            self.workspace.ctx.actions.suspend(False)
        if self._focused is not None and shiboken6.isValid(self._focused):
            self._focused.setFocus()
        self._below = self._focused = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.workspace is self.page:
            self.workspace.go_back()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.workspace is not None:
            self.workspace.remember()
        self._state.put("window.geometry", self.saveGeometry())
        self._state.save()
        event.accept()
        self.hide()
        self.closing.emit()

    # Files dragged over the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = dropped_paths(event.mimeData())
        if self._takes_files() and paths:
            self._overlay.cover(drop_words(paths))
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._overlay.isVisible():
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._overlay.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._overlay.hide()
        paths = dropped_paths(event.mimeData())
        taker = self._taker()
        if paths and taker is not None:
            event.acceptProposedAction()
            taker(paths)

    def _takes_files(self) -> bool:
        return self._taker() is not None

    def _taker(self) -> Callable[..., None] | None:
        """Who takes dropped files: the page, where it can."""
        taker = getattr(self.page, "import_paths", None)
        return taker if callable(taker) else None

    def _put(self, page: QWidget) -> None:
        before = self.page
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if before not in (self.boot_page, page):
            self._pages.removeWidget(before)
            before.deleteLater()

    def _fill_menus(self) -> None:
        if self._bar is not None and self.workspace is not None:
            fill_menu_bar(self._bar, self.workspace.ctx.actions)


def fitting(window: QWidget, wanted: QSize) -> QSize:
    """The wanted size, or what a smaller screen has room for beside panels and a title bar."""
    room = window.screen().availableGeometry().size()
    title_bar = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
    room.setHeight(room.height() - title_bar)
    return wanted.boundedTo(room).expandedTo(window.minimumSize())
