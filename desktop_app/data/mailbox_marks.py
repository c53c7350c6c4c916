"""What differs between here and a mail server, and has to be told there.

A mark only says that a message may differ. What there is to do follows from how things stand when
somebody looks, so that doing it twice does no harm, and an undo needs nothing of its own.
"""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.mailbox_folders import FolderRepository
from desktop_app.domain.mailbox_folders import GMAIL_INBOX, MailFolder, Place
from desktop_app.domain.mailboxes import FolderRole

_FIRST_PAUSE = timedelta(seconds=15)
_LONGEST_PAUSE = timedelta(hours=2)

_IN_INBOX = "(folder.role = 'inbox' OR place.labels @> ARRAY['\\Inbox'])"
# Of the rep's own mail nobody counts what is read; an answer is never taken back.
_WANT_SEEN = (
    "CASE WHEN email.direction = 'outbound' THEN place.seen ELSE email.status <> 'unread' END"
)
_WANT_ANSWERED = "(email.status = 'replied' OR place.answered)"
# Where a conversation is active, what had left the inbox for the archive comes back.
_WANT_INBOX = (
    "CASE WHEN talk.state <> 'active' THEN false "
    "WHEN message.left_inbox AND folder.role IN ('archive', 'all') THEN true END"
)
_EVERY_PLACE = """
FROM public.emails AS email
JOIN outpost.message AS message ON message.email_id = email.id
JOIN outpost.conversation AS talk ON talk.id = message.conversation_id
JOIN outpost.mailbox_message AS place ON place.email_id = email.id
JOIN outpost.mailbox_folder AS folder ON folder.id = place.folder_id AND folder.followed
"""

_DIFFERS = f"""
((place.seen, place.answered, place.flagged) <> ({_WANT_SEEN}, {_WANT_ANSWERED}, message.flagged)
 OR {_IN_INBOX} <> ({_WANT_INBOX}))
"""

# A mark that another mailbox is still to be told of is none of this one's; what differs nowhere
# any more is to be cleared by whoever has it. OFFSET 0 has the places of each mark looked at: there
# are few marks, but nothing tells the planner so, which would begin with all that a mailbox holds.
_IS_OURS = f"""
EXISTS (SELECT {_EVERY_PLACE} WHERE email.id = mark.email_id AND folder.mailbox_id = %(mailbox)s
        OFFSET 0)
AND (EXISTS (SELECT {_EVERY_PLACE} WHERE email.id = mark.email_id
             AND folder.mailbox_id = %(mailbox)s AND {_DIFFERS})
     OR NOT EXISTS (SELECT {_EVERY_PLACE} WHERE email.id = mark.email_id AND {_DIFFERS}))
"""

_PLACES = f"""
WITH due AS (
    SELECT mark.email_id, mark.marked_at FROM outpost.mailbox_mark AS mark
    WHERE mark.due_at <= %(now)s AND {_IS_OURS}
    ORDER BY mark.marked_at, mark.email_id LIMIT %(limit)s
)
SELECT place.email_id, place.folder_id, place.uid, place.seen, place.answered, place.flagged,
    {_IN_INBOX}, {_WANT_SEEN}, {_WANT_ANSWERED}, message.flagged, {_WANT_INBOX}, due.marked_at
{_EVERY_PLACE} JOIN due ON due.email_id = email.id
WHERE folder.mailbox_id = %(mailbox)s
"""

# Another mailbox that has the message too may still have to be told.
_DONE = f"""
DELETE FROM outpost.mailbox_mark AS mark
USING unnest(%(ids)s::uuid[], %(at)s::timestamptz[]) AS done (id, at)
WHERE mark.email_id = done.id AND mark.marked_at = done.at AND NOT EXISTS (
    SELECT {_EVERY_PLACE}
    WHERE email.id = done.id AND folder.mailbox_id <> %(mailbox)s AND {_DIFFERS})
"""

AT_ONCE = 1000


