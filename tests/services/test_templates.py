"""Templates kept, shared, rendered and taken back."""

import time
from datetime import timedelta
from uuid import uuid4

import pytest

from desktop_app.domain.changes import Kind
from desktop_app.domain.custom_fields import CustomKind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.leads import LeadDraft, LeadQuery
from desktop_app.domain.rich_text import read, write_html
from desktop_app.domain.template_files import same_body
from desktop_app.domain.templates import (
    FieldGap,
    TemplateCounts,
    TemplateFailed,
    TemplateScope,
    TemplateText,
    Tone,
)

TEXT = TemplateText("A quick idea for {{ company }}", "Hi {{ first_name }},\n\n{{ signature }}")


@pytest.fixture
def templates(mine):
    return mine.templates


@pytest.fixture
def lead(mine):
    draft = LeadDraft(company="Norvane Optics", contact_name="Dr. Ines Caldaro",
                      email="ines@norvane.example")  # fmt: skip
    return mine.leads.create(draft)[0]


def _save(templates, made, words, **more):
    return templates.save(
        made, **{"name": "One", "text": TemplateText("S", words), "tone": Tone.CASUAL,
                 "category": "", **more},
    )  # fmt: skip


def _undo(mine, changes):
    return mine.journal.undo(changes.journal_id)


def test_a_template_is_added_found_and_taken_back(mine, templates):
    made, changes = templates.add("After the fair", category="First contact", text=TEXT)
    assert changes.kinds is Kind.TEMPLATES
    found = templates.get(made)
    assert (found.name, found.category, found.text, found.mine) == (
        "After the fair", "First contact", TEXT, True,
    )  # fmt: skip
    _undo(mine, changes)
    assert templates.get(made) is None


def test_templates_stand_by_category_and_name_those_without_one_last(templates):
    for name, category in (("b", ""), ("Zoe", "Meetings"), ("alpha", "Meetings"), ("x", "closing")):
        templates.add(name, category=category)
    assert [each.name for each in templates.list()] == ["x", "alpha", "Zoe", "b"]
    assert templates.categories() == ("closing", "Meetings")


def test_words_are_found_in_name_and_text_but_not_in_markup(templates):
    templates.add("Fair", text=TemplateText("Hello", "<div>about the <b>kit</b></div>"))
    assert len(templates.list("fair KIT hello")) == 1
    assert not templates.list("div")


def test_one_without_a_name_gets_one_that_is_free(templates):
    names = [templates.get(templates.add()[0]).name for _ in range(3)]
    assert names == ["New template", "New template 2", "New template 3"]


def test_saves_of_one_sitting_are_one_step_back_and_each_a_version(mine, templates, clock):
    made, _ = templates.add("One", text=TemplateText("S", "zero"))
    entries = set()
    for words in ("one", "two", "three"):
        clock.now += timedelta(minutes=1)
        entries.add(_save(templates, made, words).journal_id)
    assert len(entries) == 1
    assert [each.text.body for each in templates.versions(made)] == ["three", "zero"]
    clock.now += timedelta(minutes=11)
    later = _save(templates, made, "four")
    assert later.journal_id not in entries
    _undo(mine, later)
    assert templates.get(made).text.body == "three"
    mine.journal.undo(entries.pop())
    assert templates.get(made).text.body == "zero"


def test_a_redo_brings_the_whole_sitting_again(mine, templates):
    made, _ = templates.add("One", text=TemplateText("S", "zero"))
    sitting = uuid4()
    _save(templates, made, "one", sitting=sitting)
    changes = _save(templates, made, "two", sitting=sitting, name="Two")
    _undo(mine, changes)
    assert templates.get(made).name == "One"
    mine.journal.redo(changes.journal_id)
    found = templates.get(made)
    assert (found.name, found.text.body) == ("Two", "two")


def test_after_an_undo_the_next_save_is_an_entry_of_its_own(mine, templates):
    made, _ = templates.add("One", text=TemplateText("S", "zero"))
    sitting = uuid4()
    first = _save(templates, made, "one", sitting=sitting)
    _undo(mine, first)
    second = _save(templates, made, "two", sitting=sitting)
    assert second.journal_id != first.journal_id
    _undo(mine, second)
    assert templates.get(made).text.body == "zero"


