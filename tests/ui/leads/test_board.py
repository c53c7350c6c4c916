"""The board, worked with keys and mouse over services that behave."""

from __future__ import annotations

import random
import threading
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QVBoxLayout

from desktop_app.domain.changes import Kind, Notice
from desktop_app.domain.errors import KnownError
from desktop_app.domain.leads import LeadQuery, LeadStatus
from desktop_app.ui.leads.action_dialog import ActionDialog
from desktop_app.ui.leads.board_card import card_rect, two_lines
from desktop_app.ui.leads.new_lead import NewLead
from desktop_app.ui.leads.screen import LeadsScreen
from desktop_app.ui.widgets.states import EmptyState

Key, Button = Qt.Key, Qt.MouseButton
HOT, WARM, COLD = LeadStatus
NO = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Desk:
    """A screen with the board in a shown window, with the words a test needs."""

    def __init__(self, qtbot, host, services, ctx) -> None:
        self.qtbot, self.host, self.services, self.ctx = qtbot, host, services, ctx
        self.hints: list[str] = []
        ctx.hint = lambda words, keys: self.hints.append(words)
        self.screen = LeadsScreen(ctx)
        QVBoxLayout(host).addWidget(self.screen)
        host.layout().setContentsMargins(0, 0, 0, 0)
        ctx.actions.set_context("leads")

    @property
    def board(self):
        return self.screen.pane.boards.board

    def column(self, status: LeadStatus):
        return next(each for each in self.board.columns if each.status is status)

    def names(self, status: LeadStatus) -> list[str]:
        model = self.column(status).model
        self.qtbot.waitUntil(
            lambda: all(model.row_at(row) is not None for row in range(len(model.ids)))
        )
        return [model.row_at(row).company for row in range(len(model.ids))]

    @property
    def current(self) -> str:
        current = self.board.current_id
        return "" if current is None else self.services.leads.store[current].company

    def status_of(self, company: str) -> LeadStatus:
        return self.lead(company).status

    def lead(self, company: str):
        return next(lead for lead in self.services.leads.store.values() if lead.company == company)

    def press(self, key, modifiers=NO) -> None:
        self.qtbot.keyClick(self.host.focusWidget(), key, modifiers)

    def rect_of(self, company: str):
        for column in self.board.columns:
            row = column.model.row_of(self.lead(company).id)
            if row >= 0:
                rect = column.view.visualRect(column.model.index(row, 0))
                return column.view, card_rect(rect, self.ctx.theme.now)
        raise AssertionError(company)

    def click(self, company: str, at: QPoint | None = None, modifiers=NO) -> None:
        view, rect = self.rect_of(company)
        place = rect.topLeft() + at if at is not None else rect.center()
        self.qtbot.mouseClick(view.viewport(), Button.LeftButton, modifiers, place)

    def take(self, company: str) -> None:
        """Press on a card and move far enough for a drag."""
        self.view, rect = self.rect_of(company)
        self.mouse(QEvent.Type.MouseButtonPress, self.view.viewport().mapToGlobal(rect.center()))
        self.pull(self.view.viewport().mapToGlobal(rect.center() + QPoint(0, 20)))

    def pull(self, at: QPoint) -> None:
        self.mouse(QEvent.Type.MouseMove, at)

    def over(self, status: LeadStatus) -> QPoint:
        column = self.column(status)
        return column.mapToGlobal(QPoint(column.width() // 2, 300))

    def let_go(self, at: QPoint) -> None:
        self.mouse(QEvent.Type.MouseButtonRelease, at)

    def mouse(self, kind, at: QPoint) -> None:
        port = self.view.viewport()
        moving = kind == QEvent.Type.MouseMove
        held = Button.NoButton if kind == QEvent.Type.MouseButtonRelease else Button.LeftButton
        QApplication.sendEvent(
            port,
            QMouseEvent(
                kind,
                QPointF(port.mapFromGlobal(at)),
                QPointF(at),
                Button.NoButton if moving else Button.LeftButton,
                held,
                NO,
            ),
        )

    def note(self) -> EmptyState | None:
        page = self.screen.pane.pages.currentWidget()
        return page if isinstance(page, EmptyState) else None


@pytest.fixture
def open_desk(qtbot, host, make_context, show_active):
    def open_one(services, *, width: int = 1216, inline: bool = True, board: bool = True) -> Desk:
        host.resize(width, 800)
        ctx = make_context(services, inline=inline)
        if board:
            ctx.state.put(f"leads.layout.{services.user.id}", "board")
        desk = Desk(qtbot, host, services, ctx)
        show_active(host)
        desk.screen.focus_list()
        return desk

    return open_one


@pytest.fixture
def desk(open_desk, services) -> Desk:
    return open_desk(services)


WARMS = [
    "Tessamere Foods", "Pelican Row Clinics", "Kitewell Energy", "Lumaro Lighting",
    "Ironleaf Packaging", "Polder Point Insurance", "Arbor & Finch",
]  # fmt: skip


# -- looking -----------------------------------------------------------------------------------


def test_leads_stand_in_three_columns_in_the_list_s_order(desk) -> None:
    assert desk.names(HOT)[:2] == ["Norvane Optics", "Brackenfold Logistics"]
    assert desk.names(WARM) == WARMS
    assert desk.names(COLD)[0] == "Quillmark Press"
    assert [each.head.count for each in desk.board.columns] == [5, 7, 7]
    assert desk.column(HOT).head.accessibleName() == "Hot, 5 leads"
    assert desk.screen.pane.header.counts.text() == "19"


def test_columns_are_of_one_width(desk) -> None:
    widths = [each.width() for each in desk.board.columns]
    assert max(widths) - min(widths) <= 1
    assert desk.board.horizontalScrollBar().maximum() == 0


def test_a_card_is_named_as_the_design_says(desk) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    said = [desk.column(HOT).model.index(row, 0).data(role) for row in range(4)]
    assert said[0] == (
        "Norvane Optics, Ines Caldaro, hot, last contact today, "
        "send volume pricing due today 17:00, draft ready"
    )
    assert said[1].endswith("last contact yesterday, demo due Thu 10:00")
    assert said[2].endswith("answer questionnaire due yesterday, late")
    assert (
        desk.column(WARM)
        .model.index(3, 0)
        .data(role)
        .endswith("follow up 2 days late, draft ready")
    )


def test_the_models_pass_qt_s_tester(qtbot, desk) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(each.model, mode) for each in desk.board.columns]
    desk.press(Key.Key_Right, CTRL)
    desk.screen.pane.filter_bar.search.setText("o")
    qtbot.waitUntil(lambda: desk.board.count < 19)
    desk.screen.pane.filter_bar.search.setText("")
    qtbot.waitUntil(lambda: desk.board.count == 19)
    assert len(testers) == 3


def test_a_filter_that_leaves_a_status_out_shows_its_column_empty(qtbot, desk) -> None:
    desk.screen.pane.filter_bar.search.setText("status:warm")
    qtbot.waitUntil(lambda: desk.column(HOT).model.rowCount() == 0)
    assert [len(each.model.ids) for each in desk.board.columns] == [0, 7, 0]
    assert desk.column(HOT)._words.text == "No hot lead fits the filter"
    assert desk.column(HOT)._words.isVisible()
    assert desk.screen.pane.header.counts.text() == "7 of 19"
    assert desk.current == "Tessamere Foods"


def test_nothing_found_and_no_leads_have_their_pages(qtbot, desk) -> None:
    desk.screen.pane.filter_bar.search.setText("zzz")
    qtbot.waitUntil(lambda: desk.note() is not None)
    qtbot.mouseClick(desk.note().buttons[0], Button.LeftButton)
    assert desk.note() is None
    assert desk.board.count == 19


def test_a_fault_has_its_page_and_can_be_tried_again(qtbot, open_desk, services) -> None:
    services.leads.fault = KnownError("The database cannot be reached.", "It is being tried.")
    desk = open_desk(services)
    assert "The database cannot be reached." in desk.note().accessibleName()
    services.leads.fault = None
    qtbot.mouseClick(desk.note().buttons[0], Button.LeftButton)
    assert desk.note() is None
    assert desk.board.count == 19


def test_cards_without_words_show_only_after_a_while(qtbot, open_desk, services) -> None:
    services.leads.hold = threading.Event()
    desk = open_desk(services, inline=False)
    waiting = desk.column(HOT)._pages.currentWidget()
    assert waiting._patience.interval() == 200
    qtbot.waitUntil(lambda: waiting.drawn)
    assert desk.column(HOT).head.count is None
    services.leads.hold.set()
    qtbot.waitUntil(lambda: desk.board.count == 19)
    services.leads.hold = None


def test_the_menu_sorts_and_the_bar_says_by_what(desk) -> None:
    assert desk.screen.pane.boards.sort_words.text() == "Sorted by last contact"
    assert desk.screen.pane.boards.sort_words.isVisible()
    menu = desk.column(WARM).menu()
    by = menu.actions()[0].menu()
    titles = [each.text() for each in by.actions()]
    assert "Company" in titles
    assert "Status" not in titles
    assert [each.text() for each in by.actions() if each.isChecked()] == ["Last contact"]
    next(each for each in by.actions() if each.text() == "Company").trigger()
    assert desk.names(WARM) == sorted(WARMS)
    assert desk.screen.pane.boards.sort_words.text() == "Sorted by company"
    by.actions()[0].trigger()
    menu.deleteLater()


def test_two_lines_are_all_that_is_shown_of_a_long_talk(themes) -> None:
    font = themes.now.font("small")
    assert two_lines("", font, 200) == ()
    assert two_lines("Short\n one", font, 200) == ("Short one",)
    first, second = two_lines("word " * 500, font, 200)
    assert first.endswith("word")
    assert second.endswith("…")
    assert len(two_lines("x" * 5000, font, 200)) == 2


# -- keys --------------------------------------------------------------------------------------


def test_arrows_and_letters_go_about(desk) -> None:
    assert desk.current == "Norvane Optics"
    desk.press(Key.Key_J)
    desk.press(Key.Key_Down)
    assert desk.current == "Greywater Robotics"
    desk.press(Key.Key_K)
    assert desk.current == "Brackenfold Logistics"
    desk.press(Key.Key_Right)
    assert desk.current == "Pelican Row Clinics"
    desk.press(Key.Key_Right)
    desk.press(Key.Key_Right)
    assert desk.current == "Fernhollow Schools"
    desk.press(Key.Key_Left)
    assert desk.current == "Pelican Row Clinics"
    assert [each.view.active for each in desk.board.columns] == [False, True, False]


def test_sideways_goes_over_an_empty_column_and_to_the_last_card_of_a_short_one(
    desk, services
) -> None:
    services.leads.set_status(tuple(desk.column(WARM).model.ids), COLD)
    services.leads.set_status(tuple(desk.column(HOT).model.ids)[2:], COLD)
    desk.screen.refresh()
    desk.press(Key.Key_Right)
    assert desk.board._active is desk.column(COLD)
    desk.press(Key.Key_End)
    desk.press(Key.Key_Left)
    assert desk.current == "Brackenfold Logistics"


def test_enter_opens_the_panel_which_follows(qtbot, open_desk, services) -> None:
    desk = open_desk(services, width=1400)
    assert not desk.screen.panel.isVisible()
    desk.press(Key.Key_Return)
    assert desk.screen.panel.isVisible()
    qtbot.waitUntil(lambda: desk.screen.panel.body.facts_pane.company.text == "Norvane Optics")
    assert desk.screen.panel.position.text() == "1 of 5"
    desk.press(Key.Key_Right)
    qtbot.waitUntil(lambda: desk.screen.panel.body.facts_pane.company.text == "Tessamere Foods")
    assert desk.screen.panel.position.text() == "1 of 7"
    desk.screen._close_panel()
    assert not desk.screen.panel.isVisible()


def test_ctrl_with_an_arrow_takes_the_lead_along(desk) -> None:
    desk.press(Key.Key_Right, CTRL)
    assert desk.status_of("Norvane Optics") is WARM
    assert desk.names(WARM)[0] == "Norvane Optics"
    assert desk.current == "Norvane Optics"
    assert desk.column(WARM).view.hasFocus()
    assert [each.head.count for each in desk.board.columns] == [4, 8, 7]
    assert desk.ctx.notices.toast.words == "1 lead set to warm"
    desk.press(Key.Key_Right, CTRL)
    assert desk.status_of("Norvane Optics") is COLD
    desk.press(Key.Key_Right, CTRL)  # there is nothing further
    assert desk.status_of("Norvane Optics") is COLD
    desk.press(Key.Key_Left, CTRL)
    assert desk.status_of("Norvane Optics") is WARM
    assert len(services_entries(desk)) == 3


def services_entries(desk):
    return desk.services.journal.entries


def test_the_toast_takes_a_move_back(qtbot, desk) -> None:
    before = desk.names(WARM)
    desk.press(Key.Key_Right, CTRL)
    qtbot.mouseClick(desk.ctx.notices.toast.undo_button, Button.LeftButton)
    assert desk.status_of("Norvane Optics") is HOT
    qtbot.waitUntil(lambda: desk.names(WARM) == before)
    assert desk.names(HOT)[0] == "Norvane Optics"


def test_a_move_is_shown_before_the_database_has_it(qtbot, open_desk, services) -> None:
    desk = open_desk(services, inline=False)
    qtbot.waitUntil(lambda: desk.board.complete and desk.board.count == 19)
    gate = threading.Event()
    real = services.leads.set_status
    services.leads.set_status = lambda *given: gate.wait(5) and real(*given)
    desk.screen.focus_list()
    desk.press(Key.Key_Right, CTRL)
    qtbot.waitUntil(lambda: desk.names(WARM)[0] == "Norvane Optics")
    assert desk.status_of("Norvane Optics") is HOT
    # News from elsewhere, and answers to older questions, do not take it back meanwhile.
    desk.ctx.bus.tell(Notice(Kind.LEADS))
    desk.board._ask_all()
    desk.press(Key.Key_Right, CTRL)  # from where it is heading, not from where it stands
    qtbot.waitUntil(lambda: desk.names(COLD)[0] == "Norvane Optics")
    seen = []
    desk.column(HOT).model.ids_changed.connect(lambda: seen.append(desk.board.lists[HOT]))
    gate.set()
    qtbot.waitUntil(lambda: not desk.board.moves.busy and not desk.ctx.ops.busy)
    assert desk.names(COLD)[0] == "Norvane Optics"
    assert desk.status_of("Norvane Optics") is COLD
    assert not seen  # what came from the database was there already
    assert desk.current == "Norvane Optics"


def test_a_move_that_is_refused_goes_back_with_a_word(desk, services) -> None:
    before = desk.board.lists
    shown = []

    def refuse(ids, status):
        shown.append(desk.names(WARM)[0])
        raise KnownError("The disk is full.", "Make room.")

    services.leads.set_status = refuse
    desk.press(Key.Key_Right, CTRL)
    assert shown == ["Norvane Optics"]
    assert desk.board.lists == before
    assert desk.current == "Norvane Optics"
    assert [band.title for band in desk.ctx.notices.bands] == ["The disk is full."]


def test_a_lead_that_is_gone_leaves_the_board(desk, services) -> None:
    del services.leads.store[desk.board.current_id]
    desk.press(Key.Key_Right, CTRL)
    assert desk.board.count == 18
    assert desk.column(WARM).model.rowCount() == 7


def test_a_status_that_the_filter_leaves_out_takes_the_card_off_the_board(qtbot, desk) -> None:
    desk.screen.pane.filter_bar.search.setText("status:hot")
    qtbot.waitUntil(lambda: desk.column(WARM).model.rowCount() == 0)
    desk.screen.focus_list()
    desk.press(Key.Key_Right, CTRL)
    assert desk.status_of("Norvane Optics") is WARM
    assert desk.names(HOT)[0] == "Brackenfold Logistics"
    assert desk.column(WARM).model.rowCount() == 0
    assert desk.current == "Brackenfold Logistics"


def test_s_chooses_a_status(desk) -> None:
    desk.press(Key.Key_S)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(each for each in menu.actions() if "Cold" in each.text()).trigger()
    menu.close()
    assert desk.status_of("Norvane Optics") is COLD
    assert desk.names(COLD)[0] == "Norvane Optics"


# -- checking ----------------------------------------------------------------------------------


def test_x_shift_and_the_face_check(desk) -> None:
    desk.press(Key.Key_X)
    assert desk.screen.checking.count == 1
    assert desk.screen.checking.bar.isVisible()
    desk.press(Key.Key_Down, SHIFT)
    assert desk.screen.checking.count == 2
    desk.click("Pelican Row Clinics", QPoint(24, 24))
    assert desk.screen.checking.count == 3
    assert desk.current == "Pelican Row Clinics"
    desk.click("Lumaro Lighting", modifiers=SHIFT)
    assert desk.screen.checking.count == 5
    role = Qt.ItemDataRole.AccessibleTextRole
    assert desk.column(WARM).model.index(1, 0).data(role).endswith("checked")
    assert desk.screen.go_back()  # Esc
    assert desk.screen.checking.count == 0
    assert not desk.screen.checking.bar.isVisible()


def test_ctrl_a_checks_all_columns_and_the_menu_one(desk) -> None:
    desk.press(Key.Key_A, CTRL)
    assert desk.screen.checking.count == 19
    desk.screen.checking.clear()
    menu = desk.column(COLD).menu()
    next(each for each in menu.actions() if "Select" in each.text()).trigger()
    assert desk.screen.checking.count == 7
    assert desk.screen.checking.bar.words == "7 selected"
    menu.deleteLater()


def test_an_action_is_for_the_card_not_for_the_row_of_the_table(desk) -> None:
    desk.click("Lumaro Lighting")
    desk.press(Key.Key_A)
    dialog = desk.screen.findChild(ActionDialog)
    words = " ".join(each.text() for each in dialog.findChildren(QLabel))
    assert "Lumaro Lighting" in words
    dialog.reject()


def test_the_bulk_bar_gives_all_checked_a_status(desk) -> None:
    desk.press(Key.Key_X)
    desk.click("Quillmark Press", QPoint(24, 24))
    desk.screen.choose_status()
    menu = QApplication.activePopupWidget()
    next(each for each in menu.actions() if "Warm" in each.text()).trigger()
    menu.close()
    assert desk.status_of("Norvane Optics") is desk.status_of("Quillmark Press") is WARM
    assert desk.screen.checking.count == 0
    assert len(desk.services.journal.entries) == 1


def test_a_whole_column_is_more_than_what_is_loaded(open_desk, fakes) -> None:
    services = fakes.make_services(1900)
    desk = open_desk(services)
    desk.qtbot.waitUntil(lambda: desk.board.complete)
    cold = len(desk.column(COLD).model.ids)
    assert cold == 700
    desk.column(COLD).all_wanted.emit()
    desk.board.move_checked(HOT)
    desk.qtbot.waitUntil(lambda: desk.column(COLD).model.rowCount() == 0)
    assert desk.column(HOT).head.count == 500 + cold
    assert len(services.journal.entries) == 1


# -- dragging ----------------------------------------------------------------------------------


def test_a_card_is_dragged_to_another_status(desk) -> None:
    desk.take("Greywater Robotics")
    assert desk.board.drag.active
    desk.pull(desk.over(WARM))
    assert desk.column(WARM).target
    # By the sort: behind Tessamere Foods (a bit later on the same day), not where the pointer is.
    assert desk.column(WARM).view.drop_row == 1
    assert not services_entries(desk)
    desk.let_go(desk.over(WARM))
    assert desk.status_of("Greywater Robotics") is WARM
    assert desk.names(WARM)[:2] == ["Tessamere Foods", "Greywater Robotics"]
    assert desk.current == "Greywater Robotics"
    assert not desk.board.drag.active
    assert desk.column(WARM).view.drop_row == -1
    assert not desk.column(WARM).target


def test_a_drag_that_ends_at_home_or_nowhere_does_nothing(desk) -> None:
    before = desk.board.lists
    desk.take("Greywater Robotics")
    desk.pull(desk.over(WARM))
    desk.pull(desk.over(HOT))
    assert desk.column(WARM).view.drop_row == -1
    desk.let_go(desk.over(HOT))
    desk.take("Greywater Robotics")
    desk.pull(desk.over(WARM))
    desk.let_go(desk.host.mapToGlobal(QPoint(-200, -200)))
    assert desk.board.lists == before
    assert not services_entries(desk)


def test_esc_gives_a_drag_up(desk) -> None:
    desk.press(Key.Key_X)
    desk.take("Greywater Robotics")
    desk.pull(desk.over(COLD))
    desk.press(Key.Key_Escape)
    assert not desk.board.drag.active
    assert desk.screen.checking.count == 1  # it was about the drag alone
    desk.let_go(desk.over(COLD))
    assert desk.status_of("Greywater Robotics") is HOT
    assert not services_entries(desk)


def test_a_checked_card_takes_the_other_checked_ones_along(desk) -> None:
    desk.click("Norvane Optics", QPoint(24, 24))
    desk.click("Kitewell Energy", QPoint(24, 24))
    desk.take("Norvane Optics")
    assert desk.board.drag._hand.count == 2
    desk.pull(desk.over(COLD))
    desk.let_go(desk.over(COLD))
    assert desk.status_of("Norvane Optics") is desk.status_of("Kitewell Energy") is COLD
    assert desk.names(COLD)[:3] == ["Norvane Optics", "Kitewell Energy", "Quillmark Press"]
    assert desk.current == "Norvane Optics"
    assert len(services_entries(desk)) == 1
    assert desk.screen.checking.count == 0


def test_a_card_that_is_not_checked_goes_alone(desk) -> None:
    desk.click("Kitewell Energy", QPoint(24, 24))
    desk.take("Norvane Optics")
    desk.pull(desk.over(COLD))
    desk.let_go(desk.over(COLD))
    assert desk.status_of("Norvane Optics") is COLD
    assert desk.status_of("Kitewell Energy") is WARM


def test_a_press_without_a_movement_is_a_click(desk) -> None:
    desk.click("Pelican Row Clinics")
    assert desk.current == "Pelican Row Clinics"
    assert not desk.board.drag.active


def test_a_list_scrolls_while_a_card_is_held_at_its_edge(qtbot, open_desk, fakes) -> None:
    desk = open_desk(fakes.make_services(190))
    qtbot.waitUntil(lambda: desk.board.complete)
    desk.take("Norvane Optics")
    view = desk.column(COLD).view
    foot = view.viewport().mapToGlobal(QPoint(100, view.viewport().height() - 4))
    desk.pull(foot)
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 100)
    desk.press(Key.Key_Escape)
    desk.let_go(foot)


