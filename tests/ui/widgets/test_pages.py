"""Pages that stay, and the one that passes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QListView, QWidget

from desktop_app.ui.widgets.pages import Pages


@pytest.fixture
def pages(qtbot) -> Pages:
    made = Pages(QLabel("waiting"), QLabel("rows"))
    qtbot.addWidget(made)
    return made


def test_a_page_that_passes_is_gone_when_another_is_shown(pages: Pages) -> None:
    waiting, rows = pages.widget(0), pages.widget(1)
    assert pages.currentWidget() is waiting
    gone: list[str] = []
    for words in ("nothing", "failed"):
        passing = QLabel(words)
        passing.destroyed.connect(lambda _=None, words=words: gone.append(words))
        pages.show_passing(passing)
        assert pages.currentWidget() is passing
        assert pages.count() == 3
    pages.show_page(rows)
    assert pages.currentWidget() is rows
    assert pages.count() == 2
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert gone == ["nothing", "failed"]


def test_the_first_answer_tells_when_it_is_painted(qtbot) -> None:
    waiting, list_ = QWidget(), QListView()
    pages = Pages(waiting, list_)
    qtbot.addWidget(pages)
    told: list[bool] = []
    pages.answered.connect(lambda: told.append(True))
    pages.show()
    qtbot.waitExposed(pages)
    pages.show_passing(QWidget())
    pages.show_page(waiting)
    qtbot.wait(30)
    assert told == [], "what was gone before it was painted is no answer"
    pages.show_page(list_)
    qtbot.waitUntil(lambda: told == [True])
    pages.show_passing(QWidget())
    qtbot.wait(30)
    assert told == [True]