class MarkRepository:
    """Rows of ``outpost.mailbox_mark``."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._folders = FolderRepository(db)

    def due(
        self, mailbox_id: UUID, now: datetime
    ) -> tuple[tuple[Place, ...], dict[UUID, datetime]]:
        """The places of messages that are due in a mailbox, and when each was marked."""
        rows = self._db.rows(_PLACES, {"mailbox": mailbox_id, "now": now, "limit": AT_ONCE})
        return tuple(Place(*row[:-1]) for row in rows), {row[0]: row[-1] for row in rows}

    def waiting(self, user_id: UUID) -> int:
        """How many messages the server has not been told of yet."""
        return int(
            self._db.value(
                "SELECT count(*) FROM outpost.mailbox_mark WHERE user_id = %s", (user_id,)
            )
        )

    def next_due(self, mailbox_id: UUID) -> datetime | None:
        """When the next message of a mailbox is due; None when nothing waits."""
        found: datetime | None = self._db.value(
            f"SELECT min(mark.due_at) FROM outpost.mailbox_mark AS mark WHERE {_IS_OURS}",
            {"mailbox": mailbox_id},
        )
        return found

    def flagged(
        self,
        folder_id: UUID,
        uids: Collection[int],
        add: Collection[str],
        remove: Collection[str],
    ) -> None:
        """The server has set and cleared these flags of these messages."""
        values: dict[str, bool] = {}
        for flags, value in ((add, True), (remove, False)):
            for flag in flags:
                values[flag.lstrip("\\").lower()] = value
        if values and uids:
            self._db.run(
                "UPDATE outpost.mailbox_message SET "
                f"{', '.join(f'{name} = %s' for name in values)} "
                "WHERE folder_id = %s AND uid = ANY(%s)",
                [*values.values(), folder_id, list(uids)],
            )

    def moved(
        self, source: MailFolder, target: MailFolder, user_id: UUID, places: dict[int, int | None]
    ) -> None:
        """The server has moved messages: to the new UID of each, where it said it."""
        with self._folders.from_server(user_id):
            rows = self._db.rows(
                "DELETE FROM outpost.mailbox_message WHERE folder_id = %s AND uid = ANY(%s) "
                "RETURNING uid, email_id, seen, answered, flagged",
                (source.id, list(places)),
            )
            for uid, *rest in rows:
                if (new := places.get(uid)) is not None:
                    self._db.run(
                        "INSERT INTO outpost.mailbox_message "
                        "(folder_id, uid, email_id, seen, answered, flagged) "
                        "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                        (target.id, new, *rest),
                    )
            ids = [row[1] for row in rows if row[1] is not None]
            self._inbox_left(ids, target.role is not FolderRole.INBOX)

    def labelled(
        self, folder: MailFolder, user_id: UUID, uids: Sequence[int], *, inbox: bool
    ) -> None:
        """The server has put messages into its inbox, or out of it, by their label."""
        change = (
            "array_append(array_remove(labels, %s), %s)" if inbox else "array_remove(labels, %s)"
        )
        label = [GMAIL_INBOX] * (2 if inbox else 1)
        with self._folders.from_server(user_id):
            rows = self._db.rows(
                f"UPDATE outpost.mailbox_message SET labels = {change} "
                "WHERE folder_id = %s AND uid = ANY(%s) RETURNING email_id",
                [*label, folder.id, list(uids)],
            )
            self._inbox_left([row[0] for row in rows if row[0] is not None], not inbox)

    def _inbox_left(self, ids: Sequence[UUID], left: bool) -> None:
        self._db.run(
            "UPDATE outpost.message SET left_inbox = %s WHERE email_id = ANY(%s)",
            (left, list(ids)),
        )

    def done(self, mailbox_id: UUID, marked: dict[UUID, datetime]) -> int:
        """Take away the marks of messages that agree everywhere, unless they were marked again
        meanwhile; returns how many."""
        return self._db.run(
            _DONE,
            {"mailbox": mailbox_id, "ids": list(marked), "at": list(marked.values())},
        )

    def forget_placeless(self, user_id: UUID, before: datetime) -> None:
        """Marks of messages that are on no server any more ask for nothing.

        Not at once: one that was moved, or whose UID has lost its meaning, is found again.
        """
        self._db.run(
            "DELETE FROM outpost.mailbox_mark AS mark WHERE mark.user_id = %(user)s "
            "AND mark.marked_at < %(before)s "
            "AND NOT EXISTS (SELECT FROM outpost.mailbox_message AS place "
            "JOIN outpost.mailbox_folder AS folder ON folder.id = place.folder_id "
            "WHERE place.email_id = mark.email_id AND folder.followed) "
            "AND NOT EXISTS (SELECT FROM outpost.mailbox_folder AS folder "
            "JOIN outpost.mailbox ON mailbox.id = folder.mailbox_id "
            "WHERE mailbox.user_id = %(user)s AND folder.followed "
            "AND folder.covers_since IS NULL)",
            {"user": user_id, "before": before},
        )

    def put_off(self, ids: Collection[UUID], now: datetime, said: str) -> None:
        """The server did not do it: try again later, and later still each time."""
        params: dict[str, Any] = {
            "ids": list(ids), "now": now, "said": said,
            "first": _FIRST_PAUSE, "longest": _LONGEST_PAUSE,
        }  # fmt: skip
        self._db.run(
            "UPDATE outpost.mailbox_mark SET attempts = attempts + 1, said = %(said)s, "
            "due_at = %(now)s + least(%(first)s * power(2, least(attempts, 12)), %(longest)s) "
            "WHERE email_id = ANY(%(ids)s)",
            params,
        )
