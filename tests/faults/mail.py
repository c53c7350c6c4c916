"""Mail that comes, goes and is read on both sides, and whether both sides agree afterwards."""

from __future__ import annotations

import imaplib
import itertools
import os
import random

import pytest

from tests.engine.mailbox_helpers import Desk

ALL = os.environ.get("OUTPOST_FAULTS") == "all"
NUMBERS = itertools.count(1)


@pytest.fixture
def dice() -> random.Random:
    """By a seed that is printed; ``OUTPOST_SEED`` repeats it."""
    seed = int(os.environ.get("OUTPOST_SEED") or random.randrange(1 << 32))
    print(f"OUTPOST_SEED={seed}")
    return random.Random(seed)


class Mail:
    """What happens on both sides before a look: mail comes, goes and is read."""

    def __init__(self, desk: Desk, dice: random.Random) -> None:
        self._desk, self._dice = desk, dice
        self._gone: set[str] = set()

    def happens(self) -> None:
        desk, dice = self._desk, self._dice
        for folder in ("INBOX", "INBOX", "INBOX", "Sent", "Projects"):
            size = 120_000 if dice.random() < 0.15 else 0
            desk.deliver(next(NUMBERS), folder, size=size)
        here = sorted(each for each, status in desk.here().items() if status != "replied")
        for each in dice.sample(here, min(2, len(here))):
            status = "read" if desk.here()[each] == "unread" else "unread"
            desk.db.run("UPDATE emails SET status = %s WHERE message_id = %s", (status, each))
        with desk.server.connect(desk.person) as other:
            other.select("INBOX")
            _, (found,) = other.uid("SEARCH", "ALL")
            uids = found.decode().split()
            chosen = dice.sample(uids, min(3, len(uids)))
            for uid, change in zip(chosen, ("flag", "move", "expunge"), strict=False):
                if change == "flag":
                    other.uid("STORE", uid, "+FLAGS", "(\\Flagged)")
                elif change == "move":
                    other.uid("MOVE", uid, "Projects")
                else:
                    self._gone.add(self._id(other, uid))
                    other.uid("STORE", uid, "+FLAGS", "(\\Deleted)")
                    other.expunge()

    def _id(self, other: imaplib.IMAP4, uid: str) -> str:
        _, parts = other.uid("FETCH", uid, "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
        return parts[0][1].decode().partition(":")[2].strip()

    def agrees(self) -> None:
        """Both sides have the same, each once."""
        desk = self._desk
        here = desk.here()
        there: set[str] = set()
        for folder in ("INBOX", "Sent", "Archive", "Projects"):
            places = {
                uid: (seen, flagged, message_id, status)
                for uid, seen, flagged, message_id, status in desk.db.rows(
                    "SELECT place.uid, place.seen, place.flagged, email.message_id, email.status "
                    "FROM outpost.mailbox_message AS place "
                    "JOIN outpost.mailbox_folder AS folder ON folder.id = place.folder_id "
                    "JOIN public.emails AS email ON email.id = place.email_id "
                    "WHERE folder.mailbox_id = %s AND folder.path = %s",
                    (desk.mailbox.id, folder),
                )
            }
            stored = desk.server.folder(desk.person, folder)
            assert [each.uid for each in stored] == sorted(places), folder
            for each in stored:
                seen, flagged, message_id, status = places[each.uid]
                assert f"Message-ID: {message_id}".encode() in each.raw
                assert seen == ("\\Seen" in each.flags), message_id
                assert flagged == ("\\Flagged" in each.flags), message_id
                if folder != "Sent":
                    assert (status == "unread") == ("\\Seen" not in each.flags), (
                        message_id, status, each.flags, folder, self._told_of(message_id)
                    )  # fmt: skip
                there.add(message_id)
        assert there <= set(here), "a message is missing"
        assert set(here) - there <= self._gone, "a message left the server and nobody took it"
        # (A mark of what the server lost waits, in case it turns up in another folder.)
        left = desk.db.rows(
            "SELECT mark.said, mark.attempts, place.uid FROM outpost.mailbox_mark AS mark "
            "JOIN outpost.mailbox_message AS place ON place.email_id = mark.email_id"
        )
        assert left == []

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
