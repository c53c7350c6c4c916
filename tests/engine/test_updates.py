"""Newer versions are looked for once a day where that was agreed to, and fetched when asked."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors import KnownError
from desktop_app.domain.updates import Release, UpdateState, is_newer, release_of, version_of
from desktop_app.engine.checkup import Checkup, check_newer_versions
from desktop_app.engine.jobs import Folders, JobContext
from desktop_app.engine.updates import UpdateDesk, UpdateWatch, check_updates, fetch_update
from desktop_app.system.settings import Settings
from desktop_app.system.updates import UpdateRules, UpdatesHere
from tests.release_site import KIND, NOW, ReleaseSite, answer_with, endless, serving


@pytest.fixture
def site(tmp_path):
    return ReleaseSite(tmp_path)


@pytest.fixture
def server(site):
    with serving(site.folder) as server:
        yield server


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def here(tmp_path, site, server, settings):
    root = tmp_path / "root.json"
    root.write_bytes(site.root)
    settings.set("updates.url", server.url)
    rules = UpdateRules(
        settings,
        environment={"OUTPOST_UPDATES_ROOT": str(root)},
        administrators=tmp_path / "administrators.json",
    )
    return UpdatesHere(tmp_path / "updates", rules, current="1.0.0", kind=KIND)


@pytest.fixture
def desk(here, site):
    return UpdateDesk(here, now=lambda: site.now, jitter=lambda: 0.5)


@pytest.fixture
def told():
    return []


@pytest.fixture
def watch(desk, site, told):
    return UpdateWatch(desk, lambda: told.append(True), now=lambda: site.now)


# -- once a day ----------------------------------------------------------------------------------


def test_nobody_is_asked_without_consent(site, server, watch, told):
    site.release("1.1.0")
    for _ in range(4):
        assert not watch.look()
        site.later(days=1)
    assert server.asked == []
    assert told == []


def test_it_looks_once_a_day_with_some_hours_of_chance(site, server, settings, watch, told, here):
    settings.set("updates.check", True)
    site.release("1.1.0")
    assert watch.look()
    assert told == [True]
    assert here.view(site.now).news.version == "1.1.0"
    asked = len(server.asked)
    site.later(hours=25)
    assert not watch.look()
    assert len(server.asked) == asked
    site.later(hours=1)
    assert watch.look()
    assert told == [True], "the same version is told once"
    site.release("1.2.0")
    site.later(hours=26)
    assert watch.look()
    assert told == [True, True]


def test_who_agreed_by_the_settings_is_not_asked_again(site, settings, watch, here):
    settings.set("updates.check", True)
    site.release("1.1.0")
    watch.look()
    settings.set("updates.check", False)
    assert not here.view(site.now + timedelta(days=9)).asks


def test_a_fault_is_no_news_and_is_tried_again_hours_later(
    site, server, settings, watch, here, told
):
    settings.set("updates.check", True)
    server.answer = answer_with(b"", status=500)
    assert watch.look()
    assert "cannot be asked" in here.view(site.now).fault
    assert told == []
    site.later(hours=7)
    assert not watch.look()
    server.answer = lambda request: False
    site.release("1.1.0")
    site.later(hours=1)
    assert watch.look()
    assert here.view(site.now).fault == ""
    assert told == [True]


def test_what_a_version_that_runs_now_was_told_is_no_news(site, settings, watch, here, told):
    settings.set("updates.check", True)
    site.release("1.0.0")
    watch.look()
    assert told == []
    assert here.view(site.now).news is None


def test_a_clock_that_was_far_ahead_does_not_put_it_off_for_years(site, settings, watch, server):
    settings.set("updates.check", True)
    site.release("1.1.0")
    site.later(days=3000)
    watch.look()
    server.asked.clear()
    site.later(days=-3000)
    assert watch.look()
    assert server.asked


def test_leaving_gives_up_what_is_under_way(site, server, settings, watch):
    settings.set("updates.check", True)
    site.release("1.1.0")
    begun = threading.Event()
    forever = endless("timestamp", b"{", 0.01)

    def answer(request):
        if "timestamp" in request.path:
            begun.set()
        return forever(request)

    server.answer = answer
    looking = threading.Thread(target=watch.look)
    looking.start()
    assert begun.wait(10)
    watch.leave()
    looking.join(10)
    assert not looking.is_alive()


def test_administrators_turn_it_off_for_good(site, server, settings, watch, desk, tmp_path):
    settings.set("updates.check", True)
    site.release("1.1.0")
    (tmp_path / "administrators.json").write_text('{"check": "off"}')
    assert not watch.look()
    with pytest.raises(KnownError, match="turned off for this computer"):
        desk.check()
    assert server.asked == []


def test_two_programs_do_not_ask_at_once(site, desk, here):
    site.release("1.1.0")
    lock = here.file.alone()
    lock.acquire()
    try:
        with pytest.raises(KnownError, match="right now"):
            desk.check()
    finally:
        lock.release()
    assert desk.check().version == "1.1.0"


def test_the_doctor_tells_when_nobody_could_be_asked_for_long(
    site, server, settings, watch, here, tmp_path
):
    def found(expected):
        checkup = Checkup()
        check_newer_versions(checkup, here, site.now)
        assert len(checkup.problems) == expected
        return checkup.facts["updates"]

    assert found(0) == {"look": "off", "looked": None, "newer": None}
    settings.set("updates.check", True)
    site.release("1.1.0")
    assert watch.look()
    assert found(0) == {"look": "on", "looked": site.now, "newer": "1.1.0"}
    site.later(days=15)  # held back: what is signed has expired
    assert watch.look()
    found(1)
    (tmp_path / "administrators.json").write_text("{")
    assert "cannot be understood" in found(1)


# -- fetched -------------------------------------------------------------------------------------


def test_the_newest_package_is_fetched(site, desk, tmp_path):
    name = site.release("1.1.0")
    release, path = desk.fetch(tmp_path / "Downloads")
    assert (release.version, path) == ("1.1.0", tmp_path / "Downloads" / name)
    assert path.read_bytes() == b"a package " * 5000


def killed_amid_a_fetch(here, desk, folder, name: str) -> None:
    """As a program leaves it that was killed in its last moment."""

    class KilledError(BaseException):
        pass

    def dies(part) -> None:
        note(part)
        part.write_bytes(b"half of it")
        raise KilledError

    note, here.file.note_part = here.file.note_part, dies
    sweep, here.file.sweep = here.file.sweep, lambda: None
    with pytest.raises(KilledError):
        desk.fetch(folder)
    here.file.note_part, here.file.sweep = note, sweep
    assert (folder / f".{name}.part").exists()


def test_what_a_killed_fetch_left_goes_with_the_next_look(site, desk, watch, here, tmp_path):
    name, folder = site.release("1.1.0"), tmp_path / "Downloads"
    killed_amid_a_fetch(here, desk, folder, name)
    other = folder / ".mine.part"
    other.write_text("of somebody else")
    alone = here.file.alone()
    alone.acquire()
    watch.look()  # somebody is fetching: it may well be theirs
    assert (folder / f".{name}.part").exists()
    alone.release()
    watch.look()
    assert [each.name for each in folder.iterdir()] == [".mine.part"]
    assert not here.file.has_part()


def test_what_a_killed_fetch_left_goes_with_the_next_fetch(site, desk, here, tmp_path):
    name, folder = site.release("1.1.0"), tmp_path / "Downloads"
    killed_amid_a_fetch(here, desk, folder, name)
    _release, path = desk.fetch(tmp_path / "elsewhere")
    assert path.exists()
    assert list(folder.iterdir()) == []
    assert not here.file.has_part()


@pytest.mark.parametrize("noted", ["/etc/passwd", "", "\0", "letters.part"])
def test_no_other_file_is_swept(here, noted, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letters.part").write_text("mine")
    here.file.folder.mkdir()
    (here.file.folder / "unfinished").write_text(noted)
    here.file.sweep()
    assert (tmp_path / "letters.part").exists()
    assert not here.file.has_part()


def test_a_version_that_was_skipped_can_be_fetched_all_the_same(site, desk, here, tmp_path):
    site.release("1.1.0")
    here.change(lambda state: replace(state, skipped="1.1.0"))
    assert desk.fetch(tmp_path / "Downloads")[1].exists()


def test_nothing_is_fetched_where_nothing_is_newer(site, desk, tmp_path):
    site.release("1.0.0")
    with pytest.raises(KnownError, match=r"1\.0\.0 is the newest"):
        desk.fetch(tmp_path / "Downloads")


def test_a_release_without_a_package_for_this_computer_is_said(site, here, tmp_path):
    site.release("1.1.0", page="https://outpost.example/1.1.0")
    other = UpdatesHere(here.file.folder, here.rules, current="1.0.0", kind="macos-arm64-dmg")
    with pytest.raises(KnownError, match="no package for this computer") as told:
        UpdateDesk(other, now=lambda: site.now).fetch(tmp_path / "Downloads")
    assert "https://outpost.example/1.1.0" in told.value.advice


def test_a_folder_that_cannot_be_written_to_is_said(site, desk, tmp_path):
    site.release("1.1.0")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(KnownError, match="stands where"):
        desk.fetch(tmp_path / "file")


# -- as jobs -------------------------------------------------------------------------------------


@pytest.fixture
def job(db, user, tmp_path):
    folders = Folders(tmp_path, tmp_path, tmp_path, tmp_path)

    def make(**params):
        return JobContext(db=db, user_id=user.id, folders=folders, params=params)

    return make


def test_the_jobs_answer_what_the_window_says(site, desk, job, tmp_path):
    site.release("1.1.0")
    assert check_updates(job(), desk) == {"version": "1.1.0", "newer": True, "current": "1.0.0"}
    result = fetch_update(job(folder=str(tmp_path / "D")), desk)
    assert result == {"version": "1.1.0", "path": str(tmp_path / "D/outpost_1.1.0_amd64.deb")}


def test_a_job_without_a_place_to_look_says_so(job):
    with pytest.raises(KnownError, match="knows no place"):
        check_updates(job())


# -- what a release says -------------------------------------------------------------------------


def test_versions_are_numbers():
    assert is_newer("0.10.0", "0.9.9")
    assert not is_newer("1.0.0", "1.0.0")
    for text in ("1", "1.2", "1.2.3-rc1", "v1.2.3", "1.2.3\n", "١.٢.٣x", ""):
        with pytest.raises(ValueError, match="not a version"):
            version_of(text)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(
        st.sampled_from(["version", "notes", "page", "files", KIND]) | st.text(), inner
    ),
)  # fmt: skip


@given(_JSON)
def test_any_document_is_a_release_or_refused(document):
    try:
        release = release_of(document)
    except ValueError:
        return
    assert isinstance(release, Release)
    assert release_of(release.document()) == release


@given(st.floats(0, 1), st.integers(0, 10_000))
def test_looks_are_at_least_a_day_apart_and_spread_over_hours(jitter, minutes):
    now = NOW + timedelta(minutes=minutes)
    state = UpdateState().after_look(now, Release("1.0.0"), jitter)
    assert not state.is_due(now + timedelta(hours=23, minutes=59))
    assert state.is_due(now + timedelta(hours=28))
