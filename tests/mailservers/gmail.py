"""An IMAP server with the ways of Gmail (X-GM-EXT-1), as its documentation tells them.

Every message is there once, in All Mail; what looks like folders are labels of it, and the same
message has a UID of its own in each. Archiving is the label ``\\Inbox`` taken away. Nothing of
this can be shown with a server from Debian, so that here is one, in memory and on loopback.

It speaks what Outpost asks and a little more; what it does not know it answers with BAD, which
fails whatever relied on it.
"""

from __future__ import annotations

import base64
import contextlib
import re
import socket
import threading
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from desktop_app.domain.mailboxes import Auth, Mailbox, MailboxState, Security, Server
from tests.mailservers.people import HOST, MailUser

CAPABILITIES: Final = (
    b"IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 UIDPLUS ENABLE MOVE "
    b"CONDSTORE ESEARCH LIST-EXTENDED LIST-STATUS LITERAL- SPECIAL-USE AUTH=PLAIN"
)
ALL_MAIL: Final = "[Gmail]/All Mail"
_OF_THE_SYSTEM: Final = {
    "INBOX": ("\\Inbox", b""),
    "[Gmail]/Drafts": ("\\Draft", b"\\Drafts"),
    "[Gmail]/Important": ("\\Important", b"\\Important"),
    "[Gmail]/Sent Mail": ("\\Sent", b"\\Sent"),
    "[Gmail]/Starred": ("\\Starred", b"\\Flagged"),
}
_PUT_ASIDE: Final = {"[Gmail]/Bin": ("\\Trash", b"\\Trash"), "[Gmail]/Spam": ("\\Junk", b"\\Junk")}
_STRING: Final = re.compile(rb'"((?:[^"\\]|\\.)*)"|([^\s()"]+)')


@dataclass
class GmailMessage:
    """A message, once; ``aside`` is where it lies instead of All Mail: the bin, or spam."""

    raw: bytes
    flags: set[str]
    labels: set[str]
    at: datetime
    modseq: int
    aside: str = ""
    uids: dict[str, int] = field(default_factory=dict)


