"""No secret anywhere: command line, window, engine and a provider, and then a search for each."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Program, server_up
from tests.end_to_end.watch import Watch, found
from tests.providers import crooked

PASSWORD, WRONG = "sesame for the ledger 4711", "not the sesame 4712"
ROBIN, SAM = "robin@rep.example", "sam@rep.example"
_HERE = Path(__file__).parent
pytestmark = pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
_COLUMNS = ("accessToken", "refreshToken", "idToken")


@pytest.fixture
def provider() -> Iterator[crooked.CrookedProvider]:
    with crooked.running(int(time.time())) as provider:
        provider.claims = {"sub": "sam-there", "email": SAM, "email_verified": True}
        provider.userinfo = {"sub": "sam-there"}
        yield provider


@pytest.fixture
def tidy(with_keyring: Program) -> Program:
    """The program with a keyring, and with every folder that it could write to beside the home."""
    place = with_keyring.home.parent
    with_keyring.environment |= {
        "HOME": str(place / "person"),
        "XDG_DATA_HOME": str(place / "data"),
        "XDG_CONFIG_HOME": str(place / "config"),
        "XDG_CACHE_HOME": str(place / "cache"),
        "XDG_STATE_HOME": str(place / "state"),
        "BROWSER": "", "DISPLAY": "", "WAYLAND_DISPLAY": "",
    }  # fmt: skip
    return with_keyring


class Tokens:
    """Every session's token that was ever in the keyring, the one place for it."""

    def __init__(self, keyring_file: Path, secrets: list[str]) -> None:
        self._file, self._secrets = keyring_file, secrets
        self.seen: list[str] = []

    def __call__(self) -> None:
        try:
            kept = json.loads(self._file.read_text())
        except (OSError, ValueError):  # not there yet, or just being written
            return
        for entry, value in kept.items():
            if "session:" in entry and value not in self.seen:
                self.seen.append(value)
                self._secrets.append(value)


def _stored_tokens(program: Program) -> list[str]:
    """What the contract's columns hold of a provider."""
    columns = ", ".join(f"'{each}', \"{each}\"" for each in _COLUMNS)
    said = program(
        "db", "run", "psql", "-Atqc",
        f"SELECT json_build_object({columns}) FROM account WHERE \"providerId\" <> 'credential'",
    ).stdout  # fmt: skip
    (row,) = [json.loads(line) for line in said.splitlines()]
    assert all(row.values())
    return list(row.values())


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_no_secret_of_a_whole_day_is_left_anywhere(
    tidy: Program, provider: crooked.CrookedProvider
) -> None:
    secrets = [PASSWORD, WRONG, crooked.CLIENT_SECRET]
    tokens = Tokens(tidy.keyring_file, secrets)
    watch = Watch(tidy, secrets, tokens)

    def browse(line: str) -> None:
        opened = re.search(r"browser:? (http://127\.0\.0\.1:\S+)$", line)
        if opened is not None:
            provider.now = int(time.time())
            assert "go back to Outpost" in provider.come_back(opened[1]).text

    with server_up(tidy):
        for name, value in (("issuer", provider.issuer), ("client_id", crooked.CLIENT_ID)):
            watch("settings", "set", f"oauth.openid.{name}", value)
        name, value = "oauth.openid.client_secret", crooked.CLIENT_SECRET
        watch("settings", "secret", name, stdin=f"{value}\n")
        watch("settings", "list")
        added = watch("--json", "user", "add", ROBIN, stdin=f"{PASSWORD}\n")
        watch.said.remove(added)  # it shows the recovery code, once
        code = re.search(r"(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}", added)
        assert code is not None
        secrets.append(code[0])

        # A provider that fails, and says aloud what it was told in confidence.
        babble = {"error": "invalid_grant", "error_description": crooked.CLIENT_SECRET}
        provider.answers["/token"] = (400, {}, json.dumps(babble).encode())
        watch("--debug", "signin", "--with", "openid", code=1, on_line=browse)
        del provider.answers["/token"]

        watch("--debug", "signin", ROBIN, stdin=f"{WRONG}\n", code=1)
        watch("signin", ROBIN, stdin=f"{PASSWORD}\n")
        said = watch(
            command=[sys.executable, str(_HERE / "secrets_journey.py"), str(tidy.home)],
            stdin=json.dumps([PASSWORD, WRONG]) + "\n",
            on_line=browse,
            QT_QPA_PLATFORM="offscreen",
            PYTHONPATH=os.pathsep.join([str(_HERE.parents[1]), str(_HERE)]),
        )
        assert "all seen" in said
        assert tidy.json("whoami")["email"] == SAM
        stored = _stored_tokens(tidy)

    asked = [fields for _, path, fields, _ in provider.seen if path == "/token"]
    assert len(asked) == 2
    told_once = [fields[name] for fields in asked for name in ("code", "code_verifier")]
    by_contract = [*tokens.seen, *stored]
    assert len(tokens.seen) == 3 and len(by_contract) == 6
    assert watch.looked > 20

    every = [*secrets, *told_once, *stored]
    assert not [(each, said) for each in every for said in watch.said if each in said]
    # The contract gives tokens their columns; nothing else is in the database either.
    holding = found(tidy.home.parent, *every)
    assert [path for path in holding if "postgres" not in path.parts] == []
    in_database = {each for bare in holding.values() for each in bare}
    assert set(stored) <= in_database <= set(by_contract)
    logs = {path.stem: path.read_text() for path in (tidy.home / "logs").glob("*.log")}
    assert "a bug while the lock is opened" in logs["window"]
    assert "signed in with openid" in logs["engine"]
