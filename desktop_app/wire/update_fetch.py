"""Fetching what a server of releases holds: bounded in size and time, and from that server alone.

A GET with a User-Agent that says "Outpost" and nothing of this computer is all that leaves it. A
redirect is not followed: it would tell another server who asks.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from tuf.api.exceptions import (
    DownloadError,
    DownloadHTTPError,
    DownloadLengthMismatchError,
    SlowRetrievalError,
)
from tuf.ngclient import FetcherInterface

_HEADERS: Final = {"User-Agent": "Outpost", "Accept-Encoding": "identity"}
_PIECE: Final = 1 << 16


class GivenUp(Exception):
    """Whoever asked wants it no longer."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a server is waited for, in seconds.

    Args:
        connect: until it takes the connection.
        piece: between two pieces of an answer.
        metadata: for the whole of a small file.
        slowest: bytes per second that a large file must come with, on the average of all.
        grace: how long a large file may come more slowly than that.
    """

    connect: float = 10.0
    piece: float = 20.0
    metadata: float = 60.0
    slowest: float = 4096.0
    grace: float = 60.0


class ReleaseFetcher(FetcherInterface):
    """Fetches files for `tuf.ngclient`.

    Args:
        patience: how long it waits.
        should_stop: asked between pieces; True gives up.
        clock: seconds that never go back.
    """

    def __init__(
        self,
        patience: Patience,
        *,
        should_stop: Callable[[], bool] = lambda: False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._patience = patience
        self._should_stop = should_stop
        self._clock = clock
        self._large: Callable[[int], None] | None = None
        self._scratch: Path | None = None

    @contextmanager
    def large_file(self, scratch: Path, on_bytes: Callable[[int], None]) -> Iterator[None]:
        """What is fetched inside is large: it may take its time, and lies in ``scratch`` (a file
        without a name) until it is whole; ``on_bytes`` hears how many bytes came."""
        self._large, self._scratch = on_bytes, scratch
        try:
            yield
        finally:
            self._large = self._scratch = None

    @contextmanager
    def download_file(self, url: str, max_length: int) -> Iterator[IO[bytes]]:
        """As tuf's own, but not in the system's scratch folder, which may be memory."""
        received = 0
        with tempfile.TemporaryFile(dir=self._scratch) as file:
            for piece in self.fetch(url):
                received += len(piece)
                if received > max_length:
                    raise DownloadLengthMismatchError(f"over {max_length} bytes")
                file.write(piece)
                if self._large is not None:
                    self._large(received)
            file.seek(0)
            yield file

    def _fetch(self, url: str) -> Iterator[bytes]:
        began = self._clock()
        pool = _pool_for(url)
        try:
            answer = pool.request(
                "GET",
                url,
                redirect=False,
                retries=False,
                preload_content=False,
                decode_content=False,
                timeout=urllib3.Timeout(connect=self._patience.connect, read=self._patience.piece),
            )
        except urllib3.exceptions.HTTPError as error:
            pool.clear()
            raise _told(error) from error
        if answer.status != 200:
            answer.close()
            pool.clear()
            raise DownloadHTTPError(f"status {answer.status}", answer.status)
        return self._pieces(pool, answer, began)

    def _pieces(
        self, pool: urllib3.PoolManager, answer: urllib3.BaseHTTPResponse, began: float
    ) -> Iterator[bytes]:
        received = 0
        try:
            # read1: a piece as soon as it is there, so that a server that drips is noticed.
            while piece := answer.read1(_PIECE, decode_content=False):
                if self._should_stop():
                    raise GivenUp
                received += len(piece)
                yield piece
                self._require_pace(received, self._clock() - began)
        except urllib3.exceptions.HTTPError as error:
            raise _told(error) from error
        except OSError as error:
            raise DownloadError(type(error).__name__) from error
        finally:
            answer.close()
            pool.clear()

    def _require_pace(self, received: int, took: float) -> None:
        patience = self._patience
        if self._large is None:
            slow = took > patience.metadata
        else:
            slow = took > patience.grace and received < took * patience.slowest
        if slow:
            raise SlowRetrievalError


def _told(error: urllib3.exceptions.HTTPError) -> DownloadError:
    # A refused connection counts as a timeout in urllib3's order of kinds.
    refused = isinstance(error, urllib3.exceptions.NewConnectionError)
    if isinstance(error, urllib3.exceptions.TimeoutError) and not refused:
        return SlowRetrievalError()
    return DownloadError(type(error).__name__)


def _pool_for(url: str) -> urllib3.PoolManager:
    """What carries one request: through the proxy of the environment, where there is one."""
    parts = urlsplit(url)
    proxy = getproxies().get(parts.scheme)
    if proxy and parts.hostname and not proxy_bypass(parts.netloc):
        return urllib3.ProxyManager(proxy, headers=_HEADERS)
    return urllib3.PoolManager(headers=_HEADERS)
