"""What a desktop hands to the program is opened once somebody is signed in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.shell.conftest import workspace


@pytest.fixture
def asked(monkeypatch):
    """What would be written."""
    found = []
    monkeypatch.setattr(
        "desktop_app.ui.composer.actions.open_asked", lambda _ctx, what: found.append(what)
    )
    return found


def test_files_are_brought_in_and_links_are_written_to(qtbot, open_desk, world, tmp_path, asked):
    files = [tmp_path / "archive.mbox", tmp_path / "more.mbox"]
    for each in files:
        each.write_text("")
    link = "mailto:ines@norvane.example?subject=Pilot"
    desk = open_desk(world, given=(*map(str, files), link))
    space = workspace(qtbot, desk)
    qtbot.waitUntil(lambda: len(space.jobs.running) == 2)
    qtbot.waitUntil(lambda: bool(asked))
    assert [each.email for each in asked[0].to] == ["ines@norvane.example"]
    assert asked[0].subject == "Pilot"
    assert desk._given == ()  # and not again for whoever signs in next


def test_a_file_that_is_gone_is_said(qtbot, open_desk, world, tmp_path):
    desk = open_desk(world, given=(str(tmp_path / "gone.csv"),))
    space = workspace(qtbot, desk)
    qtbot.waitUntil(lambda: bool(space.notices.bands))
    assert space.notices.bands[0].title == "That file is not there any more"
    assert space.notices.bands[0].sentence == str(Path(tmp_path / "gone.csv"))
