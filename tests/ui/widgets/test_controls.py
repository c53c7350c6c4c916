"""Buttons, fields and labels as hands and screen readers meet them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from desktop_app.ui.ops import Fault
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button, Check, Look, Segmented, icon_button
from desktop_app.ui.widgets.fields import Field, SearchField, SubmitOnEnter
from desktop_app.ui.widgets.focus import FocusRing
from desktop_app.ui.widgets.labels import ElidedLabel, KeyCap, Link, Paragraph
from desktop_app.ui.widgets.states import EmptyState, Skeleton, fault_page


def test_buttons_have_the_design_s_heights_and_hit_targets(themes) -> None:
    assert Button(themes, "Save").sizeHint().height() == 28
    close = icon_button(themes, "ph.x", "Close", key="Esc")
    assert close.sizeHint().width() >= 24
    assert close.accessibleName() == "Close"
    assert close.toolTip() == "Close  Esc"


def test_the_focus_ring_shows_for_the_keyboard_only(qtbot, host, themes, show_active) -> None:
    button = Button(themes, "Save", look=Look.PRIMARY)
    QVBoxLayout(host).addWidget(button)
    show_active(host)
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert host.findChildren(FocusRing) == []
    button.clearFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    (ring,) = host.findChildren(FocusRing)
    assert ring.geometry() == button.geometry().adjusted(-3, -3, 3, 3)
    button.clearFocus()
    assert not ring.isVisible()


def test_segments_are_chosen_by_click_and_arrow(qtbot, host, themes, show_active) -> None:
    segmented = Segmented(themes, [("a", "One", ""), ("b", "Two", "")])
    QVBoxLayout(host).addWidget(segmented)
    show_active(host)
    with qtbot.waitSignal(segmented.chosen) as told:
        qtbot.keyClick(segmented, Qt.Key.Key_Right)
    assert told.args == ["b"]
    assert segmented.value == "b"
    with qtbot.assertNotEmitted(segmented.chosen):
        segmented.choose("b")


def test_the_whole_check_box_can_be_pressed(qtbot, host, themes) -> None:
    check = Check(themes, "Keep me signed in")
    qtbot.addWidget(check)
    check.resize(check.sizeHint())
    qtbot.mouseClick(check, Qt.MouseButton.LeftButton, pos=check.rect().center())
    assert check.isChecked()


def test_search_tells_once_per_pause_and_clears_on_escape(qtbot, host, themes) -> None:
    field = SearchField(themes, "Filter", pause=20)
    qtbot.addWidget(field)
    told = []
    field.searched.connect(told.append)
    qtbot.keyClicks(field, "nor")
    qtbot.waitUntil(lambda: told == ["nor"])
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: told == ["nor", ""])
    with qtbot.waitSignal(field.left_down):
        qtbot.keyClick(field, Qt.Key.Key_Down)


def test_a_field_says_what_is_wrong_until_it_is_changed(qtbot, themes) -> None:
    field = Field(themes, "Password", hint="At least 8 characters.", secret=True)
    qtbot.addWidget(field)
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password
    field.set_error("Too short.")
    assert field.error == "Too short."
    assert field.edit.accessibleDescription() == "Too short."
    qtbot.keyClicks(field.edit, "a")
    assert field.error == ""
    eye = field.edit.actions()[-1]
    eye.trigger()
    assert field.edit.echoMode() is QLineEdit.EchoMode.Normal


def test_enter_in_a_field_submits(qtbot, themes) -> None:
    field, enter = Field(themes, "Email"), SubmitOnEnter()
    qtbot.addWidget(field)
    enter.watch(field.edit)
    with qtbot.waitSignal(enter.submitted):
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)


def test_a_link_opens_by_mouse_and_keyboard(qtbot, themes) -> None:
    link = Link(themes, "norvane.example")
    qtbot.addWidget(link)
    with qtbot.waitSignal(link.activated):
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(link.activated):
        qtbot.keyClick(link, Qt.Key.Key_Return)


def test_paragraphs_take_the_height_their_words_need(themes) -> None:
    text = "one two three four five six seven eight nine ten"
    words = Paragraph(themes, text, width=120)
    line = themes.now.line("body")
    assert words.sizeHint().height() % line == 0
    assert words.sizeHint().height() >= 3 * line
    # Also in the middle of something wider than itself.
    assert words.heightForWidth(2_000) == words.sizeHint().height()
    assert Paragraph(themes, text).heightForWidth(2_000) == line
    assert Paragraph(themes, "a\nb").heightForWidth(500) == 2 * line


def test_elided_labels_keep_the_whole_for_tooltip_and_reader(themes) -> None:
    made = ElidedLabel(themes, "A very long company name")
    assert made.minimumSizeHint().width() == 0
    assert made.toolTip() == made.accessibleName() == "A very long company name"


def test_elision_never_breaks_lines_and_fits(themes) -> None:
    font = themes.now.font()
    shown = paint.elided("first line\nsecond " + "word " * 5_000, font, 120)
    assert "\n" not in shown
    assert shown.endswith("…")
    assert paint.text_width(shown, font) <= 120


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ines Caldaro", "IC"),
        ("Wouter van Essel", "WE"),
        ("mara@fieldline.example", "MF"),
        ("Amélie", "A"),
        ("", "?"),
        ("42 Below", "4B"),
        ("(none)", "?"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert paint.initials(name) == letters


def test_a_name_keeps_its_colour(themes) -> None:
    one = paint.avatar_colors(themes, "Norvane Optics")
    assert paint.avatar_colors(themes, " norvane optics ") == one
    seen = {paint.avatar_colors(themes, f"Company {n}")[0].name() for n in range(60)}
    assert len(seen) == len(themes.now.avatar)


@pytest.mark.parametrize("status", ["hot", "warm", "cold"])
def test_a_status_is_painted_as_wide_as_it_says(themes, status: str) -> None:
    image = QImage(160, 40, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    width = paint.status_pill(painter, themes, 0, 20, status)
    painter.end()
    assert width == paint.status_pill_width(themes, status)
    inside, outside = image.pixelColor(width - 8, 20), image.pixelColor(width + 2, 20)
    assert inside.alpha() == 255
    assert outside.alpha() == 0


def test_an_empty_state_fits_a_narrow_pane(qtbot, themes) -> None:
    done = []
    state = EmptyState(
        themes,
        "ph.tray",
        "No mail yet",
        "Import an mbox, a Maildir or .eml files, or drop them on the window.",
        [("Import mail", "ph.download-simple", True, lambda: done.append(1))],
    )
    qtbot.addWidget(state)
    state.resize(300, 500)
    state.show()
    (words,) = state.findChildren(Paragraph)
    assert words.width() <= 300 - 48
    assert words.height() >= 2 * themes.now.line("body")
    state.buttons[0].click()
    assert done == [1]


@pytest.mark.parametrize(
    ("foot", "key", "read"),
    [
        ("or press [C] to add one", "C", ["or press", "C", "to add one"]),
        ("Press [C]", "C", ["Press", "C"]),
        ("[ör préss [C] tö ådd]", "C", ["[ör préss", "C", "tö ådd]"]),
        ("or press [C] to add one", "", []),
        ("Nothing to press", "", ["Nothing to press"]),
    ],
)
def test_the_foot_of_an_empty_state_shows_the_key_that_its_command_has(
    qtbot, themes, monkeypatch, foot: str, key: str, read: list[str]
) -> None:
    monkeypatch.setattr(themes, "_taught", lambda own: key if own == "C" else "")
    state = EmptyState(themes, "ph.users-three", "No leads yet", "Bring a file.", foot=foot)
    qtbot.addWidget(state)
    line = state.layout().itemAt(state.layout().count() - 2).layout()
    parts = [each for at in range(line.count()) if (each := line.itemAt(at).widget()) is not None]
    shown = [each.accessibleName() if isinstance(each, KeyCap) else each.text() for each in parts]
    assert [words for words in shown if words] == read


def test_a_fault_says_its_whole_sentence_in_a_wide_pane(qtbot, themes) -> None:
    """The sentence is narrower than the pane: its lines are counted at its own width."""
    sentence = "What was saved before is safe. Outpost tries again by itself when it can."
    page = fault_page(themes, Fault("The database cannot be reached.", sentence), lambda: None)
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    (words,) = page.findChildren(Paragraph)
    assert words.width() == 340
    assert words.height() >= 2 * themes.now.line("body")


def test_skeletons_wait_before_they_show(qtbot, themes) -> None:
    skeleton = Skeleton(themes, 40)
    qtbot.addWidget(skeleton)
    skeleton.resize(300, 200)
    skeleton.show()
    blank = skeleton.grab().toImage()
    assert not skeleton.drawn
    qtbot.waitUntil(lambda: skeleton.drawn, timeout=1_000)
    assert skeleton.grab().toImage() != blank


def test_two_halves_of_a_button_are_square_where_they_meet(themes, qtbot):
    half = Button(themes, "Send", look=Look.PRIMARY)
    qtbot.addWidget(half)
    half.resize(half.sizeHint())
    right = half.width() - 1
    fill = themes.now.accent.fill
    assert half.grab().toImage().pixelColor(right, 0) != fill, "a round corner"
    half.set_joined(right=True)
    image = half.grab().toImage()
    assert image.pixelColor(right, 0) == image.pixelColor(right, half.height() - 1) == fill
    assert image.pixelColor(0, 0) != fill
