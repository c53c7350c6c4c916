"""Where a mailbox's servers are: as found, as typed, and as an address of the command line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from ipaddress import IPv6Address, ip_address
from typing import Any, Final
from urllib.parse import quote, unquote

from desktop_app.domain.addresses import ascii_domain, normalise_address
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.mailboxes import DEFAULT_PORTS, Security, Server

MOST_ALIASES: Final = 50
LARGEST_CAP: Final = 10_000
HORIZONS: Final = (30, 90, 180, 365, 730, 1825, None)
"""Days of mail that can be kept here; None is everything."""
FIRST_DAYS: Final = 90

_LONGEST_NAME = 200
_LONGEST_USER = 320
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?")
_SCHEMES: Final = {
    "imaps": ("imap", Security.TLS),
    "imap+starttls": ("imap", Security.STARTTLS),
    "imap": ("imap", Security.NONE),
    "smtps": ("smtp", Security.TLS),
    "smtp+starttls": ("smtp", Security.STARTTLS),
    "smtp": ("smtp", Security.NONE),
}
_EXAMPLES: Final = {
    "imap": tr("imaps://user@imap.example.com:993 or imap+starttls://user@imap.example.com:143"),
    "smtp": tr("smtps://user@smtp.example.com:465 or smtp+starttls://user@smtp.example.com:587"),
}


class Source(StrEnum):
    """Who said where the servers are."""

    TABLE = "table"  # Outpost itself knows this provider
    DNS = "dns"  # records of the domain (RFC 6186, RFC 8314)
    FILE = "file"  # the provider's own file of settings
    GUESS = "guess"  # servers of the usual names answered
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Servers of a mailbox, and what there is to know before one signs in.

    Args:
        title: what the provider is called, "" when unknown.
        provider: whose OAuth 2 tokens the servers take, ``google`` or ``microsoft``, or "".
        passwords: whether they take a password at all.
        hint: what to know about the password ("Google wants an app password …"), or "".
        trusted: whether the address's own domain, or this program, vouches for the servers. What
            stands in DNS alone may have been put there by whoever runs the network (RFC 6186,
            section 6): the user is asked before a password goes there.
    """

    imap: Server
    smtp: Server
    source: Source
    title: str = ""
    provider: str = ""
    passwords: bool = True
    hint: str = ""
    trusted: bool = True

    @property
    def other_user(self) -> str:
        """The user name to try next where the whole address is refused: what stands before its @
        (RFC 6186, section 4). "" where somebody said which name it is."""
        unsaid = self.source in (Source.DNS, Source.GUESS) and not self.title
        local, at, _ = self.imap.user.rpartition("@")
        return local if unsaid and at else ""

    def as_taken(self, imap_user: str, smtp_user: str) -> MailSettings:
        """With the user names that the servers took, where they are others ("" where not)."""
        return replace(
            self,
            imap=replace(self.imap, user=imap_user or self.imap.user),
            smtp=replace(self.smtp, user=smtp_user or self.smtp.user),
        )


@dataclass(frozen=True, slots=True)
class MailboxDraft:
    """A mailbox as somebody wants to add it; its password is in the keyring already.

    Args:
        aliases: further addresses it receives and may write from, as typed.
    """

    address: str
    settings: MailSettings
    name: str = ""
    aliases: tuple[str, ...] = ()
    ca_pem: str = ""
    oauth: bool = False


def check_address(typed: str) -> str:
    """An address in the spelling in which it is kept.

    Raises:
        KnownError: it is none.
    """
    address = normalise_address(typed)
    if address is None:
        shown = " ".join(typed.split())[:80]
        raise KnownError(
            tr("“{shown}” is no e-mail address.", shown=shown)
            if shown
            else tr("The e-mail address is missing."),
            tr("It looks like name@company.example."),
            field="address",
        )
    return address


def check_aliases(typed: tuple[str, ...], address: str) -> tuple[str, ...]:
    """Aliases in the spelling in which they are kept, each once, without the address itself.

    Raises:
        KnownError: one of them is no address, or there are too many.
    """
    found = dict.fromkeys(check_address(each) for each in typed if each.strip())
    found.pop(address, None)
    if len(found) > MOST_ALIASES:
        raise KnownError(
            tr("A mailbox can have {most_aliases} aliases at most.", most_aliases=MOST_ALIASES),
            field="address",
        )
    return tuple(found)


