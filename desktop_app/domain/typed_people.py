"""People as they are typed or pasted into a line of recipients."""

from __future__ import annotations

import re

from desktop_app.domain.addresses import normalise_address
from desktop_app.domain.mail import Address

_NAMED = re.compile(r"\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^<>\"]*?))\s*<\s*([^<>]+?)\s*>\s*\Z", re.S)
_PARTS = re.compile(r"(?:\"(?:[^\"\\]|\\.)*\"|<[^<>]*>|[^,;\n\"<]|[\"<])+")


def read_people(text: str) -> tuple[Address, ...]:
    """The people of a text, parted by commas, semicolons and line ends; a comma inside quotes, or
    before an address in brackets, is part of a name. Where something names nobody who could be
    written to, its words are the name and there is no address."""
    people: list[Address] = []
    held = ""
    for match in _PARTS.finditer(text):
        part = f"{held}, {match[0].strip()}" if held else match[0].strip()
        if not part:
            continue
        # "Caldaro, Ines <ines@…>": the first half names nobody, the second an address.
        if "@" not in part and not held and _goes_on_with_brackets(text, match.end()):
            held = part
            continue
        held = ""
        people.extend(_several(part))
    if held:
        people.append(Address(held, ""))
    return tuple(people)


def _goes_on_with_brackets(text: str, end: int) -> bool:
    following = re.match(r"\s*,([^,;\n<]*)<", text[end:])
    return following is not None and "@" not in following[1]


def _several(part: str) -> list[Address]:
    if "<" not in part and part.count("@") > 1:
        return [read_person(each) for each in part.split()]
    return [read_person(part)]


def read_person(text: str) -> Address:
    """One person: ``Ines <ines@…>`` or an address; a name alone has no address."""
    text = " ".join(text.split())
    match = _NAMED.match(text)
    if match:
        name = re.sub(r"\\(.)", r"\1", match[1]) if match[1] is not None else match[2]
        address = normalise_address(match[3])
        if address is not None:
            return Address(name.strip(" '"), address)
        return Address(text, "")
    address = normalise_address(text) if "@" in text and " " not in text else None
    return Address("", address) if address else Address(text, "")
