"""What this computer knows and decides about newer versions of the program.

The state is a file of the workspace and not a row: it is this computer that has a version, and
``outpost update`` works where no database can be opened.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from desktop_app import __version__
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.setting_table import CHECK, URL
from desktop_app.domain.updates import (
    PART,
    UpdatePolicy,
    UpdateState,
    UpdateView,
    nowhere_to_look,
    state_of,
)
from desktop_app.system.locks import FileLock
from desktop_app.system.os_faults import told_calmly
from desktop_app.system.paths import make_private_folder, resource_path
from desktop_app.system.settings import Settings
from desktop_app.system.whole_file import write_whole

URL_VARIABLE: Final = "OUTPOST_UPDATES_URL"
ROOT_VARIABLE: Final = "OUTPOST_UPDATES_ROOT"
CHECK_VARIABLE: Final = "OUTPOST_UPDATES_CHECK"

_SWITCH: Final = {"on": True, "off": False}


def administrators_file() -> Path:
    """The file in which those who look after a computer decide for everybody on it."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData"), "Outpost", "updates.json")
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Outpost/updates.json")
    return Path("/etc/outpost/updates.json")


class UpdateRules:
    """What is decided about updates here: by the environment, else by the administrators' file,
    else by the user's settings.

    Args:
        settings: those of this computer.
        environment, administrators: where else to look; for tests.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        environment: Mapping[str, str] = os.environ,
        administrators: Path | None = None,
    ) -> None:
        self._settings = settings
        self._environment = environment
        self._administrators = administrators or administrators_file()

    def policy(self) -> UpdatePolicy:
        """Whether to look, and where; nowhere where there is no root of trust to begin from.

        Raises:
            KnownError: the settings or the administrators' file cannot be read.
        """
        decided = self._decided()
        url = self._environment.get(URL_VARIABLE) or decided.get("url") or self._settings.get(URL)
        if not self._root_file(decided).is_file():
            url = ""
        forced = _SWITCH.get(self._environment.get(CHECK_VARIABLE) or decided.get("check") or "")
        if forced is not None:
            return UpdatePolicy(forced, str(url), forced=True)
        chosen = self._settings.get(CHECK)
        return UpdatePolicy(True if chosen is True else None, str(url))

    def root(self) -> bytes:
        """The root of trust.

        Raises:
            KnownError: there is none, or it cannot be read.
        """
        file = self._root_file(self._decided())
        with told_calmly(file):
            try:
                return file.read_bytes()
            except FileNotFoundError:
                raise nowhere_to_look() from None

    def _root_file(self, decided: Mapping[str, str]) -> Path:
        given = self._environment.get(ROOT_VARIABLE) or decided.get("root")
        return Path(given) if given else resource_path("updates") / "root.json"

    def _decided(self) -> dict[str, str]:
        """What the administrators' file says; a broken one is told, not passed over."""
        with told_calmly(self._administrators):
            try:
                document = json.loads(self._administrators.read_bytes())
            except (FileNotFoundError, NotADirectoryError):
                return {}
            except (ValueError, RecursionError):
                document = None
        names = {"url", "root", "check"}
        if (
            not isinstance(document, dict)
            or not set(document) <= names
            or not all(isinstance(each, str) for each in document.values())
            or document.get("check", "on") not in _SWITCH
        ):
            raise KnownError(
                tr(
                    "The file {administrators} cannot be understood.",
                    administrators=self._administrators,
                ),
                'It holds JSON such as {"check": "off", "url": "https://…", "root": "/…"}. '
                "Until then nothing is looked for.",
            )
        return document


