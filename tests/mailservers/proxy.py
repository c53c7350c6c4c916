"""A bad line between a client and a server: it cuts, stalls, crawls, lies and forgets.

By default it passes bytes on and understands none of them, so that a cut may come in the middle of
a TLS record. Given a certificate it ends the client's TLS itself and speaks TLS to the server, and
can tell the steps of the protocol apart.
"""

from __future__ import annotations

import asyncio
import random
import re
import socket
import ssl
import struct
import tempfile
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Any, Literal, TypeVar

from desktop_app.domain.mailboxes import Server
from tests.mailservers.authority import Certificate

Way = Literal["up", "down"]  # to the server, to the client
BOTH: tuple[Way, Way] = ("up", "down")
_Result = TypeVar("_Result")
_CHUNK = 1 << 16
_GOODBYE = 0.2  # seconds


class Then(Enum):
    """What becomes of the line after what was passed on."""

    ON = "on"
    CLOSE = "close"  # an orderly end, to both
    RESET = "reset"  # the client is told that the line broke; the server sees it end
    SILENCE = "silence"  # open, but nothing comes through any more, either way


class Gate:
    """What happens on one connection. This one passes everything on."""

    rate: int | None = None  # bytes a second, each way
    accepts = True  # False: nobody ever speaks

    def pass_on(self, way: Way, data: bytes) -> tuple[bytes, Then]:
        """What of ``data`` is passed on, and what comes then."""
        return data, Then.ON


class Fault:
    """A kind of bad line; ``gate()`` is one connection through it."""

    def gate(self) -> Gate:
        return Gate()


@dataclass(frozen=True)
class Fine(Fault):
    """Nothing is wrong."""


@dataclass(frozen=True)
class Cut(Fault):
    """The line ends after so many bytes one way."""

    after: int
    way: Way
    then: Then = Then.RESET

    def gate(self) -> Gate:
        return _CutGate(self)


class _CutGate(Gate):
    def __init__(self, fault: Cut) -> None:
        self._fault, self._left = fault, fault.after

    def pass_on(self, way: Way, data: bytes) -> tuple[bytes, Then]:
        if way != self._fault.way:
            return data, Then.ON
        if len(data) < self._left:
            self._left -= len(data)
            return data, Then.ON
        return data[: self._left], self._fault.then


@dataclass(frozen=True)
class CutAtTurn(Fault):
    """The line ends when the speaker changes for the ``turn``-th time: with the first words of that
    turn, which are still passed on (``heard``) or not."""

    turn: int
    heard: bool
    then: Then = Then.CLOSE

    def gate(self) -> Gate:
        return _TurnGate(self)


class _TurnGate(Gate):
    def __init__(self, fault: CutAtTurn) -> None:
        self._fault = fault
        self._turn, self._speaker = 0, ""

    def pass_on(self, way: Way, data: bytes) -> tuple[bytes, Then]:
        if way != self._speaker:
            self._turn, self._speaker = self._turn + 1, way
        if self._turn < self._fault.turn:
            return data, Then.ON
        return (data if self._fault.heard else b""), self._fault.then


@dataclass(frozen=True)
class CutAtWords(Fault):
    """The line ends with the ``nth`` time that somebody says ``words`` (a pattern of bytes), just
    behind them or, where they are not ``heard``, before."""

    words: bytes
    way: Way
    heard: bool = True
    nth: int = 1
    then: Then = Then.CLOSE

    def gate(self) -> Gate:
        return _WordsGate(self)


class _WordsGate(Gate):
    def __init__(self, fault: CutAtWords) -> None:
        self._fault, self._count = fault, 0
        self._before = b""  # the words may come in two pieces

    def pass_on(self, way: Way, data: bytes) -> tuple[bytes, Then]:
        if way != self._fault.way:
            return data, Then.ON
        whole, known = self._before + data, len(self._before)
        for found in re.finditer(self._fault.words, whole):
            if found.end() <= known:
                continue
            self._count += 1
            if self._count == self._fault.nth:
                end = found.end() if self._fault.heard else found.start()
                return whole[known : max(end, known)], self._fault.then
        self._before = whole[-200:]
        return data, Then.ON


