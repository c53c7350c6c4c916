"""Possible duplicates and the merge, worked with keys and mouse, over a real database."""

from __future__ import annotations

from uuid import uuid4

import pytest
from psycopg.types.json import Jsonb
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QVBoxLayout

from desktop_app.data.lead_duplicates import LeadDuplicateRepository
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.custom_fields import CustomKind
from desktop_app.domain.leads import LeadStatus
from desktop_app.engine.duplicates import QuietLook
from desktop_app.ui.leads.duplicates import DuplicatesDialog, PairListModel, show_duplicates
from desktop_app.ui.leads.merge import MergeDialog, show_merge
from desktop_app.ui.leads.screen import LeadsScreen

Key = Qt.Key


@pytest.fixture
def services(real):
    return real


@pytest.fixture
def ctx(make_context, services):
    return make_context(services)


@pytest.fixture
def ines(db, user, make_lead, deliver):
    """One person twice, and another pair; compared."""
    one = make_lead("ines@norvane.example", company="Norvane Optics GmbH", industry="Photonics",
                    contact_name="Ines Caldaro", metadata={"region": "North"})  # fmt: skip
    two = make_lead("icaldaro@web.de", company="norvane optics", contact_name="I. Caldaro",
                    phone="+49 30 5550142", industry="Photonics",
                    status=LeadStatus.HOT)  # fmt: skip
    make_lead("t@brackenfold.example", company="Brackenfold", contact_name="Tobias Renwick")
    make_lead("t+news@brackenfold.example", company="Brackenfold", contact_name="Tobias Renwick")
    for n in range(3):
        deliver("ines@norvane.example", user.email, f"Pilot {n}")
    deliver("icaldaro@web.de", user.email, "Quote")
    db.run("INSERT INTO actions (user_id, lead_id, type) SELECT %s, %s, 'call' "
           "FROM generate_series(1, 2)", (user.id, two))  # fmt: skip
    QuietLook(db, lambda: False).look()
    return one, two


@pytest.fixture
def shown(host, show_active):
    show_active(host)
    return host


