"""Whether this computer can show a window at all, asked before Qt would end the program over it."""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from pathlib import Path

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr

_PACKAGES = (
    "libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 "
    "libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libnss3 libasound2"
)


def require_display() -> None:
    """Return where a window can be shown.

    Raises:
        KnownError: there is no display, or a library of the system that Qt needs is missing.
    """
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if os.environ.get("WAYLAND_DISPLAY"):
        return
    if not os.environ.get("DISPLAY"):
        raise KnownError(
            tr("There is no display to show a window on."),
            tr(
                "On a desktop, start it from a terminal of that desktop. Over a "
                "network: ssh -X, or "
                "xvfb-run outpost. Everything but the window works without one: outpost --help"
            ),
        )
    found = importlib.util.find_spec("PySide6")
    if found is not None and found.origin is not None:
        require_library(Path(found.origin).parent / "Qt/plugins/platforms/libqxcb.so")


def require_library(library: Path) -> None:
    """Load what Qt will load a moment later; a part that is missing ends in Qt's own words and an
    abort otherwise. A library in another place than expected is left to Qt.

    Raises:
        KnownError: a library that it needs is not there.
    """
    import ctypes

    if not library.exists():
        return
    try:
        ctypes.CDLL(str(library))
    except OSError as error:
        missing = re.match(r"(\S+\.so\S*): cannot open shared object file", str(error))
        if missing is None:
            return
        raise KnownError(
            tr(
                "A library of the system that the window needs is missing: {missing}",
                missing=missing[1],
            ),
            tr("On Debian and Ubuntu: sudo apt install {packages}", packages=_PACKAGES),
        ) from error
