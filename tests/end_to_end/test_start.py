"""What the first screen waits for: nothing that it does not show."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

_PROJECT = Path(__file__).parents[2]

# Each of these has been, or could easily be, on the way to the first rows.
_LATER = {
    "desktop_app.data": "another process looks ahead, while this one loads Qt",
    "desktop_app.services.bundle": "what works on the database follows the rows",
    "peewee": "a part of the way to the database",
    "psycopg": "a part of the way to the database, a tenth of a second",
    "keyring": "whose session stands is another process's to find out",
    "desktop_app.engine": "another process's work",
    "desktop_app.wire": "mail and files are read when one is opened",
    "desktop_app.ui.inbox": "a screen that is not shown",
    "desktop_app.ui.signin": "the session is known",
    "desktop_app.ui.leads.new_lead": "a dialog",
    "desktop_app.ui.leads.action_dialog": "a dialog",
    "desktop_app.ui.leads.field_dialogs": "dialogs",
    "desktop_app.ui.leads.merge": "a dialog",
    "desktop_app.ui.leads.columns_menu": "a menu",
    "desktop_app.ui.leads.panel_body": "the lead beside the list is read after the rows",
    "desktop_app.ui.leads.board": "the table is shown",
    "desktop_app.ui.leads.bulk": "nothing is checked",
    "desktop_app.ui.leads.clipboard": "nothing is copied yet",
    "desktop_app.ui.leads.filter_chip": "nothing is filtered",
    "desktop_app.domain.actions": "with the lead beside the list",
    "desktop_app.domain.inbox": "a screen that is not shown",
    "desktop_app.domain.journal": "nothing to undo yet",
    "desktop_app.domain.lead_changes": "nothing is checked",
    "desktop_app.domain.lead_language": "nothing is typed",
    "desktop_app.domain.table_text": "nothing is copied yet",
    "desktop_app.domain.typed_dates": "nothing is typed",
    "desktop_app.services.conversations": "figures at the side come after the rows",
    "desktop_app.services.jobs": "what runs is asked for after the rows",
    "desktop_app.services.journal": "nothing to undo yet",
    "desktop_app.data.migration_runner": "the schema is current",
    "playhouse.migrations": "the schema is current",
    "PySide6.QtNetwork": "whether there is a network is asked for after the rows",
    "PySide6.QtWebEngineCore": "the reader's engine, a tenth of a second and more",
    "PySide6.QtSvg": "icons are glyphs of a font",
    "qtawesome": "only its font file is read",
    "multiprocessing": "for the engine's workers",
    "psutil": "for a server that was killed",
    "fsspec": "the store of files, opened with the first file",
    "nh3": "for HTML mail",
    "zstandard": "for the store of files",
}


def test_the_first_rows_wait_for_nothing_that_they_do_not_need(with_keyring: Any) -> None:
    program = with_keyring
    program("user", "add", "robin@rep.example", stdin="a quiet place to work\n")
    program("signin", "robin@rep.example", stdin="a quiet place to work\n")
    program("demo", "--leads", "70", "--messages", "70")
    child = ["-m", "tests.benchmarks.window_child", str(program.home), "first", str(time.time())]
    done = subprocess.run(
        [sys.executable, *child],
        cwd=_PROJECT,
        capture_output=True,
        text=True,
        env={**os.environ, **program.environment, "QT_QPA_PLATFORM": "offscreen"},
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["seconds"] > 0
    loaded = told["modules"]
    assert "desktop_app.ui.leads.table" in loaded
    needless = {
        f"{module}: {why}"
        for name, why in _LATER.items()
        for module in loaded
        if module == name or module.startswith(f"{name}.")
    }
    assert not needless
