"""When a mail of the outbox goes out, and what keeps it: pure functions of time and state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import dated, plural, short_days, tr
from desktop_app.domain.leads import status_words
from desktop_app.domain.outgoing import Outgoing, Sending
from desktop_app.domain.zones import zone_named

_PAUSES: Final = (1, 2, 5, 15)  # minutes; afterwards an hour
_GIVE_UP_AFTER: Final = timedelta(days=1)
_GIVE_UP_ATTEMPTS: Final = 10

LATE_AFTER: Final = timedelta(minutes=15)
"""A mail that was to be sent later is asked about when its time has passed by so much."""
_LATE_AFTER_A_TRY: Final = timedelta(hours=1)
_SAME_DATE: Final = timedelta(minutes=2)
_WAITED: Final = timedelta(minutes=1)
_MORNING: Final = time(8)

LOOKS: Final = 5
"""How often Sent is searched for a mail whose fate is unknown, before the rep is asked."""
_LOOK_PAUSES: Final = (10, 60, 300, 900, 3600)  # seconds
_FILE_PAUSES: Final = (30, 60, 300, 900, 3600)  # seconds; then once in an hour

KNOWN: Final = 20
"""How many messages of its conversation and lead a mail of the outbox remembers."""
_LATE_MAIL: Final = timedelta(days=3)

OPTED_OUT: Final = ("opt_out", "opted_out", "unsubscribed", "do_not_contact")
"""Keys of ``leads.metadata`` that say somebody wants no mail."""


# -- time ----------------------------------------------------------------------------------------


def pause_after(attempts: int, since: timedelta) -> timedelta | None:
    """How long to wait after so many attempts that failed for now; None: long enough, ask.

    1, 2, 5, 15 and 60 minutes, then each hour, for a day in all and ten attempts at least: a
    computer that was closed for a weekend has not tried for two days.

    Args:
        attempts: from 1 on.
        since: how long ago it was to be sent.
    """
    if since > _GIVE_UP_AFTER and attempts >= _GIVE_UP_ATTEMPTS:
        return None
    return timedelta(minutes=_PAUSES[attempts - 1] if attempts <= len(_PAUSES) else 60)


def look_pause(looks: int) -> timedelta:
    """Until Sent is searched again, after so many searches."""
    return timedelta(seconds=_LOOK_PAUSES[min(looks, len(_LOOK_PAUSES) - 1)])


def file_pause(looks: int) -> timedelta:
    """Until filing in Sent is tried again, after so many tries."""
    return timedelta(seconds=_FILE_PAUSES[min(looks, len(_FILE_PAUSES) - 1)])


def needs_new_date(date: datetime | None, leaves: datetime) -> bool:
    """Whether a mail is to say when it leaves, rather than when it was to leave: what is sent on
    Monday with the Date of Friday stands below the mail of the weekend where it is read.

    Args:
        date: its Date, aware; None: it has none that could be another one.
        leaves: aware.
    """
    return date is not None and abs(leaves - date) >= _SAME_DATE


def head_of(raw: bytes) -> bytes:
    """The head of a message that was composed here, with the empty line behind it."""
    return raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"


def known_zone(name: str) -> ZoneInfo:
    """A time zone by its name.

    Raises:
        KnownError: there is none of that name.
    """
    found = zone_named(name or "UTC")
    if found is None:
        raise KnownError(
            tr("There is no time zone “{name}”.", name=name[:60]),
            tr("They are written like Europe/Berlin."),
        )
    return found


def instant(moment: datetime, zone: str) -> datetime:
    """A moment as somebody chose it, in UTC.

    One without a zone is on the clocks of ``zone``. Where these are put forward, a time that
    they leap over is as much later as they leap (2:30 becomes 3:30); where they are put back, the
    first of the two is meant.

    Raises:
        KnownError: there is no such zone.
    """
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=known_zone(zone), fold=0)
    return moment.astimezone(UTC)


def tomorrow_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """When what today's limit kept goes out: at eight in the morning of the rep's next day, UTC."""
    day = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(day, _MORNING, zone).astimezone(UTC)


def day_begins(now: datetime, zone: ZoneInfo) -> datetime:
    """The beginning of the rep's present day, UTC."""
    return datetime.combine(now.astimezone(zone).date(), time(0), zone).astimezone(UTC)


