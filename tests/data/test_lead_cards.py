"""Cards of the board and where a lead lands, beside plain Python looking at every row."""

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from desktop_app.data.lead_cards import LeadCards
from desktop_app.data.leads import LeadRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.lead_board import NextAction
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_filters import Condition, Group, Op, SortKey
from desktop_app.domain.leads import LeadQuery, LeadStatus
from tests.plain_leads import PlainLead, Plainly

NOW = datetime(2026, 6, 17, 9, 30, tzinfo=UTC)


@pytest.fixture
def cards(db, clock):
    return LeadCards(db, clock)


@pytest.fixture
def dice():
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    return random.Random(seed)


def _action(db, user, lead_id, *, status="pending", due=None, priority="medium", text="Call"):
    action_id = uuid4()
    db.run(
        "INSERT INTO actions (id, user_id, lead_id, type, status, priority, due_date, description)"
        " VALUES (%s, %s, %s, 'follow_up', %s, %s, %s, %s)",
        (action_id, user.id, lead_id, status, priority, due, text),
    )
    return action_id


def test_a_card_tells_the_newest_message_and_what_is_next(
    cards, db, user, make_lead, deliver
) -> None:
    ines = make_lead("ines@norvane.example", company="Norvane", contact_name="Ines")
    deliver("ines@norvane.example", user.email, "Pilot", "First words", at=NOW - timedelta(days=2))
    deliver(user.email, "ines@norvane.example", "Re: Pilot", "Our answer", at=NOW)
    _action(db, user, ines, due=NOW + timedelta(days=1), text="Later")
    _action(db, user, ines, due=NOW - timedelta(days=1), status="completed", text="Done")
    _action(db, user, ines, text="Some day")
    _action(db, user, ines, due=NOW, priority="low", text="Low")
    _action(db, user, ines, due=NOW, priority="high", status="in_progress", text="Send it")
    (card,) = cards.cards(user.id, [ines])
    assert (card.company, card.contact_name, card.status) == ("Norvane", "Ines", LeadStatus.WARM)
    assert (card.said, card.said_by_rep) == ("Our answer", True)
    assert card.next_action == NextAction("follow_up", "Send it", NOW, "high")
    deliver("ines@norvane.example", user.email, "Re: Pilot", "Theirs", at=NOW + timedelta(hours=1))
    (card,) = cards.cards(user.id, [ines])
    assert (card.said, card.said_by_rep) == ("Theirs", False)


def test_a_lead_without_mail_shows_what_was_kept_of_it(cards, db, user, make_lead) -> None:
    lead = make_lead("a@b.example")
    assert cards.cards(user.id, [lead])[0].said == ""
    db.run("UPDATE leads SET last_message = 'From the old system' WHERE id = %s", (lead,))
    (card,) = cards.cards(user.id, [lead])
    assert (card.said, card.said_by_rep, card.next_action) == ("From the old system", False, None)


def test_mail_without_derived_text_is_told_by_its_subject(cards, db, user, make_lead) -> None:
    lead = make_lead("a@b.example")
    db.run(
        "INSERT INTO emails (user_id, lead_id, message_id, from_email, to_email, subject, body, "
        "direction, sent_at) VALUES (%s, %s, '<1@x>', 'me@x', 'a@b', 'Hello', '', 'outbound', %s)",
        (user.id, lead, NOW),
    )
    (card,) = cards.cards(user.id, [lead])
    assert (card.said, card.said_by_rep) == ("Hello", True)


def test_cards_stand_in_the_order_asked_for_without_the_gone_and_the_others(
    cards, user, other_user, make_lead
) -> None:
    one, two = make_lead("1@b.example"), make_lead("2@b.example")
    theirs = make_lead("3@b.example", of=other_user)
    found = cards.cards(user.id, [two, uuid4(), theirs, one])
    assert [card.id for card in found] == [two, one]


def test_cards_of_many_leads_are_what_a_plain_look_finds(
    cards, db, user, make_lead, deliver, dice
) -> None:
    leads = [make_lead(f"p{number}@many.example") for number in range(25)]
    for number, lead in enumerate(leads):
        address = f"p{number}@many.example"
        for at in range(dice.randrange(4)):
            ends = (address, user.email) if dice.random() < 0.5 else (user.email, address)
            moment = NOW - timedelta(minutes=dice.randrange(10_000))
            deliver(*ends, f"About {number}", f"Text {number}.{at}", at=moment)
        for at in range(dice.randrange(4)):
            _action(
                db, user, lead, text=f"Do {number}.{at}",
                status=dice.choice(["pending", "in_progress", "completed", "cancelled"]),
                due=dice.choice([None, NOW + timedelta(hours=dice.randrange(-99, 99))]),
                priority=dice.choice(["low", "medium", "high"]),
            )  # fmt: skip
    mail: dict[UUID, list] = {lead: [] for lead in leads}
    for row in db.rows(
        "SELECT email.lead_id, message.at, email.id, message.snippet, message.outbound "
        "FROM emails AS email JOIN outpost.message AS message ON message.email_id = email.id"
    ):
        mail[row[0]].append(row[1:])
    todo: dict[UUID, list] = {lead: [] for lead in leads}
    for row in db.rows("SELECT lead_id, status, due_date, priority, id, description FROM actions"):
        if row[1] in ("pending", "in_progress"):
            rank = ("high", "medium", "low").index(row[3])
            todo[row[0]].append((row[2] is None, row[2] or NOW, rank, row[4], row[5]))
    for card in cards.cards(user.id, leads):
        newest = max(mail[card.id], key=lambda row: (row[0], -row[1].int), default=None)
        expected = (newest[2], newest[3]) if newest else ("", False)
        assert (card.said, card.said_by_rep) == expected
        first = min(todo[card.id], default=None)
        assert (card.next_action and card.next_action.text) == (first and first[4])


