"""The simple reader: it never holds the window up, and tells where links lead."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from PySide6.QtCore import QUrl

from desktop_app.domain.mail import Address
from desktop_app.domain.mailto import Mailto
from desktop_app.ui.inbox.body_text import PORTION, BodyText, LongText, without_pictures
from desktop_app.ui.inbox.following import follow_link
from desktop_app.ui.inbox.link_target import LinkTarget
from desktop_app.ui.inbox.links import host_named, misleading_links, said_by
from desktop_app.ui.inbox.plain_reader import PlainReader
from desktop_app.ui.inbox.plain_rows import EarlierRow, FoldedRow, HeadRow
from desktop_app.ui.inbox.portions import first_portion
from desktop_app.ui.inbox.reader import Reader, prepare
from desktop_app.ui.widgets.dialogs import Question


def words_of(html: str) -> str:
    return re.sub(r"<(?:[^<>\"]|\"[^\"]*\")*>", "", html)


class Balance(HTMLParser):
    """Whether what is opened is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("br", "img", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag


def in_portions(html: str, most: int) -> list[str]:
    portions = []
    while html:
        portion, html = first_portion(html, most)
        portions.append(portion)
        assert len(portions) < 10_000
    return portions


# Portions


@pytest.mark.parametrize("seed", range(12))
def test_portions_lose_and_double_nothing_and_each_is_a_fragment(seed):
    print("seed", seed)
    dice = random.Random(seed)

    def part(depth: int) -> str:
        if depth == 0 or dice.random() < 0.3:
            text = " ".join("w" * dice.randint(1, 12) for _ in range(dice.randint(0, 60)))
            return text + dice.choice(["", " &amp; ", "&lt;b&gt;", "<br>", '<img alt="a>b">'])
        name = dice.choice(["p", "div", "b", "table", "td", "a", "blockquote", "span"])
        inside = "".join(part(depth - 1) for _ in range(dice.randint(0, 4)))
        return f'<{name} title="x > y">{inside}</{name}>'

    html = "".join(part(5) for _ in range(12))
    portions = in_portions(html, 300)
    assert "".join(map(words_of, portions)) == words_of(html)
    for portion in portions:
        balance = Balance()
        balance.feed(portion)
        assert balance.open == []


def test_a_short_text_is_whole_and_long_words_and_tags_end_somewhere():
    assert first_portion("<p>short</p>", 100) == ("<p>short</p>", "")
    assert "".join(in_portions("x" * 1000, 100)) == "x" * 1000
    huge = f'<img alt="{"y" * 1000}">end'
    assert "".join(in_portions(huge, 100)) == huge
    assert all("&amp" not in each.replace("&amp;", "") for each in in_portions("&amp;" * 99, 32))


def test_deep_nests_and_long_looks_do_not_fill_every_portion():
    deep = "<div>" * 400 + "words " * 400 + "</div>" * 400
    styled = f'<p style="{"color:red;" * 40}">' * 9 + "words " * 400 + "</p>" * 9
    for html in (deep, styled):
        portions = in_portions(html, 300)
        assert "".join(map(words_of, portions)) == words_of(html)
        assert len(portions) < len(html) / 50


def test_pictures_that_lie_in_a_text_are_left_out():
    html = '<p>a<img alt="b" src="data:image/png;base64,AAAA" width="1">c</p><img src="data:x">'
    assert without_pictures(html) == '<p>a<img alt="b"  width="1">c</p><img >'
    assert without_pictures("<p>none</p>") == "<p>none</p>"


# Long mail


@pytest.fixture
def plain(qtbot, themes):
    made = PlainReader(themes)
    made.resize(700, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def texts_shown(qtbot, plain, count: int) -> list[LongText]:
    def shown() -> list[LongText]:
        return [each for each in plain.findChildren(LongText) if each.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == count)
    return shown()


def test_a_long_mail_begins_at_once_and_the_rest_comes_when_asked(
    qtbot, plain, make_thread, reading
):
    """900 KB of markup took the window 1.7 seconds."""
    paragraphs = [f"<p>Paragraph <b>number {each}</b> of a long mail</p>" for each in range(20_000)]
    thread = make_thread(["".join(paragraphs)])
    plain.show_thread(thread, reading)
    text = plain.findChild(LongText)
    laid_out = [each.toHtml() for each in plain.findChildren(BodyText)]
    assert len(laid_out) == 1 and len(text.findChildren(BodyText)) == 1
    assert "number 0" in laid_out[0] and "number 300<" not in laid_out[0]
    assert not text.more.isHidden()

    thread = make_thread(["".join(paragraphs[:900])])
    plain.show_thread(thread, reading)
    text = texts_shown(qtbot, plain, 1)[0]
    text.more.activated.emit()
    qtbot.waitUntil(lambda: text.is_whole)
    assert text.more.isHidden()
    shown = [each.toPlainText() for each in text.findChildren(BodyText)]
    assert len(shown) > 2 and all(len(each) < PORTION for each in shown)
    numbers = re.findall(r"number (\d+)", "\n".join(shown))
    assert numbers == [str(each) for each in range(900)]


def test_a_short_mail_is_whole(plain, make_thread, reading):
    plain.show_thread(make_thread(["<p>Hello</p>"]), reading)
    assert plain.findChild(LongText).is_whole
    assert plain.findChild(LongText).more.isHidden()


def test_the_rest_is_there_again_when_it_is_shown_anew(qtbot, plain, make_thread, reading):
    long = "".join(f"<p>Paragraph {each}</p>" for each in range(900))
    thread = make_thread(["<p>one</p>", long], unread=[1])
    plain.show_thread(thread, reading)
    text = texts_shown(qtbot, plain, 2)[-1]
    text.more.activated.emit()
    qtbot.waitUntil(lambda: text.is_whole)
    plain._on_fold(thread.message_ids[1])
    plain._on_unfold(thread.message_ids[1])
    fresh = texts_shown(qtbot, plain, 2)[-1]
    assert fresh is not text
    qtbot.waitUntil(lambda: fresh.is_whole)


def test_what_is_quoted_is_laid_out_when_it_is_looked_at(plain, make_thread, reading):
    html = '<p>Mine</p><details class="quoted"><summary>…</summary><p>Theirs</p></details>'
    plain.show_thread(make_thread([html]), reading)
    assert [each.toPlainText() for each in plain.findChildren(BodyText)] == ["Mine"]


# Many messages


def pill_of(plain) -> EarlierRow:
    return plain._rows.itemAt(0).widget()


def lines_of(plain) -> list[str]:
    """The snippets of the folded messages, from above."""
    rows = (plain._rows.itemAt(at).widget() for at in range(plain._rows.count() - 1))
    return [each.head.snippet for each in rows if isinstance(each, FoldedRow)]


def press_pill(qtbot, plain) -> None:
    """Press it, and wait for the one that takes its place when all lines are there."""
    pill = pill_of(plain)
    pill.pressed.emit()
    qtbot.waitUntil(lambda: pill_of(plain) is not pill)


def test_earlier_messages_come_fifty_at_a_time(qtbot, plain, make_thread, reading):
    thread = make_thread(["<p>x</p>"] * 132)
    plain.show_thread(thread, reading)
    assert lines_of(plain) == ["Words of message 131"]
    said = []
    for _ in range(4):
        said.append((pill_of(plain).words, len(lines_of(plain))))
        press_pill(qtbot, plain)
    assert said == [
        ("Show 130 earlier messages", 1),
        ("Show 80 earlier messages", 51),
        ("Show 30 earlier messages", 101),
        ("Hide 130 earlier messages", 131),
    ]
    assert lines_of(plain) == ["Words of message 131"]
    press_pill(qtbot, plain)
    assert lines_of(plain) == [f"Words of message {each}" for each in range(81, 132)]


def test_what_was_shown_of_them_stays_when_the_thread_is_shown_anew(
    qtbot, plain, make_thread, reading
):
    thread = make_thread(["<p>x</p>"] * 132)
    plain.show_thread(thread, reading)
    press_pill(qtbot, plain)
    plain.show_thread(thread, reading)
    assert len(lines_of(plain)) == 51


def test_unfolding_one_leaves_the_others_alone(qtbot, plain, make_thread, reading):
    thread = make_thread(["<p>x</p>"] * 20)
    plain.show_thread(thread, reading)
    press_pill(qtbot, plain)
    qtbot.waitUntil(lambda: plain._rows.itemAt(16).widget().isVisible())
    line = plain._rows.itemAt(16).widget()
    others = [plain._rows.itemAt(at).widget() for at in range(16)]
    line.setFocus()
    line.pressed.emit()
    assert [plain._rows.itemAt(at).widget() for at in range(16)] == others
    head = plain._rows.itemAt(16).widget().findChild(HeadRow)
    assert head.head.snippet == line.head.snippet
    head.pressed.emit()
    assert [each.head.id for each in plain.findChildren(FoldedRow)].count(line.head.id) == 2
    assert lines_of(plain)[15] == line.head.snippet


# Links


def test_the_mouse_over_a_link_tells_where_it_leads(plain, make_thread, reading):
    plain.show_thread(make_thread(['<p><a href="https://x.example/">words</a></p>']), reading)
    target = plain.findChild(LinkTarget)
    assert not target.isVisible()
    plain.findChild(BodyText).highlighted.emit(QUrl("https://x.example/"))
    assert target.isVisible() and target.text() == "https://x.example/"
    plain.findChild(BodyText).highlighted.emit(QUrl())
    assert not target.isVisible()


@pytest.mark.parametrize(
    ("words", "host"),
    [
        ("https://norvane.example/plan", "norvane.example"),
        ("see HTTP://user@norvane.example:8080/", "norvane.example"),
        ("www.norvane.example", "norvane.example"),
        ("norvane.example/plan?a=1", "norvane.example"),
        ("  norvane.example ", "norvane.example"),
        ("мой.example", "мой.example"),
        ("our plan", ""),
        ("plan.pdf", ""),
        ("version 1.2", ""),
        ("1.2", ""),
        ("Yes. Gladly", ""),
        ("", ""),
    ],
)
def test_which_host_words_name(words, host):
    assert host_named(words) == host


def link(words: str, address: str) -> str:
    return f'<p>Hi <a class="x" href="{address}">{words}</a></p>'


@pytest.mark.parametrize(
    ("words", "address", "said"),
    [
        ("https://bank.example/", "https://evil.example/a", "bank.example"),
        ("<b>bank</b>.example", "https://evil.example/a?b=1&amp;c", "bank.example"),
        ("bank.example", "HTTPS://EVIL.example", "bank.example"),
        ("bank.example", "https://bank.example.evil.example/", "bank.example"),
        ("www.bank.example", "https://bank.example/login", ""),
        ("bank.example", "https://www.bank.example/login", ""),
        ("bank.example", "https://click.bank.example/login", ""),
        ("click here", "https://evil.example/", ""),
        ("bücher.example", "https://xn--bcher-kva.example/", ""),
        ("ines@bank.example", "mailto:other@evil.example", ""),
    ],
)
def test_links_whose_words_name_another_host(words, address, said):
    from html import unescape

    found = misleading_links(link(words, address))
    assert said_by(found, unescape(address)) == said
    pressed = QUrl(unescape(address)).toString(QUrl.ComponentFormattingOption.FullyEncoded)
    assert said_by(found, pressed) == said
    assert said_by(found, "https://honest.example/") == ""


def test_odd_spellings_of_an_address_are_known_by_their_host():
    for odd in ("https:\\\\evil.example\\a", "https:/\t/evil.example/a"):
        assert said_by(misleading_links(link("bank.example", odd)), "https://evil.example/a")


def test_both_readers_tell_what_the_words_say(qtbot, themes, make_thread, look, reading):
    made = Reader(themes)
    qtbot.addWidget(made)
    thread = make_thread([link("bank.example", "https://evil.example/a")])
    told = []
    made.link_pressed.connect(lambda *args: told.append(args))
    made._web_missing = "for this test"
    made.show_thread(prepare(thread, look, reading))
    made.findChild(BodyText).anchorClicked.emit(QUrl("https://evil.example/a"))
    made._on_link("https://evil.example/a")  # as the web reader says it
    made._on_link("https://honest.example/")
    assert told == [
        ("https://evil.example/a", "bank.example"),
        ("https://evil.example/a", "bank.example"),
        ("https://honest.example/", ""),
    ]


def test_plain_text_has_no_words_that_lie(make_thread, look, reading):
    thread = make_thread([link("a.example", "https://b.example/")], html=False)
    assert not prepare(replace(thread), look, reading).misleading


@pytest.fixture
def opened(monkeypatch):
    made = []
    monkeypatch.setattr(
        "desktop_app.ui.inbox.links.QDesktopServices.openUrl",
        lambda url: bool(made.append(url.toString())) or True,
    )
    return made


def test_an_address_is_written_to_here(ctx, host, opened, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "desktop_app.ui.inbox.following.open_asked", lambda _ctx, what: asked.append(what)
    )
    follow_link(ctx, host, "mailto:ines@norvane.example?subject=Hi&attach=/etc/passwd")
    assert asked == [Mailto((Address("", "ines@norvane.example"),), subject="Hi")]
    follow_link(ctx, host, "mailto:")
    assert opened == [] and "not opened" in ctx.notices.toast.words


def test_a_link_whose_words_lie_is_asked_about(qtbot, ctx, host, opened):
    host.show()
    follow_link(ctx, host, "https://evil.example/a", "bank.example")
    question = host.findChild(Question)
    assert opened == []
    question.yes.click()
    assert opened == ["https://evil.example/a"]
    follow_link(ctx, host, "https://honest.example/")
    assert opened[1:] == ["https://honest.example/"]
