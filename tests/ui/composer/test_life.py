"""The life of a composer: whatever is away, slow, gone or in a hurry, no word and no file is lost,
and none is sent twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import uuid4

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QDialog

from desktop_app.domain.changes import Changes, Kind, Notice
from desktop_app.domain.errors import KnownError
from desktop_app.domain.mail import Address
from desktop_app.domain.outgoing import How
from desktop_app.ui.composer.actions import desk_of
from desktop_app.ui.composer.desk import ComposerDesk
from desktop_app.ui.composer.dock import Dock
from desktop_app.ui.composer.shelf import mail_shelf, taking_up_mail

INES = Address("Ines Caldaro", "ines@norvane.example")
BOB = Address("", "bob@norvane.example")
CTRL = Qt.KeyboardModifier.ControlModifier
AWAY = KnownError("The database cannot be reached.", "It is tried again.", retryable=True)


class Switch:
    """Lets calls of a service through, holds them up, or makes them fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, service: object, name: str) -> None:
        self.open = threading.Event()
        self.open.set()
        self.error: Exception | None = None
        self.calls = 0
        real = getattr(service, name)

        def call(*args: object, **options: object) -> object:
            self.calls += 1
            self.open.wait(10)
            if self.error is not None:
                raise self.error
            return real(*args, **options)

        monkeypatch.setattr(service, name, call)


@pytest.fixture
def switch(monkeypatch, services) -> Callable[[str], Switch]:
    return lambda name: Switch(monkeypatch, services.drafts, name)


@pytest.fixture
def mail(deliver):
    return deliver("Ines Caldaro <ines@norvane.example>", "robin@rep.example")


@pytest.fixture
def live(make_ctx, host, pane, qtbot) -> Iterator[ComposerDesk]:
    """A desk whose work is done in the background, as in the window."""
    ctx = make_ctx(host, inline=False)
    made = desk_of(ctx)
    dock = Dock(ctx, pane)
    host.layout().addWidget(dock)
    made.dock_in(dock)
    host.show()
    qtbot.waitExposed(host)
    yield made
    ctx.ops.close()


@pytest.fixture
def reply(live, deliver, mail, qtbot):
    talk = deliver.talk_of(mail)
    live.show_conversation(talk)
    made = live.answer(talk, mail, How.REPLY)
    qtbot.waitUntil(lambda: made.draft is not None)
    return made


@pytest.fixture
def note(tmp_path):
    path = tmp_path / "pricing.pdf"
    path.write_bytes(b"%PDF" * 100)
    return path


def sent(services) -> list:
    return [each[0] for each in services.outbox.queued]


def put_by(desk: ComposerDesk) -> list:
    return mail_shelf(desk._ctx).all()


def paste_picture(editor) -> None:
    image, mime = QImage(30, 20, QImage.Format.Format_RGB32), QMimeData()
    image.fill(QColor("red"))
    mime.setImageData(image)
    editor.insertFromMimeData(mime)


# Files that are still being read


def test_send_waits_for_a_file_and_says_so(qtbot, reply, services, switch, note) -> None:
    reading = switch("add_file")
    reading.open.clear()
    qtbot.keyClicks(reply.editor, "Here it is.")
    reply.attach([note])
    qtbot.keyClick(reply.editor, Qt.Key.Key_Return, CTRL)
    assert reply.trouble.text() == "Attaching pricing.pdf …"
    assert not reply.footer.send.isEnabled()
    assert sent(services) == []
    draft_id = reply.draft_id
    reading.open.set()
    qtbot.waitUntil(lambda: sent(services) == [draft_id])
    content = services.drafts.get(draft_id).content
    assert [file.filename for file in content.files] == ["pricing.pdf"]
    assert content.plain.startswith("Here it is.")


def test_a_file_that_fails_is_said_and_nothing_is_sent(
    qtbot, live, reply, services, switch, note
) -> None:
    reading = switch("add_file")
    reading.open.clear()
    reading.error = KnownError("“pricing.pdf” could not be attached.", "The share is gone.")
    qtbot.keyClicks(reply.editor, "Here it is.")
    reply.attach([note])
    reply.send()
    reading.open.set()
    qtbot.waitUntil(lambda: "could not be attached" in reply.trouble.text())
    qtbot.waitUntil(lambda: not live._ctx.ops.busy)
    assert sent(services) == []
    assert live.docked is reply
    draft_id = reply.draft_id
    reply.send()
    qtbot.waitUntil(lambda: sent(services) == [draft_id])


