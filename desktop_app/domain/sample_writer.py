"""Invented letters in full: greeting, text, signature, the quoted letter before, and HTML."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import escape
from typing import Final

from desktop_app.domain.day_names import DAYS, MONTHS
from desktop_app.domain.sample_dice import Dice
from desktop_app.domain.sample_phrases import (
    CLOSINGS,
    EVENTS,
    GREETINGS,
    LIST_MARKS,
    OPENINGS,
    PARTINGS,
)
from desktop_app.domain.sample_script import Script, Topic
from desktop_app.domain.sample_words import COLLEAGUES, Industry

_WORKING_DAYS: Final = DAYS[:5]
_FEW: Final = ("three", "four", "five", "six", "eight", "ten")
_CLOCKS: Final = ("9:00", "9:30", "10:00", "11:15", "13:30", "14:00", "15:00", "16:30")
_QUOTED_LINES: Final = 14
_LIST = re.compile(r"^(?:- |\d\. )")


def facts(
    dice: Dice, first: str, company: str, industry: Industry, begun: datetime
) -> dict[str, str]:
    """What the letters of one conversation agree on: names, dates, numbers and prices."""
    colleague, own_colleague = dice.pick(COLLEAGUES), dice.pick(COLLEAGUES)
    quantity = dice.between(2, 30) * 4
    price = dice.between(38, 320)
    day = begun + timedelta(days=dice.between(9, 34))
    site, few = dice.pick(industry.sites), dice.pick(_FEW)
    date = f"{day.day} {MONTHS[day.month - 1]}"
    return {
        "first": first,
        "company": company,
        "industry": industry.name,
        "industry_low": industry.name.lower(),
        "site": site,
        "site_up": site[:1].upper() + site[1:],
        "asset": dice.pick(industry.assets),
        "colleague": colleague,
        "colleague_first": colleague.partition(" ")[0],
        "colleague_us": own_colleague.partition(" ")[0],
        "few": few,
        "few_up": few.capitalize(),
        "weeks": dice.pick(_FEW),
        "qty": str(quantity),
        "price": f"€ {price}",
        "total": f"€ {price * quantity:,}",
        "percent": str(dice.between(4, 19)),
        "day": dice.pick(_WORKING_DAYS),
        "date": date,
        "date_up": f"The {date}",
        "month": MONTHS[(day.month + dice.between(0, 3)) % 12],
        "clock": dice.pick(_CLOCKS),
        "week": str(day.isocalendar().week),
        "event": dice.pick(EVENTS),
        "number": f"{dice.between(2100, 9800)}-{dice.between(10, 99)}",
    }


class LetterWriter:
    """Writes the letters of one conversation, one after the other.

    Args:
        said: the facts of :func:`facts`.
        names: first names to greet with, by side: ``names["rep"]`` is greeted by the lead.
        signatures: by side.
        variant: which of the alternatives the script is followed along, 0 to 2; 0 refuses
            nothing. Who opens a conversation themselves is free in it.
    """

    def __init__(
        self,
        dice: Dice,
        script: Script,
        topic: Topic,
        said: dict[str, str],
        names: dict[str, str],
        signatures: dict[str, str],
        *,
        variant: int,
    ) -> None:
        self._dice = dice
        self._script = script
        self._topic = topic
        self._said = said
        self._names = names
        self._signatures = signatures
        self._variant = variant if topic.opener == "rep" else dice.between(0, 2)
        self._written = {"rep": 0, "lead": 0}
        self._later = {side: dice.shuffled(texts) for side, texts in script.later.items()}
        self.subject = dice.pick(topic.subjects).format_map(said)

    def letter(self, side: str, *, again: bool = False) -> str:
        """The next letter of a side; ``again`` when it also wrote the one before."""
        dice = self._dice
        turns = self._topic.rep if side == "rep" else self._topic.lead
        place = self._written[side]
        if again:
            text = self._next_later("nudge" if side == "rep" else "more")
        elif place < len(turns):
            text = turns[place][self._variant % len(turns[place])]
            self._written[side] += 1
        else:
            text = self._next_later(side)
        parts = [text.format_map(self._said)]
        if (place or self._topic.opener != side) and not again and dice.chance(0.3):
            parts.insert(0, dice.pick(OPENINGS[side]))
        if dice.chance(0.25) and not parts[-1].endswith("?"):
            parts.append(dice.pick(CLOSINGS[side]).format_map(self._said))
        greeting = dice.pick(GREETINGS).format(to=self._names["lead" if side == "rep" else "rep"])
        signed = f"{dice.pick(PARTINGS)}\n{self._signatures[side]}"
        return "\n\n".join((greeting, *parts, signed))

    def next_step(self, *, answer: bool) -> str:
        """What a rep would do now: answer, or bring it back to mind."""
        return self._dice.pick(self._topic.answers if answer else self._topic.nudges).format_map(
            self._said
        )

    def fill(self, text: str, **more: str) -> str:
        """A text of the small change with this conversation's facts."""
        return text.format_map({**self._said, **more})

    def _next_later(self, kind: str) -> str:
        texts = self._later[kind]
        texts.append(texts.pop(0))
        return texts[-1]


def quoted(text: str, who: str, when: datetime) -> str:
    """The letter before, as mail programs put it under an answer (RFC 3676, 4.5)."""
    lines = text.partition("\n\n> ")[0].split("\n")
    lines = [line for line in lines if not line.endswith("wrote:")][:_QUOTED_LINES]
    return f"{attribution(who, when)}\n" + "\n".join(f"> {line}".rstrip() for line in lines)


def attribution(who: str, when: datetime) -> str:
    """``On 9 June 2026 at 14:03, Ines Caldaro wrote:``"""
    return f"On {when.day} {MONTHS[when.month - 1]} {when.year} at {when:%H:%M}, {who} wrote:"


def as_html(text: str, quote: str = "", quote_head: str = "", pixel: str = "") -> str:
    """A letter as a mail program writes it in HTML, with the letter before as a blockquote.

    ``pixel`` is the address of a remote picture, as newsletters hide one.
    """
    body = "\n".join(_block(part) for part in text.split("\n\n"))
    if quote:
        inner = "\n".join(_block(part) for part in quote.split("\n\n"))
        body += (
            f'\n<div class="quote"><p>{escape(quote_head)}</p>\n'
            f'<blockquote type="cite">\n{inner}\n</blockquote></div>'
        )
    if pixel:
        body += f'\n<p><img src="{escape(pixel)}" width="1" height="1" alt=""></p>'
    return f"<html><body>\n{body}\n</body></html>\n"


def _block(part: str) -> str:
    lines = part.split("\n")
    if len(lines) > 1 and all(line.startswith(LIST_MARKS) for line in lines):
        kind = "ul" if lines[0].startswith("- ") else "ol"
        items = "".join(f"<li>{escape(_LIST.sub('', line))}</li>" for line in lines)
        return f"<{kind}>{items}</{kind}>"
    return "<p>" + "<br>\n".join(escape(line, quote=False) for line in lines) + "</p>"