@dataclass(frozen=True)
class SwallowAnswer(Fault):
    """The server hears ``words`` (a pattern of bytes), does what it is asked and answers, and the
    answer is lost with the line. By default: the final dot of a mail."""

    words: bytes = rb"\r\n\.\r\n$"
    then: Then = Then.RESET

    def gate(self) -> Gate:
        return _SwallowGate(self)


class _SwallowGate(Gate):
    def __init__(self, fault: SwallowAnswer) -> None:
        self._fault, self._asked, self._before = fault, False, b""

    def pass_on(self, way: Way, data: bytes) -> tuple[bytes, Then]:
        if way == "down":
            return (b"", self._fault.then) if self._asked else (data, Then.ON)
        whole = self._before + data
        self._asked = self._asked or re.search(self._fault.words, whole) is not None
        self._before = whole[-200:]
        return data, Then.ON


@dataclass(frozen=True)
class Slow(Fault):
    """So many bytes a second each way, and no more."""

    rate: int

    def gate(self) -> Gate:
        gate = Gate()
        gate.rate = self.rate
        return gate


@dataclass(frozen=True)
class HalfOpen(Fault):
    """The connection is accepted, and nobody ever says a word."""

    def gate(self) -> Gate:
        gate = Gate()
        gate.accepts = False
        return gate


@dataclass(frozen=True)
class Garbage(Fault):
    """After so many bytes one way, noise comes instead of what is said, and then the end."""

    after: int
    seed: int
    length: int = 3000
    way: Way = "down"

    def gate(self) -> Gate:
        return _GarbageGate(self)


class _GarbageGate(Gate):
    def __init__(self, fault: Garbage) -> None:
        self._way, self._left = fault.way, fault.after
        self._noise = random.Random(fault.seed).randbytes(fault.length)

    def pass_on(self, way: Way, data: bytes) -> tuple[bytes, Then]:
        if way != self._way:
            return data, Then.ON
        if len(data) < self._left:
            self._left -= len(data)
            return data, Then.ON
        return data[: self._left] + self._noise, Then.CLOSE


@dataclass(frozen=True)
class WhenSaid(Fault):
    """The line is fine; ``do`` is called the first time that the client says ``words`` (a pattern
    of bytes), before the server hears them. It has to be quick: the line waits for it."""

    words: bytes
    do: Callable[[], None]

    def gate(self) -> Gate:
        return _WhenGate(self)


class _WhenGate(Gate):
    def __init__(self, fault: WhenSaid) -> None:
        self._fault, self._done = fault, False

    def pass_on(self, way: Way, data: bytes) -> tuple[bytes, Then]:
        if way == "up" and not self._done and re.search(self._fault.words, data):
            self._done = True
            self._fault.do()
        return data, Then.ON


@dataclass
class Seen:
    """What went through since the beginning, over all connections.

    Attributes:
        up, down: bytes.
        turns: how often the speaker changed, on the connection where that was most often.
        said: what was said by whom, in pieces; only where TLS ends at the proxy.
    """

    connections: int = 0
    up: int = 0
    down: int = 0
    turns: int = 0
    said: list[tuple[Way, bytes]] = field(default_factory=list)


