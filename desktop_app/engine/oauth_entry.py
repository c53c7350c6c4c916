"""Who a person that a provider vouches for is here: known, connected, new, or sent to their
password. One transaction writes everything, or nothing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.oauth import ProviderAccountRepository
from desktop_app.data.oauth_requests import OAuthRequestRepository
from desktop_app.data.sessions import SessionRepository
from desktop_app.data.users import UserRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.oauth import CalledOff, Identity, OAuthRequest, may_link
from desktop_app.domain.requests import RequestState
from desktop_app.domain.users import User


def enter(
    db: Database, request: OAuthRequest, identity: Identity, title: str, now: datetime, device: str
) -> None:
    """Finish a request: the account, the person where they are new, the session, and the row.

    Args:
        title: the provider's name, for sentences.
        device: how this computer calls itself in a list of sessions.

    Raises:
        KnownError: the account belongs to somebody else, the address to somebody who has not
            connected it, or neither is whom the request is for.
        CalledOff: the request is over already.
    """
    requests = OAuthRequestRepository(db)
    accounts = ProviderAccountRepository(db)
    with db.transaction():
        if not requests.hold(request.id):
            raise CalledOff
        accounts.one_at_a_time()
        if request.link_to is not None:
            user = _connected(db, request, identity, title, now)
            session_id = None
        else:
            user = (
                _signed_in(db, identity, title, now)
                if request.only_for is None
                else _recognised(db, request.only_for, identity, title, now)
            )
            session_id = SessionRepository(db).begin(user.auth_id, now, device).id
        requests.end(request.id, RequestState.DONE, now, session_id=session_id)
        db.tell(Kind.USERS, user_id=user.id)


def _connected(
    db: Database, request: OAuthRequest, identity: Identity, title: str, now: datetime
) -> User:
    """Connect the account with whoever asked; they have proved both, so addresses may differ."""
    accounts = ProviderAccountRepository(db)
    user = UserRepository(db).by_id(request.link_to) if request.link_to else None
    if user is None:
        raise KnownError(tr("This account was removed a moment ago."), tr("Nothing was changed."))
    owner = accounts.owner(identity)
    if owner is not None and owner != user.auth_id:
        raise KnownError(
            tr("Somebody else here signs in with that {title} account.", title=title),
            tr("Nothing was changed. Choose another account, or sign in as them."),
        )
    if owner is not None:
        accounts.renew(owner, identity, now, scope=True)
    else:
        accounts.connect(user.auth_id, identity, now)
    return user


def _recognised(
    db: Database, only_for: UUID, identity: Identity, title: str, now: datetime
) -> User:
    """The one person who was asked for, by an account that is connected already: whoever sits in
    front of a lock may have an account with the same provider."""
    accounts = ProviderAccountRepository(db)
    user = UserRepository(db).by_id(only_for)
    if user is None:
        raise KnownError(tr("This account was removed a moment ago."), tr("Nothing was changed."))
    if accounts.owner(identity) != user.auth_id:
        raise KnownError(
            tr(
                "That {title} account is not the one of {value}.",
                title=title,
                value=user.name or user.email,
            ),
            tr("Outpost stays locked. To come in as somebody else, sign out first."),
        )
    accounts.renew(user.auth_id, identity, now, scope=False)
    return user


def _signed_in(db: Database, identity: Identity, title: str, now: datetime) -> User:
    accounts = ProviderAccountRepository(db)
    users = UserRepository(db)
    owner = accounts.owner(identity)
    if owner is not None:
        accounts.renew(owner, identity, now, scope=False)
        users.ensure_profile(owner)
        known = users.by_auth_id(owner)
        if known is None:
            raise AssertionError("an account without a person")
        return _proved(users, known, identity)
    if not identity.email:
        raise KnownError(
            tr("{title} did not say which e-mail address is yours.", title=title),
            tr(
                "Add one there and show it to Outpost, or sign in with a password and connect "
                "{title} in Settings.",
                title=title,
            ),
        )
    standing = users.by_email(identity.email)
    if standing is None:
        user = accounts.create_user(identity, now)
    elif may_link(identity, standing_verified=standing.verified):
        user = standing
    else:
        raise KnownError(
            tr("Somebody here has this address already."),
            tr("Sign in with the password, then connect {title} in Settings.", title=title),
        )
    accounts.connect(user.auth_id, identity, now)
    return user


def _proved(users: UserRepository, user: User, identity: Identity) -> User:
    """A provider's word proves the address of whoever signs in with it, as on the web."""
    if identity.verified and not user.verified and identity.email == user.email.lower():
        users.set_verified(user.auth_id)
    return user
