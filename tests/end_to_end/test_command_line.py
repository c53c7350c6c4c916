"""The command line as scripts use it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

PASSWORD = "a quiet place to work"

_MAIL = """From ines@norvane.example Mon Jun  1 09:00:00 2026
From: Ines Caldaro <ines@norvane.example>
To: robin@rep.example
Subject: Pilot for line 3
Date: Mon, 01 Jun 2026 09:00:00 +0000
Message-ID: <one@norvane.example>

Could you send volume pricing for forty units?

From robin@rep.example Mon Jun  1 10:00:00 2026
From: robin@rep.example
To: ines@norvane.example
Subject: Re: Pilot for line 3
Date: Mon, 01 Jun 2026 10:00:00 +0000
Message-ID: <two@rep.example>
In-Reply-To: <one@norvane.example>

Here it is.

"""


def test_a_rep_brings_leads_and_mail_and_finds_them(program: Any, tmp_path: Path) -> None:
    leads = tmp_path / "fair.csv"
    leads.write_text(
        "Firma;Name;E-Mail\nNorvane Optics;Ines Caldaro;Ines@Norvane.example\n;Nobody;no-address\n",
        encoding="cp1252",
    )
    archive = tmp_path / "old mail.mbox"
    archive.write_text(_MAIL)

    added = program.json(
        "user", "add", "robin@rep.example", "--name", "Robin", stdin=PASSWORD + "\n"
    )
    assert added["email"] == "robin@rep.example"
    assert [person["name"] for person in program.json("user", "list")] == ["Robin"]

    dry = program.json("import", "leads", str(leads), "--dry-run")
    assert (dry["new"], dry["refused"]) == (1, 1)
    assert program.json("leads", "list") == []
    result = program.json("import", "leads", str(leads))
    assert (result["rows"], result["new"], result["refused"]) == (2, 1, 1)
    assert "no-address" in Path(result["report"]).read_text(encoding="utf-8-sig")
    assert program.json("import", "leads", str(leads))["new"] == 0

    result = program.json("import", "mail", str(archive), "--me", "robin@rep.example")
    assert (result["messages"], result["new"], result["broken"]) == (2, 2, 0)
    result = program.json("import", "mail", str(archive))
    assert (result["new"], result["known"]) == (0, 2)

    found = program.json("search", "volume pricing")
    assert [hit["subject"] for hit in found["mail"]] == ["Pilot for line 3"]
    found = program.json("search", "norv", "--in", "leads")
    assert [row["company"] for row in found["leads"]] == ["Norvane Optics"]
    for query in ("caldaro", 'company:"norvane opt" has:email', "ines status:warm added:<2d"):
        (lead,) = program.json("leads", "list", "--query", query)
        assert program.json("search", query, "--in", "leads")["leads"][0]["id"] == lead["id"]
    assert program.json("leads", "list", "--query", "status:hot OR no:email") == []
    said = program("leads", "list", "--query", "stauts:hot", code=1).stderr
    assert said == "There is no field “stauts”. Did you mean status?\n"
    assert program.json("search", "stauts:hot")["leads"] == []
    assert lead["email"] == "ines@norvane.example"
    assert lead["last_contact_at"].startswith("2026-06-01T10:00:00")

    report = program.json("doctor")
    assert report["problems"] == []
    assert report["counts"]["emails"] == 2


def test_another_program_reaches_the_database_through_db_run(program: Any) -> None:
    program("user", "add", "robin@rep.example", stdin=PASSWORD + "\n")
    script = (
        "import os, psycopg\n"
        "with psycopg.connect(os.environ['DATABASE_URL']) as c:\n"
        "    print(c.execute('SELECT email FROM users').fetchall())"
    )
    done = program("db", "run", sys.executable, "-c", script)
    assert "robin@rep.example" in done.stdout
    assert program("db", "run", sys.executable, "-c", "raise SystemExit(7)", code=7)
    told = "import sys; print(sys.argv[1:])"
    assert "['a', '--', 'b']" in program(
        "db", "run", "--", sys.executable, "-c", told, "a", "--", "b"
    ).stdout  # fmt: skip
    assert "running" in program("db", "url", code=1).stderr


def test_the_programs_of_postgres_need_no_argument_through_db_run(program: Any) -> None:
    program("user", "add", "robin@rep.example", stdin=PASSWORD + "\n")
    asked = program("db", "run", "psql", "-Atc", "SELECT email FROM users")
    assert asked.stdout == "robin@rep.example\n"
    assert "CREATE TABLE public.leads" in program("db", "run", "pg_dump", "--schema-only").stdout
    document = program.json("db", "run", "psql", "-Atc", "SELECT 7")
    assert document == {"exit": 0, "stdout": "7\n"}


def test_mail_that_cannot_be_read_is_listed_and_saved(program: Any, tmp_path: Path) -> None:
    mails, noise = tmp_path / "mails", bytes(range(256)) * 40
    mails.mkdir()
    (mails / "noise.eml").write_bytes(noise)
    (mails / "empty.eml").write_bytes(b"")
    program("user", "add", "robin@rep.example", stdin=PASSWORD + "\n")
    assert program("import", "broken").stdout == "Nothing was kept aside.\n"
    assert program.json("import", "broken") == []
    told = program("import", "mail", str(mails)).stdout
    assert "2 kept aside" in told
    assert "outpost import broken" in told
    listed = {row["reason"]: row for row in program.json("import", "broken")}
    assert set(listed) == {"noise.eml is not mail", "empty.eml is empty"}
    row = listed["noise.eml is not mail"]
    assert (row["source"], row["size"], row["saved"]) == ("mails", len(noise), None)
    assert Path(row["pack"]).is_file()
    assert Path(row["pack"]).is_relative_to(program.home / "raw")
    assert "noise.eml is not mail\t10,240 bytes" in program("import", "broken").stdout
    out = tmp_path / "aside"
    assert "1 of 2 saved" in program("import", "broken", "--save", str(out)).stdout
    (saved,) = [row["saved"] for row in program.json("import", "broken", "--save", str(out))
                if row["saved"]]  # fmt: skip
    assert Path(saved).read_bytes() == noise
    assert list(out.iterdir()) == [Path(saved)]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the names of files are text")
def test_files_and_words_that_are_no_text(program: Any, tmp_path: Path) -> None:
    program("user", "add", "robin@rep.example", stdin=PASSWORD + "\n")
    place = tmp_path / os.fsdecode(b"from-\xe9t\xe9")
    place.mkdir()
    (place / os.fsdecode(b"m\xff.eml")).write_bytes(
        b"From: kim@lead.example\nTo: robin@rep.example\nMessage-ID: <1@lead.example>\n\nhello\n"
    )
    (place / os.fsdecode(b"\x1b[2J\xff.eml")).write_bytes(b"")
    (place / os.fsdecode(b"l\xff.csv")).write_bytes(b"Email,Company\nkim@lead.example,Lead\nbad,\n")
    mail = program.json("import", "mail", str(place))
    assert (mail["new"], mail["broken"], mail["path"]) == (1, 1, str(place))
    listed = program("import", "broken").stdout
    assert ".eml is empty" in listed
    assert "\x1b" not in listed
    assert program.json("import", "broken")[0]["size"] == 0
    leads = program.json("import", "leads", str(place / os.fsdecode(b"l\xff.csv")))
    assert (leads["new"], leads["refused"]) == (1, 1)
    assert Path(leads["report"]).exists()
    assert program("import", "leads", str(place / os.fsdecode(b"l\xff.csv"))).stdout
    words = os.fsdecode(b"\xff\xfe")
    assert program.json("leads", "list", "--query", words) is not None
    assert program.json("search", words) == {"mail": [], "leads": []}
    program("--user", words, "leads", "list", code=1)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("leads", "list"), "user add"),
        (("import", "mail", "no-such-file.mbox"), "no-such-file"),
        (("--user", "x@y.example", "leads", "list"), "x@y.example"),
        (("settings", "set", "appearance.theme", "pink"), "theme"),
        (("whoami",), "Nobody"),
        (("--database", "nonsense://x", "doctor"), "URL"),
        (("--database", "postgresql://a:hunter2@127.0.0.1:1/x", "doctor"), "127.0.0.1:1"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    program: Any, arguments: tuple[str, ...], says: str
) -> None:
    done = program(*arguments, code=1)
    assert says in done.stderr
    assert "hunter2" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="names that only POSIX has")
@pytest.mark.parametrize(
    "home", ["/dev/null", "/proc/outpost/x", "~nobody-at-all/x", "x\n", "link"]
)
@pytest.mark.parametrize("command", ["whoami", "engine", "settings"])
def test_a_home_that_cannot_be_one_is_said_in_one_line(
    program: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to("nowhere")
    program(*{"settings": ("settings", "list")}.get(command, (command,)), "--home", home, code=1)
    assert [path.name for path in tmp_path.iterdir()] == ["link"]


def test_a_home_without_a_name_is_not_the_usual_one(program: Any) -> None:
    program("settings", "list", "--home", "", code=2)


@pytest.mark.parametrize(
    "arguments", [("fly",), ("import",), ("search",), ("db", "dance"), ("demo", "--leads", "-3")]
)
def test_wrong_usage_ends_with_2(program: Any, arguments: tuple[str, ...]) -> None:
    program(*arguments, code=2)


def test_a_wrong_password_is_refused_and_a_short_one_never_taken(program: Any) -> None:
    assert "8" in program("user", "add", "a@b.example", stdin="short\n", code=1).stderr
    program("user", "add", "a@b.example", stdin=PASSWORD + "\n")
    refused = program("signin", "a@b.example", stdin="something else\n", code=1)
    assert "something else" not in refused.stderr
    assert program.json("signin", "a@b.example", stdin=PASSWORD + "\n")["email"] == "a@b.example"
    program("user", "passwd", "a@b.example", stdin="another long one\n")
    program("signin", "a@b.example", stdin=PASSWORD + "\n", code=1)
    program("signin", "a@b.example", stdin="another long one\n")


def test_a_debug_log_holds_no_secret(program: Any) -> None:
    program("--debug", "user", "add", "a@b.example", stdin=PASSWORD + "\n")
    program("--debug", "signin", "a@b.example", stdin=PASSWORD + "\n")
    script = (
        "import os, psycopg\n"
        "with psycopg.connect(os.environ['DATABASE_URL']) as c:\n"
        "    print(c.execute('SELECT token FROM session').fetchall()[-1][0])\n"
        "    print(c.execute('SELECT password FROM account').fetchone()[0])"
    )
    secrets = [*program("db", "run", sys.executable, "-c", script).stdout.split(), PASSWORD]
    assert len(secrets[0]) == 32
    logs = "".join(path.read_text() for path in (program.home / "logs").iterdir())
    assert logs
    assert not [secret for secret in secrets if secret in logs]


def test_the_engine_starts_with_the_session_by_a_setting(program: Any, tmp_path: Path) -> None:
    name = "engine.with_session"
    program.environment["XDG_CONFIG_HOME"] = str(tmp_path)
    assert program.json("settings", "get", name) == {name: False}
    assert program.json("settings", "set", name, "on") == {name: True}
    assert program.json("settings", "list")[name] is True
    program("engine", "--autostart", "off")
    assert program.json("settings", "get", name) == {name: False}
    program("engine", "--autostart", "on")
    assert program.json("settings", "reset", name) == {name: False}
    program("settings", "set", name, "perhaps", code=1)


def test_an_engine_with_the_session_serves_the_database_that_was_given(
    program: Any, tmp_path: Path
) -> None:
    program.environment["XDG_CONFIG_HOME"] = str(tmp_path)
    entry = tmp_path / "autostart" / "outpost-engine.desktop"
    name, url = "engine.with_session", "postgresql://mara@db.example:5433/team"
    program("--database", url, "engine", "--autostart", "on")
    assert f"--database {url} engine" in entry.read_text()
    assert program.json("--database", url, "settings", "get", name) == {name: True}
    assert program.json("settings", "get", name) == {name: False}, "that would be another one"
    before = entry.read_text()
    program.environment["OUTPOST_DATABASE_URL"] = "postgresql://mara:four@db.example:5433/team"
    refused = program("engine", "--autostart", "on", code=1)
    assert "password" in refused.stderr and "four" not in refused.stderr
    program("settings", "set", name, "on", code=1)
    assert entry.read_text() == before
    del program.environment["OUTPOST_DATABASE_URL"]
    program("settings", "set", "database.url", url)
    program("--database", url, "engine", "--autostart", "on")
    assert "--database" not in entry.read_text(), "which the settings say by themselves"


def test_settings_are_kept(program: Any) -> None:
    program("settings", "set", "appearance.theme", "dark")
    assert program.json("settings", "get", "appearance.theme") == {"appearance.theme": "dark"}
    assert program.json("settings", "list")["appearance.theme"] == "dark"


def test_an_action_that_a_rule_makes_is_said_in_the_rep_s_language(
    program: Any, tmp_path: Path
) -> None:
    program("user", "add", "robin@rep.example", stdin=PASSWORD + "\n")
    program("settings", "set", "appearance.language", "de")
    leads = tmp_path / "leads.csv"
    leads.write_text("company,email,contact\nNorvane,ines@norvane.example,Ines Caldaro\n")
    program("import", "leads", str(leads))
    mail = tmp_path / "asks.mbox"
    asked = format_datetime(datetime.now(UTC) - timedelta(days=3))
    mail.write_text(
        "From ines@norvane.example Thu Jan  1 00:00:00 2026\n"
        "From: Ines Caldaro <ines@norvane.example>\nTo: robin@rep.example\n"
        f"Subject: Prices\nDate: {asked}\nMessage-ID: <1@norvane.example>\n\nHow much?\n"
    )
    program("import", "mail", str(mail))
    program("engine", "--once")
    (action,) = program.json("actions", "list")
    assert action["text"] == "Ines Caldaro antworten: Prices"


def test_the_engine_does_what_rows_ask_for_and_ends_when_asked(
    program: Any, tmp_path: Path
) -> None:
    archive = tmp_path / "a.mbox"
    archive.write_text(_MAIL)
    program("user", "add", "robin@rep.example", stdin=PASSWORD + "\n")
    ask = (
        "import os, uuid, json, psycopg\n"
        "with psycopg.connect(os.environ['DATABASE_URL']) as c:\n"
        "    user, = c.execute('SELECT id FROM users').fetchone()\n"
        "    c.execute('INSERT INTO outpost.job (id, user_id, kind, title, params) "
        "VALUES (%s, %s, %s, %s, %s)', (uuid.uuid4(), user, 'import_mail', 't', "
        f"json.dumps({{'path': {str(archive)!r}}})))"
    )
    program("db", "run", sys.executable, "-c", ask)
    assert program.json("engine", "--once")["jobs"] == 1
    count = "import os, psycopg; c = psycopg.connect(os.environ['DATABASE_URL']); "
    count += "print(c.execute('SELECT count(*) FROM emails').fetchone()[0])"
    assert program("db", "run", sys.executable, "-c", count).stdout.strip() == "2"

    engine = subprocess.Popen(
        program.command(["engine"]),
        stdout=subprocess.DEVNULL,
        env={**os.environ, **program.environment},
    )
    try:
        # The database answers only while somebody uses it: here, the engine alone.
        while program_url(program) is None:
            assert engine.poll() is None
    finally:
        engine.send_signal(signal.SIGTERM)
    assert engine.wait(timeout=60) == 0
    assert program_url(program) is None


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_the_engine_brings_a_killed_server_back_and_works_on(program: Any, tmp_path: Path) -> None:
    archive = tmp_path / "a.mbox"
    archive.write_text(_MAIL)
    program("user", "add", "robin@rep.example", stdin=PASSWORD + "\n")
    pid_file = program.home / "postgres" / "data" / "postmaster.pid"
    engine = subprocess.Popen(
        program.command(["engine"]),
        stdout=subprocess.DEVNULL,
        env={**os.environ, **program.environment},
    )
    try:
        while not is_served(program_url(program)):
            assert engine.poll() is None
        killed = int(pid_file.read_text().splitlines()[0])
        os.kill(killed, signal.SIGKILL)
        # The engine alone can start it again; nobody else uses this workspace meanwhile.
        while server_of(pid_file) in (None, killed):
            assert engine.poll() is None
        assert program.json("import", "mail", str(archive))["new"] == 2
    finally:
        engine.send_signal(signal.SIGTERM)
        engine.wait(timeout=60)


def is_served(url: str | None) -> bool:
    """Whether an engine works on the database: it holds its lock from then on."""
    if url is None:
        return False
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT FROM pg_locks WHERE locktype = 'advisory'").fetchone()
    return found is not None


def server_of(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text().splitlines()[0])
    except (OSError, IndexError, ValueError):
        return None


def program_url(program: Any) -> str | None:
    done = subprocess.run(
        program.command(["db", "url"]), capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or None


def test_samples_come_and_go(program: Any) -> None:
    made = program.json("demo", "--leads", "12", "--messages", "40")
    assert made["leads"] == 12
    assert len(program.json("leads", "list")) == 12
    assert program.json("doctor")["problems"] == []
    program("demo", "--leads", "12", "--messages", "40")
    assert len(program.json("leads", "list")) == 12
    program("demo", "--remove")
    assert program.json("leads", "list") == []


def test_the_version_is_told_without_a_workspace(program: Any) -> None:
    assert program("--version").stdout.startswith("outpost ")
    assert not program.home.exists()


def test_without_a_display_the_window_says_what_to_do(program: Any) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux can be without a display")
    program.environment |= {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    assert "display" in program(code=1).stderr


def test_mail_does_not_steer_the_terminal(program: Any, tmp_path: Path) -> None:
    program("user", "add", "robin@rep.example", stdin=PASSWORD + "\n")
    (tmp_path / "one.eml").write_bytes(
        b"From: ines@norvane.example\nTo: robin@rep.example\nMessage-ID: <1@norvane.example>\n"
        b"Subject: =?utf-8?b?G10wO293bmVkB29wdGljcw==?=\n\nThe optics\x1b[2J report.\n"
    )
    program("import", "mail", str(tmp_path))
    said = program("search", "optics").stdout
    assert "optics" in said
    assert "\x1b" not in said and "\x07" not in said


def test_actions_are_added_listed_and_done(program: Any, tmp_path: Path) -> None:
    leads = tmp_path / "leads.csv"
    leads.write_text("Company,Name,Email\nNorvane,Ines,ines@norvane.example\n")
    program.json("user", "add", "robin@rep.example", stdin=PASSWORD + "\n")
    program.json("import", "leads", str(leads))
    made = program.json(
        "actions", "add", "Follow up", "--lead", "ines@norvane.example", "--due",
        "2031-06-17 14:30", "--priority", "high", "--text", "Send prices",
    )  # fmt: skip
    assert (made["type"], made["lead"], made["priority"]) == ("follow_up", "Norvane", "high")
    assert made["due"].startswith("2031-06-17")
    program.json("actions", "add", "call")
    listed = program.json("actions", "list")
    assert [each["type"] for each in listed] == ["follow_up", "call"]
    assert program.json("actions", "done", made["id"])["status"] == "completed"
    assert [each["type"] for each in program.json("actions", "list")] == ["call"]
    assert len(program.json("actions", "list", "--query", "status:all")) == 2
    for wrong, said in (
        (("add", "call", "--lead", "no@body.example"), "No lead has the address"),
        (("add", "call", "--due", "soon"), "is no time"),
        (("list", "--query", "colour:red"), "not asked about"),
        (("done", "00000000-0000-0000-0000-000000000000"), "no such action"),
    ):
        assert said in program("actions", *wrong, code=1).stderr
    program("actions", "done", "x", code=2)


def test_templates_are_brought_in_rendered_and_written_out(program: Any, tmp_path: Path) -> None:
    program.json("user", "add", "robin@rep.example", "--name", "Robin", stdin=PASSWORD + "\n")
    leads = tmp_path / "leads.csv"
    leads.write_text("Company,Name,Email\nNorvane Optics,Ines Caldaro,ines@norvane.example\n")
    program.json("import", "leads", str(leads))
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "one.txt").write_text(
        "Name: After the fair\nSubject: For {{ company }}\nTone: friendly\nCategory: First\n\n"
        "Hi {{ first_name }},\n\n{{ my_first_name }}"
    )
    (folder / "two.txt").write_text("Name: Lacking\n\nCall {{ phone }}")
    (folder / "three.txt").write_text("Name: Wrong\n\nCall {{ fone }}")
    assert program.json("template", "import", str(folder))["added"] == 3
    assert program.json("template", "import", str(folder))["skipped"] == 3
    (folder / "bad.txt").write_bytes(b"\xff\xfe")
    bad = program("template", "import", str(folder), code=1)
    assert "bad.txt" in bad.stderr and "3 unchanged" in bad.stdout

    assert [each["name"] for each in program.json("template", "list")] == [
        "After the fair", "Lacking", "Wrong",
    ]  # fmt: skip
    for_ines = ("--lead", "ines@norvane.example")
    made = program("template", "render", "after the fair", *for_ines)
    assert made.stdout == "For Norvane Optics\n\nHi Ines,\n\nRobin\n"
    for name, words in (("Lacking", "phone has no value"), ("Wrong", "phone"), ("None", "no")):
        refused = program("template", "render", name, *for_ines, code=1)
        assert refused.stdout == ""
        assert words in refused.stderr and len(refused.stderr.strip().splitlines()) == 1
    program("template", "render", "Wrong", code=2)

    out = tmp_path / "out"
    assert program.json("template", "export", str(out))["templates"] == 3
    assert (out / "First - After the fair.txt").read_text().startswith("Name: After the fair\n")


def test_sequences_are_listed_with_who_is_in_them(program: Any, tmp_path: Path) -> None:
    program.json("user", "add", "robin@rep.example", "--name", "Robin", stdin=PASSWORD + "\n")
    assert program.json("sequence", "list") == []
    leads = tmp_path / "leads.csv"
    leads.write_text("Company,Name,Email\nNorvane Optics,Ines Caldaro,ines@norvane.example\n")
    program.json("import", "leads", str(leads))
    enrol = tmp_path / "enrol.sql"
    enrol.write_text(
        "WITH made AS (INSERT INTO outpost.sequence (id, user_id, name, kind, created_at) "
        "SELECT gen_random_uuid(), id, 'After the fair', 'outreach', now() FROM users "
        "RETURNING id, user_id) "
        "INSERT INTO outpost.enrolment (id, user_id, sequence_id, kind, lead_id, state, since, "
        "due_at, started_at) SELECT gen_random_uuid(), made.user_id, made.id, 'outreach', "
        "leads.id, 'active', now(), now(), now() FROM made, leads"
    )
    program("db", "run", "psql", "-v", "ON_ERROR_STOP=1", "-f", str(enrol))
    (row,) = program.json("sequence", "list")
    assert (row["name"], row["kind"], row["steps"]) == ("After the fair", "outreach", 0)
    assert (row["enrolled"], row["running"]) == (1, 1)
    said = program("sequence", "list").stdout
    assert said == "After the fair\toutreach\t0 steps\t1 enrolled\t1 running\n"


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_a_reader_that_goes_away_is_no_fault(program: Any) -> None:
    command = program.command(("settings", "list"))
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        command,
        env={**os.environ, **program.environment},
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
    assert program.json("doctor", "--reports") == []


def test_a_workspace_goes_to_another_computer_in_a_file(program: Any, tmp_path: Path) -> None:
    program("user", "add", "robin@rep.example", stdin=PASSWORD + "\n")
    (tmp_path / "leads.csv").write_text("company,email\nNorvane,ines@norvane.example\n")
    program("import", "leads", str(tmp_path / "leads.csv"))
    program("settings", "set", "appearance.theme", "dark")
    file = str(tmp_path / "all.backup")
    made = program.json("db", "backup", file, "--passphrase", stdin="correct horse\n")
    assert made["sealed"]
    assert made["counts"]["public.leads"] == 1
    said = program("db", "verify", file, code=1).stderr
    assert "--passphrase" in said
    assert "passphrase does not fit" in program(
        "db", "verify", file, "--passphrase", stdin="wrong\n", code=1
    ).stderr  # fmt: skip
    assert program.json("db", "verify", file, "--passphrase", stdin="correct horse\n")["whole"]
    assert "--replace" in program(
        "db", "restore", file, "--passphrase", stdin="correct horse\n", code=1
    ).stderr  # fmt: skip

    there = replace(program, home=program.home.parent / "elsewhere")
    done = there.json("db", "restore", file, "--passphrase", stdin="correct horse\n")
    assert done["counts"]["public.leads"] == 1
    assert [lead["email"] for lead in there.json("leads", "list")] == ["ines@norvane.example"]
    assert there.json("settings", "get", "appearance.theme") == {"appearance.theme": "dark"}
    there("signin", "robin@rep.example", stdin=PASSWORD + "\n")
    report = there.json("doctor")
    assert report["problems"] == []
    assert report["backups"]["count"] == 0
    out = there.json("db", "export", str(tmp_path / "out"))
    assert out["tables"] > 13
    assert "not empty" in there("db", "export", str(tmp_path / "out"), code=1).stderr


def test_keys_are_settings_and_a_conflict_is_said(program: Any) -> None:
    said = program.json("settings", "set", "keys.inbox.archive", "ctrl+9")
    assert said == {"keys.inbox.archive": "Ctrl+9"}
    taken = program("settings", "set", "keys.inbox.snooze", "Ctrl+9", code=1)
    assert "Archive" in taken.stderr
    assert "keys.inbox.archive" in taken.stderr
    program("settings", "set", "keys.inbox.snooze", "E")  # which nobody has any more
    listed = {each["name"]: each for each in program.json("settings", "list")["settings"]}
    assert listed["keys.inbox.snooze"]["value"] == "E"
    assert listed["keys.inbox.snooze"]["default"] == "H"
    assert listed["appearance.density"]["kind"] == "choice"
    assert listed["model.name"]["kept"] == "your account"
    assert all(each["help"] for each in listed.values())


def test_settings_go_back_to_what_they_are_by_themselves(program: Any) -> None:
    program("settings", "set", "appearance.theme", "dark")
    assert program.json("settings", "reset", "appearance.theme") == {"appearance.theme": "system"}
    program("user", "add", "robin@rep.example", stdin=PASSWORD + "\n")
    program("settings", "set", "mail.undo_seconds", "30")
    assert program.json("settings", "reset", "mail.undo_seconds") == {"mail.undo_seconds": 10}
    program("settings", "set", "auth.password_format", "bcrypt")
    program("settings", "reset", "auth.password_format")
    found = program.json("settings", "get", "auth.password_format")
    assert found == {"auth.password_format": "auto"}
    for name, value in (
        ("appearance.density", "roomy"), ("insights.reading", "off"), ("postgres.transport", "tcp"),
        ("profile.timezone", "Europe/Brussels"),
    ):  # fmt: skip
        program("settings", "set", name, value)
    assert "appearance.density" in program.json("settings", "reset", "--all")["reset"]
    assert program.json("settings", "get", "appearance.density")["appearance.density"] != "roomy"
    assert program.json("settings", "get", "insights.reading") == {"insights.reading": True}
    # Which database this is, and who one is, are no matters of taste.
    assert program.json("settings", "get", "postgres.transport")["postgres.transport"] == "tcp"
    found = program.json("settings", "get", "profile.timezone")
    assert found == {"profile.timezone": "Europe/Brussels"}
    assert "Either a name or --all" in program("settings", "reset", code=1).stderr
    assert "nothing by itself" in program("settings", "reset", "profile.name", code=1).stderr
    assert "no setting" in program("settings", "reset", "flux.capacitor", code=1).stderr


def test_settings_travel_to_another_computer(program: Any, tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    program("user", "add", "robin@rep.example", stdin=PASSWORD + "\n")
    program("settings", "set", "keys.inbox.archive", "G")
    program("settings", "set", "mail.undo_seconds", "30")
    program("settings", "export", file)
    program("settings", "set", "keys.inbox.archive", "E")
    program("settings", "set", "keys.inbox.card", "G")
    program("settings", "set", "mail.undo_seconds", "5")
    file.write_text(file.read_text().replace('"computer": {', '"computer": {"flux": 1,'))
    said = program.json("settings", "import", file)
    assert said["left_out"] == ["flux: not known here."]
    assert program.json("settings", "get", "mail.undo_seconds") == {"mail.undo_seconds": 30}
    assert program.json("settings", "get", "keys.inbox.archive") == {"keys.inbox.archive": "G"}
    assert program.json("settings", "get", "keys.inbox.card") == {"keys.inbox.card": "I"}
    file.write_text("{}")
    assert "no file of" in program("settings", "import", file, code=1).stderr
