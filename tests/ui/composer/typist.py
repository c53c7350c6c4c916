"""Types into a composer, a letter at a time, and says after each what stands there; started by a
test, which kills it."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from types import SimpleNamespace

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.data.database import Database
from desktop_app.data.users import UserRepository
from desktop_app.services.drafts import DraftService
from desktop_app.ui.actions import Actions
from desktop_app.ui.composer.desk import ComposerDesk
from desktop_app.ui.ops import ChangeBus, Operations
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.notices import Notices
from desktop_app.ui.shell.state import UiState
from desktop_app.ui.theme import Themes
from desktop_app.wire.mail_quotable import clean_for_draft, quotable

_PAUSE = 25  # ms between two letters: quicker than anybody


def main(url: str, address: str) -> None:
    app = QApplication([])
    db = Database(url)
    user = UserRepository(db).by_email(address)
    assert user is not None
    drafts = DraftService(
        db, user, SimpleNamespace(), quotable, clean_for_draft, lambda: datetime.now(UTC)
    )
    host, place = QWidget(), QWidget()
    place.setParent(host)
    themes, bus = Themes(app), ChangeBus(host)
    ctx = Context(
        services=SimpleNamespace(
            user=user,
            drafts=drafts,
            addresses=None,
            proposals=SimpleNamespace(of=lambda _draft_id: None),
        ),
        theme=themes,
        ops=Operations(bus, parent=host),
        bus=bus,
        actions=Actions(themes, host),
        notices=Notices(themes, host, place),
        state=UiState(None),
        clock=lambda: datetime.now(UTC),
    )
    composer = ComposerDesk(ctx).new()
    letters = iter(f"{number % 10}" for number in range(100_000))

    def type_one() -> None:
        QTest.keyClicks(composer.editor, next(letters))
        length = len(composer.editor.toPlainText())
        os.write(1, f"{datetime.now(UTC).timestamp():.3f} {length}\n".encode())

    clock = QTimer()
    clock.timeout.connect(type_one)
    clock.start(_PAUSE)
    app.exec()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
