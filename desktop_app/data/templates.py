"""Rows of ``email_templates``, who shares them, and what they were before."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.journal import RowChange
from desktop_app.domain.templates import (
    Template,
    TemplateCounts,
    TemplateScope,
    TemplateText,
    TemplateVersion,
    Tone,
)

TABLE: Final = "public.email_templates"
SHARED: Final = "outpost.shared_template"

_FROM = f"""
SELECT template.id, template.name, template.subject, template.body, template.tone,
       coalesce(template.category, ''), coalesce(template.is_default, false),
       template.user_id = %(user)s, shared.id IS NOT NULL,
       coalesce(nullif(owner.full_name, ''), owner.email),
       coalesce(template.updated_at, template.created_at, 'epoch'::timestamptz)
FROM {TABLE} AS template
JOIN public.users AS owner ON owner.id = template.user_id
LEFT JOIN {SHARED} AS shared ON shared.id = template.id AND shared.user_id = template.user_id
WHERE (template.user_id = %(user)s OR shared.id IS NOT NULL)
"""
_SCOPES: Mapping[TemplateScope, str] = {
    TemplateScope.ALL: "",
    TemplateScope.DEFAULT: "AND template.user_id = %(user)s AND template.is_default",
    TemplateScope.MINE: "AND template.user_id = %(user)s",
    TemplateScope.TEAM: "AND template.user_id <> %(user)s",
}


@dataclass(frozen=True, slots=True)
class NewestVersion:
    """The newest text of a template, and the sitting it was written in."""

    n: int
    at: datetime
    sitting: UUID | None
    journal_id: int | None


class TemplateRepository:
    """The templates of users. What changes is answered with what the journal notes.

    Others' templates can be seen where they are shared, and are never changed.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    def lock(self, user_id: UUID) -> None:
        """One at a time changes templates of this user, until the transaction ends."""
        self._db.run(
            "SELECT pg_advisory_xact_lock(hashtextextended('outpost templates ' || %s::text, 0))",
            (user_id,),
        )

    def get(self, user_id: UUID, template_id: UUID) -> Template | None:
        """One that the user can see, or None."""
        row = self._db.row(
            f"{_FROM} AND template.id = %(id)s", {"user": user_id, "id": template_id}
        )
        return _template(row) if row else None

    def all(self, user_id: UUID, scope: TemplateScope = TemplateScope.ALL) -> tuple[Template, ...]:
        """Those that the user can see: by category, those of none last, then by name."""
        rows = self._db.rows(
            f"{_FROM} {_SCOPES[scope]} ORDER BY coalesce(template.category, '') = '', "
            "outpost.sort_key(coalesce(template.category, '')), outpost.sort_key(template.name), "
            "template.id",
            {"user": user_id},
        )
        return tuple(map(_template, rows))

    def counts(self, user_id: UUID) -> TemplateCounts:
        """How many there are of each scope."""
        row = self._db.row(
            "SELECT count(*), count(*) FILTER (WHERE own AND is_default), "
            "count(*) FILTER (WHERE own), count(*) FILTER (WHERE NOT own) FROM ("
            f"SELECT template.user_id = %(user)s AS own, template.is_default FROM {TABLE} "
            f"AS template LEFT JOIN {SHARED} AS shared ON shared.id = template.id "
            "AND shared.user_id = template.user_id "
            "WHERE template.user_id = %(user)s OR shared.id IS NOT NULL) AS seen",
            {"user": user_id},
        )
        return TemplateCounts(*(row or (0, 0, 0, 0)))

    def note_use(self, user_id: UUID, draft_id: UUID, template_id: UUID, at: datetime) -> None:
        """Note with which template a draft is written; of several the last one counts."""
        self._db.run(
            "INSERT INTO outpost.draft_template (draft_id, user_id, template_id, at) "
            "VALUES (%s, %s, %s, %s) ON CONFLICT (user_id, draft_id) DO UPDATE "
            "SET template_id = excluded.template_id, at = excluded.at",
            (draft_id, user_id, template_id, at),
        )

    # -- changes -----------------------------------------------------------------------------

    def insert(
        self,
        user_id: UUID,
        template_id: UUID,
        *,
        name: str,
        text: TemplateText,
        tone: Tone,
        category: str,
        is_default: bool = False,
    ) -> RowChange:
        """Add one."""
        row = self._db.value(
            f"INSERT INTO {TABLE} AS template "
            "(id, user_id, name, subject, body, tone, category, is_default) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s) RETURNING to_jsonb(template)",
            (
                template_id, user_id, name, text.subject, text.body, str(tone), category or None,
                is_default,
            ),
        )  # fmt: skip
        self._db.run("SELECT outpost.note_template_version(%s)", (template_id,))
        return RowChange(TABLE, template_id, None, row)

    def update(
        self, user_id: UUID, template_id: UUID, values: Mapping[str, Any]
    ) -> RowChange | None:
        """Set columns of a template of the user; None when nothing differs or it is gone."""
        names = list(values)
        row = self._db.row(
            f"SELECT {', '.join(names)} FROM {TABLE} WHERE id = %s AND user_id = %s FOR UPDATE",
            (template_id, user_id),
        )
        if row is None:
            return None
        before = {name: was for name, was in zip(names, row, strict=True) if was != values[name]}
        if not before:
            return None
        after = {name: values[name] for name in before}
        self._db.run(
            f"UPDATE {TABLE} SET {', '.join(f'{name} = %s' for name in after)} "
            "WHERE id = %s AND user_id = %s",
            (*after.values(), template_id, user_id),
        )
        self._db.run("SELECT outpost.note_template_version(%s)", (template_id,))
        return RowChange(TABLE, template_id, before, after)

    def take_default(self, user_id: UUID, category: str, but: UUID) -> list[RowChange]:
        """Take the mark of the default from the other templates of a category."""
        rows = self._db.rows(
            f"UPDATE {TABLE} SET is_default = false WHERE user_id = %s AND is_default "
            "AND id <> %s AND coalesce(category, '') = %s RETURNING id",
            (user_id, but, category),
        )
        return [
            RowChange(TABLE, row[0], {"is_default": True}, {"is_default": False}) for row in rows
        ]

    def delete(self, user_id: UUID, template_ids: Sequence[UUID]) -> list[RowChange]:
        """Take templates of the user away; their versions stay."""
        return [
            *self._deleted(SHARED, user_id, template_ids),
            *self._deleted(TABLE, user_id, template_ids),
        ]

    def share(self, user_id: UUID, template_id: UUID, wanted: bool) -> list[RowChange]:
        """Let others use a template of the user, or no longer."""
        if not wanted:
            return self._deleted(SHARED, user_id, [template_id])
        row = self._db.value(
            f"INSERT INTO {SHARED} AS shared (id, user_id) "
            f"SELECT id, user_id FROM {TABLE} WHERE id = %s AND user_id = %s "
            "ON CONFLICT DO NOTHING RETURNING to_jsonb(shared)",
            (template_id, user_id),
        )
        return [RowChange(SHARED, template_id, None, row)] if row else []

    def _deleted(self, table: str, user_id: UUID, ids: Sequence[UUID]) -> list[RowChange]:
        rows = self._db.rows(
            f"DELETE FROM {table} AS gone WHERE id = ANY(%s) AND user_id = %s "
            "RETURNING id, to_jsonb(gone)",
            (list(ids), user_id),
        )
        return [RowChange(table, row[0], row[1], None) for row in rows]

    # -- versions ----------------------------------------------------------------------------

    def versions(self, user_id: UUID, template_id: UUID) -> tuple[TemplateVersion, ...]:
        """What a template of the user was, newest first; of each sitting its last."""
        rows = self._db.rows(
            "SELECT n, at, name, subject, body, tone, coalesce(category, '') FROM ("
            "  SELECT *, lead(sitting) OVER (ORDER BY n) AS following "
            "  FROM outpost.template_version WHERE template_id = %s AND user_id = %s) AS version "
            "WHERE sitting IS NULL OR following IS DISTINCT FROM sitting ORDER BY n DESC",
            (template_id, user_id),
        )
        return tuple(
            TemplateVersion(
                row[0], row[1], row[2], TemplateText(row[3], row[4]), Tone(row[5]), row[6]
            )
            for row in rows
        )

    def newest(self, user_id: UUID, template_id: UUID) -> NewestVersion | None:
        """The newest version of a template of the user."""
        row = self._db.row(
            "SELECT n, at, sitting, journal_id FROM outpost.template_version "
            "WHERE template_id = %s AND user_id = %s ORDER BY n DESC LIMIT 1",
            (template_id, user_id),
        )
        return NewestVersion(*row) if row else None

    def note_sitting(
        self, user_id: UUID, template_id: UUID, sitting: UUID, journal_id: int, now: datetime
    ) -> None:
        """Say in which sitting the newest version was written, and when by the program's clock."""
        self._db.run(
            "UPDATE outpost.template_version SET sitting = %s, journal_id = %s, at = %s "
            "WHERE template_id = %s AND user_id = %s AND n = (SELECT max(n) "
            "FROM outpost.template_version WHERE template_id = %s)",
            (sitting, journal_id, now, template_id, user_id, template_id),
        )

    def forget_deleted(self, before: datetime) -> int:
        """Forget the versions of templates that were deleted before then, and not touched since by
        anything that an Undo takes back; how many.

        When another program deleted one nobody knows: its newest version tells the age.
        """
        return self._db.run(
            "DELETE FROM outpost.template_version WHERE template_id IN ("
            "SELECT version.template_id FROM outpost.template_version AS version "
            "WHERE NOT EXISTS (SELECT FROM public.email_templates AS standing "
            "  WHERE standing.id = version.template_id) "
            "GROUP BY version.template_id HAVING max(version.at) < %(before)s "
            "EXCEPT SELECT change.row_id FROM outpost.journal_change AS change "
            "JOIN outpost.journal AS entry ON entry.id = change.journal_id "
            f"WHERE change.tbl = '{TABLE}' AND entry.done_at >= %(before)s)",
            {"before": before},
        )


def _template(row: tuple[Any, ...]) -> Template:
    tone = next((each for each in Tone if each == row[4]), Tone.PROFESSIONAL)
    return Template(
        row[0], row[1], TemplateText(row[2], row[3]), tone, row[5], row[6], row[7], row[8],
        row[9], row[10],
    )  # fmt: skip
