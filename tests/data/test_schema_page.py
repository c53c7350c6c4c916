"""The page of the schema says what the database is."""

from __future__ import annotations

from tests.schema_page import PAGE, page


def test_the_page_is_that_of_the_database_as_it_is_made(db) -> None:
    assert page(db) == PAGE.read_text(encoding="utf-8"), "python -m tests.schema_page"
