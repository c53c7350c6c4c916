"""What became due, told once: rows of ``outpost.notification``."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.domain.notifications import Notification

_REACH: Final = timedelta(days=30)
"""What was due before that is not news any more."""

# A mail of a sequence is the engine's to send, unless it waits for the rep.
_FOR_THE_REP = (
    "(coalesce(action.metadata #>> '{sequence,mail}', '') <> 'true' "
    "OR action.metadata #>> '{sequence,waits}' IS NOT NULL)"
)
_MAKE = f"""
INSERT INTO outpost.notification (user_id, action_id, due_at, made_at)
SELECT action.user_id, action.id, action.due_date, %(now)s
FROM public.users AS owner JOIN public.actions AS action ON action.user_id = owner.id
WHERE action.status IN ('pending', 'in_progress') AND {_FOR_THE_REP}
  AND action.due_date <= %(now)s AND action.due_date > %(reach)s
  AND NOT EXISTS (SELECT FROM outpost.notification AS told
                  WHERE told.action_id = action.id AND told.due_at = action.due_date)
ORDER BY action.due_date, action.id
ON CONFLICT (action_id, due_at) DO NOTHING RETURNING user_id
"""
# One look at an index for each user and status.
_NEXT = f"""
SELECT min(soonest.due) FROM public.users AS owner
CROSS JOIN (VALUES ('pending'), ('in_progress')) AS open (status)
CROSS JOIN LATERAL (
    SELECT action.due_date AS due FROM public.actions AS action
    WHERE action.user_id = owner.id AND action.status = open.status
      AND action.due_date > %(now)s AND {_FOR_THE_REP}
    ORDER BY action.due_date LIMIT 1) AS soonest
"""
_ROWS = """
SELECT told.id, told.action_id, told.due_at, action.type, coalesce(action.description, ''),
    action.lead_id, coalesce(nullif(lead.contact_name, ''), lead.company, ''),
    coalesce(lead.company, ''), action.status IN ('pending', 'in_progress'), told.seen_at
FROM outpost.notification AS told
JOIN public.actions AS action ON action.id = told.action_id AND action.user_id = told.user_id
LEFT JOIN public.leads AS lead ON lead.id = action.lead_id AND lead.user_id = told.user_id
WHERE told.user_id = %(user)s
"""
# Of an action that is due at another time by now, or done, there is nothing to tell any more.
_STILL = (
    "action.status IN ('pending', 'in_progress') AND action.due_date IS NOT DISTINCT FROM "
    "told.due_at"
)


class NotificationRepository:
    """Notifications of users."""

    def __init__(self, db: Database) -> None:
        self._db = db

    # -- the engine --------------------------------------------------------------------------

    def make_due(self, now: datetime) -> list[UUID]:
        """Note what is due by now and was not noted for that moment; whose that is."""
        rows = self._db.rows(_MAKE, {"now": now, "reach": now - _REACH})
        return [row[0] for row in rows]

    def next_due(self, now: datetime) -> datetime | None:
        """When something is due next, of anybody."""
        found: datetime | None = self._db.value(_NEXT, {"now": now})
        return found

    # -- the window --------------------------------------------------------------------------

    def claim(self, user_id: UUID, now: datetime) -> tuple[Notification, ...]:
        """What nobody was told of yet, in the order in which it became due: it is the caller's
        to show, and no other window's."""
        rows = self._db.rows(
            "UPDATE outpost.notification SET told_at = %(now)s WHERE id IN ("
            "  SELECT id FROM outpost.notification WHERE user_id = %(user)s AND told_at IS NULL "
            "  ORDER BY id FOR UPDATE SKIP LOCKED) RETURNING id",
            {"user": user_id, "now": now},
        )
        return self._find(user_id, f"told.id = ANY(%(ids)s) AND {_STILL}", "due_at", {
            "ids": [row[0] for row in rows],
        })  # fmt: skip

    def list(self, user_id: UUID, limit: int) -> tuple[Notification, ...]:
        """What became due and is still to be done, the newest first."""
        return self._find(user_id, _STILL, "due_at DESC", {}, limit)

    def unseen(self, user_id: UUID) -> int:
        """How much of that the rep has not seen in the list."""
        return int(
            self._db.value(
                "SELECT count(*) FROM outpost.notification AS told "
                "JOIN public.actions AS action ON action.id = told.action_id "
                f"WHERE told.user_id = %s AND told.seen_at IS NULL AND {_STILL}",
                (user_id,),
            )
        )

    def seen(self, user_id: UUID, ids: Sequence[UUID], now: datetime) -> int:
        """The rep has seen these; how many they had not."""
        return self._db.run(
            "UPDATE outpost.notification SET seen_at = %s "
            "WHERE id = ANY(%s) AND user_id = %s AND seen_at IS NULL",
            (now, list(ids), user_id),
        )

    def _find(
        self,
        user_id: UUID,
        wanted: str,
        order: str,
        params: dict[str, Any],
        limit: int | None = None,
    ) -> tuple[Notification, ...]:
        rows = self._db.rows(
            f"{_ROWS} AND {wanted} ORDER BY told.{order}, told.id LIMIT %(limit)s",
            {"user": user_id, "limit": limit, **params},
        )
        return tuple(Notification(*row) for row in rows)
