"""A meeting as a calendar file (RFC 5545), as calendars of all makers take it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

_BEGINNING: Final = datetime(2026, 1, 1, tzinfo=UTC)


def write_meeting(
    id: UUID,
    title: str,
    begins: datetime,
    now: datetime,
    *,
    length: timedelta = timedelta(minutes=30),
    organizer: str = "",
    attendee: str = "",
) -> bytes:
    """The bytes of an ``.ics`` file with one event.

    Args:
        id: of the action: a calendar that is given the file again changes its entry.
        begins, now: aware; in the file they are UTC, so that it needs no definitions of zones.
        organizer, attendee: addresses; with an attendee it is a request, else an entry.
    """
    from icalendar import Calendar, Event, vCalAddress

    calendar = Calendar()
    calendar.add("PRODID", "-//Outpost//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "REQUEST" if attendee and organizer else "PUBLISH")
    event = Event()
    event.add("UID", f"{id}@outpost")
    event.add("DTSTAMP", now.astimezone(UTC))
    # Calendars take a later file of the same meeting for the newer one (RFC 5545, 3.8.7.4).
    event.add("SEQUENCE", max(0, int((now - _BEGINNING).total_seconds() // 60)))
    event.add("DTSTART", begins.astimezone(UTC))
    event.add("DTEND", (begins + length).astimezone(UTC))
    event.add("SUMMARY", " ".join(title.split()) or "Meeting")
    if organizer:
        event.add("ORGANIZER", vCalAddress(f"mailto:{organizer}"))
    if attendee:
        event.add("ATTENDEE", vCalAddress(f"mailto:{attendee}"), {"RSVP": "TRUE"})
    calendar.add_component(event)
    return bytes(calendar.to_ical())
