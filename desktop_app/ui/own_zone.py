"""The time zone of this computer."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QTimeZone

_UTC = {"Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu"}


def own_zone() -> str:
    """Its name in the IANA database, "" where it is not known."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "ignore")
    if name in _UTC:
        return "UTC"
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""
    return name
