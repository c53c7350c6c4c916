"""An answer that is written for the user: streamed, marked, undone, judged, sent by nobody else."""

from __future__ import annotations

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument

from desktop_app.domain.model_settings import Provider
from desktop_app.domain.outgoing import How
from desktop_app.domain.proposals import how_far, stands_in, verdict_of
from desktop_app.domain.writing import State, Tone, Trouble
from desktop_app.ui.composer.ai_draft import AiDraft
from desktop_app.ui.composer.composer import Composer
from desktop_app.ui.composer.opened import opened
from desktop_app.ui.composer.streamed import StreamedText, find_beginning, find_text
from desktop_app.ui.widgets.dialogs import Question
from desktop_app.ui.writing.asking import LeavingDialog
from tests.ui.composer.conftest import ANSWER as TEXT

INES = "ines@norvane.example"


@pytest.fixture
def message(deliver, user, make_lead):
    make_lead(INES, contact_name="Ines Caldaro")
    return deliver(INES, user.email, "Prices", "What would 40 units cost?")


@pytest.fixture
def talk(message, deliver):
    return deliver.talk_of(message)


@pytest.fixture
def reply(desk, message, talk) -> Composer:
    desk.show_conversation(talk)
    return desk.answer(talk, message, How.REPLY)


def own(reply: Composer) -> str:
    return reply.editor.toPlainText()


def verdict(db):
    return db.row(
        "SELECT metadata ->> 'verdict', (metadata ->> 'edited')::float8 FROM ai_insights "
        "WHERE insight_type = 'draft'"
    )


def reopened(desk, reply, talk, message) -> Composer:
    reply.put_away()
    desk.show_conversation(None)
    desk.show_conversation(talk)
    return desk.answer(talk, message, How.REPLY)


def test_it_comes_piece_by_piece_and_is_marked(reply, engine, model):
    reply.footer.ai.click()
    assert reply.band.words == "Writing an answer …"
    assert reply.band.stop.isVisible()
    engine.take()
    engine.show("Hi Ines")
    assert own(reply).startswith("Hi Ines")
    assert reply.band.words == "Writing an answer with llama on this computer …"
    engine.show("Hi Ines,\n\nPricing")
    assert own(reply).startswith("Hi Ines,\n\nPricing")
    engine.end()
    assert own(reply).strip() == TEXT
    assert reply.band.words == "AI draft. Read it before you send."
    assert not reply.band.stop.isVisible()
    assert reply.band.tone.words == "Professional"


def test_one_undo_takes_all_of_it_back_and_redo_brings_it_and_its_mark(reply, engine, model):
    before = own(reply)
    reply.ai.ask()
    engine.take()
    for length in range(1, len(TEXT), 9):
        engine.show(TEXT[:length])
    engine.end()
    reply.editor.undo()
    assert own(reply) == before
    assert reply.band.words == ""
    reply.editor.redo()
    assert own(reply).strip() == TEXT
    assert reply.band.words == "AI draft. Read it before you send."


def test_what_the_rep_wrote_stays_below_it(reply, engine, model, qtbot):
    qtbot.keyClicks(reply.editor, "Mine.")
    reply.ai.ask()
    engine.take()
    engine.show("Hi Ines,")
    reply.editor.moveCursor(reply.editor.textCursor().MoveOperation.End)
    qtbot.keyClicks(reply.editor, " And more.")
    engine.end()
    assert own(reply).startswith(f"{TEXT}\n\nMine.")
    assert own(reply).endswith("And more.")
    assert reply.band.words == "AI draft. Read it before you send."


def test_who_changes_what_comes_takes_it_over(reply, engine, model, qtbot, db):
    reply.ai.ask()
    engine.take()
    engine.show("Hi Ines, dear")
    cursor = reply.editor.textCursor()
    cursor.setPosition(3)
    reply.editor.setTextCursor(cursor)
    qtbot.keyClicks(reply.editor, "X")
    assert not engine.show("Hi Ines, dear Ines") or not reply.ai.is_writing
    assert own(reply).startswith("Hi XInes, dear")
    assert "dear Ines" not in own(reply)
    assert reply.band.words == ""
    assert db.value("SELECT state FROM outpost.writing") == "cancelled"


