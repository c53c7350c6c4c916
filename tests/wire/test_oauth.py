"""A sign-in with a provider, honest and not."""

from __future__ import annotations

import gzip
import json
import logging
import ssl
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from desktop_app.domain.errors import KnownError
from desktop_app.domain.oauth import (
    MICROSOFT,
    MICROSOFT_HOME_TENANT,
    OPENID,
    CalledOff,
    ProviderClient,
)
from desktop_app.wire import oauth_http
from desktop_app.wire.oauth import OAuthAttempt
from tests.providers import crooked, real

# Crooked keys and signatures are the point here.
pytestmark = pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")

NOW = datetime(2026, 6, 17, 9, 30, tzinfo=UTC)
TENANT = "11111111-2222-3333-4444-555555555555"


@pytest.fixture
def provider():
    with crooked.running(int(NOW.timestamp())) as provider:
        yield provider


@pytest.fixture(scope="module")
def canaille():
    with real.running() as provider:
        yield provider


@pytest.fixture
def run(provider):
    """Sign in with the crooked provider; ``changes`` are laid over the redirect's fields."""

    def go(client=None, now=NOW, **changes):
        attempt = OAuthAttempt(client or provider.client(), lambda: now)
        try:
            provider.come_back(attempt.begin(), **changes)
            return attempt.finish()
        finally:
            attempt.cancel()

    return go


# -- with a provider that people run for real ---------------------------------------------------


def _real_client(canaille):
    definition = replace(OPENID, issuer=canaille.issuer, title="Canaille")
    return ProviderClient(definition, real.CLIENT_ID)


def _real_sign_in(canaille, sub, *, clock=lambda: datetime.now(UTC), answer="accept"):
    attempt = OAuthAttempt(_real_client(canaille), clock)
    browser = real.Browser(canaille)
    page = browser.go(attempt.begin(), sub, answer=answer)
    assert page.status_code == 200
    return attempt.finish()


def test_a_real_provider_says_who_it_was(canaille):
    sub = canaille.person("robin@rep.example", name="Robin Reed")
    identity = _real_sign_in(canaille, sub)
    assert (identity.provider_id, identity.account_id) == ("openid", sub)
    assert (identity.email, identity.verified, identity.name) == (
        "robin@rep.example",
        True,
        "Robin Reed",
    )
    assert identity.tokens.scope == "openid,email,profile"
    assert identity.tokens.access_expires_at > datetime.now(UTC)


def test_an_address_that_a_real_provider_does_not_vouch_for(canaille):
    sub = canaille.person("mallory@rep.example", verified=False)
    assert _real_sign_in(canaille, sub).verified is False


def test_refused_at_a_real_provider(canaille):
    sub = canaille.person("no@rep.example")
    with pytest.raises(KnownError, match="did not allow it"):
        _real_sign_in(canaille, sub, answer="deny")


def test_a_real_provider_takes_a_code_once(canaille):
    sub = canaille.person("twice@rep.example")
    attempt = OAuthAttempt(_real_client(canaille), lambda: datetime.now(UTC))
    browser = real.Browser(canaille)
    browser.go(attempt.begin(), sub)
    code = parse_qs(urlsplit(browser.came_back_to).query)["code"][0]
    attempt.finish()
    with attempt._session() as session, pytest.raises(KnownError, match="used already"):
        attempt._exchange(session, code)


@pytest.mark.parametrize("minutes", [-1.5, 1.5])
def test_a_clock_that_is_a_little_off_does_not_matter(canaille, minutes):
    sub = canaille.person("clock@rep.example")
    off = timedelta(minutes=minutes)
    assert _real_sign_in(canaille, sub, clock=lambda: datetime.now(UTC) + off)


@pytest.mark.parametrize("off", [timedelta(minutes=-4), timedelta(hours=2)])
def test_a_clock_that_is_far_off_is_told(canaille, off):
    sub = canaille.person("late@rep.example")
    with pytest.raises(KnownError, match=r"could not be confirmed.*the time of this computer"):
        _real_sign_in(canaille, sub, clock=lambda: datetime.now(UTC) + off)


