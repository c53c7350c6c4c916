"""Fields and addresses of leads, edited by hand: checked, journalled, and nothing else touched."""

import threading
import uuid

import pytest

from desktop_app.domain.changes import Kind
from desktop_app.domain.custom_fields import CustomKind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.lead_timeline import TimelineKind
from desktop_app.domain.leads import LeadDraft, LeadStatus

ME = "Robin <robin@rep.example>"


@pytest.fixture
def lead(make_lead):
    return make_lead(
        "ines@norvane.example", company="Norvane", contact_name="Ines", phone="1",
        metadata={"source": "fair", "emails": ["i@home.example", 7]},
    )  # fmt: skip


@pytest.fixture
def fields(mine):
    for title, kind, choices in (
        ("Budget", "number", ()), ("Renewal", "date", ()), ("Region", "choice", ("North", "South")),
    ):  # fmt: skip
        mine.custom_fields.add(title, CustomKind(kind), choices)


def row(db, lead_id):
    return db.value("SELECT to_jsonb(l) - 'updated_at' FROM leads AS l WHERE id = %s", (lead_id,))


def test_every_field_is_set_and_given_back(db, mine, lead, fields):
    before = row(db, lead)
    values = {
        "company": " Norvane  Optics ", "contact_name": "", "email": "Ines.C@Norvane.example",
        "phone": "", "website": "norvane.example", "industry": "Photonics", "company_size": "250",
        "status": "Hot", "custom.budget": "1.234,50", "custom.renewal": "tomorrow",
        "custom.region": "north",
    }  # fmt: skip
    done = mine.leads.update(lead, values)
    assert done.said == "11 fields changed"
    after = row(db, lead)
    assert {key: after[key] for key in values if "." not in key} == {
        "company": "Norvane Optics", "contact_name": "", "email": "ines.c@norvane.example",
        "phone": None, "website": "norvane.example", "industry": "Photonics",
        "company_size": "250", "status": "hot",
    }  # fmt: skip
    tomorrow = db.value("SELECT %s::date + 1", (mine.leads._clock().date(),)).isoformat()
    assert after["metadata"] == {
        "source": "fair", "emails": ["i@home.example", 7], "budget": 1234.5, "renewal": tomorrow,
        "region": "North",
    }  # fmt: skip
    mine.journal.undo()
    assert row(db, lead) == before


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [("phone", "2", "Phone of Norvane changed"), ("company", "N", "Company changed"),
     ("status", "cold", "Set to cold"), ("custom.budget", "5", "Budget of Norvane changed")],
)  # fmt: skip
def test_what_changed_is_said(mine, lead, fields, key, typed, said):
    assert mine.leads.update(lead, {key: typed}).said == said


def test_what_is_the_same_is_no_command(mine, lead, fields):
    assert mine.leads.update(lead, {"phone": " 1 ", "custom.budget": "", "status": "warm"}) == (
        mine.leads.update(lead, {})
    )
    assert mine.journal.can_undo() == "Field “Region” added"
    mine.leads.update(lead, {"custom.budget": "5"})
    assert mine.leads.update(lead, {"custom.budget": "5.0"}).journal_id is None


