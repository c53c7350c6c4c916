"""What a message tells beside its kind: when somebody is back, which address failed, which
meeting is proposed. Reminders, sequences, metrics and the reader ask the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Final

from desktop_app.domain.absences import returns_on, speaks_of_absence
from desktop_app.domain.bounces import MAX_REPORT, REPORTS, read_bounce, returned_ids
from desktop_app.domain.mail import ParsedAttachment, ParsedMessage
from desktop_app.domain.replies import Kind
from desktop_app.domain.signal_types import Invitation, Signal, SignalKind

MAX_CALENDAR: Final = 200_000
"""Bytes of a calendar part that is still read; an invitation has some thousand."""
_HEAD: Final = 64_000  # of a returned message
_MOST_PARTS: Final = 8

CALENDARS: Final = ("text/calendar", "application/ics")
_RETURNED: Final = (
    "message/rfc822",
    "message/global",
    "text/rfc822-headers",
    "message/global-headers",
)


ReadCalendar = Callable[[bytes], Invitation | None]
"""Reads a calendar part; None where it proposes nothing (``wire.mail_calendar``)."""


def read_signals(
    message: ParsedMessage,
    kind: Kind,
    own: Collection[str],
    written: datetime,
    read_calendar: ReadCalendar,
) -> tuple[Signal, ...]:
    """What a message tells; at most one signal of each kind.

    Args:
        kind: as ``domain.replies`` has decided.
        own: every address of the rep, in lower case.
        written: when it was written, aware; days are counted from that of its UTC date.
        read_calendar: called with parts of at most ``MAX_CALENDAR`` bytes.
    """
    found: list[Signal] = []
    if kind is Kind.AUTO_REPLY and message.from_.email not in own:  # the rep's is no news
        # A receipt has the subject of what it is about: "Read: Out of office next week".
        if not message.delivered and message.report_type is None:
            found += absence(message.subject, message.plain, written, message.from_.email)
    elif kind is Kind.BOUNCE:
        reports = [_text(part, MAX_REPORT) for part in _parts(message, REPORTS)]
        found.append(failure(reports, message.failed_addresses, message.plain, own, written))
    for part in _parts(message, CALENDARS):
        invitation = read_calendar(part.content) if part.size <= MAX_CALENDAR else None
        if invitation is not None:
            found.append(
                Signal(
                    SignalKind.INVITATION,
                    said=invitation.summary,
                    starts_at=invitation.starts_at,
                    ends_at=invitation.ends_at,
                    method=invitation.method,
                    place=invitation.place,
                    all_day=invitation.all_day,
                    uid=invitation.uid,
                    accepted=invitation.accepted,
                    sequence=invitation.sequence,
                )
            )
            break
    return tuple(found)


def absence(subject: str, plain: str, written: datetime, sender: str) -> tuple[Signal, ...]:
    """What an automatic answer tells: nothing, unless it speaks of absence."""
    if not speaks_of_absence(subject, plain):
        return ()
    back = returns_on(subject, plain, written.date(), sender=sender)
    return (Signal(SignalKind.OUT_OF_OFFICE, returns_on=back),)


def failure(
    reports: Sequence[str],
    named: Sequence[str],
    plain: str,
    own: Collection[str],
    written: datetime,
) -> Signal:
    """What a bounce tells, see :func:`~desktop_app.domain.bounces.read_bounce`."""
    bounce = read_bounce(reports, named, plain, own)
    return Signal(
        SignalKind.BOUNCE,
        failed=bounce.failed,
        permanent=bounce.permanent,
        said=bounce.said,
        ends_at=written if bounce.given_up else None,
    )


def answered_ids(message: ParsedMessage, kind: Kind) -> tuple[str, ...]:
    """Message-IDs that a message answers by what it brings back, rather than by a header field:
    a report belongs to the conversation of what could not be delivered, or was."""
    if kind is not Kind.BOUNCE and not message.delivered:
        return ()
    return returned_ids([_text(part, _HEAD) for part in _parts(message, _RETURNED)], message.plain)


def _parts(message: ParsedMessage, kinds: Collection[str]) -> list[ParsedAttachment]:
    if not message.resources and not message.attachments:  # nearly all mail
        return []
    parts = (*message.resources, *message.attachments)
    return [part for part in parts if part.content_type in kinds][:_MOST_PARTS]


def _text(part: ParsedAttachment, limit: int) -> str:
    return part.content[:limit].decode("utf-8", "replace").replace("\x00", "")