# -- the place in the screen -------------------------------------------------------------------


def test_the_switch_is_remembered_and_keeps_the_lead(qtbot, open_desk, services) -> None:
    desk = open_desk(services, width=1400, board=False)
    assert not desk.screen.pane.boards.on
    assert not desk.screen.pane.boards.sort_words.isVisible()
    desk.press(Key.Key_End)
    desk.press(Key.Key_B, CTRL)
    assert desk.screen.pane.boards.on
    assert desk.screen.pane.header.layout_choice.value == "board"
    assert desk.ctx.state.text(f"leads.layout.{services.user.id}") == "board"
    assert desk.current == "Wickerline Homes"
    assert desk.column(COLD).view.hasFocus()
    assert not desk.screen.panel.isVisible()
    assert desk.hints[-1] == "Move lead"
    desk.press(Key.Key_Up)
    desk.screen.pane.header.layout_choice.choose("table")
    assert not desk.screen.pane.boards.on
    assert desk.screen.pane.table.isVisible()
    assert desk.screen.panel.isVisible()
    assert (
        desk.screen.pane.model.row_at(desk.screen.pane.table.current_row).company
        == "Copperline Rail"
    )
    assert desk.hints[-1] == ""


def test_both_answer_one_question(qtbot, open_desk, services) -> None:
    desk = open_desk(services, board=False)
    desk.screen._on_sort("company")
    desk.screen.pane.filter_bar.search.setText("r")
    qtbot.waitUntil(lambda: 0 < len(desk.screen.pane.model.ids) < 19)
    found = list(desk.screen.pane.model.ids)
    desk.screen.show_board(True)
    assert desk.board.query == desk.screen.asking.asked.query
    assert sorted(found) == sorted(each for ids in desk.board.lists.values() for each in ids)


