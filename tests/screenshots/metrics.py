"""The screen of Metrics over invented days: light, dark, narrow, one day, no mail, ten years, its
reports, and what is behind a figure."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from desktop_app.domain.metrics import EvidenceQuery, Measure, Period
from desktop_app.domain.users import User
from desktop_app.ui.actions import Actions
from desktop_app.ui.metrics.choices import OWN
from desktop_app.ui.metrics.screen import MetricsScreen
from desktop_app.ui.ops import ChangeBus, Operations
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.notices import Notices
from desktop_app.ui.shell.state import UiState
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.states import EmptyState
from tests.ui.metrics.fake_metrics import TODAY, FakeMetrics

_NOW = datetime(2026, 6, 16, 10, 42, tzinfo=UTC)
_LONGEST = 20  # seconds that a picture may take
_WIDE, _NARROW = (1216, 800), (1024, 640)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture.

    Args:
        first_day: when there began to be mail; None: never.
        own: these days instead of the last thirty.
        behind: whether what is behind a figure is open.
    """

    name: str
    report: str = "overview"
    dark: bool = False
    size: tuple[int, int] = _WIDE
    first_day: date | None = date(2010, 1, 1)
    own: Period | None = None
    behind: bool = False


SHOTS = (
    Shot("light"),
    Shot("dark", dark=True),
    Shot("narrow", size=_NARROW),
    Shot("one-day", own=Period(TODAY, TODAY), first_day=TODAY),
    Shot("no-mail", first_day=None),
    Shot("ten-years", own=Period.until(TODAY, 3650)),
    Shot("behind", size=(1500, 900), behind=True),
    Shot("email", report="email"),
    Shot("email-dark", report="email", dark=True),
    Shot("leads", report="leads"),
    Shot("meetings", report="meetings"),
)


def write(folder: Path) -> Iterator[Path]:
    """Write all of them; the path of each."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    themes = Themes(application)
    themes.apply()
    for shot in SHOTS:
        path = folder / f"metrics-{shot.name}.png"
        _take(application, themes, shot, path)
        yield path


def _take(application: QApplication, themes: Themes, shot: Shot, path: Path) -> None:
    themes.set_appearance("dark" if shot.dark else "light")
    bus = ChangeBus()
    ops = Operations(bus)
    window, place = QMainWindow(), QWidget()
    window.resize(*shot.size)
    user = User(UUID(int=7), "auth", "robin@rep.example", "Robin Reed")
    context = Context(
        services=SimpleNamespace(metrics=FakeMetrics(shot.first_day), user=user),
        theme=themes, ops=ops, bus=bus, actions=Actions(themes, window),
        notices=Notices(themes, window, place, lambda _entry: None), state=UiState(None),
        clock=lambda: _NOW,
    )  # fmt: skip
    screen = MetricsScreen(context)
    if shot.own is not None:
        screen.choose(replace(screen.choices, span=OWN, own=shot.own))
    window.setCentralWidget(screen)
    window.show()
    screen.shown()
    if shot.report != "overview":
        screen.show_report(shot.report)

    def there() -> bool:
        if shot.first_day is None:
            return bool(screen.findChildren(EmptyState))
        return screen.answer is not None and screen.page.settled

    _wait(application, lambda: there() and not ops.busy)
    if shot.behind:
        screen.look_behind(EvidenceQuery(Measure.RESPONSE_TIME, Period.until(TODAY, 30)))
        model = screen.audit.model
        _wait(application, lambda: len(model.ids) > 0 and model.row_at(0) is not None)
        _wait(application, lambda: not ops.busy)
    application.processEvents()
    if not window.grab().save(str(path)):
        raise OSError(f"{path} could not be written")
    ops.close()
    window.close()


def _wait(application: QApplication, holds: Callable[[], bool]) -> None:
    until = time.monotonic() + _LONGEST
    while not holds():
        application.processEvents()
        if time.monotonic() > until:
            raise TimeoutError("the screen never came to rest")
