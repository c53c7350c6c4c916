"""What was measured of Better Auth, as a table: a state of the four tables, and what comes of it.

``tests/services/test_rules.py`` holds Outpost against it, ``tests/interop/test_rules.py`` the real
Better Auth as well, so that the table itself cannot be wrong. In SQL, ``%(id)s`` and ``%(email)s``
are a person of the test (made by Outpost, password and all), ``%(now)s`` is the time, UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

LETTERS = "kLr8sT2vQ9wXyZ3bN5mP7dF1"
"""The 24 letters of a reset link."""


@dataclass(frozen=True)
class SignInRule:
    """Who may sign in with the right password: here, and by which status there."""

    said: str
    given: str
    here: bool
    there: int


_CREDENTIAL = 'WHERE "userId" = %(id)s AND "providerId" = \'credential\''

SIGN_INS = [
    SignInRule("as Outpost makes it", "", True, 200),
    SignInRule("a NULL password", f"UPDATE account SET password = NULL {_CREDENTIAL}", False, 401),
    SignInRule("an empty password", f"UPDATE account SET password = '' {_CREDENTIAL}", False, 401),
    SignInRule("no account at all", f"DELETE FROM account {_CREDENTIAL}", False, 401),
    SignInRule(
        "an accountId that is the address",
        f'UPDATE account SET "accountId" = %(email)s {_CREDENTIAL}', False, 401,
    ),
    SignInRule(
        "a password under another provider",
        f"UPDATE account SET \"providerId\" = 'github' {_CREDENTIAL}", False, 401,
    ),
    SignInRule(
        # Found here, so that their next sign-in mends it; nobody would ever mend it there.
        "an address in mixed case",
        'UPDATE "user" SET email = upper(email) WHERE id = %(id)s', True, 401,
    ),
    SignInRule(
        "an address that nobody proved",
        'UPDATE "user" SET "emailVerified" = NULL WHERE id = %(id)s', True, 200,
    ),
    SignInRule(
        "dates that nobody wrote",
        'WITH person AS (UPDATE "user" SET "createdAt" = NULL, "updatedAt" = NULL '
        'WHERE id = %(id)s) '
        f'UPDATE account SET "createdAt" = NULL, "updatedAt" = NULL {_CREDENTIAL}', True, 200,
    ),
]  # fmt: skip


@dataclass(frozen=True)
class SessionRule:
    """What reading a session does, alike here and there: it lives or its row is deleted; ``moved``
    says whether it lives seven days from now on. ``listed`` is the status of list-sessions there;
    here a living session may always see the list."""

    said: str
    given: str
    lives: bool
    moved: bool
    listed: int


def _session(assignments: str) -> str:
    return f'UPDATE session SET {assignments} WHERE "userId" = %(id)s'


SESSIONS = [
    SessionRule("as Outpost makes it", "", True, False, 200),
    SessionRule("neither device nor address",
                _session('"userAgent" = NULL, "ipAddress" = NULL'), True, False, 200),
    SessionRule("its beginning is NULL", _session('"createdAt" = NULL'), True, False, 403),
    SessionRule("begun within the day",
                _session("\"createdAt\" = %(now)s - interval '23:59'"), True, False, 200),
    SessionRule("begun more than a day ago",
                _session("\"createdAt\" = %(now)s - interval '24:01'"), True, False, 403),
    SessionRule("its last use is NULL",
                _session('"updatedAt" = NULL'), True, False, 200),
    SessionRule("more than six days left",
                _session("\"expiresAt\" = %(now)s + interval '6 days 1 minute'"),
                True, False, 200),
    SessionRule("less than six days left",
                _session("\"expiresAt\" = %(now)s + interval '6 days -1 minute'"),
                True, True, 200),
    SessionRule("a minute left",
                _session("\"expiresAt\" = %(now)s + interval '1 minute'"), True, True, 200),
    # Renewing does not make it fresh again.
    SessionRule("renewed, begun long ago",
                _session("\"createdAt\" = %(now)s - interval '5 days', "
                         "\"expiresAt\" = %(now)s + interval '2 days'"), True, True, 403),
    SessionRule("just over",
                _session("\"expiresAt\" = %(now)s - interval '1 second'"), False, False, 401),
    SessionRule("deleted", 'DELETE FROM session WHERE "userId" = %(id)s', False, False, 401),
]  # fmt: skip


@dataclass(frozen=True)
class ResetRule:
    """A link for a new password; ``value`` None is the person's id. ``there`` is the status."""

    said: str
    left: timedelta
    value: str | None
    used: int
    good: bool
    there: int


RESETS = [
    ResetRule("fresh", timedelta(hours=1), None, 0, True, 200),
    ResetRule("in its last minute", timedelta(minutes=1), None, 0, True, 200),
    ResetRule("run out", timedelta(seconds=-1), None, 0, False, 400),
    ResetRule("used", timedelta(hours=1), None, 1, False, 400),
    ResetRule("of nobody", timedelta(hours=1), "nobody", 0, False, 400),
]


@dataclass(frozen=True)
class CodeRule:
    """A code typed for a new password. ``after`` is the value that stands then, None where the row
    is gone."""

    said: str
    value: str
    typed: str
    good: bool
    there: int
    after: str | None
    left: timedelta = timedelta(minutes=5)
    kind: str = "forget-password-otp-"


CODES = [
    CodeRule("the first try", "123456:0", "123456", True, 200, None),
    CodeRule("the third try", "123456:2", "123456", True, 200, None),
    CodeRule("a fourth try", "123456:3", "123456", False, 403, None),
    CodeRule("a wrong one is counted", "123456:0", "654321", False, 400, "123456:1"),
    CodeRule("a third wrong one is counted", "123456:2", "654321", False, 400, "123456:3"),
    CodeRule("in its last minute", "123456:0", "123456", True, 200, None, timedelta(minutes=1)),
    CodeRule("run out", "123456:0", "123456", False, 400, None, timedelta(seconds=-1)),
    CodeRule("a code for signing in", "123456:0", "123456", False, 400, "123456:0",
             kind="sign-in-otp-"),
    CodeRule("a code for the address", "123456:0", "123456", False, 400, "123456:0",
             kind="email-verification-otp-"),
]  # fmt: skip