def test_escape_stops_it_and_keeps_what_came(reply, engine, model, qtbot, db):
    reply.ai.ask()
    engine.take()
    engine.show("Hi Ines, so far")
    qtbot.keyClick(reply.editor, Qt.Key.Key_Escape)
    assert reply.band.words == "Stopped. What came so far stands below."
    assert db.value("SELECT state FROM outpost.writing") == "cancelled"
    assert not reply.is_away
    reply.band.discard.click()
    assert "so far" not in own(reply)
    assert reply.band.words == ""


def test_it_is_not_sent_before_it_is_there(reply, engine, model, services):
    reply.ai.ask()
    engine.take()
    engine.show("Hi")
    reply.send()
    assert "still being written" in reply.trouble.text()
    engine.end("Hi Ines.")
    assert services.outbox.queued == []  # what was pressed before is not remembered
    reply.send()
    assert len(services.outbox.queued) == 1


@pytest.mark.parametrize(
    ("change", "expected"),
    [(None, ("accepted", 0.0)), ("word", ("edited", 0.1)), ("all", ("dismissed", 1.0))],
)
def test_what_became_of_it_is_kept_when_it_is_sent(
    reply, engine, model, db, qtbot, change, expected
):
    reply.ai.ask()
    engine.write("one two three four five six seven eight nine ten")
    if change == "word":
        text = own(reply)
        cursor = reply.editor.textCursor()
        cursor.setPosition(text.index("three"))
        cursor.setPosition(text.index("three") + 5, cursor.MoveMode.KeepAnchor)
        cursor.insertText("3")
    elif change == "all":
        reply.editor.selectAll()
        qtbot.keyClicks(reply.editor, "Something else")
    reply.send()
    assert verdict(db) == pytest.approx(expected) or verdict(db) == expected


def test_a_change_takes_the_mark_away_and_is_kept(reply, engine, model, db, qtbot):
    reply.ai.ask()
    engine.write()
    reply.editor.moveCursor(reply.editor.textCursor().MoveOperation.Start)
    qtbot.keyClicks(reply.editor, "Good day: ")  # above it: it stands as it was proposed
    assert reply.band.words == "AI draft. Read it before you send."
    cursor = reply.editor.textCursor()
    cursor.setPosition(own(reply).index("40"))
    reply.editor.setTextCursor(cursor)
    qtbot.keyClicks(reply.editor, "1")
    assert reply.band.words == ""
    qtbot.waitUntil(lambda: verdict(db)[0] == "edited")
    assert 0 < verdict(db)[1] < 0.2


def test_discarded_it_is_gone_and_undo_brings_it_back(reply, engine, model, db):
    before = own(reply)
    reply.ai.ask()
    engine.write()
    reply.band.discard.click()
    assert own(reply).strip() == before.strip()
    assert reply.band.words == ""
    assert verdict(db) == ("dismissed", 1.0)
    reply.editor.undo()
    assert own(reply).strip() == TEXT
    assert reply.band.words != ""


def test_thrown_away_with_its_mail_it_is_dismissed(reply, engine, model, db):
    reply.ai.ask()
    engine.write()
    reply.discard()
    assert verdict(db)[0] == "dismissed"


def test_another_one_takes_its_place_in_one_step(reply, engine, model, qtbot):
    qtbot.keyClicks(reply.editor, "Mine.")
    reply.ai.ask()
    engine.write()
    reply.band.again.click()
    engine.take()
    engine.show("Dear Ines")
    assert own(reply).startswith("Dear Ines\n\nMine.")
    engine.end("Dear Ines, again.")
    assert own(reply).startswith("Dear Ines, again.\n\nMine.")
    reply.editor.undo()
    assert own(reply).startswith(f"{TEXT}\n\nMine.")


