"""What was read out of mail about leads."""

from __future__ import annotations

from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.insights import InsightRepository
from desktop_app.data.journal import JournalRepository, RowChange
from desktop_app.data.readings import ReadingRepository
from desktop_app.data.settings import SettingRepository
from desktop_app.data.user_settings import UserSettingRepository
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.insights import READING, Insight, ReadingState
from desktop_app.domain.learning import Verdict

_SAID = {
    Verdict.ACCEPTED: "Suggestion taken",
    Verdict.EDITED: "Suggestion changed",
    Verdict.DISMISSED: "Insight dismissed",
}
_SAID_OF_DRAFT = {
    Verdict.ACCEPTED: "Draft taken",
    Verdict.EDITED: "Draft taken and changed",
    Verdict.DISMISSED: "Draft dismissed",
}


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
        sure than the user wishes to see."""
        return self._sure(self._insights.newest_of_lead(self._user_id, lead_id))

    def of_message(self, email_id: UUID) -> tuple[Insight, ...]:
        """What was read in a message; nothing that is less sure than the user wishes to see."""
        return self._sure(self._insights.of_message(self._user_id, email_id))

    def newest(self, most: int = 200) -> tuple[Insight, ...]:
        """The newest insights of all leads, however sure."""
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
        return ReadingRepository(self._db).state(self._user_id, self.is_on())

    def is_on(self) -> bool:
        """Whether mail is to be read."""
        return SettingRepository(self._db).get(READING, self._user_id) is not False

    def set_on(self, on: bool) -> Changes:
        """Have mail read, or not; what was read stays."""
        with self._db.transaction():
            SettingRepository(self._db).set(READING, on, self._user_id)
            self._db.tell(Kind.INSIGHTS, user_id=self._user_id)
        return Changes(Kind.INSIGHTS)

    def _sure(self, insights: tuple[Insight, ...]) -> tuple[Insight, ...]:
        least = UserSettingRepository(self._db).provider(self._user_id).least_confidence
        return tuple(
            each for each in insights if each.confidence is None or each.confidence >= least
        )

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
