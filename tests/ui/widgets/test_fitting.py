"""Windows as large as what is in them, where Qt would stop at two thirds of the screen."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout

from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.floating import Popover
from desktop_app.ui.widgets.labels import label
from desktop_app.ui.widgets.layouts import within


def _fill(column: QVBoxLayout, screen_height: int) -> list[QLabel]:
    """Lines that take three quarters of the screen, and a heading in room of its own."""
    heading = label("Heading", "heading")
    column.addLayout(within(heading, 16, 12, 16, 12))
    made = [label(f"Line {number}") for number in range(3)]
    column.setSpacing((screen_height * 3 // 4) // len(made))
    for each in made:
        column.addWidget(each)
    return [heading, *made]


def _whole(labels: Iterable[QLabel]) -> bool:
    return all(each.height() >= each.sizeHint().height() for each in labels)


@pytest.fixture
def tall(host):
    host.show()
    return host.screen().availableGeometry().height()


def test_a_dialog_is_as_high_as_it_asks(host, tall) -> None:
    dialog = Dialog(host)
    dialog.setFixedWidth(300)
    labels = _fill(QVBoxLayout(dialog), tall)
    dialog.show()
    assert _whole(labels)
    assert tall * 2 // 3 < dialog.height() <= tall


def test_a_dialog_grows_with_what_it_has_to_say(qtbot, host) -> None:
    dialog = Dialog(host)
    dialog.setFixedWidth(300)
    column = QVBoxLayout(dialog)
    column.addWidget(label("A field"))
    why = label("why not " * 30, "error", wrap=True)
    column.addWidget(why)
    why.hide()
    dialog.show()
    before = dialog.height()
    why.show()
    qtbot.waitUntil(lambda: why.height() >= why.heightForWidth(why.width()))
    assert dialog.height() > before


def test_a_dialog_keeps_the_size_it_was_given(host) -> None:
    dialog = Dialog(host)
    QVBoxLayout(dialog).addWidget(label("A field"))
    dialog.resize(500, 400)
    dialog.show()
    dialog.hide()
    dialog.show()
    assert (dialog.width(), dialog.height()) == (500, 400)


def test_a_popover_is_as_high_as_it_asks_and_on_the_screen(host, themes, tall) -> None:
    popover = Popover(themes, host, width=300)
    labels = _fill(popover.column, tall)
    popover.show_above(host)
    assert _whole(labels)
    assert popover.screen().availableGeometry().contains(popover.geometry())


def test_a_given_size_is_not_larger_than_the_screen(host, tall) -> None:
    dialog = Dialog(host)
    QVBoxLayout(dialog).addWidget(label("A field"))
    dialog.resize(500, tall + 200)
    dialog.show()
    assert dialog.height() < tall
