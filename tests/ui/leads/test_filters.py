"""Filters worked with keys and mouse: the language, chips, groups, and back."""

from datetime import date
from uuid import uuid4

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtWidgets import QApplication

from desktop_app.domain.custom_fields import CustomField, CustomKind
from desktop_app.domain.language import speak
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_filters import Condition, Group, Op
from desktop_app.ui.language import QtCatalog
from desktop_app.ui.leads.condition_popup import ChoiceEditor, ConditionPopup, LineEditor
from desktop_app.ui.leads.dropdown import PickList
from desktop_app.ui.leads.filter_chip import Segment
from desktop_app.ui.leads.group_popup import GroupPopup
from tests.translations import LANGUAGES

Key, Button = Qt.Key, Qt.MouseButton
HOT = Condition("status", Op.ANY_OF, ("hot",))
DRAFT = Condition("draft", Op.YES)


@pytest.fixture
def bar(desk):
    desk.companies()
    return desk.screen.pane.filter_bar


def _type(qtbot, bar, text: str) -> None:
    bar.search.setFocus()
    bar.search.clear()
    qtbot.keyClicks(bar.search, text)


def _popup(qtbot, kind):
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), kind))
    return QApplication.activePopupWidget()


def _press_segment(qtbot, chip, segment: Segment) -> None:
    place = chip.anchor(segment).center()
    qtbot.mouseClick(chip, Button.LeftButton, pos=chip.mapFromGlobal(place))


# -- the language ------------------------------------------------------------------------------


def test_a_term_filters_when_it_is_complete(qtbot, desk, bar) -> None:
    _type(qtbot, bar, "status:ho")
    qtbot.wait(40)
    assert len(desk.companies()) == 19
    assert bar.complaint == ""
    qtbot.keyClicks(bar.search, "t")
    qtbot.waitUntil(lambda: len(desk.companies()) == 5)
    qtbot.keyClicks(bar.search, " nor")
    qtbot.waitUntil(lambda: desk.companies() == ["Norvane Optics", "Northreach Cold Chain"])
    assert (bar.text, bar.where) == ("nor", Group((HOT,)))


def test_enter_makes_chips_and_the_words_stay(qtbot, desk, bar) -> None:
    _type(qtbot, bar, "nor status:hot contacted:<5d")
    qtbot.keyClick(bar.search, Key.Key_Return)
    assert [chip.words for chip in bar.chips] == [
        ("Status", "is", "Hot"),
        ("Last contact", "within", "5 days"),
    ]
    assert bar.search.text() == "nor"
    qtbot.waitUntil(lambda: desk.companies() == ["Norvane Optics"])
    qtbot.keyClick(bar.search, Key.Key_Return)
    assert desk.table.hasFocus()


def test_what_is_wrong_is_marked_and_put_right(qtbot, desk, bar) -> None:
    _type(qtbot, bar, "nor stauts:hot")
    qtbot.waitUntil(lambda: bool(bar.complaint))
    assert bar.complaint == "There is no field “stauts”. Did you mean"
    assert bar.search.property("wrong") is True
    assert "Did you mean status?" in bar.search.accessibleDescription()
    assert len(desk.companies()) == 19  # what was understood before
    assert bar.suggestion.words == "status?"
    qtbot.mouseClick(bar.suggestion, Button.LeftButton)
    assert bar.search.text() == "nor status:hot"
    assert bar.complaint == ""
    qtbot.waitUntil(lambda: desk.companies() == ["Norvane Optics", "Northreach Cold Chain"])


def test_what_is_not_finished_is_said_on_enter_alone(qtbot, bar) -> None:
    _type(qtbot, bar, "status:")
    qtbot.wait(900)
    assert bar.complaint == ""
    qtbot.keyClick(bar.search, Key.Key_Return)
    assert bar.complaint.startswith("What should “status” be?")
    qtbot.keyClicks(bar.search, "warm")
    qtbot.waitUntil(lambda: bar.complaint == "")


def test_names_and_values_are_completed(qtbot, bar) -> None:
    _type(qtbot, bar, "stat")
    popup = bar.search._completer.popup()
    assert popup.isVisible()
    qtbot.keyClick(popup, Key.Key_Down)
    qtbot.keyClick(popup, Key.Key_Return)
    assert bar.search.text() == "status:"
    assert popup.isVisible()
    qtbot.keyClick(popup, Key.Key_Tab)
    assert bar.search.text() == "status:hot "
    assert not popup.isVisible()
    qtbot.waitUntil(lambda: bar.where == Group((HOT,)))


# -- chips -------------------------------------------------------------------------------------


