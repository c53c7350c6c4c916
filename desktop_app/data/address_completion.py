"""Whom a beginning could mean, among a million leads, while somebody types."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.domain.address_completion import Candidate

_WALK: Final = 3_000  # leads of last contact that are looked through first
_MANY: Final = 40  # candidates of each kind that are ranked

_LEAD = """
SELECT lead.email, lead.contact_name, lead.company, indexed.last_contact_at
FROM ({found}) AS indexed JOIN public.leads AS lead ON lead.id = indexed.lead_id
"""

# A beginning that very many leads have is found among those of last contact. One that these do
# not have is rare, and its part of the index of words short.
_LATELY = _LEAD.format(
    found="""
    SELECT walked.lead_id, walked.last_contact_at FROM (
        SELECT lead_id, last_contact_at, words FROM outpost.lead_index
        WHERE user_id = %(user)s ORDER BY last_contact_at DESC NULLS LAST, lead_id LIMIT %(walk)s
    ) AS walked WHERE walked.words @@ %(typed)s::tsquery LIMIT %(many)s"""
)
_ANYWHERE = _LEAD.format(
    found="""
    SELECT lead_id, last_contact_at FROM outpost.lead_index
    WHERE words @@ %(typed)s::tsquery AND user_id = %(user)s LIMIT %(most)s"""
)
_CORRESPONDENTS = """
SELECT address, name, written, heard, last_at FROM outpost.correspondent
WHERE words @@ %(typed)s::tsquery AND user_id = %(user)s
ORDER BY ln(1 + 3 * written + heard)
    - extract(epoch FROM %(newest)s::timestamptz - last_at) / 86400 / 30 DESC
LIMIT %(many)s
"""


class AddressCompletionRepository:
    """Names and addresses of leads and of mail."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def beginning_with(self, user_id: UUID, typed: str) -> list[Candidate]:
        """Some of those whose name, company or address has words that begin with what was typed,
        among them those the rep wrote to often and of late."""
        with self._db.connection():
            query = self._db.value("SELECT outpost.typed(%s)::text", (typed,))
            if not query:
                return []
            params = {
                "user": user_id, "typed": query, "walk": _WALK, "many": _MANY, "most": 4 * _MANY,
                "newest": self._db.value("SELECT now()"),
            }  # fmt: skip
            leads = self._db.rows(_LATELY, params)
            if len(leads) < _MANY // 4:
                leads += self._db.rows(_ANYWHERE, params)
            people = self._db.rows(_CORRESPONDENTS, params)
        return [
            *(
                Candidate((email or "").strip().lower(), name or "", company or "", last_at=at,
                          is_lead=True)
                for email, name, company, at in leads
            ),
            *(
                Candidate(address, name, written=written, heard=heard, last_at=at)
                for address, name, written, heard, at in people
            ),
        ]  # fmt: skip
