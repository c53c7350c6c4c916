"""The table of leads: its columns, cells, copies and pastes, worked with keys and mouse."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from desktop_app.domain.custom_fields import CustomField, CustomKind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_filters import SortKey
from desktop_app.domain.lead_layout import Density, TableLayout
from desktop_app.domain.leads import LeadQuery, LeadStatus
from desktop_app.ui.leads.columns import TableColumns
from desktop_app.ui.leads.columns_menu import ColumnsPanel
from desktop_app.ui.leads.model import CHECK, LeadTableModel
from desktop_app.ui.leads.paste_question import PasteQuestion
from desktop_app.ui.leads.screen import LeadsScreen
from tests.ui.leads.conftest import Desk

Key, Button = Qt.Key, Qt.MouseButton
SEATS = CustomField(UUID(int=1), "seats", "Seats", CustomKind.NUMBER)
REGION = CustomField(UUID(int=2), "region", "Region", CustomKind.CHOICE, ("North", "South"))


@pytest.fixture(autouse=True)
def empty_clipboard(qapp):
    """What Python made must not lie there when the process ends: Qt would free it too late."""
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture
def layouts(services):
    services.leads.own_fields = LeadFields([SEATS, REGION])
    return services.lead_layouts


@pytest.fixture
def desk(open_desk, services, layouts) -> Desk:
    made = open_desk(services, width=1300)
    made.companies()
    return made


def keys(desk) -> list[str]:
    return [field.key for field in desk.screen.pane.model.fields]


def title_place(desk, key: str, x: int = 10) -> QPoint:
    header = desk.table.header
    return QPoint(header.left_of(desk.screen.pane.model.column_of(key)) + x, 16)


def click_title(desk, key: str, *, shift: bool = False) -> None:
    modifiers = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier(0)
    view = desk.table.header.viewport()
    desk.qtbot.mouseClick(view, Button.LeftButton, modifiers, title_place(desk, key))


def drag(desk, begin: QPoint, end: QPoint) -> None:
    view = desk.table.header.viewport()
    desk.qtbot.mousePress(view, Button.LeftButton, pos=begin)
    desk.qtbot.mouseMove(view, QPoint((begin.x() + end.x()) // 2, 16))
    desk.qtbot.mouseMove(view, end)
    desk.qtbot.mouseRelease(view, Button.LeftButton, pos=end)


def lead_of(desk, row: int):
    return desk.services.leads.lead(desk.screen.pane.model.id_at(row))


def cell(desk, row: int, key: str) -> str:
    return desk.screen.pane.model.index(row, desk.screen.pane.model.column_of(key)).data()


def put_on_clipboard(text: str, html: str = "") -> None:
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


# Columns ------------------------------------------------------------------------------------------


def test_the_design_s_columns_and_widths(desk) -> None:
    assert keys(desk) == ["company", "contact_name", "status", "last_contact", "suggestion"]
    assert desk.screen.pane.columns.widths(816) == [44, 190, 132, 74, 100, 276]
    assert sum(desk.screen.pane.columns.widths(1101)) == 1101


def test_the_saved_layout_is_there_before_the_first_row(open_desk, services, layouts) -> None:
    layouts.layout = TableLayout().showing("custom.seats").hiding("suggestion")
    desk = open_desk(services, width=1300)
    assert keys(desk)[-1] == "custom.seats"
    assert "suggestion" not in keys(desk)
    assert desk.screen.pane.model.headerData(5, Qt.Orientation.Horizontal) == "Seats"


def test_what_is_changed_before_the_saved_layout_comes_stays(services, themes) -> None:
    ctx = SimpleNamespace(services=services, theme=themes, ops=SimpleNamespace())
    model = SimpleNamespace(set_fields=lambda fields: None)
    columns = TableColumns(ctx, model)
    asked = columns.with_layout(lambda: None)
    columns.change(TableLayout().showing("phone"))
    columns.take(asked()[0])
    assert columns.layout == TableLayout().showing("phone")
    columns.wear(None)
    assert columns.layout == TableLayout().showing("phone")


def test_a_drag_moves_a_column_and_it_is_remembered(qtbot, desk, layouts) -> None:
    drag(desk, title_place(desk, "status"), title_place(desk, "company", 5))
    assert keys(desk)[:2] == ["status", "company"]
    assert desk.companies()[0] == "Norvane Optics"  # it was no click: the order is the same
    qtbot.waitUntil(lambda: layouts.saved != [])
    assert layouts.saved[-1].keys[0] == "status"


def test_a_drag_of_its_end_sizes_a_column_and_the_others_keep_theirs(desk) -> None:
    header, table = desk.table.header, desk.table
    before = [table.columnWidth(at) for at in range(1, 6)]
    end = header.left_of(1) + before[0]
    drag(desk, QPoint(end - 1, 16), QPoint(end + 59, 16))
    now = [table.columnWidth(at) for at in range(1, 6)]
    assert now == [before[0] + 60, *before[1:4], before[4] - 60]
    assert desk.screen.pane.columns.layout.get("company").width == before[0] + 60
    assert desk.screen.pane.columns.layout.get("suggestion").width is None


def test_a_double_click_on_the_end_fits_the_words(qtbot, desk) -> None:
    header = desk.table.header
    end = QPoint(header.left_of(1) + desk.table.columnWidth(1) - 1, 16)
    qtbot.mouseDClick(header.viewport(), Button.LeftButton, pos=end)
    fitted = desk.table.columnWidth(1)
    assert 180 < fitted < 260  # "Polder Point Insurance" and its monogram
    desk.services.leads.store[desk.screen.pane.model.id_at(0)] = replace(
        lead_of(desk, 0), company="N" * 60
    )
    desk.screen.refresh()
    desk.companies()
    desk.table.fit("company")
    assert desk.table.columnWidth(1) > fitted + 100


def test_columns_are_shown_and_hidden_in_the_panel(qtbot, desk) -> None:
    desk.screen.choose_columns()
    panel = desk.screen.findChild(ColumnsPanel)
    qtbot.waitUntil(panel.isVisible)
    assert panel.search is not None
    qtbot.keyClicks(panel.search, "sea")
    shown = [key for key, box in panel.boxes.items() if box.isVisibleTo(panel)]
    assert shown == ["custom.seats"]
    qtbot.keyClick(panel.search, Key.Key_Down)
    qtbot.keyClick(panel.boxes["custom.seats"], Key.Key_Space)
    assert keys(desk)[-1] == "custom.seats"
    panel.search.clear()
    for key in keys(desk):
        panel.boxes[key].click()
    assert keys(desk) == ["custom.seats"]  # the last one stays
    assert panel.boxes["custom.seats"].isChecked()
    panel.reset.click()
    assert keys(desk) == list(TableLayout().keys)
    panel.close()


def test_the_menu_does_by_keyboard_what_the_mouse_can(desk) -> None:
    desk.table.go_to_cell("status")
    desk.press(Key.Key_F10, shift=True)
    desk.choose("Move &left")
    assert keys(desk)[:3] == ["company", "status", "contact_name"]
    desk.press(Key.Key_F10, shift=True)
    desk.choose("&Pin")
    assert keys(desk)[0] == "status"
    desk.press(Key.Key_F10, shift=True)
    desk.choose("&Hide")
    assert "status" not in keys(desk)
    desk.press(Key.Key_F10, shift=True)
    desk.choose("R&eset")
    assert desk.screen.pane.columns.layout == TableLayout()


def test_rows_are_as_high_as_one_wants_them(desk, layouts) -> None:
    desk.table.go_to(5)
    columns = desk.screen.pane.columns
    columns.change(columns.layout.with_density(Density.COMPACT))
    assert desk.table.row_height == 32
    assert desk.table.current_row == 5
    columns.change(columns.layout.with_density(Density.ROOMY))
    assert desk.table.row_height == 48
    columns.reset()
    assert desk.table.row_height == 48
    columns.remember()
    assert layouts.saved[-1].density is Density.ROOMY


@pytest.mark.parametrize(
    ("setting", "height"), [(None, 40), ("comfortable", 40), ("compact", 32), ("roomy", 48)]
)
def test_where_the_layout_does_not_say_rows_are_as_high_as_the_setting(
    qtbot, make_context, services, setting, height
) -> None:
    ctx = make_context(services)
    ctx.preferred = {"appearance.density": setting}.get
    screen = LeadsScreen(ctx)
    qtbot.addWidget(screen)
    columns = screen.pane.columns
    assert columns.row_height == height
    columns.change(columns.layout.showing("phone"))
    assert columns.layout.density is None, "what nobody chose is not written down"
    columns.change(columns.layout.with_density(Density.COMFORTABLE))
    assert columns.row_height == 40, "what is chosen here wins"


def test_pinned_columns_stay_while_the_others_scroll(qtbot, desk) -> None:
    columns, table = desk.screen.pane.columns, desk.table
    layout = TableLayout().pinning("status", True).sized({"suggestion": 900, "company": 400})
    columns.change(layout)
    bar = table.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 200)
    bar.setValue(bar.maximum())
    assert table.header.left_of(1) == 44
    place = QPoint(60, 100)
    assert table.indexAt(place).column() == 1
    click_title(desk, "status")
    assert desk.table.header.sort == (SortKey("status"),)
    desk.table.go_to(3)
    assert bar.value() == bar.maximum()  # going to a row scrolls nothing sideways
    table.go_to_cell("company")
    rect = table.cell_rect(3, "company")
    assert rect.left() >= table.header.stuck_width()
    grabbed = table.viewport().grab()
    assert not grabbed.isNull()
    columns.reset()
    qtbot.waitUntil(lambda: bar.maximum() == 0)


def test_a_narrow_window_leaves_out_what_was_not_chosen(desk) -> None:
    columns = desk.screen.pane.columns
    columns.narrow = True
    assert columns.left_out(700) == {"suggestion"}
    assert columns.left_out(500) == {"suggestion", "contact_name"}
    columns.change(columns.layout.pinning("suggestion", True))
    assert columns.left_out(500) == set()


def test_a_custom_field_that_is_removed_leaves_and_comes_back(desk, services) -> None:
    columns = desk.screen.pane.columns
    columns.change(TableLayout().showing("custom.seats"))
    services.leads.own_fields = LeadFields([REGION])
    desk.screen.refresh()
    assert "custom.seats" not in keys(desk)
    services.leads.own_fields = LeadFields([REGION, SEATS])
    desk.screen.refresh()
    assert keys(desk)[-1] == "custom.seats"


# Order --------------------------------------------------------------------------------------------


def test_shift_adds_a_level_and_turns_it(qtbot, desk) -> None:
    click_title(desk, "status")
    click_title(desk, "contact_name", shift=True)
    assert desk.table.header.sort == (SortKey("status"), SortKey("contact_name"))
    found = [(lead_of(desk, row).status, lead_of(desk, row).contact_name) for row in range(5)]
    assert {status for status, _ in found} == {LeadStatus.HOT}
    assert [name for _, name in found] == sorted(name for _, name in found)
    click_title(desk, "contact_name", shift=True)
    assert desk.table.header.sort[1] == SortKey("contact_name", descending=True)
    turned = [lead_of(desk, row).contact_name for row in range(5)]
    assert turned == sorted(turned, reverse=True)
    click_title(desk, "company")
    assert desk.table.header.sort == (SortKey("company"),)


def test_what_cannot_be_sorted_is_not(desk) -> None:
    before = desk.table.header.sort
    click_title(desk, "suggestion")
    assert desk.table.header.sort == before


# Cells --------------------------------------------------------------------------------------------


def test_left_and_right_go_from_cell_to_cell_and_esc_to_the_row(desk) -> None:
    assert desk.table.current_field is None
    desk.press(Key.Key_Right)
    assert desk.table.current_field.key == "company"
    desk.press(Key.Key_Right)
    desk.press(Key.Key_Down)
    assert (desk.table.current_field.key, desk.table.current_row) == ("contact_name", 1)
    desk.press(Key.Key_Left)
    desk.press(Key.Key_Left)
    assert desk.table.current_field.key == "company"
    assert desk.screen.go_back()
    assert desk.table.current_field is None


def test_a_cell_is_edited_in_place_saved_and_undone(qtbot, desk) -> None:
    desk.table.go_to_cell("contact_name")
    desk.press(Key.Key_F2)
    line = desk.screen.pane.editing.line
    assert line.isVisible()
    assert line.text() == "Ines Caldaro"
    line.clear()
    qtbot.keyClicks(line, "Ines xj Moreau")  # letters are letters
    qtbot.keyClick(line, Key.Key_Return)
    assert not line.isVisible()
    assert lead_of(desk, 0).contact_name == "Ines xj Moreau"
    assert desk.table.current_row == 1
    assert desk.table.hasFocus()
    assert cell(desk, 0, "contact_name") == "Ines xj Moreau"
    qtbot.mouseClick(desk.ctx.notices.toast.undo_button, Button.LeftButton)
    qtbot.waitUntil(lambda: cell(desk, 0, "contact_name") == "Ines Caldaro")


def test_tab_saves_and_goes_on_esc_gives_up(qtbot, desk) -> None:
    desk.table.go_to_cell("company")
    desk.press(Key.Key_F2)
    line = desk.screen.pane.editing.line
    line.setText("Norvane")
    qtbot.keyClick(line, Key.Key_Tab)
    assert lead_of(desk, 0).company == "Norvane"
    assert desk.table.current_field.key == "contact_name"
    desk.press(Key.Key_F2)
    line.setText("Nobody")
    qtbot.keyClick(line, Key.Key_Escape)
    assert lead_of(desk, 0).contact_name == "Ines Caldaro"
    assert desk.table.current_field.key == "contact_name"
    assert len(desk.services.journal.entries) == 1


def test_nothing_changed_is_no_command(qtbot, desk) -> None:
    desk.table.go_to_cell("company")
    desk.press(Key.Key_F2)
    qtbot.keyClick(desk.screen.pane.editing.line, Key.Key_Return)
    assert desk.services.journal.entries == []


def test_what_does_not_fit_is_said_and_kept(qtbot, desk) -> None:
    desk.screen.pane.columns.change(TableLayout().showing("email").showing("custom.seats"))
    desk.table.go_to_cell("custom.seats")
    desk.press(Key.Key_F2)
    editing = desk.screen.pane.editing
    editing.line.setText("many")
    qtbot.keyClick(editing.line, Key.Key_Return)
    assert editing.active
    assert editing.complaint.isVisible()
    assert "no number" in editing.complaint.text()
    assert editing.line.text() == "many"
    assert desk.table.viewport().rect().contains(editing.complaint.geometry())
    editing.line.clear()
    qtbot.keyClicks(editing.line, "1,250")
    assert not editing.complaint.isVisible()
    qtbot.keyClick(editing.line, Key.Key_Return)
    assert lead_of(desk, 0).metadata["seats"] == 1250
    assert cell(desk, 0, "custom.seats") == "1,250"


def test_a_refused_value_turns_back_with_a_word(qtbot, open_desk, services, layouts) -> None:
    layouts.layout = TableLayout().showing("email")
    desk = open_desk(services, width=1300, inline=False)
    desk.companies()
    desk.table.go_to_cell("email")
    desk.press(Key.Key_F2)
    taken = lead_of(desk, 1).email
    desk.screen.pane.editing.line.setText(taken)
    qtbot.keyClick(desk.screen.pane.editing.line, Key.Key_Return)
    assert cell(desk, 0, "email") == taken  # shown before it is stored
    qtbot.waitUntil(lambda: cell(desk, 0, "email") != taken)
    assert "already" in desk.ctx.notices.bands[0].title


def test_a_status_is_chosen_from_its_menu(qtbot, desk) -> None:
    desk.table.go_to_cell("status")
    desk.press(Key.Key_F2)
    desk.choose("Cold")
    assert lead_of(desk, 0).status is LeadStatus.COLD
    assert cell(desk, 0, "status") == "Cold"


def test_a_choice_of_one_s_own_can_be_cleared(desk) -> None:
    desk.screen.pane.columns.change(TableLayout().showing("custom.region"))
    desk.table.go_to_cell("custom.region")
    desk.press(Key.Key_F2)
    desk.choose("South")
    assert cell(desk, 0, "custom.region") == "South"
    desk.press(Key.Key_F2)
    desk.choose("None")
    assert cell(desk, 0, "custom.region") == ""


def test_a_double_click_edits_where_one_can_type_and_opens_elsewhere(qtbot, desk) -> None:
    def double_click(key: str) -> None:
        place = desk.table.cell_rect(2, key).center()
        view = desk.table.viewport()
        qtbot.mouseClick(view, Button.LeftButton, pos=place)
        qtbot.mouseDClick(view, Button.LeftButton, pos=place)

    opened: list[UUID] = []
    desk.table.opened.connect(opened.append)
    double_click("company")
    assert desk.screen.pane.editing.active
    assert desk.screen.pane.editing.line.text() == "Tessamere Foods"
    assert opened == []
    qtbot.keyClick(desk.screen.pane.editing.line, Key.Key_Escape)
    double_click("last_contact")
    assert opened == [desk.screen.pane.model.id_at(2)]


def test_what_cannot_be_typed_says_so(desk) -> None:
    desk.table.go_to_cell("last_contact")
    desk.press(Key.Key_F2)
    assert not desk.screen.pane.editing.active
    assert "Last contact" in desk.ctx.notices.toast.words


def test_the_editor_goes_with_its_row(qtbot, desk) -> None:
    desk.table.go_to(4)
    desk.table.go_to_cell("company")
    desk.press(Key.Key_F2)
    editing, lead = desk.screen.pane.editing, desk.screen.pane.model.id_at(4)
    editing.line.setText("Pelican")
    desk.screen._sort_by((SortKey("company"),))
    now = desk.screen.pane.model.row_of(lead)
    assert editing.active
    assert editing.line.geometry().center().y() == pytest.approx(
        desk.table.cell_rect(now, "company").center().y(), abs=3
    )
    qtbot.keyClick(editing.line, Key.Key_Return)
    assert desk.services.leads.lead(lead).company == "Pelican"


# Checks -------------------------------------------------------------------------------------------


def test_checks_mean_the_whole_result(qtbot, open_desk, fakes) -> None:
    desk = open_desk(fakes.make_services(300_000, many=True), width=1400, inline=False)
    model = desk.screen.pane.model
    qtbot.waitUntil(lambda: len(model.ids) == 300_000)
    desk.table.go_to(10)
    desk.click(10, CHECK)
    desk.press(Key.Key_End)
    last = desk.table.viewport().rect().bottom() // desk.table.row_height - 1
    row = desk.table.rowAt(last * desk.table.row_height)
    desk.table.go_to(10)
    desk.table.verticalScrollBar().setValue(desk.table.verticalScrollBar().maximum())
    desk.click(row, CHECK, shift=True)
    assert model.checked.has_row(model.ids, 200_000)  # at once
    assert not model.checked.has_row(model.ids, 9)
    qtbot.waitUntil(lambda: not model.checked.selection.unsettled)
    assert desk.screen.checking.count == row - 9
    ids = desk.screen.asking.whole_list()()
    assert len(desk.screen.pane.model.checked.selection.resolve(ids)) == row - 9
    desk.press(Key.Key_A, ctrl=True)
    assert desk.screen.checking.count == 300_000


# The clipboard ------------------------------------------------------------------------------------


def test_copied_leads_come_with_titles_as_text_and_html(desk) -> None:
    desk.screen.pane.columns.change(TableLayout().showing("phone").hiding("suggestion"))
    for row in (0, 2):
        desk.screen.pane.model.checked.toggle(desk.screen.pane.model.id_at(row))
    desk.press(Key.Key_C, ctrl=True)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == (
        "Company\tContact\tStatus\tLast contact\tPhone\r\n"
        "Norvane Optics\tInes Caldaro\tHot\t2026-06-16 09:10\t'+32 555 0142\r\n"
        "Tessamere Foods\tPriya Valluri\tWarm\t2026-06-14 09:09\t\r\n"
    )
    assert "<td>+32 555 0142</td>" in data.html()
    assert desk.ctx.notices.toast.words == "2 leads copied"


def test_a_cell_or_a_row_is_copied_where_nothing_is_checked(desk) -> None:
    desk.press(Key.Key_C, ctrl=True)
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("Norvane Optics\tInes")
    desk.table.go_to_cell("contact_name")
    desk.press(Key.Key_C, ctrl=True)
    assert QGuiApplication.clipboard().text() == "Ines Caldaro"


def test_many_leads_are_copied_bit_by_bit_and_can_be_stopped(qtbot, open_desk, fakes) -> None:
    desk = open_desk(fakes.make_services(9_000, many=True), width=1400, inline=False)
    qtbot.waitUntil(lambda: len(desk.screen.pane.model.ids) == 9_000)
    put_on_clipboard("before")
    desk.press(Key.Key_A, ctrl=True)
    desk.press(Key.Key_C, ctrl=True)
    copying = desk.screen.clipboard
    qtbot.waitUntil(lambda: copying._copy is not None and copying._copy._bar is not None)
    assert "of 9,000 leads" in copying._copy._bar.words
    copying._copy._bar.stop.click()
    assert QGuiApplication.clipboard().text() == "before"
    desk.press(Key.Key_C, ctrl=True)
    qtbot.waitUntil(lambda: desk.ctx.notices.toast.words == "9,000 leads copied", timeout=20_000)
    assert QGuiApplication.clipboard().text().count("\r\n") == 9_001


def test_one_cell_is_pasted_at_once(qtbot, desk) -> None:
    desk.table.go_to(1)
    desk.table.go_to_cell("contact_name")
    put_on_clipboard("Renate Tobias")
    desk.press(Key.Key_V, ctrl=True)
    assert lead_of(desk, 1).contact_name == "Renate Tobias"
    assert len(desk.services.journal.entries) == 1


def test_a_block_asks_first_and_is_one_undo(qtbot, desk) -> None:
    before = [lead_of(desk, row) for row in range(19)]
    desk.table.go_to(1)
    desk.table.go_to_cell("contact_name")
    put_on_clipboard("A\tcold\nB\ttepid\nC\twarm\n")
    desk.press(Key.Key_V, ctrl=True)
    question = desk.screen.findChild(PasteQuestion)
    assert question.title == "Change 5 cells of 3 leads?"
    assert question.yes.words == "Paste the 5 that fit"
    question.yes.click()
    now = [lead_of(desk, row) for row in range(1, 4)]
    assert [(lead.contact_name, lead.status.value) for lead in now] == [
        ("A", "cold"),
        ("B", before[2].status.value),
        ("C", "warm"),
    ]
    assert len(desk.services.journal.entries) == 1
    desk.services.journal.undo()
    assert [lead_of(desk, row) for row in range(19)] == before


def test_a_table_of_html_and_titles(qtbot, desk) -> None:
    put_on_clipboard(
        "", "<table><tr><td>Seats</td><td>Company</td></tr><tr><td>40</td><td>New</td></tr></table>"
    )
    desk.press(Key.Key_V, ctrl=True)
    assert lead_of(desk, 0).metadata["seats"] == 40
    assert lead_of(desk, 0).company == "New"


def test_what_lies_beyond_the_list_is_told(desk) -> None:
    desk.press(Key.Key_End)
    desk.table.go_to_cell("company")
    put_on_clipboard("One\nTwo\nThree\n")
    desk.press(Key.Key_V, ctrl=True)
    question = desk.screen.findChild(PasteQuestion)
    assert "2 rows do not fit: the list ends before." in question.notes
    question.no.click()
    assert lead_of(desk, 18).company == "Wickerline Homes"


def test_where_nothing_fits_there_is_nothing_to_press(desk) -> None:
    desk.table.go_to_cell("last_contact")
    put_on_clipboard("today\nyesterday")
    desk.press(Key.Key_V, ctrl=True)
    question = desk.screen.findChild(PasteQuestion)
    assert not question.yes.isVisible()
    assert question.no.words == "Close"
    assert any("cannot be typed" in note for note in question.notes)
    question.close()


def test_what_was_copied_pastes_back_and_changes_nothing(desk) -> None:
    before = dict(desk.services.leads.store)
    desk.screen.pane.columns.change(TableLayout().showing("phone").showing("email"))
    desk.press(Key.Key_A, ctrl=True)
    desk.press(Key.Key_C, ctrl=True)
    desk.screen.checking.clear()
    desk.press(Key.Key_Home)
    desk.press(Key.Key_V, ctrl=True)
    question = desk.screen.findChild(PasteQuestion)
    assert not [each for each in question.notes if "not fit" in each]
    question.yes.click()
    assert desk.services.leads.store == before


def test_a_paste_that_the_database_refuses_changes_nothing(desk) -> None:
    desk.services.leads.fault = KnownError("The disk is full.", "Make room.")
    desk.table.go_to_cell("company")
    put_on_clipboard("New")
    desk.screen.clipboard.paste()
    assert desk.services.leads.store[desk.screen.pane.model.id_at(0)].company == "Norvane Optics"
    assert cell(desk, 0, "company") == "Norvane Optics"
    assert desk.ctx.notices.bands[0].title == "The disk is full."


# The model ----------------------------------------------------------------------------------------


def test_who_is_told_of_a_typed_value_may_look_at_every_row(qtbot, fakes, inline_ops) -> None:
    leads = fakes.make_services(70).leads
    model = LeadTableModel(inline_ops, leads.rows, lambda: fakes.now, lambda moment: moment)
    model.set_ids(leads.all_ids(LeadQuery()))
    qtbot.waitUntil(lambda: None not in [model.row_at(row) for row in range(70)])
    told: list[int] = []

    def look(first: QModelIndex, _last: QModelIndex, _roles: list[int]) -> None:
        told.append(first.row())
        for row in range(70):
            model.row_at(row)

    model.dataChanged.connect(look)
    phone = LeadFields().get("phone")
    model.promise({model.id_at(row): {phone: "+32 555 0142"} for row in (0, 1, 65)})
    model.dataChanged.disconnect(look)
    assert told == [0, 1, 65]
    assert model.row_at(65).phone == "+32 555 0142"


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("show"), st.sampled_from(("email", "phone", "custom.seats"))),
        st.tuples(st.just("hide"), st.sampled_from(("company", "status", "email"))),
        st.tuples(st.just("sort"), st.sampled_from(("company", "status")), st.booleans()),
        st.tuples(st.just("edit"), st.integers(0, 18), st.sampled_from(("X", "Åb", ""))),
        st.tuples(st.just("find"), st.sampled_from(("norvane", "", "zzz"))),
        st.tuples(st.just("undo")),
        st.tuples(st.just("check"), st.integers(0, 18)),
    ),
    max_size=8,
)


def shown(desk) -> list[tuple[str, str]]:
    model = desk.screen.pane.model
    rows = [model.row_at(row) for row in range(len(model.ids))]
    return [(row.company, row.contact_name) if row else ("", "") for row in rows]


def stored(desk) -> list[tuple[str, str]]:
    leads = [lead_of(desk, row) for row in range(len(desk.screen.pane.model.ids))]
    return [(lead.company, lead.contact_name) for lead in leads]


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(STEPS)
def test_whatever_is_done_the_model_keeps_qt_s_rules(qtbot, desk, steps) -> None:
    screen = desk.screen
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(screen.pane.model, mode)
    for name, *rest in steps:
        if name == "show":
            screen.pane.columns.show(rest[0], True)
        elif name == "hide":
            screen.pane.columns.show(rest[0], False)
        elif name == "sort":
            screen._on_sort(*rest)
        elif name == "find":
            screen.pane.filter_bar.search.setText(rest[0])
            screen._on_filter()
        elif name == "undo" and desk.services.journal.entries:
            screen._ctx.ops.run_command(screen, desk.services.journal.undo)
        elif name == "check" and (each := screen.pane.model.id_at(rest[0])) is not None:
            screen.pane.model.checked.toggle(each)
        elif name == "edit" and (each := screen.pane.model.id_at(rest[0])) is not None:
            field = screen.pane.columns.fields.get("contact_name")
            screen.clipboard._edits.save(each, field, rest[1])
        QApplication.processEvents()
    # A burst of changes is looked at again only when it rests.
    qtbot.waitUntil(lambda: shown(desk) == stored(desk))
    del tester
    screen.pane.filter_bar.search.clear()
    screen._on_filter()
