"""Finding leads that may be one, in the background.

Leads that are new or were changed wait in a queue that triggers fill. A batch of them is one
transaction: their keys, the pairs that they make with whoever shares one, and the queue without
them. So a run may end anywhere and the next one goes on, and nobody compares each with each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from rapidfuzz.fuzz import ratio

from desktop_app.data.database import Database
from desktop_app.data.lead_duplicates import LeadDuplicateRepository, Pair
from desktop_app.domain.changes import Kind
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.lead_duplicates import Verdict, judge, match_keys, traits
from desktop_app.engine.jobs import JobContext

_BATCH: Final = 1_000


@dataclass(frozen=True, slots=True)
class Looked:
    """What became of a batch: pairs that changed, and leads that were held by somebody else."""

    changed: int
    left: frozenset[UUID]


def find_duplicates(job: JobContext) -> Mapping[str, Any]:
    """Compare all leads of the job's user anew, in the order of their ids.

    Answers ``{"leads": how many were looked at, "pairs": how many pairs there are to look at}``.

    Raises:
        Cancelled, Interrupted: between batches; what was found stays.
    """
    repository = LeadDuplicateRepository(job.db)
    total = repository.count_leads(job.user_id)
    done = int(job.position.get("done", 0))
    after = UUID(job.position["after"]) if "after" in job.position else None
    while True:
        job.check_cancelled()
        with job.db.transaction():
            ids = repository.ids_after(job.user_id, after, _BATCH)
            if not ids:
                break
            looked = compare(repository, job.user_id, ids)
            if looked.left:
                repository.queue(job.user_id, looked.left)
            after, done = ids[-1], done + len(ids)
            job.save_position({"after": str(after), "done": done})
            _tell(job.db, job.user_id, looked.changed)
        job.report(
            done,
            max(done, total),
            tr("{done} of {count} leads", done=numeral(done), count=numeral(max(done, total))),
        )
    pairs = repository.count(job.user_id)
    job.report(done, done, "")
    return {"leads": done, "pairs": pairs}


class QuietLook:
    """Compares what is new or was changed since, when nothing else is to be done.

    Args:
        db: the database.
        should_stop: asked between batches.
    """

    def __init__(self, db: Database, should_stop: Callable[[], bool]) -> None:
        self._db = db
        self._should_stop = should_stop

    def look(self) -> int:
        """Work the queue off; how many leads were looked at."""
        repository = LeadDuplicateRepository(self._db)
        looked: set[UUID] = set()
        count = 0
        with self._db.connection():
            while not self._should_stop():
                # What is left of who was looked at is held by somebody: the next look has it.
                user_id = repository.next_user(looked)
                if user_id is None:
                    break
                looked.add(user_id)
                count += self._look_for(repository, user_id)
        return count

    def _look_for(self, repository: LeadDuplicateRepository, user_id: UUID) -> int:
        count, after = 0, 0
        while not self._should_stop():
            # A crash may take the last batches back, whole, and the queue has them again.
            with self._db.transaction(lasting=False):
                repository.one_at_a_time(user_id)
                waiting = repository.waiting(user_id, after, _BATCH)
                if waiting is None:
                    return count
                looked = compare(repository, user_id, waiting.lead_ids)
                repository.settle_waiting(user_id, after, waiting.last, looked.left)
                # Of many, how many are left is news too.
                _tell(self._db, user_id, looked.changed or len(waiting.lead_ids) // _BATCH)
            after, count = waiting.last, count + len(waiting.lead_ids)
        return count


def compare(repository: LeadDuplicateRepository, user_id: UUID, lead_ids: Sequence[UUID]) -> Looked:
    """Compare leads with all that share a key with them, in the caller's transaction."""
    repository.one_at_a_time(user_id)
    known = {each: traits(facts) for each, facts in repository.hold(user_id, lead_ids).items()}
    mine = tuple(known)
    left = repository.standing(user_id, lead_ids) - known.keys()
    repository.write_keys(user_id, {each: match_keys(lead) for each, lead in known.items()})
    pairs = repository.candidates(user_id, mine)
    others = {each for pair in pairs for each in pair} - known.keys()
    known |= {each: traits(facts) for each, facts in repository.hold(user_id, list(others)).items()}
    found: dict[Pair, Verdict] = {}
    for pair in pairs:
        if pair[0] in known and pair[1] in known:
            if verdict := judge(known[pair[0]], known[pair[1]], ratio):
                found[pair] = verdict
        else:  # somebody holds the other one: look at this one again
            left |= {each for each in pair if each in known}
    return Looked(repository.save(user_id, mine, found), frozenset(left))


def _tell(db: Database, user_id: UUID, changed: int) -> None:
    if changed:
        db.tell(Kind.DUPLICATES, user_id=user_id)
