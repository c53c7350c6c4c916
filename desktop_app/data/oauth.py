"""Accounts with providers: rows of ``account`` as Better Auth 1.7 writes and renews them."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from psycopg import errors

from desktop_app.data.database import Database
from desktop_app.data.users import UserRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.oauth import Identity
from desktop_app.domain.sign_in_rules import new_id
from desktop_app.domain.users import User

# Taken by whoever looks whether somebody is known and makes them if not: two sign-ins of the same
# person at the same time are one after the other.
_ENTRY_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('outpost oauth entry', 0))"


class ProviderAccountRepository:
    """Who signs in with which provider."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._users = UserRepository(db)

    def one_at_a_time(self) -> None:
        """Hold off other entries until the transaction ends."""
        self._db.run(_ENTRY_LOCK)

    def owner(self, identity: Identity) -> str | None:
        """The ``user.id`` that this account of a provider belongs to."""
        found = self._db.value(
            'SELECT "userId" FROM public.account WHERE "providerId" = %s AND "accountId" = %s',
            (identity.provider_id, identity.account_id),
        )
        return str(found) if found is not None else None

    def create_user(self, identity: Identity, now: datetime) -> User:
        """Make a person as the provider describes them.

        Raises:
            KnownError: somebody with that address came into being at the same moment.
        """
        auth_id = str(uuid4())
        with _unique(identity):
            self._db.run(
                'INSERT INTO public."user" '
                '(id, name, email, "emailVerified", image, "createdAt", "updatedAt") '
                "VALUES (%s, %s, %s, %s, %s, %s, %s)",
                (
                    *(auth_id, identity.name or identity.email.partition("@")[0]),
                    *(identity.email, identity.verified, identity.image or None, now, now),
                ),
            )
        found = self._users.by_auth_id(auth_id)
        if found is None:
            raise AssertionError("the trigger user -> users did not make a profile")
        return found

    def connect(self, auth_id: str, identity: Identity, now: datetime) -> None:
        """Write an account for somebody.

        Raises:
            KnownError: somebody connected it at the same moment.
        """
        tokens = identity.tokens
        with _unique(identity):
            self._db.run(
                'INSERT INTO public.account (id, "accountId", "providerId", "userId", '
                '"accessToken", "refreshToken", "idToken", "accessTokenExpiresAt", '
                '"refreshTokenExpiresAt", scope, "createdAt", "updatedAt") '
                "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                (
                    *(new_id(), identity.account_id, identity.provider_id, auth_id),
                    *(tokens.access_token, tokens.refresh_token, tokens.id_token),
                    *(tokens.access_expires_at, tokens.refresh_expires_at, tokens.scope),
                    *(now, now),
                ),
            )

    def renew(self, auth_id: str, identity: Identity, now: datetime, *, scope: bool) -> None:
        """Put fresh tokens into an account of somebody's. What did not come anew stays.

        Args:
            scope: add what was granted to what stands. Better Auth does so when an account is
                connected once more, and not at a sign-in.
        """
        tokens = identity.tokens
        self._db.run(
            "UPDATE public.account SET "
            '"accessToken" = coalesce(%(access)s, "accessToken"), '
            '"refreshToken" = coalesce(%(refresh)s, "refreshToken"), '
            '"idToken" = coalesce(%(id)s, "idToken"), '
            '"accessTokenExpiresAt" = coalesce(%(access_end)s, "accessTokenExpiresAt"), '
            '"refreshTokenExpiresAt" = coalesce(%(refresh_end)s, "refreshTokenExpiresAt"), '
            'scope = coalesce(%(scope)s, scope), "updatedAt" = %(now)s '
            'WHERE "providerId" = %(provider)s AND "accountId" = %(account)s '
            'AND "userId" = %(whose)s',
            {
                "access": tokens.access_token,
                "refresh": tokens.refresh_token,
                "id": tokens.id_token,
                "access_end": tokens.access_expires_at,
                "refresh_end": tokens.refresh_expires_at,
                "scope": self._merged_scope(identity) if scope else None,
                "now": now,
                "whose": auth_id,
                "provider": identity.provider_id,
                "account": identity.account_id,
            },
        )

    def _merged_scope(self, identity: Identity) -> str | None:
        standing = self._db.value(
            'SELECT scope FROM public.account WHERE "providerId" = %s AND "accountId" = %s',
            (identity.provider_id, identity.account_id),
        )
        both = f"{standing or ''},{identity.tokens.scope or ''}".split(",")
        return ",".join(dict.fromkeys(each.strip() for each in both if each.strip())) or None


class _unique:  # noqa: N801 (reads as a block)
    """A row that came into being at the same moment, on the web perhaps: try again."""

    def __init__(self, identity: Identity) -> None:
        self._provider = identity.provider_id

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, errors.UniqueViolation):
            raise KnownError(
                tr("Somebody signed in with the same account at the same moment."),
                tr("Nothing was changed; start it again."),
                retryable=True,
            ) from error
