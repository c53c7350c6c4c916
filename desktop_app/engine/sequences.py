"""Sequences worked off: what is due goes out once, and nothing behind a stop.

Steps of many leads are taken in one transaction: locked, looked at with all that has happened to
their leads, and queued. A crash anywhere takes the whole of it back, and the next look finds them
due as before. Where one lead's mail is the matter, the others are taken without it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.sequence_facts import Standing, with_news
from desktop_app.data.sequence_work import SequenceWork
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.sequence_times import Move, Pause, Stop, Take, judge, opening
from desktop_app.domain.sequences import Outcome

log = logging.getLogger(__name__)

BATCH: Final = 200
_SWEEP_EVERY: Final = timedelta(seconds=30)
_NEWS = Kind.MESSAGES | Kind.CONVERSATIONS | Kind.LEADS | Kind.ACTIONS | Kind.USERS | Kind.OUTBOX
_CALM: Final = timedelta(seconds=3)
_LATE_REPLY: Final = timedelta(days=30)  # behind the last step
_AFTER_A_FAULT: Final = timedelta(minutes=15)
_ZERO: Final = timedelta(0)
_UNWRITTEN: Final = tr("Outpost could not write this mail.")


@dataclass(frozen=True, slots=True)
class Queued:
    """A mail is in the outbox."""

    outgoing_id: UUID


@dataclass(frozen=True, slots=True)
class CannotQueue:
    """A mail cannot be written now: a field has no value, there is no mailbox, an address fails.

    Args:
        reason: a sentence for the rep.
    """

    reason: str


class StepMailer(Protocol):
    """Writes the mail of a step and puts it into the outbox."""

    def queue(
        self,
        user_id: UUID,
        lead_id: UUID,
        template_id: UUID,
        *,
        key: str,
        at: datetime,
        conversation: UUID | None,
    ) -> Queued | CannotQueue:
        """Queue a mail, in the caller's transaction; it tells nobody, and commits nothing.

        Args:
            key: names this very mail: the same key never becomes two.
            at: when it is to go out.
            conversation: the one that it follows up in, as a reply; None: it begins one.

        Raises:
            KnownError: the database or the store of files cannot take it now; all is tried again.
        """
        ...


class SequenceSource:
    """What sequences have to do at their times; for the due clock.

    Args:
        batch: how many leads one transaction takes.
        calm: how long news wait for more of them, so that whoever writes a lot is followed by few
            looks. What is due is looked at with all there is in any case.
    """

    name = "sequences"

    def __init__(
        self, db: Database, mailer: StepMailer, *, batch: int = BATCH, calm: timedelta = _CALM
    ) -> None:
        self._db = db
        self._calm = calm
        self._mailer = mailer
        self._batch = batch
        self._work = SequenceWork(db)
        self._news = True
        self._swept: datetime | None = None

    def heard(self, kinds: Kind) -> None:
        """Something changed: there may be a reason to stop."""
        if kinds & (_NEWS | Kind.SEQUENCES):
            self._news = True

    def next_due(self, now: datetime) -> datetime | None:
        """When there is something to do next; it may be past."""
        due = self._work.next_due(now)
        if self._news and self._swept is not None:
            looked = self._swept + self._calm
            return looked if due is None else min(due, looked)
        return due

    def run_due(self, now: datetime) -> int:
        """Do all that is due; how many enrolments went on or ended.

        Raises:
            KnownError: the database cannot be reached, or takes nothing now.
        """
        count = self._follow_ended(now)
        count += self._follow_news(now)
        with self._db.transaction():
            self._work.end_absences(now)
        return count + self._take_due(now)

    # -- what others did ---------------------------------------------------------------------

    def _follow_ended(self, now: datetime) -> int:
        """Go on where a step was done, cancelled, or taken out."""
        count, limit = 0, self._batch
        failed: set[UUID] = set()
        while True:
            ids: list[UUID] = []
            try:
                with self._db.transaction():
                    ids = self._work.lock_ended(limit, failed)
                    if not ids:
                        return count
                    self._go_on(self._work.standing(ids), now)
                count += len(ids)
            except Exception as error:
                if not ids:
                    raise
                self._db.value("SELECT 1")  # without a database there is nothing to go on with
                if len(ids) > 1:
                    log.warning("a batch of ended steps failed (%s); each is tried alone", error)
                    limit = 1
                else:
                    log.exception("what follows the ended step of enrolment %s", ids[0])
                    failed.update(ids)
                    limit = self._batch

    def _go_on(self, standings: Sequence[Standing], now: datetime) -> None:
        verdicts = [(each, judge(each.facts, each.waiting, now)) for each in standings]
        stops = [(each, verdict) for each, verdict in verdicts if isinstance(verdict, Stop)]
        stopped = {each.id for each, _ in stops}
        ended = [
            (each, Outcome.DONE if each.action_status == "completed" else Outcome.SKIPPED)
            for each in standings
            # A step that was taken out while it waited did not end: it is no more. Nor did one
            # whose action went with its lead.
            if not (each.step_gone and each.action_open)
            and not (each.action_status is None and each.id in stopped)
        ]
        self._work.note(ended, now)
        self._work.stop(stops, now)
        self._work.advance([each for each in standings if each.id not in stopped], now)
        self._work.tell(each.user_id for each in standings)

    def _follow_news(self, now: datetime) -> int:
        """Stop and put off what has a reason for it, due or not."""
        # A clock that was put back is no reason to wait.
        if self._swept is not None and _ZERO <= now - self._swept < (
            self._calm if self._news else _SWEEP_EVERY
        ):
            return 0
        self._news = False  # before looking: what is heard meanwhile is looked at again
        self._swept = now
        with self._db.transaction():
            self._work.note_late_replies(now - _LATE_REPLY)
        count = 0
        ids = with_news(self._db)
        for first in range(0, len(ids), self._batch):
            batch = ids[first : first + self._batch]
            try:
                count += self._follow_some(batch, now)
            except Exception as error:
                self._db.value("SELECT 1")
                log.warning("news of a batch failed (%s); each is tried alone", error)
                count += sum(self._follow_alone(each, now) for each in batch)
        return count

    def _follow_some(self, ids: Sequence[UUID], now: datetime) -> int:
        with self._db.transaction():
            standings = self._work.standing(self._work.lock(ids))
            self._decide(standings, now)
            return len(standings)

    def _follow_alone(self, enrolment_id: UUID, now: datetime) -> int:
        """As with many; one that fails is left to the next look, and the others go on."""
        try:
            return self._follow_some([enrolment_id], now)
        except Exception:
            self._db.value("SELECT 1")
            log.exception("news of enrolment %s", enrolment_id)
            return 0

    def _decide(self, standings: Sequence[Standing], now: datetime) -> list[Standing]:
        """Do what facts ask for; those whose mail goes out now, which is for the caller."""
        stops: list[tuple[Standing, Stop]] = []
        pauses: list[tuple[Standing, Pause]] = []
        moves: list[tuple[Standing, datetime]] = []
        taken: list[Standing] = []
        for each in standings:
            match judge(each.facts, each.waiting, now):
                case Stop() as stop:
                    stops.append((each, stop))
                case Pause() as pause:
                    pauses.append((each, pause))
                case Move(due):
                    moves.append((each, due))
                case Take():
                    taken.append(each)
        self._work.stop(stops, now)
        self._work.pause(pauses)
        self._work.move(moves)
        over = {each.id for each, _ in (*stops, *pauses)}
        self._work.heed(
            [
                each
                for each in standings
                if each.id not in over and (each.waiting.replan or each.facts.absence)
            ]
        )
        if changed := [each for each, _ in (*stops, *pauses, *moves)]:
            self._work.tell((each.user_id for each in changed), Kind.OUTBOX)
        return taken

    # -- what is due -------------------------------------------------------------------------

    def _take_due(self, now: datetime) -> int:
        count = 0
        while True:
            ids: list[UUID] = []
            try:
                with self._db.transaction():
                    ids = self._work.lock_due(now, self._batch)
                    if not ids:
                        return count
                    self._take(self._work.standing(ids), now)
            except Exception as error:
                if not ids:  # asking what is due failed: to ask again at once would be no better
                    raise
                self._db.value("SELECT 1")
                log.warning("a batch of steps failed (%s); each is tried alone", error)
                for each in ids:
                    self._take_alone(each, now)
            count += len(ids)

    def _take_alone(self, enrolment_id: UUID, now: datetime) -> None:
        """Take one step. Where that is not possible it is tried later, or waits for the rep: the
        others do not wait for it, and nothing is tried in a circle."""
        try:
            with self._db.transaction():
                if locked := self._work.lock([enrolment_id]):
                    self._take(self._work.standing(locked), now)
        except Exception as error:
            self._db.value("SELECT 1")
            log.exception("a step of enrolment %s", enrolment_id)
            with self._db.transaction():
                standings = self._work.standing(self._work.lock([enrolment_id]))
                if isinstance(error, KnownError) and error.retryable:
                    self._work.move([(each, _later(each, now)) for each in standings])
                else:
                    said = str(error) if isinstance(error, KnownError) else _UNWRITTEN
                    self._work.wait([(each, said) for each in standings])
                self._work.tell(each.user_id for each in standings)

    def _take(self, standings: Sequence[Standing], now: datetime) -> None:
        taken = [
            each
            for each in self._decide(standings, now)
            if each.action_open and each.lead_id is not None
        ]
        noted = self._work.note([(each, Outcome.SENT) for each in taken], now)
        queued: list[tuple[Standing, UUID]] = []
        waits: list[tuple[Standing, str]] = []
        for each in taken:
            # One that was noted before has happened: it is passed over.
            if each.id in noted:
                match self._queue(each, now):
                    case Queued(outgoing_id):
                        queued.append((each, outgoing_id))
                    case CannotQueue(reason):
                        waits.append((each, reason))
        self._work.forget([each for each, _ in waits])
        self._work.wait(waits)
        self._work.sent(queued)
        passed = [each for each in taken if each.id not in noted]
        self._work.complete(passed)
        self._work.advance([*(each for each, _ in queued), *passed], now)
        self._work.tell((each.user_id for each in taken), Kind.OUTBOX)

    def _queue(self, standing: Standing, now: datetime) -> Queued | CannotQueue:
        step = standing.step
        if step is None or step.template_id is None or standing.lead_id is None:
            return CannotQueue(_UNWRITTEN)
        return self._mailer.queue(
            standing.user_id,
            standing.lead_id,
            step.template_id,
            key=f"{standing.id}:{step.id}",
            at=now,
            conversation=standing.conversation,
        )


def _later(standing: Standing, now: datetime) -> datetime:
    waiting = standing.waiting
    return opening(now + _AFTER_A_FAULT, waiting.window, waiting.zone)