def test_open_goes_to_a_lead_wherever_it_is(desk, fakes) -> None:
    desk.screen.open(fakes.lead_id(15))
    assert desk.current == "Saltfen Brewing"
    desk.screen.pane.filter_bar.search.setText("norvane")
    desk.qtbot.waitUntil(lambda: desk.board.count == 1)
    desk.screen.open(fakes.lead_id(4))
    assert desk.current == "Pelican Row Clinics"
    assert desk.screen.pane.filter_bar.text == ""


def test_plus_makes_a_lead_with_that_status(qtbot, desk) -> None:
    qtbot.mouseClick(desk.column(COLD).head.plus, Button.LeftButton)
    dialog = desk.screen.findChild(NewLead)
    assert dialog.status.value == "cold"
    dialog.company.edit.setText("Zenith")
    dialog.contact.edit.setText("Zoe")
    dialog.email.edit.setText("z@zenith.example")
    dialog.submit()
    qtbot.waitUntil(lambda: "Zenith" in desk.names(COLD))
    assert desk.current == "Zenith"


def test_a_change_elsewhere_is_shown(qtbot, desk, services, fakes) -> None:
    services.leads.set_status((fakes.lead_id(0),), COLD)
    desk.ctx.bus.tell(Notice(Kind.LEADS))
    qtbot.waitUntil(lambda: desk.names(COLD)[0] == "Norvane Optics")


