"""Plans of imports and their rows.

Methods expect to run inside the caller's transaction where they write.
"""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.data.import_judge import JudgedRow
from desktop_app.data.jobs import given, held
from desktop_app.domain.import_plan import (
    Choices,
    FileView,
    ImportPlan,
    MatchKind,
    Outcome,
    PlanOptions,
    PlanRow,
    PlanState,
    RowGroup,
)
from desktop_app.domain.kept_words import kept, told, told_all
from desktop_app.domain.language import mark

_PLAN = """
SELECT id, name, path, state, round, options, choices, file, created_at, job_id, journal_id,
       result, error
FROM outpost.import_plan
"""
_GROUPS = """
SELECT outcome, match_kind, fills, differs, count(*) FROM outpost.import_row
WHERE plan_id = %s GROUP BY 1, 2, 3, 4
"""
_COPY = """
COPY outpost.import_row (plan_id, line, outcome, match_kind, lead_id, fills, differs, address,
    person_key, reason, cells) FROM STDIN
"""
_ROW = """
SELECT planned.line, planned.outcome, planned.match_kind, planned.cells, planned.address,
       planned.lead_id,
       coalesce(concat_ws(', ', nullif(lead.contact_name, ''), nullif(lead.company, '')), ''),
       planned.first_line, planned.fills, planned.differs, planned.reason,
       planned.came IS NOT NULL
FROM outpost.import_row AS planned
LEFT JOIN public.leads AS lead ON lead.id = planned.lead_id AND lead.user_id = %(user)s
"""

