"""What leads say of their mail, kept true: who wrote last, when, and how long ago."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from psycopg import errors
from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.data.lead_lists import utc_now

_REFRESHED = "leads.days_counted_on"

# Old names of zones that Postgres takes for abbreviations, without summer time, where a statement
# names them (not so in the session's TimeZone); the places that tzdata links them to.
_PLACES = {
    "CET": "Europe/Brussels", "MET": "Europe/Brussels", "EET": "Europe/Athens",
    "WET": "Europe/Lisbon", "EST": "America/Panama", "MST": "America/Phoenix",
    "HST": "Pacific/Honolulu",
}  # fmt: skip

# Figures that follow from others are no edit of the lead: updated_at stays.
_DERIVED = "SELECT set_config('outpost.derived', %s, true)"
# Of these figures the days alone are not in the index of leads, which need not look then.
_STATE_STAYS = "SELECT set_config('outpost.state_stays', %s, true)"

# An auto-reply or a bounce is no contact. A contact that another program noted (a call) is kept
# when it is later than the newest message.
_NEWEST = """
newest AS MATERIALIZED (
    SELECT asked.lead_id,
           max(mail.at) AS at,
           max(mail.at) FILTER (WHERE mail.inbound) AS inbound_at,
           max(mail.at) FILTER (WHERE NOT mail.inbound) AS outbound_at,
           (array_agg(mail.said ORDER BY mail.message_at DESC NULLS LAST, mail.id DESC)
               FILTER (WHERE mail.inbound))[1] AS said
    FROM unnest(%(ids)s::uuid[]) AS asked (lead_id) LEFT JOIN LATERAL (
        SELECT email.id, coalesce(message.at, email.sent_at, email.received_at) AS at,
               message.at AS message_at, email.direction = 'inbound' AS inbound,
               coalesce(message.snippet, email.subject) AS said
        FROM public.emails AS email
        LEFT JOIN outpost.message AS message ON message.email_id = email.id
        WHERE email.lead_id = asked.lead_id AND email.user_id = %(user)s
          AND (coalesce(message.kind, 'human') = 'human'
               OR email.direction = 'outbound' AND message.kind <> 'auto_reply')
    ) AS mail ON true
    GROUP BY asked.lead_id)
"""
_MAIL_TIMES = """
UPDATE outpost.lead_index AS indexed
SET last_inbound_at = newest.inbound_at, last_outbound_at = newest.outbound_at
FROM newest
WHERE indexed.lead_id = newest.lead_id AND indexed.user_id = %(user)s
  AND (indexed.last_inbound_at, indexed.last_outbound_at)
      IS DISTINCT FROM (newest.inbound_at, newest.outbound_at)
"""
_CONTACT = f"""
WITH {_NEWEST}, written AS ({_MAIL_TIMES})
UPDATE public.leads AS lead SET
    last_message = coalesce(newest.said, lead.last_message),
    last_contact_at = greatest(newest.at, lead.last_contact_at),
    days_since_contact = greatest(0, %(today)s::date
        - (greatest(newest.at, lead.last_contact_at) AT TIME ZONE %(zone)s)::date)
FROM newest
WHERE lead.id = newest.lead_id AND lead.user_id = %(user)s AND newest.at IS NOT NULL
"""

_DAYS = """
UPDATE public.leads SET days_since_contact = greatest(0, %(today)s::date
    - (last_contact_at AT TIME ZONE %(zone)s)::date)
WHERE user_id = %(user)s AND last_contact_at IS NOT NULL
  AND days_since_contact IS DISTINCT FROM
      greatest(0, %(today)s::date - (last_contact_at AT TIME ZONE %(zone)s)::date)
