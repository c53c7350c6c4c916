"""What an ID token says, once it is known to be true.

OpenID Connect Core 1.0, section 3.1.3.7; the signature by joserfc, the claims by Authlib.
"""

from __future__ import annotations

import hmac
import re
import warnings
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import ClaimError, SecurityWarning
from joserfc.jwk import JWKRegistry, Key, RSAKey
from joserfc.jws import JWSRegistry, extract_compact

from desktop_app.wire.oauth_faults import UntrueToken

# EdDSA has a newer name (RFC 9864), and providers use the old one.
warnings.simplefilter("ignore", SecurityWarning)

LEEWAY: Final = 120  # seconds that the provider's clock and ours may differ

# Signatures alone: never "none", and never a MAC, for whose key a public one could be taken.
ALGORITHMS: Final = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
)
_KEY_TYPES: Final = ("RSA", "EC", "OKP")
_SMALLEST_RSA: Final = 2048  # bits (RFC 7518, section 3.3)
_MOST_KEYS: Final = 40
_GUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def read_id_token(
    token: str,
    keys: object,
    *,
    issuer: str,
    client_id: str,
    nonce: str,
    access_token: str,
    now: datetime,
) -> dict[str, Any]:
    """The claims of a token that holds.

    Args:
        keys: the provider's JWK set.
        issuer: who must have issued it; ``{tenantid}`` in it is filled by the token's ``tid``.
        nonce: what was sent with the authorization request.
        access_token: came with it; held against ``at_hash``.

    Raises:
        UntrueToken: the signature, issuer, audience, time, nonce or hash is wrong.
    """
    header, claims = _signed_claims(token, keys, issuer)
    options = {
        "iss": {"essential": True, "value": filled_issuer(issuer, claims)},
        "aud": {"essential": True, "value": client_id},
    }
    if not hmac.compare_digest(_as_bytes(claims.get("nonce")), nonce.encode()):
        raise UntrueToken("nonce")
    checked = CodeIDToken(
        claims,
        header,
        options,
        {"client_id": client_id, "nonce": nonce, "access_token": access_token},
    )
    try:
        checked.validate(now=int(now.timestamp()), leeway=LEEWAY)
    except ClaimError as error:
        raise UntrueToken(error.claim, clock=error.claim in ("exp", "iat", "nbf")) from None
    except Exception:
        # Whatever a stranger's claims make of the checks: they do not hold.
        raise UntrueToken("claims") from None
    return dict(claims)


def filled_issuer(issuer: str, claims: Mapping[str, Any]) -> str:
    """An issuer with the tenant of these claims in it.

    Raises:
        UntrueToken: the claims name none.
    """
    if "{tenantid}" not in issuer:
        return issuer
    tenant = claims.get("tid")
    if not isinstance(tenant, str) or not _GUID.fullmatch(tenant):
        raise UntrueToken("tid")
    return issuer.replace("{tenantid}", tenant)


def _as_bytes(value: object) -> bytes:
    return value.encode("utf-8", "replace") if isinstance(value, str) else b""


def _signed_claims(
    token: str, keys: object, issuer: str
) -> tuple[Mapping[str, Any], dict[str, Any]]:
    try:
        header = extract_compact(token.encode()).headers()
    except Exception:
        raise UntrueToken("form") from None
    if header.get("alg") not in ALGORITHMS:
        raise UntrueToken("alg")
    registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
    for described, key in _usable_keys(keys, header.get("kid")):
        try:
            read = jwt.decode(token, key, registry=registry)
        except Exception:  # noqa: S112 (the next key may fit)
            continue
        # Microsoft's set holds keys that speak for one tenant alone.
        if isinstance(own := described.get("issuer"), str) and filled_issuer(
            own, read.claims
        ) != filled_issuer(issuer, read.claims):
            continue
        return read.header, read.claims
    raise UntrueToken("signature")


def _usable_keys(keys: object, kid: object) -> Iterator[tuple[Mapping[str, Any], Key]]:
    """The keys that may have signed: all that can, where the token names none."""
    held = keys.get("keys") if isinstance(keys, dict) else None
    for described in held[:_MOST_KEYS] if isinstance(held, list) else ():
        if not isinstance(described, dict) or described.get("kty") not in _KEY_TYPES:
            continue
        if kid and described.get("kid") != kid:
            continue
        try:
            key = JWKRegistry.import_key(described)
        except Exception:  # noqa: S112 (one broken key does not spoil the set)
            continue
        if isinstance(key, RSAKey) and key.public_key.key_size < _SMALLEST_RSA:
            continue
        yield described, key
