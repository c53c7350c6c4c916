"""Asking a provider: bounded in time and size, over TLS, never led elsewhere by a redirect.

requests carries it (through Authlib's session for the token endpoint), which honours the proxy
and certificate variables of the environment.
"""

from __future__ import annotations

import json
import time
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from desktop_app import __version__
from desktop_app.wire.oauth_faults import OddAnswer

CONNECT_WITHIN: Final = 10.0  # seconds
READ_WITHIN: Final = 20.0  # seconds between two pieces of an answer
DONE_WITHIN: Final = 60.0  # seconds for a whole answer
LARGEST_ANSWER: Final = 1 << 20  # bytes; the largest key set seen in the wild has some 20,000


class _Bounded(HTTPAdapter):
    """Reads an answer up to a size, and no longer than a time."""

    def send(self, request: requests.PreparedRequest, *args: Any, **named: Any) -> Any:
        until = time.monotonic() + DONE_WITHIN
        named["stream"] = True
        named["timeout"] = (CONNECT_WITHIN, READ_WITHIN)
        response = super().send(request, *args, **named)
        body = bytearray()
        # Unpacked as it comes, so that a small answer cannot unfold into a large one.
        for piece in response.iter_content(1 << 14):
            body += piece
            if len(body) > LARGEST_ANSWER:
                response.close()
                raise OddAnswer("too large")
            if time.monotonic() > until:
                response.close()
                raise requests.Timeout
        response._content = bytes(body)
        return response


def prepare(session: requests.Session, *, on_loopback: bool) -> None:
    """Give a session the bounds of this module.

    Args:
        on_loopback: the provider runs on this computer; no proxy stands between, and it needs no
            TLS. Any other must have it.
    """
    session.mount("https://", _Bounded())
    session.mount("http://", _Bounded())
    session.headers["User-Agent"] = f"Outpost/{__version__}"
    session.trust_env = not on_loopback
    # Without this, requests would look for a password in ~/.netrc.
    session.auth = _as_it_is


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def is_loopback(url: str) -> bool:
    """Whether an address is of this computer, by number or as ``localhost``."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def safe_url(url: object, *, on_loopback: bool) -> str:
    """An address that may be asked.

    Raises:
        OddAnswer: it is none, or is neither https nor of a provider on this computer.
    """
    if isinstance(url, str):
        try:
            parts = urlsplit(url)
            secure = parts.scheme == "https" and bool(parts.hostname)
        except ValueError:
            raise OddAnswer("no address") from None
        if "@" not in parts.netloc and (
            secure or (on_loopback and parts.scheme == "http" and is_loopback(url))
        ):
            return url
    raise OddAnswer("an address without TLS")


def get_json(session: Any, url: str, bearer: str | None = None) -> Any:
    """The JSON at an address.

    Args:
        session: Authlib's, prepared.
        bearer: the access token to show there.

    Raises:
        OddAnswer: another status than 200 (a redirect too), or no JSON.
        requests.RequestException: it cannot be reached.
    """
    headers = {"Accept": "application/json"}
    if bearer is not None:
        headers["Authorization"] = f"Bearer {bearer}"
    response = session.get(url, headers=headers, allow_redirects=False, withhold_token=True)
    if response.status_code >= 500:
        raise requests.ConnectionError
    if response.status_code != requests.codes.ok:
        raise OddAnswer(f"status {response.status_code}")
    try:
        return json.loads(response.content)
    except (ValueError, RecursionError):
        raise OddAnswer("no JSON") from None
