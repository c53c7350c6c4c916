"""Today with very many actions: from asking for it until its first rows are painted.

Run as a module by itself it is the window that is timed: what Qt needs is loaded there alone.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.bench_window import _child
from tests.benchmarks.harness import Figure, folder, opened_in, percentile

ACTIONS = int(os.environ.get("BENCH_ACTIONS", "100000"))
_OPENINGS = 40
_LIMIT = 100  # ms

_FILL = """
INSERT INTO public.actions (user_id, type, status, priority, due_date, description)
SELECT %s, (ARRAY['reply', 'follow_up', 'meeting', 'call'])[1 + n %% 4],
       CASE WHEN n %% 10 = 0 THEN 'completed' ELSE 'pending' END,
       (ARRAY['low', 'medium', 'high'])[1 + n %% 3],
       CASE WHEN n %% 11 > 0 THEN now() + (n %% 8641 - 4320) * interval '10 minutes' END,
       'Send volume pricing ' || n
FROM generate_series(1, %s) AS n
"""


def run() -> Iterator[Figure]:
    with folder() as place:
        told = json.loads(
            _child("-m", "tests.benchmarks.bench_today", str(place / "home")).splitlines()[-1]
        )
    yield Figure(
        f"Today with {ACTIONS:,} actions: first painted rows, p95",
        percentile(told["opened"], 95),
        "ms",
        None,
        _LIMIT,
        f"(of {len(told['opened'])} openings; the whole list within {told['whole']:.0f} ms)",
    )


def _time_window(home: Path) -> dict[str, Any]:
    with opened_in(home) as (opened, user):
        opened.db.run(_FILL, (user.id, ACTIONS))
        with opened.db.connection():
            opened.db.raw().execute("VACUUM ANALYZE public.actions")
        return _openings(opened.services().for_user(user))


def _openings(services: Any) -> dict[str, Any]:
    from datetime import UTC, datetime

    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

    from desktop_app.domain.today import Box, QueueQuery
    from desktop_app.ui.actions import Actions
    from desktop_app.ui.ops import ChangeBus, Operations
    from desktop_app.ui.shell.context import Context
    from desktop_app.ui.shell.notices import Notices
    from desktop_app.ui.shell.state import UiState
    from desktop_app.ui.theme import Themes
    from desktop_app.ui.today.screen import TodayScreen

    application = QApplication([])
    window, bus = QMainWindow(), ChangeBus()
    themes = Themes(application)
    ops = Operations(bus)
    holder = QWidget()
    window.setCentralWidget(holder)
    window.resize(1440, 900)
    notices = Notices(themes, holder, QWidget(holder), lambda _entry: None)
    context = Context(
        services=services, theme=themes, ops=ops, bus=bus, actions=Actions(themes, window),
        notices=notices, state=UiState(None), clock=lambda: datetime.now(UTC),
    )  # fmt: skip
    screen = TodayScreen(context)
    window.setCentralWidget(screen)
    window.show()
    screen.shown()
    view, model = screen.list.view, screen.list.model

    class Painted(QObject):
        at = 0.0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            first = model.rowCount() and model.row_at(1) is not None
            if event.type() is QEvent.Type.Paint and first and not self.at:
                self.at = -1.0  # it is painted by the time that the loop comes round
            return False

    def wait(holds) -> None:
        until = time.monotonic() + 60
        while not holds():
            application.processEvents()
            if time.monotonic() > until:
                raise RuntimeError("nothing was painted within a minute")

    def whole() -> bool:
        return model.queue is not None and model.queue.whole and not ops.busy

    wait(whole)
    painted = Painted()
    view.viewport().installEventFilter(painted)
    opened, last = [], 0.0
    boxes = [Box.QUEUE, Box.REPLIES, Box.FOLLOW_UPS, Box.MEETINGS]
    for number in range(_OPENINGS):
        model.show(type(model.queue)((), model.queue.day))
        application.processEvents()
        painted.at = 0.0
        began = time.monotonic()
        screen.list.load(QueueQuery(boxes[number % len(boxes)]))
        wait(lambda: painted.at)
        opened.append((time.monotonic() - began) * 1000)
        wait(whole)
        last = max(last, (time.monotonic() - began) * 1000)
    ops.close()
    return {"opened": opened, "whole": last}


if __name__ == "__main__":
    print(json.dumps(_time_window(Path(sys.argv[1]))))
