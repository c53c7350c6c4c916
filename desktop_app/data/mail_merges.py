"""Rows of ``outpost.mail_merge`` and its items: who is written to, and where that stands."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.data.outgoing_undo import forget_undo
from desktop_app.data.signals import SignalRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.ids import IdList
from desktop_app.domain.kept_words import kept, told
from desktop_app.domain.mail import Address
from desktop_app.domain.mail_merge import (
    ItemState,
    MailMerge,
    MergeCounts,
    MergeItem,
    MergeState,
)
from desktop_app.domain.outbox_rules import OPTED_OUT
from desktop_app.domain.pace import Pace, pace_document, pace_of
from desktop_app.domain.templates import Rendered, TemplateText

_MERGE = """
SELECT merge.id, merge.user_id, merge.template_id, merge.name, merge.subject, merge.body,
       merge.mailbox_id, merge.from_address, merge.opt_out, merge.pace, merge.starts_at,
       merge.state, merge.journal_id, merge.created_at
FROM outpost.mail_merge AS merge
"""
_OPTED_OUT = """
coalesce((SELECT bool_or(lower(lead.metadata ->> key) IN ('true', 'yes', '1', 'on', 'y', 't'))
          FROM unnest(%(opted_out)s::text[]) AS key), false)
"""
_ITEMS = f"""
SELECT item.lead_id, item.place, item.state, item.reason, item.edited, item.outgoing_id,
       lead.id IS NOT NULL, coalesce(lead.contact_name, ''), coalesce(lower(lead.email), ''),
       {_OPTED_OUT}
FROM outpost.mail_merge_item AS item
JOIN outpost.mail_merge AS merge ON merge.id = item.merge_id
LEFT JOIN public.leads AS lead ON lead.id = item.lead_id AND lead.user_id = merge.user_id
WHERE item.merge_id = %(merge)s AND merge.user_id = %(user)s
"""
_COUNTS = """
SELECT count(*), count(*) FILTER (WHERE item.state = 'waiting'),
       count(*) FILTER (WHERE item.state = 'left_out'),
       count(*) FILTER (WHERE mail.state IN ('queued', 'sending')),
       count(*) FILTER (WHERE mail.state IN ('delivered', 'filed')),
       count(*) FILTER (WHERE mail.state IN ('held', 'unknown', 'failed'))
FROM outpost.mail_merge_item AS item
JOIN outpost.mail_merge AS merge ON merge.id = item.merge_id
LEFT JOIN outpost.outgoing AS mail ON mail.id = item.outgoing_id
WHERE item.merge_id = %s AND merge.user_id = %s
"""

# Merges whose job is over without having put all of them into the outbox: it was cancelled before
# anybody took it up, failed, or whoever had it died after it was cancelled.
_ABANDONED = """
SELECT merge.id, merge.user_id FROM outpost.mail_merge AS merge
WHERE merge.state = 'queueing' AND NOT EXISTS (
    SELECT FROM outpost.job AS job
    WHERE job.user_id = merge.user_id AND job.kind = 'mail_merge'
      AND job.params ->> 'merge' = merge.id::text
      AND job.state IN ('queued', 'running', 'cancelling'))
