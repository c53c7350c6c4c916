"""One-time codes and tokens in Better Auth's ``verification`` table.

Every use is one transaction in which the row is locked or deleted, so that of two at once one
gets it. Better Auth sweeps all expired rows when it reads; here only those of kinds that this
program reads are swept, whatever else is in the table is another program's.
"""

from __future__ import annotations

from datetime import datetime

from desktop_app.data.database import Database
from desktop_app.domain.sign_in_rules import (
    RECOVERY_IDENTIFIER,
    RESET_IDENTIFIER,
    CodeCheck,
    CodeUse,
    check_code,
    new_id,
)

_OURS = (RECOVERY_IDENTIFIER, RESET_IDENTIFIER, *(use.value for use in CodeUse))


class VerificationRepository:
    """Rows of ``verification``. Call inside a transaction with what the code allows."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, identifier: str, value: str, expires_at: datetime, now: datetime) -> None:
        """Write a row in the place of all others of its identifier."""
        with self._db.transaction():
            self.drop(identifier)
            self._db.run(
                "INSERT INTO public.verification "
                '(id, identifier, value, "expiresAt", "createdAt", "updatedAt") '
                "VALUES (%s, %s, %s, %s, %s, %s)",
                (new_id(), identifier, value, expires_at, now, now),
            )

    def drop(self, identifier: str) -> None:
        self._db.run("DELETE FROM public.verification WHERE identifier = %s", (identifier,))

    def has(self, identifier: str, now: datetime) -> bool:
        """Whether there is a row that has not expired."""
        return bool(
            self._db.value(
                "SELECT EXISTS (SELECT FROM public.verification "
                'WHERE identifier = %s AND "expiresAt" > %s)',
                (identifier, now),
            )
        )

    def use_code(self, identifier: str, typed: str, now: datetime) -> CodeCheck:
        """Try a code on the newest row: it is spent when it fits, counted when it does not.

        A wrong try counts only once it is committed: the caller raises outside of the transaction.
        """
        with self._db.transaction():
            # Whoever comes second waits for the row, and finds it counted or gone.
            row = self._db.row(
                'SELECT id, value, "expiresAt" FROM public.verification WHERE identifier = %s '
                'ORDER BY "createdAt" DESC NULLS LAST, id LIMIT 1 FOR UPDATE',
                (identifier,),
            )
            if row is None:
                return CodeCheck.DEAD
            check, counted = check_code(row[1], row[2], typed, now)
            if check is CodeCheck.WRONG:
                self._db.run(
                    'UPDATE public.verification SET value = %s, "updatedAt" = %s WHERE id = %s',
                    (counted, now, row[0]),
                )
            else:
                self.drop(identifier)
            return check

    def take(self, identifier: str, now: datetime) -> str | None:
        """Delete a single-use row and answer its value; None without one that has not expired."""
        return self._newest_of(
            self._db.rows(
                "DELETE FROM public.verification WHERE identifier = %s "
                'RETURNING value, "expiresAt", "createdAt"',
                (identifier,),
            ),
            now,
        )

    def take_value(self, identifier: str, value: str, now: datetime) -> bool:
        """Delete the row that holds this very value; whether there was one, not expired."""
        rows = self._db.rows(
            "DELETE FROM public.verification WHERE identifier = %s AND value = %s "
            'RETURNING "expiresAt"',
            (identifier, value),
        )
        return any(row[0] >= now for row in rows)

    def purge(self, now: datetime) -> int:
        """Delete what has expired of the kinds that this program reads; how many rows."""
        return self._db.run(
            'DELETE FROM public.verification WHERE "expiresAt" < %s '
            "AND EXISTS (SELECT FROM unnest(%s::text[]) AS kind "
            "WHERE starts_with(identifier, kind))",
            (now, list(_OURS)),
        )

    @staticmethod
    def _newest_of(rows: list[tuple[str, datetime, datetime | None]], now: datetime) -> str | None:
        dated = sorted(rows, key=lambda row: (row[2] is not None, row[2] or now))
        return dated[-1][0] if dated and dated[-1][1] >= now else None
