"""Leads that may be one: what is left to compare, the keys, and the pairs found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final
from uuid import UUID, uuid5

from desktop_app.data.database import Database
from desktop_app.data.journal import RowChange
from desktop_app.domain.ids import IdList
from desktop_app.domain.lead_duplicates import (
    DuplicateLead,
    DuplicatePair,
    Facts,
    Reason,
    Verdict,
)

_SPACE: Final = UUID("6f0d2f60-6a4f-5f5e-9a5c-0f3f9f1b7a11")
_PARTNERS_AT_MOST: Final = 30
"""Of those that share one key: a number or a name of hundreds says nothing about two of them,
and all that are truly one are found by way of each other."""

Pair = tuple[UUID, UUID]

_FACTS = """
SELECT lead.id, lead.company, lead.contact_name, lead.email, coalesce(lead.phone, ''),
       CASE WHEN jsonb_typeof(lead.metadata -> 'emails') = 'array' THEN ARRAY(
           SELECT item #>> '{}' FROM jsonb_array_elements(lead.metadata -> 'emails') AS item
           WHERE jsonb_typeof(item) = 'string') END
FROM public.leads AS lead WHERE lead.id = ANY(%(ids)s) AND lead.user_id = %(user)s
"""

_PARTNERS = """
SELECT DISTINCT least(mine.lead_id, held.lead_id), greatest(mine.lead_id, held.lead_id)
FROM outpost.lead_match_key AS mine CROSS JOIN LATERAL (
    SELECT other.lead_id FROM outpost.lead_match_key AS other
    WHERE other.key = mine.key AND other.lead_id <> mine.lead_id
    ORDER BY other.lead_id LIMIT %(most)s) AS held
WHERE mine.lead_id = ANY(%(ids)s)
UNION
SELECT a, b FROM outpost.lead_duplicate
WHERE user_id = %(user)s AND (a = ANY(%(ids)s) OR b = ANY(%(ids)s))
"""

# A pair that was said to be none stays so while it is alike, and is remembered when it is not.
_SAVE = """
WITH found AS (
    SELECT * FROM unnest(%(keys)s::uuid[], %(a)s::uuid[], %(b)s::uuid[], %(scores)s::smallint[],
                         %(reasons)s::text[]) AS pair (id, a, b, score, reason)),
gone AS (
    DELETE FROM outpost.lead_duplicate AS held
    WHERE held.user_id = %(user)s AND held.dismissed_at IS NULL
      AND (held.a = ANY(%(ids)s) OR held.b = ANY(%(ids)s))
      AND NOT EXISTS (SELECT FROM found WHERE found.a = held.a AND found.b = held.b)
    RETURNING 1),
kept AS (
    INSERT INTO outpost.lead_duplicate AS held (id, user_id, a, b, score, reason)
    SELECT id, %(user)s, a, b, score, reason FROM found
    ON CONFLICT (a, b) DO UPDATE SET score = excluded.score, reason = excluded.reason
    WHERE (held.score, held.reason) IS DISTINCT FROM (excluded.score, excluded.reason)
    RETURNING 1)
SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM kept)
"""

_PAIR = """
SELECT pair.id, one.id, one.company, one.contact_name, one.email,
       other.id, other.company, other.contact_name, other.email,
       pair.score, pair.reason, pair.found_at
