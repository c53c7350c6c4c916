"""Lists of leads: the first rows while somebody types among a million, then all of them."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.domain.ids import IdList
from desktop_app.domain.leads import LeadQuery, LeadSort, LeadStatus, LeadView

_RANKS: Mapping[LeadStatus, int] = {LeadStatus.HOT: 1, LeadStatus.WARM: 2, LeadStatus.COLD: 3}

# How first_ids chooses its way. Measured at a million leads (µs): a row in the list's order,
# and a row by way of the index of words, which lies anywhere; the sample is 1 ms.
_WALK = 3000
_SAMPLE = 3000
_WALK_COST, _LOOKUP_COST = 0.8, 2.0
_MOST_WORDS = 12

_QUIET_DAYS = 30

_VIEWS: tuple[tuple[str, str, LeadQuery], ...] = (
    ("all", "All leads", LeadQuery()),
    ("hot", "Hot", LeadQuery(statuses=frozenset({LeadStatus.HOT}))),
    ("drafts", "AI drafts ready", LeadQuery(has_draft=True)),
    ("quiet", "Gone quiet", LeadQuery(quiet_days=_QUIET_DAYS)),
)


def utc_now() -> datetime:
    """The clock of a repository that was given none."""
    return datetime.now(UTC)


class LeadLists:
    """Questions over ``outpost.lead_index``, which triggers keep true."""

    def __init__(self, db: Database, clock: Callable[[], datetime] = utc_now) -> None:
        self._db = db
        self._clock = clock

    def first_ids(self, user_id: UUID, query: LeadQuery, limit: int = 60) -> IdList:
        """The first leads of a query, quickly enough to follow typing in a million of them.

        What was typed is first looked for among the leads that the list begins with: a short
        prefix, which very many have, is found there at once. Only where that does not fill the
        list does a sample say how many there are, and with it whether to look further in the
        list's order (many) or in the index of words (few, which are then quickly sorted).
        """
        with self._db.connection():
            words = self._words(query)
            if words is None:
                return _ids(self._db.rows(*self._listed(user_id, query, None, limit)))
            if not words:
                return IdList()
            found = self._walk(user_id, query, words, _WALK, limit)
            if len(found) == limit:
                return found
            counted = self._sample(user_id, query, words)
            further = counted.rows_to_walk(len(found), limit)
            if further * _WALK_COST < counted.rarest() * _LOOKUP_COST:
                found = self._walk(user_id, query, words, further, limit)
                if len(found) == limit:
                    return found
            return self._look_up(user_id, query, words, counted, limit)

    def all_ids(self, user_id: UUID, query: LeadQuery) -> IdList:
        """Every lead of a query, in order: the server packs the ids into one value."""
        with self._db.connection():
            inner, params = self._listed(user_id, query, self._words(query), None)
            with self._db.raw().cursor(binary=True) as cursor:
                cursor.execute(
                    f"SELECT string_agg(uuid_send(lead_id), ''::bytea) FROM ({inner}) AS listed",
                    params,
                )
                row = cursor.fetchone()
        return IdList(bytes(row[0]) if row and row[0] else b"")

    def count(self, user_id: UUID, query: LeadQuery) -> int:
        """How many leads a query has."""
        with self._db.connection():
            where, params = self._where(user_id, query, self._words(query))
            return int(
                self._db.value(f"SELECT count(*) FROM outpost.lead_index WHERE {where}", params)
            )

    def views(self, user_id: UUID) -> tuple[LeadView, ...]:
        """The built-in views and how many leads each has."""
        with self._db.connection():
            return tuple(
                LeadView(key, name, query, self.count(user_id, query))
                for key, name, query in _VIEWS
            )

    def _words(self, query: LeadQuery) -> list[str] | None:
        """What was typed as one tsquery per word, by the database's own idea of words; None
        when nothing was typed, empty when nothing of it can begin a word."""
        if not query.text.strip():
            return None
        return [
            row[0]
            for row in self._db.rows(
                "SELECT DISTINCT outpost.typed(word)::text "
                "FROM unnest(outpost.split_words(left(%s, 400))) AS word",
                (query.text,),
            )
        ][:_MOST_WORDS]

    def _where(
        self, user_id: UUID, query: LeadQuery, words: Sequence[str] | None
    ) -> tuple[str, dict[str, Any]]:
        conditions = ["user_id = %(user)s"]
        params: dict[str, Any] = {"user": user_id}
        if words is not None:
            conditions.append("words @@ %(typed)s::tsquery" if words else "false")
            params["typed"] = " & ".join(words)
        rest, rest_params = self._filters(query)
        return " AND ".join([*conditions, *rest]), params | rest_params

    def _filters(self, query: LeadQuery) -> tuple[list[str], dict[str, Any]]:
        conditions: list[str] = []
        params: dict[str, Any] = {}
        if query.statuses:
            conditions.append("status_rank = ANY(%(ranks)s)")
            params["ranks"] = sorted(_RANKS[status] for status in query.statuses)
        if query.has_draft:
            conditions.append("has_draft")
        if query.quiet_days is not None:
            conditions.append("(last_contact_at <= %(quiet)s OR last_contact_at IS NULL)")
            params["quiet"] = self._clock() - timedelta(days=query.quiet_days)
        return conditions, params

    def _listed(
        self, user_id: UUID, query: LeadQuery, words: Sequence[str] | None, limit: int | None
    ) -> tuple[str, dict[str, Any]]:
        """The plain query: Postgres chooses between order and filter."""
        where, params = self._where(user_id, query, words)
        order = _order(query)
        if limit is None:
            return (
                f"SELECT lead_id FROM outpost.lead_index WHERE {where} ORDER BY {order}",
                params,
            )
        parts = " UNION ALL ".join(
            f"(SELECT * FROM outpost.lead_index WHERE {where}{part}"
            f" ORDER BY {order} LIMIT {int(limit)})"
            for part in _parts(query)
        )
        return (
            f"SELECT lead_id FROM ({parts}) AS first ORDER BY {order} LIMIT {int(limit)}",
            params,
        )

    def _walk(
        self, user_id: UUID, query: LeadQuery, words: Sequence[str], rows: int, limit: int
    ) -> IdList:
        """The first matches among the first so many rows of the list's order."""
        order = _order(query)
        where, params = self._where(user_id, query, words)
        read = tuple(
            f"(SELECT * FROM outpost.lead_index WHERE user_id = %(user)s{part}"
            f" ORDER BY {order} LIMIT {int(rows)})"
            for part in _parts(query)
        )
        begin = " UNION ALL ".join(read)
        if len(read) > 1:
            # Together no further than the first one would be read alone: a match in a later
            # part must not come before one that the first part holds further down.
            begin = f"SELECT * FROM ({begin}) AS parts ORDER BY {order} LIMIT {int(rows)}"
        return _ids(
            self._db.rows(
                f"SELECT lead_id FROM ({begin}) AS begin "
                f"WHERE {where} ORDER BY {order} LIMIT {int(limit)}",
                params,
            )
        )

    def _sample(self, user_id: UUID, query: LeadQuery, words: Sequence[str]) -> _Sample:
        """How frequent the words are, together and each, in pages read at random."""
        total = self._db.value(
            "SELECT greatest(reltuples, 1) FROM pg_class WHERE oid = 'outpost.lead_index'::regclass"
        )
        percent = min(100.0, 100.0 * _SAMPLE / total)
        each = "".join(
            f", count(*) FILTER (WHERE words @@ %(word{at})s::tsquery)" for at in range(len(words))
        )
        where, params = self._where(user_id, query, words)
        counts = self._db.row(
            "SELECT count(*) FILTER (WHERE user_id = %(user)s), "
            f"count(*) FILTER (WHERE {where}){each} "
            "FROM outpost.lead_index TABLESAMPLE SYSTEM (%(percent)s)",
            {
                "percent": percent,
                **params,
                **{f"word{at}": word for at, word in enumerate(words)},
            },
        )
        own, together, *frequencies = cast("tuple[int, ...]", counts)
        return _Sample(percent / 100.0, own, together, tuple(frequencies))

    def _look_up(
        self,
        user_id: UUID,
        query: LeadQuery,
        words: Sequence[str],
        counted: _Sample,
        limit: int,
    ) -> IdList:
        """All matches by the index of words, sorted. A word that very many have is left to a
        filter: its part of the index is longer to read than the leads that the others leave."""
        asked = counted.worth_asking(words)
        where, params = self._where(user_id, query, asked)
        params["all"] = " & ".join(words)
        return _ids(
            self._db.rows(
                "WITH found AS MATERIALIZED ("
                f"  SELECT * FROM outpost.lead_index WHERE {where}) "
                "SELECT lead_id FROM found WHERE words @@ %(all)s::tsquery "
                f"ORDER BY {_order(query)} LIMIT {int(limit)}",
                params,
            )
        )