def test_a_save_that_changes_nothing_is_no_entry(templates):
    made, _ = templates.add("One", text=TemplateText("S", "x"), tone=Tone.CASUAL)
    assert _save(templates, made, "x").journal_id is None


def test_a_save_without_a_name_keeps_the_one_that_stands(templates):
    made, _ = templates.add("One")
    _save(templates, made, "x", name="  ")
    assert templates.get(made).name == "One"


def test_a_text_that_is_too_long_is_refused_with_a_sentence(templates):
    made, _ = templates.add("One")
    with pytest.raises(KnownError, match="too long"):
        _save(templates, made, "x" * 200_001)


def test_a_category_has_one_default_and_an_undo_gives_the_mark_back(mine, templates):
    one, _ = templates.add("One", category="A")
    two, _ = templates.add("Two", category="A")
    other, _ = templates.add("Other", category="B")
    templates.set_default(one, True)
    templates.set_default(other, True)
    changes = templates.set_default(two, True)
    marked = {each.name for each in templates.list(scope=TemplateScope.DEFAULT)}
    assert marked == {"Two", "Other"}
    _undo(mine, changes)
    assert {each.name for each in templates.list(scope=TemplateScope.DEFAULT)} == {"One", "Other"}


def test_a_default_that_moves_takes_the_mark_of_its_new_category(mine, templates):
    one, _ = templates.add("One", category="A")
    two, _ = templates.add("Two", category="B")
    templates.set_default(one, True)
    templates.set_default(two, True)
    changes = _save(templates, one, "x", category="B")
    assert [each.name for each in templates.list(scope=TemplateScope.DEFAULT)] == ["One"]
    _undo(mine, changes)
    assert {each.name for each in templates.list(scope=TemplateScope.DEFAULT)} == {"One", "Two"}


@pytest.mark.parametrize("chosen", ["One", "Two", "Three"])
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE public.email_templates SET is_default = true WHERE name = %s",
        # As a web application may write it: taking the other marks away in the same statement.
        "UPDATE public.email_templates SET is_default = (name = %s)",
    ],
)
def test_what_the_web_writes_leaves_one_default(db, templates, sql, chosen):
    for name in ("One", "Two", "Three"):
        templates.add(name, category="A")
    db.run(sql, ("Two",))
    db.run(sql, (chosen,))
    assert [each.name for each in templates.list(scope=TemplateScope.DEFAULT)] == [chosen]


def test_a_statement_that_marks_all_leaves_one(db, templates):
    for name in ("One", "Two", "Three"):
        templates.add(name, category="A")
    db.run("UPDATE public.email_templates SET is_default = true")
    assert templates.counts().default == 1


def test_what_the_web_writes_is_a_version(db, templates):
    made, _ = templates.add("One", text=TemplateText("S", "zero"))
    db.run("UPDATE public.email_templates SET body = 'web' WHERE id = %s", (made,))
    assert [each.text.body for each in templates.versions(made)] == ["web", "zero"]


def test_a_version_is_restored_and_that_is_taken_back(mine, templates):
    made, _ = templates.add("One", text=TemplateText("S", "zero"))
    _save(templates, made, "one")
    changes = templates.restore(made, templates.versions(made)[-1].n)
    assert templates.get(made).text.body == "zero"
    _undo(mine, changes)
    assert templates.get(made).text.body == "one"
    with pytest.raises(KnownError, match="version"):
        templates.restore(made, 99)


def test_what_is_deleted_comes_back_with_its_versions_its_mark_and_its_share(mine, templates):
    made, _ = templates.add("One", category="A", text=TemplateText("S", "zero"))
    _save(templates, made, "one", category="A")
    templates.set_default(made, True)
    templates.share(made, True)
    changes = templates.delete([made])
    assert templates.get(made) is None and not templates.list()
    _undo(mine, changes)
    found = templates.get(made)
    assert found.is_default and found.shared and found.text.body == "one"
    assert [each.text.body for each in templates.versions(made)] == ["one", "zero"]
    mine.journal.redo(changes.journal_id)
    assert templates.get(made) is None


