"""Finds where the mailbox of an address is: known providers, DNS, the provider's own file, that of
whoever takes the domain's mail, and servers of the usual names that answer."""

from __future__ import annotations

import contextlib
import imaplib
import logging
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Final, Protocol, TypeVar
from urllib.parse import quote

from desktop_app.domain.addresses import registered_domain
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.mailbox_providers import MailProvider, by_domain, by_host, by_mail_server
from desktop_app.domain.mailbox_settings import (
    MailSettings,
    Source,
    check_host,
    check_server,
    guesses,
)
from desktop_app.domain.mailboxes import Security, Server
from desktop_app.wire.autoconfig_dns import Names, Service
from desktop_app.wire.autoconfig_file import read_config
from desktop_app.wire.autoconfig_http import Fetcher, NotThere
from desktop_app.wire.mail_tls import tls_context

log = logging.getLogger(__name__)

_T = TypeVar("_T")

_ANSWERS_WITHIN: Final = 4.0  # seconds for a server of a usual name

Knock = Callable[[Server, str], bool]
"""Whether a server speaks a protocol (``imap``, ``smtp``) over TLS that holds."""


class _Names(Protocol):
    def services(self, service: str, domain: str) -> tuple[Service, ...]: ...
    def mail_servers(self, domain: str) -> tuple[str, ...]: ...


class _Files(Protocol):
    def get(self, url: str) -> bytes: ...


class Autoconfig:
    """Finds the settings of mailboxes.

    Args:
        names: asks DNS.
        files: fetches by https.
        knock: tries a server.
    """

    def __init__(
        self,
        names: _Names | None = None,
        files: _Files | None = None,
        knock: Knock | None = None,
    ) -> None:
        self._names = names or Names()
        self._files = files or Fetcher()
        self._knock = knock or answers

    def find(self, address: str, tell: Callable[[str], None] = lambda said: None) -> MailSettings:
        """Where the mailbox of an address is. Nothing secret is asked for or sent.

        Args:
            address: in its kept spelling.
            tell: told in a few words what is being looked at.

        Raises:
            KnownError: nothing was found, or the provider lets no program in.
        """
        domain = address.rpartition("@")[2]
        tell(tr("Looking for the servers of {domain}", domain=domain))
        if provider := by_domain(domain):
            return _of_provider(provider, address)
        with ThreadPoolExecutor(8, thread_name_prefix="autoconfig") as asking:
            records = asking.submit(self._by_records, domain, address)
            files = [asking.submit(self._by_file, url, address) for url in _places_of_file(address)]
            takers = asking.submit(self._names.mail_servers, domain).result()
            hosted = _first(by_mail_server(each) for each in takers)
            found = self._best(address, records, files, hosted)
        found = found or self._by_hoster(takers, address, tell)
        if found is not None:
            return found
        tell(tr("Trying the usual names at {domain}", domain=domain))
        guessed = self._by_guess(domain, address)
        if guessed is None:
            raise KnownError(
                tr("The mail servers of {domain} could not be found.", domain=domain),
                tr(
                    "Enter them by hand: your provider's help pages name its IMAP and "
                    "SMTP servers. If "
                    "this computer is offline, try again when it is not."
                ),
                field="servers",
            )
        return guessed

    def _best(
        self,
        address: str,
        records: Future[MailSettings | None],
        files: Iterable[Future[MailSettings | None]],
        hosted: MailProvider | None,
    ) -> MailSettings | None:
        """A known provider, then what the domain itself says over TLS, then in DNS."""
        if hosted is not None:
            return _of_provider(hosted, address)
        by_file = _first(each.result() for each in files)
        by_records = records.result()
        if by_file is not None:
            return _known(by_file)
        return _known(by_records) if by_records is not None else None

    def _by_records(self, domain: str, address: str) -> MailSettings | None:
        """RFC 6186 and RFC 8314: TLS from the first byte is preferred to STARTTLS."""
        imap = self._service(domain, "imap", (("imaps", Security.TLS), ("imap", Security.STARTTLS)),
                             address)  # fmt: skip
        smtp = self._service(
            domain,
            "smtp",
            (("submissions", Security.TLS), ("submission", Security.STARTTLS)),
            address,
        )
        if imap is None or smtp is None:
            return None
        own = all(_is_within(each.host, domain) for each in (imap, smtp))
        return MailSettings(imap, smtp, Source.DNS, trusted=own)

    def _service(
        self, domain: str, protocol: str, ways: tuple[tuple[str, Security], ...], user: str
    ) -> Server | None:
        for name, security in ways:
            for each in self._names.services(name, domain):
                with contextlib.suppress(KnownError):
                    return check_server(Server(each.host, each.port, security, user), protocol)
        return None

    def _by_file(self, url: str, address: str) -> MailSettings | None:
        try:
            return read_config(self._files.get(url), address)
        except NotThere as error:
            log.info("no settings at %s: %s", url.partition("?")[0], error)
            return None

    def _by_hoster(
        self, takers: Sequence[str], address: str, tell: Callable[[str], None]
    ) -> MailSettings | None:
        """What the file of the hoster says who takes the domain's mail, as its MX has it.

        Asked where nobody nearer says anything, since it learns the address. Who it is stands in
        DNS alone, so that nobody vouches for it.
        """
        hoster = _hoster(takers)
        if not hoster or hoster == address.rpartition("@")[2]:
            return None
        tell(tr("Looking for the servers of {domain}", domain=hoster))
        with ThreadPoolExecutor(2, thread_name_prefix="autoconfig") as asking:
            files = [
                asking.submit(self._by_file, url, address)
                for url in _places_of_file(address, hoster)
            ]
            found = _first(each.result() for each in files)
        return _known(replace(found, trusted=False)) if found is not None else None

    def _by_guess(self, domain: str, address: str) -> MailSettings | None:
        imap, smtp = guesses(domain, address)
        with ThreadPoolExecutor(len(imap) + len(smtp), thread_name_prefix="knock") as knocking:
            tries = [
                [(server, knocking.submit(self._knock, server, protocol)) for server in servers]
                for protocol, servers in (("imap", imap), ("smtp", smtp))
            ]
            found = [_first(server for server, open_ in each if open_.result()) for each in tries]
        if found[0] is None or found[1] is None:
            return None
        return MailSettings(found[0], found[1], Source.GUESS)


