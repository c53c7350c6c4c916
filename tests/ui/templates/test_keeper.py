"""No word of a template is lost: while it is typed, left, and when the database is away."""

from __future__ import annotations

import json

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.errors import KnownError
from desktop_app.domain.rich_text import Line, Run
from desktop_app.domain.templates import TemplateText, Tone
from desktop_app.ui.composer import editor
from desktop_app.ui.shell.state import UiState
from desktop_app.ui.templates.screen import TemplatesScreen
from desktop_app.ui.templates.shelf import taking_up_templates, template_shelf
from desktop_app.ui.templates.written import Unsaved, Written, unsaved_of, unsaved_text
from desktop_app.ui.timers import single_shot


def body(services, template_id) -> str:
    return services.templates.get(template_id).text.body


def new_window(make_ctx, qtbot, state) -> tuple[QWidget, TemplatesScreen]:
    """Another window of the same person on the same computer."""
    host = QWidget()
    QVBoxLayout(host)
    qtbot.addWidget(host)
    host.resize(1440, 900)
    ctx = make_ctx(host, state=state)
    screen = TemplatesScreen(ctx)
    host.layout().addWidget(screen)
    host.show()
    screen.shown()
    return host, screen


def test_a_pause_saves_without_being_asked(screen, qtbot, ids, services):
    qtbot.keyClicks(screen.editor.body, "New: ")
    assert not body(services, ids.fair).startswith("New: ")
    qtbot.waitUntil(lambda: body(services, ids.fair).startswith("New: "), timeout=5_000)
    assert screen.head.state.text() == "Saved 09:30"
    assert screen.keeper.unsaved_of(ids.fair) is None


def test_the_saves_of_one_sitting_are_one_step_back(screen, qtbot, ids, services):
    for word in ("One ", "Two "):
        qtbot.keyClicks(screen.editor.body, word)
        screen.save_now()
    assert body(services, ids.fair).startswith("One Two ")
    services.journal.undo()
    assert body(services, ids.fair).startswith("Hi ")


def test_what_was_taken_back_is_shown(screen, qtbot, ids, services):
    qtbot.keyClicks(screen.editor.body, "New: ")
    screen.save_now()
    services.journal.undo()
    screen.refresh()
    assert screen.editor.body.toPlainText().startswith("Hi ")


def test_what_another_window_saved_is_shown_where_nothing_was_typed(screen, ids, services):
    services.templates.save(
        ids.fair, name="Elsewhere", text=TemplateText("S", "B"), tone=Tone.FORMAL, category="C"
    )
    screen.refresh()
    assert screen.editor.name.text == "Elsewhere"
    assert screen.editor.body.toPlainText() == "B"


def test_it_does_not_take_away_what_is_being_typed(screen, qtbot, ids, services):
    qtbot.keyClicks(screen.editor.body, "Mine: ")
    services.templates.save(
        ids.fair, name="Elsewhere", text=TemplateText("S", "B"), tone=Tone.FORMAL, category="C"
    )
    screen.refresh()
    assert screen.editor.body.toPlainText().startswith("Mine: ")
    screen.save_now()
    assert body(services, ids.fair).startswith("Mine: ")
    assert any(each.text.body == "B" for each in services.templates.versions(ids.fair))


def test_our_own_save_does_not_move_the_cursor(screen, qtbot, ids, services):
    qtbot.keyClicks(screen.editor.name.edit, " and after ")  # stored without the last blank
    place = screen.editor.name.edit.cursorPosition()
    screen.save_now()
    screen.refresh()
    assert screen.editor.name.edit.cursorPosition() == place
    assert screen.editor.name.text.endswith(" ")


