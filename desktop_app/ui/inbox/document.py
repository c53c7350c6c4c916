"""A conversation as one HTML document for the web reader. Pure functions, any thread.

Every message sits in a shadow tree of its own (made by the parser, without scripts), reset
to nothing and contained: a style of a mail cannot reach its neighbours or our heads, and what
it positions ends at its own border. Folding is done by ``<details>``, so it needs no scripts
either. The ids in the document are those of messages; classes mean something outside the
shadow trees only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from html import escape
from uuid import UUID

from desktop_app.domain.inbox import Attachment, MessageBody, MessageHead
from desktop_app.ui.inbox import words
from desktop_app.ui.inbox.attachments import icon_of
from desktop_app.ui.inbox.reader_scheme import Verb, request_url
from desktop_app.ui.inbox.thread import Thread
from desktop_app.ui.widgets.paint import initials

EARLIER = "earlier"


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
    """

    dark: bool
    colors: Mapping[str, str]
    avatar_of: Callable[[str], tuple[str, str]]
    family: str
    text_size: int
    icons: Mapping[tuple[str, str], str]


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
)
PAPER = ("paper.text", "paper.link", "paper.border")  # of the light theme, in both


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads and when: decides "you" and "Today"."""

    now: datetime
    zone: tzinfo
    own: frozenset[str]


def thread_document(thread: Thread, look: Look, reading: Reading, token: str) -> str:
    """The document of a thread.

    Args:
        thread: what to show.
        look, reading: how, and for whom.
        token: the document's own name; its links carry it (see ``reader_scheme``).

    Returns:
        A whole HTML document. Everything of the mail's heads in it is escaped; bodies are
        those cleaned before.
    """
    page = _Page(thread, look, reading, token)
    heads = thread.conversation.messages
    hidden, rest = heads[: thread.earlier], heads[thread.earlier :]
    parts = []
    if hidden:
        parts.append(page.earlier(hidden))
    parts += [page.message(head) for head in rest]
    remote = bool(thread.remote)
    images = "data: http: https:" if remote else "data:"
    return (
        '<!doctype html><html lang="und"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"style-src 'unsafe-inline'; img-src {images}; base-uri 'none'; form-action 'none'\">"
        '<meta name="referrer" content="no-referrer">'
        '<meta http-equiv="x-dns-prefetch-control" content="off">'
        f'<meta name="color-scheme" content="{"dark" if look.dark else "light"}">'
        f"<title>{escape(thread.conversation.row.subject)}</title>"
        f"<style>{_style(look)}</style></head><body>{''.join(parts)}</body></html>"
    )


class _Page:
    """The parts of one document."""

    def __init__(self, thread: Thread, look: Look, reading: Reading, token: str) -> None:
        self._thread = thread
        self._look = look
        self._reading = reading
        self._token = token
        self._inner = _inner_style(look)

    def earlier(self, heads: Collection[MessageHead]) -> str:
        first = next(iter(heads))
        count = words.count_words(len(heads), "earlier message", "earlier messages")
        since = words.since_words(first.at, self._reading.now, self._reading.zone)
        inside = "".join(self.message(head) for head in heads)
        up = self._icon("ph.caret-double-up", "text.secondary", 12)
        return (
            f'<details id="{EARLIER}" class="earlier"><summary><span class="pill">{up}'
            f'<span class="when-shut">Show {count}</span>'
            f'<span class="when-open">Hide {count}</span></span>'
            f'<span class="small end">{escape(since)}</span></summary>{inside}</details>'
        )

    def message(self, head: MessageHead) -> str:
        body = self._thread.bodies.get(head.id)
        line = self._line(head)
        if body is None:
            where = request_url(self._token, Verb.LOAD_BODY, head.id)
            return f'<a class="line" id="{head.id}" href="{where}">{line}</a>'
        opened = " open" if head.id in self._thread.unfolded else ""
        return (
            f'<details id="{head.id}" class="message"{opened}><summary>'
            f'<span class="line when-shut">{line}</span>'
            f'<span class="head when-open">{self._head(head)}</span></summary>'
            f'<div class="inside">{self._recipients(head)}{self._band(head, body)}'
            f"{self._body(body)}{self._files(body.attachments)}</div></details>"
        )

    def _line(self, head: MessageHead) -> str:
        clip = self._icon("ph.paperclip", "text.tertiary", 14) if head.attachment_count else ""
        when = words.day_words(head.at, self._reading.now, self._reading.zone)
        return (
            f'{self._avatar(head, 24)}<b class="who">{escape(self._who(head))}</b>'
            f'<span class="snippet">{escape(head.snippet)}</span>{clip}'
            f'<span class="small end">{escape(when)}</span>'
        )

    def _head(self, head: MessageHead) -> str:
        when = words.moment_words(head.at, self._reading.now, self._reading.zone)
        name = escape(head.from_name or head.from_email)
        address = escape(head.from_email) if head.from_name else ""
        to = words.recipients_words(head.to, head.cc, self._reading.own)
        return (
            f'{self._avatar(head, 32)}<span class="names"><span class="from"><b>{name}</b> '
            f'<span class="small">{address}</span></span>'
            f'<span class="small to">{escape(to)}</span></span>'
            f'<span class="small end">{escape(when)}</span>'
        )

    def _recipients(self, head: MessageHead) -> str:
        """All addresses, for lists too long for the head."""
        if len(head.to) + len(head.cc) <= 4:
            return ""
        rows = "".join(
            f"<div><i>{label}</i> {escape(', '.join(people))}</div>"
            for label, people in (("to", head.to), ("cc", head.cc))
            if people
        )
        count = words.count_words(len(head.to) + len(head.cc), "recipient", "recipients")
        return f'<details class="all"><summary class="small">All {count}</summary>{rows}</details>'

    def _band(self, head: MessageHead, body: MessageBody) -> str:
        if not body.blocked_remote or head.id in self._thread.remote:
            return ""
        count = words.count_words(body.blocked_remote, "remote image", "remote images")
        where = request_url(self._token, Verb.LOAD_REMOTE, head.id)
        return (
            f'<div class="band">{self._icon("ph.image", "text.secondary", 16)}'
            f'<span>{count} blocked</span><a class="end" href="{where}">Load once</a></div>'
        )

    def _body(self, body: MessageBody) -> str:
        paper = " paper" if body.is_html and colors_itself(body.html) else ""
        kind = "" if body.is_html else " plain"
        return (
            f'<div class="body{paper}"><template shadowrootmode="open">'
            f"<style>{self._inner}</style>"
            f'<div class="mail{kind}{paper}">{disarmed(body.html)}</div></template></div>'
        )

    def _files(self, attachments: Collection[Attachment]) -> str:
        if not attachments:
            return ""
        return f'<div class="files">{"".join(map(self._file, attachments))}</div>'

    def _file(self, attachment: Attachment) -> str:
        icon, token = icon_of(attachment)
        name = escape(attachment.filename)
        show = request_url(self._token, Verb.OPEN_FILE, attachment.id)
        save = request_url(self._token, Verb.SAVE_FILE, attachment.id)
        return (
            f'<span class="file"><a class="open" href="{show}" title="Open {name}">'
            f"{self._icon(icon, token, 18)}"
            f'<span><b>{name}</b><span class="small">{words.size_words(attachment.size)}'
            f'</span></span></a><a class="save" href="{save}" title="Save {name} as…"'
            f' aria-label="Save {name} as…">'
            f"{self._icon('ph.download-simple', 'text.secondary', 16)}</a></span>"
        )

    def _avatar(self, head: MessageHead, side: int) -> str:
        name = head.from_name or head.from_email
        ground, ink = self._look.avatar_of(name)
        letters = escape(initials(name))
        return (
            f'<span class="avatar a{side}" style="background:{ground};color:{ink}"'
            f' aria-hidden="true">{letters}</span>'
        )

    def _who(self, head: MessageHead) -> str:
        return "You" if head.outbound else head.from_name or head.from_email

    def _icon(self, name: str, token: str, side: int) -> str:
        source = self._look.icons.get((name, token), "")
        return f'<img class="icon" src="{source}" width="{side}" height="{side}" alt="">'


_NEVER = re.compile(
    r"<(?=[!?]|/?(?:link|meta|base|script|style|template|iframe|frame|frameset|object|embed|applet"
    r"|form|html|head|body|title|noscript|plaintext|xmp|portal|fencedframe|slot|svg|math)\b)",
    re.IGNORECASE,
)


def disarmed(html: str) -> str:
    """The fragment with tags that no cleaned mail has turned into text.

    Cleaning happens before, so this changes nothing; it is the wall behind it. It must be
    here because one thing passes all others: ``<link rel=preconnect>`` opens a connection
    that neither the policy nor the interceptor is asked about.
    """
    return _NEVER.sub("&lt;", html)


_COLORS_ITSELF = re.compile(
    r"\bbgcolor\s*=|\bbackground(?:-color|-image)?\s*[:=]|(?<![-\w])color\s*[:=]", re.IGNORECASE
)
_TAGS = re.compile(r"<[a-zA-Z][^<>]*>")


def colors_itself(html: str) -> bool:
    """Whether a mail sets colours of its own: then it was made for white paper. Its words
    do not count, only what stands inside its tags."""
    return any(_COLORS_ITSELF.search(tag) for tag in _TAGS.findall(html))


def unfolded_ids(opened: Collection[str]) -> frozenset[UUID]:
    """The messages among the ids of the unfolded elements of a document."""
    found = set()
    for each in opened:
        try:
            found.add(UUID(each))
        except ValueError:
            continue
    return frozenset(found)


def _style(look: Look) -> str:
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
.end{{margin-left:auto;white-space:nowrap;flex:none;font-feature-settings:"tnum"}}
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
.all{{margin:-4px 0 12px 42px;color:{c["text.secondary"]};font-size:{12 + more}px}}
.all summary{{color:{c["accent.text"]}}}
.all i{{font-style:normal;color:{c["text.tertiary"]}}}
.band{{display:flex;align-items:center;gap:10px;min-height:{34 + more}px;padding:0 12px;
 margin-bottom:12px;border-radius:6px;background:{c["bg.inset"]};color:{c["text.secondary"]};
 font-size:{12 + more}px}}
.files{{display:flex;flex-wrap:wrap;gap:8px;margin-top:16px}}
.file{{display:flex;align-items:stretch;height:{38 + 2 * more}px;max-width:320px;
 border:1px solid {c["border.default"]};border-radius:8px;overflow:hidden}}
.file a{{display:flex;align-items:center;text-decoration:none;color:inherit}}
.file a:hover{{background:{c["bg.hover"]}}}
.file .open{{gap:12px;padding:0 8px 0 12px;min-width:0}}
.file .open>span{{display:flex;flex-direction:column;min-width:0}}
.file b{{font-size:{12 + more}px;line-height:{16 + more}px;font-weight:500;overflow:hidden;
 text-overflow:ellipsis;white-space:nowrap}}
.file .small{{line-height:{15 + more}px}}
.file .save{{padding:0 12px 0 8px;flex:none}}
"""


