"""Time zones by their names, whoever wrote them: a row of ``users`` is also another program's."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

UTC_NAME = "UTC"


@lru_cache(maxsize=512)
def zone_named(name: str) -> ZoneInfo | None:
    """A time zone by its name (IANA); None where there is none of that name."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):  # "America" is a folder
        return None


def zone_or_utc(name: str | None) -> ZoneInfo:
    """A person's zone; UTC where its name means nothing here."""
    return zone_named((name or "").strip()) or ZoneInfo(UTC_NAME)
