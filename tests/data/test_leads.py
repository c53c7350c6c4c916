"""Leads found, written and kept true; each user sees their own alone."""

import random
import re
import unicodedata
import uuid
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from psycopg.types.json import Jsonb

from desktop_app.data.custom_fields import CustomFieldRepository
from desktop_app.data.database import Database
from desktop_app.data.leads import LeadRepository
from desktop_app.domain.custom_fields import CustomField, CustomKind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_filters import Condition, Group, Op, SortKey
from desktop_app.domain.lead_timeline import TimelineKind
from desktop_app.domain.leads import LeadDraft, LeadQuery, LeadStatus
from tests.plain_leads import PlainLead, Plainly

HOT = LeadQuery(where=Group((Condition("status", Op.ANY_OF, ("hot",)),)))
NOW = datetime(2026, 6, 17, 9, 30, tzinfo=UTC)


@pytest.fixture
def leads(db, clock):
    return LeadRepository(db, clock)


def _names(leads, user, query):
    first = leads.first_ids(user.id, query)
    every = leads.all_ids(user.id, query)
    assert list(first) == list(every)[:60]
    assert leads.count(user.id, query) == len(every)
    return [row.company for row in leads.rows(user.id, list(first))]


def _contacted(db, lead_id, at):
    db.run("UPDATE leads SET last_contact_at = %s WHERE id = %s", (at, lead_id))


# -- finding ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nor", True),
        ("NORV", True),
        ("norvane opt", True),
        ("opt nor", True),
        ("ines", True),
        ("caldaro@nor", True),
        ("ines.cal", True),
        ("zürich", True),
        ("zurich", True),
        ("Zu\u0308rich", True),
        ("photon", True),
        ("555 01", True),
        ("www.norvane", True),
        ("norvane.example", True),
        ("ørsted", True),
        ("世界", True),
        ("world", False),
        ("orvane", False),
        ("norvane xyz", False),
        ("'", False),
        ("&|!()<->:*", False),
        ("nor:* | x", False),
        ("\\", False),
        ("%", False),
        ("nor'; DROP TABLE leads; --", False),
        ("x" * 5000, False),
        ("\U0001f642", False),
    ],
)
def test_typed_words_begin_words_of_a_lead(leads, user, make_lead, text, found):
    make_lead(
        "ines.caldaro@norvane.example",
        company="Norvane Optics (Zürich)",
        contact_name="Ines Ørsted 世界",
        industry="Photonics",
        phone="+32 555 0142",
        website="https://www.norvane.example/",
    )
    make_lead("other@else.example", company="Else")
    expected = ["Norvane Optics (Zürich)"] if found else []
    assert _names(leads, user, LeadQuery(text=text)) == expected


def test_no_text_is_no_filter(leads, user, make_lead):
    make_lead("a@b.example", company="A")
    assert _names(leads, user, LeadQuery(text="  \t")) == ["A"]


def test_folding_does_not_depend_on_the_servers_locale(any_db):
    texts = ["Éclair", "ÅNGSTRÖM", "ﬁnance", "Ｆｕｌｌ", "e\u0301", "Ç", "naïve"]
    for text in texts:
        plain = unicodedata.normalize("NFKD", text)
        plain = "".join(c for c in plain if not "\u0300" <= c <= "\u036f").lower()
        assert any_db.value("SELECT outpost.fold(%s)", (text,)) == plain
    words = any_db.value("SELECT outpost.split_words('Žluťoučký-kůň «Вася» 世界, a.b@c')")
    assert words[:2] == ["zlutoucky", "kun"]
    assert [word.lower() for word in words[2:]] == ["вася", "世界", "a", "b", "c"]
    # Nothing that anybody can store breaks the index.
    for text in ("", "x" * 5000, "y" * 450, "'\\ & | !", "\u2028\u200b", "é" * 3000):
        any_db.value("SELECT outpost.words(%s)", (text,))


