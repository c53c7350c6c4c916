"""Writing: what is typed, pasted and attached is kept, checked and sent."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.domain.address_completion import Candidate
from desktop_app.domain.changes import Kind, Notice
from desktop_app.domain.errors import KnownError
from desktop_app.domain.mail import Address
from desktop_app.domain.mailto import Mailto
from desktop_app.domain.outgoing import How
from desktop_app.domain.typed_times import read_moment
from desktop_app.ui.composer.actions import open_asked
from desktop_app.ui.composer.draft_list import DraftList, DraftModel
from desktop_app.ui.composer.file_strip import FileStrip
from desktop_app.ui.composer.footer import Footer
from desktop_app.ui.composer.suggestions import candidate_model
from desktop_app.ui.moment_popover import MomentPopover
from desktop_app.ui.widgets.dialogs import Question

INES = Address("Ines Caldaro", "ines@norvane.example")


@pytest.fixture
def mail(deliver):
    return deliver("Ines Caldaro <ines@norvane.example>", "robin@rep.example")


@pytest.fixture
def reply(desk, deliver, mail):
    """A reply docked below its conversation."""
    talk = deliver.talk_of(mail)
    desk.show_conversation(talk)
    return desk.answer(talk, mail, How.REPLY)


@pytest.fixture
def new(desk):
    return desk.new()


def saved(services, composer):
    composer.keeper.flush()
    return services.drafts.get(composer.draft_id)


def asked() -> Question | None:
    return next(
        (each for each in QApplication.topLevelWidgets()
         if isinstance(each, Question) and each.isVisible()), None,
    )  # fmt: skip


def paste(editor, **data):
    mime = QMimeData()
    if "html" in data:
        mime.setHtml(data["html"])
    if "text" in data:
        mime.setText(data["text"])
    if "image" in data:
        mime.setImageData(data["image"])
    editor.insertFromMimeData(mime)


def test_a_reply_is_docked_and_can_be_typed_in_at_once(desk, reply, services, qtbot):
    assert desk.docked is reply and desk.windows == ()
    assert reply.head.to.people == (INES,)
    assert reply.quote.is_held
    qtbot.keyClicks(reply.editor, "Yes, gladly.")
    draft = saved(services, reply)
    assert draft.content.plain.startswith("Yes, gladly.")
    assert draft.content.plain.endswith(draft.quote.plain)
    assert draft.content.html.endswith(draft.quote.html)
    assert draft.content.subject == "Re: Pilot for line 3"
    assert reply.footer.state.text() == "Saved"


def test_a_link_that_begins_a_mail_fills_a_composer(desk, qtbot):
    open_asked(desk._ctx, Mailto((INES,), subject="Pilot", body="Please call"))
    composer = desk.windows[0].composer
    assert composer.head.to.people == (INES,)
    assert composer.head.subject.text() == "Pilot"
    assert composer.editor.toPlainText().startswith("Please call")
    open_asked(desk._ctx, Mailto((INES,)))
    assert desk.windows[1].composer.head.to.people == (INES,)
    assert not desk.windows[1].composer.is_changed


def test_what_was_typed_before_the_draft_was_there_stands_first(make_ctx, host, services, qtbot):
    from desktop_app.ui.composer.desk import ComposerDesk

    desk = ComposerDesk(make_ctx(host, inline=False))
    composer = desk.new(to=(INES,))
    assert composer.draft is None
    qtbot.keyClicks(composer.editor, "Quick")
    qtbot.waitUntil(lambda: composer.draft is not None)
    qtbot.keyClicks(composer.editor, " hands")
    assert composer.editor.toPlainText().startswith("Quick hands")
    with qtbot.waitSignal(composer.keeper.state_changed, timeout=5000):
        composer.keeper.flush()
    qtbot.waitUntil(
        lambda: services.drafts.get(composer.draft_id).content.plain.startswith("Quick hands")
    )
    desk._ctx.ops.close()


def test_what_is_typed_is_saved_within_a_second_by_itself(reply, services, qtbot):
    qtbot.keyClicks(reply.editor, "a")
    assert services.drafts.get(reply.draft_id).revision == 0
    qtbot.waitUntil(lambda: services.drafts.get(reply.draft_id).revision == 1, timeout=1000)


def test_looks_become_lean_html(new, services, qtbot):
    new.editor.run("bold")
    qtbot.keyClicks(new.editor, "bold")
    new.editor.run("bold")
    qtbot.keyClicks(new.editor, " plain")
    qtbot.keyClick(new.editor, Qt.Key.Key_Return)
    new.editor.run("bullets")
    qtbot.keyClicks(new.editor, "item")
    qtbot.keyClick(new.editor, Qt.Key.Key_Return)
    qtbot.keyClick(new.editor, Qt.Key.Key_Return)
    qtbot.keyClicks(new.editor, "end")
    content = saved(services, new).content
    assert "<div><b>bold</b> plain</div><ul><li>item</li></ul><div>end</div>" in content.html
    assert content.plain == "bold plain\n* item\nend"
    assert "style" not in content.html.partition(">")[2]


def test_keys_of_looks_act_in_the_text(new, qtbot):
    qtbot.keyClick(new.editor, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert new.editor.has_look("bold")
    qtbot.keyClicks(new.editor, "x")
    new.editor.selectAll()
    qtbot.keyClick(new.editor, Qt.Key.Key_Backslash, Qt.KeyboardModifier.ControlModifier)
    assert not new.editor.lines()[0].runs[0].bold


def test_pasted_markup_is_made_harmless_and_lean(new, services):
    paste(
        new.editor,
        html="<p style='font-size:30px;color:red'>Hi <b>you</b><script>x()</script></p>"
        "<img src='https://t.example/p.png'><a href='https://a.example/'>link</a>",
    )
    content = saved(services, new).content
    assert (
        "Hi <b>you</b>" in content.html and '<a href="https://a.example/">link</a>' in content.html
    )
    assert "script" not in content.html and "t.example" not in content.html
    assert "30px" not in content.html


def test_paste_as_plain_text(new, qtbot):
    mime = QMimeData()
    mime.setHtml("<b>bold</b>")
    mime.setText("bold")
    QGuiApplication.clipboard().setMimeData(mime)
    keys = Qt.KeyboardModifier
    qtbot.keyClick(
        new.editor, Qt.Key.Key_V, keys.ControlModifier | keys.ShiftModifier
    )  # fmt: skip
    assert [run.bold for run in new.editor.lines()[0].runs] == [False]


def test_a_pasted_picture_stands_in_the_text_and_comes_back(desk, new, services):
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    paste(new.editor, image=image)
    draft = saved(services, new)
    (file,) = draft.content.files
    assert f'src="cid:{file.content_id}"' in draft.content.html
    assert services.store.files[file.url].startswith(b"\x89PNG")
    assert not new.strip.isVisible()
    new.put_away()
    desk.open_draft(draft.id)
    again = desk.windows[-1].composer
    assert again.content() == draft.content
    again.editor.selectAll()
    again.editor.textCursor().removeSelectedText()
    assert saved(services, again).content.files == ()


def test_files_are_attached_listed_and_removed(new, services, tmp_path):
    path = tmp_path / "volume-pricing.pdf"
    path.write_bytes(b"%PDF" * 100)
    new.attach([path, tmp_path / "gone.pdf"])
    assert "could not be attached" in new.trouble.text()
    (file,) = saved(services, new).content.files
    assert file.filename == "volume-pricing.pdf"
    assert new.strip.isVisibleTo(new)
    new.strip.removed.emit(file)
    assert saved(services, new).content.files == ()
    assert not new.strip.isVisibleTo(new)


def test_too_much_for_a_mail_is_said(new, services):
    from dataclasses import replace

    file = services.drafts.add_content("big.zip", "application/zip", b"x")
    new._files = [replace(file, size=30 << 20)]
    new.strip.show_files(new._files)
    assert "refuse more than" in new.strip.warning


def test_people_are_typed_completed_and_refused(new, services, deliver, qtbot):
    deliver("robin@rep.example", "Pieter Aldewijn <pa@norvane.example>")
    to = new.head.to
    to.line.setFocus()
    qtbot.keyClicks(to.line, "alde")
    assert to._suggestions.isVisible()
    qtbot.keyClick(to.line, Qt.Key.Key_Return)
    qtbot.keyClicks(to.line, "b@x.example,")
    qtbot.keyClicks(to.line, "nobody")
    qtbot.keyClick(to.line, Qt.Key.Key_Return)
    assert to.people == (
        Address("Pieter Aldewijn", "pa@norvane.example"), Address("", "b@x.example"),
    )  # fmt: skip
    assert to.wrong == "nobody"
    new.send()
    assert services.outbox.queued == [] and "is no address" in new.trouble.text()
    qtbot.keyClick(to.line, Qt.Key.Key_Backspace)
    chip = to._chips[-1]
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert to.wrong == "" and len(to.people) == 2


def test_nothing_goes_to_nobody(new, services):
    new.send()
    assert "whom it is for" in new.trouble.text() and services.outbox.queued == []


def test_what_is_missing_is_asked_once_and_calmly(new, services, qtbot):
    new.head.to.add([INES])
    qtbot.keyClicks(new.editor, "Pricing is attached.")
    new.send()
    question = asked()
    assert question is not None and services.outbox.queued == []
    question.reject()
    assert services.outbox.queued == []
    new.send()
    asked().accept()
    assert [each[0] for each in services.outbox.queued] == [new.draft_id]


def test_send_saves_first_and_closes(desk, reply, services, qtbot):
    qtbot.keyClicks(reply.editor, "Yes.")
    draft_id = reply.draft_id
    qtbot.keyClick(reply.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert services.outbox.queued == [(draft_id, None, "")]
    assert services.drafts.get(draft_id).content.plain.startswith("Yes.")
    assert services.drafts.get(draft_id).ended == "queued"
    assert desk.docked is None


def test_a_refusal_keeps_the_mail_and_says_why(desk, reply, services, qtbot):
    services.outbox.refuses = KnownError("No mailbox is connected yet.", "Add one in Settings.")
    qtbot.keyClicks(reply.editor, "Yes.")
    reply.send()
    assert desk.docked is reply and "No mailbox" in reply.trouble.text()
    services.outbox.refuses = None
    reply.send()
    assert len(services.outbox.queued) == 1


def test_send_later_at_a_typed_time(reply, services, clock):
    from desktop_app.ui.composer.send_later import SendLater

    popup = SendLater(reply._ctx, reply)
    popup.show()
    words = popup.list.list
    assert words.viewport().width() >= words.sizeHintForColumn(0)
    popup.chosen.connect(lambda at: reply.send(at))
    popup.line.setText("sometime")
    popup.submit()
    assert "is no time" in popup.field.error
    popup.line.setText("tomorrow 9:00")
    popup.submit()
    ((_, at, zone),) = services.outbox.queued
    assert (at.isoformat(), zone) == ("2026-06-18T09:00:00+00:00", services.user.timezone)


def test_discard_is_undone_with_what_was_typed_last(desk, reply, services, db, user, qtbot):
    from desktop_app.services.journal import JournalService

    qtbot.keyClicks(reply.editor, "Never mind")
    reply.discard()
    assert desk.docked is None and services.drafts.open_drafts() == ()
    JournalService(db, user.id).undo()
    (row,) = services.drafts.open_drafts()
    assert row.snippet.startswith("Never mind")


def test_one_that_was_never_written_in_leaves_nothing(desk, reply, db):
    reply.put_away()
    assert desk.docked is None
    assert db.value("SELECT count(*) FROM outpost.draft") == 0


def test_a_draft_waits_at_its_conversation_and_goes_on(desk, reply, deliver, services, qtbot):
    talk = reply.draft.conversation_id
    qtbot.keyClicks(reply.editor, "Half a")
    reply.put_away()
    assert desk._dock.isVisible() and desk._dock.go_on.isVisible()
    desk._dock.go_on.click()
    assert desk.docked is not None
    assert desk.docked.editor.toPlainText().startswith("Half a")
    # Another conversation is looked at, and then this one again.
    other = deliver("x@y.example", "robin@rep.example")
    desk.show_conversation(deliver.talk_of(other))
    assert desk.docked is None
    desk.show_conversation(talk)
    assert desk.docked is not None
    assert desk.docked.draft.conversation_id == talk


def test_r_goes_on_with_the_draft_that_is_there(desk, reply, mail, deliver, qtbot):
    qtbot.keyClicks(reply.editor, "Half a")
    draft_id = reply.draft_id
    reply.put_away()
    again = desk.answer(deliver.talk_of(mail), mail, How.REPLY)
    assert again.draft_id == draft_id
    forward = desk.answer(deliver.talk_of(mail), mail, How.FORWARD)
    assert forward.draft_id != draft_id and forward.draft.how is How.FORWARD


def test_out_into_a_window_and_back(desk, reply, services, qtbot):
    qtbot.keyClicks(reply.editor, "Here")
    reply.window_wanted.emit()
    assert desk.docked is None and [each.composer for each in desk.windows] == [reply]
    assert reply.head.subject.isVisible()
    reply.window_wanted.emit()
    assert desk.docked is reply and desk.windows == ()
    assert reply.editor.toPlainText().startswith("Here")


def test_closing_a_window_keeps_the_draft(desk, new, services, qtbot):
    qtbot.keyClicks(new.editor, "Half a")
    desk.windows[0].close()
    assert desk.windows == ()
    assert [row.snippet for row in services.drafts.open_drafts()] == ["Half a"]


def test_what_another_window_wrote_is_shown_or_kept(desk, ctx, reply, services, qtbot):
    from dataclasses import replace

    qtbot.keyClicks(reply.editor, "here")
    draft = saved(services, reply)
    other = replace(draft.content, plain="there" + draft.quote.plain, html="")
    services.drafts.save(draft.id, other)
    ctx.bus.tell(Notice(Kind.DRAFTS))
    assert reply.editor.toPlainText() == "there"
    # What is typed here at the same moment is the newest, and theirs an earlier version.
    services.drafts.save(draft.id, replace(other, plain="there again" + draft.quote.plain))
    qtbot.keyClicks(reply.editor, "mine ")
    ctx.bus.tell(Notice(Kind.DRAFTS))
    assert saved(services, reply).content.plain.startswith("mine there")
    kept = [each.words.split("\n")[0] for each in services.drafts.revisions(draft.id)]
    assert kept[:2] == ["mine there", "there again"]


def test_ended_elsewhere_closes_here(desk, ctx, reply, services, qtbot):
    qtbot.keyClicks(reply.editor, "x")
    saved(services, reply)
    services.outbox.queue(reply.draft_id)
    ctx.bus.tell(Notice(Kind.DRAFTS))
    assert desk.docked is None


def test_earlier_versions_can_be_taken_up(reply, services, ctx, qtbot):
    from desktop_app.ui.composer.versions import Versions

    qtbot.keyClicks(reply.editor, "first")
    saved(services, reply)
    reply.editor.selectAll()
    qtbot.keyClicks(reply.editor, "second")
    saved(services, reply)
    dialog = Versions(ctx, reply, reply.draft_id)
    qtbot.addWidget(dialog)
    dialog.chosen.connect(reply._take_version)
    dialog.load()
    assert [row.title for row in dialog.list.rows]
    dialog.list.go_to(1)
    assert dialog.text.toPlainText().startswith("first")
    dialog._take()
    assert saved(services, reply).content.plain.startswith("first")


def test_the_quote_is_left_out_or_taken_into_the_text(reply, services, qtbot):
    reply._unfold_quote()
    draft = saved(services, reply)
    assert not reply.quote.is_held
    assert "> Thanks for the outline." in draft.content.plain
    assert draft.content.plain.count("Thanks for the outline.") == 1


def test_the_quote_can_be_left_out(desk, reply, services):
    reply.quote.remove.click()
    draft = saved(services, reply)
    assert draft.content.plain == "" and "outpost_quote" not in draft.content.html
    reply.put_away()
    desk.open_draft(draft.id)
    assert not desk.docked.quote.is_held


def test_a_link_from_words(new, services):
    new.editor.insertPlainText("our page")
    new.editor.selectAll()
    new.editor.set_link("our page", "https://outpost.example/")
    content = saved(services, new).content
    assert '<a href="https://outpost.example/">our page</a>' in content.html
    assert content.plain == "our page <https://outpost.example/>"


def test_copies_within_the_text_keep_pictures(new, services):
    image = QImage(3, 2, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    paste(new.editor, image=image)
    new.editor.selectAll()
    mime = new.editor.createMimeDataFromSelection()
    assert "cid:" in mime.html() and "<b" not in mime.html()
    new.editor.moveCursor(new.editor.textCursor().MoveOperation.End)
    new.editor.insertFromMimeData(mime)
    assert sum(bool(run.picture) for line in new.editor.lines() for run in line.runs) == 2


def test_names_and_tooltips(reply):
    from desktop_app.ui.widgets.buttons import Button

    for button in reply.findChildren(Button):
        assert button.words or (button.accessibleName() and button.toolTip())
    assert reply.editor.accessibleName() == "Text"


def test_the_dock_takes_at_most_half(desk, reply, host, pane):
    whole = pane.height() + desk._dock.height()
    assert desk._dock.height() <= whole / 2 + 1
    host.resize(900, 640)
    QApplication.processEvents()
    assert desk._dock.height() < 320


def test_the_list_of_drafts(ctx, desk, new, services, qtbot):
    qtbot.keyClicks(new.editor, "Half a")
    new.head.to.add([INES])
    new.put_away()
    drafts = DraftList(ctx)
    qtbot.addWidget(drafts)
    drafts.load()
    (row,) = drafts.model.rows
    assert (row.to, row.snippet) == (("Ines Caldaro",), "Half a")
    with qtbot.waitSignal(drafts.opened):
        qtbot.keyClick(drafts.view, Qt.Key.Key_Return)
    services.drafts.discard(row.id)
    drafts.load()
    assert drafts.model.rows == ()


def test_models(services, qtbot):
    drafts = DraftModel()
    QAbstractItemModelTester(drafts, QAbstractItemModelTester.FailureReportingMode.Fatal)
    draft = services.drafts.begin(How.NEW)
    services.drafts.save(draft.id, draft.content.__class__(subject="s"))
    drafts.put(services.drafts.open_drafts())
    drafts.put(())
    candidates = candidate_model()
    QAbstractItemModelTester(candidates, QAbstractItemModelTester.FailureReportingMode.Fatal)
    candidates.put([Candidate("a@b.example", "A")])
    candidates.put([])


def test_files_that_are_gone_mind_no_change_of_looks(themes):
    """Exceptions of Qt's event loop fail a test: a strip that was closed heard the theme change."""
    strip = FileStrip(themes)
    shiboken6.delete(strip)
    themes.changed.emit()


