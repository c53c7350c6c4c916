"""Leads that ask for no more mail, as their own mail says so."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.domain.opt_outs import OPT_OUT

_NOTE = """
UPDATE public.leads AS lead
SET metadata = CASE WHEN jsonb_typeof(lead.metadata) = 'object' THEN lead.metadata ELSE '{}' END
               || jsonb_build_object(%(key)s::text, true,
                                     %(key)s::text || '_at', %(at)s::timestamptz)
WHERE lead.user_id = %(user)s
  AND (lead.id = ANY(%(leads)s) OR lead.id IN (
      SELECT mail.lead_id FROM outpost.outgoing AS mail
      WHERE mail.user_id = %(user)s AND mail.id = ANY(%(mails)s)))
  AND NOT coalesce(lead.metadata @> jsonb_build_object(%(key)s::text, true), false)
"""


class OptOutRepository:
    """Opt-outs of leads. Written in the transaction that brings the mail that says so."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def knows(self, user_id: UUID, mail_id: UUID) -> bool:
        """Whether a mail of the outbox is there, and says for which lead it was."""
        return bool(
            self._db.value(
                "SELECT EXISTS (SELECT FROM outpost.outgoing "
                "WHERE id = %s AND user_id = %s AND lead_id IS NOT NULL)",
                (mail_id, user_id),
            )
        )

    def note(
        self, user_id: UUID, leads: Collection[UUID], mails: Collection[UUID], at: datetime
    ) -> int:
        """These leads want no more mail, nor do those whom these mails of the outbox were for; how
        many said so for the first time.

        Args:
            at: when it was said.
        """
        if not leads and not mails:
            return 0
        return self._db.run(
            _NOTE,
            {"user": user_id, "leads": list(leads), "mails": list(mails), "at": at, "key": OPT_OUT},
        )
