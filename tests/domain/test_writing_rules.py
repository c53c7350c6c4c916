"""Small rules of writing: what leads elsewhere, what is shown, which template, how it is set up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import _English, speak
from desktop_app.domain.model_prompts import Material, Said, draft_prompt, estimated_tokens
from desktop_app.domain.model_settings import (
    USER_SETTINGS,
    ModelKind,
    Provider,
    is_this_computer,
    provider_of,
    read_setting,
    read_typed,
    written,
)
from desktop_app.domain.model_words import finished_mail, one_line, readable
from desktop_app.domain.reading import Intent
from desktop_app.domain.strange_parts import strange_parts
from desktop_app.domain.template_choice import best_template, template_to_begin
from desktop_app.domain.templates import Template, TemplateText
from desktop_app.domain.templates import Tone as TemplateTone
from desktop_app.domain.writing import Tone

AT = datetime(2026, 6, 17, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "text, known, strange",
    [
        ("See https://a.example/x.", "https://a.example/x", ()),
        ("See http://www.a.example/x/", "a.example/x", ()),
        ("See https://a.example/y", "https://a.example/x", ("https://a.example/y",)),
        ("(https://A.example)", "https://a.example", ()),
        ("Write to Ines@Norvane.example!", "ines@norvane.example", ()),
        ("Write to ines@norvane.example.evil.example", "ines@norvane.example",
         ("ines@norvane.example.evil.example",)),
        ("Call 030 5550142", "+49 30 5550142", ("030 5550142",)),
        ("Call +49 (30) 555-0142", "+49 30 5550142", ()),
        ("On 2026-06-17, 17.06.2026 and 10:30, 40 seats at 1,200.50", "", ()),
        ("ftp://a.example and tel.example", "", ("ftp://a.example", "tel.example")),
        ("e.g. this, i.e. that, a.m. and version 1.2.3", "", ()),
        ("a\u200b@b.example", "", ("a@b.example",)),
        ("x@y.example x@y.example", "", ("x@y.example",)),
    ],
)  # fmt: skip
def test_what_leads_elsewhere(text, known, strange):
    assert strange_parts(text, [known]) == strange


@given(st.text(max_size=400))
def test_whatever_is_known_is_not_strange(text):
    assert strange_parts(text, [text]) == ()


@given(st.text(max_size=400))
def test_what_is_shown_is_readable(text):
    shown = finished_mail(text, "")
    assert all(each.isprintable() or each in "\n\t\u00a0" for each in shown)
    assert "\n" not in one_line(text)


def test_thoughts_are_not_shown_while_they_come():
    assert readable("<think>They wa") == ""
    assert readable("<think>They want</think>\n\nDear") == "Dear"
    assert readable("Dear <think>") == "Dear <think>"


def test_the_newest_messages_are_told_where_there_is_no_room_for_all():
    messages = tuple(Said(False, "Ines", AT, f"{n} " + "x" * 2_500) for n in range(9))
    data = draft_prompt(Material(messages=messages), Tone.BRIEF).data
    assert '"8 xxx' in data and '"0 xxx' not in data
    assert estimated_tokens(data) < 6_000


def template(name, category="", tone=TemplateTone.PROFESSIONAL, **more):
    return Template(uuid4(), name, TemplateText(), tone, category, more.pop("default", False),
                    True, False, "", AT)  # fmt: skip


def test_the_template_that_fits_best():
    price, demo = template("Prices", "Pricing"), template("Confirm a demo", "Meetings")
    nudge = template("No reply, one week", "Follow-up")
    reply = template("Short", "Replies")
    every = [nudge, reply, demo, price]

    def best(*intents, tone=Tone.PROFESSIONAL, among=every):
        return best_template(among, set(intents), tone)

    assert best(Intent.PRICE) is price
    assert best(Intent.PRICE, Intent.MEETING) is demo
    assert best(Intent.OBJECTION) is reply and best() is reply
    assert best(Intent.PRICE, among=[nudge, demo]) is None
    formal = replace(price, id=uuid4(), tone=TemplateTone.FORMAL)
    assert best(Intent.PRICE, tone=Tone.FORMAL, among=[price, formal]) is formal
    first = replace(price, id=uuid4(), name="Z", is_default=True)
    assert best(Intent.PRICE, among=[price, first]) is first


def test_who_knows_one_is_not_introduced_to_again():
    first = template("Short", "First contact")
    nudge = template("No reply, one week", "Follow-up")
    every = [template("Prices", "Pricing"), nudge, first]
    tone = Tone.PROFESSIONAL
    assert template_to_begin(every, tone, written_before=False) is first
    assert template_to_begin(every, tone, written_before=True) is nudge
    assert template_to_begin([first], tone, written_before=True) is None
    assert template_to_begin([nudge], tone, written_before=False) is None


@pytest.mark.parametrize(
    "host, here",
    [("localhost", True), ("127.0.0.1", True), ("[::1]", True), ("a.localhost", True),
     ("127.0.0.1.evil.example", False), ("localhost.evil.example", False), ("0.0.0.0", False),
     ("192.168.1.5", False), ("", False)],
)  # fmt: skip
def test_what_is_this_computer(host, here):
    assert is_this_computer(host) is here


@pytest.mark.parametrize(
    "name, typed",
    [
        ("model.url", "ftp://a.example"), ("model.url", "http://a.example/v1"),
        ("model.url", "https://key@a.example/v1"), ("model.url", "https://a.example/v1?key=x"),
        ("model.url", "https://a.example:x/v1"), ("model.url", "http://[::1"),
        ("model.on", "perhaps"), ("model.budget_tokens", "-1"), ("model.budget_money", "nan"),
        ("model.budget_money", "inf"), ("insights.least_confidence", "61"),
        ("insights.least_confidence", "nan"), ("model.kinds", "draft everything"),
        ("model.name", "a\nb"), ("model.beside", "both"), ("model.budget_tokens", "2,5"),
        ("model.budget_tokens", "1,23,456"), ("model.price_in", "2,5"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_and_what_is_kept_so_is_not_used(name, typed):
    with pytest.raises(KnownError, match="not possible"):
        read_setting(name, typed)
    assert provider_of({name: typed}) == Provider()


def test_settings_are_read_as_they_are_written():
    provider = Provider(
        True, "http://127.0.0.1:11434/v1", "llama3.1", frozenset({ModelKind.DRAFT}), tokens=5,
        money=1.5, price_in=0.25, drafts_for_hot=True, least_confidence=0.75,
    )  # fmt: skip
    kept = {each.name: written(getattr(provider, each.part)) for each in USER_SETTINGS}
    assert provider_of(kept) == provider
    assert provider_of({**kept, "model.kinds": "none"}).kinds == frozenset()
    assert read_setting("insights.least_confidence", "60%") == 0.6
    assert provider.words == "llama3.1 on this computer"
    assert replace(provider, url="https://api.example/v1").words == "llama3.1 on api.example"


class _German(_English):
    def decimal(self, number: float, places: int) -> str:
        return f"{number:.{places}f}".replace(".", ",")


@pytest.mark.parametrize(
    ("typed", "english", "german"),
    [("2,5", 2.5, 2.5), ("1.234", 1.234, 1234), ("1,234", 1234, 1.234),
     ("€ 1.200,50", 1200.5, 1200.5)],
)  # fmt: skip
def test_a_typed_price_is_read_as_the_language_writes_it(typed, english, german):
    assert read_typed("model.price_in", typed) == english
    speak(_German())
    try:
        assert read_typed("model.price_in", typed) == german
        assert read_typed("model.budget_tokens", "1.000.000") == 1_000_000
        # What is kept is no language's.
        assert provider_of({"model.price_in": "1.234"}).price_in == 1.234
    finally:
        speak(None)


@pytest.mark.parametrize(
    ("name", "typed"),
    [("model.budget_tokens", "2,5"), ("model.budget_tokens", "1.5"), ("model.price_in", "-1"),
     ("model.budget_money", "ten"), ("model.budget_money", "1,2,3")],
)  # fmt: skip
def test_a_typed_number_that_is_none_is_refused(name, typed):
    with pytest.raises(KnownError):
        read_typed(name, typed)
