"""The screen of leads, worked with keys and mouse over services that behave."""

from __future__ import annotations

import threading
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel

from desktop_app.domain.changes import Kind, Notice
from desktop_app.domain.errors import KnownError
from desktop_app.domain.leads import LeadDraft, LeadStatus
from desktop_app.ui.leads.model import CHECK
from desktop_app.ui.leads.new_lead import NewLead

Key, Button = Qt.Key, Qt.MouseButton
COMPANY, CONTACT, SUGGESTION = 1, 2, 5


def test_leads_stand_with_the_latest_contact_first(desk) -> None:
    assert desk.companies()[:4] == [
        "Norvane Optics",
        "Brackenfold Logistics",
        "Tessamere Foods",
        "Greywater Robotics",
    ]
    words = [desk.screen.pane.model.index(row, 4).data() for row in range(4)]
    assert words == ["Today", "Yesterday", "2 days", "2 days"]
    assert desk.screen.pane.header.counts.text() == "19"


def test_the_model_passes_qt_s_tester(qtbot, desk) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(desk.screen.pane.model, mode)
    desk.screen.pane.filter_bar.search.setText("norvane")
    qtbot.waitUntil(lambda: len(desk.screen.pane.model.ids) == 1)
    desk.screen.pane.filter_bar.search.setText("")
    qtbot.waitUntil(lambda: len(desk.screen.pane.model.ids) == 19)
    del tester


def test_a_row_is_named_as_the_design_says(desk) -> None:
    index = desk.screen.pane.model.index(0, 0)
    words = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "Norvane Optics, Ines Caldaro, hot, last contact today, draft ready"


def test_j_and_k_move_and_the_panel_follows(desk) -> None:
    desk.press(Key.Key_J)
    desk.press(Key.Key_J)
    desk.panel_shows("Tessamere Foods")
    assert desk.panel.position.text() == "3 of 19"
    desk.press(Key.Key_K)
    desk.panel_shows("Brackenfold Logistics")
    desk.press(Key.Key_End)
    desk.panel_shows("Wickerline Homes")
    desk.press(Key.Key_Home)
    desk.panel_shows("Norvane Optics")


def test_the_panel_s_buttons_move_too(qtbot, desk) -> None:
    desk.panel_shows("Norvane Optics")
    assert not desk.panel._previous.isEnabled()
    qtbot.mouseClick(desk.panel._next, Button.LeftButton)
    desk.panel_shows("Brackenfold Logistics")
    assert desk.panel._previous.isEnabled()


def test_typing_filters_as_one_types(qtbot, desk) -> None:
    desk.screen.focus_search()
    qtbot.keyClicks(desk.screen.pane.filter_bar.search, "amel")  # accents do not count
    qtbot.waitUntil(lambda: desk.companies() == ["Mistral Vale Hotels"])
    assert desk.screen.pane.header.counts.text() == "1 of 19"
    desk.panel_shows("Mistral Vale Hotels")
    desk.press(Key.Key_Escape)
    qtbot.waitUntil(lambda: len(desk.companies()) == 19)
    assert desk.screen.pane.header.counts.text() == "19"


def test_letters_in_the_filter_are_letters(qtbot, desk) -> None:
    desk.screen.focus_search()
    qtbot.keyClicks(desk.screen.pane.filter_bar.search, "jxsc")
    assert desk.screen.pane.filter_bar.text == "jxsc"
    assert desk.screen.checking.count == 0
    assert desk.table.current_row in (0, -1)


def test_down_goes_from_the_filter_to_the_list(qtbot, desk) -> None:
    desk.screen.focus_search()
    desk.press(Key.Key_Down)
    assert desk.table.hasFocus()


def test_nothing_found_says_so_and_can_be_cleared(qtbot, desk) -> None:
    desk.screen.pane.filter_bar.search.setText("zzz")
    qtbot.waitUntil(lambda: desk.note() is not None)
    assert "Nothing found" in desk.note().accessibleName()
    qtbot.mouseClick(desk.note().buttons[0], Button.LeftButton)
    qtbot.waitUntil(lambda: len(desk.companies()) == 19)
    assert desk.note() is None


def test_headers_sort_and_turn_around(qtbot, desk) -> None:
    header = desk.table.header

    def press(column: int) -> None:
        place = QPoint(header.sectionViewportPosition(column) + 10, 16)
        qtbot.mouseClick(header.viewport(), Button.LeftButton, pos=place)

    press(COMPANY)
    qtbot.waitUntil(lambda: desk.companies()[0] == "Arbor & Finch")
    assert header.arrow_up
    press(COMPANY)
    qtbot.waitUntil(lambda: desk.companies()[0] == "Wickerline Homes")
    assert not header.arrow_up
    press(CONTACT)
    qtbot.waitUntil(lambda: desk.companies()[0] == "Fernhollow Schools")  # Agnes


