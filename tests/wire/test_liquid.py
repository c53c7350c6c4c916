"""Templates rendered: what is sent, what is shown, and what is refused."""

import time
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desktop_app.domain.outgoing import DraftContent, Quote
from desktop_app.domain.rich_text import read, write_html, write_plain
from desktop_app.domain.send_checks import unfilled
from desktop_app.domain.templates import (
    GAP_BEGINS,
    GAP_ENDS,
    VALUE_BEGINS,
    VALUE_ENDS,
    Part,
    TemplateFailed,
    TemplateText,
)
from desktop_app.wire.liquid import LiquidRenderer
from desktop_app.wire.liquid_weave import clean_line, unmarked

KNOWN = {
    name: name.replace("_", " ")
    for name in ("first_name", "contact_name", "company", "industry", "signature", "event_name",
                 "referrer", "today")
}  # fmt: skip
VALUES = {
    "first_name": "Ines",
    "company": "Norvane Optics",
    "signature": "Mara Ostrander\nFieldline",
    "today": "26 November 2026",
}
RENDERER = LiquidRenderer()


def _render(body, subject="", values=VALUES):
    return RENDERER.render(TemplateText(subject, body), values, KNOWN)


def _plain(body, values=VALUES):
    return _render(body, values=values).plain


def _is_within(seconds, work) -> bool:
    """Whether some work needs no more than so many seconds of a processor. On a machine that is
    busy with something else one try may take several times as long; what is slow is so each
    time."""
    for _ in range(6):
        begun = time.thread_time()
        work()
        if time.thread_time() - begun < seconds:
            return True
    return False


def _marked(text):
    for mark, sign in (
        (VALUE_BEGINS, "«"), (VALUE_ENDS, "»"), (GAP_BEGINS, "["), (GAP_ENDS, "]"),
    ):  # fmt: skip
        text = text.replace(mark, sign)
    return text


def _fault(body, subject=""):
    with pytest.raises(TemplateFailed) as caught:
        _render(body, subject)
    return caught.value.fault


def test_values_stand_where_their_fields_stood():
    made = _render("Hi {{ first_name }} of {{company}},\n\n{{ signature }}", "For {{ company }}")
    assert made.subject == "For Norvane Optics"
    assert made.plain == "Hi Ines of Norvane Optics,\n\nMara Ostrander\nFieldline"
    assert _marked(made.marked_subject) == "For «Norvane Optics»"
    assert "<div>«Mara Ostrander»</div><div>«Fieldline»</div>" in _marked(made.marked_html)


@pytest.mark.parametrize(
    "body",
    [
        "<div>Hi <b>{{ first</b>_name }}</div>",
        "<div>Hi {<i>{ first_name }</i>}</div>",
        "<div>Hi {{&nbsp;first_name&nbsp;}}</div>",
        "<div>Hi {{ first_name | default: &quot;you&quot; }}</div>",
        "<p>Hi {{ 'x' | replace: 'x', first_name }}</p>",
    ],
)
def test_a_token_is_whole_whatever_markup_lies_in_it(body):
    assert _plain(body) == "Hi Ines"


def test_a_value_looks_as_its_name_does():
    assert "<b>Ines</b>" in _render("<div>Hi {{ <b>first_name</b> }} there</div>").html
    assert "<b>Hi Ines</b>" in _render("<div><b>Hi {{ first_name }}</b> there</div>").html


def test_lists_and_quotations_stay_what_they_are():
    body = "<ul><li>{{ first_name }}</li><li>x</li></ul><blockquote>{{ company }}</blockquote>"
    assert _plain(body) == "* Ines\n* x\n> Norvane Optics"


def test_a_loop_repeats_its_lines():
    body = "<ul>{% for each in (1..3) %}<li>{{ each }}</li>{% endfor %}</ul>end"
    assert _plain(body) == "* 1\n* 2\n* 3\nend"


