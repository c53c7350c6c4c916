"""The line to an IMAP server: bytes in and out, bounded in time and in size, and interruptible.

``imaplib`` reads literals of any announced size into memory, waits as long as the server likes,
and cannot be woken. This stands between it and the socket. Lines end somewhere, what is not a
message is small, silence is a fault, and :meth:`Line.interrupt` ends every wait.
"""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from typing import IO, Final, Protocol, cast

from desktop_app.domain.language import tr
from desktop_app.domain.mail_faults import ConnectionNotSafe, MailServerUnreachable
from desktop_app.domain.mailboxes import Security, Server
from desktop_app.wire.mail_tls import tls_context

CONNECT_WITHIN: Final = 20.0  # seconds
SILENCE: Final = 60.0  # seconds without a byte, where one is due
LONGEST_LINE: Final = 1 << 24  # bytes; a list of a million message numbers is shorter
LARGEST_ANSWER: Final = 64 << 20  # bytes of one command's answer, without messages
_CHUNK: Final = 1 << 18
_SEND_AT_ONCE: Final = 1 << 16


class Interrupted(Exception):
    """Somebody ended the wait for the server; the connection is of no more use."""


class _Socket(Protocol):
    def recv_into(self, buffer: memoryview) -> int: ...
    def sendall(self, data: bytes | memoryview) -> None: ...
    def settimeout(self, value: float | None) -> None: ...
    def fileno(self) -> int: ...
    def close(self) -> None: ...


class _Closed:
    """Stands for the socket of a line that is not open."""

    def recv_into(self, buffer: memoryview) -> int:
        raise ValueError

    def sendall(self, data: bytes | memoryview) -> None:
        raise ValueError

    def settimeout(self, value: float | None) -> None: ...

    def fileno(self) -> int:
        return -1

    def close(self) -> None: ...


