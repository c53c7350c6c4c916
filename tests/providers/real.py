"""Canaille, an OpenID provider that people run for real, on the loopback address.

It insists on PKCE and a nonce, asks for a password and for consent, names itself in the redirect
(RFC 9207), and takes a code once. The browser is requests: it follows redirects and fills in forms.

Its store in memory mixes up the consents of people, and those who sign in at the same time: one
at a time, and each visit begins without consents.
"""

from __future__ import annotations

import os
import threading
import uuid
import wsgiref.simple_server
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import requests

CLIENT_ID = "outpost"
PASSWORD = "a password of the provider"


class _Quiet(wsgiref.simple_server.WSGIRequestHandler):
    def log_message(self, *args):
        pass


class RealProvider:
    """The provider, seen from who runs it."""

    def __init__(self, app, port):
        from canaille.app import models
        from canaille.backends import Backend

        self._app = app
        self._models = models
        self._backend = Backend.instance
        self.issuer = f"http://127.0.0.1:{port}"
        with app.app_context():
            self._client = models.Client(
                client_id=CLIENT_ID,
                client_name="Outpost",
                redirect_uris=[],
                grant_types=["authorization_code", "refresh_token"],
                response_types=["code"],
                scope=["openid", "email", "profile"],
                token_endpoint_auth_method="none",
                client_uri="https://outpost.example",
            )
            self._backend.save(self._client)
            self._client.audience = [self._client]
            self._backend.save(self._client)

    def person(self, email, *, verified=True, name="Robin Reed"):
        """Somebody with an account there; answers the ``sub``."""
        sub = f"{'proved' if verified else 'claimed'}-{uuid.uuid4().hex[:8]}"
        with self._app.app_context():
            self._backend.save(
                self._models.User(
                    user_name=sub,
                    given_name=name.split()[0],
                    family_name=name.split()[-1],
                    formatted_name=name,
                    emails=[email],
                    password=PASSWORD,
                )
            )
        return sub

    def expect(self, redirect_uri):
        """Get ready for a visit that comes back there: Canaille compares ports, where RFC 8252
        says not to."""
        with self._app.app_context():
            for consent in self._backend.query(self._models.Consent):
                self._backend.delete(consent)
            self._client.redirect_uris = [*self._client.redirect_uris, redirect_uri]
            self._backend.save(self._client)


@contextmanager
def running() -> Iterator[RealProvider]:
    """Run the provider until the block ends."""
    # It speaks http here, and its library forbids that otherwise.
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    from canaille import create_app
    from joserfc.jwk import RSAKey

    key = RSAKey.generate_key(2048, auto_kid=True)
    server = wsgiref.simple_server.make_server("127.0.0.1", 0, None, handler_class=_Quiet)
    app = create_app(
        config={
            "TESTING": True,
            "ENV_FILE": None,
            "SECRET_KEY": uuid.uuid4().hex,
            "WTF_CSRF_ENABLED": False,
            "PREFERRED_URL_SCHEME": "http",
            "SERVER_NAME": f"127.0.0.1:{server.server_port}",
            "CANAILLE": {
                "DATABASE": "memory",
                "JAVASCRIPT": False,
                "ACL": {"DEFAULT": {"PERMISSIONS": ["use_oidc"]}},
                "LOGGING": {"version": 1, "disable_existing_loggers": False},
            },
            "CANAILLE_OIDC": {
                "ACTIVE_JWKS": [key.as_dict(private=True)],
            },
        },
        env_file=".no-env-file",
        env_prefix="NO_PREFIX_",
    )
    app.config["CANAILLE_OIDC"]["USERINFO_MAPPING"]["EMAIL_VERIFIED"] = (
        "{{ 'true' if user.user_name.startswith('proved') else '' }}"
    )
    server.set_app(app)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield RealProvider(app, server.server_port)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Browser:
    """A person in front of a browser, signed in nowhere yet."""

    def __init__(self, provider):
        self._provider = provider
        self._session = requests.Session()
        self._session.trust_env = False
        self.came_back_to = ""

    def go(self, url, sub, *, answer="accept"):
        """Open the address, sign in there as ``sub``, and allow it or not; the last page."""
        self._provider.expect(parse_qs(urlsplit(url).query)["redirect_uri"][0])
        page = self._session.get(url)
        while page.url.startswith(self._provider.issuer):
            if "password" in urlsplit(page.url).path:
                page = self._session.post(page.url, data={"password": PASSWORD})
            elif "login" in urlsplit(page.url).path:
                page = self._session.post(page.url, data={"login": sub})
            elif 'name="answer"' in page.text:
                page = self._session.post(page.url, data={"answer": answer})
            else:
                raise AssertionError(f"{page.status_code} {page.url}\n{page.text}")
            assert page.status_code == 200, f"{page.url}\n{page.text}"
        self.came_back_to = page.url
        return page
