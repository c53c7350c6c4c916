"""The outbox as the engine works it off: claimed, fenced, and each outcome noted once.

A row that is being sent has an advisory lock of the connection of whoever sends it, which tells a
live attempt from one whose engine died, and a claim: an attempt that lost its row, for whatever
reason, can no longer say that the end was said, and so does not say it.
"""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from desktop_app.data.database import Database
from desktop_app.data.journal import COUNT_UNREAD_OF_EMAILS
from desktop_app.data.outgoing import REOPEN_DRAFT, TABLE, note_guard
from desktop_app.data.outgoing_undo import QUEUE_COMMANDS
from desktop_app.domain.changes import Kind
from desktop_app.domain.kept_words import kept
from desktop_app.domain.language import tr
from desktop_app.domain.outbox_rules import LOOKS, Guard
from desktop_app.domain.outgoing import Sending

_LOCK = "hashtextextended('outpost outgoing ' || %s::text, 0)"

# Mail that the engine still has something to do with, now or later.
_OPEN = """
FROM outpost.outgoing AS mail LEFT JOIN outpost.mailbox AS mailbox ON mailbox.id = mail.mailbox_id
WHERE (mailbox.id IS NULL OR NOT mailbox.paused
       -- What the server took is a message of the rep's, whatever becomes of the mailbox.
       OR (mail.state = 'delivered' AND mail.email_id IS NULL))
  AND (mail.state = 'queued'
       OR (mail.state = 'unknown' AND mail.looks < %(looks)s)
       OR (mail.state = 'delivered' AND (mailbox.id IS NOT NULL OR mail.email_id IS NULL)))
"""
# A mail that waits for its mailbox goes as soon as somebody found that well after the last try;
# not at once, as the server that mail comes from may be well while the one it goes to is not.
_DUE = f"""
SELECT mail.id, mail.state {_OPEN}
  AND (mail.due_at <= %(now)s OR (mail.waits_for_mailbox AND mailbox.state = 'ok'
                                  AND mailbox.looked_at > mail.tried_at
                                  AND mail.tried_at <= %(now)s - interval '2 minutes'))
  AND (%(only)s::uuid IS NULL OR mail.user_id = %(only)s)
ORDER BY mail.due_at, mail.queued_at, mail.id
"""
_NEXT = f"SELECT min(mail.due_at) {_OPEN} AND mail.due_at > %(now)s"
_LETTER = """
SELECT id, user_id, mailbox_id, message_id, raw_url, envelope_from, envelope_to, answers,
       conversation_id, lead_id, state, due_at, wanted_at, attempts, ending_said, claim, looks,
       guard, queued_at, email_id, in_doubt, inbox_awaited_since, merge_id, filing_begun
FROM outpost.outgoing
"""

_LATEST = 50  # mails
# A mail that was put into Sent from here, and lies there twice: the server did the same, later than
# it was waited for. What was put there before a mail was waited for in vain says nothing any more.
_LIES_TWICE = f"""
WITH put AS (
    SELECT email_id, filed_at, looks FROM outpost.outgoing
    WHERE mailbox_id = %(mailbox)s AND state = 'filed' AND filing_begun
    ORDER BY filed_at DESC LIMIT {_LATEST}
)
SELECT EXISTS (
    SELECT FROM put
    WHERE put.filed_at > coalesce((SELECT max(filed_at) FROM put WHERE looks >= %(looks)s),
                                  '-infinity')
      AND (SELECT count(*) FROM outpost.mailbox_message AS place
           JOIN outpost.mailbox_folder AS folder ON folder.id = place.folder_id
           WHERE place.email_id = put.email_id AND folder.mailbox_id = %(mailbox)s
             AND folder.role = 'sent') > 1
)
"""

