"""``outpost metrics`` as scripts and people use it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.cli import main
from desktop_app.system.logs import stop_logging

ME, THEM = "robin@rep.example", "ines@norvane.example"
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def call(db_url, tmp_path, capsys):
    """Runs a command on the test's database: its code, and what it said."""

    def run(*arguments):
        home = ["--home", str(tmp_path / "home"), "--database", db_url]
        try:
            code = main([*home, *arguments])
        except SystemExit as left:
            code = left.code
        finally:
            stop_logging()
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def mail(deliver, make_lead):
    make_lead(THEM)
    asked = deliver(ME, THEM, at=NOON, kind="own")
    reply = deliver(THEM, ME, at=NOON + timedelta(hours=1), answers=asked)
    deliver(ME, THEM, at=NOON + timedelta(hours=3, minutes=5), answers=reply, kind="own")


def test_days_are_shown_with_their_totals(call, mail):
    code, said, _ = call("metrics", "show", "--from", "2026-06-01", "--to", "2026-06-02")
    assert code == 0
    assert [line.split() for line in said.splitlines()] == [
        ["Day", "Sent", "Received", "Replies", "Response", "Leads", "Meetings"],
        ["2026-06-01", "2", "1", "100.0", "%", "2", "h", "05", "min", "1", "0"],
        ["2026-06-02", "0", "0", "–", "–", "0", "0"],
        ["Total", "2", "1", "100.0", "%", "2", "h", "05", "min", "1", "0"],
    ]
    _, said, _ = call("metrics", "show", "--to", "2026-06-01", "--json")
    told = json.loads(said)
    assert (told["from"], told["to"]) == ("2026-05-03", "2026-06-01")
    assert told["days"] == [
        {"metric_date": "2026-06-01", "emails_sent": 2, "emails_received": 1, "reply_rate": 100.0,
         "avg_response_time": 125, "leads_contacted": 1, "meetings_scheduled": 0}
    ]  # fmt: skip
    assert told["totals"]["median_response_time"] == 125


def test_days_are_counted_anew(call, db, mail):
    code, said, _ = call("metrics", "refresh", "--from", "2026-06-01", "--to", "2026-06-02")
    assert code == 0
    assert said.endswith("days counted\n")
    db.run("UPDATE performance_metrics SET emails_sent = 9")
    assert json.loads(call("metrics", "refresh", "--json")[1])["days"] > 1
    assert db.value("SELECT sum(emails_sent) FROM performance_metrics") == 2
    assert call("metrics", "show", "--from", "2020-01-01", "--to", "2020-02-01")[1] == (
        "There is nothing yet from 2020-01-01 to 2020-02-01.\n"
    )


def test_the_total_is_that_of_what_is_listed(call, db, user, mail):
    # A day before there was any mail here, as another program wrote it.
    db.run(
        "INSERT INTO performance_metrics (user_id, metric_date, emails_sent, emails_received, "
        "reply_rate, avg_response_time, leads_contacted, meetings_scheduled) "
        "VALUES (%s, '2026-05-20', 8, 5, 25, 90, 3, 2)",
        (user.id,),
    )
    asked = ("metrics", "show", "--from", "2026-05-20", "--to", "2026-06-01")
    lines = [line.split() for line in call(*asked)[1].splitlines()]
    assert lines[1] == ["2026-05-20", "8", "5", "25.0", "%", "1", "h", "30", "min", "3", "2"]
    assert lines[3] == ["Total", "10", "6", "–", "–", "–", "2"]
    assert lines[4][:2] == ["Another", "program"]
    totals = json.loads(call(*asked, "--json")[1])["totals"]
    assert totals == {
        "emails_sent": 10, "emails_received": 6, "reply_rate": None, "avg_response_time": None,
        "median_response_time": None, "leads_contacted": None, "meetings_scheduled": 2,
    }  # fmt: skip
    db.run("UPDATE performance_metrics SET reply_rate = NULL, avg_response_time = NULL, "
           "leads_contacted = 0 WHERE metric_date = '2026-05-20'")  # fmt: skip
    lines = [line.split() for line in call(*asked)[1].splitlines()]
    assert lines[3] == ["Total", "10", "6", "100.0", "%", "2", "h", "05", "min", "1", "2"]


def test_what_is_no_date_or_no_period_gets_a_sentence(call, user):
    code, _, said = call("metrics", "show", "--from", "yesterday")
    assert code == 2
    assert "“yesterday” is no date: write it as 2026-06-17" in said
    assert call("metrics", "refresh", "--to", "0001-01-01")[0] == 2
    code, _, said = call("metrics", "refresh", "--from", "2026-06-02", "--to", "2026-06-01")
    assert (code, said.count("\n")) == (1, 1)
    assert "ends before it begins" in said
    assert call("metrics", "show", "--from", "1990-01-01", "--to", "2026-06-01")[0] == 1
    assert call("metrics", "show", "--from", "1950-01-01", "--to", "1950-01-02")[0] == 1