# -- what is asked for ------------------------------------------------------------------------


def test_what_the_browser_is_sent_with(provider):
    attempts = [OAuthAttempt(provider.client(), lambda: NOW) for _ in range(2)]
    asked = [parse_qs(urlsplit(each.begin()).query) for each in attempts]
    for each in attempts:
        each.cancel()
    first, second = asked
    assert first["response_type"] == ["code"] and first["scope"] == ["openid email profile"]
    assert first["code_challenge_method"] == ["S256"]
    assert first["redirect_uri"][0].startswith("http://127.0.0.1:")
    for secret in ("state", "nonce", "code_challenge"):
        assert len(first[secret][0]) >= 43, "256 bits"
        assert first[secret] != second[secret]


def test_who_it_was(run, provider):
    identity = run()
    assert (identity.account_id, identity.email, identity.verified) == (
        "robin-at-the-provider",
        "robin@rep.example",
        True,
    )
    assert identity.image == "https://pictures.example/robin"
    assert identity.tokens.access_expires_at == NOW + timedelta(hours=1)
    assert identity.tokens.refresh_token.startswith("refresh-")


def test_a_secret_goes_to_the_token_endpoint_alone(run, provider):
    run(provider.google())
    for method, path, fields, headers in provider.seen:
        sent = f"{fields} {headers}"
        told = "client_secret" in fields or "basic" in headers.get("authorization", "").lower()
        assert told == (path == "/token"), (method, path)
        assert crooked.CLIENT_SECRET not in sent or path == "/token"


def test_a_public_client_sends_no_secret(run, provider):
    run()
    [fields] = [fields for _, path, fields, _ in provider.seen if path == "/token"]
    assert fields["client_id"] == crooked.CLIENT_ID and "client_secret" not in fields


def test_github(run, provider):
    identity = run(provider.github())
    assert (identity.provider_id, identity.account_id) == ("github", "1234567")
    assert (identity.email, identity.verified) == ("robin@rep.example", True)
    assert identity.tokens.id_token is None
    assert identity.tokens.scope == "read:user,user:email"


def test_a_main_address_that_github_has_not_proved(run, provider):
    provider.addresses[1]["verified"] = False
    identity = run(provider.github())
    assert (identity.email, identity.verified) == ("robin@rep.example", False)


@pytest.mark.parametrize("addresses", [[], [{"email": "a@b.example"}], ["text"], [None]])
def test_github_without_a_main_address(run, provider, addresses):
    provider.addresses = addresses
    assert run(provider.github()).email == ""


@pytest.mark.parametrize("addresses", [{}, None, "text", 7])
def test_github_with_nonsense_for_addresses(run, provider, addresses):
    provider.addresses = addresses
    with pytest.raises(KnownError, match="does not understand"):
        run(provider.github())


# -- Microsoft --------------------------------------------------------------------------------


@pytest.fixture
def microsoft(provider):
    """A client of Microsoft in a tenant's mode; the token is of ``TENANT`` unless it is bent."""

    def make(tenant="common", issuer="{issuer}/{{tenantid}}/v2.0"):
        if tenant == "consumers":
            issuer = issuer.replace("{{tenantid}}", MICROSOFT_HOME_TENANT)
        provider.document["issuer"] = issuer.format(issuer=provider.issuer)
        provider.answers[f"/{tenant}/v2.0/.well-known/openid-configuration"] = provider.answer(
            "GET", "/.well-known/openid-configuration", {}, {}
        )
        provider.claims = {
            "iss": f"{provider.issuer}/{TENANT}/v2.0",
            "tid": TENANT,
            "oid": "the-object-id",
            "email_verified": None,
            **provider.claims,
        }
        definition = replace(MICROSOFT, issuer=f"{provider.issuer}/{tenant}/v2.0", tenant=tenant)
        return ProviderClient(definition, crooked.CLIENT_ID)

    return make