ORDER BY merge.id FOR UPDATE OF merge SKIP LOCKED
"""


class MailMergeRepository:
    """Mail merges of users. Commands run in the caller's transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    # -- questions ---------------------------------------------------------------------------

    def get(self, user_id: UUID, merge_id: UUID, *, lock: bool = False) -> MailMerge | None:
        """One merge, or None when it is gone or another user's."""
        row = self._db.row(
            f"{_MERGE} WHERE merge.id = %s AND merge.user_id = %s{' FOR UPDATE' if lock else ''}",
            (merge_id, user_id),
        )
        return _merge(row) if row else None

    def list(self, user_id: UUID, limit: int) -> tuple[MailMerge, ...]:
        """The merges that were sent, the newest first."""
        rows = self._db.rows(
            f"{_MERGE} WHERE merge.user_id = %s AND merge.state <> 'begun' "
            "ORDER BY merge.created_at DESC, merge.id LIMIT %s",
            (user_id, limit),
        )
        return tuple(map(_merge, rows))

    def counts(self, user_id: UUID, merge_id: UUID) -> MergeCounts:
        """How many of its mails are where."""
        row = self._db.row(_COUNTS, (merge_id, user_id))
        return MergeCounts(*row) if row else MergeCounts()

    def lead_ids(self, user_id: UUID, merge_id: UUID) -> IdList:
        """Its leads in their order."""
        with self._db.connection(), self._db.raw().cursor(binary=True) as cursor:
            cursor.execute(
                "SELECT string_agg(uuid_send(item.lead_id), ''::bytea ORDER BY item.place) "
                "FROM outpost.mail_merge_item AS item "
                "JOIN outpost.mail_merge AS merge ON merge.id = item.merge_id "
                "WHERE item.merge_id = %s AND merge.user_id = %s",
                (merge_id, user_id),
            )
            row = cursor.fetchone()
        return IdList(bytes(row[0]) if row and row[0] else b"")

    def items(
        self, user_id: UUID, merge_id: UUID, lead_ids: Collection[UUID]
    ) -> tuple[MergeItem, ...]:
        """The mails to these leads, in the order of the merge."""
        return self._items(
            user_id, merge_id, "AND item.lead_id = ANY(%(leads)s)", {"leads": list(lead_ids)}
        )

    def waiting(self, user_id: UUID, merge_id: UUID, limit: int) -> tuple[MergeItem, ...]:
        """The next that are to be made; nobody else makes them before the transaction ends."""
        return self._items(
            user_id,
            merge_id,
            "AND item.state = 'waiting'",
            {"limit": limit},
            " LIMIT %(limit)s FOR UPDATE OF item SKIP LOCKED",
        )

    def after(self, user_id: UUID, merge_id: UUID, place: int, limit: int) -> tuple[MergeItem, ...]:
        """The mails behind a place, in their order."""
        return self._items(
            user_id,
            merge_id,
            "AND item.place > %(place)s",
            {"place": place, "limit": limit},
            " LIMIT %(limit)s",
        )

    def _items(
        self, user_id: UUID, merge_id: UUID, more: str, params: Mapping[str, Any], tail: str = ""
    ) -> tuple[MergeItem, ...]:
        with self._db.connection():
            rows = self._db.rows(
                f"{_ITEMS} {more} ORDER BY item.place{tail}",
                {"user": user_id, "merge": merge_id, "opted_out": list(OPTED_OUT), **params},
            )
            addresses = sorted({row[8] for row in rows if row[8]})
            failing = SignalRepository(self._db).failing(user_id, addresses)
        return tuple(_item(row, failing.get(row[8], "")) for row in rows)

    def pace(self, merge_id: UUID) -> Pace:
        """How the mails of a merge follow one another."""
        found = self._db.value("SELECT pace FROM outpost.mail_merge WHERE id = %s", (merge_id,))
        return pace_of(found or {})

    def last_tried(self, merge_id: UUID) -> datetime | None:
        """When one of its mails was tried last."""
        found: datetime | None = self._db.value(
            "SELECT max(tried_at) FROM outpost.outgoing WHERE merge_id = %s", (merge_id,)
        )
        return found

    # -- commands ----------------------------------------------------------------------------

    def insert(self, merge: MailMerge, lead_ids: IdList) -> None:
        """Begin a merge to leads; those that are another user's are left out."""
        self._db.run(
            "INSERT INTO outpost.mail_merge (id, user_id, template_id, name, subject, body, "
            "mailbox_id, from_address, opt_out, pace, starts_at, state, created_at) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            (
                merge.id, merge.user_id, merge.template_id, merge.name, merge.text.subject,
                merge.text.body, merge.mailbox_id, merge.from_address, merge.opt_out,
                Jsonb(pace_document(merge.pace)), merge.starts_at, str(merge.state),
                merge.created_at,
            ),
        )  # fmt: skip
        self._db.run(
            "INSERT INTO outpost.mail_merge_item (merge_id, lead_id, place) "
            "SELECT %(merge)s, lead.id, min(asked.place) "
            "FROM (SELECT id, row_number() OVER () AS place "
            "      FROM outpost.unpack_ids(%(ids)b) AS id) AS asked "
            "JOIN public.leads AS lead ON lead.id = asked.id AND lead.user_id = %(user)s "
            "GROUP BY lead.id",
            {"merge": merge.id, "user": merge.user_id, "ids": lead_ids.packed},
        )

    def carry_over(self, user_id: UUID, from_id: UUID, to_id: UUID) -> None:
        """What the rep decided about single leads of a merge that was not sent holds for the one
        that is begun in its place: what they are written, and who is left out."""
        self._db.run(
            "UPDATE outpost.mail_merge_item AS item "
            "SET edited = before.edited, state = before.state, reason = before.reason "
            "FROM outpost.mail_merge_item AS before "
            "JOIN outpost.mail_merge AS old ON old.id = before.merge_id "
            "JOIN outpost.mail_merge AS new ON new.user_id = old.user_id "
            "WHERE old.id = %(old)s AND old.user_id = %(user)s AND old.state = 'begun' "
            "AND new.id = %(new)s AND item.merge_id = new.id AND item.lead_id = before.lead_id "
            "AND (before.edited IS NOT NULL OR before.state = 'left_out')",
            {"user": user_id, "old": from_id, "new": to_id},
        )

    def update(self, merge: MailMerge) -> None:
        """Write down how it is sent, and where it stands."""
        self._db.run(
            "UPDATE outpost.mail_merge SET subject = %s, body = %s, mailbox_id = %s, "
            "from_address = %s, opt_out = %s, pace = %s, starts_at = %s, state = %s, "
            "journal_id = %s WHERE id = %s AND user_id = %s",
            (
                merge.text.subject, merge.text.body, merge.mailbox_id, merge.from_address,
                merge.opt_out, Jsonb(pace_document(merge.pace)), merge.starts_at,
                str(merge.state), merge.journal_id, merge.id, merge.user_id,
            ),
        )  # fmt: skip

    def set_edited(
        self, user_id: UUID, merge_id: UUID, lead_id: UUID, edited: Rendered | None
    ) -> bool:
        """Have one lead written something else, or again what all are; whether it waits still."""
        document = (
            Jsonb({"subject": edited.subject, "html": edited.html, "plain": edited.plain})
            if edited is not None
            else None
        )
        return self._set_item(user_id, merge_id, lead_id, "edited = %(value)s", document)

    def leave_out(self, user_id: UUID, merge_id: UUID, lead_id: UUID, reason: str) -> bool:
        """Do not write to a lead, or ("") do so after all; whether its mail was not made yet."""
        return self._set_item(
            user_id,
            merge_id,
            lead_id,
            "reason = %(value)s, state = CASE WHEN %(value)s = '' THEN 'waiting' "
            "ELSE 'left_out' END",
            kept(reason),
        )

    def _set_item(
        self, user_id: UUID, merge_id: UUID, lead_id: UUID, change: str, value: Any
    ) -> bool:
        return bool(
            self._db.run(
                f"UPDATE outpost.mail_merge_item AS item SET {change} "
                "FROM outpost.mail_merge AS merge WHERE merge.id = item.merge_id "
                "AND merge.user_id = %(user)s AND item.merge_id = %(merge)s "
                "AND item.lead_id = %(lead)s AND item.state <> 'queued'",
                {"user": user_id, "merge": merge_id, "lead": lead_id, "value": value},
            )
        )

    def settle(
        self, merge_id: UUID, queued: Mapping[UUID, UUID], left_out: Mapping[UUID, str]
    ) -> None:
        """Note what became of items: the mail by its lead, or why there is none."""
        self._db.run(
            "UPDATE outpost.mail_merge_item AS item SET state = CASE WHEN told.mail IS NULL "
            "THEN 'left_out' ELSE 'queued' END, outgoing_id = told.mail, reason = told.reason "
            "FROM unnest(%s::uuid[], %s::uuid[], %s::text[]) AS told (lead, mail, reason) "
            "WHERE item.merge_id = %s AND item.lead_id = told.lead",
            (
                [*queued, *left_out],
                [*queued.values(), *([None] * len(left_out))],
                [*([""] * len(queued)), *map(kept, left_out.values())],
                merge_id,
            ),
        )

    def stop(self, user_id: UUID, merge_id: UUID) -> int:
        """End a merge that the caller holds: what has not left is taken back, no further mail is
        made, and there is nothing of it left to undo. How many were taken back."""
        taken = self._take_back(user_id, merge_id)
        self._db.run(
            "UPDATE outpost.mail_merge SET state = 'stopped' WHERE id = %s AND user_id = %s",
            (merge_id, user_id),
        )
        journal_id = self._db.value(
            "SELECT journal_id FROM outpost.mail_merge WHERE id = %s", (merge_id,)
        )
        if journal_id is not None:
            forget_undo(self._db, user_id, journal_id)
        self._db.tell(Kind.OUTBOX | Kind.DRAFTS, user_id=user_id)
        return taken

    def stop_abandoned(self) -> int:
        """Stop merges that nobody will go on with; how many there were."""
        with self._db.transaction():
            found = self._db.rows(_ABANDONED)
            for merge_id, user_id in found:
                self.stop(user_id, merge_id)
        return len(found)

    def have_left(self, merge_id: UUID) -> bool:
        """Whether one of its mails cannot be taken back any more."""
        return bool(
            self._db.value(
                "SELECT EXISTS (SELECT FROM outpost.outgoing WHERE merge_id = %s "
                "AND state NOT IN ('queued', 'held', 'recalled'))",
                (merge_id,),
            )
        )

    def _take_back(self, user_id: UUID, merge_id: UUID) -> int:
        return self._db.run(
            "WITH taken AS (UPDATE outpost.outgoing SET state = 'recalled', said = '', "
            "claim = NULL WHERE merge_id = %(merge)s AND user_id = %(user)s "
            "AND state IN ('queued', 'held') RETURNING draft_id) "
            "UPDATE outpost.draft AS draft SET ended = 'discarded' FROM taken "
            "WHERE draft.id = taken.draft_id",
            {"merge": merge_id, "user": user_id},
        )

    def spread_again(self, merge_id: UUID, first: UUID, times: Sequence[datetime]) -> int:
        """Give what waits of a merge its times anew, in its order, as long as these are later than
        those it has; how many were moved.

        Args:
            first: the mail that is about to go: it comes first.
        """
        return self._db.run(
            "WITH waiting AS (SELECT id, row_number() OVER (ORDER BY id <> %(first)s, due_at, id) "
            "  AS place FROM outpost.outgoing WHERE merge_id = %(merge)s AND state = 'queued'), "
            "planned AS (SELECT at, place FROM unnest(%(times)s::timestamptz[]) "
            "  WITH ORDINALITY AS planned (at, place)) "
            "UPDATE outpost.outgoing AS mail SET due_at = planned.at, waits_for_mailbox = false "
            "FROM waiting JOIN planned USING (place) "
            "WHERE mail.id = waiting.id AND mail.due_at < planned.at",
            {"merge": merge_id, "first": first, "times": list(times)},
        )

    def count_waiting(self, merge_id: UUID) -> int:
        """How many of its mails wait in the outbox."""
        return int(
            self._db.value(
                "SELECT count(*) FROM outpost.outgoing WHERE merge_id = %s AND state = 'queued'",
                (merge_id,),
            )
        )

    def forget_begun(self, before: datetime) -> int:
        """Forget merges that were begun before and never sent; how many."""
        return self._db.run(
            "DELETE FROM outpost.mail_merge WHERE state = 'begun' AND created_at < %s", (before,)
        )


