"""Locks between processes that vanish by themselves when their holder dies, even by kill -9.

On POSIX this is ``flock``: it belongs to one open file, so two objects in one process exclude
each other like two processes do, and a waiter sleeps in the kernel. (fasteners uses POSIX record
locks, which a process loses when *any* descriptor of the file is closed, and waits by polling.)
On Windows it is LockFileEx through fasteners, polled.

Lock files are never removed: a removed lock file excludes nobody.
"""

from __future__ import annotations

import errno
import os
import sys
import time
import weakref
from pathlib import Path

_WINDOWS_POLL = 0.05  # seconds

_open_locks: weakref.WeakSet[FileLock] = weakref.WeakSet()


class FileLock:
    """A shared or exclusive lock on one file. Not for use by several threads at once.

    The folder must exist. The file is made with mode 0600 and stays empty.

    Args:
        create: off: a file that is missing is an error, and is not made.
    """

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self.path = path
        self._create = os.O_CREAT if create else 0
        self._fd: int | None = None

    @property
    def held(self) -> bool:
        return self._fd is not None

    def acquire(self, *, shared: bool = False, blocking: bool = True) -> bool:
        """Take the lock; False only if ``blocking`` is off and somebody else has it.

        Raises:
            OSError: the file cannot be opened or made.
        """
        if self._fd is not None:
            raise RuntimeError(f"{self.path} is locked by this object already")
        flags = os.O_RDWR | self._create | getattr(os, "O_NOFOLLOW", 0)
        fd = os.open(self.path, flags, 0o600)  # closed on exec: no child inherits it (PEP 446)
        try:
            taken = _lock(fd, shared=shared, blocking=blocking)
        except BaseException:
            os.close(fd)
            raise
        if not taken:
            os.close(fd)
            return False
        self._fd = fd
        _open_locks.add(self)
        return True

    def release(self) -> None:
        """Give the lock back. Harmless when it is not held."""
        if self._fd is None:
            return
        fd, self._fd = self._fd, None
        _open_locks.discard(self)
        try:
            _unlock(fd)
        finally:
            os.close(fd)

    @property
    def descriptor(self) -> int:
        """The open file, to be passed to a child that shall hold the lock from now on."""
        if self._fd is None:
            raise RuntimeError(f"{self.path} is not locked")
        return self._fd

    def hand_over(self) -> None:
        """Close our copy without unlocking: the processes that inherited it hold it now."""
        if self._fd is not None:
            fd, self._fd = self._fd, None
            _open_locks.discard(self)
            os.close(fd)


def _forget_all() -> None:
    for lock in list(_open_locks):
        lock.hand_over()  # to the parent, which has it anyway
    _open_locks.clear()


if sys.platform != "win32":
    import fcntl

    os.register_at_fork(after_in_child=_forget_all)

    def _lock(fd: int, *, shared: bool, blocking: bool) -> bool:
        how = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(fd, how if blocking else how | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.EACCES):
                return False
            raise
        return True

    def _unlock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_UN)

else:
    import msvcrt

    from fasteners.pywin32 import pywintypes, win32con, win32file

    def _lock(fd: int, *, shared: bool, blocking: bool) -> bool:
        flags = win32con.LOCKFILE_FAIL_IMMEDIATELY
        if not shared:
            flags |= win32con.LOCKFILE_EXCLUSIVE_LOCK
        handle = msvcrt.get_osfhandle(fd)
        while True:
            overlapped = pywintypes.OVERLAPPED()
            if win32file.LockFileEx(handle, flags, 0, 1, 0, win32file.pointer(overlapped)):
                return True
            if not blocking:
                return False
            time.sleep(_WINDOWS_POLL)

    def _unlock(fd: int) -> None:
        overlapped = pywintypes.OVERLAPPED()
        handle = msvcrt.get_osfhandle(fd)
        win32file.UnlockFileEx(handle, 0, 1, 0, win32file.pointer(overlapped))