@pytest.mark.parametrize(
    ("body", "plain"),
    [
        ("a\n{% if referrer %}\nb\n{% endif %}\nc", "a\nc"),
        ("a\n{% if company %}\nb\n{% endif %}\nc", "a\nb\nc"),
        ("a\n\n{% if referrer %}\nb\n{% endif %}\n\nc", "a\n\nc"),
        ("a\n{% if referrer %}{{ referrer }} said{% endif %}\nc", "a\nc"),
        ("a\n{% comment %}note{% endcomment %}\nc", "a\nc"),
        ("a\n{% assign x = 'y' %}\n{{ x }}", "a\ny"),
        ("{% unless company %}x{% else %}y{% endunless %}", "y"),
        ("{% case first_name %}{% when 'Ines', 'Eva' %}Hola{% else %}Hi{% endcase %}", "Hola"),
        ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ("a {%- if company -%} b {%- endif %} c", "ab c"),
        ("{{ event_name | default: 'the fair' }}", "the fair"),
        ("{{ company | upcase | truncate: 8, '' }}", "NORVANE "),
        ("{{ today | date: '%-d/%m/%Y' }}", "26/11/2026"),
        ("{{ 7 | times: 6 }} {{ 7 | divided_by: 2 }} {{ '2.5' | plus: 1 }}", "42 3 3.5"),
    ],
)
def test_what_tags_and_filters_make(body, plain):
    assert _plain(body) == plain


def test_a_field_without_a_value_is_missing_where_it_is_written_out():
    made = _render("At {{ event_name | upcase }}{% if referrer %}x{% endif %}", "{{ industry }}")
    assert made.missing == ("industry", "event_name")
    assert _marked(made.marked_subject) == "[industry]"
    assert "At [event_name]" in _marked(made.marked_html)
    assert _render("{{ event_name }}", values={"event_name": "  "}).missing == ("event_name",)


def test_what_is_required_is_neither_in_a_condition_nor_has_a_fallback():
    checked = RENDERER.check(
        TemplateText(
            "{{ company }}",
            "{% if referrer %}{{ referrer }}{% endif %}{{ event_name | default: first_name }}"
            "{% if industry == blank %}{% else %}{{ industry }}{% endif %}"
            "{% assign who = contact_name %}{{ who }}",
        ),
        KNOWN,
    )
    assert checked.faults == ()
    assert checked.required == ("company", "first_name", "contact_name")
    assert set(checked.fields) == set(checked.required) | {"referrer", "event_name", "industry"}


@pytest.mark.parametrize(
    ("body", "place", "words"),
    [
        ("a {{ first_name", "{{ first_name", "never closed"),
        ("a {% if company", "{% if", "never closed"),
        ("<div>x</div><div>a {% if company %} b</div>", "{% if company %}", "no end"),
        ("a {% endif %}", "{% endif %}", "no “if”"),
        ("a {% else %}", "{% else %}", "before it"),
        ("a {% elsif company %}", "{% elsif company %}", "before it"),
        ("a {% include 'x' %}", "{% include 'x' %}", "nothing that a template can do"),
        ("a {% render 'x' %}", "{% render 'x' %}", "nothing that a template can do"),
        ("a {% capture x %}{% endcapture %}", "{% capture x %}", "nothing that a template"),
        ("a {{ }}", "{{ }}", "no field here"),
        ("a {{ company company }}", "{{ company company }}", "cannot be read"),
        ("a {% if company == %}b{% endif %}", "{% if company == %}", "condition cannot be read"),
        ("a {{ company | upcas }}", "upcas", "Did you mean “upcase”"),
        ("a {{ company | append }}", "append", "not given what it needs"),
        ("a {% break %}", "{% break %}", "no “for”"),
        ("a {{ (1..3) | join }}", "{{ (1..3) | join }}", "in a “for” only"),
        ("a {% for x in %}{% endfor %}", "{% for x in %}", "loop cannot be read"),
        ("a {{ first_name.x }}", "{{ first_name.x }}", "no parts"),
        ("a {% raw %} b", "{% raw %}", "no end"),
        ('<a href="https://{{company}}/">here</a>', "here", "behind its host"),
        ('<a href="https://x.{{company}}/">here</a>', "here", "behind its host"),
        ('<a href="https://x.example:{{company}}/">here</a>', "here", "behind its host"),
        ('<a href="https://x@{{company}}/">here</a>', "here", "behind its host"),
        ('<a href="mailto:{{ company }}">here</a>', "here", "behind its host"),
        ('<a href="https://x.example/{% if a %}b{% endif %}">here</a>', "here", "no conditions"),
        ('<a href="https://x.example/{{ company | upcas }}">here</a>', "here", "“upcase”"),
    ],
)
def test_a_fault_has_its_place_and_a_sentence(body, place, words):
    fault = _fault(body)
    from desktop_app.domain.template_text import lines_of, text_of

    text = text_of(lines_of(body))
    assert text[fault.start : fault.end] == place
    assert words in fault.reason
    for jargon in ("token", "expected", "EOF", "syntax", "liquid"):
        assert jargon not in fault.reason.casefold()
    assert fault in RENDERER.check(TemplateText("", body), KNOWN).faults


