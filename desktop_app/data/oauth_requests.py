"""Wishes to sign in with a provider: rows of ``outpost.oauth_request``.

A request that is served has an advisory lock of the server's connection, so that a row which says
it waits, and whose lock is free, belonged to a program that died. While it waits its row has the
address for the browser, with state and nonce; the verifier, the code and tokens are in none.

The browser comes back to the computer it runs on: where several share a database, each serves the
requests of its own place.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from desktop_app.data.database import Database
from desktop_app.domain.kept_words import kept, told
from desktop_app.domain.oauth import OAuthRequest
from desktop_app.domain.requests import RequestState

_REQUEST = """
SELECT id, provider, link_to, state, authorize_url, title, advice, session_id, only_for
FROM outpost.oauth_request
"""
_LOCK = "hashtextextended('outpost oauth ' || %s::text, 0)"


class OAuthRequestRepository:
    """Rows of ``outpost.oauth_request``.

    Args:
        db: the database.
        place: which computer's; "" where the database is of one alone.
    """

    def __init__(self, db: Database, place: str = "") -> None:
        self._db = db
        self._place = place

    def ask(
        self, provider: str, link_to: UUID | None, now: datetime, *, only_for: UUID | None = None
    ) -> UUID:
        """Write a wish; whoever serves requests takes it up when told."""
        request_id = uuid4()
        self._insert(request_id, provider, link_to, now, only_for)
        return request_id

    def ask_and_lock(self, provider: str, now: datetime) -> OAuthRequest:
        """Write a wish that this connection serves itself: nobody else can take it up."""
        request_id = uuid4()
        self.lock(request_id)
        self._insert(request_id, provider, None, now)
        return OAuthRequest(request_id, provider, None, RequestState.ASKED)

    def get(self, request_id: UUID) -> OAuthRequest | None:
        """A request as it stands."""
        row = self._db.row(f"{_REQUEST} WHERE id = %s", (request_id,))
        return _request(row) if row else None

    def open_requests(self) -> tuple[OAuthRequest, ...]:
        """Those of this place that are not over, oldest first."""
        rows = self._db.rows(
            f"{_REQUEST} WHERE place = %s AND state IN ('asked', 'waiting') "
            "ORDER BY created_at, id",
            (self._place,),
        )
        return tuple(_request(row) for row in rows)

    def lock(self, request_id: UUID) -> bool:
        """Whether this connection is the one that serves the request, from now on."""
        return bool(self._db.value(f"SELECT pg_try_advisory_lock({_LOCK})", (request_id,)))

    def unlock(self, request_id: UUID) -> None:
        self._db.value(f"SELECT pg_advisory_unlock({_LOCK})", (request_id,))

    def show(self, request_id: UUID, authorize_url: str, now: datetime) -> bool:
        """The browser may be opened there; False when the request is over."""
        return bool(
            self._db.run(
                "UPDATE outpost.oauth_request SET state = 'waiting', authorize_url = %s, "
                "touched_at = %s WHERE id = %s AND state = 'asked'",
                (authorize_url, now, request_id),
            )
        )

    def hold(self, request_id: UUID) -> bool:
        """Keep a request as it is until the transaction ends; False when it is over."""
        return bool(
            self._db.value(
                "SELECT state IN ('asked', 'waiting') FROM outpost.oauth_request "
                "WHERE id = %s FOR UPDATE",
                (request_id,),
            )
        )

    def end(
        self,
        request_id: UUID,
        state: RequestState,
        now: datetime,
        *,
        title: str = "",
        advice: str = "",
        session_id: str | None = None,
    ) -> bool:
        """Write how a request ended; False when it was over already.

        The address for the browser is taken away: nobody is to open it any more.
        """
        return bool(
            self._db.run(
                "UPDATE outpost.oauth_request SET state = %s, title = %s, advice = %s, "
                "session_id = %s, authorize_url = '', touched_at = %s "
                "WHERE id = %s AND state IN ('asked', 'waiting')",
                (str(state), kept(title), kept(advice), session_id, now, request_id),
            )
        )

    def cancel_open(self, link_to: UUID | None, now: datetime) -> int:
        """Give up what this place still waits for: its sign-ins, or with ``link_to`` what that
        person wanted to connect. How many there were."""
        return self._db.run(
            "UPDATE outpost.oauth_request SET state = 'cancelled', authorize_url = '', "
            "touched_at = %s WHERE place = %s AND link_to IS NOT DISTINCT FROM %s::uuid "
            "AND state IN ('asked', 'waiting')",
            (now, self._place, link_to),
        )

    def forget(self, request_id: UUID) -> None:
        """Delete a request that is done: somebody has what it brought."""
        self._db.run(
            "DELETE FROM outpost.oauth_request WHERE id = %s AND state = 'done'", (request_id,)
        )

    def purge(self, before: datetime) -> int:
        """Forget what nobody touched since, with the sessions that nobody took over."""
        return self._db.run(
            "WITH old AS (DELETE FROM outpost.oauth_request WHERE place = %s AND touched_at < %s "
            "RETURNING session_id) "
            "DELETE FROM public.session USING old WHERE session.id = old.session_id",
            (self._place, before),
        )

    def _insert(
        self,
        request_id: UUID,
        provider: str,
        link_to: UUID | None,
        now: datetime,
        only_for: UUID | None = None,
    ) -> None:
        self._db.run(
            "INSERT INTO outpost.oauth_request "
            "(id, provider, link_to, only_for, place, created_at, touched_at) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s)",
            (request_id, provider, link_to, only_for, self._place, now, now),
        )


def _request(row: tuple[Any, ...]) -> OAuthRequest:
    return OAuthRequest(
        row[0], row[1], row[2], RequestState(row[3]), row[4], told(row[5]), told(row[6]), *row[7:]
    )
