"""Signing in by the real program, with a real keyring, and what is left lying about: no secret."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.end_to_end.conftest import Program, server_up
from tests.end_to_end.watch import Watch, found
from tests.secret_service import secret_service

PASSWORD = "a quiet place to work"
ROBIN, SAM = "robin@rep.example", "sam@rep.example"


@pytest.fixture
def up(program: Program) -> Iterator[Program]:
    """The program on a computer without a keyring."""
    with server_up(program):
        yield program


@pytest.fixture
def kept(program: Program) -> Iterator[Program]:
    """The program on a desktop with a keyring."""
    with secret_service() as environment:
        program.environment = dict(environment)
        with server_up(program):
            yield program


def _add(program: Program, email: str, password: str = PASSWORD) -> Any:
    return program.json("user", "add", email, stdin=f"{password}\n")


def _who(program: Program) -> str:
    return program.json("whoami")["email"]


def _sql(program: Program, statement: str) -> str:
    return program("db", "run", "psql", "-Atqc", statement).stdout.strip()


def test_people_take_turns_on_one_laptop(kept: Program) -> None:
    _add(kept, ROBIN)
    _add(kept, SAM)
    assert _sql(kept, "SELECT count(*) FROM session") == "0"  # adding is not signing in
    assert kept.json("signin", "Robin@rep.example", stdin=f"{PASSWORD}\n")["kept"] is True
    assert _who(kept) == ROBIN
    assert kept.json("signin", SAM, stdin=f"{PASSWORD}\n")["email"] == SAM
    assert _who(kept) == SAM
    kept("signout")
    assert kept.json("whoami", code=1) == {"signed_in": False}
    # Commands act as whoever is signed in, and do not guess among several.
    assert "Several people" in kept("leads", "list", code=1).stderr
    assert kept.json("--user", ROBIN, "leads", "list") == []
    kept.json("signin", ROBIN, stdin=f"{PASSWORD}\n")
    assert kept.json("signout", "--everywhere")["ended"] == 2
    assert _sql(kept, "SELECT count(*) FROM session") == "0"


def test_a_session_ended_elsewhere_is_ended_at_the_next_start(kept: Program) -> None:
    _add(kept, ROBIN)
    kept("signin", ROBIN, stdin=f"{PASSWORD}\n")
    _sql(kept, "DELETE FROM session")
    assert "Nobody is signed in." in kept("whoami", code=1).stderr


def test_a_locked_keyring_is_told_and_the_program_goes_on(up: Program) -> None:
    _add(up, ROBIN)
    with secret_service(locked=True) as environment:
        up.environment = dict(environment)
        said = up("signin", ROBIN, stdin=f"{PASSWORD}\n").stdout
        assert "The keyring of this computer is locked" in said
        up("whoami", code=1)


def test_forgotten_passwords_and_codes_on_the_command_line(up: Program) -> None:
    code = _add(up, ROBIN)["recovery_code"]
    assert re.fullmatch(r"(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}", code)
    assert "has run out" in up("user", "reset", ROBIN, stdin="12345\nnew password\n",
                                    code=1).stderr  # fmt: skip
    assert "No new password came" in up("user", "reset", ROBIN, stdin=code, code=1).stderr
    following = up.json("user", "reset", ROBIN, stdin=f"{code.lower()}\nnew password\n")
    assert following["recovery_code"] not in ("", code)
    up("signin", ROBIN, stdin="new password\n")
    assert "do not go together" in up("signin", ROBIN, stdin=f"{PASSWORD}\n", code=1).stderr
    # A link of the web application, and its codes.
    _sql(up, "INSERT INTO verification SELECT 't', 'reset-password:kLr8sT2vQ9wXyZ3bN5mP7dF1', "
         "id, now() + interval '1 hour' FROM \"user\"")  # fmt: skip
    link = "https://app.example/reset?token=kLr8sT2vQ9wXyZ3bN5mP7dF1"
    assert up.json("user", "reset", ROBIN, stdin=f"{link}\n{PASSWORD}\n") == {"email": ROBIN}
    _sql(up, "INSERT INTO verification SELECT 'v', 'email-verification-otp-robin@rep.example',"
         " '123456:0', now() + interval '5 minutes'")  # fmt: skip
    assert "not right" in up("user", "verify", ROBIN, "654321", code=1).stderr
    assert up.json("user", "verify", ROBIN, "123456")["verified"] is True
    assert up.json("user", "list")[0]["verified"] is True
    assert "recovery code" in up("user", "reset", ROBIN, "--send", code=1).stderr
    assert "No mailbox" in up("user", "verify", ROBIN, code=1).stderr


def test_wrong_passwords_slow_down_across_starts(up: Program) -> None:
    _add(up, ROBIN)
    for _ in range(6):
        up("signin", ROBIN, stdin="wrong word\n", code=1)
    # The sixth was followed by two seconds; however slow this computer is, a longer wait shows.
    _sql(up, "UPDATE outpost.sign_in_attempt SET failures = 14, last_failed_at = now()")
    told = up("signin", ROBIN, stdin=f"{PASSWORD}\n", code=1).stderr
    assert re.match(r"Too many tries\. Try again in \d{2,3} seconds\.", told)


def test_the_format_of_passwords_is_a_setting_of_the_database(up: Program) -> None:
    name = "auth.password_format"
    assert up.json("settings", "get", name) == {name: "auto"}
    assert "Possible: auto, bcrypt, scrypt." in up("settings", "set", name, "md5",
                                                        code=1).stderr  # fmt: skip
    assert up.json("settings", "set", name, "scrypt") == {name: "scrypt"}
    _add(up, ROBIN)
    assert ":" in _sql(up, "SELECT password FROM account")
    assert up.json("settings", "set", name, "auto") == {name: "auto"}
    assert name in up("settings", "list").stdout


def test_hostile_addresses_get_a_clear_answer(up: Program) -> None:
    for email in ("", "a&b@rep.example", "user@localhost", "\u202ea@rep.example",
                  "x" * 10_000 + "@rep.example", "'; DROP TABLE users; --"):  # fmt: skip
        told = up("user", "add", email, stdin=f"{PASSWORD}\n", code=1).stderr
        assert told.startswith("That address cannot be used to sign in.")
    assert up.json("user", "list") == []


# -- no secret anywhere ----------------------------------------------------------------------------

_CRASH = """
import sys
from desktop_app.services.signin import SignInService
from desktop_app.cli import main
def crash(self, email, password, *, keep):
    typed = password
    raise RuntimeError("a bug while signing in")
