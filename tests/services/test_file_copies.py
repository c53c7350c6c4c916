"""Files for other programs: marked as coming from outside, and not to be worked in."""

from pathlib import Path

import pytest

from desktop_app.services.file_copies import FileCopies
from desktop_app.services.file_marks import mark_as_received


def test_a_copy_can_only_be_read_and_goes_with_the_program() -> None:
    copies = FileCopies()
    path = Path(copies.copy("one", "plan.docx", lambda: b"content"))
    assert path.read_bytes() == b"content"
    assert path.stat().st_mode & 0o222 == 0
    assert copies.copy("one", "plan.docx", lambda: pytest.fail("it is there")) == str(path)
    copies._folder.cleanup()
    assert not path.exists()


def test_windows_learns_that_a_file_came_from_outside(tmp_path: Path) -> None:
    saved = tmp_path / "plan.docx"
    saved.write_bytes(b"content")
    mark_as_received(saved, platform="win32")
    # Elsewhere a stream beside the file is a file of that name.
    assert b"ZoneId=3" in Path(f"{saved}:Zone.Identifier").read_bytes()
    assert saved.read_bytes() == b"content"


def test_macos_learns_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "xattr"
    tool.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/told\n')
    tool.chmod(0o755)
    monkeypatch.setattr("desktop_app.services.file_marks._XATTR", str(tool))
    mark_as_received(tmp_path / "plan.docx", platform="darwin")
    told = (tmp_path / "told").read_text().splitlines()
    assert told[:2] == ["-w", "com.apple.quarantine"]
    assert told[2].startswith("0081;") and told[2].endswith(";Outpost;")
    assert told[3] == str(tmp_path / "plan.docx")


def test_where_no_mark_can_be_the_file_stays(tmp_path: Path) -> None:
    mark_as_received(tmp_path / "nowhere" / "plan.docx", platform="win32")
    mark_as_received(tmp_path / "plan.docx", platform="darwin")
    mark_as_received(tmp_path / "plan.docx", platform="linux")
    assert list(tmp_path.iterdir()) == []
