"""Which leads the rows of a file may be about: by address, by name and company, by domain.

Whoever could be the same person is found by the index of leads, a handful per row, and judged by
the rules that also find duplicates among leads (``domain.lead_duplicates``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from rapidfuzz.fuzz import ratio

from desktop_app.data.database import Database
from desktop_app.domain.addresses import is_freemail
from desktop_app.domain.import_plan import MatchKind
from desktop_app.domain.lead_duplicates import (
    Facts,
    Reason,
    Traits,
    company_words,
    judge,
    traits,
)
from desktop_app.domain.lead_import import PlannedLead

_AT_MOST = 60  # leads of one company, of one name or of one domain that are looked at

# Own addresses before aliases: the index holds either.
_BY_ADDRESS = """
SELECT address, lead_id FROM outpost.lead_address
WHERE user_id = %(user)s AND address = ANY(%(addresses)s)
UNION ALL
SELECT email, id FROM public.leads WHERE user_id = %(user)s AND email = ANY(%(addresses)s)
"""

# A company's name without its legal form begins the sort key of all its spellings.
_BY_COMPANY = f"""
SELECT asked.n, found.lead_id
FROM unnest(%(keys)s::text[]) WITH ORDINALITY AS asked (key, n)
CROSS JOIN LATERAL (
    SELECT lead_id FROM outpost.lead_index
    WHERE user_id = %(user)s AND company_key >= outpost.sort_key(asked.key)
      AND company_key < outpost.sort_key(asked.key) || U&'\\+10FFFF'
    ORDER BY company_key LIMIT {_AT_MOST}) AS found
"""  # noqa: S608
_BY_CONTACT = f"""
SELECT asked.n, found.lead_id
FROM unnest(%(keys)s::text[]) WITH ORDINALITY AS asked (key, n)
CROSS JOIN LATERAL (
    SELECT lead_id FROM outpost.lead_index
    WHERE user_id = %(user)s AND contact_key = outpost.sort_key(asked.key)
    LIMIT {_AT_MOST}) AS found
"""  # noqa: S608
_BY_DOMAIN = f"""
SELECT asked.n, found.lead_id
FROM unnest(%(keys)s::text[]) WITH ORDINALITY AS asked (key, n)
CROSS JOIN LATERAL (
    SELECT lead_id FROM outpost.lead_address
    WHERE user_id = %(user)s AND split_part(address, '@', 2) = asked.key
    LIMIT {_AT_MOST}) AS found
