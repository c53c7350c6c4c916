"""The look of the thread's document: the theme in its terms, and the style sheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desktop_app.domain.language import tr


@dataclass(frozen=True, slots=True)
class Look:
    """The theme in the document's terms.

    Args:
        dark: whether the window is dark.
        colors: CSS colours by token path (``"text.secondary"``), those of ``COLORS``,
            the ``focus.ring`` and ``PAPER``.
        avatar_of: ground and letter colour for a name.
        family, text_size: the font; sizes grow with it.
        icons: ``data:`` pictures by (icon, token path), see ``ICONS``.
        contrast: whether it is the look of high contrast: there a mail's own colours give way.
        mirrored: whether the window reads from right to left.
    """

    dark: bool
    colors: Mapping[str, str]
    avatar_of: Callable[[str], tuple[str, str]]
    family: str
    text_size: int
    icons: Mapping[tuple[str, str], str]
    contrast: bool = False
    mirrored: bool = False


COLORS = (
    "bg.canvas",
    "bg.inset",
    "bg.hover",
    "bg.pressed",
    "bg.paper",
    "border.subtle",
    "border.default",
    "border.control",
    "text.primary",
    "text.secondary",
    "text.tertiary",
    "text.link",
    "accent.text",
    "semantic.ai.fg",
    "semantic.ai.bg",
    "semantic.ai.border",
    "semantic.ai.solid",
)
PAPER = ("paper.text", "paper.link", "paper.border", "paper.why")  # of the light theme, in both

# In the dark, black words on white become words in the theme's colours.
_NEUTRAL = """
.neutral *:not(a){color:inherit !important}
.neutral *{background:transparent !important}
"""
# In high contrast all of them do, and a link is not told by its colour alone. The pictures stay.
_UNDYED = """
.mail *:not(a){{color:inherit !important;text-shadow:none !important;opacity:1 !important}}
.mail *{{background:transparent !important;border-color:currentColor !important}}
.mail a,.mail a *{{color:{link} !important;text-decoration:underline}}
"""
# The same for our own part: edges instead of grounds.
_EDGES = """
a{{text-decoration:underline}}
.line,a.tool,a.open,a.save,a.chip{{text-decoration:none}}
.pill,.band{{border:1px solid {edge};box-sizing:border-box}}
.pill:hover,.tool:hover,.file a:hover,summary:hover>.line,a.line:hover{{
 outline:1px solid {strong};outline-offset:-1px}}
.avatar{{border:1px solid {edge};box-sizing:border-box}}
:focus-visible{{outline-width:3px}}
"""


def outer_style(look: Look) -> str:
    """The style of our own part: heads, folds, bands, cards."""
    c = look.colors
    more = look.text_size - 13
    return f"""
:root{{font:{13 + more}px/{20 + more}px "{look.family}","Noto Sans",sans-serif;
 color:{c["text.primary"]};background:{c["bg.canvas"]}}}
::-webkit-scrollbar{{width:10px;height:10px;background:{c["bg.canvas"]}}}
::-webkit-scrollbar-thumb{{background:{c["border.default"]};border-radius:5px;
 border:2px solid {c["bg.canvas"]}}}
::-webkit-scrollbar-thumb:hover{{background:{c["border.control"]}}}
body{{margin:0;padding:0 20px 24px;overflow-wrap:anywhere}}
a{{color:{c["accent.text"]};text-decoration:none;font-weight:500}}
a:hover{{text-decoration:underline}}
summary{{list-style:none;cursor:default}}
summary::-webkit-details-marker{{display:none}}
:focus{{outline:none}}
:focus-visible{{outline:2px solid {c["focus.ring"]};outline-offset:-2px;border-radius:4px}}
.small{{font-size:{12 + more}px;line-height:{18 + more}px;color:{c["text.secondary"]}}}
.end{{margin-inline-start:auto;white-space:nowrap;flex:none;font-feature-settings:"tnum"}}
.icon{{flex:none;display:block}}
details:not([open])>summary .when-open,details[open]>summary .when-shut{{display:none}}
.earlier>summary{{display:flex;align-items:center;height:{35 + more}px;
 border-bottom:1px solid {c["border.subtle"]}}}