CUSTOM = (
    CustomField(uuid.uuid4(), "budget", "Budget", CustomKind.NUMBER),
    CustomField(uuid.uuid4(), "renewal", "Renewal", CustomKind.DATE),
    CustomField(uuid.uuid4(), "stage", "Stage", CustomKind.CHOICE, ("Won", "In talks", "Lost")),
    CustomField(uuid.uuid4(), "nick", "Nickname", CustomKind.TEXT),
)


# With the second, leads never contacted filled a list that others were to begin.
@pytest.mark.parametrize("seed", [None, 790213495])
def test_what_is_found_among_many_is_what_a_plain_look_finds(leads, db, user, other_user, seed):
    seed = seed or random.randrange(2**32)
    print(f"seed {seed}")
    dice = random.Random(seed)
    parts = ["no", "ber", "vale", "mar", "lin", "gra", "tor", "quo", "zy", "é"]
    rows = []
    for number in range(6000):
        owner = user.id if number % 10 else other_user.id
        words = ["".join(dice.choices(parts, k=dice.randint(1, 3))) for _ in range(3)]
        status = dice.choice(["hot", "warm", "cold"])
        contact = NOW - timedelta(days=dice.randint(0, 400)) if dice.random() < 0.8 else None
        rows.append((owner, " ".join(words[:2]), words[2], f"{number}@m.example", status, contact,
                     dice.random() < 0.1, dice.choice([None, "", "Foods", "Énergie"]),
                     dice.choice([None, "1,200+", "51–200", "unknown", "5000"]),
                     NOW - timedelta(minutes=dice.randint(0, 3000))))  # fmt: skip
    with (
        db.transaction(),
        db.raw()
        .cursor()
        .copy(
            "COPY leads (user_id, company, contact_name, email, status, last_contact_at, "
            "has_ai_draft, industry, company_size, created_at) FROM STDIN"
        ) as copy,
    ):
        for row in rows:
            copy.write_row(row)
    for field in CUSTOM:
        CustomFieldRepository(db).insert(user.id, field)
    _give_mail_actions_and_own_fields(db, dice)
    db.run("ANALYZE outpost.lead_index")
    plainly = _plainly(db, user.id)
    texts = ["", "n", "no", "ber v", "marlin", "zyzyzy", "quo é", "m ex", "nope", "e z"]
    for _ in range(80):
        query = LeadQuery(text=dice.choice(texts), where=_any_filter(dice), sort=_any_order(dice))
        expected = plainly.ids(query)
        found = list(leads.all_ids(user.id, query))
        assert found == expected, query
        assert list(leads.first_ids(user.id, query, 25)) == expected[:25], query
        assert leads.count(user.id, query) == len(expected)


def _give_mail_actions_and_own_fields(db, dice) -> None:
    """Some of the leads wrote, some were written to, some have actions and custom values, among
    these such as another program may have left."""

    def ago(days: int) -> datetime:
        return NOW - timedelta(days=dice.randint(-2, days), minutes=dice.randint(0, 1500))

    def maybe(value):
        return value if dice.random() < 0.4 else None

    leads = [row[0] for row in db.rows("SELECT id FROM leads ORDER BY id")]
    owners = dict(db.rows("SELECT id, user_id FROM leads"))
    with db.transaction(), db.raw().cursor() as cursor:
        mail = [(maybe(ago(60)), maybe(ago(60)), lead) for lead in leads if dice.random() < 0.5]
        cursor.executemany(
            "UPDATE outpost.lead_index SET last_inbound_at = %s, last_outbound_at = %s "
            "WHERE lead_id = %s",
            mail,
        )
        cursor.executemany(
            "INSERT INTO actions (user_id, lead_id, type, status, due_date) "
            "VALUES (%s, %s, 'call', %s, %s)",
            [
                (owners[lead], lead, dice.choice(["pending", "in_progress", "completed"]),
                 maybe(ago(20)))
                for lead in dice.choices(leads, k=1500)
            ],
        )  # fmt: skip
        values = {
            "budget": [5, 1200.5, -3, 0, "12", None, True],
            "renewal": ["2026-06-17", "2026-06-18", "2026-01-31", "2025-12-01", "soon", ""],
            "stage": ["Won", "In talks", "won", "Gone", "", " "],
            "nick": ["Ozzy", "énée", "", "a_b", "100%"],
        }
        metadata = []
        for lead in leads:
            if dice.random() < 0.4:
                held = {key: dice.choice(some) for key, some in values.items() if maybe(1)}
                metadata.append((Jsonb(held), lead))
        cursor.executemany("UPDATE leads SET metadata = %s WHERE id = %s", metadata)


