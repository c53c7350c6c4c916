"""Newer versions of the program, as their makers signed them: a client of The Update Framework.

python-tuf does what the specification asks of a client (https://theupdateframework.github.io/
specification/latest/#detailed-client-workflow): it starts from a root of trust that came with the
program, follows its changes of keys one by one, and takes nothing that is not signed, is older than
what was seen, or has expired. Here is what is asked of it, and how its refusals are said.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadError,
    DownloadLengthMismatchError,
    ExpiredMetadataError,
    RepositoryError,
    SlowRetrievalError,
)
from tuf.api.metadata import TargetFile
from tuf.ngclient import Updater, UpdaterConfig

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.updates import PART, RELEASE_FILE, Release, check_url, release_of
from desktop_app.system.os_faults import told_calmly
from desktop_app.system.paths import make_private_folder
from desktop_app.wire.update_fetch import Patience, ReleaseFetcher

log = logging.getLogger(__name__)

_LARGEST_RELEASE: Final = 64 * 1024  # bytes of what tells of a release
_NOTHING: Final = tr("Nothing was changed, and what you have goes on working.")

Told = Callable[[int, int], None]
"""Told how many bytes came, and of how many."""


class UpdateSource:
    """A place where releases are told and packages lie.

    ``metadata/`` and ``targets/`` below its address are as TUF has them. One program at a time may
    use a folder: hold a lock.

    Args:
        url: https, or http of this computer.
        folder: where the metadata that was seen is kept; made when absent.
        root: the root of trust, as it came with the program.
        now: the time, UTC: what has expired is refused.
        patience: how long the server is waited for.
        should_stop: asked between pieces of an answer; True raises `GivenUp`.

    Raises:
        KnownError: ``url`` is no address that may be asked.
    """

    def __init__(
        self,
        url: str,
        folder: Path,
        root: bytes,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        patience: Patience | None = None,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._url = check_url(url)
        self._folder = folder
        self._root = root
        self._now = now
        self._fetcher = ReleaseFetcher(patience or Patience(), should_stop=should_stop)

    def latest(self) -> Release:
        """The newest release.

        Raises:
            KnownError: nobody can be asked, or what was told cannot be trusted.
            GivenUp: it is wanted no longer.
        """
        with _told_calmly(self._folder):
            return self._release(self._updater())

    def fetch(
        self,
        name: str,
        folder: Path,
        version: str,
        on_bytes: Told = lambda done, total: None,
        begins: Callable[[Path], None] = lambda part: None,
    ) -> Path:
        """A package of the release ``version``, verified, in a folder; where it is.

        It has its name only once it is whole and as signed. One that lies there already and is as
        signed is taken as it is; another file of that name stays.

        Args:
            begins: told where it lies until then, before anything does. Where this program is
                killed, that stays.

        Raises:
            KnownError: as :meth:`latest`; there is no such package any more; the folder cannot be
                written to.
            GivenUp: it is wanted no longer; nothing is left of it.
        """
        with _told_calmly(self._folder):
            updater = self._updater()
            release = self._release(updater)
            if release.version != version or name not in release.files.values():
                raise KnownError(
                    tr("Version {version} is not the newest any more.", version=version),
                    tr("Look again: there is {version} now.", version=release.version),
                    retryable=True,
                )
            target = _target(updater, name)
        with _told_calmly(folder), told_calmly(folder):
            folder.mkdir(parents=True, exist_ok=True)
            place = next(
                each
                for each in _places(folder / name)
                if updater.find_cached_target(target, str(each)) or not each.exists()
            )
            if not place.exists():
                part = place.with_name(f".{place.name}{PART}")
                begins(part)
                self._fetch(updater, target, place, part, on_bytes)
        return place

    def _fetch(
        self, updater: Updater, target: TargetFile, place: Path, part: Path, on_bytes: Told
    ) -> None:
        try:
            with self._fetcher.large_file(place.parent, lambda done: on_bytes(done, target.length)):
                updater.download_target(target, str(part))
            with part.open("r+b") as file:
                # Once more from the disk: this is what somebody is about to install.
                target.verify_length_and_hashes(file)
                os.fsync(file.fileno())
            part.replace(place)
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)

    def _updater(self) -> Updater:
        make_private_folder(self._folder)
        updater = Updater(
            str(self._folder),
            f"{self._url}/metadata/",
            target_base_url=f"{self._url}/targets/",
            fetcher=self._fetcher,
            config=UpdaterConfig(max_root_rotations=64, max_delegations=4),
            bootstrap=self._root,
        )
        # The clock of python-tuf is the system's, asked when this is made; ours is passed in.
        updater._trusted_set.reference_time = self._now()
        updater.refresh()
        return updater

    def _release(self, updater: Updater) -> Release:
        target = _target(updater, RELEASE_FILE)
        if target.length > _LARGEST_RELEASE:
            raise _not_to_be_trusted(tr("what tells of the release is too large"))
        place = self._folder / RELEASE_FILE
        if updater.find_cached_target(target, str(place)) is None:
            updater.download_target(target, str(place))
        try:
            return release_of(json.loads(place.read_bytes()))
        except (ValueError, RecursionError) as error:
            raise _not_to_be_trusted(tr("what tells of the release cannot be read")) from error


def _target(updater: Updater, name: str) -> TargetFile:
    target = updater.get_targetinfo(name)
    if target is None:
        raise _not_to_be_trusted(tr("it has no {name}", name=name))
    return target


def _places(wanted: Path) -> Iterator[Path]:
    """The path, and further ones for where another file has that name."""
    yield wanted
    number = 1
    while True:
        number += 1
        yield wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")


def _not_to_be_trusted(why: str) -> KnownError:
    log.warning("releases: not taken: %s", why)
    return KnownError(
        tr("What the server of newer versions says is not what Outpost's makers signed."),
        tr("{nothing} If it stays so, tell whoever looks after your computer.", nothing=_NOTHING),
    )


@contextmanager
def _told_calmly(place: Path) -> Iterator[None]:
    """Refusals and faults of the network, as sentences."""
    try:
        with told_calmly(place):
            yield
    except ExpiredMetadataError as error:
        raise KnownError(
            tr("What the server of newer versions says is out of date."),
            tr(
                "Either it was not brought up to date, somebody holds back what is new, or "
                "this computer's clock is wrong. {nothing}",
                nothing=_NOTHING,
            ),
            retryable=True,
        ) from error
    except BadVersionNumberError as error:
        log.warning("releases: %s", error)
        raise KnownError(
            tr("The server of newer versions told something older than it had told before."),
            tr(
                "{nothing} If it stays so, tell whoever looks after your computer.",
                nothing=_NOTHING,
            ),
        ) from error
    except SlowRetrievalError as error:
        raise KnownError(
            tr("The server of newer versions is too slow."),
            tr("{nothing} It is tried again later.", nothing=_NOTHING),
            retryable=True,
        ) from error
    except DownloadLengthMismatchError as error:
        raise _not_to_be_trusted(str(error)) from error
    except DownloadError as error:
        log.info("releases: %s", error)
        raise KnownError(
            tr("The server of newer versions cannot be asked now."),
            tr("{nothing} It is tried again later.", nothing=_NOTHING),
            retryable=True,
        ) from error
    except RepositoryError as error:
        raise _not_to_be_trusted(f"{type(error).__name__}: {str(error)[:200]}") from error
