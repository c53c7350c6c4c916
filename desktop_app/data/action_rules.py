"""Rules that make actions: what a user changed of them, what they find, and what they end."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.data.journal import RowChange
from desktop_app.data.snoozes import AWAY
from desktop_app.domain.action_rules import (
    AGAIN,
    QUIET_HOT,
    UNANSWERED,
    ActionRule,
    Cause,
    merged,
    text_of,
    why,
)

TABLE = "outpost.action_rule"

# The first message of a person since the rep wrote last: what comes behind it in the same silence
# is no cause of its own. What somebody plans to do about the conversation already is enough.
_UNANSWERED = f"""
SELECT DISTINCT ON (talk.id) message.email_id::text, talk.lead_id, message.email_id,
       coalesce(nullif(lead.contact_name, ''), lead.company), talk.subject, message.at
FROM outpost.conversation AS talk
JOIN outpost.message AS message ON message.conversation_id = talk.id
JOIN public.leads AS lead ON lead.id = talk.lead_id AND lead.user_id = talk.user_id
WHERE talk.user_id = %(user)s AND talk.state = 'active'
  AND talk.last_at > %(now)s - make_interval(days => %(within_days)s)
  AND talk.last_inbound_at > coalesce(talk.last_outbound_at, '-infinity')
  AND message.kind = 'human' AND NOT message.outbound
  AND message.at > coalesce(talk.last_outbound_at, '-infinity')
  AND message.at > %(now)s - make_interval(days => %(within_days)s)
  AND message.at <= %(now)s - make_interval(hours => %(hours)s)
  AND talk.id NOT IN {AWAY}
  AND NOT EXISTS (
    SELECT FROM public.actions AS planned
    JOIN outpost.message AS about ON about.email_id = planned.email_id
    WHERE planned.user_id = %(user)s AND planned.status IN ('pending', 'in_progress')
      AND about.conversation_id = talk.id)
