"""The outbox as the rep sees it: rows of ``outpost.outgoing``, put there, listed, taken back."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.data.journal import RowChange
from desktop_app.data.outgoing_undo import QUEUE_COMMAND
from desktop_app.domain.addresses import normalise_address
from desktop_app.domain.ids import IdList
from desktop_app.domain.kept_words import told
from desktop_app.domain.mail import Address
from desktop_app.domain.outbox_rules import (
    KNOWN,
    LOOKS,
    OPTED_OUT,
    Guard,
    guard_from,
    looked_back_to,
)
from desktop_app.domain.outgoing import (
    OutboxBox,
    OutboxCounts,
    Outgoing,
    OutgoingEvent,
    Sending,
)

TABLE = "outpost.outgoing"

_COLUMNS = """
mail.id, mail.message_id, mail.mailbox_id, coalesce(mailbox.address, mail.envelope_from),
mail.envelope_to, mail.subject, mail.state, mail.due_at, mail.wanted_at, mail.zone, mail.attempts,
mail.said, mail.queued_at, mail.delivered_at, mail.filed_at, mail.conversation_id, mail.lead_id,
mail.draft_id, mail.email_id, mail.waits_for_mailbox, mail.tried_at, mail.looks, mail.size,
coalesce(nullif(lead.contact_name, ''), lead.company, ''), coalesce(lead.company, ''),
jsonb_array_length(coalesce(written.content -> 'files', '[]')), coalesce(draft.ended = '', false),
mail.merge_id,
coalesce(written.content -> 'to', '[]') || coalesce(written.content -> 'cc', '[]')
    || coalesce(written.content -> 'bcc', '[]')
"""
_SELECT = f"""
SELECT {_COLUMNS}
FROM outpost.outgoing AS mail LEFT JOIN outpost.mailbox AS mailbox ON mailbox.id = mail.mailbox_id
LEFT JOIN public.leads AS lead ON lead.id = mail.lead_id AND lead.user_id = mail.user_id
LEFT JOIN outpost.draft AS draft ON draft.id = mail.draft_id
LEFT JOIN LATERAL (
    SELECT coalesce((SELECT content FROM outpost.draft_revision WHERE draft_id = draft.id
                     ORDER BY n DESC LIMIT 1), draft.began) AS content
) AS written ON true
"""
# What waits for the rep comes first, then what is on its way in the order in which it goes, then
# what has ended, the newest first.
_PLACE = (
    "CASE WHEN mail.state IN ('held', 'unknown', 'failed') THEN 0 WHEN mail.state IN "
    "('queued', 'sending') THEN 1 ELSE 2 END"
)
_ORDER = (
    f"ORDER BY {_PLACE}, CASE WHEN mail.state IN ('queued', 'sending') THEN mail.due_at END, "
    "mail.queued_at DESC, mail.id"
)
# A mail that failed is no work any more once its draft was sent anew, or thrown away.
_OPEN = (
    "(mail.state IN ('queued', 'sending', 'held', 'unknown') OR (mail.state = 'failed' "
    "AND EXISTS (SELECT FROM outpost.draft AS draft WHERE draft.id = mail.draft_id "
    "AND draft.ended = '')))"
)

_LOOK = (
    f"({_OPEN} AND (mail.state IN ('held', 'failed') "
    f"OR (mail.state = 'unknown' AND mail.looks >= {LOOKS})))"
)
_SCHEDULED = (
    "(mail.state = 'queued' AND (mail.wanted_at IS NOT NULL OR mail.merge_id IS NOT NULL) "
    "AND mail.attempts = 0 AND mail.due_at > %(now)s)"
)
# Not tried yet, and its time is now: on its way, unless nobody comes for it.
_ABOUT_TO_GO = (
    "(mail.state = 'queued' AND mail.attempts = 0 AND mail.due_at "
    "BETWEEN %(now)s - interval '1 minute' AND %(now)s + interval '1 minute')"
)
_BOXES = {
    OutboxBox.OPEN: _OPEN,
    OutboxBox.LOOK: _LOOK,
    OutboxBox.SCHEDULED: _SCHEDULED,
    OutboxBox.ENDED: f"NOT {_OPEN}",
}
_FIGURES = f"""
SELECT count(*) FILTER (WHERE NOT scheduled AND (about_to_go OR state = 'sending'
                                                 OR (state = 'unknown' AND NOT look))),
       count(*) FILTER (WHERE state = 'queued' AND NOT scheduled AND NOT about_to_go),
       count(*) FILTER (WHERE scheduled),
       count(*) FILTER (WHERE look)
