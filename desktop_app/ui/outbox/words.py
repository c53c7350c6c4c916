"""Mails of the outbox in words: where they are, when they go, what happened to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final

from desktop_app.domain.errors import KnownError
from desktop_app.domain.outbox_rules import LOOKS, is_scheduled, known_zone
from desktop_app.domain.outgoing import OutboxCounts, Outgoing, OutgoingEvent, Sending
from desktop_app.ui.inbox.words import count_words, list_time

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
        return "Nobody"
    if len(mail.people) == 1 and not mail.people[0].name and mail.lead_name:
        return mail.lead_name
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1:,} more"


def due_words(at: datetime, now: datetime, zone: tzinfo) -> str:
    """When something is to be: "10:32" today, "tomorrow 08:00", "Tue 08:00" within the week,
    "Tue 9 June, 08:00", with the year where that is another one."""
    here, today = at.astimezone(zone), now.astimezone(zone)
    days = (here.date() - today.date()).days
    if days == 0:
        return f"{here:%H:%M}"
    if days == 1:
        return f"tomorrow {here:%H:%M}"
    if 1 < days < 7:
        return f"{here:%a %H:%M}"
    year = "" if here.year == today.year else f" {here.year}"
    return f"{here:%a} {here.day} {here:%B}{year}, {here:%H:%M}"


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
    theirs = f"{there:%H:%M}" if there.date() == here.date() else f"{there:%a %H:%M}"
    return f"{mine} your time, {theirs} in {place}"


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
            return StateWords("Sending", "ph.paper-plane-tilt", "info", "It is being sent now.")
        case Sending.HELD:
            said = mail.said or "Something changed since it was written."
            return StateWords("Held", "ph.hand-palm", "warning", said)
        case Sending.UNKNOWN if mail.looks < LOOKS:
            line = "The connection broke while the server took it. Sent is searched for it."
            return StateWords("Checking", "ph.question", "warning", line)
        case Sending.UNKNOWN:
            line = "It may have been delivered: the connection broke while the server took it."
            return StateWords("In doubt", "ph.question", "danger", line)
        case Sending.FAILED:
            said = f"Refused: {mail.said}" if mail.said else "It was refused."
            return StateWords("Not sent", "ph.warning-circle-fill", "danger", said)
        case Sending.DELIVERED:
            line = f"Sent {_when(mail.delivered_at, now, zone)}. It is not in the Sent folder yet."
            return StateWords("Delivered", "ph.check", "success", line)
        case Sending.FILED:
            line = f"Sent {_when(mail.delivered_at, now, zone)}."
            return StateWords("Delivered", "ph.check", "success", line)
        case Sending.RECALLED:
            line = "You took it back before it went out."
            return StateWords("Taken back", "ph.arrow-u-up-left", "", line)
    raise AssertionError(mail.state)


def _queued(mail: Outgoing, now: datetime, zone: tzinfo) -> StateWords:
    due = due_words(mail.due_at, now, zone)
    passed = mail.due_at <= now
    if is_scheduled(mail, now):
        line = f"Goes out {later_words(mail, now, zone)}."
        return StateWords("Scheduled", "ph.clock", "", line)
    again = "It is tried again any moment." if passed else f"It is tried again at {due}."
    if mail.waits_for_mailbox:
        said = f"{mail.said.rstrip('.')}. {again}" if mail.said else again
        return StateWords("Waiting", "ph.clock", "warning", said)
    if mail.attempts:
        tried = count_words(mail.attempts, "try", "tries")
        return StateWords("Put off", "ph.clock", "warning", f"{mail.said} {again} ({tried})")
    if mail.said:
        return StateWords("Waiting", "ph.clock", "warning", mail.said)
    if passed:
        return StateWords("Waiting", "ph.clock", "warning", "It goes out any moment.")
    if mail.due_at - now <= _SOON:
        line = "It goes out in a few seconds: until then it can be taken back."
        return StateWords("Sending", "ph.paper-plane-tilt", "info", line)
    return StateWords("Waiting", "ph.clock", "warning", f"Goes out {due}.")


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
                return "Put into the outbox"
            return f"Waits: {said}" if said else "Waits to be sent"
        case Sending.SENDING:
            return "Sending began"
        case Sending.DELIVERED:
            return f"Delivered: {said}" if said else "Delivered"
        case Sending.FILED:
            return "In the server’s Sent folder"
        case Sending.FAILED:
            return f"Refused: {said}" if said else "Refused"
        case Sending.UNKNOWN:
            return f"In doubt: {said}" if said else "In doubt"
        case Sending.HELD:
            return f"Held: {said}" if said else "Held"
        case Sending.RECALLED:
            return "Taken back; it is a draft again"
    raise AssertionError(event.state)


def remedy_words(remedy: str, mail: Outgoing) -> tuple[str, str]:
    """What a remedy is called for a mail, and its icon."""
    tried = mail.attempts > 0 or mail.waits_for_mailbox
    return {
        "send_now": ("Try now" if tried else "Send now", "ph.paper-plane-tilt"),
        "let_go": ("Send anyway", "ph.paper-plane-tilt"),
        "again": ("Send again…", "ph.paper-plane-tilt"),
        "arrived": ("It was delivered…", "ph.check"),
        "reschedule": ("Change time…", "ph.clock"),
        "recall": ("Back to drafts", "ph.arrow-u-up-left"),
        "draft": ("Back to drafts", "ph.arrow-u-up-left"),
        "edit": ("Open draft", "ph.pencil-simple"),
        "stop_merge": ("Stop the merge…", "ph.stop-circle"),
    }[remedy]


def foot_words(counts: OutboxCounts, *, offline: bool) -> tuple[str, str, bool]:
    """The outbox at the foot of the window: words ("" where nothing is on its way), what they
    mean, and whether they are strong."""
    parts = []
    if counts.going:
        parts.append(f"Sending {counts.going:,}")
    if counts.waiting:
        parts.append(f"{counts.waiting:,} waiting")
    if counts.scheduled:
        parts.append(f"{counts.scheduled:,} scheduled")
    rest = ", ".join(parts)
    if counts.look:
        words = f"{count_words(counts.look, 'mail needs', 'mails need')} a look"
        return words, f"Open the outbox. {rest}".strip(), True
    under_way = counts.going + counts.waiting
    if offline and under_way:
        said = count_words(under_way, "mail goes", "mails go")
        return f"Outbox {under_way:,}", f"{said} out when the connection is back.", True
    return rest, "Open the outbox", False


def offline_words(counts: OutboxCounts) -> str:
    """What a band says above the outbox while there is no network."""
    waiting = counts.going + counts.waiting
    if not waiting:
        return "Your work is kept here. Mail that you send goes out when the connection is back."
    said = count_words(waiting, "message goes", "messages go")
    return f"Your work is kept here. {said} out when the connection is back."


def spoken(mail: Outgoing, now: datetime, zone: tzinfo) -> str:
    """A mail as a screen reader says it."""
    state = state_words(mail, now, zone)
    said = (
        f"To {whom(mail)}", mail.company, mail.subject or "no subject", state.tag, state.line,
        "has attachments" if mail.files else "", time_words(mail, now, zone),
    )  # fmt: skip
    return ", ".join(filter(None, said))


def _when(at: datetime | None, now: datetime, zone: tzinfo) -> str:
    if at is None:
        return "already"
    here, today = at.astimezone(zone), now.astimezone(zone)
    if here.date() == today.date():
        return f"today at {here:%H:%M}"
    year = "" if here.year == today.year else f" {here.year}"
    return f"on {here:%a} {here.day} {here:%B}{year} at {here:%H:%M}"
