"""All that is to know of many leads, read as of one moment and in their order.

A connection of its own holds one snapshot for as long as an export takes, so that the job's own
connection stays free to say how far it is.
"""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast
from uuid import UUID

import psycopg

from desktop_app.data.database import Database
from desktop_app.data.faults import calm_faults
from desktop_app.data.lead_lists import LeadLists
from desktop_app.domain.ids import IdList
from desktop_app.domain.lead_export import LeadRecord
from desktop_app.domain.leads import LeadQuery

_BATCH = 2_000
# As many leads of a user are looked at together rather than by their ids.
_MANY = 50_000

_METADATA = "CASE WHEN jsonb_typeof(lead.metadata) = 'object' THEN lead.metadata ELSE '{}' END"
_RECORDS = f"""
SELECT lead.company, lead.contact_name, lead.email, coalesce(lead.phone, ''),
    coalesce(lead.website, ''), coalesce(lead.industry, ''), coalesce(lead.company_size, ''),
    lead.status, lead.last_contact_at, coalesce(lead.ai_suggestion, ''),
    coalesce(lead.last_message, ''), lead.created_at, lead.updated_at,
    indexed.last_inbound_at, indexed.last_outbound_at, {_METADATA}
FROM unnest(%(ids)s::uuid[]) WITH ORDINALITY AS listed (id, place)
JOIN public.leads AS lead ON lead.id = listed.id
LEFT JOIN outpost.lead_index AS indexed ON indexed.lead_id = lead.id
WHERE lead.user_id = %(user)s ORDER BY listed.place
"""


class LeadSnapshot:
    """The leads of a user as of one moment; made by :func:`lead_snapshot`."""

    def __init__(self, db: Database, connection: psycopg.Connection[Any], user_id: UUID) -> None:
        self._db = db
        self._connection = connection
        self._user_id = user_id

    def ids_of(self, query: LeadQuery) -> IdList:
        """Every lead of a query, in its order.

        Raises:
            KnownError: the query speaks of a field that is not there any more.
        """
        inner, params = LeadLists(self._db).select_ids(self._user_id, query)
        with self._connection.cursor(binary=True) as cursor:
            cursor.execute(
                cast(
                    "Any",
                    f"SELECT string_agg(uuid_send(lead_id), ''::bytea) FROM ({inner}) AS listed",
                ),
                params,
            )
            row = cursor.fetchone()
        return IdList(bytes(row[0]) if row and row[0] else b"")

    def metadata(self, ids: IdList) -> Iterator[Sequence[tuple[str, Any]]]:
        """Address and metadata of those among the leads that have any, in batches and no order;
        of very many leads those of the user's others, too."""
        select = (
            f"SELECT lead.email, {_METADATA} FROM public.leads AS lead "
            "WHERE lead.user_id = %(user)s AND lead.metadata <> '{}'"
        )
        params: dict[str, Any] = {"user": self._user_id}
        if len(ids) <= _MANY:
            select += " AND lead.id = ANY(%(ids)s)"
            params["ids"] = list(ids)
        with self._connection.cursor(name="lead_metadata") as cursor:
            cursor.itersize = _BATCH
            cursor.execute(cast("Any", select), params)
            while batch := cursor.fetchmany(_BATCH):
                yield batch

    def records(self, ids: IdList) -> Iterator[list[LeadRecord]]:
        """The leads, in the order of the ids, in batches; those that are gone are left out."""
        for first in range(0, len(ids), _BATCH):
            rows = self._connection.execute(
                cast("Any", _RECORDS),
                {"user": self._user_id, "ids": list(ids.page(first, _BATCH))},
                binary=True,
            )
            yield [LeadRecord(*row) for row in rows]


@contextmanager
def lead_snapshot(db: Database, user_id: UUID) -> Iterator[LeadSnapshot]:
    """A view of a user's leads that nobody changes any more.

    Raises:
        KnownError: no server, no right, no room.
    """
    with calm_faults(), db.connect_apart("outpost export") as connection:
        connection.execute("SET timezone = 'UTC'; SET jit = off")
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield LeadSnapshot(db, connection, user_id)
