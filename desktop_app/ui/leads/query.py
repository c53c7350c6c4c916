"""What the screen of leads asks for, put together from view, words, statuses and order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from desktop_app.domain.leads import LeadQuery, LeadSort, LeadStatus

# Which order a column begins with; the arrow then points up.
_FIRST_DESCENDING = {
    LeadSort.COMPANY: False,
    LeadSort.CONTACT: False,
    LeadSort.STATUS: False,
    LeadSort.LAST_CONTACT: True,  # the latest contact, so the fewest days, comes first
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A view of the sidebar and what the user narrowed it to."""

    view: LeadQuery = field(default_factory=LeadQuery)
    text: str = ""
    statuses: frozenset[LeadStatus] = frozenset()
    sort: LeadSort = LeadSort.LAST_CONTACT
    descending: bool = True

    @property
    def query(self) -> LeadQuery:
        """The question for the service. A view with statuses of its own keeps them."""
        statuses = self.view.statuses or self.statuses
        return replace(
            self.view,
            text=self.text,
            statuses=statuses,
            sort=self.sort,
            descending=self.descending,
        )

    @property
    def narrowed(self) -> bool:
        """Whether the user asked for less than the view holds."""
        return bool(self.text.strip() or self.statuses)

    @property
    def arrow_up(self) -> bool:
        return self.descending == _FIRST_DESCENDING[self.sort]

    def sorted_by(self, sort: LeadSort) -> Asked:
        """Another column, or the same one the other way round."""
        if sort == self.sort:
            return replace(self, descending=not self.descending)
        return replace(self, sort=sort, descending=_FIRST_DESCENDING[sort])
