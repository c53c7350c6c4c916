"""What one writes is read from any HTML, written lean, and is the same when read again."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop_app.domain.rich_text import Line, Run, of_text, read, tidy, write_html, write_plain


def line(text: str, **more: object) -> Line:
    return Line((Run(text),) if text else (), **more)  # type: ignore[arg-type]


def texts(markup: str) -> list[str]:
    return [each.text for each in read(markup)]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("", []),
        ("one", ["one"]),
        ("<p>one</p><p>two</p>", ["one", "", "two"]),
        ("<div>one</div><div>two</div>", ["one", "two"]),
        ("<div>one</div><div><br></div><div>two</div>", ["one", "", "two"]),
        ("one<br>two<br><br>three<br>", ["one", "two", "", "three"]),
        ("<p>one</p>\n<div> two\n words </div>", ["one", "", "two words"]),
        ("<p class=MsoNormal>one</p><p class=MsoNormal>two</p>", ["one", "two"]),
        ("<p style='margin:0'>one</p><p style='margin:0'>two</p>", ["one", "two"]),
        ("<pre>a  b\n  c</pre>", ["a  b", "  c"]),
        ("<script>x()</script>a<style>b{}</style>", ["a"]),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", ["a    b", "c"]),
        ("a &lt;b&gt; &amp;&nbsp;c", ["a <b> & c"]),
        ("<b>one", ["one"]),
        ("</div>one</p>", ["one"]),
    ],
)
def test_blocks_are_lines(markup: str, lines: list[str]) -> None:
    assert texts(markup) == lines


def test_looks_by_tag_and_by_style() -> None:
    (found,) = read(
        "<b>b</b><i>i</i><u>u</u><s>s</s><span style='font-weight:600; font-style: italic'>x</span>"
        "<b style='font-weight:normal'>n</b><font color=red>f</font>"
    )
    assert [(r.text, r.bold, r.italic, r.underline, r.strike) for r in found.runs] == [
        ("b", True, False, False, False),
        ("i", False, True, False, False),
        ("u", False, False, True, False),
        ("s", False, False, False, True),
        ("x", True, True, False, False),
        ("nf", False, False, False, False),
    ]


def test_links_lead_to_the_web_or_to_mail_alone() -> None:
    (found,) = read("<a href='https://a.example/x?y=1&z'>a</a><a href='javascript:x()'>b</a>")
    assert [run.href for run in found.runs] == ["https://a.example/x?y=1&z", ""]
    assert write_plain((found,)) == "a <https://a.example/x?y=1&z>b"
    assert write_plain(read("<a href='mailto:a@b.example'>a@b.example</a>")) == "a@b.example"


def test_lists_and_what_is_in_them() -> None:
    lines = read("<ul><li>a<ol><li>b<br>c</li><li></li></ol></li><li><p>d</p><p>e</p></li></ul>z")
    assert [(each.text, each.item, each.depth) for each in lines] == [
        ("a", "ul", 1), ("b\nc", "ol", 2), ("", "ol", 2), ("d\ne", "ul", 1), ("z", "", 0),
    ]  # fmt: skip
    assert write_plain(lines) == "* a\n  1. b\nc\n  2. \n* d\ne\nz"


def test_quotations_and_pictures() -> None:
    lines = read(
        "a<blockquote>b<blockquote>c</blockquote></blockquote><img src='cid:p@x' width=120 alt=P>"
        "<img src='https://t.example/x.png'>"
    )
    assert [(each.text, each.quote) for each in lines] == [("a", 0), ("b", 1), ("c", 2), ("", 0)]
    assert lines[-1].runs == (Run("P", picture="p@x", width=120),)
    assert write_plain(lines) == "a\n> b\n>> c\n"


def test_lean_html_has_nothing_but_what_was_written() -> None:
    lines = (line("Hi <Ines>,"), Line(), Line((Run("bold", bold=True), Run(" and  more"))))
    assert write_html(lines).partition(">")[2].removesuffix("</div>") == (
        "<div>Hi &lt;Ines&gt;,</div><div><br></div><div><b>bold</b> and &nbsp;more</div>"
    )
    assert write_html(()) == ""


def test_plain_text_is_lines() -> None:
    assert of_text("a\n\nb") == (line("a"), Line(), line("b"))
    assert write_plain(of_text("a\n\nb")) == "a\n\nb"


_text = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from(' <&>"'))
_run = st.builds(
    Run,
    _text,
    bold=st.booleans(),
    italic=st.booleans(),
    underline=st.booleans(),
    strike=st.booleans(),
)
_linked = st.builds(
    Run,
    _text,
    bold=st.booleans(),
    href=st.sampled_from(["https://a.example/?a=1&b", "mailto:a@b.c"]),
)
_picture = st.builds(Run, _text, picture=st.just("p1@outpost"), width=st.integers(0, 900))
_line = st.builds(
    Line,
    st.lists(st.one_of(_run, _linked, _picture), max_size=4).map(tuple),
    item=st.sampled_from(["", "", "ul", "ol"]),
    depth=st.integers(0, 4),
    quote=st.integers(0, 3),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(_line, max_size=8))
@example([Line((), "ol", 1, 2), Line((), "ol", 2, 2), Line((), "ul", 2, 2)])
def test_what_is_written_is_read_again(lines: list[Line]) -> None:
    tidied = tidy(lines)
    assert tidy(tidied) == tidied
    assert read(write_html(tidied)) == tidied


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("<>/&;\"'= abpdiv ulolblockquotebr\n")))
def test_no_markup_is_too_broken(markup: str) -> None:
    lines = read(markup)
    assert read(write_html(lines)) == lines
