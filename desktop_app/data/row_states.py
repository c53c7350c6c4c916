"""Rows before and after a command, as the journal notes them."""

# ruff: noqa: S608  # tables are those of the journal; values are parameters

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository, RowChange
from desktop_app.data.journal_tables import journalled

States = Mapping[UUID, Mapping[str, Any]]

_TOUCHED = "updated_at"


def row_states(db: Database, table: str, user_id: UUID, ids: Collection[UUID]) -> States:
    """These rows of a user, whole; those that are gone are left out."""
    facts = journalled(table)
    rows = db.rows(
        f"SELECT standing.id, to_jsonb(standing) FROM {table} AS standing "
        f"WHERE standing.id = ANY(%s) AND standing.{facts.owner} = %s",
        (list(ids), user_id),
    )
    return dict(rows)


def changes_between(table: str, before: States, after: States) -> list[RowChange]:
    """What differs between two looks at the same rows: made, changed, deleted."""
    found = []
    for each in sorted({*before, *after}):
        old, new = before.get(each), after.get(each)
        if old is None or new is None:
            found.append(RowChange(table, each, old, new))
            continue
        names = [name for name in new if new[name] != old.get(name) and name != _TOUCHED]
        if names:
            found.append(
                RowChange(
                    table, each, {name: old[name] for name in names},
                    {name: new[name] for name in names},
                )
            )  # fmt: skip
    return found


def note_made(
    journal: JournalRepository, entry: int, table: str, user_id: UUID, ids: Collection[UUID]
) -> None:
    """Note rows that a command made, none of them passing through here."""
    lead = journalled(table).lead
    journal.append_rows(
        entry,
        table,
        f"SELECT made.id, {f'made.{lead}' if lead else 'NULL::uuid'}, NULL::jsonb, to_jsonb(made) "
        f"FROM {table} AS made WHERE made.id = ANY(%(ids)s) AND made.user_id = %(owner)s",
        {"ids": list(ids), "owner": user_id},
    )
