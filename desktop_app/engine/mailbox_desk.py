"""Serves the wishes about mailboxes: finding servers, trying them, signing in by the browser.

Each is served in a thread of its own, so that nobody waits for an import or for somebody else's
silent server. Finding and trying can be done again: a request of a program that died is taken up
anew. A sign-in cannot, as the browser would come back to nobody: it fails with a sentence.
"""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import PurePath
from typing import Any, Final, Protocol
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.mailbox_requests import MailboxRequestRepository
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.mailbox_checks import CheckReport, report_document
from desktop_app.domain.mailbox_requests import MailboxRequest, RequestKind, for_mail
from desktop_app.domain.mailbox_settings import MailSettings, settings_document, settings_of
from desktop_app.domain.mailboxes import Auth, Mailbox, MailboxState, secret_name, would_be
from desktop_app.domain.oauth import LONGEST_WAIT, CalledOff, Identity, ProviderClient
from desktop_app.domain.requests import RequestState
from desktop_app.engine.mailbox_check import check_mailbox
from desktop_app.engine.mailbox_tokens import MailboxTokens

log = logging.getLogger(__name__)

_FORGOTTEN_AFTER: Final = timedelta(hours=1)
_MOST_AT_ONCE: Final = 4
_LOOK_EVERY: Final = 30.0  # seconds: a notice that was missed costs no more than this
_ENDS_WITHIN: Final = 3.0

INTERRUPTED: Final = (
    tr("Outpost was closed during this sign-in."),
    tr("Nothing was changed. Start it again."),
)
NOBODY_CAME_BACK: Final = (
    tr("Nobody came back from the browser."),
    tr("Nothing was changed. Start it again when you want to."),
)
_A_BUG: Final = (tr("Something went wrong inside Outpost."), tr("The log has the details."))

Clock = Callable[[], datetime]
Find = Callable[[str, Callable[[str], None]], MailSettings]
Check = Callable[[Mailbox, Callable[[str], None], str], CheckReport]
"""Tries a mailbox; the last is another user name that it may be (``MailSettings.other_user``)."""


class Attempt(Protocol):
    """A sign-in under way (``wire.oauth.OAuthAttempt``)."""

    def begin(self) -> str: ...
    def finish(self) -> Identity: ...
    def cancel(self) -> None: ...


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _find(address: str, tell: Callable[[str], None]) -> MailSettings:
    from desktop_app.wire.autoconfig import Autoconfig

    return Autoconfig().find(address, tell)


def _start(client: ProviderClient, clock: Clock) -> Attempt:
    from desktop_app.wire.oauth import OAuthAttempt

    return OAuthAttempt(client, clock)


class _Served:
    """A request that this process serves, and how to call it off."""

    def __init__(self, began: datetime) -> None:
        self.began = began
        self.attempt: Attempt | None = None
        self.called_off = False

    def call_off(self) -> None:
        self.called_off = True
        if self.attempt is not None:
            self.attempt.cancel()


