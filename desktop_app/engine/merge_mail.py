"""Puts rendered templates into the outbox: mail merges, batch by batch, and steps of sequences.

A batch is one transaction: drafts, mails, the items that say so, the entry of the journal. Its raw
messages are durable before that, and a mail's id follows from what it is of, so that a kill
anywhere costs a batch that is made again, and nobody is written to twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID, uuid5

from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository, RowChange
from desktop_app.data.mail_merges import MailMergeRepository
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.data.merge_values import MergeValueRepository
from desktop_app.data.outgoing import TABLE, NewOutgoing, OutgoingRepository
from desktop_app.data.outgoing_many import ManyOutgoing, NewLetter
from desktop_app.data.outgoing_undo import forget_undo
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import numeral, plural, tr
from desktop_app.domain.mail import Address
from desktop_app.domain.mail_merge import (
    MERGE_COMMAND,
    MailMerge,
    MergeItem,
    MergeState,
    gaps_of,
    lacks,
    merge_text,
    outgoing_id,
    why_not,
)
from desktop_app.domain.mailboxes import Mailbox
from desktop_app.domain.opt_outs import unsubscribe_header
from desktop_app.domain.outbox_rules import known_zone
from desktop_app.domain.outgoing import DraftContent
from desktop_app.domain.pace import planned
from desktop_app.domain.templates import Rendered, Renderer, TemplateFailed
from desktop_app.engine.jobs import Cancelled, JobContext
from desktop_app.engine.sweep import utc_now
from desktop_app.wire.content_store import ContentStore, StoreBatch
from desktop_app.wire.liquid import LiquidRenderer
from desktop_app.wire.mail_compose import compose, new_message_id

_BATCH = 250
_DRAFT = "outpost.draft"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: a mailbox, one of its addresses, and the name beside it.

    Args:
        zone: of the rep, whose clock dates the mail.
    """

    user_id: UUID
    mailbox_id: UUID
    address: str
    name: str
    zone: str


@dataclass(frozen=True, slots=True)
class LetterTo:
    """One mail that is to be made.

    Args:
        id: of the mail in the outbox; its draft's follows from it.
        due_at: not before then.
    """

    id: UUID
    lead_id: UUID
    to: Address
    text: Rendered
    due_at: datetime
    conversation_id: UUID | None = None
    answers: UUID | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()


class MailWriter:
    """Makes letters and puts them into the outbox, in the caller's transaction."""

    def __init__(self, db: Database, store: ContentStore) -> None:
        self._db = db
        self._store = store
        self._outgoing = OutgoingRepository(db)
        self._journal = JournalRepository(db)

    def sender(self, user_id: UUID, mailbox_id: UUID | None, from_address: str = "") -> Sender:
        """Who writes.

        Raises:
            KnownError: there is no mailbox.
        """
        mailboxes = MailboxRepository(self._db).list(user_id)
        found = _chosen(mailboxes, mailbox_id, from_address.strip().lower())
        if found is None:
            raise KnownError(tr("No mailbox is connected yet."), tr("Add one in Settings."))
        address = from_address.strip().lower()
        return Sender(
            user_id,
            found.id,
            address if address in found.addresses else found.address,
            found.name or self._outgoing.own_name(user_id),
            self._outgoing.zone(user_id),
        )

    def write(
        self,
        sender: Sender,
        letters: Sequence[LetterTo],
        now: datetime,
        *,
        journal_id: int | None = None,
        merge_id: UUID | None = None,
    ) -> None:
        """Queue letters. What is queued has its Message-ID and its bytes.

        Args:
            journal_id: the entry that takes them back; their drafts go with them then.
        """
        if not letters:
            return
        guards = self._outgoing.guards(
            sender.user_id, {each.lead_id: each.conversation_id for each in letters}
        )
        # A template goes to who was there and wanted mail when it was filled: a change in between,
        # however short that was, is one that the mail is held for.
        guards = {
            lead: replace(guard, lead=str(lead), opted_out=False) for lead, guard in guards.items()
        }
        with self._store.batch() as files:
            # Leaving the block made the messages durable: no row will name a missing one.
            rows = [
                self._letter(sender, each, now, files, guards[each.lead_id]) for each in letters
            ]
        ManyOutgoing(self._db).insert(sender.user_id, rows, merge_id)
        if journal_id is not None:
            self._journal.append(
                journal_id,
                [
                    RowChange(TABLE, each.mail.id, {"state": "recalled"}, {"state": "queued"},
                              each.mail.lead_id)
                    for each in rows
                ],
            )  # fmt: skip
            self._journal.append(
                journal_id,
                [
                    RowChange(_DRAFT, each.mail.draft_id, {"ended": "discarded"},
                              {"ended": "queued"}, each.mail.lead_id)
                    for each in rows
                ],
            )  # fmt: skip
        self._db.tell(Kind.OUTBOX, user_id=sender.user_id)

    def _letter(
        self, sender: Sender, each: LetterTo, now: datetime, files: StoreBatch, guard: Any
    ) -> NewLetter:
        content = DraftContent(
            from_address=sender.address,
            to=(each.to,),
            subject=each.text.subject,
            html=each.text.html,
            plain=each.text.plain,
        )
        message_id = new_message_id(sender.address)
        raw = compose(
            content,
            message_id=message_id,
            date=each.due_at.astimezone(known_zone(sender.zone)).replace(microsecond=0),
            sender=Address(sender.name, sender.address),
            in_reply_to=each.in_reply_to,
            references=each.references,
            files=_no_files,
            unsubscribe=unsubscribe_header(sender.address, each.id),
        )
        mail = NewOutgoing(
            id=each.id,
            mailbox_id=sender.mailbox_id,
            draft_id=uuid5(each.id, "draft"),
            answers=each.answers,
            conversation_id=each.conversation_id,
            lead_id=each.lead_id,
            message_id=message_id,
            raw_url=files.put_raw(raw),
            size=len(raw),
            envelope_from=sender.address,
            envelope_to=(each.to.email,),
            subject=content.subject,
            due_at=each.due_at,
            wanted_at=None,
            zone="",
            guard=guard,
            queued_at=now,
        )
        return NewLetter(mail, content, in_reply_to=each.in_reply_to or "",
                         references=each.references)  # fmt: skip


