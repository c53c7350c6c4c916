"""Lines become a document that can be edited, and are the same when they are read from it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextDocument, QTextListFormat

from desktop_app.domain.rich_text import Line, Run, read, tidy
from desktop_app.ui.composer import text_document
from desktop_app.ui.composer.editor import Editor
from desktop_app.ui.composer.text_document import LinesOfDocument, block_format, insert, lines_of
from desktop_app.ui.theme.theme import make_theme

pytestmark = pytest.mark.usefixtures("qapp")


def document(lines: tuple[Line, ...]) -> QTextDocument:
    made = QTextDocument()
    insert(QTextCursor(made), lines, make_theme(False))
    return made


_words = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\ufffc\ufffd"),
    min_size=1,
    max_size=12,
)
_run = st.one_of(
    st.builds(
        Run, _words, bold=st.booleans(), italic=st.booleans(), underline=st.booleans(),
        strike=st.booleans(),
    ),
    st.builds(Run, _words, href=st.just("https://a.example/")),
    st.builds(Run, _words, picture=st.sampled_from(["a@x", "b@x"]), width=st.integers(0, 90)),
)  # fmt: skip
_line = st.builds(
    Line,
    st.lists(_run, max_size=3).map(tuple),
    item=st.sampled_from(["", "ul", "ol"]),
    depth=st.integers(1, 3),
    quote=st.integers(0, 2),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_line, min_size=1, max_size=6))
def test_nothing_is_lost_on_the_way(lines: list[Line]) -> None:
    tidied = tidy(lines)
    assert lines_of(document(tidied)) == tidied


def test_what_is_put_into_a_text_goes_on_in_it() -> None:
    made = document(read("one<br>two"))
    cursor = QTextCursor(made)
    cursor.setPosition(2)
    insert(cursor, read("<ul><li>a</li></ul>x<b>y</b>"), make_theme(True))
    texts = [(each.text, each.item) for each in lines_of(made)]
    assert [text for text, _ in texts] == ["ona", "xye", "two"]


def test_it_is_one_step_to_undo() -> None:
    made = document(read("one"))
    insert(QTextCursor(made), read("a<br>b<ul><li>c</li></ul>"), make_theme(False))
    made.undo()
    assert [each.text for each in lines_of(made)] == ["one"]


_EDITS = ("type", "remove", "enter", "bold", "list", "unlist", "quote", "undo", "redo")


def edit(made: QTextDocument, choose: st.DataObject) -> None:
    """Something that somebody does to a text."""
    cursor = QTextCursor(made)
    places = st.integers(0, made.characterCount() - 1)
    cursor.setPosition(choose.draw(places))
    cursor.setPosition(choose.draw(places), QTextCursor.MoveMode.KeepAnchor)
    what = choose.draw(st.sampled_from(_EDITS))
    if what == "type":
        cursor.insertText("words")
    elif what == "remove":
        cursor.removeSelectedText()
    elif what == "enter":
        cursor.insertBlock()
    elif what == "bold":
        form = QTextCharFormat()
        form.setFontWeight(QFont.Weight.Bold)
        cursor.mergeCharFormat(form)
    elif what == "list":
        cursor.createList(QTextListFormat.Style.ListDisc)
    elif what == "unlist" and cursor.currentList() is not None:
        cursor.currentList().remove(cursor.block())
    elif what == "quote":
        cursor.beginEditBlock()
        cursor.mergeBlockFormat(block_format(1))
        QTextCursor(made).insertText("Above")
        cursor.endEditBlock()
    elif what == "undo":
        made.undo()
    elif what == "redo":
        made.redo()


@given(st.lists(_line, min_size=1, max_size=8).map(tuple), st.data())
@settings(max_examples=150)
def test_lines_that_are_kept_are_those_of_the_document_whatever_is_done_to_it(lines, choose):
    made = document(tidy(lines))
    kept = LinesOfDocument(made)
    for _ in range(choose.draw(st.integers(1, 8))):
        edit(made, choose)
        if choose.draw(st.booleans()):
            assert tidy(kept.all()) == lines_of(made)
    made.clear()
    insert(QTextCursor(made), lines[:1], make_theme(False))
    assert tidy(kept.all()) == lines_of(made)


def test_only_the_line_that_was_typed_in_is_read_again(monkeypatch):
    made = document(tuple(Line((Run(f"line {number}"),)) for number in range(500)))
    kept = LinesOfDocument(made)
    before = kept.all()
    read: list[int] = []
    whole = text_document._line
    monkeypatch.setattr(
        text_document, "_line", lambda block: read.append(block.blockNumber()) or whole(block)
    )
    cursor = QTextCursor(made.findBlockByNumber(250))
    cursor.insertText("!")
    after = kept.all()
    assert read == [250]
    assert after[250].text == "!line 250"
    assert after[:250] + after[251:] == before[:250] + before[251:]


def test_a_long_text_comes_in_slices_between_which_one_can_type(qtbot, themes):
    editor = Editor(themes)
    qtbot.addWidget(editor)
    lines = tuple(Line((Run(f"line {number}"),)) for number in range(6_000))
    editor.show_lines(lines)
    assert not editor.is_settled
    assert editor.document().blockCount() < 3_000
    qtbot.keyClicks(editor, "Hello ")
    with qtbot.waitSignal(editor.settled, timeout=20_000):
        pass
    assert editor.lines() == (Line((Run("Hello line 0"),)), *lines[1:])
    editor.show_lines(lines[:3])
    qtbot.waitUntil(lambda: editor.is_settled)
    assert editor.lines() == lines[:3]