def _inner_style(look: Look) -> str:
    """The style inside a message's shadow tree: nothing is inherited but what stands here."""
    c = look.colors
    more = look.text_size - 13
    family = f'"{look.family}","Noto Sans",sans-serif'
    return f"""
:host{{all:initial;display:block;contain:content;overflow-x:auto}}
.mail{{font:{14 + more}px/{22 + more}px {family};color:{c["text.primary"]};
 overflow-wrap:anywhere;color-scheme:{"dark" if look.dark else "light"}}}
.mail.paper{{background:{c["bg.paper"]};color:{c["paper.text"]};color-scheme:light}}
{".mail.paper{padding:14px 16px;border-radius:8px}" if look.dark else ""}
.plain{{white-space:normal}}
p,ul,ol,dl,blockquote,pre{{margin:0 0 8px}}
ul,ol{{padding-left:24px}}
a{{color:{c["text.link"]}}}
.paper a{{color:{c["paper.link"]}}}
img{{max-width:100%;height:auto}}
img:not([src]){{display:none}}
pre{{white-space:pre-wrap;font-family:monospace;font-size:{13 + more}px;line-height:{20 + more}px}}
blockquote{{padding-left:12px;border-left:2px solid {c["border.default"]};
 color:{c["text.secondary"]}}}
.paper blockquote{{border-color:{c["paper.border"]};color:inherit}}
hr{{border:0;border-top:1px solid {c["border.default"]}}}
.quoted>summary{{list-style:none;font-size:0;width:fit-content;border-radius:5px;cursor:default;
 margin:4px 0}}
.quoted>summary::-webkit-details-marker{{display:none}}
.quoted>summary::before{{content:"···\\2002 Show quoted text";display:block;padding:0 7px;
 font:{12 + more}px/{20 + more}px {family};color:{c["text.secondary"]};
 background:{c["bg.inset"]};border-radius:5px}}
.quoted[open]>summary::before{{content:"···\\2002 Hide quoted text"}}
.quoted>summary:hover::before{{background:{c["bg.pressed"]}}}
.quoted>summary:focus-visible{{outline:2px solid {c["focus.ring"]}}}
.quoted:not([open])+*:empty{{display:none}}
"""
