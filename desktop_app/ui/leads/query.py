"""What the screen of leads asks for, put together from view, words, chips and order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_filters import Group, SortKey
from desktop_app.domain.lead_groups import simplified
from desktop_app.domain.leads import LeadQuery


@dataclass(frozen=True, slots=True)
class Asked:
    """What the screen asks, and what the view it began with does.

    Args:
        view: the question of the view of the sidebar; its order counts where ``view_sorts``.
        text, where, sort: what is asked now; the view's conditions are among them.
    """

    view: LeadQuery = field(default_factory=LeadQuery)
    text: str = ""
    where: Group = field(default_factory=Group)
    sort: tuple[SortKey, ...] = LeadQuery().sort
    view_sorts: bool = False

    @classmethod
    def of(cls, view: LeadQuery, sort: tuple[SortKey, ...] | None = None) -> Asked:
        """A view as it is; in an order of the user's where the view has none of its own."""
        return cls(
            view, view.text, simplified(view.where), view.sort if sort is None else sort,
            view_sorts=sort is None,
        )  # fmt: skip

    @property
    def query(self) -> LeadQuery:
        """The question for the service."""
        return LeadQuery(self.text, self.where, self.sort)

    @property
    def narrowed(self) -> bool:
        """Whether the user asked for other leads than the view holds."""
        return (self.text.strip(), self.where) != (
            self.view.text.strip(),
            simplified(self.view.where),
        )

    @property
    def edited(self) -> bool:
        """Whether it is not what the view asks any more."""
        return self.narrowed or (self.view_sorts and self.sort != self.view.sort)

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