@pytest.mark.parametrize("what", ["picture", "paste"])
def test_send_waits_for_what_is_pasted(qtbot, reply, services, switch, what) -> None:
    making = switch("add_content" if what == "picture" else "clean")
    making.open.clear()
    if what == "picture":
        paste_picture(reply.editor)
    else:
        mime = QMimeData()
        mime.setHtml("<b>bold words</b>")
        reply.editor.insertFromMimeData(mime)
    draft_id = reply.draft_id
    reply.send()
    assert reply.trouble.text().endswith("…")
    making.open.set()
    qtbot.waitUntil(lambda: sent(services) == [draft_id])
    html = services.drafts.get(draft_id).content.html
    assert ("cid:" if what == "picture" else "<b>bold words</b>") in html


def test_a_composer_that_is_put_away_waits_for_its_files_and_says_so(
    qtbot, live, reply, services, switch, note, monkeypatch
) -> None:
    reading = switch("add_file")
    reading.open.clear()
    reply.attach([note])
    draft_id, said = reply.draft_id, []
    monkeypatch.setattr(live._ctx.notices, "say", said.append)
    reply.put_away()
    assert live.docked is None
    assert said == ["Attaching pricing.pdf …"]
    reading.open.set()
    qtbot.waitUntil(lambda: live._composers() == [])
    assert [file.filename for file in services.drafts.get(draft_id).content.files] == [note.name]


def test_a_file_that_is_read_when_the_program_ends_is_attached(
    qtbot, live, reply, services, switch, note
) -> None:
    reading = switch("add_file")
    reading.open.clear()
    qtbot.keyClicks(reply.editor, "Here it is.")
    reply.attach([note])
    draft_id = reply.draft_id
    live.remember()
    threading.Timer(0.05, reading.open.set).start()
    live._ctx.ops.close()
    content = services.drafts.get(draft_id).content
    assert [file.filename for file in content.files] == [note.name]
    assert content.plain.startswith("Here it is.")


# A database that is away


def test_what_is_put_away_unsaved_lives_on_until_it_is_saved(
    qtbot, live, reply, services, switch
) -> None:
    saving = switch("keep")
    saving.error = AWAY
    qtbot.keyClicks(reply.editor, "Half a")
    draft_id = reply.draft_id
    qtbot.waitUntil(lambda: reply.footer.state.text() == "Not saved")
    qtbot.keyClicks(reply.editor, " thought")
    reply.put_away()
    assert live.docked is None
    qtbot.waitUntil(lambda: [each.id for each in put_by(live)] == [draft_id])
    qtbot.waitUntil(lambda: put_by(live)[0].content.plain.startswith("Half a thought"))
    saving.error = None
    qtbot.waitUntil(lambda: live._composers() == [])  # it tries again by itself
    assert services.drafts.get(draft_id).content.plain.startswith("Half a thought")
    qtbot.waitUntil(lambda: put_by(live) == [])


def test_another_conversation_and_back_finds_the_words_without_a_database(
    qtbot, live, reply, deliver, switch
) -> None:
    saving, reading = switch("keep"), switch("of_conversation")
    saving.error = reading.error = AWAY
    talk = reply.conversation_id
    qtbot.keyClicks(reply.editor, "Half a")
    live.show_conversation(deliver.talk_of(deliver("x@y.example", "robin@rep.example")))
    assert live.docked is None
    live.show_conversation(talk)
    assert live.docked is reply
    assert reply.isVisible()
    saving.error = None
    reply.keeper.flush()
    qtbot.waitUntil(lambda: reply.footer.state.text() == "Saved")
    assert live.docked is reply


