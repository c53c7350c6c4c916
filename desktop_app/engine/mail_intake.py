"""The one way a message gets in: from raw bytes and their reading to rows, each once.

Whatever brings mail (an archive, a mailbox) hands batches here. First their files are stored,
which any thread may do ahead; then the batch is one transaction: messages, conversations, the
leads' last contact, and whatever the caller adds (its position), so that a kill between any two
lines leaves either all of it or nothing.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from desktop_app.data.action_rules import ActionRuleRepository
from desktop_app.data.broken_mail import BrokenMailRepository
from desktop_app.data.database import Database
from desktop_app.data.leads import LeadRepository
from desktop_app.data.mail import MailRepository
from desktop_app.data.opt_outs import OptOutRepository
from desktop_app.data.snoozes import SnoozeRepository
from desktop_app.domain.action_rules import UNANSWERED
from desktop_app.domain.changes import Kind
from desktop_app.domain.conversations import (
    ConversationIndex,
    has_reply_prefix,
    may_join_by_subject,
    root_candidate,
    subject_key,
)
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.mail import Address, ParsedMessage
from desktop_app.domain.meetings import acceptances, words_about
from desktop_app.domain.message_record import (
    UNDECIDED,
    AttachmentRecord,
    BrokenMessage,
    MessageRecord,
    Recipient,
    SubjectCandidate,
)
from desktop_app.domain.opt_outs import read_opt_out
from desktop_app.domain.replies import Kind as MessageKind
from desktop_app.domain.replies import classify
from desktop_app.domain.signals import answered_ids, read_signals
from desktop_app.engine.many_messages import ManyMessages
from desktop_app.engine.meetings import AcceptedMeetings, FollowedMeetings
from desktop_app.engine.sweep import utc_now
from desktop_app.wire.content_store import ContentStore, StoreBatch
from desktop_app.wire.mail_calendar import read_invitation
from desktop_app.wire.mail_parse import parse_message
from desktop_app.wire.mail_quotes import own_lines
from desktop_app.wire.reading_process import send_quickly

log = logging.getLogger(__name__)

send_quickly(MessageRecord, AttachmentRecord, Recipient, Address)  # tens of thousands of each


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message read, before anything is decided.

    ``flags`` are those its source keeps (seen, answered…), None when it keeps none;
    ``found_at`` stands in where the message has no date of its own.
    """

    raw: bytes
    message: ParsedMessage
    flags: frozenset[str] | None
    found_at: datetime

    @property
    def identity(self) -> str:
        return self.message.message_id or f"sha256:{self.message.content_hash}"

    @property
    def at(self) -> datetime:
        return self.message.sent_at or self.message.received_at or self.found_at


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Bytes that a source could not hand over as a message, and why."""

    raw: bytes
    content_hash: str
    reason: str


def read_message(
    raw: bytes, flags: frozenset[str] | None, found_at: datetime
) -> Incoming | Unreadable:
    """A message read from its bytes. Reading never raises; should it, one message is aside and not
    all that come with it."""
    try:
        return Incoming(raw, parse_message(raw), flags, found_at)
    except Exception as error:
        log.warning("a message could not be read: %s", type(error).__name__)
        digest = hashlib.sha256(raw).hexdigest()
        return Unreadable(raw, digest, tr("it cannot be read as a message"))


@dataclass(frozen=True, slots=True)
class StoredMail:
    """Where the raw message and the files of one message were put."""

    raw_url: str
    file_urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A batch whose files are stored; ``stored`` by identity, without what was known (as far as
    that was looked up)."""

    incoming: tuple[Incoming, ...]
    stored: Mapping[str, StoredMail]
    broken: tuple[BrokenMessage, ...]


@dataclass(frozen=True, slots=True)
class Drafted:
    """A batch that only needs its place among other messages.

    ``records`` are those not known before (as far as that was looked up), of a conversation
    UNDECIDED yet and without the bytes that are stored; ``read`` counts all messages of the batch.
    """

    records: tuple[MessageRecord, ...]
    broken: tuple[BrokenMessage, ...]
    read: int


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """What a batch added: messages, those already known, files, broken ones."""

    new: int = 0
    known: int = 0
    attachments: int = 0
    broken: int = 0

    def __add__(self, other: IntakeResult) -> IntakeResult:
        return IntakeResult(
            self.new + other.new,
            self.known + other.known,
            self.attachments + other.attachments,
            self.broken + other.broken,
        )