def test_f_adds_a_chip_with_keys_alone(qtbot, desk, bar) -> None:
    desk.screen.focus_list()
    qtbot.keyClick(desk.table, Key.Key_F)
    popup = _popup(qtbot, ConditionPopup)
    assert isinstance(popup.step, PickList)
    qtbot.keyClicks(popup.step.find, "last con")
    assert popup.step.keys() == ["last_contact"]
    qtbot.keyClick(popup.step.find, Key.Key_Return)
    assert isinstance(popup.step, LineEditor)
    assert popup.step.edit.text() == "1"
    popup.step.edit.selectAll()
    qtbot.keyClicks(popup.step.edit, "2")
    popup.step.units.choose("w")
    qtbot.keyClick(popup.step.edit, Key.Key_Return)
    (chip,) = bar.chips
    assert chip.words == ("Last contact", "within", "14 days")
    qtbot.waitUntil(lambda: len(desk.companies()) == 12)
    assert bar.edited.isVisible() and bar.save.isVisible()


def test_segments_change_and_esc_leaves(qtbot, desk, bar) -> None:
    _type(qtbot, bar, "status:hot size:>=51")
    qtbot.keyClick(bar.search, Key.Key_Return)
    status = bar.chips[0]
    _press_segment(qtbot, status, Segment.VALUE)
    popup = _popup(qtbot, ConditionPopup)
    assert isinstance(popup.step, ChoiceEditor)
    assert popup.step.boxes["hot"].isChecked()
    popup.step.boxes["warm"].setChecked(True)
    qtbot.keyClick(popup.step.boxes["warm"], Key.Key_Return)
    assert bar.chips[0].words == ("Status", "is", "Hot or Warm")
    _press_segment(qtbot, bar.chips[0], Segment.OP)
    popup = _popup(qtbot, ConditionPopup)
    popup.step.choose("none_of")
    qtbot.keyClick(popup.step.list, Key.Key_Return)
    assert bar.chips[0].words == ("Status", "is not", "Hot or Warm")
    qtbot.waitUntil(lambda: len(desk.companies()) == 7)
    _press_segment(qtbot, bar.chips[1], Segment.VALUE)
    popup = _popup(qtbot, ConditionPopup)
    popup.step.edit.setText("many")
    qtbot.keyClick(popup.step.edit, Key.Key_Return)
    assert "is not a number" in popup.step.error.text()
    qtbot.keyClick(popup, Key.Key_Escape)
    assert bar.chips[1].part == Condition("company_size", Op.AT_LEAST, 51)
    _press_segment(qtbot, bar.chips[1], Segment.FIELD)
    popup = _popup(qtbot, ConditionPopup)
    popup.step.choose("phone")
    qtbot.keyClick(popup.step.find, Key.Key_Return)
    _popup(qtbot, ConditionPopup)
    assert isinstance(popup.step, LineEditor)
    popup.close()


def test_a_chip_takes_back_in_german_the_number_that_it_shows(qtbot, bar) -> None:
    _type(qtbot, bar, "size:>=1.2340")
    qtbot.keyClick(bar.search, Key.Key_Return)
    speak(QtCatalog(LANGUAGES / "outpost_de.qm", QLocale("de_DE")))
    try:
        _press_segment(qtbot, bar.chips[0], Segment.VALUE)
        popup = _popup(qtbot, ConditionPopup)
        assert popup.step.edit.text() == "1,234"
        qtbot.keyClick(popup.step.edit, Key.Key_Return)
        assert bar.chips[0].part == Condition("company_size", Op.AT_LEAST, 1.234)
        _press_segment(qtbot, bar.chips[0], Segment.VALUE)
        popup = _popup(qtbot, ConditionPopup)
        popup.step.edit.setText("1.234")
        qtbot.keyClick(popup.step.edit, Key.Key_Return)
        assert bar.chips[0].part == Condition("company_size", Op.AT_LEAST, 1234)
    finally:
        speak(None)


def test_keys_walk_over_a_chip_and_take_it_away(qtbot, desk, bar) -> None:
    _type(qtbot, bar, "status:hot has:draft")
    qtbot.keyClick(bar.search, Key.Key_Return)
    chip = bar.chips[0]
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(chip, Key.Key_Right)
    qtbot.keyClick(chip, Key.Key_Right)
    qtbot.keyClick(chip, Key.Key_Return)
    popup = _popup(qtbot, ConditionPopup)
    assert isinstance(popup.step, ChoiceEditor)
    popup.close()
    qtbot.keyClick(chip, Key.Key_Delete)
    assert [each.part for each in bar.chips] == [DRAFT]
    assert bar.chips[0].hasFocus()
    _press_segment(qtbot, bar.chips[0], Segment.CLOSE)
    assert not bar.chips
    qtbot.waitUntil(lambda: len(desk.companies()) == 19)


def test_custom_fields_have_chips_once_they_are_known(qtbot, desk, bar, bus) -> None:
    field = CustomField(uuid4(), "stage", "Stage", CustomKind.CHOICE, ("Won", "Lost"))
    desk.services.leads.own_fields = LeadFields([field])
    desk.screen.refresh()
    _type(qtbot, bar, "stage:won")
    qtbot.waitUntil(lambda: desk.note() is not None)  # nobody has it
    qtbot.keyClick(bar.search, Key.Key_Return)
    assert bar.chips[0].words == ("Stage", "is", "Won")
    desk.services.leads.own_fields = LeadFields()
    desk.screen._on_fields(LeadFields())
    assert bar.chips[0].wrong