"""


class LeadUpkeep:
    """Columns of ``leads`` that follow from mail and from the day."""

    def __init__(self, db: Database, clock: Callable[[], datetime] = utc_now) -> None:
        self._db = db
        self._clock = clock

    def claim_mail(self, user_id: UUID, lead_ids: Sequence[UUID] | None) -> int:
        """Give past mail of these leads' addresses to them (of all leads: None): messages,
        conversations and the contract's threads. How many messages found their lead."""
        with self._db.transaction():
            claimed = int(
                self._db.value(
                    "SELECT outpost.claim_mail(%s, %s)",
                    (user_id, list(lead_ids) if lead_ids is not None else None),
                )
            )
            if claimed:
                self.refresh_contact(
                    user_id, lead_ids if lead_ids is not None else self._with_mail(user_id)
                )
        return claimed

    def _with_mail(self, user_id: UUID) -> list[UUID]:
        return [
            row[0]
            for row in self._db.rows(
                "SELECT DISTINCT lead_id FROM public.emails "
                "WHERE user_id = %s AND lead_id IS NOT NULL",
                (user_id,),
            )
        ]

    def refresh_contact(self, user_id: UUID, lead_ids: Sequence[UUID]) -> None:
        """Set the newest message, the time of the last contact, and the days since, of leads
        that have mail; and, beside each lead, when they and the rep wrote last."""
        with self._db.transaction():
            self._derived(_CONTACT, user_id, self.today(user_id), ids=list(lead_ids))

    def refresh_mail_times(self, user_id: UUID, lead_ids: Sequence[UUID]) -> None:
        """Note beside each lead when they and the rep wrote last, and nothing else: for who
        knows the contact already."""
        self._db.run(f"WITH {_NEWEST} {_MAIL_TIMES}", {"user": user_id, "ids": list(lead_ids)})

    def refresh_days(self, user_id: UUID, today: date | None = None) -> int:
        """Count the days since the last contact anew; how many leads changed.

        Done once per local day of the user (``today``, else by the clock): asking again is
        cheap.
        """
        today = today or self.today(user_id)
        with self._db.transaction():
            fresh = self._db.run(
                "INSERT INTO outpost.setting AS held (user_id, name, value) VALUES (%s, %s, %s) "
                "ON CONFLICT ((coalesce(user_id, '00000000-0000-0000-0000-000000000000'::uuid)), "
                "name) DO UPDATE SET value = excluded.value WHERE held.value <> excluded.value",
                (user_id, _REFRESHED, Jsonb(today.isoformat())),
            )
            return self._days(_DAYS, user_id, today) if fresh else 0

    def refresh_days_of(self, user_id: UUID, lead_ids: Sequence[UUID]) -> None:
        """Count the days since the last contact anew for these leads."""
        with self._db.transaction():
            self._days(
                f"{_DAYS} AND id = ANY(%(ids)s)",
                user_id,
                self.today(user_id),
                ids=list(lead_ids),
            )

    def _days(self, sql: str, user_id: UUID, today: date, **more: Any) -> int:
        self._db.run(_STATE_STAYS, ("on",))
        done = self._derived(sql, user_id, today, **more)
        self._db.run(_STATE_STAYS, ("",))
        return done

    def _derived(self, sql: str, user_id: UUID, today: date, **more: Any) -> int:
        self._db.run(_DERIVED, ("on",))
        done = self._db.run(
            sql, {"user": user_id, "today": today, "zone": self.zone(user_id), **more}
        )
        self._db.run(_DERIVED, ("",))
        return done

    def today(self, user_id: UUID) -> date:
        """The day it is where the user is."""
        return self._clock().astimezone(ZoneInfo(self.zone(user_id))).date()

    def zone(self, user_id: UUID) -> str:
        """The user's timezone, or UTC where ``users.timezone`` holds none that both Python and
        the server know."""
        zone = self._db.value("SELECT timezone FROM public.users WHERE id = %s", (user_id,))
        zone = _PLACES.get(zone, zone)
        try:
            ZoneInfo(zone or "UTC")
            with self._db.transaction():
                self._db.value("SELECT now() AT TIME ZONE %s", (zone or "UTC",))
        except (KeyError, ValueError, OSError, errors.InvalidParameterValue):
            return "UTC"
        return zone or "UTC"
