"""The outbox of one user: put there, taken back, let go, asked about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol
from uuid import UUID, uuid4, uuid5

from desktop_app.data.database import Database
from desktop_app.data.drafts import DraftRepository
from desktop_app.data.journal import JournalRepository
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.data.merge_values import MergeValueRepository
from desktop_app.data.outgoing import NewOutgoing, OutgoingRepository
from desktop_app.data.outgoing_undo import QUEUE_COMMAND, on_its_way
from desktop_app.data.settings import SettingRepository
from desktop_app.domain.addresses import normalise_address
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.inbox import Attachment, MessageBody, MessageHead
from desktop_app.domain.journal import How as UndoHow
from desktop_app.domain.language import clocked, dated, numeral, tr, weekday
from desktop_app.domain.mail import Address, ParsedMessage
from desktop_app.domain.mailboxes import Mailbox
from desktop_app.domain.outbox_rules import head_of, instant, known_zone, needs_new_date
from desktop_app.domain.outgoing import (
    UNDO_SECONDS,
    Draft,
    DraftContent,
    How,
    OutboxBox,
    OutboxCounts,
    Outgoing,
    OutgoingEvent,
    OutgoingMessage,
    Sending,
)
from desktop_app.domain.send_checks import refuse_unfilled
from desktop_app.domain.zones import zone_or_utc
from desktop_app.services.file_copies import FileCopies

if TYPE_CHECKING:
    from desktop_app.services.conversations import Shower

UNDO_SETTING = "mail.undo_seconds"
_LONGEST_UNDO = 60
_FARTHEST = timedelta(days=366)


class Files(Protocol):
    """The store of files and of raw messages."""

    def get(self, url: str) -> bytes: ...
    def get_raw(self, url: str) -> bytes: ...
    def put_raw(self, raw: bytes) -> str: ...


class Composer(Protocol):
    """Makes a draft the message that travels (``wire.mail_compose``)."""

    def new_message_id(self, domain: str) -> str: ...

    def compose(
        self,
        content: DraftContent,
        *,
        message_id: str,
        date: datetime,
        sender: Address,
        in_reply_to: str | None,
        references: Sequence[str],
        files: Callable[[str], bytes],
    ) -> bytes: ...

    def redated(self, raw: bytes, date: datetime) -> bytes: ...


Reader = Callable[[bytes], ParsedMessage]
"""Reads a message as it travels (``wire.mail_parse``)."""


class OutboxService:
    """What leaves.

    Args:
        clock: the present moment, aware.
        read: reads a message as it travels.
        show: makes a body fit to be shown.

    Raises (all methods):
        KnownError: the database cannot be reached, or its disk is full.
    """

    def __init__(
        self,
        db: Database,
        user_id: UUID,
        files: Files,
        composer: Composer,
        clock: Callable[[], datetime],
        read: Reader,
        show: Shower,
    ) -> None:
        self._db = db
        self._user_id = user_id
        self._files = files
        self._composer = composer
        self._clock = clock
        self._read = read
        self._show = show
        self._copies = FileCopies()
        self._outgoing = OutgoingRepository(db)
        self._drafts = DraftRepository(db)
        self._mailboxes = MailboxRepository(db)
        self._journal = JournalRepository(db)

    # -- questions ---------------------------------------------------------------------------

    def all_ids(self, box: OutboxBox | None = None) -> IdList:
        """Mails: what waits for the rep, what is on its way, what has ended.

        Args:
            box: which of them; None: all.
        """
        return self._outgoing.all_ids(self._user_id, box, self._clock())

    def rows(self, ids: Sequence[UUID]) -> tuple[Outgoing, ...]:
        """Mails in the order of ``ids``; those that are gone are left out."""
        return self._outgoing.rows(self._user_id, ids)

    def list(self, limit: int | None = None) -> tuple[Outgoing, ...]:
        """All of them, in the same order."""
        return self._outgoing.find(self._user_id, limit)

    def get(self, outgoing_id: UUID) -> Outgoing | None:
        """One mail, or None when it is gone."""
        return self._outgoing.get(self._user_id, outgoing_id)

    def of_draft(self, draft_id: UUID) -> Outgoing | None:
        """The newest mail that a draft became."""
        return self._outgoing.of_draft(self._user_id, draft_id)

    def message_named(self, message_id: str) -> UUID:
        """The message with a Message-ID, with or without its brackets.

        Raises:
            KnownError: there is none.
        """
        wanted = f"<{message_id.strip().strip('<>')}>"
        found = self._outgoing.message_named(self._user_id, wanted)
        if found is None:
            raise KnownError(
                tr("No message is called {wanted}.", wanted=wanted[:200]), tr("Nothing was sent.")
            )
        return found

    def counts(self) -> Mapping[Sending, int]:
        """How many are in each state that is not over yet."""
        return self._outgoing.counts(self._user_id)

    def figures(self) -> OutboxCounts:
        """How many there are, by what they wait for; without those that are over."""
        return self._outgoing.figures(self._user_id, self._clock())

    def to_look_at(self) -> tuple[Outgoing, ...]:
        """Those that wait for the rep: held, refused, in doubt; the newest first."""
        return self.rows(self._outgoing.look_ids(self._user_id))

    def message(self, outgoing_id: UUID) -> OutgoingMessage:
        """A mail as it goes out, to be read; nothing of it is fetched from elsewhere.

        Raises:
            KnownError: it is gone, or its message is.
        """
        raw, recipients = self._raw(outgoing_id)
        read = self._read(raw)
        shown = self._show(read.body, read.is_html, False, lambda: raw)
        files = tuple(
            Attachment(_file_id(outgoing_id, at), each.filename, each.size, each.content_type, "")
            for at, each in enumerate(read.attachments)
        )
        head = MessageHead(
            id=outgoing_id,
            from_name=read.from_.name,
            from_email=read.from_.email,
            to=read.to,
            cc=read.cc,
            at=read.sent_at or self._clock(),
            outbound=True,
            unread=False,
            snippet=read.snippet,
            attachment_count=len(files),
        )
        body = MessageBody(outgoing_id, shown.html, read.is_html, shown.blocked_remote, files)
        named = {each.email for each in read.recipients}
        return OutgoingMessage(head, body, tuple(each for each in recipients if each not in named))

    def attachment_path(self, outgoing_id: UUID, attachment_id: UUID) -> str:
        """A copy of a file of a mail under its own name, for opening; it lives as long as the
        program.

        Raises:
            KnownError: the mail is gone, its message is, or the disk is full.
        """
        files = enumerate(self._read(self._raw(outgoing_id)[0]).attachments)
        found = next(
            (file for at, file in files if _file_id(outgoing_id, at) == attachment_id), None
        )
        if found is None:
            raise KnownError(
                tr("This attachment is not there any more."), tr("Its message may be gone.")
            )
        return self._copies.copy(str(attachment_id), found.filename, lambda: found.content)

    def next_due(self) -> datetime | None:
        """When the next mail goes out."""
        return self._outgoing.next_due(self._user_id)

    def events(self, outgoing_id: UUID) -> tuple[OutgoingEvent, ...]:
        """What happened to a mail, in order."""
        return self._outgoing.events(self._user_id, outgoing_id)

    def undo_seconds(self) -> int:
        """How long a mail waits before it goes out, so that it can be taken back."""
        return undo_seconds(self._db, self._user_id)

    # -- commands ----------------------------------------------------------------------------

    def set_undo_seconds(self, seconds: int) -> Changes:
        """How long a mail waits before it goes out: 0 to 60 seconds."""
        with self._db.transaction():
            SettingRepository(self._db).set(
                UNDO_SETTING, max(0, min(seconds, _LONGEST_UNDO)), self._user_id
            )
        return Changes(said="")

    def queue(
        self, draft_id: UUID, *, at: datetime | None = None, zone: str = "", undo: bool = True
    ) -> Changes:
        """Put a draft into the outbox, as its newest revision stands.

        Args:
            at: when it is to be sent; None: at once, which leaves a few seconds to undo.
                Without a zone of its own it is on the clocks of ``zone``.
            zone: a time zone's name; "" for the user's own.
            undo: wait for :meth:`undo_seconds`; without, it is due at once.

        Raises:
            KnownError: it has no recipient, its time has passed, it was sent or thrown away
                already, there is no mailbox, a file of it is gone, or a merge field stands in
                it still.
        """
        with self._db.transaction():
            draft = self._drafts.lock(self._user_id, draft_id)
            if draft is None:
                raise KnownError(tr("This draft is not there any more."), tr("Nothing was sent."))
            now = self._clock()
            self._refuse_unfilled(draft)
            mailbox = self._mailbox(draft)
            seconds = self.undo_seconds() if undo else 0
            undoable = now + timedelta(seconds=seconds)
            wanted = self._wanted(at, zone, now)
            new = self._new(draft, mailbox, now, max(undoable, wanted or undoable), wanted, zone)
            ended = self._drafts.end(self._user_id, draft_id, "queued", now)
            if ended is None:
                raise KnownError(tr("This draft was sent already."), tr("It is in the outbox."))
            made = self._outgoing.insert(self._user_id, new)
            journal_id = self._journal.add(
                self._user_id,
                QUEUE_COMMAND,
                tr("Mail to {whom}", whom=_whom(draft.content)),
                [made, ended],
            )
            said = (
                tr("Goes out {when}", when=self._moment(wanted, zone))
                if wanted is not None
                else tr("Sending in {seconds} s", seconds=numeral(seconds))
                if seconds
                else tr("Queued")
            )
            return self._told(said, Kind.DRAFTS, journal_id)

    def recall(self, outgoing_id: UUID) -> Changes:
        """Take a mail back that waits or is held: its draft is open again.

        Raises:
            KnownError: it is on its way already, or gone.
        """
        with self._db.transaction():
            mail = self._standing(outgoing_id)
            if mail.state is Sending.RECALLED:
                return Changes(said=tr("It is a draft again already."))
            if mail.state not in (Sending.QUEUED, Sending.HELD):
                raise on_its_way()
            # By the journal, so that Undo does not offer it a second time.
            entry = self._outgoing.undoing_entry(self._user_id, outgoing_id)
            if entry is not None:
                self._journal.undo(self._user_id, entry, UndoHow.KEEP_NEWER)
            else:
                self._outgoing.recall(self._user_id, outgoing_id)
            return self._told(tr("Not sent. It is a draft again"), Kind.DRAFTS)

    def send_now(self, outgoing_id: UUID) -> Changes:
        """Do not wait any longer.

        Raises:
            KnownError: it does not wait.
        """
        with self._db.transaction():
            mail = self._standing(outgoing_id)
            if mail.state is not Sending.QUEUED:
                raise KnownError(
                    tr("This mail does not wait."), tr("The outbox shows where it is.")
                )
            self._go(mail)
            return self._told(tr("Sending now"))

    def reschedule(self, outgoing_id: UUID, at: datetime, zone: str = "") -> Changes:
        """Let a mail that waits or is held go out at another time.

        Args:
            at: when; without a zone of its own it is on the clocks of ``zone``.
            zone: a time zone's name; "" for the user's own.

        Raises:
            KnownError: it does not wait any more, or the time has passed.
        """
        with self._db.transaction():
            mail = self._standing(outgoing_id)
            if mail.state not in (Sending.QUEUED, Sending.HELD):
                raise KnownError(
                    tr("This mail does not wait."), tr("The outbox shows where it is.")
                )
            wanted = self._wanted(at, zone, self._clock())
            self._go(mail, wanted, zone or self._zone())
            return self._told(tr("Goes out {when}", when=self._moment(at, zone)))

    def let_go(self, outgoing_id: UUID) -> Changes:
        """Send a held mail all the same, as things are now.

        Raises:
            KnownError: it is not held.
        """
        with self._db.transaction():
            mail = self._standing(outgoing_id)
            if mail.state is not Sending.HELD:
                raise KnownError(tr("This mail is not held."), tr("The outbox shows where it is."))
            self._go(mail)
            return self._told(tr("Sending now"))

    def resolve_unknown(self, outgoing_id: UUID, answer: str) -> Changes:
        """Say what became of a mail of which nobody knows.

        Args:
            answer: "arrived"; "again", which sends it once more under the same Message-ID; or
                "draft", which makes it a draft again.

        Raises:
            KnownError: its fate is known by now.
        """
        with self._db.transaction():
            mail = self._standing(outgoing_id)
            if mail.state is not Sending.UNKNOWN:
                raise KnownError(
                    tr("This mail is not in doubt."), tr("The outbox shows where it is.")
                )
            match answer:
                case "arrived":
                    self._outgoing.arrived(self._user_id, outgoing_id, self._clock())
                    return self._told(tr("Noted as delivered"))
                case "again":
                    self._go(mail)
                    return self._told(tr("Sending once more"))
                case "draft":
                    self._outgoing.recall(self._user_id, outgoing_id)
                    return self._told(tr("It is a draft again"), Kind.DRAFTS)
            raise ValueError(answer)

    # -- parts -------------------------------------------------------------------------------

    def _go(self, mail: Outgoing, wanted_at: datetime | None = None, zone: str = "") -> None:
        now = self._clock()
        guard = self._outgoing.guard(self._user_id, mail.conversation_id, mail.lead_id, mail.to)
        self._outgoing.send_again(
            self._user_id, mail.id, now, guard, wanted_at=wanted_at, zone=zone,
            raw_url=self._redated(mail, wanted_at or now),
        )  # fmt: skip

    def _redated(self, mail: Outgoing, date: datetime) -> str | None:
        """Where the message is with the date at which it goes out now; None: as it was."""
        # One that somebody may have stays the very same.
        if self._outgoing.was_unknown(self._user_id, mail.id):
            return None
        found = self._outgoing.raw_of(self._user_id, mail.id)
        if found is None:
            return None
        raw = self._files.get_raw(found[0])
        # Not by its row: each try puts off when it is due, and leaves the Date as it was.
        if not needs_new_date(self._read(head_of(raw)).sent_at, date):
            return None
        local = date.astimezone(zone_or_utc(self._zone())).replace(microsecond=0)
        return self._files.put_raw(self._composer.redated(raw, local))

    def _raw(self, outgoing_id: UUID) -> tuple[bytes, tuple[str, ...]]:
        found = self._outgoing.raw_of(self._user_id, outgoing_id)
        if found is None:
            raise KnownError(
                tr("This mail is not there any more."), tr("The outbox shows the rest.")
            )
        return self._files.get_raw(found[0]), found[1]

    def _moment(self, at: datetime, zone: str) -> str:
        """ "Tuesday 2 June, 08:00", on the clocks of a zone."""
        where = known_zone(zone or self._zone())
        here = instant(at, zone or self._zone()).astimezone(where)
        day = dated(here, weekday=weekday(here))
        return tr("{day}, {time}", day=day, time=clocked(here))

    def _standing(self, outgoing_id: UUID) -> Outgoing:
        mail = self._outgoing.get(self._user_id, outgoing_id, lock=True)
        if mail is None:
            raise KnownError(
                tr("This mail is not there any more."), tr("The outbox shows the rest.")
            )
        return mail

    def _refuse_unfilled(self, draft: Draft) -> None:
        content = draft.content
        if "{{" in content.subject or "{{" in content.plain or "{{" in content.html:
            known = MergeValueRepository(self._db).known(self._user_id)
            refuse_unfilled(content, draft.quote, known)

    def _mailbox(self, draft: Draft) -> Mailbox:
        """The one it is written from: chosen by the address, by the draft, or the first."""
        mailboxes = self._mailboxes.list(self._user_id)
        wanted = draft.content.from_address.strip().lower()
        if wanted:
            found = next((each for each in mailboxes if wanted in each.addresses), None)
            if found is None:
                raise KnownError(
                    tr("No mailbox sends as {wanted}.", wanted=wanted),
                    tr("Choose another sender; the draft is kept."),
                )
            return found
        for each in mailboxes:
            if draft.mailbox_id in (None, each.id):
                return each
        if mailboxes:
            return mailboxes[0]
        raise KnownError(
            tr("No mailbox is connected yet."),
            tr("Add one in Settings; until then it stays a draft."),
        )

    def _wanted(self, at: datetime | None, zone: str, now: datetime) -> datetime | None:
        if at is None:
            return None
        wanted = instant(at, zone or self._zone())
        if wanted < now - timedelta(minutes=1):
            raise KnownError(
                tr("That time has passed."), tr("Choose a later one; the draft is kept.")
            )
        if wanted > now + _FARTHEST:
            raise KnownError(tr("That is more than a year ahead."), tr("Choose an earlier time."))
        return max(wanted, now)

    def _new(
        self,
        draft: Draft,
        mailbox: Mailbox,
        now: datetime,
        due: datetime,
        wanted: datetime | None,
        zone: str,
    ) -> NewOutgoing:
        content = draft.content
        recipients = _recipients(content)
        sender = content.from_address.strip().lower() or mailbox.address
        message_id = self._composer.new_message_id(sender)
        raw = self._composer.compose(
            content,
            message_id=message_id,
            # What recipients see is when it leaves, on the rep's own clock.
            date=due.astimezone(zone_or_utc(self._zone())).replace(microsecond=0),
            sender=Address(mailbox.name or self._name(), sender),
            in_reply_to=draft.in_reply_to,
            references=draft.references,
            files=self._files.get,
        )
        lead = draft.lead_id or self._lead_of(recipients)
        return NewOutgoing(
            id=uuid4(),
            mailbox_id=mailbox.id,
            draft_id=draft.id,
            # What is passed on is not answered by that.
            answers=draft.answers if draft.how in (How.REPLY, How.REPLY_ALL) else None,
            conversation_id=draft.conversation_id,
            lead_id=lead,
            message_id=message_id,
            raw_url=self._files.put_raw(raw),
            size=len(raw),
            envelope_from=sender,
            envelope_to=recipients,
            subject=content.subject,
            due_at=due,
            wanted_at=wanted,
            zone=zone if wanted is not None else "",
            guard=self._outgoing.guard(self._user_id, draft.conversation_id, lead, recipients),
            queued_at=now,
        )

    def _lead_of(self, recipients: Sequence[str]) -> UUID | None:
        return self._outgoing.lead_of(self._user_id, recipients)

    def _zone(self) -> str:
        return self._outgoing.zone(self._user_id)

    def _name(self) -> str:
        return self._outgoing.own_name(self._user_id)

    def _told(self, said: str, more: Kind = Kind.NONE, journal_id: int | None = None) -> Changes:
        kinds = Kind.OUTBOX | more
        self._db.tell(kinds, user_id=self._user_id)
        return Changes(kinds, said, journal_id)


def undo_seconds(db: Database, user_id: UUID) -> int:
    """How long mail of a user waits before it goes out, so that it can be taken back."""
    stored = SettingRepository(db).get(UNDO_SETTING, user_id)
    if isinstance(stored, int) and not isinstance(stored, bool):
        return max(0, min(stored, _LONGEST_UNDO))
    return UNDO_SECONDS


def _file_id(outgoing_id: UUID, at: int) -> UUID:
    """What a file of a mail is called while it has no row of its own."""
    return uuid5(outgoing_id, str(at))


def _recipients(content: DraftContent) -> tuple[str, ...]:
    """The envelope: each address once.

    Raises:
        KnownError: there is none, or something that is no address.
    """
    everybody = (*content.to, *content.cc, *content.bcc)
    found: dict[str, None] = {}
    for each in everybody:
        address = normalise_address(each.email)
        if address is None:
            shown = (each.email or each.name)[:80]
            raise KnownError(
                tr("“{shown}” is no address.", shown=shown), tr("Correct it; the draft is kept.")
            )
        found[address] = None
    if not found:
        raise KnownError(
            tr("This mail is to nobody yet."), tr("Add a recipient; the draft is kept.")
        )
    return tuple(found)


def _whom(content: DraftContent) -> str:
    """ "Ines Caldaro", or "Ines Caldaro and 2 more"."""
    everybody = (*content.to, *content.cc, *content.bcc)
    first = everybody[0].name or everybody[0].email
    if len(everybody) == 1:
        return first
    return tr("{first} and {count} more", first=first, count=numeral(len(everybody) - 1))
