"""Windows as large as what is in them, where Qt would stop at two thirds of the screen."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

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


@pytest.fixture
def dragged(qtbot, host):
    """A dialog with a line that is to come, and how it is dragged to a size by hand."""
    dialog = Dialog(host)
    column = QVBoxLayout(dialog)
    column.addWidget(label("what it is about " * 12, wrap=True))
    column.addWidget(QPlainTextEdit(), 1)
    why = label("why not " * 30, "error", wrap=True)
    column.addWidget(why)
    why.hide()
    dialog.show()
    qtbot.waitExposed(dialog)

    def drag(width: int, height: int) -> None:
        dialog.windowHandle().resize(width, height)
        qtbot.waitUntil(lambda: (dialog.width(), dialog.height()) == (width, height))

    return dialog, why, drag


def test_a_dialog_that_was_dragged_wider_stays_so_when_it_has_more_to_say(qtbot, dragged) -> None:
    dialog, why, drag = dragged
    drag(dialog.width() + 150, dialog.height())
    width, before = dialog.width(), dialog.height()
    why.show()
    qtbot.waitUntil(lambda: dialog.height() > before)
    assert dialog.width() == width


def test_a_dialog_that_was_dragged_lower_stays_so(qtbot, dragged) -> None:
    dialog, why, drag = dragged
    lower = dialog.height() - 60
    drag(dialog.width(), lower)
    dialog.layout().invalidate()  # as by each letter that is typed
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.LayoutRequest)
    assert dialog.height() == lower
    why.show()
    qtbot.waitUntil(lambda: dialog.height() > lower)
    assert dialog.height() - lower <= why.heightForWidth(why.width()) + dialog.layout().spacing()
    kept = dialog.size()
    dialog.hide()
    dialog.show()
    assert dialog.size() == kept


def test_a_dialog_that_was_fitted_before_it_is_shown_grows_as_well(qtbot, host) -> None:
    dialog = Dialog(host)
    dialog.setFixedWidth(300)
    column = QVBoxLayout(dialog)
    column.addWidget(QPlainTextEdit(), 1)
    why = label("why not " * 30, "error", wrap=True)
    column.addWidget(why)
    why.hide()
    dialog.adjustSize()
    dialog.show()
    text = column.itemAt(0).widget()
    before = text.height()
    why.show()
    qtbot.waitUntil(lambda: text.height() == before)
    assert why.height() >= why.heightForWidth(why.width())


def test_a_dialog_that_grows_stays_on_the_screen(qtbot, dragged) -> None:
    dialog, why, _drag = dragged
    room = dialog.screen().availableGeometry()
    dialog.move(dialog.x(), room.bottom() + 1 - dialog.height())
    before = dialog.height()
    why.show()
    qtbot.waitUntil(lambda: dialog.height() > before)
    assert room.contains(dialog.geometry())


def test_the_frame_of_a_dialog_is_on_the_screen_too(host, tall) -> None:
    dialog = Dialog(host)
    content = QWidget()
    content.setFixedHeight(tall - 30)
    QVBoxLayout(dialog).addWidget(content)
    dialog.setMinimumHeight(1)  # or Qt would not have it lower than that
    dialog.show()
    assert dialog.height() < tall - 30


def test_a_popover_that_grows_stays_on_the_screen(host, themes, tall) -> None:
    popover = Popover(themes, host, width=300)
    popover.column.addWidget(label("First"))
    popover.show()
    popover.move(0, tall - popover.height())
    _fill(popover.column, tall)
    popover.adjustSize()
    assert popover.screen().availableGeometry().contains(popover.geometry())
