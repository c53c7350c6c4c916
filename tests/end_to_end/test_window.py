"""The real window with its engine and database, driven from outside as a person would."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.test_command_line import _MAIL

_JOURNEY = Path(__file__).with_name("window_journey.py")


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
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, str(_JOURNEY), str(program.home), str(leads), str(archive)],
        capture_output=True,
        text=True,
        env={
            **os.environ,
            **program.environment,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": root,
        },
        timeout=300,
        check=False,
    )
    assert "all seen" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0, done.stderr
    # Everything that the window started is gone with it.
    assert "running" in program("db", "url", code=1).stderr
