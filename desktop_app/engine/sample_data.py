"""The sample workspace: an invented year written in, and taken out again in one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any, Final
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.leads import LeadRepository
from desktop_app.data.mail import MailRepository
from desktop_app.data.metric_rollup import MetricRollUp
from desktop_app.data.sample import SampleRepository
from desktop_app.data.sample_mail import SampleMail
from desktop_app.data.users import UserRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.sample import (
    DEFAULT_LEADS,
    DEFAULT_MESSAGES,
    DEFAULT_SEED,
    SampleSize,
    SampleYear,
)
from desktop_app.domain.sample_phrases import sample_templates
from desktop_app.domain.sample_types import SampleTalk
from desktop_app.domain.users import User
from desktop_app.engine.jobs import JobContext
from desktop_app.engine.sample_batches import Batch, SampleBatches
from desktop_app.wire.content_store import ContentStore

_REMOVE_AT_ONCE: Final = 2_000
_CHANGED: Final = Kind.LEADS | Kind.CONVERSATIONS | Kind.MESSAGES | Kind.ACTIONS | Kind.INSIGHTS
_ALL: Final = _CHANGED | Kind.TEMPLATES | Kind.METRICS

Progress = Callable[[int, int, str, Kind], None]
"""Told done, total, a note and what changed."""


@dataclass(frozen=True, slots=True)
class SampleResult:
    """How many rows of each kind were added; ``skipped`` leads stood in the way of nobody but
    had an address that a lead of the rep's own has."""

    leads: int = 0
    messages: int = 0
    conversations: int = 0
    attachments: int = 0
    actions: int = 0
    insights: int = 0
    templates: int = 0
    metric_days: int = 0
    skipped: int = 0

    def __add__(self, other: SampleResult) -> SampleResult:
        mine, theirs = asdict(self), asdict(other)
        return SampleResult(**{name: mine[name] + theirs[name] for name in mine})


def make_samples(job: JobContext) -> Mapping[str, Any]:
    """Make ``params["leads"]`` leads and ``params["messages"]`` messages of an invented year.

    ``params["seed"]`` picks another year, ``params["today"]`` (ISO date) the day it ends on:
    without it that of the standing samples, else the rep's own today. The same parameters twice
    add nothing; others replace the samples that stand.

    Raises:
        KnownError: nobody with this id; numbers below zero.
        Cancelled, Interrupted: between batches; what was committed stays, and a second run
            completes it.
    """
    user = _user(job.db, job.user_id)
    size = SampleSize(
        leads=int(job.params.get("leads", DEFAULT_LEADS)),
        messages=int(job.params.get("messages", DEFAULT_MESSAGES)),
        seed=int(job.params.get("seed", DEFAULT_SEED)),
    )
    if size.leads < 0 or size.messages < 0:
        raise KnownError(tr("Samples cannot be fewer than none."), tr("Ask for 0 or more of each."))
    samples = SampleRepository(job.db)
    standing = samples.standing(user.id)
    today = _today(job.params, standing, size, user)
    wanted = {**asdict(size), "today": today.isoformat()}
    replaced = False
    if standing and {**standing, "complete": None} != {**wanted, "complete": None}:
        remove_samples(job)
        replaced = True
    elif standing and standing.get("complete"):
        return {**asdict(SampleResult()), "today": today.isoformat(), "replaced": False}
    result = write_samples(
        job.db,
        user,
        ContentStore(job.folders.files, raw=job.folders.raw),
        leads=size.leads,
        messages=size.messages,
        seed=size.seed,
        now=datetime.combine(today, time(12), SampleYear(user, SampleSize(0, 0), today).time.zone),
        progress=lambda done, total, note, changed: job.report(done, total, note, changed=changed),
        cancelled=job.check_cancelled,
    )
    return {**asdict(result), "today": today.isoformat(), "replaced": replaced}