class MergeRun:
    """Puts a merge into the outbox, batch by batch.

    Args:
        now: the time, UTC.
    """

    def __init__(
        self,
        db: Database,
        store: ContentStore,
        merge: MailMerge,
        renderer: Renderer,
        now: datetime,
    ) -> None:
        self._db = db
        self._merge = merge
        self._now = now
        self._merges = MailMergeRepository(db)
        self._writer = MailWriter(db, store)
        self._values = MergeValueRepository(db)
        self._renderer = renderer
        self._text = merge_text(merge.text, opt_out=merge.opt_out)
        self._known = self._values.known(merge.user_id)
        self._sender = self._writer.sender(merge.user_id, merge.mailbox_id, merge.from_address)
        self._times = self._planned()

    def step(self, limit: int = _BATCH) -> int:
        """Make the next mails, in one transaction; how many leads were dealt with, none once the
        merge was stopped."""
        with self._db.transaction():
            # Held for the batch: whoever stops the merge does so before it, or takes it back, too.
            merge = self._merges.get(self._merge.user_id, self._merge.id, lock=True)
            if merge is None or merge.state is not MergeState.QUEUEING:
                return 0
            items = self._merges.waiting(self._merge.user_id, self._merge.id, limit)
            if not items:
                return 0
            values = self._values.of_leads(
                self._merge.user_id, [each.lead_id for each in items], self._now
            )
            left_out: dict[UUID, str] = {}
            texts: list[tuple[MergeItem, Rendered]] = []
            for item in items:
                made = self._rendered(item, values.get(item.lead_id, {}))
                if isinstance(made, Rendered):
                    texts.append((item, made))
                else:
                    left_out[item.lead_id] = made
            letters = [
                LetterTo(
                    outgoing_id(self._merge.id, item.lead_id),
                    item.lead_id,
                    item.to,
                    text,
                    next(self._times),
                )
                for item, text in texts
            ]
            self._writer.write(
                self._sender,
                letters,
                self._now,
                journal_id=self._merge.journal_id,
                merge_id=self._merge.id,
            )
            self._merges.settle(
                self._merge.id, {each.lead_id: each.id for each in letters}, left_out
            )
        return len(items)

    def _rendered(self, item: MergeItem, values: Mapping[str, str]) -> Rendered | str:
        """What one lead is written, or why nothing."""
        if why := why_not(item):
            return why
        if item.edited is not None:
            gaps = gaps_of(item.edited, self._known)
            return lacks(gaps, self._known) if gaps else item.edited
        try:
            text = self._renderer.render(self._text, values, self._known)
        except TemplateFailed as failed:
            return failed.fault.reason
        return lacks(text.missing, self._known) if text.missing else text

    def _planned(self) -> Iterator[datetime]:
        """When one mail after the other goes out, behind those that are planned already."""
        pace = self._merge.pace
        if not pace.per_day:
            mailbox = MailboxRepository(self._db).get(self._sender.mailbox_id)
            pace = replace(pace, per_day=mailbox.daily_cap if mailbox is not None else 0)
        start = max(self._merge.starts_at or self._now, self._now)
        return islice(planned(pace, start), self._merges.count_waiting(self._merge.id), None)


