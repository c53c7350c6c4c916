"""The calm bands between a message's head and its text: what is blocked, and what it tells.
Pure; both readers show the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import TYPE_CHECKING

from desktop_app.domain.inbox import MessageBody, MessageHead
from desktop_app.domain.signal_types import Method, Signal, SignalKind
from desktop_app.ui.inbox import words
from desktop_app.ui.inbox.reader_scheme import Verb

if TYPE_CHECKING:
    from desktop_app.ui.inbox.document import Reading

PICTURES = ("ph.image", "text.secondary")
AWAY = ("ph.clock", "text.secondary")
FAILED = ("ph.warning-circle", "semantic.danger.solid")
WAITS = ("ph.warning-circle", "semantic.warning.solid")
MEETING = ("ph.calendar-blank", "text.secondary")
ICONS = (PICTURES, AWAY, FAILED, WAITS, MEETING)

_MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class Band:
    """One band.

    Args:
        icon: its name and the path of its colour's token.
        words: what it says first.
        more: said behind it, quieter: a server's own words, a place.
        links: what can be done: words, and the verb that asks for it.
    """

    icon: tuple[str, str]
    words: str
    more: str = ""
    links: tuple[tuple[str, Verb], ...] = ()

    @property
    def spoken(self) -> str:
        """All of it, for a screen reader."""
        return ". ".join(filter(None, (self.words, self.more)))


def bands_of(
    head: MessageHead, body: MessageBody, reading: Reading, *, remote: bool
) -> tuple[Band, ...]:
    """The bands of an unfolded message.

    Args:
        remote: its remote pictures are shown.
    """
    return (*_signals(head, reading), *_pictures(head, body, remote))


def _pictures(head: MessageHead, body: MessageBody, remote: bool) -> Iterator[Band]:
    if body.blocked_remote and not remote:
        count = words.count_words(body.blocked_remote, "remote image", "remote images")
        links = [("Load once", Verb.LOAD_REMOTE)]
        if head.from_email and not head.outbound:
            links.append(("Always from this sender", Verb.TRUST_SENDER))
        yield Band(PICTURES, f"{count} blocked", links=tuple(links))


def _signals(head: MessageHead, reading: Reading) -> Iterator[Band]:
    for signal in head.signals:
        if signal.kind is SignalKind.OUT_OF_OFFICE:
            yield _away(signal, reading)
        elif signal.kind is SignalKind.BOUNCE:
            yield _failed(signal)
        else:
            yield _meeting(head, signal, reading)


def _away(signal: Signal, reading: Reading) -> Band:
    back = signal.returns_on
    if back is None:
        return Band(AWAY, "Out of office", links=(("Snooze…", Verb.SNOOZE),))
    today = reading.now.astimezone(reading.zone).date()
    if back <= today:
        return Band(AWAY, f"Was out of office until {day_words(back, today)}")
    return Band(
        AWAY,
        f"Out of office until {day_words(back, today)}",
        links=(("Snooze until then", Verb.SNOOZE_UNTIL_BACK),),
    )


def _failed(signal: Signal) -> Band:
    to = f" to {_named(signal.failed)}" if signal.failed else ""
    if not signal.ours:
        return Band(
            WAITS,
            f"Says that mail could not be delivered{to}",
            "It names no message that you sent there, so nothing follows from it.",
        )
    if signal.permanent is False:
        return Band(WAITS, f"Could not be delivered{to} yet", signal.said)
    return Band(FAILED, f"Could not be delivered{to}", signal.said)


def _meeting(head: MessageHead, signal: Signal, reading: Reading) -> Band:
    title = signal.said or "Meeting"
    said = {
        Method.CANCEL: f"Cancelled: {title}",
        Method.REPLY: f"Answer to the invitation “{title}”",
    }.get(signal.method or Method.REQUEST, title)
    more = ", ".join(filter(None, (when_words(signal, reading.now, reading.zone), signal.place)))
    offered = signal.proposes and not head.outbound
    if offered and signal.is_planned:
        more = f"{more}, in Today" if more else "In Today"
    links = (("Add to Today", Verb.ADD_MEETING),) if offered and not signal.is_planned else ()
    return Band(MEETING, said, more, links)


def when_words(signal: Signal, now: datetime, zone: tzinfo) -> str:
    """When a meeting is, on the rep's clock: "Mon 15 June 09:00–10:00"; "" where nobody knows."""
    start, end = signal.starts_at, signal.ends_at
    if start is None:
        return ""
    if signal.all_day:
        # Days are days, in whatever zone: they are kept as midnights of UTC.
        return _day(start.astimezone(UTC).date(), now.astimezone(zone).date())
    here = start.astimezone(zone)
    said = f"{_day(here.date(), now.astimezone(zone).date())} {here:%H:%M}"
    if end is None or end <= start:
        return said
    there = end.astimezone(zone)
    if there.date() == here.date():
        return f"{said}–{there:%H:%M}"
    return f"{said} to {_day(there.date(), now.astimezone(zone).date())} {there:%H:%M}"


def day_words(day: date, today: date) -> str:
    """ "12 January", with the year where it is another one."""
    return f"{day.day} {day:%B}" + ("" if day.year == today.year else f" {day.year}")


def _day(day: date, today: date) -> str:
    return f"{day:%a} {day_words(day, today)}"


def _named(addresses: Sequence[str]) -> str:
    if len(addresses) <= _MOST_NAMED:
        return " and ".join(addresses)
    return f"{addresses[0]} and {len(addresses) - 1} others"
