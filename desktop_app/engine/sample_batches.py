"""The invented year cut into batches, its messages made into what an import would have read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID, uuid5

from desktop_app.data.sample import ORIGIN
from desktop_app.domain.conversations import root_candidate, subject_key
from desktop_app.domain.message_record import AttachmentRecord, MessageRecord, Recipient
from desktop_app.domain.replies import Kind
from desktop_app.domain.sample import SampleYear
from desktop_app.domain.sample_types import (
    LeadContact,
    SampleLead,
    SampleMessage,
    SampleTalk,
    SampleThread,
)
from desktop_app.domain.signal_types import Signal
from desktop_app.domain.signals import absence, failure
from desktop_app.wire.content_store import ContentStore
from desktop_app.wire.html_text import html_to_text
from desktop_app.wire.mail_quotes import snippet

_BATCH_LEADS: Final = 4_000
_BATCH_MESSAGES: Final = 2_000


@dataclass(slots=True)
class Batch:
    """What goes in by one transaction: leads with all that hangs on them, and strangers."""

    leads: list[SampleLead] = field(default_factory=list)
    strangers: list[SampleThread] = field(default_factory=list)
    talks: list[SampleTalk] = field(default_factory=list)
    contacts: dict[UUID, LeadContact] = field(default_factory=dict)
    messages: int = 0

    @property
    def size(self) -> int:
        """Leads and messages."""
        return len(self.leads) + self.messages

    @property
    def full(self) -> bool:
        return len(self.leads) >= _BATCH_LEADS or self.messages >= _BATCH_MESSAGES


class SampleBatches:
    """All batches of a year, always the same; attachments are stored as they come by."""

    def __init__(self, year: SampleYear, store: ContentStore) -> None:
        self._year = year
        self._user_id = year.user.id
        self._store = store
        self._urls: dict[bytes, str] = {}

    def __iter__(self) -> Iterator[Batch]:
        for batch in self._cut():
            self._keep_files(batch)
            for lead in batch.leads:
                talks = [self._talk(thread, lead) for thread in lead.threads]
                batch.talks += talks
                if contact := self._contact(talks):
                    batch.contacts[lead.id] = contact
            batch.talks += [self._talk(thread, None) for thread in batch.strangers]
            yield batch

    def _cut(self) -> Iterator[Batch]:
        batch = Batch()
        for lead in self._year.leads():
            batch.leads.append(lead)
            batch.messages += sum(len(thread.messages) for thread in lead.threads)
            if batch.full:
                yield batch
                batch = Batch()
        for thread in self._year.strangers():
            batch.strangers.append(thread)
            batch.messages += len(thread.messages)
            if batch.full:
                yield batch
                batch = Batch()
        if batch.size:
            yield batch

    def _keep_files(self, batch: Batch) -> None:
        """Store the attachments, durably, before a row can name them."""
        threads = [*batch.strangers, *(thread for lead in batch.leads for thread in lead.threads)]
        new = {
            file.content
            for thread in threads
            for message in thread.messages
            for file in message.files
        } - self._urls.keys()
        if new:
            with self._store.batch() as place:
                urls = {content: place.put(content).url for content in new}
            self._urls.update(urls)

    def _talk(self, thread: SampleThread, lead: SampleLead | None) -> SampleTalk:
        # The id that the index of conversations would derive from the root.
        conversation = uuid5(self._user_id, thread.messages[0].message_id)
        return SampleTalk(
            id=conversation,
            lead_id=lead.id if lead else None,
            state=thread.state,
            records=tuple(
                message_record(self._user_id, conversation, lead, message, self._urls)
                for message in thread.messages
            ),
        )

    def _contact(self, talks: Sequence[SampleTalk]) -> LeadContact | None:
        """As the upkeep of leads counts it: an auto-reply or a bounce is no contact."""
        spoken = [
            record for talk in talks for record in talk.records if record.kind in ("human", "own")
        ]
        if not spoken:
            return None
        newest = max(record.at for record in spoken)
        theirs = max(
            (record for record in spoken if not record.outbound),
            key=lambda record: record.at,
            default=None,
        )
        days = (self._year.time.today - self._year.time.local_date(newest)).days
        return LeadContact(theirs.snippet if theirs else None, newest, days)


def message_record(
    user_id: UUID,
    conversation: UUID,
    lead: SampleLead | None,
    message: SampleMessage,
    urls: Mapping[bytes, str],
) -> MessageRecord:
    """The message as the import would have read it from a file; ``urls`` by content.

    There is no raw message to keep; ``content_hash`` is of what is there of it.
    """
    recipients = tuple(
        Recipient(role, address)
        for role, addresses in (("to", message.to), ("cc", message.cc))
        for address in addresses
    )
    people = {message.from_.email, *(r.address.email for r in recipients)}
    email_id = uuid5(user_id, message.message_id)
    body = message.text if message.html is None else message.html
    plain = message.text if message.html is None else html_to_text(message.html)
    in_reply_to = message.references[-1:]
    return MessageRecord(
        id=email_id,
        conversation_id=conversation,
        lead_id=lead.id if lead and lead.email in people else None,
        identity=message.message_id,
        message_id=message.message_id,
        at=message.at,
        sent_at=message.at,
        received_at=None if message.outbound else message.at,
        outbound=message.outbound,
        status=message.status,
        kind=str(message.kind),
        from_=message.from_,
        recipients=recipients,
        reply_to=(),
        in_reply_to=in_reply_to,
        references=message.references,
        root_candidate=root_candidate(message.message_id, message.references, in_reply_to),
        subject=message.subject,
        subject_key=subject_key(message.subject),
        orphan_reply=False,
        body=body,
        is_html=message.html is not None,
        plain=plain,
        snippet=snippet(plain),
        attachments=tuple(
            AttachmentRecord(
                uuid5(email_id, f"{place}:{file.filename}"),
                file.filename,
                len(file.content),
                file.content_type,
                urls[file.content],
            )
            for place, file in enumerate(message.files)
        ),
        content_hash=hashlib.sha256(f"{message.message_id}\n{body}".encode()).hexdigest(),
        raw_url=None,
        origin=ORIGIN,
        signals=_signals(message, plain),
    )


def _signals(message: SampleMessage, plain: str) -> tuple[Signal, ...]:
    if message.kind is Kind.AUTO_REPLY:
        return absence(message.subject, plain, message.at, message.from_.email)
    if message.kind is Kind.BOUNCE:
        return (failure((), (), plain, {each.email for each in message.to}, message.at),)
    return ()
