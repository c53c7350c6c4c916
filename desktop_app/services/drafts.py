"""Drafts: begun, saved while somebody types, found again, discarded."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol
from uuid import UUID, uuid4, uuid5

from desktop_app.data.conversations import ConversationRepository
from desktop_app.data.database import Database
from desktop_app.data.drafts import DraftRepository
from desktop_app.data.journal import JournalRepository
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.data.users import UserRepository
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.drafting import Start, Unsaved, merged
from desktop_app.domain.errors import DraftGone, KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.mail import Address
from desktop_app.domain.mailto import Mailto
from desktop_app.domain.outgoing import (
    Draft,
    DraftContent,
    DraftFile,
    DraftRevision,
    DraftRow,
    How,
    Identity,
)
from desktop_app.domain.replying import (
    Original,
    Quotable,
    answered,
    answering_mailbox,
    parents,
    quote_of,
    signed,
    subject_of,
)
from desktop_app.domain.rich_text import of_text, write_html, write_plain
from desktop_app.domain.users import User
from desktop_app.domain.zones import zone_or_utc

MAX_FILE: Final = 100 << 20  # bytes; no server takes more, and it is held in memory


class Stored(Protocol):
    @property
    def url(self) -> str: ...
    @property
    def size(self) -> int: ...


class Store(Protocol):
    """Where the bytes of files and of raw messages are."""

    def get(self, url: str) -> bytes: ...
    def get_raw(self, url: str) -> bytes: ...
    def put(self, content: bytes) -> Stored: ...
    def put_raw(self, raw: bytes) -> str: ...


class Quoter(Protocol):
    """Reads a message for being answered (``wire.mail_quotable``)."""

    def __call__(
        self, body: str, is_html: bool, raw: bytes | None, *, passed_on: bool = False
    ) -> Quotable: ...


class DraftService:
    """The drafts of a user.

    A draft never reverts: what is saved is a revision behind the others, whoever saves it. Two
    windows that write in one draft take turns; the newest counts, and the others can be looked at.

    Args:
        user: whose drafts; the name and signature are read anew for each.
        store: the content store of the workspace.
        quote: reads a message for being answered.
        clean: makes pasted HTML harmless.
        clock: the present moment, aware.

    Raises (all methods):
        KnownError: the database cannot be reached, or its disk is full.
    """

    def __init__(
        self,
        db: Database,
        user: User,
        store: Store,
        quote: Quoter,
        clean: Callable[[str], str],
        clock: Callable[[], datetime],
    ) -> None:
        self._db = db
        self._user_id = user.id
        self._store = store
        self._quote = quote
        self._clean = clean
        self._clock = clock
        self._drafts = DraftRepository(db)
        self._mailboxes = MailboxRepository(db)
        self._users = UserRepository(db)
        self._journal = JournalRepository(db)

    # -- questions ---------------------------------------------------------------------------

    def get(self, draft_id: UUID) -> Draft:
        """A draft with its newest revision, open or ended.

        Raises:
            KnownError: it is gone.
        """
        return self._there(self._drafts.get(self._user_id, draft_id))

    def open_drafts(self) -> tuple[DraftRow, ...]:
        """The drafts that were written in, the one changed last at the beginning."""
        return self._drafts.open_rows(self._user_id)

    def count(self) -> int:
        """How many open drafts there are."""
        return self._drafts.count(self._user_id)

    def of_conversation(self, conversation_id: UUID) -> DraftRow | None:
        """The open draft in a conversation, or None."""
        return self._drafts.of_conversation(self._user_id, conversation_id)

    def revisions(self, draft_id: UUID, limit: int = 300) -> tuple[DraftRevision, ...]:
        """Earlier versions of a draft, the newest at the beginning."""
        return self._drafts.revisions(self._user_id, draft_id, limit)

    def revision(self, draft_id: UUID, n: int) -> DraftContent:
        """A draft as it was.

        Raises:
            KnownError: this version is gone.
        """
        found = self._drafts.revision(self._user_id, draft_id, n)
        if found is None:
            raise KnownError(
                tr("This version is not there any more."), tr("The list shows the others.")
            )
        return found

    def identities(self) -> tuple[Identity, ...]:
        """Whom one can write as: the addresses of each mailbox, the first one's own first. Before
        there is a mailbox, the address of the sign-in, which cannot send yet."""
        person = self._person()
        found = tuple(
            Identity(address, mailbox.name or person.name, mailbox.id)
            for mailbox in self._mailboxes.list(self._user_id)
            for address in mailbox.addresses
        )
        return found or (Identity(person.email.lower(), person.name, None),)

    def clean(self, markup: str) -> str:
        """HTML from the clipboard, fit for a draft."""
        return self._clean(markup)

    def file_content(self, url: str) -> bytes:
        """The bytes of a file of a draft, for showing a picture.

        Raises:
            KnownError: the file is gone or damaged.
        """
        return self._store.get(url)

    # -- commands ----------------------------------------------------------------------------

    def begin(
        self,
        how: How,
        answers: UUID | None = None,
        *,
        lead_id: UUID | None = None,
        to: Sequence[Address] = (),
        draft_id: UUID | None = None,
    ) -> Draft:
        """A draft with all that it starts from: people, subject, signature, quote, files.

        It is in no list before something is saved in it.

        Args:
            answers: ``emails.id`` of the message answered or passed on.
            lead_id: whom a new mail is for; ``to`` may name others.
            draft_id: of the draft, chosen beforehand: asked for twice, it is begun once.

        Raises:
            KnownError: the message or the lead is gone.
        """
        if draft_id is not None:
            there = self._drafts.get(self._user_id, draft_id)
            if there is not None:
                return there
        if how is How.NEW or answers is None:
            draft = self._new(lead_id, to)
        else:
            draft = self._answer(how, answers)
        if draft_id is not None:
            draft = replace(draft, id=draft_id)
        with self._db.transaction():
            self._drafts.insert(self._user_id, draft)
        return draft

    def begin_from(self, start: Start) -> Draft:
        """As :meth:`begin`, for a composer; one that answers the same message goes on.

        Raises:
            KnownError: the message or the lead is gone.
        """
        if start.answers is not None:
            found = self._drafts.answering(self._user_id, start.answers, start.how)
            if found is not None:
                return found
        return self.begin(
            start.how, start.answers, lead_id=start.lead_id, to=start.to, draft_id=start.id
        )

    def save(self, draft_id: UUID, content: DraftContent) -> Draft:
        """Add a revision, unless the newest one says the same; the draft as it is then.

        What ended meanwhile (sent or discarded in another window) takes the revision all the
        same, so that nothing typed is lost; see ``ended`` of the answer.

        Raises:
            KnownError: the draft is gone.
        """
        with self._db.transaction():
            draft = self._there(self._drafts.lock(self._user_id, draft_id))
            if content == draft.content:
                return draft
            self._drafts.append(self._user_id, draft, content, self._clock())
            self._tell()
            return self._there(self._drafts.get(self._user_id, draft_id))

    def keep(self, unsaved: Unsaved) -> Draft:
        """Save what a composer holds, whatever became of its draft: one that is not there yet is
        begun, one that is gone is there again.

        Raises:
            KnownError: a disk is full, or the database is away; never that something is gone.
        """
        draft, content = unsaved.draft, unsaved.content
        if draft is None:
            draft = self._begin_surely(unsaved.start)
            # Begun and saved before, by a program that ended before it knew.
            content = merged(draft, content) if draft.revision == 0 else content
            if draft.revision:
                return draft
        try:
            return self.save(draft.id, content)
        except DraftGone:
            with self._db.transaction():
                self._drafts.insert(self._user_id, draft)
            return self.save(draft.id, content)

    def take_up(self, unsaved: Unsaved) -> Draft:
        """:meth:`keep` what an earlier run of the program could not; of a draft that was sent or
        discarded meanwhile, what is new in it becomes a draft of its own."""
        found = self._drafts.get(self._user_id, unsaved.id)
        if found is None or not found.ended or found.content == unsaved.content:
            return found if found is not None and found.ended else self.keep(unsaved)
        again = replace(found, id=uuid5(found.id, "again"), ended="", revision=0)
        return self.keep(replace(unsaved, draft=again))

    def begin_asked(self, asked: Mailto) -> Draft:
        """A new mail as a link asks for it, above the signature; saved, for it has words."""
        draft = self.begin(How.NEW, to=asked.to)
        start = draft.content
        words = of_text(asked.body) if asked.body else ()
        content = replace(
            start,
            cc=asked.cc,
            subject=asked.subject,
            html=write_html(words) + start.html,
            plain=write_plain(words) + start.plain,
        )
        return self.save(draft.id, content)

    def begin_with_file(
        self,
        lead_id: UUID,
        subject: str,
        text: str,
        filename: str,
        content_type: str,
        content: bytes,
    ) -> Draft:
        """A new mail to a lead with a subject, words above the signature, and a file; saved.

        Raises:
            KnownError: the lead is gone, the file is too large, or the disk is full.
        """
        file = self.add_content(filename, content_type, content)
        with self._db.transaction():
            draft = self.begin(How.NEW, lead_id=lead_id)
            words, start = of_text(text), draft.content
            filled = replace(
                start,
                subject=subject,
                html=write_html(words) + start.html,
                plain=write_plain(words) + start.plain,
                files=(*start.files, file),
            )
            return self.save(draft.id, filled)

    def discard(self, draft_id: UUID) -> Changes:
        """Throw a draft away; undo brings it back. One in which nothing was ever written just
        goes."""
        with self._db.transaction():
            if self._drafts.forget(self._user_id, draft_id):
                return Changes()
            change = self._drafts.end(self._user_id, draft_id, "discarded", self._clock())
            if change is None:
                return Changes(said=tr("The draft was not there any more"))
            said = tr("Draft discarded")
            entry = self._journal.add(self._user_id, "discard_draft", said, [change])
            return Changes(self._tell(), said, entry)

    def leave(self, draft_id: UUID) -> None:
        """A composer was closed: a draft that was never written in goes."""
        with self._db.transaction():
            self._drafts.forget(self._user_id, draft_id)

    def reopen(self, draft_id: UUID) -> Draft:
        """Open a draft again that was queued or discarded.

        Raises:
            KnownError: it is gone.
        """
        with self._db.transaction():
            self._there(self._drafts.lock(self._user_id, draft_id))
            if self._drafts.end(self._user_id, draft_id, "", self._clock()) is not None:
                self._tell()
            return self.get(draft_id)

    def add_file(self, path: Path) -> DraftFile:
        """Keep a file of this computer for a draft.

        Raises:
            KnownError: it cannot be read, or is larger than any mail.
        """
        content = self.file_bytes(path)
        guessed = mimetypes.guess_type(path.name)[0]
        return self.add_content(path.name, guessed or "application/octet-stream", content)

    def file_bytes(self, path: Path) -> bytes:
        """What a file of this computer holds.

        Raises:
            KnownError: it cannot be read, or is larger than any mail.
        """
        try:
            if path.is_dir():
                raise KnownError(
                    tr("“{name}” is a folder.", name=path.name),
                    tr("Attach the files in it, or pack it first."),
                )
            if path.stat().st_size > MAX_FILE:
                raise too_large(path.name)
            return path.read_bytes()
        except OSError as error:
            raise KnownError(
                tr("“{name}” could not be attached.", name=path.name),
                f"{error.strerror}." if error.strerror else tr("It is not readable."),
            ) from error

    def add_content(
        self, filename: str, content_type: str, content: bytes, *, inside: bool = False
    ) -> DraftFile:
        """Keep bytes for a draft.

        Args:
            inside: a picture that is shown in the text, by its ``content_id``.

        Raises:
            KnownError: it is larger than any mail, or the disk is full.
        """
        if len(content) > MAX_FILE:
            raise too_large(filename)
        stored = self._store.put(content)
        name = f"{uuid4().hex}@outpost" if inside else None
        return DraftFile(uuid4(), filename, content_type, len(content), stored.url, name)

    # Inside

    def _tell(self) -> Kind:
        kinds = Kind.DRAFTS
        self._db.tell(kinds, user_id=self._user_id)
        return kinds

    def _there(self, draft: Draft | None) -> Draft:
        if draft is None:
            raise DraftGone
        return draft

    def _person(self) -> User:
        found = self._users.by_id(self._user_id)
        if found is None:
            raise KnownError(tr("This profile is not there any more."), tr("Sign in again."))
        return found

    def _begin_surely(self, start: Start) -> Draft:
        """A draft for words that are there already: where what they answer is gone, a new mail."""
        try:
            return self.begin(
                start.how, start.answers, lead_id=start.lead_id, to=start.to, draft_id=start.id
            )
        except KnownError as error:
            if error.retryable:
                raise
            return self.begin(How.NEW, to=start.to, draft_id=start.id)

    def _new(self, lead_id: UUID | None, to: Sequence[Address]) -> Draft:
        people = tuple(to)
        if lead_id is not None:
            lead = self._drafts.lead(self._user_id, lead_id)
            if lead is None:
                raise KnownError(
                    tr("This lead is not there any more."), tr("The list shows the rest.")
                )
            if not people and lead.email:
                people = (lead,)
        mailbox, address = answering_mailbox(None, self._mailboxes.list(self._user_id))
        html, plain = signed(self._person().signature)
        content = DraftContent(address, people, html=html, plain=plain)
        return Draft(
            id=uuid4(),
            how=How.NEW,
            mailbox_id=mailbox.id if mailbox else None,
            answers=None,
            conversation_id=None,
            lead_id=lead_id,
            content=content,
            revision=0,
            changed_at=self._clock(),
        )

    def _answer(self, how: How, email_id: UUID) -> Draft:
        found = self._drafts.original(self._user_id, email_id)
        if found is None:
            raise KnownError(
                tr("This message is not there any more."), tr("The list shows the rest.")
            )
        original, raw_url, body, is_html, plain, reply_to = found
        read = self._quote(body, is_html, self._raw(raw_url), passed_on=how is How.FORWARD)
        if not is_html and plain:
            read = replace(read, plain=plain)
        if not read.reply_to and reply_to:
            read = replace(read, reply_to=tuple(Address("", each) for each in reply_to))
        person = self._person()
        boxes = self._mailboxes.list(self._user_id)
        own = self._users.own_addresses(self._user_id)
        own |= {address for box in boxes for address in box.addresses}
        mailbox, address = answering_mailbox(original, boxes)
        to, cc = answered(original, read, how, own)
        quote = quote_of(
            original, read, how, local=original.at.astimezone(zone_or_utc(person.timezone))
        )
        html, text = signed(person.signature)
        in_reply_to, references = parents(original, how)
        files, left_out = self._files(original, read, how)
        return Draft(
            id=uuid4(),
            how=how,
            mailbox_id=mailbox.id if mailbox else None,
            answers=email_id,
            conversation_id=original.conversation_id,
            lead_id=original.lead_id,
            content=DraftContent(
                from_address=address,
                to=to,
                cc=cc,
                subject=subject_of(original.subject, how),
                html=html + quote.html,
                plain=text + quote.plain,
                files=files,
            ),
            revision=0,
            changed_at=self._clock(),
            quote=quote,
            in_reply_to=in_reply_to,
            references=references,
            left_out=left_out,
        )

    def _files(
        self, original: Original, read: Quotable, how: How
    ) -> tuple[tuple[DraftFile, ...], tuple[str, ...]]:
        """The pictures of the quote and what is passed on with it; and the names of what cannot
        be, as whoever wrote the message into the database did not keep it."""
        shown = tuple(
            DraftFile(
                uuid4(),
                picture.filename,
                picture.content_type,
                len(picture.content),
                self._store.put(picture.content).url,
                picture.content_id,
            )
            for picture in read.pictures
        )
        if how is not How.FORWARD:
            return shown, ()
        source = ConversationRepository(self._db).message_source(self._user_id, original.id)
        attached = source[2] if source else ()
        inside = {file.url for file in shown}
        passed_on = tuple(
            DraftFile(uuid4(), file.filename, file.content_type, file.size, file.storage_url)
            for file in attached
            if file.storage_url and file.storage_url not in inside
        )
        enclosed = tuple(
            DraftFile(
                uuid4(),
                each.filename,
                each.content_type,
                len(each.content),
                self._store.put(each.content).url,
            )
            for each in read.enclosed
        )
        left_out = tuple(file.filename for file in attached if not file.storage_url)
        return shown + passed_on + enclosed, left_out

    def _raw(self, url: str | None) -> bytes | None:
        """The raw message; None where it was not kept or is gone: an answer can do without."""
        if not url:
            return None
        try:
            return self._store.get_raw(url)
        except KnownError:
            return None


def too_large(name: str) -> KnownError:
    """A file that no mail can carry."""
    return KnownError(
        tr("“{name}” is too large for a mail.", name=name),
        tr(
            "Files up to {value} MB can be attached; share a link to this one instead.",
            value=MAX_FILE >> 20,
        ),
    )
