"""Mail by the command line, from end to end: the real program, and real mail servers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desktop_app.domain.mailbox_settings import server_url
from tests.end_to_end.conftest import Program, server_up
from tests.mailservers.people import MailServer


def test_written_sent_and_listed(
    with_keyring: Program, mail_server: MailServer, tmp_path: Path
) -> None:
    program = with_keyring
    robin, ines = mail_server.user("robin"), mail_server.user("ines")
    authority = tmp_path / "ca.pem"
    authority.write_text(mail_server.ca_pem)
    (tmp_path / "plan.txt").write_text("line 3 first\n")

    def url(server, protocol):
        return server_url(replace(server, user=robin.address), protocol)

    with server_up(program):
        program.json("user", "add", robin.address, stdin="long enough\n")
        added = program(
            "mailbox", "add", robin.address, "--imap", url(mail_server.imap, "imap"),
            "--smtp", url(mail_server.smtp, "smtp"), "--ca", str(authority),
            stdin=f"{robin.password}\n",
        )  # fmt: skip
        assert added.returncode == 0, added.stderr
        made = program.json(
            "mail", "new", "--to", f"Ines <{ines.address}>", "--subject", "Pilot",
            "--attach", str(tmp_path / "plan.txt"), stdin="Shall we start?\n",
        )  # fmt: skip
        assert made["state"] == "queued" and made["to"] == [ines.address]
        later = program.json(
            "mail", "new", "--to", ines.address, "--subject", "Later", "--at", "tomorrow 9:00",
            stdin="Then.\n",
        )  # fmt: skip
        (sent,) = program.json("mail", "send")
        assert sent["id"] == made["id"]
        assert sent["state"] in ("delivered", "filed")
        listed = {each["id"]: each["state"] for each in program.json("mail", "outbox")}
        assert listed == {made["id"]: sent["state"], later["id"]: "queued"}
    (came,) = mail_server.folder(ines, "INBOX")
    assert b"Subject: Pilot" in came.raw and b"plan.txt" in came.raw
    assert [each.message_id for each in mail_server.delivered()].count(made["message_id"]) == 1
    for path in program.home.rglob("*"):
        if path.is_file():
            assert robin.password.encode() not in path.read_bytes(), path
