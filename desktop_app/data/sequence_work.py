"""Enrolments worked off: locked, stopped, moved and led to their next step, many by a statement.

Whoever calls these methods holds a transaction, and the enrolments locked. Nothing here looks whose
they are: the engine works for everybody, a command has found its own user's.
"""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from desktop_app.data.sequence_facts import Standing, facts_of
from desktop_app.data.sequence_steps import SequenceSteps, type_of, words_of
from desktop_app.domain.changes import Kind
from desktop_app.domain.kept_words import kept
from desktop_app.domain.sequence_times import Pause, Stop
from desktop_app.domain.sequences import Why

TOLD: Final = Kind.SEQUENCES | Kind.ACTIONS | Kind.LEADS

_AT_WORK = "enrolment.state IN ('active', 'paused')"
_DUE = """
FROM outpost.enrolment AS enrolment
JOIN public.actions AS action
    ON action.id = enrolment.action_id AND action.user_id = enrolment.user_id
JOIN outpost.sequence_step AS step ON step.id = enrolment.step_id
WHERE enrolment.state = 'active' AND NOT enrolment.waits
  AND step.template_id IS NOT NULL AND NOT step.gone
  AND action.status IN ('pending', 'in_progress')
"""
# A step whose action was done, cancelled or deleted, by whomever; or one that was taken out.
_ENDED = f"""
FROM outpost.enrolment AS enrolment
JOIN outpost.sequence AS sequence ON sequence.id = enrolment.sequence_id
LEFT JOIN outpost.sequence_step AS step ON step.id = enrolment.step_id
LEFT JOIN public.actions AS action
    ON action.id = enrolment.action_id AND action.user_id = enrolment.user_id
WHERE {_AT_WORK} AND (action.id IS NULL OR action.status IN ('completed', 'cancelled')
    OR step.id IS NULL OR step.gone OR sequence.deleted_at IS NOT NULL)
"""

_LATE_REPLIES = """
UPDATE outpost.enrolment AS enrolment SET replied_at = reply.at
FROM (
    SELECT ended.id, min(message.at) AS at FROM outpost.enrolment AS ended
    JOIN public.emails AS email ON email.lead_id = ended.lead_id
        AND (email.user_id = ended.user_id) IS TRUE
    JOIN outpost.message AS message ON message.email_id = email.id
    WHERE ended.state = 'finished' AND ended.replied_at IS NULL AND ended.ended_at > %(since)s
      AND NOT message.outbound AND message.kind = 'human'
      AND coalesce(email.received_at, message.at) > ended.started_at
    GROUP BY ended.id) AS reply
WHERE enrolment.id = reply.id AND enrolment.state = 'finished' RETURNING enrolment.user_id
"""


