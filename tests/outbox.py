"""An outbox, a mail server that keeps book, and the death of an engine, for tests."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from uuid import UUID, uuid4

from desktop_app.data.database import Database
from desktop_app.data.outgoing import NewOutgoing, OutgoingRepository
from desktop_app.domain.delivery import BrokenBefore, Delivered, Unclear
from desktop_app.domain.errors import KnownError
from desktop_app.domain.outgoing import Outgoing
from desktop_app.wire.content_store import ContentStore
from desktop_app.wire.mail_compose import new_message_id

INES = "ines@norvane.example"


class Killed(BaseException):
    """The engine is gone."""


class Postman:
    """A mail server that keeps book: ``delivered`` has the Message-ID of each delivery, ``taken``
    its bytes, ``sent`` what is in its Sent folder. ``fates`` are what happens to the next
    attempts, in order."""

    def __init__(self) -> None:
        self.delivered: list[str] = []
        self.taken: list[bytes] = []
        self.sent: list[str] = []
        self.filed: list[bytes] = []
        self.fates: list[object] = []
        self.attempts = 0
        self.files_itself = False
        self.away = False
        self.envelopes = []
        self.looks = 0

    def send(self, mailbox, credential, envelope, raw, about_to_end):
        self.attempts += 1
        self.envelopes.append(envelope)
        fate = self.fates.pop(0) if self.fates else "deliver"
        if not isinstance(fate, str):
            return fate
        if fate == "killed before":
            raise Killed
        try:
            if not about_to_end():
                return BrokenBefore("stopped", reached=True)
        except KnownError as error:
            return BrokenBefore(error.title, reached=True)
        if fate == "killed at the end":
            raise Killed
        if fate == "lost":
            return Unclear("The line broke.")
        message_id = _id_of(raw)
        self.delivered.append(message_id)
        self.taken.append(raw)
        if self.files_itself:
            self.sent.append(message_id)
        if fate == "a bug after":
            raise ZeroDivisionError
        if fate == "killed after":
            raise Killed
        if fate == "answer lost":
            return Unclear("The line broke.")
        return Delivered("250 fine")

    # -- the Sent folder ---

    def find_in_sent(self, mailbox, credential, message_id):
        self.looks += 1
        if self.away:
            raise KnownError("The server cannot be reached.", retryable=True)
        return message_id in self.sent

    def file_in_sent(self, mailbox, credential, raw, message_id):
        if self.away:
            raise KnownError("The server cannot be reached.", retryable=True)
        if message_id in self.sent:
            return False
        self.sent.append(message_id)
        self.filed.append(raw)
        return True


def _id_of(raw: bytes) -> str:
    line = next(each for each in raw.split(b"\r\n") if each.lower().startswith(b"message-id:"))
    return line.partition(b":")[2].strip().decode()


class Outbox:
    """Queues mails as the service does, and shows them."""

    def __init__(self, db: Database, user, mailbox, store: ContentStore, clock) -> None:
        self._db, self._user, self.mailbox, self._store = db, user, mailbox, store
        self._clock = clock
        self.outgoing = OutgoingRepository(db)

    def queue(
        self,
        to: str = INES,
        *,
        subject: str = "Pilot",
        wanted_in: timedelta | None = None,
        answers: UUID | None = None,
        conversation: UUID | None = None,
        lead: UUID | None = None,
        hidden: tuple[str, ...] = (),
        in_reply_to: str = "",
    ) -> UUID:
        now = self._clock()
        message_id = new_message_id("work.example")
        wanted = now + wanted_in if wanted_in is not None else None
        mail = EmailMessage()
        mail["Date"], mail["Message-ID"] = format_datetime(wanted or now), message_id
        mail["From"], mail["To"], mail["Subject"] = self.mailbox.address, to, subject
        if in_reply_to:
            mail["In-Reply-To"] = in_reply_to
        mail.set_content("Shall we start on line 3?")
        raw = mail.as_bytes().replace(b"\n", b"\r\n")
        draft, made = uuid4(), uuid4()
        with self._db.transaction():
            self._db.run(
                "INSERT INTO outpost.draft (id, user_id, how, ended) VALUES (%s, %s, 'new', "
                "'queued')", (draft, self._user.id),
            )  # fmt: skip
            self.outgoing.insert(
                self._user.id,
                NewOutgoing(
                    id=made, mailbox_id=self.mailbox.id, draft_id=draft, answers=answers,
                    conversation_id=conversation, lead_id=lead, message_id=message_id,
                    raw_url=self._store.put_raw(raw), size=len(raw),
                    envelope_from=self.mailbox.address, envelope_to=(to, *hidden),
                    subject=subject, due_at=wanted or now, wanted_at=wanted, zone="",
                    guard=self.outgoing.guard(self._user.id, conversation, lead, (to, *hidden)),
                    queued_at=now,
                ),
            )  # fmt: skip
        return made

    def __getitem__(self, outgoing_id: UUID) -> Outgoing:
        found = self.outgoing.get(self._user.id, outgoing_id)
        assert found is not None
        return found

    def raw(self, outgoing_id: UUID) -> bytes:
        """The message as its row names it."""
        found = self.outgoing.raw_of(self._user.id, outgoing_id)
        assert found is not None
        return self._store.get_raw(found[0])

    def again(self, outgoing_id: UUID) -> None:
        with self._db.transaction():
            guard = self.outgoing.guard(self._user.id, None, None)
            self.outgoing.send_again(self._user.id, outgoing_id, self._clock(), guard)

    def reschedule(self, outgoing_id: UUID, later: timedelta, raw: bytes | None = None) -> None:
        """To another time, with another message if that is given."""
        at = self._clock() + later
        with self._db.transaction():
            guard = self.outgoing.guard(self._user.id, None, None)
            self.outgoing.send_again(
                self._user.id, outgoing_id, self._clock(), guard, wanted_at=at,
                raw_url=self._store.put_raw(raw) if raw is not None else None,
            )  # fmt: skip

    def arrived(self, outgoing_id: UUID) -> None:
        with self._db.transaction():
            self.outgoing.arrived(self._user.id, outgoing_id, self._clock())

    def recall(self, outgoing_id: UUID) -> None:
        with self._db.transaction():
            self.outgoing.recall(self._user.id, outgoing_id)

    def states(self, outgoing_id: UUID) -> list[str]:
        return [str(each.state) for each in self.outgoing.events(self._user.id, outgoing_id)]

    def draft_is_open(self, outgoing_id: UUID) -> bool:
        draft = self[outgoing_id].draft_id
        return self._db.value("SELECT ended FROM outpost.draft WHERE id = %s", (draft,)) == ""
