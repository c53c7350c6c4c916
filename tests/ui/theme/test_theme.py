"""The theme holds every token, and what it holds can be read."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QLabel

import desktop_app.ui
from desktop_app.ui.theme.resources import resource_path
from desktop_app.ui.theme.theme import Radii, css_color, make_theme, tokens

# Fonts need an application.
pytestmark = pytest.mark.usefixtures("qapp")

BOTH = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
SOURCES = Path(desktop_app.ui.__file__).parent


def paths(value: object, prefix: str = "") -> set[str]:
    """``color`` of the tokens as dotted paths."""
    if isinstance(value, dict):
        return {
            each
            for key, inner in value.items()
            for each in paths(inner, f"{prefix}.{key}".strip("."))
        }
    return {prefix} if isinstance(value, str) else set()


@BOTH
def test_every_colour_token_that_is_painted_is_in_the_theme(dark: bool) -> None:
    theme = make_theme(dark)
    every = tokens()["color"]["dark" if dark else "light"]
    later = ("merge.", "chart.")  # screens that do not exist yet
    wanted = {path for path in paths(every) if not path.startswith(later)}
    for path in wanted:
        node: object = every
        for part in path.split("."):
            node = node[part]
        assert theme.color(path) == QColor(str(node)), path


@BOTH
def test_the_style_sheet_is_filled(dark: bool) -> None:
    template = resource_path("style.qss").read_text("utf-8")
    filled = make_theme(dark).style_sheet(template)
    assert "${" not in filled
    assert css_color(make_theme(dark).bg.canvas) in filled


def test_an_unknown_name_in_the_style_sheet_is_an_error() -> None:
    with pytest.raises((KeyError, AttributeError)):
        make_theme(False).style_sheet("QWidget { color: ${text.nowhere}; }")


def test_half_clear_colours_keep_their_alpha() -> None:
    assert css_color(QColor("#29141E19")) == "rgba(20, 30, 25, 41)"


@pytest.mark.parametrize("size", [12, 13, 14, 16])
def test_rows_grow_with_the_text(size: int) -> None:
    theme, usual = make_theme(False, size), make_theme(False)
    assert theme.font_scale["body"][0] == size
    assert theme.size.row_table - usual.size.row_table == round((size - 13) * 1.5)
    more = theme.size.row_conversation - usual.size.row_conversation
    assert more == round((size - 13) * 4.5)  # three lines of text
    assert theme.size.checkbox == 16


def test_sizes_are_those_of_the_design() -> None:
    theme = make_theme(False)
    size, layout = theme.size, theme.layout
    assert (size.header, size.filter_bar, size.table_header) == (52, 44, 32)
    assert (size.row_table, size.row_conversation, size.status_bar) == (40, 76, 28)
    assert (layout.sidebar, layout.rail, layout.lead_panel) == (224, 52, 400)
    assert (layout.drawer_below, layout.rail_below) == (1280, 1120)


def test_themes_are_frozen() -> None:
    theme = make_theme(False)
    with pytest.raises(AttributeError):
        theme.dark = True
    with pytest.raises(AttributeError):
        theme.size.control = 1


def test_a_group_of_tokens_takes_its_own_and_all_of_them() -> None:
    given = vars(make_theme(False).radius)
    assert vars(Radii(**given)) == given
    for odd in ({**given, "corner": 3}, {name: given[name] for name in list(given)[1:]}):
        with pytest.raises(TypeError):
            Radii(**odd)


def test_light_and_dark_switch_live(qtbot, themes, light_again) -> None:
    words = QLabel("Outpost")
    qtbot.addWidget(words)
    words.show()
    icon = themes.icon("ph.tray", "text.primary")

    def darkest() -> int:
        image = icon.pixmap(QSize(32, 32)).toImage()
        solid = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
        return min(each.lightness() for each in solid if each.alpha() > 200)

    light = darkest()
    with qtbot.waitSignal(themes.changed):
        themes.set_appearance("dark")
    assert themes.now.dark
    assert words.palette().windowText().color() == themes.now.text.primary
    assert darkest() > light + 100


def test_choosing_the_same_look_again_costs_nothing(qtbot, themes) -> None:
    with qtbot.assertNotEmitted(themes.changed):
        themes.set_appearance("light")


def test_only_the_sizes_of_the_design_are_taken(themes) -> None:
    with pytest.raises(ValueError, match="15"):
        themes.set_text_size(15)


def test_disabled_icons_are_dimmed_and_checked_ones_change(themes) -> None:
    icon = themes.icon("ph.tray", "text.primary", on="ph.tray-fill", on_ink="accent.text")
    size = QSize(16, 16)
    looks = {
        name: icon.pixmap(size, mode, state).toImage()
        for name, mode, state in (
            ("usual", QIcon.Mode.Normal, QIcon.State.Off),
            ("disabled", QIcon.Mode.Disabled, QIcon.State.Off),
            ("on", QIcon.Mode.Normal, QIcon.State.On),
        )
    }
    assert looks["usual"] != looks["disabled"]
    assert looks["usual"] != looks["on"]


def icon_names() -> set[str]:
    names = set(re.findall(r'"(ph\.[a-z-]+)"', resource_path("tokens.json").read_text("utf-8")))
    for file in SOURCES.rglob("*.py"):
        names.update(re.findall(r'"(ph\.[a-z-]+)"', file.read_text("utf-8")))
    return names


def test_every_icon_that_is_named_exists(themes) -> None:
    names = icon_names()
    assert len(names) > 40
    assert [name for name in sorted(names) if not themes.has_glyph(name)] == []


def test_screens_in_the_sidebar_have_a_filled_icon(themes) -> None:
    from desktop_app.ui.shell.catalog import SCREENS

    for screen in SCREENS:
        assert themes.has_glyph(f"{screen.icon}-fill"), screen.key


def test_no_colour_is_written_outside_the_tokens() -> None:
    found = {
        f"{file.relative_to(SOURCES)}: {match}"
        for file in SOURCES.rglob("*.py")
        for match in re.findall(
            r"""QColor\(["']#?\w+["']\)|["']#[0-9A-Fa-f]{6}["']""", file.read_text("utf-8")
        )
        if "inbox" not in file.parts
    }
    assert found == set()