def remove_samples(job: JobContext) -> Mapping[str, Any]:
    """Delete all sample data of the job's user and nothing that the rep added.

    Raises:
        Cancelled, Interrupted: between batches; a second run goes on.
    """
    samples, mail = SampleRepository(job.db), MailRepository(job.db)
    user_id = job.user_id
    with job.db.transaction():
        total = sum(samples.counts(user_id))
        actions, insights = samples.remove_notes(user_id)

    def remove(
        pick: Callable[[UUID, UUID, int], list[UUID]],
        drop: Callable[[UUID, Sequence[UUID]], list[UUID]],
        so_far: int,
    ) -> int:
        """In batches, in the order of ids; how many were removed."""
        after, removed = UUID(int=0), 0
        while True:
            job.check_cancelled()
            with job.db.transaction():
                mail.lock(user_id)
                ids = pick(user_id, after, _REMOVE_AT_ONCE)
                if not ids:
                    return removed
                mail.settle(drop(user_id, ids))
            after, removed = ids[-1], removed + len(ids)
            done = so_far + removed
            job.report(
                done,
                total,
                tr("{done} of {total} rows removed", done=numeral(done), total=numeral(total)),
                changed=_CHANGED,
            )

    messages = remove(samples.next_messages, samples.remove_messages, 0)
    leads = remove(samples.next_leads, samples.remove_leads, messages)
    with job.db.transaction():
        templates = samples.remove_templates(user_id, sample_templates())
        samples.remove_fields(user_id)
        days = samples.remove_metrics(user_id, datetime.now(UTC))
        samples.forget(user_id)
        job.db.tell(_ALL, user_id=user_id, job_id=job.job_id)
    return {
        "leads": leads,
        "messages": messages,
        "actions": actions,
        "insights": insights,
        "templates": templates,
        "metric_days": days,
    }


def write_samples(
    db: Database,
    user: User,
    store: ContentStore,
    *,
    leads: int,
    messages: int,
    seed: int,
    now: datetime,
    progress: Progress = lambda done, total, note, changed: None,
    cancelled: Callable[[], None] = lambda: None,
) -> SampleResult:
    """Write an invented year that ends with the local day of ``now``.

    Batches are transactions: killed at any moment and called again with the same arguments, it
    ends with the same rows.

    Args:
        cancelled: called between batches; raises to stop.
    """
    year = SampleYear(user, SampleSize(leads, messages, seed), _local_day(now, user))
    writer = _Writer(db, year, now)
    result = writer.begin()
    total, done = leads + messages, 0
    for batch in _ahead(SampleBatches(year, store)):
        cancelled()
        result += writer.write(batch)
        done += batch.size
        progress(
            done,
            total,
            tr("{done} of {total} rows invented", done=numeral(done), total=numeral(total)),
            _CHANGED,
        )
    return result + writer.finish()


def _ahead(batches: Iterable[Batch]) -> Iterator[Batch]:
    """The batches, the next one being made while the caller waits on the database."""
    source = iter(batches)
    with ThreadPoolExecutor(1, "samples") as pool:
        coming = pool.submit(next, source, None)
        while (batch := coming.result()) is not None:
            coming = pool.submit(next, source, None)
            yield batch


