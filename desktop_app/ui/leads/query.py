"""What the screen of leads asks for, put together from view, words, chips and order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_filters import Group, SortKey
from desktop_app.domain.leads import LeadQuery


@dataclass(frozen=True, slots=True)
class Asked:
    """A view of the sidebar and what the user narrowed it to."""

    view: Group = field(default_factory=Group)
    text: str = ""
    where: Group = field(default_factory=Group)
    sort: tuple[SortKey, ...] = LeadQuery().sort

    @property
    def query(self) -> LeadQuery:
        """The question for the service."""
        return LeadQuery(self.text, self.view.and_also(self.where), self.sort)

    @property
    def narrowed(self) -> bool:
        """Whether the user asked for less than the view holds."""
        return bool(self.text.strip() or self.where)

    def sorted_by(self, name: str, fields: LeadFields, *, also: bool = False) -> Asked:
        """By another column, or the same one the other way round.

        Args:
            also: keep the levels there are, and add this one behind them.
        """
        level = next((key for key in self.sort if key.field == name), None)
        if level is not None:
            turned = SortKey(name, not level.descending)
            if also:
                return replace(
                    self, sort=tuple(turned if key is level else key for key in self.sort)
                )
            if level is self.sort[0]:
                return replace(self, sort=(turned,))
        known = fields.get(name)
        new = SortKey(name, known is not None and known.descending)
        return replace(self, sort=(*self.sort, new) if also else (new,))


def arrow_up(key: SortKey, fields: LeadFields) -> bool:
    """Whether a level goes the way in which its column begins; its arrow then points up."""
    known = fields.get(key.field)
    return known is not None and key.descending == known.descending