def answers(server: Server, protocol: str) -> bool:
    """Whether a mail server answers, with a certificate for its name. Nobody signs in."""
    context = tls_context()
    try:
        if protocol == "imap":
            return _imap_answers(server, context)
        return _smtp_answers(server, context)
    except (OSError, imaplib.IMAP4.error, smtplib.SMTPException, ValueError, EOFError):
        return False


def _imap_answers(server: Server, context: ssl.SSLContext) -> bool:
    within = _ANSWERS_WITHIN
    if server.security is Security.TLS:
        with imaplib.IMAP4_SSL(server.host, server.port, ssl_context=context, timeout=within):
            return True
    with imaplib.IMAP4(server.host, server.port, timeout=within) as plain:
        plain.starttls(context)
    return True


def _smtp_answers(server: Server, context: ssl.SSLContext) -> bool:
    within, name = _ANSWERS_WITHIN, socket.gethostname().partition(".")[0] or "localhost"
    if server.security is Security.TLS:
        with smtplib.SMTP_SSL(
            server.host, server.port, local_hostname=name, context=context, timeout=within
        ) as tls:
            return tls.ehlo()[0] == 250
    with smtplib.SMTP(server.host, server.port, local_hostname=name, timeout=within) as plain:
        plain.starttls(context=context)
    return True


def _hoster(takers: Sequence[str]) -> str:
    """The domain of who takes mail first; "" for nobody, and for what can be no server."""
    try:
        hoster = registered_domain(check_host(takers[0])) if takers else ""
    except KnownError:
        return ""
    return hoster if "." in hoster else ""


def _places_of_file(address: str, domain: str = "") -> tuple[str, str]:
    """Where a domain, by itself the address's own, has its file of settings."""
    domain = domain or address.rpartition("@")[2]
    return (
        f"https://autoconfig.{domain}/mail/config-v1.1.xml?emailaddress={quote(address)}",
        f"https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml",
    )


def _of_provider(provider: MailProvider, address: str) -> MailSettings:
    if provider.instead:
        raise KnownError(
            tr("{title} cannot be connected just like that.", title=provider.title),
            provider.instead,
            field="servers" if provider.places else "",
        )
    return provider.settings(address)


def _known(found: MailSettings) -> MailSettings:
    """Settings with what is known of the provider whose servers they name."""
    imap, smtp = by_host(found.imap.host), by_host(found.smtp.host)
    if imap is None or smtp is None or imap.id != smtp.id:
        return found
    known = imap.settings(found.imap.user)
    return replace(
        found,
        title=found.title or known.title,
        provider=known.provider,
        passwords=known.passwords,
        hint=known.hint,
        trusted=True,
    )


def _is_within(host: str, domain: str) -> bool:
    return host == domain or host.endswith("." + domain)


def _first(found: Iterable[_T | None]) -> _T | None:
    return next((each for each in found if each is not None), None)