def recipient(db: Database, user_id: UUID, lead_id: UUID) -> MergeItem:
    """A lead as somebody to be written to by a template, outside of any merge."""
    with db.connection():
        row = db.row(
            f"SELECT coalesce(contact_name, ''), coalesce(lower(email), ''), {_OPTED_OUT} "
            "FROM public.leads AS lead WHERE id = %(lead)s AND user_id = %(user)s",
            {"lead": lead_id, "user": user_id, "opted_out": list(OPTED_OUT)},
        )
        address = row[1] if row else ""
        failing = SignalRepository(db).failing(user_id, [address] if address else [])
    return MergeItem(
        lead_id=lead_id,
        place=0,
        state=ItemState.WAITING,
        reason="",
        to=Address(row[0] if row else "", address),
        edited=None,
        opted_out=bool(row and row[2]),
        failing=failing.get(address, ""),
        exists=row is not None,
    )


def _merge(row: tuple[Any, ...]) -> MailMerge:
    return MailMerge(
        id=row[0],
        user_id=row[1],
        template_id=row[2],
        name=row[3],
        text=TemplateText(row[4], row[5]),
        mailbox_id=row[6],
        from_address=row[7],
        opt_out=row[8],
        pace=pace_of(row[9]),
        starts_at=row[10],
        state=MergeState(row[11]),
        journal_id=row[12],
        created_at=row[13],
    )


def _item(row: tuple[Any, ...], failing: str) -> MergeItem:
    edited = row[4]
    return MergeItem(
        lead_id=row[0],
        place=row[1],
        state=ItemState(row[2]),
        reason=told(row[3]),
        edited=Rendered(edited["subject"], edited["html"], edited["plain"]) if edited else None,
        outgoing_id=row[5],
        exists=row[6],
        to=Address(row[7], row[8]),
        opted_out=row[9],
        failing=failing,
    )
