"""People, their ways to sign in, their sessions, and the addresses they write from.

The rows of ``user``, ``account`` and ``session`` are what Better Auth writes and reads, so that
a web application on the same database signs the same people in.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from psycopg import errors

from desktop_app.data.database import Database
from desktop_app.data.identity import user_uuid
from desktop_app.data.models import Account, AuthUser, Session
from desktop_app.domain.errors import KnownError
from desktop_app.domain.users import SignIn, User

CREDENTIAL = "credential"
"""Better Auth's ``providerId`` of a password."""

_USER = """
SELECT profile.id, auth.id, profile.email, coalesce(nullif(profile.full_name, ''), auth.name, ''),
       coalesce(nullif(profile.timezone, ''), 'UTC'), coalesce(profile.email_signature, '')
FROM public."user" AS auth JOIN public.users AS profile ON profile.id = outpost.user_uuid(auth.id)
"""


class UserRepository:
    """People of this database."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def create(self, email: str, name: str, password_hash: str) -> User:
        """Make a person who signs in with a password; without a hash nobody can, yet.

        ``email`` is stored in lower case: the web looks it up exactly so.

        Raises:
            KnownError: there is somebody with this address.
        """
        auth_id = str(uuid4())
        email = email.strip().lower()
        try:
            with self._db.transaction():
                self._db.run(
                    'INSERT INTO public."user" (id, name, email, "emailVerified") '
                    "VALUES (%s, %s, %s, false)",
                    (auth_id, name.strip() or None, email),
                )
                if password_hash:
                    self._insert_credential(auth_id, password_hash)
        except errors.UniqueViolation as error:
            raise KnownError(
                f"There is somebody with the address {email} here already.",
                "Sign in with it, or use another address.",
            ) from error
        found = self.by_id(UUID(auth_id))
        if found is None:
            raise AssertionError("the trigger user -> users did not make a profile")
        return found

    def by_email(self, email: str) -> User | None:
        return self._user("WHERE auth.email = %s", email.strip().lower())

    def by_id(self, user_id: UUID) -> User | None:
        return self._user("WHERE profile.id = %s", user_id)

    def list_users(self) -> tuple[User, ...]:
        """Everybody, by name."""
        rows = self._db.rows(f"{_USER} ORDER BY lower(profile.full_name), profile.email")
        return tuple(_user(row) for row in rows)

    def password_hash(self, email: str) -> str | None:
        """The hash of somebody's password; None without such a person or password."""
        with self._db.connection():
            row = (
                Account.select(Account.password)
                .join(AuthUser)
                .where(AuthUser.email == email.strip().lower(), Account.provider_id == CREDENTIAL)
                .tuples()
                .execute(self._db.peewee)
            )
            found = list(row)
        return (found[0][0] or None) if found else None

    def set_password(self, auth_id: str, password_hash: str) -> None:
        """Replace the password, or give the first one."""
        with self._db.transaction():
            changed = (
                Account.update(password=password_hash)
                .where(Account.user == auth_id, Account.provider_id == CREDENTIAL)
                .execute(self._db.peewee)
            )
            if not changed:
                self._insert_credential(auth_id, password_hash)

    def set_verified(self, auth_id: str) -> None:
        """Note that the address was proved to be the person's."""
        with self._db.connection():
            AuthUser.update(email_verified=True).where(AuthUser.id == auth_id).execute(
                self._db.peewee
            )

    def own_addresses(self, user_id: UUID) -> frozenset[str]:
        """Every address the rep writes from, lower case: that of the profile, and aliases."""
        rows = self._db.rows(
            "SELECT lower(email) FROM public.users WHERE id = %s "
            "UNION SELECT address FROM outpost.own_address WHERE user_id = %s",
            (user_id, user_id),
        )
        return frozenset(row[0] for row in rows)

    def add_own_address(self, user_id: UUID, address: str) -> None:
        """Add an alias; nothing happens when it is known."""
        self._db.run(
            "INSERT INTO outpost.own_address (user_id, address) VALUES (%s, %s) "
            "ON CONFLICT DO NOTHING",
            (user_id, address.strip().lower()),
        )

    def create_session(
        self, user: User, token: str, expires_at: datetime, user_agent: str = ""
    ) -> SignIn:
        """Write a session; ``token`` is 32 letters and digits, stored as it is (Better Auth)."""
        with self._db.connection():
            Session.insert(
                id=uuid4().hex,
                token=token,
                expires_at=expires_at,
                user=user.auth_id,
                ip_address="",
                user_agent=user_agent,
            ).execute(self._db.peewee)
        return SignIn(user, token, expires_at)

    def session(self, token: str) -> SignIn | None:
        """The session of a token, expired or not."""
        row = self._db.row(
            'SELECT "userId", "expiresAt" FROM public.session WHERE token = %s', (token,)
        )
        user = self.by_id(user_uuid(row[0])) if row else None
        return SignIn(user, token, row[1]) if row and user else None

    def extend_session(self, token: str, expires_at: datetime, now: datetime) -> None:
        """Move a session's end."""
        with self._db.connection():
            Session.update(expires_at=expires_at, updated_at=now).where(
                Session.token == token
            ).execute(self._db.peewee)

    def delete_session(self, token: str) -> None:
        """End a session; on the web too, at once."""
        with self._db.connection():
            Session.delete().where(Session.token == token).execute(self._db.peewee)

    def _insert_credential(self, auth_id: str, password_hash: str) -> None:
        Account.insert(
            id=uuid4().hex,
            account_id=auth_id,
            provider_id=CREDENTIAL,
            user=auth_id,
            password=password_hash,
        ).execute(self._db.peewee)

    def _user(self, where: str, value: Any) -> User | None:
        row = self._db.row(f"{_USER} {where}", (value,))
        return _user(row) if row else None


def _user(row: tuple[Any, ...]) -> User:
    return User(
        id=row[0], auth_id=row[1], email=row[2], name=row[3], timezone=row[4], signature=row[5]
    )