.pill{{display:flex;align-items:center;gap:6px;height:{22 + more}px;padding:0 9px;
 border-radius:11px;background:{c["bg.inset"]};color:{c["text.secondary"]};
 font-size:{12 + more}px;font-weight:500}}
.pill:hover{{background:{c["bg.pressed"]}}}
.line{{display:flex;align-items:center;gap:10px;height:{39 + more}px;
 border-bottom:1px solid {c["border.subtle"]};color:{c["text.primary"]};font-weight:400}}
a.line:hover{{text-decoration:none}}
summary:hover>.line,a.line:hover{{background:linear-gradient({c["bg.hover"]},{c["bg.hover"]})}}
.who{{font-weight:500;flex:none;max-width:40%;overflow:hidden;text-overflow:ellipsis;
 white-space:nowrap}}
.snippet{{color:{c["text.secondary"]};overflow:hidden;text-overflow:ellipsis;
 white-space:nowrap;min-width:0;flex:1}}
.head{{display:flex;align-items:center;gap:10px;padding:14px 0 12px}}
.names{{display:flex;flex-direction:column;min-width:0}}
.names>span{{overflow:hidden;text-overflow:ellipsis}}
.from{{line-height:{18 + more}px}}
.head b{{font-weight:600}}
.avatar{{flex:none;display:flex;align-items:center;justify-content:center;border-radius:50%;
 font-weight:600}}
.a24{{width:24px;height:24px;font-size:9px}}
.a32{{width:32px;height:32px;font-size:11px}}
.message+.message[open],.earlier+.message[open],.line+.message[open]{{margin-top:0}}
.message[open]{{border-bottom:1px solid {c["border.subtle"]}}}
.message[open]:last-child{{border-bottom:0}}
.inside{{padding-bottom:20px}}
.all{{position:relative;margin:-{30 + more}px 0 12px;margin-inline-start:42px;
 color:{c["text.secondary"]};
 font-size:{12 + more}px;pointer-events:none}}
.all>*{{pointer-events:auto}}
.all summary{{display:flex;align-items:center;gap:4px;width:fit-content;
 max-width:calc(100% - {150 + 8 * more}px)}}
.all summary>span{{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;min-width:0}}
.all summary:hover{{color:{c["text.primary"]}}}
.all summary+div{{margin-top:4px}}
.all[open] .icon{{transform:rotate(180deg)}}
.all div{{line-height:{18 + more}px;max-height:{9 * (18 + more)}px;overflow-y:auto}}
.all i{{font-style:normal;color:{c["text.tertiary"]}}}
.band{{display:flex;align-items:center;gap:10px;min-height:{34 + more}px;padding:0 12px;
 margin-bottom:12px;border-radius:6px;background:{c["bg.inset"]};color:{c["text.secondary"]};
 font-size:{12 + more}px}}
