"""Lists of leads: the first rows while somebody types among a million, then all of them."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop_app.data.database import Database
from desktop_app.data.lead_filters import INDEXED_ORDERS, LeadSql, Today
from desktop_app.domain.ids import IdList
from desktop_app.domain.lead_fields import CUSTOM, LeadFields
from desktop_app.domain.lead_filters import Condition, Group, Op
from desktop_app.domain.leads import LeadQuery, LeadView

# How first_ids chooses its way. Measured at a million leads (µs): a row in the list's order,
# and a row by way of the index of words, which lies anywhere; the sample is 1 ms.
_WALK = 3000
_SAMPLE = 3000
_WALK_COST, _LOOKUP_COST = 0.8, 2.0
_MOST_WORDS = 12

_VIEWS: tuple[tuple[str, str, Group], ...] = (
    ("all", "All leads", Group()),
    ("hot", "Hot", Group((Condition("status", Op.ANY_OF, ("hot",)),))),
    ("drafts", "AI drafts ready", Group((Condition("draft", Op.YES),))),
    (
        "quiet",
        "Gone quiet",
        Group(
            (
                Group(
                    (Condition("last_contact", Op.BEYOND, 30), Condition("last_contact", Op.EMPTY)),
                    any=True,
                ),
            )
        ),
    ),
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

        Raises:
            KnownError: the query speaks of a field that is not there any more.
        """
        with self._db.connection():
            asked = self._asked(user_id, query)
            words = self._words(query)
            if words is None:
                return self._listed(asked, (), limit)
            if not words:
                return IdList()
            if not asked.indexed_order:
                return self._look_up(asked, words, words, limit)
            found = self._walk(asked, words, _WALK, limit)
            if len(found) == limit:
                return found
            counted = self._sample(asked, words)
            further = counted.rows_to_walk(len(found), limit)
            if further * _WALK_COST < counted.rarest() * _LOOKUP_COST:
                found = self._walk(asked, words, further, limit)
                if len(found) == limit:
                    return found
            return self._look_up(asked, words, counted.worth_asking(words), limit)

    def all_ids(self, user_id: UUID, query: LeadQuery) -> IdList:
        """Every lead of a query, in order: the server packs the ids into one value."""
        with self._db.connection():
            inner, params = self.select_ids(user_id, query)
            with self._db.raw().cursor(binary=True) as cursor:
                cursor.execute(
                    f"SELECT string_agg(uuid_send(lead_id), ''::bytea) FROM ({inner}) AS listed",
                    params,
                )
                row = cursor.fetchone()
        return IdList(bytes(row[0]) if row and row[0] else b"")

    def select_ids(
        self, user_id: UUID, query: LeadQuery, *, ordered: bool = True
    ) -> tuple[str, dict[str, Any]]:
        """A query as SQL for other statements to build on: one column ``lead_id``."""
        with self._db.connection():
            asked = self._asked(user_id, query)
            where = asked.with_words(self._words(query))
            order = f" ORDER BY {asked.order}" if ordered else ""
            return (
                f"SELECT indexed.lead_id FROM {asked.source(where)} WHERE {where}{order}",
                asked.params,
            )

    def count(self, user_id: UUID, query: LeadQuery) -> int:
        """How many leads a query has."""
        inner, params = self.select_ids(user_id, query, ordered=False)
        return int(self._db.value(f"SELECT count(*) FROM ({inner}) AS listed", params))

    def views(self, user_id: UUID) -> tuple[LeadView, ...]:
        """The built-in views and how many leads each has."""
        with self._db.connection():
            return tuple(
                LeadView(key, name, query := LeadQuery(where=where), self.count(user_id, query))
                for key, name, where in _VIEWS
            )

    def fields(self, user_id: UUID) -> LeadFields:
        """What the user's leads have: the built-in fields and their own."""
        from desktop_app.data.custom_fields import CustomFieldRepository  # for those who have any

        return LeadFields(CustomFieldRepository(self._db).fields(user_id))

    def _asked(self, user_id: UUID, query: LeadQuery) -> _Asked:
        keys = query.sort or LeadQuery().sort
        own = any(
            name.startswith(CUSTOM)
            for name in (*(c.field for c in query.where.conditions()), *(k.field for k in keys))
        )
        sql = LeadSql(
            self.fields(user_id) if own else LeadFields(),
            lambda: Today(self._clock(), self._zone_of(user_id)),
        )
        sql.params["user"] = user_id
        # Where the list goes by what may never have happened, that comes last by itself.
        parts = query.where.split_by_emptiness(keys[0].field)
        order = sql.order(keys)
        return _Asked(
            where=sql.where(query.where),
            order=order,
            parts=tuple(map(sql.where, parts)) or ("true",),
            params=sql.params,
            indexed_order=keys[0].field in INDEXED_ORDERS and not _Asked.needs_lead(order),
        )

    def _zone_of(self, user_id: UUID) -> ZoneInfo:
        name = self._db.value("SELECT timezone FROM public.users WHERE id = %s", (user_id,))
        try:
            return ZoneInfo(name or "UTC")
        except (KeyError, ValueError, OSError):
            return ZoneInfo("UTC")

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

    def _listed(self, asked: _Asked, words: Sequence[str], limit: int) -> IdList:
        """The plain query: Postgres chooses between order and filter. Each part of the order
        is read by itself, so that an index begins where the part does."""
        where = asked.with_words(words or None)
        if len(asked.parts) == 1:
            select = f"SELECT indexed.lead_id FROM {asked.source(where)} WHERE {where}"
            return _ids(
                self._db.rows(f"{select} ORDER BY {asked.order} LIMIT {int(limit)}", asked.params)
            )
        # What comes first in the order fills the list before the next part is looked at.
        found: list[UUID] = []
        for part in asked.parts:
            rows = self._db.rows(
                f"SELECT indexed.lead_id FROM {asked.source(where)} WHERE {where} AND ({part}) "
                f"ORDER BY {asked.order} LIMIT {int(limit) - len(found)}",
                asked.params,
            )
            found += [row[0] for row in rows]
            if len(found) >= limit:
                break
        return IdList.of(found)

    def _walk(self, asked: _Asked, words: Sequence[str], rows: int, limit: int) -> IdList:
        """The first matches among the first so many rows of the list's order."""
        where = asked.with_words(words)
        begin = " UNION ALL ".join(
            f"(SELECT indexed.* FROM outpost.lead_index AS indexed "
            f"WHERE indexed.user_id = %(user)s AND ({part})"
            f" ORDER BY {asked.order} LIMIT {int(rows)})"
            for part in asked.parts
        )
        if len(asked.parts) > 1:
            # Together no further than the first one would be read alone: a match in a later
            # part must not come before one that the first part holds further down.
            begin = f"SELECT * FROM ({begin}) AS indexed ORDER BY {asked.order} LIMIT {int(rows)}"
        source = f"({begin}) AS indexed"
        if asked.needs_lead(where):
            source += _JOIN_LEAD
        return _ids(
            self._db.rows(
                f"SELECT indexed.lead_id FROM {source} "
                f"WHERE {where} ORDER BY {asked.order} LIMIT {int(limit)}",
                asked.params,
            )
        )

    def _sample(self, asked: _Asked, words: Sequence[str]) -> _Sample:
        """How frequent the words are, together and each, in pages read at random."""
        total = self._db.value(
            "SELECT greatest(reltuples, 1) FROM pg_class WHERE oid = 'outpost.lead_index'::regclass"
        )
        percent = min(100.0, 100.0 * _SAMPLE / total)
        each = "".join(
            f", count(*) FILTER (WHERE indexed.words @@ %(word{at})s::tsquery)"
            for at in range(len(words))
        )
        where = asked.with_words(words)
        source = "outpost.lead_index AS indexed TABLESAMPLE SYSTEM (%(percent)s)"
        if asked.needs_lead(where):
            source += _JOIN_LEAD
        counts = self._db.row(
            "SELECT count(*) FILTER (WHERE indexed.user_id = %(user)s), "
            f"count(*) FILTER (WHERE {where}){each} FROM {source}",
            {
                "percent": percent,
                **asked.params,
                **{f"word{at}": word for at, word in enumerate(words)},
            },
        )
        own, together, *frequencies = cast("tuple[int, ...]", counts)
        return _Sample(percent / 100.0, own, together, tuple(frequencies))

    def _look_up(
        self, asked: _Asked, words: Sequence[str], asking: Sequence[str], limit: int
    ) -> IdList:
        """All matches by the index of words, sorted. A word that very many have is left to a
        filter: its part of the index is longer to read than the leads that the others leave."""
        where = asked.with_words(words)
        source = "found AS indexed" + (
            _JOIN_LEAD if asked.needs_lead(where) or asked.needs_lead(asked.order) else ""
        )
        return _ids(
            self._db.rows(
                "WITH found AS MATERIALIZED ("
                "  SELECT * FROM outpost.lead_index AS indexed "
                "  WHERE indexed.user_id = %(user)s AND indexed.words @@ %(asking)s::tsquery) "
                f"SELECT indexed.lead_id FROM {source} WHERE {where} "
                f"ORDER BY {asked.order} LIMIT {int(limit)}",
                {**asked.params, "asking": " & ".join(asking)},
            )
        )


