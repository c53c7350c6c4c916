"""Bringing one folder on the server and what is here together, both ways but for what is sent.

A folder lacks what the server lists and ``mailbox_message`` does not hold: that difference is
what is fetched, so that an interrupted fetch goes on by itself, a message is never stored twice,
and a gap, however it came about, is found and filled. A batch of messages and their places are
one transaction.

What is marked ``\\Deleted`` on the server counts as not being in its folder: whether it is expunged
soon or never, other programs do not show it. Without the mark it is there again.
"""

from __future__ import annotations

import logging
from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.mailbox_folders import FolderRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.language import tr
from desktop_app.domain.mail_faults import MailServerRefused
from desktop_app.domain.mailbox_folders import FolderCounts, MailFolder, Sighting
from desktop_app.domain.mailboxes import FolderRole, Mailbox
from desktop_app.domain.uids import UidSet
from desktop_app.engine.jobs import Folders
from desktop_app.engine.mail_intake import IntakeResult, MailIntake
from desktop_app.engine.mailbox_read import (
    BATCH_MESSAGES,
    WORTH_A_PROCESS,
    ReadBatch,
    Reading,
    ReadyReader,
    read_ahead,
)
from desktop_app.wire.imap import Fetched, FolderStatus, ImapSession
from desktop_app.wire.imap_answers import SpooledBody

log = logging.getLogger(__name__)

EVER: Final = date(1970, 1, 1)
"""From here on is everything."""

_ASKED_AT_ONCE: Final = 500  # messages of one FETCH
_PROBED: Final = 50  # of these, whether they are known already
_FLAGS_AT_ONCE: Final = 2000  # taken in
_FLAGS_NEWEST: Final = 500  # looked at every time, where the server counts no changes
_FLAGS_WINDOW: Final = 2000  # of the older ones, in turn
_CHANGED = Kind.CONVERSATIONS | Kind.MESSAGES | Kind.LEADS | Kind.MAILBOXES


class Stopped(Exception):
    """Somebody asked for the work to end; what was committed stays."""


@dataclass(slots=True)
class Looking:
    """What the look at a folder needs of the world.

    Args:
        own: the rep's addresses, lower case.
        should_stop: asked between batches.
        now: UTC.
        reader: reads where much comes at once.
    """

    db: Database
    folders: Folders
    mailbox: Mailbox
    own: frozenset[str]
    now: Callable[[], datetime]
    should_stop: Callable[[], bool] = lambda: False
    told: Callable[[FolderCounts], None] = lambda counts: None
    reader: ReadyReader = field(default_factory=ReadyReader)


