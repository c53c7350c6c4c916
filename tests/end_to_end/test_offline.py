"""No network at all: accounts, sign-in, lock and settings work, and nothing asks for one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Program, server_up
from tests.end_to_end.offline_journey import NAME

PASSWORD, NEW = "a quiet place to work", "another quiet place"
ROBIN = "robin@rep.example"
_HERE = Path(__file__).parent


def _without_network() -> list[str]:
    """What a command line begins with so that its processes have not even a loopback address;
    nothing where the system does not permit it: the socket guard refuses then."""
    if shutil.which("unshare") is None:
        return []
    # Mapped to root, Postgres would look for a user who is not root, and find none.
    cut_off = ["unshare", "--net", *([] if os.geteuid() == 0 else ["--map-current-user"])]
    done = subprocess.run([*cut_off, "true"], capture_output=True, check=False)
    return cut_off if done.returncode == 0 else []


@pytest.fixture
def tried(tmp_path: Path) -> Path:
    """Where every try to reach a network is noted."""
    return tmp_path / "tried.txt"


@pytest.fixture
def offline(with_keyring: Program, tried: Path) -> Program:
    with_keyring.before = _without_network()
    folders = [_HERE / "no_network", _HERE, _HERE.parents[1]]
    with_keyring.environment |= {
        "PYTHONPATH": os.pathsep.join(map(str, folders)),
        "TEST_NETWORK_TRIED": str(tried),
        "QT_QPA_PLATFORM": "offscreen",
    }
    return with_keyring


@pytest.mark.skipif(sys.platform == "win32", reason="Postgres itself is on the loopback address")
def test_everything_but_providers_works_without_a_network(offline: Program, tried: Path) -> None:
    with server_up(offline):
        added = offline.json("user", "add", ROBIN, "--name", "Robin", stdin=f"{PASSWORD}\n")
        assert offline.json("signin", ROBIN, stdin=f"{PASSWORD}\n")["kept"] is True
        offline("signin", ROBIN, stdin="not this one\n", code=1)
        offline("settings", "set", "auth.password_format", "scrypt")
        reset = f"{added['recovery_code']}\n{NEW}\n"
        assert offline.json("user", "reset", ROBIN, stdin=reset)["recovery_code"]
        offline("signout", "--everywhere")
        offline("signin", ROBIN, stdin=f"{NEW}\n")

        window = offline.command([])
        place = window.index("-m")
        window[place:] = [str(_HERE / "offline_journey.py"), str(offline.home)]
        done = subprocess.run(
            window, input=f"{NEW}\n", env={**os.environ, **offline.environment},
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        assert (done.returncode, "all seen" in done.stdout) == (0, True), done.stdout + done.stderr

        assert offline.json("whoami")["email"] == ROBIN
        assert offline.json("user", "list")[0]["name"] == NAME
        assert offline.json("settings", "get", "lock.after_minutes") == {"lock.after_minutes": 30}
        assert not tried.exists(), tried.read_text()

        # The one way in that needs a network says so; and the guard does notice.
        for name, value in (("issuer", "https://accounts.example"), ("client_id", "outpost")):
            offline("settings", "set", f"oauth.openid.{name}", value)
        offline("signin", "--with", "openid", code=1)
        assert "accounts.example" in tried.read_text()
        assert offline.json("whoami")["email"] == ROBIN
