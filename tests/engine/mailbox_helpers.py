"""Looks at a mailbox of the test servers, as the engine does, step by step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.domain.mailbox_folders import FolderCounts
from desktop_app.domain.mailboxes import Mailbox
from desktop_app.engine.jobs import Folders
from desktop_app.engine.mailbox_fetch import MailboxLook, fetch_once, sign_in
from desktop_app.engine.mailbox_folder import Looking
from tests.mailservers.people import MailServer, MailUser


def letter(
    number: int,
    *,
    subject: str = "Pilot for line 3",
    to: str = "robin@rep.example",
    text: str = "Thanks for the outline.",
    answers: int | None = None,
    size: int = 0,
) -> bytes:
    """A message with a Message-ID of its own, ``<number@mail.example>``."""
    message = EmailMessage()
    message["From"] = "Ada Lowe <ada@customer.example>"
    message["To"] = to
    message["Subject"] = f"{subject} {number}"
    message["Message-ID"] = f"<{number}@mail.example>"
    message["Date"] = "Wed, 17 Jun 2026 09:00:00 +0000"
    if answers is not None:
        message["In-Reply-To"] = f"<{answers}@mail.example>"
    message.set_content(text)
    if size:
        message.add_attachment(
            bytes(range(256)) * (size // 256 + 1), maintype="application", subtype="zip",
            filename="plan.zip",
        )  # fmt: skip
    return message.as_bytes().replace(b"\n", b"\r\n")


class Desk:
    """One rep's mailbox on a server and in the database."""

    def __init__(
        self, db: Database, folders: Folders, server: MailServer, user_id: UUID, spool: Path
    ) -> None:
        self.db, self.folders, self.server, self.spool = db, folders, server, spool
        self.person: MailUser = server.user()
        self.mailbox: Mailbox = server.mailbox(self.person, user_id)
        with db.transaction():
            MailboxRepository(db).add(self.mailbox)
        spool.mkdir(exist_ok=True)

    def looking(
        self,
        mailbox: Mailbox | None = None,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        should_stop: Callable[[], bool] = lambda: False,
    ) -> Looking:
        mailbox = mailbox or self.mailbox
        own = frozenset(mailbox.addresses)
        return Looking(self.db, self.folders, mailbox, own, now, should_stop)

    def fetch(self, looking: Looking | None = None) -> dict[str, FolderCounts]:
        """All that is due, once; the counts by folder."""
        counts = fetch_once(
            looking or self.looking(), lambda mailbox: self.person.credential, self.spool
        )
        return {each.path: each for each in counts}

    def refresh(self) -> dict[str, FolderCounts]:
        """What happened, and nothing that is told."""
        session = sign_in(self.mailbox, lambda mailbox: self.person.credential, spool=self.spool)
        try:
            look = MailboxLook(self.looking(), session)
            return {each.path: each for each in look.refresh()}
        finally:
            session.close()

    def push(self, looking: Looking | None = None) -> int:
        session = sign_in(self.mailbox, lambda mailbox: self.person.credential, spool=self.spool)
        try:
            return MailboxLook(looking or self.looking(), session).push()
        finally:
            session.close()

    def deliver(self, number: int, folder: str = "INBOX", **given: object) -> None:
        flags = given.pop("flags", ())
        at = given.pop("at", None)
        raw = letter(number, **given)  # type: ignore[arg-type]
        self.server.deliver(self.person, raw, folder, flags=flags, at=at)  # type: ignore[arg-type]

    def on_server(self, folder: str = "INBOX") -> dict[str, frozenset[str]]:
        """Flags by Message-ID; the number twice would be a double."""
        found: dict[str, frozenset[str]] = {}
        for each in self.server.folder(self.person, folder):
            name = _id_of(each.raw)
            assert name not in found, f"{name} is in {folder} twice"
            found[name] = each.flags
        return found

    def here(self) -> dict[str, str]:
        """The status of every message by Message-ID; each once."""
        rows = self.db.rows("SELECT message_id, status FROM public.emails")
        assert len(rows) == len({row[0] for row in rows})
        return dict(rows)

    def states(self) -> dict[str, str]:
        """The state of the conversation of every message."""
        return dict(
            self.db.rows(
                "SELECT message.identity, talk.state FROM outpost.message "
                "JOIN outpost.conversation AS talk ON talk.id = message.conversation_id"
            )
        )

    def marks(self) -> int:
        return int(self.db.value("SELECT count(*) FROM outpost.mailbox_mark"))

    def set_status(self, number: int, status: str) -> None:
        self.db.run(
            "UPDATE public.emails SET status = %s WHERE message_id = %s",
            (status, f"<{number}@mail.example>"),
        )

    def set_state(self, number: int, state: str) -> None:
        self.db.run(
            "UPDATE outpost.conversation SET state = %s WHERE id = (SELECT conversation_id "
            "FROM outpost.message WHERE identity = %s)",
            (state, f"<{number}@mail.example>"),
        )


def _id_of(raw: bytes) -> str:
    for line in raw.split(b"\n"):
        if line.lower().startswith(b"message-id:"):
            return line.partition(b":")[2].strip().decode()
    return ""


def name(number: int) -> str:
    return f"<{number}@mail.example>"
