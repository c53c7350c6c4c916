"""A message of 100 MB on the server does not grow the engine."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.data.database import Database
from desktop_app.domain.users import User
from desktop_app.engine.jobs import Folders
from tests.engine.mailbox_helpers import Desk, letter, name
from tests.mailservers.people import MailServer

_MEGABYTE = 1 << 20

# A process of its own, so that what the tests hold does not count; it says what it needed at
# most, itself and its children apart.
_CHILD = """
import pickle, re, sys
from datetime import UTC, datetime
from pathlib import Path
from desktop_app.engine.mailbox_fetch import fetch_once
from desktop_app.engine.mailbox_folder import Looking
if __name__ == "__main__":
    db, folders, mailbox, credential, spool = pickle.loads(Path(sys.argv[1]).read_bytes())
    looking = Looking(db, folders, mailbox, frozenset(), lambda: datetime.now(UTC))
    for counts in fetch_once(looking, lambda each: credential, Path(spool)):
        print(counts.path, counts.new, file=sys.stderr)
    # Not getrusage: its figure begins with that of whoever started us.
    print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak as Linux tells it")
def test_a_message_of_100_mb_passes_by(
    db: Database, folders: Folders, mail_server: MailServer, user: User, tmp_path: Path
) -> None:
    desk = Desk(db, folders, mail_server, user.id, tmp_path / "spool")
    peaks = []
    for size in (0, 100 * _MEGABYTE):
        desk.server.deliver(desk.person, letter(size, size=size))
        given = tmp_path / "given"
        given.write_bytes(
            pickle.dumps((db, folders, desk.mailbox, desk.person.credential, str(desk.spool)))
        )
        script = tmp_path / "child.py"
        script.write_text(_CHILD)
        done = subprocess.run(
            [sys.executable, str(script), str(given)],
            check=True, capture_output=True, text=True, timeout=300, cwd=Path.cwd(),
            env={"PYTHONPATH": str(Path.cwd())},
        )  # fmt: skip
        peaks.append(int(done.stdout) * 1024)
    assert set(desk.here()) == {name(0), name(100 * _MEGABYTE)}
    assert list(desk.spool.iterdir()) == []
    print(f"peaks: {[peak // _MEGABYTE for peak in peaks]} MB")
    assert peaks[1] < peaks[0] + 20 * _MEGABYTE
    assert peaks[1] < 200 * _MEGABYTE