# Of rows about one address, one lead or one person the first one counts. An address that a row
# shares with another goes before a person that both name.
_DOUBLES = """
UPDATE outpost.import_row AS planned SET outcome = 'doubled', match_kind = %(kind)s,
    first_line = ranked.first, lead_id = NULL, fills = false, differs = false,
    reason = replace(%(why)s, '"line"', ranked.first::text)
FROM (SELECT line, first_value(line) OVER (PARTITION BY {key} ORDER BY line) AS first
      FROM outpost.import_row
      WHERE plan_id = %(plan)s AND outcome NOT IN ('refused', 'doubled') AND {among}) AS ranked
WHERE planned.plan_id = %(plan)s AND planned.line = ranked.line AND ranked.first <> ranked.line
  AND {only}
"""
_KINDS_OF_DOUBLES = (
    ("address", "true", "true", MatchKind.ADDRESS, mark("the address of line {first} again")),
    (
        "lead_id",
        "lead_id IS NOT NULL AND match_kind <> 'domain'",
        "true",
        MatchKind.NAME_COMPANY,
        mark("the lead of line {first} again"),
    ),
    (
        "person_key",
        "person_key <> ''",
        "planned.outcome = 'new'",
        MatchKind.NAME_COMPANY,
        mark("the person of line {first} again, with another address"),
    ),
)
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class ImportPlanRepository:
    """Rows of ``outpost.import_plan`` and ``outpost.import_row``."""

    def __init__(self, db: Database) -> None:
        self._db = db

    # -- plans -------------------------------------------------------------------------------

    def add(self, user_id: UUID, path: str, name: str) -> UUID:
        """A plan nobody has read yet; those of files long done with are taken away."""
        self._db.run(
            "DELETE FROM outpost.import_plan WHERE user_id = %s AND state <> 'importing' "
            "AND created_at < now() - interval '7 days'",
            (user_id,),
        )
        plan_id = uuid4()
        self._db.run(
            "INSERT INTO outpost.import_plan (id, user_id, path, name) VALUES (%s, %s, %s, %s)",
            (plan_id, user_id, held(path), held(name)),
        )
        return plan_id

    def plan(self, user_id: UUID, plan_id: UUID, *, groups: bool = True) -> ImportPlan | None:
        """A user's plan as it stands."""
        row = self._db.row(f"{_PLAN} WHERE id = %s AND user_id = %s", (plan_id, user_id))
        if row is None:
            return None
        counted = self._db.rows(_GROUPS, (plan_id,)) if groups else []
        return ImportPlan(
            id=row[0],
            name=given(row[1]),
            path=given(row[2]),
            state=PlanState(row[3]),
            round=row[4],
            options=PlanOptions.from_document(row[5]),
            choices=Choices.from_document(row[6]),
            file=FileView.from_document(told_all(row[7])) if row[7] is not None else None,
            groups=tuple(
                RowGroup(
                    Outcome(outcome), MatchKind(match) if match else None, fills, differs, count
                )
                for outcome, match, fills, differs, count in counted
            ),
            created_at=row[8],
            job_id=row[9],
            journal_id=row[10],
            result=told_all(row[11]),
            error=told(row[12]),
        )

    def hold(self, user_id: UUID, plan_id: UUID) -> ImportPlan | None:
        """The same, and nobody else changes it until the transaction ends."""
        self._db.run(
            "SELECT FROM outpost.import_plan WHERE id = %s AND user_id = %s FOR UPDATE",
            (plan_id, user_id),
        )
        return self.plan(user_id, plan_id, groups=False)

    def change(self, plan_id: UUID, **values: Any) -> None:
        """Set columns of a plan; mappings become JSON."""
        names = list(values)
        self._db.run(
            f"UPDATE outpost.import_plan SET {', '.join(f'{name} = %s' for name in names)} "
            "WHERE id = %s",
            [*(_as_column(values[name]) for name in names), plan_id],
        )

    def delete(self, user_id: UUID, plan_id: UUID) -> None:
        """Forget a plan and its rows; one that is being imported stays."""
        self._db.run(
            "DELETE FROM outpost.import_plan WHERE id = %s AND user_id = %s "
            "AND state <> 'importing'",
            (plan_id, user_id),
        )

    def has_entry(self, journal_id: int) -> bool:
        """Whether the journal has an entry."""
        return bool(
            self._db.value(
                "SELECT EXISTS (SELECT FROM outpost.journal WHERE id = %s)", (journal_id,)
            )
        )

    # -- rows --------------------------------------------------------------------------------

    def clear_rows(self, plan_id: UUID) -> None:
        self._db.run("DELETE FROM outpost.import_row WHERE plan_id = %s", (plan_id,))

    def add_rows(self, plan_id: UUID, rows: Sequence[JudgedRow]) -> None:
        """Note what rows come to."""
        with self._db.raw().cursor() as cursor, cursor.copy(_COPY) as copy:
            copy.write("".join(_line(plan_id, row) for row in rows).encode("utf-8", "replace"))

    def put_row(self, plan_id: UUID, row: JudgedRow) -> None:
        """Note anew what a row comes to, with the cells that it has now."""
        self._db.run(
            "UPDATE outpost.import_row SET came = CASE WHEN cells = %(cells)s THEN came "
            "ELSE coalesce(came, cells) END, cells = %(cells)s, outcome = %(outcome)s, "
            "match_kind = %(match)s, lead_id = %(lead)s, first_line = NULL, fills = %(fills)s, "
            "differs = %(differs)s, address = %(address)s, person_key = %(person)s, "
            "reason = %(reason)s WHERE plan_id = %(plan)s AND line = %(line)s",
            {
                "plan": plan_id,
                "line": row.line,
                "cells": Jsonb([_storable(cell) for cell in row.cells]),
                "outcome": str(row.outcome),
                "match": str(row.match) if row.match else None,
                "lead": row.lead_id,
                "fills": row.fills,
                "differs": row.differs,
                "address": row.address,
                "person": row.person_key,
                "reason": kept(row.reason),
            },
        )

    def mark_doubles(self, plan_id: UUID) -> None:
        """Tell rows about somebody whom an earlier row is about."""
        for key, among, only, kind, why in _KINDS_OF_DOUBLES:
            self._db.run(
                _DOUBLES.format(key=key, among=among, only=only),
                {"plan": plan_id, "kind": str(kind), "why": _with_line(why)},
            )

    def lines(
        self, user_id: UUID, plan_id: UUID, outcome: Outcome, match: MatchKind | None = None
    ) -> tuple[int, ...]:
        """The lines of all rows that come to this, in their order.

        Args:
            match: only those that have this in common with a lead.
        """
        rows = self._db.rows(
            "SELECT planned.line FROM outpost.import_row AS planned "
            "JOIN outpost.import_plan AS plan ON plan.id = planned.plan_id "
            "WHERE plan.user_id = %(user)s AND planned.plan_id = %(plan)s "
            "AND planned.outcome = %(outcome)s "
            "AND (%(match)s::text IS NULL OR planned.match_kind = %(match)s) "
            "ORDER BY planned.line",
            {
                "user": user_id,
                "plan": plan_id,
                "outcome": str(outcome),
                "match": str(match) if match else None,
            },
        )
        return tuple(row[0] for row in rows)

    def rows(self, user_id: UUID, plan_id: UUID, lines: Sequence[int]) -> tuple[PlanRow, ...]:
        """Rows by their lines, in the order of the lines."""
        found = self._db.rows(
            f"{_ROW} JOIN outpost.import_plan AS plan ON plan.id = planned.plan_id "
            "AND plan.user_id = %(user)s "
            "WHERE planned.plan_id = %(plan)s AND planned.line = ANY(%(lines)s) "
            "ORDER BY planned.line",
            {"user": user_id, "plan": plan_id, "lines": list(lines)},
        )
        return tuple(_row(each) for each in found)

    def followers(self, plan_id: UUID, line: int) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Line and cells of the rows that repeat this one."""
        found = self._db.rows(
            "SELECT line, cells FROM outpost.import_row WHERE plan_id = %s AND first_line = %s "
            "ORDER BY line LIMIT 2000",
            (plan_id, line),
        )
        return tuple((row[0], tuple(row[1])) for row in found)

    def batch(self, plan_id: UUID, after: int, limit: int) -> tuple[PlanRow, ...]:
        """The next rows that become or change a lead, after a line."""
        found = self._db.rows(
            f"{_ROW} WHERE planned.plan_id = %(plan)s AND planned.line > %(after)s "
            "AND planned.outcome IN ('new', 'update', 'same') ORDER BY planned.line LIMIT %(n)s",
            {"user": None, "plan": plan_id, "after": after, "n": limit},
        )
        return tuple(_row(each) for each in found)

    def doubles_of(self, plan_id: UUID, lines: Sequence[int]) -> tuple[PlanRow, ...]:
        """The rows that repeat one of these."""
        found = self._db.rows(
            f"{_ROW} WHERE planned.plan_id = %(plan)s AND planned.first_line = ANY(%(lines)s) "
            "ORDER BY planned.first_line, planned.line",
            {"user": None, "plan": plan_id, "lines": list(lines)},
        )
        return tuple(_row(each) for each in found)

    def failed(self, plan_id: UUID, after: int, limit: int) -> tuple[PlanRow, ...]:
        """The next refused rows, after a line."""
        found = self._db.rows(
            f"{_ROW} WHERE planned.plan_id = %(plan)s AND planned.line > %(after)s "
            "AND planned.outcome = 'refused' ORDER BY planned.line LIMIT %(n)s",
            {"user": None, "plan": plan_id, "after": after, "n": limit},
        )
        return tuple(_row(each) for each in found)


def _as_column(value: Any) -> Any:
    if isinstance(value, Mapping):
        return Jsonb(held(dict(value)))
    return kept(value) if isinstance(value, str) else value


def _with_line(why: str) -> str:
    """A reason as it is kept, with ``"line"`` where the number of a line is put in."""
    return json.dumps({"say": ["tr", why, "", {"first": ["numeral", "line"]}]})


def _storable(cell: str) -> str:
    """Postgres holds neither zero bytes nor halves of a pair."""
    return cell.replace("\x00", "").encode("utf-8", "replace").decode()


def _line(plan_id: UUID, row: JudgedRow) -> str:
    cells = json.dumps([_storable(cell) for cell in row.cells], ensure_ascii=False)
    parts = (
        str(plan_id),
        str(row.line),
        row.outcome.value,
        row.match.value if row.match else "\\N",
        str(row.lead_id) if row.lead_id else "\\N",
        "t" if row.fills else "f",
        "t" if row.differs else "f",
        row.address.translate(_ESCAPES),
        row.person_key.translate(_ESCAPES),
        _storable(kept(row.reason)).translate(_ESCAPES),
        cells.translate(_ESCAPES),
    )
    return "\t".join(parts) + "\n"


def _row(row: tuple[Any, ...]) -> PlanRow:
    return PlanRow(
        line=row[0],
        outcome=Outcome(row[1]),
        match=MatchKind(row[2]) if row[2] else None,
        cells=tuple(row[3]),
        address=row[4],
        lead_id=row[5],
        lead_name=row[6],
        first_line=row[7],
        fills=row[8],
        differs=row[9],
        reason=told(row[10]),
        repaired=row[11],
    )