def test_a_window_that_was_closed_unsaved_opens_again_as_it_was(
    qtbot, live, services, switch
) -> None:
    composer = live.new()
    qtbot.waitUntil(lambda: composer.draft is not None)
    qtbot.keyClicks(composer.editor, "Half a")
    composer.keeper.flush()
    qtbot.waitUntil(lambda: composer.footer.state.text() == "Saved")
    saving = switch("keep")
    saving.error = AWAY
    qtbot.keyClicks(composer.editor, " thought")
    live.windows[0].close()
    assert live.windows == ()
    live.open_draft(composer.draft_id)
    assert [each.composer for each in live.windows] == [composer]
    assert composer.isVisible()
    assert composer.editor.toPlainText() == "Half a thought"
    saving.error = None
    composer.keeper.flush()
    qtbot.waitUntil(lambda: composer.footer.state.text() == "Saved")
    assert composer.isVisible()


def test_a_window_that_is_closed_from_outside_is_saved_and_not_held_any_more(
    qtbot, live, services
) -> None:
    composer = live.new()
    qtbot.waitUntil(lambda: composer.draft is not None)
    draft_id, window = composer.draft_id, live.windows[0]
    qtbot.keyClicks(composer.editor, "Half a thought")
    window.done(QDialog.DialogCode.Rejected)
    window.deleteLater()
    qtbot.waitUntil(lambda: not shiboken6.isValid(composer))
    assert live.windows == () and live._composers() == []
    live.remember()
    assert services.drafts.get(draft_id).content.plain.startswith("Half a thought")


def test_one_composer_that_cannot_be_saved_at_the_end_keeps_no_other_from_it(
    qtbot, live, reply, services, monkeypatch
) -> None:
    broken, whole = live.new(), live.new()
    qtbot.waitUntil(lambda: whole.draft is not None)
    monkeypatch.setattr(broken, "remember", lambda: 1 / 0)
    for composer in (reply, whole):
        qtbot.keyClicks(composer.editor, "Last words")
    kept = (reply.draft_id, whole.draft_id)
    live.remember()
    live._ctx.ops.close()
    for draft_id in kept:
        assert services.drafts.get(draft_id).content.plain.startswith("Last words")


def test_the_newest_of_what_another_window_wrote_is_shown(
    qtbot, live, reply, services, switch
) -> None:
    draft = reply.draft
    opening = switch("identities")
    for text in ("first", "second"):
        opening.open.clear()
        content = replace(draft.content, plain=text + draft.quote.plain, html="")
        revision = services.drafts.save(draft.id, content).revision
        live._ctx.bus.tell(Notice(Kind.DRAFTS))
        qtbot.waitUntil(lambda: reply.draft.revision == revision)  # noqa: B023 (waited for here)
    opening.open.set()
    qtbot.waitUntil(lambda: reply.editor.toPlainText() == "second")
    assert reply.draft.revision == revision


@pytest.fixture
def ended(qtbot, live, switch):
    """A program that ended while the database was away, with words in a reply and in a new mail
    whose draft had not come."""
    saving, beginning = switch("keep"), switch("begin_from")

    def end(reply) -> SimpleNamespace:
        saving.error = beginning.error = AWAY
        qtbot.keyClicks(reply.editor, "Half a")
        new = live.new()
        qtbot.keyClicks(new.editor, "Quick words")
        draft_id = reply.draft_id
        live.remember()
        live._ctx.ops.close()
        saving.error = beginning.error = None
        return SimpleNamespace(draft_id=draft_id, saving=saving)

    return end


def taken_up(make_ctx, host, ctx) -> list[str]:
    """The next start of the program; what it says."""
    again = make_ctx(host)
    again.state = ctx.state
    said: list[str] = []
    again.notices.say = lambda words, undo=None: said.append(words)
    taking_up_mail(again).begin()
    return said


def test_what_could_not_be_saved_at_the_end_is_taken_up_at_the_next_start_once(
    live, reply, ended, services, make_ctx, host
) -> None:
    found = ended(reply)
    assert services.drafts.open_drafts() == ()
    assert len(put_by(live)) == 2
    said = taken_up(make_ctx, host, live._ctx)
    assert len(said) == 1
    assert {row.snippet for row in services.drafts.open_drafts()} == {"Half a", "Quick words"}
    draft = services.drafts.get(found.draft_id)
    assert (draft.revision, draft.how) == (1, How.REPLY)
    assert draft.content.html.endswith(draft.quote.html)
    assert put_by(live) == []
    assert taken_up(make_ctx, host, live._ctx) == []
    assert len(services.drafts.open_drafts()) == 2


