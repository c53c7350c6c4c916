"""Definitions of sequences: rows of ``outpost.sequence`` and ``outpost.sequence_step``."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.sequence_facts import STEP_COLUMNS, step_of
from desktop_app.domain.sequences import LeadSequence, SequenceCounts, SequenceText, Step, places

TABLE, STEPS = "outpost.sequence", "outpost.sequence_step"

_LIST = """
SELECT sequence.id, sequence.name, sequence.kind, sequence.created_at,
    coalesce(count.active, 0), coalesce(count.paused, 0), coalesce(count.waiting, 0),
    coalesce(count.finished, 0), coalesce(count.replied, 0), coalesce(count.stopped, 0)
FROM outpost.sequence AS sequence
LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE state = 'active') AS active,
        count(*) FILTER (WHERE state = 'paused') AS paused,
        count(*) FILTER (WHERE state = 'active' AND waits) AS waiting,
        count(*) FILTER (WHERE state = 'finished' AND replied_at IS NULL) AS finished,
        count(*) FILTER (WHERE state IN ('finished', 'stopped') AND replied_at IS NOT NULL)
            AS replied,
        count(*) FILTER (WHERE state = 'stopped' AND replied_at IS NULL) AS stopped
    FROM outpost.enrolment AS enrolment WHERE enrolment.sequence_id = sequence.id
) AS count ON true
WHERE sequence.user_id = %(user)s AND sequence.deleted_at IS NULL
"""
_PLAN = (
    "delay", "unit", "opens", "closes", "weekdays", "whose",
    "name", "template_id", "action_type", "text",
)  # fmt: skip


class SequenceRepository:
    """Sequences of users. Commands run in the caller's transaction, and are noted there."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def list(self, user_id: UUID, only: UUID | None = None) -> tuple[LeadSequence, ...]:
        """A user's sequences by name, with what became of their leads.

        Args:
            only: this one alone.
        """
        with self._db.connection():
            rows = self._db.rows(
                f"{_LIST} AND (%(only)s::uuid IS NULL OR sequence.id = %(only)s) "
                "ORDER BY outpost.sort_key(sequence.name), sequence.created_at, sequence.id",
                {"user": user_id, "only": only},
            )
            steps = self._steps(user_id, [row[0] for row in rows])
        return tuple(
            LeadSequence(
                row[0],
                SequenceText(row[1], steps.get(row[0], ()), row[2]),
                row[3],
                SequenceCounts(*row[4:]),
            )
            for row in rows
        )

    def get(self, user_id: UUID, sequence_id: UUID) -> LeadSequence | None:
        """One sequence; None when it is gone or another user's."""
        return next(iter(self.list(user_id, sequence_id)), None)

    def lock(self, user_id: UUID, sequence_id: UUID) -> bool:
        """Whether it stands; it stays as it is until the transaction ends."""
        return bool(
            self._db.value(
                "SELECT true FROM outpost.sequence "
                "WHERE id = %s AND user_id = %s AND deleted_at IS NULL FOR UPDATE",
                (sequence_id, user_id),
            )
        )

    def step_ids(self, user_id: UUID, sequence_id: UUID) -> Sequence[UUID]:
        """All steps that a sequence ever had, in order."""
        return [
            row[0]
            for row in self._db.rows(
                "SELECT id FROM outpost.sequence_step WHERE sequence_id = %s AND user_id = %s "
                "ORDER BY position, id",
                (sequence_id, user_id),
            )
        ]

    def revision(self, user_id: UUID, step_id: UUID) -> int:
        """How often a step was written."""
        return int(
            self._db.value(
                "SELECT revision FROM outpost.sequence_step WHERE id = %s AND user_id = %s",
                (step_id, user_id),
            )
            or 0
        )

    def open_count(self, user_id: UUID, sequence_id: UUID) -> int:
        """How many leads are in it."""
        return int(
            self._db.value(
                "SELECT count(*) FROM outpost.enrolment WHERE sequence_id = %s AND user_id = %s "
                "AND state IN ('active', 'paused')",
                (sequence_id, user_id),
            )
        )

    # -- commands ----------------------------------------------------------------------------

    def put(self, user_id: UUID, sequence_id: UUID, text: SequenceText, now: datetime) -> None:
        """Write a sequence as it is to be; a step that is not in it any more keeps its place."""
        self._db.run(
            "INSERT INTO outpost.sequence (id, user_id, name, kind, created_at) "
            "VALUES (%s, %s, %s, %s, %s) "
            "ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind",
            (sequence_id, user_id, text.name, text.kind, now),
        )
        wanted = [step.id for step in text.steps]
        order = places(self.step_ids(user_id, sequence_id), wanted)
        position = {each: number for number, each in enumerate(order)}
        for step in text.steps:
            self._put_step(user_id, sequence_id, step, position[step.id])
        self._db.run(
            "UPDATE outpost.sequence_step AS step SET gone = step.id <> ALL(%(wanted)s), "
            "position = placed.position FROM unnest(%(order)s::uuid[]) WITH ORDINALITY "
            "AS placed (id, position) WHERE step.id = placed.id AND step.user_id = %(user)s "
            "AND step.sequence_id = %(sequence)s",
            {"wanted": wanted, "order": order, "user": user_id, "sequence": sequence_id},
        )

    def _put_step(self, user_id: UUID, sequence_id: UUID, step: Step, position: int) -> None:
        values = dict(
            zip(
                _PLAN,
                (
                    step.delay, str(step.unit), step.window.opens, step.window.closes,
                    sorted(step.window.weekdays), str(step.window.whose), step.name,
                    step.template_id, step.action_type or None, step.text,
                ),
                strict=True,
            )
        )  # fmt: skip
        now = ", ".join(f"standing.{name}" for name in _PLAN)
        new = ", ".join(f"excluded.{name}" for name in _PLAN)
        self._db.run(
            "INSERT INTO outpost.sequence_step AS standing "
            f"(id, user_id, sequence_id, position, {', '.join(_PLAN)}) "
            f"VALUES (%s, %s, %s, %s, {', '.join(['%s'] * len(_PLAN))}) "
            f"ON CONFLICT (id) DO UPDATE SET ({', '.join(_PLAN)}) = ({new}), "
            "revision = standing.revision + 1 "
            "WHERE standing.user_id = excluded.user_id "
            f"AND standing.sequence_id = excluded.sequence_id AND ({now}) IS DISTINCT FROM ({new})",
            (step.id, user_id, sequence_id, position, *values.values()),
        )

    def delete(self, user_id: UUID, sequence_id: UUID, now: datetime) -> None:
        """Put a sequence away; who was in it stays to be seen."""
        self._db.run(
            "UPDATE outpost.sequence SET deleted_at = %s WHERE id = %s AND user_id = %s",
            (now, sequence_id, user_id),
        )

    def _steps(self, user_id: UUID, ids: Sequence[UUID]) -> dict[UUID, tuple[Step, ...]]:
        rows: list[tuple[Any, ...]] = self._db.rows(
            f"SELECT step.sequence_id, {STEP_COLUMNS} FROM outpost.sequence_step AS step "
            "WHERE step.sequence_id = ANY(%s) AND step.user_id = %s AND NOT step.gone "
            "ORDER BY step.sequence_id, step.position, step.id",
            (list(ids), user_id),
        )
        return {
            sequence: tuple(step_of(row[1:]) for row in of)
            for sequence, of in groupby(rows, lambda row: row[0])
        }