def test_microsoft_of_any_tenant(run, provider, microsoft):
    identity = run(microsoft())
    assert (identity.account_id, identity.verified) == ("the-object-id", False)


@pytest.mark.parametrize(
    ("claim", "verified"),
    [
        ({"xms_edov": True}, True),
        ({"xms_edov": "1"}, True),
        ({"xms_edov": 1}, True),
        ({"xms_edov": False}, False),
        ({"email_verified": "true"}, True),
        ({"email_verified": "false"}, False),
        ({"email_verified": "yes"}, False),
        ({"verified_primary_email": ["robin@rep.example"]}, True),
        ({"verified_primary_email": ["other@rep.example"]}, False),
        ({"verified_primary_email": "robin@rep.example and more"}, False),
    ],
)
def test_when_an_address_of_microsoft_is_vouched_for(run, provider, microsoft, claim, verified):
    client = microsoft()
    provider.claims |= claim
    assert run(client).verified is verified


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "{issuer}/99999999-2222-3333-4444-555555555555/v2.0"},
        {"tid": None},
        {"tid": "../evil"},
        {"tid": ["x"]},
        {"iss": "https://evil.example/{tenant}/v2.0"},
    ],
)
def test_a_tenant_that_is_not_its_own(run, provider, microsoft, claims):
    client = microsoft()
    for name, value in claims.items():
        text = isinstance(value, str)
        provider.claims[name] = (
            value.format(issuer=provider.issuer, tenant=TENANT) if text else value
        )
    with pytest.raises(KnownError, match="could not be confirmed"):
        run(client)


@pytest.mark.parametrize(
    ("mode", "tenant", "may"),
    [
        ("organizations", TENANT, True),
        ("organizations", MICROSOFT_HOME_TENANT, False),
        ("consumers", MICROSOFT_HOME_TENANT, True),
        ("consumers", TENANT, False),
        ("common", MICROSOFT_HOME_TENANT, True),
    ],
)
def test_which_kind_of_microsoft_account_may(run, provider, microsoft, mode, tenant, may):
    provider.claims = {"tid": tenant, "iss": f"{provider.issuer}/{tenant}/v2.0"}
    client = microsoft(mode)
    if may:
        assert run(client)
    else:
        with pytest.raises(KnownError, match="could not be confirmed"):
            run(client)


def test_a_key_that_speaks_for_another_tenant(run, provider, microsoft):
    client = microsoft()
    key = {**crooked.keys()["rsa"].as_dict(private=False)}
    key["issuer"] = f"{provider.issuer}/{MICROSOFT_HOME_TENANT}/v2.0"
    provider.answers["/keys"] = _json({"keys": [key]})
    with pytest.raises(KnownError, match="could not be confirmed"):
        run(client)


# -- ID tokens that are not to be believed ------------------------------------------------------


def test_the_signatures_that_are_taken(run, provider):
    for name, algorithm in (("rsa", "RS256"), ("rsa", "PS256"), ("ec", "ES256"), ("okp", "EdDSA")):
        provider.key, provider.header = crooked.keys()[name], {"alg": algorithm}
        assert run().email == "robin@rep.example"


def test_a_token_that_names_no_key(run, provider):
    provider.header = {"kid": None}
    assert run()


@pytest.mark.parametrize(
    ("bend", "part"),
    [
        ({"nonce": "another"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"nonce": ["x"]}, "nonce"),
        ({"nonce": "\ud800"}, "nonce"),
        ({"aud": "another client"}, "aud"),
        ({"aud": None}, "aud"),
        ({"aud": []}, "aud"),
        ({"aud": {"a": 1}}, "aud"),
        ({"aud": [crooked.CLIENT_ID, "another"]}, "azp"),
        ({"aud": [crooked.CLIENT_ID, "another"], "azp": "another"}, "azp"),
        ({"azp": "another"}, "azp"),
        ({"iss": "https://evil.example"}, "iss"),
        ({"iss": None}, "iss"),
        ({"iss": 7}, "iss"),
        ({"sub": None}, "sub"),
        ({"sub": 7}, "sub"),
        ({"exp": None}, "exp"),
        ({"exp": "soon"}, "exp"),
        ({"iat": None}, "iat"),
        ({"at_hash": "bm90IHRoZSBoYXNo"}, "at_hash"),
        ({"at_hash": 7}, "at_hash"),
    ],
)
def test_claims_that_do_not_hold(run, provider, caplog, bend, part):
    provider.claims = bend
    with pytest.raises(KnownError, match="What Acme says could not be confirmed"):
        run()
    assert f"does not hold: {part}" in caplog.text


