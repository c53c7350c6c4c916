"""Mail that comes, goes and is worked on at both sides, and whether both agree afterwards."""

from __future__ import annotations

import imaplib
import itertools
import os
import random
from dataclasses import dataclass
from typing import Any

import pytest

from tests.engine.mailbox_helpers import Desk, name

ALL = os.environ.get("OUTPOST_FAULTS") == "all"
NUMBERS = itertools.count(1)
FOLDERS = ("INBOX", "Sent", "Archive", "Projects")


@pytest.fixture
def dice() -> random.Random:
    """By a seed that is printed; ``OUTPOST_SEED`` repeats it."""
    seed = int(os.environ.get("OUTPOST_SEED") or random.randrange(1 << 32))
    print(f"OUTPOST_SEED={seed}")
    return random.Random(seed)


def spread(length: int, most: int) -> range:
    """Places of a session of so many bytes, evenly and at most so many of them."""
    return range(1, length, max(1, -(-length // most)))


@dataclass(frozen=True)
class _Here:
    """A message and its place, as they stand in the database."""

    message_id: str
    seen: bool
    answered: bool
    flagged: bool
    status: str
    wants_flag: bool
    outbound: bool
    state: str  # of its conversation


class Mail:
    """What happens on both sides before a look: mail comes, goes, is read, flagged, archived."""

    def __init__(self, desk: Desk, dice: random.Random) -> None:
        self._desk, self._dice = desk, dice
        self._gone: set[str] = set()
        self._delivered: list[int] = []

    def happens(self) -> None:
        """A little of everything. Messages and what is done to them are drawn by the dice."""
        self._comes()
        self._done_here()
        self._done_there()

    # -- what comes ---------------------------------------------------------------------------

    def _comes(self) -> None:
        dice = self._dice
        for folder in ("INBOX", "INBOX", "INBOX", "Sent", "Projects"):
            answers = None
            if folder == "INBOX" and self._delivered and dice.random() < 0.4:
                answers = dice.choice(self._delivered)
            size = 20_000 if dice.random() < 0.15 else 0  # more than a TLS record
            number = next(NUMBERS)
            self._desk.deliver(number, folder, size=size, answers=answers)
            if folder == "INBOX":
                self._delivered.append(number)

    # -- what the rep does --------------------------------------------------------------------

    def _done_here(self) -> None:
        here, dice = self._desk.here(), self._dice
        for each in dice.sample(sorted(here), min(2, len(here))):
            status = "read" if here[each] == "unread" else dice.choice(("unread", "replied"))
            self._run("UPDATE emails SET status = %s WHERE message_id = %s", status, each)
        for each in dice.sample(sorted(here), min(2, len(here))):
            self._run("UPDATE outpost.message SET flagged = NOT flagged WHERE identity = %s", each)
        for state, other in (("active", "archived"), ("archived", "active")):
            talks = self._desk.db.rows(
                "SELECT id FROM outpost.conversation WHERE state = %s ORDER BY id", (state,)
            )
            for (talk,) in dice.sample(talks, min(dice.randrange(2), len(talks))):
                self._run("UPDATE outpost.conversation SET state = %s WHERE id = %s", other, talk)

    def is_put_away(self) -> None:
        """The rep answers a message of the inbox and archives its conversation: flags and a move
        that the server has to be told of, for certain; and a new message waits there."""
        number, waits = next(NUMBERS), next(NUMBERS)
        self._desk.deliver(number)
        self._desk.fetch()
        self._desk.set_status(number, "replied")
        self._desk.set_state(number, "archived")
        self._desk.deliver(waits)
        self._delivered += [number, waits]

    def _run(self, statement: str, *params: Any) -> None:
        self._desk.db.run(statement, params)

    # -- what another mail program does -------------------------------------------------------

    def _done_there(self) -> None:
        dice = self._dice
        with self._desk.server.connect(self._desk.person) as other:
            other.select("INBOX")
            _, (found,) = other.uid("SEARCH", "ALL")
            uids = found.decode().split()
            for uid in dice.sample(uids, min(3, len(uids))):
                sign = dice.choice("+-")
                flag = dice.choice(("\\Flagged", "\\Seen") + ("\\Answered \\Seen",) * (sign == "+"))
                other.uid("STORE", uid, f"{sign}FLAGS", f"({flag})")
            chosen = dice.sample(uids, min(2, len(uids)))
            for uid, change in zip(chosen, ("move", "expunge"), strict=False):
                if change == "move":
                    other.uid("MOVE", uid, "Projects")
                else:
                    self._gone.add(self._id(other, uid))
                    other.uid("STORE", uid, "+FLAGS", "(\\Deleted)")
                    other.expunge()

    def _id(self, other: imaplib.IMAP4, uid: str) -> str:
        _, parts = other.uid("FETCH", uid, "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
        return parts[0][1].decode().partition(":")[2].strip()

    # -- both sides ---------------------------------------------------------------------------

    def agrees(self) -> None:
        """Both sides have the same, each once; read, answered and flagged alike; and nothing lies
        in the inbox there that is put away here."""
        desk = self._desk
        here = desk.here()
        there: set[str] = set()
        for folder in FOLDERS:
            places = self._places(folder)
            stored = desk.server.folder(desk.person, folder)
            assert [each.uid for each in stored] == sorted(places), folder
            for each in stored:
                place = places[each.uid]
                assert f"Message-ID: {place.message_id}".encode() in each.raw
                assert place.message_id not in there, "a message is on the server twice"
                there.add(place.message_id)
                self._agree(folder, place, each.flags)
        assert there <= set(here), "a message is missing"
        assert {name(each) for each in self._delivered} <= set(here) | self._gone
        assert set(here) - there <= self._gone, "a message left the server and nobody took it"
        # (A mark of what the server lost waits, in case it turns up in another folder.)
        left = desk.db.rows(
            "SELECT mark.said, mark.attempts, place.uid FROM outpost.mailbox_mark AS mark "
            "JOIN outpost.mailbox_message AS place ON place.email_id = mark.email_id"
        )
        assert left == []

    def _agree(self, folder: str, place: _Here, flags: frozenset[str]) -> None:
        told = (folder, place, flags, self._told_of(place.message_id))
        on_server = ("\\Seen" in flags, "\\Answered" in flags, "\\Flagged" in flags)
        assert (place.seen, place.answered, place.flagged) == on_server, told
        assert place.wants_flag == place.flagged, told
        if not place.outbound:
            assert (place.status == "unread") == (not place.seen), told
        assert place.answered or place.status != "replied", told
        if folder == "INBOX":
            assert place.state == "active", told

    def _places(self, folder: str) -> dict[int, _Here]:
        rows = self._desk.db.rows(
            "SELECT place.uid, email.message_id, place.seen, place.answered, place.flagged, "
            "email.status, message.flagged, message.outbound, talk.state "
            "FROM outpost.mailbox_message AS place "
            "JOIN outpost.mailbox_folder AS folder ON folder.id = place.folder_id "
            "JOIN public.emails AS email ON email.id = place.email_id "
            "JOIN outpost.message AS message ON message.email_id = email.id "
            "JOIN outpost.conversation AS talk ON talk.id = message.conversation_id "
            "WHERE folder.mailbox_id = %s AND folder.path = %s",
            (self._desk.mailbox.id, folder),
        )
        return {uid: _Here(*rest) for uid, *rest in rows}

    def _told_of(self, message_id: str) -> list[tuple[object, ...]]:
        """Places and marks of a message, for who has to find out why."""
        return self._desk.db.rows(
            "SELECT folder.path, place.uid, place.seen, mark.marked_at, mark.attempts, mark.said, "
            "mark.due_at FROM emails AS email "
            "LEFT JOIN outpost.mailbox_message AS place ON place.email_id = email.id "
            "LEFT JOIN outpost.mailbox_folder AS folder ON folder.id = place.folder_id "
            "LEFT JOIN outpost.mailbox_mark AS mark ON mark.email_id = email.id "
            "WHERE email.message_id = %s",
            (message_id,),
        )
