"""The links that begin a mail (RFC 6068): who it goes to, what it is about, what it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from desktop_app.domain.addresses import normalise_address
from desktop_app.domain.mail import Address

_MOST_PEOPLE = 100
_MOST_SUBJECT = 900  # characters; a line of a header has 998 (RFC 5322, 2.1.1)
_MOST_BODY = 20_000


@dataclass(frozen=True, slots=True)
class Mailto:
    """What a link asks for. Files, hidden recipients and other header fields of it are left out:
    a stranger wrote it."""

    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    subject: str = ""
    body: str = ""

    @property
    def is_address_alone(self) -> bool:
        """Whether it says nothing but whom to write to."""
        return not (self.cc or self.subject or self.body)


def read_mailto(link: str) -> Mailto | None:
    """What a link asks for; None where it is none of these, or has nothing that can be used."""
    scheme, colon, rest = link.strip().partition(":")
    if not colon or scheme.strip().lower() != "mailto":
        return None
    path, _, query = rest.partition("#")[0].partition("?")
    to, cc = [path], []
    subject = body = ""
    for field in query.split("&"):
        name, _, value = field.partition("=")
        match unquote(name).lower():
            case "to":
                to.append(value)
            case "cc":
                cc.append(value)
            case "subject":
                subject = subject or _one_line(unquote(value))[:_MOST_SUBJECT]
            case "body":
                body = body or _lines(unquote(value))[:_MOST_BODY]
    asked = Mailto(_people(to), _people(cc), subject, body)
    return asked if asked != Mailto() else None


def _people(lists: Iterable[str]) -> tuple[Address, ...]:
    # Commas within an address are written %2C, so those that are left stand between addresses.
    written = (unquote(each) for one in lists for each in one.split(","))
    known = dict.fromkeys(address for each in written if (address := normalise_address(each)))
    return tuple(Address("", each) for each in list(known)[:_MOST_PEOPLE])


def _one_line(text: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def _lines(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in lines if each.isprintable() or each in "\n\t").strip("\n")
