"""Where one works, and who else does."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from desktop_app.domain.about import Problem, SessionStart
from desktop_app.engine.care import host_of
from desktop_app.engine.checkup import Checkup
from desktop_app.services.care import CareService


@pytest.fixture
def make(db, user, make_taker):
    return lambda **how: CareService(db, user.id, make_taker(**how))


def test_ones_own_database_and_others_who_have_an_account_in_it(make, db, user, other_user) -> None:
    place = make().place()
    assert place.host == ""
    assert place.people == (other_user.name or other_user.email,)


def test_a_server_of_others_is_named_without_a_secret(make, db, user) -> None:
    place = make(embedded=False).place()
    assert place.host == host_of(db.url)
    assert place.name == db.value("SELECT current_database()")
    assert place.role == db.value("SELECT current_user")
    assert place.encrypted in (None, False)  # the tests' server has no certificate


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("postgresql://mara@db.fieldline.example:5432/crm", "db.fieldline.example"),
        ("postgresql:///crm?host=/run/postgresql", "/run/postgresql"),
        ("postgresql://mara@/crm?host=/tmp/x&port=5", "/tmp/x"),
        ("postgresql:///crm", "localhost"),
    ],
)
def test_the_host_of_an_address(url, host) -> None:
    assert host_of(url) == host


def test_what_is_found_and_where_things_are(make, user) -> None:
    looked = []

    def check(now: datetime, user_id: UUID) -> Checkup:
        assert user_id == user.id
        looked.append(now)
        return Checkup({}, [Problem("the disk is filling up", "free some space")])

    care = make(check=check)
    assert care.check_up() == (Problem("the disk is filling up", "free some space"),)
    assert abs((datetime.now(UTC) - looked[0]).total_seconds()) < 600
    about = care.about()
    assert about.home and about.logs.startswith(about.home)
    assert about.postgres[0].isdigit() and about.database == ""
    assert care.reports() == ()


def test_reports_are_read_as_they_lie(make, tmp_path: Path) -> None:
    folder = tmp_path / "workspace" / "reports"
    (folder / "crash-20260101T101112Z-abc.txt").write_text("TypeError in ui/x.py:3\nmore\n")
    care = make()
    (report,) = care.reports()
    assert report.what == "TypeError in ui/x.py:3"
    assert report.at == datetime(2026, 1, 1, 10, 11, 12, tzinfo=UTC)
    assert care.report(report.name).endswith("more\n")


def test_the_engine_starts_with_the_session_as_the_desktop_says(make, tmp_path: Path) -> None:
    care, entry = make(), tmp_path / "config/autostart/outpost-engine.desktop"
    assert care.session_start() is SessionStart.OFF
    assert care.start_with_session(True) is SessionStart.ON
    entry.write_text(entry.read_text() + "Hidden=true\n")  # as the desktop's own settings do
    assert care.session_start() is SessionStart.OFF
    assert care.start_with_session(True) is SessionStart.ON
    assert care.start_with_session(False) is SessionStart.OFF
    assert not entry.exists()
