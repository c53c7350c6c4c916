"""Every pair of colours that meet in the window keeps the ratio that is promised for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

import desktop_app.ui
from desktop_app.ui.inbox.document_style import COLORS
from desktop_app.ui.theme.resources import resource_path
from desktop_app.ui.theme.theme import Theme, contrast_colors, make_theme, tokens
from tests.contrast import contrast

pytestmark = pytest.mark.usefixtures("qapp")

SOURCES = Path(desktop_app.ui.__file__).parent
LOOKS = pytest.mark.parametrize(
    ("dark", "high"),
    [(False, False), (True, False), (False, True), (True, True)],
    ids=["light", "dark", "contrast-light", "contrast-dark"],
)
HIGH = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])

_GROUNDS = (
    "window", "canvas", "subtle", "hover", "selected", "checked", "raised", "inset",
    "selectedInactive",
)  # fmt: skip
_TINTS = (
    "status.hot", "status.warm", "status.cold", "semantic.success", "semantic.warning",
    "semantic.danger", "semantic.info", "semantic.ai",
)  # fmt: skip
_CONTROLS = ("window", "canvas", "subtle", "raised", "hover", "selected", "checked")

# Words, and what they stand on. The tertiary ink never stands on what is pressed.
_TEXTS = (
    *product(
        ("text.primary", "text.secondary", "text.tertiary", "text.link", "accent.text"),
        (f"bg.{each}" for each in _GROUNDS),
    ),
    *product(("text.primary", "text.secondary", "text.link", "accent.text"), ("bg.pressed",)),
    *product(("text.onAccent",), ("accent.fill", "accent.fillHover", "accent.fillPressed")),
    *product(("text.onInverse", "text.onInverseMuted"), ("bg.inverse", "bg.inverseHover")),
    *((f"{each}.fg", f"{each}.bg") for each in _TINTS),
    # A word in the colour of a tint also stands in rows and on cards, without its ground.
    *product(
        (f"{each}.fg" for each in _TINTS),
        ("bg.canvas", "bg.raised", "bg.window", "bg.subtle", "bg.hover", "bg.selected"),
    ),
    ("text.primary", "semantic.ai.bg"),
    ("text.secondary", "semantic.ai.bg"),
    ("text.primary", "semantic.warning.bg"),
    ("text.secondary", "semantic.warning.bg"),
    ("text.primary", "semantic.danger.bg"),
    ("text.secondary", "semantic.danger.bg"),
    ("text.primary", "accent.soft"),
    ("text.secondary", "accent.soft"),
    ("accent.text", "accent.soft"),
    ("merge.fg", "merge.bg"),
    ("merge.missingFg", "merge.missingBg"),
    ("chart.axis", "bg.canvas"),
)  # fmt: skip

# What is drawn and has to be made out.
_SHAPES = (
    *product(("border.control",), (f"bg.{each}" for each in _CONTROLS)),
    *product(("focus.ring",), (f"bg.{each}" for each in (*_CONTROLS, "inset"))),
    *product(("accent.solid",), (f"bg.{each}" for each in _CONTROLS)),
    *product(("accent.fill",), ("bg.canvas", "bg.window")),
    *((f"{each}.solid", "bg.canvas") for each in _TINTS),
    *((f"priority.{each}", "bg.canvas") for each in ("high", "medium", "low")),
    *((f"chart.{each}", "bg.canvas") for each in ("s1", "s2", "s3", "s4", "previous")),
)
# What only high contrast draws so that it can be made out: the lines around what the other looks
# tell by a ground.
_LINES = (
    *product(("border.subtle", "border.default"), (f"bg.{each}" for each in _CONTROLS)),
    *((f"{each}.border", f"{each}.bg") for each in _TINTS),
    *((f"{each}.border", "bg.canvas") for each in _TINTS),
    ("accent.softBorder", "accent.soft"),
    ("border.inverse", "bg.inverse"),
    ("accent.fill", "bg.raised"),
    ("priority.high", "priority.off"),
    ("priority.medium", "priority.off"),
    ("priority.low", "priority.off"),
    ("focus.ring", "border.control"),
)
# Nothing is told by these: the ground of pictures and mail, shades and what lies behind a dialog.
_DECORATION = frozenset(
    ["bg.paper", "bg.skeleton", "chart.grid", "scrim", "shadow", "text.disabled"]
)


def ratio(theme: Theme, pair: tuple[str, str]) -> float:
    one, other = (_opaque(theme, theme.color(each)) for each in pair)
    return contrast(one, other)


def _opaque(theme: Theme, color: QColor) -> QColor:
    assert color.alpha() == 255, color.name()
    return color


def too_low(theme: Theme, pairs: tuple[tuple[str, str], ...], least: float) -> dict[str, float]:
    found = {f"{ink} on {ground}": ratio(theme, (ink, ground)) for ink, ground in pairs}
    return {pair: round(has, 2) for pair, has in found.items() if has < least}


@LOOKS
def test_words_can_be_read_on_whatever_they_stand_on(dark: bool, high: bool) -> None:
    theme = make_theme(dark, contrast=high)
    assert too_low(theme, _TEXTS, 7 if high else 4.5) == {}
    for ground, ink in theme.avatar:
        assert contrast(ink, ground) >= (7 if high else 4.5)


@LOOKS
def test_what_is_drawn_can_be_made_out(dark: bool, high: bool) -> None:
    assert too_low(make_theme(dark, contrast=high), _SHAPES, 3) == {}


@HIGH
def test_high_contrast_has_lines_around_what_others_tell_by_a_ground(dark: bool) -> None:
    theme = make_theme(dark, contrast=True)
    assert too_low(theme, _LINES, 3) == {}
    for name in ("hover", "pressed", "selected", "checked", "selected_inactive", "inset"):
        ground = getattr(theme.bg, name)
        edge = theme.edge(ground)
        assert edge is not None
        assert contrast(edge[0], ground) >= 3, name
        assert contrast(edge[0], theme.bg.canvas) >= 3, name
    assert make_theme(dark).edge(theme.bg.selected) is None


@HIGH
def test_what_is_disabled_can_still_be_read_in_high_contrast(dark: bool) -> None:
    theme = make_theme(dark, contrast=True)
    for ground in ("canvas", "subtle", "inset", "raised"):
        assert contrast(theme.text.disabled, getattr(theme.bg, ground)) >= 4.5


def colours_of_the_code() -> Iterator[str]:
    """Every colour's path that the code or a style sheet names."""
    for name in ("style.qss", "contrast.qss"):
        yield from re.findall(r"\$\{([a-z]+\.[\w.]+)\}", resource_path(name).read_text("utf-8"))
    yield from COLORS
    groups = "bg|border|text|accent|focus|semantic|priority|merge|chart"
    for file in SOURCES.rglob("*.py"):
        said = file.read_text("utf-8")
        yield from re.findall(rf'"((?:{groups}|status)\.[a-zA-Z.]+)"', said)
        for group, name in re.findall(rf"\b(?:theme|now)\.({groups})\.([a-z_]+)\b", said):
            yield f"{group}.{re.sub(r'_(.)', lambda each: each[1].upper(), name)}"