def test_another_look_takes_nothing_away(screen, qtbot, ids, services, themes):
    """The text is shown anew then, and stands empty for a moment: that is no change."""
    from desktop_app.ui.theme import Appearance

    before = services.templates.get(ids.fair)
    was = themes.appearance
    noted: list[object] = []
    screen.editor.changed.connect(lambda: noted.append(screen.editor.written()))
    try:
        for look in (Appearance.DARK, Appearance.LIGHT):
            themes.set_appearance(look)
    finally:
        themes.set_appearance(was)
    screen.save_now()
    assert noted == []
    assert services.templates.get(ids.fair) == before
    qtbot.keyClicks(screen.editor.body, "New: ")
    themes.set_appearance(Appearance.DARK)
    themes.set_appearance(was)
    screen.save_now()
    assert body(services, ids.fair) == f"New: {before.text.body}"


def test_what_is_typed_while_a_long_text_is_shown_anew_is_saved(
    screen, qtbot, ids, services, themes, monkeypatch
):
    from desktop_app.ui.theme import Appearance

    monkeypatch.setattr(editor, "_SLICE", -1.0)  # a line at a time
    was = themes.appearance
    themes.set_appearance(Appearance.DARK)
    try:
        assert not screen.editor.body.is_settled
        qtbot.keyClicks(screen.editor.body, "New: ", delay=-1)
        screen.open(ids.reply)
        assert body(services, ids.fair).startswith("New: Hi ")
        assert body(services, ids.fair).endswith("{{signature}}")
        monkeypatch.undo()
        screen.open(ids.fair)
        assert screen.editor.body.document().isUndoRedoEnabled()
    finally:
        themes.set_appearance(was)


@pytest.mark.parametrize("leave", ["row", "screen", "quit", "search"])
def test_what_was_typed_is_saved_when_one_leaves(screen, qtbot, ids, services, leave):
    qtbot.keyClicks(screen.editor.body, "New: ")
    if leave == "row":
        screen.open(ids.reply)
    elif leave == "screen":
        screen.hide()
    elif leave == "quit":
        screen.remember()
    else:
        screen.list.search.setText("nothing has this")
        qtbot.waitUntil(lambda: screen.template is None)
    assert body(services, ids.fair).startswith("New: ")
    assert screen._ctx.state.precious.all("template.") == {}


def test_a_database_that_is_away_costs_nothing(screen, qtbot, ids, services):
    services.templates.away = True
    qtbot.keyClicks(screen.editor.body, "New: ")
    screen.save_now()
    assert screen.head.state.text() == "Not saved"
    held = list(screen._ctx.state.precious.all("template.").values())
    assert len(held) == 1
    assert "New: Hi" in json.loads(held[0])["body"]
    services.templates.away = False
    qtbot.waitUntil(lambda: body(services, ids.fair).startswith("New: "), timeout=10_000)
    assert screen._ctx.state.precious.all("template.") == {}
    assert screen.head.state.text().startswith("Saved")


def test_one_can_go_on_and_come_back_while_it_is_away(screen, qtbot, ids, services):
    services.templates.away = True
    qtbot.keyClicks(screen.editor.body, "New: ")
    screen.open(ids.reply)
    screen.open(ids.fair)
    assert screen.editor.body.toPlainText().startswith("New: Hi")
    qtbot.keyClicks(screen.editor.body, "Newer. ")
    services.templates.away = False
    qtbot.waitUntil(lambda: "Newer. " in body(services, ids.fair), timeout=10_000)


def test_what_a_dead_program_left_is_saved_by_the_next(
    make_ctx, qtbot, ids, services, tmp_path, user
):
    state = UiState(tmp_path / "window.ini")
    host, screen = new_window(make_ctx, qtbot, state)
    screen.open(ids.fair)
    services.templates.away = True
    qtbot.keyClicks(screen.editor.body, "New: ")
    screen.remember()
    assert len(list((tmp_path / "unsaved").iterdir())) == 1
    host.close()
    services.templates.away = False
    host, _screen = new_window(make_ctx, qtbot, UiState(tmp_path / "window.ini"))
    ctx = _screen._ctx
    taking_up_templates(ctx).begin()
    assert body(services, ids.fair).startswith("New: ")
    assert list((tmp_path / "unsaved").iterdir()) == []
    assert "was not saved" in ctx.notices.toast._words.text()
    taking_up_templates(ctx).begin()
    assert len(services.templates.list()) == 3


