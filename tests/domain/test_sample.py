"""The invented year: the same from the same seed, complete, and plausible."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop_app.domain.addresses import plain_address
from desktop_app.domain.leads import LeadStatus
from desktop_app.domain.mail import Address
from desktop_app.domain.replies import Kind
from desktop_app.domain.sample import SampleSize, SampleYear
from desktop_app.domain.sample_calendar import WorkingTime
from desktop_app.domain.sample_dice import Dice
from desktop_app.domain.sample_files import enclosure
from desktop_app.domain.sample_phrases import sample_templates
from desktop_app.domain.sample_plan import MAX_CHAIN, Plan, chain_lengths
from desktop_app.domain.sample_script import script
from desktop_app.domain.sample_types import SampleMessage, SampleThread
from desktop_app.domain.sample_words import COLLEAGUES, INDUSTRIES, STRANGERS, Directory, ascii_word
from desktop_app.domain.sample_writer import as_html, facts, quoted
from desktop_app.domain.users import User

TODAY = date(2026, 6, 17)
REP = User(UUID(int=7), "auth", "robin@rep.example", "Robin Reed", "Europe/Brussels", "Robin Reed")
SIZES = st.builds(
    SampleSize,
    leads=st.integers(0, 25),
    messages=st.integers(0, 120),
    seed=st.integers(0, 2**31),
)


def a_year(leads: int = 62, messages: int = 248, seed: int = 20, **user: str) -> SampleYear:
    rep = User(REP.id, REP.auth_id, REP.email, REP.name, user.get("timezone", REP.timezone))
    return SampleYear(rep, SampleSize(leads, messages, seed), TODAY)


def threads_of(year: SampleYear) -> list[SampleThread]:
    return [t for lead in year.leads() for t in lead.threads] + list(year.strangers())


def messages_of(year: SampleYear) -> list[SampleMessage]:
    return [message for thread in threads_of(year) for message in thread.messages]


class TestSameSeed:
    def test_gives_the_same_year(self) -> None:
        one, other = a_year(), a_year()
        assert list(one.leads()) == list(other.leads())
        assert list(one.strangers()) == list(other.strangers())

    def test_gives_the_same_when_walked_through_twice(self) -> None:
        year = a_year()
        assert list(year.leads()) == list(year.leads())

    def test_of_another_seed_differs(self) -> None:
        ours = {lead.email for lead in a_year().leads()}
        theirs = {lead.email for lead in a_year(seed=21).leads()}
        assert len(ours & theirs) < 5

    def test_of_another_user_has_other_ids(self) -> None:
        other = User(UUID(int=8), "x", "sam@rep.example", "Sam", "UTC")
        lead = next(SampleYear(other, SampleSize(1, 0), TODAY).leads())
        assert lead.id != next(a_year(1, 0).leads()).id

    def test_of_dice_is_what_it_always_was(self) -> None:
        # A change here changes every sample workspace that is written again.
        dice = Dice(20)
        assert [dice.between(0, 99) for _ in range(6)] == FIRST_THROWS


FIRST_THROWS = [90, 68, 76, 90, 25, 63]


class TestSizes:
    @given(SIZES)
    @example(SampleSize(0, 0))
    @example(SampleSize(1, 0))
    @example(SampleSize(0, 5))
    @example(SampleSize(1, 1))
    @example(SampleSize(25, 2))
    @example(SampleSize(1, 120))
    @settings(max_examples=60, deadline=None)
    def test_are_met_exactly_and_nothing_contradicts_itself(self, size: SampleSize) -> None:
        year = SampleYear(REP, size, TODAY)
        leads = list(year.leads())
        assert len(leads) == size.leads
        assert len(messages_of(year)) == size.messages
        assert len({lead.id for lead in leads}) == size.leads
        assert len({lead.email for lead in leads}) == size.leads
        for thread in threads_of(year):
            check_thread(thread, year)
        for lead in leads:
            check_lead(lead, year)

    def test_of_plans_add_up_for_many_leads_and_little_mail(self) -> None:
        plan = Plan(5000, 301, 3)
        walked = list(plan.walk())
        assert sum(lead.messages for lead in walked) + plan.stranger_messages == 301
        assert all(lead.messages for lead in walked if lead.status is LeadStatus.HOT)

    @given(st.integers(0, 400), st.integers(0, 1000))
    def test_of_chains_are_one_to_twelve(self, messages: int, seed: int) -> None:
        lengths = chain_lengths(Dice(seed), messages)
        assert sum(lengths) == messages
        assert all(1 <= length <= MAX_CHAIN for length in lengths)

    def test_of_chains_reach_from_one_to_twelve(self) -> None:
        lengths = {len(thread.messages) for thread in threads_of(a_year(200, 2000))}
        assert lengths == set(range(1, MAX_CHAIN + 1))


def check_thread(thread: SampleThread, year: SampleYear) -> None:
    messages = thread.messages
    assert 1 <= len(messages) <= MAX_CHAIN
    assert all(one.at < other.at for one, other in pairwise(messages))
    assert messages[0].references == ()
    assert messages[-1].at < year.time.end
    assert messages[0].at >= year.time.begin
    before: list[str] = []
    for message in messages:
        assert message.message_id not in before
        assert set(message.references) <= set(before)
        # Machines are answered by nobody, so the chain passes over them.
        chain = [m.message_id for m in messages if m.kind in (Kind.HUMAN, Kind.OWN)]
        assert list(message.references) == [one for one in chain if one in before]
        before.append(message.message_id)
        assert "{" not in message.text + message.subject
        assert message.from_.email == REP.email if message.outbound else message.outbound is False
        assert (message.kind is Kind.OWN) == message.outbound
        if message.status == "unread":
            assert not message.outbound
            assert message is messages[-1]
            assert year.time.end - message.at < timedelta(days=6)
        everyone = (message.from_, *message.to, *message.cc)
        assert all(plain_address(one.email) == one.email for one in everyone)
        assert all(one.email.endswith(".example") for one in everyone)


def check_lead(lead, year: SampleYear) -> None:  # type: ignore[no-untyped-def]
    assert plain_address(lead.email) == lead.email
    messages = [message for thread in lead.threads for message in thread.messages]
    assert all(lead.created_at <= message.at for message in messages)
    assert lead.created_at < year.time.end
    suggestions = [each.content for each in lead.insights if each.type == "suggestion"]
    assert [lead.suggestion] == (suggestions or [None])
    assert lead.has_draft == any(each.type == "draft" for each in lead.insights)
    known = {message.message_id for message in messages}
    assert {each.message_id for each in lead.insights} <= known
    assert {action.message_id for action in lead.actions} <= known
    assert all(0 < each.confidence < 1 for each in lead.insights)
    ids = [each.id for each in (*lead.actions, *lead.insights)]
    assert len(ids) == len(set(ids))
    for action in lead.actions:
        assert action.created_at <= action.updated_at < year.time.end + timedelta(minutes=10)
        if action.status in ("pending", "in_progress"):
            assert year.time.local_date(action.due_date) >= TODAY - timedelta(days=4)
    if lead.status is LeadStatus.HOT:
        assert max(m.at for m in messages) > year.time.end - timedelta(days=14)
    if lead.status is LeadStatus.COLD and messages:
        assert max(m.at for m in messages) < year.time.end - timedelta(days=30)


class TestDirectory:
    def test_has_no_two_companies_alike(self) -> None:
        directory = Directory(1)
        companies = [directory.company(index) for index in range(directory.companies)]
        assert len({company.domain for company in companies}) == directory.companies
        assert len({company.name for company in companies}) == directory.companies
        assert all(re.fullmatch(r"[a-z-]+\.example", company.domain) for company in companies)

    def test_gives_a_million_leads_an_address_of_their_own(self) -> None:
        directory = Directory(20)
        assert directory.distinct_leads > 100_000_000
        some = [*range(0, 400_000, 3), *range(999_000, 1_000_000)]
        pairs = {(directory.person(n).local, directory.company(n).domain) for n in some}
        assert len(pairs) == len(some)

    def test_never_shares_an_address_with_colleagues_or_strangers(self) -> None:
        directory = Directory(1)
        locals_ = {directory.person(n).local for n in range(5000)}
        colleagues = {".".join(ascii_word(part) for part in name.split()) for name in COLLEAGUES}
        assert not locals_ & colleagues
        domains = {directory.company(n).domain for n in range(directory.companies)}
        assert not domains & {domain for _, domain in STRANGERS}

    def test_writes_names_of_the_world_as_addresses(self) -> None:
        assert ascii_word("Sørling") == "sorling"
        assert ascii_word("Yıldıran") == "yildiran"
        assert ascii_word("van Essel") == "vanessel"
        assert ascii_word("Amélie") == "amelie"


class TestLetters:
    def test_use_facts_that_there_are(self) -> None:
        said = facts(Dice(1), "Ines", "Norvane Optics", INDUSTRIES[0], datetime.now(UTC))
        for text in script().texts:
            assert text.format_map(said)

    def test_have_both_sides_in_every_topic(self) -> None:
        topics = script().topics
        assert len(topics) >= 12
        for topic in topics:
            assert topic.opener in ("rep", "lead")
            assert topic.subjects and topic.answers and topic.nudges
            assert topic.rep and topic.lead
            assert topic.turns >= 4

    def test_begin_every_paragraph_with_a_capital(self) -> None:
        for lead in islice(a_year(150, 900).leads(), 150):
            for message in (m for t in lead.threads for m in t.messages):
                own = message.text.partition("\n\nOn ")[0]
                for part in own.split("\n\n"):
                    assert not part[0].islower(), part

    def test_enclose_a_file_when_they_say_so(self) -> None:
        for message in messages_of(a_year()):
            own = re.split(r"\n\nOn .* wrote:\n", message.text)[0]
            if message.kind in (Kind.HUMAN, Kind.OWN) and ".s." not in message.message_id:
                assert bool(message.files) == ("attach" in own.lower())

    def test_quote_the_letter_before(self) -> None:
        when = datetime(2026, 6, 9, 14, 3, tzinfo=UTC)
        assert quoted("Hi,\n\nyes.", "Ines Caldaro", when) == (
            "On 9 June 2026 at 14:03, Ines Caldaro wrote:\n> Hi,\n>\n> yes."
        )

    def test_become_html_without_losing_lists_or_signs(self) -> None:
        html = as_html("Hi,\n\n1. a < b\n2. c & d\n\nBest,\nRobin", "old", "On Monday wrote:")
        assert "<ol><li>a &lt; b</li><li>c &amp; d</li></ol>" in html
        assert "<p>Best,<br>\nRobin</p>" in html
        assert '<blockquote type="cite">\n<p>old</p>\n</blockquote>' in html

    def test_are_of_many_kinds(self) -> None:
        kinds = {message.kind for message in messages_of(a_year(62, 640))}
        assert kinds == {Kind.OWN, Kind.HUMAN, Kind.AUTO_REPLY, Kind.LIST, Kind.BOUNCE}
        share = [message.html is not None for message in messages_of(a_year(62, 640))]
        assert 0.2 < sum(share) / len(share) < 0.6


class TestTemplates:
    def test_have_one_default_in_each_category(self) -> None:
        templates = sample_templates()
        assert len(templates) == 8
        for category in {template.category for template in templates}:
            assert sum(t.is_default for t in templates if t.category == category) == 1
        assert len({template.slug for template in templates}) == 8

    def test_render(self) -> None:
        liquid = pytest.importorskip("liquid")
        lead = {
            "first_name": "Ines", "contact_name": "Ines Caldaro", "company": "Norvane Optics",
            "industry": "Photonics", "company_size": "201–500", "signature": "Robin",
        }  # fmt: skip
        for template in sample_templates():
            text = liquid.render(template.subject + "\n" + template.body, **lead)
            assert "{{" not in text
            assert text.rstrip().endswith("Robin")


class TestFiles:
    def test_are_what_their_type_says(self) -> None:
        for topic in script().topics:
            for seed in range(6):
                file = enclosure(topic.key, Dice(seed))
                assert file == enclosure(topic.key, Dice(seed))
                if file.content_type == "application/pdf":
                    check_pdf(file.content)
                elif file.content_type == "text/csv":
                    rows = file.content.decode().splitlines()
                    assert len({row.count(";") for row in rows}) == 1


def check_pdf(content: bytes) -> None:
    assert content.startswith(b"%PDF-1.4")
    table = int(content.rsplit(b"startxref\n", 1)[1].split()[0])
    assert content[table:].startswith(b"xref")
    for number, line in enumerate(content[table:].split(b"\n")[3:8], 1):
        assert content[int(line.split()[0]) :].startswith(b"%d 0 obj" % number)


class TestWorkingTime:
    @pytest.mark.parametrize("zone", ["UTC", "Europe/Brussels", "America/New_York", "Asia/Tokyo"])
    def test_is_the_rep_s_own(self, zone: str) -> None:
        late = 0
        for message in messages_of(a_year(timezone=zone)):
            local = message.at.astimezone(ZoneInfo(zone))
            assert local.weekday() < 5
            assert 8 <= local.hour < 22
            late += local.hour >= 18
        assert late < 25

    def test_never_reaches_today(self) -> None:
        time = WorkingTime(TODAY, ZoneInfo("Europe/Brussels"))
        assert time.local_date(time.at(time.minutes - 1)) == TODAY - timedelta(days=1)
        assert time.local_date(time.at(0)) >= TODAY - timedelta(days=365)

    def test_puts_what_is_due_on_a_weekend_on_its_monday(self) -> None:
        time = WorkingTime(TODAY, ZoneInfo("UTC"))
        assert time.due(3, 9) == time.due(5, 9) == datetime(2026, 6, 22, 9, tzinfo=UTC)


ME, THEM = Address("Robin", "robin@rep.example"), Address("Ines", "ines@norvane.example")