def send_merge(job: JobContext, now: Callable[[], datetime] = utc_now) -> Mapping[str, Any]:
    """Put the merge of ``params["merge"]`` into the outbox.

    Answers ``{"said": …, "journal_id": …}``; the entry of the journal takes all of it back, until
    the first of its mails leaves (None: it has left already).

    Raises:
        KnownError: the merge is gone, or there is no mailbox to write from.
        Cancelled: it was stopped; what was in the outbox and had not left is taken back.
        Interrupted: it goes on later.
    """
    merges, journal = MailMergeRepository(job.db), JournalRepository(job.db)
    merge_id = UUID(job.params["merge"])
    with job.db.transaction():
        merge = merges.get(job.user_id, merge_id, lock=True)
        if merge is None:
            raise KnownError(tr("This mail merge is not there any more."), tr("Nothing was sent."))
        if merge.state is MergeState.STOPPED:
            raise Cancelled
        if merge.journal_id is None:
            merge = replace(merge, journal_id=journal.begin(job.user_id, MERGE_COMMAND, ""))
            merges.update(merge)
    run = MergeRun(
        job.db,
        ContentStore(job.folders.files, raw=job.folders.raw),
        merge,
        LiquidRenderer(),
        now(),
    )
    counts = merges.counts(job.user_id, merge_id)
    done, total = counts.leads - counts.waiting, counts.leads
    while True:
        try:
            job.check_cancelled()
        except Cancelled:
            _stopped(job, merge_id)
            raise
        made = run.step()
        if not made:
            return _ended(job, merge_id)
        done += made
        job.report(
            done,
            total,
            tr("{done} of {total} mails", done=numeral(done), total=numeral(total)),
            changed=Kind.OUTBOX,
        )


def _stopped(job: JobContext, merge_id: UUID) -> None:
    """It is not to be sent after all: what is in the outbox already is taken back."""
    merges = MailMergeRepository(job.db)
    with job.db.transaction():
        merge = merges.get(job.user_id, merge_id, lock=True)
        if merge is not None and merge.state is MergeState.QUEUEING:
            merges.stop(job.user_id, merge_id)


def _ended(job: JobContext, merge_id: UUID) -> Mapping[str, Any]:
    merges, journal_id = MailMergeRepository(job.db), None
    with job.db.transaction():
        merge = merges.get(job.user_id, merge_id, lock=True)
        if merge is None or merge.state is MergeState.STOPPED:
            raise Cancelled
        counts = merges.counts(job.user_id, merge_id)
        queued = counts.leads - counts.left_out
        said = plural(
            "{n} mails of “{name}” in the outbox",
            "{n} mail of “{name}” in the outbox",
            queued,
            name=merge.name,
        )
        if counts.left_out:
            said = tr("{said}, {left_out} left out", said=said, left_out=numeral(counts.left_out))
        merges.update(replace(merge, state=MergeState.QUEUED))
        if merge.journal_id is not None:
            if merges.have_left(merge_id):
                # All of it is taken back or nothing: the first one left while others were made.
                forget_undo(job.db, job.user_id, merge.journal_id)
            else:
                journal_id = merge.journal_id
                JournalRepository(job.db).close(journal_id, said)
        job.db.tell(Kind.OUTBOX, user_id=job.user_id)
    return {"said": said, "journal_id": journal_id, "queued": queued}


def _chosen(mailboxes: Sequence[Mailbox], mailbox_id: UUID | None, address: str) -> Mailbox | None:
    for each in mailboxes:
        if address and address in each.addresses:
            return each
    for each in mailboxes:
        if each.id == mailbox_id:
            return each
    return mailboxes[0] if mailboxes else None


def _no_files(url: str) -> bytes:
    raise KnownError(tr("A template has no files."), "")