def test_it_stays_for_a_start_with_a_database_and_for_its_person(
    live, reply, ended, services, make_ctx, host
) -> None:
    found = ended(reply)
    found.saving.error = AWAY
    assert taken_up(make_ctx, host, live._ctx) == []
    assert len(put_by(live)) == 2
    found.saving.error = None
    someone, services.user = services.user, SimpleNamespace(id=uuid4())
    assert taken_up(make_ctx, host, live._ctx) == []
    services.user = someone
    assert len(taken_up(make_ctx, host, live._ctx)) == 1


def test_what_a_crash_left_behind_a_saving_is_not_doubled(
    live, reply, ended, services, make_ctx, host, db
) -> None:
    ended(reply)
    shelf = mail_shelf(live._ctx)
    unsaved = shelf.all()
    taken_up(make_ctx, host, live._ctx)
    for each in unsaved:
        shelf.put(each)  # as if the program had been killed before it dropped them
    taken_up(make_ctx, host, live._ctx)
    assert len(services.drafts.open_drafts()) == 2
    assert db.value("SELECT count(*) FROM outpost.draft_revision") == 2


def test_words_for_a_draft_that_was_sent_meanwhile_become_one_of_their_own(
    live, reply, ended, services, make_ctx, host
) -> None:
    found = ended(reply)
    services.outbox.queue(found.draft_id)
    taken_up(make_ctx, host, live._ctx)
    rows = {row.snippet: row.id for row in services.drafts.open_drafts()}
    assert set(rows) == {"Half a", "Quick words"}
    assert rows["Half a"] != found.draft_id


def test_a_saving_that_hangs_at_the_end_is_put_by_first(qtbot, live, reply, switch) -> None:
    saving = switch("keep")
    saving.open.clear()
    qtbot.keyClicks(reply.editor, "Half a")
    live.remember()
    qtbot.waitUntil(lambda: len(put_by(live)) == 1)
    saving.open.set()


def test_what_was_typed_last_is_saved_however_busy_the_window_is_when_it_closes(
    qtbot, live, reply, services
) -> None:
    gate, ops = threading.Event(), live._ctx.ops
    for _ in range(6):
        ops.run_query(live, lambda: gate.wait(10), lambda _none: None)
    qtbot.keyClicks(reply.editor, "Last words")
    draft_id = reply.draft_id
    live.remember()
    threading.Timer(0.05, gate.set).start()
    ops.close()
    assert services.drafts.get(draft_id).content.plain.startswith("Last words")


# A draft that is not there yet


def test_a_reply_is_kept_open_and_tried_again_while_the_database_is_away(
    qtbot, live, services, deliver, mail, switch
) -> None:
    beginning = switch("begin_from")
    beginning.error = AWAY
    talk = deliver.talk_of(mail)
    live.show_conversation(talk)
    made = live.answer(talk, mail, How.REPLY)
    qtbot.waitUntil(lambda: made.footer.state.text() == "Waiting for the database")
    qtbot.keyClicks(made.editor, "Yes, gladly")
    assert live.answer(talk, mail, How.REPLY) is made
    beginning.error = None
    qtbot.waitUntil(lambda: made.draft is not None)
    assert live.docked is made
    draft_id = made.draft_id
    qtbot.waitUntil(lambda: services.drafts.get(draft_id).revision == 1)
    draft = services.drafts.get(draft_id)
    assert draft.content.plain.startswith("Yes, gladly")
    assert draft.content.plain.endswith(draft.quote.plain)


