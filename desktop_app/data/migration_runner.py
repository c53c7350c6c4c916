"""The runner of migrations: peewee's own (``playhouse.migrations``), reading SQL files."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from playhouse.migrations import Migration, Runner


class _SqlMigration(Migration):  # type: ignore[misc]  # peewee has no types
    """A numbered SQL file in the place of a Python module with ``up()``."""

    __slots__ = ()

    def load(self) -> SimpleNamespace:
        text = Path(self.path).read_text(encoding="utf-8")

        def up(migrator: Any, database: Any) -> None:
            # Without parameters psycopg sends the file as it is: many statements at once.
            database.connection().execute(text)

        return SimpleNamespace(up=up, atomic=True)


class SqlRunner(Runner):  # type: ignore[misc]
    """Runs the numbered ``.sql`` files of a folder, each once, in order."""

    def migrations(self) -> list[Migration]:
        return [
            _SqlMigration(int(path.stem[:4]), path.stem, str(path), None)
            for path in sorted(Path(self.directory).glob("[0-9][0-9][0-9][0-9]_*.sql"))
        ]