# -- where a lead lands ----------------------------------------------------------------------

SORTS = (
    (SortKey("last_contact", descending=True),),
    (SortKey("last_contact"),),
    (SortKey("company"),),
    (SortKey("company", descending=True),),
    (SortKey("status"),),
    (SortKey("status", descending=True),),
    (SortKey("status", descending=True), SortKey("company")),
    (SortKey("industry"), SortKey("last_contact", descending=True)),
    (SortKey("created", descending=True), SortKey("contact_name")),
    (SortKey("company_size", descending=True), SortKey("email")),
)


def _many(db, user, dice, count=2500):
    with (
        db.transaction(),
        db.raw()
        .cursor()
        .copy(
            "COPY leads (user_id, company, contact_name, email, status, last_contact_at, industry, "
            "company_size, created_at) FROM STDIN"
        ) as copy,
    ):
        for number in range(count):
            copy.write_row((
                user.id, dice.choice(["Ada", "Bo", "Çelik", "(Dune)"]), dice.choice("xyz"),
                f"{number}@m.example", dice.choice(["hot", "warm", "cold"]),
                dice.choice([None, NOW - timedelta(days=dice.randrange(30))]),
                dice.choice([None, "", "Foods", "Énergie"]), dice.choice([None, "50–200", "10+"]),
                NOW - timedelta(days=dice.randrange(50)),
            ))  # fmt: skip


def _plainly(db, user_id):
    names = ("company", "contact_name", "email", "status", "industry", "company_size",
             "last_contact_at", "created_at")  # fmt: skip
    leads = []
    for each, *values in db.rows(
        f"SELECT id, {', '.join(names)} FROM leads WHERE user_id = %s", (user_id,)
    ):
        held = dict(zip(names, values, strict=True))
        held |= {"last_contact": held["last_contact_at"], "created": held["created_at"]}
        leads.append(PlainLead(each, held))
    return Plainly(leads, LeadFields(), NOW, ZoneInfo("UTC"))


@pytest.mark.parametrize("count", [3, 2500])
def test_a_lead_lands_where_the_list_shows_it_once_it_is_there(
    cards, db, user, clock, dice, count
) -> None:
    _many(db, user, dice, count)
    leads = LeadRepository(db, clock)
    for sort in SORTS:
        query = LeadQuery(sort=sort)
        status = dice.choice(list(LeadStatus))
        column = leads.all_ids(user.id, query.in_status(status))
        others = [each for each in leads.all_ids(user.id, query) if column.row_of(each) < 0]
        moving = dice.sample(others, min(len(others), dice.choice([1, 2, 12])))
        landings = cards.landings(user.id, query, status, column, moving)
        made = column.with_put_in([(each.row, each.lead_id) for each in landings])
        leads.set_status(user.id, moving, status)
        assert list(made) == list(leads.all_ids(user.id, query.in_status(status))), sort
        assert list(made) == _plainly(db, user.id).ids(query.in_status(status)), sort


def test_a_change_of_status_counts_as_a_change(cards, db, user, make_lead, clock) -> None:
    old, new, moved = (make_lead(f"{each}@b.example") for each in range(3))
    for number, each in enumerate((moved, old, new)):
        db.run("SELECT set_config('outpost.derived', 'on', false)")
        at = NOW - timedelta(days=9 - number)
        db.run("UPDATE leads SET updated_at = %s WHERE id = %s", (at, each))
    query = LeadQuery(sort=(SortKey("updated", descending=True),))
    landings = cards.landings(user.id, query, LeadStatus.HOT, IdList.of([new, old]), [moved])
    assert [each.row for each in landings] == [0]


def test_who_is_gone_hidden_or_another_users_lands_nowhere(
    cards, user, other_user, make_lead
) -> None:
    mine, theirs = make_lead("1@b.example"), make_lead("2@b.example", of=other_user)
    nobody = LeadQuery(where=Group((Condition("status", Op.ANY_OF, ("warm",)),)))
    moving = [mine, theirs, uuid4()]
    assert cards.landings(user.id, nobody, LeadStatus.HOT, IdList(), moving) == ()
    found = cards.landings(user.id, LeadQuery(), LeadStatus.HOT, IdList(), moving)
    assert [each.lead_id for each in found] == [mine]


def test_a_column_that_is_out_of_date_still_gives_a_place(cards, db, user, make_lead, dice) -> None:
    there = [make_lead(f"{number}@b.example", company=f"C{number:03}") for number in range(40)]
    moved = make_lead("m@b.example", company="C020x")
    query = LeadQuery(sort=(SortKey("company"),))
    gone = [uuid4() for _ in range(2000)]
    mixed = [*there, *gone]
    dice.shuffle(mixed)
    for column in (mixed, gone):
        (landing,) = cards.landings(user.id, query, LeadStatus.HOT, IdList.of(column), [moved])
        assert 0 <= landing.row <= len(column)


def test_a_field_that_is_gone_is_said_so(cards, user, make_lead) -> None:
    lead = make_lead("a@b.example")
    query = LeadQuery(sort=(SortKey("custom.nothing"),))
    with pytest.raises(KnownError, match="no field"):
        cards.landings(user.id, query, LeadStatus.HOT, IdList(), [lead])
