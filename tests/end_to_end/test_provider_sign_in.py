"""Signing in with a provider in the real program, the provider and the browser being real too."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from desktop_app.bootstrap.opened import Opened
from desktop_app.bootstrap.opening import open_workspace
from desktop_app.domain.requests import RequestState
from tests.providers import real

HEAVY = ("authlib", "joserfc", "requests", "cryptography", "http.server", "webbrowser")


@pytest.fixture(scope="module")
def canaille() -> Iterator[real.RealProvider]:
    with real.running() as provider:
        yield provider


@pytest.fixture
def set_up(program: Any, canaille: real.RealProvider) -> Any:
    """The program, with the provider in its settings."""
    program("settings", "set", "oauth.openid.issuer", canaille.issuer)
    program("settings", "set", "oauth.openid.client_id", real.CLIENT_ID)
    program("settings", "set", "oauth.openid.title", "Canaille")
    return program


def _start(program: Any, *arguments: str) -> subprocess.Popen[str]:
    hidden = {"BROWSER", "DISPLAY", "WAYLAND_DISPLAY"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.Popen(
        program.command(arguments),
        env={**environment, **program.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("answer", ["accept", "deny"])
def test_the_command_line_signs_in_through_the_browser(
    set_up: Any, canaille: real.RealProvider, answer: str
) -> None:
    sub = canaille.person(f"{answer}@rep.example", name="Robin Reed")
    running = _start(set_up, "signin", "--with", "openid")
    assert running.stdout is not None
    line = running.stdout.readline()
    assert line.startswith("Go on in the browser: http://127.0.0.1:"), line
    page = real.Browser(canaille).go(line.split()[-1], sub, answer=answer)
    assert "go back to Outpost" in page.text
    said, complaint = running.communicate(timeout=60)
    people = [person["email"] for person in set_up.json("user", "list")]
    if answer == "accept":
        assert running.returncode == 0 and said.startswith("Signed in as accept@rep.example.")
        assert people == ["accept@rep.example"]
    else:
        assert running.returncode == 1 and people == []
        assert complaint.startswith("You did not allow it. Canaille was not connected.")
        assert len(complaint.splitlines()) == 1


@contextmanager
def _engine(program: Any) -> Iterator[subprocess.Popen[str]]:
    engine = _start(program, "engine")
    try:
        yield engine
    finally:
        if engine.poll() is None:
            engine.terminate()
        engine.communicate(timeout=60)


def _wait_for(opened: Opened, request_id: Any, state: RequestState) -> Any:
    for _ in range(3000):
        progress = opened.services().oauth.progress(request_id)
        if progress.state is state:
            return progress
        threading.Event().wait(0.01)
    raise AssertionError(f"{progress}, not {state}")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")
def test_the_engine_serves_the_window_and_may_be_killed(
    set_up: Any, canaille: real.RealProvider
) -> None:
    sub = canaille.person("robin@rep.example")
    with open_workspace(set_up.home) as opened:
        service = opened.services().oauth
        with _engine(set_up) as engine:
            first = service.begin("openid")
            url = _wait_for(opened, first, RequestState.WAITING).authorize_url
            real.Browser(canaille).go(url, sub)
            _wait_for(opened, first, RequestState.DONE)
            signed = service.finish(first, keep=False)
            assert signed is not None and signed.user.email == "robin@rep.example"
            second = service.begin("openid")
            _wait_for(opened, second, RequestState.WAITING)
            engine.kill()
            engine.wait()
        with _engine(set_up):
            progress = _wait_for(opened, second, RequestState.FAILED)
            assert progress.title == "Outpost was closed during this sign-in."
        [tokens] = opened.db.rows(
            'SELECT "accessToken", "refreshToken", "idToken" FROM public.account'
        )
    written = "".join(
        path.read_text(errors="replace")
        for folder in ("logs", "reports")
        for path in (set_up.home / folder).glob("*")
    )
    assert "signed in with openid" in written
    assert not [each for each in (*tokens, signed.token) if each in written]


def test_a_start_loads_nothing_of_it() -> None:
    script = (
        "import sys, desktop_app.window, desktop_app.bootstrap, desktop_app.engine.process\n"
        "import desktop_app.ui.shell.app\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