class Line:
    """A connection to a server, safe before anything is said on it.

    Args:
        server: where to; its ``security`` says how.
        ca_pem: one more certificate authority to trust; "" for none.
        clock: seconds.

    Raises:
        ConnectionNotSafe: no TLS, or a certificate that is not to be trusted.
        MailServerUnreachable: nobody answers.
    """

    def __init__(
        self,
        server: Server,
        ca_pem: str = "",
        *,
        silence: float = SILENCE,
        connect_within: float = CONNECT_WITHIN,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.host = server.host
        self._silence = silence
        self._clock = clock
        self._bytes = bytearray(_CHUNK)
        self._buffer = memoryview(self._bytes)
        self._start = self._end = 0
        self._answer_left = LARGEST_ANSWER
        self._wake, self._waker = socket.socketpair()
        self._interrupted = threading.Event()
        self._socket: _Socket = _Closed()
        try:
            self._open(server, ca_pem, connect_within)
        except BaseException:
            self.close()
            raise

    @property
    def closed(self) -> bool:
        return isinstance(self._socket, _Closed)

    # -- Opening ------------------------------------------------------------------------------

    def _open(self, server: Server, ca_pem: str, connect_within: float) -> None:
        if server.security is Security.NONE and not is_loopback(server.host):
            raise ConnectionNotSafe(
                server.host, tr("without TLS only a server on this very computer may be used")
            )
        context = None if server.security is Security.NONE else tls_context(ca_pem)
        try:
            plain = socket.create_connection((server.host, server.port), connect_within)
        except (OSError, UnicodeError) as error:
            raise MailServerUnreachable(server.host, _why(error)) from error
        plain.settimeout(0.0)  # whoever reads looks what is there, and waits for more by poll
        self._socket = cast("_Socket", plain)
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.greeting: bytes = b""
        if server.security is Security.STARTTLS:
            self._ask_for_tls()
        if context is not None:
            self._make_safe(plain, context)
        self._socket.settimeout(0.0)
        if not self.greeting:
            self.greeting = self.readline()

    def _ask_for_tls(self) -> None:
        """STARTTLS (RFC 3501, 6.2.1) before anything else is said or believed: what a server
        claims before it, its capabilities too, somebody between may have written."""
        greeting = self.readline()
        if not greeting.upper().startswith(b"* OK"):
            # PREAUTH would leave us signed in on a line that anybody reads.
            raise ConnectionNotSafe(self.host, tr("it offers no TLS where TLS is wanted"))
        self.send(b"T1 STARTTLS\r\n")
        while (line := self.readline()).startswith(b"* "):
            pass
        if not line.upper().startswith(b"T1 OK"):
            raise ConnectionNotSafe(self.host, tr("it offers no TLS where TLS is wanted"))
        if self._start < self._end:
            raise ConnectionNotSafe(self.host, tr("something was said before TLS began"))
        self.greeting = b"* OK ready\r\n"

    def _make_safe(self, plain: socket.socket, context: ssl.SSLContext) -> None:
        try:
            plain.settimeout(self._silence)
            self._socket = cast("_Socket", context.wrap_socket(plain, server_hostname=self.host))
        except ssl.SSLCertVerificationError as error:
            said = error.verify_message or tr("its certificate is not to be trusted")
            raise ConnectionNotSafe(self.host, tr("its certificate: {said}", said=said)) from error
        except ssl.SSLEOFError as error:
            raise MailServerUnreachable(self.host, tr("the line was cut")) from error
        except ssl.SSLError as error:
            raise ConnectionNotSafe(
                self.host,
                tr(
                    "TLS could not be agreed upon ({reason})",
                    reason=error.reason or tr("no TLS there"),
                ),
            ) from error
        except (OSError, ValueError, UnicodeError) as error:
            raise MailServerUnreachable(self.host, _why(error)) from error

    # -- Reading ------------------------------------------------------------------------------

    def new_answer(self) -> None:
        """A command is about to be sent: its answer may be as large as any."""
        self._answer_left = LARGEST_ANSWER

    def readline(self) -> bytes:
        """The next line with its end (CRLF).

        Raises:
            MailServerUnreachable: the line was cut, silence, or more than any answer has.
            Interrupted: by :meth:`interrupt`.
        """
        parts: list[bytes] = []
        size = 0
        while True:
            if self._start == self._end:
                self._fill()
            found = self._bytes.find(b"\n", self._start, self._end)
            stop = self._end if found < 0 else found + 1
            size += stop - self._start
            self._spend(stop - self._start)
            if size > LONGEST_LINE:
                raise MailServerUnreachable(self.host, tr("its answer makes no sense"))
            parts.append(bytes(self._buffer[self._start : stop]))
            self._start = stop
            if found >= 0:
                return parts[0] if len(parts) == 1 else b"".join(parts)

    def read(self, size: int) -> bytes:
        """Exactly ``size`` bytes that are part of an answer, not a message."""
        self._spend(size)
        return self.read_body(size)

    def read_body(self, size: int) -> bytes:
        """Exactly ``size`` bytes of a message, in memory."""
        have = min(size, self._end - self._start)
        if have == size:
            self._start += size
            return bytes(self._buffer[self._start - size : self._start])
        body = bytearray(size)
        view = memoryview(body)
        view[:have] = self._buffer[self._start : self._start + have]
        self._start += have
        while have < size:
            have += self._receive(view[have:])
        return bytes(body)

    def read_into(self, file: IO[bytes], size: int) -> None:
        """Exactly ``size`` bytes of a message, into a file."""
        while size:
            if self._start == self._end:
                self._fill()
            take = min(size, self._end - self._start)
            file.write(self._buffer[self._start : self._start + take])
            self._start += take
            size -= take

    def wait(self, seconds: float) -> bool:
        """Whether something can be read within ``seconds``; reads nothing.

        Raises:
            Interrupted: by :meth:`interrupt`.
        """
        until = self._clock() + seconds
        while self._start == self._end:
            if not self._readable(max(0.0, until - self._clock())):
                return False
            # Under TLS bytes on the socket need not be a word to us: only what comes out counts.
            self._start, self._end = 0, self._received_now(self._buffer)
        return True

    def _fill(self) -> None:
        self._start = 0
        self._end = self._receive(self._buffer)

    def _receive(self, into: memoryview) -> int:
        """At least one byte. Whether there are any is asked only where there are none: a mailbox
        that comes in is tens of thousands of pieces, and asking is as much work as taking one."""
        while True:
            if self._interrupted.is_set():
                raise Interrupted
            if got := self._received_now(into):
                return got
            if not self._readable(self._silence):
                raise MailServerUnreachable(self.host, tr("it does not answer any more"))

    def _received_now(self, into: memoryview) -> int:
        """What is there, without waiting for it; 0 where nothing is."""
        while True:
            try:
                got = self._socket.recv_into(into)
                break
            except ssl.SSLWantWriteError:  # TLS has something to say first
                if not self._ready(self._silence, to_write=True):
                    reason = tr("it does not answer any more")
                    raise MailServerUnreachable(self.host, reason) from None
            except (BlockingIOError, ssl.SSLWantReadError):
                return 0
            except (OSError, ValueError) as error:
                raise MailServerUnreachable(self.host, _why(error)) from error
        if not got:
            raise MailServerUnreachable(self.host, tr("the line was cut"))
        return got

    def _readable(self, seconds: float) -> bool:
        if self._interrupted.is_set():
            raise Interrupted
        if isinstance(self._socket, ssl.SSLSocket) and self._socket.pending():
            return True
        return self._ready(seconds)

    def _ready(self, seconds: float, *, to_write: bool = False) -> bool:
        """Whether the socket can be read from, or written to, within ``seconds``."""
        try:
            ready = _wait_for(self._socket.fileno(), self._wake.fileno(), seconds, to_write)
        except (OSError, ValueError) as error:  # closed under our hands
            raise Interrupted from error
        if self._interrupted.is_set():
            raise Interrupted
        return ready

    def _spend(self, size: int) -> None:
        self._answer_left -= size
        if self._answer_left < 0:
            raise MailServerUnreachable(self.host, tr("its answer does not end"))

    # -- Writing and ending -------------------------------------------------------------------

    def send(self, data: bytes) -> None:
        """Send all of it. A large one goes in pieces: the time for silence is that of each."""
        if self._interrupted.is_set():
            raise Interrupted
        view = memoryview(data)
        try:
            with self._patient():
                for start in range(0, len(view), _SEND_AT_ONCE):
                    self._socket.sendall(view[start : start + _SEND_AT_ONCE])
        except (OSError, ValueError) as error:
            raise MailServerUnreachable(self.host, _why(error)) from error

    @contextlib.contextmanager
    def _patient(self) -> Iterator[None]:
        """Every call of the socket waits, as long as silence may last."""
        self._socket.settimeout(self._silence)
        try:
            yield
        finally:
            self._socket.settimeout(0.0)

    def interrupt(self) -> None:
        """End whatever waits for the server, from any thread, for good."""
        self._interrupted.set()
        with contextlib.suppress(OSError):
            self._waker.send(b"x")

    def close(self) -> None:
        """Hang up; from the thread that uses the line."""
        for each in (self._socket, self._wake, self._waker):
            with contextlib.suppress(OSError):
                each.close()
        self._socket = _Closed()


def is_loopback(host: str) -> bool:
    """Whether a name can only mean this computer."""
    return host in ("localhost", "::1") or (
        host.startswith("127.") and host.replace(".", "").isdigit()
    )


def _wait_for(fileno: int, wake: int, seconds: float, to_write: bool) -> bool:
    """Whether ``fileno`` can be read, or written, within ``seconds``; ``wake`` ends the wait."""
    if hasattr(select, "poll"):
        poll = select.poll()
        poll.register(fileno, select.POLLOUT if to_write else select.POLLIN)
        poll.register(wake, select.POLLIN)
        events = poll.poll(seconds * 1000)
        return any(found == fileno for found, _ in events)
    reads, writes = ([wake], [fileno]) if to_write else ([fileno, wake], [])
    readable, writable, _ = select.select(reads, writes, [], seconds)
    return fileno in readable or fileno in writable


def _why(error: BaseException) -> str:
    """A fault of the network in a few words."""
    if isinstance(error, TimeoutError):
        return tr("it does not answer")
    if isinstance(error, socket.gaierror):
        return tr("there is no server of this name, or no network")
    if isinstance(error, ConnectionRefusedError):
        return tr("nobody listens there")
    if isinstance(error, ConnectionError | ssl.SSLError):
        return tr("the line was cut")
    return str(getattr(error, "strerror", "") or tr("the network says no"))
