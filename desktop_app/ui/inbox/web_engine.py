"""Whether the web engine can start here, asked before it is loaded.

Chromium ends the whole program when it cannot build its sandbox, so that is found out first.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys

from desktop_app.domain.language import tr

_SANDBOX_OFF = "QTWEBENGINE_DISABLE_SANDBOX"


def obstacle() -> str:
    """Why HTML mail cannot be shown as it was made, in a few words; "" when it can.

    Hostile mail is never shown without a sandbox: where there can be none (root, whom Chromium
    refuses one, or a kernel without user namespaces) the simple reader shows the mail. Only
    whoever starts the program can say otherwise, by Qt's own variable, as the tests do.
    """
    if importlib.util.find_spec("PySide6.QtWebEngineWidgets") is None:
        return tr("the web engine is not installed")
    if sys.platform != "linux" or os.environ.get(_SANDBOX_OFF) == "1":
        return ""
    if os.geteuid() == 0:
        return tr("Outpost runs as root, for whom there is no sandbox")
    if not user_namespaces_work():
        return tr("this system does not let programs build a sandbox (user namespaces)")
    return ""


def user_namespaces_work() -> bool:
    """Whether an ordinary user may make a namespace with rights inside; True where that
    cannot be found out."""
    tool = shutil.which("unshare")
    if tool is None:
        return True
    try:
        done = subprocess.run(
            [tool, "--user", "--map-root-user", "true"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return True
    return done.returncode == 0