SignInService.sign_in = crash
sys.exit(main(sys.argv[1:]))
"""


def test_no_secret_is_left_anywhere(kept: Program) -> None:
    first, second, wrong, third = (
        "first pässword 4711", "second password 4712", "wrong password 4713", "third one 4714",
    )  # fmt: skip
    secrets = [first, second, wrong, third]
    watch = Watch(kept, secrets)
    said: list[str] = []

    added = watch("--json", "user", "add", ROBIN, stdin=f"{first}\n")
    code = re.search(r"(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}", added)
    assert code is not None
    secrets.append(code[0])
    said.append(watch("--debug", "signin", ROBIN, stdin=f"{first}\n"))
    token = _sql(kept, "SELECT token FROM session")
    assert len(token) == 32
    secrets.append(token)
    said.append(watch("whoami", stdin=""))
    said.append(watch("--debug", "signin", ROBIN, stdin=f"{wrong}\n", code=1))
    said.append(watch("user", "passwd", ROBIN, stdin=f"{second}\n"))
    said.append(watch("--debug", "user", "passwd", ROBIN, stdin="short\n", code=1))
    reset = watch("user", "reset", ROBIN, stdin=f"{code[0]}\n{third}\n")
    said.append(watch("--debug", "user", "reset", ROBIN, stdin=f"{code[0]}\n{third}\n", code=1))
    following = re.search(r"(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}", reset)
    assert following is not None
    secrets.append(following[0])
    # A bug with the password in a variable, told and untold.
    crash = [sys.executable, "-c", _CRASH, "--home", str(kept.home)]
    said.append(watch(stdin=f"{third}\n", code=1, command=[*crash, "signin", ROBIN]))
    told = watch(stdin=f"{third}\n", code=1, command=[*crash, "--debug", "signin", ROBIN])
    assert "a bug while signing in" in told
    said.append(told)
    assert watch.looked > 20

    for secret in secrets:
        assert not [each for each in said if secret in each]
        # The database holds tokens by contract; passwords and recovery codes not even there.
        but = "postgres" if secret == token else "nothing"
        assert found(kept.home, secret, but=but) == {}
    # The search finds what is there.
    assert found(kept.home, token)
    log = (kept.home / "logs" / "cli.log").read_text()
    assert "a bug while signing in" in log
