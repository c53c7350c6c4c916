"""The addresses inside the reading pane: the thread's document, and what its links ask for.

The document is served under a scheme of our own, so that it may be of any size (``setHtml``
ends at 2 MB) and has an origin that no page of the web shares. Links that the document
itself makes carry a random token of that document: a link in a mail cannot name it, so mail
cannot press our buttons, whatever it writes into its ``href``.

Nothing here imports Qt: the web engine is loaded when the first HTML message is opened.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit
from uuid import UUID

SCHEME = "outpost-mail"
_DO = "do"
_THREAD = "thread"


class Verb(StrEnum):
    """What the reader's own links can ask for."""

    LOAD_REMOTE = "remote"  # a message: show its remote images this once
    LOAD_BODY = "body"  # a message: fetch its text and unfold it
    OPEN_FILE = "open"  # an attachment
    SAVE_FILE = "save"  # an attachment
    SAVE_ALL = "all"  # a message: all its attachments
    TRUST_SENDER = "trust"  # a message: show its sender's remote images from now on
    REPLY = "reply"  # a message
    MORE = "more"  # a message: the menu of what can be done with it
    SNOOZE = "snooze"  # a message: its conversation, until a time that is asked for
    SNOOZE_UNTIL_BACK = "back"  # a message that says when its author is back
    ADD_MEETING = "meeting"  # a message that proposes one
    WHY = "why"  # an insight: why it was read out of its message


@dataclass(frozen=True, slots=True)
class Request:
    """A press on one of the reader's own links."""

    verb: Verb
    id: UUID


def new_token() -> str:
    """A name for one document that nobody outside can guess (128 bits)."""
    return secrets.token_hex(16)


def thread_url(token: str) -> str:
    """The address of the document itself."""
    return f"{SCHEME}://{_THREAD}/{token}"


def request_url(token: str, verb: Verb, wanted: UUID) -> str:
    """The address that one of the document's own links leads to."""
    return f"{SCHEME}://{_DO}/{token}/{verb}/{wanted}"


def read_request(url: str, token: str) -> Request | None:
    """What a link of the document asks for, or None when it is not one of its own."""
    parts = urlsplit(url)
    if parts.scheme != SCHEME or parts.netloc != _DO:
        return None
    pieces = parts.path.split("/")
    if len(pieces) != 4 or not secrets.compare_digest(pieces[1], token):
        return None
    try:
        return Request(Verb(pieces[2]), UUID(pieces[3]))
    except ValueError:
        return None
