"""Tries to sign in that went wrong, by address (``outpost.sign_in_attempt``)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from desktop_app.data.database import Database
from desktop_app.domain.sign_in_rules import FORGET_AFTER, wait_after

Purpose = Literal["password", "code"]


class SignInAttemptRepository:
    """What slows guesses down, across programs and restarts."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def claim(self, purpose: Purpose, address: str, now: datetime) -> timedelta:
        """Count a try before it is made, unless one has to wait; zero: go on.

        Committed at once: tries in parallel queue here, and a program that is killed before it
        has heard the answer has used its try. One that has to wait is not counted.
        """
        if self._db.peewee.in_transaction():
            raise AssertionError("a try that a rollback forgets is no try")
        with self._db.transaction():
            self._purge(now)
            self._db.run(
                "INSERT INTO outpost.sign_in_attempt VALUES (%s, %s, 0, %s) ON CONFLICT DO NOTHING",
                (purpose, address, now),
            )
            row = self._db.row(
                "SELECT failures, last_failed_at FROM outpost.sign_in_attempt "
                "WHERE purpose = %s AND address = %s FOR UPDATE",
                (purpose, address),
            )
            failures, last = row or (0, now)
            wait = wait_after(failures, last, now)
            if now - last >= FORGET_AFTER:
                failures = 0
            # A failure of the future (the clock was set back) counts as one of now, or its wait
            # would last until the clock has caught up.
            self._db.run(
                "UPDATE outpost.sign_in_attempt SET failures = %s, last_failed_at = %s "
                "WHERE purpose = %s AND address = %s",
                (failures, min(last, now), purpose, address)
                if wait
                else (failures + 1, now, purpose, address),
            )
        return wait

    def clear(self, purpose: Purpose, address: str) -> None:
        """Forget the failures of an address, after a success."""
        self._db.run(
            "DELETE FROM outpost.sign_in_attempt WHERE purpose = %s AND address = %s",
            (purpose, address),
        )

    def purge(self, now: datetime) -> int:
        """Forget what is too old to count; how many rows that were."""
        with self._db.transaction():
            return self._purge(now)

    def _purge(self, now: datetime) -> int:
        # Rows that somebody else is counting in are left to the next purge.
        return self._db.run(
            "DELETE FROM outpost.sign_in_attempt WHERE (purpose, address) IN ("
            "SELECT purpose, address FROM outpost.sign_in_attempt WHERE last_failed_at <= %s "
            "FOR UPDATE SKIP LOCKED)",
            (now - FORGET_AFTER,),
        )
