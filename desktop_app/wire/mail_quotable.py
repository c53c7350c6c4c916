"""A message read for being answered: what can be quoted of it, and what its head asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from desktop_app.domain.mail import ParsedAttachment, ParsedMessage
from desktop_app.domain.replying import Enclosure, Picture, Quotable
from desktop_app.domain.signals import CALENDARS, MAX_CALENDAR
from desktop_app.wire import mail_headers
from desktop_app.wire.html_clean import clean_html
from desktop_app.wire.html_text import html_to_text
from desktop_app.wire.mail_calendar import read_invitation
from desktop_app.wire.mail_parse import parse_message

MAX_PICTURES: Final = 8 << 20  # bytes; a quote that is larger is no quote any more
_KINDS: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"})
_MAILTO = re.compile(rb"<\s*mailto:([^>?]+)", re.IGNORECASE)
_CID = re.compile(r"cid:([^\"'\s>]+)")


def quotable(body: str, is_html: bool, raw: bytes | None, *, passed_on: bool = False) -> Quotable:
    """What an answer needs of a message.

    Args:
        body: as it came: HTML or plain text.
        raw: the raw message, where it was kept: its head, and the pictures in its text.
        passed_on: to somebody who gets all of it: pictures of the web stay in (nothing fetches
            them here), and an invitation comes along.
    """
    has_pictures = is_html and "cid:" in body
    message = parse_message(raw) if raw is not None and (has_pictures or passed_on) else None
    pictures = _pictures(message) if message is not None and has_pictures else {}
    html = ""
    if is_html:
        # One whose name has spaces could not be named in a head again (RFC 2392).
        inside = {name: f"cid:{name}" for name in pictures if _CID.fullmatch(f"cid:{name}")}
        html = clean_html(body, allow_remote=passed_on, cid_urls=inside, fold=False).html
    shown = set(_CID.findall(html))
    fields = mail_headers.read_headers(mail_headers.split_head(raw)[0]) if raw else {}
    return Quotable(
        html,
        html_to_text(body) if is_html else body,
        tuple(picture for name, picture in pictures.items() if name in shown),
        mail_headers.addresses(fields.get(b"reply-to")),
        mail_headers.addresses(fields.get(b"mail-followup-to")),
        tuple(
            address
            for value in fields.get(b"list-post", ())
            for found in _MAILTO.findall(value)
            if (address := mail_headers.usable_email(found.decode("ascii", "ignore").strip()))
        ),
        tuple(_invitations(message)) if message is not None and passed_on else (),
    )


def clean_for_draft(markup: str) -> str:
    """HTML pasted from anywhere, fit for a mail of one's own: no scripts, nothing to fetch."""
    return clean_html(markup, fold=False).html


def _invitations(message: ParsedMessage) -> Iterator[Enclosure]:
    """Those that a message has beside its text alone; most have them as a file as well."""
    known = {_meeting(part) for part in message.attachments if part.content_type in CALENDARS}
    for part in message.resources:
        if (
            part.content_type in CALENDARS
            and part.size
            and (meeting := _meeting(part)) not in known
        ):
            known.add(meeting)
            yield Enclosure(part.filename, part.content_type, part.content)


def _meeting(part: ParsedAttachment) -> str | bytes:
    """What tells one invitation from another: its meeting, else all that it says."""
    invitation = read_invitation(part.content) if part.size <= MAX_CALENDAR else None
    return (invitation and invitation.uid) or b" ".join(part.content.split())


def _pictures(message: ParsedMessage) -> Mapping[str, Picture]:
    found: dict[str, Picture] = {}
    room = MAX_PICTURES
    for part in (*message.resources, *message.attachments):
        name = part.content_id
        if name and part.content_type in _KINDS and part.size <= room and _CID.match(f"cid:{name}"):
            room -= part.size
            found[name] = Picture(name, part.filename, part.content_type, part.content)
    return found