def test_no_font_of_the_icon_package_is_registered(qapp, themes) -> None:
    """Only the one file is read, by itself: the package would register twelve."""
    from PySide6.QtGui import QFontDatabase

    themes.icon("ph.tray").pixmap(16, 16)
    assert not QFontDatabase.hasFamily("Phosphor")


def test_contrast_switches_live_and_back(qtbot, themes, light_again) -> None:
    words = QLabel("Outpost")
    qtbot.addWidget(words)
    words.show()
    usual = themes.now
    with qtbot.waitSignal(themes.changed):
        themes.set_contrast("high")
    assert themes.now.contrast
    assert words.palette().windowText().color() == make_theme(False, contrast=True).text.primary
    assert "border-width: 3px" in QApplication.instance().styleSheet()
    themes.set_appearance("dark")
    assert themes.now is make_theme(True, 13, contrast=True)
    themes.set_appearance("light")
    with qtbot.waitSignal(themes.changed):
        themes.set_contrast("normal")
    assert themes.now is usual
    assert "border-width: 3px" not in QApplication.instance().styleSheet()


def test_contrast_follows_the_computer_unless_told_otherwise(
    qtbot, themes, light_again, monkeypatch
) -> None:
    asked = Qt.ContrastPreference.NoPreference
    monkeypatch.setattr(themes, "_eyes", SimpleNamespace(contrastPreference=lambda: asked))
    themes.set_contrast("system")
    assert not themes.now.contrast
    asked = Qt.ContrastPreference.HighContrast
    with qtbot.waitSignal(themes.changed):
        QApplication.styleHints().accessibility().contrastPreferenceChanged.emit(asked)
    assert themes.now.contrast
    themes.set_contrast("normal")
    assert not themes.now.contrast
