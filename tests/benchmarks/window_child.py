"""The real window, driven by a script: started by the window benchmarks as a process of its own.

Prints one JSON document. ``started`` is the moment (``time.time``) its parent began to start it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from importlib.machinery import PathFinder
from typing import Any

# What the program does not load at its start is imported where the script needs it.

_TICK = 4  # ms; what the event loop is late by beyond this is a gap
SEED = 11


class Heart:
    """Measures how long the event loop does not come round."""

    def __init__(self) -> None:
        from PySide6.QtCore import QElapsedTimer, Qt, QTimer

        self.gaps: list[float] = []
        self._since = QElapsedTimer()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._beat)
        self._since.start()
        self._timer.start()

    def _beat(self) -> None:
        self.gaps.append(max(0.0, self._since.nsecsElapsed() / 1e6 - _TICK))
        self._since.restart()

    def clear(self) -> None:
        self.gaps.clear()
        self._since.restart()


class Script:
    """Steps that wait for conditions, run by the event loop itself."""

    def __init__(self, desk: object, steps: Iterator[object]) -> None:
        from PySide6.QtCore import QTimer

        self._steps = steps
        self._wait: Callable[[], bool] = lambda: True
        self._timer = QTimer()
        self._timer.setInterval(2)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    def _go_on(self) -> None:
        try:
            if not self._wait():
                return
            wait = next(self._steps)
        except StopIteration:
            self._timer.stop()
            return
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(1)  # a slot swallows exceptions, and the script would wait for ever
        self._wait = wait if callable(wait) else lambda: True


def main() -> int:
    home, scenario, started, *arguments = sys.argv[1:]
    answer: dict[str, object] = {}
    keep: list[object] = []

    def script(shell: Any) -> None:
        start = shell.Desk.start

        def scripted(desk: Any) -> None:
            keep.append(Script(desk, SCENARIOS[scenario](desk, answer, *arguments)))
            start(desk)

        shell.Desk.start = scripted

    _AfterImport(
        {"desktop_app.ui.leads.table": _first_screen(answer, float(started))}
        if scenario == "first"
        else {"desktop_app.ui.shell.desk": script, "desktop_app.ui.leads.table": _hook_painting}
    )
    # From here on it is the program, by its own front door.
    sys.argv = ["outpost", "--home", home]
    from desktop_app.__main__ import main as program

    code = program()
    print(json.dumps(answer), flush=True)
    return code


class _AfterImport:
    """Changes modules of the program when the program itself has imported them: what the bench
    adds comes along, and nothing is loaded sooner, or in another order, than it would be."""

    def __init__(self, changes: dict[str, Callable[[Any], None]]) -> None:
        self._changes = changes
        sys.meta_path.insert(0, self)  # type: ignore[arg-type]

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        change = self._changes.pop(name, None)
        if change is None:
            return None
        spec = PathFinder.find_spec(name, path)
        execute = spec.loader.exec_module

        def changed(module: Any) -> None:
            execute(module)
            change(module)

        spec.loader.exec_module = changed
        return spec


def _first_screen(answer: dict[str, object], started: float) -> Callable[[Any], None]:
    """Tells when the table has painted rows for the first time (not skeletons), and ends there.
    Nothing looks on meanwhile: a script that polls would be a part of what it measures."""

    def change(module: Any) -> None:
        paint = module.LeadTable.paintEvent

        def painted(table: Any, event: object) -> None:
            paint(table, event)
            model = table.model()
            if "seconds" not in answer and len(model.ids) and model.row_at(0) is not None:
                answer["seconds"] = time.time() - started
                answer["modules"] = sorted(sys.modules)

                from PySide6.QtCore import QTimer

                QTimer.singleShot(0, table.window().close)

        module.LeadTable.paintEvent = painted

    return change


def _million(desk: object, answer: dict[str, object]) -> Iterator[object]:
    leads = yield from _leads_with_rows(desk)
    yield lambda: leads.asking.complete
    answer["leads"] = len(leads.pane.model.ids)
    heart = Heart()
    from random import Random

    dice = Random(SEED)
    bar = leads.pane.table.verticalScrollBar()
    heart.clear()
    for _ in range(60):  # jumps
        bar.setValue(dice.randint(bar.minimum(), bar.maximum()))
        yield lambda: _painted(leads)
    for _ in range(300):  # a wheel that turns
        bar.setValue(bar.value() + 3 * leads.pane.table.row_height)
        yield None
    answer["scroll_gap"] = max(heart.gaps)
    heart.clear()
    search = leads.pane.filter_bar.search
    for text in ("n", "no", "nor", "norb", "", "be", "ber vale", "zyquoxx", ""):
        search.setText(text)
        yield lambda text=text: _answered(leads, text)
    answer["type_gap"] = max(heart.gaps)
    answer["memory"] = _memory()
    desk.window.close()


def _questions(desk: object, answer: dict[str, object]) -> Iterator[object]:
    """Another order, another filter: from the key to the first painted rows, and the same
    question asked of the database by psycopg2 alone, one after the other."""
    from tests.benchmarks.questions import Floor, questions

    leads = yield from _leads_with_rows(desk)
    yield lambda: leads.asking.complete
    services = desk.window.workspace.ctx.services
    floor = Floor(services.leads)
    painted = _Painted(leads)
    taken = []
    for asked in questions(SEED):
        # All of it was listed, so that nothing else asks of the server meanwhile.
        yield lambda: leads.asking.complete
        yield _after(0.05)
        painted.wait_for(asked)
        yield lambda: painted.seconds is not None
        taken.append((painted.seconds, floor.seconds(asked.query)))
    answer["questions"] = taken
    desk.window.close()


_after_painting: list[Callable[[Any], None]] = []


def _hook_painting(module: Any) -> None:
    """A table asks for its way to paint once, at its first painting: later it is too late."""
    paint = module.LeadTable.paintEvent

    def painted(table: Any, event: object) -> None:
        paint(table, event)
        for each in _after_painting:
            each(table)

    module.LeadTable.paintEvent = painted


class _Painted:
    """When the table first paints rows of another question, or the page is painted that says
    that there are none; counted from the asking."""

    def __init__(self, leads: Any) -> None:
        self.seconds: float | None = None
        self._leads = leads
        self._since = 0.0
        self._fresh = False
        leads.asking.told.connect(self._on_told)
        _after_painting.append(self._on_table)

    def wait_for(self, asked: Any) -> None:
        self.seconds, self._fresh = None, False
        self._since = time.perf_counter()
        self._leads.asking.asked = asked
        self._leads.asking.ask()

    def _on_told(self) -> None:
        """The answer is here; where it has no rows, the words that say so are painted."""
        if self.seconds is not None:
            return
        self._fresh = True
        if not len(self._leads.pane.model.ids):
            page = self._leads.pane.pages.currentWidget()
            page.repaint()
            self._done()

    def _on_table(self, table: Any) -> None:
        model = table.model()
        if self._fresh and len(model.ids) and model.row_at(0) is not None:
            self._done()

    def _done(self) -> None:
        self._fresh = False
        self.seconds = time.perf_counter() - self._since


def _counts(desk: object, answer: dict[str, object]) -> Iterator[object]:
    """What the event loop is late by while every view is counted anew, again and again."""
    leads = yield from _leads_with_rows(desk)
    yield lambda: leads.asking.complete
    yield _after(1.0)
    heart = Heart()
    counted = []
    leads.views.changed.connect(lambda: counted.append(time.monotonic()))
    for _ in range(5):
        seen = len(counted)
        leads.views.read()
        yield lambda seen=seen: len(counted) > seen
        yield _after(1.2)
    answer["counts_gap"] = max(heart.gaps)
    answer["counted"] = len(counted)
    desk.window.close()


def _import(desk: object, answer: dict[str, object], archive: str) -> Iterator[object]:
    """The Inbox is open on a conversation, as a rep would have it, and goes on being used."""
    yield from _leads_with_rows(desk, rows=False)
    workspace = desk.window.workspace
    workspace.show_screen("inbox")
    inbox = workspace.screen("inbox")
    yield lambda: len(inbox.list.model.ids) > 0 and inbox.list.model.row_at(0) is not None
    yield _after(3.0)  # the web engine starts once; what that costs is told apart
    services = workspace.ctx.services
    heart = Heart()
    heart.clear()
    desk.ops.run_query(desk, lambda: services.jobs.ask_import([archive]), lambda jobs: None)
    state: dict[str, object] = {}

    def over(jobs: tuple[object, ...]) -> None:
        state["over"] = bool(jobs) and jobs[0].state.over
        if state["over"]:
            answer["job"] = str(jobs[0].state)
            answer["messages"] = jobs[0].progress.done

    while not state.get("over"):
        inbox.move(1)
        yield _after(0.4)
        desk.ops.run_query(desk, lambda: services.jobs.recent(1), over, key="bench")
    answer["import_gap"] = max(heart.gaps)
    answer["late"] = sum(gap > 16 for gap in heart.gaps)
    answer["memory"] = _memory()
    desk.window.close()


def _arrivals(desk: object, answer: dict[str, object], coming: str) -> Iterator[object]:
    """The Inbox is open, and mail comes: one first, for the sake of what is loaded once, and then
    many at once. When are rows of all of them there, and painted?"""
    yield from _leads_with_rows(desk, rows=False)
    desk.window.workspace.show_screen("inbox")
    inbox = desk.window.workspace.screen("inbox").list
    yield lambda: len(inbox.model.ids) > 0 and inbox.model.row_at(0) is not None
    yield _after(3.0)  # the rest of the list, and the web engine
    shown = _ShownCount(inbox)
    yield lambda: shown.count > 0
    start = shown.count
    print(json.dumps({"ready": start}), flush=True)
    yield lambda: shown.count > start
    start = shown.count
    print(json.dumps({"first": start}), flush=True)
    yield lambda: shown.count >= start + int(coming)
    print(json.dumps({"shown_at": shown.at}), flush=True)
    desk.window.close()


class _ShownCount:
    """How many conversations the list had when it last painted rows, and since when so many."""

    def __init__(self, pane: Any) -> None:
        from PySide6.QtCore import QEvent, QObject, QTimer

        self.count, self.at = 0, 0.0
        model, viewport = pane.model, pane.view.viewport()

        def painted(count: int) -> None:
            self.count, self.at = count, time.time()

        class Watch(QObject):
            def eventFilter(_, watched: QObject, event: QEvent) -> bool:  # noqa: N805
                count = len(model.ids)
                if event.type() == QEvent.Type.Paint and count != self.count and model.row_at(0):
                    QTimer.singleShot(0, viewport, lambda: painted(count))  # when it was
                return False

        self._watch = Watch(viewport)
        viewport.installEventFilter(self._watch)
        viewport.update()


def _memory() -> float:
    import psutil

    return float(psutil.Process().memory_info().rss / 1e6)


def _after(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end


def _leads_with_rows(desk: object, *, rows: bool = True) -> Iterator[object]:
    yield lambda: desk.window.workspace is not None
    workspace = desk.window.workspace
    if workspace.current != "leads":
        workspace.show_screen("leads")
    leads = workspace.screen("leads")
    if rows:
        yield lambda: _painted(leads)
    return leads


def _answered(leads: object, text: str) -> bool:
    """All of what was typed is listed; a field waits a moment before it asks."""
    shown = not len(leads.pane.model.ids) or _painted(leads)
    return leads.asking.asked.text == text and leads.asking.complete and shown


def _painted(leads: object) -> bool:
    """The rows on screen are here, not skeletons."""
    if not len(leads.pane.model.ids):
        return False
    top = leads.pane.table.verticalScrollBar().value() // leads.pane.table.row_height
    return leads.pane.model.row_at(min(top, len(leads.pane.model.ids) - 1)) is not None


SCENARIOS = {
    "million": _million,
    "questions": _questions,
    "counts": _counts,
    "import": _import,
    "arrivals": _arrivals,
}


if __name__ == "__main__":
    os._exit(main())