def test_every_colour_that_is_used_is_held_against_another() -> None:
    theme = make_theme(False)
    held = {each for pairs in (_TEXTS, _SHAPES, _LINES) for pair in pairs for each in pair}
    used = set()
    for path in colours_of_the_code():
        try:
            theme.color(path)
        except KeyError:  # a size, a group, or a setting's name
            continue
        used.add(path)
    assert len(used) > 50
    assert used - held - _DECORATION == set()


def test_words_and_grounds_of_one_rule_of_the_style_sheet_go_together() -> None:
    """A rule that sets both has to be among the pairs."""
    held = set(_TEXTS)
    sheet = (
        resource_path("style.qss").read_text("utf-8") + resource_path("contrast.qss").read_text()
    )
    found = 0
    for rule in re.findall(r"\{([^{}]*(?:\$\{[\w.]+\}[^{}]*)*)\}", sheet):
        ink = re.search(r"(?<![-\w])color: \$\{([\w.]+)\}", rule)
        ground = re.search(r"background: \$\{([\w.]+)\}", rule)
        if ink and ground and ink[1] != "text.disabled":
            found += 1
            assert (ink[1], ground[1]) in held, rule
        chosen = re.search(r"selection-color: \$\{([\w.]+)\}", rule)
        behind = re.search(r"selection-background-color: \$\{([\w.]+)\}", rule)
        if chosen and behind:
            found += 1
            assert (chosen[1], behind[1]) in held, rule
    assert found >= 5


def names(value: object, prefix: str = "") -> set[str]:
    if isinstance(value, dict):
        return {each for key, inner in value.items() for each in names(inner, f"{prefix}.{key}")}
    if isinstance(value, list):
        return {each for at, inner in enumerate(value) for each in names(inner, f"{prefix}.{at}")}
    return {prefix}


def test_high_contrast_has_the_colours_of_the_design_and_no_others() -> None:
    for look in ("light", "dark"):
        assert names(contrast_colors()[look]) == names(tokens()["color"][look])
