"""Reads a provider's file of settings (Mozilla's config-v1.1.xml). It is a stranger's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from desktop_app.domain.errors import KnownError
from desktop_app.domain.mailbox_settings import MailSettings, Source, check_server, is_loopback
from desktop_app.domain.mailboxes import DEFAULT_PORTS, Security, Server
from desktop_app.wire.autoconfig_http import is_public

_SOCKETS: Final = {"ssl": Security.TLS, "starttls": Security.STARTTLS}
_PASSWORDS: Final = ("password-cleartext", "password-encrypted", "plain", "secure")
_OAUTH: Final = "oauth2"
_MOST = 30


def read_config(content: bytes, address: str) -> MailSettings | None:
    """The settings for an address, or None where the file has none that can be used: no XML, a
    document type or entities, no IMAP or SMTP, no TLS, servers of a private network.

    Args:
        content: the file, at most ``LARGEST_FILE`` bytes.
    """
    try:
        # None of these files has a document type; whoever sends one wants to expand something.
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    provider = root.find("emailProvider")
    if provider is None:
        return None
    imap = next(_servers(provider, "incomingServer", "imap", address), None)
    smtp = next(_servers(provider, "outgoingServer", "smtp", address), None)
    if imap is None or smtp is None:
        return None
    return MailSettings(
        imap=imap[0],
        smtp=smtp[0],
        source=Source.FILE,
        title=_line(provider.findtext("displayName", "")),
        passwords=imap[1] and smtp[1],
    )


def _servers(
    provider: Element, tag: str, protocol: str, address: str
) -> Iterator[tuple[Server, bool]]:
    """The servers of a kind that can be used, those that take passwords first, and whether they
    do."""
    found = []
    for each in provider.findall(tag)[:_MOST]:
        if each.get("type") != protocol:
            continue
        security = _SOCKETS.get(_text(each, "socketType").lower())
        ways = {(way.text or "").strip().lower() for way in each.findall("authentication")[:_MOST]}
        passwords = not ways or bool(ways & {*_PASSWORDS})
        if security is None or not (passwords or _OAUTH in ways):
            continue
        port = _text(each, "port") or str(DEFAULT_PORTS[protocol, security])
        if not (port.isascii() and port.isdecimal() and len(port) <= 5):
            continue
        host = _filled(_text(each, "hostname"), address)
        user = _filled(_text(each, "username"), address) or address
        try:
            server = check_server(Server(host, int(port), security, user), protocol)
        except KnownError:
            continue
        if _is_of_this_network(server.host):
            continue
        found.append((server, passwords))
    yield from sorted(found, key=lambda each: not each[1])  # otherwise in the file's own order


def _is_of_this_network(host: str) -> bool:
    """A file from the Internet does not send passwords to this computer or to its neighbours."""
    numbers = host.replace(".", "").isdigit() or ":" in host
    return is_loopback(host) or "." not in host or (numbers and not is_public(host))


def _filled(text: str, address: str) -> str:
    local, _, domain = address.rpartition("@")
    for name, value in (
        ("%EMAILADDRESS%", address),
        ("%EMAILLOCALPART%", local),
        ("%EMAILDOMAIN%", domain),
    ):
        text = text.replace(name, value)
    return text


def _text(element: Element, tag: str) -> str:
    return (element.findtext(tag) or "").strip()


def _line(text: str | None) -> str:
    shown = "".join(char if char.isprintable() else " " for char in text or "")
    return " ".join(shown.split())[:80]