def _any_filter(dice) -> Group:
    """A few conditions of those that a view may have."""
    days = dice.choice([0, 1, 14, 30, 365])
    day = NOW.date() - timedelta(days=dice.choice([-1, 0, 1, 20, 200]))
    when = dice.choice([Op.WITHIN, Op.BEYOND, Op.ON, Op.BEFORE, Op.SINCE, Op.EMPTY, Op.FILLED])
    moment = {Op.WITHIN: days, Op.BEYOND: days, Op.EMPTY: None, Op.FILLED: None}.get(when, day)
    there = dice.choice([Op.EMPTY, Op.FILLED])
    conditions = [
        Condition("status", Op.ANY_OF, tuple(dice.sample(["hot", "warm", "cold"], 2))),
        Condition("status", Op.NONE_OF, (dice.choice(["hot", "warm", "cold"]),)),
        Condition("status", there),
        Condition("draft", dice.choice([Op.YES, Op.NO])),
        Condition("last_contact", when, moment),
        Condition("company", dice.choice([Op.CONTAINS, Op.LACKS, Op.BEGINS]), dice.choice("nvé")),
        Condition("company", dice.choice([Op.IS, Op.IS_NOT]), "no ber"),
        Condition("email", Op.CONTAINS, "7@m"),
        Condition("industry", dice.choice([Op.IS, Op.IS_NOT]), "foods"),
        Condition("industry", there),
        Condition("company_size", dice.choice([Op.AT_LEAST, Op.LESS]), 1200),
        Condition("company_size", there),
        Condition("created", Op.SINCE, NOW.date()),
        Condition("wrote", when, moment),
        Condition("written", when, moment),
        Condition("no_reply", Op.FOR_DAYS, days),
        Condition("action", dice.choice([Op.YES, Op.NO])),
        Condition("due", when, moment),
        Condition("custom.budget", dice.choice([Op.AT_LEAST, Op.AT_MOST, Op.MORE, Op.LESS]), 5),
        Condition("custom.budget", dice.choice([Op.AT_LEAST, Op.LESS]), 1200.5),
        Condition("custom.renewal", when, moment),
        Condition("custom.stage", dice.choice([Op.ANY_OF, Op.NONE_OF]), ("Won", "Lost")),
        Condition("custom.stage", there),
        Condition("custom.nick", dice.choice([Op.CONTAINS, Op.LACKS, Op.BEGINS]), "e"),
        Condition("custom.nick", dice.choice([Op.IS, Op.IS_NOT]), "100%"),
        Condition("custom.nick", there),
    ]
    chosen = tuple(dice.sample(conditions, dice.choice([0, 0, 1, 2])))
    if dice.random() < 0.3:
        quiet = (Condition("last_contact", Op.BEYOND, 30), Condition("last_contact", Op.EMPTY))
        chosen = (*chosen, Group(quiet, any=True))
    if dice.random() < 0.4:
        several = tuple(dice.sample(conditions, 2))
        inner = Group(tuple(dice.sample(conditions, 2)), any=dice.random() < 0.5)
        if dice.random() < 0.4:
            several = (*several, inner)
        chosen = (*chosen, Group(several, any=dice.random() < 0.5, negated=dice.random() < 0.5))
    return Group(chosen)


def _any_order(dice) -> tuple[SortKey, ...]:
    first = ["company", "contact_name", "status", "last_contact"]
    keys = [dice.choice(first)]
    if dice.random() < 0.4:
        keys = dice.sample(
            [
                *first,
                "industry",
                "company_size",
                "created",
                "wrote",
                "custom.budget",
                "custom.stage",
            ],
            dice.choice([1, 2, 3]),
        )
    return tuple(SortKey(key, dice.random() < 0.5) for key in keys)


