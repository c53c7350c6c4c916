"""Lines become a document that can be edited, and are the same when they are read from it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from desktop_app.domain.rich_text import Line, Run, read, tidy
from desktop_app.ui.composer.text_document import insert, lines_of
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
