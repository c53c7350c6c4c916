"""Sequences: made, edited, and leads led through them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from desktop_app.data.database import Database
from desktop_app.data.enrolments import TABLE as ENROLMENTS
from desktop_app.data.enrolments import Candidate, EnrolmentRepository, NewEnrolment
from desktop_app.data.journal import JournalRepository, RowChange
from desktop_app.data.row_states import changes_between, note_made, row_states
from desktop_app.data.sequence_facts import Standing
from desktop_app.data.sequence_steps import NewAction
from desktop_app.data.sequence_work import TOLD, SequenceWork
from desktop_app.data.sequences import STEPS, TABLE, SequenceRepository
from desktop_app.data.signals import SignalRepository
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.language import joined, numeral, plural, tr
from desktop_app.domain.sequence_times import Stop, next_due, opening, zone_of
from desktop_app.domain.sequences import (
    REFUSAL_WORDS,
    Enrolled,
    Enrolment,
    EnrolmentState,
    LeadSequence,
    Outcome,
    Refusal,
    SequenceText,
    Why,
    checked,
)

_ACTIONS: Final = "public.actions"
_ENDED_STEPS: Final = "outpost.enrolment_step"


class SequenceService:
    """The sequences of a user. Every command can be undone.

    What has left stays sent: an undo of a stop leads a lead on from where it was.

    Args:
        clock: the present moment, aware.

    Raises (all methods):
        KnownError: the database cannot be reached, or its disk is full.
    """

    def __init__(self, db: Database, user_id: UUID, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._user_id = user_id
        self._clock = clock
        self._sequences = SequenceRepository(db)
        self._enrolments = EnrolmentRepository(db)
        self._work = SequenceWork(db)
        self._journal = JournalRepository(db)

    # -- questions ---------------------------------------------------------------------------

    def list(self) -> tuple[LeadSequence, ...]:
        """All sequences by name, with what became of their leads."""
        return self._sequences.list(self._user_id)

    def get(self, sequence_id: UUID) -> LeadSequence | None:
        """One sequence, or None when it is gone."""
        return self._sequences.get(self._user_id, sequence_id)

    def enrolments(self, sequence_id: UUID, states: Collection[EnrolmentState] = ()) -> IdList:
        """The enrolments of a sequence: what is at work first, then what ended.

        Args:
            states: only these; none given: all.
        """
        return self._enrolments.all_ids(self._user_id, sequence_id, states)

    def rows(self, ids: Sequence[UUID]) -> tuple[Enrolment, ...]:
        """These enrolments, in the order of ``ids``; those that are gone are left out."""
        return self._enrolments.rows(self._user_id, ids)

    def of_lead(self, lead_id: UUID) -> tuple[Enrolment, ...]:
        """A lead's enrolments: what is at work first, then what ended."""
        return self._enrolments.of_lead(self._user_id, lead_id)

    def open_of_lead(self, lead_id: UUID) -> tuple[Enrolment, ...]:
        """A lead's enrolments that are at work, without the steps that ended."""
        return self._enrolments.open_of_lead(self._user_id, lead_id)

    # -- definitions -------------------------------------------------------------------------

    def make(self, text: SequenceText) -> tuple[UUID, Changes]:
        """Make a sequence; its id.

        Raises:
            KnownError: a name is missing, a step is neither mail nor action, or never happens.
        """
        made = uuid4()
        return made, self._put(
            made, checked(text), "make_sequence", tr("Sequence “{name}” made", name=text.name)
        )

    def edit(self, sequence_id: UUID, text: SequenceText) -> Changes:
        """Change a sequence. Who is in it goes on: by a step's id, whatever became of it; a step
        that was taken out is passed over, and times that nobody chose by hand are planned anew.

        Raises:
            KnownError: as :meth:`make`; it is gone; its kind cannot change while leads are in it.
        """
        new = checked(text)
        with self._db.transaction():
            if not self._sequences.lock(self._user_id, sequence_id):
                raise _gone()
            before = self._sequences.get(self._user_id, sequence_id)
            if (
                before is not None
                and before.text.kind != new.kind
                and self._sequences.open_count(self._user_id, sequence_id)
            ):
                raise KnownError(
                    tr("Leads are in this sequence: its kind cannot change now."),
                    tr("Wait until they are through, or copy the sequence."),
                )
            return self._put(
                sequence_id, new, "edit_sequence", tr("Sequence “{name}” changed", name=new.name)
            )

    def delete(self, sequence_id: UUID) -> Changes:
        """Delete a sequence; who is in it stops.

        Raises:
            KnownError: it is gone.
        """
        with self._db.transaction():
            if not self._sequences.lock(self._user_id, sequence_id):
                raise _gone()
            before = row_states(self._db, TABLE, self._user_id, [sequence_id])
            changes = [*self._stop(self._enrolments.in_sequence(self._user_id, sequence_id))]
            self._sequences.delete(self._user_id, sequence_id, self._clock())
            after = row_states(self._db, TABLE, self._user_id, [sequence_id])
            changes += changes_between(TABLE, before, after)
            return self._noted("delete_sequence", tr("Sequence deleted"), changes)

    def _put(self, sequence_id: UUID, text: SequenceText, command: str, said: str) -> Changes:
        with self._db.transaction():
            steps = [*self._sequences.step_ids(self._user_id, sequence_id)]
            before = row_states(self._db, TABLE, self._user_id, [sequence_id])
            steps_before = row_states(self._db, STEPS, self._user_id, steps)
            self._sequences.put(self._user_id, sequence_id, text, self._clock())
            steps = [*self._sequences.step_ids(self._user_id, sequence_id)]
            after = row_states(self._db, TABLE, self._user_id, [sequence_id])
            steps_after = row_states(self._db, STEPS, self._user_id, steps)
            changes = [
                *changes_between(TABLE, before, after),
                *changes_between(STEPS, steps_before, steps_after),
            ]
            return self._noted(command, said, changes)

    # -- leads -------------------------------------------------------------------------------

    def enrol(self, sequence_id: UUID, lead_ids: Sequence[UUID]) -> tuple[Enrolled, Changes]:
        """Lead these leads through a sequence, from its first step on; those that cannot be are
        told by reason.

        Raises:
            KnownError: the sequence is gone, or has no step.
        """
        now = self._clock()
        with self._db.transaction():
            if not self._sequences.lock(self._user_id, sequence_id):
                raise _gone()
            sequence = self._sequences.get(self._user_id, sequence_id)
            if sequence is None or not sequence.text.steps:
                raise KnownError(
                    tr("This sequence has no step yet."), tr("Add a mail or an action.")
                )
            first, kind = sequence.text.steps[0], sequence.text.kind
            found = self._enrolments.candidates(self._user_id, lead_ids, kind)
            refused = self._refused(lead_ids, found)
            new = [
                NewEnrolment(
                    uuid4(), each, uuid4(),
                    next_due(now, first.delay, first.unit, first.window,
                             zone_of(first.window.whose, each.lead_zone, each.rep_zone)),
                )
                for each in found
                if each.lead_id not in refused
            ]  # fmt: skip
            revision = self._sequences.revision(self._user_id, first.id)
            made = self._enrolments.insert(
                self._user_id, sequence_id, kind, first.id, revision, new, now
            )
            for each in new:
                if each.id not in made:
                    refused[each.candidate.lead_id] = Refusal.ENROLLED
            new = [each for each in new if each.id in made]
            self._work.add_actions(
                [
                    NewAction(
                        each.action_id, self._user_id, each.candidate.lead_id, each.id,
                        sequence.text.name, first, each.due,
                    )
                    for each in new
                ]
            )  # fmt: skip
            enrolled = Enrolled(
                tuple(each.id for each in new),
                {
                    reason: tuple(lead for lead, why in refused.items() if why is reason)
                    for reason in Refusal
                    if reason in refused.values()
                },
            )
            said = _enrolled_words(enrolled, sequence.text.name)
            if not new:
                return enrolled, Changes(said=said)
            return enrolled, self._noted_made("enrol_leads", said, new)

    def pause(self, enrolment_ids: Sequence[UUID]) -> Changes:
        """Do nothing until :meth:`resume`."""
        return self._change(
            "pause_enrolments",
            enrolment_ids,
            lambda standings: self._enrolments.pause(
                self._user_id,
                [
                    each.id
                    for each in standings
                    if each.state is EnrolmentState.ACTIVE or each.waiting.paused_until
                ],
            ),
            _paused,
        )

    def resume(self, enrolment_ids: Sequence[UUID]) -> Changes:
        """Go on; also with a step that waits because its mail could not be written."""
        now = self._clock()
        return self._change(
            "resume_enrolments",
            enrolment_ids,
            lambda standings: self._enrolments.resume(
                self._user_id,
                [
                    (each.id, _without_absence(each, now))
                    for each in standings
                    if each.state is EnrolmentState.PAUSED or each.waits
                ],
            ),
            _resumed,
        )

    def skip(self, enrolment_ids: Sequence[UUID]) -> Changes:
        """Pass over the present step; the next one counts from now."""

        def skip(standings: Sequence[Standing]) -> None:
            now = self._clock()
            self._work.note([(each, Outcome.SKIPPED) for each in standings], now)
            self._work.cancel(standings)
            self._work.advance(standings, now)

        return self._change("skip_steps", enrolment_ids, skip, _skipped)

    def stop(self, enrolment_ids: Sequence[UUID]) -> Changes:
        """End it; mail of it that has not left is taken back."""
        with self._db.transaction():
            changes = self._stop(enrolment_ids)
            count = sum(change.table == ENROLMENTS for change in changes)
            return self._noted("stop_enrolments", _stopped(count), changes)

    # -- pieces ------------------------------------------------------------------------------

    def _refused(self, lead_ids: Sequence[UUID], found: Sequence[Candidate]) -> dict[UUID, Refusal]:
        there = {each.lead_id for each in found}
        refused = {each: Refusal.GONE for each in dict.fromkeys(lead_ids) if each not in there}
        failing = SignalRepository(self._db).failing(
            self._user_id, sorted({address for each in found for address in each.addresses})
        )
        for each in found:
            for no, why in (
                (each.opted_out, Refusal.OPT_OUT),
                (each.cold, Refusal.COLD),
                (each.no_address or not set(each.addresses).isdisjoint(failing),
                 Refusal.NO_ADDRESS),
                (each.enrolled, Refusal.ENROLLED),
            ):  # fmt: skip
                if no:
                    refused[each.lead_id] = why
                    break
        return refused

    def _stop(self, enrolment_ids: Sequence[UUID]) -> Sequence[RowChange]:
        now = self._clock()
        return self._changed(
            enrolment_ids,
            lambda standings: self._work.stop(
                [(each, Stop(Why.REP, "")) for each in standings], now
            ),
        )

    def _change(
        self,
        command: str,
        enrolment_ids: Sequence[UUID],
        do: Callable[[Sequence[Standing]], None],
        words: Callable[[int], str],
    ) -> Changes:
        with self._db.transaction():
            changes = self._changed(enrolment_ids, do)
            count = sum(change.table == ENROLMENTS for change in changes)
            return self._noted(command, words(count), changes)

    def _changed(
        self, enrolment_ids: Sequence[UUID], do: Callable[[Sequence[Standing]], None]
    ) -> Sequence[RowChange]:
        """Do something to open enrolments; what that changed, in the order of its making."""
        ids = self._enrolments.lock(self._user_id, enrolment_ids)
        standings = self._work.standing(ids)
        actions = {each.action_id for each in standings if each.action_id}
        before = row_states(self._db, ENROLMENTS, self._user_id, ids)
        actions_before = row_states(self._db, _ACTIONS, self._user_id, actions)
        steps_before = row_states(
            self._db, _ENDED_STEPS, self._user_id, self._enrolments.ended(self._user_id, ids)
        )
        do(standings)
        after = row_states(self._db, ENROLMENTS, self._user_id, ids)
        actions |= {
            UUID(row["action_id"]) for row in after.values() if row["action_id"] is not None
        }
        steps_after = row_states(
            self._db, _ENDED_STEPS, self._user_id, self._enrolments.ended(self._user_id, ids)
        )
        made = {each: row for each, row in steps_after.items() if each not in steps_before}
        return [
            *changes_between(_ENDED_STEPS, {}, made),
            *changes_between(ENROLMENTS, before, after),
            *changes_between(
                _ACTIONS, actions_before,
                row_states(self._db, _ACTIONS, self._user_id, actions),
            ),
        ]  # fmt: skip

    def _noted_made(self, command: str, said: str, new: Sequence[NewEnrolment]) -> Changes:
        entry = self._journal.begin(self._user_id, command, said, open=False)
        for table, ids in (
            (ENROLMENTS, [each.id for each in new]),
            (_ACTIONS, [each.action_id for each in new]),
        ):
            note_made(self._journal, entry, table, self._user_id, ids)
        return self._told(said, entry)

    def _noted(self, command: str, said: str, changes: Sequence[RowChange]) -> Changes:
        if not changes:
            return Changes()
        return self._told(said, self._journal.add(self._user_id, command, said, changes))

    def _told(self, said: str, journal_id: int) -> Changes:
        kinds = TOLD | Kind.OUTBOX
        self._db.tell(kinds, user_id=self._user_id)
        return Changes(kinds, said, journal_id)


