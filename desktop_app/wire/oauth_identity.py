"""What a provider says of a person, taken with care: it may be anything."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from desktop_app.domain.oauth import (
    MICROSOFT_HOME_TENANT,
    Identity,
    ProviderDefinition,
    Tokens,
)
from desktop_app.domain.sign_in_rules import can_be_stored, sign_in_address
from desktop_app.wire.oauth_faults import OddAnswer, UntrueToken

_LONGEST_SUBJECT = 255  # letters (OpenID Connect Core, section 2)
_LONGEST_NAME = 200
_LONGEST_IMAGE = 2000
_LONGEST_LIFE = 10 * 365 * 86400  # seconds


def of_claims(
    definition: ProviderDefinition,
    claims: Mapping[str, Any],
    userinfo: Mapping[str, Any],
    tokens: Tokens,
) -> Identity:
    """The person of an ID token.

    Args:
        claims: of a token that holds.
        userinfo: asked for where the token left the address out, of the same person; else empty.

    Raises:
        OddAnswer: they name nobody.
        UntrueToken: a kind of Microsoft account that may not sign in here, or another person.
    """
    _check_tenant(definition, claims)
    if userinfo and userinfo.get("sub") != claims.get("sub"):
        raise UntrueToken("sub")  # OpenID Connect Core, section 5.3.2
    source = userinfo or claims
    return _identity(
        definition,
        tokens,
        account_id=claims.get(definition.subject),
        email=source.get("email"),
        verified=_vouched(source),
        name=claims.get("name") or source.get("name"),
        image=claims.get("picture") or source.get("picture"),
    )


def of_profile(
    definition: ProviderDefinition, profile: object, addresses: object, tokens: Tokens
) -> Identity:
    """The person of a GitHub profile; their main address is in a list of its own.

    Raises:
        OddAnswer: it names nobody.
    """
    if not isinstance(profile, dict) or not isinstance(addresses, list):
        raise OddAnswer("no profile")
    held = [each for each in addresses if isinstance(each, dict)]
    main: dict[str, Any] = next((each for each in held if each.get("primary") is True), {})
    return _identity(
        definition,
        tokens,
        account_id=profile.get(definition.subject),
        email=main.get("email"),
        verified=main.get("verified") is True,
        name=profile.get("name") or profile.get("login"),
        image=profile.get("avatar_url"),
    )


def granted_tokens(answer: Mapping[str, Any], now: datetime) -> Tokens:
    """The tokens of a token endpoint's answer, as Better Auth keeps them: times without a number
    stay empty, scopes are joined by commas."""
    scope = answer.get("scope")
    granted = scope if isinstance(scope, str) and can_be_stored(scope) else ""
    return Tokens(
        access_token=storable(answer.get("access_token")),
        refresh_token=storable(answer.get("refresh_token")),
        id_token=storable(answer.get("id_token")),
        access_expires_at=_ends(now, answer.get("expires_in")),
        refresh_expires_at=_ends(now, answer.get("refresh_token_expires_in")),
        scope=",".join(granted.split()) or None,
    )


def storable(value: object) -> str | None:
    """A text that a row can hold; None for anything else."""
    return value if isinstance(value, str) and value and can_be_stored(value) else None


def _identity(
    definition: ProviderDefinition,
    tokens: Tokens,
    *,
    account_id: object,
    email: object,
    verified: bool,
    name: object,
    image: object,
) -> Identity:
    if isinstance(account_id, int) and not isinstance(account_id, bool):
        account_id = str(account_id)
    known = storable(account_id)
    if not known or len(known) > _LONGEST_SUBJECT or not known.isprintable():
        raise OddAnswer("nobody")
    # Taken as it is, and never tidied up: an address that only looks like somebody's is not theirs.
    address = sign_in_address(email) if isinstance(email, str) else None
    return Identity(
        provider_id=definition.id,
        account_id=known,
        email=address or "",
        verified=address is not None and verified,
        name=_one_line(name),
        image=_image(image),
        tokens=tokens,
    )


def _check_tenant(definition: ProviderDefinition, claims: Mapping[str, Any]) -> None:
    """Personal accounts and those of organizations share keys: each kind only where it may."""
    personal = claims.get("tid") == MICROSOFT_HOME_TENANT
    if definition.many_tenants and (
        (definition.tenant == "organizations" and personal)
        or (definition.tenant == "consumers" and not personal)
    ):
        raise UntrueToken("tid")


def _vouched(claims: Mapping[str, Any]) -> bool:
    """Whether the provider says that the address was proved.

    ``xms_edov`` is Microsoft's word for it: any tenant may write any address into ``email``.
    """
    if _is_true(claims.get("email_verified")) or _is_true(claims.get("xms_edov")):
        return True
    proved = claims.get("verified_primary_email")
    return isinstance(proved, list) and claims.get("email") in proved


def _is_true(value: object) -> bool:
    """Some write a truth as a text, or as a number."""
    return value is True or value in ("true", "1") or (type(value) is int and value == 1)


def _one_line(value: object) -> str:
    if not isinstance(value, str):
        return ""
    shown = "".join(char if char.isprintable() else " " for char in value)
    return " ".join(shown.split())[:_LONGEST_NAME]


def _image(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_IMAGE or not value.isprintable():
        return ""
    return value if value.startswith("https://") else ""


def _ends(now: datetime, seconds: object) -> datetime | None:
    """When a token ends; some providers write the number as text."""
    try:
        life = int(str(seconds))
    except ValueError:
        return None
    return now + timedelta(seconds=min(life, _LONGEST_LIFE)) if life > 0 else None
