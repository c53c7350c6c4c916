"""HTML as words: what a reader sees, in linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.wire.html_text import MAX_TEXT, html_to_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        ("plain words", "plain words"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<div>one<br></div><div><br></div><div>two</div>", "one\n\ntwo"),
        ("one<br>two<BR/>three", "one\ntwo\nthree"),
        ("w<b>or</b>d and <i>next</i>", "word and next"),
        ("  many \n spaces&nbsp;&nbsp;here ", "many spaces here"),
        ("&lt;b&gt; &amp;lt; &quot;&#39;&euro;&#8364; &nosuch;", "<b> &lt; \"'€€ &nosuch;"),
        ("a&#10;b&emsp;c&nbsp; &amp;nbsp;d", "a b c &nbsp;d"),
        ("<pre>a&#10;b&#x0A;c&#100;&NewLine;e\nf &amp;#10; g</pre>", "a\nb\ncd\ne\nf &#10; g"),
        ("a &#" + "1" * 5_000 + "; &lt;", "a &#" + "1" * 5_000 + "; <"),
        ("<ul><li>one</li><li>two</ul>", "* one\n* two"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<head><title>T</title></head><body>text</body>", "text"),
        ("<head><meta charset=x><body>a head that never ends", "a head that never ends"),
        ("a<script>var x = '<b>no</b>'</script>b", "ab"),
        ("a<STYLE>p {}</STYLE >b", "ab"),
        ("a<!-- <p>no</p> -->b", "ab"),
        ("a<!-- never ends <p>b</p>", "a<!-- never ends\n\nb"),
        ("<!DOCTYPE html><?xml version='1'?>a", "a"),
        ("<pre>one\n  two</pre>", "one\ntwo"),
        ("<blockquote>a<br>b</blockquote>c", "> a\n> b\nc"),
        ("<blockquote>a<blockquote>b</blockquote>c</blockquote>", "> a\n>> b\n> c"),
        ("</blockquote></blockquote>a", "a"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("a&#0;b&#xD800;c", "a\ufffdb\ufffdc"),
        ("zero\u200bwidth\u00ad", "zerowidth"),
        ("<o:p>&nbsp;</o:p><st1:place>Rome</st1:place>", "Rome"),
        ('<a href="x" title="a > b">link</a>', 'b">link'),
    ],
)
def test_words_and_lines(markup: str, text: str) -> None:
    assert html_to_text(markup) == text


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 500_000 + "x",
        "<" * 2_000_000,
        "<a " * 600_000,
        "<!--" * 500_000,
        "<!---->" * 300_000,
        "<blockquote>" * 150_000 + "x<br>" * 1_000,
        "&" * 2_000_000,
        "&#" * 1_000_000,
        "<script>" * 200_000,
        "</" * 1_000_000,
        "<pre>" + "\n" * 1_000_000,
        "<p " + "x=y " * 500_000 + ">",
    ],
    ids=lambda markup: markup[:12],
)
def test_hostile_markup_takes_linear_time(markup: str) -> None:
    started = time.process_time()
    text = html_to_text(markup)
    # Milliseconds in truth; anything quadratic would take minutes.
    assert time.process_time() - started < 5
    assert len(text) <= MAX_TEXT


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="<>/!-=&;#\"' \nabdiprtlockqusy\x00\ud800", max_size=200))
def test_any_text(markup: str) -> None:
    text = html_to_text(markup)
    text.encode("utf-8")
    assert "\x00" not in text
