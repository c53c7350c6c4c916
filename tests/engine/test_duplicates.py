"""The search for duplicates finds what comparing each with each would find, and goes on where it
was stopped."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from psycopg.types.json import Jsonb
from rapidfuzz.fuzz import ratio

from desktop_app.data.jobs import JobRepository
from desktop_app.data.lead_duplicates import LeadDuplicateRepository
from desktop_app.data.leads import LeadRepository
from desktop_app.domain.jobs import JobKind, JobState
from desktop_app.domain.lead_duplicates import Facts, Reason, judge, traits
from desktop_app.engine import duplicates
from desktop_app.engine.duplicates import QuietLook, find_duplicates
from desktop_app.engine.process import Engine
from desktop_app.engine.worker import Worker

COMPANIES = ["Norvane Optics GmbH", "norvane optics", "Norvane", "Tessamere Foods", "Kitewell AG",
             "Kitewell Energy", "Müller & Söhne", "Mueller und Soehne KG", "山田製作所",
             "株式会社山田製作所", "gmail.com", "Unknown", "Ромашка"]  # fmt: skip
NAMES = ["Ines Caldaro", "Caldaro, Inês", "I. Caldaro", "Ines M. Caldaro", "Jon Smith",
         "John Smith", "Maria Lopez", "Mario Lopez", "山田 太郎", "山田太郎", "Иван Петров",
         "Petrov Ivan", "Info", "Jürgen Groß", "Juergen Gross"]  # fmt: skip
PHONES = ["", "", "", "+49 30 5550142", "030/5550142", "+1 212 555 0142", "212-555-0142", "0000000"]
DOMAINS = ["gmail.com", "googlemail.com", "norvane.example", "kitewell.example", "web.de"]


@pytest.fixture
def repository(db):
    return LeadDuplicateRepository(db)


@pytest.fixture
def look(db):
    """Works the queue off; how many leads were looked at."""
    return QuietLook(db, lambda: False).look


@pytest.fixture
def fill(db, user, monkeypatch):
    """Random leads that have much in common; a seed says which."""
    # So dense a list shares its keys as no real one does.
    monkeypatch.setattr("desktop_app.data.lead_duplicates._PARTNERS_AT_MOST", 10_000)

    def fill(count: int, seed: int, of=user) -> None:
        print("seed", seed)
        dice = random.Random(seed)
        for number in range(count):
            local = dice.choice(["ines", "i.nes", "jon", "info", f"p{number}", f"q{number}"])
            tag = dice.choice(["", "", f"+{number}"])
            aliases = [f"p{dice.randrange(count)}@{dice.choice(DOMAINS)}"]
            db.run(
                "INSERT INTO leads (user_id, company, contact_name, email, phone, metadata) "
                "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                (of.id, dice.choice(COMPANIES), dice.choice(NAMES),
                 f"{local}{tag}@{dice.choice(DOMAINS)}", dice.choice(PHONES) or None,
                 Jsonb({"emails": aliases} if dice.random() < 0.2 else {})),
            )  # fmt: skip

    return fill


def _each_with_each(db, user):
    leads = {
        row[0]: traits(Facts(*row[1:5], tuple((row[5] or {}).get("emails", ()))))
        for row in db.rows(
            "SELECT id, company, contact_name, email, coalesce(phone, ''), metadata "
            "FROM leads WHERE user_id = %s",
            (user.id,),
        )
    }
    found = {}
    for one, other in combinations(sorted(leads), 2):
        if verdict := judge(leads[one], leads[other], ratio):
            found[one, other] = (verdict.score, str(verdict.reason))
    return found


def _found(db, user):
    return {
        (row[0], row[1]): (row[2], row[3])
        for row in db.rows(
            "SELECT a, b, score, reason FROM outpost.lead_duplicate WHERE user_id = %s", (user.id,)
        )
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_it_finds_what_comparing_each_with_each_finds(
    db, user, other_user, fill, look, seed, monkeypatch
):
    monkeypatch.setattr(duplicates, "_BATCH", 37)
    fill(300, seed)
    fill(40, seed + 100, of=other_user)
    look()
    expected = _each_with_each(db, user)
    assert len(expected) > 100
    assert {reason for _, reason in expected.values()} == set(map(str, Reason))
    assert _found(db, user) == expected
    assert _found(db, other_user) == _each_with_each(db, other_user)
    # And again after changes of all kinds.
    dice = random.Random(seed)
    ids = [row[0] for row in db.rows("SELECT id FROM leads WHERE user_id = %s ORDER BY id",
                                     (user.id,))]  # fmt: skip
    for lead_id in dice.sample(ids, 60):
        name, phone = dice.choice(NAMES), dice.choice(PHONES) or None
        db.run("UPDATE leads SET contact_name = %s, phone = %s WHERE id = %s",
               (name, phone, lead_id))  # fmt: skip
    db.run("DELETE FROM leads WHERE id = ANY(%s)", (dice.sample(ids, 20),))
    look()
    assert _found(db, user) == _each_with_each(db, user)


def test_it_looks_at_what_was_changed_and_at_nothing_else(db, user, make_lead, look):
    one = make_lead("a@x.example", contact_name="Ines Caldaro", company="Norvane")
    make_lead("b@y.example", contact_name="Someone Else", company="Norvane")
    assert look() == 2
    assert look() == 0
    db.run("UPDATE leads SET status = 'hot', days_since_contact = 4, website = 'x'")
    assert look() == 0, "nothing of it is compared"
    db.run("UPDATE leads SET contact_name = 'Someone Else' WHERE id = %s", (one,))
    assert look() == 1
    assert len(_found(db, user)) == 1
    db.run("UPDATE leads SET contact_name = 'Nobody Known' WHERE id = %s", (one,))
    look()
    assert _found(db, user) == {}, "and lets go of what is alike no more"


def test_what_was_said_to_be_no_duplicate_stays_so(db, user, make_lead, look, repository):
    one = make_lead("a@x.example", contact_name="Ines Caldaro", company="Norvane")
    make_lead("b@y.example", contact_name="Ines Caldaro", company="Norvane")
    look()
    (pair,) = repository.all_ids(user.id)
    repository.dismiss(user.id, [pair])
    db.run("UPDATE leads SET phone = '+1 212 555 0142' WHERE id = %s", (one,))
    look()
    assert repository.count(user.id) == 0
    assert db.value("SELECT count(*) FROM outpost.lead_duplicate WHERE dismissed_at IS NOT NULL")


def test_a_number_that_hundreds_have_costs_no_square(db, user, look):
    db.run(
        "INSERT INTO leads (user_id, company, contact_name, email, phone) "
        "SELECT %s, 'Firm ' || n, 'Person ' || n, n || '@x' || n || '.example', '+49 30 5550142' "
        "FROM generate_series(1, 500) AS n",
        (user.id,),
    )
    look()
    assert len(_found(db, user)) <= 500 * 30


def test_a_look_that_is_stopped_goes_on_where_it_was(db, user, fill, monkeypatch):
    monkeypatch.setattr(duplicates, "_BATCH", 10)
    fill(80, 3)
    asked = []

    def soon():
        asked.append(1)
        return len(asked) > 4

    first = QuietLook(db, soon).look()
    assert 0 < first < 80
    left = db.value("SELECT count(*) FROM outpost.lead_to_compare")
    assert left + first == db.value("SELECT count(*) FROM leads")
    assert QuietLook(db, lambda: False).look() == left
    assert _found(db, user) == _each_with_each(db, user)


def test_a_batch_that_fails_is_there_again(db, user, fill, look, monkeypatch):
    fill(50, 4)
    with monkeypatch.context() as broken:
        broken.setattr(LeadDuplicateRepository, "save", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            look()
    look()
    assert _found(db, user) == _each_with_each(db, user)


def test_leads_that_somebody_holds_are_looked_at_later(db, db_url, user, make_lead, look):
    import psycopg

    one = make_lead("a@x.example", contact_name="Ines Caldaro", company="Norvane")
    two = make_lead("b@y.example", contact_name="Ines Caldaro", company="Norvane")
    with psycopg.connect(db_url) as elsewhere:
        elsewhere.execute("SELECT FROM leads WHERE id = %s FOR UPDATE", (one,))
        look()
        assert _found(db, user) == {}
        elsewhere.rollback()
    look()
    assert set(_found(db, user)) == {tuple(sorted((one, two)))}
    assert look() == 0


def test_a_lead_deleted_before_it_was_looked_at(db, user, make_lead, look):
    gone = make_lead("a@x.example")
    db.run("DELETE FROM leads WHERE id = %s", (gone,))
    look()
    assert db.value("SELECT count(*) FROM outpost.lead_to_compare") == 0


# -- asked for -------------------------------------------------------------------------------------


def test_asked_for_it_compares_all_leads_anew(db, user, fill, look, job):
    fill(60, 5)
    look()
    expected = _found(db, user)
    db.run("DELETE FROM outpost.lead_duplicate")
    db.run("DELETE FROM outpost.lead_match_key")
    result = find_duplicates(job())
    assert result == {
        "leads": db.value("SELECT count(*) FROM leads"), "pairs": len(expected),
    }  # fmt: skip
    assert _found(db, user) == expected


def test_asked_for_and_stopped_it_goes_on_behind_its_last_batch(
    db, user, folders, fill, monkeypatch
):
    monkeypatch.setattr(duplicates, "_BATCH", 20)
    fill(90, 6)
    asked = JobRepository(db).add(user.id, JobKind.FIND_DUPLICATES, "Looking for duplicates", {})
    seen = []
    Worker(
        db, folders, should_stop=lambda: len(seen) >= 2, listener=lambda p: seen.append(p.done)
    ).run_next()
    waits = JobRepository(db).job(asked.id)
    assert waits.state is JobState.QUEUED
    begun = JobRepository(db).position(asked.id)["done"]
    assert begun > 0
    compared = []
    compare = duplicates.compare
    monkeypatch.setattr(
        duplicates, "compare", lambda *args: compared.extend(args[2]) or compare(*args)
    )
    done = Worker(db, folders).run_next()
    assert done.state is JobState.DONE
    assert begun + len(compared) == done.result["leads"]
    assert _found(db, user) == _each_with_each(db, user)


def test_the_engine_looks_by_itself_and_makes_no_job_of_it(db, user, folders, make_lead):
    make_lead("a@x.example", contact_name="Ines Caldaro", company="Norvane")
    make_lead("b@y.example", contact_name="Ines Caldaro", company="Norvane")
    engine = Engine(db, folders, lambda on_notice, on_lost: lambda: None)
    assert engine.run_once() == 0
    assert len(_found(db, user)) == 1
    assert JobRepository(db).recent(user.id) == ()


def test_mail_that_comes_in_is_nothing_to_compare(db, user, make_lead, deliver, look):
    lead = make_lead("a@x.example")
    look()
    deliver("a@x.example", user.email)
    LeadRepository(db).refresh_contact(user.id, [lead])
    assert db.value("SELECT last_message FROM leads") is not None
    assert look() == 0
