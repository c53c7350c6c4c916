"""The screen of metrics over a year of mail: from asking for twelve months until all of it is
painted, and how long the window is away while one hovers over a chart or pulls it.

Run as a module by itself it is the window that is timed: what Qt needs is loaded there alone.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks import bench_metrics
from tests.benchmarks.bench_window import _child
from tests.benchmarks.harness import Figure, folder, opened_in, percentile, seconds

MESSAGES = int(os.environ.get("BENCH_METRICS_WINDOW_MESSAGES", "100000"))
_OPENINGS = 40
_OPENS_WITHIN = 150  # ms
_FRAME = 16  # ms
_NOW = datetime(2026, 6, 17, 9, 30, tzinfo=UTC)


def run() -> Iterator[Figure]:
    with folder() as place:
        told = json.loads(
            _child("-m", "tests.benchmarks.bench_metrics_window", str(place / "home")).splitlines()[
                -1
            ]
        )
    yield Figure(
        f"12 months of {MESSAGES:,} messages: asked until painted, p95",
        percentile(told["opened"], 95),
        "ms",
        None,
        _OPENS_WITHIN,
        f"(of {len(told['opened'])}; median {percentile(told['opened'], 50):.0f} ms, of which the "
        f"question alone {percentile(told['asked'], 50):.0f} ms; at the first visit, with what "
        f"draws being loaded, {told['first']:.0f} ms)",
    )
    for name in ("hover", "pull"):
        turns, own = zip(*told[name], strict=True)
        yield Figure(
            f"12 months, {name}: longest turn",
            max(turns),
            "ms",
            None,
            _FRAME,
            f"(of {len(turns)}; p95 {percentile(turns, 95):.1f} ms; longest by the thread's own "
            f"clock {max(own):.1f} ms)",
        )


def _time_window(home: Path) -> dict[str, Any]:
    bench_metrics.MESSAGES = MESSAGES
    with opened_in(home) as (opened, user):
        opened.db.run(
            "UPDATE public.users SET timezone = 'Europe/Berlin' WHERE id = %s", (user.id,)
        )
        bench_metrics._fill(opened.db, user.id, _NOW)
        services = opened.services().for_user(user)
        services.metrics._clock = lambda: _NOW
        services.metrics.refresh()
        return _screen(services)


def _screen(services: Any) -> dict[str, Any]:
    from dataclasses import replace

    from PySide6.QtCore import QEvent, QObject, QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

    from desktop_app.domain.metrics import Compared
    from desktop_app.ui.actions import Actions
    from desktop_app.ui.metrics.screen import MetricsScreen
    from desktop_app.ui.ops import ChangeBus, Operations
    from desktop_app.ui.shell.context import Context
    from desktop_app.ui.shell.notices import Notices
    from desktop_app.ui.shell.state import UiState
    from desktop_app.ui.theme import Themes

    application = QApplication([])
    sys.setswitchinterval(0.001)  # as the program has it
    window, bus = QMainWindow(), ChangeBus()
    themes = Themes(application)
    themes.apply()
    ops = Operations(bus)
    holder = QWidget()
    window.setCentralWidget(holder)
    window.resize(1440, 900)
    notices = Notices(themes, holder, QWidget(holder), lambda _entry: None)
    state = UiState(None)
    state.put("metrics.span", "year")
    context = Context(
        services=services, theme=themes, ops=ops, bus=bus, actions=Actions(themes, window),
        notices=notices, state=state, clock=lambda: _NOW,
    )  # fmt: skip
    screen = MetricsScreen(context)
    window.setCentralWidget(screen)
    window.show()

    class Painted(QObject):
        """Which of the charts were painted since they were drawn last."""

        def __init__(self) -> None:
            super().__init__()
            self.seen: set[int] = set()

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint:
                self.seen.add(id(watched))
            return False

    def wait(holds: Callable[[], object]) -> None:
        until = time.monotonic() + 60
        while not holds():
            application.processEvents()
            if time.monotonic() > until:
                raise RuntimeError("nothing was painted within a minute")

    page = screen.page
    painted = Painted()
    drawn: list[bool] = []

    def on_drawn() -> None:
        drawn.append(True)
        painted.seen.clear()  # the last ones are painted after this, the others are by now
        page.cards[-1].plot.viewport().update()

    page.drawn.connect(on_drawn)
    began = time.monotonic()
    screen.shown()
    wait(lambda: page.settled and drawn)
    for card in page.cards:
        card.plot.viewport().installEventFilter(painted)
    first = (time.monotonic() - began) * 1000
    last = id(page.cards[-1].plot.viewport())
    wait(lambda: not ops.busy)
    opened, asked = [], []
    for number in range(_OPENINGS):
        drawn.clear()
        against = Compared.YEAR_BEFORE if number % 2 else Compared.PREVIOUS
        hours = bool(number % 4 // 2)
        began = time.monotonic()
        screen.choose(replace(screen.choices, compared=against, working_hours=hours))
        wait(lambda: drawn and last in painted.seen)
        opened.append((time.monotonic() - began) * 1000)
        wait(lambda: not ops.busy)
        query = screen.choices.query(_NOW.date())
        asked.append(seconds(partial(services.metrics.overview, query)) * 1000)

    def turn(work: Callable[[], object]) -> tuple[float, float]:
        """How long the window does nothing else: the work and the painting that follows; and how
        much of that it was given a processor."""
        start, own = time.perf_counter(), time.thread_time()
        work()
        application.processEvents()
        return (time.perf_counter() - start) * 1000, (time.thread_time() - own) * 1000

    plots = [card.plot for card in page.cards]

    def move(plot: Any, x: float, y: float, buttons: Qt.MouseButton) -> None:
        place = QPointF(x, y)
        kind = QEvent.Type.MouseMove
        none = Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, place, plot.mapToGlobal(place), Qt.MouseButton.NoButton,
                            buttons, none)  # fmt: skip
        application.sendEvent(plot.viewport(), event)

    no_button, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
    hover, pull = [], []
    for plot in plots:
        box = plot.plot_rect
        for step in range(100):
            x = box.left() + box.width() * step / 100
            hover.append(turn(partial(move, plot, x, box.center().y(), no_button)))
        plot.zoom(0.5)
        middle, plot._pressed = box.center(), box.center()
        for step in range(60):
            x = middle.x() + (step % 30) * 6 - 90
            pull.append(turn(partial(move, plot, x, middle.y(), left)))
        plot._pressed = plot._pulled = None
        plot.show_all()
        application.processEvents()
    ops.close()
    return {"opened": opened, "asked": asked, "first": first, "hover": hover, "pull": pull}


if __name__ == "__main__":
    print(json.dumps(_time_window(Path(sys.argv[1]))))
