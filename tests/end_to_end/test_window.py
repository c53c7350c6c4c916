"""The real window with its engine and database, driven from outside as a person would."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.test_command_line import _MAIL, PASSWORD

_HERE = Path(__file__).parent


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_a_first_morning(program: Any, tmp_path: Path) -> None:
    leads = tmp_path / "fair.csv"
    leads.write_text(
        "Company,Contact,Email\n"
        "Norvane Optics,Ines Caldaro,ines@norvane.example\n"
        "Kitewell Energy,Marek Dvorin,marek@kitewell.example\n"
        "Dovetail & Rye,Martin Kessock,martin@dovetail.example\n"
    )
    archive = tmp_path / "old mail.mbox"
    archive.write_text(_MAIL)
    take("window_journey.py", program, leads, archive)


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_the_window_alone_brings_a_killed_server_back(program: Any, tmp_path: Path) -> None:
    first, more = tmp_path / "fair.csv", tmp_path / "more.csv"
    first.write_text("Company,Email\nNorvane Optics,ines@norvane.example\n")
    more.write_text("Company,Email\nKitewell Energy,marek@kitewell.example\n")
    program("user", "add", "robin@rep.example", stdin=PASSWORD + "\n")
    program("import", "leads", str(first))
    take("revival_journey.py", program, PASSWORD, more)


def take(journey: str, program: Any, *arguments: object, **environment: str) -> None:
    """Run a journey to its end, and see that nothing stays behind."""
    done = subprocess.run(
        [sys.executable, str(_HERE / journey), str(program.home), *map(str, arguments)],
        capture_output=True,
        text=True,
        env={
            **os.environ,
            **program.environment,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(_HERE.parents[1]),
            **environment,
        },
        timeout=300,
        check=False,
    )
    assert "all seen" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0, done.stderr
    # Everything that the window started is gone with it.
    assert "running" in program("db", "url", code=1).stderr