def _plainly(db, user_id) -> Plainly:
    """The definition of a query, row by row, without any index."""
    rows = db.rows(
        "SELECT lead.id, has_ai_draft, metadata, company, contact_name, email, status, "
        "lead.last_contact_at, industry, company_size, lead.created_at, last_inbound_at, "
        "last_outbound_at FROM leads AS lead JOIN outpost.lead_index ON lead_id = lead.id "
        "WHERE lead.user_id = %s",
        (user_id,),
    )
    due = defaultdict(list)
    for lead_id, at in db.rows(
        "SELECT lead_id, due_date FROM actions WHERE status IN ('pending', 'in_progress')"
    ):
        due[lead_id].append(at)
    names = ("company", "contact_name", "email", "status", "last_contact", "industry",
             "company_size", "created", "wrote", "written")  # fmt: skip
    return Plainly(
        (
            PlainLead(
                row[0],
                dict(zip(names, row[3:], strict=True)) | _own_values(row[2] or {}),
                row[1],
                tuple(due[row[0]]),
            )
            for row in rows
        ),
        LeadFields(CUSTOM),
        NOW,
        ZoneInfo("UTC"),
    )


def _own_values(metadata) -> dict:
    """Custom values that are of their field's kind; others count as none."""
    fits = {
        "budget": lambda held: type(held) in (int, float),
        "renewal": lambda held: bool(re.fullmatch(r"\d{4}-\d\d-\d\d", str(held))),
    }
    return {
        f"custom.{key}": held for key, held in metadata.items()
        if held is not None and fits.get(key, bool)(held)
    }  # fmt: skip


def test_never_contacted_comes_last_both_ways(leads, db, user, make_lead):
    never = make_lead("n@x.example", company="Never")
    for name, days in (("Old", 90), ("New", 1)):
        _contacted(db, make_lead(f"{name}@x.example", company=name), NOW - timedelta(days=days))
    assert _names(leads, user, LeadQuery()) == ["New", "Old", "Never"]
    assert _names(leads, user, LeadQuery(sort=(SortKey("last_contact"),))) == [
        "Old",
        "New",
        "Never",
    ]
    assert leads.lead(user.id, never).last_contact_at is None


# -- the index follows whoever writes ----------------------------------------------------------


def test_the_index_follows_every_kind_of_write(leads, db, user, make_lead):
    lead_id = make_lead("a@x.example", company="Alpha")
    db.run("UPDATE leads SET company = 'Beta', status = 'hot' WHERE id = %s", (lead_id,))
    assert _names(leads, user, LeadQuery(text="alpha")) == []
    assert _names(leads, user, LeadQuery(text="beta")) == ["Beta"]
    assert _names(leads, user, HOT) == ["Beta"]
    db.run("UPDATE leads SET has_ai_draft = NULL, email = 'new@y.example' WHERE id = %s",
           (lead_id,))  # fmt: skip
    assert _names(leads, user, LeadQuery(text="new y")) == ["Beta"]
    db.run("DELETE FROM leads WHERE id = %s", (lead_id,))
    assert db.value("SELECT count(*) FROM outpost.lead_index") == 0
    assert db.value("SELECT count(*) FROM outpost.lead_address") == 0


def test_figures_of_the_day_cost_the_index_nothing(db, make_lead):
    make_lead("a@x.example")
    before = db.rows("SELECT xmin::text FROM outpost.lead_index")
    db.run("UPDATE leads SET days_since_contact = 9, ai_suggestion = 'x', phone = phone")
    assert db.rows("SELECT xmin::text FROM outpost.lead_index") == before


