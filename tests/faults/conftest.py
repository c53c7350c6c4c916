"""Programs to be killed, folders to be broken."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

import desktop_app
from desktop_app.system.paths import Workspace

# The same workspaces as the tests of the room `system` use.
_spec = importlib.util.spec_from_file_location(
    "conftest_of_system", Path(__file__).parents[1] / "system" / "conftest.py"
)
_system = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_system)
place = _system.place
made_once = _system.made_once
make_workspace = _system.make_workspace
workspace = _system.workspace

_HOLDER = """
import json, sys
from pathlib import Path
from desktop_app.domain.errors import KnownError
from desktop_app.system.paths import Workspace
from desktop_app.system.postgres import EmbeddedPostgres

def say(**words):
    print(json.dumps(words), flush=True)

postgres = EmbeddedPostgres(
    Workspace(Path(sys.argv[1])),
    on_progress=lambda sentence: say(told=sentence),
    binaries=Path(sys.argv[2]) if len(sys.argv) > 2 else None,
)
try:
    address = postgres.acquire()
except KnownError as error:
    say(title=error.title, advice=error.advice)
    sys.exit(1)
say(pid=address.pid, url=address.url)
sys.stdin.readline()
postgres.release()
say(left=True)
"""


def program_environment() -> dict[str, str]:
    """Lets any Python of this version find this checkout and what it needs."""
    places = [Path(desktop_app.__file__).parents[1], Path(psutil.__file__).parents[1]]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, places))}


class Program:
    """Another program that uses the server of a workspace until it is told to leave, or killed."""

    def __init__(
        self, home: Path, *more: Path, python: str = sys.executable, **options: Any
    ) -> None:
        self.process = subprocess.Popen(
            [python, "-c", _HOLDER, str(home), *map(str, more)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd="/",
            env=program_environment(),
            **options,
        )  # fmt: skip

    def says(self) -> dict[str, Any]:
        """What it says next."""
        line = self.process.stdout.readline()
        assert line, "the program ended without a word"
        return json.loads(line)

    def address(self) -> dict[str, Any]:
        """The server's url and pid, or title and advice of why there is none."""
        while True:
            said = self.says()
            if "told" not in said:
                return said

    def leave(self) -> None:
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        assert self.says() == {"left": True}
        self.close()

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.close()

    def close(self) -> None:
        self.process.wait(30)
        self.process.stdin.close()
        self.process.stdout.close()


@pytest.fixture
def environment() -> dict[str, str]:
    """What another program of this version needs around it."""
    return program_environment()


@pytest.fixture
def start_program() -> Iterator[Callable[..., Program]]:
    """Starts programs; those that are left are killed when the test ends."""
    started: list[Program] = []

    def start(workspace: Workspace, *more: Path, **options: Any) -> Program:
        started.append(Program(workspace.home, *more, **options))
        return started[-1]

    yield start
    for program in started:
        if program.process.poll() is None:
            program.kill()


@pytest.fixture
def small_disk(place: Path) -> Iterator[Callable[[int], Path]]:
    """Mounts disks of so many megabytes; only root can."""
    mounted: list[Path] = []

    def mount(megabytes: int) -> Path:
        folder = place / f"disk{len(mounted)}"
        folder.mkdir()
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder],
            check=False, capture_output=True,
        )  # fmt: skip
        if made.returncode != 0:
            pytest.skip("only root can mount a small disk")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        _system.end_servers_in(folder)
        subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def wrapped_binaries(place: Path) -> Callable[[str, str], Path]:
    """Makes a folder of the server's programs in which one is a script around the real one.

    In the script, ``$REAL`` is the real program and ``$SIGNALS`` a folder that it can write to.
    """
    from desktop_app.system.postgres_cluster import find_binaries

    def wrap(program: str, script: str) -> Path:
        real, folder, signals = find_binaries(), place / "bin", place / "signals"
        signals.mkdir(exist_ok=True)
        signals.chmod(0o777)
        place.chmod(place.stat().st_mode | stat.S_IXOTH)
        folder.mkdir(mode=0o755)
        for path in real.iterdir():
            if path.name != program:
                (folder / path.name).symlink_to(path)
        wrapper = folder / program
        wrapper.write_text(f"#!/bin/sh\nREAL='{real / program}'\nSIGNALS='{signals}'\n{script}\n")
        wrapper.chmod(0o755)
        return folder

    return wrap


@pytest.fixture(scope="session")
def ordinary() -> dict[str, Any]:
    """What makes a program of ``start_program`` run as a user without special rights."""
    if os.name == "nt" or os.geteuid() != 0:
        return {}
    options: dict[str, Any] = {"user": "nobody", "extra_groups": []}
    need = "import sys, psutil, desktop_app.system.postgres; assert sys.version_info >= (3, 11)"
    for python in (sys.executable, "/usr/bin/python3"):
        try:
            subprocess.run(
                [python, "-c", need], cwd="/", check=True, capture_output=True,
                env=program_environment(), **options,
            )  # fmt: skip
        except (OSError, subprocess.CalledProcessError):
            continue
        return {"python": python, **options}
    pytest.skip("an ordinary user can run no Python that would do, or not read this checkout")
