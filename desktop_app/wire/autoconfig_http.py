"""Fetching a small file from a server that an address names, and from nowhere else.

Whoever owns the domain of an address chooses where this goes. So it goes over TLS alone, to a
public address alone (no page of the home router is ever asked for), follows few redirects, each
held to the same, and reads little.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import time
from collections.abc import Callable
from ipaddress import ip_address
from typing import Final
from urllib.parse import urljoin, urlsplit

from desktop_app import __version__

LARGEST_FILE: Final = 256 * 1024  # bytes; real ones have some 4,000
MOST_REDIRECTS: Final = 3
_STEP_WITHIN: Final = 5.0  # seconds for connecting, and between two pieces of an answer
_DONE_WITHIN: Final = 12.0  # seconds for all of it, redirects included
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class NotThere(Exception):
    """There is no such file, for whatever reason; the text says which, for the log."""


def is_public(address: str) -> bool:
    """Whether an address (in numbers) is one of the whole Internet."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not found.is_multicast


class Fetcher:
    """Fetches files by https.

    Args:
        context: how certificates are checked.
        may_ask: whether a server at an address (in numbers) may be asked.
        resolve: the addresses of a name, for tests; (name, port) as ``socket.create_connection``
            takes them.
    """

    def __init__(
        self,
        context: ssl.SSLContext | None = None,
        *,
        may_ask: Callable[[str], bool] = is_public,
        resolve: Callable[[str, int], list[tuple[str, int]]] | None = None,
    ) -> None:
        self._context = context or ssl.create_default_context()
        self._may_ask = may_ask
        self._resolve = resolve or _resolved

    def get(self, url: str) -> bytes:
        """The file at an address.

        Raises:
            NotThere: it cannot be had.
        """
        until = time.monotonic() + _DONE_WITHIN
        try:
            for _ in range(MOST_REDIRECTS + 1):
                status, where, body = self._ask(url, until)
                if status == http.client.OK:
                    return body
                if status not in _REDIRECTS or not where:
                    raise NotThere(f"status {status}")
                url = urljoin(url, where)
        except (OSError, http.client.HTTPException, ValueError, UnicodeError) as error:
            raise NotThere(type(error).__name__) from error
        raise NotThere("too many redirects")

    def _ask(self, url: str, until: float) -> tuple[int, str, bytes]:
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc:
            raise NotThere("no https")
        sock = self._connect(parts.hostname, parts.port or 443, until)
        connection = http.client.HTTPConnection(parts.hostname, parts.port or 443)
        with contextlib.closing(connection), sock:
            connection.sock = sock
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request(
                "GET",
                target,
                headers={
                    "Host": parts.netloc,
                    "User-Agent": f"Outpost/{__version__}",
                    "Accept": "application/xml, text/xml",
                    "Accept-Encoding": "identity",
                    "Connection": "close",
                },
            )
            response = connection.getresponse()
            where = response.headers.get("Location", "")
            body = self._read(response, until) if response.status == http.client.OK else b""
            return response.status, where, body

    def _connect(self, host: str, port: int, until: float) -> ssl.SSLSocket:
        refused = "no address"
        for address, at in self._resolve(host, port):
            if not self._may_ask(address):
                refused = "not a public address"
                continue
            try:
                plain = socket.create_connection((address, at), timeout=_left(until))
                try:
                    return self._context.wrap_socket(plain, server_hostname=host)
                except BaseException:
                    plain.close()
                    raise
            except OSError as error:
                refused = type(error).__name__
        raise NotThere(refused)

    def _read(self, response: http.client.HTTPResponse, until: float) -> bytes:
        body = bytearray()
        while piece := response.read1(1 << 14):
            body += piece
            if len(body) > LARGEST_FILE:
                raise NotThere("too large")
            _left(until)
        return bytes(body)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise NotThere("too slow")
    return min(left, _STEP_WITHIN)


def _resolved(host: str, port: int) -> list[tuple[str, int]]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(str(address[4][0]), port) for address in found]
