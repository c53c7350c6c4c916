"""The shapes of what was read in a message, for those who keep and show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class SignalKind(StrEnum):
    """The closed list of ``outpost.message_signal.signal``."""

    OUT_OF_OFFICE = "out_of_office"
    BOUNCE = "bounce"
    INVITATION = "invitation"


class Method(StrEnum):
    """What a calendar part is for (RFC 5546)."""

    REQUEST = "request"
    CANCEL = "cancel"
    REPLY = "reply"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Invitation:
    """The first event of a calendar part.

    ``starts_at`` and ``ends_at`` are aware; None where the part does not say in which zone. Of
    one that lasts whole days they are midnights of UTC.

    Attributes:
        uid: names the meeting in all messages about it, one of a series by its day, too; "" where
            it has none.
        accepted: addresses of those who come (PARTSTAT=ACCEPTED), lower case; nobody where another
            time is proposed.
        sequence: counts the changes that the organizer made of it.
    """

    method: Method
    summary: str
    starts_at: datetime | None
    ends_at: datetime | None
    place: str = ""
    all_day: bool = False
    uid: str = ""
    accepted: tuple[str, ...] = ()
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Signal:
    """One row of ``outpost.message_signal``.

    Attributes:
        returns_on: the day on which somebody out of office is back, None where it is not said.
        failed: the addresses that could not be reached, lower case.
        permanent: whether it is the address, for good; None where nobody knows.
        said: a bounce: the server's words; an invitation: its summary.
        starts_at, ends_at, method, place, all_day: of an invitation; ``ends_at`` of a bounce, too:
            when its server gave up, None where it may still try.
        ours: of a bounce: it names a message that the rep sent to one of ``failed``. Anybody can
            write the others; they are shown, and have no consequence.
        uid, sequence, accepted: of an invitation, as in :class:`Invitation`.
        is_planned: of an invitation: its meeting is an open action already.
    """

    kind: SignalKind
    returns_on: date | None = None
    failed: tuple[str, ...] = ()
    permanent: bool | None = None
    said: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    method: Method | None = None
    place: str = ""
    all_day: bool = False
    ours: bool = True
    uid: str = ""
    accepted: tuple[str, ...] = ()
    sequence: int = 0
    is_planned: bool = False

    @property
    def given_up(self) -> bool:
        """Whether the mail that a bounce is about is tried no more, also where the address may
        take another one tomorrow."""
        return self.kind is SignalKind.BOUNCE and self.ends_at is not None

    @property
    def proposes(self) -> bool:
        """Whether it asks the rep to come at a certain time."""
        return self.method in (Method.REQUEST, Method.PUBLISH) and self.starts_at is not None
