"""Where the facts of a lead lead to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from PySide6.QtCore import QUrl


def bare_address(website: str) -> str:
    """A web address as people say it: without scheme and closing stroke."""
    return re.sub(r"^https?://(www\.)?", "", website.strip(), flags=re.IGNORECASE).rstrip("/")


def link_of(name: str, value: str) -> QUrl | None:
    """Where a fact leads: mail to an address, or a web page; nothing else is ever opened."""
    value = value.strip()
    if not value:
        return None
    if name == "email":
        url = QUrl()
        url.setScheme("mailto")
        url.setPath(value)
        return url
    try:
        parts = urlsplit(value if "://" in value else f"https://{value}")
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return None
    url = QUrl(parts.geturl())
    return url if url.isValid() else None
