"""The user guide: found, read, searched; and true where it can be held."""

from __future__ import annotations

import re
from datetime import date

import pytest
from PySide6.QtCore import Qt, QUrl

from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_language import parse
from desktop_app.domain.merge_fields import known_fields
from desktop_app.ui.help.guide import Guide, read_pages
from desktop_app.ui.shell.catalog import SCREENS

PAGES = read_pages()
WITHOUT = {"settings"}  # screens that explain themselves


@pytest.fixture
def guide(qtbot, host, services, make_context, show_active):
    made = Guide(make_context(services), host, "leads")
    show_active(made)
    qtbot.waitUntil(lambda: made.shown is not None)
    return made


def test_every_screen_has_its_page() -> None:
    assert {screen.key for screen in SCREENS} - {page.key for page in PAGES} == WITHOUT
    assert all(page.title and page.text for page in PAGES)


def test_the_filters_that_it_shows_are_understood() -> None:
    page = next(page for page in PAGES if page.key == "leads")
    (block,) = re.findall(r"```\n(.*?)```", page.text, re.S)
    filters = [re.split(r" {3,}", line)[0] for line in block.splitlines()]
    assert len(filters) == 4
    for each in filters:
        assert parse(each, LeadFields(), date(2026, 6, 16)).where


def test_the_merge_fields_that_it_shows_are_there() -> None:
    page = next(page for page in PAGES if page.key == "templates")
    shown = set(re.findall(r"\{\{\s*(\w+)", page.text))
    assert shown
    assert shown <= {field.name for field in known_fields(LeadFields().custom)}


def test_it_opens_at_the_page_of_the_screen(guide) -> None:
    assert guide.shown.key == "leads"
    assert guide.list.count() == len(PAGES)
    assert "a million leads" in guide.text.toPlainText()
    guide.show_page("nowhere")
    assert guide.shown == PAGES[0]


def test_words_are_found_on_their_pages(qtbot, guide) -> None:
    qtbot.keyClicks(guide.search, "snooze")
    qtbot.waitUntil(lambda: guide.list.count() < len(PAGES))
    assert guide.text.textCursor().selectedText().lower() == "snooze"
    guide.search.clear()
    qtbot.keyClicks(guide.search, "zzzz")
    qtbot.waitUntil(lambda: guide._nothing.isVisible())
    assert guide.shown is None
    guide.search.clear()
    qtbot.waitUntil(lambda: guide.list.count() == len(PAGES))


def test_links_go_to_pages_and_nowhere_else(guide) -> None:
    guide.text.anchorClicked.emit(QUrl("metrics.md"))
    assert guide.shown.key == "metrics"
    guide.text.anchorClicked.emit(QUrl("https://outpost.example/metrics"))
    assert guide.isVisible()


def test_it_follows_the_looks(qtbot, guide, themes, light_again) -> None:
    themes.set_appearance("light")
    light = guide.grab().toImage()
    themes.set_appearance("dark")
    assert guide.grab().toImage() != light
    qtbot.keyClick(guide, Qt.Key.Key_Escape)
    assert not guide.isVisible()
