"""Signing in with a provider: who they are, and what they say of a person.

The providers are data. What a web application on the same database (Better Auth) calls them, asks
them for, and takes for a person's id there is kept, so that one person is the same on both sides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.requests import RequestState

LONGEST_WAIT: Final = 600.0
"""Seconds that a sign-in waits for the browser to come back."""

MICROSOFT_HOME_TENANT: Final = "9188040d-6c67-4c5b-b112-36a304b66dad"
"""Microsoft's tenant of all personal accounts, the same in every token of one."""


@dataclass(frozen=True, slots=True)
class ProviderDefinition:
    """What is known of a provider before it is asked.

    Attributes:
        id: ``account.providerId``.
        title: its name on a button.
        issuer: for OpenID Connect, where its discovery document stands; ``{tenant}`` is the
            setting of that name. Empty for a provider that speaks plain OAuth 2.
        scopes: what it is asked for.
        subject: the claim (or the field of the profile) that is ``account.accountId``.
        authorize_url, token_url, profile_url, addresses_url: of a plain OAuth 2 provider, which
            has no document that names them.
        extra: further parameters of the authorization request.
        many_tenants: its discovery document may name its issuer with ``{tenantid}``, which the
            ID token fills in.
        tenant: which of them may sign in: ``common``, ``organizations``, ``consumers``, or one.
        from_settings: issuer, title and id are the user's own, from the settings.
        asks_userinfo: whether its tokens may be shown to its userinfo endpoint; those for a
            mailbox of Microsoft's are for mail alone.
    """

    id: str
    title: str
    issuer: str = ""
    scopes: tuple[str, ...] = ("openid", "email", "profile")
    subject: str = "sub"
    authorize_url: str = ""
    token_url: str = ""
    profile_url: str = ""
    addresses_url: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    many_tenants: bool = False
    tenant: str = ""
    from_settings: bool = False
    asks_userinfo: bool = True


GOOGLE: Final = ProviderDefinition(
    "google",
    "Google",
    issuer="https://accounts.google.com",
    extra=(("prompt", "select_account"),),
)
MICROSOFT: Final = ProviderDefinition(
    "microsoft",
    "Microsoft",
    issuer="https://login.microsoftonline.com/{tenant}/v2.0",
    scopes=("openid", "profile", "email", "User.Read", "offline_access"),
    # The ``sub`` of Microsoft differs from application to application; ``oid`` does not.
    subject="oid",
    extra=(("prompt", "select_account"),),
    many_tenants=True,
    tenant="common",
)
GITHUB: Final = ProviderDefinition(
    "github",
    "GitHub",
    scopes=("read:user", "user:email"),
    subject="id",
    authorize_url="https://github.com/login/oauth/authorize",
    token_url="https://github.com/login/oauth/access_token",  # noqa: S106 (an address)
    profile_url="https://api.github.com/user",
    addresses_url="https://api.github.com/user/emails",
)
OPENID: Final = ProviderDefinition("openid", "OpenID", from_settings=True)

PROVIDERS: Final = (GOOGLE, MICROSOFT, GITHUB, OPENID)


@dataclass(frozen=True, slots=True)
class ProviderClient:
    """A provider, and as whom this program is registered there."""

    definition: ProviderDefinition
    client_id: str
    client_secret: str = field(default="", repr=False)

    @property
    def secret_entry(self) -> str:
        """The keyring's entry of the client secret."""
        return secret_entry(OPENID.id if self.definition.from_settings else self.definition.id)


def registered_clients(
    setting: Callable[[str], object], table: tuple[ProviderDefinition, ...] = PROVIDERS
) -> tuple[ProviderClient, ...]:
    """The providers that the settings hold a client id for, in the order of the table.

    Args:
        setting: the value of a setting by its name (``oauth.google.client_id``).
    """
    found = []
    for each in table:
        client_id = str(setting(f"oauth.{each.id}.client_id") or "")
        definition = each
        if each.from_settings:
            definition = replace(
                each,
                issuer=str(setting(f"oauth.{each.id}.issuer") or ""),
                title=str(setting(f"oauth.{each.id}.title") or each.title),
                id=_own_id(str(setting(f"oauth.{each.id}.provider_id") or each.id), each.id, table),
            )
        elif each.tenant:
            tenant = str(setting(f"oauth.{each.id}.tenant") or each.tenant)
            definition = replace(
                each, tenant=tenant, issuer=each.issuer.replace("{tenant}", tenant)
            )
        if client_id and (definition.issuer or definition.token_url):
            found.append(ProviderClient(definition, client_id))
    return tuple(found)


def _own_id(wanted: str, otherwise: str, table: tuple[ProviderDefinition, ...]) -> str:
    """An id for the user's own provider; never that of a password or of another provider, whose
    people it could then speak for."""
    taken = {"credential", *(each.id for each in table if not each.from_settings)}
    return otherwise if wanted in taken else wanted


def secret_entry(provider_id: str) -> str:
    """The keyring's entry for the secret that a provider of the table insists on."""
    return f"oauth-secret:{provider_id}"


def no_such_provider(provider_id: str) -> KnownError:
    """The answer where a provider is asked for that the settings do not know."""
    return KnownError(
        tr("Signing in with “{provider_id}” is not set up here.", provider_id=provider_id),
        tr("It needs a client id in the settings, for example oauth.google.client_id."),
    )


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a provider hands out; all of it secret but the times and the scope.

    ``scope`` is what was granted, as Better Auth writes it: joined by commas.
    """

    access_token: str | None = field(default=None, repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    id_token: str | None = field(default=None, repr=False)
    access_expires_at: datetime | None = None
    refresh_expires_at: datetime | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as a provider vouches for them.

    Attributes:
        account_id: theirs for good at that provider.
        email: lower case; empty where the provider gave none that is an address.
        verified: whether the provider says that the address was proved to be theirs.
        image: an ``https:`` address, or empty.
    """

    provider_id: str
    account_id: str
    email: str
    verified: bool
    name: str
    image: str
    tokens: Tokens


class CalledOff(Exception):
    """A sign-in was cancelled, or nobody came back in time: whoever ended it has said why."""


@dataclass(frozen=True, slots=True)
class OAuthRequest:
    """A wish to sign in with a provider, as its row stands.

    Attributes:
        link_to: whose account the provider's is to be connected with (``users.id``); None for a
            sign-in.
        session_id: the session that was begun, once it is done.
        only_for: the one person who may come in (``users.id``), where the provider's word opens
            their lock; None for anybody, who may be new.
    """

    id: UUID
    provider: str
    link_to: UUID | None
    state: RequestState
    authorize_url: str = ""
    title: str = ""
    advice: str = ""
    session_id: str | None = None
    only_for: UUID | None = None

    @property
    def is_open(self) -> bool:
        return self.state in (RequestState.ASKED, RequestState.WAITING)


def may_link(identity: Identity, *, standing_verified: bool) -> bool:
    """Whether a person who stands already may be entered by their address alone.

    Both sides must have proved it (Better Auth's own rule): the provider, or anybody could claim
    the address there; and the account here, or whoever made it in another's name would keep a
    way in.
    """
    return identity.verified and standing_verified
