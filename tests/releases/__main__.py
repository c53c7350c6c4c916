"""Make the fixture of this version: a small sample workspace, dumped."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from desktop_app import __version__
from desktop_app.bootstrap.opening import open_workspace
from desktop_app.data import dumps

target = Path(__file__).parent / f"{__version__}.dump"
if target.exists():
    sys.exit(f"{target.name} stands; what was released does not change")
with tempfile.TemporaryDirectory(prefix="outpost-release-") as folder:
    Path(folder).chmod(0o711)
    home = Path(folder) / "home"
    sample = ["demo", "--leads", "25", "--messages", "120"]
    subprocess.run([sys.executable, "-m", "desktop_app", "--home", str(home), *sample], check=True)
    with open_workspace(home) as opened:
        dumps.dump(opened.db, target)
print(f"{target}: {target.stat().st_size:,} bytes")
