"""A calendar part of a message (RFC 5545, RFC 5546) to the meeting that it proposes.

icalendar reads it: zones by Olson's and Windows' names, zones that the part defines itself. What
is too large or spoilt is no invitation; nothing here raises.
"""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from desktop_app.domain.signal_types import Invitation, Method

log = logging.getLogger(__name__)

_MAX_LINES: Final = 4_000
_LONGEST: Final = 300
_MOST_GUESTS: Final = 200
_MOST_CHANGES: Final = 2**31 - 1
# Answers that are no yes, whatever they say of those who come: that is of what stood before.
_OTHER_ANSWERS: Final = ("counter", "declinecounter", "refresh")
_FIRST, _LAST = 1990, 2100  # years of a meeting; what lies outside is no date


def read_invitation(content: bytes) -> Invitation | None:
    """The first event of a calendar part; None where there is none that can be read."""
    text = content.decode("utf-8", "replace")
    if "BEGIN:VEVENT" not in text.upper() or text.count("\n") > _MAX_LINES:
        return None
    try:
        return _read(text)
    except Exception as error:  # whatever a stranger wrote
        log.debug("A calendar part could not be read: %s", error)
        return None


def _read(text: str) -> Invitation | None:
    # Loaded for the one message in hundreds that has such a part: it takes a quarter of a second.
    from icalendar import Calendar

    calendars = Calendar.from_ical(text, multiple=True)
    for calendar in calendars:
        for event in calendar.walk("VEVENT"):
            said = str(calendar.get("METHOD") or "").strip().lower()
            found = _of(event, _method(said))
            return replace(found, accepted=()) if said in _OTHER_ANSWERS else found
    return None


def _method(name: str) -> Method:
    if name in _OTHER_ANSWERS:
        return Method.REPLY
    return Method(name) if name in list(Method) else Method.PUBLISH


def _of(event: Any, method: Method) -> Invitation:
    start = _value(event, "DTSTART")
    end = _value(event, "DTEND")
    if end is None and isinstance(length := _value(event, "DURATION"), timedelta):
        end = start + length if start is not None else None
    all_day = isinstance(start, date) and not isinstance(start, datetime)
    return Invitation(
        method,
        _line(event.get("SUMMARY")),
        _moment(start),
        _moment(end),
        _line(event.get("LOCATION")),
        all_day,
        _uid(event),
        _accepted(event.get("ATTENDEE")),
        _sequence(event.get("SEQUENCE")),
    )


def _uid(event: Any) -> str:
    """One of a series has the UID of the series: what becomes of it says nothing of the others."""
    uid, which = _line(event.get("UID")), _moment(_value(event, "RECURRENCE-ID"))
    return f"{uid} {which:%Y%m%dT%H%M%SZ}" if uid and which is not None else uid


def _sequence(said: Any) -> int:
    try:
        return min(max(int(said), 0), _MOST_CHANGES)
    except (TypeError, ValueError):
        return 0


def _accepted(attendees: Any) -> tuple[str, ...]:
    """The addresses of those who come."""
    found = []
    for each in (attendees if isinstance(attendees, list) else [attendees])[:_MOST_GUESTS]:
        params = getattr(each, "params", {})
        if str(params.get("PARTSTAT", "")).strip().upper() == "ACCEPTED":
            address = re.sub(r"(?i)^mailto:", "", _line(each)).strip().lower()
            if "@" in address:
                found.append(address)
    return tuple(found)


def _value(event: Any, name: str) -> Any:
    held = event.get(name)
    if isinstance(held, list):
        held = held[0]
    return getattr(held, "dt", None)


def _moment(value: Any) -> datetime | None:
    """In UTC; None for a clock of nowhere."""
    if isinstance(value, datetime):
        if value.tzinfo is None or value.utcoffset() is None:
            return None
        moment = value.astimezone(UTC)
    elif isinstance(value, date):
        moment = datetime.combine(value, time(), UTC)
    else:
        return None
    return moment if _FIRST <= moment.year <= _LAST else None


def _line(said: Any) -> str:
    if isinstance(said, list):
        said = said[0]
    words = "".join(c if c.isprintable() else " " for c in str(said or "")[: 4 * _LONGEST])
    return " ".join(words.split())[:_LONGEST]