def test_the_index_follows_many_and_one_also_behind_a_count_of_days(db, user, make_lead):
    for name in "abcd":
        make_lead(f"{name}@x.example", status="cold")
    db.run("UPDATE leads SET last_contact_at = now() - interval '3 days'")
    repository = LeadRepository(db)
    with db.transaction():
        assert repository.refresh_days(user.id) == 4
        assert db.run("UPDATE leads SET status = 'hot' WHERE email < 'c'") == 2
    ranks = "SELECT count(*) FILTER (WHERE status_rank = 1), count(last_contact_at) "
    assert db.row(ranks + "FROM outpost.lead_index") == (2, 4)


def _addresses(db):
    return dict(db.rows("SELECT address, lead_id FROM outpost.lead_address"))


def test_a_lead_is_known_by_all_its_addresses(db, user, make_lead):
    one = make_lead(
        "One@X.example", metadata={"emails": ["Alias@x.example", " two@x.example ", 7, ""]}
    )
    two = db.value(
        "INSERT INTO leads (user_id, company, contact_name, email) "
        "VALUES (%s, 'Two', 'Two', 'two@x.example') RETURNING id",
        (user.id,),
    )
    # First come, first served.
    assert _addresses(db) == {
        "one@x.example": one, "alias@x.example": one, "two@x.example": one,
    }  # fmt: skip
    # An address given up goes to the lead whose own it is.
    db.run("UPDATE leads SET metadata = '{\"emails\": [\"third@x.example\"]}' WHERE id = %s",
           (one,))  # fmt: skip
    assert _addresses(db) == {
        "one@x.example": one, "third@x.example": one, "two@x.example": two,
    }  # fmt: skip
    db.run('UPDATE leads SET metadata = \'{"emails": "odd"}\' WHERE id = %s', (one,))
    assert _addresses(db) == {"one@x.example": one, "two@x.example": two}


def test_leads_that_were_there_before_are_indexed(empty_url):
    from desktop_app.data.migrations import upgrade

    database = Database(empty_url)
    try:
        upgrade(database)
        contract = "outpost"
        database.run("INSERT INTO \"user\" (id, email) VALUES ('a', 'a@rep.example')")
        database.run(
            "INSERT INTO leads (user_id, company, contact_name, email, metadata) "
            "SELECT id, 'Early', 'Bird', 'early@x.example', "
            '\'{"emails": ["bird@x.example"]}\' FROM users'
        )
        # As on a database whose contract tables another program filled: ours made anew.
        database.run(f"DROP SCHEMA {contract} CASCADE")
        upgrade(database)
        user_id = database.value("SELECT id FROM users")
        found = LeadRepository(database).all_ids(user_id, LeadQuery(text="early"))
        assert len(found) == 1
        assert set(_addresses(database)) == {"early@x.example", "bird@x.example"}
    finally:
        database.close()


# -- writing -----------------------------------------------------------------------------------


def test_a_lead_comes_back_as_it_was_given(leads, user):
    lead_id = uuid.uuid4()
    leads.insert(
        user.id,
        LeadDraft(
            company=" Norvane ", contact_name="Ines", email="Ines@Norvane.example", phone="1",
            company_size="201-500", status=LeadStatus.HOT, metadata={"source": "fair"},
        ),
        lead_id,
    )  # fmt: skip
    lead = leads.lead(user.id, lead_id)
    assert (lead.company, lead.email, lead.phone) == ("Norvane", "ines@norvane.example", "1")
    assert (lead.website, lead.company_size, lead.status) == ("", "201-500", LeadStatus.HOT)
    assert lead.metadata == {"source": "fair"}
    assert lead.created_at.tzinfo is not None


@pytest.mark.parametrize("again", ["same@x.example", "SAME@x.example", "alias@x.example"])
def test_an_address_is_one_leads(leads, db, user, other_user, make_lead, again):
    make_lead("same@x.example", metadata={"emails": ["alias@x.example"]}, company="First")
    with pytest.raises(KnownError, match="already"):
        make_lead(again)
    assert db.value("SELECT count(*) FROM leads") == 1
    make_lead(again, of=other_user)
    assert leads.count(user.id, LeadQuery()) == 1