def _without_absence(standing: Standing, now: datetime) -> datetime:
    """When it goes on: the rep says that they are back."""
    waiting = standing.waiting
    planned = next_due(waiting.since, waiting.delay, waiting.unit, waiting.window, waiting.zone)
    return opening(max(planned, now), waiting.window, waiting.zone)


def _enrolled_words(enrolled: Enrolled, name: str) -> str:
    count = len(enrolled.enrolments)
    words = plural("{n} leads in “{name}”", "{n} lead in “{name}”", count, name=name)
    left = [
        tr("{count} {what}", count=numeral(len(leads)), what=REFUSAL_WORDS[reason])
        for reason, leads in enrolled.refused.items()
    ]
    if not left:
        return words
    return tr("{words}; left out: {left}", words=words, left=joined(", ", left))


def _stopped(count: int) -> str:
    return plural("{n} leads stopped", "{n} lead stopped", count)


def _paused(count: int) -> str:
    return plural("{n} leads paused", "{n} lead paused", count)


def _resumed(count: int) -> str:
    return plural("{n} leads resumed", "{n} lead resumed", count)


def _skipped(count: int) -> str:
    return plural("{n} leads led to the next step", "{n} lead led to the next step", count)


def _gone() -> KnownError:
    return KnownError(tr("This sequence is not there any more."), tr("Somebody deleted it."))