@pytest.mark.parametrize(
    ("times", "holds"),
    [
        ({"exp": -119}, True),
        ({"exp": -121}, False),
        ({"iat": 119}, True),
        ({"iat": 121}, False),
        ({"nbf": 119}, True),
        ({"nbf": 121}, False),
    ],
)
def test_two_minutes_between_the_clocks(run, provider, times, holds):
    provider.claims = {name: provider.now + seconds for name, seconds in times.items()}
    if holds:
        assert run()
        return
    with pytest.raises(KnownError, match="the date and the time of this computer"):
        run()


def _json(value, status=200):
    return status, {"Content-Type": "application/json"}, json.dumps(value).encode()


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_that_nobody_signed(run, provider, caplog, algorithm):
    provider.header = {"alg": algorithm}
    provider.key = None if algorithm == "none" else crooked.public_key_as_secret()
    with pytest.raises(KnownError, match="could not be confirmed"):
        run()
    assert "does not hold: alg" in caplog.text


@pytest.mark.parametrize(
    ("key", "published"),
    [("foreign", None), ("weak", ["weak"]), ("rsa", ["ec"]), ("rsa", [])],
)
def test_a_signature_of_no_key_of_theirs(run, provider, caplog, key, published):
    provider.key = crooked.keys()[key]
    if published is not None:
        described = [crooked.keys()[each].as_dict(private=False) for each in published]
        provider.answers["/keys"] = _json({"keys": described})
    with pytest.raises(KnownError, match="could not be confirmed"):
        run()
    assert "does not hold: signature" in caplog.text


@pytest.mark.parametrize("use", ["enc", 7])
def test_a_key_that_is_not_for_signatures(run, provider, use):
    described = {**crooked.keys()["rsa"].as_dict(private=False), "use": use}
    provider.answers["/keys"] = _json({"keys": [described]})
    with pytest.raises(KnownError, match="could not be confirmed"):
        run()


@pytest.mark.parametrize("keys", [[], {}, {"keys": 7}, {"keys": [7, None, {"kty": "RSA"}]}, 7])
def test_keys_that_are_none(run, provider, keys):
    provider.answers["/keys"] = _json(keys)
    with pytest.raises(KnownError, match="could not be confirmed"):
        run()


def test_one_broken_key_does_not_spoil_the_set(run, provider):
    good = crooked.keys()["rsa"].as_dict(private=False)
    strange = [{"kty": "AKP", "kid": "rsa"}, {"kty": "RSA", "kid": "rsa", "n": "!", "e": "!"}]
    provider.answers["/keys"] = _json({"keys": [*strange, good]})
    assert run()


@pytest.mark.parametrize("token", ["", "a.b", "a.b.c", "a.b.c.d.e", 7, None, "ü.ü.ü", {"a": 1}])
def test_an_id_token_that_is_none(run, provider, token):
    provider.token = {"id_token": token}
    with pytest.raises(KnownError, match=r"does not understand|could not be confirmed"):
        run()


# -- redirects --------------------------------------------------------------------------------


