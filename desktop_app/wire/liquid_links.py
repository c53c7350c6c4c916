"""Merge fields in the addresses of links.

A value stays data there: it is percent-encoded whole, and a field stands behind the host alone, so
that no value says where a link leads to, only what it asks for there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import quote

from desktop_app.domain.language import tr
from desktop_app.domain.rich_text import Line, Run
from desktop_app.domain.template_tokens import TokenKind, find_tokens
from desktop_app.domain.templates import Fault, Part
from desktop_app.wire.liquid_reading import Reading, read_part
from desktop_app.wire.liquid_sandbox import Clock, Sandbox
from desktop_app.wire.liquid_weave import Text, clean_line, put_together, take_apart, unmarked

_BEHIND_THE_HOST: Final = re.compile(
    r"(?:https?://[^/?#\\\s{}]+[/?#]|mailto:[^?#\s{}]+\?)", re.IGNORECASE
)
_BLOCKS: Final = frozenset({"if", "unless", "case", "for"})
_NO_CONDITIONS: Final = tr("The address of a link can hold merge fields, but no conditions.")
_TOO_EARLY: Final = tr(
    "A merge field in the address of a link stands behind its host: it cannot say "
    "where the link leads to."
)


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a link, read as a text of its own."""

    text: Text
    part: Reading


@dataclass(slots=True)
class Addresses:
    """Those of a body that hold merge fields.

    Args:
        faults: at the words of the links.
        fields: all that they name.
        required: those without which a link that is always there cannot be written.
    """

    read: dict[str, Address] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    fields: dict[str, None] = field(default_factory=dict)
    required: dict[str, None] = field(default_factory=dict)


def read_addresses(
    lines: Sequence[Line], body: str, known: Mapping[str, str], sandbox: Sandbox, clock: Clock
) -> Addresses:
    """Read the addresses of links that are to be filled.

    Args:
        body: the text of the lines.

    Raises:
        OutOfTime: it takes longer than a template may.
    """
    found = Addresses()
    for run, start in _linked(lines):
        end = start + len(run.text)
        if reason := _why_not(run.href):
            found.faults.append(Fault(Part.BODY, start, end, reason))
            continue
        if run.href not in found.read:
            text = take_apart((Line((Run(run.href),)),), find_tokens)
            found.read[run.href] = Address(text, read_part(Part.BODY, text, known, sandbox, clock))
        part = found.read[run.href].part
        found.faults.extend(replace(each, start=start, end=end) for each in part.faults)
        found.fields.update(part.fields)
        if not _is_guarded(body, start):
            found.required.update(part.required)
    return found


def fill_addresses(
    shown: tuple[Line, ...],
    addresses: Mapping[str, Address],
    values: Mapping[str, str],
    known: Mapping[str, str],
    sandbox: Sandbox,
    clock: Clock,
) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Lines with the addresses of their links filled, and the fields that lack a value there. An
    address that cannot be filled stays as the template has it.

    Raises:
        LiquidError: it cannot be done, or not within its limits.
    """
    if not addresses:
        return shown, ()
    missing: dict[str, None] = {}
    filled: dict[str, str] = {}

    def address(run: Run) -> str:
        if run.href not in addresses:
            return run.href
        if run.href not in filled:
            one = addresses[run.href]
            made, lacks = sandbox.run(one.part.tokens, values, known, encoded, clock)
            missing.update(dict.fromkeys(lacks))
            words = "".join(line.text for line in put_together(made, one.text))
            filled[run.href] = run.href if lacks else unmarked(words)
        return filled[run.href]

    lines = tuple(
        replace(line, runs=tuple(replace(run, href=address(run)) for run in line.runs))
        for line in shown
    )
    return lines, tuple(missing)


def encoded(value: str) -> str:
    """A value as one part of an address (RFC 3986, 2.1)."""
    return quote(clean_line(value), safe="")


def _why_not(href: str) -> str:
    if "{%" in href:
        return _NO_CONDITIONS
    return "" if _BEHIND_THE_HOST.match(href[: href.index("{{")]) else _TOO_EARLY


def _linked(lines: Sequence[Line]) -> Iterator[tuple[Run, int]]:
    """Runs whose address is to be filled, and where they begin in the text."""
    place = 0
    for line in lines:
        for run in line.runs:
            if "{{" in run.href or "{%" in run.href:
                yield run, place
            place += 0 if run.picture else len(run.text)
        place += 1


def _is_guarded(body: str, place: int) -> bool:
    """Whether a place of the body is there under a condition alone."""
    depth = 0
    for token in find_tokens(body):
        if token.start >= place:
            break
        if token.kind is TokenKind.TAG:
            depth += token.name in _BLOCKS
            depth -= token.name.removeprefix("end") in _BLOCKS and token.name.startswith("end")
    return depth > 0
