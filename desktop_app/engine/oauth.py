"""Serves the wishes to sign in with a provider, several at once, each with its own listener.

A request is a row. Whoever serves it holds its advisory lock. The address for the browser, with
state and nonce in it, is in the row while the request waits; the PKCE verifier and the code are in
this process's memory alone, so that a request of a program that died cannot go on: it fails with a
sentence, and nothing was written.
"""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import PurePath
from typing import Final, Protocol
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.oauth_requests import OAuthRequestRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.oauth import (
    LONGEST_WAIT,
    CalledOff,
    Identity,
    OAuthRequest,
    ProviderClient,
)
from desktop_app.domain.requests import RequestState
from desktop_app.engine.oauth_entry import enter

log = logging.getLogger(__name__)

_FORGOTTEN_AFTER: Final = timedelta(hours=1)
_MOST_AT_ONCE: Final = 8
_LOOK_EVERY: Final = 30.0  # seconds: a notice that was missed costs no more than this

NOBODY_CAME_BACK: Final = (
    tr("Nobody came back from the browser."),
    tr("Nothing was changed. Start it again when you want to."),
)
INTERRUPTED: Final = (
    tr("Outpost was closed during this sign-in."),
    tr("Nothing was changed. Start it again."),
)
_A_BUG: Final = (
    tr("Something went wrong inside Outpost."),
    tr("Nothing was changed; the log has the details."),
)


class Attempt(Protocol):
    """A sign-in under way (``wire.oauth.OAuthAttempt``)."""

    def begin(self) -> str: ...
    def finish(self) -> Identity: ...
    def cancel(self) -> None: ...


Clock = Callable[[], datetime]


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _start(client: ProviderClient, clock: Clock) -> Attempt:
    # Authlib and what it stands on cost a fifth of a second, which no start has to spend.
    from desktop_app.wire.oauth import OAuthAttempt

    return OAuthAttempt(client, clock)


class _Served:
    """A request that this process serves: its thread, and how to call it off."""

    def __init__(self, request: OAuthRequest, began: datetime) -> None:
        self.request = request
        self.began = began
        self.attempt: Attempt | None = None
        self.called_off = False
        self.thread: threading.Thread | None = None

    def call_off(self) -> None:
        self.called_off = True
        if self.attempt is not None:
            self.attempt.cancel()

    def begin(self, attempt: Attempt) -> str:
        self.attempt = attempt
        if self.called_off:
            raise CalledOff
        return attempt.begin()


