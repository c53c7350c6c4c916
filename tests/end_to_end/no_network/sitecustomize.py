"""Imported by every Python of a test without a network: refuses it, and notes who asked.

TEST_NETWORK_TRIED names the file that gets a line for each try.
"""

from __future__ import annotations

import errno
import os
import socket
import sys
from pathlib import Path

_ASKING = frozenset(
    {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
     "socket.gethostbyname", "socket.gethostbyaddr"}
)  # fmt: skip


def _refuse(event: str, given: tuple[object, ...]) -> None:
    if event not in _ASKING:
        return
    asking = given[0]
    if isinstance(asking, socket.socket) and asking.family == getattr(socket, "AF_UNIX", None):
        return
    with Path(os.environ["TEST_NETWORK_TRIED"]).open("a", encoding="utf-8") as tried:
        tried.write(f"{event} {given} {sys.argv}\n")
    raise OSError(errno.ENETUNREACH, "there is no network in this test")


sys.addaudithook(_refuse)
