"""What tags alone tell of a tree: never less than what a parser makes of it."""

from __future__ import annotations

import re

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.wire.html_nesting import Nesting, nesting_of

_NAMES = (
    "div span p b i a td tr table li ul tbody th caption font h1 h2 pre form button dd dt dl "
    "object nobr label center blockquote code option marquee section body html colgroup img br "
    "ruby rt"
)
NAMES = _NAMES.split()
OTHER = [
    "x", "<!-- </div> -->", "<!--><div>-->", '<div title="</div>">', "<p a='>'>", "</>", "</ x>",
    "<?x>", "<!x>", "<style><!-- <div> --></style>", "<title></div></title>", "<div/>", "<DIV>",
    "</DIV>", "< ", "<b a=1>", "<b a=2>", '<i c="x">', "</p>", "</br>", "<xmp></div></xmp>",
]  # fmt: skip
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_VOID = {"br", "col", "embed", "hr", "img", "input", "wbr"}


def tree(markup: str) -> tuple[int, int]:
    """How deep a parser's tree is, and how many elements it has."""
    names = {name.lower() for name in re.findall(r"<([a-zA-Z][^\s/>]*)", markup)}
    written = nh3.clean(markup, tags=names - {"style"}, clean_content_tags={"style"},
                        attributes={}, link_rel=None)  # fmt: skip
    depth = deepest = elements = 0
    for closing, name in _TAG.findall(written):
        if name not in _VOID:
            depth += -1 if closing else 1
            deepest, elements = max(deepest, depth), elements + (not closing)
    return deepest, elements


_tags = st.one_of(
    st.sampled_from([f"<{name}>" for name in NAMES]),
    st.sampled_from([f"</{name}>" for name in NAMES]),
    st.sampled_from(OTHER),
)


@settings(max_examples=400, deadline=None)
@given(before=st.lists(_tags, max_size=4), often=st.lists(_tags, min_size=1, max_size=9))
def test_a_parser_makes_no_more_of_it(before: list[str], often: list[str]) -> None:
    markup = "".join(before) + "".join(often) * 40
    told = nesting_of(markup)
    if told is None:
        return
    deepest, elements = tree(markup)
    assert deepest <= 2 * told.deepest + 5  # a parser adds rows and bodies to tables
    assert elements <= (told.formatted + 2) * (told.tags + 40) + 100


@pytest.mark.parametrize(
    ("markup", "deepest", "formatted"),
    [
        ("<div><p>One.<p>Two.</div>" * 9, 2, 0),
        ("<ul><li>One<li>Two</ul>", 2, 0),
        ("<table><tr><td><b>x</b><td>y<tr><td>z</table>", 4, 1),
        ("<!--[if mso]><table><tr><td><![endif]--><div>x</div>", 1, 0),
        ("<style>p > a { color: red }</style><p style='a: b'>x</p>", 1, 0),
        ("<b><i>x</b></i>", 2, 2),
    ],
)
def test_plain_markup_is_told_exactly(markup: str, deepest: int, formatted: int) -> None:
    told = nesting_of(markup)
    assert isinstance(told, Nesting)
    assert (told.deepest, told.formatted) == (deepest, formatted)


@pytest.mark.parametrize(
    "markup",
    [
        "<div title=a\"b>", "<div title=\"a\"b=\"c\">", "<div <p>", "<div",
        "<svg><style><div></style>", "<textarea>", "<title></title x>",
        "<script><!--<script></script>--></script>",
        "<td>", "<form><form>", "<form><object></form></object></form>",
        "<select>", "<bloc\u212aquote>",
        "<dt><center></dt>", "<p><span><p>", "<dd><rt><dd>", "<table><table>", "<h1><b></h2>",
        "<div " + " ".join(f"a{n}" for n in range(5_000)) + ">",
    ],
)  # fmt: skip
def test_what_needs_a_parser_is_not_told(markup: str) -> None:
    assert nesting_of(markup) is None


def test_what_stands_in_no_cell_is_counted() -> None:
    told = nesting_of("<table>" + "x<b>y</b>" * 9 + "<tr><td><b>z</b></td></tr></table>")
    assert told is not None
    assert told.misplaced == 9
