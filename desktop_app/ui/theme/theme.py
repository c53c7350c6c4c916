"""The design tokens as typed values: one ``Theme`` is one look at one text size."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, dataclass_transform

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from desktop_app.domain.language import tr
from desktop_app.ui.theme.resources import resource_path

BASE_TEXT_SIZE = 13
_CARD_FRAME = 12 + 7 + 9 + 11
"""Above, between and below the parts of a card of the board."""


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Tokens:
    """A group of tokens: each annotation is one, all are given by name, none is set later.

    Not a dataclass, whose code is written and compiled for every class at every start: for
    these classes that took 9 ms, a tenth of what the bare toolkit needs to show a window.
    """

    def __init__(self, **values: Any) -> None:
        if values.keys() != self.__annotations__.keys():
            odd = sorted(values.keys() ^ self.__annotations__.keys())
            raise TypeError(f"{type(self).__name__}: missing or unknown {odd}")
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} does not change: {name}")


class Backgrounds(Tokens):
    window: QColor
    canvas: QColor
    subtle: QColor
    inset: QColor
    hover: QColor
    pressed: QColor
    selected: QColor
    checked: QColor
    selected_inactive: QColor
    raised: QColor
    inverse: QColor
    inverse_hover: QColor
    skeleton: QColor
    paper: QColor


class Borders(Tokens):
    subtle: QColor
    default: QColor
    control: QColor
    inverse: QColor


class Texts(Tokens):
    primary: QColor
    secondary: QColor
    tertiary: QColor
    disabled: QColor
    on_accent: QColor
    on_inverse: QColor
    on_inverse_muted: QColor
    link: QColor


class Accents(Tokens):
    fill: QColor
    fill_hover: QColor
    fill_pressed: QColor
    text: QColor
    soft: QColor
    soft_border: QColor
    solid: QColor


class Focus(Tokens):
    ring: QColor


class Charts(Tokens):
    """Series of charts in their order, what they are held against, and the lines behind them.

    ``fill_alpha`` (0 to 1) is how strongly the area below a line is tinted.
    """

    s1: QColor
    s2: QColor
    s3: QColor
    s4: QColor
    previous: QColor
    grid: QColor
    axis: QColor
    fill_alpha: float


class Tint(Tokens):
    """One meaning in four strengths: text, its ground, the ground's border, a solid mark."""

    fg: QColor
    bg: QColor
    border: QColor
    solid: QColor


class Semantics(Tokens):
    success: Tint
    warning: Tint
    danger: Tint
    info: Tint
    ai: Tint


class Merge(Tokens):
    """Merge fields in a text, and those that have no value."""

    fg: QColor
    bg: QColor
    missing_fg: QColor
    missing_bg: QColor


class Priorities(Tokens):
    high: QColor
    medium: QColor
    low: QColor
    off: QColor


class Sizes(Tokens):
    """Lengths in logical pixels. Rows grow with the text size, controls do too."""

    control_small: int
    control: int
    search: int
    field: int
    large: int
    pill: int
    tag: int
    keycap: int
    checkbox: int
    header: int
    filter_bar: int
    filter_tabs: int
    table_header: int
    tabs: int
    status_bar: int
    nav_row: int
    bulk_bar: int
    toast: int
    palette_input: int
    palette_row: int
    menu_row: int
    setting_row: int
    setting_row_two_line: int
    row_table: int
    row_table_compact: int
    row_table_roomy: int
    row_conversation: int
    row_action: int
    template_row: int
    group_header: int
    board_column_header: int
    board_card: int
    attachment: int
    attachment_in_reply: int
    collapsed_message: int
    timeline_icon: int
    progress_bar: int
    unread_dot: int
    monogram_in_row: int
    page_padding: int


class Radii(Tokens):
    keycap: int
    checkbox: int
    tag: int
    control: int
    nav_row: int
    card: int
    menu: int
    large_button: int
    bulk_bar: int
    dialog: int
    status_pill: int
    monogram_small: int
    monogram: int
    monogram_large: int