def check_name(typed: str) -> str:
    """A name as it stands in From: one line.

    Raises:
        KnownError: it is too long.
    """
    name = " ".join("".join(c if c.isprintable() else " " for c in typed).split())
    if len(name) > _LONGEST_NAME:
        raise KnownError(
            tr("A name has {longest_name} letters at most.", longest_name=_LONGEST_NAME),
            field="name",
        )
    return name


def check_cap(daily_cap: int) -> int:
    """How many mails a day may leave a mailbox.

    Raises:
        KnownError: no possible number.
    """
    if not 1 <= daily_cap <= LARGEST_CAP:
        raise KnownError(
            tr(
                "A daily limit is a number from 1 to {largest_cap}.",
                largest_cap=numeral(LARGEST_CAP),
            ),
            tr("To send nothing for a while, pause the mailbox."),
            field="cap",
        )
    return daily_cap


def check_horizon(days: int | None) -> int | None:
    """How many days of mail are kept here; None for all.

    Raises:
        KnownError: no possible number.
    """
    if days is not None and not 1 <= days <= 36_500:
        raise KnownError(tr("Mail can be kept from 1 day on."), tr("Or choose everything."))
    return days


def check_server(server: Server, protocol: str) -> Server:
    """A server as it can be connected with.

    Args:
        protocol: ``imap`` or ``smtp``.

    Raises:
        KnownError: its name, port or user cannot be right, or it would be spoken to without TLS
            over a network.
    """
    host = check_host(server.host)
    if not 1 <= server.port <= 65_535:
        raise KnownError(
            tr("{port} is no port of a mail server.", port=server.port),
            tr(
                "The usual one here is {default_ports}.",
                default_ports=DEFAULT_PORTS[protocol, server.security],
            ),
            field="port",
        )
    if server.security is Security.NONE and not is_loopback(host):
        raise KnownError(
            tr("{host} has to be reached over TLS.", host=host),
            tr(
                "Without it everybody on the way could read your password. Choose TLS or STARTTLS; "
                "only a server on this very computer may do without."
            ),
            field="host",
        )
    user = server.user.strip()
    if not user or len(user) > _LONGEST_USER or not user.isprintable():
        raise KnownError(
            tr("The user name for {host} is missing.", host=host)
            if not user
            else tr("The user name for {host} cannot be right.", host=host),
            tr("It is often the e-mail address."),
            field="user",
        )
    return Server(host, server.port, server.security, user)


def check_host(typed: str) -> str:
    """A server's name, or its address in numbers, as it can be looked up.

    Raises:
        KnownError: it can be none.
    """
    host = typed.strip().lower()
    if numbers := _numbers(host):
        return numbers
    ascii_host = host if host.isascii() else ascii_domain(host)
    if ascii_host is None or len(ascii_host) > 253 or not _HOST.fullmatch(ascii_host):
        raise KnownError(
            tr("“{host}” is no name of a server.", host=host[:80])
            if host
            else tr("The server's name is missing."),
            tr("It looks like imap.company.example."),
            field="host",
        )
    return ascii_host.rstrip(".")


def is_loopback(host: str) -> bool:
    """Whether a server runs on this very computer."""
    numbers = _numbers(host)
    return host == "localhost" or (bool(numbers) and ip_address(numbers).is_loopback)


def parse_server_url(url: str, protocol: str, user: str) -> Server:
    """A server as the command line is given one: ``imaps://user@host:993``.

    Args:
        protocol: ``imap`` or ``smtp``, which the URL has to be of.
        user: who signs in where the URL names nobody.

    Raises:
        KnownError: it is no such URL.
    """
    scheme, colon, rest = url.strip().partition("://")
    known = _SCHEMES.get(scheme.lower())
    if not colon or known is None:
        raise KnownError(
            tr("“{shown}” is no address of a mail server.", shown=_shown(url)),
            tr("It looks like {examples}.", examples=_EXAMPLES[protocol]),
        )
    if known[0] != protocol:
        raise KnownError(
            tr(
                "“{scheme}” is for {known}, and {protocol} was asked for.",
                scheme=scheme,
                known=known[0].upper(),
                protocol=protocol.upper(),
            ),
            tr("It looks like {examples}.", examples=_EXAMPLES[protocol]),
        )
    authority, slash, path = rest.partition("/")
    if (slash and path) or any(mark in authority for mark in "?#"):
        raise KnownError(
            tr("Nothing follows the server's name in “{shown}”.", shown=_shown(url)),
            tr("It looks like {examples}.", examples=_EXAMPLES[protocol]),
        )
    named, at, place = authority.rpartition("@")
    if at and ":" in named:
        raise KnownError(
            tr("A password does not belong into the server's address."),
            tr("Give it as the first line of the input. A colon in a user name is written %3A."),
        )
    host, port = _split_port(place, url, protocol)
    security = known[1]
    server = Server(
        host,
        DEFAULT_PORTS[protocol, security] if port is None else port,
        security,
        unquote(named) if at else user,
    )
    return check_server(server, protocol)