def test_what_is_shared_is_used_and_copied_by_others_and_changed_by_none(mine, theirs, lead):
    made, _ = mine.templates.add("One", text=TEXT)
    assert theirs.templates.get(made) is None
    shared = mine.templates.share(made, True)
    found = theirs.templates.get(made)
    assert not found.mine and found.owner
    assert theirs.templates.counts() == TemplateCounts(all=1, default=0, mine=0, team=1)
    assert [each.id for each in theirs.templates.list(scope=TemplateScope.TEAM)] == [made]
    for change in (
        lambda: _save(theirs.templates, made, "x"),
        lambda: theirs.templates.set_default(made, True),
        lambda: theirs.templates.share(made, False),
        lambda: theirs.templates.delete([made]),
        lambda: theirs.templates.restore(made, 1),
    ):
        with pytest.raises(KnownError, match="template of"):
            change()
    copy, _ = theirs.templates.duplicate(made)
    assert theirs.templates.get(copy).mine
    assert theirs.templates.get(copy).text == TEXT
    assert theirs.templates.versions(made) == ()
    _undo(mine, shared)
    assert theirs.templates.get(made) is None
    assert theirs.templates.get(copy) is not None


def test_a_text_is_rendered_for_a_lead(mine, templates, lead):
    mine.profile.update(signature="Mara\nFieldline")
    rendered = templates.render(TEXT, lead)
    assert rendered.subject == "A quick idea for Norvane Optics"
    assert rendered.plain == "Hi Ines,\n\nMara\nFieldline"
    with pytest.raises(KnownError, match="lead"):
        templates.render(TEXT, uuid4())
    with pytest.raises(TemplateFailed):
        templates.render(TemplateText("", "{{ frist_name }}"), lead)


def test_custom_fields_are_merged_by_their_keys(mine, templates, lead):
    mine.custom_fields.add("Event name", CustomKind.TEXT)
    mine.custom_fields.add("Meeting date", CustomKind.DATE)
    mine.leads.update(lead, {"custom.event_name": "Optatec"})
    mine.leads.update(lead, {"custom.meeting_date": "2026-12-03"})
    text = TemplateText("{{ event_name }}", "{{ meeting_date }}")
    assert templates.check(text).faults == ()
    rendered = templates.render(text, lead)
    assert (rendered.subject, rendered.plain) == ("Optatec", "3 December 2026")
    assert {"event_name", "meeting_date"} <= {each.name for each in templates.fields()}


def test_how_many_leads_of_a_view_lack_what_a_text_needs(mine, templates, lead):
    mine.custom_fields.add("Event name", CustomKind.TEXT)
    for at in range(3):
        mine.leads.create(LeadDraft(company=f"C{at}", contact_name="X", email=f"x{at}@c.example",
                                 industry="Optics"))  # fmt: skip
    mine.leads.update(lead, {"custom.event_name": "Optatec"})
    text = TemplateText(
        "{{ company }} {{ event_name }}", "{{ industry }} {{ phone | default: 'x' }}"
    )
    lacking = templates.lacking(text, LeadQuery())
    assert lacking.total == 4
    assert set(lacking.fields) == {FieldGap("event_name", 3), FieldGap("industry", 1)}


def test_what_is_put_into_a_mail_names_what_is_missing(mine, templates, lead):
    mine.custom_fields.add("Event name", CustomKind.TEXT)
    mine.profile.update(signature="Mara\nFieldline")
    made, _ = templates.add("One", text=TemplateText(
        "At {{ event_name }}", "<div>Hi <b>{{ first_name }}</b> at {{event_name}}</div>"
        "<div><br></div><div>{{ signature }}</div>"))  # fmt: skip
    put = templates.to_insert(made, lead)
    assert put.subject == "At {{ event_name }}"
    assert put.missing == ("event_name",)
    assert [each.text for each in put.lines] == [
        "Hi Ines at {{ event_name }}", "", "Mara", "Fieldline",
    ]  # fmt: skip
    beside = templates.to_insert(made, lead, beside="\n\nMara\nFieldline\n")
    assert [each.text for each in beside.lines] == ["Hi Ines at {{ event_name }}"]
    nobody = templates.to_insert(made, None)
    assert nobody.missing == ("event_name", "first_name")