def test_another_state_is_not_ours_and_the_right_one_still_works(provider):
    attempt = OAuthAttempt(provider.client(), lambda: NOW)
    url = attempt.begin()
    assert provider.come_back(url, state="another").status == 400
    assert provider.come_back(url, state=None).status == 400
    assert provider.come_back(url).status == 200
    assert attempt.finish().email == "robin@rep.example"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("access_denied", "did not allow it"),
        ("temporarily_unavailable", "cannot do it just now"),
        ("unauthorized_client", "does not know this Outpost"),
        ("invalid_scope", r"refused the sign-in \(invalid_scope\)"),
        ("<script>alert(1)</script>", r"refused the sign-in\."),
    ],
)
def test_errors_in_the_redirect(run, error, words):
    with pytest.raises(KnownError, match=words) as caught:
        run(code=None, error=error, error_description="words of a stranger")
    assert "stranger" not in str(caught.value) and "script" not in str(caught.value)


def test_a_redirect_of_another_provider(run, provider):
    assert run(iss=provider.issuer)
    with pytest.raises(KnownError, match="does not understand"):
        run(iss="https://evil.example")
    assert [path for _, path, _, _ in provider.seen].count("/token") == 1, "no code to a stranger"


def test_a_provider_that_promised_its_name_and_does_not_give_it(run, provider):
    provider.document["authorization_response_iss_parameter_supported"] = True
    with pytest.raises(KnownError, match="does not understand"):
        run()
    assert run(iss=provider.issuer)


def test_a_redirect_without_a_code(run):
    with pytest.raises(KnownError, match="does not understand"):
        run(code=None)


def test_a_code_that_was_used_before(provider):
    first = OAuthAttempt(provider.client(), lambda: NOW)
    provider.come_back(first.begin())
    code = dict(first._listener.wait())["code"]
    first.finish()
    second = OAuthAttempt(provider.client(), lambda: NOW)
    provider.come_back(second.begin(), code=code)
    with pytest.raises(KnownError, match="had run out, or was used already"):
        second.finish()


def test_github_says_so_with_a_success(run, provider):
    with pytest.raises(KnownError, match="had run out, or was used already"):
        run(provider.github(), code="of nobody")


# -- answers that are none ----------------------------------------------------------------------

_HUGE = (200, {}, b'{"a": "' + b"x" * (oauth_http.LARGEST_ANSWER + 1) + b'"}')
_ELSEWHERE = (302, {"Location": "http://127.0.0.1:9/"}, b'{"access_token": "x"}')
_GARBAGE = (200, {}, b"\x00\xff not json")
_DEEP = (200, {}, b"[" * 100_000)
_PAGE = (429, {"Content-Type": "text/html"}, b"<html>slow down</html>")


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/keys"])
@pytest.mark.parametrize(
    "answer", [_HUGE, _ELSEWHERE, _GARBAGE, _DEEP, _PAGE, (404, {}, b""), (200, {}, b"7")],
    ids=["huge", "elsewhere", "garbage", "deep", "page", "gone", "number"],
)  # fmt: skip
def test_answers_that_are_none(run, provider, path, answer):
    provider.answers[path] = answer
    with pytest.raises(KnownError, match=r"does not understand|could not be confirmed"):
        run()


def test_an_answer_that_is_too_large_however_honest(run, provider):
    provider.document["padding"] = "x" * oauth_http.LARGEST_ANSWER
    with pytest.raises(KnownError, match="does not understand"):
        run()


def test_a_redirect_of_the_token_endpoint_is_no_answer_whatever_it_says(run, provider):
    token = b'{"access_token": "x", "token_type": "bearer"}'
    provider.answers["/login/token"] = (302, {"Location": "http://127.0.0.1:9/"}, token)
    with pytest.raises(KnownError, match="does not understand"):
        run(provider.github())


def test_a_small_answer_that_unfolds_into_a_large_one(run, provider):
    path = "/.well-known/openid-configuration"
    _, _, honest = provider.answer("GET", path, {}, {})
    body = gzip.compress(honest[:-1] + b', "padding": "' + b"x" * 50_000_000 + b'"}', 1)
    assert len(body) < oauth_http.LARGEST_ANSWER
    provider.answers[path] = (200, {"Content-Encoding": "gzip"}, body)
    with pytest.raises(KnownError, match="does not understand"):
        run()


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/keys"])
def test_a_provider_that_is_ill(run, provider, path):
    provider.answers[path] = (503, {}, b"")
    with pytest.raises(KnownError, match="cannot be reached") as caught:
        run()
    assert caught.value.retryable