class GmailServer:
    """One user's Gmail.

    Attributes:
        imap: where it listens, without TLS: on loopback that may be.
        asked: every command, without its tag and without what signs in.

    Args:
        shows_all: All Mail is there for IMAP; on the web one can hide any label from it.
    """

    def __init__(self, *, capabilities: bytes = CAPABILITIES, shows_all: bool = True) -> None:
        self.capabilities = capabilities
        self._shows_all = shows_all
        self.person = MailUser("robin@rep.example", uuid.uuid4().hex)
        self.messages: list[GmailMessage] = []
        self.folders: list[str] = []
        self.asked: list[str] = []
        self.faults: list[BaseException] = []
        self._modseq = 1
        self._next: dict[str, int] = {}
        self._mutex = threading.RLock()
        self._changed = threading.Condition(self._mutex)
        self._guests: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server((HOST, 0))
        self.imap = Server(
            HOST, self._listener.getsockname()[1], Security.NONE, self.person.address
        )
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def mailbox(self, user_id: uuid.UUID) -> Mailbox:
        """As Outpost keeps it."""
        return Mailbox(
            id=uuid.uuid4(), user_id=user_id, address=self.person.address, name="Robin",
            aliases=(), auth=Auth.PASSWORD, provider="", imap=self.imap, smtp=self.imap,
            ca_pem="", files_sent=None, first_days=90, horizon_days=None, daily_cap=300,
            paused=False, state=MailboxState.NEW, said="", looked_at=None, position=0,
        )  # fmt: skip

    # -- What others do with the mail -----------------------------------------------------------

    def deliver(
        self,
        raw: bytes,
        *,
        labels: Iterable[str] = ("\\Inbox",),
        flags: Iterable[str] = (),
        at: datetime | None = None,
    ) -> GmailMessage:
        """A message comes in, is sent or drafted elsewhere, as its labels say."""
        with self._changed:
            made = GmailMessage(raw, set(flags), set(labels), at or datetime.now(UTC), 0)
            self.folders.extend(
                sorted(each for each in made.labels if each[0] != "\\" and each not in self.folders)
            )
            self.messages.append(made)
            self._touch(made)
            return made

    def relabel(
        self, message: GmailMessage, *, add: Iterable[str] = (), remove: Iterable[str] = ()
    ) -> None:
        """Somebody changes labels on the web."""
        with self._changed:
            message.labels = (message.labels | set(add)) - set(remove)
            self._touch(message)

    def reflag(
        self, message: GmailMessage, *, add: Iterable[str] = (), remove: Iterable[str] = ()
    ) -> None:
        """Somebody reads it, or stars it, on the web."""
        with self._changed:
            message.flags = (message.flags | set(add)) - set(remove)
            self._mirror_star(message)
            self._touch(message)

    def put_aside(self, message: GmailMessage, label: str) -> None:
        """Somebody bins it, or calls it spam: ``\\Trash``, ``\\Junk``; "" brings it back."""
        with self._changed:
            message.aside = label
            self._touch(message)

    def forget(self, message: GmailMessage) -> None:
        """It is gone for good."""
        with self._changed:
            self.messages.remove(message)
            self._touch(message)

    def stop(self) -> None:
        """Hang up on everybody; raises what failed meanwhile."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for each in tuple(self._guests):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in (self._thread, *self._threads):
            thread.join(timeout=10)
        if self.faults:
            raise self.faults[0]

    # -- Folders are views ----------------------------------------------------------------------

    def paths(self) -> list[str]:
        """Every folder, as LIST names it."""
        everything = [ALL_MAIL] if self._shows_all else []
        return [*_OF_THE_SYSTEM, *everything, *_PUT_ASIDE, *self.folders]

    def inside(self, path: str) -> list[GmailMessage]:
        """The messages of a folder, in the order of their UIDs."""
        with self._mutex:
            found = [each for each in self.messages if self._belongs(each, path)]
            return sorted(found, key=lambda each: each.uids[path])

    def _belongs(self, message: GmailMessage, path: str) -> bool:
        if path in _PUT_ASIDE:
            return message.aside == _PUT_ASIDE[path][0]
        if message.aside:
            return False
        if path == ALL_MAIL:
            return True
        return _OF_THE_SYSTEM.get(path, (path, b""))[0] in message.labels

    def _touch(self, message: GmailMessage) -> None:
        """Whatever changes has a new modification sequence, and a new UID where it comes anew."""
        self._modseq += 1
        message.modseq = self._modseq
        for path in self.paths():
            if not self._belongs(message, path):
                message.uids.pop(path, None)
            elif path not in message.uids:
                message.uids[path] = self._next.get(path, 1)
                self._next[path] = message.uids[path] + 1
        self._changed.notify_all()

    def _mirror_star(self, message: GmailMessage) -> None:
        (message.labels.add if "\\Flagged" in message.flags else message.labels.discard)(
            "\\Starred"
        )

    # -- The wire -------------------------------------------------------------------------------

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._guests.append(connection)
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(60)
        try:
            _Guest(self, connection).serve()
        except OSError:
            pass  # whoever it was has hung up
        except BaseException as error:
            self.faults.append(error)
        finally:
            connection.close()


class _Guest:
    """One connection."""

    def __init__(self, server: GmailServer, connection: socket.socket) -> None:
        self._server = server
        self._socket = connection
        self._file = connection.makefile("rb")
        self._path = ""
        self._seen: list[int] = []
        self._known_modseq = 0

    def serve(self) -> None:
        self._say(b"* OK Gimap ready\r\n")
        while line := self._file.readline():
            tag, _, rest = line.rstrip(b"\r\n").partition(b" ")
            if rest.upper().startswith(b"AUTHENTICATE"):
                self._sign_in(tag, rest)
                continue
            self._server.asked.append(rest.decode())
            by_uid = rest.upper().startswith(b"UID ")
            name, _, words = (rest[4:] if by_uid else rest).partition(b" ")
            command: Callable[[bytes, bytes], None] | None = getattr(
                self, f"_{'uid_' if by_uid else ''}{name.decode().lower()}", None
            )
            if command is None:
                self._say(tag + b" BAD Could not parse command\r\n")
                continue
            with self._server._mutex:
                command(tag, words)
            if name.upper() == b"LOGOUT":
                return

    def _say(self, text: bytes) -> None:
        self._socket.sendall(text)

    def _done(self, tag: bytes) -> None:
        self._say(tag + b" OK Success\r\n")

    def _sign_in(self, tag: bytes, rest: bytes) -> None:
        self._say(b"+ \r\n")
        said = base64.b64decode(self._file.readline()).split(b"\0")
        person = self._server.person
        right = said[1:] == [person.address.encode(), person.password.encode()]
        answer = b" OK Success" if right else b" NO [AUTHENTICATIONFAILED] Invalid credentials"
        self._say(tag + answer + b"\r\n")

    def _capability(self, tag: bytes, words: bytes) -> None:
        self._say(b"* CAPABILITY " + self._server.capabilities + b"\r\n")
        self._done(tag)

    def _enable(self, tag: bytes, words: bytes) -> None:
        self._done(tag)

    def _logout(self, tag: bytes, words: bytes) -> None:
        self._say(b"* BYE LOGOUT requested\r\n")
        self._done(tag)

    def _list(self, tag: bytes, words: bytes) -> None:
        status = re.search(rb"STATUS \(([^)]*)\)", words)
        for path in self._server.paths():
            said = {**_OF_THE_SYSTEM, **_PUT_ASIDE, ALL_MAIL: ("", b"\\All")}.get(path, ("", b""))
            flags = b" ".join(filter(None, (b"\\HasNoChildren", said[1])))
            self._say(b"* LIST (" + flags + b') "/" ' + _quoted(path) + b"\r\n")
            if status:
                self._say_status(path, status[1])
        self._say(b'* LIST (\\HasChildren \\Noselect) "/" "[Gmail]"\r\n')
        self._done(tag)

    def _status(self, tag: bytes, words: bytes) -> None:
        path, rest = _first_string(words)
        self._say_status(path, rest.strip(b" ()"))
        self._done(tag)

    def _say_status(self, path: str, asked: bytes) -> None:
        values = {
            b"MESSAGES": len(self._server.inside(path)),
            b"UIDNEXT": self._server._next.get(path, 1),
            b"UIDVALIDITY": 7,
            b"HIGHESTMODSEQ": self._server._modseq,
        }
        words = b" ".join(b"%s %d" % (each, values[each]) for each in asked.upper().split())
        self._say(b"* STATUS " + _quoted(path) + b" (" + words + b")\r\n")

    def _select(self, tag: bytes, words: bytes) -> None:
        path, _ = _first_string(words)
        if path not in self._server.paths():
            self._say(tag + b" NO [NONEXISTENT] Unknown Mailbox\r\n")
            return
        self._path = path
        self._seen = [each.uids[path] for each in self._server.inside(path)]
        self._known_modseq = self._server._modseq
        self._say(
            b"* FLAGS (\\Answered \\Flagged \\Draft \\Deleted \\Seen)\r\n"
            b"* OK [UIDVALIDITY 7] UIDs valid.\r\n* %d EXISTS\r\n* 0 RECENT\r\n"
            b"* OK [UIDNEXT %d] Predicted next UID.\r\n* OK [HIGHESTMODSEQ %d]\r\n"
            % (len(self._seen), self._server._next.get(path, 1), self._server._modseq)
        )
        self._say(tag + b" OK [READ-WRITE] selected. (Success)\r\n")

    _examine = _select

    def _uid_search(self, tag: bytes, words: bytes) -> None:
        compressed = b"RETURN" in words
        found = self._within(re.search(rb"UID (\S+)", words))
        if since := re.search(rb"SINCE (\S+)", words):
            day = datetime.strptime(since[1].decode(), "%d-%b-%Y").date()
            found = [each for each in found if each.at.date() >= day]
        if named := re.search(rb'HEADER "?Message-ID"? "?([^"\s]+)', words, re.IGNORECASE):
            found = [each for each in found if named[1] in each.raw]
        if b"UNDELETED" in words:
            found = [each for each in found if "\\Deleted" not in each.flags]
        uids = [each.uids[self._path] for each in found]
        if compressed:
            every = b" ALL " + b",".join(b"%d" % each for each in uids) if uids else b""
            self._say(b'* ESEARCH (TAG "' + tag + b'") UID' + every + b"\r\n")
        else:
            self._say(b"* SEARCH" + b"".join(b" %d" % each for each in uids) + b"\r\n")
        self._done(tag)

    _search = _uid_search

    def _within(self, asked: re.Match[bytes] | None) -> list[GmailMessage]:
        """The messages of a set of UIDs; ``n:*`` names the last one also below n."""
        inside = self._server.inside(self._path)
        if asked is None or not inside:
            return inside
        last = inside[-1].uids[self._path]
        wanted: set[int] = set()
        for each in asked[1].split(b","):
            ends = [last if end == b"*" else int(end) for end in each.split(b":")]
            wanted.update(range(min(ends), min(max(ends), last) + 1))
        return [each for each in inside if each.uids[self._path] in wanted]

    def _uid_fetch(self, tag: bytes, words: bytes) -> None:
        asked, _, rest = words.partition(b" ")
        since = re.search(rb"CHANGEDSINCE (\d+)", rest)
        upper = rest.upper()
        for message in self._within(re.match(rb"(\S+)", asked)):
            if since and message.modseq <= int(since[1]):
                continue
            parts = [b"UID %d" % message.uids[self._path]]
            if b"X-GM-MSGID" in upper:
                parts.append(b"X-GM-MSGID %d" % (1_278_455_344_230_334_865 + id(message) % 10**9))
            if b"X-GM-LABELS" in upper:
                parts.append(b"X-GM-LABELS (" + self._labels(message) + b")")
            if b"FLAGS" in upper:
                parts.append(b"FLAGS (" + " ".join(sorted(message.flags)).encode() + b")")
            if b"INTERNALDATE" in upper:
                at = message.at.strftime("%d-%b-%Y %H:%M:%S +0000").encode()
                parts.append(b'INTERNALDATE "' + at + b'"')
            if b"RFC822.SIZE" in upper:
                parts.append(b"RFC822.SIZE %d" % len(message.raw))
            if since:
                parts.append(b"MODSEQ (%d)" % message.modseq)
            if b"HEADER.FIELDS" in upper:
                head = re.search(rb"(?im)^message-id:.*\r\n", message.raw)
                said = (head[0] if head else b"") + b"\r\n"
                parts.append(b"BODY[HEADER.FIELDS (MESSAGE-ID)] {%d}\r\n%s" % (len(said), said))
            elif b"BODY.PEEK[]" in upper:
                parts.append(b"BODY[] {%d}\r\n%s" % (len(message.raw), message.raw))
            place = self._place(message)
            self._say(b"* %d FETCH (%s)\r\n" % (place, b" ".join(parts)))
        self._done(tag)

    def _labels(self, message: GmailMessage) -> bytes:
        """In a label's own folder that label is not told."""
        own = _OF_THE_SYSTEM.get(self._path, (self._path, b""))[0]
        return b" ".join(_quoted(each) for each in sorted(message.labels - {own}))

    def _place(self, message: GmailMessage) -> int:
        uid = message.uids[self._path]
        if uid not in self._seen:
            self._seen.append(uid)
        return self._seen.index(uid) + 1

    def _uid_store(self, tag: bytes, words: bytes) -> None:
        asked, what, *rest = words.split(b" ", 2)
        values = {_plain(match) for match in _STRING.finditer(rest[0])}
        for message in self._within(re.match(rb"(\S+)", asked)):
            kept = message.labels if b"X-GM-LABELS" in what.upper() else message.flags
            (kept.update if what.startswith(b"+") else kept.difference_update)(values)
            if kept is message.flags:
                self._server._mirror_star(message)
            self._server._touch(message)
        self._tell_changes()
        self._done(tag)

    def _create(self, tag: bytes, words: bytes) -> None:
        self._server.folders.append(_first_string(words)[0])
        self._done(tag)

    def _uid_move(self, tag: bytes, words: bytes) -> None:
        """Out of one label and into another."""
        asked, _, rest = words.partition(b" ")
        target, _ = _first_string(rest)
        source = self._path
        for message in self._within(re.match(rb"(\S+)", asked)):
            old = message.uids[source]
            message.labels.discard(_OF_THE_SYSTEM.get(source, (source, b""))[0])
            message.labels.add(_OF_THE_SYSTEM.get(target, (target, b""))[0])
            self._server._touch(message)
            self._say(b"* OK [COPYUID 7 %d %d]\r\n" % (old, message.uids[target]))
        self._tell_changes()
        self._done(tag)

    def _noop(self, tag: bytes, words: bytes) -> None:
        self._tell_changes()
        self._done(tag)

    def _idle(self, tag: bytes, words: bytes) -> None:
        self._say(b"+ idling\r\n")
        self._socket.settimeout(0.02)
        try:
            while True:
                self._tell_changes()
                # The mutex is given back meanwhile, for whoever brings mail.
                self._server._changed.wait(0.02)
                with contextlib.suppress(TimeoutError):
                    if self._socket.recv(64):
                        break
                    raise OSError
        finally:
            self._socket.settimeout(60)
        self._done(tag)

    def _tell_changes(self) -> None:
        """What is new, gone or changed in the open folder since this guest was told."""
        if not self._path:
            return
        inside = self._server.inside(self._path)
        now = [each.uids[self._path] for each in inside]
        for uid in [each for each in self._seen if each not in now]:
            self._say(b"* %d EXPUNGE\r\n" % (self._seen.index(uid) + 1))
            self._seen.remove(uid)
        came = [uid for uid in now if uid not in self._seen]
        for message in inside:
            if message.modseq > self._known_modseq and message.uids[self._path] not in came:
                flags = " ".join(sorted(message.flags)).encode()
                self._say(b"* %d FETCH (FLAGS (%s))\r\n" % (self._place(message), flags))
        if came:
            self._seen.extend(came)
            self._say(b"* %d EXISTS\r\n" % len(self._seen))
        self._known_modseq = self._server._modseq


def _quoted(text: str) -> bytes:
    return b'"' + text.encode().replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def _plain(match: re.Match[bytes]) -> str:
    if match[1] is None:
        return match[2].decode()
    return re.sub(rb"\\(.)", rb"\1", match[1]).decode()


def _first_string(words: bytes) -> tuple[str, bytes]:
    match = _STRING.match(words)
    assert match is not None, words
    return _plain(match), words[match.end() :]
