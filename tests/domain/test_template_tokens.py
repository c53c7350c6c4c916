"""Where the merge fields of a text stand."""

import time

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.template_tokens import TokenKind, field_names, find_tokens


def _found(text):
    return [(text[each.start : each.end], each.kind, each.name) for each in find_tokens(text)]


def test_fields_and_tags_are_found_with_their_names():
    assert _found("Hi {{ first_name | upcase }}{% if company %}, {%- endif -%}") == [
        ("{{ first_name | upcase }}", TokenKind.FIELD, "first_name"),
        ("{% if company %}", TokenKind.TAG, "if"),
        ("{%- endif -%}", TokenKind.TAG, "endif"),
    ]


def test_what_is_being_typed_is_open_and_spoils_nothing_behind_it():
    assert _found("P.S. {{ fir and {{ company }}") == [
        ("{{ fir", TokenKind.OPEN, "fir"),
        ("{{ company }}", TokenKind.FIELD, "company"),
    ]
    assert _found("{{\n}} {% i") == [("{{", TokenKind.OPEN, ""), ("{% i", TokenKind.OPEN_TAG, "i")]


def test_comments_and_raw_text_are_not_looked_at():
    text = "{% raw %}{{ a }}{% endraw %}{% comment %}{{ b }}{% endcomment %}{{ c }}"
    assert field_names(text) == ("c",)


@given(st.text(alphabet="{}%- \nabraw_|", max_size=60))
def test_tokens_never_overlap_and_nothing_is_raised(text):
    place = 0
    for token in find_tokens(text):
        assert place <= token.start < token.end <= len(text)
        assert "\n" not in text[token.start : token.end]
        place = token.end


def test_it_is_quick_whatever_is_typed():
    for text in ("{{" * 100_000, "{% raw %}" * 20_000, "{%" + " " * 100_000, "{{ " * 50_000):
        begun = time.monotonic()
        find_tokens(text)
        assert time.monotonic() - begun < 1
