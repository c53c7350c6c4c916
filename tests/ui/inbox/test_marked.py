"""The words that led to an insight, marked in a cleaned fragment."""

from __future__ import annotations

import re
from html import escape, unescape
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.insights import Insight
from desktop_app.domain.reading import Span
from desktop_app.ui.inbox.marked import CLOSES, OPENS, marked

ID = UUID(int=7)


def asked(*quotes: str, spans: tuple[Span, ...] = ()) -> Insight:
    return Insight(ID, "intent", "Asks for the price", 0.8, None, ID, quotes=quotes, spans=spans)


def shown(html: str) -> list[str]:
    """The marked pieces of a fragment."""
    return [unescape(each) for each in re.findall(f"{re.escape(OPENS)}([^<]*){CLOSES}", html)]


def without_marks(html: str) -> str:
    return re.sub(f"{re.escape(OPENS)}(.*?){CLOSES}", r"\1", html, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("html", "quote", "pieces"),
    [
        ("<p>What does it cost?</p>", "does it cost", ["does it cost"]),
        ("<p>What <b>does</b> it cost?</p>", "What does it", ["What ", "does", " it"]),
        ("<p>What does</p><p>it cost?</p>", "does it", ["does", "it"]),
        ("<p>What   does\n it cost?</p>", "does it", ["does\n it"]),
        ("<p>R&amp;D&nbsp;needs it</p>", "R&D needs", ["R&D\xa0needs"]),
        ("<p>WHAT Does it</p>", "what does", ["WHAT Does"]),
        ('<p title="what does">x</p>', "what does", []),
        ("<p>&lt;b&gt; cost</p>", "<b> cost", ["<b> cost"]),
        ("<p>One<br>two</p>", "one two", ["One", "two"]),
        ("<p>nothing</p>", "else", []),
    ],
)  # fmt: skip
def test_the_words_are_marked_where_they_stand(html, quote, pieces):
    made = marked(html, asked(quote))
    assert shown(made) == pieces
    assert without_marks(made) == html


def test_of_several_places_it_is_the_one_that_was_read():
    html = "<p>soon</p>" + "<p>some other words</p>" * 20 + "<p>soon</p>"
    plain_at = html.replace("<p>", "").replace("</p>", "\n").rindex("soon")
    made = marked(html, asked("soon", spans=(Span(plain_at, plain_at + 4),)))
    assert made.index(OPENS) > len(html) // 2
    assert made.count(OPENS) == 1
    assert marked(html, asked("soon", spans=(Span(0, 4),))).index(OPENS) < 10


def test_without_quotes_nothing_is_touched():
    assert marked("<p>x</p>", asked()) == "<p>x</p>"


_WORDS = st.text(st.sampled_from("ab &<>\"'é\n;#x"), max_size=12)
_TAGS = st.sampled_from(["p", "b", "div", "i", "li"])


@st.composite
def fragments(draw) -> str:
    """What a cleaner gives: escaped text in balanced tags."""
    parts = []
    for _ in range(draw(st.integers(0, 6))):
        words, tag = escape(draw(_WORDS), quote=False), draw(_TAGS)
        parts.append(draw(st.sampled_from([words, f'<{tag} title="a>b">{words}</{tag}>'])))
    return "".join(parts)


@given(fragments(), st.lists(_WORDS, max_size=3), st.integers(0, 30))
def test_marks_change_nothing_but_add_marks(html, quotes, at):
    """Whatever mail and quotes say: taken out again, the marks leave what was there, and between
    the tags of one mark is never another tag."""
    spans = tuple(Span(at, at + len(each)) for each in quotes if each)
    made = marked(html, asked(*quotes, spans=spans))
    assert without_marks(made) == html
    assert made.count(OPENS) == made.count(CLOSES) - html.count(CLOSES)
    for piece in re.findall(f"{re.escape(OPENS)}(.*?){CLOSES}", made, re.DOTALL):
        assert "<" not in piece