"""  # noqa: S608
_FACTS = """
SELECT id, company, contact_name, email FROM public.leads
WHERE user_id = %(user)s AND id = ANY(%(ids)s)
"""


@dataclass(frozen=True, slots=True)
class Match:
    """A lead that a row may be about, and what the two have in common."""

    lead_id: UUID
    kind: MatchKind


class LeadMatcher:
    """Finds the leads of one user that rows may be about."""

    def __init__(self, db: Database, user_id: UUID) -> None:
        self._db = db
        self._user_id = user_id

    def match(self, planned: Sequence[PlannedLead]) -> tuple[Match | None, ...]:
        """The best lead for each of these rows, in their order."""
        found: dict[int, Match] = {}
        known = self._at([each.draft.email for each in planned])
        for n, each in enumerate(planned):
            if (lead_id := known.get(each.draft.email)) is not None:
                found[n] = Match(lead_id, MatchKind.ADDRESS)
        open_rows = {n: _traits_of(each) for n, each in enumerate(planned) if n not in found}
        for n, lead_id in self._same_person(planned, open_rows).items():
            found[n] = Match(lead_id, MatchKind.NAME_COMPANY)
        rest = {n: each for n, each in open_rows.items() if n not in found}
        for n, lead_id in self._same_domain(planned, rest).items():
            found[n] = Match(lead_id, MatchKind.DOMAIN)
        return tuple(found.get(n) for n in range(len(planned)))

    def at_addresses(self, addresses: Sequence[str]) -> dict[str, UUID]:
        """The leads that have these addresses, as their own or as further ones."""
        return self._at(addresses)

    def standing(self, lead_ids: Sequence[UUID]) -> frozenset[UUID]:
        """Those of these leads that are there."""
        rows = self._db.rows(
            "SELECT id FROM public.leads WHERE user_id = %s AND id = ANY(%s)",
            (self._user_id, list(lead_ids)),
        )
        return frozenset(row[0] for row in rows)

    def _at(self, addresses: Sequence[str]) -> dict[str, UUID]:
        rows = self._db.rows(_BY_ADDRESS, {"user": self._user_id, "addresses": list(addresses)})
        return dict(rows)

    def _same_person(
        self, planned: Sequence[PlannedLead], rows: Mapping[int, Traits]
    ) -> dict[int, UUID]:
        """The lead with the same person and company, however they are spelt."""
        asked = {n: each for n, each in rows.items() if each.full_name and each.company}
        if not asked:
            return {}
        companies = {n: _company_key(planned[n]) for n in asked}
        by_company = self._ask(_BY_COMPANY, companies.values())
        spellings = {n: _spellings(planned[n].draft.contact_name) for n in asked}
        by_contact = self._ask(
            _BY_CONTACT, (name for names in spellings.values() for name in names)
        )
        near: dict[int, list[UUID]] = {
            n: [
                *by_company.get(companies[n], ()),
                *(lead for name in spellings[n] for lead in by_contact.get(name, ())),
            ]
            for n in asked
        }
        leads = self._facts({lead for ids in near.values() for lead in ids})
        found: dict[int, UUID] = {}
        for n, one in asked.items():
            best = 0
            for lead_id in dict.fromkeys(near[n]):
                other = leads.get(lead_id)
                if other is None or not (set(one.person) & set(other.person)):
                    continue
                verdict = judge(one, other, ratio)
                if verdict and verdict.reason is Reason.PERSON and verdict.score > best:
                    best, found[n] = verdict.score, lead_id
        return found

    def _same_domain(
        self, planned: Sequence[PlannedLead], rows: Mapping[int, Traits]
    ) -> dict[int, UUID]:
        """Somebody at the same company's domain, where the row names the same person or
        nobody."""
        domains = {
            n: domain
            for n in rows
            if not is_freemail(domain := planned[n].draft.email.rpartition("@")[2])
        }
        by_domain = self._ask(_BY_DOMAIN, domains.values())
        near = {n: by_domain.get(domain, ()) for n, domain in domains.items()}
        leads = self._facts({lead for ids in near.values() for lead in ids})
        found: dict[int, UUID] = {}
        for n, ids in near.items():
            person = rows[n].person if "contact_name" in planned[n].given else ()
            for lead_id in ids:
                other = leads.get(lead_id)
                if other is not None and (not person or person == other.person):
                    found[n] = lead_id
                    break
        return found

    def _ask(self, sql: str, keys: Iterable[str]) -> dict[str, list[UUID]]:
        wanted = sorted({key for key in keys if key})
        if not wanted:
            return {}
        found: defaultdict[str, list[UUID]] = defaultdict(list)
        for n, lead_id in self._db.rows(sql, {"user": self._user_id, "keys": wanted}):
            found[wanted[n - 1]].append(lead_id)
        return found

    def _facts(self, ids: set[UUID]) -> dict[UUID, Traits]:
        if not ids:
            return {}
        rows = self._db.rows(_FACTS, {"user": self._user_id, "ids": list(ids)})
        return {row[0]: traits(Facts(*row[1:])) for row in rows}


def person_key(planned: PlannedLead) -> str:
    """Person and company in one spelling; "" where the row does not say both."""
    own = _traits_of(planned)
    if not own.full_name or not own.company:
        return ""
    return f"{' '.join(own.person)}|{' '.join(own.company)}"[:400]


def _traits_of(planned: PlannedLead) -> Traits:
    """What is compared of a row: only what it says itself, nothing guessed from its address."""
    draft, given = planned.draft, planned.given
    return traits(
        Facts(
            draft.company if "company" in given else "",
            draft.contact_name if "contact_name" in given else "",
            draft.email,
        )
    )


def _company_key(planned: PlannedLead) -> str:
    """How the names of a company begin, whatever legal form follows: its first words."""
    words = set(company_words(planned.draft.company))
    kept: list[str] = []
    for word in planned.draft.company.replace(",", " ").split():
        if not words & set(company_words(word)):
            break
        kept.append(word)
    return " ".join(kept)


def _spellings(name: str) -> tuple[str, ...]:
    """Jane Doe, Doe Jane, Doe, Jane: of names of two words."""
    words = name.replace(",", " ").split()
    if len(words) != 2:
        return (name,)
    one, two = words
    return tuple(dict.fromkeys((name, f"{one} {two}", f"{two} {one}", f"{two}, {one}")))
