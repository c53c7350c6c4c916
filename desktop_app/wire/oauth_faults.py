"""What can go wrong between a provider and us, as sentences.

Nothing of what a provider or a library said goes into them, or into the log: either may repeat
a code, a token or a secret.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import requests

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr

log = logging.getLogger(__name__)

# RFC 6749, sections 4.1.2.1 and 5.2; OpenID Connect Core, section 3.1.2.6; and GitHub's own.
_USED_UP: Final = ("invalid_grant", "bad_verification_code")
_UNKNOWN_CLIENT: Final = (
    *("invalid_client", "unauthorized_client", "incorrect_client_credentials"),
    *("redirect_uri_mismatch", "invalid_redirect_uri"),
)
_LATER: Final = ("temporarily_unavailable", "server_error", "slow_down")
_OTHERS: Final = (
    *("invalid_request", "invalid_scope", "unsupported_response_type", "unsupported_grant_type"),
    *("interaction_required", "login_required", "account_selection_required", "consent_required"),
    *("application_suspended", "unverified_user_email", "admin_policy_enforced"),
)


class OddAnswer(Exception):
    """A provider's answer that cannot be one: what was odd about it, without any of it."""


class UntrueToken(Exception):
    """An ID token that is not to be believed: the part that is wrong, never its value.

    ``clock`` says whether the time may be to blame: the token is of the past or of the future.
    """

    def __init__(self, part: str, *, clock: bool = False) -> None:
        super().__init__(part)
        self.clock = clock


@contextmanager
def told_calmly(title: str) -> Iterator[None]:
    """Turn the faults of a provider, and of the way there, into sentences.

    Args:
        title: the provider's name.

    Raises:
        KnownError: for :class:`OddAnswer`, :class:`UntrueToken` and the exceptions of requests.
    """
    try:
        yield
    except UntrueToken as error:
        log.warning("an ID token of %s does not hold: %s", title, error)
        raise _untrue(title, error) from None
    except OddAnswer as error:
        log.warning("%s answered oddly: %s", title, error)
        raise KnownError(
            tr("{title} answered in a way that Outpost does not understand.", title=title),
            tr(
                "Nothing was changed. Check the address and the client id in the settings, or try "
                "later."
            ),
            retryable=True,
        ) from None
    except requests.RequestException as error:
        log.warning("%s cannot be reached: %s", title, type(error).__name__)
        raise _unreachable(title, error) from None


def refusal(title: str, code: object) -> KnownError:
    """A provider's error code as a sentence; only codes that a standard knows are repeated."""
    if code == "access_denied":
        return KnownError(
            tr("You did not allow it."),
            tr("{title} was not connected. Try again if you want to.", title=title),
        )
    if code in _LATER:
        return KnownError(
            tr("{title} cannot do it just now.", title=title),
            tr("Try again in a few minutes."),
            retryable=True,
        )
    if code in _USED_UP:
        return KnownError(
            tr("This sign-in had run out, or was used already."),
            tr("Start it again."),
            retryable=True,
        )
    if code in _UNKNOWN_CLIENT:
        return KnownError(
            tr("{title} does not know this Outpost.", title=title),
            tr(
                "Check the client id in the settings, the client secret if it wants one, and "
                "that http://127.0.0.1 is allowed there as an address to come back to."
            ),
        )
    known = f" ({code})" if code in _OTHERS else ""
    return KnownError(
        tr("{title} refused the sign-in{known}.", title=title, known=known),
        tr("Nothing was changed. Try again, or use a password."),
    )


def _untrue(title: str, error: UntrueToken) -> KnownError:
    advice = (
        tr("Its time does not fit: check the date and the time of this computer, and try again.")
        if error.clock
        else tr("Nothing was changed. Try again; if it stays so, use a password.")
    )
    return KnownError(
        tr("What {title} says could not be confirmed.", title=title), advice, retryable=True
    )


def _unreachable(title: str, error: requests.RequestException) -> KnownError:
    if isinstance(error, requests.exceptions.SSLError):
        return KnownError(
            tr("The connection to {title} is not secure.", title=title),
            tr("Nothing was sent. Check the date of this computer, or ask who runs its network."),
        )
    return KnownError(
        tr("{title} cannot be reached.", title=title),
        tr(
            "Signing in with a password works without a network. Check the "
            "connection and try again."
        ),
        retryable=True,
    )