def test_a_category_of_the_same_name_is_another_for_everybody(mine, theirs):
    one, _ = mine.templates.add("One", category="A")
    two, _ = theirs.templates.add("Two", category="A")
    mine.templates.set_default(one, True)
    theirs.templates.set_default(two, True)
    assert mine.templates.get(one).is_default
    assert theirs.templates.get(two).is_default


def _write(folder, **files):
    for name, content in files.items():
        (folder / f"{name}.txt").write_bytes(content)


def test_a_folder_comes_in_once_and_bad_files_get_a_sentence(mine, templates, tmp_path):
    _write(
        tmp_path,
        fair=b"\xef\xbb\xbfName: Fair\r\nSubject: For {{ company }}\r\nTone: friendly\r\n"
        b"Category: A\r\nDefault: yes\r\n\r\nHi {{ first_name }},\r\n\r\nBye\r\n",
        bare=b"<p>Hello <b>you</b></p>",
        latin=b"Name: x\n\nGr\xfc\xdfe",
        tone=b"Tone: rude\n\nx",
        empty=b"Name: nothing\n\n",
        twice=b"Name: fair\nCategory: a\n\nother",
    )
    (tmp_path / "picture.png").write_bytes(b"x")
    result, changes = templates.import_folder(tmp_path)
    assert (result.added, result.updated, result.skipped) == (2, 0, 0)
    reasons = dict(result.faults)
    assert set(reasons) == {"latin.txt", "tone.txt", "empty.txt", "twice.txt"}
    assert "UTF-8" in reasons["latin.txt"] and "friendly" in reasons["tone.txt"]
    found = {each.name: each for each in templates.list()}
    assert set(found) == {"Fair", "bare"}
    fair = found["Fair"]
    assert fair.text == TemplateText("For {{ company }}", "Hi {{ first_name }},\n\nBye")
    assert (fair.tone, fair.category, fair.is_default) == (Tone.FRIENDLY, "A", True)

    again, nothing = templates.import_folder(tmp_path)
    assert (again.added, again.updated, again.skipped) == (0, 0, 2)
    assert nothing.journal_id is None
    _write(tmp_path, fair=b"Name: FAIR\nSubject: New\nTone: friendly\nCategory: A\n\nHi")
    third, _ = templates.import_folder(tmp_path)
    assert (third.updated, third.skipped) == (1, 1)
    assert templates.get(fair.id).text == TemplateText("New", "Hi")
    mine.journal.undo()
    _undo(mine, changes)
    assert templates.list() == ()


def test_what_is_exported_comes_in_again_as_it_was(mine, theirs, templates, tmp_path):
    bodies = {
        "Plain": "Hi {{ first_name }},\n\n{{ signature }}",
        "Rich": write_html(read("<p>Hi <b>{{ first_name }}</b></p><ul><li>x</li></ul>")),
        "CON": "x",
        "a/b: c?": "Name: no head\n\nx",
        "a?b: c/": "another",
    }
    for name, body in bodies.items():
        templates.add(name, text=TemplateText("S", body), category="Über / alles")
    assert templates.export_folder(tmp_path / "out") == 5
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert len({name.casefold() for name in names}) == 5
    assert not any(set(name) & set('<>:"/\\|?*') for name in names)
    assert templates.import_folder(tmp_path / "out")[0].skipped == 5
    result, _ = theirs.templates.import_folder(tmp_path / "out")
    assert result.added == 5
    got = {each.name: each.text.body for each in theirs.templates.list()}
    assert same_body(got["Rich"], bodies["Rich"]) and got["Plain"] == bodies["Plain"]


def test_a_folder_that_is_none_is_told_calmly(templates, tmp_path):
    with pytest.raises(KnownError, match="cannot be read"):
        templates.import_folder(tmp_path / "none")
    with pytest.raises(KnownError, match="no templates"):
        templates.import_folder(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(KnownError, match="could not be written"):
        templates.export_folder(tmp_path / "file")


def test_a_file_of_hostile_markup_takes_no_time(templates, tmp_path):
    _write(tmp_path, bad=b"<p>x</p>" + b"<a " * 60_000)
    begun = time.monotonic()
    assert templates.import_folder(tmp_path)[0].added == 1
    assert templates.import_folder(tmp_path)[0].skipped == 1
    assert len(templates.list()) == 1
    assert time.monotonic() - begun < 5
