"""What every benchmark shares: a workspace of its own, a clock, and how a figure is told."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.bootstrap.opened import Opened
from desktop_app.bootstrap.opening import open_workspace
from desktop_app.domain.users import User
from desktop_app.services.signin import SignInService

BENCH_ADDRESS = "bench@outpost.example"
BENCH_PASSWORD = "a long enough one"


@dataclass(frozen=True)
class Figure:
    """One measured thing. ``floor`` and ``value`` in the same unit; ``limit`` bounds their ratio,
    or the value itself where there is no floor."""

    name: str
    value: float
    unit: str
    floor: float | None = None
    limit: float | None = None
    note: str = ""

    @property
    def measured(self) -> float:
        return self.value / self.floor if self.floor else self.value

    @property
    def over(self) -> bool:
        return self.limit is not None and self.measured > self.limit

    def __str__(self) -> str:
        parts = [f"{self.name:<58} {self.value:9.3f} {self.unit:<3}"]
        if self.floor:
            parts.append(f"floor {self.floor:9.3f}  ratio {self.measured:5.2f}")
        if self.limit is not None:
            parts.append(f"limit {self.limit:g} {'OVER' if self.over else 'ok'}")
        return "  ".join([*parts, self.note]).rstrip()


@contextmanager
def folder() -> Iterator[Path]:
    """An empty folder, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="outpost-bench-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@contextmanager
def opened_in(home: Path) -> Iterator[tuple[Opened, User]]:
    """A workspace with one user, on a Postgres of its own, while the block lasts."""
    with open_workspace(home) as opened:
        signin = opened.services().signin
        people = signin.people()
        yield opened, people[0] if people else _add_user(signin)


def _add_user(signin: SignInService) -> User:
    return signin.create_local("Bench", BENCH_ADDRESS, BENCH_PASSWORD, keep=False).user


@contextmanager
def workspace() -> Iterator[tuple[Opened, User, Path]]:
    """An empty workspace and a folder beside it; gone afterwards."""
    with folder() as place, opened_in(place / "home") as (opened, user):
        yield opened, user, place


def seconds(work: Callable[[], Any]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def percentile(values: list[float], percent: int) -> float:
    """For example the 95th: 19 of 20 values are at most this."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]
