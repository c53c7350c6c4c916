"""The AI provider in the settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.insights import ReadingState
from desktop_app.domain.model_settings import READ_KINDS, Beside, ModelKind, Provider
from desktop_app.domain.writing import CallState, Leaving, ModelCall, ModelList, Spending, Trouble
from desktop_app.ui.settings.model import state_of
from desktop_app.ui.settings.model_details import ModelDetails
from desktop_app.ui.settings.model_dialog import ModelDialog
from desktop_app.ui.settings.what_left import WhatLeft
from desktop_app.ui.widgets.labels import Paragraph
from desktop_app.ui.writing.asking import LeavingDialog

LEFT = Qt.MouseButton.LeftButton
LOCAL = Provider(on=True, url="http://127.0.0.1:11434/v1", name="llama3.1")
ONLINE = Provider(on=True, url="https://llm.example/v1", name="large")


@pytest.fixture
def writing(ctx):
    return ctx.services.writing


@pytest.fixture
def card(screen):
    return screen.model


def shown(card, writing, provider: Provider):
    writing.now = provider
    card.refresh()
    return card


def dialog(screen) -> ModelDialog:
    return next(each for each in screen.window().findChildren(ModelDialog) if each.isVisible())


def test_without_a_model_nothing_leaves_and_the_switch_sets_one_up(card, writing, screen, qtbot):
    assert not card.on.isChecked()
    assert card.state.pill.words == "Not set up"
    assert card.note.text == "Nothing is sent to a service."
    qtbot.mouseClick(card.on, LEFT)
    form = dialog(screen)
    assert form.url.text == "http://127.0.0.1:11434/v1"
    assert not form.key.isVisible()
    form.name.edit.setText("llama3.1")
    form.submit()
    assert writing.now == replace(LOCAL)
    assert card.on.isChecked()
    assert card.note.text == "Nothing is sent to a service while this computer does the work."


def test_a_dialog_that_is_left_changes_nothing(card, writing, screen):
    shown(card, writing, LOCAL)
    card.runs_on.choose("online")
    dialog(screen).reject()
    assert card.runs_on.value == "local"
    assert writing.now == LOCAL


def test_a_service_says_where_things_go_and_its_key_is_kept_in_the_keyring(card, writing, screen):
    card.runs_on.choose("online")
    form = dialog(screen)
    form.url.edit.setText("http://llm.example/v1")  # for all to read on the way
    form.name.edit.setText("large")
    form.key.edit.setText("sk-secret")
    form.submit()
    assert "not possible" in form.url.error
    form.url.edit.setText("http://127.0.0.1:1/v1")
    form.submit()
    assert form.url.error == "This address is not a service elsewhere."
    form.url.edit.setText("https://llm.example/v1")
    form.submit()
    assert (writing.now.url, writing.now.name, writing.key) == (ONLINE.url, "large", "sk-secret")
    assert form.key.text == ""
    assert "is sent to llm.example" in card.note.text
    assert writing.looked == []  # a service is looked at only where one asks for it


def test_what_is_refused_is_said_and_the_dialog_stays(card, writing, screen):
    card.runs_on.choose("online")
    form = dialog(screen)
    form.url.edit.setText("https://llm.example/v1")
    form.name.edit.setText("large")
    writing.refuses = KnownError("The disk is full.", "Make room.")
    form.submit()
    assert form.isVisible()
    assert form.trouble.text() == "The disk is full. Make room."


def test_the_models_of_an_address_are_offered(card, writing, screen, bus, qtbot):
    shown(card, writing, LOCAL)
    card.change.click()
    form = dialog(screen)
    form.find.activated.emit()
    assert writing.looked[-1] == LOCAL.url
    assert form.find.text == "Looking …"
    writing.found = ModelList(LOCAL.url, False, ("llama3.1", "qwen & co"))
    bus.tell(Changes(Kind.WRITING))
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    menu.actions()[1].trigger()
    menu.close()
    assert form.name.text == "qwen & co"
    form.find.activated.emit()
    writing.found = ModelList(LOCAL.url, False, (), Trouble("Nothing answers there.", "Start it."))
    bus.tell(Changes(Kind.WRITING))
    assert form.name.error == "Nothing answers there. Start it."


@pytest.mark.parametrize(
    ("provider", "models", "words"),
    [
        (Provider(), None, "Not set up"),
        (replace(LOCAL, on=False), None, "Off"),
        (LOCAL, None, "Set up"),
        (LOCAL, ModelList("http://127.0.0.1:1/v1", False, ("x",)), "Set up"),
        (LOCAL, ModelList(LOCAL.url, True), "Looking …"),
        (LOCAL, ModelList(LOCAL.url, False, ("llama3.1",)), "Ready"),
        (LOCAL, ModelList(LOCAL.url, False, ("other",)), "No such model"),
        (LOCAL, ModelList(LOCAL.url, False, (), Trouble("Nothing answers.")), "Not reachable"),
    ],
)
def test_its_state_says_what_is_known(provider, models, words):
    assert state_of(provider, models).words == words


def test_a_model_on_this_computer_is_looked_at_once(card, writing):
    shown(card, writing, LOCAL)
    shown(card, writing, LOCAL)
    assert writing.looked == [LOCAL.url]


def test_switches_and_choices_are_saved_at_once(card, writing, ctx, qtbot):
    shown(card, writing, LOCAL)
    qtbot.mouseClick(card.hot, LEFT)
    qtbot.mouseClick(card.reads, LEFT)
    card.least.picked.emit("0.8")
    card.budget.picked.emit("500000")
    assert writing.now.drafts_for_hot
    assert writing.now.kinds >= READ_KINDS
    assert (writing.now.least_confidence, writing.now.tokens) == (0.8, 500_000)
    assert (card.least.text(), card.budget.text()) == ("80%", "500,000 tokens")
    qtbot.mouseClick(card.reads, LEFT)
    assert not writing.now.kinds & READ_KINDS
    qtbot.mouseClick(card.on, LEFT)
    assert not writing.now.on


@pytest.mark.parametrize("which", ["reads", "hot"])
def test_before_mail_goes_to_a_service_by_itself_one_sees_what_leaves(
    card, writing, screen, qtbot, which
):
    switch = getattr(card, which)
    shown(card, writing, ONLINE)
    writing.by_itself = Leaving("llm.example", False, None, 5, '{"a"}')
    qtbot.mouseClick(switch, LEFT)
    (dialog,) = screen.window().findChildren(LeavingDialog)
    assert dialog.text.toPlainText() == '{"a"}'
    assert any("by itself" in each.text for each in dialog.findChildren(Paragraph))
    dialog.reject()
    assert writing.now == ONLINE and not switch.isChecked()
    assert writing.hosts == []
    qtbot.mouseClick(switch, LEFT)
    screen.window().findChildren(LeavingDialog)[-1].yes.click()
    assert writing.now.kinds >= READ_KINDS or writing.now.drafts_for_hot
    assert writing.hosts == ["llm.example"]


def test_another_service_is_asked_about_where_mail_goes_there_by_itself(
    card, writing, screen, qtbot
):
    shown(card, writing, replace(LOCAL, drafts_for_hot=True, kinds=READ_KINDS))
    writing.by_itself = Leaving("llm.example", False, None, 5, '{"a"}')
    card.runs_on.choose("online")
    form = dialog(screen)
    form.url.edit.setText(ONLINE.url)
    form.name.edit.setText("large")
    form.submit()
    (asking,) = screen.window().findChildren(LeavingDialog)
    asking.reject()
    assert writing.now.url == ONLINE.url
    assert not writing.now.drafts_for_hot and not writing.now.kinds & READ_KINDS


def test_nothing_is_asked_where_nothing_goes_by_itself(card, writing, screen, qtbot):
    shown(card, writing, ONLINE)
    writing.by_itself = Leaving("llm.example", False, None, 5, '{"a"}')
    card.budget.picked.emit("500000")
    assert not screen.window().findChildren(LeavingDialog)


def details(screen) -> ModelDetails:
    return next(each for each in screen.window().findChildren(ModelDetails) if each.isVisible())


def test_kinds_prices_and_a_budget_of_money_are_set_together(card, writing, screen):
    shown(card, writing, replace(LOCAL, tokens=1_000_000))
    card.details.click()
    form = details(screen)
    assert form.limits["model.budget_tokens"].text == "1,000,000"
    assert form.kinds[ModelKind.DRAFT].isChecked()
    assert not form.kinds[ModelKind.INTENT].isChecked()
    form.kinds[ModelKind.INTENT].setChecked(True)
    form.kinds[ModelKind.SUMMARY].setChecked(False)
    form.beside.setChecked(True)
    form.limits["model.budget_tokens"].edit.setText("2,5")
    form.submit()
    assert form.limits["model.budget_tokens"].error == "A whole number, 0 or more."
    form.limits["model.budget_tokens"].edit.setText("")
    form.limits["model.budget_money"].edit.setText("12,5")
    form.submit()
    assert "price" in form.limits["model.budget_money"].error
    form.limits["model.price_in"].edit.setText("-1")
    form.submit()
    assert form.limits["model.price_in"].error == "A number, 0 or more."
    form.limits["model.price_in"].edit.setText("0.15")
    form.limits["model.price_out"].edit.setText("0.6")
    form.submit()
    assert writing.now == replace(
        LOCAL, kinds=frozenset({ModelKind.DRAFT, ModelKind.INTENT}), beside=Beside.ADD,
        tokens=0, money=12.5, price_in=0.15, price_out=0.6,
    )  # fmt: skip
    card.details.click()
    again = details(screen)
    assert again.limits["model.budget_money"].text == "12.5"
    assert again.beside.isChecked() and again.kinds[ModelKind.INTENT].isChecked()


def test_what_a_service_is_to_read_there_is_asked_about_too(card, writing, screen):
    shown(card, writing, ONLINE)
    writing.by_itself = Leaving("llm.example", False, None, 5, "{}")
    card.details.click()
    form = details(screen)
    form.kinds[ModelKind.URGENCY].setChecked(True)
    form.submit()
    (asking,) = screen.window().findChildren(LeavingDialog)
    asking.reject()
    assert not writing.now.kinds & READ_KINDS


def test_the_budget_of_money_is_said(card, writing):
    writing.used = Spending(date(2026, 6, 1), 1_000, 0, 0.5, 12.5, 2)
    card.refresh()
    assert card.budget_row.sentence.text == (
        "1,000 tokens in June, about 0.50 of 12.50, in 2 calls."
    )


def test_a_choice_of_another_program_is_shown(card, writing):
    shown(card, writing, replace(LOCAL, tokens=1234, least_confidence=0.65))
    assert (card.least.text(), card.budget.text()) == ("65%", "1,234 tokens")


def test_what_differs_can_be_as_it_is_by_itself_again(card, writing, ctx, qtbot):
    backs = {
        "hot": card.hot_row.back, "least": card.least_row.back, "budget": card.budget_row.back,
        "kinds": card.usual_kinds, "model": card.forget, "reading": card.reading_row.back,
    }  # fmt: skip
    assert all(each.isHidden() for each in backs.values())
    changed = replace(
        LOCAL, drafts_for_hot=True, least_confidence=0.9, tokens=5, kinds=READ_KINDS,
    )  # fmt: skip
    ctx.services.insights.set_on(False)
    shown(card, writing, changed)
    assert not any(each.isHidden() for each in backs.values())
    assert backs["least"].toolTip().startswith("Back to “60%”")
    for name, back in backs.items():
        qtbot.mouseClick(back, LEFT)
        assert back.isHidden(), name
    assert writing.now == Provider()
    assert ctx.services.insights.now.is_on


def test_reading_is_switched_off_and_says_how_far_it_is(card, ctx, qtbot):
    insights = ctx.services.insights
    insights.now = ReadingState(240, 1_000, 7, True)
    card.refresh()
    assert card.reading_row.sentence.text == (
        "1,000 read, 240 left, 7 in a language that is not read."
    )
    qtbot.mouseClick(card.reading, LEFT)
    assert not insights.now.is_on
    assert card.reading_row.sentence.text == "Off. What was read stays."


def test_what_could_not_be_saved_does_not_look_saved(card, writing, qtbot):
    shown(card, writing, LOCAL)
    writing.refuses = KnownError("The disk is full.")
    qtbot.mouseClick(card.hot, LEFT)
    assert not card.hot.isChecked()


def test_what_left_is_shown_with_its_text(card, writing, screen, ctx):
    call = ModelCall(
        uuid4(), datetime(2026, 6, 16, 9, 0, tzinfo=UTC), "llm.example", "large", "draft",
        CallState.DONE, 2_048, 512, 700, "ab12", '{"messages": ["<b>Hello</b>"]}',
    )  # fmt: skip
    writing.sent = (
        call,
        replace(call, id=uuid4(), state=CallState.UNREACHED, text="{}"),
        replace(call, id=uuid4(), state=CallState.OPEN),
        replace(call, id=uuid4(), state=CallState.OPEN, at=ctx.clock()),
    )
    card.left.activated.emit()
    (listed,) = screen.window().findChildren(WhatLeft)
    assert listed.text.toPlainText() == '{"messages": ["<b>Hello</b>"]}'
    assert "2,048 bytes went to large at llm.example" in listed.about.text
    assert "SHA-256 ab12" in listed.about.text
    listed.list.go_to(1)
    assert "Nothing reached llm.example" in listed.about.text
    assert [each.title for each in listed.list.rows] == [
        "Draft", "Draft, nothing left", "Draft, end not known", "Draft, under way",
    ]  # fmt: skip


def test_nothing_left_is_said(card, screen):
    card.left.activated.emit()
    (listed,) = screen.window().findChildren(WhatLeft)
    assert listed.nothing.isVisible()


def test_that_one_agreed_is_taken_back_where_one_sees_what_left(card, writing, screen):
    writing.hosts = ["llm.example", "other.example"]
    card.left.activated.emit()
    (listed,) = screen.window().findChildren(WhatLeft)
    first = listed.hosts.itemAt(0).widget()
    assert first.text == "Ask again before anything goes to llm.example"
    first.activated.emit()
    assert writing.hosts == ["other.example"]
    assert not first.isVisible() and listed.hosts.itemAt(1).widget().isVisible()