@pytest.mark.parametrize(
    "token",
    [
        {"access_token": None},
        {"access_token": 7},
        {"access_token": ""},
        {"access_token": "nul\0"},
        {"token_type": "mac"},
        {"token_type": 7},
        {"error": {"a": 1}},
    ],
)
def test_tokens_that_are_none(run, provider, token):
    provider.token = token
    with pytest.raises(KnownError, match=r"does not understand|refused"):
        run()


@pytest.mark.parametrize(
    ("expires_in", "seconds"),
    [("3600", 3600), (None, None), (0, None), (-5, None), (10**30, 315360000)],
)
def test_how_long_a_token_lives(run, provider, expires_in, seconds):
    provider.token = {"expires_in": expires_in}
    expected = NOW + timedelta(seconds=seconds) if seconds else None
    assert run().tokens.access_expires_at == expected


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://evil.example"},
        {"issuer": None},
        {"issuer": 7},
        {"token_endpoint": "http://evil.example/token"},
        {"token_endpoint": "https://user:secret@evil.example/token"},
        {"token_endpoint": None},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": ["x"]},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": "http://[broken"},
    ],
)
def test_a_document_that_leads_astray(run, provider, document):
    provider.document = document
    with pytest.raises(KnownError, match="does not understand"):
        run()


@pytest.mark.parametrize(
    "issuer", ["http://login.example", "ftp://127.0.0.1", "login.example", "/"]
)
def test_an_issuer_without_tls(issuer):
    client = ProviderClient(replace(OPENID, issuer=issuer, title="Acme"), "id")
    with pytest.raises(KnownError, match="does not understand"):
        OAuthAttempt(client, lambda: NOW).begin()


def test_a_provider_elsewhere_cannot_send_us_to_this_computer():
    with pytest.raises(oauth_http.OddAnswer):
        oauth_http.safe_url("http://127.0.0.1:8080/token", on_loopback=False)


def test_without_a_network(provider):
    client = ProviderClient(replace(OPENID, issuer="http://127.0.0.1:9", title="Acme"), "id")
    with pytest.raises(KnownError, match="Acme cannot be reached") as caught:
        OAuthAttempt(client, lambda: NOW).begin()
    assert "works without a network" in caught.value.advice
    assert caught.value.__cause__ is None


def test_a_connection_that_is_not_secure(tmp_path):
    certificate, key = _own_certificate(tmp_path)
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    asked = threading.Thread(target=server.handle_request, daemon=True)
    asked.start()
    client = ProviderClient(
        replace(OPENID, issuer=f"https://127.0.0.1:{server.server_port}", title="Acme"), "id"
    )
    with server, pytest.raises(KnownError, match="The connection to Acme is not secure"):
        OAuthAttempt(client, lambda: NOW).begin()
    asked.join(timeout=10)


def _own_certificate(folder):
    """A certificate that nobody vouches for."""
    key = crooked.keys()["rsa"].private_key
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1))
        .not_valid_after(datetime(2120, 1, 1))
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate").write_bytes(signed.public_bytes(Encoding.PEM))
    (folder / "key").write_bytes(crooked.keys()["rsa"].as_pem(private=True))
    return folder / "certificate", folder / "key"


