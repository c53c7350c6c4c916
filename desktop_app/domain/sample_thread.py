"""One invented conversation: who writes when, what is said, and the headers that join it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from desktop_app.domain.mail import Address
from desktop_app.domain.replies import Kind
from desktop_app.domain.sample_calendar import WorkingTime
from desktop_app.domain.sample_dice import Dice
from desktop_app.domain.sample_files import SampleFile, enclosure
from desktop_app.domain.sample_phrases import ABSENCE_SUBJECTS, ABSENCES, BOUNCE
from desktop_app.domain.sample_script import Script, Topic
from desktop_app.domain.sample_types import SampleMessage, SampleThread
from desktop_app.domain.sample_words import Industry, ascii_word
from desktop_app.domain.sample_writer import LetterWriter, as_html, attribution, facts, quoted
from desktop_app.domain.users import User

_FRESH_DAYS: Final = 5  # mail that may still be unread
_SETTLED_DAYS: Final = 45  # conversations that may be put away


@dataclass(frozen=True, slots=True)
class Correspondent:
    """The other side of a conversation; ``token`` makes its Message-IDs its own. Who is ``keen``
    does not refuse."""

    address: Address
    first: str
    company: str
    domain: str
    industry: Industry
    signature: str
    token: str
    keen: bool = False


@dataclass(frozen=True, slots=True)
class MadeThread:
    """A conversation with the pen still at hand: for drafts and next steps."""

    thread: SampleThread
    topic: Topic
    writer: LetterWriter


@dataclass(frozen=True, slots=True)
class _Turn:
    """Whose letter; ``again`` when the same side wrote before, ``kind`` of inbound mail."""

    side: str
    again: bool = False
    kind: Kind = Kind.HUMAN


class ThreadMaker:
    """Makes conversations of one rep."""

    def __init__(self, user: User, time: WorkingTime, script: Script) -> None:
        self.time = time
        self.me = Address(user.name, user.email.lower())
        self.domain = self.me.email.rpartition("@")[2] or "outpost.example"
        self._first = user.name.partition(" ")[0] or "there"
        self.signature = (
            f"{self._first}\n\n-- \n{user.signature.strip()}" if user.signature else user.name
        )
        self._script = script

    def make(
        self, dice: Dice, who: Correspondent, topic: Topic, length: int, end: int, token: str
    ) -> MadeThread:
        """A conversation of ``length`` messages whose last is written at minute ``end``."""
        turns = _turns(dice, topic.opener, length)
        times = self._times(dice, turns, end)
        said = facts(dice, who.first, who.company, who.industry, times[0])
        writer = LetterWriter(
            dice,
            self._script,
            topic,
            said,
            {"rep": self._first, "lead": who.first},
            {"rep": self.signature, "lead": who.signature},
            variant=0 if who.keen else dice.between(0, 2),
        )
        pen = _Pen(self, dice, who, topic, said, writer, token)
        answered = _last_of_rep(turns)
        for place, (turn, at) in enumerate(zip(turns, times, strict=True)):
            status = self.status(
                dice,
                at,
                outbound=turn.side == "rep",
                answered=place < answered and turn.kind is Kind.HUMAN,
                last=place == length - 1,
            )
            pen.write(turn, at, status)
        thread = SampleThread(tuple(pen.messages), self.state(dice, times[-1]))
        return MadeThread(thread, topic, writer)

    def status(
        self, dice: Dice, at: datetime, *, outbound: bool, answered: bool, last: bool
    ) -> str:
        """``emails.status``: only the newest mail is unread, answered mail is 'replied'."""
        if outbound:
            return "read"
        if answered:
            return "replied"
        fresh = self.time.end - at < timedelta(days=_FRESH_DAYS)
        return "unread" if last and fresh and dice.chance(0.85) else "read"

    def state(self, dice: Dice, last_at: datetime) -> str:
        """``email_threads.status``: most of what is long over has been put away."""
        lot = dice.roll()
        if self.time.end - last_at < timedelta(days=_SETTLED_DAYS):
            return "active"
        return "archived" if lot < 0.6 else "closed" if lot < 0.7 else "active"

    def _times(self, dice: Dice, turns: list[_Turn], end: int) -> list[datetime]:
        gaps = [_gap(dice, turn) for turn in turns[1:]]
        end = min(self.time.minutes - 1, max(end, 4 * len(turns)))
        if sum(gaps) > end:  # a long exchange at the beginning of the year has to hurry
            shrink = (end - 3 * len(gaps)) / sum(gaps)
            gaps = [3 + int(gap * shrink) if gap else 0 for gap in gaps]
        minute = end - sum(gaps)
        times = [self.time.at(minute, dice.between(0, 50))]
        for gap in gaps:
            minute += gap
            # A machine answers within the minute, and off the ruler of working time.
            times.append(
                self.time.at(minute, dice.between(0, 50))
                if gap
                else times[-1] + timedelta(seconds=dice.between(3, 9))
            )
        if turns[-1] == _Turn("lead") and dice.chance(0.1):
            evening = self.time.at(minute // 600 * 600) + timedelta(hours=11)
            times[-1] = evening + timedelta(seconds=dice.between(0, 3 * 3600))
        return times


class _Pen:
    """Writes the messages of one conversation, one behind the other."""

    def __init__(
        self,
        maker: ThreadMaker,
        dice: Dice,
        who: Correspondent,
        topic: Topic,
        said: dict[str, str],
        writer: LetterWriter,
        token: str,
    ) -> None:
        self.messages: list[SampleMessage] = []
        self._maker = maker
        self._dice = dice
        self._who = who
        self._topic = topic
        self._writer = writer
        self._token = token
        self._references: tuple[str, ...] = ()
        self._before: tuple[str, str, datetime] | None = None  # text, writer's name, when
        self._quotes = {side: dice.chance(0.5) for side in ("rep", "lead")}
        self._html = {side: dice.chance(0.4) for side in ("rep", "lead")}
        colleague = said["colleague"]
        local = ".".join(ascii_word(part) for part in colleague.split())
        self._copy = (Address(colleague, f"{local}@{who.domain}"),) if dice.chance(0.12) else ()

    def write(self, turn: _Turn, at: datetime, status: str) -> None:
        if turn.kind is Kind.HUMAN:
            self._letter(turn, at, status)
        elif turn.kind is Kind.BOUNCE:
            self._bounce(at, status)
        else:
            self._absence(at, status)

    def _letter(self, turn: _Turn, at: datetime, status: str) -> None:
        side = turn.side
        by_rep = side == "rep"
        me, them = self._maker.me, self._who.address
        own = self._writer.letter(side, again=turn.again)
        text, quote, head = own, "", ""
        if self._before and self._quotes[side] and not turn.again:
            quote, name, when = self._before
            local = when.astimezone(self._maker.time.zone)
            head = attribution(name, local)
            text = f"{own}\n\n{quoted(quote, name, local)}"
        subject = self._writer.subject
        message_id = self._id(self._maker.domain if by_rep else self._who.domain)
        self.messages.append(
            SampleMessage(
                message_id=message_id,
                at=at,
                outbound=by_rep,
                kind=Kind.OWN if by_rep else Kind.HUMAN,
                from_=me if by_rep else them,
                to=(them if by_rep else me,),
                cc=self._copy if self._references else (),
                references=self._references,
                subject=f"Re: {subject}" if self._references else subject,
                text=text,
                html=as_html(own, quote, head) if self._html[side] else None,
                status=status,
                files=self._files(own),
            )
        )
        self._references = (*self._references, message_id)
        self._before = (own, (me if by_rep else them).name, at)

    def _absence(self, at: datetime, status: str) -> None:
        subject = self._dice.pick(ABSENCE_SUBJECTS).format(subject=self.messages[-1].subject)
        text = f"{self._writer.fill(self._dice.pick(ABSENCES))}\n\n{self._who.signature}"
        self._machine(Kind.AUTO_REPLY, self._who.address, subject, text, at, status)

    def _bounce(self, at: datetime, status: str) -> None:
        daemon = Address("Mail Delivery System", f"mailer-daemon@{self._who.domain}")
        text = BOUNCE.format(domain=self._who.domain, address=self._who.address.email)
        self._machine(Kind.BOUNCE, daemon, "Undelivered Mail Returned to Sender", text, at, status)

    def _machine(
        self, kind: Kind, sender: Address, subject: str, text: str, at: datetime, status: str
    ) -> None:
        self.messages.append(
            SampleMessage(
                message_id=self._id(self._who.domain),
                at=at,
                outbound=False,
                kind=kind,
                from_=sender,
                to=(self._maker.me,),
                cc=(),
                references=self._references,
                subject=subject,
                text=text,
                html=None,
                status=status,
            )
        )

    def _files(self, own: str) -> tuple[SampleFile, ...]:
        if "attach" not in own.lower():
            return ()
        first = enclosure(self._topic.key, self._dice)
        if not self._dice.chance(0.2):
            return (first,)
        second = enclosure(self._topic.key, self._dice)
        return (first,) if second.filename == first.filename else (first, second)

    def _id(self, domain: str) -> str:
        lot = int(self._dice.roll() * 0xFFFFFFFFFF)
        return f"<{lot:010x}.{self._who.token}.{self._token}.{len(self.messages):x}@{domain}>"


def _turns(dice: Dice, opener: str, length: int) -> list[_Turn]:
    """Who writes: mostly in turn, now and then twice, sometimes a machine in between."""
    turns = [_Turn(opener)]
    while len(turns) < length:
        last = turns[-1]
        lot = dice.roll()
        if last == _Turn("rep") and len(turns) == 1 and length == 2 and lot < 0.12:
            turns.append(_Turn("lead", kind=Kind.BOUNCE))
        elif last.side == "rep" and lot < 0.035:
            turns.append(_Turn("lead", kind=Kind.AUTO_REPLY))
        elif last.kind is Kind.AUTO_REPLY:
            turns.append(_Turn("lead") if lot < 0.7 else _Turn("rep", again=True))
        elif lot < (0.2 if last.side == "rep" else 0.1) and not last.again:
            turns.append(_Turn(last.side, again=True))
        else:
            turns.append(_Turn("lead" if last.side == "rep" else "rep"))
    return turns


def _gap(dice: Dice, turn: _Turn) -> int:
    """Minutes of working time before a letter; 0 for machines."""
    if turn.kind is not Kind.HUMAN:
        return 0
    if turn.again:
        return 4 + int(dice.wait(1500) + 1200 if turn.side == "rep" else dice.wait(20))
    return 6 + int(dice.wait(190 if turn.side == "rep" else 480))


def _last_of_rep(turns: list[_Turn]) -> int:
    return max((place for place, turn in enumerate(turns) if turn.side == "rep"), default=-1)
