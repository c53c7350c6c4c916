"""Mail is read once, the newest first, and the next step of a lead follows what it says."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from desktop_app.data.leads import LeadRepository
from desktop_app.data.readings import Engine, ReadingRepository
from desktop_app.domain.changes import Changes
from desktop_app.domain.insights import READING
from desktop_app.domain.learning import Verdict
from desktop_app.domain.reading import Finding, FindingKind, Intent, Reading, Span, Unread
from desktop_app.engine.reading import MailReading, ReadingThread
from desktop_app.services.insights import InsightService
from desktop_app.services.journal import JournalService
from desktop_app.services.leads import LeadService
from desktop_app.wire.built_in_reader import ENGINE, VERSION, BuiltInReader

PRICE = "How much would it cost for 40 seats? Please send a quote."
INES = "ines@norvane.example"


@dataclass
class Scripted:
    """Reads what it is told to, and counts."""

    read_texts: list[str] = field(default_factory=list)
    fails_at: int = 10**9

    def read(self, plain, written):
        self.read_texts.append(plain)
        if len(self.read_texts) == self.fails_at:
            raise RuntimeError("killed here")
        if plain.startswith("Bonjour"):
            return Reading("fr", unread=Unread.LANGUAGE)
        intent = Intent.MEETING if "meet" in plain else Intent.PRICE
        return Reading(
            "en",
            (
                Finding(FindingKind.SENTIMENT, "neutral", 0.6),
                Finding(FindingKind.URGENCY, "normal", 0.7, (Span(0, 3),)),
                Finding(FindingKind.INTENT, intent, 0.9, (Span(0, 3),)),
            ),
        )


@pytest.fixture
def lead(make_lead):
    return make_lead(INES, contact_name="Ines")


@pytest.fixture
def reader():
    return Scripted()


@pytest.fixture
def reading(db, reader, clock):
    return MailReading(db, reader, Engine("scripted", "1"), now=clock)


@pytest.fixture
def insights(db, user):
    return InsightService(db, user.id)


def rows(db):
    return db.rows(
        "SELECT insight_type, content, email_id, lead_id FROM ai_insights "
        "ORDER BY insight_type, content, email_id"
    )


def suggestion(db, lead):
    return db.value("SELECT ai_suggestion FROM leads WHERE id = %s", (lead,))


def test_a_real_message_is_read_and_its_lead_has_a_next_step(db, user, lead, deliver, clock):
    message = deliver(INES, user.email, "Prices", PRICE, at=clock())
    done = MailReading(db, BuiltInReader(), Engine(ENGINE, VERSION), now=clock).look()
    assert done == 1
    found = {each.kind: each for each in InsightService(db, user.id).of_message(message)}
    assert found["intent"].content == "Asks for the price"
    assert found["intent"].engine == f"{ENGINE} {VERSION}"
    assert any("quote" in PRICE[each.start : each.end] for each in found["intent"].spans)
    assert found["suggestion"].content.startswith("Send the price")
    assert suggestion(db, lead) == found["suggestion"].content
    assert found["suggestion"].quotes == found["intent"].quotes != ()


def test_each_message_is_read_once(db, user, lead, deliver, reading, reader, clock):
    deliver(INES, user.email, plain=PRICE, at=clock())
    assert (reading.look(), reading.look()) == (1, 0)
    assert len(reader.read_texts) == 1


def test_the_newest_is_read_first(user, lead, deliver, reading, reader, clock):
    for age in (3, 1, 2):
        deliver(INES, user.email, plain=f"{age} days", at=clock() - timedelta(days=age))
    reading.look()
    assert reader.read_texts == ["1 days", "2 days", "3 days"]


@pytest.mark.parametrize("kind", ["auto_reply", "bounce", "list", "own"])
def test_what_no_person_wrote_to_us_is_not_read(user, lead, deliver, reading, kind):
    deliver(INES, user.email, plain=PRICE, kind=kind)
    deliver(user.email, INES, plain=PRICE)
    assert reading.look() == 0


def test_mail_of_nobody_known_is_read_and_follows_its_lead(
    db, user, deliver, reading, make_lead, clock
):
    message = deliver("new@bracken.example", user.email, plain=PRICE, at=clock())
    assert reading.look() == 1
    assert {row[3] for row in rows(db)} == {None}
    lead = make_lead("new@bracken.example")
    with db.transaction():
        LeadRepository(db).claim_mail(user.id, [lead])
    assert reading.look() == 0
    assert {row[3] for row in rows(db)} == {lead}
    assert suggestion(db, lead) == "Send the price"
    assert len(InsightService(db, user.id).of_message(message)) == 4


def test_a_language_that_is_not_read_is_noted_and_nothing_is_written(
    db, user, lead, deliver, reading, insights
):
    deliver(INES, user.email, plain="Bonjour, quel est le prix ?")
    reading.look()
    assert rows(db) == [] and suggestion(db, lead) is None
    state = insights.state()
    assert (state.waiting, state.read, state.unread, state.is_on) == (0, 1, 1, True)


def test_an_answer_takes_the_next_step_off(db, user, lead, deliver, reading, clock):
    first = deliver(INES, user.email, plain=PRICE, at=clock())
    reading.look()
    assert suggestion(db, lead) == "Send the price"
    deliver(user.email, INES, plain="Ten.", at=clock() + timedelta(hours=1), answers=first)
    reading.look()
    assert suggestion(db, lead) is None
    assert [row[0] for row in rows(db)] == ["intent", "sentiment", "urgency"]


def test_a_newer_message_has_the_next_step(db, user, lead, deliver, reading, clock):
    deliver(INES, user.email, plain=PRICE, at=clock())
    reading.look()
    deliver(INES, user.email, plain="Can we meet?", at=clock() + timedelta(hours=1))
    reading.look()
    assert suggestion(db, lead) == "Agree on a time to meet"
    assert [row[0] for row in rows(db)].count("suggestion") == 1


def test_a_kill_in_a_batch_costs_the_batch_and_doubles_nothing(
    db, user, lead, deliver, reading, reader, clock
):
    for hour in range(100):
        deliver(INES, user.email, plain=PRICE, at=clock() + timedelta(hours=hour))
    reader.fails_at = 60
    with pytest.raises(RuntimeError):
        reading.look()
    assert len(rows(db)) == 3 * 40
    reader.fails_at = 10**9
    assert reading.look() == 60
    found = rows(db)
    assert len(found) == 3 * 100 + 1 and len(set(found)) == len(found)


def test_another_version_reads_again_in_place_of_the_old(db, user, lead, deliver, reading, clock):
    deliver(INES, user.email, plain=PRICE, at=clock())
    reading.look()
    reader = Scripted()
    newer = MailReading(db, reader, Engine("scripted", "2"), now=clock)
    newer.begin()
    assert newer.look() == 1
    newer.begin()
    assert newer.look() == 0
    assert [row[0] for row in rows(db)] == ["intent", "sentiment", "suggestion", "urgency"]
    assert db.value("SELECT DISTINCT metadata ->> 'version' FROM ai_insights") == "2"


def test_what_others_wrote_stays(db, user, lead, deliver, reading, clock):
    message = deliver(INES, user.email, plain=PRICE, at=clock())
    db.run(
        "INSERT INTO ai_insights (user_id, lead_id, email_id, insight_type, content) "
        "VALUES (%s, %s, %s, 'sentiment', 'Written by the web application')",
        (user.id, lead, message),
    )
    reading.look()
    assert "Written by the web application" in {row[1] for row in rows(db)}


def test_it_can_be_turned_off(db, user, lead, deliver, reading, insights):
    insights.set_on(False)
    assert db.value("SELECT value FROM outpost.setting WHERE name = %s", (READING,)) is False
    deliver(INES, user.email, plain=PRICE)
    assert reading.look() == 0 and not insights.state().is_on
    insights.set_on(True)
    assert reading.look() == 1


def test_the_next_step_is_no_edit_of_the_lead(db, user, lead, deliver, reading, clock):
    deliver(INES, user.email, plain=PRICE, at=clock())
    before = db.value("SELECT updated_at FROM leads WHERE id = %s", (lead,))
    reading.look()
    assert suggestion(db, lead) and before == db.value(
        "SELECT updated_at FROM leads WHERE id = %s", (lead,)
    )


def test_a_dismissed_suggestion_goes_and_comes_back_with_an_undo(
    db, user, lead, deliver, reading, insights, clock
):
    message = deliver(INES, user.email, plain=PRICE, at=clock())
    reading.look()
    (found,) = [each for each in insights.of_message(message) if each.kind == "suggestion"]
    changes = insights.judge(found.id, Verdict.DISMISSED)
    assert changes.said == "Insight dismissed"
    assert suggestion(db, lead) is None
    assert found.id not in {each.id for each in insights.newest_of_lead(lead)}
    assert found.id not in {each.id for each in insights.of_message(message)}
    JournalService(db, user.id).undo()
    assert suggestion(db, lead) == "Send the price"
    assert found.id in {each.id for each in insights.newest_of_lead(lead)}


def test_what_was_dismissed_stays_so_when_it_is_read_again(
    db, user, lead, deliver, reading, insights, clock
):
    message = deliver(INES, user.email, plain=PRICE, at=clock())
    reading.look()
    for each in insights.of_message(message):
        insights.judge(each.id, Verdict.DISMISSED)
    with db.transaction():
        ReadingRepository(db).want_lead(user.id, lead)
    assert reading.look() == 1
    assert insights.of_message(message) == () and suggestion(db, lead) is None


def test_what_is_dismissed_again_and_again_goes_quiet(
    db, user, make_lead, deliver, reading, insights, clock
):
    leads = [make_lead(f"lead{number}@norvane.example") for number in range(5)]
    for number, lead in enumerate(leads):
        deliver(f"lead{number}@norvane.example", user.email, plain=PRICE, at=clock())
        reading.look()
        if number < 4:
            found = {each.kind: each for each in insights.newest_of_lead(lead)}
            insights.judge(found["suggestion"].id, Verdict.DISMISSED)
    assert suggestion(db, leads[4]) is None
    deliver("lead4@norvane.example", user.email, plain="Can we meet?", at=clock.forward(hours=1))
    reading.look()
    assert suggestion(db, leads[4]) == "Agree on a time to meet"


def test_what_is_gone_is_judged_by_nobody(user, insights, lead):
    assert insights.judge(user.id, Verdict.ACCEPTED) == Changes()


def test_another_users_insights_are_not_touched(
    db, user, other_user, lead, deliver, reading, clock
):
    message = deliver(INES, user.email, plain=PRICE, at=clock())
    reading.look()
    theirs = InsightService(db, other_user.id)
    found = InsightService(db, user.id).of_message(message)
    assert theirs.of_message(message) == () and theirs.newest() == ()
    assert theirs.judge(found[0].id, Verdict.DISMISSED) == Changes()


def test_a_deleted_message_takes_what_was_read_with_it(db, user, lead, deliver, reading, clock):
    message = deliver(INES, user.email, plain=PRICE, at=clock())
    waiting = deliver(INES, user.email, plain=PRICE, at=clock())
    reading.look()
    deliver(INES, user.email, plain=PRICE, at=clock())
    db.run("DELETE FROM emails WHERE user_id = %s", (user.id,))
    assert db.value("SELECT count(*) FROM outpost.message_reading") == 0
    assert db.value("SELECT count(*) FROM outpost.reading_wanted") == 0
    assert message != waiting and reading.look() == 0


def test_a_deleted_lead_comes_back_with_what_was_read(db, user, lead, deliver, reading, clock):
    deliver(INES, user.email, plain=PRICE, at=clock())
    reading.look()
    before = rows(db)
    LeadService(db, user.id, clock).delete([lead])
    reading.look()
    JournalService(db, user.id).undo()
    reading.look()
    assert rows(db) == before and suggestion(db, lead) == "Send the price"


@pytest.mark.parametrize("said", [ReadingThread.wake, ReadingThread.mail_came])
def test_a_thread_reads_what_comes(db, user, lead, deliver, reader, clock, said):
    """Long before it would look by itself."""
    looked, read = threading.Event(), threading.Event()

    class Told(MailReading):
        def look(self):
            count = super().look()
            looked.set()
            if count:
                read.set()
            return count

    thread = ReadingThread(
        lambda stop: Told(db, reader, Engine("scripted", "1"), now=clock, should_stop=stop)
    )
    thread.start()
    try:
        assert looked.wait(30)
        deliver(INES, user.email, plain=PRICE, at=clock())
        said(thread)
        assert read.wait(30)
    finally:
        thread.stop()
    assert [row[0] for row in rows(db)][:1] == ["intent"]


def test_what_waits_waits_on_while_reading_is_paused_also_in_the_middle(
    user, reading, insights, reader, deliver, lead, monkeypatch
):
    for number in range(3):
        deliver(INES, user.email, plain=f"{PRICE} {number}")
    insights.set_paused(True)
    assert reading.look() == 0
    assert (insights.state().waiting, insights.state().is_paused) == (3, True)
    insights.set_paused(False)
    monkeypatch.setattr("desktop_app.engine.reading._BATCH", 1)
    plain = reader.read
    reader.read = lambda *asked: (insights.set_paused(True) and None) or plain(*asked)
    assert reading.look() == 1
    assert insights.state().waiting == 2


def test_switched_on_again_it_is_not_paused(insights):
    insights.set_paused(True)
    insights.set_on(False)
    insights.set_on(True)
    assert not insights.state().is_paused


def test_what_is_less_sure_than_wanted_is_not_shown(reading, insights, deliver, lead, db, user):
    email = deliver(INES, user.email, plain=PRICE)
    reading.look()
    assert insights.least_confidence() == 0.6
    assert {each.kind for each in insights.of_message(email)} == {
        "sentiment", "urgency", "intent", "suggestion",
    }  # fmt: skip
    insights.set_least_confidence(0.8)
    assert {each.kind for each in insights.of_message(email)} == {"intent", "suggestion"}
    assert {each.kind for each in insights.newest_of_lead(lead)} == {"intent", "suggestion"}
    leads = LeadService(db, user.id)
    assert leads.timeline(lead).insights == 2
    assert not insights.is_hidden(lead, suggestion(db, lead))
    assert [each.suggestion for each in leads.rows([lead])] == [suggestion(db, lead)]
    insights.set_least_confidence(1.0)
    assert [each.suggestion for each in leads.rows([lead])] == [""]
    assert insights.of_message(email) == ()
    assert insights.is_hidden(lead, suggestion(db, lead))
    assert not insights.is_hidden(lead, "what another program wrote")
    db.run("UPDATE leads SET ai_suggestion = 'what another program wrote'")
    assert [each.suggestion for each in leads.rows([lead])] == ["what another program wrote"]


@pytest.mark.parametrize("least", [0.0, 0.05, 0.6, 1.0, 1e-05])
def test_rows_of_leads_hide_what_the_panel_hides(reading, insights, deliver, lead, db, user, least):
    deliver(INES, user.email, plain=PRICE)
    reading.look()
    leads, said = LeadService(db, user.id), suggestion(db, lead)
    for confidence in (None, 0.0, 0.04, 0.06, 0.59, 0.6, 0.99, 1.0):
        db.run("UPDATE ai_insights SET confidence = %s", (confidence,))
        insights.set_least_confidence(least)
        hidden = insights.is_hidden(lead, said)
        assert [each.suggestion for each in leads.rows([lead])] == ["" if hidden else said]


def test_what_is_kept_as_the_least_confidence_may_make_no_sense(
    reading, insights, deliver, lead, db, user
):
    deliver(INES, user.email, plain=PRICE)
    reading.look()
    leads, said = LeadService(db, user.id), suggestion(db, lead)
    for kept in ('"much"', "[1]", "{}", '"1e400"', '"nan"', "true", "null", '"."', '"7"'):
        db.run("DELETE FROM outpost.setting WHERE name = 'insights.least_confidence'")
        db.run(
            "INSERT INTO outpost.setting (user_id, name, value) "
            "VALUES (%s, 'insights.least_confidence', %s::jsonb)",
            (user.id, kept),
        )
        for confidence in (0.59, 0.61):
            db.run("UPDATE ai_insights SET confidence = %s", (confidence,))
            assert insights.is_hidden(lead, said) is (confidence < 0.6), kept
            assert [each.suggestion for each in leads.rows([lead])] == [
                "" if confidence < 0.6 else said
            ], kept
