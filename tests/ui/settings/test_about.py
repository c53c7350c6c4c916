"""About the program, its health and its faults; and the database that is worked in."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop_app.domain.about import FaultReport, Place, Problem
from desktop_app.ui.settings.about import LicencesDialog
from desktop_app.ui.settings.reports import ReportsDialog
from desktop_app.ui.widgets.labels import Paragraph
from tests.ui.conftest import NOW
from tests.ui.fake_care import HOME

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def care(services):
    return services.care


def test_versions_and_places_are_shown_and_copied(qtbot, screen, monkeypatch) -> None:
    about = screen.about
    qtbot.waitUntil(about.copy.isEnabled)
    assert "Version 0.1.0. Postgres 18.1, Qt 6." in about.version.sentence.text
    assert about.data.sentence.text == HOME
    assert about.logs.sentence.text == f"{HOME}/logs"
    monkeypatch.setattr(Path, "home", lambda: Path("/home/mara"))
    qtbot.mouseClick(about.copy, LEFT)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Outpost 0.1.0\nPostgres 18.1\n")
    assert "Data: ~/.local/share/Outpost" in copied
    assert "mara" not in copied


def test_health_is_looked_at_when_asked_and_again(qtbot, screen, care) -> None:
    about = screen.about
    assert care.looks == 0
    care.problems = (
        Problem("the disk is filling up", "free some space"),
        Problem("mail.example cannot be reached", "check the network"),
    )
    qtbot.mouseClick(about.check, LEFT)
    qtbot.waitUntil(about.findings.isVisible)
    assert about.state.pill.words == "2 to look at"
    said = [each.text for each in about.findings.findChildren(Paragraph)]
    assert said[0] == "The disk is filling up. Free some space."
    care.problems = ()
    assert about.check.words == "Check again"
    qtbot.mouseClick(about.check, LEFT)
    qtbot.waitUntil(lambda: about.state.pill.words == "All is well")
    assert not about.findings.isVisible()
    assert care.looks == 2


def test_reports_are_read_to_the_letter_before_they_go_anywhere(qtbot, screen, care, host) -> None:
    qtbot.waitUntil(screen.about.copy.isEnabled)
    assert not screen.about.look.isEnabled()
    care.found = [
        FaultReport("crash-2", NOW - timedelta(hours=1), "TypeError in ui/x.py:3"),
        FaultReport("crash-1", NOW - timedelta(days=3), "IndexError in data/y.py:9"),
    ]
    care.texts = {"crash-1": "older", "crash-2": "<b>newer</b>"}
    screen.about.refresh()
    qtbot.waitUntil(screen.about.look.isEnabled)
    assert screen.about.faults.sentence.text.startswith("2, the newest today at ")
    qtbot.mouseClick(screen.about.look, LEFT)
    dialog = host.window().findChild(ReportsDialog)
    qtbot.waitUntil(lambda: dialog.text.toPlainText() == "<b>newer</b>")
    dialog.list.go_to(1)
    qtbot.waitUntil(lambda: dialog.text.toPlainText() == "older")
    qtbot.mouseClick(dialog.copy, LEFT)
    assert QGuiApplication.clipboard().text() == "older"


def test_what_outpost_is_made_with_is_named(qtbot, screen, host) -> None:
    qtbot.mouseClick(screen.about.show_licences, LEFT)
    dialog = host.window().findChild(LicencesDialog)
    qtbot.waitUntil(lambda: "PostgreSQL" in dialog.text.toPlainText())


def test_ones_own_database_is_said_to_be_that(qtbot, screen, care) -> None:
    qtbot.waitUntil(lambda: "Your own database" in screen.team.where.sentence.text)
    assert screen.team.people.sentence.text == "Nobody else has an account here."
    assert screen.team.other.isVisible()
    assert not screen.team.state.isVisible()
    qtbot.mouseClick(screen.team.copy, LEFT)
    assert "database.url postgresql://" in QGuiApplication.clipboard().text()


@pytest.mark.parametrize(("encrypted", "words"), [(True, "Connected"), (None, "Connected"),
                                                  (False, "Not encrypted")])  # fmt: skip
def test_a_teams_database_is_named_with_who_is_there(qtbot, screen, care, encrypted, words) -> None:
    people = tuple(f"Person {n}" for n in range(8))
    care.where = Place("db.fieldline.example", "crm", "mara", encrypted, people)
    screen.team.refresh()
    qtbot.waitUntil(screen.team.state.isVisible)
    assert screen.team.where.sentence.text == "crm at db.fieldline.example, as mara"
    assert screen.team.state.pill.words == words
    assert screen.team.people.sentence.text.endswith("Person 5 and 2 more.")
    assert not screen.team.other.isVisible()
