"""Every scene of which there are pictures, once: each shows what it is to show, and nothing goes
wrong meanwhile. Run by test_scenes."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.desk import Desk
from desktop_app.ui.shell.notices import Notices
from tests.end_to_end.journey import run_journey
from tests.screenshots.taking import Taking


class Faults(logging.Handler):
    """What the program said or wrote of faults, by whatever way."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.words: list[str] = []

    def attend(self) -> None:
        """From now on."""
        logging.getLogger().addHandler(self)
        sys.excepthook = self._on_slip
        Notices.error = self._heard(Notices.error)  # type: ignore[method-assign]

    def emit(self, record: logging.LogRecord) -> None:
        self.words.append(self.format(record))

    def _on_slip(
        self, _kind: type[BaseException], error: BaseException, _at: TracebackType | None
    ) -> None:
        self.words.append("".join(traceback.format_exception(error)))

    def _heard(
        self, tell: Callable[[Notices, BaseException | Fault], None]
    ) -> Callable[[Notices, BaseException | Fault], None]:
        def error(notices: Notices, what: BaseException | Fault) -> None:
            self.words.append(repr(what))
            tell(notices, what)

        return error


class Looking(Taking):
    """Goes through the scenes without pictures."""

    def __init__(self, desk: Desk, wanted: Sequence[str]) -> None:
        super().__init__(desk, None, wanted)
        self.faults = Faults()
        self.faults.attend()
        self.seen: list[str] = []

    def _keep(self, scene: str) -> None:
        super()._keep(scene)
        self.seen.append(scene)
        assert not self.faults.words, "\n".join((scene, *self.faults.words))


def journey(desk: Desk, wanted: Sequence[str]) -> None:
    looking = Looking(desk, wanted)
    looking.sign_in()
    desk.window.resize(1440, 900)
    looking.workspace()
    assert set(wanted) <= set(looking.seen), looking.seen


if __name__ == "__main__":
    sys.exit(run_journey(Path(sys.argv[1]), lambda desk: journey(desk, sys.argv[2:])))