def test_a_tone_is_chosen_and_remembered(reply, engine, model, ctx, db):
    reply.ai.ask()
    engine.write()
    friendly = next(
        each for each in reply.band.open_tones().actions() if each.text() == Tone.FRIENDLY.shown
    )
    friendly.trigger()
    engine.write("Hello there!")
    assert own(reply).strip() == "Hello there!"
    assert reply.band.tone.words == "Friendly"
    assert db.value("SELECT count(*) FROM outpost.writing WHERE tone = 'friendly'") == 1
    assert AiDraft(ctx, reply, reply.band)._tone is Tone.FRIENDLY


def test_a_draft_by_a_template_says_so(reply, engine):
    reply.ai.ask()
    engine.write(engine="template Intro", is_model=False,
                 error=Trouble("The model did not answer.", "Look in the settings."))  # fmt: skip
    assert reply.band.words == "From your template Intro. Read it before you send."
    assert reply.band.note.text == "The model did not answer. Look in the settings."


def test_what_failed_says_why_and_can_be_tried_again(reply, engine, model):
    reply.ai.ask()
    engine.write("", state=State.FAILED, error=Trouble("The budget is used up.", "Wait for July."))
    assert reply.band.words == "The budget is used up."
    assert reply.band.note.text == "Wait for July."
    reply.band.again.click()
    engine.write()
    assert own(reply).strip() == TEXT


def test_what_stands_nowhere_in_the_conversation_is_seen_before_it_leaves(
    reply, engine, model, services, host
):
    reply.ai.ask()
    engine.write("Call +32 555 0199 or see https://evil.example.",
                 flagged=("+32 555 0199", "https://evil.example"))  # fmt: skip
    assert "https://evil.example" in reply.band.note.text
    reply.send()
    (question,) = host.findChildren(Question)
    assert services.outbox.queued == []
    assert "+32 555 0199" in question.findChildren(type(reply.band.note))[0].text
    question.yes.click()
    assert len(services.outbox.queued) == 1


def test_the_mark_is_there_again_when_the_draft_is_opened_again(
    reply, engine, model, desk, talk, message, services
):
    reply.ai.ask()
    engine.write(flagged=("40",))
    again = reopened(desk, reply, talk, message)
    assert again is not reply
    assert own(again).strip() == TEXT
    assert again.band.words == "AI draft. Read it before you send."
    again.band.discard.click()
    assert own(again).strip() == ""


def test_what_was_on_its_way_when_the_program_ended_comes_once(
    reply, engine, model, make_ctx, host, talk, message, services, desk
):
    reply.ai.ask()
    engine.take()
    engine.show("Hi Ines,\n\nPricing")
    reply.remember()
    desk.show_conversation(None)
    assert "Pricing" not in services.drafts.get(reply.draft_id).content.plain
    engine.end()
    composer = Composer(make_ctx(host), reply.keeper.start, docked=False, parent=host)
    composer.show_draft(opened(services.drafts, services.drafts.get(reply.draft_id)))
    assert own(composer).strip() == TEXT
    assert composer.band.words == "AI draft. Read it before you send."


def test_asked_for_before_the_draft_is_there_it_waits_for_it(desk, message, talk, engine, model):
    desk.show_conversation(talk)
    composer = desk.answer(talk, message, How.REPLY)
    composer.keeper._draft, draft = None, composer.keeper._draft
    composer.ai.ask()
    assert not composer.ai.is_writing
    composer.keeper._draft = draft
    composer.ai.opened()
    engine.write()
    assert own(composer).strip() == TEXT


def test_a_draft_that_stands_already_is_taken(reply, services, db, user, message):
    lead = db.value("SELECT lead_id FROM emails WHERE id = %s", (message,))
    db.run(
        "INSERT INTO ai_insights (id, user_id, lead_id, email_id, insight_type, content) "
        "VALUES (%s, %s, %s, %s, 'draft', 'Ready made.')",
        (uuid4(), user.id, lead, message),
    )
    reply.ai.ask()
    assert own(reply).strip() == "Ready made."
    assert reply.band.words == "AI draft. Read it before you send."
    reply.send()
    assert verdict(db) == ("accepted", 0.0)


