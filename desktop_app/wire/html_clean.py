"""HTML of mail made fit to be shown: nothing runs, nothing is fetched, quotations are folded.

nh3 (ammonia) does the sanitising with lists of what may stay; attributes that could fetch or
deceive are decided here, one by one. Folding works on what nh3 let through, and can only drop
tags' attributes and add one <details>. The pane that shows the result has scripts off and a
content policy besides: this is the first wall, not the only one.
"""

from __future__ import annotations

import html
import re
import urllib.parse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import nh3

from desktop_app.wire.html_fold import fold_quotes, folded
from desktop_app.wire.html_reason import is_within_reason
from desktop_app.wire.html_text import html_to_text
from desktop_app.wire.mail_quotes import fold_start

MAX_MARKUP: Final = 4_000_000  # characters; larger mail is shown as its text
MAX_TEXT_LINES: Final = 50_000

_SHOWN: Final = (
    "a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col "
    "colgroup dd del dfn dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header "
    "hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp section small span strike "
    "strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr"
)
_TAGS: Final = frozenset(_SHOWN.split())
# Of all other tags the content stays: whole newsletters stand in a <form>.
_WITH_CONTENT: Final = (
    "script style head title template iframe object embed applet svg math select textarea "
    "frameset noframes xmp plaintext audio video canvas"
)
_DROPPED_WHOLE: Final = frozenset(_WITH_CONTENT.split())
_ATTRIBUTES: Final = "align valign dir lang title style class id width height bgcolor color"
_EVERYWHERE: Final = frozenset(_ATTRIBUTES.split())
_BY_TAG: Final[dict[str, frozenset[str]]] = {
    "a": frozenset({"href"}),
    "blockquote": frozenset({"type", "cite"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "font": frozenset({"face", "size"}),
    "hr": frozenset({"size", "noshade"}),
    "img": frozenset({"src", "alt", "border", "hspace", "vspace"}),
    "ol": frozenset({"start", "type"}),
    "table": frozenset({"border", "cellpadding", "cellspacing", "background"}),
    "td": frozenset({"colspan", "rowspan", "nowrap", "background"}),
    "th": frozenset({"colspan", "rowspan", "nowrap", "background"}),
    "tr": frozenset({"background"}),
    "ul": frozenset({"type"}),
}
# Nothing that can fetch, lie over something else, move or animate.
_PROPERTIES: Final = (
    "background background-color border border-bottom border-bottom-color border-bottom-style "
    "border-bottom-width border-collapse border-color border-left border-left-color "
    "border-left-style border-left-width border-radius border-right border-right-color "
    "border-right-style border-right-width border-spacing border-style border-top "
    "border-top-color border-top-style border-top-width border-width clear color direction "
    "display float font font-family font-size font-style font-variant font-weight height "
    "letter-spacing line-height list-style-type margin margin-bottom margin-left margin-right "
    "margin-top max-width min-width padding padding-bottom padding-left padding-right padding-top "
    "table-layout text-align text-decoration text-indent text-transform unicode-bidi "
    "vertical-align white-space width word-break word-spacing word-wrap overflow-wrap"
)
_STYLES: Final = frozenset(_PROPERTIES.split())
_STYLE_VALUE = re.compile(r"[\w\s#.,%()'\"!+*/\-]{1,300}\Z")
_STYLE_CALL = re.compile(r"([\w\-]*)\(")
_HARMLESS_CALLS: Final = frozenset({"rgb", "rgba", "hsl", "hsla", "calc"})
_NEGATIVE = re.compile(r"(?<![\w.)])-\s*[\d.]")
_STYLE_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_FETCHES = re.compile(r"(?:url|image|image-set|src)\s*\(|@import", re.IGNORECASE)

_UNSEEN: Final = "".join(
    map(
        chr,
        (*range(0x20), *range(0x7F, 0xA1), *range(0x200B, 0x2010), *range(0x2028, 0x2030), 0xFEFF),
    )
)
_IGNORED_IN_URL = re.compile(f"[ {_UNSEEN}]+")
_LINE_ENDS_IN_URL = re.compile(r"[\t\n\r]+")
_UNSEEN_IN_URL = re.compile(f"[{_UNSEEN}]")
_WEB = re.compile(r"https?://[^/\\?#]", re.IGNORECASE)
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|bmp);base64,[A-Za-z0-9+/=]*\Z", re.I)


@dataclass(frozen=True, slots=True)
class CleanHtml:
    """HTML that may be shown.

    Attributes:
        html: a fragment, without <html> and <body>.
        blocked_remote: how many pictures would have been fetched from the network.
        quoted: something is folded into <details class="quoted">.
        simplified: the markup was beyond reason, and this is its text alone.
    """

    html: str
    blocked_remote: int
    quoted: bool
    simplified: bool = False


def clean_html(
    markup: str,
    *,
    allow_remote: bool = False,
    cid_urls: Mapping[str, str] | None = None,
    fold: bool = True,
) -> CleanHtml:
    """Sanitise the HTML of a message for the reading pane.

    Args:
        markup: HTML as it came.
        allow_remote: leave pictures at http(s) addresses in; the user said so.
        cid_urls: Content-ID (without brackets) → the address under which the pane finds that
            part. A `cid:` picture that is not in it is left out.
        fold: put what is quoted into <details>; not where this is to be quoted itself.
    """
    if len(markup) > MAX_MARKUP or not is_within_reason(markup):
        text = text_to_html(html_to_text(markup))
        return CleanHtml(text.html, 0, text.quoted, simplified=True)
    policy = _Attributes(allow_remote, cid_urls or {})
    clean = nh3.clean(
        markup,
        tags=set(_TAGS),
        clean_content_tags=set(_DROPPED_WHOLE),
        attributes={"*": set(_EVERYWHERE), **{tag: set(names) for tag, names in _BY_TAG.items()}},
        attribute_filter=policy,
        strip_comments=True,
        link_rel="noopener noreferrer",
        url_schemes={"http", "https", "mailto", "cid", "data"},
    )
    shown, quoted = fold_quotes(clean) if fold else (clean, False)
    return CleanHtml(shown, policy.blocked, quoted)


class _Attributes:
    """Decides each attribute that nh3 let through; None drops it."""

    def __init__(self, allow_remote: bool, cid_urls: Mapping[str, str]) -> None:
        self._allow_remote = allow_remote
        self._cid_urls = cid_urls
        self.blocked = 0
        self._decide: dict[str, Callable[[str], str | None]] = {
            "src": self._picture,
            "background": self._background,
            "style": self._style,
            "href": _link,
        }

    def __call__(self, tag: str, name: str, value: str) -> str | None:
        decide = self._decide.get(name)
        return value if decide is None else decide(value)

    def _picture(self, value: str) -> str | None:
        bare = _bare(value)
        lowered = bare[:12].lower()
        if lowered.startswith("cid:"):
            named = bare[4:]
            return self._cid_urls.get(named) or self._cid_urls.get(urllib.parse.unquote(named))
        if lowered.startswith("data:"):
            packed = _IGNORED_IN_URL.sub("", bare)
            return packed if _DATA_IMAGE.match(packed) else None
        if lowered.startswith("//"):
            bare = "https:" + bare
        if (address := _address(bare)) and _WEB.match(address):
            if self._allow_remote:
                return address
            self.blocked += 1
        return None

    def _background(self, value: str) -> None:
        """Never shown, but a reader is told that a picture is missing."""
        if not self._allow_remote and ("//" in value):
            self.blocked += 1

    def _style(self, value: str) -> str | None:
        value = _STYLE_COMMENT.sub("", value)
        if not self._allow_remote and _FETCHES.search(value.replace("\\", "")):
            self.blocked += 1
        kept = [one for one in map(_declaration, value.split(";")) if one]
        return "; ".join(kept) or None


def _declaration(text: str) -> str | None:
    """One `property: value` of a style, if both are known to be harmless."""
    name, colon, value = text.partition(":")
    name, value = name.strip().lower(), value.strip()
    if not colon or name not in _STYLES or not _STYLE_VALUE.match(value):
        return None
    if any(call.lower() not in _HARMLESS_CALLS for call in _STYLE_CALL.findall(value)):
        return None
    if _NEGATIVE.search(value) and not name.startswith(("letter", "word")):
        return None  # a negative margin can lay a text over another message's name
    if value.count('"') % 2 or value.count("'") % 2 or value.count("(") != value.count(")"):
        return None
    return f"{name}: {value}"


def _link(value: str) -> str | None:
    return _address(_bare(value))


def _bare(value: str) -> str:
    """An address without what a browser takes off it before it reads it."""
    # Not by an expression for the end, which would look at a long run of spaces from each of them.
    return _LINE_ENDS_IN_URL.sub("", value.strip(f" {_UNSEEN}"))


def _address(bare: str) -> str | None:
    """An address of the web or of mail as browsers read it (URL standard, 4.4): what cannot be
    seen is no part of a host or of whom mail is to, and is said in digits in all that comes after.
    Spaces stay, which the reader of a link writes as %20, and a template in a link needs."""
    if _WEB.match(bare):
        end = re.search(r"[/\\?#]", bare[bare.index("//") + 2 :])
        cut = bare.index("//") + 2 + end.start() if end else len(bare)
    elif re.match(r"mailto:[^/\\]", bare, re.IGNORECASE):
        cut = bare.find("?") if "?" in bare else len(bare)
    else:
        return None
    rest = _UNSEEN_IN_URL.sub(lambda sign: urllib.parse.quote(sign[0]), bare[cut:])
    return _IGNORED_IN_URL.sub("", bare[:cut]) + rest


# ------------------------------------------------------------------------------- plain text

_LINKABLE = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"'`{}|\\^\x00-\x1f]{3,2000}"
    r"|\b[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9.\-]{1,200}\.[A-Za-z]{2,24}\b"
)
_QUOTE_MARKS = re.compile(r"((?:>\s?)+)(.*)", re.S)


