"""Other words for what is selected, and a subject for what is written."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from desktop_app.domain.writing import Rewrite, State, Trouble


@pytest.fixture
def mail(desk, qtbot):
    made = desk.new()
    qtbot.keyClicks(made.editor, "Keep. Please be so kind. End.")
    return made


def select(mail, words: str) -> None:
    cursor = mail.editor.textCursor()
    at = mail.editor.toPlainText().index(words)
    cursor.setPosition(at)
    cursor.setPosition(at + len(words), cursor.MoveMode.KeepAnchor)
    mail.editor.setTextCursor(cursor)


def offered(mail) -> QMenu:
    menu = QMenu(mail)
    mail.editor.menu_opens.emit(menu)
    return menu.actions()[-1].menu()


def test_what_is_selected_is_written_in_other_words_as_one_step(mail, engine, model):
    select(mail, "Please be so kind.")
    menu = offered(mail)
    assert [each.text() for each in menu.actions()] == ["Shorter", "Warmer", "More formal"]
    menu.actions()[0].trigger()
    assert mail.rewrite_band.words == "Making it shorter …"
    engine.write("Please.")
    assert mail.editor.toPlainText() == "Keep. Please. End."
    assert mail.editor.textCursor().selectedText() == "Please."
    mail.editor.undo()
    assert mail.editor.toPlainText() == "Keep. Please be so kind. End."


def test_escape_keeps_the_old_ones(mail, engine, model, qtbot, db):
    select(mail, "Please be so kind.")
    mail.rewriting.ask(Rewrite.WARMER)
    qtbot.keyClick(mail.editor, Qt.Key.Key_Escape)
    assert db.value("SELECT state FROM outpost.writing") == "cancelled"
    mail.rewriting.ask(Rewrite.WARMER)
    engine.write("Dear friend!")
    assert "Dear friend!" in mail.editor.toPlainText()
    qtbot.keyClick(mail.editor, Qt.Key.Key_Escape)
    assert mail.editor.toPlainText() == "Keep. Please be so kind. End."
    assert mail.rewrite_band.words == ""
    assert not mail.is_away


def test_who_writes_on_has_kept_it(mail, engine, model, qtbot):
    select(mail, "End.")
    mail.rewriting.ask(Rewrite.FORMAL)
    engine.write("Sincerely.")
    mail.editor.moveCursor(mail.editor.textCursor().MoveOperation.End)
    qtbot.keyClicks(mail.editor, " R.")
    assert mail.rewrite_band.words == ""
    assert mail.editor.toPlainText().endswith("Sincerely. R.")


def test_words_that_changed_meanwhile_are_left_alone(mail, engine, model, qtbot):
    select(mail, "Please be so kind.")
    mail.rewriting.ask(Rewrite.SHORTER)
    cursor = mail.editor.textCursor()
    cursor.setPosition(9)
    mail.editor.setTextCursor(cursor)
    qtbot.keyClicks(mail.editor, "X")
    before = mail.editor.toPlainText()
    engine.write("Please.")
    assert mail.editor.toPlainText() == before
    assert "has changed" in mail.rewrite_band.words


def test_without_a_model_it_says_what_is_needed(mail):
    select(mail, "End.")
    mail.rewriting.ask(Rewrite.SHORTER)
    assert mail.rewrite_band.words.startswith("A language model is needed for this.")


def test_nothing_selected_nothing_offered(mail):
    assert not offered(mail).isEnabled()


def test_a_subject_is_found_and_can_be_undone(mail, engine, model):
    mail.head.subject.setText("Mine")
    mail.head.suggest.click()
    assert not mail.head.suggest.isEnabled()
    engine.write("", subject="Forty units")
    assert mail.head.subject.text() == "Forty units"
    mail.head.subject.undo()
    assert mail.head.subject.text() == "Mine"
    mail.head.suggest.click()
    engine.write("", state=State.FAILED, error=Trouble("It did not answer."))
    assert mail.head.subject.text() == "Mine"
    assert mail.trouble.text() == "It did not answer."


def test_a_subject_follows_from_words(desk, model):
    empty = desk.new()
    empty.head.suggest.click()
    assert empty.trouble.text().startswith("Write the mail first")
