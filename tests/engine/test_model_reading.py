"""A model reads mail for the kinds it was given; what it cannot show it did not find."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from desktop_app.data.readings import Engine, ReadingRepository
from desktop_app.domain.model_settings import Beside, ModelKind, Provider
from desktop_app.engine.model_reading import MailReadingByModel
from desktop_app.engine.reading import MailReading
from desktop_app.services.insights import InsightService
from desktop_app.wire.built_in_reader import ENGINE, VERSION, BuiltInReader
from desktop_app.wire.language_model import Limits
from tests.engine.writing_helpers import Desk
from tests.model_server import answers, is_silent, model_server, says

INES = "ines@norvane.example"
TEXT = "How much would it cost for 40 seats?\nPlease send a quote, we could meet\non Tuesday."
ALL = frozenset({ModelKind.SENTIMENT, ModelKind.URGENCY, ModelKind.INTENT})


def found(label, confidence=0.9, quotes=(), **more):
    return {"label": label, "confidence": confidence, "quotes": list(quotes), **more}


def reading(**more):
    told = {
        "language": "en",
        "sentiment": found("positive", 0.8, ["Please send a quote"]),
        "urgency": found("high", 1.7, []),
        "intents": [found("meeting", 0.9, ["meet on Tuesday"], until=None)],
        **more,
    }
    return says(json.dumps(told))


@pytest.fixture
def server():
    with model_server([reading()]) as made:
        yield made


@pytest.fixture
def desk(db, user, clock, make_lead):
    make_lead(INES, contact_name="Ines Caldaro")
    return Desk(db, user, clock)


@pytest.fixture
def mail(desk, db, user, deliver, clock):
    made = deliver(INES, user.email, "Seats", TEXT, at=clock() - timedelta(hours=1))
    read(db, clock)
    return made


def read(db, clock):
    MailReading(db, BuiltInReader(), Engine(ENGINE, VERSION), now=clock).look()


def by_model(desk):
    return MailReadingByModel(desk.db, desk.caller(), now=desk.clock).look()


def said(db, user, mail):
    return {
        (each.kind, each.label): each.engine
        for each in InsightService(db, user.id).of_message(mail)
        if each.kind != "suggestion"
    }


def test_its_findings_stand_in_place_of_the_built_in_ones(db, desk, user, server, mail, clock):
    desk.use(server.url, kinds=ALL)
    assert (by_model(desk), by_model(desk)) == (1, 0)
    assert len(server.calls) == 1
    assert said(db, user, mail) == {
        ("sentiment", "positive"): "model llama3.1",
        ("urgency", "high"): "model llama3.1",
        ("intent", "meeting"): "model llama3.1",
    }
    insights = {each.kind: each for each in InsightService(db, user.id).of_message(mail)}
    assert insights["urgency"].confidence == 1.0  # no surer than sure
    [span] = insights["intent"].spans
    assert TEXT[span.start : span.end] == "meet\non Tuesday"
    assert server.calls[0].body["response_format"]["json_schema"]["strict"] is True
    [call] = desk.service.calls()
    assert call.purpose == "reading"


def test_the_next_step_follows_from_it(db, desk, user, server, mail, clock):
    server.script = [reading(intents=[found("unsubscribe", 0.9, ["Please send"], until=None)])]
    desk.use(server.url, kinds=frozenset({ModelKind.SUGGESTION}))
    by_model(desk)
    read(db, clock)
    assert db.value("SELECT ai_suggestion FROM leads") == "Write no more, and confirm it today"
    insights = {each.kind: each for each in InsightService(db, user.id).of_message(mail)}
    assert insights["suggestion"].quotes == ("Please send",)


def test_a_newer_built_in_reader_does_not_take_its_place(db, desk, user, server, mail, clock):
    desk.use(server.url, kinds=ALL)
    by_model(desk)
    before = said(db, user, mail)
    newer = MailReading(db, BuiltInReader(), Engine(ENGINE, "99"), now=clock)
    newer.begin()
    assert newer.look() == 1
    assert said(db, user, mail) == before


def test_beside_the_built_in_ones_where_that_is_wished(db, desk, user, server, mail):
    before = said(db, user, mail)
    desk.use(server.url, kinds=frozenset({ModelKind.INTENT}), beside=Beside.ADD)
    by_model(desk)
    now = said(db, user, mail)
    # Where both say the same, the newest of them is looked at here.
    assert set(before) <= set(now) and ("intent", "meeting") in now
    engines = {row[0] for row in db.rows("SELECT metadata ->> 'engine' FROM ai_insights")}
    assert engines == {"model", ENGINE}


def test_what_it_cannot_quote_it_did_not_find(db, desk, user, server, mail):
    server.script = [
        reading(
            intents=[
                found("unsubscribe", 1, ["I never want to hear from you"], until=None),
                found("price", 0.7, ["how MUCH  would it cost"], until=None),
                found("thanks", 0.7, [], until=None),
            ]
        )
    ]
    desk.use(server.url, kinds=frozenset({ModelKind.INTENT}))
    by_model(desk)
    intents = [each for each in said(db, user, mail) if each[0] == "intent"]
    assert intents == [("intent", "price")]


@pytest.mark.parametrize(
    "wrong",
    [
        says("I think they want a price."),
        says('{"language": "en"}'),
        reading(sentiment=found("furious")),
        reading(sentiment={**found("positive"), "run": "rm -rf /"}),
        reading(urgency=found("high", "very")),
        reading(intents=[found("meeting", float("nan"), ["meet"], until=None)]),
        reading(recipients=["thief@evil.example"]),
        says("[" * 5_000),
    ],
)
def test_what_does_not_match_is_asked_for_once_more_and_left(db, desk, user, server, mail, wrong):
    before = said(db, user, mail)
    desk.use(server.url, kinds=ALL)
    server.script = [wrong]
    by_model(desk)
    assert by_model(desk) == 0
    assert len(server.calls) == 2
    assert said(db, user, mail) == before != {}
    told = db.row("SELECT done, attempts, said FROM outpost.model_reading")
    assert told[:2] == (False, 2) and "thief" not in told[2]


def test_a_second_answer_that_matches_counts(db, desk, user, server, mail):
    desk.use(server.url, kinds=ALL)
    server.script = [says("hm"), says("```json\n" + json.dumps({
        "language": "en", "sentiment": found("neutral"), "urgency": found("low"), "intents": []
    }) + "\n```")]  # fmt: skip
    assert by_model(desk) == 2  # tries of one message
    assert said(db, user, mail) == {
        ("sentiment", "neutral"): "model llama3.1", ("urgency", "low"): "model llama3.1",
    }  # fmt: skip


@pytest.mark.parametrize("step", [answers(503), answers(429), answers(401), is_silent()])
def test_where_nobody_answers_it_waits_and_what_is_there_stays(db, desk, user, server, mail, step):
    before = said(db, user, mail)
    desk.limits = Limits(connect=5, first=0.3, between=0.3, whole=20)
    desk.use(server.url, kinds=ALL)
    server.script = [step]
    assert by_model(desk) == 0 and said(db, user, mail) == before
    server.go_on.set()
    server.script = [reading()]
    assert by_model(desk) == 1 and said(db, user, mail) != before


def test_a_budget_that_is_used_up_leaves_mail_to_the_built_in_reader(db, desk, user, server, mail):
    before = said(db, user, mail)
    desk.use(server.url, kinds=ALL, tokens=100)
    assert by_model(desk) == 0
    assert server.calls == [] and said(db, user, mail) == before


def test_what_is_old_or_was_not_asked_for_does_not_leave(db, desk, user, server, deliver, clock):
    deliver(INES, user.email, plain="Old", at=clock() - timedelta(days=40))
    deliver("nobody@else.example", user.email, plain="From nobody known", at=clock())
    deliver(user.email, INES, plain="My own", at=clock())
    deliver(INES, user.email, plain="Away", kind="auto_reply", at=clock())
    read(db, clock)
    desk.use(server.url, kinds=ALL)
    assert by_model(desk) == 0
    desk.use(server.url)  # drafts and summaries alone
    deliver(INES, user.email, plain="New", at=clock())
    read(db, clock)
    assert by_model(desk) == 0
    assert server.calls == []


def test_a_deferral_has_its_day_where_that_makes_sense(db, desk, user, server, mail):
    server.script = [reading(intents=[found("deferral", 0.9, ["Please send"], until="2026-09-01")])]
    desk.use(server.url, kinds=ALL)
    by_model(desk)
    [content] = [row[0] for row in db.rows(
        "SELECT content FROM ai_insights WHERE insight_type = 'intent'")]  # fmt: skip
    assert content == "Not now, until 1 September 2026"


def test_read_twice_it_is_written_once(db, desk, user, server, mail):
    desk.use(server.url, kinds=ALL)
    by_model(desk)
    before = db.rows("SELECT id FROM ai_insights ORDER BY id")
    db.run("DELETE FROM outpost.model_reading")
    by_model(desk)
    assert db.rows("SELECT id FROM ai_insights ORDER BY id") == before
    assert ReadingRepository(db).wanted(user.id) == 0


def test_nothing_is_read_before_the_user_has_seen_what_leaves(
    db, desk, user, server, mail, monkeypatch
):
    monkeypatch.setattr(Provider, "is_local", property(lambda self: False))
    desk.use(server.url, kinds=ALL)
    assert by_model(desk) == 0 and server.calls == []
    leaving = desk.service.leaving_by_itself()
    desk.service.agree(leaving.host)
    assert by_model(desk) == 1
    assert server.calls[0].content == leaving.text.encode()
    assert desk.service.leaving_by_itself() is None


def test_what_leaves_by_itself_is_shown_also_before_there_is_mail(db, user, clock, monkeypatch):
    monkeypatch.setattr(Provider, "is_local", property(lambda self: False))
    desk = Desk(db, user, clock)
    desk.use("https://m.example/v1", kinds=frozenset({ModelKind.DRAFT}))
    assert desk.service.leaving_by_itself() is None  # nothing does
    for more in ({"kinds": ALL}, {"drafts_for_hot": True}):
        desk.use("https://m.example/v1", **more)
        leaving = desk.service.leaving_by_itself()
        assert leaving.host == "m.example" and leaving.purpose is None
        assert leaving.bytes == len(leaving.text.encode())
    desk.agree("m.example")
    assert desk.service.leaving_by_itself() is None


def test_of_answers_by_themselves_the_newest_conversation_is_shown(desk, server, mail, monkeypatch):
    monkeypatch.setattr(Provider, "is_local", property(lambda self: False))
    desk.use(server.url, drafts_for_hot=True)
    leaving = desk.service.leaving_by_itself()
    assert "You write an answer" in leaving.text
    assert "How much" in leaving.text
