"""Ways to sign in: the rows of Better Auth's ``account``.

A password is the row with ``providerId`` "credential" whose ``accountId`` is the person's own id;
one with another ``accountId`` is none to the web application, and so none here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desktop_app.data.database import Database
from desktop_app.data.settings import SettingRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.sign_in_rules import (
    DEAREST_BCRYPT_COST,
    PasswordFormat,
    Standing,
    new_id,
    password_format,
)
from desktop_app.domain.users import LinkedAccount

CREDENTIAL = "credential"
"""Better Auth's ``providerId`` of a password."""

FORMAT_SETTING = "auth.password_format"

_TITLES = {
    CREDENTIAL: "Password",
    "google": "Google",
    "microsoft": "Microsoft",
    "github": "GitHub",
    "openid": "OpenID",
}


@dataclass(frozen=True, slots=True)
class Credential:
    """Who has an address, and the hash of their password: "" where there is none."""

    auth_id: str
    hashed: str = field(repr=False)


class CredentialRepository:
    """Rows of ``account``."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._settings = SettingRepository(db)

    def find(self, address: str) -> Credential | None:
        """Whose an address is, in whatever case it stands; one in lower case comes first, since
        the web application knows that one alone."""
        row = self._db.row(
            """
            SELECT auth.id, coalesce(way.password, '')
            FROM public."user" AS auth
            LEFT JOIN public.account AS way ON way."userId" = auth.id
                AND way."accountId" = auth.id AND way."providerId" = 'credential'
            WHERE lower(auth.email) = %(address)s OR auth.email = %(address)s
            ORDER BY auth.email = %(address)s DESC, auth."createdAt" NULLS LAST, auth.id LIMIT 1
            """,
            {"address": address},
        )
        return Credential(*row) if row else None

    def hash_of(self, auth_id: str) -> str:
        """The hash of a person's password, "" where there is none."""
        return (
            self._db.value(
                'SELECT password FROM public.account WHERE "userId" = %s AND "accountId" = %s '
                "AND \"providerId\" = 'credential'",
                (auth_id, auth_id),
            )
            or ""
        )

    def set_password(self, auth_id: str, hashed: str, now: datetime) -> None:
        """Replace the password, or give the first one.

        Raises:
            KnownError: another program wrote rows that contradict each other.
        """
        done = self._db.run(
            "INSERT INTO public.account AS way "
            '(id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt") '
            "VALUES (%s, %s, 'credential', %s, %s, %s, %s) "
            'ON CONFLICT ("providerId", "accountId") DO UPDATE '
            'SET password = excluded.password, "updatedAt" = excluded."updatedAt" '
            'WHERE way."userId" = excluded."userId"',
            (new_id(), auth_id, auth_id, hashed, now, now),
        )
        if not done:
            raise KnownError(
                tr("The password of this account is somebody else's in the database."),
                tr(
                    "Nothing was changed. Ask whoever runs the web application to "
                    "look at “account”."
                ),
            )

    def replace_hash(self, auth_id: str, old: str, new: str, now: datetime) -> bool:
        """Put a new hash in the place of the one that was checked; False when that one stands no
        longer, because the password was changed meanwhile."""
        return bool(
            self._db.run(
                'UPDATE public.account SET password = %s, "updatedAt" = %s WHERE "userId" = %s '
                'AND "accountId" = %s AND "providerId" = \'credential\' AND password = %s',
                (new, now, auth_id, auth_id, old),
            )
        )

    def format(self) -> PasswordFormat:
        """The format that this database wants, by its setting or the hashes that stand."""
        return password_format(self._settings.get(FORMAT_SETTING), self.standing())

    def standing(self) -> Standing:
        """The hashes that are there; what is none, or costs beyond reason, does not count."""
        row = self._db.row(
            """
            SELECT count(cost), count(*) FILTER (WHERE scrypt), coalesce(max(cost), 0)
            FROM public.account, LATERAL (
                SELECT password ~ '^[0-9a-f]{32}:[0-9a-f]{128}$' AS scrypt,
                       substring(password FROM '^\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}$')::int
                           AS cost
            ) AS form
            WHERE "providerId" = 'credential' AND password <> ''
              AND (cost IS NULL OR cost BETWEEN 4 AND %s)
            """,
            (DEAREST_BCRYPT_COST,),
        )
        return Standing(*row) if row else Standing()

    def of(self, auth_id: str, titles: Mapping[str, str]) -> tuple[LinkedAccount, ...]:
        """A person's ways to sign in, the password first; one without a password is none.

        Args:
            titles: what providers are called here, by id; the others have their usual names.
        """
        named = {**_TITLES, **titles}
        rows = self._db.rows(
            """
            SELECT id, "providerId", "createdAt" FROM public.account
            WHERE "userId" = %s AND ("providerId" <> 'credential'
                  OR ("accountId" = "userId" AND password <> ''))
            ORDER BY "providerId" = 'credential' DESC, "createdAt" NULLS LAST, id
            """,
            (auth_id,),
        )
        return tuple(
            LinkedAccount(account, provider, named.get(provider, provider), at, len(rows) > 1)
            for account, provider, at in rows
        )

    def lock_ways(self, auth_id: str) -> None:
        """Keep others from taking ways away until the transaction ends."""
        self._db.run('SELECT FROM public."user" WHERE id = %s FOR UPDATE', (auth_id,))

    def delete(self, auth_id: str, account_id: str) -> bool:
        """Take one of a person's ways away; False when it is not theirs or not there."""
        return bool(
            self._db.run(
                'DELETE FROM public.account WHERE "userId" = %s AND id = %s', (auth_id, account_id)
            )
        )
