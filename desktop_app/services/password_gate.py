"""Checking passwords: slowed down when wrong, even in time, renewed when old."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Protocol

from desktop_app.data.credentials import Credential, CredentialRepository
from desktop_app.data.database import Database
from desktop_app.data.sign_in_attempts import Purpose, SignInAttemptRepository
from desktop_app.domain.addresses import normalise_address
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import plural, tr
from desktop_app.domain.sign_in_rules import Scheme, can_be_stored
from desktop_app.domain.users import User

Clock = Callable[[], datetime]


class Passwords(Protocol):
    """What checks and makes password hashes (``system.passwords``)."""

    def check_password(self, password: str) -> None: ...
    def hash_password(self, password: str, *, scheme: Scheme) -> str: ...
    def verify_password(
        self, password: str, hashed: str, *, schemes: Collection[Scheme], cost: int
    ) -> bool: ...
    def scheme_of(self, hashed: str) -> Scheme | None: ...
    def needs_rehash(self, password: str, hashed: str, scheme: Scheme) -> bool: ...


class PasswordGate:
    """Lets in whoever knows the password."""

    def __init__(self, db: Database, passwords: Passwords, clock: Clock) -> None:
        self._db = db
        self._passwords = passwords
        self._clock = clock
        self._credentials = CredentialRepository(db)
        self._attempts = SignInAttemptRepository(db)

    def admit(self, email: str, password: str) -> str:
        """The id (``user.id``) of whoever has this address and this password.

        Raises:
            KnownError: they do not go together (which of them is wrong is not said, and an
                address that nobody has takes the same time), or there were too many tries.
        """
        address = looked_up(email)
        self.slow_down("password", address)
        found = self._credentials.find(address) if address else None
        if not self._fits(password, found) or found is None:
            raise KnownError(
                tr("That address and password do not go together."),
                tr("Check both and try again."),
                field="password",
            )
        self._passed(address, found, password)
        return found.auth_id

    def confirm(self, user: User, password: str) -> None:
        """Make sure that the person at the keyboard is the user.

        Raises:
            KnownError: the password is wrong, there is none, or there were too many tries.
        """
        address = user.email.lower()
        found = Credential(user.auth_id, self._credentials.hash_of(user.auth_id))
        if not found.hashed:
            raise KnownError(
                tr("This account has no password."),
                tr("It is signed in to through a provider; “Forgotten password” gives it one."),
                field="password",
            )
        self.slow_down("password", address)
        if not self._fits(password, found):
            raise KnownError(
                tr("That password is not right."), tr("Check it and try again."), field="password"
            )
        self._passed(address, found, password)

    def new_hash(self, password: str) -> str:
        """The hash of a new password, in the format that this database uses.

        Raises:
            KnownError: the password is too short or too long.
        """
        self._passwords.check_password(password)
        return self._passwords.hash_password(password, scheme=self._credentials.format().scheme)

    def set_password(self, auth_id: str, address: str, hashed: str) -> None:
        """Write a new password, and forget what was guessed at the old one."""
        self._credentials.set_password(auth_id, hashed, self._clock())
        self._attempts.clear("password", address.lower())

    def slow_down(self, purpose: Purpose, address: str) -> None:
        """Count a try before it is made.

        Raises:
            KnownError: it comes too soon; retryable.
        """
        wait = self._attempts.claim(purpose, address, self._clock())
        if wait:
            seconds = math.ceil(wait.total_seconds())
            raise KnownError(
                tr("Too many tries."),
                plural("Try again in {n} seconds.", "Try again in {n} second.", seconds),
                retryable=True,
                retry_after=seconds,
            )

    def clear(self, purpose: Purpose, address: str) -> None:
        """Forget the tries of an address, after a success."""
        self._attempts.clear(purpose, address)

    def _fits(self, password: str, found: Credential | None) -> bool:
        standing = self._credentials.standing()
        return self._passwords.verify_password(
            password,
            found.hashed if found else "",
            schemes=standing.schemes | {self._credentials.format().scheme},
            cost=standing.cost,
        )

    def _passed(self, address: str, found: Credential, password: str) -> None:
        self._attempts.clear("password", address)
        wanted = self._credentials.format()
        own = self._passwords.scheme_of(found.hashed)
        scheme = wanted.scheme if wanted.settled or own is None else own
        if self._passwords.needs_rehash(password, found.hashed, scheme):
            renewed = self._passwords.hash_password(password, scheme=scheme)
            self._credentials.replace_hash(found.auth_id, found.hashed, renewed, self._clock())


def looked_up(email: str) -> str:
    """An address as it is looked up and counted; "" for what can be nobody's."""
    if not can_be_stored(email) or len(email) > 1000:
        return ""
    return normalise_address(email) or email.strip().lower()[:320]
