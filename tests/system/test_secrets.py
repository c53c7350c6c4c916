"""Secrets: in the keyring, else in memory; at once, and never in a file."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import keyring.backend
import keyring.errors
import pytest
from keyring.backends import chainer, fail, null

import desktop_app
from desktop_app.system.secrets import SecretStore


def test_a_working_keyring_keeps_secrets_for_the_next_run(memory_keyring: Any) -> None:
    store = SecretStore("outpost-test", backend=memory_keyring)
    assert store.get("mail") is None
    store.set("mail", "hunter2")
    assert store.persistent
    assert store.why == ""
    assert memory_keyring.stored == {("outpost-test", "mail"): "hunter2"}
    again = SecretStore("outpost-test", backend=memory_keyring)
    assert again.get("mail") == "hunter2"
    assert SecretStore("another", backend=memory_keyring).get("mail") is None
    again.delete("mail")
    again.delete("mail")  # harmless
    assert store.get("mail") is None
    assert again.persistent


class Plaintext(keyring.backend.KeyringBackend):
    """As keyrings.alt has them."""

    priority = 1
    written: list[str] = []  # noqa: RUF012

    def get_password(self, service: str, username: str) -> str | None:
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        self.written.append(password)


Plaintext.__module__ = "keyrings.alt.file"


class DerivedPlaintext(Plaintext):
    """A backend of another name that stores as keyrings.alt does."""


DerivedPlaintext.__module__ = "somebody.backend"


@pytest.mark.parametrize("kind", [fail.Keyring, null.Keyring, Plaintext, DerivedPlaintext])
def test_what_keeps_no_secret_is_refused(kind: type[keyring.backend.KeyringBackend]) -> None:
    store = SecretStore("outpost-test", backend=kind())
    store.set("mail", "hunter2")
    assert not store.persistent
    assert "until Outpost closes" in store.why
    assert store.get("mail") == "hunter2"
    assert SecretStore("outpost-test", backend=kind()).get("mail") is None
    assert Plaintext.written == []
    store.delete("mail")
    assert store.get("mail") is None


def test_of_several_keyrings_the_first_good_one_is_used(
    memory_keyring: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    chain = chainer.ChainerBackend()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [Plaintext(), memory_keyring])
    monkeypatch.setattr(keyring, "get_keyring", lambda: chain)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    store = SecretStore("outpost-test")
    store.set("mail", "hunter2")
    assert store.persistent
    assert memory_keyring.stored == {("outpost-test", "mail"): "hunter2"}
    assert Plaintext.written == []


def test_a_locked_keyring_is_told_without_the_secret(memory_keyring: Any) -> None:
    def locked(*words: str) -> None:
        raise keyring.errors.KeyringLocked(f"cannot store {words}")

    memory_keyring.set_password = locked
    store = SecretStore("outpost-test", backend=memory_keyring)
    assert store.persistent
    store.set("mail", "hunter2")
    assert not store.persistent
    assert "keyring of this computer is locked" in store.why
    assert "hunter2" not in store.why
    assert store.get("mail") == "hunter2"


def test_a_broken_keyring_is_noticed_before_it_is_needed(memory_keyring: Any) -> None:
    def broken(*words: str) -> None:
        raise keyring.errors.InitError("no collection")

    memory_keyring.get_password = broken
    store = SecretStore("outpost-test", backend=memory_keyring)
    assert not store.persistent
    store.set("mail", "hunter2")
    assert store.get("mail") == "hunter2"
    assert memory_keyring.stored == {}


def test_a_keyring_that_never_answers_is_left_alone(memory_keyring: Any) -> None:
    answer = threading.Event()
    asked = []

    def wait(*words: str) -> None:
        asked.append(words)
        answer.wait()

    memory_keyring.get_password = wait
    store = SecretStore("outpost-test", backend=memory_keyring, patience=0.05)
    assert not store.persistent
    assert "does not answer" in store.why
    store.set("mail", "hunter2")
    assert store.get("mail") == "hunter2"
    assert len(asked) == 1  # and not asked again so soon
    answer.set()


@pytest.mark.skipif(sys.platform != "linux", reason="about D-Bus")
def test_without_a_desktop_session_the_answer_comes_at_once() -> None:
    script = (
        "import sys; from desktop_app.system.secrets import SecretStore\n"
        "store = SecretStore(); store.set('a', 'b')\n"
        "print(store.persistent, store.get('a'), 'keyring' in sys.modules, store.why)"
    )
    if Path(f"/run/user/{__import__('os').getuid()}/bus").exists():
        pytest.skip("there is a session bus")
    begin = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True,
        env={"PATH": "/usr/bin:/bin"}, cwd=Path(desktop_app.__file__).parents[1],
    )  # fmt: skip
    assert done.stdout.startswith("False b False There is no desktop session")
    assert time.monotonic() - begin < 10


@pytest.mark.skipif(sys.platform != "linux", reason="about D-Bus")
def test_a_session_bus_without_a_keyring_is_no_keyring(tmp_path: Path) -> None:
    script = (
        "from desktop_app.system.secrets import SecretStore\n"
        "store = SecretStore(); store.set('a', 'b')\n"
        "print(store.persistent, store.get('a'), store.why)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60,
        env={
            "PATH": "/usr/bin:/bin", "HOME": str(tmp_path),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/nobody",
        },
        cwd=Path(desktop_app.__file__).parents[1],
    )  # fmt: skip
    assert done.stdout.startswith("False b ")
    assert "until Outpost closes" in done.stdout
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_what_no_keyring_keeps_is_told_to_who_asks(memory_keyring: Any) -> None:
    """Another process of ours finds it nowhere else."""
    told: list[tuple[str, str | None]] = []
    store = SecretStore("outpost-test", backend=fail.Keyring())
    store.set("before", "one")
    store.tell_unkept(lambda name, value: told.append((name, value)))
    store.set("after", "two")
    store.delete("before")
    store.delete("nothing")
    assert told == [("before", "one"), ("after", "two"), ("before", None)]
    told.clear()
    kept = SecretStore("outpost-test", backend=memory_keyring)
    kept.tell_unkept(lambda name, value: told.append((name, value)))
    kept.set("mail", "hunter2")
    kept.delete("mail")
    assert told == []


def test_what_another_process_told_is_held_for_this_run_alone(memory_keyring: Any) -> None:
    store = SecretStore("outpost-test", backend=memory_keyring)
    store.hold("mail", "hunter2")
    assert store.get("mail") == "hunter2" and memory_keyring.stored == {}
    store.hold("mail", None)
    assert store.get("mail") is None


def test_a_keyring_that_is_unlocked_later_gets_what_was_kept_for_it(memory_keyring: Any) -> None:
    working = memory_keyring.get_password
    memory_keyring.stored["outpost-test", "mail"] = "hunter2"
    looks = 0

    def locked(*words: str) -> None:
        nonlocal looks
        looks += 1
        raise keyring.errors.KeyringLocked("locked")

    seconds = [0.0]
    told: list[tuple[str, str | None]] = []
    memory_keyring.get_password = locked
    store = SecretStore("outpost-test", backend=memory_keyring, now=lambda: seconds[0])
    store.tell_unkept(lambda name, value: told.append((name, value)))
    assert store.get("mail") is None and store.why
    store.set("session", "one")
    memory_keyring.stored["outpost-test", "removed"] = "gone"
    store.delete("removed")
    for _ in range(200):  # five minutes of somebody who asks again and again
        seconds[0] += 1.5
        assert store.get("mail") is None
    assert 3 <= looks <= 6  # each time after a longer rest

    memory_keyring.get_password = working
    seconds[0] += 600
    assert store.get("mail") == "hunter2" and store.persistent and not store.why
    assert memory_keyring.stored["outpost-test", "session"] == "one"
    assert store.get("session") == "one"
    assert ("outpost-test", "removed") not in memory_keyring.stored
    # Another process goes by what it was told, so it is told what takes its place.
    store.set("session", "two")
    store.delete("session")
    assert told == [("session", "one"), ("session", "two"), ("session", None)]
    assert ("outpost-test", "session") not in memory_keyring.stored
