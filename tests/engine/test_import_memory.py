"""An archive of any size costs the memory of a few of its messages."""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.domain.users import User

_TEXT = b"Thank you for the offer; we shall look at it on Monday.\n" * 400  # 22 kB
_FILE = base64.b64encode(bytes(range(57))).join([b"\n"] * 2_250)  # 173 kB
_FEW, _MANY = 150, 1_500  # messages: 29 MB and 295 MB
_MORE = 16 << 20  # bytes that ten times the messages may take more, in either process

# The peaks of the importing process and of the one that it had read, in bytes.
_CHILD = """
import resource, sys
from pathlib import Path
from uuid import UUID
from desktop_app.data.database import Database
from desktop_app.engine.import_mail import import_mail
from desktop_app.engine.jobs import Folders, JobContext
if __name__ == "__main__":
    url, user, base, archive = sys.argv[1:]
    base = Path(base)
    folders = Folders(base / "files", base / "raw", base / "reports")
    job = JobContext(db=Database(url), user_id=UUID(user), folders=folders,
        params={"path": archive})
    result = import_mail(job)
    unit = 1 if sys.platform == "darwin" else 1024
    print(result["new"], *(resource.getrusage(who).ru_maxrss * unit
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
"""


def _archive(path: Path, messages: int) -> Path:
    with path.open("wb") as out:
        for number in range(messages):
            out.write(
                b"From a@x.example Thu Jan  1 00:00:00 1970\nFrom: A <a@x.example>\n"
                b"To: b@x.example\nMessage-ID: <%d@x.example>\nSubject: Letter %d\n"
                b"Date: Mon, 01 Jun 2026 09:00:00 +0000\nMIME-Version: 1.0\n"
                b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nLetter %d.\n'
                % (number, number, number)
            )
            out.write(_TEXT)
            out.write(
                b"--b\nContent-Type: application/pdf; name=a.pdf\n"
                b"Content-Transfer-Encoding: base64\n\n"
            )
            out.write(_FILE + b"\n--b--\n\n")
    return path


def _peaks(db_url: str, user: User, folder: Path, messages: int) -> tuple[int, int]:
    folder.mkdir()
    script = folder / "child.py"  # a file: the reading process starts from it, too
    script.write_text(_CHILD)
    archive = _archive(folder / "a.mbox", messages)
    done = subprocess.run(
        [sys.executable, str(script), db_url, str(user.id), str(folder), str(archive)],
        check=True,
        capture_output=True,
        text=True,
    )
    archive.unlink()
    new, importer, reader = map(int, done.stdout.split())
    assert new == messages
    return importer, reader


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="peaks are told by POSIX alone")
def test_ten_times_the_messages_take_no_more_memory(
    db_url: str, make_user: Callable[..., User], tmp_path: Path
) -> None:
    few = _peaks(db_url, make_user("few@rep.example"), tmp_path / "few", _FEW)
    many = _peaks(db_url, make_user("many@rep.example"), tmp_path / "many", _MANY)
    print([f"{size >> 20} MB" for size in (*few, *many)])
    assert many[0] - few[0] < _MORE
    assert many[1] - few[1] < _MORE
