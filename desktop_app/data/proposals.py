"""Rows of ``outpost.proposal``."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.domain.proposals import Proposal
from desktop_app.domain.writing import Tone


class ProposalRepository:
    """What was put into drafts."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, user_id: UUID, draft_id: UUID) -> Proposal | None:
        """What was put into a draft last; None for nothing."""
        row = self._db.row(
            "SELECT draft_id, writing_id, insight_id, text, tone, engine, is_model, flagged, "
            "coming FROM outpost.proposal WHERE draft_id = %s AND user_id = %s",
            (draft_id, user_id),
        )
        return _proposal(row) if row is not None else None

    def put(self, user_id: UUID, proposal: Proposal, now: datetime) -> bool:
        """Keep it in the place of the one before; False where its draft is gone."""
        return bool(
            self._db.run(
                "INSERT INTO outpost.proposal (draft_id, writing_id, insight_id, text, tone, "
                "engine, is_model, flagged, user_id, at) "
                "SELECT id, %s, %s, %s, %s, %s, %s, %s, user_id, %s FROM outpost.draft "
                "WHERE id = %s AND user_id = %s "
                "ON CONFLICT (draft_id) DO UPDATE SET writing_id = excluded.writing_id, "
                "insight_id = excluded.insight_id, text = excluded.text, tone = excluded.tone, "
                "engine = excluded.engine, is_model = excluded.is_model, "
                "flagged = excluded.flagged, at = excluded.at, coming = NULL",
                (
                    proposal.writing_id, proposal.insight_id, proposal.text, str(proposal.tone),
                    proposal.engine, proposal.is_model, list(proposal.flagged), now,
                    proposal.draft_id, user_id,
                ),
            )
        )  # fmt: skip

    def expect(
        self, user_id: UUID, draft_id: UUID, writing: UUID, tone: str, now: datetime
    ) -> None:
        """Something is on its way into a draft; what was put in before stays until it is there."""
        self._db.run(
            "INSERT INTO outpost.proposal (draft_id, user_id, writing_id, coming, tone, at) "
            "SELECT id, user_id, %s, %s, %s, %s FROM outpost.draft WHERE id = %s AND user_id = %s "
            "ON CONFLICT (draft_id) DO UPDATE SET coming = excluded.coming",
            (writing, writing, tone, now, draft_id, user_id),
        )


def _proposal(row: tuple[Any, ...]) -> Proposal:
    draft_id, writing_id, insight_id, text, tone, engine, is_model, flagged, coming = row
    known = tone if tone in list(Tone) else Tone.PROFESSIONAL
    return Proposal(
        draft_id,
        writing_id,
        insight_id,
        text,
        Tone(known),
        engine,
        is_model,
        tuple(flagged),
        coming,
    )