class MailPreparer:
    """Stores the files of messages ahead of their rows; in any thread or process.

    Args:
        source: the name of the archive or mailbox, kept with what is broken.
        asks: whether what is known already is looked up. Where hardly anything can be, it is not
            worth the question: it only has files stored that nobody names.
    """

    def __init__(
        self,
        db: Database,
        user_id: UUID,
        store: ContentStore,
        *,
        source: str,
        asks: bool = True,
    ) -> None:
        self._asks = asks
        self._db = db
        self._user_id = user_id
        self._store = store
        self._source = source
        self._mail = MailRepository(db)

    def prepare(
        self, incoming: Sequence[Incoming], unreadable: Sequence[Unreadable] = ()
    ) -> Prepared:
        """Store the files of a batch, so that only rows are left to write.

        What is known already is not stored again; what never becomes a row is a file that
        nobody names, no more.
        """
        known = self._known([each.identity for each in incoming]) if self._asks else set()
        with self._store.batch() as files:
            stored: dict[str, StoredMail] = {}
            for each in incoming:
                # Of two with one identity the first counts, and its files: the other is another
                # message, perhaps with more of them.
                if each.identity not in known and each.identity not in stored:
                    stored[each.identity] = _store(each, files)
            broken = tuple(
                BrokenMessage(each.content_hash, files.put_raw(each.raw), each.reason, self._source)
                for each in unreadable
            )
        # Leaving the block made the files durable: no row will name a missing one.
        return Prepared(tuple(incoming), stored, broken)

    def _known(self, identities: Sequence[str]) -> set[str]:
        with self._db.connection():
            return self._mail.known_identities(self._user_id, identities)


