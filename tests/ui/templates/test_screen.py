"""The screen of templates: what is listed, opened, done."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from desktop_app.domain.templates import Template, TemplateText
from desktop_app.ui.templates.list_model import (
    Heading,
    TemplateListModel,
    pieces,
)


def titles(screen) -> list[str]:
    return [
        each.title if isinstance(each, Heading) else each.name for each in screen.list.model.rows
    ]


def settle(screen, qtbot) -> None:
    """Nothing is on its way any more."""
    qtbot.waitUntil(lambda: not screen._ctx.ops.busy)


def save(screen, qtbot) -> None:
    screen.save_now()
    settle(screen, qtbot)


def test_templates_stand_by_category_below_headings(screen):
    assert titles(screen) == [
        "First contact", "After the trade fair", "Short introduction", "Follow-up", "No reply",
    ] or titles(screen) == [
        "Follow-up", "No reply", "First contact", "After the trade fair", "Short introduction",
    ]  # fmt: skip
    assert screen.list._count.text() == "3"
    assert screen.template.name == "After the trade fair"


def test_what_a_template_says_stands_in_the_editor(screen):
    editor = screen.editor
    assert editor.name.text == "After the trade fair"
    assert editor.category.currentText() == "First contact"
    assert editor.tone.value == "friendly"
    assert editor.subject.text == "An idea for {{company}}"
    assert editor.body.toPlainText().startswith("Hi {{first_name}},")
    assert screen.head.state.text().startswith("Saved ")


def test_the_sidebar_has_the_library_with_figures(screen, ids, services, ctx):
    services.templates.set_default(ids.fair, True)
    screen.refresh()
    rows = {row.key: row.count for row in screen.side.sections[0].rows}
    assert screen.side.sections[0].title == "Library"
    assert rows == {"all": 3, "default": 1, "mine": 3, "team": 0}
    screen.side.chosen.emit("default")
    assert titles(screen) == ["First contact", "After the trade fair"]
    screen.side.chosen.emit("team")
    assert titles(screen) == []
    assert screen.template is None
    screen.side.chosen.emit("all")
    assert screen.template is not None


def test_the_search_looks_in_names_and_text(screen, qtbot):
    screen.focus_search()
    screen.list.search.setText("orders most")
    qtbot.waitUntil(lambda: titles(screen) == ["First contact", "After the trade fair"])
    screen.list.search.setText("qqqq")
    qtbot.waitUntil(lambda: titles(screen) == [])
    assert screen.go_back()
    qtbot.waitUntil(lambda: len(titles(screen)) == 5)


def test_the_row_that_is_current_stays_when_the_list_is_read_anew(screen, ids, services):
    screen.open(ids.short)
    services.templates.add("Another", category="First contact")
    screen.refresh()
    assert screen.list.current_id == ids.short


def test_the_keys_go_over_headings(screen, ids):
    screen.open(ids.short)
    screen.move(1)
    screen.move(-1)
    assert screen.list.current_id == ids.short


def test_a_new_one_is_current_and_its_name_is_typed_first(screen, qtbot, services):
    screen.create()
    settle(screen, qtbot)
    assert screen.template.name == "New template"
    assert screen.template.category == "First contact"
    qtbot.keyClicks(screen.editor.name.edit, "Greeting")
    save(screen, qtbot)
    assert "Greeting" in [each.name for each in services.templates.list()]


def test_the_star_and_what_is_shared(screen, qtbot, ids, services):
    screen.commands.toggle_default()
    settle(screen, qtbot)
    assert services.templates.get(ids.fair).is_default
    qtbot.waitUntil(lambda: screen.template.is_default)
    screen.commands.toggle_shared()
    qtbot.waitUntil(lambda: screen.template.shared)
    screen.commands.toggle_default()
    qtbot.waitUntil(lambda: not screen.template.is_default)


def test_a_copy_holds_what_was_typed_a_moment_ago(screen, qtbot, services):
    qtbot.keyClicks(screen.editor.body, "New: ")
    screen.commands.duplicate()
    settle(screen, qtbot)
    assert screen.template.name == "After the trade fair copy"
    assert screen.editor.body.toPlainText().startswith("New: Hi")


def test_what_is_deleted_comes_back_with_what_was_typed_last(screen, qtbot, ids, services):
    qtbot.keyClicks(screen.editor.body, "New: ")
    screen.commands.delete()
    settle(screen, qtbot)
    assert services.templates.get(ids.fair) is None
    qtbot.waitUntil(lambda: screen.template.id != ids.fair)
    assert "deleted" in screen._ctx.notices.toast._words.text()
    services.journal.undo()
    screen.refresh()
    assert services.templates.get(ids.fair).text.body.startswith("New: Hi")
    assert len(titles(screen)) == 5


def test_a_template_of_somebody_else_is_read_and_copied(
    screen, qtbot, db, make_user, clock, services
):
    from desktop_app.services.templates import TemplateService
    from desktop_app.wire.liquid import LiquidRenderer

    mara = make_user("mara@rep.example", "Mara Ostrander")
    theirs = TemplateService(db, mara.id, LiquidRenderer(), clock)
    made, _ = theirs.add("Theirs", text=TemplateText("Hello", "Words"))
    theirs.share(made, True)
    screen.refresh()
    screen.open(made)
    assert not screen.template.mine
    assert screen.editor.body.isReadOnly()
    assert "Mara Ostrander" in screen.editor.not_mine.words
    qtbot.keyClicks(screen.editor.body, "No")
    assert screen.editor.body.toPlainText() == "Words"
    screen.editor.copy.click()
    settle(screen, qtbot)
    assert screen.template.mine
    assert screen.template.name == "Theirs"


def test_an_empty_library_says_what_to_do(ctx, host, qtbot, services):
    from desktop_app.ui.templates.screen import TemplatesScreen

    made = TemplatesScreen(ctx)
    host.layout().addWidget(made)
    host.show()
    made.shown()
    assert made.list._pages.currentWidget().accessibleName().startswith("No templates yet")
    made.list._pages.currentWidget().buttons[0].click()
    assert made.template.name == "New template"


def test_versions_show_what_changed_and_one_is_restored(screen, qtbot, ids, services, clock):
    qtbot.keyClicks(screen.editor.body, "New: ")
    clock.forward(hours=1)
    save(screen, qtbot)
    screen.commands.show_versions()
    from desktop_app.ui.templates.versions import TemplateVersions

    dialog = screen.findChild(TemplateVersions)
    assert len(dialog.list.rows) == 2
    assert not dialog.take.isEnabled()
    dialog.list.go_to(1)
    assert "New: Hi" in dialog.text.toPlainText()
    assert dialog.take.isEnabled()
    dialog.take.click()
    settle(screen, qtbot)
    assert services.templates.get(ids.fair).text.body.startswith("Hi ")
    qtbot.waitUntil(lambda: screen.editor.body.toPlainText().startswith("Hi "))


def test_folders_go_out_and_come_in(screen, qtbot, tmp_path, services, ids):
    qtbot.keyClicks(screen.editor.body, "New: ")
    screen.files.put_out(tmp_path)
    settle(screen, qtbot)
    assert len(list(tmp_path.glob("*.txt"))) == 3
    assert any("New: Hi" in each.read_text() for each in tmp_path.glob("*.txt"))
    services.templates.delete([ids.fair, ids.short])
    screen.files.bring_in(tmp_path)
    settle(screen, qtbot)
    assert len(titles(screen)) == 5


def test_in_a_narrow_window_the_preview_is_a_tab(screen, host, qtbot):
    assert screen.preview.isVisible()
    host.resize(1024, 640)
    qtbot.waitUntil(lambda: screen.head.sides.isVisible())
    assert screen.editor.isVisible()
    assert not screen.preview.isVisible()
    screen.head.sides.choose("preview")
    assert screen.preview.isVisible()
    assert not screen.editor.isVisible()
    assert screen.go_back()
    assert screen.editor.isVisible()
    host.resize(1440, 900)
    qtbot.waitUntil(lambda: screen.preview.isVisible() and screen.editor.isVisible())


def test_a_list_that_cannot_be_read_says_so(screen, monkeypatch):
    from desktop_app.domain.errors import KnownError

    def fails(*_args):
        raise KnownError("The database cannot be reached.", "It is tried again.", retryable=True)

    monkeypatch.setattr(screen._ctx.services.templates, "list", fails)
    screen.list.load()
    page = screen.list._pages.currentWidget()
    assert page.accessibleName().startswith("The database cannot be reached.")
    monkeypatch.undo()
    page.buttons[0].click()
    assert len(titles(screen)) == 5


@pytest.mark.parametrize(
    ("subject", "wanted"),
    [
        ("An idea for {{ company }}!", [("An idea for ", False), ("company", True), ("!", False)]),
        ("{% if a %}x{% endif %}", [("x", False)]),
        ("{{ open", [("{{ open", False)]),
        ("", []),
    ],
)
def test_a_subject_in_a_row_names_its_fields(subject, wanted):
    assert list(pieces(subject)) == wanted


def test_the_list_is_a_sound_model(services, ids):
    model = TemplateListModel()
    tester = QAbstractItemModelTester(model)
    found = services.templates.list()
    assert model.put(found)
    assert not model.put(found)
    services.templates.set_default(ids.fair, True)
    assert not model.put(services.templates.list())  # the same rows, one of them starred
    assert any(isinstance(row, Template) and row.is_default for row in model.rows)
    assert model.put(())
    del tester


def test_every_command_is_in_the_registry(screen, ctx):
    ids = {action.id for action in ctx.actions.all()}
    assert {
        "templates.new", "templates.use", "templates.insert_field", "templates.default",
        "templates.share", "templates.duplicate", "templates.versions", "templates.delete",
        "templates.import", "templates.export", "templates.next_lead",
    } <= ids  # fmt: skip
