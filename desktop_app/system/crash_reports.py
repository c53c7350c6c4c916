"""Reports of the program's own bugs, written on this computer and sent by nobody but the user.

Whatever is logged with its exception, or ends a thread or the program, becomes a file in
``reports/``: which version, where in the code, and of what kind. What an exception says is mostly
about the data it choked on, a stranger's mail or a lead's address, so that hardly any of it is
kept: the words of kinds that speak of code alone, the system's words for a fault of the system,
and what Postgres calls tables and columns. Values of variables are never looked at.
"""

from __future__ import annotations

import faulthandler
import hashlib
import logging
import os
import platform
import re
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final

from desktop_app import __version__
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.system.logs import scrub

KEPT: Final = 20
_PREFIX: Final = "crash-"
_LONGEST: Final = 200  # letters of what an exception says
_MOST_FRAMES: Final = 40
_PACKAGE: Final = Path(__file__).resolve().parent.parent
# They speak of names in the code.
_OF_CODE: Final = (
    AttributeError, TypeError, NameError, ImportError, NotImplementedError, RecursionError,
    MemoryError, ZeroDivisionError, IndexError,
)  # fmt: skip
_ADDRESS: Final = re.compile(r"[^\s<>]+@[^\s<>]+")
_QUOTED: Final = re.compile(r"'[^']*('|$)|\"[^\"]*(\"|$)|“[^”]*(”|$)")
_NAME: Final = re.compile(r"[A-Za-z_][\w.]*")
_faults: IO[str] | None = None

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CrashReport:
    """A report that stands; ``what`` is its first line."""

    name: str
    at: datetime
    what: str