class SequenceWork(SequenceSteps):
    """What the engine and the commands do to enrolments."""

    # -- what there is to do -----------------------------------------------------------------

    def end_absences(self, now: datetime) -> int:
        """Who is back goes on; how many."""
        return self._db.run(
            "UPDATE outpost.enrolment SET state = 'active', why = '', said = '', "
            "paused_until = NULL WHERE state = 'paused' AND paused_until <= %s",
            (now,),
        )

    def note_late_replies(self, since: datetime) -> int:
        """Who answered behind the last step has replied, too; how many.

        Args:
            since: those that ended before that are not looked at.
        """
        rows = self._db.rows(_LATE_REPLIES, {"since": since})
        self.tell(row[0] for row in rows)
        return len(rows)

    def lock_due(self, now: datetime, limit: int) -> list[UUID]:
        """Enrolments of which a mail is due, the one that is due first at the beginning; locked
        with their actions. Those that somebody else has are passed over."""
        rows = self._db.rows(
            f"SELECT enrolment.id {_DUE} AND action.due_date <= %(now)s "
            "ORDER BY action.due_date, enrolment.started_at, enrolment.id LIMIT %(limit)s "
            "FOR UPDATE OF enrolment, action SKIP LOCKED",
            {"now": now, "limit": limit},
        )
        return [row[0] for row in rows]

    def lock_ended(self, limit: int, without: Collection[UUID] = ()) -> list[UUID]:
        """Enrolments of which the present step has ended without the engine; locked.

        Args:
            without: these are left out.
        """
        rows = self._db.rows(
            f"SELECT enrolment.id {_ENDED} AND enrolment.id <> ALL(%s) "
            "ORDER BY enrolment.id LIMIT %s FOR UPDATE OF enrolment SKIP LOCKED",
            (list(without), limit),
        )
        return [row[0] for row in rows]

    def lock(self, ids: Collection[UUID]) -> list[UUID]:
        """Those of these that are open still and nobody else's just now; locked."""
        rows = self._db.rows(
            f"SELECT enrolment.id FROM outpost.enrolment AS enrolment WHERE {_AT_WORK} "
            "AND enrolment.id = ANY(%s) ORDER BY enrolment.id FOR UPDATE SKIP LOCKED",
            (list(ids),),
        )
        return [row[0] for row in rows]

    def standing(self, ids: Sequence[UUID]) -> list[Standing]:
        """These enrolments as they stand now, in the order of ``ids``."""
        found = {each.id: each for each in facts_of(self._db, ids)} if ids else {}
        return [found[each] for each in ids if each in found]

    def next_due(self, now: datetime) -> datetime | None:
        """When the next mail is due, or somebody is back; it may be past."""
        found: datetime | None = self._db.value(
            f"SELECT least((SELECT min(action.due_date) {_DUE}), "
            "(SELECT min(paused_until) FROM outpost.enrolment WHERE state = 'paused'))"
        )
        return found

    # -- what ends it, and what puts it off ----------------------------------------------------

    def stop(self, stops: Sequence[tuple[Standing, Stop]], now: datetime) -> None:
        """They end: nothing is left to do, and mail that has not left is taken back."""
        if not stops:
            return
        ids = [standing.id for standing, _ in stops]
        self._db.run(
            "UPDATE outpost.enrolment AS enrolment SET state = 'stopped', why = stop.why, "
            "said = stop.said, ended_at = %(now)s, paused_until = NULL, waits = false, "
            "due_at = NULL, replied_at = CASE WHEN stop.why = 'reply' THEN %(now)s END "
            "FROM unnest(%(ids)s::uuid[], %(whys)s::text[], %(saids)s::text[]) "
            "AS stop (id, why, said) WHERE enrolment.id = stop.id",
            {
                "ids": ids,
                "whys": [str(stop.why) for _, stop in stops],
                "saids": [kept(stop.said) for _, stop in stops],
                "now": now,
            },
        )
        self.cancel_actions([standing.action_id for standing, _ in stops])
        self._recall(ids)

    def pause(self, pauses: Sequence[tuple[Standing, Pause]]) -> None:
        """They are away: it goes on when they are back."""
        if not pauses:
            return
        self.rewrite([standing for standing, _ in pauses])
        self._db.run(
            "UPDATE outpost.enrolment AS enrolment SET state = 'paused', why = %(why)s, "
            "said = '', paused_until = pause.until, absence = pause.absence, "
            "due_at = pause.due, clock = pause.clock, revision = pause.revision "
            "FROM unnest(%(ids)s::uuid[], %(untils)s::timestamptz[], %(absences)s::uuid[], "
            "%(dues)s::timestamptz[], %(clocks)s::text[], %(revisions)s::integer[]) "
            "AS pause (id, until, absence, due, clock, revision) WHERE enrolment.id = pause.id",
            {
                "why": str(Why.ABSENCE),
                "ids": [standing.id for standing, _ in pauses],
                "untils": [pause.until for _, pause in pauses],
                "absences": [standing.facts.absence for standing, _ in pauses],
                "dues": [pause.due for _, pause in pauses],
                "clocks": [standing.clock for standing, _ in pauses],
                "revisions": [standing.revision for standing, _ in pauses],
            },
        )
        self._set_due({standing.action_id: pause.due for standing, pause in pauses})

    def move(self, moves: Sequence[tuple[Standing, datetime]]) -> None:
        """Their steps are due at another time."""
        if not moves:
            return
        self._db.run(
            "UPDATE outpost.enrolment AS enrolment SET due_at = moved.due "
            "FROM unnest(%(ids)s::uuid[], %(dues)s::timestamptz[]) AS moved (id, due) "
            "WHERE enrolment.id = moved.id",
            {
                "ids": [standing.id for standing, _ in moves],
                "dues": [due for _, due in moves],
            },
        )
        self._set_due({standing.action_id: due for standing, due in moves})

    def heed(self, standings: Sequence[Standing]) -> None:
        """Note what was looked at, so that it is no news any more: an absence, another clock,
        a step that was edited, which what is to be done follows."""
        if not standings:
            return
        self.rewrite(standings)
        self._db.run(
            "UPDATE outpost.enrolment AS enrolment SET clock = now.clock, "
            "revision = now.revision, absence = coalesce(now.absence, enrolment.absence) "
            "FROM unnest(%(ids)s::uuid[], %(clocks)s::text[], %(revisions)s::integer[], "
            "%(absences)s::uuid[]) AS now (id, clock, revision, absence) "
            "WHERE enrolment.id = now.id",
            {
                "ids": [each.id for each in standings],
                "clocks": [each.clock for each in standings],
                "revisions": [each.revision for each in standings],
                "absences": [each.facts.absence for each in standings],
            },
        )

    def rewrite(self, standings: Sequence[Standing]) -> None:
        """Have what is to be done say what the step says by now, where that was written anew since
        it was looked at; call it before that is noted (:meth:`heed`, :meth:`pause`)."""
        written = [each for each in standings if each.step is not None and not each.waits]
        self._db.run(
            "UPDATE public.actions AS action SET type = step.type, description = step.words, "
            "metadata = jsonb_set(jsonb_set(action.metadata, '{sequence,name}', "
            "to_jsonb(step.name)), '{sequence,mail}', to_jsonb(step.mail)) "
            "FROM unnest(%(ids)s::uuid[], %(types)s::text[], %(words)s::text[], "
            "%(names)s::text[], %(mails)s::boolean[], %(revisions)s::integer[]) "
            "AS step (id, type, words, name, mail, revision) "
            "JOIN outpost.enrolment AS enrolment ON enrolment.action_id = step.id "
            "WHERE action.id = step.id AND enrolment.revision <> step.revision "
            "AND action.status IN ('pending', 'in_progress') "
            "AND (action.type, action.description, action.metadata #>> '{sequence,name}', "
            "action.metadata #> '{sequence,mail}') IS DISTINCT FROM "
            "(step.type, step.words, step.name, to_jsonb(step.mail))",
            {
                "ids": [each.action_id for each in written],
                "types": [type_of(each.step) for each in written if each.step],
                "words": [words_of(each.step) for each in written if each.step],
                "names": [each.step.name for each in written if each.step],
                "mails": [each.step.is_mail for each in written if each.step],
                "revisions": [each.revision for each in written],
            },
        )

    def wait(self, waits: Sequence[tuple[Standing, str]]) -> None:
        """Their mail could not be written: the step is the rep's, with the reason."""
        if not waits:
            return
        self._db.run(
            "UPDATE outpost.enrolment AS enrolment SET waits = true, said = wait.said "
            "FROM unnest(%(ids)s::uuid[], %(saids)s::text[]) AS wait (id, said) "
            "WHERE enrolment.id = wait.id",
            {
                "ids": [standing.id for standing, _ in waits],
                "saids": [kept(said) for _, said in waits],
            },
        )
        self._db.run(
            "UPDATE public.actions AS action SET description = wait.words, "
            "metadata = jsonb_set(action.metadata, '{sequence,waits}', to_jsonb(wait.said)) "
            "FROM unnest(%(ids)s::uuid[], %(saids)s::text[], %(words)s::text[]) "
            "AS wait (id, said, words) WHERE action.id = wait.id",
            {
                "ids": [standing.action_id for standing, _ in waits],
                "saids": [said for _, said in waits],
                "words": [
                    f"{words_of(standing.step)}\n{said}" if standing.step else said
                    for standing, said in waits
                ],
            },
        )

    def tell(self, user_ids: Iterable[UUID], more: Kind = Kind.NONE) -> None:
        """Tell whoever shows what these users have in sequences."""
        for user_id in sorted(set(user_ids)):
            self._db.tell(TOLD | more, user_id=user_id)

    # -- pieces ------------------------------------------------------------------------------

    def _set_due(self, dues: Mapping[UUID | None, datetime | None]) -> None:
        self._db.run(
            "WITH moved AS (SELECT action.id, given.due FROM public.actions AS action "
            "JOIN unnest(%s::uuid[], %s::timestamptz[]) AS given (id, due) USING (id) "
            "ORDER BY action.id FOR UPDATE OF action) "
            "UPDATE public.actions AS action SET due_date = moved.due FROM moved "
            "WHERE action.id = moved.id AND action.due_date IS DISTINCT FROM moved.due",
            (list(dues), list(dues.values())),
        )

    def _recall(self, ids: Sequence[UUID]) -> None:
        self._db.run(
            "WITH waiting AS ("
            "  SELECT mail.id, ended.id AS ended FROM outpost.enrolment_step AS ended "
            "  JOIN outpost.outgoing AS mail ON mail.id = ended.outgoing_id "
            "  WHERE ended.enrolment_id = ANY(%s) AND mail.state IN ('queued', 'held') "
            "  ORDER BY mail.id FOR UPDATE OF mail), "
            "recalled AS (UPDATE outpost.outgoing AS mail SET state = 'recalled', said = '', "
            "  claim = NULL FROM waiting WHERE mail.id = waiting.id) "
            "UPDATE outpost.enrolment_step AS ended SET outcome = 'recalled' FROM waiting "
            "WHERE ended.id = waiting.ended",
            (list(ids),),
        )
