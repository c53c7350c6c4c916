"""Services that stand for those that are still being made."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from uuid import uuid4

import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_layout import TableLayout
from desktop_app.domain.leads import LeadQuery
from desktop_app.domain.users import User
from desktop_app.services.ahead import Awaited, ServicesAhead
from desktop_app.services.booted import Seen

QUERY = LeadQuery()
USER = User(uuid4(), "auth", "robin@rep.example", "Robin")
PAGE = (IdList.of([uuid4()]), ())
LAYOUT = (TableLayout(), LeadFields())
PATIENCE = 10.0


class Leads:
    def __init__(self) -> None:
        self.asked: list[LeadQuery] = []

    def first_page(self, query: LeadQuery, limit: int = 60):
        self.asked.append(query)
        return "really", limit

    def count(self, query: LeadQuery) -> int:
        return 7


@pytest.fixture
def leads() -> Leads:
    return Leads()


@pytest.fixture
def real(leads: Leads):
    mine = SimpleNamespace(user=USER, leads=leads, profile=SimpleNamespace(title="a property"))
    return SimpleNamespace(
        for_user=lambda user: mine,
        signin=SimpleNamespace(people=lambda: (USER,)),
        recovery=SimpleNamespace(can_mail=False),
    )


def elsewhere(work):
    """What a call answers off the window's thread."""
    answers = []
    thread = threading.Thread(target=lambda: answers.append(work()))
    thread.start()
    thread.join(PATIENCE)
    return answers[0]


def test_the_first_page_is_what_was_seen_and_needs_nothing_else() -> None:
    def never():
        raise AssertionError("the database was not needed")

    services = ServicesAhead(Awaited(never), Seen("7", USER, QUERY, PAGE, LAYOUT)).for_user(USER)
    assert services.user is USER
    assert services.leads.first_page(QUERY) is PAGE
    assert services.lead_layouts.load() is LAYOUT


def test_it_is_given_once_for_the_next_look_is_to_see_what_is_new(real, leads) -> None:
    services = ServicesAhead(Awaited(lambda: real), Seen("7", USER, QUERY, PAGE, LAYOUT)).for_user(
        USER
    )
    services.leads.first_page(QUERY)
    assert services.leads.first_page(QUERY) == ("really", 60)
    assert leads.asked == [QUERY]


def test_another_question_is_asked_really(real) -> None:
    services = ServicesAhead(Awaited(lambda: real), Seen("7", USER, QUERY, PAGE, LAYOUT)).for_user(
        USER
    )
    assert services.leads.first_page(LeadQuery(text="optics")) == ("really", 60)


def test_looking_up_never_waits_calling_elsewhere_does(real) -> None:
    made = threading.Event()

    def make():
        assert made.wait(PATIENCE)
        return real

    services = ServicesAhead(Awaited(make), Seen("7", USER, QUERY, PAGE, LAYOUT))
    people, count = services.signin.people, services.for_user(USER).leads.count
    made.set()
    assert elsewhere(people) == (USER,)
    assert elsewhere(lambda: count(QUERY)) == 7


def test_a_property_is_itself_off_the_windows_thread(real) -> None:
    services = ServicesAhead(Awaited(lambda: real), Seen("7", USER, QUERY, PAGE, LAYOUT))
    assert elsewhere(lambda: services.recovery.can_mail) is False


def test_once_there_they_are_the_real_ones(real, leads) -> None:
    awaited = Awaited(lambda: real)
    services = ServicesAhead(awaited, Seen("7", USER, QUERY, PAGE, LAYOUT))
    services.for_user(USER)
    awaited.services()
    assert services.signin is real.signin
    assert services.for_user(USER).leads is leads


def test_they_are_made_once_and_after_a_fault_again(real) -> None:
    outcomes = [KnownError("The disk is full."), real]
    made = []

    def make():
        made.append(1)
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    services = ServicesAhead(Awaited(make), Seen("7", USER, QUERY, PAGE, LAYOUT)).for_user(USER)
    with pytest.raises(KnownError, match="The disk is full"):
        services.leads.count(QUERY)
    assert services.leads.count(QUERY) == 7
    assert services.leads.count(QUERY) == 7
    assert len(made) == 2