class MailIntake:
    """Takes messages in for one user.

    Args:
        db: the database.
        user_id: whose mail it is.
        own_addresses: the rep's addresses, lower case; they decide what is outbound.
        origin: ``import`` or ``mailbox``, kept with each message.
        now: the present moment, UTC.
    """

    def __init__(
        self,
        db: Database,
        user_id: UUID,
        own_addresses: frozenset[str],
        *,
        origin: str,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._db = db
        self._user_id = user_id
        self._own = own_addresses
        self._origin = origin
        self._mail = MailRepository(db)
        self._leads = LeadRepository(db)
        self._broken = BrokenMailRepository(db)
        self._rules = ActionRuleRepository(db)
        self._snoozes = SnoozeRepository(db)
        self._opt_outs = OptOutRepository(db)
        self._accepted = AcceptedMeetings(db, user_id, now)
        self._followed = FollowedMeetings(db, user_id, now)
        self._many = ManyMessages(db)

    def draft(self, batch: Prepared) -> Drafted:
        """Decide of a batch all that needs no look at other messages; in any thread or process.

        Of two messages with one identity the first counts.
        """
        records: dict[str, MessageRecord] = {}
        for each in batch.incoming:
            stored = batch.stored.get(each.identity)
            if stored is not None and each.identity not in records:
                records[each.identity] = self._record(each, stored)
        return Drafted(tuple(records.values()), batch.broken, len(batch.incoming))

    def take(
        self,
        batch: Prepared | Drafted,
        *,
        also: Callable[[IntakeResult, Collection[UUID]], None] = lambda result, written: None,
        one_of_many: bool = False,
    ) -> IntakeResult:
        """Bring a batch in, in one transaction, in which ``also`` is called last: with what came
        of it, and the ids of the messages that were written.

        Args:
            one_of_many: more batches follow at once; :meth:`taken` is called after the commit of
                each, and :meth:`finish` after them all.
        """
        drafted = self.draft(batch) if isinstance(batch, Prepared) else batch
        with self._db.transaction():
            self._mail.lock(self._user_id)
            if one_of_many:
                self._mail.prepare_for_many()
            fresh = self._fresh(drafted.records)
            records, refused = self._decide_safely(fresh)
            result = IntakeResult(
                new=len(records),
                known=drafted.read - len(fresh),
                attachments=sum(len(record.attachments) for record in records),
                broken=self._broken.keep(self._user_id, (*drafted.broken, *refused)),
            )
            also(result, {record.id for record in records})
        return result

    def taken(self, result: IntakeResult) -> None:
        """One of many batches is committed."""
        self._many.note(result.new)

    def finish(self) -> None:
        """After many batches: searches are quick. That they are safe on the disk is said by the
        next commit that waits for it: of the folder, or of the job."""
        self._many.finish()

    def _fresh(self, drafts: Sequence[MessageRecord]) -> list[MessageRecord]:
        """Those still unknown under the lock."""
        known = self._mail.known_identities(self._user_id, [each.identity for each in drafts])
        return [each for each in drafts if each.identity not in known]

    def _decide_safely(
        self, fresh: Sequence[MessageRecord]
    ) -> tuple[list[MessageRecord], list[BrokenMessage]]:
        """Bring messages in. One that cannot be stored, for whatever reason, is kept aside as it
        came: it would otherwise hold back all that come with it, again and again."""
        records, refused = self._sifted(fresh)
        if len(fresh) > 1 and not records and refused:
            raise refused[0][1]  # none of them can be: it is not the messages
        for _, error in refused:
            log.warning("a message could not be stored; it is kept as it came", exc_info=error)
        return records, [broken for broken, _ in refused]

    def _sifted(
        self, fresh: Sequence[MessageRecord]
    ) -> tuple[list[MessageRecord], list[tuple[BrokenMessage, Exception]]]:
        """Those that were stored, and those that could not be with the reason; by halves."""
        try:
            with self._db.transaction():
                return self._decide(fresh), []
        except KnownError:
            raise
        except Exception as error:
            if any(each.raw_url is None for each in fresh):
                raise
            if len(fresh) == 1:
                one, reason = fresh[0], tr("It could not be stored as a message.")
                broken = BrokenMessage(one.content_hash, one.raw_url or "", reason, self._origin)
                return [], [(broken, error)]
        half = len(fresh) // 2
        first, second = self._sifted(fresh[:half]), self._sifted(fresh[half:])
        return [*first[0], *second[0]], [*first[1], *second[1]]

    def _decide(self, fresh: Sequence[MessageRecord]) -> list[MessageRecord]:
        if not fresh:
            return []
        index = self._conversations(fresh)
        people = {person for each in fresh for person in each.people}
        leads = self._mail.leads_of(self._user_id, people - self._own)
        records = [
            each.decided(
                index.conversation_of(each.identity),
                next((leads[person] for person in each.people if person in leads), None),
            )
            for each in fresh
        ]
        touched = {record.conversation_id for record in records}
        self._mail.new_conversations(self._user_id, list(touched))
        self._mail.merge(index.merges)
        self._mail.name_conversations(self._user_id, index.new_ids)
        self._mail.copy_in(self._user_id, records)
        if self._snoozes.answered(self._user_id, *_newest(records)):
            self._db.tell(Kind.ACTIONS, user_id=self._user_id)
        touched |= set(index.merges.values())
        self._mail.settle(touched)
        if any(each.outbound for each in records) and self._rules.end(self._user_id, UNANSWERED):
            self._db.tell(Kind.ACTIONS | Kind.LEADS, user_id=self._user_id)
        if touched_leads := self._mail.leads_in(touched):
            self._leads.refresh_contact(self._user_id, touched_leads)
        self._note_opt_outs(records, leads)
        if self._accepted.note(acceptances(records, leads, self._own)):
            self._db.tell(Kind.ACTIONS | Kind.LEADS, user_id=self._user_id)
        if self._followed.note(words_about(records, leads)):
            self._db.tell(Kind.ACTIONS | Kind.LEADS, user_id=self._user_id)
        return records

    def _note_opt_outs(self, records: Sequence[MessageRecord], lead_of: Mapping[str, UUID]) -> None:
        """Who asks for no more mail gets none, from this transaction on. Nobody asks for others,
        but with the token of a mail that went to them."""
        leads: set[UUID] = set()
        mails: set[UUID] = set()
        for each in records:
            if each.outbound or each.kind in (MessageKind.BOUNCE, MessageKind.LIST):
                continue
            asked = read_opt_out(each.subject, own_lines(each.plain))
            if asked is None:
                continue
            author = lead_of.get(each.from_.email)
            if isinstance(asked, UUID):
                mails.add(asked)
                # Of a mail that is not here (any more) still somebody asks.
                if author is None or self._opt_outs.knows(self._user_id, asked):
                    continue
            if author is not None:
                leads.add(author)
        if leads or mails:
            at = max(each.at for each in records)
            if self._opt_outs.note(self._user_id, leads, mails, at):
                self._db.tell(Kind.LEADS, user_id=self._user_id)

    def _conversations(self, fresh: Sequence[MessageRecord]) -> ConversationIndex:
        names = {
            name for each in fresh for name in (each.identity, *each.references, *each.in_reply_to)
        }
        candidates = self._subject_candidates(fresh)
        names |= {candidate.identity for candidate in candidates}
        index = ConversationIndex(
            self._mail.conversations_of(self._user_id, names), namespace=self._user_id
        )
        for each in fresh:
            index.add(each.identity, each.references, each.in_reply_to)
        self._join_by_subject(index, fresh, candidates)
        return index

    def _join_by_subject(
        self,
        index: ConversationIndex,
        fresh: Sequence[MessageRecord],
        stored: Sequence[SubjectCandidate],
    ) -> None:
        """By subject only where a message has neither reference nor reply header."""
        mine = [self._candidate(each) for each in fresh if each.kind != MessageKind.LIST]
        by_key: dict[str, list[SubjectCandidate]] = {}
        for candidate in (*stored, *mine):
            by_key.setdefault(candidate.subject_key, []).append(candidate)
        for one in mine:
            for other in by_key[one.subject_key]:
                if (
                    one.identity != other.identity
                    and (one.orphan_reply or other.orphan_reply)
                    and may_join_by_subject(one, other, self._own)
                ):
                    index.add(one.identity, (other.identity,), ())

    def _subject_candidates(self, fresh: Sequence[MessageRecord]) -> list[SubjectCandidate]:
        keys = {each.subject_key for each in fresh if each.kind != MessageKind.LIST}
        return self._mail.subject_candidates(self._user_id, keys - {""})

    def _candidate(self, each: MessageRecord) -> SubjectCandidate:
        return SubjectCandidate(
            each.identity,
            each.subject_key,
            each.at,
            each.orphan_reply,
            frozenset(each.people) - self._own,
        )

    def _record(self, each: Incoming, stored: StoredMail) -> MessageRecord:
        message = each.message
        identity = each.identity
        email_id = uuid5(self._user_id, identity)
        outbound = message.from_.email in self._own
        kind = classify(message, self._own)
        references = message.references
        if brought_back := answered_ids(message, kind):
            references += tuple(one for one in brought_back if one not in references)
        return MessageRecord(
            id=email_id,
            conversation_id=UNDECIDED,
            lead_id=None,
            identity=identity,
            message_id=message.message_id,
            at=each.at,
            sent_at=message.sent_at,
            received_at=None if outbound else message.received_at or message.sent_at,
            outbound=outbound,
            status=_status(each.flags, outbound=outbound),
            kind=str(kind),
            from_=message.from_,
            recipients=tuple(
                Recipient(role, address)
                for role, addresses in (
                    ("to", message.to),
                    ("cc", message.cc),
                    ("bcc", message.bcc),
                )
                for address in addresses
            ),
            reply_to=tuple(address.email for address in message.reply_to if address.email),
            in_reply_to=message.in_reply_to,
            references=references,
            root_candidate=root_candidate(identity, references, message.in_reply_to),
            subject=message.subject,
            subject_key=subject_key(message.subject),
            orphan_reply=not references and _is_orphan_reply(message),
            body=message.body,
            is_html=message.is_html,
            plain=message.plain,
            snippet=message.snippet,
            attachments=tuple(
                AttachmentRecord(
                    uuid5(email_id, f"{place}:{part.filename}"),
                    part.filename,
                    part.size,
                    part.content_type,
                    url,
                )
                for place, (part, url) in enumerate(
                    zip(message.attachments, stored.file_urls, strict=True)
                )
            ),
            content_hash=message.content_hash,
            raw_url=stored.raw_url,
            origin=self._origin,
            defects=message.defects,
            signals=read_signals(message, kind, self._own, each.at, read_invitation),
        )


def _newest(
    records: Sequence[MessageRecord],
) -> tuple[dict[UUID, datetime], dict[UUID, datetime]]:
    """When the newest message came into, or went out of, each conversation. That somebody is
    away is no answer that a conversation was put aside for."""
    inbound: dict[UUID, datetime] = {}
    outbound: dict[UUID, datetime] = {}
    for each in records:
        if each.kind != MessageKind.AUTO_REPLY:
            newest = outbound if each.outbound else inbound
            known = newest.get(each.conversation_id, each.at)
            newest[each.conversation_id] = max(known, each.at)
    return inbound, outbound


def _store(each: Incoming, files: StoreBatch) -> StoredMail:
    return StoredMail(
        files.put_raw(each.raw, each.message.content_hash),
        tuple(files.put(part.content).url for part in each.message.attachments),
    )


def _is_orphan_reply(message: ParsedMessage) -> bool:
    return not message.references and not message.in_reply_to and has_reply_prefix(message.subject)


def _status(flags: frozenset[str] | None, *, outbound: bool) -> str:
    """``emails.status``. Mail whose source keeps no flags is old mail: nobody wants to find
    thousands of unread ones after bringing an archive."""
    if flags is None or outbound or "seen" in flags:
        return "replied" if flags and "answered" in flags else "read"
    return "unread"