def test_a_narrow_board_scrolls_sideways_to_the_current_card(qtbot, open_desk, services) -> None:
    desk = open_desk(services, width=760)
    assert all(each.width() == 280 for each in desk.board.columns)
    bar = desk.board.horizontalScrollBar()
    assert bar.maximum() > 0
    desk.press(Key.Key_Right)
    desk.press(Key.Key_Right)
    assert bar.value() > 0
    cold = desk.column(COLD)
    assert (
        desk.board.viewport()
        .rect()
        .contains(cold.mapTo(desk.board.viewport(), QPoint(cold.width() - 1, 10)))
    )


def test_larger_text_makes_larger_cards(desk, themes, light_again) -> None:
    before = desk.column(HOT).view.row_height
    themes.set_text_size(16)
    assert desk.column(HOT).view.row_height > before + 15
    themes.set_appearance("dark")
    assert not desk.host.grab().isNull()


# -- many steps against a plain reference ------------------------------------------------------

_STEP = st.tuples(
    st.sampled_from(["right", "left", "key", "drag", "check", "undo", "sort", "down", "beside"]),
    st.integers(0, 100),
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(_STEP, min_size=3, max_size=14))
def test_random_moves_end_where_a_plain_reference_ends(desk, services, fakes, steps) -> None:
    """One board is worked on through all examples: what one leaves the next begins with."""
    leads, board = services.leads, desk.board
    plain: dict[UUID, LeadStatus] = {each: lead.status for each, lead in leads.store.items()}
    past: list[dict[UUID, LeadStatus]] = []
    every = tuple(LeadStatus)

    def put(ids, status) -> None:
        past.append(dict(plain))
        for each in ids:
            plain[each] = status

    def checked() -> list[UUID]:
        return list(board.chosen().resolve())

    board.uncheck_all()
    for what, number in steps:
        current = board.current_id
        assert current is not None
        if what in ("right", "left"):
            at = every.index(plain[current]) + (1 if what == "right" else -1)
            if 0 <= at < 3:
                put(checked() if board.is_checked(current) else [current], every[at])
            board.focus()
            desk.press(Key.Key_Right if what == "right" else Key.Key_Left, CTRL)
        elif what == "drag":
            target = every[number % 3]
            ids = checked() if board.is_checked(current) else [current]
            if board.is_checked(current) or plain[current] is not target:
                put(ids, target)
            _drag(desk, current, target)
        elif what == "check":
            board.check_current()
        elif what == "undo" and past:
            plain = past.pop()
            desk.ctx.ops.run_command(desk.host, services.journal.undo)
            desk.screen.refresh()
        elif what == "sort":
            desk.screen._on_sort(("company", "last_contact", "status")[number % 3])
        elif what == "down":
            board.move_by(number % 5 - 2)
        elif what == "beside":
            board.move_sideways(number % 2 * 2 - 1)
        assert {each: lead.status for each, lead in leads.store.items()} == plain
        query: LeadQuery = desk.screen.asking.asked.query
        for status in every:
            assert list(board.lists[status]) == list(leads.all_ids(query.in_status(status)))
            assert desk.column(status).head.count == list(plain.values()).count(status)


