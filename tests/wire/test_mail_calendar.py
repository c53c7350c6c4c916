"""Calendar parts: what is proposed, and what a stranger may write instead."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from desktop_app.domain.signal_types import Method
from desktop_app.domain.signals import MAX_CALENDAR
from desktop_app.wire.mail_calendar import read_invitation

OUTLOOK = """BEGIN:VCALENDAR
METHOD:REQUEST
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
ORGANIZER;CN=Ines:mailto:ines@norvane.example
ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:rep@rep.example
SUMMARY;LANGUAGE=de:Pilot\\, Linie 3
DTSTART;TZID=W. Europe Standard Time:20260615T090000
DTEND;TZID=W. Europe Standard Time:20260615T100000
UID:1
LOCATION:Raum 3
END:VEVENT
END:VCALENDAR
"""
NINE, TEN = datetime(2026, 6, 15, 7, tzinfo=UTC), datetime(2026, 6, 15, 8, tzinfo=UTC)


def _of(text: str):
    return read_invitation(text.replace("\n", "\r\n").encode())


def test_an_invitation_of_outlook_is_read_in_its_zone() -> None:
    found = _of(OUTLOOK)
    assert found is not None
    assert (found.method, found.summary, found.place) == (
        Method.REQUEST, "Pilot, Linie 3", "Raum 3")  # fmt: skip
    assert (found.starts_at, found.ends_at, found.all_day) == (NINE, TEN, False)


def test_the_zone_may_be_its_own() -> None:
    assert _of(OUTLOOK.replace("W. Europe Standard Time", "Ours")).starts_at == NINE


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("DTSTART:20260615T070000Z", "DTEND:20260615T080000Z", (NINE, TEN, False)),
        ("DTSTART:20260615T070000Z", "DURATION:PT1H", (NINE, TEN, False)),
        ("DTSTART:20260615T070000Z", "CLASS:PUBLIC", (NINE, None, False)),
        ("DTSTART;TZID=Europe/Berlin:20260615T090000", "X:1", (NINE, None, False)),
        # A clock of nowhere: nobody knows when.
        ("DTSTART:20260615T090000", "DTEND:20260615T100000", (None, None, False)),
        ("DTSTART;VALUE=DATE:20260615", "DTEND;VALUE=DATE:20260616",
         (datetime(2026, 6, 15, tzinfo=UTC), datetime(2026, 6, 16, tzinfo=UTC), True)),
        ("DTSTART:00010101T000000Z", "X:1", (None, None, False)),
    ],
)  # fmt: skip
def test_times(start: str, end: str, expected: tuple) -> None:
    found = _of(
        "BEGIN:VCALENDAR\nMETHOD:CANCEL\nBEGIN:VEVENT\nUID:1\nSUMMARY:X\n"
        f"{start}\n{end}\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    assert found is not None
    assert found.method is Method.CANCEL
    assert (found.starts_at, found.ends_at, found.all_day) == expected


@pytest.mark.parametrize(
    "hostile",
    [
        "", "nothing", "BEGIN:VEVENT\n" * 3999, "BEGIN:VEVENT" + "X" * (MAX_CALENDAR - 20),
        "BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n" * 1300 + "END:VCALENDAR",
        OUTLOOK.replace("FREQ=YEARLY", "FREQ=SECONDLY").replace("W. Europe Standard Time", "Ours"),
        OUTLOOK.replace("16010101T030000", "garbage"),
        OUTLOOK.replace("SUMMARY;", "SUMMARY;" + "X=Y;" * 20_000),
        OUTLOOK.replace("Pilot", "\x00\ud800\x1b[31m"), 'BEGIN:VEVENT\nSUMMARY;A=' + '"' * 50_000,
    ],
)  # fmt: skip
def test_nothing_raises_or_takes_long(hostile: str) -> None:
    begun = time.process_time()
    found = read_invitation(hostile.encode("utf-8", "surrogatepass"))
    assert time.process_time() - begun < 3
    assert found is None or (found.summary.isprintable() and len(found.summary) <= 300)


def test_who_comes_is_read_from_an_answer() -> None:
    answer = (
        "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:42@x\nDTSTART:20260615T070000Z\n"
        "ATTENDEE;CN=Ines;PARTSTAT=ACCEPTED:MAILTO:Ines@Norvane.example\n"
        "ATTENDEE;PARTSTAT=accepted:mailto:pa@norvane.example\n"
        "ATTENDEE;PARTSTAT=DECLINED:mailto:no@norvane.example\n"
        "ATTENDEE;PARTSTAT=ACCEPTED:urn:uuid:7\nATTENDEE:mailto:silent@norvane.example\n"
        "END:VEVENT\nEND:VCALENDAR\n"
    )
    found = read_invitation(answer.encode())
    assert found is not None and found.method is Method.REPLY and found.uid == "42@x"
    assert found.accepted == ("ines@norvane.example", "pa@norvane.example")
    alone = read_invitation(answer.replace("ATTENDEE", "X-NOBODY").encode())
    assert alone is not None and alone.accepted == ()
    for other in ("COUNTER", "DeclineCounter", "REFRESH"):
        asks = read_invitation(answer.replace("METHOD:REPLY", f"METHOD:{other}").encode())
        assert asks is not None and (asks.method, asks.accepted) == (Method.REPLY, ())
