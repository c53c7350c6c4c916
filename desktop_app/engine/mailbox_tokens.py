"""What the servers of a mailbox are shown: a password from the keyring, or a fresh access token.

A refresh token is in the keyring as a password would be; access tokens are in this process's
memory alone, and renewed a minute before they end.
"""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol
from uuid import UUID

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.mail_faults import MailFault
from desktop_app.domain.mailbox_requests import for_mail
from desktop_app.domain.mailboxes import Auth, Credential, Mailbox, MailboxState, secret_name
from desktop_app.domain.oauth import ProviderClient, Tokens

log = logging.getLogger(__name__)

AHEAD: Final = timedelta(seconds=60)
_LIFE_UNSAID: Final = timedelta(minutes=5)  # of a token whose end the provider did not say

CredentialSource = Callable[[Mailbox], Credential]
Clock = Callable[[], datetime]
Renew = Callable[[ProviderClient, str, Clock], Tokens]


class SignInAgain(MailFault):
    """Nothing that the servers would take is known (any more)."""

    state = MailboxState.SIGNIN

    def __init__(self, why: str) -> None:
        super().__init__(why, tr("Sign in to it again; the mail that is here stays."))


class KeyringAway(MailFault):
    """The keyring may know it and cannot be asked: what is in it is taken when it can be."""

    state = MailboxState.SIGNIN

    def __init__(self, why: str) -> None:
        super().__init__(
            why,
            tr("Sign in to the mailbox again, or unlock the keyring: it is asked again by itself."),
            retryable=True,
        )


class NoToken(MailFault):
    """A provider gives no access token: it cannot be reached, or does not know this program.

    Args:
        why: as it was found out, without a mailbox in mind.
    """

    def __init__(self, why: KnownError) -> None:
        passing = why.retryable
        advice = tr("Mail that is here stays; it is tried again by itself.")
        super().__init__(why.title, advice if passing else why.advice, retryable=passing)
        self.state = MailboxState.UNREACHABLE if passing else MailboxState.REFUSED


class Refused(Exception):
    """A provider does not take a refresh token any more."""


class Secrets(Protocol):
    """The keyring's entries of this workspace."""

    @property
    def why(self) -> str: ...
    def get(self, name: str) -> str | None: ...
    def set(self, name: str, value: str) -> None: ...


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _renew(client: ProviderClient, refresh_token: str, clock: Clock) -> Tokens:
    # Authlib and what it stands on cost a fifth of a second, which no start has to spend.
    from desktop_app.wire.oauth import GrantRefused, OAuthAttempt

    try:
        return OAuthAttempt(client, clock).renew(refresh_token)
    except GrantRefused:
        raise Refused from None


class MailboxTokens:
    """A :data:`CredentialSource`. Safe to call from several threads.

    Args:
        secrets: the keyring's entries of this workspace.
        client_of: the provider of an id, with this program's registration there; raises
            KnownError where none is set up.
        clock: the time, UTC.
        renew: asks a provider for fresh tokens.
    """

    def __init__(
        self,
        secrets: Secrets,
        client_of: Callable[[str], ProviderClient],
        clock: Clock = _utc_now,
        renew: Renew = _renew,
    ) -> None:
        self._secrets = secrets
        self._client_of = client_of
        self._clock = clock
        self._renew = renew
        self._fresh: dict[UUID, tuple[str, datetime]] = {}
        self._one_at_a_time: defaultdict[UUID, threading.Lock] = defaultdict(threading.Lock)

    def __call__(self, mailbox: Mailbox) -> Credential:
        """What to sign in with. ``user`` is the one of IMAP; SMTP has its own in
        ``mailbox.smtp.user``.

        Raises:
            SignInAgain: nothing that the servers would take is known.
            KeyringAway: the keyring cannot be asked.
            NoToken: its provider cannot be reached, or is not set up.
        """
        if mailbox.auth is Auth.PASSWORD:
            return Credential(mailbox.imap.user, self._kept(mailbox, tr("The password")))
        with self._one_at_a_time[mailbox.id]:
            return Credential(mailbox.imap.user, self._access_token(mailbox), Auth.OAUTH2)

    def hold(self, mailbox_id: UUID, tokens: Tokens) -> None:
        """Keep what a sign-in brought: the refresh token for good, the access token for now."""
        if tokens.refresh_token:
            self._secrets.set(secret_name(mailbox_id), tokens.refresh_token)
        if tokens.access_token:
            ends = tokens.access_expires_at or self._clock() + _LIFE_UNSAID
            self._fresh[mailbox_id] = (tokens.access_token, ends)

    def forget(self, mailbox_id: UUID) -> None:
        """Ask for a new access token the next time: a server did not take this one, or somebody
        signed in again."""
        self._fresh.pop(mailbox_id, None)

    def _access_token(self, mailbox: Mailbox) -> str:
        held = self._fresh.get(mailbox.id)
        if held is not None and held[1] - AHEAD > self._clock():
            return held[0]
        self.forget(mailbox.id)
        kept = self._kept(mailbox, tr("What the last sign-in left"))
        try:
            client = for_mail(self._client_of(mailbox.provider))
            tokens = self._renew(client, kept, self._clock)
        except Refused:
            title = client.definition.title
            raise SignInAgain(tr("{title} wants you to sign in again.", title=title)) from None
        except KnownError as error:
            raise NoToken(error) from None
        self.hold(mailbox.id, tokens)  # some hand out another refresh token each time
        log.info("a fresh access token of %s", mailbox.provider)
        if tokens.access_token is None:
            raise AssertionError("renewed without an access token")
        return tokens.access_token

    def _kept(self, mailbox: Mailbox, what: str) -> str:
        secret = self._secrets.get(mailbox.secret_name)
        if secret is None:
            if why := self._secrets.why:
                raise KeyringAway(why)
            raise SignInAgain(tr("{what} is not in this computer's keyring.", what=what))
        return secret
