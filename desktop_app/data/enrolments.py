"""Who is in a sequence: rows of ``outpost.enrolment`` as their user sees and steers them."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.sequence_facts import CLOCK, MEETING, OPTED_OUT_OF
from desktop_app.domain.ids import IdList
from desktop_app.domain.kept_words import told
from desktop_app.domain.outbox_rules import OPTED_OUT
from desktop_app.domain.sequences import DoneStep, Enrolment, EnrolmentState, Outcome, Why

TABLE = "outpost.enrolment"

_ROWS = """
SELECT enrolment.id, enrolment.sequence_id, sequence.name, enrolment.lead_id,
    coalesce(nullif(lead.contact_name, ''), lead.company, ''), coalesce(lead.company, ''),
    enrolment.state, nullif(enrolment.why, ''), enrolment.said, enrolment.waits,
    enrolment.step_id, coalesce(step.name, ''),
    CASE WHEN enrolment.state IN ('active', 'paused') THEN action.due_date END,
    enrolment.paused_until, enrolment.action_id, enrolment.started_at, enrolment.ended_at
FROM outpost.enrolment AS enrolment
JOIN outpost.sequence AS sequence ON sequence.id = enrolment.sequence_id
LEFT JOIN outpost.sequence_step AS step ON step.id = enrolment.step_id
LEFT JOIN public.actions AS action
    ON action.id = enrolment.action_id AND action.user_id = enrolment.user_id
LEFT JOIN public.leads AS lead
    ON lead.id = enrolment.lead_id AND lead.user_id = enrolment.user_id
WHERE enrolment.user_id = %(user)s
"""
# What is at work comes first, in the order in which it goes on.
_ORDER = """
ORDER BY array_position(ARRAY['active', 'paused', 'stopped', 'finished'], enrolment.state),
    CASE WHEN enrolment.state IN ('active', 'paused') THEN enrolment.due_at END,
    enrolment.ended_at DESC, enrolment.started_at DESC, enrolment.id
"""
_CANDIDATES = f"""
SELECT lead.id, lead.status = 'cold', {OPTED_OUT_OF}, btrim(lead.email) = '',
    coalesce(lead.metadata ->> 'timezone', ''), coalesce(owner.timezone, ''), {CLOCK},
    EXISTS (SELECT FROM outpost.enrolment AS held WHERE held.lead_id = lead.id
            AND held.kind = %(kind)s AND held.state IN ('active', 'paused')),
    ARRAY(SELECT meeting.id FROM public.actions AS meeting WHERE meeting.lead_id = lead.id
          AND meeting.user_id = lead.user_id AND {MEETING}),
    ARRAY(SELECT known.address FROM outpost.lead_address AS known
          WHERE known.lead_id = lead.id AND known.user_id = lead.user_id
            AND known.address = lower(btrim(lead.email)))
