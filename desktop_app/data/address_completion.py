"""Whom a beginning could mean, among a million leads, while somebody types."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.lead_lists import LeadLists
from desktop_app.domain.address_completion import Candidate
from desktop_app.domain.lead_filters import SortKey
from desktop_app.domain.leads import LeadQuery

_MANY: Final = 40  # candidates of each kind that are ranked
_FEW: Final = 8
_NEWEST: Final = (SortKey("last_contact", descending=True),)
_END = re.compile(r"(@\S*)\.[^.@\s]*$")

# The order of names is an index: whose name or company begins so stands together in it, and
# everything typed up to "Ines Cal" is a beginning.
_BEGIN = """
(SELECT lead_id FROM outpost.lead_index WHERE user_id = %(user)s
 AND contact_key >= %(key)s AND contact_key < %(end)s ORDER BY contact_key LIMIT %(many)s)
UNION
(SELECT lead_id FROM outpost.lead_index WHERE user_id = %(user)s
 AND company_key >= %(key)s AND company_key < %(end)s ORDER BY company_key LIMIT %(many)s)
"""
_LEADS = """
SELECT lead.email, lead.contact_name, lead.company, indexed.last_contact_at, lead.id
FROM public.leads AS lead JOIN outpost.lead_index AS indexed ON indexed.lead_id = lead.id
WHERE lead.id = ANY(%(ids)s) AND lead.user_id = %(user)s
"""
_CORRESPONDENTS = """
SELECT address, name, written, heard, last_at FROM outpost.correspondent
WHERE words @@ %(typed)s::tsquery AND user_id = %(user)s
ORDER BY ln(1 + 3 * written + heard)
    - extract(epoch FROM now() - last_at) / 86400 / 30 DESC
LIMIT %(many)s
"""


class AddressCompletionRepository:
    """Names and addresses of leads and of mail."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._leads = LeadLists(db)

    def _lead_ids(self, user_id: UUID, typed: str) -> list[UUID]:
        """Leads whose name or company begins so; where they are few, also those of whom any
        word does, the one last spoken to first."""
        key = self._db.value("SELECT outpost.sort_key(%s)", (typed,))
        found: list[UUID] = []
        if key:
            params = {"user": user_id, "key": key, "end": key + "\U0010ffff", "many": _MANY}
            found = [row[0] for row in self._db.rows(_BEGIN, params)]
        if len(found) < _FEW:
            query = LeadQuery(text=typed, sort=_NEWEST)
            found += self._leads.first_ids(user_id, query, _MANY)
        return found

    def beginning_with(self, user_id: UUID, typed: str) -> list[Candidate]:
        """Some of those whose name, company or address has words that begin with what was typed,
        among them those the rep wrote to often and of late."""
        with self._db.connection():
            # The end of an address is in no index of words: nearly everybody's would be found.
            query = self._db.value("SELECT outpost.typed(%s)::text", (_END.sub(r"\1", typed),))
            if not query:
                return []
            found = self._lead_ids(user_id, typed)
            leads = self._leads_with(user_id, found)
            people = self._db.rows(
                _CORRESPONDENTS, {"user": user_id, "typed": query, "many": _MANY}
            )
        return [
            *leads,
            *(
                Candidate(address, name, written=written, heard=heard, last_at=at)
                for address, name, written, heard, at in people
            ),
        ]  # fmt: skip

    def leads_beginning_with(self, user_id: UUID, typed: str) -> list[Candidate]:
        """Some of the leads whose name, company or address has words that begin with what was
        typed, also those that have no address, in any order."""
        with self._db.connection():
            return self._leads_with(user_id, self._lead_ids(user_id, typed))

    def _leads_with(self, user_id: UUID, ids: Sequence[UUID]) -> list[Candidate]:
        rows = self._db.rows(_LEADS, {"ids": list(ids), "user": user_id})
        return [
            Candidate((email or "").strip().lower(), name or "", company or "", last_at=at,
                      is_lead=True, lead_id=id_)
            for email, name, company, at, id_ in rows
        ]  # fmt: skip
