"""Texts in rows: read back as they were, in whatever language the reader speaks, and never more
than texts, whoever wrote the row."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from desktop_app.domain.errors import KnownError
from desktop_app.domain.kept_words import kept, kept_all, told, told_all
from desktop_app.domain.language import (
    Told,
    clocked,
    dated,
    decimal,
    joined,
    keep_clock,
    numeral,
    percent,
    plural,
    sentences,
    speak,
    stamped,
    tr,
    weekday,
)
from desktop_app.ui.language import QtCatalog
from tests.translations import LANGUAGES

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)


@pytest.fixture(autouse=True)
def in_english_again() -> Iterator[None]:
    yield
    speak(None)


def in_german() -> None:
    speak(QtCatalog(LANGUAGES / "outpost_de.qm", QLocale("de_DE")))


def everything() -> str:
    """One text with all that a text can be made of."""
    return sentences(
        tr("{rows} of {total} rows", rows=numeral(1200), total=numeral(3400)),
        plural("{n} leads", "{n} lead", 1200),
        percent(38.24, 1),
        tr("{day}, {time}", day=dated(date(2026, 3, 17), year=True), time="14:05"),
        stamped(datetime(2026, 3, 17, 14, 5)),
        weekday(date(2026, 3, 17)),
        tr("{size} GB", size=decimal(2.5)),
        str(KnownError(tr("Try again."), joined(", ", [tr("nothing"), "Norvane"]))),
    )


def test_what_was_written_in_english_is_read_in_german() -> None:
    row = kept(everything())
    english = told(row)
    assert english == everything() and isinstance(english, Told)
    in_german()
    assert told(row) == everything() != english
    assert "1.200 von 3.400 Zeilen" in told(row)
    assert "38,2 %" in told(row) and "2,5 GB" in told(row) and "17. März 2026" in told(row)


def test_what_was_written_in_german_is_read_in_english() -> None:
    english = everything()
    in_german()
    row = kept(everything())
    speak(None)
    assert told(row) == english


@given(TEXTS)
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert told(kept(text)) == text
    assert told(kept('{"say": ' + text)) == '{"say": ' + text


@given(TEXTS, TEXTS)
def test_values_are_values(one: str, two: str) -> None:
    text = tr("{whom}: {said}", whom=one, said=tr("“{text}” is no number.", text=two))
    assert told(kept(text)) == text


@pytest.mark.parametrize(
    "row",
    [
        '{"say": ["tr", "{a.__class__}", "", {"a": "x"}]}',
        '{"say": ["tr", "{a[0]}", "", {"a": "x"}]}',
        '{"say": ["tr", "{a:>999999999}", "", {"a": "x"}]}',
        '{"say": ["tr", "{a!r}", "", {"a": "x"}]}',
        '{"say": ["plural", "{n}", "{a.b}", 1, {}]}',
        '{"say": ["decimal", 1, "x"]}', '{"say": ["decimal", "1", 1]}',
        '{"say": ["dated", 2026, 13, 1, true, ""]}', '{"say": ["exec", "1"]}',
        '{"say": ["tr", "", null, null]}', '{"say": ["weekday", -738886, null]}',
        '{"say": ["dated", 1e400, 1, 1, true, ""]}',
        '{"say": ["tr"]}', '{"say": []}', '{"say": ', '{"say": {"a": 1}}',
        '{"say": ' + '["joined", " ", [' * 50 + '"x"' + "]]" * 50 + "}",
    ],
)  # fmt: skip
def test_who_writes_into_a_row_gets_no_more_than_a_text(row: str) -> None:
    assert told(row) == row
    assert told(kept(row)) == row


_WAYS = ("tr", "plural", "joined", "dated", "weekday", "numeral", "decimal", "x")
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
    | st.sampled_from(["{n}", "{n:>99}", "{", "{a.b}"]),
    lambda each: st.lists(each, max_size=5)
    | st.dictionaries(st.sampled_from(["n", "a"]), each, max_size=2)
    | st.builds(lambda way, given: [way, *given], st.sampled_from(_WAYS), st.lists(each)),
    max_leaves=10,
)  # fmt: skip


@given(_VALUES)
def test_a_row_of_any_document_is_read_as_a_text(document: object) -> None:
    row = json.dumps({"say": document})
    assert isinstance(told(row), str)
    assert told(kept(row)) == row


def test_the_words_of_a_server_are_cut_and_ours_are_not() -> None:
    ours = tr("The certificate of {host} holds.", host="imap.norvane.example")
    assert kept("x" * 400, 300) == "x" * 300
    assert told(kept(ours, 5)) == ours


def test_what_cannot_stand_in_a_row_is_kept_as_it_was_said() -> None:
    text = tr("Saved {now:%H:%M}", now=datetime(2026, 3, 17, 14, 5))
    assert kept(text) == "Saved 14:05"


def test_documents() -> None:
    document = {"note": tr("nothing"), "rows": [1, "x", tr("done")], "deep": {"said": "plain"}}
    row = json.loads(json.dumps(kept_all(document)))
    in_german()
    assert told_all(row) == {
        "note": "nichts", "rows": [1, "x", "erledigt"], "deep": {"said": "plain"},
    }  # fmt: skip


def test_it_is_a_text_for_all_else() -> None:
    text = tr("{n} of them", n=3)
    assert text == "3 of them" and hash(text) == hash("3 of them")
    assert f"{text}!" == "3 of them!" and type(text + "!") is str
    assert type(str(text)) is str and Path("a") / text == Path("a/3 of them")
    assert isinstance(str(KnownError(text)), Told)
    again = pickle.loads(pickle.dumps(text))
    assert again == text and again.made == text.made
    error = pickle.loads(pickle.dumps(KnownError(text, field="host")))
    assert error.field == "host" and kept(str(error)) == kept(text)


def test_a_time_is_read_on_the_clock_of_whoever_reads_it() -> None:
    row = kept(tr("today at {at}", at=clocked(datetime(2026, 6, 16, 14, 5))))
    assert told(row) == "today at 14:05"
    keep_clock(("AM", "PM"))
    try:
        assert told(row) == "today at 2:05\u00a0PM"
    finally:
        keep_clock(None)
