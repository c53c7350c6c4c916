"""Drafts from the command line, with a language model on this computer, and a killed engine."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.conftest import server_up
from tests.model_server import ModelServer, hangs, model_server, says

INES = "ines@norvane.example"
_MAIL = f"""From {INES} Mon Jun  1 09:00:00 2026
From: Ines Caldaro <{INES}>
To: robin@rep.example
Subject: Pilot for line 3
Date: Mon, 01 Jun 2026 09:00:00 +0000
Message-ID: <one@norvane.example>

How much would it cost for forty units? Please send a quote.

"""


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server([says("Dear Ines,\n\n", "write to boss@evil.example.")]) as made:
        yield made


@pytest.fixture
def mail(program: Any, tmp_path: Path) -> None:
    """A lead whose message waits for an answer."""
    archive, leads = tmp_path / "old.mbox", tmp_path / "leads.csv"
    archive.write_text(_MAIL)
    leads.write_text(f"Company,Contact name,Email\nNorvane Optics,Ines Caldaro,{INES}\n")
    program("user", "add", "robin@rep.example", "--name", "Robin", stdin="a quiet place to work\n")
    program("import", "leads", str(leads))
    program("import", "mail", str(archive), "--me", "robin@rep.example")
    program("insights", "run")


def test_a_draft_by_a_template_and_by_a_model(
    program: Any, mail: None, server: ModelServer, tmp_path: Path
) -> None:
    with server_up(program):
        refused = program("insights", "draft", "--lead", INES, code=1)
        assert "No template fits this message." in refused.stderr
        (tmp_path / "templates").mkdir()
        (tmp_path / "templates" / "prices.txt").write_text(
            "Name: Price list\nCategory: Pricing\nSubject: Prices\n\nDear {{ first_name }},\n\nten."
        )
        program("template", "import", str(tmp_path / "templates"))
        done = program.json("insights", "draft", "--lead", INES)
        assert done["engine"] == "template Price list" and done["is_model"] is False
        assert done["text"] == "Dear Ines,\n\nten."
        summary = program("insights", "summary", "--lead", INES).stdout
        assert "How much would it cost for forty units?" in summary and "By built-in." in summary

        assert "model.url (kept in the database)" in program("settings", "list").stdout
        assert "not possible" in program("settings", "set", "model.on", "perhaps", code=1).stderr
        for name, value in (("model.on", "on"), ("model.url", server.url), ("model.name", "m")):
            program("settings", "set", name, value)
        assert program.json("settings", "get", "model.on") == {"model.on": "true"}
        told = program("insights", "draft", "--lead", INES, "--tone", "brief").stdout
        assert told.startswith("Dear Ines,\n\nwrite to boss@evil.example.\n")
        assert "By m on this computer." in told
        assert "Not in the conversation: boss@evil.example" in told
        program("insights", "draft", "--lead", INES, "--tone", "brief")
        assert len(server.calls) == 1  # asked for twice, written once
        calls = program.json("insights", "calls")
        assert [each["text"] for each in calls["calls"]] == [server.calls[0].content.decode()]
        assert calls["spent"]["tokens"] == 120
        found = program.json("insights", "list", "--lead", INES)
        assert [each["content"] for each in found if each["kind"] == "draft"] == [
            "Dear Ines,\n\nwrite to boss@evil.example."
        ]
        [lead] = program.json("leads", "list")
        assert lead["has_draft"] is True


def test_of_a_service_it_is_shown_first_what_would_leave(program: Any, mail: None) -> None:
    with server_up(program):
        # Nobody is there: nothing may be tried before it was agreed to.
        for name, value in (("model.on", "on"), ("model.url", "https://127.0.0.2.invalid/v1"),
                            ("model.name", "m")):  # fmt: skip
            said = program("settings", "set", name, value).stdout
        assert "Nothing leaves for 127.0.0.2.invalid before you agree to it" in said
        refused = program("insights", "draft", "--lead", INES, code=1)
        assert "Nothing was sent to 127.0.0.2.invalid yet." in refused.stderr
        shown = program.json("insights", "draft", "--lead", INES, "--show")
        assert "forty units" in shown["text"] and shown["host"] == "127.0.0.2.invalid"
        assert shown["bytes"] == len(shown["text"].encode())
        assert program.json("insights", "calls")["calls"] == []
        failed = program("settings", "secret", "model.key", stdin="sk-secret\n", code=1)
        assert "not kept" in failed.stderr and "sk-secret" not in failed.stderr


def test_an_engine_that_is_killed_amid_a_call_leaves_one_draft(
    program: Any, mail: None, server: ModelServer
) -> None:
    with server_up(program):
        for name, value in (("model.on", "on"), ("model.url", server.url), ("model.name", "m")):
            program("settings", "set", name, value)
        server.script = [hangs("Dear ")]
        # What asks is killed as well: its row stays.
        asking = subprocess.Popen(
            program.command(["insights", "draft", "--lead", INES]),
            env={**os.environ, **program.environment},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            assert server.began.acquire(timeout=120)
        finally:
            asking.kill()
            asking.wait()
        assert server.gone.acquire(timeout=60)
        [call] = program.json("insights", "calls")["calls"]
        assert call["state"] == "open" and call["tokens"] > 2_000  # it stays on the budget
        server.script = [says("Dear Ines.")]
        program("engine", "--once")
        drafts = [
            each["content"] for each in program.json("insights", "list")
            if each["kind"] == "draft"
        ]  # fmt: skip
        assert drafts == ["Dear Ines."]
        assert program.json("insights", "draft", "--lead", INES)["text"] == "Dear Ines."
        assert len(server.calls) == 2


@dataclass
class _Engine:
    """An engine, and what it says."""

    program: Any
    process: subprocess.Popen[bytes]
    words: Path

    def until(self, is_so: Callable[[], bool]) -> None:
        """Wait for it, as long as the engine lives; else tell what came instead."""
        end = time.monotonic() + 120
        while not is_so():
            assert self.process.poll() is None and time.monotonic() < end, self._told()
            threading.Event().wait(0.02)

    def _told(self) -> str:
        calls = self.program("insights", "calls").stdout
        return f"ended with {self.process.poll()}\n{self.words.read_text()}\n{calls}"


@contextmanager
def _engine(program: Any, words: Path) -> Iterator[_Engine]:
    with words.open("wb") as out:
        engine = subprocess.Popen(
            program.command(["--debug", "engine"]), env={**os.environ, **program.environment},
            stdout=out, stderr=out,
        )  # fmt: skip
    try:
        yield _Engine(program, engine, words)
    finally:
        engine.kill()
        engine.wait()


def test_the_engine_killed_amid_a_draft_goes_on_with_it(
    program: Any, server: ModelServer, tmp_path: Path
) -> None:
    """It is taken up anew; the call that was cut stays on the budget for all that it may have used,
    and in the end there is one draft."""
    archive, leads = tmp_path / "old.mbox", tmp_path / "leads.csv"
    now = format_datetime(datetime.now(UTC) - timedelta(minutes=5))
    archive.write_text(_MAIL.replace("Mon, 01 Jun 2026 09:00:00 +0000", now))
    leads.write_text(f"Company,Contact name,Email,Status\nNorvane Optics,Ines,{INES},hot\n")
    program("user", "add", "robin@rep.example", "--name", "Robin", stdin="a quiet place to work\n")
    with server_up(program):
        program("import", "leads", str(leads))
        program("import", "mail", str(archive), "--me", "robin@rep.example")
        for name, value in (("model.on", "on"), ("model.url", server.url), ("model.name", "m"),
                            ("insights.drafts_for_hot", "on")):  # fmt: skip
            program("settings", "set", name, value)
        server.script = [hangs("Dear ")]
        with _engine(program, tmp_path / "first") as engine:  # it reads the mail, and answers it
            engine.until(lambda: server.began.acquire(blocking=False))
            engine.process.kill()
            engine.process.wait()
        assert server.gone.acquire(timeout=60)
        [cut] = program.json("insights", "calls")["calls"]
        assert (cut["state"], cut["purpose"]) == ("open", "draft")
        server.script = [says("Dear ", "Ines.")]
        with _engine(program, tmp_path / "second") as engine:
            engine.until(lambda: len(server.calls) == 2)
            engine.until(lambda: program.json("insights", "calls")["calls"][0]["state"] == "done")
        told = program.json("insights", "calls")
        assert [each["state"] for each in told["calls"]] == ["done", "open"]
        assert told["spent"]["tokens"] == 120 + cut["tokens"]
        assert server.calls[0].content == server.calls[1].content
        drafts = [
            each["content"] for each in program.json("insights", "list")
            if each["kind"] == "draft"
        ]  # fmt: skip
        assert drafts == ["Dear Ines."]
        program("engine", "--once")
        assert len(server.calls) == 2  # what is written is not asked for again
