"""Where things are: the workspace of the user, and the files that come with the program."""

from __future__ import annotations

import errno
import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.system.os_faults import told_calmly

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Workspace:
    """One folder that holds everything of one user's Outpost. Asking for a path makes nothing."""

    home: Path

    @property
    def postgres(self) -> Path:
        """Everything of the embedded Postgres: data, log, locks, socket."""
        return self.home / "postgres"

    @property
    def pgdata(self) -> Path:
        """The database cluster itself."""
        return self.postgres / "data"

    @property
    def files(self) -> Path:
        """Attachments, stored by content."""
        return self.home / "files"

    @property
    def raw(self) -> Path:
        """Messages as they came, compressed, stored by content."""
        return self.home / "raw"

    @property
    def reports(self) -> Path:
        """Rows that an import could not take, with their reasons; crash reports."""
        return self.home / "reports"

    @property
    def logs(self) -> Path:
        """The program's own logs."""
        return self.home / "logs"

    @property
    def backups(self) -> Path:
        """Backups made by themselves, and copies from before an upgrade or a restore."""
        return self.home / "backups"

    @property
    def restoring(self) -> Path:
        """What a restore that is under way has read; absent otherwise."""
        return self.home / "restore"

    @property
    def updates(self) -> Path:
        """What is known of newer versions, and the signed metadata that was seen."""
        return self.home / "updates"

    @property
    def settings_file(self) -> Path:
        """The settings of this machine (see ``system.settings``)."""
        return self.home / "settings.json"

    @property
    def settings_note(self) -> Path:
        """How they were before a change that is under way (see ``system.settings_note``)."""
        return self.home / "settings.before"

    def ensure(self) -> Workspace:
        """Make the folders that are missing, for this user alone, and return self.

        Raises:
            KnownError: no rights, a full or read-only disk, a file in the way, a place where
                nothing can be made; a name that is no text, which the database's address could
                not hold, or that is not of one line, as every sentence about it has to be.
        """
        if odd := _oddity_of(self.home):
            raise KnownError(
                tr("The name of the workspace's folder holds {odd}.", odd=odd),
                tr("Rename it, or choose another folder with --home."),
            )
        for folder in (self.home, self.postgres, self.files, self.raw, self.reports, self.logs):
            make_private_folder(folder)
        return self


def make_private_folder(folder: Path) -> None:
    """Make ``folder`` (and its parents) with mode 0700, and close it to others if it stands.

    The right of others to pass through (``x``) is left as it is: where Outpost runs as root,
    Postgres runs as another user, which has to reach its own folder inside.

    Raises:
        KnownError: no rights, a full or read-only disk, a file in the way, or a place where
            nothing can be made.
    """
    try:
        with told_calmly(folder):
            _make_with_parents(folder)
            if os.name == "posix":
                mode = folder.stat().st_mode & 0o7777
                if mode & 0o066:
                    folder.chmod(mode & ~0o066)
            if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
                raise PermissionError(errno.EACCES, "no rights", str(folder))
    except OSError as error:  # of no kind that is told in words of its own
        raise KnownError(
            tr(
                "The folder {folder} cannot be made ({strerror}).",
                folder=folder,
                strerror=error.strerror,
            ),
            tr("Choose another folder with --home."),
        ) from error


def _make_with_parents(folder: Path) -> None:
    """``mkdir -p`` that gives the parents it makes the mode 0700 as well."""
    if folder.is_dir():
        return
    if not folder.parent.is_dir():
        _make_with_parents(folder.parent)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        # Another Outpost may have been quicker; anything but a folder is in the way.
        if not folder.is_dir():
            raise


def _oddity_of(path: Path) -> str:
    """What in a name is of no use to us; "" if nothing is."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return "bytes that are no text"
    if any(unicodedata.category(c) == "Cc" for c in str(path)):
        return "a line break or another control character"
    return ""


def given_path(text: str) -> Path:
    """The absolute path that a user means, ``~`` and ``~name`` included.

    Raises:
        KnownError: there is no such user, or the current folder is gone.
    """
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError:
        name = Path(text).parts[0]
        raise KnownError(
            tr("{name} is nobody's home folder.", name=name), tr("Write the path in full.")
        ) from None
    except FileNotFoundError:
        raise KnownError(
            tr("The folder that this program was started in is gone."),
            tr("Go to another one, or write the path of {text} in full.", text=text),
        ) from None


def default_home() -> Path:
    """The platform's folder for a user's data, plus ``outpost``. Nothing is made."""
    import platformdirs

    return Path(platformdirs.user_data_dir("outpost", appauthor=False))


def resource_path(name: str) -> Path:
    """The path of one file or folder of ``resources/``, in a checkout or an installed wheel.

    Raises:
        KnownError: it is not there, so the installation is not whole.
    """
    found = _shipped("resources") / name
    if not found.exists():
        raise _broken_installation(found)
    return found


def sql_dir() -> Path:
    """The folder of the numbered schema files.

    Raises:
        KnownError: it is not there, so the installation is not whole.
    """
    found = _shipped("sql")
    if not found.is_dir():
        raise _broken_installation(found)
    return found


def resources() -> Path:
    """The folder of pictures, fonts, pages and languages that come with the program."""
    return _shipped("resources")


def _shipped(folder: str) -> Path:
    bundled = _PACKAGE / "_bundled" / folder
    return bundled if bundled.is_dir() else _PACKAGE.parent / folder


def _broken_installation(missing: Path) -> KnownError:
    return KnownError(
        tr("A part of Outpost is missing: {missing}.", missing=missing),
        tr("Your data is safe. Install Outpost again."),
    )
