"""What was read out of mail about leads."""

from __future__ import annotations

from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.insights import InsightRepository
from desktop_app.domain.insights import Insight


class InsightService:
    """The insights of a user.

    Raises (all methods):
        KnownError: the database cannot be reached, or its disk is full.
    """

    def __init__(self, db: Database, user_id: UUID) -> None:
        self._user_id = user_id
        self._insights = InsightRepository(db)

    def newest_of_lead(self, lead_id: UUID) -> tuple[Insight, ...]:
        """The newest insight of each kind about a lead, by the name of the kind."""
        return self._insights.newest_of_lead(self._user_id, lead_id)