class CrashReporter(logging.Handler):
    """Writes a report of each exception that is logged as an error and is no fault of the world.

    The same bug is reported once: a second time it is another line of the log.

    Args:
        folder: where reports are; made when there is one.
        part: of the program.
        now: the time, UTC.
    """

    def __init__(
        self, folder: Path, part: str, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        super().__init__(logging.ERROR)
        self._folder = folder
        self._part = part
        self._now = now
        self._seen: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Write one, if it is one; a fault in here is not worth another."""
        error = record.exc_info[1] if record.exc_info else None
        if error is None or isinstance(error, KnownError | KeyboardInterrupt | SystemExit):
            return
        with suppress(Exception):
            # The template of the entry, not what was filled in.
            self.write(error, f"{record.name}: {record.msg}")

    def write(self, error: BaseException, where: str) -> Path | None:
        """Write a report; None where this bug was reported before."""
        trail = _trail(error)
        mark = hashlib.sha256("\n".join(trail).encode()).hexdigest()[:8]
        if mark in self._seen:
            return None
        self._seen.add(mark)
        moment = self._now()
        lines = [
            f"{type(error).__name__} in {_place(error)}",
            "",
            f"Outpost {__version__}, {self._part}, {moment:%Y-%m-%d %H:%M:%S} UTC",
            f"Python {platform.python_version()}, {platform.platform()}"
            + (", packaged" if getattr(sys, "frozen", False) else ""),
            f"logged as: {scrub(_plain(where))}",
            f"thread: {threading.current_thread().name}",
            "",
            *trail,
        ]
        return self._keep(f"{moment:%Y%m%dT%H%M%SZ}-{self._part}-{mark}", "\n".join(lines))

    def take_fault(self, file: Path) -> Path | None:
        """Make a report of what `faulthandler` wrote when the program was ended from outside of
        Python; it names files and functions alone."""
        with suppress(OSError):
            text = file.read_text("utf-8", "replace").strip()
            if not text:
                return None
            moment = datetime.fromtimestamp(file.stat().st_mtime, UTC)
            mark = hashlib.sha256(text.encode()).hexdigest()[:8]
            first = text.partition("\n")[0]
            kept = self._keep(
                f"{moment:%Y%m%dT%H%M%SZ}-{self._part}-{mark}",
                f"{first}\n\nOutpost {__version__}, {self._part}\n\n{_of_ours(text)}",
            )
            file.write_text("")
            return kept
        return None

    def _keep(self, name: str, text: str) -> Path:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / f"{_PREFIX}{name}.txt"
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(fd, "w", encoding="utf-8") as file:
            file.write(text + "\n")
        for old in sorted(self._folder.glob(f"{_PREFIX}*.txt"), reverse=True)[KEPT:]:
            old.unlink(missing_ok=True)
        return path


def start_reports(folder: Path, part: str) -> CrashReporter:
    """Report what nobody catches, and what is logged with its exception, from now on."""
    reporter = CrashReporter(folder, part)
    root = logging.getLogger()
    for standing in [each for each in root.handlers if isinstance(each, CrashReporter)]:
        root.removeHandler(standing)
    root.addHandler(reporter)
    sys.excepthook = _on_end
    threading.excepthook = _on_thread_end
    sys.unraisablehook = _on_unraisable
    _watch_for_faults(folder, part, reporter)
    return reporter


def reports_in(folder: Path) -> list[CrashReport]:
    """The reports that stand, the newest first."""
    found = []
    for path in sorted(folder.glob(f"{_PREFIX}*.txt"), reverse=True):
        with suppress(OSError, ValueError):
            stamp = path.name.removeprefix(_PREFIX)[:16]
            at = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            with path.open(encoding="utf-8", errors="replace") as file:
                found.append(CrashReport(path.stem, at, file.readline().strip()))
    return found


def read_report(folder: Path, name: str) -> str:
    """The text of one.

    Raises:
        KnownError: there is none of that name.
    """
    for report in reports_in(folder):
        if report.name == name:
            return (folder / f"{name}.txt").read_text("utf-8", "replace")
    raise KnownError(
        tr("There is no report {name}.", name=name), tr("See: outpost doctor --reports")
    )


def _on_end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    log.error("nobody caught this", exc_info=(kind, error, trace))


def _on_thread_end(what: threading.ExceptHookArgs) -> None:
    if what.exc_value is not None and not issubclass(what.exc_type, SystemExit):
        name = what.thread.name if what.thread else ""
        log.error(
            "the thread “%s” ended", name, exc_info=(what.exc_type, what.exc_value,
                                                     what.exc_traceback),
        )  # fmt: skip


def _on_unraisable(what: Any) -> None:
    error = what.exc_value
    if error is not None:
        log.error("nobody could catch this", exc_info=(type(error), error, error.__traceback__))


def _watch_for_faults(folder: Path, part: str, reporter: CrashReporter) -> None:
    """Have a fault of native code (Qt, a driver) leave its trace."""
    global _faults
    place = folder / f".{part}.fault"
    reporter.take_fault(place)
    with suppress(OSError, ValueError, RuntimeError):
        fd = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        _faults, before = os.fdopen(fd, "a", encoding="utf-8"), _faults
        faulthandler.enable(_faults)
        if before is not None:
            before.close()


def _trail(error: BaseException) -> list[str]:
    """The exception and what it came from, oldest first, without a word of the data."""
    chain: list[BaseException] = []
    each: BaseException | None = error
    while each is not None and each not in chain:
        chain.append(each)
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    lines: list[str] = []
    for each in reversed(chain):
        if lines:
            lines += ["", "which led to", ""]
        frames = traceback.extract_tb(each.__traceback__)[-_MOST_FRAMES:]
        lines += [f"  {_of_ours(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        said = _said(each)
        lines.append(
            f"{type(each).__module__}.{type(each).__name__}" + (f": {said}" if said else "")
        )
    return lines


def _place(error: BaseException) -> str:
    """Where it happened, in the code of ours that is nearest."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGE)] or frames
    return f"{_of_ours(ours[-1].filename)}:{ours[-1].lineno}" if ours else "no code"


def _said(error: BaseException) -> str:
    """What of an exception's words may be kept."""
    if isinstance(error, OSError):
        return f"[{error.errno}] {os.strerror(error.errno)}" if error.errno else ""
    diagnosis = getattr(error, "diag", None)
    if diagnosis is not None:  # of the driver of Postgres: names of the schema, no values
        names = ("sqlstate", "schema_name", "table_name", "column_name", "constraint_name")
        return ", ".join(str(part) for name in names if (part := getattr(diagnosis, name, None)))
    if isinstance(error, _OF_CODE):
        return _plain(str(error))
    return ""


def _plain(text: str) -> str:
    """One line, up to the first quotation that is no name, and without addresses."""
    line = text.partition("\n")[0]
    for quoted in _QUOTED.finditer(line):
        if not _NAME.fullmatch(quoted[0][1:-1]):
            line = line[: quoted.start()] + "…"
            break
    return scrub(_ADDRESS.sub("<address>", line))[:_LONGEST]


def _of_ours(text: str) -> str:
    """Paths as they are on every computer: whose folder it is says who the user is."""
    text = text.replace(str(_PACKAGE.parent) + os.sep, "").replace(sys.prefix + os.sep, "")
    for home in {str(Path.home()), sys.base_prefix}:
        if len(home) > 1:
            text = text.replace(home, "~")
    return text