FROM (SELECT mail.state, {_LOOK} AS look, {_SCHEDULED} AS scheduled,
             {_ABOUT_TO_GO} AS about_to_go
      FROM outpost.outgoing AS mail WHERE mail.user_id = %(user)s AND {_OPEN}) AS mail
"""


def _utc(moment: str) -> str:
    """A timestamptz as ISO 8601 in UTC."""
    return f"to_char({moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"


_WANTS_NO_MAIL = (
    "coalesce((SELECT bool_or(lower(lead.metadata ->> key) IN ('true', 'yes', '1', 'on', 'y', "
    "'t')) FROM unnest(%(opted_out)s::text[]) AS key), false)"
)
_LEAD_NAME = "coalesce(nullif(lead.contact_name, ''), lead.company, '')"
_GUARD = f"""
SELECT asked.lead, coalesce(heard.ids[1]::text, ''), coalesce(heard.who, ''),
       coalesce({_utc("heard.newest")}, ''), coalesce(heard.bounced, false),
       coalesce(lead.id::text, ''), {_LEAD_NAME}, coalesce(lead.status, ''), {_WANTS_NO_MAIL},
       coalesce(heard.ids::text[], ARRAY[]::text[]),
       CASE WHEN cardinality(heard.ids) = {KNOWN} THEN {_utc("heard.oldest")} ELSE '' END