@dataclass(frozen=True, slots=True)
class _Sample:
    """A random part of all leads.

    Args:
        share: which part, 0 to 1.
        own: how many of it are the user's.
        together: how many of those the query wants.
        each: how many, of all users', have each word: the index of words knows no users.
    """

    share: float
    own: int
    together: int
    each: tuple[int, ...]

    def rows_to_walk(self, begun_with: int, limit: int) -> int:
        """How many rows of the list's order hold ``limit`` matches, with some to spare, when
        the first ``_WALK`` held ``begun_with``."""
        density = (begun_with + self.together + 0.2) / (_WALK + self.own)
        most = int(self.own / self.share) + _WALK
        return min(most, int(1.5 * limit / density) + _WALK)

    def rarest(self) -> float:
        """How many leads have the rarest word."""
        return min(self.each) / self.share

    def worth_asking(self, words: Sequence[str]) -> list[str]:
        """The rarest word, and those that are not much more frequent."""
        bound = max(4 * min(self.each), 0.005 * _SAMPLE)
        return [word for word, count in zip(words, self.each, strict=True) if count <= bound]


def _order(query: LeadQuery) -> str:
    """Each is what an index of ``outpost.lead_index`` gives, forwards or backwards."""
    way = "DESC" if query.descending else "ASC"
    if query.sort is LeadSort.LAST_CONTACT:
        return f"last_contact_at {way} NULLS LAST, lead_id"
    keys = {
        LeadSort.COMPANY: ("company_key", "lead_id"),
        LeadSort.CONTACT: ("contact_key", "lead_id"),
        LeadSort.STATUS: ("status_rank", "company_key", "lead_id"),
    }[query.sort]
    return ", ".join(f"{key} {way}" for key in keys)


def _parts(query: LeadQuery) -> tuple[str, ...]:
    """Where in its order a list is worth reading: leads gone quiet lie together when it goes by
    the last contact."""
    if query.quiet_days is None or query.sort is not LeadSort.LAST_CONTACT:
        return ("",)
    return (" AND last_contact_at <= %(quiet)s", " AND last_contact_at IS NULL")


def _ids(rows: Sequence[tuple[UUID]] | Sequence[tuple[Any, ...]]) -> IdList:
    return IdList.of([row[0] for row in rows])