def test_the_place_is_kept_when_the_order_changes(qtbot, desk) -> None:
    desk.table.go_to(3)
    wanted = desk.table.current_id
    desk.screen._on_sort(desk.table.header.sort[0].field)
    qtbot.waitUntil(lambda: desk.companies()[0] == "Wickerline Homes")
    assert desk.table.current_id == wanted


def test_x_checks_and_the_bar_counts(desk) -> None:
    desk.press(Key.Key_X)
    desk.press(Key.Key_J)
    desk.press(Key.Key_X)
    bar = desk.screen.checking.bar
    assert bar.isVisible()
    assert bar.words == "2 selected"
    assert desk.table.header.check_state is Qt.CheckState.PartiallyChecked
    desk.press(Key.Key_X)
    assert bar.words == "1 selected"
    assert desk.screen.go_back()
    assert not bar.isVisible()


def test_ctrl_a_checks_all_and_the_header_unchecks(qtbot, desk) -> None:
    desk.press(Key.Key_A, ctrl=True)
    assert desk.screen.checking.count == 19
    assert desk.table.header.check_state is Qt.CheckState.Checked
    desk.click(4, CHECK)
    assert desk.screen.checking.count == 18
    qtbot.mouseClick(desk.table.header.viewport(), Button.LeftButton, pos=QPoint(22, 16))
    assert desk.screen.checking.count == 0


def test_shift_click_checks_a_range(desk) -> None:
    desk.click(2, CHECK)
    desk.click(6, CHECK, shift=True)
    model = desk.screen.pane.model
    checked = [row for row in range(19) if model.ids[row] in model.checked]
    assert checked == [2, 3, 4, 5, 6]


def test_shift_and_arrows_check_on(desk) -> None:
    desk.table.go_to(2)
    desk.press(Key.Key_Down, shift=True)
    desk.press(Key.Key_Down, shift=True)
    model = desk.screen.pane.model
    assert [row for row in range(19) if model.ids[row] in model.checked] == [2, 3, 4]
    assert desk.table.current_row == 4


def test_r_writes_to_the_current_lead(desk, monkeypatch) -> None:
    written = []
    monkeypatch.setattr(
        "desktop_app.ui.composer.actions.open_new", lambda _ctx, lead: written.append(lead)
    )
    desk.press(Key.Key_J)
    desk.press(Key.Key_R)
    assert written == [desk.screen.pane.current_id]


def test_s_sets_the_status_and_undo_takes_it_back(qtbot, desk) -> None:
    desk.panel_shows("Norvane Optics")
    lead = desk.panel.lead.id
    desk.press(Key.Key_S)
    desk.choose("Cold")
    qtbot.waitUntil(lambda: desk.services.leads.lead(lead).status is LeadStatus.COLD)
    qtbot.waitUntil(lambda: desk.panel.body.status.status is LeadStatus.COLD)
    toast = desk.ctx.notices.toast
    assert toast.words == "1 lead set to cold"
    qtbot.mouseClick(toast.undo_button, Button.LeftButton)
    qtbot.waitUntil(lambda: desk.panel.body.status.status is LeadStatus.HOT)
    qtbot.waitUntil(lambda: desk.screen.pane.model.row_at(0).status is LeadStatus.HOT)


def test_the_bar_sets_the_status_of_all_checked(qtbot, desk) -> None:
    ids = [desk.screen.pane.model.id_at(row) for row in (1, 3)]
    for each in ids:
        desk.screen.pane.model.checked.toggle(each)
    qtbot.mouseClick(desk.screen.checking.bar.status, Button.LeftButton)
    desk.choose("Warm")
    qtbot.waitUntil(
        lambda: {desk.services.leads.lead(each).status for each in ids} == {LeadStatus.WARM}
    )
    assert not desk.screen.checking.bar.isVisible()


