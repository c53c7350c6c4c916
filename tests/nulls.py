"""Every column of the contract that may be NULL, as the schema itself tells."""

from __future__ import annotations

from desktop_app.data.database import Database


def nullable(db: Database, table: str) -> tuple[str, ...]:
    """The columns of a table in ``public`` that may be NULL, quoted."""
    return tuple(
        row[0]
        for row in db.rows(
            "SELECT quote_ident(column_name) FROM information_schema.columns "
            "WHERE table_schema = 'public' AND table_name = %s AND is_nullable = 'YES' "
            "ORDER BY ordinal_position",
            (table,),
        )
    )


def empty(db: Database, table: str, *columns: str) -> None:
    """Put NULL into columns of every row of a table, and see that it stays there."""
    db.run(f'UPDATE public."{table}" SET {", ".join(f"{each} = NULL" for each in columns)}')
    standing = " OR ".join(f"{each} IS NOT NULL" for each in columns)
    assert db.value(f'SELECT count(*) FROM public."{table}" WHERE {standing}') == 0