class MailboxDesk:
    """Takes requests up and sees them through.

    Args:
        db: the database.
        tokens: what servers are shown; holds what a sign-in brings.
        client_of: the provider of an id, with this program's registration there; raises
            KnownError where none is set up.
        forget: takes a name out of the keyring.
        changed: called when a mailbox may be looked at again: what this engine writes itself it is
            not told of.
        place: which computer this is, where several share the database.
        clock: the time, UTC.
        find, check, start: the real ones unless a test has its own.
    """

    def __init__(
        self,
        db: Database,
        tokens: MailboxTokens,
        client_of: Callable[[str], ProviderClient],
        forget: Callable[[str], None] = lambda name: None,
        *,
        changed: Callable[[], None] = lambda: None,
        place: str = "",
        clock: Clock = _utc_now,
        find: Find = _find,
        check: Check | None = None,
        start: Callable[[ProviderClient, Clock], Attempt] = _start,
    ) -> None:
        self._db = db
        self._tokens = tokens
        self._client_of = client_of
        self._forget = forget
        self._changed = changed
        self._clock = clock
        self._find = find
        self._check = check or self._really_check
        self._start_attempt = start
        self._requests = MailboxRequestRepository(db, place)
        self._mailboxes = MailboxRepository(db)
        self._served: dict[UUID, _Served] = {}
        self._leaving = threading.Event()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    # -- its life ------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin in a thread of its own, if it has not begun yet."""
        if self._thread is None and not self._leaving.is_set():
            self._thread = threading.Thread(target=self.run, name="mailbox-desk", daemon=True)
            self._thread.start()

    def wake(self) -> None:
        """Look soon: a request may have come, or been cancelled."""
        self._wake.set()

    def stop(self) -> None:
        """End, and wait for that a little. Who waits for the browser is told so."""
        self._leaving.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout=_ENDS_WITHIN)

    def run(self) -> None:
        """Serve until stopped; blocks."""
        while not self._leaving.is_set():
            self._wake.clear()
            try:
                self.look()
            except KnownError as error:
                log.warning("%s", error)
            except Exception:
                # A bug must not keep every mailbox out until the engine is started anew.
                log.exception("serving mailboxes failed")
            self._wake.wait(_LOOK_EVERY)
        for served in [*self._served.values()]:
            served.call_off()

    def look(self) -> None:
        """One round: call off what was cancelled or waited too long, take up what is new."""
        now = self._clock()
        for mailbox_id in self._requests.purge(now - _FORGOTTEN_AFTER):
            self._forget(secret_name(mailbox_id))
        standing = {each.id: each for each in self._requests.open_requests()}
        for request_id, served in [*self._served.items()]:
            request = standing.get(request_id)
            if request is None:
                served.call_off()
            elif (now - served.began).total_seconds() >= LONGEST_WAIT:
                self._end_with(request, *NOBODY_CAME_BACK)
                served.call_off()
        for request in standing.values():
            if request.id not in self._served and len(self._served) < _MOST_AT_ONCE:
                served = self._served[request.id] = _Served(now)
                threading.Thread(
                    target=self._see_through,
                    args=(request.id, served),
                    name=f"mailbox-{request.kind}",
                    daemon=True,
                ).start()

    def sign_in_here(
        self, mailbox_id: UUID, address: str, provider: str, show: Callable[[str], None]
    ) -> None:
        """See a sign-in by the browser through in this process, as the command line does.

        Args:
            show: told the address for the browser.

        Raises:
            KnownError: refused, or somebody else's, or nobody came back.
        """
        client = for_mail(self._client_of(provider), address)
        attempt = self._start_attempt(client, self._clock)
        over = threading.Timer(LONGEST_WAIT, attempt.cancel)
        over.daemon = True
        over.start()
        try:
            show(attempt.begin())
            identity = attempt.finish()
        except CalledOff:
            raise KnownError(*NOBODY_CAME_BACK) from None
        finally:
            over.cancel()
            attempt.cancel()
        check_person(identity, address, client)
        self._tokens.hold(mailbox_id, identity.tokens)

    # -- one request ---------------------------------------------------------------------------

    def _see_through(self, request_id: UUID, served: _Served) -> None:
        ours = False
        try:
            with self._requests.served(request_id) as ours:
                request = self._requests.get(request_id) if ours else None
                if request is not None and not request.state.over:
                    self._serve(request, served)
        except KnownError as error:
            log.warning("%s", error)  # no database: whoever looks next takes the request up
        finally:
            self._served.pop(request_id, None)
            if ours:  # there is room for another; what somebody else serves is left in peace
                self._wake.set()

    def _serve(self, request: MailboxRequest, served: _Served) -> None:
        work = {
            RequestKind.FIND: self._serve_find,
            RequestKind.CHECK: self._serve_check,
            RequestKind.SIGNIN: self._serve_signin,
        }[request.kind]
        try:
            result = work(request, served)
        except CalledOff:
            if self._leaving.is_set() and request.kind is RequestKind.SIGNIN:
                self._end_with(request, *INTERRUPTED)
        except KnownError as error:
            self._end_with(request, error.title, error.advice, error.field)
        except Exception as error:
            # Its text may hold a token or a password: where it happened has to do.
            log.error(
                "a mailbox request (%s) failed: %s at %s",
                request.kind, type(error).__name__, _places(error),
            )  # fmt: skip
            self._end_with(request, *_A_BUG)
        else:
            self._requests.end(request, RequestState.DONE, self._clock(), result=result)
        finally:
            if served.attempt is not None:
                served.attempt.cancel()

    def _serve_find(self, request: MailboxRequest, served: _Served) -> dict[str, Any]:
        tell = self._teller(request)
        return settings_document(self._find(str(request.wanted["address"]), tell))

    def _serve_check(self, request: MailboxRequest, served: _Served) -> dict[str, Any]:
        standing = self._mailboxes.get(request.mailbox_id, request.user_id)
        wanted = request.wanted
        other_user = ""
        if wanted:
            settings = settings_of(wanted["settings"])
            other_user = settings.other_user
            mailbox = would_be(
                request.mailbox_id,
                request.user_id,
                str(wanted["address"]),
                imap=settings.imap,
                smtp=settings.smtp,
                auth=Auth.OAUTH2 if wanted["oauth"] else Auth.PASSWORD,
                provider=settings.provider if wanted["oauth"] else "",
                ca_pem=str(wanted["ca_pem"]),
            )
        elif standing is not None:
            mailbox = standing
        else:
            raise KnownError(tr("This mailbox is not there any more."), tr("Nothing was checked."))
        report = self._check(mailbox, self._teller(request), other_user)
        if served.called_off:
            raise CalledOff
        if not wanted:
            self._mailboxes.set_state(mailbox.id, report.state, report.said, self._clock())
            if report.state is MailboxState.OK:
                self._look(mailbox.id, mailbox.user_id)
        return report_document(report)

    def _really_check(
        self, mailbox: Mailbox, tell: Callable[[str], None], other_user: str
    ) -> CheckReport:
        today = self._clock().date()
        return check_mailbox(mailbox, self._tokens, today, tell, other_user=other_user)

    def _serve_signin(self, request: MailboxRequest, served: _Served) -> dict[str, Any]:
        if request.state is RequestState.WAITING:
            raise KnownError(*INTERRUPTED)
        address = str(request.wanted["address"])
        client = for_mail(self._client_of(str(request.wanted["provider"])), address)
        served.attempt = self._start_attempt(client, self._clock)
        if served.called_off:
            raise CalledOff
        url = served.attempt.begin()
        if not self._requests.report(
            request,
            self._clock(),
            doing=tr("Waiting for the sign-in at {title}", title=client.definition.title),
            state=RequestState.WAITING,
            authorize_url=url,
        ):
            raise CalledOff
        identity = served.attempt.finish()
        check_person(identity, address, client)
        standing = self._requests.get(request.id)
        if standing is None or standing.state.over:
            raise CalledOff
        self._tokens.hold(request.mailbox_id, identity.tokens)
        # What it had stumbled over is over; whoever fetches looks again.
        self._mailboxes.set_state(request.mailbox_id, MailboxState.NEW)
        self._look(request.mailbox_id, request.user_id)
        log.info("a mailbox signed in with %s", client.definition.id)
        return {"address": identity.email}

    def _look(self, mailbox_id: UUID, user_id: UUID) -> None:
        self._mailboxes.want_look(user_id, mailbox_id)
        self._changed()

    def _teller(self, request: MailboxRequest) -> Callable[[str], None]:
        return lambda doing: _quietly(
            lambda: self._requests.report(request, self._clock(), doing=doing)
        )

    def _end_with(self, request: MailboxRequest, title: str, advice: str, field: str = "") -> None:
        self._requests.end(
            request,
            RequestState.FAILED,
            self._clock(),
            result={"field": field} if field else {},
            title=title,
            advice=advice,
        )


def check_person(identity: Identity, address: str, client: ProviderClient) -> None:
    """Whether a sign-in was that of the mailbox's person, and brought what lasts.

    A mailbox of Microsoft's may be shared: its servers say whether this person may open it.

    Raises:
        KnownError: it was somebody else's, or nothing that lasts came of it.
    """
    title = client.definition.title
    other = identity.email and identity.email != address
    if other and client.definition.id != "microsoft":
        raise KnownError(
            tr(
                "You signed in as {email}, and the mailbox is {address}.",
                email=identity.email,
                address=address,
            ),
            tr(
                "Choose {address} at {title}; or add {email}, and {address} as its alias.",
                address=address,
                title=title,
                email=identity.email,
            ),
        )
    if not identity.tokens.refresh_token:
        raise KnownError(
            tr("{title} did not allow Outpost to come back without you.", title=title),
            tr("Take Outpost away from the list of allowed programs there, and sign in again."),
        )


def _quietly(report: Callable[[], object]) -> None:
    try:
        report()
    except KnownError as error:
        log.info("not told: %s", error)  # of passing interest; the end is what counts


def _places(error: BaseException) -> str:
    """Where an exception passed, without what it says."""
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{PurePath(each.filename).name}:{each.lineno}" for each in reversed(frames))
