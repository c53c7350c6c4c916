"""The body of a message, made fit for the reading pane with the pictures it brought along."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Final

from desktop_app.wire.html_clean import CleanHtml, clean_html, text_to_html
from desktop_app.wire.mail_parse import parse_message

# What the pane can show without a decoder of its own; SVG could hold scripts.
_PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"})
_MAX_PICTURES: Final = 8 << 20  # bytes in one message; what is beyond stays an attachment


def show_body(
    body: str, is_html: bool, allow_remote: bool, raw: Callable[[], bytes | None]
) -> CleanHtml:
    """A body as HTML that may be shown, whatever it was.

    Args:
        body: as it came: HTML or plain text.
        allow_remote: let pictures of the web through; the user said so.
        raw: brings the raw message, if it was kept; asked only when the body names pictures
            that travelled inside it (``cid:``, RFC 2392).
    """
    if not is_html:
        return text_to_html(body)
    pictures = _inline_pictures(raw()) if "cid:" in body else {}
    return clean_html(body, allow_remote=allow_remote, cid_urls=pictures)


def _inline_pictures(raw: bytes | None) -> Mapping[str, str]:
    if raw is None:
        return {}
    message = parse_message(raw)
    pictures: dict[str, str] = {}
    room = _MAX_PICTURES
    for part in (*message.resources, *message.attachments):
        if part.content_id and part.content_type in _PICTURES and part.size <= room:
            room -= part.size
            encoded = base64.b64encode(part.content).decode("ascii")
            pictures[part.content_id] = f"data:{part.content_type};base64,{encoded}"
    return pictures
