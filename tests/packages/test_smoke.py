"""The smoke test of the frozen program, tried on the program as it stands here."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"
_LETTER = (
    "From kim@lead.example Mon Jun  1 10:00:00 2026\n"
    "From: Kim <kim@lead.example>\nTo: robin@rep.example\nSubject: Letter {number}\n"
    "Date: Mon, 01 Jun 2026 10:0{number}:00 +0000\nMessage-ID: <{number}@lead.example>\n\nHello\n\n"
)
_PAGE = """\
| folder | what it is | good for |
|---|---|---|
| `archive/few.mbox` | 1,003 consecutive messages of version 2.1 | import |
| `messages/parser/` | 2 `.eml`, each with 1 page beside it | nothing |
| `messages/indexer/` | 3 files of an indexer's tests | nothing |
| `csv/` | books of 2 programs and 1 wild CSV files (`sniff-…`) | detection |
| `vcard/` | vCards 2.1 to 4.0 | import |
"""
_COUNTS = {
    "messages_in_file": 3,
    "distinct_messages": 2,
    "duplicates": 1,
    "conversations_by_references": 2,
    "conversations_of_2_or_more": 0,
    "longest_conversation": 1,
    "messages_with_html": 0,
    "leaf_parts_with_filename_or_attachment_disposition": 0,
    "senders": 1,
}


@pytest.fixture(scope="module")
def smoke() -> Iterator[ModuleType]:
    """The script, with those beside it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(PACKAGING))
        import smoke as script

        yield script
        for name in ("smoke", "smoke_corpora", "smoke_upgrade", "contents"):
            sys.modules.pop(name, None)


@pytest.fixture
def place() -> Iterator[Path]:
    # Not tmp_path, which a Postgres of root's, running as another user, may not pass through.
    with tempfile.TemporaryDirectory(prefix="outpost-test-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


@pytest.fixture
def program(smoke: ModuleType, place: Path) -> Any:
    class Here(smoke.Program):
        def command(self, *arguments: str) -> list[str]:
            _, *more = super().command(*arguments)
            return [sys.executable, "-m", "desktop_app", *more]

    return Here(Path(sys.executable), place)


@pytest.fixture
def corpora(place: Path) -> Path:
    """A folder as the real one is, with little in it."""
    folder = place / "corpora"
    for name in ("archive", "messages/parser", "messages/indexer/cur", "csv", "vcard"):
        (folder / name).mkdir(parents=True)
    (folder / "README.md").write_text(_PAGE.replace("1,003", "3"), "utf-8")
    (folder / "archive/few.mbox").write_text(
        "".join(_LETTER.format(number=number) for number in (1, 2, 1))
    )
    (folder / "archive/counts.json").write_text(json.dumps(_COUNTS))
    for number in (3, 4):
        (folder / f"messages/parser/{number}.eml").write_text(_LETTER.format(number=number)[47:])
        (folder / f"messages/parser/{number}.json").write_text("{}")
    for number in (5, 6):
        (folder / f"messages/indexer/cur/{number}:2,S").write_text(
            _LETTER.format(number=number)[47:]
        )
    (folder / "messages/indexer/README").write_text("What this is.")
    (folder / "csv/book.csv").write_text(
        "Email,Company\nada@one.example,One\nada@one.example,One\n"
    )
    (folder / "csv/sniff-wild.csv").write_bytes(b"\x00\x01\x02")
    (folder / "vcard/ben.vcf").write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ben\nEMAIL:ben@two.example\nORG:Two\nEND:VCARD\n"
    )
    return folder


def test_what_a_release_left_is_brought_over_with_a_copy(smoke, program, place, capsys):
    smoke.bring_over(program, place)
    home = program.elsewhere("upgraded").home
    assert list((home / "backups").glob("before-upgrade-*.dump"))
    assert " to go" in capsys.readouterr().out


def test_an_upgrade_that_keeps_no_copy_is_noticed(smoke, program, place, monkeypatch):
    """As where a copy is not written: what says so is missing from the folder of backups."""
    real = program.tried

    def forgetful(*arguments: str, stdin: str = "") -> Any:
        said = real(*arguments, stdin=stdin)
        if arguments[:2] == ("db", "upgrade"):
            for copy in (program.home / "backups").glob("before-upgrade-*.dump"):
                copy.unlink()
        return said

    monkeypatch.setattr(program, "tried", forgetful)
    with pytest.raises(SystemExit, match="copies kept before them: 0 instead of 1"):
        smoke.smoke_upgrade.upgrade(program, place)


def test_a_release_is_the_one_before_this_version(smoke, tmp_path, monkeypatch):
    upgrade = smoke.smoke_upgrade
    (tmp_path / "tests/releases").mkdir(parents=True)
    for name in ("0.9.0", "0.10.0", "1.0.0"):
        (tmp_path / f"tests/releases/{name}.dump").touch()
    monkeypatch.setattr(upgrade, "ROOT", tmp_path)
    for now, before in (("1.0.0", "0.10.0"), ("0.10.0", "0.9.0"), ("0.9.0", "1.0.0")):
        monkeypatch.setattr(upgrade, "version", lambda now=now: now)
        assert upgrade.release_before().stem == before


def test_a_folder_of_real_files_is_brought_in_and_counted(smoke, program, corpora, capsys):
    smoke.bring_corpora(program, corpora)
    said = capsys.readouterr().out
    assert "few.mbox: 3 messages" in said
    assert "csv: 2 files, 1 with rows, 1 leads" in said


@pytest.mark.parametrize(
    ("file", "old", "new", "wrong"),
    [
        ("archive/counts.json", '"senders": 1', '"senders": 2', "what is counted"),
        ("README.md", "| 2 `.eml`", "| 5 `.eml`", "parser, of which the page tells: 2 instead"),
    ],
)
def test_a_count_that_differs_ends_it(smoke, program, corpora, file, old, new, wrong):
    text = (corpora / file).read_text("utf-8")
    assert old in text
    (corpora / file).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(SystemExit, match=wrong):
        smoke.bring_corpora(program, corpora)


def test_counts_are_read_from_the_pages_table(smoke):
    assert smoke.smoke_corpora.counts_told(_PAGE) == {
        "archive/few.mbox": (1003, "consecutive messages"),
        "messages/parser": (2, ".eml"),
        "messages/indexer": (3, "files"),
        "csv": (1, "wild CSV files"),
    }