def server_url(server: Server, protocol: str) -> str:
    """The address by which the command line would be given this server."""
    scheme = next(name for name, known in _SCHEMES.items() if known == (protocol, server.security))
    host = f"[{server.host}]" if ":" in server.host else server.host
    user = quote(server.user, safe="@")
    return f"{scheme}://{user}@{host}:{server.port}"


def guesses(domain: str, user: str) -> tuple[tuple[Server, ...], tuple[Server, ...]]:
    """The servers that a domain most often has: of IMAP, then of SMTP, the likeliest first.

    TLS from the first byte comes before STARTTLS (RFC 8314, section 3).
    """

    def likely(names: tuple[str, ...], *ways: tuple[int, Security]) -> tuple[Server, ...]:
        return tuple(
            Server(f"{name}.{domain}" if name else domain, port, security, user)
            for port, security in ways
            for name in names
        )

    return (
        likely(("imap", "mail", ""), (993, Security.TLS), (143, Security.STARTTLS)),
        likely(("smtp", "mail", ""), (465, Security.TLS), (587, Security.STARTTLS)),
    )


# -- through a row of the database ----------------------------------------------------------------


def settings_document(settings: MailSettings) -> dict[str, Any]:
    """Settings as JSON; :func:`settings_of` reads it."""
    return {
        "imap": _server_document(settings.imap),
        "smtp": _server_document(settings.smtp),
        "source": str(settings.source),
        "title": settings.title,
        "provider": settings.provider,
        "passwords": settings.passwords,
        "hint": settings.hint,
        "trusted": settings.trusted,
    }


def settings_of(document: Mapping[str, Any]) -> MailSettings:
    """The inverse of :func:`settings_document`."""
    return MailSettings(
        imap=_server_of(document["imap"]),
        smtp=_server_of(document["smtp"]),
        source=Source(document["source"]),
        title=document["title"],
        provider=document["provider"],
        passwords=document["passwords"],
        hint=document["hint"],
        trusted=document["trusted"],
    )


def _server_document(server: Server) -> dict[str, Any]:
    return {
        "host": server.host,
        "port": server.port,
        "security": str(server.security),
        "user": server.user,
    }


def _server_of(document: Mapping[str, Any]) -> Server:
    return Server(
        document["host"], document["port"], Security(document["security"]), document["user"]
    )


def _split_port(place: str, url: str, protocol: str) -> tuple[str, int | None]:
    """``host:993``, ``[::1]:993`` or a name alone."""
    if place.startswith("["):
        host, closed, rest = place[1:].partition("]")
        port = rest.removeprefix(":")
        fits = not rest or (rest.startswith(":") and port != "")
        host = host if closed else place
    else:
        host, colon, port = place.partition(":")
        fits = bool(port) or not colon
    if not fits or (port and not (port.isascii() and port.isdecimal() and len(port) <= 5)):
        raise KnownError(
            tr("The port in “{shown}” is no number.", shown=_shown(url)),
            tr("It looks like {examples}.", examples=_EXAMPLES[protocol]),
        )
    return host, int(port) if port else None


def _shown(url: str) -> str:
    """An address for a sentence, without what may be a password in it."""
    words = " ".join(url.split())
    scheme, colon, rest = words.partition("://")
    named, at, place = (rest if colon else words).rpartition("@")
    shown = f"{scheme}{colon}…@{place}" if colon and at and ":" in named else words
    return shown[:80] + ("…" if len(shown) > 80 else "")


def _numbers(host: str) -> str:
    """An address in numbers, of either version; "" where it is none."""
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    try:
        address = ip_address(bare)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.scope_id:
        return ""
    return str(address)
