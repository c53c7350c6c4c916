"""What was read out of mail about leads."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.insights import InsightRepository
from desktop_app.data.journal import JournalRepository, RowChange
from desktop_app.data.readings import ReadingRepository
from desktop_app.data.settings import SettingRepository
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.insight_settings import LEAST_CONFIDENCE
from desktop_app.domain.insights import (
    PAUSED,
    READING,
    Insight,
    ReadingState,
    is_shown,
)
from desktop_app.domain.language import tr
from desktop_app.domain.learning import Verdict
from desktop_app.domain.model_settings import provider_of, written

_SAID = {
    Verdict.ACCEPTED: tr("Suggestion taken"),
    Verdict.EDITED: tr("Suggestion changed"),
    Verdict.DISMISSED: tr("Insight dismissed"),
}
_SAID_OF_DRAFT = {
    Verdict.ACCEPTED: tr("Draft taken"),
    Verdict.EDITED: tr("Draft taken and changed"),
    Verdict.DISMISSED: tr("Draft dismissed"),
}


def least_confidence_of(db: Database, user_id: UUID) -> float:
    """How sure an insight has to be to be shown to a user, from 0 to 1; as it is by itself where
    what is kept makes no sense."""
    kept = SettingRepository(db).get(LEAST_CONFIDENCE, user_id)
    return provider_of({LEAST_CONFIDENCE: kept}).least_confidence


class InsightService:
    """The insights of a user.

    Raises (all methods):
        KnownError: the database cannot be reached, or its disk is full.
    """

    def __init__(self, db: Database, user_id: UUID) -> None:
        self._db = db
        self._user_id = user_id
        self._insights = InsightRepository(db)

    def newest_of_lead(self, lead_id: UUID) -> tuple[Insight, ...]:
        """The newest insight of each kind about a lead, by the name of the kind; none that is less
        sure than the user wants to see."""
        return self._sure(self._insights.newest_of_lead(self._user_id, lead_id))

    def of_message(self, email_id: UUID) -> tuple[Insight, ...]:
        """What was read in a message; none that is less sure than the user wants to see."""
        return self._sure(self._insights.of_message(self._user_id, email_id))

    def is_hidden(self, lead_id: UUID, suggestion: str) -> bool:
        """Whether what a lead's row suggests is less sure than the user wants to see."""
        newest = self._insights.newest_of_lead(self._user_id, lead_id)
        least = self.least_confidence()
        return any(
            each.kind == "suggestion" and each.content == suggestion and not is_shown(each, least)
            for each in newest
        )

    def least_confidence(self) -> float:
        """How sure an insight has to be to be shown, from 0 to 1."""
        return least_confidence_of(self._db, self._user_id)

    def set_least_confidence(self, least: float) -> Changes:
        """Hide insights that are less sure than this, from 0 to 1."""
        with self._db.transaction():
            SettingRepository(self._db).set(LEAST_CONFIDENCE, written(least), self._user_id)
            self._db.tell(Kind.INSIGHTS, user_id=self._user_id)
        return Changes(Kind.INSIGHTS)

    def newest(self, most: int = 200) -> tuple[Insight, ...]:
        """The newest insights of all leads."""
        return self._insights.newest(self._user_id, most)

    def judge(self, insight_id: UUID, verdict: Verdict) -> Changes:
        """Note what the user did with an insight: what is dismissed is shown no more, and kinds of
        suggestions that are dismissed again and again go quiet. Can be undone; nothing when the
        insight is gone."""
        with self._db.transaction():
            found = self._insights.set_verdict(self._user_id, insight_id, verdict)
            if found is None:
                return Changes()
            insight, change = found
            changes = [change]
            if verdict is Verdict.DISMISSED and insight.kind == "suggestion":
                changes += self._take_off(insight)
            is_draft = insight.kind == "draft"
            said = (_SAID_OF_DRAFT if is_draft else _SAID)[verdict]
            entry = JournalRepository(self._db).add(self._user_id, "judge_insight", said, changes)
            kinds = Kind.INSIGHTS | (Kind.LEADS if len(changes) > 1 else Kind.NONE)
            if is_draft:  # its lead, and the conversation, have none any more
                kinds |= Kind.LEADS | Kind.WRITING
            self._db.tell(kinds, user_id=self._user_id)
        return Changes(kinds, said, entry)

    def state(self) -> ReadingState:
        """How far reading is."""
        state = ReadingRepository(self._db).state(self._user_id, self.is_on())
        return replace(state, is_paused=self._setting(PAUSED) is True)

    def is_on(self) -> bool:
        """Whether mail is to be read."""
        return self._setting(READING) is not False

    def set_on(self, on: bool) -> Changes:
        """Have mail read, or not; what was read stays. What was paused goes on."""
        with self._db.transaction():
            settings = SettingRepository(self._db)
            settings.set(READING, on, self._user_id)
            settings.delete(PAUSED, self._user_id)
            self._db.tell(Kind.INSIGHTS, user_id=self._user_id)
        return Changes(Kind.INSIGHTS)

    def set_paused(self, paused: bool) -> Changes:
        """Let what waits wait on, or go on with it."""
        with self._db.transaction():
            SettingRepository(self._db).set(PAUSED, paused, self._user_id)
            self._db.tell(Kind.INSIGHTS, user_id=self._user_id)
        return Changes(Kind.INSIGHTS, tr("Reading paused") if paused else tr("Reading goes on"))

    def _setting(self, name: str) -> Any:
        return SettingRepository(self._db).get(name, self._user_id)

    def _sure(self, insights: tuple[Insight, ...]) -> tuple[Insight, ...]:
        least = self.least_confidence()
        return tuple(each for each in insights if is_shown(each, least))

    def _take_off(self, insight: Insight) -> list[RowChange]:
        """The lead's row suggests what was dismissed: no more."""
        lead_id = insight.lead_id
        if lead_id is None:
            return []
        before = self._insights.suggestion_of(self._user_id, lead_id)
        if before != insight.content:
            return []
        self._insights.clear_suggestion(self._user_id, lead_id)
        return [
            RowChange(
                "public.leads", lead_id, {"ai_suggestion": before}, {"ai_suggestion": None}, lead_id
            )
        ]
