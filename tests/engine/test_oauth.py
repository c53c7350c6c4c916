"""Signing in with a provider, from the wish in a row to the session, and all that comes between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from desktop_app.data.jobs import JobRepository
from desktop_app.data.oauth_requests import OAuthRequestRepository
from desktop_app.data.users import UserRepository
from desktop_app.domain.changes import Kind, Notice
from desktop_app.domain.errors import KnownError
from desktop_app.domain.oauth import (
    OPENID,
    Identity,
    ProviderClient,
    Tokens,
    no_such_provider,
)
from desktop_app.domain.requests import RequestState
from desktop_app.engine.oauth import OAuthDesk
from desktop_app.engine.process import Engine
from desktop_app.services.bundle import Services
from desktop_app.system import passwords
from tests.providers import crooked, real

# The crooked provider has a weak key among its own.
pytestmark = pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")

SETTINGS = {
    "oauth.google.client_id": crooked.CLIENT_ID,
    "oauth.github.client_id": crooked.CLIENT_ID,
    "oauth.openid.client_id": crooked.CLIENT_ID,
    "oauth.openid.issuer": "https://replaced.example",
    "oauth.openid.title": "Acme",
}


class Keyring:
    persistent, why = True, ""

    def __init__(self):
        self._held = {}

    def get(self, name):
        return self._held.get(name)

    def set(self, name, value):
        self._held[name] = value

    def delete(self, name):
        self._held.pop(name, None)


def until(condition):
    """Wait for something that another thread brings about."""
    for _ in range(2000):
        if found := condition():
            return found
        threading.Event().wait(0.005)
    raise AssertionError("waited ten seconds in vain")


@pytest.fixture
def provider(clock):
    with crooked.running(int(clock.now.timestamp())) as provider:
        yield provider


@pytest.fixture
def services(db, clock):
    return Services(
        db,
        secrets=Keyring(),
        passwords=passwords,
        store=None,
        show=None,
        quote=None,
        clean=None,
        renderer=None,
        composer=None,
        read=None,
        device="Outpost/1 (Test)",
        setting=lambda name: SETTINGS.get(name, ""),
        clock=clock,
    )


class Desks:
    """The window's service and the engine's desk, and a person between them."""

    def __init__(self, db, provider, services, clock):
        self.db, self.provider, self.clock = db, provider, clock
        self.service = services.oauth
        self.requests = OAuthRequestRepository(db)
        self.desk = self.another()

    def another(self, **changes):
        clients = {
            "google": self.provider.google(),
            "github": self.provider.github(),
            "openid": self.provider.client(),
        }

        def client_of(provider_id):
            if provider_id not in clients:
                raise no_such_provider(provider_id)
            return clients[provider_id]

        return OAuthDesk(self.db, client_of, "Outpost/1 (Engine)", clock=self.clock, **changes)

    def look(self):
        return self.desk.look()

    def state(self, request_id):
        return self.service.progress(request_id).state

    def wish(self, provider_id="google"):
        """A request beside those that stand, as the command line has its own."""
        return self.requests.ask(provider_id, None, self.clock())

    def asked(self, provider_id="google", link_to=None, only_for=None, *, beside=False):
        """Ask, and wait for the address; ``(id, url)``."""
        if beside:
            request_id = self.wish(provider_id)
        else:
            request_id = self.service.begin(provider_id, link_to=link_to, only_for=only_for)
        self.look()
        progress = until(
            lambda: (
                found
                if (found := self.service.progress(request_id)).state is not RequestState.ASKED
                else None
            )
        )
        return request_id, progress.authorize_url

    def over(self, request_id):
        """Wait until nobody serves the request any more; how it stands."""
        until(lambda: request_id not in self.desk._served)
        return self.service.progress(request_id)

    def sign_in(self, provider_id="google", link_to=None, only_for=None, **changes):
        request_id, url = self.asked(provider_id, link_to, only_for)
        if url:
            self.provider.come_back(url, **changes)
        return request_id, self.over(request_id)

    def done(self, *given, **named):
        """Sign in all the way."""
        request_id, progress = self.sign_in(*given, **named)
        assert progress.state is RequestState.DONE, progress
        return self.service.finish(request_id, keep=True)


@pytest.fixture
def desks(db, provider, services, clock):
    desks = Desks(db, provider, services, clock)
    with db.connection():
        yield desks
        desks.desk._call_all_off()
        until(lambda: not desks.desk._served)


def written(db):
    """All that signing in may write."""
    return {
        table: db.rows(f"SELECT to_jsonb(t) FROM {table} AS t ORDER BY t::text")
        for table in ('public."user"', "public.users", "public.account", "public.session")
    }


def account(db, provider_id="google"):
    [(row,)] = db.rows(
        'SELECT to_jsonb(t) FROM public.account AS t WHERE "providerId" = %s', (provider_id,)
    )
    return row


# -- who it is ---------------------------------------------------------------------------------


def test_a_new_person(db, desks, services, clock):
    signed = desks.done()
    assert (signed.user.email, signed.user.name) == ("robin@rep.example", "Robin Reed")
    assert signed.user.verified and signed.user.image == "https://pictures.example/robin"
    assert services.signin.current().user == signed.user
    assert signed.made
    assert signed.user.auth_id == str(signed.user.id), "as every id that is made here"
    row = account(db)
    assert len(row["id"]) == 32 and row["id"].isalnum()
    assert (row["accountId"], row["userId"]) == ("robin-at-the-provider", signed.user.auth_id)
    assert row["accessToken"] and row["refreshToken"] and row["idToken"]
    assert row["accessTokenExpiresAt"] == "2026-06-17T10:30:00+00:00"
    assert row["scope"] == "openid,email,profile"
    assert (row["password"], row["refreshTokenExpiresAt"]) == (None, None)
    [session] = services.for_user(signed.user).profile.sessions()
    assert session.device == "Outpost/1 (Engine)" and session.is_this


def test_a_person_of_a_provider_that_people_run(db, desks, clock):
    clock.now = datetime.now(UTC)  # Canaille has no other
    with real.running() as canaille:
        definition = replace(OPENID, issuer=canaille.issuer)
        client = ProviderClient(definition, real.CLIENT_ID)
        desks.desk = OAuthDesk(db, lambda provider_id: client, "Outpost", clock=clock)
        sub = canaille.person("casey@rep.example", name="Casey Cole")
        request_id, url = desks.asked("openid")
        assert real.Browser(canaille).go(url, sub).status_code == 200
        assert desks.over(request_id).state is RequestState.DONE
    signed = desks.service.finish(request_id, keep=True)
    assert (signed.user.email, signed.user.name) == ("casey@rep.example", "Casey Cole")
    assert account(db, "openid")["accountId"] == sub


def test_github(db, desks):
    signed = desks.done("github")
    assert signed.user.email == "robin@rep.example"
    row = account(db, "github")
    assert (row["accountId"], row["idToken"]) == ("1234567", None)


def test_the_second_time_it_is_the_same_person_with_new_tokens(db, desks, clock):
    first = desks.done()
    before = account(db)
    clock.forward(hours=2)
    desks.provider.now += 7200
    desks.provider.token = {"refresh_token": None, "scope": "openid"}
    second = desks.done()
    after = account(db)
    assert second.user == first.user and second.token != first.token
    assert not second.made
    assert after["accessToken"] != before["accessToken"]
    assert after["accessTokenExpiresAt"] == "2026-06-17T12:30:00+00:00"
    assert after["refreshToken"] == before["refreshToken"], "what does not come anew stays"
    assert after["scope"] == before["scope"], "as Better Auth: a sign-in changes no scope"
    assert after["updatedAt"] > before["updatedAt"]


def test_whoever_changed_their_address_there_is_still_the_same(db, desks):
    first = desks.done()
    desks.provider.claims = {"email": "new@rep.example"}
    assert desks.done().user.email == "robin@rep.example"
    desks.provider.claims = {"email": None}
    assert desks.done().user.id == first.user.id


def test_an_address_that_was_proved_on_both_sides_is_connected(db, desks, user):
    UserRepository(db).set_verified(user.auth_id)
    signed = desks.done()
    assert signed.user.id == user.id
    assert account(db)["userId"] == user.auth_id
    assert len(UserRepository(db).list_users()) == 1


@pytest.mark.parametrize(("here", "there"), [(False, True), (True, False), (False, False)])
def test_an_address_that_was_not_is_sent_to_the_password(db, desks, user, here, there):
    if here:
        UserRepository(db).set_verified(user.auth_id)
    desks.provider.claims = {"email_verified": there}
    before = written(db)
    _, progress = desks.sign_in()
    assert progress.state is RequestState.FAILED
    assert progress.title == "Somebody here has this address already."
    assert progress.advice == "Sign in with the password, then connect Google in Settings."
    assert written(db) == before


def test_an_address_that_stands_in_mixed_case_is_the_same(db, desks, user):
    db.run('UPDATE public."user" SET email = %s', ("Robin@Rep.Example",))
    _, progress = desks.sign_in()
    assert progress.title == "Somebody here has this address already."


def test_a_new_person_whose_address_nobody_vouches_for(desks):
    desks.provider.claims = {"email_verified": None}
    assert desks.done().user.verified is False


def test_signing_in_proves_the_address_later(desks):
    desks.provider.claims = {"email_verified": False}
    desks.done()
    desks.provider.claims = {"email": "other@rep.example"}
    assert desks.done().user.verified is False, "another address proves nothing"
    desks.provider.claims = {}
    assert desks.done().user.verified is True


def test_without_an_address(db, desks):
    desks.provider.claims = {"email": None}
    before = written(db)
    _, progress = desks.sign_in()
    assert progress.title == "Google did not say which e-mail address is yours."
    assert written(db) == before


def test_a_person_of_the_web_signs_in_here(db, desks):
    db.run(
        'INSERT INTO public."user" (id, name, email, "emailVerified") '
        "VALUES ('kZ8web0user0of0better0auth000001', 'Robin', 'robin@rep.example', true)"
    )
    db.run(
        'INSERT INTO public.account (id, "accountId", "providerId", "userId", scope) VALUES '
        "('a', 'robin-at-the-provider', 'google', 'kZ8web0user0of0better0auth000001', 'openid')"
    )
    signed = desks.done()
    assert signed.user.auth_id == "kZ8web0user0of0better0auth000001"
    assert account(db)["accessToken"]


# -- opening a lock ------------------------------------------------------------------------------


def test_a_lock_is_opened_by_the_account_of_whom_it_locks(db, desks, clock):
    first = desks.done()
    clock.forward(hours=1)
    desks.provider.now += 3600
    again = desks.done(only_for=first.user)
    assert again.user == first.user and again.token != first.token and not again.made
    assert db.value("SELECT count(*) FROM public.session") == 1, "the locked one has ended"


@pytest.mark.parametrize("theirs", ["nobody's", "the address of whom it locks", "another's"])
def test_a_lock_makes_nobody_and_connects_nothing(db, desks, user, other_user, theirs):
    if theirs == "another's":
        desks.done(link_to=other_user)
    elif theirs == "nobody's":
        desks.provider.claims = {"email": "new@rep.example"}
    else:
        UserRepository(db).set_verified(user.auth_id)
    before = written(db)
    _, progress = desks.sign_in(only_for=user)
    assert progress.state is RequestState.FAILED
    assert progress.title == f"That Google account is not the one of {user.name}."
    assert "locked" in progress.advice
    assert written(db) == before


def test_a_lock_of_somebody_who_was_removed(db, desks, user):
    request_id, url = desks.asked(only_for=user)
    db.run('DELETE FROM public."user" WHERE id = %s', (user.auth_id,))
    desks.provider.come_back(url)
    assert desks.over(request_id).state is RequestState.FAILED


# -- connecting ---------------------------------------------------------------------------------


def test_connecting_with_who_is_signed_in(db, desks, user, services):
    desks.provider.claims = {"email": "private@elsewhere.example", "email_verified": False}
    before = services.for_user(user).profile.accounts()
    assert desks.done(link_to=user) is None
    assert account(db)["userId"] == user.auth_id
    assert db.value("SELECT count(*) FROM public.session") == 0
    assert UserRepository(db).by_id(user.id) == user, "their address stays theirs"
    [added] = set(services.for_user(user).profile.accounts()) - set(before)
    assert (added.provider, added.title) == ("google", "Google")
    desks.done()
    assert len(UserRepository(db).list_users()) == 1, "and it signs in from now on"


def test_connecting_once_more_adds_what_was_granted(db, desks, user):
    desks.done(link_to=user)
    desks.provider.token = {"scope": "openid calendar"}
    desks.done(link_to=user)
    assert account(db)["scope"] == "openid,email,profile,calendar"


def test_an_account_of_somebody_else(db, desks, user, other_user):
    desks.done(link_to=user)
    before = written(db)
    _, progress = desks.sign_in(link_to=other_user)
    assert progress.title == "Somebody else here signs in with that Google account."
    assert written(db) == before


def test_connecting_with_somebody_who_was_removed(db, desks, user):
    request_id, url = desks.asked(link_to=user)
    db.run('DELETE FROM public."user" WHERE id = %s', (user.auth_id,))
    before = written(db)
    desks.provider.come_back(url)
    assert desks.over(request_id).title == "This account was removed a moment ago."
    assert written(db) == before
    db.run("DELETE FROM public.users WHERE id = %s", (user.id,))
    assert desks.service.progress(request_id).title == "This sign-in is over."


# -- what goes wrong ------------------------------------------------------------------------------


def test_refused(db, desks):
    before = written(db)
    _, progress = desks.sign_in(code=None, error="access_denied")
    assert (progress.state, progress.title) == (RequestState.FAILED, "You did not allow it.")
    assert progress.authorize_url == ""
    assert written(db) == before


def test_a_wrong_state_changes_nothing(desks):
    request_id, url = desks.asked()
    assert desks.provider.come_back(url, state="another").status == 400
    assert desks.state(request_id) is RequestState.WAITING
    assert desks.provider.come_back(url).status == 200
    assert desks.over(request_id).state is RequestState.DONE


@pytest.mark.parametrize("bend", [{"nonce": "x"}, {"aud": "x"}, {"iss": "x"}, {"exp": 1}])
def test_a_token_that_does_not_hold_writes_nothing(db, desks, bend):
    desks.provider.claims = bend
    before = written(db)
    _, progress = desks.sign_in()
    assert progress.title == "What Google says could not be confirmed."
    assert written(db) == before


def test_without_a_network(desks):
    desks.provider.answers["/.well-known/openid-configuration"] = (503, {}, b"")
    request_id, url = desks.asked()
    progress = desks.over(request_id)
    assert url == "" and progress.title == "Google cannot be reached."


def test_a_provider_that_is_not_set_up(desks):
    with pytest.raises(KnownError, match="“facebook” is not set up here"):
        desks.service.begin("facebook")
    request_id = desks.requests.ask("facebook", None, desks.clock())
    desks.look()
    assert desks.over(request_id).title == "Signing in with “facebook” is not set up here."


class _Bug:
    def begin(self):
        return "https://provider.example/"

    def finish(self):
        raise ValueError("the token is sekret-4711")

    def cancel(self):
        pass


def test_a_bug_is_told_and_its_words_are_not(desks, caplog):
    desks.desk = desks.another(start=lambda client, clock: _Bug())
    request_id, _ = desks.asked()
    progress = desks.over(request_id)
    assert progress.title == "Something went wrong inside Outpost."
    assert "ValueError at test_oauth.py" in caplog.text
    assert "sekret-4711" not in caplog.text


# -- ends -------------------------------------------------------------------------------------


def test_nobody_comes_back(db, desks, clock):
    before = written(db)
    request_id, url = desks.asked()
    clock.forward(minutes=9, seconds=59)
    assert desks.look() and desks.state(request_id) is RequestState.WAITING
    clock.forward(seconds=1)
    desks.look()
    progress = desks.over(request_id)
    assert (progress.state, progress.title) == (
        RequestState.FAILED,
        "Nobody came back from the browser.",
    )
    with pytest.raises(OSError):
        desks.provider.come_back(url)
    assert not desks.look()
    assert written(db) == before


def test_cancelled_from_the_window(db, desks):
    before = written(db)
    request_id, url = desks.asked()
    desks.service.cancel(request_id)
    desks.look()
    assert desks.over(request_id).state is RequestState.CANCELLED
    with pytest.raises(OSError):
        desks.provider.come_back(url)
    assert written(db) == before
    desks.service.cancel(request_id)
    assert desks.state(request_id) is RequestState.CANCELLED


IDENTITY = Identity(
    "google", "robin-at-the-provider", "robin@rep.example", True, "Robin", "", Tokens("a token")
)


class _Slow:
    """An attempt that is cancelled at the worst moment: after the provider has said who it is."""

    def __init__(self, meanwhile):
        self._meanwhile = meanwhile

    def begin(self):
        return "https://provider.example/"

    def finish(self):
        self._meanwhile()
        return IDENTITY

    def cancel(self):
        pass


def test_cancelled_at_the_last_moment(db, desks):
    before = written(db)
    waiting = threading.Event()
    desks.desk = desks.another(start=lambda client, clock: _Slow(lambda: waiting.wait(10)))
    request_id, _ = desks.asked()
    desks.service.cancel(request_id)
    waiting.set()
    assert desks.over(request_id).state is RequestState.CANCELLED
    assert written(db) == before


def test_a_write_that_fails_leaves_nothing(db, desks, monkeypatch):
    before = written(db)

    def full(*given, **named):
        raise KnownError("The disk is full.", "Free some space.", retryable=True)

    monkeypatch.setattr("desktop_app.data.sessions.SessionRepository.begin", full)
    _, progress = desks.sign_in()
    assert (progress.state, progress.title) == (RequestState.FAILED, "The disk is full.")
    assert written(db) == before


def test_several_at_once_each_with_a_page_of_its_own(desks):
    asked = [desks.asked(each, beside=True) for each in ("google", "github", "openid")]
    pages = {dict(parse_qsl(urlsplit(url).query))["redirect_uri"] for _, url in asked}
    assert len(pages) == 3
    crossed = dict(parse_qsl(urlsplit(asked[0][1]).query))["state"]
    assert desks.provider.come_back(asked[1][1], state=crossed).status == 400
    for _, url in reversed(asked):
        assert desks.provider.come_back(url).status == 200
    states = [desks.over(request_id).state for request_id, _ in asked]
    assert states.count(RequestState.DONE) == 3


def test_the_same_person_twice_at_once_is_made_once(db, desks):
    together = threading.Barrier(2)
    desks.desk = desks.another(start=lambda client, clock: _Slow(lambda: together.wait(10)))
    first, second = (desks.wish() for _ in range(2))
    desks.look()
    assert {desks.over(each).state for each in (first, second)} == {RequestState.DONE}
    assert len(UserRepository(db).list_users()) == 1
    people = [desks.service.finish(each, keep=True).user for each in (first, second)]
    assert people[0] == people[1]


def test_it_is_finished_once(desks):
    request_id, url = desks.asked()
    with pytest.raises(KnownError, match="This sign-in is over"):
        desks.service.finish(request_id, keep=True)
    assert desks.state(request_id) is RequestState.WAITING
    desks.provider.come_back(url)
    desks.over(request_id)
    assert desks.service.finish(request_id, keep=True)
    with pytest.raises(KnownError, match="This sign-in is over"):
        desks.service.finish(request_id, keep=True)
    assert desks.state(request_id) is RequestState.FAILED


def test_a_new_wish_gives_up_the_one_before(db, desks, other_user):
    linking, link_url = desks.asked("github", link_to=other_user)
    elsewhere = OAuthRequestRepository(db, "another laptop")
    theirs = elsewhere.ask("google", None, desks.clock())
    first, first_url = desks.asked()
    second, second_url = desks.asked("openid")
    desks.look()
    assert desks.over(first).state is RequestState.CANCELLED
    with pytest.raises(OSError):
        desks.provider.come_back(first_url)
    assert elsewhere.get(theirs).state is RequestState.ASKED
    assert desks.provider.come_back(second_url).status == 200
    assert desks.over(second).state is RequestState.DONE
    assert desks.provider.come_back(link_url).status == 200
    assert desks.over(linking).state is RequestState.DONE


def test_whoever_is_killed_while_taking_a_session_over_orphans_none(
    db, desks, services, monkeypatch
):
    request_id, _ = desks.sign_in()

    def killed(*_):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(Keyring, "set", killed)
        with pytest.raises(SystemExit):
            desks.service.finish(request_id, keep=True)
    assert desks.state(request_id) is RequestState.DONE  # it can be finished, or is swept away
    with monkeypatch.context() as patch:
        patch.setattr(OAuthRequestRepository, "forget", killed)
        with pytest.raises(SystemExit):
            desks.service.finish(request_id, keep=True)
    signed = desks.service.finish(request_id, keep=True)
    assert db.rows("SELECT token FROM public.session") == [(signed.token,)]
    assert services.signin.current().token == signed.token
    assert db.value("SELECT count(*) FROM outpost.oauth_request") == 0


def test_what_nobody_takes_over_is_forgotten(db, desks, clock):
    taken = desks.done()
    request_id, _ = desks.sign_in()
    assert db.value("SELECT count(*) FROM public.session") == 2
    clock.forward(minutes=61)
    desks.look()
    assert desks.state(request_id) is RequestState.FAILED
    assert db.rows("SELECT token FROM public.session") == [(taken.token,)]


def test_no_secret_is_in_a_row(db, desks):
    request_id, url = desks.asked()
    served = desks.desk._served[request_id].attempt
    row = str(db.rows("SELECT to_jsonb(t) FROM outpost.oauth_request AS t"))
    assert served._verifier not in row
    desks.provider.come_back(url)
    desks.over(request_id)
    row = str(db.rows("SELECT to_jsonb(t) FROM outpost.oauth_request AS t"))
    assert served._state not in row and served._nonce not in row
    [tokens] = db.rows('SELECT "accessToken", "refreshToken", "idToken" FROM public.account')
    assert not [each for each in tokens if each in row]


# -- programs that come and go ------------------------------------------------------------------


def test_a_request_of_another_program_is_left_alone(db, desks):
    request_id, _ = desks.asked()
    assert not _look_in_thread(db, desks)
    assert desks.state(request_id) is RequestState.WAITING


def _look_once(db, desk):
    with db.connection():
        serves = desk.look()
        desk._let_go()
    return serves


def test_a_lost_connection_does_not_lose_the_request(db, desks):
    request_id, url = desks.asked()
    desks.desk._let_go()
    desks.look()
    assert not _look_in_thread(db, desks)
    assert desks.state(request_id) is RequestState.WAITING, "it is locked anew"
    desks.provider.come_back(url)
    assert desks.over(request_id).state is RequestState.DONE


def _look_in_thread(db, desks, **changes):
    """Another program looks; whether it took something up."""
    outcome = []
    desk = desks.another(**changes)
    elsewhere = threading.Thread(target=lambda: outcome.append(_look_once(db, desk)))
    elsewhere.start()
    elsewhere.join(timeout=10)
    return outcome == [True]


def test_no_lock_stays_behind(db, desks):
    request_id, url = desks.asked()
    for _ in range(3):
        assert desks.look()
    desks.provider.come_back(url)
    desks.over(request_id)
    assert not desks.look()
    assert not desks.desk._locked
    assert (
        db.value(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        == 0
    )


_ENGINE = """
import sys
from datetime import datetime
from desktop_app.data.database import Database
from desktop_app.domain.oauth import OPENID, ProviderClient
from desktop_app.engine.oauth import OAuthDesk
from dataclasses import replace
client = ProviderClient(replace(OPENID, issuer=sys.argv[2], title="Acme"), "outpost-client")
now = datetime.fromisoformat(sys.argv[3])
OAuthDesk(Database(sys.argv[1]), lambda provider: client, "Outpost", clock=lambda: now).run()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")
def test_an_engine_that_is_killed_while_it_waits(db, db_url, desks, clock):
    before = written(db)
    request_id = desks.service.begin("openid")
    engine = subprocess.Popen(
        [sys.executable, "-c", _ENGINE, db_url, desks.provider.issuer, clock.now.isoformat()],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    try:
        until(lambda: desks.state(request_id) is RequestState.WAITING)
        url = desks.service.progress(request_id).authorize_url
    finally:
        engine.kill()
        engine.wait()
    with pytest.raises(OSError):
        desks.provider.come_back(url)

    def failed():
        desks.look()  # the server needs a moment to see that the connection is gone
        return desks.state(request_id) is RequestState.FAILED

    until(failed)
    progress = desks.service.progress(request_id)
    assert progress.title == "Outpost was closed during this sign-in."
    assert progress.authorize_url == ""
    assert written(db) == before


def test_a_request_that_nobody_had_begun_is_taken_up_later(db, desks):
    request_id = desks.service.begin("google")
    desks.desk = desks.another()
    desks.look()
    until(lambda: desks.state(request_id) is RequestState.WAITING)


def test_the_browser_of_another_computer_does_not_come_back_here(db, desks):
    request_id = desks.service.begin("google")
    assert not _look_in_thread(db, desks, place="another laptop")
    assert desks.state(request_id) is RequestState.ASKED
    elsewhere = OAuthRequestRepository(db, "another laptop")
    theirs = elsewhere.ask("google", None, desks.clock() - timedelta(days=1))
    desks.look()
    assert theirs not in desks.desk._served
    assert elsewhere.get(theirs).state is RequestState.ASKED


@pytest.mark.parametrize("stands_by", [True, False])
def test_beside_a_window_it_stands_by_while_another_engine_works(db, desks, folders, stands_by):
    held = threading.Event()

    def other_engine():
        with db.connection():
            assert JobRepository(db).become_engine()
            held.set()
            over.wait(10)
            db.run("SELECT pg_advisory_unlock_all()")

    over = threading.Event()
    other = threading.Thread(target=other_engine)
    other.start()
    assert held.wait(10)
    outcome = []
    engine = Engine(db, folders, lambda *told: lambda: None, oauth=desks.desk, stands_by=stands_by)
    running = threading.Thread(target=lambda: outcome.append(engine.run()))
    request_id = desks.service.begin("google")
    running.start()
    if stands_by:
        until(lambda: desks.state(request_id) is RequestState.WAITING)
        engine.stop()
    running.join(timeout=10)
    over.set()
    other.join(timeout=10)
    assert outcome == [stands_by]


def test_the_engine_serves_at_once_what_it_is_told_of(db, desks, folders):
    heard = []

    def listen(on_notice, on_lost):
        heard.append(on_notice)
        return lambda: None

    engine = Engine(db, folders, listen, oauth=desks.desk)
    running = threading.Thread(target=engine.run)
    running.start()
    try:
        until(lambda: heard and engine._oauth_thread)
        request_id = desks.service.begin("google")
        heard[0](Notice(Kind.USERS))
        until(lambda: desks.state(request_id) is RequestState.WAITING)
        desks.provider.come_back(desks.service.progress(request_id).authorize_url)
        assert until(lambda: desks.state(request_id) is RequestState.DONE)
        waits = desks.service.begin("google")
        heard[0](Notice(Kind.USERS))
        until(lambda: desks.state(waits) is RequestState.WAITING)
    finally:
        engine.stop()
        running.join(timeout=10)
    assert not running.is_alive() and not engine._oauth_thread.is_alive()
    assert desks.service.progress(waits).title == "Outpost was closed during this sign-in."


def test_the_command_line_serves_its_own(db, desks):
    shown = []

    def browser(url):
        shown.append(url)
        desks.provider.come_back(url)

    request_id = desks.desk.serve_here("google", browser)
    assert len(shown) == 1 and desks.state(request_id) is RequestState.DONE
    assert (
        db.value(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        == 0
    )


def test_the_command_line_is_stopped(db, desks, monkeypatch):
    def stop(*given):
        raise KeyboardInterrupt

    before = written(db)
    monkeypatch.setattr(desks.desk._wake, "wait", stop)
    with pytest.raises(KeyboardInterrupt):
        desks.desk.serve_here("google", lambda url: None)
    [(state,)] = db.rows("SELECT state FROM outpost.oauth_request")
    assert state == "cancelled" and written(db) == before