def test_an_unknown_field_is_told_with_the_nearest_name():
    fault = _fault("Hi {{ frist_name }}")
    assert (fault.field, fault.instead, fault.start, fault.end) == (
        "frist_name", "first_name", 6, 16,
    )  # fmt: skip
    assert _fault("{{ lead.company }}").instead == "company"
    assert _fault("x", "{{ zzz }}").part is Part.SUBJECT


def test_all_faults_are_found_at_once():
    checked = RENDERER.check(TemplateText("{{ a1 }}", "{{ b1 }} {% nix %} {{ company"), KNOWN)
    assert len(checked.faults) == 4


HOSTILE = [
    "<b>x</b><script>alert(1)</script>",
    "{{ company }} {% if %}",
    "&lt;b&gt; &amp;",
    "a\r\nBcc: x@y.example",
    f"{VALUE_BEGINS}x{VALUE_ENDS}{GAP_BEGINS}y{GAP_ENDS}\ue010" + "3\ue015",
    "\u202eevil \x00\x07 \ud800",
    "<!-- --> ]]> </div>",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_stays_text(value):
    made = _render("<div>a {{ company }} b</div>", "S {{ company }} T", {"company": value})
    assert "<script" not in made.html and "<b>" not in made.html
    assert "\n" not in made.subject and "\r" not in made.subject
    assert made.subject.startswith("S ") and made.subject.endswith(" T")
    assert not set(made.html + made.plain + made.subject) & set("\ue000\ue001\ue002\ue003\ue010")
    assert write_plain(read(made.html)) == made.plain
    if "{{" in value:
        assert value in made.plain


@pytest.mark.parametrize(
    "body",
    [
        "{% for a in (1..1000000000) %}x{% endfor %}",
        "{% for a in (1..1000000000) reversed %}x{% endfor %}",
        "{% for a in (1..99999999999999999999999) %}x{% endfor %}",
        "{% for a in (1..900) %}{% for b in (1..900) %}x{% endfor %}{% endfor %}",
        "{% for a in (1..900) %}{% endfor %}" * 200,
        "{% for a in (1..900) %}" + "{% if company %}{% endif %}" * 900 + "{% endfor %}",
        "{% assign s = 'xxxxxxxx' %}" + "{% assign s = s | append: s %}" * 40 + "{{ s }}",
        "{{ 'x'"
        + " | append: 'yyyyyyyyyyyyyyyyyyyyyyy' | replace: 'y', 'yyyyyyyyyyyyyyyy'" * 9
        + " }}",
        "{% assign n = 999999 %}{% for a in (1..900) %}{% assign n = n | times: n %}{% endfor %}",
        "{{ 1 | divided_by: 0 }}",
        "{{ today | date: '%9999999999d' }}",
        "{{ 'x' | truncate: 99999999999999999999 }}",
        "{{ 'x' | times: 'y' }}",
        "{{ 1" + "0" * 900 + " | plus: 1 }}",
        "{{ a" + "[a" * 450 + "]" * 450 + " }}",
        "{% if company %}" * 5000,
        "{{ company }}" * 3001,
        "{{" * 90_000,
        "{%" + " " * 90_000,
        "{{ company " + "(" * 900 + " }}",
        ("{{ company " + "(" * 900 + " }}\n") * 200,
        "x" * 200_001,
        "{% for a in (1..900) %}" + "y" * 5000 + "{{ company }}{% endfor %}",
        "<div>{% for a in (1..900) %}" + "<b>a</b><i>b</i>" * 90 + "{% endfor %}</div>",
    ],
)
def test_what_is_too_much_ends_quickly_and_calmly(body):
    def fails() -> None:
        with pytest.raises(TemplateFailed) as caught:
            _render(body)
        assert caught.value.fault.reason

    assert _is_within(1, fails)


@pytest.mark.parametrize(
    "body",
    ["<a " * 40_000, "<![" * 40_000, "<b>" * 30_000 + "x", "<!--" * 30_000, "<a b='" * 9_000],
)
def test_hostile_markup_of_another_program_takes_no_time(body):
    # A text that was read is kept: each time it is another one.
    number = iter(range(100))
    assert _is_within(2, lambda: _plain(f"{body}<p>{next(number)} {{{{ company }}}}</p>"))


PIECES = st.sampled_from(
    [
        "{{ first_name }}", "{{company}}", "{{ event_name }}", "{{ signature }}", "{{ nix }}",
        "{{ event_name | default: 'x  y' }}", "{% if company %}", "{% endif %}", "{% else %}",
        "{% for a in (1..2) %}", "{{ a }}", "{% endfor %}", "{%- if referrer -%}", "\n", "  ",
        " ", "<b>", "</b>", "<div>", "</div>", "<ul><li>", "</li></ul>", "<br>", "&lt;", "a < b",
        "text ", "{{", "}}", "{% comment %}", "{% endcomment %}", "{% raw %}", "{% endraw %}",
        "<blockquote>", "</blockquote>", "\ue002", "\ue010" + "0\ue015", "{{ company | upcase",
        "{% assign v = company %}", "{{ v }}", "<a href=\"https://x.example\">", "</a>", "ü𝒳",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=16).map("".join)
LEADS = st.dictionaries(
    st.sampled_from(list(KNOWN)), st.text(max_size=12) | st.sampled_from(HOSTILE), max_size=6
)


@settings(max_examples=400, deadline=None, print_blob=True)
@given(subject=TEXTS, body=TEXTS, values=LEADS)
def test_whatever_is_rendered_is_shown_and_sent_alike_or_fails_calmly(subject, body, values):
    text = TemplateText(subject, body)
    checked = RENDERER.check(text, KNOWN)
    try:
        made = RENDERER.render(text, values, KNOWN)
    except TemplateFailed as failed:
        assert failed.fault.reason
        return
    assert checked.faults == ()
    assert unmarked(made.marked_html) == made.html
    assert unmarked(made.marked_subject) == made.subject
    lines = read(made.html)
    assert write_plain(lines) == made.plain
    assert write_html(lines) == made.html
    assert "\n" not in made.subject and made.subject == " ".join(made.subject.split())
    assert not set("\ue000\ue001\ue002\ue003\ue010") & set(made.html + made.subject)
    # Nothing is missing that nothing was said to need.
    assert set(made.missing) <= set(checked.fields)
    there = {name for name, value in values.items() if value.strip()}
    assert not set(made.missing) & there


# ------------------------------------------------------------------------------- links


def _hrefs(made) -> list[str]:
    return [run.href for line in read(made.html) for run in line.runs if run.href]


@given(st.text(max_size=60))
def test_a_value_in_an_address_stays_one_part_of_it(value):
    body = '<a href="https://x.example/go?c={{ company }}&amp;v=1">here</a> {{ company }}'
    assume(clean_line(value).strip())
    made = RENDERER.render(TemplateText("", body), {"company": value}, KNOWN)
    (href,) = _hrefs(made)
    parts = urlsplit(href)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "x.example", "/go")
    assert parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True) == [
        ("c", clean_line(value)), ("v", "1"),
    ]  # fmt: skip
    assert _hrefs(made) == [
        run.href for line in read(made.marked_html) for run in line.runs if run.href
    ]


