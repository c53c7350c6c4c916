"""A template put into a mail that is being written."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from desktop_app.domain.mail import Address
from desktop_app.domain.templates import TemplateText
from desktop_app.ui.composer.template_picker import TemplatePicker, ranked, template_model

INES = Address("Ines Caldaro", "ines@norvane.example")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def templates(services, make_lead):
    made = services.templates
    make_lead("ines@norvane.example", contact_name="Ines Caldaro", company="Norvane Optics")
    for name, category, body in (
        ("After the trade fair", "First contact",
         "<div>Hi <b>{{ first_name }}</b>,</div><div><br></div><div>about {{ phone }}.</div>"),
        ("No reply, one week", "Follow-up", "Still of interest, {{ first_name }}?"),
        ("Broken", "", "{{ frist_name }}"),
    ):  # fmt: skip
        made.add(name, category=category, text=TemplateText("For {{ company }}", body))
    return made


@pytest.fixture
def mail(desk, templates):
    return desk.new(to=(INES,))


def picker() -> TemplatePicker | None:
    return next(
        (each for each in QApplication.topLevelWidgets()
         if isinstance(each, TemplatePicker) and each.isVisible()), None,
    )  # fmt: skip


def choose(mail, qtbot, typed):
    qtbot.keyClick(mail.editor, Qt.Key.Key_T, CTRL)
    if picker() is None:  # a window that is not active has no shortcuts
        mail.templates.choose()
    shown = picker()
    qtbot.keyClicks(shown.find, typed)
    qtbot.keyClick(shown.find, Qt.Key.Key_Return)


def tinted(mail) -> list[str]:
    return [each.cursor.selectedText() for each in mail.editor.extraSelections()]


def test_what_was_typed_finds_a_template_also_with_a_slip(templates):
    found = templates.list()
    assert [each.name for each in ranked(found, "")] == [each.name for each in found]
    assert ranked(found, "fair")[0].name == "After the trade fair"
    assert ranked(found, "trdae fair")[0].name == "After the trade fair"
    assert ranked(found, "follow")[0].name == "No reply, one week"
    assert ranked(found, "no")[0].name == "No reply, one week"
    assert ranked(found, "qqqq") == ()


def test_a_template_goes_in_at_the_cursor_filled_in_for_whom_the_mail_is_to(mail, qtbot):
    qtbot.keyClicks(mail.editor, "Before. ")
    choose(mail, qtbot, "fair")
    assert [line.text for line in mail.editor.lines()] == [
        "Before. Hi Ines,", "", "about {{ phone }}.",
    ]  # fmt: skip
    assert any(run.bold and run.text == "Ines" for run in mail.editor.lines()[0].runs)
    assert mail.head.subject.text() == "For Norvane Optics"
    assert "phone has no value" in mail.trouble.text()


def test_it_is_one_step_back(mail, qtbot):
    qtbot.keyClicks(mail.editor, "Before")
    mail.editor.selectAll()
    choose(mail, qtbot, "fair")
    mail.editor.undo()
    assert [line.text for line in mail.editor.lines()] == ["Before"]


def test_a_subject_that_stands_stays(mail, qtbot):
    mail.head.subject.setText("Mine")
    choose(mail, qtbot, "reply")
    assert mail.head.subject.text() == "Mine"


def test_a_field_without_a_value_is_tinted_until_it_is_written_over(mail, qtbot, services):
    choose(mail, qtbot, "fair")
    assert tinted(mail) == ["{{ phone }}"]
    mail.keeper.flush()
    plain = services.drafts.get(mail.draft_id).content.plain
    assert "{{ phone }}" in plain
    selection = mail.editor.extraSelections()[0]
    mail.editor.setTextCursor(selection.cursor)
    qtbot.keyClicks(mail.editor, "0800")
    assert tinted(mail) == []


def test_a_template_with_a_fault_is_told_calmly_and_changes_nothing(mail, qtbot):
    choose(mail, qtbot, "broken")
    assert "first_name" in mail.trouble.text()
    assert mail.editor.toPlainText() == ""


def test_without_templates_it_says_so(desk):
    mail = desk.new()
    mail.templates.choose()
    assert picker() is None
    assert "no templates" in mail.trouble.text()


def test_the_list_is_a_sound_model(templates, qtbot):
    model = template_model()
    tester = QAbstractItemModelTester(model)
    model.put(templates.list())
    model.put(())
    del tester
