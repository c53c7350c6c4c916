"""What servers are shown: passwords and tokens, and when somebody has to sign in again."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.domain.mail_faults import MailFault
from desktop_app.domain.mailbox_requests import for_mail
from desktop_app.domain.mailboxes import Auth, Credential, MailboxState
from desktop_app.domain.oauth import GITHUB, GOOGLE, MICROSOFT, ProviderClient, Tokens
from desktop_app.engine.mailbox_tokens import (
    AHEAD,
    KeyringAway,
    MailboxTokens,
    Refused,
    SignInAgain,
)
from desktop_app.wire.oauth import GrantRefused, OAuthAttempt
from tests.mailboxes import a_mailbox
from tests.providers import crooked

pytestmark = pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")


class Keyring:
    why = ""

    def __init__(self):
        self.held = {}

    def get(self, name):
        return self.held.get(name)

    def set(self, name, value):
        self.held[name] = value


@pytest.fixture
def keyring():
    return Keyring()


class Provider:
    """Hands out tokens of an hour; ``refused`` takes none any more."""

    def __init__(self, clock):
        self._clock, self.asked, self.refused, self.rotates = clock, [], False, False

    def __call__(self, client, refresh_token, clock):
        self.asked.append(refresh_token)
        if self.refused:
            raise Refused
        n = len(self.asked)
        return Tokens(
            access_token=f"access {n}",
            refresh_token=f"refresh {n}" if self.rotates else None,
            access_expires_at=self._clock() + timedelta(hours=1),
        )


@pytest.fixture
def provider(clock):
    return Provider(clock)


@pytest.fixture
def tokens(keyring, clock, provider):
    client = ProviderClient(GOOGLE, "client")
    return MailboxTokens(keyring, lambda provider_id: client, clock, provider)


@pytest.fixture
def mailbox(user):
    return a_mailbox(user, auth=Auth.OAUTH2, provider="google")


def test_a_password_comes_from_the_keyring(tokens, keyring, user):
    mailbox = a_mailbox(user)
    keyring.set(mailbox.secret_name, "s3cret")
    assert tokens(mailbox) == Credential(mailbox.imap.user, "s3cret")
    assert "s3cret" not in repr(tokens(mailbox))


def test_without_one_somebody_has_to_sign_in(tokens, keyring, user):
    with pytest.raises(
        SignInAgain, match="The password is not in this computer's keyring"
    ) as caught:
        tokens(a_mailbox(user))
    assert caught.value.state is MailboxState.SIGNIN
    assert not caught.value.retryable


def test_a_keyring_that_cannot_be_asked_is_asked_again(tokens, keyring, user):
    keyring.why = "The keyring of this computer is locked."
    with pytest.raises(KeyringAway, match="is locked") as caught:
        tokens(a_mailbox(user))
    assert caught.value.state is MailboxState.SIGNIN
    assert caught.value.retryable


def test_a_token_serves_until_a_minute_before_its_end(tokens, keyring, mailbox, clock, provider):
    keyring.set(mailbox.secret_name, "refresh")
    assert tokens(mailbox) == Credential(mailbox.imap.user, "access 1", Auth.OAUTH2)
    clock.forward(hours=1)
    clock.now -= AHEAD + timedelta(seconds=1)
    assert tokens(mailbox).secret == "access 1"
    clock.forward(seconds=1)
    assert tokens(mailbox).secret == "access 2"
    assert provider.asked == ["refresh", "refresh"]


def test_another_refresh_token_takes_the_place_of_the_old_one(tokens, keyring, mailbox, provider):
    keyring.set(mailbox.secret_name, "refresh")
    provider.rotates = True
    tokens(mailbox)
    tokens.forget(mailbox.id)
    tokens(mailbox)
    assert provider.asked == ["refresh", "refresh 1"]
    assert keyring.held == {mailbox.secret_name: "refresh 2"}


def test_an_access_token_is_in_no_keyring(tokens, keyring, mailbox, clock):
    tokens.hold(mailbox.id, Tokens("access", "refresh", access_expires_at=clock.forward(hours=1)))
    assert keyring.held == {mailbox.secret_name: "refresh"}
    clock.forward(minutes=-30)
    assert tokens(mailbox).secret == "access"


def test_a_refusal_asks_to_sign_in_again(tokens, keyring, mailbox, provider):
    keyring.set(mailbox.secret_name, "refresh")
    provider.refused = True
    with pytest.raises(SignInAgain, match="Google wants you to sign in again") as caught:
        tokens(mailbox)
    assert caught.value.state is MailboxState.SIGNIN and not caught.value.retryable
    assert keyring.held == {mailbox.secret_name: "refresh"}


def test_a_provider_that_gives_no_token_is_the_mailboxs_trouble(keyring, mailbox, clock):
    """So that it is said of the mailbox, and not only in the log."""
    keyring.set(mailbox.secret_name, "refresh")
    client = ProviderClient(GOOGLE, "client")

    def asked(error):
        def renew(client, refresh_token, clock):
            raise error

        with pytest.raises(MailFault) as caught:
            MailboxTokens(keyring, lambda _: client, clock, renew)(mailbox)
        return caught.value

    away = asked(KnownError("Google cannot be reached.", "Use a password.", retryable=True))
    assert (away.title, away.state) == ("Google cannot be reached.", MailboxState.UNREACHABLE)
    assert away.retryable and "password" not in away.advice
    unknown = asked(KnownError("Google does not know this Outpost.", "Check the client id."))
    assert (unknown.state, unknown.advice) == (MailboxState.REFUSED, "Check the client id.")
    assert not unknown.retryable

    def nobody(provider_id):
        raise KnownError("That is not set up here.")

    with pytest.raises(MailFault, match="not set up"):
        MailboxTokens(keyring, nobody, clock)(mailbox)


def test_many_threads_ask_once(keyring, mailbox, clock, provider):
    waiting = threading.Barrier(6)

    def slow(client, refresh_token, clock):
        threading.Event().wait(0.05)
        return provider(client, refresh_token, clock)

    tokens = MailboxTokens(keyring, lambda provider_id: ProviderClient(GOOGLE, "c"), clock, slow)
    keyring.set(mailbox.secret_name, "refresh")

    def ask(_):
        waiting.wait(5)
        return tokens(mailbox).secret

    with ThreadPoolExecutor(6) as many:
        assert {*many.map(ask, range(6))} == {"access 1"}
    assert len(provider.asked) == 1


# -- the wire --------------------------------------------------------------------------------------


@pytest.fixture
def crooked_provider(clock):
    with crooked.running(int(clock.now.timestamp())) as running:
        yield running


def _renew(provider, clock, refresh_token="refresh"):
    return OAuthAttempt(for_mail(provider.google()), clock).renew(refresh_token)


def test_a_token_is_renewed_over_the_wire(crooked_provider, clock):
    crooked_provider.answers["/token"] = (
        200, {}, b'{"access_token": "new", "token_type": "Bearer", "expires_in": 3599}'
    )  # fmt: skip
    fresh = _renew(crooked_provider, clock)
    assert fresh.access_token == "new"
    assert fresh.access_expires_at == clock() + timedelta(seconds=3599)
    fields = crooked_provider.seen[-1][2]
    assert fields["grant_type"] == "refresh_token" and fields["refresh_token"] == "refresh"


def test_a_grant_that_was_taken_back(crooked_provider, clock):
    crooked_provider.answers["/token"] = (400, {}, b'{"error": "invalid_grant"}')
    with pytest.raises(GrantRefused):
        _renew(crooked_provider, clock)


@pytest.mark.parametrize(
    ("answer", "retryable"),
    [((503, {}, b"busy"), True), ((400, {}, b'{"error": "invalid_client"}'), False),
     ((200, {}, b"no json"), True), ((200, {}, b"{}"), True),
     ((302, {"Location": "http://127.0.0.1:1/"}, b""), True)],
)  # fmt: skip
def test_a_provider_that_answers_oddly_is_no_reason_to_sign_in_again(
    crooked_provider, clock, answer, retryable
):
    crooked_provider.answers["/token"] = answer
    with pytest.raises(KnownError) as caught:
        _renew(crooked_provider, clock)
    assert not isinstance(caught.value, SignInAgain)
    assert caught.value.retryable is retryable
    assert "refresh" not in str(caught.value)


def test_what_a_mailbox_is_asked_for():
    google = for_mail(ProviderClient(GOOGLE, "c"), "robin@gmail.example").definition
    assert "https://mail.google.com/" in google.scopes
    assert dict(google.extra)["access_type"] == "offline"
    assert dict(google.extra)["login_hint"] == "robin@gmail.example"
    microsoft = for_mail(ProviderClient(MICROSOFT, "c")).definition
    assert {each.rpartition("/")[2] for each in microsoft.scopes} >= {
        "IMAP.AccessAsUser.All", "SMTP.Send", "offline_access"}  # fmt: skip
    assert not microsoft.asks_userinfo  # its token is for mail alone
    with pytest.raises(KnownError):
        for_mail(ProviderClient(GITHUB, "c"))


def test_another_mailbox_has_another_token(tokens, keyring, mailbox, user):
    other = replace(mailbox, id=a_mailbox(user).id)
    keyring.set(mailbox.secret_name, "one")
    keyring.set(other.secret_name, "two")
    assert tokens(mailbox).secret != tokens(other).secret
