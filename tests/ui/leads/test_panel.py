"""The panel of a lead over real services, worked with keys and mouse."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout

from desktop_app.domain.actions import Priority
from desktop_app.domain.custom_fields import CustomKind
from desktop_app.domain.leads import LeadDraft, LeadStatus
from desktop_app.domain.sequences import EnrolmentState, SequenceText, Step
from desktop_app.ui.leads.action_dialog import ActionDialog
from desktop_app.ui.leads.facts import AddressRow
from desktop_app.ui.leads.field_dialogs import FieldDialog, ManageFields
from desktop_app.ui.leads.panel import LeadPanel
from desktop_app.ui.widgets.dialogs import Question

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


class Panel:
    """A panel in a shown window, and what a hand does to it."""

    def __init__(self, qtbot, host, ctx, services) -> None:
        self.qtbot, self.host, self.ctx, self.services = qtbot, host, ctx, services
        self.panel = LeadPanel(ctx)
        QVBoxLayout(host).addWidget(self.panel)

    def show(self, lead_id) -> None:
        self.panel.show_lead(lead_id)
        assert self.panel.lead is not None

    def field(self, key):
        return self.panel.body.facts[key]

    def stands(self, key):
        lead = self.services.leads.lead(self.panel.lead.id)
        return lead.metadata.get(key[7:]) if key.startswith("custom.") else getattr(lead, key)

    def focus(self):
        return self.host.focusWidget()

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.focus(), key, modifiers)

    def type(self, words: str) -> None:
        self.qtbot.keyClicks(self.focus(), words)

    def click(self, widget) -> None:
        self.qtbot.mouseClick(widget, LEFT)

    def menu(self) -> QMenu:
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        return QApplication.activePopupWidget()

    def choose(self, words: str) -> None:
        menu = self.menu()
        next(each for each in menu.actions() if words in each.text()).trigger()
        menu.close()

    def addresses(self, count: int) -> list[AddressRow]:
        def found():
            return [each for each in self.panel.findChildren(AddressRow) if each.isVisible()]

        self.qtbot.waitUntil(lambda: len(found()) == count)
        return found()

    def dialog(self, kind):
        def found():
            return next((each for each in self.host.findChildren(kind) if each.isVisible()), None)

        self.qtbot.waitUntil(lambda: found() is not None)
        return found()


@pytest.fixture
def one(real):
    draft = LeadDraft(
        "Norvane", "Ines", "ines@norvane.example", phone="1", metadata={"source": "fair"}
    )
    return real.leads.create(draft)[0]


@pytest.fixture
def two(real):
    return real.leads.create(LeadDraft("Brackenfold", "Tobias", "tobias@bracken.example"))[0]


@pytest.fixture
def fields(real):
    real.custom_fields.add("Budget", CustomKind.NUMBER)
    real.custom_fields.add("Renewal", CustomKind.DATE)
    real.custom_fields.add("Region", CustomKind.CHOICE, ["North", "South"])


@pytest.fixture
def desk(qtbot, host, make_context, show_active, real, one, fields):
    host.resize(400, 900)
    made = Panel(qtbot, host, make_context(real, inline=True), real)
    show_active(host)
    made.show(one)
    return made


def test_a_click_edits_and_enter_saves(desk) -> None:
    desk.click(desk.field("phone").shown)
    desk.type("+32 555")  # what stood there was selected
    assert desk.stands("phone") == "1"
    desk.press(Key.Key_Return)
    assert desk.stands("phone") == "+32 555"
    assert desk.focus() is desk.field("phone").shown
    assert desk.field("phone").text == "+32 555"
    desk.services.journal.undo()
    desk.panel.body.refresh()
    assert desk.field("phone").text == "1"


def test_enter_edits_and_esc_leaves_it_as_it_was(desk) -> None:
    desk.field("industry").shown.setFocus()
    assert desk.field("industry").shown.accessibleName() == "Add industry"
    desk.press(Key.Key_Return)
    desk.type("Optics")
    desk.press(Key.Key_Escape)
    assert desk.stands("industry") == ""
    assert not desk.field("industry").editing
    assert desk.services.journal.can_undo() == "Field “Region” added"


def test_tab_saves_and_goes_through_all_fields(desk) -> None:
    desk.click(desk.field("company").shown)
    for words in ("Norvane Optics", "Ines Caldaro", "", "2", "norvane.example", "Optics", "51"):
        if words:
            desk.type(words)
        desk.press(Key.Key_Tab)
    desk.type("1.234,5")
    desk.press(Key.Key_Tab)
    desk.type("17.6.2026")
    desk.press(Key.Key_Tab)
    lead = desk.services.leads.lead(desk.panel.lead.id)
    assert (lead.company, lead.contact_name, lead.email, lead.phone, lead.website) == (
        "Norvane Optics", "Ines Caldaro", "ines@norvane.example", "2", "norvane.example",
    )  # fmt: skip
    assert (lead.industry, lead.company_size) == ("Optics", "51")
    assert lead.metadata == {"source": "fair", "budget": 1234.5, "renewal": "2026-06-17"}
    assert desk.focus() is desk.field("custom.region").shown
    desk.qtbot.waitUntil(lambda: desk.field("custom.budget").text == "1234.5")
    assert desk.field("custom.renewal").text == "17 June 2026"


def test_shift_tab_goes_back(desk) -> None:
    desk.click(desk.field("website").shown)
    desk.press(Key.Key_Backtab)
    assert desk.field("phone").editing and desk.focus() is desk.field("phone").edit


def test_what_cannot_be_stays_in_its_field_with_the_reason(desk) -> None:
    desk.click(desk.field("custom.budget").shown)
    desk.type("much")
    desk.press(Key.Key_Return)
    field = desk.field("custom.budget")
    assert field.editing and field.typed == "much"
    assert field.error == "“much” is no number. Write it like 1,234.5."
    assert desk.focus() is field.edit
    desk.type("7")  # all of it is selected
    assert field.error == ""
    desk.press(Key.Key_Return)
    assert desk.stands("custom.budget") == 7


def test_a_choice_is_a_menu(desk) -> None:
    desk.field("custom.region").shown.setFocus()
    desk.press(Key.Key_Return)
    assert [each.text() for each in desk.menu().actions()] == ["North", "South"]
    desk.choose("South")
    assert desk.stands("custom.region") == "South"
    desk.click(desk.field("custom.region").shown)
    desk.choose("Clear")
    assert desk.stands("custom.region") is None


def test_another_lead_comes_and_what_was_typed_is_saved(desk, two, one) -> None:
    desk.click(desk.field("phone").shown)
    desk.type("77")
    desk.show(two)
    assert desk.services.leads.lead(one).phone == "77"
    assert desk.services.leads.lead(two).phone == ""
    assert not desk.field("phone").editing


def test_what_could_not_be_saved_is_there_when_the_lead_is(desk, two, one) -> None:
    desk.click(desk.field("email").shown)
    desk.type("no address")
    desk.show(two)
    assert not desk.field("email").editing
    (band,) = desk.ctx.notices.bands
    assert band.title == "Email was not saved."
    desk.show(one)
    field = desk.field("email")
    assert (field.editing, field.typed) == (True, "no address")
    assert "not an e-mail address" in field.error
    assert desk.services.leads.lead(one).email == "ines@norvane.example"


def test_the_window_closes_and_nothing_is_lost(qtbot, host, desk, make_context, real, one) -> None:
    desk.click(desk.field("phone").shown)
    desk.type("88")
    desk.panel.remember()
    assert real.leads.lead(one).phone == "88"
    desk.click(desk.field("custom.budget").shown)
    desk.type("lots")
    desk.panel.remember()  # cannot be saved: kept for the next time
    ctx = make_context(real, inline=True)
    ctx.state = desk.ctx.state
    again = LeadPanel(ctx)
    qtbot.addWidget(again)
    again.show_lead(one)
    assert again.body.facts["custom.budget"].typed == "lots"
    assert not again.body.facts["phone"].editing


def test_what_is_typed_stays_when_the_lead_is_read_anew(desk, one) -> None:
    desk.click(desk.field("phone").shown)
    desk.type("99")
    desk.services.leads.update(one, {"industry": "Optics", "phone": "other"})
    desk.panel.body.refresh()
    assert desk.field("industry").text == "Optics"
    assert desk.field("phone").typed == "99"
    desk.press(Key.Key_Return)
    assert desk.stands("phone") == "99"


def test_leaving_the_field_saves(desk) -> None:
    desk.click(desk.field("phone").shown)
    desk.type("55")
    desk.panel.body.status.setFocus()
    assert desk.stands("phone") == "55"


def test_the_same_in_other_words_shows_what_stands(desk, one) -> None:
    desk.services.leads.update(one, {"custom.budget": "5"})
    desk.panel.body.refresh()
    desk.click(desk.field("custom.budget").shown)
    desk.type("5.00")
    desk.press(Key.Key_Return)
    assert desk.field("custom.budget").text == "5"


def test_further_addresses(desk, one) -> None:
    desk.click(desk.panel.body.facts_pane.add_address)
    desk.type("Ines@Home.example")
    desk.press(Key.Key_Return)
    (row,) = desk.addresses(1)
    assert row.address == "ines@home.example"
    assert not desk.panel.body.facts_pane.new_address.isVisible()
    desk.click(row.more)
    desk.choose("Make it the first")
    assert desk.stands("email") == "ines@home.example"
    desk.qtbot.waitUntil(lambda: desk.addresses(1)[0].address == "ines@norvane.example")
    (row,) = desk.addresses(1)
    desk.click(row.more)
    desk.choose("Remove")
    desk.addresses(0)
    desk.click(desk.panel.body.facts_pane.add_address)
    desk.type("nobody")
    desk.press(Key.Key_Return)
    field = desk.panel.body.facts_pane.new_address
    assert field.isVisible() and "not an e-mail address" in field.error


def test_a_field_is_added_where_it_is_missing(desk) -> None:
    desk.click(desk.panel.body.facts_pane.add_field)
    dialog = desk.dialog(FieldDialog)
    desk.qtbot.keyClicks(dialog.title.edit, "Budget")
    desk.qtbot.keyClick(dialog.title.edit, Key.Key_Return)
    assert "means the field “Budget”" in dialog.title.error
    dialog.title.edit.clear()
    desk.qtbot.keyClicks(dialog.title.edit, "Stage")
    dialog.kind.choose("choice")
    dialog.submit()
    assert "nothing to choose" in dialog.trouble.text()
    desk.qtbot.keyClicks(dialog.choices, "Early")
    desk.qtbot.keyClick(dialog.choices, Key.Key_Return)
    desk.qtbot.keyClicks(dialog.choices, "Late")
    dialog.submit()
    assert not dialog.isVisible()
    desk.qtbot.waitUntil(lambda: "custom.stage" in desk.panel.body.facts)
    desk.click(desk.field("custom.stage").shown)
    desk.choose("Late")
    assert desk.stands("custom.stage") == "Late"


def test_fields_are_managed(desk, one) -> None:
    desk.services.leads.update(one, {"custom.region": "North"})
    desk.panel.manage_fields()
    dialog = desk.dialog(ManageFields)
    titles = lambda: [each.title for each in desk.services.custom_fields.list().custom]  # noqa: E731
    dialog._move(2, -1)
    assert titles() == ["Budget", "Region", "Renewal"]
    dialog._remove(dialog.fields[2])
    assert titles() == ["Budget", "Region"]
    dialog._remove(dialog.fields[1])
    question = desk.dialog(Question)
    desk.qtbot.mouseClick(question.yes, LEFT)
    assert titles() == ["Budget"]
    assert desk.stands("custom.region") == "North"
    desk.qtbot.waitUntil(lambda: "custom.region" not in desk.panel.body.facts)


def test_choices_renamed_in_place_take_their_values_along(desk, one) -> None:
    desk.services.leads.update(one, {"custom.region": "North"})
    region = desk.services.custom_fields.list().custom[2]
    dialog = FieldDialog(desk.ctx, desk.host, region)
    dialog.choices.setPlainText("Up north\nSouth")
    dialog.submit()
    assert desk.stands("custom.region") == "Up north"
    assert desk.services.custom_fields.list().custom[2].choices == ("Up north", "South")


def test_an_action_is_added_and_done(desk, one, clock) -> None:
    desk.ctx.clock = clock  # the window and the services look at one clock
    desk.panel.body.add_action("meeting")
    dialog = desk.dialog(ActionDialog)
    desk.qtbot.keyClicks(dialog.text.edit, "Show the pilot")
    desk.qtbot.keyClicks(dialog.due.edit, "soon")
    desk.qtbot.keyClick(dialog.due.edit, Key.Key_Return)
    assert "is no time" in dialog.due.error
    dialog.due.edit.clear()
    desk.qtbot.keyClicks(dialog.due.edit, "tomorrow 9:00")
    dialog.priority.choose(Priority.HIGH)
    desk.qtbot.keyClick(dialog.due.edit, Key.Key_Return)
    (action,) = desk.services.actions.open_of_lead(one)
    assert (action.type, action.text, action.priority) == (
        "meeting", "Show the pilot", Priority.HIGH,
    )  # fmt: skip
    desk.qtbot.waitUntil(lambda: len(desk.panel.body.open_actions.rows) == 1)
    (row,) = desk.panel.body.open_actions.rows
    assert row.due == "tomorrow 09:00" and not row.overdue
    assert row.words.accessibleName() == "Show the pilot, Meeting, high priority, tomorrow 09:00"
    row.circle.setFocus()
    desk.press(Key.Key_Space)
    assert desk.services.actions.open_of_lead(one) == ()
    desk.qtbot.waitUntil(lambda: not desk.panel.body.open_actions.isVisible())
    desk.services.journal.undo()
    desk.panel.body.refresh()
    assert desk.panel.body.open_actions.isVisible()


def test_an_action_is_changed_and_many_are_folded(desk, one) -> None:
    now = desk.ctx.now()
    for number in range(6):
        desk.services.actions.add(
            "call", one, now + timedelta(days=number - 2), text=f"Nr {number}"
        )
    desk.panel.body.refresh()
    rows = desk.panel.body.open_actions.rows
    assert [row.overdue for row in rows] == [True, True, False, False] or len(rows) == 4
    assert rows[0].due == "overdue 2 days"
    desk.panel.body.open_actions._unfold()
    assert len(desk.panel.body.open_actions.rows) == 6
    desk.click(desk.panel.body.open_actions.rows[0].words)
    dialog = desk.dialog(ActionDialog)
    assert dialog.text.text == "Nr 0"
    desk.qtbot.keyClick(dialog.text.edit, Key.Key_End)
    desk.qtbot.keyClicks(dialog.text.edit, "!")
    dialog.submit()
    changed = desk.services.actions.open_of_lead(one)[0]
    assert changed.text == "Nr 0!"
    assert changed.due.second == now.astimezone(changed.due.tzinfo).second


def test_tabs_page_their_own_kind(desk, one) -> None:
    for number in range(60):
        desk.services.actions.add("call", one, text=f"Nr {number}")
    desk.panel.body.refresh()
    desk.click(desk.panel.body.tabs.button(2))
    assert len(desk.panel.body.timeline.rows) == 14
    for count in (56, 60):
        desk.panel.body.timeline.more_wanted.emit()
        assert len(desk.panel.body.timeline.rows) == count
    assert len({row.entry.id for row in desk.panel.body.timeline.rows}) == 60
    desk.click(desk.panel.body.tabs.button(3))
    assert not desk.panel.body.timeline.rows


def test_edits_stand_in_the_timeline(desk, one) -> None:
    desk.services.leads.set_status((one,), LeadStatus.HOT)
    desk.panel.body.refresh()
    row = desk.panel.body.timeline.rows[0]
    assert row.accessibleName().startswith("Status changed, warm → hot")


def test_the_menu_deletes_copies_and_shows_history(desk, one) -> None:
    desk.click(desk.panel.more)
    desk.choose("Copy address")
    assert QApplication.clipboard().text() == "ines@norvane.example"
    desk.click(desk.panel.more)
    desk.choose("History")
    desk.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    QApplication.activeModalWidget().reject()
    desk.click(desk.panel.more)
    desk.choose("Delete lead")
    assert desk.services.leads.lead(one) is None
    desk.services.journal.undo()
    assert desk.services.leads.lead(one) is not None


def test_a_calendar_puts_its_day_into_the_field(desk) -> None:
    desk.click(desk.field("custom.renewal").shown)
    field = desk.field("custom.renewal")
    action = field.edit.actions()[0]
    action.trigger()
    menu = desk.menu()
    days = menu.actions()[0].defaultWidget()
    from PySide6.QtCore import QDate

    days.clicked.emit(QDate(2026, 7, 1))
    assert field.editing and field.typed == "2026-07-01"
    desk.press(Key.Key_Return)
    assert desk.stands("custom.renewal") == "2026-07-01"


def test_every_button_has_a_name_and_is_large_enough(desk) -> None:
    from PySide6.QtWidgets import QAbstractButton

    def small():
        return [each.accessibleName() for each in shown if each.height() < 20]

    buttons = desk.panel.findChildren(QAbstractButton)
    shown = [each for each in buttons if each.isVisibleTo(desk.panel)]
    assert all(each.accessibleName() or each.text() for each in shown)
    desk.qtbot.waitUntil(lambda: not small())
    assert desk.panel.mapTo(desk.host, QPoint(0, 0)).y() >= 0


def test_the_sequences_of_a_lead_are_named_and_steered(desk, one, real) -> None:
    steps = (Step("Ring", action_type="call"), Step("Ask", action_type="call", delay=3))
    sequence = real.sequences.make(SequenceText("After the fair", steps))[0]
    assert not desk.panel.body.in_sequences.isVisible()
    real.sequences.enrol(sequence, [one])
    desk.panel.body.refresh()
    lines = desk.panel.body.in_sequences
    desk.qtbot.waitUntil(lambda: len(lines.rows) == 1 and lines.isVisible())
    (line,) = lines.rows
    assert line.row.sequence == "After the fair" and line.words.startswith("Ring")

    def choose(words: str) -> None:
        menu = lines.rows[0].open_menu()
        said = {each.text().replace("&", ""): each for each in menu.actions()}
        said[words].trigger()
        menu.close()

    choose("Pause")
    desk.qtbot.waitUntil(lambda: lines.rows[0].words == "Ring, paused")
    choose("Resume")
    desk.qtbot.waitUntil(lambda: "paused" not in lines.rows[0].words)
    choose("Skip this step")
    desk.qtbot.waitUntil(lambda: lines.rows[0].words.startswith("Ask, "))
    choose("Stop")
    desk.qtbot.waitUntil(lambda: not lines.isVisible())
    assert real.sequences.of_lead(one)[0].state is EnrolmentState.STOPPED
