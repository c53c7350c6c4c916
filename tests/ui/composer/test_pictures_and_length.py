"""Pictures travel as they came and are always shown; long texts cost the window nothing; words that
are no address yet are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage

from desktop_app.domain.changes import Kind, Notice
from desktop_app.domain.mail import Address
from desktop_app.domain.outgoing import How
from desktop_app.domain.rich_text import of_text, write_html
from desktop_app.ui.composer import composer as composer_module
from desktop_app.ui.composer.desk import ComposerDesk
from desktop_app.ui.composer.file_entry import FileEntry

GIF = (
    b"GIF89a\x02\x00\x02\x00\x80\x00\x00\xff\x00\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x02\x00\x02\x00\x00\x02\x02\x84Q\x00;"
)


@pytest.fixture
def mail(deliver):
    return deliver("Ines Caldaro <ines@norvane.example>", "robin@rep.example")


@pytest.fixture
def reply(desk, deliver, mail):
    talk = deliver.talk_of(mail)
    desk.show_conversation(talk)
    return desk.answer(talk, mail, How.REPLY)


@pytest.fixture
def new(desk):
    return desk.new()


@pytest.fixture
def picture(tmp_path) -> Callable[[str], Path]:
    def make(kind: str) -> Path:
        path = tmp_path / f"Photo of the line.{kind}"
        if kind == "gif":
            path.write_bytes(GIF)
            return path
        image = QImage(40, 30, QImage.Format.Format_RGB32)
        image.fill(QColor("teal"))
        assert image.save(str(path))
        return path

    return make


def drop(editor, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    editor.insertFromMimeData(mime)


def saved(services, composer):
    composer.keeper.flush()
    return services.drafts.get(composer.draft_id)


# Pictures


def copied(composer) -> QMimeData:
    composer.editor.selectAll()
    return composer.editor.createMimeDataFromSelection()


def test_a_picture_goes_along_into_another_mail(new, desk, services, picture) -> None:
    drop(new.editor, picture("png"))
    other = desk.new()
    mime = copied(new)
    other.editor.insertFromMimeData(mime)
    content, (shown,) = saved(services, other).content, new.files
    assert content.files == (shown,)
    assert f"cid:{shown.content_id}" in content.html
    assert other.editor.has_picture(shown.content_id)
    # Twice is no second file.
    other.editor.insertFromMimeData(mime)
    assert saved(services, other).content.files == (shown,)


@pytest.mark.parametrize("whose", ["another program's", "another user's"])
def test_a_picture_that_is_not_here_is_left_out(new, desk, services, picture, whose) -> None:
    """What a clipboard says is no reason to send a file of this computer."""
    drop(new.editor, picture("png"))
    other = desk.new()
    mime = copied(new)
    FileEntry._copied = (uuid4(), new.files) if whose == "another user's" else (None, ())
    other.editor.insertFromMimeData(mime)
    content = saved(services, other).content
    assert (content.files, "<img" in content.html) == ((), False)


@pytest.mark.parametrize(
    ("kind", "type_"),
    [("png", "image/png"), ("jpg", "image/jpeg"), ("gif", "image/gif"), ("webp", "image/webp")],
)
def test_a_dropped_picture_travels_as_it_is(new, services, picture, kind, type_) -> None:
    path = picture(kind)
    drop(new.editor, path)
    content = saved(services, new).content
    (file,) = content.files
    assert services.store.files[file.url] == path.read_bytes()
    assert (file.filename, file.content_type) == (path.name, type_)
    assert f"cid:{file.content_id}" in content.html
    assert new.editor.has_picture(file.content_id)


def test_a_kind_that_readers_do_not_show_travels_as_png(new, services, picture) -> None:
    drop(new.editor, picture("bmp"))
    (file,) = saved(services, new).content.files
    assert (file.filename, file.content_type) == ("Photo of the line.png", "image/png")
    assert services.store.files[file.url].startswith(b"\x89PNG")


def test_what_only_looks_like_a_picture_is_attached(new, services, tmp_path) -> None:
    path = tmp_path / "broken.png"
    path.write_bytes(b"no picture at all")
    drop(new.editor, path)
    (file,) = saved(services, new).content.files
    assert (file.filename, file.content_id) == ("broken.png", None)
    assert new.strip.isVisibleTo(new)


def with_picture(services, draft, image: bytes):
    """A content in which a picture stands that no composer has seen."""
    file = services.drafts.add_content("a.gif", "image/gif", image, inside=True)
    html = f'<div><img src="cid:{file.content_id}" alt="a.gif"></div>'
    return file, replace(draft.content, html=html, plain="", files=(file,))


def test_pictures_of_another_window_and_of_earlier_versions_are_shown(
    ctx, new, services, qtbot
) -> None:
    qtbot.keyClicks(new.editor, "x")
    file, content = with_picture(services, saved(services, new), GIF)
    services.drafts.save(new.draft_id, content)
    ctx.bus.tell(Notice(Kind.DRAFTS))
    assert new.editor.has_picture(file.content_id)
    older, content = with_picture(services, saved(services, new), GIF)
    new._take_version(content)
    assert new.editor.has_picture(older.content_id)


def test_pictures_of_an_unfolded_quote_are_shown(desk, reply, services, db) -> None:
    draft = reply.draft
    file, content = with_picture(services, draft, GIF)
    quote = content.html
    reply.put_away()
    db.run("UPDATE outpost.draft SET quote_html = %s", (quote,))
    begun = services.drafts.begin(How.REPLY, draft.answers)
    db.run("UPDATE outpost.draft SET quote_html = %s WHERE id = %s", (quote, begun.id))
    begun = services.drafts.get(begun.id)
    services.drafts.save(begun.id, replace(begun.content, html=quote, files=(file,)))
    desk.open_draft(begun.id)
    composer = desk.docked
    assert composer.quote.is_held
    assert not composer.editor.has_picture(file.content_id)
    composer._unfold_quote()
    assert composer.editor.has_picture(file.content_id)
    assert saved(services, composer).content.files == (file,)


# Length


def test_a_quote_that_is_very_long_stays_folded_and_goes_out_as_it_came(
    reply, services, monkeypatch
) -> None:
    monkeypatch.setattr(composer_module, "LONGEST_UNFOLDED", 20)
    quote = reply.draft.quote
    reply._fill(replace_found(reply, services))
    assert not reply.quote.show_button.isEnabled()
    assert "goes out as it came" in reply.quote.show_button.toolTip()
    reply._unfold_quote()
    assert reply.quote.is_held
    assert reply.content().html.endswith(quote.html)


def replace_found(composer, services):
    from desktop_app.ui.composer.opened import opened

    return opened(services.drafts, composer.draft)


@pytest.fixture
def long_draft(services):
    lines = of_text("\n".join(f"line {number}" for number in range(6_000)))
    draft = services.drafts.begin(How.NEW)
    return services.drafts.save(
        draft.id, replace(draft.content, html=write_html(lines), plain="old")
    )


def test_a_long_draft_that_is_still_opening_is_never_saved_in_part(
    desk, services, long_draft, qtbot
) -> None:
    desk.open_draft(long_draft.id)
    composer = desk.windows[-1].composer
    assert not composer.editor.is_settled
    composer.keeper.flush()
    composer.remember()  # the program could end now
    composer.put_away()
    qtbot.waitUntil(lambda: desk._composers() == [], timeout=20_000)
    for revision in services.drafts.revisions(long_draft.id):
        kept = services.drafts.revision(long_draft.id, revision.n)
        assert kept.html == long_draft.content.html


def test_a_letter_in_a_long_text_costs_the_windows_thread_one_line(
    desk, services, long_draft, qtbot, monkeypatch
) -> None:
    """All else (markup, its plain twin) is made in the background, of what was noted here."""
    from desktop_app.ui.composer import text_document

    desk.open_draft(long_draft.id)
    composer = desk.windows[-1].composer
    qtbot.waitUntil(lambda: composer.editor.is_settled, timeout=20_000)
    read: list[int] = []
    whole = text_document._line
    monkeypatch.setattr(
        text_document, "_line", lambda block: read.append(block.blockNumber()) or whole(block)
    )
    qtbot.keyClicks(composer.editor, "a")
    composer.written()
    assert read == [0]


def test_revisions_are_made_off_the_windows_thread(make_ctx, host, services, qtbot, monkeypatch):
    import threading

    from desktop_app.domain.drafting import Written

    threads: set[int] = set()
    content = Written.content

    def noted(self, quote):
        threads.add(threading.get_ident())
        return content(self, quote)

    monkeypatch.setattr(Written, "content", noted)
    desk = ComposerDesk(make_ctx(host, inline=False))
    composer = desk.new(to=(Address("", "ines@norvane.example"),))
    qtbot.keyClicks(composer.editor, "Words")
    composer.head.subject.setText("Subject")
    composer.send()
    qtbot.waitUntil(lambda: len(services.outbox.queued) == 1)
    desk._ctx.ops.close()
    assert threads
    assert threading.get_ident() not in threads


def test_lists_read_no_more_of_a_draft_than_they_show(services, db, monkeypatch) -> None:
    draft = services.drafts.begin(How.NEW)
    services.drafts.save(draft.id, replace(draft.content, plain="word " * 100_000))
    rows: list[object] = []
    real = type(db).rows
    monkeypatch.setattr(type(db), "rows", lambda *args: rows.extend(real(*args)) or rows)
    (row,) = services.drafts.open_drafts()
    assert row.snippet == "word " * 40
    assert sum(len(str(each)) for each in rows) < 2_000


# People that are none yet


@pytest.mark.parametrize("how", ["esc", "saved"])
def test_a_name_without_an_address_is_kept(desk, new, services, qtbot, how) -> None:
    to = new.head.to
    to.line.setFocus()
    qtbot.keyClicks(to.line, "bob@x.example, Ines Cal")
    draft_id = new.draft_id
    if how == "esc":
        new.put_away()
    else:
        new.keeper.flush()  # what a kill leaves
    content = services.drafts.get(draft_id).content
    assert content.to == (Address("", "bob@x.example"), Address("Ines Cal", ""))
    if how == "esc":
        desk.open_draft(draft_id)
        again = desk.windows[-1].composer
        assert again.head.to.wrong == "Ines Cal"
        again.send()
        assert services.outbox.queued == []
        assert "“Ines Cal” is no address" in again.trouble.text()
