"""A provider that is honest until a test makes it lie: in its document, its keys, its tokens.

It checks PKCE and takes a code once, so that an honest run through it is one. It speaks OpenID
Connect, and GitHub's OAuth 2 at ``/login`` and ``/user``.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from joserfc import jws
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from desktop_app.domain.oauth import GITHUB, GOOGLE, OPENID, ProviderClient

CLIENT_ID = "outpost-client"
CLIENT_SECRET = "the client secret of these tests"
ANY_ALGORITHM = ["none", "HS256", "RS256", "PS256", "ES256", "EdDSA"]


@cache
def keys() -> dict[str, Any]:
    """A key of each kind, made once in a run."""
    return {
        "rsa": RSAKey.generate_key(2048, {"kid": "rsa", "use": "sig"}),
        "ec": ECKey.generate_key("P-256", {"kid": "ec", "use": "sig"}),
        "okp": OKPKey.generate_key("Ed25519", {"kid": "okp", "use": "sig"}),
        "foreign": RSAKey.generate_key(2048, {"kid": "rsa", "use": "sig"}),
        "weak": RSAKey.generate_key(1024, {"kid": "weak", "use": "sig"}),
    }


class CrookedProvider:
    """The provider, and every lever to bend it.

    Attributes:
        claims: laid over those of an honest ID token; None takes one away.
        header: laid over that of an honest ID token.
        key: signs instead of the honest one.
        document: laid over the discovery document.
        answers: whole answers instead of the honest ones, ``path -> (status, headers, body)``.
        token: laid over the answer of the token endpoint.
        seen: every request, ``(method, path, fields, headers)``.
        now: the provider's time, seconds since 1970.
    """

    def __init__(self, port: int, now: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self.now = now
        self.claims: dict[str, Any] = {}
        self.header: dict[str, Any] = {}
        self.key: Any = keys()["rsa"]
        self.document: dict[str, Any] = {}
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.token: dict[str, Any] = {}
        self.seen: list[tuple[str, str, dict[str, str], dict[str, str]]] = []
        self.userinfo: dict[str, Any] = {"sub": "robin-at-the-provider"}
        self.profile: dict[str, Any] = {
            "id": 1234567, "login": "robin", "name": "Robin Reed", "email": "shown@public.example",
            "avatar_url": "https://pictures.example/robin",
        }  # fmt: skip
        self.addresses: Any = [
            {"email": "spare@rep.example", "primary": False, "verified": True},
            {"email": "robin@rep.example", "primary": True, "verified": True},
        ]
        self._codes: dict[str, dict[str, str]] = {}

    # -- who is registered there ---------------------------------------------------------------

    def client(self, **changes: Any) -> ProviderClient:
        """This program's registration, as a provider of the settings (``id="openid"``)."""
        definition = replace(OPENID, issuer=self.issuer, title="Acme", **changes)
        return ProviderClient(definition, CLIENT_ID)

    def google(self) -> ProviderClient:
        """The same under Google's name, with a secret."""
        return ProviderClient(replace(GOOGLE, issuer=self.issuer), CLIENT_ID, CLIENT_SECRET)

    def github(self) -> ProviderClient:
        definition = replace(
            GITHUB,
            authorize_url=f"{self.issuer}/login/authorize",
            token_url=f"{self.issuer}/login/token",
            profile_url=f"{self.issuer}/user",
            addresses_url=f"{self.issuer}/user/emails",
        )
        return ProviderClient(definition, CLIENT_ID, CLIENT_SECRET)

    # -- the browser ---------------------------------------------------------------------------

    def come_back(self, url: str, **changes: str | None) -> Page:
        """Allow it, and follow the redirect; ``changes`` are laid over its fields."""
        redirect_uri, fields = self.allow(url)
        return browse(redirect_uri, {**fields, **changes})

    def allow(self, url: str) -> tuple[str, dict[str, str]]:
        """Allow it; where the browser goes then, and with which fields."""
        asked = dict(parse_qsl(urlsplit(url).query))
        code = secrets.token_urlsafe(16)
        self._codes[code] = asked
        return asked["redirect_uri"], {"code": code, "state": asked["state"]}

    # -- what it answers -----------------------------------------------------------------------

    def answer(self, method: str, path: str, fields: dict[str, str], headers: dict[str, str]):
        self.seen.append((method, path, fields, headers))
        if path in self.answers:
            return self.answers[path]
        honest = {
            "/.well-known/openid-configuration": self._document,
            "/keys": lambda: {"keys": [self._public(name) for name in ("rsa", "ec", "okp")]},
            "/userinfo": lambda: self.userinfo,
            "/user": lambda: self.profile,
            "/user/emails": lambda: self.addresses,
        }
        if path in ("/token", "/login/token"):
            return self._token_answer(path, fields)
        if path not in honest:
            return 404, {}, b"not here"
        return 200, {"Content-Type": "application/json"}, json.dumps(honest[path]()).encode()

    def _public(self, name: str) -> dict[str, Any]:
        return keys()[name].as_dict(private=False)

    def _document(self) -> dict[str, Any]:
        return _laid_over(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "userinfo_endpoint": f"{self.issuer}/userinfo",
            },
            self.document,
        )

    def _token_answer(self, path: str, fields: dict[str, str]):
        asked = self._codes.pop(fields.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(
            hashlib.sha256(fields.get("code_verifier", "").encode()).digest()
        )
        fits = (
            asked is not None
            and asked["code_challenge_method"] == "S256"
            and asked["code_challenge"] == challenge.decode().rstrip("=")
            and asked["redirect_uri"] == fields["redirect_uri"]
        )
        if not fits:
            status, error = (
                (400, "invalid_grant") if path == "/token" else (200, "bad_verification_code")
            )
            return status, {}, json.dumps({"error": error}).encode()
        answer = {
            "access_token": f"access-{secrets.token_urlsafe(12)}",
            "token_type": "Bearer",
            "expires_in": 3600,
            "scope": asked["scope"],
        }
        if path == "/token":
            answer["refresh_token"] = f"refresh-{secrets.token_urlsafe(12)}"
            answer["id_token"] = self.id_token(asked.get("nonce", ""))
        return 200, {}, json.dumps(_laid_over(answer, self.token)).encode()

    def id_token(self, nonce: str) -> str:
        claims = _laid_over(
            {
                "iss": self.issuer,
                "sub": "robin-at-the-provider",
                "aud": CLIENT_ID,
                "iat": self.now,
                "exp": self.now + 600,
                "nonce": nonce,
                "email": "robin@rep.example",
                "email_verified": True,
                "name": "Robin Reed",
                "picture": "https://pictures.example/robin",
            },
            self.claims,
        )
        header = {"alg": "RS256", "kid": getattr(self.key, "kid", None), **self.header}
        header = {name: value for name, value in header.items() if value is not None}
        registry = jws.JWSRegistry(algorithms=ANY_ALGORITHM, strict_check_header=False)
        return jws.serialize_compact(header, json.dumps(claims), self.key, registry=registry)


def public_key_as_secret() -> OctKey:
    """The honest public key, taken for the key of a MAC."""
    return OctKey.import_key(
        keys()["rsa"].as_pem(private=False).replace(b"-----", b""), {"kid": "rsa"}
    )


@dataclass
class Page:
    """What a browser got."""

    status: int
    headers: dict[str, str]
    text: str


def browse(
    redirect_uri: str,
    fields: dict[str, str | None],
    *,
    method: str = "GET",
    headers: dict[str, str] | None = None,
) -> Page:
    """A browser's request to the page that waits for it; logs nothing, as a browser does not."""
    query = urlencode({name: value for name, value in fields.items() if value is not None})
    place = urlsplit(redirect_uri)
    target = f"{place.path}?{place.query}{'&' if place.query and query else ''}{query}"
    connection = HTTPConnection(place.netloc, timeout=10)
    try:
        connection.request(method, target, headers=headers or {})
        answer = connection.getresponse()
        return Page(answer.status, dict(answer.headers), answer.read().decode())
    finally:
        connection.close()


def _laid_over(honest: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**honest, **changes}.items() if value is not None}


@contextmanager
def running(now: int) -> Iterator[CrookedProvider]:
    """Run it until the block ends; ``now`` is its time, seconds since 1970."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            length = int(self.headers.get("Content-Length") or 0)
            fields = dict(parse_qsl(self.rfile.read(length).decode()))
            path = urlsplit(self.path).path
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, named, body = provider.answer(self.command, path, fields, headers)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **named}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def do_CONNECT(self):
            provider.seen.append((self.command, self.path, {}, {}))
            self.send_error(403)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = CrookedProvider(server.server_port, now)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