def test_the_panel_tells_what_there_is(qtbot, desk) -> None:
    desk.panel_shows("Norvane Optics")
    panel = desk.panel
    assert panel.body.facts["email"].text == "ines.caldaro@norvane.example"
    assert panel.body.facts["last_contact"].text() == "Today at 09:10"
    assert [panel.body.tabs.button(at).count for at in range(4)] == [None, 6, 2, 4]
    assert panel.body.timeline.headings[:2] == ["Today", "Friday 12 June"]
    words = [each for each in panel.body.timeline.findChildren(QLabel) if each.text() == "Today"]
    qtbot.waitUntil(lambda: words[-1].contentsRect().height() >= words[-1].fontMetrics().height())
    assert panel.body.timeline.rows[1].accessibleName().startswith("Ines replied, Pilot for line 3")


def test_facts_that_are_missing_take_no_room(desk) -> None:
    desk.press(Key.Key_J)
    desk.panel_shows("Brackenfold Logistics")
    assert desk.panel.body.facts["phone"].shown.accessibleName() == "Add phone"


def test_a_timeline_entry_opens_its_conversation(qtbot, desk) -> None:
    opened: list[UUID] = []
    desk.panel.body.timeline.opened.connect(opened.append)
    desk.panel_shows("Norvane Optics")
    row = desk.panel.body.timeline.rows[1]
    qtbot.mouseClick(row, Button.LeftButton)
    assert opened == [row.entry.conversation_id]


def test_the_tabs_show_their_kind(qtbot, desk) -> None:
    desk.panel_shows("Norvane Optics")
    qtbot.mouseClick(desk.panel.body.tabs.button(1), Button.LeftButton)
    assert [row.entry.title for row in desk.panel.body.timeline.rows] == [
        "Pilot for line 3",
        "Introductions after the fair",
    ]
    qtbot.mouseClick(desk.panel.body.tabs.button(3), Button.LeftButton)
    assert [row.entry.title for row in desk.panel.body.timeline.rows] == ["Urgent"]


def test_earlier_entries_come_when_asked_for(desk) -> None:
    desk.panel_shows("Norvane Optics")
    before = len(desk.panel.body.timeline.rows)
    desk.panel.body.timeline.more_wanted.emit()
    assert len(desk.panel.body.timeline.rows) == 25 > before


def test_closing_the_panel_gives_the_list_the_room(qtbot, desk) -> None:
    desk.panel_shows("Norvane Optics")
    wide = desk.table.width()
    desk.panel.close_wanted.emit()
    qtbot.waitUntil(lambda: desk.table.width() > wide + 300)
    assert desk.table.hasFocus()
    desk.press(Key.Key_Return)
    qtbot.waitUntil(lambda: desk.panel.isVisible())


def test_in_a_narrow_window_the_panel_is_a_drawer(qtbot, open_desk, services) -> None:
    desk = open_desk(services, width=1100)
    desk.companies()
    assert not desk.screen.place.drawer.isVisible()
    assert desk.table.isColumnHidden(SUGGESTION)
    desk.press(Key.Key_Return)
    assert desk.screen.place.drawer.isVisible()
    desk.panel_shows("Norvane Optics")
    assert desk.screen.go_back()
    assert not desk.screen.place.drawer.isVisible()
    desk.host.resize(1400, 800)
    qtbot.waitUntil(lambda: desk.panel.isVisible())
    assert desk.screen.splitter.indexOf(desk.panel) == 1
    assert not desk.table.isColumnHidden(SUGGESTION)


def test_an_empty_desk_says_what_to_do(qtbot, open_desk, fakes) -> None:
    services = fakes.make_services(0)
    desk = open_desk(services)
    qtbot.waitUntil(lambda: desk.note() is not None)
    assert "No leads yet" in desk.note().accessibleName()
    asked = []
    desk.ctx.import_files = lambda: asked.append(1)
    assert not desk.screen.pane.filter_bar.isVisible()
    assert not desk.panel.isVisible()
    desk.screen._ctx.import_files()
    assert asked == [1]


def test_a_view_that_cannot_be_read_offers_another_try(qtbot, desk) -> None:
    desk.services.leads.fault = KnownError("The database is away.", "It comes back by itself.")
    desk.screen.asking.ask()
    qtbot.waitUntil(lambda: desk.note() is not None)
    assert "The database is away." in desk.note().accessibleName()
    desk.services.leads.fault = None
    qtbot.mouseClick(desk.note().buttons[0], Button.LeftButton)
    qtbot.waitUntil(lambda: desk.note() is None)
    assert len(desk.companies()) == 19


def test_what_others_write_shows_up(qtbot, desk, bus) -> None:
    desk.table.go_to(4)
    wanted = desk.table.current_id
    draft = LeadDraft("Zephyr Mills", "Ode Lindqvist", "ode@zephyr.example")
    desk.services.leads.create(draft)
    bus.tell(Notice(Kind.LEADS))
    qtbot.waitUntil(lambda: "Zephyr Mills" in desk.companies())
    assert desk.table.current_id == wanted


