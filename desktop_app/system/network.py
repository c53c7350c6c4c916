"""Whether this computer's way to the network has changed: a cable, another Wi-Fi, waking up."""

from __future__ import annotations

import time
from collections.abc import Callable

import psutil

_SLEPT = 20.0  # seconds that the clock on the wall is ahead of the one that stops in sleep


class NetworkWatch:
    """Tells changes since it was asked last; asking is cheap."""

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        running: Callable[[], float] = time.monotonic,
        addresses: Callable[[], frozenset[str]] | None = None,
    ) -> None:
        self._wall = wall
        self._running = running
        self._addresses = addresses or _addresses
        self._offset = wall() - running()
        self._known = self._addresses()

    def slept(self) -> bool:
        """Whether the computer was asleep (or its clock was set): connections are gone, though
        nobody said so."""
        offset = self._wall() - self._running()
        jumped = abs(offset - self._offset) > _SLEPT
        self._offset = offset
        return jumped

    def came_back(self) -> bool:
        """Whether there is an address that was not there before."""
        now = self._addresses()
        new = now - self._known
        self._known = now
        return bool(new)


def _addresses() -> frozenset[str]:
    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    return frozenset(
        each.address
        for name, found in psutil.net_if_addrs().items()
        if name in up
        for each in found
        if each.family.name in ("AF_INET", "AF_INET6")
    )