class Layout(Tokens):
    """Widths of panes, and the window widths at which they change."""

    sidebar: int
    sidebar_min: int
    sidebar_max: int
    rail: int
    conversation_list: int
    conversation_list_min: int
    conversation_list_max: int
    inbox_lead_card: int
    lead_panel: int
    lead_panel_min: int
    lead_panel_max: int
    template_list: int
    template_list_min: int
    template_list_max: int
    template_preview: int
    template_preview_min: int
    template_preview_max: int
    board_column_min: int
    board_gap: int
    palette_width: int
    palette_top: int
    palette_rows: int
    drawer_below: int
    rail_below: int
    short_below: int


class Motion(Tokens):
    """Durations in milliseconds; ``reduced()`` is the same with no movement."""

    hover: int
    panel: int
    toast: int
    skeleton_delay: int
    toast_life: int

    def reduced(self) -> Motion:
        return Motion(
            hover=0,
            panel=0,
            toast=0,
            skeleton_delay=self.skeleton_delay,
            toast_life=self.toast_life,
        )


class Theme(Tokens):
    """Everything that paints needs to know, for light or dark at one text size.

    ``contrast``: whether it is the look of high contrast, in which a ground alone says nothing.
    """

    dark: bool
    contrast: bool
    text_size: int
    family: str
    bg: Backgrounds
    border: Borders
    text: Texts
    accent: Accents
    focus: Focus
    status: Mapping[str, Tint]
    priority: Priorities
    semantic: Semantics
    merge: Merge
    chart: Charts
    avatar: tuple[tuple[QColor, QColor], ...]
    scrim: QColor
    shadow: QColor
    size: Sizes
    radius: Radii
    layout: Layout
    motion: Motion
    status_icon: Mapping[str, str]
    status_label: Mapping[str, str]
    font_scale: Mapping[str, tuple[int, int, int]]

    def font(
        self, role: str = "body", weight: int | None = None, *, tabular: bool = False
    ) -> QFont:
        """A font of the scale: ``caption keycap axis small body bodyStrong reading title
        display metric``; ``tabular`` sets figures of equal width."""
        return _font(self, role, weight, tabular)

    def line(self, role: str) -> int:
        """The line height of a font role in pixels."""
        return self.font_scale[role][1]

    def color(self, path: str) -> QColor:
        """A colour by its token's path (``"text.secondary"``, ``"semantic.ai.fg"``)."""
        value: Any = self
        for part in path.split("."):
            part = _snake(part)
            value = value[part] if isinstance(value, Mapping) else getattr(value, part, None)
        if not isinstance(value, QColor):
            raise KeyError(path)
        return value

    def edge(self, ground: QColor) -> tuple[QColor, int] | None:
        """The colour and width of the line around a ground that says something by its colour:
        what is selected, below the pointer, pressed. None where the colour is enough."""
        if not self.contrast:
            return None
        bg = self.bg
        if ground == bg.selected:
            return self.accent.solid, 2
        if ground == bg.inverse_hover:
            return self.border.inverse, 1
        if ground == bg.pressed:
            return self.border.control, 2
        states = (bg.hover, bg.checked, bg.selected_inactive)
        return (self.border.control if ground in states else self.border.default), 1

    def palette(self) -> QPalette:
        """The palette for what neither the style sheet nor a delegate paints."""
        roles = QPalette.ColorRole
        made = QPalette()
        for role, color in (
            (roles.Window, self.bg.canvas),
            (roles.WindowText, self.text.primary),
            (roles.Base, self.bg.canvas),
            (roles.AlternateBase, self.bg.subtle),
            (roles.Text, self.text.primary),
            (roles.Button, self.bg.raised),
            (roles.ButtonText, self.text.primary),
            (roles.BrightText, self.text.on_accent),
            (roles.ToolTipBase, self.bg.inverse),
            (roles.ToolTipText, self.text.on_inverse),
            (roles.PlaceholderText, self.text.tertiary),
            (roles.Highlight, self.accent.fill),
            (roles.HighlightedText, self.text.on_accent),
            (roles.Link, self.text.link),
            (roles.LinkVisited, self.text.link),
            (roles.Light, self.bg.subtle),
            (roles.Midlight, self.border.subtle),
            (roles.Mid, self.border.default),
            (roles.Dark, self.border.control),
            (roles.Shadow, self.border.control),
            (roles.Accent, self.accent.fill),
        ):
            made.setColor(role, color)
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            made.setColor(QPalette.ColorGroup.Disabled, role, self.text.disabled)
        return made

    def style_sheet(self, template: str) -> str:
        """Fill ``${bg.canvas}``, ``${radius.card}``, ``${font.body}`` … in a style sheet.

        ``font.ROLE`` gives size and weight as two declarations, ``line.ROLE`` its line
        height. An unknown name raises KeyError, so that a slip cannot pass unseen.
        """
        return re.sub(r"\$\{([\w.]+)\}", lambda found: self._css(found[1]), template)

    def _css(self, name: str) -> str:
        head, _, rest = name.partition(".")
        if head == "font":
            size, _line, weight = self.font_scale[rest]
            return f"font-size: {size}px; font-weight: {weight}"
        if head == "line":
            return f"{self.line(rest)}px"
        if head in ("size", "radius", "layout"):
            return f"{getattr(getattr(self, head), _snake(rest))}px"
        return css_color(self.color(name))


