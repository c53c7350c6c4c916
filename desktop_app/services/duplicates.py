"""Leads that may be one: looked at, said to be none, and merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.jobs import JobRepository
from desktop_app.data.journal import JournalRepository
from desktop_app.data.lead_duplicates import LeadDuplicateRepository
from desktop_app.data.lead_merge import LeadMergeRepository
from desktop_app.data.mail import MailRepository
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.jobs import Job, JobKind
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.lead_duplicates import MERGE_AT_MOST, DuplicatePair
from desktop_app.domain.lead_fields import CUSTOM
from desktop_app.domain.lead_merge import COLUMNS, MergeSide, addresses_of, merged_metadata
from desktop_app.domain.leads import LeadStatus

_COUNT_TO = 100_001
_MERGED = (
    Kind.LEADS | Kind.CONVERSATIONS | Kind.MESSAGES | Kind.ACTIONS | Kind.INSIGHTS | Kind.DUPLICATES
)


class DuplicateService:
    """What the search in the background found among a user's leads, and what to do about it.

    Raises (all methods):
        KnownError: the database cannot be reached, or its disk is full.
    """

    def __init__(self, db: Database, user_id: UUID) -> None:
        self._db = db
        self._user_id = user_id
        self._duplicates = LeadDuplicateRepository(db)
        self._merges = LeadMergeRepository(db)
        self._journal = JournalRepository(db)

    # -- questions ---------------------------------------------------------------------------

    def count(self) -> int:
        """How many pairs there are to look at."""
        return self._duplicates.count(self._user_id)

    def left(self) -> int:
        """How many leads are still to be compared; counts to 100,001."""
        return self._duplicates.count_waiting(self._user_id, _COUNT_TO)

    def all_ids(self) -> IdList:
        """Every pair to look at, the surest first."""
        return self._duplicates.all_ids(self._user_id)

    def rows(self, ids: Sequence[UUID]) -> tuple[DuplicatePair, ...]:
        """Pairs in the order of ``ids``; those that are gone are left out."""
        return self._duplicates.pairs(self._user_id, ids)

    def of_lead(self, lead_id: UUID, limit: int = 10) -> tuple[DuplicatePair, ...]:
        """The pairs of one lead, the surest first."""
        return self._duplicates.of_lead(self._user_id, lead_id, limit)

    def group(self, lead_ids: Sequence[UUID]) -> tuple[UUID, ...]:
        """These leads and those that may be one with them, and with those again; as many as can
        be merged at once."""
        found = list(dict.fromkeys(lead_ids))[:MERGE_AT_MOST]
        with self._db.connection():
            while len(found) < MERGE_AT_MOST:
                more = self._duplicates.partners(self._user_id, found)
                if not more:
                    break
                found += more[: MERGE_AT_MOST - len(found)]
        return tuple(found)

    def compare(self, lead_ids: Sequence[UUID]) -> tuple[MergeSide, ...]:
        """These leads side by side; those that are gone are left out."""
        return self._merges.sides(self._user_id, lead_ids)

    # -- commands ----------------------------------------------------------------------------

    def look_again(self) -> Job:
        """Have all leads compared anew."""
        with self._db.transaction():
            job = JobRepository(self._db).add(
                self._user_id, JobKind.FIND_DUPLICATES, tr("Looking for duplicates"), {}
            )
            self._db.tell(Kind.JOBS, user_id=self._user_id, job_id=job.id)
        return job

    def dismiss(self, pair_ids: Sequence[UUID]) -> Changes:
        """Say of pairs that they are none: they are not shown again."""
        with self._db.transaction():
            return self._dismiss(pair_ids)

    def dismiss_between(self, lead_ids: Sequence[UUID]) -> Changes:
        """Say of leads that no two of them are one."""
        with self._db.transaction():
            return self._dismiss(self._duplicates.between(self._user_id, lead_ids))

    def merge(self, keep_id: UUID, other_ids: Sequence[UUID], chosen: Mapping[str, Any]) -> Changes:
        """Make leads one: the others' conversations, messages, actions and insights become the
        kept one's, their addresses its further addresses, and they are deleted.

        Args:
            chosen: the values that the lead has afterwards: columns, and ``custom.<key>``. A field
                that is not named keeps the kept lead's value, or takes the others' where it has
                none.

        Raises:
            KnownError: a lead is gone, there are too few or too many, or the address chosen is
                none of theirs.
        """
        others = [each for each in dict.fromkeys(other_ids) if each != keep_id]
        if not 1 <= len(others) < MERGE_AT_MOST:
            raise KnownError(
                tr(
                    "Two to {merge_at_most} leads can be merged at once.",
                    merge_at_most=MERGE_AT_MOST,
                ),
                tr("Nothing was changed."),
            )
        if unknown := [key for key in chosen if key not in COLUMNS and not key.startswith(CUSTOM)]:
            raise ValueError(f"no fields of a lead to choose: {sorted(unknown)}")
        with self._db.transaction():
            # Mail that is coming in now waits, and then finds the kept lead.
            MailRepository(self._db).lock(self._user_id)
            rows = self._merges.lock(self._user_id, [keep_id, *others])
            if len(rows) <= len(others):
                raise KnownError(
                    tr("One of these leads is not there any more."),
                    tr("Somebody merged or deleted it meanwhile. Nothing was changed."),
                )
            kept, rest = rows.pop(keep_id), [rows[each] for each in others]
            values = _values(kept, rest, chosen)
            changes = self._merges.move(self._user_id, others, keep_id)
            changes += self._merges.drop(self._user_id, rows)
            changes += self._merges.complete(self._user_id, keep_id, kept, values)
            said = tr(
                "{count} leads merged into {company}",
                count=numeral(len(others) + 1),
                company=values["company"],
            )
            journal_id = self._journal.add(self._user_id, "merge_leads", said, changes)
            self._db.tell(_MERGED, user_id=self._user_id)
        return Changes(_MERGED, said, journal_id)

    def _dismiss(self, pair_ids: Sequence[UUID]) -> Changes:
        changes = self._duplicates.dismiss(self._user_id, pair_ids)
        if not changes:
            return Changes(said=tr("Already noted as not duplicates"))
        said = tr("Noted: not duplicates")
        journal_id = self._journal.add(self._user_id, "dismiss_duplicates", said, changes)
        self._db.tell(Kind.DUPLICATES, user_id=self._user_id)
        return Changes(Kind.DUPLICATES, said, journal_id)


def _values(
    kept: Mapping[str, Any], others: Sequence[Mapping[str, Any]], chosen: Mapping[str, Any]
) -> dict[str, Any]:
    """The columns of the kept lead afterwards."""
    everybody = (kept, *others)
    values: dict[str, Any] = {}
    for name in COLUMNS:
        wanted = str(chosen.get(name) or "").strip()
        texts = (str(each[name] or "").strip() for each in everybody)
        values[name] = wanted or next(filter(None, texts), None)
    metadata = [
        each["metadata"] if isinstance(each["metadata"], dict) else {} for each in everybody
    ]
    addresses = [
        address
        for each, held in zip(everybody, metadata, strict=True)
        for address in addresses_of(each["email"], held)
    ]
    email = str(values["email"])
    if email.lower() not in addresses:
        raise KnownError(tr("This address is none of these leads’."), tr("Choose one of theirs."))
    # Another program's capitals stay where nothing else is chosen.
    same = (str(each["email"]) for each in everybody if each["email"].lower() == email.lower())
    values["email"] = next(same, email.lower())
    if values["status"] not in list(LeadStatus):
        raise ValueError(f"no status of a lead: {values['status']}")
    custom = {
        key.removeprefix(CUSTOM): value for key, value in chosen.items() if key.startswith(CUSTOM)
    }
    merged = merged_metadata(metadata[0], metadata[1:], custom, values["email"], addresses)
    # As it was where nothing was added: whatever it is that another program wrote there.
    values["metadata"] = merged if merged != metadata[0] else kept["metadata"]
    return values
