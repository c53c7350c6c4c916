"""Folders of mailboxes, and where each message is in them.

The flags of a message are merged three ways: what the server said last time (``mailbox_message``),
what stands here (``emails.status``, ``message.flagged``) and what it says now. Whoever changed
what both had agreed on wins; where both did, this side, and the queue of marks tells the server.
Everything is written with ``outpost.from_server`` on, so that it is no change to be told back.
"""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from desktop_app.data.database import Database
from desktop_app.data.journal import COUNT_UNREAD_OF_EMAILS
from desktop_app.data.mail import MailRepository
from desktop_app.domain.kept_words import kept, told
from desktop_app.domain.mail_faults import UidsBeganAnew
from desktop_app.domain.mailbox_folders import FolderCounts, MailFolder, Sighting
from desktop_app.domain.mailboxes import FolderHealth, FolderRole
from desktop_app.domain.uids import UidSet

_READ_AT_ONCE = 20_000

_FOLDER = (
    "SELECT id, mailbox_id, path, role, followed, uid_validity, uid_next, highest_modseq, "
    "flags_below, covers_since, server_count, local_count FROM outpost.mailbox_folder "
)

# Whether a place is in the inbox: in that folder, or by Gmail's label.
_IN_INBOX = "(folder.role = 'inbox' OR place.labels @> ARRAY['\\Inbox'])"

# Of a message. IS TRUE: a look for each of a few hundred, never a join of all places there are.
_LIES_IN_INBOX = f"""(EXISTS (
    SELECT FROM outpost.mailbox_message AS place
    JOIN outpost.mailbox_folder AS folder ON folder.id = place.folder_id
    WHERE place.email_id = message.email_id AND {_IN_INBOX})) IS TRUE"""

_PUT_AWAY_HERE = """EXISTS (SELECT FROM outpost.mailbox_mark AS mark
    WHERE mark.email_id = message.email_id AND mark.state_changed)"""

_HERE_IN_INBOX = f"""EXISTS (
    SELECT FROM outpost.message AS other
    JOIN outpost.mailbox_message AS place ON place.email_id = other.email_id
    JOIN outpost.mailbox_folder AS folder ON folder.id = place.folder_id
    WHERE other.conversation_id = talk.id AND {_IN_INBOX})"""

# Nobody archived the conversation, or brought it back, without the server knowing.
_STATE_TOLD = """NOT EXISTS (
    SELECT FROM outpost.message AS other
    JOIN outpost.mailbox_mark AS mark ON mark.email_id = other.email_id
    WHERE other.conversation_id = talk.id AND mark.state_changed)"""

_SIGHTED = """
WITH sighted AS (
    SELECT * FROM unnest(%(uids)s::bigint[], %(identities)s::text[], %(seen)s::boolean[],
        %(answered)s::boolean[], %(flagged)s::boolean[], %(labels)s::text[])
        AS s (uid, identity, seen, answered, flagged, labels)
), named AS (
    SELECT s.uid, s.seen, s.answered, s.flagged, s.labels::text[] AS labels,
        coalesce(
            (SELECT message.email_id FROM outpost.message
             WHERE message.user_id = %(user)s AND message.identity = s.identity),
            (SELECT email.id FROM public.emails AS email
             WHERE email.user_id = %(user)s AND email.message_id = s.identity
             ORDER BY email.id LIMIT 1)) AS email_id
    FROM sighted AS s
)
INSERT INTO outpost.mailbox_message (folder_id, uid, email_id, seen, answered, flagged, labels)
SELECT %(folder)s, uid, email_id, seen, answered, flagged, labels FROM named
ON CONFLICT (folder_id, uid) DO NOTHING
RETURNING uid, email_id
"""

