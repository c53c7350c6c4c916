"""What each row of a file comes to: a new lead, a change of one that is there, or a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.lead_import import Arrival, LeadImportRepository
from desktop_app.data.lead_matches import LeadMatcher, Match, person_key
from desktop_app.domain.import_plan import Choice, MatchKind, Outcome
from desktop_app.domain.lead_import import PlannedLead, Refusal, RowPlanner


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it was read; ``problem`` says why it is none."""

    line: int
    cells: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row and what it comes to; fields as ``outpost.import_row`` has them."""

    line: int
    cells: tuple[str, ...]
    outcome: Outcome
    match: MatchKind | None = None
    lead_id: UUID | None = None
    fills: bool = False
    differs: bool = False
    address: str = ""
    person_key: str = ""
    reason: str = ""


class RowJudge:
    """Judges rows by one mapping; doubles within the file are somebody else's to find.

    Methods expect to run inside the caller's transaction.
    """

    def __init__(self, db: Database, user_id: UUID, planner: RowPlanner) -> None:
        self._user_id = user_id
        self._planner = planner
        self._matcher = LeadMatcher(db, user_id)
        self._leads = LeadImportRepository(db)

    def judge(self, rows: Sequence[RawRow]) -> list[JudgedRow]:
        """What these rows come to, in their order."""
        judged: list[JudgedRow | None] = []
        planned: list[tuple[int, PlannedLead]] = []
        for row in rows:
            plan = Refusal(row.problem) if row.problem else self._planner.plan_row(row.cells)
            if isinstance(plan, Refusal):
                judged.append(JudgedRow(row.line, row.cells, Outcome.REFUSED, reason=plan.reason))
            else:
                planned.append((len(judged), plan))
                judged.append(None)
        matches = self._matcher.match([plan for _, plan in planned])
        fills, differs = self._changes([plan for _, plan in planned], matches)
        for n, ((place, plan), match) in enumerate(zip(planned, matches, strict=True)):
            judged[place] = JudgedRow(
                rows[place].line,
                rows[place].cells,
                _outcome(match, changes=n in fills or n in differs),
                match.kind if match else None,
                match.lead_id if match else None,
                n in fills,
                n in differs,
                plan.draft.email,
                person_key(plan),
            )
        return [each for each in judged if each is not None]

    def _changes(
        self, planned: Sequence[PlannedLead], matches: Sequence[Match | None]
    ) -> tuple[set[int], set[int]]:
        """Which rows have something for empty fields, and which would change their lead."""
        about = [(n, match) for n, match in enumerate(matches) if match is not None]
        found: list[set[int]] = []
        for choice in (Choice.FILL, Choice.OVERWRITE):
            arrivals = [Arrival(planned[n], match.lead_id, choice) for n, match in about]
            would = self._leads.would_change(self._user_id, arrivals)
            found.append({about[place][0] for place in would})
        return found[0], found[1]


def _outcome(match: Match | None, *, changes: bool) -> Outcome:
    if match is None or match.kind is MatchKind.DOMAIN:
        return Outcome.NEW
    return Outcome.UPDATE if changes else Outcome.SAME