class UpdateFile:
    """The state of updates in the workspace. Every ``read`` sees what was last written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file = folder / "state.json"
        self._part = folder / "unfinished"

    def read(self) -> UpdateState:
        """The state; an empty one where nothing is known.

        Raises:
            KnownError: the file may not be read.
        """
        with told_calmly(self._file):
            try:
                return state_of(json.loads(self._file.read_bytes()))
            except (FileNotFoundError, ValueError, RecursionError):
                return UpdateState()

    def change(self, how: Callable[[UpdateState], UpdateState]) -> UpdateState:
        """Replace the state by what ``how`` makes of it, one program at a time.

        Raises:
            KnownError: it cannot be written.
        """
        make_private_folder(self.folder)
        with told_calmly(self.folder):
            lock = FileLock(self.folder / "state.lock")
            lock.acquire()
            try:
                before = self.read()
                after = how(before)
                if after != before or not self._file.exists():
                    self._write(after.document())
            finally:
                lock.release()
        return after

    def alone(self) -> FileLock:
        """The lock that whoever speaks to the server holds: the metadata has one user at a time.

        Raises:
            KnownError: the folder cannot be made.
        """
        make_private_folder(self.folder)
        return FileLock(self.folder / "network.lock")

    def note_part(self, part: Path) -> None:
        """Keep in mind where an unfinished package lies, in a folder that is the user's.

        Raises:
            KnownError: it cannot be kept.
        """
        make_private_folder(self.folder)
        with told_calmly(self.folder):
            write_whole(self._part, str(part))

    def has_part(self) -> bool:
        """Whether one was noted."""
        return self._part.exists()

    def sweep(self) -> None:
        """Take away the unfinished package that was noted. Only who holds :meth:`alone` may: it is
        unfinished for as long as it is being fetched, too.

        Raises:
            KnownError: the note cannot be read or taken away.
        """
        with told_calmly(self.folder):
            try:
                part = Path(self._part.read_text("utf-8"))
            except FileNotFoundError:
                return
            except ValueError:  # not written by us
                part = None
            if part is not None and part.name.startswith(".") and part.suffix == PART:
                with contextlib.suppress(OSError, ValueError):  # a disk that is not there now
                    part.unlink(missing_ok=True)
            self._part.unlink(missing_ok=True)

    def _write(self, document: Mapping[str, Any]) -> None:
        write_whole(self._file, json.dumps(document, indent=1))


def package_kind() -> str:
    """What a package for this computer is called in a release ("linux-x86_64-deb")."""
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(
        platform.machine().lower(), platform.machine().lower()
    )
    if sys.platform == "win32":
        return f"windows-{machine}-exe"
    if sys.platform == "darwin":
        return f"macos-{machine}-dmg"
    # By how this very program came here; one that runs from source is given what the system takes.
    dpkg = Path("/var/lib/dpkg/info/outpost.list")
    unpacked = getattr(sys, "frozen", False) and not dpkg.exists()
    debian = Path("/usr/bin/dpkg").exists() and not unpacked
    return f"linux-{machine}-{'deb' if debian else 'tar'}"


def downloads_folder() -> Path:
    """Where the user's downloads go; nothing is made."""
    import platformdirs

    return Path(platformdirs.user_downloads_dir())


class UpdatesHere:
    """Updates as this computer has them: the rules, the state, and which version runs.

    Args:
        folder: of the workspace, for what is known of newer versions.
        rules: what is decided.
        current: the version that runs.
        kind: what a package for this computer is called, else found out.
    """

    def __init__(
        self,
        folder: Path,
        rules: UpdateRules,
        *,
        current: str = __version__,
        kind: str | None = None,
    ) -> None:
        self.rules = rules
        self.file = UpdateFile(folder)
        self.current = current
        self._kind = kind

    @cached_property
    def kind(self) -> str:
        """What a package for this computer is called."""
        return self._kind or package_kind()

    def view(self, now: datetime) -> UpdateView:
        """All that the window says of updates at ``now`` (UTC).

        Raises:
            KnownError: settings, state or the administrators' file cannot be read.
        """
        policy, state = self.rules.policy(), self.file.read()
        news = state.news(self.current) if policy.url else None
        return UpdateView(
            current=self.current,
            policy=policy,
            looked=state.looked,
            news=news,
            package=news.files.get(self.kind, "") if news else "",
            fault=state.fault,
            asks=bool(policy.url) and policy.check is None and state.may_ask(now),
        )

    def change(self, how: Callable[[UpdateState], UpdateState]) -> None:
        """Replace the state; see `UpdateFile.change`."""
        self.file.change(how)
