"""What was written for a user and put into a draft of theirs, and what they made of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.drafts import DraftRepository
from desktop_app.data.insights import InsightRepository
from desktop_app.data.proposals import ProposalRepository
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.learning import Verdict
from desktop_app.domain.proposals import Proposal, verdict_of
from desktop_app.domain.writing import Tone

_TOLD = Kind.INSIGHTS | Kind.LEADS | Kind.ACTIONS


class ProposalService:
    """The proposals in the drafts of a user. None of this is a deed of its own that could be taken
    back: it follows what is done with the draft.

    Args:
        clock: the present moment, aware.

    Raises (all methods):
        KnownError: the database cannot be reached, or its disk is full.
    """

    def __init__(self, db: Database, user_id: UUID, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._user_id = user_id
        self._clock = clock
        self._proposals = ProposalRepository(db)

    def of(self, draft_id: UUID) -> Proposal | None:
        """What was put into a draft, or is on its way into it; None for nothing."""
        return self._proposals.get(self._user_id, draft_id)

    def put(self, proposal: Proposal) -> None:
        """Note what a draft holds, in the place of what it held before."""
        with self._db.transaction():
            self._proposals.put(self._user_id, proposal, self._clock())

    def expect(self, draft_id: UUID, writing_id: UUID, tone: Tone) -> None:
        """Note what is on its way into a draft; :meth:`put` says that it is there."""
        with self._db.transaction():
            self._proposals.expect(self._user_id, draft_id, writing_id, str(tone), self._clock())

    def edited(self, draft_id: UUID, own: str) -> Changes:
        """The user has changed it: it is theirs now.

        Args:
            own: the plain text of the draft, without what it quotes.
        """
        return self._judge(draft_id, lambda text: (Verdict.EDITED, verdict_of(text, own)[1]))

    def sent(self, draft_id: UUID) -> Changes:
        """The draft leaves: how much of what was proposed is in its newest revision?"""
        draft = DraftRepository(self._db).get(self._user_id, draft_id)
        if draft is None:
            return Changes()
        own = draft.content.plain.removesuffix(draft.quote.plain)
        return self._judge(draft_id, lambda text: verdict_of(text, own))

    def dismiss(self, draft_id: UUID) -> Changes:
        """It is not wanted, or the draft it stands in is not."""
        return self._judge(draft_id, lambda _text: (Verdict.DISMISSED, 1.0))

    def _judge(self, draft_id: UUID, look: Callable[[str], tuple[Verdict, float]]) -> Changes:
        with self._db.transaction():
            proposal = self._proposals.get(self._user_id, draft_id)
            if proposal is None or proposal.insight_id is None or not proposal.text:
                return Changes()
            verdict, far = look(proposal.text)
            InsightRepository(self._db).set_verdict(
                self._user_id, proposal.insight_id, verdict, edited=round(far, 3)
            )
            self._db.tell(_TOLD, user_id=self._user_id)
        return Changes(_TOLD)
