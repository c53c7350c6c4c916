"""What the world can do to a database, told calmly; anything else passes through as a bug."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import peewee
import psycopg
from psycopg import errors

from desktop_app.domain.errors import KnownError, PasswordWanted
from desktop_app.domain.language import tr

_SAFE = tr("What was saved before is safe.")
_AWAY = tr("The database cannot be reached.")
_WAIT = tr(
    "{safe} Outpost tries again by itself when it can; if this stays, start it anew.", safe=_SAFE
)
_ALL_TAKEN = (tr("The database has no connection to spare."), tr("Try again in a moment."))
_NOT_ACCEPTED = tr("did not accept the user or the password.")
_WRONG_USER = (tr("The database {said}", said=_NOT_ACCEPTED), tr("Check both."))
_HOW_TO_GIVE = tr(
    "Outpost asks for it when the window starts; without a window: outpost db password"
)

# A refused connection has no SQLSTATE: only the words of the server, and of libpq, tell why.
# Where they come in another language, the general sentence has to do.
_NO_PASSWORD = re.compile(r"no password supplied")
_WRONG_PASSWORD = re.compile(r"(?:password|LDAP|PAM|RADIUS|BSD) authentication failed")
_NOT_LET_IN = re.compile(
    r"role \".*\" does not exist|authentication failed for user|no pg_hba\.conf entry"
    r"|not permitted to log in"
)
_NO_ROOM = re.compile(r"too many clients|too many connections|remaining connection slots")
_NO_DATABASE = re.compile(r'database ".*" does not exist')
_NO_HOST = re.compile(r"failed to resolve host|could not translate host name")


@contextmanager
def calm_faults() -> Iterator[None]:
    """Turn the faults of server, network and disk into :class:`KnownError`.

    No message of the driver is repeated where it could hold a part of the connection's URL.
    """
    try:
        yield
    except KnownError:
        raise
    except (psycopg.Error, peewee.PeeweeException) as error:
        known = known_fault(_driver_error(error))
        if known is None:
            raise
        raise known from error


def _driver_error(error: BaseException) -> BaseException:
    """peewee wraps what psycopg raises; the wrapped error knows more."""
    original = getattr(error, "orig", None)
    return original if isinstance(original, psycopg.Error) else error


def refused_connection(error: BaseException, place: str) -> KnownError:
    """The calm form of a connection that could not be made.

    Args:
        error: the driver's; its text is read, and not repeated.
        place: where the server should be, ``host:port``; "" for the one that Outpost runs itself.
    """
    said = str(error)
    database = tr("The database at {place}", place=place) if place else tr("The database")
    if _NO_PASSWORD.search(said):
        return PasswordWanted(tr("{database} wants a password.", database=database), _HOW_TO_GIVE)
    if _WRONG_PASSWORD.search(said):
        return PasswordWanted(
            f"{database} {_NOT_ACCEPTED}", tr("Check both. {how_to_give}", how_to_give=_HOW_TO_GIVE)
        )
    if _NOT_LET_IN.search(said):
        return KnownError(*_WRONG_USER)
    if _NO_ROOM.search(said):
        return KnownError(*_ALL_TAKEN, retryable=True)
    if _NO_DATABASE.search(said):
        return KnownError(
            tr("That Postgres has no database of this name."),
            tr("Check the end of the URL, or make the database first (createdb)."),
        )
    if _NO_HOST.search(said):
        return KnownError(
            tr("The computer of the database ({place}) was not found.", place=place),
            tr("Check its name in the URL, and the network."),
            retryable=True,
        )
    return KnownError(
        tr("{database} cannot be reached.", database=database) if place else _AWAY,
        tr("{safe} Check that a Postgres runs there and lets this computer in.", safe=_SAFE)
        if place
        else _WAIT,
        retryable=True,
    )


def known_fault(error: BaseException) -> KnownError | None:
    """The calm form of a driver's error, or None when it is a bug of ours."""
    if isinstance(error, errors.DiskFull):
        return KnownError(
            tr("The disk is full."),
            tr("{safe} Free some space and try again.", safe=_SAFE),
            retryable=True,
        )
    if isinstance(error, errors.InsufficientPrivilege):
        return KnownError(
            tr("The database does not allow this."),
            tr(
                "Its answer: {first_line}. Ask whoever runs it for the right.",
                first_line=_first_line(error),
            ),
        )
    if isinstance(error, errors.ReadOnlySqlTransaction):
        return KnownError(
            tr("The database takes no changes at the moment."),
            tr("It is read-only. {safe}", safe=_SAFE),
            retryable=True,
        )
    if isinstance(error, errors.InvalidPassword | errors.InvalidAuthorizationSpecification):
        return KnownError(*_WRONG_USER)
    if isinstance(error, errors.TooManyConnections):
        return KnownError(*_ALL_TAKEN, retryable=True)
    if isinstance(error, errors.LockNotAvailable | errors.QueryCanceled | errors.DeadlockDetected):
        return KnownError(
            tr("The database was busy for too long."),
            tr("{safe} Try again in a moment.", safe=_SAFE),
            retryable=True,
        )
    if isinstance(error, psycopg.OperationalError) and (error.sqlstate or "08")[:2] in (
        "08",  # connection exception, also without any SQLSTATE: no server answered
        "57",  # shutting down, starting up
        "53",  # out of memory and other resources
        "58",  # input or output fault of the server's machine
    ):
        return KnownError(_AWAY, _WAIT, retryable=True)
    return None


def _first_line(error: psycopg.Error) -> str:
    return (error.diag.message_primary or str(error)).splitlines()[0].rstrip(".")
