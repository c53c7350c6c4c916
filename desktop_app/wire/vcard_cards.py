"""Cards out of a vCard file of any age, where a broken line costs that line.

Versions 2.1 to 4.0 are told apart by what stands in a property, as programs mix them: lines are
folded by a space (RFC 6350, 3.2) or end in ``=`` inside quoted-printable (2.1), groups stand in
front of names (``item1.EMAIL``), and cards lie inside cards (AGENT). vobject gives a whole card up
for one picture that is no base64, and its pattern for a line does not come back from some broken
ones: every step here is linear in the line.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TextIO

from desktop_app.domain.language import numeral, tr

MAX_LINE = 1 << 20  # characters of one line
MAX_CARD = 2 << 20  # characters of a card, pictures not counted
_BINARY = frozenset(("PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE", "CAP"))
_NAME = re.compile(r"(?:[\w-]+\.)?([A-Za-z][\w-]*)(?=[;:])")
_BEGIN = re.compile(r"(?:[\w-]+\.)?BEGIN\s*:\s*VCARD\s*$", re.IGNORECASE)
_END = re.compile(r"(?:[\w-]+\.)?END\s*:\s*VCARD\s*$", re.IGNORECASE)
_PARAMETER = re.compile(r'(?:"[^"]*"|[^";])+')
_LONGEST_PARAMETERS = 4_000  # characters
_AGENT = re.compile(r"(?:[\w-]+\.)?AGENT\b[^:]*:\s*$", re.IGNORECASE)
_QUOTED = re.compile(r"QUOTED-PRINTABLE", re.IGNORECASE)

TOO_LONG = tr("the card is longer than {most} characters", most=numeral(MAX_CARD))
UNFINISHED = tr("the card has no end")


@dataclass(frozen=True, slots=True)
class Property:
    """One line of a card, decoded; ``value`` still has the escapes of its version.

    ``types`` are lower case (``{"work", "pref"}``); ``rank`` is what PREF says, 100 without it.
    """

    name: str
    value: str
    types: frozenset[str] = frozenset()
    rank: int = 100


@dataclass(slots=True)
class Card:
    """The unfolded lines of one card; ``line_no`` is that of its BEGIN, from 1."""

    line_no: int
    lines: list[str] = field(default_factory=list)
    size: int = 0
    problem: str = ""

    def names(self) -> Iterator[tuple[str, str]]:
        """Name (upper case) and text of each line, quickly: without decoding anything."""
        for line in self.lines:
            if found := _NAME.match(line):
                yield found.group(1).upper(), line

    def properties(self, encoding: str) -> Iterator[Property]:
        """What the card says; lines that are none are passed over.

        Args:
            encoding: of quoted-printable that names no charset.
        """
        for line in self.lines:
            if (found := _parse(line, encoding)) is not None:
                yield found


def read_cards(stream: TextIO) -> Iterator[Card]:
    """The cards of a stream, nested ones left out."""
    card: Card | None = None
    depth = 0
    quoted = binary = False
    for number, line in _lines(stream):
        if _BEGIN.match(line):
            nested = card is not None and (
                depth > 1 or (bool(card.lines) and bool(_AGENT.match(card.lines[-1])))
            )
            if nested:
                depth += 1
            else:
                if card is not None:  # the one before never ended: what it has is taken
                    yield card
                card, depth = Card(number), 1
            quoted = binary = False
            continue
        if card is None:
            continue
        if _END.match(line):
            depth -= 1
            if depth <= 0:
                yield card
                card = None
            continue
        if depth > 1:
            continue
        if quoted and card.lines:  # a soft line break of quoted-printable
            card.lines[-1] = card.lines[-1][:-1] + line
            card.size += len(line)
            quoted = line.endswith("=")
        elif line[:1] in (" ", "\t") and card.lines:
            if not binary:
                card.lines[-1] += line[1:]
                card.size += len(line)
        elif found := _NAME.match(line):
            binary = found.group(1).upper() in _BINARY
            quoted = line.endswith("=") and bool(_QUOTED.search(line.partition(":")[0]))
            if not binary:
                card.lines.append(line)
                card.size += len(line)
        elif card.lines and not binary and line.strip():
            # A line end inside a value that its writer forgot to fold.
            card.lines[-1] += "\\n" + line
            card.size += len(line)
        if card.size > MAX_CARD:
            card.problem = TOO_LONG
            card.lines[:] = [each[:200] for each in card.lines[:5]]
            card.size = 0
    if card is not None:
        if not card.problem and not card.lines:
            card.problem = UNFINISHED
        yield card


def _lines(stream: TextIO) -> Iterator[tuple[int, str]]:
    """Lines with their numbers; one that is too long is cut."""
    number = 0
    while line := stream.readline(MAX_LINE):
        number += 1
        if len(line) == MAX_LINE and line[-1] not in "\r\n":
            while (more := stream.readline(MAX_LINE)) and more[-1] not in "\r\n":
                pass
        yield number, line.rstrip("\r\n").replace("\x00", "").removeprefix("\ufeff")


def _parse(line: str, encoding: str) -> Property | None:
    found = _NAME.match(line)
    if found is None:
        return None
    parameters, value = _split_parameters(line[found.end() :])
    types: set[str] = set()
    charset, quoted, rank = "", False, 100
    for parameter in parameters:
        key, equals, text = parameter.partition("=")
        word, text = key.strip().upper(), text.strip('" ')
        if not equals:  # 2.1 writes TEL;WORK;VOICE
            quoted = quoted or word == "QUOTED-PRINTABLE"
            types.add(word.lower())
        elif word == "CHARSET":
            charset = text
        elif word == "ENCODING":
            quoted = text.upper() in ("QUOTED-PRINTABLE", "Q")
        elif word == "PREF" and text.isascii() and text.isdecimal():
            rank = min(rank, int(text[:3]))
        elif word == "TYPE":
            types.update(text.lower().replace('"', "").split(","))
    if "pref" in types:
        rank = min(rank, 1)
    if quoted:
        value = _unquoted(value, charset, encoding)
    return Property(found.group(1).upper(), value.strip(), frozenset(types), rank)


def _split_parameters(rest: str) -> tuple[list[str], str]:
    """What follows a name: its parameters, and the value behind the first colon that no quotation
    marks hold; where these do not come in pairs, behind the first of all."""
    colon = -1
    inside = False
    for place, char in enumerate(rest[:_LONGEST_PARAMETERS]):
        if char == '"':
            inside = not inside
        elif char == ":" and not inside:
            colon = place
            break
    if colon < 0:
        colon = rest.find(":")
        if colon < 0:
            return [], ""
    parts = _PARAMETER.findall(rest[:colon])
    return [part for part in parts if part], rest[colon + 1 :]


def _unquoted(value: str, charset: str, encoding: str) -> str:
    """Quoted-printable as text; what is no letter of its charset is read as Windows wrote."""
    data = quopri.decodestring(value.encode("utf-8", "surrogateescape"))
    for name in (charset, "utf-8", encoding):
        try:
            if name:
                return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("cp1252", "replace")


def split_value(value: str, mark: str = ";") -> list[str]:
    r"""The parts of a structured value, unescaped; ``\;`` is no separator."""
    parts: list[str] = []
    now: list[str] = []
    escaped = False
    for char in value:
        if escaped:
            now.append("\n" if char in "nN" else char)
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == mark:
            parts.append("".join(now))
            now = []
        else:
            now.append(char)
    parts.append("".join(now))
    return [part.strip() for part in parts]


def plain_value(value: str) -> str:
    r"""A value that is one text, unescaped."""
    return split_value(value, "\x00")[0]
