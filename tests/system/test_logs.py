"""The log: private, rotating, without secrets, never in the way."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.system import logs
from desktop_app.system.logs import scrub, start_logging, stop_logging
from desktop_app.system.paths import Workspace


@pytest.fixture(autouse=True)
def leave_logging_as_it_was() -> Iterator[None]:
    level = logging.getLogger().level
    yield
    stop_logging()
    logging.getLogger().setLevel(level)


def test_entries_say_when_who_and_what(tmp_path: Path) -> None:
    path = start_logging(Workspace(tmp_path), "engine")
    assert path == tmp_path / "logs" / "engine.log"
    logging.getLogger("outpost.mail").info("fetched %d messages", 12)
    logging.getLogger("outpost.mail").debug("not at this level")
    entry = path.read_text()
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INFO    \d+ MainThread outpost\.mail: "
        r"fetched 12 messages\n",
        entry,
    )


def test_starting_again_replaces_what_was_set_up(tmp_path: Path) -> None:
    start_logging(Workspace(tmp_path), "cli")
    path = start_logging(Workspace(tmp_path), "window", level=logging.DEBUG)
    logging.getLogger("outpost").debug("once")
    assert path.read_text().count("once") == 1
    assert "once" not in (tmp_path / "logs" / "cli.log").read_text()


SECRETS = [
    "connecting to postgresql://rep:hunter2@db.example/sales failed",
    "imaps://rep%40mail.example:hunter2@imap.example:993",
    "dsn: host=db.example password=hunter2 user=rep",
    "{'user': 'rep', 'password': 'hunter2'}",
    '{"access_token": "hunter2", "expires": 3600}',
    "Authorization: Bearer hunter2hunter2",
    "AUTH PLAIN aHVudGVyMmh1bnRlcjI=hunter2",
    "api_key=hunter2&model=x",
    "client_secret: hunter2",
]


@pytest.mark.parametrize("text", SECRETS)
def test_secrets_are_taken_out(tmp_path: Path, text: str) -> None:
    path = start_logging(Workspace(tmp_path), "cli")
    log = logging.getLogger("outpost")
    log.warning("%s", text)
    try:
        raise ValueError(text)
    except ValueError:
        log.exception("it failed")
    written = path.read_text()
    assert "hunter2" not in written
    assert written.count("***") >= 2
    assert "Traceback" in written


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://rep@db.example/sales",
        "https://www.example/path?x=1",
        "mail from robin@rep.example: at 12:30@noon",
        "asked for the password of robin@rep.example",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert scrub(text) == text


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_every_file_is_the_owner_s_alone_also_after_rotation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "_SIZE", 2000)
    path = start_logging(Workspace(tmp_path), "window")
    for number in range(200):
        logging.getLogger("outpost").info("entry %d", number)
    files = sorted(path.parent.iterdir())
    assert [file.name for file in files] == [
        "window.log",
        *(f"window.log.{n}" for n in range(1, 5)),
    ]
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)
    assert all(file.stat().st_size <= 2000 for file in files)
    assert "entry 199" in path.read_text()


def test_a_log_that_cannot_be_written_does_not_stop_the_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start_logging(Workspace(tmp_path), "cli")
    handler = next(each for each in logging.getLogger().handlers if each.get_name() == "outpost")

    class Full:
        def write(self, text: str) -> None:
            raise OSError(28, "No space left on device")

        def flush(self) -> None: ...

        def close(self) -> None: ...

        def seek(self, *place: int) -> None: ...

        def tell(self) -> int:
            return 0

    handler.stream.close()
    handler.stream = Full()
    logging.getLogger("outpost").error("lost")
    assert capsys.readouterr().err == ""


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("mine")
    with pytest.raises(KnownError, match="Something else stands"):
        start_logging(Workspace(tmp_path), "cli")