def test_people_subject_and_files_from_before_the_draft_stay(
    qtbot, live, services, deliver, mail, switch, note
) -> None:
    beginning = switch("begin_from")
    beginning.open.clear()
    talk = deliver.talk_of(mail)
    made = live.answer(talk, mail, How.REPLY)
    qtbot.keyClicks(made.head.to.line, "bob@norvane.example,")
    made.head.show_field(made.head.cc)
    qtbot.keyClicks(made.head.cc.line, "Pieter Ald")
    qtbot.keyClicks(made.head.subject, "Another subject")
    made.attach([note])
    qtbot.waitUntil(lambda: len(made._files) == 1)
    cursor = made.editor.textCursor().position()
    beginning.open.set()
    qtbot.waitUntil(lambda: made.draft is not None)
    assert made.head.to.people == (INES, BOB)
    assert (
        made.head.cc.line.text() + "".join(chip.person.name for chip in made.head.cc._chips)
        == "Pieter Ald"
    )
    assert made.head.subject.text() == "Another subject"
    assert made.editor.textCursor().position() == cursor
    draft_id = made.draft_id
    qtbot.waitUntil(lambda: services.drafts.get(draft_id).revision >= 1)
    content = services.drafts.get(draft_id).content
    assert content.to == (INES, BOB)
    assert content.subject == "Another subject"
    assert [file.filename for file in content.files] == [note.name]


def test_send_waits_for_the_draft(qtbot, live, services, deliver, mail, switch) -> None:
    beginning = switch("begin_from")
    beginning.open.clear()
    talk = deliver.talk_of(mail)
    live.show_conversation(talk)
    made = live.answer(talk, mail, How.REPLY)
    qtbot.keyClicks(made.editor, "Yes.")
    qtbot.keyClick(made.editor, Qt.Key.Key_Return, CTRL)
    assert made.trouble.text() == "Opening the draft …"
    beginning.open.set()
    qtbot.waitUntil(lambda: len(sent(services)) == 1)
    content = services.drafts.get(sent(services)[0]).content
    assert content.plain.startswith("Yes.")
    assert content.to == (INES,)


def test_another_kind_of_answer_keeps_the_words_of_the_first(
    qtbot, live, services, deliver, mail, switch
) -> None:
    beginning = switch("begin_from")
    beginning.open.clear()
    talk = deliver.talk_of(mail)
    live.show_conversation(talk)
    first = live.answer(talk, mail, How.REPLY)
    qtbot.keyClicks(first.editor, "Quick")
    second = live.answer(talk, mail, How.FORWARD)
    assert live.docked is second
    beginning.open.set()
    qtbot.waitUntil(lambda: second.draft is not None and live._composers() == [second])
    (row,) = services.drafts.open_drafts()
    assert (row.how, row.snippet) == (How.REPLY, "Quick")


def test_words_for_a_message_that_is_gone_are_a_new_mail(
    qtbot, live, services, deliver, mail, switch, db
) -> None:
    beginning = switch("begin_from")
    beginning.open.clear()
    beginning.error = KnownError("This message is not there any more.")
    made = live.answer(deliver.talk_of(mail), mail, How.REPLY)
    qtbot.keyClicks(made.editor, "Quick")
    beginning.open.set()
    qtbot.waitUntil(lambda: made.draft is not None)
    assert "This is a new mail" in made.trouble.text()
    qtbot.waitUntil(lambda: [row.snippet for row in services.drafts.open_drafts()] == ["Quick"])
    # Without words there is nothing to keep open.
    live.answer(deliver.talk_of(mail), mail, How.REPLY_ALL)
    qtbot.waitUntil(lambda: live._composers() == [made])


def test_words_that_no_draft_can_be_begun_for_are_put_by_without_haste(
    qtbot, live, deliver, mail, switch
) -> None:
    beginning, anew = switch("begin_from"), switch("begin")
    beginning.open.clear()
    beginning.error = anew.error = KnownError("This profile is not there any more.")
    made = live.answer(deliver.talk_of(mail), mail, How.REPLY)
    qtbot.keyClicks(made.editor, "Quick")
    beginning.open.set()
    qtbot.waitUntil(lambda: [each.content.plain for each in put_by(live)] == ["Quick"])
    qtbot.waitUntil(lambda: not live._ctx.ops.busy)
    assert made.footer.state.text() == "Not saved"
    assert (beginning.calls, anew.calls) == (1, 1)


def test_what_was_typed_and_taken_back_is_not_left_behind_its_saving(
    qtbot, live, reply, services, switch
) -> None:
    saving = switch("keep")
    saving.open.clear()
    qtbot.keyClicks(reply.editor, "x")
    reply.keeper.flush()
    qtbot.waitUntil(lambda: saving.calls == 1)
    qtbot.keyClick(reply.editor, Qt.Key.Key_Backspace)
    reply.put_away()
    saving.open.set()
    qtbot.waitUntil(lambda: live._composers() == [])
    assert [row.snippet for row in services.drafts.open_drafts()] in ([""], [])


