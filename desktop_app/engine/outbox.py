"""Sends what is due, once each.

Between any two lines here the engine may die. What it must not do twice lies between
``say_ending`` and the note of the outcome: whoever finds a mail in that stretch calls it unknown,
searches for it in Sent, and asks the rep rather than repeat it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.mail import MailRepository
from desktop_app.data.mail_merges import MailMergeRepository
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.data.outgoing import OutgoingRepository
from desktop_app.data.outgoing_queue import Letter, OutgoingQueue
from desktop_app.data.sequence_facts import opening_of_mail
from desktop_app.data.users import UserRepository
from desktop_app.domain.delivery import (
    BrokenBefore,
    Delivered,
    Envelope,
    Outcome,
    RefusedForGood,
    RefusedForNow,
    TurnedAway,
    Unclear,
)
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.mail import Address
from desktop_app.domain.mail_faults import MailFault, MailServerUnreachable, SignInRefused
from desktop_app.domain.mailbox_providers import files_by_itself
from desktop_app.domain.mailboxes import Auth, Credential, Mailbox, MailboxState, Server
from desktop_app.domain.outbox_rules import (
    LOOKS,
    day_begins,
    file_pause,
    head_of,
    look_pause,
    needs_new_date,
    pause_after,
    tomorrow_morning,
    waited,
    why_hold,
    why_late,
)
from desktop_app.domain.outgoing import Sending
from desktop_app.domain.pace import next_open, plan
from desktop_app.domain.zones import zone_or_utc
from desktop_app.engine.jobs import Folders
from desktop_app.engine.mail_intake import Incoming, MailIntake, MailPreparer, Prepared
from desktop_app.engine.sweep import utc_now
from desktop_app.wire.content_store import ContentStore
from desktop_app.wire.mail_compose import redated
from desktop_app.wire.mail_parse import parse_message
from desktop_app.wire.smtp import send_mail

log = logging.getLogger(__name__)

CredentialSource = Callable[[Mailbox], Credential]
_Place = tuple[str, int]  # host and port

_LOOK_EVERY = 30.0  # seconds: a notice that was missed costs no more than this
_AFTER_A_FAULT = 2.0
_ENDS_WITHIN = 10.0  # seconds: a server that has taken a mail may still say so
_KEEPS_HOURS = tr("It waits for the hours of its step.")
_FOUND = tr("It was found in Sent.")
_INBOX_FRESH = timedelta(minutes=5)
_INBOX_WAIT = timedelta(minutes=2)
_INBOX_LOOK = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class _Mail:
    """A message as it goes out; ``url`` is where it is kept, None: nowhere yet."""

    raw: bytes
    url: str | None


class Sent(Protocol):
    """The Sent folder of a mailbox's server.

    Both raise KnownError where the server cannot be asked.
    """

    def find_in_sent(self, mailbox: Mailbox, credential: Credential, message_id: str) -> bool:
        """Whether a message is there."""
        ...

    def file_in_sent(
        self, mailbox: Mailbox, credential: Credential, raw: bytes, message_id: str
    ) -> bool:
        """Put it there, unless it is there already; whether it was put there now."""
        ...


class Transport(Protocol):
    """Sends one mail; :func:`desktop_app.wire.smtp.send_mail` but for tests."""

    def __call__(
        self,
        mailbox: Mailbox,
        credential: Credential,
        envelope: Envelope,
        raw: bytes,
        about_to_end: Callable[[], bool],
    ) -> Outcome: ...


def by_smtp(
    mailbox: Mailbox,
    credential: Credential,
    envelope: Envelope,
    raw: bytes,
    about_to_end: Callable[[], bool],
) -> Outcome:
    """The real one."""
    who = replace(credential, user=mailbox.smtp.user or credential.user)
    return send_mail(mailbox.smtp, who, envelope, raw, about_to_end, ca_pem=mailbox.ca_pem)


class OutboxSender:
    """Works the outbox off, in a thread of its own, or once.

    Args:
        db: the database.
        folders: where files and raw messages are.
        credentials: what a mailbox signs in with; raises KnownError where it has nothing.
        sent: the Sent folders of servers; None: nothing is filed or searched for.
        transport: what sends.
        revive: brings the database back after its connection was lost.
        now: the time, UTC.
    """

    def __init__(
        self,
        db: Database,
        folders: Folders,
        credentials: CredentialSource,
        sent: Sent | None = None,
        *,
        transport: Transport = by_smtp,
        revive: Callable[[], None] = lambda: None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._db = db
        self._store = ContentStore(folders.files, raw=folders.raw)
        self._credentials = credentials
        self._sent = sent
        self._transport = transport
        self._revive = revive
        self._now = now
        self._queue = OutgoingQueue(db)
        self._outgoing = OutgoingRepository(db)
        self._mailboxes = MailboxRepository(db)
        self._merges = MailMergeRepository(db)
        self._shut: dict[UUID, KnownError] = {}  # mailboxes that had nothing to sign in with
        self._down: dict[UUID, str] = {}  # those that their server does not let in, and why
        self._gone: dict[_Place, str] = {}  # servers of SMTP that are not there, and why
        self._mute: dict[_Place, str] = {}  # those that are there and say nothing
        self._away: dict[_Place, KnownError] = {}  # the same of IMAP
        self._leaving = threading.Event()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    # -- its life ----------------------------------------------------------------------------

    def start(self) -> None:
        """Begin, if it has not begun yet."""
        if self._thread is None and not self._leaving.is_set():
            self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)
            self._thread.start()

    def wake(self) -> None:
        """There may be something to do."""
        self._wake.set()

    def leave(self) -> None:
        """End soon: a mail whose end was not said yet is not ended."""
        self._leaving.set()
        self._wake.set()

    def stop(self) -> None:
        """End, and wait for it a little."""
        self.leave()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=_ENDS_WITHIN)

    def _run(self) -> None:
        while not self._leaving.is_set():
            self._wake.clear()
            try:
                self.look()
                pause = self._until_next()
            except KnownError as error:
                log.warning("the outbox waits: %s", error)
                pause = _AFTER_A_FAULT
            except Exception:
                # A bug must not stop what else is to be sent; the log has what a report needs.
                log.exception("the outbox")
                pause = _LOOK_EVERY
            self._wake.wait(pause)

    def _until_next(self) -> float:
        now = self._now()
        due = self._queue.next_due(now)
        return min((due - now).total_seconds() + 0.01, _LOOK_EVERY) if due else _LOOK_EVERY

    def look(self, only: UUID | None = None) -> int:
        """Do all that is due now; how many mails were looked at.

        Args:
            only: mail of this user; None: of everybody.

        Raises:
            KnownError: the database cannot be reached.
        """
        self._queue.taken_up(self._now())
        for each in (self._shut, self._down, self._gone, self._mute, self._away):
            each.clear()
        count = 0
        seen: set[tuple[UUID, Sending]] = set()
        while not self._leaving.is_set():
            # Asked anew each time: a mail may be taken back while another one is sent.
            due = self._queue.due(self._now(), only)
            found = next((each for each in due if each not in seen), None)
            if found is None:
                return count
            seen.add(found)
            try:
                count += self._attend(found[0])
            except Exception:
                self._db.value("SELECT 1")  # without a database there is nothing to go on with
                # Whatever is the matter with one mail, the others do not wait for it.
                log.exception("mail %s", found[0])
        return count

    def _attend(self, letter_id: UUID) -> int:
        """Do what a mail's state asks for, if it is ours."""
        finish: Callable[[], None] | None = None
        with self._db.connection(), self._queue.held(letter_id) as ours:
            letter = self._queue.letter(letter_id) if ours else None
            if letter is None:
                return 0
            mailbox = self._mailboxes.get(letter.mailbox_id) if letter.mailbox_id else None
            match letter.state:
                case Sending.QUEUED:
                    finish = self._send(letter, mailbox)
                case Sending.UNKNOWN:
                    self._search(letter, mailbox)
                case Sending.DELIVERED:
                    self._file(letter, mailbox)
        if finish is not None:
            self._insist(finish)
        return 1

    # -- sending -----------------------------------------------------------------------------

    def _send(self, letter: Letter, mailbox: Mailbox | None) -> Callable[[], None] | None:
        """One attempt. Answers what is left to note, where the database went away meanwhile."""
        now = self._now()
        if mailbox is None:
            self._hold(letter, tr("The mailbox that it was written from was removed."))
            return None
        if self._is_kept(letter, mailbox, now):
            return None
        if self._is_down(letter, mailbox, now):
            return None
        try:
            credential = self._credential(mailbox)
        except KnownError as error:
            self._not_tried(letter, now, error.title)
            if isinstance(error, MailFault):
                self._mailboxes.set_state(mailbox.id, error.state, error.title, now)
            return None
        try:
            mail = self._as_it_leaves(letter, now)
        except KnownError as error:
            with self._db.transaction():
                self._queue.fail(letter, str(error))
            return None
        claimed = self._queue.claim(letter, now)
        if claimed is None:
            return None
        if claimed.in_doubt and not self._may_repeat(claimed, mailbox):
            return None
        outcome = self._deliver(claimed, mailbox, credential, mail)
        self._remember(mailbox, outcome)
        try:
            self._note(claimed, mailbox, outcome)
        except KnownError as error:
            log.warning("an outcome waits for the database: %s", error)
            return lambda: self._note(claimed, mailbox, outcome)
        return None

    def _as_it_leaves(self, letter: Letter, now: datetime) -> _Mail:
        """Its message, with the Date of now where it was written for another time: offline, over
        the day's limit or refused for now it may have waited for days. One that somebody may have
        stays the very same.

        Raises:
            KnownError: it is gone, or damaged.
        """
        raw = self._store.get_raw(letter.raw_url)
        date = parse_message(head_of(raw)).sent_at
        if not needs_new_date(date, now):
            return _Mail(raw, letter.raw_url)
        if self._outgoing.was_unknown(letter.user_id, letter.id):
            return _Mail(raw, letter.raw_url)
        zone = zone_or_utc(self._outgoing.zone(letter.user_id))
        return _Mail(redated(raw, now.astimezone(zone).replace(microsecond=0)), None)

    def _remember(self, mailbox: Mailbox, outcome: Outcome) -> None:
        """A server that does not answer, or does not let us in, is not tried again in this look:
        what it takes to find that out again would be waited for by everybody's mail, and a wrong
        password that is shown for each mail locks an account."""
        match outcome:
            case TurnedAway():
                self._down[mailbox.id] = outcome.words
            case BrokenBefore(reached=False):
                self._gone[_place(mailbox.smtp)] = outcome.words
            case BrokenBefore(silent=True) | Unclear(silent=True):
                self._mute[_place(mailbox.smtp)] = outcome.words

    def _is_down(self, letter: Letter, mailbox: Mailbox, now: datetime) -> bool:
        """Whether it waits without a try, as its server takes nothing just now."""
        place = _place(mailbox.smtp)
        said = self._down.get(mailbox.id) or self._gone.get(place)
        if said is not None:
            self._not_tried(letter, now, said)
        elif (said := self._mute.get(place)) is not None:
            # That the mailbox can be fetched says nothing of this server. Nor is its silence this
            # mail's fault: it has its own first try before the other has its next.
            self._not_tried(letter, now, said, for_mailbox=False)
        return said is not None

    def _may_repeat(self, letter: Letter, mailbox: Mailbox) -> bool:
        """Whether a mail of which nobody knew is to go out once more: not where the server has it
        in Sent by now, and not before that could be asked."""
        if self._sent is None:
            return True
        sent = self._sent
        try:
            found = self._ask_sent(
                mailbox, lambda shown: sent.find_in_sent(mailbox, shown, letter.message_id)
            )
        except KnownError as error:
            said = tr(
                "Whether it has arrived is asked before it is sent again. {title}",
                title=error.title,
            )
            with self._db.transaction():
                standing = self._queue.still_ours(letter)
                if standing is not None:
                    self._try_later(standing, self._now(), said, for_mailbox=True)
            return False
        if found:
            self._note_delivered(letter, _FOUND)
            return False
        self._queue.no_doubt(letter)
        return True

    def _is_kept(self, letter: Letter, mailbox: Mailbox, now: datetime) -> bool:
        """Whether something keeps it: its time has passed, things have changed, the day's limit is
        reached, or the hours of its step are over."""
        if late := why_late(letter.wanted_at, letter.attempts, now):
            self._hold(letter, late)
            return True
        zone = zone_or_utc(self._outgoing.zone(letter.user_id))
        has_waited = waited(letter.queued_at, letter.wanted_at, letter.attempts, now)
        if has_waited and self._fetch_comes_first(letter, mailbox, now):
            return True
        # Of many the rep did not look at each: the first leaves after seconds, and may be unwanted
        # since.
        if has_waited or letter.merge_id is not None:
            standing = self._outgoing.guard(
                letter.user_id, letter.conversation_id, letter.lead_id, letter.envelope_to,
                then=letter.guard, noted_at=letter.queued_at,
            )  # fmt: skip
            if why := why_hold(letter.guard, standing, zone):
                self._hold(letter, why)
                return True
        is_full = self._queue.sent_since(mailbox.id, day_begins(now, zone)) >= mailbox.daily_cap
        ready = tomorrow_morning(now, zone) if is_full else now
        # A step keeps its hours here too: it may have been queued a minute before they ended.
        opens = opening_of_mail(self._db, letter.id, ready)
        if opens > now:
            when = tr("in the hours of its step") if opens > ready else tr("tomorrow")
            said = _full(mailbox, when) if is_full else _KEEPS_HOURS
            with self._db.transaction():
                self._queue.postpone(letter, opens, said)
            return True
        return self._keeps_its_pace(letter, now)

    def _keeps_its_pace(self, letter: Letter, now: datetime) -> bool:
        """Whether a mail of a merge has to wait for its turn: after a night with the lid closed
        many are due at once, and still go out one after the other and within their hours."""
        if letter.merge_id is None:
            return False
        pace = self._merges.pace(letter.merge_id)
        last = self._merges.last_tried(letter.merge_id)
        ready = max(now, last + timedelta(seconds=pace.gap)) if last is not None else now
        ready = next_open(pace, ready)
        if ready <= now:
            return False
        with self._db.transaction():
            times = plan(pace, ready, self._merges.count_waiting(letter.merge_id))
            self._merges.spread_again(letter.merge_id, letter.id, times)
        return True

    def _fetch_comes_first(self, letter: Letter, mailbox: Mailbox, now: datetime) -> bool:
        """After a time offline the answer that makes a mail stale lies on the server: the inbox
        is looked at first, if that does not take too long."""
        looked_at = self._queue.inbox_looked_at(mailbox.id)
        if looked_at is None or now - looked_at <= _INBOX_FRESH:
            return False
        # The row knows since when: whoever looks next, another engine or a command, goes on there.
        since = letter.inbox_awaited_since or now
        if now - since >= _INBOX_WAIT:
            return False
        with self._db.transaction():
            self._queue.await_inbox(letter, since, now + _INBOX_LOOK)
        return True

    def _credential(self, mailbox: Mailbox) -> Credential:
        """What to sign in with. A mailbox that has nothing is not asked again in this look: a
        keyring that is locked takes its time, and mail of other mailboxes waits behind it."""
        if (known := self._shut.get(mailbox.id)) is not None:
            raise known
        try:
            return self._credentials(mailbox)
        except KnownError as error:
            self._shut[mailbox.id] = error
            raise

    def _forget(self, mailbox: Mailbox) -> bool:
        """A server does not take this token, which may have been called back before its end;
        whether another one can be had."""
        forget = getattr(self._credentials, "forget", None)
        if mailbox.auth is not Auth.OAUTH2 or forget is None:
            return False
        forget(mailbox.id)
        return True

    def _ask_sent(self, mailbox: Mailbox, ask: Callable[[Credential], bool]) -> bool:
        """Ask the server of Sent; once more with a fresh token where it does not take this one.
        One that did not answer is not asked again in this look."""
        if (known := self._away.get(_place(mailbox.imap))) is not None:
            raise known
        try:
            return self._ask_signed_in(mailbox, ask)
        except MailServerUnreachable as error:
            self._away[_place(mailbox.imap)] = error
            raise

    def _ask_signed_in(self, mailbox: Mailbox, ask: Callable[[Credential], bool]) -> bool:
        try:
            return ask(self._credential(mailbox))
        except SignInRefused:
            if not self._forget(mailbox):
                raise
            return ask(self._credential(mailbox))

    def _deliver(
        self, letter: Letter, mailbox: Mailbox, credential: Credential, mail: _Mail
    ) -> Outcome:
        """An attempt; once more with a fresh token where the server does not take this one, which
        it says long before it could take the mail."""
        outcome = self._attempt(letter, mailbox, credential, mail)
        if not isinstance(outcome, TurnedAway) or outcome.state is not MailboxState.SIGNIN:
            return outcome
        if not self._forget(mailbox):
            return outcome
        try:
            fresh = self._credential(mailbox)
        except KnownError as error:
            state = error.state if isinstance(error, MailFault) else outcome.state
            return TurnedAway(state, error.title)
        return self._attempt(letter, mailbox, fresh, mail)

    def _attempt(
        self, letter: Letter, mailbox: Mailbox, credential: Credential, mail: _Mail
    ) -> Outcome:
        ending = False

        def about_to_end() -> bool:
            nonlocal ending
            if self._leaving.is_set():
                return False
            # Kept before anybody can have it, and not before: of tries that come to nothing
            # no copies stay.
            url = mail.url or self._store.put_raw(mail.raw)
            ending = self._queue.say_ending(letter, url)
            return ending

        envelope = Envelope(letter.envelope_from, letter.envelope_to)
        try:
            return self._transport(mailbox, credential, envelope, mail.raw, about_to_end)
        except KnownError as error:
            return TurnedAway(MailboxState.INSECURE, error.title)
        except Exception:
            log.exception("sending %s", letter.id)
            said = tr("Something went wrong inside Outpost; the log has the details.")
            return Unclear(said) if ending else BrokenBefore(said, reached=True)

    # -- outcomes ----------------------------------------------------------------------------

    def _note(self, letter: Letter, mailbox: Mailbox, outcome: Outcome) -> None:
        """Write down what became of an attempt; once, and only where it is still ours to say."""
        now = self._now()
        log.info("mail %s: %s", letter.id, type(outcome).__name__)
        if isinstance(outcome, Delivered):
            self._note_delivered(letter, outcome.words)
        else:
            with self._db.transaction():
                standing = self._queue.still_ours(letter)
                if standing is not None:
                    self._note_undelivered(standing, outcome, now)
        self._note_mailbox(mailbox, outcome, now)

    def _note_undelivered(self, letter: Letter, outcome: Outcome, now: datetime) -> None:
        match outcome:
            case RefusedForGood():
                self._queue.fail(letter, _said(outcome))
            case RefusedForNow():
                self._try_later(letter, now, _said(outcome))
            case TurnedAway():
                self._try_later(letter, now, outcome.words, for_mailbox=True)
            case BrokenBefore():
                self._try_later(letter, now, outcome.words, for_mailbox=not outcome.reached)
            case Unclear():
                self._queue.unknown(letter, now + look_pause(0), outcome.words)

    def _try_later(
        self, letter: Letter, now: datetime, said: str, *, for_mailbox: bool = False
    ) -> None:
        pause = pause_after(letter.attempts, now - letter.since)
        if pause is None:
            self._queue.hold(letter, tr("It was tried for a day. The last time: {said}", said=said))
        else:
            self._queue.wait(letter, now + pause, said, for_mailbox=for_mailbox)

    def _note_delivered(self, letter: Letter, words: str) -> None:
        """The outcome, at once and alone: whatever follows from it may take its time, or fail,
        and is done by :meth:`_file`."""
        with self._db.transaction():
            standing = self._queue.still_ours(letter)
            if standing is None:
                log.warning("mail %s was delivered, and somebody had decided over it", letter.id)
                return
            self._queue.delivered(standing, self._now(), words)

    def _read(self, letter: Letter, raw: bytes, now: datetime) -> tuple[MailIntake, Prepared]:
        """The mail as a message of the rep's, its files stored."""
        message = parse_message(raw)
        named = {each.email for each in message.recipients}
        hidden = tuple(Address("", each) for each in letter.envelope_to if each not in named)
        message = replace(message, bcc=message.bcc + hidden)
        incoming = Incoming(raw, message, frozenset({"seen"}), now)
        prepared = MailPreparer(self._db, letter.user_id, self._store, source="outbox").prepare(
            [incoming]
        )
        with self._db.connection():
            own = UserRepository(self._db).own_addresses(letter.user_id)
        own |= {letter.envelope_from}
        return MailIntake(self._db, letter.user_id, own, origin="composed"), prepared

    def _note_mailbox(self, mailbox: Mailbox, outcome: Outcome, now: datetime) -> None:
        """What an attempt says of the mailbox, shown where mailboxes are."""
        if isinstance(outcome, TurnedAway):
            self._mailboxes.set_state(mailbox.id, outcome.state, outcome.words, now)

    def _insist(self, note: Callable[[], None]) -> None:
        """Note an outcome as soon as the database is back; whoever ends before leaves an
        unknown mail."""
        while not self._leaving.is_set():
            try:
                self._revive()
                note()
                return
            except KnownError as error:
                log.warning("an outcome waits for the database: %s", error)
                self._leaving.wait(_AFTER_A_FAULT)

    # -- what the server kept ------------------------------------------------------------------

    def _search(self, letter: Letter, mailbox: Mailbox | None) -> None:
        """Is a mail whose fate is unknown in Sent?"""
        now = self._now()
        if mailbox is None or self._sent is None:
            self._ask(letter)
            return
        sent = self._sent
        try:
            found = self._ask_sent(
                mailbox, lambda shown: sent.find_in_sent(mailbox, shown, letter.message_id)
            )
        except KnownError as error:
            self._ask_server_later(letter, now, error)
            return
        if found:
            self._note_delivered(letter, _FOUND)
            return
        looks = letter.looks + 1
        # A server that files nothing by itself will never have it there.
        if looks >= LOOKS or self._files_itself(mailbox) is False:
            self._ask(letter)
            return
        with self._db.transaction():
            self._queue.look_again(letter, now + look_pause(looks), looks)

    def _ask(self, letter: Letter) -> None:
        with self._db.transaction():
            self._queue.look_again(
                letter,
                letter.due_at,
                LOOKS,
                tr("It may have been delivered: nobody here can know."),
            )

    def _file(self, letter: Letter, mailbox: Mailbox | None) -> None:
        """Make the message that a delivered mail is, and put it into Sent, unless the server does
        that."""
        now = self._now()
        if letter.email_id is None and not self._make_message(letter, now):
            return
        if mailbox is not None and mailbox.paused:
            return
        if mailbox is None or self._sent is None:
            with self._db.transaction():
                self._queue.look_again(letter, now + file_pause(LOOKS), letter.looks + 1)
            return
        # Found where nothing of ours was put before: the server did it.
        by_whom = None if letter.filing_begun else True
        sent = self._sent
        try:
            if (itself := self._files_itself(mailbox)) is not False:
                if self._ask_sent(
                    mailbox, lambda shown: sent.find_in_sent(mailbox, shown, letter.message_id)
                ):
                    self._note_filed(letter, mailbox, now, itself=by_whom)
                    return
                if letter.looks < (LOOKS if itself else 1):
                    # It may take a moment to put it there.
                    with self._db.transaction():
                        self._queue.look_again(
                            letter, now + look_pause(letter.looks), letter.looks + 1
                        )
                    return
            raw = _with_bcc(self._store.get_raw(letter.raw_url), letter.envelope_to)
            self._queue.begin_filing(letter)
            put = self._ask_sent(
                mailbox, lambda shown: sent.file_in_sent(mailbox, shown, raw, letter.message_id)
            )
        except KnownError as error:
            self._ask_server_later(letter, now, error)
            return
        self._note_filed(letter, mailbox, now, itself=False if put else by_whom)

    def _files_itself(self, mailbox: Mailbox) -> bool | None:
        """Whether the server files what it sends; None: not known. One that does so later than it
        was waited for is found out by what lies in Sent twice."""
        itself = files_by_itself(mailbox)
        if itself is False and self._queue.lies_twice(mailbox.id):
            self._mailboxes.set_files_sent(mailbox.id, True)
            return True
        return itself

    def _note_filed(
        self, letter: Letter, mailbox: Mailbox, now: datetime, *, itself: bool | None
    ) -> None:
        """It lies in Sent.

        Args:
            itself: whether the server put it there; None: nobody knows. What was learned from an
                earlier mail gives way to that.
        """
        with self._db.transaction():
            self._queue.filed(letter, now)
            if itself is not None and itself is not mailbox.files_sent:
                self._mailboxes.set_files_sent(mailbox.id, itself)

    def _make_message(self, letter: Letter, now: datetime) -> bool:
        """The message that a mail became, and what follows from that; whether it is there. Where
        something is in the way, a full disk say, it is made later: that it was delivered is
        noted, and no other mail waits."""
        try:
            raw = self._store.get_raw(letter.raw_url)
            intake, prepared = self._read(letter, raw, now)
            with self._db.transaction():
                # Before the row, as what brings mail in does it: it may move the row to another
                # conversation, and two that wait for each other wait until one is given up.
                MailRepository(self._db).lock(letter.user_id)
                standing = self._queue.letter(letter.id, lock=True)
                if standing is None or standing.state is not Sending.DELIVERED:
                    return False
                intake.take(prepared)
                self._queue.became(standing, self._queue.email_of(letter))
                self._queue.answered(standing)
            return True
        except Exception as error:
            self._db.value("SELECT 1")  # without a database there is nothing to go on with
            log.exception("the message of mail %s", letter.id)
            said = tr("Its message could not be made yet.")
            if isinstance(error, KnownError):
                said = error.title
        with self._db.transaction():
            self._queue.look_again(letter, now + file_pause(letter.looks), letter.looks + 1, said)
        return False

    def _ask_server_later(self, letter: Letter, now: datetime, error: KnownError) -> None:
        """The server could not be asked: that says nothing, and does not count as a look."""
        pause = look_pause(min(letter.looks + 1, LOOKS))
        with self._db.transaction():
            self._queue.look_again(
                letter, now + pause, letter.looks, error.title, for_mailbox=True, now=now
            )
        if isinstance(error, MailFault):
            log.info("%s waits: %s", letter.id, error)

    def _hold(self, letter: Letter, said: str) -> None:
        with self._db.transaction():
            self._queue.hold(letter, said)

    def _not_tried(
        self, letter: Letter, now: datetime, said: str, *, for_mailbox: bool = True
    ) -> None:
        pause = pause_after(letter.attempts + 1, now - letter.since)
        if pause is None:
            self._hold(letter, said)
            return
        with self._db.transaction():
            self._queue.not_tried(letter, now, now + pause, said, for_mailbox=for_mailbox)


def _place(server: Server) -> _Place:
    return server.host, server.port


def _said(refused: RefusedForGood | RefusedForNow) -> str:
    """The server's own words, and of whom it said them."""
    said = tr("{words} ({code})", words=refused.words or tr("no words"), code=refused.code)
    if not refused.recipients:
        return said
    return tr("{whom}: {said}", whom=", ".join(refused.recipients), said=said)


def _full(mailbox: Mailbox, later: str) -> str:
    """The day's limit is reached."""
    return tr(
        "{address} has sent its {daily_cap} mails of today; this one goes out {later}.",
        address=mailbox.address,
        daily_cap=numeral(mailbox.daily_cap),
        later=later,
    )


def _with_bcc(raw: bytes, everybody: tuple[str, ...]) -> bytes:
    """The rep's own copy says whom the others did not see."""
    message = parse_message(raw)
    named = {each.email for each in message.recipients}
    hidden = [each for each in everybody if each not in named]
    if not hidden:
        return raw
    return b"Bcc: " + ",\r\n ".join(hidden).encode("utf-8") + b"\r\n" + raw
