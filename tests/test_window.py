"""What opening the window does by itself: booting while the window loads."""

from __future__ import annotations

import threading

import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.window import _BootAhead

PATIENCE = 10.0


def test_it_boots_before_anybody_asks_and_once() -> None:
    booted = threading.Event()
    answers = iter(["first", "second"])

    def boot(tell) -> str:
        booted.set()
        return next(answers)

    ahead = _BootAhead(boot)
    assert booted.wait(PATIENCE)
    assert ahead(lambda sentence: None) == "first"


def test_a_fault_is_told_when_it_is_asked_for_and_another_try_boots_anew() -> None:
    faults = [KnownError("The disk is full."), KnownError("Still full.")]

    def boot(tell) -> str:
        if faults:
            raise faults.pop(0)
        return "booted"

    ahead = _BootAhead(boot)
    ahead.wait()
    for said in ("The disk is full.", "Still full."):
        with pytest.raises(KnownError, match=said):
            ahead(lambda sentence: None)
    assert ahead(lambda sentence: None) == "booted"


def test_the_window_hears_the_latest_of_what_was_said_without_it() -> None:
    said, gate, heard = threading.Event(), threading.Event(), []

    def boot(tell) -> str:
        tell("Making the database…")
        tell("Recovering…")
        said.set()
        gate.wait(PATIENCE)
        tell("Preparing…")
        return "booted"

    def hear(sentence: str) -> None:
        heard.append(sentence)
        gate.set()

    ahead = _BootAhead(boot)
    assert said.wait(PATIENCE)
    assert ahead(hear) == "booted"
    assert heard == ["Recovering…", "Preparing…"]
