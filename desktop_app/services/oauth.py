"""Signing in with a provider, as the window asks for it. The engine does what needs a network."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.oauth_requests import OAuthRequestRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.oauth import no_such_provider, registered_clients
from desktop_app.domain.requests import RequestState
from desktop_app.domain.users import OAuthProgress, Provider, SignIn, User


class Adopter(Protocol):
    """Takes a session over that the engine began (``SignInService``)."""

    def adopt(self, session_id: str, *, keep: bool | None) -> SignIn: ...


def _utc_now() -> datetime:
    return datetime.now(UTC)


class OAuthService:
    """Requests to sign in with a provider, or to connect one.

    Args:
        db: the database.
        setting: the value of a setting by its name.
        signin: takes over the session, once there is one.
        place: which computer this is, where several share the database.
    """

    def __init__(
        self,
        db: Database,
        setting: Callable[[str], object],
        signin: Adopter,
        clock: Callable[[], datetime] = _utc_now,
        *,
        place: str = "",
    ) -> None:
        self._db = db
        self._setting = setting
        self._signin = signin
        self._clock = clock
        self._requests = OAuthRequestRepository(db, place)

    def providers(self) -> tuple[Provider, ...]:
        """Those that the settings hold a client id for."""
        return tuple(
            Provider(each.definition.id, each.definition.title)
            for each in registered_clients(self._setting)
        )

    def begin(
        self, provider_id: str, *, link_to: User | None = None, only_for: User | None = None
    ) -> UUID:
        """Ask for a sign-in, or to connect a provider with whoever is signed in. An earlier wish of
        that kind from this computer that is still open is given up: nobody waits for two browsers.

        Args:
            link_to: who is signed in, to connect the provider with.
            only_for: the only one who may come in, by a provider that is connected already:
                nobody else does, and nobody is made.

        Raises:
            KnownError: the settings do not know that provider.
        """
        if provider_id not in (each.id for each in self.providers()):
            raise no_such_provider(provider_id)
        whose = link_to.id if link_to else None
        with self._db.transaction():
            self._requests.cancel_open(whose, self._clock())
            request_id = self._requests.ask(
                provider_id, whose, self._clock(), only_for=only_for.id if only_for else None
            )
            self._db.tell(Kind.USERS)
        return request_id

    def progress(self, request_id: UUID) -> OAuthProgress:
        """How far it is; one that nobody knows any more has failed."""
        found = self._requests.get(request_id)
        if found is None:
            return OAuthProgress(request_id, RequestState.FAILED, "", *_OVER)
        return OAuthProgress(found.id, found.state, found.authorize_url, found.title, found.advice)

    def finish(self, request_id: UUID, *, keep: bool | None) -> SignIn | None:
        """Take over what a request that is done has brought, once; None for a connection.

        Args:
            keep: whether the session outlasts this program; None for as the one before it.

        Raises:
            KnownError: it is not done, or was finished before.
        """
        done = self._requests.get(request_id)
        if done is None or done.state is not RequestState.DONE:
            raise KnownError(*_OVER)
        signed = self._signin.adopt(done.session_id, keep=keep) if done.session_id else None
        # Last: until then the session has a row that names it, and goes with that when nobody
        # comes for it.
        self._requests.forget(request_id)
        return signed

    def cancel(self, request_id: UUID) -> None:
        """Wait no longer; nothing happens when it is over."""
        with self._db.transaction():
            if self._requests.end(request_id, RequestState.CANCELLED, self._clock()):
                self._db.tell(Kind.USERS)


_OVER = (tr("This sign-in is over."), tr("Start it again."))
