"""The palette worked with keys and mouse."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID, uuid5

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QVBoxLayout

from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.inbox import ConversationRow, ConversationState
from desktop_app.domain.palette import Habits
from desktop_app.domain.saved_views import BUILT_IN
from desktop_app.ui.actions import Action
from desktop_app.ui.palette.items import Heading, Item
from desktop_app.ui.palette.palette import Palette
from tests.ui.conftest import NOW

Key, Button, Modifier = Qt.Key, Qt.MouseButton, Qt.KeyboardModifier
SPACE = UUID(int=7)


def _talk(number: int, subject: str, company: str) -> ConversationRow:
    return ConversationRow(
        uuid5(SPACE, f"talk {number}"), subject, "Ines Caldaro", "ines@norvane.example", company,
        None, None, "Thanks", NOW - timedelta(days=number), 4, 0, 0, False,
        ConversationState.ACTIVE,
    )  # fmt: skip


TALKS = [
    _talk(0, "Pilot for line 3", "Norvane Optics"),
    _talk(9, "Quote for 12 trailers", "Tessamere"),
]


class Talks:
    """Conversations whose subject or company has the words."""

    def first_ids(self, query, limit):
        if query.text == "trail":  # it stands somewhere in the newest one, too
            return IdList(b"".join(each.id.bytes for each in TALKS))
        words = query.text.casefold()
        found = [each for each in TALKS if words in f"{each.subject} {each.company}".casefold()]
        return IdList(b"".join(each.id.bytes for each in found[:limit]))

    def rows(self, ids):
        return tuple(each for each in TALKS if each.id in ids)


class Desk:
    def __init__(self, qtbot, host, ctx, screen) -> None:
        self.qtbot, self.host, self.ctx = qtbot, host, ctx
        self.went: list[tuple] = []
        self.closings = 0
        ctx.open_lead = lambda each: self.went.append(("lead", each))
        ctx.open_conversation = lambda each: self.went.append(("conversation", each))
        self.open(screen)

    def open(self, screen: str) -> None:
        def part(*asked) -> None:
            self.went.append(asked)

        self.palette = Palette(self.ctx, self.host, screen, part)
        self.palette.closed.connect(self._on_closed)

    def _on_closed(self) -> None:
        self.closings += 1

    def type(self, words: str) -> None:
        self.palette.line.clear()
        self.qtbot.keyClicks(self.palette.line, words)
        self.qtbot.waitUntil(lambda: not self.palette._pause.isActive())

    def press(self, key, modifier=Modifier.NoModifier) -> None:
        self.qtbot.keyClick(self.palette.line, key, modifier)

    def shown(self) -> list[str]:
        return [row.words if isinstance(row, Heading) else row.title
                for row in self.palette.model.rows]  # fmt: skip

    def under(self, heading: str) -> list[str]:
        shown, found = self.palette.model.rows, []
        at = next((n for n, row in enumerate(shown)
                   if isinstance(row, Heading) and row.words == heading), len(shown))  # fmt: skip
        for row in shown[at + 1 :]:
            if isinstance(row, Heading):
                break
            found.append(row.title)
        return found

    @property
    def current(self) -> Item | None:
        return self.palette.current


@pytest.fixture
def ran() -> list[str]:
    return []


@pytest.fixture
def open_desk(qtbot, host, services, make_context, show_active, ran):
    services.conversations = Talks()
    services.templates = SimpleNamespace(
        list=lambda: (
            SimpleNamespace(id=UUID(int=1), name="Norms and prices", category="Prices"),
            SimpleNamespace(id=UUID(int=2), name="After the fair", category=None),
        )
    )
    services.views = SimpleNamespace(list=lambda: BUILT_IN)

    def open_(screen: str = "leads") -> Desk:
        ctx = make_context(services)
        ctx.actions.add(
            [
                Action("go.inbox", "&Inbox", lambda: ran.append("inbox"), menu="&Go"),
                Action("view.dark", "&Dark", lambda: ran.append("dark"), menu="&View"),
                Action("leads.status", "Change &status…", lambda: ran.append("status"), ("S",),
                       menu="&Lead", context="leads", words=("warm",)),
                Action("inbox.archive", "&Archive", lambda: ran.append("no"), ("E",),
                       menu="&Mail", context="inbox"),
                Action("leads.never", "Never &now", lambda: ran.append("no"), menu="&Lead",
                       enabled_when=lambda: False),
            ]
        )  # fmt: skip
        ctx.actions.set_context("leads")
        host.here = QPushButton("here")
        QVBoxLayout(host).addWidget(host.here)
        show_active(host)
        host.here.setFocus()
        return Desk(qtbot, host, ctx, screen)

    return open_


@pytest.fixture
def desk(open_desk) -> Desk:
    return open_desk()


def test_a_lead_is_found_by_its_name_and_opened(desk) -> None:
    desk.type("norv")
    assert desk.under("Leads") == ["Norvane Optics"]
    assert desk.current.title == "Norvane Optics"
    assert desk.current.match.title == {0, 1, 2, 3}
    lead = desk.current.lead
    desk.press(Key.Key_Return)
    assert desk.went == [("lead", lead)]
    assert desk.closings == 1
    assert desk.host.focusWidget() is desk.host.here, "the keyboard goes back"


def test_conversations_templates_and_commands_stand_below_the_lead(desk) -> None:
    desk.type("nor")
    shown = desk.shown()
    assert shown[0] == "Leads"
    assert desk.under("With Norvane Optics")[:2] == ["Email Ines Caldaro", "Add an action"]
    assert desk.under("Conversations") == ["Pilot for line 3"]
    assert desk.under("Templates") == ["Norms and prices"]
    assert desk.under("Commands") == ["Row density: normal"]


def test_a_conversation_with_the_words_in_its_subject_comes_first(desk) -> None:
    desk.type("trail")
    assert desk.under("Conversations") == ["Quote for 12 trailers", "Pilot for line 3"]


def test_only_what_can_act_here_is_a_command(desk, ran) -> None:
    desk.type("archive")
    assert desk.under("Commands") == []
    desk.type("never")
    assert desk.under("Commands") == []
    desk.type("chst")
    assert desk.under("Commands") == [], "no word begins so"
    desk.type("cs")
    assert desk.under("Commands")[0] == "Change status"
    desk.type("warm")
    assert "Change status" in desk.under("Commands"), "by another word for it"
    desk.type("dark")
    assert desk.current.title == "Dark"
    desk.press(Key.Key_Return)
    assert ran == ["dark"]


def test_views_templates_and_settings_are_gone_to(desk) -> None:
    desk.type("after the")
    desk.press(Key.Key_Return)
    desk.open("inbox")
    desk.type("profile")
    desk.press(Key.Key_Return)
    desk.open("inbox")
    desk.type(BUILT_IN[1].name)
    desk.press(Key.Key_Return)
    assert desk.went == [
        ("templates", "open", UUID(int=2)),
        ("settings", "show_section", "profile"),
        ("leads", "show_view", BUILT_IN[1].key),
    ]


def test_what_is_used_often_comes_first(desk) -> None:
    desk.type("no")
    first = desk.under("Leads")
    assert len(first) > 1
    for _ in range(3):
        desk.type(first[1])
        desk.press(Key.Key_Return)
        desk.open("leads")
    desk.type("no")
    assert desk.under("Leads")[0] == first[1]
    habits = Habits.read(desk.ctx.state.text("palette.used"))
    assert len(habits.newest("lead ", 9)) == 1


def test_without_words_what_was_opened_last_is_there(desk) -> None:
    assert desk.under("Recent") == []
    assert desk.under("Commands") == ["Inbox"], "where one can go"
    desk.type("norvane")
    desk.press(Key.Key_Return)
    desk.open("leads")
    desk.type("pilot")
    desk.press(Key.Key_Return)
    desk.open("leads")
    desk.qtbot.waitUntil(lambda: bool(desk.under("Recent")))
    assert set(desk.under("Recent")) == {"Norvane Optics", "Pilot for line 3"}
    desk.press(Key.Key_Return)
    assert desk.went[-1][0] in ("lead", "conversation")


def test_the_screen_one_comes_from_is_searched_first(desk) -> None:
    desk.palette.close_up()
    desk.open("inbox")
    desk.type("nor")
    assert desk.shown()[0] == "Conversations"
    desk.palette.line.clear()
    desk.press(Key.Key_Backspace)
    assert desk.palette.scope is None
    assert not desk.palette._chip.isVisible()
    desk.type("nor")
    assert desk.shown()[0] == "Leads"


def test_tab_shows_what_can_be_done_with_a_lead(desk) -> None:
    desk.type("nor")
    desk.press(Key.Key_Down)
    other = desk.current
    assert other.lead is not None
    desk.press(Key.Key_Tab)
    assert desk.shown()[0] == f"With {other.title}"
    assert "Change status to Cold" in desk.shown() or other.status == "cold"
    desk.press(Key.Key_Escape)
    assert desk.shown()[0] == "Leads", "one step back"
    desk.press(Key.Key_Escape)
    assert desk.closings == 1


def test_a_status_is_changed_and_can_be_taken_back(desk, services) -> None:
    desk.type("norvane")
    lead = services.leads.lead(desk.current.lead)
    desk.press(Key.Key_Tab)
    wanted = next(n for n, words in enumerate(desk.shown()) if words == "Change status to Cold")
    while desk.palette.list.currentIndex().row() != wanted:
        desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    assert services.leads.lead(lead.id).status.value == "cold"
    assert services.journal.can_undo()


def test_a_lead_opens_beside_what_one_is_at(desk) -> None:
    beside = []
    desk.ctx.lead_beside = beside.append
    desk.type("norvane")
    assert desk.palette._beside_hint.isVisible()
    lead = desk.current.lead
    desk.press(Key.Key_Return, Modifier.ControlModifier)
    assert beside == [lead]
    assert desk.went == []
    assert desk.closings == 1


def test_a_conversation_opens_beside_what_one_is_at(desk) -> None:
    beside = []
    desk.ctx.conversation_beside = beside.append
    desk.type("trailers")
    assert desk.current.title == "Quote for 12 trailers"
    assert desk.palette._beside_hint.isVisible()
    desk.press(Key.Key_Return, Modifier.ControlModifier)
    assert beside == [TALKS[1].id]
    assert desk.went == []


def test_hints_that_have_no_room_leave_the_one_that_everybody_knows_away(desk) -> None:
    palette = desk.palette
    palette.panel.setFixedWidth(2000)
    palette._fit_foot()
    assert palette._move_hint.isVisible()
    palette.panel.setFixedWidth(200)
    palette._fit_foot()
    assert not palette._move_hint.isVisible()


def test_what_cannot_stand_beside_says_so_by_its_hint(desk) -> None:
    desk.type("dark")
    assert desk.current.title == "Dark"
    assert not desk.palette._beside_hint.isVisible()
    desk.press(Key.Key_Return, Modifier.ControlModifier)
    assert desk.closings == 0


def test_the_usual_verbs_stand_below_the_best_lead(desk) -> None:
    desk.type("norvane")
    assert desk.under("With Norvane Optics") == [
        "Email Ines Caldaro", "Add an action", "Change status", "Insert template",
    ]  # fmt: skip
    verbs = {each.key: each for each in desk.palette.model.rows if isinstance(each, Item)}
    assert verbs["verb status"].keys == ("S",)
    assert verbs["verb template"].keys == ("Ctrl", "T")
    assert verbs["verb status"].detail in ("Hot", "Warm", "Cold")


def test_the_status_is_chosen_from_a_menu(qtbot, desk, services) -> None:
    desk.type("norvane")
    lead = desk.current.lead
    while desk.current.key != "verb status":
        desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    qtbot.keyClick(QApplication.activePopupWidget(), Key.Key_C)
    assert services.leads.lead(lead).status.value == "cold"


def test_a_template_is_chosen_for_a_new_mail_to_the_lead(desk) -> None:
    began, asked = [], []
    chooser = SimpleNamespace(choose=lambda: asked.append("choose"))

    def new(lead_id, to=()):
        began.append(lead_id)
        return SimpleNamespace(templates=chooser)

    desk.ctx.composing = SimpleNamespace(new=new)
    desk.type("norvane")
    lead = desk.current.lead
    while desk.current.key != "verb template":
        desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    assert (began, asked) == ([lead], ["choose"])


def test_keys_go_round_and_past_headings(desk) -> None:
    desk.type("nor")
    count = sum(isinstance(row, Item) for row in desk.palette.model.rows)
    first = desk.current.key
    seen = set()
    for _ in range(count):
        assert desk.current is not None
        seen.add(desk.current.key)
        desk.press(Key.Key_Down)
    assert desk.current.key == first
    assert len(seen) == count
    desk.press(Key.Key_Up)
    assert (
        desk.current.title == [r for r in desk.palette.model.rows if isinstance(r, Item)][-1].title
    )


def test_keys_of_the_window_do_nothing_meanwhile(desk, ran) -> None:
    desk.press(Key.Key_S)
    assert ran == []
    assert desk.palette.typed == "s"
    desk.press(Key.Key_K, Modifier.ControlModifier)
    assert desk.closings == 1


def test_a_click_opens_and_one_beside_closes(desk, qtbot) -> None:
    desk.type("norvane")
    view = desk.palette.list
    row = view.visualRect(desk.palette.model.index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), Button.LeftButton, pos=row)
    assert desk.went[0][0] == "lead"
    desk.open("leads")
    qtbot.mouseClick(desk.palette, Button.LeftButton, pos=QPoint(5, 5))
    assert desk.closings == 2


def test_nothing_found_says_so(desk) -> None:
    desk.type("zzzzqqq")
    assert desk.palette._nothing.isVisible()
    assert desk.current is None
    desk.press(Key.Key_Return)
    assert desk.closings == 0
    desk.type("dark")
    assert not desk.palette._nothing.isVisible()


def test_without_a_database_commands_are_found(desk, services, ran) -> None:
    services.leads.fault = KnownError("The database is away.", "Wait.")
    desk.type("dark")
    desk.press(Key.Key_Return)
    assert ran == ["dark"]


def test_it_stays_within_a_small_window(desk, themes) -> None:
    desk.host.resize(1024, 640)
    desk.type("nor")
    desk.qtbot.waitUntil(lambda: desk.palette.size() == desk.host.size())
    box = desk.palette.panel.geometry()
    assert desk.palette.rect().contains(box)
    assert box.width() == themes.now.layout.palette_width
    desk.host.resize(500, 320)
    desk.qtbot.waitUntil(lambda: desk.palette.size() == desk.host.size())
    assert desk.palette.rect().contains(desk.palette.panel.geometry())


def test_rows_are_read_aloud_and_painted_in_the_dark(desk, themes, light_again) -> None:
    desk.type("norvane")
    said = desk.palette.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Norvane Optics, Ines Caldaro, ")
    themes.set_appearance("light")
    light = desk.palette.grab().toImage()
    themes.set_appearance("dark")
    assert desk.palette.grab().toImage() != light


def test_what_came_late_is_not_shown_for_other_words(desk) -> None:
    desk.type("norvane")
    rows = desk.ctx.services.leads.rows([desk.current.lead])
    desk.type("tess")
    before = desk.shown()
    desk.palette._on_leads("norvane", rows)
    assert desk.shown() == before


def test_a_single_setting_is_gone_to_by_name_and_by_help(desk) -> None:
    desk.type("reduce motion")
    desk.press(Key.Key_Return)
    desk.open("inbox")
    desk.type("seconds that a mail waits")
    desk.press(Key.Key_Return)
    assert desk.went == [
        ("settings", "show_setting", "appearance.reduce_motion"),
        ("settings", "show_setting", "mail.undo_seconds"),
    ]
