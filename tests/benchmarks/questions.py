"""Orders and filters that a rep may choose one after the other, and their floor: psycopg2 alone."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

import psycopg2
import psycopg2.extras

from desktop_app.domain.lead_filters import Condition, Group, Op, SortKey
from desktop_app.domain.leads import LeadQuery
from desktop_app.services.leads import LeadService
from desktop_app.ui.leads.query import Asked

_COUNT = 60
_ORDERS = ("company", "contact_name", "status", "last_contact")
_FURTHER = (*_ORDERS, "industry", "created")


def questions(seed: int) -> Iterator[Asked]:
    """Different ones each time, of every kind: by one and by several, with and without chips."""
    dice = random.Random(seed)
    conditions = (
        Condition("status", Op.ANY_OF, ("hot",)),
        Condition("status", Op.ANY_OF, ("warm", "cold")),
        Condition("last_contact", Op.WITHIN, 60),
        Condition("last_contact", Op.BEYOND, 365),
        Condition("last_contact", Op.EMPTY),
        Condition("company", Op.CONTAINS, "north"),
        Condition("industry", Op.IS, "Photonics"),
        Condition("wrote", Op.WITHIN, 7),
        Condition("action", Op.YES),
        Condition("draft", Op.YES),
    )
    before, left = None, _COUNT
    while left:
        keys = [dice.choice(_ORDERS)]
        if dice.random() < 0.3:
            keys = dice.sample(_FURTHER, 2)
        chips = tuple(dice.sample(conditions, dice.choice((0, 1, 1, 2))))
        asked = Asked(
            where=Group(chips), sort=tuple(SortKey(key, dice.random() < 0.5) for key in keys)
        )
        if asked != before:
            before = asked
            left -= 1
            yield asked


class Floor:
    """The very statements of a question, sent by psycopg2 and read to the end: what the server
    and the wire take, without the program."""

    def __init__(self, leads: LeadService) -> None:
        self._leads = leads
        self._db: Any = leads._db
        psycopg2.extras.register_uuid()
        self._connection = psycopg2.connect(self._db.secret_url())
        self._connection.autocommit = True

    def seconds(self, query: LeadQuery) -> float:
        """How long the first sixty rows take."""
        statements = self._statements(query)
        with self._connection.cursor() as cursor:
            began = time.perf_counter()
            for sql, params in statements:
                cursor.execute(sql, params)
                cursor.fetchall()
            return time.perf_counter() - began

    def _statements(self, query: LeadQuery) -> list[tuple[str, Any]]:
        seen: list[tuple[str, Any]] = []
        ask = self._db.rows

        def noted(sql: str, params: Any = None, **how: Any) -> list[tuple[Any, ...]]:
            seen.append((sql, _plain(params)))
            return list(ask(sql, params, **how))

        self._db.rows = noted
        try:
            self._leads.first_page(query)
        finally:
            del self._db.rows
        return seen


def _plain(params: Any) -> Any:
    if isinstance(params, Mapping):
        return {name: _value(value) for name, value in params.items()}
    return tuple(map(_value, params or ()))


def _value(value: Any) -> Any:
    """psycopg2 sends a list of UUIDs as an array of text."""
    if isinstance(value, list) and value and isinstance(value[0], UUID):
        return _Uuids(value)
    return value


class _Uuids:
    def __init__(self, ids: list[UUID]) -> None:
        self._ids = ids

    def getquoted(self) -> bytes:
        return b"'{" + ",".join(map(str, self._ids)).encode() + b"}'::uuid[]"

    def __conform__(self, protocol: object) -> _Uuids:
        return self
