"""A session with an IMAP server: what the engine asks of one, and nothing it could get wrong.

Every method raises :class:`~desktop_app.domain.mail_faults.MailFault` for the world's faults and
:class:`~desktop_app.wire.imap_line.Interrupted` when somebody ended the wait. After either, and
after a fetch that was not read to its end, the session is over: a new one is quicker than finding
out where the old one stands.
"""

from __future__ import annotations

import contextlib
import itertools
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

from desktop_app.domain.language import tr
from desktop_app.domain.mail_faults import MailServerRefused, MailServerUnreachable
from desktop_app.domain.mailboxes import Credential, Server
from desktop_app.domain.uids import LARGEST_UID, UidSet
from desktop_app.wire import imap_answers
from desktop_app.wire.imap_answers import Fetched, Heard, Ranges, ranges_of, uid_set
from desktop_app.wire.imap_client import Client, calm, sign_in
from desktop_app.wire.imap_folders import FolderStatus, RemoteFolder, folders_of
from desktop_app.wire.imap_line import Line
from desktop_app.wire.mail_headers import first, own_id, read_headers

HEADERS_AT_ONCE: Final = 500  # messages
LARGEST_FOLDER: Final = 5_000_000  # messages


class ImapSession:
    """Signed in. One thread at a time uses it; only :meth:`interrupt` may come from another.

    Args:
        credential: what the server is shown; not kept.
        spool: the folder for bodies too large for memory.
        silence: seconds without an answer that are a fault.
    """

    def __init__(
        self,
        server: Server,
        credential: Credential,
        *,
        ca_pem: str = "",
        spool: Path | None = None,
        silence: float = 60.0,
        on_line: Callable[[Line], None] = lambda line: None,
    ) -> None:
        self.host = server.host
        self._spool = spool
        self._tags = itertools.count(1)
        self._line = Line(server, ca_pem, silence=silence)
        self.heard = Heard()
        """What was said unasked of the folder that is open, since it was opened."""
        self.selected: str | None = None
        try:
            on_line(self._line)
            with calm(self.host):
                self._client = Client(self._line)
            sign_in(self._client, self.host, credential)
            with calm(self.host):
                self._capabilities = frozenset(
                    each.decode("ascii", "replace") for each in self._client.capabilities()
                )
                self._quick = False
                if self.has("QRESYNC") and self.has("ENABLE"):
                    self._quick = b"QRESYNC" in self._client.enable("QRESYNC")
        except BaseException:
            self._line.close()
            raise

    def has(self, capability: str) -> bool:
        """Whether the server offers a capability."""
        return capability in self._capabilities

    @property
    def is_gmail(self) -> bool:
        return self.has("X-GM-EXT-1")

    @property
    def counts_changes(self) -> bool:
        """CONDSTORE (RFC 7162): what changed since can be asked for."""
        return self.has("CONDSTORE") or self._quick

    @property
    def tells_vanished(self) -> bool:
        """QRESYNC (RFC 7162): what is gone since can be asked for."""
        return self._quick

    def interrupt(self) -> None:
        """End whatever waits for the server, from any thread, for good."""
        self._line.interrupt()

    def close(self) -> None:
        """Say goodbye where that is quick, and hang up."""
        with contextlib.suppress(Exception):
            self._line.send(b"Z LOGOUT\r\n")
        self._line.close()

    # -- Folders ------------------------------------------------------------------------------

    def folders(self, *, status: bool = False) -> tuple[RemoteFolder, ...]:
        """Every folder that can be opened, with its role.

        Args:
            status: how each stands as well, where the server tells that of all at once.
        """
        with calm(self.host):
            if not (status and self.has("LIST-STATUS")):
                return folders_of(self._client.list_folders())
            listed, said = self._client.list_with_status(self._status_items())
            self._client.forget_untagged()
            return folders_of(
                listed, {path: FolderStatus.of(values) for path, values in said.items()}
            )

    def _status_items(self) -> list[str]:
        asked = ["MESSAGES", "UIDNEXT", "UIDVALIDITY"]
        return [*asked, "HIGHESTMODSEQ"] if self.counts_changes else asked

    def create_folder(self, path: str) -> None:
        with calm(self.host):
            self._client.create_folder(path)

    def status(self, path: str) -> FolderStatus:
        """What a folder holds, without opening it."""
        with calm(self.host):
            found = self._client.folder_status(path, self._status_items())
            self._client.forget_untagged()
            return FolderStatus.of(found)

    def select(self, path: str, *, readonly: bool = False) -> FolderStatus:
        """Open a folder; everything below is about that one."""
        self.selected = None
        with calm(self.host):
            self._client.forget_untagged()
            found = self._client.select_folder(path, readonly=readonly)
            self._client.forget_untagged()
            self.selected = path
            status = FolderStatus.of({**found, b"MESSAGES": found.get(b"EXISTS")})
            self.heard = Heard(exists=status.messages)
            return status

    # -- Which messages -----------------------------------------------------------------------

    def uids(
        self,
        *,
        first: int = 1,
        last: int = LARGEST_UID,
        since: date | None = None,
        deleted: bool = False,
    ) -> UidSet:
        """The UIDs between two, both included, of what is not marked as deleted.

        Such a mark is all that some programs, and moving on some servers, ever leave: nobody
        shows such a message any more, and when it is expunged nobody knows.

        Args:
            since: only those that arrived on this day or later, by the server's clock.
            deleted: also those that are marked.
        """
        compressed = b"RETURN (ALL) " if self.has("ESEARCH") else b""
        until = b"*" if last >= LARGEST_UID else b"%d" % last
        what = b"UID %d:%s" % (first, until)
        if not deleted:
            what += b" UNDELETED"
        if since is not None:
            what += b" SINCE " + _day(since)
        heard = self._run(b"UID SEARCH " + compressed + what)
        if sum(end - start + 1 for start, end in heard.runs_found()) > LARGEST_FOLDER:
            raise MailServerUnreachable(
                self.host, tr("it lists more messages than a folder can hold")
            )
        found = UidSet.of_ranges(heard.runs_found(), first=first, last=last)
        del heard.found[:]
        return found

    def find(self, message_id: str) -> list[int]:
        """The UIDs of messages that carry a Message-ID, in the open folder."""
        with calm(self.host):
            found = self._client.search(["HEADER", "Message-ID", message_id])
            return [int(uid) for uid in found]

    def message_ids(self, uids: Sequence[int]) -> dict[int, str | None]:
        """The Message-ID of each of these, as the mail reader spells it; None where it has none."""
        found: dict[int, str | None] = {}
        for start in range(0, len(uids), HEADERS_AT_ONCE):
            asked = uid_set(uids[start : start + HEADERS_AT_ONCE])
            for each in self._fetch(asked, b"UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"):
                if isinstance(each.body, bytes):
                    found[each.uid] = own_id(first(read_headers(each.body), b"message-id"))
        return found

    # -- What they are ------------------------------------------------------------------------

    def fetch(self, uids: Sequence[int], *, labels: bool = False) -> Iterator[Fetched]:
        """Whole messages with their flags, in the server's order; nothing becomes seen by it.

        One that is gone is left out, as is one that the server cannot read.

        Args:
            labels: Gmail's as well.
        """
        what = b"UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[]"
        if labels:
            what += b" X-GM-LABELS"
        return self._fetch(uid_set(uids), what)

    def flags(
        self,
        ranges: Ranges = ((1, LARGEST_UID),),
        *,
        labels: bool = False,
        changed_since: int | None = None,
    ) -> Iterator[Fetched]:
        """The flags of messages.

        Args:
            labels: Gmail's as well.
            changed_since: only what changed after this modification sequence. What vanished since
                is in :attr:`heard` then, where the server tells.
        """
        what = b"UID FLAGS X-GM-LABELS" if labels else b"UID FLAGS"
        after = b""
        if changed_since is not None:
            vanished = b" VANISHED" if self._quick else b""
            after = b" (CHANGEDSINCE %d%s)" % (changed_since, vanished)
        asked = b",".join(
            b"%d:%s" % (start, b"*" if end >= LARGEST_UID else b"%d" % end) for start, end in ranges
        )
        return self._fetch(asked, what, after)

    def _fetch(self, asked: bytes, what: bytes, after: bytes = b"") -> Iterator[Fetched]:
        if not asked:
            return
        command = b"UID FETCH " + asked + b" (" + what + b")" + after
        for each in imap_answers.run(
            self._line, self._tag(), command, self.heard, spool=self._spool
        ):
            if each.uid:
                yield each
            else:
                self.heard.flags = True

    # -- Changing them ------------------------------------------------------------------------

    def store(
        self, uids: Sequence[int], *, add: Iterable[str] = (), remove: Iterable[str] = ()
    ) -> None:
        """Set and clear flags (``\\Seen`` …); those that are so already stay so."""
        asked = uid_set(uids)
        if not asked:
            return
        for sign, flags in ((b"+", list(add)), (b"-", list(remove))):
            if flags:
                words = " ".join(flags).encode("ascii")
                self._run(b"UID STORE " + asked + b" " + sign + b"FLAGS.SILENT (" + words + b")")

    def label(
        self, uids: Sequence[int], *, add: Iterable[str] = (), remove: Iterable[str] = ()
    ) -> None:
        """Set and clear Gmail's labels (``\\Inbox`` …)."""
        with calm(self.host):
            if labels := list(add):
                self._client.add_gmail_labels(list(uids), labels, silent=True)
            if labels := list(remove):
                self._client.remove_gmail_labels(list(uids), labels, silent=True)
            self._client.forget_untagged()

    def move(self, uids: Sequence[int], path: str) -> dict[int, int]:
        """Move messages of the open folder to another.

        By MOVE (RFC 6851), else by copying and removing just these (UIDPLUS, RFC 4315). A server
        that has neither keeps the copy's original, marked deleted, which counts as gone (see
        :meth:`uids`): a bare EXPUNGE would take other people's deleted mail along.

        Returns:
            where each is now, as far as the server says.
        """
        with calm(self.host):
            self._client.pop_untagged("COPYUID")
            if self.has("MOVE"):
                self._client.move(list(uids), path)
                places = self._copied()
            else:
                self._client.copy(list(uids), path)
                places = self._copied()
        if not self.has("MOVE"):
            self.store(uids, add=["\\Deleted"])
            if self.has("UIDPLUS"):
                self._run(b"UID EXPUNGE " + uid_set(uids))
        return places

    def _copied(self) -> dict[int, int]:
        said = self._client.pop_untagged("COPYUID")
        self._client.forget_untagged()
        places: dict[int, int] = {}
        for each in said:
            words = each.split()
            if len(words) == 3:
                sources, targets = _each_of(words[1]), _each_of(words[2])
                if len(sources) == len(targets):
                    places.update(zip(sources, targets, strict=True))
        return places

    def append(
        self, path: str, raw: bytes, *, flags: Sequence[str] = (), at: datetime | None = None
    ) -> None:
        """Put a message into a folder."""
        with calm(self.host):
            self._client.append(path, raw, flags=list(flags), msg_time=at)
            self._client.forget_untagged()

    # -- Waiting ------------------------------------------------------------------------------

    def look(self) -> Heard:
        """Ask whether anything happened in the open folder (NOOP); keeps the line alive."""
        self._run(b"NOOP")
        return self.heard

    def idle(self, seconds: float, *, settle: float = 0.01) -> Heard:
        """Wait until the server tells of a change in the open folder, or ``seconds`` are over.

        IDLE (RFC 2177). What comes within ``settle`` seconds of the first word belongs to it.
        """
        before = (self.heard.exists, self.heard.gone, len(self.heard.vanished))
        self.heard.flags = False
        tag = self._tag()
        self._line.new_answer()
        self._line.send(tag + b" IDLE\r\n")
        while not (answer := self._line.readline()).startswith(b"+"):
            if answer.startswith(tag + b" "):
                imap_answers.check_ok(self.host, answer[len(tag) + 1 :])
                raise MailServerUnreachable(self.host, tr("its answer makes no sense"))
            self._overheard(answer)
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and self._line.wait(left):
            self._overheard(self._line.readline())
            self._line.new_answer()
            if before != (self.heard.exists, self.heard.gone, len(self.heard.vanished)) or (
                self.heard.flags
            ):
                until = min(until, time.monotonic() + settle)
        self._line.send(b"DONE\r\n")
        while not (answer := self._line.readline()).startswith(tag + b" "):
            self._overheard(answer)
        imap_answers.check_ok(self.host, answer[len(tag) + 1 :])
        return self.heard

    def _overheard(self, text: bytes) -> None:
        if not text.startswith(b"* "):
            raise MailServerUnreachable(self.host, tr("its answer makes no sense"))
        imap_answers.check_bye(self.host, text)
        if b" FETCH " in text.upper()[:40]:
            self.heard.flags = True
        self.heard.hear(text.rstrip(b"\r\n"))

    def _run(self, command: bytes) -> Heard:
        del self.heard.found[:]
        for _ in imap_answers.run(self._line, self._tag(), command, self.heard, spool=self._spool):
            self.heard.flags = True
        return self.heard

    def _tag(self) -> bytes:
        return b"X%d" % next(self._tags)


def _each_of(text: bytes) -> list[int]:
    ranges = ranges_of(text)
    if sum(end - start + 1 for start, end in ranges) > 100_000:
        return []
    return [uid for start, end in ranges for uid in range(start, end + 1)]


def _day(day: date) -> bytes:
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return f"{day.day}-{months[day.month - 1]}-{day.year}".encode()


__all__ = ["Fetched", "FolderStatus", "Heard", "ImapSession", "MailServerRefused", "RemoteFolder"]