def test_the_proxy_of_the_environment_is_asked(provider, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", provider.issuer)
    client = ProviderClient(replace(OPENID, issuer="https://login.example", title="Acme"), "id")
    with pytest.raises(KnownError, match="Acme cannot be reached"):
        OAuthAttempt(client, lambda: NOW).begin()
    assert provider.seen == [("CONNECT", "login.example:443", {}, {})]


def test_no_proxy_stands_before_a_provider_of_this_computer(run, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert run()


def test_no_password_of_a_netrc_is_sent(provider, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login robin password sekret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with requests.Session() as session:
        oauth_http.prepare(session, on_loopback=False)
        session.get(f"{provider.issuer}/keys")
    [(_, _, _, headers)] = provider.seen
    assert "authorization" not in headers


# -- persons ----------------------------------------------------------------------------------


def test_a_provider_to_the_letter_keeps_the_address_for_those_who_ask(run, provider):
    provider.claims = {"email": None, "email_verified": None}
    provider.userinfo |= {"email": "robin@rep.example", "email_verified": True}
    identity = run()
    assert (identity.email, identity.verified) == ("robin@rep.example", True)


def test_the_address_of_somebody_else(run, provider):
    provider.claims = {"email": None, "email_verified": True}
    provider.userinfo = {"sub": "another", "email": "victim@rep.example", "email_verified": True}
    with pytest.raises(KnownError, match="could not be confirmed"):
        run()


@pytest.mark.parametrize(
    "email",
    [
        "no address", "victim@rep.example\u200b", "VICTIM＠rep.example", "a" * 10_000 + "@b.se",
        "<b>@rep.example", "x@rep.example\nbcc: y", "'; DROP TABLE users; --", 7, ["a@b.example"],
        "\u202evictim@rep.example", "nul\0@rep.example", "",
    ],
)  # fmt: skip
def test_addresses_that_are_none_are_not_tidied_into_somebodys(run, provider, email):
    provider.claims = {"email": email}
    identity = run()
    assert (identity.email, identity.verified) == ("", False)


def test_an_address_in_capitals_is_the_same(run, provider):
    provider.claims = {"email": "Robin@Rep.Example"}
    assert run().email == "robin@rep.example"


def test_names_and_pictures_are_made_harmless(run, provider):
    provider.claims = {
        "name": "Ro\0bin\u202e\nReed" + "x" * 10_000,
        "picture": "javascript:alert(1)",
    }
    identity = run()
    assert identity.name.startswith("Ro bin Reed") and len(identity.name) == 200
    assert identity.image == ""


@pytest.mark.parametrize("sub", ["x" * 256, "nul\0", "line\nbreak", ""])
def test_a_subject_that_is_none(run, provider, sub):
    provider.claims = {"sub": sub}
    with pytest.raises(KnownError, match=r"does not understand|could not be confirmed"):
        run()


# -- ends --------------------------------------------------------------------------------------


def test_cancelled_while_it_waits(provider):
    attempt = OAuthAttempt(provider.client(), lambda: NOW)
    url = attempt.begin()
    outcome = []

    def finish():
        try:
            outcome.append(attempt.finish())
        except CalledOff as off:
            outcome.append(off)

    waiting = threading.Thread(target=finish)
    waiting.start()
    attempt.cancel()
    waiting.join(timeout=10)
    assert [type(each) for each in outcome] == [CalledOff]
    with pytest.raises(OSError):
        provider.come_back(url)


def test_cancelled_before_it_begins(provider):
    attempt = OAuthAttempt(provider.client(), lambda: NOW)
    attempt.cancel()
    with pytest.raises(CalledOff):
        attempt.begin()
    assert attempt._listener._closing.is_set()


def test_no_secret_is_in_what_is_logged_raised_or_shown(run, provider, caplog):
    caplog.set_level(logging.DEBUG)
    identity = run(provider.google())
    secrets = [
        crooked.CLIENT_SECRET,
        identity.tokens.access_token,
        identity.tokens.refresh_token,
        identity.tokens.id_token,
        *[fields.get("code", "none") for _, path, fields, _ in provider.seen if path == "/token"],
    ]
    provider.claims = {"nonce": "a wrong nonce"}
    with pytest.raises(KnownError) as caught:
        run(provider.google())
    secrets += [
        fields[name]
        for _, path, fields, _ in provider.seen
        if path == "/token"
        for name in ("code", "code_verifier")
    ]
    shown = f"{caplog.text} {caught.value!r} {identity!r} {provider.google()!r}"
    assert not [secret for secret in secrets if secret in shown]