# A letter is read, and then time passes: a keyring is asked, or a server. Where the rep has decided
# anew meanwhile (another time, another text), what was found out is not of that mail any more.
_AS_READ = "id = %(id)s AND due_at = %(due_at)s AND queued_at = %(queued_at)s AND raw_url = %(raw)s"


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail of the outbox as the engine needs it."""

    id: UUID
    user_id: UUID
    mailbox_id: UUID | None
    message_id: str
    raw_url: str
    envelope_from: str
    envelope_to: tuple[str, ...]
    answers: UUID | None
    conversation_id: UUID | None
    lead_id: UUID | None
    state: Sending
    due_at: datetime
    wanted_at: datetime | None
    attempts: int
    ending_said: bool
    claim: UUID | None
    looks: int
    guard: Guard
    queued_at: datetime
    email_id: UUID | None
    in_doubt: bool
    inbox_awaited_since: datetime | None
    merge_id: UUID | None
    filing_begun: bool

    @property
    def since(self) -> datetime:
        """From when on it was to be sent."""
        return max(self.queued_at, self.wanted_at) if self.wanted_at else self.queued_at

    @property
    def as_read(self) -> dict[str, Any]:
        """What tells whether the row is still the one that was read."""
        return {
            "id": self.id,
            "due_at": self.due_at,
            "queued_at": self.queued_at,
            "raw": self.raw_url,
        }


class OutgoingQueue:
    """What is due, for whoever sends."""

    def __init__(self, db: Database) -> None:
        self._db = db

    # -- what there is to do -----------------------------------------------------------------

    def due(self, now: datetime, only: UUID | None = None) -> list[tuple[UUID, Sending]]:
        """What is to be sent, searched for or filed now, in order.

        Args:
            only: of this user; None: of everybody.
        """
        rows = self._db.rows(_DUE, {"now": now, "looks": LOOKS, "only": only})
        return [(row[0], Sending(row[1])) for row in rows]

    def next_due(self, now: datetime) -> datetime | None:
        """When the next one is due after now."""
        found: datetime | None = self._db.value(_NEXT, {"now": now, "looks": LOOKS})
        return found

    @contextmanager
    def held(self, letter_id: UUID) -> Iterator[bool]:
        """Whether this mail is ours alone for the block; hold :meth:`Database.connection`
        around it, as the lock lives and dies with that."""
        got = bool(self._db.value(f"SELECT pg_try_advisory_lock({_LOCK})", (letter_id,)))
        try:
            yield got
        finally:
            if got and not self._db.raw().closed:
                self._db.run(f"SELECT pg_advisory_unlock({_LOCK})", (letter_id,))

    def letter(self, letter_id: UUID, *, lock: bool = False) -> Letter | None:
        """A mail as it stands."""
        row = self._db.row(f"{_LETTER} WHERE id = %s{' FOR UPDATE' if lock else ''}", (letter_id,))
        return _letter(row) if row else None

    def taken_up(self, now: datetime) -> int:
        """Mails that an engine was sending when it died: those whose end was not said wait again,
        of the others nobody knows. How many there were."""
        count = 0
        with self._db.connection():
            for (letter_id,) in self._db.rows(
                "SELECT id FROM outpost.outgoing WHERE state = 'sending' ORDER BY due_at"
            ):
                with self.held(letter_id) as ours:
                    if ours:
                        count += self._take_up(letter_id, now)
        return count

    def _take_up(self, letter_id: UUID, now: datetime) -> int:
        with self._db.transaction():
            row = self._db.row(
                "UPDATE outpost.outgoing SET due_at = %(now)s, looks = 0, "
                "state = CASE WHEN ending_said THEN 'unknown' ELSE 'queued' END, "
                # An attempt that still runs somewhere has lost its turn; of one that had said
                # the end, the outcome is welcome.
                "claim = CASE WHEN ending_said THEN claim END, "
                "said = CASE WHEN ending_said THEN %(unclear)s ELSE said END "
                "WHERE id = %(id)s AND state = 'sending' RETURNING user_id",
                {
                    "id": letter_id,
                    "now": now,
                    "unclear": kept(tr("Outpost was stopped while the server took the mail.")),
                },
            )
            if row is None:
                return 0
            self._db.tell(Kind.OUTBOX, user_id=row[0])
            return 1

    # -- sending -----------------------------------------------------------------------------

    def claim(self, letter: Letter, now: datetime) -> Letter | None:
        """Begin an attempt; None where it does not wait any more, or not as it was read. From
        here on it cannot be taken back."""
        with self._db.transaction():
            row = self._db.row(
                "UPDATE outpost.outgoing SET state = 'sending', claim = %(claim)s, "
                "ending_said = false, attempts = attempts + 1, tried_at = %(now)s, "
                "waits_for_mailbox = false, said = '', inbox_awaited_since = NULL "
                f"WHERE id = (SELECT id FROM outpost.outgoing WHERE {_AS_READ} "
                "AND state = 'queued' FOR UPDATE SKIP LOCKED) RETURNING user_id",
                {"claim": uuid4(), "now": now, **letter.as_read},
            )
            if row is None:
                return None
            self._db.run(
                "WITH entry AS (UPDATE outpost.journal AS entry SET open = true "
                "FROM outpost.journal_change AS change WHERE change.journal_id = entry.id "
                "AND entry.command = ANY(%s) AND entry.user_id = %s AND entry.undone_at IS NULL "
                "AND change.tbl = %s AND change.row_id = %s RETURNING entry.id) "
                "DELETE FROM outpost.journal_change AS change USING entry "
                "WHERE change.journal_id = entry.id",
                (list(QUEUE_COMMANDS), row[0], TABLE, letter.id),
            )
            self._db.tell(Kind.OUTBOX, user_id=row[0])
            return self.letter(letter.id)

    def no_doubt(self, letter: Letter) -> None:
        """Sent was looked at, and the mail of this attempt is not there."""
        self._db.run(
            "UPDATE outpost.outgoing SET in_doubt = false WHERE id = %s AND claim = %s",
            (letter.id, letter.claim),
        )

    def say_ending(self, letter: Letter, raw_url: str) -> bool:
        """Note, durably, that the end of these very bytes is about to be said; False where this
        attempt has lost its turn."""
        with self._db.transaction():
            return bool(
                self._db.run(
                    "UPDATE outpost.outgoing SET ending_said = true, raw_url = %s "
                    "WHERE id = %s AND claim = %s AND state = 'sending' AND NOT ending_said",
                    (raw_url, letter.id, letter.claim),
                )
            )

    def still_ours(self, letter: Letter) -> Letter | None:
        """The row of an attempt whose outcome is to be noted, locked; None where somebody else
        has decided over it."""
        found = self.letter(letter.id, lock=True)
        ours = (
            found is not None
            and found.claim == letter.claim
            and found.state in (Sending.SENDING, Sending.UNKNOWN)
        )
        return found if ours else None

    # -- steps; each inside the caller's transaction -------------------------------------------

    def wait(
        self, letter: Letter, due_at: datetime, said: str, *, for_mailbox: bool = False
    ) -> None:
        """It waits until then, and may be tried again."""
        self._db.run(
            "UPDATE outpost.outgoing SET state = 'queued', due_at = %s, said = %s, claim = NULL, "
            "ending_said = false, waits_for_mailbox = %s, "
            "tried_at = coalesce(tried_at, queued_at) WHERE id = %s",
            (due_at, kept(said), for_mailbox, letter.id),
        )
        self._told(letter)

    def not_tried(
        self, letter: Letter, now: datetime, due_at: datetime, said: str, *,
        for_mailbox: bool = True,
    ) -> bool:  # fmt: skip
        """Nothing could be tried, as the mailbox is not well; whether it still waits.

        Args:
            for_mailbox: it is the mailbox that is not well. Where a server was silent over another
                mail, that may be that mail's fault: this one has had no attempt, and comes sooner.
        """
        changed = self._db.run(
            "UPDATE outpost.outgoing SET due_at = %(next)s, said = %(said)s, "
            "waits_for_mailbox = %(for_mailbox)s, tried_at = %(now)s, "
            "attempts = attempts + %(for_mailbox)s::integer, "
            "inbox_awaited_since = NULL "
            f"WHERE {_AS_READ} AND state = 'queued'",
            {
                "next": due_at,
                "said": kept(said),
                "now": now,
                "for_mailbox": for_mailbox,
                **letter.as_read,
            },
        )
        self._told(letter)
        return bool(changed)

    def postpone(self, letter: Letter, due_at: datetime, said: str) -> None:
        """It does not go out before then, for a reason that is no fault."""
        self._db.run(
            "UPDATE outpost.outgoing SET due_at = %(next)s, said = %(said)s, "
            # One that was to go at a certain time is late from then on.
            "wanted_at = CASE WHEN wanted_at IS NOT NULL THEN %(next)s END, "
            # A mailbox that is well again is no reason to look sooner.
            "waits_for_mailbox = false, inbox_awaited_since = NULL "
            f"WHERE {_AS_READ} AND state = 'queued'",
            {"next": due_at, "said": kept(said), **letter.as_read},
        )
        self._told(letter)

    def await_inbox(self, letter: Letter, since: datetime, due_at: datetime) -> None:
        """It waits until then for the inbox of its mailbox to be looked at, as it does since."""
        self.postpone(letter, due_at, tr("The inbox is looked at first."))
        self._db.run(
            "UPDATE outpost.outgoing SET inbox_awaited_since = %s "
            "WHERE id = %s AND state = 'queued' AND due_at = %s",
            (since, letter.id, due_at),
        )

    def hold(self, letter: Letter, said: str) -> None:
        """The rep looks before it goes out; one that was taken back meanwhile stays so."""
        self._db.run(
            "UPDATE outpost.outgoing SET state = 'held', said = %(said)s, claim = NULL, "
            "ending_said = false, waits_for_mailbox = false, inbox_awaited_since = NULL "
            f"WHERE {_AS_READ} AND state IN ('queued', 'sending', 'unknown')",
            {"said": kept(said), **letter.as_read},
        )
        self._told(letter)

    def fail(self, letter: Letter, said: str) -> None:
        """It is not delivered and will not be; its draft is open again."""
        if not self._db.run(
            "UPDATE outpost.outgoing SET state = 'failed', said = %(said)s, claim = NULL, "
            f"ending_said = false WHERE {_AS_READ} AND state IN ('queued', 'sending', 'unknown')",
            {"said": kept(said), **letter.as_read},
        ):
            return
        self._db.run(REOPEN_DRAFT, {"id": letter.id})
        self._told(letter, Kind.DRAFTS)

    def unknown(self, letter: Letter, due_at: datetime, said: str) -> None:
        """Nobody knows; whoever asked keeps the claim, in case it learns after all."""
        self._db.run(
            "UPDATE outpost.outgoing SET state = 'unknown', due_at = %s, said = %s, looks = 0 "
            "WHERE id = %s",
            (due_at, kept(said), letter.id),
        )
        self._told(letter)

    def look_again(
        self, letter: Letter, due_at: datetime, looks: int, said: str | None = None, *,
        for_mailbox: bool = False, now: datetime | None = None,
    ) -> None:  # fmt: skip
        """When to look into Sent again, and how often that was done."""
        self._db.run(
            "UPDATE outpost.outgoing SET due_at = %s, looks = %s, said = coalesce(%s, said), "
            "waits_for_mailbox = %s, tried_at = coalesce(%s, tried_at) "
            "WHERE id = %s AND state = %s",
            (
                due_at,
                looks,
                None if said is None else kept(said),
                for_mailbox,
                now,
                letter.id,
                str(letter.state),
            ),
        )
        self._told(letter)

    def delivered(self, letter: Letter, now: datetime, said: str) -> None:
        """The server took it; whatever else it is to become follows."""
        self._db.run(
            "UPDATE outpost.outgoing SET state = 'delivered', "
            "delivered_at = coalesce(delivered_at, %s), due_at = %s, looks = 0, "
            "said = %s, waits_for_mailbox = false, in_doubt = false WHERE id = %s",
            (now, now, kept(said), letter.id),
        )
        self._told(letter)

    def became(self, letter: Letter, email_id: UUID | None) -> None:
        """The message that a delivered mail is stands where messages are."""
        self._db.run(
            "UPDATE outpost.outgoing SET email_id = %s, "
            # After a look the words are no longer the server's, but of what was in the way.
            "said = CASE WHEN looks = 0 THEN said ELSE '' END WHERE id = %s",
            (email_id, letter.id),
        )
        self._told(letter, Kind.MESSAGES | Kind.CONVERSATIONS | Kind.LEADS)

    def begin_filing(self, letter: Letter) -> None:
        """Note, durably, that a copy is about to be put into Sent: one that is found there from
        now on may be that."""
        with self._db.transaction():
            self._db.run(
                "UPDATE outpost.outgoing SET filing_begun = true "
                "WHERE id = %s AND state = 'delivered'",
                (letter.id,),
            )

    def filed(self, letter: Letter, now: datetime) -> None:
        """It is in the server's Sent folder, too."""
        self._db.run(
            "UPDATE outpost.outgoing SET state = 'filed', filed_at = %s, said = '', "
            "waits_for_mailbox = false WHERE id = %s AND state = 'delivered'",
            (now, letter.id),
        )
        self._told(letter)

    def answered(self, letter: Letter) -> None:
        """The message that it answers is answered."""
        if letter.answers is None:
            return
        if self._db.run(
            "UPDATE public.emails SET status = 'replied' "
            "WHERE id = %s AND user_id = %s AND status IN ('unread', 'read')",
            (letter.answers, letter.user_id),
        ):
            self._db.run(COUNT_UNREAD_OF_EMAILS, {"emails": [letter.answers]})

    # -- what it depends on --------------------------------------------------------------------

    def email_of(self, letter: Letter) -> UUID | None:
        """The message that a mail became, by its Message-ID."""
        found: UUID | None = self._db.value(
            "SELECT id FROM public.emails WHERE user_id = %s AND message_id = %s LIMIT 1",
            (letter.user_id, letter.message_id),
        )
        return found

    def sent_since(self, mailbox_id: UUID, since: datetime) -> int:
        """How many mails went out from a mailbox, or may have, since then."""
        return int(
            self._db.value(
                "SELECT count(*) FROM outpost.outgoing WHERE mailbox_id = %(mailbox)s "
                "AND (delivered_at >= %(since)s "
                "OR (state IN ('sending', 'unknown') AND tried_at >= %(since)s))",
                {"mailbox": mailbox_id, "since": since},
            )
        )

    def lies_twice(self, mailbox_id: UUID) -> bool:
        """Whether a mail lies in Sent twice, as far as that was fetched: put there from here, and
        by the server itself."""
        return bool(self._db.value(_LIES_TWICE, {"mailbox": mailbox_id, "looks": LOOKS}))

    def inbox_looked_at(self, mailbox_id: UUID) -> datetime | None:
        """When that which brings a mailbox its new mail was last fetched: the inbox, or with Gmail
        All Mail; None where it never was."""
        found: datetime | None = self._db.value(
            "SELECT max(looked_at) FROM outpost.mailbox_folder "
            "WHERE mailbox_id = %s AND followed AND role IN ('inbox', 'all')",
            (mailbox_id,),
        )
        return found

    def _told(self, letter: Letter, more: Kind = Kind.NONE) -> None:
        self._db.tell(Kind.OUTBOX | more, user_id=letter.user_id)


def _letter(row: tuple[Any, ...]) -> Letter:
    of = dict(zip(Letter.__dataclass_fields__, row, strict=True))
    of["envelope_to"] = tuple(of["envelope_to"])
    of["state"] = Sending(of["state"])
    of["guard"] = note_guard(of["guard"])
    return Letter(**of)
