"""Addresses: completed while somebody types them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from desktop_app.data.address_completion import AddressCompletionRepository
from desktop_app.data.database import Database
from desktop_app.data.users import UserRepository
from desktop_app.domain.address_completion import Candidate, ranked


class AddressService:
    """Names and addresses that a user knows.

    Args:
        clock: the present moment, aware.

    Raises (all methods):
        KnownError: the database cannot be reached.
    """

    def __init__(self, db: Database, user_id: UUID, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._user_id = user_id
        self._clock = clock
        self._found = AddressCompletionRepository(db)
        self._users = UserRepository(db)

    def complete(self, typed: str, limit: int = 8) -> tuple[Candidate, ...]:
        """Whom a beginning of a name, a company or an address could mean, the likeliest first."""
        if not typed.strip():
            return ()
        with self._db.connection():
            own = self._users.own_addresses(self._user_id)
            found = self._found.beginning_with(self._user_id, typed)
        return ranked(found, own, self._clock(), limit)
