"""A mailbox's password where there is no keyring: from the window to its engine, by a pipe."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from types import SimpleNamespace
from uuid import uuid4

import pytest

from desktop_app.bootstrap import engine_process
from desktop_app.bootstrap.engine_process import EngineProcess, take_over_secrets
from desktop_app.domain.mailboxes import secret_name
from desktop_app.system.secrets import SecretStore

CHILD = """
import json, sys
for line in sys.stdin:
    print(line.strip(), flush=True)
"""


@pytest.fixture
def engine(monkeypatch, tmp_path):
    """The window's engine, which says what it heard instead of working."""
    made = []
    real = subprocess.Popen

    def popen(command, **options):
        process = real([sys.executable, "-c", CHILD], stdin=options["stdin"],
                       stdout=subprocess.PIPE, text=False)  # fmt: skip
        made.append(process)
        return process

    monkeypatch.setattr(engine_process.subprocess, "Popen", popen)
    monkeypatch.setattr(engine_process, "step_back", lambda pid: None)
    secrets = SecretStore("outpost-test", backend=NoKeyring())
    opened = SimpleNamespace(
        workspace=SimpleNamespace(home=tmp_path), embedded=True, secrets=secrets
    )
    process = EngineProcess(opened)
    yield SimpleNamespace(process=process, made=made, secrets=secrets)
    process.stop()
    for each in made:
        each.kill()
        each.wait()


class NoKeyring:
    """Fails whatever it is asked."""

    def get_password(self, service, name):
        raise RuntimeError

    set_password = delete_password = get_password


def heard(process):
    return json.loads(process.stdout.readline())


def until(condition):
    for _ in range(1000):
        if found := condition():
            return found
        threading.Event().wait(0.01)
    raise AssertionError("waited ten seconds in vain")


def test_every_engine_is_told(engine):
    early, late = secret_name(uuid4()), secret_name(uuid4())
    engine.secrets.set(early, "one")
    engine.secrets.set("session:ada", "a token that is the window's own")
    engine.process.start()
    first = until(lambda: engine.made and engine.made[0])
    assert heard(first) == [early, "one"]
    engine.secrets.set(late, "two")
    assert heard(first) == [late, "two"]
    engine.secrets.delete(early)
    assert heard(first) == [early, None]
    first.kill()
    second = until(lambda: len(engine.made) > 1 and engine.made[1])
    assert [heard(second), heard(second)] == [[early, None], [late, "two"]]


def test_the_engine_takes_them_over(monkeypatch):
    name = secret_name(uuid4())
    lines = [b"no json\n", json.dumps(["session:ada", "x"]).encode(), b"\n",
             json.dumps([name, "s3cret"]).encode() + b"\n"]  # fmt: skip
    monkeypatch.setattr(
        sys, "stdin", SimpleNamespace(buffer=b"".join(lines).splitlines(keepends=True))
    )
    secrets = SecretStore("outpost-test", backend=NoKeyring())
    told = threading.Event()
    take_over_secrets(SimpleNamespace(secrets=secrets), told.set)
    assert told.wait(10)
    assert secrets.get(name) == "s3cret" and secrets.get("session:ada") is None
