"""The calm bands between a message's head and its text: what is blocked, and what it tells.
Pure; both readers show the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import TYPE_CHECKING

from desktop_app.domain.inbox import MessageBody, MessageHead
from desktop_app.domain.language import clocked, dated, plural, tr, weekday
from desktop_app.domain.signal_types import Method, Signal, SignalKind
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
        count = plural("{n} remote images", "{n} remote image", body.blocked_remote)
        links = [(tr("Load once"), Verb.LOAD_REMOTE)]
        if head.from_email and not head.outbound:
            links.append((tr("Always from this sender"), Verb.TRUST_SENDER))
        yield Band(PICTURES, tr("{count} blocked", count=count), links=tuple(links))


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
        return Band(AWAY, tr("Out of office"), links=((tr("Snooze…"), Verb.SNOOZE),))
    today = reading.now.astimezone(reading.zone).date()
    if back <= today:
        return Band(
            AWAY, tr("Was out of office until {day_words}", day_words=day_words(back, today))
        )
    return Band(
        AWAY,
        tr("Out of office until {day_words}", day_words=day_words(back, today)),
        links=((tr("Snooze until then"), Verb.SNOOZE_UNTIL_BACK),),
    )


def _failed(signal: Signal) -> Band:
    to = tr(" to {named}", named=_named(signal.failed)) if signal.failed else ""
    if not signal.ours:
        return Band(
            WAITS,
            tr("Says that mail could not be delivered{to}", to=to),
            tr("It names no message that you sent there, so nothing follows from it."),
        )
    if signal.permanent is False and not signal.given_up:
        return Band(WAITS, tr("Could not be delivered{to} yet", to=to), signal.said)
    return Band(FAILED, tr("Could not be delivered{to}", to=to), signal.said)


def _meeting(head: MessageHead, signal: Signal, reading: Reading) -> Band:
    title = signal.said or tr("Meeting")
    said = {
        Method.CANCEL: tr("Cancelled: {title}", title=title),
        Method.REPLY: tr("Answer to the invitation “{title}”", title=title),
    }.get(signal.method or Method.REQUEST, title)
    more = ", ".join(filter(None, (when_words(signal, reading.now, reading.zone), signal.place)))
    offered = signal.proposes and not head.outbound
    if offered and signal.is_planned:
        more = tr("{more}, in Today", more=more) if more else tr("In Today")
    links = ((tr("Add to Today"), Verb.ADD_MEETING),) if offered and not signal.is_planned else ()
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
    said = f"{_day(here.date(), now.astimezone(zone).date())} {clocked(here)}"
    if end is None or end <= start:
        return said
    there = end.astimezone(zone)
    if there.date() == here.date():
        return f"{said}–{clocked(there)}"
    return tr(
        "{said} to {day} {there}",
        said=said,
        day=_day(there.date(), now.astimezone(zone).date()),
        there=clocked(there),
    )


def day_words(day: date, today: date) -> str:
    """ "12 January", with the year where it is another one."""
    return dated(day, year=day.year != today.year)


def _day(day: date, today: date) -> str:
    return f"{weekday(day, short=True)} {day_words(day, today)}"


def _named(addresses: Sequence[str]) -> str:
    if len(addresses) <= _MOST_NAMED:
        return tr(" and ").join(addresses)
    return tr("{addresses} and {value} others", addresses=addresses[0], value=len(addresses) - 1)