# A message that had been here before its place was known takes the server's flags: an archive
# that keeps none says nothing better. Where it lies in several places, read in one is read. What
# was flagged that was written here, before the server had it at all, stays flagged.
_MERGE_SIGHTED = """
WITH place AS (
    SELECT p.email_id, p.seen, p.answered, p.flagged,
        EXISTS (SELECT FROM outpost.mailbox_message AS other
                WHERE other.email_id = p.email_id
                  AND (other.folder_id, other.uid) <> (p.folder_id, p.uid)) AS elsewhere
    FROM outpost.mailbox_message AS p
    WHERE p.folder_id = %(folder)s AND p.uid = ANY(%(uids)s)
      AND NOT EXISTS (SELECT FROM outpost.mailbox_mark AS mark WHERE mark.email_id = p.email_id)
), wanted AS (
    SELECT email.id, place.flagged, place.elsewhere,
        CASE WHEN email.direction = 'outbound' OR email.status = 'archived' THEN email.status
             WHEN place.seen AND (place.answered OR email.status = 'replied') THEN 'replied'
             WHEN place.seen AND email.status = 'unread' THEN 'read'
             WHEN NOT place.seen AND NOT place.elsewhere THEN 'unread'
             ELSE email.status END AS status
    FROM place JOIN public.emails AS email ON email.id = place.email_id
), flagged AS (
    UPDATE outpost.message AS message SET flagged = wanted.flagged
    FROM wanted WHERE message.email_id = wanted.id AND message.flagged <> wanted.flagged
      AND NOT (message.flagged AND (wanted.elsewhere OR message.origin = 'composed'))
)
UPDATE public.emails AS email SET status = wanted.status
FROM wanted WHERE email.id = wanted.id AND email.status <> wanted.status
RETURNING email.id
"""

_NEW_FLAGS = """
WITH said AS (
    SELECT * FROM unnest(%(uids)s::bigint[], %(seen)s::boolean[], %(answered)s::boolean[],
        %(flagged)s::boolean[], %(labels)s::text[]) AS s (uid, seen, answered, flagged, labels)
), was AS (
    SELECT p.folder_id, p.uid, p.email_id, p.seen, p.answered, p.flagged, p.labels
    FROM outpost.mailbox_message AS p JOIN said USING (uid)
    WHERE p.folder_id = %(folder)s
      AND (p.seen, p.answered, p.flagged, p.labels)
          IS DISTINCT FROM (said.seen, said.answered, said.flagged, said.labels::text[])
    FOR UPDATE OF p
), placed AS (
    UPDATE outpost.mailbox_message AS p SET seen = said.seen, answered = said.answered,
        flagged = said.flagged, labels = said.labels::text[]
    FROM said JOIN was USING (uid)
    WHERE p.folder_id = was.folder_id AND p.uid = was.uid
)
SELECT was.email_id, was.seen, said.seen, was.answered, said.answered, was.flagged, said.flagged,
    was.labels @> ARRAY['\\Inbox'], said.labels::text[] @> ARRAY['\\Inbox']
FROM was JOIN said USING (uid) WHERE was.email_id IS NOT NULL
"""

# Three ways: only what both sides agreed on before is changed here.
_MERGE_FLAGS = """
WITH said AS (
    SELECT DISTINCT ON (id) * FROM unnest(%(ids)s::uuid[], %(was_seen)s::boolean[],
        %(seen)s::boolean[], %(answered)s::boolean[], %(was_flagged)s::boolean[],
        %(flagged)s::boolean[]) AS s (id, was_seen, seen, answered, was_flagged, flagged)
), flagged AS (
    UPDATE outpost.message AS message SET flagged = said.flagged FROM said
    WHERE message.email_id = said.id AND message.flagged = said.was_flagged
      AND message.flagged <> said.flagged
), wanted AS (
    SELECT email.id,
        CASE WHEN email.direction = 'outbound' OR email.status = 'archived' THEN email.status
             WHEN email.status = 'replied' AND NOT said.answered THEN email.status  -- to be told
             WHEN (email.status <> 'unread') = said.was_seen AND NOT said.seen THEN 'unread'
             WHEN (email.status = 'unread') <> said.was_seen AND said.seen
                  AND (said.answered OR email.status = 'replied') THEN 'replied'
             WHEN (email.status = 'unread') <> said.was_seen AND said.seen
                  AND email.status = 'unread' THEN 'read'
             ELSE email.status END AS status
    FROM said JOIN public.emails AS email ON email.id = said.id
)
UPDATE public.emails AS email SET status = wanted.status
FROM wanted WHERE email.id = wanted.id AND email.status <> wanted.status
RETURNING email.id
"""

