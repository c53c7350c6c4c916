"""What was read in messages beside their kind: written with them, asked by many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.domain.message_record import MessageRecord
from desktop_app.domain.signal_types import Method, Signal, SignalKind

_COLUMNS = (
    "signal, returns_on, failed, permanent, said, starts_at, ends_at, all_day, method, place, "
    "uid, sequence, accepted"
)
COPY_COLUMNS = f"outpost.message_signal (email_id, user_id, {_COLUMNS})"
COPY_TYPES = (
    "uuid uuid text date text[] bool text timestamptz timestamptz bool text text text int4 text[]"
)

# Anybody can write that an address failed. A report is believed where it brings back, or refers to,
# a message that the rep sent to that address; looked at when asked, for the report may come first.
_NAMES_A_LETTER = """EXISTS (
    SELECT FROM outpost.message AS sent
    JOIN outpost.message_address AS reached ON reached.email_id = sent.email_id
    WHERE sent.user_id = bounce.user_id AND sent.outbound
      AND sent.identity = ANY(bounce.refs || bounce.in_reply_to)
      AND reached.role <> 'from' AND reached.address = {address})"""

_IS_PLANNED = """signal.signal = 'invitation' AND EXISTS (
    SELECT FROM public.actions AS planned
    WHERE planned.user_id = signal.user_id AND lower(planned.type) = 'meeting'
      AND planned.status IN ('pending', 'in_progress')
      AND planned.email_id = ANY(ARRAY(
        SELECT other.email_id FROM outpost.message_signal AS other
        WHERE other.user_id = signal.user_id AND other.uid = signal.uid AND other.uid <> '')
        || signal.email_id))"""

# An address fails when the newest that a server said of it is for good, and nobody has written
# from there since: a mailbox that answers is no longer gone.
_FAILING = f"""
SELECT DISTINCT ON (given.address) given.address, signal.said
FROM unnest(%(addresses)s::text[]) AS given (address)
JOIN outpost.message_signal AS signal
    ON signal.failed @> ARRAY[given.address] AND signal.user_id = %(user)s
JOIN outpost.message AS bounce ON bounce.email_id = signal.email_id
WHERE signal.signal = 'bounce' AND signal.permanent
  AND {_NAMES_A_LETTER.format(address="given.address")}
  AND NOT EXISTS (
    SELECT FROM outpost.message_address AS wrote
    JOIN outpost.message AS later ON later.email_id = wrote.email_id
    WHERE wrote.user_id = %(user)s AND wrote.address = given.address AND wrote.role = 'from'
      AND later.at > bounce.at)
ORDER BY given.address, bounce.at DESC
"""  # noqa: S608


class SignalRepository:
    """Rows of ``outpost.message_signal``."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of_messages(
        self, user_id: UUID, email_ids: Collection[UUID]
    ) -> dict[UUID, tuple[Signal, ...]]:
        """What each of these messages tells; those that tell nothing are left out."""
        found: dict[UUID, tuple[Signal, ...]] = {}
        for row in self._db.rows(
            f"SELECT signal.email_id, {_COLUMNS}, signal.signal <> 'bounce' "  # noqa: S608
            f"OR {_NAMES_A_LETTER.format(address='ANY(signal.failed)')}, {_IS_PLANNED} "
            "FROM outpost.message_signal AS signal "
            "JOIN outpost.message AS bounce ON bounce.email_id = signal.email_id "
            "WHERE signal.email_id = ANY(%s) AND signal.user_id = %s "
            "ORDER BY signal.email_id, signal.signal",
            (list(email_ids), user_id),
        ):
            found[row[0]] = (*found.get(row[0], ()), _signal(row[1:]))
        return found

    def failing(self, user_id: UUID, addresses: Sequence[str]) -> dict[str, str]:
        """Those of these addresses (lower case) that mail cannot reach, with the server's words.

        What is only being tried again does not count, nor does an address from which somebody
        has written since, nor a report on mail that the rep never sent there.
        """
        if not addresses:
            return {}
        rows = self._db.rows(_FAILING, {"addresses": list(addresses), "user": user_id})
        return dict(rows)

    def failing_of_lead(self, user_id: UUID, lead_id: UUID) -> dict[str, str]:
        """The same for all addresses of a lead."""
        with self._db.connection():
            rows = self._db.rows(
                "SELECT address FROM outpost.lead_address WHERE lead_id = %s AND user_id = %s "
                "ORDER BY address",
                (lead_id, user_id),
            )
            return self.failing(user_id, [row[0] for row in rows])

    def counts(self, user_id: UUID) -> dict[str, int]:
        """How many messages tell what, by the kind of signal."""
        return dict(
            self._db.rows(
                "SELECT signal, count(*) FROM outpost.message_signal WHERE user_id = %s "
                "GROUP BY signal",
                (user_id,),
            )
        )


def signal_rows(user_id: UUID, records: Iterable[MessageRecord]) -> list[tuple[Any, ...]]:
    """The rows for COPY, see ``COPY_COLUMNS``; of nearly all mail there are none."""
    return [
        (
            record.id,
            user_id,
            str(each.kind),
            each.returns_on,
            list(each.failed),
            each.permanent,
            each.said,
            each.starts_at,
            each.ends_at,
            each.all_day,
            str(each.method) if each.method else None,
            each.place,
            each.uid,
            each.sequence,
            list(each.accepted),
        )
        for record in records
        for each in record.signals
    ]


def _signal(row: Sequence[Any]) -> Signal:
    return Signal(
        SignalKind(row[0]),
        returns_on=row[1],
        failed=tuple(row[2]),
        permanent=row[3],
        said=row[4],
        starts_at=row[5],
        ends_at=row[6],
        all_day=row[7],
        method=Method(row[8]) if row[8] else None,
        place=row[9],
        uid=row[10],
        sequence=row[11],
        accepted=tuple(row[12]),
        ours=row[13],
        is_planned=row[14],
    )
