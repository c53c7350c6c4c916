"""Who works here: accounts of this computer, and sessions as Better Auth keeps them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from desktop_app.data.database import Database
from desktop_app.data.session_locks import SessionLockRepository
from desktop_app.data.sessions import SessionRepository, StoredSession
from desktop_app.data.users import UserRepository
from desktop_app.data.verifications import VerificationRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.profile_rules import name_of, timezone_of
from desktop_app.domain.sign_in_rules import is_over, renewed_until, sign_in_address
from desktop_app.domain.users import SessionState, SignIn, User
from desktop_app.services.password_gate import Clock, PasswordGate
from desktop_app.services.present import Held, PresentSession, Secrets
from desktop_app.services.recovery_codes import write_recovery_code


class SignInService:
    """Accounts and the session of this workspace.

    Args:
        db: the database.
        secrets: where the session's token is kept; nowhere else.
        present: the session of this program.
        gate: checks passwords.
        device: how this computer calls itself in a list of sessions.
    """

    def __init__(
        self,
        db: Database,
        secrets: Secrets,
        present: PresentSession,
        gate: PasswordGate,
        device: str,
        clock: Clock,
    ) -> None:
        self._db = db
        self._secrets = secrets
        self._present = present
        self._gate = gate
        self._device = device
        self._clock = clock
        self._users = UserRepository(db)
        self._sessions = SessionRepository(db)
        self._locks = SessionLockRepository(db)
        self._verifications = VerificationRepository(db)
        self._until: datetime | None = None  # the present session's end, as last seen

    @property
    def secrets_note(self) -> str:
        """Why a sign-in will not outlast this program; empty where the keyring keeps it."""
        return "" if self._secrets.persistent else self._secrets.why

    def people(self) -> tuple[User, ...]:
        """Everybody with an account in this database, without their signatures."""
        return self._users.list_users()

    # -- coming in ---------------------------------------------------------------------------

    def create_local(
        self, name: str, email: str, password: str, *, keep: bool, timezone: str = ""
    ) -> SignIn:
        """Make an account on this computer and sign in with it.

        The answer holds the account's recovery code, which is never shown again.

        Args:
            timezone: the computer's, a name of the IANA database; one that is not known there is
                left out, for no account shall fail by it.

        Raises:
            KnownError: an address that the web application would refuse, or that is taken; a
                password of the wrong length; a name that is too long.
        """
        address = _address(email)
        shown = name_of(name) or address.partition("@")[0]
        hashed = self._gate.new_hash(password)
        zone = _known_zone(timezone)
        now = self._clock()
        with self._db.transaction():
            user = self._users.create(address, shown, hashed, now, timezone=zone)
            code = write_recovery_code(self._verifications, user.auth_id, now)
            session = self._sessions.begin(user.auth_id, now, self._device)
        signed = self._take_up(session, user, keep=keep, recovery_code=code)
        return replace(signed, made=True)

    def sign_in(self, email: str, password: str, *, keep: bool) -> SignIn:
        """Begin a session.

        Raises:
            KnownError: the address or the password is not right; which of them is not said, and
                both take the same time. After several of those: too many tries (retryable).
        """
        auth_id = self._gate.admit(email, password)
        with self._db.transaction():
            user = self._come_back(auth_id)
            session = self._sessions.begin(auth_id, self._clock(), self._device)
        return self._take_up(session, user, keep=keep)

    def adopt(self, session_id: str, *, keep: bool | None) -> SignIn:
        """Take up a session that the engine began.

        Args:
            keep: whether it outlasts this program; None for as the one before.

        Raises:
            KnownError: it has ended.
        """
        session = self._sessions.by_id(session_id)
        if session is None or is_over(session.expires_at, self._clock()):
            raise KnownError(
                tr("This sign-in has ended already."), tr("Sign in again."), retryable=True
            )
        with self._db.transaction():
            user = self._come_back(session.auth_id)
            made = self._sessions.began_with_person(session.token)
        return replace(self._take_up(session, user, keep=keep), made=made)

    def _come_back(self, auth_id: str) -> User:
        self._users.lower_address(auth_id)
        self._users.ensure_profile(auth_id)
        user = self._users.by_auth_id(auth_id)
        if user is None:
            raise KnownError(
                tr("This account was removed a moment ago."), tr("Nothing was changed.")
            )
        return user

    def _take_up(
        self, session: StoredSession, user: User, *, keep: bool | None, recovery_code: str = ""
    ) -> SignIn:
        replaced = self._present.remember(user.auth_id, session.token, keep=keep)
        if replaced:
            self._end(Held(user.auth_id, replaced))
        self._until = session.expires_at
        return SignIn(user, session.token, session.expires_at, recovery_code)

    # -- being here --------------------------------------------------------------------------

    def current(self) -> SignIn | None:
        """The session that this workspace remembers, renewed when it nears its end; None when
        there is none, it has ended, or it was ended elsewhere."""
        held = self._present.held()
        if held is None:
            return None
        now = self._clock()
        session = self._sessions.by_token(held.token)
        user = self._users.by_auth_id(held.auth_id) if session else None
        if session is None or user is None or session.auth_id != held.auth_id:
            self._present.forget(held)
            return None
        if is_over(session.expires_at, now):
            self._end(held)
            self._present.forget(held)
            return None
        if not self._renew(session, now):
            self._present.forget(held)
            return None
        return SignIn(user, held.token, self._until or session.expires_at)

    def session_state(self) -> SessionState:
        """How the present session stands. To look is to use it: one that nears its end is renewed,
        as :meth:`current` does. Cheap otherwise, one row by its key."""
        held = self._present.held()
        now = self._clock()
        session = self._sessions.by_token(held.token) if held else None
        if held is None or session is None or session.auth_id != held.auth_id:
            # Whoever finds an expired row sweeps it away, the web does too.
            ran_out = self._until is not None and is_over(self._until, now)
            return SessionState.RAN_OUT if ran_out else SessionState.ENDED
        if is_over(session.expires_at, now):
            return SessionState.RAN_OUT
        return SessionState.LIVES if self._renew(session, now) else SessionState.ENDED

    def _renew(self, session: StoredSession, now: datetime) -> bool:
        """Let a session that is used live on; False when it was ended meanwhile."""
        until = renewed_until(session.expires_at, now)
        if until is not None and not self._sessions.extend(session.token, until, now):
            return False
        self._until = until or session.expires_at
        return True

    # -- the lock ----------------------------------------------------------------------------

    def lock(self) -> None:
        """Hide everything until the password is given, also after a restart."""
        if (found := self._present_row()) is not None:
            self._locks.lock(found[0].id, found[1].id)

    def is_locked(self) -> bool:
        """Whether the present session waits for its password."""
        found = self._present_row()
        return found is not None and self._locks.is_locked(found[0].id, found[1].id)

    def unlock(self, password: str) -> None:
        """Open the lock.

        Raises:
            KnownError: the password is wrong, or there were too many tries; the session ended.
        """
        found = self._present_row()
        if found is None:
            raise _signed_out()
        session, user = found
        if is_over(session.expires_at, self._clock()):
            raise KnownError(tr("This sign-in has run out."), tr("Sign out, then sign in again."))
        self._gate.confirm(user, password)
        if not self._renew(session, self._clock()):
            raise _signed_out()
        self._locks.unlock(session.id, user.id)

    def _present_row(self) -> tuple[StoredSession, User] | None:
        held = self._present.held()
        session = self._sessions.by_token(held.token) if held else None
        user = self._users.by_auth_id(session.auth_id) if session else None
        return (session, user) if session and user else None

    # -- leaving -----------------------------------------------------------------------------

    def sign_out(self) -> None:
        """End the session here and on the web.

        Raises:
            KnownError: the database cannot be reached; this computer has forgotten the session
                all the same.
        """
        if (held := self._present.held()) is not None:
            try:
                self._end(held)
            finally:
                self._present.forget(held)

    def sign_out_everywhere(self) -> int:
        """End every session of whoever is signed in here; how many there were."""
        held = self._present.held()
        if held is None:
            return 0
        try:
            return self._sessions.delete_all(held.auth_id)
        finally:
            self._present.forget(held)

    def give_back(self, session: SignIn) -> None:
        """End a session that nobody wants any more, whoever is signed in here by now."""
        held = Held(session.user.auth_id, session.token)
        try:
            self._end(held)
        finally:
            self._present.forget(held)

    def _end(self, held: Held) -> None:
        with self._db.transaction():
            self._sessions.delete_token(held.token)

    # -- without a session -------------------------------------------------------------------

    def set_password(self, email: str, password: str) -> None:
        """Replace somebody's password: for whoever owns the workspace's folder.

        Raises:
            KnownError: nobody has that address, or the password has a wrong length.
        """
        user = self._users.by_email(email) if sign_in_address(email) else None
        if user is None:
            raise KnownError(
                tr("Nobody here has the address {email}.", email=email),
                tr("See: outpost user list"),
            )
        hashed = self._gate.new_hash(password)
        with self._db.transaction():
            self._gate.set_password(user.auth_id, user.email, hashed)


def _known_zone(name: str) -> str | None:
    with suppress(KnownError):
        return timezone_of(name) if name else None
    return None


def _signed_out() -> KnownError:
    return KnownError(tr("You are signed out."), tr("Sign in again."))


def _address(email: str) -> str:
    address = sign_in_address(email)
    if address is None:
        raise KnownError(
            tr("That address cannot be used to sign in."),
            tr(
                "It looks like name@company.example: letters, digits and . _ - + ' before the @, "
                "and a domain with a dot."
            ),
            field="email",
        )
    return address
