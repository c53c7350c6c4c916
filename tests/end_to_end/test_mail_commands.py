"""Mail by the command line, from end to end: the real program, and real mail servers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import psycopg

from desktop_app.domain.mailbox_settings import server_url
from tests.end_to_end.conftest import Program, server_up
from tests.engine.mailbox_helpers import letter, name
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


def test_fetched_and_told_by_the_command_line(
    with_keyring: Program, any_mail_server: MailServer, tmp_path: Path
) -> None:
    """New mail comes in, what is read here is told, and a server that says no is named while
    the other mailbox is fetched all the same."""
    program, server = with_keyring, any_mail_server
    robin, desk = server.user("robin"), server.user("desk")
    authority = tmp_path / "ca.pem"
    authority.write_text(server.ca_pem)
    for number in (1, 2):
        server.deliver(robin, letter(number))
    server.deliver(robin, letter(3), "Clients")

    with server_up(program):
        program.json("user", "add", robin.address, stdin="long enough\n")
        nothing = program("mail", "fetch")
        assert nothing.stdout == "There is no mailbox to fetch from.\n"
        for person in (robin, desk):
            imap = server_url(replace(server.imap, user=person.address), "imap")
            smtp = server_url(replace(server.smtp_starttls, user=person.address), "smtp")
            program.json(
                "mailbox", "add", person.address, "--imap", imap, "--smtp", smtp,
                "--ca", str(authority), stdin=f"{person.password}\n",
            )  # fmt: skip
        first, other = sorted(program.json("mail", "fetch"), key=lambda each: each["address"])[::-1]
        assert (first["address"], first["error"]) == (robin.address, None)
        counts = {
            each["path"]: (each["new"], each["server"], each["local"], each["missing"])
            for each in first["folders"]
        }
        assert counts["INBOX"] == (2, 2, 2, 0)
        assert counts["Clients"] == (1, 1, 1, 0)
        assert sum(each["new"] for each in other["folders"]) == 0
        listed = {each["address"]: each for each in program.json("mailbox", "list")}
        assert listed[robin.address]["state"] == listed[desk.address]["state"] == "ok"

        # Nothing new is nothing new; in words it says how much is here.
        again = program("mail", "fetch")
        assert f"{robin.address}: 0 new\n  INBOX\t0 new, 2 of 2 here" in again.stdout

        with psycopg.connect(program("db", "url").stdout.strip()) as connection:
            connection.execute(
                "UPDATE public.emails SET status = 'read' WHERE message_id = %s", (name(1),)
            )
        server.deliver(robin, letter(4))
        server.admit(replace(desk, password="another one"))
        failed = program("mail", "fetch", code=1)
        assert "Traceback" not in failed.stderr
        assert failed.stderr.count("\n") == 1 and desk.address in failed.stderr
        assert desk.password not in failed.stderr + failed.stdout
        assert f"{robin.address}: 1 new" in failed.stdout
    flags = {each.raw.count(name(1).encode()) > 0: each.flags for each in server.folder(robin)}
    assert flags[True] == {"\\Seen"}
