"""Meetings as calendar files: what is written is read as the same meeting."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.signal_types import Method
from desktop_app.wire.mail_calendar import read_invitation
from desktop_app.wire.meeting_file import write_meeting

ID = UUID(int=7)
NOW = datetime(2026, 6, 17, 9, 30, tzinfo=UTC)


def test_a_meeting_with_a_lead_is_a_request() -> None:
    begins = datetime(2026, 6, 18, 14, tzinfo=ZoneInfo("Europe/Berlin"))
    written = write_meeting(
        ID, "Product demo, 20 minutes; plant", begins, NOW, length=timedelta(minutes=20),
        organizer="robin@rep.example", attendee="ines@norvane.example",
    )  # fmt: skip
    assert b"DTSTART:20260618T120000Z" in written and b"UID:" in written
    found = read_invitation(written)
    assert found is not None
    assert (found.method, found.starts_at) == (Method.REQUEST, begins.astimezone(UTC))
    assert found.ends_at == begins + timedelta(minutes=20)


def test_a_later_file_of_the_same_meeting_is_the_newer_one() -> None:
    def sequence(now: datetime) -> int:
        written = write_meeting(ID, "Demo", NOW, now)
        (line,) = [each for each in written.splitlines() if each.startswith(b"SEQUENCE:")]
        return int(line.partition(b":")[2])

    assert 0 <= sequence(NOW) < sequence(NOW + timedelta(minutes=2)) < 2**31
    assert sequence(datetime(2020, 1, 1, tzinfo=UTC)) == 0


@given(
    st.datetimes(datetime(1995, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),
    st.text(max_size=200),
)
def test_whatever_it_is_called_it_is_read_again(begins: datetime, title: str) -> None:
    found = read_invitation(write_meeting(ID, title, begins, NOW))
    assert found is not None and found.method is Method.PUBLISH
    assert found.starts_at == begins.replace(microsecond=0)
