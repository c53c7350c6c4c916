"""One database, two programs, one provider: a person of it is the same to the real Better Auth."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from desktop_app.data.users import UserRepository
from desktop_app.domain.requests import RequestState
from desktop_app.engine.oauth import OAuthDesk
from tests.conftest import Cluster, _fresh
from tests.interop.conftest import Web, serving
from tests.providers import crooked

pytestmark = pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")

_NUMBER = itertools.count(1)
_BACK = "/api/auth/get-session"


@pytest.fixture(scope="module")
def provider() -> Iterator[crooked.CrookedProvider]:
    with crooked.running(int(time.time())) as provider:
        yield provider


@pytest.fixture(scope="module")
def web(application: Path, cluster: Cluster, provider: crooked.CrookedProvider) -> Iterator[Web]:
    for url in _fresh(cluster, "template_outpost"):
        with serving(application, url, "scrypt", OPENID_ISSUER=provider.issuer) as web:
            yield web


class Person:
    """Somebody with an account at the provider."""

    def __init__(self, web: Web, provider: crooked.CrookedProvider) -> None:
        self._web, self._provider = web, provider
        self.sub = f"person-{next(_NUMBER)}"
        self.email = f"{self.sub}@rep.example"
        self.is_vouched_for(True)

    def is_vouched_for(self, verified: bool) -> None:
        claims = {"sub": self.sub, "email": self.email, "email_verified": verified}
        self._provider.claims = claims
        self._provider.userinfo = {**claims, "name": "Robin Reed"}
        self._provider.now = int(time.time())

    def comes_to_the_laptop(self) -> str:
        """``user.id``, or why not."""
        desk = OAuthDesk(self._web.db, lambda name: self._provider.client(), "Outpost")
        service = self._web.laptop().oauth
        request_id = desk.serve_here("openid", self._provider.come_back)
        progress = service.progress(request_id)
        if progress.state is not RequestState.DONE:
            return progress.title
        signed = service.finish(request_id, keep=True)
        assert signed is not None
        return signed.user.auth_id

    def comes_to_the_web(self) -> str | None:
        """``user.id``, or None when not let in."""
        browser = self._web.browser()
        wish = {"provider": "openid", "callbackURL": _BACK, "errorCallbackURL": _BACK}
        status, answer = browser.ask("/sign-in/social", wish)
        assert status == 200, answer
        redirect_uri, fields = self._provider.allow(answer["url"])
        path = urlsplit(redirect_uri).path.removeprefix("/api/auth")
        _, session = browser.ask(f"{path}?{urlencode(fields)}")
        return session["user"]["id"] if session else None

    def account(self) -> dict[str, Any]:
        [(row,)] = self._web.db.rows(
            'SELECT to_jsonb(t) FROM account AS t WHERE "accountId" = %s', (self.sub,)
        )
        return dict(row)


@pytest.fixture
def person(web: Web, provider: crooked.CrookedProvider) -> Person:
    return Person(web, provider)


def test_who_came_to_the_laptop_first(person: Person) -> None:
    here = person.comes_to_the_laptop()
    before = person.account()
    assert person.comes_to_the_web() == here
    after = person.account()
    assert after["accessToken"] != before["accessToken"], "theirs now"
    assert after["scope"] == before["scope"]
    assert person.comes_to_the_laptop() == here


def test_who_came_to_the_web_first(person: Person) -> None:
    there = person.comes_to_the_web()
    before = person.account()
    assert person.comes_to_the_laptop() == there
    after = person.account()
    assert after["accessToken"] != before["accessToken"]
    assert person.comes_to_the_web() == there


def test_the_rows_are_alike(web: Web, provider: crooked.CrookedProvider, person: Person) -> None:
    person.comes_to_the_web()
    theirs = person.account()
    other = Person(web, provider)
    other.comes_to_the_laptop()
    ours = other.account()
    assert {name for name in ours if ours[name] is None} == {
        name for name in theirs if theirs[name] is None
    }
    for name in ("scope", "providerId"):
        assert ours[name] == theirs[name]
    assert len(ours["id"]) == len(theirs["id"]) == 32


def test_an_address_that_stands_is_connected_here_if_and_only_if_there(
    web: Web, provider: crooked.CrookedProvider
) -> None:
    for vouched in (True, False):
        for proved_here in (True, False):
            for first in ("laptop", "web"):
                person = Person(web, provider)
                standing = UserRepository(web.db).create(person.email, "Robin", "")
                if proved_here:
                    UserRepository(web.db).set_verified(standing.auth_id)
                person.is_vouched_for(vouched)
                come = [person.comes_to_the_laptop, person.comes_to_the_web]
                answers = [each() for each in (come if first == "laptop" else reversed(come))]
                let_in = [answer == standing.auth_id for answer in answers]
                assert let_in == [vouched and proved_here] * 2, (vouched, proved_here, answers)


def test_who_nobody_vouches_for_is_made_alike(web: Web, provider: crooked.CrookedProvider) -> None:
    for come in (Person.comes_to_the_laptop, Person.comes_to_the_web):
        person = Person(web, provider)
        person.is_vouched_for(False)
        made = come(person)
        assert web.db.value('SELECT "emailVerified" FROM "user" WHERE id = %s', (made,)) is False
