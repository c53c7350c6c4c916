"""Answers and the like are written once, shown while they come, and kept as insights."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from desktop_app.data.leads import LeadRepository
from desktop_app.data.readings import Engine
from desktop_app.data.writings import WritingRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.leads import LeadStatus
from desktop_app.domain.learning import Verdict
from desktop_app.domain.model_settings import ModelKind, Provider
from desktop_app.domain.templates import TemplateText
from desktop_app.domain.templates import Tone as TemplateTone
from desktop_app.domain.writing import CallState, Purpose, Rewrite, State, Tone
from desktop_app.engine.reading import MailReading
from desktop_app.engine.sweep import Sweep
from desktop_app.engine.writing_thread import Readiness, WritingThread
from desktop_app.services.insights import InsightService
from desktop_app.services.journal import JournalService
from desktop_app.services.leads import LeadService
from desktop_app.services.templates import TemplateService
from desktop_app.wire.built_in_reader import ENGINE, VERSION, BuiltInReader
from desktop_app.wire.language_model import Limits
from tests.engine.writing_helpers import RENDERER, Desk, drafts
from tests.model_server import (
    answers,
    hangs,
    is_cut,
    is_silent,
    model_server,
    never_ends,
    says,
    streams,
)

INES = "ines@norvane.example"
PRICE = "How much would it cost for 40 seats? Please send a quote."
ANSWER = "Dear Ines,\n\nForty seats are [price].\n"


@pytest.fixture
def server():
    with model_server([says("Dear Ines,\n\n", "Forty seats are [price].\n")]) as made:
        yield made


@pytest.fixture
def lead(make_lead):
    return make_lead(INES, contact_name="Ines Caldaro", company="Norvane Optics")


@pytest.fixture
def desk(db, user, clock):
    return Desk(db, user, clock)


@pytest.fixture
def mail(user, lead, deliver, clock):
    """A message that waits for an answer."""
    return deliver(f"Ines <{INES}>", user.email, "Seats", PRICE, at=clock() - timedelta(hours=1))


@pytest.fixture
def talk(mail, deliver):
    return deliver.talk_of(mail)


@pytest.fixture
def template(db, user, clock):
    service = TemplateService(db, user.id, RENDERER, clock)
    text = TemplateText("Our prices", "Dear {{ first_name }},\n\nOur prices are attached.")
    return service.add("Price list", category="Pricing", text=text)[0]


def read(db, clock):
    MailReading(db, BuiltInReader(), Engine(ENGINE, VERSION), now=clock).look()


def has_draft(db, lead):
    return db.value("SELECT has_ai_draft FROM leads WHERE id = %s", (lead,))


# -- by a model -------------------------------------------------------------------------------


def test_an_answer_is_written_and_kept_as_an_insight(db, desk, server, talk, mail, lead, clock):
    desk.use(server.url)
    wanted = desk.service.draft(talk, Tone.FRIENDLY)
    assert desk.service.get(wanted).state is State.WAITING
    done = desk.write(wanted)
    assert (done.state, done.text, done.is_model) == (State.DONE, ANSWER.strip(), True)
    assert done.engine == "llama3.1 on this computer" and done.error is None
    [(id_, content, metadata)] = drafts(db)
    assert (id_, content) == (done.insight_id, done.text)
    assert metadata["tone"] == "friendly" and metadata["version"] == "llama3.1"
    assert has_draft(db, lead) is True
    assert desk.service.draft_of(talk).text == done.text
    told = server.calls[0].data
    assert told["conversation"]["1"]["text"] == PRICE
    assert "friendly" in server.calls[0].body["messages"][0]["content"]


def test_what_the_rep_wrote_before_and_the_best_template_are_told(
    db, desk, server, talk, template, user, lead, deliver, clock
):
    read(db, clock)
    deliver(user.email, INES, "Hello", "Hi Ines, cheers from the fair!\n\n> quoted words",
            at=clock() - timedelta(days=9))  # fmt: skip
    desk.use(server.url)
    desk.write(desk.service.draft(talk))
    told = server.calls[0].data
    assert told["my_earlier_mail"]["1"].strip() == "Hi Ines, cheers from the fair!"
    assert told["template"] == {"name": "Price list",
                                "text": "Dear Ines,\n\nOur prices are attached."}  # fmt: skip


def test_asked_for_twice_it_is_written_once(db, desk, server, talk):
    desk.use(server.url)
    wanted = desk.service.draft(talk)
    assert desk.service.draft(talk) == wanted
    desk.engine().look()
    assert desk.service.draft(talk) == wanted
    desk.engine().look()
    assert len(server.calls) == 1 and len(drafts(db)) == 1


def test_again_writes_another_one_in_its_place(db, desk, server, talk):
    desk.use(server.url)
    first = desk.write(desk.service.draft(talk))
    server.script = [says("Hello Ines.")]
    second = desk.write(desk.service.draft(talk, again=True))
    assert second.id != first.id and second.insight_id == first.insight_id
    assert [row[1] for row in drafts(db)] == ["Hello Ines."]
    assert desk.service.draft(talk) == second.id


def test_another_tone_is_another_writing_and_one_draft(db, desk, server, talk):
    desk.use(server.url)
    first = desk.write(desk.service.draft(talk, Tone.BRIEF))
    server.script = [says("Esteemed Ines.")]
    desk.write(desk.service.draft(talk, Tone.FORMAL))
    assert [row[1] for row in drafts(db)] == ["Esteemed Ines."]
    assert desk.service.draft(talk, Tone.BRIEF) == first.id  # the earlier words are there still
    assert [row[1] for row in drafts(db)] == [ANSWER.strip()]
    assert len(server.calls) == 2


def test_judged_it_stands_no_more_and_undone_it_does(db, desk, user, server, talk, lead):
    desk.use(server.url)
    done = desk.write(desk.service.draft(talk))
    InsightService(db, user.id).judge(done.insight_id, Verdict.DISMISSED)
    assert desk.service.draft_of(talk) is None and has_draft(db, lead) is False
    JournalService(db, user.id).undo()
    assert desk.service.draft_of(talk).text == done.text and has_draft(db, lead) is True
    InsightService(db, user.id).judge(done.insight_id, Verdict.EDITED)
    assert desk.service.draft_of(talk) is None and has_draft(db, lead) is False
    assert desk.service.draft(talk) == done.id  # asked for once more, it is offered again
    assert has_draft(db, lead) is True and len(server.calls) == 1


def test_answered_it_stands_no_more(db, desk, user, server, talk, mail, lead, deliver, clock):
    desk.use(server.url)
    desk.write(desk.service.draft(talk))
    updated = db.value("SELECT updated_at FROM leads WHERE id = %s", (lead,))
    deliver(user.email, INES, plain="Ten.", at=clock(), answers=mail)
    assert has_draft(db, lead) is False and desk.service.draft_of(talk) is None
    assert db.value("SELECT updated_at FROM leads WHERE id = %s", (lead,)) == updated


def test_a_newer_message_wants_another_answer(db, desk, user, server, talk, mail, lead, deliver,
                                              clock):  # fmt: skip
    desk.use(server.url)
    old = desk.service.draft(talk)
    deliver(INES, user.email, plain="And for 50?", at=clock(), answers=mail)
    failed = desk.write(old)
    assert failed.state is State.FAILED and "Another message" in failed.error.title
    assert server.calls == []
    new = desk.service.draft(talk)
    assert new != old and desk.write(new).state is State.DONE


def test_words_are_seen_while_they_come_and_not_too_often(db, desk, server, talk):
    desk.use(server.url)
    seconds = iter(x / 100 for x in range(10_000))
    desk.ticks = lambda: next(seconds)
    server.script = [says(*["word "] * 200)]
    shown = []
    real = WritingRepository.show

    def show(self, task, text, engine, is_model):
        shown.append(text)
        return real(self, task, text, engine, is_model)

    WritingRepository.show, kept = show, real
    try:
        desk.write(desk.service.draft(talk))
    finally:
        WritingRepository.show = kept
    assert 2 <= len(shown) <= 200 / 12 + 2
    assert shown == sorted(shown, key=len)


def test_thoughts_marks_and_the_signature_are_no_part_of_it(db, desk, user, server, talk):
    db.run("UPDATE users SET email_signature = 'Robin Reed\nFieldline' WHERE id = %s", (user.id,))
    desk.use(server.url)
    words = "Dear In\u202ees\x07,\n\n\n\nten.\n\nRobin Reed\nFieldline\n"
    server.script = [says("<think>They want", f" a price.</think>\nSubject: Re\n\n{words}")]
    assert desk.write(desk.service.draft(talk)).text == "Dear Ines,\n\nten."


def test_other_words_and_a_subject(desk, server):
    desk.use(server.url)
    server.script = [says("Shorter."), says("**Prices for 40 seats**\nand more")]
    done = desk.write(desk.service.rewrite("A long sentence.", Rewrite.SHORTER))
    assert (done.state, done.text) == (State.DONE, "Shorter.")
    assert server.calls[0].data == {"piece": "A long sentence."}
    done = desk.write(desk.service.subject("Dear Ines, ten."))
    assert (done.subject, done.text) == ("Prices for 40 seats", "")


def test_a_summary_is_kept_once_for_each_newest_message(db, desk, server, talk, mail, deliver,
                                                        user, clock):  # fmt: skip
    desk.use(server.url)
    server.script = [says("They want a price.")]
    done = desk.write(desk.service.summary(talk))
    assert desk.service.summary(talk) == done.id
    assert desk.service.summary_of(talk).text == "They want a price."
    assert db.value("SELECT content FROM ai_insights WHERE insight_type = 'summary'") == done.text
    deliver(user.email, INES, plain="Ten.", at=clock(), answers=mail)
    assert desk.service.summary_of(talk) is None
    assert desk.service.summary(talk) != done.id


# -- without one ------------------------------------------------------------------------------


def test_without_a_model_the_best_template_is_the_answer(db, desk, talk, template, clock, lead):
    read(db, clock)
    done = desk.write(desk.service.draft(talk))
    assert (done.state, done.is_model, done.engine) == (State.DONE, False, "template Price list")
    assert done.text == "Dear Ines,\n\nOur prices are attached."
    assert done.subject == "Our prices" and has_draft(db, lead) is True
    assert desk.service.draft_of(talk).is_model is False


def test_a_gap_of_a_template_is_told(db, desk, user, talk, clock):
    read(db, clock)
    TemplateService(db, user.id, RENDERER, clock).add(
        "Quote", category="Pricing", text=TemplateText("Quote", "Call me at {{ phone }}.")
    )
    done = desk.write(desk.service.draft(talk))
    assert done.text == "Call me at {{ phone }}." and "phone has no value" in done.error.title


def test_without_a_fitting_template_nothing_is_made_up(db, desk, user, talk, clock):
    read(db, clock)
    TemplateService(db, user.id, RENDERER, clock).add(
        "No reply, one week", category="Follow-up", tone=TemplateTone.CASUAL,
        text=TemplateText("Hello", "Still there?"),
    )  # fmt: skip
    done = desk.write(desk.service.draft(talk))
    assert (done.state, done.text) == (State.FAILED, "")
    assert "No template fits" in done.error.title and drafts(db) == []


def test_without_a_model_a_summary_quotes(db, desk, talk, clock):
    read(db, clock)
    done = desk.write(desk.service.summary(talk))
    assert done.engine == "built-in" and not done.is_model
    assert done.text.startswith("Ines wrote on 17 June 2026:")
    assert "Asks for the price" in done.text and "“How much would it cost" in done.text


def test_without_a_model_other_words_are_refused(desk):
    for ask in (lambda: desk.service.rewrite("Words.", Rewrite.WARMER),
                lambda: desk.service.subject("Words.")):  # fmt: skip
        with pytest.raises(KnownError, match="language model is needed"):
            ask()


def test_a_kind_that_a_model_does_not_do_is_done_without(db, desk, server, talk, template, clock):
    read(db, clock)
    desk.use(server.url, kinds=frozenset({ModelKind.SUMMARY}))
    assert desk.write(desk.service.draft(talk)).engine == "template Price list"
    assert server.calls == []


# -- servers that do not do as they should ----------------------------------------------------

QUICK = Limits(connect=5, first=0.3, between=0.3, whole=20)


@pytest.mark.parametrize(
    "step, words",
    [
        (is_silent(), "took too long"),
        (hangs("Dear "), "took too long"),
        (is_cut("Dear "), "no answer that makes sense"),
        (streams("{broken"), "no answer that makes sense"),
        (says(""), "no answer that makes sense"),
        (says("<think>hm"), "no answer that makes sense"),
        (says("", finish="content_filter"), "would not write"),
        (answers(401), "does not accept the key"),
        (answers(404), "no model"),
        (answers(503), "has a fault"),
        (answers(429), "too often"),
    ],
)  # fmt: skip
def test_the_template_steps_in_and_it_is_said_why(
    db, desk, server, talk, template, clock, step, words
):
    read(db, clock)
    desk.limits = QUICK
    desk.use(server.url)
    server.script = [step]
    done = desk.write(desk.service.draft(talk))
    assert (done.state, done.engine, done.is_model) == (
        State.DONE, "template Price list", False
    )  # fmt: skip
    assert words in f"{done.error.title} {done.error.advice}"
    assert len(drafts(db)) == 1


def test_no_model_and_no_template(desk, talk):
    desk.use("http://127.0.0.1:9/v1")
    done = desk.write(desk.service.draft(talk))
    assert done.state is State.FAILED and "does not answer" in done.error.title
    assert "No template fits" in done.error.advice
    assert desk.pauses == []  # what does not run here will not in a moment


def test_an_endless_answer_is_cut_and_that_is_said(desk, server, talk):
    desk.use(server.url)
    server.script = [never_ends("again ")]
    done = desk.write(desk.service.draft(talk))
    assert done.state is State.DONE and len(done.text) <= 6_000
    assert "was cut" in done.error.title
    assert server.gone.acquire(timeout=30)


def test_what_was_not_looked_at_is_asked_again_a_few_times(desk, server, talk):
    desk.use(server.url)
    server.script = [answers(429, Retry_After="5"), answers(502), says("Yes.")]
    assert desk.write(desk.service.draft(talk)).text == "Yes."
    assert desk.pauses == [5.0, 8.0] and len(server.calls) == 3
    states = [each.state for each in desk.service.calls()]
    assert states.count(CallState.REFUSED) == 2 and states.count(CallState.DONE) == 1


def test_it_is_not_asked_for_ever_and_not_after_an_hour(desk, server, talk):
    desk.use(server.url)
    server.script = [answers(429)]
    assert desk.write(desk.service.draft(talk)).state is State.FAILED
    assert len(server.calls) == 3
    server.script = [answers(429, Retry_After="3600")]
    assert desk.write(desk.service.draft(talk)).state is State.FAILED
    assert len(server.calls) == 4


@pytest.mark.parametrize("step", [is_cut("Dear "), hangs("Dear "), streams("{broken")])
def test_what_may_have_been_answered_is_never_asked_again(desk, server, talk, step):
    desk.limits = QUICK
    desk.use(server.url)
    server.script = [step]
    desk.write(desk.service.draft(talk))
    assert len(server.calls) == 1 and desk.pauses == []


def test_a_server_that_does_not_know_a_parameter_is_asked_without(desk, server, talk):
    desk.use(server.url)
    server.script = [
        answers(400, {"error": {"message": "unknown field stream_options"}}),
        answers(400, {"error": {"message": "use max_completion_tokens, not max_tokens"}}),
        says("Yes."),
    ]
    assert desk.write(desk.service.draft(talk)).text == "Yes."
    last = server.calls[-1].body
    assert "stream_options" not in last and last["max_completion_tokens"] == 2_000


# -- cancelled, stopped, killed ---------------------------------------------------------------


def in_background(work):
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_cancelled_the_call_ends_and_nothing_is_kept(db, desk, server, talk):
    desk.use(server.url)
    server.script = [hangs("Dear ")]
    wanted = desk.service.draft(talk)
    work = in_background(lambda: desk.engine().write(wanted))
    assert server.began.acquire(timeout=30)
    desk.service.cancel(wanted)
    assert server.gone.acquire(timeout=30)
    work.join(30)
    done = desk.service.get(wanted)
    assert done.state is State.CANCELLED and drafts(db) == []
    assert desk.service.calls()[0].state is CallState.CANCELLED
    assert desk.service.cancel(wanted).kinds == type(desk.service.cancel(wanted).kinds)(0)
    server.script = [says("Yes.")]
    assert desk.service.draft(talk) == wanted  # asked for once more, it is begun anew
    assert desk.write(wanted).text == "Yes."


def test_an_engine_that_ends_leaves_it_to_the_next(db, desk, server, talk):
    desk.use(server.url)
    server.script = [hangs("Dear ")]
    wanted = desk.service.draft(talk)
    work = in_background(lambda: desk.engine().write(wanted))
    assert server.began.acquire(timeout=30)
    desk.stop = True
    work.join(30)
    assert desk.service.get(wanted).state is State.WAITING
    desk.stop = False
    server.script = [says("Yes.")]
    desk.engine().look()
    assert desk.service.get(wanted).text == "Yes." and len(drafts(db)) == 1


class Killed(BaseException):
    """As if the process were gone: nothing of it runs any more."""


@pytest.mark.parametrize("where", ["reserve", "settle", "show", "end", "keep", "tell"])
def test_killed_anywhere_there_is_one_insight_in_the_end(
    db, desk, server, talk, monkeypatch, where
):
    from desktop_app.data.database import Database
    from desktop_app.data.model_calls import ModelCallRepository

    desk.use(server.url)
    wanted = desk.service.draft(talk)
    owner = {
        "reserve": ModelCallRepository, "settle": ModelCallRepository, "tell": Database
    }.get(where, WritingRepository)  # fmt: skip
    real, dead = getattr(owner, where), []

    def once(self, *args, **more):
        made = real(self, *args, **more)
        if not dead:
            dead.append(where)
            raise Killed
        return made

    monkeypatch.setattr(owner, where, once)
    with pytest.raises(Killed):
        desk.engine().write(wanted)
    assert dead and len(drafts(db)) == 0
    assert desk.service.get(wanted).state is State.RUNNING
    desk.engine().look()
    assert desk.service.get(wanted).state is State.DONE
    assert [row[1] for row in drafts(db)] == [ANSWER.strip()]


def test_one_that_is_broken_off_again_and_again_fails_calmly(db, desk, server, talk):
    desk.use(server.url)
    wanted = desk.service.draft(talk)
    db.run("UPDATE outpost.writing SET state = 'running', attempts = 2 WHERE id = %s", (wanted,))
    done = desk.write(wanted)
    assert done.state is State.FAILED and "again and again" in done.error.title
    assert server.calls == []


def test_two_engines_write_it_once(db, desk, server, talk):
    desk.use(server.url)
    server.script = [hangs("Dear ")]
    wanted = desk.service.draft(talk)
    work = in_background(lambda: desk.engine().write(wanted))
    assert server.began.acquire(timeout=30)
    assert desk.engine().write(wanted) is False
    server.go_on.set()
    work.join(30)
    assert len(server.calls) == 1 and len(drafts(db)) == 1


# -- what leaves ------------------------------------------------------------------------------


def test_nothing_leaves_before_the_user_has_seen_it(db, desk, server, talk, monkeypatch):
    # The server here plays a service of the net.
    monkeypatch.setattr(Provider, "is_local", property(lambda self: False))
    desk.use(server.url, drafts_for_hot=True)
    leaving = desk.service.leaving(Purpose.DRAFT, thread_id=talk)
    assert leaving.host == server.url.split("/")[2] and not leaving.is_local
    with pytest.raises(KnownError, match="Nothing was sent"):
        desk.service.draft(talk)
    with pytest.raises(KnownError, match="Nothing was sent"):
        desk.service.rewrite("Words.", Rewrite.WARMER)
    db.run("UPDATE leads SET status = 'hot'")
    assert desk.engine().ask_for_hot() == 0
    assert server.calls == []
    desk.service.agree(leaving.host)
    assert desk.service.leaving(Purpose.DRAFT, thread_id=talk) is None
    desk.write(desk.service.draft(talk))
    # Byte for byte what was shown.
    assert server.calls[0].content == leaving.text.encode()
    assert leaving.bytes == len(server.calls[0].content)
    [call] = desk.service.calls()
    assert call.text == leaving.text and call.bytes_out == leaving.bytes
    assert call.sha256 == hashlib.sha256(server.calls[0].content).hexdigest()
    asked = desk.service.draft(talk, again=True)
    desk.service.disagree(leaving.host)
    assert "Nothing was sent" in desk.write(asked).error.title  # nor what was asked for before
    assert len(server.calls) == 1


def test_of_a_model_on_this_computer_nothing_leaves(desk, server, talk):
    desk.use(server.url)
    assert desk.service.leaving(Purpose.DRAFT, thread_id=talk) is None
    desk.write(desk.service.draft(talk))
    [call] = desk.service.calls()  # and it is recorded all the same
    assert call.text.encode() == server.calls[0].content and call.tokens == 120


def test_a_key_is_for_the_host_that_it_was_kept_for(desk, server, talk):
    desk.use(server.url)
    desk.service.keep_key("sk-secret")
    desk.write(desk.service.draft(talk))
    assert server.calls[0].headers["authorization"] == "Bearer sk-secret"
    with model_server([says("Yes.")]) as other:
        desk.use(other.url)
        desk.write(desk.service.draft(talk, again=True))
        assert "authorization" not in other.calls[0].headers
        assert not desk.service.has_key()


# -- budgets ----------------------------------------------------------------------------------


def test_a_budget_holds_and_the_template_steps_in(db, desk, server, talk, template, clock):
    read(db, clock)
    desk.use(server.url, tokens=3_000)
    assert desk.write(desk.service.draft(talk)).is_model
    assert desk.service.spent().tokens == 120
    db.run("UPDATE outpost.model_call SET tokens = 2000")
    done = desk.write(desk.service.draft(talk, again=True))
    assert not done.is_model and "budget" in done.error.title
    assert len(server.calls) == 1
    clock.forward(days=31)
    assert desk.service.spent().tokens == 0  # another month
    assert desk.write(desk.service.draft(talk, again=True)).is_model


def test_money_counts_by_the_prices(db, desk, server, talk):
    desk.use(server.url, price_in=10.0, price_out=30.0, money=0.1)
    desk.write(desk.service.draft(talk))
    assert desk.service.spent().money == pytest.approx((100 * 10 + 20 * 30) / 1e6)
    db.run("UPDATE outpost.model_call SET cost = 0.09")
    assert "budget" in desk.write(desk.service.draft(talk, again=True)).error.title


def test_two_calls_at_once_do_not_pass_it_together(desk, server, talk):
    server.script = [hangs("Dear ")]
    desk.use(server.url, tokens=3_500)  # room for one of them
    first, second = desk.service.draft(talk), desk.service.draft(talk, Tone.BRIEF)
    work = in_background(lambda: desk.engine().write(first))
    assert server.began.acquire(timeout=30)
    assert "budget" in desk.write(second).error.title
    server.go_on.set()
    work.join(30)
    assert len(server.calls) == 1


def test_what_a_killed_call_reserved_stays_taken(db, desk, server, talk, monkeypatch):
    from desktop_app.wire.language_model import LanguageModel

    desk.use(server.url, tokens=3_500)
    wanted = desk.service.draft(talk)

    def killed(*args, **more):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(LanguageModel, "ask", killed)
        with pytest.raises(Killed):
            desk.engine().write(wanted)
    [call] = desk.service.calls()
    assert call.state is CallState.OPEN and call.tokens > 2_000
    assert "budget" in desk.write(wanted).error.title
    assert server.calls == []


# -- by itself --------------------------------------------------------------------------------


def test_new_mail_of_hot_leads_is_answered_where_that_is_wished(
    db, desk, user, server, talk, lead, deliver, clock, make_lead
):
    read(db, clock)
    desk.use(server.url)
    assert desk.engine().ask_for_hot() == 0
    desk.use(server.url, drafts_for_hot=True)
    assert desk.engine().ask_for_hot() == 0  # it is warm
    LeadService(db, user.id, clock).set_status([lead], LeadStatus.HOT)
    late = replace(desk, clock=lambda: clock() + timedelta(days=3))
    assert late.engine().ask_for_hot() == 0  # it is not new any more
    engine = desk.engine()
    assert (engine.ask_for_hot(), engine.ask_for_hot()) == (1, 0)
    engine.look()
    assert [row[1] for row in drafts(db)] == [ANSWER.strip()]
    done = desk.service.draft_of(talk)
    InsightService(db, user.id).judge(done.insight_id, Verdict.DISMISSED)
    assert engine.ask_for_hot() == 0  # what was dismissed does not come back by itself


def test_threads_write_what_is_asked_for_and_end(db, desk, server, talk):
    desk.use(server.url)
    desk.service.look_for_models()
    from desktop_app.engine.writing_thread import ModelLooks

    looked = threading.Event()

    def make(should_stop, pause):
        engine = desk.engine()
        looks = ModelLooks(db, desk.caller(), desk.clock)
        return engine, (looks.look, looked.set)

    thread = WritingThread(make)
    wanted = desk.service.draft(talk)
    thread.start()
    try:
        assert looked.wait(30)
        while not desk.service.get(wanted).state.over:
            assert threading.Event().wait(0.02) is False
    finally:
        thread.stop()
    assert desk.service.get(wanted).state is State.DONE
    assert desk.service.models().names == ("llama3.1", "mistral")


def test_what_asking_takes_is_loaded_once_there_is_a_model(db, desk, server):
    loaded = []
    ready = Readiness(db, lambda: loaded.append(1))
    ready.look()
    desk.use(server.url, on=False)
    ready.look()
    assert not loaded
    desk.use(server.url)
    ready.look()
    ready.look()
    assert loaded == [1]


def test_models_of_an_endpoint_that_is_not_there(db, desk):
    from desktop_app.engine.writing_thread import ModelLooks

    desk.service.look_for_models("http://127.0.0.1:9/v1")
    assert desk.service.models().is_looking
    ModelLooks(db, desk.caller(), desk.clock).look()
    found = desk.service.models()
    assert not found.is_looking and "does not answer" in found.error.title


def test_a_merged_lead_keeps_what_was_written(db, desk, server, talk, lead, user):
    desk.use(server.url)
    desk.write(desk.service.draft(talk))
    with db.transaction():
        LeadRepository(db).refresh_contact(user.id, [lead])
    assert has_draft(db, lead) is True


def test_what_was_written_long_ago_is_forgotten_and_its_insight_stays(db, desk, server, talk,
                                                                      clock):  # fmt: skip
    desk.use(server.url)
    draft = desk.service.draft(talk)
    words = desk.service.rewrite("Words.", Rewrite.WARMER)
    desk.engine().look()
    clock.forward(days=8)
    Sweep(db, clock).when_due()
    assert desk.service.get(words) is None and desk.service.get(draft) is not None
    clock.forward(days=90)
    Sweep(db, clock).when_due()
    assert desk.service.get(draft) is None and len(drafts(db)) == 1
    assert len(desk.service.calls()) == 2
    clock.forward(days=400)
    Sweep(db, clock).when_due()
    assert desk.service.calls() == ()


def test_a_draft_of_another_program_stands_too(db, desk, user, talk, mail, lead):
    db.run(
        "INSERT INTO ai_insights (user_id, lead_id, email_id, insight_type, content, metadata) "
        "VALUES (%s, %s, NULL, 'draft', 'Hello', '[1]')",
        (user.id, lead),
    )
    found = desk.service.draft_of(talk)
    assert (found.text, found.is_model, found.tone) == ("Hello", True, Tone.PROFESSIONAL)
    assert has_draft(db, lead) is True
    db.run("DELETE FROM ai_insights")
    assert has_draft(db, lead) is False and desk.service.draft_of(talk) is None
