"""Mail with nobody known: newsletters, notifications, first questions from strangers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from desktop_app.domain.mail import Address
from desktop_app.domain.replies import Kind
from desktop_app.domain.sample_dice import Dice
from desktop_app.domain.sample_phrases import CIRCULARS, STRANGER_LETTERS
from desktop_app.domain.sample_thread import ThreadMaker
from desktop_app.domain.sample_types import SampleMessage, SampleThread
from desktop_app.domain.sample_words import INDUSTRIES, STRANGERS, Directory
from desktop_app.domain.sample_writer import as_html, facts


def stranger_threads(
    dice: Dice, maker: ThreadMaker, directory: Directory, messages: int
) -> Iterator[SampleThread]:
    """Conversations that add up to ``messages``, spread over the year."""
    index = 0
    while messages > 0:
        if dice.chance(0.55):
            thread = _circular(dice, maker, directory, index)
        else:
            thread = _question(dice, maker, directory, index, limit=min(2, messages))
        yield thread
        messages -= len(thread.messages)
        index += 1


def _circular(dice: Dice, maker: ThreadMaker, directory: Directory, index: int) -> SampleThread:
    """One letter to many, or a machine's note."""
    circular = dice.pick(CIRCULARS)
    at = maker.time.at(dice.between(0, maker.time.minutes - 1), dice.between(0, 59))
    said = facts(dice, "", directory.company(dice.between(0, 999)).name, dice.pick(INDUSTRIES), at)
    text = "\n\n".join(part.format_map(said) for part in circular.paragraphs)
    domain = circular.address.partition("@")[2]
    pixel = f"https://img.{domain}/open/{index:x}.gif"
    message = SampleMessage(
        message_id=f"<{int(dice.roll() * 0xFFFFFFFFFF):010x}.s.{index:x}.0@{domain}>",
        at=at,
        outbound=False,
        kind=Kind.LIST if circular.is_list else Kind.AUTO_REPLY,
        from_=Address(circular.sender.format_map(said), circular.address),
        to=(maker.me,),
        cc=(),
        references=(),
        subject=dice.pick(circular.subjects).format_map(said),
        text=text,
        html=as_html(text, pixel=pixel) if circular.is_list else None,
        status=maker.status(dice, at, outbound=False, answered=False, last=True),
    )
    return SampleThread((message,), maker.state(dice, at))


def _question(
    dice: Dice, maker: ThreadMaker, directory: Directory, index: int, limit: int
) -> SampleThread:
    """Somebody new asks; every second time the rep has answered."""
    subject, asked, answer = dice.pick(STRANGER_LETTERS)
    office, domain = dice.pick(STRANGERS)
    person = directory.person(dice.between(0, 4000))
    minute = dice.between(0, maker.time.minutes - 700)
    at = maker.time.at(minute, dice.between(0, 50))
    said = facts(
        dice, person.first, directory.company(dice.between(0, 999)).name, dice.pick(INDUSTRIES), at
    )
    subject = subject.format_map(said)
    subject = subject[:1].upper() + subject[1:]
    them = Address(person.name, f"{person.local}@{domain}")
    answered = limit > 1 and dice.chance(0.5)
    root = f"<{int(dice.roll() * 0xFFFFFFFFFF):010x}.s.{index:x}.0@{domain}>"
    question = SampleMessage(
        message_id=root,
        at=at,
        outbound=False,
        kind=Kind.HUMAN,
        from_=them,
        to=(maker.me,),
        cc=(),
        references=(),
        subject=subject,
        text=f"Hello,\n\n{asked.format_map(said)}\n\nKind regards,\n{person.name}\n{office}",
        html=None,
        status=maker.status(dice, at, outbound=False, answered=answered, last=not answered),
    )
    if not answered:
        return SampleThread((question,), maker.state(dice, at))
    later = maker.time.at(minute + dice.between(10, 650)) + timedelta(seconds=51)
    reply = SampleMessage(
        message_id=f"<{int(dice.roll() * 0xFFFFFFFFFF):010x}.s.{index:x}.1@{maker.domain}>",
        at=later,
        outbound=True,
        kind=Kind.OWN,
        from_=maker.me,
        to=(them,),
        cc=(),
        references=(root,),
        subject=f"Re: {subject}",
        text=f"Hello {person.first},\n\n{answer.format_map(said)}\n\nBest,\n{maker.signature}",
        html=None,
        status="read",
    )
    return SampleThread((question, reply), maker.state(dice, later))