def test_before_the_first_time_it_is_shown_what_would_leave(reply, services, host, db, engine):
    services.writing.set_provider(Provider(on=True, url="https://llm.example/v1", name="large"))
    reply.ai.ask()
    (dialog,) = host.findChildren(LeavingDialog)
    shown = dialog.text.toPlainText()
    assert "What would 40 units cost?" in shown
    assert f"{len(shown.encode()):,} bytes" in dialog.text.accessibleName()
    dialog.reject()
    assert db.value("SELECT count(*) FROM outpost.writing") == 0
    assert reply.band.words == ""
    assert not reply.ai.is_writing
    reply.ai.ask()
    host.findChildren(LeavingDialog)[-1].yes.click()
    assert services.writing.agreed() == ("llm.example",)
    engine.write()
    assert own(reply).strip() == TEXT


def test_a_new_mail_has_nothing_to_answer(desk):
    new = desk.new()
    assert not new.footer.ai.isVisible()
    new.ai.ask()
    assert not new.ai.is_writing


# Its parts


def test_a_streamed_text_that_is_changed_takes_nothing_more(qapp):
    document = QTextDocument()
    document.setPlainText("\n\nBest, Robin")
    stream = StreamedText(document)
    assert stream.put("One")
    assert stream.put("One\ntwo 😀")
    assert document.toPlainText() == "One\ntwo 😀\n\nBest, Robin"
    assert stream.put("Other")
    assert document.toPlainText() == "Other\n\nBest, Robin"
    document.undo()
    assert document.toPlainText() == "\n\nBest, Robin"
    assert not stream.put("Other and more")


def test_a_text_is_found_whatever_its_breaks(qapp):
    document = QTextDocument()
    document.setPlainText("😀 above\nHi  Ines,\nfine\nbelow")
    assert find_text(document, "Hi Ines,\n\nfine").selectedText() == "Hi  Ines,\u2029fine"
    assert find_text(document, "Hi Ines, bad") is None
    assert find_beginning(document, "😀 above\nHi  Ines, and more").selectedText() == (
        "😀 above\u2029Hi  Ines,"
    )
    assert find_beginning(document, "😀 something else") is None


def test_how_far_it_was_changed():
    assert how_far("a b c d", "x a b c d y") == 0
    assert how_far("a b c d", "a b") == 0.5
    assert how_far("a b c d", "z") == 1
    assert how_far("", "z") == 0
    assert stands_in("a\nb", "x a b y")
    assert not stands_in("", "x")
    assert verdict_of("a b", "b a") == ("edited", 0.5)


def test_what_fails_leaves_the_one_before_and_its_mark(reply, engine, model, db):
    reply.ai.ask()
    engine.write("Hi Ines.")
    reply.band.again.click()
    engine.write("", state=State.FAILED, error=Trouble("It did not answer."))
    assert own(reply).strip() == "Hi Ines."
    assert reply.band.words == "It did not answer."
    assert reply.band.discard.words == "Discard"
    reply.send()
    assert verdict(db) == ("accepted", 0.0)


def test_stopped_before_anything_came_the_one_before_is_marked_again(reply, engine, model):
    reply.ai.ask()
    engine.write()
    reply.band.again.click()
    reply.band.stop.click()
    assert own(reply).strip() == TEXT
    assert reply.band.words == "AI draft. Read it before you send."


# -- a new mail -----------------------------------------------------------------------------------


def test_a_new_mail_to_a_lead_is_written_too(desk, services, make_lead, engine, model, db):
    lead = make_lead(INES, contact_name="Ines Caldaro")
    mail = desk.new(lead)
    assert mail.footer.ai.isVisible()
    mail.footer.ai.click()
    assert mail.band.words == "Writing a mail …"
    engine.take()
    assert engine.task.is_first and engine.task.lead_id == lead
    engine.show("Hi Ines")
    assert own(mail).startswith("Hi Ines")
    engine.end()
    assert own(mail).strip() == TEXT
    assert mail.band.words == "AI draft. Read it before you send."
    assert db.value("SELECT count(*) FROM ai_insights WHERE insight_type = 'draft'") == 0
    mail.band.discard.click()
    assert TEXT not in own(mail)


def test_a_new_mail_to_nobody_known_is_not(desk):
    mail = desk.new()
    assert not mail.footer.ai.isVisible()
    mail.ai.ask()
    assert not mail.ai.is_writing