# -- groups ------------------------------------------------------------------------------------


def test_a_group_is_a_chip_that_its_panel_changes(qtbot, desk, bar) -> None:
    _type(qtbot, bar, "status:cold OR has:draft")
    qtbot.keyClick(bar.search, Key.Key_Return)
    (chip,) = bar.chips
    assert chip.words == ("Status is Cold or AI draft is there",)
    qtbot.waitUntil(lambda: len(desk.companies()) == 13)
    _press_segment(qtbot, chip, Segment.VALUE)
    panel = _popup(qtbot, GroupPopup)
    assert panel.match.value == "any"
    assert [each.part for each in panel.chips] == [Condition("status", Op.ANY_OF, ("cold",)), DRAFT]
    panel.match.choose("all")
    panel.negated.setChecked(True)
    qtbot.mouseClick(panel.apply, Button.LeftButton)
    assert bar.chips[0].words == ("not (Status is Cold and AI draft is there)",)
    qtbot.waitUntil(lambda: len(desk.companies()) == 19)


def test_any_of_several_begins_in_the_list_of_fields(qtbot, desk, bar) -> None:
    qtbot.mouseClick(bar.add, Button.LeftButton)
    popup = _popup(qtbot, ConditionPopup)
    popup.step.choose("")
    qtbot.keyClick(popup.step.list, Key.Key_Return)
    panel = _popup(qtbot, GroupPopup)
    panel._put(None, HOT)
    qtbot.mouseClick(panel.add, Button.LeftButton)
    inner = _popup(qtbot, ConditionPopup)
    inner.step.choose("draft")
    qtbot.keyClick(inner.step.list, Key.Key_Return)
    inner.step.choose("yes")
    qtbot.keyClick(inner.step.list, Key.Key_Return)
    assert [each.part for each in panel.chips] == [HOT, DRAFT]
    qtbot.keyClick(panel, Key.Key_Return)
    assert [chip.part for chip in bar.chips] == [Group((HOT, DRAFT), any=True)]
    qtbot.waitUntil(lambda: len(desk.companies()) == 9)


def test_the_filter_goes_to_text_and_back(qtbot, desk, bar) -> None:
    text = "nor (status:hot OR (has:draft -(phone:none size:<5 has:email)))"
    _type(qtbot, bar, text)
    qtbot.keyClick(bar.search, Key.Key_Return)
    where = bar.where
    qtbot.waitUntil(lambda: len(desk.companies()) == 2)
    assert bar.search.text() == "nor"
    _press_segment(qtbot, bar.chips[0], Segment.VALUE)  # deeper than the panel shows
    assert bar.search.text() == "nor (status:hot OR (has:draft NOT (no:phone size:<5 has:email)))"
    assert not bar.chips
    assert bar.where == where
    qtbot.keyClick(bar.search, Key.Key_Return)
    assert len(bar.chips) == 1
    assert bar.where == where


def test_many_chips_go_on_in_further_lines(qtbot, desk, bar) -> None:
    low = bar.height()
    _type(qtbot, bar, " ".join(f"company:-{letter}" for letter in "abcdefghijkl"))
    qtbot.keyClick(bar.search, Key.Key_Return)
    assert len(bar.chips) == 12
    qtbot.waitUntil(lambda: bar.height() > low + 40)
    inside = bar._flow.rect()
    assert all(inside.contains(chip.geometry()) for chip in bar.chips)
    desk.screen.reset_view()
    qtbot.waitUntil(lambda: bar.height() == low)


def test_days_are_read_as_dates(qtbot, desk, bar) -> None:
    _type(qtbot, bar, "contacted:<2026-06-01")
    qtbot.keyClick(bar.search, Key.Key_Return)
    assert bar.chips[0].words == ("Last contact", "before", "1 June 2026")
    _press_segment(qtbot, bar.chips[0], Segment.VALUE)
    popup = _popup(qtbot, ConditionPopup)
    assert popup.step.edit.text() == "2026-06-01"
    popup.step.edit.setText("yesterday")
    qtbot.keyClick(popup.step.edit, Key.Key_Return)
    day = bar.chips[0].part.value
    assert isinstance(day, date)
    assert day == desk.ctx.now().date().replace(day=desk.ctx.now().day - 1)


def test_the_chip_under_the_pointer_is_whole(bar, qtbot) -> None:
    _type(qtbot, bar, "company:" + "very" * 40)
    qtbot.keyClick(bar.search, Key.Key_Return)
    chip = bar.chips[0]
    assert chip.sizeHint().width() < 400
    assert "very" * 40 in chip.toolTip()
    assert chip._at(QPoint(chip.sizeHint().width() - 5, 5)) is Segment.CLOSE
