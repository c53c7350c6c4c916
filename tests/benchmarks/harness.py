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

from desktop_app.bootstrap import Opened, open_workspace
from desktop_app.domain.users import User


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

    def __str__(self) -> str:
        parts = [f"{self.name:<58} {self.value:9.3f} {self.unit:<3}"]
        if self.floor:
            parts.append(f"floor {self.floor:9.3f}  ratio {self.measured:5.2f}")
        if self.limit is not None:
            verdict = "ok" if self.measured <= self.limit else "OVER"
            parts.append(f"limit {self.limit:g} {verdict}")
        return "  ".join([*parts, self.note]).rstrip()


@contextmanager
def workspace() -> Iterator[tuple[Opened, User, Path]]:
    """An empty workspace with one user, on a Postgres of its own; gone afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="outpost-bench-") as folder,
        open_workspace(Path(folder) / "home") as opened,
    ):
        signed = opened.services().signin.create_local(
            "Bench", "bench@outpost.example", "a long enough one", keep=False
        )
        yield opened, signed.user, Path(folder)


def seconds(work: Callable[[], Any]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def percentile(values: list[float], percent: int) -> float:
    """For example the 95th: 19 of 20 values are at most this."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]
