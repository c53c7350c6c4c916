"""Sessions as Better Auth keeps them: a row that is deleted is a session that has ended, at once
and everywhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from desktop_app.data.database import Database
from desktop_app.domain.sign_in_rules import SESSION_LIFE, new_id, new_session_token
from desktop_app.domain.users import SessionInfo


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A row of ``session``; the token is a secret."""

    id: str
    auth_id: str
    token: str = field(repr=False)
    expires_at: datetime


class SessionRepository:
    """Rows of ``session``, always bounded by a token or by the person they are of."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def begin(self, auth_id: str, now: datetime, device: str, address: str = "") -> StoredSession:
        """Write a session of seven days.

        Args:
            device: what a list of sessions shows (``userAgent``).
            address: the network address it was begun from, "" for this computer.
        """
        made = StoredSession(new_id(), auth_id, new_session_token(), now + SESSION_LIFE)
        self._db.run(
            "INSERT INTO public.session "
            '(id, "userId", token, "expiresAt", "createdAt", "updatedAt", "ipAddress", '
            '"userAgent") VALUES (%s, %s, %s, %s, %s, %s, %s, %s)',
            (made.id, auth_id, made.token, made.expires_at, now, now, address, device),
        )
        return made

    def by_token(self, token: str) -> StoredSession | None:
        """The session of a token, ended or not."""
        return self._one("token", token)

    def by_id(self, session_id: str) -> StoredSession | None:
        """A session by its id, ended or not: for whoever was told the id by the engine."""
        return self._one("id", session_id)

    def began_with_person(self, token: str) -> bool:
        """Whether a session was begun in the very moment its person was made."""
        return bool(
            self._db.value(
                'SELECT EXISTS (SELECT FROM public.session AS s JOIN public."user" AS u '
                'ON u.id = s."userId" AND u."createdAt" = s."createdAt" WHERE s.token = %s)',
                (token,),
            )
        )

    def _one(self, column: str, value: str) -> StoredSession | None:
        row = self._db.row(
            f'SELECT id, "userId", token, "expiresAt" FROM public.session WHERE {column} = %s',  # noqa: S608
            (value,),
        )
        return StoredSession(*row) if row else None

    def extend(self, token: str, expires_at: datetime, now: datetime) -> bool:
        """Move a session's end; False when it was ended meanwhile."""
        return bool(
            self._db.run(
                'UPDATE public.session SET "expiresAt" = %s, "updatedAt" = %s WHERE token = %s',
                (expires_at, now, token),
            )
        )

    def change_token(self, token: str, now: datetime) -> str | None:
        """A new token for a session; None when it was ended meanwhile."""
        new = new_session_token()
        changed = self._db.run(
            'UPDATE public.session SET token = %s, "updatedAt" = %s WHERE token = %s',
            (new, now, token),
        )
        return new if changed else None

    def of(self, auth_id: str, token: str | None, now: datetime) -> tuple[SessionInfo, ...]:
        """A person's living sessions, the one last used first; ``token`` marks the present one."""
        rows = self._db.rows(
            """
            SELECT id, coalesce("userAgent", ''), coalesce("ipAddress", ''), "createdAt",
                   "updatedAt", "expiresAt", token = %(token)s IS TRUE
            FROM public.session WHERE "userId" = %(whose)s AND "expiresAt" > %(now)s
            ORDER BY token = %(token)s IS TRUE DESC,
                     coalesce("updatedAt", "createdAt") DESC NULLS LAST, id
            """,
            {"token": token, "whose": auth_id, "now": now},
        )
        return tuple(SessionInfo(*row) for row in rows)

    def delete_token(self, token: str) -> bool:
        """End the session of a token; on the web too, at once."""
        return bool(self._db.run("DELETE FROM public.session WHERE token = %s", (token,)))

    def delete(self, auth_id: str, session_id: str) -> str | None:
        """End one of a person's sessions; its token, None when it is not theirs or not there."""
        return self._db.value(  # type: ignore[no-any-return]
            'DELETE FROM public.session WHERE "userId" = %s AND id = %s RETURNING token',
            (auth_id, session_id),
        )

    def purge(self, before: datetime) -> int:
        """Delete sessions, whoever's, that ended before then; how many. They are dead to the web,
        too, which deletes one that it happens to read."""
        return self._db.run('DELETE FROM public.session WHERE "expiresAt" < %s', (before,))

    def delete_all(self, auth_id: str, *, but: str | None = None) -> int:
        """End all of a person's sessions but the one of the token ``but``; how many."""
        return self._db.run(
            'DELETE FROM public.session WHERE "userId" = %s AND token IS DISTINCT FROM %s',
            (auth_id, but),
        )
