"""Opening what a stranger put into a mail: links and files, with a question where it is due."""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

log = logging.getLogger(__name__)

OPENABLE = frozenset({"http", "https", "mailto"})

Opener = Callable[[QUrl], bool]


def openable(address: str) -> QUrl | None:
    """The address as a URL if it may be handed to the system, else None.

    Only web pages and mail addresses go out; ``file:``, ``javascript:``, ``data:``, programs'
    own schemes and web addresses without a host or with a password in them do not.
    """
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    scheme = url.scheme().lower()
    if not url.isValid() or scheme not in OPENABLE:
        return None
    if scheme != "mailto":
        try:
            parts = urlsplit(address)
        except ValueError:
            return None
        if not url.host() or parts.username or parts.password:
            return None
    if any(ord(each) < 0x20 for each in address):
        return None
    return url


def open_link(address: str, opener: Opener | None = None) -> bool:
    """Hand a link to the system's browser or mail program; False when it may not or cannot."""
    url = openable(address)
    if url is None:
        log.info("A link of a mail was not opened: scheme %r", address.partition(":")[0][:20])
        return False
    return (opener or QDesktopServices.openUrl)(url)
