"""Devices and moments in words."""

from __future__ import annotations

import re
from datetime import datetime

from desktop_app.domain.language import plural, tr
from desktop_app.ui.leads.words import last_contact_at

_OWN = re.compile(r"Outpost/(\S+) \((\w+)[^;)]*(?:; ([^)]+))?\)")
_BROWSERS = (  # the first that fits: most name several others as well
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
_PHONES = {"iPhone", "iPad", "Android"}
_OWN_SYSTEMS = {"Darwin": "macOS"}
_LONGEST = 60


def device_words(agent: str) -> tuple[str, str]:
    """What a session's ``userAgent`` says: words for the device, and an icon.

    ``Outpost/0.1.0 (Linux 6.1; robins-laptop)`` is "Outpost on robins-laptop, Linux"; a browser
    is "Firefox on Windows".
    """
    if found := _OWN.match(agent):
        system = _OWN_SYSTEMS.get(found[2], found[2])
        where = f"{found[3]}, {system}" if found[3] else system
        return tr("Outpost on {where}", where=where), "ph.desktop"
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    if browser or system:
        words = tr(
            "{browser} on {system}",
            browser=browser or tr("A browser"),
            system=system or tr("another system"),
        )
        return words, "ph.device-mobile" if system in _PHONES else "ph.globe"
    shown = " ".join("".join(c if c.isprintable() else " " for c in agent).split())[:_LONGEST]
    return shown or tr("Unknown device"), "ph.globe"


def used_words(moment: datetime | None, now: datetime) -> str:
    """When a session was last used, both moments on the user's clock: "used 5 minutes ago"."""
    if moment is None:
        return ""
    return tr("used {when}", when=ago_words(moment, now))


def ago_words(moment: datetime, now: datetime) -> str:
    """ "just now", "5 minutes ago", "yesterday 14:05", both moments on the user's clock."""
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return tr("just now")
    if minutes < 60:
        return plural("{n} minutes ago", "a minute ago", minutes)
    return _lowered(last_contact_at(moment, now))


def _lowered(words: str) -> str:
    return words[0].lower() + words[1:]
