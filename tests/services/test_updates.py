"""Newer versions, as the window asks for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from desktop_app.data.jobs import JobRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.jobs import JobKind
from desktop_app.domain.updates import Release
from desktop_app.services.updates import UpdateService
from desktop_app.system.settings import Settings
from desktop_app.system.updates import UpdateRules, UpdatesHere

NOW = datetime(2030, 5, 1, 12, tzinfo=UTC)


def made(db, user, tmp_path):
    root = tmp_path / "root.json"
    root.write_bytes(b"{}")
    settings = Settings(tmp_path / "settings.json")
    settings.set("updates.url", "https://mirror.example")
    rules = UpdateRules(
        settings,
        environment={"OUTPOST_UPDATES_ROOT": str(root)},
        administrators=tmp_path / "administrators.json",
    )
    here = UpdatesHere(tmp_path / "updates", rules, current="1.0.0", kind="linux-x86_64-deb")
    here.change(lambda state: replace(state, begun=datetime(2030, 1, 1, tzinfo=UTC)))
    return here, UpdateService(db, user.id, here, lambda: NOW)


def test_the_one_question_is_asked_once(db, user, tmp_path):
    _, service = made(db, user, tmp_path)
    assert service.view().asks
    assert service.answered().kinds == Kind.NOTIFICATIONS
    assert not service.view().asks


def test_a_skipped_version_is_told_no_more_and_the_next_one_is(db, user, tmp_path):
    here, service = made(db, user, tmp_path)
    here.change(lambda state: replace(state, release=Release("1.1.0")))
    assert service.view().news.version == "1.1.0"
    service.skip("1.1.0")
    assert service.view().news is None
    here.change(lambda state: replace(state, release=Release("1.2.0")))
    assert service.view().news.version == "1.2.0"


def test_looking_and_fetching_are_asked_of_the_engine(db, user, tmp_path):
    _, service = made(db, user, tmp_path)
    asked = [service.ask_check(), service.ask_download("1.1.0")]
    waiting = JobRepository(db).open_jobs(user.id)
    assert [job.id for job in waiting] == [job.id for job in asked]
    assert [job.kind for job in waiting] == [JobKind.CHECK_UPDATES, JobKind.FETCH_UPDATE]
    assert waiting[1].title == "Fetching Outpost 1.1.0"


def test_without_knowledge_of_the_computer_nothing_is_said(db, user):
    view = UpdateService(db, user.id, None, lambda: NOW).view()
    assert view.news is None
    assert not view.asks
