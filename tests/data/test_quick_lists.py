"""Lists reach the server as they are, whatever is in them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.data.database import Database

_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
_ODD = st.sampled_from(["", "NULL", "null", "{}", "a,b", '"', "\\", '\\"', "{", " ", "\n", "é😀"])


class Role(StrEnum):
    TO = "to"
    CC = "cc"


def came(db: Database, kind: str, given: list[Any]) -> list[Any]:
    return db.rows(f"SELECT %s::{kind}[]", (given,))[0][0]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(_TEXT | _ODD, max_size=8))
def test_texts(db: Database, words: list[str]) -> None:
    assert came(db, "text", words) == words


def test_ids_and_what_is_mixed_nested_or_empty(db: Database) -> None:
    ids = [uuid4() for _ in range(300)]
    assert came(db, "uuid", ids) == ids
    assert came(db, "uuid", [UUID(int=0)]) == [UUID(int=0)]
    assert came(db, "uuid", [ids[0], None]) == [ids[0], None]
    assert came(db, "uuid", []) == []
    assert came(db, "text", ["a", None, "NULL"]) == ["a", None, "NULL"]
    assert came(db, "text", [Role.TO, Role.CC]) == ["to", "cc"]
    assert came(db, "text", [["a", '"'], ["b", ","]]) == [["a", '"'], ["b", ","]]
    assert came(db, "int8", [1, -(1 << 40), None]) == [1, -(1 << 40), None]
    assert came(db, "bool", [True, False]) == [True, False]


def test_ids_meet_ids_and_texts_meet_texts(db: Database) -> None:
    one = uuid4()
    found = (
        "SELECT count(*) FROM unnest(%s::uuid[], %s::text[]) AS row (id, word) WHERE id = ANY(%s)"
    )
    assert db.value(found, ([one, uuid4()], ["a", "b"], [one])) == 1
    assert db.value("SELECT 'a' = ANY(%s)", (["b", "a"],)) is True
    assert db.value("SELECT %s <> ALL(%s)", (one, [uuid4()])) is True


def test_a_letter_that_no_text_may_have_is_still_refused(db: Database) -> None:
    with pytest.raises(psycopg.DataError):
        came(db, "text", ["a\0b"])
