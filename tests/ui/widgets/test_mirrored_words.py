"""Words in a window that reads from the right: where they stand, and in which order."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from desktop_app.ui.theme.mirror import side_of, turn
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.labels import label

WIDTH = 300


@pytest.fixture
def from_the_right(qapp):
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def columns(image: QImage, ink) -> list[int]:
    return [
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y) == ink for y in range(image.height()))
    ]


@pytest.mark.parametrize(
    ("words", "side"), [("Ines", "ltr"), ("12 שלום Ines", "rtl"), ("12:30", ""), ("", "")]
)
def test_the_first_letter_says_the_side(words, side) -> None:
    assert side_of(words) == side


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("first", "second"), [("Row", "anhaven"), ("שלום", "עולם")])
def test_parts_stay_in_the_order_in_which_they_are_read(themes, turned, first, second) -> None:
    image = QImage(WIDTH, 24, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    box = QRect(0, 0, WIDTH, 24)
    painter = QPainter(image)
    if turned:
        turn(painter, box)
    font = themes.now.font("title")
    red, blue = (Qt.GlobalColor.red, Qt.GlobalColor.blue)
    used = paint.text_parts(
        painter, box, [(first, font, QColor(red)), (second, font, QColor(blue))]
    )
    painter.end()
    reds, blues = columns(image, QColor(red)), columns(image, QColor(blue))
    assert reds and blues
    from_left = side_of(first) == "ltr" or not turned
    assert (max(reds) <= min(blues) + 1) is from_left
    # All of it stands where lines begin.
    edge = max(reds + blues) if turned else min(reds + blues)
    assert abs(edge - (WIDTH if turned else 0)) < 8
    assert used <= paint.text_width(first + second, font) + 6


def test_parts_are_cut_at_the_end_of_their_room(themes) -> None:
    image = QImage(WIDTH, 24, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    font, ink = themes.now.font(), themes.now.text.primary
    parts = [("a long beginning of it, ", font, ink), ("and what follows after", font, ink)]
    assert paint.text_parts(painter, QRect(0, 0, 120, 24), parts) <= 120
    painter.end()


def test_labels_begin_where_lines_of_the_window_begin(qtbot, themes, from_the_right) -> None:
    made = label("Ines Caldaro", "body")
    qtbot.addWidget(made)
    made.resize(WIDTH, 24)
    made.show()
    picture = made.grab().toImage()
    ground = picture.pixel(WIDTH // 2, 1)
    inked = [x for x in range(WIDTH) if any(picture.pixel(x, y) != ground for y in range(24))]
    assert min(inked) > WIDTH // 2
