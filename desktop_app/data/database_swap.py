"""Databases of the embedded server beside each other, and putting one in the place of another.

The place is a name. Two renames in one transaction are the whole of a restore's last step: whoever
is killed before its end leaves the old one, whoever is killed behind it the new one.
"""

from __future__ import annotations

import secrets
from typing import Any, Final, cast

from psycopg import errors, sql
from psycopg.conninfo import conninfo_to_dict

from desktop_app.data.database import Database, as_url
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr

NEW: Final = "outpost_new_"
OLD: Final = "outpost_old_"


def maintenance(db: Database) -> Database:
    """The database of the same server from which others are made and renamed."""
    return beside(db, "postgres")


def beside(db: Database, name: str) -> Database:
    """Another database of the same server; the caller closes it."""
    return Database(_with_name(db.url, name), password=db.password, application_name="outpost db")


def name_of(db: Database) -> str:
    """The name of a database."""
    return str(conninfo_to_dict(db.url).get("dbname") or "")


def create(server: Database) -> str:
    """Make an empty database; its name."""
    name = NEW + secrets.token_hex(6)
    _run(server, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", name)
    return name


def drop(server: Database, name: str) -> None:
    """Drop a database of ours beside the one in use; also while somebody looks at it."""
    if not name.startswith((NEW, OLD)):
        raise ValueError(name)
    _run(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def leftovers(server: Database) -> list[str]:
    """What was begun and not ended, or replaced and not dropped."""
    rows = server.rows(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s) "
        "OR starts_with(datname, %s) ORDER BY 1",
        (NEW, OLD),
    )
    return [str(row[0]) for row in rows]


def mark(server: Database, name: str, word: str) -> None:
    """Note a word at a database; it stays with it under another name."""
    with server.connection():
        statement = sql.SQL("COMMENT ON DATABASE {} IS {}")
        server.raw().execute(statement.format(sql.Identifier(name), sql.Literal(word)))


def mark_of(server: Database, name: str) -> str:
    """The word noted there, "" without one."""
    found = server.value(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", (name,)
    )
    return str(found or "")


def users_of(server: Database, name: str) -> list[str]:
    """The programs that are connected to a database, by their names."""
    rows = server.rows(
        "SELECT DISTINCT coalesce(nullif(application_name, ''), 'another program') "
        "FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend' ORDER BY 1",
        (name,),
    )
    return [str(row[0]) for row in rows]


def send_away(server: Database, name: str) -> None:
    """End all connections to a database: what they held open is taken back."""
    server.rows(
        "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity "
        "WHERE datname = %s AND backend_type = 'client backend'",
        (name,),
    )


def put_in_place(server: Database, new: str, name: str) -> str:
    """Let ``new`` be called ``name``, and that one something else: both, or neither.

    Returns:
        what the old one is called now.

    Raises:
        KnownError: somebody uses one of them.
    """
    old = OLD + secrets.token_hex(6)
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    try:
        with server.transaction():
            for here, there in ((name, old), (new, name)):
                server.raw().execute(rename.format(sql.Identifier(here), sql.Identifier(there)))
    except errors.ObjectInUse as error:
        raise in_use(users_of(server, name)) from error
    return old


def in_use(programs: list[str]) -> KnownError:
    """What is said where others work in a database that is to be replaced."""
    who = f" ({', '.join(programs)})" if programs else ""
    return KnownError(
        tr("Outpost is open elsewhere{who}.", who=who),
        tr("Nothing was changed. Close its window and engine, then try again."),
        retryable=True,
    )


def _run(server: Database, statement: str, name: str) -> None:
    with server.connection():
        query = cast("Any", sql.SQL(cast("Any", statement)).format(sql.Identifier(name)))
        server.raw().execute(query)


def _with_name(url: str, name: str) -> str:
    return as_url({**conninfo_to_dict(url), "dbname": name})