@dataclass(slots=True)
class FolderLook:
    """A folder, over a session that nobody else uses meanwhile."""

    looking: Looking
    session: ImapSession
    folder: MailFolder
    counts: FolderCounts = field(init=False)
    _rows: FolderRepository = field(init=False)

    def __post_init__(self) -> None:
        self._rows = FolderRepository(self.looking.db)
        self.counts = FolderCounts(self.folder.path, self.folder.role)

    @property
    def _labels(self) -> bool:
        """Whether folders are labels of what lies in this one (Gmail's All Mail)."""
        return self.folder.role is FolderRole.ALL

    # -- Opening ------------------------------------------------------------------------------

    def unchanged(self, status: FolderStatus | None = None) -> bool:
        """Whether the server says, without opening the folder, that nothing happened in it.

        Args:
            status: what it said of it already; None: it is asked.
        """
        folder = self.folder
        if folder.uid_next is None or not self.session.counts_changes:
            return False
        status = status or self.session.status(folder.path)
        return (
            status.highest_modseq is not None
            and status.uid_validity == folder.uid_validity
            and status.uid_next == folder.uid_next
            and status.messages == folder.server_count
            and status.highest_modseq == folder.highest_modseq
        )

    def open(self) -> FolderStatus:
        """Open it; where its UIDs have lost their meaning, its places are forgotten."""
        status = self.session.select(self.folder.path)
        validity = status.uid_validity or 0
        if self.folder.uid_validity != validity or self.folder.uid_next is None:
            if self.folder.uid_validity is not None:
                log.info("the UIDs of a folder begin anew; its messages are matched again")
            # Flags are as they stand when a message is looked at, which is after this moment:
            # what changes from here on is asked for.
            self._rows.begin(
                self.folder.id,
                validity,
                status.uid_next or self._after_the_last(),
                status.highest_modseq,
            )
            self._reload()
        return status

    def _after_the_last(self) -> int:
        uids = self.session.uids(deleted=True)
        return uids[-1] + 1 if uids else 1

    def _reload(self) -> None:
        self.folder = self._rows.get(self.folder.id) or self.folder

    # -- What is new, gone and changed --------------------------------------------------------

    def refresh(self) -> FolderCounts:
        """Take in what happened since the last look: new mail first, then what left, then flags."""
        status = self.open()
        folder, session = self.folder, self.session
        first = folder.uid_next or 1
        came, lost = UidSet(), list[int]()
        if status.uid_next is None or status.uid_next > first:
            came = session.uids(first=first)
            lost = self._bring(came - self._rows.uids(folder.id, first=first))
        since = folder.highest_modseq
        if session.counts_changes and status.highest_modseq is not None:
            if since is None or status.highest_modseq < since:
                self._count_anew(status.highest_modseq)
            elif status.highest_modseq != since:
                self._take_flags(session.flags(changed_since=since, labels=self._labels))
            self._take_vanished()
        elif status.highest_modseq is None:
            self._look_at_flags(status)
        if not session.tells_vanished or since is None:
            expected = (folder.server_count or 0) + len(came)
            # What came and is gone or marked deleted again makes up for what left unseen.
            uneven = (status.uid_next or 0) > first + len(came)
            if status.messages != expected or uneven or session.heard.gone:
                self._drop_gone(session.uids())
        next_uid = max([came[-1] + 1 if came else first, status.uid_next or first])
        if lost:  # what was not handed out now is asked for again the next time
            next_uid = lost[0]
        if came:
            self._rows.change(folder.id, said=_not_given(len(lost)) if lost else "")
        self._rows.advance(
            folder,
            uid_next=next_uid,
            highest_modseq=status.highest_modseq,
            server_count=status.messages,
        )
        self._reload()
        return self.counts

    def _count_anew(self, highest_modseq: int) -> None:
        """The server has lost its count of changes, or has only begun to count: which flags
        changed it cannot say."""
        log.info("a folder counts its changes anew; all its flags are read")
        self._take_flags(self.session.flags(labels=self._labels))
        self._rows.change(self.folder.id, highest_modseq=highest_modseq)

    def greet(self) -> None:
        """Bring what came into the folder while it stayed open, and nothing else.

        To open a folder anew takes a server of many messages longer than everything that is done
        for a new one here; :meth:`refresh` does so afterwards, and finds what came known.
        """
        now = self._rows.get(self.folder.id)
        if now is None or now.uid_next is None or now.uid_validity != self.folder.uid_validity:
            return
        self.folder = now
        first = now.uid_next
        came = self.session.uids(first=first) - self._rows.uids(now.id, first=first)
        if len(came) <= _ASKED_AT_ONCE:
            self._bring(came)

    def _take_flags(self, said: Iterator[Fetched]) -> None:
        """Flags as they are now; what is marked deleted is gone by that, and what is not any more
        comes back."""
        absent = array("I")
        group: list[Fetched] = []
        for each in said:
            if each.flags is not None:
                group.append(each)
            if len(group) >= _FLAGS_AT_ONCE:
                absent.extend(self._take_group(group))
                group = []
        absent.extend(self._take_group(group))
        self._bring_back(UidSet.of(absent))

    def _take_group(self, group: Sequence[Fetched]) -> Iterator[int]:
        """Take flags in; returns the UIDs of messages that have no place, and should perhaps."""
        known = self._rows.placed(self.folder.id, [each.uid for each in group])
        self._flag(
            [
                Sighting.of(each.uid, None, each.flags or frozenset(), each.labels)
                for each in group
                if each.uid in known and not each.deleted
            ]
        )
        gone = UidSet.of(each.uid for each in group if each.uid in known and each.deleted)
        self._vanish(tuple(gone.ranges()))
        return (each.uid for each in group if each.uid not in known and not each.deleted)

    def _bring_back(self, absent: UidSet) -> None:
        """Of messages that have no place here, take in those that should have one: somebody took
        the mark of deletion away. The others lie further back than was looked at yet, or came
        this moment."""
        absent = absent.up_to((self.folder.uid_next or 1) - 1)
        covers = self.folder.covers_since
        if not absent or covers is None:
            return
        since = None if covers <= EVER else covers
        listed = self.session.uids(first=absent[0], last=absent[-1], since=since)
        wanted = absent - (absent - listed)
        self._bring(self._unknown(wanted), unknown=True)

    def _flag(self, group: Sequence[Sighting]) -> None:
        changed = self._rows.flag(self.folder, self.looking.mailbox.user_id, group)
        if changed:
            self._count(flags=changed)
            self._tell()

    def _take_vanished(self) -> None:
        gone = self.session.heard.vanished[:]
        if gone:
            self._vanish(gone)
            self.session.heard.vanished.clear()

    def _vanish(self, ranges: Sequence[tuple[int, int]]) -> None:
        gone = self._rows.vanish(self.folder, self.looking.mailbox.user_id, ranges)
        if gone:
            self._count(gone=gone)
            self._tell()

    def _look_at_flags(self, status: FolderStatus) -> None:
        """Where the server counts no changes: the newest every time, of the others a window."""
        top = (status.uid_next or (1 << 32)) + 1
        newest = self._rows.newest_uids(self.folder.id, _FLAGS_NEWEST, top)
        if not newest:
            return
        below = min(self.folder.flags_below or newest[-1], newest[-1])
        older = self._rows.newest_uids(self.folder.id, _FLAGS_WINDOW, below)
        spans = [(group[-1], group[0]) for group in (newest, older) if group]
        self._take_flags(self.session.flags(tuple(spans), labels=self._labels))
        self._rows.change(self.folder.id, flags_below=older[-1] if older else None)

    def _drop_gone(self, listed: UidSet) -> None:
        self._vanish(tuple((self._rows.uids(self.folder.id) - listed).ranges()))

    # -- What is wanted and not here ----------------------------------------------------------

    def complete(self, since: date, horizon: date) -> FolderCounts:
        """Bring everything here that arrived since a day, newest first, and drop what is gone.

        Run again it finds the gaps, whatever made them, and fills them.

        Args:
            horizon: how far back in the end; what is still missing until there is counted.
        """
        status = self.open()
        folder = self.folder
        below = (folder.uid_next or 1) - 1
        listed = self.session.uids(last=below) if below else UidSet()
        wanted = self._since(since, listed, below)
        known = self._rows.uids(folder.id)
        lost = self._bring(self._unknown(wanted - known), unknown=True)
        self._vanish(tuple((known.up_to(below) - listed).ranges()))
        covers = min(since, folder.covers_since or since)
        self._rows.change(
            folder.id,
            covers_since=covers,
            complete=covers <= horizon and not lost,
            said=_not_given(len(lost)) if lost else "",
        )
        if folder.covers_since is None:
            self._rows.settle_left(self.looking.mailbox.user_id)
        self._rows.advance(folder, server_count=status.messages)
        self._reload()
        in_the_end = wanted if since <= horizon else self._since(horizon, listed, below)
        self.settle(missing=len(in_the_end - self._rows.uids(folder.id)))
        return self.counts

    def _since(self, day: date, listed: UidSet, last: int) -> UidSet:
        if day <= EVER or not listed:
            return listed
        return self.session.uids(last=last, since=day)

    def settle(self, *, missing: int | None = None) -> None:
        """Note the counts; ``missing`` as before where it is None."""
        self.counts = self._rows.count(
            self.folder.id, self.counts, missing=missing, at=self.looking.now()
        )
        self.looking.told(self.counts)

    def _unknown(self, uids: UidSet) -> UidSet:
        """Those that have to be fetched: of the others, which are here already, the places are
        noted. After a move, or when UIDs have lost their meaning, that is most of them."""
        if not self._rows.has_mail(self.looking.mailbox.user_id):
            return uids
        matched: list[int] = []
        for chunk in _newest_first(uids):
            found = self._match(chunk[-_PROBED:])
            if found and len(chunk) > _PROBED:
                found |= self._match(chunk[:-_PROBED])
            matched.extend(found)
            self._pause()
        return uids - UidSet.of(matched)

    def _match(self, uids: Sequence[int]) -> set[int]:
        """Which of these are messages that are here; their places are noted."""
        user_id = self.looking.mailbox.user_id
        names = {uid: name for uid, name in self.session.message_ids(uids).items() if name}
        known = self._rows.known_ids(user_id, set(names.values()))
        matched = {uid for uid, name in names.items() if name in known}
        if not matched:
            return set()
        spans = tuple((uid, uid) for uid in sorted(matched))
        said = [
            each
            for each in self.session.flags(spans, labels=self._labels)
            # A server also tells of others that somebody changes at this moment.
            if each.flags is not None and each.uid in matched
        ]
        sightings = [
            Sighting.of(each.uid, names[each.uid], each.flags or frozenset(), each.labels)
            for each in said
            if not each.deleted
        ]
        with self._rows.from_server(user_id):
            self._rows.sight(self.folder, user_id, sightings, ())
            self.looking.db.tell(_CHANGED, user_id=user_id)
        self._count(known=len(sightings))
        return {each.uid for each in said}

    def _bring(self, uids: UidSet, *, unknown: bool = False) -> list[int]:
        """Fetch these, the newest first; returns those that are still there and that the server
        does not hand out.

        Args:
            unknown: it was looked up by their Message-IDs that they are not here; one without
                such an ID, or that came by another way meanwhile, may be all the same.
        """
        if not uids:
            return []
        looking, session = self.looking, self.session
        source = f"{looking.mailbox.address} {self.folder.path}"
        reading = Reading(
            looking.db, looking.mailbox.user_id, looking.own, looking.folders, source, unknown
        )
        intake = MailIntake(looking.db, looking.mailbox.user_id, looking.own, origin="mailbox")
        many = len(uids) > BATCH_MESSAGES
        left: list[int] = []
        try:
            with read_ahead(
                reading,
                self._fetch(uids, left),
                apart=looking.reader if len(uids) >= WORTH_A_PROCESS else None,
                hang_up=session.interrupt,
            ) as batches:
                for batch in batches:
                    self._take(intake, batch, many)
                    self._pause()
        finally:
            if many:
                intake.finish()
        return self._given_up(sorted(left))

    def _fetch(self, uids: UidSet, left: list[int]) -> Iterator[Fetched]:
        """The messages; those that the server did not hand over are put to ``left``."""
        for chunk in _newest_first(uids):
            asked = set(chunk)
            try:
                for each in self.session.fetch(chunk, labels=self._labels):
                    if each.uid in asked and each.body is not None:
                        asked.discard(each.uid)  # what comes twice counts once
                        if not _left_meanwhile(each):
                            yield each
            except MailServerRefused as error:
                log.info("a server refused %d messages at once: %s", len(chunk), error)
            left.extend(asked)

    def _given_up(self, uids: list[int]) -> list[int]:
        """Of those that were not handed out, the ones that are still there. What the server has
        no content for is noted as broken: it will not get better by asking."""
        if not uids:
            return []
        there = self.session.uids(first=uids[0], last=uids[-1])
        lost = [uid for uid in uids if uid in there]
        intake = MailIntake(
            self.looking.db, self.looking.mailbox.user_id, self.looking.own, origin="mailbox"
        )
        still: list[int] = []
        for uid in lost:
            source = f"{self.looking.mailbox.address} {self.folder.path}"
            reading = Reading(
                self.looking.db, self.looking.mailbox.user_id, self.looking.own,
                self.looking.folders, source,
            )  # fmt: skip
            try:
                said = self.session.fetch([uid], labels=self._labels)
                answers = [each for each in said if each.uid == uid]
            except MailServerRefused:
                answers = []
            if not answers:
                still.append(uid)
                continue
            with read_ahead(reading, answers) as batches:
                for batch in batches:
                    self._take(intake, batch, False)
        return still

    def _take(self, intake: MailIntake, batch: ReadBatch, many: bool) -> None:
        """Messages and their places, in one transaction."""
        user_id = self.looking.mailbox.user_id

        def also(result: IntakeResult, written: Collection[UUID]) -> None:
            self._rows.sight(self.folder, user_id, batch.sightings, written)
            self.looking.db.tell(_CHANGED, user_id=user_id)

        with self._rows.from_server(user_id):
            result = intake.take(batch.drafted, also=also, one_of_many=many)
        if many:
            intake.taken(result)
        self._count(new=result.new, known=result.known, broken=result.broken)
        self.looking.told(self.counts)

    def _pause(self) -> None:
        if self.looking.should_stop():
            raise Stopped

    def _count(self, **more: int) -> None:
        added = {name: getattr(self.counts, name) + number for name, number in more.items()}
        self.counts = replace(self.counts, **added)

    def _tell(self) -> None:
        self.looking.db.tell(_CHANGED, user_id=self.looking.mailbox.user_id)


def _newest_first(uids: UidSet) -> Iterator[UidSet]:
    """Parts of the size that is asked for at once, from the end."""
    for end in range(len(uids), 0, -_ASKED_AT_ONCE):
        yield uids[max(0, end - _ASKED_AT_ONCE) : end]


def _left_meanwhile(message: Fetched) -> bool:
    """Whether a message was marked deleted since it was listed; then nobody takes its body."""
    if message.deleted and isinstance(message.body, SpooledBody):
        message.body.path.unlink(missing_ok=True)
    return message.deleted


def _not_given(count: int) -> str:
    messages = "1 message" if count == 1 else f"{count:,} messages"
    return tr("The server lists {messages} that it does not hand out.", messages=messages)
