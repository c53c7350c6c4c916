"""The preview: whom for, what it comes to, what is missing, and the mail it becomes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop_app.domain.lead_filters import Condition, Op
from desktop_app.domain.leads import LeadQuery
from desktop_app.domain.rich_text import Line, Run
from desktop_app.domain.templates import (
    GAP_BEGINS,
    GAP_ENDS,
    VALUE_BEGINS,
    VALUE_ENDS,
    TemplateText,
)
from desktop_app.ui.composer.actions import desk_of
from desktop_app.ui.templates.add_value import AddValue
from desktop_app.ui.templates.lead_chooser import LeadPicker, lead_model
from desktop_app.ui.templates.looking import unmarked
from desktop_app.ui.templates.tints import Box, Tinted


@pytest.fixture
def preview(screen, qtbot):
    qtbot.waitUntil(lambda: screen.preview.card.isVisible())
    return screen.preview


def shown(preview) -> str:
    return preview.card.text.toPlainText()


def test_the_text_stands_there_for_the_lead(preview):
    assert preview.card.to.text == "Ines Caldaro, ines@norvane.example"
    assert preview.card.subject.text == "An idea for Norvane Optics"
    assert shown(preview).startswith("Hi Ines,\n\nIt was good to meet you at event_name.")
    kinds = {box.kind for boxes in preview._seen.preview.boxes for box in boxes}
    assert kinds == {Tinted.VALUE, Tinted.GAP}


def test_it_follows_what_is_typed(preview, screen, qtbot):
    screen.editor.body.selectAll()
    qtbot.keyClicks(screen.editor.body, "Dear {{contact_name}}")
    qtbot.waitUntil(lambda: shown(preview) == "Dear Ines Caldaro")
    assert not preview.note.isVisible()


def test_plain_text_is_shown_without_tints(preview, qtbot):
    preview.looks.choose("plain")
    assert shown(preview).startswith("Hi Ines,")
    assert preview.card.text._boxes == ()
    preview.looks.choose("message")
    assert preview.card.text._boxes


def test_the_warning_names_the_fields_and_the_lead(preview):
    assert preview.note.title.text() == "2 fields have no value"
    said = preview.note.sentence.text()
    assert "<b>event_name</b> and <b>signature</b> are empty for Ines Caldaro." in said


def test_a_value_is_added_where_it_is_missed(preview, screen, ids, services, qtbot):
    preview.note.value.click()
    popup = preview.findChild(AddValue)
    assert popup.field.edit.accessibleName() == "Event name of Ines Caldaro"
    popup.submit()
    assert popup.field.error == "Write the value."
    qtbot.keyClicks(popup.field.edit, "Laser World")
    qtbot.keyClick(popup.field.edit, Qt.Key.Key_Return)
    assert services.leads.lead(ids.ines).metadata["event_name"] == "Laser World"
    qtbot.waitUntil(lambda: "Laser World" in shown(preview))
    assert preview.note.title.text() == "1 field has no value"
    services.journal.undo()
    assert "event_name" not in services.leads.lead(ids.ines).metadata


def test_a_value_of_a_column_is_checked_as_everywhere(preview, screen, services, ids, qtbot):
    screen.editor.body.selectAll()
    qtbot.keyClicks(screen.editor.body, "{{phone}}")
    qtbot.waitUntil(lambda: preview._seen.missing == ("phone",))
    preview.note.value.click()
    popup = preview.findChild(AddValue)
    qtbot.keyClicks(popup.field.edit, "0800 1")
    qtbot.keyClick(popup.field.edit, Qt.Key.Key_Return)
    assert services.leads.lead(ids.ines).phone == "0800 1"


def test_a_value_of_ones_own_stands_in_the_profile(preview, screen, qtbot):
    asked = []
    screen._ctx.show_screen = asked.append
    screen.editor.body.selectAll()
    qtbot.keyClicks(screen.editor.body, "{{signature}}")
    qtbot.waitUntil(lambda: preview._seen.missing == ("signature",))
    preview.note.value.click()
    assert asked == ["settings"]


def test_leads_are_gone_through(preview, screen, ids):
    first = preview.lead_id
    screen._ctx.actions.run("templates.next_lead")
    second = preview.lead_id
    assert second != first
    preview.next.click()
    assert preview.lead_id == first
    preview.previous.click()
    assert preview.lead_id == second
    assert screen._ctx.state.text("templates.lead") == str(second)


def test_any_lead_is_found_by_its_words(preview, ids, qtbot):
    preview.choose_lead()
    picker = preview.findChild(LeadPicker)
    assert picker.model.rowCount() == 2
    picker.search.setText("brack")
    qtbot.waitUntil(lambda: picker.model.rowCount() == 1)
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    assert preview.lead_id == ids.tobias
    assert "Photonics West" in shown(preview)


def test_a_lead_that_is_gone_gives_way_to_another(preview, screen, ids, services, qtbot):
    services.leads.delete([ids.ines])
    screen._refresh_values()
    qtbot.waitUntil(lambda: preview.lead_id == ids.tobias)
    assert shown(preview).startswith("Hi Tobias,")


def test_without_leads_it_says_so(preview, screen, ids, services, qtbot):
    services.leads.delete([ids.ines, ids.tobias])
    screen._refresh_values()
    page = preview._pages.currentWidget()
    assert page.accessibleName().startswith("No leads yet")


def test_the_foot_tells_whom_of_all_it_would_fail_for(preview, screen, qtbot):
    qtbot.waitUntil(lambda: preview.lacking.isVisible(), timeout=5_000)
    assert preview.lacking.text == "1 of 2 leads in All leads has no event_name."
    asked: list[LeadQuery] = []
    screen._ctx.show_leads = asked.append
    preview.show_them.activated.emit()
    assert asked[0].where.parts == (Condition("custom.event_name", Op.EMPTY),)
    assert screen._ctx.services.leads.count(asked[0]) == 1


def test_the_leads_that_are_shown_are_those(screen, ids, services):
    for key, count in (("contact_name", 0), ("custom.event_name", 1), ("phone", 2)):
        query = LeadQuery(where=type(LeadQuery().where)((Condition(key, Op.EMPTY),)))
        assert services.leads.count(query) == count


def test_use_is_refused_with_a_sentence_while_something_is_missing(preview, screen, services):
    screen.use()
    band = screen._ctx.notices.bands[0]
    assert "cannot be used for Ines Caldaro" in band.title
    assert "event_name and signature have no value" in band.sentence
    assert desk_of(screen._ctx).windows == ()
    assert services.drafts.count() == 0


def test_use_opens_a_mail_with_the_text_above_the_signature(preview, screen, ids, services, qtbot):
    screen.open(ids.short)
    qtbot.keyClicks(screen.editor.body, "Now: ")  # not saved yet
    qtbot.waitUntil(lambda: preview.lead_id is not None)
    screen.use()
    window = desk_of(screen._ctx).windows[0]
    composer = window.composer
    assert composer.head.subject.text() == "Ines, 20 minutes?"
    assert composer.editor.toPlainText().startswith("Now: Hello Ines.")
    assert [each.email for each in composer.head.to.people] == ["ines@norvane.example"]
    saved = []
    composer.keeper.flush(lambda: saved.append(True))
    qtbot.waitUntil(lambda: bool(saved))
    assert services.drafts.get(composer.draft_id).content.subject == "Ines, 20 minutes?"
    window.close()
    assert services.drafts.count() == 1


def test_use_refuses_a_template_with_a_fault(preview, screen, services, qtbot):
    made, _ = services.templates.add("Broken", text=TemplateText("", "{{frist_name}}"))
    screen.refresh()
    screen.open(made)
    screen.use()
    assert "“Broken” cannot be used." in [each.title for each in screen._ctx.notices.bands]


def test_marks_go_over_runs_and_lines():
    lines = (
        Line((Run(f"Hi {VALUE_BEGINS}Ann", bold=True), Run(f"a{VALUE_ENDS}, "))),
        Line((Run(f"{VALUE_BEGINS}one"),)),
        Line((Run(f"two{VALUE_ENDS} 😀{GAP_BEGINS}x{GAP_ENDS}"),)),
    )
    clean, boxes = unmarked(lines)
    assert [line.text for line in clean] == ["Hi Anna, ", "one", "two 😀x"]
    assert boxes == (
        (Box(3, 7, Tinted.VALUE),),
        (Box(0, 3, Tinted.VALUE),),
        (Box(0, 3, Tinted.VALUE), Box(6, 7, Tinted.GAP)),
    )


def test_the_leads_are_a_sound_model(services, ids):
    model = lead_model()
    tester = QAbstractItemModelTester(model)
    model.put(services.leads.first_page(LeadQuery())[1])
    model.put(())
    del tester
