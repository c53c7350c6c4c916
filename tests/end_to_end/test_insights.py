"""``outpost insights``, as a script uses it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_MAIL = """From ines@norvane.example Mon Jun  1 09:00:00 2026
From: Ines Caldaro <ines@norvane.example>
To: robin@rep.example
Subject: Pilot for line 3
Date: Mon, 01 Jun 2026 09:00:00 +0000
Message-ID: <one@norvane.example>

How much would it cost for forty units? Please send a quote.

"""


def test_mail_is_read_from_the_command_line(program: Any, tmp_path: Path) -> None:
    archive, leads = tmp_path / "old.mbox", tmp_path / "leads.csv"
    archive.write_text(_MAIL)
    leads.write_text("Company,Email\nNorvane Optics,ines@norvane.example\n")
    program("user", "add", "robin@rep.example", "--name", "Robin", stdin="a quiet place to work\n")
    assert program("insights", "list").stdout == "There are no insights yet.\n"
    program("import", "leads", str(leads))
    program("import", "mail", str(archive), "--me", "robin@rep.example")
    assert program.json("insights", "run") == {"read": 1, "waiting": 0, "unread": 0, "written": 0}
    assert program.json("insights", "run")["read"] == 0
    found = program.json("insights", "list", "--lead", "ines@norvane.example")
    assert {each["kind"] for each in found} == {"sentiment", "urgency", "intent", "suggestion"}
    [lead] = program.json("leads", "list")
    assert "Send the price" in str(lead)
    again = program.json("insights", "run", "--lead", "ines@norvane.example")
    assert again["read"] == 1
    assert len(program.json("insights", "list")) == 4
    refused = program("insights", "run", "--lead", "nobody@norvane.example", code=1)
    assert "nobody@norvane.example" in refused.stderr
