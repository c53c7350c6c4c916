"""People who use this workspace, how they sign in, and where they are signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from uuid import UUID

from desktop_app.domain.requests import RequestState


@dataclass(frozen=True, slots=True)
class User:
    """A rep: the row of ``users`` and its Better Auth twin's id.

    ``image`` is a ``https:`` or ``data:`` URL or ""; ``verified`` says whether the address was
    proved to be the rep's.
    """

    id: UUID
    auth_id: str
    email: str
    name: str
    timezone: str = "UTC"
    signature: str = ""
    image: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class SignIn:
    """A living session. The token is a secret: it goes to the keyring and nowhere else.

    ``recovery_code`` comes with a new account alone, to be shown once; ``made`` says that this
    sign-in made the account.
    """

    user: User
    token: str
    expires_at: datetime
    recovery_code: str = ""
    made: bool = False

    def __repr__(self) -> str:
        return f"SignIn({self.user.email}, until {self.expires_at:%Y-%m-%d})"


class SessionState(Enum):
    """How the present session stands: it lives, its time has run out, or it was ended (here, on
    another device or on the web)."""

    LIVES = auto()
    RAN_OUT = auto()
    ENDED = auto()


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """One of a rep's sessions as a list shows it.

    ``device`` is the program, its version and the system (``userAgent``), "" when unknown;
    ``address`` the network address, "" for this computer's own.
    """

    id: str
    device: str
    address: str
    created_at: datetime | None
    updated_at: datetime | None
    expires_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class LinkedAccount:
    """A way to sign in. ``provider`` is "credential" for the password; the last way in cannot
    be unlinked."""

    id: str
    provider: str
    title: str
    linked_at: datetime | None
    can_unlink: bool


@dataclass(frozen=True, slots=True)
class Provider:
    """Whom "Continue with …" can name: google, microsoft, github, openid."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class OAuthProgress:
    """A sign-in through a provider as it stands. ``title`` and ``advice`` tell the fault when it
    failed; ``authorize_url`` is what the system browser opens while it waits."""

    id: UUID
    state: RequestState
    authorize_url: str
    title: str
    advice: str
