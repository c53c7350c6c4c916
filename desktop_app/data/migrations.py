"""Bringing a database to this version: numbered SQL files, each applied once, all or nothing.

The runner (``migration_runner``) keeps the history and the order. Everything happens in one
transaction under a lock: two programs that start at the same moment upgrade once, and an upgrade
that fails leaves the database as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from psycopg import errors

from desktop_app.data.contract import CONTRACT, Table, normal_default
from desktop_app.data.database import Database
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import numeral, tr
from desktop_app.system.paths import sql_dir

_LOCK = 0x6F7574706F7374  # "outpost"
_OLDEST_SERVER = 140000
_IN_THE_WAY = (errors.DuplicateTable, errors.DuplicateFunction, errors.DuplicateObject)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Where a standing table differs from the contract; ``column`` is "" for the whole table."""

    table: str
    column: str
    expected: str
    found: str

    def __str__(self) -> str:
        place = f"public.{self.table}"
        if self.column:
            place = tr("{place}, column {column}", place=place, column=self.column)
        return tr(
            "{place}: expected {expected}, found {found}",
            place=place,
            expected=self.expected,
            found=self.found,
        )


def upgrade(
    db: Database,
    directory: Path | None = None,
    on_step: Callable[[str], None] | None = None,
    before: Callable[[], None] = lambda: None,
) -> list[str]:
    """Apply what is missing; the names of the files applied, in order.

    Args:
        before: called before a database that was in use is changed, while nobody else upgrades
            it; when it raises, nothing is changed.

    Raises:
        KnownError: the server is older than 14 or does not speak UTF-8; a newer Outpost was
            here; a standing table differs from the contract, or the schema ``outpost`` is another
            program's (nothing is changed then); the role may not do it.
    """
    directory = directory or sql_dir()
    with db.connection():
        _check_server(db)
        if _is_current(db, directory):
            require_contract(db)
            return []
        with db.transaction():
            db.run("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            _refuse_newer(db, directory)
            require_contract(db)
            if applied(db):
                before()
            if on_step:
                on_step(tr("Preparing the database"))
            db.run("CREATE SCHEMA IF NOT EXISTS outpost")
            # Files written for our schema must not create things elsewhere.
            db.run("SET LOCAL search_path = public, pg_catalog")
            from desktop_app.data.migration_runner import SqlRunner  # for an upgrade alone

            runner = SqlRunner(db.peewee, str(directory), table_name="migration", schema="outpost")
            try:
                return cast("list[str]", runner.up())
            except _IN_THE_WAY as error:
                raise _not_ours(error) from error


def _not_ours(error: Exception) -> KnownError:
    return KnownError(
        tr("The schema “outpost” of this database holds something that Outpost did not make."),
        tr(
            "Postgres says: {splitlines}. Nothing was changed; use another database.",
            splitlines=str(error).splitlines()[0],
        ),
    )


def _more(count: int) -> str:
    return tr(" (and {count} more)", count=numeral(count)) if count else ""


def require_contract(db: Database) -> None:
    """Hold the standing tables against the contract.

    Raises:
        KnownError: one differs; it names the table and the column.
    """
    mismatches = check_contract(db)
    if mismatches:
        more = _more(len(mismatches) - 1)
        first = mismatches[0]
        place = f"public.{first.table}" + (
            tr(", column {column},", column=first.column) if first.column else ""
        )
        raise KnownError(
            tr("The table {place} differs from the schema that Outpost shares.", place=place),
            tr(
                "Expected {expected}, found {found}{more}. Nothing was changed: Outpost never "
                "alters tables that stand already.",
                expected=first.expected,
                found=first.found,
                more=more,
            ),
        )


def schema_version(db: Database) -> str:
    """The name of the newest file applied, "" for an empty database."""
    return max(applied(db), default="")


def applied(db: Database) -> list[str]:
    """The names of all files applied, in order."""
    with db.connection():
        if db.value("SELECT to_regclass('outpost.migration')") is None:
            return []
        try:
            return [row[0] for row in db.rows("SELECT name FROM outpost.migration ORDER BY name")]
        except errors.UndefinedColumn as error:
            raise _not_ours(error) from error


def check_contract(db: Database) -> list[Mismatch]:
    """Hold every standing table of the contract against it; absent tables are no mismatch.

    Further columns are another program's business as long as rows can be written without them.
    Foreign keys and checks are not compared: they guard the writers, and tables made by others
    may have none.
    """
    with db.connection():
        columns = _standing_columns(db)
        unique = _standing_unique(db)
    found: list[Mismatch] = []
    for table in CONTRACT:
        if table.name in columns:
            found += _compare_columns(table, columns[table.name])
            found += _compare_unique(table, unique.get(table.name, set()))
    return found


@dataclass(frozen=True, slots=True)
class _Standing:
    type: str
    nullable: bool
    default: str | None
    generated: bool


def _standing_columns(db: Database) -> dict[str, dict[str, _Standing]]:
    rows = db.rows(
        """
        SELECT t.relname, a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
               pg_get_expr(d.adbin, d.adrelid), a.attgenerated <> '' OR a.attidentity <> '',
               t.relkind
        FROM pg_class t
        JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public'
        LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
        WHERE t.relname = ANY(%s) AND t.relkind IN ('r', 'p', 'v', 'm', 'f')
        ORDER BY t.relname, a.attnum
        """,
        ([table.name for table in CONTRACT],),
    )
    tables: dict[str, dict[str, _Standing]] = {}
    for table, column, type_, nullable, default, generated, kind in rows:
        standing = tables.setdefault(table, {})
        if kind not in ("r", "p"):
            standing[""] = _Standing("a view or a foreign table", True, None, False)
        elif column is not None:
            standing[column] = _Standing(type_, nullable, normal_default(default), generated)
    return tables


def _standing_unique(db: Database) -> dict[str, set[frozenset[str]]]:
    """Per table the column sets that are unique, the primary key marked by a leading ""."""
    rows = db.rows(
        """
        SELECT t.relname, i.indisprimary,
               ARRAY(SELECT a.attname::text FROM pg_attribute a
                     WHERE a.attrelid = t.oid AND a.attnum = ANY(i.indkey[0:i.indnkeyatts - 1]))
        FROM pg_index i
        JOIN pg_class t ON t.oid = i.indrelid
        JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public'
        WHERE t.relname = ANY(%s) AND i.indisunique AND i.indisvalid AND i.indimmediate
          AND i.indpred IS NULL AND i.indexprs IS NULL
        """,
        ([table.name for table in CONTRACT],),
    )
    unique: dict[str, set[frozenset[str]]] = {}
    for table, primary, columns in rows:
        unique.setdefault(table, set()).add(frozenset(columns) | ({""} if primary else set()))
    return unique


def _compare_columns(table: Table, standing: Mapping[str, _Standing]) -> list[Mismatch]:
    if "" in standing:
        return [Mismatch(table.name, "", "a table", standing[""].type)]
    found = []
    for column in table.columns:
        there = standing.get(column.name)
        if there is None:
            found.append(Mismatch(table.name, column.name, column.type, tr("no such column")))
            continue
        if there.type != column.type:
            found.append(Mismatch(table.name, column.name, column.type, there.type))
        if there.nullable != column.nullable:
            found.append(
                Mismatch(
                    table.name, column.name, _null_word(column.nullable), _null_word(there.nullable)
                )
            )
        if there.generated or there.default != column.default:
            found.append(
                Mismatch(
                    table.name,
                    column.name,
                    f"default {column.default or 'NULL'}",
                    "a generated column" if there.generated else f"{there.default or 'NULL'}",
                )
            )
    known = {column.name for column in table.columns}
    for name, there in standing.items():
        if name not in known and not there.nullable and there.default is None:
            if there.generated:
                continue
            found.append(
                Mismatch(table.name, name, tr("no further column that must be filled"), "NOT NULL")
            )
    return found


def _compare_unique(table: Table, standing: set[frozenset[str]]) -> list[Mismatch]:
    found = []
    if frozenset({"", "id"}) not in standing:
        found.append(Mismatch(table.name, "id", "the primary key", "another or none"))
    for columns in table.unique:
        if frozenset(columns) not in standing:
            names = ", ".join(columns)
            found.append(Mismatch(table.name, names, f"UNIQUE ({names})", tr("no such constraint")))
    return found


def _null_word(nullable: bool) -> str:
    return "NULL allowed" if nullable else "NOT NULL"


def _check_server(db: Database) -> None:
    version = db.raw().info.server_version
    if version < _OLDEST_SERVER:
        raise KnownError(
            tr(
                "This Postgres is version {value}; Outpost needs 14 or newer.",
                value=version // 10000,
            ),
            tr("Nothing was changed."),
        )
    if (encoding := db.value("SHOW server_encoding")) != "UTF8":
        raise KnownError(
            tr(
                "This database keeps its text as {encoding}; Outpost needs UTF8.", encoding=encoding
            ),
            tr("Nothing was changed. Create the database with ENCODING 'UTF8'."),
        )


def _known_names(directory: Path) -> list[str]:
    return sorted(path.stem for path in directory.glob("[0-9][0-9][0-9][0-9]_*.sql"))


def _is_current(db: Database, directory: Path) -> bool:
    return applied(db) == _known_names(directory)


def _refuse_newer(db: Database, directory: Path) -> None:
    known = set(_known_names(directory))
    foreign = [name for name in applied(db) if name not in known]
    if foreign:
        raise KnownError(
            tr("This database was made by a newer Outpost."),
            tr(
                "It has {foreign}, which this version does not know. Nothing was changed; "
                "install the newer version.",
                foreign=foreign[-1],
            ),
        )
