"""The program's own log: one rotating file per part of the program, times in UTC, no secrets."""

from __future__ import annotations

import logging
import logging.handlers
import os
import re
import time
from pathlib import Path
from typing import Literal

from desktop_app.system.os_faults import told_calmly
from desktop_app.system.paths import Workspace, make_private_folder

Part = Literal["window", "engine", "cli"]

_SIZE = 2 * 2**20  # bytes
_KEPT = 4  # older files beside the present one

_FORMAT = (
    "%(asctime)s.%(msecs)03dZ %(levelname)-7s %(process)d %(threadName)s %(name)s: %(message)s"
)

# Passwords inside addresses, and the usual spellings of secrets in what libraries say. What is
# before the secret is the first group, and stays.
_SECRETS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(\b[a-z][a-z0-9+.-]*://[^\s:/@'\"]*:)[^\s/'\"]*(?=@)",
        r"(\b(?:password|passwd|pwd|passphrase|secret|token|api[_-]?key|access_token|"
        r"refresh_token|client_secret|sslpassword)['\"]?\s*[=:]\s*)"
        r"(?:'[^']*'|\"[^\"]*\"|[^\s,;&)}\]]+)",
        r"(\b(?:bearer|basic|xoauth2|plain)\s+)[A-Za-z0-9+/=._~-]{12,}",
    )
)


def scrub(text: str) -> str:
    """``text`` without what looks like a secret. A net below care, not instead of it."""
    for pattern in _SECRETS:
        text = pattern.sub(r"\1***", text)
    return text


class ScrubbingFormatter(logging.Formatter):
    """Scrubs the whole entry, the trace of an exception included."""

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        return scrub(super().format(record))


class _PrivateFile(logging.handlers.RotatingFileHandler):
    """A rotating file that nobody else may read. A full disk never stops the program."""

    def _open(self):  # type: ignore[no-untyped-def]  # noqa: ANN202 (as the base class)
        if not Path(self.baseFilename).exists():
            os.close(os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT, 0o600))
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Say nothing: there is no better place to say it, and stderr belongs to the user."""


def start_logging(
    workspace: Workspace, part: Part, *, level: int = logging.INFO, console: bool = False
) -> Path:
    """Log to ``logs/<part>.log`` of the workspace; called again, it replaces what was set up.

    Each part of the program (window, engine, command line) has a file of its own, since a file
    cannot be rotated by two processes.

    Args:
        console: also to stderr (``--debug``).

    Returns:
        the path of the file.

    Raises:
        KnownError: the folder of the logs cannot be used.
    """
    make_private_folder(workspace.logs)
    path = workspace.logs / f"{part}.log"
    formatter = ScrubbingFormatter(_FORMAT, "%Y-%m-%dT%H:%M:%S")
    with told_calmly(path):
        handlers: list[logging.Handler] = [
            _PrivateFile(path, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8")
        ]
    if console:
        handlers.append(logging.StreamHandler())
    stop_logging()
    root = logging.getLogger()
    root.setLevel(level)
    # Its debug entries hold the parameters of every statement: tokens, hashes, text of mail.
    logging.getLogger("peewee").setLevel(max(level, logging.INFO))
    # What leaves for a model is recorded in the database, with its text; the log needs no line.
    for name in ("openai", "httpx2", "httpcore2"):
        logging.getLogger(name).setLevel(logging.WARNING)
    for handler in handlers:
        handler.setFormatter(formatter)
        handler.set_name(_OURS)
        root.addHandler(handler)
    return path


def stop_logging() -> None:
    """Close the files that ``start_logging`` opened."""
    root = logging.getLogger()
    for handler in list(root.handlers):
        if handler.get_name() == _OURS:
            root.removeHandler(handler)
            handler.close()


_OURS = "outpost"
