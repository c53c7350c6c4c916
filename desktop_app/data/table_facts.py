"""What the catalog says of a table: columns, what they refer to, what must be unique."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.data.database import Database


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table as it stands.

    Args:
        types: the type of each column that can be written, as SQL spells it.
        needed: columns that may not be NULL.
        refers: columns with a foreign key, and the table (and column) each refers to.
        unique: sets of columns that are unique, beside the primary key.
    """

    types: Mapping[str, str]
    needed: frozenset[str]
    refers: Mapping[str, tuple[str, str]]
    unique: tuple[tuple[str, ...], ...]


def table_facts(db: Database, table: str) -> TableFacts:
    """The facts of ``schema.table``."""
    with db.connection():
        columns = db.rows(
            "SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute "
            "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
            "AND attgenerated = '' ORDER BY attnum",
            (table,),
        )
        refers = db.rows(
            "SELECT own.attname, format('%%I.%%I', space.nspname, held.relname), theirs.attname "
            "FROM pg_constraint AS key "
            "JOIN pg_attribute AS own "
            "  ON own.attrelid = key.conrelid AND own.attnum = key.conkey[1] "
            "JOIN pg_attribute AS theirs "
            "  ON theirs.attrelid = key.confrelid AND theirs.attnum = key.confkey[1] "
            "JOIN pg_class AS held ON held.oid = key.confrelid "
            "JOIN pg_namespace AS space ON space.oid = held.relnamespace "
            "WHERE key.conrelid = %s::regclass AND key.contype = 'f' "
            "AND cardinality(key.conkey) = 1",
            (table,),
        )
        unique = db.rows(
            "SELECT ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = key.indrelid "
            "AND attnum = ANY(key.indkey[0:key.indnkeyatts - 1])) FROM pg_index AS key "
            "WHERE indrelid = %s::regclass AND indisunique AND NOT indisprimary "
            "AND indpred IS NULL AND indexprs IS NULL",
            (table,),
        )
    return TableFacts(
        types={row[0]: row[1] for row in columns},
        needed=frozenset(row[0] for row in columns if row[2]),
        refers={row[0]: (row[1], row[2]) for row in refers},
        unique=tuple(tuple(row[0]) for row in unique),
    )