class Proxy:
    """A line to ``server``. Each connection meets the next of ``faults``; when those are used up,
    the line is fine.

    Args:
        certificate: ends the client's TLS here; with a bad one the client has to refuse.
        ca_pem: who signed the server's certificate; only with ``certificate``.
    """

    def __init__(
        self,
        server: Server,
        faults: Iterable[Fault] = (),
        *,
        certificate: Certificate | None = None,
        ca_pem: str = "",
    ) -> None:
        self.seen = Seen()
        self._target = server
        self._faults: Iterator[Fault] = iter(faults)
        self._inner = _inner(certificate) if certificate else None
        self._outer = ssl.create_default_context(cadata=ca_pem) if certificate else None
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="a bad line")
        self._thread.start()
        self._server = self._run(self._listen())
        port = self._server.sockets[0].getsockname()[1]
        self.server = replace(server, host="127.0.0.1", port=port)

    def __enter__(self) -> Proxy:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def next(self, *faults: Fault) -> None:
        """From the next connection on."""
        self._faults = iter(faults)

    def show(self, certificate: Certificate) -> None:
        """Another certificate from the next connection on."""
        assert self._inner is not None, "TLS does not end here"
        _load(self._inner, certificate)

    def stop(self) -> None:
        """Drop everybody."""
        self._run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def drop_all(self) -> None:
        """Cut every connection there is, and listen on."""
        self._run(self._drop())

    def _run(self, work: Coroutine[Any, Any, _Result]) -> _Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _listen(self) -> asyncio.Server:
        return await asyncio.start_server(self._guest, host="127.0.0.1", port=0, ssl=self._inner)

    async def _end(self) -> None:
        self._server.close()
        await self._drop()

    async def _drop(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _guest(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.seen.connections += 1
        gate = next(self._faults, Fine()).gate()
        ends = [writer]
        try:
            if not gate.accepts:
                await asyncio.Event().wait()
            server_reader, server_writer = await asyncio.open_connection(
                self._target.host, self._target.port, ssl=self._outer
            )
            ends.append(server_writer)
            await _Connection(
                self.seen,
                gate,
                {"up": reader, "down": server_reader},
                {"up": server_writer, "down": writer},
                listens=self._inner is not None,
            ).serve()
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            self._tasks.discard(task)
            for end in ends:
                with suppress(OSError):
                    end.transport.abort()


class _Connection:
    """One client's, until it ends."""

    def __init__(
        self,
        seen: Seen,
        gate: Gate,
        readers: dict[Way, asyncio.StreamReader],
        writers: dict[Way, asyncio.StreamWriter],
        *,
        listens: bool,
    ) -> None:
        self._seen, self._gate, self._readers, self._writers = seen, gate, readers, writers
        self._listens = listens
        self._speaker = ""
        self._turns = 0
        self._silent = asyncio.Event()

    async def serve(self) -> None:
        pumps = [asyncio.create_task(self._pump(way)) for way in BOTH]
        try:
            # Either end going ends both, as the other has to hear of it.
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)

    async def _pump(self, way: Way) -> None:
        reader, writer = self._readers[way], self._writers[way]
        while data := await reader.read(self._gate.rate // 20 + 1 if self._gate.rate else _CHUNK):
            if self._silent.is_set():
                continue
            self._note(way, data)
            passed, then = self._gate.pass_on(way, data)
            if passed:
                writer.write(passed)
                await writer.drain()
            if then is Then.SILENCE:
                self._silent.set()
            elif then is not Then.ON:
                await self._cut(then)
                return
            if self._gate.rate:
                await asyncio.sleep(len(data) / self._gate.rate)
        await self._cut(Then.CLOSE)

    def _note(self, way: Way, data: bytes) -> None:
        if way == "up":
            self._seen.up += len(data)
        else:
            self._seen.down += len(data)
        if way != self._speaker:
            self._speaker = way
            self._turns += 1
            self._seen.turns = max(self._seen.turns, self._turns)
        if self._listens:
            self._seen.said.append((way, data))

    async def _cut(self, then: Then) -> None:
        to_server, to_client = self._writers["up"], self._writers["down"]
        if then is Then.RESET:
            line = to_client.get_extra_info("socket")
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            to_client.transport.abort()
        # What was passed on arrives, and then the end of it. Not every program says goodbye in TLS.
        async with _at_most(_GOODBYE):
            await asyncio.gather(*map(_closed, (to_server, to_client)))


async def _closed(end: asyncio.StreamWriter) -> None:
    with suppress(OSError, ssl.SSLError):
        end.close()
        await end.wait_closed()


@asynccontextmanager
async def _at_most(seconds: float) -> AsyncIterator[None]:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            yield


def _inner(certificate: Certificate) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    _load(context, certificate)
    return context


def _load(context: ssl.SSLContext, certificate: Certificate) -> None:
    with tempfile.TemporaryDirectory() as folder:
        chain = Path(folder, "chain.pem")
        chain.write_text(certificate.certificate + certificate.key)
        context.load_cert_chain(chain)
