"""Locks between processes, tried between open files of one process and with a killed child."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

import desktop_app
from desktop_app.system.locks import FileLock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "some.lock"


def test_exclusive_excludes_and_shared_shares(path: Path) -> None:
    one, two, three = FileLock(path), FileLock(path), FileLock(path)
    assert one.acquire(shared=True)
    assert two.acquire(shared=True, blocking=False)
    assert not three.acquire(blocking=False)
    one.release()
    assert not three.acquire(blocking=False)
    two.release()
    assert three.acquire(blocking=False)
    assert not one.acquire(shared=True, blocking=False)
    three.release()
    three.release()  # harmless
    assert not three.held


def test_taking_a_lock_twice_is_a_bug(path: Path) -> None:
    lock = FileLock(path)
    lock.acquire()
    with pytest.raises(RuntimeError):
        lock.acquire()
    lock.release()


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_the_file_is_the_owner_s_alone(path: Path) -> None:
    lock = FileLock(path)
    lock.acquire()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    lock.release()
    assert path.exists()  # a removed lock file would exclude nobody


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX")
def test_a_link_is_not_followed(path: Path, tmp_path: Path) -> None:
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic"):
        FileLock(path).acquire()
    assert not (tmp_path / "elsewhere").exists()


def test_a_killed_process_gives_its_lock_back(path: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from desktop_app.system.locks import FileLock\n"
        "lock = FileLock(Path(sys.argv[1])); lock.acquire(); print('held', flush=True)\n"
        "sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        cwd=Path(desktop_app.__file__).parents[1],
    )  # fmt: skip
    assert holder.stdout.readline().strip() == b"held"
    ours = FileLock(path)
    assert not ours.acquire(blocking=False)
    holder.kill()
    assert ours.acquire()  # waits for it
    ours.release()
    holder.communicate()
