"""Secrets in a real Secret Service, as a desktop of Linux has one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import desktop_app
from tests.secret_service import secret_service

_ROOT = Path(desktop_app.__file__).parents[1]


def _run(environment: dict[str, str], script: str) -> Any:
    """Run as a program of its own: the keyring is that of the environment."""
    begin = (
        "import json\nfrom desktop_app.system.secrets import SecretStore\n"
        "store = SecretStore('outpost test', patience=10)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", begin + script],
        env=environment, cwd=_ROOT, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_a_secret_outlives_the_program_and_can_be_forgotten() -> None:
    with secret_service() as environment:
        said = _run(
            environment,
            "store.set('session:ada', 'ü token 😀'); store.set('session:bob', 'his')\n"
            "print(json.dumps([store.persistent, store.why]))",
        )
        assert said == [True, ""]
        assert _run(environment, "print(json.dumps(store.get('session:ada')))") == "ü token 😀"
        said = _run(
            environment,
            "store.delete('session:ada'); store.delete('session:ada')\n"
            "other = SecretStore('outpost other')\n"
            "print(json.dumps([store.get('session:ada'), store.get('session:bob'), "
            "other.get('session:bob'), store.persistent]))",
        )
        assert said == [None, "his", None, True]


def test_a_locked_keyring_is_told_calmly_and_the_secret_held_for_this_run() -> None:
    with secret_service(locked=True) as environment:
        kept, persistent, why = _run(
            environment,
            "store.set('session:ada', 'token')\n"
            "print(json.dumps([store.get('session:ada'), store.persistent, store.why]))",
        )
        assert (kept, persistent) == ("token", False)
        assert why == (
            "The keyring of this computer is locked, "
            "so sign-ins and passwords last until Outpost closes."
        )
        assert _run(environment, "print(json.dumps(store.get('session:ada')))") is None
        written = [p for p in Path(environment["HOME"]).rglob("*") if p.is_file()]
        assert not any(b"token" in path.read_bytes() for path in written)