# -- what keeps it -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Guard:
    """What the conversation and the lead of a mail are like, as far as sending depends on it.

    Args:
        newest: ``emails.id`` of the newest that a person wrote to the rep there, or a bounce; "".
        newest_from: who that is, in words.
        newest_at: when that was, ISO 8601 in UTC; "".
        bounced: whether it is a bounce.
        lead: ``leads.id``; "" where there is none, also where it was deleted.
        lead_name: in words.
        status: of the lead; "" without one.
        opted_out: the lead wants no mail.
        known: ``emails.id`` of the newest :data:`KNOWN` that people wrote there, or bounces, the
            newest first.
        known_from: when the last of them was, where there may be more; "": these are all.
        declined: other recipients that are leads and want no mail: ``leads.id`` and name; None
            where that was not noted.
    """

    newest: str = ""
    newest_from: str = ""
    newest_at: str = ""
    bounced: bool = False
    lead: str = ""
    lead_name: str = ""
    status: str = ""
    opted_out: bool = False
    known: tuple[str, ...] = ()
    known_from: str = ""
    declined: tuple[tuple[str, str], ...] | None = ()


def guard_from(document: Mapping[str, Any]) -> Guard:
    """A guard as it was noted; what is missing there is empty, or follows from the rest."""
    known = {name: document[name] for name in Guard.__dataclass_fields__ if name in document}
    newest = known.get("newest") or ""
    declined = known.get("declined")
    known["declined"] = None if declined is None else tuple((who, name) for who, name in declined)
    if "known" in known:
        known["known"] = tuple(known["known"])
    elif newest:
        # Noted before more than the newest was: nothing is said of what was there below it.
        known |= {"known": (newest,), "known_from": known.get("newest_at", "")}
    return Guard(**known)


def looked_back_to(then: Guard, queued_at: datetime) -> datetime | None:
    """From when on a message is news to the guard of a mail, if it is not among those known.

    Messages come late (greylisting, a phone without a network) and clocks are wrong, so that one
    which came after the mail was queued may say that it is older than what was there. What is much
    older is no news: it came with the past of a mailbox. None: whatever there is.

    Args:
        queued_at: when ``then`` was noted.
    """
    if not then.known:
        return None
    since = min(queued_at - _LATE_MAIL, _moment(then.newest_at) or queued_at)
    reaches = _moment(then.known_from)
    return max(since, reaches) if reaches is not None else since


def _moment(noted: str) -> datetime | None:
    try:
        return datetime.fromisoformat(noted)
    except ValueError:
        return None


def why_hold(then: Guard, now: Guard, zone: tzinfo = UTC) -> str | None:
    """What changed since a mail was queued, so that the rep looks before it goes out; None:
    nothing that matters.

    Args:
        now: its newest is the newest that was not known then.
        zone: the rep's, in which times are told.
    """
    who = now.lead_name or then.lead_name or tr("The lead")
    if now.opted_out and not then.opted_out:
        return tr("{who} wants no mail any more.", who=who)
    if (declined := _newly_declined(then, now)) is not None:
        return tr("{who} wants no mail any more.", who=declined or tr("The lead"))
    if now.newest and now.newest not in (then.newest, *then.known):
        if now.bounced:
            return tr("An earlier mail came back as undeliverable.")
        return _wrote(now.newest_from or tr("They"), now.newest_at, zone)
    if then.lead and not now.lead:
        return tr("{who} was deleted meanwhile.", who=who)
    if then.lead and now.status != then.status:
        if not now.status:
            return tr("{who} is without a status now.", who=who)
        return tr("{who} is {status} now.", who=who, status=status_words(now.status))
    return None