def css_color(color: QColor) -> str:
    """A colour as a style sheet writes it."""
    if color.alpha() == 255:
        return color.name()
    return f"rgba({color.red()}, {color.green()}, {color.blue()}, {color.alpha()})"


@cache
def tokens() -> dict[str, Any]:
    """The tokens file, read once."""
    loaded: dict[str, Any] = json.loads(resource_path("tokens.json").read_text("utf-8"))
    return loaded


@cache
def contrast_colors() -> dict[str, Any]:
    """The colours of high contrast, as those of the tokens; read once, by who wants them."""
    loaded: dict[str, Any] = json.loads(resource_path("contrast.json").read_text("utf-8"))
    return loaded


@cache
def system_family() -> str:
    """Inter where it is installed, else the system's own interface font."""
    if QFontDatabase.hasFamily("Inter"):
        return "Inter"
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


@cache
def make_theme(
    dark: bool, text_size: int = BASE_TEXT_SIZE, family: str = "", *, contrast: bool = False
) -> Theme:
    """Build the theme from the tokens. ``family`` is the font; "" is the usual one."""
    every = tokens()
    colors = (contrast_colors() if contrast else every["color"])["dark" if dark else "light"]
    more = text_size - BASE_TEXT_SIZE
    return Theme(
        dark=dark,
        contrast=contrast,
        text_size=text_size,
        family=family or system_family(),
        bg=_colors(Backgrounds, colors["bg"]),
        border=_colors(Borders, colors["border"]),
        text=_colors(Texts, colors["text"]),
        accent=_colors(Accents, colors["accent"]),
        focus=_colors(Focus, colors["focus"]),
        status={key: _colors(Tint, value) for key, value in colors["status"].items()},
        priority=_colors(Priorities, colors["priority"]),
        semantic=Semantics(
            **{key: _colors(Tint, value) for key, value in colors["semantic"].items()}
        ),
        merge=_colors(Merge, colors["merge"]),
        chart=_charts(colors["chart"]),
        avatar=tuple((QColor(each["bg"]), QColor(each["fg"])) for each in colors["avatar"]),
        scrim=QColor(colors["scrim"]),
        shadow=QColor(colors["shadow"]),
        size=_sizes(every, more),
        radius=Radii(**{_snake(key): value for key, value in every["radius"].items()}),
        layout=_layout(every["layout"]),
        motion=Motion(
            hover=every["motion"]["hover"],
            panel=every["motion"]["panel"],
            toast=every["motion"]["toast"],
            skeleton_delay=every["motion"]["skeletonDelay"],
            toast_life=every["motion"]["toastLife"],
        ),
        status_icon={key: value["icon"] for key, value in every["status"].items()},
        status_label={key: tr(value["label"]) for key, value in every["status"].items()},
        font_scale={
            role: (each["size"] + more, each["line"] + round(more * 1.5), each["weight"])
            for role, each in every["font"]["scale"].items()
        },
    )


def _colors(kind: type[Tokens], values: Mapping[str, str]) -> Any:
    given = {_snake(key): QColor(value) for key, value in values.items()}
    return kind(**{name: given[name] for name in kind.__annotations__})


def _charts(values: Mapping[str, Any]) -> Charts:
    inks = {_snake(key): QColor(value) for key, value in values.items() if key != "fillAlpha"}
    return Charts(**inks, fill_alpha=float(values["fillAlpha"]))


