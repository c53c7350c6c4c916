"""Wishes about mailboxes that need a network: to find servers, to try them, to sign in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.mailbox_checks import CheckReport
from desktop_app.domain.mailbox_settings import MailSettings
from desktop_app.domain.oauth import ProviderClient
from desktop_app.domain.requests import RequestState


class RequestKind(StrEnum):
    FIND = "find"
    CHECK = "check"
    SIGNIN = "signin"


@dataclass(frozen=True, slots=True)
class MailboxRequest:
    """A request as its row stands.

    Args:
        mailbox_id: under whose name the keyring has the password; it may not have a row yet.
        wanted: what is asked, by kind. find: ``address``. check: ``address``, ``settings``,
            ``ca_pem`` and ``oauth``; empty for a mailbox that has a row. signin: ``address`` and
            ``provider``.
        doing: what is being done, in a few words.
        authorize_url: what the browser shows, while it waits.
        result: find: settings. check: a report. signin: ``address``, whose it turned out to be.
            Of one that failed: ``field``, what the fault is about.
        title, advice: the fault, when it failed.
    """

    id: UUID
    user_id: UUID
    kind: RequestKind
    mailbox_id: UUID
    state: RequestState
    wanted: Mapping[str, Any] = field(default_factory=dict)
    doing: str = ""
    authorize_url: str = ""
    result: Mapping[str, Any] = field(default_factory=dict)
    title: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class SetupProgress:
    """A request as it stands.

    Args:
        doing: what is being done, in a few words.
        authorize_url: what the browser is to show, while it waits.
        settings: what was found, of a search that is done.
        report: what trying came to, of a check that is done.
        title, advice: the fault, when it failed.
        field: what of that which was asked the fault is about; "servers" where they are to be
            entered.
    """

    id: UUID
    state: RequestState
    doing: str = ""
    authorize_url: str = ""
    settings: MailSettings | None = None
    report: CheckReport | None = None
    title: str = ""
    advice: str = ""
    field: str = ""


MAIL_SCOPES: Final[Mapping[str, tuple[str, ...]]] = {
    "google": ("openid", "email", "https://mail.google.com/"),
    "microsoft": (
        *("openid", "email", "profile", "offline_access"),
        "https://outlook.office.com/IMAP.AccessAsUser.All",
        "https://outlook.office.com/SMTP.Send",
    ),
}
"""What a provider is asked for, so that its tokens open a mailbox."""

_MAIL_EXTRA: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    # Without both, Google gives a token for later only the first time.
    "google": (("access_type", "offline"), ("prompt", "consent")),
    "microsoft": (("prompt", "select_account"),),
}


def for_mail(client: ProviderClient, address: str = "") -> ProviderClient:
    """A provider, asked for what opens a mailbox rather than for who somebody is.

    Args:
        address: of the mailbox, so that its sign-in page offers the right person.

    Raises:
        KnownError: its tokens open no mailbox.
    """
    definition = client.definition
    if definition.id not in MAIL_SCOPES:
        raise KnownError(
            tr("{title} opens no mailbox.", title=definition.title), tr("Use a password.")
        )
    hint = (("login_hint", address),) if address else ()
    return replace(
        client,
        definition=replace(
            definition,
            scopes=MAIL_SCOPES[definition.id],
            extra=(*_MAIL_EXTRA[definition.id], *hint),
            asks_userinfo=False,
        ),
    )