def test_an_update_says_what_it_changed(leads, user, make_lead):
    lead_id = make_lead("a@x.example", company="Old", phone="1")
    change = leads.update(user.id, lead_id, {"company": "New", "phone": "1", "website": ""})
    assert change.before == {"company": "Old"}
    assert change.after == {"company": "New"}
    assert leads.update(user.id, lead_id, {"company": "New"}) is None
    with pytest.raises(ValueError, match="user_id"):
        leads.update(user.id, lead_id, {"user_id": uuid.uuid4()})
    with pytest.raises(KnownError, match="not there"):
        leads.update(user.id, uuid.uuid4(), {"company": "X"})
    make_lead("b@x.example")
    with pytest.raises(KnownError, match="already"):
        leads.update(user.id, lead_id, {"email": "b@x.example"})


def test_existing_finds_by_any_case_and_alias(leads, user, other_user, make_lead):
    lead_id = make_lead("a@x.example", metadata={"emails": ["b@x.example"]})
    make_lead("c@x.example", of=other_user)
    found = leads.existing(user.id, ["A@X.example", "b@x.example", "c@x.example"])
    assert {address: lead.id for address, lead in found.items()} == {
        "a@x.example": lead_id, "b@x.example": lead_id,
    }  # fmt: skip


# -- mail --------------------------------------------------------------------------------------


def test_a_new_lead_claims_its_past_mail(leads, db, user, deliver, make_lead):
    first = deliver("Ines <ines@x.example>", "<robin@rep.example>", at=NOW - timedelta(days=3))
    answer = deliver("<robin@rep.example>", "<ines@x.example>", at=NOW - timedelta(days=2),
                     answers=first)  # fmt: skip
    cc = deliver("Else <else@y.example>", "<robin@rep.example>", at=NOW, answers=first)
    other = deliver("Else <else@y.example>", "<robin@rep.example>", "Another matter")
    lead_id = make_lead("ines@x.example")
    assert leads.claim_mail(user.id, [lead_id]) == 2
    assert leads.claim_mail(user.id, [lead_id]) == 0
    talk = deliver.talk_of(first)
    rows = {row[0]: row[1:] for row in db.rows("SELECT id, lead_id, thread_id FROM emails")}
    assert rows == {
        first: (lead_id, talk), answer: (lead_id, talk), cc: (None, talk), other: (None, None),
    }  # fmt: skip
    assert db.rows("SELECT id, lead_id, subject, status FROM email_threads") == [
        (talk, lead_id, "Pilot for line 3", "active")
    ]
    assert db.row("SELECT thread_id, lead_id FROM outpost.conversation WHERE id = %s", (talk,)) == (
        talk, lead_id,
    )  # fmt: skip
    lead = leads.lead(user.id, lead_id)
    assert lead.last_message == "Thanks for the outline."
    assert lead.last_contact_at == NOW - timedelta(days=2)
    assert lead.days_since_contact == 2


def test_all_leads_claim_at_once(leads, db, user, deliver, make_lead):
    deliver("<a@x.example>", "<robin@rep.example>")
    deliver("<b@x.example>", "<robin@rep.example>", "Else")
    make_lead("a@x.example")
    make_lead("b@x.example")
    assert leads.claim_mail(user.id, None) == 2
    assert db.value("SELECT count(*) FROM leads WHERE last_contact_at IS NOT NULL") == 2


def test_the_writer_counts_before_the_receiver(leads, db, user, deliver, make_lead):
    message = deliver("<writer@x.example>", "<reader@x.example>")
    make_lead("reader@x.example")
    writer = make_lead("writer@x.example")
    leads.claim_mail(user.id, None)
    assert db.value("SELECT lead_id FROM emails WHERE id = %s", (message,)) == writer


@pytest.mark.parametrize(
    ("kind", "counts"), [("human", True), ("auto_reply", False), ("bounce", False)]
)
def test_only_people_are_a_contact(leads, user, deliver, make_lead, kind, counts):
    lead_id = make_lead("a@x.example")
    deliver("<a@x.example>", "<robin@rep.example>", kind=kind, at=NOW)
    assert (leads.lead(user.id, lead_id).last_contact_at == NOW) is counts


