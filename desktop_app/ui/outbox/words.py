"""Mails of the outbox in words: where they are, when they go, what happened to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import clocked, dated, numeral, plural, tr, weekday
from desktop_app.domain.outbox_rules import LOOKS, is_scheduled, known_zone
from desktop_app.domain.outgoing import OutboxCounts, Outgoing, OutgoingEvent, Sending
from desktop_app.ui.day_names import SHORT_DAYS
from desktop_app.ui.inbox.words import list_time

_SOON: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class StateWords:
    """Where a mail is.

    Args:
        tag: one or two words.
        icon: its icon.
        tint: a semantic colour's name; "" for none.
        line: a sentence that says more.
    """

    tag: str
    icon: str
    tint: str
    line: str


def whom(mail: Outgoing) -> str:
    """ "Ines Caldaro", "Ines Caldaro and 2 more"."""
    names = [each.name or each.email for each in mail.people] or list(mail.to)
    if not names:
        return tr("Nobody")
    if len(mail.people) == 1 and not mail.people[0].name and mail.lead_name:
        return mail.lead_name
    return (
        names[0]
        if len(names) == 1
        else tr("{names} and {value} more", names=names[0], value=numeral(len(names) - 1))
    )


def due_words(at: datetime, now: datetime, zone: tzinfo) -> str:
    """When something is to be: "10:32" today, "tomorrow 08:00", "Tue 08:00" within the week,
    "Tue 9 June, 08:00", with the year where that is another one."""
    here, today = at.astimezone(zone), now.astimezone(zone)
    days = (here.date() - today.date()).days
    if days == 0:
        return clocked(here)
    if days == 1:
        return tr("tomorrow {here}", here=clocked(here))
    if 1 < days < 7:
        return f"{SHORT_DAYS[here.weekday()]} {clocked(here)}"
    year = "" if here.year == today.year else f" {here.year}"
    weekday = SHORT_DAYS[here.weekday()]
    return f"{dated(here, year=bool(year), weekday=weekday)}, {clocked(here)}"


def later_words(mail: Outgoing, now: datetime, zone: tzinfo) -> str:
    """When a mail goes out that is to go later: on the rep's clock, and on the one that it was
    chosen on where that reads differently ("Tue 08:00 your time, 15:00 in Tokyo")."""
    mine = due_words(mail.due_at, now, zone)
    try:
        other = known_zone(mail.zone) if mail.zone else None
    except KnownError:
        other = None
    if other is None:
        return mine
    there, here = mail.due_at.astimezone(other), mail.due_at.astimezone(zone)
    if there.utcoffset() == here.utcoffset():
        return mine
    place = mail.zone.rpartition("/")[2].replace("_", " ")
    theirs = (
        clocked(there)
        if there.date() == here.date()
        else f"{weekday(there, short=True)} {clocked(there)}"
    )
    return tr("{mine} your time, {theirs} in {place}", mine=mine, theirs=theirs, place=place)


def state_words(mail: Outgoing, now: datetime, zone: tzinfo) -> StateWords:
    """Where a mail is, and what that means.

    Args:
        now: aware.
        zone: the rep's own.
    """
    match mail.state:
        case Sending.QUEUED:
            return _queued(mail, now, zone)
        case Sending.SENDING:
            return StateWords(
                tr("Sending"), "ph.paper-plane-tilt", "info", tr("It is being sent now.")
            )
        case Sending.HELD:
            said = mail.said or tr("Something changed since it was written.")
            return StateWords(tr("Held"), "ph.hand-palm", "warning", said)
        case Sending.UNKNOWN if mail.looks < LOOKS:
            line = tr("The connection broke while the server took it. Sent is searched for it.")
            return StateWords(tr("Checking"), "ph.question", "warning", line)
        case Sending.UNKNOWN:
            line = tr("It may have been delivered: the connection broke while the server took it.")
            return StateWords(tr("In doubt"), "ph.question", "danger", line)
        case Sending.FAILED:
            said = tr("Refused: {said}", said=mail.said) if mail.said else tr("It was refused.")
            return StateWords(tr("Not sent"), "ph.warning-circle-fill", "danger", said)
        case Sending.DELIVERED:
            line = tr(
                "Sent {when}. It is not in the Sent folder yet.",
                when=_when(mail.delivered_at, now, zone),
            )
            return StateWords(tr("Delivered"), "ph.check", "success", line)
        case Sending.FILED:
            line = tr("Sent {when}.", when=_when(mail.delivered_at, now, zone))
            return StateWords(tr("Delivered"), "ph.check", "success", line)
        case Sending.RECALLED:
            line = tr("You took it back before it went out.")
            return StateWords(tr("Taken back"), "ph.arrow-u-up-left", "", line)
    raise AssertionError(mail.state)


def _queued(mail: Outgoing, now: datetime, zone: tzinfo) -> StateWords:
    due = due_words(mail.due_at, now, zone)
    passed = mail.due_at <= now
    if is_scheduled(mail, now):
        line = tr("Goes out {later_words}.", later_words=later_words(mail, now, zone))
        return StateWords(tr("Scheduled"), "ph.clock", "", line)
    again = (
        tr("It is tried again any moment.")
        if passed
        else tr("It is tried again at {due}.", due=due)
    )
    if mail.waits_for_mailbox:
        said = f"{mail.said.rstrip('.')}. {again}" if mail.said else again
        return StateWords(tr("Waiting"), "ph.clock", "warning", said)
    if mail.attempts:
        tried = plural("{n} tries", "{n} try", mail.attempts)
        return StateWords(tr("Put off"), "ph.clock", "warning", f"{mail.said} {again} ({tried})")
    if mail.said:
        return StateWords(tr("Waiting"), "ph.clock", "warning", mail.said)
    if passed:
        return StateWords(tr("Waiting"), "ph.clock", "warning", tr("It goes out any moment."))
    if mail.due_at - now <= _SOON:
        line = tr("It goes out in a few seconds: until then it can be taken back.")
        return StateWords(tr("Sending"), "ph.paper-plane-tilt", "info", line)
    return StateWords(tr("Waiting"), "ph.clock", "warning", tr("Goes out {due}.", due=due))


def time_words(mail: Outgoing, now: datetime, zone: tzinfo) -> str:
    """The time beside a mail in the list: when it goes, or when it ended."""
    if mail.state is Sending.QUEUED and mail.due_at > now:
        return due_words(mail.due_at, now, zone)
    return list_time(mail.delivered_at or mail.queued_at, now, zone)


def event_words(event: OutgoingEvent, first: bool) -> str:
    """What happened, in a sentence.

    Args:
        first: it is the first thing that happened to the mail.
    """
    said = event.said.strip()
    match event.state:
        case Sending.QUEUED:
            if first:
                return tr("Put into the outbox")
            return tr("Waits: {said}", said=said) if said else tr("Waits to be sent")
        case Sending.SENDING:
            return tr("Sending began")
        case Sending.DELIVERED:
            return tr("Delivered: {said}", said=said) if said else tr("Delivered")
        case Sending.FILED:
            return tr("In the server’s Sent folder")
        case Sending.FAILED:
            return tr("Refused: {said}", said=said) if said else tr("Refused")
        case Sending.UNKNOWN:
            return tr("In doubt: {said}", said=said) if said else tr("In doubt")
        case Sending.HELD:
            return tr("Held: {said}", said=said) if said else tr("Held")
        case Sending.RECALLED:
            return tr("Taken back; it is a draft again")
    raise AssertionError(event.state)


def remedy_words(remedy: str, mail: Outgoing) -> tuple[str, str]:
    """What a remedy is called for a mail, and its icon."""
    tried = mail.attempts > 0 or mail.waits_for_mailbox
    return {
        "send_now": (tr("Try now") if tried else tr("Send now"), "ph.paper-plane-tilt"),
        "let_go": (tr("Send anyway"), "ph.paper-plane-tilt"),
        "again": (tr("Send again…"), "ph.paper-plane-tilt"),
        "arrived": (tr("It was delivered…"), "ph.check"),
        "reschedule": (tr("Change time…"), "ph.clock"),
        "recall": (tr("Back to drafts"), "ph.arrow-u-up-left"),
        "draft": (tr("Back to drafts"), "ph.arrow-u-up-left"),
        "edit": (tr("Open draft"), "ph.pencil-simple"),
        "stop_merge": (tr("Stop the merge…"), "ph.stop-circle"),
    }[remedy]


def foot_words(counts: OutboxCounts, *, offline: bool) -> tuple[str, str, bool]:
    """The outbox at the foot of the window: words ("" where nothing is on its way), what they
    mean, and whether they are strong."""
    parts = []
    if counts.going:
        parts.append(tr("Sending {going}", going=numeral(counts.going)))
    if counts.waiting:
        parts.append(tr("{waiting} waiting", waiting=numeral(counts.waiting)))
    if counts.scheduled:
        parts.append(tr("{scheduled} scheduled", scheduled=numeral(counts.scheduled)))
    rest = ", ".join(parts)
    if counts.look:
        words = plural("{n} mails need a look", "{n} mail needs a look", counts.look)
        return words, tr("Open the outbox. {rest}", rest=rest).strip(), True
    under_way = counts.going + counts.waiting
    if offline and under_way:
        said = plural("{n} mails go", "{n} mail goes", under_way)
        return (
            tr("Outbox {under_way}", under_way=numeral(under_way)),
            tr("{said} out when the connection is back.", said=said),
            True,
        )
    return rest, tr("Open the outbox"), False


def offline_words(counts: OutboxCounts) -> str:
    """What a band says above the outbox while there is no network."""
    waiting = counts.going + counts.waiting
    if not waiting:
        return tr(
            "Your work is kept here. Mail that you send goes out when the connection is back."
        )
    said = plural("{n} messages go", "{n} message goes", waiting)
    return tr("Your work is kept here. {said} out when the connection is back.", said=said)


def spoken(mail: Outgoing, now: datetime, zone: tzinfo) -> str:
    """A mail as a screen reader says it."""
    state = state_words(mail, now, zone)
    said = (
        tr("To {whom}", whom=whom(mail)), mail.company, mail.subject or tr("no subject"),
        state.tag, state.line,
        tr("has attachments") if mail.files else "", time_words(mail, now, zone),
    )  # fmt: skip
    return ", ".join(filter(None, said))


def _when(at: datetime | None, now: datetime, zone: tzinfo) -> str:
    if at is None:
        return tr("already")
    here, today = at.astimezone(zone), now.astimezone(zone)
    if here.date() == today.date():
        return tr("today at {here}", here=clocked(here))
    year = "" if here.year == today.year else f" {here.year}"
    return tr(
        "on {day} at {time}",
        day=dated(here, year=bool(year), weekday=SHORT_DAYS[here.weekday()]),
        time=clocked(here),
    )