class OAuthDesk:
    """Takes requests up and sees them through.

    Args:
        db: the database.
        client_of: the provider of an id, with this program's registration there.
        device: how this computer calls itself in a list of sessions.
        place: which computer this is, where several share the database.
        clock: the time, UTC.
        start: makes an attempt; the real one unless a test has its own.

    ``client_of`` raises KnownError for a provider that is not set up.
    """

    def __init__(
        self,
        db: Database,
        client_of: Callable[[str], ProviderClient],
        device: str,
        *,
        place: str = "",
        clock: Clock = _utc_now,
        start: Callable[[ProviderClient, Clock], Attempt] = _start,
    ) -> None:
        self._db = db
        self._client_of = client_of
        self._device = device
        self._clock = clock
        self._start = start
        self._requests = OAuthRequestRepository(db, place)
        self._served: dict[UUID, _Served] = {}
        self._locked: set[UUID] = set()
        self._leaving = threading.Event()
        self._wake = threading.Event()

    # -- as the engine does -------------------------------------------------------------------

    def run(self) -> None:
        """Serve until stopped; blocks, so call it in a thread of its own."""
        while not self._leaving.is_set():
            try:
                # Being the one who serves a request lasts as long as this connection does.
                with self._db.connection():
                    self._locked.clear()
                    try:
                        while self._look_now() and not self._leaving.is_set():
                            self._wake.wait(self._until_next_look())
                    finally:
                        self._let_go()
            except KnownError as error:
                log.warning("%s", error)
            except Exception:
                # A bug must not keep everybody out until the engine is started anew.
                log.exception("serving sign-ins failed")
            if not self._leaving.is_set():
                self._wake.wait(_LOOK_EVERY)
        self._call_all_off()

    def wake(self) -> None:
        """Look soon: a request may have come, or been cancelled."""
        self._wake.set()

    def stop(self) -> None:
        """End :meth:`run` soon. Who still waits for the browser is told so."""
        self._leaving.set()
        self._wake.set()

    def _look_now(self) -> bool:
        self._wake.clear()
        return self.look()

    def look(self) -> bool:
        """One round: end what died, was cancelled or waited too long, and take up what is new.
        Whether anything is being served. Hold :meth:`Database.connection` around all rounds.
        """
        now = self._clock()
        self._requests.purge(now - _FORGOTTEN_AFTER)
        self._keep_locks()
        standing = self._requests.open_requests()
        self._call_off_ended({request.id for request in standing}, now)
        for request in standing:
            if request.id in self._served or len(self._served) >= _MOST_AT_ONCE:
                continue
            if self._lock(request.id):
                self._take_up(request.id)
        return bool(self._served)

    def _keep_locks(self) -> None:
        """Lock what is served, after a lost connection anew; let go of what is over."""
        for request_id in list(self._served):
            self._lock(request_id)
        for request_id in self._locked - set(self._served):
            self._requests.unlock(request_id)
            self._locked.discard(request_id)

    def _lock(self, request_id: UUID) -> bool:
        # Locks of one connection add up: each is taken once.
        if request_id not in self._locked and self._requests.lock(request_id):
            self._locked.add(request_id)
        return request_id in self._locked

    def _let_go(self) -> None:
        """The connection goes back to the pool, without locks."""
        if not self._db.raw().closed:
            for request_id in self._locked:
                self._requests.unlock(request_id)
        self._locked.clear()

    def _take_up(self, request_id: UUID) -> None:
        request = self._requests.get(request_id)  # as it stands now that it is ours
        if request is None or not request.is_open:
            return
        if request.state is RequestState.WAITING:
            self._end(request, RequestState.FAILED, *INTERRUPTED)
            return
        self._serve(request)

    def _call_off_ended(self, standing: set[UUID], now: datetime) -> None:
        for request_id, served in list(self._served.items()):
            if (now - served.began).total_seconds() >= LONGEST_WAIT:
                self._end(served.request, RequestState.FAILED, *NOBODY_CAME_BACK)
                served.call_off()
            elif request_id not in standing:
                served.call_off()

    def _until_next_look(self) -> float:
        now = self._clock()
        waits = [(now - each.began).total_seconds() for each in list(self._served.values())]
        return min(_LOOK_EVERY, max(LONGEST_WAIT - max(waits, default=0.0), 0.0))

    def _call_all_off(self) -> None:
        for served in list(self._served.values()):
            try:
                self._end(served.request, RequestState.FAILED, *INTERRUPTED)
            except KnownError as error:
                log.warning("%s", error)  # the next engine finds the row, and says the same
            served.call_off()

    # -- as the command line does -------------------------------------------------------------

    def serve_here(self, provider: str, show: Callable[[str], None]) -> UUID:
        """Ask for a sign-in and see it through in this process.

        Args:
            show: told the address for the browser.

        Returns:
            the id of the request, which is over.
        """
        with self._db.connection():
            request = self._requests.ask_and_lock(provider, self._clock())
            served = self._serve(request, show)
            try:
                while served.thread is not None and served.thread.is_alive():
                    self._wake.wait(1.0)  # no longer, so that Ctrl+C is heard on every system
                    self._wake.clear()
                    standing = self._requests.get(request.id)
                    still = {request.id} if standing and standing.is_open else set()
                    self._call_off_ended(still, self._clock())
            except KeyboardInterrupt:
                self._end(request, RequestState.CANCELLED)
                served.call_off()
                raise
            finally:
                self._requests.unlock(request.id)
        return request.id

    # -- one request --------------------------------------------------------------------------

    def _serve(
        self, request: OAuthRequest, show: Callable[[str], None] = lambda url: None
    ) -> _Served:
        served = _Served(request, self._clock())
        self._served[request.id] = served
        served.thread = threading.Thread(
            target=self._see_through, args=(served, show), name="sign-in", daemon=True
        )
        served.thread.start()
        return served

    def _see_through(self, served: _Served, show: Callable[[str], None]) -> None:
        request = served.request
        try:
            self._sign_in(served, show)
        except CalledOff:
            log.info("a sign-in with %s was called off", request.provider)
        except KnownError as error:
            self._try_to_end(request, error.title, error.advice)
        except Exception as error:
            # Its text may hold a token: where it happened has to do.
            log.error(
                "a sign-in with %s failed: %s at %s",
                request.provider, type(error).__name__, _places(error),
            )  # fmt: skip
            self._try_to_end(request, *_A_BUG)
        finally:
            if served.attempt is not None:
                served.attempt.cancel()
            self._served.pop(request.id, None)
            self._wake.set()

    def _sign_in(self, served: _Served, show: Callable[[str], None]) -> None:
        request = served.request
        client = self._client_of(request.provider)
        url = served.begin(self._start(client, self._clock))
        with self._db.transaction():
            if not self._requests.show(request.id, url, self._clock()):
                raise CalledOff
            self._db.tell(Kind.USERS)
        show(url)
        if served.attempt is None:
            raise AssertionError("begun without an attempt")
        identity = served.attempt.finish()
        enter(self._db, request, identity, client.definition.title, self._clock(), self._device)
        log.info("signed in with %s", request.provider)

    def _try_to_end(self, request: OAuthRequest, title: str, advice: str) -> None:
        try:
            self._end(request, RequestState.FAILED, title, advice)
        except KnownError as error:
            log.warning("%s", error)  # no database: whoever looks next finds the row

    def _end(
        self, request: OAuthRequest, state: RequestState, title: str = "", advice: str = ""
    ) -> None:
        with self._db.transaction():
            if self._requests.end(request.id, state, self._clock(), title=title, advice=advice):
                self._db.tell(Kind.USERS)


def _places(error: BaseException) -> str:
    """Where an exception passed, without what it says."""
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{PurePath(each.filename).name}:{each.lineno}" for each in reversed(frames))