# One composer for one draft


def test_a_reply_that_is_open_in_a_window_is_raised(qtbot, live, reply, mail) -> None:
    qtbot.keyClicks(reply.editor, "Half a")
    reply.window_wanted.emit()
    assert live.docked is None
    assert live.answer(reply.conversation_id, mail, How.REPLY) is reply
    assert live._composers() == [reply]


def test_a_draft_that_is_asked_for_twice_is_opened_once(qtbot, live, services, switch) -> None:
    draft = services.drafts.begin(How.NEW)
    services.drafts.save(draft.id, replace(draft.content, plain="Half a"))
    reading = switch("get")
    reading.open.clear()
    live.open_draft(draft.id)
    live.open_draft(draft.id)
    reading.open.set()
    qtbot.waitUntil(lambda: reading.calls == 2 and not live._ctx.ops.busy)
    assert [each.draft_id for each in live._composers()] == [draft.id]


def test_a_reply_is_to_the_message_that_was_chosen(qtbot, live, reply, mail, deliver) -> None:
    later = deliver(
        "Ines Caldaro <ines@norvane.example>", "robin@rep.example", answers=mail,
        plain="And one more thing.", at=datetime(2026, 6, 18, 9, 10, tzinfo=UTC),
    )  # fmt: skip
    qtbot.keyClicks(reply.editor, "Half a")
    first, talk = reply.draft_id, reply.conversation_id
    second = live.answer(talk, later, How.REPLY)
    qtbot.waitUntil(lambda: second.draft is not None)
    assert second.draft_id != first
    assert second.draft.answers == later
    assert "And one more thing." in second.draft.quote.plain
    qtbot.waitUntil(lambda: live._composers() == [second])
    again = live.answer(talk, mail, How.REPLY)
    qtbot.waitUntil(lambda: again.draft is not None)
    assert again.draft_id == first
    assert again.editor.toPlainText().startswith("Half a")


# What cannot be saved


def test_a_draft_that_was_swept_away_is_there_again_and_is_sent(qtbot, reply, services, db) -> None:
    draft_id, quote = reply.draft_id, reply.draft.quote
    db.run("DELETE FROM outpost.draft")
    qtbot.keyClicks(reply.editor, "After a long holiday")
    reply.send()
    qtbot.waitUntil(lambda: sent(services) == [draft_id])
    draft = services.drafts.get(draft_id)
    assert draft.content.plain.startswith("After a long holiday")
    assert draft.quote == quote
    assert draft.in_reply_to


def test_a_saving_that_fails_for_good_ends_the_sending(
    qtbot, live, reply, services, switch
) -> None:
    saving = switch("keep")
    saving.error = KnownError("The disk is full.", "Make room.")
    qtbot.keyClicks(reply.editor, "Yes.")
    draft_id = reply.draft_id
    reply.send()
    qtbot.waitUntil(lambda: "The disk is full." in reply.trouble.text())
    assert reply.footer.send.isEnabled()
    assert live.docked is reply
    saving.error = None
    reply.send()
    qtbot.waitUntil(lambda: sent(services) == [draft_id])


# What lists are told


def test_lists_are_told_when_a_draft_appears_and_not_with_each_saving(
    qtbot, live, reply, services
) -> None:
    told: list[Kind] = []
    live._ctx.bus.changed.connect(
        lambda news: told.append(news.kinds) if isinstance(news, Changes) else None
    )
    draft_id = reply.draft_id
    for revision, words in enumerate(("One", " two", " three"), start=1):
        qtbot.keyClicks(reply.editor, words)
        reply.keeper.flush()
        qtbot.waitUntil(lambda: services.drafts.get(draft_id).revision == revision)  # noqa: B023
        qtbot.waitUntil(lambda: reply.footer.state.text() == "Saved")
    assert told == [Kind.DRAFTS]
    reply.put_away()
    qtbot.waitUntil(lambda: live._composers() == [])
    assert told == [Kind.DRAFTS] * 2
