"""Where the browser comes back to: a page on this computer that answers one request, once.

RFC 8252, section 7.3: the loopback address by its number, any free port, open only as long as
somebody is expected.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import socket
import sys
import threading
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qsl, urlsplit

_PATIENCE = 10.0  # seconds for a browser to send its request, once it has connected
_MOST_FIELDS = 20

_STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:28rem;margin:20vh auto;padding:0 1rem;"
    "color:#24292f;background:#fff}"
    "@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#1b1d21}}"
)
_PAGE: Final = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Outpost</title>'
    '<meta name="viewport" content="width=device-width">'
    f"<style>{_STYLE}</style><p>{{said}}</p></html>"
)
_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_HEADERS: Final = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Connection": "close",
}

COME_BACK: Final = "You can close this page and go back to Outpost."
_NOT_EXPECTED: Final = "Outpost did not expect this page. Start the sign-in from Outpost."


class LoopbackListener:
    """Waits on the loopback address for the one redirect that carries the right state.

    Whatever else comes is refused and changes nothing: another path, another Host (a page that
    made its own name point here), another method, another state.

    Args:
        state: what the redirect must carry.

    Raises:
        OSError: the loopback address cannot be listened on.
    """

    def __init__(self, state: str) -> None:
        self._state = state.encode()
        self._answer: Mapping[str, str] | None = None
        self._mutex = threading.Lock()
        self._settled = threading.Event()
        self._closing = threading.Event()
        self._server = _Server(self)
        self._host = f"127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._serve, name="sign-in-listener", daemon=True)
        self._thread.start()

    @property
    def redirect_uri(self) -> str:
        return f"http://{self._host}/"

    def wait(self) -> Mapping[str, str] | None:
        """The fields of the redirect, when it has come; None once :meth:`close` was called."""
        self._settled.wait()
        return self._answer

    def close(self) -> None:
        """Listen no longer; from any thread, any number of times."""
        self._settled.set()
        self._closing.set()
        # A knock at the own door ends the wait for a connection, which has no end of itself.
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", self._server.server_port), timeout=1).close()
        self._thread.join()

    def _serve(self) -> None:
        with self._server:
            while not self._closing.is_set():
                self._server.handle_request()

    def answer_for(self, method: str, target: str, host: str | None) -> tuple[HTTPStatus, str]:
        """What a request gets: its status and the sentence of its page."""
        if host != self._host:
            return HTTPStatus.MISDIRECTED_REQUEST, _NOT_EXPECTED
        parts = urlsplit(target)
        if parts.path != "/" or parts.netloc:
            return HTTPStatus.NOT_FOUND, _NOT_EXPECTED
        if method != "GET":
            return HTTPStatus.METHOD_NOT_ALLOWED, _NOT_EXPECTED
        fields = _fields(parts.query)
        state = fields.get("state", "").encode() if fields is not None else b""
        if fields is None or not hmac.compare_digest(state, self._state):
            return HTTPStatus.BAD_REQUEST, _NOT_EXPECTED
        with self._mutex:
            if self._answer is not None or self._settled.is_set():
                return HTTPStatus.GONE, "This sign-in is over. " + COME_BACK
            self._answer = MappingProxyType(fields)
        return HTTPStatus.OK, COME_BACK

    def answered(self) -> None:
        """The page was sent, or the browser did not wait for it: whoever waits may go on."""
        self._settled.set()


def _fields(query: str) -> dict[str, str] | None:
    """The fields of a query; None where one comes twice, or what came is no text (RFC 6749, 3.1:
    parameters must not be repeated)."""
    try:
        pairs = parse_qsl(query, True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:
        return None
    fields = dict(pairs)
    return fields if len(fields) == len(pairs) else None


class _Server(ThreadingHTTPServer):
    # A browser opens connections ahead and leaves them idle: each has its own thread.
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = False

    def __init__(self, listener: LoopbackListener) -> None:
        self.listener = listener
        super().__init__(("127.0.0.1", 0), _Handler)

    def server_bind(self) -> None:
        """Bind, without asking a name server for this computer's name as the base class does."""
        if sys.platform == "win32":
            # Elsewhere nobody can listen on the same port; there, anybody could.
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        self.socket.bind(self.server_address)
        self.server_name, self.server_port = self.socket.getsockname()[:2]

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that broke off is no fault of ours, and its request is not for a log."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = _PATIENCE

    def do_GET(self) -> None:
        status, said = self.server.listener.answer_for(
            self.command, self.path, self.headers.get("Host")
        )
        try:
            self._send(status, said)
        finally:
            if status is HTTPStatus.OK:
                self.server.listener.answered()

    do_POST = do_PUT = do_DELETE = do_OPTIONS = do_PATCH = do_HEAD = do_GET  # noqa: N815

    def _send(self, status: HTTPStatus, said: str) -> None:
        body = _PAGE.replace("{said}", said).encode()
        self.send_response(status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def version_string(self) -> str:
        return "Outpost"

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a request's line has the code in it."""
