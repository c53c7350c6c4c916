"""A conversation as one HTML document for the web reader. Pure functions, any thread.

Every message sits in a shadow tree of its own (made by the parser, without scripts), reset
to nothing and contained: a style of a mail cannot reach its neighbours or our heads, and what
it positions ends at its own border. Folding is done by ``<details>``, so it needs no scripts
either. The ids in the document are those of messages; classes mean something outside the
shadow trees only.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, tzinfo
from html import escape
from uuid import UUID

from desktop_app.domain.inbox import Attachment, MessageBody, MessageHead
from desktop_app.domain.insights import Insight
from desktop_app.domain.language import plural, tr
from desktop_app.ui.inbox import words
from desktop_app.ui.inbox.attachments import icon_of
from desktop_app.ui.inbox.bands import Band, bands_of
from desktop_app.ui.inbox.direction import direction_of
from desktop_app.ui.inbox.document_style import Look, inner_style, outer_style
from desktop_app.ui.inbox.dress import Dress, dress_of, without_force
from desktop_app.ui.inbox.insight_words import INK, chip_words, glyph_of, spoken
from desktop_app.ui.inbox.reader_scheme import Verb, request_url
from desktop_app.ui.inbox.thread import Thread
from desktop_app.ui.widgets.paint import initials

EARLIER = "earlier"


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
        f'<!doctype html><html lang="und" dir="{"rtl" if look.mirrored else "ltr"}">'
        '<head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"style-src 'unsafe-inline'; img-src {images}; base-uri 'none'; form-action 'none'\">"
        '<meta name="referrer" content="no-referrer">'
        '<meta http-equiv="x-dns-prefetch-control" content="off">'
        f'<meta name="color-scheme" content="{"dark" if look.dark else "light"}">'
        f"<title>{escape(thread.conversation.row.subject)}</title>"
        f"<style>{outer_style(look)}</style></head><body>{''.join(parts)}</body></html>"
    )


class _Page:
    """The parts of one document."""

    def __init__(self, thread: Thread, look: Look, reading: Reading, token: str) -> None:
        self._thread = thread
        self._look = look
        self._reading = reading
        self._token = token
        self._inner = inner_style(look)

    def earlier(self, heads: Collection[MessageHead]) -> str:
        first = next(iter(heads))
        count = plural("{n} earlier messages", "{n} earlier message", len(heads))
        since = words.since_words(first.at, self._reading.now, self._reading.zone)
        inside = "".join(self.message(head) for head in heads)
        up = self._icon("ph.caret-double-up", "text.secondary", 12)
        show, hide = tr("Show {what}", what=count), tr("Hide {what}", what=count)
        return (
            f'<details id="{EARLIER}" class="earlier"><summary><span class="pill">{up}'
            f'<span class="when-shut">{escape(show)}</span>'
            f'<span class="when-open">{escape(hide)}</span></span>'
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
            f'<div class="inside">{self._recipients(head)}{self._chips(head)}'
            f"{self._bands(head, body)}{self._body(body)}"
            f"{self._files(head, body.attachments)}</div></details>"
        )

    def _line(self, head: MessageHead) -> str:
        clip = self._icon("ph.paperclip", "text.tertiary", 14) if head.attachment_count else ""
        when = words.day_words(head.at, self._reading.now, self._reading.zone)
        return (
            f'{self._avatar(head, 24)}<b class="who" dir="auto">{escape(self._who(head))}</b>'
            f'<span class="snippet" dir="auto">{escape(head.snippet)}</span>{clip}'
            f'<span class="small end">{escape(when)}</span>'
        )

    def _head(self, head: MessageHead) -> str:
        when = words.moment_words(head.at, self._reading.now, self._reading.zone)
        name = escape(head.from_name or head.from_email)
        address = escape(head.from_email) if head.from_name else ""
        tools = ""
        if self._thread.tools:
            tools = self._tool(Verb.REPLY, head, tr("Reply"), "ph.arrow-bend-up-left")
            tools += self._tool(Verb.MORE, head, tr("More"), "ph.dots-three")
        return (
            f'{self._avatar(head, 32)}<span class="names"><span class="from">'
            f"<b><bdi>{name}</bdi></b> "
            f'<span class="small"><bdi>{address}</bdi></span></span>'
            '<span class="small">&nbsp;</span></span>'
            f'<span class="small end">{escape(when)}</span>{tools}'
        )

    def _tool(self, verb: Verb, head: MessageHead, name: str, icon: str) -> str:
        """A button in a message's head; it stands in the summary, and does not fold it."""
        where = request_url(self._token, verb, head.id)
        return (
            f'<a class="tool" href="{where}" title="{escape(name)}" aria-label="{escape(name)}">'
            f"{self._icon(icon, 'text.secondary', 16)}</a>"
        )

    def _recipients(self, head: MessageHead) -> str:
        """To whom it went, in the head's second line; unfolded: everybody with their address.

        It stands behind the head and is put into it by the style: what unfolds in the summary of
        the message would fold the message.
        """
        said = words.recipients_words(head.to, head.cc, self._reading.own)
        if not said:
            return ""
        rows = "".join(
            f"<div><i>{label}</i> {escape(people)}</div>"
            for label, people in words.recipients_rows(head.to, head.cc)
        )
        down = self._icon("ph.caret-down", "text.secondary", 12)
        return (
            f'<details class="all"><summary class="small"><span>{escape(said)}</span>{down}'
            f"</summary>{rows}</details>"
        )

    def _chips(self, head: MessageHead) -> str:
        """What was read in it; the words are ours, or another program's: escaped all the same."""
        chips = "".join(map(self._chip, self._thread.chips_of(head.id)))
        return f'<div class="chips">{chips}</div>' if chips else ""

    def _chip(self, insight: Insight) -> str:
        where = request_url(self._token, Verb.WHY, insight.id)
        why = escape(tr("Why?"))
        return (
            f'<a class="chip" id="why-{insight.id}" href="{where}" title="{why}"'
            f' aria-label="{escape(spoken(insight))}. {why}">'
            f"{self._icon(glyph_of(insight), INK, 13)}{escape(chip_words(insight))}</a>"
        )

    def _bands(self, head: MessageHead, body: MessageBody) -> str:
        remote = head.id in self._thread.remote
        return "".join(
            self._band(head, band) for band in bands_of(head, body, self._reading, remote=remote)
        )

    def _band(self, head: MessageHead, band: Band) -> str:
        more = f' <span class="more">{escape(band.more)}</span>' if band.more else ""
        links = "".join(
            f'<a href="{request_url(self._token, verb, head.id)}">{escape(said)}</a>'
            for said, verb in band.links
        )
        end = f'<span class="links end">{links}</span>' if links else ""
        return (
            f'<div class="band">{self._icon(*band.icon, 16)}'
            f"<span><b>{escape(band.words)}</b>{more}</span>{end}</div>"
        )

    def _body(self, body: MessageBody) -> str:
        dress = dress_of(body.html) if body.is_html else Dress.NONE
        html = self._text(body)
        side = direction_of(html) or ("rtl" if self._look.mirrored else "ltr")
        return (
            '<div class="body"><template shadowrootmode="open">'
            f"<style>{self._inner}</style>"
            f'<div class="mail {dress}" dir="{side}">{disarmed(html)}</div>'
            "</template></div>"
        )

    def _text(self, body: MessageBody) -> str:
        html = self._thread.html_of(body)
        return without_force(html) if self._look.contrast and body.is_html else html

    def _files(self, head: MessageHead, attachments: Collection[Attachment]) -> str:
        if not attachments:
            return ""
        every = ""
        if len(attachments) > 1:
            where = request_url(self._token, Verb.SAVE_ALL, head.id)
            words = escape(tr("Save all…"))
            every = f'<a class="every" href="{where}">{words}</a>'
        return f'<div class="files">{"".join(map(self._file, attachments))}{every}</div>'

    def _file(self, attachment: Attachment) -> str:
        icon, token = icon_of(attachment)
        name = escape(attachment.filename)
        opens = escape(tr("Open {name}", name=attachment.filename))
        saves = escape(tr("Save {name} as…", name=attachment.filename))
        show = request_url(self._token, Verb.OPEN_FILE, attachment.id)
        save = request_url(self._token, Verb.SAVE_FILE, attachment.id)
        return (
            f'<span class="file"><a class="open" href="{show}" title="{opens}">'
            f"{self._icon(icon, token, 18)}"
            f'<span><b dir="auto">{name}</b><span class="small">{words.size_words(attachment.size)}'
            f'</span></span></a><a class="save" href="{save}" title="{saves}"'
            f' aria-label="{saves}">'
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
        return tr("You") if head.outbound else head.from_name or head.from_email

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


def unfolded_ids(opened: Collection[str]) -> frozenset[UUID]:
    """The messages among the ids of the unfolded elements of a document."""
    found = set()
    for each in opened:
        try:
            found.add(UUID(each))
        except ValueError:
            continue
    return frozenset(found)