def test_a_field_is_emptied(db, mine, lead, fields):
    mine.leads.update(lead, {"custom.budget": "5"})
    mine.leads.update(lead, {"custom.budget": None, "phone": None})
    after = row(db, lead)
    assert (after["phone"], sorted(after["metadata"])) == (None, ["emails", "source"])


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"phone": "2", "email": "no"}, "not an e-mail address"),
        ({"company": "", "contact_name": ""}, "a company or a name"),
        ({"custom.gone": "1"}, "no field “custom.gone”"),
        ({"last_contact": "today"}, "cannot be typed"),
        ({"email": "x@taken.example"}, "Xenia, Taken has the address x@taken.example already"),
        ({"email": "also@taken.example"}, "Xenia, Taken has the address also@taken.example"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(db, mine, lead, make_lead, values, said):
    make_lead("x@taken.example", company="Taken", contact_name="Xenia",
              metadata={"emails": ["also@taken.example"]})  # fmt: skip
    before = row(db, lead)
    with pytest.raises(KnownError) as caught:
        mine.leads.update(lead, values)
    assert said in str(caught.value)
    assert row(db, lead) == before
    assert mine.journal.can_undo() is None


def test_a_company_alone_may_go_and_the_last_name_may_not(mine, lead):
    mine.leads.update(lead, {"contact_name": ""})
    with pytest.raises(KnownError, match="a company or a name"):
        mine.leads.update(lead, {"company": " "})
    mine.leads.update(lead, {"company": "", "contact_name": "Ines"})


def test_a_new_address_brings_its_mail(db, mine, lead, deliver):
    message = deliver("Ines <new@norvane.example>", ME)
    done = mine.leads.update(lead, {"email": "new@norvane.example"})
    assert done.kinds == Kind.LEADS | Kind.CONVERSATIONS | Kind.MESSAGES
    assert db.value("SELECT lead_id FROM emails WHERE id = %s", (message,)) == lead


def test_further_addresses(db, mine, lead, deliver):
    message = deliver("Ines <ines@club.example>", ME)
    done = mine.leads.add_address(lead, "Ines <Ines@Club.example>")
    assert done.said == "ines@club.example added"
    assert Kind.MESSAGES in done.kinds
    assert row(db, lead)["metadata"]["emails"] == ["i@home.example", 7, "ines@club.example"]
    assert db.value("SELECT lead_id FROM emails WHERE id = %s", (message,)) == lead
    mine.leads.make_primary(lead, "ines@club.example")
    after = row(db, lead)
    assert after["email"] == "ines@club.example"
    assert after["metadata"]["emails"] == ["i@home.example", 7, "ines@norvane.example"]
    mine.leads.remove_address(lead, "I@home.example")
    assert row(db, lead)["metadata"]["emails"] == [7, "ines@norvane.example"]
    for _ in range(3):
        mine.journal.undo()
    assert row(db, lead)["metadata"] == {"source": "fair", "emails": ["i@home.example", 7]}
    assert row(db, lead)["email"] == "ines@norvane.example"


def test_a_further_address_typed_as_the_first_one_stands_once(db, mine, lead):
    mine.leads.update(lead, {"email": "i@home.example"})
    assert row(db, lead)["metadata"]["emails"] == [7]


def test_addresses_that_cannot_be(mine, lead, make_lead):
    other = make_lead("x@taken.example", company="Taken", contact_name="Xenia")
    for attempt, said in (
        (lambda: mine.leads.add_address(lead, "nobody"), "not an e-mail address"),
        (lambda: mine.leads.add_address(lead, "INES@norvane.example"), "already"),
        (lambda: mine.leads.add_address(lead, "x@taken.example"), "Xenia, Taken has the address"),
        (lambda: mine.leads.remove_address(lead, "ines@norvane.example"), "no further address"),
        (lambda: mine.leads.make_primary(lead, "z@z.example"), "no further address"),
        (lambda: mine.leads.add_address(uuid.uuid4(), "a@a.example"), "not there any more"),
        (lambda: mine.leads.make_primary(other, "i@home.example"), "no further address"),
    ):
        with pytest.raises(KnownError, match=said):
            attempt()


def test_a_paste_is_one_command(db, mine, lead, make_lead, fields):
    two = make_lead("b@b.example", company="Two")
    before = [row(db, each) for each in (lead, two)]
    done = mine.leads.update_many(
        [
            (lead, {"industry": "Optics", "custom.budget": 5}),
            (two, {"custom.region": "South", "status": "cold"}),
            (lead, {"industry": "Photonics"}),
        ]
    )
    assert done.said == "2 leads changed"
    assert row(db, lead)["industry"] == "Photonics"
    assert row(db, lead)["metadata"]["budget"] == 5
    assert (row(db, two)["status"], row(db, two)["metadata"]) == ("cold", {"region": "South"})
    mine.journal.undo()
    assert [row(db, each) for each in (lead, two)] == before


def test_a_paste_with_something_wrong_changes_nothing(db, mine, lead, make_lead, fields):
    two = make_lead("b@b.example", company="Two", contact_name="")
    before = [row(db, each) for each in (lead, two)]
    for edits, said in (
        ([(lead, {"phone": "9"}), (two, {"custom.budget": "much"})], "Row 2, Budget: “much” is no"),
        ([(lead, {"email": "x", "custom.renewal": "x"})], "Row 1, Email: “x” is not an e-mail"),
        ([(lead, {"email": "x", "custom.renewal": "x"})], "1 more value is wrong"),
        ([(lead, {"phone": "9"}), (two, {"email": "i@home.example"})], "Row 2, Email: Ines, Nor"),
        (
            [(lead, {"email": "n@n.example"}), (two, {"email": "N@n.example"})],
            "Row 2, Email: Row 1",
        ),
        ([(lead, {"phone": "9"}), (two, {"company": ""})], "Row 2: A lead needs a company"),
        ([(lead, {"phone": "9"}), (uuid.uuid4(), {"phone": "1"})], "Row 2: This lead is not"),
        ([(lead, {"nothing": "9"})], "no field “nothing”"),
    ):
        with pytest.raises(KnownError) as caught:
            mine.leads.update_many(edits)
        assert said in str(caught.value)
    assert [row(db, each) for each in (lead, two)] == before
    assert mine.leads.update_many([]).journal_id is None


def test_two_who_write_different_keys_at_once_lose_nothing(db, start, user, lead, fields):
    """Each key is merged where the row stands, not into what was read before."""
    services = [start().for_user(user) for _ in range(2)]
    go = threading.Barrier(2)

    def work(at):
        go.wait()
        for number in range(20):
            values = ({"custom.budget": number}, {"custom.region": ("North", "South")[number % 2]})
            services[at].leads.update(lead, values[at])

    threads = [threading.Thread(target=work, args=(at,)) for at in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    assert row(db, lead)["metadata"] == {
        "source": "fair", "emails": ["i@home.example", 7], "budget": 19, "region": "South",
    }  # fmt: skip


def test_metadata_of_another_shape_is_no_obstacle(db, mine, make_lead, fields):
    lead = make_lead("a@a.example")
    for shape in ("null", "[1]", '"x"'):
        db.run("UPDATE leads SET metadata = %s::jsonb", (shape,))
        mine.leads.update(lead, {"custom.budget": "5"})
        assert row(db, lead)["metadata"] == {"budget": 5}
    db.run("UPDATE leads SET metadata = NULL")
    mine.leads.update(lead, {"custom.budget": "5"})
    assert mine.leads.lead(lead).metadata == {"budget": 5}


def test_another_rep_edits_nothing_here(theirs, db, lead):
    before = row(db, lead)
    with pytest.raises(KnownError, match="not there any more"):
        theirs.leads.update(lead, {"phone": "2"})
    with pytest.raises(KnownError, match="Row 1: This lead is not there"):
        theirs.leads.update_many([(lead, {"phone": "2"})])
    assert row(db, lead) == before
    assert LeadStatus(before["status"]) is LeadStatus.WARM


def test_edits_stand_in_the_timeline_until_they_are_taken_back(mine, theirs, lead, fields):
    mine.leads.update(lead, {"status": "hot"})
    mine.leads.update(lead, {"phone": ""})
    mine.leads.update(lead, {"custom.budget": "5"})
    mine.custom_fields.rename(mine.custom_fields.list().custom[0].id, "Money")
    mine.leads.update(lead, {"company": "N", "industry": "Photonics"})
    mine.actions.add("call", lead, text="Ask")
    told = [(each.title, each.text) for each in mine.leads.timeline(lead).entries]
    assert told == [
        ("Ask", "Medium priority"),
        ("2 fields changed", "Company, Industry"),
        ("Money added", "5"),
        ("Phone removed", "1"),
        ("Status changed", "warm → hot"),
    ]
    edits = mine.leads.timeline(lead, 2, kinds={TimelineKind.EDIT})
    assert [each.title for each in edits.entries] == ["2 fields changed", "Money added"]
    last = edits.entries[-1]
    rest = mine.leads.timeline(lead, 9, (last.at, last.id), {TimelineKind.EDIT})
    assert [each.title for each in rest.entries] == ["Phone removed", "Status changed"]
    mine.journal.undo()
    mine.journal.undo()
    assert mine.leads.timeline(lead).entries[0].title == "Money added"
    assert theirs.leads.timeline(lead).entries == ()


def test_a_lead_that_was_made_says_so(mine):
    draft = LeadDraft("Norvane", "Ines", "new@norvane.example")
    lead, _ = mine.leads.create(draft)
    assert [(each.title, each.text) for each in mine.leads.timeline(lead).entries] == [
        ("Lead added", "Norvane added")
    ]


def test_an_older_edit_is_undone_beside_a_newer_one_of_another_field(db, mine, lead, fields):
    first = mine.leads.update(lead, {"custom.budget": "5"})
    mine.leads.update(lead, {"custom.region": "North"})
    mine.journal.undo(first.journal_id)
    assert row(db, lead)["metadata"] == {
        "source": "fair", "emails": ["i@home.example", 7], "region": "North",
    }  # fmt: skip