def test_words_of_a_template_that_is_gone_become_a_new_one_once(screen, qtbot, ids, services):
    qtbot.keyClicks(screen.editor.body, "New: ")
    services.templates.delete([ids.fair])
    screen.save_now()
    kept = [each for each in services.templates.list() if each.text.body.startswith("New: ")]
    assert [each.name for each in kept] == ["After the trade fair"]
    qtbot.waitUntil(lambda: screen.template.id == kept[0].id)
    # What was put by is saved again without making a second one.
    shelf = template_shelf(screen._ctx)
    written = Written.of(kept[0])
    shelf.put(Unsaved(ids.fair, screen._sitting, written))
    taking_up_templates(screen._ctx).begin()
    assert len(services.templates.list()) == 3


def test_a_text_that_is_too_long_is_told_and_kept(screen, qtbot, ids, services, monkeypatch):
    def refuses(*_args, **_more):
        raise KnownError("This text is too long for a template.", "Nothing was saved.")

    monkeypatch.setattr(services.templates, "save", refuses)
    qtbot.keyClicks(screen.editor.body, "New: ")
    screen.save_now()
    assert screen.head.state.text() == "Not saved"
    assert screen._ctx.notices.bands[0].title == "This text is too long for a template."
    assert len(screen._ctx.state.precious.all("template.")) == 1
    monkeypatch.undo()
    qtbot.keyClicks(screen.editor.body, "x")
    screen.save_now()
    assert body(services, ids.fair).startswith("New: x")
    assert screen._ctx.state.precious.all("template.") == {}


def test_a_template_that_was_deleted_here_is_not_made_again(screen, qtbot, ids, services):
    qtbot.keyClicks(screen.editor.body, "New: ")
    screen.commands.delete()
    screen.save_now()
    assert [each.id for each in services.templates.list() if each.id == ids.fair] == []
    assert len(services.templates.list()) == 2


def test_nothing_waits_on_the_thread_of_the_window(make_ctx, host, qtbot, ids, services):
    """Every question and command goes through the operations, in their threads."""
    import threading

    seen: list[str] = []
    service = services.templates
    for name in ("list", "get", "check", "render", "save", "counts", "lacking", "fields"):
        real = getattr(service, name)

        def noted(*args, _real=real, _name=name, **more):
            if threading.current_thread() is threading.main_thread():
                seen.append(_name)
            return _real(*args, **more)

        setattr(service, name, noted)
    ctx = make_ctx(host, inline=False)
    screen = TemplatesScreen(ctx)
    host.layout().addWidget(screen)
    host.show()
    screen.shown()
    qtbot.waitUntil(lambda: screen.template is not None and screen.preview._seen is not None)
    qtbot.keyClicks(screen.editor.body, "New {{")
    screen.save_now()
    done: list[bool] = []
    clock = single_shot(host, 200, lambda: done.append(True))
    clock.start()
    qtbot.waitUntil(lambda: bool(done) and not ctx.ops.busy, timeout=10_000)
    assert seen == []
    ctx.ops.close()


def test_what_is_put_by_is_read_back_whole():
    from uuid import uuid4

    written = Written(
        "A", "B", Tone.CASUAL, "{{x}}", (Line((Run("Hi ", bold=True), Run("“é😀”"))),), True
    )
    unsaved = Unsaved(uuid4(), uuid4(), written)
    assert unsaved_of(unsaved_text(unsaved)) == unsaved
    for broken in ("", "{}", '{"format": 2}', "[]"):
        with pytest.raises(ValueError):
            unsaved_of(broken)