FROM unnest(%(leads)s::uuid[], %(conversations)s::uuid[]) AS asked (lead, conversation)
LEFT JOIN public.leads AS lead ON lead.id = asked.lead AND lead.user_id = %(user)s
LEFT JOIN LATERAL (
    SELECT array_agg(id) AS ids, (array_agg(who))[1] AS who, (array_agg(bounced))[1] AS bounced,
           max(at) AS newest, min(at) AS oldest
    FROM (
        SELECT message.email_id AS id, coalesce(nullif(message.from_name, ''), message.from_email)
                   AS who, message.at, message.kind = 'bounce' AS bounced
        FROM (
            SELECT email_id FROM outpost.message
            WHERE conversation_id = asked.conversation AND user_id = %(user)s
            UNION SELECT email.id FROM public.emails AS email WHERE email.lead_id = lead.id
        ) AS near JOIN outpost.message AS message ON message.email_id = near.email_id
        WHERE NOT message.outbound AND message.kind IN ('human', 'bounce')
          AND message.email_id <> ALL(%(known)s::uuid[])
          AND (%(since)s::timestamptz IS NULL OR message.at >= %(since)s)
        ORDER BY message.at DESC, message.identity DESC LIMIT {KNOWN}
    ) AS one
) AS heard ON true
"""
_DECLINED = f"""
SELECT lead.id::text, {_LEAD_NAME} FROM public.leads AS lead
WHERE lead.user_id = %(user)s AND lead.id IN (
    SELECT lead_id FROM outpost.lead_address WHERE user_id = %(user)s AND address = ANY(%(to)s)
) AND lead.id IS DISTINCT FROM %(lead)s AND {_WANTS_NO_MAIL}
ORDER BY lead.id
"""


@dataclass(frozen=True, slots=True)
class NewOutgoing:
    """A mail that is queued: what stands in its row from the beginning."""

    id: UUID
    mailbox_id: UUID
    draft_id: UUID
    answers: UUID | None
    conversation_id: UUID | None
    lead_id: UUID | None
    message_id: str
    raw_url: str
    size: int
    envelope_from: str
    envelope_to: tuple[str, ...]
    subject: str
    due_at: datetime
    wanted_at: datetime | None
    zone: str
    guard: Guard
    queued_at: datetime


class OutgoingRepository:
    """What leaves, as its user sees and steers it. Commands run in the caller's transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    # -- questions ---------------------------------------------------------------------------

    def all_ids(
        self, user_id: UUID, box: OutboxBox | None = None, now: datetime | None = None
    ) -> IdList:
        """Mails of the outbox: what waits for the rep, what is on its way, what has ended.

        Args:
            box: which; None: all.
            now: the present, which decides what is scheduled.
        """
        wanted = _BOXES[box] if box is not None else "true"
        with self._db.connection(), self._db.raw().cursor(binary=True) as cursor:
            cursor.execute(
                "SELECT string_agg(uuid_send(id), ''::bytea) FROM (SELECT mail.id "
                "FROM outpost.outgoing AS mail "
                f"WHERE mail.user_id = %(user)s AND {wanted} {_ORDER}) AS mail",
                {"user": user_id, "now": now},
            )
            row = cursor.fetchone()
        return IdList(bytes(row[0]) if row and row[0] else b"")

    def rows(self, user_id: UUID, ids: Sequence[UUID]) -> tuple[Outgoing, ...]:
        """These mails, in the order of ``ids``; those that are gone are left out."""
        found = {
            row[0]: _outgoing(row)
            for row in self._db.rows(
                f"{_SELECT} WHERE mail.id = ANY(%s) AND mail.user_id = %s", (list(ids), user_id)
            )
        }
        return tuple(found[each] for each in ids if each in found)

    def find(self, user_id: UUID, limit: int | None = None) -> tuple[Outgoing, ...]:
        """All of them in the order of :meth:`all_ids`."""
        rows = self._db.rows(
            f"{_SELECT} WHERE mail.user_id = %s {_ORDER} LIMIT %s", (user_id, limit)
        )
        return tuple(map(_outgoing, rows))

    def get(self, user_id: UUID, outgoing_id: UUID, *, lock: bool = False) -> Outgoing | None:
        """One mail, or None when it is gone or another user's."""
        row = self._db.row(
            f"{_SELECT} WHERE mail.id = %s AND mail.user_id = %s"
            f"{' FOR UPDATE OF mail' if lock else ''}",
            (outgoing_id, user_id),
        )
        return _outgoing(row) if row else None

    def of_draft(self, user_id: UUID, draft_id: UUID) -> Outgoing | None:
        """The newest mail that a draft became."""
        row = self._db.row(
            f"{_SELECT} WHERE mail.draft_id = %s AND mail.user_id = %s "
            "ORDER BY mail.queued_at DESC, mail.id LIMIT 1",
            (draft_id, user_id),
        )
        return _outgoing(row) if row else None

    def message_named(self, user_id: UUID, message_id: str) -> UUID | None:
        """The message with a Message-ID."""
        found: UUID | None = self._db.value(
            "SELECT email_id FROM outpost.message WHERE user_id = %s AND identity = %s",
            (user_id, message_id),
        )
        return found

    def counts(self, user_id: UUID) -> dict[Sending, int]:
        """How many there are in each state that is not over yet, and have failed."""
        rows = self._db.rows(
            f"SELECT mail.state, count(*) FROM outpost.outgoing AS mail "
            f"WHERE mail.user_id = %s AND {_OPEN} GROUP BY mail.state",
            (user_id,),
        )
        return {Sending(state): count for state, count in rows}

    def figures(self, user_id: UUID, now: datetime) -> OutboxCounts:
        """How many there are, by what they wait for."""
        row = self._db.row(_FIGURES, {"user": user_id, "now": now})
        return OutboxCounts(*row) if row else OutboxCounts()

    def look_ids(self, user_id: UUID) -> tuple[UUID, ...]:
        """Those that wait for the rep, the newest first."""
        rows = self._db.rows(
            f"SELECT mail.id FROM outpost.outgoing AS mail WHERE mail.user_id = %s AND {_LOOK} "
            "ORDER BY mail.queued_at DESC, mail.id",
            (user_id,),
        )
        return tuple(row[0] for row in rows)

    def raw_of(self, user_id: UUID, outgoing_id: UUID) -> tuple[str, tuple[str, ...]] | None:
        """Where the message of a mail is kept, and its recipients; None: gone."""
        row = self._db.row(
            "SELECT raw_url, envelope_to FROM outpost.outgoing WHERE id = %s AND user_id = %s",
            (outgoing_id, user_id),
        )
        return (row[0], tuple(row[1])) if row else None

    def was_unknown(self, user_id: UUID, outgoing_id: UUID) -> bool:
        """Whether nobody knew at some time what had become of a mail: somebody may have it since,
        whatever Sent was found to hold."""
        return bool(
            self._db.value(
                "SELECT EXISTS (SELECT FROM outpost.outgoing_event AS event "
                "JOIN outpost.outgoing AS mail ON mail.id = event.outgoing_id "
                "WHERE mail.id = %s AND mail.user_id = %s AND event.state = 'unknown')",
                (outgoing_id, user_id),
            )
        )

    def next_due(self, user_id: UUID) -> datetime | None:
        """When the next one of a user is due."""
        found: datetime | None = self._db.value(
            "SELECT min(due_at) FROM outpost.outgoing WHERE user_id = %s AND state = 'queued'",
            (user_id,),
        )
        return found

    def events(self, user_id: UUID, outgoing_id: UUID) -> tuple[OutgoingEvent, ...]:
        """What happened to a mail, in order."""
        rows = self._db.rows(
            "SELECT event.at, event.state, event.said FROM outpost.outgoing_event AS event "
            "JOIN outpost.outgoing AS mail ON mail.id = event.outgoing_id "
            "WHERE mail.id = %s AND mail.user_id = %s ORDER BY event.id",
            (outgoing_id, user_id),
        )
        return tuple(OutgoingEvent(at, Sending(state), told(said)) for at, state, said in rows)

    def guard(
        self,
        user_id: UUID,
        conversation_id: UUID | None,
        lead_id: UUID | None,
        to: Sequence[str] = (),
        *,
        then: Guard | None = None,
        noted_at: datetime | None = None,
    ) -> Guard:
        """What a conversation and a lead are like now, and who else of ``to`` wants no mail.

        Args:
            to: addresses as they are kept of leads (`normalise_address`).
            then: how they were; the newest message is one that was not known then, if there is any.
            noted_at: when ``then`` was noted.
        """
        of_lead = self.guards(user_id, {lead_id: conversation_id}, then=then, noted_at=noted_at)
        declined = self._db.rows(
            _DECLINED,
            {"user": user_id, "to": list(to), "lead": lead_id, "opted_out": list(OPTED_OUT)},
        )
        return replace(
            of_lead.get(lead_id, Guard()), declined=tuple((row[0], row[1]) for row in declined)
        )

    def guards(
        self,
        user_id: UUID,
        conversations: Mapping[UUID | None, UUID | None],
        *,
        then: Guard | None = None,
        noted_at: datetime | None = None,
    ) -> dict[UUID | None, Guard]:
        """The same of many leads, each with its conversation."""
        since = looked_back_to(then, noted_at) if then is not None and noted_at else None
        rows = self._db.rows(
            _GUARD,
            {
                "user": user_id,
                "leads": list(conversations),
                "conversations": list(conversations.values()),
                "opted_out": list(OPTED_OUT),
                "known": list(then.known) if then is not None else [],
                "since": since,
            },
        )
        return {
            row[0]: replace(Guard(*row[1:-2]), known=tuple(row[-2]), known_from=row[-1])
            for row in rows
        }

    def lead_of(self, user_id: UUID, addresses: Sequence[str]) -> UUID | None:
        """The first of these people who is a lead."""
        found: UUID | None = self._db.value(
            "SELECT lead_id FROM outpost.lead_address WHERE user_id = %s AND address = ANY(%s) "
            "ORDER BY array_position(%s::text[], address), lead_id LIMIT 1",
            (user_id, list(addresses), list(addresses)),
        )
        return found

    def newest_of(self, user_id: UUID, conversation_id: UUID) -> UUID | None:
        """The newest message of a conversation that a person wrote, the rep included."""
        found: UUID | None = self._db.value(
            "SELECT email_id FROM outpost.message WHERE conversation_id = %s AND user_id = %s "
            "AND kind IN ('human', 'own') ORDER BY at DESC, identity DESC LIMIT 1",
            (conversation_id, user_id),
        )
        return found

    def zone(self, user_id: UUID) -> str:
        """The user's time zone; UTC where theirs is none."""
        name = self._db.value("SELECT timezone FROM public.users WHERE id = %s", (user_id,))
        try:
            return ZoneInfo(name or "UTC").key
        except (KeyError, ValueError, OSError):
            return "UTC"

    def own_name(self, user_id: UUID) -> str:
        """How the user is called; "" where that is not known."""
        return str(
            self._db.value("SELECT full_name FROM public.users WHERE id = %s", (user_id,)) or ""
        )

    # -- commands ----------------------------------------------------------------------------

    def insert(self, user_id: UUID, new: NewOutgoing) -> RowChange:
        """Put a mail into the outbox.

        What undoes it takes it back rather than away: what happened to it stays to be seen.
        """
        self._db.run(
            "INSERT INTO outpost.outgoing (id, user_id, mailbox_id, draft_id, answers, "
            "conversation_id, lead_id, message_id, raw_url, size, envelope_from, envelope_to, "
            "subject, due_at, wanted_at, zone, guard, queued_at) VALUES (%(id)s, %(user_id)s, "
            "%(mailbox_id)s, %(draft_id)s, %(answers)s, %(conversation_id)s, %(lead_id)s, "
            "%(message_id)s, %(raw_url)s, %(size)s, %(envelope_from)s, %(envelope_to)s, "
            "%(subject)s, %(due_at)s, %(wanted_at)s, %(zone)s, %(guard)s, %(queued_at)s)",
            {
                **{name: getattr(new, name) for name in NewOutgoing.__dataclass_fields__},
                "user_id": user_id,
                "envelope_to": list(new.envelope_to),
                "guard": Jsonb(asdict(new.guard)),
            },
        )
        return RowChange(
            TABLE, new.id, {"state": "recalled"}, {"state": "queued"}, lead_id=new.lead_id
        )

    def send_again(
        self,
        user_id: UUID,
        outgoing_id: UUID,
        now: datetime,
        guard: Guard,
        *,
        wanted_at: datetime | None = None,
        zone: str = "",
        raw_url: str | None = None,
    ) -> None:
        """It goes out after all, as things are now; one of which nobody knows whether it arrived
        is looked for in Sent before that.

        Args:
            wanted_at, zone: when, as the rep chose it; None: at once.
            raw_url: where its message is, if that is another one now; nothing to one in doubt.
        """
        self._db.run(
            "UPDATE outpost.outgoing SET state = 'queued', due_at = coalesce(%(wanted)s, %(now)s), "
            "wanted_at = %(wanted)s, zone = %(zone)s, "
            # One that somebody may have stays the very same, however often it is put off.
            "raw_url = CASE WHEN in_doubt OR state = 'unknown' THEN raw_url "
            "ELSE coalesce(%(raw)s, raw_url) END, "
            "attempts = 0, looks = 0, claim = NULL, ending_said = false, "
            "waits_for_mailbox = false, said = '', guard = %(guard)s, queued_at = %(now)s, "
            "in_doubt = in_doubt OR state = 'unknown', inbox_awaited_since = NULL "
            "WHERE id = %(id)s AND user_id = %(user)s",
            {
                "wanted": wanted_at,
                "zone": zone if wanted_at is not None else "",
                "raw": raw_url,
                "guard": Jsonb(asdict(guard)),
                "now": now,
                "id": outgoing_id,
                "user": user_id,
            },
        )

    def recall(self, user_id: UUID, outgoing_id: UUID) -> None:
        """Take it back: it is a draft again."""
        self._db.run(
            "UPDATE outpost.outgoing SET state = 'recalled', said = '', claim = NULL "
            "WHERE id = %s AND user_id = %s",
            (outgoing_id, user_id),
        )
        self._db.run(REOPEN_DRAFT, {"id": outgoing_id})

    def arrived(self, user_id: UUID, outgoing_id: UUID, at: datetime) -> None:
        """The rep says that it arrived: whoever may know looks for it in Sent, and its message
        is made there."""
        self._db.run(
            "UPDATE outpost.outgoing SET state = 'delivered', delivered_at = %s, due_at = %s, "
            "looks = 0, said = '' WHERE id = %s AND user_id = %s",
            (at, at, outgoing_id, user_id),
        )

    def undoing_entry(self, user_id: UUID, outgoing_id: UUID) -> int | None:
        """The entry of the journal by which queueing it is taken back."""
        found = self._db.value(
            "SELECT entry.id FROM outpost.journal AS entry "
            "JOIN outpost.journal_change AS change ON change.journal_id = entry.id "
            "WHERE entry.user_id = %s AND entry.command = %s AND entry.undone_at IS NULL "
            "AND NOT entry.open AND change.tbl = %s AND change.row_id = %s LIMIT 1",
            (user_id, QUEUE_COMMAND, TABLE, outgoing_id),
        )
        return int(found) if found is not None else None


REOPEN_DRAFT = """
UPDATE outpost.draft AS draft SET ended = '' FROM outpost.outgoing AS mail
WHERE mail.id = %(id)s AND draft.id = mail.draft_id AND draft.ended = 'queued'
"""


def note_guard(document: Any) -> Guard:
    """A guard as its column holds it."""
    return guard_from(document if isinstance(document, dict) else {})


def _outgoing(row: tuple[Any, ...]) -> Outgoing:
    (id_, message_id, mailbox_id, mailbox, to, subject, state, *rest, written) = row
    more = (*rest, _people(to, written))
    mail = Outgoing(id_, message_id, mailbox_id, mailbox, tuple(to), subject, Sending(state), *more)
    return replace(mail, said=told(mail.said))


def _people(to: Sequence[str], written: Any) -> tuple[Address, ...]:
    """Those of the envelope, by the names that they were written with."""
    names = {}
    for each in written if isinstance(written, list) else ():
        if isinstance(each, dict) and each.get("name"):
            names[normalise_address(str(each.get("email", ""))) or ""] = str(each["name"])
    return tuple(Address(names.get(each, ""), each) for each in to)
