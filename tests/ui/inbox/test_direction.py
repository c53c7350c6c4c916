"""From which side a mail is read, and how its colours give way."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from desktop_app.ui.inbox.direction import direction_of
from desktop_app.ui.inbox.document import thread_document
from desktop_app.ui.inbox.dress import Dress, dress_of, undyed, without_force


@pytest.mark.parametrize(
    ("html", "side"),
    [
        ("<p>Guten Morgen</p>", "ltr"),
        ("<p dir=ltr>שלום Ines</p>", "rtl"),
        ("<p>&nbsp;&nbsp;مرحبا</p>", "rtl"),
        ("<p>12:30, 3 &lt; 4 – مرحبا Ines</p>", "rtl"),
        ("<p>&#1513;&#1500;</p>", "rtl"),
        ("<p>a < b</p>", "ltr"),
        ("<p>12:30</p>", ""),
        ("", ""),
    ],
)
def test_the_first_letter_decides(html, side):
    assert direction_of(html) == side


@pytest.mark.parametrize(
    "html",
    [
        '<p style="color: #999 !important; margin: 2px">x</p>',
        '<td bgcolor="#ffe" width="3">x</td>',
        "<td bgcolor='#ffe'>x</td>",
        '<font color="#ccc" size="2">x</font>',
        '<p style="background: url(data:image/png;base64,AA==) red; padding: 1px">x</p>',
        '<p style="background-color:#000;color:#333">x</p>',
        '<table background="x">x</table>',
    ],
)
def test_a_mail_without_its_colours_has_none_and_keeps_the_rest(html):
    bare = undyed(html)
    assert dress_of(bare) is Dress.NONE
    assert bare.count("<") == html.count("<")
    assert bare.count('"') % 2 == 0
    for kept in ("margin: 2px", 'width="3"', 'size="2"', "padding: 1px"):
        assert (kept in bare) == (kept in html)


def test_words_about_colours_stay_words():
    said = "<p>color: red, background: blue !important</p>"
    assert undyed(said) == said
    assert without_force(said) == said


def test_styles_no_longer_insist():
    assert "important" not in without_force(
        '<p style="color:red!important;top:1px ! IMPORTANT">x</p>'
    )


def html_of(make_thread, look, reading, text):
    thread = make_thread([text])
    return thread_document(thread, look, reading, str(uuid4()))


def test_in_high_contrast_mail_takes_the_windows_colours(make_thread, look, reading):
    mail = '<p style="color:#bbb !important;background:#ccc">faint</p>'
    usual = html_of(make_thread, look, reading, mail)
    high = html_of(make_thread, replace(look, contrast=True), reading, mail)
    assert "!important;background:#ccc" in usual
    assert ".mail.paper" in usual
    assert "color:#bbb ;background:#ccc" in high
    assert ".mail.paper" not in high
    assert ".mail *:not(a){color:inherit !important" in high
    assert "text-decoration:underline" in high


def test_the_readers_own_part_turns_round_and_mail_does_not(make_thread, look, reading):
    mirrored = replace(look, mirrored=True)
    latin = html_of(make_thread, mirrored, reading, "<p>Good morning</p>")
    assert '<html lang="und" dir="rtl">' in latin
    assert 'class="mail none" dir="ltr"' in latin
    arabic = html_of(make_thread, look, reading, "<p>صباح الخير</p>")
    assert '<html lang="und" dir="ltr">' in arabic
    assert 'class="mail none" dir="rtl"' in arabic
    wordless = html_of(make_thread, mirrored, reading, "<p>12:30</p>")
    assert 'class="mail none" dir="rtl"' in wordless


def test_nothing_of_the_readers_own_part_is_bound_to_a_side(look):
    from desktop_app.ui.inbox.document_style import outer_style

    style = outer_style(look)
    for bound in ("margin-left", "margin-right", "padding-left", "padding-right", "border-left"):
        assert bound not in style