class _Writer:
    """Writes batches the way that real leads and real mail go."""

    def __init__(self, db: Database, year: SampleYear, now: datetime) -> None:
        self._db = db
        self._year = year
        self._user_id = year.user.id
        self._samples = SampleRepository(db)
        self._mail = SampleMail(db)
        self._leads = LeadRepository(db, clock=lambda: now.astimezone(UTC))
        self._now = now

    def begin(self) -> SampleResult:
        with self._db.transaction():
            self._note(complete=False)
            self._samples.add_fields(self._user_id)
            return SampleResult(
                templates=self._samples.add_templates(self._user_id, sample_templates())
            )

    def finish(self) -> SampleResult:
        with self._db.transaction():
            self._samples.analyze()
            days = MetricRollUp(self._db).complete(self._user_id, self._now)
            self._note(complete=True)
            self._db.tell(_ALL, user_id=self._user_id)
        return SampleResult(metric_days=days)

    def write(self, batch: Batch) -> SampleResult:
        """One transaction: leads, mail, then what refers to both."""
        with self._db.transaction():
            self._mail.lock(self._user_id)
            added, refused = self._samples.add_leads(self._user_id, batch.leads, batch.contacts)
            leads = [lead for lead in batch.leads if lead.id not in refused]
            if added:
                # Mail of the rep's own that an earlier sample lead has left behind.
                self._leads.claim_mail(self._user_id, [lead.id for lead in leads])
            mail, standing = self._write_mail(
                [talk for talk in batch.talks if talk.lead_id not in refused]
            )
            self._leads.refresh_mail_times(self._user_id, [lead.id for lead in leads])
            actions = self._samples.add_actions(
                self._user_id, ((lead.id, a) for lead in leads for a in lead.actions), standing
            )
            insights = self._samples.add_insights(
                self._user_id,
                (
                    (lead.id, each)
                    for lead in leads
                    for each in lead.insights
                    if each.message_id in standing
                ),
            )
        return mail + SampleResult(
            leads=added, actions=actions, insights=insights, skipped=len(refused)
        )

    def _write_mail(self, talks: Sequence[SampleTalk]) -> tuple[SampleResult, set[str]]:
        """The messages that are not there yet. Returns what was added, and the Message-IDs of
        all that stand now."""
        everything = [record.identity for talk in talks for record in talk.records]
        if not everything:
            return SampleResult(), set()
        known = self._mail.known_identities(self._user_id, everything)
        homes = self._mail.conversations_of(self._user_id, everything)
        whole: list[SampleTalk] = []
        partly: list[SampleTalk] = []
        for talk in talks:
            ids = [record.identity for record in talk.records]
            if known.isdisjoint(ids) and homes.keys().isdisjoint(ids):
                whole.append(talk)
            elif all(homes.get(one, talk.id) == talk.id for one in ids):
                fresh = tuple(r for r in talk.records if r.identity not in known)
                partly += [replace(talk, records=fresh)] if fresh else []
            # Else the rep has brought this very conversation in by another way.
        self._mail.copy_whole(self._user_id, whole)
        self._complete(partly)
        written = [record for talk in (*whole, *partly) for record in talk.records]
        added = SampleResult(
            messages=len(written),
            conversations=len(whole) + len(partly),
            attachments=sum(len(record.attachments) for record in written),
        )
        return added, known | {record.identity for record in written}

    def _complete(self, talks: Sequence[SampleTalk]) -> None:
        """Conversations of which something stands already: an answer that the rep wrote into
        an earlier sample, and kept."""
        if not talks:
            return
        ids = [talk.id for talk in talks]
        records = [record for talk in talks for record in talk.records]
        self._mail.new_conversations(self._user_id, ids)
        self._mail.name_conversations(
            self._user_id, {record.identity: record.conversation_id for record in records}
        )
        self._mail.copy_in(self._user_id, records)
        self._mail.settle(ids)
        if leads := self._mail.leads_in(ids):
            self._leads.refresh_contact(self._user_id, leads)

    def _note(self, *, complete: bool) -> None:
        self._samples.remember(
            self._user_id,
            {
                **asdict(self._year.size),
                "today": self._year.time.today.isoformat(),
                "complete": complete,
            },
        )


def _user(db: Database, user_id: UUID) -> User:
    user = UserRepository(db).by_id(user_id)
    if user is None:
        raise KnownError(tr("There is nobody to make samples for."), tr("Make an account first."))
    return user


def _today(
    params: Mapping[str, Any], standing: Mapping[str, Any] | None, size: SampleSize, user: User
) -> date:
    if given := params.get("today"):
        return date.fromisoformat(str(given))
    if standing and {name: standing.get(name) for name in asdict(size)} == asdict(size):
        return date.fromisoformat(str(standing["today"]))
    return _local_day(datetime.now(UTC), user)


def _local_day(now: datetime, user: User) -> date:
    return SampleYear(user, SampleSize(0, 0), now.date()).time.local_date(now)
