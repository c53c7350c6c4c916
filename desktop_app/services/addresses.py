"""Addresses and leads: completed while somebody types them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from desktop_app.data.address_completion import AddressCompletionRepository
from desktop_app.data.database import Database
from desktop_app.data.users import UserRepository
from desktop_app.domain.address_completion import Candidate, ranked
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr

_ALL = 1_000


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

    def complete_leads(self, typed: str, limit: int = 8) -> tuple[Candidate, ...]:
        """Which leads a beginning of a name, a company or an address could mean, with their ids,
        whom one was in touch with last at the beginning; also those that have no address."""
        if not typed.strip():
            return ()
        found = self._found.leads_beginning_with(self._user_id, typed.strip())
        return tuple(sorted(found, key=_newest_first)[:limit])

    def lead_meant(self, typed: str) -> UUID:
        """The one lead that a name, a company or an address means.

        Raises:
            KnownError: no lead is called so, or several are.
        """
        found, words = self.complete_leads(typed, _ALL), typed.strip().casefold()
        exact = [e for e in found if words in (e.address, e.name.casefold(), e.company.casefold())]
        meant = {each.lead_id for each in (exact or found)}
        if not meant:
            raise KnownError(
                tr("No lead is called “{typed}”.", typed=typed.strip()[:60]),
                tr("Type the beginning of a name, a company or an address."),
            )
        lead = meant.pop()
        if meant or lead is None:
            raise KnownError(
                tr("Several leads are called “{typed}”.", typed=typed.strip()[:60]),
                tr("Choose one from the list."),
            )
        return lead


def _newest_first(lead: Candidate) -> tuple[bool, float, str, str]:
    """Those that nobody was in touch with stand last."""
    at = lead.last_at
    return (at is None, -at.timestamp() if at else 0.0, lead.title.casefold(), lead.address)
