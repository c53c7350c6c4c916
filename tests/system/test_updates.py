"""What is decided about updates on a computer, and what is known of them."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.domain.updates import KINDS, Release, UpdateState
from desktop_app.system.settings import Settings
from desktop_app.system.updates import UpdateFile, UpdateRules, UpdatesHere, package_kind

NOW = datetime(2030, 5, 1, 12, tzinfo=UTC)
URL = "https://mirror.example/outpost"


@pytest.fixture
def root(tmp_path):
    file = tmp_path / "root.json"
    file.write_bytes(b"the root")
    return file


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def rules(settings, tmp_path, root):
    def make(**environment: str) -> UpdateRules:
        given = {"OUTPOST_UPDATES_ROOT": str(root), **environment}
        return UpdateRules(
            settings, environment=given, administrators=tmp_path / "administrators.json"
        )

    return make


def test_nothing_is_looked_for_until_somebody_agrees(rules, settings):
    settings.set("updates.url", URL)
    policy = rules().policy()
    assert (policy.check, policy.url, policy.forced) == (None, URL, False)
    settings.set("updates.check", True)
    assert rules().policy().check is True


def test_without_a_root_of_trust_there_is_nowhere_to_look(rules, settings, root):
    settings.set("updates.url", URL)
    root.unlink()
    assert rules().policy().url == ""
    with pytest.raises(KnownError, match="knows no place"):
        rules().root()


def test_administrators_decide_for_everybody(rules, settings, tmp_path, root):
    settings.set_many({"updates.check": True, "updates.url": URL})
    other = tmp_path / "other.json"
    other.write_bytes(b"another root")
    (tmp_path / "administrators.json").write_text(
        json.dumps({"check": "off", "url": "https://theirs.example", "root": str(other)})
    )
    policy = rules(OUTPOST_UPDATES_ROOT="").policy()
    assert (policy.check, policy.url, policy.forced) == (False, "https://theirs.example", True)
    assert rules(OUTPOST_UPDATES_ROOT="").root() == b"another root"
    # The environment is nearer still.
    policy = rules(OUTPOST_UPDATES_CHECK="on", OUTPOST_UPDATES_URL=URL).policy()
    assert (policy.check, policy.url, policy.forced) == (True, URL, True)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"check": "perhaps"}', '{"check": true}', '{"chekc": "off"}', "[" * 9999],
)
def test_a_file_of_the_administrators_that_is_wrong_is_told(rules, tmp_path, text):
    (tmp_path / "administrators.json").write_text(text)
    with pytest.raises(KnownError, match="cannot be understood"):
        rules().policy()


@pytest.mark.parametrize("url", ["http://mirror.example", "https://me:pw@mirror.example", "no"])
def test_a_mirror_is_asked_over_tls_alone(settings, url):
    with pytest.raises(KnownError, match="not an address") as told:
        settings.set("updates.url", url)
    assert "pw" not in str(told.value)


def test_the_state_comes_back_as_it_was_written(tmp_path):
    file = UpdateFile(tmp_path / "updates")
    assert file.read() == UpdateState()
    state = UpdateState(
        NOW, True, NOW, NOW + timedelta(days=1), Release("1.2.0", ("New.",)), "1.1.0", "odd"
    )
    file.change(lambda _before: state)
    assert file.read() == state


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"release": {"version": "x"}, "looked": "2030", "skipped": 3, "due": []}',
     '{"release": {"version": "1.2.3", "files": {"linux-x86_64-deb": "../../etc/passwd"}}}'],
)  # fmt: skip
def test_a_state_that_was_spoilt_counts_as_none(tmp_path, text):
    folder = tmp_path / "updates"
    folder.mkdir()
    (folder / "state.json").write_text(text)
    assert UpdateFile(folder).read() == UpdateState()


def test_two_programs_undo_nothing_of_each_other(tmp_path):
    def skip(n: int) -> None:
        UpdateFile(tmp_path).change(lambda state: replace(state, skipped=state.skipped + "x"))

    threads = [threading.Thread(target=skip, args=(n,)) for n in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert UpdateFile(tmp_path).read().skipped == "x" * 8


def test_the_view_says_what_is_newer_and_asks_on_the_second_day(rules, settings, tmp_path):
    settings.set("updates.url", URL)
    here = UpdatesHere(tmp_path / "updates", rules(), current="1.0.0", kind="linux-x86_64-deb")
    assert not here.view(NOW).asks
    here.change(lambda state: replace(state, begun=NOW))
    assert not here.view(NOW + timedelta(hours=23)).asks
    assert here.view(NOW + timedelta(days=1)).asks
    here.change(lambda state: replace(state, asked=True))
    assert not here.view(NOW + timedelta(days=9)).asks
    release = Release("1.2.0", files={"linux-x86_64-deb": "outpost_1.2.0_amd64.deb"})
    here.change(lambda state: replace(state, release=release))
    view = here.view(NOW)
    assert (view.news, view.package) == (release, "outpost_1.2.0_amd64.deb")
    here.change(lambda state: replace(state, skipped="1.2.0"))
    assert here.view(NOW).news is None


def test_this_computers_package_has_a_name_that_a_release_can_have():
    assert KINDS.fullmatch(package_kind())