def text_to_html(plain: str) -> CleanHtml:
    """A plain-text message as HTML: escaped, links made, quotations marked and folded."""
    lines = plain.split("\n")
    cut = len(lines) > MAX_TEXT_LINES
    if cut:
        lines = [*lines[:MAX_TEXT_LINES], "…"]
    start = fold_start(lines)
    if start is None:
        return CleanHtml(_lines_to_html(lines), 0, False, simplified=cut)
    shown = _lines_to_html(lines[:start]) + folded(_lines_to_html(lines[start:]))
    return CleanHtml(shown, 0, True, simplified=cut)


def _lines_to_html(lines: list[str]) -> str:
    """Runs of lines of one depth of quotation, each as a block that keeps its white space."""
    out: list[str] = []
    run: list[str] = []
    depth = 0
    for line in [*lines, None]:
        here, text = (0, "") if line is None else _unquoted(line)
        if line is None or here != depth:
            if run:
                out.append(_block("\n".join(run)))
            run = []
            out.append("<blockquote>" * (here - depth) + "</blockquote>" * (depth - here))
            depth = here
        if line is not None:
            run.append(text)
    return "".join(out)


def _unquoted(line: str) -> tuple[int, str]:
    """Depth of quotation of a line, and the line without its marks."""
    if not line.startswith(">"):
        return 0, line
    match = _QUOTE_MARKS.match(line)
    if match is None:
        return 0, line
    return min(match[1].count(">"), 10), match[2]


def _block(text: str) -> str:
    return f'<div style="white-space: pre-wrap">{_linked(text)}</div>'


def _linked(text: str) -> str:
    """`text` escaped, with its web and mail addresses as links."""
    out: list[str] = []
    end = 0
    for match in _LINKABLE.finditer(text):
        shown = match[0].rstrip(".,;:!?")
        while shown.endswith(")") and shown.count(")") > shown.count("("):
            shown = shown[:-1].rstrip(".,;:!?")
        if "@" in shown and "://" not in shown and not shown.startswith("www."):
            target = f"mailto:{shown}"
        else:
            target = shown if "://" in shown else f"http://{shown}"
        out.append(html.escape(text[end : match.start()], quote=False))
        out.append(
            f'<a href="{html.escape(target)}" rel="noopener noreferrer">'
            f"{html.escape(shown, quote=False)}</a>"
        )
        end = match.start() + len(shown)
    out.append(html.escape(text[end:], quote=False))
    return "".join(out)
