"""Who works here: local accounts, and sessions as Better Auth keeps them."""

from __future__ import annotations

import platform
import secrets as random_source
import string
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from desktop_app import __version__
from desktop_app.data.database import Database
from desktop_app.data.users import UserRepository
from desktop_app.domain.addresses import normalise_address
from desktop_app.domain.errors import KnownError
from desktop_app.domain.users import SignIn, User

SESSION_LIFE = timedelta(days=7)
RENEW_WITH_LEFT = timedelta(days=6)
"""Better Auth: a session read with six days or less left lives seven days from then on."""

_TOKEN_LETTERS = string.ascii_letters + string.digits
_TOKEN_LENGTH = 32
_LONGEST_NAME = 200


class Passwords(Protocol):
    """What checks and makes password hashes (``system.passwords``)."""

    def check_password(self, password: str) -> None: ...
    def hash_password(self, password: str) -> str: ...
    def verify_password(self, password: str, hashed: str) -> bool: ...
    def verify_nothing(self, password: str) -> bool: ...


class Secrets(Protocol):
    """The keyring, or this process's memory where there is none."""

    @property
    def persistent(self) -> bool: ...
    @property
    def why(self) -> str: ...
    def get(self, name: str) -> str | None: ...
    def set(self, name: str, value: str) -> None: ...
    def delete(self, name: str) -> None: ...


def _utc_now() -> datetime:
    return datetime.now(UTC)


class SignInService:
    """Accounts and the session of this workspace.

    Args:
        db: the database.
        secrets: where the session's token is kept; nowhere else.
        workspace_name: tells the entries of several workspaces apart.
        passwords: makes and checks hashes.
    """

    def __init__(
        self,
        db: Database,
        secrets: Secrets,
        workspace_name: str,
        passwords: Passwords,
        clock: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._db = db
        self._secrets = secrets
        self._entry = f"session:{workspace_name}"
        self._passwords = passwords
        self._clock = clock
        self._users = UserRepository(db)

    @property
    def secrets_note(self) -> str:
        """Why a sign-in will not outlast this program; empty where the keyring keeps it."""
        return "" if self._secrets.persistent else self._secrets.why

    def people(self) -> tuple[User, ...]:
        """Everybody with an account in this database."""
        return self._users.list_users()

    def create_local(self, name: str, email: str, password: str, *, keep: bool) -> SignIn:
        """Make an account on this computer and sign in with it.

        Raises:
            KnownError: no address, a password of the wrong length, an address that is taken.
        """
        address = _address(email)
        name = _name(name, address)
        self._passwords.check_password(password)
        hashed = self._passwords.hash_password(password)
        with self._db.transaction():
            user = self._users.create(address, name, hashed)
            signed = self._begin(user)
        return self._remember(signed, keep=keep)

    def sign_in(self, email: str, password: str, *, keep: bool) -> SignIn:
        """Begin a session.

        Raises:
            KnownError: the address or the password is not right; which of them is not said, and
                both take the same time.
        """
        address = normalise_address(email) or email.strip().lower()
        hashed = self._users.password_hash(address)
        fits = (
            self._passwords.verify_password(password, hashed)
            if hashed
            else self._passwords.verify_nothing(password)
        )
        user = self._users.by_email(address) if fits else None
        if user is None:
            raise KnownError(
                "That address and password do not go together.", "Check both and try again."
            )
        with self._db.transaction():
            signed = self._begin(user)
        return self._remember(signed, keep=keep)

    def current(self) -> SignIn | None:
        """The session that this workspace remembers, renewed when it nears its end; None when
        there is none, it has ended, or it was ended elsewhere."""
        token = self._secrets.get(self._entry)
        if not token:
            return None
        signed = self._users.session(token)
        now = self._clock()
        if signed is None or signed.expires_at <= now:
            with self._db.transaction():
                self._users.delete_session(token)
            self._secrets.delete(self._entry)
            return None
        if signed.expires_at - now <= RENEW_WITH_LEFT:
            expires_at = now + SESSION_LIFE
            with self._db.transaction():
                self._users.extend_session(token, expires_at, now)
            signed = SignIn(signed.user, token, expires_at)
        return signed

    def sign_out(self) -> None:
        """End the session here and on the web."""
        if token := self._secrets.get(self._entry):
            with self._db.transaction():
                self._users.delete_session(token)
            self._secrets.delete(self._entry)

    def set_password(self, email: str, password: str) -> None:
        """Replace somebody's password.

        Raises:
            KnownError: nobody has that address, or the password has a wrong length.
        """
        user = self._users.by_email(_address(email))
        if user is None:
            raise KnownError(f"Nobody here has the address {email}.", "See: outpost user list")
        self._passwords.check_password(password)
        hashed = self._passwords.hash_password(password)
        with self._db.transaction():
            self._users.set_password(user.auth_id, hashed)

    def _begin(self, user: User) -> SignIn:
        token = "".join(random_source.choice(_TOKEN_LETTERS) for _ in range(_TOKEN_LENGTH))
        device = f"Outpost/{__version__} ({platform.system()} {platform.release()})"
        return self._users.create_session(user, token, self._clock() + SESSION_LIFE, device)

    def _remember(self, signed: SignIn, *, keep: bool) -> SignIn:
        if keep:
            self._secrets.set(self._entry, signed.token)
        return signed


def _address(email: str) -> str:
    address = normalise_address(email)
    if address is None:
        raise KnownError("That is not an e-mail address.", "It looks like name@company.example.")
    return address


def _name(name: str, address: str) -> str:
    """One line of a name; the address speaks for whoever gives none."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    return shown[:_LONGEST_NAME] or address.partition("@")[0]
