"""The window on a database that asks for a password. Run by test_remote_database.

The password comes as the first line of the input. Ends with the words "all seen" or with what was
not.
"""

from __future__ import annotations

import sys
from pathlib import Path

import psycopg
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.system.settings import Settings
from desktop_app.ui.shell.desk import Desk
from desktop_app.ui.signin.first_run import FirstRun
from tests.end_to_end.journey import run_journey, shown_words, type_into, until


def has_engine(url: str, password: str) -> bool:
    with psycopg.connect(url, password=password) as connection:
        asked = "SELECT FROM pg_stat_activity WHERE application_name = 'outpost engine'"
        return connection.execute(asked).fetchone() is not None


def journey(desk: Desk, home: Path, password: str, keep: bool) -> None:
    window, page = desk.window, desk.window.boot_page
    until(lambda: hasattr(page, "password"), "the question for the password")
    until(lambda: "wants a password" in shown_words(page), "who asks")
    QTest.mouseClick(page.connect_button, Qt.MouseButton.LeftButton)
    until(lambda: page.password.error, "that one is needed")
    type_into(page.password.edit, "wrong-guess")
    QTest.keyClick(page.password.edit, Qt.Key.Key_Return)
    until(lambda: "did not accept" in shown_words(page), "that it was wrong")
    assert page.keep.isVisible() is keep
    assert ("until Outpost closes" in shown_words(page)) is not keep
    type_into(page.password.edit, password)
    QTest.mouseClick(page.connect_button, Qt.MouseButton.LeftButton)
    until(lambda: window.findChild(FirstRun), "the first run")
    url = str(Settings(home / "settings.json").get("database.url"))
    until(lambda: has_engine(url, password), "the engine at work in that database")


def main() -> int:
    home, keep = Path(sys.argv[1]), sys.argv[2] == "keep"
    password = sys.stdin.readline().rstrip("\n")
    return run_journey(home, lambda desk: journey(desk, home, password, keep))


if __name__ == "__main__":
    sys.exit(main())
