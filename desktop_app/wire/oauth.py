"""One try to sign in with a provider: from an address for the browser to who came back.

Authorization code with PKCE (RFC 7636) through the system's browser and the loopback address
(RFC 8252); OpenID Connect where the provider speaks it, plain OAuth 2 where it does not.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.oauth import (
    MICROSOFT_HOME_TENANT,
    CalledOff,
    Identity,
    ProviderClient,
    ProviderDefinition,
    Tokens,
)
from desktop_app.wire.oauth_faults import OddAnswer, UntrueToken, refusal, told_calmly
from desktop_app.wire.oauth_http import get_json, is_loopback, prepare, safe_url
from desktop_app.wire.oauth_id_token import read_id_token
from desktop_app.wire.oauth_identity import granted_tokens, of_claims, of_profile, storable
from desktop_app.wire.oauth_listener import LoopbackListener

_RANDOM_BYTES = 32  # 256 bits, in the state, the nonce and the verifier each


@dataclass(frozen=True, slots=True)
class _Endpoints:
    """Where a provider is asked, and how it names itself."""

    authorize: str
    token: str
    issuer: str = ""
    keys: str = ""
    userinfo: str = ""
    token_auth: str = "client_secret_post"  # noqa: S105 (a method's name)
    names_itself: bool = False  # in the redirect (RFC 9207)


class GrantRefused(Exception):
    """A refresh token is not taken any more."""


class OAuthAttempt:
    """A sign-in under way. :meth:`begin`, then :meth:`finish`, from one thread; :meth:`cancel`
    from any.

    Args:
        client: the provider and this program's registration there.
        clock: the time, UTC.
    """

    def __init__(self, client: ProviderClient, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._definition = client.definition
        self._title = client.definition.title
        self._clock = clock
        self._on_loopback = is_loopback(client.definition.issuer or client.definition.token_url)
        self._cancelled = False
        self._state, self._nonce, self._verifier = (
            secrets.token_urlsafe(_RANDOM_BYTES) for _ in range(3)
        )
        self._listener: LoopbackListener | None = None
        self._endpoints = _Endpoints("", "")

    def begin(self) -> str:
        """Open the listener; the address that the browser is to show.

        Raises:
            KnownError: the provider cannot be reached, or is none.
            CalledOff: cancelled meanwhile.
        """
        with told_calmly(self._title), self._session() as session:
            self._endpoints = self._discover(session)
            try:
                self._listener = LoopbackListener(self._state)
            except OSError:
                raise KnownError(
                    tr("Outpost cannot wait for the browser on this computer."),
                    tr("A firewall may forbid it. Signing in with a password works."),
                ) from None
            self._stop_if_cancelled()
            session.redirect_uri = self._listener.redirect_uri
            url, _ = session.create_authorization_url(
                self._endpoints.authorize,
                state=self._state,
                code_verifier=self._verifier,
                **({"nonce": self._nonce} if self._endpoints.issuer else {}),
                **dict(self._definition.extra),
            )
        return str(url)

    def finish(self) -> Identity:
        """Wait for the browser, and learn who it was.

        Raises:
            KnownError: refused, or the provider's answers do not hold.
            CalledOff: cancelled before anybody came back, or meanwhile.
        """
        if self._listener is None:
            raise AssertionError("finish before begin")
        try:
            answer = self._listener.wait()
        finally:
            self._listener.close()
        self._stop_if_cancelled()
        if answer is None:
            raise CalledOff
        with told_calmly(self._title), self._session() as session:
            code = self._code(answer)
            token = self._exchange(session, code)
            identity = self._identity(session, token, answer.get("iss"))
        self._stop_if_cancelled()
        return identity

    def renew(self, refresh_token: str) -> Tokens:
        """Fresh tokens for an old refresh token, without anybody looking on (RFC 6749, section 6).

        Raises:
            GrantRefused: it is not taken any more: somebody has to sign in again.
            KnownError: the provider cannot be reached, or answers oddly.
        """
        with told_calmly(self._title), self._session() as session:
            self._endpoints = self._discover(session)
        with told_calmly(self._title), self._session() as session:
            try:
                token = session.refresh_token(
                    self._endpoints.token, refresh_token=refresh_token, allow_redirects=False
                )
            except AuthlibBaseError as error:
                if error.error in ("invalid_grant", "interaction_required", "consent_required"):
                    raise GrantRefused from None
                raise refusal(self._title, error.error) from None
            except requests.HTTPError as error:
                if error.response.status_code >= 500:
                    raise requests.ConnectionError from None
                raise OddAnswer(f"status {error.response.status_code}") from None
            except (ValueError, TypeError, OverflowError, RecursionError):
                raise OddAnswer("no token") from None
            if not storable(token.get("access_token")):
                raise OddAnswer("no access token")
            return granted_tokens(token, self._clock())

    def cancel(self) -> None:
        """Wait no longer."""
        self._cancelled = True
        if (listener := self._listener) is not None:
            listener.close()

    def _stop_if_cancelled(self) -> None:
        if self._cancelled:
            if self._listener is not None:
                self._listener.close()
            raise CalledOff

    def _session(self) -> Any:
        session = OAuth2Session(
            self._client.client_id,
            self._client.client_secret or None,
            scope=" ".join(self._definition.scopes),
            redirect_uri=self._listener.redirect_uri if self._listener else None,
            code_challenge_method="S256",
            token_endpoint_auth_method=(
                self._endpoints.token_auth if self._client.client_secret else "none"
            ),
        )
        prepare(session, on_loopback=self._on_loopback)
        session.register_compliance_hook("access_token_response", _no_redirect)
        return session

    def _discover(self, session: Any) -> _Endpoints:
        definition = self._definition
        if not definition.issuer:
            return _Endpoints(
                self._safe(definition.authorize_url), self._safe(definition.token_url)
            )
        wanted = definition.issuer.rstrip("/")
        found = _object(get_json(session, self._safe(f"{wanted}/.well-known/openid-configuration")))
        issuer = found.get("issuer")
        if not isinstance(issuer, str) or not _is_issuer(issuer, wanted, definition):
            raise OddAnswer("another issuer")
        methods = found.get("token_endpoint_auth_methods_supported")
        posts = isinstance(methods, list) and "client_secret_post" in methods
        return _Endpoints(
            authorize=self._safe(found.get("authorization_endpoint")),
            token=self._safe(found.get("token_endpoint")),
            issuer=issuer,
            keys=self._safe(found.get("jwks_uri")),
            userinfo=self._safe(found["userinfo_endpoint"])
            if found.get("userinfo_endpoint")
            else "",
            token_auth="client_secret_post" if posts else "client_secret_basic",
            names_itself=found.get("authorization_response_iss_parameter_supported") is True,
        )

    def _safe(self, url: object) -> str:
        return safe_url(url, on_loopback=self._on_loopback)

    def _code(self, answer: Mapping[str, str]) -> str:
        """The code in the redirect, which must come from the provider that was asked."""
        self._check_sender(answer.get("iss"))
        if error := answer.get("error"):
            raise refusal(self._title, error)
        code = answer.get("code")
        if not code:
            raise OddAnswer("no code")
        return code

    def _check_sender(self, sender: str | None) -> None:
        """RFC 9207: a redirect that names another issuer is from a mix-up of providers."""
        if sender is None:
            if self._endpoints.names_itself:
                raise OddAnswer("no issuer")
            return
        issuer = self._endpoints.issuer
        if "{tenantid}" in issuer:
            # Which tenant it is, the ID token says; they are compared then.
            fits = bool(_filled(issuer).fullmatch(sender))
        else:
            fits = hmac.compare_digest(sender.encode(), issuer.encode())
        if issuer and not fits:
            raise OddAnswer("another issuer")

    def _exchange(self, session: Any, code: str) -> dict[str, Any]:
        try:
            token = session.fetch_token(
                self._endpoints.token,
                grant_type="authorization_code",
                code=code,
                code_verifier=self._verifier,
                allow_redirects=False,
            )
        except AuthlibBaseError as error:
            raise refusal(self._title, error.error) from None
        except requests.HTTPError as error:
            status = error.response.status_code
            if status >= 500:
                raise requests.ConnectionError from None
            raise OddAnswer(f"status {status}") from None
        except (ValueError, TypeError, OverflowError, RecursionError):
            raise OddAnswer("no token") from None
        kind = token.get("token_type", "bearer")
        if not storable(token.get("access_token")) or str(kind).lower() != "bearer":
            raise OddAnswer("no access token")
        return dict(token)

    def _identity(self, session: Any, token: Mapping[str, Any], sender: str | None) -> Identity:
        access_token = str(token["access_token"])
        tokens = granted_tokens(token, self._clock())
        definition = self._definition
        if not self._endpoints.issuer:
            profile, addresses = (
                get_json(session, self._safe(url), access_token)
                for url in (definition.profile_url, definition.addresses_url)
            )
            return of_profile(definition, profile, addresses, tokens)
        if tokens.id_token is None:
            raise OddAnswer("no ID token")
        claims = read_id_token(
            tokens.id_token,
            get_json(session, self._endpoints.keys),
            issuer=self._endpoints.issuer,
            client_id=self._client.client_id,
            nonce=self._nonce,
            access_token=access_token,
            now=self._clock(),
        )
        if sender is not None and sender != claims["iss"]:
            raise UntrueToken("iss")
        userinfo: Mapping[str, Any] = {}
        asks = definition.asks_userinfo and bool(self._endpoints.userinfo)
        if not claims.get("email") and asks:
            # A provider to the letter keeps the address for those who ask.
            userinfo = _object(get_json(session, self._endpoints.userinfo, access_token))
        return of_claims(definition, claims, userinfo, tokens)


def _no_redirect(response: requests.Response) -> requests.Response:
    if 300 <= response.status_code < 400:
        raise OddAnswer(f"status {response.status_code}")
    return response


def _object(found: object) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise OddAnswer("no object")
    return found


def _filled(issuer: str) -> re.Pattern[str]:
    """An issuer's pattern with any tenant in it."""
    return re.compile(re.escape(issuer).replace(r"\{tenantid\}", "[0-9a-f-]{36}"))


def _is_issuer(found: str, wanted: str, definition: ProviderDefinition) -> bool:
    """OpenID Discovery, 4.3: the document is of whom it was asked for; Microsoft's fills in the
    tenant, or leaves its place open."""
    if not definition.many_tenants:
        return found.rstrip("/") == wanted
    template = wanted.replace(f"/{definition.tenant}/", "/{tenantid}/")
    if definition.tenant in ("common", "organizations"):
        return found == template
    if definition.tenant == "consumers":
        return found == template.replace("{tenantid}", MICROSOFT_HOME_TENANT)
    return found == wanted or bool(_filled(template).fullmatch(found))