def test_an_address_that_cannot_be_filled_holds_the_mail_and_stays_as_it_is():
    text = TemplateText("", '<a href="https://x.example/{{ company }}">here</a>')
    assert RENDERER.check(text, KNOWN).required == ("company",)
    made = RENDERER.render(text, {}, KNOWN)
    assert made.missing == ("company",)
    assert _hrefs(made) == ["https://x.example/{{ company }}"]
    content = DraftContent(html=made.html, plain=made.plain)
    assert unfilled(content, Quote(), KNOWN) == ("company",)


def test_a_link_that_a_condition_leaves_out_lacks_nothing():
    body = '{% if company %}<a href="https://x.example/{{ company | downcase }}">a</a>{% endif %}b'
    text = TemplateText("", body)
    checked = RENDERER.check(text, KNOWN)
    assert (checked.faults, checked.fields, checked.required) == ((), ("company",), ())
    assert RENDERER.render(text, {}, KNOWN).missing == ()
    made = RENDERER.render(text, {"company": "NORVANE"}, KNOWN)
    assert _hrefs(made) == ["https://x.example/norvane"]


def test_a_fallback_in_an_address_is_encoded_too():
    body = "<a href=\"https://x.example/{{ company | default: 'a b/c' }}\">here</a>"
    made = RENDERER.render(TemplateText("", body), {}, KNOWN)
    assert (_hrefs(made), made.missing) == (["https://x.example/a%20b%2Fc"], ())
