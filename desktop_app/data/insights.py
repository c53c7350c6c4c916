"""Rows of ``ai_insights``."""

from __future__ import annotations

from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.domain.insights import Insight


class InsightRepository:
    """What was read out of a user's mail."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def newest_of_lead(self, user_id: UUID, lead_id: UUID) -> tuple[Insight, ...]:
        """The newest insight of each kind, by the name of the kind."""
        rows = self._db.rows(
            "SELECT DISTINCT ON (insight_type) id, insight_type, content, confidence::float8, "
            "coalesce(created_at, updated_at) FROM public.ai_insights "
            "WHERE user_id = %s AND lead_id = %s "
            "ORDER BY insight_type, coalesce(created_at, updated_at) DESC NULLS LAST, id",
            (user_id, lead_id),
        )
        return tuple(Insight(*row) for row in rows)