_JOIN_LEAD = " JOIN public.leads AS lead ON lead.id = indexed.lead_id"


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question as SQL.

    Args:
        where: the chips.
        order: what stands behind ``ORDER BY``.
        parts: where in its order the list is worth reading, in that order.
        indexed_order: whether an index gives the first level of the order, and the narrow row
            all of it.
    """

    where: str
    order: str
    parts: tuple[str, ...]
    params: dict[str, Any]
    indexed_order: bool

    def with_words(self, words: Sequence[str] | None) -> str:
        """The whole condition; ``words`` as tsqueries, None where nothing was typed."""
        typed = ""
        if words is not None:
            self.params["typed"] = " & ".join(words)
            typed = " AND indexed.words @@ %(typed)s::tsquery" if words else " AND false"
        return f"indexed.user_id = %(user)s{typed} AND ({self.where})"

    def source(self, where: str) -> str:
        """The tables that a condition and the order speak of."""
        joined = self.needs_lead(where) or self.needs_lead(self.order)
        return "outpost.lead_index AS indexed" + (_JOIN_LEAD if joined else "")

    @staticmethod
    def needs_lead(sql: str) -> bool:
        """Whether it speaks of the wide row, ``public.leads``."""
        return "lead." in sql


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


def _ids(rows: Sequence[tuple[UUID]] | Sequence[tuple[Any, ...]]) -> IdList:
    return IdList.of([row[0] for row in rows])