FROM outpost.lead_duplicate AS pair
JOIN public.leads AS one ON one.id = pair.a JOIN public.leads AS other ON other.id = pair.b
WHERE pair.user_id = %(user)s
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Leads to compare: entries up to ``last`` of the queue."""

    last: int
    lead_ids: tuple[UUID, ...]


def pair_id(a: UUID, b: UUID) -> UUID:
    """The id of a pair, the same wherever it is found."""
    low, high = sorted((a, b))
    return uuid5(_SPACE, f"{low} {high}")


class LeadDuplicateRepository:
    """Rows of ``outpost.lead_duplicate``, and what leads to them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    # -- finding -----------------------------------------------------------------------------

    def next_user(self, but: Collection[UUID] = ()) -> UUID | None:
        """Somebody with leads to compare, none of ``but``; or None."""
        found = self._db.value(
            "SELECT user_id FROM outpost.lead_to_compare WHERE user_id <> ALL(%s) "
            "ORDER BY n LIMIT 1",
            (list(but),),
        )
        return found if isinstance(found, UUID) else None

    def waiting(self, user_id: UUID, after: int, limit: int) -> Waiting | None:
        """The next leads of the queue behind the entry ``after``; None when there are none."""
        rows = self._db.rows(
            "SELECT n, lead_id FROM outpost.lead_to_compare WHERE user_id = %s AND n > %s "
            "ORDER BY n LIMIT %s",
            (user_id, after, limit),
        )
        return Waiting(rows[-1][0], tuple(dict.fromkeys(row[1] for row in rows))) if rows else None

    def settle_waiting(
        self, user_id: UUID, after: int, last: int, but: Collection[UUID] = ()
    ) -> None:
        """Take the entries behind ``after`` up to ``last`` off the queue, but those of leads that
        could not be looked at."""
        self._db.run(
            "DELETE FROM outpost.lead_to_compare WHERE user_id = %s AND n > %s AND n <= %s "
            "AND lead_id <> ALL(%s)",
            (user_id, after, last, list(but)),
        )

    def count_waiting(self, user_id: UUID, most: int) -> int:
        """How many entries wait to be compared; counts to ``most``."""
        return int(
            self._db.value(
                "SELECT count(*) FROM (SELECT FROM outpost.lead_to_compare WHERE user_id = %s "
                "LIMIT %s) AS waiting",
                (user_id, most),
            )
        )

    def ids_after(self, user_id: UUID, after: UUID | None, limit: int) -> tuple[UUID, ...]:
        """A user's leads in the order of their ids."""
        rows = self._db.rows(
            "SELECT id FROM public.leads WHERE user_id = %s AND id > %s ORDER BY id LIMIT %s",
            (user_id, after or UUID(int=0), limit),
        )
        return tuple(row[0] for row in rows)

    def count_leads(self, user_id: UUID) -> int:
        return int(
            self._db.value("SELECT count(*) FROM public.leads WHERE user_id = %s", (user_id,))
        )

    def queue(self, user_id: UUID, lead_ids: Collection[UUID]) -> None:
        """Have leads compared (again)."""
        self._db.run(
            "INSERT INTO outpost.lead_to_compare (user_id, lead_id) SELECT %s, unnest(%s::uuid[])",
            (user_id, list(lead_ids)),
        )

    def one_at_a_time(self, user_id: UUID) -> None:
        """Let nobody else compare this user's leads until the transaction ends, and go by the
        indexes in it: the planner knows nothing yet of tables that are being filled, and would
        read all of them for each batch."""
        self._db.run("SET LOCAL enable_seqscan = off")
        self._db.run(
            "SELECT pg_advisory_xact_lock(hashtextextended('outpost duplicates ' || %s::text, 0))",
            (user_id,),
        )

    def hold(self, user_id: UUID, lead_ids: Sequence[UUID]) -> dict[UUID, Facts]:
        """What is compared of these leads, which stay there until the transaction ends; without
        those that are gone, and those that somebody is deleting or giving another address."""
        rows = self._db.rows(
            f"{_FACTS} ORDER BY lead.id FOR KEY SHARE OF lead SKIP LOCKED",
            {"ids": list(lead_ids), "user": user_id},
        )
        return {row[0]: Facts(row[1], row[2], row[3], row[4], tuple(row[5] or ())) for row in rows}

    def standing(self, user_id: UUID, lead_ids: Sequence[UUID]) -> set[UUID]:
        """Which of these are there."""
        rows = self._db.rows(
            "SELECT id FROM public.leads WHERE id = ANY(%s) AND user_id = %s",
            (list(lead_ids), user_id),
        )
        return {row[0] for row in rows}

    def write_keys(self, user_id: UUID, keys: Mapping[UUID, Iterable[str]]) -> None:
        """Replace the keys of leads that are held."""
        self._db.run("DELETE FROM outpost.lead_match_key WHERE lead_id = ANY(%s)", (list(keys),))
        whose = user_id.bytes
        with (
            self._db.raw().cursor() as cursor,
            cursor.copy("COPY outpost.lead_match_key (key, lead_id) FROM STDIN") as copy,
        ):
            # In the order of the index, which each batch then goes through once.
            rows = sorted(
                (number, lead_id)
                for lead_id, words in keys.items()
                for number in {_hash(whose, word) for word in words}
            )
            lines = [f"{number}\t{lead_id}\n" for number, lead_id in rows]
            copy.write("".join(lines).encode())

    def candidates(self, user_id: UUID, lead_ids: Sequence[UUID]) -> list[Pair]:
        """The pairs of these leads with any that share a key, and those found before."""
        rows = self._db.rows(
            _PARTNERS, {"ids": list(lead_ids), "user": user_id, "most": _PARTNERS_AT_MOST}
        )
        return [(row[0], row[1]) for row in rows]

    def save(self, user_id: UUID, lead_ids: Sequence[UUID], found: Mapping[Pair, Verdict]) -> int:
        """Write what was found of these leads; pairs of theirs that are none any more go. How
        many pairs changed."""
        pairs = sorted(found)
        return int(
            self._db.value(
                _SAVE,
                {
                    "user": user_id,
                    "ids": list(lead_ids),
                    "keys": [pair_id(*pair) for pair in pairs],
                    "a": [pair[0] for pair in pairs],
                    "b": [pair[1] for pair in pairs],
                    "scores": [found[pair].score for pair in pairs],
                    "reasons": [str(found[pair].reason) for pair in pairs],
                },
            )
        )

    # -- asking ------------------------------------------------------------------------------

    def count(self, user_id: UUID) -> int:
        """How many pairs there are to look at."""
        return int(
            self._db.value(
                "SELECT count(*) FROM outpost.lead_duplicate "
                "WHERE user_id = %s AND dismissed_at IS NULL",
                (user_id,),
            )
        )

    def all_ids(self, user_id: UUID) -> IdList:
        """Every pair to look at, the surest first."""
        with self._db.connection(), self._db.raw().cursor(binary=True) as cursor:
            cursor.execute(
                "SELECT string_agg(uuid_send(id), ''::bytea) FROM ("
                "SELECT id FROM outpost.lead_duplicate "
                "WHERE user_id = %s AND dismissed_at IS NULL ORDER BY score DESC, id) AS listed",
                (user_id,),
            )
            row = cursor.fetchone()
        return IdList(bytes(row[0]) if row and row[0] else b"")

    def pairs(self, user_id: UUID, ids: Sequence[UUID]) -> tuple[DuplicatePair, ...]:
        """These pairs in the order of ``ids``, without those that are gone."""
        rows = self._db.rows(
            f"{_PAIR} AND pair.id = ANY(%(ids)s)", {"user": user_id, "ids": list(ids)}
        )
        found = {row[0]: _pair(row) for row in rows}
        return tuple(found[each] for each in ids if each in found)

    def of_lead(self, user_id: UUID, lead_id: UUID, limit: int) -> tuple[DuplicatePair, ...]:
        """The pairs of one lead, the surest first."""
        rows = self._db.rows(
            f"{_PAIR} AND pair.dismissed_at IS NULL AND %(lead)s IN (pair.a, pair.b) "
            "ORDER BY pair.score DESC, pair.id LIMIT %(limit)s",
            {"user": user_id, "lead": lead_id, "limit": limit},
        )
        return tuple(_pair(row) for row in rows)

    def partners(self, user_id: UUID, lead_ids: Sequence[UUID]) -> tuple[UUID, ...]:
        """The leads that may be one with any of these, the surest first."""
        rows = self._db.rows(
            "SELECT partner FROM (SELECT b AS partner, score FROM outpost.lead_duplicate "
            "  WHERE user_id = %(user)s AND dismissed_at IS NULL AND a = ANY(%(ids)s) UNION ALL "
            "  SELECT a, score FROM outpost.lead_duplicate "
            "  WHERE user_id = %(user)s AND dismissed_at IS NULL AND b = ANY(%(ids)s)) AS found "
            "WHERE partner <> ALL(%(ids)s) GROUP BY partner ORDER BY max(score) DESC, partner "
            "LIMIT 20",
            {"user": user_id, "ids": list(lead_ids)},
        )
        return tuple(row[0] for row in rows)

    # -- writing -----------------------------------------------------------------------------

    def dismiss(self, user_id: UUID, ids: Sequence[UUID]) -> list[RowChange]:
        """Note that these pairs are none; the changes of those that were open."""
        rows = self._db.rows(
            "UPDATE outpost.lead_duplicate SET dismissed_at = now() "
            "WHERE id = ANY(%s) AND user_id = %s AND dismissed_at IS NULL "
            "RETURNING id, to_jsonb(dismissed_at)",
            (list(ids), user_id),
        )
        return [
            RowChange(
                "outpost.lead_duplicate", row[0], {"dismissed_at": None}, {"dismissed_at": row[1]}
            )
            for row in rows
        ]

    def between(self, user_id: UUID, lead_ids: Sequence[UUID]) -> tuple[UUID, ...]:
        """The pairs to look at among these leads."""
        rows = self._db.rows(
            "SELECT id FROM outpost.lead_duplicate WHERE user_id = %s AND dismissed_at IS NULL "
            "AND a = ANY(%s) AND b = ANY(%s)",
            (user_id, list(lead_ids), list(lead_ids)),
        )
        return tuple(row[0] for row in rows)


def _hash(whose: bytes, words: str) -> int:
    digest = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8, key=whose).digest()
    return int.from_bytes(digest, "big", signed=True)


def _pair(row: tuple[Any, ...]) -> DuplicatePair:
    return DuplicatePair(
        id=row[0],
        one=DuplicateLead(*row[1:5]),
        other=DuplicateLead(*row[5:9]),
        score=row[9],
        reason=Reason(row[10]),
        found_at=row[11],
    )