def _sizes(every: Mapping[str, Any], more: int) -> Sizes:
    size = every["size"]
    one, two, three = (round(more * 1.5 * lines) for lines in (1, 2, 3))
    row = size["row"]["normal"]
    return Sizes(
        control_small=size["control"]["small"] + one,
        control=size["control"]["default"] + one,
        search=size["control"]["search"] + one,
        field=size["control"]["field"] + one,
        large=size["control"]["large"] + one,
        pill=size["pill"] + one,
        tag=size["tag"] + one,
        keycap=size["keycap"] + one,
        checkbox=size["checkbox"],
        header=size["header"] + one,
        filter_bar=size["filterBar"] + one,
        filter_tabs=size["filterTabs"] + one,
        table_header=size["tableHeader"] + one,
        tabs=size["tabs"] + one,
        status_bar=size["statusBar"] + one,
        nav_row=size["navRow"] + one,
        bulk_bar=size["bulkBar"] + one,
        toast=size["toast"] + one,
        palette_input=size["paletteInput"] + one,
        palette_row=size["paletteRow"] + one,
        menu_row=size["menuRow"] + one,
        setting_row=size["settingRow"] + one,
        setting_row_two_line=size["settingRowTwoLine"] + two,
        row_table=row["table"] + one,
        row_table_compact=size["row"]["compact"]["table"] + one,
        row_table_roomy=size["row"]["roomy"]["table"] + one,
        row_conversation=row["conversation"] + three,
        row_action=row["action"] + two,
        template_row=size["templateRow"] + two,
        group_header=size["groupHeader"] + one,
        board_column_header=size["boardColumnHeader"] + one,
        # Name, two lines of talk, what is next; of the tokens it is only the sum of its parts.
        board_card=_CARD_FRAME + size["monogramInRow"] + 2 * 18 + size["tag"] + 2 * one + two,
        attachment=size["attachment"] + two,
        attachment_in_reply=size["attachmentInReply"] + one,
        collapsed_message=size["collapsedMessage"] + one,
        timeline_icon=size["timelineIcon"],
        progress_bar=size["progressBar"],
        unread_dot=size["unreadDot"],
        monogram_in_row=size["monogramInRow"],
        page_padding=every["space"]["pagePaddingX"],
    )


def _layout(layout: Mapping[str, Any]) -> Layout:
    breaks = layout["breakpoints"]
    return Layout(
        sidebar=layout["sidebar"]["default"],
        sidebar_min=layout["sidebar"]["min"],
        sidebar_max=layout["sidebar"]["max"],
        rail=layout["sidebar"]["rail"],
        conversation_list=layout["conversationList"]["default"],
        conversation_list_min=layout["conversationList"]["min"],
        conversation_list_max=layout["conversationList"]["max"],
        inbox_lead_card=layout["inboxLeadCard"],
        lead_panel=layout["leadPanel"]["default"],
        lead_panel_min=layout["leadPanel"]["min"],
        lead_panel_max=layout["leadPanel"]["max"],
        template_list=layout["templateList"]["default"],
        template_list_min=layout["templateList"]["min"],
        template_list_max=layout["templateList"]["max"],
        template_preview=layout["templatePreview"]["default"],
        template_preview_min=layout["templatePreview"]["min"],
        template_preview_max=layout["templatePreview"]["max"],
        board_column_min=layout["boardColumnMin"],
        board_gap=layout["boardGap"],
        palette_width=layout["palette"]["width"],
        palette_top=layout["palette"]["top"],
        palette_rows=layout["palette"]["maxRows"],
        drawer_below=breaks["drawerBelow"],
        rail_below=breaks["railBelow"],
        short_below=breaks["shortBelow"],
    )


_FONTS: dict[tuple[str, int, str, int | None, bool], QFont] = {}


def _font(theme: Theme, role: str, weight: int | None, tabular: bool) -> QFont:
    key = (theme.family, theme.text_size, role, weight, tabular)
    made = _FONTS.get(key)
    if made is None:
        size, _line, usual = theme.font_scale[role]
        made = QFont(theme.family)
        made.setPixelSize(size)
        made.setWeight(QFont.Weight(weight or usual))
        if tabular:
            made.setFeature(QFont.Tag("tnum"), 1)
        _FONTS[key] = made
    return made


@cache
def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: "_" + found[1].lower(), name)
