"""The table of what was measured of Better Auth, held against the real one, Outpost beside it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.domain.sign_in_rules import SESSION_LIFE
from desktop_app.domain.users import SignIn
from desktop_app.engine.sweep import Sweep
from desktop_app.services.bundle import Services
from tests.better_auth_rules import (
    CODES,
    LETTERS,
    RESETS,
    SESSIONS,
    SIGN_INS,
    CodeRule,
    ResetRule,
    SessionRule,
    SignInRule,
)
from tests.conftest import Cluster, _fresh
from tests.interop.conftest import Web, serving
from tests.services.conftest import Courier

PASSWORD, NEW = "correct horse", "battery staple"
_NUMBER = itertools.count(1)


@pytest.fixture(scope="module")
def web(application: Path, cluster: Cluster) -> Iterator[Web]:
    for url in _fresh(cluster, "template_outpost"):
        with serving(application, url, "scrypt") as web:
            web.db.run(
                "INSERT INTO outpost.setting VALUES (NULL, 'auth.password_format', '\"scrypt\"')"
            )
            yield web


class Person:
    """Somebody with an account that Outpost made, and what stands of them."""

    def __init__(self, web: Web) -> None:
        self._db = web.db
        self.email = f"person{next(_NUMBER)}@rep.example"
        self.here: Services = web.laptop(Courier())
        self.signed: SignIn = self.here.signin.create_local("Ada", self.email, PASSWORD, keep=True)
        self.id = self.signed.user.auth_id

    def given(self, sql: str) -> None:
        if sql:
            self._db.run(sql, {"id": self.id, "email": self.email, "now": datetime.now(UTC)})

    def session(self) -> Any:
        """When it ends and when it began, None when it is gone."""
        return self._db.row(
            'SELECT "expiresAt", "createdAt" FROM session WHERE token = %s', (self.signed.token,)
        )

    def code(self) -> Any:
        """The value of the one code that stands; a counted try is a new row to Better Auth."""
        return self._db.value(
            "SELECT value FROM verification WHERE identifier ~ '-otp-' "
            "AND right(identifier, length(%(email)s)) = %(email)s",
            {"email": self.email},
        )

    def puts(self, row_id: str, identifier: str, value: str, left: timedelta) -> None:
        self._db.run("DELETE FROM verification WHERE id = %s OR identifier = %s",
                     (row_id, identifier))  # fmt: skip
        self._db.run(
            "INSERT INTO verification VALUES (%s, %s, %s, %s)",
            (row_id, identifier, value, datetime.now(UTC) + left),
        )

    def ways(self) -> Any:
        return self._db.value('SELECT count(*) FROM account WHERE "userId" = %s', (self.id,))


@pytest.fixture
def person(web: Web) -> Person:
    return Person(web)


def _said(rule: Any) -> str:
    return str(rule.said)


def _let_in(call: Any) -> bool:
    try:
        call()
    except KnownError:
        return False
    return True


@pytest.mark.parametrize("rule", SIGN_INS, ids=_said)
def test_who_may_sign_in(web: Web, person: Person, rule: SignInRule) -> None:
    person.given(rule.given)
    assert web.browser().sign_in(person.email, PASSWORD) == rule.there
    here = _let_in(lambda: person.here.signin.sign_in(person.email, PASSWORD, keep=False))
    assert here is rule.here


@pytest.mark.parametrize("by", ["the web", "Outpost"])
@pytest.mark.parametrize("rule", SESSIONS, ids=_said)
def test_what_reading_a_session_does(web: Web, person: Person, rule: SessionRule, by: str) -> None:
    browser = web.browser()
    browser.take_session(person.signed.token)
    person.given(rule.given)
    before = person.session()
    begun = datetime.now(UTC)
    found = browser.session() if by == "the web" else person.here.signin.current()
    after = person.session()
    assert (found is not None) is rule.lives
    assert (after is not None) is rule.lives
    if after is not None and rule.moved:
        assert abs(after[0] - begun - SESSION_LIFE) < timedelta(minutes=1)
        assert after[1] == before[1]
    else:
        assert after == (before if rule.lives else None)
    # What the other one made of it stays true there: fresh or not.
    assert browser.ask("/list-sessions")[0] == rule.listed


@pytest.mark.parametrize("by", ["the web", "Outpost"])
@pytest.mark.parametrize("rule", RESETS, ids=_said)
def test_links_for_a_new_password(web: Web, person: Person, rule: ResetRule, by: str) -> None:
    for letters in (LETTERS, "another" + LETTERS[7:]):
        value = rule.value or person.id
        person.puts(letters, f"reset-password:{letters}", value, rule.left)
    for _ in range(rule.used):
        person.here.recovery.reset_with_token(LETTERS, "a third one")
    if by == "the web":
        body = {"newPassword": NEW, "token": LETTERS}
        assert web.browser().ask("/reset-password", body)[0] == rule.there
    else:
        assert _let_in(lambda: person.here.recovery.reset_with_token(LETTERS, NEW)) is rule.good
    assert (web.browser().sign_in(person.email, NEW) == 200) is rule.good
    assert person.session() is not None


@pytest.mark.parametrize("by", ["the web", "Outpost"])
@pytest.mark.parametrize("rule", CODES, ids=_said)
def test_codes_for_a_new_password(web: Web, person: Person, rule: CodeRule, by: str) -> None:
    person.puts(f"code {person.id}", rule.kind + person.email, rule.value, rule.left)
    if by == "the web":
        body = {"email": person.email, "otp": rule.typed, "password": NEW}
        assert web.browser().ask("/email-otp/reset-password", body)[0] == rule.there
    else:
        recovery = person.here.recovery
        let_in = _let_in(lambda: recovery.reset_with_code(person.email, rule.typed, NEW))
        assert let_in is rule.good
    assert person.code() == rule.after
    assert (web.browser().sign_in(person.email, NEW) == 200) is rule.good


@pytest.mark.parametrize("proved", [True, False])
def test_the_trap_of_the_magic_link(web: Web, person: Person, proved: bool) -> None:
    """Whoever proved the address here keeps password and session; who did not comes back in by
    the recovery code."""
    courier = Courier()
    here = web.laptop(courier)
    if proved:
        here.recovery.send_verification_code(person.email)
        here.recovery.verify(person.email, courier.code())
    browser = web.browser()
    assert browser.ask("/sign-in/magic-link", {"email": person.email})[0] == 200
    # Ours sweeps the table meanwhile, and lets the link be.
    Sweep(web.db).when_due()
    token = web.mail(person.email)["token"]
    assert browser.ask(f"/magic-link/verify?token={token}")[0] == 200
    assert browser.session()["user"]["id"] == person.id
    assert person.ways() == (1 if proved else 0)
    assert (person.here.signin.current() is not None) is proved
    code = person.signed.recovery_code
    assert here.recovery.reset_with_recovery_code(person.email, code, NEW)
    assert web.browser().sign_in(person.email, NEW) == 200
    assert here.signin.sign_in(person.email, NEW, keep=True).user.id == person.signed.user.id
