"""Rows of ``outpost.custom_field``, and the values that choices have in leads."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from psycopg import errors

from desktop_app.data.database import Database
from desktop_app.data.journal import RowChange
from desktop_app.domain.custom_fields import CustomField, CustomKind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr

TABLE = "outpost.custom_field"

_COLUMNS = "id, key, title, kind, choices, position"


class CustomFieldRepository:
    """The fields that users add to their leads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def fields(self, user_id: UUID) -> tuple[CustomField, ...]:
        """A user's fields in their order."""
        rows = self._db.rows(
            f"SELECT {_COLUMNS} FROM {TABLE} WHERE user_id = %s ORDER BY position, title, id",
            (user_id,),
        )
        return tuple(_field(row) for row in rows)

    def lock(self, user_id: UUID) -> None:
        """One at a time defines fields of this user, until the transaction ends."""
        self._db.run("SELECT pg_advisory_xact_lock(hashtextextended(%s, 8))", (str(user_id),))

    def insert(self, user_id: UUID, field: CustomField) -> RowChange:
        """Define a field.

        Raises:
            KnownError: one with this title or key stands.
        """
        values = _values(user_id, field)
        try:
            with self._db.transaction():
                self._db.run(
                    f"INSERT INTO {TABLE} ({', '.join(values)}) "
                    f"VALUES ({', '.join(['%s'] * len(values))})",
                    list(values.values()),
                )
        except errors.UniqueViolation as error:
            raise _named_already(field.title) from error
        return RowChange(TABLE, field.id, None, _json(values))

    def update(self, user_id: UUID, old: CustomField, new: CustomField) -> RowChange | None:
        """Change title, choices or position; None when nothing differs.

        Raises:
            KnownError: one with this title stands.
        """
        was, will = _values(user_id, old), _values(user_id, new)
        after = {name: value for name, value in will.items() if was[name] != value}
        if not after:
            return None
        try:
            with self._db.transaction():
                self._db.run(
                    f"UPDATE {TABLE} SET {', '.join(f'{name} = %s' for name in after)} "
                    "WHERE id = %s AND user_id = %s",
                    [*after.values(), old.id, user_id],
                )
        except errors.UniqueViolation as error:
            raise _named_already(new.title) from error
        return RowChange(TABLE, old.id, _json({name: was[name] for name in after}), _json(after))

    def delete(self, user_id: UUID, field: CustomField) -> RowChange:
        """Take a definition away; values in leads stay."""
        self._db.run(f"DELETE FROM {TABLE} WHERE id = %s AND user_id = %s", (field.id, user_id))
        return RowChange(TABLE, field.id, _json(_values(user_id, field)), None)

    # -- values in leads ---------------------------------------------------------------------

    def in_use(self, user_id: UUID, key: str) -> int:
        """How many of the user's leads have a value under a key."""
        return int(
            self._db.value(
                "SELECT count(*) FROM public.leads WHERE user_id = %s AND metadata ? %s",
                (user_id, key),
            )
        )

    def choices_in_use(self, user_id: UUID, key: str, choices: Sequence[str]) -> Mapping[str, int]:
        """How many leads have each of these choices; those that none has are left out."""
        if not choices:
            return {}
        return {
            row[0]: row[1]
            for row in self._db.rows(
                "SELECT metadata ->> %(key)s, count(*)::integer FROM public.leads "
                "WHERE user_id = %(user)s AND metadata ->> %(key)s = ANY(%(choices)s) GROUP BY 1",
                {"user": user_id, "key": key, "choices": list(choices)},
            )
        }

    def rename_values(self, user_id: UUID, key: str, renamed: Mapping[str, str]) -> list[RowChange]:
        """Put new words in place of old ones under a key, in all leads at once, so that two
        choices can also change places."""
        if not renamed:
            return []
        rows = self._db.rows(
            "WITH standing AS ("
            "  SELECT id, metadata AS was FROM public.leads"
            "  WHERE user_id = %(user)s AND metadata ->> %(key)s = ANY(%(old)s)"
            "  ORDER BY id FOR UPDATE) "
            "UPDATE public.leads AS lead SET metadata = standing.was || jsonb_build_object("
            "  %(key)s::text, words.new) "
            "FROM standing, unnest(%(old)s::text[], %(new)s::text[]) AS words (old, new) "
            "WHERE lead.id = standing.id AND standing.was ->> %(key)s = words.old "
            "RETURNING lead.id, standing.was, lead.metadata",
            {
                "user": user_id,
                "key": key,
                "old": list(renamed.keys()),
                "new": list(renamed.values()),
            },
        )
        return [
            RowChange("public.leads", lead_id, {"metadata": was}, {"metadata": now})
            for lead_id, was, now in rows
        ]


def _field(row: tuple[Any, ...]) -> CustomField:
    return CustomField(row[0], row[1], row[2], CustomKind(row[3]), tuple(row[4]), row[5])


def _values(user_id: UUID, field: CustomField) -> dict[str, Any]:
    return {
        "id": field.id,
        "user_id": user_id,
        "key": field.key,
        "title": field.title,
        "kind": str(field.kind),
        "choices": list(field.choices),
        "position": field.position,
    }


def _json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: str(value) if isinstance(value, UUID) else value for name, value in values.items()
    }


def _named_already(title: str) -> KnownError:
    return KnownError(
        tr("There is a field “{title}” already.", title=title), tr("Give it another name.")
    )