def test_a_contact_that_another_program_noted_stays_when_later(leads, db, user, deliver, make_lead):
    lead_id = make_lead("a@x.example")
    _contacted(db, lead_id, NOW)
    deliver("<a@x.example>", "<robin@rep.example>", at=NOW - timedelta(days=5))
    assert leads.lead(user.id, lead_id).last_contact_at == NOW


@pytest.mark.parametrize(
    ("zone", "days"), [("UTC", 1), ("Asia/Tokyo", 0), ("America/New_York", 1), ("No/Where", 1)]
)
def test_days_are_the_users_own(leads, db, user, make_lead, zone, days):
    db.run("UPDATE users SET timezone = %s WHERE id = %s", (zone, user.id))
    lead_id = make_lead("a@x.example")
    # 09:30 UTC on the 17th; in Tokyo the evening before was the 17th already.
    _contacted(db, lead_id, datetime(2026, 6, 16, 16, 0, tzinfo=UTC))
    leads.refresh_days(user.id)
    assert leads.lead(user.id, lead_id).days_since_contact == days


def test_days_are_counted_once_a_day_and_are_no_edit(leads, db, user, make_lead, clock):
    lead_id = make_lead("a@x.example")
    _contacted(db, lead_id, NOW - timedelta(days=3))
    db.run("UPDATE leads SET updated_at = '2020-01-01'")
    assert leads.refresh_days(user.id) == 1
    assert leads.refresh_days(user.id) == 0
    clock.forward(days=2)
    assert leads.refresh_days(user.id) == 1
    assert leads.lead(user.id, lead_id).days_since_contact == 5
    assert leads.refresh_days(user.id, date(2026, 6, 30)) == 1
    assert leads.lead(user.id, lead_id).days_since_contact == 16
    assert db.value("SELECT updated_at FROM leads").year == 2020


# -- the timeline ------------------------------------------------------------------------------


def test_a_timeline_tells_everything_newest_first(leads, db, user, deliver, make_lead):
    lead_id = make_lead("ines@x.example")
    sent = deliver("<robin@rep.example>", "<ines@x.example>", at=NOW - timedelta(days=5))
    came = deliver("Ines Caldaro <ines@x.example>", "<robin@rep.example>",
                   at=NOW - timedelta(days=4), answers=sent)  # fmt: skip
    auto = deliver("Ines <ines@x.example>", "<robin@rep.example>", "Away", kind="auto_reply",
                   at=NOW - timedelta(days=3))  # fmt: skip
    db.run(
        "INSERT INTO actions (user_id, lead_id, type, description, priority, created_at) "
        "VALUES (%(u)s, %(l)s, 'follow_up', 'Send volume pricing', 'high', %(a)s), "
        "(%(u)s, %(l)s, 'meeting', 'Intro call', 'low', %(b)s)",
        {"u": user.id, "l": lead_id, "a": NOW - timedelta(days=2), "b": NOW - timedelta(days=9)},
    )
    db.run("UPDATE actions SET status = 'completed', updated_at = %s WHERE type = 'meeting'",
           (NOW - timedelta(days=6),))  # fmt: skip
    db.run(
        "INSERT INTO ai_insights (user_id, lead_id, email_id, insight_type, content, confidence, "
        "created_at) VALUES (%s, %s, %s, 'urgency', 'Decision this week', 0.84, %s)",
        (user.id, lead_id, came, NOW - timedelta(days=1)),
    )
    line = leads.timeline(user.id, lead_id)
    told = [(entry.kind, entry.title, entry.detail, entry.text) for entry in line.entries]
    assert told == [
        (TimelineKind.INSIGHT, "Urgency", "", "Decision this week"),
        (TimelineKind.ACTION, "Send volume pricing", "Follow up", "High priority"),
        (TimelineKind.RECEIVED, "Ines answered automatically", "Away", "Thanks for the outline."),
        (TimelineKind.RECEIVED, "Ines replied", "Pilot for line 3", "Thanks for the outline."),
        (TimelineKind.SENT, "You sent", "Pilot for line 3", "Thanks for the outline."),
        (TimelineKind.ACTION, "Meeting completed", "", "Intro call"),
    ]
    assert (line.emails, line.actions, line.insights, line.more) == (3, 2, 1, False)
    assert line.entries[0].confidence == 0.84
    assert line.entries[0].conversation_id == deliver.talk_of(came)
    assert line.entries[2].id == auto
    page = leads.timeline(user.id, lead_id, 2)
    assert page.more and len(page.entries) == 2
    rest = leads.timeline(user.id, lead_id, 10, (page.entries[-1].at, page.entries[-1].id))
    assert [*page.entries, *rest.entries] == list(line.entries)