def _drag(desk: Desk, lead: UUID, target: LeadStatus) -> None:
    company = desk.services.leads.store[lead].company
    desk.board.go_to_id(lead)
    desk.take(company)
    desk.pull(desk.over(target))
    desk.let_go(desk.over(target))


def test_scrolled_columns_keep_their_place_while_leads_move(open_desk, fakes) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    dice = random.Random(seed)
    desk = open_desk(fakes.make_services(400))
    desk.qtbot.waitUntil(lambda: desk.board.complete)
    for column in desk.board.columns:
        column.view.go_to(60, center=True)
    cold = desk.column(COLD).view
    place = cold.verticalScrollBar().value()
    for _ in range(12):
        desk.board._make_active(desk.column(HOT))
        desk.board.focus()
        desk.column(HOT).view.go_to(dice.randrange(50, 70))
        seen = desk.column(HOT).view.verticalScrollBar().value()
        desk.press(Key.Key_Right, CTRL)
        assert desk.board._active is desk.column(WARM)
        assert abs(desk.column(HOT).view.verticalScrollBar().value() - seen) <= 130
        assert cold.verticalScrollBar().value() == place


def test_what_is_about_checked_leads_knows_those_of_the_board(desk, fakes) -> None:
    desk.press(Key.Key_X)
    desk.click("Quillmark Press", QPoint(24, 24))
    assert desk.screen.checking.ids == (fakes.lead_id(0), fakes.lead_id(6))


def test_nothing_is_read_for_a_panel_that_is_closed(qtbot, open_desk, services) -> None:
    read = []
    real = services.leads.lead
    services.leads.lead = lambda wanted: read.append(wanted) or real(wanted)
    desk = open_desk(services, width=1400)
    desk.press(Key.Key_Down)
    qtbot.waitUntil(lambda: not desk.screen._follow.isActive())
    assert read == []
    desk.press(Key.Key_Return)
    assert read == [desk.board.current_id]


def test_the_foot_of_the_window_teaches_keys(qtbot, themes, host, make_context, services) -> None:
    from desktop_app.ui.shell.status_bar import KeyHint

    hint = KeyHint(themes)
    QVBoxLayout(host).addWidget(hint)
    host.show()
    hint.say("Move lead", (("Ctrl", "←"), ("Ctrl", "→")))
    assert hint.isVisible()
    assert hint.accessibleName() == "Move lead Ctrl+← Ctrl+→"
    hint.say("", ())
    assert not hint.isVisible()