ORDER BY talk.id, message.at, message.identity
"""

# One with whom nobody was ever in touch is quiet since it is there.
_QUIET_HOT = f"""
SELECT lead.id::text || '/' || to_char(quiet.since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS'),
       lead.id, NULL::uuid, coalesce(nullif(lead.contact_name, ''), lead.company),
       CASE WHEN lead.last_contact_at IS NULL THEN '' ELSE '{AGAIN}' END, quiet.since
FROM outpost.lead_index AS indexed
JOIN public.leads AS lead ON lead.id = indexed.lead_id
CROSS JOIN LATERAL (SELECT coalesce(lead.last_contact_at, lead.created_at) AS since) AS quiet
WHERE indexed.user_id = %(user)s AND indexed.status_rank = 1 AND lead.user_id = %(user)s
  AND quiet.since <= %(now)s - make_interval(days => %(days)s)
  AND quiet.since > %(now)s - make_interval(days => %(within_days)s)
  AND NOT EXISTS (
    SELECT FROM public.actions AS planned WHERE planned.lead_id = lead.id
      AND planned.user_id = %(user)s AND planned.status IN ('pending', 'in_progress'))
ORDER BY lead.id
"""
_FINDING: Mapping[str, str] = {UNANSWERED: _UNANSWERED, QUIET_HOT: _QUIET_HOT}

_MAKE = """
WITH given AS (
    SELECT * FROM unnest(%(ids)s::uuid[], %(leads)s::uuid[], %(emails)s::uuid[], %(texts)s::text[],
        %(whys)s::jsonb[]) AS given (id, lead_id, email_id, text, metadata)),
fresh AS (
    INSERT INTO outpost.action_cause (action_id, user_id, rule, made_at)
    SELECT id, %(user)s, %(rule)s, %(now)s FROM given
    ON CONFLICT (action_id) DO NOTHING RETURNING action_id)
INSERT INTO public.actions (id, user_id, lead_id, email_id, type, status, priority, due_date,
    description, metadata, created_at)
SELECT given.id, %(user)s, given.lead_id, given.email_id, %(type)s, 'pending', 'medium', %(due)s,
    given.text, given.metadata, %(now)s
FROM given JOIN fresh ON fresh.action_id = given.id
ON CONFLICT (id) DO NOTHING
"""

# An action that the rep has begun to put off or to change is ended all the same: its cause is gone.
_OURS = """action.user_id = %(user)s AND action.status IN ('pending', 'in_progress')
  AND action.metadata ? 'rule' AND action.metadata #>> '{rule,name}' = %(rule)s
  AND EXISTS (SELECT FROM outpost.action_cause AS cause WHERE cause.action_id = action.id)"""
_END: Mapping[str, str] = {
    UNANSWERED: f"""
UPDATE public.actions AS action SET status = CASE
    WHEN talk.last_outbound_at > message.at THEN 'completed' ELSE 'cancelled' END
FROM outpost.message AS message JOIN outpost.conversation AS talk
    ON talk.id = message.conversation_id
WHERE {_OURS} AND message.email_id = action.email_id
  AND (talk.last_outbound_at > message.at OR talk.state <> 'active')""",
    QUIET_HOT: f"""
UPDATE public.actions AS action SET status = CASE
    WHEN lead.last_contact_at > action.created_at THEN 'completed' ELSE 'cancelled' END
FROM public.leads AS lead
WHERE {_OURS} AND lead.id = action.lead_id
  AND (lead.last_contact_at > action.created_at OR lead.status <> 'hot')""",
}


class ActionRuleRepository:
    """The rules of users. Writes happen in the caller's transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def list(self, user_id: UUID) -> tuple[ActionRule, ...]:
        """All rules, as this user has them."""
        rows = self._db.rows(
            f"SELECT name, active, params FROM {TABLE} WHERE user_id = %s", (user_id,)
        )
        return merged((row[0], row[1], row[2]) for row in rows)

    def set_active(self, user_id: UUID, name: str, on: bool) -> RowChange | None:
        """Turn a rule on or off; None when it is so."""
        id_ = uuid5(user_id, f"action rule {name}")
        row = self._db.row(
            f"SELECT id, active FROM {TABLE} WHERE user_id = %s AND name = %s FOR UPDATE",
            (user_id, name),
        )
        if (row[1] if row else True) == on:
            return None
        if row is None:
            values = {"name": name, "active": on}
            self._db.run(
                f"INSERT INTO {TABLE} (id, user_id, name, active) VALUES (%s, %s, %s, %s)",
                (id_, user_id, name, on),
            )
            return RowChange(TABLE, id_, None, values)
        self._db.run(
            f"UPDATE {TABLE} SET active = %s WHERE id = %s AND user_id = %s", (on, row[0], user_id)
        )
        return RowChange(TABLE, row[0], {"active": not on}, {"active": on})

    def set_param(self, user_id: UUID, name: str, param: str, value: int) -> RowChange | None:
        """Give a rule another number; None when it has it."""
        row = self._db.row(
            f"SELECT id, params FROM {TABLE} WHERE user_id = %s AND name = %s FOR UPDATE",
            (user_id, name),
        )
        (rule,) = (each for each in self.list(user_id) if each.name == name)
        if rule.params[param] == value:
            return None
        if row is None:
            id_ = uuid5(user_id, f"action rule {name}")
            params = {param: value}
            self._db.run(
                f"INSERT INTO {TABLE} (id, user_id, name, params) VALUES (%s, %s, %s, %s)",
                (id_, user_id, name, Jsonb(params)),
            )
            return RowChange(TABLE, id_, None, {"name": name, "active": True, "params": params})
        # What makes no sense there (another program may write it) goes.
        kept = row[1] if isinstance(row[1], dict) else {}
        params = {**kept, param: value}
        self._db.run(
            f"UPDATE {TABLE} SET params = %s WHERE id = %s AND user_id = %s",
            (Jsonb(params), row[0], user_id),
        )
        return RowChange(TABLE, row[0], {"params": row[1]}, {"params": params})

    def reset(self, user_id: UUID, name: str) -> RowChange | None:
        """Have a rule be as it is by itself; None when it is so."""
        row = self._db.row(
            f"SELECT id, active, params FROM {TABLE} WHERE user_id = %s AND name = %s FOR UPDATE",
            (user_id, name),
        )
        if row is None or (row[1] and row[2] == {}):
            return None
        self._db.run(
            f"UPDATE {TABLE} SET active = true, params = '{{}}' WHERE id = %s AND user_id = %s",
            (row[0], user_id),
        )
        before = {"active": row[1], "params": row[2]}
        return RowChange(TABLE, row[0], before, {"active": True, "params": {}})

    def causes(self, user_id: UUID, rule: ActionRule, now: datetime) -> tuple[Cause, ...]:
        """What a rule finds now, also what an action was made for already; nothing where its causes
        come with mail."""
        if rule.name not in _FINDING:
            return ()
        rows = self._db.rows(_FINDING[rule.name], {"user": user_id, "now": now, **rule.params})
        return tuple(Cause(rule.name, *row) for row in rows)

    def make(
        self, user_id: UUID, rule: ActionRule, causes: Sequence[Cause], due: datetime,
        now: datetime,
    ) -> int:  # fmt: skip
        """Make an action for each cause that never had one; how many."""
        if not causes:
            return 0
        params: dict[str, Any] = {
            "user": user_id, "rule": rule.name, "type": rule.type, "due": due, "now": now,
            "ids": [each.action_id(user_id) for each in causes],
            "leads": [each.lead_id for each in causes],
            "emails": [each.email_id for each in causes],
            "texts": [text_of(each)[:500] for each in causes],
            "whys": [
                Jsonb({"rule": {"name": rule.name, "why": why(each, rule)}}) for each in causes
            ],
        }  # fmt: skip
        return self._db.run(_MAKE, params)

    def end(self, user_id: UUID, name: str) -> int:
        """End the open actions of a rule whose cause is gone; how many."""
        if name not in _END:
            return 0
        return self._db.run(_END[name], {"user": user_id, "rule": name})