def _top(qtbot, kind):
    """The dialog of a kind that is on top."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


def _press(qtbot, dialog, *keys):
    for key in keys:
        qtbot.keyClick(dialog.focusWidget() or dialog, key)


@pytest.fixture
def listed(qtbot, ctx, shown, ines):
    dialog = show_duplicates(ctx, shown)
    qtbot.waitUntil(lambda: dialog.table.current_id is not None)
    yield dialog
    dialog.close()


@pytest.fixture
def merging(qtbot, ctx, shown, ines):
    show_merge(ctx, shown, ines)
    dialog = _top(qtbot, MergeDialog)
    yield dialog
    if QApplication.activeModalWidget() is dialog:
        dialog.close()


# -- the list --------------------------------------------------------------------------------------


def test_the_list_names_both_and_says_why(qtbot, listed):
    model = listed.model
    qtbot.waitUntil(lambda: model.row_at(1) is not None)
    said = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in (0, 1)]
    assert listed.count.text() == "2 pairs"
    assert said[0] in (
        "Brackenfold, Tobias Renwick and Brackenfold, Tobias Renwick: "
        "Same e-mail address, spelt another way, very likely",
    )
    assert "norvane optics, I. Caldaro" in said[1]
    assert said[1].endswith(": Same person and company, likely")


def test_the_model_is_one(ctx, ines, services):
    model = PairListModel(ctx.ops, services.duplicates.rows)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_ids(services.duplicates.all_ids())
    assert model.rowCount() == 2
    model.row_at(0)


def test_not_duplicates_by_key_and_back_again(qtbot, listed, services):
    _press(qtbot, listed, Key.Key_Delete)
    qtbot.waitUntil(lambda: listed.count.text() == "1 pair")
    assert listed.toast.words == "Noted: not duplicates"
    assert services.duplicates.count() == 1
    listed.toast.undo_button.click()
    qtbot.waitUntil(lambda: listed.count.text() == "2 pairs")
    assert services.duplicates.count() == 2


def test_a_pair_is_compared_merged_and_made_two_again(qtbot, listed, services, db):
    qtbot.waitUntil(lambda: listed.model.row_at(1) is not None)
    _press(qtbot, listed, Key.Key_J, Key.Key_Return)
    dialog = _top(qtbot, MergeDialog)
    assert len(dialog.sides) == 2
    _press(qtbot, dialog, Key.Key_Return)
    qtbot.waitUntil(lambda: listed.count.text() == "1 pair")
    assert listed.toast.words == "2 leads merged into Norvane Optics GmbH"
    assert db.value("SELECT count(*) FROM leads") == 3
    listed.toast.undo_button.click()
    qtbot.waitUntil(lambda: listed.count.text().startswith("2 pairs"))
    assert db.value("SELECT count(*) FROM leads") == 4


def test_when_nothing_is_left_it_says_so(qtbot, listed):
    _press(qtbot, listed, Key.Key_Delete)
    qtbot.waitUntil(lambda: listed.count.text() == "1 pair")
    _press(qtbot, listed, Key.Key_Delete)
    qtbot.waitUntil(lambda: listed.pages.currentWidget().accessibleName().startswith("No dup"))
    assert not listed.compare_button.isEnabled()


def test_what_is_still_to_be_compared_is_told_where_it_takes_its_time(qtbot, listed, user, db):
    repository = LeadDuplicateRepository(db)
    repository.queue(user.id, [uuid4()])
    listed.refresh()
    qtbot.waitUntil(lambda: listed.count.text() == "2 pairs")
    repository.queue(user.id, [uuid4() for _ in range(1_233)])
    listed.refresh()
    qtbot.waitUntil(lambda: listed.count.text() == "2 pairs, 1,234 leads still to compare")


def test_looking_again_is_asked_of_the_engine(qtbot, listed, db):
    listed.again_button.click()
    assert db.value("SELECT kind FROM outpost.job") == "find_duplicates"
    assert not listed.again_button.isEnabled()


# -- side by side ----------------------------------------------------------------------------------


def test_the_fuller_and_the_newer_are_chosen(merging, ines):
    assert [side.lead.id for side in merging.sides] == list(ines)
    assert merging.keep == 0, "the one with the most mail"
    assert merging.chosen() == {
        "company": "Norvane Optics GmbH", "contact_name": "Ines Caldaro",
        "email": "ines@norvane.example", "phone": "+49 30 5550142", "industry": "Photonics",
        "status": "hot", "custom.region": "North",
    }  # fmt: skip
    assert merging.moves.text.startswith("1 message and 2 actions move to Norvane Optics GmbH.")


def test_arrows_choose_and_lead_from_row_to_row(qtbot, merging):
    _press(qtbot, merging, Key.Key_Down, Key.Key_Right)
    assert merging.chosen()["company"] == "norvane optics"
    assert merging.moves.text.startswith("1 message and 2 actions move to norvane optics.")
    _press(qtbot, merging, Key.Key_Down, Key.Key_Right)
    assert merging.chosen()["contact_name"] == "I. Caldaro"
    # Nothing is chosen where there is nothing.
    _press(qtbot, merging, Key.Key_Down, Key.Key_Down, Key.Key_Left)
    assert merging.chosen()["phone"] == "+49 30 5550142"
    _press(qtbot, merging, *[Key.Key_Up] * 9, Key.Key_Right)
    assert merging.keep == 1
    assert merging.moves.text.startswith("3 messages move to norvane optics.")


def test_a_click_chooses_and_the_head_chooses_all_of_a_lead(qtbot, merging):
    cell = next(row[1] for row in merging._rows if row[1].key == "email")
    qtbot.mouseClick(cell, Qt.MouseButton.LeftButton)
    assert merging.chosen()["email"] == "icaldaro@web.de"
    qtbot.mouseClick(merging._rows[0][1], Qt.MouseButton.LeftButton)
    assert merging.keep == 1
    chosen = merging.chosen()
    assert (chosen["company"], chosen["contact_name"]) == ("norvane optics", "I. Caldaro")
    assert chosen["custom.region"] == "North", "which it has none of"


def test_merged_as_chosen_with_undo_in_the_window(qtbot, merging, ctx, services, ines):
    merging.choose("contact_name", 1)
    merging.merge_button.click()
    qtbot.waitUntil(lambda: services.leads.lead(ines[1]) is None)
    lead = services.leads.lead(ines[0])
    assert (lead.contact_name, lead.phone, lead.status) == (
        "I. Caldaro", "+49 30 5550142", LeadStatus.HOT,
    )  # fmt: skip
    assert ctx.notices.toast.words == "2 leads merged into Norvane Optics GmbH"
    ctx.notices.toast.undo_button.click()
    qtbot.waitUntil(lambda: services.leads.lead(ines[1]) is not None)
    assert services.leads.lead(ines[0]).contact_name == "Ines Caldaro"


def test_a_lead_that_goes_meanwhile_is_told_and_nothing_is_lost(qtbot, merging, db, ines):
    db.run("DELETE FROM leads WHERE id = %s", (ines[1],))
    merging.merge_button.click()
    qtbot.waitUntil(merging.trouble.isVisible)
    assert merging.trouble.text().startswith("One of these leads is not there any more.")
    assert merging.merge_button.isEnabled()
    assert merging.isVisible()


def test_not_duplicates_from_the_comparison(qtbot, merging, services):
    merging.dismiss_button.click()
    qtbot.waitUntil(lambda: services.duplicates.count() == 1)
    assert not merging.isVisible()


def test_leads_that_were_never_a_pair_cannot_be_said_to_be_none(qtbot, ctx, shown, ines, db):
    others = [row[0] for row in db.rows("SELECT id FROM leads WHERE id <> ALL(%s) ORDER BY id",
                                        (list(ines),))]  # fmt: skip
    show_merge(ctx, shown, [ines[0], *others])
    dialog = _top(qtbot, MergeDialog)
    assert len(dialog.sides) == 3
    assert not dialog.dismiss_button.isVisible()
    dialog.close()


def test_leads_that_are_gone_are_told(ctx, shown, ines, db):
    db.run("DELETE FROM leads WHERE id = %s", (ines[1],))
    show_merge(ctx, shown, ines)
    assert not isinstance(QApplication.activeModalWidget(), MergeDialog)
    assert ctx.notices.bands


def _said(dialog, key):
    """What the cells of a field say, and whether they are a choice."""
    return [cell.accessibleName() for row in dialog._rows for cell in row if cell.key == key]


def test_fields_of_ones_own_are_called_and_shown_as_the_user_knows_them(
    qtbot, ctx, shown, ines, services, db
):
    services.custom_fields.add("Annual budget", CustomKind.NUMBER)
    services.custom_fields.add("Renewal", CustomKind.DATE)
    budget, renewal = (each.key for each in services.custom_fields.list().custom)
    for lead, values in (
        (ines[0], {renewal: "2024-05-03", budget: 12_500, "left_over": 3}),
        (ines[1], {renewal: "next spring", budget: 400.5, "left_over": 3}),
    ):
        db.run("UPDATE leads SET metadata = %s WHERE id = %s", (Jsonb(values), lead))
    show_merge(ctx, shown, ines)
    dialog = _top(qtbot, MergeDialog)
    assert [field.title for field in dialog.fields][-3:] == [
        "Annual budget",
        "Renewal",
        "Left over",
    ]
    assert _said(dialog, f"custom.{budget}") == ["Annual budget: 12,500", "Annual budget: 400.5"]
    assert _said(dialog, f"custom.{renewal}") == ["Renewal: 3 May 2024", "Renewal: next spring"]
    assert dialog.chosen()[f"custom.{budget}"] in (12_500, 400.5), "what is kept is the number"
    dialog.merge()
    qtbot.waitUntil(lambda: services.leads.lead(ines[1]) is None)
    assert services.leads.lead(ines[0]).metadata["left_over"] == 3


@pytest.mark.parametrize("size", [12, 16])
def test_text_of_every_size_fits(qtbot, merging, themes, light_again, size):
    themes.set_text_size(size)
    for row in merging._rows:
        for cell in row:
            qtbot.waitUntil(lambda each=cell: each.height() >= themes.now.line("body"))


def test_in_a_small_window_it_scrolls(qtbot, ctx, host, show_active, ines):
    host.resize(800, 420)
    show_active(host)
    show_merge(ctx, host, ines)
    dialog = _top(qtbot, MergeDialog)
    assert dialog.height() <= 420 and dialog.width() <= 800
    last = dialog._rows[-1]
    _press(qtbot, dialog, *[Key.Key_Down] * 9)
    assert dialog.focusWidget() in last
    assert not dialog.focusWidget().visibleRegion().isEmpty()
    dialog.close()


# -- from the screen -------------------------------------------------------------------------------


@pytest.fixture
def screen(qtbot, ctx, shown, ines):
    screen = LeadsScreen(ctx)
    QVBoxLayout(shown).addWidget(screen)
    ctx.actions.set_context("leads")
    qtbot.waitUntil(lambda: len(screen.pane.model.ids) == 4)
    return screen


def test_the_menu_opens_the_list(qtbot, screen, ctx):
    ctx.actions.run("leads.duplicates")
    _top(qtbot, DuplicatesDialog).close()


def test_two_to_four_checked_leads_can_be_merged(qtbot, screen, ctx, ines):
    merge = next(each for each in ctx.actions.all() if each.id == "leads.merge")
    assert not merge.enabled_when()
    screen.pane.model.checked.put(ines, True)
    assert merge.enabled_when()
    ctx.actions.run("leads.merge")
    dialog = _top(qtbot, MergeDialog)
    assert {side.lead.id for side in dialog.sides} == set(ines)
    dialog.merge()
    qtbot.waitUntil(lambda: len(screen.pane.model.ids) == 3)
    qtbot.waitUntil(lambda: screen.checking.count <= 1)


# -- from the panel --------------------------------------------------------------------------------


def test_the_panel_says_with_how_many_a_lead_may_be_one(qtbot, screen, services, ines, ctx):
    screen.open(ines[0])
    line = screen.panel.body.alike
    qtbot.waitUntil(line.isVisible)
    assert line.words == "Possibly the same as 1 other"
    line.click()
    dialog = _top(qtbot, MergeDialog)
    assert {side.lead.id for side in dialog.sides} == set(ines)
    assert dialog.dismiss_button.isVisible()
    dialog.dismiss()
    qtbot.waitUntil(lambda: not line.isVisible())
    ctx.notices.toast.undo_button.click()
    qtbot.waitUntil(line.isVisible)


def test_a_lead_that_is_like_no_other_says_nothing(qtbot, screen, make_lead, ines):
    screen.open(ines[0])
    qtbot.waitUntil(screen.panel.body.alike.isVisible)
    screen.open(make_lead("solo@quillmark.example", company="Quillmark", contact_name="Solo"))
    screen.refresh()
    qtbot.waitUntil(lambda: screen.panel.body.facts_pane.company.text == "Quillmark")
    assert not screen.panel.body.alike.isVisible()


def test_what_the_search_finds_later_is_said(qtbot, screen, make_lead, db, user, ines, ctx):
    screen.open(ines[0])
    qtbot.waitUntil(screen.panel.body.alike.isVisible)
    for number in range(2):
        make_lead(f"i{number}@norvane.example", company="Norvane Optics GmbH",
                  contact_name="Ines Caldaro")  # fmt: skip
    QuietLook(db, lambda: False).look()
    ctx.bus.tell(Changes(Kind.DUPLICATES))
    qtbot.waitUntil(lambda: screen.panel.body.alike.words == "Possibly the same as 3 others")
