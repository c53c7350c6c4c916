"""What the domain of an address says of its mail in DNS."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, Final

import dns.exception
import dns.resolver

_WITHIN: Final = 4.0  # seconds for one question, over all name servers
_MOST = 20


@dataclass(frozen=True, slots=True)
class Service:
    """A server that a record names."""

    host: str
    port: int


class Names:
    """Questions to the name servers of this computer. Whatever goes wrong there is an answer
    without records: there are other ways to find a mailbox.

    Args:
        resolver: another one than the system's.
    """

    def __init__(self, resolver: dns.resolver.Resolver | None = None) -> None:
        self._resolver = resolver

    def services(self, service: str, domain: str) -> tuple[Service, ...]:
        """Where a service of a domain is (SRV, RFC 2782), the most wanted first.

        Args:
            service: ``imaps``, ``imap``, ``submissions`` or ``submission``.

        Returns:
            nothing where the domain says nothing, or that there is no such service (a target of
            ``.``).
        """
        records = self._ask(f"_{service}._tcp.{domain}.", "SRV")
        # Among those of one priority the heavier ones come first more often.
        chance = secrets.SystemRandom()
        ordered = sorted(
            records, key=lambda each: (each.priority, -chance.random() * (each.weight + 1))
        )
        found = [
            Service(each.target.to_text(omit_final_dot=True).lower(), each.port) for each in ordered
        ]
        return tuple(each for each in found if each.host not in (".", ""))

    def mail_servers(self, domain: str) -> tuple[str, ...]:
        """Who takes mail for a domain (MX), the most wanted first."""
        records = sorted(self._ask(f"{domain}.", "MX"), key=lambda each: each.preference)
        found = [each.exchange.to_text(omit_final_dot=True).lower() for each in records]
        return tuple(each for each in found if each not in (".", ""))

    def _ask(self, name: str, kind: str) -> list[Any]:
        try:
            resolver = self._resolver or dns.resolver.get_default_resolver()
            answer = resolver.resolve(name, kind, lifetime=_WITHIN, search=False)
        except (dns.exception.DNSException, OSError, UnicodeError):
            return []
        return [*answer][:_MOST]