FROM public.leads AS lead JOIN public.users AS owner ON owner.id = lead.user_id
WHERE lead.id = ANY(%(ids)s) AND lead.user_id = %(user)s
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A lead that is to be enrolled.

    Args:
        enrolled: it is in a sequence of the kind.
        meetings: those that stand already.
        addresses: its own, lower case.
    """

    lead_id: UUID
    cold: bool
    opted_out: bool
    no_address: bool
    lead_zone: str
    rep_zone: str
    clock: str
    enrolled: bool
    meetings: tuple[UUID, ...]
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewEnrolment:
    """An enrolment as it begins: at its first step."""

    id: UUID
    candidate: Candidate
    action_id: UUID
    due: datetime


class EnrolmentRepository:
    """Enrolments of users. Commands run in the caller's transaction, and are noted there."""

    def __init__(self, db: Database) -> None:
        self._db = db

    # -- questions ---------------------------------------------------------------------------

    def all_ids(
        self, user_id: UUID, sequence_id: UUID, states: Collection[EnrolmentState] = ()
    ) -> IdList:
        """Those of a sequence: what is at work first, then what ended, the newest first."""
        with self._db.connection(), self._db.raw().cursor(binary=True) as cursor:
            cursor.execute(
                "SELECT string_agg(uuid_send(id), ''::bytea) FROM (SELECT enrolment.id "
                "FROM outpost.enrolment AS enrolment WHERE enrolment.user_id = %(user)s "
                "AND enrolment.sequence_id = %(sequence)s "
                f"AND (%(all)s OR enrolment.state = ANY(%(states)s)) {_ORDER}) AS enrolment",
                {
                    "user": user_id, "sequence": sequence_id, "all": not states,
                    "states": [str(each) for each in states],
                },
            )  # fmt: skip
            row = cursor.fetchone()
        return IdList(bytes(row[0]) if row and row[0] else b"")

    def rows(self, user_id: UUID, ids: Sequence[UUID]) -> tuple[Enrolment, ...]:
        """These enrolments, in the order of ``ids``; those that are gone are left out."""
        found = self._enrolments(user_id, "enrolment.id = ANY(%(ids)s)", {"ids": list(ids)})
        by_id = {each.id: each for each in found}
        return tuple(by_id[each] for each in ids if each in by_id)

    def of_lead(self, user_id: UUID, lead_id: UUID) -> tuple[Enrolment, ...]:
        """A lead's enrolments: what is at work first, then what ended, the newest first."""
        return self._enrolments(user_id, "enrolment.lead_id = %(lead)s", {"lead": lead_id})

    def open_of_lead(self, user_id: UUID, lead_id: UUID) -> tuple[Enrolment, ...]:
        """A lead's enrolments that are at work, without the steps that ended: one question."""
        rows = self._db.rows(
            f"{_ROWS} AND enrolment.lead_id = %(lead)s "
            f"AND enrolment.state IN ('active', 'paused') {_ORDER}",
            {"user": user_id, "lead": lead_id},
        )
        return tuple(_enrolment(row, ()) for row in rows)

    def _enrolments(
        self, user_id: UUID, wanted: str, params: dict[str, Any]
    ) -> tuple[Enrolment, ...]:
        with self._db.connection():
            rows = self._db.rows(f"{_ROWS} AND {wanted} {_ORDER}", {"user": user_id, **params})
            ended = self._db.rows(
                "SELECT enrolment_id, step_id, name, outcome, at, outgoing_id "
                "FROM outpost.enrolment_step WHERE enrolment_id = ANY(%s) AND user_id = %s "
                "ORDER BY enrolment_id, at, id",
                ([row[0] for row in rows], user_id),
            )
        done = {
            enrolment: tuple(DoneStep(row[1], row[2], Outcome(row[3]), *row[4:]) for row in of)
            for enrolment, of in groupby(ended, lambda row: row[0])
        }
        return tuple(_enrolment(row, done.get(row[0], ())) for row in rows)

    def candidates(self, user_id: UUID, lead_ids: Sequence[UUID], kind: str) -> list[Candidate]:
        """These leads as far as enrolling depends on it, in the order of ``lead_ids``."""
        rows = self._db.rows(
            _CANDIDATES,
            {"ids": list(lead_ids), "user": user_id, "kind": kind, "opted_out": list(OPTED_OUT)},
        )
        found = {row[0]: _candidate(row) for row in rows}
        return [found[each] for each in dict.fromkeys(lead_ids) if each in found]

    def in_sequence(self, user_id: UUID, sequence_id: UUID) -> list[UUID]:
        """The open ones of a sequence."""
        rows = self._db.rows(
            "SELECT id FROM outpost.enrolment WHERE sequence_id = %s AND user_id = %s "
            "AND state IN ('active', 'paused') ORDER BY id",
            (sequence_id, user_id),
        )
        return [row[0] for row in rows]

    def ended(self, user_id: UUID, ids: Collection[UUID]) -> list[UUID]:
        """The rows of the steps of these that ended."""
        rows = self._db.rows(
            "SELECT id FROM outpost.enrolment_step WHERE enrolment_id = ANY(%s) AND user_id = %s",
            (list(ids), user_id),
        )
        return [row[0] for row in rows]

    def lock(self, user_id: UUID, ids: Collection[UUID]) -> list[UUID]:
        """Those of these that are open, in the order of their ids; locked."""
        rows = self._db.rows(
            "SELECT id FROM outpost.enrolment WHERE id = ANY(%s) AND user_id = %s "
            "AND state IN ('active', 'paused') ORDER BY id FOR UPDATE",
            (list(ids), user_id),
        )
        return [row[0] for row in rows]

    # -- commands ----------------------------------------------------------------------------

    def insert(
        self,
        user_id: UUID,
        sequence_id: UUID,
        kind: str,
        step_id: UUID,
        revision: int,
        new: Sequence[NewEnrolment],
        now: datetime,
    ) -> set[UUID]:
        """Enrol leads by one statement; which enrolments were made. A lead that was enrolled by
        somebody else at this very moment is left out."""
        rows = self._db.rows(
            "INSERT INTO outpost.enrolment (id, user_id, sequence_id, lead_id, kind, step_id, "
            "action_id, since, due_at, clock, revision, meetings, started_at) "
            "SELECT new.id, %(user)s, %(sequence)s, new.lead, %(kind)s, %(step)s, new.action, "
            "%(now)s, new.due, new.clock, %(revision)s, "
            # An array of arrays would have to be a rectangle.
            "coalesce((SELECT array_agg(met.id) FROM unnest(%(met_leads)s::uuid[], "
            "%(met_ids)s::uuid[]) AS met (lead, id) WHERE met.lead = new.lead), '{}'), %(now)s "
            "FROM unnest(%(ids)s::uuid[], %(leads)s::uuid[], %(actions)s::uuid[], "
            "%(dues)s::timestamptz[], %(clocks)s::text[]) AS new (id, lead, action, due, clock) "
            "ON CONFLICT DO NOTHING RETURNING id",
            {
                "user": user_id, "sequence": sequence_id, "kind": kind, "step": step_id,
                "revision": revision, "now": now,
                "ids": [each.id for each in new],
                "leads": [each.candidate.lead_id for each in new],
                "actions": [each.action_id for each in new],
                "dues": [each.due for each in new],
                "clocks": [each.candidate.clock for each in new],
                "met_leads": [e.candidate.lead_id for e in new for _ in e.candidate.meetings],
                "met_ids": [each for e in new for each in e.candidate.meetings],
            },
        )  # fmt: skip
        return {row[0] for row in rows}

    def pause(self, user_id: UUID, ids: Sequence[UUID]) -> None:
        """Nothing happens until the rep says so; what was to be done has no time meanwhile."""
        self._db.run(
            "WITH paused AS (UPDATE outpost.enrolment SET state = 'paused', why = 'rep', "
            "  said = CASE WHEN waits THEN said ELSE '' END, paused_until = NULL "
            "  WHERE id = ANY(%s) AND user_id = %s RETURNING action_id) "
            "UPDATE public.actions AS action SET due_date = NULL FROM paused "
            "WHERE action.id = paused.action_id AND action.status IN ('pending', 'in_progress')",
            (list(ids), user_id),
        )

    def resume(self, user_id: UUID, dues: Sequence[tuple[UUID, datetime]]) -> None:
        """It goes on, at these times; a mail that could not be written is tried again."""
        self._db.run(
            "WITH resumed AS (UPDATE outpost.enrolment AS enrolment SET state = 'active', "
            "  why = '', said = '', waits = false, paused_until = NULL, due_at = given.due "
            "  FROM unnest(%s::uuid[], %s::timestamptz[]) AS given (id, due) "
            "  WHERE enrolment.id = given.id AND enrolment.user_id = %s "
            "  RETURNING enrolment.action_id, enrolment.step_id, given.due) "
            "UPDATE public.actions AS action SET due_date = resumed.due, "
            "description = coalesce(nullif(step.text, ''), step.name), "
            "metadata = action.metadata #- '{sequence,waits}' "
            "FROM resumed JOIN outpost.sequence_step AS step ON step.id = resumed.step_id "
            "WHERE action.id = resumed.action_id AND action.status IN ('pending', 'in_progress')",
            ([each for each, _ in dues], [due for _, due in dues], user_id),
        )


def _candidate(row: Sequence[Any]) -> Candidate:
    of = dict(zip(Candidate.__dataclass_fields__, row, strict=True))
    of["meetings"], of["addresses"] = tuple(of["meetings"]), tuple(of["addresses"])
    return Candidate(**of)


def _enrolment(row: Sequence[Any], done: tuple[DoneStep, ...]) -> Enrolment:
    of = dict(zip(Enrolment.__dataclass_fields__, row, strict=False))
    of["state"] = EnrolmentState(of["state"])
    of["why"] = Why(of["why"]) if of["why"] else None
    of["said"] = told(of["said"])
    return Enrolment(**of, done=done)
