"""Dates and counts in words; what is asked; where links lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.ids import IdList
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_filters import Condition, Group, Op, SortKey
from desktop_app.domain.leads import LeadQuery
from desktop_app.ui.leads.checked import Checked
from desktop_app.ui.leads.links import bare_address, link_of
from desktop_app.ui.leads.new_lead import address_fault
from desktop_app.ui.leads.query import Asked, arrow_up
from desktop_app.ui.leads.words import count_of, day_heading, last_contact, last_contact_at

NOW = datetime(2026, 6, 16, 0, 30, tzinfo=ZoneInfo("Europe/Brussels"))


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(minutes=10), "Today"),
        (timedelta(minutes=45), "Yesterday"),  # half an hour after midnight
        (timedelta(days=2), "2 days"),
        (timedelta(days=1400), "1,400 days"),
        (timedelta(days=-1), "Today"),  # a clock that ran ahead
    ],
)
def test_last_contact(ago: timedelta, words: str) -> None:
    assert last_contact(NOW - ago, NOW) == words


def test_never() -> None:
    assert last_contact(None, NOW) == "Never"
    assert last_contact_at(None, NOW) == "Never"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOW, "Today at 00:30"),
        (NOW - timedelta(hours=15), "Yesterday at 09:30"),
        (NOW - timedelta(days=20), "27 May at 00:30"),
        (NOW - timedelta(days=400), "12 May 2025"),
    ],
)
def test_last_contact_in_full(moment: datetime, words: str) -> None:
    assert last_contact_at(moment, NOW) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 6, 16), "Today"),
        (date(2026, 6, 15), "Yesterday"),
        (date(2026, 6, 12), "Friday 12 June"),
        (date(2024, 5, 3), "3 May 2024"),
    ],
)
def test_headings_of_days(day: date, words: str) -> None:
    assert day_heading(day, date(2026, 6, 16)) == words


@pytest.mark.parametrize(
    ("shown", "total", "words"),
    [(62, 248, "62 of 248"), (248, 248, "248"), (None, 1_000_000, "1,000,000"), (None, None, "")],
)
def test_counts(shown, total, words: str) -> None:
    assert count_of(shown, total) == words


def test_a_view_s_question_can_be_changed_and_is_then_edited() -> None:
    quiet, hot = Condition("last_contact", Op.BEYOND, 30), Condition("status", Op.ANY_OF, ("hot",))
    view = LeadQuery(where=Group((Group((quiet,)),)), sort=(SortKey("company"),))
    asked = Asked.of(view)
    assert asked.query == LeadQuery(where=Group((quiet,)), sort=view.sort)
    assert not asked.narrowed and not asked.edited
    assert replace(asked, text="nor").narrowed
    assert not replace(asked, text="  ").edited
    assert replace(asked, where=Group((quiet, hot))).narrowed
    turned = replace(asked, sort=(SortKey("status"),))
    assert turned.edited and not turned.narrowed
    assert not replace(Asked.of(view, turned.sort), sort=view.sort).edited


def test_sorting_begins_with_what_one_looks_for() -> None:
    fields = LeadFields()
    asked = Asked()
    assert asked.sort == (SortKey("last_contact", descending=True),)
    assert arrow_up(asked.sort[0], fields)
    by_name = asked.sorted_by("company", fields)
    assert by_name.sort == (SortKey("company"),)
    assert arrow_up(by_name.sort[0], fields)
    assert not arrow_up(by_name.sorted_by("company", fields).sort[0], fields)


def test_sorting_by_several_adds_and_turns_levels() -> None:
    fields = LeadFields()
    asked = Asked().sorted_by("status", fields).sorted_by("last_contact", fields, also=True)
    assert asked.sort == (SortKey("status"), SortKey("last_contact", descending=True))
    turned = asked.sorted_by("status", fields, also=True)
    assert turned.sort == (SortKey("status", descending=True), asked.sort[1])
    assert turned.sorted_by("last_contact", fields).sort == (SortKey("last_contact", True),)


@pytest.mark.parametrize(
    ("name", "value", "leads_to"),
    [
        ("website", "norvane.example", "https://norvane.example"),
        ("website", "http://norvane.example/a?b=c", "http://norvane.example/a?b=c"),
        ("website", "javascript:alert(1)", None),
        ("website", "file:///etc/passwd", None),
        ("website", "https://", None),
        ("website", "http://[::1", None),
        ("website", "", None),
        ("email", "ines@norvane.example", "mailto:ines@norvane.example"),
        ("email", "a@b.example?bcc=spy@c.example", "mailto:a@b.example%3Fbcc=spy@c.example"),
    ],
)
def test_links_lead_to_web_and_mail_alone(name: str, value: str, leads_to: str | None) -> None:
    url = link_of(name, value)
    assert (None if url is None else url.toEncoded().data().decode()) == leads_to


@pytest.mark.parametrize(
    ("website", "words"),
    [
        ("https://www.norvane.example/", "norvane.example"),
        ("HTTP://norvane.example/a", "norvane.example/a"),
        ("norvane.example", "norvane.example"),
        ("", ""),
    ],
)
def test_web_addresses_are_shown_bare(website: str, words: str) -> None:
    assert bare_address(website) == words


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("ines@norvane.example", ""),
        ("ines.caldaro@norvane", "This address has no domain ending."),
        ("norvane.example", "This address has no @."),
        ("", "An address to write to is needed."),
    ],
)
def test_addresses(address: str, fault: str) -> None:
    assert address_fault(address) == fault


class TestChecked:
    ids = tuple(UUID(int=number) for number in range(10))

    def test_all_but_some(self) -> None:
        checked = Checked()
        checked.check_all()
        checked.toggle(self.ids[3])
        assert checked.count(10) == 9
        assert self.ids[3] not in checked
        assert self.ids[4] in checked
        assert len(checked.selection.resolve(IdList.of(self.ids))) == 9
        assert checked.state(10) is Qt.CheckState.PartiallyChecked

    def test_put_and_clear(self) -> None:
        checked = Checked()
        checked.put(self.ids[:4], True)
        checked.put(self.ids[:2], False)
        assert checked.selection.resolve(IdList.of(self.ids)) == IdList.of(self.ids[2:4])
        checked.check_all()
        checked.put(self.ids[:2], False)
        checked.put(self.ids[:1], True)
        assert checked.count(10) == 9
        checked.clear()
        assert checked.state(10) is Qt.CheckState.Unchecked

    def test_rows_that_are_gone_are_forgotten(self) -> None:
        checked = Checked()
        checked.put(self.ids[:3], True)
        checked.keep_only(IdList.of(self.ids[1:]))
        assert checked.count(9) == 2