def _newly_declined(then: Guard, now: Guard) -> str | None:
    """The name of a recipient who wants no mail now and did then; None: nobody."""
    if then.declined is None or now.declined is None:
        return None
    before = {lead for lead, _ in then.declined}
    return next((name for lead, name in now.declined if lead not in before), None)


def _wrote(who: str, at: str, zone: tzinfo) -> str:
    """ "Ines wrote on Tue 9 June at 9:12."; "Ines wrote meanwhile." where nobody knows when."""
    try:
        here = datetime.fromisoformat(at).astimezone(zone)
    except ValueError:
        return tr("{who} wrote meanwhile.", who=who)
    return tr(
        "{who} wrote on {day} at {time}.",
        who=who,
        day=dated(here, weekday=short_days()[here.weekday()]),
        time=f"{here.hour}:{here:%M}",
    )


def waited(queued_at: datetime, wanted_at: datetime | None, attempts: int, now: datetime) -> bool:
    """Whether so much time passed since it was queued that things may have changed."""
    return bool(attempts) or wanted_at is not None or now - queued_at > _WAITED


def why_late(wanted_at: datetime | None, attempts: int, now: datetime) -> str | None:
    """Why a mail that was to be sent at a certain time is not sent silently any more, or None."""
    if wanted_at is None:
        return None
    late = now - wanted_at
    if late <= (_LATE_AFTER_A_TRY if attempts else LATE_AFTER):
        return None
    return tr(
        "It was to go out {span} ago, and this computer could not send it then.", span=_span(late)
    )


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes >= 1440:
        return plural("{n} days", "{n} day", minutes // 1440)
    if minutes >= 60:
        return plural("{n} hours", "{n} hour", minutes // 60)
    return plural("{n} minutes", "{n} minute", minutes)


# -- what the rep can do -------------------------------------------------------------------------


def remedies(mail: Outgoing) -> tuple[str, ...]:
    """What can be done about a mail as it stands, the likeliest first: names of commands of the
    outbox (``send_now``, ``recall``, ``let_go``, ``reschedule``, and ``again``, ``arrived``,
    ``draft`` of one in doubt), ``stop_merge`` of one that goes to many, or ``edit``: go on with
    its draft, which is open."""
    match mail.state:
        case Sending.QUEUED:
            rest = ("stop_merge",) if mail.merge_id is not None else ()
            return ("send_now", "reschedule", "recall", *rest)
        case Sending.HELD:
            return ("let_go", "reschedule", "recall")
        case Sending.UNKNOWN:
            return ("arrived", "again", "draft")
        case Sending.FAILED if mail.draft_open:
            return ("edit",)
        case _:
            return ()


def needs_a_look(mail: Outgoing) -> bool:
    """Whether a mail waits for the rep; ``OutboxBox.LOOK`` is a list of the same."""
    match mail.state:
        case Sending.HELD:
            return True
        case Sending.UNKNOWN:
            return mail.looks >= LOOKS
        case Sending.FAILED:
            return mail.draft_open
    return False


def is_scheduled(mail: Outgoing, now: datetime) -> bool:
    """Whether a mail waits for a time that the rep chose, or that its merge gave it."""
    return (
        mail.state is Sending.QUEUED
        and (mail.wanted_at is not None or mail.merge_id is not None)
        and not mail.attempts
        and mail.due_at > now
    )


def usual_moments(now: datetime) -> list[tuple[str, datetime]]:
    """Moments for which reps leave a mail, on the clock that ``now`` is on, soonest first; none
    within half an hour."""

    def at(day: int, when: time) -> datetime:
        return datetime.combine(now.date() + timedelta(days=day), when, now.tzinfo)

    monday = 7 - now.weekday()
    found = [
        (tr("This afternoon"), at(0, time(14))),
        (tr("This evening"), at(0, time(18))),
        (tr("Tomorrow morning"), at(1, _MORNING)),
        (tr("Tomorrow afternoon"), at(1, time(14))),
    ]
    if monday > 1:
        found.append((tr("Monday morning"), at(monday, _MORNING)))
    return [each for each in found if each[1] > now + timedelta(minutes=30)]
