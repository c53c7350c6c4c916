"""What has expired around signing in, and goes once a day."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from desktop_app.data.mail_merges import MailMergeRepository
from desktop_app.data.sessions import SessionRepository
from desktop_app.domain.ids import IdList
from desktop_app.domain.mail_merge import MailMerge, MergeState
from desktop_app.domain.pace import Pace
from desktop_app.domain.templates import TemplateText, Tone
from desktop_app.engine.process import Engine
from desktop_app.engine.sweep import Sweep
from desktop_app.services.journal import JournalService
from desktop_app.services.templates import TemplateService
from desktop_app.wire.liquid import LiquidRenderer

KINDS = [
    ("email-verification-otp-a@b.example", True), ("forget-password-otp-a@b.example", True),
    ("reset-password:x", True), ("outpost-recovery:x", True),
    ("sign-in-otp-a@b.example", False), ("magic-link:x", False), ("somebody else's", False),
]  # fmt: skip


@pytest.fixture
def sweep(db, clock):
    return Sweep(db, clock)


def _session(db, user, ended_at):
    SessionRepository(db).begin(user.auth_id, ended_at - timedelta(days=7), "Test")


def test_only_what_we_read_is_swept(sweep, db, clock):
    for identifier, _ in KINDS:
        for suffix, left in (("old", -1), ("new", 1)):
            db.run(
                'INSERT INTO verification (id, identifier, value, "expiresAt") '
                "VALUES (%s, %s, '1:0', %s)",
                (identifier + suffix, identifier, clock.now + timedelta(seconds=left)),
            )
    db.run(
        "INSERT INTO outpost.sign_in_attempt VALUES ('password', 'old', 9, %s), "
        "('password', 'new', 9, %s)",
        (clock.now - timedelta(hours=24), clock.now),
    )
    assert sweep.when_due() == 5
    left = [row[0] for row in db.rows("SELECT id FROM verification WHERE id LIKE '%%old'")]
    assert sorted(left) == sorted(kind + "old" for kind, ours in KINDS if not ours)
    assert db.rows("SELECT address FROM outpost.sign_in_attempt") == [("new",)]


def test_sessions_go_a_day_after_their_end(sweep, db, clock, user):
    """Until then an open window can still see that its session ran out, and was not ended."""
    for hours in (-25, -23, 1):
        _session(db, user, clock.now + timedelta(hours=hours))
    assert sweep.when_due() == 1
    assert db.value('SELECT min("expiresAt") FROM session') == clock.now - timedelta(hours=23)


def test_mail_merges_that_were_never_sent_go_after_a_week(sweep, db, clock, user, make_lead):
    merges = MailMergeRepository(db)
    ids = IdList.of([make_lead("a@b.example")])
    for state, days in (
        (MergeState.BEGUN, 8), (MergeState.BEGUN, 6), (MergeState.QUEUED, 8),
    ):  # fmt: skip
        merges.insert(
            MailMerge(
                uuid4(), user.id, None, f"{state} {days}", TemplateText(), None, "", True, Pace(),
                None, state, None, clock.now - timedelta(days=days),
            ),
            ids,
        )  # fmt: skip
    assert sweep.when_due() == 1
    left = db.rows("SELECT name FROM outpost.mail_merge ORDER BY 1")
    assert left == [("begun 6",), ("queued 8",)]


def test_versions_of_deleted_templates_go_when_no_undo_needs_them(sweep, db, clock, user):
    templates = TemplateService(db, user.id, LiquidRenderer(), clock)
    text = TemplateText("Hello", "Hi")
    kept, gone, late = (templates.add(each, text=text)[0] for each in ("kept", "gone", "late"))
    for each in (gone, late):
        templates.save(each, name="Changed", text=text, tone=Tone.CASUAL, category="")
    deleted = {each: templates.delete([each]).journal_id for each in (gone, late)}
    db.run("UPDATE outpost.template_version SET at = %s", (clock.now - timedelta(days=200),))
    db.run("UPDATE outpost.journal SET done_at = %s", (clock.now - timedelta(days=91),))
    db.run("UPDATE outpost.journal SET done_at = %s WHERE id = %s",
           (clock.now - timedelta(days=89), deleted[late]))  # fmt: skip
    assert sweep.when_due() == 2
    left = {row[0] for row in db.rows("SELECT template_id FROM outpost.template_version")}
    assert left == {kept, late}
    JournalService(db, user.id).undo(deleted[late])
    assert len(templates.versions(late)) == 2


def test_once_a_day_is_enough(sweep, db, clock, user):
    _session(db, user, clock.now - timedelta(days=2))
    assert sweep.when_due() == 1
    _session(db, user, clock.now - timedelta(days=2))
    clock.forward(hours=23)
    assert sweep.when_due() == 0
    clock.forward(hours=1)
    assert sweep.when_due() == 1
    _session(db, user, clock.now - timedelta(days=40))
    clock.forward(days=-30)  # the clock was set back
    assert sweep.when_due() == 1


def test_the_engine_sweeps(db, folders, clock, user):
    _session(db, user, clock.now - timedelta(days=2))
    Engine(db, folders, lambda *told: lambda: None, now=clock).run_once()
    assert db.value("SELECT count(*) FROM session") == 0
