"""Accounts, sessions, recovery, profile and providers in dictionaries, with the real semantics.

Small programs, not mocks: a wrong password slows down, a revoked session is gone, a used code is
used up. The tests of the real services run over Postgres.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.requests import RequestState
from desktop_app.domain.users import (
    LinkedAccount,
    OAuthProgress,
    Provider,
    SessionInfo,
    SessionState,
    SignIn,
    User,
)

NOW = datetime(2026, 6, 16, 9, 30, tzinfo=UTC)
SPACE = UUID("7d3f7c1e-0000-4000-8000-000000000000")
TITLES = {"google": "Google", "microsoft": "Microsoft", "github": "GitHub", "openid": "Fieldline"}
WRONG_CODE = "That code is not right or has run out."


@dataclass
class People:
    """What all the services share: the rows."""

    accounts: dict[str, tuple[User, str]] = field(default_factory=dict)
    sessions: dict[str, tuple[str, SessionInfo]] = field(default_factory=dict)
    recovery: dict[str, str] = field(default_factory=dict)
    linked: dict[str, list[str]] = field(default_factory=dict)
    mailed: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    began_with: set[str] = field(default_factory=set)
    failures: int = 0
    wait: int = 0
    codes: int = 0

    def next_code(self) -> str:
        self.codes += 1
        return "-".join(["ABCDE", "FGHJK", "MNPQR", "STVWX", f"YZ01{self.codes}"])

    def begin_session(self, email: str, device: str = "Outpost/0.1.0 (Linux 6.8)") -> str:
        token = f"session-{len(self.sessions)}"
        moment = NOW - timedelta(minutes=len(self.sessions))
        info = SessionInfo(token, device, "", moment, moment, NOW + timedelta(days=7), False)
        self.sessions[token] = (email, info)
        return token

    def set_password(self, email: str, password: str) -> None:
        if len(password) < 8:
            raise KnownError("A password has at least 8 characters.", field="new_password")
        user, _old = self.accounts[email]
        self.accounts[email] = (user, password)

    def slow_down(self) -> None:
        if self.wait:
            advice = f"Try again in {self.wait} seconds."
            raise KnownError("Too many tries.", advice, retryable=True, retry_after=self.wait)

    def failed(self) -> None:
        self.failures += 1
        if self.failures >= 5:
            self.wait = 2 ** (self.failures - 4)


class FakeSignIn:
    """Accounts in a dictionary."""

    secrets_note = ""

    def __init__(self, rows: People | None = None) -> None:
        self.rows = rows or People()
        self.session: SignIn | None = None
        self.here = ""
        self.locked = False
        self.gives_code = False
        self.ran_out = False
        self.asked_to_keep: list[bool | None] = []
        self.given_back: list[str] = []

    @property
    def accounts(self) -> dict[str, tuple[User, str]]:
        return self.rows.accounts

    def people(self) -> tuple[User, ...]:
        return tuple(user for user, _password in self.accounts.values())

    def create_local(
        self, name: str, email: str, password: str, *, keep: bool, timezone: str = ""
    ) -> SignIn:
        if email in self.accounts:
            raise KnownError(
                "This address has an account already.", "Sign in instead.", field="email"
            )
        user = User(uuid5(SPACE, email), f"auth-{email}", email, name, timezone or "UTC")
        self.accounts[email] = (user, password)
        self.rows.linked[email] = ["credential"]
        signed = self.sign_in(email, password, keep=keep)
        if self.gives_code:
            code = self.rows.recovery[email] = self.rows.next_code()
            signed = replace(signed, recovery_code=code)
        return replace(signed, made=True)

    def sign_in(self, email: str, password: str, *, keep: bool) -> SignIn:
        self.rows.slow_down()
        user, right = self.accounts.get(email, (None, ""))
        if user is None or right != password:
            self.rows.failed()
            raise KnownError(
                "That address and password do not go together.",
                "Check both and try again.",
                field="password",
            )
        self.rows.failures = 0
        return self._enter(user, keep)

    def current(self) -> SignIn | None:
        if self.session is not None and self.session_state() is not SessionState.LIVES:
            self.session = None
        return self.session

    def adopt(self, session_id: str, *, keep: bool | None) -> SignIn:
        email, _info = self.rows.sessions[session_id]
        made = session_id in self.rows.began_with
        return replace(self._enter(self.accounts[email][0], keep, session_id), made=made)

    def give_back(self, session: SignIn) -> None:
        self.given_back.append(session.user.email)
        self.sign_out()

    def lock(self) -> None:
        self.locked = True

    def is_locked(self) -> bool:
        return self.locked

    def unlock(self, password: str) -> None:
        self.rows.slow_down()
        assert self.session is not None
        if self.accounts[self.session.user.email][1] != password:
            self.rows.failed()
            raise KnownError("That password is not right.", field="password")
        self.rows.failures = 0
        self.locked = False

    def sign_out(self) -> None:
        self.rows.sessions.pop(self.here, None)
        self.session = None
        self.locked = False

    def session_state(self) -> SessionState:
        if self.ran_out:
            return SessionState.RAN_OUT
        return SessionState.LIVES if self.here in self.rows.sessions else SessionState.ENDED

    def _enter(self, user: User, keep: bool | None, session: str = "") -> SignIn:
        self.asked_to_keep.append(keep)
        keep = self.session is not None if keep is None else keep
        self.here = session or self.rows.begin_session(user.email)
        signed = SignIn(user, "t" * 32, NOW + timedelta(days=7))
        self.session = signed if keep else None
        self.locked = False
        return signed


class FakeRecovery:
    """Codes in dictionaries; a code works once."""

    def __init__(self, rows: People) -> None:
        self.rows = rows
        self.can_mail = False

    def send_reset_code(self, email: str) -> None:
        self.rows.mailed[email] = "493027"

    def reset_with_code(self, email: str, code: str, password: str) -> None:
        self._use(self.rows.mailed, email, code)
        self.rows.set_password(email, password)

    def reset_with_recovery_code(self, email: str, code: str, password: str) -> str:
        typed = "".join(c for c in code.upper() if c.isalnum())
        kept = self.rows.recovery.get(email, "").replace("-", "")
        if not kept or typed != kept:
            raise KnownError(WRONG_CODE, field="code")
        self.rows.set_password(email, password)
        self.rows.recovery[email] = self.rows.next_code()
        return self.rows.recovery[email]

    def reset_with_token(self, token: str, password: str) -> None:
        email = self.rows.links.pop(token.rpartition("/")[2], "")
        if not email:
            raise KnownError(WRONG_CODE, field="code")
        self.rows.set_password(email, password)

    def send_verification_code(self, email: str) -> None:
        self.rows.mailed[email] = "261804"

    def verify(self, email: str, code: str) -> None:
        self._use(self.rows.mailed, email, code)
        user, password = self.rows.accounts[email]
        self.rows.accounts[email] = (replace(user, verified=True), password)

    def _use(self, codes: dict[str, str], email: str, code: str) -> None:
        if codes.get(email) != code:
            raise KnownError(WRONG_CODE, field="code")
        del codes[email]


class FakeProfile:
    """The rows of one person."""

    def __init__(self, rows: People, signin: FakeSignIn, user: User, journal) -> None:
        self.rows, self.signin, self.journal = rows, signin, journal
        self.email = user.email
        rows.accounts.setdefault(user.email, (user, ""))
        rows.linked.setdefault(user.email, ["credential"])

    def get(self) -> User:
        return self.rows.accounts[self.email][0]

    def update(self, *, name=None, timezone=None, signature=None, image=None) -> Changes:
        given = {"name": name, "timezone": timezone, "signature": signature, "image": image}
        if name is not None and not name.strip():
            raise KnownError("A name is needed.")
        before = self.get()
        after = replace(before, **{k: v for k, v in given.items() if v is not None})
        self._put(after)
        return self.journal.add("Profile changed", Kind.USERS, lambda: self._put(before))

    def take_zone(self, timezone: str) -> Changes:
        self._put(replace(self.get(), timezone=timezone))
        return Changes(Kind.USERS)

    def sessions(self) -> tuple[SessionInfo, ...]:
        return tuple(
            replace(info, is_this=info.id == self.signin.here)
            for email, info in self.rows.sessions.values()
            if email == self.email
        )

    def revoke(self, session_id: str) -> Changes:
        self.rows.sessions.pop(session_id, None)
        return Changes(Kind.USERS, "Signed out on that device")

    def sign_out_everywhere(self, *, but_here: bool) -> Changes:
        for info in self.sessions():
            if not (but_here and info.is_this):
                self.rows.sessions.pop(info.id)
        return Changes(Kind.USERS, "Signed out everywhere else")

    def change_password(self, old: str, new: str, *, sign_out_others: bool) -> Changes:
        if self.rows.accounts[self.email][1] != old:
            raise KnownError("The present password is not right.", field="password")
        self.rows.set_password(self.email, new)
        if sign_out_others:
            self.sign_out_everywhere(but_here=True)
        return Changes(Kind.USERS, "Password changed")

    def has_recovery_code(self) -> bool:
        return self.email in self.rows.recovery

    def new_recovery_code(self, password: str) -> str:
        if self.rows.accounts[self.email][1] != password:
            raise KnownError("That password is not right.", field="password")
        self.rows.recovery[self.email] = self.rows.next_code()
        return self.rows.recovery[self.email]

    def accounts(self) -> tuple[LinkedAccount, ...]:
        those = self.rows.linked[self.email]
        return tuple(
            LinkedAccount(each, each, TITLES.get(each, "Password"), NOW, len(those) > 1)
            for each in those
        )

    def unlink(self, account_id: str) -> Changes:
        those = self.rows.linked[self.email]
        if len(those) < 2:
            raise KnownError("This is the only way in.")
        those.remove(account_id)
        return Changes(Kind.USERS, "Disconnected")

    def _put(self, user: User) -> None:
        self.rows.accounts[self.email] = (user, self.rows.accounts[self.email][1])


class FakeOAuth:
    """Requests that stand still until the test says what the browser did."""

    def __init__(self, rows: People, signin: FakeSignIn) -> None:
        self.rows, self.signin = rows, signin
        self.offered: tuple[Provider, ...] = ()
        self.requests: dict[UUID, OAuthProgress] = {}
        self.asked: dict[UUID, tuple[str, User | None]] = {}
        self.only_for: dict[UUID, User | None] = {}
        self.outcome: dict[UUID, str] = {}
        self.taken: set[UUID] = set()

    def offer(self, *ids: str) -> None:
        self.offered = tuple(Provider(each, TITLES[each]) for each in ids)

    def providers(self) -> tuple[Provider, ...]:
        return self.offered

    def begin(
        self, provider_id: str, *, link_to: User | None = None, only_for: User | None = None
    ) -> UUID:
        each = uuid5(SPACE, f"request {len(self.requests)}")
        self.requests[each] = OAuthProgress(each, RequestState.ASKED, "", "", "")
        self.asked[each] = (provider_id, link_to)
        self.only_for[each] = only_for
        return each

    def progress(self, request_id: UUID) -> OAuthProgress:
        if request_id in self.taken:
            return OAuthProgress(request_id, RequestState.FAILED, "", "This sign-in is over.", "")
        return self.requests[request_id]

    def finish(self, request_id: UUID, *, keep: bool | None) -> SignIn | None:
        self.taken.add(request_id)
        provider, link_to = self.asked[request_id]
        if link_to is not None:
            self.rows.linked[link_to.email].append(provider)
            return None
        return self.signin.adopt(self.outcome[request_id], keep=keep)

    def cancel(self, request_id: UUID) -> None:
        self._move(request_id, RequestState.CANCELLED)

    # What the engine and the browser do

    @property
    def newest(self) -> UUID:
        return list(self.requests)[-1]

    def wait(self, url: str = "https://accounts.example/authorize?state=x") -> None:
        self._move(self.newest, RequestState.WAITING, url=url)

    def succeed(self, email: str = "") -> None:
        """Somebody signed in there; who has no account gets one, but not to open a lock."""
        wanted = self.only_for[self.newest]
        if wanted is not None and wanted.email != email:
            self.fail(f"That account is not the one of {wanted.name}.", "Outpost stays locked.")
            return
        if email:
            made = email not in self.rows.accounts
            if made:
                user = User(uuid5(SPACE, email), f"auth-{email}", email, email.partition("@")[0])
                self.rows.accounts[email] = (user, "")
                self.rows.linked[email] = [self.asked[self.newest][0]]
            session = self.outcome[self.newest] = self.rows.begin_session(email)
            if made:
                self.rows.began_with.add(session)
        self._move(self.newest, RequestState.DONE)

    def fail(self, title: str, advice: str = "") -> None:
        self._move(self.newest, RequestState.FAILED, title=title, advice=advice)

    def _move(self, each: UUID, state: RequestState, url="", title="", advice="") -> None:
        url = url or self.requests[each].authorize_url
        self.requests[each] = OAuthProgress(each, state, url, title, advice)


@dataclass
class FakePeople:
    """The doors before anybody has signed in, over one set of rows."""

    rows: People = field(default_factory=People)

    def __post_init__(self) -> None:
        self.signin = FakeSignIn(self.rows)
        self.recovery = FakeRecovery(self.rows)
        self.oauth = FakeOAuth(self.rows, self.signin)

    def profile(self, user: User, journal) -> FakeProfile:
        return FakeProfile(self.rows, self.signin, user, journal)
