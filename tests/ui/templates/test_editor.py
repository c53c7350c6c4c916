"""Writing a template: tints, faults, the fields below the cursor, remedies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtTest import QAbstractItemModelTester

from desktop_app.domain.merge_fields import FieldGroup, MergeField
from desktop_app.domain.rich_text import Line, Run
from desktop_app.domain.templates import TemplateText
from desktop_app.ui.templates.completer import FieldModel, fitting
from desktop_app.ui.templates.tints import Tinted, tokens_of, units
from desktop_app.ui.templates.token_edits import blanked, put_fallback
from desktop_app.ui.templates.written import Written, body_of

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def editor(screen, qtbot):
    """The editor of the template of the fair, with the cursor at the end of its body."""
    editor = screen.editor
    editor.body.setFocus()
    editor.body.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.waitUntil(lambda: editor.foot.count.text() != "")
    return editor


def boxes(edit) -> list[tuple[str, Tinted]]:
    found, block = [], edit.document().begin()
    while block.isValid():
        text = block.text()
        found += [(text[each.start : each.end], each.kind) for each in edit.tints.boxes(block)]
        block = block.next()
    return found


def looked(screen, qtbot) -> None:
    """All that was typed has been looked at."""
    qtbot.waitUntil(lambda: not screen.inquiry.is_waiting and not screen._ctx.ops.busy)


def write(screen, qtbot, text: str) -> None:
    screen.editor.body.selectAll()
    qtbot.keyClicks(screen.editor.body, text)
    looked(screen, qtbot)


def test_fields_are_tinted_and_those_without_a_value_are_red(screen, editor):
    assert ("{{first_name}}", Tinted.VALUE) in boxes(editor.body)
    assert ("{{event_name}}", Tinted.MISSING) in boxes(editor.body)
    assert ("{{signature}}", Tinted.MISSING) in boxes(editor.body)
    assert boxes(editor.subject) == [("{{company}}", Tinted.VALUE)]
    block = editor.body.document().findBlockByNumber(2)
    dot = QTextCharFormat.UnderlineStyle.DotLine
    dotted = [each for each in block.layout().formats() if each.format.underlineStyle() == dot]
    assert len(dotted) == 1


def test_another_lead_has_other_gaps(screen, editor, ids, qtbot):
    screen.preview.set_lead(ids.tobias)
    assert ("{{event_name}}", Tinted.VALUE) in boxes(editor.body)


def test_a_tint_is_no_change_of_the_text(screen, editor, ids, services, qtbot):
    before = services.templates.get(ids.fair)
    screen.preview.set_lead(ids.tobias)
    screen.preview.set_lead(ids.ines)
    screen.save_now()
    assert screen.keeper.unsaved_of(ids.fair) is None
    assert services.templates.get(ids.fair) == before


def test_the_foot_counts_words_and_fields(screen, editor):
    assert "words" in editor.foot.count.text()
    assert "5 fields" in editor.foot.count.text() or "4 fields" in editor.foot.count.text()
    assert editor.foot.wrong.text == "2 without a value"


def test_an_unknown_field_is_underlined_with_the_reason(screen, editor, qtbot):
    write(screen, qtbot, "Hi {{frist_name}}!")
    marked = editor.body.extraSelections()
    assert [each.cursor.selectedText() for each in marked] == ["frist_name"]
    reason = editor.body.faults.reasons[0]
    assert "first_name" in reason
    assert editor.foot.wrong.text == reason
    place = editor.body.cursorRect(marked[0].cursor).center()
    assert editor.body.faults.reason_at(place) == reason
    assert editor.body.faults.reason_at(QPoint(5, 400)) in ("", reason)
    assert not screen.preview.card.isVisible()
    assert "first_name" in screen.preview.note.sentence.text()


def test_a_fault_stands_where_it_is_behind_letters_outside_the_plane(screen, editor, qtbot):
    editor.body.selectAll()
    editor.body.insertPlainText("😀😀 {{frist_name}} b")
    looked(screen, qtbot)
    marked = editor.body.extraSelections()
    assert [each.cursor.selectedText() for each in marked] == ["frist_name"]


def test_what_is_found_out_about_an_older_text_is_dropped(screen, editor, qtbot):
    from dataclasses import replace

    write(screen, qtbot, "Fine")
    said = editor.foot.count.text()
    seen = screen.preview._seen
    screen.inquiry.take(replace(seen, stamp=seen.stamp - 1, words=999))
    assert editor.foot.count.text() == said


def test_braces_open_the_fields_and_enter_writes_one(screen, editor, qtbot):
    qtbot.keyClicks(editor.body, " P.S. {{")
    completer = editor.completer
    assert completer.isVisible()
    model = completer.model
    rows = {
        model.index(at, 0).data(): model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for at in range(model.rowCount())
    }
    assert rows["first_name"] == "First name, Ines"
    assert rows["event_name"] == "Event name, no value"
    qtbot.keyClicks(editor.body, "comp")
    assert model.index(0, 0).data() == "company"
    qtbot.keyClick(editor.body, Qt.Key.Key_Return)
    assert not completer.isVisible()
    assert editor.body.toPlainText().endswith(" P.S. {{company}}")
    editor.body.undo()
    assert editor.body.toPlainText().endswith(" P.S. {{comp")


def test_arrows_choose_among_the_fields_and_esc_closes(screen, editor, qtbot):
    qtbot.keyClicks(editor.body, "{{")
    qtbot.keyClick(editor.body, Qt.Key.Key_Down)
    chosen = editor.completer.list.currentIndex().data()
    assert chosen == "last_name"
    qtbot.keyClick(editor.body, Qt.Key.Key_Escape)
    assert not editor.completer.isVisible()
    assert editor.body.toPlainText().endswith("{{")


def test_ctrl_semicolon_inserts_a_field_and_leaves_no_braces(screen, editor, qtbot):
    before = editor.body.toPlainText()
    qtbot.keyClick(editor.body, Qt.Key.Key_Semicolon, CTRL)
    assert editor.completer.isVisible()
    qtbot.keyClick(editor.body, Qt.Key.Key_Escape)
    assert editor.body.toPlainText() == before
    qtbot.keyClick(editor.body, Qt.Key.Key_Semicolon, CTRL)
    qtbot.keyClick(editor.body, Qt.Key.Key_Return)
    assert editor.body.toPlainText() == f"{before}{{{{first_name}}}}"


def test_the_fields_help_in_the_subject_too(screen, editor, qtbot):
    editor.subject.setFocus()
    editor.subject.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(editor.subject, " {{indu")
    qtbot.keyClick(editor.subject, Qt.Key.Key_Return)
    assert editor.subject.text == "An idea for {{company}} {{industry}}"


def test_a_name_typed_into_a_closed_field_takes_its_place(screen, editor, qtbot):
    write(screen, qtbot, "Hi {{first}} there")
    cursor = editor.body.textCursor()
    cursor.setPosition(10)
    editor.body.setTextCursor(cursor)
    qtbot.keyClicks(editor.body, "_")
    assert editor.completer.isVisible()
    qtbot.keyClick(editor.body, Qt.Key.Key_Return)
    assert editor.body.toPlainText() == "Hi {{first_name}} there"


def test_a_field_that_is_being_typed_is_no_fault_until_one_leaves_it(screen, editor, qtbot):
    write(screen, qtbot, "Hi {{com")
    if not editor.body.hasFocus():
        pytest.skip("no window has the keyboard here")
    assert editor.body.faults.reasons == []
    editor.body.moveCursor(QTextCursor.MoveOperation.Start)
    looked(screen, qtbot)
    assert editor.body.faults.reasons != []


def test_enter_in_the_subject_goes_to_the_body_and_pasted_lines_are_one(screen, editor, qtbot):
    from PySide6.QtCore import QMimeData

    editor.subject.setFocus()
    qtbot.keyClick(editor.subject, Qt.Key.Key_Return)
    assert "\n" not in editor.subject.text
    pasted = QMimeData()
    pasted.setText("one\ntwo")
    editor.subject.selectAll()
    editor.subject.insertFromMimeData(pasted)
    assert editor.subject.text == "one two"


def test_a_fallback_goes_into_the_field_with_the_cursor_between_its_quotes(
    screen, editor, qtbot, services, ids
):
    screen.preview.note.fallback.click()
    cursor = editor.body.textCursor()
    assert '{{event_name | default: ""}}' in editor.body.toPlainText()
    assert editor.body.document().characterAt(cursor.position() - 1) == '"'
    assert editor.body.document().characterAt(cursor.position()) == '"'
    qtbot.keyClicks(editor.body, "the fair")
    looked(screen, qtbot)
    assert "event_name" not in screen.preview._seen.missing
    assert ('{{event_name | default: "the fair"}}', Tinted.VALUE) in boxes(editor.body)


def test_a_field_that_has_a_fallback_gets_no_second_one(screen, editor, qtbot):
    write(screen, qtbot, 'x {{company | default: "a"}}')
    assert not put_fallback(editor.body, "company")


def test_looks_are_kept_as_html_and_plain_text_stays_plain(screen, editor, ids, services, qtbot):
    qtbot.keyClicks(editor.body, " more")
    screen.save_now()
    qtbot.waitUntil(lambda: services.templates.get(ids.fair).text.body.endswith(" more"))
    assert "<" not in services.templates.get(ids.fair).text.body
    editor.body.selectAll()
    editor.format.buttons["bold"].click()
    screen.save_now()
    qtbot.waitUntil(lambda: "<b>" in services.templates.get(ids.fair).text.body)
    assert set(editor.format.buttons) == {"bold", "italic", "bullets", "numbers", "link"}


def test_pasted_markup_is_made_harmless(screen, editor, qtbot):
    editor.body.selectAll()
    editor.body.html_pasted.emit("<p>A <b>b</b><script>x()</script><img src='http://x'></p>", False)
    assert editor.body.toPlainText().strip() == "A b"


def test_the_category_is_taken_when_its_field_is_left(screen, editor, ids, services, qtbot):
    line = editor.category.lineEdit()
    line.selectAll()
    qtbot.keyClicks(line, "Fairs")
    assert editor.written().category == "First contact"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    screen.save_now()
    qtbot.waitUntil(lambda: services.templates.get(ids.fair).category == "Fairs")


def test_a_category_half_typed_is_not_lost_when_one_goes_on(screen, editor, ids, services, qtbot):
    line = editor.category.lineEdit()
    line.selectAll()
    qtbot.keyClicks(line, "Fairs")
    screen.open(ids.reply)
    qtbot.waitUntil(lambda: services.templates.get(ids.fair).category == "Fairs")
    assert services.templates.get(ids.reply).category == "Follow-up"


def test_the_tone_is_saved(screen, editor, ids, services, qtbot):
    editor.tone.choose("formal")
    screen.save_now()
    qtbot.waitUntil(lambda: services.templates.get(ids.fair).tone == "formal")


def test_a_very_long_body_comes_in_and_stays_whole(screen, ids, services, qtbot):
    text = "\n".join(f"Line {at} for {{{{first_name}}}}" for at in range(4_000))
    made, _ = services.templates.add("Long", text=TemplateText("", text))
    screen.refresh()
    screen.open(made)
    qtbot.waitUntil(lambda: screen.editor.body.is_settled, timeout=20_000)
    assert not screen.editor.body.isReadOnly()
    screen.save_now()
    assert services.templates.get(made).text.body == text


@given(st.text(alphabet="a{}%|😀\né ", max_size=60))
def test_places_are_counted_as_qt_does(text):
    for token in tokens_of(text):
        raw = text.encode("utf-16-le")[2 * token.start : 2 * token.end].decode("utf-16-le")
        assert raw.startswith(("{{", "{%"))
    assert units(text, len(text)) == len(text.encode("utf-16-le")) // 2
    assert units(blanked(text, 0, 0), 0) == 0


@given(st.lists(st.text(alphabet="ab <>&{}", max_size=12), max_size=5))
def test_plain_lines_are_stored_so_that_they_are_read_again(texts):
    from desktop_app.domain.rich_text import tidy
    from desktop_app.domain.template_text import is_html, lines_of, text_of

    lines = tuple(Line((Run(text),) if text else ()) for text in texts)
    body = body_of(lines)
    kept = text_of(tidy(lines))
    if is_html(kept):
        assert is_html(body)
    else:
        assert body == (kept if kept.strip() else "")
        assert text_of(lines_of(body)) == kept.rstrip("\n") or not kept.strip()


def test_names_are_found_by_their_beginning_first():
    fields = tuple(
        MergeField(name, name.replace("_", " ").capitalize(), FieldGroup.LEAD)
        for name in ("first_name", "company", "my_company", "incompatible")
    )
    assert [each.name for each in fitting(fields, "comp")] == [
        "company", "my_company", "incompatible",
    ]  # fmt: skip
    assert fitting(fields, "") == fields
    assert fitting(fields, "zzz") == ()


def test_the_fields_are_a_sound_model(qtbot):
    model = FieldModel()
    tester = QAbstractItemModelTester(model)
    model.put((MergeField("company", "Company", FieldGroup.LEAD),), {"company": "Norvane"})
    model.put((), {})
    del tester


def test_written_of_nothing_is_nothing():
    assert Written().text() == TemplateText()
    assert body_of((Line(), Line())) == ""