.band b{{font-weight:400}}
.band .more{{color:{c["text.tertiary"]}}}
.band>span{{padding:{8 + more // 2}px 0;min-width:0}}
.links{{display:flex;gap:20px}}
.chips{{display:flex;flex-wrap:wrap;gap:6px;margin-bottom:12px}}
.chip{{display:flex;align-items:center;gap:5px;height:{20 + more}px;padding:0 7px;
 border:1px solid {c["semantic.ai.border"]};border-radius:5px;background:{c["semantic.ai.bg"]};
 color:{c["semantic.ai.fg"]};font-size:{12 + more}px;font-weight:500}}
.chip:hover{{border-color:{c["semantic.ai.solid"]};text-decoration:none}}
.tool{{flex:none;display:flex;align-items:center;justify-content:center;width:28px;height:28px;
 border-radius:6px}}
.tool:hover{{background:{c["bg.hover"]};text-decoration:none}}
.head .tool:first-of-type{{margin-inline-start:2px}}
.head .tool+.tool{{margin-inline-start:-4px}}
.every{{align-self:center;font-size:{12 + more}px;padding:0 8px}}
.files{{display:flex;flex-wrap:wrap;gap:8px;margin-top:16px}}
.file{{display:flex;align-items:stretch;height:{38 + 2 * more}px;max-width:320px;
 border:1px solid {c["border.default"]};border-radius:8px;overflow:hidden}}
.file a{{display:flex;align-items:center;text-decoration:none;color:inherit}}
.file a:hover{{background:{c["bg.hover"]}}}
.file .open{{gap:12px;padding-inline:12px 8px;min-width:0}}
.file .open>span{{display:flex;flex-direction:column;min-width:0}}
.file b{{font-size:{12 + more}px;line-height:{16 + more}px;font-weight:500;overflow:hidden;
 text-overflow:ellipsis;white-space:nowrap}}
.file .small{{line-height:{15 + more}px}}
.file .save{{padding-inline:8px 12px;flex:none}}
/* Names and words of mail read in their own direction, but stand where the window's begin. */
[dir="auto"]{{text-align:{"right" if look.mirrored else "left"}}}
{_EDGES.format(edge=c["border.default"], strong=c["border.control"]) if look.contrast else ""}
"""


_SHOW = tr("Show quoted text")
_HIDE = tr("Hide quoted text")


def _paper(look: Look) -> str:
    """A mail with colours of its own stands on white paper, in the dark, too."""
    c = look.colors
    room = ".mail.paper{padding:14px 16px;border-radius:8px}" if look.dark else ""
    return f"""
.mail.paper{{background:{c["bg.paper"]};color:{c["paper.text"]};color-scheme:light}}
{room}
.mail.paper a{{color:{c["paper.link"]}}}
.mail.paper blockquote{{border-color:{c["paper.border"]};color:inherit}}
.mail.paper .why{{background:{c["paper.why"]} !important}}
"""


def inner_style(look: Look) -> str:
    """The style inside a message's shadow tree: nothing is inherited but what stands here."""
    c = look.colors
    more = look.text_size - 13
    # The fold of quoted words is ours: it stands where the window's lines begin, not the mail's.
    begin, end = ("right", "left") if look.mirrored else ("left", "right")
    dyed = _UNDYED.format(link=c["text.link"]) if look.contrast else _NEUTRAL if look.dark else ""
    edge = f"border:1px solid {c['border.default']};" if look.contrast else ""
    family = f'"{look.family}","Noto Sans",sans-serif'
    return f"""
:host{{all:initial;display:block;contain:content;overflow-x:auto}}
.mail{{font:{14 + more}px/{22 + more}px {family};color:{c["text.primary"]};
 overflow-wrap:anywhere;color-scheme:{"dark" if look.dark else "light"}}}
{"" if look.contrast else _paper(look)}
{dyed}
p,ul,ol,dl,blockquote,pre{{margin:0 0 8px}}
ul,ol{{padding-inline-start:24px}}
a{{color:{c["text.link"]}}}
img{{max-width:100%;height:auto}}
img:not([src]){{display:none}}
pre{{white-space:pre-wrap;font-family:monospace;font-size:{13 + more}px;line-height:{20 + more}px}}
blockquote{{padding-inline-start:12px;border-inline-start:2px solid {c["border.default"]};
 color:{c["text.secondary"]}}}
hr{{border:0;border-top:1px solid {c["border.default"]}}}
.mail .why{{background:{c["semantic.ai.border"]} !important;border-radius:3px}}
.quoted>summary{{list-style:none;font-size:0;width:fit-content;border-radius:5px;cursor:default;
 margin:4px 0;margin-{begin}:0;margin-{end}:auto;direction:{"rtl" if look.mirrored else "ltr"}}}
.quoted>summary::-webkit-details-marker{{display:none}}
.quoted>summary::before{{content:"···\\2002 {_SHOW}";display:block;padding:0 7px;
 font:{12 + more}px/{20 + more}px {family};color:{c["text.secondary"]};
 {edge}background:{c["bg.inset"]};border-radius:5px}}
.quoted[open]>summary::before{{content:"···\\2002 {_HIDE}"}}
.quoted>summary:hover::before{{background:{c["bg.pressed"]}}}
.quoted>summary:focus-visible{{outline:2px solid {c["focus.ring"]}}}
.quoted:not([open])+*:empty{{display:none}}
"""
