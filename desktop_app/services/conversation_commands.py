"""What is done to conversations: to one, or to every one of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from desktop_app.data.conversation_marks import ConversationMarkRepository
from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository
from desktop_app.data.leads import LeadRepository
from desktop_app.data.picture_senders import PictureSenderRepository
from desktop_app.data.snoozes import SnoozeRepository
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.inbox import ConversationState
from desktop_app.domain.language import plural, tr
from desktop_app.domain.snoozes import is_in_reach, moment_words, read_until
from desktop_app.domain.typed_dates import month_comes_first
from desktop_app.domain.zones import zone_or_utc


class ConversationCommands:
    """Commands on conversations; each can be undone. ``ids`` may be ten thousand: each command
    is a few statements, however many are meant.

    Args:
        clock: the present moment, aware.
    """

    def __init__(self, db: Database, user_id: UUID, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._user_id = user_id
        self._clock = clock
        self._journal = JournalRepository(db)
        self._marks = ConversationMarkRepository(db)
        self._snoozes = SnoozeRepository(db)
        self._senders = PictureSenderRepository(db)

    def set_read(
        self, conversation_ids: Sequence[UUID] | IdList, read: bool, *, by_itself: bool = False
    ) -> Changes:
        """Mark conversations read, or unread (the newest message that came in).

        Args:
            by_itself: marked by being looked at, not by a command: nothing to undo.
        """
        ids, word = _packed(conversation_ids), "read" if read else "unread"
        if by_itself:
            with self._db.transaction():
                if not self._marks.look_at(self._user_id, tuple(ids)):
                    return Changes()
                self._db.tell(Kind.CONVERSATIONS, user_id=self._user_id)
            return Changes(Kind.CONVERSATIONS)

        def mark(journal_id: int) -> int:
            return self._marks.set_read(self._user_id, ids, read, journal_id)

        if read:
            said = plural("{n} marked as read", "Marked as read", len(ids))
        else:
            said = plural("{n} marked as unread", "Marked as unread", len(ids))
        already = tr("Already read") if read else tr("Already unread")
        return self._done(f"mark_{word}", mark, lambda _count: said, already, Kind.MESSAGES)

    def archive(self, conversation_ids: Sequence[UUID] | IdList) -> Changes:
        """Move conversations out of the inbox; what they were to come back for has ended."""
        return self._move(
            conversation_ids,
            ConversationState.ARCHIVED,
            "archive",
            _archived,
            tr("Already archived"),
        )

    def restore(self, conversation_ids: Sequence[UUID] | IdList) -> Changes:
        """Move conversations back into the inbox, also those that are away until later."""
        return self._move(
            conversation_ids, ConversationState.ACTIVE, "restore", _restored, tr("Already restored")
        )

    def snooze(self, conversation_ids: Sequence[UUID] | IdList, until: datetime) -> Changes:
        """Have conversations out of the inbox until a moment, or until somebody writes.

        Each becomes an action of type ``follow_up`` that is due then.

        Args:
            until: aware.

        Raises:
            KnownError: the moment is past, or years away.
        """
        now = self._now()
        if not is_in_reach(until, now):
            raise KnownError(
                tr("A conversation cannot be snoozed until then."),
                tr("Choose a time that is still to come, within five years."),
            )
        ids, when = _packed(conversation_ids), until.astimezone(now.tzinfo)

        def snooze(journal_id: int) -> int:
            self._snoozes.end(self._user_id, ids, now, journal_id)
            self._marks.set_state(self._user_id, ids, ConversationState.ACTIVE, journal_id)
            return self._snoozes.add(self._user_id, ids, until.astimezone(UTC), journal_id)

        def said(count: int) -> str:
            return plural(
                "{n} conversations snoozed until {when}", "Snoozed until {when}", count,
                when=moment_words(when, now),
            )  # fmt: skip

        return self._done(
            "snooze_conversations", snooze, said, tr("Nothing to snooze"), Kind.ACTIONS | Kind.LEADS
        )

    def bring_back(self, conversation_ids: Sequence[UUID] | IdList) -> Changes:
        """End the snoozes of conversations now."""
        ids, now = _packed(conversation_ids), self._clock()

        def end(journal_id: int) -> int:
            return self._snoozes.end(self._user_id, ids, now, journal_id)

        return self._done(
            "bring_back_conversations",
            end,
            _back,
            tr("Not snoozed"),
            Kind.ACTIONS | Kind.LEADS,
        )

    def set_flagged(self, conversation_ids: Sequence[UUID] | IdList, on: bool) -> Changes:
        """Flag conversations (their newest message), or take all their flags away."""
        ids, word = _packed(conversation_ids), "flagged" if on else "unflagged"

        def flag(journal_id: int) -> int:
            return self._marks.set_flagged(self._user_id, ids, on, journal_id)

        return self._done(
            f"{word[:-3]}_conversations",
            flag,
            lambda _count: _flagged(len(ids)) if on else _unflagged(len(ids)),
            tr("Already flagged") if on else tr("Already unflagged"),
            Kind.MESSAGES,
        )

    def trust_pictures(self, address: str, on: bool = True) -> Changes:
        """Show the remote pictures of a sender without asking from now on, or ask again."""
        kept = address.strip().lower()
        with self._db.transaction():
            change = (self._senders.add if on else self._senders.remove)(self._user_id, kept)
            if change is None:
                return Changes()
            said = (
                tr("Pictures from {address} are shown from now on", address=kept)
                if on
                else tr("Pictures from {address} are blocked from now on", address=kept)
            )
            name = "trust_pictures" if on else "block_pictures"
            journal_id = self._journal.add(self._user_id, name, said, [change])
            self._db.tell(Kind.MESSAGES, user_id=self._user_id)
        return Changes(Kind.MESSAGES, said, journal_id)

    # -- times -------------------------------------------------------------------------------

    def read_until(self, typed: str) -> datetime:
        """When a conversation is to come back, as it was typed ("tomorrow 9", "next week").

        Raises:
            KnownError: it is no time, or none that is still to come.
        """
        now = self._now()
        found = read_until(typed, now, month_first=month_comes_first(str(now.tzinfo)))
        if found is None:
            raise KnownError(
                tr("“{typed}” is no time.", typed=typed.strip()[:40]),
                tr("Write it like tomorrow 9, next week, friday 14:30 or 19 June."),
            )
        if not is_in_reach(found, now):
            raise KnownError(
                tr(
                    "{capitalize} is not to come, or years away.",
                    capitalize=moment_words(found, now).capitalize(),
                ),
                tr("Choose a time that is still to come."),
            )
        return found.astimezone(UTC)

    def next_return(self) -> datetime | None:
        """When the next snoozed conversation comes back; None when none is away."""
        return self._snoozes.next_due(self._user_id, self._clock())

    # -- inside ------------------------------------------------------------------------------

    def _move(
        self,
        conversation_ids: Sequence[UUID] | IdList,
        state: ConversationState,
        verb: str,
        done: Callable[[int], str],
        already: str,
    ) -> Changes:
        ids, now = _packed(conversation_ids), self._clock()
        ended = 0

        def move(journal_id: int) -> int:
            nonlocal ended
            moved = self._marks.set_state(self._user_id, ids, state, journal_id)
            ended = self._snoozes.end(self._user_id, ids, now, journal_id)
            return max(moved, ended)

        changes = self._done(f"{verb}_conversations", move, done, already)
        if not ended:
            return changes
        more = Kind.ACTIONS | Kind.LEADS
        self._db.tell(more, user_id=self._user_id)
        return Changes(changes.kinds | more, changes.said, changes.journal_id)

    def _done(
        self,
        command: str,
        do: Callable[[int], int],
        said: Callable[[int], str],
        nothing: str,
        more: Kind = Kind.NONE,
    ) -> Changes:
        """Run a command with an entry of its own; ``do`` answers how many rows it changed."""
        kinds = Kind.CONVERSATIONS | more
        with self._db.transaction():
            journal_id = self._journal.begin(self._user_id, command, "")
            count = do(journal_id)
            words = said(count) if count else ""
            self._journal.close(journal_id, words)
            if not count:
                return Changes(said=nothing)
            self._db.tell(kinds, user_id=self._user_id)
        return Changes(kinds, words, journal_id)

    def _now(self) -> datetime:
        zone = LeadRepository(self._db, self._clock).zone(self._user_id)
        return self._clock().astimezone(zone_or_utc(zone))


def _packed(ids: Sequence[UUID] | IdList) -> IdList:
    return ids if isinstance(ids, IdList) else IdList.of(ids)


def _archived(count: int) -> str:
    return plural("{n} conversations archived", "Conversation archived", count)


def _restored(count: int) -> str:
    return plural("{n} conversations restored", "Conversation restored", count)


def _back(count: int) -> str:
    return plural("{n} conversations back in the inbox", "Conversation back in the inbox", count)


def _flagged(count: int) -> str:
    return plural("{n} conversations flagged", "Conversation flagged", count)


def _unflagged(count: int) -> str:
    return plural("{n} conversations unflagged", "Conversation unflagged", count)