# What differs in some other place of the same message has to be told there.
_MARK_DIFFERING = """
INSERT INTO outpost.mailbox_mark (email_id, user_id)
SELECT DISTINCT email.id, email.user_id
FROM public.emails AS email
JOIN outpost.message AS message ON message.email_id = email.id
JOIN outpost.mailbox_message AS place ON place.email_id = email.id
WHERE email.id = ANY(%(ids)s)
  AND (email.direction = 'inbound' AND place.seen <> (email.status <> 'unread')
       OR email.status = 'replied' AND NOT place.answered
       OR place.flagged <> message.flagged)
ON CONFLICT (email_id) DO NOTHING
"""

_SET_STATE = """
WITH changed AS (
    UPDATE outpost.conversation AS talk SET state = %(state)s
    WHERE talk.id = ANY(%(talks)s) AND {condition} RETURNING talk.id, talk.thread_id
), threads AS (
    UPDATE public.email_threads AS thread SET status = %(state)s
    FROM changed WHERE thread.id = changed.thread_id AND thread.status <> %(state)s
)
SELECT id FROM changed
"""


class FolderRepository:
    """Rows of ``outpost.mailbox_folder`` and ``outpost.mailbox_message``."""

    def __init__(self, db: Database) -> None:
        self._db = db

    @contextmanager
    def from_server(self, user_id: UUID) -> Iterator[None]:
        """A transaction whose changes came from the server and are not told back to it; one at a
        time for each user, as that of mail coming in."""
        with self._db.transaction():
            MailRepository(self._db).lock(user_id)
            self._db.run("SELECT set_config('outpost.from_server', 'on', true)")
            yield

    # -- Folders ------------------------------------------------------------------------------

    def list_folders(self, mailbox_id: UUID) -> tuple[MailFolder, ...]:
        """The folders of a mailbox: the inbox first, what was sent next."""
        rows = self._db.rows(
            f"{_FOLDER} WHERE mailbox_id = %s "
            "ORDER BY role <> 'inbox', role <> 'all', role <> 'sent', role <> '', path",
            (mailbox_id,),
        )
        return tuple(_folder(row) for row in rows)

    def get(self, folder_id: UUID) -> MailFolder | None:
        row = self._db.row(f"{_FOLDER} WHERE id = %s", (folder_id,))
        return _folder(row) if row else None

    def health(self, user_id: UUID) -> tuple[FolderHealth, ...]:
        """How all folders of a user's mailboxes are, in the order of :meth:`list_folders`."""
        rows = self._db.rows(
            "SELECT folder.mailbox_id, folder.path, folder.role, folder.followed, "
            "folder.server_count, folder.local_count, folder.missing, folder.complete, "
            "folder.looked_at, folder.said "
            "FROM outpost.mailbox_folder AS folder "
            "JOIN outpost.mailbox ON mailbox.id = folder.mailbox_id WHERE mailbox.user_id = %s "
            "ORDER BY mailbox.position, mailbox.id, folder.role <> 'inbox', folder.role <> 'all', "
            "folder.role <> 'sent', folder.role <> '', folder.path",
            (user_id,),
        )
        return tuple(
            replace(FolderHealth(row[0], row[1], FolderRole(row[2]), *row[3:]), said=told(row[9]))
            for row in rows
        )

    def keep(
        self, mailbox_id: UUID, listed: Sequence[tuple[str, FolderRole, bool]]
    ) -> tuple[MailFolder, ...]:
        """Make the folders those that the server lists: path, role, whether it is followed. A
        list without an inbox is none: every mailbox has one (RFC 9051, 5.1)."""
        if not any(path.upper() == "INBOX" for path, _, _ in listed):
            return self.list_folders(mailbox_id)
        with self._db.transaction():
            self._db.run(
                "DELETE FROM outpost.mailbox_folder WHERE mailbox_id = %s AND path <> ALL(%s)",
                (mailbox_id, [path for path, _, _ in listed]),
            )
            self._db.run(
                "INSERT INTO outpost.mailbox_folder AS folder (id, mailbox_id, path, role, "
                "followed) SELECT id, %s, path, role, followed "
                "FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::boolean[]) "
                "AS listed (id, path, role, followed) "
                "ON CONFLICT (mailbox_id, path) DO UPDATE SET role = excluded.role, "
                "followed = excluded.followed "
                "WHERE (folder.role, folder.followed) <> (excluded.role, excluded.followed)",
                (
                    mailbox_id,
                    [uuid4() for _ in listed],
                    [path for path, _, _ in listed],
                    [str(role) for _, role, _ in listed],
                    [followed for _, _, followed in listed],
                ),
            )
        return self.list_folders(mailbox_id)

    def advance(
        self,
        folder: MailFolder,
        *,
        uid_next: int | None = None,
        highest_modseq: int | None = None,
        server_count: int | None = None,
    ) -> None:
        """Note how far a folder was looked at; never back, since two may look at once, and only
        while its UIDs mean what they meant."""
        self._db.run(
            "UPDATE outpost.mailbox_folder SET uid_next = greatest(uid_next, %s), "
            "highest_modseq = greatest(highest_modseq, %s), "
            "server_count = coalesce(%s, server_count) "
            "WHERE id = %s AND uid_validity = %s",
            (uid_next, highest_modseq, server_count, folder.id, folder.uid_validity),
        )

    def has_mail(self, user_id: UUID) -> bool:
        """Whether a user has any message at all."""
        found = self._db.value(
            "SELECT EXISTS (SELECT FROM outpost.message WHERE user_id = %s)", (user_id,)
        )
        return bool(found)

    def change(self, folder_id: UUID, **columns: Any) -> None:
        """Change columns of a folder; the names are the program's own."""
        self._db.run(
            "UPDATE outpost.mailbox_folder SET "
            f"{', '.join(f'{name} = %s' for name in columns)} WHERE id = %s",
            [*map(_kept, columns.values()), folder_id],
        )

    def begin(
        self, folder_id: UUID, uid_validity: int, uid_next: int, highest_modseq: int | None
    ) -> None:
        """Start with a folder, or again after its UIDs lost their meaning: what was known of
        places is forgotten, and matched again by the identity of the messages."""
        with self._db.transaction():
            self._db.run(
                "UPDATE outpost.message AS message SET left_inbox = true "
                "FROM outpost.mailbox_message AS place "
                "JOIN outpost.mailbox_folder AS folder ON folder.id = place.folder_id "
                f"WHERE place.folder_id = %s AND {_IN_INBOX} "
                "AND message.email_id = place.email_id",
                (folder_id,),
            )
            self._db.run("DELETE FROM outpost.mailbox_message WHERE folder_id = %s", (folder_id,))
            self.change(
                folder_id,
                uid_validity=uid_validity,
                uid_next=uid_next,
                highest_modseq=highest_modseq,
                flags_below=None,
                covers_since=None,
                complete=False,
            )

    def count(
        self, folder_id: UUID, counts: FolderCounts, *, missing: int | None, at: datetime
    ) -> FolderCounts:
        """Note how a folder agrees with the server; the counts with that in them.

        Args:
            missing: how many are wanted and not here; None: as it was.
        """
        row = self._db.row(
            "UPDATE outpost.mailbox_folder AS folder SET missing = coalesce(%s, missing), "
            "looked_at = %s, local_count = (SELECT count(*) FROM outpost.mailbox_message "
            "AS place WHERE place.folder_id = folder.id) "
            "WHERE id = %s RETURNING server_count, local_count, missing, said",
            (missing, at, folder_id),
        )
        if row is None:
            return counts
        return replace(
            counts, server_count=row[0], local_count=row[1], missing=row[2], said=told(row[3])
        )

    # -- Places -------------------------------------------------------------------------------

    def uids(self, folder_id: UUID, *, first: int = 0) -> UidSet:
        """The UIDs that are known, from one on; read part by part, for there may be very many."""
        found = array("I")
        while True:
            rows = self._db.rows(
                "SELECT uid FROM outpost.mailbox_message WHERE folder_id = %s AND uid >= %s "
                "ORDER BY uid LIMIT %s",
                (folder_id, first, _READ_AT_ONCE),
                binary=True,
            )
            found.extend(row[0] for row in rows)
            if len(rows) < _READ_AT_ONCE:
                return UidSet(found)
            first = found[-1] + 1

    def placed(self, folder_id: UUID, uids: Collection[int]) -> set[int]:
        """Which of these UIDs are known."""
        if not uids:
            return set()
        rows = self._db.rows(
            "SELECT uid FROM outpost.mailbox_message WHERE folder_id = %s "
            "AND uid = ANY(%s::bigint[])",
            (folder_id, list(uids)),
        )
        return {row[0] for row in rows}

    def newest_uids(self, folder_id: UUID, limit: int, below: int) -> list[int]:
        """The ``limit`` highest known UIDs below one, descending."""
        rows = self._db.rows(
            "SELECT uid FROM outpost.mailbox_message WHERE folder_id = %s AND uid < %s "
            "ORDER BY uid DESC LIMIT %s",
            (folder_id, below, limit),
        )
        return [row[0] for row in rows]

    def known_ids(self, user_id: UUID, identities: Collection[str]) -> set[str]:
        """Which of these identities are messages here."""
        rows = self._db.rows(
            "SELECT identity FROM outpost.message WHERE user_id = %(user)s "
            "AND identity = ANY(%(ids)s) UNION SELECT message_id FROM public.emails "
            "WHERE user_id = %(user)s AND message_id = ANY(%(ids)s)",
            {"user": user_id, "ids": list(identities)},
        )
        return {row[0] for row in rows}

    def sight(
        self,
        folder: MailFolder,
        user_id: UUID,
        sightings: Sequence[Sighting],
        fresh: Collection[UUID],
    ) -> int:
        """Note where messages are on the server; in the caller's transaction, from the server.

        Raises:
            UidsBeganAnew: these UIDs mean nothing any more.

        Args:
            fresh: ids of messages that were written in this transaction.

        Returns:
            how many places are new.
        """
        if not sightings:
            return 0
        self._expect_same_uids(folder)
        placed = self._db.rows(
            _SIGHTED,
            {
                "folder": folder.id,
                "user": user_id,
                "uids": [each.uid for each in sightings],
                "identities": [each.identity for each in sightings],
                **_flags_of(sightings),
            },
        )
        new = {uid for uid, _ in placed}
        ids = [email_id for _, email_id in placed if email_id is not None]
        starred = {each.uid for each in sightings if each.flagged} & new
        if starred and fresh:
            starred_ids = [email for uid, email in placed if uid in starred and email in fresh]
            self._db.run(
                "UPDATE outpost.message SET flagged = true WHERE email_id = ANY(%s)",
                (starred_ids,),
            )
        old_uids = [uid for uid, email in placed if email is not None and email not in fresh]
        if old_uids:
            changed = self._db.rows(_MERGE_SIGHTED, {"folder": folder.id, "uids": old_uids})
            self._count_unread([row[0] for row in changed])
            self._db.run(_MARK_DIFFERING, {"ids": ids})
        self._settle_states(folder, ids, fresh)
        return len(placed)

    def _expect_same_uids(self, folder: MailFolder) -> None:
        """UIDs mean what they meant when the server told of them, until the transaction ends: two
        sessions may look at one folder, and the other one may have found it numbered anew.

        Raises:
            UidsBeganAnew: they do not.
        """
        now = self._db.row(
            "SELECT uid_validity FROM outpost.mailbox_folder WHERE id = %s FOR SHARE", (folder.id,)
        )
        # One that is gone is another matter: its mailbox was removed.
        if now is not None and now[0] != folder.uid_validity:
            raise UidsBeganAnew(folder.path)

    def _settle_states(
        self, folder: MailFolder, ids: Sequence[UUID], fresh: Collection[UUID]
    ) -> None:
        """What lies in the inbox is active: new mail, and what came back to it. A conversation
        that is new here and known from an archive alone is an archived one."""
        if folder.role in (FolderRole.INBOX, FolderRole.ALL):
            came_back = self._db.rows(
                "UPDATE outpost.message AS message SET left_inbox = false "
                "WHERE message.email_id = ANY(%(ids)s) AND message.left_inbox "
                f"AND {_LIES_IN_INBOX} "
                f"RETURNING message.conversation_id, {_PUT_AWAY_HERE}",
                {"ids": list(ids)},
            )
            new = self._db.rows(
                f"SELECT message.conversation_id, {_PUT_AWAY_HERE} "
                "FROM outpost.message AS message WHERE message.email_id = ANY(%(new)s) "
                f"AND {_LIES_IN_INBOX}",
                {"new": [each for each in ids if each in fresh]},
            )
            rows = [*came_back, *new]
            self._activate([talk for talk, put_away_here in rows if not put_away_here])
        if folder.role in (FolderRole.ARCHIVE, FolderRole.ALL) and fresh:
            rows = self._db.rows(
                "SELECT talk.id FROM outpost.conversation AS talk WHERE talk.id IN ("
                "  SELECT conversation_id FROM outpost.message WHERE email_id = ANY(%(fresh)s)) "
                "AND EXISTS (SELECT FROM outpost.message AS m WHERE m.conversation_id = talk.id "
                "  AND NOT m.outbound) "
                "AND NOT EXISTS (SELECT FROM outpost.message AS m "
                "  WHERE m.conversation_id = talk.id AND m.email_id <> ALL(%(fresh)s))",
                {"fresh": list(fresh)},
            )
            self._archive([row[0] for row in rows])

    def _activate(self, talks: Sequence[UUID]) -> None:
        """Also where the server has yet to hear that older messages of them are put away: who
        archived them did not know of what came since."""
        if talks:
            self._db.run(
                _SET_STATE.format(condition="talk.state <> 'active'"),
                {"talks": list(talks), "state": "active"},
            )

    def _archive(self, talks: Sequence[UUID]) -> int:
        """Conversations that have left the inbox altogether."""
        if not talks:
            return 0
        condition = f"talk.state = 'active' AND {_STATE_TOLD} AND NOT {_HERE_IN_INBOX}"
        return self._db.run(
            _SET_STATE.format(condition=condition), {"talks": list(talks), "state": "archived"}
        )

    def vanish(self, folder: MailFolder, user_id: UUID, ranges: Sequence[tuple[int, int]]) -> int:
        """Messages are not in this folder any more; returns how many.

        They stay here: a rep loses no word because somebody tidied up. A conversation of which
        nothing is left in an inbox is archived.
        """
        if not ranges:
            return 0
        with self.from_server(user_id):
            self._expect_same_uids(folder)
            rows = self._db.rows(
                "DELETE FROM outpost.mailbox_message AS place "
                "USING outpost.mailbox_folder AS folder, "
                "unnest(%(firsts)s::bigint[], %(lasts)s::bigint[]) AS gone (first, last) "
                "WHERE folder.id = place.folder_id AND place.folder_id = %(folder)s "
                "AND place.uid BETWEEN gone.first AND gone.last "
                f"RETURNING place.email_id, {_IN_INBOX}",
                {
                    "folder": folder.id,
                    "firsts": [first for first, _ in ranges],
                    "lasts": [last for _, last in ranges],
                },
            )
            self.leave_inbox([email for email, inbox in rows if inbox and email is not None])
        return len(rows)

    def leave_inbox(self, email_ids: Sequence[UUID]) -> None:
        """These were in an inbox and are not there any more; from the server."""
        if not email_ids:
            return
        rows = self._db.rows(
            "UPDATE outpost.message SET left_inbox = true WHERE email_id = ANY(%s) "
            "RETURNING conversation_id",
            (list(email_ids),),
        )
        self._archive([row[0] for row in rows])

    def settle_left(self, user_id: UUID) -> None:
        """Archive what left the inbox while its UIDs had lost their meaning."""
        with self.from_server(user_id):
            rows = self._db.rows(
                "SELECT DISTINCT message.conversation_id FROM outpost.message "
                "JOIN outpost.conversation AS talk ON talk.id = message.conversation_id "
                "WHERE message.user_id = %s AND message.left_inbox AND talk.state = 'active'",
                (user_id,),
            )
            self._archive([row[0] for row in rows])

    def flag(self, folder: MailFolder, user_id: UUID, sightings: Sequence[Sighting]) -> int:
        """Take in what the server says of flags (and labels); returns how many differed."""
        if not sightings:
            return 0
        with self.from_server(user_id):
            self._expect_same_uids(folder)
            changed = self._db.rows(
                _NEW_FLAGS,
                {
                    "folder": folder.id,
                    "uids": [each.uid for each in sightings],
                    **_flags_of(sightings),
                },
            )
            if not changed:
                return 0
            ids = [row[0] for row in changed]
            merged = self._db.rows(
                _MERGE_FLAGS,
                {
                    "ids": ids,
                    "was_seen": [row[1] for row in changed],
                    "seen": [row[2] for row in changed],
                    "answered": [row[4] for row in changed],
                    "was_flagged": [row[5] for row in changed],
                    "flagged": [row[6] for row in changed],
                },
            )
            self._count_unread([row[0] for row in merged])
            self._db.run(_MARK_DIFFERING, {"ids": ids})
            self.leave_inbox([row[0] for row in changed if row[7] and not row[8]])
            came = [row[0] for row in changed if row[8] and not row[7]]
            if came:
                self._settle_states(folder, came, came)
        return len(changed)

    def _count_unread(self, ids: Sequence[UUID]) -> None:
        if ids:
            self._db.run(COUNT_UNREAD_OF_EMAILS, {"emails": list(ids)})


def _flags_of(sightings: Sequence[Sighting]) -> dict[str, Any]:
    return {
        "seen": [each.seen for each in sightings],
        "answered": [each.answered for each in sightings],
        "flagged": [each.flagged for each in sightings],
        "labels": [_array(each.labels) for each in sightings],
    }


def _array(labels: Sequence[str]) -> str:
    """Labels as Postgres writes an array, since an array of arrays would have to be even."""
    quoted = (each.replace("\\", "\\\\").replace('"', '\\"') for each in labels)
    return "{" + ",".join(f'"{each}"' for each in quoted) + "}"


def _folder(row: tuple[Any, ...]) -> MailFolder:
    folder_id, mailbox_id, path, role, *rest = row
    return MailFolder(folder_id, mailbox_id, path, FolderRole(role), *rest)


def _kept(value: Any) -> Any:
    return kept(value) if isinstance(value, str) else value
