"""People, and the addresses they write from.

A person is a row of ``user``, which Better Auth writes and reads, and the profile in ``users``
that a trigger makes of it; their ways to sign in and their sessions are in ``data.credentials``
and ``data.sessions``.
"""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

from psycopg import errors

from desktop_app.data.credentials import CredentialRepository
from desktop_app.data.database import Database
from desktop_app.data.identity import user_uuid
from desktop_app.data.journal import TWINS_OF_USERS, RowChange
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.users import User

_COLUMNS = """
SELECT profile.id, auth.id, auth.email, coalesce(nullif(profile.full_name, ''), auth.name, ''),
       coalesce(nullif(profile.timezone, ''), 'UTC'), coalesce(profile.email_signature, ''),
       coalesce(profile.avatar_url, ''), coalesce(auth."emailVerified", false)
"""
_BY_AUTH_ID = f"""
{_COLUMNS} FROM public."user" AS auth JOIN public.users AS profile ON profile.id = %(profile)s
WHERE auth.id = %(auth_id)s
"""


class UserRepository:
    """People of this database."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def create(
        self,
        email: str,
        name: str,
        password_hash: str,
        now: datetime | None = None,
        *,
        timezone: str | None = None,
    ) -> User:
        """Make a person who signs in with a password; without a hash nobody can, yet.

        ``email`` is stored in lower case: the web looks it up exactly so.

        Raises:
            KnownError: there is somebody with this address, in whatever case.
        """
        auth_id = str(uuid4())
        email = email.strip().lower()
        taken = KnownError(
            tr("There is somebody with the address {email} here already.", email=email),
            tr("Sign in with it, or use another address."),
            field="email",
        )
        try:
            with self._db.transaction():
                if self._db.row('SELECT 1 FROM public."user" WHERE lower(email) = %s', (email,)):
                    raise taken
                self._db.run(
                    'INSERT INTO public."user" (id, name, email, "emailVerified", "createdAt", '
                    '"updatedAt") VALUES (%s, %s, %s, false, coalesce(%s, now()), '
                    "coalesce(%s, now()))",
                    (auth_id, name.strip() or None, email, now, now),
                )
                if password_hash:
                    CredentialRepository(self._db).set_password(
                        auth_id, password_hash, now or datetime.now(UTC)
                    )
                if timezone:
                    self._db.run(
                        "UPDATE public.users SET timezone = %s WHERE id = %s",
                        (timezone, user_uuid(auth_id)),
                    )
        except errors.UniqueViolation as error:
            raise taken from error
        found = self.by_auth_id(auth_id)
        if found is None:
            raise AssertionError("the trigger user -> users did not make a profile")
        return found

    def by_auth_id(self, auth_id: str) -> User | None:
        """A person by the id of ``user``."""
        row = self._db.row(_BY_AUTH_ID, {"profile": user_uuid(auth_id), "auth_id": auth_id})
        return User(*row) if row else None

    def by_email(self, email: str) -> User | None:
        """A person by an address in whatever case."""
        found = CredentialRepository(self._db).find(email.strip().lower())
        return self.by_auth_id(found.auth_id) if found else None

    def by_id(self, user_id: UUID) -> User | None:
        """A person by the id of their profile."""
        if (found := self.by_auth_id(str(user_id))) is not None:
            return found
        ids = self._db.rows('SELECT id FROM public."user"')
        return next((self.by_auth_id(each) for (each,) in ids if user_uuid(each) == user_id), None)

    def list_users(self) -> tuple[User, ...]:
        """Everybody, by name, as a sign-in shows them: signatures are their own business."""
        # Ids of the web cost a hash each, which Python computes a hundred times as quickly.
        ids = [row[0] for row in self._db.rows('SELECT id FROM public."user"')]
        rows = self._db.rows(
            f"{_COLUMNS} FROM unnest(%s::text[], %s::uuid[]) AS known (auth_id, profile_id) "
            'JOIN public."user" AS auth ON auth.id = known.auth_id '
            "JOIN public.users AS profile ON profile.id = known.profile_id "
            "ORDER BY lower(profile.full_name), auth.email",
            (ids, [user_uuid(each) for each in ids]),
        )
        return tuple(replace(User(*row), signature="") for row in rows)

    def ensure_profile(self, auth_id: str) -> None:
        """Make the profile anew where its row was deleted and the person was not."""
        self._db.run(
            "INSERT INTO public.users (id, email, full_name, avatar_url) "
            'SELECT %s, email, name, image FROM public."user" WHERE id = %s '
            "ON CONFLICT (id) DO NOTHING",
            (user_uuid(auth_id), auth_id),
        )

    def lower_address(self, auth_id: str) -> None:
        """Put an address that stands in mixed case into lower case, which alone the web finds;
        nothing happens where somebody has that already."""
        self._db.run(
            'UPDATE public."user" AS auth SET email = lower(email) '
            "WHERE id = %s AND email <> lower(email) AND email !~ '[^\\x01-\\x7F]' "
            'AND NOT EXISTS (SELECT FROM public."user" AS other '
            "WHERE other.id <> auth.id AND lower(other.email) = lower(auth.email))",
            (auth_id,),
        )

    def set_verified(self, auth_id: str) -> None:
        """Note that the address was proved to be the person's."""
        self._db.run(
            'UPDATE public."user" SET "emailVerified" = true '
            'WHERE id = %s AND "emailVerified" IS NOT TRUE',
            (auth_id,),
        )

    def update_profile(self, user: User, values: Mapping[str, str | None]) -> RowChange | None:
        """Set columns of ``users``, and the same in ``user`` where it has them.

        Returns:
            what changed, for the journal; None when nothing did.
        """
        names = list(values)
        row = self._db.row(
            f"SELECT {', '.join(names)} FROM public.users WHERE id = %s FOR UPDATE", (user.id,)
        )
        if row is None:
            raise KnownError(tr("This profile is not there any more."), tr("Sign in again."))
        before = {name: was for name, was in zip(names, row, strict=True) if was != values[name]}
        if not before:
            return None
        after = {name: values[name] for name in before}
        self._db.run(
            f"UPDATE public.users SET {', '.join(f'{name} = %s' for name in after)} WHERE id = %s",
            (*after.values(), user.id),
        )
        if twins := {
            TWINS_OF_USERS[name]: value for name, value in after.items() if name in TWINS_OF_USERS
        }:
            self._db.run(
                f'UPDATE public."user" SET {", ".join(f"{name} = %s" for name in twins)} '
                "WHERE id = %s",
                (*twins.values(), user.auth_id),
            )
        return RowChange("public.users", user.id, before, after)

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
