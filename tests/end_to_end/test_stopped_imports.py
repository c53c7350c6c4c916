"""An import on the command line that the world, or the user, stops."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

from desktop_app.cli import main
from desktop_app.domain.errors import KnownError
from desktop_app.domain.jobs import JobKind
from desktop_app.engine.jobs import JobContext
from desktop_app.engine.worker import RUNNERS
from desktop_app.system.logs import stop_logging
from tests.end_to_end.conftest import server_up
from tests.end_to_end.test_command_line import PASSWORD, program_url

CANCELLED = "“Importing a.mbox” was cancelled. What was committed is kept.\n"
_STATES = "SELECT state FROM outpost.job"


def states(program: Any) -> list[str]:
    return program("db", "run", "psql", "-Atc", _STATES).stdout.split()


def test_an_import_without_room_says_that_it_goes_on(
    program: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    archive, leads = tmp_path / "a.mbox", tmp_path / "a.csv"
    archive.write_text(
        "From x Mon Jun  1 09:00:00 2026\nFrom: a@b.example\nMessage-ID: <1@b>\n\nx\n"
    )
    leads.write_text("Email,Company\nkim@lead.example,Lead\n")
    program("user", "add", "robin@rep.example", stdin=PASSWORD + "\n")

    def no_room(job: JobContext) -> Any:
        raise KnownError("The disk is full.", "Free some space.", retryable=True)

    def says(*arguments: str) -> str:
        try:
            assert main(["--home", str(program.home), *arguments]) == 1
        finally:
            stop_logging()
        return capsys.readouterr().err

    with monkeypatch.context() as full:
        full.setitem(RUNNERS, JobKind.IMPORT_MAIL, no_room)
        full.setitem(RUNNERS, JobKind.IMPORT_LEADS, no_room)
        said = says("import", "mail", str(archive))
        assert said.startswith("The disk is full. Free some space.")
        assert "outpost engine --once" in said
        assert "engine" not in says("import", "leads", str(leads), "--dry-run")
    assert sorted(states(program)) == ["cancelled", "running"]
    assert program.json("engine", "--once")["jobs"] == 1
    assert program.json("search", "x", "--in", "mail")["mail"]


def write_letters(archive: Path, numbers: range) -> None:
    with archive.open("w") as file:
        for number in numbers:
            file.write(
                "From x Mon Jun  1 09:00:00 2026\nFrom: a@b.example\n"
                f"Message-ID: <{number}@b.example>\nSubject: {number}\n\nhello\n\n"
            )


def start_import(program: Any, archive: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        program.command(["import", "mail", str(archive)]),
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **program.environment},
        start_new_session=True,
        # Where the tests run in the background the key is ignored, and who is started inherits it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


@pytest.mark.skipif(os.name != "posix", reason="a group of processes, as a terminal makes one")
def test_ctrl_c_ends_an_import_for_good(program: Any, tmp_path: Path) -> None:
    archive, few = tmp_path / "a.mbox", tmp_path / "few.mbox"
    write_letters(archive, range(100_000))
    write_letters(few, range(99_990, 100_000))  # an mbox is read from its end
    program("user", "add", "robin@rep.example", stdin=PASSWORD + "\n")
    importing = start_import(program, archive)
    wait_until_begun(program, importing)
    os.killpg(importing.pid, signal.SIGINT)
    _, said = importing.communicate(timeout=60)
    assert (importing.returncode, said) == (1, CANCELLED)
    assert states(program) == ["cancelled"]
    assert program.json("engine", "--once")["jobs"] == 0
    assert program.json("import", "mail", str(few))["known"] == 10  # of the first batch


@pytest.mark.skipif(os.name != "posix", reason="a group of processes, as a terminal makes one")
def test_ctrl_c_while_the_reading_process_starts_is_no_other(program: Any, tmp_path: Path) -> None:
    """It hears the key, too, and long before it could say that it does not care."""
    archive = tmp_path / "a.mbox"
    write_letters(archive, range(20_000))
    program("user", "add", "robin@rep.example", stdin=PASSWORD + "\n")
    with server_up(program):
        importing = start_import(program, archive)
        end = time.monotonic() + 60
        while not has_reader(importing.pid):
            assert importing.poll() is None
            assert time.monotonic() < end
        os.killpg(importing.pid, signal.SIGINT)
        _, said = importing.communicate(timeout=60)
        assert (importing.returncode, said) == (1, CANCELLED)
        assert states(program) == ["cancelled"]


def has_reader(pid: int) -> bool:
    with contextlib.suppress(psutil.Error):
        return any(
            "--multiprocessing-fork" in each.cmdline() for each in psutil.Process(pid).children()
        )
    return False


@pytest.mark.skipif(os.name != "posix", reason="there a signal can be the end of a program")
def test_ctrl_c_amid_code_made_of_text_is_an_orderly_end_too(program: Any, tmp_path: Path) -> None:
    """As while the first import of a module makes its dataclasses."""
    (tmp_path / "interrupted.py").write_text(
        "import sys, desktop_app.cli as cli\n"
        "read = cli._arguments\n"
        "def interrupted(argv):\n"
        "    arguments = read(argv)\n"
        "    arguments.run = lambda call: exec('raise KeyboardInterrupt')\n"
        "    return arguments\n"
        "cli._arguments = interrupted\n"
        "sys.exit(cli.main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "interrupted", "--home", str(program.home), "whoami"],
        capture_output=True, text=True, check=False, timeout=60, cwd=tmp_path,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "Stopped. What was committed is kept.\n")


def has_begun(url: str) -> bool:
    with contextlib.suppress(psycopg.Error), psycopg.connect(url) as connection:
        asked = "SELECT 1 FROM outpost.job WHERE position <> '{}'"
        return connection.execute(asked).fetchone() is not None
    return False


def wait_until_begun(program: Any, importing: subprocess.Popen[str]) -> None:
    """Until the first batch is there; where the database is, is asked once: it takes a program."""
    end, url = time.monotonic() + 60, None
    while url is None or not has_begun(url):
        assert importing.poll() is None
        assert time.monotonic() < end
        url = url or program_url(program)
