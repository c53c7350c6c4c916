"""What the operating system refuses, told calmly."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr

_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_NO_RIGHTS = {errno.EACCES, errno.EPERM}
_IN_THE_WAY = {errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ELOOP}


def disk_full(place: Path) -> KnownError:
    """The error for a disk without space left at ``place``."""
    return KnownError(
        tr("The disk that holds {place} is full.", place=place),
        tr("What is stored is safe. Free some space, then try again."),
        retryable=True,
    )


def no_rights(place: Path) -> KnownError:
    """The error for a file or folder that this user may not use."""
    return KnownError(
        tr("There are no rights to write in {place}.", place=place),
        tr("Give your user the rights to that folder, or choose another one with --home."),
    )


def known_os_error(error: OSError, place: Path) -> KnownError | None:
    """The calm form of ``error``, which happened at ``place``; None if it is no known kind."""
    if error.errno in _FULL:
        return disk_full(place)
    if error.errno in _NO_RIGHTS:
        return no_rights(place)
    if error.errno == errno.EROFS:
        return KnownError(
            tr("{place} is on a disk that can only be read.", place=place),
            tr("Choose a folder on another disk with --home."),
        )
    if error.errno in _IN_THE_WAY:
        return KnownError(
            tr("Something else stands where Outpost needs {place}.", place=place),
            tr("Move that file away, or choose another folder with --home."),
        )
    if error.errno == errno.ENAMETOOLONG:
        return KnownError(
            tr("The path {place} is too long for this computer.", place=place),
            tr("Choose a shorter folder with --home."),
        )
    return None


@contextlib.contextmanager
def told_calmly(place: Path) -> Iterator[None]:
    """Turn what the operating system refuses inside, at ``place``, into a KnownError."""
    try:
        yield
    except OSError as error:
        known = known_os_error(error, place)
        if known is None:
            raise
        raise known from error
