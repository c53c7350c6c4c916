"""A database that asks for a password: never in a file, a log, an argument or a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from desktop_app.bootstrap.opening import open_workspace
from desktop_app.domain.about import SessionStart
from desktop_app.domain.errors import KnownError
from desktop_app.system.postgres import ServerAddress

USER_PASSWORD = "a quiet place to work"
_JOURNEY = Path(__file__).with_name("password_journey.py")


@pytest.fixture(autouse=True)
def no_password_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """libpq would take one from the environment."""
    for name in ("PGPASSWORD", "PGPASSFILE", "OUTPOST_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


def written_in(home: Path) -> str:
    return "".join(
        path.read_bytes().decode("latin-1") for path in home.rglob("*") if path.is_file()
    )


def test_a_password_is_asked_for_kept_and_forgotten(
    with_keyring: Any, guarded: ServerAddress
) -> None:
    program, secret = with_keyring, str(guarded.password)
    said = [program("settings", "set", "database.url", guarded.url).stdout]

    refused = program("--debug", "leads", "list", code=1).stderr
    assert "wants a password" in refused
    assert "outpost db password" in refused
    wrong = program("--debug", "db", "password", stdin="wrong-guess\n", code=1).stderr
    assert "did not accept" in wrong
    assert "outpost db password" not in wrong
    assert not program.keyring_file.exists()

    kept = program.json("--debug", "db", "password", stdin=f"{secret}\r\n")
    assert kept == {"url": kept["url"], "kept": True, "tried": True}
    program("user", "add", "robin@rep.example", stdin=USER_PASSWORD + "\n")
    said.append(program("--debug", "user", "list").stdout)
    assert "robin@rep.example" in said[-1]
    said.append(program("db", "url").stdout)
    assert program.json("doctor")["database"] == "remote"

    # Another address, be it the same server, is not told the password of this one.
    elsewhere = guarded.url.replace("127.0.0.1", "localhost")
    assert "wants a password" in program("--database", elsewhere, "user", "list", code=1).stderr

    assert program.json("db", "password", stdin="\n")["kept"] is False
    said.append(program("--debug", "user", "list", code=1).stderr)
    assert "wants a password" in said[-1]
    assert program.json("db", "password", stdin="\n")["kept"] is False  # nothing left to forget
    everything = "".join([*said, refused, wrong, str(kept), written_in(program.home)])
    assert secret not in everything
    assert "wrong-guess" not in everything


def test_another_database_for_one_run_signs_nobody_out(
    with_keyring: Any, guarded: ServerAddress
) -> None:
    program, secret = with_keyring, str(guarded.password)
    robin, sam = "robin@rep.example", "sam@rep.example"
    program("user", "add", robin, stdin=USER_PASSWORD + "\n")
    program("signin", robin, stdin=USER_PASSWORD + "\n")
    elsewhere = ("--database", guarded.url)
    program(*elsewhere, "db", "password", stdin=f"{secret}\n")
    assert program.json(*elsewhere, "whoami", code=1) == {"signed_in": False}
    assert program.json("whoami")["email"] == robin
    program(*elsewhere, "user", "add", sam, stdin=USER_PASSWORD + "\n")
    program(*elsewhere, "signin", sam, stdin=USER_PASSWORD + "\n")
    assert program.json(*elsewhere, "whoami")["email"] == sam
    assert program.json("whoami")["email"] == robin
    assert secret not in written_in(program.home)


def test_a_password_that_became_wrong_says_how_to_mend_it(
    with_keyring: Any, guarded: ServerAddress
) -> None:
    program, secret = with_keyring, str(guarded.password)
    program("settings", "set", "database.url", guarded.url)
    program("db", "password", stdin=f"{secret}\n")
    with psycopg.connect(guarded.url, password=secret, autocommit=True) as connection:
        connection.execute("ALTER ROLE postgres PASSWORD 'another one'")
    refused = program("leads", "list", code=1).stderr
    assert "did not accept" in refused
    assert "outpost db password" in refused
    program("db", "password", stdin="another one\n")
    assert program.json("user", "list") == []


def test_a_password_for_a_database_that_is_away_is_kept_untried(with_keyring: Any) -> None:
    address = "postgresql://robin@127.0.0.1:1/crm"
    kept = with_keyring("--database", address, "db", "password", stdin="for later\n").stdout
    assert "was not tried" in kept
    assert "for later" in with_keyring.keyring_file.read_text()


def test_without_a_keyring_nothing_is_kept_and_that_is_said(
    program: Any, guarded: ServerAddress
) -> None:
    program("settings", "set", "database.url", guarded.url)
    refused = program("user", "list", code=1).stderr
    assert "no keyring" in refused
    assert "OUTPOST_DATABASE_URL" in refused
    assert "outpost db password" not in refused  # it could not keep it
    told = program("db", "password", stdin=f"{guarded.password}\n", code=1).stderr
    assert "no keyring" in told
    assert str(guarded.password) not in told + written_in(program.home)
    program.environment["OUTPOST_DATABASE_URL"] = guarded.url.replace(
        "postgres@", f"postgres:{guarded.password}@"
    )
    assert program.json("user", "list") == []


def test_our_own_database_needs_none(program: Any) -> None:
    assert "needs no password" in program("db", "password", stdin="x\n", code=1).stderr


@pytest.mark.parametrize("keyring", [True, False])
def test_the_window_asks_and_its_engine_knows(
    request: pytest.FixtureRequest, program: Any, guarded: ServerAddress, keyring: bool
) -> None:
    """First a wrong password, then the right one; without a keyring it lasts for this run."""
    if keyring:
        request.getfixturevalue("with_keyring")
    program("settings", "set", "database.url", guarded.url)
    root = str(Path(__file__).parents[2])
    places = [root, program.environment.get("PYTHONPATH", "")]
    done = subprocess.run(
        [sys.executable, str(_JOURNEY), str(program.home), "keep" if keyring else "forget"],
        input=f"{guarded.password}\n",
        capture_output=True,
        text=True,
        env={
            **os.environ,
            **program.environment,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": os.pathsep.join(places),
        },
        timeout=300,
        check=False,
    )
    assert "all seen" in done.stdout, done.stdout + done.stderr
    secret = str(guarded.password)
    assert secret not in written_in(program.home) + done.stdout + done.stderr
    if keyring:
        assert secret in program.keyring_file.read_text()
        assert program.json("user", "list") == []
    else:
        assert "wants a password" in program("user", "list", code=1).stderr


@pytest.mark.skipif(sys.platform != "linux", reason="the desktop's entry is a file there")
def test_what_starts_with_the_session_is_never_told_the_password(
    guarded: ServerAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    address = make_conninfo(guarded.url, password=guarded.password)
    with open_workspace(tmp_path / "home", address) as opened:
        assert str(guarded.password) not in repr(opened)
        with monkeypatch.context() as window:  # on whose thread no file is read
            window.setattr(opened.settings, "get", lambda name: pytest.fail(f"{name} is read"))
            care = opened._caretaker()
        with pytest.raises(KnownError, match="password"):
            care.start_with_session(True)
        assert care.session_start() is SessionStart.OFF
    assert not (tmp_path / "config").exists()
