"""Saved views at the side: shown, saved, changed, moved, and how many leads they have."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.lead_filters import Condition, Group, Op, SortKey
from desktop_app.domain.lead_layout import TableLayout, layout_document
from desktop_app.domain.leads import LeadQuery
from desktop_app.domain.saved_views import BUILT_IN, SavedView
from desktop_app.ui.leads.view_counts import ViewCounts
from desktop_app.ui.leads.view_popup import ViewPopup

Key, Button = Qt.Key, Qt.MouseButton
COLD = LeadQuery(where=Group((Condition("status", Op.ANY_OF, ("cold",)),)))


def _rows(desk) -> list[tuple[str, int | None]]:
    (section,) = desk.screen.side.sections
    return [(row.text, row.count) for row in section.rows]


def _ask(qtbot, desk, text: str) -> None:
    bar = desk.screen.pane.filter_bar
    bar.search.setFocus()
    qtbot.keyClicks(bar.search, text)
    qtbot.keyClick(bar.search, Key.Key_Return)


def _popup(qtbot) -> ViewPopup:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), ViewPopup))
    return QApplication.activePopupWidget()


def _save(qtbot, desk, name: str) -> str:
    desk.screen.save_view()
    popup = _popup(qtbot)
    qtbot.keyClicks(popup.name.edit, name)
    qtbot.keyClick(popup.name.edit, Key.Key_Return)
    qtbot.waitUntil(lambda: desk.screen.pane.header.title.text() == name)
    return desk.screen.views.current


def test_everybody_has_the_views_of_the_design(qtbot, desk) -> None:
    qtbot.waitUntil(
        lambda: (
            _rows(desk)
            == [
                ("All leads", 19),
                ("Hot, no reply", 0),
                ("Follow up this week", 0),
                ("AI drafts ready", 6),
                ("Over 500 people", 0),
                ("Gone quiet", 3),
            ]
        )
    )
    desk.screen.side.chosen.emit("quiet")
    qtbot.waitUntil(lambda: len(desk.companies()) == 3)
    assert desk.screen.pane.header.title.text() == "Gone quiet"
    assert desk.screen.side.current == "quiet"
    assert [chip.words for chip in desk.screen.pane.filter_bar.chips] == [
        ("Last contact longer ago than 30 days or Last contact never",)
    ]
    assert not desk.screen.pane.filter_bar.edited.isVisible()


def test_a_question_is_saved_shown_and_forgotten_again(qtbot, desk) -> None:
    _ask(qtbot, desk, "nor status:hot")
    assert desk.screen.pane.filter_bar.save.isVisible()
    key = _save(qtbot, desk, "Hot in the north")
    qtbot.waitUntil(lambda: ("Hot in the north", 2) in _rows(desk))
    assert not desk.screen.pane.filter_bar.edited.isVisible()
    assert desk.screen.pane.filter_bar.search.text() == "nor"
    desk.screen.side.chosen.emit("all")
    qtbot.waitUntil(lambda: len(desk.companies()) == 19)
    desk.screen.side.chosen.emit(key)
    qtbot.waitUntil(lambda: len(desk.companies()) == 2)
    desk.screen.views.delete(key)
    qtbot.waitUntil(lambda: desk.screen.pane.header.title.text() == "All leads")
    assert len(desk.companies()) == 19
    qtbot.mouseClick(desk.ctx.notices.toast.undo_button, Button.LeftButton)
    qtbot.waitUntil(lambda: ("Hot in the north", 2) in _rows(desk))


def test_a_name_that_is_taken_is_refused_in_place(qtbot, desk) -> None:
    _ask(qtbot, desk, "status:hot")
    desk.screen.save_view()
    popup = _popup(qtbot)
    qtbot.keyClick(popup.name.edit, Key.Key_Return)
    assert "needs a name" in popup.name.error
    qtbot.keyClicks(popup.name.edit, "gone quiet")
    qtbot.mouseClick(popup.icons["ph.star"], Button.LeftButton)
    qtbot.mouseClick(popup.done, Button.LeftButton)
    assert "already" in popup.name.error
    popup.name.edit.setText("Star")
    qtbot.keyClick(popup.name.edit, Key.Key_Return)
    qtbot.waitUntil(lambda: desk.screen.pane.header.title.text() == "Star")
    assert desk.services.views.views[desk.screen.views.current].icon == "ph.star"


def test_changes_are_saved_into_the_view_or_taken_back(qtbot, desk) -> None:
    _ask(qtbot, desk, "status:hot")
    key = _save(qtbot, desk, "Mine")
    bar = desk.screen.pane.filter_bar
    qtbot.mouseClick(bar.chips[0], Button.LeftButton, pos=bar.chips[0].rect().center())
    QApplication.activePopupWidget().close()
    qtbot.keyClick(bar.chips[0], Key.Key_Delete)
    qtbot.waitUntil(lambda: len(desk.companies()) == 19)
    assert bar.edited.isVisible()
    qtbot.mouseClick(bar.edited, Button.LeftButton)
    qtbot.waitUntil(lambda: len(desk.companies()) == 5)
    assert not bar.edited.isVisible()
    _ask(qtbot, desk, "has:draft")
    qtbot.waitUntil(lambda: bar.edited.isVisible())
    qtbot.mouseClick(bar.save, Button.LeftButton)
    desk.choose("Save into")
    qtbot.waitUntil(lambda: not bar.edited.isVisible())
    assert len(desk.services.views.views[key].query.where.parts) == 2
    assert desk.screen.views.current == key


def test_a_view_remembers_its_order(qtbot, desk) -> None:
    _ask(qtbot, desk, "status:hot")
    key = _save(qtbot, desk, "By name")
    desk.screen._on_sort("company")
    assert desk.screen.pane.filter_bar.edited.isVisible()
    screen = desk.screen
    screen.views.update(screen.asking.asked.query, screen.pane.columns.layout)
    desk.screen.side.chosen.emit("all")
    desk.screen._on_sort("contact_name")
    assert (
        not desk.screen.pane.filter_bar.edited.isVisible()
    )  # an order alone changes no built-in view
    desk.screen.side.chosen.emit(key)
    qtbot.waitUntil(lambda: desk.companies()[0] == "Brackenfold Logistics")
    assert desk.screen.asking.asked.sort == (SortKey("company"),)


def _keys(desk) -> tuple[str, ...]:
    """The columns as they stand in the model."""
    return tuple(field.key for field in desk.screen.pane.model.fields)


def _go_to_view(qtbot, desk, key: str) -> None:
    desk.screen.side.chosen.emit(key)
    qtbot.waitUntil(lambda: desk.screen.asking.complete)
    desk.companies()


def test_a_view_remembers_its_columns(qtbot, desk) -> None:
    columns, bar = desk.screen.pane.columns, desk.screen.pane.filter_bar
    columns.change(columns.layout.hiding("suggestion").showing("email").sized({"email": 240}))
    assert not bar.edited.isVisible(), "columns alone change no built-in view"
    _ask(qtbot, desk, "status:hot")
    key = _save(qtbot, desk, "By mail")
    mine = _keys(desk)
    assert desk.services.views.views[key].table == columns.layout
    _go_to_view(qtbot, desk, "all")
    columns.reset()
    own = _keys(desk)
    assert own != mine
    _go_to_view(qtbot, desk, key)
    assert _keys(desk) == mine
    assert columns.layout.get("email").width == 240
    assert not bar.edited.isVisible()
    _go_to_view(qtbot, desk, "quiet")
    assert _keys(desk) == own


def test_other_columns_in_a_view_are_an_edit_of_it(qtbot, desk) -> None:
    columns, bar = desk.screen.pane.columns, desk.screen.pane.filter_bar
    _ask(qtbot, desk, "status:hot")
    key = _save(qtbot, desk, "Mine")
    columns.remember()
    saved, own = len(desk.services.lead_layouts.saved), _keys(desk)
    columns.show("phone", True)
    assert bar.edited.isVisible() and bar.save.isVisible()
    columns.remember()
    assert len(desk.services.lead_layouts.saved) == saved, "they are none of the user's own"
    qtbot.mouseClick(bar.edited, Button.LeftButton)
    qtbot.waitUntil(lambda: not bar.edited.isVisible())
    assert _keys(desk) == own
    columns.show("phone", True)
    qtbot.mouseClick(bar.save, Button.LeftButton)
    desk.choose("Save into")
    qtbot.waitUntil(lambda: not bar.edited.isVisible())
    assert _keys(desk) == (*own, "phone")
    assert desk.services.views.views[key].table.keys == (*own, "phone")
    qtbot.mouseClick(desk.ctx.notices.toast.undo_button, Button.LeftButton)
    qtbot.waitUntil(lambda: _keys(desk) == own)
    assert not bar.edited.isVisible()


def test_a_view_saved_elsewhere_brings_its_columns_but_not_over_what_is_being_changed(
    qtbot, desk
) -> None:
    columns, views = desk.screen.pane.columns, desk.services.views
    _ask(qtbot, desk, "status:hot")
    key = _save(qtbot, desk, "Mine")
    view, own = views.views[key], _keys(desk)

    def save_elsewhere(layout: TableLayout) -> None:
        views.update(key, view.query, layout=layout_document(layout))
        desk.ctx.bus.tell(Changes(Kind.VIEWS))

    save_elsewhere(TableLayout().showing("website"))
    qtbot.waitUntil(lambda: _keys(desk) == (*own, "website"))
    columns.show("phone", True)
    save_elsewhere(TableLayout().showing("industry"))
    qtbot.waitUntil(lambda: "industry" in desk.screen.views.view.table.keys)
    assert _keys(desk) == (*own, "website", "phone")
    assert desk.screen.edited
    desk.screen.reset_view()
    assert _keys(desk) == (*own, "industry")


def test_a_view_that_says_nothing_of_its_table_has_the_users_own(qtbot, desk) -> None:
    columns = desk.screen.pane.columns
    key, _ = desk.services.views.save("Old", COLD)
    desk.services.views.views[key] = replace(
        desk.services.views.views[key], layout={"tilted": True, "columns": "?"}
    )
    plain, _ = desk.services.views.save("Plain", COLD)
    desk.ctx.bus.tell(Changes(Kind.VIEWS))
    qtbot.waitUntil(lambda: desk.screen.views.choose(key) is not None)
    columns.show("phone", True)
    _go_to_view(qtbot, desk, plain)
    assert _keys(desk)[-1] == "phone"
    columns.show("website", True)
    assert not desk.screen.edited
    columns.remember()
    assert desk.services.lead_layouts.saved[-1].keys[-1] == "website"
    # What cannot be understood is laid out as designed.
    _go_to_view(qtbot, desk, key)
    assert _keys(desk) == TableLayout().keys


def test_the_menu_moves_duplicates_hides_and_renames(qtbot, desk) -> None:
    views = desk.screen.views
    views.side.menu_wanted.emit("hot", desk.host.mapToGlobal(desk.host.rect().center()))
    desk.choose("Move &up")
    qtbot.waitUntil(lambda: _rows(desk)[0][0] == "Hot, no reply")
    views.side.move_wanted.emit("hot", 2)
    order = ["All leads", "Follow up this week", "Hot, no reply"]
    qtbot.waitUntil(lambda: [name for name, _ in _rows(desk)][:3] == order)
    views.side.menu_wanted.emit("drafts", desk.host.mapToGlobal(desk.host.rect().center()))
    desk.choose("Duplicate")
    qtbot.waitUntil(lambda: desk.screen.pane.header.title.text() == "AI drafts ready copy")
    key = views.current
    views.side.menu_wanted.emit(key, desk.host.mapToGlobal(desk.host.rect().center()))
    desk.choose("Rename")
    popup = _popup(qtbot)
    popup.name.edit.setText("Drafts")
    qtbot.keyClick(popup.name.edit, Key.Key_Return)
    qtbot.waitUntil(lambda: ("Drafts", 6) in _rows(desk))
    views.side.menu_wanted.emit("quiet", desk.host.mapToGlobal(desk.host.rect().center()))
    desk.choose("Hide")
    qtbot.waitUntil(lambda: "Gone quiet" not in dict(_rows(desk)))
    views.side.menu_wanted.emit("all", desk.host.mapToGlobal(desk.host.rect().center()))
    desk.choose("Gone quiet")
    qtbot.waitUntil(lambda: "Gone quiet" in dict(_rows(desk)))


def test_a_view_that_cannot_be_read_says_so_and_can_be_deleted(qtbot, desk, bus) -> None:
    broken = SavedView("x", "From tomorrow", fault="This view cannot be read. A newer one.")
    desk.services.views.views["x"] = broken
    bus.tell(Changes(Kind.VIEWS))
    qtbot.waitUntil(lambda: "From tomorrow" in dict(_rows(desk)))
    desk.screen.side.chosen.emit("x")
    qtbot.waitUntil(lambda: desk.note() is not None)
    assert "A newer one" in desk.note().accessibleName()
    desk.screen.views.delete("x")
    qtbot.waitUntil(lambda: len(desk.companies()) == 19 and desk.note() is None)


def test_what_others_save_is_shown(qtbot, desk, bus) -> None:
    desk.screen.side.chosen.emit("drafts")
    views = desk.services.views.views
    views["mine"] = SavedView("mine", "Mine", query=COLD)
    bus.tell(Changes(Kind.VIEWS))
    qtbot.waitUntil(lambda: ("Mine", 7) in _rows(desk))
    desk.screen.side.chosen.emit("mine")
    qtbot.waitUntil(lambda: len(desk.companies()) == 7)
    views["mine"] = replace(views["mine"], query=LeadQuery(text="quill"))
    desk.screen.views.read()
    qtbot.waitUntil(lambda: desk.companies() == ["Quillmark Press"])


# -- counts ------------------------------------------------------------------------------------


@pytest.fixture
def counting(qtbot, ops, host):
    """Counts whose answers wait for the test: ``hold[key]`` is an event."""

    class Counting:
        def __init__(self) -> None:
            self.hold = {view.key: threading.Event() for view in BUILT_IN}
            self.asked: list[str] = []
            self.at_once = 0
            self.most = 0
            self.counts = ViewCounts(ops, self.count, host)

        def count(self, query: LeadQuery) -> int:
            where = query.where
            key = next(view.key for view in BUILT_IN if view.query.where == where)
            self.asked.append(key)
            self.at_once += 1
            self.most = max(self.most, self.at_once)
            self.hold[key].wait(10)
            self.at_once -= 1
            return len(self.asked)

    made = Counting()
    yield made
    for event in made.hold.values():
        event.set()


def test_views_are_counted_one_by_one(qtbot, counting) -> None:
    for event in counting.hold.values():
        event.set()
    counting.counts.show(BUILT_IN)
    qtbot.waitUntil(lambda: len(counting.counts.numbers) == len(BUILT_IN))
    assert counting.asked == [view.key for view in BUILT_IN]
    assert counting.most == 1


def test_a_slow_view_holds_up_no_other(qtbot, counting) -> None:
    for key, event in counting.hold.items():
        if key != "due":
            event.set()
    counting.counts.show(BUILT_IN)
    qtbot.waitUntil(lambda: len(counting.counts.numbers) == len(BUILT_IN) - 1)
    assert counting.counts["due"] is None
    assert counting.most == 2  # of the four threads two are left for the screen
    counting.hold["due"].set()
    qtbot.waitUntil(lambda: counting.counts["due"] is not None)


def test_old_numbers_stay_and_a_burst_costs_one_round(qtbot, counting) -> None:
    for event in counting.hold.values():
        event.set()
    counting.counts.show(BUILT_IN)
    qtbot.waitUntil(lambda: len(counting.counts.numbers) == len(BUILT_IN))
    before = dict(counting.counts.numbers)
    for event in counting.hold.values():
        event.clear()
    for _ in range(20):
        counting.counts.renew()
    assert counting.counts.numbers == before
    assert len(counting.asked) == len(BUILT_IN)
    qtbot.waitUntil(lambda: len(counting.asked) > len(BUILT_IN))
    assert counting.counts.numbers == before
    for event in counting.hold.values():
        event.set()
    qtbot.waitUntil(
        lambda: all(number > len(BUILT_IN) for number in counting.counts.numbers.values())
    )
    assert len(counting.asked) == 2 * len(BUILT_IN)


def test_a_view_that_asks_something_else_is_counted_at_once(qtbot, counting) -> None:
    for event in counting.hold.values():
        event.set()
    mine = SavedView("mine", "Mine", query=BUILT_IN[3].query)
    counting.counts.show([mine])
    qtbot.waitUntil(lambda: counting.counts["mine"] == 1)
    counting.counts.show([replace(mine, query=BUILT_IN[4].query)])
    assert counting.counts["mine"] == 1
    qtbot.waitUntil(lambda: counting.counts["mine"] == 2)
    counting.counts.show([])
    assert counting.counts["mine"] is None
