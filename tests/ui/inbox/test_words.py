"""Times, sizes and people in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desktop_app.domain.mail import Address
from desktop_app.ui.inbox import words

NOW = datetime(2026, 6, 16, 11, 0, tzinfo=UTC)  # a Tuesday
BRUSSELS = ZoneInfo("Europe/Brussels")


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 6, 16, 7, 10, tzinfo=UTC), "09:10"),
        (datetime(2026, 6, 15, 22, 30, tzinfo=UTC), "00:30"),  # today there, yesterday in UTC
        (datetime(2026, 6, 15, 9, 0, tzinfo=UTC), "Mon"),
        (datetime(2026, 6, 10, 9, 0, tzinfo=UTC), "Wed"),
        (datetime(2026, 6, 9, 9, 0, tzinfo=UTC), "9 June"),
        (datetime(2023, 6, 9, 9, 0, tzinfo=UTC), "9 Jun 2023"),
        (NOW + timedelta(days=3), "19 June"),  # a sender's clock that runs ahead
    ],
)
def test_list_time(at, said):
    assert words.list_time(at, NOW, BRUSSELS) == said


def test_moments_in_a_thread():
    at = datetime(2026, 6, 12, 13, 38, tzinfo=UTC)
    assert words.day_words(NOW, NOW, BRUSSELS) == "Today"
    assert words.day_words(NOW - timedelta(days=1), NOW, BRUSSELS) == "Yesterday"
    assert words.day_words(at, NOW, BRUSSELS) == "Fri 12 June"
    assert words.moment_words(at, NOW, BRUSSELS) == "Fri 12 June 15:38"
    assert words.since_words(at, NOW, BRUSSELS) == "since 12 June"
    assert words.month_words(at - timedelta(days=30), NOW, BRUSSELS) == "May"
    assert words.month_words(at - timedelta(days=400), NOW, BRUSSELS) == "May 2025"


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (84_000, "84 KB"),
        (999_400, "999 KB"),
        (999_600, "1.0 MB"),
        (1_200_000, "1.2 MB"),
        (25_000_000, "25 MB"),
        (3_200_000_000, "3.2 GB"),
    ],
)
def test_sizes(size, said):
    assert words.size_words(size) == said


def test_recipients():
    own = {"mara@fjord.example"}
    ann, mara = Address("Ann", "ann@x.example"), Address("Mara Ostrander", "MARA@fjord.example")
    pieter = Address("Pieter Aldewijn", "p@n.example")
    said = words.recipients_words([ann, mara], [pieter], own)
    assert said == "to you, Ann, cc Pieter Aldewijn"
    assert words.recipients_rows([ann, mara], [pieter]) == (
        ("to", "Ann <ann@x.example>, Mara Ostrander <MARA@fjord.example>"),
        ("cc", "Pieter Aldewijn <p@n.example>"),
    )
    many = [Address(f"Person {each}", f"p{each}@x.example") for each in range(15)]
    assert words.recipients_words(many, [], own) == "to Person 0, Person 1, Person 2 and 12 others"
    assert words.recipients_words([], [], own) == ""
    assert words.recipients_rows([], []) == ()
    assert words.recipients_words([Address("undisclosed-recipients:;", "")], [], own)


def test_names_are_said_as_they_are():
    """A comma or a bracket in a name is a part of it, and two of one name are two people."""
    piet = Address("Jansen, Piet", "piet@x.example")
    assert words.recipients_words([piet], [], set()) == "to Jansen, Piet"
    two = [Address("Ann", "ann@x.example"), Address("Ann", "ann@y.example")]
    assert words.recipients_words(two, [], set()) == "to Ann, Ann"
    assert words.recipients_words([piet, piet], [], {"piet@x.example"}) == "to you"
    assert words.recipients_words([Address("", "ann@x.example")], [], set()) == "to ann@x.example"
    crowd = [Address("", f"p{each}@x.example") for each in range(2000)]
    assert words.recipients_rows(crowd, [])[0][1].endswith("p499@x.example and 1,500 others")


@pytest.mark.parametrize(
    ("address", "company"),
    [
        ("ines@norvane.example", "Norvane"),
        ("a@mail.polder-point.co.uk", "Polder Point"),
        ("somebody@gmail.com", ""),
        ("nobody", ""),
        ("", ""),
    ],
)
def test_company_of(address, company):
    assert words.company_of(address) == company


def test_the_quotation_of_a_cleaned_message():
    from desktop_app.ui.inbox.quoted import split_quoted

    html = '<p>Mine</p><details class="quoted"><summary>…</summary><p>Theirs</p></details>'
    assert split_quoted(html + "<p>After</p>") == ("<p>Mine</p><p>After</p>", "<p>Theirs</p>")
    assert split_quoted("<p>Mine</p>") == ("<p>Mine</p>", "")