def test_buttons_of_the_foot_are_whole_at_every_width(qtbot, host, themes) -> None:
    foot = Footer(themes)
    foot.setParent(host)  # and no layout, which would keep it as wide as it wants to be
    foot.later.set_words("Send later, as long as it is called elsewhere")
    foot.say("Saved", False)
    host.show()
    qtbot.waitExposed(host)
    shown = (foot.send, foot.later, foot.ai, foot.template, foot.discard)
    said = set()
    foot.resize(300, 44)
    least = foot.layout().sizeHint().width()
    for width in range(least, least + 300, 10):
        foot.resize(width, 44)
        qtbot.wait(1)
        assert all(each.width() >= each.sizeHint().width() for each in shown), width
        said.add((foot.ai.words, foot.template.words))
    assert said == {("", ""), ("AI draft", "Template")}
    assert foot.ai.words == "AI draft"


@pytest.mark.parametrize("width", [300, 900])
def test_the_foot_comes_to_rest(qtbot, host, themes, width: int) -> None:
    foot = Footer(themes)
    foot.setParent(host)
    host.show()
    qtbot.waitExposed(host)
    foot.resize(width, 44)
    asked = _Asked(foot)
    for _ in range(20):
        QCoreApplication.sendPostedEvents()
    assert asked.times < 10


class _Asked(QObject):
    """Counts how often a widget is asked to lay out anew."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, _widget: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.LayoutRequest
        return False


def test_rows_of_moments_are_whole(qtbot, reply) -> None:
    long = "Tomorrow afternoon, as it is called in a language of long words"
    popup = MomentPopover(
        reply._ctx, reply, "When", "", [(long, "Sun 29 November, 15:00", reply._ctx.now())],
        read=read_moment, refuse=lambda _moment, _now: "",
    )  # fmt: skip
    popup.show()
    qtbot.waitExposed(popup)
    rows = popup.list.list
    (words,) = (rows.item(at).text() for at in range(rows.count()))
    assert rows.fontMetrics().horizontalAdvance(words) + 2 * 9 <= rows.viewport().width()
