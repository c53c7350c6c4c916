"""Who looks for garbage: the window's thread, and nobody else."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject

from desktop_app.ui.garbage import _LONGEST_START, Garbage


class _Cycle:
    def __init__(self) -> None:
        self.itself = self


def _many() -> list[weakref.ref]:
    return [weakref.ref(_Cycle()) for _ in range(20_000)]


@pytest.fixture
def garbage(qapp):
    parent = QObject()
    gc.enable()
    yield Garbage(parent)
    gc.unfreeze()
    gc.disable()


def test_no_other_thread_looks_for_it(garbage):
    found: list[weakref.ref] = []
    maker = threading.Thread(target=lambda: found.extend(_many()))
    maker.start()
    maker.join()
    assert all(each() is not None for each in found)


def test_a_start_looks_for_none_and_afterwards_it_goes(garbage):
    before = _many()
    garbage.look()
    assert all(each() is not None for each in before)
    gc.collect()
    gc.freeze()
    after = _many()
    assert gc.get_count()[0] > gc.get_threshold()[0]
    garbage.look()
    assert not any(each() for each in after)


def test_a_start_that_nobody_ends_is_over_after_a_while(garbage):
    before = _many()
    for _ in range(_LONGEST_START - 1):
        garbage.look()
    assert all(each() is not None for each in before)
    garbage.look()
    assert not any(each() for each in before)