def test_a_timeline_loses_nothing_of_one_instant_and_pages_by_kind(
    leads, db, user, deliver, make_lead
):
    """Thirty actions, insights and messages of the same moment, in pages of every size."""
    lead_id = make_lead("ines@x.example")
    for number in range(10):
        deliver("Ines <ines@x.example>", "<robin@rep.example>", f"Mail {number}", at=NOW)
    db.run(
        "INSERT INTO actions (user_id, lead_id, type, created_at) "
        "SELECT %(u)s, %(l)s, 'call', %(at)s FROM generate_series(1, 10)",
        {"u": user.id, "l": lead_id, "at": NOW},
    )
    db.run(
        "INSERT INTO ai_insights (user_id, lead_id, insight_type, content, created_at) "
        "SELECT %(u)s, %(l)s, 'urgency', 'Soon', %(at)s FROM generate_series(1, 10)",
        {"u": user.id, "l": lead_id, "at": NOW},
    )
    everything = [entry.id for entry in leads.timeline(user.id, lead_id, 100).entries]
    assert len(set(everything)) == 30

    def paged(size, kinds):
        found, before = [], None
        while True:
            page = leads.timeline(user.id, lead_id, size, before, kinds)
            found += page.entries
            if not page.more:
                return found
            before = (page.entries[-1].at, page.entries[-1].id)

    for size in (1, 4, 7, 29, 30):
        assert [entry.id for entry in paged(size, tuple(TimelineKind))] == everything
    for kind, count in ((TimelineKind.ACTION, 10), (TimelineKind.INSIGHT, 10)):
        found = paged(3, {kind})
        assert len(found) == count and {entry.kind for entry in found} == {kind}
    assert len(paged(3, {TimelineKind.RECEIVED, TimelineKind.SENT})) == 10


# -- whose -------------------------------------------------------------------------------------


def test_nobody_sees_or_changes_what_is_anothers(leads, db, user, other_user, make_lead):
    mine = make_lead("a@x.example", company="Mine")
    stranger = other_user.id
    db.run("INSERT INTO actions (user_id, lead_id, type) VALUES (%s, %s, 'x')", (user.id, mine))
    assert len(leads.first_ids(stranger, LeadQuery())) == 0
    assert len(leads.first_ids(stranger, LeadQuery(text="mine"))) == 0
    assert len(leads.all_ids(stranger, LeadQuery())) == 0
    assert leads.rows(stranger, [mine]) == ()
    assert leads.lead(stranger, mine) is None
    assert leads.count(stranger, LeadQuery()) == 0
    line = leads.timeline(stranger, mine)
    assert (line.entries, line.emails, line.actions, line.insights) == ((), 0, 0, 0)
    assert leads.existing(stranger, ["a@x.example"]) == {}
    assert leads.set_status(stranger, [mine], LeadStatus.COLD) == []
    with pytest.raises(KnownError):
        leads.update(stranger, mine, {"company": "Theirs"})
    assert leads.claim_mail(stranger, [mine]) == 0
    leads.refresh_contact(stranger, [mine])
    assert leads.refresh_days(stranger) == 0
    assert leads.lead(user.id, mine).company == "Mine"
    assert leads.lead(user.id, mine).status is LeadStatus.WARM
