"""The screen of leads in a shown window, with the words its tests need."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout

from desktop_app.services.bundle import UserServices
from desktop_app.ui.leads.screen import LeadsScreen
from desktop_app.ui.widgets.states import EmptyState

Button = Qt.MouseButton


class Desk:
    """A screen in a shown window, with the words a test needs."""

    def __init__(self, qtbot, host, services, ctx) -> None:
        self.qtbot, self.host, self.services, self.ctx = qtbot, host, services, ctx
        self.screen = LeadsScreen(ctx)
        QVBoxLayout(host).addWidget(self.screen)
        host.layout().setContentsMargins(0, 0, 0, 0)
        ctx.actions.set_context("leads")

    @property
    def table(self):
        return self.screen.pane.table

    @property
    def panel(self):
        return self.screen.panel

    def companies(self) -> list[str]:
        model = self.screen.pane.model
        self.qtbot.waitUntil(lambda: not len(model.ids) or self._read(model))
        return [model.row_at(row).company for row in range(len(model.ids))]

    def _read(self, model) -> bool:
        return all(model.row_at(row) is not None for row in range(len(model.ids)))

    def press(self, key, *, shift: bool = False, ctrl: bool = False) -> None:
        modifiers = Qt.KeyboardModifier.NoModifier
        if shift:
            modifiers |= Qt.KeyboardModifier.ShiftModifier
        if ctrl:
            modifiers |= Qt.KeyboardModifier.ControlModifier
        focus = self.host.focusWidget() or self.table
        self.qtbot.keyClick(focus, key, modifiers)

    def click(self, row: int, column: int, *, shift: bool = False) -> None:
        index = self.screen.pane.model.index(row, column)
        rect = self.table.visualRect(index)
        modifiers = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier(0)
        place = QPoint(rect.left() + 20, rect.center().y())
        self.qtbot.mouseClick(self.table.viewport(), Button.LeftButton, modifiers, place)

    def menu(self) -> QMenu:
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        return QApplication.activePopupWidget()

    def choose(self, words: str) -> None:
        menu = self.menu()
        next(each for each in menu.actions() if words in each.text()).trigger()
        menu.close()

    def panel_shows(self, company: str) -> None:
        def shown() -> bool:
            return (
                self.panel.lead is not None and self.panel.body.facts_pane.company.text == company
            )

        self.qtbot.waitUntil(shown)

    def note(self) -> EmptyState | None:
        page = self.screen.pane.pages.currentWidget()
        return page if isinstance(page, EmptyState) else None


@pytest.fixture
def open_desk(qtbot, host, make_context, show_active):
    def open_one(services, *, width: int = 1216, inline: bool = True) -> Desk:
        host.resize(width, 800)
        desk = Desk(qtbot, host, services, make_context(services, inline=inline))
        show_active(host)
        desk.screen.focus_list()
        return desk

    return open_one


@pytest.fixture
def desk(open_desk, services) -> Desk:
    made = open_desk(services, width=1300)
    made.companies()
    return made


@pytest.fixture
def real(db, user, clock) -> UserServices:
    """The services of the rep, without a store of files and a keyring, which no lead needs."""
    nothing: object = None
    return UserServices(
        user, db, nothing, nothing, nothing, nothing, clock, dict, nothing, nothing,
        secrets=nothing, composer=nothing, read=nothing, renderer=nothing,
    )  # fmt: skip
