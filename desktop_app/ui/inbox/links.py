"""Opening what a stranger put into a mail: links and files, with a question where it is due."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from html import unescape
from urllib.parse import urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop_app.domain.addresses import ascii_domain

log = logging.getLogger(__name__)

OPENABLE = frozenset({"http", "https", "mailto"})
_WEB = frozenset({"http", "https"})

_QUOTED = r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*"
_ANCHOR = re.compile(rf"<a\b({_QUOTED})>(.*?)</a>", re.IGNORECASE | re.DOTALL)
_HREF = re.compile(r"\bhref=(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_TAG = re.compile(rf"<{_QUOTED}>")
# A host is named where an address stands, or where the words are one and nothing else.
_ADDRESS = re.compile(r"(?:https?://|\bwww\.)([^\s/?#<>\"']+)", re.IGNORECASE)
_BARE = re.compile(r"((?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,})(?::\d+)?(?:[/?#]\S*)?")
_FILES = frozenset(["pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "csv", "txt", "zip"])
_MOST_WORDS = 2000  # of a link, which are looked at

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
    """Hand a link to the system; False when it may not or cannot."""
    url = openable(address)
    if url is None:
        log.info("A link of a mail was not opened: scheme %r", address.partition(":")[0][:20])
        return False
    return (opener or QDesktopServices.openUrl)(url)


def host_named(words: str) -> str:
    """The host that the words of a link seem to lead to, as they spell it; "" where they name
    none: ``"norvane.example"`` and ``"at https://norvane.example/plan"`` do, ``"our plan"`` and
    ``"plan.pdf"`` do not."""
    said = " ".join(words[:_MOST_WORDS].split())
    if found := _ADDRESS.search(said):
        return found[1].rpartition("@")[2].partition(":")[0].rstrip(".,;)")
    found = _BARE.fullmatch(said)
    if found is None or found[1].rpartition(".")[2].lower() in _FILES:
        return ""
    return found[1]


def host_of(address: str) -> str:
    """The host that an address leads to, lower case, in ASCII; "" for none."""
    return _ascii(QUrl(address).host(QUrl.ComponentFormattingOption.FullyEncoded))


def misleading_links(html: str) -> dict[str, str]:
    """Links of a cleaned fragment whose words name another host than they lead to: which one,
    by :func:`link_key`. Call it off the window's thread for what is long."""
    found = {}
    for anchor in _ANCHOR.finditer(html):
        href = _HREF.search(anchor[1])
        if href is None:
            continue
        address = unescape(href[1] if href[1] is not None else href[2]).strip()
        said = host_named(unescape(_TAG.sub("", anchor[2])))
        if said and _is_web(address) and not _one_house(said, host_of(address)):
            found[link_key(address)] = said
    return found


def link_key(address: str) -> str:
    """An address as two readers agree on it, who spell it in ways of their own."""
    url = QUrl(address)
    if not url.isValid() or not url.host() or "/." in url.path():
        # What one takes for another address than the other is known by its host alone.
        bare = "".join(address.replace("\\", "/").split())
        return "//" + _ascii(bare.partition(":")[2].lstrip("/").partition("/")[0])
    if not url.path():
        url.setPath("/")
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded)


def said_by(misleading: Mapping[str, str], address: str) -> str:
    """Which other host the words of a pressed link name; "" for none."""
    return misleading.get(link_key(address)) or misleading.get("//" + host_of(address), "")


def _is_web(address: str) -> bool:
    return address.partition(":")[0].strip().lower() in _WEB


def _one_house(one: str, other: str) -> bool:
    """Whether two hosts are the same, or one lies within the other."""
    first, second = (_ascii(each).removeprefix("www.") for each in (one, other))
    return (
        first == second or first.endswith("." + second) or second.endswith("." + first)
    ) and bool(first and second)


def _ascii(host: str) -> str:
    return ascii_domain(host) or host.lower()