def new_lead(desk) -> NewLead:
    desk.screen.create()
    return desk.screen.findChild(NewLead)


def test_a_new_lead_is_made_and_shown(qtbot, desk) -> None:
    dialog = new_lead(desk)
    qtbot.keyClicks(dialog.company.edit, "Zephyr Mills")
    qtbot.keyClicks(dialog.contact.edit, "Ode Lindqvist")
    qtbot.keyClicks(dialog.email.edit, "ode@zephyr.example")
    dialog.status.choose("hot")
    qtbot.keyClick(dialog.email.edit, Key.Key_Return)
    qtbot.waitUntil(lambda: "Zephyr Mills" in desk.companies())
    desk.panel_shows("Zephyr Mills")
    assert desk.panel.lead.status is LeadStatus.HOT
    assert desk.ctx.notices.toast.words == "Zephyr Mills added"
    qtbot.mouseClick(desk.ctx.notices.toast.undo_button, Button.LeftButton)
    qtbot.waitUntil(lambda: "Zephyr Mills" not in desk.companies())


def test_what_is_missing_is_said_at_the_field(qtbot, desk) -> None:
    dialog = new_lead(desk)
    dialog.submit()
    assert dialog.company.error
    assert dialog.contact.error
    assert dialog.email.error
    qtbot.keyClicks(dialog.company.edit, "Norvane Optics")
    assert not dialog.company.error
    qtbot.keyClicks(dialog.contact.edit, "Ines")
    qtbot.keyClicks(dialog.email.edit, "ines.caldaro@norvane")
    dialog.submit()
    assert dialog.email.error == "This address has no domain ending."
    assert dialog.isVisible()


def test_what_the_service_refuses_is_said_at_the_field(qtbot, desk) -> None:
    dialog = new_lead(desk)
    for field, words in (
        (dialog.company, "Norvane"),
        (dialog.contact, "Ines"),
        (dialog.email, "ines.caldaro@norvane.example"),
    ):
        qtbot.keyClicks(field.edit, words)
    dialog.submit()
    qtbot.waitUntil(lambda: "lead already" in dialog.email.error)
    assert dialog.isVisible()
    assert len(desk.services.leads.store) == 19


def test_opening_a_lead_from_elsewhere_leaves_the_filter(qtbot, desk, fakes) -> None:
    desk.screen.pane.filter_bar.search.setText("norvane")
    qtbot.waitUntil(lambda: len(desk.companies()) == 1)
    desk.screen.open(fakes.lead_id(5))
    desk.panel_shows("Kitewell Energy")
    assert desk.screen.pane.filter_bar.text == ""


def test_the_latest_words_win_while_the_database_is_slow(qtbot, open_desk, services) -> None:
    desk = open_desk(services, inline=False)
    qtbot.waitUntil(lambda: len(desk.screen.pane.model.ids) == 19)
    services.leads.asked.clear()
    services.leads.hold = threading.Event()
    for words in ("n", "no", "nor", "norv"):
        desk.screen.pane.filter_bar.search.setText(words)
        desk.screen._on_filter()
    services.leads.hold.set()
    qtbot.waitUntil(lambda: desk.companies() == ["Norvane Optics"])
    assert [query.text for query in services.leads.asked] == ["n", "norv"]


def test_a_million_leads_scroll_and_jump(qtbot, open_desk, fakes) -> None:
    services = fakes.make_services(1_000_000, many=True)
    desk = open_desk(services, width=1400, inline=False)
    model, table = desk.screen.pane.model, desk.table
    qtbot.waitUntil(lambda: len(model.ids) == 1_000_000)
    assert desk.screen.pane.header.counts.text() == "1,000,000"
    services.leads.fetched = 0
    desk.press(Key.Key_End)
    qtbot.waitUntil(lambda: model.row_at(999_999) is not None)
    qtbot.waitUntil(lambda: desk.panel.lead is not None and desk.panel.lead.id.int == 1_000_000)
    assert desk.panel.position.text() == "1,000,000 of 1,000,000"
    for part in range(1, 60):
        table.verticalScrollBar().setValue(table.verticalScrollBar().maximum() * part // 60)
    assert services.leads.fetched < 20
    desk.press(Key.Key_A, ctrl=True)
    assert desk.screen.checking.bar.words == "1,000,000 selected"
